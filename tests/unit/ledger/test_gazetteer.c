/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/gazetteer.h, on the units of a real province. */
#include "tests/unit/ledger/hung_yen.h"

static struct world world;
static struct rota_id ids[HUNG_YEN_UNITS];

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

static const struct rota_unit *unit(enum hung_yen which)
{
	return unit_of(&world, ids[which]);
}

static void expect_unit(enum hung_yen wanted, const struct rota_unit *found)
{
	assert_non_null(found);
	if (rota_id_compare(found->id, ids[wanted]) != 0)
		fail_msg("%s %s for %s %s", found->versions[0].code, found->versions[0].name,
			 hung_yen_rows[wanted].code, hung_yen_rows[wanted].name);
}

/* --- by code -------------------------------------------------------------------------------- */

static void test_by_code__a_code_resolves_together_with_a_day(void **state)
{
	static const struct {
		const char *code;
		const char *day;
		enum hung_yen wanted;
	} rows[] = {
		{ "12157", "1990-01-01", TAN_PHUC },
		{ "12157", "2024-11-30", TAN_PHUC },
		{ "12157", "2024-12-01", QUANG_VINH_2024 },
		{ "12157", "2025-06-30", QUANG_VINH_2024 },
		{ "12163", "2024-11-30", QUANG_VINH },
		{ "12196", "2024-11-30", HONG_VAN },
		{ "12196", "2024-12-01", HONG_QUANG_2024 },
		{ "12199", "2024-11-30", HONG_QUANG },
		{ "11977", "2024-11-30", HONG_NAM },
		{ "11977", "2025-06-30", PHUONG_NAM },
		{ "11977", "2025-07-01", TAN_HUNG_2025 },
		{ "12322", "2025-06-30", NGOC_THANH },
		{ "12322", "2025-07-01", HIEP_CUONG_2025 },
		{ "33", "2030-01-01", PROVINCE },
		{ "323", "2025-06-30", CITY },
	};

	(void)state;
	world_finish(&world);
	for (size_t i = 0; i < COUNT(rows); i++)
		expect_unit(rows[i].wanted, rota_gazetteer_by_code(&world.gazetteer, rows[i].code,
								   day(rows[i].day)));
}

static void test_by_code__no_unit_bears_it_on_that_day(void **state)
{
	static const struct {
		const char *code;
		const char *day;
	} rows[] = {
		{ "12163", "2024-12-01" }, { "12199", "2024-12-01" }, { "12157", "2025-07-01" },
		{ "323", "2025-07-01" },   { "99999", "2024-01-01" }, { "", "2024-01-01" },
	};

	(void)state;
	world_finish(&world);
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_null(
			rota_gazetteer_by_code(&world.gazetteer, rows[i].code, day(rows[i].day)));
}

/* --- versions ------------------------------------------------------------------------------- */

static void test_unit_on__lives_from_its_first_day_until_before_its_end(void **state)
{
	(void)state;
	world_finish(&world);
	assert_null(rota_unit_on(unit(PHUONG_NAM), day("2024-11-30")));
	assert_non_null(rota_unit_on(unit(PHUONG_NAM), day("2024-12-01")));
	assert_non_null(rota_unit_on(unit(PHUONG_NAM), day("2025-06-30")));
	assert_null(rota_unit_on(unit(PHUONG_NAM), day("2025-07-01")));
	assert_non_null(rota_unit_on(unit(PROVINCE), ROTA_DAY_ALWAYS));
	assert_non_null(rota_unit_on(unit(PROVINCE), ROTA_DAY_NEVER - 1));
}

static void test_unit_on__a_version_holds_until_the_next(void **state)
{
	struct rota_id renamed;

	(void)state;
	renamed = change_unit(&world, ids[LE_LOI], ids[LE_LOI], "2024-12-01", "name",
			      rota_text("Lê Lợi Mới"));
	change_unit(&world, ids[LE_LOI], renamed, "2025-07-01", "type", rota_text("xa"));
	world_finish(&world);
	assert_string_equal("Lê Lợi", rota_unit_on(unit(LE_LOI), day("2024-11-30"))->name);
	assert_string_equal("Lê Lợi Mới", rota_unit_on(unit(LE_LOI), day("2024-12-01"))->name);
	assert_string_equal("Lê Lợi Mới", rota_unit_on(unit(LE_LOI), day("2025-07-01"))->name);
	assert_string_equal("phuong", rota_unit_on(unit(LE_LOI), day("2025-06-30"))->type);
	assert_string_equal("xa", rota_unit_on(unit(LE_LOI), day("2025-07-01"))->type);
}

static void test_unit_on__what_a_version_does_not_say_it_has_from_the_one_before(void **state)
{
	const struct rota_unit_version *version;

	(void)state;
	change_unit(&world, ids[THU_SY], ids[THU_SY], "2024-12-01", "name", rota_text("Thủy Sỹ"));
	world_finish(&world);
	version = rota_unit_on(unit(THU_SY), day("2024-12-01"));
	assert_string_equal("12367", version->code);
	assert_string_equal("xa", version->type);
	assert_int_equal(0, rota_id_compare(ids[DISTRICT_TIEN_LU], version->parent));
}

static void test_unit_near__the_first_before_it_began_and_the_last_after_it_ended(void **state)
{
	(void)state;
	change_unit(&world, ids[PHUONG_NAM], ids[PHUONG_NAM], "2025-01-01", "name",
		    rota_text("Phương Nam Mới"));
	world_finish(&world);
	assert_string_equal("Phương Nam",
			    rota_unit_near(unit(PHUONG_NAM), day("1990-01-01"))->name);
	assert_string_equal("Phương Nam Mới",
			    rota_unit_near(unit(PHUONG_NAM), day("2030-01-01"))->name);
}

/* --- adding --------------------------------------------------------------------------------- */

static void test_add__the_level_comes_with_the_digits_of_the_code(void **state)
{
	(void)state;
	world_finish(&world);
	assert_int_equal(ROTA_LEVEL_PROVINCE, unit(PROVINCE)->level);
	assert_int_equal(ROTA_LEVEL_DISTRICT, unit(CITY)->level);
	assert_int_equal(ROTA_LEVEL_COMMUNE, unit(HONG_NAM)->level);
}

static void test_add__the_entry_that_made_a_province_makes_its_unit(void **state)
{
	struct rota_draft draft = draft_of(&world, "province.create");
	const struct rota_unit *made;
	struct rota_id id;

	(void)state;
	rota_draft_set(&draft, "code", rota_text("34"));
	rota_draft_set(&draft, "name", rota_text("Thái Bình"));
	rota_draft_set(&draft, "key",
		       rota_bin(memset(rota_arena_alloc(&world.arena, 32), 1, 32), 32));
	rota_draft_set(&draft, "next",
		       rota_bin(memset(rota_arena_alloc(&world.arena, 32), 2, 32), 32));
	id = record(&world, &draft);
	world_finish(&world);
	made = rota_gazetteer_by_code(&world.gazetteer, "34", day("2024-02-15"));
	assert_non_null(made);
	assert_int_equal(0, rota_id_compare(id, made->id));
	assert_int_equal(ROTA_LEVEL_PROVINCE, made->level);
}

static void test_add__a_unit_without_code_name_or_type_is_passed_over(void **state)
{
	struct rota_draft draft = draft_of(&world, "unit.change");
	struct rota_id unknown = rota_id_make((struct rota_writer_id){ { 9 } }, 7);

	(void)state;
	rota_draft_key(&draft, "id", rota_id_value(&world.arena, unknown));
	rota_draft_on(&draft, day_of("2024-12-01"));
	rota_draft_set(&draft, "name", rota_text("Nơi Nào"));
	rota_draft_set(&draft, "legal", rota_text("x"));
	record(&world, &draft);
	world_finish(&world);
	assert_int_equal(HUNG_YEN_UNITS, world.gazetteer.unit_count);
	assert_null(rota_gazetteer_unit(&world.gazetteer, unknown));
}

static void test_add__what_is_said_for_an_earlier_day_does_not_hide_a_unit(void **state)
{
	const struct rota_unit *found;

	(void)state;
	change_unit(&world, ids[PHUONG_NAM], ids[PHUONG_NAM], "2020-01-01", "seq", rota_uint(7));
	world_finish(&world);
	found = rota_gazetteer_by_code(&world.gazetteer, "11977", day("2025-01-01"));
	expect_unit(PHUONG_NAM, found);
	assert_int_equal(day("2024-12-01"), found->from);
	assert_int_equal(7, found->versions[0].seq);
}

static void test_finish__units_stand_by_the_code_of_their_first_version(void **state)
{
	(void)state;
	world_finish(&world);
	for (size_t i = 1; i < world.gazetteer.unit_count; i++)
		assert_true(strcmp(world.gazetteer.units[i - 1]->versions[0].code,
				   world.gazetteer.units[i]->versions[0].code) <= 0);
}

/* --- above ---------------------------------------------------------------------------------- */

static void test_ancestor__of_a_commune_by_day(void **state)
{
	(void)state;
	change_unit(&world, ids[HONG_NAM], ids[HONG_NAM], "2013-08-06", "parent",
		    rota_id_value(&world.arena, ids[DISTRICT_TIEN_LU]));
	world_finish(&world);
	expect_unit(CITY, rota_gazetteer_ancestor(&world.gazetteer, unit(HONG_NAM),
						  ROTA_LEVEL_DISTRICT, day("2013-08-05")));
	expect_unit(DISTRICT_TIEN_LU,
		    rota_gazetteer_ancestor(&world.gazetteer, unit(HONG_NAM), ROTA_LEVEL_DISTRICT,
					    day("2013-08-06")));
	expect_unit(PROVINCE, rota_gazetteer_ancestor(&world.gazetteer, unit(HONG_NAM),
						      ROTA_LEVEL_PROVINCE, day("2020-01-01")));
	expect_unit(HONG_NAM, rota_gazetteer_ancestor(&world.gazetteer, unit(HONG_NAM),
						      ROTA_LEVEL_COMMUNE, day("2020-01-01")));
}

static void test_ancestor__there_is_none_at_that_level(void **state)
{
	(void)state;
	world_finish(&world);
	assert_null(rota_gazetteer_ancestor(&world.gazetteer, unit(TAN_HUNG_2025),
					    ROTA_LEVEL_DISTRICT, day("2025-07-01")));
	assert_null(rota_gazetteer_ancestor(&world.gazetteer, unit(CITY), ROTA_LEVEL_COMMUNE,
					    day("2024-01-01")));
}

static void test_ancestor__a_circle_of_parents_ends(void **state)
{
	struct rota_id a = add_unit(&world, "70001", "Vòng Một", "xa", ids[CITY], NULL);
	struct rota_id b = add_unit(&world, "70002", "Vòng Hai", "xa", a, NULL);
	struct rota_id c = add_unit(&world, "701", "Vòng Ba", "huyen", ids[PROVINCE], NULL);

	(void)state;
	change_unit(&world, a, a, "2020-01-01", "parent", rota_id_value(&world.arena, b));
	change_unit(&world, c, c, "2020-01-01", "parent", rota_id_value(&world.arena, c));
	world_finish(&world);
	assert_null(rota_gazetteer_ancestor(&world.gazetteer, unit_of(&world, a),
					    ROTA_LEVEL_PROVINCE, day("2021-01-01")));
	assert_null(rota_gazetteer_ancestor(&world.gazetteer, unit_of(&world, c),
					    ROTA_LEVEL_PROVINCE, day("2021-01-01")));
}

static void test_inside__or_the_same(void **state)
{
	static const struct {
		enum hung_yen unit, scope;
		bool wanted;
	} rows[] = {
		{ HONG_NAM, CITY, true },       { HONG_NAM, PROVINCE, true },
		{ HONG_NAM, HONG_NAM, true },   { HONG_NAM, DISTRICT_AN_THI, false },
		{ HONG_NAM, TAN_HUNG, false },  { CITY, PROVINCE, true },
		{ PROVINCE, CITY, false },      { TAN_HUNG_2025, PROVINCE, true },
		{ TAN_HUNG_2025, CITY, false },
	};

	(void)state;
	world_finish(&world);
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(rows[i].wanted,
				 rota_gazetteer_inside(&world.gazetteer, unit(rows[i].unit),
						       unit(rows[i].scope), day("2024-02-15")));
}

/* --- names ---------------------------------------------------------------------------------- */

struct find_row {
	const char *typed;
	const char *day;
	int level;
	enum rota_match how;
	size_t count;
	enum hung_yen wanted[3];
};

static void check_find(const struct find_row *row, const struct rota_unit *scope)
{
	struct rota_unit_match found[4];
	size_t count = rota_gazetteer_find(&world.gazetteer, row->typed, day(row->day), row->level,
					   scope, found, COUNT(found));

	if (count != row->count)
		fail_msg("'%s' on %s: %zu", row->typed, row->day, count);
	for (size_t i = 0; i < count; i++) {
		expect_unit(row->wanted[i], found[i].unit);
		assert_int_equal(row->how, found[i].how);
	}
}

static void test_find__by_code_name_or_name_behind_its_type(void **state)
{
	static const struct find_row rows[] = {
		{ "12196", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { HONG_VAN } },
		{ "Hồng Vân", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { HONG_VAN } },
		{ "xã Hồng Vân", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { HONG_VAN } },
		{ "XÃ HỒNG VÂN", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { HONG_VAN } },
		{ "phường Hồng Vân", "2024-11-30", -1, ROTA_MATCH_EXACT, 0, { 0 } },
		{ "Hồng Vân", "2024-12-01", -1, ROTA_MATCH_EXACT, 0, { 0 } },
		{ "Hồng Quang", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { HONG_QUANG } },
		{ "Hồng Quang", "2024-12-01", -1, ROTA_MATCH_EXACT, 1, { HONG_QUANG_2024 } },
		{ "Quang Vinh", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { QUANG_VINH } },
		{ "Quang Vinh", "2024-12-01", -1, ROTA_MATCH_EXACT, 1, { QUANG_VINH_2024 } },
		{ "", "2024-11-30", -1, ROTA_MATCH_EXACT, 0, { 0 } },
		{ "\xFF", "2024-11-30", -1, ROTA_MATCH_EXACT, 0, { 0 } },
	};

	(void)state;
	world_finish(&world);
	for (size_t i = 0; i < COUNT(rows); i++)
		check_find(&rows[i], NULL);
}

static void test_find__the_type_and_the_level_tell_a_town_from_its_district(void **state)
{
	static const struct find_row rows[] = {
		{ "Ân Thi",
		  "2024-02-15",
		  -1,
		  ROTA_MATCH_EXACT,
		  2,
		  { TOWN_AN_THI, DISTRICT_AN_THI } },
		{ "thị trấn Ân Thi", "2024-02-15", -1, ROTA_MATCH_EXACT, 1, { TOWN_AN_THI } },
		{ "huyện Ân Thi", "2024-02-15", -1, ROTA_MATCH_EXACT, 1, { DISTRICT_AN_THI } },
		{ "Ân Thi",
		  "2024-02-15",
		  ROTA_LEVEL_COMMUNE,
		  ROTA_MATCH_EXACT,
		  1,
		  { TOWN_AN_THI } },
		{ "Ân Thi",
		  "2024-02-15",
		  ROTA_LEVEL_DISTRICT,
		  ROTA_MATCH_EXACT,
		  1,
		  { DISTRICT_AN_THI } },
		{ "Ân Thi", "2025-07-01", -1, ROTA_MATCH_EXACT, 1, { AN_THI_2025 } },
		{ "Hưng Yên", "2024-02-15", -1, ROTA_MATCH_EXACT, 2, { CITY, PROVINCE } },
	};

	(void)state;
	world_finish(&world);
	for (size_t i = 0; i < COUNT(rows); i++)
		check_find(&rows[i], NULL);
}

static void test_find__text_taken_apart_and_other_tone_places_are_exact(void **state)
{
	static const struct find_row rows[] = {
		{ "Ho\xCC\x82\xCC\x80ng Va\xCC\x82n",
		  "2024-02-15",
		  -1,
		  ROTA_MATCH_EXACT,
		  1,
		  { HONG_VAN } },
		{ "A\xCC\x82n Thi", "2025-07-01", -1, ROTA_MATCH_EXACT, 1, { AN_THI_2025 } },
		{ "Thủ Sĩ", "2024-02-15", -1, ROTA_MATCH_EXACT, 1, { THU_SY } },
		{ " hồng   vân ", "2024-02-15", -1, ROTA_MATCH_EXACT, 1, { HONG_VAN } },
	};

	(void)state;
	world_finish(&world);
	for (size_t i = 0; i < COUNT(rows); i++)
		check_find(&rows[i], NULL);
}

static void test_find__behind_an_abbreviated_type(void **state)
{
	static const struct find_row rows[] = {
		{ "X. Hồng Vân", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { HONG_VAN } },
		{ "x.Hồng Vân", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { HONG_VAN } },
		{ "P. Hồng Vân", "2024-11-30", -1, ROTA_MATCH_EXACT, 0, { 0 } },
		{ "TT Ân Thi", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { TOWN_AN_THI } },
		{ "TT. Ân Thi", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { TOWN_AN_THI } },
		{ "H. Ân Thi", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { DISTRICT_AN_THI } },
		{ "h. an thi", "2024-11-30", -1, ROTA_MATCH_LOOSE, 1, { DISTRICT_AN_THI } },
		{ "TP Hưng Yên", "2024-11-30", -1, ROTA_MATCH_EXACT, 1, { CITY } },
		{ "X. Hồng Vân (cũ)", "2024-11-30", -1, ROTA_MATCH_EXACT, 0, { 0 } },
		{ "X. Hồng Vân, H. Tiên Lữ", "2024-11-30", -1, ROTA_MATCH_EXACT, 0, { 0 } },
		{ "X.", "2024-11-30", -1, ROTA_MATCH_EXACT, 0, { 0 } },
	};

	(void)state;
	world_finish(&world);
	for (size_t i = 0; i < COUNT(rows); i++)
		check_find(&rows[i], NULL);
}

static void test_find__without_accents_only_when_nothing_fits_exactly(void **state)
{
	static const struct find_row rows[] = {
		{ "hong quang", "2024-02-15", -1, ROTA_MATCH_LOOSE, 1, { HONG_QUANG } },
		{ "xa hong quang", "2024-02-15", -1, ROTA_MATCH_LOOSE, 1, { HONG_QUANG } },
		{ "Hông Vân", "2024-02-15", -1, ROTA_MATCH_LOOSE, 1, { HONG_VAN } },
		{ "Hồng Vân", "2024-02-15", -1, ROTA_MATCH_EXACT, 1, { HONG_VAN } },
	};

	(void)state;
	add_unit(&world, "70001", "Hồng Văn", "xa", ids[CITY], "2024-12-01");
	world_finish(&world);
	for (size_t i = 0; i < COUNT(rows); i++)
		check_find(&rows[i], NULL);
}

static void test_find__by_other_spellings(void **state)
{
	static const struct find_row rows[] = {
		{ "Thủy Sỹ", "2024-02-15", -1, ROTA_MATCH_EXACT, 1, { THU_SY } },
		{ "thuy si", "2024-02-15", -1, ROTA_MATCH_LOOSE, 1, { THU_SY } },
	};
	struct rota_value aliases = rota_list();

	(void)state;
	assert_int_equal(0, rota_list_add(&world.arena, &aliases, rota_text("Thủy Sỹ")));
	change_unit(&world, ids[THU_SY], ids[THU_SY], "2020-01-01", "alias", aliases);
	world_finish(&world);
	for (size_t i = 0; i < COUNT(rows); i++)
		check_find(&rows[i], NULL);
}

static void test_find__only_inside_of_the_scope(void **state)
{
	static const struct find_row inside = { "Ân Thi", "2024-02-15",
						-1,       ROTA_MATCH_EXACT,
						2,        { TOWN_AN_THI, DISTRICT_AN_THI } };
	static const struct find_row outside = { "Ân Thi", "2024-02-15", -1, ROTA_MATCH_EXACT,
						 0,        { 0 } };

	(void)state;
	world_finish(&world);
	check_find(&inside, unit(DISTRICT_AN_THI));
	check_find(&outside, unit(CITY));
}

static void test_find__tells_how_many_there_are_beyond_the_room(void **state)
{
	struct rota_unit_match found[1];

	(void)state;
	world_finish(&world);
	assert_int_equal(2, rota_gazetteer_find(&world.gazetteer, "Ân Thi", day("2024-02-15"), -1,
						NULL, found, 1));
	expect_unit(TOWN_AN_THI, found[0].unit);
	assert_int_equal(2, rota_gazetteer_find(&world.gazetteer, "Ân Thi", day("2024-02-15"), -1,
						NULL, NULL, 0));
}

/* --- successions ---------------------------------------------------------------------------- */

struct heritage_row {
	enum hung_yen from, to;
	const char *until;
	enum rota_heritage wanted;
};

static void check_heritage(const struct heritage_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		enum rota_heritage found = rota_gazetteer_heritage(
			&world.gazetteer, unit(rows[i].from), unit(rows[i].to), day(rows[i].until));

		if (found != rows[i].wanted)
			fail_msg("%s to %s until %s: %d", hung_yen_rows[rows[i].from].name,
				 hung_yen_rows[rows[i].to].name, rows[i].until, (int)found);
	}
}

static void test_heritage__a_unit_is_its_own_sure_heir(void **state)
{
	static const struct heritage_row rows[] = {
		{ HONG_NAM, HONG_NAM, "2020-01-01", ROTA_HERITAGE_SURE },
		{ HONG_NAM, HONG_NAM, "2030-01-01", ROTA_HERITAGE_SURE },
		{ LE_LOI, LE_LOI, "2030-01-01", ROTA_HERITAGE_SURE },
	};

	(void)state;
	world_finish(&world);
	check_heritage(rows, COUNT(rows));
}

static void test_heritage__whole_units_lead_surely_through_every_step(void **state)
{
	static const struct heritage_row rows[] = {
		{ HONG_NAM, PHUONG_NAM, "2024-12-01", ROTA_HERITAGE_SURE },
		{ HONG_NAM, TAN_HUNG_2025, "2025-07-01", ROTA_HERITAGE_SURE },
		{ PHUONG_CHIEU, TAN_HUNG_2025, "2025-07-01", ROTA_HERITAGE_SURE },
		{ TAN_PHUC, AN_THI_2025, "2025-07-01", ROTA_HERITAGE_SURE },
		{ QUANG_TRUNG, LE_LOI, "2024-12-01", ROTA_HERITAGE_SURE },
	};

	(void)state;
	world_finish(&world);
	check_heritage(rows, COUNT(rows));
}

static void test_heritage__parts_lead_unsurely(void **state)
{
	static const struct heritage_row rows[] = {
		{ NGOC_THANH, SON_NAM_2025, "2025-07-01", ROTA_HERITAGE_UNSURE },
		{ NGOC_THANH, HIEP_CUONG_2025, "2025-07-01", ROTA_HERITAGE_UNSURE },
	};

	(void)state;
	world_finish(&world);
	check_heritage(rows, COUNT(rows));
}

static void test_heritage__a_strip_leads_nowhere(void **state)
{
	static const struct heritage_row rows[] = {
		{ PHUONG_CHIEU, LIEN_PHUONG, "2030-01-01", ROTA_HERITAGE_NONE },
	};

	(void)state;
	world_finish(&world);
	check_heritage(rows, COUNT(rows));
}

static void test_heritage__not_before_its_day_and_not_backwards(void **state)
{
	static const struct heritage_row rows[] = {
		{ HONG_NAM, PHUONG_NAM, "2024-11-30", ROTA_HERITAGE_NONE },
		{ HONG_NAM, TAN_HUNG_2025, "2025-06-30", ROTA_HERITAGE_NONE },
		{ PHUONG_NAM, HONG_NAM, "2030-01-01", ROTA_HERITAGE_NONE },
		{ TAN_PHUC, QUANG_VINH, "2030-01-01", ROTA_HERITAGE_NONE },
	};

	(void)state;
	world_finish(&world);
	check_heritage(rows, COUNT(rows));
}

static void test_heritage__the_worst_step_of_a_way_and_the_best_of_two_ways(void **state)
{
	static const struct heritage_row rows[] = {
		{ HONG_QUANG, SON_NAM_2025, "2025-07-01", ROTA_HERITAGE_UNSURE },
		{ HONG_VAN, TAN_HUNG_2025, "2025-07-01", ROTA_HERITAGE_SURE },
	};

	(void)state;
	succeed(&world, "2025-01-01", ids[HONG_QUANG_2024], ids[NGOC_THANH], "absorb", "full", 0);
	succeed(&world, "2025-07-01", ids[HONG_VAN], ids[TAN_HUNG_2025], "split", "main", 0);
	world_finish(&world);
	check_heritage(rows, COUNT(rows));
}

static void test_heritage__a_rename_leads_surely(void **state)
{
	static const struct heritage_row rows[] = {
		{ LIEN_PHUONG, HONG_QUANG_2024, "2025-01-01", ROTA_HERITAGE_SURE },
	};

	(void)state;
	succeed(&world, "2025-01-01", ids[LIEN_PHUONG], ids[HONG_QUANG_2024], "rename", "full", 0);
	world_finish(&world);
	check_heritage(rows, COUNT(rows));
}

/** On one day a strip of land is moved first, then what is left merges: seq says so. */
static void test_heritage__steps_of_one_day_follow_their_order(void **state)
{
	static const struct heritage_row rows[] = {
		{ QUANG_TRUNG, TAN_HUNG, "2025-01-01", ROTA_HERITAGE_UNSURE },
		{ HOANG_HOA_THAM, NGOC_THANH, "2025-01-01", ROTA_HERITAGE_SURE },
		{ TAN_HUNG, HOANG_HOA_THAM, "2025-01-01", ROTA_HERITAGE_NONE },
	};

	(void)state;
	succeed(&world, "2025-01-01", ids[THU_SY], ids[TAN_HUNG], "form", "full", 2);
	succeed(&world, "2025-01-01", ids[QUANG_TRUNG], ids[THU_SY], "boundary", "part", 1);
	succeed(&world, "2025-01-01", ids[TOWN_AN_THI], ids[NGOC_THANH], "form", "full", 4);
	succeed(&world, "2025-01-01", ids[HOANG_HOA_THAM], ids[TOWN_AN_THI], "form", "full", 3);
	succeed(&world, "2025-01-01", ids[LE_LOI], ids[HOANG_HOA_THAM], "form", "full", 5);
	succeed(&world, "2025-01-01", ids[TAN_HUNG], ids[LE_LOI], "form", "full", 6);
	world_finish(&world);
	check_heritage(rows, COUNT(rows));
}

static void test_heritage__a_circle_of_successions_ends(void **state)
{
	static const struct heritage_row rows[] = {
		{ LE_LOI, THU_SY, "2030-01-01", ROTA_HERITAGE_SURE },
		{ THU_SY, LE_LOI, "2030-01-01", ROTA_HERITAGE_NONE },
	};

	(void)state;
	succeed(&world, "2025-01-01", ids[LE_LOI], ids[HONG_QUANG_2024], "form", "full", 1);
	succeed(&world, "2025-01-01", ids[HONG_QUANG_2024], ids[LE_LOI], "form", "full", 2);
	succeed(&world, "2025-01-01", ids[LE_LOI], ids[THU_SY], "form", "full", 3);
	world_finish(&world);
	check_heritage(rows, COUNT(rows));
}

static void test_era__begins_where_a_unit_begins_ends_or_changes(void **state)
{
	static const char *const first_days[] = { "2024-12-01", "2025-07-01" };

	(void)state;
	world_finish(&world);
	for (size_t i = 0; i < COUNT(first_days); i++) {
		int32_t first = day(first_days[i]);
		size_t era = rota_gazetteer_era(&world.gazetteer, first);

		assert_true(rota_gazetteer_era(&world.gazetteer, first - 1) < era);
		assert_int_equal(era, rota_gazetteer_era(&world.gazetteer, first + 1));
	}
	assert_true(rota_gazetteer_era(&world.gazetteer, ROTA_DAY_ALWAYS + 1) <=
		    rota_gazetteer_era(&world.gazetteer, day("1990-01-01")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_by_code__a_code_resolves_together_with_a_day),
		TEST(test_by_code__no_unit_bears_it_on_that_day),
		TEST(test_unit_on__lives_from_its_first_day_until_before_its_end),
		TEST(test_unit_on__a_version_holds_until_the_next),
		TEST(test_unit_on__what_a_version_does_not_say_it_has_from_the_one_before),
		TEST(test_unit_near__the_first_before_it_began_and_the_last_after_it_ended),
		TEST(test_add__the_level_comes_with_the_digits_of_the_code),
		TEST(test_add__the_entry_that_made_a_province_makes_its_unit),
		TEST(test_add__a_unit_without_code_name_or_type_is_passed_over),
		TEST(test_add__what_is_said_for_an_earlier_day_does_not_hide_a_unit),
		TEST(test_finish__units_stand_by_the_code_of_their_first_version),
		TEST(test_ancestor__of_a_commune_by_day),
		TEST(test_ancestor__there_is_none_at_that_level),
		TEST(test_ancestor__a_circle_of_parents_ends),
		TEST(test_inside__or_the_same),
		TEST(test_find__by_code_name_or_name_behind_its_type),
		TEST(test_find__the_type_and_the_level_tell_a_town_from_its_district),
		TEST(test_find__text_taken_apart_and_other_tone_places_are_exact),
		TEST(test_find__behind_an_abbreviated_type),
		TEST(test_find__without_accents_only_when_nothing_fits_exactly),
		TEST(test_find__by_other_spellings),
		TEST(test_find__only_inside_of_the_scope),
		TEST(test_find__tells_how_many_there_are_beyond_the_room),
		TEST(test_era__begins_where_a_unit_begins_ends_or_changes),
		TEST(test_heritage__a_unit_is_its_own_sure_heir),
		TEST(test_heritage__whole_units_lead_surely_through_every_step),
		TEST(test_heritage__parts_lead_unsurely),
		TEST(test_heritage__a_strip_leads_nowhere),
		TEST(test_heritage__not_before_its_day_and_not_backwards),
		TEST(test_heritage__the_worst_step_of_a_way_and_the_best_of_two_ways),
		TEST(test_heritage__a_rename_leads_surely),
		TEST(test_heritage__steps_of_one_day_follow_their_order),
		TEST(test_heritage__a_circle_of_successions_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
