/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/revocation.h. */
#include "ledger/revocation.h"
#include "tests/unit/ledger/recorded.h"

static struct rota_writer_id writer_of(uint8_t first)
{
	return (struct rota_writer_id){ { first } };
}

static void test_revocation_of__believes_least_and_of_equals_the_first_said(void **state)
{
	struct rota_revocation items[] = {
		{ .id = id_of(1, 0), .writer = writer_of(9), .believed = 12, .clock = 1 },
		{ .id = id_of(1, 1), .writer = writer_of(9), .believed = 7, .clock = 5 },
		{ .id = id_of(1, 2), .writer = writer_of(9), .believed = 7, .clock = 4 },
		{ .id = id_of(1, 3), .writer = writer_of(8), .believed = 0, .clock = 0 },
	};
	const struct rota_revocations all = { items, 4 };

	(void)state;
	assert_ptr_equal(&items[2], rota_revocation_of(&all, writer_of(9)));
	assert_ptr_equal(&items[3], rota_revocation_of(&all, writer_of(8)));
	assert_null(rota_revocation_of(&all, writer_of(7)));
	items[0].believed = 0; /* its log is another one */
	assert_ptr_equal(&items[0], rota_revocation_of(&all, writer_of(9)));
}

static void test_revocation_read__takes_what_an_entry_says_whole(void **state)
{
	static const uint8_t writer[8] = { 9 }, root[ROTA_REVOCATION_ROOT_BYTES] = { 3 };
	struct rota_arena arena = { .first = NULL };
	struct rota_value body = rota_map();
	const struct rota_entry entry = {
		.kind_name = "writer.revoke", .body = &body, .clock = 4, .why = "x"
	};
	struct rota_revocation one;

	(void)state;
	assert_int_equal(0, rota_map_set(&arena, &body, "writer", rota_bin(writer, 8)));
	assert_int_equal(0, rota_map_set(&arena, &body, "size", rota_uint(12)));
	assert_false(rota_revocation_read(&one, id_of(1, 0), &entry));
	assert_int_equal(0, rota_map_set(&arena, &body, "root", rota_bin(root, 31)));
	assert_false(rota_revocation_read(&one, id_of(1, 0), &entry));
	assert_int_equal(0, rota_map_set(&arena, &body, "root", rota_bin(root, sizeof(root))));
	assert_true(rota_revocation_read(&one, id_of(1, 0), &entry));
	assert_int_equal(12, one.size);
	assert_int_equal(12, one.believed);
	assert_memory_equal(writer, one.writer.bytes, 8);
	assert_memory_equal(root, one.root, sizeof(root));
	assert_null(one.cause);
	assert_string_equal("x", one.why);
	rota_arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_revocation_of__believes_least_and_of_equals_the_first_said),
		cmocka_unit_test(test_revocation_read__takes_what_an_entry_says_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
