/* SPDX-License-Identifier: Apache-2.0 */
/* What is declared field by field: cadres, officers, targets, policies, periods. */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "ledger/national.h"
#include "store/setting.h"

static int set_field(struct rota_acting *acting, const struct rota_field *field,
                     struct rota_value value, void *payload, struct rota_error *err)
{
	struct rota_draft *draft = payload;

	bool exists = rota_map_get(&draft->root, "id") != NULL;

	(void)acting;
	if (exists && value.type == ROTA_NIL && field->need == ROTA_NEEDED)
		return rota_fail(err, ROTA_EINVALID, _("give it a value"),
		                 _("field '%s' cannot be empty"), rota_field_caption(field));
	/* an empty value clears a field of what exists; of what is new it says nothing */
	if (value.type != ROTA_NIL || exists)
		rota_draft_set(draft, field->name, value);
	return ROTA_OK;
}

/** A draft of a kind with the fields of the request. */
static int declare(struct rota_draft **out, struct rota_acting *acting, const char *kind,
                   struct rota_error *err)
{
	int rc = rota_plan_add(out, &acting->plan, kind, err);

	return rc ? rc : rota_each_set(acting, (*out)->kind, set_field, *out, err);
}

static void say(struct rota_acting *acting, const struct rota_draft *draft, const char *what)
{
	snprintf(acting->out->sentence, sizeof(acting->out->sentence), "%s: %s",
	         rota_language() == ROTA_VI ? draft->kind->vi : draft->kind->en,
	         what ? what : "");
}

/* --- cadres ---------------------------------------------------------------------------------- */

/** V60: somebody of this name and day of birth is here already. */
static int judge_namesake(struct rota_acting *acting, const struct rota_draft *draft,
                          struct rota_error *err)
{
	const char *name = rota_value_text(rota_map_get(&draft->body, "name"));
	const struct rota_value *born = rota_map_get(&draft->body, "born");
	struct rota_ids ids;
	int rc = name ? rota_cadres_named(&ids, acting->world, name, err) : ROTA_OK;

	for (size_t i = 0; name && !rc && i < ids.count; i++) {
		struct rota_subject *other;
		const struct rota_value *other_born;

		rc = rota_world_subject(&other, acting->world, ids.items[i], err);
		other_born = rc ? NULL : rota_subject_value(other, "born");
		if (other_born && born && rota_value_equal(born, other_born))
			rota_findings_add(&acting->findings, "V60",
			                  _("if it is another person, say so with --why"),
			                  _("%s is recorded already"),
			                  rota_cadre_show(acting->world, other));
	}
	return rc;
}

/** A field as the draft has it, else as the cadre has it, where there is one already. */
static const char *text_after(const struct rota_acting *acting, const struct rota_draft *draft,
                              const char *field)
{
	const struct rota_value *set = rota_map_get(&draft->body, field);

	if (set || !acting->cadre)
		return rota_value_text(set);
	return rota_subject_text(acting->cadre, field);
}

/** V52: the first three digits are the code of a province, of the list of 2024. */
static void judge_pin_province(struct rota_acting *acting, const char *pin)
{
	const char code[3] = { pin[1], pin[2], '\0' };

	if (pin[0] != '0' || !rota_national_find(code))
		rota_findings_add(&acting->findings, "V52",
		                  _("check the number; who was registered abroad has another code: "
		                    "say so with --why"),
		                  _("no province has the code %.3s with which the personal number "
		                    "begins"),
		                  pin);
}

/** V52, V53, V54: what the personal number says of province, sex and year of birth. */
static void judge_pin(struct rota_acting *acting, const struct rota_draft *draft)
{
	const char *pin = text_after(acting, draft, "pin");
	const char *sex = text_after(acting, draft, "sex");
	const char *born = text_after(acting, draft, "born");

	if (!pin || strlen(pin) != 12 || pin[3] < '0' || pin[3] > '3')
		return;
	if (!rota_map_get(&draft->body, "pin") && !rota_map_get(&draft->body, "sex") &&
	    !rota_map_get(&draft->body, "born"))
		return;
	if (rota_map_get(&draft->body, "pin"))
		judge_pin_province(acting, pin);
	if (sex && (strcmp(sex, "female") == 0) != (pin[3] % 2 == 1))
		rota_findings_add(&acting->findings, "V53", NULL,
		                  _("the personal number says the other sex"));
	if (born && strlen(born) >= 4 &&
	    ((born[0] == '2') != (pin[3] >= '2') || strncmp(born + 2, pin + 4, 2) != 0))
		rota_findings_add(&acting->findings, "V54", NULL,
		                  _("the personal number says another year of birth than %.4s"),
		                  born);
}

/** V59: somebody else has this number. */
static void judge_pin_owner(struct rota_acting *acting, const struct rota_draft *draft)
{
	const char *pin = rota_value_text(rota_map_get(&draft->body, "pin"));
	struct rota_subject *owner;
	char named[32];

	if (!pin)
		return;
	snprintf(named, sizeof(named), "pin:%.12s", pin);
	if (rota_resolve_cadre(&owner, acting->world, named, NULL) == ROTA_OK &&
	    !(acting->cadre && rota_id_compare(owner->id, acting->cadre->id) == 0))
		rota_findings_flag(&acting->findings, "V59", _("%s has this personal number too"),
		                   rota_cadre_show(acting->world, owner));
}

/** V58: a year alone is counted in the quality report, and said once. */
static void judge_precision(struct rota_acting *acting, const struct rota_draft *draft)
{
	const char *born = rota_value_text(rota_map_get(&draft->body, "born"));

	if (born && strlen(born) == 4)
		rota_findings_flag(&acting->findings, "V58", _("of the day of birth only the year %s "
		                                               "is known"),
		                   born);
}

static int plan_cadre_add(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = declare(&draft, acting, "cadre.create", err);

	if (!rc)
		rc = judge_namesake(acting, draft, err);
	if (rc)
		return rc;
	judge_pin_owner(acting, draft);
	judge_pin(acting, draft);
	judge_precision(acting, draft);
	say(acting, draft, rota_value_text(rota_map_get(&draft->body, "name")));
	return ROTA_OK;
}

int rota_cadre_add(struct rota_office *office, const struct rota_request *request,
                   struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_cadre_add, err);
}

/** V64: nobody holds a post after death. */
static int judge_death(struct rota_acting *acting, const struct rota_draft *draft,
                       struct rota_error *err)
{
	const char *text = rota_value_text(rota_map_get(&draft->body, "died"));
	struct rota_postings career;
	struct rota_day died;
	int rc = text ? rota_day_decode(&died, text, strlen(text), err) : ROTA_OK;

	if (rc || !text)
		return rc;
	rc = rota_world_career(&career, acting->world, acting->cadre->id, err);
	for (size_t i = 0; !rc && i < career.count; i++)
		if (rota_posting_end(&career.items[i]) > rota_day_last(died) + 1)
			return rota_refuse(err, "V64", _("end the posting first: rota relieve, --act die"),
			                   _("'%s' holds a post after that day"),
			                   rota_cadre_show(acting->world, acting->cadre));
	return rc;
}

/** V55: whoever changes a day of birth is asked why. */
static void judge_birth(struct rota_acting *acting, const struct rota_draft *draft)
{
	if (rota_map_get(&draft->body, "born") && rota_subject_get(acting->cadre, "born"))
		rota_findings_add(&acting->findings, "V55", _("say on which paper it rests: --why"),
		                  _("the day of birth is changed"));
}

/** V63, V75: another name; another origin of somebody who holds a post. */
static void judge_identity(struct rota_acting *acting, const struct rota_draft *draft)
{
	static const char *const origins[] = { "native", "birth_place" };
	struct rota_postings career;
	bool holds = false;

	if (rota_map_get(&draft->body, "name"))
		rota_findings_flag(&acting->findings, "V63", "%s", _("the name is changed"));
	if (rota_world_career(&career, acting->world, acting->cadre->id, NULL))
		return;
	for (size_t i = 0; i < career.count; i++)
		holds = holds || rota_posting_on(&career.items[i], acting->world->today_number) !=
		                         ROTA_HOLDS_NOT;
	for (size_t i = 0; holds && i < 2; i++)
		if (rota_map_get(&draft->body, origins[i]) &&
		    rota_subject_get(acting->cadre, origins[i]))
			rota_findings_flag(&acting->findings, "V75",
			                   _("'%s' of somebody who holds a post is changed"),
			                   rota_field_caption(rota_kind_field(draft->kind, origins[i])));
}

/** V39: another origin changes whether the figures of published days counted somebody as local. */
static int judge_published_origin(struct rota_acting *acting, const struct rota_draft *draft,
                                  struct rota_error *err)
{
	struct rota_postings career;
	int rc;

	if (!rota_map_get(&draft->body, "native") && !rota_map_get(&draft->body, "birth_place"))
		return ROTA_OK;
	rc = rota_world_career(&career, acting->world, acting->cadre->id, err);
	/* by first day: the first of them reaches whatever any of them reaches */
	return rc || !career.count ? rc : rota_judge_published(acting, career.items[0].from, err);
}

static int plan_cadre_change(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_need_cadre(acting, err);

	if (!rc)
		rc = rota_plan_amend(&draft, &acting->plan, "cadre.change", acting->cadre, err);
	if (!rc)
		rc = rota_each_set(acting, draft->kind, set_field, draft, err);
	if (rc)
		return rc;
	if (!draft->body.as.map.count)
		return rota_fail(err, ROTA_EINVALID, _("write FIELD=VALUE, such as born=19/05/1975"),
		                 _("nothing to change was named"));
	for (size_t i = 0; i < draft->body.as.map.count; i++) {
		const char *name = rota_value_text(&draft->body.as.map.pairs[i].key);
		const struct rota_value *old = rota_subject_value(acting->cadre, name);

		rota_draft_was(draft, name, old ? *old : rota_nil());
	}
	judge_pin_owner(acting, draft);
	judge_pin(acting, draft);
	judge_precision(acting, draft);
	judge_birth(acting, draft);
	judge_identity(acting, draft);
	say(acting, draft, rota_cadre_show(acting->world, acting->cadre));
	rc = judge_published_origin(acting, draft, err);
	return rc ? rc : judge_death(acting, draft, err);
}

int rota_cadre_change(struct rota_office *office, const struct rota_request *request,
                      struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_cadre_change, err);
}

/* --- units ----------------------------------------------------------------------------------- */

static int plan_unit_add(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_need_from(acting, err);

	if (!rc)
		rc = declare(&draft, acting, "unit.create", err);
	if (rc)
		return rc;
	rota_draft_on(draft, acting->from);
	say(acting, draft, rota_value_text(rota_map_get(&draft->body, "name")));
	return ROTA_OK;
}

int rota_unit_add(struct rota_office *office, const struct rota_request *request,
                  struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_unit_add, err);
}

/** A draft about the unit that is named, from the day on, with the fields of the request. */
static int amend_unit(struct rota_acting *acting, const char *kind, struct rota_error *err)
{
	struct rota_subject *subject;
	struct rota_draft *draft;
	int rc = rota_need_from(acting, err);

	if (!rc)
		rc = rota_need(acting->request->commune, _("UNIT"), err);
	if (!rc)
		rc = rota_resolve_unit(&acting->unit, acting->world, acting->request->commune,
		                       acting->from_number - 1, err);
	if (!rc)
		rc = rota_world_subject(&subject, acting->world, acting->unit->id, err);
	if (!rc)
		rc = rota_plan_amend(&draft, &acting->plan, kind, subject, err);
	if (!rc)
		rc = rota_each_set(acting, draft->kind, set_field, draft, err);
	if (rc)
		return rc;
	rota_draft_on(draft, acting->from);
	say(acting, draft, rota_unit_show(acting->world, acting->unit, acting->from_number - 1));
	return ROTA_OK;
}

static int plan_unit_change(struct rota_acting *acting, struct rota_error *err)
{
	return amend_unit(acting, "unit.change", err);
}

int rota_unit_change(struct rota_office *office, const struct rota_request *request,
                     struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_unit_change, err);
}

static int plan_unit_end(struct rota_acting *acting, struct rota_error *err)
{
	return amend_unit(acting, "unit.end", err);
}

int rota_unit_end(struct rota_office *office, const struct rota_request *request,
                  struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_unit_end, err);
}

static int plan_unit_succeed(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_need_from(acting, err);

	if (!rc)
		rc = declare(&draft, acting, "unit.succeed", err);
	if (rc)
		return rc;
	rota_draft_on(draft, acting->from);
	say(acting, draft, acting->request->from);
	return ROTA_OK;
}

int rota_unit_succeed(struct rota_office *office, const struct rota_request *request,
                      struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_unit_succeed, err);
}

/* --- targets, policies, periods --------------------------------------------------------------- */

/** Refuse a draft that agrees in these fields with something that is declared already. */
static int judge_declared(struct rota_acting *acting, const struct rota_draft *draft,
                          const char *const *fields, const char *hint, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, acting->world, draft->kind->entity, err);

	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;
		bool same = true;

		rc = rota_world_subject(&one, acting->world, ids.items[i], err);
		for (size_t k = 0; !rc && same && fields[k]; k++) {
			const struct rota_value *old = rota_subject_value(one, fields[k]);
			const struct rota_value *value = rota_map_get(&draft->body, fields[k]);

			same = old && value && rota_value_equal(old, value);
		}
		if (!rc && same && one->created)
			return rota_fail(err, ROTA_EINVALID, hint, "%s",
			                 _("the like is recorded already"));
	}
	return rc;
}

static void set_default(struct rota_draft *draft, const char *field, struct rota_value value)
{
	if (!rota_map_get(&draft->body, field))
		rota_draft_set(draft, field, value);
}

static int plan_target_set(struct rota_acting *acting, struct rota_error *err)
{
	static const char *const same[] = { "post", "phase", "scope", NULL };
	struct rota_draft *draft;
	int rc = declare(&draft, acting, "target.set", err);

	if (rc)
		return rc;
	set_default(draft, "measure", rota_text("stock"));
	if (acting->world->scope)
		set_default(draft, "scope",
		            rota_id_value(&acting->world->scratch, acting->world->scope->id));
	say(acting, draft, rota_value_text(rota_map_get(&draft->body, "phase")));
	return judge_declared(acting, draft, same,
	                      _("for the communes of a reorganisation: rota target rebase; a "
	                        "mistake: rota import targets FILE --update"),
	                      err);
}

int rota_target_set(struct rota_office *office, const struct rota_request *request,
                    struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_target_set, err);
}

static int plan_policy_set(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_need_from(acting, err);

	if (!rc)
		rc = declare(&draft, acting, "policy.set", err);
	if (rc)
		return rc;
	rota_draft_on(draft, acting->from);
	rota_put_docs(acting, draft);
	say(acting, draft, acting->request->from);
	return ROTA_OK;
}

int rota_policy_set(struct rota_office *office, const struct rota_request *request,
                    struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_policy_set, err);
}

static int plan_period_open(struct rota_acting *acting, struct rota_error *err)
{
	static const char *const same[] = { "name", NULL };
	struct rota_draft *draft;
	const char *cutoff, *due;
	int rc = declare(&draft, acting, "period.open", err);

	if (rc)
		return rc;
	cutoff = rota_value_text(rota_map_get(&draft->body, "cutoff"));
	due = rota_value_text(rota_map_get(&draft->body, "due"));
	if (cutoff && due && strcmp(due, cutoff) < 0) /* stored days sort as texts */
		return rota_refuse(err, "V10", _("check both days"),
		                   _("the period is due before its cut-off"));
	say(acting, draft, rota_value_text(rota_map_get(&draft->body, "name")));
	return judge_declared(acting, draft, same, _("see them: rota period"), err);
}

int rota_period_open(struct rota_office *office, const struct rota_request *request,
                     struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_period_open, err);
}

/* --- officers -------------------------------------------------------------------------------- */

/** From now on this officer records, until another is chosen. */
static int choose_officer(struct rota_acting *acting, const char *name, struct rota_error *err)
{
	struct rota_id id = rota_plan_id(&acting->plan);
	struct rota_buffer hex = { 0 };
	int rc;

	rota_hex_encode(&hex, id.bytes, sizeof(id.bytes));
	rc = rota_buffer_check(&hex, err);
	if (!rc)
		rc = rota_setting_put(acting->world->txn, "officer.id", rota_buffer_text(&hex), err);
	if (!rc && name)
		rc = rota_setting_put(acting->world->txn, "officer", name, err);
	rota_buffer_clear(&hex);
	return rc;
}

static int plan_officer_add(struct rota_acting *acting, struct rota_error *err)
{
	static const char *const same[] = { "name", "title", NULL };
	struct rota_draft *draft;
	const char *name;
	int rc = declare(&draft, acting, "officer.set", err);

	if (rc)
		return rc;
	rota_draft_set(draft, "active", rota_bool(true));
	name = rota_value_text(rota_map_get(&draft->body, "name"));
	if (name)
		rota_draft_key(draft, "by", rota_text(name));
	say(acting, draft, name);
	rc = judge_declared(acting, draft, same, _("choose the officer: rota config officer NAME"),
	                    err);
	return rc ? rc : choose_officer(acting, name, err);
}

int rota_officer_add(struct rota_office *office, const struct rota_request *request,
                     struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_officer_add, err);
}
