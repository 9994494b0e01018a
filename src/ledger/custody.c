/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/custody.h"

#include <string.h>

#include "rota/day.h"

const struct rota_custody_span *rota_custody_on(const struct rota_custody_spans *spans, int32_t day)
{
	for (size_t i = 0; i < spans->count; i++)
		if (spans->items[i].from <= day && day < spans->items[i].to)
			return &spans->items[i];
	return NULL;
}

enum rota_custody rota_custody_find(const struct rota_custody_spans *spans,
				    const struct rota_gazetteer *gazetteer,
				    const struct rota_unit *unit, int32_t day, int32_t decided)
{
	enum rota_custody found = ROTA_CUSTODY_OTHER;

	for (size_t i = spans->count; i-- > 0;) {
		const struct rota_custody_span *span = &spans->items[i];
		const struct rota_unit *scope = rota_gazetteer_unit(gazetteer, span->scope);

		if (!scope || !rota_gazetteer_inside(gazetteer, unit, scope, day))
			continue;
		if (span->to == ROTA_DAY_NEVER)
			return ROTA_CUSTODY_OWN;
		if (decided < span->to)
			return ROTA_CUSTODY_BEFORE;
		found = ROTA_CUSTODY_AFTER;
	}
	return found;
}

/** The first day on which one of the papers may have been signed, the latest of them. */
static int32_t signed_on(const struct rota_entry *entry)
{
	const struct rota_value *docs = entry->docs;
	int32_t latest = ROTA_DAY_ALWAYS;

	for (size_t i = 0; docs && docs->type == ROTA_LIST && i < docs->as.list.count; i++) {
		const char *text = rota_value_text(rota_map_get(&docs->as.list.items[i], "signed"));
		struct rota_day day;

		if (text && rota_day_decode(&day, text, strlen(text), NULL) == ROTA_OK &&
		    !rota_day_is_none(day) && rota_day_first(day) > latest)
			latest = rota_day_first(day);
	}
	return latest;
}

int32_t rota_custody_decided(const struct rota_entry *entry, int32_t day)
{
	int32_t decided = signed_on(entry);

	if (decided == ROTA_DAY_ALWAYS && !entry->has_on)
		decided = rota_day_first(rota_day_of_instant(rota_clock_ms(entry->clock)));
	return day != ROTA_DAY_NEVER && day > decided ? day : decided;
}
