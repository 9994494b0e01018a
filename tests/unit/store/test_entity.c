/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of store/entity.h, one test each. */
#include "tests/unit/store/fixture.h"

static const uint8_t id_x[16] = "entity x: 16 by";
static const uint8_t id_y[16] = "entity y: 16 by";

static void test_entity_intern__numbers_from_1_without_a_gap_and_kept(void **state)
{
	uint32_t no;
	bool created = false;

	(void)state;
	begin_write();
	OK(rota_entity_intern(&no, &created, txn, id_y, 3, &err));
	assert_int_equal(1, no);
	assert_true(created);
	OK(rota_entity_intern(&no, NULL, txn, id_x, 4, &err));
	assert_int_equal(2, no);
	commit();
	reopen(0);
	begin_write();
	OK(rota_entity_intern(&no, &created, txn, id_y, 3, &err));
	assert_int_equal(1, no);
	assert_false(created);
	OK(rota_entity_intern(&no, &created, txn, (const uint8_t *)"another 16 bytes", 0, &err));
	assert_int_equal(3, no);
	assert_true(created);
}

static void test_entity_intern__another_type_is_a_conflict(void **state)
{
	uint32_t no = 9;
	bool created = true;

	(void)state;
	begin_write();
	OK(rota_entity_intern(&no, NULL, txn, id_x, 4, &err));
	FAILS(ROTA_ECONFLICT,
	      "entity '656e7469747920783a20313620627900' has type 4 and cannot have type 255 too",
	      rota_entity_intern(&no, &created, txn, id_x, 255, &err));
	assert_int_equal(0, no);
	assert_false(created);
}

static void test_entity_intern__an_aborted_number_is_allotted_again(void **state)
{
	uint32_t no;

	(void)state;
	begin_write();
	assert_int_equal(1, intern("x"));
	end();
	begin_write();
	FAILS(ROTA_ENOTFOUND, "entity '656e7469747920783a20313620627900' is not known here",
	      rota_entity_find(&no, txn, id_x, &err));
	assert_int_equal(1, intern("y"));
}

static void test_entity_find__unknown_is_not_found(void **state)
{
	uint32_t no = 9;

	(void)state;
	begin_write();
	OK(rota_entity_intern(&no, NULL, txn, id_x, 4, &err));
	OK(rota_entity_find(&no, txn, id_x, &err));
	assert_int_equal(1, no);
	FAILS(ROTA_ENOTFOUND, "entity '656e7469747920793a20313620627900' is not known here",
	      rota_entity_find(&no, txn, id_y, &err));
	assert_int_equal(0, no);
}

static void test_entity_id_and_type__lead_back(void **state)
{
	uint8_t id[16];
	uint8_t type;
	uint32_t no;

	(void)state;
	begin_write();
	OK(rota_entity_intern(&no, NULL, txn, id_y, 3, &err));
	OK(rota_entity_intern(&no, NULL, txn, id_x, 200, &err));
	OK(rota_entity_id(id, txn, 2, &err));
	assert_memory_equal(id_x, id, 16);
	OK(rota_entity_type(&type, txn, 2, &err));
	assert_int_equal(200, type);
	OK(rota_entity_type(&type, txn, 1, &err));
	assert_int_equal(3, type);
}

static void test_entity_id_and_type__of_no_entity_are_not_found(void **state)
{
	static const uint8_t zeros[16];
	uint8_t id[16] = "x";
	uint8_t type = 1;

	(void)state;
	begin_read();
	FAILS(ROTA_ENOTFOUND, "no entity has the local number 0", rota_entity_id(id, txn, 0, &err));
	assert_memory_equal(zeros, id, 16);
	FAILS(ROTA_ENOTFOUND, "no entity has the local number 1",
	      rota_entity_type(&type, txn, 1, &err));
	assert_int_equal(0, type);
}

/** Writes "writer/n " for each; stops with 7 when there is a payload. */
static int list(uint32_t writer, uint64_t n, void *payload, struct rota_error *e)
{
	(void)e;
	rota_buffer_printf(&out, "%u/%llu ", (unsigned)writer, (unsigned long long)n);
	return payload ? 7 : 0;
}

static void test_entity_entries__are_sorted_and_once_whatever_the_order(void **state)
{
	(void)state;
	begin_write();
	assert_int_equal(1, intern("x"));
	assert_int_equal(2, intern("y"));
	OK(rota_entity_entry_add(txn, 1, 2, 0, &err));
	OK(rota_entity_entry_add(txn, 1, 1, 256, &err));
	OK(rota_entity_entry_add(txn, 1, 1, 5000000000, &err));
	OK(rota_entity_entry_add(txn, 1, 1, 3, &err));
	OK(rota_entity_entry_add(txn, 1, 1, 256, &err));
	OK(rota_entity_entry_add(txn, 2, 9, 9, &err));
	OK(rota_entity_entries(txn, 1, list, NULL, &err));
	assert_string_equal("1/3 1/256 1/5000000000 2/0 ", rota_buffer_text(&out));
}

static void test_entity_entries__may_be_many(void **state)
{
	(void)state;
	begin_write();
	assert_int_equal(1, intern("x"));
	for (uint64_t n = 3000; n-- > 0;)
		OK(rota_entity_entry_add(txn, 1, 1, n, &err));
	commit();
	begin_read();
	OK(rota_entity_entries(txn, 1, list, NULL, &err));
	assert_memory_equal("1/0 1/1 1/2 ", out.bytes, 12);
	assert_string_equal("1/2998 1/2999 ", out.bytes + out.size - 14);
}

static void test_entity_entries__none_is_fine_and_the_visitor_may_stop(void **state)
{
	(void)state;
	begin_write();
	assert_int_equal(1, intern("x"));
	OK(rota_entity_entries(txn, 1, list, NULL, &err));
	assert_string_equal("", rota_buffer_text(&out));
	OK(rota_entity_entry_add(txn, 1, 1, 0, &err));
	OK(rota_entity_entry_add(txn, 1, 1, 1, &err));
	assert_int_equal(7, rota_entity_entries(txn, 1, list, &out, &err));
	assert_string_equal("1/0 ", rota_buffer_text(&out));
}

static void test_entity_entries__of_no_entity_are_not_found(void **state)
{
	(void)state;
	begin_write();
	assert_int_equal(1, intern("x"));
	FAILS(ROTA_ENOTFOUND, "no entity has the local number 2",
	      rota_entity_entry_add(txn, 2, 1, 0, &err));
	FAILS(ROTA_ENOTFOUND, "no entity has the local number 0",
	      rota_entity_entry_add(txn, 0, 1, 0, &err));
	FAILS(ROTA_ENOTFOUND, "no entity has the local number 2",
	      rota_entity_entries(txn, 2, list, NULL, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_entity_intern__numbers_from_1_without_a_gap_and_kept),
		TEST(test_entity_intern__another_type_is_a_conflict),
		TEST(test_entity_intern__an_aborted_number_is_allotted_again),
		TEST(test_entity_find__unknown_is_not_found),
		TEST(test_entity_id_and_type__lead_back),
		TEST(test_entity_id_and_type__of_no_entity_are_not_found),
		TEST(test_entity_entries__are_sorted_and_once_whatever_the_order),
		TEST(test_entity_entries__may_be_many),
		TEST(test_entity_entries__none_is_fine_and_the_visitor_may_stop),
		TEST(test_entity_entries__of_no_entity_are_not_found),
	};

	return cmocka_run_group_tests_name("store/entity", tests, NULL, NULL);
}
