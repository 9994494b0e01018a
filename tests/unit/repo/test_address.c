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
		{ "https://h/p", "r.git", "https://h/p", ROTA_ADDRESS_HTTPS },
		{ "https://u@h.vn:8443/p/q.git", "r.git", "https://u@h.vn:8443/p/q.git",
		  ROTA_ADDRESS_HTTPS },
		{ "https://[2001:db8::1]:443/p", "r.git", "https://[2001:db8::1]:443/p",
		  ROTA_ADDRESS_HTTPS },
		{ "http://localhost/p", "r.git", "http://localhost/p", ROTA_ADDRESS_HTTP },
		{ "http://[::1]:80/p", "r.git", "http://[::1]:80/p", ROTA_ADDRESS_HTTP },
		{ "git://h/p", "r.git", "git://h/p", ROTA_ADDRESS_GIT },
		{ "git://127.0.0.1:9418/p", "r.git", "git://127.0.0.1:9418/p", ROTA_ADDRESS_GIT },
		{ "git://127.0.0.1.vn/p", "r.git", "git://127.0.0.1.vn/p", ROTA_ADDRESS_GIT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rota_address address;

		assert_int_equal(ROTA_OK,
				 rota_address_read(&address, rows[i].text, rows[i].repo, NULL));
		assert_int_equal(rows[i].kind, address.kind);
		assert_string_equal(rows[i].out, rota_buffer_text(&address.text));
		rota_address_clear(&address);
	}
}

static void test_address_read__none_of_ours(void **state)
{
	static const char *const texts[] = {
		"",           "x",          "x/y",         "h:p",         "@h:p",
		"u@:p",       "u@h:",       "ssh://h/p",   "ssh://u@h",   "ssh://u@h/",
		"ssh://@h/p", "file://h/p", "ftp://u@h/p",
		"https://",   "https://h",  "https://h/",  "https:///p",  "https://@h/p",
		"https://h:/p", "https://h:0/p", "https://h:65536/p", "https://h:8a/p",
		"https://[::1/p", "https://h h/p", "https://h/p\nhost=other", "https://h\n/p",
		"https://h/p q", "git://u@h/p", "git:///p"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct rota_address address;
		struct rota_error err = { 0 };

		assert_int_equal(ROTA_EINVALID,
				 rota_address_read(&address, texts[i], "r.git", &err));
		assert_true(*err.hint);
		rota_address_clear(&address);
	}
}

static void test_address_read__a_password_is_refused_and_not_repeated(void **state)
{
	static const char *const texts[] = { "https://u:secret@h/p", "https://u:se#cret@h/p",
					     "https://:secret@h/p", "git://u:secret@h/p" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct rota_address address;
		struct rota_error err = { 0 };

		assert_int_equal(ROTA_EINVALID,
				 rota_address_read(&address, texts[i], "r.git", &err));
		assert_string_equal("an address holds no password", err.message);
		assert_null(strstr(err.hint, "cret"));
		rota_address_clear(&address);
	}
}

static void test_address_read__who_can_read_what_goes_there(void **state)
{
	static const struct {
		const char *text;
		bool in_the_clear;
	} rows[] = {
		{ "git://h/p", true },
		{ "git://127.0.0.1.vn:9418/p", true },
		{ "git://127.0.0.1:9418/p", false },
		{ "git://[::1]/p", false },
		{ "https://h/p", false },
		{ "u@h:p", false },
		{ "/srv/x", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rota_address address;

		assert_int_equal(ROTA_OK, rota_address_read(&address, rows[i].text, "r.git", NULL));
		assert_int_equal(rows[i].in_the_clear, address.in_the_clear);
		rota_address_clear(&address);
	}
}

static void test_address_read__http_only_to_this_machine(void **state)
{
	struct rota_address address;
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(ROTA_EINVALID, rota_address_read(&address, "http://h/p", "r.git", &err));
	assert_string_equal("'http://h/p' would send names and passwords unencrypted", err.message);
	assert_int_equal(ROTA_EINVALID, rota_address_read(&address, "http://localhost.vn/p", "r.git",
							  &err));
	rota_address_clear(&address);
}

static void test_address_split__parts(void **state)
{
	struct rota_address_parts parts;

	(void)state;
	assert_true(rota_address_split(&parts, "https://at@h.vn:8443/srv/rota.git"));
	assert_memory_equal("https", parts.scheme, parts.scheme_size);
	assert_int_equal(5, parts.scheme_size);
	assert_int_equal(2, parts.user_size);
	assert_memory_equal("at", parts.user, 2);
	assert_memory_equal("h.vn:8443", parts.host, parts.place_size);
	assert_int_equal(9, parts.place_size);
	assert_int_equal(4, parts.host_size);
	assert_string_equal("srv/rota.git", parts.path);
}

static void test_address_read__an_office_stands_for_its_repository(void **state)
{
	char folder[] = P_tmpdir "/rota-address-XXXXXX", inside[64];
	struct rota_address address;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(inside, sizeof(inside), "%s/rota.git", folder);
	assert_int_equal(0, mkdir(inside, 0700));
	assert_int_equal(ROTA_OK, rota_address_read(&address, folder, "r.git", NULL));
	assert_string_equal(inside, rota_buffer_text(&address.text));
	assert_int_equal(0, rmdir(inside));
	assert_int_equal(0, rmdir(folder));
	rota_address_clear(&address);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_address_read__ways_to_write_one),
		cmocka_unit_test(test_address_read__none_of_ours),
		cmocka_unit_test(test_address_read__a_password_is_refused_and_not_repeated),
		cmocka_unit_test(test_address_read__http_only_to_this_machine),
		cmocka_unit_test(test_address_read__who_can_read_what_goes_there),
		cmocka_unit_test(test_address_split__parts),
		cmocka_unit_test(test_address_read__an_office_stands_for_its_repository),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
