/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Texts of fixed lines, as a commit or a request: read from the front to the
 * end, then printed again from what was read and compared, so that one thing
 * has one text.
 *
 * The error is sticky: at the first thing that is not as it must be the reader
 * stands still and is `wrong`; later reads give zero. One thread at a time.
 */
#ifndef TRUST_LINES_H
#define TRUST_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/error.h"

/** The caller's. */
struct rota_lines {
	const char *text;
	size_t size;
	size_t at;
	bool wrong;
};

/** Whether these characters stand here; nothing is wrong when they do not. */
bool rota_lines_sees(const struct rota_lines *lines, const char *characters);

/** Exactly these characters. */
void rota_lines_take(struct rota_lines *lines, const char *characters);

/** Two digits 0-9 a-f for each of @p size bytes. */
void rota_lines_take_hex(struct rota_lines *lines, uint8_t *out, size_t size);

/** At least one digit, at most what 64 bits hold. */
uint64_t rota_lines_take_number(struct rota_lines *lines);

/** What is left of the line; the newline is taken and not given. "" when there is no newline. */
const char *rota_lines_take_rest(struct rota_lines *lines, size_t *size);

/**
 * Whether all was right and @p again is the same text.
 * @return ROTA_OK; ROTA_ECORRUPT with the first line that is not as it must be.
 */
int rota_lines_finish(const struct rota_lines *lines, const struct rota_buffer *again,
		      struct rota_error *err);

#endif
