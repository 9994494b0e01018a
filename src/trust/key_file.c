/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/key.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include <sodium.h>

#include "base/file.h"
#include "base/messages.h"
#include "base/text.h"

#define LABEL "OPENSSH PRIVATE KEY"

static const char magic[15] = "openssh-key-v1"; /* with its NUL */

enum {
	BLOCK_BYTES = 8, /* the private part is padded as for a cipher with such blocks */
	/** base/file.c reads through 64 KiB of stack; this covers them and what is around. */
	READING_STACK_BYTES = 80 * 1024
};

/* --- writing ------------------------------------------------------------------------------- */

/** The part that a cipher would hide. */
static void put_private_part(struct rota_wire_writer *writer, const struct rota_key *key)
{
	rota_wire_put(writer, key->public_key.bytes, 4);
	rota_wire_put(writer, key->public_key.bytes, 4);
	rota_public_key_put(writer, &key->public_key);
	rota_wire_put_string(writer, key->secret, sizeof(key->secret));
	rota_wire_put_text(writer, key->comment);
	for (uint8_t i = 1; writer->size % BLOCK_BYTES; i++)
		rota_wire_put(writer, &i, 1);
}

size_t rota_key_encode(char out[ROTA_KEY_TEXT_SIZE], const struct rota_key *key)
{
	uint8_t bytes[ROTA_KEY_MAX_BYTES];
	uint8_t part[ROTA_KEY_MAX_BYTES];
	struct rota_wire_writer whole = { bytes, sizeof(bytes), 0 };
	struct rota_wire_writer private_part = { part, sizeof(part), 0 };
	size_t size;

	rota_wire_put(&whole, magic, sizeof(magic));
	rota_wire_put_text(&whole, "none");
	rota_wire_put_text(&whole, "none");
	rota_wire_put_text(&whole, "");
	rota_wire_put_u32(&whole, 1);
	rota_wire_put_u32(&whole, ROTA_PUBLIC_KEY_BLOB_BYTES);
	rota_public_key_put(&whole, &key->public_key);
	put_private_part(&private_part, key);
	rota_wire_put_string(&whole, part, private_part.size);
	size = rota_armour_write(out, LABEL, bytes, whole.size);
	out[size++] = '\n';
	out[size] = '\0';
	sodium_memzero(bytes, sizeof(bytes));
	sodium_memzero(part, sizeof(part));
	return size;
}

int rota_key_write(const struct rota_key *key, const char *path, struct rota_error *err)
{
	char text[ROTA_KEY_TEXT_SIZE];
	int rc;

	if (rota_file_exists(path))
		return rota_fail(err, ROTA_EINVALID, _("choose another folder"),
				 _("there is a key in '%s' already"), path);
	rc = rota_file_write(path, text, rota_key_encode(text, key), 0600, err);
	sodium_memzero(text, sizeof(text));
	return rc;
}

/* --- reading ------------------------------------------------------------------------------- */

static int corrupt(const char *sentence, struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT, NULL, "%s", sentence);
}

static bool is_padding(const struct rota_wire_reader *reader, size_t part_size)
{
	if (part_size % BLOCK_BYTES || reader->left >= BLOCK_BYTES)
		return false;
	for (size_t i = 0; i < reader->left; i++)
		if (reader->at[i] != i + 1)
			return false;
	return true;
}

/** Take the secret, when its public half is the one inside the private part and that before it. */
static int take_secret(struct rota_key *out, struct rota_wire_string secret,
		       struct rota_wire_string inner, struct rota_error *err)
{
	struct rota_key computed;
	bool same;
	int rc;

	if (secret.size != sizeof(out->secret) || inner.size != sizeof(out->public_key.bytes))
		return corrupt(_("its private key is not one of 64 bytes"), err);
	rc = rota_key_from_seed(&computed, secret.bytes, err);
	if (rc)
		return rc;
	same = sodium_memcmp(computed.secret, secret.bytes, secret.size) == 0 &&
	       memcmp(computed.public_key.bytes, inner.bytes, inner.size) == 0 &&
	       memcmp(computed.public_key.bytes, out->public_key.bytes, inner.size) == 0;
	memcpy(out->secret, computed.secret, sizeof(out->secret));
	rota_key_clear(&computed);
	return same ? ROTA_OK : corrupt(_("its private and public keys do not match"), err);
}

static int take_private_part(struct rota_key *out, struct rota_wire_string part,
			     struct rota_error *err)
{
	struct rota_wire_reader reader = { part.bytes, part.size, false };
	uint32_t check = rota_wire_take_u32(&reader);
	bool twice = rota_wire_take_u32(&reader) == check;
	struct rota_wire_string type = rota_wire_take_string(&reader);
	struct rota_wire_string inner = rota_wire_take_string(&reader);
	struct rota_wire_string secret = rota_wire_take_string(&reader);
	struct rota_wire_string comment = rota_wire_take_string(&reader);

	if (reader.cut)
		return corrupt(_("it is cut short"), err);
	if (!twice)
		return corrupt(_("its two check numbers differ"), err);
	if (!rota_wire_is(type, ROTA_KEY_TYPE))
		return corrupt(_("its private key is of another type than its public key"), err);
	if (comment.size > ROTA_KEY_COMMENT_MAX_BYTES ||
	    !rota_text_is_clean(comment.bytes, comment.size))
		return corrupt(_("its comment is not clean text of at most 255 bytes"), err);
	if (!is_padding(&reader, part.size))
		return corrupt(_("its padding is wrong"), err);
	memcpy(out->comment, comment.bytes, comment.size);
	return take_secret(out, secret, inner, err);
}

/** The bytes under the armour. */
static int take_key(struct rota_key *out, const uint8_t *bytes, size_t size, struct rota_error *err)
{
	struct rota_wire_reader reader = { bytes, size, false };
	struct rota_wire_string format = rota_wire_take(&reader, sizeof(magic));
	struct rota_wire_string cipher = rota_wire_take_string(&reader);
	struct rota_wire_string derivation = rota_wire_take_string(&reader);
	struct rota_wire_string options = rota_wire_take_string(&reader);
	uint32_t keys = rota_wire_take_u32(&reader);
	struct rota_wire_string blob = rota_wire_take_string(&reader);
	struct rota_wire_string part = rota_wire_take_string(&reader);
	int rc;

	if (format.size && memcmp(format.bytes, magic, sizeof(magic)) != 0)
		return corrupt(_("it is not of the format 'openssh-key-v1'"), err);
	if (reader.cut)
		return corrupt(_("it is cut short"), err);
	if (!rota_wire_is(cipher, "none"))
		return rota_fail(err, ROTA_EINVALID,
				 _("give it an empty passphrase: ssh-keygen -p -f FILE"),
				 _("it is encrypted with '%.*s', and rota asks for no passphrase"),
				 rota_wire_shown(cipher), (const char *)cipher.bytes);
	if (!rota_wire_is(derivation, "none") || options.size || keys != 1 || reader.left)
		return corrupt(_("it does not hold one key without a passphrase"), err);
	rc = rota_public_key_take(&out->public_key, blob, err);
	return rc ? rc : take_private_part(out, part, err);
}

int rota_key_decode(struct rota_key *out, const char *text, size_t size, struct rota_error *err)
{
	uint8_t bytes[ROTA_ARMOUR_MAX_BYTES];
	size_t bytes_size;
	int rc;

	rota_key_clear(out);
	rc = rota_armour_read(bytes, &bytes_size, LABEL, text, size, err);
	if (!rc)
		rc = take_key(out, bytes, bytes_size, err);
	if (rc)
		rota_key_clear(out);
	if (rc == ROTA_ECORRUPT)
		rota_error_hint(err, "%s", _("take the key from a backup"));
	sodium_memzero(bytes, sizeof(bytes));
	return rc;
}

/** Only the owner may have rights, as ssh demands of its keys. */
static int check_mode(const char *path, struct rota_error *err)
{
	struct stat what;

	if (stat(path, &what))
		return rota_fail(err, ROTA_EIO, NULL, "'%s': %s", path, strerror(errno));
	if (!(what.st_mode & (S_IRWXG | S_IRWXO)))
		return ROTA_OK;
	rota_fail(err, ROTA_EINVALID, NULL, _("others have rights to '%s' (mode %04o)"), path,
		  (unsigned)what.st_mode & 07777);
	rota_error_hint(err, "chmod 600 '%s'", path);
	return ROTA_EINVALID;
}

int rota_key_read(struct rota_key *out, const char *path, struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	int rc;

	rota_key_clear(out);
	rc = rota_file_read(&text, path, ROTA_ARMOUR_TEXT_SIZE(ROTA_ARMOUR_MAX_BYTES), err);
	if (rc == ROTA_EINVALID)
		rota_error_hint(err, "%s", _("name the file of a private key"));
	if (!rc)
		rc = check_mode(path, err);
	if (rc)
		goto done;
	rc = rota_key_decode(out, rota_buffer_text(&text), text.size, err);
	if (rc)
		rota_error_context(err, "'%s'", path);
done:
	if (text.bytes)
		sodium_memzero(text.bytes, text.capacity);
	rota_buffer_clear(&text);
	sodium_stackzero(READING_STACK_BYTES);
	return rc;
}
