/* SPDX-License-Identifier: Apache-2.0 */
/** @file Bytes as lower-case hexadecimal digits and back. Any thread. */
#ifndef BASE_HEX_H
#define BASE_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

void rota_hex_encode(struct rota_buffer *out, const void *bytes, size_t size);

/** Read exactly @p digits digits, lower case, into @p digits / 2 bytes. @return false when they are not. */
bool rota_hex_decode(uint8_t *out, const char *hex, size_t digits);

#endif
