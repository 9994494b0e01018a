/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The day on which a person reaches the age of retirement. Pure; any thread.
 *
 * Men: 60 years until 2020, 60 years 3 months in 2021, and 3 months more each
 * year up to 62 years in 2028. Women: 55 years until 2020, 55 years 4 months in
 * 2021, and 4 months more each year up to 60 years in 2035. Who reaches the age
 * of a year in that year retires, on the last day of that month. Of a day of
 * birth known to the year or the month, the first day it can mean is taken.
 *
 * @source domain.md 3.1 (Decree 135/2020/NĐ-CP).
 */
#ifndef LEDGER_RETIREMENT_H
#define LEDGER_RETIREMENT_H

#include <stdbool.h>

#include "rota/day.h"

/** The last working day; no day for no day of birth, and where it would lie after 2199. */
struct rota_day rota_retirement_day(struct rota_day born, bool woman);

#endif
