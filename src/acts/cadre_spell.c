/* SPDX-License-Identifier: Apache-2.0 */
/* Times of a cadre in a place: recorded, mended, taken back. */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/figures.h"

/** What a field will be: as the draft says, else as it is recorded already. */
static const struct rota_value *value_after(const struct rota_draft *draft,
					    const struct rota_subject *spell, const char *name)
{
	const struct rota_value *set = rota_map_get(&draft->body, name);

	if (set)
		return set->type == ROTA_NIL ? NULL : set;
	return spell ? rota_subject_value(spell, name) : NULL;
}

static struct rota_day day_after(const struct rota_draft *draft, const struct rota_subject *spell,
				 const char *name)
{
	const char *text = rota_value_text(value_after(draft, spell, name));
	struct rota_day day = { 0 };

	if (text)
		rota_day_decode(&day, text, strlen(text), NULL);
	return day;
}

/** V10, where only one of both days is changed. */
static int judge_days(const struct rota_draft *draft, const struct rota_subject *spell,
		      struct rota_error *err)
{
	struct rota_day from = day_after(draft, spell, "from");
	struct rota_day to = day_after(draft, spell, "to");

	if (rota_day_is_none(from) || rota_day_is_none(to) ||
	    rota_day_first(from) < rota_day_last(to))
		return ROTA_OK;
	return rota_refuse(err, "V10", _("check both days"), _("it ends before it begins"));
}

/** V73: nothing can be compared with a place that means nothing. */
static int judge_place(struct rota_acting *acting, const struct rota_draft *draft,
		       struct rota_error *err)
{
	struct rota_world *world = acting->world;
	struct rota_meaning meanings[ROTA_MEANINGS];
	struct rota_origin place;
	int rc;

	if (!rota_map_get(&draft->body, "place"))
		return ROTA_OK;
	rc = rota_world_national(world, err);
	rota_origin_read(&place, rota_map_get(&draft->body, "place"));
	if (!rc && !rota_origin_meanings(meanings, &world->gazetteer, world->national, &place,
					 world->today_number))
		rota_findings_flag(&acting->findings, "V73", _("'%s' names no unit that is known"),
				   place.text ? place.text : "");
	return rc;
}

/** V39: published figures may count somebody otherwise by it, if they take such times. */
static int judge_published(struct rota_acting *acting, struct rota_id cadre, struct rota_error *err)
{
	struct rota_world *world = acting->world;
	struct rota_policies policies;
	struct rota_postings career;
	bool taken = false;
	int rc = rota_world_policies(&policies, world, &world->arena, err);

	for (size_t i = 0; !rc && i < policies.count; i++)
		taken = taken || rota_locality_takes_spells(&policies.items[i].locality);
	if (rc || !taken)
		return rc;
	rc = rota_world_career(&career, world, cadre, err);
	return rc || !career.count ? rc : rota_judge_published(acting, career.items[0].from, err);
}

static int judge(struct rota_acting *acting, const struct rota_draft *draft,
		 const struct rota_subject *spell, struct rota_error *err)
{
	int rc = judge_days(draft, spell, err);

	if (!rc)
		rc = judge_place(acting, draft, err);
	return rc ? rc : judge_published(acting, acting->cadre->id, err);
}

/** "Nguyễn Văn An (1975): work, xã Hồng Nam, since 09/1995", as it will be. */
static void say(struct rota_acting *acting, const struct rota_draft *draft,
		const struct rota_subject *spell)
{
	const struct rota_spell_values values = { value_after(draft, spell, "what"),
						  value_after(draft, spell, "place"),
						  value_after(draft, spell, "from"),
						  value_after(draft, spell, "to") };
	struct rota_buffer text = { 0 };

	rota_spell_write_as(&text, acting->world, &values);
	snprintf(acting->out->sentence, sizeof(acting->out->sentence), "%s: %s",
		 rota_cadre_show(acting->world, acting->cadre), rota_buffer_text(&text));
	rota_buffer_clear(&text);
	rota_text_make_printable(acting->out->sentence);
}

/* --- a new one ------------------------------------------------------------------------------- */

/** Whether all that a draft says is recorded already, and nothing else. */
static bool is_said(const struct rota_draft *draft, const struct rota_subject *spell)
{
	for (size_t i = 0; i < draft->kind->count; i++) {
		const char *name = draft->kind->fields[i].name;
		const struct rota_value *wanted = rota_map_get(&draft->body, name);
		const struct rota_value *value = rota_subject_value(spell, name);

		if (!wanted != !value || (wanted && !rota_value_equal(wanted, value)))
			return false;
	}
	return true;
}

static int find_same(bool *out, struct rota_acting *acting, const struct rota_draft *draft,
		     struct rota_error *err)
{
	struct rota_spells spells;
	int rc = rota_world_spells(&spells, acting->world, acting->cadre->id, err);

	*out = false;
	for (size_t i = 0; !rc && i < spells.count; i++)
		*out = *out || is_said(draft, spells.items[i]);
	return rc;
}

static int take_place(struct rota_acting *acting, struct rota_draft *draft, struct rota_error *err)
{
	const struct rota_field *field = rota_kind_field(draft->kind, "place");
	struct rota_value place;
	int rc = rota_field_value(&place, acting->world, field, acting->request->place, err);

	if (!rc)
		rota_draft_set(draft, "place", place);
	return rc;
}

static int need_all(struct rota_acting *acting, struct rota_error *err)
{
	const struct rota_request *request = acting->request;
	int rc = rota_need_cadre(acting, err);

	if (!rc)
		rc = rota_need(request->what, "--what", err);
	if (!rc)
		rc = rota_need(request->place, "--place", err);
	return rc ? rc : rota_need(request->from, "--from", err);
}

static int plan_spell(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = need_all(acting, err);

	if (!rc)
		rc = rota_plan_add(&draft, &acting->plan, "cadre.spell", err);
	if (rc)
		return rc;
	rota_draft_set_id(draft, "cadre", acting->cadre->id);
	rc = rota_put_word(draft, "what", acting->request->what, err);
	if (!rc)
		rc = take_place(acting, draft, err);
	if (!rc)
		rc = rota_put_day(draft, "from", acting->request->from, err);
	if (!rc)
		rc = rota_put_day(draft, "to", acting->request->until, err);
	if (!rc)
		rc = find_same(&acting->out->already, acting, draft, err);
	if (rc)
		return rc;
	say(acting, draft, NULL);
	if (!acting->out->already)
		return judge(acting, draft, NULL, err);
	acting->plan.count = 0;
	return ROTA_OK;
}

int rota_cadre_spell(struct rota_office *office, const struct rota_request *request,
		     struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_spell, err);
}

/* --- one that is recorded -------------------------------------------------------------------- */

static int find_spell(struct rota_subject **out, struct rota_acting *acting, struct rota_error *err)
{
	const char *typed = acting->request->subject;
	const char *hint = _("see the numbers: rota cadre show");
	struct rota_target_named named = { .subject = NULL };
	int rc = rota_need(typed, _("ENTRY"), err);

	if (!rc)
		rc = rota_resolve_subject(&named, acting->world, typed, err);
	if (rc)
		return rc;
	*out = named.subject;
	if (!*out || (*out)->type != ROTA_ENTITY_SPELL)
		return rota_fail(err, ROTA_EINVALID, hint,
				 _("'%s' is no time of somebody in a place"), typed);
	if (!(*out)->created)
		return rota_fail(err, ROTA_EINVALID, hint, _("'%s' was taken back"), typed);
	return rota_world_subject(&acting->cadre, acting->world, rota_spell_cadre(*out), err);
}

static int set_field(struct rota_acting *acting, const struct rota_field *field,
		     struct rota_value value, void *payload, struct rota_error *err)
{
	struct rota_draft *draft = payload;

	(void)acting;
	if (strcmp(field->name, "cadre") == 0)
		return rota_fail(err, ROTA_EINVALID,
				 _("take it back (--undo) and record it of the other person"),
				 _("field '%s' cannot be changed"), rota_field_caption(field));
	if (value.type == ROTA_NIL && field->need == ROTA_NEEDED)
		return rota_fail(err, ROTA_EINVALID, _("give it a value"),
				 _("field '%s' cannot be empty"), rota_field_caption(field));
	rota_draft_set(draft, field->name, value);
	return ROTA_OK;
}

static int plan_change(struct rota_acting *acting, const struct rota_subject *spell,
		       struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_amend(&draft, &acting->plan, "cadre.spell", spell, err);

	if (!rc)
		rc = rota_each_set(acting, draft->kind, set_field, draft, err);
	if (rc)
		return rc;
	if (!draft->body.as.map.count)
		return rota_fail(err, ROTA_EINVALID, _("write FIELD=VALUE, such as to=06/2015"),
				 _("nothing to change was named"));
	for (size_t i = 0; i < draft->body.as.map.count; i++) {
		const char *name = rota_value_text(&draft->body.as.map.pairs[i].key);
		const struct rota_value *old = rota_subject_value(spell, name);

		rota_draft_was(draft, name, old ? *old : rota_nil());
	}
	say(acting, draft, spell);
	return judge(acting, draft, spell, err);
}

static int plan_take_back(struct rota_acting *acting, const struct rota_subject *spell,
			  struct rota_error *err)
{
	struct rota_draft *draft;
	struct rota_buffer text = { 0 };
	int rc = ROTA_OK;

	if (!rota_office_writes(acting->world->office, rota_id_writer(spell->id)))
		return rota_fail(err, ROTA_EINVALID, _("correct it: write FIELD=VALUE"),
				 _("another office recorded it, and only that one takes it back"));
	rota_spell_write(&text, acting->world, spell);
	snprintf(acting->out->sentence, sizeof(acting->out->sentence), "%s: %s: %s",
		 _("taken back"), rota_cadre_show(acting->world, acting->cadre),
		 rota_buffer_text(&text));
	rota_buffer_clear(&text);
	rota_text_make_printable(acting->out->sentence);
	if (!acting->request->why || !*acting->request->why)
		return rota_fail(err, ROTA_EREASON, _("say why: --why"), _("this needs a reason"));
	rc = rota_plan_add_in(&draft, &acting->plan, "entry.undo", rota_id_writer(spell->id), err);
	if (rc)
		return rc;
	rota_draft_set_id(draft, "of", spell->id);
	rota_draft_set(draft, "state", rota_text("on"));
	return judge_published(acting, acting->cadre->id, err);
}

static int plan_mend(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_subject *spell;
	int rc = find_spell(&spell, acting, err);

	if (rc)
		return rc;
	return acting->request->withdraw ? plan_take_back(acting, spell, err)
					 : plan_change(acting, spell, err);
}

int rota_cadre_spell_mend(struct rota_office *office, const struct rota_request *request,
			  struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_mend, err);
}
