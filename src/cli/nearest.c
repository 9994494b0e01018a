/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/nearest.h"

#include <string.h>

enum { LONGEST = 64, FARTHEST = 2 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/** The optimal string alignment distance: Levenshtein's, with neighbours exchanged as one step. */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t rows[3][LONGEST + 1] = { { 0 } };
	size_t *before = rows[0], *last = rows[1], *row = rows[2];

	for (size_t j = 0; j <= b_size; j++)
		last[j] = j;
	for (size_t i = 1; i <= a_size; i++) {
		size_t *recycled = before;

		row[0] = i;
		for (size_t j = 1; j <= b_size; j++) {
			row[j] = least(last[j], row[j - 1]) + 1;
			row[j] = least(row[j], last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		before = last;
		last = row;
		row = recycled;
	}
	return last[b_size];
}

/** Steps from what was typed to a name; FARTHEST + 1 when it is not near. */
static size_t steps_to(const char *typed, const char *name)
{
	size_t typed_size = strlen(typed);
	size_t size = strlen(name);
	size_t steps;

	if (!typed_size || !size || typed_size >= LONGEST || size >= LONGEST)
		return FARTHEST + 1;
	steps = distance(typed, typed_size, name, size);
	if (steps <= FARTHEST && steps * 2 < typed_size)
		return steps;
	/* A word broken off is as far away as two slips of the finger. */
	return typed_size >= 2 && strncmp(name, typed, typed_size) == 0 ? FARTHEST : FARTHEST + 1;
}

void cli_nearest_offer(struct cli_nearest *nearest, const char *name)
{
	size_t steps = name ? steps_to(nearest->typed, name) : FARTHEST + 1;

	if (steps > FARTHEST || (nearest->name && steps >= nearest->distance))
		return;
	nearest->name = name;
	nearest->distance = steps;
}
