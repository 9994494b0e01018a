/* SPDX-License-Identifier: Apache-2.0 */
/* What reserves memory, with the first, the second ... allocation failing, in utf8proc too. */
#include "tests/support/failing_memory.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hex.h"
#include "base/text.h"
#include "rota/arena.h"
#include "rota/day.h"

/* Taken apart (NFD), with a letter that NFC has no place for, and longer than a first buffer. */
/* clang-format off */
#define NAME \
	"Nguye\xcc\x82\xcc\x83n Thi\xcc\xa3 X\xcc\xa3uya\xcc\x82n, xa\xcc\x83 Hoa\xcc\x80 " \
	"Phu\xcc\x81" "c, tho\xcc\x82n Quy\xcc\x81"
/* clang-format on */

static int use_arena(void)
{
	struct rota_arena arena = { 0 };
	int rc = ROTA_OK;

	for (size_t size = 1; !rc && size < 100000; size *= 3)
		rc = rota_arena_copy(&arena, NAME, strlen(NAME)) && rota_arena_alloc(&arena, size)
			     ? ROTA_OK
			     : ROTA_ENOMEM;
	rota_arena_reset(&arena);
	rota_arena_clear(&arena);
	return rc;
}

static int use_buffer(void)
{
	struct rota_buffer buffer = { 0 };
	int rc;

	for (int i = 0; i < 50; i++)
		rota_buffer_printf(&buffer, "%d %s", i, NAME);
	rota_hex_encode(&buffer, NAME, strlen(NAME));
	rc = rota_buffer_check(&buffer, NULL);
	rota_buffer_clear(&buffer);
	return rc;
}

typedef int append_text(struct rota_buffer *out, const char *text, size_t size,
			struct rota_error *err);

static int append(append_text *try)
{
	struct rota_buffer out = { 0 };
	struct rota_error err = { 0 };
	int rc = try(&out, NAME, strlen(NAME), &err);

	assert_int_equal(rc, err.code);
	assert_string_equal(rc ? "out of memory" : "", err.message);
	rota_buffer_clear(&out);
	return rc;
}

static int clean(void)
{
	return append(rota_text_clean);
}

static int fold(void)
{
	return append(rota_text_fold);
}

static int fold_loose(void)
{
	return append(rota_text_fold_loose);
}

static int collate_person(struct rota_buffer *out, const char *text, size_t size,
			  struct rota_error *err)
{
	return rota_text_collation_key(out, text, size, ROTA_ORDER_PERSON, err);
}

static int collation_key(void)
{
	return append(collate_person);
}

static int read_day(void)
{
	struct rota_day day;
	const char *text = "Nga\xcc\x80y 15 tha\xcc\x81ng 02 n\xc4\x83m 2024";

	return rota_day_read(&day, text, strlen(text), NULL);
}

/** The folder of the test stands while it runs. */
static char folder[] = P_tmpdir "/rota-test-XXXXXX";

static int write_and_read_file(void)
{
	struct rota_buffer bytes = { 0 };
	struct rota_error err = { 0 };
	int rc = rota_file_write("name", NAME, strlen(NAME), 0600, &err);

	if (rc == ROTA_EIO && strcmp(err.message, "'name': Cannot allocate memory") == 0)
		rc = ROTA_ENOMEM; /* the system's own word for it */
	if (!rc)
		rc = rota_file_read(&bytes, "name", 1000, NULL);
	rota_buffer_clear(&bytes);
	return rc;
}

static void test_arena__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(use_arena);
}

static void test_buffer__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(use_buffer);
}

static void test_text__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(clean);
	expect_survival(fold);
	expect_survival(fold_loose);
	expect_survival(collation_key);
}

static void test_day_read__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(read_day);
}

static void test_file__survives_failing_memory(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(0, chdir(folder));
	expect_survival(write_and_read_file);
	assert_int_equal(0, unlink("name"));
	assert_int_equal(0, rmdir(folder));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena__survives_failing_memory),
		cmocka_unit_test(test_buffer__survives_failing_memory),
		cmocka_unit_test(test_text__survives_failing_memory),
		cmocka_unit_test(test_day_read__survives_failing_memory),
		cmocka_unit_test(test_file__survives_failing_memory),
	};

	return cmocka_run_group_tests_name("base with failing memory", tests, NULL, NULL);
}
