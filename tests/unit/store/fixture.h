/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A fresh folder with an open store for each test, removed at its end, and
 * shorthand for what every test of the store does.
 */
#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/entity.h"
#include "store/index.h"
#include "store/log.h"
#include "store/setting.h"
#include "store/state.h"
#include "store/store.h"

static char folder[64];
static char path[96];
static struct rota_store *store;
static struct rota_store_txn *txn;
static struct rota_buffer out;
static struct rota_error err;

static const uint8_t writer_a[8] = { 0x0a, 0, 0, 0, 0, 0, 0, 1 };
static const uint8_t writer_b[8] = { 0x0b, 0, 0, 0, 0, 0, 0, 2 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** The call works; otherwise its message is printed. */
#define OK(call)                                          \
	do {                                              \
		rota_error_clear(&err);                   \
		int ok_rc = (call);                       \
		if (ok_rc)                                \
			print_error("%s\n", err.message); \
		assert_int_equal(ROTA_OK, ok_rc);         \
	} while (0)

/** The call fails with this code and exactly this message. */
#define FAILS(wanted, text, call)                         \
	do {                                              \
		rota_error_clear(&err);                   \
		assert_int_equal((wanted), (call));       \
		assert_int_equal((wanted), err.code);     \
		assert_string_equal((text), err.message); \
	} while (0)

/** A text with the path of the store in the place of %s; lives until the next call. */
static inline const char *with_path(const char *format)
{
	static char text[512];
	const char *place = strstr(format, "%s");

	snprintf(text, sizeof(text), "%.*s%s%s", (int)(place - format), format, path, place + 2);
	return text;
}

/** A path in the folder; lives until the next call but three. */
static inline const char *beside(const char *name)
{
	static char names[4][sizeof(folder) + 256];
	static int turn;
	char *at = names[turn++ % 4];

	snprintf(at, sizeof(names[0]), "%s/%s", folder, name);
	return at;
}

static inline int make_folder(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/rota-store-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/rota.mdb", folder);
	return 0;
}

/** A folder with an empty store, open. */
static inline int make_store(void **state)
{
	return make_folder(state) || rota_store_create(path, &err) ||
	       rota_store_open(&store, path, 0, &err);
}

static inline int remove_folder(void **state)
{
	DIR *dir;
	struct dirent *entry;

	(void)state;
	rota_store_abort(txn);
	rota_store_close(store);
	txn = NULL;
	store = NULL;
	rota_buffer_clear(&out);
	chmod(folder, 0700);
	dir = opendir(folder);
	while (dir && (entry = readdir(dir)))
		unlink(beside(entry->d_name));
	if (dir)
		closedir(dir);
	return rmdir(folder);
}

/** How many files the folder holds. */
static inline int count_files(void)
{
	DIR *dir = opendir(folder);
	int count = -2; /* . and .. */

	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_store, remove_folder)
#define TEST_WITHOUT_STORE(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

static inline void begin_read(void)
{
	OK(rota_store_read(&txn, store, &err));
}

static inline void begin_write(void)
{
	OK(rota_store_write(&txn, store, &err));
}

static inline void end(void)
{
	rota_store_abort(txn);
	txn = NULL;
}

static inline void commit(void)
{
	struct rota_store_txn *ending = txn;

	txn = NULL;
	OK(rota_store_commit(ending, &err));
}

static inline void reopen(unsigned flags)
{
	rota_store_close(store);
	store = NULL;
	OK(rota_store_open(&store, path, flags, &err));
}

/** Append a text as the next entry of a writer. */
static inline void append(const uint8_t *writer, uint64_t n, const char *text)
{
	OK(rota_log_append(txn, writer, n, text, strlen(text), &err));
}

/** The text of an entry; lives until the next call. */
static inline const char *entry(const uint8_t *writer, uint64_t n)
{
	rota_buffer_reset(&out);
	OK(rota_log_get(&out, txn, writer, n, &err));
	return rota_buffer_text(&out);
}

static inline uint64_t log_size(const uint8_t *writer)
{
	uint64_t size;

	OK(rota_log_size(&size, txn, writer, &err));
	return size;
}

/** An entity with a 16-byte id that begins with this text. */
static inline uint32_t intern(const char *name)
{
	uint8_t id[ROTA_ENTITY_ID_SIZE] = { 0 };
	uint32_t no;

	memcpy(id, name, strnlen(name, sizeof(id)));
	OK(rota_entity_intern(&no, NULL, txn, id, 1, &err));
	return no;
}

#endif
