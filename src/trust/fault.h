/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What is wrong with a commit, in one word that a notice can carry: the first
 * check that it fails, in the order of opening it (trust/chain.h). The words
 * stand in notices, so they are for ever; their sentences are for whoever tells
 * them to people, in their language.
 *
 * @source schema/trust.md, "A log that is put aside".
 */
#ifndef TRUST_FAULT_H
#define TRUST_FAULT_H

enum rota_fault {
	ROTA_FAULT_NONE,
	ROTA_FAULT_UNREADABLE, /**< it is none, damaged, or not one of a line */
	ROTA_FAULT_FORM,       /**< text or head are not as they must be, or say two things */
	ROTA_FAULT_NEWER,      /**< its head has a newer form than this program reads */
	ROTA_FAULT_CHAIN,      /**< it does not follow from the commit before */
	ROTA_FAULT_SIGNATURE,  /**< not signed by the key of the chain */
	ROTA_FAULT_FILES,      /**< its files are not those of the head */
	ROTA_FAULT_ENTRIES,    /**< its entries are none, or do not give the root */
	ROTA_FAULT_REVOKED,    /**< it lies behind the end of what is believed of its writer */
	ROTA_FAULT_OTHER,      /**< a newer program has a word for it that this one does not know */
	ROTA_FAULTS
};

/** "signature"; "other" of one without a word here; NULL of none. */
const char *rota_fault_id(enum rota_fault fault);

/** ROTA_FAULT_OTHER when it is none of the words above it. */
enum rota_fault rota_fault_find(const char *id);

#endif
