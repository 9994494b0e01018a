/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/problem.h"

#include <string.h>

#include "base/messages.h"
#include "base/text.h"

enum { FIRST_ITEMS = 64 };

/** Room for one more item. The old array stays in the arena; together they are less than two. */
static int reserve(struct rota_problems *problems)
{
	size_t capacity = problems->capacity ? problems->capacity * 2 : FIRST_ITEMS;
	struct rota_intake_problem *items;

	if (problems->count < problems->capacity)
		return ROTA_OK;
	items = rota_arena_alloc(&problems->arena, capacity * sizeof(*items));
	if (!items)
		return ROTA_ENOMEM;
	if (problems->count)
		memcpy(items, problems->items, problems->count * sizeof(*items));
	problems->items = items;
	problems->capacity = capacity;
	return ROTA_OK;
}

/** A copy of @p text that is safe to print; NULL for NULL. */
static int keep(const char **out, struct rota_arena *arena, const char *text)
{
	char *copy;

	*out = NULL;
	if (!text)
		return ROTA_OK;
	copy = rota_arena_copy(arena, text, strlen(text));
	if (!copy)
		return ROTA_ENOMEM;
	rota_text_make_printable(copy);
	*out = copy;
	return ROTA_OK;
}

int rota_problems_add(struct rota_problems *problems, size_t line, const char *column,
                      const char *value, const struct rota_error *why, struct rota_error *err)
{
	struct rota_intake_problem item = { .line = line };
	char shown[ROTA_PROBLEM_VALUE_BYTES] = "";

	if (problems->count == ROTA_PROBLEMS_KEPT) {
		problems->total++;
		return ROTA_OK;
	}
	if (value)
		rota_text_join(shown, sizeof(shown), value, "", "");
	if (reserve(problems) || keep(&item.column, &problems->arena, column) ||
	    keep(&item.value, &problems->arena, value ? shown : NULL) ||
	    keep(&item.message, &problems->arena, why->message) ||
	    keep(&item.hint, &problems->arena, why->hint) ||
	    keep(&item.rule, &problems->arena, why->rule))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	problems->items[problems->count++] = item;
	problems->total++;
	return ROTA_OK;
}

void rota_problems_write_reason(struct rota_buffer *out, const struct rota_problems *problems,
                                size_t line)
{
	const char *between = "";

	for (size_t i = 0; i < problems->count; i++) {
		const struct rota_intake_problem *item = &problems->items[i];

		if (item->line != line)
			continue;
		rota_buffer_puts(out, between);
		if (item->column)
			rota_buffer_printf(out, "%s: ", item->column);
		rota_buffer_puts(out, item->message);
		between = "; ";
	}
}

void rota_problems_clear(struct rota_problems *problems)
{
	rota_arena_clear(&problems->arena);
	memset(problems, 0, sizeof(*problems));
}
