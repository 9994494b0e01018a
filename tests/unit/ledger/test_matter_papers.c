/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/matter_papers.h. */
#include "ledger/matter_papers.h"
#include "tests/unit/ledger/recorded.h"

static struct rota_arena arena;

static int end(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

/* --- what is recorded ------------------------------------------------------------------------ */

static struct rota_value paper(const char *body, const char *no, const char *signed_on)
{
	struct rota_value map = rota_map(), issuer = rota_map();

	assert_int_equal(0, rota_map_set(&arena, &issuer, "body", rota_text(body)));
	assert_int_equal(0, rota_map_set(&arena, &map, "issuer", issuer));
	assert_int_equal(0, rota_map_set(&arena, &map, "type", rota_text("QD")));
	if (no)
		assert_int_equal(0, rota_map_set(&arena, &map, "no", rota_text(no)));
	assert_int_equal(0, rota_map_set(&arena, &map, "signed", rota_text(signed_on)));
	return map;
}

static struct rota_value papers(struct rota_value first, const struct rota_value *second)
{
	struct rota_value list = rota_list();

	assert_int_equal(0, rota_list_add(&arena, &list, first));
	if (second)
		assert_int_equal(0, rota_list_add(&arena, &list, *second));
	return list;
}

/** Left for unit 2 on day 200, and begun there. */
struct halves {
	struct rota_subject left, came;
};

static struct halves halves(const char *left_post, struct rota_value end_doc, const char *came_post,
			    int32_t from, struct rota_value begin_doc)
{
	struct halves both = {
		recorded_posting(&arena, 1, 1, left_post, 7, 100, 200),
		recorded_posting(&arena, 2, 2, came_post, 7, from, ROTA_DAY_NEVER),
	};

	give(&arena, &both.left, "end_act", rota_text("transfer"));
	give(&arena, &both.left, "next", id_value(&arena, unit_id(2)));
	give(&arena, &both.left, "end_doc", end_doc);
	both.came.fields[3].value = rota_text("rotate"); /* its act */
	give(&arena, &both.came, "begin_doc", begin_doc);
	return both;
}

static struct rota_matters find_differing(const struct halves *both)
{
	struct rota_matters matters = { 0 };
	struct rota_posting left, came;

	assert_true(rota_posting_read(&left, &both->left));
	assert_true(rota_posting_read(&came, &both->came));
	assert_int_equal(ROTA_OK,
			 rota_matters_find_docs_differ(&matters, &arena, &left, &came, NULL));
	return matters;
}

static size_t differing(const char *left_post, struct rota_value end_doc, const char *came_post,
			int32_t from, struct rota_value begin_doc)
{
	struct halves both = halves(left_post, end_doc, came_post, from, begin_doc);

	return find_differing(&both).count;
}

#define PARTY paper("btv_province", "12-QĐ/TU", "2023-08-25")
#define OTHER paper("btv_district", "31-QĐ/HU", "2023-08-30")
#define STATE paper("chair_district", "45/QĐ-UBND", "2023-08-30")
#define ONE(paper_) papers((paper_), NULL)

/* --- two papers for one move ------------------------------------------------------------------ */

static void test_matters_find_docs_differ__is_about_both_halves(void **state)
{
	struct halves both = halves("secretary", ONE(PARTY), "secretary", 199, ONE(OTHER));
	struct rota_matters matters = find_differing(&both);

	(void)state;
	assert_int_equal(1, matters.count);
	assert_int_equal(ROTA_MATTER_DOCS_DIFFER, matters.items[0].type);
	assert_int_equal(2, matters.items[0].subject_count);
	assert_int_equal(0, rota_id_compare(posting_id(1), matters.items[0].subjects[0]));
	assert_int_equal(1, matters.items[0].newer);
	assert_int_equal(2, matters.items[0].unit_count);
	assert_int_equal(2, matters.items[0].saw_count);
	assert_int_equal(199, matters.items[0].from);
	assert_int_equal(ROTA_DAY_NEVER, matters.items[0].to);
	assert_false(rota_matter_weighs(&matters.items[0]));
}

static void test_matters_find_docs_differ__compares_number_type_and_day(void **state)
{
	static const struct {
		const char *body, *no, *signed_on;
		size_t found;
	} rows[] = {
		{ "btv_province", "12-QĐ/TU", "2023-08-25", 0 },
		{ "other", " 12 - QĐ/TU ", "2023-08-25", 0 }, /* as each office writes it */
		{ "btv_province", "12-QĐ/TU", "2023-08", 0 },
		{ "btv_province", "12-QĐ/TU", "2023", 0 },
		{ "btv_province", NULL, "2022-01-01", 0 }, /* which one is not known */
		{ "btv_province", "12-QĐ/TU", "2023-08-26", 1 },
		{ "btv_province", "12-QĐ/T", "2023-08-25", 1 },
		{ "btv_province", "12-QĐ/TUx", "2023-08-25", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(rows[i].found, differing("secretary", ONE(PARTY), "secretary", 200,
							  ONE(paper(rows[i].body, rows[i].no,
								    rows[i].signed_on))));
}

static void test_matters_find_docs_differ__a_pair_of_papers_is_right(void **state)
{
	struct rota_value party = PARTY;

	(void)state;
	assert_int_equal(1, differing("secretary", ONE(PARTY), "secretary", 200, ONE(STATE)));
	assert_int_equal(
		0, differing("secretary", ONE(PARTY), "secretary", 200, papers(STATE, &party)));
	assert_int_equal(
		0, differing("secretary", papers(STATE, &party), "secretary", 200, ONE(PARTY)));
	/* each post by the paper of its own system */
	assert_int_equal(0, differing("chair", ONE(STATE), "secretary", 200, ONE(PARTY)));
	assert_int_equal(0, differing("secretary", ONE(PARTY), "chair", 200, ONE(STATE)));
	assert_int_equal(1, differing("secretary", ONE(STATE), "chair", 200, ONE(PARTY)));
	assert_int_equal(1, differing("chair", ONE(OTHER), "secretary", 200, ONE(PARTY)));
	assert_int_equal(1, differing("chair", ONE(paper("nobody", "1", "2023")), "secretary", 200,
				      ONE(PARTY)));
}

static void test_matters_find_docs_differ__by_one_paper_nobody_is_nowhere(void **state)
{
	(void)state;
	assert_int_equal(0, differing("secretary", ONE(PARTY), "secretary", 200, ONE(PARTY)));
	assert_int_equal(1, differing("secretary", ONE(PARTY), "secretary", 201, ONE(PARTY)));
	assert_int_equal(0, differing("secretary", ONE(PARTY), "secretary", 170, ONE(PARTY)));
	assert_int_equal(1, differing("secretary", ONE(PARTY), "secretary", 230, ONE(PARTY)));
	assert_int_equal(0, differing("secretary", ONE(PARTY), "secretary", 231, ONE(PARTY)));
	assert_int_equal(0, differing("secretary", ONE(PARTY), "secretary", 169, ONE(PARTY)));
}

static void test_matters_find_docs_differ__what_is_no_list_of_papers_is_none(void **state)
{
	struct rota_value odd = rota_list();

	(void)state;
	assert_int_equal(0, rota_list_add(&arena, &odd, rota_uint(3)));
	assert_int_equal(0, differing("secretary", odd, "secretary", 200, ONE(PARTY)));
	assert_int_equal(0, differing("secretary", rota_text("x"), "secretary", 200, ONE(PARTY)));
	assert_int_equal(0, differing("secretary", ONE(PARTY), "secretary", 200, rota_list()));
}

static void test_postings_are_halves__of_one_move(void **state)
{
	struct halves both = halves("secretary", ONE(PARTY), "secretary", 200, ONE(OTHER));
	struct rota_posting left, came;

	(void)state;
	assert_true(rota_posting_read(&left, &both.left));
	assert_true(rota_posting_read(&came, &both.came));
	assert_true(rota_postings_are_halves(&left, &came));
	came.act = "designate";
	assert_false(rota_postings_are_halves(&left, &came));
	came.act = "transfer";
	came.unit = unit_id(3);
	assert_false(rota_postings_are_halves(&left, &came));
	came.unit = unit_id(2);
	came.mode = "acting";
	assert_false(rota_postings_are_halves(&left, &came));
	came.mode = "full";
	left.end_act = "retire";
	assert_false(rota_postings_are_halves(&left, &came));
	left.end_act = NULL;
	assert_false(rota_postings_are_halves(&left, &came));
	left.end_act = "rotate";
	left.void_from = 150; /* revoked before it was left */
	assert_false(rota_postings_are_halves(&left, &came));
	left.void_from = ROTA_DAY_NEVER;
	came.from = 100;
	left.to = 110;
	assert_false(rota_postings_are_halves(&left, &came)); /* both began on one day */
	came.from = ROTA_DAY_ALWAYS + 1;
	left.to = ROTA_DAY_NEVER - 1;
	assert_false(rota_postings_are_halves(&left, &came));
}

/* --- one paper, told differently ---------------------------------------------------------------
 */

static struct rota_value with(struct rota_value one, const char *key, struct rota_value value)
{
	assert_int_equal(0, rota_map_set(&arena, &one, key, value));
	return one;
}

/** What the entry of a writer says of a paper, of a posting of the same number. */
static struct rota_paper_said said(uint8_t writer, uint64_t number, const struct rota_value *told,
				   uint64_t issuer)
{
	struct rota_subject *subject = rota_arena_alloc(&arena, sizeof(*subject));
	struct rota_posting *posting = rota_arena_alloc(&arena, sizeof(*posting));

	*subject = recorded_posting(&arena, number, 1, "chair", 7, 100, 200);
	assert_true(rota_posting_read(posting, subject));
	return (struct rota_paper_said){ .entry = id_of(writer, number),
					 .clock = number,
					 .posting = posting,
					 .paper = told,
					 .issuer = unit_id(issuer) };
}

static size_t told(struct rota_paper_said *all, size_t count)
{
	struct rota_matters matters = { 0 };

	assert_int_equal(ROTA_OK,
			 rota_matters_find_told_differently(&matters, &arena, all, count, NULL));
	return matters.count;
}

static void test_matters_find_told_differently__compares_each_office_with_the_first(void **state)
{
	struct rota_value one = with(PARTY, "announced", rota_text("2023-08-29"));
	struct rota_value other = with(PARTY, "announced", rota_text("2023-08-30"));
	struct rota_value month = with(PARTY, "announced", rota_text("2023-08"));
	struct rota_value people = with(PARTY, "total", rota_uint(3));

	(void)state;
	assert_int_equal(0, told(NULL, 0));
	assert_int_equal(
		1,
		told((struct rota_paper_said[]){ said(5, 1, &one, 9), said(6, 2, &other, 9) }, 2));
	/* alike, or nothing to compare, or of one office, or of two issuers (C29) */
	assert_int_equal(
		0, told((struct rota_paper_said[]){ said(5, 1, &one, 9), said(6, 2, &one, 9),
						    said(7, 3, &month, 9), said(8, 4, &people, 9) },
			4));
	assert_int_equal(
		0,
		told((struct rota_paper_said[]){ said(5, 1, &one, 9), said(5, 2, &other, 9) }, 2));
	assert_int_equal(
		0,
		told((struct rota_paper_said[]){ said(5, 1, &one, 9), said(6, 2, &other, 8) }, 2));
	/* the first word of each office counts; two others contradict the first */
	assert_int_equal(
		2, told((struct rota_paper_said[]){ said(7, 4, &other, 9), said(6, 3, &one, 9),
						    said(6, 2, &other, 9), said(5, 1, &one, 9) },
			4));
}

static void test_rota_paper_key__is_the_name_of_a_decision(void **state)
{
	uint8_t a[ROTA_PAPER_KEY_BYTES], b[ROTA_PAPER_KEY_BYTES];
	struct rota_value one = PARTY, spaced = paper("btv_province", " 12-QĐ / TU", "2023-08-25");
	struct rota_value unknown = paper("other", "12-QĐ/TU", "2023-08-25");
	struct rota_value nameless = paper("btv_province", NULL, "2023-08-25"),
			  number = rota_uint(1);
	size_t size = rota_paper_key(a, &one);

	(void)state;
	assert_true(size > 0);
	assert_int_equal(size, rota_paper_key(b, &spaced));
	assert_memory_equal(a, b, size);
	assert_int_equal(0, rota_paper_key(b, &unknown));
	assert_int_equal(0, rota_paper_key(b, &nameless));
	assert_int_equal(0, rota_paper_key(b, &number));
	assert_false(rota_paper_says_more(&one));
	assert_false(rota_paper_says_more(&number));
}

/* --- acting and recorded as full -------------------------------------------------------------- */

static struct rota_posting full_posting(uint64_t number, int32_t from, int32_t to, const char *act,
					const char *mode, struct rota_value docs)
{
	struct rota_subject *subject = rota_arena_alloc(&arena, sizeof(*subject));
	struct rota_posting posting;

	*subject = recorded_posting(&arena, number, 1, "chair", 7, from, to);
	subject->fields[3].value = rota_text(act);
	subject->fields[4].value = rota_text(mode);
	give(&arena, subject, "begin_doc", docs);
	assert_true(rota_posting_read(&posting, subject));
	return posting;
}

static void expect_acting(const struct rota_posting *full, const struct rota_posting *others,
			  size_t count, int32_t from, int32_t to)
{
	struct rota_matters matters = { 0 };

	assert_int_equal(ROTA_OK, rota_matters_find_acting_as_full(&matters, &arena, full, others,
								   count, NULL, NULL));
	assert_int_equal(from < to, matters.count);
	if (!matters.count)
		return;
	assert_int_equal(from, matters.items[0].from);
	assert_int_equal(to, matters.items[0].to);
	assert_int_equal(
		0, rota_id_compare(full->id, matters.items[0].subjects[matters.items[0].newer]));
}

static void test_matters_find_acting_as_full__by_its_own_act(void **state)
{
	struct rota_posting one = full_posting(5, 100, 200, "delegate", "full", ONE(STATE));

	(void)state;
	expect_acting(&one, NULL, 0, 100, 200);
	one = full_posting(5, 100, 200, "take_charge", "full", ONE(STATE));
	expect_acting(&one, NULL, 0, 100, 200);
	one = full_posting(5, 100, 200, "delegate", "acting", ONE(STATE));
	expect_acting(&one, NULL, 0, 0, 0);
	one = full_posting(5, 100, 200, "elect", "full", ONE(STATE));
	expect_acting(&one, NULL, 0, 0, 0);
	one = full_posting(5, 100, 200, "nonsense", "full", ONE(STATE));
	expect_acting(&one, NULL, 0, 0, 0);
}

static void test_matters_find_acting_as_full__by_another_posting(void **state)
{
	struct rota_posting full = full_posting(5, 100, 200, "elect", "full", ONE(STATE));
	struct rota_posting others[] = {
		full_posting(6, 50, 120, "delegate", "acting", ONE(STATE)),  /* the same paper */
		full_posting(4, 100, 150, "delegate", "acting", ONE(OTHER)), /* the same day */
	};
	struct rota_posting later = full_posting(8, 90, 150, "delegate", "acting", ONE(OTHER));

	(void)state;
	expect_acting(&full, others, 1, 100, 120);
	expect_acting(&full, others, 2, 100, 150);
	expect_acting(&full, &later, 1, 0, 0); /* acting, and then elected */
	later = full_posting(8, 50, 100, "delegate", "acting", ONE(STATE));
	expect_acting(&full, &later, 1, 0, 0); /* no day in common */
	others[1].post = "secretary";
	expect_acting(&full, &others[1], 1, 0, 0);
	others[1].post = "chair";
	others[1].unit = unit_id(2);
	expect_acting(&full, &others[1], 1, 0, 0);
}

static void test_posting_on__acting_on_the_days_of_the_matter(void **state)
{
	struct rota_posting one = full_posting(5, 100, 200, "elect", "full", ONE(STATE));

	(void)state;
	one.act = "appoint";
	one.acting = (struct rota_days){ 120, 150 };
	assert_int_equal(ROTA_HOLDS_FULL, rota_posting_on(&one, 119));
	assert_int_equal(ROTA_HOLDS_ACTING, rota_posting_on(&one, 120));
	assert_int_equal(ROTA_HOLDS_ACTING, rota_posting_on(&one, 149));
	assert_int_equal(ROTA_HOLDS_FULL, rota_posting_on(&one, 150));
	assert_int_equal(ROTA_HOLDS_NOT, rota_posting_on(&one, 99));
}

static void test_matters_find_double_holders__who_is_acting_holds_with_nobody(void **state)
{
	struct rota_posting both[] = { full_posting(5, 100, 200, "appoint", "full", ONE(STATE)),
				       full_posting(6, 150, 200, "appoint", "full", ONE(STATE)) };
	struct rota_matters matters = { 0 };

	(void)state;
	both[0].acting = (struct rota_days){ 100, 170 };
	assert_int_equal(ROTA_OK,
			 rota_matters_find_double_holders(&matters, &arena, both, 2, NULL, NULL));
	assert_int_equal(1, matters.count);
	assert_int_equal(170, matters.items[0].from);
	both[0].acting.to = 200;
	matters.count = 0;
	assert_int_equal(ROTA_OK,
			 rota_matters_find_double_holders(&matters, &arena, both, 2, NULL, NULL));
	assert_int_equal(0, matters.count);
}

/* --- what came after, and parts --------------------------------------------------------------- */

static void test_matters_add_after__names_the_posting_and_the_period(void **state)
{
	const struct rota_id entries[] = { id_of(3, 9), id_of(3, 8) };
	struct rota_after_publication facts = { .type = ROTA_MATTER_PERIOD_CHANGED,
						.posting = posting_id(5),
						.unit = unit_id(1),
						.period = id_of(9, 1),
						.entries = entries,
						.entry_count = 2,
						.from = 100,
						.as_of = 150 };
	struct rota_matters matters = { 0 };

	(void)state;
	assert_int_equal(ROTA_OK, rota_matters_add_after(&matters, &arena, &facts, NULL));
	facts.type = ROTA_MATTER_REVOKED_AFTER;
	assert_int_equal(ROTA_OK, rota_matters_add_after(&matters, &arena, &facts, NULL));
	assert_int_equal(2, matters.items[0].subject_count);
	assert_int_equal(1, matters.items[1].subject_count);
	assert_int_equal(2, matters.items[1].saw_count);
	assert_int_equal(0, rota_id_compare(id_of(3, 8), matters.items[1].saw[0]));
	assert_int_equal(100, matters.items[1].from);
	assert_int_equal(151, matters.items[1].to);
}

static void test_matters_add_partial_set__names_each_posting_once(void **state)
{
	const struct rota_id postings[] = { posting_id(6), posting_id(5), posting_id(6) };
	const struct rota_id entries[] = { id_of(3, 9), id_of(3, 8), id_of(3, 7) };
	const struct rota_id units[] = { unit_id(1), { { 0 } }, unit_id(2) };
	const struct rota_partial_set facts = {
		.postings = postings, .entries = entries, .units = units, .count = 3, .day = 100
	};
	struct rota_matters matters = { 0 };

	(void)state;
	assert_int_equal(ROTA_OK, rota_matters_add_partial_set(&matters, &arena, &facts, NULL));
	assert_int_equal(2, matters.items[0].subject_count);
	assert_int_equal(3, matters.items[0].saw_count);
	assert_int_equal(2, matters.items[0].unit_count);
	assert_int_equal(100, matters.items[0].from);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_matters_find_docs_differ__is_about_both_halves),
		TEST(test_matters_find_docs_differ__compares_number_type_and_day),
		TEST(test_matters_find_docs_differ__a_pair_of_papers_is_right),
		TEST(test_matters_find_docs_differ__by_one_paper_nobody_is_nowhere),
		TEST(test_matters_find_docs_differ__what_is_no_list_of_papers_is_none),
		TEST(test_postings_are_halves__of_one_move),
		TEST(test_matters_find_told_differently__compares_each_office_with_the_first),
		TEST(test_rota_paper_key__is_the_name_of_a_decision),
		TEST(test_matters_find_acting_as_full__by_its_own_act),
		TEST(test_matters_find_acting_as_full__by_another_posting),
		TEST(test_posting_on__acting_on_the_days_of_the_matter),
		TEST(test_matters_find_double_holders__who_is_acting_holds_with_nobody),
		TEST(test_matters_add_after__names_the_posting_and_the_period),
		TEST(test_matters_add_partial_set__names_each_posting_once),
	};

	return cmocka_run_group_tests_name("ledger/matter_papers", tests, NULL, NULL);
}
