/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/place_text.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ledger/letters.h"

/* Longer abbreviations before "t": "t.p." begins with "t.". */
static const struct rota_place_type types[] = {
	{ "xã", "xa", "x", "xa", ROTA_PLACE_COMMUNE },
	{ "phường", "phuong", "p", "phuong", ROTA_PLACE_COMMUNE },
	{ "thị trấn", "thi tran", "tt", "thi_tran", ROTA_PLACE_COMMUNE },
	{ "huyện", "huyen", "h", "huyen", ROTA_PLACE_DISTRICT },
	{ "thị xã", "thi xa", "tx", "thi_xa", ROTA_PLACE_DISTRICT },
	{ "thành phố", "thanh pho", "tp", "thanh_pho", ROTA_PLACE_DISTRICT | ROTA_PLACE_PROVINCE },
	{ "quận", "quan", "q", "quan", ROTA_PLACE_DISTRICT },
	{ "tỉnh", "tinh", "t", "tinh", ROTA_PLACE_PROVINCE },
};

enum { TYPES = sizeof(types) / sizeof(types[0]) };

/* --- the text ------------------------------------------------------------------------------- */

/** The size of a dash of any kind at the start of the text, or 0. */
static size_t dash_size(const char *text, size_t size)
{
	static const char *const dashes[] = { "-", "–", "—", "‐", "‑", "−" };

	for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++) {
		size_t length = strlen(dashes[i]);

		if (size >= length && memcmp(text, dashes[i], length) == 0)
			return length;
	}
	return 0;
}

/** One sign for all that separates, and one for all that is white. */
static char plain_sign(char c)
{
	if (c == '\n' || c == '\r' || c == ';')
		return ',';
	return c == '\t' ? ' ' : c;
}

/** Copy without brackets, with '-' for each dash and one space for several. @return the size. */
static size_t copy_plain(char *out, const char *text, size_t size)
{
	size_t written = 0;
	size_t depth = 0;
	size_t length;

	for (size_t i = 0; i < size; i += length ? length : 1) {
		char c = plain_sign(text[i]);

		length = c == '-' || c == '\xE2' ? dash_size(text + i, size - i) : 0;
		if (length)
			c = '-';
		depth += c == '(';
		if (!depth && c != ')' && !(c == ' ' && written && out[written - 1] == ' '))
			out[written++] = c;
		depth -= depth && c == ')';
	}
	return written;
}

/** Fold what is not in plain letters. @return the size; 0 when it cannot be read. */
static size_t fold_bytes(char *bytes, size_t size)
{
	struct rota_buffer folded = { .max_bytes = ROTA_PLACE_BYTES };
	size_t written = 0;

	if (!rota_text_fold(&folded, bytes, size, NULL) && folded.size) {
		memcpy(bytes, folded.bytes, folded.size);
		written = folded.size;
	}
	rota_buffer_clear(&folded);
	return written;
}

/* --- types ---------------------------------------------------------------------------------- */

static bool starts_with(const char *text, size_t size, const char *word)
{
	size_t length = strlen(word);

	return size > length && memcmp(text, word, length) == 0;
}

static bool is_filler(char c)
{
	return c == ' ' || c == '.' || c == ':';
}

/** Where the name begins behind a whole word; 0 when it does not begin the text. */
static size_t behind_word(const char *text, size_t size, const char *word)
{
	size_t at = strlen(word);

	if (!starts_with(text, size, word) || !is_filler(text[at]))
		return 0;
	while (at < size && is_filler(text[at]))
		at++;
	return at < size ? at : 0;
}

/** Where the name begins behind an abbreviation: "tp x", "tp.x", "t.p. x", "p12". */
static size_t behind_brief(const char *text, size_t size, const char *brief, bool dotted)
{
	size_t at = 0;
	bool dot = false;

	for (const char *letter = brief; *letter; letter++) {
		if (at >= size || text[at] != *letter)
			return 0;
		at++;
		dot = at < size && text[at] == '.';
		at += dot;
	}
	if (!dot && (dotted || at >= size ||
		     !(is_filler(text[at]) || (text[at] >= '0' && text[at] <= '9'))))
		return 0;
	while (at < size && is_filler(text[at]))
		at++;
	return at < size ? at : 0;
}

static const struct rota_place_type *find_type(const char *text, size_t size, bool dotted,
					       size_t *skip)
{
	for (size_t i = 0; i < TYPES; i++) {
		*skip = behind_word(text, size, types[i].word);
		if (!*skip)
			*skip = behind_brief(text, size, types[i].brief, dotted);
		if (*skip)
			return &types[i];
	}
	return NULL;
}

const struct rota_place_type *rota_place_loose_type(const char *text, size_t size, size_t *skip)
{
	for (size_t i = 0; i < TYPES; i++) {
		*skip = behind_word(text, size, types[i].loose);
		if (*skip)
			return &types[i];
	}
	return NULL;
}

/* --- elements ------------------------------------------------------------------------------- */

static bool is_trimmed(char c)
{
	return is_filler(c) || c == '"' || c == '\'';
}

static bool add_element(struct rota_place_text *out, const char *text, size_t size, bool dashed)
{
	struct rota_place_element *element = &out->elements[out->count];
	size_t skip;

	while (size && is_trimmed(text[size - 1]))
		size--;
	if (!size)
		return true;
	if (out->count == ROTA_PLACE_ELEMENTS)
		return false;
	*element = (struct rota_place_element){ .whole = text, .whole_size = size };
	element->type = find_type(text, size, false, &skip);
	element->name = text + skip;
	element->name_size = size - skip;
	element->dashed = dashed && out->count;
	out->count++;
	return true;
}

/** Where the word of a second type begins: "xã hồng nam huyện tiên lữ"; the size when nowhere. */
static size_t second_type(const char *text, size_t size)
{
	size_t skip;

	find_type(text, size, false, &skip);
	for (size_t i = skip + 1; i < size; i++)
		if (text[i - 1] == ' ' && find_type(text + i, size - i, true, &skip))
			return i;
	return size;
}

/** What stands between two separators: one element, or several with their types. */
static bool add_run(struct rota_place_text *out, const char *text, size_t size, bool dashed)
{
	size_t cut;

	for (; size && is_trimmed(*text); size--)
		text++;
	for (; size; size -= cut, text += cut) {
		cut = second_type(text, size);
		if (!add_element(out, text, cut, dashed))
			return false;
		dashed = false;
	}
	return true;
}

static bool add_elements(struct rota_place_text *out, size_t size)
{
	size_t start = 0;
	bool dashed = false;

	for (size_t i = 0; i <= size; i++) {
		if (i < size && out->bytes[i] != ',' && out->bytes[i] != '-')
			continue;
		if (!add_run(out, out->bytes + start, i - start, dashed))
			return false;
		dashed = i < size && out->bytes[i] == '-';
		start = i + 1;
	}
	return true;
}

bool rota_place_split(struct rota_place_text *out, const char *text, size_t size)
{
	size_t written;

	out->count = 0;
	if (size > ROTA_PLACE_BYTES)
		return false;
	written = copy_plain(out->bytes, text, size);
	if (!rota_letters_lower(out->bytes, written))
		written = fold_bytes(out->bytes, written);
	if (!add_elements(out, written))
		out->count = 0;
	return out->count > 0;
}
