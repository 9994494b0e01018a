/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of store/log.h, one test each. Damage is in test_damage.c. */
#include "tests/unit/store/fixture.h"

static void test_log_append__entries_come_back_after_reopening(void **state)
{
	(void)state;
	begin_write();
	append(writer_a, 0, "first");
	append(writer_a, 1, "second");
	commit();
	reopen(0);
	begin_read();
	assert_int_equal(2, log_size(writer_a));
	assert_string_equal("first", entry(writer_a, 0));
	assert_string_equal("second", entry(writer_a, 1));
}

static void test_log_append__any_bytes_up_to_64_kib(void **state)
{
	static uint8_t large[ROTA_LOG_ENTRY_MAX + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(large); i++)
		large[i] = (uint8_t)(i * 7);
	begin_write();
	OK(rota_log_append(txn, writer_a, 0, large, ROTA_LOG_ENTRY_MAX, &err));
	OK(rota_log_append(txn, writer_a, 1, "\0", 1, &err));
	OK(rota_log_get(&out, txn, writer_a, 0, &err));
	assert_int_equal(65536, out.size);
	assert_memory_equal(large, out.bytes, 65536);
	OK(rota_log_get(&out, txn, writer_a, 1, &err));
	assert_int_equal(65537, out.size);
	FAILS(ROTA_EINVALID, "an entry has 65537 bytes, not 1 to 65536",
	      rota_log_append(txn, writer_a, 2, large, sizeof(large), &err));
	FAILS(ROTA_EINVALID, "an entry has 0 bytes, not 1 to 65536",
	      rota_log_append(txn, writer_a, 2, large, 0, &err));
}

static void test_log_append__only_the_next_number(void **state)
{
	(void)state;
	begin_write();
	append(writer_a, 0, "a0");
	append(writer_a, 1, "a1");
	FAILS(ROTA_ECONFLICT,
	      "writer '0a00000000000001' has 2 entries here; entry 1 does not follow",
	      rota_log_append(txn, writer_a, 1, "x", 1, &err));
	FAILS(ROTA_ECONFLICT,
	      "writer '0a00000000000001' has 2 entries here; entry 3 does not follow",
	      rota_log_append(txn, writer_a, 3, "x", 1, &err));
	FAILS(ROTA_ECONFLICT,
	      "writer '0b00000000000002' has 0 entries here; entry 1 does not follow",
	      rota_log_append(txn, writer_b, 1, "x", 1, &err));
	append(writer_a, 2, "a2"); /* the transaction may go on */
	commit();
	begin_read();
	assert_int_equal(3, log_size(writer_a));
	assert_string_equal("a1", entry(writer_a, 1));
}

static void test_log_append__a_conflict_makes_no_writer(void **state)
{
	uint32_t no;

	(void)state;
	begin_write();
	assert_int_equal(ROTA_ECONFLICT, rota_log_append(txn, writer_b, 1, "x", 1, &err));
	FAILS(ROTA_ENOTFOUND, "writer '0b00000000000002' is not known here",
	      rota_log_writer_find(&no, txn, writer_b, &err));
}

static void test_log_append__a_reading_transaction_cannot(void **state)
{
	(void)state;
	begin_read();
	FAILS(ROTA_EBUG, with_path("'%s': a reading transaction cannot write"),
	      rota_log_append(txn, writer_a, 0, "x", 1, &err));
}

/** a0 a1 b0 a2 b1 b2 | a3 b3, the bar being a commit: every way in which a log is continued. */
static void fill_interleaved(void)
{
	begin_write();
	append(writer_a, 0, "a0");
	append(writer_a, 1, "a1");
	append(writer_b, 0, "b0");
	append(writer_a, 2, "a2");
	append(writer_b, 1, "b1");
	append(writer_b, 2, "b2");
	commit();
	begin_write();
	append(writer_a, 3, "a3");
	append(writer_b, 3, "b3");
	commit();
}

static void test_log_get__writers_may_take_turns(void **state)
{
	char text[3] = "";

	(void)state;
	fill_interleaved();
	begin_read();
	for (uint64_t n = 0; n < 4; n++) {
		snprintf(text, sizeof(text), "a%u", (unsigned)n);
		assert_string_equal(text, entry(writer_a, n));
		text[0] = 'b';
		assert_string_equal(text, entry(writer_b, n));
	}
	assert_int_equal(4, log_size(writer_a));
	assert_int_equal(4, log_size(writer_b));
}

static void test_log_get__absent_is_not_found_and_the_buffer_untouched(void **state)
{
	(void)state;
	begin_write();
	append(writer_a, 0, "a0");
	rota_buffer_puts(&out, "before");
	FAILS(ROTA_ENOTFOUND, "writer '0a00000000000001' has no entry 1 here",
	      rota_log_get(&out, txn, writer_a, 1, &err));
	FAILS(ROTA_ENOTFOUND, "writer '0a00000000000001' has no entry 18446744073709551615 here",
	      rota_log_get(&out, txn, writer_a, UINT64_MAX, &err));
	FAILS(ROTA_ENOTFOUND, "writer '0b00000000000002' has no entry 0 here",
	      rota_log_get(&out, txn, writer_b, 0, &err));
	assert_string_equal("before", rota_buffer_text(&out));
}

static void test_log_get__a_full_buffer_is_out_of_memory(void **state)
{
	struct rota_buffer small = { .max_bytes = 4 };

	(void)state;
	begin_write();
	append(writer_a, 0, "five.");
	assert_int_equal(ROTA_ENOMEM, rota_log_get(&small, txn, writer_a, 0, &err));
	rota_buffer_clear(&small);
}

static void test_log_size__of_an_unknown_writer_is_0(void **state)
{
	(void)state;
	begin_read();
	assert_int_equal(0, log_size(writer_a));
}

/** Writes "n:bytes " for each; stops with 7 at the number in the payload. */
static int list(uint64_t n, const void *bytes, size_t size, void *payload, struct rota_error *e)
{
	const uint64_t *stop = payload;

	(void)e;
	rota_buffer_printf(&out, "%u:%.*s ", (unsigned)n, (int)size, (const char *)bytes);
	return stop && *stop == n ? 7 : 0;
}

static void test_log_each__visits_one_writer_in_order_from_first_on(void **state)
{
	(void)state;
	fill_interleaved();
	begin_read();
	OK(rota_log_each(txn, writer_a, 0, list, NULL, &err));
	assert_string_equal("0:a0 1:a1 2:a2 3:a3 ", rota_buffer_text(&out));
	rota_buffer_reset(&out);
	OK(rota_log_each(txn, writer_b, 2, list, NULL, &err));
	assert_string_equal("2:b2 3:b3 ", rota_buffer_text(&out));
}

static void test_log_each__nothing_to_visit_is_fine(void **state)
{
	(void)state;
	fill_interleaved();
	begin_read();
	OK(rota_log_each(txn, writer_a, 4, list, NULL, &err));
	OK(rota_log_each(txn, writer_a, UINT64_MAX, list, NULL, &err));
	OK(rota_log_each(txn, (const uint8_t *)"unknown!", 0, list, NULL, &err));
	assert_string_equal("", rota_buffer_text(&out));
}

static void test_log_each__stops_with_what_the_visitor_returns(void **state)
{
	uint64_t stop = 1;

	(void)state;
	fill_interleaved();
	begin_read();
	assert_int_equal(7, rota_log_each(txn, writer_a, 0, list, &stop, &err));
	assert_string_equal("0:a0 1:a1 ", rota_buffer_text(&out));
}

static int not_found(uint64_t n, const void *bytes, size_t size, void *payload,
		     struct rota_error *e)
{
	(void)bytes;
	(void)size;
	(void)payload;
	return rota_fail(e, ROTA_ENOTFOUND, NULL, "%u leads nowhere", (unsigned)n);
}

static void test_log_each__hands_on_not_found_too(void **state)
{
	(void)state;
	fill_interleaved();
	begin_read();
	FAILS(ROTA_ENOTFOUND, "0 leads nowhere",
	      rota_log_each(txn, writer_a, 0, not_found, NULL, &err));
}

/** Changes everything around what it is given, then looks at it. */
static int disturb(uint64_t n, const void *bytes, size_t size, void *payload, struct rota_error *e)
{
	static uint8_t large[20000];
	uint64_t *next = payload;
	char expected[24];

	(void)e;
	for (int i = 0; i < 3; i++, next[0]++)
		OK(rota_log_append(txn, writer_a, next[0], large, sizeof(large), &err));
	for (int i = 0; i < 3; i++, next[1]++)
		OK(rota_log_append(txn, writer_b, next[1], "more", 4, &err));
	OK(rota_log_mark_put(txn, writer_b, "last", n, &err));
	OK(rota_state_put(txn, intern("thing"), large, (size_t)n * 50, &err));
	snprintf(expected, sizeof(expected), "entry %u", (unsigned)n);
	assert_int_equal(strlen(expected), size);
	assert_memory_equal(expected, bytes, size);
	return 0;
}

static void test_log_each__the_visitor_may_change_the_store(void **state)
{
	uint64_t next[2] = { 300, 0 };
	char text[24];

	(void)state;
	begin_write();
	for (uint64_t n = 0; n < 300; n++) {
		snprintf(text, sizeof(text), "entry %u", (unsigned)n);
		append(writer_a, n, text);
	}
	OK(rota_log_each(txn, writer_a, 0, disturb, next, &err));
	assert_int_equal(300 + 3 * 300, next[0]); /* what it appended was not visited */
	assert_int_equal(3 * 300, next[1]);
}

static void test_log_writer__numbers_are_allotted_in_order_of_arrival_and_kept(void **state)
{
	uint8_t id[8];
	uint32_t no;

	(void)state;
	begin_write();
	append(writer_b, 0, "b0");
	OK(rota_log_mark_put(txn, writer_a, "sealed", 0, &err));
	commit();
	reopen(0);
	begin_write();
	append(writer_a, 0, "a0");
	OK(rota_log_writer_find(&no, txn, writer_b, &err));
	assert_int_equal(1, no);
	OK(rota_log_writer_find(&no, txn, writer_a, &err));
	assert_int_equal(2, no);
	OK(rota_log_writer_id(id, txn, 1, &err));
	assert_memory_equal(writer_b, id, 8);
	OK(rota_log_writer_id(id, txn, 2, &err));
	assert_memory_equal(writer_a, id, 8);
}

static void test_log_writer_id__a_number_never_allotted_is_not_found(void **state)
{
	uint8_t id[8] = { 1 };

	(void)state;
	begin_read();
	FAILS(ROTA_ENOTFOUND, "no writer has the local number 1",
	      rota_log_writer_id(id, txn, 1, &err));
	assert_int_equal(0, id[0]);
}

static int list_writer(uint32_t no, const uint8_t *writer, void *payload, struct rota_error *e)
{
	(void)e;
	rota_buffer_printf(&out, "%u:%02x%02x ", (unsigned)no, writer[0], writer[7]);
	return payload ? 7 : 0;
}

static void test_log_writers_each__visits_by_number_and_stops(void **state)
{
	(void)state;
	begin_write();
	append(writer_b, 0, "b0");
	append(writer_a, 0, "a0");
	OK(rota_log_writers_each(txn, list_writer, NULL, &err));
	assert_string_equal("1:0b02 2:0a01 ", rota_buffer_text(&out));
	rota_buffer_reset(&out);
	assert_int_equal(7, rota_log_writers_each(txn, list_writer, &out, &err));
	assert_string_equal("1:0b02 ", rota_buffer_text(&out));
}

static void test_log_mark__is_0_until_put_and_kept(void **state)
{
	uint64_t value = 5;

	(void)state;
	begin_write();
	OK(rota_log_mark_get(&value, txn, writer_a, "sealed", &err));
	assert_int_equal(0, value);
	OK(rota_log_mark_put(txn, writer_a, "sealed", 12, &err));
	OK(rota_log_mark_put(txn, writer_a, "last_t", UINT64_MAX, &err));
	OK(rota_log_mark_put(txn, writer_b, "sealed", 3, &err));
	OK(rota_log_mark_put(txn, writer_a, "sealed", 13, &err));
	commit();
	reopen(0);
	begin_read();
	OK(rota_log_mark_get(&value, txn, writer_a, "sealed", &err));
	assert_int_equal(13, value);
	OK(rota_log_mark_get(&value, txn, writer_b, "sealed", &err));
	assert_int_equal(3, value);
	OK(rota_log_mark_get(&value, txn, writer_a, "last_t", &err));
	assert_true(value == UINT64_MAX);
	OK(rota_log_mark_get(&value, txn, writer_b, "last_t", &err));
	assert_int_equal(0, value);
	assert_int_equal(0, log_size(writer_a));
}

static void test_log_mark__a_name_has_1_to_32_bytes(void **state)
{
	uint64_t value;

	(void)state;
	begin_write();
	OK(rota_log_mark_put(txn, writer_a, "12345678901234567890123456789012", 1, &err));
	OK(rota_log_mark_get(&value, txn, writer_a, "12345678901234567890123456789012", &err));
	assert_int_equal(1, value);
	FAILS(ROTA_EINVALID, "the name of a mark has 33 bytes, not 1 to 32",
	      rota_log_mark_put(txn, writer_a, "123456789012345678901234567890123", 1, &err));
	FAILS(ROTA_EINVALID, "the name of a mark has 0 bytes, not 1 to 32",
	      rota_log_mark_get(&value, txn, writer_a, "", &err));
}

/** The reason for runs: the log stays packed although ten writers take turns. */
static void test_log_append__pages_stay_full_whatever_the_order_of_writers(void **state)
{
	struct rota_store_stats stats;
	uint8_t writer[8] = { 0 };
	static const char bytes[174] = "of the size of an entry";

	(void)state;
	begin_write();
	for (uint64_t round = 0; round < 20; round++)
		for (writer[0] = 0; writer[0] < 10; writer[0]++)
			for (uint64_t n = 0; n < 100; n++)
				OK(rota_log_append(txn, writer, round * 100 + n, bytes,
						   sizeof(bytes), &err));
	commit();
	OK(rota_store_stats(&stats, store, &err));
	assert_int_equal(20000, stats.log_entries);
	/* 19 entries to a page of 4,096 bytes; keyed by (writer, number) it would be 12. */
	assert_in_range(stats.log_pages * stats.page_bytes / stats.log_entries, 200, 225);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_log_append__entries_come_back_after_reopening),
		TEST(test_log_append__any_bytes_up_to_64_kib),
		TEST(test_log_append__only_the_next_number),
		TEST(test_log_append__a_conflict_makes_no_writer),
		TEST(test_log_append__a_reading_transaction_cannot),
		TEST(test_log_get__writers_may_take_turns),
		TEST(test_log_get__absent_is_not_found_and_the_buffer_untouched),
		TEST(test_log_get__a_full_buffer_is_out_of_memory),
		TEST(test_log_size__of_an_unknown_writer_is_0),
		TEST(test_log_each__visits_one_writer_in_order_from_first_on),
		TEST(test_log_each__nothing_to_visit_is_fine),
		TEST(test_log_each__stops_with_what_the_visitor_returns),
		TEST(test_log_each__hands_on_not_found_too),
		TEST(test_log_each__the_visitor_may_change_the_store),
		TEST(test_log_writer__numbers_are_allotted_in_order_of_arrival_and_kept),
		TEST(test_log_writer_id__a_number_never_allotted_is_not_found),
		TEST(test_log_writers_each__visits_by_number_and_stops),
		TEST(test_log_mark__is_0_until_put_and_kept),
		TEST(test_log_mark__a_name_has_1_to_32_bytes),
		TEST(test_log_append__pages_stay_full_whatever_the_order_of_writers),
	};

	return cmocka_run_group_tests_name("store/log", tests, NULL, NULL);
}
