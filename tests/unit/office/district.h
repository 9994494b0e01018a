/* SPDX-License-Identifier: Apache-2.0 */
/** @file Beside the province of the desk (office.h) an office of a district, which exchanges by
 * path. */
#ifndef TESTS_UNIT_OFFICE_DISTRICT_H
#define TESTS_UNIT_OFFICE_DISTRICT_H

#include "rota/exchange.h"
#include "tests/unit/office/office.h"

static struct rota_office *district;

/** @return the number of the newest checkpoint. */
static inline uint64_t merge(void)
{
	struct rota_merge_options options = { .progress = NULL };
	struct rota_merged merged;

	OK(rota_merge(desk.office, &options, &merged, &desk.arena, &desk.err));
	return merged.number;
}

static inline void sync_district(void)
{
	struct rota_sync_options options = { .progress = NULL };
	struct rota_synced synced;

	OK(rota_sync(district, &options, &synced, &desk.err));
}

/** An office joins, is enrolled, and has synced once.
 *  @return the number of the checkpoint that it got. */
static inline uint64_t join_office(struct rota_office **out, const char *folder, const char *scope,
				   const char *name)
{
	struct rota_join_options joining = { .scope = scope, .name = name };
	struct rota_enrol_options enrolling;
	struct rota_sync_options syncing;
	struct rota_enrolled enrolled;
	struct rota_joined joined;
	struct rota_synced synced;
	uint64_t checkpoint;

	OK(rota_join(path_of(folder), &joining, &joined, &desk.err));
	enrolling = (struct rota_enrol_options){ .path = joined.request };
	OK(rota_enrol(desk.office, &enrolling, &enrolled, &desk.err));
	checkpoint = merge();
	OK(rota_office_open(out, path_of(folder), false, &desk.err));
	syncing = (struct rota_sync_options){ .remote = path_of("rota.git"),
					      .province_key = enrolled.root };
	OK(rota_sync(*out, &syncing, &synced, &desk.err));
	return checkpoint;
}

/** The office of the tests that have one only. */
static inline uint64_t join_district(const char *scope, const char *name)
{
	return join_office(&district, "district", scope, name);
}

/** Let an office record. @return who did before. */
static inline struct rota_office *sit_down_at(struct rota_office *office)
{
	struct rota_office *before = desk.office;

	desk.office = office;
	return before;
}

static inline int close_both(void **state)
{
	if (district != desk.office) /* else a test has failed there */
		rota_office_close(district);
	district = NULL;
	return remove_folder(state);
}

#endif
