/* SPDX-License-Identifier: Apache-2.0 */
#include "report/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "naming/resolve.h"
#include "report/answer.h"
#include "report/answered.h"
#include "rota/exchange.h"
#include "state/custody.h"
#include "store/log.h"
#include "store/record.h"

/** Of those that are believed; the others do not count, whether their writer was told or not. */
static int count_one(const void *key, size_t key_size, const void *bytes, size_t size,
                     void *payload, struct rota_error *err)
{
	struct rota_coverage *coverage = payload;
	struct rota_id id;

	(void)bytes;
	(void)size;
	(void)err;
	if (key_size != sizeof(id.bytes))
		return ROTA_OK;
	memcpy(id.bytes, key, sizeof(id.bytes));
	coverage->unsettled += !coverage->writer->revoked ||
	                       rota_id_number(id) < coverage->writer->believed;
	return ROTA_OK;
}

static int read_last(struct rota_coverage *coverage, struct rota_world *world,
                     struct rota_error *err)
{
	struct rota_revision last;
	int rc;

	if (!coverage->entries)
		return ROTA_OK;
	rc = rota_world_revision(&last, world,
	                         rota_id_make(coverage->writer->writer, coverage->entries - 1), err);
	if (!rc)
		coverage->recorded = rota_clock_ms(last.entry.clock);
	return rc;
}

static int read_row(struct rota_coverage *coverage, struct rota_world *world,
                    struct rota_error *err)
{
	struct rota_vector_row row;
	int rc = rota_vector_find(&row, world, coverage->writer->writer, err);

	coverage->state = ROTA_VECTOR_SILENT;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc)
		return rc;
	coverage->state = row.state;
	coverage->merged = row.size;
	coverage->received = row.size ? row.received : 0;
	return ROTA_OK;
}

int rota_coverage_read(struct rota_coverage *out, struct rota_world *world,
                       const struct rota_enrolled_writer *writer, struct rota_error *err)
{
	struct rota_writer_id id = writer->writer;
	int rc;

	*out = (struct rota_coverage){
		.writer = writer, .scope = rota_gazetteer_unit(&world->gazetteer, writer->home)
	};
	rc = rota_log_size(&out->entries, world->txn, id.bytes, err);
	if (!rc)
		rc = read_last(out, world, err);
	if (!rc)
		rc = read_row(out, world, err);
	if (writer->revoked && out->entries > writer->believed)
		out->unsettled = out->entries - writer->believed;
	if (!rc)
		rc = rota_record_each(world->txn, ROTA_TABLE_UNSETTLED, id.bytes, sizeof(id.bytes),
		                      count_one, out, err);
	return rc;
}

/** Whether an office is one to be visited. */
static bool is_wanted(const struct rota_world *world, const struct rota_enrolled_writer *writer,
                      const struct rota_unit *scope, int32_t day)
{
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, writer->home);

	if (strcmp(writer->role, "write") != 0)
		return false;
	if (!world->office->is_province && !rota_office_writes(world->office, writer->writer))
		return false;
	return !scope || !unit || rota_gazetteer_inside(&world->gazetteer, unit, scope, day);
}

/** An office under the code of its unit. */
struct wanted {
	const char *code; /* "" where the unit is not known here */
	const struct rota_enrolled_writer *writer;
};

static int compare_wanted(const void *a, const void *b)
{
	const struct wanted *left = a, *right = b;
	int order = strcmp(left->code, right->code);

	return order ? order :
	               memcmp(left->writer->writer.bytes, right->writer->writer.bytes,
	                      sizeof(left->writer->writer.bytes));
}

/** The offices to be visited, in memory that the caller frees. */
static int find_wanted(struct wanted **out, size_t *count, struct rota_world *world,
                       const struct rota_unit *scope, int32_t day, struct rota_error *err)
{
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);
	struct wanted *wanted = rc ? NULL : calloc(writers->count + 1, sizeof(*wanted));

	*out = wanted;
	*count = 0;
	if (rc)
		return rc;
	if (!wanted)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < writers->count; i++) {
		const struct rota_unit *unit =
		        rota_gazetteer_unit(&world->gazetteer, writers->items[i].home);

		if (is_wanted(world, &writers->items[i], scope, day))
			wanted[(*count)++] =
			        (struct wanted){ unit ? rota_unit_near(unit, day)->code : "",
				                 &writers->items[i] };
	}
	if (*count)
		qsort(wanted, *count, sizeof(*wanted), compare_wanted);
	return ROTA_OK;
}

int rota_coverage_each(struct rota_world *world, const struct rota_unit *scope, int32_t day,
                       rota_coverage_fn *visit, void *payload, struct rota_error *err)
{
	struct wanted *wanted;
	size_t count;
	int rc = find_wanted(&wanted, &count, world, scope, day, err);

	for (size_t i = 0; !rc && i < count; i++) {
		struct rota_coverage coverage;

		rc = rota_coverage_read(&coverage, world, wanted[i].writer, err);
		if (!rc)
			rc = visit(&coverage, payload, err);
		rota_world_forget(world);
	}
	free(wanted);
	return rc;
}

struct comparing {
	struct rota_world *world;
	bool more;
};

static int compare_log(uint32_t no, const uint8_t *writer, void *payload, struct rota_error *err)
{
	struct comparing *comparing = payload;
	struct rota_vector_row row = { 0 };
	struct rota_writer_id id;
	uint64_t size;
	int rc;

	(void)no;
	memcpy(id.bytes, writer, sizeof(id.bytes));
	rc = rota_log_size(&size, comparing->world->txn, writer, err);
	if (!rc)
		rc = rota_vector_find(&row, comparing->world, id, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	if (!rc && size > row.size)
		comparing->more = true;
	return rc;
}

int rota_coverage_provisional(bool *out, struct rota_world *world, struct rota_error *err)
{
	struct comparing comparing = { .world = world };
	int rc = rota_log_writers_each(world->txn, compare_log, &comparing, err);

	*out = comparing.more;
	return rc;
}

/* --- the report ------------------------------------------------------------------------------ */

struct listing {
	struct rota_answer answer;
	bool asked; /* for a period */
	bool handed; /* a scope of some office was changed */
	struct rota_asked_period period;
};

enum { OWN_COLUMNS = 9, CUSTODY_COLUMNS = 2 };

static const struct rota_column_spec own_columns[OWN_COLUMNS] = {
	{ "scope", N_("code"), ROTA_CELL_TEXT },
	{ "name", N_("office"), ROTA_CELL_TEXT },
	{ "writer", N_("writer"), ROTA_CELL_TEXT },
	{ "entries", N_("entries"), ROTA_CELL_NUMBER },
	{ "merged", N_("merged"), ROTA_CELL_NUMBER },
	{ "recorded", N_("last recorded"), ROTA_CELL_TEXT },
	{ "received", N_("received"), ROTA_CELL_TEXT },
	{ "state", N_("state"), ROTA_CELL_TEXT },
	{ "held", N_("do not count"), ROTA_CELL_NUMBER },
};

/* Behind these, where they are asked for or have something to say. */
static const struct rota_column_spec handed_column = { "scopes", N_("scope"), ROTA_CELL_TEXT };
static const struct rota_column_spec custody_columns[CUSTODY_COLUMNS] = {
	{ "custody", N_("custody"), ROTA_CELL_TEXT },
	{ "since", N_("since"), ROTA_CELL_TEXT },
};

static const char *state_id(enum rota_vector_state state)
{
	static const char *const ids[] = { [ROTA_VECTOR_OK] = "ok",
		                           [ROTA_VECTOR_QUARANTINED] = "quarantined",
		                           [ROTA_VECTOR_SILENT] = "silent" };

	return ids[state];
}

static const char *state_text(enum rota_vector_state state)
{
	static const char *const texts[] = { [ROTA_VECTOR_OK] = N_("has sent"),
		                             [ROTA_VECTOR_QUARANTINED] = N_("put aside"),
		                             [ROTA_VECTOR_SILENT] = N_("has sent nothing") };

	return _(texts[state]);
}

/** Of a machine that may not write any more, from which entry on. */
static void fill_state(struct rota_filling *filling, const struct rota_coverage *coverage)
{
	struct rota_buffer text = { 0 };

	if (!coverage->writer->revoked) {
		rota_fill_text(filling, filling->raw ? state_id(coverage->state) :
		                                       state_text(coverage->state));
		return;
	}
	rota_buffer_printf(&text, _("may not write from entry %llu on"),
	                   (unsigned long long)coverage->writer->believed);
	rota_fill_text(filling, filling->raw ? "revoked" : rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

static void fill_writer(struct rota_filling *filling, struct rota_writer_id writer)
{
	struct rota_buffer digits = { 0 };

	rota_writer_id_print(&digits, writer, NULL);
	rota_fill_text(filling, rota_buffer_text(&digits));
	rota_buffer_clear(&digits);
}

/** What its scope is and was: for programs whether it writes, and since when that is so. */
static void fill_custody(struct listing *listing, const struct rota_enrolled_writer *writer)
{
	struct rota_filling *filling = &listing->answer.filling;
	struct rota_world *world = &listing->answer.world;
	struct rota_buffer text = { 0 };

	if (filling->raw) {
		rota_fill_text(filling, rota_id_is_zero(writer->scope) ? "reads" : "writes");
		rota_fill_day_number(filling, rota_writer_changed(writer, world->today_number));
	} else if (listing->handed && writer->kept.count > 1) {
		rota_write_scopes(&text, world, writer);
		rota_fill_text(filling, rota_buffer_text(&text));
	} else if (listing->handed) {
		rota_fill_nil(filling);
	}
	rota_buffer_clear(&text);
}

static int fill_row(const struct rota_coverage *coverage, void *payload, struct rota_error *err)
{
	struct listing *listing = payload;
	struct rota_answer *answer = &listing->answer;
	struct rota_filling *filling = &answer->filling;
	struct rota_answered answered;
	int rc = ROTA_OK;

	if (listing->asked)
		rc = rota_answered_find(&answered, coverage, &listing->period, &answer->world,
		                        filling->arena, err);
	if (rc)
		return rc;
	rota_fill_text(filling, coverage->scope ?
	                                rota_unit_near(coverage->scope, answer->day_number)->code :
	                                NULL);
	rota_fill_text(filling, coverage->writer->name);
	fill_writer(filling, coverage->writer->writer);
	rota_fill_uint(filling, coverage->entries);
	rota_fill_uint(filling, coverage->merged);
	if (coverage->recorded)
		rota_fill_instant(filling, coverage->recorded);
	else
		rota_fill_nil(filling);
	if (coverage->received)
		rota_fill_instant(filling, coverage->received);
	else
		rota_fill_nil(filling);
	fill_state(filling, coverage);
	rota_fill_uint(filling, coverage->unsettled);
	fill_custody(listing, coverage->writer);
	if (listing->asked)
		rota_answered_fill(filling, &answered);
	rota_fill_row(filling);
	return ROTA_OK;
}

static int any_handed(bool *out, struct rota_world *world, struct rota_error *err)
{
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);

	*out = false;
	for (size_t i = 0; !rc && i < writers->count; i++)
		*out = *out || writers->items[i].kept.count > 1;
	return rc;
}

/** Those of a custody and of a period only when there is something to say. @return how many. */
static size_t choose_columns(struct rota_column_spec *out, const struct listing *listing, bool raw)
{
	size_t count = OWN_COLUMNS;

	memcpy(out, own_columns, sizeof(own_columns));
	if (raw) {
		out[count++] = custody_columns[0];
		out[count++] = custody_columns[1];
	} else if (listing->handed) {
		out[count++] = handed_column;
	}
	memcpy(out + count, rota_answered_columns, sizeof(rota_answered_columns));
	if (listing->asked)
		count += raw ? (size_t)ROTA_ANSWERED_COLUMNS : (size_t)ROTA_ANSWERED_FOR_PEOPLE;
	return count;
}

int rota_report_coverage(struct rota_office *office, const struct rota_question *question,
                         struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_column_spec chosen[OWN_COLUMNS + CUSTODY_COLUMNS + ROTA_ANSWERED_COLUMNS];
	struct listing listing = { .asked = question->period != NULL };
	struct rota_answer *answer = &listing.answer;
	int rc = rota_answer_begin(answer, office, question, err);

	if (rc)
		return rc;
	rc = any_handed(&listing.handed, &answer->world, err);
	rota_fill_begin(&answer->filling, out, arena, chosen,
	                choose_columns(chosen, &listing, question->raw), question->raw);
	rota_fill_title(&answer->filling, "%s", _("What each office has sent"));
	if (!rc && question->period)
		rc = rota_asked_period_find(&listing.period, &answer->world, question->period,
		                            arena, err);
	if (!rc)
		rc = rota_coverage_each(&answer->world, answer->scope, answer->day_number, fill_row,
		                        &listing, err);
	return rota_answer_end(answer, rc, err);
}
