/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Bytes that change in the file are noticed: every single bit of a stored
 * value, one at a time, as a failing disk would have it. The store is read in
 * a child process, since LMDB itself may fall over what it finds.
 */
#include "tests/unit/store/fixture.h"

#include <fcntl.h>

#include "base/file.h"

/** A text that stands nowhere else in the file. */
static const char value[] = "seven commune secretaries";

enum { HASH_SIZE = 8, VALUE_SIZE = sizeof(value) - 1 };

/** Where the value stands in the file. */
static off_t find_value(void)
{
	const char *found;

	rota_buffer_reset(&out);
	OK(rota_file_read(&out, path, 1 << 20, &err));
	found = memmem(out.bytes, out.size, value, VALUE_SIZE);
	assert_non_null(found);
	return found - out.bytes;
}

static void flip(int fd, off_t at, unsigned bit)
{
	uint8_t byte;

	assert_int_equal(1, pread(fd, &byte, 1, at));
	byte = (uint8_t)(byte ^ 1U << bit);
	assert_int_equal(1, pwrite(fd, &byte, 1, at));
}

/** In a child: open the store and read; 0 when exactly this failure is reported. */
static int read_in_child(int (*read_value)(void), const char *message)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct rota_store *mine = NULL;

		if (rota_store_open(&mine, path, 0, &err) || rota_store_read(&txn, mine, &err))
			_exit(2);
		if (read_value() != ROTA_ECORRUPT)
			_exit(3);
		/* what is derived can be derived again; the log cannot */
		_exit(strcmp(message, err.message) != 0 ||
		      strcmp(strstr(message, "the state of") ? "run: rota rebuild" :
		                                              "take rota.mdb from a backup",
		             err.hint) != 0);
	}
	assert_int_equal(child, waitpid(child, &status, 0));
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/** Flip every bit of the hash and of the value, and back. */
static void every_bit_is_noticed(int (*read_value)(void), const char *message)
{
	off_t first = find_value() - HASH_SIZE;
	int fd;

	rota_store_close(store);
	store = NULL;
	fd = open(path, O_RDWR);
	assert_true(fd >= 0);
	for (off_t at = first; at < first + HASH_SIZE + VALUE_SIZE; at++)
		for (unsigned bit = 0; bit < 8; bit++) {
			flip(fd, at, bit);
			assert_int_equal(0, read_in_child(read_value, message));
			flip(fd, at, bit);
		}
	close(fd);
	OK(rota_store_open(&store, path, 0, &err));
	begin_read();
	assert_int_equal(ROTA_OK, read_value());
}

static int get_entry(void)
{
	struct rota_buffer buffer = { 0 };
	int rc = rota_log_get(&buffer, txn, writer_a, 1, &err);

	rc = rc == ROTA_ECORRUPT && buffer.size ? ROTA_EBUG : rc; /* nothing is handed out */
	rota_buffer_clear(&buffer);
	return rc;
}

static int ignore_entry(uint64_t n, const void *bytes, size_t size, void *payload,
			struct rota_error *e)
{
	(void)n;
	(void)bytes;
	(void)size;
	(void)e;
	++*(int *)payload;
	return 0;
}

static int each_entry(void)
{
	int visited = 0;
	int rc = rota_log_each(txn, writer_a, 0, ignore_entry, &visited, &err);

	return rc == ROTA_ECORRUPT && visited != 1 ? ROTA_EBUG : rc;
}

static void fill_log(void)
{
	begin_write();
	append(writer_a, 0, "before");
	append(writer_a, 1, value);
	append(writer_a, 2, "behind");
	commit();
}

static void test_log_get__notices_every_flipped_bit(void **state)
{
	(void)state;
	fill_log();
	every_bit_is_noticed(get_entry,
			     "writer '0a00000000000001', entry 1: the stored bytes are damaged");
}

static void test_log_each__notices_a_flipped_bit_and_stops_there(void **state)
{
	off_t at;
	int fd;

	(void)state;
	fill_log();
	at = find_value();
	rota_store_close(store);
	store = NULL;
	fd = open(path, O_RDWR);
	flip(fd, at + 3, 4);
	close(fd);
	assert_int_equal(0, read_in_child(each_entry, "writer '0a00000000000001', entry 1: the "
						      "stored bytes are damaged"));
}

/** Two entries of equal size that change places keep their hashes, and do not belong there. */
static void test_log_get__notices_an_entry_in_the_place_of_another(void **state)
{
	char first[HASH_SIZE + VALUE_SIZE], second[sizeof(first)];
	off_t at, other;
	int fd;

	(void)state;
	begin_write();
	append(writer_a, 0, "seven commune chairwomen!");
	append(writer_a, 1, value);
	commit();
	at = find_value() - HASH_SIZE;
	other = (char *)memmem(out.bytes, out.size, "seven commune chair", 19) - out.bytes -
		HASH_SIZE;
	rota_store_close(store);
	store = NULL;
	fd = open(path, O_RDWR);
	assert_int_equal(sizeof(first), pread(fd, first, sizeof(first), at));
	assert_int_equal(sizeof(first), pread(fd, second, sizeof(first), other));
	assert_int_equal(sizeof(first), pwrite(fd, first, sizeof(first), other));
	assert_int_equal(sizeof(first), pwrite(fd, second, sizeof(first), at));
	close(fd);
	assert_int_equal(0, read_in_child(get_entry, "writer '0a00000000000001', entry 1: the "
						     "stored bytes are damaged"));
}

static int get_state(void)
{
	rota_buffer_reset(&out);
	return rota_state_get(&out, txn, 1, &err);
}

static int ignore_state(uint32_t no, const void *bytes, size_t size, void *payload,
			struct rota_error *e)
{
	(void)no;
	(void)bytes;
	(void)size;
	(void)payload;
	(void)e;
	return 0;
}

static int each_state(void)
{
	return rota_state_each(txn, ignore_state, NULL, &err);
}

static void fill_state(void)
{
	begin_write();
	assert_int_equal(1, intern("x"));
	OK(rota_state_put(txn, 1, value, VALUE_SIZE, &err));
	commit();
}

static void test_state_get__notices_every_flipped_bit(void **state)
{
	(void)state;
	fill_state();
	every_bit_is_noticed(get_state, "the state of entity 1: the stored bytes are damaged");
}

static void test_state_each__notices_every_flipped_bit(void **state)
{
	(void)state;
	fill_state();
	every_bit_is_noticed(each_state, "the state of entity 1: the stored bytes are damaged");
}

static int get_setting(void)
{
	rota_buffer_reset(&out);
	return rota_setting_get(&out, txn, "name", &err);
}

static void test_setting_get__notices_every_flipped_bit(void **state)
{
	(void)state;
	begin_write();
	OK(rota_setting_put(txn, "name", value, &err));
	commit();
	every_bit_is_noticed(get_setting, "setting 'name': its stored bytes are damaged");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_log_get__notices_every_flipped_bit),
		TEST(test_log_each__notices_a_flipped_bit_and_stops_there),
		TEST(test_log_get__notices_an_entry_in_the_place_of_another),
		TEST(test_state_get__notices_every_flipped_bit),
		TEST(test_state_each__notices_every_flipped_bit),
		TEST(test_setting_get__notices_every_flipped_bit),
	};

	return cmocka_run_group_tests_name("store/damage", tests, NULL, NULL);
}
