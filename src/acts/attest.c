/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An officer stands for the figures of the office's scope at the cut-off day of a period, for those
 * of others: whoever recorded of them cannot (V98). What cannot be true is refused; what is not
 * known is named, and needs a reason.
 */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/messages.h"
#include "naming/matter_list.h"
#include "naming/matter_text.h"
#include "report/attesting.h"
#include "report/look.h"
#include "state/officer.h"
#include "store/log.h"

/** The act on its way. */
struct attesting {
	const struct rota_attesting *figures;
	struct rota_arena *arena;
	struct rota_id by; /* the officer, and the name */
	const char *officer;
	struct rota_matter_list matters;
	struct rota_attestations all;  /* of the own log, with the planned one */
	struct rota_attestation *last; /* of this period, recorded before; NULL: none */
	struct rota_attestation shown; /* what is recorded, or was already */
};

/* --- the figures ----------------------------------------------------------------------------- */

/** V96. Nothing that counts posts lets this happen; what is signed is checked all the same. */
static int judge_sum(const struct rota_attested_figures *figures, size_t post,
		     struct rota_error *err)
{
	if (rota_attested_figures_check(figures) != ROTA_ATTESTATION_SUM)
		return ROTA_OK;
	return rota_refuse(
		err, "V96", _("derive everything again: rota rebuild"),
		_("%s: filled %llu, vacant %llu and not reported %llu are not %llu posts"),
		rota_post_show(rota_all_posts[post]), (unsigned long long)figures->filled,
		(unsigned long long)figures->vacant, (unsigned long long)figures->not_reported,
		(unsigned long long)figures->posts);
}

/** V97: what was attested before, with all that has changed since, does not lead to the figure. */
static int judge_balance(const struct rota_attesting *attesting, size_t post,
			 struct rota_error *err)
{
	const struct rota_attested_figures *figures = &attesting->posts[post];

	if (rota_attested_figures_check(figures) != ROTA_ATTESTATION_BALANCE)
		return ROTA_OK;
	rota_refuse(err, "V97", NULL,
		    _("%s: not local: %llu attested for '%s' + %llu - %llu is not %llu"),
		    rota_post_show(rota_all_posts[post]), (unsigned long long)figures->opening,
		    attesting->before ? attesting->before : "", (unsigned long long)figures->up,
		    (unsigned long long)figures->down, (unsigned long long)figures->non_local);
	rota_error_hint(err,
			_("units, policies or settlements have changed that figure; attest it "
			  "again: rota attest \"%s\""),
			attesting->before ? attesting->before : "");
	return ROTA_EINVALID;
}

static int judge_figures(const struct rota_attesting *attesting, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < ROTA_ATTESTED_POSTS; i++)
		rc = judge_sum(&attesting->posts[i], i, err);
	for (size_t i = 0; !rc && i < ROTA_ATTESTED_POSTS; i++)
		rc = judge_balance(attesting, i, err);
	return rc;
}

/** The first few of a list, in one line. */
static const char *some_of(struct rota_world *world, const struct rota_lines *lines)
{
	enum { FEW = 3 };
	struct rota_buffer text = { 0 };
	const char *copy;

	for (size_t i = 0; i < lines->count && i < FEW; i++)
		rota_buffer_printf(&text, "%s%s", i ? "; " : "", lines->items[i]);
	if (lines->count > FEW)
		rota_buffer_puts(&text, "; …");
	copy = rota_arena_copy(&world->scratch, rota_buffer_text(&text), text.size);
	rota_buffer_clear(&text);
	return copy ? copy : "";
}

/** V70: what is not known is no figure; whoever stands for the rest says why it is missing. */
static void judge_missing(struct rota_acting *acting, const struct rota_attesting *attesting)
{
	const struct rota_lines *silent = &attesting->not_reported;
	const struct rota_lines *unknown = &attesting->undetermined;
	struct rota_buffer text = { 0 };

	if (silent->count)
		rota_buffer_printf(&text, _("not reported: %llu (%s)"),
				   (unsigned long long)silent->count,
				   some_of(acting->world, silent));
	if (silent->count && unknown->count)
		rota_buffer_puts(&text, "; ");
	if (unknown->count)
		rota_buffer_printf(&text, _("not known whether local: %llu (%s)"),
				   (unsigned long long)unknown->count,
				   some_of(acting->world, unknown));
	if (text.size)
		rota_findings_add(&acting->findings, "V70",
				  _("record what is known; or say with --why why it is missing"),
				  "%s", rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

/* --- matters and nil returns ----------------------------------------------------------------- */

static const char *rule_of(const struct rota_matter *matter)
{
	switch (matter->type) {
	case ROTA_MATTER_DOUBLE_HOLDER:
		return "V11";
	case ROTA_MATTER_TWO_PLACES:
		return "V12";
	default:
		return "";
	}
}

static int refuse_matter(struct rota_world *world, const struct rota_matters *all,
			 const struct rota_matter *matter, struct rota_error *err)
{
	char name[ROTA_MATTER_NAME_BYTES];
	struct rota_buffer about = { 0 };

	rota_matter_name(name, matter->id, rota_matter_letters(matter->id, all->items, all->count));
	rota_matter_write_about(&about, world, matter, false);
	rota_refuse(err, rule_of(matter), NULL, _("matter %s is open: %s: %s"), name,
		    _(rota_matter_kind(matter->type)->text), rota_buffer_text(&about));
	rota_error_hint(err,
			_("look at both sides: rota matters show %s; correct what is wrong, or "
			  "ask the province to settle it"),
			name);
	rota_buffer_clear(&about);
	return ROTA_EINVALID;
}

/** Of nil returns those of the days of the period alone are looked at, by judge_nils(). */
static bool is_judged_otherwise(const struct rota_matter *matter)
{
	return matter->type == ROTA_MATTER_NIL_CONTRADICTED;
}

/** V11, V12: nobody stands for figures while it is open who holds a post. */
static int judge_matters(struct rota_acting *acting, struct attesting *attesting,
			 struct rota_error *err)
{
	struct rota_world *world = acting->world;
	const struct rota_matters *all = &attesting->matters.all;
	int rc = rota_matter_list(&attesting->matters, world, attesting->arena, err);

	for (size_t i = 0; !rc && i < all->count; i++) {
		const struct rota_matter *one = &all->items[i];

		if (!one->settled && one->from <= attesting->figures->cutoff &&
		    rota_matter_kind(one->type)->severity == ROTA_SEVERITY_BLOCKS &&
		    !is_judged_otherwise(one) &&
		    rota_matter_concerns(one, world, world->scope))
			rc = refuse_matter(world, all, one, err);
	}
	return rc;
}

/** A nil return of this office that speaks of the days since the period before. */
static bool is_of_period(const struct rota_attesting *attesting, const struct rota_world *world,
			 const struct rota_subject *nil)
{
	struct rota_day from = rota_subject_day(nil, "from"), to = rota_subject_day(nil, "to");

	return nil->created && rota_office_writes(world->office, rota_id_writer(nil->id)) &&
	       !rota_day_is_none(from) && !rota_day_is_none(to) &&
	       rota_day_first(from) <= attesting->cutoff &&
	       rota_day_first(to) - 1 > attesting->before_cutoff;
}

/** A nil return of the period, and the days of which it speaks. */
struct spoken {
	struct rota_id nil;
	int32_t from, to;
};

/** Whether the province has settled what contradicts it: then both stand, and nothing newer came. */
static bool is_settled(const struct rota_matters *all, struct rota_id nil)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->items[i].settled && all->items[i].type == ROTA_MATTER_NIL_CONTRADICTED &&
		    rota_id_compare(all->items[i].subjects[0], nil) == 0)
			return true;
	return false;
}

static int judge_nil(struct rota_world *world, const struct spoken *spoken, struct rota_error *err)
{
	char first[ROTA_DAY_TEXT_BYTES], last[ROTA_DAY_TEXT_BYTES], day[ROTA_DAY_TEXT_BYTES];
	struct rota_contradiction found = { .from = spoken->from,
					    .to = spoken->to,
					    .scope = world->scope };
	int rc = rota_contradiction_find(&found, world, err);

	if (rc || found.day == found.to)
		return rc;
	rota_refuse(err, "C35", NULL,
		    _("it was stated that nothing changed from %s until before %s; on %s: %s"),
		    rota_day_shown(first, spoken->from), rota_day_shown(last, spoken->to),
		    rota_day_shown(day, found.day), found.what);
	rota_error_hint(err, _("take the statement back: rota nil --to %s --undo --why TEXT; or ask the "
			  "province to settle the matter"),
			rota_day_shown(last, spoken->to));
	return ROTA_EINVALID;
}

/** Such nil returns, in memory that stays. */
static int list_spoken(struct spoken **out, size_t *count, struct rota_world *world,
		       const struct rota_attesting *attesting, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_NIL_RETURN, err);

	*out = NULL;
	*count = 0;
	if (rc)
		return rc;
	*out = rota_arena_alloc(&world->arena, (ids.count + 1) * sizeof(**out));
	if (!*out)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (!rc && is_of_period(attesting, world, one))
			(*out)[(*count)++] =
				(struct spoken){ one->id,
						 rota_day_first(rota_subject_day(one, "from")),
						 rota_day_first(rota_subject_day(one, "to")) };
	}
	return rc;
}

/** C35: the office has said that nothing changed, and recorded changes. */
static int judge_nils(struct rota_acting *acting, const struct attesting *attesting,
		      struct rota_error *err)
{
	struct spoken *spoken;
	size_t count;
	int rc = list_spoken(&spoken, &count, acting->world, attesting->figures, err);

	for (size_t i = 0; !rc && i < count; i++)
		if (!is_settled(&attesting->matters.all, spoken[i].nil))
			rc = judge_nil(acting->world, &spoken[i], err);
	return rc;
}

/* --- the officer ----------------------------------------------------------------------------- */

static int find_officer(struct attesting *attesting, struct rota_acting *acting,
			struct rota_error *err)
{
	const char *name = acting->request->officer;
	struct rota_subject *officer;
	int rc = name ? rota_officer_named(&officer, acting->world, name, err)
		      : rota_officer_current(&officer, acting->world, err);

	if (rc)
		return rc;
	if (!officer)
		return rota_fail(
			err, ROTA_EINVALID,
			_("say who attests: rota officer add NAME --title TITLE --role attest"),
			_("no officer of this office is declared"));
	attesting->by = officer->id;
	name = rota_subject_text(officer, "name");
	attesting->officer =
		rota_arena_copy(attesting->arena, name ? name : "", name ? strlen(name) : 0);
	return attesting->officer ? ROTA_OK : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/** What would be recorded by an officer, as the province will read it. */
static struct rota_attestation planned(const struct attesting *attesting,
				       const struct rota_world *world, struct rota_id officer)
{
	const struct rota_attesting *figures = attesting->figures;
	struct rota_attestation out = { .entry = rota_id_make(world->office->own, figures->size),
					.period = figures->period,
					.scope = world->scope->id,
					.writer = world->office->own,
					.last = figures->size - 1,
					.clock = UINT64_MAX,
					.by = officer };

	memcpy(out.posts, figures->posts, sizeof(out.posts));
	return out;
}

/** Judge what an officer would attest. @param[out] out  with the planned one as the last. */
static int judge_planned(struct rota_attestations *out, struct rota_world *world,
			 const struct attesting *attesting, struct rota_id officer,
			 struct rota_error *err)
{
	const struct rota_attestation plan = planned(attesting, world, officer);

	return rota_world_attestations(out, world, world->office->own, &plan, attesting->arena,
				       err);
}

static enum rota_attestation_fault fault_of_last(const struct rota_attestations *all)
{
	return all->items[all->count - 1].fault;
}

/** Somebody who could attest these figures; NULL: nobody. */
static int find_other(const char **out, struct rota_world *world, const struct attesting *attesting,
		      struct rota_error *err)
{
	struct rota_ids ids, copy = { .count = 0 };
	int rc = rota_officers_attesting(&ids, world, err);

	*out = NULL;
	for (size_t i = 0; !rc && i < ids.count; i++)
		rc = rota_ids_add(&copy, attesting->arena, ids.items[i], err);
	for (size_t i = 0; !rc && !*out && i < copy.count; i++) {
		struct rota_attestations all;
		struct rota_subject *officer;

		rc = judge_planned(&all, world, attesting, copy.items[i], err);
		if (!rc && fault_of_last(&all) == ROTA_ATTESTATION_COUNTS)
			rc = rota_world_subject(&officer, world, copy.items[i], err);
		if (!rc && fault_of_last(&all) == ROTA_ATTESTATION_COUNTS)
			*out = rota_subject_text(officer, "name");
	}
	return rc;
}

/** Who could do it instead, or how somebody comes to. */
static int hint_other(struct rota_world *world, const struct attesting *attesting,
		      const struct rota_judged_attestation *judged, struct rota_error *err)
{
	const char *other;

	if (find_other(&other, world, attesting, NULL) == ROTA_OK && other)
		rota_error_hint(
			err, _("let another officer attest: rota attest \"%s\" --officer \"%s\""),
			attesting->figures->name, other);
	else if (judged->fault == ROTA_ATTESTATION_NO_ROLE && !judged->by_recorder)
		rota_error_hint(err, _("give the role: rota officer change \"%s\" --role attest"),
				attesting->officer);
	else
		rota_error_hint(err, "%s",
				_("declare a second officer, who stands for what others record: "
				  "rota officer add NAME --title TITLE --role attest"));
	return ROTA_EINVALID;
}

static int refuse_officer(struct rota_world *world, const struct attesting *attesting,
			  const struct rota_judged_attestation *judged, struct rota_error *err)
{
	const char *name = attesting->officer;

	switch (judged->fault) {
	case ROTA_ATTESTATION_RECORDER:
		rota_refuse(
			err, "V98", NULL,
			_("'%s' recorded entry %llu of these figures, and cannot stand for them"),
			name, (unsigned long long)judged->recorded);
		break;
	case ROTA_ATTESTATION_NO_ROLE:
		rota_refuse(err, "V98", NULL, _("'%s' has not the role 'attest'"), name);
		break;
	default:
		rota_refuse(err, "V98", NULL, _("'%s' is not an active officer of this office"),
			    name);
		break;
	}
	return hint_other(world, attesting, judged, err);
}

/** The rules that the province will judge by. */
static int judge_officer(struct rota_world *world, const struct attesting *attesting,
			 struct rota_error *err)
{
	const struct rota_judged_attestation *judged =
		&attesting->all.items[attesting->all.count - 1];

	return judged->fault ? refuse_officer(world, attesting, judged, err) : ROTA_OK;
}

/* --- recording ------------------------------------------------------------------------------- */

/** Whether this was attested already, and nothing has changed since. */
static int find_same(struct rota_acting *acting, struct attesting *attesting,
		     struct rota_error *err)
{
	/* the planned one is the last: none goes further */
	const struct rota_attestations others = { .items = attesting->all.items,
						  .count = attesting->all.count - 1 };
	const struct rota_attesting *figures = attesting->figures;
	struct rota_attested attested;
	int rc = rota_attested_find(&attested, acting->world, &others, figures->period,
				    figures->cutoff, err);

	acting->out->already =
		!rc && attested.state == ROTA_ATTESTED_YES &&
		memcmp(attested.judged.is.posts, figures->posts, sizeof(figures->posts)) == 0;
	if (acting->out->already)
		attesting->shown = attested.judged.is;
	return rc;
}

static int put_figures(struct rota_draft *draft, const struct rota_attesting *attesting)
{
	struct rota_value map = rota_map();
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < ROTA_ATTESTED_POSTS; i++) {
		const struct rota_attested_figures *figures = &attesting->posts[i];
		struct rota_value one = rota_map();
		const struct {
			const char *key;
			uint64_t number;
		} numbers[] = {
			{ "posts", figures->posts },
			{ "filled", figures->filled },
			{ "vacant", figures->vacant },
			{ "not_reported", figures->not_reported },
			{ "non_local", figures->non_local },
			{ "undetermined", figures->undetermined },
			{ "opening", figures->opening },
			{ "up", figures->up },
			{ "down", figures->down },
		};

		for (size_t k = 0; !rc && k < sizeof(numbers) / sizeof(numbers[0]); k++)
			rc = rota_map_set(draft->arena, &one, numbers[k].key,
					  rota_uint(numbers[k].number));
		if (!rc)
			rc = rota_map_set(draft->arena, &map, rota_all_posts[i], one);
	}
	rota_draft_set(draft, "figures", map);
	return rc;
}

static int put_last(struct rota_draft *draft, const struct rota_attestation *plan)
{
	struct rota_value last = rota_map();
	const void *writer = rota_arena_copy(draft->arena, (const char *)plan->writer.bytes,
					     sizeof(plan->writer.bytes));
	int rc = writer ? rota_map_set(draft->arena, &last, "writer",
				       rota_bin(writer, sizeof(plan->writer.bytes)))
			: ROTA_ENOMEM;

	if (!rc)
		rc = rota_map_set(draft->arena, &last, "n", rota_uint(plan->last));
	rota_draft_set(draft, "last", last);
	return rc;
}

/** What was attested for the period before is amended. */
static int add_draft(struct rota_draft **out, struct rota_acting *acting,
		     const struct attesting *attesting, struct rota_error *err)
{
	struct rota_subject *earlier;
	int rc;

	if (!attesting->last)
		return rota_plan_add(out, &acting->plan, "attest", err);
	rc = rota_world_subject(&earlier, acting->world, attesting->last->entity, err);
	return rc ? rc : rota_plan_amend(out, &acting->plan, "attest", earlier, err);
}

static int put_attestation(struct rota_acting *acting, const struct attesting *attesting,
			   struct rota_error *err)
{
	const struct rota_attestation plan = attesting->shown;
	struct rota_draft *draft;
	int rc = add_draft(&draft, acting, attesting, err);

	if (rc)
		return rc;
	rota_draft_set_id(draft, "period", plan.period);
	rota_draft_set_id(draft, "scope", plan.scope);
	rota_draft_key(draft, "by", rota_id_value(draft->arena, plan.by));
	if (put_last(draft, &plan) || put_figures(draft, attesting->figures))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_OK;
}

static void say(struct rota_acting *acting, const struct attesting *attesting)
{
	const struct rota_attesting *figures = attesting->figures;
	const char *by = rota_attested_by(acting->world, &attesting->shown);
	char day[ROTA_DAY_TEXT_BYTES];

	snprintf(acting->out->sentence, sizeof(acting->out->sentence),
		 _("%s: the figures of %s on %s, up to entry %llu, attested by %s"), figures->name,
		 figures->scope, rota_day_shown(day, figures->cutoff),
		 (unsigned long long)attesting->shown.last, by ? by : "?");
}

/** The figures were worked out before: nothing may have come in between. */
static int check_size(struct rota_world *world, uint64_t size, struct rota_error *err)
{
	uint64_t now;
	int rc = rota_log_size(&now, world->txn, world->office->own.bytes, err);

	return rc || now == size ? rc
				 : rota_fail(err, ROTA_EBUSY, _("do it again"),
					     _("something was recorded in the meantime"));
}

/** What was recorded of this office's figures by now, and what this officer would add. */
static int find_all(struct rota_acting *acting, struct attesting *attesting, struct rota_error *err)
{
	int rc = judge_planned(&attesting->all, acting->world, attesting, attesting->by, err);

	attesting->shown = planned(attesting, acting->world, attesting->by);
	for (size_t i = 0; !rc && i + 1 < attesting->all.count; i++) {
		struct rota_attestation *one = &attesting->all.items[i].is;

		if (rota_id_compare(one->period, attesting->figures->period) == 0 &&
		    rota_office_writes(acting->world->office, rota_id_writer(one->entity)))
			attesting->last = one;
	}
	return rc ? rc : find_same(acting, attesting, err);
}

static int judge(struct rota_acting *acting, struct attesting *attesting, struct rota_error *err)
{
	int rc = judge_figures(attesting->figures, err);

	if (!rc)
		rc = judge_officer(acting->world, attesting, err);
	if (!rc)
		rc = judge_matters(acting, attesting, err);
	if (!rc)
		rc = judge_nils(acting, attesting, err);
	if (!rc)
		judge_missing(acting, attesting->figures);
	return rc;
}

static int plan_attest(struct rota_acting *acting, struct rota_error *err)
{
	struct attesting *attesting = acting->payload;
	int rc = check_size(acting->world, attesting->figures->size, err);

	if (!rc)
		rc = find_officer(attesting, acting, err);
	if (!rc)
		rc = find_all(acting, attesting, err);
	if (!rc && !acting->out->already)
		rc = judge(acting, attesting, err);
	if (rc)
		return rc;
	say(acting, attesting);
	return acting->out->already ? ROTA_OK : put_attestation(acting, attesting, err);
}

int rota_attest(struct rota_office *office, const struct rota_request *request,
		struct rota_outcome *out, struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_attesting figures;
	struct attesting attesting = { .figures = &figures, .arena = &arena };
	struct rota_acting acting = { .payload = &attesting };
	int rc = rota_attesting_find(&figures, office, request->subject, &arena, err);

	memset(out, 0, sizeof(*out));
	if (!rc)
		rc = rota_act_run_as(&acting, office, request, out, plan_attest, err);
	rota_arena_clear(&arena);
	return rc;
}
