/* SPDX-License-Identifier: Apache-2.0 */
#include "office/cause.h"

#include <string.h>

#include "base/messages.h"
#include "office/figures.h"
#include "office/settled.h"

static const struct {
	const char *id, *text;
} causes[ROTA_CAUSES] = {
	[ROTA_CAUSE_BEGUN] = { "begun", N_("appointed") },
	[ROTA_CAUSE_MOVED] = { "moved", N_("moved") },
	[ROTA_CAUSE_ENDED] = { "ended", N_("left") },
	[ROTA_CAUSE_LATE] = { "late", N_("recorded late") },
	[ROTA_CAUSE_CORRECTED] = { "corrected", N_("corrected") },
	[ROTA_CAUSE_REVOKED] = { "revoked", N_("revoked or taken back") },
	[ROTA_CAUSE_SETTLED] = { "settled", N_("settled by the province") },
	[ROTA_CAUSE_REPLACED] = { "replaced", N_("another one counts") },
	[ROTA_CAUSE_UNIT] = { "unit", N_("the unit has changed") },
	[ROTA_CAUSE_LOCALITY] = { "locality", N_("the locality is another one") },
};

const char *rota_cause_id(enum rota_cause cause)
{
	return causes[cause].id;
}

const char *rota_cause_shown(enum rota_cause cause)
{
	return _(causes[cause].text);
}

/* --- a posting in one world ------------------------------------------------------------------ */

/** A posting as a world has it. */
struct seen {
	const struct rota_subject *subject;
	struct rota_posting posting;
	bool known; /* some entry speaks of it */
	bool valid; /* it is a posting, and not void */
};

static int look(struct seen *out, struct rota_world *world, struct rota_id id,
		struct rota_error *err)
{
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, world, id, err);

	*out = (struct seen){ .known = false };
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc)
		return rc;
	out->subject = subject;
	out->known = subject->revision_count > 0;
	out->valid = rota_posting_read(&out->posting, subject) &&
		     !rota_posting_is_void(&out->posting);
	return ROTA_OK;
}

/** The entry that gave a field its value; zero when none did. */
static struct rota_id giver(const struct rota_subject *subject, const char *field)
{
	static const struct rota_id none;
	const struct rota_subject_field *found = subject ? rota_subject_get(subject, field) : NULL;

	return found ? found->by->id : none;
}

static struct rota_id creator(const struct rota_subject *subject)
{
	static const struct rota_id none;

	return subject && subject->created ? subject->created->id : none;
}

/** Whether a world has an entry. */
static bool has_entry(struct rota_world *world, struct rota_id id)
{
	struct rota_entry entry;

	return !rota_id_is_zero(id) && rota_world_entry(&entry, world, id, NULL) == ROTA_OK;
}

static bool is_move(const char *act)
{
	return act && (strcmp(act, "transfer") == 0 || strcmp(act, "rotate") == 0 ||
		       strcmp(act, "leave") == 0);
}

/* --- one cause after the other --------------------------------------------------------------- */

static bool unit_lives(const struct rota_side *side, struct rota_id id)
{
	const struct rota_unit *unit = rota_gazetteer_unit(&side->world->gazetteer, id);

	return unit && rota_unit_on(unit, side->day);
}

/** Of a posting that is none on the other side: taken back, revoked, or not known there yet. */
static struct rota_caused cause_of_none(const struct seen *with, const struct seen *without,
					const struct rota_side *there)
{
	const char *fields[] = { "from_start", "void_from", "from", "to" };
	struct rota_caused out = { .cause = ROTA_CAUSE_REVOKED };

	if (!without->known) {
		out.cause = with->posting.from > there->day ? ROTA_CAUSE_BEGUN : ROTA_CAUSE_LATE;
		if (out.cause == ROTA_CAUSE_BEGUN && is_move(with->posting.act))
			out.cause = ROTA_CAUSE_MOVED;
		out.entry = creator(with->subject);
		return out;
	}
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]) && rota_id_is_zero(out.entry); i++)
		out.entry = giver(without->subject, fields[i]);
	return out;
}

/** What an end that only the other side knows is: a correction, a revocation, or news. */
static enum rota_cause cause_of_news(const struct rota_subject *subject, struct rota_id entry)
{
	for (size_t i = 0; i < subject->revision_count; i++) {
		const struct rota_revision *one = &subject->revisions[i];

		if (rota_id_compare(one->id, entry) != 0)
			continue;
		if (strcmp(one->entry.kind_name, "posting.correct") == 0)
			return ROTA_CAUSE_CORRECTED;
		if (strcmp(one->entry.kind_name, "posting.void") == 0)
			return ROTA_CAUSE_REVOKED;
	}
	return ROTA_CAUSE_LATE;
}

/** It has ended on the other side: between the days, or by what only one side knows. */
static struct rota_caused cause_of_end(const struct rota_side *with, const struct seen *mine,
				       const struct seen *without)
{
	bool revoked = without->posting.void_from < without->posting.to;
	struct rota_caused out = { .entry = giver(without->subject, revoked ? "void_from" : "to") };
	int32_t end = rota_posting_end(&without->posting);

	if (rota_posting_end(&mine->posting) == end || end > with->day) {
		out.cause = revoked				    ? ROTA_CAUSE_REVOKED
			    : is_move(without->posting.end_act) ? ROTA_CAUSE_MOVED
								: ROTA_CAUSE_ENDED;
	} else if (has_entry(with->world, out.entry)) { /* it was mended in what is known here */
		out.cause = ROTA_CAUSE_CORRECTED;
		out.entry = giver(mine->subject, "to");
	} else {
		out.cause = cause_of_news(without->subject, out.entry);
	}
	return out;
}

/** It begins later on the other side, or begins here earlier than was known there. */
static struct rota_caused cause_of_begin(const struct rota_side *with, const struct seen *mine,
					 const struct seen *without)
{
	struct rota_caused out = { .entry = giver(without->subject, "from") };

	if (mine->posting.from == without->posting.from) { /* another day is asked for */
		out.cause = is_move(mine->posting.act) ? ROTA_CAUSE_MOVED : ROTA_CAUSE_BEGUN;
		out.entry = creator(mine->subject);
		return out;
	}
	if (has_entry(with->world, out.entry)) /* it was corrected in what is known here */
		out.entry = giver(mine->subject, "from");
	out.cause = ROTA_CAUSE_CORRECTED;
	return out;
}

/** Whether a settlement on one side only is about the posting. */
static int find_settlement(struct rota_caused *out, const struct rota_side *with,
			   const struct rota_side *without, struct rota_id posting,
			   struct rota_error *err)
{
	const struct rota_side *sides[] = { without, with };
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < 2 && rota_id_is_zero(out->entry); i++) {
		struct rota_settlements settlements;

		rc = rota_world_settlements(&settlements, sides[i]->world, posting, err);
		for (size_t k = 0; !rc && k < settlements.count; k++) {
			const struct rota_subject *one = settlements.items[k].subject;
			struct rota_id last = one->revisions[one->revision_count - 1].id;

			if (!has_entry(sides[1 - i]->world, last))
				out->entry = last;
		}
	}
	out->cause = ROTA_CAUSE_SETTLED;
	return rc;
}

/** It holds on both sides. What counts of it is decided by who its holder is, and by others. */
static int cause_of_holding(struct rota_caused *out, const struct rota_side *with,
			    const struct rota_side *without, const struct seen *mine,
			    bool counted_there, struct rota_error *err)
{
	static const char *const places[] = { "native", "birth_place" };
	struct rota_subject *cadre;
	int rc;

	*out = (struct rota_caused){ .cause = ROTA_CAUSE_REPLACED };
	if (!counted_there)
		return ROTA_OK;
	out->cause = ROTA_CAUSE_LOCALITY;
	for (size_t i = 0; i < 2; i++) {
		const struct rota_side *sides[] = { with, without };

		rc = rota_world_subject(&cadre, sides[i]->world, mine->posting.cadre, err);
		for (size_t k = 0; !rc && k < 2 && rota_id_is_zero(out->entry); k++) {
			struct rota_id entry = giver(cadre, places[k]);

			if (!has_entry(sides[1 - i]->world, entry))
				out->entry = entry;
		}
		if (rc && rc != ROTA_ENOTFOUND)
			return rc;
		rota_error_clear(err);
	}
	return ROTA_OK;
}

/** Whether the posting counts in its cell on a side, be it as local. */
static int counts_on(bool *out, const struct rota_side *side, const struct rota_posting *posting,
		     struct rota_error *err)
{
	const struct rota_unit *unit =
		rota_gazetteer_unit(&side->world->gazetteer, posting->unit);
	struct rota_policy_view policy;
	struct rota_seat seat;
	int rc = rota_world_policy(&policy, side->world, side->day, err);

	*out = false;
	if (!rc && unit)
		rc = rota_world_seat(&seat, side->world, unit, posting->post, side->day, &policy,
				     err);
	*out = !rc && unit && seat.count.holder &&
	       rota_id_compare(seat.count.holder->id, posting->id) == 0;
	return rc;
}

static int find(struct rota_caused *out, const struct rota_side *with,
		const struct rota_side *without, struct rota_id posting, struct rota_error *err)
{
	struct seen mine, other;
	bool counted = false;
	int rc = look(&mine, with->world, posting, err);

	*out = (struct rota_caused){ .cause = ROTA_CAUSE_REPLACED };
	if (!rc)
		rc = look(&other, without->world, posting, err);
	if (rc || !mine.valid)
		return rc;
	if (!unit_lives(without, mine.posting.unit)) {
		out->cause = ROTA_CAUSE_UNIT;
		return ROTA_OK;
	}
	if (!other.valid) {
		*out = cause_of_none(&mine, &other, without);
		return ROTA_OK;
	}
	if (without->day >= rota_posting_end(&other.posting)) {
		*out = cause_of_end(with, &mine, &other);
		return ROTA_OK;
	}
	if (without->day < other.posting.from) {
		*out = cause_of_begin(with, &mine, &other);
		return ROTA_OK;
	}
	rc = find_settlement(out, with, without, posting, err);
	if (rc || !rota_id_is_zero(out->entry))
		return rc;
	rc = counts_on(&counted, without, &other.posting, err);
	return rc ? rc : cause_of_holding(out, with, without, &mine, counted, err);
}

int rota_cause_find(struct rota_caused *out, const struct rota_side *with,
		    const struct rota_side *without, struct rota_id posting,
		    struct rota_error *err)
{
	int rc = find(out, with, without, posting, err);

	rota_world_forget(with->world);
	if (without->world != with->world)
		rota_world_forget(without->world);
	return rc;
}
