/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Which units a place on paper can mean: a native place, a place of birth, the
 * place of a spell.
 *
 * Codes and names are used again for other units, so both mean something only
 * together with a day; and the paper often does not say its day. A place can
 * therefore have several meanings. Whoever asks decides only what is true of
 * all of them.
 */
#ifndef LEDGER_ORIGIN_H
#define LEDGER_ORIGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ledger/gazetteer.h"
#include "ledger/national.h"
#include "rota/day.h"
#include "rota/value.h"

/** A place as it is recorded (*place* in schema/entry.md). All-zero: none is. */
struct rota_origin {
	struct rota_id unit; /**< zero: none */
	const char *code;    /**< or NULL */
	const char *text;    /**< as on the paper, or NULL */
	struct rota_day on;  /**< of the paper; no day: it is not known */
};

/** Read one from a value of the record *place*; @p place may be NULL. Refers to the value. */
void rota_origin_read(struct rota_origin *out, const struct rota_value *place);
bool rota_origin_is_stated(const struct rota_origin *origin);

/** One thing that a place can mean. */
struct rota_meaning {
	const struct rota_unit *unit; /**< the unit, or the smallest one known here that holds it */
	const struct rota_national_unit *listed; /**< when it was found in the national list */
	int32_t day; /**< on which the code or the name was understood */
};

enum { ROTA_MEANINGS = 3 };

/**
 * What a place can mean.
 *
 * 1. `unit` is an identity, which no day changes. When the gazetteer knows it, nothing else of the
 *    place is looked at.
 *
 * 2. `code` is looked for in this order; the first step that finds anything ends it:
 *      - the unit that bore it on the day of the paper, when that is known: the paper was written
 *        with the codes of its day. Of a paper known to the year or the month, the units of its
 *        first and of its last day;
 *      - the unit that bore it on the day of the appointment: whoever writes a file writes it
 *        when he needs it;
 *      - the last unit that bore it before that day: old codes live on in files;
 *      - the national list.
 *
 * 3. `text` is read when no code is given or nothing bears it:
 *      - against the national list, whose code is then looked for in the gazetteer on the day of
 *        the list;
 *      - against the names of communes in the gazetteer that are younger than the list ("xã Tân
 *        Hưng, tỉnh Hưng Yên" of 2026 is the new Tân Hưng), on the first and the last day that the
 *        paper may have, or on the day of the appointment when nothing is known of it. All that
 *        stands behind the name must be units in which the commune lies.
 *    Of these the ones that leave the fewest elements over count ("Xuân Quan, Văn Giang, Hưng Yên"
 *    is the commune in the old district rather than a hamlet in the new commune of Văn Giang). When
 *    the day of the paper is known, and a younger name is among them, the text means that.
 *
 * What the national list knows and the gazetteer does not is represented by the smallest unit of
 * the gazetteer around it, and has no unit when it lies in another province.
 *
 * @param      national  may be NULL: then texts mean younger names only.
 * @param      appointed day of the appointment.
 * @param[out] out       different ones only.
 * @return how many; 0 when the place means nothing known.
 */
size_t rota_origin_meanings(struct rota_meaning out[ROTA_MEANINGS],
			    const struct rota_gazetteer *gazetteer,
			    const struct rota_national *national, const struct rota_origin *origin,
			    int32_t appointed);

#endif
