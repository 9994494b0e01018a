/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/armour.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "base/messages.h"

enum { EDGE_BYTES = 64, BASE64_BYTES = ROTA_BASE64_SIZE(ROTA_ARMOUR_MAX_BYTES) };

bool rota_base64_read(uint8_t *out, size_t max, size_t *size, const char *base64,
		      size_t base64_size, bool padded)
{
	int variant =
		padded ? sodium_base64_VARIANT_ORIGINAL : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;

	*size = 0;
	/* libsodium 1.0.18 takes every byte above 127 for a '/' */
	for (size_t i = 0; i < base64_size; i++)
		if ((unsigned char)base64[i] > 127)
			return false;
	return sodium_base642bin(out, max, base64, base64_size, NULL, size, NULL, variant) == 0;
}

/** The first and the last line, with the newline between it and the base64. @return its length. */
static size_t first_line(char out[EDGE_BYTES], const char *label)
{
	return (size_t)snprintf(out, EDGE_BYTES, "-----BEGIN %s-----\n", label);
}

static size_t last_line(char out[EDGE_BYTES], const char *label)
{
	return (size_t)snprintf(out, EDGE_BYTES, "\n-----END %s-----", label);
}

/** Copy so much and no NUL. @return what is behind it. */
static char *put(char *to, const char *from, size_t size)
{
	memcpy(to, from, size);
	return to + size;
}

size_t rota_armour_write(char *out, const char *label, const uint8_t *bytes, size_t size)
{
	char base64[BASE64_BYTES + 1];
	char edge[EDGE_BYTES];
	const char *from = base64;
	size_t left = ROTA_BASE64_SIZE(size);
	size_t edge_size = first_line(edge, label);
	char *to;

	assert(size && size <= ROTA_ARMOUR_MAX_BYTES);
	sodium_bin2base64(base64, sizeof(base64), bytes, size, sodium_base64_VARIANT_ORIGINAL);
	to = put(out, edge, edge_size);
	for (; left > ROTA_ARMOUR_COLUMNS; left -= ROTA_ARMOUR_COLUMNS) {
		to = put(to, from, ROTA_ARMOUR_COLUMNS);
		to = put(to, "\n", 1);
		from += ROTA_ARMOUR_COLUMNS;
	}
	to = put(to, from, left);
	edge_size = last_line(edge, label);
	to = put(to, edge, edge_size);
	*to = '\0';
	sodium_memzero(base64, sizeof(base64));
	return (size_t)(to - out);
}

/** The lines without their newlines. @return false when one is too long, too short or empty. */
static bool join_lines(char out[BASE64_BYTES], size_t *joined, const char *lines, size_t size)
{
	*joined = 0;
	for (;;) {
		const char *newline = memchr(lines, '\n', size);
		size_t line = newline ? (size_t)(newline - lines) : size;

		if (!line || line > ROTA_ARMOUR_COLUMNS || line > BASE64_BYTES - *joined ||
		    (newline && line < ROTA_ARMOUR_COLUMNS))
			return false;
		put(out + *joined, lines, line);
		*joined += line;
		if (!newline)
			return true;
		lines += line + 1;
		size -= line + 1;
	}
}

/** The bytes between the edges. */
static bool read_lines(uint8_t *out, size_t *size, const char *lines, size_t lines_size)
{
	char base64[BASE64_BYTES];
	size_t joined;
	bool good = join_lines(base64, &joined, lines, lines_size) &&
		    rota_base64_read(out, ROTA_ARMOUR_MAX_BYTES, size, base64, joined, true);

	sodium_memzero(base64, sizeof(base64));
	return good;
}

int rota_armour_read(uint8_t *out, size_t *size, const char *label, const char *text,
		     size_t text_size, struct rota_error *err)
{
	char edge[EDGE_BYTES];
	size_t first = first_line(edge, label);
	size_t last;

	*size = 0;
	if (text_size < first || memcmp(text, edge, first) != 0)
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("it does not begin with '-----BEGIN %s-----'"), label);
	if (text[text_size - 1] == '\n')
		text_size--;
	last = last_line(edge, label);
	if (text_size < first + last || memcmp(text + text_size - last, edge, last) != 0)
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("it does not end with '-----END %s-----'"), label);
	if (!read_lines(out, size, text + first, text_size - first - last)) {
		*size = 0;
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("it is not base64 in lines of %d columns"), ROTA_ARMOUR_COLUMNS);
	}
	return ROTA_OK;
}
