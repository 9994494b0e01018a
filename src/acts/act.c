/* SPDX-License-Identifier: Apache-2.0 */
#include "acts/act.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/index_entry.h"
#include "trust/digest.h"

int rota_need_from(struct rota_acting *acting, struct rota_error *err)
{
	int rc = rota_need(acting->request->from, _("--from"), err);

	if (!rc)
		rc = rota_resolve_day(&acting->from, acting->request->from, _("--from"), err);
	if (!rc)
		acting->from_number = rota_day_first(acting->from);
	return rc;
}

int rota_need_place(struct rota_acting *acting, struct rota_error *err)
{
	int rc = rota_need(acting->request->commune, _("COMMUNE"), err);

	if (!rc)
		rc = rota_need(acting->request->post, _("POST"), err);
	if (!rc)
		rc = rota_resolve_post(&acting->post, acting->request->post, err);
	return rc ? rc :
	            rota_resolve_commune(&acting->unit, acting->world, acting->request->commune,
	                                 acting->from_number, &acting->findings, err);
}

int rota_need_act(struct rota_acting *acting, struct rota_error *err)
{
	int rc = rota_need(acting->request->act, _("--act"), err);

	return rc ? rc : rota_resolve_act(&acting->act, acting->request->act, err);
}

int rota_need_cadre(struct rota_acting *acting, struct rota_error *err)
{
	int rc = rota_need(acting->request->cadre, _("CADRE"), err);

	return rc ? rc :
	            rota_resolve_cadre(&acting->cadre, acting->world, acting->request->cadre, err);
}

int rota_take_docs(struct rota_acting *acting, struct rota_error *err)
{
	const char *const *docs = acting->request->docs;

	acting->docs = rota_list();
	for (size_t i = 0; i < 4 && docs[i]; i++) {
		struct rota_value decision;
		int rc = rota_resolve_decision(&decision, acting->world, docs[i], err);

		if (rc)
			return rc;
		if (rota_list_add(&acting->world->scratch, &acting->docs, decision))
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	return ROTA_OK;
}

void rota_put_docs(struct rota_acting *acting, struct rota_draft *draft)
{
	for (size_t i = 0; i < acting->docs.as.list.count; i++)
		rota_draft_doc(draft, acting->docs.as.list.items[i]);
}

/* --- values ---------------------------------------------------------------------------------- */

/** Typed text as it is stored, in the draft's arena. */
static int clean_text(struct rota_value *out, struct rota_arena *arena, const char *typed,
                      struct rota_error *err)
{
	struct rota_buffer clean = { 0 };
	char *copy;
	int rc = rota_text_clean(&clean, typed, strlen(typed), err);

	*out = rota_nil();
	if (!rc) {
		copy = rota_arena_copy(arena, rota_buffer_text(&clean), clean.size);
		if (copy)
			*out = rota_text_sized(copy, clean.size);
		else
			rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	rota_buffer_clear(&clean);
	return rc;
}

int rota_put_text(struct rota_draft *draft, const char *field, const char *typed,
                  struct rota_error *err)
{
	struct rota_value value;
	int rc;

	if (!typed || !*typed)
		return ROTA_OK;
	rc = clean_text(&value, draft->arena, typed, err);
	if (!rc)
		rota_draft_set(draft, field, value);
	return rc;
}

int rota_put_day(struct rota_draft *draft, const char *field, const char *typed,
                 struct rota_error *err)
{
	struct rota_day day;
	int rc;

	if (!typed || !*typed)
		return ROTA_OK;
	rc = rota_day_read(&day, typed, strlen(typed), err);
	if (rc)
		rota_error_context(err, "%s", rota_field_caption(rota_kind_field(draft->kind,
		                                                                 field)));
	else
		rota_draft_set_day(draft, field, day);
	return rc;
}

static int word_value(struct rota_value *out, const struct rota_field *field, const char *typed,
                      struct rota_error *err)
{
	const struct rota_word *word = rota_word_read(field->words, typed);
	struct rota_buffer list = { 0 };

	*out = word ? rota_text(word->id) : rota_nil();
	if (word)
		return ROTA_OK;
	for (size_t i = 0; i < field->words->count; i++)
		if (rota_word_find(field->words, field->words->words[i].id) ==
		    &field->words->words[i])
			rota_buffer_printf(&list, "%s%s (%s)", list.size ? ", " : "",
			                   field->words->words[i].id,
			                   rota_word_show(&field->words->words[i]));
	rota_fail(err, ROTA_EINVALID, NULL, _("field '%s': '%s' is none of its words"),
	          rota_field_caption(field), typed);
	rota_error_hint(err, _("one of: %s"), rota_buffer_text(&list));
	rota_buffer_clear(&list);
	return ROTA_EINVALID;
}

int rota_put_word(struct rota_draft *draft, const char *field, const char *typed,
                  struct rota_error *err)
{
	struct rota_value value;
	int rc;

	if (!typed || !*typed)
		return ROTA_OK;
	rc = word_value(&value, rota_kind_field(draft->kind, field), typed, err);
	if (!rc)
		rota_draft_set(draft, field, value);
	return rc;
}

static int day_value(struct rota_value *out, struct rota_world *world,
                     const struct rota_field *field, const char *typed, struct rota_error *err)
{
	char text[ROTA_DAY_TEXT_BYTES];
	struct rota_day day;
	char *copy;
	int rc = rota_day_read(&day, typed, strlen(typed), err);

	if (rc) {
		rota_error_context(err, "%s", rota_field_caption(field));
		return rc;
	}
	copy = rota_arena_copy(&world->scratch, text, rota_day_encode(text, day));
	*out = copy ? rota_text(copy) : rota_nil();
	return copy ? ROTA_OK : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

static int uint_value(struct rota_value *out, const struct rota_field *field, const char *typed,
                      struct rota_error *err)
{
	uint64_t number = 0;
	const char *at = typed;

	while (*at >= '0' && *at <= '9' && number < UINT64_MAX / 20)
		number = number * 10 + (uint64_t)(*at++ - '0');
	*out = rota_uint(number);
	if (*typed && !*at)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("write digits only"), _("field '%s': '%s' is no number"),
	                 rota_field_caption(field), typed);
}

static int bool_value(struct rota_value *out, const struct rota_field *field, const char *typed,
                      struct rota_error *err)
{
	static const char *const yes[] = { "yes", "có", "true", "1" };
	static const char *const no[] = { "no", "không", "false", "0" };

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (strcmp(typed, yes[i]) == 0 || strcmp(typed, no[i]) == 0) {
			*out = rota_bool(strcmp(typed, yes[i]) == 0);
			return ROTA_OK;
		}
	return rota_fail(err, ROTA_EINVALID, _("write yes (có) or no (không)"),
	                 _("field '%s': '%s' is neither yes nor no"), rota_field_caption(field),
	                 typed);
}

/** A place keeps the words of the paper; a code is added when they name one unit of the country. */
static int place_value(struct rota_value *out, struct rota_world *world, const char *typed,
                       struct rota_error *err)
{
	struct rota_value text;
	int rc = clean_text(&text, &world->scratch, typed, err);

	*out = rota_map();
	if (!rc && rota_map_set(&world->scratch, out, "text", text))
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return rc;
}

static int ref_value(struct rota_value *out, struct rota_world *world,
                     const struct rota_field *field, const char *typed, struct rota_error *err)
{
	const struct rota_unit *unit;
	struct rota_subject *cadre;
	struct rota_id id;
	int rc;

	if (field->ref == ROTA_ENTITY_UNIT) {
		rc = rota_resolve_unit(&unit, world, typed, world->today_number, err);
		if (rc)
			return rc;
		id = unit->id;
	} else if (field->ref == ROTA_ENTITY_CADRE) {
		rc = rota_resolve_cadre(&cadre, world, typed, err);
		if (rc)
			return rc;
		id = cadre->id;
	} else {
		return rota_fail(err, ROTA_EINVALID, NULL, _("field '%s' cannot be typed"),
		                 rota_field_caption(field));
	}
	*out = rota_id_value(&world->scratch, id);
	return ROTA_OK;
}

static int one_value(struct rota_value *out, struct rota_world *world,
                     const struct rota_field *field, const char *typed, struct rota_error *err)
{
	switch (field->type) {
	case ROTA_TYPE_TEXT:
	case ROTA_TYPE_DIGITS:
		return clean_text(out, &world->scratch, typed, err);
	case ROTA_TYPE_DAY:
		return day_value(out, world, field, typed, err);
	case ROTA_TYPE_UINT:
		return uint_value(out, field, typed, err);
	case ROTA_TYPE_BOOL:
		return bool_value(out, field, typed, err);
	case ROTA_TYPE_WORD:
		return word_value(out, field, typed, err);
	case ROTA_TYPE_REF:
		return ref_value(out, world, field, typed, err);
	case ROTA_TYPE_REF_TEXT:
		if (ref_value(out, world, field, typed, NULL) == ROTA_OK)
			return ROTA_OK;
		return clean_text(out, &world->scratch, typed, err);
	case ROTA_TYPE_RECORD:
		if (strcmp(field->record->name, "place") == 0)
			return place_value(out, world, typed, err);
		if (strcmp(field->record->name, "decision") == 0)
			return rota_resolve_decision(out, world, typed, err);
		break;
	default:
		break;
	}
	return rota_fail(err, ROTA_EINVALID, NULL, _("field '%s' cannot be typed"),
	                 rota_field_caption(field));
}

/** The items of a list are separated by ';', which a decision has inside too. */
static char *next_item(char **rest, const struct rota_field *field)
{
	char *item = *rest;
	char *end = strchr(item, ';');

	if (field->type == ROTA_TYPE_RECORD && strcmp(field->record->name, "decision") == 0)
		return rota_decision_next(rest);
	if (end)
		*end = '\0';
	*rest = end ? end + 1 : NULL;
	return item;
}

static int list_value(struct rota_value *out, struct rota_world *world,
                      const struct rota_field *field, const char *typed, struct rota_error *err)
{
	char *rest = rota_arena_copy(&world->scratch, typed, strlen(typed));
	int rc = ROTA_OK;

	*out = rota_list();
	while (rest && !rc) {
		struct rota_value item = rota_nil();

		rc = one_value(&item, world, field, next_item(&rest, field), err);
		if (!rc && rota_list_add(&world->scratch, out, item))
			rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	return rc;
}

int rota_field_value(struct rota_value *out, struct rota_world *world,
                     const struct rota_field *field, const char *typed, struct rota_error *err)
{
	if (!*typed) {
		*out = rota_nil();
		return ROTA_OK;
	}
	return field->many ? list_value(out, world, field, typed, err) :
	                     one_value(out, world, field, typed, err);
}

const struct rota_field *rota_field_typed(const struct rota_kind *kind, const char *typed)
{
	const struct rota_field *field = rota_kind_field(kind, typed);
	struct rota_buffer key = { 0 }, other = { 0 };

	if (field || rota_text_fold_loose(&key, typed, strlen(typed), NULL))
		return field;
	for (size_t i = 0; !field && i < kind->count; i++) {
		const char *captions[] = { kind->fields[i].vi, kind->fields[i].en };

		for (size_t k = 0; k < 2; k++) {
			rota_buffer_reset(&other);
			rota_text_fold_loose(&other, captions[k], strlen(captions[k]), NULL);
			if (strcmp(rota_buffer_text(&other), rota_buffer_text(&key)) == 0)
				field = &kind->fields[i];
		}
	}
	rota_buffer_clear(&key);
	rota_buffer_clear(&other);
	return field;
}

int rota_field_unknown(const struct rota_kind *kind, const char *name, struct rota_error *err)
{
	struct rota_buffer list = { 0 };

	for (size_t i = 0; i < kind->count; i++)
		rota_buffer_printf(&list, "%s%s", i ? " " : "", kind->fields[i].name);
	rota_fail(err, ROTA_EINVALID, NULL, _("there is no field '%s' here"), name);
	rota_error_hint(err, _("the fields are: %s"), rota_buffer_text(&list));
	rota_buffer_clear(&list);
	return ROTA_EINVALID;
}

int rota_each_set(struct rota_acting *acting, const struct rota_kind *kind, rota_set_fn *set,
                  void *payload, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && acting->request->sets && acting->request->sets[i]; i++) {
		const char *typed = acting->request->sets[i];
		const char *equals = strchr(typed, '=');
		const struct rota_field *field;
		struct rota_value value = rota_nil();
		char name[128];

		if (!equals || (size_t)(equals - typed) >= sizeof(name))
			return rota_fail(err, ROTA_EINVALID, _("write FIELD=VALUE"),
			                 _("'%s' has no '='"), typed);
		memcpy(name, typed, (size_t)(equals - typed));
		name[equals - typed] = '\0';
		field = rota_field_typed(kind, name);
		if (!field)
			return rota_field_unknown(kind, name, err);
		rc = rota_field_value(&value, acting->world, field, equals + 1, err);
		if (!rc)
			rc = set(acting, field, value, payload, err);
	}
	return rc;
}

/* --- the frame ------------------------------------------------------------------------------- */

/** The rules that were overridden go into `ok` of every entry of the act. */
static int take_rules(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_plan *plan = &acting->plan;
	bool asked = false;

	for (size_t i = 0; i < acting->findings.count; i++)
		asked = asked || acting->findings.items[i].asks;
	if (acting->request->why && *acting->request->why &&
	    (asked || !acting->request->why_if_asked))
		plan->why = acting->request->why;
	for (size_t i = 0; plan->why && i < acting->findings.count; i++)
		if (acting->findings.items[i].asks &&
		    rota_list_add(&acting->world->scratch, &plan->rules,
		                  rota_text(acting->findings.items[i].rule)))
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_OK;
}

int rota_act_in(struct rota_acting *acting, struct rota_world *world,
                const struct rota_request *request, struct rota_outcome *out, rota_plan_fn *plan,
                struct rota_error *err)
{
	int rc;

	memset(out, 0, sizeof(*out));
	acting->world = world;
	acting->request = request;
	acting->out = out;
	acting->docs = rota_list();
	acting->to_number = ROTA_DAY_NEVER;
	rota_plan_init(&acting->plan, world);
	rc = plan(acting, err);
	out->warning_count = acting->findings.count;
	for (size_t i = 0; i < out->warning_count; i++)
		out->warnings[i] = acting->findings.items[i];
	/* what is refused anyhow is said before a reason is asked for */
	if (!rc && rota_findings_ask(&acting->findings))
		rc = rota_plan_check(&acting->plan, err);
	if (!rc)
		rc = rota_findings_settle(&acting->findings, request->why, err);
	if (!rc)
		rc = take_rules(acting, err);
	if (!rc)
		rc = rota_plan_record(&acting->plan, err);
	if (!rc && acting->plan.count) {
		out->first = acting->plan.items[0]->number;
		out->common = memcmp(acting->plan.items[0]->writer.bytes,
		                     world->office->own.bytes, 8) != 0;
		out->count = acting->plan.count;
	}
	if (!rc && acting->after) /* the plan may be gone behind it */
		rc = acting->after(acting, err);
	if (rc)
		out->count = 0;
	return rc;
}

/** V93: entries keep their order by their own clock, but days recorded now may be wrong. */
static int judge_clock(struct rota_acting *acting, struct rota_world *world, struct rota_error *err)
{
	const uint64_t a_minute = 60000;
	char shown[ROTA_DAY_TEXT_BYTES];
	uint64_t last;
	int rc = rota_world_last_clock(&last, world, err);

	if (!rc && rota_clock_ms(last) > rota_clock_now_ms() + a_minute)
		rota_findings_flag(&acting->findings, "V93",
		                   _("the clock of this computer is wrong: the last entry was recorded "
		                     "on %s"),
		                   rota_instant_show(shown, rota_clock_ms(last)));
	return rc;
}

int rota_act_run_as(struct rota_acting *acting, struct rota_office *office,
                    const struct rota_request *request, struct rota_outcome *out,
                    rota_plan_fn *plan, struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_open(&world, office, true, err);

	memset(out, 0, sizeof(*out));
	if (rc)
		return rc;
	rc = judge_clock(acting, &world, err);
	if (!rc)
		rc = rota_act_in(acting, &world, request, out, plan, err);
	if (request->dry_run) {
		world.writes = false; /* close gives everything up */
		out->count = 0;
	}
	return rota_world_close(&world, rc, err);
}

int rota_act_run(struct rota_office *office, const struct rota_request *request,
                 struct rota_outcome *out, rota_plan_fn *plan, struct rota_error *err)
{
	struct rota_acting acting = { 0 };

	return rota_act_run_as(&acting, office, request, out, plan, err);
}

int rota_act_name_list(struct rota_acting *acting, const struct rota_buffer *holds,
                       struct rota_error *err)
{
	enum { NAME_BYTES = 8 };
	const char *looked_at = acting->request->subject;
	struct rota_buffer digits = { 0 };
	struct rota_sha256 digest;
	int rc = rota_buffer_check(holds, err);

	if (!rc)
		rc = rota_digest_sha256(&digest, holds->bytes, holds->size, err);
	if (!rc)
		rota_hex_encode(&digits, digest.bytes, NAME_BYTES);
	rota_text_join(acting->out->subject, sizeof(acting->out->subject),
	               rota_buffer_text(&digits), "", "");
	rota_buffer_clear(&digits);
	if (rc || !looked_at || strcmp(looked_at, acting->out->subject) == 0)
		return rc;
	return rota_fail(err, ROTA_ECONFLICT, _("look at the list again"),
	                 _("something was recorded since the list was made"));
}
