/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Search keys. A folded text is taken apart, so that a tone is a code point of
 * its own and moves by changing places with its neighbour:
 *
 *     Hoà  ->  h o a `  ->  h o ` a  ->  hòa
 */
#include "base/text.h"

#include <string.h>
#include <utf8proc.h>

#include "base/codepoints.h"

/** U+0111 has no decomposition, so that dropping marks leaves it as it is. */
enum { SMALL_D_STROKE = 0x0111 };

static bool is_one_of(int32_t c, const char *ascii)
{
	return c > 0 && c < 0x80 && strchr(ascii, (int)c);
}

static void lower(struct rota_codepoints *points)
{
	for (size_t i = 0; i < points->count; i++)
		points->at[i] = utf8proc_tolower(points->at[i]);
}

/**
 * Put the tone of 'oa', 'oe', 'uy' at the end of a syllable on the first letter, where offices
 * write it, and that of 'quy' on the y, since its u belongs to the q.
 */
static void settle_tone(int32_t *syllable, size_t size)
{
	int32_t *end = syllable + size;
	bool tone_last = size >= 3 && rota_codepoint_tone(end[-1]);
	bool tone_between = size >= 3 && rota_codepoint_tone(end[-2]);
	int32_t first, second, tone;
	bool after_q;

	if (tone_last == tone_between)
		return;
	first = end[-3];
	second = end[tone_last ? -2 : -1];
	tone = end[tone_last ? -1 : -2];
	if (!(first == 'o' && is_one_of(second, "ae")) && !(first == 'u' && second == 'y'))
		return;
	after_q = first == 'u' && size >= 4 && end[-4] == 'q';
	end[-2] = after_q ? second : tone;
	end[-1] = after_q ? tone : second;
}

/** Write i for a y that is the only vowel letter, where school spelling wants i and habit y. */
static void settle_y(int32_t *syllable, size_t size)
{
	size_t onset = size > 2 && syllable[0] == 'q' && syllable[1] == 'u' ? 2 : 1;

	if (size <= onset || syllable[onset] != 'y')
		return;
	if (onset == 1 && !is_one_of(syllable[0], "hklmst"))
		return;
	for (size_t i = onset + 1; i < size; i++)
		if (is_one_of(syllable[i], "aeiouy"))
			return;
	syllable[onset] = 'i';
}

static bool is_part_of_syllable(int32_t c)
{
	return rota_codepoint_is_letter(c) || rota_codepoint_is_mark(c);
}

static void settle_spelling(struct rota_codepoints *points)
{
	size_t start = 0;

	while (start < points->count) {
		size_t end = start;

		while (end < points->count && is_part_of_syllable(points->at[end]))
			end++;
		settle_tone(points->at + start, end - start);
		settle_y(points->at + start, end - start);
		start = end + 1;
	}
}

static void drop_marks(struct rota_codepoints *points)
{
	size_t kept = 0;

	for (size_t i = 0; i < points->count; i++) {
		int32_t c = points->at[i];

		if (!rota_codepoint_is_mark(c))
			points->at[kept++] = c == SMALL_D_STROKE ? 'd' : c;
	}
	points->count = kept;
}

static int fold(struct rota_buffer *out, const char *text, size_t size, bool loose,
		struct rota_error *err)
{
	struct rota_buffer clean = { 0 };
	struct rota_codepoints points = { 0 };
	int rc;

	rc = rota_text_clean(&clean, text, size, err);
	if (rc)
		goto done;
	rc = rota_codepoints_split(&points, rota_buffer_text(&clean), clean.size, err);
	if (rc)
		goto done;
	lower(&points);
	settle_spelling(&points);
	if (loose)
		drop_marks(&points);
	rc = rota_codepoints_join(out, &points, err);
done:
	rota_codepoints_clear(&points);
	rota_buffer_clear(&clean);
	return rc;
}

int rota_text_fold(struct rota_buffer *out, const char *text, size_t size, struct rota_error *err)
{
	return fold(out, text, size, false, err);
}

int rota_text_fold_loose(struct rota_buffer *out, const char *text, size_t size,
			 struct rota_error *err)
{
	return fold(out, text, size, true, err);
}
