/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of store/setting.h, one test each. */
#include "tests/unit/store/fixture.h"

static void test_setting_get__gives_what_was_put(void **state)
{
	(void)state;
	begin_write();
	OK(rota_setting_put(txn, "name", "Ban Tổ chức Huyện ủy Ân Thi", &err));
	OK(rota_setting_put(txn, "empty", "", &err));
	commit();
	reopen(0);
	begin_read();
	OK(rota_setting_get(&out, txn, "name", &err));
	assert_string_equal("Ban Tổ chức Huyện ủy Ân Thi", rota_buffer_text(&out));
	OK(rota_setting_get(&out, txn, "empty", &err));
	assert_string_equal("Ban Tổ chức Huyện ủy Ân Thi", rota_buffer_text(&out));
}

static void test_setting_get__absent_is_not_found_and_the_buffer_untouched(void **state)
{
	(void)state;
	begin_read();
	rota_buffer_puts(&out, "before");
	FAILS(ROTA_ENOTFOUND, "setting 'scope' is not set",
	      rota_setting_get(&out, txn, "scope", &err));
	assert_string_equal("before", rota_buffer_text(&out));
}

static void test_setting_put__replaces(void **state)
{
	(void)state;
	begin_write();
	OK(rota_setting_put(txn, "lang", "vi", &err));
	OK(rota_setting_put(txn, "lang", "en", &err));
	OK(rota_setting_get(&out, txn, "lang", &err));
	assert_string_equal("en", rota_buffer_text(&out));
}

static void test_setting__a_key_has_1_to_255_bytes(void **state)
{
	char key[257];

	(void)state;
	memset(key, 'k', sizeof(key));
	key[255] = '\0';
	begin_write();
	OK(rota_setting_put(txn, key, "longest", &err));
	OK(rota_setting_get(&out, txn, key, &err));
	assert_string_equal("longest", rota_buffer_text(&out));
	OK(rota_setting_delete(txn, key, &err));
	key[255] = 'k';
	key[256] = '\0';
	FAILS(ROTA_EINVALID, "the name of a setting has 256 bytes, not 1 to 255",
	      rota_setting_put(txn, key, "x", &err));
	FAILS(ROTA_EINVALID, "the name of a setting has 256 bytes, not 1 to 255",
	      rota_setting_get(&out, txn, key, &err));
	FAILS(ROTA_EINVALID, "the name of a setting has 0 bytes, not 1 to 255",
	      rota_setting_delete(txn, "", &err));
}

static void test_setting_delete__forgets_and_none_is_fine(void **state)
{
	(void)state;
	begin_write();
	OK(rota_setting_put(txn, "group", "1", &err));
	OK(rota_setting_delete(txn, "group", &err));
	OK(rota_setting_delete(txn, "group", &err));
	FAILS(ROTA_ENOTFOUND, "setting 'group' is not set",
	      rota_setting_get(&out, txn, "group", &err));
}

static void test_setting_put__a_reading_transaction_cannot(void **state)
{
	(void)state;
	begin_read();
	FAILS(ROTA_EBUG, with_path("'%s': a reading transaction cannot write"),
	      rota_setting_put(txn, "lang", "vi", &err));
	FAILS(ROTA_EBUG, with_path("'%s': a reading transaction cannot write"),
	      rota_setting_delete(txn, "lang", &err));
}

/** Writes "key=value " for each; stops with 7 at the key in the payload. */
static int list(const char *key, const char *value, void *payload, struct rota_error *e)
{
	const char *stop = payload;

	(void)e;
	rota_buffer_printf(&out, "%s=%s ", key, value);
	return stop && strcmp(stop, key) == 0 ? 7 : 0;
}

static void test_setting_each__visits_in_the_order_of_the_keys(void **state)
{
	(void)state;
	begin_write();
	OK(rota_setting_put(txn, "b", "2", &err));
	OK(rota_setting_put(txn, "csv.bom", "", &err));
	OK(rota_setting_put(txn, "a", "1", &err));
	OK(rota_setting_each(txn, list, NULL, &err));
	assert_string_equal("a=1 b=2 csv.bom= ", rota_buffer_text(&out));
}

static void test_setting_each__stops_with_what_the_visitor_returns(void **state)
{
	char stop[] = "a";

	(void)state;
	begin_write();
	OK(rota_setting_put(txn, "a", "1", &err));
	OK(rota_setting_put(txn, "b", "2", &err));
	assert_int_equal(7, rota_setting_each(txn, list, stop, &err));
	assert_string_equal("a=1 ", rota_buffer_text(&out));
}

/** Returns a code that the walk itself uses for its end. */
static int not_found(const char *key, const char *value, void *payload, struct rota_error *e)
{
	(void)value;
	(void)payload;
	return rota_fail(e, ROTA_ENOTFOUND, NULL, "'%s' leads nowhere", key);
}

static void test_setting_each__hands_on_not_found_too(void **state)
{
	(void)state;
	begin_write();
	OK(rota_setting_put(txn, "a", "1", &err));
	FAILS(ROTA_ENOTFOUND, "'a' leads nowhere", rota_setting_each(txn, not_found, NULL, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_setting_get__gives_what_was_put),
		TEST(test_setting_get__absent_is_not_found_and_the_buffer_untouched),
		TEST(test_setting_put__replaces),
		TEST(test_setting__a_key_has_1_to_255_bytes),
		TEST(test_setting_delete__forgets_and_none_is_fine),
		TEST(test_setting_put__a_reading_transaction_cannot),
		TEST(test_setting_each__visits_in_the_order_of_the_keys),
		TEST(test_setting_each__stops_with_what_the_visitor_returns),
		TEST(test_setting_each__hands_on_not_found_too),
	};

	return cmocka_run_group_tests_name("store/setting", tests, NULL, NULL);
}
