/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Shorthand for what every test of src/trust does: exact failures, the key of a seed, bytes as
 * digits, a folder of its own, and ssh-keygen where there is one.
 */
#ifndef TESTS_UNIT_TRUST_TRUST_H
#define TESTS_UNIT_TRUST_TRUST_H

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock_test.h"
#include "base/file.h"
#include "base/hex.h"
#include "trust/key.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct rota_error err;

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

/** The bytes are these digits. */
static inline void assert_hex(const char *digits, const void *bytes, size_t size)
{
	struct rota_buffer out = { 0 };

	rota_hex_encode(&out, bytes, size);
	assert_string_equal(digits, rota_buffer_text(&out));
	rota_buffer_clear(&out);
}

/** The key that the test random gives after this seed. */
static inline struct rota_key key_of(uint64_t seed, const char *comment)
{
	struct rota_key key;

	rota_random_test_seed(seed);
	OK(rota_key_generate(&key, comment, &err));
	return key;
}

static char folder[] = P_tmpdir "/rota-test-XXXXXX";

static inline int enter_folder(void **state)
{
	(void)state;
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static inline int leave_folder(void **state)
{
	DIR *dir = opendir(".");
	struct dirent *entry;

	(void)state;
	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			remove(entry->d_name);
	if (dir)
		closedir(dir);
	return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static inline void put_file(const char *path, const char *text)
{
	OK(rota_file_write(path, text, strlen(text), 0600, &err));
}

/** @return whether the command of the shell ends with 0. */
static inline bool runs(const char *command)
{
	return system(command) == 0;
}

/** What the command prints, in @p out, which is the caller's. It must end with 0. */
static inline const char *printed(struct rota_buffer *out, const char *command)
{
	char line[512];

	snprintf(line, sizeof(line), "%s >printed 2>said", command);
	if (!runs(line))
		fail_msg("'%s' failed", command);
	rota_buffer_reset(out);
	OK(rota_file_read(out, "printed", 65536, &err));
	return rota_buffer_text(out);
}

/** Leave the test where OpenSSH is not installed. */
#define NEEDS_SSH_KEYGEN()                                                       \
	do {                                                                     \
		if (!runs("command -v ssh-keygen >/dev/null")) {                 \
			print_message("skipped: there is no ssh-keygen here\n"); \
			skip();                                                  \
		}                                                                \
	} while (0)

#endif
