/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What becomes of an entry that was taken in, from what is known of it.
 *
 * A log cannot be unwritten, so nothing of this stops one: every entry is kept and gets a
 * disposition. The first row that fits decides:
 *
 * | what is known                                           | disposition | rule | what           |
 * |---------------------------------------------------------|-------------|------|----------------|
 * | its log is not believed so far (revocation.h)           | rejected    | V102 |                |
 * | it is taken back by an entry.undo                       | fact        |      |                |
 * | a kind, key or word that this program does not know     | held        |      | that word      |
 * | it breaks a rule                                        | rejected    | its  | the sentence   |
 * | of a unit (or kind) that is another's; it creates       | proposal    | V07  |                |
 * | ... and it changes what another recorded                | proposal    | V101 |                |
 * | of a unit handed over, decided after that               | proposal    | V08  |                |
 * | it refers to what is not known yet                      | held        |      | that id, hex   |
 * | anything else                                           | fact        |      |                |
 *
 * An undone entry is a fact since it assigns nothing: what is wrong with it no longer matters to
 * anybody; when the undo is undone, it is judged again.
 *
 * Pure; any thread.
 * @source formats.md 7 and 8 (schema/state.md, "Dispositions").
 */
#ifndef LEDGER_DISPOSITION_H
#define LEDGER_DISPOSITION_H

#include <stdbool.h>

#include "rota/disposition.h"
#include "rota/entry.h"
#include "rota/error.h"

/** Whether the writer may say this, on the day from which it holds. */
enum rota_custody {
	ROTA_CUSTODY_OWN,    /**< inside its scope, or of nobody's unit (a cadre that it created) */
	ROTA_CUSTODY_BEFORE, /**< the unit was handed over; signed and in force before that */
	ROTA_CUSTODY_AFTER,  /**< the unit was handed over; signed or in force from that day on */
	ROTA_CUSTODY_OTHER   /**< outside its scope, or a kind that only the province records */
};

struct rota_disposition_facts {
	bool revoked;
	bool undone;
	const char *held;               /**< rota_entry.held; NULL or "": nothing unknown */
	const struct rota_error *fault; /**< of rota_entry_check() or a rule of the merge; NULL or a
					     code ROTA_OK, ROTA_ENOTFOUND: none */
	enum rota_custody custody;
	bool creates;           /**< rota_entry.creates */
	struct rota_id missing; /**< the first reference or `pred` not known; zero: none */
};

struct rota_disposed {
	enum rota_disposition disposition;
	char rule[8];   /**< "" without one */
	char what[512]; /**< "" without; the sentence is in the language in which the fault was made
			 */
};

struct rota_disposed rota_dispose(const struct rota_disposition_facts *facts);

/** Whether it is rejected since the right to write was taken back from its machine. */
bool rota_disposed_as_revoked(const struct rota_disposed *disposed);

#endif
