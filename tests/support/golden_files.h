/* SPDX-License-Identifier: Apache-2.0 */
/** @file The bytes of the golden entries. Tests run in the folder of the project. */
#ifndef TESTS_SUPPORT_GOLDEN_FILES_H
#define TESTS_SUPPORT_GOLDEN_FILES_H

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"

enum { GOLDEN_MAX = 200 };

struct golden_files {
	struct rota_buffer bytes[GOLDEN_MAX];
	size_t count;
};

static inline int is_encoded(const struct dirent *entry)
{
	size_t size = strlen(entry->d_name);

	return size > 3 && strcmp(entry->d_name + size - 3, ".mp") == 0;
}

/** Read every .mp file of tests/golden/entry, in the order of their names. */
static inline void golden_read(struct golden_files *out)
{
	static const char folder[] = "tests/golden/entry";
	struct dirent **names;
	int count = scandir(folder, &names, is_encoded, alphasort);

	memset(out, 0, sizeof(*out));
	assert_in_range(count, 1, GOLDEN_MAX);
	for (int i = 0; i < count; i++) {
		char path[400];

		snprintf(path, sizeof(path), "%s/%s", folder, names[i]->d_name);
		assert_int_equal(ROTA_OK, rota_file_read(&out->bytes[i], path, 1 << 20, NULL));
		free(names[i]);
	}
	free(names);
	out->count = (size_t)count;
}

static inline void golden_clear(struct golden_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		rota_buffer_clear(&files->bytes[i]);
}

#endif
