/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The log of the stranger: whoever wrote it has an enrolled key and a program that checks nothing,
 * or a newer one. Its entries have their right form as bytes; what they say is drawn by chance:
 * other offices' postings, entries that nobody has merged yet, preds at random, clocks that go
 * back, kinds, keys and words that nobody knows.
 */
#ifndef TESTS_PROPERTY_FORGE_H
#define TESTS_PROPERTY_FORGE_H

#include "tests/property/logs.h"
#include "tests/support/splitmix64.h"

/** Append an entry to the stranger's log. @param logs  all that is recorded anywhere so far. */
void forge_some(struct splitmix64 *chance, struct logs *logs, uint64_t now_ms);

#endif
