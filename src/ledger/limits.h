/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The limits of time of a posting on a day: how long it lasts, when its holder retires, and which
 * of these is to be looked at. They refuse nothing. Pure; any thread.
 *
 * | rule | what |
 * |---|---|
 * | V15 | acts or is in charge for more than six months, is planned to, or has no planned end |
 * | V21 | elected, and after the days of the policy not approved |
 * | V80 | the rotation before this posting was closed before 36 months |
 * | V81 | a rotation of 30 months or more, so that 36 months are near or past |
 * | V82 | head of the place for 96 months or more |
 * | V83 | head of the place for 84 months or more, and not for 96 |
 * | V84 | less than 60 months from the reference month of the post to retirement |
 * | V85 | retires within 12 months |
 * | V86 | rotated with less than 120 months to retirement; a person who is not certainly local, or
 *         who had been head of the place before for 96 months, with less than 60 |
 * | V87 | a local, though the phase of a target is over that has not been reached |
 *
 * Months are whole months; the end of the month is clamped (rota_day_add_months()). Retirement is
 * on the last day of a month, so from any day of a month as many months are left. Without a known
 * sex the age is that of men: nobody retires later.
 *
 * A *rotation* is a posting that began by `rotate`, from its first day on, and what follows it in
 * the same unit without a gap, until a step `stay`. It is *closed early* when it was ended before
 * 36 months by anything but death, revocation or the end of its unit, and the person did not stay
 * head of the unit.
 *
 * The *reference month* is that in which candidates of the term 2025-2030 (2026-2031) are as old
 * as it asks: for the Party committees of communes 4/2025, of those formed on 1/7/2025 or later
 * (also by taking in another one) 7/2025, for posts of the state 3/2026. It concerns the 60 months
 * before it and the 60 months after. Who enters a committee for the first time shall have 60
 * months left then, who is elected again 48.
 *
 * @source domain.md 3.1 (Regulation 65-QĐ/TW; Decree 138/2020/NĐ-CP, article 56; Directive 45-CT/TW
 *         of 14/4/2025 for the reference months), 11.
 */
#ifndef LEDGER_LIMITS_H
#define LEDGER_LIMITS_H

#include "ledger/headship.h"
#include "ledger/locality.h"

enum {
	ROTA_ROTATION_MONTHS = 36,
	ROTA_ROTATION_NEAR_MONTHS = 6, /**< before that it is looked at */
	ROTA_TWO_TERMS_MONTHS = 96,
	ROTA_TWO_TERMS_NEAR_MONTHS = 12,
	ROTA_TERM_MONTHS = 60,
	ROTA_AGAIN_MONTHS = 48, /**< to be left for who is elected again */
	ROTA_ROTATED_LEFT_MONTHS = 120,
	ROTA_RETIRES_NEAR_MONTHS = 12,
	ROTA_ACTING_MONTHS = 6
};

/** What is to be looked at, in the order of the rules. */
enum rota_limit {
	ROTA_LIMIT_ACTING,       /**< V15 */
	ROTA_LIMIT_PENDING,      /**< V21 */
	ROTA_LIMIT_CUT_SHORT,    /**< V80 */
	ROTA_LIMIT_ROTATION,     /**< V81 */
	ROTA_LIMIT_TWO_TERMS,    /**< V82 */
	ROTA_LIMIT_NEARLY_TWO,   /**< V83 */
	ROTA_LIMIT_REFERENCE,    /**< V84 */
	ROTA_LIMIT_RETIRES,      /**< V85 */
	ROTA_LIMIT_ROTATED_LATE, /**< V86 */
	ROTA_LIMIT_PHASE_OVER,   /**< V87 */
	ROTA_LIMITS
};

/** Its rule: "V15". */
const char *rota_limit_rule(enum rota_limit limit);

/** What is known of a posting and its holder. */
struct rota_limit_facts {
	const struct rota_posting *posting; /**< that is held on the day */
	struct rota_career career; /**< of its holder: with this posting, without void ones */
	const struct rota_gazetteer *gazetteer;
	struct rota_day born;              /**< perhaps no day */
	bool woman;                        /**< false also when it is not known */
	enum rota_locality_value locality; /**< as it counts on the day */
	int32_t phase_over; /**< first day after the phase that missed its target; ROTA_DAY_NEVER */
	uint64_t pending_days;
	bool through_merger; /**< the policy counts V82, V83 through mergers */
};

struct rota_limits {
	int months;                   /**< whole months in this post */
	struct rota_headship here;    /**< of this unit alone; of who acts none */
	struct rota_headship merged;  /**< through mergers too: the same or more */
	struct rota_headship counted; /**< that of both which the policy counts */
	int32_t rotated;              /**< first day of the rotation that runs; ROTA_DAY_NEVER */
	struct rota_day retires;      /**< the last working day; no day when it is not known */
	int left;                     /**< whole months to that, 0 when it is past */
	struct rota_day reference;    /**< the month that concerns the post on the day; or no day */
	int reference_left;           /**< months from then to retirement, when both are known */
	bool broken[ROTA_LIMITS];
	int32_t due; /**< the first of the days on which these are reached; ROTA_DAY_NEVER: none is
		      */
};

void rota_limits_find(struct rota_limits *out, const struct rota_limit_facts *facts, int32_t day);

/** Whether a posting is a rotation that was closed early, up to a day. */
bool rota_rotation_cut_short(const struct rota_posting *posting, const struct rota_career *career,
			     const struct rota_gazetteer *gazetteer, int32_t day);

/** V18: whether a post has been vacant for more than some days. @param since  ROTA_DAY_NEVER: not
 *  known. */
bool rota_vacancy_is_long(int32_t since, int32_t day, uint64_t most_days);

#endif
