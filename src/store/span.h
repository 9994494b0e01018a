/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Spans: under a key the days [from, to) during which entities stand there,
 * such as the holders of a post. A whole key is read in the order of its days
 * without looking at the entities themselves.
 *
 * What is here can be made again from the logs and is dropped by
 * rota_store_clear_derived(). Common failures (store.h) apply to every function.
 */
#ifndef STORE_SPAN_H
#define STORE_SPAN_H

#include <stddef.h>
#include <stdint.h>

#include "rota/error.h"
#include "store/store.h"

/** Whose spans; as with indexes (index.h) the store gives them no meaning, and the numbers stand in
 *  the file. */
enum rota_span_table {
	ROTA_SPAN_POST = 1,  /**< unit and post: postings */
	ROTA_SPAN_CAREER = 2, /**< a cadre: postings */
	ROTA_SPAN_NIL = 3     /**< a scope: nil returns */
};

enum { ROTA_SPAN_KEY_MAX = 32 };

struct rota_span {
	int32_t from, to; /**< days since 1970, the second exclusive; from = to: never on any day */
	uint32_t no;      /**< of the entity */
};

/** Put a span under a key; twice is once. @param key  1 to ROTA_SPAN_KEY_MAX bytes. Borrowed.
 *  @return ROTA_OK; ROTA_EINVALID the key is empty or too long; ROTA_ENOTFOUND no entity has this
 *          number; common failures. */
int rota_span_put(struct rota_store_txn *txn, enum rota_span_table table, const void *key,
		  size_t size, struct rota_span span, struct rota_error *err);

/** Take one away, by all three of its numbers; it need not be there. @return as rota_span_put(). */
int rota_span_delete(struct rota_store_txn *txn, enum rota_span_table table, const void *key,
		     size_t size, struct rota_span span, struct rota_error *err);

/** @param spans  many at a time, in order; borrowed until it returns; non-zero stops. It may not
 *                change the store. */
typedef int (*rota_span_fn)(const struct rota_span *spans, size_t count, void *payload,
			    struct rota_error *err);

/**
 * Visit the spans under a key by first day, last day and number; none is fine.
 * @return ROTA_OK; what @p visit returned; ROTA_EINVALID the key is empty or too long; common
 *         failures.
 */
int rota_span_each(struct rota_store_txn *txn, enum rota_span_table table, const void *key,
		   size_t size, rota_span_fn visit, void *payload, struct rota_error *err);

#endif
