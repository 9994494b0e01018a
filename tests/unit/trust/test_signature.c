/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/signature.h, one test each. */
#include "tests/support/failing_memory.h"
#include "tests/unit/trust/golden.h"
#include "tests/unit/trust/trust.h"

#include "trust/signature.h"

static const char message[] = "message\n";
static const struct rota_public_key no_key;

/** 40 bytes: the base64 of such a signature ends with the end of a line. */
static const char space_of_40[] = "a-name-space-of-forty-bytes-for-the-test";

/** The bytes under the armour of golden_signature, and what they become when they are changed. */
static uint8_t plain[ROTA_ARMOUR_MAX_BYTES];
static size_t plain_size;

static void load_plain(void)
{
	OK(rota_armour_read(plain, &plain_size, "SSH SIGNATURE", golden_signature,
			    strlen(golden_signature), &err));
}

/** The text is refused with this message as a signature of `message` for "git". */
static void assert_refused(const char *wanted, const char *text, size_t size)
{
	struct rota_public_key key = key_of(1, "").public_key;

	FAILS(ROTA_ECORRUPT, wanted,
	      rota_signature_check(&key, text, size, "git", message, strlen(message), &err));
	assert_memory_equal(&no_key, &key, sizeof(key));
}

static void assert_plain_refused(const char *wanted)
{
	char text[ROTA_ARMOUR_TEXT_SIZE(1024)];

	assert_refused(wanted, text, rota_armour_write(text, "SSH SIGNATURE", plain, plain_size));
}

static void assert_accepted(const char *text)
{
	struct rota_public_key key;

	OK(rota_signature_check(&key, text, strlen(text), "git", message, strlen(message), &err));
	assert_hex(GOLDEN_PUBLIC_HEX, key.bytes, sizeof(key.bytes));
}

static void test_signature_make__golden_text(void **state)
{
	struct rota_key key = key_of(1, "");
	struct rota_buffer out = { 0 };

	(void)state;
	rota_buffer_puts(&out, "before ");
	OK(rota_signature_make(&out, &key, "git", message, strlen(message), &err));
	assert_memory_equal("before ", out.bytes, 7);
	assert_string_equal(golden_signature, out.bytes + 7);
	rota_buffer_clear(&out);
}

static void test_signature_check__what_was_made(void **state)
{
	struct rota_key key = key_of(3, "");
	struct rota_buffer out = { 0 };
	char space[ROTA_SIGNATURE_NAMESPACE_MAX_BYTES + 1] = "";
	uint8_t bytes[ROTA_SIGNATURE_NAMESPACE_MAX_BYTES];

	(void)state;
	memset(bytes, 0xa5, sizeof(bytes));
	for (size_t size = 1; size <= ROTA_SIGNATURE_NAMESPACE_MAX_BYTES; size++) {
		struct rota_public_key read;

		space[size - 1] = 'n';
		rota_buffer_reset(&out);
		OK(rota_signature_make(&out, &key, space, bytes, size - 1, &err));
		OK(rota_signature_check(&read, out.bytes, out.size, space, bytes, size - 1, &err));
		assert_memory_equal(&key.public_key, &read, sizeof(read));
	}
	rota_buffer_clear(&out);
}

static void test_signature_check__takes_one_newline_at_the_end(void **state)
{
	char text[1024];

	(void)state;
	assert_accepted(golden_signature);
	snprintf(text, sizeof(text), "%s\n", golden_signature);
	assert_accepted(text);
	snprintf(text, sizeof(text), "%s\n\n", golden_signature);
	assert_refused("the signature: it does not end with '-----END SSH SIGNATURE-----'", text,
		       strlen(text));
}

static void test_signature_check__takes_sha256(void **state)
{
	(void)state;
	assert_accepted(golden_signature_sha256);
}

static void test_signature_check__other_bytes_are_refused(void **state)
{
	static const char *const rows[] = { "", "message", "message\n\n", "Message\n" };
	struct rota_public_key key;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		FAILS(ROTA_ECORRUPT, "the signature: its key has not signed these bytes",
		      rota_signature_check(&key, golden_signature, strlen(golden_signature), "git",
					   rows[i], strlen(rows[i]), &err));
}

static void test_signature_check__another_namespace_is_refused(void **state)
{
	struct rota_public_key key;

	(void)state;
	FAILS(ROTA_ECORRUPT, "the signature: it is for 'git' and not for 'rota'",
	      rota_signature_check(&key, golden_signature, strlen(golden_signature), "rota",
				   message, strlen(message), &err));
	FAILS(ROTA_ECORRUPT, "the signature: it is for 'git' and not for 'gi'",
	      rota_signature_check(&key, golden_signature, strlen(golden_signature), "gi", message,
				   strlen(message), &err));
	load_plain();
	plain[69] = 'f'; /* what is named is signed too: the name alone cannot be exchanged */
	assert_plain_refused("the signature: it is for 'fit' and not for 'git'");
}

static void test_signature_check__every_rule_has_its_sentence(void **state)
{
	/* 0 format, 6 version, 14 public key (18 type, 33 key), 69 namespace, 76 reserved,
	 * 80 hash, 90 signature (94 type, 109 Ed25519) up to 173 */
	static const struct {
		size_t at;
		uint8_t byte;
		const char *message;
	} rows[] = {
		{ 0, 's', "the signature: it is not of the format 'SSHSIG'" },
		{ 9, 0, "the signature: it has version 0 instead of 1" },
		{ 6, 255, "the signature: it has version 4278190081 instead of 1" },
		{ 10, 1, "the signature: it is cut short" },
		{ 18, 'R',
		  "the signature: its key is of type 'Rsh-ed25519'; rota takes only "
		  "'ssh-ed25519'" },
		{ 32, 31, "the signature: its public key is not one of 32 bytes" },
		{ 33, 0, "the signature: its key has not signed these bytes" },
		{ 80, 'S',
		  "the signature: its hash is 'Sha512'; rota takes only 'sha512' and 'sha256'" },
		{ 94, 'R', "the signature: it holds no Ed25519 signature of 64 bytes" },
		{ 108, 63, "the signature: it holds no Ed25519 signature of 64 bytes" },
		{ 108, 65, "the signature: it holds no Ed25519 signature of 64 bytes" },
		{ 109, 0, "the signature: its key has not signed these bytes" },
		{ 172, 0, "the signature: its key has not signed these bytes" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		load_plain();
		assert_int_not_equal(rows[i].byte, plain[rows[i].at]);
		plain[rows[i].at] = rows[i].byte;
		assert_plain_refused(rows[i].message);
	}
}

static void test_signature_check__lengths_are_exact(void **state)
{
	(void)state;
	load_plain();
	plain[plain_size++] = 0;
	assert_plain_refused("the signature: bytes follow where it should end");
	load_plain();
	plain[plain_size++] = 0; /* behind the Ed25519 signature, within its string */
	plain[89]++;
	assert_plain_refused("the signature: it holds no Ed25519 signature of 64 bytes");
	load_plain();
	memmove(plain + 77, plain + 76, plain_size - 76);
	plain_size++;
	plain[75] = 1;
	assert_plain_refused("the signature: its reserved part is not empty");
}

static void test_signature_check__every_cut_is_refused(void **state)
{
	(void)state;
	for (size_t size = 0; size < strlen(golden_signature); size++)
		assert_refused(size < 30 ? "the signature: it does not begin with '-----BEGIN SSH "
					   "SIGNATURE-----'"
					 : "the signature: it does not end with '-----END SSH "
					   "SIGNATURE-----'",
			       golden_signature, size);
	load_plain();
	while (plain_size-- > 1)
		assert_plain_refused("the signature: it is cut short");
}

static void test_signature_check__no_bit_may_change(void **state)
{
	char text[ROTA_ARMOUR_TEXT_SIZE(1024)];
	struct rota_public_key key;

	(void)state;
	load_plain();
	for (size_t bit = 0; bit < plain_size * 8; bit++) {
		size_t size;

		plain[bit / 8] ^= (uint8_t)(1 << bit % 8);
		size = rota_armour_write(text, "SSH SIGNATURE", plain, plain_size);
		assert_int_equal(ROTA_ECORRUPT,
				 rota_signature_check(&key, text, size, "git", message,
						      strlen(message), NULL));
		assert_memory_equal(&no_key, &key, sizeof(key));
		plain[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

static void test_signature_check__no_character_may_change(void **state)
{
	char text[sizeof(golden_signature)];
	struct rota_public_key key;

	(void)state;
	for (size_t i = 0; i < strlen(golden_signature); i++) {
		for (int c = 0; c < 256; c++) {
			memcpy(text, golden_signature, sizeof(text));
			if (text[i] == (char)c)
				continue;
			text[i] = (char)c;
			assert_int_equal(ROTA_ECORRUPT,
					 rota_signature_check(&key, text, strlen(golden_signature),
							      "git", message, strlen(message),
							      NULL));
		}
	}
}

/* --- with OpenSSH -------------------------------------------------------------------------- */

/** Lay out `writer`, `allowed` and `message` for ssh-keygen. */
static void lay_out_files(const struct rota_key *key)
{
	struct rota_buffer allowed = { 0 };

	OK(rota_key_write(key, "writer", &err));
	rota_buffer_puts(&allowed, "rota ");
	OK(rota_public_key_print(&allowed, &key->public_key, "", &err));
	rota_buffer_puts(&allowed, "\n");
	put_file("allowed", allowed.bytes);
	put_file("message", message);
	rota_buffer_clear(&allowed);
}

static void test_signature_make__ssh_keygen_takes_it(void **state)
{
	const char *const spaces[] = { "git", "n", space_of_40 };
	struct rota_key key = key_of(1, "");
	struct rota_buffer text = { 0 };

	(void)state;
	NEEDS_SSH_KEYGEN();
	lay_out_files(&key);
	for (size_t i = 0; i < COUNT(spaces); i++) {
		char command[256];

		rota_buffer_reset(&text);
		OK(rota_signature_make(&text, &key, spaces[i], message, strlen(message), &err));
		put_file("signature", text.bytes);
		snprintf(command, sizeof(command),
			 "ssh-keygen -Y verify -f allowed -I rota -n %.64s -s signature <message "
			 ">said 2>&1",
			 spaces[i]);
		assert_true(runs(command));
		put_file("message", "another\n");
		assert_false(runs(command));
		put_file("message", message);
	}
	rota_buffer_clear(&text);
}

static void test_signature_check__takes_what_ssh_keygen_makes(void **state)
{
	const char *const spaces[] = { "git", "n", space_of_40 };
	const char *const hashes[] = { "sha512", "sha256" };
	struct rota_key key = key_of(1, "");
	struct rota_buffer text = { 0 };

	(void)state;
	NEEDS_SSH_KEYGEN();
	lay_out_files(&key);
	for (size_t i = 0; i < COUNT(spaces) * COUNT(hashes); i++) {
		const char *space = spaces[i / COUNT(hashes)];
		struct rota_public_key read;
		char command[256];

		snprintf(command, sizeof(command),
			 "ssh-keygen -Y sign -f writer -n %.64s -O hashalg=%s <message", space,
			 hashes[i % COUNT(hashes)]);
		printed(&text, command);
		OK(rota_signature_check(&read, text.bytes, text.size, space, message,
					strlen(message), &err));
		assert_memory_equal(&key.public_key, &read, sizeof(read));
	}
	rota_buffer_clear(&text);
}

/* --- memory -------------------------------------------------------------------------------- */

static int attempt_to_make(void)
{
	struct rota_key key = { 0 };
	struct rota_buffer out = { 0 };
	int rc = rota_signature_make(&out, &key, "git", message, strlen(message), NULL);

	if (rc)
		assert_int_equal(0, out.size);
	rota_buffer_clear(&out);
	return rc;
}

static int attempt_to_check(void)
{
	struct rota_public_key key;

	return rota_signature_check(&key, golden_signature, strlen(golden_signature), "git",
				    message, strlen(message), NULL);
}

static int attempt_to_check_sha256(void)
{
	struct rota_public_key key;

	return rota_signature_check(&key, golden_signature_sha256, strlen(golden_signature_sha256),
				    "git", message, strlen(message), NULL);
}

static void test_signature__memory_that_runs_out_is_told_and_none_is_lost(void **state)
{
	(void)state;
	expect_survival(attempt_to_make);
	expect_survival(attempt_to_check);
	expect_survival(attempt_to_check_sha256);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signature_make__golden_text),
		cmocka_unit_test(test_signature_check__what_was_made),
		cmocka_unit_test(test_signature_check__takes_one_newline_at_the_end),
		cmocka_unit_test(test_signature_check__takes_sha256),
		cmocka_unit_test(test_signature_check__other_bytes_are_refused),
		cmocka_unit_test(test_signature_check__another_namespace_is_refused),
		cmocka_unit_test(test_signature_check__every_rule_has_its_sentence),
		cmocka_unit_test(test_signature_check__lengths_are_exact),
		cmocka_unit_test(test_signature_check__every_cut_is_refused),
		cmocka_unit_test(test_signature_check__no_bit_may_change),
		cmocka_unit_test(test_signature_check__no_character_may_change),
		IN_A_FOLDER(test_signature_make__ssh_keygen_takes_it),
		IN_A_FOLDER(test_signature_check__takes_what_ssh_keygen_makes),
		cmocka_unit_test(test_signature__memory_that_runs_out_is_told_and_none_is_lost),
	};

	return cmocka_run_group_tests_name("signature", tests, NULL, NULL);
}
