/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Entities: what entries speak about. A 16-byte id is exchanged for a local
 * number, from 1 without a gap, which is what states and indexes are kept
 * under; and for each entity there is the list of its entries.
 *
 * The numbers mean nothing outside this store and change with
 * rota_store_clear_derived(). Common failures (store.h) apply to every function.
 */
#ifndef STORE_ENTITY_H
#define STORE_ENTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "rota/error.h"
#include "store/store.h"

enum { ROTA_ENTITY_ID_SIZE = 16 /**< bytes of an entity id */ };

/**
 * The number of an entity; a new one gets the next.
 *
 * @param[out] no       0 on failure.
 * @param[out] created  whether it is new; may be NULL.
 * @param      id       ROTA_ENTITY_ID_SIZE bytes. Borrowed.
 * @param      type     any; kept with the entity for ever.
 * @return ROTA_OK; ROTA_ECONFLICT the entity is known with another type, and both are in the
 *         message; common failures.
 */
int rota_entity_intern(uint32_t *no, bool *created, struct rota_store_txn *txn, const uint8_t *id,
		       uint8_t type, struct rota_error *err);

/** The number of a known entity, 0 on failure.
 *  @return ROTA_OK; ROTA_ENOTFOUND it is not known here; common failures. */
int rota_entity_find(uint32_t *no, struct rota_store_txn *txn, const uint8_t *id,
		     struct rota_error *err);

/** The id of an entity. @param[out] id  ROTA_ENTITY_ID_SIZE bytes, zeros on failure.
 *  @return ROTA_OK; ROTA_ENOTFOUND no entity has this number; common failures. */
int rota_entity_id(uint8_t *id, struct rota_store_txn *txn, uint32_t no, struct rota_error *err);

/** The type of an entity, 0 on failure. @return as rota_entity_id(). */
int rota_entity_type(uint8_t *type, struct rota_store_txn *txn, uint32_t no,
		     struct rota_error *err);

/**
 * Note that an entry speaks about an entity; twice is once.
 * @param writer  the local number of the entry's writer (log.h).
 * @param n       the entry's number.
 * @return ROTA_OK; ROTA_ENOTFOUND no entity has this number; common failures.
 */
int rota_entity_entry_add(struct rota_store_txn *txn, uint32_t no, uint32_t writer, uint64_t n,
			  struct rota_error *err);

/** Non-zero stops. It may change the store, but no entity's entries. */
typedef int (*rota_entity_entry_fn)(uint32_t writer, uint64_t n, void *payload,
				    struct rota_error *err);

/**
 * Visit the entries of an entity, by writer number and then by entry number, in whatever order
 * they were added.
 * @return ROTA_OK; what @p visit returned; ROTA_ENOTFOUND no entity has this number; common
 *         failures.
 */
int rota_entity_entries(struct rota_store_txn *txn, uint32_t no, rota_entity_entry_fn visit,
			void *payload, struct rota_error *err);

#endif
