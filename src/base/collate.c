/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Collation keys. The bytes of a key, none of them 0:
 *
 *     for each word:  letters, END, tones, END
 *     then:           END, cases
 *
 *     letters  per letter one byte 20-40 in the order of the alphabet; per digit 10-19;
 *              02 and the character in UTF-8 for other signs, 60 and that for other letters
 *     tones    per letter LETTER, then 03-07 for its tone and UTF-8 for marks that are
 *              neither a tone nor part of a Vietnamese letter
 *     cases    per letter 02, or 03 for a capital
 *
 * END is less than all that may follow letters or tones, so that 'an' is before 'anh', and
 * 'An' before 'An Bình'. 'Bà' is 23 20 01  02 02 03 01  01  03 02.
 */
#include "base/text.h"

#include <utf8proc.h>

#include "base/codepoints.h"

enum {
	END = 0x01,
	OTHER_SIGN = 0x02,
	FIRST_DIGIT = 0x10,
	FIRST_LETTER = 0x20,
	OTHER_LETTER = 0x60,
	LETTER = 0x02,
	FIRST_TONE = 0x03,
	LOWER_CASE = 0x02,
	UPPER_CASE = 0x03
};

enum { BREVE = 0x0306, CIRCUMFLEX = 0x0302, HORN = 0x031B };

/** The 29 letters of Vietnamese, and f j w z where Latin has them. */
static const struct {
	int32_t base;
	int32_t mark;
} alphabet[] = {
	{ 'a', 0 },          { 'a', BREVE }, { 'a', CIRCUMFLEX }, { 'b', 0 },
	{ 'c', 0 },          { 'd', 0 },     { 0x0111, 0 },       { 'e', 0 },
	{ 'e', CIRCUMFLEX }, { 'f', 0 },     { 'g', 0 },          { 'h', 0 },
	{ 'i', 0 },          { 'j', 0 },     { 'k', 0 },          { 'l', 0 },
	{ 'm', 0 },          { 'n', 0 },     { 'o', 0 },          { 'o', CIRCUMFLEX },
	{ 'o', HORN },       { 'p', 0 },     { 'q', 0 },          { 'r', 0 },
	{ 's', 0 },          { 't', 0 },     { 'u', 0 },          { 'u', HORN },
	{ 'v', 0 },          { 'w', 0 },     { 'x', 0 },          { 'y', 0 },
	{ 'z', 0 },
};

/** A character with the marks that stand on it. */
struct letter {
	int32_t base; /**< in lower case */
	int32_t mark; /**< the one that makes it another letter of the alphabet, or 0 */
	int place;    /**< in the alphabet, or -1 */
	bool upper;
	size_t size; /**< in code points, with all marks */
};

static int place_in_alphabet(int32_t base, int32_t mark)
{
	for (size_t i = 0; i < sizeof(alphabet) / sizeof(alphabet[0]); i++)
		if (alphabet[i].base == base && alphabet[i].mark == mark)
			return (int)i;
	return -1;
}

/** The letter at the start of @p size code points; there is at least one. */
static struct letter read_letter(const int32_t *at, size_t size)
{
	struct letter letter = { .base = utf8proc_tolower(at[0]), .size = 1 };

	letter.upper = letter.base != at[0];
	letter.place = place_in_alphabet(letter.base, 0);
	for (; letter.size < size && rota_codepoint_is_mark(at[letter.size]); letter.size++) {
		int32_t mark = at[letter.size];
		int place = letter.mark ? -1 : place_in_alphabet(letter.base, mark);

		if (place >= 0) {
			letter.mark = mark;
			letter.place = place;
		}
	}
	return letter;
}

static void append_byte(struct rota_buffer *out, int byte)
{
	char c = (char)byte;

	rota_buffer_append(out, &c, 1);
}

static void append_utf8(struct rota_buffer *out, int32_t c)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t size = utf8proc_encode_char(c, bytes);

	rota_buffer_append(out, bytes, (size_t)size);
}

static void append_letter(struct rota_buffer *out, const struct letter *letter)
{
	if (letter->place >= 0) {
		append_byte(out, FIRST_LETTER + letter->place);
	} else if (letter->base >= '0' && letter->base <= '9') {
		append_byte(out, FIRST_DIGIT + letter->base - '0');
	} else {
		append_byte(out,
			    rota_codepoint_is_letter(letter->base) ? OTHER_LETTER : OTHER_SIGN);
		append_utf8(out, letter->base);
	}
}

static void append_tones(struct rota_buffer *out, const struct letter *letter, const int32_t *at)
{
	int32_t mark = letter->mark;

	append_byte(out, LETTER);
	for (size_t i = 1; i < letter->size; i++) {
		int tone = rota_codepoint_tone(at[i]);

		if (at[i] == mark)
			mark = 0; /* a second one is not part of the letter */
		else if (tone)
			append_byte(out, FIRST_TONE + tone - 1);
		else
			append_utf8(out, at[i]);
	}
}

static void append_word(struct rota_buffer *out, const int32_t *at, size_t size)
{
	struct letter letter;

	for (size_t i = 0; i < size; i += letter.size) {
		letter = read_letter(at + i, size - i);
		append_letter(out, &letter);
	}
	append_byte(out, END);
	for (size_t i = 0; i < size; i += letter.size) {
		letter = read_letter(at + i, size - i);
		append_tones(out, &letter, at + i);
	}
	append_byte(out, END);
}

static void append_words(struct rota_buffer *out, const int32_t *at, size_t size)
{
	size_t start = 0;

	while (start < size) {
		size_t end = start;

		while (end < size && at[end] != ' ')
			end++;
		append_word(out, at + start, end - start);
		start = end + 1;
	}
}

static void append_cases(struct rota_buffer *out, const int32_t *at, size_t size)
{
	struct letter letter;

	for (size_t i = 0; i < size; i += letter.size) {
		letter = (struct letter){ .size = 1 };
		if (at[i] == ' ')
			continue;
		letter = read_letter(at + i, size - i);
		append_byte(out, letter.upper ? UPPER_CASE : LOWER_CASE);
	}
}

/** Where the word begins that decides first. */
static size_t first_word(const struct rota_codepoints *points, enum rota_text_order order)
{
	size_t start = order == ROTA_ORDER_PERSON ? points->count : 0;

	while (start && points->at[start - 1] != ' ')
		start--;
	return start;
}

int rota_text_collation_key(struct rota_buffer *out, const char *text, size_t size,
			    enum rota_text_order order, struct rota_error *err)
{
	struct rota_buffer clean = { 0 };
	struct rota_codepoints points = { 0 };
	size_t first;
	int rc;

	rc = rota_text_clean(&clean, text, size, err);
	if (rc)
		goto done;
	rc = rota_codepoints_split(&points, rota_buffer_text(&clean), clean.size, err);
	if (rc)
		goto done;
	first = first_word(&points, order);
	append_words(out, points.at + first, points.count - first);
	append_words(out, points.at, first);
	append_byte(out, END);
	append_cases(out, points.at + first, points.count - first);
	append_cases(out, points.at, first);
	rc = rota_buffer_check(out, err);
done:
	rota_codepoints_clear(&points);
	rota_buffer_clear(&clean);
	return rc;
}
