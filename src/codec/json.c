/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"

#include <jansson.h>
#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "codec/json_load.h"

static json_t *to_json(const struct rota_value *value);

/** An object with the one key that says what JSON has no word for. Takes @p content. */
static json_t *tagged(const char *tag, json_t *content)
{
	json_t *object = json_object();

	if (json_object_set_new(object, tag, content)) { /* releases the content when it fails */
		json_decref(object);
		return NULL;
	}
	return object;
}

static json_t *bin_to_json(const struct rota_value *value)
{
	struct rota_buffer hex = { 0 };
	json_t *text = NULL;

	rota_hex_encode(&hex, value->as.bin.bytes, value->as.bin.size);
	if (!hex.failed)
		text = json_string(rota_buffer_text(&hex));
	rota_buffer_clear(&hex);
	return tagged("$bin", text);
}

static json_t *uint_to_json(uint64_t number)
{
	char digits[24];

	if (number <= INT64_MAX)
		return json_integer((json_int_t)number);
	snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);
	return tagged("$uint", json_string(digits));
}

static json_t *list_to_json(const struct rota_value *list)
{
	json_t *array = json_array();

	for (size_t i = 0; array && i < list->as.list.count; i++)
		if (json_array_append_new(array, to_json(&list->as.list.items[i]))) {
			json_decref(array);
			return NULL;
		}
	return array;
}

/** Whether a reader would take this map for a tag of ours. */
static bool looks_tagged(const struct rota_value *map)
{
	return map->as.map.count == 1 && map->as.map.pairs[0].key.as.text.size &&
	       map->as.map.pairs[0].key.as.text.chars[0] == '$';
}

static bool is_utf8(const struct rota_value *value)
{
	bool sound = value->type != ROTA_TEXT ||
	             rota_text_is_utf8(value->as.text.chars, value->as.text.size);

	for (size_t i = 0; value->type == ROTA_LIST && sound && i < value->as.list.count; i++)
		sound = is_utf8(&value->as.list.items[i]);
	for (size_t i = 0; value->type == ROTA_MAP && sound && i < value->as.map.count; i++)
		sound = is_utf8(&value->as.map.pairs[i].key) &&
		        is_utf8(&value->as.map.pairs[i].value);
	return sound;
}

/** Whether a key has U+0000, with which readers of JSON refuse a key. */
static bool has_nul_key(const struct rota_value *map)
{
	for (size_t i = 0; i < map->as.map.count; i++)
		if (!rota_value_text(&map->as.map.pairs[i].key))
			return true;
	return false;
}

/** @return 0, or -1 without memory or when the key is not UTF-8. */
static int add_pair(json_t *object, const struct rota_pair *pair)
{
	return json_object_setn_new(object, pair->key.as.text.chars, pair->key.as.text.size,
	                            to_json(&pair->value));
}

static int add_hex_pair(json_t *object, const struct rota_pair *pair)
{
	struct rota_buffer hex = { 0 };
	int failed = -1;

	rota_hex_encode(&hex, pair->key.as.text.chars, pair->key.as.text.size);
	if (!hex.failed && is_utf8(&pair->key))
		failed = json_object_set_new(object, rota_buffer_text(&hex),
		                             to_json(&pair->value));
	rota_buffer_clear(&hex);
	return failed;
}

static json_t *map_to_json(const struct rota_value *map)
{
	json_t *object = json_object();
	bool hex = has_nul_key(map);

	for (size_t i = 0; object && i < map->as.map.count; i++) {
		const struct rota_pair *pair = &map->as.map.pairs[i];

		if (hex ? add_hex_pair(object, pair) : add_pair(object, pair)) {
			json_decref(object);
			return NULL;
		}
	}
	if (!object)
		return NULL;
	if (hex)
		return tagged("$hexmap", object);
	return looks_tagged(map) ? tagged("$map", object) : object;
}

static json_t *to_json(const struct rota_value *value)
{
	switch (value->type) {
	case ROTA_NIL:
		return json_null();
	case ROTA_BOOL:
		return json_boolean(value->as.truth);
	case ROTA_UINT:
		return uint_to_json(value->as.number);
	case ROTA_INT:
		return json_integer(value->as.negative);
	case ROTA_TEXT:
		return json_stringn(value->as.text.chars, value->as.text.size);
	case ROTA_BIN:
		return bin_to_json(value);
	case ROTA_LIST:
		return list_to_json(value);
	case ROTA_MAP:
		return map_to_json(value);
	}
	return NULL;
}

static int append_chunk(const char *bytes, size_t size, void *data)
{
	struct rota_buffer *out = data;

	rota_buffer_append(out, bytes, size);
	return out->failed ? -1 : 0;
}

/** Why jansson made no tree of a value. */
static int refused(const struct rota_value *value, struct rota_error *err)
{
	if (!is_utf8(value))
		return rota_fail(err, ROTA_EINVALID, NULL, _("a text is not UTF-8"));
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

static int write_json(struct rota_buffer *out, const struct rota_value *value, size_t flags,
                      struct rota_error *err)
{
	json_t *json = to_json(value);
	int rc = ROTA_OK;

	if (!json)
		return refused(value, err);
	if (json_dump_callback(json, append_chunk, out, flags | JSON_ENCODE_ANY))
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	json_decref(json);
	return rc;
}

int rota_json_write(struct rota_buffer *out, const struct rota_value *value,
                    struct rota_error *err)
{
	return write_json(out, value, JSON_COMPACT, err);
}

int rota_json_write_pretty(struct rota_buffer *out, const struct rota_value *value,
                           struct rota_error *err)
{
	return write_json(out, value, JSON_INDENT(2), err);
}

/** One reading in progress; the first failure is kept. */
struct reader {
	struct rota_arena *arena;
	struct rota_error *err;
	int rc;
};

/** Reads the key at a place of jansson's iteration. */
typedef struct rota_value key_reader(struct reader *reader, void *at);

static struct rota_value from_json(struct reader *reader, json_t *json);

static struct rota_value give_up(struct reader *reader, enum rota_code code, const char *message)
{
	if (!reader->rc)
		reader->rc = rota_fail(reader->err, code, NULL, "%s", message);
	return rota_nil();
}

static struct rota_value text_from_json(struct reader *reader, const json_t *json)
{
	size_t size = json_string_length(json);
	char *chars = rota_arena_copy(reader->arena, json_string_value(json), size);

	return chars ? rota_text_sized(chars, size) :
	               give_up(reader, ROTA_ENOMEM, _("out of memory"));
}

static struct rota_value bin_from_json(struct reader *reader, const json_t *hex)
{
	size_t digits = json_string_length(hex);
	uint8_t *bytes = rota_arena_alloc(reader->arena, digits / 2);

	if (!bytes)
		return give_up(reader, ROTA_ENOMEM, _("out of memory"));
	if (!json_is_string(hex) || !rota_hex_decode(bytes, json_string_value(hex), digits))
		return give_up(reader, ROTA_EINVALID, _("'$bin' takes hexadecimal digits"));
	return rota_bin(bytes, digits / 2);
}

static struct rota_value uint_from_json(struct reader *reader, const json_t *json)
{
	const char *digits = json_string_value(json);
	uint64_t number = 0;

	for (const char *at = digits; at && *at; at++) {
		unsigned digit = (unsigned)(*at - '0');

		if (digit > 9 || number > (UINT64_MAX - digit) / 10)
			digits = NULL;
		if (!digits)
			break;
		number = number * 10 + digit;
	}
	if (!digits || !*digits)
		return give_up(reader, ROTA_EINVALID, _("'$uint' takes a number up to 2^64-1"));
	return rota_uint(number);
}

static struct rota_value list_from_json(struct reader *reader, const json_t *array)
{
	struct rota_value list = rota_list();

	for (size_t i = 0; i < json_array_size(array) && !reader->rc; i++)
		if (rota_list_add(reader->arena, &list,
		                  from_json(reader, json_array_get(array, i))))
			return give_up(reader, ROTA_ENOMEM, _("out of memory"));
	return list;
}

static struct rota_value key_from_json(struct reader *reader, void *at)
{
	size_t size = json_object_iter_key_len(at);
	char *key = rota_arena_copy(reader->arena, json_object_iter_key(at), size);

	return key ? rota_text_sized(key, size) : give_up(reader, ROTA_ENOMEM, _("out of memory"));
}

static struct rota_value key_from_hex(struct reader *reader, void *at)
{
	size_t digits = json_object_iter_key_len(at);
	uint8_t *key = rota_arena_alloc(reader->arena, digits / 2 + 1);

	if (!key)
		return give_up(reader, ROTA_ENOMEM, _("out of memory"));
	if (!rota_hex_decode(key, json_object_iter_key(at), digits) ||
	    !rota_text_is_utf8(key, digits / 2))
		return give_up(reader, ROTA_EINVALID,
		               _("'$hexmap' takes keys in hexadecimal digits"));
	return rota_text_sized((const char *)key, digits / 2);
}

static struct rota_value map_from_json(struct reader *reader, json_t *object, key_reader *read_key)
{
	struct rota_value map = rota_map();

	for (void *at = json_object_iter(object); at && !reader->rc;
	     at = json_object_iter_next(object, at)) {
		struct rota_value key = read_key(reader, at);
		struct rota_value value = from_json(reader, json_object_iter_value(at));

		if (!reader->rc && rota_map_add(reader->arena, &map, key, value))
			give_up(reader, ROTA_ENOMEM, _("out of memory"));
	}
	return map;
}

static struct rota_value object_from_json(struct reader *reader, json_t *object)
{
	const char *key = json_object_size(object) == 1 ?
	                          json_object_iter_key(json_object_iter(object)) :
	                          "";
	json_t *content = json_object_get(object, key);

	if (strcmp(key, "$bin") == 0)
		return bin_from_json(reader, content);
	if (strcmp(key, "$uint") == 0)
		return uint_from_json(reader, content);
	if (strcmp(key, "$map") == 0 && json_is_object(content))
		return map_from_json(reader, content, key_from_json);
	if (strcmp(key, "$hexmap") == 0 && json_is_object(content))
		return map_from_json(reader, content, key_from_hex);
	if (key[0] == '$')
		return give_up(reader, ROTA_EINVALID, _("an object has an unknown '$' key"));
	return map_from_json(reader, object, key_from_json);
}

static struct rota_value from_json(struct reader *reader, json_t *json)
{
	switch (json_typeof(json)) {
	case JSON_NULL:
		return rota_nil();
	case JSON_TRUE:
	case JSON_FALSE:
		return rota_bool(json_is_true(json));
	case JSON_INTEGER:
		return rota_int(json_integer_value(json));
	case JSON_STRING:
		return text_from_json(reader, json);
	case JSON_ARRAY:
		return list_from_json(reader, json);
	case JSON_OBJECT:
		return object_from_json(reader, json);
	case JSON_REAL:
		break;
	}
	return give_up(reader, ROTA_EINVALID, _("a floating-point number has no place here"));
}

int rota_json_read(struct rota_value *out, struct rota_arena *arena, const char *text, size_t size,
                   struct rota_error *err)
{
	struct rota_json_loading loading = { .tree = NULL };
	struct reader reader = { .arena = arena, .err = err };

	*out = rota_nil();
	reader.rc = rota_json_load(&loading, text, size, err);
	if (!reader.rc)
		*out = from_json(&reader, loading.tree);
	if (reader.rc)
		*out = rota_nil();
	rota_json_unload(&loading);
	return reader.rc;
}
