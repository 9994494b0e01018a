/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Signatures as `ssh-keygen -Y sign` makes them and `ssh-keygen -Y verify` and
 * git check them: a text (armour.h) around these strings and numbers (wire.h):
 *
 *     "SSHSIG", 1 (version)
 *     string: the public key    "ssh-ed25519" key (32)
 *     namespace                 "git"
 *     reserved                  ""
 *     hash                      "sha512"; "sha256" is read too
 *     string: the signature     "ssh-ed25519" Ed25519 signature (64)
 *
 * What Ed25519 signs is
 *
 *     "SSHSIG", namespace, reserved, hash, string: the hash of the bytes
 *
 * where "SSHSIG" stands without a length. The same key and bytes give the same
 * text. A signature for one namespace is none for another. Any thread.
 *
 * **Common failures**: those of digest.h and key.h.
 *
 * @source openssh-portable: PROTOCOL.sshsig.
 */
#ifndef TRUST_SIGNATURE_H
#define TRUST_SIGNATURE_H

#include <stddef.h>

#include "base/buffer.h"
#include "rota/error.h"
#include "trust/key.h"

/** The namespace of git's commits and tags. */
#define ROTA_SIGNATURE_GIT "git"

enum { ROTA_SIGNATURE_NAMESPACE_MAX_BYTES = 64 };

/**
 * Sign bytes. The hash is SHA-512.
 *
 * @param[out] out         the text is appended, without a newline at its end, as libgit2 wants it.
 * @param      name_space  1 to 64 bytes.
 * @return ROTA_OK; common failures, then @p out is as it was.
 */
int rota_signature_make(struct rota_buffer *out, const struct rota_key *key, const char *name_space,
			const void *bytes, size_t size, struct rota_error *err);

/**
 * Check a signature.
 *
 * @param[out] out         the key that signed; all-zero on failure. Whose it is, and whether it
 *                         may sign this, is for the caller to judge.
 * @param      text        with or without a newline at its end.
 * @param      name_space  for which it must be.
 * @return ROTA_OK; ROTA_ECORRUPT not such a text, for another namespace, or not over these bytes,
 *         with a sentence that begins with "the signature:"; common failures.
 */
int rota_signature_check(struct rota_public_key *out, const char *text, size_t text_size,
			 const char *name_space, const void *bytes, size_t size,
			 struct rota_error *err);

#endif
