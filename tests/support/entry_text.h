/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Entries as a table row shows them: their JSON form, in which ' stands for ".
 *
 * "{" FRAME("note.add") ",'b':{'text':'x'}}" is a note without its subject.
 */
#ifndef TESTS_SUPPORT_ENTRY_TEXT_H
#define TESTS_SUPPORT_ENTRY_TEXT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rota/entry.h"

/* Ids of entities and entries: a writer and a number. */
#define ID(digits) "a1b2c3d4e5f6071800000000000000" digits
#define ID_01 ID("01")
#define ID_02 ID("02")
#define ID_03 ID("03")
#define ID_04 ID("04")
#define ID_05 ID("05")
#define ID_06 ID("06")
#define ID_07 ID("07")
#define ID_09 ID("09")
#define HASH32 "1111111111111111111111111111111111111111111111111111111111111111"

#define INSTANT "'t':'2024-02-15T01:00:00.000Z#0'"
#define BY "'by':'" ID_02 "'"
/* The keys that every entry has. */
#define FRAME(kind) "'v':1,'n':5," INSTANT "," BY ",'k':'" kind "'"

struct entry_bytes {
	const uint8_t *bytes;
	size_t size;
};

static inline const char *double_quoted(struct rota_arena *arena, const char *json)
{
	char *copy = rota_arena_copy(arena, json, strlen(json));

	assert_non_null(copy);
	for (char *at = copy; (at = strchr(at, '\''));)
		*at = '"';
	return copy;
}

static inline struct entry_bytes encode_text(struct rota_arena *arena, const char *json)
{
	const char *text = double_quoted(arena, json);
	struct rota_error err = { 0 };
	struct entry_bytes out;

	if (rota_entry_from_json(&out.bytes, &out.size, text, strlen(text), arena, &err))
		fail_msg("%s: %s", json, err.message);
	return out;
}

static inline struct rota_entry decode_text(struct rota_arena *arena, const char *json)
{
	struct entry_bytes entry = encode_text(arena, json);
	struct rota_error err = { 0 };
	struct rota_entry out;

	if (rota_entry_decode(&out, arena, entry.bytes, entry.size, &err))
		fail_msg("%s: %s", json, err.message);
	return out;
}

#endif
