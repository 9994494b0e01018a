/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of intake/header.h, one test each. */
#include "tests/unit/intake/intake.h"

#include "intake/header.h"

static const struct rota_intake_column columns[] = {
	{ .id = "commune", .vi = "Xã, phường, thị trấn", .required = true, .group = 1 },
	{ .id = "commune_code", .vi = "Mã xã", .required = true, .group = 1 },
	{ .id = "name", .vi = "Họ và tên", .required = true },
	{ .id = "born", .vi = "Ngày sinh", .kind = ROTA_INTAKE_DAY, .required = true },
	{ .id = "note", .vi = "Ghi chú" },
};
static const struct rota_intake_column personal[] = {
	{ .id = "religion", .vi = "Tôn giáo" },
	{ .id = "ethnicity", .vi = "Dân tộc" },
};
static const struct rota_intake_form form = { columns, COUNT(columns), personal, COUNT(personal) };

/** What one reading needs, and gives. */
static struct {
	struct rota_intake_options options;
	enum rota_legacy_look refused;
	struct rota_arena arena;
	struct rota_buffer text;
	struct rota_header header;
	struct rota_csv_reader reader;
	struct rota_error err;
} one;

static int start(void **state)
{
	(void)state;
	memset(&one, 0, sizeof(one));
	one.refused = ROTA_LEGACY_WEAK;
	return 0;
}

static int release(void **state)
{
	(void)state;
	rota_arena_clear(&one.arena);
	rota_buffer_clear(&one.text);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, release)

static int read_header(const char *text)
{
	const struct rota_intake_reading reading = { &form, &one.options, one.refused, &one.arena };

	rota_arena_reset(&one.arena);
	rota_buffer_reset(&one.text);
	rota_buffer_puts(&one.text, text);
	rota_error_clear(&one.err);
	return rota_header_read(&one.header, &one.reader, &one.text, &reading, &one.err);
}

static void check_refused(const char *text, const char *message, const char *hint)
{
	assert_int_equal(ROTA_EINVALID, read_header(text));
	check_error(&one.err, "", message, hint);
}

/** The columns in short: c m n b o for the known, P R U ? for the other kinds. */
static void check_read(const char *expected, const char *text)
{
	char kinds[ROTA_CSV_CELLS_MAX + 1] = "";

	if (read_header(text))
		fail_msg("%s", one.err.message);
	for (size_t i = 0; i < one.header.count; i++)
		kinds[i] = one.header.cells[i].kind == ROTA_HEADER_KNOWN
		                   ? "cmnbo"[one.header.cells[i].column]
		                   : "-PRU?"[one.header.cells[i].kind];
	assert_string_equal(expected, kinds);
}

static void test_header_read__english_and_vietnamese_captions_in_any_order(void **state)
{
	(void)state;
	check_read("cnb", "commune,name,born\n");
	check_read("bnc", "born,Họ và tên,COMMUNE\n");
	check_read("mbn", "Mã xã,Ngày sinh,Họ và tên");
	check_read("cbn", "\"Xã, phường, thị trấn\",Ngày sinh,Ho va ten");
}

static void test_header_read__keeps_the_captions_of_the_file(void **state)
{
	(void)state;
	check_read("cnb", "Commune, HỌ VÀ  TÊN ,\"born\"\n");
	assert_string_equal("Commune", one.header.cells[0].caption);
	assert_string_equal("HỌ VÀ TÊN", one.header.cells[1].caption);
	assert_string_equal("born", one.header.cells[2].caption);
}

static void test_header_read__the_reader_stands_behind_it(void **state)
{
	struct rota_csv_row row;

	(void)state;
	check_read("cnb", "commune;name;born\nx;y,z;1975\n");
	assert_int_equal(1, one.header.line);
	assert_true(rota_csv_read_row(&one.reader, &row));
	assert_int_equal(2, row.line);
	assert_int_equal(3, row.count);
	assert_string_equal("y,z", row.cells[1]);
}

static void test_header_read__blank_rows_before_it_are_skipped(void **state)
{
	(void)state;
	check_read("cnb", "\n,,\ncommune,name,born\n");
	assert_int_equal(3, one.header.line);
}

static void test_header_read__finds_the_separator_with_the_most_known_columns(void **state)
{
	static const struct {
		const char *text;
		char separator;
	} rows[] = {
		{ "commune,name,born", ',' },
		{ "commune;name;born", ';' },
		{ "commune\tname\tborn", '\t' },
		{ "\"Xã, phường, thị trấn\";Họ và tên;Ngày sinh", ';' },
		{ "Xã, phường, thị trấn;Họ và tên;Ngày sinh", ';' },
		{ "Xã, phường, thị trấn\tHọ và tên\tNgày sinh", '\t' },
		{ "commune;name;born;x,y,z,a,b", ';' },
	};

	(void)state;
	one.options.ignore_unknown = true;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(ROTA_OK, read_header(rows[i].text));
		assert_int_equal(rows[i].separator, one.reader.separator);
	}
}

static void test_header_read__the_option_forces_the_separator(void **state)
{
	(void)state;
	one.options.separator = ',';
	check_refused("commune;name;born",
	              "line 1 begins with 'commune;name;born' and names no column that is known "
	              "here",
	              "the first line must name the columns: 'commune' / 'commune_code', 'name', "
	              "'born'");
	one.options.separator = ';';
	check_read("cnb", "commune;name;born");
	one.options.separator = '|';
	check_refused("commune|name|born", "'|' does not separate cells",
	              "one of: comma, semicolon, tab");
}

static void test_header_read__an_empty_file_is_refused(void **state)
{
	static const char *const texts[] = { "", "\n", "\r\n,,\r\n", " " };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		check_refused(texts[i], "the file is empty",
		              "the first line must name the columns: 'commune' / 'commune_code', "
		              "'name', 'born'");
}

static void test_header_read__a_title_is_no_header(void **state)
{
	(void)state;
	check_refused("\nDANH SÁCH CÁN BỘ,,\ncommune,name,born\n",
	              "line 2 begins with 'DANH SÁCH CÁN BỘ' and names no column that is known "
	              "here",
	              "the first line must name the columns: 'commune' / 'commune_code', 'name', "
	              "'born'");
}

static void test_header_read__a_column_named_twice_is_refused(void **state)
{
	(void)state;
	check_refused("commune,name,born,name",
	              "line 1: 'name' and 'name' are both the column 'name'",
	              "leave one of them out");
	check_refused("commune,name,Họ và tên,born",
	              "line 1: 'name' and 'Họ và tên' are both the column 'name'",
	              "leave one of them out");
}

static void test_header_read__unknown_columns_are_refused_with_the_nearest(void **state)
{
	(void)state;
	check_refused("commune,name,bornn", "line 1: unknown column 'bornn'",
	              "write 'born' for 'bornn', or add --ignore-unknown");
	check_refused("commune,Ho va tenn,xyz,born", "line 1: unknown columns 'Ho va tenn', 'xyz'",
	              "write 'Họ và tên' for 'Ho va tenn', or add --ignore-unknown");
	check_refused("commune,name,born,STT", "line 1: unknown column 'STT'",
	              "leave it out, or add --ignore-unknown");
	check_refused("commune,name,born,bornn", "line 1: unknown column 'bornn'",
	              "leave it out, or add --ignore-unknown"); /* it has 'born' already */
}

static void test_header_read__unknown_columns_may_be_ignored(void **state)
{
	(void)state;
	one.options.ignore_unknown = true;
	check_read("?cnb", "STT,commune,name,born");
	assert_string_equal("STT", one.header.cells[0].caption);
}

static void test_header_read__personal_columns_are_dropped(void **state)
{
	(void)state;
	check_read("cnPbP", "commune,name,Tôn giáo,born,ethnicity");
	assert_string_equal("Tôn giáo", one.header.cells[2].caption);
}

static void test_header_read__the_column_of_reasons_is_dropped(void **state)
{
	(void)state;
	check_read("Rcnb", "rejected,commune,name,born");
	check_read("Rcnb", "Lý do trả lại,commune,name,born");
}

static void test_header_read__unnamed_columns_are_told(void **state)
{
	(void)state;
	check_read("cnbUU", "commune,name,born, ,\"\"");
}

static void test_header_read__missing_columns_are_refused_by_name(void **state)
{
	static const char hint[] = "add it to this line; any order will do";

	(void)state;
	check_refused("commune,name", "line 1: the column 'born' is missing", hint);
	check_refused("name,born", "line 1: the column 'commune' / 'commune_code' is missing",
	              hint);
	check_refused("note", "line 1: the columns 'commune' / 'commune_code', 'name', 'born' are "
	                      "missing", hint);
}

static void test_header_read__one_column_of_a_group_is_enough(void **state)
{
	(void)state;
	check_read("cnb", "commune,name,born");
	check_read("mnb", "commune_code,name,born");
	check_read("mcnb", "commune_code,commune,name,born");
}

static void test_header_read__too_many_columns_are_refused(void **state)
{
	char text[600] = "commune,name,born";

	(void)state;
	one.options.ignore_unknown = true;
	for (size_t i = 3; i < 256; i++)
		strcat(text, ",");
	assert_int_equal(ROTA_OK, read_header(text));
	assert_int_equal(256, one.header.count);
	strcat(text, ",");
	check_refused(text, "line 1: 257 columns; at most 256 are read",
	              "leave out the columns that are not needed");
}

static void test_header_read__an_unclosed_quote_is_refused(void **state)
{
	(void)state;
	check_refused("commune,name,\"born\nx,y,z\n", "line 1: a quote is opened and never closed",
	              "close it on that line");
}

static void test_header_read__a_control_character_is_refused(void **state)
{
	(void)state;
	check_refused("commune,name,born,a\x01",
	              "line 1: the text holds the control character U+0001",
	              "type the text again, without it");
}

static void test_header_read__captions_in_tcvn3_are_refused_as_such(void **state)
{
	(void)state;
	assert_int_equal(ROTA_EINVALID, read_header("commune,H\u00E4 v\u00B5 t\u00AAn,born"));
	check_error(&one.err, "V61", "line 1: 'H\u00E4 v\u00B5 t\u00AAn' looks like TCVN3",
	            ADD_TCVN3);
}

static void test_header_read__captions_that_lost_letters_are_refused(void **state)
{
	(void)state;
	assert_int_equal(ROTA_EINVALID, read_header("commune,H? v? t?n,born"));
	check_error(&one.err, "V91", "line 1: 'H? v? t?n' has lost letters when it was saved",
	            SAVE_AGAIN);
}

static void test_header_read__tcvn3_captions_are_converted_when_asked(void **state)
{
	(void)state;
	one.refused = ROTA_LEGACY_NONE;
	one.options.from_encoding = ROTA_ENCODING_TCVN3;
	check_read("cnb", "commune,H\u00E4 v\u00B5 t\u00AAn,Ng\u00B5y sinh");
	assert_string_equal("Họ và tên", one.header.cells[1].caption);
}

static void test_header_read__unicode_captions_of_a_tcvn3_list_stay(void **state)
{
	(void)state;
	one.refused = ROTA_LEGACY_NONE;
	one.options.from_encoding = ROTA_ENCODING_TCVN3;
	check_read("mnb", "Mã xã,Họ và tên,Ngày sinh"); /* Mã xã would convert, to Mó xó */
}

static void test_header_read__an_encoding_that_was_named_is_believed(void **state)
{
	(void)state;
	one.refused = ROTA_LEGACY_NONE;
	one.options.from_encoding = ROTA_ENCODING_UTF8;
	one.options.ignore_unknown = true;
	check_read("cnb?", "commune,name,born,V\u00A8n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_header_read__english_and_vietnamese_captions_in_any_order),
		TEST(test_header_read__keeps_the_captions_of_the_file),
		TEST(test_header_read__the_reader_stands_behind_it),
		TEST(test_header_read__blank_rows_before_it_are_skipped),
		TEST(test_header_read__finds_the_separator_with_the_most_known_columns),
		TEST(test_header_read__the_option_forces_the_separator),
		TEST(test_header_read__an_empty_file_is_refused),
		TEST(test_header_read__a_title_is_no_header),
		TEST(test_header_read__a_column_named_twice_is_refused),
		TEST(test_header_read__unknown_columns_are_refused_with_the_nearest),
		TEST(test_header_read__unknown_columns_may_be_ignored),
		TEST(test_header_read__personal_columns_are_dropped),
		TEST(test_header_read__the_column_of_reasons_is_dropped),
		TEST(test_header_read__unnamed_columns_are_told),
		TEST(test_header_read__missing_columns_are_refused_by_name),
		TEST(test_header_read__one_column_of_a_group_is_enough),
		TEST(test_header_read__too_many_columns_are_refused),
		TEST(test_header_read__an_unclosed_quote_is_refused),
		TEST(test_header_read__a_control_character_is_refused),
		TEST(test_header_read__captions_in_tcvn3_are_refused_as_such),
		TEST(test_header_read__captions_that_lost_letters_are_refused),
		TEST(test_header_read__tcvn3_captions_are_converted_when_asked),
		TEST(test_header_read__unicode_captions_of_a_tcvn3_list_stay),
		TEST(test_header_read__an_encoding_that_was_named_is_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
