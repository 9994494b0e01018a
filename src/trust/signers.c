/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/signers.h"

#include "base/hex.h"
#include "trust/signature.h"

void rota_principal_print(struct rota_buffer *out, struct rota_writer_id writer,
			  const uint8_t mark[ROTA_PROVINCE_MARK_BYTES])
{
	rota_hex_encode(out, writer.bytes, sizeof(writer.bytes));
	rota_buffer_puts(out, "@");
	rota_hex_encode(out, mark, ROTA_PROVINCE_MARK_BYTES);
}

int rota_signer_print(struct rota_buffer *out, struct rota_writer_id writer,
		      const struct rota_sha256 *province, const struct rota_public_key *key,
		      struct rota_error *err)
{
	rota_principal_print(out, writer, province->bytes);
	rota_buffer_puts(out, " namespaces=\"" ROTA_SIGNATURE_GIT "\" ");
	return rota_public_key_print(out, key, "", err);
}
