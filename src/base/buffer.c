/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"

/** Make room for @p more bytes and a NUL. */
static bool reserve(struct rota_buffer *buffer, size_t more)
{
	size_t max = buffer->max_bytes ? buffer->max_bytes : ROTA_BUFFER_MAX_BYTES;
	size_t need, capacity;
	char *bytes;

	if (buffer->failed || more > max || buffer->size > max - more) {
		buffer->failed = true;
		return false;
	}
	need = buffer->size + more + 1;
	if (need <= buffer->capacity)
		return true;
	capacity = buffer->capacity ? buffer->capacity : 64;
	while (capacity < need)
		capacity *= 2;
	bytes = realloc(buffer->bytes, capacity);
	if (!bytes) {
		buffer->failed = true;
		return false;
	}
	buffer->bytes = bytes;
	buffer->capacity = capacity;
	return true;
}

void rota_buffer_append(struct rota_buffer *buffer, const void *bytes, size_t size)
{
	if (!reserve(buffer, size))
		return;
	if (size)
		memcpy(buffer->bytes + buffer->size, bytes, size);
	buffer->size += size;
	buffer->bytes[buffer->size] = '\0';
}

void rota_buffer_puts(struct rota_buffer *buffer, const char *text)
{
	rota_buffer_append(buffer, text, strlen(text));
}

void rota_buffer_printf(struct rota_buffer *buffer, const char *fmt, ...)
{
	va_list args;
	int size;

	va_start(args, fmt);
	size = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (size < 0 || !reserve(buffer, (size_t)size)) {
		buffer->failed = true;
		return;
	}
	va_start(args, fmt);
	vsnprintf(buffer->bytes + buffer->size, (size_t)size + 1, fmt, args);
	va_end(args);
	buffer->size += (size_t)size;
}

const char *rota_buffer_text(const struct rota_buffer *buffer)
{
	return buffer->bytes ? buffer->bytes : "";
}

int rota_buffer_check(const struct rota_buffer *buffer, struct rota_error *err)
{
	if (!buffer->failed)
		return ROTA_OK;
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

void rota_buffer_truncate(struct rota_buffer *buffer, size_t size)
{
	if (size >= buffer->size)
		return;
	buffer->size = size;
	buffer->bytes[size] = '\0';
}

void rota_buffer_reset(struct rota_buffer *buffer)
{
	buffer->size = 0;
	buffer->failed = false;
	if (buffer->bytes)
		buffer->bytes[0] = '\0';
}

void rota_buffer_clear(struct rota_buffer *buffer)
{
	free(buffer->bytes);
	buffer->bytes = NULL;
	buffer->size = 0;
	buffer->capacity = 0;
	buffer->failed = false;
}
