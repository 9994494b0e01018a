/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Some units of Hưng Yên with their real codes, names and days, through the
 * reorganisations of 1/12/2024 (resolution 1248) and 1/7/2025 (resolution 1666).
 *
 *     Hồng Nam ────full──┐
 *     Phương Chiểu ─main─┴▶ Phương Nam ─full─┐
 *            └─strip▶ Liên Phương            ├▶ Tân Hưng (2025)
 *                     Tân Hưng (2024) ──full─┤
 *                     Thủ Sỹ ───────────full─┘
 *     Tân Phúc, Quang Vinh ▶ Quang Vinh ─────┬▶ Ân Thi (2025)
 *     the town of Ân Thi, Hoàng Hoa Thám ────┘
 *     Ngọc Thanh ─rest▶ Sơn Nam, ─part▶ Hiệp Cường
 *     Lê Lợi absorbs Quang Trung
 */
#ifndef TESTS_UNIT_LEDGER_HUNG_YEN_H
#define TESTS_UNIT_LEDGER_HUNG_YEN_H

#include "tests/unit/ledger/world.h"

enum hung_yen {
	PROVINCE,
	CITY,
	DISTRICT_AN_THI,
	DISTRICT_KIM_DONG,
	DISTRICT_TIEN_LU,
	LE_LOI,
	QUANG_TRUNG,
	LIEN_PHUONG,
	HONG_NAM,
	PHUONG_CHIEU,
	TAN_HUNG,
	THU_SY,
	TOWN_AN_THI,
	TAN_PHUC,
	QUANG_VINH,
	HOANG_HOA_THAM,
	HONG_VAN,
	HONG_QUANG,
	NGOC_THANH,
	PHUONG_NAM,
	QUANG_VINH_2024,
	HONG_QUANG_2024,
	TAN_HUNG_2025,
	AN_THI_2025,
	SON_NAM_2025,
	HIEP_CUONG_2025,
	HOANG_HOA_THAM_2025,
	HUNG_YEN_UNITS
};

struct hung_yen_row {
	const char *code, *name, *type;
	enum hung_yen parent;
	const char *from, *to; /* NULL: always, never */
};

static const struct hung_yen_row hung_yen_rows[HUNG_YEN_UNITS] = {
	[PROVINCE] = { "33", "Hưng Yên", "tinh", PROVINCE, NULL, NULL },
	[CITY] = { "323", "Hưng Yên", "thanh_pho", PROVINCE, NULL, "2025-07-01" },
	[DISTRICT_AN_THI] = { "329", "Ân Thi", "huyen", PROVINCE, NULL, "2025-07-01" },
	[DISTRICT_KIM_DONG] = { "331", "Kim Động", "huyen", PROVINCE, NULL, "2025-07-01" },
	[DISTRICT_TIEN_LU] = { "332", "Tiên Lữ", "huyen", PROVINCE, NULL, "2025-07-01" },
	[LE_LOI] = { "11959", "Lê Lợi", "phuong", CITY, NULL, NULL },
	[QUANG_TRUNG] = { "11965", "Quang Trung", "phuong", CITY, NULL, "2024-12-01" },
	[LIEN_PHUONG] = { "11974", "Liên Phương", "xa", CITY, NULL, NULL },
	[HONG_NAM] = { "11977", "Hồng Nam", "xa", CITY, NULL, "2024-12-01" },
	[PHUONG_CHIEU] = { "12382", "Phương Chiểu", "xa", CITY, NULL, "2024-12-01" },
	[TAN_HUNG] = { "12385", "Tân Hưng", "xa", CITY, NULL, "2025-07-01" },
	[THU_SY] = { "12367", "Thủ Sỹ", "xa", DISTRICT_TIEN_LU, NULL, "2025-07-01" },
	[TOWN_AN_THI] = { "12142", "Ân Thi", "thi_tran", DISTRICT_AN_THI, NULL, "2025-07-01" },
	[TAN_PHUC] = { "12157", "Tân Phúc", "xa", DISTRICT_AN_THI, NULL, "2024-12-01" },
	[QUANG_VINH] = { "12163", "Quang Vinh", "xa", DISTRICT_AN_THI, NULL, "2024-12-01" },
	[HOANG_HOA_THAM] = { "12169", "Hoàng Hoa Thám", "xa", DISTRICT_AN_THI, NULL, "2025-07-01" },
	[HONG_VAN] = { "12196", "Hồng Vân", "xa", DISTRICT_AN_THI, NULL, "2024-12-01" },
	[HONG_QUANG] = { "12199", "Hồng Quang", "xa", DISTRICT_AN_THI, NULL, "2024-12-01" },
	[NGOC_THANH] = { "12322", "Ngọc Thanh", "xa", DISTRICT_KIM_DONG, NULL, "2025-07-01" },
	[PHUONG_NAM] = { "11977", "Phương Nam", "xa", CITY, "2024-12-01", "2025-07-01" },
	[QUANG_VINH_2024] = { "12157", "Quang Vinh", "xa", DISTRICT_AN_THI, "2024-12-01",
			      "2025-07-01" },
	[HONG_QUANG_2024] = { "12196", "Hồng Quang", "xa", DISTRICT_AN_THI, "2024-12-01", NULL },
	[TAN_HUNG_2025] = { "11977", "Tân Hưng", "xa", PROVINCE, "2025-07-01", NULL },
	[AN_THI_2025] = { "12142", "Ân Thi", "xa", PROVINCE, "2025-07-01", NULL },
	[SON_NAM_2025] = { "11983", "Sơn Nam", "phuong", PROVINCE, "2025-07-01", NULL },
	[HIEP_CUONG_2025] = { "12322", "Hiệp Cường", "xa", PROVINCE, "2025-07-01", NULL },
	[HOANG_HOA_THAM_2025] = { "12337", "Hoàng Hoa Thám", "xa", PROVINCE, "2025-07-01", NULL },
};

static const struct {
	const char *on;
	enum hung_yen old, new_unit;
	const char *event, *part;
	uint64_t seq;
} hung_yen_successions[] = {
	{ "2024-12-01", LE_LOI, LE_LOI, "absorb", "full", 1 },
	{ "2024-12-01", QUANG_TRUNG, LE_LOI, "absorb", "full", 2 },
	{ "2024-12-01", PHUONG_CHIEU, LIEN_PHUONG, "boundary", "strip", 3 },
	{ "2024-12-01", LIEN_PHUONG, LIEN_PHUONG, "boundary", "full", 4 },
	{ "2024-12-01", HONG_NAM, PHUONG_NAM, "form", "full", 5 },
	{ "2024-12-01", PHUONG_CHIEU, PHUONG_NAM, "form", "main", 6 },
	{ "2024-12-01", TAN_PHUC, QUANG_VINH_2024, "form", "full", 16 },
	{ "2024-12-01", QUANG_VINH, QUANG_VINH_2024, "form", "full", 17 },
	{ "2024-12-01", HONG_VAN, HONG_QUANG_2024, "form", "full", 20 },
	{ "2024-12-01", HONG_QUANG, HONG_QUANG_2024, "form", "full", 21 },
	{ "2025-07-01", PHUONG_NAM, TAN_HUNG_2025, "form", "full", 7 },
	{ "2025-07-01", THU_SY, TAN_HUNG_2025, "form", "full", 8 },
	{ "2025-07-01", TAN_HUNG, TAN_HUNG_2025, "form", "full", 9 },
	{ "2025-07-01", NGOC_THANH, SON_NAM_2025, "split", "rest", 15 },
	{ "2025-07-01", TOWN_AN_THI, AN_THI_2025, "form", "full", 69 },
	{ "2025-07-01", QUANG_VINH_2024, AN_THI_2025, "form", "full", 70 },
	{ "2025-07-01", HOANG_HOA_THAM, AN_THI_2025, "form", "full", 71 },
	{ "2025-07-01", NGOC_THANH, HIEP_CUONG_2025, "split", "part", 118 },
};

/** Record the units and their successions. Tests add to them before world_finish(). */
static inline void hung_yen_record(struct world *world, struct rota_id ids[HUNG_YEN_UNITS])
{
	for (size_t i = 0; i < HUNG_YEN_UNITS; i++) {
		const struct hung_yen_row *row = &hung_yen_rows[i];

		ids[i] = add_unit(world, row->code, row->name, row->type, ids[row->parent],
				  row->from);
		if (row->to)
			end_unit(world, ids[i], row->to);
	}
	for (size_t i = 0; i < COUNT(hung_yen_successions); i++)
		succeed(world, hung_yen_successions[i].on, ids[hung_yen_successions[i].old],
			ids[hung_yen_successions[i].new_unit], hung_yen_successions[i].event,
			hung_yen_successions[i].part, hung_yen_successions[i].seq);
}

#endif
