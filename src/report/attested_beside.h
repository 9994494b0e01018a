/* SPDX-License-Identifier: Apache-2.0 */
/** @file Figures that somebody attested, beside those that are counted here. */
#ifndef REPORT_ATTESTED_BESIDE_H
#define REPORT_ATTESTED_BESIDE_H

#include "base/buffer.h"
#include "report/answer.h"
#include "state/attestation.h"

/**
 * Append in which figures an attestation that counts differs from what is counted here of its scope
 * on the cut-off day; nothing where all are equal, or where none counts. The answer is then about
 * that day, and its scratch memory is forgotten.
 * @param raw  for programs: "secretary non_local 6 5", the attested figure first, with "; "
 * between.
 * @return ROTA_OK; ROTA_ENOMEM; store errors.
 */
int rota_attested_beside(struct rota_buffer *out, struct rota_answer *answer,
			 const struct rota_attested *attested, int32_t cutoff, bool raw,
			 struct rota_error *err);

#endif
