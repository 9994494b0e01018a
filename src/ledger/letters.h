/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Quick ways through base/text.h for names in composed Vietnamese letters,
 * which nearly all are: a list of ten thousand names is made ready by them in a
 * few milliseconds. Each gives what base/text.h gives, or says that it cannot.
 * No state; any thread.
 */
#ifndef LEDGER_LETTERS_H
#define LEDGER_LETTERS_H

#include <stdbool.h>
#include <stddef.h>

/** Bring composed Vietnamese letters to lower case in place; no byte more or less. @return false
 *  when there are other signs beyond ASCII, which stay as they are. */
bool rota_letters_lower(char *text, size_t size);

/** Whether rota_text_fold() can change a text that rota_letters_lower() has brought to lower case:
 *  it has an o before an accent, or a y behind one of h k l m s t u or an accent. */
bool rota_letters_fold(const char *text, size_t size);

/**
 * Write a text in lower case as rota_text_fold_loose() does.
 * @param room  of @p out, which may not overlap @p text.
 * @return the size; 0 when it does not fit, is empty or not UTF-8, or memory runs out.
 */
size_t rota_letters_loosen(char *out, size_t room, const char *text, size_t size);

#endif
