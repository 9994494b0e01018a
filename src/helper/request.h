/* SPDX-License-Identifier: Apache-2.0 */
/** @file The requests that the helper knows, one function each. */
#ifndef HELPER_REQUEST_H
#define HELPER_REQUEST_H

#include "repo/repo.h"
#include "rota/value.h"

/** What the helper keeps between requests. The caller's; all-zero at first. */
struct session {
	struct rota_repo *repo; /**< after `open` */
	char *key_file;
};

/**
 * Carry out a request and send its events.
 * @param[out] answer   a map; what the request gives is added to it. Lives in @p arena.
 * @return as the function of repo that does it; ROTA_EBUG there is no such request, or a value in
 *         it is missing or of another type.
 */
int request_run(struct rota_value *answer, struct session *session, struct rota_arena *arena,
		const struct rota_value *request, struct rota_error *err);

void session_clear(struct session *session);

#endif
