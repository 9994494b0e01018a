/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/entry.h"

enum { COUNTER_BITS = 16 };

uint64_t rota_clock_ms(uint64_t clock)
{
	return clock >> COUNTER_BITS;
}

uint64_t rota_clock_next(uint64_t last, uint64_t now_ms)
{
	uint64_t wall = now_ms << COUNTER_BITS;

	if (wall > last)
		return wall;
	return last < UINT64_MAX ? last + 1 : last;
}
