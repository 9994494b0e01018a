/* SPDX-License-Identifier: Apache-2.0 */
#include "ask/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void test_address_way__follows_from_how_it_is_written(void **state)
{
	static const struct {
		const char *address;
		enum rota_way way;
	} rows[] = {
		{ "https://tinh.example/rota.git", ROTA_WAY_WEB },
		{ "https://van-giang@tinh.example:8443/rota.git", ROTA_WAY_WEB },
		{ "http://localhost/rota.git", ROTA_WAY_WEB },
		{ "git://tinh.example/rota.git", ROTA_WAY_CLEARTEXT },
		{ "ssh://git@tinh.example/srv/rota.git", ROTA_WAY_SSH },
		{ "git@tinh.example:rota.git", ROTA_WAY_SSH },
		{ "file:///srv/rota.git", ROTA_WAY_FOLDER },
		{ "/srv/rota.git", ROTA_WAY_FOLDER },
		{ "tinh/rota.git", ROTA_WAY_FOLDER },
		{ "./a:b", ROTA_WAY_FOLDER },
		{ "tinh/a:b", ROTA_WAY_FOLDER },
		{ "https", ROTA_WAY_FOLDER },
		{ "", ROTA_WAY_FOLDER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(rows[i].way, rota_address_way(rows[i].address));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_address_way__follows_from_how_it_is_written),
	};

	return cmocka_run_group_tests_name("ask/address", tests, NULL, NULL);
}
