/* SPDX-License-Identifier: Apache-2.0 */
/* A reporting period office by office: who has answered, and who stands for the figures. */
#include <string.h>

#include "base/messages.h"
#include "report/answer.h"
#include "report/answered.h"
#include "report/attested_beside.h"

enum {
	OWN_COLUMNS = 2,
	COLUMNS = OWN_COLUMNS + ROTA_ANSWERED_COLUMNS + 1,
	FOR_PEOPLE = OWN_COLUMNS + ROTA_ANSWERED_FOR_PEOPLE
};

static const struct rota_column_spec own_columns[OWN_COLUMNS] = {
	{ "scope", N_("code"), ROTA_CELL_TEXT },
	{ "name", N_("office"), ROTA_CELL_TEXT },
};

/** For people it is a note. */
static const struct rota_column_spec differs_column = { "differs", N_("differs"), ROTA_CELL_TEXT };

/** The report on its way. */
struct listing {
	struct rota_answer answer;
	struct rota_asked_period period;
	bool all; /* whoever has done everything too */
	unsigned long offices, attested;
};

/** What an office has attested and is counted otherwise here. */
static int fill_differs(struct listing *listing, const struct rota_enrolled_writer *writer,
			const struct rota_attested *attested, struct rota_error *err)
{
	struct rota_filling *filling = &listing->answer.filling;
	struct rota_buffer text = { 0 };
	int rc = rota_attested_beside(&text, &listing->answer, attested, listing->period.cutoff,
				      filling->raw, err);

	if (!rc && filling->raw)
		rota_fill_text(filling, text.size ? rota_buffer_text(&text) : NULL);
	else if (!rc && text.size)
		rota_fill_note(filling,
			       attested->state == ROTA_ATTESTED_STALE
				       ? _("%s: what is attested is out of date: %s")
				       : _("%s: what is attested is counted otherwise here, by what "
					   "units, policies, persons and matters are known: %s"),
			       writer->name ? writer->name : "?", rota_buffer_text(&text));
	rota_buffer_clear(&text);
	return rc;
}

static int fill_row(const struct rota_coverage *coverage, void *payload, struct rota_error *err)
{
	struct listing *listing = payload;
	struct rota_filling *filling = &listing->answer.filling;
	struct rota_answered answered;
	int rc = rota_answered_find(&answered, coverage, &listing->period, &listing->answer.world,
				    filling->arena, err);

	if (rc)
		return rc;
	if (coverage->writer->revoked && answered.attested.state != ROTA_ATTESTED_YES)
		return ROTA_OK; /* nothing is expected of it any more */
	listing->offices++;
	listing->attested += answered.attested.state == ROTA_ATTESTED_YES;
	if (!listing->all && !rota_answered_is_missing(&answered))
		return ROTA_OK;
	rota_fill_text(filling,
		       coverage->scope
			       ? rota_unit_near(coverage->scope, listing->period.cutoff)->code
			       : NULL);
	rota_fill_text(filling, coverage->writer->name);
	rota_answered_fill(filling, &answered);
	rc = fill_differs(listing, coverage->writer, &answered.attested, err);
	rota_fill_row(filling);
	return rc;
}

/** Whether the province's office has recorded postings itself. */
static int records_itself(bool *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_POSTING, err);

	*out = false;
	for (size_t i = 0; !rc && !*out && i < ids.count; i++)
		*out = rota_office_writes(world->office, rota_id_writer(ids.items[i]));
	return rc;
}

/** At the province its own office has a row where it records postings as those below it do. */
static int fill_own(struct listing *listing, struct rota_error *err)
{
	struct rota_world *world = &listing->answer.world;
	const struct rota_enrolled_writer *own;
	const struct rota_writers *writers;
	struct rota_coverage coverage;
	bool records = false;
	int rc = ROTA_OK;

	if (world->office->is_province && listing->answer.scope == world->scope)
		rc = records_itself(&records, world, err);
	rota_world_forget(world);
	if (rc || !records)
		return rc;
	rc = rota_world_writers(&writers, world, err);
	own = rc ? NULL : rota_writers_find(writers, world->office->own);
	if (rc || !own)
		return rc;
	rc = rota_coverage_read(&coverage, world, own, err);
	return rc ? rc : fill_row(&coverage, listing, err);
}

static void tell(struct listing *listing)
{
	struct rota_filling *filling = &listing->answer.filling;
	char cutoff[ROTA_DAY_TEXT_BYTES], due[ROTA_DAY_TEXT_BYTES];

	rota_fill_title(filling, _("%s: figures of %s, due on %s"), listing->period.name,
			rota_day_show(cutoff, rota_day_from_number(listing->period.cutoff)),
			rota_day_show(due, rota_day_from_number(listing->period.due)));
	rota_fill_note(filling,
		       rota_message_n("attested: %lu of %lu office", "attested: %lu of %lu offices",
				      listing->offices),
		       listing->attested, listing->offices);
}

int rota_report_period(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct listing listing = { .all = question->all };
	struct rota_answer *answer = &listing.answer;
	struct rota_column_spec columns[COLUMNS];
	int rc = rota_answer_begin(answer, office, question, err);

	if (rc)
		return rc;
	memcpy(columns, own_columns, sizeof(own_columns));
	memcpy(columns + OWN_COLUMNS, rota_answered_columns, sizeof(rota_answered_columns));
	columns[COLUMNS - 1] = differs_column;
	rota_fill_begin(&answer->filling, out, arena, columns,
			question->raw ? (int)COLUMNS : (int)FOR_PEOPLE, question->raw);
	rc = rota_asked_period_find(&listing.period, &answer->world, question->period, arena, err);
	if (!rc)
		rc = rota_coverage_each(&answer->world, answer->scope, listing.period.cutoff,
					fill_row, &listing, err);
	if (!rc)
		rc = fill_own(&listing, err);
	if (!rc)
		tell(&listing);
	return rota_answer_end(answer, rc, err);
}
