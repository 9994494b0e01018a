/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Targets set for the communes of a reorganisation: new versions beside the old ones.
 *
 * A target is a number that stands for a share of the communes there were. When these become
 * fewer, the share is what is kept, unless the province decides otherwise: of 50 in 161 there
 * are 43 in 139. Nothing is edited: a new target of the same phase begins on the day, and the
 * one before holds on the days before it. What is proposed is listed first; the list is named by
 * a digest, so that what was looked at is what is recorded.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acts/posting.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "report/aim.h"
#include "report/look.h"

/** Nobody sets more, and what is multiplied stays small. */
enum { TARGET_MAX = 1000000 };

/** Why a target gets no new version. */
enum left {
	LEFT_NOT,     /**< it gets one */
	LEFT_SAME,    /**< as many communes as it was set for */
	LEFT_DONE,    /**< a version begins on that day already */
	LEFT_NOTHING, /**< no commune is left in its unit */
};

/** What is proposed for one target. */
struct proposal {
	const struct rota_target *target;
	const struct rota_unit *scope;
	uint64_t base;     /* of how many communes it was set */
	bool reckoned;     /* nobody said of how many: those of its first day */
	uint64_t communes; /* on the day */
	uint64_t count;    /* proposed, or as it was typed */
	enum left left;
};

struct rebasing {
	const char *phase, *on;
	const char *const *counts; /* "POST=NUMBER", "UNIT/POST=NUMBER"; NULL: none */
	struct rota_day day;
	int32_t day_number;
	struct rota_targets targets;
	struct proposal *items; /* in the scratch memory */
	size_t count;
	size_t planned; /* those that get a new version */
};

/* --- what is proposed ------------------------------------------------------------------------ */

static uint64_t count_communes(const struct rota_world *world, const struct rota_unit *scope,
			       int32_t day)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	uint64_t count = 0;

	for (size_t i = 0; i < gazetteer->unit_count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];

		count += unit->level == ROTA_LEVEL_COMMUNE && rota_unit_on(unit, day) &&
			 rota_gazetteer_inside(gazetteer, unit, scope, day);
	}
	return count;
}

/** Half and more is rounded up. */
static uint64_t in_proportion(uint64_t count, uint64_t of, uint64_t communes)
{
	return of ? (2 * count * communes + of) / (2 * of) : count;
}

static enum left left_of(const struct rebasing *rebasing, const struct proposal *proposal)
{
	if (proposal->target->from == rebasing->day_number)
		return LEFT_DONE;
	if (!proposal->communes)
		return LEFT_NOTHING;
	return proposal->communes == proposal->base ? LEFT_SAME : LEFT_NOT;
}

static int propose(struct rebasing *rebasing, struct rota_world *world,
		   const struct rota_target *target, struct rota_error *err)
{
	struct proposal *one = &rebasing->items[rebasing->count];

	*one = (struct proposal){ .target = target,
				  .scope = rota_gazetteer_unit(&world->gazetteer, target->scope),
				  .base = target->base };
	if (!one->scope)
		return ROTA_OK;
	if (target->count > TARGET_MAX || target->base > TARGET_MAX)
		return rota_fail(err, ROTA_EINVALID, _("see the targets: rota target"),
				 _("a target of %llu is no number of communes"),
				 (unsigned long long)(target->count > TARGET_MAX ? target->count
										 : target->base));
	one->reckoned = !one->base;
	if (one->reckoned)
		one->base = count_communes(world, one->scope, target->from);
	one->communes = count_communes(world, one->scope, rebasing->day_number);
	one->count = in_proportion(target->count, one->base, one->communes);
	one->left = left_of(rebasing, one);
	rebasing->count++;
	return ROTA_OK;
}

/** By the code of the unit, the whole first; secretaries before chairs. */
static int compare_proposals(const void *a, const void *b)
{
	const struct proposal *left = a, *right = b;
	const struct rota_unit *one = left->scope, *other = right->scope;
	int order = (int)one->level - (int)other->level;

	if (!order)
		order = strcmp(rota_unit_near(one, left->target->from)->code,
			       rota_unit_near(other, right->target->from)->code);
	return order ? order : strcmp(right->target->post, left->target->post);
}

static int propose_all(struct rebasing *rebasing, struct rota_world *world, struct rota_error *err)
{
	int rc = rota_world_targets(&rebasing->targets, world, rebasing->day_number, err);

	rebasing->items = rota_arena_alloc(&world->scratch, (rebasing->targets.count + 1) *
								    sizeof(*rebasing->items));
	if (!rebasing->items)
		return rc ? rc : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < rebasing->targets.count; i++) {
		const struct rota_target *one = &rebasing->targets.items[i];

		if (one->current && one->from <= rebasing->day_number &&
		    rebasing->day_number < one->to &&
		    (!rebasing->phase || strcmp(rebasing->phase, one->phase) == 0))
			rc = propose(rebasing, world, one, err);
	}
	if (!rc && rebasing->count)
		qsort(rebasing->items, rebasing->count, sizeof(*rebasing->items),
		      compare_proposals);
	return rc;
}

static int none_found(const struct rebasing *rebasing, struct rota_error *err)
{
	char day[ROTA_DAY_TEXT_BYTES];

	rota_day_show(day, rebasing->day);
	if (rebasing->phase)
		return rota_fail(err, ROTA_ENOTFOUND, _("see the targets: rota target"),
				 _("no target of phase '%s' is in force on %s"), rebasing->phase,
				 day);
	return rota_fail(err, ROTA_ENOTFOUND, _("see the targets: rota target"),
			 _("no target is in force on %s"), day);
}

/* --- other numbers than proposed -------------------------------------------------------------- */

/** "secretary=45", "329/bi-thu=6". */
struct typed {
	char unit[128], post[64];
	uint64_t count;
};

static int read_typed(struct typed *out, const char *typed, struct rota_error *err)
{
	const char *equals = strchr(typed, '=');
	const char *slash = equals ? memchr(typed, '/', (size_t)(equals - typed)) : NULL;
	const char *post = slash ? slash + 1 : typed;
	char *end = NULL;

	*out = (struct typed){ .count = 0 };
	errno = 0;
	if (equals && equals[1] >= '0' && equals[1] <= '9')
		out->count = strtoull(equals + 1, &end, 10);
	if (!end || *end || errno || out->count > TARGET_MAX ||
	    (size_t)(equals - post) >= sizeof(out->post) ||
	    (slash && (size_t)(slash - typed) >= sizeof(out->unit)))
		return rota_fail(err, ROTA_EINVALID,
				 _("write POST=NUMBER, or UNIT/POST=NUMBER of another unit"),
				 _("--count: '%s' is no post with a number"), typed);
	memcpy(out->post, post, (size_t)(equals - post));
	if (slash)
		memcpy(out->unit, typed, (size_t)(slash - typed));
	return ROTA_OK;
}

/** Without a unit that of the office is meant. */
static int take_count(struct rebasing *rebasing, struct rota_world *world, const char *typed,
		      struct rota_error *err)
{
	const struct rota_unit *unit = world->scope;
	struct typed read;
	const char *post;
	bool taken = false;
	int rc = read_typed(&read, typed, err);

	if (!rc)
		rc = rota_resolve_post(&post, read.post, err);
	if (!rc && read.unit[0])
		rc = rota_resolve_unit(&unit, world, read.unit, rebasing->day_number, err);
	for (size_t i = 0; !rc && i < rebasing->count; i++) {
		struct proposal *one = &rebasing->items[i];

		if (one->scope != unit || strcmp(one->target->post, post) != 0 ||
		    one->left == LEFT_DONE)
			continue;
		one->count = read.count;
		one->left = LEFT_NOT;
		taken = true;
	}
	return rc || taken ? rc
			   : rota_fail(err, ROTA_EINVALID, _("look at the list: --dry-run"),
				       _("--count: no target of '%s' is to be set anew"), typed);
}

static int take_counts(struct rebasing *rebasing, struct rota_world *world, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && rebasing->counts && rebasing->counts[i]; i++)
		rc = take_count(rebasing, world, rebasing->counts[i], err);
	for (size_t i = 0; !rc && i < rebasing->count; i++)
		rebasing->planned += rebasing->items[i].left == LEFT_NOT;
	return rc;
}

/** The whole list. */
static int make_list(struct rebasing *rebasing, struct rota_world *world, struct rota_error *err)
{
	int rc = rota_world_ready(world, err);

	if (!rc)
		rc = rota_need(rebasing->on, "--on", err);
	if (!rc)
		rc = rota_resolve_day(&rebasing->day, rebasing->on, "--on", err);
	if (rc)
		return rc;
	rebasing->day_number = rota_day_first(rebasing->day);
	rc = propose_all(rebasing, world, err);
	if (!rc && !rebasing->count)
		rc = none_found(rebasing, err);
	return rc ? rc : take_counts(rebasing, world, err);
}

/* --- the act --------------------------------------------------------------------------------- */

/** The same numbers of the same targets are the same list. */
static int name_list(struct rota_acting *acting, const struct rebasing *rebasing,
		     struct rota_error *err)
{
	struct rota_buffer holds = { 0 };
	int rc;

	for (size_t i = 0; i < rebasing->count; i++) {
		const struct proposal *one = &rebasing->items[i];

		if (one->left != LEFT_NOT)
			continue;
		rota_buffer_append(&holds, one->target->id.bytes, sizeof(one->target->id.bytes));
		rota_buffer_printf(&holds, "%llu of %llu;", (unsigned long long)one->count,
				   (unsigned long long)one->communes);
	}
	rc = rota_act_name_list(acting, &holds, err);
	rota_buffer_clear(&holds);
	return rc;
}

static int plan_one(struct rota_acting *acting, const struct rebasing *rebasing,
		    const struct proposal *one, struct rota_error *err)
{
	const struct rota_target *target = one->target;
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, &acting->plan, "target.set", err);

	if (rc)
		return rc;
	rota_draft_set(draft, "post", rota_text(target->post));
	rota_draft_set(draft, "phase", rota_text(target->phase));
	rota_draft_set_day(draft, "from", rebasing->day);
	rota_draft_set_day(draft, "to", rota_day_from_number(target->to));
	rota_draft_set(draft, "count", rota_uint(one->count));
	rota_draft_set_id(draft, "scope", target->scope);
	rota_draft_set(draft, "measure", rota_text(target->flow ? "flow" : "stock"));
	rota_draft_set(draft, "base", rota_uint(one->communes));
	rota_put_docs(acting, draft);
	return ROTA_OK;
}

static const char *post_of(const struct proposal *one)
{
	return rota_post_show(one->target->post);
}

/** "targets from 01/12/2024 on: Party secretary, tỉnh Hưng Yên: 43 of 139 communes (50 of 161); …"
 */
static void say(struct rota_acting *acting, const struct rebasing *rebasing)
{
	struct rota_buffer text = { 0 };
	char day[ROTA_DAY_TEXT_BYTES];
	size_t shown = 0;

	rota_buffer_printf(&text, _("targets from %s on"), rota_day_show(day, rebasing->day));
	for (size_t i = 0; i < rebasing->count; i++) {
		const struct proposal *one = &rebasing->items[i];

		if (one->left != LEFT_NOT || ++shown > 4)
			continue;
		rota_buffer_printf(
			&text, _("%s %s, %s: %llu of %llu communes (%llu of %llu)"),
			shown > 1 ? ";" : ":", post_of(one),
			rota_unit_show(acting->world, one->scope, rebasing->day_number),
			(unsigned long long)one->count, (unsigned long long)one->communes,
			(unsigned long long)one->target->count, (unsigned long long)one->base);
	}
	if (shown > 4)
		rota_buffer_printf(&text, _("; and %zu more"), shown - 4);
	if (!shown)
		rota_buffer_puts(&text, _(": all are set for as many communes as there are"));
	rota_text_join(acting->out->sentence, sizeof(acting->out->sentence),
		       rota_buffer_text(&text), "", "");
	rota_text_make_printable(acting->out->sentence);
	rota_buffer_clear(&text);
}

static int plan_rebase(struct rota_acting *acting, struct rota_error *err)
{
	struct rebasing *rebasing = acting->payload;
	int rc = make_list(rebasing, acting->world, err);

	if (!rc)
		rc = name_list(acting, rebasing, err);
	if (rc)
		return rc;
	say(acting, rebasing);
	acting->out->already = !rebasing->planned;
	if (acting->out->already)
		return ROTA_OK;
	if (rebasing->planned > ROTA_PLAN_MAX)
		return rota_fail(err, ROTA_EINVALID, _("take one phase: --phase"),
				 _("%zu targets are more than one act can record"),
				 rebasing->planned);
	rc = rota_take_docs(acting, err);
	for (size_t i = 0; !rc && i < rebasing->count; i++)
		if (rebasing->items[i].left == LEFT_NOT)
			rc = plan_one(acting, rebasing, &rebasing->items[i], err);
	return rc ? rc : rota_judge_published(acting, rebasing->day_number, err);
}

int rota_target_rebase(struct rota_office *office, const struct rota_request *request,
		       struct rota_outcome *out, struct rota_error *err)
{
	struct rebasing rebasing = { .phase = request->phase,
				     .on = request->from,
				     .counts = request->sets };
	struct rota_acting acting = { .payload = &rebasing };

	return rota_act_run_as(&acting, office, request, out, plan_rebase, err);
}

/* --- the list -------------------------------------------------------------------------------- */

static const struct rota_column_spec columns[] = {
	{ "scope", N_("code"), ROTA_CELL_TEXT },
	{ "name", N_("unit"), ROTA_CELL_TEXT },
	{ "post", N_("post"), ROTA_CELL_TEXT },
	{ "phase", N_("phase"), ROTA_CELL_TEXT },
	{ "target", N_("target"), ROTA_CELL_NUMBER },
	{ "base", N_("of communes"), ROTA_CELL_NUMBER },
	{ "share", N_("share"), ROTA_CELL_TEXT },
	{ "communes", N_("communes now"), ROTA_CELL_NUMBER },
	{ "proposed", N_("new target"), ROTA_CELL_NUMBER },
	{ "left", N_("is left as it is"), ROTA_CELL_TEXT },
};

static const struct {
	const char *id, *text;
} lefts[] = {
	[LEFT_NOT] = { NULL, NULL },
	[LEFT_SAME] = { "same", N_("as many communes as it was set for") },
	[LEFT_DONE] = { "done", N_("set on that day already") },
	[LEFT_NOTHING] = { "nothing", N_("no commune is left in the unit") },
};

/** "31.1 %", with the sign of the language before the tenths; "31.1" for programs. */
static void fill_share(struct rota_filling *filling, const struct proposal *one)
{
	uint64_t tenths = in_proportion(1000, one->base, one->target->count);
	char text[48];

	if (!one->base) {
		rota_fill_nil(filling);
		return;
	}
	snprintf(text, sizeof(text), "%llu%s%llu%s", (unsigned long long)(tenths / 10),
		 !filling->raw && rota_language() == ROTA_VI ? "," : ".",
		 (unsigned long long)(tenths % 10), filling->raw ? "" : " %");
	rota_fill_text(filling, text);
}

static void fill_one(struct rota_filling *filling, const struct proposal *one, int32_t day)
{
	const struct rota_unit_version *version = rota_unit_near(one->scope, day);

	rota_fill_text(filling, version->code);
	rota_fill_text(filling, version->name);
	rota_fill_word(filling, rota_word_find(&rota_posts, one->target->post));
	rota_fill_text(filling, one->target->phase);
	rota_fill_uint(filling, one->target->count);
	rota_fill_uint(filling, one->base);
	fill_share(filling, one);
	rota_fill_uint(filling, one->communes);
	if (one->left == LEFT_NOT)
		rota_fill_uint(filling, one->count);
	else
		rota_fill_nil(filling);
	rota_fill_text(filling, filling->raw            ? lefts[one->left].id
				: lefts[one->left].text ? _(lefts[one->left].text)
							: NULL);
	rota_fill_row(filling);
}

static void note_reckoned(struct rota_filling *filling, const struct rebasing *rebasing)
{
	bool any = false;

	for (size_t i = 0; i < rebasing->count; i++)
		any = any || rebasing->items[i].reckoned;
	if (any)
		rota_fill_note(
			filling, "%s",
			_("where nobody said of how many communes, those of the first day of the "
			  "target are taken"));
}

int rota_report_rebase(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rebasing rebasing = { .phase = question->phase,
				     .on = question->as_of,
				     .counts = question->counts };
	struct rota_filling filling = { 0 };
	char day[ROTA_DAY_TEXT_BYTES];
	struct rota_world world;
	int rc = rota_world_open(&world, office, false, err);

	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, columns, sizeof(columns) / sizeof(columns[0]),
			question->raw);
	rc = make_list(&rebasing, &world, err);
	if (!rc)
		rota_fill_title(&filling, _("Targets for the communes of %s"),
				rota_day_show(day, rebasing.day));
	for (size_t i = 0; !rc && i < rebasing.count; i++)
		fill_one(&filling, &rebasing.items[i], rebasing.day_number);
	if (!rc && rebasing.planned)
		rota_fill_note(&filling, "%s",
			       _("in proportion to the communes, half and more rounded up; another "
				 "number: --count POST=NUMBER"));
	if (!rc)
		note_reckoned(&filling, &rebasing);
	return rota_look_close(&world, &filling, rc, err);
}
