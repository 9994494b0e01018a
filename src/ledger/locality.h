/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Whether a cadre is a local person for a post: `local`, `non_local` or
 * `undetermined`, of one posting under one policy.
 *
 * The value is computed from facts and is a proposal; what an officer asserts
 * stands beside it (locality.set). It is `non_local` only when the facts show
 * it: whatever is missing, ambiguous or partly true gives `undetermined`,
 * which is never counted. So there is always a value, with its reason and the
 * fact that decided, and never an error.
 *
 * Where an origin is compared with the unit of the post (policy level commune):
 *
 * | the origin, on the day of the geography                          | value        | because   |
 * |------------------------------------------------------------------|--------------|-----------|
 * | is the unit                                                      | local        | same      |
 * | went over into the unit by whole units (full, main, rename)      | local        | heir      |
 * | went over only in part (part, rest)                              | undetermined | part      |
 * | went nowhere near it, or a strip of land only                    | non_local    | elsewhere |
 * | is known at a higher level only, and that contains the unit, or  | undetermined | coarse    |
 * |   contained it or what became of it                              |              |           |
 * | ... and that does not                                            | non_local    | elsewhere |
 * | is a unit formed later, of the unit alone                        | local        | heir      |
 * | is a unit formed later, of the unit and of others                | undetermined | later     |
 * | can mean several units, of which not all give the same value     | undetermined | ambiguous |
 * | means nothing known                                              | undetermined | unread    |
 * | is not recorded                                                  | undetermined | unstated  |
 * | would be elsewhere, but the unit is younger than the national    | undetermined | untraced  |
 * |   list and nothing says of what it was formed; or the origin has |              |           |
 * |   ended and nothing says what became of it                       |              |           |
 *
 * At the level district or province the units that contain the two are compared instead: local
 * when the origin lies in the same district (province) as the unit, whatever their communes. A
 * commune that went to pieces is local when all its pieces lie there. When the unit lies in no
 * district any more (since 1/7/2025), an origin in another province is non_local, the same
 * commune is local, and the rest is undetermined (no_level).
 *
 * The day of the geography is that of the appointment or that of the report. If the unit has
 * ended by that day, its only sure heir stands for it; without one, the unit as it
 * was on its last day.
 *
 * Tests: `native_place` and `birth_place` take that fact. `either` is local when one of them is,
 * non_local when both are, undetermined otherwise. `residence` asks for spells of study or work
 * in the unit (or its district, province) of residence_years altogether, in whole months, until
 * the day of the geography: local when they reach it; undetermined when they may reach it
 * (years_open), when no spell is recorded (unstated) and when residence_years is 0 (no_years);
 * otherwise non_local (too_short). They may reach it with spells whose place is undetermined, and
 * with all the days that a first or a last one known to the month or the year can mean. To live
 * there does not count. With any other test but `manual`, residence_years above 0 makes one local by
 * spells who is not by origin, and undetermined who is non_local by origin and may reach the years;
 * it changes nothing else. `manual` is always undetermined.
 *
 * Pure; any thread.
 * @source design.md 5, "Locality"; tables.md 6.
 */
#ifndef LEDGER_LOCALITY_H
#define LEDGER_LOCALITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ledger/gazetteer.h"
#include "ledger/national.h"
#include "ledger/origin.h"
#include "ledger/subject.h"

enum rota_locality_value {
	ROTA_LOCALITY_UNDETERMINED,
	ROTA_LOCALITY_LOCAL,
	ROTA_LOCALITY_NON_LOCAL
};

/** The fact that decided; a word of the field `basis` of locality.set. */
enum rota_locality_basis {
	ROTA_BASIS_NATIVE,
	ROTA_BASIS_BIRTH,
	ROTA_BASIS_RESIDENCE,
	ROTA_BASIS_MANUAL
};

/** Why; see the table above. */
enum rota_locality_reason {
	ROTA_BECAUSE_UNSTATED,
	ROTA_BECAUSE_SAME,
	ROTA_BECAUSE_HEIR,
	ROTA_BECAUSE_PART,
	ROTA_BECAUSE_ELSEWHERE,
	ROTA_BECAUSE_COARSE,
	ROTA_BECAUSE_LATER,
	ROTA_BECAUSE_AMBIGUOUS,
	ROTA_BECAUSE_UNREAD,
	ROTA_BECAUSE_UNTRACED,
	ROTA_BECAUSE_NO_LEVEL,
	ROTA_BECAUSE_YEARS,
	ROTA_BECAUSE_YEARS_OPEN,
	ROTA_BECAUSE_TOO_SHORT,
	ROTA_BECAUSE_NO_YEARS,
	ROTA_BECAUSE_MANUAL
};

struct rota_locality {
	enum rota_locality_value value;
	enum rota_locality_basis basis;
	enum rota_locality_reason reason;
	struct rota_meaning origin; /**< what the place was taken for; all-zero when nothing was, or
					 when several things were */
};

/** The words under which they are stored and printed: "non_local", "native", "elsewhere". */
const char *rota_locality_value_id(enum rota_locality_value value);
const char *rota_locality_basis_id(enum rota_locality_basis basis);
const char *rota_locality_reason_id(enum rota_locality_reason reason);

enum rota_locality_test {
	ROTA_TEST_NATIVE_PLACE,
	ROTA_TEST_BIRTH_PLACE,
	ROTA_TEST_EITHER,
	ROTA_TEST_RESIDENCE,
	ROTA_TEST_MANUAL
};

enum rota_geography { ROTA_GEOGRAPHY_APPOINTMENT, ROTA_GEOGRAPHY_REPORT };

enum rota_residence { ROTA_RESIDENCE_BOTH, ROTA_RESIDENCE_STUDY, ROTA_RESIDENCE_WORK };

/** The part of a policy (policy.set) that decides about locality. */
struct rota_locality_policy {
	enum rota_locality_test test;
	enum rota_level level;
	enum rota_geography geography;
	uint64_t residence_years; /**< 0: off */
	enum rota_residence residence_counts;
};

/**
 * Read it from a policy; what that does not say, and NULL, give the defaults: native place,
 * commune, units of the appointment, no residence, study and work.
 */
void rota_locality_policy_read(struct rota_locality_policy *out, const struct rota_subject *policy);

/** Whether it asks for spells: then they are to be known (rota_locality_facts). */
bool rota_locality_takes_spells(const struct rota_locality_policy *policy);

/** More times apart from each other than a life has: whoever has more may have been anywhere. */
enum { ROTA_SPELLS_MAX = 64 };

/** A time of a cadre's life in one place. */
struct rota_spell {
	struct rota_origin place; /**< without a day of its own, it is understood on `from` */
	struct rota_day from;
	struct rota_day to; /**< first day no longer there; no day: until now */
	const char *what;   /**< study work live */
};

/** As cadre.spell says it; of a field that is not said nothing. */
void rota_spell_read(struct rota_spell *out, const struct rota_subject *spell);
/** Whose it is: what its creating entry says, for good; zero without one. */
struct rota_id rota_spell_cadre(const struct rota_subject *spell);

/** What is known of a posting. */
struct rota_locality_facts {
	const struct rota_unit *unit; /**< of the post */
	int32_t appointed;            /**< days since 1970 */
	int32_t reported;             /**< the as-of day */
	struct rota_origin native;
	struct rota_origin birth_place;
	const struct rota_spell *spells; /**< in any order */
	size_t spell_count; /**< above ROTA_SPELLS_MAX they are not looked at: years_open */
};

/**
 * Compute it.
 * @param gazetteer  finished; it holds the unit.
 * @param national   may be NULL, see rota_origin_meanings().
 */
struct rota_locality rota_locality_of(const struct rota_locality_facts *facts,
				      const struct rota_locality_policy *policy,
				      const struct rota_gazetteer *gazetteer,
				      const struct rota_national *national);

#endif
