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
#include "base/text.h"
#include "codec/canonical.h"
#include "office/answer.h"
#include "office/look.h"
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
	struct rota_value entries; /* those that do not count, for programs */
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

/** The unit of a posting: by it the postings of one person are told apart. */
static const char *show_place(struct listing *listing, struct rota_id id)
{
	struct rota_world *world = &listing->answer.world;
	const struct rota_unit *unit = NULL;
	struct rota_subject *subject;

	if (!rota_world_subject(&subject, world, id, NULL))
		unit = rota_gazetteer_unit(&world->gazetteer, rota_subject_id(subject, "unit"));
	return unit ? rota_answer_unit_name(&listing->answer, unit) : _("(not known here)");
}

/** What a kind calls the field that two entries set; the name that is stored where none does. */
static const struct rota_field *find_field(const struct rota_matter *matter)
{
	char name[64];
	size_t count;
	const struct rota_kind *kinds = rota_kinds(&count);

	rota_text_join(name, sizeof(name), matter->field, "", "");
	name[strcspn(name, "@")] = '\0'; /* an attribute of a unit, for a day */
	for (size_t i = 0; i < count; i++)
		if (kinds[i].entity == matter->entity && rota_kind_field(&kinds[i], name))
			return rota_kind_field(&kinds[i], name);
	return NULL;
}

static const char *field_shown(const struct rota_filling *filling, const struct rota_matter *matter)
{
	const struct rota_field *field = filling->raw ? NULL : find_field(matter);

	return field ? rota_field_caption(field) : matter->field;
}

static void fill_about(struct listing *listing, const struct rota_matter *matter)
{
	struct rota_buffer text = { 0 };

	bool places = matter->type == ROTA_MATTER_TWO_PLACES;

	if (matter->field)
		rota_buffer_printf(&text, "%s: ", field_shown(&listing->answer.filling, matter));
	if (places && matter->subject_count)
		rota_buffer_printf(&text, "%s: ", show_subject(listing, matter->subjects[0]));
	for (size_t i = 0; i < matter->subject_count; i++)
		rota_buffer_printf(&text, "%s%s", i ? " – " : "",
		                   places ? show_place(listing, matter->subjects[i]) :
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

/** An outcome in words: those of its kind, or the value that would be the right one. */
static void write_way(struct rota_buffer *out, struct listing *listing,
                      const struct rota_matter *matter, size_t way)
{
	const struct rota_value *values = &matter->values;

	if (matter->type != ROTA_MATTER_FIELD_CONFLICT)
		rota_buffer_puts(out, _(rota_matter_kind(matter->type)->outcomes[way].text));
	else if (values->type == ROTA_LIST && way < values->as.list.count)
		rota_write_value(out, &listing->answer.world, find_field(matter),
		                 &values->as.list.items[way]);
}

/** For programs the words by which a matter is settled, for people what they mean. */
static void fill_ways(struct listing *listing, const struct rota_matter *matter)
{
	struct rota_filling *filling = &listing->answer.filling;
	struct rota_buffer text = { 0 };
	char way[ROTA_OUTCOME_BYTES];

	for (size_t i = 0; i < rota_matter_outcomes(matter); i++) {
		rota_buffer_puts(&text, !i ? "" : filling->raw ? " " : "; ");
		if (filling->raw)
			rota_buffer_puts(&text, rota_matter_outcome(way, matter, i));
		else
			write_way(&text, listing, matter, i);
	}
	rota_fill_text(filling, rota_buffer_text(&text));
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

/** For programs: {"writer", "entry", "disposition", "rule", "reason"}. */
static void add_entry(struct listing *listing, struct rota_writer_id writer,
                      const struct rota_receipt *receipt, const char *reason)
{
	struct rota_filling *filling = &listing->answer.filling;
	const char *disposition = rota_dispositions.words[receipt->disposition].id;
	struct rota_value one = rota_map();
	struct rota_buffer digits = { 0 };
	const struct {
		const char *key, *text;
	} texts[] = { { "writer", NULL },
		      { "disposition", disposition },
		      { "rule", receipt->rule },
		      { "reason", *reason ? reason : NULL } };

	rota_hex_encode(&digits, writer.bytes, sizeof(writer.bytes));
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *text = i ? texts[i].text : rota_buffer_text(&digits);
		const char *copy =
			text ? rota_arena_copy(filling->arena, text, strlen(text)) : NULL;

		if ((text && !copy) || rota_map_set(filling->arena, &one, texts[i].key,
		                                    copy ? rota_text(copy) : rota_nil()))
			filling->rc = ROTA_ENOMEM;
	}
	if (rota_map_set(filling->arena, &one, "entry", rota_uint(receipt->number)) ||
	    rota_list_add(filling->arena, &listing->entries, one))
		filling->rc = ROTA_ENOMEM;
	rota_buffer_clear(&digits);
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
	add_entry(listing, world->office->own, receipt, fault.message);
	rota_fill_note(&listing->answer.filling, "%s %llu: %s%s%s%s%s%s", _("entry"),
	               (unsigned long long)receipt->number, disposition_text(receipt->disposition),
	               receipt->rule ? " [" : "", receipt->rule ? receipt->rule : "",
	               receipt->rule ? "]" : "", *fault.message ? ": " : "", fault.message);
	return ROTA_OK;
}

/** {"matters", "entries"}: the rows as objects, and what does not count. */
static void set_json(struct listing *listing)
{
	struct rota_filling *filling = &listing->answer.filling;
	struct rota_report *report = filling->report;
	struct rota_value matters = rota_list();

	for (size_t i = 0; i < report->rows.as.list.count; i++) {
		struct rota_value one = rota_map();

		for (size_t k = 0; k < report->column_count; k++)
			if (rota_map_set(filling->arena, &one, report->columns[k].key,
			                 report->rows.as.list.items[i].as.list.items[k]))
				filling->rc = ROTA_ENOMEM;
		if (rota_list_add(filling->arena, &matters, one))
			filling->rc = ROTA_ENOMEM;
	}
	report->json = rota_map();
	if (rota_map_set(filling->arena, &report->json, "matters", matters) ||
	    rota_map_set(filling->arena, &report->json, "entries", listing->entries))
		filling->rc = ROTA_ENOMEM;
}

int rota_report_matters(struct rota_office *office, const struct rota_question *question,
                        struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct listing listing = { .entries = rota_list() };
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
	if (!rc && question->raw)
		set_json(&listing);
	rc = rota_answer_end(&listing.answer, rc, err);
	rota_arena_clear(&listing.arena);
	return rc;
}
