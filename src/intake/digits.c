/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/digits.h"

#include <string.h>

#include "base/messages.h"
#include "intake/shown.h"

static const char ascii_digits[] = "0123456789";

/** Digits with at most one point or comma among them, E, a sign or none, digits. */
static bool has_exponent(const char *text)
{
	const char *at = text + strspn(text, ascii_digits);

	if (at == text)
		return false;
	if (*at == '.' || *at == ',')
		at += 1 + strspn(at + 1, ascii_digits);
	if (*at != 'E' && *at != 'e')
		return false;
	at++;
	if (*at == '+' || *at == '-')
		at++;
	return *at && !at[strspn(at, ascii_digits)];
}

/** Step over a digit, ASCII or full-width (U+FF10 to U+FF19). @return it in ASCII, 0 for none. */
static char take_digit(const char **text)
{
	const char *at = *text;
	bool wide = strncmp(at, "\xEF\xBC", 2) == 0 && at[2] >= '\x90' && at[2] <= '\x99';

	if (wide) {
		*text += 3;
		return (char)('0' + (at[2] - '\x90'));
	}
	if (*at < '0' || *at > '9')
		return 0;
	*text += 1;
	return *at;
}

int rota_digits_clean(struct rota_buffer *out, const char *text, struct rota_error *err)
{
	const char *at = text + (*text == '\'');
	size_t start = out->size;
	char shown[ROTA_SHOWN_BYTES];

	if (has_exponent(at))
		return rota_refuse(err, "V50",
		                   _("set the column to Text in Excel and type the number again"),
		                   _("'%s' has an exponent: Excel has made a number of it"),
		                   rota_shown(shown, text));
	while (*at) {
		char digit = take_digit(&at);

		if (digit)
			rota_buffer_append(out, &digit, 1);
		else if (*at == ' ')
			at++;
		else
			break;
	}
	if (!*at)
		return rota_buffer_check(out, err);
	if (out->size > start)
		out->bytes[out->size = start] = '\0';
	return rota_refuse(err, "V51", _("write digits only"), _("'%s' holds more than digits"),
	                   rota_shown(shown, text));
}
