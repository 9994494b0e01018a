/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The wall clock. Which one is decided when a program is linked: clock_os.c
 * in what is installed, clock_test.c in tests. No variable, flag or setting
 * of the installed program changes the time, since honest dates are its point.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/** Milliseconds since 1970 UTC. Any thread. May go back: see entry/stamp.h for what never does. */
uint64_t rota_clock_now_ms(void);

#endif
