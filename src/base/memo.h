/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A memory of what was worked out once: keys of bytes, each with a pointer.
 * Nothing is ever taken out alone. The keys are in an arena of the caller's.
 *
 * One thread at a time.
 */
#ifndef BASE_MEMO_H
#define BASE_MEMO_H

#include <stddef.h>

#include "rota/arena.h"

struct rota_memo_slot;

/** The caller's; all-zero but for the arena. */
struct rota_memo {
	struct rota_arena *arena;
	struct rota_memo_slot *slots; /**< on the heap, because they grow */
	size_t count, room;
};

/** What is under a key, or NULL. */
void *rota_memo_get(const struct rota_memo *memo, const void *key, size_t size);

/**
 * The place under a key, made when it is not there, with NULL in it. The key is copied.
 * @return valid until the next call; NULL without memory.
 */
void **rota_memo_at(struct rota_memo *memo, const void *key, size_t size);

/** Release the slots, before the arena is cleared. The memo is empty then, and may be used again. */
void rota_memo_clear(struct rota_memo *memo);

#endif
