/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Somebody asks that what is recorded of a cadre be corrected (C39). The request stays open until
 * the office that took it says what became of it; the correction itself is an entry of its own,
 * with its paper (`rota cadre change`).
 */
#include <stdio.h>
#include <string.h>

#include "acts/act.h"
#include "base/messages.h"
#include "report/look.h"
#include "state/disputed.h"
#include "state/rectify.h"
#include "store/log.h"

static const struct rota_kind *cadre_kind(void)
{
	return rota_kind_find("cadre.create");
}

/** Whether a field is one whose change is always looked at: day of birth, origin, the conclusion.
 */
static bool is_guarded(const char *field)
{
	static const char *const guarded[] = { "born", "native", "birth_place", ROTA_RECTIFY_LOCALITY };

	for (size_t i = 0; i < sizeof(guarded) / sizeof(guarded[0]); i++)
		if (strcmp(field, guarded[i]) == 0)
			return true;
	return false;
}

/** "Nguyễn Văn An: Day of birth, Native place: WHAT". */
static void say(struct rota_acting *acting, const struct rota_value *fields, const char *what)
{
	struct rota_buffer text = { 0 };

	rota_rectify_write_fields(&text, fields);
	snprintf(acting->out->sentence, sizeof(acting->out->sentence), "%s: %s: %s",
		 rota_cadre_show(acting->world, acting->cadre), rota_buffer_text(&text), what);
	rota_buffer_clear(&text);
}

/* --- asking ---------------------------------------------------------------------------------- */

/** The word of a field as typed. */
static int read_field(const char **out, const char *typed, struct rota_error *err)
{
	const struct rota_field *field = rota_field_typed(cadre_kind(), typed);
	const struct rota_field *locality = rota_field_typed(rota_kind_find("locality.set"), typed);

	if (field)
		*out = field->name;
	else if (strcmp(typed, ROTA_RECTIFY_LOCALITY) == 0 ||
		 (locality && strcmp(locality->name, "value") == 0))
		*out = ROTA_RECTIFY_LOCALITY;
	else
		return rota_field_unknown(cadre_kind(), typed, err);
	return ROTA_OK;
}

static bool has_text(const struct rota_value *list, const char *text)
{
	for (size_t i = 0; i < list->as.list.count; i++)
		if (strcmp(rota_value_text(&list->as.list.items[i]), text) == 0)
			return true;
	return false;
}

static int read_fields(struct rota_value *out, struct rota_acting *acting, struct rota_error *err)
{
	const char *const *typed = acting->request->sets;
	int rc = rota_need(typed ? typed[0] : NULL, _("FIELD"), err);

	*out = rota_list();
	for (size_t i = 0; !rc && typed && typed[i]; i++) {
		const char *name = "";

		rc = read_field(&name, typed[i], err);
		if (!rc && !has_text(out, name) &&
		    rota_list_add(&acting->world->scratch, out, rota_text(name)))
			rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	return rc;
}

/** The same request again is already there; another one has to wait. */
static int judge_open(struct rota_acting *acting, const struct rota_subject *open,
		      const struct rota_value *fields, struct rota_error *err)
{
	const char *evidence = rota_subject_text(open, "evidence");

	if (evidence && strcmp(evidence, acting->request->evidence) == 0 &&
	    rota_value_equal(rota_subject_value(open, "fields"), fields)) {
		acting->out->already = true;
		return ROTA_OK;
	}
	return rota_fail(err, ROTA_EINVALID,
			 _("answer it first: rota rectify done, or rota rectify refuse"),
			 _("%s: a request to correct is open already"),
			 rota_cadre_show(acting->world, acting->cadre));
}

static int plan_ask(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_subject *open;
	struct rota_draft *draft;
	struct rota_value fields;
	int rc = rota_need_cadre(acting, err);

	if (!rc)
		rc = read_fields(&fields, acting, err);
	if (!rc)
		rc = rota_need(acting->request->evidence, "--evidence", err);
	if (!rc)
		rc = rota_rectify_open(&open, acting->world, acting->cadre->id, err);
	if (rc)
		return rc;
	say(acting, &fields, _("asked to be corrected"));
	if (open)
		return judge_open(acting, open, &fields, err);
	rc = rota_plan_add(&draft, &acting->plan, "rectify.ask", err);
	if (rc)
		return rc;
	rota_draft_set_id(draft, "cadre", acting->cadre->id);
	rota_draft_set(draft, "fields", fields);
	rota_draft_set(draft, "state", rota_text("open"));
	return rota_put_text(draft, "evidence", acting->request->evidence, err);
}

int rota_rectify_ask(struct rota_office *office, const struct rota_request *request,
		     struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_ask, err);
}

/* --- answering ------------------------------------------------------------------------------- */

static uint64_t last_clock(const struct rota_subject *subject)
{
	return subject->revisions[subject->revision_count - 1].entry.clock;
}

/** Whether somebody has stated since of a posting of the cadre who is local. */
static int was_stated(bool *out, struct rota_world *world, const struct rota_subject *cadre,
		      uint64_t since, struct rota_error *err)
{
	struct rota_postings career;
	int rc = rota_world_career(&career, world, cadre->id, err);

	for (size_t i = 0; !rc && i < career.count; i++) {
		struct rota_statements stated;

		rc = rota_world_statements(&stated, world, career.items[i].id, err);
		for (size_t k = 0; !rc && k < stated.count; k++)
			*out = *out || last_clock(stated.items[k]) > since;
	}
	return rc;
}

/** Whether an entry since the request has given one of its fields a value. */
static bool was_changed(const struct rota_subject *cadre, const struct rota_subject *request)
{
	const struct rota_value *fields = rota_subject_value(request, "fields");

	for (size_t i = 0; i < cadre->revision_count; i++) {
		const struct rota_revision *one = &cadre->revisions[i];

		if (one->undone || one->entry.clock <= request->created->entry.clock)
			continue;
		for (size_t k = 0; fields && k < fields->as.list.count; k++) {
			const char *name = rota_value_text(&fields->as.list.items[k]);

			if (name && rota_map_get(one->entry.body, name))
				return true;
		}
	}
	return false;
}

static int need_why(const struct rota_acting *acting, const char *hint, struct rota_error *err)
{
	if (acting->request->why && *acting->request->why)
		return ROTA_OK;
	return rota_fail(err, ROTA_EREASON, hint, _("this needs a reason"));
}

static int plan_state(struct rota_acting *acting, const struct rota_subject *request,
		      const char *state, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_amend(&draft, &acting->plan, "rectify.ask", request, err);

	if (rc)
		return rc;
	rota_draft_set(draft, "state", rota_text(state));
	rota_draft_was(draft, "state", rota_text("open"));
	return ROTA_OK;
}

/** The open request of the cadre, which this office took. */
static int need_request(struct rota_subject **out, struct rota_acting *acting,
			struct rota_error *err)
{
	int rc = rota_need_cadre(acting, err);

	if (!rc)
		rc = rota_rectify_open(out, acting->world, acting->cadre->id, err);
	if (rc)
		return rc;
	if (!*out)
		return rota_fail(err, ROTA_ENOTFOUND, _("see what is open: rota rectify"),
				 _("%s: nothing is asked to be corrected"),
				 rota_cadre_show(acting->world, acting->cadre));
	if (!rota_office_writes(acting->world->office, rota_id_writer((*out)->id)))
		return rota_fail(err, ROTA_EINVALID, _("the office that took it answers it"),
				 _("%s: another office took this request"),
				 rota_cadre_show(acting->world, acting->cadre));
	return ROTA_OK;
}

static int was_corrected(bool *out, struct rota_acting *acting, const struct rota_subject *request,
			 struct rota_error *err)
{
	*out = was_changed(acting->cadre, request);
	if (*out || !has_text(rota_subject_value(request, "fields"), ROTA_RECTIFY_LOCALITY))
		return ROTA_OK;
	return was_stated(out, acting->world, acting->cadre, request->created->entry.clock, err);
}

static int plan_done(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_subject *request;
	bool corrected = false;
	int rc = need_request(&request, acting, err);

	if (!rc)
		rc = was_corrected(&corrected, acting, request, err);
	if (rc)
		return rc;
	say(acting, rota_subject_value(request, "fields"), _("corrected"));
	if (!corrected)
		rc = need_why(
			acting,
			_("nothing of it has changed since it was asked: correct it (rota cadre "
			  "change; the locality: rota locality), or say with --why how it was done"),
			err);
	return rc ? rc : plan_state(acting, request, "done", err);
}

int rota_rectify_done(struct rota_office *office, const struct rota_request *request,
		      struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_done, err);
}

static int plan_refuse(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_subject *request;
	int rc = need_request(&request, acting, err);

	if (rc)
		return rc;
	say(acting, rota_subject_value(request, "fields"), _("not corrected"));
	rc = need_why(acting, _("say why: --why"), err);
	return rc ? rc : plan_state(acting, request, "refused", err);
}

int rota_rectify_refuse(struct rota_office *office, const struct rota_request *request,
			struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_refuse, err);
}

/* --- the list -------------------------------------------------------------------------------- */

static const struct rota_column_spec columns[] = {
	{ "asked", N_("asked"), ROTA_CELL_TEXT },       { "name", N_("name"), ROTA_CELL_TEXT },
	{ "born", N_("born"), ROTA_CELL_TEXT },         { "fields", N_("what"), ROTA_CELL_TEXT },
	{ "guarded", N_("look at"), ROTA_CELL_TEXT },   { "evidence", N_("evidence"), ROTA_CELL_TEXT },
	{ "state", N_("state"), ROTA_CELL_TEXT },       { "answered", N_("answered"), ROTA_CELL_TEXT },
	{ "why", N_("reason"), ROTA_CELL_TEXT },
};

static void fill_asked(struct rota_filling *filling, const struct rota_value *fields)
{
	struct rota_buffer shown = { 0 }, ids = { 0 };
	bool guarded = false;

	rota_rectify_write_fields(&shown, fields);
	for (size_t i = 0; fields && fields->type == ROTA_LIST && i < fields->as.list.count; i++) {
		const char *name = rota_value_text(&fields->as.list.items[i]);

		if (!name)
			continue;
		rota_buffer_printf(&ids, "%s%s", ids.size ? " " : "", name);
		guarded = guarded || is_guarded(name);
	}
	rota_fill_text(filling, rota_buffer_text(filling->raw ? &ids : &shown));
	if (filling->raw)
		rota_fill_text(filling, guarded ? "yes" : "no");
	else
		rota_fill_text(filling, guarded ? _("day of birth, origin or locality") : NULL);
	rota_buffer_clear(&shown);
	rota_buffer_clear(&ids);
}

static int fill_request(struct rota_filling *filling, struct rota_world *world,
			const struct rota_subject *request, struct rota_error *err)
{
	const struct rota_field *field = rota_kind_field(rota_kind_find("rectify.ask"), "state");
	const struct rota_revision *last = &request->revisions[request->revision_count - 1];
	bool open = rota_rectify_is_open(request);
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, world, rota_subject_id(request, "cadre"), err);

	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	rota_fill_instant(filling, rota_clock_ms(request->created->entry.clock));
	rota_fill_text(filling, rc ? NULL : rota_subject_text(cadre, "name"));
	if (rc)
		rota_fill_text(filling, NULL);
	else
		rota_fill_day(filling, rota_subject_day(cadre, "born"));
	fill_asked(filling, rota_subject_value(request, "fields"));
	rota_fill_text(filling, rota_subject_text(request, "evidence"));
	rota_fill_word(filling, rota_word_find(field->words, rota_subject_text(request, "state")));
	if (open)
		rota_fill_text(filling, NULL);
	else
		rota_fill_instant(filling, rota_clock_ms(last->entry.clock));
	rota_fill_text(filling, open ? NULL : last->entry.why);
	rota_fill_row(filling);
	rota_error_clear(err);
	return ROTA_OK;
}

int rota_report_rectify(struct rota_office *office, const struct rota_question *question,
			struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_filling filling = { 0 };
	struct rota_world world;
	struct rota_ids ids;
	int rc = rota_world_open(&world, office, false, err);

	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, columns, sizeof(columns) / sizeof(columns[0]),
			question->raw);
	rc = rota_world_all(&ids, &world, ROTA_ENTITY_RECTIFICATION, err);
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, &world, ids.items[i], err);
		if (!rc && one->created && (question->all || rota_rectify_is_open(one)))
			rc = fill_request(&filling, &world, one, err);
	}
	return rota_look_close(&world, &filling, rc, err);
}
