/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON form of an entry. The tree is copied along the table of kinds:
 * going out, bytes that the table knows become hexadecimal texts and the clock
 * an instant; coming in, the other way round. What the table does not know
 * keeps the tagged form of codec/json.h. Where a text stands in the place of
 * bytes (a fault, or a field that takes both) and would be read back as bytes,
 * it goes out as {"$as": text}. So no byte is lost either way.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hex.h"
#include "base/messages.h"
#include "codec/canonical.h"
#include "codec/json.h"
#include "rota/entry.h"

/** One copy in progress; the first failure is kept. */
struct copy {
	struct rota_arena *arena;
	const struct rota_kind *kind; /* whose fields a body has; NULL: unknown */
	bool reading;                 /* from JSON to the stored form */
	int rc;
};

static struct rota_value copy_field(struct copy *copy, const struct rota_value *value,
                                    const struct rota_field *field);

static struct rota_value out_of_memory(struct copy *copy)
{
	copy->rc = ROTA_ENOMEM;
	return rota_nil();
}

static struct rota_value bin_to_hex(struct copy *copy, const struct rota_value *bin)
{
	struct rota_buffer hex = { 0 };
	char *chars = NULL;
	size_t size = 2 * bin->as.bin.size;

	rota_hex_encode(&hex, bin->as.bin.bytes, bin->as.bin.size);
	if (!hex.failed)
		chars = rota_arena_copy(copy->arena, rota_buffer_text(&hex), hex.size);
	rota_buffer_clear(&hex);
	return chars ? rota_text_sized(chars, size) : out_of_memory(copy);
}

/** The bytes of a text of exactly 2 * @p size digits; any other text is left as it is. */
static struct rota_value hex_to_bin(struct copy *copy, const struct rota_value *text, size_t size)
{
	uint8_t *bytes = rota_arena_alloc(copy->arena, size);

	if (!bytes)
		return out_of_memory(copy);
	if (text->as.text.size != 2 * size ||
	    !rota_hex_decode(bytes, text->as.text.chars, 2 * size))
		return *text;
	return rota_bin(bytes, size);
}

static struct rota_value clock_to_text(struct copy *copy, uint64_t clock)
{
	char instant[ROTA_DAY_TEXT_BYTES];
	char text[ROTA_DAY_TEXT_BYTES + 8];
	char *chars;
	int size;

	rota_instant_encode(instant, rota_clock_ms(clock));
	size = snprintf(text, sizeof(text), "%s#%" PRIu64, instant, clock & 0xffff);
	chars = rota_arena_copy(copy->arena, text, (size_t)size);
	return chars ? rota_text_sized(chars, (size_t)size) : out_of_memory(copy);
}

static struct rota_value text_to_clock(const struct rota_value *text)
{
	const char *chars = text->as.text.chars;
	const char *mark = strchr(chars, '#');
	uint64_t ms;
	char *end;
	unsigned long counter;

	if (!mark || mark[1] < '0' || mark[1] > '9' ||
	    rota_instant_decode(&ms, chars, (size_t)(mark - chars), NULL))
		return *text;
	counter = strtoul(mark + 1, &end, 10);
	if (*end || counter > 0xffff)
		return *text;
	return rota_uint(ms << 16 | counter);
}

/** How many bytes a field holds; 0: not bytes. */
static size_t bin_size(const struct rota_field *field)
{
	switch (field->type) {
	case ROTA_TYPE_REF:
	case ROTA_TYPE_REF_TEXT:
	case ROTA_TYPE_ENTRY:
		return 16;
	case ROTA_TYPE_WRITER:
		return 8;
	case ROTA_TYPE_HASH:
		return 32;
	default:
		return 0;
	}
}

/** The stored form of a text in the place of bytes or of a clock; the text itself when it is neither. */
static struct rota_value text_to_stored(struct copy *copy, const struct rota_value *text,
                                        const struct rota_field *field)
{
	if (field->type == ROTA_TYPE_INSTANT)
		return text_to_clock(text);
	return hex_to_bin(copy, text, bin_size(field));
}

/** Later than 2199 there is no text for an instant: such a clock stays a number. */
static bool has_instant(const struct rota_value *value)
{
	return value->type == ROTA_UINT && rota_clock_ms(value->as.number) < 7258118400000U;
}

static const struct rota_value *escaped(const struct rota_value *value)
{
	return value->type == ROTA_MAP && value->as.map.count == 1 ? rota_map_get(value, "$as") :
	                                                              NULL;
}

static struct rota_value escape(struct copy *copy, const struct rota_value *value)
{
	struct rota_value out = rota_map();

	if (rota_map_set(copy->arena, &out, "$as", *value))
		return out_of_memory(copy);
	return out;
}

static struct rota_value stored_to_json(struct copy *copy, const struct rota_value *value,
                                        const struct rota_field *field)
{
	if (field->type == ROTA_TYPE_INSTANT && has_instant(value))
		return clock_to_text(copy, value->as.number);
	if (value->type == ROTA_BIN && value->as.bin.size == bin_size(field) &&
	    field->type != ROTA_TYPE_INSTANT)
		return bin_to_hex(copy, value);
	if (escaped(value) || (value->type == ROTA_TEXT &&
	                       text_to_stored(copy, value, field).type != ROTA_TEXT))
		return escape(copy, value);
	return *value;
}

static struct rota_value json_to_stored(struct copy *copy, const struct rota_value *value,
                                        const struct rota_field *field)
{
	if (escaped(value))
		return *escaped(value);
	return value->type == ROTA_TEXT ? text_to_stored(copy, value, field) : *value;
}

static struct rota_value copy_record(struct copy *copy, const struct rota_value *map,
                                     const struct rota_record *record)
{
	struct rota_value out = rota_map();

	if (map->type != ROTA_MAP)
		return *map;
	for (size_t i = 0; !copy->rc && i < map->as.map.count; i++) {
		const struct rota_pair *pair = &map->as.map.pairs[i];
		const char *name = rota_value_text(&pair->key);
		const struct rota_field *field = name ? rota_record_field(record, name) : NULL;
		struct rota_value value = field ? copy_field(copy, &pair->value, field) : pair->value;

		if (rota_map_add(copy->arena, &out, pair->key, value))
			return out_of_memory(copy);
	}
	return out;
}

static struct rota_value copy_body(struct copy *copy, const struct rota_value *body)
{
	struct rota_record record;

	if (!copy->kind)
		return *body;
	record = (struct rota_record){ copy->kind->name, copy->kind->fields, copy->kind->count };
	return copy_record(copy, body, &record);
}

static struct rota_value copy_one(struct copy *copy, const struct rota_value *value,
                                  const struct rota_field *field)
{
	switch (field->type) {
	case ROTA_TYPE_RECORD:
	case ROTA_TYPE_RECORD_TEXT:
		return copy_record(copy, value, field->record);
	case ROTA_TYPE_BODY:
	case ROTA_TYPE_OLD:
		return copy_body(copy, value);
	default:
		break;
	}
	if (field->type != ROTA_TYPE_INSTANT && !bin_size(field))
		return *value;
	return copy->reading ? json_to_stored(copy, value, field) :
	                       stored_to_json(copy, value, field);
}

/** A list goes item by item, whether the field takes many or one, or was in conflict. */
static struct rota_value copy_field(struct copy *copy, const struct rota_value *value,
                                    const struct rota_field *field)
{
	struct rota_value out = rota_list();

	if (value->type != ROTA_LIST)
		return copy_one(copy, value, field);
	for (size_t i = 0; !copy->rc && i < value->as.list.count; i++)
		if (rota_list_add(copy->arena, &out,
		                  copy_field(copy, &value->as.list.items[i], field)))
			return out_of_memory(copy);
	return out;
}

int rota_entry_to_json(const char **out, const struct rota_entry *entry, struct rota_arena *arena,
                       struct rota_error *err)
{
	struct copy copy = { .arena = arena, .kind = entry->kind };
	struct rota_value value = copy_record(&copy, &entry->root, rota_entry_record());
	struct rota_buffer json = { 0 };
	int rc = copy.rc;

	*out = NULL;
	if (!rc)
		rc = rota_json_write(&json, &value, err);
	else
		rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (!rc) {
		*out = rota_arena_copy(arena, json.bytes, json.size);
		if (!*out)
			rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	rota_buffer_clear(&json);
	return rc;
}

int rota_entry_from_json(const uint8_t **out, size_t *size, const char *json, size_t json_size,
                         struct rota_arena *arena, struct rota_error *err)
{
	struct copy copy = { .arena = arena, .reading = true };
	struct rota_buffer bytes = { 0 };
	struct rota_value value;
	const char *kind;
	int rc;

	*out = NULL;
	*size = 0;
	rc = rota_json_read(&value, arena, json, json_size, err);
	if (rc)
		return rc;
	kind = rota_value_text(rota_map_get(&value, "k"));
	copy.kind = kind ? rota_kind_find(kind) : NULL;
	value = copy_record(&copy, &value, rota_entry_record());
	rc = copy.rc ? rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory")) :
	               rota_canonical_encode(&bytes, &value, err);
	if (!rc) {
		*out = (const uint8_t *)rota_arena_copy(arena, bytes.bytes, bytes.size);
		*size = *out ? bytes.size : 0;
		if (!*out)
			rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	rota_buffer_clear(&bytes);
	return rc;
}
