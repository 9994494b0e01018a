/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A value in a message: no more of it than leaves room for what is said of it.
 */
#ifndef INTAKE_SHOWN_H
#define INTAKE_SHOWN_H

/** Of a value, with the NUL; a name and a place fit. */
enum { ROTA_SHOWN_BYTES = 101 };

/** Copy the beginning of @p text, cut between two characters. Returns @p out. */
const char *rota_shown(char out[ROTA_SHOWN_BYTES], const char *text);

#endif
