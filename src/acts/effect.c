/* SPDX-License-Identifier: Apache-2.0 */
#include "acts/effect.h"

#include "acts/act.h"
#include "base/messages.h"

int rota_effect_begin(struct rota_totals_effect *out, struct rota_world *world, int32_t day,
		      const struct rota_matters *open, struct rota_error *err)
{
	out->day = day;
	return rota_tally_province(out->before, world, day, open, err);
}

static void write_figure(struct rota_buffer *out, const struct rota_tallied *tallied)
{
	const struct rota_bounds *bounds = &tallied->bounds;

	rota_buffer_printf(out, "%llu", (unsigned long long)tallied->non_local);
	if (bounds->low != bounds->high)
		rota_buffer_printf(out, " (%s%llu–%llu)", bounds->exact ? "" : "≈",
				   (unsigned long long)bounds->low,
				   (unsigned long long)bounds->high);
}

static bool is_same(const struct rota_tallied *a, const struct rota_tallied *b)
{
	return a->non_local == b->non_local && a->bounds.low == b->bounds.low &&
	       a->bounds.high == b->bounds.high;
}

static void write_change(struct rota_buffer *out, const struct rota_totals_effect *effect,
			 const struct rota_tallied after[ROTA_EFFECT_POSTS])
{
	char day[ROTA_DAY_TEXT_BYTES];
	bool any = false;

	rota_day_show(day, rota_day_from_number(effect->day));
	for (size_t i = 0; i < ROTA_EFFECT_POSTS; i++) {
		if (is_same(&effect->before[i], &after[i]))
			continue;
		if (!any)
			rota_buffer_printf(out, _("; not local on %s: "), day);
		rota_buffer_printf(out, "%s%s ", any ? "; " : "",
				   rota_post_show(rota_all_posts[i]));
		write_figure(out, &effect->before[i]);
		rota_buffer_puts(out, " → ");
		write_figure(out, &after[i]);
		any = true;
	}
	if (!any)
		rota_buffer_printf(out, _("; the totals of %s stay as they are"), day);
}

int rota_effect_write(struct rota_buffer *out, const struct rota_totals_effect *effect,
		      struct rota_world *world, struct rota_error *err)
{
	struct rota_tallied after[ROTA_EFFECT_POSTS];
	struct rota_arena arena = { .first = NULL };
	struct rota_matters open;
	int rc = rota_world_matters(&open, world, &arena, err);

	if (!rc)
		rc = rota_tally_province(after, world, effect->day, &open, err);
	if (!rc)
		write_change(out, effect, after);
	rota_arena_clear(&arena);
	return rc;
}
