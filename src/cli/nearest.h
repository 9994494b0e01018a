/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The name that a person may have meant: offer the known ones, one after the other, and read
 * `name`.
 *
 * Near is: at most two letters put in, left out, changed or exchanged with their neighbour, and
 * fewer than half of what was typed; or the name begins with what was typed, from two letters on.
 */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <stddef.h>

struct cli_nearest {
	const char *typed;
	const char *name; /**< the nearest so far, the earliest of equals; NULL: none is near */
	size_t distance;  /**< of that name */
};

/** @param name  may be NULL. Borrowed. Names from 64 bytes on are never near. */
void cli_nearest_offer(struct cli_nearest *nearest, const char *name);

#endif
