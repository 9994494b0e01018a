/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/subject.h. */
#include "tests/unit/ledger/world.h"

static struct world world;

static int begin(void **state)
{
	(void)state;
	world_init(&world);
	return 0;
}

static int end(void **state)
{
	(void)state;
	world_clear(&world);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

/* --- entries -------------------------------------------------------------------------------- */

static struct rota_id cadre(void)
{
	struct rota_draft draft = draft_of(&world, "cadre.create");

	rota_draft_set(&draft, "name", rota_text("Trần Thị Bình"));
	rota_draft_set_day(&draft, "born", day_of("1979"));
	return record(&world, &draft);
}

/** A change of one field that supersedes up to two entries. */
static struct rota_id change(struct rota_id of, const struct rota_id *first,
			     const struct rota_id *second, const char *field,
			     struct rota_value value)
{
	struct rota_draft draft = draft_of(&world, "cadre.change");

	rota_draft_key(&draft, "id", rota_id_value(&world.arena, of));
	if (first)
		rota_draft_pred(&draft, *first);
	if (second)
		rota_draft_pred(&draft, *second);
	rota_draft_set(&draft, field, value);
	return record(&world, &draft);
}

static struct rota_value paper(const char *no, const char *signed_on)
{
	struct rota_value doc = rota_map();
	struct rota_value issuer = rota_map();

	rota_map_set(&world.arena, &issuer, "body", rota_text("btv_district"));
	rota_map_set(&world.arena, &doc, "issuer", issuer);
	rota_map_set(&world.arena, &doc, "type", rota_text("QD"));
	rota_map_set(&world.arena, &doc, "no", rota_text(no));
	rota_map_set(&world.arena, &doc, "signed", rota_text(signed_on));
	return doc;
}

static struct rota_id posting(void)
{
	struct rota_draft draft = draft_of(&world, "posting.begin");

	rota_draft_doc(&draft, paper("123-QĐ/HU", "2023-08-28"));
	rota_draft_on(&draft, day_of("2023-09-01"));
	rota_draft_set_id(&draft, "unit", rota_id_make((struct rota_writer_id){ { 7 } }, 1));
	rota_draft_set_id(&draft, "cadre", rota_id_make((struct rota_writer_id){ { 7 } }, 2));
	rota_draft_set(&draft, "post", rota_text("secretary"));
	rota_draft_set(&draft, "act", rota_text("designate"));
	rota_draft_set(&draft, "mode", rota_text("full"));
	return record(&world, &draft);
}

static struct rota_draft on_posting(const char *kind, struct rota_id of, const char *on)
{
	struct rota_draft draft = draft_of(&world, kind);

	rota_draft_key(&draft, "id", rota_id_value(&world.arena, of));
	rota_draft_key(&draft, "why", rota_text("chưa có quyết định"));
	rota_draft_pred(&draft, of);
	if (on)
		rota_draft_on(&draft, day_of(on));
	return draft;
}

/* --- what came of them ---------------------------------------------------------------------- */

static const struct rota_subject *folded(struct rota_id id)
{
	struct entity *entity = entity_of(&world, id);

	assert_int_equal(ROTA_OK, rota_subject_fold(&entity->subject, &world.arena, id,
						    entity->revisions, entity->count, NULL));
	return &entity->subject;
}

static void undo(struct rota_id of, struct rota_id entry)
{
	struct entity *entity = entity_of(&world, of);

	for (size_t i = 0; i < entity->count; i++)
		if (rota_id_compare(entity->revisions[i].id, entry) == 0)
			entity->revisions[i].undone = true;
}

static size_t rivals(const struct rota_subject *subject, const char *name)
{
	for (size_t i = 0; i < subject->field_count; i++)
		if (strcmp(subject->fields[i].name, name) == 0)
			return subject->fields[i].rivals.as.list.count;
	return 0;
}

static void expect_text(const char *wanted, const struct rota_subject *subject, const char *name)
{
	const char *text = rota_subject_text(subject, name);

	if (!wanted)
		assert_null(text);
	else if (!text)
		fail_msg("%s has no text", name);
	else
		assert_string_equal(wanted, text);
}

/* --- values --------------------------------------------------------------------------------- */

static void test_fold__a_later_entry_replaces_the_value(void **state)
{
	struct rota_id id = cadre();
	struct rota_id first = change(id, &id, NULL, "cadre_no", rota_text("1"));

	(void)state;
	change(id, &first, NULL, "cadre_no", rota_text("2"));
	expect_text("2", folded(id), "cadre_no");
	assert_int_equal(0, rivals(folded(id), "cadre_no"));
}

static void test_fold__it_replaces_across_entries_that_do_not_assign_the_field(void **state)
{
	struct rota_id id = cadre();
	struct rota_id number = change(id, &id, NULL, "cadre_no", rota_text("1"));
	struct rota_id sex = change(id, &number, NULL, "sex", rota_text("female"));

	(void)state;
	change(id, &sex, NULL, "cadre_no", rota_text("2"));
	expect_text("2", folded(id), "cadre_no");
	assert_int_equal(0, rivals(folded(id), "cadre_no"));
}

static void test_fold__an_entry_that_knew_of_it_keeps_what_it_does_not_assign(void **state)
{
	struct rota_id id = cadre();

	(void)state;
	change(id, &id, NULL, "sex", rota_text("female"));
	expect_text("Trần Thị Bình", folded(id), "name");
	expect_text("female", folded(id), "sex");
}

static void test_fold__two_values_that_know_nothing_of_each_other_are_a_conflict(void **state)
{
	struct rota_id id = cadre();
	const struct rota_subject_field *field;

	(void)state;
	change(id, &id, NULL, "cadre_no", rota_text("1"));
	change(id, &id, NULL, "cadre_no", rota_text("2"));
	field = rota_subject_get(folded(id), "cadre_no");
	assert_non_null(field);
	assert_string_equal("2", rota_value_text(&field->value));
	assert_int_equal(1, field->rivals.as.list.count);
	assert_string_equal("1", rota_value_text(&field->rivals.as.list.items[0]));
}

static void test_fold__changes_of_different_fields_combine(void **state)
{
	struct rota_id id = cadre();

	(void)state;
	change(id, &id, NULL, "cadre_no", rota_text("1"));
	change(id, &id, NULL, "sex", rota_text("female"));
	expect_text("1", folded(id), "cadre_no");
	expect_text("female", folded(id), "sex");
	assert_int_equal(0, rivals(folded(id), "cadre_no"));
	assert_int_equal(0, rivals(folded(id), "sex"));
}

static void test_fold__editing_one_field_does_not_settle_another(void **state)
{
	struct rota_id id = cadre();
	struct rota_id one = change(id, &id, NULL, "cadre_no", rota_text("1"));
	struct rota_id two = change(id, &id, NULL, "cadre_no", rota_text("2"));

	(void)state;
	change(id, &one, &two, "sex", rota_text("female"));
	assert_int_equal(1, rivals(folded(id), "cadre_no"));
}

static void test_fold__an_entry_that_knew_of_both_settles_the_field(void **state)
{
	struct rota_id id = cadre();
	struct rota_id one = change(id, &id, NULL, "cadre_no", rota_text("1"));
	struct rota_id two = change(id, &id, NULL, "cadre_no", rota_text("2"));

	(void)state;
	change(id, &one, &two, "cadre_no", rota_text("1"));
	expect_text("1", folded(id), "cadre_no");
	assert_int_equal(0, rivals(folded(id), "cadre_no"));
}

static void test_fold__an_entry_that_knew_of_one_leaves_the_other(void **state)
{
	struct rota_id id = cadre();
	struct rota_id one = change(id, &id, NULL, "cadre_no", rota_text("1"));

	(void)state;
	change(id, &id, NULL, "cadre_no", rota_text("2"));
	change(id, &one, NULL, "cadre_no", rota_text("3"));
	expect_text("3", folded(id), "cadre_no");
	assert_int_equal(1, rivals(folded(id), "cadre_no"));
}

static void test_fold__equal_values_do_not_conflict(void **state)
{
	struct rota_id id = cadre();

	(void)state;
	change(id, &id, NULL, "cadre_no", rota_text("1"));
	change(id, &id, NULL, "cadre_no", rota_text("1"));
	expect_text("1", folded(id), "cadre_no");
	assert_int_equal(0, rivals(folded(id), "cadre_no"));
}

static void test_fold__each_value_is_a_rival_once(void **state)
{
	static const char *const values[] = { "1", "2", "1", "3", "2" };
	struct rota_id id = cadre();

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++)
		change(id, &id, NULL, "cadre_no", rota_text(values[i]));
	expect_text("2", folded(id), "cadre_no");
	assert_int_equal(2, rivals(folded(id), "cadre_no"));
}

static void test_fold__nil_clears_and_can_be_in_conflict(void **state)
{
	struct rota_id id = cadre();
	struct rota_id number = change(id, &id, NULL, "cadre_no", rota_text("1"));

	(void)state;
	change(id, &number, NULL, "cadre_no", rota_nil());
	assert_null(rota_subject_get(folded(id), "cadre_no"));
	change(id, &number, NULL, "cadre_no", rota_text("2"));
	expect_text("2", folded(id), "cadre_no");
	assert_int_equal(1, rivals(folded(id), "cadre_no"));
	assert_int_equal(ROTA_NIL,
			 rota_subject_get(folded(id), "cadre_no")->rivals.as.list.items[0].type);
}

/* --- ranks ---------------------------------------------------------------------------------- */

static void test_fold__the_greatest_clock_is_shown(void **state)
{
	struct rota_id id = cadre();

	(void)state;
	world.clock += 10;
	change(id, &id, NULL, "cadre_no", rota_text("late"));
	world.clock -= 5;
	change(id, &id, NULL, "cadre_no", rota_text("early"));
	expect_text("late", folded(id), "cadre_no");
}

static void test_fold__of_equal_clocks_the_greatest_writer_then_number(void **state)
{
	struct rota_id id = cadre();

	(void)state;
	world.writer = 9;
	change(id, &id, NULL, "cadre_no", rota_text("writer 9"));
	world.clock--;
	world.writer = 2;
	change(id, &id, NULL, "cadre_no", rota_text("writer 2"));
	expect_text("writer 9", folded(id), "cadre_no");
	world.clock--;
	world.writer = 9;
	change(id, &id, NULL, "cadre_no", rota_text("writer 9 again"));
	expect_text("writer 9 again", folded(id), "cadre_no");
}

static void test_fold__what_knew_of_it_wins_whatever_the_clock(void **state)
{
	struct rota_id id = cadre();
	struct rota_id ahead;

	(void)state;
	world.clock += 1000;
	ahead = change(id, &id, NULL, "cadre_no", rota_text("ahead"));
	world.clock -= 1000;
	change(id, &ahead, NULL, "cadre_no", rota_text("behind"));
	expect_text("behind", folded(id), "cadre_no");
	assert_int_equal(0, rivals(folded(id), "cadre_no"));
}

/* --- undone and unknown --------------------------------------------------------------------- */

static void test_fold__an_undone_entry_assigns_nothing(void **state)
{
	struct rota_id id = cadre();
	struct rota_id one = change(id, &id, NULL, "cadre_no", rota_text("1"));
	struct rota_id two = change(id, &one, NULL, "cadre_no", rota_text("2"));

	(void)state;
	undo(id, two);
	expect_text("1", folded(id), "cadre_no");
	assert_int_equal(0, rivals(folded(id), "cadre_no"));
}

static void test_fold__an_undone_entry_stays_in_the_graph(void **state)
{
	struct rota_id id = cadre();
	struct rota_id one = change(id, &id, NULL, "cadre_no", rota_text("1"));
	struct rota_id two = change(id, &one, NULL, "cadre_no", rota_text("2"));

	(void)state;
	change(id, &two, NULL, "cadre_no", rota_text("3"));
	undo(id, two);
	expect_text("3", folded(id), "cadre_no");
	assert_int_equal(0, rivals(folded(id), "cadre_no"));
}

static void test_fold__undoing_one_side_ends_a_conflict(void **state)
{
	struct rota_id id = cadre();
	struct rota_id two;

	(void)state;
	change(id, &id, NULL, "cadre_no", rota_text("1"));
	two = change(id, &id, NULL, "cadre_no", rota_text("2"));
	undo(id, two);
	expect_text("1", folded(id), "cadre_no");
	assert_int_equal(0, rivals(folded(id), "cadre_no"));
}

static void test_fold__preds_that_are_not_known_here_change_nothing(void **state)
{
	struct rota_id id = cadre();
	struct rota_id other = cadre();
	struct rota_id unknown = rota_id_make((struct rota_writer_id){ { 8 } }, 99);
	const struct rota_subject *subject;

	(void)state;
	change(id, &unknown, &other, "cadre_no", rota_text("1"));
	change(id, &id, &unknown, "cadre_no", rota_text("2"));
	subject = folded(id);
	expect_text("2", subject, "cadre_no");
	assert_int_equal(1, rivals(subject, "cadre_no"));
	assert_int_equal(2, subject->heads.as.list.count);
}

static void test_fold__a_circle_of_preds_ends(void **state)
{
	struct rota_id id = cadre();
	struct rota_id later = rota_id_make((struct rota_writer_id){ { 1 } }, 2);
	struct rota_id first = change(id, &id, &later, "cadre_no", rota_text("1"));

	(void)state;
	change(id, &first, NULL, "cadre_no", rota_text("2"));
	change(id, &id, NULL, "sex", rota_text("male"));
	expect_text("male", folded(id), "sex");
}

static void test_fold__the_creating_entry(void **state)
{
	struct rota_id id = cadre();
	struct rota_id unknown = rota_id_make((struct rota_writer_id){ { 8 } }, 99);

	(void)state;
	assert_non_null(folded(id)->created);
	assert_int_equal(0, rota_id_compare(id, folded(id)->created->id));
	assert_int_equal(ROTA_ENTITY_CADRE, folded(id)->type);
	change(unknown, NULL, NULL, "cadre_no", rota_text("1"));
	assert_null(folded(unknown)->created);
	undo(id, id);
	assert_null(folded(id)->created);
}

static void test_fold__heads_are_what_nothing_supersedes(void **state)
{
	struct rota_id id = cadre();
	struct rota_id one = change(id, &id, NULL, "cadre_no", rota_text("1"));
	struct rota_id two = change(id, &id, NULL, "sex", rota_text("male"));
	struct rota_id head;

	(void)state;
	assert_int_equal(2, folded(id)->heads.as.list.count);
	undo(id, two);
	assert_int_equal(2, folded(id)->heads.as.list.count);
	change(id, &one, &two, "cadre_no", rota_text("2"));
	assert_int_equal(1, folded(id)->heads.as.list.count);
	assert_true(rota_id_from_value(&head, &folded(id)->heads.as.list.items[0]));
	assert_int_equal(3, rota_id_number(head));
}

static void test_fold__no_entries_are_an_empty_subject(void **state)
{
	struct rota_subject subject;

	(void)state;
	assert_int_equal(ROTA_OK,
			 rota_subject_fold(&subject, &world.arena, next_id(&world), NULL, 0, NULL));
	assert_int_equal(0, subject.field_count);
	assert_null(subject.created);
	assert_int_equal(0, subject.heads.as.list.count);
}

/* --- what an entry assigns ------------------------------------------------------------------ */

static void test_fold__an_attribute_of_a_unit_is_assigned_for_a_day(void **state)
{
	struct rota_id none = { { 0 } };
	struct rota_id province = add_unit(&world, "33", "Hưng Yên", "tinh", none, NULL);
	struct rota_id unit = add_unit(&world, "329", "Ân Thi", "huyen", province, "1999-04-01");

	(void)state;
	change_unit(&world, unit, unit, "2024-12-01", "name", rota_text("Ân Thi Mới"));
	end_unit(&world, unit, "2025-07-01");
	expect_text("Hưng Yên", folded(province), "name@0");
	expect_text("Ân Thi", folded(unit), "name@1999-04-01");
	expect_text("Ân Thi Mới", folded(unit), "name@2024-12-01");
	expect_text(NULL, folded(unit), "name");
	assert_true(rota_day_equal(day_of("2025-07-01"), rota_subject_day(folded(unit), "to")));
}

static void test_fold__attributes_of_two_days_do_not_conflict(void **state)
{
	struct rota_id none = { { 0 } };
	struct rota_id province = add_unit(&world, "33", "Hưng Yên", "tinh", none, NULL);

	(void)state;
	change_unit(&world, province, province, "2024-12-01", "name", rota_text("A"));
	change_unit(&world, province, province, "2025-07-01", "name", rota_text("B"));
	assert_int_equal(0, rivals(folded(province), "name@2024-12-01"));
	assert_int_equal(0, rivals(folded(province), "name@2025-07-01"));
	change_unit(&world, province, province, "2025-07-01", "name", rota_text("C"));
	assert_int_equal(1, rivals(folded(province), "name@2025-07-01"));
}

static void test_fold__the_begin_of_a_posting(void **state)
{
	const struct rota_subject *subject = folded(posting());

	(void)state;
	expect_text("designate", subject, "act");
	expect_text("2023-09-01", subject, "from");
	assert_non_null(rota_subject_value(subject, "begin_doc"));
	assert_null(rota_subject_get(subject, "doc"));
	assert_null(rota_subject_get(subject, "on"));
}

static void test_fold__the_end_of_a_posting_leaves_its_begin(void **state)
{
	struct rota_id id = posting();
	struct rota_draft draft = on_posting("posting.end", id, "2024-03-01");

	(void)state;
	rota_draft_set(&draft, "act", rota_text("retire"));
	record(&world, &draft);
	expect_text("designate", folded(id), "act");
	expect_text("retire", folded(id), "end_act");
	expect_text("2023-09-01", folded(id), "from");
	expect_text("2024-03-01", folded(id), "to");
	assert_null(rota_subject_get(folded(id), "end_doc"));
}

/** The number of the first paper under a field, or "(none)". */
static const char *paper_of(const struct rota_subject *subject, const char *field)
{
	const struct rota_value *docs = rota_subject_value(subject, field);
	const char *no = docs ? rota_value_text(rota_map_get(&docs->as.list.items[0], "no")) : NULL;

	return no ? no : "(none)";
}

static void test_fold__papers_are_of_their_step(void **state)
{
	static const char *const rows[][3] = {
		{ "posting.step", "step_doc", "5/QĐ-UBND" },
		{ "posting.end", "end_doc", "6-QĐ/HU" },
		{ "posting.correct", "correct_doc", "7-CV/HU" },
		{ "posting.void", "void_doc", "8-QĐ/HU" },
	};
	struct rota_id id = posting();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool dated = strcmp(rows[i][0], "posting.correct") != 0;
		struct rota_draft draft =
			on_posting(rows[i][0], id, dated ? "2024-03-01" : NULL);

		if (i < 2)
			rota_draft_set(&draft, "act", rota_text(i ? "retire" : "approve"));
		if (!dated)
			rota_draft_set(&draft, "reason", rota_text("supplement"));
		rota_draft_doc(&draft, paper(rows[i][2], "2024-02-20"));
		record(&world, &draft);
		for (size_t k = 0; k <= i; k++)
			assert_string_equal(rows[k][2], paper_of(folded(id), rows[k][1]));
	}
	assert_string_equal("123-QĐ/HU", paper_of(folded(id), "begin_doc"));
	assert_null(rota_subject_get(folded(id), "doc"));
}

static void test_fold__a_step_assigns_its_planned_end_only(void **state)
{
	struct rota_id id = posting();
	struct rota_draft draft = on_posting("posting.step", id, "2024-03-01");
	size_t fields = folded(id)->field_count;

	(void)state;
	rota_draft_set(&draft, "act", rota_text("reappoint"));
	rota_draft_set_day(&draft, "until", day_of("2028-09-01"));
	record(&world, &draft);
	assert_int_equal(fields + 1, folded(id)->field_count);
	expect_text("2028-09-01", folded(id), "planned_end");
	expect_text("designate", folded(id), "act");
	assert_int_equal(2, folded(id)->revision_count);
}

static void test_fold__a_correction_sets_any_field_and_reopens(void **state)
{
	struct rota_id id = posting();
	struct rota_draft draft = on_posting("posting.end", id, "2024-03-01");
	struct rota_id ended;

	(void)state;
	rota_draft_set(&draft, "act", rota_text("retire"));
	ended = record(&world, &draft);
	draft = on_posting("posting.correct", id, NULL);
	rota_draft_pred(&draft, ended);
	rota_draft_set(&draft, "reason", rota_text("typing"));
	rota_draft_set_day(&draft, "from", day_of("2023-08-01"));
	rota_draft_set(&draft, "to", rota_nil());
	record(&world, &draft);
	expect_text("2023-08-01", folded(id), "from");
	assert_null(rota_subject_get(folded(id), "to"));
	assert_null(rota_subject_get(folded(id), "reason"));
}

static void test_fold__a_revocation_has_its_day(void **state)
{
	struct rota_id id = posting();
	struct rota_draft draft = on_posting("posting.void", id, "2024-01-01");

	(void)state;
	rota_draft_set(&draft, "from_start", rota_bool(false));
	record(&world, &draft);
	expect_text("2024-01-01", folded(id), "void_from");
	assert_false(rota_subject_bool(folded(id), "from_start", true));
	expect_text("2023-09-01", folded(id), "from");
}

static void test_fold__what_begins_has_its_day_as_from(void **state)
{
	struct rota_draft policy = draft_of(&world, "policy.set");
	struct rota_draft vacancy = draft_of(&world, "post.vacant");
	struct rota_id id;

	(void)state;
	rota_draft_on(&policy, day_of("2023-06-30"));
	rota_draft_set(&policy, "residence_years", rota_uint(20));
	rota_draft_set(&policy, "acting_counts", rota_bool(true));
	id = record(&world, &policy);
	expect_text("2023-06-30", folded(id), "from");
	rota_draft_on(&vacancy, day_of("2024-02-01"));
	rota_draft_set_id(&vacancy, "unit", id);
	rota_draft_set(&vacancy, "post", rota_text("chair"));
	rota_draft_set(&vacancy, "state", rota_text("on"));
	expect_text("2024-02-01", folded(record(&world, &vacancy)), "from");
}

/* --- reading -------------------------------------------------------------------------------- */

static void test_readers__give_the_value_or_nothing(void **state)
{
	struct rota_draft draft = draft_of(&world, "policy.set");
	const struct rota_subject *subject;
	struct rota_id id, unit;

	(void)state;
	rota_draft_on(&draft, day_of(NULL));
	rota_draft_set(&draft, "residence_years", rota_uint(20));
	rota_draft_set(&draft, "acting_counts", rota_bool(true));
	id = record(&world, &draft);
	subject = folded(id);
	assert_int_equal(20, rota_subject_uint(subject, "residence_years", 5));
	assert_int_equal(5, rota_subject_uint(subject, "late_days", 5));
	assert_int_equal(5, rota_subject_uint(subject, "acting_counts", 5));
	assert_true(rota_subject_bool(subject, "acting_counts", false));
	assert_true(rota_subject_bool(subject, "pending_counts", true));
	assert_true(rota_day_is_none(rota_subject_day(subject, "from")));
	assert_null(rota_subject_text(subject, "residence_years"));
	assert_null(rota_subject_value(subject, "no such field"));
	assert_true(rota_id_is_zero(rota_subject_id(subject, "residence_years")));
	subject = folded(posting());
	unit = rota_subject_id(subject, "unit");
	assert_false(rota_id_is_zero(unit));
	assert_int_equal(7, unit.bytes[0]);
	assert_true(rota_day_equal(day_of("2023-09-01"), rota_subject_day(subject, "from")));
}

/* --- any graph ------------------------------------------------------------------------------ */

enum { GRAPHS = 300, SHUFFLES = 20, CHANGES = REVISIONS - 1 };

static uint32_t seed;

/** Numerical Recipes' generator: the same graphs on every machine. */
static uint32_t below(uint32_t limit)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % limit;
}

/** A cadre whose changes supersede some of the earlier ones, by several writers with clocks that
 *  are equal or go back, some undone. */
static struct entity *random_graph(void)
{
	static const char *const values[] = { "1", "2", "3" };
	struct rota_id id = cadre();
	struct entity *entity = entity_of(&world, id);
	uint64_t start = world.clock;

	for (size_t i = 0; i < CHANGES; i++) {
		struct rota_id first = entity->revisions[below((uint32_t)entity->count)].id;
		struct rota_id second = entity->revisions[below((uint32_t)entity->count)].id;
		const char *field = below(2) ? "cadre_no" : "aka";
		struct rota_value value = rota_text(values[below(3)]);
		struct rota_value list = rota_list();

		rota_list_add(&world.arena, &list, value);
		world.clock = start + below(6);
		world.writer = (uint8_t)(1 + below(3));
		change(id, &first, &second, field,
		       below(5) == 0   ? rota_nil()
		       : *field == 'a' ? list
				       : value);
		entity->revisions[entity->count - 1].undone = below(6) == 0;
	}
	return entity;
}

static void shuffle(struct rota_revision *revisions, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t other = below((uint32_t)i);
		struct rota_revision kept = revisions[i - 1];

		revisions[i - 1] = revisions[other];
		revisions[other] = kept;
	}
}

/** Whether @p from supersedes @p to, near or far. @p steps ends the search. */
static bool reaches(const struct entity *entity, const struct rota_revision *from,
		    struct rota_id to, size_t steps)
{
	const struct rota_value *pred = from->entry.pred;

	for (size_t i = 0; pred && steps && i < pred->as.list.count; i++) {
		struct rota_id id;

		rota_id_from_value(&id, &pred->as.list.items[i]);
		if (rota_id_compare(id, to) == 0)
			return true;
		for (size_t k = 0; k < entity->count; k++)
			if (rota_id_compare(entity->revisions[k].id, id) == 0 &&
			    reaches(entity, &entity->revisions[k], to, steps - 1))
				return true;
	}
	return false;
}

static const struct rota_value *assigned(const struct rota_revision *revision, const char *field)
{
	return revision->undone ? NULL : rota_map_get(revision->entry.body, field);
}

/** Whether an assignment stands, by the words of the header. */
static bool stands(const struct entity *entity, const struct rota_revision *one, const char *field)
{
	if (!assigned(one, field))
		return false;
	for (size_t i = 0; i < entity->count; i++)
		if (assigned(&entity->revisions[i], field) &&
		    reaches(entity, &entity->revisions[i], one->id, entity->count))
			return false;
	return true;
}

static bool ranks_above(const struct rota_revision *a, const struct rota_revision *b)
{
	if (a->entry.clock != b->entry.clock)
		return a->entry.clock > b->entry.clock;
	return rota_id_compare(a->id, b->id) > 0;
}

static bool is_among(const struct rota_subject_field *field, const struct rota_value *value)
{
	bool found = rota_value_equal(&field->value, value);

	for (size_t i = 0; i < field->rivals.as.list.count; i++)
		found = found || rota_value_equal(&field->rivals.as.list.items[i], value);
	return found;
}

static const struct rota_subject_field *raw_field(const struct rota_subject *subject,
						  const char *name)
{
	for (size_t i = 0; i < subject->field_count; i++)
		if (strcmp(subject->fields[i].name, name) == 0)
			return &subject->fields[i];
	return NULL;
}

static void check_by_definition(const struct entity *entity, const char *name)
{
	const struct rota_subject_field *field = raw_field(&entity->subject, name);
	const struct rota_revision *best = NULL;
	struct rota_value different = rota_list();

	for (size_t i = 0; i < entity->count; i++) {
		const struct rota_revision *one = &entity->revisions[i];
		bool known = false;

		if (!stands(entity, one, name))
			continue;
		assert_non_null(field);
		assert_true(is_among(field, assigned(one, name)));
		for (size_t k = 0; k < different.as.list.count; k++)
			known = known ||
				rota_value_equal(&different.as.list.items[k], assigned(one, name));
		if (!known)
			rota_list_add(&world.arena, &different, *assigned(one, name));
		if (!best || ranks_above(one, best))
			best = one;
	}
	if (!best) {
		assert_null(field);
		return;
	}
	assert_int_equal(0, rota_id_compare(best->id, field->by->id));
	assert_true(rota_value_equal(assigned(best, name), &field->value));
	assert_int_equal(different.as.list.count, field->rivals.as.list.count + 1);
}

static void test_fold__any_graph_is_as_the_rule_says(void **state)
{
	(void)state;
	seed = 20240215;
	for (size_t i = 0; i < GRAPHS; i++) {
		struct entity *entity = random_graph();

		folded(entity->id);
		check_by_definition(entity, "cadre_no");
		check_by_definition(entity, "aka");
		end(NULL);
		begin(NULL);
	}
}

static void expect_same_fields(const struct rota_subject *a, const struct rota_subject *b)
{
	assert_int_equal(a->field_count, b->field_count);
	for (size_t i = 0; i < a->field_count; i++) {
		assert_string_equal(a->fields[i].name, b->fields[i].name);
		assert_true(rota_value_equal(&a->fields[i].value, &b->fields[i].value));
		assert_true(rota_value_equal(&a->fields[i].rivals, &b->fields[i].rivals));
		assert_int_equal(0, rota_id_compare(a->fields[i].by->id, b->fields[i].by->id));
	}
}

static void expect_same(const struct rota_subject *a, const struct rota_subject *b)
{
	expect_same_fields(a, b);
	assert_true(rota_value_equal(&a->heads, &b->heads));
	assert_int_equal(a->created == NULL, b->created == NULL);
	for (size_t i = 0; i < a->revision_count; i++)
		assert_int_equal(0, rota_id_compare(a->revisions[i].id, b->revisions[i].id));
}

static void test_fold__does_not_depend_on_the_order(void **state)
{
	(void)state;
	seed = 20251201;
	for (size_t i = 0; i < GRAPHS; i++) {
		struct entity *entity = random_graph();
		struct rota_revision others[REVISIONS];
		struct rota_subject other;

		folded(entity->id);
		memcpy(others, entity->revisions, sizeof(others));
		for (size_t k = 0; k < SHUFFLES; k++) {
			shuffle(others, entity->count);
			assert_int_equal(ROTA_OK,
					 rota_subject_fold(&other, &world.arena, entity->id, others,
							   entity->count, NULL));
			expect_same(&entity->subject, &other);
		}
		end(NULL);
		begin(NULL);
	}
}

static void test_fold__says_when_the_memory_is_full(void **state)
{
	struct rota_id id = cadre();
	struct entity *entity = entity_of(&world, id);
	struct rota_error err = { 0 };
	size_t refused = 0;
	int rc = ROTA_ENOMEM;

	(void)state;
	for (size_t i = 0; i < CHANGES; i++)
		change(id, &id, NULL, "cadre_no", rota_text(i % 2 ? "1" : "2"));
	for (size_t max = 16; rc; max += 16) {
		struct rota_arena small = { .max_bytes = max };
		struct rota_subject subject;

		rc = rota_subject_fold(&subject, &small, id, entity->revisions, entity->count,
				       &err);
		for (size_t i = 0; !rc && i < subject.heads.as.list.count; i++)
			assert_int_equal(ROTA_BIN, subject.heads.as.list.items[i].type);
		rota_arena_clear(&small);
		if (rc)
			assert_string_equal("out of memory", err.message);
		assert_true(rc == ROTA_OK || rc == ROTA_ENOMEM);
		refused += rc != ROTA_OK;
	}
	assert_true(refused > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_fold__a_later_entry_replaces_the_value),
		TEST(test_fold__it_replaces_across_entries_that_do_not_assign_the_field),
		TEST(test_fold__an_entry_that_knew_of_it_keeps_what_it_does_not_assign),
		TEST(test_fold__two_values_that_know_nothing_of_each_other_are_a_conflict),
		TEST(test_fold__changes_of_different_fields_combine),
		TEST(test_fold__editing_one_field_does_not_settle_another),
		TEST(test_fold__an_entry_that_knew_of_both_settles_the_field),
		TEST(test_fold__an_entry_that_knew_of_one_leaves_the_other),
		TEST(test_fold__equal_values_do_not_conflict),
		TEST(test_fold__each_value_is_a_rival_once),
		TEST(test_fold__nil_clears_and_can_be_in_conflict),
		TEST(test_fold__the_greatest_clock_is_shown),
		TEST(test_fold__of_equal_clocks_the_greatest_writer_then_number),
		TEST(test_fold__what_knew_of_it_wins_whatever_the_clock),
		TEST(test_fold__an_undone_entry_assigns_nothing),
		TEST(test_fold__an_undone_entry_stays_in_the_graph),
		TEST(test_fold__undoing_one_side_ends_a_conflict),
		TEST(test_fold__preds_that_are_not_known_here_change_nothing),
		TEST(test_fold__a_circle_of_preds_ends),
		TEST(test_fold__the_creating_entry),
		TEST(test_fold__heads_are_what_nothing_supersedes),
		TEST(test_fold__no_entries_are_an_empty_subject),
		TEST(test_fold__an_attribute_of_a_unit_is_assigned_for_a_day),
		TEST(test_fold__attributes_of_two_days_do_not_conflict),
		TEST(test_fold__the_begin_of_a_posting),
		TEST(test_fold__the_end_of_a_posting_leaves_its_begin),
		TEST(test_fold__papers_are_of_their_step),
		TEST(test_fold__a_step_assigns_its_planned_end_only),
		TEST(test_fold__a_correction_sets_any_field_and_reopens),
		TEST(test_fold__a_revocation_has_its_day),
		TEST(test_fold__what_begins_has_its_day_as_from),
		TEST(test_readers__give_the_value_or_nothing),
		TEST(test_fold__any_graph_is_as_the_rule_says),
		TEST(test_fold__does_not_depend_on_the_order),
		TEST(test_fold__says_when_the_memory_is_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
