/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Vietnamese text: valid, normalised, folded, ordered, measured.
 *
 * Names arrive in NFC and NFD, with two habits of placing the tone mark
 * (hoà, hòa), with i or y (Quí, Quý), with Đ as one of three look-alike
 * letters and with invisible characters. Stored text is *clean*; searches use
 * a *fold*; a list is ordered by a *collation key*. All Unicode work is
 * utf8proc's. No function keeps state; any thread may call any of them.
 * Functions that append leave the buffer as it was when the text is refused.
 *
 * text.c holds the plain work, fold.c the search keys, collate.c the order.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "rota/error.h"

/** Whether the bytes are well-formed UTF-8 (no surrogates, no overlong forms). U+0000 is allowed. */
bool rota_text_is_utf8(const void *bytes, size_t size);

/** Whether the bytes are stored text: UTF-8, NFC, and no control character
 *  (C0, DEL, C1, U+2028, U+2029, bidirectional controls U+202A-202E and U+2066-2069).
 *  Needs memory only for text with marks of its own or from beyond the Latin alphabet; when there
 *  is none, the answer is no. */
bool rota_text_is_clean(const void *bytes, size_t size);

/** Replace every control character (as above) and every byte that is not UTF-8 by '?', in place.
 *  An incomplete character at the end, left by a cut, is removed. The text never grows. */
void rota_text_make_printable(char *text);

/** `out` = a + between + b, cut between two characters where it does not fit in @p size bytes
 *  (with the NUL). `out` must not overlap the parts. */
void rota_text_join(char *out, size_t size, const char *a, const char *between, const char *b);

/**
 * Append @p text as it is to be stored: NFC; Ð (U+00D0) and Ɖ (U+0189) as Đ, ð and ɖ as đ; runs of
 * white space (tabs, line ends, NBSP and the like) as one space; zero-width characters, direction
 * marks, BOM and soft hyphens removed; spaces at both ends removed. What is appended is clean in
 * the sense of rota_text_is_clean() and does not change when it is cleaned again. A name with a
 * TCVN3 'ư' (a soft hyphen) must be converted before (intake's job).
 * @return ROTA_OK; ROTA_EINVALID when it is not UTF-8 or holds other control characters;
 *         ROTA_ENOMEM.
 */
int rota_text_clean(struct rota_buffer *out, const char *text, size_t size, struct rota_error *err);

/**
 * Append the search key: clean, lower case, NFC; one tone position (the tone of 'oà', 'oè', 'uỳ'
 * at the end of a syllable is put where 'òa', 'òe', 'ùy' have it; that of 'qúy' where 'quý' has
 * it); 'y' as 'i' where it is a syllable's only vowel letter and stands right after its first
 * consonant, one of h k l m s t or 'qu' ('kh', 'th' and the like are other consonants). Letters
 * keep their accents: 'Hoà' = 'hòa', 'Quý' = 'Quí', but 'Hòa' is not 'Hoa', nor 'Thy' 'Thi'.
 * @return as rota_text_clean().
 */
int rota_text_fold(struct rota_buffer *out, const char *text, size_t size, struct rota_error *err);

/**
 * Append the loose key, for suggestions and accent-insensitive search only: rota_text_fold(),
 * then no tones and no diacritics, đ as d: 'Đặng Thị Mỹ Hường' = 'dang thi mi huong'.
 * @return as rota_text_clean().
 */
int rota_text_fold_loose(struct rota_buffer *out, const char *text, size_t size,
                         struct rota_error *err);

/** Both keys, each appended to its buffer, for little more than one. @return as rota_text_clean(). */
int rota_text_fold_both(struct rota_buffer *out, struct rota_buffer *loose, const char *text,
                        size_t size, struct rota_error *err);

/** Whether two texts have one search key. What cannot be folded is like nothing. */
bool rota_text_alike(const char *a, const char *b);
/** The same of their loose keys. */
bool rota_text_alike_loosely(const char *a, const char *b);

/** How the words of a name are ordered. */
enum rota_text_order {
	ROTA_ORDER_TEXT,     /**< from the first word on: places, titles */
	ROTA_ORDER_PERSON    /**< given name (the last word), then the family name and so on */
};

/**
 * Append a key whose bytes compare with memcmp() as the words compare in a Vietnamese
 * dictionary: word by word, first the 33 letters (a ă â b c d đ e ê ... f j w z in their
 * Latin places), then tones (none, huyền, hỏi, ngã, sắc, nặng); when all words are equal, lower
 * before upper case. So all that begins with 'Hoa' stands before all that begins with 'Hòa'.
 * Signs are before digits, digits before letters, and a word before its continuations. No byte
 * of a key is 0, and no key is the beginning of another.
 * @return as rota_text_clean().
 * @source CLDR vi: `&̀<<̉<<̃<<́<<̣`. Word for word this is the order of ICU's "vi" collator, but
 *         for the order among signs (here by code point); ICU however compares the letters of a
 *         whole text before the first tone.
 */
int rota_text_collation_key(struct rota_buffer *out, const char *text, size_t size,
                            enum rota_text_order order, struct rota_error *err);

/** Columns on a terminal: combining marks 0, wide characters 2. Invalid bytes and control
 *  characters count 1 each, like the '?' that rota_text_make_printable() puts for them. */
size_t rota_text_width(const char *text, size_t size);

#endif
