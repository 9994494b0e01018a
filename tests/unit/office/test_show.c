/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_report_cadre(), _unit() and _whoami(). */
#include "tests/unit/office/office.h"

/** A list of the JSON as lines of the cells under the keys. */
static const char *json_list(const struct rota_report *report, const char *list,
			     const char *const *keys)
{
	const struct rota_value *rows = rota_map_get(&report->json, list);
	struct rota_buffer text = { 0 };

	assert_non_null(rows);
	for (size_t i = 0; i < rows->as.list.count; i++)
		for (const char *const *key = keys; *key; key++) {
			const struct rota_value *cell =
				rota_map_get(&rows->as.list.items[i], *key);

			assert_non_null(cell);
			put_cell(&text, cell);
			rota_buffer_puts(&text, key[1] ? "|" : "\n");
		}
	return kept(&text);
}

#define KEYS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static int refused(rota_report_fn *report, struct rota_question question)
{
	struct rota_report out;

	rota_error_clear(&desk.err);
	return report(desk.office, &question, &out, &desk.arena, &desk.err);
}

/* --- a cadre --------------------------------------------------------------------------------- */

static void test_cadre__all_fields_with_captions_and_the_career(void **state)
{
	struct rota_report report;

	(void)state;
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An",
	      .sets = SETS("sex=nam", "aka=Nguyễn An;Hai An")));
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "retire",
	      .from = "01/01/2024", .docs = { "8-QĐ/HU 28/12/2023" }));
	seat("Ân Thi", "chair", "Nguyễn Văn An", "02/01/2024");
	report = ask(rota_report_cadre, (struct rota_question){ .subject = "Nguyễn Văn An" });
	assert_string_equal("Full name at birth|Nguyễn Văn An\n"
			    "Other names|Nguyễn An, Hai An\n"
			    "Sex|male\n"
			    "Born|12/05/1975\n"
			    "Native place|xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên\n"
			    "posting|Party secretary, xã Hồng Nam, from 01/09/2022 to before "
			    "01/01/2024 (designate; 123-QĐ/HU, 28/08/2022; retire)\n"
			    "posting|chair of the People's Committee, thị trấn Ân Thi, since "
			    "02/01/2024 (designate; 123-QĐ/HU, 28/08/2022)\n",
			    rows_of(&report));
	assert_string_equal("11977|Hồng Nam|secretary|full|2022-09-01|2024-01-01|designate|retire\n"
			    "12142|Ân Thi|chair|full|2024-01-02||designate|\n",
			    json_list(&report, "postings",
				      KEYS("code", "unit", "post", "mode", "from", "to", "act",
					   "end_act")));
}

static void test_cadre__captions_are_vietnamese_in_vietnamese(void **state)
{
	struct rota_report report;

	(void)state;
	rota_language_choose("vi");
	report = ask(rota_report_cadre, (struct rota_question){ .subject = "Trần Thị Bình" });
	assert_string_equal("Họ và tên khai sinh|Trần Thị Bình\n"
			    "Ngày sinh|1979\n"
			    "Quê quán|xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên\n",
			    rows_of(&report));
}

static void test_cadre__numbers_of_a_person_are_masked_everywhere(void **state)
{
	struct rota_report report;
	const struct rota_value *fields;
	const char *rows;

	(void)state;
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An",
	      .sets = SETS("pin=033075001234", "pin_old=033075004321;033075009999",
			   "cmnd=145678901")));
	report = ask(rota_report_cadre, (struct rota_question){ .subject = "pin:033075001234" });
	rows = rows_of(&report);
	assert_non_null(strstr(rows, "|033•••••1234\n"));
	assert_non_null(strstr(rows, "|033•••••4321, 033•••••9999\n"));
	assert_non_null(strstr(rows, "|145•••••8901\n"));
	fields = rota_map_get(&report.json, "fields");
	assert_string_equal("033•••••1234", text_in(fields, "pin"));
	assert_string_equal("145•••••8901", text_in(fields, "cmnd"));
	assert_string_equal("033•••••9999",
			    rota_value_text(&rota_map_get(fields, "pin_old")->as.list.items[1]));
	assert_string_equal("1975-05-12", text_in(fields, "born"));
	report = ask(rota_report_history, (struct rota_question){ .subject = "Nguyễn Văn An" });
	assert_null(strstr(rows_of(&report), "033075"));
}

static void test_cadre__nobody(void **state)
{
	(void)state;
	expect_failure(ROTA_ENOTFOUND, "", "no cadre 'Lý Văn Không'",
		       refused(rota_report_cadre,
			       (struct rota_question){ .subject = "Lý Văn Không" }));
}

/* --- a unit ---------------------------------------------------------------------------------- */

static void test_unit__versions_what_it_came_from_and_who_is_there(void **state)
{
	struct rota_report report;

	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_unit_change, .commune = "11977", .from = "01/01/2023",
	      .sets = SETS("name=Hồng Nam Mới", "type=phuong", "legal=NQ 12")));
	report = ask(rota_report_unit, (struct rota_question){ .subject = "11977" });
	assert_string_equal("phường Hồng Nam Mới on 15/02/2024", report.title);
	assert_string_equal("|01/01/2023|unit|xã Hồng Nam (11977), thành phố Hưng Yên\n"
			    "01/01/2023||unit|phường Hồng Nam Mới (11977), thành phố Hưng Yên; "
			    "NQ 12\n"
			    "01/09/2022||Party secretary|Nguyễn Văn An (1975) (designate)\n"
			    "||chair of the People's Committee|(not reported)\n",
			    rows_of(&report));
	assert_string_equal("|2023-01-01|11977|Hồng Nam|xa|323|\n"
			    "2023-01-01||11977|Hồng Nam Mới|phuong|323|NQ 12\n",
			    json_list(&report, "versions",
				      KEYS("from", "to", "code", "name", "type", "parent",
					   "legal")));
	assert_string_equal("secretary|full|Nguyễn Văn An|2022-09-01|\n"
			    "chair|not_reported|||\n",
			    json_list(&report, "posts",
				      KEYS("post", "state", "name", "from", "to")));
	assert_int_equal(ROTA_NIL, rota_map_get(&report.json, "ended")->type);
}

static void test_unit__an_ended_one_by_its_name_of_the_day(void **state)
{
	struct rota_report report;

	(void)state;
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,seq,legal,new_parent_code\n"
		  "01/02/2024,form,11974,11974,Liên Nam,xa,full,1,NQ 9,323\n"
		  "01/02/2024,form,11977,11974,Liên Nam,xa,full,1,NQ 9,323\n",
		  .strict = false));
	expect_failure(ROTA_EINVALID, "V01",
		       "no unit 'Hồng Nam' on 15/02/2024: it ended on 01/02/2024",
		       refused(rota_report_unit, (struct rota_question){ .subject = "Hồng Nam" }));
	report = ask(rota_report_unit,
		     (struct rota_question){ .subject = "Hồng Nam", .as_of = "31/01/2024" });
	assert_string_equal("2024-02-01|form|full|11974|Liên Nam\n",
			    json_list(&report, "became",
				      KEYS("on", "event", "part", "code", "name")));
	assert_string_equal("formed_into",
			    text_in(rota_map_get(&report.json, "ended"), "cause"));
	report = ask(rota_report_unit, (struct rota_question){ .subject = "Liên Nam" });
	assert_string_equal("2024-02-01|form|full|11974|Liên Phương\n"
			    "2024-02-01|form|full|11977|Hồng Nam\n",
			    json_list(&report, "came_from",
				      KEYS("on", "event", "part", "code", "name")));
}

static void test_unit__a_district_has_no_posts(void **state)
{
	struct rota_report report =
		ask(rota_report_unit, (struct rota_question){ .subject = "329" });

	(void)state;
	assert_string_equal("||unit|huyện Ân Thi (329), tỉnh Hưng Yên\n", rows_of(&report));
	assert_int_equal(0, rota_map_get(&report.json, "posts")->as.list.count);
}

/* --- who records ----------------------------------------------------------------------------- */

static void test_whoami__office_and_writers_before_an_officer_is_declared(void **state)
{
	struct rota_report report = ask(rota_report_whoami, (struct rota_question){ .raw = true });

	(void)state;
	assert_null(rota_map_get(&report.json, "officer"));
	assert_string_equal("Ban Tổ chức", text_in(&report.json, "name"));
	assert_string_equal("province", text_in(&report.json, "level"));
	assert_string_equal("33", text_in(&report.json, "scope"));
	assert_int_equal(16, strlen(text_in(&report.json, "writer")));
	assert_int_equal(16, strlen(text_in(&report.json, "common_writer")));
	assert_string_not_equal(text_in(&report.json, "writer"),
				text_in(&report.json, "common_writer"));
	assert_int_equal(1, report.notes.as.list.count);
}

static void test_whoami__the_officer_with_title_and_roles(void **state)
{
	struct rota_report report;
	const struct rota_value *roles;

	(void)state;
	OK(DO(rota_officer_add, .sets = SETS("name=Phạm Thị Hoa", "title=Chuyên viên",
					     "roles=record;attest")));
	report = ask(rota_report_whoami, (struct rota_question){ .as_of = NULL });
	assert_non_null(strstr(rows_of(&report), "officer|Phạm Thị Hoa\n"
						 "title|Chuyên viên\n"
						 "roles|record, attest\n"
						 "office|Ban Tổ chức\n"
						 "level|province\n"
						 "scope|tỉnh Hưng Yên (33)\n"
						 "writer|"));
	roles = rota_map_get(&report.json, "roles");
	assert_int_equal(2, roles->as.list.count);
	assert_string_equal("attest", rota_value_text(&roles->as.list.items[1]));
	assert_int_equal(0, report.notes.as.list.count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_cadre__all_fields_with_captions_and_the_career),
		TEST(test_cadre__captions_are_vietnamese_in_vietnamese),
		TEST(test_cadre__numbers_of_a_person_are_masked_everywhere),
		TEST(test_cadre__nobody),
		TEST(test_unit__versions_what_it_came_from_and_who_is_there),
		TEST(test_unit__an_ended_one_by_its_name_of_the_day),
		TEST(test_unit__a_district_has_no_posts),
		TEST(test_whoami__office_and_writers_before_an_officer_is_declared),
		TEST(test_whoami__the_officer_with_title_and_roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
