/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock_test.h"
#include "base/random.h"

static uint64_t state = 1;

void rota_random_test_seed(uint64_t seed)
{
	state = seed;
}

/** splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t next(void)
{
	uint64_t z = (state += 0x9e3779b97f4a7c15U);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

int rota_random_fill(void *bytes, size_t size, struct rota_error *err)
{
	unsigned char *at = bytes;

	(void)err;
	for (size_t i = 0; i < size; i++)
		at[i] = (unsigned char)next();
	return 0;
}
