/* SPDX-License-Identifier: Apache-2.0 */
#include "office/look.h"

#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "codec/json.h"
#include "office/posting.h"

int rota_look_close(struct rota_world *world, const struct rota_filling *filling, int rc,
		    struct rota_error *err)
{
	if (!rc)
		rc = rota_fill_check(filling, err);
	return rota_world_close(world, rc, err);
}

int rota_look_day(int32_t *out, const struct rota_world *world, const char *typed,
		  struct rota_error *err)
{
	struct rota_day day = world->today;
	int rc = typed ? rota_resolve_day(&day, typed, _("--as-of"), err) : ROTA_OK;

	*out = rc ? 0 : rota_day_first(day);
	return rc;
}

void rota_write_masked(struct rota_buffer *out, const char *digits)
{
	size_t size = strlen(digits);

	if (size < 8)
		rota_buffer_puts(out, "•••");
	else
		rota_buffer_printf(out, "%.3s•••••%s", digits, digits + size - 4);
}

/** A number that the state gave a person. */
static bool is_personal(const struct rota_field *field)
{
	return field->type == ROTA_TYPE_DIGITS && field->limit >= 9;
}

void rota_write_value(struct rota_buffer *out, struct rota_world *world,
		      const struct rota_field *field, const struct rota_value *value)
{
	const struct rota_word *word =
		field && field->words ? rota_word_find(field->words, rota_value_text(value)) : NULL;
	const char *text = rota_value_text(value);
	char day[ROTA_DAY_TEXT_BYTES];
	struct rota_day read;
	struct rota_id id;

	if (word) {
		rota_buffer_puts(out, rota_word_show(word));
	} else if (field && is_personal(field) && text) {
		rota_write_masked(out, text);
	} else if (field && field->type == ROTA_TYPE_DAY && text &&
		   !rota_day_decode(&read, text, strlen(text), NULL)) {
		rota_buffer_puts(out, rota_day_show(day, read));
	} else if (field && field->type == ROTA_TYPE_ENTRY && rota_id_from_value(&id, value)) {
		rota_entry_name(out, world, id);
	} else if (field && field->ref == ROTA_ENTITY_UNIT && rota_id_from_value(&id, value)) {
		const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, id);

		rota_buffer_puts(out,
				 unit ? rota_unit_show(world, unit, world->today_number) : "?");
	} else if (field && field->ref == ROTA_ENTITY_CADRE && rota_id_from_value(&id, value)) {
		struct rota_subject *cadre;

		rota_buffer_puts(out, rota_world_subject(&cadre, world, id, NULL)
					      ? "?"
					      : rota_cadre_show(world, cadre));
	} else if (field && field->ref == ROTA_ENTITY_POSTING && rota_id_from_value(&id, value)) {
		struct rota_subject *posting;

		rota_buffer_puts(out, rota_world_subject(&posting, world, id, NULL)
					      ? "?"
					      : rota_posting_shown(world, posting));
	} else if (text) {
		rota_buffer_puts(out, text);
	} else if (value->type == ROTA_BOOL) {
		rota_buffer_puts(out, value->as.truth ? _("yes") : _("no"));
	} else if (value->type == ROTA_LIST) {
		for (size_t i = 0; i < value->as.list.count; i++) {
			rota_buffer_puts(out, i ? ", " : "");
			rota_write_value(out, world, field, &value->as.list.items[i]);
		}
	} else if (rota_value_text(rota_map_get(value, "text"))) { /* a place, as on the paper */
		rota_buffer_puts(out, rota_value_text(rota_map_get(value, "text")));
	} else if (rota_map_get(value, "signed")) { /* a decision */
		rota_buffer_puts(out, rota_decision_show(world, value));
	} else if (value->type == ROTA_NIL) {
		rota_buffer_puts(out, "–");
	} else if (value->type == ROTA_BIN) {
		rota_hex_encode(out, value->as.bin.bytes, value->as.bin.size);
	} else {
		rota_json_write(out, value, NULL);
	}
}

void rota_fill_paper(struct rota_filling *filling, struct rota_world *world,
		     const struct rota_value *papers)
{
	const struct rota_value *first =
		papers && papers->type == ROTA_LIST && papers->as.list.count
			? &papers->as.list.items[0]
			: NULL;

	rota_fill_text(filling, !first	      ? NULL
				: filling->raw ? rota_decision_name(world, first)
					       : rota_decision_show(world, first));
}

static struct rota_value kept(struct rota_arena *arena, const char *text)
{
	const char *copy = rota_arena_copy(arena, text, strlen(text));

	return copy ? rota_text(copy) : rota_nil();
}

static struct rota_value raw_text(struct rota_arena *arena, const struct rota_field *field,
				  const char *text)
{
	struct rota_buffer masked = { 0 };
	struct rota_value out;

	if (!field || !is_personal(field))
		return kept(arena, text);
	rota_write_masked(&masked, text);
	out = kept(arena, rota_buffer_text(&masked));
	rota_buffer_clear(&masked);
	return out;
}

static struct rota_value raw_bytes(struct rota_arena *arena, const struct rota_value *value)
{
	struct rota_buffer hex = { 0 };
	struct rota_value out;

	rota_hex_encode(&hex, value->as.bin.bytes, value->as.bin.size);
	out = kept(arena, rota_buffer_text(&hex));
	rota_buffer_clear(&hex);
	return out;
}

static struct rota_value raw_record(struct rota_arena *arena, const struct rota_field *field,
				    const struct rota_value *value)
{
	struct rota_value out = rota_map();

	for (size_t i = 0; i < value->as.map.count; i++) {
		const struct rota_pair *pair = &value->as.map.pairs[i];
		struct rota_value key = kept(arena, pair->key.as.text.chars);
		const struct rota_field *inner =
			field && field->record ?
				rota_record_field(field->record, pair->key.as.text.chars) :
				NULL;

		if (key.type == ROTA_NIL ||
		    rota_map_add(arena, &out, key, rota_value_raw(arena, inner, &pair->value)))
			return rota_nil();
	}
	return out;
}

struct rota_value rota_value_raw(struct rota_arena *arena, const struct rota_field *field,
				 const struct rota_value *value)
{
	const char *text = rota_value_text(value);
	struct rota_value out = rota_list();

	if (text)
		return raw_text(arena, field, text);
	if (value->type == ROTA_BIN)
		return raw_bytes(arena, value);
	if (value->type == ROTA_MAP)
		return raw_record(arena, field, value);
	if (value->type != ROTA_LIST)
		return *value;
	for (size_t i = 0; i < value->as.list.count; i++)
		if (rota_list_add(arena, &out,
				  rota_value_raw(arena, field, &value->as.list.items[i])))
			return rota_nil();
	return out;
}
