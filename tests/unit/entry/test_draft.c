/* SPDX-License-Identifier: Apache-2.0 */
/* Drafts: what is filled in becomes the bytes of an entry, or is refused. */
#include "rota/entry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "rota/language.h"
#include "tests/support/entry_text.h"
#include "tests/support/splitmix64.h"

/* 2024-02-15T01:00:00.000Z */
#define CLOCK ((uint64_t)1707958800000 << 16)

static struct rota_arena arena;

static int speak_english(void **state)
{
	(void)state;
	return rota_language_choose("en");
}

static int clear_arena(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	arena.max_bytes = 0;
	return 0;
}

static struct rota_id id_of(uint64_t number)
{
	struct rota_writer_id writer = { { 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07, 0x18 } };

	return rota_id_make(writer, number);
}

static void begin(struct rota_draft *draft, const char *kind)
{
	rota_draft_init(draft, &arena, kind);
	rota_draft_key(draft, "by", rota_id_value(&arena, id_of(2)));
}

/** The draft becomes the entry with this JSON, number 5. */
static void assert_encodes(const char *json, struct rota_draft *draft)
{
	struct entry_bytes wanted = encode_text(&arena, json);
	struct rota_error err = { 0 };
	const uint8_t *bytes;
	size_t size;

	if (rota_draft_encode(&bytes, &size, draft, 5, CLOCK, &err))
		fail_msg("%s", err.message);
	assert_int_equal(wanted.size, size);
	assert_memory_equal(wanted.bytes, bytes, size);
}

static void assert_refused(enum rota_code code, const char *message, struct rota_draft *draft)
{
	struct rota_error err = { 0 };
	const uint8_t *bytes = (const uint8_t *)"";
	size_t size = 7;

	assert_int_equal(code, rota_draft_encode(&bytes, &size, draft, 5, CLOCK, &err));
	assert_int_equal(code, err.code);
	assert_string_equal(message, err.message);
	assert_null(bytes);
	assert_int_equal(0, size);
	assert_int_equal(code, rota_draft_encode(&bytes, &size, draft, 5, CLOCK, NULL));
}

/* clang-format off */
static const char appointment[] =
	"{" FRAME("posting.begin") ",'on':'2023-09-01','b':{'post':'chair','act':'elect',"
	"'mode':'full','unit':'" ID_01 "','cadre':'" ID_04 "','elected':'2023-08'},"
	"'doc':[{'issuer':'Huyện ủy Ân Thi','type':'QD','no':'123-QĐ/HU','signed':'2023-08-28'}],"
	"'why':'vì'}";
/* clang-format on */

static void test_draft__becomes_an_entry(void **state)
{
	struct rota_value doc = rota_map();
	struct rota_draft draft;

	(void)state;
	rota_map_set(&arena, &doc, "issuer", rota_text("Huyện ủy Ân Thi"));
	rota_map_set(&arena, &doc, "type", rota_text("QD"));
	rota_map_set(&arena, &doc, "no", rota_text("123-QĐ/HU"));
	rota_map_set(&arena, &doc, "signed", rota_text("2023-08-28"));
	begin(&draft, "posting.begin");
	rota_draft_on(&draft, (struct rota_day){ 2023, 9, 1 });
	rota_draft_set(&draft, "post", rota_text("chair"));
	rota_draft_set(&draft, "act", rota_text("elect"));
	rota_draft_set(&draft, "mode", rota_text("full"));
	rota_draft_set_id(&draft, "unit", id_of(1));
	rota_draft_set_id(&draft, "cadre", id_of(4));
	rota_draft_set_day(&draft, "elected", (struct rota_day){ 2023, 8, 0 });
	rota_draft_doc(&draft, doc);
	rota_draft_key(&draft, "why", rota_text("vì"));
	assert_encodes(appointment, &draft);
}

static void test_draft__of_an_amendment_clears_and_states_old_values(void **state)
{
	struct rota_draft draft;

	(void)state;
	begin(&draft, "cadre.change");
	rota_draft_key(&draft, "id", rota_id_value(&arena, id_of(6)));
	rota_draft_set(&draft, "sex", rota_nil());
	rota_draft_set_day(&draft, "died", (struct rota_day){ 0 });
	rota_draft_was(&draft, "sex", rota_text("male"));
	rota_draft_was(&draft, "died", rota_nil());
	assert_encodes("{" FRAME("cadre.change") ",'id':'" ID_06 "','b':{'sex':null,'died':null},"
						 "'was':{'sex':'male'}}",
		       &draft);
}

static void test_draft__what_was_not_set_is_not_written(void **state)
{
	struct rota_draft draft;

	(void)state;
	begin(&draft, "policy.set");
	rota_draft_on(&draft, (struct rota_day){ 0 });
	assert_encodes("{" FRAME("policy.set") ",'on':0}", &draft);
}

static void test_draft_set__the_last_value_counts(void **state)
{
	struct rota_draft draft;

	(void)state;
	begin(&draft, "policy.set");
	rota_draft_on(&draft, (struct rota_day){ 2023, 0, 0 });
	rota_draft_on(&draft, (struct rota_day){ 2024, 1, 0 });
	rota_draft_set(&draft, "level", rota_text("commune"));
	rota_draft_set(&draft, "level", rota_text("district"));
	assert_encodes("{" FRAME("policy.set") ",'on':'2024-01','b':{'level':'district'}}", &draft);
}

static void test_draft_set_id__copies_the_id(void **state)
{
	struct rota_id id = id_of(6);
	struct rota_draft draft;

	(void)state;
	begin(&draft, "note.add");
	rota_draft_set_id(&draft, "about", id);
	memset(&id, 0, sizeof(id));
	rota_draft_set(&draft, "text", rota_text("x"));
	assert_encodes("{" FRAME("note.add") ",'b':{'about':'" ID_06 "','text':'x'}}", &draft);
}

static void test_draft_pred__sorts_and_takes_each_once(void **state)
{
	struct rota_draft draft;

	(void)state;
	begin(&draft, "policy.set");
	rota_draft_on(&draft, (struct rota_day){ 0 });
	rota_draft_pred(&draft, id_of(9));
	rota_draft_pred(&draft, id_of(1));
	rota_draft_pred(&draft, id_of(5));
	rota_draft_pred(&draft, id_of(9));
	rota_draft_pred(&draft, id_of(1));
	assert_encodes("{" FRAME("policy.set") ",'on':0,'pred':['" ID_01 "','" ID_05 "','" ID_09
					       "']}",
		       &draft);
}

static void test_draft_pred__any_order_gives_the_same_bytes(void **state)
{
	struct splitmix64 random = { 6 };
	struct entry_bytes first = { 0 };

	(void)state;
	for (int round = 0; round < 20; round++) {
		struct rota_draft draft;
		const uint8_t *bytes;
		size_t size;

		begin(&draft, "policy.set");
		rota_draft_on(&draft, (struct rota_day){ 0 });
		for (uint64_t i = 0; i < 300; i++)
			rota_draft_pred(&draft, id_of(splitmix64_next(&random) % 30));
		for (uint64_t i = 0; i < 30; i++)
			rota_draft_pred(&draft, id_of(i));
		assert_int_equal(ROTA_OK, rota_draft_encode(&bytes, &size, &draft, 5, CLOCK, NULL));
		if (first.bytes)
			assert_memory_equal(first.bytes, bytes, size);
		first = (struct entry_bytes){ bytes, size };
	}
}

static void test_draft_pred__more_than_64_are_refused(void **state)
{
	struct rota_draft draft;

	(void)state;
	begin(&draft, "policy.set");
	rota_draft_on(&draft, (struct rota_day){ 0 });
	for (uint64_t i = 0; i < 65; i++)
		rota_draft_pred(&draft, id_of(i));
	assert_refused(ROTA_EINVALID,
		       "not an entry: field 'Supersedes': 65 items, at most 64 are allowed",
		       &draft);
}

static void test_draft_encode__sets_number_and_clock(void **state)
{
	struct rota_draft draft;
	struct rota_entry entry;
	const uint8_t *bytes;
	size_t size;

	(void)state;
	begin(&draft, "policy.set");
	rota_draft_on(&draft, (struct rota_day){ 0 });
	assert_int_equal(ROTA_OK,
			 rota_draft_encode(&bytes, &size, &draft, UINT64_MAX, UINT64_MAX, NULL));
	assert_int_equal(ROTA_OK, rota_entry_decode(&entry, &arena, bytes, size, NULL));
	assert_true(entry.number == UINT64_MAX);
	assert_true(entry.clock == UINT64_MAX);
}

static void test_draft_encode__may_be_called_again(void **state)
{
	struct rota_draft draft;

	(void)state;
	begin(&draft, "policy.set");
	assert_refused(ROTA_EINVALID, "field 'From' is missing", &draft);
	rota_draft_on(&draft, (struct rota_day){ 0 });
	assert_encodes("{" FRAME("policy.set") ",'on':0}", &draft);
	rota_draft_set(&draft, "level", rota_text("commune"));
	assert_encodes("{" FRAME("policy.set") ",'on':0,'b':{'level':'commune'}}", &draft);
}

static void test_draft_encode__what_is_at_fault_is_refused(void **state)
{
	struct rota_error err = { 0 };
	struct rota_draft draft;
	const uint8_t *bytes;
	size_t size;

	(void)state;
	begin(&draft, "cadre.create");
	rota_draft_set(&draft, "name", rota_text("An"));
	assert_refused(ROTA_EINVALID, "field 'Born' is missing", &draft);
	rota_draft_set(&draft, "born", rota_text("1975"));
	assert_int_equal(ROTA_EINVALID, rota_draft_encode(&bytes, &size, &draft, 5, CLOCK, &err));
	assert_string_equal("V61", err.rule);
	assert_string_equal("name 'An' is one word", err.message);
}

static void test_draft_encode__what_no_program_knows_is_refused(void **state)
{
	struct rota_draft draft;

	(void)state;
	begin(&draft, "policy.set");
	rota_draft_on(&draft, (struct rota_day){ 0 });
	rota_draft_set(&draft, "level", rota_text("planet"));
	assert_refused(ROTA_EINVALID, "this program does not know 'planet'", &draft);
}

static void test_draft_encode__without_its_officer_it_is_refused(void **state)
{
	struct rota_draft draft;

	(void)state;
	rota_draft_init(&draft, &arena, "policy.set");
	assert_refused(ROTA_EINVALID, "not an entry: key 'by' is missing", &draft);
}

static void test_draft_encode__a_text_that_is_not_utf8_is_refused(void **state)
{
	struct rota_draft draft;

	(void)state;
	begin(&draft, "note.add");
	rota_draft_set(&draft, "text", rota_text("\xff"));
	assert_refused(ROTA_EINVALID, "a text is not UTF-8", &draft);
}

static void test_draft_encode__larger_than_an_entry_is_refused(void **state)
{
	const size_t sizes[] = { 65536, 300000, 2000000 };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char *text = rota_arena_alloc(&arena, sizes[i] + 1);
		struct rota_draft draft;

		memset(text, 'x', sizes[i]);
		begin(&draft, "note.add");
		rota_draft_set(&draft, "text", rota_text_sized(text, sizes[i]));
		assert_refused(ROTA_EINVALID, "not an entry: it is larger than 65,536 bytes",
			       &draft);
	}
}

static void fill(struct rota_draft *draft)
{
	begin(draft, "unit.change");
	rota_draft_key(draft, "id", rota_id_value(&arena, id_of(6)));
	rota_draft_on(draft, (struct rota_day){ 2024, 12, 1 });
	for (uint64_t i = 0; i < 20; i++)
		rota_draft_pred(draft, id_of(100 - i));
	rota_draft_set_id(draft, "parent", id_of(1));
	rota_draft_set(draft, "name", rota_text("Quang Vinh"));
	rota_draft_set(draft, "legal", rota_text("Nghị quyết 1248/NQ-UBTVQH15"));
	rota_draft_was(draft, "name", rota_text("Tân Phúc"));
}

/** A full arena is noticed in whichever call it happens, and said by the last one. */
static void test_draft__a_full_arena_is_no_memory(void **state)
{
	int rc = ROTA_ENOMEM;

	(void)state;
	for (size_t most = 8; rc; most += 8) {
		struct rota_draft draft;
		const uint8_t *bytes;
		size_t size;

		arena.max_bytes = most;
		fill(&draft);
		rc = rota_draft_encode(&bytes, &size, &draft, 5, CLOCK, NULL);
		assert_true(rc == ROTA_OK || rc == ROTA_ENOMEM);
		assert_true(!rc == (bytes != NULL));
		assert_true(!rc == (size > 0));
		rota_arena_clear(&arena);
	}
}

#define TEST(name) cmocka_unit_test_teardown(name, clear_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_draft__becomes_an_entry),
		TEST(test_draft__of_an_amendment_clears_and_states_old_values),
		TEST(test_draft__what_was_not_set_is_not_written),
		TEST(test_draft_set__the_last_value_counts),
		TEST(test_draft_set_id__copies_the_id),
		TEST(test_draft_pred__sorts_and_takes_each_once),
		TEST(test_draft_pred__any_order_gives_the_same_bytes),
		TEST(test_draft_pred__more_than_64_are_refused),
		TEST(test_draft_encode__sets_number_and_clock),
		TEST(test_draft_encode__may_be_called_again),
		TEST(test_draft_encode__what_is_at_fault_is_refused),
		TEST(test_draft_encode__what_no_program_knows_is_refused),
		TEST(test_draft_encode__without_its_officer_it_is_refused),
		TEST(test_draft_encode__a_text_that_is_not_utf8_is_refused),
		TEST(test_draft_encode__larger_than_an_entry_is_refused),
		TEST(test_draft__a_full_arena_is_no_memory),
	};

	return cmocka_run_group_tests_name("draft", tests, speak_english, NULL);
}
