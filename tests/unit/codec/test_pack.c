/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of codec/pack.h, one test each. */
#include "tests/support/failing_memory.h"

#include <stdio.h>
#include <string.h>

#include "codec/pack.h"
#include "tests/support/splitmix64.h"

static struct rota_error err;
static uint8_t plain[ROTA_PACK_MAX_BYTES + 1];
static uint8_t unpacked[ROTA_PACK_MAX_BYTES + 16];

/** Bytes that repeat, and some that do not. */
static void fill_plain(void)
{
	struct splitmix64 random = { 1 };

	for (size_t i = 0; i < sizeof(plain); i++)
		plain[i] = (uint8_t)(i % 100 < 90 ? i % 100 : splitmix64_next(&random));
}

static void assert_refused(const char *wanted, size_t size, const uint8_t *packed,
			   size_t packed_size)
{
	rota_error_clear(&err);
	assert_int_equal(ROTA_ECORRUPT, rota_unpack(unpacked, size, packed, packed_size, &err));
	assert_string_equal(wanted, err.message);
}

static void test_pack__comes_back(void **state)
{
	static const size_t sizes[] = { 0, 1, 33, 1000, 65536, ROTA_PACK_MAX_BYTES };
	struct rota_buffer packed = { 0 };

	(void)state;
	fill_plain();
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		rota_buffer_reset(&packed);
		rota_buffer_puts(&packed, "before");
		assert_int_equal(ROTA_OK, rota_pack(&packed, plain, sizes[i], &err));
		memset(unpacked, 0xee, sizeof(unpacked));
		assert_int_equal(ROTA_OK, rota_unpack(unpacked, sizes[i], packed.bytes + 6,
						      packed.size - 6, &err));
		assert_memory_equal(plain, unpacked, sizes[i]);
		assert_int_equal(0xee, unpacked[sizes[i]]);
	}
	assert_in_range(packed.size, 1, ROTA_PACK_MAX_BYTES / 2);
	rota_buffer_clear(&packed);
}

static void test_pack__too_many_bytes_are_refused(void **state)
{
	struct rota_buffer packed = { 0 };

	(void)state;
	assert_int_equal(ROTA_EINVALID, rota_pack(&packed, plain, sizeof(plain), &err));
	assert_string_equal("1048577 bytes are too many to pack", err.message);
	assert_int_equal(0, packed.size);
}

static void test_unpack__every_rule_has_its_sentence(void **state)
{
	/* a frame of RFC 8878 by hand: magic, descriptor, size or window, one raw block "abc" */
	static const struct {
		size_t size;
		const char *bytes;
		size_t packed_size;
		const char *message;
	} rows[] = {
		{ 3, "\x28\xb5\x2f\xfd\x20\x03\x19\0\0abc", 12, NULL },
		{ 3, "\x28\xb5\x2f\xfd\0\0\x19\0\0abc", 12, NULL },   /* no size; 1 KiB window */
		{ 3, "\x28\xb5\x2f\xfd\0\x50\x19\0\0abc", 12, NULL }, /* 1 MiB */
		{ 3, "\x28\xb5\x2f\xfd\0\x51\x19\0\0abc", 12,
		  "its zstd frame asks for a window of more than 1 MiB" },
		{ 3, "\x28\xb5\x2f\xfd\0\xff\x19\0\0abc", 12,
		  "its zstd frame asks for a window of more than 1 MiB" },
		{ 4, "\x28\xb5\x2f\xfd\x20\x03\x19\0\0abc", 12,
		  "it says that it unpacks to 3 bytes, not 4" },
		{ 2, "\x28\xb5\x2f\xfd\x20\x03\x19\0\0abc", 12,
		  "it says that it unpacks to 3 bytes, not 2" },
		{ 2, "\x28\xb5\x2f\xfd\0\0\x19\0\0abc", 12, "it does not unpack to 2 bytes" },
		{ 4, "\x28\xb5\x2f\xfd\0\0\x19\0\0abc", 12, "it does not unpack to 4 bytes" },
		{ 3, "\x28\xb5\x2f\xfd\x20\x03\x19\0\0ab", 11,
		  "it is cut short, or bytes follow where it should end" },
		{ 3, "\x28\xb5\x2f\xfd\x20\x03\x19\0\0abcd", 13,
		  "it is cut short, or bytes follow where it should end" },
		{ 3, "\x28\xb5\x2f\xfd\x20\x03\x1f\0\0abc", 12,
		  "it is cut short, or bytes follow where it should end" }, /* a block of no type */
		{ 3, "\x28\xb5\x2f\xfd\x21\x01\x03\x19\0\0abc", 13,
		  "its zstd frame asks for a dictionary, or is of another version" },
		{ 3, "\x28\xb5\x2f\xfd\x28\x03\x19\0\0abc", 12,
		  "its zstd frame asks for a dictionary, or is of another version" },
		{ 3, "\x50\x2a\x4d\x18\x03\0\0\0abc", 11, "it is not packed by zstd" },
		{ 3, "", 0, "it is not packed by zstd" },
		{ 3, "\x28\xb5\x2f\xfd\x20", 5, "it is not packed by zstd" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const uint8_t *packed = (const uint8_t *)rows[i].bytes;

		if (rows[i].message) {
			assert_refused(rows[i].message, rows[i].size, packed, rows[i].packed_size);
			continue;
		}
		assert_int_equal(ROTA_OK, rota_unpack(unpacked, rows[i].size, packed,
						      rows[i].packed_size, &err));
		assert_memory_equal("abc", unpacked, 3);
	}
}

/** Two frames one after the other unpack to the size that the first does not have. */
static void test_unpack__takes_one_frame(void **state)
{
	static const uint8_t two[] =
		"\x28\xb5\x2f\xfd\0\0\x19\0\0abc\x28\xb5\x2f\xfd\0\0\x19\0\0abc";

	(void)state;
	assert_refused("it is cut short, or bytes follow where it should end", 6, two,
		       sizeof(two) - 1);
}

/** No byte of a packed text is written behind the size, whatever was changed. */
static void test_unpack__stops_at_the_size(void **state)
{
	struct rota_buffer packed = { 0 };

	(void)state;
	fill_plain();
	assert_int_equal(ROTA_OK, rota_pack(&packed, plain, 500, &err));
	for (size_t at = 0; at < packed.size; at++)
		for (int bit = 0; bit < 8; bit++) {
			packed.bytes[at] = (char)(packed.bytes[at] ^ 1 << bit);
			memset(unpacked, 0xee, 600);
			rota_unpack(unpacked, 500, packed.bytes, packed.size, &err);
			assert_int_equal(0xee, unpacked[500]);
			packed.bytes[at] = (char)(packed.bytes[at] ^ 1 << bit);
		}
	rota_buffer_clear(&packed);
}

static int attempt_pack(void)
{
	struct rota_buffer packed = { 0 };
	int rc = rota_pack(&packed, plain, 5000, &err);

	if (!rc)
		rc = rota_unpack(unpacked, 5000, packed.bytes, packed.size, &err);
	rota_buffer_clear(&packed);
	return rc;
}

static void test_pack__survives_without_memory(void **state)
{
	(void)state;
	expect_survival(attempt_pack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pack__comes_back),
		cmocka_unit_test(test_pack__too_many_bytes_are_refused),
		cmocka_unit_test(test_unpack__every_rule_has_its_sentence),
		cmocka_unit_test(test_unpack__takes_one_frame),
		cmocka_unit_test(test_unpack__stops_at_the_size),
		cmocka_unit_test(test_pack__survives_without_memory),
	};

	return cmocka_run_group_tests_name("codec/pack", tests, NULL, NULL);
}
