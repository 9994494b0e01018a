/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Whether two records of cadres may be of one person.
 *
 * Only an equal personal number with an agreeing name makes one person of them by itself;
 * everything else is proposed, and somebody decides. Two different valid numbers are two persons
 * until somebody says otherwise, unless they differ as numbers do that were copied badly.
 *
 * Pure; any thread.
 * @source domain.md 4.3, the ladder; C04 to C08 (schema/state.md, "Persons").
 */
#ifndef LEDGER_PERSON_H
#define LEDGER_PERSON_H

#include <stddef.h>

/** What is compared; NULL: it is not known. Texts are borrowed. */
struct rota_person {
	const char *name;   /**< rota_text_fold() of the birth name */
	const char *loose;  /**< rota_text_fold_loose() of it */
	const char *born;   /**< a day as it is stored: 4, 7 or 10 characters */
	const char *pin;    /**< 12 digits; 11, where a zero was lost in front */
	const char *cmnd;   /**< 9 digits */
	const char *native; /**< equal texts are one place */
};

enum rota_likeness {
	ROTA_UNLIKE,
	ROTA_LIKE,       /**< to be looked at by somebody */
	ROTA_SAME_PERSON /**< equal numbers and names: one person */
};

/**
 * Compare two records; the order does not matter.
 *
 * | numbers | and | is |
 * |---|---|---|
 * | both of 12 digits and equal | equal names | one person |
 * | equal, one with a zero put in front; or equal with other names | | like |
 * | differ in one digit, or by two that are swapped | equal names, births that fit | like |
 * | otherwise different | | unlike |
 * | not both known | equal CMND, names equal but for accents | like |
 * | not both known | names equal but for accents, one full day of birth, one native place | like |
 * | not both known | equal names, births that fit, one native place | like |
 *
 * Births fit when one begins with the other: "1975" and "1975-05-19".
 */
enum rota_likeness rota_person_compare(const struct rota_person *a, const struct rota_person *b);

#endif
