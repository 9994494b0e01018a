/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Search keys. A folded text is taken apart, so that a tone is a code point of
 * its own and moves by changing places with its neighbour:
 *
 *     Hoà  ->  h o a `  ->  h o ` a  ->  hòa
 */
#include "base/text.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

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

/* --- Vietnamese by itself -------------------------------------------------------------------- */

/*
 * Nearly every text that is folded is Vietnamese, and short: it is taken apart and put together by
 * this table, which gives what utf8proc gives, several times faster.
 */

enum { BASES = 6, MODIFIERS = 4, TONES = 6, PLAIN_BYTES = 256 };

static const char bases[] = "aeiouy";
/* in the order of canonical decompositions: a horn before the dot below, the others behind it */
static const int32_t modifiers[MODIFIERS] = { 0, 0x0302, 0x0306, 0x031B };
static const int32_t tones[TONES] = { 0, 0x0300, 0x0309, 0x0303, 0x0301, 0x0323 };
enum { HORN = 3, DOT_BELOW = 5 };

static const wchar_t letters[BASES][MODIFIERS][TONES] = {
	{ { 'a', 0xE0, 0x1EA3, 0xE3, 0xE1, 0x1EA1 },
	  { 0xE2, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD },
	  { 0x103, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB7 } },
	{ { 'e', 0xE8, 0x1EBB, 0x1EBD, 0xE9, 0x1EB9 },
	  { 0xEA, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7 } },
	{ { 'i', 0xEC, 0x1EC9, 0x129, 0xED, 0x1ECB } },
	{ { 'o', 0xF2, 0x1ECF, 0xF5, 0xF3, 0x1ECD },
	  { 0xF4, 0x1ED3, 0x1ED5, 0x1ED7, 0x1ED1, 0x1ED9 },
	  { 0 },
	  { 0x1A1, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3 } },
	{ { 'u', 0xF9, 0x1EE7, 0x169, 0xFA, 0x1EE5 },
	  { 0 },
	  { 0 },
	  { 0x1B0, 0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1 } },
	{ { 'y', 0x1EF3, 0x1EF7, 0x1EF9, 0xFD, 0x1EF5 } },
};

/** The small letter of a Vietnamese one, or of ASCII. */
static int32_t small(int32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
		return c + 0x20;
	if (c == 0x102 || c == 0x110 || c == 0x128 || c == 0x168 || c == 0x1A0 || c == 0x1AF)
		return c + 1;
	return c >= 0x1EA0 && c <= 0x1EF9 ? c | 1 : c;
}

/** Take a small letter apart. @return how many code points; 0: it is none of the table's. */
static size_t take_apart(int32_t *out, int32_t c)
{
	const wchar_t *all = &letters[0][0][0], *found;
	size_t at, count = 0, modifier, tone;

	if (c < 0x80 || c == SMALL_D_STROKE) {
		*out = c;
		return 1;
	}
	found = wmemchr(all, c, BASES * MODIFIERS * TONES);
	if (!found)
		return 0;
	at = (size_t)(found - all);
	modifier = at / TONES % MODIFIERS;
	tone = at % TONES;
	out[count++] = (unsigned char)bases[at / TONES / MODIFIERS];
	if (modifier == HORN)
		out[count++] = modifiers[modifier];
	if (tone == DOT_BELOW)
		out[count++] = tones[tone];
	if (modifier && modifier != HORN)
		out[count++] = modifiers[modifier];
	if (tone && tone != DOT_BELOW)
		out[count++] = tones[tone];
	return count;
}

static size_t place_in(const int32_t *marks, size_t count, int32_t c)
{
	size_t at = 1;

	while (at < count && marks[at] != c)
		at++;
	return at;
}

/** Put a base and the marks behind it together. @return how many were taken; 0: there is no such letter. */
static size_t put_together(int32_t *out, const int32_t *points, size_t count)
{
	size_t modifier = 0, tone = 0, taken = 1;
	const char *base;

	*out = points[0];
	for (; taken < count && points[taken] >= 0x300 && points[taken] <= 0x36F; taken++) {
		size_t as_modifier = place_in(modifiers, MODIFIERS, points[taken]);
		size_t as_tone = place_in(tones, TONES, points[taken]);

		if (as_modifier < MODIFIERS && !modifier)
			modifier = as_modifier;
		else if (as_tone < TONES && !tone)
			tone = as_tone;
		else
			return 0;
	}
	if (taken == 1)
		return taken;
	base = is_one_of(points[0], bases) ? strchr(bases, (int)points[0]) : NULL;
	*out = base ? (int32_t)letters[base - bases][modifier][tone] : 0;
	return *out ? taken : 0;
}

/** Put small letters together by the table. @return false, with nothing appended, where it does not
 *  suffice. */
static bool join_plainly(struct rota_buffer *out, const struct rota_codepoints *points)
{
	utf8proc_uint8_t bytes[4 * PLAIN_BYTES];
	size_t made = 0, taken;
	int32_t c;

	for (size_t i = 0; i < points->count; i += taken) {
		taken = put_together(&c, points->at + i, points->count - i);
		if (!taken)
			return false;
		made += (size_t)utf8proc_encode_char(c, bytes + made);
	}
	rota_buffer_append(out, bytes, made);
	return true;
}

/** Fold clean text by the table alone, and if wanted loosely too. @param loose  may be NULL.
 *  @return false, with nothing appended, where it does not suffice. */
static bool fold_plainly(struct rota_buffer *strict, struct rota_buffer *loose, const char *text,
			 size_t size)
{
	int32_t room[3 * PLAIN_BYTES];
	struct rota_codepoints points = { .at = room };
	size_t length, taken;
	int32_t c;

	if (size > PLAIN_BYTES)
		return false;
	for (size_t i = 0; i < size; i += length) {
		length = (size_t)utf8proc_iterate((const utf8proc_uint8_t *)text + i,
						  (utf8proc_ssize_t)(size - i), &c);
		taken = take_apart(room + points.count, small(c));
		if (!taken)
			return false;
		points.count += taken;
	}
	settle_spelling(&points);
	if (strict && !join_plainly(strict, &points))
		return false;
	if (loose) {
		drop_marks(&points);
		/* without marks there is nothing to put together */
		(void)join_plainly(loose, &points);
	}
	return true;
}

/* --- any text -------------------------------------------------------------------------------- */

static int fold_slowly(struct rota_buffer *out, const struct rota_buffer *clean, bool loose,
		       struct rota_error *err)
{
	struct rota_codepoints points = { 0 };
	int rc = rota_codepoints_split(&points, clean->bytes, clean->size, err);

	if (rc)
		return rc;
	lower(&points);
	settle_spelling(&points);
	if (loose)
		drop_marks(&points);
	rc = rota_codepoints_join(out, &points, err);
	rota_codepoints_clear(&points);
	return rc;
}

/** @param strict, loose  either may be NULL. */
static int fold(struct rota_buffer *strict, struct rota_buffer *loose, const char *text, size_t size,
		struct rota_error *err)
{
	struct rota_buffer clean = { 0 };
	int rc = rota_text_clean(&clean, text, size, err);

	if (rc)
		goto done;
	if (!fold_plainly(strict, loose, rota_buffer_text(&clean), clean.size)) {
		if (strict)
			rc = fold_slowly(strict, &clean, false, err);
		if (!rc && loose)
			rc = fold_slowly(loose, &clean, true, err);
	}
	if (!rc && strict)
		rc = rota_buffer_check(strict, err);
	if (!rc && loose)
		rc = rota_buffer_check(loose, err);
done:
	rota_buffer_clear(&clean);
	return rc;
}

int rota_text_fold(struct rota_buffer *out, const char *text, size_t size, struct rota_error *err)
{
	return fold(out, NULL, text, size, err);
}

int rota_text_fold_loose(struct rota_buffer *out, const char *text, size_t size,
			 struct rota_error *err)
{
	return fold(NULL, out, text, size, err);
}

int rota_text_fold_both(struct rota_buffer *out, struct rota_buffer *loose, const char *text,
			size_t size, struct rota_error *err)
{
	return fold(out, loose, text, size, err);
}

static bool alike(const char *a, const char *b,
		  int (*key)(struct rota_buffer *out, const char *text, size_t size,
			     struct rota_error *err))
{
	struct rota_buffer left = { 0 }, right = { 0 };
	bool same = key(&left, a, strlen(a), NULL) == ROTA_OK &&
		    key(&right, b, strlen(b), NULL) == ROTA_OK &&
		    strcmp(rota_buffer_text(&left), rota_buffer_text(&right)) == 0;

	rota_buffer_clear(&left);
	rota_buffer_clear(&right);
	return same;
}

bool rota_text_alike(const char *a, const char *b)
{
	return alike(a, b, rota_text_fold);
}

bool rota_text_alike_loosely(const char *a, const char *b)
{
	return alike(a, b, rota_text_fold_loose);
}
