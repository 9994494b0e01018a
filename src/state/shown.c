/* SPDX-License-Identifier: Apache-2.0 */
#include "state/shown.h"

#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "codec/json.h"
#include "state/entry_name.h"

/* --- names ----------------------------------------------------------------------------------- */

const char *rota_unit_show(struct rota_world *world, const struct rota_unit *unit, int32_t day)
{
	const struct rota_unit_version *version = rota_unit_near(unit, day);
	const struct rota_word *type = rota_word_find(&rota_unit_types, version->type);
	char text[256];
	const char *copy;

	rota_text_join(text, sizeof(text), type ? type->vi : "", " ", version->name);
	copy = rota_arena_copy(&world->scratch, text, strlen(text));
	return copy ? copy : version->name;
}

const char *rota_post_show(const char *post)
{
	const struct rota_word *word = rota_word_find(&rota_posts, post);

	return word ? rota_word_show(word) : post;
}

const char *rota_day_shown(char out[ROTA_DAY_TEXT_BYTES], int32_t day)
{
	return rota_day_show(out, rota_day_from_number(day));
}

/** The state approves with another word than the Party: chuẩn y, phê chuẩn. */
const char *rota_act_shown(const char *act, const char *post)
{
	static const char *const of_chairs[][2] = { { "approve", "phê chuẩn" },
		                                    { "refuse", "không phê chuẩn" } };
	const struct rota_word *word = rota_word_find(&rota_acts_words, act);

	for (size_t i = 0; i < 2; i++)
		if (rota_language() == ROTA_VI && post && strcmp(post, "chair") == 0 &&
		    strcmp(act, of_chairs[i][0]) == 0)
			return of_chairs[i][1];
	return word ? rota_word_show(word) : act;
}

const char *rota_cadre_show_as(struct rota_world *world, const char *name, const char *born)
{
	struct rota_day day = { 0 };
	char text[640];
	const char *copy;

	if (born)
		rota_day_decode(&day, born, strlen(born), NULL);
	snprintf(text, sizeof(text), "%s (%u)", name ? name : "?", (unsigned)day.year);
	copy = rota_arena_copy(&world->scratch, text, strlen(text));
	return copy ? copy : "?";
}

const char *rota_cadre_show(struct rota_world *world, const struct rota_subject *cadre)
{
	return rota_cadre_show_as(world, rota_subject_text(cadre, "name"),
				  rota_subject_text(cadre, "born"));
}

const char *rota_posting_shown(struct rota_world *world, const struct rota_subject *subject)
{
	const struct rota_unit *unit =
	        rota_gazetteer_unit(&world->gazetteer, rota_subject_id(subject, "unit"));
	struct rota_subject *cadre;
	const char *post = rota_subject_text(subject, "post");
	const char *copy;
	char text[512];

	if (!unit || !post ||
	    rota_world_subject(&cadre, world, rota_subject_id(subject, "cadre"), NULL))
		return "?";
	snprintf(text, sizeof(text), "%s, %s, %s", rota_cadre_show(world, cadre),
	         rota_post_show(post), rota_unit_show(world, unit, world->today_number));
	copy = rota_arena_copy(&world->scratch, text, strlen(text));
	return copy ? copy : "?";
}

/** A text that stays as long as the scratch memory; "" without memory. */
static const char *in_scratch(struct rota_world *world, const char *text)
{
	const char *copy = rota_arena_copy(&world->scratch, text, strlen(text));

	return copy ? copy : "";
}

const char *rota_decision_name(struct rota_world *world, const struct rota_value *decision)
{
	const char *no = rota_value_text(rota_map_get(decision, "no"));
	const char *day = rota_value_text(rota_map_get(decision, "signed"));
	char shown[ROTA_DAY_TEXT_BYTES] = "";
	struct rota_day signed_on;
	char text[160];

	if (day && !rota_day_decode(&signed_on, day, strlen(day), NULL))
		rota_day_show(shown, signed_on);
	snprintf(text, sizeof(text), "%s, %s", no ? no : _("no number"), shown);
	return in_scratch(world, text);
}

const char *rota_decision_show(struct rota_world *world, const struct rota_value *decision)
{
	const struct rota_value *total = rota_map_get(decision, "total");
	const char *name = rota_decision_name(world, decision);
	char text[224];

	if (!total || total->type != ROTA_UINT)
		return name;
	snprintf(text, sizeof(text),
		 rota_message_n("%s; %llu person", "%s; %llu people",
				(unsigned long)total->as.number),
		 name, (unsigned long long)total->as.number);
	return in_scratch(world, text);
}

/* --- values ---------------------------------------------------------------------------------- */

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
