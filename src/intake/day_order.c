/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/day_order.h"

#include <stdio.h>
#include <string.h>

#include "base/messages.h"

/** Step over a number of one to @p most digits. @return it, -1 when there is none. */
static int take_number(const char **text, size_t most)
{
	size_t digits = strspn(*text, "0123456789");
	int number = 0;

	if (!digits || digits > most)
		return -1;
	for (; digits; digits--)
		number = number * 10 + (*(*text)++ - '0');
	return number;
}

static bool take_separator(const char **text)
{
	if (!**text || !strchr("/-.", **text))
		return false;
	*text += 1;
	return true;
}

void rota_day_order_note(struct rota_day_order *order, size_t line, const char *text)
{
	const char *at = text;
	int first, second;

	first = take_number(&at, 2);
	if (first < 0 || !take_separator(&at))
		return;
	second = take_number(&at, 2);
	if (second < 0 || !take_separator(&at) || take_number(&at, 4) < 0)
		return;
	order->seen++;
	order->first_above |= first > 12;
	if (second > 12 && !order->line) {
		order->line = line;
		snprintf(order->value, sizeof(order->value), "%.*s", (int)(at - text), text);
	}
}

bool rota_day_order_is_ambiguous(const struct rota_day_order *order)
{
	return order->seen && !order->first_above && !order->line;
}

int rota_day_order_check(const struct rota_day_order *order, const char *column,
                         struct rota_error *err)
{
	if (!order->line || order->first_above)
		return ROTA_OK;
	return rota_refuse(err, "V90", _("write the days of this column as dd/mm/yyyy"),
	                   _("line %zu, column '%s': '%s' has the month first, and no day of the "
	                     "column has the day first"),
	                   order->line, column, order->value);
}
