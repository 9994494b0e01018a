/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/lines.h"

#include <string.h>

#include "base/hex.h"
#include "base/messages.h"

enum { SHOWN = 80 };

bool rota_lines_sees(const struct rota_lines *lines, const char *characters)
{
	size_t size = strlen(characters);

	return !lines->wrong && lines->size - lines->at >= size &&
	       memcmp(lines->text + lines->at, characters, size) == 0;
}

void rota_lines_take(struct rota_lines *lines, const char *characters)
{
	if (rota_lines_sees(lines, characters))
		lines->at += strlen(characters);
	else
		lines->wrong = true;
}

void rota_lines_take_hex(struct rota_lines *lines, uint8_t *out, size_t size)
{
	memset(out, 0, size);
	if (!lines->wrong && (lines->size - lines->at) / 2 >= size &&
	    rota_hex_decode(out, lines->text + lines->at, 2 * size))
		lines->at += 2 * size;
	else
		lines->wrong = true;
}

uint64_t rota_lines_take_number(struct rota_lines *lines)
{
	uint64_t number = 0;
	size_t begin = lines->at;

	for (; !lines->wrong && lines->at < lines->size; lines->at++) {
		unsigned digit = (unsigned)(unsigned char)lines->text[lines->at] - '0';

		if (digit > 9)
			break;
		if (number > (UINT64_MAX - digit) / 10)
			lines->wrong = true;
		else
			number = number * 10 + digit;
	}
	if (lines->at == begin)
		lines->wrong = true;
	return lines->wrong ? 0 : number;
}

const char *rota_lines_take_rest(struct rota_lines *lines, size_t *size)
{
	const char *begin = lines->text + lines->at;
	const char *end = lines->wrong ? NULL : memchr(begin, '\n', lines->size - lines->at);

	*size = end ? (size_t)(end - begin) : 0;
	if (!end) {
		lines->wrong = true;
		return "";
	}
	lines->at += *size + 1;
	return begin;
}

/** How many characters two texts have alike from the front. */
static size_t common(const struct rota_lines *lines, const struct rota_buffer *again)
{
	const char *other = rota_buffer_text(again);
	size_t at = 0;

	while (at < lines->size && at < again->size && lines->text[at] == other[at])
		at++;
	return at;
}

/** Say in which line this place lies. */
static int wrong_at(const struct rota_lines *lines, size_t at, struct rota_error *err)
{
	size_t number = 1, begin = 0, size = 0;

	for (size_t i = 0; i < at; i++)
		if (lines->text[i] == '\n') {
			number++;
			begin = i + 1;
		}
	while (size < SHOWN && begin + size < lines->size && lines->text[begin + size] != '\n')
		size++;
	if (begin == lines->size)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("line %zu is missing"), number);
	return rota_fail(err, ROTA_ECORRUPT, NULL, _("line %zu is not as it must be: '%.*s'"),
			 number, (int)size, lines->text + begin);
}

int rota_lines_finish(const struct rota_lines *lines, const struct rota_buffer *again,
		      struct rota_error *err)
{
	size_t at = common(lines, again);

	if (lines->wrong)
		return wrong_at(lines, lines->at, err);
	if (at < lines->size || at < again->size)
		return wrong_at(lines, at, err);
	return ROTA_OK;
}
