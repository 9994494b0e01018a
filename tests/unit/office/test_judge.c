/* SPDX-License-Identifier: Apache-2.0 */
/** @file The rules of schema/rules.md that an act is judged by, each broken once. */
#include "acts/record.h"
#include "tests/unit/office/office.h"

#define PLACE .commune = "Hồng Nam", .post = "secretary"
#define CHAIR .commune = "Hồng Nam", .post = "chair"
#define PAPER .docs = { "123-QĐ/HU 28/08/2023" }

/** As open_ready(), with An as secretary of Hồng Nam since 1/9/2023. */
static int open_seated(void **state)
{
	if (open_ready(state))
		return -1;
	OK(DO(rota_appoint, PLACE, .cadre = "Nguyễn Văn An", .act = "designate",
	      .from = "01/09/2023", PAPER));
	return 0;
}

/** Bình is elected chair of Hồng Nam. */
static void elect(void)
{
	OK(DO(rota_appoint, CHAIR, .cadre = "Trần Thị Bình", .act = "elect", .from = "10/01/2024",
	      .elected = "10/01/2024", .docs = { "7/NQ-HĐND 10/01/2024" }));
	expect_warnings("");
}

#define TEST_SEATED(name) cmocka_unit_test_setup_teardown(name, open_seated, remove_folder)

/** It asks for a reason, and is recorded with one, under this rule. */
#define ASKS(rule, message, act, ...) asks((rule), (message), (act),                               \
					   &(const struct rota_request){ __VA_ARGS__ })

static void asks(const char *rule, const char *message, rota_act_fn *act,
		 const struct rota_request *request)
{
	struct rota_request with_reason = *request;
	const struct rota_value *rules;
	struct rota_entry entry;
	uint64_t before = own_size();

	expect_failure(ROTA_EREASON, rule, message, act_on_desk(act, request));
	assert_int_equal(before, own_size());
	with_reason.why = "so it is";
	OK(act_on_desk(act, &with_reason));
	entry = recorded(0);
	rules = rota_map_get(&entry.root, "ok");
	assert_non_null(rules);
	assert_string_equal(rule, rota_value_text(&rules->as.list.items[0]));
}

/* --- papers ---------------------------------------------------------------------------------- */

static void test_V31__one_number_of_one_body_has_one_day(void **state)
{
	(void)state;
	ASKS("V31", "'123-QĐ/HU' of this body is recorded as signed on 28/08/2023", rota_appoint,
	     .commune = "Liên Phương", .post = "secretary", .cadre = "Trần Thị Bình",
	     .act = "designate", .from = "01/10/2023", .docs = { "123-QĐ/HU 29/08/2023" });
}

static void test_V31__another_body_term_or_the_same_day_is_no_clash(void **state)
{
	static const char *const papers[] = {
		"123-QĐ/HU 28/08/2023", /* one paper for two people */
		"123-QĐ/HU 30/06/2020", /* the term before */
		"123/QĐ-HU 29/08/2023", /* another number */
		"123-NQ/HU 29/08/2023",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(papers) / sizeof(papers[0]); i++) {
		DO(rota_appoint, .commune = "Liên Phương", .post = "secretary",
		   .cadre = "Trần Thị Bình", .act = "designate", .from = "28/08/2023",
		   .docs = { papers[i] }, .dry_run = true, .why = "x");
		for (size_t k = 0; k < desk.out.warning_count; k++)
			assert_string_not_equal("V31", desk.out.warnings[k].rule);
	}
	/* of the other district */
	OK(DO(rota_appoint, .commune = "Hoàng Hoa Thám", .post = "secretary",
	      .cadre = "Trần Thị Bình", .act = "designate", .from = "01/10/2023",
	      .docs = { "123-QĐ/HU 29/08/2023" }));
}

static void test_V31__state_numbers_run_for_a_year(void **state)
{
	(void)state;
	OK(DO(rota_appoint, CHAIR, .cadre = "Trần Thị Bình", .act = "appoint",
	      .from = "01/10/2023", .docs = { "45/QĐ-UBND 28/09/2023" }));
	OK(DO(rota_relieve, CHAIR, .act = "release", .from = "01/02/2024",
	      .docs = { "45/QĐ-UBND 20/01/2024" }));
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "appoint", .from = "02/02/2024",
	      .docs = { "45/QĐ-UBND 01/12/2023; UBND huyện" }, .dry_run = true));
	expect_warnings(""); /* the others are the chair's */
	ASKS("V31", "'45/QĐ-UBND' of this body is recorded as signed on 28/09/2023", rota_appoint,
	     .commune = "Liên Phương", .post = "chair", .cadre = "Trần Thị Bình",
	     .act = "appoint", .from = "02/02/2024", .docs = { "45/QĐ-UBND 01/12/2023" });
}

static void test_V34__who_decides_what(void **state)
{
	(void)state;
	OK(DO(rota_move, .cadre = "Nguyễn Văn An", .commune = "Hoàng Hoa Thám",
	      .post = "secretary", .act = "transfer", .from = "01/02/2024",
	      .docs = { "200-QĐ/HU 28/01/2024" }, .dry_run = true));
	expect_warnings("V34: a move between two districts is decided by the province\n");
	OK(DO(rota_move, .cadre = "Nguyễn Văn An", .commune = "Hoàng Hoa Thám",
	      .post = "secretary", .act = "transfer", .from = "01/02/2024",
	      .docs = { "200-QĐ/TU 28/01/2024" }, .dry_run = true));
	expect_warnings("");
	OK(DO(rota_move, .cadre = "Nguyễn Văn An", .commune = "Liên Phương", .post = "secretary",
	      .act = "transfer", .from = "01/02/2024", .docs = { "200-QĐ/HU 28/01/2024" }));
	expect_warnings("");
	OK(DO(rota_appoint, CHAIR, .cadre = "Trần Thị Bình", .act = "appoint",
	      .from = "01/02/2024", .docs = { "7/QĐ-HĐND 28/01/2024" }, .dry_run = true));
	expect_warnings("V34: 'appoint' is decided above the commune\n");
	rota_clock_test_set(MORNING + 600 * A_DAY, 1);
	OK(DO(rota_appoint, CHAIR, .cadre = "Trần Thị Bình", .act = "appoint",
	      .from = "10/07/2025", .docs = { "7/QĐ-UBND 02/07/2025; UBND huyện" }));
	expect_warnings("V34: signed on 02/07/2025 by a body of a district: there is none since "
			"01/07/2025\n");
}

static void test_V43__the_word_of_the_other_system(void **state)
{
	(void)state;
	elect();
	ASKS("V43", "'chuẩn y' is the Party's word: a chair is approved with 'phê chuẩn'", rota_step,
	     CHAIR, .act = "chuẩn y", .from = "20/01/2024", .docs = { "90/QĐ-UBND 19/01/2024" });
	ASKS("V43", "'phe-chuan' is the state's word: a secretary is approved with 'chuẩn y'",
	     rota_appoint, .commune = "Liên Phương", .post = "secretary",
	     .cadre = "Trần Thị Bình", .act = "phe-chuan", .from = "01/02/2022",
	     .docs = { "91-QĐ/HU 19/01/2022" });
}

static void test_V41__an_erratum_mends_no_substance(void **state)
{
	(void)state;
	ASKS("V41", "an erratum changes 'Cadre', which is no clerical error", rota_correct,
	     .subject = "Hồng Nam/bi-thu", .sets = SETS("cadre=Trần Thị Bình"),
	     .erratum = "140-CV/HU 05/09/2023");
	OK(DO(rota_correct, .subject = "Hồng Nam/bi-thu", .sets = SETS("from=02/09/2023"),
	      .erratum = "141-CV/HU 05/09/2023"));
}

/* --- postings -------------------------------------------------------------------------------- */

static void test_V15__acting_has_an_end_within_six_months(void **state)
{
	(void)state;
	ASKS("V15", "'take charge' has no planned end", rota_appoint, .commune = "Liên Phương",
	     .post = "secretary", .cadre = "Trần Thị Bình", .act = "take_charge",
	     .from = "01/10/2023", .docs = { "124-QĐ/HU 28/09/2023" });
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "delegate", .from = "01/10/2023", .until = "02/04/2024",
	      .docs = { "124/QĐ-UBND 28/09/2023" }, .dry_run = true));
	expect_warnings("V15: 'delegate the powers' until 02/04/2024 is longer than six months\n");
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "delegate", .from = "01/10/2023", .until = "01/04/2024",
	      .docs = { "124/QĐ-UBND 28/09/2023" }, .dry_run = true));
	expect_warnings("");
}

static void test_V17__a_gap_is_stated(void **state)
{
	(void)state;
	OK(DO(rota_relieve, PLACE, .act = "retire", .from = "01/12/2023", .no_vacant = true,
	      .docs = { "150-QĐ/HU 28/11/2023" }));
	OK(DO(rota_appoint, PLACE, .cadre = "Trần Thị Bình", .act = "designate",
	      .from = "01/12/2023", .docs = { "151-QĐ/HU 28/11/2023" }, .dry_run = true));
	expect_warnings("");
	ASKS("V17", "the post had no holder since 01/12/2023, and was not stated vacant",
	     rota_appoint, PLACE, .cadre = "Trần Thị Bình", .act = "designate",
	     .from = "02/12/2023", .docs = { "151-QĐ/HU 28/11/2023" });
	OK(DO(rota_undo, .why = "x"));
	OK(DO(rota_vacant, PLACE, .from = "01/12/2023"));
	OK(DO(rota_appoint, PLACE, .cadre = "Trần Thị Bình", .act = "designate",
	      .from = "02/12/2023", .docs = { "151-QĐ/HU 28/11/2023" }));
	expect_warnings("");
}

static void test_V93__a_clock_behind_the_last_entry(void **state)
{
	(void)state;
	rota_clock_test_set(MORNING - A_DAY, 1);
	OK(DO(rota_vacant, CHAIR, .from = "01/12/2023"));
	expect_warnings("V93: the clock of this computer is wrong: the last entry was recorded on "
			"15/02/2024 08:00\n");
}

static void test_V19__a_step_follows_from_what_is_recorded(void **state)
{
	(void)state;
	ASKS("V19", "the holder is not suspended on that day", rota_step, PLACE, .act = "resume",
	     .from = "01/10/2023", .docs = { "130-QĐ/HU 28/09/2023" });
	OK(DO(rota_appoint, PLACE, .cadre = "Trần Thị Bình", .act = "take_charge",
	      .from = "01/11/2023", .until = "01/04/2024", .docs = { "131-QĐ/HU 28/10/2023" }));
	OK(DO(rota_step, PLACE, .cadre = "Nguyễn Văn An", .act = "suspend", .from = "01/11/2023",
	      .docs = { "131-QĐ/HU 28/10/2023" }));
	ASKS("V19", "the holder is suspended already on that day", rota_step, PLACE,
	     .cadre = "Nguyễn Văn An", .act = "suspend", .from = "01/12/2023",
	     .docs = { "132-QĐ/HU 28/11/2023" });
	OK(DO(rota_step, PLACE, .cadre = "Nguyễn Văn An", .act = "resume", .from = "01/01/2024",
	      .docs = { "133-QĐ/HU 28/12/2023" }));
	expect_warnings("");
	ASKS("V19", "the holder was not rotated here: the posting began with 'designate'", rota_step,
	     PLACE, .cadre = "Nguyễn Văn An", .act = "stay", .from = "02/01/2024",
	     .docs = { "134-QĐ/HU 28/12/2023" });
	ASKS("V19", "there is no election to approve: the posting began with 'designate'",
	     rota_step, PLACE, .cadre = "Nguyễn Văn An", .act = "approve", .from = "02/01/2024",
	     .docs = { "135-QĐ/HU 28/12/2023" });
	ASKS("V19", "the holder is approved already", rota_step, PLACE, .cadre = "Nguyễn Văn An",
	     .act = "approve", .from = "02/01/2024", .docs = { "135-QĐ/HU 28/12/2023" });
}

static void test_V19__who_was_rotated_stays_once(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "secretary",
	      .cadre = "Trần Thị Bình", .act = "rotate", .from = "01/10/2022",
	      .until = "01/10/2025", .docs = { "90-QĐ/HU 28/09/2022" }));
	OK(DO(rota_step, .commune = "Liên Phương", .post = "secretary", .act = "stay",
	      .from = "01/10/2023", .docs = { "91-QĐ/HU 28/09/2023" }));
	expect_warnings("");
	ASKS("V19", "it is recorded already that the holder stays", rota_step,
	     .commune = "Liên Phương", .post = "secretary", .act = "stay", .from = "02/10/2023",
	     .docs = { "92-QĐ/HU 28/09/2023" });
}

static void test_V25__a_refusal_answers_an_election(void **state)
{
	(void)state;
	expect_failure(ROTA_EINVALID, "V25",
		       "the posting waits for no approval that could be refused",
		       DO(rota_step, PLACE, .act = "refuse", .from = "01/10/2023", .why = "x",
			  .docs = { "130-QĐ/HU 28/09/2023" }));
	elect();
	OK(DO(rota_step, CHAIR, .act = "approve", .from = "20/01/2024",
	      .docs = { "90/QĐ-UBND 19/01/2024" }));
	expect_failure(ROTA_EINVALID, "V25",
		       "the posting waits for no approval that could be refused",
		       DO(rota_step, CHAIR, .act = "refuse", .from = "21/01/2024", .why = "x",
			  .docs = { "91/QĐ-UBND 19/01/2024" }));
}

static void test_V20__somebody_stands_in_for_the_suspended(void **state)
{
	(void)state;
	ASKS("V20", "nobody stands in for the holder from that day", rota_step, PLACE,
	     .act = "suspend", .from = "01/10/2023", .docs = { "130-QĐ/HU 28/09/2023" });
}

static void test_V23__a_term_holds_the_day_and_the_body(void **state)
{
	(void)state;
	ASKS("V23", "the term 2015-2020 does not hold that day", rota_appoint,
	     .commune = "Liên Phương", .post = "secretary", .cadre = "Trần Thị Bình",
	     .act = "designate", .from = "01/10/2023", .term = "2015-2020",
	     .docs = { "130-QĐ/HU 28/09/2023" });
	rota_clock_test_set(MORNING + 600 * A_DAY, 1);
	OK(DO(rota_unit_add, .from = "01/07/2025",
	      .sets = SETS("code=12143", "name=Quang Trung", "type=xa", "parent=329")));
	ASKS("V23", "the unit is younger than the term 2020-2025", rota_appoint,
	     .commune = "Quang Trung", .post = "secretary", .cadre = "Trần Thị Bình",
	     .act = "designate", .from = "01/07/2025", .term = "2020-2025",
	     .docs = { "59-QĐ/TU 08/06/2025" });
}

/** Hoàng Hoa Thám ends on 1/12/2023. */
static void end_unit(void)
{
	OK(DO(rota_unit_end, .commune = "12169", .from = "01/12/2023",
	      .sets = SETS("cause=absorbed", "legal=NQ 1248")));
}

static void test_V24__a_posting_ends_with_its_unit(void **state)
{
	char posting[32];

	(void)state;
	end_unit();
	ASKS("V24", "the unit ended on 01/12/2023, and the posting is left open", rota_appoint,
	     .commune = "12169", .post = "secretary", .cadre = "Trần Thị Bình",
	     .act = "designate", .from = "01/10/2023", .docs = { "130-QĐ/HU 28/09/2023" });
	snprintf(posting, sizeof(posting), "%llu", (unsigned long long)desk.out.first);
	/* on the day on which the unit is no more, its postings can be ended */
	OK(DO(rota_relieve, .commune = "12169", .post = "secretary", .act = "unit_ended",
	      .from = "01/12/2023"));
	expect_failure(ROTA_EINVALID, "V04",
		       "the posting ends after its unit, which ended on 01/12/2023",
		       DO(rota_correct, .subject = posting, .sets = SETS("to=02/12/2023"),
			  .typing = "x"));
	expect_failure(ROTA_EINVALID, "V04", "the unit exists since 01/07/2024 only",
		       (OK(DO(rota_unit_add, .from = "01/07/2024",
			      .sets = SETS("code=12143", "name=Quang Trung", "type=xa",
					   "parent=329"))),
			rota_clock_test_set(MORNING + 300 * A_DAY, 1),
			DO(rota_correct, .subject = "Hồng Nam/bi-thu",
			   .sets = SETS("unit=12143"), .typing = "x")));
}

static void test_V04__a_list_ends_postings_with_their_unit(void **state)
{
	(void)state;
	end_unit();
	assert_int_equal(ROTA_EINVALID,
			 IMPORT(ROTA_IMPORT_POSTINGS,
				"commune,post,name,born,from,to,act,end_act,doc_no,doc_date\n"
				"Hoàng Hoa Thám,bí thư,Lê Văn Cường,12/05/1980,01/10/2022,"
				"02/12/2023,chỉ định,release,88-QĐ/HU,28/09/2022\n",
				.dry_run = false));
	assert_non_null(strstr(rows_of(&desk.imported.problems),
			       "the posting ends after its unit, which ended on 01/12/2023"));
}

/* --- people ---------------------------------------------------------------------------------- */

static void test_V57__the_age_of_retirement(void **state)
{
	(void)state;
	add_cadre("Lê Văn Cường", "12/10/1962", NULL); /* retires on 31/7/2023, as a man */
	ASKS("V57", "'Lê Văn Cường (1962)' reaches the age of retirement on 31/07/2023",
	     rota_appoint, .commune = "Liên Phương", .post = "secretary",
	     .cadre = "Lê Văn Cường", .act = "designate", .from = "01/08/2023",
	     .docs = { "120-QĐ/HU 28/07/2023" });
	OK(DO(rota_appoint, .commune = "12142", .post = "secretary", .cadre = "Lê Văn Cường",
	      .act = "designate", .from = "31/07/2023", .docs = { "20-QĐ/HU 28/07/2023" },
	      .dry_run = true));
	for (size_t i = 0; i < desk.out.warning_count; i++)
		assert_string_not_equal("V57", desk.out.warnings[i].rule);
}

static void test_V52__the_province_of_a_personal_number(void **state)
{
	(void)state;
	ASKS("V52", "no province has the code 099 with which the personal number begins",
	     rota_cadre_add, .sets = SETS("name=Lê Văn Cường", "born=12/05/1980",
					  "pin=099080001234"));
	ASKS("V52", "no province has the code 133 with which the personal number begins",
	     rota_cadre_add, .sets = SETS("name=Lê Văn Dũng", "born=12/05/1980",
					  "pin=133080001234"));
}

static void test_cadre_change__a_new_number_is_judged_against_the_old_facts(void **state)
{
	(void)state;
	expect_failure(ROTA_EREASON, "V54",
		       "the personal number says another year of birth than 1975",
		       DO(rota_cadre_change, .cadre = "Nguyễn Văn An",
			  .sets = SETS("pin=033080001234")));
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An", .sets = SETS("pin=033075001234")));
	expect_warnings("");
	OK(DO(rota_cadre_change, .cadre = "Trần Thị Bình", .sets = SETS("pin=033075001234"),
	      .why = "x"));
	assert_string_equal("V59", desk.out.warnings[0].rule);
}

static void test_V58_V63_V75__what_is_changed_is_flagged(void **state)
{
	(void)state;
	OK(DO(rota_cadre_add, .sets = SETS("name=Lê Văn Cường", "born=1980")));
	expect_warnings("V58: of the day of birth only the year 1980 is known\n");
	OK(DO(rota_cadre_change, .cadre = "Trần Thị Bình",
	      .sets = SETS("name=Trần Thị Bích", "native=tỉnh Hà Nam")));
	expect_warnings("V63: the name is changed\n");
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An", .sets = SETS("native=tỉnh Hà Nam")));
	expect_warnings("V75: 'Native place' of somebody who holds a post is changed\n");
}

static void test_V71_V72__what_is_asserted_of_locality(void **state)
{
	(void)state;
	OK(DO(rota_policy_set, .from = "01/01/2020", .sets = SETS("test=native_place")));
	OK(DO(rota_appoint, CHAIR, .cadre = "Nguyễn Văn An", .act = "appoint",
	      .from = "01/10/2023", .docs = { "45/QĐ-UBND 28/09/2023" }, .locality = "non_local",
	      .dual = "concurrent", .why = "grew up in Hà Nội", .dry_run = true));
	expect_warnings("V71: by the recorded facts it is 'local'\n");
	add_cadre("Lê Văn Cường", "12/05/1980", NULL);
	OK(DO(rota_appoint, CHAIR, .cadre = "Lê Văn Cường", .act = "appoint",
	      .from = "01/10/2023", .docs = { "45/QĐ-UBND 28/09/2023" }, .locality = "non_local",
	      .why = "everybody knows", .dry_run = true));
	expect_warnings("V72!: no place of origin of 'Lê Văn Cường (1980)' is recorded\n"
			"V71: by the recorded facts it is 'undetermined'\n");
}

/* --- days that were spoken of ---------------------------------------------------------------- */

static void test_C35__a_nil_return_over_a_change_is_refused(void **state)
{
	uint64_t before = own_size();

	(void)state;
	OK(DO(rota_relieve, PLACE, .act = "retire", .from = "01/02/2024",
	      .docs = { "150-QĐ/HU 28/01/2024" }, .dry_run = true));
	expect_failure(ROTA_EINVALID, "C35",
		       "a change is recorded on 01/09/2023: Nguyễn Văn An (1975), Party secretary, "
		       "xã Hồng Nam",
		       DO(rota_nil_return, .from = "01/08/2023", .until = "01/02/2024"));
	assert_int_equal(before, own_size());
	OK(DO(rota_nil_return, .from = "01/08/2023", .until = "01/09/2023", .dry_run = true));
	OK(DO(rota_nil_return, .from = "02/09/2023", .until = "01/02/2024", .dry_run = true));
	OK(DO(rota_step, PLACE, .act = "reappoint", .from = "05/01/2024",
	      .docs = { "149-QĐ/HU 28/12/2023" }));
	OK(DO(rota_relieve, PLACE, .act = "retire", .from = "01/02/2024",
	      .docs = { "150-QĐ/HU 28/01/2024" }));
	expect_failure(ROTA_EINVALID, "C35",
		       "a change is recorded on 05/01/2024: Nguyễn Văn An (1975), Party secretary, "
		       "xã Hồng Nam",
		       DO(rota_nil_return, .from = "01/01/2024", .until = "10/02/2024"));
	expect_failure(ROTA_EINVALID, "C35",
		       "a change is recorded on 01/02/2024: Nguyễn Văn An (1975), Party secretary, "
		       "xã Hồng Nam",
		       DO(rota_nil_return, .from = "06/01/2024", .until = "10/02/2024"));
	OK(DO(rota_vacant, CHAIR, .from = "03/02/2024"));
	expect_failure(ROTA_EINVALID, "C35",
		       "a change is recorded on 03/02/2024: chair of the People's Committee of "
		       "xã Hồng Nam, vacant",
		       DO(rota_nil_return, .from = "02/02/2024", .until = "10/02/2024"));
}

static void test_C35__a_change_in_days_of_a_nil_return_is_flagged(void **state)
{
	(void)state;
	OK(DO(rota_nil_return, .from = "01/10/2023", .until = "01/02/2024"));
	OK(DO(rota_relieve, PLACE, .act = "retire", .from = "01/02/2024",
	      .docs = { "150-QĐ/HU 28/01/2024" }, .dry_run = true));
	expect_warnings("");
	OK(DO(rota_relieve, PLACE, .act = "retire", .from = "31/01/2024",
	      .docs = { "150-QĐ/HU 28/01/2024" }));
	expect_warnings("C35: it was stated that nothing changed from 01/10/2023 until before "
			"01/02/2024\n");
	OK(DO(rota_undo, .why = "x"));
	OK(DO(rota_correct, .subject = "Hồng Nam/bi-thu", .sets = SETS("from=02/10/2023"),
	      .typing = "x"));
	expect_warnings("C35: it was stated that nothing changed from 01/10/2023 until before "
			"01/02/2024\n");
	OK(DO(rota_undo, .why = "x"));
	OK(DO(rota_undo, .why = "x")); /* the nil return itself */
	OK(DO(rota_vacant, CHAIR, .from = "31/01/2024"));
	expect_warnings("");
}

/** The province publishes the figures of 31/12/2023. */
static void publish(void)
{
	struct rota_value checkpoint = rota_map();
	uint8_t hash[32] = { 1 };
	struct rota_world world;
	struct rota_draft *draft;
	struct rota_plan plan;
	struct rota_id period;

	OK(DO(rota_period_open, .sets = SETS("name=Quý IV/2023", "cutoff=31/12/2023",
					     "due=05/01/2024")));
	period = rota_id_make(desk.office->common, desk.out.first);
	OK(rota_world_open(&world, desk.office, true, &desk.err));
	rota_plan_init(&plan, &world);
	OK(rota_plan_add(&draft, &plan, "period.publish", &desk.err));
	rota_draft_set_id(draft, "period", period);
	rota_map_set(draft->arena, &checkpoint, "number", rota_uint(1));
	rota_map_set(draft->arena, &checkpoint, "hash", rota_bin(hash, sizeof(hash)));
	rota_draft_set(draft, "checkpoint", checkpoint);
	rota_draft_set(draft, "as_of", rota_text("2023-12-31"));
	OK(rota_world_close(&world, rota_plan_record(&plan, &desk.err), &desk.err));
}

static void test_V39__published_figures_ask_why_it_comes_late(void **state)
{
	(void)state;
	publish();
	ASKS("V39", "the figures of 31/12/2023 are published ('Quý IV/2023')", rota_relieve, PLACE,
	     .act = "retire", .from = "31/12/2023", .docs = { "150-QĐ/HU 28/12/2023" });
	OK(DO(rota_undo, .why = "x"));
	ASKS("V39", "the figures of 31/12/2023 are published ('Quý IV/2023')", rota_void,
	     .subject = "Hồng Nam/bi-thu", .from_start = true,
	     .docs = { "151-QĐ/HU 28/12/2023" });
	OK(DO(rota_undo, .why = "x"));
	OK(DO(rota_relieve, PLACE, .act = "retire", .from = "01/01/2024",
	      .docs = { "150-QĐ/HU 28/12/2023" }));
	expect_warnings("");
}

static void test_V39__another_origin_of_a_holder_asks_too(void **state)
{
	(void)state;
	publish();
	ASKS("V39", "the figures of 31/12/2023 are published ('Quý IV/2023')", rota_cadre_change,
	     .cadre = "Nguyễn Văn An", .sets = SETS("native=huyện Gia Bình, tỉnh Bắc Ninh"));
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An", .sets = SETS("sex=male")));
	OK(DO(rota_cadre_change, .cadre = "Trần Thị Bình", /* who holds nothing */
	      .sets = SETS("native=huyện Gia Bình, tỉnh Bắc Ninh")));
	expect_warnings("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_SEATED(test_V31__one_number_of_one_body_has_one_day),
		TEST_SEATED(test_V31__another_body_term_or_the_same_day_is_no_clash),
		TEST_SEATED(test_V31__state_numbers_run_for_a_year),
		TEST_SEATED(test_V34__who_decides_what),
		TEST_SEATED(test_V43__the_word_of_the_other_system),
		TEST_SEATED(test_V41__an_erratum_mends_no_substance),
		TEST_SEATED(test_V15__acting_has_an_end_within_six_months),
		TEST_SEATED(test_V17__a_gap_is_stated),
		TEST_SEATED(test_V93__a_clock_behind_the_last_entry),
		TEST_SEATED(test_V19__a_step_follows_from_what_is_recorded),
		TEST_SEATED(test_V19__who_was_rotated_stays_once),
		TEST_SEATED(test_V25__a_refusal_answers_an_election),
		TEST_SEATED(test_V20__somebody_stands_in_for_the_suspended),
		TEST_SEATED(test_V23__a_term_holds_the_day_and_the_body),
		TEST_SEATED(test_V24__a_posting_ends_with_its_unit),
		TEST_SEATED(test_V04__a_list_ends_postings_with_their_unit),
		TEST_SEATED(test_V57__the_age_of_retirement),
		TEST_SEATED(test_V52__the_province_of_a_personal_number),
		TEST_SEATED(test_cadre_change__a_new_number_is_judged_against_the_old_facts),
		TEST_SEATED(test_V58_V63_V75__what_is_changed_is_flagged),
		TEST_SEATED(test_V71_V72__what_is_asserted_of_locality),
		TEST_SEATED(test_C35__a_nil_return_over_a_change_is_refused),
		TEST_SEATED(test_C35__a_change_in_days_of_a_nil_return_is_flagged),
		TEST_SEATED(test_V39__published_figures_ask_why_it_comes_late),
		TEST_SEATED(test_V39__another_origin_of_a_holder_asks_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
