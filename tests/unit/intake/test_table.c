/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of intake/table.h, one test each. */
#include "tests/unit/intake/intake.h"

#include <stdlib.h>

#include "intake/table.h"
#include "tests/support/failing_memory.h"

enum { COMMUNE, CODE, NAME, BORN, FROM, PIN, NOTE };

static const struct rota_intake_column columns[] = {
	{ .id = "commune", .vi = "Xã", .required = true, .filled = true, .group = 1 },
	{ .id = "commune_code", .vi = "Mã xã", .kind = ROTA_INTAKE_DIGITS, .required = true,
	  .filled = true, .group = 1 },
	{ .id = "name", .vi = "Họ và tên", .required = true, .filled = true },
	{ .id = "born", .vi = "Ngày sinh", .kind = ROTA_INTAKE_DAY },
	{ .id = "from", .vi = "Từ ngày", .kind = ROTA_INTAKE_DAY },
	{ .id = "pin", .vi = "Số định danh", .kind = ROTA_INTAKE_DIGITS },
	{ .id = "note", .vi = "Ghi chú" },
	{ .id = "act", .filled = true }, /* where there is one */
};
static const struct rota_intake_column personal[] = { { .id = "religion", .vi = "Tôn giáo" } };
static const struct rota_intake_form form = { columns, COUNT(columns), personal, COUNT(personal) };

/** What one reading needs, and gives. */
static struct {
	struct rota_intake_options options;
	struct rota_table *table;
	struct rota_problems problems;
	struct rota_error err;
} one;

static int release(void **state)
{
	(void)state;
	rota_table_free(one.table);
	rota_problems_clear(&one.problems);
	memset(&one, 0, sizeof(one));
	return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, release)

static int read_bytes(const char *bytes, size_t size)
{
	rota_table_free(one.table);
	rota_problems_clear(&one.problems);
	rota_error_clear(&one.err);
	one.table = (struct rota_table *)&one; /* must be reset */
	return rota_table_read(&one.table, &one.problems, bytes, size, &form, &one.options,
	                       &one.err);
}

static void read_sound(const char *text)
{
	if (read_bytes(text, strlen(text)))
		fail_msg("%s", one.err.message);
	if (one.problems.total)
		fail_msg("%s", one.problems.items[0].message);
}

/** Read a file with one column of names, with these lines below its header. */
#define NAMES(lines) "commune,name\n" lines

static void check_cell(size_t row, size_t column, const char *text)
{
	assert_true(row < rota_table_row_count(one.table));
	assert_string_equal(text, rota_table_cell(one.table, row, column)->text);
}

static void check_raw(size_t row, size_t column, const char *raw, bool cleaned)
{
	assert_string_equal(raw, rota_table_cell(one.table, row, column)->raw);
	assert_int_equal(cleaned, rota_table_cell(one.table, row, column)->cleaned);
}

static void check_refused(const char *text, const char *rule, const char *message, const char *hint)
{
	assert_int_equal(ROTA_EINVALID, read_bytes(text, strlen(text)));
	check_error(&one.err, rule, message, hint);
	assert_null(one.table);
}

/** Read a text with one problem, and compare it. */
static void check_problem(const char *text, const struct rota_intake_problem *expected)
{
	const struct rota_intake_problem *found;

	if (read_bytes(text, strlen(text)))
		fail_msg("%s", one.err.message);
	assert_int_equal(1, one.problems.total);
	found = &one.problems.items[0];
	assert_int_equal(expected->line, found->line);
	assert_string_equal(expected->column ? expected->column : "(row)",
	                    found->column ? found->column : "(row)");
	assert_string_equal(expected->value ? expected->value : "(row)",
	                    found->value ? found->value : "(row)");
	assert_string_equal(expected->message, found->message);
	assert_string_equal(expected->hint, found->hint);
	assert_string_equal(expected->rule, found->rule);
	assert_false(rota_table_row(one.table, rota_table_row_count(one.table) - 1)->sound);
}

/* --- rows and cells ------------------------------------------------------------------------- */

static void test_table_read__rows_of_clean_cells(void **state)
{
	(void)state;
	read_sound("commune,name,born,pin\n"
	           "Hồng Quang,Nguyễn Văn A,15/02/1975,033075001234\n"
	           "Tân Dân,Lê Thị B,1980,\n");
	assert_int_equal(2, rota_table_row_count(one.table));
	check_cell(0, COMMUNE, "Hồng Quang");
	check_cell(0, NAME, "Nguyễn Văn A");
	check_cell(0, BORN, "15/02/1975");
	check_cell(0, PIN, "033075001234");
	check_cell(1, NAME, "Lê Thị B");
	check_cell(1, PIN, "");
	check_raw(0, NAME, "Nguyễn Văn A", false);
	assert_true(rota_table_row(one.table, 0)->sound);
	assert_int_equal(',', rota_table_separator(one.table));
}

static void test_table_read__columns_may_stand_in_any_order(void **state)
{
	(void)state;
	read_sound("note;Từ ngày;HỌ VÀ TÊN;Mã xã\n"
	           "n;15/02/2024;A B;12199\n");
	check_cell(0, NOTE, "n");
	check_cell(0, FROM, "15/02/2024");
	check_cell(0, NAME, "A B");
	check_cell(0, CODE, "12199");
	assert_string_equal("HỌ VÀ TÊN", rota_table_caption(one.table, NAME));
	assert_int_equal(';', rota_table_separator(one.table));
}

static void test_table_read__absent_columns_are_empty(void **state)
{
	(void)state;
	read_sound(NAMES("x,A B\n"));
	check_cell(0, NOTE, "");
	check_raw(0, NOTE, "", false);
	assert_null(rota_table_caption(one.table, NOTE));
}

static void test_table_read__options_may_be_absent(void **state)
{
	static const char text[] = NAMES("x,A B\n");

	(void)state;
	assert_int_equal(ROTA_OK, rota_table_read(&one.table, &one.problems, text, SIZE(text),
	                                          &form, NULL, NULL));
	check_cell(0, NAME, "A B");
}

static void test_table_read__rows_know_their_line(void **state)
{
	static const struct {
		const char *text;
		size_t lines[3];
	} files[] = {
		{ NAMES("x,A\nx,B\nx,C\n"), { 2, 3, 4 } },
		{ "commune,name\r\nx,A\r\n\r\nx,B\r\n,\r\nx,C", { 2, 4, 6 } },
		{ "commune,name\rx,A\rx,B\rx,C\r", { 2, 3, 4 } },
		{ NAMES("x,\"A\n\nB\"\nx,B\n\n\nx,C"), { 2, 5, 8 } },
		{ "\"commune\n\",name\nx,A\nx,B\nx,C", { 3, 4, 5 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		read_sound(files[i].text);
		assert_int_equal(3, rota_table_row_count(one.table));
		for (size_t row = 0; row < 3; row++)
			assert_int_equal(files[i].lines[row],
			                 rota_table_row(one.table, row)->line);
	}
}

static void test_table_read__blank_rows_are_skipped(void **state)
{
	(void)state;
	read_sound(NAMES("\n,\n ,\u00A0\nx,A\n,,,,\n\n"));
	assert_int_equal(1, rota_table_row_count(one.table));
	check_cell(0, NAME, "A");
}

static void test_table_read__a_header_alone_is_an_empty_list(void **state)
{
	(void)state;
	read_sound("commune,name");
	assert_int_equal(0, rota_table_row_count(one.table));
}

static void test_table_read__cleaning_keeps_the_raw(void **state)
{
	(void)state;
	read_sound("commune,name,pin\n"
	           " x ,\"Nguye\u0302\u0303n\n \u00D0\u1EA1t\",'０33 075\n");
	check_cell(0, COMMUNE, "x");
	check_raw(0, COMMUNE, " x ", true);
	check_cell(0, NAME, "Nguyễn Đạt");
	check_raw(0, NAME, "Nguye\u0302\u0303n\n \u00D0\u1EA1t", true);
	check_cell(0, PIN, "033075");
	check_raw(0, PIN, "'０33 075", true);
}

static void test_table_read__quotes_hold_separators_and_line_breaks(void **state)
{
	(void)state;
	read_sound("commune;name;note\nx;\"A \"\"B\"\"\";\"một;\r\nhai\"\n");
	check_cell(0, NAME, "A \"B\"");
	check_cell(0, NOTE, "một; hai");
	check_raw(0, NOTE, "một;\r\nhai", true);
}

/* --- encodings ------------------------------------------------------------------------------ */

static void test_table_read__utf16_with_tabs(void **state)
{
	static const char text[] = "\xFF\xFE"
	                           "c\0o\0m\0m\0u\0n\0e\0\t\0n\0a\0m\0e\0\r\0\n\0"
	                           "x\0\t\0H\0\xB0\x01n\0g\0\r\0\n\0";

	(void)state;
	assert_int_equal(ROTA_OK, read_bytes(text, SIZE(text)));
	check_cell(0, NAME, "Hưng");
	assert_int_equal('\t', rota_table_separator(one.table));
}

static void test_table_read__tcvn3_as_unicode_is_refused_at_its_first_cell(void **state)
{
	(void)state;
	check_refused(NAMES("x,Nguyen\nx,Nguy\u00D4n V\u00A8n A\nx,L\u00AA V\u00A8n B\n"), "V61",
	              "line 3, column 'name': 'Nguy\u00D4n V\u00A8n A' looks like TCVN3",
	              ADD_TCVN3);
}

static void test_table_read__tcvn3_bytes_are_refused_as_such(void **state)
{
	(void)state;
	check_refused(NAMES("x,Nguyen\nx,Nguy\xD4n V\xA8n A\n"), "V61",
	              "line 3, column 'name': 'Nguy\u00D4n V\u00A8n A' looks like TCVN3",
	              ADD_TCVN3);
	check_refused(NAMES("H\xadng Y\xaan,A B\n"), "V61",
	              "line 2, column 'commune': 'H\u00ADng Y\u00AAn' looks like TCVN3", ADD_TCVN3);
	check_refused("X\xB7,H\xE4 v\xB5 t\xAAn\n", "V61",
	              "line 1: 'X\u00B7' looks like TCVN3", ADD_TCVN3);
}

static void test_table_read__other_bytes_are_not_taken_for_tcvn3(void **state)
{
	(void)state;
	check_refused(NAMES("x,Nguy\xEA\xDEn\n"), "V91", "line 2, byte 7: 0xea is not UTF-8",
	              SAVE_AGAIN); /* Windows-1258 */
	check_refused(NAMES("x,Nguyễn\nx,Lê\nx,Vũ\nx,Y\xAAn\n"), "V91",
	              "line 5, byte 4: 0xaa is not UTF-8", SAVE_AGAIN); /* damaged UTF-8 */
}

static void test_table_read__tcvn3_is_converted_when_asked(void **state)
{
	(void)state;
	one.options.from_encoding = ROTA_ENCODING_TCVN3;
	read_sound("X\xB7,H\xE4 v\xB5 t\xAAn\nH\xadng Y\xaan,Nguy\xD4n V\xA8n A\n");
	check_cell(0, COMMUNE, "Hưng Yên");
	check_raw(0, COMMUNE, "H\u00ADng Y\u00AAn", true);
	check_cell(0, NAME, "Nguyễn Văn A");
	check_raw(0, NAME, "Nguy\u00D4n V\u00A8n A", true);
}

static void test_table_read__tcvn3_as_unicode_is_converted_when_asked(void **state)
{
	(void)state;
	one.options.from_encoding = ROTA_ENCODING_TCVN3;
	read_sound("Xã,Họ và tên\nH\u00ADng Y\u00AAn,Nguyễn Văn A\n");
	check_cell(0, COMMUNE, "Hưng Yên");
	check_cell(0, NAME, "Nguyễn Văn A");
	check_raw(0, NAME, "Nguyễn Văn A", false);
}

static void test_table_read__an_encoding_that_was_named_is_believed(void **state)
{
	(void)state;
	one.options.from_encoding = ROTA_ENCODING_UTF8;
	read_sound(NAMES("x,M\u00FCller\n"));
	check_cell(0, NAME, "M\u00FCller");
}

static void test_table_read__lost_letters_refuse_the_file(void **state)
{
	(void)state;
	check_refused(NAMES("x,A\nx,Nguy?n V?n A\n"), "V91",
	              "line 3, column 'name': 'Nguy?n V?n A' has lost letters when it was saved",
	              SAVE_AGAIN);
	check_refused(NAMES("x,Nguy\uFFFDn\n"), "V91",
	              "line 2, column 'name': 'Nguy\uFFFDn' has lost letters when it was saved",
	              SAVE_AGAIN);
}

static void test_table_read__lost_letters_are_listed_when_the_encoding_was_named(void **state)
{
	(void)state;
	one.options.from_encoding = ROTA_ENCODING_UTF8;
	check_problem(NAMES("x,A\nx,Nguy?n\n"),
	              &(struct rota_intake_problem){ 3, "name", "Nguy?n",
	                                             "'Nguy?n' has lost letters when it was saved",
	                                             SAVE_AGAIN, "V91" });
}

static void test_table_read__only_cells_of_text_are_suspect(void **state)
{
	(void)state;
	one.options.ignore_unknown = true;
	read_sound("commune,name,born,x\nx,A,a?b,a?b \u00A8n\n");
}

/* --- problems of rows ----------------------------------------------------------------------- */

static void test_table_read__too_many_or_too_few_cells(void **state)
{
	static const char hint[] = "look at the quotes and separators of this line";

	(void)state;
	check_problem(NAMES("x,A\nx\n"),
	              &(struct rota_intake_problem){
	                      3, NULL, NULL, "1 cell where the header has 2", hint, "" });
	check_problem(NAMES("x,A\nx,\"a\nb\",c\n"),
	              &(struct rota_intake_problem){
	                      3, NULL, NULL, "3 cells where the header has 2", hint, "" });
	check_cell(1, NAME, ""); /* nobody knows which it is */
}

static void test_table_read__a_stray_quote(void **state)
{
	(void)state;
	check_problem(NAMES("x,\"A\" B\n"),
	              &(struct rota_intake_problem){ 2, NULL, NULL,
	                                             "something stands behind a closing quote",
	                                             "write a quote inside a quoted cell "
	                                             "twice: \"\"",
	                                             "" });
}

static void test_table_read__a_cell_without_a_column_name(void **state)
{
	(void)state;
	read_sound("commune,name,,\nx,A, ,\n");
	check_problem("commune,name,\nx,A,b\n",
	              &(struct rota_intake_problem){ 2, NULL, NULL,
	                                             "'b' stands in a column without a name",
	                                             "name its column in the header, or empty it",
	                                             "" });
}

static void test_table_read__a_cell_that_must_be_filled(void **state)
{
	(void)state;
	check_problem("commune,Họ và tên\nx, \n",
	              &(struct rota_intake_problem){ 2, "Họ và tên", "", "'name' is empty",
	                                             "fill it in", "" });
	check_problem("commune,name,act\nx,A,\n",
	              &(struct rota_intake_problem){ 2, "act", "", "'act' is empty", "fill it in",
	                                             "" });
}

static void test_table_read__one_cell_of_a_group_must_be_filled(void **state)
{
	(void)state;
	read_sound("commune,commune_code,name\nx,,A\n,12199,A\n");
	read_sound("commune_code,name\n12199,A\n");
	check_problem("commune_code,name,commune\n,A,\n",
	              &(struct rota_intake_problem){ 2, "commune", "",
	                                             "'commune' / 'commune_code' is empty",
	                                             "fill it in", "" });
	check_problem("commune_code,name\n,A\n",
	              &(struct rota_intake_problem){ 2, NULL, NULL,
	                                             "'commune' / 'commune_code' is empty",
	                                             "fill it in", "" });
}

static void test_table_read__control_characters(void **state)
{
	(void)state;
	check_problem(NAMES("x,A\x01\n"),
	              &(struct rota_intake_problem){ 2, "name", "A?",
	                                             "the text holds the control character U+0001",
	                                             "type the text again, without it", "" });
	check_cell(0, NAME, "A\x01"); /* its raw */
}

static void test_table_read__a_number_made_by_excel(void **state)
{
	(void)state;
	check_problem("commune,name,Số định danh\nx,A,\"3,3075E+10\"\n",
	              &(struct rota_intake_problem){
	                      2, "Số định danh", "3,3075E+10",
	                      "'3,3075E+10' has an exponent: Excel has made a number of it",
	                      "set the column to Text in Excel and type the number again", "V50" });
	read_sound("commune,name,note\nx,A,3.3075E+10\n");
}

static void test_table_read__more_than_digits(void **state)
{
	(void)state;
	check_problem("commune,name,pin\nx,A,33-1\n",
	              &(struct rota_intake_problem){ 2, "pin", "33-1",
	                                             "'33-1' holds more than digits",
	                                             "write digits only", "V51" });
}

static void test_table_read__a_cell_that_is_too_long(void **state)
{
	char text[5000] = "commune,name\nx,";
	char value[ROTA_PROBLEM_VALUE_BYTES];

	(void)state;
	memset(text + strlen(text), 'a', 4096);
	read_sound(text);
	assert_int_equal(4096, strlen(rota_table_cell(one.table, 0, NAME)->text));
	text[strlen(text)] = 'a';
	memset(value, 'a', sizeof(value));
	value[sizeof(value) - 1] = '\0';
	check_problem(text, &(struct rota_intake_problem){
	                            2, "name", value, "a cell of 4097 bytes; at most 4096 are read",
	                            "shorten it, or look for a missing quote", "" });
}

static void test_table_read__all_problems_are_listed_in_the_order_of_the_file(void **state)
{
	struct rota_buffer text = { 0 };

	(void)state;
	rota_buffer_puts(&text, "commune,name,pin\n");
	for (int i = 0; i < 201; i++)
		rota_buffer_printf(&text, "x,A,%d\nx,A,x%d\n", i, i);
	assert_int_equal(ROTA_OK, read_bytes(text.bytes, text.size));
	assert_int_equal(402, rota_table_row_count(one.table));
	assert_int_equal(201, one.problems.total);
	assert_int_equal(201, one.problems.count);
	for (size_t i = 0; i < 201; i++) {
		char value[16];

		snprintf(value, sizeof(value), "x%zu", i);
		assert_int_equal(3 + 2 * i, one.problems.items[i].line);
		assert_string_equal(value, one.problems.items[i].value);
		assert_true(rota_table_row(one.table, 2 * i)->sound);
		assert_false(rota_table_row(one.table, 2 * i + 1)->sound);
	}
	rota_buffer_clear(&text);
}

static void test_table_read__a_row_may_have_several_problems(void **state)
{
	(void)state;
	assert_int_equal(ROTA_OK, read_bytes("pin,commune_code,name\nx,y,\n", 27));
	assert_int_equal(3, one.problems.total);
	assert_string_equal("pin", one.problems.items[0].column);
	assert_string_equal("commune_code", one.problems.items[1].column);
	assert_string_equal("name", one.problems.items[2].column);
}

/* --- the file as a whole -------------------------------------------------------------------- */

static void test_table_read__a_column_with_the_month_first_is_refused(void **state)
{
	static const char hint[] = "write the days of this column as dd/mm/yyyy";

	(void)state;
	check_refused("commune,name,born,Từ ngày\n"
	              "x,A,15/02/1975,01/02/2024\n"
	              "x,B,1975,02/15/2024\n"
	              "x,C,05/1975,02/16/2024\n",
	              "V90",
	              "line 3, column 'Từ ngày': '02/15/2024' has the month first, and no day of "
	              "the column has the day first",
	              hint);
	read_sound("commune,name,born,from\nx,A,15/02/1975,2024-02-15\n");
	read_sound("commune,name,note\nx,A,02/15/1975\n"); /* no column of days */
}

static void test_table_read__tells_columns_that_nothing_proves(void **state)
{
	(void)state;
	read_sound("commune,name,born,from\nx,A,15/02/1975,01/02/2024\n");
	assert_false(rota_table_day_is_ambiguous(one.table, BORN));
	assert_true(rota_table_day_is_ambiguous(one.table, FROM));
	read_sound(NAMES("x,A\n"));
	assert_false(rota_table_day_is_ambiguous(one.table, FROM));
}

static void test_table_read__an_unclosed_quote_is_refused_at_its_line(void **state)
{
	(void)state;
	check_refused(NAMES("x,A\nx,\"B\nx,C\nx,D\n"), "",
	              "line 3: a quote is opened and never closed", "close it on that line");
}

static void test_table_read__the_header_is_judged(void **state)
{
	(void)state;
	check_refused("commune,name,name\nx,A,B\n", "",
	              "line 1: 'name' and 'name' are both the column 'name'",
	              "leave one of them out");
	check_refused("", "", "the file is empty",
	              "the first line must name the columns: 'commune' / 'commune_code', 'name'");
}

static void test_table_read__personal_columns_are_dropped_and_shown(void **state)
{
	const struct rota_header *header;

	(void)state;
	read_sound("commune,Tôn giáo,name\nx,không,A\n");
	header = rota_table_header(one.table);
	assert_int_equal(3, header->count);
	assert_int_equal(ROTA_HEADER_PERSONAL, header->cells[1].kind);
	assert_string_equal("Tôn giáo", header->cells[1].caption);
	check_cell(0, NAME, "A");
}

static void test_table_read__too_many_rows_are_refused(void **state)
{
	struct rota_buffer text = { 0 };

	(void)state;
	rota_buffer_puts(&text, "commune,name\n");
	for (size_t i = 0; i < 200000; i++)
		rota_buffer_puts(&text, "x,A\n");
	assert_int_equal(ROTA_OK, read_bytes(text.bytes, text.size));
	assert_int_equal(200000, rota_table_row_count(one.table));
	rota_buffer_puts(&text, "\n\nx,A\n");
	check_refused(text.bytes, "", "line 200004: more than 200000 rows",
	              "split it into smaller files");
	rota_buffer_clear(&text);
}

static void test_table_read__too_large_a_file_is_refused(void **state)
{
	static const char byte = 'x'; /* is not looked at */

	(void)state;
	assert_int_equal(ROTA_EINVALID, read_bytes(&byte, ((size_t)256 << 20) + 1));
	check_error(&one.err, "", "the file is larger than 268435456 bytes",
	            "split it into smaller files");
}

static void test_table_read__problems_beyond_the_maximum_are_counted(void **state)
{
	struct rota_buffer text = { 0 };

	(void)state;
	rota_buffer_puts(&text, "commune,name\n");
	for (size_t i = 0; i < 10001; i++)
		rota_buffer_puts(&text, "x\n");
	assert_int_equal(ROTA_OK, read_bytes(text.bytes, text.size));
	assert_int_equal(10000, one.problems.count);
	assert_int_equal(10001, one.problems.total);
	assert_false(rota_table_row(one.table, 10000)->sound);
	rota_buffer_clear(&text);
}

/** Read a file and release what came of it. */
static int attempt_to_read(const char *bytes, size_t size, enum rota_encoding encoding)
{
	struct rota_intake_options options = { .from_encoding = encoding };
	struct rota_problems problems = { 0 };
	struct rota_table *table;
	int rc = rota_table_read(&table, &problems, bytes, size, &form, &options, NULL);

	assert_int_equal(rc == ROTA_OK, table != NULL);
	rota_table_free(table);
	rota_problems_clear(&problems);
	return rc;
}

static int attempt_unicode(void)
{
	static const char text[] = "commune,Ho\u0323 va\u0300 te\u0302n,pin,\n"
	                           "x,Nguye\u0302\u0303n,3E1,\n"
	                           "x\nx,,0 1,y\n";

	return attempt_to_read(text, SIZE(text), ROTA_ENCODING_NONE);
}

static int attempt_tcvn3(void)
{
	static const char text[] = NAMES("x,Nguy\xD4n V\xA8n A\n");

	return attempt_to_read(text, SIZE(text), ROTA_ENCODING_TCVN3);
}

static int attempt_utf16(void)
{
	static const char text[] = "\xFF\xFE"
	                           "c\0o\0m\0m\0u\0n\0e\0,\0n\0a\0m\0e\0\n\0x\0,\0\xB0\x01";
	int rc = attempt_to_read(text, SIZE(text), ROTA_ENCODING_NONE);

	/* short of memory, iconv_open() of glibc calls every encoding unknown */
	return rc == ROTA_EIO ? ROTA_ENOMEM : rc;
}

static int attempt_refusals(void)
{
	static const char *const texts[] = {
		"", "x", NAMES("x,\"\n"), NAMES("x,Nguy?n\n"), NAMES("x,Nguy\xD4n V\xA8n A\n"),
		"commune,name,nam,namm\n", "commune,commune,name\n", "note\n",
		"commune,name,born\nx,A,1/13/1975\n",
	};

	for (size_t i = 0; i < COUNT(texts); i++) {
		int rc = attempt_to_read(texts[i], strlen(texts[i]), ROTA_ENCODING_NONE);

		if (rc == ROTA_ENOMEM)
			return rc;
		assert_int_equal(ROTA_EINVALID, rc);
	}
	return ROTA_OK;
}

static void test_table_read__memory_that_runs_out_is_told_and_none_is_lost(void **state)
{
	(void)state;
	expect_survival(attempt_unicode);
	expect_survival(attempt_tcvn3);
	expect_survival(attempt_utf16);
	expect_survival(attempt_refusals);
}

/* --- rejected rows -------------------------------------------------------------------------- */

static void check_written(const char *expected, char separator)
{
	struct rota_buffer out = { 0 };
	struct rota_buffer reason = { 0 };
	struct rota_csv_writer writer = { &out, separator, false };

	rota_table_write_header(&writer, one.table);
	for (size_t i = 0; i < rota_table_row_count(one.table); i++) {
		const struct rota_table_row *row = rota_table_row(one.table, i);

		rota_buffer_reset(&reason);
		rota_problems_write_reason(&reason, &one.problems, row->line);
		if (!row->sound)
			rota_table_write_row(&writer, one.table, i, rota_buffer_text(&reason));
	}
	assert_string_equal(expected, rota_buffer_text(&out));
	rota_buffer_clear(&out);
	rota_buffer_clear(&reason);
}

static const char rejected[] = "Lý do trả lại;commune;name;pin\r\n"
                               "pin: 'a' holds more than digits;Ho\u0323;A;a\r\n"
                               "2 cells where the header has 5;u;v\r\n";

static void test_table_write__rejected_rows_with_their_reasons(void **state)
{
	static const char text[] = "commune,religion,name,pin,\nx,r,A,1,\nHo\u0323,r,A,a,\nu,v\n";

	(void)state;
	assert_int_equal(ROTA_OK, read_bytes(text, SIZE(text)));
	/* the second cell of the last row stands under a caption that is dropped */
	check_written("Lý do trả lại;commune;name;pin\r\n"
	              "pin: 'a' holds more than digits;Ho\u0323;A;a\r\n"
	              "2 cells where the header has 5;u\r\n",
	              ';');
}

static void test_table_write__can_be_read_again_once_mended(void **state)
{
	(void)state;
	assert_int_equal(ROTA_OK, read_bytes(rejected, SIZE(rejected)));
	assert_int_equal(2, rota_table_row_count(one.table));
	assert_int_equal(2, one.problems.total);
	check_raw(0, COMMUNE, "Ho\u0323", true);
	check_cell(0, COMMUNE, "Họ");
	assert_string_equal("3 cells where the header has 4", one.problems.items[1].message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_table_read__rows_of_clean_cells),
		TEST(test_table_read__columns_may_stand_in_any_order),
		TEST(test_table_read__absent_columns_are_empty),
		TEST(test_table_read__options_may_be_absent),
		TEST(test_table_read__rows_know_their_line),
		TEST(test_table_read__blank_rows_are_skipped),
		TEST(test_table_read__a_header_alone_is_an_empty_list),
		TEST(test_table_read__cleaning_keeps_the_raw),
		TEST(test_table_read__quotes_hold_separators_and_line_breaks),
		TEST(test_table_read__utf16_with_tabs),
		TEST(test_table_read__tcvn3_as_unicode_is_refused_at_its_first_cell),
		TEST(test_table_read__tcvn3_bytes_are_refused_as_such),
		TEST(test_table_read__other_bytes_are_not_taken_for_tcvn3),
		TEST(test_table_read__tcvn3_is_converted_when_asked),
		TEST(test_table_read__tcvn3_as_unicode_is_converted_when_asked),
		TEST(test_table_read__an_encoding_that_was_named_is_believed),
		TEST(test_table_read__lost_letters_refuse_the_file),
		TEST(test_table_read__lost_letters_are_listed_when_the_encoding_was_named),
		TEST(test_table_read__only_cells_of_text_are_suspect),
		TEST(test_table_read__too_many_or_too_few_cells),
		TEST(test_table_read__a_stray_quote),
		TEST(test_table_read__a_cell_without_a_column_name),
		TEST(test_table_read__a_cell_that_must_be_filled),
		TEST(test_table_read__one_cell_of_a_group_must_be_filled),
		TEST(test_table_read__control_characters),
		TEST(test_table_read__a_number_made_by_excel),
		TEST(test_table_read__more_than_digits),
		TEST(test_table_read__a_cell_that_is_too_long),
		TEST(test_table_read__all_problems_are_listed_in_the_order_of_the_file),
		TEST(test_table_read__a_row_may_have_several_problems),
		TEST(test_table_read__a_column_with_the_month_first_is_refused),
		TEST(test_table_read__tells_columns_that_nothing_proves),
		TEST(test_table_read__an_unclosed_quote_is_refused_at_its_line),
		TEST(test_table_read__the_header_is_judged),
		TEST(test_table_read__personal_columns_are_dropped_and_shown),
		TEST(test_table_read__too_many_rows_are_refused),
		TEST(test_table_read__too_large_a_file_is_refused),
		TEST(test_table_read__problems_beyond_the_maximum_are_counted),
		TEST(test_table_read__memory_that_runs_out_is_told_and_none_is_lost),
		TEST(test_table_write__rejected_rows_with_their_reasons),
		TEST(test_table_write__can_be_read_again_once_mended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
