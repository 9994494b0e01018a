/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entries with the first, the second ... allocation failing, in msgpack-c, jansson and utf8proc
 * too. An entry that is sound must never be called corrupt for want of memory: its whole log
 * would be put aside.
 */
#include "tests/support/failing_memory.h"

#include <string.h>

#include "tests/support/entry_text.h"

/* X with a dot below has no letter of its own: to see that it is in normal form takes memory. */
#define X_DOT "X\xcc\xa3"

/* clang-format off */
static const char sample_text[] =
	"{'v':1,'n':70,'t':'2024-02-15T01:00:00.000Z#7','by':'Trần " X_DOT "an',"
	"'k':'cadre.change','id':'" ID_06 "','pred':['" ID_06 "','" ID_07 "'],"
	"'b':{'name':'Nguyễn " X_DOT "an','aka':['1','2','3','4','5','6'],'born':'1975-05',"
	"'sex':null,'native':{'text':'xã " X_DOT "ã','code':'33','unit':'" ID_01 "'}},"
	"'was':{'born':['1975','1976']},'why':'một lý do dài hơn mười sáu chữ','ok':['V13'],"
	"'set':[60,64],'doc':[{'issuer':{'body':'btv_district','unit':'" ID_09 "'},'type':'QD',"
	"'no':'123-QĐ/HU','signed':'2023-08-28'}],"
	"'src':{'file':'" HASH32 "','row':12,'raw':'" X_DOT "'}}";
/* clang-format on */

/* What is read and written; it lies outside what is counted. */
static struct rota_arena sample_arena;
static struct entry_bytes sample;
static struct rota_entry sample_entry;
static const char *sample_json;

static int make_sample(void **state)
{
	(void)state;
	sample = encode_text(&sample_arena, sample_text);
	assert_int_equal(ROTA_OK, rota_entry_decode(&sample_entry, &sample_arena, sample.bytes,
						    sample.size, NULL));
	assert_int_equal(ROTA_OK, rota_entry_check(&sample_entry, NULL));
	return rota_entry_to_json(&sample_json, &sample_entry, &sample_arena, NULL);
}

static int clear_sample(void **state)
{
	(void)state;
	rota_arena_clear(&sample_arena);
	return 0;
}

static void assert_said(int rc, const struct rota_error *err)
{
	assert_int_equal(rc, err->code);
	assert_string_equal(rc ? "out of memory" : "", err->message);
}

static int decode_sample(void)
{
	struct rota_arena arena = { 0 };
	struct rota_error err = { 0 };
	struct rota_entry entry;
	int rc = rota_entry_decode(&entry, &arena, sample.bytes, sample.size, &err);

	assert_said(rc, &err);
	if (!rc)
		assert_true(rota_value_equal(&sample_entry.root, &entry.root));
	if (!rc)
		assert_string_equal("", entry.held);
	rota_arena_clear(&arena);
	return rc;
}

static int check_sample(void)
{
	struct rota_error err = { 0 };
	int rc = rota_entry_check(&sample_entry, &err);

	assert_said(rc, &err);
	return rc;
}

static int write_sample(void)
{
	struct rota_arena arena = { 0 };
	struct rota_error err = { 0 };
	const char *json = "";
	int rc = rota_entry_to_json(&json, &sample_entry, &arena, &err);

	assert_said(rc, &err);
	if (rc)
		assert_null(json);
	else
		assert_string_equal(sample_json, json);
	rota_arena_clear(&arena);
	return rc;
}

/** The bytes of the sample, or none. */
static void assert_sample(int rc, const uint8_t *bytes, size_t size)
{
	assert_int_equal(rc ? 0 : sample.size, size);
	if (rc)
		assert_null(bytes);
	else
		assert_memory_equal(sample.bytes, bytes, size);
}

static int read_sample(void)
{
	struct rota_arena arena = { 0 };
	struct rota_error err = { 0 };
	const uint8_t *bytes = sample.bytes;
	size_t size = 7;
	int rc =
		rota_entry_from_json(&bytes, &size, sample_json, strlen(sample_json), &arena, &err);

	assert_said(rc, &err);
	assert_sample(rc, bytes, size);
	rota_arena_clear(&arena);
	return rc;
}

static void fill(struct rota_draft *draft, struct rota_arena *arena)
{
	const struct rota_value *docs = sample_entry.docs;

	rota_draft_init(draft, arena, "cadre.change");
	rota_draft_key(draft, "by", *rota_map_get(&sample_entry.root, "by"));
	rota_draft_key(draft, "id", rota_id_value(arena, sample_entry.id));
	rota_draft_key(draft, "why", rota_text(sample_entry.why));
	rota_draft_key(draft, "ok", *rota_map_get(&sample_entry.root, "ok"));
	rota_draft_key(draft, "set", *rota_map_get(&sample_entry.root, "set"));
	rota_draft_key(draft, "src", *rota_map_get(&sample_entry.root, "src"));
	for (size_t i = sample_entry.pred->as.list.count; i; i--) {
		struct rota_id id;

		assert_true(rota_id_from_value(&id, &sample_entry.pred->as.list.items[i - 1]));
		rota_draft_pred(draft, id);
	}
	for (size_t i = 0; i < sample_entry.body->as.map.count; i++)
		rota_draft_set(draft, sample_entry.body->as.map.pairs[i].key.as.text.chars,
			       sample_entry.body->as.map.pairs[i].value);
	rota_draft_set_day(draft, "born", (struct rota_day){ 1975, 5, 0 });
	rota_draft_was(draft, "born", *rota_map_get(sample_entry.was, "born"));
	for (size_t i = 0; i < docs->as.list.count; i++)
		rota_draft_doc(draft, docs->as.list.items[i]);
}

static int draft_sample(void)
{
	struct rota_arena arena = { 0 };
	struct rota_error err = { 0 };
	struct rota_draft draft;
	const uint8_t *bytes = sample.bytes;
	size_t size = 7;
	int rc;

	fill(&draft, &arena);
	rc = rota_draft_encode(&bytes, &size, &draft, sample_entry.number, sample_entry.clock,
			       &err);
	assert_said(rc, &err);
	assert_sample(rc, bytes, size);
	rota_arena_clear(&arena);
	return rc;
}

/** A look-up has no code: without memory no word is found, and never another. */
static int read_word(void)
{
	const struct rota_word *word = rota_word_read(&rota_posts, "Bí-thư");

	if (!word)
		return ROTA_ENOMEM;
	assert_string_equal("secretary", word->id);
	return ROTA_OK;
}

static void test_entry_decode__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(decode_sample);
}

static void test_entry_check__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(check_sample);
}

static void test_entry_to_json__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(write_sample);
}

static void test_entry_from_json__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(read_sample);
}

static void test_draft_encode__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(draft_sample);
}

static void test_word_read__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(read_word);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_entry_decode__survives_failing_memory),
		cmocka_unit_test(test_entry_check__survives_failing_memory),
		cmocka_unit_test(test_entry_to_json__survives_failing_memory),
		cmocka_unit_test(test_entry_from_json__survives_failing_memory),
		cmocka_unit_test(test_draft_encode__survives_failing_memory),
		cmocka_unit_test(test_word_read__survives_failing_memory),
	};

	return cmocka_run_group_tests_name("entry with failing memory", tests, make_sample,
					   clear_sample);
}
