/* SPDX-License-Identifier: Apache-2.0 */
#include "office/look.h"

#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "codec/json.h"
#include "office/act.h"

int rota_look_close(struct rota_world *world, const struct rota_filling *filling, int rc,
		    struct rota_error *err)
{
	if (!rc)
		rc = rota_fill_check(filling, err);
	return rota_world_close(world, rc, err);
}

int rota_look_day(int32_t *out, const struct rota_world *world, const char *typed,
		  struct rota_error *err)
{
	struct rota_day day = world->today;
	int rc = typed ? rota_resolve_day(&day, typed, "--as-of", err) : ROTA_OK;

	*out = rc ? 0 : rota_day_first(day);
	return rc;
}

void rota_write_masked(struct rota_buffer *out, const char *digits)
{
	size_t size = strlen(digits);

	if (size < 8)
		rota_buffer_puts(out, "•••");
	else
		rota_buffer_printf(out, "%.3s•••••%s", digits, digits + size - 4);
}

void rota_write_value(struct rota_buffer *out, struct rota_world *world,
		      const struct rota_field *field, const struct rota_value *value)
{
	const struct rota_word *word =
		field && field->words ? rota_word_find(field->words, rota_value_text(value)) : NULL;
	const char *text = rota_value_text(value);
	char day[ROTA_DAY_TEXT_BYTES];
	struct rota_day read;
	struct rota_id id;

	if (word) {
		rota_buffer_puts(out, rota_word_show(word));
	} else if (field && field->type == ROTA_TYPE_DIGITS && field->limit >= 9 && text) {
		rota_write_masked(out, text);
	} else if (field && field->type == ROTA_TYPE_DAY && text &&
		   !rota_day_decode(&read, text, strlen(text), NULL)) {
		rota_buffer_puts(out, rota_day_show(day, read));
	} else if (field && field->type == ROTA_TYPE_ENTRY && rota_id_from_value(&id, value)) {
		rota_buffer_printf(out, "%llu", (unsigned long long)rota_id_number(id));
	} else if (field && field->ref == ROTA_ENTITY_UNIT && rota_id_from_value(&id, value)) {
		const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, id);

		rota_buffer_puts(out,
				 unit ? rota_unit_show(world, unit, world->today_number) : "?");
	} else if (field && field->ref == ROTA_ENTITY_CADRE && rota_id_from_value(&id, value)) {
		struct rota_subject *cadre;

		rota_buffer_puts(out, rota_world_subject(&cadre, world, id, NULL)
					      ? "?"
					      : rota_cadre_show(world, cadre));
	} else if (text) {
		rota_buffer_puts(out, text);
	} else if (value->type == ROTA_BOOL) {
		rota_buffer_puts(out, value->as.truth ? _("yes") : _("no"));
	} else if (value->type == ROTA_LIST && field && field->words) {
		for (size_t i = 0; i < value->as.list.count; i++) {
			rota_buffer_puts(out, i ? ", " : "");
			rota_write_value(out, world, field, &value->as.list.items[i]);
		}
	} else if (rota_value_text(rota_map_get(value, "text"))) { /* a place, as on the paper */
		rota_buffer_puts(out, rota_value_text(rota_map_get(value, "text")));
	} else if (value->type == ROTA_NIL) {
		rota_buffer_puts(out, "–");
	} else if (value->type == ROTA_BIN) {
		rota_hex_encode(out, value->as.bin.bytes, value->as.bin.size);
	} else {
		rota_json_write(out, value, NULL);
	}
}
