/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/locality.h, through two reorganisations. */
#include "tests/unit/ledger/hung_yen.h"

#include "ledger/locality.h"

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

static const struct rota_locality_policy by_commune = { .level = ROTA_LEVEL_COMMUNE };
static const struct rota_locality_policy by_district = { .level = ROTA_LEVEL_DISTRICT };
static const struct rota_locality_policy by_province = { .level = ROTA_LEVEL_PROVINCE };

/* Values, short enough for a table. */
#define OPEN ROTA_LOCALITY_UNDETERMINED
#define LOCAL ROTA_LOCALITY_LOCAL
#define NON_LOCAL ROTA_LOCALITY_NON_LOCAL

struct row {
	const char *native; /* five or fewer digits are a code, else a text */
	enum hung_yen unit;
	const char *appointed;
	const char *paper;
	enum rota_locality_value value;
	enum rota_locality_reason reason;
};

static struct rota_origin origin_of(const char *words, const char *paper)
{
	struct rota_origin origin = { .on = day_of(paper) };

	if (words && words[strspn(words, "0123456789")] == '\0' && *words)
		origin.code = words;
	else
		origin.text = words;
	return origin;
}

static void expect(const char *what, const struct rota_locality *found,
		   enum rota_locality_value value, enum rota_locality_reason reason)
{
	if (found->value != value || found->reason != reason)
		fail_msg("%s: %s, %s for %s, %s", what, rota_locality_value_id(found->value),
			 rota_locality_reason_id(found->reason), rota_locality_value_id(value),
			 rota_locality_reason_id(reason));
}

static void check_rows(const struct row *rows, size_t count,
		       const struct rota_locality_policy *policy)
{
	for (size_t i = 0; i < count; i++) {
		const struct rota_locality_facts facts = {
			.unit = unit_of(&world, ids[rows[i].unit]),
			.appointed = day(rows[i].appointed),
			.reported = day(rows[i].appointed),
			.native = origin_of(rows[i].native, rows[i].paper),
		};
		struct rota_locality found =
			rota_locality_of(&facts, policy, &world.gazetteer, national);
		char what[256];

		snprintf(what, sizeof(what), "'%s' in %s on %s",
			 rows[i].native ? rows[i].native : "", hung_yen_rows[rows[i].unit].name,
			 rows[i].appointed);
		expect(what, &found, rows[i].value, rows[i].reason);
		assert_int_equal(ROTA_BASIS_NATIVE, found.basis);
	}
}

#define CHECK_ROWS(rows, policy) check_rows(rows, COUNT(rows), &(policy))

/* --- the commune ---------------------------------------------------------------------------- */

static void test_of__the_unit_itself_is_local(void **state)
{
	static const struct row rows[] = {
		{ "11977", HONG_NAM, "2024-02-15", NULL, LOCAL, ROTA_BECAUSE_SAME },
		{ "xã Hồng Nam, TP Hưng Yên, tỉnh Hưng Yên", HONG_NAM, "2024-02-15", NULL, LOCAL,
		  ROTA_BECAUSE_SAME },
		{ "xã Hồng Nam, huyện Tiên Lữ, tỉnh Hưng Yên", HONG_NAM, "2024-02-15", NULL, LOCAL,
		  ROTA_BECAUSE_SAME },
		{ "xã Hồng Nam, huyện Phù Tiên, tỉnh Hải Hưng", HONG_NAM, "2024-02-15", NULL, LOCAL,
		  ROTA_BECAUSE_SAME },
		{ "xa hong nam, tp hung yen, hung yen", HONG_NAM, "2024-02-15", NULL, LOCAL,
		  ROTA_BECAUSE_SAME },
		{ "xã Tân Hưng, tỉnh Hưng Yên", TAN_HUNG_2025, "2025-08-01", "2025-08-01", LOCAL,
		  ROTA_BECAUSE_SAME },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__another_unit_is_non_local(void **state)
{
	static const struct row rows[] = {
		{ "12157", HONG_NAM, "2024-02-15", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên", QUANG_VINH, "2024-02-15", NULL,
		  NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "xã Thanh Tùng, huyện Thanh Miện, tỉnh Hải Dương", HONG_NAM, "2024-02-15", NULL,
		  NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "10495", HONG_NAM, "2024-02-15", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "Hải Dương", HONG_NAM, "2024-02-15", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "10495", TAN_HUNG_2025, "2025-08-01", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__whole_units_lead_to_local(void **state)
{
	static const struct row rows[] = {
		{ "xã Hồng Nam, TP Hưng Yên, tỉnh Hưng Yên", PHUONG_NAM, "2024-12-01", NULL, LOCAL,
		  ROTA_BECAUSE_HEIR },
		{ "xã Hồng Nam, TP Hưng Yên, tỉnh Hưng Yên", TAN_HUNG_2025, "2025-07-01", NULL,
		  LOCAL, ROTA_BECAUSE_HEIR },
		{ "12382", TAN_HUNG_2025, "2025-07-01", NULL, LOCAL, ROTA_BECAUSE_HEIR },
		{ "11965", LE_LOI, "2025-01-01", NULL, LOCAL, ROTA_BECAUSE_HEIR },
		{ "xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên", AN_THI_2025, "2025-07-01", NULL,
		  LOCAL, ROTA_BECAUSE_HEIR },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__not_before_the_day_of_the_succession(void **state)
{
	static const struct row rows[] = {
		{ "11965", LE_LOI, "2024-11-30", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "11965", LE_LOI, "2024-12-01", NULL, LOCAL, ROTA_BECAUSE_HEIR },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__a_part_or_a_rest_alone_is_undetermined(void **state)
{
	static const struct row rows[] = {
		{ "12322", SON_NAM_2025, "2025-07-01", "2024-01-01", OPEN, ROTA_BECAUSE_PART },
		{ "12322", HIEP_CUONG_2025, "2025-07-01", "2024-01-01", OPEN, ROTA_BECAUSE_PART },
		{ "12322", TAN_HUNG_2025, "2025-07-01", "2024-01-01", NON_LOCAL,
		  ROTA_BECAUSE_ELSEWHERE },
		/* read as of today, the code is that of the new unit */
		{ "12322", HIEP_CUONG_2025, "2025-07-01", NULL, LOCAL, ROTA_BECAUSE_SAME },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__a_strip_leads_nowhere(void **state)
{
	static const struct row rows[] = {
		{ "12382", LIEN_PHUONG, "2025-01-01", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "11974", LIEN_PHUONG, "2025-01-01", NULL, LOCAL, ROTA_BECAUSE_SAME },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__a_code_used_again_is_understood_by_its_paper(void **state)
{
	static const struct row rows[] = {
		{ "12157", TAN_PHUC, "2024-02-15", NULL, LOCAL, ROTA_BECAUSE_SAME },
		{ "12157", QUANG_VINH, "2024-02-15", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "12157", QUANG_VINH_2024, "2024-12-01", NULL, LOCAL, ROTA_BECAUSE_SAME },
		{ "12157", QUANG_VINH_2024, "2024-12-01", "2020-01-01", LOCAL, ROTA_BECAUSE_HEIR },
		{ "12163", QUANG_VINH_2024, "2024-12-01", NULL, LOCAL, ROTA_BECAUSE_HEIR },
		{ "12196", HONG_QUANG, "2024-02-15", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "12199", HONG_QUANG_2024, "2024-12-01", NULL, LOCAL, ROTA_BECAUSE_HEIR },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

/* --- what is known only roughly ------------------------------------------------------------- */

static void test_of__a_higher_level_that_contains_the_unit_is_undetermined(void **state)
{
	static const struct row rows[] = {
		{ "tỉnh Hưng Yên", HONG_NAM, "2024-02-15", NULL, OPEN, ROTA_BECAUSE_COARSE },
		{ "33", HONG_NAM, "2024-02-15", NULL, OPEN, ROTA_BECAUSE_COARSE },
		{ "TP Hưng Yên", HONG_NAM, "2024-02-15", NULL, OPEN, ROTA_BECAUSE_COARSE },
		{ "329", TAN_PHUC, "2024-02-15", NULL, OPEN, ROTA_BECAUSE_COARSE },
		{ "xã Nào Đó, huyện Ân Thi, Hưng Yên", TAN_PHUC, "2024-02-15", NULL, OPEN,
		  ROTA_BECAUSE_COARSE },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__a_higher_level_that_does_not_contain_it_is_non_local(void **state)
{
	static const struct row rows[] = {
		{ "huyện Ân Thi, tỉnh Hưng Yên", HONG_NAM, "2024-02-15", NULL, NON_LOCAL,
		  ROTA_BECAUSE_ELSEWHERE },
		{ "30", HONG_NAM, "2024-02-15", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "huyện Thanh Miện, Hải Dương", HONG_NAM, "2024-02-15", NULL, NON_LOCAL,
		  ROTA_BECAUSE_ELSEWHERE },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__a_district_that_has_ended_contains_what_became_of_it(void **state)
{
	static const struct row rows[] = {
		{ "huyện Tiên Lữ, tỉnh Hưng Yên", TAN_HUNG_2025, "2025-08-01", NULL, OPEN,
		  ROTA_BECAUSE_COARSE },
		{ "323", TAN_HUNG_2025, "2025-08-01", NULL, OPEN, ROTA_BECAUSE_COARSE },
		{ "huyện Ân Thi, tỉnh Hưng Yên", TAN_HUNG_2025, "2025-08-01", NULL, NON_LOCAL,
		  ROTA_BECAUSE_ELSEWHERE },
		{ "huyện Kim Động, tỉnh Hưng Yên", SON_NAM_2025, "2025-08-01", NULL, OPEN,
		  ROTA_BECAUSE_COARSE },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__a_district_contains_what_came_of_it_from_that_day_on(void **state)
{
	static const struct row rows[] = {
		{ "332", LE_LOI, "2024-02-15", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "332", LE_LOI, "2025-01-01", NULL, OPEN, ROTA_BECAUSE_COARSE },
	};

	(void)state;
	succeed(&world, "2024-12-01", ids[THU_SY], ids[LE_LOI], "absorb", "full", 0);
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__a_district_in_which_the_unit_once_lay_contains_it(void **state)
{
	static const struct row rows[] = {
		{ "huyện Tiên Lữ, tỉnh Hưng Yên", HONG_NAM, "2024-02-15", NULL, OPEN,
		  ROTA_BECAUSE_COARSE },
		{ "huyện Tiên Lữ, tỉnh Hưng Yên", HONG_NAM, "2013-08-05", NULL, NON_LOCAL,
		  ROTA_BECAUSE_ELSEWHERE },
	};

	(void)state;
	change_unit(&world, ids[HONG_NAM], ids[HONG_NAM], "2013-08-06", "parent",
		    rota_id_value(&world.arena, ids[DISTRICT_TIEN_LU]));
	change_unit(&world, ids[HONG_NAM], ids[HONG_NAM], "2014-01-01", "parent",
		    rota_id_value(&world.arena, ids[CITY]));
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__what_is_not_stated_or_cannot_be_read_is_undetermined(void **state)
{
	static const struct row rows[] = {
		{ NULL, HONG_NAM, "2024-02-15", NULL, OPEN, ROTA_BECAUSE_UNSTATED },
		{ "", HONG_NAM, "2024-02-15", NULL, OPEN, ROTA_BECAUSE_UNREAD },
		{ "nước ngoài", HONG_NAM, "2024-02-15", NULL, OPEN, ROTA_BECAUSE_UNREAD },
		{ "xã Tân Thành", HONG_NAM, "2024-02-15", NULL, OPEN, ROTA_BECAUSE_UNREAD },
		{ "99999", HONG_NAM, "2024-02-15", NULL, OPEN, ROTA_BECAUSE_UNREAD },
		{ "\xFF", HONG_NAM, "2024-02-15", NULL, OPEN, ROTA_BECAUSE_UNREAD },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__meanings_that_do_not_agree_are_undetermined(void **state)
{
	static const struct row rows[] = {
		{ "xã Hoàng Hoa Thám, tỉnh Hưng Yên", HOANG_HOA_THAM_2025, "2025-08-01", NULL, OPEN,
		  ROTA_BECAUSE_AMBIGUOUS },
		{ "xã Hoàng Hoa Thám, tỉnh Hưng Yên", AN_THI_2025, "2025-08-01", NULL, OPEN,
		  ROTA_BECAUSE_AMBIGUOUS },
		{ "12157", TAN_PHUC, "2024-02-15", "2024", OPEN, ROTA_BECAUSE_AMBIGUOUS },
	};

	(void)state;
	succeed(&world, "2025-07-01", ids[HONG_QUANG_2024], ids[HOANG_HOA_THAM_2025], "form",
		"full", 0);
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__meanings_that_agree_decide(void **state)
{
	static const struct row rows[] = {
		/* the new Tân Hưng or the old one, of which it was formed */
		{ "xã Tân Hưng, tỉnh Hưng Yên", TAN_HUNG_2025, "2025-08-01", NULL, LOCAL,
		  ROTA_BECAUSE_SAME },
		{ "xã Tân Hưng, tỉnh Hưng Yên", AN_THI_2025, "2025-08-01", NULL, NON_LOCAL,
		  ROTA_BECAUSE_ELSEWHERE },
		{ "12157", QUANG_VINH_2024, "2024-12-15", "2024", LOCAL, ROTA_BECAUSE_HEIR },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__the_result_tells_what_the_place_was_taken_for(void **state)
{
	struct rota_locality_facts facts = { .appointed = day("2024-02-15") };
	struct rota_locality found;

	(void)state;
	world_finish(&world);
	facts.unit = unit_of(&world, ids[HONG_NAM]);
	facts.native = origin_of("xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên", NULL);
	found = rota_locality_of(&facts, &by_commune, &world.gazetteer, national);
	assert_ptr_equal(unit_of(&world, ids[TAN_PHUC]), found.origin.unit);
	assert_string_equal("12157", found.origin.listed->code);
	facts.native = origin_of("nước ngoài", NULL);
	found = rota_locality_of(&facts, &by_commune, &world.gazetteer, national);
	assert_null(found.origin.unit);
	assert_null(found.origin.listed);
	/* the new Tân Hưng or the old one: both are not Ân Thi */
	facts.unit = unit_of(&world, ids[AN_THI_2025]);
	facts.appointed = day("2025-08-01");
	facts.native = origin_of("xã Tân Hưng, tỉnh Hưng Yên", NULL);
	found = rota_locality_of(&facts, &by_commune, &world.gazetteer, national);
	assert_int_equal(NON_LOCAL, found.value);
	assert_null(found.origin.unit);
}

/* --- units formed later --------------------------------------------------------------------- */

static void test_of__a_place_named_by_a_later_unit_of_several_is_undetermined(void **state)
{
	static const struct row rows[] = {
		{ "xã Tân Hưng, tỉnh Hưng Yên", HONG_NAM, "2024-02-15", "2025-08-01", OPEN,
		  ROTA_BECAUSE_LATER },
		{ "11977", THU_SY, "2024-02-15", "2025-08-01", OPEN, ROTA_BECAUSE_LATER },
		{ "xã Quang Vinh, huyện Ân Thi, Hưng Yên", TAN_PHUC, "2024-02-15", "2025-01-01",
		  OPEN, ROTA_BECAUSE_LATER },
		{ "xã Tân Hưng, tỉnh Hưng Yên", TAN_PHUC, "2024-02-15", "2025-08-01", NON_LOCAL,
		  ROTA_BECAUSE_ELSEWHERE },
		/* Lê Lợi, on a paper after it had absorbed Quang Trung */
		{ "11959", QUANG_TRUNG, "2024-02-15", "2025-01-01", OPEN, ROTA_BECAUSE_LATER },
		{ "11959", QUANG_TRUNG, "2024-02-15", "2024-01-01", NON_LOCAL,
		  ROTA_BECAUSE_ELSEWHERE },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__what_came_into_the_origin_before_that_day_is_part_of_it(void **state)
{
	static const struct row rows[] = {
		{ "11974", THU_SY, "2025-01-01", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "11974", THU_SY, "2024-11-30", "2025-01-01", OPEN, ROTA_BECAUSE_LATER },
	};

	(void)state;
	succeed(&world, "2024-12-01", ids[THU_SY], ids[LIEN_PHUONG], "boundary", "part", 0);
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__a_place_named_by_a_later_unit_of_this_one_alone_is_local(void **state)
{
	static const struct row rows[] = {
		{ "xã Hồng Quang Mới, Hưng Yên", HONG_QUANG_2024, "2025-01-01", "2026-01-01", LOCAL,
		  ROTA_BECAUSE_HEIR },
		{ "xã Hồng Quang Mới, Hưng Yên", HONG_VAN, "2024-01-01", "2026-01-01", OPEN,
		  ROTA_BECAUSE_LATER },
	};
	static const struct row twice[] = {
		{ "70002", LIEN_PHUONG, "2024-02-15", "2026-03-01", LOCAL, ROTA_BECAUSE_HEIR },
	};
	struct rota_id first = add_unit(&world, "70001", "Một", "xa", ids[PROVINCE], "2026-01-01");
	struct rota_id second = add_unit(&world, "70002", "Hai", "xa", ids[PROVINCE], "2026-02-01");
	struct rota_id renamed =
		add_unit(&world, "12196", "Hồng Quang Mới", "xa", ids[PROVINCE], "2025-07-01");

	(void)state;
	end_unit(&world, ids[HONG_QUANG_2024], "2025-07-01");
	succeed(&world, "2025-07-01", ids[HONG_QUANG_2024], renamed, "rename", "full", 0);
	end_unit(&world, ids[LIEN_PHUONG], "2026-01-01");
	succeed(&world, "2026-01-01", ids[LIEN_PHUONG], first, "rename", "full", 0);
	end_unit(&world, first, "2026-02-01");
	succeed(&world, "2026-02-01", first, second, "rename", "full", 0);
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
	CHECK_ROWS(twice, by_commune);
}

static void test_of__a_unit_of_unknown_origin_is_untraced(void **state)
{
	static const struct row rows[] = {
		{ "xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên", HOANG_HOA_THAM_2025, "2025-08-01",
		  NULL, OPEN, ROTA_BECAUSE_UNTRACED },
		{ "Hải Dương", HOANG_HOA_THAM_2025, "2025-08-01", NULL, OPEN,
		  ROTA_BECAUSE_UNTRACED },
		{ "12337", HOANG_HOA_THAM_2025, "2025-08-01", NULL, LOCAL, ROTA_BECAUSE_SAME },
		{ "Hưng Yên", HOANG_HOA_THAM_2025, "2025-08-01", NULL, OPEN, ROTA_BECAUSE_COARSE },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__a_unit_formed_of_units_of_unknown_origin_is_untraced(void **state)
{
	static const struct row rows[] = {
		{ "Hải Dương", TAN_HUNG_2025, "2025-08-01", NULL, OPEN, ROTA_BECAUSE_UNTRACED },
		{ "Hải Dương", AN_THI_2025, "2025-08-01", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
	};
	struct rota_id young =
		add_unit(&world, "70001", "Nơi Nào", "xa", ids[PROVINCE], "2025-06-01");

	(void)state;
	succeed(&world, "2025-07-01", young, ids[TAN_HUNG_2025], "form", "full", 0);
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

static void test_of__an_origin_that_went_nobody_knows_where_is_untraced(void **state)
{
	static const struct row rows[] = {
		{ "xã Hưng Đạo, huyện Tiên Lữ, tỉnh Hưng Yên", LE_LOI, "2025-08-01", NULL, OPEN,
		  ROTA_BECAUSE_UNTRACED },
		{ "xã Hưng Đạo, huyện Tiên Lữ, tỉnh Hưng Yên", LE_LOI, "2025-06-30", NULL,
		  NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
	};
	struct rota_id ended =
		add_unit(&world, "12340", "Hưng Đạo", "xa", ids[DISTRICT_TIEN_LU], NULL);

	(void)state;
	end_unit(&world, ended, "2025-07-01");
	world_finish(&world);
	CHECK_ROWS(rows, by_commune);
}

/* --- the level ------------------------------------------------------------------------------ */

static void test_of__at_the_level_of_districts_districts_are_compared(void **state)
{
	static const struct row rows[] = {
		{ "11974", HONG_NAM, "2024-02-15", NULL, LOCAL, ROTA_BECAUSE_SAME },
		{ "12157", QUANG_VINH, "2024-02-15", NULL, LOCAL, ROTA_BECAUSE_SAME },
		{ "12157", HONG_NAM, "2024-02-15", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "huyện Ân Thi, Hưng Yên", QUANG_VINH, "2024-02-15", NULL, LOCAL,
		  ROTA_BECAUSE_SAME },
		{ "huyện Ân Thi, Hưng Yên", HONG_NAM, "2024-02-15", NULL, NON_LOCAL,
		  ROTA_BECAUSE_ELSEWHERE },
		{ "Hưng Yên", HONG_NAM, "2024-02-15", NULL, OPEN, ROTA_BECAUSE_COARSE },
		{ "Hải Dương", HONG_NAM, "2024-02-15", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "12163", QUANG_VINH_2024, "2025-01-01", NULL, LOCAL, ROTA_BECAUSE_HEIR },
		{ "12382", LE_LOI, "2025-01-01", NULL, LOCAL, ROTA_BECAUSE_HEIR },
		{ "12163", LE_LOI, "2025-01-01", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "xã Phương Nam, TP Hưng Yên, Hưng Yên", LE_LOI, "2024-02-15", "2025-01-01", LOCAL,
		  ROTA_BECAUSE_HEIR },
		{ "xã Tân Hưng, tỉnh Hưng Yên", LE_LOI, "2024-02-15", "2025-08-01", OPEN,
		  ROTA_BECAUSE_LATER },
		{ "xã Tân Hưng, tỉnh Hưng Yên", TAN_PHUC, "2024-02-15", "2025-08-01", NON_LOCAL,
		  ROTA_BECAUSE_ELSEWHERE },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_district);
}

static void test_of__without_districts_only_what_is_sure_is_said(void **state)
{
	static const struct row rows[] = {
		{ "12382", TAN_HUNG_2025, "2025-08-01", NULL, LOCAL, ROTA_BECAUSE_HEIR },
		{ "12142", AN_THI_2025, "2025-08-01", NULL, LOCAL, ROTA_BECAUSE_SAME },
		{ "12157", TAN_HUNG_2025, "2025-08-01", "2020-01-01", OPEN, ROTA_BECAUSE_NO_LEVEL },
		{ "10495", TAN_HUNG_2025, "2025-08-01", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "329", AN_THI_2025, "2025-08-01", NULL, OPEN, ROTA_BECAUSE_COARSE },
		{ "329", TAN_HUNG_2025, "2025-08-01", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_district);
}

static void test_of__without_districts_pieces_in_two_provinces_are_not_elsewhere(void **state)
{
	static const struct row rows[] = {
		{ "12322", TAN_HUNG_2025, "2025-08-01", "2024-01-01", OPEN, ROTA_BECAUSE_NO_LEVEL },
	};
	struct rota_id none = { { 0 } };
	struct rota_id other = add_unit(&world, "30", "Hải Dương", "tinh", none, NULL);
	struct rota_id commune = add_unit(&world, "70001", "Nơi Nào", "xa", other, "2025-07-01");

	(void)state;
	succeed(&world, "2025-07-01", ids[NGOC_THANH], commune, "split", "part", 0);
	world_finish(&world);
	CHECK_ROWS(rows, by_district);
}

static void test_of__at_the_level_of_provinces_provinces_are_compared(void **state)
{
	static const struct row rows[] = {
		{ "12157", HONG_NAM, "2024-02-15", NULL, LOCAL, ROTA_BECAUSE_SAME },
		{ "329", HONG_NAM, "2024-02-15", NULL, LOCAL, ROTA_BECAUSE_SAME },
		{ "33", HONG_NAM, "2024-02-15", NULL, LOCAL, ROTA_BECAUSE_SAME },
		{ "30", HONG_NAM, "2024-02-15", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "10495", HONG_NAM, "2024-02-15", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "329", TAN_HUNG_2025, "2025-08-01", NULL, LOCAL, ROTA_BECAUSE_SAME },
		/* a commune that went to pieces, all in the province */
		{ "12322", LE_LOI, "2025-08-01", "2024-01-01", LOCAL, ROTA_BECAUSE_HEIR },
	};

	(void)state;
	world_finish(&world);
	CHECK_ROWS(rows, by_province);
}

static void test_of__a_province_merged_is_followed(void **state)
{
	static const struct row rows[] = {
		{ "xã Tiến Đức, huyện Hưng Hà, tỉnh Thái Bình", LE_LOI, "2025-06-30", NULL,
		  NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "xã Tiến Đức, huyện Hưng Hà, tỉnh Thái Bình", LE_LOI, "2025-07-01", NULL, LOCAL,
		  ROTA_BECAUSE_HEIR },
		{ "tỉnh Thái Bình", LE_LOI, "2025-06-30", NULL, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ "tỉnh Thái Bình", LE_LOI, "2025-07-01", NULL, LOCAL, ROTA_BECAUSE_HEIR },
	};
	struct rota_id none = { { 0 } };
	struct rota_id thai_binh = add_unit(&world, "34", "Thái Bình", "tinh", none, NULL);
	struct rota_id district = add_unit(&world, "339", "Hưng Hà", "huyen", thai_binh, NULL);
	struct rota_id commune = add_unit(&world, "12646", "Tiến Đức", "xa", district, NULL);
	struct rota_id merged =
		add_unit(&world, "12631", "Tiên La", "xa", ids[PROVINCE], "2025-07-01");

	(void)state;
	end_unit(&world, thai_binh, "2025-07-01");
	end_unit(&world, commune, "2025-07-01");
	succeed(&world, "2025-07-01", commune, merged, "form", "full", 0);
	succeed(&world, "2025-07-01", thai_binh, ids[PROVINCE], "absorb", "full", 0);
	world_finish(&world);
	CHECK_ROWS(rows, by_province);
}

/* --- the geography -------------------------------------------------------------------------- */

static enum rota_locality_value at(enum rota_geography geography, const char *native,
				   enum hung_yen unit, const char *appointed, const char *reported)
{
	const struct rota_locality_policy policy = { .level = ROTA_LEVEL_COMMUNE,
						     .geography = geography };
	const struct rota_locality_facts facts = { .unit = unit_of(&world, ids[unit]),
						   .appointed = day(appointed),
						   .reported = day(reported),
						   .native = origin_of(native, NULL) };

	return rota_locality_of(&facts, &policy, &world.gazetteer, national).value;
}

static void test_of__by_the_units_of_the_appointment_or_of_the_report(void **state)
{
	static const char quang_trung[] = "phường Quang Trung, TP Hưng Yên, tỉnh Hưng Yên";

	(void)state;
	world_finish(&world);
	assert_int_equal(NON_LOCAL, at(ROTA_GEOGRAPHY_APPOINTMENT, quang_trung, LE_LOI,
				       "2024-02-15", "2025-01-01"));
	assert_int_equal(
		LOCAL, at(ROTA_GEOGRAPHY_REPORT, quang_trung, LE_LOI, "2024-02-15", "2025-01-01"));
	assert_int_equal(NON_LOCAL, at(ROTA_GEOGRAPHY_REPORT, quang_trung, LE_LOI, "2024-02-15",
				       "2024-11-30"));
}

static void test_of__a_unit_that_has_ended_is_what_became_of_it(void **state)
{
	static const char thu_sy[] = "xã Thủ Sỹ, huyện Tiên Lữ, tỉnh Hưng Yên";

	(void)state;
	world_finish(&world);
	assert_int_equal(NON_LOCAL,
			 at(ROTA_GEOGRAPHY_REPORT, thu_sy, HONG_NAM, "2024-02-15", "2025-06-30"));
	assert_int_equal(LOCAL,
			 at(ROTA_GEOGRAPHY_REPORT, thu_sy, HONG_NAM, "2024-02-15", "2025-07-01"));
}

static void test_of__a_unit_that_has_ended_without_one_sure_heir_is_as_on_its_last_day(void **state)
{
	static const char beside_it[] = "xã Song Mai, huyện Kim Động, tỉnh Hưng Yên";
	const struct rota_locality_policy policy = { .level = ROTA_LEVEL_DISTRICT,
						     .geography = ROTA_GEOGRAPHY_REPORT };
	struct rota_locality_facts facts = { .reported = day("2025-07-01"),
					     .native = origin_of(beside_it, NULL) };
	struct rota_id beside =
		add_unit(&world, "12301", "Song Mai", "xa", ids[DISTRICT_KIM_DONG], NULL);
	struct rota_locality found;

	(void)state;
	end_unit(&world, beside, "2025-07-01");
	succeed(&world, "2025-07-01", beside, ids[HIEP_CUONG_2025], "form", "full", 0);
	succeed(&world, "2024-12-01", ids[PHUONG_CHIEU], ids[LE_LOI], "split", "main", 0);
	world_finish(&world);
	/* Ngọc Thanh went to two in parts, and its district is no more */
	facts.unit = unit_of(&world, ids[NGOC_THANH]);
	found = rota_locality_of(&facts, &policy, &world.gazetteer, national);
	expect("Ngọc Thanh", &found, LOCAL, ROTA_BECAUSE_SAME);
	/* Phương Chiểu, let us say, went to two as a whole */
	assert_int_equal(NON_LOCAL, at(ROTA_GEOGRAPHY_REPORT, "xã Hồng Nam, TP Hưng Yên",
				       PHUONG_CHIEU, "2024-02-15", "2025-01-01"));
}

/* --- the tests ------------------------------------------------------------------------------ */

struct test_row {
	enum rota_locality_test test;
	const char *native, *birth;
	enum rota_locality_value value;
	enum rota_locality_basis basis;
};

static void check_tests(const struct test_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct rota_locality_policy policy = { .test = rows[i].test,
							     .level = ROTA_LEVEL_COMMUNE };
		const struct rota_locality_facts facts = {
			.unit = unit_of(&world, ids[HONG_NAM]),
			.appointed = day("2024-02-15"),
			.native = origin_of(rows[i].native, NULL),
			.birth_place = origin_of(rows[i].birth, NULL),
		};
		struct rota_locality found =
			rota_locality_of(&facts, &policy, &world.gazetteer, national);

		if (found.value != rows[i].value || found.basis != rows[i].basis)
			fail_msg("row %zu: %s by %s", i, rota_locality_value_id(found.value),
				 rota_locality_basis_id(found.basis));
	}
}

static void test_of__native_place_or_place_of_birth(void **state)
{
	static const struct test_row rows[] = {
		{ ROTA_TEST_NATIVE_PLACE, "11977", "12157", LOCAL, ROTA_BASIS_NATIVE },
		{ ROTA_TEST_NATIVE_PLACE, "12157", "11977", NON_LOCAL, ROTA_BASIS_NATIVE },
		{ ROTA_TEST_NATIVE_PLACE, NULL, "11977", OPEN, ROTA_BASIS_NATIVE },
		{ ROTA_TEST_BIRTH_PLACE, "11977", "12157", NON_LOCAL, ROTA_BASIS_BIRTH },
		{ ROTA_TEST_BIRTH_PLACE, "12157", "11977", LOCAL, ROTA_BASIS_BIRTH },
		{ ROTA_TEST_BIRTH_PLACE, "11977", NULL, OPEN, ROTA_BASIS_BIRTH },
	};

	(void)state;
	world_finish(&world);
	check_tests(rows, COUNT(rows));
}

static void test_of__either(void **state)
{
	static const struct test_row rows[] = {
		{ ROTA_TEST_EITHER, "11977", "12157", LOCAL, ROTA_BASIS_NATIVE },
		{ ROTA_TEST_EITHER, "12157", "11977", LOCAL, ROTA_BASIS_BIRTH },
		{ ROTA_TEST_EITHER, NULL, "11977", LOCAL, ROTA_BASIS_BIRTH },
		{ ROTA_TEST_EITHER, "11977", NULL, LOCAL, ROTA_BASIS_NATIVE },
		{ ROTA_TEST_EITHER, "12157", "10495", NON_LOCAL, ROTA_BASIS_BIRTH },
		{ ROTA_TEST_EITHER, "12157", NULL, OPEN, ROTA_BASIS_BIRTH },
		{ ROTA_TEST_EITHER, NULL, "12157", OPEN, ROTA_BASIS_NATIVE },
		{ ROTA_TEST_EITHER, "12157", "323", OPEN, ROTA_BASIS_BIRTH },
		{ ROTA_TEST_EITHER, NULL, NULL, OPEN, ROTA_BASIS_NATIVE },
	};

	(void)state;
	world_finish(&world);
	check_tests(rows, COUNT(rows));
}

static void test_of__by_hand_is_undetermined(void **state)
{
	static const struct test_row rows[] = {
		{ ROTA_TEST_MANUAL, "11977", "11977", OPEN, ROTA_BASIS_MANUAL },
		{ ROTA_TEST_MANUAL, NULL, NULL, OPEN, ROTA_BASIS_MANUAL },
	};

	(void)state;
	world_finish(&world);
	check_tests(rows, COUNT(rows));
}

/* --- spells --------------------------------------------------------------------------------- */

enum { MAX_SPELLS = 4 };

struct spell_row {
	struct {
		const char *place, *from, *to, *what;
	} spells[MAX_SPELLS]; /* up to the first without a place */
	uint64_t years;
	enum rota_residence counts;
	enum rota_locality_value value;
	enum rota_locality_reason reason;
};

static struct rota_locality by_spells(const struct spell_row *row, enum rota_locality_test test,
				      const char *native)
{
	const struct rota_locality_policy policy = { .test = test,
						     .level = ROTA_LEVEL_COMMUNE,
						     .residence_years = row->years,
						     .residence_counts = row->counts };
	struct rota_spell spells[MAX_SPELLS];
	struct rota_locality_facts facts = { .unit = unit_of(&world, ids[HONG_NAM]),
					     .appointed = day("2024-02-15"),
					     .native = origin_of(native, NULL),
					     .spells = spells };

	while (facts.spell_count < MAX_SPELLS && row->spells[facts.spell_count].place) {
		size_t i = facts.spell_count++;

		spells[i] = (struct rota_spell){ .place = origin_of(row->spells[i].place, NULL),
						 .from = day_of(row->spells[i].from),
						 .to = day_of(row->spells[i].to),
						 .what = row->spells[i].what };
	}
	return rota_locality_of(&facts, &policy, &world.gazetteer, national);
}

static void check_spells(const struct spell_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct rota_locality found = by_spells(&rows[i], ROTA_TEST_RESIDENCE, "11977");
		char what[32];

		snprintf(what, sizeof(what), "row %zu", i);
		expect(what, &found, rows[i].value, rows[i].reason);
		assert_int_equal(ROTA_BASIS_RESIDENCE, found.basis);
	}
}

#define BOTH ROTA_RESIDENCE_BOTH
#define HERE "11977"
#define THERE "12157"

static void test_of__years_in_the_unit_make_a_local(void **state)
{
	static const struct spell_row rows[] = {
		{ { { HERE, "2000-01-01", "2020-01-01", "work" } },
		  20,
		  BOTH,
		  LOCAL,
		  ROTA_BECAUSE_YEARS },
		{ { { HERE, "2000-01-02", "2020-01-01", "work" } },
		  20,
		  BOTH,
		  NON_LOCAL,
		  ROTA_BECAUSE_TOO_SHORT },
		{ { { THERE, "2000-01-01", "2020-01-01", "work" } },
		  20,
		  BOTH,
		  NON_LOCAL,
		  ROTA_BECAUSE_TOO_SHORT },
		/* until now, which is the day of the appointment */
		{ { { HERE, "2004-02-15", NULL, "work" } }, 20, BOTH, LOCAL, ROTA_BECAUSE_YEARS },
		{ { { HERE, "2004-02-16", NULL, "work" } },
		  20,
		  BOTH,
		  NON_LOCAL,
		  ROTA_BECAUSE_TOO_SHORT },
		{ { { HERE, "2004-02-16", "2034-01-01", "work" } },
		  20,
		  BOTH,
		  NON_LOCAL,
		  ROTA_BECAUSE_TOO_SHORT },
	};

	(void)state;
	world_finish(&world);
	check_spells(rows, COUNT(rows));
}

static void test_of__spells_add_up_and_count_once(void **state)
{
	static const struct spell_row rows[] = {
		{ { { HERE, "2000-01-01", "2010-01-01", "work" },
		    { HERE, "2011-01-01", "2021-01-01", "study" } },
		  20,
		  BOTH,
		  LOCAL,
		  ROTA_BECAUSE_YEARS },
		{ { { HERE, "2000-01-01", "2015-01-01", "work" },
		    { HERE, "2005-01-01", "2019-12-31", "study" } },
		  20,
		  BOTH,
		  NON_LOCAL,
		  ROTA_BECAUSE_TOO_SHORT },
		{ { { HERE, "2010-06-15", "2020-01-01", "work" },
		    { HERE, "2000-01-01", "2010-06-15", "study" } },
		  20,
		  BOTH,
		  LOCAL,
		  ROTA_BECAUSE_YEARS },
		/* two that touch the longer one between them */
		{ { { HERE, "2000-01-01", "2004-01-10", "work" },
		    { HERE, "2009-12-20", "2020-01-01", "work" },
		    { HERE, "2003-01-01", "2010-01-01", "study" } },
		  20,
		  BOTH,
		  LOCAL,
		  ROTA_BECAUSE_YEARS },
		/* whole months of each: 119 and 119 */
		{ { { HERE, "2000-01-01", "2009-12-31", "work" },
		    { HERE, "2010-02-01", "2020-01-31", "work" } },
		  20,
		  BOTH,
		  NON_LOCAL,
		  ROTA_BECAUSE_TOO_SHORT },
	};

	(void)state;
	world_finish(&world);
	check_spells(rows, COUNT(rows));
}

static void test_of__a_day_known_in_part_counts_for_what_is_sure(void **state)
{
	static const struct spell_row rows[] = {
		/* from the last day of January at the latest, to the first one at the earliest */
		{ { { HERE, "2000-01", "2020-02", "work" } }, 20, BOTH, LOCAL, ROTA_BECAUSE_YEARS },
		{ { { HERE, "2000-01", "2020-01", "work" } },
		  20,
		  BOTH,
		  OPEN,
		  ROTA_BECAUSE_YEARS_OPEN },
		{ { { HERE, "2000", "2020", "work" } }, 20, BOTH, OPEN, ROTA_BECAUSE_YEARS_OPEN },
		{ { { HERE, "2000", "2021", "work" } }, 20, BOTH, LOCAL, ROTA_BECAUSE_YEARS },
		{ { { HERE, "2000", "2019", "work" } },
		  20,
		  BOTH,
		  NON_LOCAL,
		  ROTA_BECAUSE_TOO_SHORT },
		/* what may be one stretch */
		{ { { HERE, "2000-01-01", "2010", "work" }, { HERE, "2010", "2020-01-01", "work" } },
		  20,
		  BOTH,
		  OPEN,
		  ROTA_BECAUSE_YEARS_OPEN },
		/* within one year: no day of it is sure */
		{ { { HERE, "2000", "2000-06-01", "work" } },
		  20,
		  BOTH,
		  NON_LOCAL,
		  ROTA_BECAUSE_TOO_SHORT },
	};

	(void)state;
	world_finish(&world);
	check_spells(rows, COUNT(rows));
}

static void test_of__what_counts_is_the_policy_s(void **state)
{
	static const struct spell_row rows[] = {
		{ { { HERE, "2000-01-01", "2010-01-01", "study" } },
		  10,
		  ROTA_RESIDENCE_STUDY,
		  LOCAL,
		  ROTA_BECAUSE_YEARS },
		{ { { HERE, "2000-01-01", "2010-01-01", "study" } },
		  10,
		  ROTA_RESIDENCE_WORK,
		  OPEN,
		  ROTA_BECAUSE_UNSTATED },
		{ { { HERE, "2000-01-01", "2010-01-01", "work" } },
		  10,
		  ROTA_RESIDENCE_WORK,
		  LOCAL,
		  ROTA_BECAUSE_YEARS },
		{ { { HERE, "2000-01-01", "2010-01-01", "live" } }, 10, BOTH, OPEN, ROTA_BECAUSE_UNSTATED },
		{ { { HERE, NULL, "2010-01-01", "work" } }, 10, BOTH, OPEN, ROTA_BECAUSE_UNSTATED },
		{ { { HERE, "2000-01-01", "2010-01-01", NULL } }, 10, BOTH, OPEN, ROTA_BECAUSE_UNSTATED },
	};

	(void)state;
	world_finish(&world);
	check_spells(rows, COUNT(rows));
}

static void test_of__spells_in_doubt_leave_it_open(void **state)
{
	static const struct spell_row rows[] = {
		{ { { "TP Hưng Yên", "2000", "2020", "work" } },
		  20,
		  BOTH,
		  OPEN,
		  ROTA_BECAUSE_YEARS_OPEN },
		{ { { "TP Hưng Yên", "2000", "2010", "work" }, { HERE, "2010", "2020", "work" } },
		  20,
		  BOTH,
		  OPEN,
		  ROTA_BECAUSE_YEARS_OPEN },
		{ { { "TP Hưng Yên", "2000", "2010", "work" }, { HERE, "2010", "2019", "work" } },
		  20,
		  BOTH,
		  NON_LOCAL,
		  ROTA_BECAUSE_TOO_SHORT },
	};

	(void)state;
	world_finish(&world);
	check_spells(rows, COUNT(rows));
}

static void test_of__no_spells_or_no_years_are_undetermined(void **state)
{
	static const struct spell_row rows[] = {
		{ { { NULL, NULL, NULL, NULL } }, 20, BOTH, OPEN, ROTA_BECAUSE_UNSTATED },
		{ { { HERE, "2000", "2020", "work" } }, 0, BOTH, OPEN, ROTA_BECAUSE_NO_YEARS },
	};

	(void)state;
	world_finish(&world);
	check_spells(rows, COUNT(rows));
}

static void test_of__a_spell_is_understood_on_its_own_day(void **state)
{
	const struct rota_locality_policy policy = { .test = ROTA_TEST_RESIDENCE,
						     .level = ROTA_LEVEL_COMMUNE,
						     .residence_years = 20 };
	/* the code was that of Ngọc Thanh, of which only a part went over */
	const struct rota_spell spell = { .place = origin_of("12322", NULL),
					  .from = day_of("2000"),
					  .to = day_of("2020"),
					  .what = "work" };
	struct rota_locality_facts facts = { .appointed = day("2025-08-01"),
					     .spells = &spell,
					     .spell_count = 1 };
	struct rota_locality found;

	(void)state;
	world_finish(&world);
	facts.unit = unit_of(&world, ids[HIEP_CUONG_2025]);
	found = rota_locality_of(&facts, &policy, &world.gazetteer, national);
	expect("Hiệp Cường", &found, OPEN, ROTA_BECAUSE_YEARS_OPEN);
}

static void test_of__more_spells_than_a_life_has_are_not_too_short(void **state)
{
	static struct rota_spell spells[100];
	const struct rota_locality_policy policy = { .test = ROTA_TEST_RESIDENCE,
						     .level = ROTA_LEVEL_COMMUNE,
						     .residence_years = 20 };
	struct rota_locality_facts facts = { .appointed = day("2024-02-15"),
					     .spells = spells,
					     .spell_count = COUNT(spells) };
	struct rota_locality found;

	(void)state;
	world_finish(&world);
	facts.unit = unit_of(&world, ids[HONG_NAM]);
	for (size_t i = 0; i < COUNT(spells); i++)
		spells[i] = (struct rota_spell){
			.place = origin_of(HERE, NULL),
			.from = rota_day_from_number(day("1990-01-01") + 60 * (int32_t)i),
			.to = rota_day_from_number(day("1990-02-15") + 60 * (int32_t)i),
			.what = "work",
		};
	found = rota_locality_of(&facts, &policy, &world.gazetteer, national);
	expect("100 spells", &found, OPEN, ROTA_BECAUSE_YEARS_OPEN);
}

static void test_of__years_beside_another_test_never_make_anybody_non_local(void **state)
{
	static const struct spell_row enough = {
		{ { HERE, "2000-01-01", "2020-01-01", "work" } },
		20,
		BOTH,
		LOCAL,
		ROTA_BECAUSE_YEARS
	};
	static const struct spell_row maybe = {
		{ { HERE, "2000", "2020", "work" } }, 20, BOTH, OPEN, ROTA_BECAUSE_YEARS_OPEN
	};
	static const struct spell_row few = {
		{ { HERE, "2000", "2010", "work" } }, 20, BOTH, OPEN, ROTA_BECAUSE_TOO_SHORT
	};
	static const struct spell_row off = {
		{ { HERE, "2000", "2020", "work" } }, 0, BOTH, OPEN, ROTA_BECAUSE_NO_YEARS
	};
	static const struct {
		const struct spell_row *spells;
		enum rota_locality_test test;
		const char *native;
		enum rota_locality_value value;
		enum rota_locality_reason reason;
	} rows[] = {
		{ &enough, ROTA_TEST_NATIVE_PLACE, THERE, LOCAL, ROTA_BECAUSE_YEARS },
		{ &enough, ROTA_TEST_NATIVE_PLACE, NULL, LOCAL, ROTA_BECAUSE_YEARS },
		{ &enough, ROTA_TEST_NATIVE_PLACE, HERE, LOCAL, ROTA_BECAUSE_SAME },
		{ &few, ROTA_TEST_NATIVE_PLACE, THERE, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ &few, ROTA_TEST_NATIVE_PLACE, NULL, OPEN, ROTA_BECAUSE_UNSTATED },
		{ &maybe, ROTA_TEST_NATIVE_PLACE, THERE, OPEN, ROTA_BECAUSE_YEARS_OPEN },
		{ &maybe, ROTA_TEST_NATIVE_PLACE, HERE, LOCAL, ROTA_BECAUSE_SAME },
		{ &maybe, ROTA_TEST_NATIVE_PLACE, NULL, OPEN, ROTA_BECAUSE_UNSTATED },
		{ &off, ROTA_TEST_NATIVE_PLACE, THERE, NON_LOCAL, ROTA_BECAUSE_ELSEWHERE },
		{ &enough, ROTA_TEST_MANUAL, THERE, OPEN, ROTA_BECAUSE_MANUAL },
	};

	(void)state;
	world_finish(&world);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_locality found =
			by_spells(rows[i].spells, rows[i].test, rows[i].native);
		char what[32];

		snprintf(what, sizeof(what), "row %zu", i);
		expect(what, &found, rows[i].value, rows[i].reason);
	}
}

/* --- policies and words --------------------------------------------------------------------- */

static void test_policy_read__the_defaults(void **state)
{
	struct rota_locality_policy policies[2];
	struct rota_draft draft = draft_of(&world, "policy.set");
	struct rota_id id;

	(void)state;
	rota_draft_on(&draft, day_of(NULL));
	id = record(&world, &draft);
	world_finish(&world);
	rota_locality_policy_read(&policies[0], NULL);
	rota_locality_policy_read(&policies[1], &entity_of(&world, id)->subject);
	for (size_t i = 0; i < COUNT(policies); i++) {
		assert_int_equal(ROTA_TEST_NATIVE_PLACE, policies[i].test);
		assert_int_equal(ROTA_LEVEL_COMMUNE, policies[i].level);
		assert_int_equal(ROTA_GEOGRAPHY_APPOINTMENT, policies[i].geography);
		assert_int_equal(0, policies[i].residence_years);
		assert_int_equal(ROTA_RESIDENCE_BOTH, policies[i].residence_counts);
	}
}

static void test_policy_read__every_word(void **state)
{
	static const struct {
		const char *field, *word;
		int wanted;
	} rows[] = {
		{ "test", "native_place", ROTA_TEST_NATIVE_PLACE },
		{ "test", "birth_place", ROTA_TEST_BIRTH_PLACE },
		{ "test", "either", ROTA_TEST_EITHER },
		{ "test", "residence", ROTA_TEST_RESIDENCE },
		{ "test", "manual", ROTA_TEST_MANUAL },
		{ "level", "commune", ROTA_LEVEL_COMMUNE },
		{ "level", "district", ROTA_LEVEL_DISTRICT },
		{ "level", "province", ROTA_LEVEL_PROVINCE },
		{ "geography", "appointment", ROTA_GEOGRAPHY_APPOINTMENT },
		{ "geography", "report", ROTA_GEOGRAPHY_REPORT },
		{ "residence_counts", "both", ROTA_RESIDENCE_BOTH },
		{ "residence_counts", "study", ROTA_RESIDENCE_STUDY },
		{ "residence_counts", "work", ROTA_RESIDENCE_WORK },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_locality_policy policy;
		struct rota_draft draft;
		struct rota_id id;

		end(state);
		world_init(&world);
		draft = draft_of(&world, "policy.set");
		rota_draft_on(&draft, day_of(NULL));
		rota_draft_set(&draft, rows[i].field, rota_text(rows[i].word));
		rota_draft_set(&draft, "residence_years", rota_uint(20));
		id = record(&world, &draft);
		fold_all(&world);
		rota_locality_policy_read(&policy, &entity_of(&world, id)->subject);
		assert_int_equal(rows[i].wanted, rows[i].field[0] == 't'   ? (int)policy.test
						 : rows[i].field[0] == 'l' ? (int)policy.level
						 : rows[i].field[0] == 'g'
							 ? (int)policy.geography
							 : (int)policy.residence_counts);
		assert_int_equal(20, policy.residence_years);
	}
}

static void test_ids__values_and_bases_are_words_of_the_schema(void **state)
{
	const struct rota_kind *kind = rota_kind_find("locality.set");
	const struct rota_words *bases = rota_kind_field(kind, "basis")->words;

	(void)state;
	for (enum rota_locality_value value = OPEN; value <= NON_LOCAL; value++)
		assert_non_null(
			rota_word_find(&rota_locality_values, rota_locality_value_id(value)));
	for (enum rota_locality_basis basis = ROTA_BASIS_NATIVE; basis <= ROTA_BASIS_MANUAL;
	     basis++)
		assert_non_null(rota_word_find(bases, rota_locality_basis_id(basis)));
	for (enum rota_locality_reason reason = ROTA_BECAUSE_UNSTATED;
	     reason <= ROTA_BECAUSE_MANUAL; reason++)
		assert_true(strlen(rota_locality_reason_id(reason)) > 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_of__the_unit_itself_is_local),
		TEST(test_of__another_unit_is_non_local),
		TEST(test_of__whole_units_lead_to_local),
		TEST(test_of__not_before_the_day_of_the_succession),
		TEST(test_of__a_part_or_a_rest_alone_is_undetermined),
		TEST(test_of__a_strip_leads_nowhere),
		TEST(test_of__a_code_used_again_is_understood_by_its_paper),
		TEST(test_of__a_higher_level_that_contains_the_unit_is_undetermined),
		TEST(test_of__a_higher_level_that_does_not_contain_it_is_non_local),
		TEST(test_of__a_district_that_has_ended_contains_what_became_of_it),
		TEST(test_of__a_district_contains_what_came_of_it_from_that_day_on),
		TEST(test_of__a_district_in_which_the_unit_once_lay_contains_it),
		TEST(test_of__what_is_not_stated_or_cannot_be_read_is_undetermined),
		TEST(test_of__meanings_that_do_not_agree_are_undetermined),
		TEST(test_of__meanings_that_agree_decide),
		TEST(test_of__the_result_tells_what_the_place_was_taken_for),
		TEST(test_of__a_place_named_by_a_later_unit_of_several_is_undetermined),
		TEST(test_of__what_came_into_the_origin_before_that_day_is_part_of_it),
		TEST(test_of__a_place_named_by_a_later_unit_of_this_one_alone_is_local),
		TEST(test_of__a_unit_of_unknown_origin_is_untraced),
		TEST(test_of__a_unit_formed_of_units_of_unknown_origin_is_untraced),
		TEST(test_of__an_origin_that_went_nobody_knows_where_is_untraced),
		TEST(test_of__at_the_level_of_districts_districts_are_compared),
		TEST(test_of__without_districts_only_what_is_sure_is_said),
		TEST(test_of__without_districts_pieces_in_two_provinces_are_not_elsewhere),
		TEST(test_of__at_the_level_of_provinces_provinces_are_compared),
		TEST(test_of__a_province_merged_is_followed),
		TEST(test_of__by_the_units_of_the_appointment_or_of_the_report),
		TEST(test_of__a_unit_that_has_ended_is_what_became_of_it),
		TEST(test_of__a_unit_that_has_ended_without_one_sure_heir_is_as_on_its_last_day),
		TEST(test_of__native_place_or_place_of_birth),
		TEST(test_of__either),
		TEST(test_of__by_hand_is_undetermined),
		TEST(test_of__years_in_the_unit_make_a_local),
		TEST(test_of__spells_add_up_and_count_once),
		TEST(test_of__a_day_known_in_part_counts_for_what_is_sure),
		TEST(test_of__what_counts_is_the_policy_s),
		TEST(test_of__spells_in_doubt_leave_it_open),
		TEST(test_of__no_spells_or_no_years_are_undetermined),
		TEST(test_of__a_spell_is_understood_on_its_own_day),
		TEST(test_of__more_spells_than_a_life_has_are_not_too_short),
		TEST(test_of__years_beside_another_test_never_make_anybody_non_local),
		TEST(test_policy_read__the_defaults),
		TEST(test_policy_read__every_word),
		TEST(test_ids__values_and_bases_are_words_of_the_schema),
	};

	return cmocka_run_group_tests(tests, open_list, close_list);
}
