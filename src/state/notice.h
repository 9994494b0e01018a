/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What the province has said of this office's entries, as the store keeps it:
 * the receipts of those that are not plain merged, and the office's matters.
 * Why its log is put aside is in aside.h.
 */
#ifndef STATE_NOTICE_H
#define STATE_NOTICE_H

#include "state/world.h"
#include "trust/receipt.h"

/** Keep the receipts of a notice; a later one about the same entry replaces the earlier.
 *  @return ROTA_ECORRUPT they are none; store errors. */
int rota_notice_take_receipts(struct rota_world *world, const void *bytes, size_t size,
                              struct rota_error *err);
/** Keep the matters of the newest notice. @return store errors. */
int rota_notice_take_matters(struct rota_world *world, const void *bytes, size_t size,
                             struct rota_error *err);

typedef int rota_receipt_fn(const struct rota_receipt *receipt, void *payload,
                            struct rota_error *err);
/** Visit the receipts of entries that are no facts, by number. @p visit: non-zero stops. */
int rota_notice_receipts(struct rota_world *world, rota_receipt_fn *visit, void *payload,
                         struct rota_error *err);

/** Append the rows of the office's matters, canonical maps end to end. @return store errors. */
int rota_notice_matters(struct rota_buffer *out, struct rota_world *world, struct rota_error *err);

#endif
