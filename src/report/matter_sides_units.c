/* SPDX-License-Identifier: Apache-2.0 */
/* The sides of matters that come from units, from days that an office has spoken of, and from the
 * logs themselves. */
#include <string.h>

#include "base/messages.h"
#include "naming/matter_text.h"
#include "report/history.h"
#include "report/look.h"
#include "report/matter_sides.h"
#include "state/flip.h"
#include "state/nil.h"
#include "state/unclear.h"

/** Below the rows. */
#define NOTE(showing, text) rota_fill_note(&(showing)->answer->filling, "%s", (text))

/* --- a locality that changes with the units --------------------------------------------------- */

/** What he is by the units of the day of his appointment, with the origin that decides. */
static void show_before(const struct rota_showing *showing, const struct rota_flip *flip,
			const struct rota_posting *posting, const struct rota_subject *cadre)
{
	const char *name = flip->decided.basis == ROTA_BASIS_BIRTH ? "birth_place" : "native";
	const struct rota_field *field = rota_kind_field(rota_kind_find("cadre.create"), name);
	const struct rota_subject_field *fact = rota_subject_get(cadre, name);
	struct rota_matter_side side = { .from = posting->from,
					 .to = flip->from,
					 .by = fact && fact->by ? fact->by : cadre->created };

	rota_buffer_printf(&side.what, "%s", rota_locality_shown(flip->before));
	if (fact) {
		rota_buffer_printf(&side.what, "; %s: ", rota_field_caption(field));
		rota_write_value(&side.what, showing->world, field, &fact->value);
	}
	rota_matter_fill_side(showing, &side);
}

/** What he is since a succession, which the entry tells. */
static int show_since(const struct rota_showing *showing, const struct rota_flip *flip,
		      const struct rota_succession *succession, struct rota_error *err)
{
	struct rota_matter_side side = { .from = flip->from, .to = showing->matter->to };
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, showing->world, succession->id, err);

	if (rc || !subject->created)
		return rc;
	side.by = subject->created;
	rota_buffer_printf(&side.what, "%s; ", rota_locality_shown(flip->now));
	rota_history_write(&side.what, showing->world, &subject->created->entry);
	rota_matter_fill_side(showing, &side);
	return ROTA_OK;
}

static int show_sinces(const struct rota_showing *showing, const struct rota_flip *flip,
		       const struct rota_posting *posting, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &showing->world->gazetteer;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < gazetteer->succession_count; i++) {
		const struct rota_succession *one = &gazetteer->successions[i];

		if (one->on == flip->from && rota_succession_touches(one, posting->unit))
			rc = show_since(showing, flip, one, err);
	}
	return rc;
}

static int show_flip(const struct rota_showing *showing, struct rota_error *err)
{
	struct rota_world *world = showing->world;
	const struct rota_policy_view *policy;
	struct rota_policies policies;
	struct rota_subject *subject, *cadre;
	struct rota_posting posting;
	struct rota_flip flip;
	bool changes;
	int rc = rota_world_policies(&policies, world, &world->scratch, err);

	if (!rc)
		rc = rota_world_subject(&subject, world, showing->matter->subjects[0], err);
	if (!rc)
		rc = rota_world_flip(&flip, &changes, world, showing->matter->subjects[0],
				     &policies, err);
	if (rc || !changes || !rota_posting_read(&posting, subject))
		return rc;
	rc = rota_world_subject(&cadre, world, posting.cadre, err);
	if (rc)
		return rc;
	show_before(showing, &flip, &posting, cadre);
	rc = show_sinces(showing, &flip, &posting, err);
	policy = rota_policies_on(&policies, world->today_number);
	if (!showing->answer->filling.raw)
		NOTE(showing,
		     policy->locality.geography == ROTA_GEOGRAPHY_REPORT
			     ? _("the policy takes the units of the day of the report: the totals "
				 "have changed with the units")
			     : _("the policy takes the units of the day of the appointment: the "
				 "totals have not changed, and would with those of the report"));
	return rc;
}

/* --- a nil return ----------------------------------------------------------------------------- */

static void show_nil_return(const struct rota_showing *showing, const struct rota_nil_return *nil)
{
	struct rota_matter_side side = {
		.way = "nil", .from = nil->from, .to = nil->to, .by = nil->subject->created
	};

	rota_buffer_puts(&side.what, rota_matter_subject_shown(showing->world, nil->subject->id));
	rota_matter_fill_side(showing, &side);
}

static int show_nil(const struct rota_showing *showing, struct rota_error *err)
{
	struct rota_world *world = showing->world;
	struct rota_nil_return nil;
	struct rota_nil_rows rows;
	char day[ROTA_DAY_TEXT_BYTES];
	bool counts;
	int rc = rota_world_nil(&nil, &rows, &counts, world, showing->matter->subjects[0], err);

	if (rc || !counts)
		return rc;
	show_nil_return(showing, &nil);
	for (size_t i = 0; i < rows.count; i++) {
		const struct rota_revision *by =
			rota_nil_contradiction(&nil, rows.items[i], &world->gazetteer);

		if (by)
			rota_matter_show_entry(showing, by, rota_matter_side_from(by), "entries");
	}
	if (rota_office_writes(world->office, nil.writer) && !showing->answer->filling.raw)
		rota_fill_note(&showing->answer->filling,
			       _("if something did change, take the statement back: rota nil --to "
				 "%s --undo --why \"…\""),
			       rota_day_show(day, rota_day_from_number(nil.to)));
	return ROTA_OK;
}

/* --- a log ------------------------------------------------------------------------------------ */

/** When they were recorded is what is wrong. */
static int show_clock(const struct rota_showing *showing, struct rota_error *err)
{
	int rc = rota_matter_show_entries(showing, err);

	if (!rc && !showing->answer->filling.raw)
		NOTE(showing, _("set the clock of that machine right; entries count by the days on "
				"their decisions, whatever it says"));
	return rc;
}

static int show_fork(const struct rota_showing *showing, struct rota_error *err)
{
	int rc = rota_matter_show_entries(showing, err);

	if (rc || showing->answer->filling.raw)
		return rc;
	NOTE(showing, _("two machines have written with one key, or an old copy of the folder was "
			"taken back: from this entry on both have something else"));
	NOTE(showing, _("what came first counts, as it stands here; the rest is kept as evidence. "
			"Find the other folder, put it away, and record again what is only there"));
	return rc;
}

/** The enrolments by which a unit is two offices'. */
static int show_shared(const struct rota_showing *showing, struct rota_error *err)
{
	int rc = rota_matter_show_entries(showing, err);

	if (!rc && !showing->answer->filling.raw && showing->world->office->is_province)
		NOTE(showing,
		     _("it closes when one office alone keeps the unit: rota rescope OFFICE "
		       "--scope UNIT --from DAY"));
	return rc;
}

/* --- an origin -------------------------------------------------------------------------------- */

/** What code and text of a place are, each by the entry that gives them. */
static void show_place(const struct rota_showing *showing, const struct rota_subject_field *field)
{
	static const char *const ways[] = { "code", "name" };
	const struct rota_gazetteer *gazetteer = &showing->world->gazetteer;
	const struct rota_national_unit *listed[2];
	struct rota_origin origin;

	rota_origin_read(&origin, &field->value);
	if (!rota_place_is_unclear(&origin, gazetteer, showing->world->national) ||
	    !rota_place_is_two(&listed[1], &origin, showing->world->national))
		return;
	listed[0] = rota_national_find(origin.code);
	for (size_t i = 0; i < 2; i++) {
		struct rota_matter_side side = { .way = ways[i],
						 .from = ROTA_DAY_ALWAYS,
						 .to = ROTA_DAY_NEVER,
						 .by = field->by };

		rota_buffer_printf(&side.what, "%s (%s)", listed[i]->name, listed[i]->code);
		if (i)
			rota_buffer_printf(&side.what, ": %s", origin.text);
		rota_matter_fill_side(showing, &side);
	}
}

static int show_unclear(const struct rota_showing *showing, struct rota_error *err)
{
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, showing->world, showing->matter->subjects[0], err);

	if (!rc)
		rc = rota_world_national(showing->world, err);
	for (size_t i = 0; !rc && i < cadre->field_count; i++)
		if (strcmp(cadre->fields[i].name, "native") == 0 ||
		    strcmp(cadre->fields[i].name, "birth_place") == 0)
			show_place(showing, &cadre->fields[i]);
	if (!rc && !showing->answer->filling.raw)
		NOTE(showing, _("the code counts until the office mends the record: rota cadre "
				"change"));
	return rc;
}

/* --- which kind ------------------------------------------------------------------------------ */

int rota_matter_show_of_units(const struct rota_showing *showing, bool *done,
			      struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;

	*done = true;
	if (matter->subject_count)
		switch (matter->type) {
		case ROTA_MATTER_LOCALITY_FLIPS:
			return show_flip(showing, err);
		case ROTA_MATTER_CLOCK:
			return show_clock(showing, err);
		case ROTA_MATTER_UNIT_UNCLEAR:
			return show_unclear(showing, err);
		case ROTA_MATTER_CUSTODY:
			return show_shared(showing, err);
		case ROTA_MATTER_FORK:
			return show_fork(showing, err);
		case ROTA_MATTER_NIL_CONTRADICTED:
			return show_nil(showing, err);
		default:
			break;
		}
	*done = false;
	return ROTA_OK;
}
