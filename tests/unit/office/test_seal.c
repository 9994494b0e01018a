/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_seal() and rota_seal_within(). */
#include "exchange/seal.h"

#include "tests/unit/office/office.h"

/** Where batches end, of how many bytes they are, and whether one begins within a set. */
struct ends {
	uint64_t sizes[64];
	size_t count;
};

static int note_end(const struct rota_batch_end *end, void *payload, struct rota_error *err)
{
	struct ends *ends = payload;

	(void)err;
	assert_true(ends->count < 64);
	ends->sizes[ends->count++] = end->log.size;
	return ROTA_OK;
}

static struct ends sealed_within(size_t limit)
{
	struct ends ends = { .count = 0 };
	struct rota_world world;
	struct rota_key key = { 0 };
	uint64_t entries;

	OK(rota_office_key(&key, desk.office, "keys/merge", &desk.err));
	OK(rota_seal_within(&entries, desk.office, desk.office->own, &key, limit, &desk.err));
	rota_key_clear(&key);
	assert_int_equal(own_size(), entries);
	OK(rota_world_begin(&world, desk.office, false, &desk.err));
	OK(rota_batch_each(&world, desk.office->own, note_end, &ends, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	return ends;
}

static int add_size(uint64_t n, const void *bytes, size_t size, void *payload,
		    struct rota_error *err)
{
	size_t *sizes = payload;

	(void)bytes;
	(void)err;
	sizes[n] = size;
	return ROTA_OK;
}

/** Some twenty entries, the last of them sets. */
static void record(void)
{
	for (char letter = 'A'; letter < 'P'; letter++) {
		char name[] = "Nguyễn Văn X";

		name[sizeof(name) - 2] = letter;
		add_cadre(name, "12/05/1975", NULL);
	}
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/01/2023");
	OK(DO(rota_move, .cadre = "Nguyễn Văn An", .commune = "Liên Phương", .post = "secretary",
	      .act = "transfer", .from = "01/02/2024", .docs = { "9-QĐ/HU 28/01/2024" }));
}

static void test_seal__all_in_one_batch(void **state)
{
	struct ends ends;

	(void)state;
	record();
	ends = sealed_within(ROTA_BATCH_MAX_BYTES);
	assert_int_equal(1, ends.count);
	assert_int_equal(own_size(), ends.sizes[0]);
}

static void test_seal_within__no_batch_is_larger_and_none_ends_in_a_set(void **state)
{
	enum { LIMIT = 700 };
	size_t sizes[64] = { 0 };
	struct rota_world world;
	struct ends ends;
	uint64_t first = 0;

	(void)state;
	record();
	ends = sealed_within(LIMIT);
	assert_true(ends.count > 3);
	assert_int_equal(own_size(), ends.sizes[ends.count - 1]);
	OK(rota_world_begin(&world, desk.office, false, &desk.err));
	OK(rota_log_each(world.txn, desk.office->own.bytes, 0, add_size, sizes, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	for (size_t i = 0; i < ends.count; i++) {
		size_t bytes = ROTA_SEED_BYTES;

		for (uint64_t n = first; n < ends.sizes[i]; n++)
			bytes += sizes[n];
		assert_true(bytes <= LIMIT);
		first = ends.sizes[i];
		if (first < own_size()) {
			struct rota_entry next = own_entry(first);

			assert_true(!next.set_count || next.set_first == first);
		}
	}
}

static void test_seal_within__a_set_that_alone_is_larger_stays_whole(void **state)
{
	struct ends ends;
	uint64_t first = 0, largest = 0;

	(void)state;
	record();
	ends = sealed_within(1);
	for (size_t i = 0; i < ends.count; i++) {
		struct rota_entry entry = own_entry(first);
		uint64_t alone = entry.set_count ? entry.set_count : 1;

		assert_int_equal(first + alone, ends.sizes[i]);
		largest = alone > largest ? alone : largest;
		first = ends.sizes[i];
	}
	assert_int_equal(own_size(), first);
	assert_true(largest > 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_seal__all_in_one_batch),
		TEST(test_seal_within__no_batch_is_larger_and_none_ends_in_a_set),
		TEST(test_seal_within__a_set_that_alone_is_larger_stays_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
