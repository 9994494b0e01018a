/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/settlement.h. */
#include "ledger/settlement.h"
#include "tests/unit/ledger/recorded.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static struct rota_arena arena;

static int end(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

/** The id of a matter as the entry states it; nobody checks it here. */
static const uint8_t hash[32] = { 7, 7 };

/** The n-th settlement, from 1; its clock is n. */
static struct rota_id settlement_id(uint64_t n)
{
	return id_of(5, n);
}

static void expect_id(struct rota_id wanted, struct rota_id id)
{
	assert_int_equal(0, rota_id_compare(wanted, id));
}

static struct rota_value ids_value(const struct rota_id *ids, size_t count)
{
	struct rota_value list = rota_list();

	for (size_t i = 0; i < count; i++)
		assert_int_equal(0, rota_list_add(&arena, &list, id_value(&arena, ids[i])));
	return list;
}

static struct rota_subject *kept(struct rota_subject subject)
{
	struct rota_subject *copy = rota_arena_alloc(&arena, sizeof(*copy));

	assert_non_null(copy);
	*copy = subject;
	return copy;
}

/** An entity of matter.settle, as it is recorded of a matter. @param way  NULL: none is given. */
static struct rota_subject *entity_of(uint64_t n, const struct rota_matter *matter, const char *way)
{
	struct rota_subject subject = recorded(&arena, ROTA_ENTITY_SETTLEMENT, settlement_id(n));

	give(&arena, &subject, "of", rota_bin(hash, sizeof(hash)));
	give(&arena, &subject, "kind", rota_text(rota_matter_kind(matter->type)->id));
	give(&arena, &subject, "subjects", ids_value(matter->subjects, matter->subject_count));
	if (matter->field)
		give(&arena, &subject, "field", rota_text(matter->field));
	if (way)
		give(&arena, &subject, "way", rota_text(way));
	give(&arena, &subject, "saw", ids_value(matter->saw, matter->saw_count));
	return kept(subject);
}

static struct rota_settlement read_one(const struct rota_subject *subject)
{
	struct rota_settlement settlement;

	assert_int_equal(ROTA_OK, rota_settlement_read(&settlement, &arena, subject));
	return settlement;
}

/** The n-th settlement: of this matter, with what it is about now. */
static struct rota_settlement settle(uint64_t n, const struct rota_matter *matter, const char *way)
{
	return read_one(entity_of(n, matter, way));
}

static struct rota_settlement withdrawn(struct rota_settlement settlement)
{
	settlement.withdrawn = true;
	return settlement;
}

/** A matter of two postings that is about the entries 1, 2, 3 ... of writer 6. */
static struct rota_matter double_holder(size_t saw_count)
{
	static struct rota_id subjects[2], saw[8];

	subjects[0] = posting_id(1);
	subjects[1] = posting_id(2);
	for (size_t i = 0; i < COUNT(saw); i++)
		saw[i] = id_of(6, i + 1);
	assert_true(saw_count <= COUNT(saw));
	return (struct rota_matter){ .type = ROTA_MATTER_DOUBLE_HOLDER,
				     .subjects = subjects,
				     .subject_count = 2,
				     .saw = saw,
				     .saw_count = saw_count };
}

/* --- reading --------------------------------------------------------------------------------- */

static void test_settlement_read__has_what_its_entry_says(void **state)
{
	struct rota_id subject = posting_id(4), saw[] = { id_of(6, 1), id_of(6, 2) };
	struct rota_matter matter = { .type = ROTA_MATTER_FIELD_CONFLICT,
				      .field = "from",
				      .subjects = &subject,
				      .subject_count = 1,
				      .saw = saw,
				      .saw_count = 2 };
	struct rota_subject *entity = entity_of(9, &matter, "value-2");
	struct rota_settlement settlement = read_one(entity);

	(void)state;
	expect_id(settlement_id(9), settlement.id);
	assert_int_equal(ROTA_MATTER_FIELD_CONFLICT, settlement.matter.type);
	assert_memory_equal(hash, settlement.matter.id.bytes, sizeof(hash));
	assert_int_equal(1, settlement.matter.subject_count);
	expect_id(subject, settlement.matter.subjects[0]);
	assert_string_equal("from", settlement.matter.field);
	assert_int_equal(ROTA_ENTITY_NONE, settlement.matter.entity);
	assert_int_equal(2, settlement.matter.saw_count);
	expect_id(saw[0], settlement.matter.saw[0]);
	expect_id(saw[1], settlement.matter.saw[1]);
	assert_string_equal("value-2", settlement.way);
	assert_false(settlement.withdrawn);
	assert_int_equal(9, settlement.clock);
	assert_ptr_equal(entity, settlement.subject);
}

static void test_settlement_read__subjects_and_saw_ascend_each_once(void **state)
{
	struct rota_id subjects[] = { posting_id(2), posting_id(1), posting_id(2) };
	struct rota_id saw[] = { id_of(6, 3), id_of(6, 1), id_of(6, 3), id_of(6, 2), id_of(6, 1) };
	struct rota_matter matter = { .type = ROTA_MATTER_DOUBLE_HOLDER,
				      .subjects = subjects,
				      .subject_count = COUNT(subjects),
				      .saw = saw,
				      .saw_count = COUNT(saw) };
	struct rota_settlement settlement = settle(1, &matter, "both");

	(void)state;
	assert_int_equal(2, settlement.matter.subject_count);
	expect_id(posting_id(1), settlement.matter.subjects[0]);
	expect_id(posting_id(2), settlement.matter.subjects[1]);
	assert_int_equal(3, settlement.matter.saw_count);
	for (uint64_t i = 0; i < 3; i++)
		expect_id(id_of(6, i + 1), settlement.matter.saw[i]);
}

static void test_settlement_read__a_withdrawn_one_says_so(void **state)
{
	struct rota_matter matter = double_holder(2);
	struct rota_subject *entity = entity_of(1, &matter, "first");

	(void)state;
	give(&arena, entity, "undo", rota_bool(true));
	assert_true(read_one(entity).withdrawn);
}

static void expect_none(const struct rota_subject *entity)
{
	struct rota_settlement settlement;

	assert_int_equal(ROTA_ENOTFOUND, rota_settlement_read(&settlement, &arena, entity));
}

static void test_settlement_read__is_none_when_its_creating_entry_does_not_count(void **state)
{
	struct rota_matter matter = double_holder(2);
	struct rota_subject *entity = entity_of(1, &matter, "first");

	(void)state;
	entity->created = NULL;
	expect_none(entity);
}

static void test_settlement_read__is_none_of_a_kind_unknown_here(void **state)
{
	struct rota_matter matter = double_holder(2);
	struct rota_subject *entity = entity_of(1, &matter, "first");

	(void)state;
	assert_string_equal("kind", entity->fields[1].name);
	entity->fields[1].value = rota_text("kind_of_2031");
	expect_none(entity);
	entity->fields[1].value = rota_nil();
	expect_none(entity);
}

static void test_settlement_read__is_none_without_the_id_of_its_matter(void **state)
{
	struct rota_matter matter = double_holder(2);
	struct rota_subject *entity = entity_of(1, &matter, "first");

	(void)state;
	assert_string_equal("of", entity->fields[0].name);
	entity->fields[0].value = rota_bin(hash, sizeof(hash) - 1);
	expect_none(entity);
	entity->fields[0].value = rota_text("M-k7qd");
	expect_none(entity);
	entity->fields[0].value = rota_nil();
	expect_none(entity);
}

/* --- which one holds ------------------------------------------------------------------------- */

static void test_settlement_is_of__kind_subjects_and_field_whatever_it_saw(void **state)
{
	struct rota_matter matter = double_holder(2), other = double_holder(3);
	struct rota_settlement settlement = settle(1, &matter, "first");
	struct rota_id third[] = { posting_id(1), posting_id(3) };

	(void)state;
	assert_true(rota_settlement_is_of(&settlement, &matter));
	assert_true(rota_settlement_is_of(&settlement, &other));
	other.type = ROTA_MATTER_TWO_PLACES;
	assert_false(rota_settlement_is_of(&settlement, &other));
	other = double_holder(2);
	other.subjects = third;
	assert_false(rota_settlement_is_of(&settlement, &other));
	other = double_holder(2);
	other.subject_count = 1;
	assert_false(rota_settlement_is_of(&settlement, &other));
	other = double_holder(2);
	other.field = "from";
	assert_false(rota_settlement_is_of(&settlement, &other));
	settlement = settle(1, &other, "first");
	assert_true(rota_settlement_is_of(&settlement, &other));
	assert_false(rota_settlement_is_of(&settlement, &matter));
	other.field = "to";
	assert_false(rota_settlement_is_of(&settlement, &other));
}

static void test_settlement_saw_all__exactly_those_of_the_matter(void **state)
{
	struct rota_matter two = double_holder(2), three = double_holder(3),
			   none = double_holder(0);
	struct rota_settlement settlement = settle(1, &two, "first");
	struct rota_settlement blind = settle(2, &none, "first");
	struct rota_id others[] = { id_of(6, 1), id_of(6, 3) };

	(void)state;
	assert_true(rota_settlement_saw_all(&settlement, &two));
	assert_false(rota_settlement_saw_all(&settlement, &three));
	assert_false(rota_settlement_saw_all(&settlement, &none));
	assert_true(rota_settlement_saw_all(&blind, &none));
	two.saw = others;
	assert_false(rota_settlement_saw_all(&settlement, &two));
}

static void test_settlement_saw__an_entry(void **state)
{
	struct rota_matter matter = double_holder(3), none = double_holder(0);
	struct rota_settlement settlement = settle(1, &matter, "first");
	struct rota_settlement blind = settle(2, &none, "first");

	(void)state;
	for (uint64_t i = 1; i <= 3; i++)
		assert_true(rota_settlement_saw(&settlement, id_of(6, i)));
	assert_false(rota_settlement_saw(&settlement, id_of(6, 4)));
	assert_false(rota_settlement_saw(&settlement, id_of(7, 1)));
	assert_false(rota_settlement_saw(&blind, id_of(6, 1)));
}

static void test_settlement_holds__while_the_matter_is_about_exactly_what_it_saw(void **state)
{
	struct rota_matter seen = double_holder(2), newer = double_holder(3);
	struct rota_settlement settlement = settle(1, &seen, "first");

	(void)state;
	assert_ptr_equal(&settlement, rota_settlement_holds(&settlement, 1, &seen));
	assert_null(rota_settlement_holds(&settlement, 1, &newer));
	assert_null(rota_settlement_holds(NULL, 0, &seen));
	seen.type = ROTA_MATTER_TWO_PLACES;
	assert_null(rota_settlement_holds(&settlement, 1, &seen));
}

static void test_settlement_holds__of_each_state_the_one_that_saw_it(void **state)
{
	struct rota_matter two = double_holder(2), three = double_holder(3);
	struct rota_settlement both[] = { settle(1, &two, "first"), settle(2, &three, "second") };

	(void)state;
	assert_ptr_equal(&both[0], rota_settlement_holds(both, 2, &two));
	assert_ptr_equal(&both[1], rota_settlement_holds(both, 2, &three));
}

static void test_settlement_holds__of_two_that_saw_the_same_the_later_created(void **state)
{
	struct rota_matter matter = double_holder(2);
	struct rota_settlement up[] = { settle(1, &matter, "first"), settle(2, &matter, "both") };
	struct rota_settlement down[] = { up[1], up[0] };

	(void)state;
	assert_ptr_equal(&up[1], rota_settlement_holds(up, 2, &matter));
	assert_ptr_equal(&down[0], rota_settlement_holds(down, 2, &matter));
	up[0].clock = 3; /* the clock is looked at before the id */
	assert_ptr_equal(&up[0], rota_settlement_holds(up, 2, &matter));
	up[0].clock = up[1].clock;
	assert_ptr_equal(&up[1], rota_settlement_holds(up, 2, &matter));
}

static void test_settlement_holds__a_withdrawn_one_does_not(void **state)
{
	struct rota_matter matter = double_holder(2);
	struct rota_settlement one = withdrawn(settle(1, &matter, "first"));

	(void)state;
	assert_null(rota_settlement_holds(&one, 1, &matter));
}

/* "the one with the greatest (t, id) is looked at alone" (schema/state.md) */
static void test_settlement_holds__a_withdrawn_one_gives_no_way_to_an_earlier_one(void **state)
{
	struct rota_matter matter = double_holder(2);
	struct rota_settlement both[] = { settle(1, &matter, "first"),
					  withdrawn(settle(2, &matter, "second")) };

	(void)state;
	assert_null(rota_settlement_holds(both, 2, &matter));
	both[0] = withdrawn(both[0]);
	both[1].withdrawn = false;
	assert_ptr_equal(&both[1], rota_settlement_holds(both, 2, &matter));
}

static void test_settlement_last__the_latest_not_withdrawn_whatever_it_saw(void **state)
{
	struct rota_matter two = double_holder(2), three = double_holder(3),
			   four = double_holder(4);
	struct rota_matter other = { .type = ROTA_MATTER_TWO_PLACES };
	struct rota_settlement all[] = { settle(2, &three, "second"), settle(1, &two, "first"),
					 withdrawn(settle(3, &three, "first")) };

	(void)state;
	assert_ptr_equal(&all[0], rota_settlement_last(all, 3, &four));
	assert_ptr_equal(&all[0], rota_settlement_last(all, 3, &two)); /* where another one holds */
	all[0] = withdrawn(all[0]);
	assert_ptr_equal(&all[1], rota_settlement_last(all, 3, &four));
	all[1] = withdrawn(all[1]);
	assert_null(rota_settlement_last(all, 3, &four));
	assert_null(rota_settlement_last(all, 3, &other));
	assert_null(rota_settlement_last(NULL, 0, &four));
}

/* --- fields ---------------------------------------------------------------------------------- */

/** A posting whose `from` is 10 or 20 or 30, and whose `to` is 90 or 100. */
static struct rota_subject conflicting(void)
{
	struct rota_subject one = recorded_posting(&arena, 1, 5, "chair", 1, 10, 90);

	give(&arena, &one, "from", day_value(&arena, 20));
	give(&arena, &one, "from", day_value(&arena, 30));
	give(&arena, &one, "to", day_value(&arena, 100));
	return one;
}

static struct rota_subject_field *field_of(const struct rota_subject *subject, const char *name)
{
	for (size_t i = 0; i < subject->field_count; i++)
		if (strcmp(subject->fields[i].name, name) == 0)
			return &subject->fields[i];
	fail();
	return NULL;
}

/** The matter that a conflict is. */
static struct rota_matter conflict_of(const struct rota_subject *subject, const char *field)
{
	struct rota_matters found = { 0 };

	assert_int_equal(0, rota_matters_find_conflicts(&found, &arena, subject, NULL));
	for (size_t i = 0; i < found.count; i++)
		if (strcmp(found.items[i].field, field) == 0)
			return found.items[i];
	fail();
	return (struct rota_matter){ 0 };
}

static void apply(struct rota_subject *subject, const struct rota_settlement *settlements,
		  size_t count)
{
	assert_int_equal(ROTA_OK,
			 rota_settlement_apply_fields(subject, &arena, settlements, count, NULL));
}

static void expect_day(int32_t day, const struct rota_subject_field *field)
{
	struct rota_value wanted = day_value(&arena, day);

	assert_true(rota_value_equal(&wanted, &field->value));
}

/** It is in conflict, as conflicting() left it, and nothing chose a value. */
static void expect_open(const struct rota_subject *subject, const char *name, int32_t provisional,
			size_t rivals)
{
	const struct rota_subject_field *field = field_of(subject, name);

	expect_day(provisional, field);
	assert_int_equal(rivals, field->rivals.as.list.count);
	assert_true(rota_id_is_zero(field->settled));
	expect_id(subject->id, field->by->id);
}

static void expect_settled(const struct rota_subject *subject, const char *name, int32_t value,
			   struct rota_id by, struct rota_id settlement)
{
	const struct rota_subject_field *field = field_of(subject, name);

	expect_day(value, field);
	assert_int_equal(ROTA_LIST, field->rivals.type);
	assert_int_equal(0, field->rivals.as.list.count);
	expect_id(settlement, field->settled);
	expect_id(by, field->by->id);
}

static void test_apply_fields__the_outcome_is_the_value_and_has_no_rivals(void **state)
{
	static const struct {
		const char *way;
		int32_t day;
		uint64_t rival; /* 0: the creating entry gave it */
	} rows[] = { { "value-1", 10, 0 }, { "value-2", 20, 1 }, { "value-3", 30, 2 } };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_subject one = conflicting();
		struct rota_matter matter = conflict_of(&one, "from");
		struct rota_settlement settlement = settle(7, &matter, rows[i].way);

		apply(&one, &settlement, 1);
		expect_settled(&one, "from", rows[i].day,
			       rows[i].rival ? rival_id(rows[i].rival) : one.id, settlement_id(7));
	}
}

static void test_apply_fields__another_field_in_conflict_stays(void **state)
{
	struct rota_subject one = conflicting();
	struct rota_matter matter = conflict_of(&one, "from");
	struct rota_settlement settlement = settle(1, &matter, "value-2");

	(void)state;
	apply(&one, &settlement, 1);
	expect_open(&one, "to", 90, 1);
}

static void test_apply_fields__each_field_by_its_own_settlement(void **state)
{
	struct rota_subject one = conflicting();
	struct rota_matter from = conflict_of(&one, "from"), to = conflict_of(&one, "to");
	struct rota_settlement both[] = { settle(1, &to, "value-2"), settle(2, &from, "value-3") };

	(void)state;
	apply(&one, both, 2);
	expect_settled(&one, "from", 30, rival_id(2), settlement_id(2));
	expect_settled(&one, "to", 100, rival_id(1), settlement_id(1));
}

static void test_apply_fields__a_word_that_is_no_outcome_changes_nothing(void **state)
{
	static const char *const words[] = { "value-4", "value-0", "second", "", NULL };

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		struct rota_subject one = conflicting();
		struct rota_matter matter = conflict_of(&one, "from");
		struct rota_settlement settlement = settle(1, &matter, words[i]);

		apply(&one, &settlement, 1);
		expect_open(&one, "from", 10, 2);
	}
}

static void test_apply_fields__one_that_does_not_hold_changes_nothing(void **state)
{
	struct rota_subject one = conflicting();
	struct rota_matter matter = conflict_of(&one, "from");
	struct rota_settlement settlement = settle(1, &matter, "value-2");

	(void)state;
	settlement = withdrawn(settlement);
	apply(&one, &settlement, 1);
	expect_open(&one, "from", 10, 2);
	settlement.withdrawn = false;
	give(&arena, &one, "from", day_value(&arena, 40)); /* newer than what it saw */
	apply(&one, &settlement, 1);
	expect_open(&one, "from", 10, 3);
}

/* --- pairs ----------------------------------------------------------------------------------- */

/** Two postings of one post of one unit that share [30, 50); of two cadres. */
static struct rota_subject pair_subjects[2];
static struct rota_posting pair[2];

static void make_pair(int32_t first_to, int32_t second_from, uint64_t second_unit,
		      uint64_t second_cadre)
{
	pair_subjects[0] = recorded_posting(&arena, 1, 5, "chair", 1, 10, first_to);
	pair_subjects[1] = recorded_posting(&arena, 2, second_unit, "chair", second_cadre,
					    second_from, ROTA_DAY_NEVER);
	assert_int_equal(2, read_postings(pair, pair_subjects, 2));
}

static struct rota_matters find_pair(enum rota_matter_type type,
				     const struct rota_gazetteer *gazetteer)
{
	struct rota_matters found = { 0 };

	assert_int_equal(ROTA_OK,
			 rota_settlement_find_pair(&found, &arena, type, pair, gazetteer, NULL));
	return found;
}

static void expect_matter(const struct rota_matters *found, enum rota_matter_type type,
			  int32_t from, int32_t to)
{
	assert_int_equal(1, found->count);
	assert_int_equal(type, found->items[0].type);
	expect_id(posting_id(1), found->items[0].subjects[0]);
	expect_id(posting_id(2), found->items[0].subjects[1]);
	assert_int_equal(from, found->items[0].from);
	assert_int_equal(to, found->items[0].to);
}

static void test_find_pair__two_holders_of_one_post_on_the_days_that_they_share(void **state)
{
	struct rota_matters found;

	(void)state;
	make_pair(50, 30, 5, 2);
	found = find_pair(ROTA_MATTER_DOUBLE_HOLDER, NULL);
	expect_matter(&found, ROTA_MATTER_DOUBLE_HOLDER, 30, 50);
	make_pair(30, 30, 5, 2);
	assert_int_equal(0, find_pair(ROTA_MATTER_DOUBLE_HOLDER, NULL).count);
}

static void test_find_pair__one_cadre_in_two_units_on_the_days_that_he_shares(void **state)
{
	struct rota_matters found;

	(void)state;
	make_pair(50, 30, 6, 1);
	found = find_pair(ROTA_MATTER_TWO_PLACES, NULL);
	expect_matter(&found, ROTA_MATTER_TWO_PLACES, 30, 50);
	make_pair(30, 30, 6, 1);
	assert_int_equal(0, find_pair(ROTA_MATTER_TWO_PLACES, NULL).count);
}

static void test_find_pair__none_of_postings_that_can_not_meet_in_it(void **state)
{
	(void)state;
	make_pair(50, 30, 6, 2); /* another unit, another cadre */
	assert_int_equal(0, find_pair(ROTA_MATTER_DOUBLE_HOLDER, NULL).count);
	assert_int_equal(0, find_pair(ROTA_MATTER_TWO_PLACES, NULL).count);
	make_pair(50, 30, 5, 2);
	assert_int_equal(0, find_pair(ROTA_MATTER_TWO_PLACES, NULL).count);
	assert_int_equal(0, find_pair(ROTA_MATTER_HALF_MOVE, NULL).count);
	pair[1].post = "secretary";
	assert_int_equal(0, find_pair(ROTA_MATTER_DOUBLE_HOLDER, NULL).count);
	make_pair(50, 30, 6, 1);
	assert_int_equal(0, find_pair(ROTA_MATTER_DOUBLE_HOLDER, NULL).count);
}

static void test_find_pair__appends_to_what_is_there(void **state)
{
	struct rota_matters found;

	(void)state;
	make_pair(50, 30, 5, 2);
	found = find_pair(ROTA_MATTER_DOUBLE_HOLDER, NULL);
	assert_int_equal(ROTA_OK,
			 rota_settlement_find_pair(&found, &arena, ROTA_MATTER_DOUBLE_HOLDER, pair,
						   NULL, NULL));
	assert_int_equal(2, found.count);
}

static const struct rota_days untouched = { -1, -1 };

static bool yields(struct rota_days *days, const struct rota_settlement *settlements, size_t count,
		   size_t which, uint64_t posting, const struct rota_gazetteer *gazetteer)
{
	struct rota_settled_pair looked = { .settlements = settlements,
					    .count = count,
					    .which = which,
					    .postings = pair,
					    .gazetteer = gazetteer };
	bool out = false;

	*days = untouched;
	assert_int_equal(ROTA_OK, rota_settlement_yields(&out, days, &arena, &looked,
							 posting_id(posting), NULL));
	return out;
}

/** Which of the two give way, and on which days. */
static void expect_yields(bool first, bool second, int32_t from, int32_t to,
			  const struct rota_settlement *settlements, size_t count, size_t which,
			  const struct rota_gazetteer *gazetteer)
{
	const bool wanted[] = { first, second };

	for (uint64_t i = 0; i < 2; i++) {
		struct rota_days days;

		assert_int_equal(wanted[i],
				 yields(&days, settlements, count, which, i + 1, gazetteer));
		if (!wanted[i])
			continue;
		assert_int_equal(from, days.from);
		assert_int_equal(to, days.to);
	}
}

static void expect_no_yields(const struct rota_settlement *settlements, size_t count, size_t which)
{
	expect_yields(false, false, 0, 0, settlements, count, which, NULL);
}

/** The settlement of the pair as it is now. */
static struct rota_settlement settle_pair(uint64_t n, enum rota_matter_type type, const char *way)
{
	struct rota_matters found = find_pair(type, NULL);

	assert_int_equal(1, found.count);
	return settle(n, &found.items[0], way);
}

static void test_yields__second_makes_the_first_give_way_on_the_common_days(void **state)
{
	struct rota_settlement settlement;

	(void)state;
	make_pair(50, 30, 5, 2);
	settlement = settle_pair(1, ROTA_MATTER_DOUBLE_HOLDER, "second");
	expect_yields(true, false, 30, 50, &settlement, 1, 0, NULL);
}

static void test_yields__first_makes_the_second_give_way_on_the_common_days(void **state)
{
	struct rota_settlement settlement;

	(void)state;
	make_pair(50, 30, 5, 2);
	settlement = settle_pair(1, ROTA_MATTER_DOUBLE_HOLDER, "first");
	expect_yields(false, true, 30, 50, &settlement, 1, 0, NULL);
}

static void test_yields__of_one_cadre_in_two_places_too(void **state)
{
	struct rota_settlement settlement;

	(void)state;
	make_pair(50, 30, 6, 1);
	settlement = settle_pair(1, ROTA_MATTER_TWO_PLACES, "second");
	expect_yields(true, false, 30, 50, &settlement, 1, 0, NULL);
}

static void test_yields__in_whatever_order_the_two_are_given(void **state)
{
	struct rota_settlement settlement;
	struct rota_posting first;

	(void)state;
	make_pair(50, 30, 5, 2);
	settlement = settle_pair(1, ROTA_MATTER_DOUBLE_HOLDER, "second");
	first = pair[0];
	pair[0] = pair[1];
	pair[1] = first;
	expect_yields(true, false, 30, 50, &settlement, 1, 0, NULL);
}

static void test_yields__both_and_words_that_are_no_outcome_make_nobody_give_way(void **state)
{
	static const char *const words[] = { "both", "third", "", NULL };

	(void)state;
	make_pair(50, 30, 5, 2);
	for (size_t i = 0; i < COUNT(words); i++) {
		struct rota_settlement settlement =
			settle_pair(1, ROTA_MATTER_DOUBLE_HOLDER, words[i]);

		expect_no_yields(&settlement, 1, 0);
	}
}

static void test_yields__nobody_when_the_two_share_no_day_any_more(void **state)
{
	struct rota_settlement settlement;

	(void)state;
	make_pair(50, 30, 5, 2);
	settlement = settle_pair(1, ROTA_MATTER_DOUBLE_HOLDER, "second");
	make_pair(30, 30, 5, 2); /* of the same entries, the end another value */
	expect_no_yields(&settlement, 1, 0);
	make_pair(50, 30, 6, 2); /* and the unit */
	expect_no_yields(&settlement, 1, 0);
}

static void test_yields__on_the_days_that_they_share_now(void **state)
{
	struct rota_settlement settlement;

	(void)state;
	make_pair(50, 30, 5, 2);
	settlement = settle_pair(1, ROTA_MATTER_DOUBLE_HOLDER, "second");
	make_pair(60, 40, 5, 2);
	expect_yields(true, false, 40, 60, &settlement, 1, 0, NULL);
}

static void test_yields__not_on_days_after_the_end_of_the_unit(void **state)
{
	struct rota_settlement settlement;
	struct rota_gazetteer gazetteer;
	struct rota_unit old = { .id = unit_id(5), .from = ROTA_DAY_ALWAYS, .to = 45 };
	struct rota_unit *units[] = { &old };

	(void)state;
	rota_gazetteer_init(&gazetteer, &arena);
	gazetteer.units = units;
	gazetteer.unit_count = 1;
	make_pair(50, 30, 5, 2);
	settlement = settle_pair(1, ROTA_MATTER_DOUBLE_HOLDER, "second");
	expect_yields(true, false, 30, 45, &settlement, 1, 0, &gazetteer);
}

static void test_yields__only_by_the_one_that_holds(void **state)
{
	struct rota_settlement both[2];

	(void)state;
	make_pair(50, 30, 5, 2);
	both[0] = settle_pair(1, ROTA_MATTER_DOUBLE_HOLDER, "second");
	both[1] = settle_pair(2, ROTA_MATTER_DOUBLE_HOLDER, "first");
	expect_no_yields(both, 2, 0);
	expect_yields(false, true, 30, 50, both, 2, 1, NULL);
	both[1] = withdrawn(both[1]);
	expect_no_yields(both, 2, 1);
	expect_no_yields(both, 2, 0);
	assert_int_equal(0, rota_list_add(&arena, &pair_subjects[1].heads,
					  id_value(&arena, id_of(6, 1)))); /* something newer */
	expect_no_yields(both, 1, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_settlement_read__has_what_its_entry_says),
		TEST(test_settlement_read__subjects_and_saw_ascend_each_once),
		TEST(test_settlement_read__a_withdrawn_one_says_so),
		TEST(test_settlement_read__is_none_when_its_creating_entry_does_not_count),
		TEST(test_settlement_read__is_none_of_a_kind_unknown_here),
		TEST(test_settlement_read__is_none_without_the_id_of_its_matter),
		TEST(test_settlement_is_of__kind_subjects_and_field_whatever_it_saw),
		TEST(test_settlement_saw_all__exactly_those_of_the_matter),
		TEST(test_settlement_saw__an_entry),
		TEST(test_settlement_holds__while_the_matter_is_about_exactly_what_it_saw),
		TEST(test_settlement_holds__of_each_state_the_one_that_saw_it),
		TEST(test_settlement_holds__of_two_that_saw_the_same_the_later_created),
		TEST(test_settlement_holds__a_withdrawn_one_does_not),
		TEST(test_settlement_holds__a_withdrawn_one_gives_no_way_to_an_earlier_one),
		TEST(test_settlement_last__the_latest_not_withdrawn_whatever_it_saw),
		TEST(test_apply_fields__the_outcome_is_the_value_and_has_no_rivals),
		TEST(test_apply_fields__another_field_in_conflict_stays),
		TEST(test_apply_fields__each_field_by_its_own_settlement),
		TEST(test_apply_fields__a_word_that_is_no_outcome_changes_nothing),
		TEST(test_apply_fields__one_that_does_not_hold_changes_nothing),
		TEST(test_find_pair__two_holders_of_one_post_on_the_days_that_they_share),
		TEST(test_find_pair__one_cadre_in_two_units_on_the_days_that_he_shares),
		TEST(test_find_pair__none_of_postings_that_can_not_meet_in_it),
		TEST(test_find_pair__appends_to_what_is_there),
		TEST(test_yields__second_makes_the_first_give_way_on_the_common_days),
		TEST(test_yields__first_makes_the_second_give_way_on_the_common_days),
		TEST(test_yields__of_one_cadre_in_two_places_too),
		TEST(test_yields__in_whatever_order_the_two_are_given),
		TEST(test_yields__both_and_words_that_are_no_outcome_make_nobody_give_way),
		TEST(test_yields__nobody_when_the_two_share_no_day_any_more),
		TEST(test_yields__on_the_days_that_they_share_now),
		TEST(test_yields__not_on_days_after_the_end_of_the_unit),
		TEST(test_yields__only_by_the_one_that_holds),
	};

	return cmocka_run_group_tests_name("ledger/settlement", tests, NULL, NULL);
}
