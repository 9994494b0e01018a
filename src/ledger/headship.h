/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Since when somebody has been head of a place without a gap. Pure; any thread.
 *
 * Secretary and chair are both heads of their unit: who goes from the one post to the other, or
 * holds both, stays head. Full postings count, also while an approval is awaited or the holder is
 * suspended; who acts or is in charge is no head. A day on which none of them is held is a gap, and
 * what lies before it does not count. Nobody is head of a unit on days on which it does not live.
 *
 * Of a day known to the month or the year the one is taken that makes the time shorter: of a first
 * day the last that it can mean, of an end the first. So nobody is head for longer than is known.
 *
 * Whether the time goes on through a merger is for the policy to say. So it is counted in either
 * way: in the unit alone, and also in units that lead to it surely (a way of `full`, `main` and
 * `rename`, by successions up to the day of the change).
 *
 * @source domain.md 3.1 (Regulation 65-QĐ/TW, article 3.3: head of one place for 8 years without
 *         a gap).
 */
#ifndef LEDGER_HEADSHIP_H
#define LEDGER_HEADSHIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ledger/gazetteer.h"
#include "ledger/posting.h"

/** All postings of one person, by first day. Borrowed. */
struct rota_career {
	const struct rota_posting *items;
	size_t count;
};

/** So many stretches are looked at, the last ones: nobody has more, but hostile entries may. */
enum { ROTA_STRETCHES_MAX = 128 };

/** Days [since, end) on which a posting makes its holder head of its unit for certain. */
struct rota_stretch {
	const struct rota_posting *posting;
	int32_t since, end;
};
struct rota_stretches {
	struct rota_stretch items[ROTA_STRETCHES_MAX];
	size_t count;
};

/** Read them from a career. @param gazetteer  finished; a posting in a unit that it lacks has none.
 */
void rota_stretches_read(struct rota_stretches *out, const struct rota_career *career,
			 const struct rota_gazetteer *gazetteer);

struct rota_headship {
	int32_t since; /**< ROTA_DAY_NEVER: no head on that day */
	int months;    /**< whole months up to the day */
};

/**
 * How long somebody has been head of a unit on a day.
 * @param gazetteer  that of the stretches.
 * @param through    also through mergers.
 */
struct rota_headship rota_headship_on(const struct rota_stretches *stretches, struct rota_id unit,
				      int32_t day, const struct rota_gazetteer *gazetteer,
				      bool through);

/** Whether a posting makes its holder a head on a day. */
bool rota_posting_heads(const struct rota_posting *posting, int32_t day);

/** The first day on which a posting is surely held: the last one that its `from` can mean. */
int32_t rota_posting_sure_from(const struct rota_posting *posting);

/** Whole months from one day to another, 0 when that is earlier. */
int rota_months_between(int32_t from, int32_t to);

#endif
