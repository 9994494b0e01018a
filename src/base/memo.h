/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A memory of what was worked out once: keys of bytes, each with a pointer.
 * Nothing is ever taken out; all of it goes with its arena.
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
	struct rota_memo_slot *slots;
	size_t count, room;
};

/** What is under a key, or NULL. */
void *rota_memo_get(const struct rota_memo *memo, const void *key, size_t size);

/**
 * The place under a key, made when it is not there, with NULL in it. The key is copied.
 * @return valid until the next call; NULL when the arena has no more memory.
 */
void **rota_memo_at(struct rota_memo *memo, const void *key, size_t size);

#endif
