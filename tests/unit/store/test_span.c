/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of store/span.h, one test each. */
#include "store/span.h"
#include "tests/unit/store/fixture.h"

static void make_entities(void)
{
	begin_write();
	intern("1");
	intern("2");
	intern("3");
}

static void put(const char *key, int32_t from, int32_t to, uint32_t no)
{
	OK(rota_span_put(txn, ROTA_SPAN_POST, key, strlen(key), (struct rota_span){ from, to, no },
			 &err));
}

/** Writes "from..to=no " for each; stops with 7 when there is a payload. */
static int list(const struct rota_span *spans, size_t count, void *payload, struct rota_error *e)
{
	(void)e;
	for (size_t i = 0; i < count; i++)
		rota_buffer_printf(&out, "%d..%d=%u ", spans[i].from, spans[i].to,
				   (unsigned)spans[i].no);
	return payload ? 7 : 0;
}

static const char *each(enum rota_span_table table, const char *key)
{
	rota_buffer_reset(&out);
	OK(rota_span_each(txn, table, key, strlen(key), list, NULL, &err));
	return rota_buffer_text(&out);
}

static void test_span_each__visits_one_key_by_days(void **state)
{
	(void)state;
	make_entities();
	put("a", 5, 9, 1);
	put("a", -3, 9, 2);
	put("a", INT32_MIN, INT32_MAX, 3);
	put("a", 5, 7, 3);
	put("ab", 1, 2, 1);
	commit();
	reopen(0);
	begin_read();
	assert_string_equal("-2147483648..2147483647=3 -3..9=2 5..7=3 5..9=1 ",
			    each(ROTA_SPAN_POST, "a"));
	assert_string_equal("1..2=1 ", each(ROTA_SPAN_POST, "ab"));
	assert_string_equal("", each(ROTA_SPAN_POST, "b"));
	assert_string_equal("", each(ROTA_SPAN_CAREER, "a"));
	assert_int_equal(7, rota_span_each(txn, ROTA_SPAN_POST, "a", 1, list, &err, &err));
}

static void test_span_each__visits_more_than_a_page(void **state)
{
	int32_t expected = 0;

	(void)state;
	make_entities();
	for (int32_t day = 2000; day-- > 0;)
		put("a", day, day + 1, 1);
	commit();
	begin_read();
	each(ROTA_SPAN_POST, "a");
	for (const char *at = rota_buffer_text(&out); *at; at = strchr(at, ' ') + 1)
		assert_int_equal(expected++, atoi(at));
	assert_int_equal(2000, expected);
}

static void test_span_put__twice_is_once(void **state)
{
	(void)state;
	make_entities();
	put("a", 1, 2, 1);
	put("a", 1, 2, 1);
	assert_string_equal("1..2=1 ", each(ROTA_SPAN_POST, "a"));
}

static void test_span_delete__takes_one_and_none_is_fine(void **state)
{
	(void)state;
	make_entities();
	put("a", 1, 2, 1);
	put("a", 1, 2, 2);
	OK(rota_span_delete(txn, ROTA_SPAN_POST, "a", 1, (struct rota_span){ 1, 2, 1 }, &err));
	OK(rota_span_delete(txn, ROTA_SPAN_POST, "a", 1, (struct rota_span){ 1, 2, 1 }, &err));
	OK(rota_span_delete(txn, ROTA_SPAN_POST, "a", 1, (struct rota_span){ 1, 3, 2 }, &err));
	assert_string_equal("1..2=2 ", each(ROTA_SPAN_POST, "a"));
}

static void test_span__a_key_that_is_none_is_refused(void **state)
{
	char key[ROTA_SPAN_KEY_MAX + 1] = "";
	const struct rota_span span = { 1, 2, 1 };

	(void)state;
	make_entities();
	FAILS(ROTA_EINVALID, "the key of a span has 0 bytes, not 1 to 32",
	      rota_span_put(txn, ROTA_SPAN_POST, key, 0, span, &err));
	FAILS(ROTA_EINVALID, "the key of a span has 33 bytes, not 1 to 32",
	      rota_span_delete(txn, ROTA_SPAN_POST, key, sizeof(key), span, &err));
	OK(rota_span_put(txn, ROTA_SPAN_POST, key, ROTA_SPAN_KEY_MAX, span, &err));
}

static void test_span_put__an_unknown_entity_is_refused(void **state)
{
	(void)state;
	make_entities();
	FAILS(ROTA_ENOTFOUND, "no entity has the local number 4",
	      rota_span_put(txn, ROTA_SPAN_POST, "a", 1, (struct rota_span){ 1, 2, 4 }, &err));
}

static void test_clear_derived__drops_spans(void **state)
{
	(void)state;
	make_entities();
	put("a", 1, 2, 1);
	OK(rota_store_clear_derived(txn, &err));
	assert_string_equal("", each(ROTA_SPAN_POST, "a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_span_each__visits_one_key_by_days),
		TEST(test_span_each__visits_more_than_a_page),
		TEST(test_span_put__twice_is_once),
		TEST(test_span_delete__takes_one_and_none_is_fine),
		TEST(test_span__a_key_that_is_none_is_refused),
		TEST(test_span_put__an_unknown_entity_is_refused),
		TEST(test_clear_derived__drops_spans),
	};

	return cmocka_run_group_tests_name("store/span", tests, NULL, NULL);
}
