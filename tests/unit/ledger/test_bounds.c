/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The promises of ledger/bounds.h and ledger/claim.h: bounds are compared with a slow model that
 * looks at every ending of all matters, without groups and without claims, and counts each with
 * ledger/cell.h. The worlds are made by chance, the same ones each time.
 */
#include "ledger/bounds.h"
#include "ledger/matter_papers.h"
#include "tests/support/splitmix64.h"
#include "tests/unit/ledger/recorded.h"

/** Every question is about this day. */
enum { TODAY = 1000 };
enum { UNITS = 3, POSTS = 2, CADRES = 4, POSTINGS = 24, SUMS = POSTS * (UNITS + 1) };
enum { SUBJECTS = CADRES + POSTINGS, MATTERS = 512, MODEL_ENDINGS = 20000 };

static const char *const posts[POSTS] = { "secretary", "chair" };

struct town {
	struct rota_arena arena;
	struct rota_subject subjects[SUBJECTS]; /* cadres, then postings */
	size_t postings;
	size_t units; /* that are counted: the first ones */
	struct rota_counting counting;
	struct rota_matters matters;
};

static struct town town;

static int begin(void **state)
{
	(void)state;
	memset(&town, 0, sizeof(town));
	town.counting = (struct rota_counting){ .pending_counts = true, .suspended_counts = true };
	town.units = UNITS;
	for (size_t i = 0; i < CADRES; i++) {
		town.subjects[i] = recorded(&town.arena, ROTA_ENTITY_CADRE, cadre_id(i));
		give(&town.arena, &town.subjects[i], "native", rota_uint(i % 2));
	}
	return 0;
}

static int end(void **state)
{
	(void)state;
	rota_arena_clear(&town.arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

static struct rota_subject *cadre(size_t number)
{
	return &town.subjects[number];
}

static struct rota_subject *posting(size_t number)
{
	return &town.subjects[CADRES + number];
}

static struct rota_subject *post(uint64_t unit, const char *post_, uint64_t cadre_, int32_t from,
				 int32_t to)
{
	struct rota_subject *one = posting(town.postings);

	assert_true(town.postings < POSTINGS);
	*one = recorded_posting(&town.arena, town.postings++, unit, post_, cadre_, from, to);
	return one;
}

/** Non-local is who has a native place of his own: an odd one; one is local to unit 2 too. */
static bool is_non_local(const struct rota_posting *one, const struct rota_subject *of)
{
	return rota_subject_uint(of, "native", 0) % 2 &&
	       rota_id_compare(one->unit, unit_id(2)) != 0;
}

/** Who is acting and recorded as full; until it is settled they are acting. */
static struct rota_matters find_acting(void)
{
	struct rota_matters found = { 0 };

	for (size_t i = 0; i < town.postings; i++) {
		size_t before = found.count;
		struct rota_posting one;

		posting(i)->acting = (struct rota_days){ 0, 0 };
		if (rota_posting_read(&one, posting(i)) && !rota_posting_is_void(&one))
			assert_int_equal(ROTA_OK, rota_matters_find_acting_as_full(
							  &found, &town.arena, &one, NULL, 0, NULL,
							  NULL));
		if (found.count > before)
			posting(i)->acting = (struct rota_days){ found.items[before].from,
								 found.items[before].to };
	}
	return found;
}

static void find_matters(void)
{
	struct rota_matters acting = find_acting();

	town.matters = find_all(&town.arena, town.subjects, CADRES + town.postings, NULL);
	for (size_t i = 0; i < acting.count; i++)
		assert_int_equal(ROTA_OK, rota_matters_add(&town.matters, &town.arena,
							   &acting.items[i], NULL));
}

/* --- the model ------------------------------------------------------------------------------ */

struct model {
	size_t matters[MATTERS]; /* the open ones that weigh today */
	size_t outcomes[MATTERS];
	size_t matter_count;
	uint64_t endings; /* above MODEL_ENDINGS: not looked at */
	uint64_t low[SUMS], high[SUMS], provisional[SUMS];
};

static void list_open(struct model *model)
{
	model->endings = 1;
	for (size_t i = 0; i < town.matters.count; i++) {
		if (!rota_matter_weighs_on(&town.matters.items[i], TODAY))
			continue;
		assert_true(model->matter_count < MATTERS);
		model->matters[model->matter_count++] = i;
		if (model->endings <= MODEL_ENDINGS)
			model->endings *= rota_matter_outcomes(&town.matters.items[i]);
	}
}

static struct rota_subject *subject_of(struct rota_subject *subjects, struct rota_id id)
{
	for (size_t i = 0; i < CADRES + town.postings; i++)
		if (rota_id_compare(subjects[i].id, id) == 0)
			return &subjects[i];
	fail_msg("no such subject");
	return NULL;
}

/** The first day of a posting, as it is provisionally. */
static int32_t first_day(struct rota_id id)
{
	struct rota_posting one;

	assert_true(rota_posting_read(&one, subject_of(town.subjects, id)));
	return one.from;
}

/** Which of two postings is not the right one by an outcome; 2: none. */
static size_t wrong_one(const struct rota_matter *matter, size_t outcome)
{
	bool second_is_newer =
		first_day(matter->subjects[0]) < first_day(matter->subjects[1]);

	if (matter->type != ROTA_MATTER_HALF_MOVE)
		return outcome ? 2 - outcome : 2; /* 1: the first is right, 2: the second */
	return second_is_newer == (outcome == 1) ? 1 : 0; /* 0: moved, 1: stayed */
}

/** Everything as the ending has it. */
static void apply(struct rota_subject *subjects, struct rota_subject_field *fields, bool *gone,
		  const struct model *model)
{
	for (size_t i = 0; i < CADRES + town.postings; i++) {
		subjects[i] = town.subjects[i];
		subjects[i].fields = &fields[i * RECORDED_FIELDS];
		memcpy(subjects[i].fields, town.subjects[i].fields,
		       town.subjects[i].field_count * sizeof(*fields));
		gone[i] = false;
	}
	for (size_t i = 0; i < model->matter_count; i++) {
		const struct rota_matter *matter = &town.matters.items[model->matters[i]];
		size_t outcome = model->outcomes[i];

		if (matter->type == ROTA_MATTER_FIELD_CONFLICT) {
			struct rota_subject *one = subject_of(subjects, matter->subjects[0]);

			for (size_t k = 0; k < one->field_count; k++)
				if (strcmp(one->fields[k].name, matter->field) == 0)
					one->fields[k].value =
						matter->values.as.list.items[outcome];
		} else if (matter->type == ROTA_MATTER_ACTING_AS_FULL) {
			subject_of(subjects, matter->subjects[0])->acting =
				outcome ? (struct rota_days){ 0, 0 }
					: (struct rota_days){ matter->from, matter->to };
		} else if (wrong_one(matter, outcome) < 2) {
			gone[subject_of(subjects, matter->subjects[wrong_one(matter, outcome)]) -
			     subjects] = true;
		}
	}
}

static void count_ending(uint64_t sums[SUMS], const struct model *model)
{
	static struct rota_subject subjects[SUBJECTS];
	static struct rota_subject_field fields[SUBJECTS * RECORDED_FIELDS];
	static bool gone[SUBJECTS];
	struct rota_posting all[POSTINGS], in_cell[POSTINGS], career[POSTINGS];
	bool stands[POSTINGS];
	size_t count = 0;

	apply(subjects, fields, gone, model);
	for (size_t i = CADRES; i < CADRES + town.postings; i++)
		if (!gone[i] && rota_posting_read(&all[count], &subjects[i]) &&
		    !rota_posting_is_void(&all[count]))
			count++;
	memset(sums, 0, SUMS * sizeof(*sums));
	for (size_t cell = 0; cell < town.units * POSTS; cell++) {
		size_t size = 0;
		struct rota_cell_count counted;

		for (size_t i = 0; i < count; i++) {
			size_t length = 0;

			if (rota_id_compare(all[i].unit, unit_id(cell / POSTS)) != 0 ||
			    strcmp(all[i].post, posts[cell % POSTS]) != 0)
				continue;
			for (size_t k = 0; k < count; k++)
				if (rota_id_compare(all[k].cadre, all[i].cadre) == 0)
					career[length++] = all[k];
			stands[size] =
				rota_posting_stands(&all[i], career, length, TODAY, &town.counting);
			in_cell[size++] = all[i];
		}
		counted = rota_cell_count(in_cell, stands, size, false, TODAY, &town.counting);
		if (counted.holder &&
		    is_non_local(counted.holder, subject_of(subjects, counted.holder->cadre))) {
			sums[cell]++;
			sums[UNITS * POSTS + cell % POSTS]++;
		}
	}
}

static bool next_ending(struct model *model)
{
	for (size_t i = 0; i < model->matter_count; i++) {
		if (++model->outcomes[i] <
		    rota_matter_outcomes(&town.matters.items[model->matters[i]]))
			return true;
		model->outcomes[i] = 0;
	}
	return false;
}

static void look_at_all(struct model *model)
{
	uint64_t sums[SUMS];

	memset(model, 0, sizeof(*model));
	memset(model->low, 0xff, sizeof(model->low));
	list_open(model);
	count_ending(model->provisional, model); /* all outcomes are the first ones */
	if (model->endings > MODEL_ENDINGS)
		return;
	do {
		count_ending(sums, model);
		for (size_t i = 0; i < SUMS; i++) {
			model->low[i] = sums[i] < model->low[i] ? sums[i] : model->low[i];
			model->high[i] = sums[i] > model->high[i] ? sums[i] : model->high[i];
		}
	} while (next_ending(model));
}

/* --- the bounds ----------------------------------------------------------------------------- */

static int locality(bool *non_local, enum rota_claim_sort sort, const struct rota_posting *one,
		    const struct rota_subject *subjects, void *payload, struct rota_error *err)
{
	(void)payload;
	(void)err;
	assert_int_equal(ROTA_CLAIM_AS_IT_COUNTS, sort);
	for (size_t i = 1; i <= CADRES; i++)
		if (rota_id_compare(subjects[i].id, one->cadre) == 0)
			*non_local = is_non_local(one, &subjects[i]);
	return ROTA_OK;
}

static void find_claims(struct rota_claims *claims)
{
	const struct rota_claim_context context = { .matters = town.matters.items,
						    .matter_count = town.matters.count,
						    .day = TODAY,
						    .counting = town.counting,
						    .locality = locality };
	const struct rota_subject *subjects[1 + CADRES];

	*claims = (struct rota_claims){ 0 };
	for (size_t i = 0; i < CADRES; i++)
		subjects[1 + i] = cadre(i);
	for (size_t i = 0; i < town.postings; i++) {
		subjects[0] = posting(i);
		assert_int_equal(ROTA_OK, rota_claims_add(claims, &town.arena, &context, subjects,
							  1 + CADRES, NULL));
	}
}

static void find_bounds(struct rota_bounds out[SUMS])
{
	struct rota_bounds_cell cells[UNITS * POSTS];
	struct rota_claims claims;
	struct rota_bounds_question question = { .cells = cells,
						 .cell_count = town.units * POSTS,
						 .matters = town.matters.items,
						 .matter_count = town.matters.count };

	find_claims(&claims);
	question.claims = claims.items;
	question.claim_count = claims.count;
	for (size_t i = 0; i < question.cell_count; i++)
		cells[i] = (struct rota_bounds_cell){ .unit = unit_id(i / POSTS),
						      .post = posts[i % POSTS],
						      .row = i,
						      .total = UNITS * POSTS + i % POSTS };
	assert_int_equal(ROTA_OK, rota_bounds_find(out, SUMS, &town.arena, &question, NULL));
}

static void expect(const struct rota_bounds *bounds, uint64_t low, uint64_t provisional,
		   uint64_t high, bool exact)
{
	if (bounds->low != low || bounds->provisional != provisional || bounds->high != high ||
	    bounds->exact != exact)
		fail_msg("%ju (%ju-%ju) %d, and not %ju (%ju-%ju) %d",
			 (uintmax_t)bounds->provisional, (uintmax_t)bounds->low,
			 (uintmax_t)bounds->high, bounds->exact, (uintmax_t)provisional,
			 (uintmax_t)low, (uintmax_t)high, exact);
}

enum { SECRETARIES = UNITS * POSTS, CHAIRS };

/** The bounds of all secretaries. */
static struct rota_bounds secretaries(void)
{
	struct rota_bounds out[SUMS];

	find_matters();
	find_bounds(out);
	return out[SECRETARIES];
}

/** Compare with the model. @return whether that looked at all endings. */
static bool agrees(uint64_t seed)
{
	static struct model model;
	struct rota_bounds out[SUMS];

	find_matters();
	look_at_all(&model);
	find_bounds(out);
	for (size_t i = 0; i < SUMS; i++) {
		if (out[i].provisional != model.provisional[i])
			fail_msg("world %ju, sum %zu: provisionally %ju, and not %ju",
				 (uintmax_t)seed, i, (uintmax_t)out[i].provisional,
				 (uintmax_t)model.provisional[i]);
		if (out[i].low > out[i].provisional || out[i].provisional > out[i].high)
			fail_msg("world %ju, sum %zu: out of bounds", (uintmax_t)seed, i);
		if (model.endings > MODEL_ENDINGS)
			continue;
		if (out[i].low > model.low[i] || out[i].high < model.high[i])
			fail_msg("world %ju, sum %zu: too narrow", (uintmax_t)seed, i);
		if ((out[i].exact || model.endings <= ROTA_BOUNDS_MAX_ENDINGS) &&
		    (!out[i].exact || out[i].low != model.low[i] || out[i].high != model.high[i]))
			fail_msg("world %ju, sum %zu: %ju-%ju, and not %ju-%ju", (uintmax_t)seed, i,
				 (uintmax_t)out[i].low, (uintmax_t)out[i].high,
				 (uintmax_t)model.low[i], (uintmax_t)model.high[i]);
	}
	return model.endings <= MODEL_ENDINGS;
}

/* --- worlds by chance ----------------------------------------------------------------------- */

static bool happens(struct splitmix64 *chance, size_t one_in)
{
	return splitmix64_below(chance, one_in) == 0;
}

static int32_t some_day(struct splitmix64 *chance)
{
	static const int32_t days[] = { TODAY - 300, TODAY - 200, TODAY - 100,
					TODAY - 1,   TODAY,       TODAY + 1 };

	return days[splitmix64_below(chance, sizeof(days) / sizeof(days[0]))];
}

static void dispute(struct splitmix64 *chance, struct rota_subject *one, size_t one_in)
{
	struct rota_arena *arena = &town.arena;

	if (happens(chance, 3))
		one->fields[3].value = rota_text("transfer"); /* its act */
	else if (happens(chance, 6))
		one->fields[3].value = rota_text("delegate"); /* which makes nobody a full holder */
	if (happens(chance, one_in))
		give(arena, one, "unit", id_value(arena, unit_id(splitmix64_below(chance, UNITS))));
	if (happens(chance, one_in))
		give(arena, one, "post", rota_text(posts[splitmix64_below(chance, POSTS)]));
	if (happens(chance, one_in))
		give(arena, one, "cadre",
		     id_value(arena, cadre_id(splitmix64_below(chance, CADRES))));
	if (happens(chance, one_in))
		give(arena, one, "from", day_value(arena, some_day(chance)));
	if (happens(chance, one_in))
		give(arena, one, "to",
		     happens(chance, 3) ? rota_nil() : day_value(arena, some_day(chance)));
	if (happens(chance, one_in))
		give(arena, one, "mode", rota_text(happens(chance, 2) ? "full" : "acting"));
}

/** @param calm  one in so many fields is in conflict. */
static void make_town(struct splitmix64 *chance, size_t most_postings, size_t calm)
{
	size_t count = 1 + splitmix64_below(chance, most_postings);

	town.units = happens(chance, 3) ? UNITS - 1 : UNITS;
	town.counting.acting_counts = happens(chance, 4);
	for (size_t i = 0; i < CADRES; i++)
		if (happens(chance, calm))
			give(&town.arena, cadre(i), "native", rota_uint(1 - i % 2));
	for (size_t i = 0; i < count; i++)
		dispute(chance,
			post(splitmix64_below(chance, UNITS),
			     posts[splitmix64_below(chance, POSTS)],
			     splitmix64_below(chance, CADRES), some_day(chance),
			     happens(chance, 3) ? some_day(chance) : ROTA_DAY_NEVER),
			calm);
}

/** So many worlds; @return of how many the model looked at all endings. */
static size_t compare_worlds(uint64_t seed, size_t worlds, size_t most_postings, size_t calm)
{
	size_t seen = 0;

	for (uint64_t i = 0; i < worlds; i++) {
		struct splitmix64 chance = { seed + i };
		void *none = NULL;

		begin(&none);
		make_town(&chance, most_postings, calm);
		seen += agrees(seed + i);
		end(&none);
	}
	return seen;
}

static void test_bounds_find__small_worlds_are_as_the_model_has_them(void **state)
{
	(void)state;
	assert_in_range(compare_worlds(1, 2500, 5, 12), 2000, 2500);
}

static void test_bounds_find__restless_worlds_are_never_narrower(void **state)
{
	(void)state;
	assert_in_range(compare_worlds(100000, 500, 7, 6), 100, 500);
}

static void test_bounds_find__large_worlds_hold_what_is_provisional(void **state)
{
	(void)state;
	compare_worlds(200000, 300, POSTINGS, 4);
}

/* --- worlds that a person can count --------------------------------------------------------- */

static void test_bounds_find__without_matters_all_three_are_equal(void **state)
{
	struct rota_bounds out;

	(void)state;
	post(0, "secretary", 1, TODAY - 10, ROTA_DAY_NEVER);
	post(1, "secretary", 3, TODAY - 10, ROTA_DAY_NEVER);
	post(1, "chair", 1, TODAY - 20, TODAY);
	out = secretaries();
	expect(&out, 2, 2, 2, true);
}

static void test_bounds_find__of_two_holders_each_may_be_the_real_one(void **state)
{
	struct rota_bounds out;

	(void)state;
	post(0, "secretary", 1, TODAY - 20, ROTA_DAY_NEVER);
	post(0, "secretary", 2, TODAY - 10, ROTA_DAY_NEVER);
	out = secretaries();
	expect(&out, 0, 0, 1, true);
}

static void test_bounds_find__a_matter_of_other_days_changes_nothing(void **state)
{
	struct rota_bounds out;

	(void)state;
	post(0, "secretary", 1, TODAY - 20, TODAY);
	post(0, "secretary", 2, TODAY - 10, ROTA_DAY_NEVER);
	out = secretaries();
	assert_int_equal(1, town.matters.count);
	expect(&out, 0, 0, 0, true);
}

static void test_bounds_find__one_in_two_places_counts_where_he_came_last(void **state)
{
	struct rota_bounds out;

	(void)state;
	post(0, "secretary", 1, TODAY - 20, ROTA_DAY_NEVER);
	post(1, "secretary", 1, TODAY - 10, ROTA_DAY_NEVER);
	out = secretaries();
	expect(&out, 1, 1, 1, true);
}

static void test_bounds_find__an_origin_in_conflict_moves_all_his_posts(void **state)
{
	struct rota_bounds out[SUMS];

	(void)state;
	give(&town.arena, cadre(1), "native", rota_uint(0));
	post(0, "secretary", 1, TODAY - 20, ROTA_DAY_NEVER);
	post(0, "chair", 1, TODAY - 10, ROTA_DAY_NEVER);
	find_matters();
	find_bounds(out);
	expect(&out[SECRETARIES], 0, 1, 1, true);
	expect(&out[CHAIRS], 0, 1, 1, true);
}

static void test_bounds_find__groups_add_up(void **state)
{
	struct rota_bounds out;

	(void)state;
	post(0, "secretary", 1, TODAY - 20, ROTA_DAY_NEVER);
	post(0, "secretary", 0, TODAY - 10, ROTA_DAY_NEVER);
	give(&town.arena, post(1, "secretary", 3, TODAY - 5, ROTA_DAY_NEVER), "mode",
	     rota_text("acting"));
	out = secretaries();
	expect(&out, 0, 1, 2, true);
}

static void test_bounds_find__a_conflict_moves_one_between_rows_and_not_the_total(void **state)
{
	struct rota_bounds out[SUMS];

	(void)state;
	give(&town.arena, post(0, "secretary", 1, TODAY - 5, ROTA_DAY_NEVER), "unit",
	     id_value(&town.arena, unit_id(1)));
	find_matters();
	find_bounds(out);
	expect(&out[0], 0, 1, 1, true);
	expect(&out[POSTS], 0, 0, 1, true);
	expect(&out[SECRETARIES], 1, 1, 1, true);
}

static void test_bounds_find__a_group_of_too_many_endings_is_bounded_cell_by_cell(void **state)
{
	struct rota_bounds out;

	(void)state;
	for (uint64_t i = 0; i < 5; i++) /* ten pairs of three outcomes */
		post(0, "secretary", i % CADRES, TODAY - 20, ROTA_DAY_NEVER);
	post(1, "secretary", 3, TODAY - 30, TODAY - 5);
	out = secretaries();
	expect(&out, 0, 0, 1, false);
}

/* --- a posting of too many combinations ----------------------------------------------------- */

static void dispute_days(struct rota_subject *one, const char *field, int32_t first, int count)
{
	for (int32_t i = 0; i < count; i++)
		give(&town.arena, one, field, day_value(&town.arena, first + i));
}

static void test_claims_add__above_4096_combinations_is_bounded_by_what_it_may_be(void **state)
{
	struct rota_subject *one = post(0, "secretary", 0, TODAY - 20, TODAY + 20);

	(void)state;
	give(&town.arena, one, "unit", id_value(&town.arena, unit_id(1)));
	give(&town.arena, one, "post", rota_text("chair"));
	give(&town.arena, one, "cadre", id_value(&town.arena, cadre_id(1)));
	dispute_days(one, "from", TODAY - 10, 23);
	dispute_days(one, "to", TODAY + 1, 23);
	post(1, "chair", 1, TODAY - 100, ROTA_DAY_NEVER); /* is unseated where the first is his */
	find_matters();
	assert_int_equal(5, town.matters.count);
	assert_true(agrees(0)); /* 4,608 endings and the pair */
}

static void test_claims_add__such_a_posting_is_felt_wherever_its_cadre_may_be(void **state)
{
	struct rota_subject *one = post(0, "secretary", 0, TODAY - 20, TODAY + 20);

	(void)state;
	one->fields[4].value = rota_text("acting"); /* provisionally it fills nothing */
	give(&town.arena, one, "mode", rota_text("full"));
	give(&town.arena, one, "post", rota_text("chair"));
	give(&town.arena, one, "cadre", id_value(&town.arena, cadre_id(1)));
	dispute_days(one, "from", TODAY - 10, 23);
	dispute_days(one, "to", TODAY + 1, 23);
	post(1, "chair", 1, TODAY - 100, ROTA_DAY_NEVER); /* is unseated where the first is his */
	find_matters();
	assert_int_equal(5, town.matters.count);
	assert_true(agrees(0)); /* 4,608 endings */
}

/* --- the limit ------------------------------------------------------------------------------ */

/** One cell with one claim that so many conflicts of two values decide about. */
static struct rota_bounds bounds_of_one(size_t conflicts)
{
	struct rota_matter matters[16] = { 0 };
	struct rota_claim_need needs[16] = { 0 };
	struct rota_bounds_cell cell = { .unit = unit_id(0), .post = "chair" };
	struct rota_claim claim = { .unit = unit_id(0),
				    .post = "chair",
				    .non_local = true,
				    .needs = needs,
				    .need_count = conflicts };
	struct rota_bounds_question question = { &cell, 1, &claim, 1, matters, conflicts };
	struct rota_bounds out;

	for (size_t i = 0; i < conflicts; i++) {
		matters[i].values = rota_list();
		rota_list_add(&town.arena, &matters[i].values, rota_uint(1));
		rota_list_add(&town.arena, &matters[i].values, rota_uint(2));
		needs[i] = (struct rota_claim_need){ .matter = i, .outcome = 1 };
	}
	assert_int_equal(ROTA_OK, rota_bounds_find(&out, 1, &town.arena, &question, NULL));
	return out;
}

static void test_bounds_find__4096_endings_are_looked_at_and_not_one_more(void **state)
{
	struct rota_bounds most = bounds_of_one(12);
	struct rota_bounds more = bounds_of_one(13);

	(void)state;
	expect(&most, 0, 0, 1, true);
	expect(&more, 0, 0, 1, false);
}

static void test_bounds_find__nothing_asked_gives_nothing(void **state)
{
	struct rota_bounds_question question = { 0 };
	struct rota_bounds out;

	(void)state;
	assert_int_equal(ROTA_OK, rota_bounds_find(&out, 1, &town.arena, &question, NULL));
	expect(&out, 0, 0, 0, true);
}

static void test_bounds_find__without_memory_it_says_so(void **state)
{
	struct rota_arena small = { .max_bytes = 1 };
	struct rota_bounds_question question = { 0 };
	struct rota_bounds_cell cell = { .unit = unit_id(0), .post = "chair" };
	struct rota_bounds out;

	(void)state;
	question.cells = &cell;
	question.cell_count = 1;
	assert_int_equal(ROTA_ENOMEM, rota_bounds_find(&out, 1, &small, &question, NULL));
	rota_arena_clear(&small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_bounds_find__without_matters_all_three_are_equal),
		TEST(test_bounds_find__of_two_holders_each_may_be_the_real_one),
		TEST(test_bounds_find__a_matter_of_other_days_changes_nothing),
		TEST(test_bounds_find__one_in_two_places_counts_where_he_came_last),
		TEST(test_bounds_find__an_origin_in_conflict_moves_all_his_posts),
		TEST(test_bounds_find__groups_add_up),
		TEST(test_bounds_find__a_conflict_moves_one_between_rows_and_not_the_total),
		TEST(test_bounds_find__a_group_of_too_many_endings_is_bounded_cell_by_cell),
		TEST(test_claims_add__above_4096_combinations_is_bounded_by_what_it_may_be),
		TEST(test_claims_add__such_a_posting_is_felt_wherever_its_cadre_may_be),
		TEST(test_bounds_find__4096_endings_are_looked_at_and_not_one_more),
		TEST(test_bounds_find__nothing_asked_gives_nothing),
		TEST(test_bounds_find__without_memory_it_says_so),
		cmocka_unit_test(test_bounds_find__small_worlds_are_as_the_model_has_them),
		cmocka_unit_test(test_bounds_find__restless_worlds_are_never_narrower),
		cmocka_unit_test(test_bounds_find__large_worlds_hold_what_is_provisional),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
