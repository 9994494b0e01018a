/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_revoke(), and what follows from it (ledger/revocation.h,
 * state/revocation.h). */
#include "state/aside.h"
#include "state/chains.h"
#include "state/derive.h"
#include "state/log_root.h"
#include "state/matters.h"
#include "acts/record.h"
#include "state/revocation.h"
#include "state/writers.h"
#include "store/log.h"
#include "tests/unit/office/district.h"

static char digits[17];

static int open_there(void **state)
{
	if (open_an_thi(state))
		return -1;
	for (int i = 0; i < 8; i++)
		snprintf(digits + 2 * i, 3, "%02x", district->own.bytes[i]);
	return 0;
}

#define TEST_BOTH(name) cmocka_unit_test_setup_teardown(name, open_there, close_an_thi)

static int appoint(const char *commune, const char *post)
{
	return appoint_cuong(district, commune, post, "05/02/2024", "9-QĐ/HU 30/01/2024");
}

static void have_posting(void)
{
	OK(appoint("12169", "chair"));
	exchange();
}

#define REVOKE(...) DO(rota_revoke, .subject = AN_THI, .cause = "lost", __VA_ARGS__)

static void expect_chair(const char *wanted)
{
	char text[256];

	snprintf(text, sizeof(text),
		 "12169|Hoàng Hoa Thám|Party secretary|(not reported)|||||\n"
		 "12169|Hoàng Hoa Thám|chair of the People's Committee|%s\n",
		 wanted);
	expect_roster("12169", NULL, text);
}

#define CUONG "Lê Văn Cường|1980|05/02/2024|designate|not local|9-QĐ/HU, 30/01/2024"
#define NOBODY "(not reported)|||||"

/** The row of the office: entries, merged, state, and how many do not count. */
static void expect_coverage(const char *wanted)
{
	struct rota_report report =
		ask(rota_report_coverage, (struct rota_question){ .raw = true });
	static const size_t cells[] = { 3, 4, 7, 8 };
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < 4; i++) {
		put_cell(&text, &report.rows.as.list.items[0].as.list.items[cells[i]]);
		rota_buffer_puts(&text, i < 3 ? "|" : "");
	}
	assert_string_equal(wanted, kept(&text));
}

/** What a merge says of the logs that it did not take whole. */
static const char *remarks(void)
{
	struct rota_merge_options options = { .progress = NULL };
	struct rota_merged merged;

	OK(rota_merge(desk.office, &options, &merged, &desk.arena, &desk.err));
	return rows_of(&merged.remarks);
}

static struct rota_standing standing(void)
{
	struct rota_standing out;

	OK(rota_office_standing(&out, district, &desk.err));
	return out;
}

/* --- the act --------------------------------------------------------------------------------- */

static void test_revoke__says_for_all_to_read_how_far_the_log_is_believed(void **state)
{
	struct rota_world world;
	struct rota_sha256 root;
	struct rota_entry entry;
	char wanted[256];

	(void)state;
	have_posting();
	snprintf(wanted, sizeof(wanted),
		 AN_THI " (%s) may not write any more: what it records from entry 2 on does not "
			"count; the totals of 15/02/2024 stay as they are",
		 digits);
	OK(REVOKE(.dry_run = true));
	assert_string_equal(wanted, desk.out.sentence);
	OK(REVOKE(.why = "mất trộm"));
	assert_string_equal(wanted, desk.out.sentence);
	assert_int_equal(3, desk.out.warning_count);
	assert_string_equal("the last entry of it that is merged is entry 1, recorded on 15/02/2024 "
			    "08:00",
			    desk.out.warnings[0].message);
	assert_string_equal("all that is merged of it stays as it is; what waits counts only if it is "
			    "merged first: rota merge", desk.out.warnings[1].message);
	assert_non_null(strstr(desk.out.warnings[2].message, "ssh-ed25519 "));
	entry = entry_of(desk.office->common, desk.out.first);
	assert_string_equal("writer.revoke", entry.kind_name);
	assert_string_equal("lost", text_in(entry.body, "cause"));
	assert_int_equal(2, rota_map_get(entry.body, "size")->as.number);
	assert_memory_equal(district->own.bytes, rota_map_get(entry.body, "writer")->as.bin.bytes,
			    8);
	OK(rota_world_open(&world, district, false, &desk.err));
	OK(rota_log_root(&root, &world, district->own, 2, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	assert_memory_equal(root.bytes, rota_map_get(entry.body, "root")->as.bin.bytes, 32);
	OK(REVOKE());
	assert_true(desk.out.already);
}

static void test_revoke__says_how_many_count_no_more_and_what_becomes_of_the_totals(void **state)
{
	(void)state;
	have_posting();
	OK(REVOKE(.size = "1", .dry_run = true));
	assert_non_null(strstr(desk.out.sentence,
			       "what it records from entry 1 on does not count; not local on "
			       "15/02/2024: chair of the People's Committee 1 → 0"));
	assert_string_equal("1 entry that is merged counts no more: entry 1",
			    desk.out.warnings[1].message);
	expect_chair(CUONG);
	OK(REVOKE(.size = "0", .dry_run = true));
	assert_string_equal("2 entries that are merged count no more, from entry 0 on",
			    desk.out.warnings[1].message);
}

static void test_revoke__needs_the_province_a_cause_and_a_size_that_is_here(void **state)
{
	(void)state;
	have_posting();
	expect_failure(ROTA_EINVALID, "", "--cause is missing", DO(rota_revoke, .subject = AN_THI));
	expect_failure(ROTA_EINVALID, "", "'3' is no number of entries of this log",
		       REVOKE(.size = "3"));
	expect_failure(ROTA_EINVALID, "", "'1x' is no number of entries of this log",
		       REVOKE(.size = "1x"));
	assert_string_equal("a number from 0 to 2; without --size all that is merged counts",
			    desk.err.hint);
	expect_failure(ROTA_EREASON, "", "this needs a reason",
		       DO(rota_revoke, .subject = AN_THI, .cause = "other"));
	OK(REVOKE());
	expect_failure(ROTA_EREASON, "", "this needs a reason", REVOKE(.withdraw = true));
	sit_down_at(district);
	expect_failure(ROTA_EINVALID, "",
		       "only the province's office takes the right to write back", REVOKE());
	sit_down_at(the_province);
}

/* --- the province ---------------------------------------------------------------------------- */

static void test_revoke__what_came_before_stays_and_what_comes_later_is_put_aside(void **state)
{
	(void)state;
	have_posting();
	OK(appoint("12142", "chair"));
	sync_district(); /* it is there, and is not merged */
	OK(REVOKE());
	assert_non_null(strstr(remarks(),
			       "|put aside at its last good batch: the right to write was "
			       "taken back from this machine from entry 2 on\n"));
	expect_chair(CUONG);
	expect_coverage("2|2|revoked|0");
}

static void test_revoke__what_was_merged_and_is_not_believed_does_not_count(void **state)
{
	struct rota_office *past;
	uint64_t entries, before;
	char number[24];

	(void)state;
	have_posting();
	before = merge();
	OK(REVOKE(.size = "1"));
	expect_chair(NOBODY);
	expect_coverage("2|2|revoked|1");
	merge();
	expect_chair(NOBODY);
	expect_coverage("2|2|revoked|1");
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	expect_chair(NOBODY);
	expect_coverage("2|2|revoked|1");
	snprintf(number, sizeof(number), "%llu", (unsigned long long)before);
	OK(rota_office_at(&past, desk.office, number, &desk.err));
	sit_down_at(past);
	expect_chair(CUONG);
	sit_down_at(the_province);
	rota_office_close(past);
	OK(rota_office_at(&past, desk.office, "last", &desk.err));
	sit_down_at(past);
	expect_chair(NOBODY);
	sit_down_at(the_province);
	rota_office_close(past);
}

static void test_revoke__taken_back_it_counts_again(void **state)
{
	(void)state;
	have_posting();
	OK(REVOKE(.size = "1"));
	merge();
	sync_district();
	assert_int_equal(1, standing().not_facts);
	OK(REVOKE(.size = "0", .why = "cả máy"));
	OK(REVOKE(.withdraw = true, .why = "tìm thấy máy"));
	assert_int_equal(2, desk.out.count);
	assert_non_null(strstr(desk.out.sentence, "may write again: what it has sent is judged as "
						  "before; not local on 15/02/2024: chair of the "
						  "People's Committee 0 → 1"));
	expect_chair(CUONG);
	merge();
	expect_coverage("2|2|ok|0");
	sync_district();
	assert_int_equal(0, standing().not_facts);
	assert_string_equal("", standing().revoked);
	OK(appoint("12142", "secretary"));
	sync_district();
	assert_string_equal("", remarks());
	expect_coverage("3|3|ok|0");
	OK(REVOKE(.withdraw = true, .why = "x"));
	assert_true(desk.out.already);
}

/** What the program itself never says: another root. */
static void revoke_other_log(uint64_t size)
{
	static const uint8_t root[32] = { 1 };
	struct rota_world world;
	struct rota_draft *draft;
	struct rota_plan plan;

	OK(rota_world_open(&world, desk.office, true, &desk.err));
	rota_plan_init(&plan, &world);
	OK(rota_plan_add(&draft, &plan, "writer.revoke", &desk.err));
	rota_draft_set(draft, "writer", rota_bin(district->own.bytes, 8));
	rota_draft_set(draft, "size", rota_uint(size));
	rota_draft_set(draft, "root", rota_bin(root, sizeof(root)));
	rota_draft_set(draft, "cause", rota_text("cloned"));
	OK(rota_plan_record(&plan, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

static void test_revoke__of_another_log_nothing_counts(void **state)
{
	uint64_t entries;

	(void)state;
	have_posting();
	revoke_other_log(2);
	expect_chair(NOBODY);
	expect_coverage("2|2|revoked|2");
	merge();
	sync_district();
	assert_null(standing().aside.fault);
	assert_false(standing().aside.revoked);
	assert_int_equal(2, standing().not_facts);
	assert_non_null(strstr(standing().revoked, "its log is another one than the one that is "
						   "believed: nothing of it counts"));
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	expect_chair(NOBODY);
}

static void test_revoke__of_another_log_that_comes_later_nothing_counts(void **state)
{
	(void)state;
	have_posting();
	revoke_other_log(4);
	expect_chair(CUONG); /* so far it may be the one that is believed */
	OK(appoint("12142", "secretary"));
	OK(appoint("12142", "chair"));
	sit_down_at(district);
	add_cadre("Lê Văn Dũng", "1981", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	sit_down_at(the_province);
	sync_district();
	merge();
	expect_chair(NOBODY);
	expect_coverage("5|5|revoked|5");
}

static void test_revoke__within_a_batch_and_within_a_set(void **state)
{
	struct rota_report report;
	uint64_t entries;

	(void)state;
	have_posting();
	sit_down_at(district); /* the end of the one and the begin of the other posting, one set */
	OK(DO(rota_move, .cadre = "Lê Văn Cường", .commune = "12142", .post = "chair",
	      .act = "transfer", .from = "10/02/2024", .docs = { "10-QĐ/HU 01/02/2024" },
	      .why = "x"));
	sit_down_at(the_province);
	sync_district();
	merge();
	OK(REVOKE(.size = "3"));
	report = ask(rota_report_matters, (struct rota_question){ .raw = true });
	assert_non_null(strstr(rows_of(&report), "|partial_set|"));
	merge(); /* and is told of no more */
	report = ask(rota_report_matters, (struct rota_question){ .raw = true });
	assert_non_null(strstr(rows_of(&report), "|partial_set|"));
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	report = ask(rota_report_matters, (struct rota_question){ .raw = true });
	assert_non_null(strstr(rows_of(&report), "|partial_set|"));
	OK(REVOKE(.size = "2"));
	report = ask(rota_report_matters, (struct rota_question){ .raw = true });
	assert_null(strstr(rows_of(&report), "|partial_set|"));
	expect_chair(CUONG);
}

/** Whoever else says it takes nothing from anybody, and hides nothing that is said in `common`. */
static void test_revoke__what_a_district_says_does_nothing(void **state)
{
	static const uint8_t root[ROTA_SHA256_BYTES];
	const struct rota_enrolled_writer *writer;
	const struct rota_writers *writers;
	const struct rota_revocation *by;
	struct rota_draft *draft;
	struct rota_world world;
	struct rota_plan plan;

	(void)state;
	have_posting();
	OK(rota_world_open(&world, district, true, &desk.err));
	rota_plan_init(&plan, &world);
	OK(rota_plan_add_in(&draft, &plan, "writer.revoke", district->own, &desk.err));
	rota_draft_set(draft, "writer", rota_bin(district->own.bytes, 8));
	rota_draft_set(draft, "size", rota_uint(0));
	rota_draft_set(draft, "root", rota_bin(root, sizeof(root)));
	rota_draft_set(draft, "cause", rota_text("other"));
	plan.why = "x";
	OK(rota_plan_record(&plan, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	sync_district();
	merge();
	expect_coverage("3|3|ok|1");
	expect_chair(CUONG);
	OK(REVOKE(.size = "1"));
	expect_coverage("3|3|revoked|2");
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_world_revoked(&by, &world, district->own, &desk.err));
	assert_non_null(by);
	OK(rota_world_writers(&writers, &world, &desk.err));
	writer = rota_writers_find(writers, district->own);
	assert_non_null(writer);
	assert_true(writer->revoked);
	assert_int_equal(1, writer->believed);
	assert_true(rota_id_is_zero(writer->scope));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

/** Nor does what it takes back before it is said. */
static void test_revoke__a_district_undoes_none_that_is_to_come(void **state)
{
	const struct rota_revocation *by;
	struct rota_draft *draft;
	struct rota_world world;
	struct rota_plan plan;
	uint64_t next;

	(void)state;
	have_posting();
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_log_size(&next, world.txn, desk.office->common.bytes, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	OK(rota_world_open(&world, district, true, &desk.err));
	rota_plan_init(&plan, &world);
	OK(rota_plan_add_in(&draft, &plan, "entry.undo", district->own, &desk.err));
	rota_draft_set_id(draft, "of", rota_id_make(desk.office->common, next));
	rota_draft_set(draft, "state", rota_text("on"));
	plan.why = "x";
	OK(rota_plan_record(&plan, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	sync_district();
	merge();
	OK(REVOKE());
	assert_int_equal(next, desk.out.first);
	expect_coverage("3|3|revoked|0");
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_world_revoked(&by, &world, district->own, &desk.err));
	assert_non_null(by);
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

static int see_revoked(struct rota_writer_id writer, const struct rota_aside_told *told, void *payload,
		       struct rota_error *err)
{
	bool *revoked = payload;

	(void)err;
	assert_memory_equal(district->own.bytes, writer.bytes, sizeof(writer.bytes));
	*revoked = told->revoked;
	return ROTA_OK;
}

/** Whether what is put aside of the district is told as of one of whom nothing is awaited. */
static bool is_awaited_no_more(void)
{
	struct rota_world world;
	bool revoked = false;

	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_asides_each(&world, see_revoked, &revoked, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	return revoked;
}

static void test_revoke__what_was_put_aside_before_is_awaited_no_more(void **state)
{
	const struct rota_put_aside forged = { .why = { .fault = ROTA_FAULT_SIGNATURE, .since = 1 },
					       .first = 2 };
	struct rota_world world;

	(void)state;
	have_posting();
	OK(rota_world_begin(&world, desk.office, true, &desk.err));
	OK(rota_aside_note(&world, district->own, &forged, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	assert_false(is_awaited_no_more());
	OK(REVOKE());
	assert_true(is_awaited_no_more());
	OK(DO(rota_revoke, .subject = AN_THI, .withdraw = true, .why = "it was found"));
	assert_false(is_awaited_no_more());
}

static int appoint_by(const char *cadre, const char *commune, const char *paper)
{
	return DO(rota_appoint, .commune = commune, .post = "chair", .cadre = cadre,
		  .act = "designate", .from = "05/02/2024", .docs = { paper }, .why = "x");
}

/** Whether somebody is missing of a decision. */
static bool is_missed(void)
{
	struct rota_report report =
		ask(rota_report_matters, (struct rota_question){ .raw = true });

	return strstr(rows_of(&report), "|partial_set|") != NULL;
}

static void test_revoke__a_decision_has_a_person_less(void **state)
{
	static const char paper[] = "9-QĐ/HU 30/01/2024; 2 people";
	uint64_t entries;

	(void)state;
	sit_down_at(district);
	OK(appoint_by("Lê Văn Cường", "12169", paper));
	add_cadre("Trần Văn Đức", "1981", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	OK(appoint_by("Trần Văn Đức", "12142", paper));
	sit_down_at(the_province);
	exchange();
	assert_false(is_missed());
	OK(REVOKE(.size = "3"));
	assert_true(is_missed());
	merge();
	assert_true(is_missed());
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	assert_true(is_missed());
	OK(DO(rota_revoke, .subject = AN_THI, .withdraw = true, .why = "x"));
	assert_false(is_missed());
}

static void test_revoke__what_was_taken_back_there_is_not_taken_back(void **state)
{
	(void)state;
	have_posting();
	sit_down_at(district);
	OK(appoint("12142", "chair"));
	sit_down_at(district);
	OK(DO(rota_undo, .why = "nhầm"));
	sit_down_at(the_province);
	sync_district();
	merge();
	expect_roster("12142", NULL,
		      "12142|Ân Thi|Party secretary|(not reported)|||||\n"
		      "12142|Ân Thi|chair of the People's Committee|(not reported)|||||\n");
	OK(REVOKE(.size = "3"));
	expect_roster("12142", NULL,
		      "12142|Ân Thi|Party secretary|(not reported)|||||\n"
		      "12142|Ân Thi|chair of the People's Committee|Lê Văn Cường|1980|05/02/2024|"
		      "designate|not local|9-QĐ/HU, 30/01/2024\n");
}

static void test_revoke__two_records_are_two_again(void **state)
{
	struct rota_report report;

	(void)state;
	sit_down_at(district);
	OK(DO(rota_cadre_add,
	      .sets = SETS("name=Lê Văn Cường", "born=1980",
			   "native=xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên"),
	      .why = "x"));
	OK(DO(rota_cadre_same, .cadre = "Lê Văn Cường#1", .other = "Lê Văn Cường#2", .why = "x"));
	sit_down_at(the_province);
	sync_district();
	merge();
	report = ask(rota_report_matters, (struct rota_question){ .raw = true });
	assert_null(strstr(rows_of(&report), "|same_person|"));
	OK(REVOKE(.size = "2"));
	report = ask(rota_report_matters, (struct rota_question){ .raw = true });
	assert_non_null(strstr(rows_of(&report), "|same_person|"));
	OK(REVOKE(.withdraw = true, .why = "x"));
	report = ask(rota_report_matters, (struct rota_question){ .raw = true });
	assert_null(strstr(rows_of(&report), "|same_person|"));
}

static void test_revoke__derives_what_it_concerns_and_nothing_else(void **state)
{
	const uint8_t none[32] = { 0 };
	struct rota_world world;
	struct rota_draft *draft;
	struct rota_plan plan;

	(void)state;
	have_posting();
	OK(rota_world_open(&world, desk.office, true, &desk.err));
	rota_plan_init(&plan, &world);
	OK(rota_plan_add(&draft, &plan, "writer.revoke", &desk.err));
	rota_draft_set(draft, "writer", rota_bin(district->own.bytes, 8));
	rota_draft_set(draft, "size", rota_uint(1));
	rota_draft_set(draft, "root", rota_bin(none, sizeof(none)));
	rota_draft_set(draft, "cause", rota_text("lost"));
	OK(rota_plan_record(&plan, &desk.err));
	assert_false(world.marks.all);
	assert_int_equal(2, world.marks.count); /* the root is another one: both of its entries */
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

/* --- the office ------------------------------------------------------------------------------ */

static void test_revoke__the_office_reads_why_and_what_to_do(void **state)
{
	struct rota_report report;

	(void)state;
	have_posting();
	OK(REVOKE(.size = "1", .why = "mất trộm ở Ân Thi"));
	merge();
	sync_district();
	assert_true(standing().is_revoked);
	assert_int_equal(1, standing().believed);
	assert_string_equal(
		"the right to write was taken back from this machine: what it has from entry 1 on "
		"does not count (lost); mất trộm ở Ân Thi; it can still be read; to record again, "
		"make a new office folder on a machine that is yours alone (rota join), and send "
		"its request to the province",
		standing().revoked);
	sit_down_at(district);
	expect_chair(NOBODY);
	report = ask(rota_report_status, (struct rota_question){ .raw = true });
	assert_int_equal(1, rota_map_get(&report.json, "revoked")->as.number);
	report = ask(rota_report_matters, (struct rota_question){ .raw = false });
	assert_int_equal(1, report.notes.as.list.count); /* of all entries at once */
	assert_string_equal(standing().revoked, rota_value_text(&report.notes.as.list.items[0]));
	report = ask(rota_report_matters, (struct rota_question){ .raw = true });
	assert_string_equal(
		"V102", text_in(&rota_map_get(&report.json, "entries")->as.list.items[0], "rule"));
	sit_down_at(the_province);
}

static void test_revoke__the_office_records_and_signs_nothing_more(void **state)
{
	(void)state;
	have_posting();
	OK(appoint("12142", "chair")); /* recorded before it has heard of it */
	OK(REVOKE());
	merge();
	sync_district();
	assert_int_equal(3, standing().recorded);
	assert_int_equal(2, standing().sealed);
	expect_failure(
		ROTA_EINVALID, "V102",
		"the right to write was taken back from this machine (lost): nothing more is "
		"recorded in it",
		appoint("12142", "secretary"));
	sit_down_at(district);
	expect_roster("12142", NULL,
		      "12142|Ân Thi|Party secretary|(not reported)|||||\n"
		      "12142|Ân Thi|chair of the People's Committee|(not reported)|||||\n");
	sit_down_at(the_province);
}

static void test_revoke__another_machine_takes_its_place(void **state)
{
	struct rota_office *other;
	struct rota_enrol_options enrolling = { .path = path_of("district/request") };
	struct rota_enrolled enrolled;
	struct rota_report report;

	(void)state;
	have_posting();
	OK(REVOKE());
	expect_failure(ROTA_EINVALID, "V102",
		       "the right to write was taken back from this key of '" AN_THI "'",
		       rota_enrol(desk.office, &enrolling, &enrolled, &desk.err));
	join_office(&other, "other", "329", AN_THI);
	sit_down_at(other);
	add_cadre("Lê Văn Dũng", "1981", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	OK(DO(rota_appoint, .commune = "12142", .post = "chair", .cadre = "Lê Văn Dũng",
	      .act = "designate", .from = "05/02/2024", .docs = { "9-QĐ/HU 30/01/2024" },
	      .why = "x"));
	sit_down_at(the_province);
	sync_office(other);
	merge();
	expect_chair(CUONG);
	expect_roster("12142", NULL,
		      "12142|Ân Thi|Party secretary|(not reported)|||||\n"
		      "12142|Ân Thi|chair of the People's Committee|Lê Văn Dũng|1981|05/02/2024|"
		      "designate|not local|9-QĐ/HU, 30/01/2024\n");
	report = ask(rota_report_matters, (struct rota_question){ .raw = true });
	assert_string_equal("", rows_of(&report));
	expect_failure(ROTA_ECONFLICT, "", "'" AN_THI "' may be several offices", REVOKE());
	rota_office_close(other);
}

static void test_revoke__the_lost_machine_is_told_of_nobody_any_more(void **state)
{
	(void)state;
	have_posting();
	OK(appoint("12142", "chair")); /* a person in two places */
	exchange();
	assert_int_equal(1, standing().matters);
	OK(REVOKE());
	merge();
	sync_district();
	assert_int_equal(0, standing().matters);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_BOTH(test_revoke__says_for_all_to_read_how_far_the_log_is_believed),
		TEST_BOTH(test_revoke__says_how_many_count_no_more_and_what_becomes_of_the_totals),
		TEST_BOTH(test_revoke__needs_the_province_a_cause_and_a_size_that_is_here),
		TEST_BOTH(test_revoke__what_came_before_stays_and_what_comes_later_is_put_aside),
		TEST_BOTH(test_revoke__what_was_merged_and_is_not_believed_does_not_count),
		TEST_BOTH(test_revoke__taken_back_it_counts_again),
		TEST_BOTH(test_revoke__of_another_log_nothing_counts),
		TEST_BOTH(test_revoke__of_another_log_that_comes_later_nothing_counts),
		TEST_BOTH(test_revoke__within_a_batch_and_within_a_set),
		TEST_BOTH(test_revoke__what_a_district_says_does_nothing),
		TEST_BOTH(test_revoke__a_district_undoes_none_that_is_to_come),
		TEST_BOTH(test_revoke__what_was_put_aside_before_is_awaited_no_more),
		TEST_BOTH(test_revoke__a_decision_has_a_person_less),
		TEST_BOTH(test_revoke__what_was_taken_back_there_is_not_taken_back),
		TEST_BOTH(test_revoke__two_records_are_two_again),
		TEST_BOTH(test_revoke__derives_what_it_concerns_and_nothing_else),
		TEST_BOTH(test_revoke__the_office_reads_why_and_what_to_do),
		TEST_BOTH(test_revoke__the_office_records_and_signs_nothing_more),
		TEST_BOTH(test_revoke__another_machine_takes_its_place),
		TEST_BOTH(test_revoke__the_lost_machine_is_told_of_nobody_any_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
