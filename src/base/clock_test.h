/* SPDX-License-Identifier: Apache-2.0 */
/** @file The clock and the random bytes of tests: both stand where the test puts them. */
#ifndef BASE_CLOCK_TEST_H
#define BASE_CLOCK_TEST_H

#include <stdint.h>

/** From now on the clock shows this, and each reading adds @p step_ms. */
void rota_clock_test_set(uint64_t now_ms, uint64_t step_ms);

/** From now on random bytes are the sequence of this seed (splitmix64). */
void rota_random_test_seed(uint64_t seed);

#endif
