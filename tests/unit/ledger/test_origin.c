/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/origin.h. */
#include "tests/unit/ledger/hung_yen.h"

#include "ledger/origin.h"

static struct world world;
static struct rota_id ids[HUNG_YEN_UNITS];
static struct rota_arena list_arena;
static struct rota_national *national;

static int open_list(void **state)
{
	(void)state;
	return rota_national_open(&national, &list_arena, NULL);
}

static int close_list(void **state)
{
	(void)state;
	rota_arena_clear(&list_arena);
	return 0;
}

static int begin(void **state)
{
	(void)state;
	world_init(&world);
	hung_yen_record(&world, ids);
	return 0;
}

static int end(void **state)
{
	(void)state;
	world_clear(&world);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

struct row {
	const char *code, *text;
	const char *paper; /* NULL: its day is not known */
	const char *appointed;
	enum hung_yen wanted[ROTA_MEANINGS];
	size_t count;
};

static void check_row(const struct row *row)
{
	const struct rota_origin origin = { .code = row->code,
					    .text = row->text,
					    .on = day_of(row->paper) };
	struct rota_meaning found[ROTA_MEANINGS];
	size_t count = rota_origin_meanings(found, &world.gazetteer, national, &origin,
					    day(row->appointed));

	if (count != row->count)
		fail_msg("%s %s: %zu meanings", row->code ? row->code : "",
			 row->text ? row->text : "", count);
	for (size_t i = 0; i < count; i++) {
		const char *name = found[i].unit ? found[i].unit->versions[0].name : "nobody";

		if (!found[i].unit || rota_id_compare(found[i].unit->id, ids[row->wanted[i]]) != 0)
			fail_msg("%s %s: %s for %s", row->code ? row->code : "",
				 row->text ? row->text : "", name,
				 hung_yen_rows[row->wanted[i]].name);
	}
}

#define CHECK_ROWS(rows)                            \
	for (size_t at = 0; at < COUNT(rows); at++) \
	check_row(&(rows)[at])

/* --- reading a place ------------------------------------------------------------------------ */

static void test_read__the_record_of_a_place(void **state)
{
	struct rota_value place = rota_map();
	struct rota_origin origin;

	(void)state;
	rota_map_set(&world.arena, &place, "text", rota_text("xã Hồng Nam"));
	rota_map_set(&world.arena, &place, "code", rota_text("11977"));
	rota_map_set(&world.arena, &place, "unit", rota_id_value(&world.arena, ids[HONG_NAM]));
	rota_map_set(&world.arena, &place, "on", rota_text("2020-05"));
	rota_origin_read(&origin, &place);
	assert_string_equal("xã Hồng Nam", origin.text);
	assert_string_equal("11977", origin.code);
	assert_int_equal(0, rota_id_compare(ids[HONG_NAM], origin.unit));
	assert_true(rota_day_equal(day_of("2020-05"), origin.on));
}

static void test_read__nothing(void **state)
{
	struct rota_value empty = rota_map();
	struct rota_origin origin;

	(void)state;
	rota_origin_read(&origin, NULL);
	assert_false(rota_origin_is_stated(&origin));
	rota_origin_read(&origin, &empty);
	assert_false(rota_origin_is_stated(&origin));
}

static void test_is_stated__by_a_unit_a_code_or_a_text(void **state)
{
	const struct rota_origin rows[] = { { .unit = ids[HONG_NAM] },
					    { .code = "33" },
					    { .text = "?" } };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_true(rota_origin_is_stated(&rows[i]));
}

/* --- identities ----------------------------------------------------------------------------- */

static void test_meanings__a_unit_is_itself_whatever_else_is_written(void **state)
{
	const struct rota_origin origin = { .unit = ids[TAN_PHUC],
					    .code = "12163",
					    .text = "Hải Dương" };
	struct rota_meaning found[ROTA_MEANINGS];

	(void)state;
	world_finish(&world);
	assert_int_equal(1, rota_origin_meanings(found, &world.gazetteer, national, &origin,
						 day("2025-08-01")));
	assert_ptr_equal(unit_of(&world, ids[TAN_PHUC]), found[0].unit);
}

static void test_meanings__a_unit_that_is_not_known_leaves_the_code(void **state)
{
	const struct rota_origin origin = {
		.unit = rota_id_make((struct rota_writer_id){ { 9 } }, 9), .code = "12163"
	};
	struct rota_meaning found[ROTA_MEANINGS];

	(void)state;
	world_finish(&world);
	assert_int_equal(1, rota_origin_meanings(found, &world.gazetteer, national, &origin,
						 day("2024-02-15")));
	assert_ptr_equal(unit_of(&world, ids[QUANG_VINH]), found[0].unit);
}

/* --- codes ---------------------------------------------------------------------------------- */

static void test_meanings__a_code_on_the_day_of_the_paper(void **state)
{
	static const struct row rows[] = {
		{ "12157", NULL, "2020-01-01", "2025-03-01", { TAN_PHUC }, 1 },
		{ "12157", NULL, "2025-01-01", "2024-03-01", { QUANG_VINH_2024 }, 1 },
		{ "11977", NULL, "2025-08-01", "2024-03-01", { TAN_HUNG_2025 }, 1 },
		{ "329", NULL, "2020-01-01", "2026-03-01", { DISTRICT_AN_THI }, 1 },
		{ "33", NULL, "2020-01-01", "2026-03-01", { PROVINCE }, 1 },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__a_paper_known_to_the_year_can_mean_two(void **state)
{
	static const struct row rows[] = {
		{ "12157", NULL, "2024", "2024-03-01", { TAN_PHUC, QUANG_VINH_2024 }, 2 },
		{ "12157", NULL, "2024-11", "2024-03-01", { TAN_PHUC }, 1 },
		{ "12157", NULL, "2023", "2025-03-01", { TAN_PHUC }, 1 },
		{ "12163", NULL, "2024", "2025-03-01", { QUANG_VINH }, 1 },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__a_code_without_a_paper_on_the_day_of_the_appointment(void **state)
{
	static const struct row rows[] = {
		{ "12157", NULL, NULL, "2024-11-30", { TAN_PHUC }, 1 },
		{ "12157", NULL, NULL, "2024-12-01", { QUANG_VINH_2024 }, 1 },
		/* not borne on the day of the paper, but on that of the appointment */
		{ "12163", NULL, "2025-01-01", "2024-03-01", { QUANG_VINH }, 1 },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__an_old_code_is_the_last_unit_that_bore_it(void **state)
{
	static const struct row rows[] = {
		{ "12163", NULL, NULL, "2025-03-01", { QUANG_VINH }, 1 },
		{ "12157", NULL, NULL, "2025-08-01", { QUANG_VINH_2024 }, 1 },
		{ "329", NULL, NULL, "2025-08-01", { DISTRICT_AN_THI }, 1 },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__the_last_that_bore_it_by_its_days(void **state)
{
	static const struct row rows[] = {
		{ "70001", NULL, NULL, "2024-03-01", { LE_LOI }, 1 },
		{ "70001", NULL, NULL, "2021-06-01", { QUANG_TRUNG }, 1 },
		{ "70001", NULL, NULL, "2019-01-01", { 0 }, 0 },
	};

	(void)state;
	/* recorded in another order than they lived, and one is yet to come */
	ids[LE_LOI] = add_unit(&world, "70001", "Hai", "xa", ids[CITY], "2022-01-01");
	end_unit(&world, ids[LE_LOI], "2023-01-01");
	ids[QUANG_TRUNG] = add_unit(&world, "70001", "Một", "xa", ids[CITY], "2020-01-01");
	end_unit(&world, ids[QUANG_TRUNG], "2021-01-01");
	add_unit(&world, "70001", "Ba", "xa", ids[CITY], "2025-01-01");
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__a_code_of_the_list_only(void **state)
{
	const struct rota_origin elsewhere = { .code = "10495" };
	static const struct row here[] = {
		/* communes that this gazetteer does not hold, in a district and a province it does
		 */
		{ "12145", NULL, NULL, "2024-03-01", { DISTRICT_AN_THI }, 1 },
		{ "12004", NULL, NULL, "2024-03-01", { PROVINCE }, 1 },
	};
	struct rota_meaning found[ROTA_MEANINGS];

	(void)state;
	world_finish(&world);
	CHECK_ROWS(here);
	assert_int_equal(1, rota_origin_meanings(found, &world.gazetteer, national, &elsewhere,
						 day("2024-03-01")));
	assert_null(found[0].unit);
	assert_string_equal("10495", found[0].listed->code);
	assert_int_equal(ROTA_NATIONAL_DAY, found[0].day);
}

static void test_meanings__a_code_that_nobody_bore_leaves_the_text(void **state)
{
	static const struct row rows[] = {
		{ "99999", NULL, NULL, "2024-03-01", { 0 }, 0 },
		{ "99999",
		  "xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên",
		  NULL,
		  "2024-03-01",
		  { TAN_PHUC },
		  1 },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows);
}

/* --- texts ---------------------------------------------------------------------------------- */

static void test_meanings__a_text_of_the_list_is_the_unit_of_its_day(void **state)
{
	static const struct row rows[] = {
		{ NULL,
		  "xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên",
		  NULL,
		  "2024-03-01",
		  { TAN_PHUC },
		  1 },
		{ NULL,
		  "xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên",
		  NULL,
		  "2025-03-01",
		  { TAN_PHUC },
		  1 },
		{ NULL,
		  "xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên",
		  "2025-03-01",
		  "2024-03-01",
		  { TAN_PHUC },
		  1 },
		{ NULL,
		  "xã Hồng Nam, huyện Tiên Lữ, tỉnh Hưng Yên",
		  NULL,
		  "2025-08-01",
		  { HONG_NAM },
		  1 },
		{ NULL, "huyện Ân Thi, tỉnh Hưng Yên", NULL, "2025-08-01", { DISTRICT_AN_THI }, 1 },
		{ NULL, "Hưng Yên", NULL, "2025-08-01", { PROVINCE }, 1 },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__a_younger_name_on_the_day_of_the_paper(void **state)
{
	static const struct row rows[] = {
		{ NULL,
		  "xã Phương Nam, TP Hưng Yên, tỉnh Hưng Yên",
		  "2025-01-01",
		  "2024-03-01",
		  { PHUONG_NAM },
		  1 },
		{ NULL,
		  "xã Tân Hưng, tỉnh Hưng Yên",
		  "2025-08-01",
		  "2024-03-01",
		  { TAN_HUNG_2025 },
		  1 },
		{ NULL,
		  "xã Hoàng Hoa Thám, tỉnh Hưng Yên",
		  "2025-08-01",
		  "2024-03-01",
		  { HOANG_HOA_THAM_2025 },
		  1 },
		{ NULL,
		  "Thôn Nội, xã Tân Hưng - Hưng Yên",
		  "2025-08-01",
		  "2024-03-01",
		  { TAN_HUNG_2025 },
		  1 },
		/* the same words before there was such a unit */
		{ NULL, "xã Tân Hưng, tỉnh Hưng Yên", "2025-06-30", "2024-03-01", { TAN_HUNG }, 1 },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__what_stands_behind_a_younger_name_must_hold_it(void **state)
{
	static const struct row rows[] = {
		{ NULL,
		  "xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên",
		  "2025-08-01",
		  "2024-03-01",
		  { HOANG_HOA_THAM },
		  1 },
		{ NULL,
		  "xã Tân Hưng, thành phố Hưng Yên",
		  "2025-08-01",
		  "2024-03-01",
		  { TAN_HUNG },
		  1 },
		{ NULL,
		  "phường Hoàng Hoa Thám, tỉnh Hưng Yên",
		  "2025-08-01",
		  "2024-03-01",
		  { HOANG_HOA_THAM },
		  1 },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__a_younger_name_without_a_day_can_be_the_old_one_too(void **state)
{
	static const struct row rows[] = {
		{ NULL,
		  "xã Hoàng Hoa Thám, tỉnh Hưng Yên",
		  NULL,
		  "2025-08-01",
		  { HOANG_HOA_THAM_2025, HOANG_HOA_THAM },
		  2 },
		{ NULL,
		  "xã Hoàng Hoa Thám, tỉnh Hưng Yên",
		  NULL,
		  "2025-06-30",
		  { HOANG_HOA_THAM },
		  1 },
		{ NULL,
		  "xã Hoàng Hoa Thám, tỉnh Hưng Yên",
		  "2025",
		  "2024-01-01",
		  { HOANG_HOA_THAM_2025, HOANG_HOA_THAM },
		  2 },
		{ NULL,
		  "xã Hoàng Hoa Thám, tỉnh Hưng Yên",
		  "2024",
		  "2025-08-01",
		  { HOANG_HOA_THAM },
		  1 },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__the_reading_that_leaves_the_fewest_elements_over(void **state)
{
	static const struct row rows[] = {
		/* a commune of the old district, or a hamlet of the new commune of its name */
		{ NULL,
		  "xã Hoàng Hoa Thám, Ân Thi, Hưng Yên",
		  NULL,
		  "2025-08-01",
		  { HOANG_HOA_THAM },
		  1 },
		{ NULL,
		  "Hoàng Hoa Thám, Ân Thi, Hưng Yên",
		  "2025-08-01",
		  "2025-08-01",
		  { HOANG_HOA_THAM },
		  1 },
		{ NULL,
		  "xóm Bến, Ân Thi, Hưng Yên",
		  "2025-08-01",
		  "2025-08-01",
		  { AN_THI_2025 },
		  1 },
		{ NULL,
		  "xóm Bến, Ân Thi, Hưng Yên",
		  NULL,
		  "2025-08-01",
		  { AN_THI_2025, DISTRICT_AN_THI },
		  2 },
		/* a name of the list only in part */
		{ NULL,
		  "xã Phương Nam, TP Hưng Yên, tỉnh Hưng Yên",
		  NULL,
		  "2025-01-01",
		  { PHUONG_NAM },
		  1 },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__a_younger_name_in_other_spellings(void **state)
{
	static const struct row rows[] = {
		{ NULL,
		  "XÃ TÂN HƯNG, TỈNH HƯNG YÊN",
		  "2025-08-01",
		  "2024-03-01",
		  { TAN_HUNG_2025 },
		  1 },
		{ NULL,
		  "xa\xCC\x83 Ta\xCC\x82n Hu\xCC\x9Bng, Hu\xCC\x9Bng Ye\xCC\x82n",
		  "2025-08-01",
		  "2024-03-01",
		  { TAN_HUNG_2025 },
		  1 },
		{ NULL,
		  "xã Hoà Lí, tỉnh Hưng Yên",
		  "2026-01-01",
		  "2024-03-01",
		  { HUNG_YEN_UNITS - 1 },
		  1 },
	};

	(void)state;
	ids[HUNG_YEN_UNITS - 1] =
		add_unit(&world, "70001", "Hòa Lý", "xa", ids[PROVINCE], "2025-07-01");
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__two_younger_units_of_a_name_are_none(void **state)
{
	static const struct row rows[] = {
		{ NULL, "xã Tân Hưng, tỉnh Hưng Yên", "2025-08-01", "2024-03-01", { TAN_HUNG }, 1 },
	};

	(void)state;
	add_unit(&world, "70001", "Tân Hưng", "xa", ids[PROVINCE], "2025-07-01");
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__what_means_nothing(void **state)
{
	static const struct row rows[] = {
		{ NULL, "nước ngoài", NULL, "2024-03-01", { 0 }, 0 },
		{ NULL, "", NULL, "2024-03-01", { 0 }, 0 },
		{ NULL, "xã Tân Thành", NULL, "2024-03-01", { 0 }, 0 },
		{ NULL, NULL, NULL, "2024-03-01", { 0 }, 0 },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows);
}

static void test_meanings__without_the_list_younger_names_only(void **state)
{
	const struct rota_origin old = { .text = "xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên" };
	const struct rota_origin young = { .text = "xã Tân Hưng, tỉnh Hưng Yên" };
	struct rota_meaning found[ROTA_MEANINGS];

	(void)state;
	world_finish(&world);
	assert_int_equal(
		0, rota_origin_meanings(found, &world.gazetteer, NULL, &old, day("2025-08-01")));
	assert_int_equal(
		1, rota_origin_meanings(found, &world.gazetteer, NULL, &young, day("2025-08-01")));
	assert_ptr_equal(unit_of(&world, ids[TAN_HUNG_2025]), found[0].unit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_read__the_record_of_a_place),
		TEST(test_read__nothing),
		TEST(test_is_stated__by_a_unit_a_code_or_a_text),
		TEST(test_meanings__a_unit_is_itself_whatever_else_is_written),
		TEST(test_meanings__a_unit_that_is_not_known_leaves_the_code),
		TEST(test_meanings__a_code_on_the_day_of_the_paper),
		TEST(test_meanings__a_paper_known_to_the_year_can_mean_two),
		TEST(test_meanings__a_code_without_a_paper_on_the_day_of_the_appointment),
		TEST(test_meanings__an_old_code_is_the_last_unit_that_bore_it),
		TEST(test_meanings__the_last_that_bore_it_by_its_days),
		TEST(test_meanings__a_code_of_the_list_only),
		TEST(test_meanings__a_code_that_nobody_bore_leaves_the_text),
		TEST(test_meanings__a_text_of_the_list_is_the_unit_of_its_day),
		TEST(test_meanings__a_younger_name_on_the_day_of_the_paper),
		TEST(test_meanings__what_stands_behind_a_younger_name_must_hold_it),
		TEST(test_meanings__a_younger_name_without_a_day_can_be_the_old_one_too),
		TEST(test_meanings__the_reading_that_leaves_the_fewest_elements_over),
		TEST(test_meanings__a_younger_name_in_other_spellings),
		TEST(test_meanings__two_younger_units_of_a_name_are_none),
		TEST(test_meanings__what_means_nothing),
		TEST(test_meanings__without_the_list_younger_names_only),
	};

	return cmocka_run_group_tests(tests, open_list, close_list);
}
