/* SPDX-License-Identifier: Apache-2.0 */
/* Taking the own last act back, by another entry. */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/messages.h"
#include "base/text.h"
#include "ledger/settlement.h"
#include "naming/matter_text.h"
#include "report/history.h"
#include "store/log.h"

/** The first entries of `common`, which made the office. */
static bool made_the_office(const struct rota_world *world, const struct rota_revision *revision)
{
	return rota_world_is_common(world, revision->id) && revision->entry.set_count &&
	       revision->entry.set_first == 0;
}

/** An act of an officer: a row of a list is none, it is mended by another list. */
static bool is_act(const struct rota_world *world, const struct rota_revision *revision)
{
	return strcmp(revision->entry.kind_name, "entry.undo") != 0 &&
	       !rota_map_get(&revision->entry.root, "src") && !made_the_office(world, revision);
}

/** The newest entry of a log, not sealed, that can be taken back. */
static int find_last_in(struct rota_revision *out, bool *found, struct rota_world *world,
                        struct rota_writer_id log, struct rota_error *err)
{
	uint64_t size, sealed;
	int rc = rota_log_size(&size, world->txn, log.bytes, err);

	*found = false;
	if (!rc)
		rc = rota_log_mark_get(&sealed, world->txn, log.bytes, "sealed", err);
	while (!rc && !*found && size > sealed) {
		rc = rota_world_revision(out, world, rota_id_make(log, --size), err);
		*found = !rc && !out->undone && is_act(world, out);
	}
	return rc;
}

/** The newest of both logs of this office. */
static int find_last(struct rota_revision *out, bool *found, struct rota_world *world,
                     struct rota_error *err)
{
	struct rota_revision common = { .undone = false };
	bool found_common = false;
	int rc = find_last_in(out, found, world, world->office->own, err);

	if (!rc)
		rc = find_last_in(&common, &found_common, world, world->office->common, err);
	if (!rc && found_common && (!*found || common.entry.clock > out->entry.clock))
		*out = common;
	*found = *found || found_common;
	return rc;
}

/** The first entry of what was recorded together with this one, by which the act is called. */
static uint64_t first_of(const struct rota_revision *revision)
{
	return revision->entry.set_count ? revision->entry.set_first : revision->entry.number;
}

static bool is_same_act(const struct rota_revision *a, const struct rota_revision *b)
{
	return memcmp(a->id.bytes, b->id.bytes, 8) == 0 && first_of(a) == first_of(b);
}

/** "120", "common:12": as it can be typed again. */
static void name_entry(char *out, size_t size, struct rota_world *world,
                       const struct rota_revision *revision)
{
	struct rota_buffer name = { 0 };

	rota_entry_name(&name, world, rota_id_make(rota_id_writer(revision->id), first_of(revision)));
	rota_text_join(out, size, rota_buffer_text(&name), "", "");
	rota_buffer_clear(&name);
}

/** Two records of cadres. */
static const char *pair_shown(struct rota_world *world, const struct rota_subject *statement)
{
	static const char *const records[] = { "a", "b" };
	struct rota_buffer text = { 0 };
	const char *copy;

	for (size_t i = 0; i < 2; i++) {
		struct rota_id id = rota_subject_id(statement, records[i]);

		rota_buffer_printf(&text, "%s%s", i ? " – " : "",
		                   rota_matter_subject_shown(world, id));
	}
	copy = rota_arena_copy(&world->scratch, rota_buffer_text(&text), text.size);
	rota_buffer_clear(&text);
	return copy;
}

/** The matter that was settled, by the name with which it begins at least. */
static const char *matter_shown(struct rota_world *world, const struct rota_subject *subject)
{
	char name[ROTA_MATTER_NAME_BYTES];
	struct rota_settlement settlement;

	if (rota_settlement_read(&settlement, &world->scratch, subject))
		return NULL;
	rota_matter_name(name, settlement.matter.id, ROTA_MATTER_MIN_LETTERS);
	return rota_arena_copy(&world->scratch, name, strlen(name));
}

/** Whom or what an entry is about; NULL where its kind says it all. */
static const char *about(struct rota_acting *acting, const struct rota_revision *revision)
{
	struct rota_subject *subject;
	struct rota_id id = revision->entry.creates ? revision->id : revision->entry.id;

	if (rota_world_subject(&subject, acting->world, id, NULL))
		return NULL;
	if (!subject->created) /* what is taken back has no fields any more */
		return rota_value_text(rota_map_get(revision->entry.body, "name"));
	if (subject->type == ROTA_ENTITY_POSTING)
		return rota_posting_shown(acting->world, subject);
	if (subject->type == ROTA_ENTITY_CADRE)
		return rota_cadre_show(acting->world, subject);
	if (subject->type == ROTA_ENTITY_SPELL)
		return rota_matter_subject_shown(acting->world, subject->id);
	if (subject->type == ROTA_ENTITY_CADRE_PAIR)
		return pair_shown(acting->world, subject);
	if (subject->type == ROTA_ENTITY_SETTLEMENT)
		return matter_shown(acting->world, subject);
	return rota_subject_text(subject,
	                         subject->type == ROTA_ENTITY_TARGET ? "phase" : "name");
}

/** How many more of its kind an act has recorded together with its first entry. */
static uint64_t more_of(struct rota_world *world, const struct rota_revision *act)
{
	uint64_t more = 0;

	for (uint64_t i = 1; i < act->entry.set_count; i++) {
		struct rota_revision one;
		struct rota_id id = rota_id_make(rota_id_writer(act->id), first_of(act) + i);

		more += rota_world_revision(&one, world, id, NULL) == ROTA_OK &&
		        strcmp(one.entry.kind_name, act->entry.kind_name) == 0;
	}
	return more;
}

/** @p fmt  with the act, whom it is about, and its entry. */
static void say(struct rota_acting *acting, const char *label, struct rota_revision *act)
{
	struct rota_outcome *out = acting->out;
	const char *whom;
	uint64_t more;

	if (act->entry.number != first_of(act))
		rota_world_revision(act, acting->world,
		                    rota_id_make(rota_id_writer(act->id), first_of(act)), NULL);
	whom = about(acting, act);
	name_entry(out->subject, sizeof(out->subject), acting->world, act);
	more = more_of(acting->world, act);
	if (more)
		snprintf(out->sentence, sizeof(out->sentence),
		         _("%s: %s: %s, and %llu more (entry %s)"), label,
		         rota_history_kind(&act->entry), whom ? whom : "",
		         (unsigned long long)more, out->subject);
	else
		snprintf(out->sentence, sizeof(out->sentence), _("%s: %s%s%s (entry %s)"), label,
		         rota_history_kind(&act->entry), whom ? ": " : "", whom ? whom : "",
		         out->subject);
	rota_text_make_printable(out->sentence);
}

static int nothing_left(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOTFOUND,
	                 _("correct it: rota correct, or revoke it: rota void"),
	                 _("nothing is left that could be taken back"));
}

/** Whether an entry that was named may be taken back: it belongs to the last act, or is taken back. */
static int check_named(struct rota_revision *out, struct rota_acting *acting,
                       const struct rota_revision *last, bool found, struct rota_error *err)
{
	struct rota_target_named named;
	char newest[32];
	int rc = rota_resolve_subject(&named, acting->world, acting->request->subject, err);

	if (!rc && rota_id_is_zero(named.entry))
		rc = rota_fail(err, ROTA_EINVALID, _("see the numbers: rota history, rota export"),
		               _("'%s' is no number of an entry"), acting->request->subject);
	if (!rc)
		rc = rota_world_revision(out, acting->world, named.entry, err);
	if (rc || out->undone || (found && is_same_act(out, last)))
		return rc;
	if (!found || !is_act(acting->world, out))
		return rota_fail(err, ROTA_EINVALID,
		                 _("correct it: rota correct, or revoke it: rota void"),
		                 _("entry %s cannot be taken back"), acting->request->subject);
	name_entry(newest, sizeof(newest), acting->world, last);
	rota_fail(err, ROTA_EINVALID, NULL, _("entry %s is not the last act: that is entry %s"),
	          acting->request->subject, newest);
	rota_error_hint(err, _("take that back first: rota undo %s; or correct: rota correct"),
	                newest);
	return ROTA_EINVALID;
}

static int undo_one(struct rota_acting *acting, struct rota_id entry, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_add_in(&draft, &acting->plan, "entry.undo", rota_id_writer(entry), err);

	if (rc)
		return rc;
	rota_draft_set_id(draft, "of", entry);
	rota_draft_set(draft, "state", rota_text("on"));
	return ROTA_OK;
}

/** What was recorded together is taken back together. */
static int undo_act(struct rota_acting *acting, const struct rota_revision *act,
                    struct rota_error *err)
{
	uint64_t first = first_of(act);
	uint64_t count = act->entry.set_count ? act->entry.set_count : 1;
	int rc = ROTA_OK;

	if (count > ROTA_PLAN_MAX)
		return rota_fail(err, ROTA_EINVALID, _("correct them one by one: rota correct"),
		                 _("the last act has %llu entries"), (unsigned long long)count);
	for (uint64_t n = first; !rc && n < first + count; n++)
		rc = undo_one(acting, rota_id_make(rota_id_writer(act->id), n), err);
	return rc;
}

static int plan_undo(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_revision act = { .undone = false }, last = { .undone = false };
	bool found;
	int rc = find_last(&last, &found, acting->world, err);

	act = last;
	if (!rc && acting->request->subject)
		rc = check_named(&act, acting, &last, found, err);
	else if (!rc && !found)
		rc = nothing_left(err);
	if (rc)
		return rc;
	acting->out->already = act.undone;
	say(acting, act.undone ? _("taken back already") : _("taken back"), &act);
	if (act.undone)
		return ROTA_OK;
	if (!acting->request->why || !*acting->request->why)
		return rota_fail(err, ROTA_EREASON, _("say why: --why"),
		                 _("no reason is given to take back entry %s"),
		                 acting->out->subject);
	return undo_act(acting, &act, err);
}

int rota_undo(struct rota_office *office, const struct rota_request *request,
              struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_undo, err);
}
