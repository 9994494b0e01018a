/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Marks for messages. `_()` translates now; `N_()` only marks a text in a
 * static table, which is translated where it is used.
 */
#ifndef BASE_MESSAGES_H
#define BASE_MESSAGES_H

#include "rota/language.h"

#define _(text) rota_message(text)
#define N_(text) text

#endif
