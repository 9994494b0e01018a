/* SPDX-License-Identifier: Apache-2.0 */
#include "report/cause.h"

#include <string.h>

#include "base/messages.h"
#include "state/figures.h"
#include "state/settled.h"
#include "store/index.h"

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
	[ROTA_CAUSE_AMENDED] = { "amended", N_("another decision replaced the first one") },
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

/* --- what made a value another one ----------------------------------------------------------- */

/** The sides, and what each of them has of the posting. */
struct pair {
	const struct rota_side *with, *without;
	struct rota_id posting;
	struct seen mine, other;
};

/** The entry by which a world has another one taken back. @param[out] out  zero: it stands. */
static int find_undo(struct rota_id *out, struct rota_world *world, struct rota_id entry,
		     struct rota_error *err)
{
	struct rota_ids undos;
	int rc = rota_world_indexed(&undos, world, ROTA_INDEX_UNDONE, entry.bytes,
				    sizeof(entry.bytes), err);

	*out = (struct rota_id){ { 0 } };
	for (size_t i = 0; !rc && i < undos.count && rota_id_is_zero(*out); i++) {
		struct rota_subject *undo;

		rc = rota_world_subject(&undo, world, undos.items[i], err);
		if (!rc && rota_subject_takes_back(undo, entry))
			*out = giver(undo, "state");
	}
	return rc;
}

/** Whether what gives a value on one side is taken back on the other one. */
static int find_undone_value(struct rota_caused *out, const struct pair *pair, const char *field,
			     struct rota_error *err)
{
	int rc = find_undo(&out->entry, pair->with->world, giver(pair->other.subject, field), err);

	if (!rc && rota_id_is_zero(out->entry))
		rc = find_undo(&out->entry, pair->without->world, giver(pair->mine.subject, field),
			       err);
	out->cause = ROTA_CAUSE_REVOKED;
	return rc;
}

static bool is_settled(const struct seen *seen, const char *field)
{
	const struct rota_subject_field *found = rota_subject_get(seen->subject, field);

	return found && !rota_id_is_zero(found->settled);
}

/** Whether a settlement decides a value: which one holds, or that the entry counts that gives
 * it. */
static bool decides(const struct rota_settlement *one, const struct pair *pair, const char *field)
{
	const struct rota_matter *matter = &one->matter;

	if (matter->type == ROTA_MATTER_FIELD_CONFLICT)
		return matter->field && strcmp(matter->field, field) == 0 &&
		       (is_settled(&pair->mine, field) || is_settled(&pair->other, field));
	return matter->type == ROTA_MATTER_OUT_OF_SCOPE &&
	       (rota_settlement_saw(one, giver(pair->mine.subject, field)) ||
		rota_settlement_saw(one, giver(pair->other.subject, field)));
}

/** Whether a settlement on one side only is about the posting. @param field  the value that it must
 * decide; NULL: any settlement will do. */
static int find_settlement(struct rota_caused *out, const struct pair *pair, const char *field,
			   struct rota_error *err)
{
	const struct rota_side *sides[] = { pair->without, pair->with };
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < 2 && rota_id_is_zero(out->entry); i++) {
		struct rota_settlements settlements;

		rc = rota_world_settlements(&settlements, sides[i]->world, pair->posting, err);
		for (size_t k = 0; !rc && k < settlements.count; k++) {
			const struct rota_settlement *settlement = &settlements.items[k];
			const struct rota_subject *one = settlement->subject;
			struct rota_id last = one->revisions[one->revision_count - 1].id;

			if ((!field || decides(settlement, pair, field)) &&
			    !has_entry(sides[1 - i]->world, last))
				out->entry = last;
		}
	}
	out->cause = ROTA_CAUSE_SETTLED;
	return rc;
}

/** A value is another one there: what gave it is taken back, or it was settled, or corrected. */
static int cause_of_value(struct rota_caused *out, const struct pair *pair, const char *field,
			  struct rota_error *err)
{
	int rc = find_undone_value(out, pair, field, err);

	if (!rc && rota_id_is_zero(out->entry))
		rc = find_settlement(out, pair, field, err);
	if (rc || !rota_id_is_zero(out->entry))
		return rc;
	out->cause = ROTA_CAUSE_CORRECTED;
	out->entry = giver(pair->other.subject, field);
	if (has_entry(pair->with->world, out->entry)) /* it was mended in what is known here */
		out->entry = giver(pair->mine.subject, field);
	return ROTA_OK;
}

/* --- steps ----------------------------------------------------------------------------------- */

static bool is_step(const struct rota_revision *revision, const char *act)
{
	const struct rota_entry *entry = &revision->entry;
	const char *text = rota_value_text(rota_map_get(entry->body, "act"));

	return !revision->undone && strcmp(entry->kind_name, "posting.step") == 0 && text &&
	       strcmp(text, act) == 0 && entry->has_on && !rota_day_is_none(entry->on);
}

/** The latest step with an act up to a day, as rota_posting_on() takes it; NULL: there is none. */
static const struct rota_revision *last_step(const struct seen *seen, const char *act, int32_t day)
{
	const struct rota_revision *last = NULL;

	for (size_t i = 0; i < seen->subject->revision_count; i++) {
		const struct rota_revision *one = &seen->subject->revisions[i];

		if (is_step(one, act) && rota_day_first(one->entry.on) <= day &&
		    (!last || rota_day_first(one->entry.on) > rota_day_first(last->entry.on)))
			last = one;
	}
	return last;
}

/** Whether a step has been taken on a side too. */
static bool is_taken(const struct rota_revision *step, const struct seen *seen, int32_t day)
{
	for (size_t i = 0; i < seen->subject->revision_count; i++) {
		const struct rota_revision *one = &seen->subject->revisions[i];

		if (rota_id_compare(one->id, step->id) == 0)
			return !one->undone && rota_day_first(one->entry.on) <= day;
	}
	return false;
}

/** A step that one side lacks: it comes after the day there, or is taken back there, or is news. */
static int tell_step(struct rota_caused *out, const struct rota_revision *step,
		     const struct rota_side *lacks, enum rota_cause between, struct rota_error *err)
{
	int rc = find_undo(&out->entry, lacks->world, step->id, err);

	out->cause = ROTA_CAUSE_REVOKED;
	if (rc || !rota_id_is_zero(out->entry))
		return rc;
	out->cause = rota_day_first(step->entry.on) > lacks->day ? between : ROTA_CAUSE_LATE;
	out->entry = step->id;
	return ROTA_OK;
}

/** It was suspended there but not here, or approved or resumed here but not there. */
static int cause_of_step(struct rota_caused *out, const struct pair *pair, const char *ended_by,
			 const char *begun_by, struct rota_error *err)
{
	const struct rota_side *with = pair->with, *without = pair->without;
	const struct rota_revision *step = NULL;

	if (ended_by)
		step = last_step(&pair->other, ended_by, without->day);
	if (step && !is_taken(step, &pair->mine, with->day))
		return tell_step(out, step, with, ROTA_CAUSE_ENDED, err);
	step = last_step(&pair->mine, begun_by, with->day);
	if (step && !is_taken(step, &pair->other, without->day))
		return tell_step(out, step, without, ROTA_CAUSE_BEGUN, err);
	return ROTA_OK;
}

/** It is held there in a way that does not fill the post. */
static int cause_of_holding(struct rota_caused *out, const struct pair *pair,
			    struct rota_error *err)
{
	const struct rota_posting *mine = &pair->mine.posting, *other = &pair->other.posting;

	switch (rota_posting_on(other, pair->without->day)) {
	case ROTA_HOLDS_ACTING:
		return strcmp(mine->mode, other->mode) == 0
			       ? ROTA_OK
			       : cause_of_value(out, pair, "mode", err);
	case ROTA_HOLDS_PENDING:
		return strcmp(mine->act, other->act) == 0
			       ? cause_of_step(out, pair, NULL, "approve", err)
			       : cause_of_value(out, pair, "act", err);
	case ROTA_HOLDS_SUSPENDED:
		return cause_of_step(out, pair, "suspend", "resume", err);
	default:
		return ROTA_OK;
	}
}

/* --- one cause after the other --------------------------------------------------------------- */

/** Whether a unit is one of those that are counted on a side. */
static bool is_counted_unit(const struct rota_side *side, struct rota_id id)
{
	const struct rota_gazetteer *gazetteer = &side->world->gazetteer;
	const struct rota_unit *unit = rota_gazetteer_unit(gazetteer, id);

	return unit && rota_unit_on(unit, side->day) &&
	       rota_gazetteer_inside(gazetteer, unit, side->scope, side->day);
}

/** Whether it was opened in the place of another one, by the set in which it was recorded. */
static int is_instead(bool *out, struct rota_world *world, struct rota_id created,
		      struct rota_error *err)
{
	struct rota_entry begin;
	int rc = rota_world_entry(&begin, world, created, err);

	*out = false;
	for (uint64_t i = 0; !rc && !*out && i < begin.set_count && i < ROTA_ENTRY_MAX_SET; i++) {
		struct rota_entry one;
		struct rota_id id, instead;

		id = rota_id_make(rota_id_writer(created), begin.set_first + i);
		rc = rota_world_entry(&one, world, id, err);
		if (rc == ROTA_ENOTFOUND) { /* not carried here */
			rota_error_clear(err);
			rc = ROTA_OK;
			continue;
		}
		*out = !rc && rota_id_from_value(&instead, rota_map_get(one.body, "instead")) &&
		       rota_id_compare(instead, created) == 0;
	}
	return rc;
}

/** Nothing of it counts on the other side: it was accepted since, or is not known there yet. */
static int cause_of_unknown(struct rota_caused *out, const struct pair *pair,
			    struct rota_error *err)
{
	const struct rota_posting *mine = &pair->mine.posting;
	struct rota_id created = creator(pair->mine.subject);
	bool instead;
	int rc = ROTA_OK;

	if (has_entry(pair->without->world, created)) /* as a proposal */
		rc = find_settlement(out, pair, NULL, err);
	if (rc || !rota_id_is_zero(out->entry))
		return rc;
	out->cause = mine->from > pair->without->day ? ROTA_CAUSE_BEGUN : ROTA_CAUSE_LATE;
	if (out->cause == ROTA_CAUSE_BEGUN && is_move(mine->act))
		out->cause = ROTA_CAUSE_MOVED;
	out->entry = created;
	rc = is_instead(&instead, pair->with->world, created, err);
	if (!rc && instead)
		out->cause = ROTA_CAUSE_AMENDED;
	return rc;
}

/** What makes it no posting there. */
static struct rota_id voided_by(const struct seen *without)
{
	static const char *const fields[] = { "from_start", "void_from" };
	static const char *const days[] = { "from", "to" };
	const struct rota_revision *refused = last_step(without, "refuse", ROTA_DAY_NEVER - 1);
	struct rota_id out = { { 0 } };

	for (size_t i = 0; i < 2 && rota_id_is_zero(out); i++)
		out = giver(without->subject, fields[i]);
	if (rota_id_is_zero(out) && refused)
		return refused->id;
	for (size_t i = 0; i < 2 && rota_id_is_zero(out); i++)
		out = giver(without->subject, days[i]);
	return out;
}

/** It is no posting on the other side: revoked or taken back there, or here that it was revoked. */
static int cause_of_none(struct rota_caused *out, const struct pair *pair, struct rota_error *err)
{
	struct rota_id by, undo;
	int rc;

	if (!pair->other.known)
		return cause_of_unknown(out, pair, err);
	out->cause = ROTA_CAUSE_REVOKED;
	rc = find_undo(&out->entry, pair->without->world, creator(pair->mine.subject), err);
	if (rc || !rota_id_is_zero(out->entry))
		return rc;
	by = voided_by(&pair->other);
	rc = find_undo(&undo, pair->with->world, by, err);
	out->entry = rota_id_is_zero(undo) ? by : undo;
	return rc;
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
			return rota_map_get(one->entry.body, "instead") ? ROTA_CAUSE_AMENDED
									: ROTA_CAUSE_REVOKED;
	}
	return ROTA_CAUSE_LATE;
}

/** It has ended on the other side: between the days, or by what only one side knows. */
static int cause_of_end(struct rota_caused *out, const struct pair *pair, struct rota_error *err)
{
	const struct rota_posting *other = &pair->other.posting;
	bool revoked = other->void_from < other->to;
	struct rota_id entry = giver(pair->other.subject, revoked ? "void_from" : "to");
	int32_t end = rota_posting_end(other);
	int rc;

	if (rota_posting_end(&pair->mine.posting) == end || end > pair->with->day) {
		out->cause = revoked ? cause_of_news(pair->other.subject, entry)
			     : is_move(other->end_act) ? ROTA_CAUSE_MOVED
						       : ROTA_CAUSE_ENDED;
		out->entry = entry;
		return ROTA_OK;
	}
	rc = cause_of_value(out, pair, revoked ? "void_from" : "to", err);
	if (!rc && out->cause == ROTA_CAUSE_CORRECTED && !has_entry(pair->with->world, entry))
		out->cause = cause_of_news(pair->other.subject, entry);
	return rc;
}

/** It begins later on the other side, or begins here earlier than was known there. */
static int cause_of_begin(struct rota_caused *out, const struct pair *pair, struct rota_error *err)
{
	const struct rota_posting *mine = &pair->mine.posting;
	bool instead;
	int rc;

	if (mine->from != pair->other.posting.from)
		return cause_of_value(out, pair, "from", err);
	/* another day is asked for */
	out->cause = is_move(mine->act) ? ROTA_CAUSE_MOVED : ROTA_CAUSE_BEGUN;
	out->entry = creator(pair->mine.subject);
	rc = is_instead(&instead, pair->with->world, out->entry, err);
	if (!rc && instead)
		out->cause = ROTA_CAUSE_AMENDED;
	return rc;
}

/** The field by which it is another posting there: of another unit, post or cadre; NULL: none. */
static const char *field_of_another(const struct pair *pair)
{
	const struct rota_posting *mine = &pair->mine.posting, *other = &pair->other.posting;

	if (rota_id_compare(mine->unit, other->unit) != 0)
		return "unit";
	if (strcmp(mine->post, other->post) != 0)
		return "post";
	return rota_id_compare(mine->cadre, other->cadre) != 0 ? "cadre" : NULL;
}

/** An entry of a time in a place that one side has and the other one has not. */
static int cause_of_spells(struct rota_caused *out, const struct rota_side *side,
			   const struct rota_side *other, struct rota_id cadre,
			   struct rota_error *err)
{
	struct rota_spells spells = { .count = 0 };
	struct rota_policy_view policy;
	int rc = rota_world_policy(&policy, side->world, side->day, err);

	if (!rc && rota_locality_takes_spells(&policy.locality))
		rc = rota_world_spells(&spells, side->world, cadre, err);
	for (size_t i = 0; !rc && i < spells.count; i++)
		for (size_t k = 0; k < spells.items[i]->revision_count; k++) {
			struct rota_id entry = spells.items[i]->revisions[k].id;

			if (rota_id_is_zero(out->entry) && !has_entry(other->world, entry))
				out->entry = entry;
		}
	return rc;
}

/** It counts on both sides, as local there: by what is known of its holder. */
static int cause_of_locality(struct rota_caused *out, const struct pair *pair,
			     struct rota_error *err)
{
	static const char *const places[] = { "native", "birth_place" };
	struct rota_subject *cadre;
	int rc;

	out->cause = ROTA_CAUSE_LOCALITY;
	for (size_t i = 0; i < 2; i++) {
		const struct rota_side *sides[] = { pair->with, pair->without };

		rc = rota_world_subject(&cadre, sides[i]->world, pair->mine.posting.cadre, err);
		for (size_t k = 0; !rc && k < 2 && rota_id_is_zero(out->entry); k++) {
			struct rota_id entry = giver(cadre, places[k]);

			if (!has_entry(sides[1 - i]->world, entry))
				out->entry = entry;
		}
		if (!rc)
			rc = cause_of_spells(out, sides[i], sides[1 - i],
					     pair->mine.posting.cadre, err);
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

/** Whether the posting fills its post on a side, whatever other ones do. */
static int fills_on(bool *out, const struct rota_side *side, const struct rota_posting *posting,
		    struct rota_error *err)
{
	struct rota_policy_view policy;
	int rc = rota_world_policy(&policy, side->world, side->day, err);

	*out = !rc && rota_posting_fills(posting, side->day, &policy.counting);
	return rc;
}

/** It holds on both sides. What counts of it is decided by how it is held, by who its holder is,
 * and by others. */
static int cause_of_counting(struct rota_caused *out, const struct pair *pair,
			     struct rota_error *err)
{
	bool yes = false;
	int rc = fills_on(&yes, pair->without, &pair->other.posting, err);

	if (rc || !yes)
		return rc ? rc : cause_of_holding(out, pair, err);
	rc = counts_on(&yes, pair->without, &pair->other.posting, err);
	return rc || !yes ? rc : cause_of_locality(out, pair, err);
}

/** The posting stands on both sides, and holds its post there on that day. */
static int cause_of_standing(struct rota_caused *out, const struct pair *pair,
			     struct rota_error *err)
{
	const char *field = field_of_another(pair);
	int rc;

	if (field)
		return cause_of_value(out, pair, field, err);
	rc = find_settlement(out, pair, NULL, err);
	if (rc || !rota_id_is_zero(out->entry))
		return rc;
	out->cause = ROTA_CAUSE_REPLACED;
	return cause_of_counting(out, pair, err);
}

static int find(struct rota_caused *out, struct pair *pair, struct rota_error *err)
{
	const struct rota_posting *other = &pair->other.posting;
	int32_t there = pair->without->day;
	int rc = look(&pair->mine, pair->with->world, pair->posting, err);

	*out = (struct rota_caused){ .cause = ROTA_CAUSE_REPLACED };
	if (!rc)
		rc = look(&pair->other, pair->without->world, pair->posting, err);
	if (rc || !pair->mine.valid)
		return rc;
	if (!is_counted_unit(pair->without, pair->mine.posting.unit)) {
		out->cause = ROTA_CAUSE_UNIT;
		return ROTA_OK;
	}
	if (!pair->other.valid)
		return cause_of_none(out, pair, err);
	if (there >= rota_posting_end(other))
		return cause_of_end(out, pair, err);
	if (there < other->from)
		return cause_of_begin(out, pair, err);
	return cause_of_standing(out, pair, err);
}

int rota_cause_find(struct rota_caused *out, const struct rota_side *with,
		    const struct rota_side *without, struct rota_id posting,
		    struct rota_error *err)
{
	struct pair pair = { .with = with, .without = without, .posting = posting };
	int rc = find(out, &pair, err);

	rota_world_forget(with->world);
	if (without->world != with->world)
		rota_world_forget(without->world);
	return rc;
}
