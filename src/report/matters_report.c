/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a person must look at: the matters that are found here, those that the
 * province names in its notices, and the entries that were merged and do not
 * count.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "codec/canonical.h"
#include "naming/arrival.h"
#include "naming/matter_list.h"
#include "naming/matter_text.h"
#include "report/answer.h"
#include "report/asides.h"
#include "report/refused.h"
#include "rota/exchange.h"
#include "state/notice.h"
#include "state/revocation.h"
#include "state/unsettled.h"
#include "state/writers.h"
#include "store/log.h"

static const struct rota_column_spec columns[] = {
	{ "name", N_("matter"), ROTA_CELL_TEXT }, { "kind", N_("what"), ROTA_CELL_TEXT },
	{ "unit", N_("unit"), ROTA_CELL_TEXT },   { "about", N_("about"), ROTA_CELL_TEXT },
	{ "from", N_("from"), ROTA_CELL_TEXT },   { "to", N_("to"), ROTA_CELL_TEXT },
	{ "weight", N_("moves a total by"), ROTA_CELL_NUMBER },
	{ "state", N_("state"), ROTA_CELL_TEXT },
	/* for programs; people see them in `matters show` */
	{ "since", N_("since"), ROTA_CELL_TEXT },
	{ "ways", N_("outcomes"), ROTA_CELL_TEXT },
};

enum { ALL_COLUMNS = sizeof(columns) / sizeof(columns[0]), FOR_PEOPLE = ALL_COLUMNS - 2 };

/** A matter with what decides its place in the list. */
struct row {
	const struct rota_matter *matter;
	uint64_t weight, arose;
};

struct listing {
	struct rota_answer answer;
	const struct rota_question *question;
	struct rota_arena arena;
	struct rota_matter_list list;
	struct row *rows;
	size_t count;
	struct rota_value entries; /* those that do not count, for programs */
	struct rota_value asides;  /* logs that are put aside, likewise */
};

/* --- which, and in which order --------------------------------------------------------------- */

static bool is_asked_for(const struct listing *listing, const struct rota_matter *matter)
{
	const struct rota_answer *answer = &listing->answer;

	return (listing->question->all || !matter->settled) &&
	       (!listing->question->scope ||
		rota_matter_concerns(matter, &answer->world, answer->scope));
}

static int compare_names(const struct rota_matter *a, const struct rota_matter *b)
{
	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	return memcmp(a->id.bytes, b->id.bytes, sizeof(a->id.bytes));
}

/** What moves a total by more comes first; of equal weight what must be settled first. */
static int compare_weights(const void *a, const void *b)
{
	const struct row *left = a, *right = b;
	enum rota_severity left_severity = rota_matter_kind(left->matter->type)->severity;
	enum rota_severity right_severity = rota_matter_kind(right->matter->type)->severity;

	if (left->weight != right->weight)
		return left->weight > right->weight ? -1 : 1;
	if (left_severity != right_severity)
		return left_severity < right_severity ? -1 : 1;
	return compare_names(left->matter, right->matter);
}

/** The oldest first. */
static int compare_ages(const void *a, const void *b)
{
	const struct row *left = a, *right = b;

	if (left->arose != right->arose)
		return left->arose < right->arose ? -1 : 1;
	return compare_names(left->matter, right->matter);
}

static int choose_order(int (**out)(const void *, const void *), const char *asked,
			struct rota_error *err)
{
	static const struct {
		const char *en, *vi;
		int (*compare)(const void *, const void *);
	} orders[] = { { "weight", "anh-huong", compare_weights }, { "age", "thoi-gian", compare_ages } };

	*out = compare_weights;
	for (size_t i = 0; asked && i < sizeof(orders) / sizeof(orders[0]); i++)
		if (strcmp(asked, orders[i].en) == 0 || strcmp(asked, orders[i].vi) == 0) {
			*out = orders[i].compare;
			return ROTA_OK;
		}
	return asked ? rota_fail(err, ROTA_EINVALID, _("one of: weight, age"),
				 _("matters are not sorted by '%s'"), asked)
		     : ROTA_OK;
}

static int weigh(struct row *row, struct listing *listing, struct rota_error *err)
{
	struct rota_world *world = &listing->answer.world;
	int rc = ROTA_OK;

	if (!row->matter->settled)
		rc = rota_matter_weight(&row->weight, world, row->matter,
					rota_matter_day(row->matter, listing->answer.day_number),
					err);
	return rc ? rc : rota_matter_arose(&row->arose, world, row->matter, err);
}

static int find_all(struct listing *listing, struct rota_error *err)
{
	const struct rota_matters *all = &listing->list.all;
	int (*compare)(const void *, const void *);
	int rc = choose_order(&compare, listing->question->by, err);

	if (!rc)
		rc = rota_matter_list(&listing->list, &listing->answer.world, &listing->arena, err);
	if (rc)
		return rc;
	listing->rows = rota_arena_alloc(&listing->arena, all->count * sizeof(*listing->rows));
	if (!listing->rows)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < all->count; i++) {
		struct row *row = &listing->rows[listing->count];

		*row = (struct row){ .matter = &all->items[i] };
		if (!is_asked_for(listing, row->matter))
			continue;
		listing->count++;
		rc = weigh(row, listing, err);
	}
	if (!rc && listing->count)
		qsort(listing->rows, listing->count, sizeof(*listing->rows), compare);
	return rc;
}

/* --- rows ------------------------------------------------------------------------------------ */

static void fill_about(struct listing *listing, const struct rota_matter *matter)
{
	struct rota_filling *filling = &listing->answer.filling;
	struct rota_buffer text = { 0 };

	rota_matter_write_about(&text, &listing->answer.world, matter, filling->raw);
	rota_fill_text(filling, rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

static void fill_units(struct listing *listing, const struct rota_matter *matter)
{
	struct rota_buffer text = { 0 };

	rota_matter_write_units(&text, &listing->answer.world, matter, listing->answer.day_number);
	rota_fill_text(&listing->answer.filling, rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

/** The words by which a matter is settled. */
static void fill_ways(struct listing *listing, const struct rota_matter *matter)
{
	struct rota_filling *filling = &listing->answer.filling;
	struct rota_buffer text = { 0 };
	char way[ROTA_OUTCOME_BYTES];

	for (size_t i = 0; i < rota_matter_outcomes(matter); i++)
		rota_buffer_printf(&text, "%s%s", i ? " " : "", rota_matter_outcome(way, matter, i));
	rota_fill_text(filling, rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

static void fill_for_programs(struct listing *listing, const struct row *row)
{
	if (row->arose)
		rota_fill_instant(&listing->answer.filling, row->arose);
	else
		rota_fill_nil(&listing->answer.filling);
	fill_ways(listing, row->matter);
}

/** People are told what is not simply open. */
static const char *state_shown(const struct rota_matter *matter)
{
	if (matter->settled)
		return _("settled");
	return rota_id_is_zero(matter->settlement) ? NULL : _("open again: something newer came");
}

static void fill_matter(struct listing *listing, const struct row *row)
{
	const struct rota_matter *matter = row->matter;
	struct rota_filling *filling = &listing->answer.filling;
	const struct rota_matter_kind *kind = rota_matter_kind(matter->type);
	size_t letters = rota_matter_letters(matter->id, listing->list.all.items,
	                                     listing->list.all.count);
	char name[ROTA_MATTER_NAME_BYTES];

	rota_fill_text(filling, rota_matter_name(name, matter->id, letters));
	rota_fill_text(filling, filling->raw ? kind->id : _(kind->text));
	fill_units(listing, matter);
	fill_about(listing, matter);
	rota_fill_day_number(filling, matter->from);
	rota_fill_day_number(filling, matter->to);
	if (row->weight || filling->raw)
		rota_fill_uint(filling, row->weight);
	else
		rota_fill_nil(filling);
	rota_fill_text(filling, filling->raw ? rota_matter_state(matter) : state_shown(matter));
	if (filling->raw)
		fill_for_programs(listing, row);
	rota_fill_row(filling);
	rota_world_forget(&listing->answer.world);
}

/** Where a reorganisation has left many postings open nobody goes through them one by one. */
static void note_left_open(struct listing *listing)
{
	for (size_t i = 0; i < listing->count; i++)
		if (listing->rows[i].matter->type == ROTA_MATTER_OPEN_IN_ENDED &&
		    !listing->rows[i].matter->settled) {
			rota_fill_note(&listing->answer.filling, "%s",
			               _("end all that are open in units that have ended: rota unit "
			                 "close"));
			return;
		}
}

/** Somebody waits for this office, which appoints him by his name. */
static int note_coming(struct listing *listing, struct rota_error *err)
{
	struct rota_world *world = &listing->answer.world;
	struct rota_arrivals arrivals = { .count = 0 };
	int rc = world->office->is_province ? ROTA_OK : rota_world_arrivals(&arrivals, world, err);

	if (!rc && arrivals.count)
		rota_fill_note(&listing->answer.filling, "%s",
			       _("somebody was transferred to a commune of yours: rota cadre list "
				 "--coming"));
	rota_world_forget(world);
	return rc;
}

/* --- entries that do not count --------------------------------------------------------------- */

/** For programs: {"writer", "entry", "disposition", "rule", "reason"}. */
static void add_entry(struct listing *listing, struct rota_writer_id writer,
                      const struct rota_receipt *receipt, const char *reason)
{
	struct rota_filling *filling = &listing->answer.filling;
	const char *disposition = rota_dispositions.words[receipt->disposition].id;
	struct rota_value one = rota_map();
	struct rota_buffer digits = { 0 };

	rota_hex_encode(&digits, writer.bytes, sizeof(writer.bytes));
	rota_fill_set_text(filling, &one, "writer", rota_buffer_text(&digits));
	rota_fill_set_text(filling, &one, "disposition", disposition);
	rota_fill_set_text(filling, &one, "rule", receipt->rule);
	rota_fill_set_text(filling, &one, "reason", *reason ? reason : NULL);
	rota_fill_set(filling, &one, "entry", rota_uint(receipt->number));
	rota_fill_add(filling, &listing->entries, one);
	rota_buffer_clear(&digits);
}

static int note_receipt(const struct rota_receipt *receipt, void *payload, struct rota_error *err)
{
	struct listing *listing = payload;
	struct rota_world *world = &listing->answer.world;
	struct rota_error fault = { .code = ROTA_OK };
	struct rota_buffer text = { 0 };

	(void)err;
	if (rota_refused_by_revocation(receipt)) { /* all of them are told at once */
		add_entry(listing, world->office->own, receipt,
		          _("the right to write was taken back from this machine"));
		return ROTA_OK;
	}
	rota_refused_write(&text, &fault, world, receipt);
	add_entry(listing, world->office->own, receipt, fault.message);
	rota_fill_note(&listing->answer.filling, "%s", rota_buffer_text(&text));
	rota_buffer_clear(&text);
	return ROTA_OK;
}

/* --- logs that are not believed any more ----------------------------------------------------- */

static int note_own_revocation(struct listing *listing, struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	int rc = rota_write_revoked(&text, &listing->answer.world, err);

	if (!rc && text.size)
		rota_fill_note(&listing->answer.filling, "%s", rota_buffer_text(&text));
	rota_buffer_clear(&text);
	return rc;
}

/** At the province: of whose entries some do not count by it. */
static int note_revoked(struct listing *listing, struct rota_error *err)
{
	struct rota_world *world = &listing->answer.world;
	const struct rota_writers *writers;
	int rc;

	if (!world->office->is_province)
		return note_own_revocation(listing, err);
	rc = rota_world_writers(&writers, world, err);
	for (size_t i = 0; !rc && i < writers->count; i++) {
		const struct rota_enrolled_writer *one = &writers->items[i];
		uint64_t size;

		if (!one->revoked)
			continue;
		rc = rota_log_size(&size, world->txn, one->writer.bytes, err);
		if (!rc && size > one->believed)
			rota_fill_note(&listing->answer.filling,
			               rota_message_n("%s may not write any more: %lu entry that "
			                              "it has sent does not count, from entry %lu "
			                              "on",
			                              "%s may not write any more: %lu entries "
			                              "that it has sent do not count, from entry "
			                              "%lu on",
			                              (unsigned long)(size - one->believed)),
			               one->name, (unsigned long)(size - one->believed),
			               (unsigned long)one->believed);
	}
	return rc;
}

/** {"matters", "entries", "aside"}: the rows as objects, what does not count, logs put aside. */
static void set_json(struct listing *listing)
{
	struct rota_filling *filling = &listing->answer.filling;
	struct rota_report *report = filling->report;

	report->json = rota_map();
	rota_fill_set(filling, &report->json, "matters", rota_fill_objects(filling));
	rota_fill_set(filling, &report->json, "entries", listing->entries);
	rota_fill_set(filling, &report->json, "aside", listing->asides);
}

int rota_report_matters(struct rota_office *office, const struct rota_question *question,
                        struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct listing listing = { .question = question,
		                   .entries = rota_list(),
		                   .asides = rota_list() };
	size_t asides;
	int rc = rota_answer_begin(&listing.answer, office, question, err);

	if (rc)
		return rc;
	rota_fill_begin(&listing.answer.filling, out, arena, columns,
	                question->raw ? ALL_COLUMNS : FOR_PEOPLE, question->raw);
	rota_fill_title(&listing.answer.filling, "%s", _("What somebody must look at"));
	rc = find_all(&listing, err);
	for (size_t i = 0; !rc && i < listing.count; i++)
		fill_matter(&listing, &listing.rows[i]);
	if (!rc && listing.count)
		rota_fill_note(&listing.answer.filling, "%s",
		               _("both sides of one, and the ways out: rota matters show MATTER"));
	if (!rc)
		note_left_open(&listing);
	if (!rc)
		rc = note_coming(&listing, err);
	if (!rc)
		rc = rota_asides_fill(&asides, question->raw ? &listing.asides : NULL,
		                      &listing.answer.filling, &listing.answer.world, err);
	if (!rc)
		rc = rota_notice_receipts(&listing.answer.world, note_receipt, &listing, err);
	if (!rc)
		rc = note_revoked(&listing, err);
	if (!rc && question->raw)
		set_json(&listing);
	rc = rota_answer_end(&listing.answer, rc, err);
	rota_arena_clear(&listing.arena);
	return rc;
}
