/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * An exchange tried on a copy that is thrown away, so that a trial says exactly
 * what the exchange would: by the same code, with the same checks.
 *
 * The copy is a repository beside the office's, which has its refs and reads
 * its objects where they are, and below the province a copy of the store. Its
 * name is that of what `rota_git_make()` leaves when it is killed, so that the
 * next exchange removes what a killed trial leaves.
 */
#ifndef EXCHANGE_TRIAL_H
#define EXCHANGE_TRIAL_H

#include <limits.h>

#include "exchange/exchange.h"

enum { ROTA_TRIAL_PATH_BYTES = 2 * PATH_MAX };

struct rota_trial {
	struct rota_exchange *exchange; /**< that is tried */
	struct rota_office *office;     /**< its own, while the copy stands in for them */
	struct rota_git *git;
	char copy[ROTA_TRIAL_PATH_BYTES]; /**< its folder */
};

/**
 * Put a copy in the place of the office and the repository of an exchange that is open.
 * @return ROTA_OK; ROTA_EIO; as git.h; store errors. Closed in every case.
 */
int rota_trial_open(struct rota_trial *out, struct rota_exchange *exchange, struct rota_error *err);

/** Put back what was there, and remove the copy. */
void rota_trial_close(struct rota_trial *trial);

#endif
