/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What the province carries to an office from other logs: settlements that concern it, what it
 * concluded about the locality of its postings, the other side of its matters, and the records that
 * were handed over to it (handed.h). Each entry once; with its proof (trust/carried.h).
 *
 * The entries of a cadre have its personal number, and leave a district in its own chain alone: they
 * are carried only with records that were handed over. The rows of matters name whom they are
 * about.
 */
#ifndef EXCHANGE_CARRY_H
#define EXCHANGE_CARRY_H

#include "base/buffer.h"
#include "exchange/confirmed.h"
#include "exchange/handed.h"
#include "state/matters.h"
#include "state/writers.h"
#include "trust/vector.h"

/** What is the same for all offices of one checkpoint. */
struct rota_carrying {
	struct rota_world *world;
	const struct rota_matters *open;
	const struct rota_confirmed_list *confirmed;
	const struct rota_handings *handed;
	const struct rota_vector_row *rows; /**< all of the checkpoint, by writer */
	size_t row_count;
	/** The first entry of a log that counts again since the last checkpoint; UINT64_MAX: none. */
	uint64_t (*first_again)(struct rota_writer_id log, void *payload);
	void *payload;
};

/** An office to which something may go. */
struct rota_carried_to {
	const struct rota_enrolled_writer *writer;
	const struct rota_unit *scope; /**< NULL: its unit is not known */
};

struct rota_carry;

/**
 * Choose what goes to some offices, each thing once.
 * @param[out] out      NULL on failure. Freed with rota_carry_free().
 * @param      offices  Borrowed, and all that @p carrying points to, until then.
 * @return store errors.
 */
int rota_carry_begin(struct rota_carry **out, const struct rota_carrying *carrying,
		     const struct rota_carried_to *offices, size_t count, struct rota_error *err);

/**
 * Append the next file `carried` for the office at a place; nothing when it has all that concerns it.
 * What is put there is remembered in the store, and not carried again.
 * @param[out] more  there is more than one file should have: draw it, and come again.
 * @return store errors.
 */
int rota_carry_next(struct rota_carry *carry, size_t office, struct rota_buffer *out, bool *more,
		    struct rota_error *err);

/** Remember that all files of all offices were drawn. @return store errors. */
int rota_carry_done(struct rota_carry *carry, struct rota_error *err);

/** NULL is allowed. */
void rota_carry_free(struct rota_carry *carry);

#endif
