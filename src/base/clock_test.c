/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock_test.h"

#include "base/clock.h"

/* 15/02/2024 08:00 at +07:00, the day of the published figures. */
static uint64_t now = 1707958800000;
static uint64_t step = 1;

void rota_clock_test_set(uint64_t now_ms, uint64_t step_ms)
{
	now = now_ms;
	step = step_ms;
}

uint64_t rota_clock_now_ms(void)
{
	uint64_t shown = now;

	now += step;
	return shown;
}
