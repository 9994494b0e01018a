/* SPDX-License-Identifier: Apache-2.0 */
/** @file Cells and figures of the world on a day, under the policy of that day. */
#ifndef STATE_FIGURES_H
#define STATE_FIGURES_H

#include "ledger/cell.h"
#include "ledger/locality.h"
#include "ledger/matter.h"
#include "state/spells.h"
#include "state/world.h"

/** The policy in force on a day. */
struct rota_policy_view {
	struct rota_id id; /**< zero: none is recorded; the defaults hold */
	struct rota_locality_policy locality;
	struct rota_counting counting;
	const char *test;  /**< words of the schema, for reports */
	const char *level;
	const char *asserted; /**< asserted computed neither: which one counts where they differ */
	uint64_t transition_days; /**< on so many days both posts of a unit may be one person's */
	uint64_t vacancy_days;    /**< so long may a post be vacant (V18) */
	uint64_t pending_days;    /**< and so long may somebody elected wait for approval (V21) */
	bool through_merger;      /**< the time as head of a place goes on through a merger (V82) */
};

/** The one with the latest first day up to @p day. */
int rota_world_policy(struct rota_policy_view *out, struct rota_world *world, int32_t day,
                      struct rota_error *err);

/** All policies, by the day from which each is in force; what holds before the first one too. */
struct rota_policies {
	struct rota_policy_view *items; /**< from the one without a policy on */
	int32_t *from;
	size_t count;
};
/** @param arena  holds them. */
int rota_world_policies(struct rota_policies *out, struct rota_world *world,
                        struct rota_arena *arena, struct rota_error *err);
/** The one in force on a day. */
const struct rota_policy_view *rota_policies_on(const struct rota_policies *policies, int32_t day);
/** What they say of transitions, as of today; of the same memory. */
int rota_transition_terms(struct rota_transition_terms *out, const struct rota_policies *policies,
                          int32_t today, struct rota_arena *arena, struct rota_error *err);

/** One cell with the locality of its holder. */
struct rota_seat {
	const struct rota_unit *unit;
	const char *post;
	struct rota_cell_count count;
	enum rota_locality_value locality; /**< of the holder, when filled */
	bool disputed; /**< the office asserts another value than the policy gives */
	bool stated;   /**< vacant by statement, not only because somebody left (V17) */
	int32_t since; /**< when vacant: since which day; ROTA_DAY_NEVER otherwise */
	struct rota_postings postings; /**< that hold the post on the day */
};

/** A seat; what it refers to is in the scratch memory. */
int rota_world_seat(struct rota_seat *out, struct rota_world *world, const struct rota_unit *unit,
                    const char *post, int32_t day, const struct rota_policy_view *policy,
                    struct rota_error *err);

/**
 * How many of the postings of a post began in [from, day] with somebody who is not local: in full,
 * or as the policy counts. Whether they have ended does not matter.
 */
int rota_world_flow(uint64_t *out, struct rota_world *world, const struct rota_unit *unit,
                    const char *post, int32_t from, int32_t day,
                    const struct rota_policy_view *policy, struct rota_error *err);

/** The locality of a posting by the facts and the policy, and as its office asserts it. */
struct rota_assertion {
	struct rota_locality computed;
	enum rota_locality_value asserted;
	bool stated;  /**< something is asserted */
	bool differs; /**< and it is another value */
};
int rota_world_assertion(struct rota_assertion *out, struct rota_world *world,
                         const struct rota_posting *posting, int32_t day,
                         const struct rota_policy_view *policy, struct rota_error *err);
/** Who is asked about, as he is under one choice of outcomes. */
struct rota_holder {
	const struct rota_subject *cadre;
	const struct rota_spells *spells; /**< his, and perhaps those of others; NULL: as the store
	                                       has them */
};

/** The same with the cadre as given, whatever the store has of it. */
int rota_world_assertion_of(struct rota_assertion *out, struct rota_world *world,
                            const struct rota_posting *posting, const struct rota_subject *cadre,
                            int32_t day, const struct rota_policy_view *policy,
                            struct rota_error *err);
/** And with the spells as given. */
int rota_world_assertion_by(struct rota_assertion *out, struct rota_world *world,
                            const struct rota_posting *posting, const struct rota_holder *holder,
                            int32_t day, const struct rota_policy_view *policy,
                            struct rota_error *err);

/** The locality of a posting as it counts on a day, and whether an asserted one differs of which
 * nothing was settled. */
int rota_world_locality(enum rota_locality_value *out, bool *disputed, struct rota_world *world,
                        const struct rota_posting *posting, int32_t day,
                        const struct rota_policy_view *policy, struct rota_error *err);

/** The same with the holder as given, whatever the store has of him. */
int rota_world_locality_by(enum rota_locality_value *out, bool *disputed, struct rota_world *world,
                           const struct rota_posting *posting, const struct rota_holder *holder,
                           int32_t day, const struct rota_policy_view *policy,
                           struct rota_error *err);

/** Sums of seats. filled + vacant + not_reported = posts. */
struct rota_figures {
	uint64_t posts, filled, vacant, not_reported;
	uint64_t non_local, undetermined, local, disputed;
	uint64_t acting, pending, suspended;
};

void rota_figures_add(struct rota_figures *figures, const struct rota_seat *seat);
void rota_figures_sum(struct rota_figures *figures, const struct rota_figures *more);

/** What a posting is on a day, for programs: none acting pending suspended full. */
const char *rota_holding_id(enum rota_holding holding);

/** The posts that are kept, in order: "secretary", "chair"; ends with NULL. */
extern const char *const rota_all_posts[];

#endif
