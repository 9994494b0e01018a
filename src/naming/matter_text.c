/* SPDX-License-Identifier: Apache-2.0 */
#include "naming/matter_text.h"

#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "ledger/locality.h"
#include "naming/resolve.h"
#include "state/named.h"
#include "state/shown.h"
#include "state/told.h"

static const char *nil_shown(struct rota_world *world, const struct rota_subject *nil)
{
	char first[ROTA_DAY_TEXT_BYTES], last[ROTA_DAY_TEXT_BYTES], text[128];

	snprintf(text, sizeof(text), _("no change from %s until before %s"),
		 rota_day_show(first, rota_subject_day(nil, "from")),
		 rota_day_show(last, rota_subject_day(nil, "to")));
	return rota_arena_copy(&world->scratch, text, strlen(text));
}

/** What is neither a cadre nor a posting. */
static const char *other_shown(struct rota_world *world, const struct rota_subject *subject)
{
	const char *shown = subject->type == ROTA_ENTITY_NIL_RETURN ? nil_shown(world, subject)
			    : subject->type == ROTA_ENTITY_WRITER
				    ? rota_subject_text(subject, "name")
				    : "";

	return shown ? shown : "";
}

static const char *cadre_shown(struct rota_world *world, struct rota_id id)
{
	const struct rota_told_cadre *told;
	struct rota_subject *cadre;

	if (!rota_world_subject(&cadre, world, id, NULL) && cadre->created)
		return rota_cadre_show(world, cadre);
	if (!rota_world_told(&told, world, id, NULL) && told)
		return rota_cadre_show_as(world, told->name, told->born);
	return _("(not known here)");
}

/** What does not count has no fields: the entry itself says whom it is about. */
static const char *proposed_shown(struct rota_world *world, struct rota_id id)
{
	struct rota_entry entry;
	struct rota_id cadre;
	const char *name;

	if (rota_world_entry(&entry, world, id, NULL))
		return "";
	if (rota_id_from_value(&cadre, rota_map_get(entry.body, "cadre")))
		return cadre_shown(world, cadre);
	name = rota_value_text(rota_map_get(entry.body, "name"));
	return name ? name : "";
}

const char *rota_matter_subject_shown(struct rota_world *world, struct rota_id id)
{
	struct rota_subject *subject;
	struct rota_posting posting;

	if (rota_world_subject(&subject, world, id, NULL))
		return cadre_shown(world, id);
	if (!subject->created) {
		const char *proposed = proposed_shown(world, id);

		return *proposed ? proposed : cadre_shown(world, id);
	}
	if (subject->type == ROTA_ENTITY_CADRE)
		return rota_cadre_show(world, subject);
	if (subject->type == ROTA_ENTITY_SPELL)
		return cadre_shown(world, rota_spell_cadre(subject));
	if (subject->type == ROTA_ENTITY_PERIOD)
		return rota_subject_text(subject, "name") ? rota_subject_text(subject, "name") : "";
	if (subject->type != ROTA_ENTITY_POSTING)
		return other_shown(world, subject);
	return rota_posting_read(&posting, subject) ? cadre_shown(world, posting.cadre) : "";
}

static const char *unit_name(const struct rota_unit *unit, int32_t day)
{
	return unit ? rota_unit_near(unit, day)->name : NULL;
}

/** The unit of a posting: by it the postings of one person are told apart. */
static const char *place_shown(struct rota_world *world, struct rota_id id, int32_t day)
{
	const char *name = NULL;
	struct rota_subject *subject;

	if (!rota_world_subject(&subject, world, id, NULL))
		name = unit_name(rota_gazetteer_unit(&world->gazetteer,
						     rota_subject_id(subject, "unit")),
				 day);
	return name ? name : _("(not known here)");
}

/** Where somebody is going: the unit of the matter that is not that of the posting. */
static const char *goal_shown(struct rota_world *world, const struct rota_matter *matter,
			      int32_t day)
{
	struct rota_subject *subject;
	const char *name = NULL;

	if (rota_world_subject(&subject, world, matter->subjects[0], NULL))
		return _("(not known here)");
	for (size_t i = 0; i < matter->unit_count; i++)
		if (rota_id_compare(matter->units[i], rota_subject_id(subject, "unit")) != 0)
			name = unit_name(rota_gazetteer_unit(&world->gazetteer, matter->units[i]),
					 day);
	return name ? name : _("(not known here)");
}

/** The decision by which somebody left; "" where there is none, or it is not known here. */
static const char *left_by_shown(struct rota_world *world, struct rota_id posting)
{
	struct rota_subject *subject;
	const struct rota_value *paper;

	if (rota_world_subject(&subject, world, posting, NULL))
		return "";
	paper = rota_subject_paper(subject, "end_doc");
	return paper ? rota_decision_show(world, paper) : "";
}

/** Somebody who waits for the other half of a move: where to, and on which decision. */
static void write_goal(struct rota_buffer *out, struct rota_world *world,
		       const struct rota_matter *matter, int32_t day)
{
	const char *decision = left_by_shown(world, matter->subjects[0]);

	rota_buffer_printf(out, " → %s", goal_shown(world, matter, day));
	if (*decision)
		rota_buffer_printf(out, " (%s)", decision);
}

const struct rota_field *rota_matter_field(const struct rota_matter *matter)
{
	char name[64];
	size_t count;
	const struct rota_kind *kinds = rota_kinds(&count);

	rota_text_join(name, sizeof(name), matter->field, "", "");
	name[strcspn(name, "@")] = '\0'; /* an attribute of a unit, for a day */
	for (size_t i = 0; i < count; i++)
		if (kinds[i].entity == matter->entity && rota_kind_field(&kinds[i], name))
			return rota_kind_field(&kinds[i], name);
	return NULL;
}

static const char *field_shown(const struct rota_matter *matter, bool raw)
{
	const struct rota_field *field = raw ? NULL : rota_matter_field(matter);

	return field ? rota_field_caption(field) : matter->field;
}

/** Somebody, and the period that is another one by what was recorded of him. */
static void write_changed(struct rota_buffer *out, struct rota_world *world,
			  const struct rota_matter *matter)
{
	const char *period = "";

	for (size_t i = 0; i < matter->subject_count; i++) {
		struct rota_subject *subject;

		if (!rota_world_subject(&subject, world, matter->subjects[i], NULL) &&
		    subject->type == ROTA_ENTITY_PERIOD)
			period = rota_matter_subject_shown(world, subject->id);
		else
			rota_buffer_puts(out, rota_matter_subject_shown(world, matter->subjects[i]));
	}
	rota_buffer_printf(out, ": %s", period);
}

/** The offices that record one unit, by their enrolments. */
static void write_offices(struct rota_buffer *out, struct rota_world *world,
			  const struct rota_matter *matter)
{
	for (size_t i = 0; i < matter->saw_count; i++) {
		struct rota_subject *enrolment;
		struct rota_entry entry;
		const char *name = NULL;

		if (!rota_world_entry(&entry, world, matter->saw[i], NULL) &&
		    !rota_world_subject(&enrolment, world,
					entry.creates ? matter->saw[i] : entry.id, NULL))
			name = rota_subject_text(enrolment, "name");
		rota_buffer_printf(out, "%s%s", i ? " – " : "",
				   name ? name : _("(not known here)"));
	}
}

static struct rota_id cadre_of(struct rota_world *world, struct rota_id posting)
{
	static const struct rota_id nobody;
	struct rota_subject *subject;

	return rota_world_subject(&subject, world, posting, NULL)
		       ? nobody
		       : rota_subject_id(subject, "cadre");
}

/** Whether the postings of a matter are of one record: told apart by their places. */
static bool is_of_one_cadre(struct rota_world *world, const struct rota_matter *matter)
{
	return matter->subject_count == 2 &&
	       rota_id_compare(cadre_of(world, matter->subjects[0]),
			       cadre_of(world, matter->subjects[1])) == 0;
}

/** How many of whom a decision names are entered, and who. */
static void write_named(struct rota_buffer *out, struct rota_world *world,
			const struct rota_value *paper, const struct rota_named_people *people)
{
	enum { SHOWN = 6 };

	rota_buffer_printf(out, _("%s: %zu of %llu people entered: "),
			   rota_decision_name(world, paper), people->named.entered,
			   (unsigned long long)people->named.total);
	for (size_t i = 0; i < people->persons.count && i < SHOWN; i++)
		rota_buffer_printf(out, "%s%s", i ? " – " : "",
				   cadre_shown(world, people->persons.items[i]));
	if (people->persons.count > SHOWN)
		rota_buffer_puts(out, " …");
}

/** A decision of which only some people are entered: as the posting that entered it first cites it.
 * @return false: that is not known here. */
static bool write_short(struct rota_buffer *out, struct rota_world *world,
			const struct rota_matter *matter)
{
	struct rota_citations cited;
	struct rota_subject *posting;

	if (rota_world_fold(&posting, world, matter->subjects[0], NULL) ||
	    rota_posting_citations(&cited, &world->scratch, posting, NULL))
		return false;
	for (size_t i = 0; i < cited.count; i++) {
		const struct rota_citation *one = &cited.items[i];
		struct rota_named_people people;

		if (strcmp(one->field, matter->field) != 0 ||
		    rota_world_named(&people, world, one->paper, rota_subject_id(posting, "unit"),
				     NULL) ||
		    people.named.entered >= people.named.total)
			continue;
		write_named(out, world, one->paper, &people);
		return true;
	}
	return false;
}

void rota_matter_write_about(struct rota_buffer *out, struct rota_world *world,
			     const struct rota_matter *matter, bool raw)
{
	bool places = matter->type == ROTA_MATTER_TWO_PLACES ||
		      matter->type == ROTA_MATTER_HALF_MOVE ||
		      (matter->type == ROTA_MATTER_DOCS_DIFFER && is_of_one_cadre(world, matter));
	bool of_one = matter->type == ROTA_MATTER_TRANSITION_LONG ||
		      matter->type == ROTA_MATTER_SAME_IMPORT ||
		      matter->type == ROTA_MATTER_ACTING_AS_FULL;
	size_t shown = of_one ? 1 : matter->subject_count;
	int32_t day = matter->from > ROTA_DAY_ALWAYS ? matter->from : world->today_number;

	if (matter->type == ROTA_MATTER_PERIOD_CHANGED) {
		write_changed(out, world, matter);
		return;
	}
	if (matter->type == ROTA_MATTER_CUSTODY) {
		write_offices(out, world, matter);
		return;
	}
	if (matter->type == ROTA_MATTER_PARTIAL_SET && matter->field && matter->subject_count &&
	    write_short(out, world, matter))
		return;
	if (matter->field)
		rota_buffer_printf(out, "%s: ", field_shown(matter, raw));
	if (places && matter->subject_count)
		rota_buffer_printf(out, "%s: ",
				   rota_matter_subject_shown(world, matter->subjects[0]));
	for (size_t i = 0; i < shown && i < matter->subject_count; i++)
		rota_buffer_printf(out, "%s%s", i ? " – " : "",
				   places ? place_shown(world, matter->subjects[i], day)
					  : rota_matter_subject_shown(world, matter->subjects[i]));
	if (matter->type == ROTA_MATTER_HALF_MOVE && matter->subject_count == 1)
		write_goal(out, world, matter, day);
}

void rota_matter_write_units(struct rota_buffer *out, struct rota_world *world,
			     const struct rota_matter *matter, int32_t day)
{
	for (size_t i = 0; i < matter->unit_count; i++) {
		const char *name = unit_name(
			rota_gazetteer_unit(&world->gazetteer, matter->units[i]), day);

		rota_buffer_printf(out, "%s%s", i ? ", " : "", name ? name : "?");
	}
}

void rota_matter_write_way(struct rota_buffer *out, struct rota_world *world,
			   const struct rota_matter *matter, size_t way)
{
	const struct rota_value *values = &matter->values;

	if (matter->type != ROTA_MATTER_FIELD_CONFLICT)
		rota_buffer_puts(out, _(rota_matter_kind(matter->type)->outcomes[way].text));
	else if (values->type == ROTA_LIST && way < values->as.list.count)
		rota_write_value(out, world, rota_matter_field(matter),
				 &values->as.list.items[way]);
}
