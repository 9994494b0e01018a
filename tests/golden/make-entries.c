/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes the bytes of golden entries: for each NAME.json given, NAME.mp beside
 * it. `make golden` calls it. What has been released is never written anew;
 * tests/unit/entry/test_golden.c holds the library to the bytes.
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "rota/entry.h"

static int make(const char *json_path, struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct rota_buffer json = { 0 };
	struct rota_entry entry;
	const uint8_t *bytes;
	char path[4096];
	size_t size;
	int rc;

	rc = rota_file_read(&json, json_path, 1 << 20, err);
	if (!rc)
		rc = rota_entry_from_json(&bytes, &size, json.bytes, json.size, &arena, err);
	if (!rc)
		rc = rota_entry_decode(&entry, &arena, bytes, size, err);
	if (!rc && !entry.held[0])
		rc = rota_entry_check(&entry, err);
	if (!rc) {
		snprintf(path, sizeof(path), "%.*s.mp", (int)(strlen(json_path) - 5), json_path);
		rc = rota_file_write(path, bytes, size, 0644, err);
	}
	rota_buffer_clear(&json);
	rota_arena_clear(&arena);
	return rc;
}

int main(int argc, char **argv)
{
	struct rota_error err = { 0 };

	for (int i = 1; i < argc; i++)
		if (make(argv[i], &err))
			return fprintf(stderr, "%s: %s\n", argv[i], err.message), 1;
	return 0;
}
