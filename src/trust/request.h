/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The request with which a new machine asks to be enrolled: a text that may be
 * printed, read over the telephone and sent in any way, signed by the new key.
 *
 *     rota-request: 1
 *     province: 1f3870be...      64 digits; left out when it is not known yet
 *     name: Ban Tổ chức Huyện ủy Ân Thi
 *     unit: 329
 *     office: district
 *     key: ssh-ed25519 AAAAC3Nz...
 *     made: 2024-02-15T01:31:00.123Z
 *     -----BEGIN SSH SIGNATURE-----
 *     ...
 *     -----END SSH SIGNATURE-----
 *
 * The signature is over the lines above it, with their line ends, in the
 * namespace "rota-request". It proves that whoever wrote the lines has the key,
 * not that they are true: the fingerprint is compared by voice. Any thread.
 *
 * @source schema/trust.md, "The request"; tables.md 5.
 */
#ifndef TRUST_REQUEST_H
#define TRUST_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/arena.h"
#include "rota/error.h"
#include "trust/digest.h"
#include "trust/key.h"

#define ROTA_REQUEST_NAMESPACE "rota-request"

enum { ROTA_REQUEST_TEXT_MAX = 300, ROTA_REQUEST_MAX_BYTES = 4096 };

struct rota_join_request {
	struct rota_sha256 province;
	bool has_province; /**< false: not known yet */
	const char *name;  /**< of the office: clean text of 1 to 300 bytes, no space at its ends */
	const char *unit;  /**< its scope as typed, a code or a name; the same */
	const char *office; /**< which sort of office; the same */
	struct rota_public_key key;
	uint64_t made; /**< milliseconds since 1970 UTC, before the year 2200 */
};

/**
 * Append the signed text, with a newline at its end.
 * @param request  its `key` is not looked at: it is that of @p key.
 * @return ROTA_OK; ROTA_EINVALID a text that is empty, too long or not clean, or no such time;
 *         ROTA_EIO, ROTA_ENOMEM as signature.h.
 */
int rota_request_make(struct rota_buffer *out, const struct rota_join_request *request,
		      const struct rota_key *key, struct rota_error *err);

/**
 * Read it and check its signature. There is one text for one request; nothing else is read but
 * that the newline at its end may be missing.
 * @param[out] out    all-zero on failure; refers to @p arena.
 * @return ROTA_OK; ROTA_ECORRUPT with the line that is wrong; ROTA_EIO, ROTA_ENOMEM as signature.h.
 */
int rota_request_read(struct rota_join_request *out, struct rota_arena *arena, const char *text,
		      size_t size, struct rota_error *err);

#endif
