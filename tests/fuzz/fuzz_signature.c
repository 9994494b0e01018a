/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Fuzzer of the parsers of src/trust: signatures, private keys, fingerprints.
 *
 * The first byte chooses what the rest is:
 *
 *     s  the text of a signature          S  its bytes, without the armour
 *     k  the text of a private key        K  its bytes, without the armour
 *     f  a fingerprint
 *
 * Reaches the armour and base64 (s, k), every check of a signature up to Ed25519 itself (S) and
 * of a private key up to the comparison of its halves (K), which no mutation gets past but those
 * of the corpus. Besides what the sanitizers see, it asserts that
 *
 *     the code is that of the error, and after a failure nothing is left of a key;
 *     what is refused is refused with ROTA_ECORRUPT, an encrypted key with ROTA_EINVALID;
 *     bytes that were read from an armour give the same armour again;
 *     a key that was read is read again from what is written of it, and signs;
 *     a fingerprint that was read is printed as it was, but for spaces.
 *
 * The corpus is in tests/fuzz/corpus/signature: golden and made by ssh-keygen, encrypted, of other
 * types, cut. The signatures are over "message\n" for "git". The keys are nobody's.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "trust/armour.h"
#include "trust/signature.h"

#define SIGNATURE "SSH SIGNATURE"
#define PRIVATE_KEY "OPENSSH PRIVATE KEY"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char message[] = "message\n";

static void check_signature(const char *text, size_t size)
{
	static const struct rota_public_key no_key;
	struct rota_public_key key;
	struct rota_error err = { 0 };
	int rc = rota_signature_check(&key, text, size, ROTA_SIGNATURE_GIT, message,
				      strlen(message), &err);

	assert(rc == (int)err.code && (!rc || rc == ROTA_ECORRUPT));
	assert(!rc || !memcmp(&key, &no_key, sizeof(key)));
}

static void check_signs(const struct rota_key *key)
{
	struct rota_buffer out = { 0 };
	struct rota_public_key signer;
	struct rota_error err = { 0 };

	assert(!rota_signature_make(&out, key, "n", message, strlen(message), &err));
	assert(!rota_signature_check(&signer, out.bytes, out.size, "n", message, strlen(message),
				     &err));
	assert(!memcmp(&signer, &key->public_key, sizeof(signer)));
	rota_buffer_clear(&out);
}

static void check_key(const char *text, size_t size)
{
	static const struct rota_key no_key;
	struct rota_key key, again;
	char written[ROTA_KEY_TEXT_SIZE];
	struct rota_error err = { 0 };
	int rc = rota_key_decode(&key, text, size, &err);

	assert(rc == (int)err.code && (!rc || rc == ROTA_ECORRUPT || rc == ROTA_EINVALID));
	if (rc) {
		assert(!memcmp(&key, &no_key, sizeof(key)));
		return;
	}
	assert(!rota_key_decode(&again, written, rota_key_encode(written, &key), &err));
	assert(!memcmp(&key, &again, sizeof(key)));
	check_signs(&key);
}

/** If the text is an armour, it is the one of its bytes. */
static void check_armour(const char *label, const char *text, size_t size)
{
	static uint8_t bytes[ROTA_ARMOUR_MAX_BYTES];
	static char again[ROTA_ARMOUR_TEXT_SIZE(ROTA_ARMOUR_MAX_BYTES)];
	size_t bytes_size, again_size;

	if (rota_armour_read(bytes, &bytes_size, label, text, size, NULL))
		return;
	again_size = rota_armour_write(again, label, bytes, bytes_size);
	assert(again_size == size - (text[size - 1] == '\n'));
	assert(!memcmp(again, text, again_size));
}

static void check_text(const char *label, const char *text, size_t size)
{
	check_armour(label, text, size);
	if (!strcmp(label, SIGNATURE))
		check_signature(text, size);
	else
		check_key(text, size);
}

static void check_bytes(const char *label, const uint8_t *bytes, size_t size)
{
	static char text[ROTA_ARMOUR_TEXT_SIZE(ROTA_ARMOUR_MAX_BYTES)];

	if (size && size <= ROTA_ARMOUR_MAX_BYTES)
		check_text(label, text, rota_armour_write(text, label, bytes, size));
}

static void check_fingerprint(const char *text)
{
	struct rota_buffer printed = { 0 };
	struct rota_sha256 fingerprint;
	struct rota_error err = { 0 };
	int rc = rota_fingerprint_parse(&fingerprint, text, &err);
	const char *at;

	assert(rc == (int)err.code && (!rc || rc == ROTA_EINVALID));
	if (rc)
		return;
	assert(!rota_fingerprint_print(&printed, &fingerprint, ROTA_FINGERPRINT_PLAIN, &err));
	at = printed.bytes;
	for (; *text; text++)
		assert(*text == ' ' || *text == *at++);
	assert(!*at);
	rota_buffer_clear(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text;

	if (!size)
		return 0;
	text = malloc(size); /* of that size exactly, for the sanitizer, and a NUL for f */
	if (!text)
		return 0;
	memcpy(text, data + 1, size - 1);
	text[size - 1] = '\0';
	switch (data[0]) {
	case 's':
		check_text(SIGNATURE, text, size - 1);
		break;
	case 'k':
		check_text(PRIVATE_KEY, text, size - 1);
		break;
	case 'S':
		check_bytes(SIGNATURE, data + 1, size - 1);
		break;
	case 'K':
		check_bytes(PRIVATE_KEY, data + 1, size - 1);
		break;
	case 'f':
		check_fingerprint(text);
		break;
	default:
		break;
	}
	free(text);
	return 0;
}
