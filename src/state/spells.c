/* SPDX-License-Identifier: Apache-2.0 */
#include "state/spells.h"

#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "state/shown.h"
#include "store/index.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

int rota_world_spells_ever(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
			   struct rota_error *err)
{
	return rota_world_indexed(out, world, ROTA_INDEX_SPELL, cadre.bytes, sizeof(cadre.bytes),
				  err);
}

int rota_world_spells(struct rota_spells *out, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_spells_ever(&ids, world, cadre, err);

	*out = (struct rota_spells){ .count = 0 };
	if (rc || !ids.count)
		return rc;
	out->items = rota_arena_alloc(&world->scratch, ids.count * sizeof(*out->items));
	if (!out->items)
		return no_memory(err);
	for (size_t i = 0; !rc && i < ids.count && out->count <= ROTA_SPELLS_MAX; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (!rc && rota_id_compare(rota_spell_cadre(one), cadre) == 0)
			out->items[out->count++] = one;
	}
	return rc;
}

int rota_spells_read(struct rota_locality_facts *facts, struct rota_world *world,
		     const struct rota_spells *spells, struct rota_id cadre, struct rota_error *err)
{
	struct rota_spell *items =
		rota_arena_alloc(&world->scratch, (spells->count + 1) * sizeof(*items));

	if (!items)
		return no_memory(err);
	facts->spells = items;
	facts->spell_count = 0;
	for (size_t i = 0; i < spells->count; i++)
		if (rota_id_compare(rota_spell_cadre(spells->items[i]), cadre) == 0)
			rota_spell_read(&items[facts->spell_count++], spells->items[i]);
	return ROTA_OK;
}

static void write_field(struct rota_buffer *out, struct rota_world *world, const char *name,
			const struct rota_value *value)
{
	const struct rota_field *field = rota_kind_field(rota_kind_find("cadre.spell"), name);

	if (value)
		rota_write_value(out, world, field, value);
	else
		rota_buffer_puts(out, "?");
}

/** A day as people read it. */
static const char *day_shown(char out[ROTA_DAY_TEXT_BYTES], const struct rota_value *value)
{
	const char *text = rota_value_text(value);
	struct rota_day day = { 0 };

	if (text)
		rota_day_decode(&day, text, strlen(text), NULL);
	return rota_day_show(out, day);
}

void rota_spell_write_as(struct rota_buffer *out, struct rota_world *world,
			 const struct rota_spell_values *spell)
{
	char from[ROTA_DAY_TEXT_BYTES], to[ROTA_DAY_TEXT_BYTES];

	write_field(out, world, "what", spell->what);
	rota_buffer_puts(out, ", ");
	write_field(out, world, "place", spell->place);
	rota_buffer_puts(out, ", ");
	if (spell->to)
		rota_buffer_printf(out, _("from %s to before %s"), day_shown(from, spell->from),
				   day_shown(to, spell->to));
	else
		rota_buffer_printf(out, _("since %s"), day_shown(from, spell->from));
}

void rota_spell_write(struct rota_buffer *out, struct rota_world *world,
		      const struct rota_subject *spell)
{
	const struct rota_spell_values values = { rota_subject_value(spell, "what"),
						  rota_subject_value(spell, "place"),
						  rota_subject_value(spell, "from"),
						  rota_subject_value(spell, "to") };

	rota_spell_write_as(out, world, &values);
}
