/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes, as they may arrive in a batch: the structural check, decoding, the walk along the
 * table of kinds, the rules, and the JSON form in both directions.
 *
 * What holds: the check agrees with the decoder; a value has no other bytes than those it came
 * from; so has an entry after its way through JSON, whatever is wrong with its content.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "codec/canonical.h"
#include "rota/entry.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void expect_bytes(const void *found, size_t found_size, const uint8_t *bytes, size_t size)
{
	assert(found_size == size);
	assert(memcmp(found, bytes, size) == 0);
}

static void try_value(const uint8_t *bytes, size_t size)
{
	struct rota_arena arena = { 0 };
	struct rota_buffer again = { 0 };
	struct rota_value value;
	int rc = rota_canonical_check(NULL, bytes, size, NULL);

	assert(rc == ROTA_OK || rc == ROTA_ECORRUPT);
	assert(rota_canonical_decode(&value, &arena, bytes, size, NULL) == rc);
	if (!rc) {
		assert(rota_canonical_encode(&again, &value, NULL) == ROTA_OK);
		expect_bytes(again.bytes, again.size, bytes, size);
	}
	rota_buffer_clear(&again);
	rota_arena_clear(&arena);
}

static void try_json(const struct rota_entry *entry, struct rota_arena *arena, const uint8_t *bytes,
		     size_t size)
{
	const uint8_t *again;
	size_t again_size;
	const char *json;

	assert(rota_entry_to_json(&json, entry, arena, NULL) == ROTA_OK);
	assert(!strchr(json, '\n'));
	assert(rota_entry_from_json(&again, &again_size, json, strlen(json), arena, NULL) ==
	       ROTA_OK);
	expect_bytes(again, again_size, bytes, size);
}

static void try_entry(const uint8_t *bytes, size_t size)
{
	struct rota_arena arena = { 0 };
	struct rota_error err = { 0 };
	struct rota_entry entry;
	int rc = rota_entry_decode(&entry, &arena, bytes, size, &err);

	assert(rc == ROTA_OK || rc == ROTA_ECORRUPT);
	assert(!rc == !err.message[0]);
	if (!rc) {
		assert(rota_canonical_check(NULL, bytes, size, NULL) == ROTA_OK);
		rc = rota_entry_check(&entry, &err);
		assert(rc == ROTA_OK || rc == ROTA_EINVALID || rc == ROTA_ENOTFOUND);
		assert((rc == ROTA_ENOTFOUND) == (entry.held[0] != '\0'));
		assert(!rc == !err.message[0]);
		try_json(&entry, &arena, bytes, size);
	}
	rota_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	try_value(bytes, size);
	try_entry(bytes, size);
	return 0;
}
