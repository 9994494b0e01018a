/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of intake/cell.h, one test each. */
#include "tests/unit/intake/intake.h"

#include "intake/cell.h"

static struct rota_intake_options options;
static struct rota_arena arena;
static struct rota_intake_reading how = { .options = &options, .arena = &arena };
static struct rota_cell_reader reader = { .how = &how };

static int release(void **state)
{
	(void)state;
	options.from_encoding = ROTA_ENCODING_NONE;
	how.refused = ROTA_LEGACY_NONE;
	arena.max_bytes = 0;
	rota_arena_clear(&arena);
	rota_cell_reader_clear(&reader);
	return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, release)

static void check_read(const char *text, enum rota_intake_kind kind, const char *raw)
{
	struct rota_table_cell cell;

	assert_int_equal(ROTA_OK, rota_cell_read(&cell, &reader, kind, raw, NULL));
	assert_string_equal(text, cell.text);
	assert_ptr_equal(raw, cell.raw);
	assert_int_equal(strcmp(text, raw) != 0, cell.cleaned);
}

static void check_refused(enum rota_intake_kind kind, const char *raw, const char *rule,
                          const char *message)
{
	struct rota_table_cell cell;
	struct rota_error err = { 0 };

	assert_int_equal(ROTA_EINVALID, rota_cell_read(&cell, &reader, kind, raw, &err));
	assert_string_equal(message, err.message);
	assert_string_equal(rule, err.rule);
	assert_ptr_equal(raw, cell.raw);
	assert_ptr_equal(raw, cell.text);
	assert_false(cell.cleaned);
}

static void test_cell_read__clean_text_is_its_raw(void **state)
{
	static const char raw[] = "Nguyễn Văn A";
	struct rota_table_cell cell;

	(void)state;
	assert_int_equal(ROTA_OK, rota_cell_read(&cell, &reader, ROTA_INTAKE_TEXT, raw, NULL));
	assert_ptr_equal(raw, cell.text);
	check_read("", ROTA_INTAKE_TEXT, "");
	check_read("", ROTA_INTAKE_DIGITS, "");
}

static void test_cell_read__cleans(void **state)
{
	(void)state;
	check_read("Nguyễn Đạt", ROTA_INTAKE_TEXT, " Nguye\u0302\u0303n\u00A0 \u00D0\u1EA1t\n");
	check_read("15/02/2024", ROTA_INTAKE_DAY, "15/02/2024 ");
	check_read("", ROTA_INTAKE_TEXT, " \u200B ");
}

static void test_cell_read__makes_digits_of_cells_of_digits_only(void **state)
{
	(void)state;
	check_read("033075001234", ROTA_INTAKE_DIGITS, "０33\u00A0075 001234");
	check_read("０33 075", ROTA_INTAKE_TEXT, "０33 075");
}

static void test_cell_read__converts_tcvn3_before_it_cleans(void **state)
{
	(void)state;
	check_read("Hng Yªn", ROTA_INTAKE_TEXT, "H\u00ADng Y\u00AAn");
	options.from_encoding = ROTA_ENCODING_TCVN3;
	check_read("Hưng Yên", ROTA_INTAKE_TEXT, "H\u00ADng Y\u00AAn");
}

static void test_cell_read__refuses_what_is_wrong_with_a_cell(void **state)
{
	char large[4098];

	(void)state;
	memset(large, 'a', sizeof(large));
	large[4097] = '\0';
	check_refused(ROTA_INTAKE_TEXT, large, "", "a cell of 4097 bytes; at most 4096 are read");
	large[4096] = '\0';
	check_read(large, ROTA_INTAKE_TEXT, large);
	check_refused(ROTA_INTAKE_TEXT, "a\x02", "",
	              "the text holds the control character U+0002");
	check_refused(ROTA_INTAKE_TEXT, "Nguy?n", "V91",
	              "'Nguy?n' has lost letters when it was saved");
	check_read("Nguy?n", ROTA_INTAKE_DAY, "Nguy?n"); /* rota_day_read() says it better */
	check_refused(ROTA_INTAKE_DIGITS, "3.3E+10", "V50",
	              "'3.3E+10' has an exponent: Excel has made a number of it");
	check_refused(ROTA_INTAKE_DIGITS, "a", "V51", "'a' holds more than digits");
}

static void test_cell_read__a_full_arena_is_out_of_memory(void **state)
{
	struct rota_table_cell cell;
	struct rota_error err = { 0 };

	(void)state;
	arena.max_bytes = 1;
	assert_int_equal(ROTA_ENOMEM,
	                 rota_cell_read(&cell, &reader, ROTA_INTAKE_TEXT, " abc", &err));
	assert_int_equal(ROTA_ENOMEM, err.code);
	assert_string_equal(" abc", cell.text);
}

static void test_cell_check_encoding__depends_on_what_the_user_said(void **state)
{
	static const struct {
		const char *raw;
		const char *rules[3]; /* by least look: none, weak, strong */
	} rows[] = {
		{ "Nguyễn", { "", "", "" } },
		{ "Tr\u00C7n", { "", "V61", "" } },
		{ "V\u00A8n", { "", "V61", "V61" } },
		{ "V?n", { "", "V91", "V91" } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t least = 0; least < 3; least++) {
			const char *rule = rows[i].rules[least];
			struct rota_error err = { 0 };

			how.refused = (enum rota_legacy_look)least;
			assert_int_equal(*rule ? ROTA_EINVALID : ROTA_OK,
			                 rota_cell_check_encoding(&reader, rows[i].raw, &err));
			assert_string_equal(rule, err.rule);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_cell_read__clean_text_is_its_raw),
		TEST(test_cell_read__cleans),
		TEST(test_cell_read__makes_digits_of_cells_of_digits_only),
		TEST(test_cell_read__converts_tcvn3_before_it_cleans),
		TEST(test_cell_read__refuses_what_is_wrong_with_a_cell),
		TEST(test_cell_read__a_full_arena_is_out_of_memory),
		TEST(test_cell_check_encoding__depends_on_what_the_user_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
