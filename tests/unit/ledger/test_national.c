/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/national.h, on the whole list. */
#include "ledger/national.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "ledger/national_data.h"
#include "rota/day.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static struct rota_arena arena;
static struct rota_national *national;

static int open_list(void **state)
{
	(void)state;
	return rota_national_open(&national, &arena, NULL);
}

static int close_list(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	return 0;
}

struct row {
	const char *text;
	const char *code; /* "": none */
	enum rota_national_fit fit;
	bool moved;
	size_t unresolved;
};

/** Whatever was read before: a list of its own says the same. */
static void check_alone(const char *text, const struct rota_national_place *place)
{
	struct rota_arena alone = { .first = NULL };
	struct rota_national_place again;
	struct rota_national *list;

	assert_int_equal(ROTA_OK, rota_national_open(&list, &alone, NULL));
	rota_national_read(&again, list, text, strlen(text));
	if (again.unit != place->unit || again.fit != place->fit || again.moved != place->moved ||
	    again.unresolved != place->unresolved)
		fail_msg("'%s': another answer when nothing was read before", text);
	rota_arena_clear(&alone);
}

static void check_row(const struct row *row)
{
	struct rota_national_place place;
	const char *code;

	rota_national_read(&place, national, row->text, strlen(row->text));
	code = place.unit ? place.unit->code : "";
	if (strcmp(code, row->code) != 0 || place.fit != row->fit || place.moved != row->moved ||
	    place.unresolved != row->unresolved)
		fail_msg("'%s': %s, fit %d, moved %d, %zu unresolved", row->text, code,
			 (int)place.fit, place.moved, place.unresolved);
	check_alone(row->text, &place);
}

#define EXACT ROTA_NATIONAL_EXACT
#define LOOSE ROTA_NATIONAL_LOOSE

#define CHECK_ROWS(rows)                            \
	for (size_t at = 0; at < COUNT(rows); at++) \
	check_row(&(rows)[at])

/* --- by code -------------------------------------------------------------------------------- */

static void test_find__by_code(void **state)
{
	static const char *const rows[][4] = {
		{ "33", "Hưng Yên", "tinh", NULL },       { "323", "Hưng Yên", "thanh_pho", "33" },
		{ "328", "Mỹ Hào", "thi_xa", "33" },      { "11977", "Hồng Nam", "xa", "323" },
		{ "12157", "Tân Phúc", "xa", "329" },     { "12142", "Ân Thi", "thi_tran", "329" },
		{ "01", "Hà Nội", "thanh_pho_tw", NULL }, { "00001", "Phúc Xá", "phuong", "001" },
		{ "96", "Cà Mau", "tinh", NULL },         { "318", "Bạch Long Vĩ", "huyen", "31" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct rota_national_unit *unit = rota_national_find(rows[i][0]);
		const struct rota_national_unit *parent;

		assert_non_null(unit);
		parent = rota_national_parent(unit);
		assert_string_equal(rows[i][0], unit->code);
		assert_string_equal(rows[i][1], unit->name);
		assert_string_equal(rows[i][2], unit->type);
		assert_string_equal(rows[i][3] ? rows[i][3] : "", parent ? parent->code : "");
	}
}

static void test_find__no_such_code(void **state)
{
	static const char *const rows[] = {
		"", "0", "3", "99", "999", "99999", "119770", "33 ", "x"
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_null(rota_national_find(rows[i]));
}

static void test_find__the_list_is_whole(void **state)
{
	size_t of_digits[6] = { 0 };

	(void)state;
	for (size_t i = 0; i < rota_national_count; i++) {
		const struct rota_national_unit *unit = &rota_national_units[i];
		const struct rota_national_unit *parent = rota_national_parent(unit);

		assert_ptr_equal(unit, rota_national_find(unit->code));
		assert_int_equal(strlen(unit->code) == 2, parent == NULL);
		if (parent)
			assert_int_equal(strlen(unit->code) == 5 ? 3 : 2, strlen(parent->code));
		of_digits[strlen(unit->code)]++;
	}
	assert_int_equal(63, of_digits[2]);
	assert_int_equal(705, of_digits[3]);
	assert_int_equal(10597, of_digits[5]);
}

static void test_find__the_list_is_of_its_day(void **state)
{
	struct rota_day listed = rota_day_from_number(ROTA_NATIONAL_DAY);

	(void)state;
	assert_int_equal(2024, listed.year);
	assert_int_equal(2, listed.month);
	assert_int_equal(15, listed.day);
}

static void test_inside__or_the_same(void **state)
{
	static const struct {
		const char *unit, *area;
		bool wanted;
	} rows[] = {
		{ "11977", "323", true },  { "11977", "33", true },     { "11977", "11977", true },
		{ "11977", "332", false }, { "11977", "30", false },    { "323", "33", true },
		{ "33", "323", false },    { "12385", "11977", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(rows[i].wanted,
				 rota_national_inside(rota_national_find(rows[i].unit),
						      rota_national_find(rows[i].area)));
}

/* --- texts ---------------------------------------------------------------------------------- */

static void test_read__with_types(void **state)
{
	static const struct row rows[] = {
		{ "xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên", "12157", EXACT, false, 0 },
		{ "thị trấn Ân Thi, huyện Ân Thi, tỉnh Hưng Yên", "12142", EXACT, false, 0 },
		{ "phường Hiến Nam, thành phố Hưng Yên, tỉnh Hưng Yên", "11953", EXACT, false, 0 },
		{ "huyện Ân Thi, tỉnh Hưng Yên", "329", EXACT, false, 0 },
		{ "thành phố Hưng Yên, tỉnh Hưng Yên", "323", EXACT, false, 0 },
		{ "tỉnh Hải Dương", "30", EXACT, false, 0 },
		{ "quận Ba Đình, thành phố Hà Nội", "001", EXACT, false, 0 },
		{ "thị xã Mỹ Hào", "328", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__without_types(void **state)
{
	static const struct row rows[] = {
		{ "Tân Phúc, Ân Thi, Hưng Yên", "12157", EXACT, false, 0 },
		{ "Tân Phúc, Hưng Yên", "12157", EXACT, false, 0 },
		{ "Tân Phúc, Ân Thi", "12157", EXACT, false, 0 },
		{ "Hưng Yên, Hưng Yên", "323", EXACT, false, 0 },
		{ "Hiến Nam, Hưng Yên, Hưng Yên", "11953", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__separators(void **state)
{
	static const struct row rows[] = {
		{ "Tân Phúc - Ân Thi - Hưng Yên", "12157", EXACT, false, 0 },
		{ "Tân Phúc-Ân Thi-Hưng Yên", "12157", EXACT, false, 0 },
		{ "Tân Phúc – Ân Thi – Hưng Yên", "12157", EXACT, false, 0 },
		{ "Tân Phúc — Ân Thi − Hưng Yên", "12157", EXACT, false, 0 },
		{ "Tân Phúc; Ân Thi; Hưng Yên", "12157", EXACT, false, 0 },
		{ "Tân Phúc\nÂn Thi\r\nHưng Yên\n", "12157", EXACT, false, 0 },
		{ " Tân  Phúc ,, Ân\tThi ,Hưng Yên. ", "12157", EXACT, false, 0 },
		{ "xã Tân Phúc huyện Ân Thi tỉnh Hưng Yên", "12157", EXACT, false, 0 },
		{ "thị trấn Ân Thi huyện Ân Thi t. Hưng Yên", "12142", EXACT, false, 0 },
		{ "phường Bạch Sam thị xã Mỹ Hào, Hưng Yên", "12124", EXACT, false, 0 },
		{ "Xã: Tân Phúc; Huyện: Ân Thi; Tỉnh: Hưng Yên", "12157", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__abbreviations_in_any_case(void **state)
{
	static const struct row rows[] = {
		{ "TP. Hưng Yên", "323", EXACT, false, 0 },
		{ "TP Hưng Yên", "323", EXACT, false, 0 },
		{ "Tp.Hưng Yên", "323", EXACT, false, 0 },
		{ "T.P Hưng Yên", "323", EXACT, false, 0 },
		{ "t.p. hưng yên", "323", EXACT, false, 0 },
		{ "tx Mỹ Hào", "328", EXACT, false, 0 },
		{ "TX. Mỹ Hào", "328", EXACT, false, 0 },
		{ "P. Hiến Nam", "11953", EXACT, false, 0 },
		{ "p.Hiến Nam, tp.Hưng Yên", "11953", EXACT, false, 0 },
		{ "x. Tân Phúc, h. Ân Thi, t. Hưng Yên", "12157", EXACT, false, 0 },
		{ "X.Tân Phúc, H.Ân Thi, T.Hưng Yên", "12157", EXACT, false, 0 },
		{ "TT Ân Thi, H Ân Thi, T Hưng Yên", "12142", EXACT, false, 0 },
		{ "T.T. Ân Thi, Ân Thi", "12142", EXACT, false, 0 },
		{ "Q.1, TP.HCM", "760", EXACT, false, 0 },
		{ "P12, Q.3, TP HCM", "27130", EXACT, false, 0 },
		{ "XÃ TÂN PHÚC, HUYỆN ÂN THI, TỈNH HƯNG YÊN", "12157", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__spellings_of_one_name_are_exact(void **state)
{
	static const struct row rows[] = {
		{ "xã Nguyên Hoà, huyện Phù Cừ, tỉnh Hưng Yên", "12427", EXACT, false, 0 },
		{ "xã Nguyên Hòa, huyện Phù Cừ, tỉnh Hưng Yên", "12427", EXACT, false, 0 },
		{ "Thủ Sĩ, Tiên Lữ, Hưng Yên", "12367", EXACT, false, 0 },
		{ "Mĩ Hào, Hưng Yên", "328", EXACT, false, 0 },
		{ "xã An Quý, huyện Quỳnh Phụ, Thái Bình", "12538", EXACT, false, 0 },
		{ "tỉnh Hòa Bình", "17", EXACT, false, 0 },
		{ "Thanh Hoá", "38", EXACT, false, 0 },
		{ "quận 01, Sài Gòn", "760", EXACT, false, 0 },
		{ "A\xCC\x82n Thi, H\xC6\xB0ng Ye\xCC\x82n", "329", EXACT, false, 0 },
		{ "\xC3\x90oa\xCC\x80n \xC3\x90\xC3\xA0o, Ph\xC3\xB9 C\xE1\xBB\xAB", "12406", EXACT,
		  false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__without_accents_is_loose(void **state)
{
	static const struct row rows[] = {
		{ "xa Tan Phuc, huyen An Thi, tinh Hung Yen", "12157", LOOSE, false, 0 },
		{ "Tan Phuc, An Thi, Hung Yen", "12157", LOOSE, false, 0 },
		{ "thanh pho Hung Yen", "323", LOOSE, false, 0 },
		{ "Hai Duong", "30", LOOSE, false, 0 },
		{ "Tân Phúc, Ân Thi, Hung Yen", "12157", LOOSE, false, 0 },
		{ "Krông Ana, Đăk Lăk", "655", LOOSE, false, 0 },
		{ "Ba Ria - Vung Tau", "77", LOOSE, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__the_exact_name_comes_before_the_loose_one(void **state)
{
	static const struct row rows[] = {
		{ "xã Trực Hưng, huyện Trực Ninh, tỉnh Nam Định", "14050", EXACT, false, 0 },
		{ "xã Trực Hùng, huyện Trực Ninh, tỉnh Nam Định", "14083", EXACT, false, 0 },
		{ "xa Truc Hung, huyen Truc Ninh, tinh Nam Dinh", "363", LOOSE, false, 1 },
		{ "Hoằng Quỳ, Hoằng Hoá, Thanh Hoá", "15886", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__the_last_without_a_type_is_a_province_if_one_has_the_name(void **state)
{
	static const struct row rows[] = {
		{ "Hải Dương", "30", EXACT, false, 0 },
		{ "Hưng Yên", "33", EXACT, false, 0 },
		{ "Cao Bằng", "04", EXACT, false, 0 },
		{ "Tiên Lữ, Hưng Yên", "332", EXACT, false, 0 },
		{ "Khoái Châu", "330", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__a_type_decides_between_two_of_a_name(void **state)
{
	static const struct row rows[] = {
		{ "thị trấn Yên Viên, Gia Lâm, Hà Nội", "00526", EXACT, false, 0 },
		{ "xã Yên Viên, Gia Lâm, Hà Nội", "00532", EXACT, false, 0 },
		{ "Yên Viên, Gia Lâm, Hà Nội", "018", EXACT, false, 1 },
		{ "huyện Ân Thi, Hưng Yên", "329", EXACT, false, 0 },
		{ "tt Ân Thi, Hưng Yên", "12142", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__a_type_does_not_exclude(void **state)
{
	static const struct row rows[] = {
		{ "xã Hiến Nam, thị xã Hưng Yên, tỉnh Hưng Yên", "11953", EXACT, false, 0 },
		{ "huyện Hưng Yên", "323", EXACT, false, 0 },
		{ "huyen Hung Yen", "323", LOOSE, false, 0 },
		{ "xã Bạch Sam, huyện Mỹ Hào, tỉnh Hưng Yên", "12124", EXACT, false, 0 },
		/* a xã of one district, a phường of the other, which was a xã until 2019 */
		{ "xã Tân Hưng, tỉnh Hải Hưng", "", EXACT, false, 2 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__names_with_a_dash_or_the_word_of_a_type(void **state)
{
	static const struct row rows[] = {
		{ "Bà Rịa - Vũng Tàu", "77", EXACT, false, 0 },
		{ "Bà Rịa-Vũng Tàu", "77", EXACT, false, 0 },
		{ "Hà - Nam", "35", EXACT, false, 0 },
		{ "Hà - tỉnh Nam", "", EXACT, false, 2 },
		{ "Côn Đảo - Bà Rịa - Vũng Tàu", "755", EXACT, false, 0 },
		{ "Thừa Thiên - Huế", "46", EXACT, false, 0 },
		{ "TP. Phan Rang - Tháp Chàm, Ninh Thuận", "582", EXACT, false, 0 },
		{ "phường Đúc, Huế", "19780", EXACT, false, 0 },
		{ "Phường Đúc, TP Huế, Thừa Thiên Huế", "19780", EXACT, false, 0 },
		{ "Phương Nam, Uông Bí, Quảng Ninh", "06835", EXACT, false, 0 },
		{ "xã Tân Xã, huyện Thạch Thất, Hà Nội", "10000", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__other_names(void **state)
{
	static const struct row rows[] = {
		{ "TP HCM", "79", EXACT, false, 0 },
		{ "TP.HCM", "79", EXACT, false, 0 },
		{ "TPHCM", "79", EXACT, false, 0 },
		{ "Thành phố Hồ Chí Minh", "79", EXACT, false, 0 },
		{ "Sài Gòn", "79", EXACT, false, 0 },
		{ "xã Thạch Xá, huyện Thạch Thất, tỉnh Hà Tây", "10003", EXACT, false, 0 },
		{ "Bắc Cạn", "06", EXACT, false, 0 },
		{ "TP Huế", "46", EXACT, false, 0 },
		{ "xã Tiên Tiến, huyện Phù Cừ, tỉnh Hưng Yên", "12418", EXACT, false, 0 },
		{ "xã Thủy Sỹ, huyện Tiên Lữ, tỉnh Hưng Yên", "12367", EXACT, false, 0 },
		{ "xã Kim Trung, huyện Hưng Hà, tỉnh Thái Bình", "12664", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__a_former_unit_stands_for_all_in_which_its_land_lies(void **state)
{
	static const struct row rows[] = {
		{ "xã Tân Phúc, huyện Ân Thi, tỉnh Hải Hưng", "12157", EXACT, false, 0 },
		{ "huyện Ân Thi, tỉnh Hải Hưng", "329", EXACT, false, 0 },
		{ "huyện Cẩm Giàng, Hải Hưng", "295", EXACT, false, 0 },
		{ "xã Hồng Nam, huyện Phù Tiên, tỉnh Hải Hưng", "11977", EXACT, false, 0 },
		{ "Tân Hưng, Phù Tiên, Hải Hưng", "12385", EXACT, false, 0 },
		{ "huyện Phù Tiên, tỉnh Hải Hưng", "33", EXACT, false, 1 },
		{ "tỉnh Hải Hưng", "", EXACT, false, 1 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__a_commune_in_another_district_is_moved(void **state)
{
	static const struct row rows[] = {
		{ "xã Hồng Nam, huyện Tiên Lữ, tỉnh Hưng Yên", "11977", EXACT, true, 1 },
		{ "Hồng Nam, Tiên Lữ, Hưng Yên", "11977", EXACT, true, 1 },
		{ "Hồng Nam - Tiên Lữ - Hưng Yên", "11977", EXACT, true, 1 },
		{ "Hồng Nam, Tiên Lữ", "11977", EXACT, true, 1 },
		/* Ân Thi is a district and a town */
		{ "Hồng Nam, Ân Thi, Hưng Yên", "11977", EXACT, true, 1 },
		{ "xa Hong Nam, huyen Tien Lu, tinh Hung Yen", "11977", LOOSE, true, 1 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__behind_a_district_that_nobody_knows_it_is_moved(void **state)
{
	static const struct row rows[] = {
		{ "xã Hồng Nam, huyện Nào Đó, tỉnh Hưng Yên", "11977", EXACT, true, 1 },
		{ "thôn Nội, xã Hồng Nam, huyện Nào Đó, tỉnh Hưng Yên", "11977", EXACT, true, 2 },
		/* without a type it may be anything */
		{ "Hồng Nam, Nào Đó, Hưng Yên", "33", EXACT, false, 2 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__moved_only_when_the_province_has_the_name_once(void **state)
{
	static const struct row rows[] = {
		{ "xã Minh Tân, huyện Vũ Thư, tỉnh Thái Bình", "344", EXACT, false, 1 },
		{ "xã Minh Tân, huyện Nào Đó, tỉnh Thái Bình", "34", EXACT, false, 2 },
		/* a hamlet is no commune that has moved */
		{ "Tân Hưng, Nào Đó, Ân Thi, Hưng Yên", "329", EXACT, false, 2 },
		{ "Đội 5, Tân Hưng, Ân Thi, Hưng Yên", "329", EXACT, false, 2 },
		{ "Đội 5, Tân Hưng, Tiên Lữ, Hưng Yên", "332", EXACT, false, 2 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__what_is_not_in_the_list_stays_unresolved(void **state)
{
	static const struct row rows[] = {
		{ "thôn Đoài, xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên", "12157", EXACT, false, 1 },
		{ "số 5, ngõ 3, thôn Đoài, xã Tân Phúc, Ân Thi, Hưng Yên", "12157", EXACT, false,
		  3 },
		{ "xã Nào Đó, huyện Ân Thi, tỉnh Hưng Yên", "329", EXACT, false, 1 },
		{ "xã Nào Đó, tỉnh Hưng Yên", "33", EXACT, false, 1 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__what_is_ambiguous_is_read_as_what_holds_it(void **state)
{
	static const struct row rows[] = {
		{ "Ân Thi, Hưng Yên", "329", EXACT, false, 0 },
		{ "Ân Thi", "329", EXACT, false, 0 },
		{ "xã Minh Tân, tỉnh Thái Bình", "34", EXACT, false, 1 },
		{ "Tiên Lữ", "", EXACT, false, 1 },
		{ "Tân Thành", "", EXACT, false, 1 },
		{ "huyện Châu Thành", "", EXACT, false, 1 },
		{ "xã Tân Thành, huyện Châu Thành", "", EXACT, false, 2 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__what_stands_before_tells_which_one_is_meant(void **state)
{
	static const struct row rows[] = {
		{ "Thủ Sỹ, Tiên Lữ", "12367", EXACT, false, 0 },
		{ "xã An Vĩ, Khoái Châu", "12229", EXACT, false, 0 },
		{ "xã Tân Phước Hưng, huyện Phụng Hiệp", "31432", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__brackets_are_passed_over(void **state)
{
	static const struct row rows[] = {
		{ "xã Tân Phúc (nay là xã Quang Vinh, huyện Ân Thi), huyện Ân Thi, Hưng Yên",
		  "12157", EXACT, false, 0 },
		{ "xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên (cũ", "12157", EXACT, false, 0 },
		{ "((Hà Nội)) Hưng Yên)", "33", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__what_names_nothing_has_no_unit(void **state)
{
	static const struct row rows[] = {
		{ "", "", EXACT, false, 0 },
		{ " , ;- ", "", EXACT, false, 0 },
		{ "nước ngoài", "", EXACT, false, 1 },
		{ "?", "", EXACT, false, 1 },
		{ "xã", "", EXACT, false, 1 },
		{ "tỉnh", "", EXACT, false, 1 },
		{ "\xFF\xFE, Hưng Yên", "", EXACT, false, 0 },
		{ "H\xC6\xB0ng Y\xC3", "", EXACT, false, 0 },
		{ "a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,Hưng Yên", "", EXACT, false, 0 },
		{ "(((", "", EXACT, false, 0 },
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void test_read__a_text_of_any_size(void **state)
{
	struct rota_national_place place;
	char text[600];

	(void)state;
	for (size_t size = 1; size < sizeof(text); size++) {
		memset(text, ' ', sizeof(text));
		memcpy(text + size - 1, "H", 1);
		if (size > 10)
			memcpy(text + size - 10, "H\xC6\xB0ng Y\xC3\xAAn", 10);
		rota_national_read(&place, national, text, size);
		assert_int_equal(size > 10 && size <= 500, place.unit != NULL);
	}
	memset(text, 'x', sizeof(text));
	rota_national_read(&place, national, text, 500);
	assert_null(place.unit);
	rota_national_read(&place, national, NULL, 0);
	assert_null(place.unit);
}

/* --- the whole list ------------------------------------------------------------------------- */

static const char *type_word(const struct rota_national_unit *unit)
{
	static const char *const words[][2] = {
		{ "tinh", "tỉnh" },     { "thanh_pho_tw", "thành phố" }, { "huyen", "huyện" },
		{ "thi_xa", "thị xã" }, { "thanh_pho", "thành phố" },    { "quan", "quận" },
		{ "xa", "xã" },         { "phuong", "phường" },          { "thi_tran", "thị trấn" },
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(words[i][0], unit->type) == 0)
			return words[i][1];
	fail_msg("no type %s", unit->type);
	return NULL;
}

/** "xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên" of a unit. */
static void write_full(char *text, size_t room, const struct rota_national_unit *unit,
		       const char *between)
{
	size_t used = 0;

	for (; unit; unit = rota_national_parent(unit))
		used += (size_t)snprintf(text + used, room - used, "%s%s %s", used ? between : "",
					 type_word(unit), unit->name);
}

static void check_every_unit(const char *between, bool apart)
{
	for (size_t i = 0; i < rota_national_count; i++) {
		const struct rota_national_unit *unit = &rota_national_units[i];
		struct rota_national_place place;
		utf8proc_uint8_t *nfd = NULL;
		char text[500];

		write_full(text, sizeof(text), unit, between);
		if (apart)
			nfd = utf8proc_NFD((const utf8proc_uint8_t *)text);
		rota_national_read(&place, national, apart ? (const char *)nfd : text,
				   strlen(apart ? (const char *)nfd : text));
		free(nfd);
		if (place.unit != unit || place.fit != EXACT || place.moved || place.unresolved)
			fail_msg("'%s' (%s): %s", text, unit->code,
				 place.unit ? place.unit->code : "none");
	}
}

static void test_read__every_unit_by_its_full_name(void **state)
{
	(void)state;
	check_every_unit(", ", false);
	check_every_unit(" - ", false);
}

static void test_read__every_unit_in_text_taken_apart(void **state)
{
	(void)state;
	check_every_unit(", ", true);
}

/** Nothing is certain about such a text but that the answer is a unit that its words allow. */
static void test_read__any_bytes_are_read_or_not(void **state)
{
	static const char *const pieces[] = { "xã ",      "huyện ",   "TP. ", ", ", "-",
					      "Ân Thi",   "Hưng Yên", "(",    ")",  "\xE1\xBB",
					      "\xCC\x80", "t.",       "1",    "\n", "Huế",
					      "p",        "Tân ",     "\x01" };
	uint32_t seed = 20240215;

	(void)state;
	for (size_t i = 0; i < 20000; i++) {
		struct rota_national_place place;
		char text[200] = "";
		size_t size = 0;

		for (size_t k = 0; k < 10; k++) {
			seed = seed * 1664525 + 1013904223;
			size += (size_t)snprintf(text + size, sizeof(text) - size, "%s",
						 pieces[(seed >> 8) % COUNT(pieces)]);
		}
		rota_national_read(&place, national, text, size);
		if (place.unit)
			assert_ptr_equal(place.unit, rota_national_find(place.unit->code));
	}
}

/* --- opening -------------------------------------------------------------------------------- */

static void test_open__says_when_the_memory_is_full(void **state)
{
	struct rota_error err = { 0 };
	int rc = ROTA_ENOMEM;
	size_t max = 4096;

	(void)state;
	for (; rc; max *= 2) {
		struct rota_arena small = { .max_bytes = max };
		struct rota_national *out = (struct rota_national *)&small; /* must be reset */

		rc = rota_national_open(&out, &small, &err);
		assert_int_equal(rc != ROTA_OK, out == NULL);
		if (rc)
			assert_string_equal("out of memory", err.message);
		rota_arena_clear(&small);
	}
	assert_true(max <= (size_t)8 << 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find__by_code),
		cmocka_unit_test(test_find__no_such_code),
		cmocka_unit_test(test_find__the_list_is_whole),
		cmocka_unit_test(test_find__the_list_is_of_its_day),
		cmocka_unit_test(test_inside__or_the_same),
		cmocka_unit_test(test_read__with_types),
		cmocka_unit_test(test_read__without_types),
		cmocka_unit_test(test_read__separators),
		cmocka_unit_test(test_read__abbreviations_in_any_case),
		cmocka_unit_test(test_read__spellings_of_one_name_are_exact),
		cmocka_unit_test(test_read__without_accents_is_loose),
		cmocka_unit_test(test_read__the_exact_name_comes_before_the_loose_one),
		cmocka_unit_test(
			test_read__the_last_without_a_type_is_a_province_if_one_has_the_name),
		cmocka_unit_test(test_read__a_type_decides_between_two_of_a_name),
		cmocka_unit_test(test_read__a_type_does_not_exclude),
		cmocka_unit_test(test_read__names_with_a_dash_or_the_word_of_a_type),
		cmocka_unit_test(test_read__other_names),
		cmocka_unit_test(test_read__a_former_unit_stands_for_all_in_which_its_land_lies),
		cmocka_unit_test(test_read__a_commune_in_another_district_is_moved),
		cmocka_unit_test(test_read__behind_a_district_that_nobody_knows_it_is_moved),
		cmocka_unit_test(test_read__moved_only_when_the_province_has_the_name_once),
		cmocka_unit_test(test_read__what_is_not_in_the_list_stays_unresolved),
		cmocka_unit_test(test_read__what_is_ambiguous_is_read_as_what_holds_it),
		cmocka_unit_test(test_read__what_stands_before_tells_which_one_is_meant),
		cmocka_unit_test(test_read__brackets_are_passed_over),
		cmocka_unit_test(test_read__what_names_nothing_has_no_unit),
		cmocka_unit_test(test_read__a_text_of_any_size),
		cmocka_unit_test(test_read__every_unit_by_its_full_name),
		cmocka_unit_test(test_read__every_unit_in_text_taken_apart),
		cmocka_unit_test(test_read__any_bytes_are_read_or_not),
		cmocka_unit_test(test_open__says_when_the_memory_is_full),
	};

	return cmocka_run_group_tests(tests, open_list, close_list);
}
