/* SPDX-License-Identifier: Apache-2.0 */
/* What was written once is read for ever: every golden entry, and every refused one. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "rota/entry.h"

typedef void visit_file(const char *path, const struct rota_buffer *bytes);

/** Call @p visit for each .mp file of a folder; returns how many there were. */
static size_t each_file(const char *folder, visit_file *visit)
{
	DIR *dir = opendir(folder);
	struct dirent *file;
	size_t count = 0;

	assert_non_null(dir);
	while ((file = readdir(dir))) {
		struct rota_buffer bytes = { 0 };
		char path[512];
		size_t size = strlen(file->d_name);

		if (size < 3 || strcmp(file->d_name + size - 3, ".mp") != 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, file->d_name);
		assert_int_equal(rota_file_read(&bytes, path, 1 << 20, NULL), ROTA_OK);
		visit(path, &bytes);
		rota_buffer_clear(&bytes);
		count++;
	}
	closedir(dir);
	return count;
}

static void read_json_beside(struct rota_buffer *json, const char *path)
{
	char beside[512];

	snprintf(beside, sizeof(beside), "%.*sjson", (int)strlen(path) - 2, path);
	assert_int_equal(rota_file_read(json, beside, 1 << 20, NULL), ROTA_OK);
	rota_buffer_truncate(json, json->size - 1);
}

static void expect_sound(const char *path, const struct rota_buffer *bytes)
{
	struct rota_arena arena = { 0 };
	struct rota_buffer json = { 0 };
	struct rota_error err = { 0 };
	struct rota_entry entry;
	const char *text;
	const uint8_t *again;
	size_t size;
	int rc = rota_entry_decode(&entry, &arena, bytes->bytes, bytes->size, &err);

	if (rc)
		fail_msg("%s: %s", path, err.message);
	rc = rota_entry_check(&entry, &err);
	if (rc != (strstr(path, "/held-") ? ROTA_ENOTFOUND : ROTA_OK))
		fail_msg("%s: %d %s", path, rc, err.message);
	read_json_beside(&json, path);
	assert_int_equal(rota_entry_to_json(&text, &entry, &arena, &err), ROTA_OK);
	assert_string_equal(text, rota_buffer_text(&json));
	assert_int_equal(rota_entry_from_json(&again, &size, text, strlen(text), &arena, &err),
	                 ROTA_OK);
	assert_int_equal(size, bytes->size);
	assert_memory_equal(again, bytes->bytes, size);
	rota_buffer_clear(&json);
	rota_arena_clear(&arena);
}

static void expect_refused(const char *path, const struct rota_buffer *bytes)
{
	struct rota_arena arena = { 0 };
	struct rota_entry entry;

	if (rota_entry_decode(&entry, &arena, bytes->bytes, bytes->size, NULL) != ROTA_ECORRUPT)
		fail_msg("%s was taken for an entry", path);
	rota_arena_clear(&arena);
}

static void test_golden__every_kind_is_read_and_written_alike(void **state)
{
	(void)state;
	assert_true(each_file("tests/golden/entry", expect_sound) >= 40);
}

static void test_golden__what_is_no_entry_is_refused(void **state)
{
	(void)state;
	assert_true(each_file("tests/golden/entry-invalid", expect_refused) >= 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden__every_kind_is_read_and_written_alike),
		cmocka_unit_test(test_golden__what_is_no_entry_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
