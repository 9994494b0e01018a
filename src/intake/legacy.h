/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What is left of Vietnamese text after a wrong encoding, cell by cell.
 *
 * TCVN3 (the fonts .VnTime, .VnArial ...) gives Latin letters and signs other
 * faces: 'NguyÔn V¨n A' is what everybody but the font sees of Nguyễn Văn A.
 * Nothing in a CSV file says so, and nearly every byte of it is valid, so it
 * can only be recognised by what never happens in Vietnamese words:
 *
 *     strong  ¨ © ª « ¬ soft hyphen µ ¶ · ¸ ¹ beside a letter (ă â ê ô ơ ư à ả ã á ạ);
 *             ® § ¡ ¢ £ ¤ ¥ ¦ before a letter (đ Đ Ă Â Ê Ô Ơ Ư)
 *     weak    a Latin-1 letter that Vietnamese does not have, beside a letter
 *             (Þ in 'ThÞ', å in 'Hång'), or an accented capital after a small
 *             letter (Ô in 'NguyÔn'); other old encodings do this too
 *
 * A cell that holds a letter beyond U+00FF is real Unicode and never suspect.
 * Texts are UTF-8 without U+0000, not yet cleaned: cleaning removes the soft
 * hyphen, and with it the 'ư' of 'Hưng Yên'. Any thread.
 *
 * @source domain.md 4.5 (the signs); TCVN 5712:1993, VN1, as glibc's TCVN5712-1 has it (the table).
 */
#ifndef INTAKE_LEGACY_H
#define INTAKE_LEGACY_H

#include "base/buffer.h"
#include "rota/error.h"

/** How much a text looks like TCVN3; each includes those after it. */
enum rota_legacy_look { ROTA_LEGACY_NONE, ROTA_LEGACY_WEAK, ROTA_LEGACY_STRONG };

enum rota_legacy_look rota_legacy_look(const char *text);

/**
 * Refuse a text that looks like TCVN3.
 * @param least  how much it must, WEAK or STRONG.
 * @return ROTA_OK; ROTA_EINVALID, rule V61, the way out is to ask for the conversion.
 */
int rota_legacy_check_tcvn3(const char *text, enum rota_legacy_look least, struct rota_error *err);

/**
 * Refuse a text that has lost letters when a program saved it: U+FFFD anywhere, or a '?' between
 * two letters ('Nguy?n') in a word that is no address (has none of / : = & @).
 * @return ROTA_OK; ROTA_EINVALID, rule V91.
 */
int rota_legacy_check_letters(const char *text, struct rota_error *err);

/**
 * Append a text with the characters U+0080 to U+00FF read as bytes of TCVN3; all others, and a
 * text that holds a letter beyond U+00FF, stay. 'H\u00ADng Y\u00AAn' becomes 'Hưng Yên'. Accents
 * that stand alone (0xB0 to 0xB4) become combining ones: clean the result.
 */
void rota_legacy_from_tcvn3(struct rota_buffer *out, const char *text);

#endif
