/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a transaction remembers of what it has read and written. A merge asks
 * again and again for the same units, for the cadre that it has just put, and
 * whether a sparse index has anything under the next key; each question would
 * go down a tree of the file.
 *
 * Every table has a fixed size, and a place for a thing follows from its
 * number: what comes later takes the place. All is gone with the transaction,
 * whose snapshot nobody else can change. Without memory nothing is remembered.
 */
#include <stdlib.h>
#include <string.h>

#include "store/private.h"

enum {
	ENTITIES = 2048,
	STATES = 2048,
	STATE_BYTES = 40, /* a tenure, or the row of a cadre; longer ones are read again */
	INDEXES = 32,
	GAP_BYTES = 80
};

struct entity {
	uint32_t no; /* 0: none */
	struct rota_known_entity known;
};

struct state {
	uint32_t no; /* 0: none */
	bool absent;
	uint8_t size;
	uint8_t bytes[STATE_BYTES];
};

/** No key k of an index is such that low <= k < high. */
struct gap {
	bool known;
	bool to_the_end; /* there is no high */
	uint8_t low_size, high_size;
	uint8_t low[GAP_BYTES], high[GAP_BYTES];
};

struct rota_remembered {
	struct entity by_id[ENTITIES], by_no[ENTITIES];
	struct state states[STATES];
	struct gap gaps[INDEXES];
};

static struct rota_remembered *remembered(struct rota_store_txn *txn)
{
	if (!txn->remembered)
		txn->remembered = calloc(1, sizeof(*txn->remembered));
	return txn->remembered;
}

void rota_forget_all(struct rota_store_txn *txn)
{
	free(txn->remembered);
	txn->remembered = NULL;
}

/* --- entities -------------------------------------------------------------------------------- */

/** Ids of one writer follow each other. */
static size_t place_of_id(const uint8_t *id)
{
	return (rota_get_u32(id) + rota_get_u32(id + 12)) % ENTITIES;
}

bool rota_recall_entity(struct rota_known_entity *out, const struct rota_store_txn *txn,
			const uint8_t *id)
{
	const struct entity *entity;

	if (!txn->remembered)
		return false;
	entity = &txn->remembered->by_id[place_of_id(id)];
	if (!entity->no || memcmp(entity->known.id, id, sizeof(entity->known.id)) != 0)
		return false;
	*out = entity->known;
	return true;
}

bool rota_recall_number(struct rota_known_entity *out, const struct rota_store_txn *txn, uint32_t no)
{
	const struct entity *entity;

	if (!txn->remembered)
		return false;
	entity = &txn->remembered->by_no[no % ENTITIES];
	if (!no || entity->no != no)
		return false;
	*out = entity->known;
	return true;
}

void rota_remember_entity(struct rota_store_txn *txn, const struct rota_known_entity *known)
{
	struct rota_remembered *all = remembered(txn);
	struct entity entity = { known->no, *known };

	if (!all)
		return;
	all->by_id[place_of_id(known->id)] = entity;
	all->by_no[known->no % ENTITIES] = entity;
}

/* --- states ---------------------------------------------------------------------------------- */

bool rota_recall_state(MDB_val *out, const struct rota_store_txn *txn, uint32_t no)
{
	const struct state *state;

	if (!txn->remembered)
		return false;
	state = &txn->remembered->states[no % STATES];
	if (!no || state->no != no)
		return false;
	*out = rota_val(state->absent ? NULL : state->bytes, state->size);
	return true;
}

void rota_remember_state(struct rota_store_txn *txn, uint32_t no, const void *bytes, size_t size)
{
	struct rota_remembered *all = remembered(txn);
	struct state *state = all ? &all->states[no % STATES] : NULL;

	if (!state)
		return;
	if (size > STATE_BYTES) {
		state->no = state->no == no ? 0 : state->no;
		return;
	}
	state->no = no;
	state->absent = !bytes;
	state->size = (uint8_t)size;
	if (bytes && size)
		memcpy(state->bytes, bytes, size);
}

/* --- gaps ------------------------------------------------------------------------------------ */

static int compare(const void *a, size_t a_size, const void *b, size_t b_size)
{
	int order = memcmp(a, b, a_size < b_size ? a_size : b_size);

	return order ? order : (a_size > b_size) - (a_size < b_size);
}

static bool begins_with(const struct gap *gap, MDB_val key)
{
	return gap->high_size >= key.mv_size && memcmp(gap->high, key.mv_data, key.mv_size) == 0;
}

static bool in_gap(const struct gap *gap, MDB_val key)
{
	return gap->known && compare(gap->low, gap->low_size, key.mv_data, key.mv_size) <= 0 &&
	       (gap->to_the_end ||
		compare(key.mv_data, key.mv_size, gap->high, gap->high_size) < 0);
}

static struct gap *gap_of(const struct rota_store_txn *txn, MDB_val key)
{
	uint8_t index = *(const uint8_t *)key.mv_data;

	return txn->remembered && index < INDEXES ? &txn->remembered->gaps[index] : NULL;
}

bool rota_recall_gap(const struct rota_store_txn *txn, MDB_val key)
{
	const struct gap *gap = gap_of(txn, key);

	return gap && in_gap(gap, key) && (gap->to_the_end || !begins_with(gap, key));
}

void rota_remember_gap(struct rota_store_txn *txn, MDB_val key, const MDB_val *next)
{
	struct gap *gap = remembered(txn) ? gap_of(txn, key) : NULL;

	if (!gap)
		return;
	gap->known = key.mv_size <= GAP_BYTES;
	if (!gap->known)
		return;
	gap->low_size = (uint8_t)key.mv_size;
	memcpy(gap->low, key.mv_data, key.mv_size);
	gap->to_the_end = !next;
	if (!next)
		return;
	/* a high that is cut only makes the gap smaller */
	gap->high_size = (uint8_t)(next->mv_size < GAP_BYTES ? next->mv_size : GAP_BYTES);
	memcpy(gap->high, next->mv_data, gap->high_size);
}

void rota_forget_gap(struct rota_store_txn *txn, MDB_val key)
{
	struct gap *gap = gap_of(txn, key);

	if (gap && in_gap(gap, key))
		gap->known = false;
}
