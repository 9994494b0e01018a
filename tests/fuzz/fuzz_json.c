/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any text, as a person or another program may hand it over: the JSON of values, and of entries.
 *
 * What holds: what was read is written and read again as the same value, on one line and
 * indented; what becomes bytes as an entry is canonical, and decodes or is refused, and the entry
 * is the same after its way through JSON.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "codec/canonical.h"
#include "codec/json.h"
#include "rota/entry.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

typedef int write_value(struct rota_buffer *out, const struct rota_value *value,
			struct rota_error *err);

static void expect_same(const struct rota_value *value, struct rota_arena *arena,
			write_value *write)
{
	struct rota_buffer text = { 0 };
	struct rota_value again;

	assert(write(&text, value, NULL) == ROTA_OK);
	assert(rota_json_read(&again, arena, text.bytes, text.size, NULL) == ROTA_OK);
	assert(rota_value_equal(value, &again));
	rota_buffer_clear(&text);
}

static void try_value(const char *text, size_t size)
{
	struct rota_arena arena = { 0 };
	struct rota_error err = { 0 };
	struct rota_value value;
	int rc = rota_json_read(&value, &arena, text, size, &err);

	assert(rc == ROTA_OK || rc == ROTA_EINVALID);
	assert(!rc == !err.message[0]);
	if (!rc) {
		expect_same(&value, &arena, rota_json_write);
		expect_same(&value, &arena, rota_json_write_pretty);
	}
	rota_arena_clear(&arena);
}

static void try_decoding(struct rota_arena *arena, const uint8_t *bytes, size_t size)
{
	struct rota_entry entry;
	const uint8_t *again;
	size_t again_size;
	const char *json;

	assert(rota_canonical_check(NULL, bytes, size, NULL) == ROTA_OK);
	if (rota_entry_decode(&entry, arena, bytes, size, NULL))
		return;
	rota_entry_check(&entry, NULL);
	assert(rota_entry_to_json(&json, &entry, arena, NULL) == ROTA_OK);
	assert(rota_entry_from_json(&again, &again_size, json, strlen(json), arena, NULL) ==
	       ROTA_OK);
	assert(again_size == size && memcmp(again, bytes, size) == 0);
}

static void try_entry(const char *text, size_t size)
{
	struct rota_arena arena = { 0 };
	const uint8_t *bytes;
	size_t encoded;
	int rc = rota_entry_from_json(&bytes, &encoded, text, size, &arena, NULL);

	assert(rc == ROTA_OK || rc == ROTA_EINVALID);
	assert(!rc == (bytes != NULL));
	if (!rc)
		try_decoding(&arena, bytes, encoded);
	rota_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	try_value((const char *)bytes, size);
	try_entry((const char *)bytes, size);
	return 0;
}
