/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Random values for tests of properties: every type, and the lengths and numbers at which an
 * encoding changes its form. They hold no empty list or map, so that their canonical form says
 * all of them.
 */
#ifndef TESTS_SUPPORT_RANDOM_VALUE_H
#define TESTS_SUPPORT_RANDOM_VALUE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rota/value.h"
#include "tests/support/splitmix64.h"

static inline struct rota_value random_value(struct splitmix64 *random, struct rota_arena *arena,
					     unsigned depth);

/** Near a power of two, on either side. */
static inline struct rota_value random_number(struct splitmix64 *random)
{
	uint64_t power = (uint64_t)1 << splitmix64_below(random, 64);
	uint64_t near = power + splitmix64_below(random, 3) - 1;

	if (splitmix64_below(random, 2))
		return rota_uint(near);
	return rota_int(near <= INT64_MAX ? -(int64_t)near : INT64_MIN);
}

static inline size_t random_size(struct splitmix64 *random)
{
	static const size_t edges[] = { 31, 32, 255, 256 };

	if (splitmix64_below(random, 8))
		return splitmix64_below(random, 9);
	return edges[splitmix64_below(random, 4)];
}

static inline struct rota_value random_bin(struct splitmix64 *random, struct rota_arena *arena)
{
	size_t size = random_size(random);
	uint8_t *bytes = rota_arena_alloc(arena, size);

	assert_non_null(bytes);
	for (size_t i = 0; i < size; i++)
		bytes[i] = (uint8_t)splitmix64_next(random);
	return rota_bin(bytes, size);
}

/** Characters of one to four bytes, with those that JSON escapes, U+0000 and what turns text. */
static inline struct rota_value random_text(struct splitmix64 *random, struct rota_arena *arena)
{
	static const struct {
		const char *bytes;
		size_t size;
	} characters[] = {
		{ "a", 1 },
		{ "$", 1 },
		{ "\"", 1 },
		{ "\\", 1 },
		{ "/", 1 },
		{ "\n", 1 },
		{ "\x7f", 1 },
		{ "\0", 1 },
		{ "đ", 2 },
		{ "\xc2\x80", 2 },
		{ "ậ", 3 },
		{ "\xef\xbf\xbf", 3 },
		{ "\xe2\x80\xae", 3 },
		{ "\xed\x9f\xbf", 3 },
		{ "\xee\x80\x80", 3 },
		{ "😀", 4 },
		{ "\xf4\x8f\xbf\xbf", 4 },
	};
	size_t least = random_size(random), size = 0;
	char text[300];

	while (size < least) {
		size_t which = splitmix64_below(random, sizeof(characters) / sizeof(characters[0]));

		memcpy(text + size, characters[which].bytes, characters[which].size);
		size += characters[which].size;
	}
	return rota_text_sized(rota_arena_copy(arena, text, size), size);
}

static inline size_t random_count(struct splitmix64 *random)
{
	return splitmix64_below(random, 8) ? 1 + splitmix64_below(random, 4)
					   : 14 + splitmix64_below(random, 4);
}

static inline struct rota_value random_list(struct splitmix64 *random, struct rota_arena *arena,
					    unsigned depth)
{
	struct rota_value list = rota_list();

	for (size_t left = random_count(random); left; left--)
		assert_int_equal(0,
				 rota_list_add(arena, &list, random_value(random, arena, depth)));
	return list;
}

static inline struct rota_value random_key(struct splitmix64 *random, struct rota_arena *arena)
{
	static const char *const names[] = { "$bin", "$uint", "$map", "$hexmap", "$as", "$", "b" };
	size_t which = splitmix64_below(random, 2 * sizeof(names) / sizeof(names[0]));

	if (which < sizeof(names) / sizeof(names[0]))
		return rota_text(names[which]);
	return random_text(random, arena);
}

static inline int map_has(const struct rota_value *map, const struct rota_value *key)
{
	for (size_t i = 0; i < map->as.map.count; i++)
		if (rota_value_equal(&map->as.map.pairs[i].key, key))
			return 1;
	return 0;
}

static inline struct rota_value random_map(struct splitmix64 *random, struct rota_arena *arena,
					   unsigned depth)
{
	struct rota_value map = rota_map();

	for (size_t left = random_count(random); left; left--) {
		struct rota_value key = random_key(random, arena);

		if (!map_has(&map, &key))
			assert_int_equal(0, rota_map_add(arena, &map, key,
							 random_value(random, arena, depth)));
	}
	return map;
}

/** A value with at most @p depth levels of lists and maps. */
static inline struct rota_value random_value(struct splitmix64 *random, struct rota_arena *arena,
					     unsigned depth)
{
	switch (splitmix64_below(random, depth ? 8 : 5)) {
	case 0:
		return rota_nil();
	case 1:
		return rota_bool(splitmix64_below(random, 2));
	case 2:
		return random_number(random);
	case 3:
		return random_text(random, arena);
	case 4:
		return random_bin(random, arena);
	case 5:
		return random_list(random, arena, depth - 1);
	default:
		return random_map(random, arena, depth - 1);
	}
}

#endif
