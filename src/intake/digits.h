/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Cells that hold digits and must not be numbers: personal numbers, codes.
 * They begin with zeros, and spreadsheets make numbers of them. Any thread.
 */
#ifndef INTAKE_DIGITS_H
#define INTAKE_DIGITS_H

#include <stddef.h>

#include "base/buffer.h"
#include "rota/error.h"

/**
 * Append the digits of a cell (rule V51): full-width digits as ASCII, spaces removed, and the
 * apostrophe in front by which Excel marks text. An empty cell gives nothing.
 *
 * @param text  clean (rota_text_clean()), so that spaces of all kinds are U+0020 already.
 * @return ROTA_OK;
 *         ROTA_EINVALID  rule V50: a number with an exponent, '3.3075E+10' or '3,3E10': digits are
 *                        lost for good; rule V51: anything else that is no digit;
 *                        nothing is appended then;
 *         ROTA_ENOMEM.
 */
int rota_digits_clean(struct rota_buffer *out, const char *text, struct rota_error *err);

#endif
