/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/** Format into a field of the error, cut between characters, and made safe to print. */
ROTA_PRINTF(3, 0)
static void fill(char *field, size_t size, const char *fmt, va_list args)
{
	if (vsnprintf(field, size, fmt, args) < 0)
		field[0] = '\0';
	rota_text_make_printable(field);
}

ROTA_PRINTF(5, 0)
static void set(struct rota_error *err, enum rota_code code, const char *rule, const char *hint,
                const char *fmt, va_list args)
{
	if (!err)
		return;
	err->code = code;
	snprintf(err->rule, sizeof(err->rule), "%s", rule);
	snprintf(err->hint, sizeof(err->hint), "%s", hint ? hint : "");
	rota_text_make_printable(err->hint);
	fill(err->message, sizeof(err->message), fmt, args);
}

int rota_fail(struct rota_error *err, enum rota_code code, const char *hint, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set(err, code, "", hint, fmt, args);
	va_end(args);
	return (int)code;
}

int rota_refuse(struct rota_error *err, const char *rule, const char *hint, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set(err, ROTA_EINVALID, rule, hint, fmt, args);
	va_end(args);
	return ROTA_EINVALID;
}

void rota_error_hint(struct rota_error *err, const char *fmt, ...)
{
	va_list args;

	if (!err || !err->code)
		return;
	va_start(args, fmt);
	fill(err->hint, sizeof(err->hint), fmt, args);
	va_end(args);
}

void rota_error_context(struct rota_error *err, const char *fmt, ...)
{
	char fact[sizeof(err->message)];
	char message[sizeof(err->message)];
	va_list args;

	if (!err || !err->code)
		return;
	va_start(args, fmt);
	fill(fact, sizeof(fact), fmt, args);
	va_end(args);
	memcpy(message, err->message, sizeof(message));
	rota_text_join(err->message, sizeof(err->message), fact, ": ", message);
}

void rota_error_clear(struct rota_error *err)
{
	if (err)
		memset(err, 0, sizeof(*err));
}
