/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/attestation.h. */
#include "ledger/attestation.h"
#include "ledger/gazetteer.h"
#include "rota/language.h"
#include "tests/support/entry_text.h"
#include "tests/unit/ledger/recorded.h"

/* --- figures --------------------------------------------------------------------------------- */

#define FIGURES(...) (&(const struct rota_attested_figures){ __VA_ARGS__ })

static void expect_fault(enum rota_attestation_fault fault,
			 const struct rota_attested_figures *figures)
{
	assert_int_equal(fault, rota_attested_figures_check(figures));
}

static void test_figures_check__takes_what_adds_up(void **state)
{
	(void)state;
	expect_fault(ROTA_ATTESTATION_COUNTS, FIGURES(.posts = 0));
	expect_fault(ROTA_ATTESTATION_COUNTS,
		     FIGURES(.posts = 21, .filled = 18, .vacant = 2, .not_reported = 1,
			     .non_local = 7, .undetermined = 11, .opening = 6, .up = 2, .down = 1));
	expect_fault(ROTA_ATTESTATION_COUNTS,
		     FIGURES(.posts = 1, .filled = 1, .non_local = 1, .opening = UINT64_MAX,
			     .up = 0, .down = UINT64_MAX - 1));
}

static void test_figures_check__counts_every_post_once(void **state)
{
	const struct rota_attested_figures rows[] = {
		{ .posts = 3, .filled = 1, .vacant = 1 },
		{ .posts = 1, .filled = 1, .vacant = 1 },
		{ .posts = 1, .filled = 2 },
		{ .posts = 1, .filled = 1, .not_reported = 1 },
		{ .posts = 1, .filled = UINT64_MAX, .vacant = 2 },
		{ .posts = 1, .vacant = UINT64_MAX, .not_reported = 2 },
		{ .posts = 1, .filled = 1, .non_local = 2, .up = 2 },
		{ .posts = 1, .filled = 1, .non_local = 1, .undetermined = 1, .up = 1 },
		{ .posts = 1, .filled = 1, .undetermined = UINT64_MAX },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_fault(ROTA_ATTESTATION_SUM, &rows[i]);
}

static void test_figures_check__opening_and_movement_lead_to_the_figure(void **state)
{
	const struct rota_attested_figures rows[] = {
		{ .posts = 2, .filled = 2, .non_local = 1 },
		{ .posts = 2, .filled = 2, .non_local = 1, .opening = 1, .up = 1 },
		{ .posts = 2, .filled = 2, .non_local = 1, .opening = 1, .down = 1 },
		{ .posts = 2, .filled = 2, .non_local = 1, .down = UINT64_MAX },
		{ .posts = 2, .filled = 2, .non_local = 1, .opening = UINT64_MAX, .up = 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_fault(ROTA_ATTESTATION_BALANCE, &rows[i]);
}

static void test_fault__has_a_word_and_a_sentence(void **state)
{
	(void)state;
	rota_language_choose("en");
	assert_string_equal("V98", rota_attestation_rule(ROTA_ATTESTATION_RECORDER));
	assert_string_equal("recorder", rota_attestation_fault_id(ROTA_ATTESTATION_RECORDER));
	assert_string_equal("the officer may not attest",
			    rota_attestation_fault_shown(ROTA_ATTESTATION_NO_ROLE));
	assert_string_equal("V96", rota_attestation_rule(ROTA_ATTESTATION_SUM));
	assert_string_equal("V97", rota_attestation_rule(ROTA_ATTESTATION_BALANCE));
	assert_string_equal("", rota_attestation_rule(ROTA_ATTESTATION_NO_OFFICER));
}

/* --- what entries do ------------------------------------------------------------------------- */

/** The kind of an entry, its other keys, and what it reaches; `day` as it is stored, where it
 * counts. */
struct reach_row {
	const char *json;
	enum rota_entry_reach reach;
	const char *day;
};

#define OF "'id':'" ID_03 "',"

static void expect_reach(const struct reach_row *row)
{
	struct rota_arena arena = { 0 };
	struct rota_entry entry = decode_text(&arena, row->json);
	char shown[ROTA_DAY_TEXT_BYTES];
	int32_t day = 0;

	if (rota_entry_reach(&day, &entry) != row->reach)
		fail_msg("%s", row->json);
	if (row->day) {
		rota_day_encode(shown, rota_day_from_number(day));
		assert_string_equal(row->day, shown);
	}
	rota_arena_clear(&arena);
}

static void test_entry_reach__is_the_day_on_which_it_takes_effect(void **state)
{
	static const struct reach_row rows[] = {
		{ "{" FRAME("posting.begin") ",'on':'2023-05-01'}", ROTA_REACHES_DAY,
		  "2023-05-01" },
		{ "{" FRAME("posting.step") "," OF "'on':'2023-05-01'}", ROTA_REACHES_DAY,
		  "2023-05-01" },
		{ "{" FRAME("posting.end") "," OF "'on':'2023-05'}", ROTA_REACHES_DAY,
		  "2023-05-01" },
		{ "{" FRAME("posting.void") "," OF "'on':'2023-05-01'}", ROTA_REACHES_DAY,
		  "2023-05-01" },
		{ "{" FRAME("posting.void") "," OF "'b':{'from_start':true}}", ROTA_REACHES_POSTING,
		  NULL },
		{ "{" FRAME("post.vacant") ",'on':'2023-05-01'}", ROTA_REACHES_DAY, "2023-05-01" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_reach(&rows[i]);
}

static void test_entry_reach__of_a_correction_of_days_is_the_first_that_differs(void **state)
{
	static const struct reach_row rows[] = {
		{ "{" FRAME("posting.correct") "," OF
					       "'b':{'to':'2023-05-01'},'was':{'to':'2023-04-01'}}",
		  ROTA_REACHES_DAY, "2023-04-01" },
		{ "{" FRAME("posting.correct") "," OF "'b':{'from':'2023-05-01'}}",
		  ROTA_REACHES_DAY, "2023-05-01" },
		{ "{" FRAME("posting.correct") "," OF "'b':{'to':null},'was':{'to':'2023-04-01'}}",
		  ROTA_REACHES_DAY, "2023-04-01" },
		{ "{" FRAME("posting.correct") "," OF "'b':{'to':null}}", ROTA_REACHES_POSTING,
		  NULL },
		{ "{" FRAME("posting.correct") "," OF "'b':{'unit':'" ID_04 "'}}",
		  ROTA_REACHES_POSTING, NULL },
		{ "{" FRAME("posting.correct") "," OF "'b':{'prev_title':'x'}}",
		  ROTA_REACHES_NOTHING, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_reach(&rows[i]);
}

static void test_entry_reach__about_a_person_is_every_day(void **state)
{
	static const struct reach_row rows[] = {
		{ "{" FRAME("cadre.change") "," OF "'b':{'native':{'text':'x'}}}", ROTA_REACHES_ALL,
		  NULL },
		{ "{" FRAME("cadre.change") "," OF "'b':{'sex':'male'}}", ROTA_REACHES_NOTHING,
		  NULL },
		{ "{" FRAME("cadre.same") ",'b':{'state':'on'}}", ROTA_REACHES_ALL, NULL },
		{ "{" FRAME("entry.undo") ",'b':{'state':'on'}}", ROTA_REACHES_UNDONE, NULL },
		{ "{" FRAME("cadre.create") ",'b':{'name':'x'}}", ROTA_REACHES_NOTHING, NULL },
		{ "{" FRAME("attest") ",'b':{}}", ROTA_REACHES_NOTHING, NULL },
		{ "{" FRAME("nil.return") ",'b':{}}", ROTA_REACHES_NOTHING, NULL },
		{ "{" FRAME("officer.set") ",'b':{'name':'x'}}", ROTA_REACHES_NOTHING, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_reach(&rows[i]);
}

static void test_entry_is_record__is_what_is_about_postings_and_people(void **state)
{
	static const struct {
		const char *json;
		bool is;
	} rows[] = {
		{ "{" FRAME("posting.begin") "}", true }, { "{" FRAME("post.vacant") "}", true },
		{ "{" FRAME("cadre.create") "}", true },  { "{" FRAME("locality.set") "}", true },
		{ "{" FRAME("nil.return") "}", true },    { "{" FRAME("entry.undo") "}", true },
		{ "{" FRAME("officer.set") "}", false },  { "{" FRAME("attest") "}", false },
		{ "{" FRAME("access.log") "}", false },   { "{" FRAME("note.add") "}", false },
	};
	struct rota_arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rota_entry entry = decode_text(&arena, rows[i].json);

		if (rota_entry_is_record(&entry) != rows[i].is)
			fail_msg("%s", rows[i].json);
	}
	rota_arena_clear(&arena);
}

/* --- reading --------------------------------------------------------------------------------- */

#define NUMBERS                                                                             \
	"{'posts':2,'filled':1,'vacant':1,'not_reported':0,'non_local':1,'undetermined':0," \
	"'opening':0,'up':1,'down':0}"
#define ATTESTED(period, scope, last, figures) \
	"{" FRAME("attest") ",'b':{" period scope last "'figures':" figures "}}"
#define PERIOD "'period':'" ID_04 "',"
#define SCOPE "'scope':'" ID_05 "',"
#define LAST "'last':{'writer':'a1b2c3d4e5f60718','n':4},"
#define BOTH "{'secretary':" NUMBERS ",'chair':" NUMBERS "}"

static bool reads(struct rota_attestation *out, const char *json, bool undone)
{
	static struct rota_arena arena;
	struct rota_subject subject = { .id = id_of(1, 5) };
	struct rota_revision revision = { .id = id_of(1, 5), .undone = undone };
	bool read;

	revision.entry = decode_text(&arena, json);
	read = rota_attestation_read(out, &subject, &revision);
	rota_arena_clear(&arena);
	return read;
}

static void test_attestation_read__takes_all_that_it_says(void **state)
{
	struct rota_attestation out;

	(void)state;
	assert_true(reads(&out, ATTESTED(PERIOD, SCOPE, LAST, BOTH), false));
	assert_int_equal(4, out.last);
	assert_int_equal(0xa1, out.writer.bytes[0]);
	assert_int_equal(4, rota_id_number(out.period));
	assert_int_equal(5, rota_id_number(out.scope));
	assert_int_equal(2, rota_id_number(out.by));
	assert_int_equal(2, out.posts[1].posts);
	assert_int_equal(1, out.posts[0].up);
}

static void test_attestation_read__takes_nothing_that_is_not_whole(void **state)
{
	struct rota_attestation out;

	(void)state;
	assert_false(reads(&out, ATTESTED(PERIOD, SCOPE, LAST, BOTH), true));
	assert_false(reads(&out, ATTESTED("", SCOPE, LAST, BOTH), false));
	assert_false(reads(&out, ATTESTED(PERIOD, "", LAST, BOTH), false));
	assert_false(reads(&out, ATTESTED(PERIOD, SCOPE, "", BOTH), false));
	assert_false(
		reads(&out, ATTESTED(PERIOD, SCOPE, LAST, "{'secretary':" NUMBERS "}"), false));
	assert_false(reads(&out, ATTESTED(PERIOD, SCOPE, "'last':{'n':4},", BOTH), false));
	assert_false(reads(&out, "{" FRAME("note.add") ",'b':{'text':'x'}}", false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures_check__takes_what_adds_up),
		cmocka_unit_test(test_figures_check__counts_every_post_once),
		cmocka_unit_test(test_figures_check__opening_and_movement_lead_to_the_figure),
		cmocka_unit_test(test_fault__has_a_word_and_a_sentence),
		cmocka_unit_test(test_entry_reach__is_the_day_on_which_it_takes_effect),
		cmocka_unit_test(
			test_entry_reach__of_a_correction_of_days_is_the_first_that_differs),
		cmocka_unit_test(test_entry_reach__about_a_person_is_every_day),
		cmocka_unit_test(test_entry_is_record__is_what_is_about_postings_and_people),
		cmocka_unit_test(test_attestation_read__takes_all_that_it_says),
		cmocka_unit_test(test_attestation_read__takes_nothing_that_is_not_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
