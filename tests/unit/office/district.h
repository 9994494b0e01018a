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

static inline void sync_office(struct rota_office *office)
{
	struct rota_sync_options options = { .progress = NULL };
	struct rota_synced synced;

	OK(rota_sync(office, &options, &synced, &desk.err));
}

static inline void sync_district(void)
{
	sync_office(district);
}

/** An office joins in a folder of its own, is enrolled, and has synced once. @return the number of the
 * checkpoint that it got. */
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

/** What the district has recorded is merged. */
static inline void hand_in(void)
{
	sync_district();
	merge();
}

/** The same, and the district gets what came of it. */
static inline void exchange(void)
{
	hand_in();
	sync_district();
}

/** As open_ready(), beside the office of the city, which has all that the province has. */
static inline int open_both(void **state)
{
	if (open_ready(state))
		return -1;
	join_district("323", "Thành ủy Hưng Yên");
	merge();
	sync_district();
	return 0;
}

/** Let an office record. @return who did before. */
static inline struct rota_office *sit_down_at(struct rota_office *office)
{
	struct rota_office *before = desk.office;

	desk.office = office;
	return before;
}

#define AN_THI "Huyện ủy Ân Thi"

/** The desk's own, behind open_an_thi(). */
static struct rota_office *the_province;

/** As open_ready(), with the office of Ân Thi, where Cường is known. */
static inline int open_an_thi(void **state)
{
	if (open_ready(state))
		return -1;
	join_district("329", AN_THI);
	the_province = sit_down_at(district);
	add_cadre("Lê Văn Cường", "1980", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	sit_down_at(the_province);
	return 0;
}

/** Cường becomes the head of a commune, as an office records it; the province goes on. */
static inline int appoint_cuong(struct rota_office *office, const char *commune, const char *post,
				const char *from, const char *paper)
{
	int rc;

	sit_down_at(office);
	rc = DO(rota_appoint, .commune = commune, .post = post, .cadre = "Lê Văn Cường",
		.act = "designate", .from = from, .docs = { paper }, .why = "x");
	sit_down_at(the_province);
	return rc;
}

static inline int close_both(void **state)
{
	if (district != desk.office) /* else a test has failed there */
		rota_office_close(district);
	district = NULL;
	return remove_folder(state);
}

/** Behind open_an_thi(), wherever a test has stopped. */
static inline int close_an_thi(void **state)
{
	desk.office = the_province;
	return close_both(state);
}

#define TEST_AN_THI(name) cmocka_unit_test_setup_teardown(name, open_an_thi, close_an_thi)

#endif
