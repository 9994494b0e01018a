/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/wire.h, one test each. */
#include "tests/unit/trust/trust.h"

#include "trust/wire.h"

static const uint8_t none[] = "\0\0\0\4none\1\2\3\4";

static struct rota_wire_reader reader_of(size_t size)
{
	struct rota_wire_reader reader = { none, size, false };

	return reader;
}

static void test_wire_put__strings_numbers_and_bytes(void **state)
{
	uint8_t bytes[19];
	struct rota_wire_writer writer = { bytes, sizeof(bytes), 0 };

	(void)state;
	rota_wire_put_text(&writer, "none");
	rota_wire_put_u32(&writer, 0xfedcba98);
	rota_wire_put_string(&writer, "\xff", 1);
	rota_wire_put(&writer, "ab", 2);
	assert_int_equal(sizeof(bytes), writer.size);
	assert_hex("000000046e6f6e65fedcba9800000001ff6162", bytes, sizeof(bytes));
}

static void test_wire_take__what_was_put(void **state)
{
	struct rota_wire_reader reader = reader_of(12);
	struct rota_wire_string string = rota_wire_take_string(&reader);

	(void)state;
	assert_true(rota_wire_is(string, "none"));
	assert_int_equal(4, reader.left);
	assert_int_equal(0x01020304, rota_wire_take_u32(&reader));
	assert_int_equal(0, reader.left);
	assert_false(reader.cut);
	reader = reader_of(12);
	string = rota_wire_take(&reader, 12);
	assert_ptr_equal(none, string.bytes);
	assert_int_equal(12, string.size);
	assert_false(reader.cut);
}

static void test_wire_take__after_a_cut_all_is_empty(void **state)
{
	(void)state;
	for (size_t size = 0; size < 8; size++) {
		struct rota_wire_reader reader = reader_of(size);
		struct rota_wire_string string = rota_wire_take_string(&reader);

		assert_true(reader.cut);
		assert_non_null(string.bytes);
		assert_int_equal(0, string.size);
		assert_int_equal(0, rota_wire_take_u32(&reader));
		assert_int_equal(0, rota_wire_take(&reader, 0).size);
		assert_int_equal(0, rota_wire_take_string(&reader).size);
		assert_true(reader.cut);
	}
}

static void test_wire_take__nothing_is_read_behind_a_cut(void **state)
{
	struct rota_wire_reader reader = reader_of(7);

	(void)state;
	rota_wire_take_string(&reader);
	assert_int_equal(3, reader.left);
	assert_int_equal(0, rota_wire_take(&reader, 3).size);
	assert_true(reader.cut);
}

static void test_wire_is__the_same_bytes_and_no_others(void **state)
{
	struct rota_wire_string string = { (const uint8_t *)"none", 4 };

	(void)state;
	assert_true(rota_wire_is(string, "none"));
	assert_false(rota_wire_is(string, "nona"));
	assert_false(rota_wire_is(string, "non"));
	assert_false(rota_wire_is(string, "nones"));
	string.size = 0;
	assert_true(rota_wire_is(string, ""));
}

static void test_wire_shown__at_most_64_bytes(void **state)
{
	struct rota_wire_string string = { none, 63 };

	(void)state;
	assert_int_equal(63, rota_wire_shown(string));
	string.size = SIZE_MAX;
	assert_int_equal(64, rota_wire_shown(string));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wire_put__strings_numbers_and_bytes),
		cmocka_unit_test(test_wire_take__what_was_put),
		cmocka_unit_test(test_wire_take__after_a_cut_all_is_empty),
		cmocka_unit_test(test_wire_take__nothing_is_read_behind_a_cut),
		cmocka_unit_test(test_wire_is__the_same_bytes_and_no_others),
		cmocka_unit_test(test_wire_shown__at_most_64_bytes),
	};

	return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
