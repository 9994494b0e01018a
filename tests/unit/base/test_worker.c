/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of base/worker.h. */
#include "base/worker.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct sum {
	unsigned n, made;
	bool holds_signals;
};

static void add_up(void *payload)
{
	struct sum *sum = payload;
	sigset_t held;

	for (unsigned i = 1; i <= sum->n; i++)
		sum->made += i;
	pthread_sigmask(SIG_SETMASK, NULL, &held);
	sum->holds_signals = sigismember(&held, SIGINT) == 1;
}

static void test_worker__what_it_did_is_seen_after_the_wait(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 200; i++) {
		struct rota_worker worker = { .running = false };
		struct sum sum = { .n = i };

		rota_worker_start(&worker, add_up, &sum);
		rota_worker_wait(&worker);
		assert_int_equal(i * (i + 1) / 2, sum.made);
		assert_true(sum.holds_signals);
		assert_false(worker.running);
		rota_worker_wait(&worker); /* nothing runs */
	}
}

static void test_worker__signals_come_to_who_had_them(void **state)
{
	struct rota_worker worker = { .running = false };
	struct sum sum = { .n = 1 };
	sigset_t before, after;

	(void)state;
	pthread_sigmask(SIG_SETMASK, NULL, &before);
	rota_worker_start(&worker, add_up, &sum);
	pthread_sigmask(SIG_SETMASK, NULL, &after);
	rota_worker_wait(&worker);
	assert_int_equal(sigismember(&before, SIGINT), sigismember(&after, SIGINT));
	assert_int_equal(0, sigismember(&after, SIGTERM));
}

/** A stack that no machine has makes none possible. */
static void test_worker__without_a_thread_it_is_done_at_once(void **state)
{
	struct rota_worker worker = { .running = false };
	struct sum sum = { .n = 4 };
	pthread_attr_t before, impossible;

	(void)state;
	assert_int_equal(0, pthread_getattr_default_np(&before));
	assert_int_equal(0, pthread_attr_init(&impossible));
	assert_int_equal(0, pthread_attr_setstacksize(&impossible, (size_t)1 << 47));
	assert_int_equal(0, pthread_setattr_default_np(&impossible));
	rota_worker_start(&worker, add_up, &sum);
	assert_int_equal(0, pthread_setattr_default_np(&before));
	assert_false(worker.running);
	assert_int_equal(10, sum.made);
	rota_worker_wait(&worker);
	assert_int_equal(0, pthread_setattr_default_np(&impossible));
	assert_false(rota_worker_try(&worker, add_up, &sum)); /* and who only tries does nothing */
	assert_int_equal(0, pthread_setattr_default_np(&before));
	assert_int_equal(10, sum.made);
	assert_true(rota_worker_try(&worker, add_up, &sum));
	rota_worker_wait(&worker);
	assert_int_equal(20, sum.made);
	pthread_attr_destroy(&before);
	pthread_attr_destroy(&impossible);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_worker__what_it_did_is_seen_after_the_wait),
		cmocka_unit_test(test_worker__signals_come_to_who_had_them),
		cmocka_unit_test(test_worker__without_a_thread_it_is_done_at_once),
	};

	return cmocka_run_group_tests_name("worker", tests, NULL, NULL);
}
