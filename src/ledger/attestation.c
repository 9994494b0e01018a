/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/attestation.h"

#include <string.h>

#include "base/messages.h"
#include "ledger/gazetteer.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- what it says ---------------------------------------------------------------------------- */

static const char *const posts[ROTA_ATTESTED_POSTS] = { "secretary", "chair" };

static bool read_number(uint64_t *out, const struct rota_value *map, const char *key)
{
	const struct rota_value *value = rota_map_get(map, key);

	if (!value || value->type != ROTA_UINT)
		return false;
	*out = value->as.number;
	return true;
}

static bool read_figures(struct rota_attested_figures *out, const struct rota_value *map)
{
	return read_number(&out->posts, map, "posts") && read_number(&out->filled, map, "filled") &&
	       read_number(&out->vacant, map, "vacant") &&
	       read_number(&out->not_reported, map, "not_reported") &&
	       read_number(&out->non_local, map, "non_local") &&
	       read_number(&out->undetermined, map, "undetermined") &&
	       read_number(&out->opening, map, "opening") && read_number(&out->up, map, "up") &&
	       read_number(&out->down, map, "down");
}

static bool read_last(struct rota_attestation *out, const struct rota_value *last)
{
	const struct rota_value *writer = rota_map_get(last, "writer");

	if (!writer || writer->type != ROTA_BIN || writer->as.bin.size != sizeof(out->writer.bytes))
		return false;
	memcpy(out->writer.bytes, writer->as.bin.bytes, sizeof(out->writer.bytes));
	return read_number(&out->last, last, "n");
}

bool rota_attestation_read(struct rota_attestation *out, const struct rota_subject *subject,
			   const struct rota_revision *revision)
{
	const struct rota_entry *entry = &revision->entry;
	const struct rota_value *figures = rota_map_get(entry->body, "figures");

	*out = (struct rota_attestation){ .entry = revision->id,
					  .entity = subject->id,
					  .clock = entry->clock };
	rota_id_from_value(&out->by, rota_map_get(&entry->root, "by"));
	for (size_t i = 0; i < ROTA_ATTESTED_POSTS; i++)
		if (!read_figures(&out->posts[i], rota_map_get(figures, posts[i])))
			return false;
	return !revision->undone && strcmp(entry->kind_name, "attest") == 0 &&
	       rota_id_from_value(&out->period, rota_map_get(entry->body, "period")) &&
	       rota_id_from_value(&out->scope, rota_map_get(entry->body, "scope")) &&
	       read_last(out, rota_map_get(entry->body, "last"));
}

/* --- why one does not count ------------------------------------------------------------------ */

static const struct {
	const char *id, *rule, *text;
} faults[ROTA_ATTESTATION_FAULTS] = {
	[ROTA_ATTESTATION_COUNTS] = { "", "", N_("it counts") },
	[ROTA_ATTESTATION_SUM] = { "sum", "V96",
				   N_("its figures do not add up to the number of posts") },
	[ROTA_ATTESTATION_BALANCE] = { "balance", "V97",
				       N_("its opening figure, plus what came, minus what went, is "
					  "not its figure") },
	[ROTA_ATTESTATION_LAST] = { "last", "",
				    N_("it goes up to an entry that is not before it") },
	[ROTA_ATTESTATION_NO_OFFICER] = { "no_officer", "",
					  N_("it names nobody who is an officer of this office") },
	[ROTA_ATTESTATION_INACTIVE] = { "inactive", "", N_("the officer was not active any more") },
	[ROTA_ATTESTATION_NO_ROLE] = { "no_role", "", N_("the officer may not attest") },
	[ROTA_ATTESTATION_RECORDER] = { "recorder", "V98",
					N_("the officer recorded some of it: another one "
					   "attests") },
};

const char *rota_attestation_rule(enum rota_attestation_fault fault)
{
	return faults[fault].rule;
}

const char *rota_attestation_fault_id(enum rota_attestation_fault fault)
{
	return faults[fault].id;
}

const char *rota_attestation_fault_shown(enum rota_attestation_fault fault)
{
	return _(faults[fault].text);
}

enum rota_attestation_fault rota_attested_figures_check(const struct rota_attested_figures *figures)
{
	const struct rota_attested_figures *f = figures;

	/* differences of what is known to be less: sums of hostile numbers could wrap */
	if (f->filled > f->posts || f->vacant > f->posts - f->filled ||
	    f->not_reported != f->posts - f->filled - f->vacant || f->non_local > f->filled ||
	    f->undetermined > f->filled - f->non_local)
		return ROTA_ATTESTATION_SUM;
	if (f->up > UINT64_MAX - f->opening || f->down > f->opening + f->up ||
	    f->opening + f->up - f->down != f->non_local)
		return ROTA_ATTESTATION_BALANCE;
	return ROTA_ATTESTATION_COUNTS;
}

/* --- what entries do ------------------------------------------------------------------------- */

static bool sets_one_of(const struct rota_entry *entry, const char *const *fields)
{
	while (*fields && !rota_map_get(entry->body, *fields))
		fields++;
	return *fields != NULL;
}

/** The earlier of a day and of one in a map, where there is one. */
static bool take_earlier(int32_t *day, const struct rota_value *map, const char *field)
{
	const char *text = rota_value_text(rota_map_get(map, field));
	struct rota_day one;

	if (!text || rota_day_decode(&one, text, strlen(text), NULL) || rota_day_is_none(one))
		return false;
	if (rota_day_first(one) < *day)
		*day = rota_day_first(one);
	return true;
}

/** A correction of the days alone reaches from the first day that is held in one way only. */
static enum rota_entry_reach reach_of_correction(int32_t *day, const struct rota_entry *entry)
{
	static const char *const whole[] = { "unit", "post", "cadre", "act", "mode", NULL };
	static const char *const days[] = { "from", "to", NULL };
	bool known = true;

	if (sets_one_of(entry, whole))
		return ROTA_REACHES_POSTING;
	*day = ROTA_DAY_NEVER;
	for (size_t i = 0; days[i]; i++) {
		bool now = take_earlier(day, entry->body, days[i]);
		bool before = take_earlier(day, entry->was, days[i]);

		known = known && (!rota_map_get(entry->body, days[i]) || now || before);
	}
	if (!sets_one_of(entry, days))
		return ROTA_REACHES_NOTHING;
	return known ? ROTA_REACHES_DAY : ROTA_REACHES_POSTING;
}

/** What decides about locality, and what tells that two records are of one person. */
static enum rota_entry_reach reach_of_cadre(const struct rota_entry *entry)
{
	static const char *const fields[] = { "native", "birth_place", "pin", "name", NULL };

	return sets_one_of(entry, fields) ? ROTA_REACHES_ALL : ROTA_REACHES_NOTHING;
}

enum rota_entry_reach rota_entry_reach(int32_t *day, const struct rota_entry *entry)
{
	static const struct {
		const char *kind;
		enum rota_entry_reach reach;
	} reaches[] = {
		{ "posting.begin", ROTA_REACHES_DAY },  { "posting.step", ROTA_REACHES_DAY },
		{ "posting.end", ROTA_REACHES_DAY },    { "post.vacant", ROTA_REACHES_DAY },
		{ "posting.void", ROTA_REACHES_DAY },   { "locality.set", ROTA_REACHES_POSTING },
		{ "posting.same", ROTA_REACHES_ALL },   { "cadre.same", ROTA_REACHES_ALL },
		{ "cadre.distinct", ROTA_REACHES_ALL }, { "cadre.spell", ROTA_REACHES_ALL },
		{ "entry.undo", ROTA_REACHES_UNDONE },
	};
	enum rota_entry_reach reach = ROTA_REACHES_NOTHING;

	if (strcmp(entry->kind_name, "posting.correct") == 0)
		return reach_of_correction(day, entry);
	if (strcmp(entry->kind_name, "cadre.change") == 0)
		return reach_of_cadre(entry);
	for (size_t i = 0; i < COUNT(reaches); i++)
		if (strcmp(reaches[i].kind, entry->kind_name) == 0)
			reach = reaches[i].reach;
	if (reach != ROTA_REACHES_DAY)
		return reach;
	if (!entry->has_on) /* a posting that never was */
		return ROTA_REACHES_POSTING;
	*day = rota_day_is_none(entry->on) ? ROTA_DAY_ALWAYS : rota_day_first(entry->on);
	return ROTA_REACHES_DAY;
}

bool rota_entry_is_record(const struct rota_entry *entry)
{
	static const char *const families[] = { "posting.",  "post.", "cadre.",
						"locality.", "nil.",  "entry." };

	for (size_t i = 0; i < COUNT(families); i++)
		if (strncmp(entry->kind_name, families[i], strlen(families[i])) == 0)
			return true;
	return false;
}
