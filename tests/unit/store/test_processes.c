/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The promises of store/store.h that need more than one process: writers that
 * take turns or are killed, readers that are killed or see one snapshot, maps
 * that grow elsewhere.
 */
#include "tests/unit/store/peer.h"

#include "store/private.h"

/* --- writers --------------------------------------------------------------------------------- */

enum { TURNS = 100 };

/** Append TURNS entries to the one log and to its own, each in a transaction. */
static void append_in_turn(const struct peer *parent)
{
	uint8_t own[8] = { 0xff, (uint8_t)getpid(), (uint8_t)(getpid() >> 8), 1 };
	uint64_t size;

	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	tell(parent);
	MUST(wait_for(parent));
	for (uint64_t n = 0; n < TURNS; n++) {
		MUST(rota_store_write(&txn, store, &err) == ROTA_OK);
		MUST(rota_log_size(&size, txn, writer_a, &err) == ROTA_OK);
		MUST(rota_log_append(txn, writer_a, size, own, 4, &err) == ROTA_OK);
		MUST(rota_log_append(txn, own, n, &size, sizeof(size), &err) == ROTA_OK);
		MUST(rota_store_commit(txn, &err) == ROTA_OK);
	}
	rota_store_close(store);
}

struct turns {
	uint8_t pids[2][3];
	int of[2];
};

/** Count the entries of the one log by who wrote them. */
static int count_turns(uint64_t n, const void *bytes, size_t size, void *payload,
		       struct rota_error *e)
{
	struct turns *turns = payload;

	(void)e;
	assert_int_equal(4, size);
	if (n == 0)
		memcpy(turns->pids[0], (const uint8_t *)bytes + 1, 3);
	turns->of[memcmp(turns->pids[0], (const uint8_t *)bytes + 1, 3) != 0]++;
	return 0;
}

static int check_own_log(uint32_t no, const uint8_t *writer, void *payload, struct rota_error *e)
{
	(void)no;
	(void)e;
	if (writer[0] == 0xff) {
		assert_int_equal(TURNS, log_size(writer));
		++*(int *)payload;
	}
	return 0;
}

static void test_store_write__two_processes_append_at_once(void **state)
{
	struct peer children[2];
	struct turns turns = { 0 };
	int writers = 0;

	(void)state;
	for (int i = 0; i < 2; i++)
		children[i] = start(append_in_turn);
	for (int i = 0; i < 2; i++)
		assert_true(wait_for(&children[i]));
	for (int i = 0; i < 2; i++)
		tell(&children[i]);
	for (int i = 0; i < 2; i++)
		finish(&children[i]);
	begin_read();
	assert_int_equal(2 * TURNS, log_size(writer_a));
	OK(rota_log_each(txn, writer_a, 0, count_turns, &turns, &err));
	assert_int_equal(TURNS, turns.of[0]);
	assert_int_equal(TURNS, turns.of[1]);
	OK(rota_log_writers_each(txn, check_own_log, &writers, &err));
	assert_int_equal(2, writers);
}

/** Append and tell, then wait to be killed with the transaction open. */
static void append_and_hang(const struct peer *parent)
{
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	MUST(rota_store_write(&txn, store, &err) == ROTA_OK);
	for (uint64_t n = 1; n < 500; n++)
		MUST(rota_log_append(txn, writer_a, n, "half", 4, &err) == ROTA_OK);
	tell(parent);
	wait_for(parent);
}

static void test_store_write__a_killed_writer_leaves_nothing_and_holds_nobody(void **state)
{
	struct peer child;

	(void)state;
	begin_write();
	append(writer_a, 0, "a0");
	commit();
	child = start(append_and_hang);
	assert_true(wait_for(&child));
	kill_it(&child);
	begin_write();
	assert_int_equal(1, log_size(writer_a));
	append(writer_a, 1, "a1");
	commit();
	begin_read();
	assert_string_equal("a1", entry(writer_a, 1));
}

/** Commit pairs of entries for ever, and tell after each commit. */
static void append_for_ever(const struct peer *parent)
{
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	for (;;) {
		uint64_t size;

		MUST(rota_store_write(&txn, store, &err) == ROTA_OK);
		MUST(rota_log_size(&size, txn, writer_a, &err) == ROTA_OK);
		MUST(rota_log_append(txn, writer_a, size, "a", 1, &err) == ROTA_OK);
		MUST(rota_log_append(txn, writer_b, size, "b", 1, &err) == ROTA_OK);
		MUST(rota_store_commit(txn, &err) == ROTA_OK);
		tell(parent);
	}
}

static void test_store_commit__what_was_acknowledged_survives_a_kill_at_any_moment(void **state)
{
	uint64_t acknowledged = 0;
	struct peer child;

	(void)state;
	for (int round = 0; round < 20; round++) {
		child = start(append_for_ever);
		for (int i = 0; i < 1 + round % 7; i++, acknowledged++)
			assert_true(wait_for(&child));
		kill_it(&child);
		begin_write();
		assert_true(log_size(writer_a) >= acknowledged);
		acknowledged = log_size(writer_a);
		assert_int_equal(acknowledged, log_size(writer_b)); /* all or nothing */
		append(writer_a, acknowledged, "a");
		append(writer_b, acknowledged, "b");
		acknowledged++;
		commit();
	}
}

/* --- readers --------------------------------------------------------------------------------- */

enum { READER_SLOTS = 126 };

/** Take all reader slots, and wait to be killed. */
static void read_and_hang(const struct peer *parent)
{
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	for (int i = 0; i < READER_SLOTS; i++)
		MUST(rota_store_read(&txn, store, &err) == ROTA_OK);
	tell(parent);
	wait_for(parent);
}

static void test_store_read__slots_of_killed_readers_are_freed_at_need(void **state)
{
	struct peer child;

	(void)state;
	child = start(read_and_hang);
	assert_true(wait_for(&child));
	FAILS(ROTA_EBUSY, with_path("'%s': too many programs are reading it"),
	      rota_store_read(&txn, store, &err));
	assert_string_equal("close other windows of rota, then do this again", err.hint);
	assert_null(txn);
	kill_it(&child);
	begin_read();
}

static void open_and_close(const struct peer *parent)
{
	(void)parent;
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	rota_store_close(store);
}

/** An old snapshot of a killed reader would keep pages from being used again. */
static void test_store_open__slots_of_killed_readers_are_freed(void **state)
{
	static const char bytes[50000] = "changes often";
	struct rota_store_stats before, after;
	struct peer child;

	(void)state;
	begin_write();
	OK(rota_state_put(txn, intern("x"), bytes, sizeof(bytes), &err));
	commit();
	child = start(read_and_hang);
	assert_true(wait_for(&child));
	kill_it(&child);
	child = start(open_and_close);
	finish(&child);
	OK(rota_store_stats(&before, store, &err));
	for (int i = 0; i < 20; i++) {
		begin_write();
		OK(rota_state_put(txn, 1, bytes, sizeof(bytes), &err));
		commit();
	}
	OK(rota_store_stats(&after, store, &err));
	assert_in_range(after.pages - before.pages, 0, 60); /* with the old reader 270 */
}

/** Look at the store before and after the parent has written. */
static void read_one_snapshot(const struct peer *parent)
{
	uint64_t size;

	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	MUST(rota_store_read(&txn, store, &err) == ROTA_OK);
	tell(parent);
	MUST(wait_for(parent));
	MUST(rota_log_size(&size, txn, writer_a, &err) == ROTA_OK);
	MUST(size == 100);
	for (uint64_t n = 0; n < size; n++)
		MUST(rota_log_get(&out, txn, writer_a, n, &err) == ROTA_OK);
	MUST(out.size == 100 && out.bytes[0] == 'o' && out.bytes[99] == 'o');
	rota_store_abort(txn);
	MUST(rota_store_read(&txn, store, &err) == ROTA_OK);
	MUST(rota_log_size(&size, txn, writer_a, &err) == ROTA_OK);
	MUST(size == 200);
}

static void test_store_read__sees_one_snapshot_while_another_process_writes(void **state)
{
	struct peer child;

	(void)state;
	begin_write();
	for (uint64_t n = 0; n < 100; n++)
		append(writer_a, n, "o");
	commit();
	child = start(read_one_snapshot);
	assert_true(wait_for(&child));
	for (uint64_t n = 100; n < 200; n++) {
		begin_write();
		append(writer_a, n, "n");
		commit();
	}
	tell(&child);
	finish(&child);
}

/* --- maps ------------------------------------------------------------------------------------ */

static void write_3_mb(const struct peer *parent)
{
	static const char bytes[50000] = "a large entry";

	(void)parent;
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	MUST(rota_store_write(&txn, store, &err) == ROTA_OK);
	for (uint64_t n = 0; n < 60; n++)
		MUST(rota_log_append(txn, writer_a, n, bytes, sizeof(bytes), &err) == ROTA_OK);
	MUST(rota_store_commit(txn, &err) == ROTA_OK);
}

static void test_store_read__follows_a_map_that_another_process_outgrew(void **state)
{
	struct peer child;

	(void)state;
	OK(rota_store_map(store, 1 << 20, &err));
	child = start(write_3_mb);
	finish(&child);
	begin_read();
	assert_int_equal(60, log_size(writer_a));
	assert_memory_equal("a large entry", entry(writer_a, 59), 13);
}

static void test_store_write__follows_a_map_that_another_process_outgrew(void **state)
{
	struct peer child;

	(void)state;
	OK(rota_store_map(store, 1 << 20, &err));
	child = start(write_3_mb);
	finish(&child);
	begin_write();
	append(writer_a, 60, "a60");
	commit();
}

static void test_store_read__does_not_move_the_map_under_an_open_read(void **state)
{
	struct rota_store_txn *open_read = NULL;
	struct peer child;
	uint64_t size;

	(void)state;
	OK(rota_store_map(store, 1 << 20, &err));
	OK(rota_store_read(&open_read, store, &err));
	child = start(write_3_mb);
	finish(&child);
	FAILS(ROTA_ENOMEM,
	      with_path("'%s': another rota made it larger while this one was reading"),
	      rota_store_read(&txn, store, &err));
	assert_string_equal("run the command again", err.hint);
	OK(rota_log_size(&size, open_read, writer_a, &err));
	assert_int_equal(0, size);
	rota_store_abort(open_read);
	begin_read();
	assert_int_equal(60, log_size(writer_a));
}

/* --- copies ---------------------------------------------------------------------------------- */

static void test_store_copy__is_consistent_while_another_process_writes(void **state)
{
	const char *copy = beside("copy.mdb");
	struct peer child;

	(void)state;
	child = start(append_for_ever);
	for (int round = 0; round < 10; round++) {
		assert_true(wait_for(&child));
		OK(rota_store_copy(store, copy, &err));
		rota_store_close(store);
		OK(rota_store_open(&store, copy, ROTA_STORE_READ_ONLY, &err));
		begin_read();
		assert_true(log_size(writer_a) > 0);
		assert_int_equal(log_size(writer_a), log_size(writer_b));
		assert_string_equal("a", entry(writer_a, log_size(writer_a) - 1));
		end();
		reopen(0);
		assert_int_equal(0, unlink(copy));
	}
	kill_it(&child);
}

/* --- fork ------------------------------------------------------------------------------------ */

static struct rota_store *inherited;

static void use_the_parents_store(const struct peer *parent)
{
	const char *wanted = with_path("'%s' was opened by another process than this one");

	(void)parent;
	MUST(rota_store_read(&txn, inherited, &err) == ROTA_EBUG);
	MUST(strcmp(err.message, wanted) == 0);
	MUST(rota_store_write(&txn, inherited, &err) == ROTA_EBUG);
	MUST(strcmp(err.message, wanted) == 0);
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK); /* its own it may have */
	MUST(rota_store_write(&txn, store, &err) == ROTA_OK);
	MUST(rota_log_append(txn, writer_a, 0, "a0", 2, &err) == ROTA_OK);
	MUST(rota_store_commit(txn, &err) == ROTA_OK);
}

static void test_store_read__refuses_the_store_of_a_parent_process(void **state)
{
	struct peer child;

	(void)state;
	inherited = store;
	child = start(use_the_parents_store);
	finish(&child);
	begin_read();
	assert_string_equal("a0", entry(writer_a, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_store_write__two_processes_append_at_once),
		TEST(test_store_write__a_killed_writer_leaves_nothing_and_holds_nobody),
		TEST(test_store_commit__what_was_acknowledged_survives_a_kill_at_any_moment),
		TEST(test_store_read__slots_of_killed_readers_are_freed_at_need),
		TEST(test_store_open__slots_of_killed_readers_are_freed),
		TEST(test_store_read__sees_one_snapshot_while_another_process_writes),
		TEST(test_store_read__follows_a_map_that_another_process_outgrew),
		TEST(test_store_write__follows_a_map_that_another_process_outgrew),
		TEST(test_store_read__does_not_move_the_map_under_an_open_read),
		TEST(test_store_copy__is_consistent_while_another_process_writes),
		TEST(test_store_read__refuses_the_store_of_a_parent_process),
	};

	return cmocka_run_group_tests_name("store/processes", tests, NULL, NULL);
}
