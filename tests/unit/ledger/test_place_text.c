/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/place_text.h. */
#include "ledger/place_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

enum { MAX_ELEMENTS = 4 };

struct row {
	const char *text;
	struct {
		const char *type; /* NULL: none */
		const char *name;
		bool dashed;
	} elements[MAX_ELEMENTS]; /* up to the first without a name */
};

static void expect_bytes(const char *wanted, const char *bytes, size_t size)
{
	if (size != strlen(wanted) || memcmp(bytes, wanted, size) != 0)
		fail_msg("'%.*s' for '%s'", (int)size, bytes, wanted);
}

static void check_row(const struct row *row)
{
	struct rota_place_text text;
	size_t count = 0;

	assert_true(rota_place_split(&text, row->text, strlen(row->text)));
	while (count < MAX_ELEMENTS && row->elements[count].name)
		count++;
	if (text.count != count)
		fail_msg("'%s': %zu elements", row->text, text.count);
	for (size_t i = 0; i < count; i++) {
		const struct rota_place_element *element = &text.elements[i];

		expect_bytes(row->elements[i].name, element->name, element->name_size);
		assert_string_equal(row->elements[i].type ? row->elements[i].type : "",
				    element->type ? element->type->id : "");
		assert_int_equal(row->elements[i].dashed, element->dashed);
	}
}

static void test_split__elements_and_their_types(void **state)
{
	static const struct row rows[] = {
		{ "Hồng Nam", { { NULL, "hồng nam", false } } },
		{ "Xã Hồng Nam, H. Tiên Lữ",
		  { { "xa", "hồng nam", false }, { "huyen", "tiên lữ", false } } },
		{ "P.Hiến Nam-TP Hưng Yên",
		  { { "phuong", "hiến nam", false }, { "thanh_pho", "hưng yên", true } } },
		{ "thị xã Mỹ Hào – tỉnh Hưng Yên",
		  { { "thi_xa", "mỹ hào", false }, { "tinh", "hưng yên", true } } },
		{ "tt: Vương; q1\nt. Hưng Yên",
		  { { "thi_tran", "vương", false },
		    { "quan", "1", false },
		    { "tinh", "hưng yên", false } } },
		{ ",, Hồng Nam (cũ), ", { { NULL, "hồng nam", false } } },
		{ "- Hồng Nam", { { NULL, "hồng nam", false } } },
		/* not the word of a type without a name behind it, nor a word that begins like one
		 */
		{ "xã, tphcm, hà nam",
		  { { NULL, "xã", false }, { NULL, "tphcm", false }, { NULL, "hà nam", false } } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check_row(&rows[i]);
}

static void test_split__the_word_of_a_second_type_begins_an_element(void **state)
{
	static const struct row rows[] = {
		{ "xã Hồng Nam huyện Tiên Lữ",
		  { { "xa", "hồng nam", false }, { "huyen", "tiên lữ", false } } },
		{ "thôn Nội x. Hồng Nam tp. Hưng Yên",
		  { { NULL, "thôn nội", false },
		    { "xa", "hồng nam", false },
		    { "thanh_pho", "hưng yên", false } } },
		{ "thị xã Mỹ Hào", { { "thi_xa", "mỹ hào", false } } },
		{ "Tân Xã, Thạch Thất",
		  { { NULL, "tân xã", false }, { NULL, "thạch thất", false } } },
		{ "Võ Thị Sáu", { { NULL, "võ thị sáu", false } } },
		{ "Ea T Ling", { { NULL, "ea t ling", false } } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check_row(&rows[i]);
}

static void test_split__keeps_the_whole_beside_the_name(void **state)
{
	struct rota_place_text text;

	(void)state;
	assert_true(rota_place_split(&text, "P. Đúc, Huế", strlen("P. Đúc, Huế")));
	expect_bytes("p. đúc", text.elements[0].whole, text.elements[0].whole_size);
	expect_bytes("huế", text.elements[1].whole, text.elements[1].whole_size);
}

static void test_split__folds_what_is_not_in_plain_letters(void **state)
{
	static const struct row rows[] = {
		{ "Xa\xCC\x83 Ho\xCC\x82\xCC\x80ng Nam", { { "xa", "hồng nam", false } } },
		{ "Ho\xCC\x80\xE2\x80\x8B"
		  "a, Hue\xCC\x82\xCC\x81",
		  { { NULL, "hòa", false }, { NULL, "huế", false } } },
		{ "\xC3\x90\xC3\xACnh D\xC3\xB9\xC2\xA0", { { NULL, "đình dù", false } } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check_row(&rows[i]);
}

static void test_split__what_cannot_be_read(void **state)
{
	static const char *const rows[] = { "",
					    " ",
					    ", ;-",
					    "(Hưng Yên)",
					    "\xFF",
					    "H\xC6",
					    "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17" };
	struct rota_place_text text;
	char large[ROTA_PLACE_BYTES + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_false(rota_place_split(&text, rows[i], strlen(rows[i])));
		assert_int_equal(0, text.count);
	}
	memset(large, 'x', sizeof(large));
	assert_true(rota_place_split(&text, large, sizeof(large) - 1));
	assert_false(rota_place_split(&text, large, sizeof(large)));
	memset(large, 0xC3, sizeof(large));
	assert_false(rota_place_split(&text, large, sizeof(large) - 1));
}

static void test_loose_type__without_accents(void **state)
{
	static const struct {
		const char *text, *id;
		size_t skip;
	} rows[] = {
		{ "xa hong nam", "xa", 3 },
		{ "thi tran vuong", "thi_tran", 9 },
		{ "thanh pho hue", "thanh_pho", 10 },
		{ "tinh: hue", "tinh", 6 },
		{ "hong nam", "", 0 },
		{ "xa", "", 0 },
		{ "xahong", "", 0 },
		{ "", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t skip = 99;
		const struct rota_place_type *type =
			rota_place_loose_type(rows[i].text, strlen(rows[i].text), &skip);

		assert_string_equal(rows[i].id, type ? type->id : "");
		if (type)
			assert_int_equal(rows[i].skip, skip);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split__elements_and_their_types),
		cmocka_unit_test(test_split__the_word_of_a_second_type_begins_an_element),
		cmocka_unit_test(test_split__keeps_the_whole_beside_the_name),
		cmocka_unit_test(test_split__folds_what_is_not_in_plain_letters),
		cmocka_unit_test(test_split__what_cannot_be_read),
		cmocka_unit_test(test_loose_type__without_accents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
