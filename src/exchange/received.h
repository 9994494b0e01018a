/* SPDX-License-Identifier: Apache-2.0 */
/** @file What an office receives from the province: the refs, and putting them back. */
#ifndef EXCHANGE_RECEIVED_H
#define EXCHANGE_RECEIVED_H

#include "state/chains.h"

enum { ROTA_RECEIVED_COMMON, ROTA_RECEIVED_CHECKPOINTS, ROTA_RECEIVED_NOTICES, ROTA_RECEIVED };

/** The names of the refs of an office, in the order in which they are taken in. */
void rota_received_names(char names[ROTA_RECEIVED][ROTA_REF_BYTES], struct rota_writer_id office);

/**
 * What came and did not hold, or came from somebody who is not the province, would stand in the way
 * of what the province sends: the refs go back to what is in the store.
 * @param[out] moved  whether one did.
 * @return ROTA_OK; store errors; as git.h.
 */
int rota_received_forget(bool *moved, struct rota_office *office, struct rota_git *git,
			 struct rota_error *err);

#endif
