/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * How far a long work is, told as it goes on: a line on a terminal, which the
 * next one overwrites, or with --json one object a line on stdout:
 *
 *     {"event":"slice","done":40,"total":120,"bytes":35840,"left":12,"slices":2}
 *
 * Both say the same. The commands that tell so have `events` set in their
 * descriptors; their last line is `end` (truth_json()) or `error` (cli_fail()).
 * What an event has is in schema/cli.md, "Events".
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/cmd.h"
#include "rota/exchange.h"

/**
 * Tell it. That stdout does not take an event stops no work: the end of the command says so.
 * @param payload  the cli.
 */
void progress_show(const struct rota_exchange_progress *progress, void *payload);

#endif
