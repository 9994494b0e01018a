/* SPDX-License-Identifier: Apache-2.0 */
/** @file Groups of communes with their figures: by what lies below a unit, by district, by office. */
#ifndef REPORT_GROUPING_H
#define REPORT_GROUPING_H

#include "ledger/bounds.h"
#include "report/regroup.h"
#include "state/figures.h"

enum rota_grouping_by {
	ROTA_BY_BELOW,    /**< each unit directly below the scope */
	ROTA_BY_DISTRICT, /**< also one that has ended, of the communes that were in it */
	ROTA_BY_COMMUNE,
	ROTA_BY_OFFICE    /**< by the scopes of the offices that are enrolled */
};

/** One group. */
struct rota_group {
	const struct rota_unit *unit;
	const char *code; /**< of the unit on the day */
	const char *name; /**< of the office, or of the unit on the day */
	struct rota_figures posts[2]; /**< in the order of rota_all_posts */
	uint64_t flow[2];             /**< placements of people who are not local */
	uint64_t both;                /**< communes where both heads are not local */
	struct rota_bounds bounds[2]; /**< of those who are not local, while matters are open */
	struct rota_regrouped then[2]; /**< on the units of another day, where these are asked for */
};

/** The scope of an office. */
struct rota_office_scope {
	const struct rota_unit *unit;
	const char *name;
};

struct rota_grouping {
	const struct rota_gazetteer *gazetteer;
	const struct rota_unit *scope;
	int32_t day;
	enum rota_grouping_by by;
	struct rota_group *items;
	size_t count;
	struct rota_office_scope *offices; /**< of ROTA_BY_OFFICE */
	size_t office_count;
};

/** The words of --by, for the command line and the reports. @return ROTA_OK; ROTA_EINVALID. */
int rota_grouping_read(enum rota_grouping_by *out, const char *typed, struct rota_error *err);
/** The id of such a word; NULL for ROTA_BY_BELOW, which has none. */
const char *rota_grouping_id(enum rota_grouping_by by);

/** Prepare it, with the groups that are there even when no commune is. In the world's memory. */
int rota_grouping_init(struct rota_grouping *out, struct rota_world *world,
                       const struct rota_unit *scope, int32_t day, enum rota_grouping_by by,
                       struct rota_error *err);

/** The group of a commune, also of one that has ended by the day; NULL when it is in none. Good
 *  until rota_grouping_sort(). */
struct rota_group *rota_grouping_of(struct rota_grouping *grouping, const struct rota_unit *unit);

/** Put the groups in the order of their codes. */
void rota_grouping_sort(struct rota_grouping *grouping);

#endif
