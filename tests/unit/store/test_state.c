/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of store/state.h, one test each. Damage is in test_damage.c. */
#include "tests/unit/store/fixture.h"

static void test_state_get__gives_what_was_put(void **state)
{
	(void)state;
	begin_write();
	assert_int_equal(1, intern("x"));
	assert_int_equal(2, intern("y"));
	OK(rota_state_put(txn, 1, "one", 3, &err));
	OK(rota_state_put(txn, 2, NULL, 0, &err));
	commit();
	reopen(0);
	begin_read();
	OK(rota_state_get(&out, txn, 1, &err));
	OK(rota_state_get(&out, txn, 2, &err)); /* adds nothing */
	assert_string_equal("one", rota_buffer_text(&out));
}

static void test_state_get__absent_is_not_found_and_the_buffer_untouched(void **state)
{
	(void)state;
	begin_write();
	assert_int_equal(1, intern("x"));
	rota_buffer_puts(&out, "before");
	FAILS(ROTA_ENOTFOUND, "entity 1 has no state", rota_state_get(&out, txn, 1, &err));
	FAILS(ROTA_ENOTFOUND, "entity 0 has no state", rota_state_get(&out, txn, 0, &err));
	assert_string_equal("before", rota_buffer_text(&out));
}

static void test_state_put__replaces_with_any_size(void **state)
{
	static char bytes[100000];
	static const size_t sizes[] = { 10, 100000, 3000, 0, 70000, 1 };

	(void)state;
	memset(bytes, 's', sizeof(bytes));
	begin_write();
	assert_int_equal(1, intern("x"));
	for (size_t i = 0; i < COUNT(sizes); i++) {
		OK(rota_state_put(txn, 1, bytes, sizes[i], &err));
		rota_buffer_reset(&out);
		OK(rota_state_get(&out, txn, 1, &err));
		assert_int_equal(sizes[i], out.size);
	}
}

static void test_state_put__refuses_what_is_too_large_or_of_no_entity(void **state)
{
	(void)state;
	begin_write();
	assert_int_equal(1, intern("x"));
	FAILS(ROTA_EINVALID, "the state of entity 1 has 16777217 bytes, more than 16777216",
	      rota_state_put(txn, 1, "", ROTA_STATE_MAX + 1, &err));
	FAILS(ROTA_ENOTFOUND, "no entity has the local number 2",
	      rota_state_put(txn, 2, "", 0, &err));
}

static void test_state_delete__forgets_and_none_is_fine(void **state)
{
	(void)state;
	begin_write();
	assert_int_equal(1, intern("x"));
	OK(rota_state_put(txn, 1, "one", 3, &err));
	OK(rota_state_delete(txn, 1, &err));
	OK(rota_state_delete(txn, 1, &err));
	FAILS(ROTA_ENOTFOUND, "entity 1 has no state", rota_state_get(&out, txn, 1, &err));
}

static int list(uint32_t no, const void *bytes, size_t size, void *payload, struct rota_error *e)
{
	(void)e;
	rota_buffer_printf(&out, "%u:%.*s ", (unsigned)no, (int)size, (const char *)bytes);
	return payload ? 7 : 0;
}

static void test_state_each__visits_by_number_and_stops(void **state)
{
	char name[8];

	(void)state;
	begin_write();
	for (unsigned i = 1; i <= 300; i++) {
		snprintf(name, sizeof(name), "e%u", i);
		intern(name);
	}
	OK(rota_state_put(txn, 300, "last", 4, &err));
	OK(rota_state_put(txn, 256, "middle", 6, &err));
	OK(rota_state_put(txn, 2, "first", 5, &err));
	OK(rota_state_each(txn, list, NULL, &err));
	assert_string_equal("2:first 256:middle 300:last ", rota_buffer_text(&out));
	rota_buffer_reset(&out);
	assert_int_equal(7, rota_state_each(txn, list, &out, &err));
	assert_string_equal("2:first ", rota_buffer_text(&out));
}

enum { MANY = 1000 };

/** Deletes every third state that it is given and makes the others much larger. */
static int rewrite(uint32_t no, const void *bytes, size_t size, void *payload, struct rota_error *e)
{
	static uint8_t larger[5000];
	uint32_t *next = payload;

	assert_int_equal(*next, no);
	assert_int_equal(sizeof(no), size);
	(*next)++;
	if (no % 3 == 0)
		OK(rota_state_delete(txn, no, e));
	else
		OK(rota_state_put(txn, no, larger, no * 5, e));
	assert_memory_equal(&no, bytes, sizeof(no)); /* what it was given stays as it was */
	return 0;
}

static void test_state_each__the_visitor_may_change_what_it_is_given(void **state)
{
	struct rota_store_stats stats;
	char name[8];
	uint32_t next = 1;

	(void)state;
	begin_write();
	for (uint32_t no = 1; no <= MANY; no++) {
		snprintf(name, sizeof(name), "e%u", (unsigned)no);
		intern(name);
		OK(rota_state_put(txn, no, &no, sizeof(no), &err));
	}
	OK(rota_state_each(txn, rewrite, &next, &err));
	assert_int_equal(MANY + 1, next);
	commit();
	OK(rota_store_stats(&stats, store, &err));
	assert_int_equal(MANY - MANY / 3, stats.states);
}

static void test_state_mark__is_another_than_the_log_mark_of_that_name(void **state)
{
	uint64_t value = 5;

	(void)state;
	begin_write();
	OK(rota_state_mark_get(&value, txn, writer_a, "derived", &err));
	assert_int_equal(0, value);
	OK(rota_state_mark_put(txn, writer_a, "derived", 12, &err));
	OK(rota_log_mark_get(&value, txn, writer_a, "derived", &err));
	assert_int_equal(0, value);
	OK(rota_state_mark_get(&value, txn, writer_a, "derived", &err));
	assert_int_equal(12, value);
	FAILS(ROTA_EINVALID, "the name of a mark has 0 bytes, not 1 to 32",
	      rota_state_mark_put(txn, writer_a, "", 1, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_state_get__gives_what_was_put),
		TEST(test_state_get__absent_is_not_found_and_the_buffer_untouched),
		TEST(test_state_put__replaces_with_any_size),
		TEST(test_state_put__refuses_what_is_too_large_or_of_no_entity),
		TEST(test_state_delete__forgets_and_none_is_fine),
		TEST(test_state_each__visits_by_number_and_stops),
		TEST(test_state_each__the_visitor_may_change_what_it_is_given),
		TEST(test_state_mark__is_another_than_the_log_mark_of_that_name),
	};

	return cmocka_run_group_tests_name("store/state", tests, NULL, NULL);
}
