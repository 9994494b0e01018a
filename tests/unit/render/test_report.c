/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota/report.h, one test each. Expected outputs are exact. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rota/report.h"

/* "Hà" as H, a, combining grave: 4 bytes, 3 characters, 2 columns */
#define HA_NFD "Ha\xCC\x80"

static struct rota_arena arena;

static int reset_arena(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	arena.max_bytes = 0;
	return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, reset_arena)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void add_cells(struct rota_value *rows, const struct rota_value *cells, size_t count)
{
	struct rota_value row = rota_list();

	if (rows->type == ROTA_NIL)
		*rows = rota_list();
	for (size_t i = 0; i < count; i++)
		assert_int_equal(0, rota_list_add(&arena, &row, cells[i]));
	assert_int_equal(0, rota_list_add(&arena, rows, row));
}

/* ADD(&report.rows, rota_text("a"), rota_uint(1)) appends a row of two cells. */
#define ADD(rows, ...) \
	add_cells((rows), (const struct rota_value[]){ __VA_ARGS__ }, \
	          COUNT(((const struct rota_value[]){ __VA_ARGS__ })))

static void add_note(struct rota_report *report, const char *note)
{
	if (report->notes.type == ROTA_NIL)
		report->notes = rota_list();
	assert_int_equal(0, rota_list_add(&arena, &report->notes, rota_text(note)));
}

static const struct rota_column district_columns[] = {
	{ "district", "Huyện", ROTA_CELL_TEXT },
	{ "posts", "Số xã", ROTA_CELL_NUMBER },
	{ "vacant", "Khuyết", ROTA_CELL_NUMBER },
};

static const struct rota_column name_columns[] = {
	{ "name", "Họ tên", ROTA_CELL_TEXT },
	{ "note", "Ghi chú", ROTA_CELL_TEXT },
};

static struct rota_report district_report(void)
{
	struct rota_report report = { .columns = district_columns,
		                      .column_count = COUNT(district_columns) };

	ADD(&report.rows, rota_text("Ân Thi"), rota_uint(21), rota_uint(1));
	ADD(&report.rows, rota_text("Phù Cừ"), rota_uint(14), rota_nil());
	return report;
}

static struct rota_report name_report(const char *name, const char *note)
{
	struct rota_report report = { .columns = name_columns,
		                      .column_count = COUNT(name_columns) };

	ADD(&report.rows, rota_text(name), rota_text(note));
	return report;
}

static void check(const char *expected, const struct rota_report *report,
                  struct rota_report_options options)
{
	struct rota_error err = { 0 };
	const char *text = NULL;
	int rc = rota_report_write(&text, report, &options, &arena, &err);

	assert_string_equal("", err.message);
	assert_int_equal(ROTA_OK, rc);
	assert_string_equal(expected, text);
}

static void check_table(const char *expected, const struct rota_report *report, size_t width)
{
	check(expected, report,
	      (struct rota_report_options){ .format = ROTA_FORMAT_TABLE, .width = width });
}

static void check_csv(const char *expected, const struct rota_report *report)
{
	check(expected, report, (struct rota_report_options){ .format = ROTA_FORMAT_CSV });
}

static void check_json(const char *expected, const struct rota_report *report)
{
	check(expected, report, (struct rota_report_options){ .format = ROTA_FORMAT_JSON });
}

static void check_md(const char *expected, const struct rota_report *report)
{
	check(expected, report, (struct rota_report_options){ .format = ROTA_FORMAT_MD });
}

/** Each format refuses it alike. */
static void check_bug(const char *message, const struct rota_report *report)
{
	for (enum rota_format format = ROTA_FORMAT_TABLE; format <= ROTA_FORMAT_MD; format++) {
		const struct rota_report_options options = { .format = format };
		struct rota_error err = { 0 };
		const char *text = "must be reset";

		assert_int_equal(ROTA_EBUG,
		                 rota_report_write(&text, report, &options, &arena, &err));
		assert_int_equal(ROTA_EBUG, err.code);
		assert_string_equal(message, err.message);
		assert_null(text);
	}
}

/* --- formats by name ------------------------------------------------------------------------ */

static void test_format_find__each_format_has_a_name(void **state)
{
	static const struct {
		const char *name;
		enum rota_format format;
	} rows[] = {
		{ "table", ROTA_FORMAT_TABLE },
		{ "csv", ROTA_FORMAT_CSV },
		{ "json", ROTA_FORMAT_JSON },
		{ "md", ROTA_FORMAT_MD },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum rota_format format = ROTA_FORMAT_MD;

		assert_int_equal(ROTA_OK, rota_format_find(&format, rows[i].name, NULL));
		assert_int_equal(rows[i].format, format);
	}
}

static void test_format_find__unknown_name_is_invalid_with_the_list(void **state)
{
	static const char *const names[] = { "", "CSV", "tabl", "table ", "docx" };
	struct rota_error err = { 0 };
	enum rota_format format;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_int_equal(ROTA_EINVALID, rota_format_find(&format, names[i], &err));
	assert_int_equal(ROTA_EINVALID, err.code);
	assert_string_equal("no format is called 'docx'", err.message);
	assert_string_equal("choose one of table, csv, json, md", err.hint);
	assert_int_equal(ROTA_EINVALID, rota_format_find(&format, "docx", NULL));
}

/* --- table ---------------------------------------------------------------------------------- */

static void test_report_write__table_has_title_header_rule_and_rows(void **state)
{
	struct rota_report report = district_report();

	(void)state;
	report.title = "Bí thư theo huyện";
	check_table("Bí thư theo huyện\n"
	            "\n"
	            "Huyện   Số xã  Khuyết\n"
	            "─────────────────────\n"
	            "Ân Thi     21       1\n"
	            "Phù Cừ     14\n",
	            &report, 0);
}

static void test_report_write__table_has_foot_behind_a_rule(void **state)
{
	struct rota_report report = district_report();

	(void)state;
	ADD(&report.foot, rota_text("Cộng toàn tỉnh"), rota_uint(35), rota_uint(1));
	ADD(&report.foot, rota_text("Chỉ tiêu"), rota_uint(50), rota_nil());
	check_table("Huyện           Số xã  Khuyết\n"
	            "─────────────────────────────\n"
	            "Ân Thi             21       1\n"
	            "Phù Cừ             14\n"
	            "─────────────────────────────\n"
	            "Cộng toàn tỉnh     35       1\n"
	            "Chỉ tiêu           50\n",
	            &report, 0);
}

static void test_report_write__table_has_notes_below(void **state)
{
	struct rota_report report = district_report();

	(void)state;
	add_note(&report, "1 xã chưa báo cáo");
	add_note(&report, "số liệu đến ngày 15/02/2024");
	check_table("Huyện   Số xã  Khuyết\n"
	            "─────────────────────\n"
	            "Ân Thi     21       1\n"
	            "Phù Cừ     14\n"
	            "\n"
	            "1 xã chưa báo cáo\n"
	            "số liệu đến ngày 15/02/2024\n",
	            &report, 0);
}

static void test_report_write__table_shows_each_type_of_cell(void **state)
{
	static const struct rota_column columns[] = {
		{ "a", "A", ROTA_CELL_TEXT },
		{ "b", "B", ROTA_CELL_NUMBER },
	};
	struct rota_report report = { .columns = columns, .column_count = COUNT(columns) };

	(void)state;
	ADD(&report.rows, rota_bool(true), rota_uint(UINT64_MAX));
	ADD(&report.rows, rota_bool(false), rota_int(INT64_MIN));
	ADD(&report.rows, rota_uint(7), rota_text("6-9"));
	ADD(&report.rows, rota_text("x"), rota_nil());
	ADD(&report.rows, rota_nil(), rota_uint(0));
	check_table("A                       B\n"
	            "─────────────────────────\n"
	            "yes  18446744073709551615\n"
	            "no   -9223372036854775808\n"
	            "7                     6-9\n"
	            "x\n"
	            "                        0\n",
	            &report, 0);
}

static void test_report_write__table_aligns_by_columns_of_the_terminal(void **state)
{
	struct rota_report report = name_report("Vũ Thị Hà", "precomposed");

	(void)state;
	ADD(&report.rows, rota_text("Vu\xCC\x83 Thi\xCC\xA3 " HA_NFD), rota_text("decomposed"));
	ADD(&report.rows, rota_text("漢字"), rota_text("two columns each"));
	check_table("Họ tên     Ghi chú\n"
	            "───────────────────────────\n"
	            "Vũ Thị Hà  precomposed\n"
	            "Vu\xCC\x83 Thi\xCC\xA3 " HA_NFD "  decomposed\n"
	            "漢字       two columns each\n",
	            &report, 0);
}

static void test_report_write__table_never_prints_trailing_spaces(void **state)
{
	struct rota_report report = name_report("Hà  ", "  ");

	(void)state;
	ADD(&report.rows, rota_nil(), rota_text("thôi giữ chức "));
	ADD(&report.rows, rota_nil(), rota_nil());
	check_table("Họ tên  Ghi chú\n"
	            "─────────────────────\n"
	            "Hà\n"
	            "        thôi giữ chức\n"
	            "\n",
	            &report, 0);
}

static void test_report_write__table_keeps_indentation(void **state)
{
	struct rota_report report = name_report("Ân Thi", "huyện");

	(void)state;
	ADD(&report.rows, rota_text("  Bãi Sậy"), rota_text("xã"));
	check_table("Họ tên     Ghi chú\n"
	            "──────────────────\n"
	            "Ân Thi     huyện\n"
	            "  Bãi Sậy  xã\n",
	            &report, 0);
}

static void test_report_write__table_is_not_broken_where_it_fits(void **state)
{
	struct rota_report report = name_report("Nguyễn Thị Hường", "điều động");

	(void)state;
	check_table("Họ tên            Ghi chú\n"
	            "───────────────────────────\n"
	            "Nguyễn Thị Hường  điều động\n",
	            &report, 27);
}

static void test_report_write__table_breaks_cells_of_the_widest_column_at_spaces(void **state)
{
	struct rota_report report = name_report(
	        "Nguyễn Thị Hường", "điều động về huyện Khoái Châu từ ngày 01 tháng 7");

	(void)state;
	ADD(&report.rows, rota_text("Vũ Hà"), rota_text("bầu tại đại hội"));
	check_table("Họ tên            Ghi chú\n"
	            "────────────────────────────────────────\n"
	            "Nguyễn Thị Hường  điều động về huyện\n"
	            "                  Khoái Châu từ ngày 01\n"
	            "                  tháng 7\n"
	            "Vũ Hà             bầu tại đại hội\n",
	            &report, 40);
}

static void test_report_write__table_shrinks_equal_columns_alike(void **state)
{
	struct rota_report report = name_report("một hai ba bốn năm sáu", "một hai ba bốn năm sáu");

	(void)state;
	check_table("Họ tên       Ghi chú\n"
	            "────────────────────────\n"
	            "một hai ba   một hai ba\n"
	            "bốn năm sáu  bốn năm sáu\n",
	            &report, 24);
}

static void test_report_write__table_breaks_decomposed_text_by_its_width(void **state)
{
	struct rota_report report = name_report(HA_NFD " " HA_NFD " " HA_NFD " " HA_NFD, "x");

	(void)state;
	check_table("Họ tên    Ghi chú\n"
	            "─────────────────\n"
	            HA_NFD " " HA_NFD " " HA_NFD "  x\n"
	            HA_NFD "\n",
	            &report, 17);
}

static void test_report_write__table_never_shrinks_below_8_columns(void **state)
{
	struct rota_report report = name_report("an an an an an", "an an an an an");

	(void)state;
	check_table("Họ tên    Ghi chú\n"
	            "──────────────────\n"
	            "an an an  an an an\n"
	            "an an     an an\n",
	            &report, 5);
}

static void test_report_write__table_breaks_no_word_and_cuts_nothing(void **state)
{
	struct rota_report report = name_report("033180001234567890 Hà", "số định danh cá nhân");

	(void)state;
	check_table("Họ tên              Ghi chú\n"
	            "────────────────────────────\n"
	            "033180001234567890  số định\n"
	            "Hà                  danh cá\n"
	            "                    nhân\n",
	            &report, 20);
}

static void test_report_write__table_breaks_captions_of_numbers_but_not_numbers(void **state)
{
	static const struct rota_column columns[] = {
		{ "post", "Chức danh", ROTA_CELL_TEXT },
		{ "local", "Không là người địa phương", ROTA_CELL_NUMBER },
	};
	struct rota_report report = { .columns = columns, .column_count = COUNT(columns) };

	(void)state;
	ADD(&report.rows, rota_text("Bí thư"), rota_uint(UINT64_MAX));
	check_table("Chức        Không là người địa\n"
	            "danh                    phương\n"
	            "──────────────────────────────\n"
	            "Bí thư    18446744073709551615\n",
	            &report, 20);
}

static void test_report_write__table_breaks_title_and_notes(void **state)
{
	struct rota_report report = name_report("Hà", "x");

	(void)state;
	report.title = "Bí thư đảng ủy xã";
	add_note(&report, "1 xã chưa báo cáo số liệu");
	check_table("Bí thư đảng ủy\n"
	            "xã\n"
	            "\n"
	            "Họ tên  Ghi chú\n"
	            "───────────────\n"
	            "Hà      x\n"
	            "\n"
	            "1 xã chưa báo\n"
	            "cáo số liệu\n",
	            &report, 15);
}

static void test_report_write__table_without_rows_says_so(void **state)
{
	struct rota_report report = { .title = "Bí thư theo huyện",
		                      .columns = district_columns,
		                      .column_count = COUNT(district_columns),
		                      .rows = rota_list() };

	(void)state;
	check_table("Bí thư theo huyện\n"
	            "\n"
	            "Huyện  Số xã  Khuyết\n"
	            "────────────────────\n"
	            "nothing to show\n",
	            &report, 0);
}

/* --- csv ------------------------------------------------------------------------------------ */

static void test_report_write__csv_has_keys_and_rows_only(void **state)
{
	struct rota_report report = district_report();

	(void)state;
	report.title = "Bí thư theo huyện";
	ADD(&report.foot, rota_text("Cộng"), rota_uint(35), rota_uint(1));
	add_note(&report, "1 xã chưa báo cáo");
	check_csv("district,posts,vacant\r\n"
	          "Ân Thi,21,1\r\n"
	          "Phù Cừ,14,\r\n",
	          &report);
}

static void test_report_write__csv_of_no_rows_is_the_header(void **state)
{
	struct rota_report report = { .columns = district_columns,
		                      .column_count = COUNT(district_columns) };

	(void)state;
	check_csv("district,posts,vacant\r\n", &report);
}

static void test_report_write__csv_quotes_what_a_reader_would_split_or_trim(void **state)
{
	struct rota_report report = name_report("Tân Dân, Khoái Châu", "gọi là \"Út\"");

	(void)state;
	ADD(&report.rows, rota_text(" Hà"), rota_text("Hà "));
	ADD(&report.rows, rota_text("a;b"), rota_text("a b"));
	ADD(&report.rows, rota_text("\""), rota_text(" "));
	check_csv("name,note\r\n"
	          "\"Tân Dân, Khoái Châu\",\"gọi là \"\"Út\"\"\"\r\n"
	          "\" Hà\",\"Hà \"\r\n"
	          "a;b,a b\r\n"
	          "\"\"\"\",\" \"\r\n",
	          &report);
}

static void test_report_write__csv_takes_a_separator(void **state)
{
	struct rota_report report = name_report("a;b", "a,b");
	struct rota_report_options options = { .format = ROTA_FORMAT_CSV, .separator = ';' };

	(void)state;
	check("name;note\r\n\"a;b\";a,b\r\n", &report, options);
	options.separator = '\t';
	check("name\tnote\r\na;b\ta,b\r\n", &report, options);
}

static void test_report_write__csv_begins_with_a_byte_order_mark_on_request(void **state)
{
	struct rota_report report = name_report("Hà", "x");
	struct rota_report_options options = { .format = ROTA_FORMAT_CSV, .bom = true };

	(void)state;
	check("\xEF\xBB\xBFname,note\r\nHà,x\r\n", &report, options);
}

static void test_report_write__csv_leaves_numbers_and_personal_numbers_plain(void **state)
{
	struct rota_report report = name_report("033180001234", "=1+1");

	(void)state;
	ADD(&report.rows, rota_uint(UINT64_MAX), rota_int(-7));
	check_csv("name,note\r\n"
	          "033180001234,=1+1\r\n"
	          "18446744073709551615,-7\r\n",
	          &report);
}

static void test_report_write__csv_bools_are_the_same_in_each_language(void **state)
{
	struct rota_report report = name_report("Hà", "x");

	(void)state;
	ADD(&report.rows, rota_bool(true), rota_bool(false));
	check_csv("name,note\r\nHà,x\r\ntrue,false\r\n", &report);
}

/* --- json ----------------------------------------------------------------------------------- */

static void test_report_write__json_is_an_object_a_row(void **state)
{
	struct rota_report report = district_report();

	(void)state;
	report.title = "Bí thư theo huyện";
	ADD(&report.rows, rota_bool(true), rota_int(-1), rota_bool(false));
	ADD(&report.foot, rota_text("Cộng"), rota_uint(35), rota_uint(1));
	add_note(&report, "1 xã chưa báo cáo");
	check_json("[\n"
	           "  {\n"
	           "    \"district\": \"Ân Thi\",\n"
	           "    \"posts\": 21,\n"
	           "    \"vacant\": 1\n"
	           "  },\n"
	           "  {\n"
	           "    \"district\": \"Phù Cừ\",\n"
	           "    \"posts\": 14,\n"
	           "    \"vacant\": null\n"
	           "  },\n"
	           "  {\n"
	           "    \"district\": true,\n"
	           "    \"posts\": -1,\n"
	           "    \"vacant\": false\n"
	           "  }\n"
	           "]\n",
	           &report);
}

static void test_report_write__json_is_what_the_report_holds_for_it(void **state)
{
	struct rota_report report = district_report();

	(void)state;
	report.json = rota_map();
	assert_int_equal(0, rota_map_set(&arena, &report.json, "matters", rota_uint(2)));
	assert_int_equal(0, rota_map_set(&arena, &report.json, "exact", rota_bool(true)));
	check_json("{\n"
	           "  \"matters\": 2,\n"
	           "  \"exact\": true\n"
	           "}\n",
	           &report);
}

static void test_report_write__json_of_no_rows_is_an_empty_list(void **state)
{
	struct rota_report report = { .columns = district_columns,
		                      .column_count = COUNT(district_columns) };

	(void)state;
	check_json("[]\n", &report);
}

static void test_report_write__json_escapes_control_characters(void **state)
{
	struct rota_report report = name_report("a\nb\x1B[2Jc", "d");

	(void)state;
	report.rows.as.list.items[0].as.list.items[1] = rota_text_sized("e\0f", 3);
	check_json("[\n"
	           "  {\n"
	           "    \"name\": \"a\\nb\\u001B[2Jc\",\n"
	           "    \"note\": \"e\\u0000f\"\n"
	           "  }\n"
	           "]\n",
	           &report);
}

/* --- markdown ------------------------------------------------------------------------------- */

static void test_report_write__md_is_a_pipe_table(void **state)
{
	struct rota_report report = district_report();

	(void)state;
	report.title = "Bí thư theo huyện";
	ADD(&report.rows, rota_bool(true), rota_bool(false), rota_int(-1));
	check_md("# Bí thư theo huyện\n"
	         "\n"
	         "| Huyện | Số xã | Khuyết |\n"
	         "| --- | ---: | ---: |\n"
	         "| Ân Thi | 21 | 1 |\n"
	         "| Phù Cừ | 14 |  |\n"
	         "| yes | no | -1 |\n",
	         &report);
}

static void test_report_write__md_has_foot_in_bold_and_notes_as_a_list(void **state)
{
	struct rota_report report = district_report();

	(void)state;
	ADD(&report.foot, rota_text("Cộng"), rota_uint(35), rota_nil());
	add_note(&report, "1 xã chưa báo cáo");
	add_note(&report, "số liệu tạm");
	check_md("| Huyện | Số xã | Khuyết |\n"
	         "| --- | ---: | ---: |\n"
	         "| Ân Thi | 21 | 1 |\n"
	         "| Phù Cừ | 14 |  |\n"
	         "| **Cộng** | **35** |  |\n"
	         "\n"
	         "- 1 xã chưa báo cáo\n"
	         "- số liệu tạm\n",
	         &report);
}

static void test_report_write__md_escapes_what_would_be_a_mark(void **state)
{
	static const struct rota_column columns[] = {
		{ "a", "A|B", ROTA_CELL_TEXT },
		{ "b", "c_d", ROTA_CELL_TEXT },
	};
	struct rota_report report = { .title = "# <b>",
		                      .columns = columns,
		                      .column_count = COUNT(columns) };

	(void)state;
	ADD(&report.rows, rota_text("a|b\\"), rota_text("one\ntwo"));
	ADD(&report.rows, rota_text("*x* `y` ~z~"), rota_text("[k](l) &lt;"));
	add_note(&report, "a*b");
	check_md("# \\# \\<b>\n"
	         "\n"
	         "| A\\|B | c\\_d |\n"
	         "| --- | --- |\n"
	         "| a\\|b\\\\ | one?two |\n"
	         "| \\*x\\* \\`y\\` \\~z\\~ | \\[k](l) \\&lt; |\n"
	         "\n"
	         "- a\\*b\n",
	         &report);
}

static void test_report_write__md_without_rows_says_so(void **state)
{
	struct rota_report report = { .columns = name_columns,
		                      .column_count = COUNT(name_columns),
		                      .rows = rota_list() };

	(void)state;
	check_md("| Họ tên | Ghi chú |\n"
	         "| --- | --- |\n"
	         "\n"
	         "nothing to show\n",
	         &report);
}

/* --- all formats ---------------------------------------------------------------------------- */

static void test_report_write__all_zero_is_an_empty_report(void **state)
{
	struct rota_report report = { 0 };

	(void)state;
	check_table("nothing to show\n", &report, 80);
	check_csv("\r\n", &report);
	check_json("[]\n", &report);
	check_md("nothing to show\n", &report);
}

static void test_report_write__control_characters_become_question_marks(void **state)
{
	static const struct rota_column columns[] = {
		{ "name", "Họ\x1B tên", ROTA_CELL_TEXT },
		{ "note", "Ghi\tchú", ROTA_CELL_TEXT },
	};
	struct rota_report report = { .title = "a\nb", .columns = columns, .column_count = 2 };

	(void)state;
	ADD(&report.rows, rota_text("\x1B[2JHà"), rota_text("one\r\ntwo\tthree"));
	ADD(&report.rows, rota_text("x\xE2\x80\xAEy"), rota_text_sized("a\0b", 3));
	ADD(&report.foot, rota_text("\x7F"), rota_text("\xFFz"));
	add_note(&report, "\xC2\x85 note");
	check_table("a?b\n"
	            "\n"
	            "Họ? tên  Ghi?chú\n"
	            "───────────────────────\n"
	            "?[2JHà   one??two?three\n"
	            "x?y      a?b\n"
	            "───────────────────────\n"
	            "?        ?z\n"
	            "\n"
	            "? note\n",
	            &report, 0);
	check_csv("name,note\r\n"
	          "?[2JHà,one??two?three\r\n"
	          "x?y,a?b\r\n",
	          &report);
	check_md("# a?b\n"
	         "\n"
	         "| Họ? tên | Ghi?chú |\n"
	         "| --- | --- |\n"
	         "| ?\\[2JHà | one??two?three |\n"
	         "| x?y | a?b |\n"
	         "| **?** | **?z** |\n"
	         "\n"
	         "- ? note\n",
	         &report);
}

static void test_report_write__wrong_number_of_cells_is_a_bug(void **state)
{
	struct rota_report report = district_report();

	(void)state;
	ADD(&report.rows, rota_text("Khoái Châu"), rota_uint(25));
	check_bug("row 3: 2 cells in a report of 3 columns", &report);
	report = district_report();
	ADD(&report.foot, rota_text("Cộng"), rota_uint(35), rota_uint(1), rota_uint(0));
	check_bug("foot: row 1: 4 cells in a report of 3 columns", &report);
}

static void test_report_write__cells_and_notes_of_other_types_are_a_bug(void **state)
{
	const struct rota_value others[] = { rota_list(), rota_map(), rota_bin("x", 1) };
	struct rota_report report;

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++) {
		report = name_report("Hà", "x");
		report.rows.as.list.items[0].as.list.items[1] = others[i];
		check_bug("row 1: cell 2 is a list, a map or bytes", &report);
	}
	report = name_report("Hà", "x");
	report.rows.as.list.items[0] = rota_text("Hà");
	check_bug("row 1: a row of a report is a list of cells", &report);
	report = (struct rota_report){ .rows = rota_map() };
	check_bug("the rows of a report are a list", &report);
	report = (struct rota_report){ .notes = rota_text("x") };
	check_bug("the notes of a report are a list of texts", &report);
	report = (struct rota_report){ .notes = rota_list() };
	assert_int_equal(0, rota_list_add(&arena, &report.notes, rota_uint(1)));
	check_bug("the notes of a report are a list of texts", &report);
}

/** Give the arena room for one more unit at a time, until the report can be written. */
static void check_small_arenas(enum rota_format format, const struct rota_report *report)
{
	const struct rota_report_options options = { .format = format };
	struct rota_arena small = { 0 };
	size_t refused = 0;
	int rc;

	do {
		struct rota_error err = { 0 };
		const char *text = "must be reset";

		rota_arena_clear(&small);
		small.max_bytes += sizeof(max_align_t);
		rc = rota_report_write(&text, report, &options, &small, &err);
		if (rc) {
			assert_int_equal(ROTA_ENOMEM, rc);
			assert_string_equal("out of memory", err.message);
			assert_null(text);
			refused++;
		}
	} while (rc);
	assert_true(refused > 0);
	rota_arena_clear(&small);
}

static void test_report_write__full_arena_is_out_of_memory(void **state)
{
	struct rota_report report = district_report();

	(void)state;
	for (enum rota_format format = ROTA_FORMAT_TABLE; format <= ROTA_FORMAT_MD; format++)
		check_small_arenas(format, &report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_format_find__each_format_has_a_name),
		TEST(test_format_find__unknown_name_is_invalid_with_the_list),
		TEST(test_report_write__table_has_title_header_rule_and_rows),
		TEST(test_report_write__table_has_foot_behind_a_rule),
		TEST(test_report_write__table_has_notes_below),
		TEST(test_report_write__table_shows_each_type_of_cell),
		TEST(test_report_write__table_aligns_by_columns_of_the_terminal),
		TEST(test_report_write__table_never_prints_trailing_spaces),
		TEST(test_report_write__table_keeps_indentation),
		TEST(test_report_write__table_is_not_broken_where_it_fits),
		TEST(test_report_write__table_breaks_cells_of_the_widest_column_at_spaces),
		TEST(test_report_write__table_shrinks_equal_columns_alike),
		TEST(test_report_write__table_breaks_decomposed_text_by_its_width),
		TEST(test_report_write__table_never_shrinks_below_8_columns),
		TEST(test_report_write__table_breaks_no_word_and_cuts_nothing),
		TEST(test_report_write__table_breaks_captions_of_numbers_but_not_numbers),
		TEST(test_report_write__table_breaks_title_and_notes),
		TEST(test_report_write__table_without_rows_says_so),
		TEST(test_report_write__csv_has_keys_and_rows_only),
		TEST(test_report_write__csv_of_no_rows_is_the_header),
		TEST(test_report_write__csv_quotes_what_a_reader_would_split_or_trim),
		TEST(test_report_write__csv_takes_a_separator),
		TEST(test_report_write__csv_begins_with_a_byte_order_mark_on_request),
		TEST(test_report_write__csv_leaves_numbers_and_personal_numbers_plain),
		TEST(test_report_write__csv_bools_are_the_same_in_each_language),
		TEST(test_report_write__json_is_an_object_a_row),
		TEST(test_report_write__json_is_what_the_report_holds_for_it),
		TEST(test_report_write__json_of_no_rows_is_an_empty_list),
		TEST(test_report_write__json_escapes_control_characters),
		TEST(test_report_write__md_is_a_pipe_table),
		TEST(test_report_write__md_has_foot_in_bold_and_notes_as_a_list),
		TEST(test_report_write__md_escapes_what_would_be_a_mark),
		TEST(test_report_write__md_without_rows_says_so),
		TEST(test_report_write__all_zero_is_an_empty_report),
		TEST(test_report_write__control_characters_become_question_marks),
		TEST(test_report_write__wrong_number_of_cells_is_a_bug),
		TEST(test_report_write__cells_and_notes_of_other_types_are_a_bug),
		TEST(test_report_write__full_arena_is_out_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
