/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What is unusual about an act that may still be right. A rule W needs a
 * reason to be recorded; `ok` of the entry then names it. A rule F is recorded
 * and looked at later. Rules R are refusals, and errors.
 */
#ifndef NAMING_JUDGE_H
#define NAMING_JUDGE_H

#include <stddef.h>

#include "rota/error.h"
#include "rota/office.h"

/** Findings of one act. */
struct rota_findings {
	struct rota_warning items[ROTA_WARNINGS_MAX];
	size_t count;
};

/** Note a rule W; beyond ROTA_WARNINGS_MAX they are dropped, the first ones being enough to stop.
 *  @param hint  may be NULL. */
void rota_findings_add(struct rota_findings *findings, const char *rule, const char *hint,
                       const char *fmt, ...) ROTA_PRINTF(4, 5);

/** Note a rule F: recorded, and to be looked at. */
void rota_findings_flag(struct rota_findings *findings, const char *rule, const char *fmt, ...)
        ROTA_PRINTF(3, 4);

/** Whether one of them asks for a reason. */
bool rota_findings_ask(const struct rota_findings *findings);

/** Stop at findings that ask for a reason when there is none: ROTA_EREASON with the first of them, else ROTA_OK. */
int rota_findings_settle(const struct rota_findings *findings, const char *why,
                         struct rota_error *err);

#endif
