/* SPDX-License-Identifier: Apache-2.0 */
/** @file What officers do, drawn by chance: the acts of include/rota/office.h with few names, days
 * and papers, so that they meet. An act that is refused is right too. */
#ifndef TESTS_PROPERTY_ACTS_H
#define TESTS_PROPERTY_ACTS_H

#include "rota/office.h"
#include "tests/support/splitmix64.h"

enum { PROVINCE_ACTS = -1 };

/**
 * One act.
 * @param which  the number of the office, or PROVINCE_ACTS.
 * @return whether anything was recorded.
 */
bool act_some(struct splitmix64 *chance, struct rota_office *office, int which);

/** The native places that are drawn; the last one is none. */
enum { NATIVES = 6 };
extern const char *const act_natives[NATIVES];

#endif
