/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of intake/csv.h, one test each. */
#include "tests/unit/intake/intake.h"

#include "intake/csv.h"

/**
 * Read a text and write what was read in a form that shows everything: `line:[cell][cell]`, one
 * row after the other; '!' for a stray quote, "open N" for a quote that is never closed.
 */
static void check_rows(const char *expected, const char *text, char separator)
{
	struct rota_csv_reader reader;
	struct rota_csv_row row;
	struct rota_buffer copy = { 0 };
	struct rota_buffer out = { 0 };

	rota_buffer_puts(&copy, text);
	rota_csv_reader_init(&reader, copy.bytes, copy.size, separator);
	while (rota_csv_read_row(&reader, &row)) {
		rota_buffer_printf(&out, "%zu:", row.line);
		for (size_t i = 0; i < row.count; i++)
			rota_buffer_printf(&out, "[%s]", row.cells[i]);
		rota_buffer_puts(&out, row.stray_quote ? "! " : " ");
	}
	if (reader.unclosed)
		rota_buffer_printf(&out, "open %zu", reader.unclosed);
	assert_string_equal(expected, rota_buffer_text(&out));
	rota_buffer_clear(&copy);
	rota_buffer_clear(&out);
}

static void test_csv_read_row__cells_between_separators(void **state)
{
	(void)state;
	check_rows("", "", ',');
	check_rows("1:[a][b] 2:[c][d] ", "a,b\nc,d\n", ',');
	check_rows("1:[a,b][c] ", "a,b;c", ';');
	check_rows("1:[a,b][c;d] ", "a,b\tc;d", '\t');
	check_rows("1:[][][] ", ",,", ',');
	check_rows("1:[][] ", ",\n", ',');
	check_rows("1:[ a ][ b ] ", " a , b ", ',');
}

static void test_csv_read_row__lines_end_with_lf_crlf_or_cr(void **state)
{
	static const char *const texts[] = { "a\nb\nc", "a\r\nb\r\nc", "a\rb\rc", "a\rb\r\nc",
		                             "a\nb\rc\n", "a\rb\rc\r", "a\nb\nc\r\n" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		check_rows("1:[a] 2:[b] 3:[c] ", texts[i], ',');
	check_rows("1:[] 2:[a] 3:[] ", "\na\n\r\n", ',');
}

static void test_csv_read_row__quotes_hold_separators_quotes_and_line_ends(void **state)
{
	(void)state;
	check_rows("1:[a,b][c] ", "\"a,b\",c", ',');
	check_rows("1:[a\"b][\"] ", "\"a\"\"b\",\"\"\"\"", ',');
	check_rows("1:[][x] ", "\"\",x", ',');
	check_rows("1:[a\nb][c] 3:[d] ", "\"a\nb\",c\nd", ',');
	check_rows("1:[a\r\nb\rc\n\nd] 6:[e] ", "\"a\r\nb\rc\n\nd\"\r\ne", ',');
	check_rows("1:[a] 2:[b] ", "\"a\"\r\"b\"\r", ',');
	check_rows("1:[ a ] ", "\" a \"", ',');
}

static void test_csv_read_row__spaces_around_quotes_are_none_of_the_cell(void **state)
{
	(void)state;
	check_rows("1:[a,b][c] ", " \"a,b\" ,\t\"c\" ", ',');
	check_rows("1:[][a] ", "\t\"a\"", '\t');
}

static void test_csv_read_row__a_quote_inside_a_cell_is_a_character(void **state)
{
	(void)state;
	check_rows("1:[Nguyễn \"Tư\" A][5\"] ", "Nguyễn \"Tư\" A,5\"", ',');
}

static void test_csv_read_row__text_behind_a_closing_quote_is_told(void **state)
{
	(void)state;
	check_rows("1:[ab c][d]! 2:[e] ", "\"a\"b c,d\ne", ',');
	check_rows("1:[a\"b\"]! ", "\"a\"\"b\" \"", ',');
}

static void test_csv_read_row__an_unclosed_quote_is_told_with_its_line(void **state)
{
	(void)state;
	check_rows("1:[a] 2:[b][c\nd\n] open 2", "a\nb,\"c\nd\n", ',');
	check_rows("1:[] open 1", "\"", ',');
	check_rows("1:[\"] open 1", "\"\"\"", ',');
	check_rows("1:[x\ny] 3:[z] open 3", "\"x\ny\"\n\"z", ',');
}

static void test_csv_reader_check__names_the_line_of_the_open_quote(void **state)
{
	char text[] = "a\nb,\"c\nd";
	struct rota_csv_reader reader;
	struct rota_csv_row row;
	struct rota_error err = { 0 };

	(void)state;
	rota_csv_reader_init(&reader, text, SIZE(text), ',');
	assert_true(rota_csv_read_row(&reader, &row));
	assert_int_equal(ROTA_OK, rota_csv_reader_check(&reader, &err));
	assert_true(rota_csv_read_row(&reader, &row));
	assert_int_equal(ROTA_EINVALID, rota_csv_reader_check(&reader, &err));
	check_error(&err, "", "line 2: a quote is opened and never closed",
	            "close it on that line");
}

static void test_csv_read_row__cells_beyond_the_maximum_are_counted(void **state)
{
	char text[301];
	struct rota_csv_reader reader;
	struct rota_csv_row row;

	(void)state;
	memset(text, ',', 300);
	text[300] = '\0';
	rota_csv_reader_init(&reader, text, 300, ',');
	assert_true(rota_csv_read_row(&reader, &row));
	assert_int_equal(301, row.count);
	assert_string_equal("", row.cells[ROTA_CSV_CELLS_MAX - 1]);
	assert_false(rota_csv_row_is_blank(&row));
	assert_false(rota_csv_read_row(&reader, &row));
}

static void test_csv_row_is_blank__spaces_of_all_kinds(void **state)
{
	static const struct {
		const char *text;
		bool blank;
	} rows[] = {
		{ ",,", true },   { " ,\t", true }, { "\u00A0 ,\" \n\"", true },
		{ "0,", false },  { ",-", false },  { "\u00A1", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_csv_reader reader;
		struct rota_csv_row row;
		char text[32];

		snprintf(text, sizeof(text), "%s", rows[i].text);
		rota_csv_reader_init(&reader, text, strlen(text), ',');
		assert_true(rota_csv_read_row(&reader, &row));
		assert_int_equal(rows[i].blank, rota_csv_row_is_blank(&row));
	}
}

static void test_csv_write_cell__quotes_only_what_needs_it(void **state)
{
	static const struct {
		const char *text;
		const char *written;
		char separator;
	} rows[] = {
		{ "a", "a", ',' },
		{ "", "\"\"", ',' },
		{ "a,b", "\"a,b\"", ',' },
		{ "a,b", "a,b", ';' },
		{ "a;b", "\"a;b\"", ';' },
		{ "a\tb", "\"a\tb\"", '\t' },
		{ "a\"b", "\"a\"\"b\"", ',' },
		{ "a\nb", "\"a\nb\"", ',' },
		{ "a\rb", "\"a\rb\"", ',' },
		{ " a", "\" a\"", ',' },
		{ "a ", "\"a \"", ',' },
		{ "a\t", "\"a\t\"", ',' },
		{ "=1+1", "=1+1", ',' }, /* as in the source */
		{ "-5", "-5", ',' },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_buffer out = { 0 };
		struct rota_csv_writer writer = { &out, rows[i].separator, false };

		rota_csv_write_cell(&writer, rows[i].text);
		assert_string_equal(rows[i].written, rota_buffer_text(&out));
		rota_buffer_clear(&out);
	}
}

static void test_csv_write__rows_with_separators_and_crlf(void **state)
{
	struct rota_buffer out = { 0 };
	struct rota_csv_writer writer = { &out, ';', false };

	(void)state;
	rota_csv_write_mark(&writer);
	rota_csv_write_cell(&writer, "name");
	rota_csv_write_cell(&writer, "");
	rota_csv_end_row(&writer);
	rota_csv_write_cell(&writer, "");
	rota_csv_write_cell(&writer, "x");
	rota_csv_end_row(&writer);
	assert_string_equal("\xEF\xBB\xBFname;\r\n\"\";x\r\n", rota_buffer_text(&out));
	rota_buffer_clear(&out);
}

static void test_csv_write_cell__reads_back_as_it_was(void **state)
{
	static const char *const cells[] = { "",    " a ",  "a\"", "\"", "\"\"",
		                             "a,b", "\r\n", "\n",  "x" };
	struct rota_buffer out = { 0 };
	struct rota_csv_writer writer = { &out, ',', false };
	struct rota_csv_reader reader;
	struct rota_csv_row row;

	(void)state;
	for (size_t i = 0; i < COUNT(cells); i++)
		rota_csv_write_cell(&writer, cells[i]);
	rota_csv_end_row(&writer);
	rota_csv_reader_init(&reader, out.bytes, out.size, ',');
	assert_true(rota_csv_read_row(&reader, &row));
	assert_int_equal(COUNT(cells), row.count);
	assert_false(row.stray_quote);
	for (size_t i = 0; i < COUNT(cells); i++)
		assert_string_equal(cells[i], row.cells[i]);
	assert_false(rota_csv_read_row(&reader, &row));
	rota_buffer_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv_read_row__cells_between_separators),
		cmocka_unit_test(test_csv_read_row__lines_end_with_lf_crlf_or_cr),
		cmocka_unit_test(test_csv_read_row__quotes_hold_separators_quotes_and_line_ends),
		cmocka_unit_test(test_csv_read_row__spaces_around_quotes_are_none_of_the_cell),
		cmocka_unit_test(test_csv_read_row__a_quote_inside_a_cell_is_a_character),
		cmocka_unit_test(test_csv_read_row__text_behind_a_closing_quote_is_told),
		cmocka_unit_test(test_csv_read_row__an_unclosed_quote_is_told_with_its_line),
		cmocka_unit_test(test_csv_reader_check__names_the_line_of_the_open_quote),
		cmocka_unit_test(test_csv_read_row__cells_beyond_the_maximum_are_counted),
		cmocka_unit_test(test_csv_row_is_blank__spaces_of_all_kinds),
		cmocka_unit_test(test_csv_write_cell__quotes_only_what_needs_it),
		cmocka_unit_test(test_csv_write__rows_with_separators_and_crlf),
		cmocka_unit_test(test_csv_write_cell__reads_back_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
