/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json_load.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/messages.h"

/** The loading of this thread; NULL while it loads nothing: then memory is malloc()'s. */
static _Thread_local struct rota_json_loading *current;

static void *reserve(size_t size)
{
	void *memory;

	if (!current)
		return malloc(size);
	memory = rota_arena_alloc(&current->arena, size);
	if (!memory)
		longjmp(current->no_memory, 1);
	return memory;
}

static void release(void *memory)
{
	if (!current)
		free(memory);
}

static void use_our_memory(void)
{
	json_set_alloc_funcs(reserve, release);
}

int rota_json_load(struct rota_json_loading *loading, const char *text, size_t size,
		   struct rota_error *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, use_our_memory);
	if (setjmp(loading->no_memory)) {
		current = NULL;
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	current = loading;
	loading->tree =
		json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL,
			   &loading->problem);
	current = NULL;
	if (loading->tree)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, NULL, _("not JSON at line %d, column %d: %s"),
			 loading->problem.line, loading->problem.column, loading->problem.text);
}

void rota_json_unload(struct rota_json_loading *loading)
{
	rota_arena_clear(&loading->arena);
	loading->tree = NULL;
}
