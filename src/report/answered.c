/* SPDX-License-Identifier: Apache-2.0 */
#include "report/answered.h"

#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "naming/resolve.h"

static int copy_text(const char **out, struct rota_arena *arena, const char *text,
		     struct rota_error *err)
{
	*out = text ? rota_arena_copy(arena, text, strlen(text)) : NULL;
	return *out || !text ? ROTA_OK : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- the period ------------------------------------------------------------------------------ */

/** A day of a period; ROTA_DAY_NEVER when it is not said. */
static int32_t day_of(const struct rota_subject *period, const char *field)
{
	struct rota_day day = rota_subject_day(period, field);

	return rota_day_is_none(day) ? ROTA_DAY_NEVER : rota_day_last(day);
}

struct choosing {
	struct rota_asked_period *out;
	struct rota_arena *arena;
	bool found;
};

static int choose_latest(struct rota_world *world, const struct rota_subject *subject,
			 void *payload, struct rota_error *err)
{
	struct choosing *choosing = payload;
	struct rota_asked_period *out = choosing->out;
	int32_t cutoff = day_of(subject, "cutoff");
	const char *name = rota_subject_text(subject, "name");

	if (!subject->created || !name || cutoff > world->today_number ||
	    day_of(subject, "due") == ROTA_DAY_NEVER ||
	    (choosing->found && cutoff < out->cutoff))
		return ROTA_OK;
	choosing->found = true;
	*out = (struct rota_asked_period){ .id = subject->id,
					   .cutoff = cutoff,
					   .due = day_of(subject, "due") };
	return copy_text(&out->name, choosing->arena, name, err);
}

int rota_asked_period_find(struct rota_asked_period *out, struct rota_world *world,
			   const char *name, struct rota_arena *arena, struct rota_error *err)
{
	struct choosing choosing = { .out = out, .arena = arena };
	struct rota_subject *period;
	int rc;

	*out = (struct rota_asked_period){ .name = NULL };
	if (!name) {
		rc = rota_world_each(world, ROTA_ENTITY_PERIOD, choose_latest, &choosing, err);
		return rc || choosing.found
			       ? rc
			       : rota_fail(err, ROTA_ENOTFOUND, _("see them: rota period list"),
					   _("no period is cut off yet"));
	}
	rc = rota_resolve_period(&period, world, name, err);
	if (rc)
		return rc;
	*out = (struct rota_asked_period){ .id = period->id,
					   .cutoff = day_of(period, "cutoff"),
					   .due = day_of(period, "due") };
	if (out->cutoff == ROTA_DAY_NEVER || out->due == ROTA_DAY_NEVER)
		return rota_fail(err, ROTA_EINVALID, _("see them: rota period list"),
				 _("the period '%s' has no cut-off day or no due day"), name);
	return copy_text(&out->name, arena, name, err);
}

/* --- the answer ------------------------------------------------------------------------------ */

/** Whether an office has stated that nothing changed up to a day. */
static int has_nil_return(bool *out, struct rota_world *world, struct rota_writer_id writer,
			  int32_t day, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_NIL_RETURN, err);

	*out = false;
	for (size_t i = 0; !rc && !*out && i < ids.count; i++) {
		struct rota_subject *subject;
		struct rota_day to;

		if (memcmp(rota_id_writer(ids.items[i]).bytes, writer.bytes, 8) != 0)
			continue;
		rc = rota_world_subject(&subject, world, ids.items[i], err);
		if (rc || !subject->created)
			continue;
		to = rota_subject_day(subject, "to");
		*out = !rota_day_is_none(to) && rota_day_first(to) >= day;
	}
	return rc;
}

static int find_given(enum rota_answer_given *out, const struct rota_coverage *coverage,
		      const struct rota_asked_period *period, struct rota_world *world,
		      struct rota_error *err)
{
	bool nil = false;
	int rc = has_nil_return(&nil, world, coverage->writer->writer, period->cutoff, err);
	int32_t received =
		coverage->received ? rota_day_first(rota_day_of_instant(coverage->received)) : 0;

	if (!coverage->received)
		*out = ROTA_ANSWERED_NEVER;
	else if (nil)
		*out = ROTA_ANSWERED_NOTHING;
	else if (received < period->cutoff)
		*out = ROTA_ANSWERED_NOT_YET;
	else
		*out = received > period->due ? ROTA_ANSWERED_LATE : ROTA_ANSWERED_SENT;
	return rc;
}

/** The latest period, up to a cut-off day, of which an attestation counts. */
static int find_last(const char **out, struct rota_world *world,
		     const struct rota_attestations *all, int32_t cutoff, struct rota_arena *arena,
		     struct rota_error *err)
{
	int32_t last = ROTA_DAY_ALWAYS;
	int rc = ROTA_OK;

	*out = NULL;
	for (size_t i = 0; !rc && i < all->count; i++) {
		struct rota_subject *period;
		int32_t day;

		if (all->items[i].fault)
			continue;
		rc = rota_world_subject(&period, world, all->items[i].is.period, err);
		day = rc ? ROTA_DAY_NEVER : day_of(period, "cutoff");
		if (!rc && day <= cutoff && day > last) {
			last = day;
			rc = copy_text(out, arena, rota_subject_text(period, "name"), err);
		}
		rota_world_forget(world);
	}
	return rc;
}

int rota_answered_find(struct rota_answered *out, const struct rota_coverage *coverage,
		       const struct rota_asked_period *period, struct rota_world *world,
		       struct rota_arena *arena, struct rota_error *err)
{
	struct rota_attestations all;
	int rc = find_given(&out->given, coverage, period, world, err);

	out->by = NULL;
	if (!rc)
		rc = rota_world_attestations(&all, world, coverage->writer->writer, NULL, arena,
					     err);
	if (!rc)
		rc = rota_attested_find(&out->attested, world, &all, period->id, period->cutoff,
					err);
	if (!rc && out->attested.state != ROTA_ATTESTED_NOT)
		rc = copy_text(&out->by, arena, rota_attested_by(world, &out->attested.judged.is),
			       err);
	if (!rc)
		rc = find_last(&out->last, world, &all, period->cutoff, arena, err);
	rota_world_forget(world);
	return rc;
}

bool rota_answered_is_missing(const struct rota_answered *answered)
{
	return answered->given == ROTA_ANSWERED_NOT_YET || answered->given == ROTA_ANSWERED_NEVER ||
	       answered->attested.state != ROTA_ATTESTED_YES;
}

/* --- cells ----------------------------------------------------------------------------------- */

static const struct {
	const char *id, *text;
} answers[] = {
	[ROTA_ANSWERED_SENT] = { "sent", N_("has sent") },
	[ROTA_ANSWERED_LATE] = { "late", N_("has sent, but after the due day") },
	[ROTA_ANSWERED_NOTHING] = { "nothing", N_("nothing to report") },
	[ROTA_ANSWERED_NOT_YET] = { "not_yet", N_("nothing since the cut-off day") },
	[ROTA_ANSWERED_NEVER] = { "silent", N_("has sent nothing") },
};

const struct rota_column_spec rota_answered_columns[ROTA_ANSWERED_COLUMNS] = {
	{ "period", N_("for the period"), ROTA_CELL_TEXT },
	{ "attested", N_("attested"), ROTA_CELL_TEXT },
	{ "attested_by", N_("attested by"), ROTA_CELL_TEXT },
	{ "attested_at", N_("attested on"), ROTA_CELL_TEXT },
	{ "attested_to", N_("up to entry"), ROTA_CELL_NUMBER },
	{ "last_attested", N_("last attested period"), ROTA_CELL_TEXT },
	{ "fault", N_("why it does not count"), ROTA_CELL_TEXT },
	{ "proof", N_("proof"), ROTA_CELL_TEXT },
};

/** For people: the state, and why it is none. */
static void fill_state(struct rota_filling *filling, const struct rota_attested *attested)
{
	enum rota_attestation_fault fault = attested->judged.fault;
	const char *rule = rota_attestation_rule(fault);
	char text[400];

	if (attested->state == ROTA_ATTESTED_REFUSED)
		snprintf(text, sizeof(text), "%s: %s%s%s%s", rota_attested_shown(attested->state),
			 rota_attestation_fault_shown(fault), *rule ? " [" : "", rule,
			 *rule ? "]" : "");
	else
		snprintf(text, sizeof(text), "%s%s", rota_attested_shown(attested->state),
			 attested->proved ? _(", under a key of its own") : "");
	rota_fill_text(filling, text);
}

static void fill_for_programs(struct rota_filling *filling, const struct rota_attested *attested)
{
	bool is_fault = attested->state == ROTA_ATTESTED_REFUSED;

	rota_fill_text(filling,
		       is_fault ? rota_attestation_fault_id(attested->judged.fault) : NULL);
	rota_fill_text(filling, attested->state == ROTA_ATTESTED_NOT ? NULL
				: attested->proved                   ? "proved"
								     : "declared");
}

void rota_answered_fill(struct rota_filling *filling, const struct rota_answered *answered)
{
	const struct rota_attested *attested = &answered->attested;

	rota_fill_text(filling, filling->raw ? answers[answered->given].id
					     : _(answers[answered->given].text));
	if (filling->raw)
		rota_fill_text(filling, rota_attested_id(attested->state));
	else
		fill_state(filling, attested);
	rota_fill_text(filling, answered->by);
	if (attested->state == ROTA_ATTESTED_NOT) {
		rota_fill_nil(filling);
		rota_fill_nil(filling);
	} else {
		rota_fill_instant(filling, rota_clock_ms(attested->judged.is.clock));
		rota_fill_uint(filling, attested->judged.is.last);
	}
	rota_fill_text(filling, answered->last);
	if (filling->raw)
		fill_for_programs(filling, attested);
}
