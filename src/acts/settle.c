/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Settling a matter, at the province: an entry that says which outcome is the right one, with what
 * it saw. It changes no other entry; what follows from it is in settled.h. Before it is recorded,
 * and after, it says what it does to the totals.
 */
#include <stdio.h>
#include <string.h>

#include "acts/act.h"
#include "acts/effect.h"
#include "acts/pair.h"
#include "base/messages.h"
#include "base/text.h"
#include "naming/matter_list.h"
#include "naming/matter_text.h"
#include "state/settled.h"

/** One settlement on its way. */
struct settling {
	struct rota_arena arena; /* of the matters */
	struct rota_matter_list list;
	const struct rota_matter *matter;
	size_t way;
	struct rota_totals_effect effect;
	struct rota_buffer sentence;
};

/* --- what is meant --------------------------------------------------------------------------- */

static int check_office(const struct rota_acting *acting, struct rota_error *err)
{
	if (acting->world->office->is_province)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID,
			 _("mend what is wrong in your own entries: rota correct, rota relieve, "
			   "rota void; tell the province the rest"),
			 _("only the province's office settles matters"));
}

static int unknown_way(const struct settling *settling, const char *typed, struct rota_error *err)
{
	struct rota_buffer list = { 0 };
	char way[ROTA_OUTCOME_BYTES];

	for (size_t i = 0; i < rota_matter_outcomes(settling->matter); i++)
		rota_buffer_printf(&list, "%s%s", i ? ", " : "",
				   rota_matter_outcome_shown(way, settling->matter, i));
	rota_fail(err, ROTA_EINVALID, NULL, _("'%s' is no outcome of this matter"), typed);
	rota_error_hint(err, _("one of: %s"), rota_buffer_text(&list));
	rota_buffer_clear(&list);
	return ROTA_EINVALID;
}

/** The outcome that is asked for; of a withdrawal the one that no longer holds is not looked at. */
static int find_way(struct settling *settling, const struct rota_request *request,
		    struct rota_error *err)
{
	int rc;

	if (request->withdraw && request->way)
		return rota_fail(err, ROTA_EINVALID, _("name the outcome or withdraw, not both"),
				 _("'%s' is an outcome"), request->way);
	if (request->withdraw)
		return settling->matter->settled
			       ? ROTA_OK
			       : rota_fail(err, ROTA_EINVALID, _("see it: rota matters show"),
					   _("the matter '%s' is not settled"), request->subject);
	rc = rota_need(request->way, _("WAY"), err);
	if (rc)
		return rc;
	settling->way = rota_matter_outcome_typed(settling->matter, request->way);
	return settling->way < rota_matter_outcomes(settling->matter)
		       ? ROTA_OK
		       : unknown_way(settling, request->way, err);
}

static bool has_reason(const struct rota_acting *acting)
{
	return acting->request->why && *acting->request->why;
}

/* --- the sentence ---------------------------------------------------------------------------- */

/** For two sides also whose it is. */
static void write_way(struct settling *settling, struct rota_world *world)
{
	const struct rota_matter *matter = settling->matter;
	size_t yields = rota_matter_yields(matter, settling->way);

	rota_matter_write_way(&settling->sentence, world, matter, settling->way);
	if (yields != ROTA_MATTER_NOBODY && matter->type != ROTA_MATTER_HALF_MOVE)
		rota_buffer_printf(
			&settling->sentence, " (%s)",
			rota_matter_subject_shown(world, matter->subjects[1 - yields]));
}

static void write_sentence(struct settling *settling, struct rota_acting *acting)
{
	const struct rota_matter *matter = settling->matter;
	struct rota_buffer *out = &settling->sentence;
	char name[ROTA_MATTER_NAME_BYTES];

	rota_buffer_printf(out, "%s (%s: ",
			   rota_matter_name(name, matter->id,
					    rota_matter_letters(matter->id, settling->list.all.items,
								settling->list.all.count)),
			   _(rota_matter_kind(matter->type)->text));
	rota_matter_write_about(out, acting->world, matter, false);
	rota_buffer_puts(out, "): ");
	if (acting->request->withdraw)
		rota_buffer_puts(out, _("the settlement is withdrawn, the matter is open again"));
	else
		write_way(settling, acting->world);
}

static void say(struct settling *settling, struct rota_acting *acting)
{
	rota_text_join(acting->out->sentence, sizeof(acting->out->sentence),
		       rota_buffer_text(&settling->sentence), "", "");
	rota_text_make_printable(acting->out->sentence);
}

/* --- the entry ------------------------------------------------------------------------------- */

static int put_ids(struct rota_draft *draft, const char *field, const struct rota_id *ids,
		   size_t count)
{
	struct rota_value list = rota_list();

	for (size_t i = 0; i < count; i++)
		if (rota_list_add(draft->arena, &list, rota_id_value(draft->arena, ids[i])))
			return ROTA_ENOMEM;
	rota_draft_set(draft, field, list);
	return ROTA_OK;
}

static int plan_new(struct rota_acting *acting, const struct settling *settling,
		    struct rota_error *err)
{
	const struct rota_matter *matter = settling->matter;
	char way[ROTA_OUTCOME_BYTES];
	struct rota_draft *draft;
	char *word;
	int rc = rota_plan_add(&draft, &acting->plan, "matter.settle", err);

	if (rc)
		return rc;
	rota_matter_outcome(way, matter, settling->way);
	word = rota_arena_copy(draft->arena, way, strlen(way));
	if (!word || put_ids(draft, "subjects", matter->subjects, matter->subject_count) ||
	    put_ids(draft, "saw", matter->saw, matter->saw_count))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	rota_draft_set(draft, "of", rota_bin(matter->id.bytes, sizeof(matter->id.bytes)));
	rota_draft_set(draft, "kind", rota_text(rota_matter_kind(matter->type)->id));
	if (matter->field)
		rota_draft_set(draft, "field", rota_text(matter->field));
	rota_draft_set(draft, "way", rota_text(word));
	rota_put_docs(acting, draft);
	return ROTA_OK;
}

/** Another word on a settlement that holds: another outcome, or none. */
static int plan_change(struct rota_acting *acting, const struct settling *settling,
		       struct rota_error *err)
{
	char way[ROTA_OUTCOME_BYTES];
	struct rota_subject *settlement;
	struct rota_draft *draft;
	const char *old;
	int rc = rota_world_subject(&settlement, acting->world, settling->matter->settlement, err);

	if (rc)
		return rc;
	old = rota_subject_text(settlement, "way");
	if (!acting->request->withdraw && old &&
	    strcmp(old, rota_matter_outcome(way, settling->matter, settling->way)) == 0) {
		acting->out->already = true;
		return ROTA_OK;
	}
	rc = rota_plan_amend(&draft, &acting->plan, "matter.settle", settlement, err);
	if (rc)
		return rc;
	if (acting->request->withdraw) {
		rota_draft_set(draft, "undo", rota_bool(true));
	} else {
		char *word = rota_arena_copy(draft->arena, way, strlen(way));

		if (!word)
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
		rota_draft_set(draft, "way", rota_text(word));
		rota_draft_was(draft, "way", old ? rota_text(old) : rota_nil());
	}
	rota_put_docs(acting, draft);
	return ROTA_OK;
}

/** Two records: what is decided of persons is a statement about them. */
static int plan_persons(struct rota_acting *acting, const struct settling *settling,
			struct rota_error *err)
{
	const struct rota_matter *matter = settling->matter;
	struct rota_pairing pairing = { .a = matter->subjects[0], .b = matter->subjects[1] };
	char way[ROTA_OUTCOME_BYTES];

	if (acting->request->docs[0])
		return rota_fail(err, ROTA_EINVALID, _("leave out --doc, and say it in --why"),
				 _("a statement about persons names no paper"));
	pairing.same = strcmp(rota_matter_outcome(way, matter, settling->way), "same") == 0;
	return rota_plan_pair(acting, &pairing, err);
}

static int plan_entries(struct rota_acting *acting, const struct settling *settling,
			struct rota_error *err)
{
	int rc;

	if (settling->matter->type == ROTA_MATTER_SAME_PERSON)
		return plan_persons(acting, settling, err);
	rc = rota_take_docs(acting, err);
	if (rc)
		return rc;
	return settling->matter->settled ? plan_change(acting, settling, err)
					 : plan_new(acting, settling, err);
}

/** Once it is recorded: what it does to the totals. Whoever gave no reason is shown that too before
 * being asked for one; nothing is kept then. */
static int say_effect(struct rota_acting *acting, struct rota_error *err)
{
	struct settling *settling = acting->payload;
	int rc = rota_effect_write(&settling->sentence, &settling->effect, acting->world, err);

	say(settling, acting);
	if (!rc && !has_reason(acting))
		rc = rota_fail(err, ROTA_EREASON, _("say why: --why"),
			       _("a settlement needs a reason"));
	return rc;
}

static int plan_settlement(struct rota_acting *acting, struct rota_error *err)
{
	const struct rota_request *request = acting->request;
	struct settling *settling = acting->payload;
	int rc = check_office(acting, err);

	if (!rc)
		rc = rota_need(request->subject, _("MATTER"), err);
	if (!rc)
		rc = rota_world_ready(acting->world, err);
	if (!rc)
		rc = rota_matter_list(&settling->list, acting->world, &settling->arena, err);
	if (!rc)
		rc = rota_matter_find(&settling->matter, settling->list.all.items, settling->list.all.count,
				      request->subject, err);
	if (!rc)
		rc = find_way(settling, request, err);
	if (rc)
		return rc;
	rc = rota_effect_begin(&settling->effect, acting->world,
			       rota_matter_day(settling->matter, acting->world->today_number),
			       &settling->list.open, err);
	if (rc)
		return rc;
	write_sentence(settling, acting);
	say(settling, acting);
	rc = plan_entries(acting, settling, err);
	if (rc || acting->out->already)
		return rc;
	acting->after = say_effect;
	acting->plan.why = has_reason(acting) ? request->why : "?";
	return ROTA_OK;
}

int rota_settle(struct rota_office *office, const struct rota_request *request,
		struct rota_outcome *out, struct rota_error *err)
{
	struct settling settling = { .matter = NULL };
	struct rota_acting acting = { .payload = &settling };
	int rc = rota_act_run_as(&acting, office, request, out, plan_settlement, err);

	rota_buffer_clear(&settling.sentence);
	rota_arena_clear(&settling.arena);
	return rc;
}
