/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A value: what msgpack and JSON can both say, as a tree in an arena.
 *
 * Values are plain; copying the struct copies the reference to its content,
 * which lives as long as its arena. Lists and maps are built with
 * rota_list_add() and rota_map_set(); a reader walks `items` and `pairs`.
 * One thread at a time for one arena; a finished tree may be read by any.
 */
#ifndef ROTA_VALUE_H
#define ROTA_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/arena.h"

enum rota_value_type {
	ROTA_NIL,
	ROTA_BOOL,
	ROTA_UINT, /**< 0 to 2^64-1 */
	ROTA_INT,  /**< below 0 only */
	ROTA_TEXT, /**< UTF-8 */
	ROTA_BIN,
	ROTA_LIST,
	ROTA_MAP /**< keys are texts, each once, in any order */
};

struct rota_pair;

struct rota_value {
	enum rota_value_type type;
	union {
		bool truth;
		uint64_t number;
		int64_t negative;
		struct {
			const char *chars; /**< always followed by a NUL */
			size_t size;
		} text;
		struct {
			const uint8_t *bytes;
			size_t size;
		} bin;
		struct {
			struct rota_value *items;
			size_t count;
		} list;
		struct {
			struct rota_pair *pairs;
			size_t count;
		} map;
	} as;
};

struct rota_pair {
	struct rota_value key; /**< ROTA_TEXT */
	struct rota_value value;
};

/* Each of these makes a value that refers to what it is given, which must live as long. */
struct rota_value rota_nil(void);
struct rota_value rota_bool(bool truth);
struct rota_value rota_uint(uint64_t number);
struct rota_value rota_int(int64_t number);                       /**< ROTA_UINT from 0 on */
struct rota_value rota_text(const char *text);                    /**< NUL-terminated UTF-8 */
struct rota_value rota_text_sized(const char *text, size_t size); /**< text[size] is a NUL */
struct rota_value rota_bin(const void *bytes, size_t size);
struct rota_value rota_list(void);
struct rota_value rota_map(void);

/** Append to a list. @return 0, or ROTA_ENOMEM when the arena is full. */
int rota_list_add(struct rota_arena *arena, struct rota_value *list, struct rota_value item);

/** Begin a list, or a map, of so many elements, all zero, for the caller to fill. More may be
 * added.
 *  @return the elements; NULL without memory. */
struct rota_value *rota_list_reserve(struct rota_arena *arena, struct rota_value *list,
				     size_t count);
struct rota_pair *rota_map_reserve(struct rota_arena *arena, struct rota_value *map, size_t count);

/** Set a key of a map, replacing an earlier value. @p key is borrowed. @return as rota_list_add().
 */
int rota_map_set(struct rota_arena *arena, struct rota_value *map, const char *key,
		 struct rota_value value);

/** Append a pair whose key, a text, the map does not have yet. @return as rota_list_add(). */
int rota_map_add(struct rota_arena *arena, struct rota_value *map, struct rota_value key,
		 struct rota_value value);

/** The value under a key, or NULL. NULL too when @p map is NULL or no map. Borrowed. */
const struct rota_value *rota_map_get(const struct rota_value *map, const char *key);

/** Whether two values are the same; maps may have their keys in different orders. */
bool rota_value_equal(const struct rota_value *a, const struct rota_value *b);

/** nil, or an empty list or map: what the stored form does not write. */
bool rota_value_is_empty(const struct rota_value *value);

/** The text as a C string when it is a text without U+0000, else NULL. Borrowed. */
const char *rota_value_text(const struct rota_value *value);

#endif
