/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_sending_limit() and of trying again. */
#include "exchange/sending.h"

#include "tests/unit/office/office.h"

/** An office whose repository is there, and its helper. */
static struct rota_exchange exchange;

static int open_exchange(void **state)
{
	if (open_office(state))
		return -1;
	OK(rota_exchange_open(&exchange, desk.office, NULL, &desk.err));
	return 0;
}

static int close_exchange(void **state)
{
	rota_exchange_close(&exchange);
	return remove_folder(state);
}

static void expect_limit(size_t wanted, const char *remote, const char *slice)
{
	size_t limit;

	OK(rota_git_remote_set(exchange.git, "remote", remote, &desk.err));
	OK(rota_git_remote_set(exchange.git, "slice", slice, &desk.err));
	OK(rota_sending_limit(&limit, exchange.git, &desk.err));
	assert_int_equal(wanted, limit);
}

static void test_sending_limit__what_the_line_has_shown_to_carry(void **state)
{
	(void)state;
	expect_limit(ROTA_BATCH_MAX_BYTES, "/srv/tinh", NULL);
	expect_limit(ROTA_BATCH_MAX_BYTES, "file:///srv/tinh", "4096");
	expect_limit(ROTA_BATCH_MAX_BYTES, NULL, NULL);
	expect_limit(32 << 10, "git://127.0.0.1/r", NULL); /* nothing is known of it */
	expect_limit(8 << 10, "u@h:r", "4096");
	expect_limit(8 << 10, "u@h:r", "1");
	expect_limit(40000, "https://h/r", "20000");
	expect_limit(64 << 10, "https://h/r", "99999999999999");
	expect_limit(32 << 10, "https://h/r", "many");
}

static void test_retrying_wait__not_when_the_time_is_over(void **state)
{
	struct rota_retrying retrying;

	(void)state;
	OK(rota_retrying_begin(&retrying, exchange.git, 0, &desk.err));
	assert_false(rota_retrying_wait(&retrying, &exchange, NULL));
	OK(rota_retrying_begin(&retrying, exchange.git, 20, &desk.err));
	retrying.wait_ms = 60000; /* the next one is at least half a minute away */
	assert_false(rota_retrying_wait(&retrying, &exchange, NULL));
}

static void test_retrying_begin__as_the_config_says(void **state)
{
	struct rota_retrying usual, set, none;

	(void)state;
	OK(rota_retrying_begin(&usual, exchange.git, ROTA_RETRY_AS_SET, &desk.err));
	OK(rota_git_remote_set(exchange.git, "retry", "86400", &desk.err));
	OK(rota_retrying_begin(&set, exchange.git, ROTA_RETRY_AS_SET, &desk.err));
	OK(rota_git_remote_set(exchange.git, "retry", "0", &desk.err));
	OK(rota_retrying_begin(&none, exchange.git, ROTA_RETRY_AS_SET, &desk.err));
	assert_true(usual.end_ms > 0 && usual.end_ms + 80000000 < set.end_ms);
	assert_int_equal(0, none.end_ms);
	assert_int_equal(ROTA_EINVALID,
			 rota_git_remote_set(exchange.git, "retry", "soon", &desk.err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_sending_limit__what_the_line_has_shown_to_carry,
						open_exchange, close_exchange),
		cmocka_unit_test_setup_teardown(test_retrying_wait__not_when_the_time_is_over,
						open_exchange, close_exchange),
		cmocka_unit_test_setup_teardown(test_retrying_begin__as_the_config_says,
						open_exchange, close_exchange),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
