/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * UTF-8 for a terminal: sound or not, how wide, safe to print, broken over lines.
 *
 * Decoding is done here and not by the C library, so that it does not depend on
 * the locales of the machine. Constant; any thread.
 */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/** The character at @p at and its size in bytes; 0 where it is not UTF-8 (surrogates, overlong
 *  forms and beyond U+10FFFF too). A NUL is a character of one byte. */
size_t cli_text_next(const char *at, uint32_t *point);

bool cli_text_is_utf8(const char *text);

/** Whether it holds a control character: C0, DEL, C1, U+2028, U+2029, U+202A-202E, U+2066-2069. */
bool cli_text_has_control(const char *text);

/** Replace control characters (as above) and bytes that are not UTF-8 by '?', in place. */
void cli_text_make_printable(char *text);

/** Write the word ủy as it is written in @p tone, "ủy" or "uỷ", in place: where it stands beside
 *  another word (Huyện ủy, Ủy ban), in any case; nothing else. NULL leaves all as it is. */
void cli_text_set_tone(char *text, const char *tone);

/** Columns on a terminal: combining marks 0, wide characters 2, invalid bytes 1 each. */
size_t cli_text_width(const char *text);

/** The greatest number of bytes, at a character's end, that are at most @p columns wide. */
size_t cli_text_fit(const char *text, size_t columns);

/**
 * Write a text so that no line is longer than @p width where its words allow it; ends with a
 * newline. Lines of a paragraph are joined; a blank line stays; a line that begins with a space
 * is written as it stands.
 *
 * @param column  where the cursor stands already (0: at the beginning of a line).
 * @param indent  columns before every line of the text.
 */
void cli_wrap(FILE *out, const char *text, size_t column, size_t indent, size_t width);

#endif
