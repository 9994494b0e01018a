/* SPDX-License-Identifier: Apache-2.0 */
/** @file What a transaction remembers (store/remembered.c) is what the file would say. */
#include "tests/support/splitmix64.h"
#include "tests/unit/store/fixture.h"

enum { KEYS = 3 + 9 + 27, INDEXES = 2, STEPS = 20000, KEY_BYTES = 100 };

/** Beside each other in the file. */
static const enum rota_index indexes[INDEXES] = { ROTA_INDEX_CADRE_PIN, ROTA_INDEX_POST };

/** Which keys of one, two or three letters are there. */
static bool there[INDEXES][KEYS];

/** So many letters stand before them, of no other key. */
static size_t beginning;

static size_t spell(char key[KEY_BYTES], size_t n)
{
	size_t size = n < 3 ? 1 : n < 12 ? 2 : 3;

	memset(key, 'k', beginning);
	n -= size == 1 ? 0 : size == 2 ? 3 : 12;
	for (size_t i = size; i-- > 0; n /= 3)
		key[beginning + i] = (char)('a' + n % 3);
	return beginning + size;
}

static bool model_has(size_t index, size_t wanted, enum rota_index_match match)
{
	char key[KEY_BYTES], other[KEY_BYTES];
	size_t size = spell(key, wanted);

	for (size_t i = 0; i < KEYS; i++) {
		size_t other_size = spell(other, i);

		if (there[index][i] && memcmp(key, other, size) == 0 &&
		    (match == ROTA_INDEX_EXACT ? other_size == size : other_size >= size))
			return true;
	}
	return false;
}

static void ask(size_t index, size_t wanted, enum rota_index_match match)
{
	char key[KEY_BYTES];
	size_t size = spell(key, wanted);
	bool any;

	OK(rota_index_any(&any, txn, indexes[index], key, size, match, &err));
	if (any != model_has(index, wanted, match))
		fail_msg("index %zu, key '%.*s'", index, (int)size, key);
}

static void play_keys(void)
{
	struct splitmix64 random = { 5 };

	memset(there, 0, sizeof(there));
	for (size_t i = 0; i < STEPS; i++) {
		size_t index = splitmix64_below(&random, INDEXES);
		size_t at = splitmix64_below(&random, KEYS);
		char key[KEY_BYTES];
		size_t size = spell(key, at);

		switch (splitmix64_below(&random, 12)) {
		case 0:
			OK(rota_index_put(txn, indexes[index], key, size, 1, &err));
			there[index][at] = true;
			break;
		case 1:
		case 2: /* mostly it is empty */
			OK(rota_index_delete(txn, indexes[index], key, size, 1,
					     &err));
			there[index][at] = false;
			break;
		default:
			ask(index, at, (enum rota_index_match)splitmix64_below(&random, 2));
		}
	}
}

/** Of short keys, and of those that are not remembered to their end. */
static void test_index__what_is_absent_is_seen_when_it_comes(void **state)
{
	static const size_t beginnings[] = { 0, 77, 78, 79, 80 };

	(void)state;
	begin_write();
	assert_int_equal(1, intern("x"));
	for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++) {
		beginning = beginnings[i];
		play_keys();
	}
}

/** More of them than are remembered, one state of each length around what is kept. */
static void test_state__is_the_one_that_was_put_last(void **state)
{
	enum { ENTITIES = 5000 };
	static size_t sizes[ENTITIES + 1]; /* one more than the size; 0: none */
	static size_t starts[ENTITIES + 1];
	static const char bytes[64] = "a state of which some bytes are kept, or none where it is long";
	struct splitmix64 random = { 6 };

	(void)state;
	begin_write();
	for (uint32_t i = 1; i <= ENTITIES; i++) {
		char name[16];

		snprintf(name, sizeof(name), "%u", (unsigned)i);
		assert_int_equal(i, intern(name));
	}
	for (size_t i = 0; i < STEPS; i++) {
		uint32_t no = (uint32_t)(1 + splitmix64_below(&random, ENTITIES));
		size_t size = splitmix64_below(&random, sizeof(bytes));
		bool known;

		rota_buffer_reset(&out);
		OK(rota_state_find(&known, &out, txn, no, &err));
		assert_int_equal(sizes[no] != 0, known);
		assert_int_equal(known ? sizes[no] - 1 : 0, out.size);
		if (known && out.size)
			assert_memory_equal(bytes + starts[no], out.bytes, out.size);
		starts[no] = splitmix64_below(&random, sizeof(bytes) - size + 1);
		if (size % 4 == 0)
			OK(rota_state_delete(txn, no, &err));
		else
			OK(rota_state_put(txn, no, bytes + starts[no], size, &err));
		sizes[no] = size % 4 == 0 ? 0 : size + 1;
	}
}

static void test_entity__number_and_id_lead_to_each_other(void **state)
{
	enum { ENTITIES = 5000 };
	struct splitmix64 random = { 7 };
	uint32_t no;

	(void)state;
	begin_write();
	for (uint32_t i = 1; i <= ENTITIES; i++) {
		uint8_t id[16] = { (uint8_t)(i % 3) };

		memcpy(id + 12, &i, sizeof(i));
		OK(rota_entity_intern(&no, NULL, txn, id, (uint8_t)(i % 5), &err));
		assert_int_equal(i, no);
	}
	for (size_t i = 0; i < STEPS; i++) {
		uint32_t wanted = (uint32_t)(1 + splitmix64_below(&random, ENTITIES));
		uint8_t id[16], type;

		OK(rota_entity_id(id, txn, wanted, &err));
		OK(rota_entity_type(&type, txn, wanted, &err));
		OK(rota_entity_find(&no, txn, id, &err));
		assert_int_equal(wanted, no);
		assert_int_equal(wanted % 5, type);
	}
	OK(rota_store_clear_derived(txn, &err));
	OK(rota_entity_intern(&no, NULL, txn, (const uint8_t[16]){ 9 }, 0, &err));
	assert_int_equal(1, no);
}

/** More writers than are kept, who take turns. */
static void test_log__each_writer_goes_on_where_it_was(void **state)
{
	enum { WRITERS = 13 };
	uint64_t sizes[WRITERS] = { 0 };
	struct splitmix64 random = { 8 };

	(void)state;
	begin_write();
	for (size_t i = 0; i < 3000; i++) {
		uint8_t at = (uint8_t)splitmix64_below(&random, WRITERS);
		const uint8_t writer[8] = { at };
		uint64_t size;

		OK(rota_log_size(&size, txn, writer, &err));
		assert_int_equal(sizes[at], size);
		if (splitmix64_below(&random, 2))
			OK(rota_log_append(txn, writer, sizes[at]++, "entry", 5, &err));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_index__what_is_absent_is_seen_when_it_comes),
		TEST(test_state__is_the_one_that_was_put_last),
		TEST(test_entity__number_and_id_lead_to_each_other),
		TEST(test_log__each_writer_goes_on_where_it_was),
	};

	return cmocka_run_group_tests_name("what a transaction remembers", tests, NULL, NULL);
}
