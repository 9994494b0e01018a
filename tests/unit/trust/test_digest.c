/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/digest.h, one test each. */
#include "tests/support/failing_memory.h"
#include "tests/unit/trust/trust.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include "trust/digest.h"

struct row {
	const char *text;
	const char *sha256;
	const char *sha512;
};

/* FIPS 180-2, appendices B and C; the empty text from NIST's CAVP. */
static const struct row rows[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	  "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
	  "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	  "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
	  "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
	  "204a8fc6dda82f0a0ced7beb8e08a41657c16ef468b228a8279be331a703c335"
	  "96fd15c13b1b07f9aa1d3bea57789ca031ad85c7a71dd70354ec631238ca3445" },
};

static const char no_digest[] = "the OpenSSL of this machine computes no SHA-1, SHA-256 or SHA-512";

static void test_digest_sha256__known_answers(void **state)
{
	struct rota_sha256 hash;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		OK(rota_digest_sha256(&hash, rows[i].text, strlen(rows[i].text), &err));
		assert_hex(rows[i].sha256, hash.bytes, sizeof(hash.bytes));
	}
}

static void test_digest_sha512__known_answers(void **state)
{
	struct rota_sha512 hash;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		OK(rota_digest_sha512(&hash, rows[i].text, strlen(rows[i].text), &err));
		assert_hex(rows[i].sha512, hash.bytes, sizeof(hash.bytes));
	}
}

static void test_digest_sha1__of_two_parts(void **state)
{
	struct rota_sha1 hash;

	(void)state;
	OK(rota_digest_sha1(&hash, "a", 1, "bc", 2, &err));
	assert_hex("a9993e364706816aba3e25717850c26c9cd0d89d", hash.bytes, sizeof(hash.bytes));
	OK(rota_digest_sha1(&hash, "", 0, "", 0, &err));
	assert_hex("da39a3ee5e6b4b0d3255bfef95601890afd80709", hash.bytes, sizeof(hash.bytes));
}

static void test_digest_add__a_million_parts(void **state)
{
	struct rota_digest *digest;
	struct rota_sha256 hash;

	(void)state;
	OK(rota_digest_new(&digest, &err));
	for (int i = 0; i < 1000000; i++)
		rota_digest_add(digest, "a", 1);
	OK(rota_digest_finish(&hash, digest, &err));
	assert_hex("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", hash.bytes,
		   sizeof(hash.bytes));
	rota_digest_free(digest);
}

static void test_digest_add__parts_are_as_one_piece(void **state)
{
	struct rota_sha256 whole, parts;
	struct rota_digest *digest;
	uint8_t bytes[200];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)i;
	OK(rota_digest_sha256(&whole, bytes, sizeof(bytes), &err));
	OK(rota_digest_new(&digest, &err));
	for (size_t cut = 0; cut <= sizeof(bytes); cut++) {
		rota_digest_add(digest, bytes, cut);
		rota_digest_add(digest, bytes + cut, sizeof(bytes) - cut);
		OK(rota_digest_finish(&parts, digest, &err));
		assert_memory_equal(&whole, &parts, sizeof(whole));
	}
	rota_digest_free(digest);
}

static void test_digest_add__no_bytes_may_be_null(void **state)
{
	struct rota_digest *digest;
	struct rota_sha256 hash;

	(void)state;
	OK(rota_digest_new(&digest, &err));
	rota_digest_add(digest, NULL, 0);
	rota_digest_add(digest, "abc", 3);
	rota_digest_add(digest, NULL, 0);
	OK(rota_digest_finish(&hash, digest, &err));
	assert_hex(rows[1].sha256, hash.bytes, sizeof(hash.bytes));
	rota_digest_free(digest);
}

static void test_digest_finish__begins_anew(void **state)
{
	struct rota_digest *digest;
	struct rota_sha256 hash;

	(void)state;
	OK(rota_digest_new(&digest, &err));
	OK(rota_digest_finish(&hash, digest, &err));
	assert_hex(rows[0].sha256, hash.bytes, sizeof(hash.bytes));
	rota_digest_add(digest, "abc", 3);
	OK(rota_digest_finish(&hash, digest, &err));
	assert_hex(rows[1].sha256, hash.bytes, sizeof(hash.bytes));
	OK(rota_digest_finish(&hash, digest, &err));
	assert_hex(rows[0].sha256, hash.bytes, sizeof(hash.bytes));
	rota_digest_free(digest);
}

static void test_digest_free__null_is_allowed(void **state)
{
	(void)state;
	rota_digest_free(NULL);
}

static void test_digest__an_openssl_without_it_is_told(void **state)
{
	struct rota_digest *digest = (struct rota_digest *)1;
	struct rota_sha256 sha256;
	struct rota_sha512 sha512;

	(void)state;
	assert_true(EVP_set_default_properties(NULL, "provider=nobody"));
	FAILS(ROTA_EIO, no_digest, rota_digest_sha256(&sha256, "", 0, &err));
	assert_string_equal("check the OpenSSL configuration of this machine", err.hint);
	FAILS(ROTA_EIO, no_digest, rota_digest_sha512(&sha512, "", 0, &err));
	FAILS(ROTA_EIO, no_digest, rota_digest_new(&digest, &err));
	assert_null(digest);
	assert_int_equal(0, ERR_peek_error()); /* nothing is left for TLS to stumble over */
	assert_true(EVP_set_default_properties(NULL, ""));
	OK(rota_digest_sha256(&sha256, "", 0, &err));
}

static int attempt_one_piece(void)
{
	struct rota_sha256 sha256;
	struct rota_sha512 sha512;
	int rc = rota_digest_sha256(&sha256, "abc", 3, NULL);

	return rc ? rc : rota_digest_sha512(&sha512, "abc", 3, NULL);
}

static int attempt_parts(void)
{
	struct rota_digest *digest;
	struct rota_sha256 hash;
	int rc = rota_digest_new(&digest, NULL);

	assert_true(!rc == (digest != NULL));
	if (!rc) {
		rota_digest_add(digest, "abc", 3);
		rc = rota_digest_finish(&hash, digest, NULL);
	}
	rota_digest_free(digest);
	return rc;
}

static void test_digest__memory_that_runs_out_is_told_and_none_is_lost(void **state)
{
	(void)state;
	expect_survival(attempt_one_piece);
	expect_survival(attempt_parts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digest_sha256__known_answers),
		cmocka_unit_test(test_digest_sha512__known_answers),
		cmocka_unit_test(test_digest_sha1__of_two_parts),
		cmocka_unit_test(test_digest_add__a_million_parts),
		cmocka_unit_test(test_digest_add__parts_are_as_one_piece),
		cmocka_unit_test(test_digest_add__no_bytes_may_be_null),
		cmocka_unit_test(test_digest_finish__begins_anew),
		cmocka_unit_test(test_digest_free__null_is_allowed),
		cmocka_unit_test(test_digest__an_openssl_without_it_is_told),
		cmocka_unit_test(test_digest__memory_that_runs_out_is_told_and_none_is_lost),
	};

	return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
