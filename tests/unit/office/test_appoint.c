/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_appoint(), and of the frame that every act has. */
#include "tests/unit/office/office.h"

#define PAPER .docs = { "123-QĐ/HU 28/08/2023" }

/** An becomes secretary of Hồng Nam: nothing is unusual about it. */
#define AN                                                                                         \
	.commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An", .act = "designate",  \
	.from = "01/09/2023"

/* --- recording ------------------------------------------------------------------------------- */

static void test_appoint__records_the_begin(void **state)
{
	struct rota_entry entry;
	const struct rota_value *doc;

	(void)state;
	OK(DO(rota_appoint, AN, PAPER, .source = "district_office", .prev_title = "Phó Bí thư",
	      .term = "2020–2025", .until = "01/09/2025"));
	expect_recorded("posting.begin");
	expect_warnings("");
	entry = recorded(0);
	assert_string_equal("2023-09-01", on_of(&entry));
	assert_string_equal("secretary", text_in(entry.body, "post"));
	assert_string_equal("designate", text_in(entry.body, "act"));
	assert_string_equal("full", text_in(entry.body, "mode"));
	assert_string_equal("district_office", text_in(entry.body, "source"));
	assert_string_equal("Phó Bí thư", text_in(entry.body, "prev_title"));
	assert_string_equal("2020–2025", text_in(entry.body, "term"));
	assert_string_equal("2025-09-01", text_in(entry.body, "planned_end"));
	assert_int_equal(1, entry.docs->as.list.count);
	doc = &entry.docs->as.list.items[0];
	assert_string_equal("123-QĐ/HU", text_in(doc, "no"));
	assert_string_equal("2023-08-28", text_in(doc, "signed"));
	assert_string_equal("QD", text_in(doc, "type"));
	assert_string_equal("btv_district", text_in(rota_map_get(doc, "issuer"), "body"));
	assert_null(entry.why);
	assert_null(rota_map_get(&entry.root, "ok"));
	assert_int_equal(0, entry.set_count);
}

static void test_appoint__says_what_is_recorded(void **state)
{
	(void)state;
	OK(DO(rota_appoint, AN, PAPER));
	assert_string_equal("designate: Nguyễn Văn An (1975), Party secretary of xã Hồng Nam "
			    "from 01/09/2023 (123-QĐ/HU, 28/08/2023)",
			    desk.out.sentence);
}

static void test_appoint__takes_codes_and_vietnamese_words(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_appoint, .commune = "11977", .post = "chu-tich", .cadre = "tran thi binh,1979",
	      .act = "bổ nhiệm", .from = "2023-09-01", .docs = { "45/QĐ-UBND 28/08/2023" }));
	entry = recorded(0);
	assert_string_equal("chair", text_in(entry.body, "post"));
	assert_string_equal("appoint", text_in(entry.body, "act"));
}

static void test_appoint__holds_from_its_day(void **state)
{
	(void)state;
	OK(DO(rota_appoint, AN, PAPER));
	expect_roster("11977", "31/08/2023",
		      "11977|Hồng Nam|Party secretary|(not reported)|||||\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
	expect_roster("11977", "01/09/2023",
		      "11977|Hồng Nam|Party secretary|Nguyễn Văn An|12/05/1975|01/09/2023|"
		      "designate|local|123-QĐ/HU, 28/08/2023\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
}

static void test_appoint__a_dry_run_records_nothing(void **state)
{
	uint64_t before = own_size();

	(void)state;
	OK(DO(rota_appoint, AN, PAPER, .dry_run = true));
	assert_int_equal(0, desk.out.count);
	assert_string_equal("designate: Nguyễn Văn An (1975), Party secretary of xã Hồng Nam "
			    "from 01/09/2023 (123-QĐ/HU, 28/08/2023)",
			    desk.out.sentence);
	assert_int_equal(before, own_size());
}

static void test_appoint__an_asserted_locality_is_recorded_beside_it(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_appoint, AN, PAPER, .locality = "non_local", .why = "grew up in Hà Nội"));
	expect_recorded("posting.begin locality.set");
	entry = recorded(1);
	assert_string_equal("non_local", text_in(entry.body, "value"));
	assert_string_equal("asserted", text_in(entry.body, "role"));
	assert_string_equal("manual", text_in(entry.body, "basis"));
	assert_string_equal("grew up in Hà Nội", entry.why);
	assert_int_equal(desk.out.first, entry.set_first);
	assert_int_equal(2, entry.set_count);
}

static void test_appoint__an_asserted_locality_needs_a_reason(void **state)
{
	(void)state;
	expect_failure(ROTA_EINVALID, "", "an asserted locality needs a reason",
		       DO(rota_appoint, AN, PAPER, .locality = "non_local"));
}

/* --- what is missing or wrong ---------------------------------------------------------------- */

static void test_appoint__says_what_is_missing(void **state)
{
	uint64_t before = own_size();

	(void)state;
	expect_failure(ROTA_EINVALID, "", "--from is missing",
		       DO(rota_appoint, .commune = "Hồng Nam"));
	expect_failure(ROTA_EINVALID, "", "COMMUNE is missing",
		       DO(rota_appoint, .from = "01/09/2023"));
	expect_failure(ROTA_EINVALID, "", "POST is missing",
		       DO(rota_appoint, .from = "01/09/2023", .commune = "Hồng Nam"));
	expect_failure(ROTA_EINVALID, "", "CADRE is missing",
		       DO(rota_appoint, .from = "01/09/2023", .commune = "Hồng Nam",
			  .post = "chair"));
	expect_failure(ROTA_EINVALID, "", "--act is missing",
		       DO(rota_appoint, .from = "01/09/2023", .commune = "Hồng Nam",
			  .post = "chair", .cadre = "Nguyễn Văn An"));
	assert_int_equal(before, own_size());
}

static void test_appoint__refuses_what_breaks_a_rule(void **state)
{
	static const struct {
		struct rota_request request;
		const char *rule, *message;
	} rows[] = {
		{ { .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
		    .act = "designate", .from = "09/2023", PAPER },
		  "V56", "--from: '09/2023' is not a full day" },
		{ { .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
		    .act = "designate", .from = "31/09/2023", PAPER },
		  "V56", "--from: '31/09/2023' is not a day" },
		{ { AN, .docs = { "123-QĐ/HU 16/02/2024" }, .why = "x" },
		  "V37", "signed 16/02/2024 lies in the future" },
		{ { .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
		    .act = "release", .from = "01/09/2023", PAPER },
		  "V25", "'release' begins no posting" },
		{ { .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
		    .act = "delegate", .until = "01/06/2024", .from = "01/09/2023", PAPER },
		  "V25", "'delegate the powers' is no act of this post" },
		{ { .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
		    .act = "elect", .from = "01/09/2023", PAPER },
		  "V22", "the day of the election is missing" },
		{ { .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
		    .act = "elect", .from = "01/09/2023", .elected = "02/09/2023", PAPER },
		  "V22", "elected 02/09/2023, in post from 01/09/2023" },
		{ { .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
		    .act = "rotate", .from = "01/09/2023", PAPER },
		  "", "'rotate' has no planned end" },
		{ { .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
		    .act = "designate", .from = "11/05/1993", PAPER, .why = "x" },
		  "V57", "'Nguyễn Văn An (1975)' is not 18 years old on that day" },
	};
	uint64_t before = own_size();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_failure(ROTA_EINVALID, rows[i].rule, rows[i].message,
			       act_on_desk(rota_appoint, &rows[i].request));
	assert_int_equal(before, own_size());
}

static void test_appoint__eighteen_is_old_enough(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
	      .act = "designate", .from = "12/05/1993", .docs = { "1-QĐ/HU 10/05/1993" }));
}

static void test_appoint__an_unknown_cadre_is_not_found(void **state)
{
	(void)state;
	expect_failure(ROTA_ENOTFOUND, "", "no cadre 'Lê Văn Cường'",
		       DO(rota_appoint, .commune = "Hồng Nam", .post = "chair",
			  .cadre = "Lê Văn Cường", .act = "appoint", .from = "01/09/2023"));
	assert_string_equal("look the name up: rota cadre find; or add it: rota cadre add name=… "
			    "born=…",
			    desk.err.hint);
}

static void test_appoint__the_same_person_again_is_refused(void **state)
{
	(void)state;
	OK(DO(rota_appoint, AN, PAPER));
	expect_failure(ROTA_EINVALID, "V19",
		       "'Nguyễn Văn An (1975)' holds this post already, since 01/09/2023",
		       DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary",
			  .cadre = "Nguyễn Văn An", .act = "reappoint", .from = "01/01/2024",
			  PAPER));
}

/* --- warnings -------------------------------------------------------------------------------- */

static void test_appoint__a_warning_asks_for_a_reason(void **state)
{
	uint64_t before = own_size();

	(void)state;
	expect_failure(ROTA_EREASON, "V30", "no decision is named for 'designate'",
		       DO(rota_appoint, AN));
	assert_string_equal("give --doc, or say with --why why there is none", desk.err.hint);
	expect_warnings("V30!: no decision is named for 'designate'\n");
	assert_int_equal(0, desk.out.count);
	assert_int_equal(before, own_size());
}

static void test_appoint__an_empty_reason_is_none(void **state)
{
	(void)state;
	assert_int_equal(ROTA_EREASON, DO(rota_appoint, AN, .why = ""));
}

static void test_appoint__the_reason_and_the_rules_are_in_the_entry(void **state)
{
	struct rota_entry entry;
	const struct rota_value *rules;

	(void)state;
	OK(DO(rota_appoint, AN, .docs = { "123/QĐ-HU 05/09/2023" }, .why = "typed as on the paper"));
	expect_warnings("V35!: it takes effect on 01/09/2023, before it was signed on 05/09/2023\n"
			"V33!: '123/QĐ-HU' is not the form of a Party number (123-QĐ/HU)\n");
	entry = recorded(0);
	assert_string_equal("typed as on the paper", entry.why);
	rules = rota_map_get(&entry.root, "ok");
	assert_non_null(rules);
	assert_int_equal(2, rules->as.list.count);
	assert_string_equal("V35", rota_value_text(&rules->as.list.items[0]));
	assert_string_equal("V33", rota_value_text(&rules->as.list.items[1]));
}

static void test_appoint__warns_of_unusual_papers(void **state)
{
	(void)state;
	assert_int_equal(ROTA_EREASON, DO(rota_appoint, AN, .docs = { "1-QĐ/HU 28/02/2023" }));
	expect_warnings("V36!: it takes effect on 01/09/2023, more than six months after "
			"28/02/2023\n");
	OK(DO(rota_appoint, AN, .docs = { "1-QĐ/HU 01/03/2023" }));
	assert_int_equal(ROTA_EREASON,
			 DO(rota_appoint, .commune = "Hồng Nam", .post = "chair",
			    .cadre = "Trần Thị Bình", .act = "appoint", .from = "01/09/2023",
			    .docs = { "45-QĐ/UBND 28/08/2023" }));
	expect_warnings("V33!: '45-QĐ/UBND' is not the form of a state number (45/QĐ-UBND)\n");
}

static void test_appoint__an_election_looks_back(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
	      .act = "elect", .from = "01/09/2023", .elected = "01/09/2023",
	      .docs = { "5-NQ/ĐU 05/09/2023" }));
	expect_warnings("");
}

static void test_appoint__another_full_holder_is_recorded_and_flagged(void **state)
{
	(void)state;
	OK(DO(rota_appoint, AN, PAPER));
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Trần Thị Bình",
	      .act = "designate", .from = "01/01/2024", .docs = { "9-QĐ/HU 28/12/2023" }));
	expect_warnings("V11: Nguyễn Văn An (1975) holds this post too, since 01/09/2023\n");
	assert_int_equal(1, desk.out.count);
}

static void test_appoint__acting_beside_a_holder_is_no_double(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Nguyễn Văn An",
	      .act = "appoint", .from = "01/09/2023", .docs = { "45/QĐ-UBND 28/08/2023" }));
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "delegate", .until = "01/06/2024", .from = "01/01/2024",
	      .docs = { "9/QĐ-UBND 28/12/2023" }));
	expect_warnings("");
}

static void test_appoint__a_post_elsewhere_is_flagged(void **state)
{
	(void)state;
	OK(DO(rota_appoint, AN, PAPER));
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "chair", .cadre = "Nguyễn Văn An",
	      .act = "appoint", .from = "01/01/2024", .docs = { "9/QĐ-UBND 28/12/2023" }));
	expect_warnings("V12: still Party secretary of xã Hồng Nam\n");
}

static void test_appoint__both_posts_ask_which_kind(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_appoint, AN, PAPER));
	expect_failure(ROTA_EREASON, "V13", "also Party secretary of this commune",
		       DO(rota_appoint, .commune = "Hồng Nam", .post = "chair",
			  .cadre = "Nguyễn Văn An", .act = "appoint", .from = "01/01/2024",
			  .docs = { "9/QĐ-UBND 28/12/2023" }));
	assert_string_equal("say which: --dual concurrent, or --dual transition", desk.err.hint);
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Nguyễn Văn An",
	      .act = "appoint", .from = "01/01/2024", .docs = { "9/QĐ-UBND 28/12/2023" },
	      .dual = "concurrent"));
	expect_warnings("");
	entry = recorded(0);
	assert_string_equal("concurrent", text_in(entry.body, "dual"));
}

static void test_appoint__a_name_without_accents_asks(void **state)
{
	(void)state;
	expect_failure(ROTA_EREASON, "V03", "'Hong Nam' was taken for 'Hồng Nam'",
		       DO(rota_appoint, .commune = "Hong Nam", .post = "secretary",
			  .cadre = "Nguyễn Văn An", .act = "designate", .from = "01/09/2023",
			  PAPER));
	assert_string_equal("if it is right all the same, say why: --why", desk.err.hint);
}

static void test_appoint__the_day_of_an_end_may_be_the_next_ones_first(void **state)
{
	(void)state;
	OK(DO(rota_appoint, AN, PAPER));
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "retire",
	      .from = "01/01/2024", .docs = { "8-QĐ/HU 28/12/2023" }));
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Trần Thị Bình",
	      .act = "designate", .from = "01/01/2024", .docs = { "9-QĐ/HU 28/12/2023" }));
	expect_warnings("");
}

/* --- before there is anything ---------------------------------------------------------------- */

static void test_appoint__needs_the_list_of_units(void **state)
{
	(void)state;
	expect_failure(ROTA_EINVALID, "", "there is no list of administrative units yet",
		       DO(rota_appoint, AN, PAPER));
	assert_string_equal("import it: rota import units FILE", desk.err.hint);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_appoint__records_the_begin),
		TEST(test_appoint__says_what_is_recorded),
		TEST(test_appoint__takes_codes_and_vietnamese_words),
		TEST(test_appoint__holds_from_its_day),
		TEST(test_appoint__a_dry_run_records_nothing),
		TEST(test_appoint__an_asserted_locality_is_recorded_beside_it),
		TEST(test_appoint__an_asserted_locality_needs_a_reason),
		TEST(test_appoint__says_what_is_missing),
		TEST(test_appoint__refuses_what_breaks_a_rule),
		TEST(test_appoint__eighteen_is_old_enough),
		TEST(test_appoint__an_unknown_cadre_is_not_found),
		TEST(test_appoint__the_same_person_again_is_refused),
		TEST(test_appoint__a_warning_asks_for_a_reason),
		TEST(test_appoint__an_empty_reason_is_none),
		TEST(test_appoint__the_reason_and_the_rules_are_in_the_entry),
		TEST(test_appoint__warns_of_unusual_papers),
		TEST(test_appoint__an_election_looks_back),
		TEST(test_appoint__another_full_holder_is_recorded_and_flagged),
		TEST(test_appoint__acting_beside_a_holder_is_no_double),
		TEST(test_appoint__a_post_elsewhere_is_flagged),
		TEST(test_appoint__both_posts_ask_which_kind),
		TEST(test_appoint__a_name_without_accents_asks),
		TEST(test_appoint__the_day_of_an_end_may_be_the_next_ones_first),
		TEST_EMPTY(test_appoint__needs_the_list_of_units),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
