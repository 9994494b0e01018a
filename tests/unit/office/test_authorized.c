/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of exchange/authorized.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "exchange/authorized.h"

static const struct rota_public_key nobody;

/** The line for a repository, which must end in this. */
static void expect_end(const char *repository, const char *end)
{
	struct rota_buffer line = { 0 };
	struct rota_error err = { 0 };
	const char *found;

	assert_int_equal(rota_authorized_line(&line, repository, &nobody, &err), ROTA_OK);
	found = strstr(rota_buffer_text(&line), "$run ");
	assert_non_null(found);
	assert_string_equal(found, end);
	rota_buffer_clear(&line);
}

#define KEY                                                                                 \
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA " \
	"6dbdd0e47e10c4df"

static void test_rota_authorized_line__names_the_repository_and_the_writer(void **state)
{
	(void)state;
	expect_end("/srv/tinh/rota.git", "$run '/srv/tinh/rota.git'\" " KEY);
}

/** Neither sh nor sshd takes a letter of the path for its own. */
static void test_rota_authorized_line__quotes_the_path_twice(void **state)
{
	(void)state;
	expect_end("/srv/a b'c\"d$e\\f", "$run '/srv/a b'\\''c\\\"d$e\\f'\" " KEY);
}

static void test_rota_authorized_line__is_one_line(void **state)
{
	struct rota_buffer line = { 0 };
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(rota_authorized_line(&line, "/srv/a\nssh-ed25519 X", &nobody, &err),
			 ROTA_EINVALID);
	assert_int_equal(line.size, 0);
	rota_buffer_clear(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rota_authorized_line__names_the_repository_and_the_writer),
		cmocka_unit_test(test_rota_authorized_line__quotes_the_path_twice),
		cmocka_unit_test(test_rota_authorized_line__is_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
