/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The seats of a day on the units of a later day: which of them come together in which commune, how
 * many of their holders are too many for it, and who of them is not local there. So it is seen what
 * a reorganisation will do before it happens.
 *
 * A commune of the day goes on in one commune of the later day: itself, if it lives then; else the
 * only one that is its sure heir then; else the only heir it has. One of which several take parts,
 * and none the whole, goes to pieces: its heads are in no commune of that day.
 *
 * @source schema/state.md, "On the units of another day".
 */
#ifndef REPORT_REGROUP_H
#define REPORT_REGROUP_H

#include "state/figures.h"

/** What comes together in one post of one commune, or, added up, in several. */
struct rota_regrouped {
	uint64_t seats;     /**< posts of the later day: 1 of one commune */
	uint64_t holders;   /**< who come together in them */
	uint64_t surplus;   /**< of these, more than there are posts */
	uint64_t strangers; /**< holders who are not local by the units of the later day */
	/** Posts that somebody not local has when each goes to one of its holders: at least, at
	 * most. */
	uint64_t low, high;
};

void rota_regrouped_sum(struct rota_regrouped *sum, const struct rota_regrouped *more);

/** One commune of the later day. */
struct rota_regrouped_unit {
	const struct rota_unit *unit;
	struct rota_regrouped
		posts[2]; /**< in the order of rota_all_posts; low and high when summed */
	bool shared;      /**< communes from outside of the scope come in too */
};

struct rota_regrouping {
	struct rota_world *world;
	const struct rota_policy_view *policy;
	const struct rota_unit *scope;
	int32_t from, day;                 /**< of the seats, of the units */
	struct rota_regrouped_unit *items; /**< in the order of the gazetteer's units */
	size_t count;
	uint64_t apart;           /**< communes of the day that go to pieces */
	uint64_t shared;          /**< communes of the later day with `shared` */
	struct rota_reach *reach; /**< of one commune, while it is followed */
};

/** Prepare it. In the world's memory. @param scope  in which the seats lie on their day. */
int rota_regrouping_init(struct rota_regrouping *out, struct rota_world *world,
			 const struct rota_unit *scope, const struct rota_policy_view *policy,
			 int32_t from, int32_t day, struct rota_error *err);

/**
 * The same for a day as it was typed.
 * @return ROTA_OK; ROTA_EINVALID V56 it is no day, or one before that of the seats; ROTA_ENOMEM.
 */
int rota_regrouping_ask(struct rota_regrouping *out, struct rota_world *world,
			const struct rota_unit *scope, const struct rota_policy_view *policy,
			struct rota_day from, const char *typed, struct rota_error *err);

/** In which commune of the later day a commune goes on, also one that has ended before the day of
 * the seats; NULL: in none, or in pieces. */
const struct rota_unit *rota_regrouping_heir(const struct rota_regrouping *regrouping,
					     const struct rota_unit *unit);

/** Take a seat of the day into account. @param heir  as above; NULL: nothing is counted. */
int rota_regrouping_add(struct rota_regrouping *regrouping, const struct rota_unit *heir,
			const struct rota_seat *seat, struct rota_error *err);

/** When all seats are in: what remains open of each commune. */
void rota_regrouping_finish(struct rota_regrouping *regrouping);

#endif
