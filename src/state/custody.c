/* SPDX-License-Identifier: Apache-2.0 */
#include "state/custody.h"

#include <string.h>

#include "base/messages.h"
#include "state/dispose.h"
#include "state/shown.h"

/** Whether anything was ever handed over; most offices never ask for more. */
static int any_handed(bool *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_RESCOPE, err);

	*out = ids.count > 0;
	return rc;
}

int rota_world_handed(const struct rota_enrolled_writer **out, struct rota_world *world,
		      struct rota_error *err)
{
	const struct rota_writers *writers;
	bool any = false;
	int rc = world->office->is_province ? ROTA_OK : any_handed(&any, world, err);

	*out = NULL;
	if (rc || !any)
		return rc;
	rc = rota_world_writers(&writers, world, err);
	if (!rc)
		*out = rota_writers_find(writers, world->office->own);
	if (*out && (*out)->kept.count < 2)
		*out = NULL;
	return rc;
}

/* --- who keeps a unit ------------------------------------------------------------------------ */

bool rota_writer_keeps(const struct rota_world *world, const struct rota_enrolled_writer *writer,
		       const struct rota_unit *unit)
{
	const struct rota_unit *scope = rota_gazetteer_unit(&world->gazetteer, writer->scope);

	return scope && strcmp(writer->role, "read") != 0 &&
	       rota_gazetteer_inside(&world->gazetteer, unit, scope, world->today_number);
}

int rota_world_keeper(const char **out, struct rota_world *world, const struct rota_unit *unit,
		      struct rota_error *err)
{
	const struct rota_unit *around = NULL;
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);

	*out = "";
	for (size_t i = 0; !rc && i < writers->count; i++) {
		const struct rota_enrolled_writer *one = &writers->items[i];
		const struct rota_unit *scope = rota_gazetteer_unit(&world->gazetteer, one->scope);

		/* the province, which keeps all, stands back behind any other */
		if (!rota_writer_keeps(world, one, unit) ||
		    (around && around->level >= scope->level))
			continue;
		*out = one->name;
		around = scope;
	}
	return rc;
}

/* --- what is not recorded any more ----------------------------------------------------------- */

/** The last day on which this office gave up a scope around the unit. */
static int32_t handed_on(const struct rota_world *world, const struct rota_enrolled_writer *own,
			 const struct rota_unit *unit, int32_t day)
{
	int32_t latest = ROTA_DAY_ALWAYS;

	for (size_t i = 0; i < own->kept.count; i++) {
		const struct rota_custody_span *span = &own->kept.items[i];
		const struct rota_unit *scope = rota_gazetteer_unit(&world->gazetteer, span->scope);

		if (scope && span->to != ROTA_DAY_NEVER &&
		    rota_gazetteer_inside(&world->gazetteer, unit, scope, day))
			latest = span->to;
	}
	return latest;
}

static int refuse(struct rota_world *world, const struct rota_enrolled_writer *own,
		  const struct rota_entry *entry, struct rota_error *err)
{
	char day[ROTA_DAY_TEXT_BYTES];
	const struct rota_unit *unit;
	const char *keeper;
	struct rota_id id;
	int32_t on;
	int rc = rota_entry_unit(&id, &on, world, entry, err);

	unit = rc ? NULL : rota_gazetteer_unit(&world->gazetteer, id);
	if (!rc && unit)
		rc = rota_world_keeper(&keeper, world, unit, err);
	if (rc || !unit)
		return rc;
	rota_day_shown(day, handed_on(world, own, unit, on));
	rota_refuse(
		err, "V08", NULL,
		_("'%s' was handed over on %s: what is decided from that day on is not recorded "
		  "here"),
		rota_unit_show(world, unit, on), day);
	rota_error_hint(err,
			_("%s keeps it now: send the paper there; what was signed and took effect "
			  "before that day is still recorded here"),
			keeper);
	return ROTA_EINVALID;
}

int rota_judge_kept(struct rota_world *world, const struct rota_entry *entry,
		    struct rota_error *err)
{
	const struct rota_enrolled_writer *own;
	enum rota_custody custody = ROTA_CUSTODY_OWN;
	int rc = rota_world_handed(&own, world, err);

	if (!rc && own)
		rc = rota_entry_custody(&custody, world, entry, own, err);
	return rc || custody != ROTA_CUSTODY_AFTER ? rc : refuse(world, own, entry, err);
}

/* --- what was kept before -------------------------------------------------------------------- */

int rota_find_handed(size_t *count, struct rota_unit_match *matches, size_t room,
		     struct rota_world *world, const char *typed, int32_t day,
		     struct rota_error *err)
{
	const struct rota_enrolled_writer *own;
	int rc = rota_world_handed(&own, world, err);

	*count = 0;
	for (size_t i = 0; !rc && own && !*count && i < own->kept.count; i++) {
		const struct rota_unit *scope =
			rota_gazetteer_unit(&world->gazetteer, own->kept.items[i].scope);

		if (scope && scope != world->scope)
			*count = rota_gazetteer_find(&world->gazetteer, typed, day,
						     ROTA_LEVEL_COMMUNE, scope, matches, room);
	}
	return rc;
}

/* --- for people ------------------------------------------------------------------------------ */

static void write_scope(struct rota_buffer *out, struct rota_world *world, struct rota_id scope,
			int32_t day)
{
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, scope);

	if (unit)
		rota_buffer_printf(out, "%s (%s)", rota_unit_show(world, unit, day),
				   rota_unit_near(unit, day)->code);
	else
		rota_buffer_puts(out, rota_id_is_zero(scope) ? _("only reads") : "?");
}

int rota_write_handed(struct rota_buffer *out, struct rota_world *world, struct rota_error *err)
{
	const struct rota_enrolled_writer *own;
	const struct rota_custody_span *last;
	const char *keeper = "";
	char day[ROTA_DAY_TEXT_BYTES];
	bool now, reads;
	int rc = rota_world_handed(&own, world, err);

	if (rc || !own)
		return rc;
	last = &own->kept.items[own->kept.count - 1];
	now = last->from <= world->today_number;
	reads = rota_id_is_zero(last->scope);
	rota_day_shown(day, last->from);
	if (reads && now && world->scope)
		rc = rota_world_keeper(&keeper, world, world->scope, err);
	if (reads && *keeper)
		rota_buffer_printf(out,
				   _("from %s on this office only reads: what is decided from that "
				     "day on is recorded by %s"),
				   day, keeper);
	else if (reads)
		rota_buffer_printf(out, _("from %s on this office only reads"), day);
	else {
		rota_buffer_printf(out, _("from %s on this office keeps "), day);
		write_scope(out, world, last->scope, world->today_number);
	}
	return rc;
}

void rota_write_scopes(struct rota_buffer *out, struct rota_world *world,
		       const struct rota_enrolled_writer *writer)
{
	int32_t today = world->today_number;
	char day[ROTA_DAY_TEXT_BYTES];

	for (size_t i = 0; i < writer->kept.count; i++) {
		const struct rota_custody_span *span = &writer->kept.items[i];

		if (out->size)
			rota_buffer_puts(out, "; ");
		if (span->from > ROTA_DAY_ALWAYS)
			rota_buffer_printf(out, _("from %s: "), rota_day_shown(day, span->from));
		write_scope(out, world, span->scope, today);
	}
}
