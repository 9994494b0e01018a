/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Text taken apart into code points, and put together again: the ground under
 * text.c, fold.c and collate.c, and of no use outside this room.
 *
 * Apart means NFD: 'ậ' is a, dot below (U+0323), circumflex (U+0302), in the
 * canonical order of marks. Together means NFC.
 */
#ifndef BASE_CODEPOINTS_H
#define BASE_CODEPOINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/error.h"

/** The caller's; all-zero is empty. Entries may be changed, moved and dropped in place. */
struct rota_codepoints {
	int32_t *at; /**< with room for one more than count */
	size_t count;
};

/** Take apart. The text must be UTF-8. @return ROTA_OK; ROTA_ENOMEM, then *out is empty. */
int rota_codepoints_split(struct rota_codepoints *out, const char *text, size_t size,
			  struct rota_error *err);

/** Append them, put together, and leave them empty. @return ROTA_OK; ROTA_ENOMEM. */
int rota_codepoints_join(struct rota_buffer *out, struct rota_codepoints *points,
			 struct rota_error *err);

void rota_codepoints_clear(struct rota_codepoints *points);

bool rota_codepoint_is_mark(int32_t c);   /**< put on the character before it */
bool rota_codepoint_is_letter(int32_t c); /**< of any alphabet */

/** The number of a Vietnamese tone mark in the order of the alphabet: 1 huyền, 2 hỏi, 3 ngã,
 *  4 sắc, 5 nặng; 0 for any other code point. */
int rota_codepoint_tone(int32_t c);

#endif
