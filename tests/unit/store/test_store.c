/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The promises of store/store.h about transactions, copies and counts, one
 * test each, as far as one process shows them. Opening is in test_open.c.
 */
#include "tests/unit/store/fixture.h"

#include "base/file.h"
#include "store/private.h"

/* --- transactions ---------------------------------------------------------------------------- */

static void test_store_read__sees_the_commit_before_it_and_no_later_one(void **state)
{
	struct rota_store_txn *before = NULL;
	struct rota_store_txn *after = NULL;
	uint64_t size;

	(void)state;
	begin_write();
	append(writer_a, 0, "a0");
	commit();
	OK(rota_store_read(&before, store, &err));
	begin_write();
	append(writer_a, 1, "a1");
	assert_int_equal(2, log_size(writer_a)); /* a writer sees its own changes */
	OK(rota_log_size(&size, before, writer_a, &err));
	assert_int_equal(1, size);
	commit();
	OK(rota_store_read(&after, store, &err));
	OK(rota_log_size(&size, before, writer_a, &err));
	assert_int_equal(1, size);
	FAILS(ROTA_ENOTFOUND, "writer '0a00000000000001' has no entry 1 here",
	      rota_log_get(&out, before, writer_a, 1, &err));
	OK(rota_log_size(&size, after, writer_a, &err));
	assert_int_equal(2, size);
	rota_store_abort(before);
	rota_store_abort(after);
}

static void test_store_write__a_second_one_is_refused(void **state)
{
	struct rota_store_txn *second = (struct rota_store_txn *)1;

	(void)state;
	begin_write();
	FAILS(ROTA_EBUG, with_path("'%s': a write transaction is open already"),
	      rota_store_write(&second, store, &err));
	assert_null(second);
	end();
	begin_write();
	commit();
	begin_write();
}

static void test_store_abort__leaves_nothing_and_accepts_null(void **state)
{
	struct rota_store_stats before, after;

	(void)state;
	OK(rota_store_stats(&before, store, &err));
	begin_write();
	append(writer_a, 0, "a0");
	OK(rota_setting_put(txn, "lang", "vi", &err));
	end();
	OK(rota_store_stats(&after, store, &err));
	assert_memory_equal(&before, &after, sizeof(before));
	rota_store_abort(NULL);
	rota_store_close(NULL);
}

static void test_store_commit__of_a_reading_transaction_ends_it(void **state)
{
	(void)state;
	begin_read();
	commit();
	begin_write();
}

static void test_store_write__the_map_grows_unseen(void **state)
{
	static const char bytes[50000] = "a large entry";
	struct rota_store_stats stats;
	uint64_t n = 0;

	(void)state;
	OK(rota_store_map(store, 1 << 20, &err));
	for (int round = 0; round < 20; round++) { /* 5 MB in all */
		begin_write();
		for (int i = 0; i < 5; i++)
			OK(rota_log_append(txn, writer_a, n++, bytes, sizeof(bytes), &err));
		commit();
	}
	OK(rota_store_stats(&stats, store, &err));
	assert_int_equal(100, stats.log_entries);
	assert_int_equal(16 << 20, stats.map_bytes);
}

static void test_store_write__what_alone_is_too_large_fails_once_and_fits_later(void **state)
{
	static const char bytes[50000] = "a large entry";
	int rc = ROTA_OK;
	uint64_t n;

	(void)state;
	begin_write();
	append(writer_a, 0, "a0");
	commit();
	OK(rota_store_map(store, 1 << 20, &err));
	begin_write();
	for (n = 1; !rc && n < 30; n++)
		rc = rota_log_append(txn, writer_a, n, bytes, sizeof(bytes), &err);
	assert_int_equal(ROTA_ENOMEM, rc);
	assert_string_equal(with_path("'%s': there is no room for all this at once"), err.message);
	assert_string_equal("do it again: the next time there is twice the room", err.hint);
	FAILS(ROTA_EBUG, with_path("'%s': a step of this transaction failed before"),
	      rota_store_commit(txn, &err));
	begin_write();
	assert_int_equal(1, log_size(writer_a)); /* nothing half-applied */
	for (n = 1; n < 30; n++)
		OK(rota_log_append(txn, writer_a, n, bytes, sizeof(bytes), &err));
	commit();
	begin_read();
	assert_int_equal(30, log_size(writer_a));
}

static void test_store_write__the_map_stays_while_a_read_is_open(void **state)
{
	static const char bytes[50000] = "a large entry";
	struct rota_store_txn *reading = NULL;
	struct rota_store_stats stats;

	(void)state;
	begin_write();
	append(writer_a, 0, "a0");
	commit();
	OK(rota_store_map(store, 1 << 20, &err));
	OK(rota_store_read(&reading, store, &err));
	for (uint64_t n = 1; n < 15; n++) {
		begin_write();
		OK(rota_log_append(txn, writer_a, n, bytes, sizeof(bytes), &err));
		commit();
	}
	OK(rota_store_stats(&stats, store, &err));
	assert_int_equal(1 << 20, stats.map_bytes);
	OK(rota_log_get(&out, reading, writer_a, 0, &err));
	assert_string_equal("a0", rota_buffer_text(&out));
	rota_store_abort(reading);
	begin_write();
	end();
	OK(rota_store_stats(&stats, store, &err));
	assert_int_equal(2 << 20, stats.map_bytes);
}

/* --- the rest -------------------------------------------------------------------------------- */

/** Something of every kind. */
static void fill(void)
{
	begin_write();
	append(writer_a, 0, "a0");
	OK(rota_log_mark_put(txn, writer_a, "sealed", 1, &err));
	OK(rota_setting_put(txn, "lang", "vi", &err));
	assert_int_equal(1, intern("x"));
	assert_int_equal(2, intern("y"));
	OK(rota_entity_entry_add(txn, 1, 1, 0, &err));
	OK(rota_state_put(txn, 1, "state", 5, &err));
	OK(rota_state_mark_put(txn, writer_a, "derived", 1, &err));
	OK(rota_index_put(txn, ROTA_INDEX_KIND, "kind", 4, 1, &err));
	OK(rota_index_put(txn, ROTA_INDEX_KIND, "kind", 4, 2, &err));
	commit();
}

static int count_entry(uint32_t writer, uint64_t n, void *payload, struct rota_error *e)
{
	(void)writer;
	(void)n;
	(void)e;
	++*(int *)payload;
	return 0;
}

static void test_store_clear_derived__drops_what_is_derived_and_nothing_else(void **state)
{
	struct rota_store_stats stats;
	uint64_t value;
	int entries = 0;

	(void)state;
	fill();
	begin_write();
	assert_int_equal(3, intern("w")); /* the transaction knows numbers that will be gone */
	OK(rota_store_clear_derived(txn, &err));
	assert_int_equal(1, intern("z"));
	OK(rota_entity_entries(txn, 1, count_entry, &entries, &err));
	assert_int_equal(0, entries);
	FAILS(ROTA_ENOTFOUND, "entity 1 has no state", rota_state_get(&out, txn, 1, &err));
	OK(rota_state_mark_get(&value, txn, writer_a, "derived", &err));
	assert_int_equal(0, value);
	assert_string_equal("a0", entry(writer_a, 0));
	OK(rota_log_mark_get(&value, txn, writer_a, "sealed", &err));
	assert_int_equal(1, value);
	rota_buffer_reset(&out);
	OK(rota_setting_get(&out, txn, "lang", &err));
	assert_string_equal("vi", rota_buffer_text(&out));
	commit();
	OK(rota_store_stats(&stats, store, &err));
	assert_int_equal(1, stats.writers);
	assert_int_equal(1, stats.entities);
	assert_int_equal(0, stats.states);
	assert_int_equal(0, stats.index_entries);
}

static void test_store_clear_derived__a_reading_transaction_cannot(void **state)
{
	(void)state;
	begin_read();
	FAILS(ROTA_EBUG, with_path("'%s': a reading transaction cannot write"),
	      rota_store_clear_derived(txn, &err));
}

static void test_store_stats__counts(void **state)
{
	struct rota_store_stats stats;

	(void)state;
	OK(rota_store_stats(&stats, store, &err));
	assert_int_equal(1, stats.commits);
	fill();
	OK(rota_store_stats(&stats, store, &err));
	assert_int_equal(2, stats.commits);
	assert_int_equal(1, stats.writers);
	assert_int_equal(1, stats.log_entries);
	assert_int_equal(1, stats.log_pages);
	assert_int_equal(2, stats.entities);
	assert_int_equal(1, stats.states);
	assert_int_equal(2, stats.index_entries);
	assert_int_equal(stats.file_bytes, stats.pages * stats.page_bytes);
	assert_true(stats.map_bytes == (uint64_t)16 << 30);
}

static void test_store_copy__holds_the_last_commit_while_a_writer_works(void **state)
{
	const char *copy = beside("copy.mdb");
	struct stat what;
	uint64_t value;

	(void)state;
	fill();
	begin_write();
	append(writer_a, 1, "not committed");
	OK(rota_store_copy(store, copy, &err));
	end();
	assert_int_equal(0, stat(copy, &what));
	assert_int_equal(0600, what.st_mode & 07777);
	assert_int_equal(3, count_files()); /* the store, its lock, the copy */
	rota_store_close(store);
	OK(rota_store_open(&store, copy, 0, &err));
	begin_write();
	assert_string_equal("a0", entry(writer_a, 0));
	OK(rota_state_mark_get(&value, txn, writer_a, "derived", &err));
	assert_int_equal(1, value);
	append(writer_a, 1, "the copy is a store");
	commit();
}

static void test_store_copy__is_compact(void **state)
{
	static const char bytes[60000] = "much";
	const char *copy = beside("copy.mdb");
	struct stat original, what;

	(void)state;
	begin_write();
	assert_int_equal(1, intern("x"));
	OK(rota_state_put(txn, 1, bytes, sizeof(bytes), &err));
	commit();
	begin_write();
	OK(rota_state_delete(txn, 1, &err));
	commit();
	OK(rota_store_copy(store, copy, &err));
	assert_int_equal(0, stat(path, &original));
	assert_int_equal(0, stat(copy, &what));
	assert_true(what.st_size + 60000 <= original.st_size);
}

static void test_store_copy__refuses_a_name_that_is_taken(void **state)
{
	const char *copy = beside("copy.mdb");

	(void)state;
	OK(rota_file_write(copy, "mine", 4, 0644, &err));
	assert_int_equal(ROTA_EINVALID, rota_store_copy(store, copy, &err));
	OK(rota_file_read(&out, copy, 100, &err));
	assert_string_equal("mine", rota_buffer_text(&out));
	assert_int_equal(ROTA_EINVALID, rota_store_copy(store, path, &err)); /* onto itself */
	assert_int_equal(3, count_files());
}

static void test_store_copy__needs_its_folder(void **state)
{
	(void)state;
	assert_int_equal(ROTA_ENOTFOUND, rota_store_copy(store, beside("no/copy.mdb"), &err));
	assert_int_equal(2, count_files());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_store_read__sees_the_commit_before_it_and_no_later_one),
		TEST(test_store_write__a_second_one_is_refused),
		TEST(test_store_abort__leaves_nothing_and_accepts_null),
		TEST(test_store_commit__of_a_reading_transaction_ends_it),
		TEST(test_store_write__the_map_grows_unseen),
		TEST(test_store_write__what_alone_is_too_large_fails_once_and_fits_later),
		TEST(test_store_write__the_map_stays_while_a_read_is_open),
		TEST(test_store_clear_derived__drops_what_is_derived_and_nothing_else),
		TEST(test_store_clear_derived__a_reading_transaction_cannot),
		TEST(test_store_stats__counts),
		TEST(test_store_copy__holds_the_last_commit_while_a_writer_works),
		TEST(test_store_copy__is_compact),
		TEST(test_store_copy__refuses_a_name_that_is_taken),
		TEST(test_store_copy__needs_its_folder),
	};

	return cmocka_run_group_tests_name("store/store", tests, NULL, NULL);
}
