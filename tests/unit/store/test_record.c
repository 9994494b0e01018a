/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of store/record.h, one test each. */
#include "tests/unit/store/fixture.h"

#include "store/record.h"

static char seen[256];

static int note(const void *key, size_t key_size, const void *bytes, size_t size, void *payload,
                struct rota_error *error)
{
	size_t used = strlen(seen);

	(void)payload;
	(void)error;
	snprintf(seen + used, sizeof(seen) - used, "%.*s=%.*s ", (int)key_size, (const char *)key,
	         (int)size, (const char *)bytes);
	return ROTA_OK;
}

static void test_record_get__gives_what_was_put_last(void **state)
{
	(void)state;
	begin_write();
	OK(rota_record_put(txn, ROTA_TABLE_CHAIN, "a", 1, "one", 3, &err));
	OK(rota_record_put(txn, ROTA_TABLE_CHAIN, "a", 1, "two\0", 4, &err));
	OK(rota_record_put(txn, ROTA_TABLE_DRAWN, "a", 1, NULL, 0, &err));
	commit();
	reopen(0);
	begin_read();
	OK(rota_record_get(&out, txn, ROTA_TABLE_CHAIN, "a", 1, &err));
	assert_int_equal(4, out.size);
	assert_memory_equal("two\0", out.bytes, 4);
	OK(rota_record_get(&out, txn, ROTA_TABLE_DRAWN, "a", 1, &err));
	assert_int_equal(4, out.size);
}

static void test_record_get__absent_is_not_found_and_the_buffer_untouched(void **state)
{
	(void)state;
	begin_write();
	OK(rota_record_put(txn, ROTA_TABLE_CHAIN, "a", 1, "one", 3, &err));
	OK(rota_record_delete(txn, ROTA_TABLE_CHAIN, "a", 1, &err));
	OK(rota_record_delete(txn, ROTA_TABLE_CHAIN, "a", 1, &err));
	rota_buffer_puts(&out, "before");
	FAILS(ROTA_ENOTFOUND, "table 1 has no such record",
	      rota_record_get(&out, txn, ROTA_TABLE_CHAIN, "a", 1, &err));
	assert_string_equal("before", rota_buffer_text(&out));
}

static void test_record__a_key_has_1_to_255_bytes(void **state)
{
	char key[256];

	(void)state;
	memset(key, 'k', sizeof(key));
	begin_write();
	OK(rota_record_put(txn, ROTA_TABLE_CHAIN, key, 255, "longest", 7, &err));
	OK(rota_record_each(txn, ROTA_TABLE_CHAIN, key, 255, note, NULL, &err));
	FAILS(ROTA_EINVALID, "the key of a record has 256 bytes, not 1 to 255",
	      rota_record_put(txn, ROTA_TABLE_CHAIN, key, 256, "x", 1, &err));
	FAILS(ROTA_EINVALID, "the key of a record has 0 bytes, not 1 to 255",
	      rota_record_get(&out, txn, ROTA_TABLE_CHAIN, key, 0, &err));
}

static void test_record_each__visits_one_table_with_one_beginning_in_order(void **state)
{
	(void)state;
	seen[0] = '\0';
	begin_write();
	OK(rota_record_put(txn, ROTA_TABLE_DRAWN, "ab", 2, "4", 1, &err));
	OK(rota_record_put(txn, ROTA_TABLE_DRAWN, "aa", 2, "3", 1, &err));
	OK(rota_record_put(txn, ROTA_TABLE_DRAWN, "b", 1, "5", 1, &err));
	OK(rota_record_put(txn, ROTA_TABLE_CHAIN, "aa", 2, "1", 1, &err));
	OK(rota_record_put(txn, ROTA_TABLE_CARRIED, "aa", 2, "6", 1, &err));
	OK(rota_record_each(txn, ROTA_TABLE_DRAWN, "a", 1, note, NULL, &err));
	assert_string_equal("aa=3 ab=4 ", seen);
	OK(rota_record_each(txn, ROTA_TABLE_DRAWN, NULL, 0, note, NULL, &err));
	assert_string_equal("aa=3 ab=4 aa=3 ab=4 b=5 ", seen);
}

static int forget(const void *key, size_t key_size, const void *bytes, size_t size, void *payload,
                  struct rota_error *error)
{
	(void)bytes;
	(void)size;
	(void)payload;
	return rota_record_delete(txn, ROTA_TABLE_DRAWN, key, key_size, error);
}

static void test_record_each__the_visitor_may_delete_what_it_is_given(void **state)
{
	(void)state;
	seen[0] = '\0';
	begin_write();
	OK(rota_record_put(txn, ROTA_TABLE_DRAWN, "a", 1, "1", 1, &err));
	OK(rota_record_put(txn, ROTA_TABLE_DRAWN, "b", 1, "2", 1, &err));
	OK(rota_record_each(txn, ROTA_TABLE_DRAWN, NULL, 0, forget, NULL, &err));
	OK(rota_record_each(txn, ROTA_TABLE_DRAWN, NULL, 0, note, NULL, &err));
	assert_string_equal("", seen);
}

static void test_record__outlives_a_rebuild(void **state)
{
	(void)state;
	begin_write();
	OK(rota_record_put(txn, ROTA_TABLE_CHAIN, "a", 1, "one", 3, &err));
	OK(rota_store_clear_derived(txn, &err));
	OK(rota_record_get(&out, txn, ROTA_TABLE_CHAIN, "a", 1, &err));
	assert_string_equal("one", rota_buffer_text(&out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_record_get__gives_what_was_put_last),
		TEST(test_record_get__absent_is_not_found_and_the_buffer_untouched),
		TEST(test_record__a_key_has_1_to_255_bytes),
		TEST(test_record_each__visits_one_table_with_one_beginning_in_order),
		TEST(test_record_each__the_visitor_may_delete_what_it_is_given),
		TEST(test_record__outlives_a_rebuild),
	};

	return cmocka_run_group_tests_name("store/record", tests, NULL, NULL);
}
