/* SPDX-License-Identifier: Apache-2.0 */
/** @file Own entries that are merged and do not count: how the office's program tells why. */
#ifndef REPORT_REFUSED_H
#define REPORT_REFUSED_H

#include "base/buffer.h"
#include "report/table.h"
#include "state/world.h"
#include "trust/receipt.h"

/**
 * Append `entry 120: rejected: it breaks a rule [V13]: what is wrong with it`, in the language chosen.
 * @param[out] fault  what is wrong with it, as this program finds; without a message: nothing.
 */
void rota_refused_write(struct rota_buffer *out, struct rota_error *fault, struct rota_world *world,
                        const struct rota_receipt *receipt);

/** Whether it does not count since the right to write was taken back: that is told of all such at once. */
bool rota_refused_by_revocation(const struct rota_receipt *receipt);

/** A note for each below a report, for the first @p most of them that are refused by
 *  themselves; then how to see the others. */
int rota_refused_fill(struct rota_filling *filling, struct rota_world *world, size_t most,
                      struct rota_error *err);

#endif
