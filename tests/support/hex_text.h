/* SPDX-License-Identifier: Apache-2.0 */
/** @file Bytes as a table row shows them: hexadecimal digits, with spaces where they help. */
#ifndef TESTS_SUPPORT_HEX_TEXT_H
#define TESTS_SUPPORT_HEX_TEXT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/hex.h"

/** Append the bytes of "81 a161 01". */
static inline void append_hex(struct rota_buffer *out, const char *hex)
{
	for (uint8_t byte; *hex; hex += 2) {
		if (*hex == ' ')
			hex++;
		assert_true(rota_hex_decode(&byte, hex, 2));
		rota_buffer_append(out, &byte, 1);
	}
}

/** The bytes are those of "81 a161 01". */
static inline void assert_hex(const char *hex, const void *bytes, size_t size)
{
	struct rota_buffer wanted = { 0 }, wanted_text = { 0 }, text = { 0 };

	append_hex(&wanted, hex);
	rota_hex_encode(&wanted_text, wanted.bytes, wanted.size);
	rota_hex_encode(&text, bytes, size);
	assert_string_equal(rota_buffer_text(&wanted_text), rota_buffer_text(&text));
	rota_buffer_clear(&wanted);
	rota_buffer_clear(&wanted_text);
	rota_buffer_clear(&text);
}

#endif
