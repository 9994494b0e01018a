/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * SHA-256 of bytes, SHA-512 for signatures, and SHA-1 for the ids of git.
 *
 * Bytes in one piece: rota_digest_sha256(). Bytes in parts, or many digests
 * one after the other: rota_digest_new(), then any number of times
 * rota_digest_add() as often as there are parts and rota_digest_finish(), at
 * last rota_digest_free(). The error of rota_digest_add() is sticky:
 * rota_digest_finish() gives it.
 *
 * The work is OpenSSL's, which is faster than libsodium for all that comes in
 * numbers (OpenSSL 3.0.22, libsodium 1.0.18, Debian 12, one core of a Xeon,
 * best of seven runs; "old PC" is the same without the SHA instructions,
 * OPENSSL_ia32cap=:~0x20000000):
 *
 *     input                   200 bytes   1 MiB      200 bytes   1 MiB
 *                                                    old PC      old PC
 *     reused rota_digest      0.25 us     0.72 ms    0.72 us     2.6 ms
 *     rota_digest_sha256()    0.54 us     0.72 ms    1.02 us     2.6 ms
 *     libsodium               0.89 us     3.5 ms     0.88 us     3.5 ms
 *
 * Its price is 1.4 ms at the first digest of a process, near half of it for
 * reading openssl.cnf; so a command that needs no digest should not ask for one.
 *
 * **Common failures**: ROTA_EIO (the OpenSSL of this machine has no such
 * digest), ROTA_ENOMEM.
 *
 * @source FIPS 180-4.
 */
#ifndef TRUST_DIGEST_H
#define TRUST_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "rota/error.h"

enum { ROTA_SHA1_BYTES = 20, ROTA_SHA256_BYTES = 32, ROTA_SHA512_BYTES = 64 };

/** By which git finds objects; proves nothing. */
struct rota_sha1 {
	uint8_t bytes[ROTA_SHA1_BYTES];
};

struct rota_sha256 {
	uint8_t bytes[ROTA_SHA256_BYTES];
};

struct rota_sha512 {
	uint8_t bytes[ROTA_SHA512_BYTES];
};

/** @return ROTA_OK; common failures. */
int rota_digest_sha256(struct rota_sha256 *out, const void *bytes, size_t size,
		       struct rota_error *err);

/** @return ROTA_OK; common failures. */
int rota_digest_sha512(struct rota_sha512 *out, const void *bytes, size_t size,
		       struct rota_error *err);

/** Of two parts, the second behind the first. @return ROTA_OK; common failures. */
int rota_digest_sha1(struct rota_sha1 *out, const void *first, size_t first_size,
		     const void *second, size_t second_size, struct rota_error *err);

/** SHA-256 of parts; used again and again. One thread at a time. */
struct rota_digest;

/**
 * @param[out] out  NULL on failure. Freed with rota_digest_free().
 * @return ROTA_OK; common failures.
 */
int rota_digest_new(struct rota_digest **out, struct rota_error *err);

/** NULL is allowed. */
void rota_digest_free(struct rota_digest *digest);

/** The next part. @p bytes may be NULL when @p size is 0. */
void rota_digest_add(struct rota_digest *digest, const void *bytes, size_t size);

/**
 * The digest of all parts since rota_digest_new() or the last rota_digest_finish(); the next part
 * begins anew, also after a failure.
 * @return ROTA_OK; common failures, then @p out is as it was.
 */
int rota_digest_finish(struct rota_sha256 *out, struct rota_digest *digest, struct rota_error *err);

#endif
