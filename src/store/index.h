/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Indexes: ordered from keys to the local numbers of entities. A key may lead
 * to many entities, an entity may stand under many keys.
 *
 * A key is 1 to ROTA_INDEX_KEY_MAX bytes, ordered by memcmp(). A longer one is
 * cut: its first ROTA_INDEX_PREFIX_MAX bytes and the XXH3-64 of the whole, so
 * that different long keys stay different, and those with a common beginning
 * of that length stand in the order of their hashes. The visitor sees it cut.
 *
 * Some indexes stand in groups: what was put under one group lies together, and
 * a reader asks each group in turn. A merge takes in one writer after the other,
 * so that by groups it changes few pages again and again, and not pages all over
 * the file (README.md).
 *
 * What an index holds can be made again from the logs and is dropped by
 * rota_store_clear_derived(). Common failures (store.h) apply to every function.
 */
#ifndef STORE_INDEX_H
#define STORE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/error.h"
#include "store/store.h"

/**
 * The indexes there are, by what the caller puts under them. The store gives none of them a
 * meaning. The numbers stand in the file: a new index takes the next one, a dropped one's is
 * not used again, and a change of what an index holds raises the layout (private.h).
 */
enum rota_index {
	ROTA_INDEX_KIND = 1,        /**< one byte, the type of entity */
	ROTA_INDEX_CADRE_NAME = 2,  /**< by groups, of writers: a name without accents, then with them */
	ROTA_INDEX_CADRE_PIN = 4,   /**< a personal number, or a CMND */
	ROTA_INDEX_POST = 5,        /**< unit and post: vacancies */
	ROTA_INDEX_LOCALITY = 7,    /**< a posting: statements of locality */
	ROTA_INDEX_UNDONE = 8,      /**< an entry: what takes it back */
	ROTA_INDEX_DECISION = 9,    /**< by groups, of writers: the number of a paper, and its year */
	ROTA_INDEX_SUSPECT = 10,    /**< one byte, the type of entity: what a matter may be about */
	ROTA_INDEX_SETTLED = 11,    /**< an entity: settlements that name it */
	ROTA_INDEX_CADRE_MEETING = 12, /**< what records are compared by, short, and the id of each */
	ROTA_INDEX_CADRE_PAIR = 13,    /**< a cadre: what is said of it and another record */
	ROTA_INDEX_CADRE_LIKE = 14,    /**< a record: who is like it, who is in its class ... */
	ROTA_INDEX_TRANSIT = 15,       /**< a person: a posting that he left and is nowhere since */
	ROTA_INDEX_SPELL = 16,         /**< a cadre: times of his life in a place */
	ROTA_INDEX_NIL = 17,           /**< a nil return: postings and vacancies that may contradict it */
	ROTA_INDEX_PAPERS = 18         /**< a letter, a posting: what a matter of papers may be about */
};

enum {
	ROTA_INDEX_KEY_MAX = 480,   /**< LMDB allows 511, of which five are index and group */
	ROTA_INDEX_PREFIX_MAX = 472 /**< what is left of a longer key */
};

enum rota_index_match {
	ROTA_INDEX_EXACT, /**< this key alone */
	ROTA_INDEX_PREFIX /**< every key that begins so */
};

/**
 * Put an entity under a key; twice is once.
 * @param key  at least 1 byte. Borrowed.
 * @param no   the entity's local number.
 * @return ROTA_OK; ROTA_EINVALID the key is empty; ROTA_ENOTFOUND no entity has this number;
 *         ROTA_EBUG the index stands in groups; common failures.
 */
int rota_index_put(struct rota_store_txn *txn, enum rota_index index, const void *key, size_t size,
		   uint32_t no, struct rota_error *err);

/** The same in a group. @param group  any number.
 *  @return as rota_index_put(); ROTA_EBUG the index has no groups. */
int rota_index_put_in_group(struct rota_store_txn *txn, enum rota_index index, uint32_t group,
			    const void *key, size_t size, uint32_t no, struct rota_error *err);

/** Take an entity away from a key; it need not be there.
 *  @return ROTA_OK; ROTA_EINVALID the key is empty; ROTA_EBUG the index stands in groups; common
 *          failures. */
int rota_index_delete(struct rota_store_txn *txn, enum rota_index index, const void *key,
		      size_t size, uint32_t no, struct rota_error *err);

/** @param key  as put, or cut; borrowed until it returns; non-zero stops. It may change the
 *              store, but no index. */
typedef int (*rota_index_fn)(const void *key, size_t size, uint32_t no, void *payload,
			     struct rota_error *err);

/**
 * Visit the entities under a key or under all keys with a beginning, in the order of the keys
 * and then of the numbers; none is fine. An index in groups is visited group by group, and an
 * entity that was put into two comes twice.
 * @param key  may be empty (and NULL) with ROTA_INDEX_PREFIX: then the whole index. Borrowed.
 * @return ROTA_OK; what @p visit returned; ROTA_EINVALID an exact key is empty, or a beginning is
 *         longer than ROTA_INDEX_PREFIX_MAX (long keys could not be told); common failures.
 */
int rota_index_each(struct rota_store_txn *txn, enum rota_index index, const void *key, size_t size,
		    enum rota_index_match match, rota_index_fn visit, void *payload,
		    struct rota_error *err);

/** Whether any entity stands there; otherwise as rota_index_each(). */
int rota_index_any(bool *out, struct rota_store_txn *txn, enum rota_index index, const void *key,
		   size_t size, enum rota_index_match match, struct rota_error *err);

enum { ROTA_INDEX_SHORT = 8 /**< bytes that stand for a text of any length */ };

/**
 * Bytes to stand for a text in a key of which nobody reads the text: the XXH3-64 of it. They are
 * the same for ever, and may be those of another text too, which whoever looks there must bear.
 * @param bytes  Borrowed.
 */
void rota_index_shorten(uint8_t out[ROTA_INDEX_SHORT], const void *bytes, size_t size);

#endif
