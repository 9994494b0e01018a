/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Writers as stock programs know them: the address in a commit, and the line
 * of the allowed-signers file by which git and ssh-keygen check signatures.
 *
 *     9ae421a1deaf92a4@1f3870be274f6c49 namespaces="git" ssh-ed25519 AAAAC3Nz...
 *
 * Any thread.
 *
 * @source tables.md 5; ssh-keygen(1), ALLOWED SIGNERS.
 */
#ifndef TRUST_SIGNERS_H
#define TRUST_SIGNERS_H

#include <stdint.h>

#include "base/buffer.h"
#include "rota/entry.h"
#include "rota/error.h"
#include "trust/digest.h"
#include "trust/key.h"

/** The bytes of the province id with which an address ends. */
enum { ROTA_PROVINCE_MARK_BYTES = 8 };

/** Append the address: the writer id, '@', the first 16 digits of the province id. */
void rota_principal_print(struct rota_buffer *out, struct rota_writer_id writer,
			  const uint8_t mark[ROTA_PROVINCE_MARK_BYTES]);

/**
 * Append the line, without a newline.
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_signer_print(struct rota_buffer *out, struct rota_writer_id writer,
		      const struct rota_sha256 *province, const struct rota_public_key *key,
		      struct rota_error *err);

#endif
