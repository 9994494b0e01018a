/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/letters.h"

#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

/** Capitals of two bytes whose small letter is the next code point: Ă Đ Ĩ Ũ Ơ Ư. */
static bool is_capital_pair(unsigned char first, unsigned char second)
{
	return (first == 0xC4 && (second == 0x82 || second == 0x90 || second == 0xA8)) ||
	       (first == 0xC5 && second == 0xA8) ||
	       (first == 0xC6 && (second == 0xA0 || second == 0xAF));
}

static bool is_small_pair(unsigned char first, unsigned char second)
{
	return is_capital_pair(first, (unsigned char)(second - 1));
}

/** Latin-1 letters, but for Ð and ð, which only look like Đ, and for signs. */
static bool is_latin(unsigned char second)
{
	unsigned char small = second | 0x20;

	return small >= 0xA0 && small <= 0xBD && small != 0xB0 && small != 0xB7;
}

/** Lower the letter at the start of the text. @return its size; 0 when it is another letter. */
static size_t lower_letter(unsigned char *at, size_t size)
{
	if (at[0] < 0x80) {
		if (at[0] >= 'A' && at[0] <= 'Z')
			at[0] |= 0x20;
		return 1;
	}
	if (size >= 2 && at[0] == 0xC3 && is_latin(at[1])) {
		at[1] |= 0x20;
		return 2;
	}
	if (size >= 2 && is_capital_pair(at[0], at[1])) {
		at[1]++;
		return 2;
	}
	if (size >= 2 && is_small_pair(at[0], at[1]))
		return 2;
	/* U+1EA0 to U+1EF9: capitals even, small letters odd */
	if (size >= 3 && at[0] == 0xE1 &&
	    ((at[1] == 0xBA && at[2] >= 0xA0 && at[2] <= 0xBF) ||
	     (at[1] == 0xBB && at[2] >= 0x80 && at[2] <= 0xB9))) {
		at[2] |= 1;
		return 3;
	}
	return 0;
}

bool rota_letters_lower(char *text, size_t size)
{
	unsigned char *bytes = (unsigned char *)text;
	bool all = true;
	size_t length;

	for (size_t i = 0; i < size; i += length) {
		length = lower_letter(bytes + i, size - i);
		all = all && length;
		length = length ? length : 1;
	}
	return all;
}

/** The code point at the start of the text, of one to three bytes. @return its size, or 0. */
static size_t read_letter(uint32_t *letter, const char *text, size_t size)
{
	const unsigned char *at = (const unsigned char *)text;

	*letter = at[0];
	if (at[0] < 0x80)
		return 1;
	if (size >= 2 && (at[0] & 0xE0) == 0xC0) {
		*letter = (uint32_t)(at[0] & 0x1F) << 6 | (at[1] & 0x3F);
		return 2;
	}
	if (size >= 3 && (at[0] & 0xF0) == 0xE0) {
		*letter = (uint32_t)(at[0] & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 |
			  (at[2] & 0x3F);
		return 3;
	}
	return 0;
}

/** What is left of a small letter without its marks; 0 of what is no such letter. */
static char without_marks(uint32_t letter)
{
	static const struct {
		uint16_t first, last;
		char plain;
	} ranges[] = {
		{ 0x00E0, 0x00E5, 'a' }, { 0x00E7, 0x00E7, 'c' }, { 0x00E8, 0x00EB, 'e' },
		{ 0x00EC, 0x00EF, 'i' }, { 0x00F1, 0x00F1, 'n' }, { 0x00F2, 0x00F6, 'o' },
		{ 0x00F9, 0x00FC, 'u' }, { 0x00FD, 0x00FD, 'y' }, { 0x0103, 0x0103, 'a' },
		{ 0x0111, 0x0111, 'd' }, { 0x0129, 0x0129, 'i' }, { 0x0169, 0x0169, 'u' },
		{ 0x01A1, 0x01A1, 'o' }, { 0x01B0, 0x01B0, 'u' }, { 0x1EA1, 0x1EB7, 'a' },
		{ 0x1EB9, 0x1EC7, 'e' }, { 0x1EC9, 0x1ECB, 'i' }, { 0x1ECD, 0x1EE3, 'o' },
		{ 0x1EE5, 0x1EF1, 'u' }, { 0x1EF3, 0x1EF9, 'y' },
	};

	if (letter >= ' ' && letter < 0x7F)
		return (char)letter;
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (letter >= ranges[i].first && letter <= ranges[i].last)
			return ranges[i].plain;
	return 0;
}

/** Whether there is a y that folding may make an i, or whose tone it may move: one behind a
 *  consonant that allows it, behind a u, or behind an accent. */
static bool has_open_y(const char *text, size_t size)
{
	unsigned char before = ' ';
	uint32_t letter;
	size_t length;

	for (size_t i = 0; i < size; i += length) {
		length = read_letter(&letter, text + i, size - i);
		if (!length ||
		    (without_marks(letter) == 'y' && (before >= 0x80 || strchr("hklmstu", before))))
			return true;
		before = (unsigned char)text[i + length - 1];
	}
	return false;
}

bool rota_letters_fold(const char *text, size_t size)
{
	for (size_t i = 0; i + 1 < size; i++)
		if (text[i] == 'o' && (unsigned char)text[i + 1] >= 0x80)
			return true;
	return has_open_y(text, size);
}

/** @return the size; 0 when there is a space that folding drops, or another sign. */
static size_t drop_marks(char *out, const char *text, size_t size)
{
	size_t written = 0;
	uint32_t letter;
	size_t length;

	for (size_t i = 0; i < size; i += length) {
		length = read_letter(&letter, text + i, size - i);
		out[written] = without_marks(letter);
		if (!length || !out[written] ||
		    (letter == ' ' && (!written || i + 1 == size || text[i + 1] == ' ')))
			return 0;
		written++;
	}
	return written;
}

size_t rota_letters_loosen(char *out, size_t room, const char *text, size_t size)
{
	struct rota_buffer loose = { .max_bytes = room };
	bool quick = size <= room && !has_open_y(text, size);
	size_t written = quick ? drop_marks(out, text, size) : 0;

	if (!written && !rota_text_fold_loose(&loose, text, size, NULL) && loose.size) {
		memcpy(out, loose.bytes, loose.size);
		written = loose.size;
	}
	rota_buffer_clear(&loose);
	return written;
}
