/* SPDX-License-Identifier: Apache-2.0 */
/** @file The line by which an ssh server admits an office. */
#ifndef EXCHANGE_AUTHORIZED_H
#define EXCHANGE_AUTHORIZED_H

#include "base/buffer.h"
#include "rota/entry.h"
#include "trust/key.h"

/**
 * Append a line for authorized_keys, without the end of line. The key that it admits may start
 * git's upload-pack and receive-pack on one repository, whatever path it names, and nothing else.
 * Of that repository it is shown, and may so fetch, the log and the notices of its own office, what
 * the province writes for every office, and `main`; it may push the log of its own office alone.
 *
 * The line is for an account whose shell is sh. Git keeps what is hidden from those who know an
 * object's id too, in the version of its protocol that the line makes it speak.
 *
 * @param repository  its path, from `/` on.
 * @return ROTA_OK; ROTA_EINVALID the path has an end of line; as rota_public_key_print().
 * @source sshd(8), authorized_keys: in a command `\"` stands for a quote, and nothing else is
 * special; git-config(1), transfer.hideRefs: what is said last holds.
 */
int rota_authorized_line(struct rota_buffer *out, const char *repository,
			 const struct rota_public_key *key, struct rota_error *err);

#endif
