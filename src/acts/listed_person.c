/* SPDX-License-Identifier: Apache-2.0 */
/* Whose posting a row is: a cadre of the store, one of an earlier row, or a new one. */
#include <stdio.h>
#include <string.h>

#include "acts/listed.h"
#include "acts/receive.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "ledger/matter_papers.h"
#include "naming/arrival.h"

const struct rota_listed_field rota_listed_cadre_fields[ROTA_LISTED_CADRE_FIELDS] = {
	{ ROTA_LISTED_NAME, "name" }, { ROTA_LISTED_BORN, "born" },
	{ ROTA_LISTED_SEX, "sex" },   { ROTA_LISTED_NATIVE, "native" },
	{ ROTA_LISTED_PIN, "pin" },   { ROTA_LISTED_BIRTH_PLACE, "birth_place" },
};

bool rota_listed_same_text(const char *a, const char *b)
{
	return a && b && rota_text_alike(a, b);
}

bool rota_listed_is_person(const struct rota_listed_person *person,
			   const struct rota_listed *listed)
{
	const char *pin = rota_import_given(listed->importing, ROTA_LISTED_PIN);
	const char *native = rota_import_given(listed->importing, ROTA_LISTED_NATIVE);
	const char *native_key;

	if (pin && person->pin)
		return strcmp(pin, person->pin) == 0;
	if (!rota_day_equal(listed->born, person->born))
		return false;
	native_key = rota_listed_key(listed->memory, native);
	return !native_key || !person->native_key || strcmp(native_key, person->native_key) == 0;
}

/** V59: whoever has the number is the person, if the name agrees; else somebody must look. */
static int find_by_pin(struct rota_subject **out, struct rota_acting *acting,
		       const struct rota_listed *listed, struct rota_error *err)
{
	const char *pin = rota_import_given(listed->importing, ROTA_LISTED_PIN);
	struct rota_subject *owner;
	char named[32];

	*out = NULL;
	if (!pin || strlen(pin) != 12)
		return ROTA_OK;
	snprintf(named, sizeof(named), "pin:%s", pin);
	if (rota_resolve_cadre(&owner, acting->world, named, NULL))
		return ROTA_OK;
	if (rota_listed_same_text(rota_subject_text(owner, "name"), listed->name)) {
		*out = owner;
		return ROTA_OK;
	}
	return rota_refuse(err, "V59", _("check the number, and the spelling of the name"),
			   _("the personal number is that of %s"),
			   rota_cadre_show(acting->world, owner));
}

/** The cadre of the row, when the store has one; NULL: to be added. */
static int find_cadre(struct rota_subject **out, struct rota_acting *acting,
		      const struct rota_listed *listed, struct rota_error *err)
{
	struct rota_listed_people *people;
	int rc = find_by_pin(out, acting, listed, err);

	if (rc || *out)
		return rc;
	rc = rota_listed_people_get(&people, listed->memory, acting->world, listed->name, err);
	for (size_t i = 0; !rc && !*out && i < people->count; i++)
		if (rota_listed_is_person(people->items[i], listed))
			rc = rota_world_subject(out, acting->world, people->items[i]->id, err);
	return rc;
}

int rota_listed_cadre_value(struct rota_value *out, struct rota_acting *acting,
			    const struct rota_listed *listed, size_t which, struct rota_error *err)
{
	static const char kind[] = "cadre.create";
	const struct rota_listed_field *wanted = &rota_listed_cadre_fields[which];
	const char *typed = rota_import_given(listed->importing, wanted->column);
	const char *code = NULL;
	int rc;

	if (wanted->column == ROTA_LISTED_NATIVE)
		code = rota_import_given(listed->importing, ROTA_LISTED_NATIVE_CODE);
	*out = rota_nil();
	if (!typed && !code)
		return ROTA_OK;
	listed->importing->fault = typed ? wanted->column : ROTA_LISTED_NATIVE_CODE;
	rc = rota_field_value(out, acting->world,
			      rota_kind_field(rota_kind_find(kind), wanted->field),
			      typed ? typed : "", err);
	listed->importing->fault = rc ? listed->importing->fault : ROTA_COLUMN_NONE;
	if (rc || !code)
		return rc;
	if (out->type != ROTA_MAP)
		*out = rota_map();
	return rota_map_set(&acting->world->scratch, out, "code", rota_text(code));
}

/** The column that a rule about the fields of a cadre is about. */
static size_t column_of(const char *rule)
{
	static const struct {
		const char *rule;
		enum rota_listed_column column;
	} rules[] = { { "V50", ROTA_LISTED_PIN }, { "V61", ROTA_LISTED_NAME } };

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (strcmp(rules[i].rule, rule) == 0)
			return rules[i].column;
	return ROTA_COLUMN_NONE;
}

/** A new cadre, planned, and folded as it will be once recorded. */
static int plan_cadre(struct rota_acting *acting, struct rota_listed *listed,
		      struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, &acting->plan, "cadre.create", err);

	for (size_t i = 0; !rc && i < ROTA_LISTED_CADRE_FIELDS; i++) {
		struct rota_value value;

		rc = rota_listed_cadre_value(&value, acting, listed, i, err);
		if (!rc && value.type != ROTA_NIL)
			rota_draft_set(draft, rota_listed_cadre_fields[i].field, value);
	}
	if (rc)
		return rc;
	listed->is_new = true;
	listed->person = *draft;
	return rota_plan_subject(&acting->cadre, &acting->plan, err);
}

int rota_listed_check_person(struct rota_listed *listed, struct rota_error *err)
{
	const uint8_t *bytes;
	size_t size;
	int rc;

	if (!listed->is_new)
		return ROTA_OK;
	rota_draft_key(&listed->person, "by", rota_text("-"));
	rc = rota_draft_encode(&bytes, &size, &listed->person, 0, UINT64_MAX, err);
	if (rc)
		listed->importing->fault = column_of(err->rule);
	return rc;
}

/** Whether a row is where somebody goes who has left another post on a day. */
static bool is_other_half(const struct rota_acting *acting, const struct rota_listed *listed,
			  const struct rota_arrival *arrival)
{
	return (int64_t)acting->from_number + ROTA_HALVES_DAYS >= arrival->since &&
	       (rota_day_is_none(listed->to) || rota_day_first(listed->to) > arrival->since);
}

/** Who is on the way to the commune, and this is the row of. */
static int find_coming(struct rota_acting *acting, const struct rota_listed *listed,
		       struct rota_error *err)
{
	const struct rota_arrival *arrival = NULL;
	bool awaited = false;
	int rc = rota_listed_is_awaited(&awaited, listed->memory, acting->world, listed->name_key,
					err);

	if (!rc && awaited)
		rc = rota_resolve_coming(&arrival, acting->world, listed->name, listed->born,
					 acting->unit->id, err);
	if (!rc && arrival && is_other_half(acting, listed, arrival))
		acting->arrival = arrival;
	return rc;
}

/** The row is of him: said to whoever reads what the import did. */
static int receive(struct rota_acting *acting, struct rota_listed *listed, struct rota_error *err)
{
	const char *shown = rota_arrival_shown(acting->world, acting->arrival);

	listed->received = rota_arena_copy(&listed->memory->arena, shown, strlen(shown));
	return listed->received ? rota_plan_received(acting, err)
				: rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

int rota_listed_find_person(struct rota_acting *acting, struct rota_listed *listed,
			    struct rota_error *err)
{
	int rc = find_cadre(&acting->cadre, acting, listed, err);

	if (rc || acting->cadre)
		return rc;
	rc = find_coming(acting, listed, err);
	if (!rc)
		rc = plan_cadre(acting, listed, err);
	return rc || !acting->arrival ? rc : receive(acting, listed, err);
}
