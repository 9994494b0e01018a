/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/key.h"

#include <string.h>

#include <sodium.h>

#include "base/hex.h"
#include "base/messages.h"
#include "base/random.h"
#include "base/text.h"

#define FINGERPRINT "SHA256:"

enum { FINGERPRINT_DIGITS = 43, GROUP_DIGITS = 4, WRITER_ID_DIGITS = 16 };

/** libsodium wants to be asked before its first use; later times cost nanoseconds. */
static int start_sodium(struct rota_error *err)
{
	if (sodium_init() < 0)
		return rota_fail(err, ROTA_EIO, NULL, _("libsodium does not work on this machine"));
	return ROTA_OK;
}

static int check_comment(const char *comment, struct rota_error *err)
{
	size_t size = strlen(comment);

	if (size <= ROTA_KEY_COMMENT_MAX_BYTES && rota_text_is_clean(comment, size))
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("choose a shorter one, without control characters"),
			 _("'%.64s' cannot be the comment of a key"), comment);
}

int rota_key_generate(struct rota_key *out, const char *comment, struct rota_error *err)
{
	uint8_t seed[ROTA_KEY_SEED_BYTES];
	int rc = check_comment(comment, err);

	rota_key_clear(out);
	if (!rc)
		rc = rota_random_fill(seed, sizeof(seed), err);
	if (!rc)
		rc = rota_key_from_seed(out, seed, err);
	if (!rc)
		memcpy(out->comment, comment, strlen(comment));
	sodium_memzero(seed, sizeof(seed));
	return rc;
}

int rota_key_from_seed(struct rota_key *out, const uint8_t seed[ROTA_KEY_SEED_BYTES],
		       struct rota_error *err)
{
	int rc = start_sodium(err);

	rota_key_clear(out);
	if (!rc)
		crypto_sign_seed_keypair(out->public_key.bytes, out->secret, seed);
	return rc;
}

void rota_key_clear(struct rota_key *key)
{
	sodium_memzero(key, sizeof(*key));
}

int rota_key_sign(uint8_t out[ROTA_ED25519_BYTES], const struct rota_key *key, const void *bytes,
		  size_t size, struct rota_error *err)
{
	int rc = start_sodium(err);

	if (!rc)
		crypto_sign_detached(out, NULL, bytes, size, key->secret);
	return rc;
}

int rota_public_key_check(const struct rota_public_key *key,
			  const uint8_t signature[ROTA_ED25519_BYTES], const void *bytes,
			  size_t size, struct rota_error *err)
{
	int rc = start_sodium(err);

	if (rc)
		return rc;
	if (crypto_sign_verify_detached(signature, bytes, size, key->bytes))
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("its key has not signed these bytes"));
	return ROTA_OK;
}

void rota_public_key_put(struct rota_wire_writer *writer, const struct rota_public_key *key)
{
	rota_wire_put_text(writer, ROTA_KEY_TYPE);
	rota_wire_put_string(writer, key->bytes, sizeof(key->bytes));
}

int rota_public_key_take(struct rota_public_key *out, struct rota_wire_string blob,
			 struct rota_error *err)
{
	struct rota_wire_reader reader = { blob.bytes, blob.size, false };
	struct rota_wire_string type = rota_wire_take_string(&reader);
	struct rota_wire_string key;

	if (!reader.cut && !rota_wire_is(type, ROTA_KEY_TYPE))
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("its key is of type '%.*s'; rota takes only '%s'"),
				 rota_wire_shown(type), (const char *)type.bytes, ROTA_KEY_TYPE);
	key = rota_wire_take_string(&reader);
	if (reader.cut || reader.left || key.size != sizeof(out->bytes))
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("its public key is not one of 32 bytes"));
	memcpy(out->bytes, key.bytes, sizeof(out->bytes));
	return ROTA_OK;
}

static void make_blob(uint8_t out[ROTA_PUBLIC_KEY_BLOB_BYTES], const struct rota_public_key *key)
{
	struct rota_wire_writer writer = { out, ROTA_PUBLIC_KEY_BLOB_BYTES, 0 };

	rota_public_key_put(&writer, key);
}

int rota_public_key_print(struct rota_buffer *out, const struct rota_public_key *key,
			  const char *comment, struct rota_error *err)
{
	uint8_t blob[ROTA_PUBLIC_KEY_BLOB_BYTES];
	char base64[ROTA_BASE64_SIZE(ROTA_PUBLIC_KEY_BLOB_BYTES) + 1];
	int rc = check_comment(comment, err);

	if (rc)
		return rc;
	make_blob(blob, key);
	sodium_bin2base64(base64, sizeof(base64), blob, sizeof(blob),
			  sodium_base64_VARIANT_ORIGINAL);
	rota_buffer_printf(out, "%s %s%s%s", ROTA_KEY_TYPE, base64, *comment ? " " : "", comment);
	return rota_buffer_check(out, err);
}

int rota_public_key_fingerprint(struct rota_sha256 *out, const struct rota_public_key *key,
				struct rota_error *err)
{
	uint8_t blob[ROTA_PUBLIC_KEY_BLOB_BYTES];

	make_blob(blob, key);
	return rota_digest_sha256(out, blob, sizeof(blob), err);
}

int rota_fingerprint_print(struct rota_buffer *out, const struct rota_sha256 *fingerprint,
			   enum rota_fingerprint_form form, struct rota_error *err)
{
	char digits[FINGERPRINT_DIGITS + 1];
	size_t group = form == ROTA_FINGERPRINT_GROUPED ? GROUP_DIGITS : FINGERPRINT_DIGITS;

	sodium_bin2base64(digits, sizeof(digits), fingerprint->bytes, sizeof(fingerprint->bytes),
			  sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	rota_buffer_puts(out, FINGERPRINT);
	for (size_t at = 0; at < FINGERPRINT_DIGITS; at += group)
		rota_buffer_printf(out, "%s%.*s", at ? " " : "", (int)group, digits + at);
	return rota_buffer_check(out, err);
}

static int no_fingerprint(const char *text, const char *why, struct rota_error *err)
{
	return rota_fail(err, ROTA_EINVALID,
			 _("read it again group by group; capital and small letters differ"),
			 _("'%.80s' is no fingerprint: %s"), text, why);
}

int rota_fingerprint_parse(struct rota_sha256 *out, const char *text, struct rota_error *err)
{
	char digits[FINGERPRINT_DIGITS];
	struct rota_sha256 read;
	size_t count = 0;
	size_t size;

	if (strncmp(text, FINGERPRINT, strlen(FINGERPRINT)) != 0)
		return no_fingerprint(text, _("it does not begin with 'SHA256:'"), err);
	for (const char *at = text + strlen(FINGERPRINT); *at; at++) {
		if (*at == ' ')
			continue;
		if (count < FINGERPRINT_DIGITS)
			digits[count] = *at;
		count++;
	}
	if (count != FINGERPRINT_DIGITS)
		return no_fingerprint(text, _("43 characters must stand after 'SHA256:'"), err);
	if (!rota_base64_read(read.bytes, sizeof(read.bytes), &size, digits, sizeof(digits), false))
		return no_fingerprint(text, _("a character in it is wrong"), err);
	*out = read;
	return ROTA_OK;
}

int rota_writer_id_make(struct rota_writer_id *out, const struct rota_public_key *key,
			struct rota_error *err)
{
	static const char domain[] = "rota writer";
	uint8_t bytes[sizeof(domain) - 1 + sizeof(key->bytes)];
	struct rota_sha256 hash;
	int rc;

	memcpy(bytes, domain, sizeof(domain) - 1);
	memcpy(bytes + sizeof(domain) - 1, key->bytes, sizeof(key->bytes));
	rc = rota_digest_sha256(&hash, bytes, sizeof(bytes), err);
	if (!rc)
		memcpy(out->bytes, hash.bytes, sizeof(out->bytes));
	return rc;
}

int rota_writer_id_print(struct rota_buffer *out, struct rota_writer_id id, struct rota_error *err)
{
	rota_hex_encode(out, id.bytes, sizeof(id.bytes));
	return rota_buffer_check(out, err);
}

int rota_writer_id_parse(struct rota_writer_id *out, const char *text, struct rota_error *err)
{
	struct rota_writer_id read = { { 0 } };

	if (strlen(text) != WRITER_ID_DIGITS ||
	    !rota_hex_decode(read.bytes, text, WRITER_ID_DIGITS))
		return rota_fail(err, ROTA_EINVALID, _("copy it as rota prints it"),
				 _("'%.80s' is no writer id: 16 digits 0-9 a-f"), text);
	*out = read;
	return ROTA_OK;
}
