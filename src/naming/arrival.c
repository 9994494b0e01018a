/* SPDX-License-Identifier: Apache-2.0 */
#include "naming/arrival.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "naming/matter_list.h"
#include "state/person.h"
#include "state/shown.h"
#include "state/told.h"
#include "state/transit.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- the postings that were left ------------------------------------------------------------- */

/** Of moves of which both halves are looked for here. */
static int list_own(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_matters matters = { .count = 0 };
	struct rota_ids left;
	int rc = rota_world_in_transit(&left, world, err);

	for (size_t i = 0; !rc && i < left.count; i++)
		rc = rota_world_find_in_transit(&matters, world, left.items[i], err);
	for (size_t i = 0; !rc && i < matters.count; i++)
		rc = rota_ids_add(out, &world->scratch, matters.items[i].subjects[0], err);
	return rc;
}

/** Of those that the province has told of. */
static int list_told(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_matters told = { .count = 0 };
	int rc = world->office->is_province ? ROTA_OK
					    : rota_matters_told(&told, world, &world->scratch, err);

	for (size_t i = 0; !rc && i < told.count; i++)
		if (told.items[i].type == ROTA_MATTER_HALF_MOVE && told.items[i].subject_count == 1)
			rc = rota_ids_add(out, &world->scratch, told.items[i].subjects[0], err);
	return rc;
}

/* --- who comes ------------------------------------------------------------------------------- */

/** Name and day of birth: of the record, or as they are told. */
static int read_person(struct rota_arrival *arrival, struct rota_world *world,
		       struct rota_error *err)
{
	const struct rota_told_cadre *told;
	struct rota_subject *record;
	int rc = rota_find_record(&record, world, arrival->cadre, err);

	arrival->here = !rc && record;
	if (arrival->here) {
		arrival->name = rota_subject_text(record, "name");
		arrival->born = rota_subject_text(record, "born");
	}
	if (rc || arrival->here)
		return rc;
	rc = rota_world_told(&told, world, arrival->cadre, err);
	if (!rc && told) {
		arrival->name = told->name;
		arrival->born = told->born;
	}
	return rc;
}

/** @param[out] is  whether it is a posting that was left for a unit of this office. */
static int read_posting(struct rota_arrival *out, bool *is, struct rota_world *world,
			struct rota_id id, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	struct rota_subject *subject;
	struct rota_posting posting;
	int rc = rota_world_subject(&subject, world, id, err);

	*is = false;
	if (rc == ROTA_ENOTFOUND) { /* not carried here */
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc || !rota_posting_read(&posting, subject))
		return rc;
	*out = (struct rota_arrival){
		.cadre = posting.cadre,
		.posting = id,
		.left = rota_gazetteer_unit(gazetteer, posting.unit),
		.goes = rota_gazetteer_unit(gazetteer, rota_subject_id(subject, "next")),
		.post = posting.post,
		.end_act = posting.end_act,
		.since = posting.to,
		.doc = rota_subject_paper(subject, "end_doc"),
	};
	*is = out->goes && world->scope && out->since != ROTA_DAY_NEVER &&
	      rota_gazetteer_inside(gazetteer, out->goes, world->scope, out->since);
	return *is ? read_person(out, world, err) : ROTA_OK;
}

/** Whether a record has a posting that lasts beyond a day. */
static int is_in_post_after(bool *out, struct rota_world *world, struct rota_id record, int32_t day,
			    struct rota_error *err)
{
	struct rota_postings career;
	int rc = rota_world_career(&career, world, record, err);

	for (size_t i = 0; !rc && i < career.count; i++)
		*out = *out || rota_posting_end(&career.items[i]) > day;
	return rc;
}

/** Whether he was received here already: the notice was written before. */
static int has_arrived(bool *out, struct rota_world *world, const struct rota_arrival *arrival,
		       struct rota_error *err)
{
	struct rota_said_list said;
	int rc = rota_world_said(&said, world, arrival->cadre, err);

	*out = false;
	for (size_t i = 0; !rc && i < said.count; i++)
		if (said.items[i].same)
			rc = is_in_post_after(out, world, said.items[i].other, arrival->since, err);
	return rc;
}

static int add(struct rota_arrivals *out, struct rota_world *world, struct rota_id posting,
	       struct rota_error *err)
{
	struct rota_arrival *items, arrival;
	bool is, arrived = false;
	int rc = read_posting(&arrival, &is, world, posting, err);

	if (!rc && is)
		rc = has_arrived(&arrived, world, &arrival, err);
	if (rc || !is || arrived)
		return rc;
	items = rota_arena_more(&world->scratch, out->items, out->count, &out->room,
				sizeof(*items));
	if (!items)
		return no_memory(err);
	out->items = items;
	out->items[out->count++] = arrival;
	return ROTA_OK;
}

int rota_world_arrivals(struct rota_arrivals *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_ids left = { .count = 0 };
	int rc = list_own(&left, world, err);

	*out = (struct rota_arrivals){ .count = 0 };
	if (!rc)
		rc = list_told(&left, world, err);
	if (!rc && left.count)
		left.count = rota_ids_sort(left.items, left.count);
	for (size_t i = 0; !rc && i < left.count; i++)
		rc = add(out, world, left.items[i], err);
	return rc;
}

/* --- showing --------------------------------------------------------------------------------- */

struct rota_subject *rota_arrival_record(struct rota_world *world,
					 const struct rota_arrival *arrival)
{
	struct rota_subject *record = rota_arena_alloc(&world->scratch, sizeof(*record));
	struct rota_subject_field *fields = rota_arena_alloc(&world->scratch, 2 * sizeof(*fields));

	if (!record || !fields)
		return NULL;
	*record = (struct rota_subject){ .id = arrival->cadre,
					 .type = ROTA_ENTITY_CADRE,
					 .fields = fields };
	if (arrival->born)
		fields[record->field_count++] =
			(struct rota_subject_field){ .name = "born",
						     .value = rota_text(arrival->born) };
	if (arrival->name)
		fields[record->field_count++] =
			(struct rota_subject_field){ .name = "name",
						     .value = rota_text(arrival->name) };
	return record;
}

const char *rota_arrival_shown(struct rota_world *world, const struct rota_arrival *arrival)
{
	struct rota_buffer text = { 0 };
	char day[ROTA_DAY_TEXT_BYTES];
	const char *copy;

	rota_buffer_printf(&text, _("from %s since %s"),
			   arrival->left ? rota_unit_show(world, arrival->left, arrival->since)
					 : _("(not known here)"),
			   rota_day_show(day, rota_day_from_number(arrival->since)));
	if (arrival->doc)
		rota_buffer_printf(&text, " (%s)", rota_decision_show(world, arrival->doc));
	copy = rota_arena_copy(&world->scratch, rota_buffer_text(&text), text.size);
	rota_buffer_clear(&text);
	return copy ? copy : "";
}
