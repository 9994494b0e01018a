/* SPDX-License-Identifier: Apache-2.0 */
#include "state/nil.h"

#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "state/derive.h"
#include "state/figures.h"
#include "store/entity.h"
#include "store/index.h"
#include "store/state.h"

/* In the store: the days of a nil return under the number of its scope (4 bytes, as all numbers
 * big-endian); its rows under its own; and as its state 'N', the number of its scope, both days. */
enum { KEY_BYTES = 4, STATE_BYTES = 13 };

/** Whether there is any nil return. */
static int any_nil(bool *out, struct rota_world *world, struct rota_error *err)
{
	uint8_t type = ROTA_ENTITY_NIL_RETURN;

	return rota_world_any(out, &world->any_nil, world, ROTA_INDEX_KIND, &type, 1, err);
}

int rota_nil_may_deny(bool *out, struct rota_world *world, const struct rota_entry *entry,
		      struct rota_error *err)
{
	*out = false;
	return entry->kind && entry->kind->entity == ROTA_ENTITY_VACANCY ? any_nil(out, world, err)
									  : ROTA_OK;
}

/* --- rows ------------------------------------------------------------------------------------ */

static int put_row(struct rota_world *world, uint32_t nil, uint32_t no, struct rota_error *err)
{
	uint8_t key[KEY_BYTES];

	rota_put_u32(key, nil);
	return rota_index_put(world->txn, ROTA_INDEX_NIL, key, KEY_BYTES, no, err);
}

static int clear_rows(struct rota_world *world, uint32_t nil, struct rota_error *err)
{
	uint8_t key[KEY_BYTES];
	struct rota_ids ids;
	int rc;

	rota_put_u32(key, nil);
	rc = rota_world_indexed(&ids, world, ROTA_INDEX_NIL, key, KEY_BYTES, err);
	for (size_t i = 0; !rc && i < ids.count; i++) {
		uint32_t no;

		rc = rota_entity_find(&no, world->txn, ids.items[i].bytes, err);
		if (!rc)
			rc = rota_index_delete(world->txn, ROTA_INDEX_NIL, key, KEY_BYTES, no, err);
	}
	return rc;
}

/* --- a day on which something happens -------------------------------------------------------- */

/** The nil returns that speak of a day. */
struct speaking {
	struct rota_arena *arena;
	int32_t day;
	uint32_t *items;
	size_t count, room;
};

static int collect_speaking(const struct rota_span *spans, size_t count, void *payload,
			    struct rota_error *err)
{
	struct speaking *speaking = payload;

	for (size_t i = 0; i < count; i++) {
		uint32_t *items;

		if (speaking->day < spans[i].from || speaking->day >= spans[i].to)
			continue;
		items = rota_arena_more(speaking->arena, speaking->items, speaking->count,
					&speaking->room, sizeof(*items));
		if (!items)
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
		speaking->items = items;
		speaking->items[speaking->count++] = spans[i].no;
	}
	return ROTA_OK;
}

static int note_in_scope(struct rota_world *world, const struct rota_unit *scope, int32_t day,
			 uint32_t no, struct rota_error *err)
{
	struct speaking speaking = { .arena = &world->scratch, .day = day };
	uint8_t key[KEY_BYTES];
	uint32_t scope_no;
	int rc = rota_entity_find(&scope_no, world->txn, scope->id.bytes, err);

	rota_put_u32(key, scope_no);
	if (!rc)
		rc = rota_span_each(world->txn, ROTA_SPAN_NIL, key, KEY_BYTES, collect_speaking,
				    &speaking, err);
	for (size_t i = 0; !rc && i < speaking.count; i++)
		rc = put_row(world, speaking.items[i], no, err);
	return rc;
}

/** In its unit, and in what lies around that. */
static int note_day(struct rota_world *world, const struct rota_unit *unit, int32_t day,
		    uint32_t no, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (day == ROTA_DAY_NEVER || day == ROTA_DAY_ALWAYS)
		return ROTA_OK;
	for (int level = ROTA_LEVEL_PROVINCE; !rc && level <= ROTA_LEVEL_COMMUNE; level++) {
		const struct rota_unit *scope = rota_gazetteer_ancestor(
			&world->gazetteer, unit, (enum rota_level)level, day);

		if (scope)
			rc = note_in_scope(world, scope, day, no, err);
	}
	return rc;
}

int rota_nil_note_tenure(struct rota_world *world, const struct rota_tenure *now, uint32_t no,
			 struct rota_error *err)
{
	const struct rota_unit *unit;
	struct rota_id id;
	bool any;
	int rc = any_nil(&any, world, err);

	if (rc || !any || !now->counts || !now->unit)
		return rc;
	rc = rota_entity_id(id.bytes, world->txn, now->unit, err);
	unit = rc ? NULL : rota_gazetteer_unit(&world->gazetteer, id);
	if (unit)
		rc = note_day(world, unit, now->from, no, err);
	return rc || !unit ? rc : note_day(world, unit, now->to, no, err);
}

int rota_nil_note(struct rota_world *world, const struct rota_subject *subject, uint32_t no,
		  struct rota_error *err)
{
	const struct rota_unit *unit =
		rota_gazetteer_unit(&world->gazetteer, rota_subject_id(subject, "unit"));
	struct rota_day from = rota_subject_day(subject, "from");
	bool any;
	int rc = any_nil(&any, world, err);

	if (rc || !any || !unit)
		return rc;
	if (!rota_day_is_none(from))
		rc = note_day(world, unit, rota_day_first(from), no, err);
	for (size_t i = 0; !rc && i < subject->revision_count; i++) {
		const struct rota_entry *entry = &subject->revisions[i].entry;

		if (strcmp(entry->kind_name, "posting.step") == 0 && entry->has_on &&
		    !rota_day_is_none(entry->on))
			rc = note_day(world, unit, rota_day_first(entry->on), no, err);
	}
	return rc;
}

/* --- a nil return ---------------------------------------------------------------------------- */

/** Where its days stand. */
struct standing {
	uint32_t scope; /* 0: nowhere */
	struct rota_span span;
};

static int find_standing(struct standing *out, bool *known, struct rota_world *world, uint32_t no,
			 struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	int rc = rota_state_get(&bytes, world->txn, no, err);
	const uint8_t *at = (const uint8_t *)bytes.bytes;

	*out = (struct standing){ .scope = 0 };
	*known = !rc && bytes.size == STATE_BYTES && *at == 'N';
	if (*known) {
		out->scope = rota_get_u32(at + 1);
		out->span = (struct rota_span){ .from = (int32_t)rota_get_u32(at + 5),
						.to = (int32_t)rota_get_u32(at + 9),
						.no = no };
	}
	rota_buffer_clear(&bytes);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

static int put_standing(struct rota_world *world, const struct standing *standing, uint32_t no,
			struct rota_error *err)
{
	uint8_t state[STATE_BYTES] = { 'N' };
	uint8_t key[KEY_BYTES];
	int rc;

	rota_put_u32(key, standing->scope);
	rota_put_u32(state + 1, standing->scope);
	rota_put_u32(state + 5, (uint32_t)standing->span.from);
	rota_put_u32(state + 9, (uint32_t)standing->span.to);
	rc = rota_state_put(world->txn, no, state, sizeof(state), err);
	return rc || !standing->scope ? rc
				      : rota_span_put(world->txn, ROTA_SPAN_NIL, key, KEY_BYTES,
						      standing->span, err);
}

/** Leave the days where they stood, and the rows. */
static int forget(struct rota_world *world, uint32_t no, struct rota_error *err)
{
	struct standing before;
	uint8_t key[KEY_BYTES];
	bool known;
	int rc = find_standing(&before, &known, world, no, err);

	rota_put_u32(key, before.scope);
	if (!rc && before.scope)
		rc = rota_span_delete(world->txn, ROTA_SPAN_NIL, key, KEY_BYTES, before.span, err);
	return rc ? rc : clear_rows(world, no, err);
}

int rota_was_nil(bool *out, struct rota_world *world, uint32_t no, struct rota_error *err)
{
	struct standing before;

	return find_standing(&before, out, world, no, err);
}

/* --- what is there already ------------------------------------------------------------------- */

static bool speaks_of(const struct rota_nil_return *nil, int32_t day)
{
	return nil->from <= day && day < nil->to;
}

/** Whether a unit lies in the scope on any of the days. */
static bool is_in_scope(const struct rota_nil_return *nil, const struct rota_gazetteer *gazetteer,
			const struct rota_unit *unit)
{
	const struct rota_unit *scope = rota_gazetteer_unit(gazetteer, nil->scope);
	bool inside = scope && rota_gazetteer_inside(gazetteer, unit, scope, nil->from);

	for (size_t i = 0; scope && !inside && i < gazetteer->turn_count; i++)
		inside = speaks_of(nil, gazetteer->turns[i]) &&
			 rota_gazetteer_inside(gazetteer, unit, scope, gazetteer->turns[i]);
	return inside;
}

static int look_at_span(struct rota_world *world, const struct rota_nil_return *nil, uint32_t no,
			const struct rota_span *span, struct rota_error *err)
{
	struct rota_tenure tenure = { .ask = false };
	int rc = ROTA_OK;

	if (speaks_of(nil, span->from) || speaks_of(nil, span->to))
		return put_row(world, no, span->no, err);
	if (span->from < nil->to && nil->from < span->to)
		rc = rota_tenure_get(&tenure, world, span->no, err);
	return rc || !tenure.ask ? rc : put_row(world, no, span->no, err); /* steps, perhaps */
}

static int look_at_vacancies(struct rota_world *world, uint32_t no, struct rota_id unit,
			     const char *post, struct rota_error *err)
{
	uint8_t key[ROTA_POST_KEY_BYTES];
	struct rota_ids ids;
	int rc = rota_world_indexed(&ids, world, ROTA_INDEX_POST, key,
				    rota_post_key(key, unit, post), err);

	for (size_t i = 0; !rc && i < ids.count; i++) {
		uint32_t vacancy;

		rc = rota_entity_find(&vacancy, world->txn, ids.items[i].bytes, err);
		if (!rc)
			rc = put_row(world, no, vacancy, err);
	}
	return rc;
}

static int look_at_unit(struct rota_world *world, const struct rota_nil_return *nil, uint32_t no,
			const struct rota_unit *unit, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && rota_all_posts[i]; i++) {
		struct rota_tenure_list list;
		struct rota_spans spans = { .count = 0 };

		rc = rota_tenure_list_post(&list, world, unit->id, rota_all_posts[i], err);
		if (!rc)
			rc = rota_world_spans(&spans, world, &list,
					      (struct rota_span_choice){ .which = ROTA_SPANS_ALL },
					      err);
		for (size_t k = 0; !rc && k < spans.count; k++)
			rc = look_at_span(world, nil, no, &spans.items[k], err);
		if (!rc)
			rc = look_at_vacancies(world, no, unit->id, rota_all_posts[i], err);
	}
	return rc;
}

int rota_nil_derive(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
		    struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	struct standing now = { .scope = 0 };
	struct rota_nil_return nil;
	bool is_one = rota_nil_return_read(&nil, subject);
	int rc = forget(world, no, err);

	world->any_nil = ROTA_ANY_SOME;
	if (is_one) {
		now.span = (struct rota_span){ .from = nil.from, .to = nil.to, .no = no };
		if (!rc)
			rc = rota_entity_intern(&now.scope, NULL, world->txn, nil.scope.bytes, 0,
						err);
	}
	if (!rc)
		rc = put_standing(world, &now, no, err);
	for (size_t i = 0; !rc && is_one && i < gazetteer->unit_count; i++)
		if (gazetteer->units[i]->level == ROTA_LEVEL_COMMUNE &&
		    is_in_scope(&nil, gazetteer, gazetteer->units[i]))
			rc = look_at_unit(world, &nil, no, gazetteer->units[i], err);
	return rc;
}

/* --- reading --------------------------------------------------------------------------------- */

int rota_world_denied(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	int rc = rota_derive_flush(world, err);

	*out = (struct rota_ids){ .count = 0 };
	return rc ? rc : rota_world_keyed(out, world, ROTA_INDEX_NIL, NULL, 0, err);
}

static int read_rows(struct rota_nil_rows *out, struct rota_world *world, struct rota_id nil,
		     struct rota_error *err)
{
	uint8_t key[KEY_BYTES];
	struct rota_ids ids;
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, nil.bytes, err);

	if (rc)
		return rc;
	rota_put_u32(key, no);
	rc = rota_world_indexed(&ids, world, ROTA_INDEX_NIL, key, KEY_BYTES, err);
	if (rc || !ids.count)
		return rc;
	out->items = rota_arena_alloc(&world->scratch, ids.count * sizeof(*out->items));
	if (!out->items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (!rc)
			out->items[out->count++] = one;
	}
	return rc;
}

int rota_world_nil(struct rota_nil_return *out, struct rota_nil_rows *rows, bool *counts,
		   struct rota_world *world, struct rota_id id, struct rota_error *err)
{
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, world, id, err);

	*rows = (struct rota_nil_rows){ .count = 0 };
	*counts = !rc && rota_nil_return_read(out, subject);
	return rc || !*counts ? rc : read_rows(rows, world, id, err);
}

int rota_world_find_nil(struct rota_matters *out, struct rota_world *world, struct rota_id id,
			struct rota_error *err)
{
	struct rota_nil_return nil;
	struct rota_nil_rows rows;
	bool counts;
	int rc = rota_world_nil(&nil, &rows, &counts, world, id, err);

	return rc || !counts ? rc
			     : rota_matters_find_nil(out, &world->scratch, &nil, rows.items,
						     rows.count, &world->gazetteer, err);
}
