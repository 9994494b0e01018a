/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_report_history(), for people and for programs. */
#include "tests/unit/office/office.h"

/** The JSON of a subject: a list with an object an entry. */
static const struct rota_value *objects(const char *subject)
{
	static struct rota_report report;

	report = ask(rota_report_history,
		     (struct rota_question){ .subject = subject, .raw = true });
	assert_int_equal(ROTA_LIST, report.json.type);
	return &report.json;
}

/** "field: old > new" of each change of an object, null as nothing. */
static const char *changes(const struct rota_value *object)
{
	const struct rota_value *list = rota_map_get(object, "change");
	struct rota_buffer text = { 0 };

	assert_non_null(list);
	assert_int_equal(ROTA_LIST, list->type);
	for (size_t i = 0; i < list->as.list.count; i++) {
		const struct rota_value *one = &list->as.list.items[i];

		rota_buffer_printf(&text, "%s: ", text_in(one, "field"));
		put_cell(&text, rota_map_get(one, "old"));
		rota_buffer_puts(&text, " > ");
		put_cell(&text, rota_map_get(one, "new"));
		rota_buffer_puts(&text, "\n");
	}
	return kept(&text);
}

static void test_history__a_change_is_field_old_and_new(void **state)
{
	const struct rota_value *list;

	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_correct, .subject = "Hồng Nam/secretary", .sets = SETS("from=02/09/2022"),
	      .typing = "gõ nhầm ngày"));
	list = objects("Hồng Nam/secretary");
	assert_int_equal(2, list->as.list.count);
	assert_string_equal("posting.correct", text_in(&list->as.list.items[1], "what"));
	assert_string_equal("reason:  > typing\nfrom: 2022-09-01 > 2022-09-02\n",
			    changes(&list->as.list.items[1]));
}

static void test_history__references_are_ids(void **state)
{
	const struct rota_value *list;
	const char *text, *cadre;

	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	cadre = text_in(&objects("Nguyễn Văn An")->as.list.items[0], "id");
	assert_int_equal(32, strlen(cadre));
	list = objects("Hồng Nam/secretary");
	text = changes(&list->as.list.items[0]);
	assert_non_null(strstr(text, cadre));
	assert_non_null(strstr(text, "post:  > secretary\n"));
	assert_non_null(strstr(text, "act:  > designate\n"));
}

static void test_history__papers_are_records(void **state)
{
	const struct rota_value *docs;

	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	docs = rota_map_get(&objects("Hồng Nam/secretary")->as.list.items[0], "docs");
	assert_int_equal(1, docs->as.list.count);
	assert_string_equal("123-QĐ/HU", text_in(&docs->as.list.items[0], "no"));
	assert_string_equal("2022-08-28", text_in(&docs->as.list.items[0], "signed"));
}

static void test_history__what_was_taken_back_is_said_in_a_key(void **state)
{
	const struct rota_value *list;
	struct rota_report report;

	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_undo, .why = "nhầm xã"));
	list = objects("Hồng Nam/secretary");
	assert_int_equal(2, list->as.list.count);
	assert_string_equal("posting.begin", text_in(&list->as.list.items[0], "what"));
	assert_true(rota_map_get(&list->as.list.items[0], "undone")->as.truth);
	assert_false(rota_map_get(&list->as.list.items[1], "undone")->as.truth);
	report = ask(rota_report_history,
		     (struct rota_question){ .subject = "Hồng Nam/secretary" });
	assert_non_null(strstr(rows_of(&report), "(taken back)"));
}

static void test_history__people_read_a_sentence(void **state)
{
	struct rota_report report;

	(void)state;
	OK(DO(rota_cadre_change, .cadre = "Trần Thị Bình", .sets = SETS("sex=nữ")));
	report = ask(rota_report_history, (struct rota_question){ .subject = "Trần Thị Bình" });
	assert_int_equal(ROTA_NIL, report.json.type);
	assert_non_null(strstr(rows_of(&report), "|Sex: female|"));
}

static void test_history__names_the_log_of_an_entry(void **state)
{
	const struct rota_value *first;

	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	first = &objects("Hồng Nam/secretary")->as.list.items[0];
	assert_int_equal(16, strlen(text_in(first, "writer")));
	assert_int_equal(ROTA_UINT, rota_map_get(first, "n")->type);
	assert_int_equal(ROTA_NIL, rota_map_get(first, "received")->type);
}

/* --- a commune, through all mergers ---------------------------------------------------------- */

/** Hồng Nam and a part of Liên Phương become Phương Nam, which becomes Tân Hưng. An was secretary of
 *  Hồng Nam, in charge in Phương Nam, and is secretary of Tân Hưng. */
static int open_merged(void **state)
{
	if (open_ready(state))
		return -1;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,legal,new_parent_code\n"
		  "01/12/2023,form,11977,11977,Phương Nam,xa,full,NQ 1248,323\n"
		  "01/12/2023,boundary,11974,11977,Phương Nam,xa,part,NQ 1248,323\n"
		  "01/12/2023,boundary,12169,11977,Phương Nam,xa,strip,NQ 1248,323\n",
		  .dry_run = false));
	OK(DO(rota_unit_close, .dry_run = false));
	OK(DO(rota_appoint, .commune = "Phương Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
	      .act = "take_charge", .from = "01/12/2023", .until = "01/05/2024",
	      .docs = { "9-QĐ/HU 28/11/2023" }));
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,legal,new_parent_code\n"
		  "01/02/2024,form,11977,11980,Tân Hưng,xa,full,NQ 1666,33\n",
		  .dry_run = false));
	OK(DO(rota_unit_close, .dry_run = false));
	seat("Tân Hưng", "secretary", "Nguyễn Văn An", "01/02/2024");
	return 0;
}

#define TEST_MERGED(name) cmocka_unit_test_setup_teardown(name, open_merged, remove_folder)

#define SECRETARY "Party secretary|Nguyễn Văn An (1975)|"
#define HONG_NAM                                                                                  \
	"11977|Hồng Nam|01/12/2023|" SECRETARY                                                     \
	"01/09/2022|01/12/2023|designate|the unit ended|123-QĐ/HU, 28/08/2022\n"                   \
	"11977|Hồng Nam|01/12/2023|chair of the People's Committee||||||\n"
#define TAN_HUNG                                                                                  \
	"11980|Tân Hưng||" SECRETARY "01/02/2024||designate||123-QĐ/HU, 28/08/2022\n"              \
	"11980|Tân Hưng||chair of the People's Committee||||||\n"                                  \
	"11974|Liên Phương [a part]||Party secretary||||||\n"                                      \
	"11974|Liên Phương [a part]||chair of the People's Committee||||||\n"                      \
	"11977|Phương Nam|01/02/2024|Party secretary (in charge)|Nguyễn Văn An (1975)|"            \
	"01/12/2023|01/02/2024|take charge|the unit ended|9-QĐ/HU, 28/11/2023\n"                     \
	"11977|Phương Nam|01/02/2024|chair of the People's Committee||||||\n" HONG_NAM

static void expect_commune(const char *typed, const char *wanted)
{
	struct rota_report report =
		ask(rota_report_history, (struct rota_question){ .subject = typed });

	assert_string_equal(wanted, rows_of(&report));
}

static void test_history__of_a_commune_are_its_holders_and_those_before_it(void **state)
{
	(void)state;
	expect_commune("Tân Hưng", TAN_HUNG);
	expect_commune("xã Tân Hưng", TAN_HUNG);
	expect_commune("11980", TAN_HUNG);
}

static void test_history__of_a_commune_that_has_ended_by_its_last_name(void **state)
{
	(void)state;
	expect_commune("Hồng Nam", HONG_NAM);
}

static void test_history__a_name_that_somebody_bears_is_the_person(void **state)
{
	(void)state;
	add_cadre("Tân Hưng", "1980", NULL);
	assert_string_equal("cadre.create",
			    text_in(&objects("Tân Hưng")->as.list.items[0], "what"));
	expect_commune("xã Tân Hưng", TAN_HUNG);
}

static void test_history__of_nobody_and_no_commune(void **state)
{
	struct rota_question question = { .subject = "Thủ Sỹ" };
	struct rota_report report;

	(void)state;
	expect_failure(ROTA_ENOTFOUND, "", "no cadre 'Thủ Sỹ'",
		       rota_report_history(desk.office, &question, &report, &desk.arena,
					   &desk.err));
}

/** Two of the three people whom a decision names, one of them without a word of that. */
static void test_history__of_a_decision_are_those_whom_it_names(void **state)
{
	struct rota_report report;

	(void)state;
	seat("Hồng Nam", "chair", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Trần Thị Bình",
	      .act = "designate", .from = "01/09/2023",
	      .docs = { "12-QĐ/HU 25/08/2023; 3 people" }));
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "chair", .act = "release",
	      .from = "01/09/2023", .docs = { "12-QĐ/HU 25/08/2023" }, .why = "x"));
	report = ask(rota_report_history,
		     (struct rota_question){ .subject = "12-QĐ/HU 25/08/2023" });
	assert_int_equal(2, report.rows.as.list.count);
	assert_non_null(strstr(rows_of(&report), "Trần Thị Bình"));
	assert_non_null(strstr(rows_of(&report), "12-QĐ/HU, 25/08/2023; 3 people"));
	assert_int_equal(1, report.notes.as.list.count);
	assert_string_equal("12-QĐ/HU, 25/08/2023: 2 of 3 people are entered",
			    rota_value_text(&report.notes.as.list.items[0]));
	assert_int_equal(0, objects("123-QĐ/HU 2022-08-28; Huyện ủy")->as.list.count - 1);
	expect_failure(ROTA_ENOTFOUND, "", "no posting is recorded by '12-QĐ/HU 26/08/2023'",
		       rota_report_history(desk.office,
					   &(struct rota_question){ .subject =
									    "12-QĐ/HU 26/08/2023" },
					   &report, &desk.arena, &desk.err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_MERGED(test_history__of_a_commune_are_its_holders_and_those_before_it),
		TEST_MERGED(test_history__of_a_commune_that_has_ended_by_its_last_name),
		TEST_MERGED(test_history__a_name_that_somebody_bears_is_the_person),
		TEST_MERGED(test_history__of_nobody_and_no_commune),
		TEST(test_history__a_change_is_field_old_and_new),
		TEST(test_history__references_are_ids),
		TEST(test_history__papers_are_records),
		TEST(test_history__what_was_taken_back_is_said_in_a_key),
		TEST(test_history__people_read_a_sentence),
		TEST(test_history__names_the_log_of_an_entry),
		TEST(test_history__of_a_decision_are_those_whom_it_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
