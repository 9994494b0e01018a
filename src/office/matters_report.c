/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a person must look at: the matters that are found here, those that the
 * province names in its notices, and the entries that were merged and do not
 * count.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "codec/canonical.h"
#include "office/answer.h"
#include "office/matters.h"
#include "office/notice.h"
#include "office/resolve.h"
#include "office/unsettled.h"
#include "rota/exchange.h"

static const struct rota_column_spec columns[] = {
	{ "name", N_("matter"), ROTA_CELL_TEXT }, { "kind", N_("what"), ROTA_CELL_TEXT },
	{ "unit", N_("unit"), ROTA_CELL_TEXT },   { "about", N_("about"), ROTA_CELL_TEXT },
	{ "from", N_("from"), ROTA_CELL_TEXT },   { "to", N_("to"), ROTA_CELL_TEXT },
	{ "ways", N_("outcomes"), ROTA_CELL_TEXT },
};

struct listing {
	struct rota_answer answer;
	struct rota_arena arena;
	struct rota_matters matters;
};

/* --- what is open ---------------------------------------------------------------------------- */

static bool is_listed(const struct rota_matters *matters, struct rota_matter_id id)
{
	for (size_t i = 0; i < matters->count; i++)
		if (memcmp(matters->items[i].id.bytes, id.bytes, sizeof(id.bytes)) == 0)
			return true;
	return false;
}

/** Append a matter that is not listed yet. */
static int add_matter(struct listing *listing, const struct rota_matter *matter,
                      struct rota_error *err)
{
	struct rota_matters *matters = &listing->matters;

	if (is_listed(matters, matter->id))
		return ROTA_OK;
	if (matters->count == matters->room) {
		size_t room = matters->room ? 2 * matters->room : 16;
		struct rota_matter *bigger =
			rota_arena_alloc(&listing->arena, room * sizeof(*bigger));

		if (!bigger)
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
		if (matters->count)
			memcpy(bigger, matters->items, matters->count * sizeof(*bigger));
		matters->items = bigger;
		matters->room = room;
	}
	matters->items[matters->count++] = *matter;
	return ROTA_OK;
}

/** Those that the province has named in its newest notice. */
static int add_told(struct listing *listing, struct rota_error *err)
{
	struct rota_buffer rows = { 0 };
	size_t at = 0;
	int rc = rota_notice_matters(&rows, &listing->answer.world, err);

	while (!rc && at < rows.size) {
		struct rota_matter matter;
		size_t used;

		rc = rota_matter_row_decode(&matter, &listing->arena, &used, rows.bytes + at,
		                            rows.size - at, err);
		if (!rc)
			rc = add_matter(listing, &matter, err);
		at += rc ? 0 : used;
	}
	rota_buffer_clear(&rows);
	return rc;
}

static int compare_matters(const void *a, const void *b)
{
	const struct rota_matter *left = a, *right = b;

	if (left->type != right->type)
		return left->type < right->type ? -1 : 1;
	return memcmp(left->id.bytes, right->id.bytes, sizeof(left->id.bytes));
}

static int find_all(struct listing *listing, struct rota_error *err)
{
	struct rota_matters *matters = &listing->matters;
	int rc = rota_world_matters(matters, &listing->answer.world, &listing->arena, err);

	if (!rc && !listing->answer.world.office->is_province)
		rc = add_told(listing, err);
	if (!rc && matters->count)
		qsort(matters->items, matters->count, sizeof(*matters->items), compare_matters);
	return rc;
}

/* --- rows ------------------------------------------------------------------------------------ */

/** A posting by its cadre, others by nothing: the name and the kind say enough. */
static const char *show_subject(struct listing *listing, struct rota_id id)
{
	struct rota_world *world = &listing->answer.world;
	struct rota_subject *subject, *cadre;
	struct rota_posting posting;

	if (rota_world_subject(&subject, world, id, NULL))
		return _("(not known here)");
	if (subject->type == ROTA_ENTITY_CADRE)
		return rota_cadre_show(world, subject);
	if (!rota_posting_read(&posting, subject) ||
	    rota_world_subject(&cadre, world, posting.cadre, NULL))
		return "";
	return rota_cadre_show(world, cadre);
}

static void fill_about(struct listing *listing, const struct rota_matter *matter)
{
	struct rota_buffer text = { 0 };

	if (matter->field)
		rota_buffer_printf(&text, "%s: ", matter->field);
	for (size_t i = 0; i < matter->subject_count; i++)
		rota_buffer_printf(&text, "%s%s", i ? " – " : "",
		                   show_subject(listing, matter->subjects[i]));
	rota_fill_text(&listing->answer.filling, rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

static void fill_units(struct listing *listing, const struct rota_matter *matter)
{
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < matter->unit_count; i++) {
		const struct rota_unit *unit = rota_gazetteer_unit(
			&listing->answer.world.gazetteer, matter->units[i]);

		rota_buffer_printf(&text, "%s%s", i ? ", " : "",
		                   unit ? rota_answer_unit_name(&listing->answer, unit) : "?");
	}
	rota_fill_text(&listing->answer.filling, rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

static void fill_ways(struct listing *listing, const struct rota_matter *matter)
{
	struct rota_buffer text = { 0 };
	char way[ROTA_OUTCOME_BYTES];

	for (size_t i = 0; i < rota_matter_outcomes(matter); i++)
		rota_buffer_printf(&text, "%s%s", i ? " " : "",
		                   rota_matter_outcome(way, matter, i));
	rota_fill_text(&listing->answer.filling, rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

static void fill_matter(struct listing *listing, const struct rota_matter *matter)
{
	struct rota_filling *filling = &listing->answer.filling;
	const struct rota_matter_kind *kind = rota_matter_kind(matter->type);
	size_t letters = rota_matter_letters(matter->id, listing->matters.items,
	                                     listing->matters.count);
	char name[ROTA_MATTER_NAME_BYTES];

	rota_fill_text(filling, rota_matter_name(name, matter->id, letters));
	rota_fill_text(filling, filling->raw ? kind->id : _(kind->text));
	fill_units(listing, matter);
	fill_about(listing, matter);
	rota_fill_day_number(filling, matter->from);
	rota_fill_day_number(filling, matter->to);
	fill_ways(listing, matter);
	rota_fill_row(filling);
	rota_world_forget(&listing->answer.world);
}

/* --- entries that do not count --------------------------------------------------------------- */

static const char *disposition_text(enum rota_disposition disposition)
{
	static const char *const texts[] = {
		[ROTA_FACT] = N_("counts"),
		[ROTA_PROPOSAL] = N_("a proposal: this office may not record it"),
		[ROTA_HELD] = N_("waits for something that the province does not know yet"),
		[ROTA_REJECTED] = N_("rejected: it breaks a rule")
	};

	return _(texts[disposition]);
}

/** What of an own entry is wrong is said by this program, in the officer's language. */
static int note_receipt(const struct rota_receipt *receipt, void *payload, struct rota_error *err)
{
	struct listing *listing = payload;
	struct rota_world *world = &listing->answer.world;
	struct rota_error fault = { .code = ROTA_OK };
	struct rota_revision revision;

	(void)err;
	if (!rota_world_revision(&revision, world,
	                         rota_id_make(world->office->own, receipt->number), NULL))
		rota_entry_check(&revision.entry, &fault);
	rota_fill_note(&listing->answer.filling, "%s %llu: %s%s%s%s%s%s", _("entry"),
	               (unsigned long long)receipt->number, disposition_text(receipt->disposition),
	               receipt->rule ? " [" : "", receipt->rule ? receipt->rule : "",
	               receipt->rule ? "]" : "", *fault.message ? ": " : "", fault.message);
	return ROTA_OK;
}

int rota_report_matters(struct rota_office *office, const struct rota_question *question,
                        struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct listing listing = { .matters = { .count = 0 } };
	int rc = rota_answer_begin(&listing.answer, office, question, err);

	if (rc)
		return rc;
	rota_fill_begin(&listing.answer.filling, out, arena, columns,
	                sizeof(columns) / sizeof(columns[0]), question->raw);
	rota_fill_title(&listing.answer.filling, "%s", _("What somebody must look at"));
	rc = find_all(&listing, err);
	for (size_t i = 0; !rc && i < listing.matters.count; i++)
		if (!question->scope || rota_matter_concerns(&listing.matters.items[i],
		                                             &listing.answer.world,
		                                             listing.answer.scope))
			fill_matter(&listing, &listing.matters.items[i]);
	if (!rc)
		rc = rota_notice_receipts(&listing.answer.world, note_receipt, &listing, err);
	rc = rota_answer_end(&listing.answer, rc, err);
	rota_arena_clear(&listing.arena);
	return rc;
}
