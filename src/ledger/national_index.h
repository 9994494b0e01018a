/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The index of the national list by name, for national_read.c.
 *
 * A unit has a *spelled* key, its name in lower case, and a second one where
 * the folded name differs (base/text.h: "mỹ hào" and "mĩ hào"); and a *loose*
 * key, its name without accents, spaces and signs ("krongana").
 */
#ifndef LEDGER_NATIONAL_INDEX_H
#define LEDGER_NATIONAL_INDEX_H

#include "ledger/national.h"

struct rota_national_key {
	const char *text;
	size_t size;
	const struct rota_national_unit *unit;
	bool other;                           /**< one of national_names.csv */
	const struct rota_national_key *next; /**< in its bucket: any key */
};

/** Have the names of all units of the province in which @p unit lies; NULL: of all provinces. The
 *  provinces themselves are there from the beginning. @return false: there is no memory. */
bool rota_national_make_ready(const struct rota_national *national,
			      const struct rota_national_unit *unit);

/** The first of the units with this key, among those that are ready, or NULL. */
const struct rota_national_key *rota_national_keys(const struct rota_national *national, bool loose,
						   const char *text, size_t size);
/** The next one with the same key, or NULL. */
const struct rota_national_key *rota_national_next(const struct rota_national_key *key);

/** Write the spelled key of a name in lower case: a dash is a space, "01" is 1. @p out has room
 *  for @p size bytes. @return its size. */
size_t rota_national_spelled_key(char *out, const char *text, size_t size);
/** Write the loose key of a name without accents. The same. */
size_t rota_national_loose_key(char *out, const char *text, size_t size);

#endif
