/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "base/codepoints.h"
#include "base/messages.h"

static bool is_tail(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/**
 * The character at the start of the bytes. @return its length in bytes; 0 when it is not UTF-8.
 * ASCII and the first letters of two and three bytes, where Vietnamese is, are read here, since
 * every text that is stored or read is gone through several times; the rest by utf8proc.
 */
static inline size_t read_character(int32_t *character, const char *text, size_t size)
{
	unsigned char first = (unsigned char)*text;
	utf8proc_ssize_t length;

	if (first < 0x80) {
		*character = first;
		return 1;
	}
	if (first >= 0xC2 && first <= 0xDF && size >= 2 && is_tail(text[1])) {
		*character = (first & 0x1F) << 6 | (text[1] & 0x3F);
		return 2;
	}
	if (first >= 0xE1 && first <= 0xEC && size >= 3 && is_tail(text[1]) && is_tail(text[2])) {
		*character = (first & 0x0F) << 12 | (text[1] & 0x3F) << 6 | (text[2] & 0x3F);
		return 3;
	}
	length = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)size, character);
	return length > 0 ? (size_t)length : 0;
}

/** Whether a character may move the cursor, or turn the text around it, on the reader's screen. */
static bool is_control(int32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/** How many bytes, eight at a time, are ASCII from here on. */
static size_t skip_ascii(const char *text, size_t size)
{
	size_t at = 0;
	uint64_t eight;

	for (; size - at >= sizeof(eight); at += sizeof(eight)) {
		memcpy(&eight, text + at, sizeof(eight));
		if (eight & 0x8080808080808080)
			break;
	}
	return at;
}

bool rota_text_is_utf8(const void *bytes, size_t size)
{
	const char *text = bytes;
	size_t length;
	int32_t c;

	for (size_t i = skip_ascii(text, size); i < size; i += length) {
		length = read_character(&c, text + i, size - i);
		if (!length)
			return false;
	}
	return true;
}

/**
 * Whether NFC cannot change the text, seen without the normaliser: nothing but characters that
 * it leaves alone whatever stands beside them. These are all below U+0300, the Vietnamese block,
 * dashes and quotation marks: nearly every text there is.
 */
static bool is_plainly_nfc(const char *text, size_t size)
{
	size_t length;
	int32_t c;

	for (size_t i = 0; i < size; i += length) {
		length = read_character(&c, text + i, size - i);
		if (!length)
			return false;
		if (c >= 0x300 && !(c >= 0x1E00 && c <= 0x1EFF) && !(c >= 0x2010 && c <= 0x2027))
			return false;
	}
	return true;
}

/** Append the text, which must be UTF-8, in NFC. */
static int normalise(struct rota_buffer *out, const char *text, size_t size, struct rota_error *err)
{
	struct rota_codepoints points = { 0 };
	int rc;

	if (is_plainly_nfc(text, size)) {
		rota_buffer_append(out, text, size);
		return rota_buffer_check(out, err);
	}
	rc = rota_codepoints_split(&points, text, size, err);
	if (!rc)
		rc = rota_codepoints_join(out, &points, err);
	rota_codepoints_clear(&points);
	return rc;
}

static bool is_nfc(const char *text, size_t size)
{
	struct rota_buffer nfc = { 0 };
	bool same;

	if (is_plainly_nfc(text, size))
		return true;
	same = !normalise(&nfc, text, size, NULL) && nfc.size == size &&
	       memcmp(nfc.bytes, text, size) == 0;
	rota_buffer_clear(&nfc);
	return same;
}

bool rota_text_is_clean(const void *bytes, size_t size)
{
	const char *text = bytes;
	size_t length;
	int32_t c;

	for (size_t i = 0; i < size; i += length) {
		length = read_character(&c, text + i, size - i);
		if (!length || is_control(c))
			return false;
	}
	return is_nfc(text, size);
}

/**
 * Whether the bytes are the beginning of a character, and no more. They are when some bytes
 * make a character of them; the lowest and the highest possible are enough to try.
 */
static bool is_incomplete(const char *text, size_t size)
{
	static const char ends[] = { '\x80', '\xBF' };
	char whole[4];
	int32_t c;

	if (!size || size >= sizeof(whole) || read_character(&c, text, size))
		return false;
	for (size_t i = 0; i < sizeof(ends); i++) {
		memset(whole, ends[i], sizeof(whole));
		memcpy(whole, text, size);
		if (read_character(&c, whole, sizeof(whole)) > size)
			return true;
	}
	return false;
}

void rota_text_make_printable(char *text)
{
	size_t size = strlen(text);
	size_t written = 0;
	size_t length;
	int32_t c;

	for (size_t i = 0; i < size; i += length) {
		length = read_character(&c, text + i, size - i);
		if (!length && is_incomplete(text + i, size - i))
			break;
		if (!length || is_control(c)) {
			text[written++] = '?';
			length = length ? length : 1;
		} else {
			memmove(text + written, text + i, length);
			written += length;
		}
	}
	text[written] = '\0';
}

/** Drop the incomplete character that a cut has left at the end. */
static void trim_incomplete(char *text, size_t size)
{
	for (size_t tail = 1; tail <= size && tail < 4; tail++)
		if (is_incomplete(text + size - tail, tail)) {
			text[size - tail] = '\0';
			return;
		}
}

void rota_text_join(char *out, size_t size, const char *a, const char *between, const char *b)
{
	int wanted;

	if (!size)
		return;
	wanted = snprintf(out, size, "%s%s%s", a, between, b);
	if (wanted < 0)
		out[0] = '\0';
	else if ((size_t)wanted >= size)
		trim_incomplete(out, size - 1);
}

/** White space of any kind: tabs and line ends too, and the spaces that Word and Excel insert. */
static bool is_space(int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	return (c >= 0x09 && c <= 0x0D) || c == 0x85 || category == UTF8PROC_CATEGORY_ZS ||
	       category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

/** Characters of no width that come with text copied from a page or a form. */
static bool is_invisible(int32_t c)
{
	return c == 0x00AD                     /* soft hyphen */
	       || c == 0x034F                  /* combining grapheme joiner */
	       || c == 0x061C                  /* Arabic letter mark */
	       || c == 0x180E                  /* Mongolian vowel separator */
	       || (c >= 0x200B && c <= 0x200F) /* zero-width space, joiners, direction marks */
	       || (c >= 0x2060 && c <= 0x2064) /* word joiner, invisible operators */
	       || c == 0xFEFF;                 /* byte order mark */
}

/** The Vietnamese letter that a character only looks like, or NULL. */
static const char *look_alike(int32_t c)
{
	if (c == 0x00D0 || c == 0x0189)
		return "Đ";
	if (c == 0x00F0 || c == 0x0256)
		return "đ";
	return NULL;
}

/**
 * Whether cleaning leaves the text as it is, seen at one look: nothing but printable ASCII and
 * Latin letters that NFC leaves alone, none of them a look-alike, and only single spaces inside.
 */
static bool is_tidy(const char *text, size_t size)
{
	bool space = true;
	size_t length;
	int32_t c;

	for (size_t i = 0; i < size; i += length) {
		length = read_character(&c, text + i, size - i);
		if (!length || (c == ' ' && space) || c < 0x20 || c == 0x7F)
			return false;
		if (c > 0x7F && (c < 0xC0 || c == 0xD0 || c == 0xF0 || c == 0x189 ||
				 (c >= 0x250 && !(c >= 0x1E00 && c <= 0x1EFF))))
			return false;
		space = c == ' ';
	}
	return !space || !size;
}

/** Append the characters that stay, in the form that stays, but for NFC. */
static int keep_characters(struct rota_buffer *kept, const char *text, size_t size,
			   struct rota_error *err)
{
	bool space = false;
	size_t length;
	int32_t c;

	for (size_t i = 0; i < size; i += length) {
		length = read_character(&c, text + i, size - i);
		if (!length)
			return rota_fail(err, ROTA_EINVALID, _("save the file as UTF-8"),
					 _("byte %zu of the text is not UTF-8"), i + 1);
		if (is_space(c)) {
			space = kept->size > 0;
			continue;
		}
		if (is_invisible(c))
			continue;
		if (is_control(c))
			return rota_fail(err, ROTA_EINVALID, _("type the text again, without it"),
					 _("the text holds the control character U+%04X"),
					 (unsigned)c);
		if (space)
			rota_buffer_puts(kept, " ");
		space = false;
		if (look_alike(c))
			rota_buffer_puts(kept, look_alike(c));
		else
			rota_buffer_append(kept, text + i, length);
	}
	return rota_buffer_check(kept, err);
}

int rota_text_clean(struct rota_buffer *out, const char *text, size_t size, struct rota_error *err)
{
	struct rota_buffer kept = { 0 };
	int rc;

	if (is_tidy(text, size)) {
		rota_buffer_append(out, text, size);
		return rota_buffer_check(out, err);
	}
	rc = keep_characters(&kept, text, size, err);
	if (!rc)
		rc = normalise(out, rota_buffer_text(&kept), kept.size, err);
	rota_buffer_clear(&kept);
	return rc;
}

size_t rota_text_width(const char *text, size_t size)
{
	size_t columns = 0;
	size_t length;
	int32_t c;

	for (size_t i = 0; i < size; i += length) {
		length = read_character(&c, text + i, size - i);
		if (!length || is_control(c)) /* printed as '?' */
			columns++;
		else
			columns += (size_t)utf8proc_charwidth(c);
		length = length ? length : 1;
	}
	return columns;
}
