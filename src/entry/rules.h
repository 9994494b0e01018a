/* SPDX-License-Identifier: Apache-2.0 */
/** @file Rules between the fields of one entry (rules R of schema/rules.md that need no store). */
#ifndef ENTRY_RULES_H
#define ENTRY_RULES_H

#include "rota/entry.h"

/** @return ROTA_OK, or ROTA_EINVALID with rule, value and way out. The forms are right already. */
int rota_rules_check(const struct rota_entry *entry, struct rota_error *err);

#endif
