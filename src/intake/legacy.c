/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/legacy.h"

#include <string.h>

#include "base/messages.h"
#include "intake/shown.h"

/** What next_character() gives instead of a character beyond U+00FF. */
enum { SIGN = 0x100, LETTER = 0x101 };

/**
 * Step over one character. @return its number up to 0xFF; SIGN for dashes, quotation marks and the
 * like (U+2000 to U+2BFF), which word processors put into text of any font; else LETTER.
 */
static int next_character(const char **text)
{
	const unsigned char *at = (const unsigned char *)*text;
	size_t size = at[0] < 0x80 ? 1 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;

	*text += size;
	if (size == 1)
		return at[0];
	if (at[0] <= 0xC3)
		return (at[0] & 0x03) << 6 | (at[1] & 0x3F);
	return at[0] == 0xE2 && at[1] < 0xB0 ? SIGN : LETTER;
}

static bool is_unicode(const char *text)
{
	while (*text)
		if (next_character(&text) == LETTER)
			return true;
	return false;
}

static bool is_between(int c, int low, int high)
{
	return c >= low && c <= high;
}

static bool is_small_ascii(int c)
{
	return is_between(c, 'a', 'z');
}

/** Signs of Latin-1 that are vowels in TCVN3. */
static bool is_vowel_sign(int c)
{
	return is_between(c, 0xA8, 0xAD) || is_between(c, 0xB5, 0xB9);
}

/** Signs of Latin-1 that begin a syllable in TCVN3: Ă Â Ê Ô Ơ Ư Đ đ. */
static bool is_first_sign(int c)
{
	return is_between(c, 0xA1, 0xA7) || c == 0xAE;
}

/** A letter to somebody: ASCII, Latin-1, or TCVN3. */
static bool is_letter(int c)
{
	return is_small_ascii(c) || is_between(c, 'A', 'Z') || is_between(c, 0xC0, 0xFF) ||
	       is_vowel_sign(c) || c == 0xAE;
}

/** A Latin-1 letter that Vietnamese has, or a look-alike of Đ, đ that many type. */
static bool is_vietnamese(int c)
{
	static const char small[] = "\xE0\xE1\xE2\xE3\xE8\xE9\xEA\xEC\xED"
	                            "\xF0\xF2\xF3\xF4\xF5\xF9\xFA\xFD";

	return is_between(c, 0xC0, 0xFF) && strchr(small, c | 0x20);
}

static enum rota_legacy_look look_at(int before, int c, int after)
{
	bool beside = is_letter(before) || is_letter(after);

	if ((is_vowel_sign(c) && beside) || (is_first_sign(c) && is_letter(after)))
		return ROTA_LEGACY_STRONG;
	if (!is_between(c, 0xC0, 0xFF) || !beside)
		return ROTA_LEGACY_NONE;
	if (!is_vietnamese(c) || (c < 0xE0 && is_small_ascii(before)))
		return ROTA_LEGACY_WEAK;
	return ROTA_LEGACY_NONE;
}

enum rota_legacy_look rota_legacy_look(const char *text)
{
	enum rota_legacy_look most = ROTA_LEGACY_NONE;
	int before = 0;
	int c;

	if (is_unicode(text))
		return ROTA_LEGACY_NONE;
	for (c = next_character(&text); c;) {
		int after = next_character(&text);
		enum rota_legacy_look look = look_at(before, c, after);

		if (look > most)
			most = look;
		before = c;
		c = after;
	}
	return most;
}

int rota_legacy_check_tcvn3(const char *text, enum rota_legacy_look least, struct rota_error *err)
{
	char shown[ROTA_SHOWN_BYTES];

	if (rota_legacy_look(text) < least)
		return ROTA_OK;
	return rota_refuse(err, "V61",
	                   _("add --from-encoding tcvn3 and look first with --dry-run"),
	                   _("'%s' looks like TCVN3"), rota_shown(shown, text));
}

/** A byte of a letter, in UTF-8. */
static bool is_letter_byte(char c)
{
	return is_small_ascii(c | 0x20) || (unsigned char)c >= 0x80;
}

/** Whether a '?' stands between two letters; several may, for one letter of several bytes. */
static bool has_hole(const char *word, size_t size)
{
	size_t end;

	for (size_t i = 0; i < size; i = end + 1) {
		for (end = i; end < size && word[end] == '?';)
			end++;
		if (end > i && i > 0 && end < size && is_letter_byte(word[i - 1]) &&
		    is_letter_byte(word[end]))
			return true;
	}
	return false;
}

static bool has_lost_letters(const char *text)
{
	static const char spaces[] = " \t\r\n";

	if (strstr(text, "\uFFFD"))
		return true;
	if (!strchr(text, '?'))
		return false;
	for (text += strspn(text, spaces); *text; text += strspn(text, spaces)) {
		size_t size = strcspn(text, spaces);

		if (strcspn(text, "/:=&@") >= size && has_hole(text, size))
			return true;
		text += size;
	}
	return false;
}

int rota_legacy_check_letters(const char *text, struct rota_error *err)
{
	char shown[ROTA_SHOWN_BYTES];

	if (!has_lost_letters(text))
		return ROTA_OK;
	return rota_refuse(err, "V91", _("save it again as 'Unicode Text' or 'CSV UTF-8'"),
	                   _("'%s' has lost letters when it was saved"), rota_shown(shown, text));
}

/** TCVN3 from 0x80 on. The capitals below 0xA0 are of the full standard; the fonts lack them. */
static const char *const tcvn3[128] = {
	/* 80 */ "À", "Ả", "Ã", "Á", "Ạ", "Ặ", "Ậ", "È",
	/* 88 */ "Ẻ", "Ẽ", "É", "Ẹ", "Ệ", "Ì", "Ỉ", "Ĩ",
	/* 90 */ "Í", "Ị", "Ò", "Ỏ", "Õ", "Ó", "Ọ", "Ộ",
	/* 98 */ "Ờ", "Ở", "Ỡ", "Ớ", "Ợ", "Ù", "Ủ", "Ũ",
	/* A0 */ "\u00A0", "Ă", "Â", "Ê", "Ô", "Ơ", "Ư", "Đ",
	/* A8 */ "ă", "â", "ê", "ô", "ơ", "ư", "đ", "Ằ",
	/* B0 */ "\u0300", "\u0309", "\u0303", "\u0301", "\u0323", "à", "ả", "ã",
	/* B8 */ "á", "ạ", "Ẳ", "ằ", "ẳ", "ẵ", "ắ", "Ẵ",
	/* C0 */ "Ắ", "Ầ", "Ẩ", "Ẫ", "Ấ", "Ề", "ặ", "ầ",
	/* C8 */ "ẩ", "ẫ", "ấ", "ậ", "è", "Ể", "ẻ", "ẽ",
	/* D0 */ "é", "ẹ", "ề", "ể", "ễ", "ế", "ệ", "ì",
	/* D8 */ "ỉ", "Ễ", "Ế", "Ồ", "ĩ", "í", "ị", "ò",
	/* E0 */ "Ổ", "ỏ", "õ", "ó", "ọ", "ồ", "ổ", "ỗ",
	/* E8 */ "ố", "ộ", "ờ", "ở", "ỡ", "ớ", "ợ", "ù",
	/* F0 */ "Ỗ", "ủ", "ũ", "ú", "ụ", "ừ", "ử", "ữ",
	/* F8 */ "ứ", "ự", "ỳ", "ỷ", "ỹ", "ý", "ỵ", "Ố",
};

void rota_legacy_from_tcvn3(struct rota_buffer *out, const char *text)
{
	if (is_unicode(text)) {
		rota_buffer_puts(out, text);
		return;
	}
	while (*text) {
		const char *start = text;
		int c = next_character(&text);

		if (is_between(c, 0x80, 0xFF))
			rota_buffer_puts(out, tcvn3[c - 0x80]);
		else
			rota_buffer_append(out, start, (size_t)(text - start));
	}
}
