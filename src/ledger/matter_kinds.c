/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of the kinds of matters. Words of kinds and outcomes are signed into checkpoints,
 * notices and settlements: what has landed is never renamed or removed, only added to.
 */
#include "ledger/matter.h"

#include <string.h>

#include "base/messages.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The provisional outcome stands first, where there are several. */
static const struct rota_matter_way rivals[] = {
	{ "both", "ca-hai", N_("both are right as recorded") },
	{ "first", "thu-nhat", N_("the first one is right") },
	{ "second", "thu-hai", N_("the second one is right") },
};
static const struct rota_matter_way proposal[] = {
	{ "decline", "khong-nhan", N_("not accepted") },
	{ "accept", "nhan", N_("accepted") },
};
static const struct rota_matter_way half_move[] = {
	{ "moved", "da-chuyen", N_("moved: the old posting ended when the new one began") },
	{ "stayed", "khong-chuyen", N_("did not move") },
};
static const struct rota_matter_way same_person[] = {
	{ "distinct", "hai-nguoi", N_("two persons") },
	{ "same", "mot-nguoi", N_("one person") },
};
static const struct rota_matter_way partial_set[] = {
	{ "wait", "cho", N_("the rest is still to come") },
	{ "complete", "da-du", N_("complete as it is") },
};
static const struct rota_matter_way edit_vs_end[] = {
	{ "both", "ca-hai", N_("both are right as recorded") },
	{ "end_only", "chi-ket-thuc", N_("only the end is right") },
};
static const struct rota_matter_way noted[] = {
	{ "noted", "da-xem", N_("seen") },
};
static const struct rota_matter_way locality[] = {
	{ "computed", "theo-quy-dinh", N_("as the policy gives it") },
	{ "asserted", "theo-de-nghi", N_("as the office says") },
};
static const struct rota_matter_way unit_unclear[] = {
	{ "code", "theo-ma", N_("the unit of the code") },
	{ "name", "theo-ten", N_("the unit of the name") },
};
static const struct rota_matter_way open_in_ended[] = {
	{ "ended", "da-het", N_("ended with the unit") },
	{ "goes_on", "tiep-tuc", N_("goes on in the new unit") },
};
static const struct rota_matter_way acting_as_full[] = {
	{ "acting", "quyen", N_("acting") },
	{ "full", "chinh-thuc", N_("full holder") },
};
static const struct rota_matter_way nil_contradicted[] = {
	{ "entries", "theo-ban-ghi", N_("what is recorded is right") },
	{ "nil", "khong-bien-dong", N_("nothing has changed") },
};

#define KIND(type, name, text_, severity_, weighs_, list)               \
	[ROTA_MATTER_##type] = { .id = name,                            \
				 .text = text_,                         \
				 .severity = ROTA_SEVERITY_##severity_, \
				 .weighs = weighs_,                     \
				 .outcomes = list,                      \
				 .outcome_count = COUNT(list) }

/* clang-format off */
static const struct rota_matter_kind kinds[ROTA_MATTER_TYPES] = {
	[ROTA_MATTER_FIELD_CONFLICT] = { .id = "field_conflict",
		                         .text = N_("two values for one field"),
		                         .severity = ROTA_SEVERITY_ASKS,
		                         .weighs = true },
	KIND(DOUBLE_HOLDER, "double_holder", N_("two holders of one post"), BLOCKS, true, rivals),
	KIND(TWO_PLACES, "two_places", N_("one person in two communes"), BLOCKS, true, rivals),
	KIND(OUT_OF_SCOPE, "out_of_scope", N_("recorded by an office that may not"), ASKS, false, proposal),
	KIND(HALF_MOVE, "half_move", N_("one half of a move is missing"), ASKS, true, half_move),
	KIND(DOCS_DIFFER, "docs_differ", N_("two papers for one act"), ASKS, false, rivals),
	KIND(SAME_PERSON, "same_person", N_("perhaps one person, recorded twice"), ASKS, false, same_person),
	KIND(PARTIAL_SET, "partial_set", N_("a part of a swap, or of a decision, is missing"), ASKS, false, partial_set),
	KIND(EDIT_VS_END, "edit_vs_end", N_("changed here and ended there"), ASKS, false, edit_vs_end),
	KIND(PERIOD_CHANGED, "period_changed", N_("a published period is changed"), TELLS, false, noted),
	KIND(REVOKED_AFTER, "revoked_after", N_("a decision was revoked after publication"), TELLS, false, noted),
	KIND(LOCALITY_DIFFERS, "locality_differs", N_("the office and the policy differ on the locality"), ASKS, true, locality),
	KIND(LOCALITY_FLIPS, "locality_flips", N_("the locality changes with the units"), TELLS, false, noted),
	KIND(UNIT_UNCLEAR, "unit_unclear", N_("code and name are two units"), ASKS, false, unit_unclear),
	KIND(CUSTODY, "custody", N_("a unit that two offices record"), ASKS, false, proposal),
	KIND(OPEN_IN_ENDED, "open_in_ended", N_("a posting still open in a unit that has ended"), ASKS, false, open_in_ended),
	KIND(TRANSITION_LONG, "transition_long", N_("both posts of a commune held for too long"), TELLS, false, noted),
	KIND(ACTING_AS_FULL, "acting_as_full", N_("an acting holder recorded as a full one"), ASKS, true, acting_as_full),
	KIND(CLOCK, "clock", N_("a machine whose clock is wrong"), TELLS, false, noted),
	KIND(FORK, "fork", N_("one log with two contents"), BLOCKS, false, noted),
	KIND(SAME_IMPORT, "same_import", N_("one list taken in by two offices"), ASKS, false, proposal),
	KIND(NIL_CONTRADICTED, "nil_contradicted", N_("said to be unchanged, and changed"), BLOCKS, false, nil_contradicted),
	KIND(IDENTITY_EDIT, "identity_edit", N_("day of birth or origin changed late"), TELLS, false, noted),
};
/* clang-format on */

const struct rota_matter_kind *rota_matter_kind(enum rota_matter_type type)
{
	return &kinds[type];
}

enum rota_matter_type rota_matter_type_find(const char *id)
{
	size_t type = 0;

	while (type < ROTA_MATTER_TYPES && strcmp(kinds[type].id, id) != 0)
		type++;
	return (enum rota_matter_type)type;
}
