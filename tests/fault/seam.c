/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Clock and random bytes of BUILD/tests/exchange/rota, the program that
 * tests/flow/kill-exchange.sh kills: what is drawn again after a kill must come
 * out the same, so that object ids can be compared. Linked in place of the
 * seams of the system; the program `rota` has neither this file nor a setting
 * like these. Settings of the environment:
 *
 * CLOCK=ms: the clock stands at that many milliseconds since 1970
 * (15/02/2024 08:00 at +07:00 without it).
 *
 * SEED=n: each filling with random bytes is the sequence of this seed (1
 * without it) from its beginning. SEED=n+: it goes on from one filling to the
 * next, for who draws several keys.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/random.h"
#include "tests/support/splitmix64.h"

uint64_t rota_clock_now_ms(void)
{
	const char *setting = getenv("CLOCK");

	return setting ? strtoull(setting, NULL, 10) : 1707958800000;
}

int rota_random_fill(void *bytes, size_t size, struct rota_error *err)
{
	static struct splitmix64 random;
	static bool begun;
	const char *setting = getenv("SEED");
	unsigned char *at = bytes;

	(void)err;
	if (!begun || !setting || !strchr(setting, '+'))
		random.state = setting ? strtoull(setting, NULL, 10) : 1;
	begun = true;
	for (size_t i = 0; i < size; i++)
		at[i] = (unsigned char)splitmix64_next(&random);
	return 0;
}
