/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/matter.h. */
#include "ledger/matter.h"
#include "base/hex.h"
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

/* --- kinds ---------------------------------------------------------------------------------- */

static void test_matter_kind__the_words_are_those_of_the_schema(void **state)
{
	static const char *const words[] = {
		"field_conflict",  "double_holder",    "two_places",    "out_of_scope",
		"half_move",       "docs_differ",      "same_person",   "partial_set",
		"edit_vs_end",     "period_changed",   "revoked_after", "locality_differs",
		"locality_flips",  "unit_unclear",     "custody",       "open_in_ended",
		"transition_long", "acting_as_full",   "clock",         "fork",
		"same_import",     "nil_contradicted", "identity_edit",
	};

	(void)state;
	assert_int_equal(COUNT(words), ROTA_MATTER_TYPES);
	for (size_t i = 0; i < COUNT(words); i++) {
		assert_string_equal(words[i], rota_matter_kind((enum rota_matter_type)i)->id);
		assert_int_equal(i, rota_matter_type_find(words[i]));
	}
	assert_int_equal(ROTA_MATTER_TYPES, rota_matter_type_find("conflict"));
}

static void test_matter_kind__outcomes_fit_into_a_settlement_and_differ(void **state)
{
	(void)state;
	for (size_t type = 1; type < ROTA_MATTER_TYPES; type++) {
		const struct rota_matter_kind *kind = rota_matter_kind((enum rota_matter_type)type);

		assert_true(kind->outcome_count > 0);
		assert_true(*kind->text);
		assert_true(!kind->weighs || kind->outcome_count > 1);
		for (size_t i = 0; i < kind->outcome_count; i++) {
			assert_true(strlen(kind->outcomes[i].id) < ROTA_OUTCOME_BYTES);
			assert_true(*kind->outcomes[i].text);
			for (size_t k = 0; k < i; k++)
				assert_string_not_equal(kind->outcomes[i].id, kind->outcomes[k].id);
		}
	}
}

static void test_matter_outcome__words_lead_back(void **state)
{
	struct rota_matter pair = { .type = ROTA_MATTER_TWO_PLACES };
	struct rota_matter conflict = { .values = rota_list() };
	char word[ROTA_OUTCOME_BYTES];

	(void)state;
	assert_int_equal(3, rota_matter_outcomes(&pair));
	assert_string_equal("both", rota_matter_outcome(word, &pair, 0));
	assert_int_equal(2, rota_matter_outcome_find(&pair, "second"));
	assert_int_equal(3, rota_matter_outcome_find(&pair, "third"));
	rota_list_add(&arena, &conflict.values, rota_uint(1));
	rota_list_add(&arena, &conflict.values, rota_uint(2));
	assert_int_equal(2, rota_matter_outcomes(&conflict));
	assert_string_equal("value-2", rota_matter_outcome(word, &conflict, 1));
	assert_int_equal(1, rota_matter_outcome_find(&conflict, "value-2"));
	assert_int_equal(2, rota_matter_outcome_find(&conflict, "value-3"));
}

static void test_matter_weighs__by_kind_and_field_on_its_days(void **state)
{
	struct rota_matter matter = { .type = ROTA_MATTER_DOUBLE_HOLDER, .from = 10, .to = 20 };

	(void)state;
	assert_true(rota_matter_weighs(&matter));
	assert_false(rota_matter_weighs_on(&matter, 9));
	assert_true(rota_matter_weighs_on(&matter, 10));
	assert_true(rota_matter_weighs_on(&matter, 19));
	assert_false(rota_matter_weighs_on(&matter, 20));
	matter.type = ROTA_MATTER_OUT_OF_SCOPE;
	assert_false(rota_matter_weighs(&matter));
	matter.type = ROTA_MATTER_FIELD_CONFLICT;
	matter.entity = ROTA_ENTITY_CADRE;
	matter.field = "native";
	assert_true(rota_matter_weighs(&matter));
	matter.field = "name";
	assert_false(rota_matter_weighs(&matter));
	matter.entity = ROTA_ENTITY_POSTING;
	matter.field = "native";
	assert_false(rota_matter_weighs(&matter));
}

/* --- identity and names --------------------------------------------------------------------- */

static void expect_preimage(const struct rota_matter *matter, const char *wanted)
{
	struct rota_buffer bytes = { 0 }, hex = { 0 };

	assert_int_equal(ROTA_OK, rota_matter_preimage(&bytes, matter, NULL));
	rota_hex_encode(&hex, bytes.bytes, bytes.size);
	assert_string_equal(wanted, rota_buffer_text(&hex));
	rota_buffer_clear(&bytes);
	rota_buffer_clear(&hex);
}

/* [kind, [subjects]] and [kind, [subject], field], by hand */
static void test_matter_preimage__is_kind_subjects_and_field(void **state)
{
	struct rota_id subjects[] = { id_of(1, 2), id_of(1, 3) };
	struct rota_matter matter = { .type = ROTA_MATTER_TWO_PLACES,
				      .subjects = subjects,
				      .subject_count = 2 };

	(void)state;
	expect_preimage(&matter, "92aa74776f5f706c6163657392c41001000000000000000000000000000002"
				 "c41001000000000000000000000000000003");
	matter.type = ROTA_MATTER_FIELD_CONFLICT;
	matter.subject_count = 1;
	matter.field = "to";
	expect_preimage(&matter,
			"93ae6669656c645f636f6e666c69637491c4100100000000000000000000000000"
			"0002a2746f");
	matter.values = rota_list();
	rota_list_add(&arena, &matter.values, rota_uint(1));
	matter.from = 5;
	expect_preimage(&matter,
			"93ae6669656c645f636f6e666c69637491c4100100000000000000000000000000"
			"0002a2746f");
}

static struct rota_matter named(const char *bytes)
{
	struct rota_matter matter = { 0 };

	memcpy(matter.id.bytes, bytes, strlen(bytes));
	return matter;
}

static void test_matter_name__is_base32(void **state)
{
	struct rota_matter matter = named("foobar"); /* RFC 4648, 10: MZXW6YTBOI */
	char name[ROTA_MATTER_NAME_BYTES];

	(void)state;
	assert_string_equal("M-mzxw6ytboi", rota_matter_name(name, matter.id, 10));
	assert_string_equal("M-mzxw", rota_matter_name(name, matter.id, 4));
	memset(matter.id.bytes, 0xff, sizeof(matter.id.bytes));
	assert_string_equal("M-777777777777777777777777777777777777777777777777777q",
			    rota_matter_name(name, matter.id, ROTA_MATTER_ALL_LETTERS));
}

static void test_matter_letters__as_many_as_are_unique_from_four(void **state)
{
	struct rota_matter matters[] = { named("another"), named("foobar"), named("foobaz"), named("other") };
	const struct rota_matter *foobar = &matters[1], *foobaz = &matters[2];

	(void)state;
	assert_int_equal(4, rota_matter_letters(foobar->id, foobar, 1));
	assert_int_equal(4, rota_matter_letters(foobar->id, matters, 1));
	assert_int_equal(4, rota_matter_letters(matters[0].id, matters, 4));
	assert_int_equal(4, rota_matter_letters(matters[3].id, matters, 4));
	/* 44 bits are common: eight letters */
	assert_int_equal(9, rota_matter_letters(foobar->id, matters, 4));
	assert_int_equal(9, rota_matter_letters(foobaz->id, matters, 4));
	assert_int_equal(9, rota_matter_letters(foobaz->id, matters, 2)); /* not listed itself */
}

static void expect_found(size_t wanted, const struct rota_matter *matters, const char *typed)
{
	const struct rota_matter *found;

	assert_int_equal(ROTA_OK, rota_matter_find(&found, matters, 3, typed, NULL));
	assert_ptr_equal(&matters[wanted], found);
}

static void expect_not_found(int code, const struct rota_matter *matters, const char *typed,
			     const char *message)
{
	const struct rota_matter *found = matters;
	struct rota_error err = { 0 };

	assert_int_equal(code, rota_matter_find(&found, matters, 3, typed, &err));
	assert_null(found);
	assert_string_equal(message, err.message);
}

static void test_matter_find__as_a_person_types_it(void **state)
{
	struct rota_matter matters[] = { named("foobar"), named("other"), named("foobaz") };

	(void)state;
	expect_found(0, matters, "M-mzxw6ytboi");
	expect_found(1, matters, "n52g");
	expect_found(1, matters, "m-N52GQ");
	expect_found(2, matters, "M-mzxw6ytbpi");
	expect_not_found(ROTA_ECONFLICT, matters, "M-mzxw", "several matters begin with 'M-mzxw'");
	expect_not_found(ROTA_ENOTFOUND, matters, "M-aaaa", "no matter 'M-aaaa'");
	expect_not_found(ROTA_EINVALID, matters, "M-mzx", "'M-mzx' does not name a matter");
	expect_not_found(ROTA_EINVALID, matters, "M-mzx1", "'M-mzx1' does not name a matter");
	expect_not_found(ROTA_EINVALID, matters, "", "'' does not name a matter");
	expect_not_found(ROTA_EINVALID, matters,
			 "M-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			 "'M-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' "
			 "does not name a matter");
}

/* --- conflicts ------------------------------------------------------------------------------ */

static struct rota_subject open_posting(uint64_t number, uint64_t unit, const char *post,
					uint64_t cadre, int32_t from)
{
	return recorded_posting(&arena, number, unit, post, cadre, from, ROTA_DAY_NEVER);
}

static void test_find_conflicts__one_for_each_field_with_rivals(void **state)
{
	struct rota_subject one = recorded_posting(&arena, 1, 5, "chair", 1, 10, 90);
	struct rota_matters matters = { 0 };

	(void)state;
	give(&arena, &one, "from", day_value(&arena, 20));
	give(&arena, &one, "unit", id_value(&arena, unit_id(4)));
	give(&arena, &one, "to", day_value(&arena, 100));
	assert_int_equal(ROTA_OK, rota_matters_find_conflicts(&matters, &arena, &one, NULL));
	assert_int_equal(3, matters.count);
	for (size_t i = 0; i < 3; i++) {
		const struct rota_matter *matter = &matters.items[i];

		assert_int_equal(ROTA_MATTER_FIELD_CONFLICT, matter->type);
		assert_int_equal(ROTA_ENTITY_POSTING, matter->entity);
		assert_int_equal(1, matter->subject_count);
		assert_int_equal(0, rota_id_compare(one.id, matter->subjects[0]));
		assert_int_equal(2, matter->saw_count); /* the head, and who gave the other value */
		assert_int_equal(0, rota_id_compare(one.id, matter->saw[0]));
		assert_int_equal(0, rota_id_compare(rival_id(1), matter->saw[1]));
		assert_int_equal(2, matter->unit_count);
		assert_int_equal(0, rota_id_compare(unit_id(4), matter->units[0]));
		assert_int_equal(10, matter->from);
		assert_int_equal(100, matter->to);
		assert_int_equal(2, rota_matter_outcomes(matter));
	}
	assert_string_equal("unit", matters.items[0].field);
	assert_true(
		rota_value_equal(&one.fields[0].value, &matters.items[0].values.as.list.items[0]));
	assert_string_equal("from", matters.items[1].field);
	assert_string_equal("to", matters.items[2].field);
}

static void test_find_conflicts__an_end_that_may_be_cleared_leaves_the_days_open(void **state)
{
	struct rota_subject one = recorded_posting(&arena, 1, 5, "chair", 1, 10, 90);
	struct rota_matters matters = { 0 };

	(void)state;
	give(&arena, &one, "to", rota_nil());
	assert_int_equal(ROTA_OK, rota_matters_find_conflicts(&matters, &arena, &one, NULL));
	assert_int_equal(1, matters.count);
	assert_int_equal(ROTA_DAY_NEVER, matters.items[0].to);
}

static void test_find_conflicts__of_what_is_no_posting_they_are_of_all_days(void **state)
{
	struct rota_subject cadre = recorded(&arena, ROTA_ENTITY_CADRE, cadre_id(1));
	struct rota_matters matters = { 0 };

	(void)state;
	give(&arena, &cadre, "name", rota_text("Trần Thị Bình"));
	give(&arena, &cadre, "native", rota_text("Hà Nội"));
	give(&arena, &cadre, "native", rota_text("Hưng Yên"));
	assert_int_equal(ROTA_OK, rota_matters_find_conflicts(&matters, &arena, &cadre, NULL));
	assert_int_equal(1, matters.count);
	assert_int_equal(ROTA_DAY_ALWAYS, matters.items[0].from);
	assert_int_equal(ROTA_DAY_NEVER, matters.items[0].to);
	assert_int_equal(0, matters.items[0].unit_count);
	assert_int_equal(ROTA_OK,
			 rota_matter_add_unit(&matters.items[0], &arena, unit_id(4), NULL));
	assert_int_equal(ROTA_OK,
			 rota_matter_add_unit(&matters.items[0], &arena, unit_id(3), NULL));
	assert_int_equal(ROTA_OK,
			 rota_matter_add_unit(&matters.items[0], &arena, unit_id(4), NULL));
	assert_int_equal(2, matters.items[0].unit_count);
	assert_int_equal(0, rota_id_compare(unit_id(3), matters.items[0].units[0]));
}

/* --- holders -------------------------------------------------------------------------------- */

static void expect_pair(const struct rota_matters *matters, enum rota_matter_type type,
			uint64_t first, uint64_t second, int32_t from, int32_t to)
{
	assert_int_equal(1, matters->count);
	assert_int_equal(type, matters->items[0].type);
	assert_int_equal(2, matters->items[0].subject_count);
	assert_int_equal(0, rota_id_compare(posting_id(first), matters->items[0].subjects[0]));
	assert_int_equal(0, rota_id_compare(posting_id(second), matters->items[0].subjects[1]));
	assert_int_equal(2, matters->items[0].saw_count);
	assert_int_equal(0, rota_id_compare(posting_id(first), matters->items[0].saw[0]));
	assert_int_equal(from, matters->items[0].from);
	assert_int_equal(to, matters->items[0].to);
}

static void test_find_double_holders__on_the_days_that_they_share(void **state)
{
	struct rota_subject both[] = { recorded_posting(&arena, 2, 5, "chair", 1, 10, 50),
				       open_posting(1, 5, "chair", 2, 30) };
	struct rota_matters matters = find_all(&arena, both, 2, NULL);

	(void)state;
	expect_pair(&matters, ROTA_MATTER_DOUBLE_HOLDER, 1, 2, 30, 50);
	assert_int_equal(1, matters.items[0].unit_count);
}

static void test_find_double_holders__one_within_the_other(void **state)
{
	struct rota_subject both[] = { open_posting(1, 5, "chair", 1, 10),
				       recorded_posting(&arena, 2, 5, "chair", 2, 30, 40) };
	struct rota_matters matters = find_all(&arena, both, 2, NULL);

	(void)state;
	expect_pair(&matters, ROTA_MATTER_DOUBLE_HOLDER, 1, 2, 30, 40);
}

static void test_find_double_holders__one_recorded_twice_is_none(void **state)
{
	struct rota_subject both[] = { recorded_posting(&arena, 1, 5, "chair", 1, 10, 50),
				       recorded_posting(&arena, 2, 5, "chair", 1, 10, 50) };
	struct rota_matters matters = find_all(&arena, both, 2, NULL);

	(void)state;
	assert_int_equal(0, matters.count);
	both[1] = recorded_posting(&arena, 2, 5, "chair", 1, 10, 51);
	matters = find_all(&arena, both, 2, NULL);
	expect_pair(&matters, ROTA_MATTER_DOUBLE_HOLDER, 1, 2, 10, 50);
	both[1] = recorded_posting(&arena, 2, 5, "chair", 1, 11, 50);
	matters = find_all(&arena, both, 2, NULL);
	expect_pair(&matters, ROTA_MATTER_DOUBLE_HOLDER, 1, 2, 11, 50);
	both[1] = recorded_posting(&arena, 2, 5, "chair", 2, 10, 50);
	matters = find_all(&arena, both, 2, NULL);
	expect_pair(&matters, ROTA_MATTER_DOUBLE_HOLDER, 1, 2, 10, 50);
}

static void test_find_double_holders__days_given_way_are_left_out_by_turns(void **state)
{
	static const struct rota_days firsts[] = { { 40, 50 }, { 20, 30 } };
	static const struct rota_days seconds[] = { { 30, 40 }, { 50, 60 }, { 70, 80 } };
	struct rota_subject both[] = { recorded_posting(&arena, 1, 5, "chair", 1, 20, 100),
				       recorded_posting(&arena, 2, 5, "chair", 2, 20, 100) };
	struct rota_matters matters;

	(void)state;
	both[0].yields = firsts;
	both[0].yield_count = 2;
	both[1].yields = seconds;
	both[1].yield_count = 3;
	matters = find_all(&arena, both, 2, NULL);
	expect_pair(&matters, ROTA_MATTER_DOUBLE_HOLDER, 1, 2, 60, 100);
}

static void test_find_double_holders__each_two_of_three(void **state)
{
	struct rota_subject three[] = { open_posting(1, 5, "chair", 1, 10),
					open_posting(2, 5, "chair", 2, 10),
					open_posting(3, 5, "chair", 3, 10) };

	(void)state;
	assert_int_equal(3, find_all(&arena, three, 3, NULL).count);
}

static void test_find_double_holders__a_flood_gives_no_more_than_its_length(void **state)
{
	enum { FLOOD = 400 };
	struct rota_subject *flood = rota_arena_alloc(&arena, FLOOD * sizeof(*flood));
	struct rota_posting *postings = rota_arena_alloc(&arena, FLOOD * sizeof(*postings));
	struct rota_matters matters = { 0 };

	(void)state;
	for (uint64_t i = 0; i < FLOOD; i++)
		flood[i] = open_posting(i, 5, "chair", i, 10);
	assert_int_equal(FLOOD, read_postings(postings, flood, FLOOD));
	assert_int_equal(ROTA_OK, rota_matters_find_double_holders(&matters, &arena, postings,
								   FLOOD, NULL, NULL));
	assert_in_range(matters.count, FLOOD - 1, FLOOD * ROTA_MATTER_MAX_RIVALS);
}

static void test_find_two_places__on_the_days_that_they_share(void **state)
{
	struct rota_subject both[] = { recorded_posting(&arena, 1, 5, "secretary", 1, 10, 50),
				       open_posting(2, 6, "chair", 1, 30) };
	struct rota_matters matters = find_all(&arena, both, 2, NULL);

	(void)state;
	expect_pair(&matters, ROTA_MATTER_TWO_PLACES, 1, 2, 30, 50);
	assert_int_equal(2, matters.items[0].unit_count);
}

/** The same posting by another act. */
static struct rota_subject by_act(struct rota_subject posting, const char *act)
{
	for (size_t i = 0; i < posting.field_count; i++)
		if (strcmp(posting.fields[i].name, "act") == 0)
			posting.fields[i].value = rota_text(act);
	return posting;
}

static void test_find_half_moves__when_the_posting_before_a_move_has_no_end(void **state)
{
	static const char *const acts[] = { "transfer", "rotate" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct rota_subject both[] = {
			by_act(recorded_posting(&arena, 1, 6, "chair", 1, 30, 90), acts[i]),
			open_posting(2, 5, "secretary", 1, 10)
		};
		struct rota_matters matters = find_all(&arena, both, 2, NULL);

		expect_pair(&matters, ROTA_MATTER_HALF_MOVE, 1, 2, 30, 90);
		assert_int_equal(0, matters.items[0].newer);
		assert_int_equal(1, rota_matter_yields(matters.items,
						       rota_matter_outcome_find(matters.items, "moved")));
		assert_int_equal(0, rota_matter_yields(matters.items, rota_matter_outcome_find(
									      matters.items, "stayed")));
	}
}

static void test_find_half_moves__otherwise_they_are_two_places(void **state)
{
	struct rota_subject ended[] = { recorded_posting(&arena, 1, 5, "secretary", 1, 10, 50),
					by_act(open_posting(2, 6, "chair", 1, 30), "transfer") };
	struct rota_subject at_once[] = { open_posting(1, 5, "secretary", 1, 30),
					  by_act(open_posting(2, 6, "chair", 1, 30), "transfer") };
	struct rota_subject other_act[] = {
		by_act(open_posting(1, 5, "secretary", 1, 10), "transfer"),
		open_posting(2, 6, "chair", 1, 30)
	};
	struct rota_subject one_unit[] = { open_posting(1, 5, "secretary", 1, 10),
					   by_act(open_posting(2, 5, "chair", 1, 30), "transfer") };
	struct rota_matters matters = find_all(&arena, ended, 2, NULL);

	(void)state;
	expect_pair(&matters, ROTA_MATTER_TWO_PLACES, 1, 2, 30, 50);
	matters = find_all(&arena, at_once, 2, NULL);
	expect_pair(&matters, ROTA_MATTER_TWO_PLACES, 1, 2, 30, ROTA_DAY_NEVER);
	matters = find_all(&arena, other_act, 2, NULL);
	expect_pair(&matters, ROTA_MATTER_TWO_PLACES, 1, 2, 30, ROTA_DAY_NEVER);
	assert_int_equal(0, find_all(&arena, one_unit, 2, NULL).count);
}

/** How many matters a posting of unit 5 is, which ended on day 50, on its way to a unit on a day. */
static size_t in_transit(struct rota_subject subject, const char *act, uint64_t next, int32_t today)
{
	struct rota_gazetteer gazetteer;
	struct rota_unit here = { .id = unit_id(5), .to = ROTA_DAY_NEVER };
	struct rota_unit there = { .id = unit_id(6), .to = ROTA_DAY_NEVER };
	struct rota_unit *units[] = { &here, &there };
	struct rota_matters matters = { 0 };
	struct rota_posting posting;

	give(&arena, &subject, "end_act", rota_text(act));
	give(&arena, &subject, "next", id_value(&arena, unit_id(next)));
	rota_gazetteer_init(&gazetteer, &arena);
	gazetteer.units = units;
	gazetteer.unit_count = 2;
	assert_true(rota_posting_read(&posting, &subject));
	assert_int_equal(ROTA_OK, rota_matters_find_in_transit(&matters, &arena, &posting,
							       &gazetteer, today, NULL));
	if (matters.count) {
		assert_int_equal(ROTA_MATTER_HALF_MOVE, matters.items[0].type);
		assert_int_equal(1, matters.items[0].subject_count);
		assert_int_equal(50, matters.items[0].from);
		assert_int_equal(ROTA_DAY_NEVER, matters.items[0].to);
		assert_int_equal(2, matters.items[0].unit_count);
		assert_false(rota_matter_weighs(&matters.items[0]));
		assert_int_equal(ROTA_MATTER_NOBODY, rota_matter_yields(&matters.items[0], 0));
	}
	return matters.count;
}

static struct rota_subject ended(void)
{
	return recorded_posting(&arena, 1, 5, "chair", 1, 10, 50);
}

static void test_find_in_transit__from_the_day_of_the_end_on(void **state)
{
	struct rota_subject acting = ended(), revoked = ended();

	(void)state;
	assert_int_equal(0, in_transit(ended(), "transfer", 6, 49));
	assert_int_equal(1, in_transit(ended(), "transfer", 6, 50));
	assert_int_equal(1, in_transit(ended(), "rotate", 6, 50));
	assert_int_equal(0, in_transit(ended(), "retire", 6, 50));
	assert_int_equal(0, in_transit(ended(), "transfer", 5, 50)); /* to where he was */
	assert_int_equal(0, in_transit(ended(), "transfer", 7, 50)); /* no unit that is known */
	for (size_t i = 0; i < acting.field_count; i++)
		if (strcmp(acting.fields[i].name, "mode") == 0)
			acting.fields[i].value = rota_text("acting");
	assert_int_equal(0, in_transit(acting, "transfer", 6, 50));
	give(&arena, &revoked, "void_from", day_value(&arena, 40));
	assert_int_equal(0, in_transit(revoked, "transfer", 6, 50));
}

static void test_matter_yields__nobody_where_both_are_right(void **state)
{
	struct rota_id both[] = { posting_id(1), posting_id(2) };
	struct rota_matter matter = { .type = ROTA_MATTER_TWO_PLACES,
				      .subjects = both,
				      .subject_count = 2 };
	size_t count = rota_matter_outcomes(&matter);

	(void)state;
	assert_int_equal(3, count);
	assert_int_equal(ROTA_MATTER_NOBODY, rota_matter_yields(&matter, 0));
	assert_int_equal(1, rota_matter_yields(&matter, 1));
	assert_int_equal(0, rota_matter_yields(&matter, 2));
	assert_int_equal(ROTA_MATTER_NOBODY, rota_matter_yields(&matter, 3));
	matter.type = ROTA_MATTER_SAME_PERSON;
	assert_int_equal(ROTA_MATTER_NOBODY, rota_matter_yields(&matter, 1));
}

static void test_find_two_places__not_after_the_unit_has_ended(void **state)
{
	struct rota_subject both[] = { open_posting(1, 5, "secretary", 1, 10),
				       open_posting(2, 6, "secretary", 1, 30) };
	struct rota_gazetteer gazetteer;
	struct rota_unit old = { .id = unit_id(5), .from = ROTA_DAY_ALWAYS, .to = 30 };
	struct rota_unit *units[] = { &old };
	struct rota_matters matters;

	(void)state;
	rota_gazetteer_init(&gazetteer, &arena);
	gazetteer.units = units;
	gazetteer.unit_count = 1;
	assert_int_equal(0, find_all(&arena, both, 2, &gazetteer).count);
	old.to = 40;
	matters = find_all(&arena, both, 2, &gazetteer);
	expect_pair(&matters, ROTA_MATTER_TWO_PLACES, 1, 2, 30, 40);
}

/* --- units that have ended (domain.md C25) -------------------------------------------------- */

enum { ENDED = 100, TODAY = 200 };

/** Units 5, which ends on a day, and 6, which follows it. */
static struct rota_gazetteer *ending(int32_t day)
{
	static struct rota_gazetteer gazetteer;
	static struct rota_unit old, heir;
	static struct rota_unit *units[2];

	old = (struct rota_unit){ .id = unit_id(5), .from = ROTA_DAY_ALWAYS, .to = day };
	heir = (struct rota_unit){ .id = unit_id(6), .from = day, .to = ROTA_DAY_NEVER };
	units[0] = &old;
	units[1] = &heir;
	rota_gazetteer_init(&gazetteer, &arena);
	gazetteer.units = units;
	gazetteer.unit_count = 2;
	return &gazetteer;
}

/** What is found of one posting in a unit that ends on a day. */
static struct rota_matters find_open_in(const struct rota_subject *subject, int32_t ended)
{
	struct rota_matters matters = { 0 };
	struct rota_posting posting;
	size_t count = read_postings(&posting, subject, 1);

	assert_int_equal(ROTA_OK, rota_matters_find_open_in_ended(&matters, &arena, &posting, count,
								  ending(ended), TODAY, NULL));
	return matters;
}

static struct rota_matters find_open(const struct rota_subject *subject)
{
	return find_open_in(subject, ENDED);
}

static void test_find_open_in_ended__from_the_end_of_the_unit_to_that_of_the_posting(void **state)
{
	struct rota_subject open = open_posting(7, 5, "chair", 1, 10);
	struct rota_subject longer = recorded_posting(&arena, 8, 5, "chair", 1, 10, ENDED + 30);
	struct rota_matters matters = find_open(&open);

	(void)state;
	assert_int_equal(1, matters.count);
	assert_int_equal(ROTA_MATTER_OPEN_IN_ENDED, matters.items[0].type);
	assert_int_equal(1, matters.items[0].subject_count);
	assert_int_equal(0, rota_id_compare(posting_id(7), matters.items[0].subjects[0]));
	assert_int_equal(ROTA_ENTITY_POSTING, matters.items[0].entity);
	assert_int_equal(1, matters.items[0].saw_count);
	assert_int_equal(0, rota_id_compare(posting_id(7), matters.items[0].saw[0]));
	assert_int_equal(1, matters.items[0].unit_count);
	assert_int_equal(0, rota_id_compare(unit_id(5), matters.items[0].units[0]));
	assert_int_equal(ENDED, matters.items[0].from);
	assert_int_equal(ROTA_DAY_NEVER, matters.items[0].to);
	assert_false(rota_matter_weighs(&matters.items[0]));
	assert_int_equal(0, rota_matter_outcome_find(&matters.items[0], "ended"));
	assert_int_equal(1, rota_matter_outcome_find(&matters.items[0], "goes_on"));
	matters = find_open(&longer);
	assert_int_equal(1, matters.count);
	assert_int_equal(ENDED + 30, matters.items[0].to);
}

static void test_find_open_in_ended__not_of_who_left_with_the_unit_or_before(void **state)
{
	struct rota_subject with = recorded_posting(&arena, 7, 5, "chair", 1, 10, ENDED);
	struct rota_subject before = recorded_posting(&arena, 8, 5, "chair", 1, 10, ENDED - 1);
	struct rota_subject revoked = open_posting(9, 5, "chair", 1, 10);
	struct rota_subject later = open_posting(6, 5, "chair", 1, ENDED + 1); /* V04, not V24 */

	(void)state;
	assert_int_equal(0, find_open(&later).count);
	give(&arena, &revoked, "void_from", day_value(&arena, ENDED));
	assert_int_equal(0, find_open(&with).count);
	assert_int_equal(0, find_open(&before).count);
	assert_int_equal(0, find_open(&revoked).count);
}

static void test_find_open_in_ended__of_an_acting_one_and_one_that_gives_way_too(void **state)
{
	static const struct rota_days all_days = { 10, ROTA_DAY_NEVER };
	struct rota_subject acting = open_posting(7, 5, "chair", 1, 10);
	struct rota_subject yielding = open_posting(8, 5, "chair", 1, 10);

	(void)state;
	acting.fields[4].value = rota_text("acting");
	yielding.yields = &all_days;
	yielding.yield_count = 1;
	assert_int_equal(1, find_open(&acting).count);
	assert_int_equal(1, find_open(&yielding).count);
}

static void test_find_open_in_ended__only_when_the_unit_has_ended_by_today(void **state)
{
	struct rota_subject open = open_posting(7, 5, "chair", 1, 10);
	struct rota_subject heir = open_posting(8, 6, "chair", 1, ENDED);
	struct rota_subject unknown = open_posting(9, 7, "chair", 1, 10);

	(void)state;
	assert_int_equal(1, find_open_in(&open, TODAY).count);
	assert_int_equal(0, find_open_in(&open, TODAY + 1).count);
	assert_int_equal(0, find_open(&heir).count);
	assert_int_equal(0, find_open(&unknown).count);
}

/* --- locality (domain.md C19, V71) ---------------------------------------------------------- */

static struct rota_matters add_disputed(const struct rota_subject *subject, int32_t ended)
{
	const struct rota_subject one = recorded(&arena, ROTA_ENTITY_LOCALITY, id_of(5, 2));
	const struct rota_subject other = recorded(&arena, ROTA_ENTITY_LOCALITY, id_of(5, 1));
	const struct rota_subject *statements[] = { &one, &other };
	struct rota_posting posting;
	const struct rota_stated_locality facts = { .posting = &posting,
						    .statements = statements,
						    .count = 2,
						    .gazetteer = ending(ended) };
	struct rota_matters matters = { 0 };

	assert_int_equal(1, read_postings(&posting, subject, 1));
	assert_int_equal(ROTA_OK, rota_matters_add_disputed(&matters, &arena, &facts, NULL));
	return matters;
}

static void test_add_disputed__of_the_posting_and_all_that_was_stated(void **state)
{
	struct rota_subject open = open_posting(7, 5, "chair", 1, 10);
	struct rota_matters matters = add_disputed(&open, ENDED);

	(void)state;
	assert_int_equal(1, matters.count);
	assert_int_equal(ROTA_MATTER_LOCALITY_DIFFERS, matters.items[0].type);
	assert_int_equal(1, matters.items[0].subject_count);
	assert_int_equal(0, rota_id_compare(posting_id(7), matters.items[0].subjects[0]));
	assert_int_equal(3, matters.items[0].saw_count);
	assert_int_equal(0, rota_id_compare(posting_id(7), matters.items[0].saw[0]));
	assert_int_equal(0, rota_id_compare(id_of(5, 1), matters.items[0].saw[1]));
	assert_int_equal(0, rota_id_compare(id_of(5, 2), matters.items[0].saw[2]));
	assert_int_equal(1, matters.items[0].unit_count);
	assert_int_equal(10, matters.items[0].from);
	assert_int_equal(ENDED, matters.items[0].to); /* the unit is gone from then on */
	assert_true(rota_matter_weighs_on(&matters.items[0], 10));
	assert_int_equal(0, rota_matter_outcome_find(&matters.items[0], "computed"));
	assert_int_equal(1, rota_matter_outcome_find(&matters.items[0], "asserted"));
}

static void test_add_disputed__not_where_the_unit_had_ended_before(void **state)
{
	struct rota_subject open = open_posting(7, 5, "chair", 1, 10);

	(void)state;
	assert_int_equal(0, add_disputed(&open, 10).count);
	assert_int_equal(1, add_disputed(&open, 11).count);
}

/* --- both posts of a unit (domain.md V14, C27) ---------------------------------------------- */

static const struct rota_transition_term term_items[] = { { 300, 60 }, { 500, 0 } };

/** Without a term, until day 300, ninety days. */
static struct rota_matters find_transitions(const struct rota_subject *postings, size_t count,
					    int32_t today, const struct rota_gazetteer *gazetteer)
{
	const struct rota_transition_terms terms = { term_items, COUNT(term_items), today };
	struct rota_posting read[8];
	struct rota_matters matters = { 0 };

	assert_true(count <= COUNT(read));
	count = read_postings(read, postings, count);
	assert_int_equal(ROTA_OK, rota_matters_find_transitions(&matters, &arena, read, count,
								gazetteer, &terms, NULL));
	return matters;
}

static void say_dual(struct rota_subject *posting, const char *dual)
{
	give(&arena, posting, "dual", rota_text(dual));
}

static void test_find_transitions__from_the_first_day_beyond_the_term(void **state)
{
	struct rota_subject both[] = { open_posting(2, 5, "chair", 1, 10),
				       open_posting(1, 5, "secretary", 1, 30) };
	struct rota_matters matters = find_transitions(both, 2, 120, NULL);

	(void)state;
	expect_pair(&matters, ROTA_MATTER_TRANSITION_LONG, 1, 2, 120, ROTA_DAY_NEVER);
	assert_int_equal(1, matters.items[0].unit_count);
	assert_false(rota_matter_weighs(&matters.items[0]));
	assert_int_equal(0, find_transitions(both, 2, 119, NULL).count); /* ninety days by then */
	say_dual(&both[1], "transition");
	assert_int_equal(1, find_transitions(both, 2, 120, NULL).count);
}

static void test_find_transitions__one_that_is_over_was_too_long_or_was_not(void **state)
{
	struct rota_subject both[] = { recorded_posting(&arena, 2, 5, "chair", 1, 10, 121),
				       open_posting(1, 5, "secretary", 1, 30) };
	struct rota_matters matters = find_transitions(both, 2, 250, NULL);

	(void)state;
	expect_pair(&matters, ROTA_MATTER_TRANSITION_LONG, 1, 2, 120, 121);
	both[0] = recorded_posting(&arena, 2, 5, "chair", 1, 10, 120);
	assert_int_equal(0, find_transitions(both, 2, 250, NULL).count);
}

/* Nghệ An: secretary on 12/11/2024, the next chair on 3/1/2025 */
static void test_find_transitions__fifty_two_days_are_none(void **state)
{
	struct rota_subject both[] = { recorded_posting(&arena, 2, 5, "chair", 1, 10, 82),
				       open_posting(1, 5, "secretary", 1, 30) };

	(void)state;
	assert_int_equal(0, find_transitions(both, 2, 290, NULL).count);
}

static void test_find_transitions__the_term_is_that_of_the_last_common_day(void **state)
{
	struct rota_subject both[] = { recorded_posting(&arena, 2, 5, "chair", 1, 10, 300),
				       open_posting(1, 5, "secretary", 1, 230) };
	struct rota_matters matters;

	(void)state;
	assert_int_equal(0, find_transitions(both, 2, 400, NULL).count); /* 70 of 90, until 299 */
	both[0] = recorded_posting(&arena, 2, 5, "chair", 1, 10, 301);
	matters = find_transitions(both, 2, 400, NULL); /* 71 of 60 */
	expect_pair(&matters, ROTA_MATTER_TRANSITION_LONG, 1, 2, 290, 301);
	assert_int_equal(0, find_transitions(both, 2, 299, NULL).count); /* it is still to come */
	both[0] = open_posting(2, 5, "chair", 1, 10);
	matters = find_transitions(both, 2, 500, NULL); /* none at all from 500 on */
	expect_pair(&matters, ROTA_MATTER_TRANSITION_LONG, 1, 2, 230, ROTA_DAY_NEVER);
}

static void test_find_transitions__not_where_the_later_posting_says_concurrent(void **state)
{
	struct rota_subject both[] = { open_posting(2, 5, "chair", 1, 10),
				       open_posting(1, 5, "secretary", 1, 30) };

	(void)state;
	say_dual(&both[1], "concurrent");
	assert_int_equal(0, find_transitions(both, 2, 290, NULL).count);
	both[1] = open_posting(1, 5, "secretary", 1, 30);
	say_dual(&both[0], "concurrent"); /* said of what was before */
	assert_int_equal(1, find_transitions(both, 2, 290, NULL).count);
}

static void test_find_transitions__only_of_both_posts_of_one_unit_held_in_full(void **state)
{
	struct rota_subject elsewhere[] = { open_posting(1, 5, "chair", 1, 10),
					    open_posting(2, 6, "secretary", 1, 10) };
	struct rota_subject twice[] = { open_posting(1, 5, "chair", 1, 10),
					open_posting(2, 5, "chair", 1, 10) };
	struct rota_subject acting[] = { open_posting(1, 5, "chair", 1, 10),
					 open_posting(2, 5, "secretary", 1, 10) };
	struct rota_subject after[] = { recorded_posting(&arena, 1, 5, "chair", 1, 10, 30),
					open_posting(2, 5, "secretary", 1, 30) };

	(void)state;
	acting[0].fields[4].value = rota_text("acting");
	assert_int_equal(0, find_transitions(elsewhere, 2, 290, NULL).count);
	assert_int_equal(0, find_transitions(twice, 2, 290, NULL).count);
	assert_int_equal(0, find_transitions(acting, 2, 290, NULL).count);
	assert_int_equal(0, find_transitions(after, 2, 290, NULL).count);
}

static void test_find_transitions__days_without_the_unit_or_given_way_do_not_count(void **state)
{
	static const struct rota_days until_fifty = { 10, 50 };
	struct rota_subject both[] = { open_posting(1, 5, "chair", 1, 10),
				       open_posting(2, 5, "secretary", 1, 10) };
	struct rota_matters matters;

	(void)state;
	assert_int_equal(0, find_transitions(both, 2, 290, ending(100)).count);
	matters = find_transitions(both, 2, 290, ending(101));
	expect_pair(&matters, ROTA_MATTER_TRANSITION_LONG, 1, 2, 100, 101);
	both[1].yields = &until_fifty;
	both[1].yield_count = 1;
	matters = find_transitions(both, 2, 290, NULL);
	expect_pair(&matters, ROTA_MATTER_TRANSITION_LONG, 1, 2, 140, ROTA_DAY_NEVER);
}

/* --- what looks wrong and is right (domain.md 2.4) ------------------------------------------ */

static void expect_nothing(const struct rota_subject *postings, size_t count)
{
	assert_int_equal(0, find_all(&arena, postings, count, NULL).count);
	for (size_t i = 0; i < count; i++) {
		struct rota_subject career[8];
		size_t own = 0;

		for (size_t k = 0; k < count; k++)
			if (rota_id_compare(rota_subject_id(&postings[i], "cadre"),
					    rota_subject_id(&postings[k], "cadre")) == 0)
				career[own++] = postings[k];
		assert_int_equal(0, find_transitions(career, own, 290, NULL).count);
	}
}

static void test_find__secretary_and_still_chair_is_a_transition(void **state)
{
	struct rota_subject all[] = { recorded_posting(&arena, 1, 5, "chair", 1, 10, 62),
				      open_posting(2, 5, "secretary", 1, 10),
				      open_posting(3, 5, "chair", 2, 62) };

	(void)state;
	expect_nothing(all, COUNT(all));
}

static void test_find__one_for_both_posts_of_a_unit_by_design(void **state)
{
	struct rota_subject all[] = { open_posting(1, 5, "chair", 1, 10),
				      open_posting(2, 5, "secretary", 1, 10) };

	(void)state;
	say_dual(&all[1], "concurrent");
	expect_nothing(all, COUNT(all));
}

static void test_find__a_ring_of_three_on_one_day(void **state)
{
	struct rota_subject all[] = { recorded_posting(&arena, 1, 5, "secretary", 1, 10, 60),
				      recorded_posting(&arena, 2, 6, "secretary", 2, 10, 60),
				      recorded_posting(&arena, 3, 7, "secretary", 3, 10, 60),
				      open_posting(4, 6, "secretary", 1, 60),
				      open_posting(5, 7, "secretary", 2, 60),
				      open_posting(6, 5, "secretary", 3, 60) };

	(void)state;
	expect_nothing(all, COUNT(all));
}

static void test_find__a_chain_on_one_day(void **state)
{
	struct rota_subject all[] = { recorded_posting(&arena, 1, 5, "secretary", 1, 10, 60),
				      open_posting(2, 6, "secretary", 1, 60),
				      open_posting(3, 5, "secretary", 2, 60) };

	(void)state;
	expect_nothing(all, COUNT(all));
}

static void test_find__somebody_acts_beside_a_full_holder(void **state)
{
	struct rota_subject all[] = { open_posting(1, 5, "chair", 1, 10),
				      open_posting(2, 5, "chair", 2, 30),
				      open_posting(3, 6, "chair", 3, 10),
				      open_posting(4, 5, "secretary", 3, 10) };

	(void)state;
	all[1].fields[4].value = rota_text("acting");
	all[3].fields[4].value = rota_text("in_charge");
	expect_nothing(all, COUNT(all));
}

static void test_find__a_new_term_begins_on_the_day_on_which_the_old_one_ends(void **state)
{
	struct rota_subject all[] = { recorded_posting(&arena, 1, 5, "secretary", 1, 10, 60),
				      open_posting(2, 5, "secretary", 1, 60) };

	(void)state;
	expect_nothing(all, COUNT(all));
}

static void test_find__appointed_before_the_unit_exists(void **state)
{
	struct rota_subject all[] = { recorded_posting(&arena, 1, 5, "secretary", 1, 10, 60),
				      open_posting(2, 6, "secretary", 1, 60),
				      open_posting(3, 6, "chair", 2, 60) };

	(void)state;
	assert_int_equal(0, find_all(&arena, all, COUNT(all), ending(60)).count);
	for (size_t i = 0; i < COUNT(all); i++)
		assert_int_equal(0, find_open_in(&all[i], 60).count);
	all[0] = open_posting(1, 5, "secretary", 1, 10); /* two places need no end of the first */
	assert_int_equal(0, find_all(&arena, all, COUNT(all), ending(60)).count);
}

/* --- scope ---------------------------------------------------------------------------------- */

static void test_add_out_of_scope__one_for_all_entries_of_the_entity(void **state)
{
	struct rota_id entries[] = { id_of(9, 4), id_of(9, 1), id_of(9, 4) };
	struct rota_out_of_scope facts = { .subject = posting_id(1),
					   .entity = ROTA_ENTITY_POSTING,
					   .entries = entries,
					   .entry_count = 3,
					   .unit = unit_id(5),
					   .day = 10 };
	struct rota_matters matters = { 0 };

	(void)state;
	assert_int_equal(ROTA_OK, rota_matters_add_out_of_scope(&matters, &arena, &facts, NULL));
	assert_int_equal(1, matters.count);
	assert_int_equal(ROTA_MATTER_OUT_OF_SCOPE, matters.items[0].type);
	assert_int_equal(2, matters.items[0].saw_count);
	assert_int_equal(0, rota_id_compare(entries[1], matters.items[0].saw[0]));
	assert_int_equal(1, matters.items[0].unit_count);
	assert_int_equal(10, matters.items[0].from);
	assert_int_equal(ROTA_DAY_NEVER, matters.items[0].to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_matter_kind__the_words_are_those_of_the_schema),
		TEST(test_matter_kind__outcomes_fit_into_a_settlement_and_differ),
		TEST(test_matter_outcome__words_lead_back),
		TEST(test_matter_weighs__by_kind_and_field_on_its_days),
		TEST(test_matter_preimage__is_kind_subjects_and_field),
		TEST(test_matter_name__is_base32),
		TEST(test_matter_letters__as_many_as_are_unique_from_four),
		TEST(test_matter_find__as_a_person_types_it),
		TEST(test_find_conflicts__one_for_each_field_with_rivals),
		TEST(test_find_conflicts__an_end_that_may_be_cleared_leaves_the_days_open),
		TEST(test_find_conflicts__of_what_is_no_posting_they_are_of_all_days),
		TEST(test_find_double_holders__on_the_days_that_they_share),
		TEST(test_find_double_holders__one_within_the_other),
		TEST(test_find_double_holders__one_recorded_twice_is_none),
		TEST(test_find_double_holders__days_given_way_are_left_out_by_turns),
		TEST(test_find_double_holders__each_two_of_three),
		TEST(test_find_double_holders__a_flood_gives_no_more_than_its_length),
		TEST(test_find_two_places__on_the_days_that_they_share),
		TEST(test_find_half_moves__when_the_posting_before_a_move_has_no_end),
		TEST(test_find_half_moves__otherwise_they_are_two_places),
		TEST(test_find_in_transit__from_the_day_of_the_end_on),
		TEST(test_matter_yields__nobody_where_both_are_right),
		TEST(test_find_two_places__not_after_the_unit_has_ended),
		TEST(test_find_open_in_ended__from_the_end_of_the_unit_to_that_of_the_posting),
		TEST(test_find_open_in_ended__not_of_who_left_with_the_unit_or_before),
		TEST(test_find_open_in_ended__of_an_acting_one_and_one_that_gives_way_too),
		TEST(test_find_open_in_ended__only_when_the_unit_has_ended_by_today),
		TEST(test_add_disputed__of_the_posting_and_all_that_was_stated),
		TEST(test_add_disputed__not_where_the_unit_had_ended_before),
		TEST(test_find_transitions__from_the_first_day_beyond_the_term),
		TEST(test_find_transitions__one_that_is_over_was_too_long_or_was_not),
		TEST(test_find_transitions__fifty_two_days_are_none),
		TEST(test_find_transitions__the_term_is_that_of_the_last_common_day),
		TEST(test_find_transitions__not_where_the_later_posting_says_concurrent),
		TEST(test_find_transitions__only_of_both_posts_of_one_unit_held_in_full),
		TEST(test_find_transitions__days_without_the_unit_or_given_way_do_not_count),
		TEST(test_find__secretary_and_still_chair_is_a_transition),
		TEST(test_find__one_for_both_posts_of_a_unit_by_design),
		TEST(test_find__a_ring_of_three_on_one_day),
		TEST(test_find__a_chain_on_one_day),
		TEST(test_find__somebody_acts_beside_a_full_holder),
		TEST(test_find__a_new_term_begins_on_the_day_on_which_the_old_one_ends),
		TEST(test_find__appointed_before_the_unit_exists),
		TEST(test_add_out_of_scope__one_for_all_entries_of_the_entity),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
