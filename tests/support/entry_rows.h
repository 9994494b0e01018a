/* SPDX-License-Identifier: Apache-2.0 */
/** @file Rows of entries that are sound, or at fault with an exact message. */
#ifndef TESTS_SUPPORT_ENTRY_ROWS_H
#define TESTS_SUPPORT_ENTRY_ROWS_H

#include "tests/support/entry_text.h"

/** An entry, and what rota_entry_check() says of it. */
struct fault_row {
	const char *json;
	const char *rule; /**< "" where no rule has a number */
	const char *message;
	const char *hint;
};

static inline void assert_sound(const char *json)
{
	struct rota_arena arena = { 0 };
	struct rota_error err = { 0 };
	struct rota_entry entry = decode_text(&arena, json);

	if (rota_entry_check(&entry, &err))
		fail_msg("%s: %s", json, err.message);
	rota_arena_clear(&arena);
}

static inline void assert_all_sound(const char *const *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_sound(rows[i]);
}

static inline void assert_fault(const struct fault_row *row)
{
	struct rota_arena arena = { 0 };
	struct rota_error err = { 0 };
	struct rota_entry entry = decode_text(&arena, row->json);

	if (rota_entry_check(&entry, &err) != ROTA_EINVALID)
		fail_msg("%s: not at fault: %s", row->json, err.message);
	assert_int_equal(ROTA_EINVALID, err.code);
	assert_string_equal(row->message, err.message);
	assert_string_equal(row->rule, err.rule);
	assert_string_equal(row->hint, err.hint);
	assert_int_equal(ROTA_EINVALID, rota_entry_check(&entry, NULL));
	rota_arena_clear(&arena);
}

static inline void assert_all_faults(const struct fault_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_fault(&rows[i]);
}

#endif
