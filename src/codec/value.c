/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/value.h"

#include <string.h>

#include "rota/error.h"

struct rota_value rota_nil(void)
{
	return (struct rota_value){ .type = ROTA_NIL };
}

struct rota_value rota_bool(bool truth)
{
	return (struct rota_value){ .type = ROTA_BOOL, .as.truth = truth };
}

struct rota_value rota_uint(uint64_t number)
{
	return (struct rota_value){ .type = ROTA_UINT, .as.number = number };
}

struct rota_value rota_int(int64_t number)
{
	if (number >= 0)
		return rota_uint((uint64_t)number);
	return (struct rota_value){ .type = ROTA_INT, .as.negative = number };
}

struct rota_value rota_text_sized(const char *text, size_t size)
{
	return (struct rota_value){ .type = ROTA_TEXT, .as.text = { text, size } };
}

struct rota_value rota_text(const char *text)
{
	return rota_text_sized(text, strlen(text));
}

struct rota_value rota_bin(const void *bytes, size_t size)
{
	return (struct rota_value){ .type = ROTA_BIN, .as.bin = { bytes, size } };
}

struct rota_value rota_list(void)
{
	return (struct rota_value){ .type = ROTA_LIST };
}

struct rota_value rota_map(void)
{
	return (struct rota_value){ .type = ROTA_MAP };
}

/**
 * Room for one more element behind @p count of @p size bytes. Capacity is the next power of two
 * from 4 on, so it need not be stored: a full array is one whose count is such a power.
 */
static void *grow(struct rota_arena *arena, void *elements, size_t count, size_t size)
{
	bool full = count == 0 || (count >= 4 && (count & (count - 1)) == 0);
	void *bigger;

	if (!full)
		return elements;
	bigger = rota_arena_alloc(arena, (count ? count * 2 : 4) * size);
	if (bigger && count)
		memcpy(bigger, elements, count * size);
	return bigger;
}

/** Room for @p count elements at once, as if they had been added one by one. */
static void *reserve(struct rota_arena *arena, size_t count, size_t size)
{
	size_t room = 4;

	while (room < count)
		room *= 2;
	return rota_arena_alloc(arena, room * size);
}

struct rota_value *rota_list_reserve(struct rota_arena *arena, struct rota_value *list, size_t count)
{
	*list = rota_list();
	list->as.list.items = reserve(arena, count, sizeof(*list->as.list.items));
	list->as.list.count = list->as.list.items ? count : 0;
	return list->as.list.items;
}

struct rota_pair *rota_map_reserve(struct rota_arena *arena, struct rota_value *map, size_t count)
{
	*map = rota_map();
	map->as.map.pairs = reserve(arena, count, sizeof(*map->as.map.pairs));
	map->as.map.count = map->as.map.pairs ? count : 0;
	return map->as.map.pairs;
}

int rota_list_add(struct rota_arena *arena, struct rota_value *list, struct rota_value item)
{
	size_t count = list->as.list.count;
	struct rota_value *items = grow(arena, list->as.list.items, count, sizeof(*items));

	if (!items)
		return ROTA_ENOMEM;
	items[count] = item;
	list->as.list.items = items;
	list->as.list.count = count + 1;
	return ROTA_OK;
}

/** Most keys differ in their size or their first letter. */
static bool key_is(const struct rota_pair *pair, const char *key, size_t size)
{
	const char *chars = pair->key.as.text.chars;

	return pair->key.as.text.size == size &&
	       (!size || (chars[0] == key[0] && memcmp(chars, key, size) == 0));
}

static struct rota_pair *find(const struct rota_value *map, const char *key, size_t size)
{
	for (size_t i = 0; i < map->as.map.count; i++)
		if (key_is(&map->as.map.pairs[i], key, size))
			return &map->as.map.pairs[i];
	return NULL;
}

int rota_map_add(struct rota_arena *arena, struct rota_value *map, struct rota_value key,
                 struct rota_value value)
{
	size_t count = map->as.map.count;
	struct rota_pair *pairs = grow(arena, map->as.map.pairs, count, sizeof(*pairs));

	if (!pairs)
		return ROTA_ENOMEM;
	pairs[count] = (struct rota_pair){ key, value };
	map->as.map.pairs = pairs;
	map->as.map.count = count + 1;
	return ROTA_OK;
}

int rota_map_set(struct rota_arena *arena, struct rota_value *map, const char *key,
                 struct rota_value value)
{
	struct rota_pair *pair = find(map, key, strlen(key));

	if (!pair)
		return rota_map_add(arena, map, rota_text(key), value);
	pair->value = value;
	return ROTA_OK;
}

const struct rota_value *rota_map_get(const struct rota_value *map, const char *key)
{
	struct rota_pair *pair;

	if (!map || map->type != ROTA_MAP)
		return NULL;
	pair = find(map, key, strlen(key));
	return pair ? &pair->value : NULL;
}

static bool bytes_equal(const void *a, size_t a_size, const void *b, size_t b_size)
{
	return a_size == b_size && (a_size == 0 || memcmp(a, b, a_size) == 0);
}

static bool lists_equal(const struct rota_value *a, const struct rota_value *b)
{
	if (a->as.list.count != b->as.list.count)
		return false;
	for (size_t i = 0; i < a->as.list.count; i++)
		if (!rota_value_equal(&a->as.list.items[i], &b->as.list.items[i]))
			return false;
	return true;
}

static bool maps_equal(const struct rota_value *a, const struct rota_value *b)
{
	if (a->as.map.count != b->as.map.count)
		return false;
	for (size_t i = 0; i < a->as.map.count; i++) {
		const struct rota_pair *pair = &a->as.map.pairs[i];
		const struct rota_pair *other =
		        find(b, pair->key.as.text.chars, pair->key.as.text.size);

		if (!other || !rota_value_equal(&pair->value, &other->value))
			return false;
	}
	return true;
}

bool rota_value_equal(const struct rota_value *a, const struct rota_value *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case ROTA_NIL:
		return true;
	case ROTA_BOOL:
		return a->as.truth == b->as.truth;
	case ROTA_UINT:
		return a->as.number == b->as.number;
	case ROTA_INT:
		return a->as.negative == b->as.negative;
	case ROTA_TEXT:
		return bytes_equal(a->as.text.chars, a->as.text.size, b->as.text.chars,
		                   b->as.text.size);
	case ROTA_BIN:
		return bytes_equal(a->as.bin.bytes, a->as.bin.size, b->as.bin.bytes,
		                   b->as.bin.size);
	case ROTA_LIST:
		return lists_equal(a, b);
	case ROTA_MAP:
		return maps_equal(a, b);
	}
	return false;
}

bool rota_value_is_empty(const struct rota_value *value)
{
	return value->type == ROTA_NIL || (value->type == ROTA_LIST && !value->as.list.count) ||
	       (value->type == ROTA_MAP && !value->as.map.count);
}

const char *rota_value_text(const struct rota_value *value)
{
	if (!value || value->type != ROTA_TEXT ||
	    (value->as.text.size && memchr(value->as.text.chars, '\0', value->as.text.size)))
		return NULL;
	return value->as.text.chars;
}
