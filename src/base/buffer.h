/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Bytes that grow, up to a maximum.
 *
 * The error is sticky: after a failed append the buffer is `failed`, later
 * appends do nothing, and one check before use suffices. One thread at a time.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/error.h"

/** The caller's; all-zero is an empty buffer with the default maximum. */
struct rota_buffer {
	char *bytes;      /**< NULL while empty; always followed by a NUL otherwise */
	size_t size;      /**< without that NUL */
	size_t capacity;
	size_t max_bytes; /**< 0 means ROTA_BUFFER_MAX_BYTES */
	bool failed;      /**< an append did not fit or memory ran out */
};

/** The largest file that rota reads as a whole is an import of 200,000 rows. */
#define ROTA_BUFFER_MAX_BYTES ((size_t)256 << 20)

void rota_buffer_append(struct rota_buffer *buffer, const void *bytes, size_t size);
void rota_buffer_puts(struct rota_buffer *buffer, const char *text);
void rota_buffer_printf(struct rota_buffer *buffer, const char *fmt, ...) ROTA_PRINTF(2, 3);

/** The content as text; "" while empty. Borrowed until the next append. */
const char *rota_buffer_text(const struct rota_buffer *buffer);

/** ROTA_OK, or ROTA_ENOMEM when an earlier append failed. */
int rota_buffer_check(const struct rota_buffer *buffer, struct rota_error *err);

/** Forget what was appended behind the first @p size bytes; a failure stays. */
void rota_buffer_truncate(struct rota_buffer *buffer, size_t size);

/** Forget the content and a failure, keep the memory. */
void rota_buffer_reset(struct rota_buffer *buffer);

/** Release the memory. The buffer may be used again. */
void rota_buffer_clear(struct rota_buffer *buffer);

#endif
