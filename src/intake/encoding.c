/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/messages.h"
#include "base/text.h"

/** What the beginning of a file says. */
enum mark { MARK_NONE, MARK_UTF8, MARK_UTF16LE, MARK_UTF16BE };

static const struct {
	const char *bytes;
	size_t size;
	const char *name; /**< for people */
} marks[] = {
	[MARK_NONE] = { "", 0, "" },
	[MARK_UTF8] = { "\xEF\xBB\xBF", 3, "UTF-8" },
	[MARK_UTF16LE] = { "\xFF\xFE", 2, "UTF-16" },
	[MARK_UTF16BE] = { "\xFE\xFF", 2, "UTF-16" },
};

static const char *const names[] = {
	[ROTA_ENCODING_NONE] = "",         [ROTA_ENCODING_UTF8] = "utf-8",
	[ROTA_ENCODING_UTF16] = "utf-16",  [ROTA_ENCODING_TCVN3] = "tcvn3",
	[ROTA_ENCODING_CP1258] = "cp1258", [ROTA_ENCODING_VISCII] = "viscii",
};

int rota_encoding_find(enum rota_encoding *out, const char *name, struct rota_error *err)
{
	*out = ROTA_ENCODING_NONE;
	for (size_t i = ROTA_ENCODING_UTF8; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0) {
			*out = (enum rota_encoding)i;
			return ROTA_OK;
		}
	return rota_fail(err, ROTA_EINVALID, _("one of: utf-8 utf-16 tcvn3 cp1258 viscii"),
	                 _("no encoding is called '%s'"), name);
}

static enum mark read_mark(const char *bytes, size_t size)
{
	for (size_t i = MARK_UTF8; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (size >= marks[i].size && memcmp(bytes, marks[i].bytes, marks[i].size) == 0)
			return (enum mark)i;
	return MARK_NONE;
}

/** Length of the UTF-8 character at the start of the bytes, 0 when there is none. */
static size_t character_size(const char *bytes, size_t size)
{
	unsigned char lead = (unsigned char)bytes[0];
	size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;

	return length <= size && rota_text_is_utf8(bytes, length) ? length : 0;
}

/** A place in a file as an editor shows it. */
struct place {
	size_t line;
	size_t byte; /**< on that line */
};

/** The place behind @p size bytes of a text whose line ends are ASCII. */
static struct place place_after(const char *text, size_t size)
{
	struct place place = { 1, 1 };

	for (size_t i = 0; i < size; i++) {
		bool pair = text[i] == '\r' && i + 1 < size && text[i + 1] == '\n';

		place.byte++;
		if (text[i] == '\n' || (text[i] == '\r' && !pair))
			place = (struct place){ place.line + 1, 1 };
	}
	return place;
}

static const char *save_again(void)
{
	return _("save it again as 'Unicode Text' or 'CSV UTF-8'");
}

static int take_utf8(struct rota_buffer *out, const char *bytes, size_t size,
                     struct rota_error *err)
{
	struct place place;
	size_t length;

	if (rota_text_is_utf8(bytes, size)) {
		rota_buffer_append(out, bytes, size);
		return rota_buffer_check(out, err);
	}
	for (size_t i = 0; i < size; i += length) {
		length = character_size(bytes + i, size - i);
		if (length)
			continue;
		place = place_after(bytes, i);
		return rota_refuse(err, "V91", save_again(),
		                   _("line %zu, byte %zu: 0x%02x is not UTF-8"), place.line,
		                   place.byte, (unsigned)(unsigned char)bytes[i]);
	}
	return ROTA_OK;
}

/** iconv has stopped at a byte, counted from 0; @p line is the one that it was making. */
static int iconv_error(struct rota_error *err, int number, size_t line, size_t byte,
                       const char *name)
{
	if (number == ENOMEM)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return rota_refuse(err, "V91", save_again(), _("line %zu, byte %zu of the file: not %s"),
	                   line, byte + 1, name);
}

/**
 * Run iconv over all bytes, and once more without any: for some encodings it holds back the last
 * letter until it knows that no accent follows.
 */
static int run_iconv(struct rota_buffer *out, iconv_t converter, const char *bytes, size_t size,
                     const char *name, struct rota_error *err)
{
	char *in = (char *)(uintptr_t)bytes; /* iconv does not write there */
	size_t in_left = size;
	size_t start = out->size;
	char chunk[16384];
	bool flushed = false;

	while (!flushed) {
		bool flush = in_left == 0;
		char *made = chunk;
		size_t room = sizeof(chunk);
		size_t rc = flush ? iconv(converter, NULL, NULL, &made, &room)
		                  : iconv(converter, &in, &in_left, &made, &room);
		int number = errno;

		rota_buffer_append(out, chunk, sizeof(chunk) - room);
		if (rc == (size_t)-1 && number != E2BIG)
			return iconv_error(err, number,
			                   place_after(out->bytes + start, out->size - start).line,
			                   size - in_left, name);
		flushed = flush && rc != (size_t)-1;
	}
	return rota_buffer_check(out, err);
}

static int take_iconv(struct rota_buffer *out, const char *bytes, size_t size, const char *charset,
                      const char *name, struct rota_error *err)
{
	iconv_t converter = iconv_open("UTF-8", charset);
	int rc;

	if (converter == (iconv_t)-1) {
		if (errno == ENOMEM)
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
		return rota_fail(err, ROTA_EIO, save_again(),
		                 _("this system cannot convert %s"), name);
	}
	rc = run_iconv(out, converter, bytes, size, name, err);
	iconv_close(converter);
	return rc;
}

void rota_encoding_widen(struct rota_buffer *out, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;
	char character[2];

	for (size_t i = 0; i < size; i++) {
		character[0] = (char)(at[i] < 0x80 ? at[i] : 0xC0 | at[i] >> 6);
		character[1] = (char)(0x80 | (at[i] & 0x3F));
		rota_buffer_append(out, character, at[i] < 0x80 ? 1 : 2);
	}
}

bool rota_encoding_is_damaged_utf8(const void *bytes, size_t size)
{
	const char *at = bytes;
	size_t characters = 0;
	size_t stray = 0;

	for (size_t i = 0; i < size;) {
		size_t length = character_size(at + i, size - i);

		characters += length > 1;
		stray += length == 0;
		i += length ? length : 1;
	}
	return characters > stray;
}

static int refuse_mark(struct rota_error *err, enum mark mark, enum rota_encoding asked)
{
	return rota_refuse(err, "V91", _("leave --from-encoding out"),
	                   _("the file says by its first bytes that it is %s, not %s"),
	                   marks[mark].name, names[asked]);
}

/** @p bytes and @p size are what follows the mark. */
static int take(struct rota_buffer *out, const char *bytes, size_t size, enum mark mark,
                enum rota_encoding asked, struct rota_error *err)
{
	bool utf16 = mark == MARK_UTF16LE || mark == MARK_UTF16BE;
	bool agrees = asked == ROTA_ENCODING_NONE || asked == ROTA_ENCODING_TCVN3 ||
	              (asked == ROTA_ENCODING_UTF8 && !utf16) ||
	              (asked == ROTA_ENCODING_UTF16 && utf16);

	if (mark != MARK_NONE && !agrees)
		return refuse_mark(err, mark, asked);
	if (utf16 || asked == ROTA_ENCODING_UTF16)
		return take_iconv(out, bytes, size, mark == MARK_UTF16BE ? "UTF-16BE" : "UTF-16LE",
		                  "UTF-16", err);
	if (asked == ROTA_ENCODING_CP1258)
		return take_iconv(out, bytes, size, "CP1258", "cp1258", err);
	if (asked == ROTA_ENCODING_VISCII)
		return take_iconv(out, bytes, size, "VISCII", "viscii", err);
	if (asked == ROTA_ENCODING_TCVN3 && mark == MARK_NONE && !rota_text_is_utf8(bytes, size)) {
		rota_encoding_widen(out, bytes, size);
		return rota_buffer_check(out, err);
	}
	return take_utf8(out, bytes, size, err);
}

static int refuse_zero(struct rota_error *err, const char *text, const char *zero,
                       enum rota_encoding asked)
{
	const char *hint = asked == ROTA_ENCODING_NONE
	                           ? _("add --from-encoding utf-16 and look first with --dry-run")
	                           : save_again();

	return rota_refuse(err, "V91", hint, _("line %zu: a zero byte is no text"),
	                   place_after(text, (size_t)(zero - text)).line);
}

int rota_encoding_decode(struct rota_buffer *out, const void *bytes, size_t size,
                         enum rota_encoding asked, struct rota_error *err)
{
	enum mark mark = read_mark(bytes, size);
	size_t start = out->size;
	const char *made, *zero;
	int rc = ROTA_OK;

	if (size > marks[mark].size)
		rc = take(out, (const char *)bytes + marks[mark].size, size - marks[mark].size,
		          mark, asked, err);
	if (rc || out->size == start)
		return rc;
	made = out->bytes + start;
	zero = memchr(made, '\0', out->size - start);
	return zero ? refuse_zero(err, made, zero, asked) : ROTA_OK;
}
