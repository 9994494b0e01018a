/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/duration.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"

enum { DIGITS_MAX = 7, SECONDS_MAX = 30 * 24 * 3600 };

/** Seconds of a unit; 0: it is none. */
static uint64_t unit_seconds(const char *name)
{
	static const struct {
		const char *name;
		uint64_t seconds;
	} units[] = {
		{ "s", 1 },       { "giay", 1 },    { "giây", 1 },    { "m", 60 },
		{ "phut", 60 },   { "phút", 60 },   { "h", 3600 },    { "gio", 3600 },
		{ "giờ", 3600 },  { "d", 86400 },   { "ngay", 86400 }, { "ngày", 86400 },
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(name, units[i].name) == 0)
			return units[i].seconds;
	return 0;
}

int duration_read(uint64_t *seconds, const char *text, struct rota_error *err)
{
	size_t digits = strspn(text, "0123456789");
	const char *unit = text + digits;
	uint64_t number = digits && digits <= DIGITS_MAX ? strtoull(text, NULL, 10) : SECONDS_MAX;

	unit += *unit == ' ';
	*seconds = !*unit && digits && !number ? 0 : number * unit_seconds(unit);
	if (digits && digits <= DIGITS_MAX && *seconds <= SECONDS_MAX &&
	    (unit_seconds(unit) || (!*unit && !number)))
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("write it as 90s, 10m, 2h or 1d; at most 30d"),
	                 _("'%s' is no length of time"), text);
}
