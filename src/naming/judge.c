/* SPDX-License-Identifier: Apache-2.0 */
#include "naming/judge.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/messages.h"
#include "base/text.h"

ROTA_PRINTF(5, 0)
static void add(struct rota_findings *findings, const char *rule, bool asks, const char *hint,
                const char *fmt, va_list args)
{
	struct rota_warning *one;

	if (findings->count == ROTA_WARNINGS_MAX)
		return;
	one = &findings->items[findings->count++];
	one->asks = asks;
	snprintf(one->rule, sizeof(one->rule), "%s", rule);
	snprintf(one->hint, sizeof(one->hint), "%s", hint ? hint : "");
	vsnprintf(one->message, sizeof(one->message), fmt, args);
	rota_text_make_printable(one->message);
	rota_text_make_printable(one->hint);
}

void rota_findings_add(struct rota_findings *findings, const char *rule, const char *hint,
                       const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(findings, rule, true, hint, fmt, args);
	va_end(args);
}

void rota_findings_flag(struct rota_findings *findings, const char *rule, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(findings, rule, false, NULL, fmt, args);
	va_end(args);
}

bool rota_findings_ask(const struct rota_findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		if (findings->items[i].asks)
			return true;
	return false;
}

int rota_findings_settle(const struct rota_findings *findings, const char *why,
                         struct rota_error *err)
{
	const struct rota_warning *first = findings->items;
	const struct rota_warning *end = findings->items + findings->count;

	while (first < end && !first->asks)
		first++;
	if (first == end || (why && *why))
		return ROTA_OK;
	rota_refuse(err, first->rule, first->hint, "%s", first->message);
	if (err) {
		err->code = ROTA_EREASON;
		if (!first->hint[0])
			rota_error_hint(err, "%s", _("if it is right all the same, say why: --why"));
	}
	return ROTA_EREASON;
}
