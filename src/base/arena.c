/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK_BYTES = 8192 };

struct rota_arena_block {
	struct rota_arena_block *next;
	size_t size;
	size_t used;
	alignas(max_align_t) char bytes[];
};

static size_t round_up(size_t size)
{
	const size_t step = alignof(max_align_t);
	return (size + step - 1) / step * step;
}

static struct rota_arena_block *add_block(struct rota_arena *arena, size_t least)
{
	size_t max = arena->max_bytes ? arena->max_bytes : ROTA_ARENA_MAX_BYTES;
	size_t size = arena->current ? arena->current->size * 2 : FIRST_BLOCK_BYTES;
	struct rota_arena_block *block;

	if (least > max || arena->used_bytes > max - least)
		return NULL;
	if (size > max - arena->used_bytes)
		size = max - arena->used_bytes;
	if (size < least)
		size = least;
	block = malloc(sizeof(*block) + size);
	if (!block)
		return NULL;
	block->next = NULL;
	block->size = size;
	block->used = 0;
	arena->used_bytes += size;
	if (arena->current)
		arena->current->next = block;
	else
		arena->first = block;
	arena->current = block;
	return block;
}

void *rota_arena_alloc(struct rota_arena *arena, size_t size_bytes)
{
	struct rota_arena_block *block = arena->current;
	size_t size;
	void *out;

	if (size_bytes > SIZE_MAX - alignof(max_align_t))
		return NULL;
	size = round_up(size_bytes ? size_bytes : 1);
	if (!block || size > block->size - block->used)
		block = add_block(arena, size);
	if (!block)
		return NULL;
	out = block->bytes + block->used;
	block->used += size;
	return memset(out, 0, size);
}

char *rota_arena_copy(struct rota_arena *arena, const void *bytes, size_t size)
{
	char *copy = size < SIZE_MAX ? rota_arena_alloc(arena, size + 1) : NULL;

	if (copy && size)
		memcpy(copy, bytes, size);
	return copy;
}

void *rota_arena_more(struct rota_arena *arena, void *items, size_t count, size_t *room,
		      size_t size_bytes)
{
	size_t more = *room ? 2 * *room : 8;
	void *bigger;

	if (count < *room)
		return items;
	bigger = more > *room && more <= SIZE_MAX / size_bytes
			 ? rota_arena_alloc(arena, more * size_bytes)
			 : NULL;
	if (!bigger)
		return NULL;
	if (count)
		memcpy(bigger, items, count * size_bytes);
	*room = more;
	return bigger;
}

static void free_blocks(struct rota_arena_block *block)
{
	while (block) {
		struct rota_arena_block *next = block->next;

		free(block);
		block = next;
	}
}

void rota_arena_reset(struct rota_arena *arena)
{
	struct rota_arena_block *kept = arena->first;

	if (!kept)
		return;
	free_blocks(kept->next);
	kept->next = NULL;
	kept->used = 0;
	arena->current = kept;
	arena->used_bytes = kept->size;
}

void rota_arena_clear(struct rota_arena *arena)
{
	free_blocks(arena->first);
	arena->first = NULL;
	arena->current = NULL;
	arena->used_bytes = 0;
}
