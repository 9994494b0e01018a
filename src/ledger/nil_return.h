/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A nil return: an office states that nothing changed in the days [from, to), and its own log may
 * say that something did (C35).
 *
 * What happens to a posting happens on its first day, on the day on which it ends, and on that of a
 * step; to a vacancy on its first day. It contradicts a nil return when that day lies in the days
 * of the nil return, of a day known to the month or the year all that it may mean; when the unit
 * lies in the scope on it; and when the entry that says the day stands in the log of the nil
 * return: what others recorded contradicts nobody's word.
 *
 * Pure; any thread.
 * @source schema/state.md, "Matters", `nil_contradicted`.
 */
#ifndef LEDGER_NIL_RETURN_H
#define LEDGER_NIL_RETURN_H

#include "ledger/gazetteer.h"
#include "ledger/matter.h"

struct rota_nil_return {
	const struct rota_subject *subject;
	struct rota_writer_id writer; /**< whose word it is */
	struct rota_id scope;
	int32_t from, to; /**< days since 1970, the second exclusive */
};

/** Read one. @return false: it is none, is taken back, or speaks of no day. */
bool rota_nil_return_read(struct rota_nil_return *out, const struct rota_subject *subject);

/** By which entry something happens to a posting or a vacancy in the days of a nil return; NULL: by
 *  none of its log. Of several the first in the order above. */
const struct rota_revision *rota_nil_contradiction(const struct rota_nil_return *nil,
						   const struct rota_subject *about,
						   const struct rota_gazetteer *gazetteer);

/**
 * Append the matter of a nil return, if any of these contradicts it.
 * @param about  postings and vacancies, each once; others are passed over.
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_matters_find_nil(struct rota_matters *matters, struct rota_arena *arena,
			  const struct rota_nil_return *nil,
			  const struct rota_subject *const *about, size_t count,
			  const struct rota_gazetteer *gazetteer, struct rota_error *err);

#endif
