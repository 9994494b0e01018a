/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Ed25519 keys: made, kept in OpenSSH's files, and the names that follow from
 * their public half.
 *
 * One key, one writer, one log. A key lives in a struct of the caller from
 * rota_key_generate() or rota_key_read() until rota_key_clear(), which wipes
 * it; every array through which its secret passed on the way is wiped too, the
 * stack of base/file.c included. Any thread.
 * key.c makes keys, signs with them and names them; key_file.c knows the files.
 *
 * | name        | of the public key                      | example                        |
 * |-------------|----------------------------------------|--------------------------------|
 * | line        | as in authorized_keys, allowed_signers | `ssh-ed25519 AAAAC3Nz... x`    |
 * | fingerprint | as of ssh-keygen -l                    | `SHA256:J+WkoI4h+4dijtx0...`   |
 * | the same, to be read over the telephone              | `SHA256:J+Wk oI4h +4di ...`    |
 * | writer id   | formats.md 2                           | `9ae421a1deaf92a4`             |
 *
 * The file holds, in lines of base64 (armour.h), strings and numbers (wire.h):
 *
 *     "openssh-key-v1\0", "none" "none" "" (no cipher), 1 (key)
 *     string: "ssh-ed25519" public key (32)
 *     string: n n "ssh-ed25519" public key (32) secret (64: seed, public key)
 *             comment, then 01 02 03 ... up to a multiple of 8 bytes
 *
 * n is any number; rota takes the first bytes of the public key, so that one
 * key has one file. ssh, ssh-keygen and git take the file as it is.
 *
 * **Common failures**: ROTA_EIO (OpenSSL or libsodium does not work on this
 * machine), ROTA_ENOMEM.
 *
 * @source RFC 8032; RFC 8709, section 4; openssh-portable: PROTOCOL.key;
 *         formats.md 2 and 7.
 */
#ifndef TRUST_KEY_H
#define TRUST_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/entry.h"
#include "rota/error.h"
#include "trust/armour.h"
#include "trust/digest.h"
#include "trust/wire.h"

/** The only type of key that counts. */
#define ROTA_KEY_TYPE "ssh-ed25519"

enum {
	ROTA_KEY_SEED_BYTES = 32,
	ROTA_KEY_COMMENT_MAX_BYTES = 255,
	ROTA_KEY_MAX_BYTES = 512, /**< of a file before the armour: 490 with the longest comment */
	/** An array of so many characters holds the text of a file and its NUL. */
	ROTA_KEY_TEXT_SIZE = ROTA_ARMOUR_TEXT_SIZE(ROTA_KEY_MAX_BYTES) + 1,
	ROTA_PUBLIC_KEY_BLOB_BYTES = 51,
	ROTA_ED25519_BYTES = 64 /**< of a signature */
};

struct rota_public_key {
	uint8_t bytes[32];
};

/** The caller's; all-zero is no key. */
struct rota_key {
	struct rota_public_key public_key;
	uint8_t secret[64]; /**< as libsodium and OpenSSH have it: seed (32), public key (32) */
	char comment[ROTA_KEY_COMMENT_MAX_BYTES + 1];
};

/**
 * Make a key of 32 random bytes (base/random.h).
 * @param[out] out      all-zero on failure.
 * @param      comment  who it is of, for people: clean text of at most 255 bytes, or "".
 * @return ROTA_OK; ROTA_EINVALID not such a comment; ROTA_EIO no random bytes; common failures.
 */
int rota_key_generate(struct rota_key *out, const char *comment, struct rota_error *err);

/**
 * The key of a seed, without a comment.
 * @param[out] out  all-zero on failure. Must not hold @p seed.
 * @return ROTA_OK; common failures.
 */
int rota_key_from_seed(struct rota_key *out, const uint8_t seed[ROTA_KEY_SEED_BYTES],
		       struct rota_error *err);

/** Wipe it: all-zero again. */
void rota_key_clear(struct rota_key *key);

/**
 * The text of its file, with a newline and a NUL. The caller wipes it.
 * @return its length without the NUL.
 */
size_t rota_key_encode(char out[ROTA_KEY_TEXT_SIZE], const struct rota_key *key);

/**
 * Read the text of a file. Nothing is taken that is not exactly as above (with any n), and the
 * public key is computed from the seed and compared wherever it stands.
 *
 * @param[out] out  all-zero on failure.
 * @return ROTA_OK; ROTA_EINVALID the key is encrypted; ROTA_ECORRUPT anything else, with a
 *         sentence that begins with "it"; common failures.
 */
int rota_key_decode(struct rota_key *out, const char *text, size_t size, struct rota_error *err);

/**
 * Write a new file, mode 0600. A key is never overwritten: with it a log would end.
 * @return ROTA_OK; ROTA_EINVALID there is something under @p path already; ROTA_ENOTFOUND no such
 *         folder; ROTA_EIO.
 */
int rota_key_write(const struct rota_key *key, const char *path, struct rota_error *err);

/**
 * Read a file that only its owner may read or write.
 * @param[out] out  all-zero on failure.
 * @return ROTA_OK; ROTA_ENOTFOUND no such file; ROTA_EINVALID others have rights to it, a folder,
 *         too large for a key, or the key is encrypted; ROTA_ECORRUPT as rota_key_decode();
 *         ROTA_EIO; common failures.
 */
int rota_key_read(struct rota_key *out, const char *path, struct rota_error *err);

/**
 * Sign. The same key and bytes give the same signature.
 * @return ROTA_OK; common failures.
 */
int rota_key_sign(uint8_t out[ROTA_ED25519_BYTES], const struct rota_key *key, const void *bytes,
		  size_t size, struct rota_error *err);

/**
 * Check a signature.
 * @return ROTA_OK; ROTA_ECORRUPT the key has not signed these bytes; common failures.
 */
int rota_public_key_check(const struct rota_public_key *key,
			  const uint8_t signature[ROTA_ED25519_BYTES], const void *bytes,
			  size_t size, struct rota_error *err);

/** Put the key as OpenSSH names it inside other things ("blob"): its type and its bytes. */
void rota_public_key_put(struct rota_wire_writer *writer, const struct rota_public_key *key);

/**
 * Take it from its blob.
 * @return ROTA_OK; ROTA_ECORRUPT another type of key, or not whole, with a sentence that begins
 *         with "it".
 */
int rota_public_key_take(struct rota_public_key *out, struct rota_wire_string blob,
			 struct rota_error *err);

/**
 * Append the line, without a newline.
 * @param comment  as of rota_key_generate(); with "" the line ends at the key.
 * @return ROTA_OK; ROTA_EINVALID not such a comment; ROTA_ENOMEM.
 */
int rota_public_key_print(struct rota_buffer *out, const struct rota_public_key *key,
			  const char *comment, struct rota_error *err);

/** SHA-256 of the blob. @return ROTA_OK; common failures. */
int rota_public_key_fingerprint(struct rota_sha256 *out, const struct rota_public_key *key,
				struct rota_error *err);

enum rota_fingerprint_form {
	ROTA_FINGERPRINT_PLAIN,  /**< as ssh-keygen prints it */
	ROTA_FINGERPRINT_GROUPED /**< a space after every fourth character */
};

/** Append it, 50 or 60 characters. @return ROTA_OK; ROTA_ENOMEM. */
int rota_fingerprint_print(struct rota_buffer *out, const struct rota_sha256 *fingerprint,
			   enum rota_fingerprint_form form, struct rota_error *err);

/**
 * Read either form. Spaces may stand anywhere behind "SHA256:".
 * @return ROTA_OK; ROTA_EINVALID with what is wrong; then @p out is as it was.
 */
int rota_fingerprint_parse(struct rota_sha256 *out, const char *text, struct rota_error *err);

/**
 * The first 8 bytes of SHA-256("rota writer" || public key).
 * @return ROTA_OK; common failures.
 */
int rota_writer_id_make(struct rota_writer_id *out, const struct rota_public_key *key,
			struct rota_error *err);

/** Append 16 digits. @return ROTA_OK; ROTA_ENOMEM. */
int rota_writer_id_print(struct rota_buffer *out, struct rota_writer_id id, struct rota_error *err);

/**
 * Read exactly 16 digits.
 * @return ROTA_OK; ROTA_EINVALID not 16 digits 0-9 a-f; then @p out is as it was.
 */
int rota_writer_id_parse(struct rota_writer_id *out, const char *text, struct rota_error *err);

#endif
