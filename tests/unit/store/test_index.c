/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of store/index.h, one test each. */
#include "tests/unit/store/fixture.h"

static const enum rota_index by_name = ROTA_INDEX_CADRE_PIN;
static const enum rota_index by_code = ROTA_INDEX_KIND;

/** Three entities, 1 to 3. */
static void make_entities(void)
{
	begin_write();
	intern("1");
	intern("2");
	intern("3");
}

static void put(enum rota_index index, const char *key, uint32_t no)
{
	OK(rota_index_put(txn, index, key, strlen(key), no, &err));
}

/** Writes "key=no " for each; stops with 7 when there is a payload. */
static int list(const void *key, size_t size, uint32_t no, void *payload, struct rota_error *e)
{
	(void)e;
	rota_buffer_printf(&out, "%.*s=%u ", (int)size, (const char *)key, (unsigned)no);
	return payload ? 7 : 0;
}

static const char *each(enum rota_index index, const char *key, enum rota_index_match match)
{
	rota_buffer_reset(&out);
	OK(rota_index_each(txn, index, key, strlen(key), match, list, NULL, &err));
	return rota_buffer_text(&out);
}

static void test_index_each__exact_visits_one_key_by_number(void **state)
{
	(void)state;
	make_entities();
	put(by_name, "hoa", 3);
	put(by_name, "hoa", 1);
	put(by_name, "hoang", 2);
	put(by_name, "ho", 2);
	commit();
	reopen(0);
	begin_read();
	assert_string_equal("hoa=1 hoa=3 ", each(by_name, "hoa", ROTA_INDEX_EXACT));
	assert_string_equal("", each(by_name, "h", ROTA_INDEX_EXACT));
	assert_string_equal("", each(by_name, "hoangg", ROTA_INDEX_EXACT));
}

static void test_index_each__prefix_visits_in_the_order_of_keys(void **state)
{
	(void)state;
	make_entities();
	put(by_name, "hoang", 2);
	put(by_name, "hoa", 3);
	put(by_name, "hoa", 1);
	put(by_name, "hob", 1);
	put(by_name, "ha", 1);
	put(by_name, "\xFF", 1);
	assert_string_equal("hoa=1 hoa=3 hoang=2 ", each(by_name, "hoa", ROTA_INDEX_PREFIX));
	assert_string_equal("", each(by_name, "hoac", ROTA_INDEX_PREFIX));
	assert_string_equal("\xFF=1 ", each(by_name, "\xFF", ROTA_INDEX_PREFIX));
}

static void test_index_each__an_empty_prefix_visits_the_whole_index_and_no_other(void **state)
{
	(void)state;
	make_entities();
	put(ROTA_INDEX_CADRE_PIN, "x", 3);
	put(ROTA_INDEX_KIND, "12157", 2);
	put(ROTA_INDEX_KIND, "11950", 1);
	OK(rota_index_put_in_group(txn, ROTA_INDEX_CADRE_NAME, 0, "x", 1, 3, &err));
	rota_buffer_reset(&out);
	OK(rota_index_each(txn, by_code, NULL, 0, ROTA_INDEX_PREFIX, list, NULL, &err));
	assert_string_equal("11950=1 12157=2 ", rota_buffer_text(&out));
}

static bool any(const char *key, enum rota_index_match match)
{
	bool found = false;

	OK(rota_index_any(&found, txn, by_name, key, strlen(key), match, &err));
	return found;
}

static void test_index_any__tells_whether_one_stands_there(void **state)
{
	bool found = true;

	(void)state;
	make_entities();
	assert_false(any("", ROTA_INDEX_PREFIX));
	put(by_name, "hoa", 1);
	put(by_code, "x", 1);
	assert_true(any("", ROTA_INDEX_PREFIX));
	assert_true(any("ho", ROTA_INDEX_PREFIX));
	assert_false(any("ho", ROTA_INDEX_EXACT));
	assert_true(any("hoa", ROTA_INDEX_EXACT));
	assert_false(any("x", ROTA_INDEX_EXACT));
	FAILS(ROTA_EINVALID, "the key of an index is empty",
	      rota_index_any(&found, txn, by_name, "", 0, ROTA_INDEX_EXACT, &err));
	assert_false(found);
}

static void test_index_put__twice_is_once(void **state)
{
	struct rota_store_stats stats;

	(void)state;
	make_entities();
	put(by_code, "12157", 1);
	put(by_code, "12157", 1);
	assert_string_equal("12157=1 ", each(by_code, "12157", ROTA_INDEX_EXACT));
	commit();
	OK(rota_store_stats(&stats, store, &err));
	assert_int_equal(1, stats.index_entries);
}

static void test_index_delete__takes_one_pair_and_none_is_fine(void **state)
{
	(void)state;
	make_entities();
	put(by_code, "12157", 1);
	put(by_code, "12157", 2);
	put(by_name, "12157", 1);
	OK(rota_index_delete(txn, by_code, "12157", 5, 1, &err));
	OK(rota_index_delete(txn, by_code, "12157", 5, 1, &err));
	OK(rota_index_delete(txn, by_code, "99999", 5, 1, &err));
	assert_string_equal("12157=2 ", each(by_code, "12157", ROTA_INDEX_EXACT));
	assert_string_equal("12157=1 ", each(by_name, "12157", ROTA_INDEX_EXACT));
}

static int note_size(const void *key, size_t size, uint32_t no, void *payload, struct rota_error *e)
{
	(void)key;
	(void)e;
	rota_buffer_printf(payload, "%zu=%u ", size, (unsigned)no);
	return 0;
}

/* --- groups ----------------------------------------------------------------------------------- */

static const enum rota_index in_groups = ROTA_INDEX_CADRE_NAME;

static void put_in(uint32_t group, const char *key, uint32_t no)
{
	OK(rota_index_put_in_group(txn, in_groups, group, key, strlen(key), no, &err));
}

static void test_index_each__asks_every_group(void **state)
{
	(void)state;
	make_entities();
	put(by_code, "hoa", 1); /* the index before, and the one behind */
	put(by_name, "hoa", 1);
	put_in(7, "hoa", 3);
	put_in(7, "ha", 1);
	put_in(7, "hoa", 3); /* twice is once */
	put_in(2, "hoang", 2);
	put_in(2, "hoa", 1);
	put_in(0, "hoa", 2);
	put_in(5, "an", 1);
	put_in(6, "xuan", 1);
	put_in(UINT32_MAX, "hoa", 1);
	put_in(UINT32_MAX, "hoi", 2);
	assert_string_equal("hoa=2 hoa=1 hoa=3 hoa=1 ", each(in_groups, "hoa", ROTA_INDEX_EXACT));
	assert_string_equal("hoa=2 hoa=1 hoang=2 hoa=3 hoa=1 ",
			    each(in_groups, "hoa", ROTA_INDEX_PREFIX));
	assert_string_equal("hoi=2 ", each(in_groups, "hoi", ROTA_INDEX_EXACT));
	assert_string_equal("", each(in_groups, "h", ROTA_INDEX_EXACT));
	assert_string_equal("", each(in_groups, "y", ROTA_INDEX_PREFIX));
}

static void test_index_each__of_groups_stops_when_it_is_told(void **state)
{
	(void)state;
	make_entities();
	put_in(1, "hoa", 1);
	put_in(2, "hoa", 2);
	assert_int_equal(7, rota_index_each(txn, in_groups, "hoa", 3, ROTA_INDEX_EXACT, list, &out,
					    &err));
	assert_string_equal("hoa=1 ", rota_buffer_text(&out));
}

static void test_index_each__without_a_key_visits_all_groups_and_no_other_index(void **state)
{
	(void)state;
	make_entities();
	put(by_code, "x", 1);
	put(by_name, "x", 1);
	assert_string_equal("", each(in_groups, "", ROTA_INDEX_PREFIX));
	put_in(1, "b", 1);
	put_in(2, "a", 2);
	assert_string_equal("b=1 a=2 ", each(in_groups, "", ROTA_INDEX_PREFIX));
}

static void test_index_each__of_groups_finds_long_keys(void **state)
{
	static const size_t sizes[] = { 480, 481, 600 };
	char key[600];

	(void)state;
	memset(key, 'k', sizeof(key));
	make_entities();
	for (uint32_t i = 0; i < 3; i++)
		OK(rota_index_put_in_group(txn, in_groups, UINT32_MAX, key, sizes[i], i + 1, &err));
	for (uint32_t i = 0; i < 3; i++)
		OK(rota_index_each(txn, in_groups, key, sizes[i], ROTA_INDEX_EXACT, note_size, &out,
				   &err));
	assert_string_equal("480=1 480=2 480=3 ", rota_buffer_text(&out));
	rota_buffer_reset(&out);
	OK(rota_index_each(txn, in_groups, key, 472, ROTA_INDEX_PREFIX, note_size, &out, &err));
	assert_int_equal(3 * strlen("480=1 "), out.size);
}

static void test_index__groups_are_for_those_that_have_them(void **state)
{
	(void)state;
	make_entities();
	FAILS(ROTA_EBUG, "index 2 and groups do not go together",
	      rota_index_put(txn, in_groups, "x", 1, 1, &err));
	FAILS(ROTA_EBUG, "index 2 and groups do not go together",
	      rota_index_delete(txn, in_groups, "x", 1, 1, &err));
	FAILS(ROTA_EBUG, "index 1 and groups do not go together",
	      rota_index_put_in_group(txn, by_code, 1, "x", 1, 1, &err));
}

static void test_index_shorten__is_the_same_for_ever(void **state)
{
	uint8_t out_1[ROTA_INDEX_SHORT], out_2[ROTA_INDEX_SHORT];

	(void)state;
	rota_index_shorten(out_1, "nguyen van an", 13);
	rota_index_shorten(out_2, "nguyen van an", 13);
	assert_memory_equal(out_1, out_2, sizeof(out_1));
	rota_index_shorten(out_2, "nguyen van am", 13);
	assert_memory_not_equal(out_1, out_2, sizeof(out_1));
	rota_index_shorten(out_2, "nguyen van a", 12);
	assert_memory_not_equal(out_1, out_2, sizeof(out_1));
	rota_index_shorten(out_1, "", 0); /* XXH3-64 of nothing: 2d06800538d394c2 */
	assert_memory_equal("\x2d\x06\x80\x05\x38\xd3\x94\xc2", out_1, sizeof(out_1));
}

static void test_index__an_empty_key_is_refused(void **state)
{
	(void)state;
	make_entities();
	FAILS(ROTA_EINVALID, "the key of an index is empty",
	      rota_index_put(txn, by_code, "", 0, 1, &err));
	FAILS(ROTA_EINVALID, "the key of an index is empty",
	      rota_index_delete(txn, by_code, "", 0, 1, &err));
	FAILS(ROTA_EINVALID, "the key of an index is empty",
	      rota_index_each(txn, by_code, "", 0, ROTA_INDEX_EXACT, list, NULL, &err));
}

static void test_index_put__of_no_entity_is_not_found(void **state)
{
	(void)state;
	make_entities();
	FAILS(ROTA_ENOTFOUND, "no entity has the local number 4",
	      rota_index_put(txn, by_code, "x", 1, 4, &err));
}

static void test_index__long_keys_are_cut_and_stay_different(void **state)
{
	char key[600];

	(void)state;
	memset(key, 'k', sizeof(key));
	make_entities();
	OK(rota_index_put(txn, by_name, key, 480, 1, &err));
	OK(rota_index_put(txn, by_name, key, 481, 2, &err));
	OK(rota_index_put(txn, by_name, key, 600, 3, &err));
	key[500] = 'x';
	OK(rota_index_put(txn, by_name, key, 600, 1, &err));
	OK(rota_index_each(txn, by_name, key, 481, ROTA_INDEX_EXACT, note_size, &out, &err));
	OK(rota_index_each(txn, by_name, key, 480, ROTA_INDEX_EXACT, note_size, &out, &err));
	OK(rota_index_each(txn, by_name, key, 600, ROTA_INDEX_EXACT, note_size, &out, &err));
	key[500] = 'k';
	OK(rota_index_each(txn, by_name, key, 600, ROTA_INDEX_EXACT, note_size, &out, &err));
	assert_string_equal("480=2 480=1 480=1 480=3 ", rota_buffer_text(&out));
	OK(rota_index_delete(txn, by_name, key, 600, 3, &err));
	rota_buffer_reset(&out);
	OK(rota_index_each(txn, by_name, key, 600, ROTA_INDEX_EXACT, note_size, &out, &err));
	assert_string_equal("", rota_buffer_text(&out));
}

static void test_index_each__a_prefix_up_to_472_bytes_finds_long_keys(void **state)
{
	char key[600];

	(void)state;
	memset(key, 'k', sizeof(key));
	make_entities();
	OK(rota_index_put(txn, by_name, key, 600, 3, &err));
	OK(rota_index_each(txn, by_name, key, 472, ROTA_INDEX_PREFIX, note_size, &out, &err));
	assert_string_equal("480=3 ", rota_buffer_text(&out));
	FAILS(ROTA_EINVALID, "the beginning of a key has 473 bytes, more than 472",
	      rota_index_each(txn, by_name, key, 473, ROTA_INDEX_PREFIX, note_size, &out, &err));
}

static void test_index_each__stops_with_what_the_visitor_returns(void **state)
{
	(void)state;
	make_entities();
	put(by_name, "a", 1);
	put(by_name, "a", 2);
	assert_int_equal(7,
			 rota_index_each(txn, by_name, "a", 1, ROTA_INDEX_EXACT, list, &out, &err));
	assert_string_equal("a=1 ", rota_buffer_text(&out));
}

static void test_index_each__a_key_may_lead_to_many(void **state)
{
	char name[8];
	const char *at;

	(void)state;
	begin_write();
	for (unsigned i = 2000; i > 0; i--) {
		snprintf(name, sizeof(name), "e%u", i);
		put(ROTA_INDEX_KIND, "posting", intern(name));
	}
	commit();
	begin_read();
	at = each(ROTA_INDEX_KIND, "posting", ROTA_INDEX_EXACT);
	for (unsigned i = 1; i <= 2000; i++) {
		assert_int_equal(0, strncmp(at, "posting=", 8));
		assert_int_equal(i, strtoul(at + 8, NULL, 10));
		at = strchr(at, ' ') + 1;
	}
	assert_string_equal("", at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_index_each__exact_visits_one_key_by_number),
		TEST(test_index_each__prefix_visits_in_the_order_of_keys),
		TEST(test_index_each__an_empty_prefix_visits_the_whole_index_and_no_other),
		TEST(test_index_any__tells_whether_one_stands_there),
		TEST(test_index_put__twice_is_once),
		TEST(test_index_delete__takes_one_pair_and_none_is_fine),
		TEST(test_index__an_empty_key_is_refused),
		TEST(test_index_put__of_no_entity_is_not_found),
		TEST(test_index__long_keys_are_cut_and_stay_different),
		TEST(test_index_each__a_prefix_up_to_472_bytes_finds_long_keys),
		TEST(test_index_each__stops_with_what_the_visitor_returns),
		TEST(test_index_each__a_key_may_lead_to_many),
		TEST(test_index_each__asks_every_group),
		TEST(test_index_each__of_groups_stops_when_it_is_told),
		TEST(test_index_each__without_a_key_visits_all_groups_and_no_other_index),
		TEST(test_index_each__of_groups_finds_long_keys),
		TEST(test_index__groups_are_for_those_that_have_them),
		TEST(test_index_shorten__is_the_same_for_ever),
	};

	return cmocka_run_group_tests_name("store/index", tests, NULL, NULL);
}
