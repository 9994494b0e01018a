/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The line of truth: how far an office's entries are, in one sentence.
 */
#ifndef CLI_TRUTH_H
#define CLI_TRUTH_H

#include "cli/cmd.h"
#include "rota/exchange.h"

/** What was done, which the line begins with. */
enum truth_done {
	TRUTH_SENT,
	TRUTH_BROKEN, /**< the same, of a line that broke: for programs no end */
	TRUTH_TAKEN,
	TRUTH_TRIED
};

/**
 * Say how far everything is: `sent 12 entries; merged up to entry 1,204 (checkpoint 318, 16/02/2024
 * 08:31); 12 wait for the next merge; 2 matters for you`. On stdout: it is the answer.
 * @return ROTA_OK; as cli_write().
 */
int truth_say(struct cli *cli, const struct rota_synced *synced, enum truth_done done,
              struct rota_error *err);

/** A fact for programs. */
struct truth_fact {
	const char *key; /**< NULL ends the list */
	struct rota_value value;
};
/** Write facts as one JSON object; of a command that says what happens, as the event `end`.
 *  @return as cli_show(). */
int truth_json(struct cli *cli, const struct truth_fact *facts, struct rota_error *err);

/** The rows of a report as objects, by column, in the cli's arena. Nil without memory. */
struct rota_value truth_rows(struct cli *cli, const struct rota_report *report);

#endif
