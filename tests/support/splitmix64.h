/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Random numbers that are the same on every machine for the same seed.
 * @source Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators".
 */
#ifndef TESTS_SUPPORT_SPLITMIX64_H
#define TESTS_SUPPORT_SPLITMIX64_H

#include <stddef.h>
#include <stdint.h>

/** The caller's; begins with the seed. */
struct splitmix64 {
	uint64_t state;
};

static inline uint64_t splitmix64_next(struct splitmix64 *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15U;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
	z = (z ^ z >> 27) * 0x94d049bb133111ebU;
	return z ^ z >> 31;
}

/** A number from 0 to @p bound - 1; @p bound is not 0. */
static inline size_t splitmix64_below(struct splitmix64 *random, size_t bound)
{
	return (size_t)(splitmix64_next(random) % bound);
}

#endif
