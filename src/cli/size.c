/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/size.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/** The factor of what stands behind the number; 0: it is none. */
static uint64_t factor_of(const char *unit)
{
	static const char letters[] = "kmg";
	uint64_t factor = 1;
	const char *letter;

	while (*unit == ' ')
		unit++;
	letter = *unit ? strchr(letters, *unit | 0x20) : NULL;
	for (const char *at = letters; letter && at <= letter; at++)
		factor *= 1000;
	unit += letter != NULL;
	if (*unit == 'b' || *unit == 'B')
		unit++;
	return *unit ? 0 : factor;
}

/** At most so many digits before and behind the point. */
enum { DIGITS = 12, DECIMALS = 3 };
#define MOST UINT64_C(1000000000000)

int size_read(uint64_t *bytes, const char *typed, const char *option, struct rota_error *err)
{
	static const uint64_t tens[] = { 1, 10, 100, 1000 };
	size_t digits = strspn(typed, "0123456789"), decimals = 0;
	const char *rest = typed + digits;
	uint64_t number = strtoull(typed, NULL, 10), factor;

	if (*rest == '.' || *rest == ',') {
		decimals = strspn(rest + 1, "0123456789");
		rest += 1 + decimals;
	}
	factor = factor_of(rest);
	*bytes = number * factor;
	if (decimals && decimals <= DECIMALS)
		*bytes += strtoull(typed + digits + 1, NULL, 10) * factor / tens[decimals];
	if (digits && digits <= DIGITS && decimals <= DECIMALS && factor &&
	    number <= MOST / factor && *bytes && (rest == typed + digits || decimals) && *bytes <= MOST)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("such as 1.4M, 10M or 650K"),
			 _("--%s: '%s' is not the size of a file"), option, typed);
}

const char *size_show(char *out, size_t size, uint64_t bytes)
{
	if (bytes < 1000)
		snprintf(out, size, "%llu B", (unsigned long long)bytes);
	else if (bytes < 1000000)
		snprintf(out, size, "%llu KB", (unsigned long long)(bytes + 999) / 1000);
	else
		snprintf(out, size, "%llu.%llu MB", (unsigned long long)(bytes + 99999) / 1000000,
			 (unsigned long long)((bytes + 99999) / 100000 % 10));
	return out;
}
