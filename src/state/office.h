/* SPDX-License-Identifier: Apache-2.0 */
/** @file What the files of this room know of an open office. */
#ifndef STATE_OFFICE_H
#define STATE_OFFICE_H

#include "rota/entry.h"
#include "rota/office.h"
#include "store/store.h"

/** A province writes two logs: `common`, which every office reads, and its own. */
struct rota_office {
	char *dir;
	struct rota_store *store;
	bool is_province;
	struct rota_writer_id common; /**< zero in an office that has not heard from its province */
	struct rota_writer_id own;
	bool read_only;
	/* of one as it was at a checkpoint (past.h): its number, 0 otherwise; its time, the day of its
	 * totals, which is today there */
	uint64_t known;
	uint64_t known_ms;
	struct rota_day known_day;
	struct rota_national *national; /**< rota_world_national(); NULL: nobody has asked yet */
	struct rota_arena lists;        /**< which holds it */
};

/** Whether it has heard from its province, whose key is pinned since. */
bool rota_office_knows_province(const struct rota_office *office);

/** Whether a log is one of those that this office writes. */
bool rota_office_writes(const struct rota_office *office, struct rota_writer_id log);

#endif
