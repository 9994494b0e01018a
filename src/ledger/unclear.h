/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A place of origin whose code is one commune of the province and whose text is another one (C22).
 * The code is what counts; that somebody mistyped it shows in nothing else.
 *
 * A false alarm is worse than none. Codes pass to heirs, and files are written anew with the codes
 * or the names of a later day; so a place is unclear only if the text is a commune of the national
 * list to its last element, and nothing that ever bore the code has anything to do with it: neither
 * its name, nor land of it.
 *
 * Pure; any thread.
 * @source schema/state.md, "Matters", `unit_unclear`.
 */
#ifndef LEDGER_UNCLEAR_H
#define LEDGER_UNCLEAR_H

#include "ledger/matter.h"
#include "ledger/origin.h"

/** Whether code and text of a place are two communes of the national list. Nothing else is, and
 * what this says never changes. @param[out] named  that of the text. */
bool rota_place_is_two(const struct rota_national_unit **named, const struct rota_origin *origin,
		       const struct rota_national *national);

/** Whether a place is unclear. */
bool rota_place_is_unclear(const struct rota_origin *origin, const struct rota_gazetteer *gazetteer,
			   const struct rota_national *national);

/** Append the matter of a cadre, if one of his places is unclear.
 *  @param units  of his postings, in any order, also several times; none: nobody is concerned.
 *  @return ROTA_OK; ROTA_ENOMEM. */
int rota_matters_find_unclear(struct rota_matters *matters, struct rota_arena *arena,
			      const struct rota_subject *cadre,
			      const struct rota_gazetteer *gazetteer,
			      const struct rota_national *national, const struct rota_id *units,
			      size_t unit_count, struct rota_error *err);

#endif
