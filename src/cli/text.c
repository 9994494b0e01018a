/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/text.h"

#include <string.h>
#include <wchar.h>

/** Bytes of a character by its first byte; 0 for a byte that begins none. */
static size_t size_by_first(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xC2 || first > 0xF4)
		return 0;
	return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

size_t cli_text_next(const char *at, uint32_t *point)
{
	static const uint32_t first_bits[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *bytes = (const unsigned char *)at;
	size_t size = size_by_first(bytes[0]);

	*point = bytes[0] & first_bits[size];
	for (size_t i = 1; i < size; i++) {
		if ((bytes[i] & 0xC0) != 0x80)
			return 0;
		*point = *point << 6 | (bytes[i] & 0x3F);
	}
	if (*point < least[size] || *point > 0x10FFFF || (*point >= 0xD800 && *point < 0xE000))
		return 0;
	return size;
}

bool cli_text_is_utf8(const char *text)
{
	uint32_t point;

	while (*text) {
		size_t size = cli_text_next(text, &point);

		if (!size)
			return false;
		text += size;
	}
	return true;
}

static bool is_control(uint32_t point)
{
	return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 ||
	       point == 0x2029 || (point >= 0x202A && point <= 0x202E) ||
	       (point >= 0x2066 && point <= 0x2069);
}

bool cli_text_has_control(const char *text)
{
	uint32_t point;

	while (*text) {
		size_t size = cli_text_next(text, &point);

		if (size && is_control(point))
			return true;
		text += size ? size : 1;
	}
	return false;
}

/** ủy and uỷ have the same number of bytes. */
enum { TONE_BYTES = 4 };

static const char *const tones[][2] = { { "ủy", "uỷ" }, { "Ủy", "Uỷ" }, { "ỦY", "UỶ" } };

static bool is_letter(char byte)
{
	return (byte & 0x80) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/** Whether the syllable at @p at is a word, with another word beside it. */
static bool is_in_phrase(const char *text, const char *at)
{
	const char *behind = at + TONE_BYTES;
	bool begins = at == text || !is_letter(at[-1]);

	return begins && !is_letter(*behind) &&
	       ((at - text > 1 && at[-1] == ' ' && is_letter(at[-2])) ||
	        (*behind == ' ' && is_letter(behind[1])));
}

void cli_text_set_tone(char *text, const char *tone)
{
	size_t wanted = tone && strcmp(tone, tones[0][1]) == 0;

	for (char *at = text; tone && *at; at++)
		for (size_t i = 0; i < sizeof(tones) / sizeof(tones[0]); i++)
			if (strncmp(at, tones[i][!wanted], TONE_BYTES) == 0 &&
			    is_in_phrase(text, at))
				memcpy(at, tones[i][wanted], TONE_BYTES);
}

void cli_text_make_printable(char *text)
{
	char *to = text;
	uint32_t point;

	while (*text) {
		size_t size = cli_text_next(text, &point);

		if (size && !is_control(point)) {
			memmove(to, text, size);
			to += size;
		} else {
			*to++ = '?';
		}
		text += size ? size : 1;
	}
	*to = '\0';
}

/** Columns of one character. In a locale without UTF-8, wcwidth() knows ASCII only. */
static size_t point_width(uint32_t point)
{
	int width;

	if (point >= 0x300 && point < 0x370)
		return 0;
	width = wcwidth((wchar_t)point);
	return width < 0 ? 1 : (size_t)width;
}

/** Columns of the first @p size bytes. */
static size_t width_of(const char *text, size_t size)
{
	const char *end = text + size;
	size_t width = 0;
	uint32_t point;

	while (text < end) {
		size_t bytes = cli_text_next(text, &point);

		width += bytes ? point_width(point) : 1;
		text += bytes ? bytes : 1;
	}
	return width;
}

size_t cli_text_width(const char *text)
{
	return width_of(text, strlen(text));
}

size_t cli_text_fit(const char *text, size_t columns)
{
	const char *at = text;
	uint32_t point;

	while (*at) {
		size_t bytes = cli_text_next(at, &point);
		size_t width = bytes ? point_width(point) : 1;

		if (width > columns)
			break;
		columns -= width;
		at += bytes ? bytes : 1;
	}
	return (size_t)(at - text);
}

struct wrap {
	FILE *out;
	size_t indent;
	size_t width;
	size_t at;       /* column of the cursor */
	bool line_empty; /* no word stands in this line yet */
};

static void end_line(struct wrap *wrap)
{
	fputc('\n', wrap->out);
	wrap->at = 0;
	wrap->line_empty = true;
}

/** Write spaces up to the indent. */
static void put_indent(struct wrap *wrap)
{
	if (wrap->at < wrap->indent)
		fprintf(wrap->out, "%*s", (int)(wrap->indent - wrap->at), "");
	wrap->at = wrap->at < wrap->indent ? wrap->indent : wrap->at;
}

static void put_word(struct wrap *wrap, const char *word, size_t size)
{
	size_t width = width_of(word, size);

	if (!wrap->line_empty && wrap->at + 1 + width > wrap->width)
		end_line(wrap);
	put_indent(wrap);
	if (!wrap->line_empty) {
		fputc(' ', wrap->out);
		wrap->at++;
	}
	fwrite(word, 1, size, wrap->out);
	wrap->at += width;
	wrap->line_empty = false;
}

/** One line of a paragraph: its words. */
static void put_words(struct wrap *wrap, const char *line, size_t size)
{
	const char *end = line + size;

	while (line < end) {
		size_t word = strcspn(line, " \n");

		if (word)
			put_word(wrap, line, word);
		line += word + 1;
	}
}

static void put_as_is(struct wrap *wrap, const char *line, size_t size)
{
	if (!wrap->line_empty)
		end_line(wrap);
	put_indent(wrap);
	fwrite(line, 1, size, wrap->out);
	end_line(wrap);
}

void cli_wrap(FILE *out, const char *text, size_t column, size_t indent, size_t width)
{
	struct wrap wrap = { out, indent, width, column, true };

	while (*text) {
		size_t size = strcspn(text, "\n");

		if (*text == ' ') {
			put_as_is(&wrap, text, size);
		} else if (size) {
			put_words(&wrap, text, size);
		} else {
			if (!wrap.line_empty)
				end_line(&wrap);
			end_line(&wrap);
		}
		text += size;
		text += *text == '\n';
	}
	if (!wrap.line_empty || wrap.at)
		end_line(&wrap);
}
