/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/person.h"

#include <stdbool.h>
#include <string.h>

enum { PIN_DIGITS = 12 };

static bool are_equal(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* --- numbers --------------------------------------------------------------------------------- */

/** A number of 12 digits; one of 11 has lost the zero in front. @return false: it is no such. */
static bool read_pin(char out[PIN_DIGITS + 1], const char *pin)
{
	size_t size = pin ? strlen(pin) : 0;

	if ((size != PIN_DIGITS && size != PIN_DIGITS - 1) || strspn(pin, "0123456789") != size)
		return false;
	out[0] = '0';
	memcpy(out + PIN_DIGITS - size, pin, size + 1);
	return true;
}

/** Whether numbers differ as they do when one is copied badly: in one digit, or two are swapped. */
static bool are_near(const char *a, const char *b)
{
	size_t first = 0, last = PIN_DIGITS;

	while (first < PIN_DIGITS && a[first] == b[first])
		first++;
	while (last > first && a[last - 1] == b[last - 1])
		last--;
	if (last - first <= 1)
		return true;
	return last - first == 2 && a[first] == b[first + 1] && a[first + 1] == b[first];
}

/* --- the rest -------------------------------------------------------------------------------- */

static bool births_fit(const char *a, const char *b)
{
	size_t size;

	if (!a || !b)
		return false;
	size = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
	return size >= 4 && strncmp(a, b, size) == 0;
}

static bool is_one_full_day(const char *a, const char *b)
{
	return are_equal(a, b) && strlen(a) == 10;
}

static enum rota_likeness compare_pins(const struct rota_person *a, const struct rota_person *b,
				       const char *pin, const char *other)
{
	bool names = are_equal(a->name, b->name);

	if (strcmp(pin, other) == 0)
		return names && strlen(a->pin) == PIN_DIGITS && strlen(b->pin) == PIN_DIGITS
			       ? ROTA_SAME_PERSON
			       : ROTA_LIKE;
	return names && births_fit(a->born, b->born) && are_near(pin, other) ? ROTA_LIKE
									     : ROTA_UNLIKE;
}

enum rota_likeness rota_person_compare(const struct rota_person *a, const struct rota_person *b)
{
	char pin[PIN_DIGITS + 1], other[PIN_DIGITS + 1];

	if (read_pin(pin, a->pin) && read_pin(other, b->pin))
		return compare_pins(a, b, pin, other);
	if (!are_equal(a->loose, b->loose))
		return ROTA_UNLIKE;
	if (are_equal(a->cmnd, b->cmnd))
		return ROTA_LIKE;
	if (!are_equal(a->native, b->native))
		return ROTA_UNLIKE;
	return is_one_full_day(a->born, b->born) ||
			       (are_equal(a->name, b->name) && births_fit(a->born, b->born))
		       ? ROTA_LIKE
		       : ROTA_UNLIKE;
}
