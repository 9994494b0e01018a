/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Nil returns in an office's world (ledger/nil_return.h), and what contradicts them.
 *
 * The days of each stand in the store under its scope. Whenever a day of a posting or a vacancy is
 * brought up to date that lies in them, a row remembers it: what contradicts a nil return is looked
 * for among its rows alone. A row need not be a contradiction. Where no nil return was ever made
 * none of it costs anything.
 */
#ifndef STATE_NIL_H
#define STATE_NIL_H

#include "ledger/nil_return.h"
#include "state/tenure.h"

/** A posting is brought up to date. @return store errors. */
int rota_nil_note_tenure(struct rota_world *world, const struct rota_tenure *now, uint32_t no,
			 struct rota_error *err);
/** The same of a folded posting, or of a vacancy, with all its days. */
int rota_nil_note(struct rota_world *world, const struct rota_subject *subject, uint32_t no,
		  struct rota_error *err);

/** Whether an entry speaks of a vacancy while there are nil returns: it is folded, as postings are.
 */
int rota_nil_may_deny(bool *out, struct rota_world *world, const struct rota_entry *entry,
		      struct rota_error *err);

/** A nil return is brought up to date; of what is none any more nothing stays. */
int rota_nil_derive(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
		    struct rota_error *err);
/** Whether an entity was brought up to date as a nil return before. */
int rota_was_nil(bool *out, struct rota_world *world, uint32_t no, struct rota_error *err);

/** The nil returns that have rows, by id, in the scratch memory. */
int rota_world_denied(struct rota_ids *out, struct rota_world *world, struct rota_error *err);

/** Postings and vacancies, folded. */
struct rota_nil_rows {
	const struct rota_subject **items;
	size_t count;
};
/** The rows of a nil return, in the scratch memory. @param[out] counts  false: it is none. */
int rota_world_nil(struct rota_nil_return *out, struct rota_nil_rows *rows, bool *counts,
		   struct rota_world *world, struct rota_id id, struct rota_error *err);

/** Append the matter of one, if it is contradicted; in the scratch memory. @return store errors. */
int rota_world_find_nil(struct rota_matters *out, struct rota_world *world, struct rota_id id,
			struct rota_error *err);

#endif
