/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static void test_address_read__ways_to_write_one(void **state)
{
	static const struct {
		const char *text, *repo, *out;
		enum rota_address_kind kind;
	} rows[] = {
		{ "ssh://u@h/p", "r.git", "ssh://u@h/p", ROTA_ADDRESS_SSH },
		{ "ssh://u@h:2222/p/q.git", "r.git", "ssh://u@h:2222/p/q.git", ROTA_ADDRESS_SSH },
		{ "rota@tinh.vn:rota.git", "r.git", "rota@tinh.vn:rota.git", ROTA_ADDRESS_SSH },
		{ "/srv/x", "r.git", "/srv/x", ROTA_ADDRESS_FOLDER },
		{ "file:///srv/x", "r.git", "/srv/x", ROTA_ADDRESS_FOLDER },
		{ "./x", "r.git", "./x", ROTA_ADDRESS_FOLDER },
		{ "./x", "/o/r.git", "/o/x", ROTA_ADDRESS_FOLDER },
		{ "../x", "o/r.git", "o/../x", ROTA_ADDRESS_FOLDER },
		{ "..", "/o/r.git", "/o/..", ROTA_ADDRESS_FOLDER },
		{ "./u@h:x", "r.git", "./u@h:x", ROTA_ADDRESS_FOLDER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rota_buffer out = { 0 };
		enum rota_address_kind kind;

		assert_int_equal(ROTA_OK,
				 rota_address_read(&kind, &out, rows[i].text, rows[i].repo, NULL));
		assert_int_equal(rows[i].kind, kind);
		assert_string_equal(rows[i].out, rota_buffer_text(&out));
		rota_buffer_clear(&out);
	}
}

static void test_address_read__none_of_ours(void **state)
{
	static const char *const texts[] = {
		"",           "x",          "x/y",         "h:p",         "@h:p",
		"u@:p",       "u@h:",       "ssh://h/p",   "ssh://u@h",   "ssh://u@h/",
		"ssh://@h/p", "file://h/p", "ftp://u@h/p", "https://h/p", "git://h/p"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct rota_buffer out = { 0 };
		struct rota_error err = { 0 };
		enum rota_address_kind kind;

		assert_int_equal(ROTA_EINVALID,
				 rota_address_read(&kind, &out, texts[i], "r.git", &err));
		assert_true(*err.hint);
		rota_buffer_clear(&out);
	}
}

static void test_address_read__an_office_stands_for_its_repository(void **state)
{
	char folder[] = P_tmpdir "/rota-address-XXXXXX", inside[64];
	struct rota_buffer out = { 0 };
	enum rota_address_kind kind;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(inside, sizeof(inside), "%s/rota.git", folder);
	assert_int_equal(0, mkdir(inside, 0700));
	assert_int_equal(ROTA_OK, rota_address_read(&kind, &out, folder, "r.git", NULL));
	assert_string_equal(inside, rota_buffer_text(&out));
	assert_int_equal(0, rmdir(inside));
	assert_int_equal(0, rmdir(folder));
	rota_buffer_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_address_read__ways_to_write_one),
		cmocka_unit_test(test_address_read__none_of_ours),
		cmocka_unit_test(test_address_read__an_office_stands_for_its_repository),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
