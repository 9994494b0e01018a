/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/signature.h"

#include <assert.h>
#include <string.h>

#include "base/messages.h"
#include "trust/armour.h"
#include "trust/digest.h"
#include "trust/wire.h"

#define LABEL "SSH SIGNATURE"
#define MAGIC "SSHSIG"

enum {
	VERSION = 1,
	/** 173 bytes for "git"; what is signed is shorter. */
	MAX_BYTES = 173 + ROTA_SIGNATURE_NAMESPACE_MAX_BYTES
};

/** The strings of a signature, as they stand in its bytes. */
struct parts {
	struct rota_wire_string magic;
	uint32_t version;
	struct rota_wire_string key;
	struct rota_wire_string name_space;
	struct rota_wire_string reserved;
	struct rota_wire_string hash;
	struct rota_wire_string type;
	struct rota_wire_string ed25519;
};

static int put_hash(struct rota_wire_writer *writer, const char *hash, const void *bytes,
		    size_t size, struct rota_error *err)
{
	struct rota_sha512 sha512;
	struct rota_sha256 sha256;
	int rc;

	if (strcmp(hash, "sha512") == 0) {
		rc = rota_digest_sha512(&sha512, bytes, size, err);
		if (!rc)
			rota_wire_put_string(writer, sha512.bytes, sizeof(sha512.bytes));
	} else {
		rc = rota_digest_sha256(&sha256, bytes, size, err);
		if (!rc)
			rota_wire_put_string(writer, sha256.bytes, sizeof(sha256.bytes));
	}
	return rc;
}

/** What Ed25519 signs. */
static int put_signed(struct rota_wire_writer *writer, const char *name_space, const char *hash,
		      const void *bytes, size_t size, struct rota_error *err)
{
	rota_wire_put(writer, MAGIC, strlen(MAGIC));
	rota_wire_put_text(writer, name_space);
	rota_wire_put_text(writer, "");
	rota_wire_put_text(writer, hash);
	return put_hash(writer, hash, bytes, size, err);
}

static void put_signature(struct rota_wire_writer *writer, const struct rota_key *key,
			  const char *name_space, const uint8_t ed25519[ROTA_ED25519_BYTES])
{
	rota_wire_put(writer, MAGIC, strlen(MAGIC));
	rota_wire_put_u32(writer, VERSION);
	rota_wire_put_u32(writer, ROTA_PUBLIC_KEY_BLOB_BYTES);
	rota_public_key_put(writer, &key->public_key);
	rota_wire_put_text(writer, name_space);
	rota_wire_put_text(writer, "");
	rota_wire_put_text(writer, "sha512");
	rota_wire_put_u32(writer, 4 + (uint32_t)strlen(ROTA_KEY_TYPE) + 4 + ROTA_ED25519_BYTES);
	rota_wire_put_text(writer, ROTA_KEY_TYPE);
	rota_wire_put_string(writer, ed25519, ROTA_ED25519_BYTES);
}

int rota_signature_make(struct rota_buffer *out, const struct rota_key *key, const char *name_space,
			const void *bytes, size_t size, struct rota_error *err)
{
	uint8_t signed_bytes[MAX_BYTES];
	uint8_t signature_bytes[MAX_BYTES];
	uint8_t ed25519[ROTA_ED25519_BYTES];
	char text[ROTA_ARMOUR_TEXT_SIZE(MAX_BYTES)];
	struct rota_wire_writer to_sign = { signed_bytes, sizeof(signed_bytes), 0 };
	struct rota_wire_writer signature = { signature_bytes, sizeof(signature_bytes), 0 };
	int rc;

	assert(*name_space && strlen(name_space) <= ROTA_SIGNATURE_NAMESPACE_MAX_BYTES);
	rc = put_signed(&to_sign, name_space, "sha512", bytes, size, err);
	if (!rc)
		rc = rota_key_sign(ed25519, key, signed_bytes, to_sign.size, err);
	if (rc)
		return rc;
	put_signature(&signature, key, name_space, ed25519);
	rota_buffer_append(out, text,
			   rota_armour_write(text, LABEL, signature_bytes, signature.size));
	return rota_buffer_check(out, err);
}

/* --- checking ------------------------------------------------------------------------------ */

static struct parts take_parts(struct rota_wire_reader *reader)
{
	struct parts parts;
	struct rota_wire_string signature;
	struct rota_wire_reader inner = { 0 };

	parts.magic = rota_wire_take(reader, strlen(MAGIC));
	parts.version = rota_wire_take_u32(reader);
	parts.key = rota_wire_take_string(reader);
	parts.name_space = rota_wire_take_string(reader);
	parts.reserved = rota_wire_take_string(reader);
	parts.hash = rota_wire_take_string(reader);
	signature = rota_wire_take_string(reader);
	inner.at = signature.bytes;
	inner.left = signature.size;
	parts.type = rota_wire_take_string(&inner);
	parts.ed25519 = rota_wire_take_string(&inner);
	if (inner.cut || inner.left)
		parts.ed25519.size = 0;
	return parts;
}

static int corrupt(const char *sentence, struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT, NULL, "%s", sentence);
}

/** The rules for everything but the key and the signature proper. */
static int check_parts(const struct parts *parts, const struct rota_wire_reader *reader,
		       const char *name_space, struct rota_error *err)
{
	if (parts->magic.size && !rota_wire_is(parts->magic, MAGIC))
		return corrupt(_("it is not of the format 'SSHSIG'"), err);
	if (reader->cut)
		return corrupt(_("it is cut short"), err);
	if (parts->version != VERSION)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("it has version %lu instead of %d"),
				 (unsigned long)parts->version, VERSION);
	if (!rota_wire_is(parts->name_space, name_space))
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("it is for '%.*s' and not for '%s'"),
				 rota_wire_shown(parts->name_space),
				 (const char *)parts->name_space.bytes, name_space);
	if (parts->reserved.size)
		return corrupt(_("its reserved part is not empty"), err);
	if (!rota_wire_is(parts->hash, "sha512") && !rota_wire_is(parts->hash, "sha256"))
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("its hash is '%.*s'; rota takes only 'sha512' and 'sha256'"),
				 rota_wire_shown(parts->hash), (const char *)parts->hash.bytes);
	if (reader->left)
		return corrupt(_("bytes follow where it should end"), err);
	return ROTA_OK;
}

/** The bytes under the armour. */
static int check_bytes(struct rota_public_key *key, struct rota_wire_reader reader,
		       const char *name_space, const void *bytes, size_t size,
		       struct rota_error *err)
{
	uint8_t signed_bytes[MAX_BYTES];
	struct rota_wire_writer was_signed = { signed_bytes, sizeof(signed_bytes), 0 };
	struct parts parts = take_parts(&reader);
	const char *hash = rota_wire_is(parts.hash, "sha256") ? "sha256" : "sha512";
	int rc = check_parts(&parts, &reader, name_space, err);

	if (!rc)
		rc = rota_public_key_take(key, parts.key, err);
	if (rc)
		return rc;
	if (!rota_wire_is(parts.type, ROTA_KEY_TYPE) || parts.ed25519.size != ROTA_ED25519_BYTES)
		return corrupt(_("it holds no Ed25519 signature of 64 bytes"), err);
	rc = put_signed(&was_signed, name_space, hash, bytes, size, err);
	if (rc)
		return rc;
	return rota_public_key_check(key, parts.ed25519.bytes, signed_bytes, was_signed.size, err);
}

int rota_signature_check(struct rota_public_key *out, const char *text, size_t text_size,
			 const char *name_space, const void *bytes, size_t size,
			 struct rota_error *err)
{
	uint8_t armoured[ROTA_ARMOUR_MAX_BYTES];
	struct rota_wire_reader reader = { armoured, 0, false };
	int rc;

	assert(*name_space && strlen(name_space) <= ROTA_SIGNATURE_NAMESPACE_MAX_BYTES);
	rc = rota_armour_read(armoured, &reader.left, LABEL, text, text_size, err);
	if (!rc)
		rc = check_bytes(out, reader, name_space, bytes, size, err);
	if (rc == ROTA_ECORRUPT)
		rota_error_context(err, "%s", _("the signature"));
	if (rc)
		memset(out, 0, sizeof(*out));
	return rc;
}
