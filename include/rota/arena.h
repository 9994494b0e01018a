/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Memory that is released all at once: the values of one entry, the rows of
 * one report. An arena has a maximum, so that hostile input cannot make it
 * grow without end.
 *
 * One thread at a time. What an arena hands out lives until rota_arena_reset()
 * or rota_arena_clear() and is never released alone.
 */
#ifndef ROTA_ARENA_H
#define ROTA_ARENA_H

#include <stddef.h>

struct rota_arena_block;

/** The caller's; all-zero is an empty arena with the default maximum. */
struct rota_arena {
	struct rota_arena_block *first;
	struct rota_arena_block *current;
	size_t used_bytes; /**< in all blocks, for the maximum */
	size_t max_bytes;  /**< 0 means ROTA_ARENA_MAX_BYTES */
};

/** An entry of 64 KiB of one-byte values needs about 4 MiB as a tree; 64 MiB is never
 *  reached by sound input and is the memory that a merge may use (tests/bench). */
#define ROTA_ARENA_MAX_BYTES ((size_t)64 << 20)

/**
 * Zeroed memory for any type.
 * @param size_bytes  0 is allowed and gives a valid pointer.
 * @return NULL when the maximum or the memory of the machine is reached.
 */
void *rota_arena_alloc(struct rota_arena *arena, size_t size_bytes);

/** A copy of @p size bytes and a NUL behind them; NULL as above. */
char *rota_arena_copy(struct rota_arena *arena, const void *bytes, size_t size);

/**
 * Room for one more element of a list that grows.
 * @param items  the list, moved when it has no room; NULL: it is empty.
 * @param room   elements that it has room for; 0 at first.
 * @return the list; NULL as above, then @p items is as it was.
 */
void *rota_arena_more(struct rota_arena *arena, void *items, size_t count, size_t *room,
		      size_t size_bytes);

/** Release what was handed out and keep one block for the next round. */
void rota_arena_reset(struct rota_arena *arena);

/** Release everything. The arena may be used again. */
void rota_arena_clear(struct rota_arena *arena);

#endif
