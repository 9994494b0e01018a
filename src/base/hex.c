/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hex.h"

void rota_hex_encode(struct rota_buffer *out, const void *bytes, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *at = bytes;

	for (size_t i = 0; i < size; i++) {
		const char pair[2] = { digits[at[i] >> 4], digits[at[i] & 15] };

		rota_buffer_append(out, pair, 2);
	}
}

static int digit_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	return -1;
}

bool rota_hex_decode(uint8_t *out, const char *hex, size_t digits)
{
	if (digits % 2)
		return false;
	for (size_t i = 0; i < digits / 2; i++) {
		int high = digit_value(hex[2 * i]);
		int low = digit_value(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}
