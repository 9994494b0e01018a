/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/retirement.h"

enum { FIRST_YEAR = 2021, LAST_YEAR = 2035 };

/** The age of retirement in a year, in months. */
static int age_in(int year, bool woman)
{
	int years = year < FIRST_YEAR ? 0 : year - FIRST_YEAR + 1;
	int months = woman ? 55 * 12 + 4 * years : 60 * 12 + 3 * years;
	int most = woman ? 60 * 12 : 62 * 12;

	return months < most ? months : most;
}

static struct rota_day end_of_month(struct rota_day day)
{
	day.day = 1;
	return rota_day_from_number(rota_day_first(rota_day_add_months(day, 1)) - 1);
}

struct rota_day rota_retirement_day(struct rota_day born, bool woman)
{
	struct rota_day reached = { 0 };

	if (rota_day_is_none(born))
		return reached;
	born = rota_day_from_number(rota_day_first(born));
	/* the age rises with the years more slowly than people age */
	for (int year = FIRST_YEAR - 1; year <= LAST_YEAR; year++) {
		reached = rota_day_add_months(born, age_in(year, woman));
		if (rota_day_is_none(reached) || reached.year <= year)
			break;
	}
	return rota_day_is_none(reached) ? reached : end_of_month(reached);
}
