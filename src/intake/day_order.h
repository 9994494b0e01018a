/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Whether a column of days is dd/mm/yyyy (rule V90).
 *
 * A workbook made on an English Windows writes mm/dd/yyyy. Half of its days
 * read well as dd/mm, so cells cannot be judged one by one:
 *
 *     a first number above 12   a second number above 12   the column is
 *     ------------------------  -------------------------  --------------------
 *     yes                       no                         dd/mm, proven
 *     no                        yes                        mm/dd, suspected
 *     yes                       yes                        mixed; the cells that are no
 *                                                          day are refused one by one
 *     no                        no                         ambiguous
 *
 * Only cells of three numbers of which the first has one or two digits take
 * part: 15/02/2024, 15-2-2024, 2.15.2024 0:00. ISO days, mm/yyyy, yyyy and
 * days in words do not. Any thread.
 */
#ifndef INTAKE_DAY_ORDER_H
#define INTAKE_DAY_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "rota/error.h"

/** What was seen of a column. All-zero: nothing. */
struct rota_day_order {
	size_t seen;       /**< cells that take part */
	bool first_above;  /**< some first number is above 12 */
	size_t line;       /**< where the first second number above 12 stands, 0 for none */
	char value[16];    /**< that cell, its three numbers */
};

/** Take note of a cell. @param line  of the file, from 1. */
void rota_day_order_note(struct rota_day_order *order, size_t line, const char *text);

/** Neither number is above 12 in any of the cells, and there are some. */
bool rota_day_order_is_ambiguous(const struct rota_day_order *order);

/** @return ROTA_OK; ROTA_EINVALID, rule V90, mm/dd is suspected; with line, column and value. */
int rota_day_order_check(const struct rota_day_order *order, const char *column,
                         struct rota_error *err);

#endif
