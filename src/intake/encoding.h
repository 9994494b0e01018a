/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The bytes of a file as UTF-8.
 *
 * A file says its encoding by a byte order mark, or is UTF-8; everything else
 * must be said by the user, because a wrong guess gives names that look right.
 *
 *     asked    bytes begin with    read as
 *     -------  ------------------  -------------------------------------------
 *     (none)   UTF-8 mark, none    UTF-8
 *     (none)   UTF-16 mark         UTF-16 in that order
 *     utf-8    UTF-8 mark, none    UTF-8;  a UTF-16 mark is refused
 *     utf-16   UTF-16 mark         UTF-16 in that order;  a UTF-8 mark is refused
 *     utf-16   no mark             UTF-16, little end first (what Windows writes)
 *     tcvn3    any mark, or UTF-8  the same as (none): characters U+0080 to U+00FF are
 *                                  bytes of the font, cells are converted by legacy.h
 *     tcvn3    no mark, not UTF-8  each byte as the character of its number; as above
 *     cp1258   no mark             Windows-1258, by iconv;  a mark is refused
 *     viscii   no mark             VISCII, by iconv;  a mark is refused
 *
 * The result has no mark, is not normalised and contains no U+0000.
 * Any thread.
 */
#ifndef INTAKE_ENCODING_H
#define INTAKE_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "rota/error.h"

enum rota_encoding {
	ROTA_ENCODING_NONE, /**< the user said nothing */
	ROTA_ENCODING_UTF8,
	ROTA_ENCODING_UTF16,
	ROTA_ENCODING_TCVN3,
	ROTA_ENCODING_CP1258,
	ROTA_ENCODING_VISCII
};

/**
 * Find an encoding by the name that the option takes, in any case: utf-8 utf-16 tcvn3 cp1258
 * viscii.
 * @return ROTA_OK; ROTA_EINVALID with the list as the hint, then *out is ROTA_ENCODING_NONE.
 */
int rota_encoding_find(enum rota_encoding *out, const char *name, struct rota_error *err);

/**
 * Append the bytes as UTF-8, as in the table above.
 *
 * @param[out] out  at most three times as large as @p size.
 * @return ROTA_OK;
 *         ROTA_EINVALID  rule V91: a byte does not belong to the encoding, with its line and its
 *                        place on the line (both from 1; lines end with LF, CR or CR LF); a zero
 *                        byte (U+0000); a mark of another encoding than the one asked for;
 *         ROTA_EIO       iconv of this system lacks the encoding, or could not load it;
 *         ROTA_ENOMEM.
 */
int rota_encoding_decode(struct rota_buffer *out, const void *bytes, size_t size,
                         enum rota_encoding asked, struct rota_error *err);

/** Append each byte as the character of its number (ISO 8859-1). Always UTF-8. */
void rota_encoding_widen(struct rota_buffer *out, const void *bytes, size_t size);

/**
 * Whether bytes that are not UTF-8 are damaged UTF-8 (a file cut through or pasted together) rather
 * than text of an old encoding: they hold more characters of several bytes than stray bytes.
 */
bool rota_encoding_is_damaged_utf8(const void *bytes, size_t size);

#endif
