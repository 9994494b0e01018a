/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * All commands, in the order of the list that `rota help` prints within each group. The first
 * runs when none is named. One declaration and one line a command; only main.c includes this.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cmd.h"

extern const struct cmd cmd_status;
extern const struct cmd cmd_whoami;
extern const struct cmd cmd_init;
extern const struct cmd cmd_join;
extern const struct cmd cmd_enrol;
extern const struct cmd cmd_rescope;
extern const struct cmd cmd_revoke;
extern const struct cmd cmd_import;
extern const struct cmd cmd_officer;
extern const struct cmd cmd_target;
extern const struct cmd cmd_policy;
extern const struct cmd cmd_config;
extern const struct cmd cmd_appoint;
extern const struct cmd cmd_relieve;
extern const struct cmd cmd_move;
extern const struct cmd cmd_step;
extern const struct cmd cmd_vacant;
extern const struct cmd cmd_nil;
extern const struct cmd cmd_correct;
extern const struct cmd cmd_replace;
extern const struct cmd cmd_void;
extern const struct cmd cmd_locality;
extern const struct cmd cmd_undo;
extern const struct cmd cmd_sync;
extern const struct cmd cmd_bundle;
extern const struct cmd cmd_merge;
extern const struct cmd cmd_cadre;
extern const struct cmd cmd_rectify;
extern const struct cmd cmd_period;
extern const struct cmd cmd_attest;
extern const struct cmd cmd_unit;
extern const struct cmd cmd_report;
extern const struct cmd cmd_history;
extern const struct cmd cmd_diff;
extern const struct cmd cmd_matters;
extern const struct cmd cmd_settle;
extern const struct cmd cmd_export;
extern const struct cmd cmd_verify;
extern const struct cmd cmd_rebuild;
extern const struct cmd cmd_help;

static const struct cmd *const commands[] = {
	&cmd_status,
	&cmd_whoami,
	&cmd_init,
	&cmd_join,
	&cmd_enrol,
	&cmd_rescope,
	&cmd_revoke,
	&cmd_import,
	&cmd_officer,
	&cmd_target,
	&cmd_policy,
	&cmd_config,
	&cmd_appoint,
	&cmd_relieve,
	&cmd_move,
	&cmd_step,
	&cmd_vacant,
	&cmd_nil,
	&cmd_correct,
	&cmd_replace,
	&cmd_void,
	&cmd_locality,
	&cmd_undo,
	&cmd_sync,
	&cmd_bundle,
	&cmd_merge,
	&cmd_cadre,
	&cmd_rectify,
	&cmd_period,
	&cmd_attest,
	&cmd_unit,
	&cmd_report,
	&cmd_history,
	&cmd_diff,
	&cmd_matters,
	&cmd_settle,
	&cmd_export,
	&cmd_verify,
	&cmd_rebuild,
	&cmd_help,
	NULL,
};

#endif
