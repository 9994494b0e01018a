/* SPDX-License-Identifier: Apache-2.0 */
/** @file What an act of the province does to its totals, shown before it is recorded. */
#ifndef ACTS_EFFECT_H
#define ACTS_EFFECT_H

#include "base/buffer.h"
#include "report/tally.h"

enum { ROTA_EFFECT_POSTS = 2 };

/** The totals of a day before the act. */
struct rota_totals_effect {
	int32_t day;
	struct rota_tallied before[ROTA_EFFECT_POSTS];
};

/** @param open  the matters that are open. @return store errors. */
int rota_effect_begin(struct rota_totals_effect *out, struct rota_world *world, int32_t day,
		      const struct rota_matters *open, struct rota_error *err);

/** Once it is recorded: append what has become of the totals, as the end of a sentence. */
int rota_effect_write(struct rota_buffer *out, const struct rota_totals_effect *effect,
		      struct rota_world *world, struct rota_error *err);

#endif
