/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing with linear steps, at most three quarters full; the hash is FNV-1a. */
#include "base/memo.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct rota_memo_slot {
	const char *key; /* NULL: free */
	void *value;
	uint32_t hash;
	uint32_t size;
};

enum { FIRST_SLOTS = 256 };

static uint32_t hash_of(const void *key, size_t size)
{
	const uint8_t *bytes = key;
	uint64_t hash = 0xcbf29ce484222325U;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ bytes[i]) * 0x100000001b3U;
	return (uint32_t)(hash ^ hash >> 32);
}

/** The slot of a key, or the free one where it would be. The memo has free slots. */
static struct rota_memo_slot *find(const struct rota_memo *memo, const void *key, size_t size,
                                   uint32_t hash)
{
	size_t at = hash & (memo->room - 1);

	for (;; at = (at + 1) & (memo->room - 1)) {
		struct rota_memo_slot *slot = &memo->slots[at];

		if (!slot->key || (slot->hash == hash && slot->size == size &&
		                   memcmp(slot->key, key, size) == 0))
			return slot;
	}
}

static bool grow(struct rota_memo *memo)
{
	struct rota_memo bigger = { .room = memo->room ? 2 * memo->room : FIRST_SLOTS };

	bigger.slots = calloc(bigger.room, sizeof(*bigger.slots));
	if (!bigger.slots)
		return false;
	for (size_t i = 0; i < memo->room; i++) {
		const struct rota_memo_slot *slot = &memo->slots[i];

		if (slot->key)
			*find(&bigger, slot->key, slot->size, slot->hash) = *slot;
	}
	free(memo->slots);
	memo->slots = bigger.slots;
	memo->room = bigger.room;
	return true;
}

void *rota_memo_get(const struct rota_memo *memo, const void *key, size_t size)
{
	return memo->room ? find(memo, key, size, hash_of(key, size))->value : NULL;
}

void **rota_memo_at(struct rota_memo *memo, const void *key, size_t size)
{
	uint32_t hash = hash_of(key, size);
	struct rota_memo_slot *slot;
	const char *copy;

	if (size > UINT32_MAX || (4 * memo->count >= 3 * memo->room && !grow(memo)))
		return NULL;
	slot = find(memo, key, size, hash);
	if (slot->key)
		return &slot->value;
	copy = rota_arena_copy(memo->arena, key, size);
	if (!copy)
		return NULL;
	*slot = (struct rota_memo_slot){ .key = copy, .size = (uint32_t)size, .hash = hash };
	memo->count++;
	return &slot->value;
}

void rota_memo_clear(struct rota_memo *memo)
{
	free(memo->slots);
	*memo = (struct rota_memo){ .arena = memo->arena };
}
