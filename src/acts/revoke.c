/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking the right to write back from a machine, at the province: it was lost or copied, or its
 * office has ended. What it had sent up to an entry stays; what it sends or has sent from there on
 * does not count. Before it is recorded it says how much that is, and what it does to the totals.
 */
#include <stdio.h>
#include <string.h>

#include "acts/act.h"
#include "acts/effect.h"
#include "base/messages.h"
#include "base/text.h"
#include "rota/exchange.h"
#include "state/log_root.h"
#include "state/revocation.h"
#include "state/writers.h"
#include "store/log.h"

static const char rule[] = "V102";

/** One revocation on its way, or the end of one. */
struct revoking {
	const struct rota_enrolled_writer *office;
	const struct rota_revocation *now; /* in force; NULL: none is */
	uint64_t entries;                  /* of its log that are here */
	uint64_t size;                     /* that are believed from now on */
	bool has_totals;                   /* there are units, so there are totals */
	struct rota_totals_effect effect;
	struct rota_buffer sentence;
};

/* --- what is meant --------------------------------------------------------------------------- */

static int check_office(const struct rota_acting *acting, struct rota_error *err)
{
	if (acting->world->office->is_province)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("tell the province at once, by telephone"),
			 _("only the province's office takes the right to write back"));
}

static int read_size(struct revoking *revoking, const char *typed, struct rota_error *err)
{
	uint64_t size = 0;
	const char *at = typed;

	while (*at >= '0' && *at <= '9' && size <= revoking->entries)
		size = size * 10 + (uint64_t)(*at++ - '0');
	if (*typed && !*at && size <= revoking->entries) {
		revoking->size = size;
		return ROTA_OK;
	}
	rota_fail(err, ROTA_EINVALID, NULL, _("'%s' is no number of entries of this log"), typed);
	rota_error_hint(err, _("a number from 0 to %llu; without --size all that is merged counts"),
			(unsigned long long)revoking->entries);
	return ROTA_EINVALID;
}

/** Whose right, and what is said of it already. */
static int find_office(struct revoking *revoking, struct rota_acting *acting,
		       struct rota_error *err)
{
	struct rota_world *world = acting->world;
	int rc = rota_need(acting->request->subject, _("OFFICE"), err);

	if (!rc)
		rc = rota_writer_named(&revoking->office, world, acting->request->subject, true, err);
	if (!rc)
		rc = rota_world_revoked(&revoking->now, world, revoking->office->writer, err);
	if (!rc)
		rc = rota_log_size(&revoking->entries, world->txn, revoking->office->writer.bytes,
				   err);
	revoking->size = revoking->entries;
	return rc;
}

static bool has_reason(const struct rota_acting *acting)
{
	return acting->request->why && *acting->request->why;
}

static int no_reason(struct rota_error *err)
{
	return rota_fail(err, ROTA_EREASON, _("say why: --why"), _("this needs a reason"));
}

/* --- what is said ---------------------------------------------------------------------------- */

static void say(struct revoking *revoking, struct rota_acting *acting)
{
	rota_text_join(acting->out->sentence, sizeof(acting->out->sentence),
		       rota_buffer_text(&revoking->sentence), "", "");
	rota_text_make_printable(acting->out->sentence);
}

static void write_office(struct revoking *revoking)
{
	rota_buffer_printf(&revoking->sentence, "%s (", revoking->office->name);
	rota_writer_id_print(&revoking->sentence, revoking->office->writer, NULL);
	rota_buffer_puts(&revoking->sentence, ")");
}

/** Up to where its log is here, for whoever has to say from where on it is not to be believed. */
static int flag_last(struct revoking *revoking, struct rota_acting *acting, struct rota_error *err)
{
	char when[ROTA_DAY_TEXT_BYTES];
	struct rota_entry last;
	int rc;

	if (!revoking->entries) {
		rota_findings_flag(&acting->findings, rule, "%s",
				   _("nothing of it is merged; what has come counts only if it is "
				     "merged first: rota merge"));
		return ROTA_OK;
	}
	rc = rota_world_entry(&last, acting->world,
			      rota_id_make(revoking->office->writer, revoking->entries - 1), err);
	if (!rc)
		rota_findings_flag(
			&acting->findings, rule,
			_("the last entry of it that is merged is entry %llu, recorded on "
			  "%s"),
			(unsigned long long)revoking->entries - 1,
			rota_instant_show(when, rota_clock_ms(last.clock)));
	return rc;
}

/** Of what counts until now. */
static void flag_lost(struct revoking *revoking, struct rota_acting *acting)
{
	uint64_t end = revoking->now && revoking->now->believed < revoking->entries
			       ? revoking->now->believed
			       : revoking->entries;
	unsigned long lost = (unsigned long)(end - revoking->size);

	if (!revoking->entries) /* flag_last() has said it */
		return;
	if (!lost)
		rota_findings_flag(&acting->findings, rule, "%s",
				   _("all that is merged of it stays as it is; what waits counts "
				     "only if it is merged first: rota merge"));
	else
		rota_findings_flag(&acting->findings, rule,
				   rota_message_n("%lu entry that is merged counts no more: entry "
						  "%llu",
						  "%lu entries that are merged count no more, from "
						  "entry %llu on",
						  lost),
				   lost, (unsigned long long)revoking->size);
}

/** Who has the key may still fetch, where a server admits it. */
static int flag_server(struct revoking *revoking, struct rota_acting *acting,
		       struct rota_error *err)
{
	struct rota_buffer key = { 0 };
	int rc = rota_public_key_print(&key, &revoking->office->key, "", err);

	if (!rc)
		rota_findings_flag(&acting->findings, rule,
				   _("lock it out of the server: over SSH take its line off "
				     "authorized_keys, the one with %s; over https its line off "
				     "rota-users"),
				   rota_buffer_text(&key));
	rota_buffer_clear(&key);
	return rc;
}

/* --- the entries ----------------------------------------------------------------------------- */

static int plan_entry(struct revoking *revoking, struct rota_acting *acting, struct rota_error *err)
{
	struct rota_writer_id writer = revoking->office->writer;
	struct rota_sha256 root;
	struct rota_draft *draft;
	uint8_t *bytes;
	int rc = rota_log_root(&root, acting->world, writer, revoking->size, err);

	if (!rc)
		rc = rota_plan_add(&draft, &acting->plan, "writer.revoke", err);
	if (rc)
		return rc;
	bytes = (uint8_t *)rota_arena_copy(draft->arena, root.bytes, sizeof(root.bytes));
	if (!bytes)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	rota_draft_set(draft, "writer",
		       rota_bin(revoking->office->writer.bytes, sizeof(writer.bytes)));
	rota_draft_set(draft, "size", rota_uint(revoking->size));
	rota_draft_set(draft, "root", rota_bin(bytes, sizeof(root.bytes)));
	return rota_put_word(draft, "cause", acting->request->cause, err);
}

/** Of several that are in force none is any more. */
static int plan_undo(struct revoking *revoking, struct rota_acting *acting, struct rota_error *err)
{
	struct rota_writer_id writer = revoking->office->writer;
	const struct rota_revocations *all;
	int rc = rota_world_revocations(&all, acting->world, err);

	for (size_t i = 0; !rc && i < all->count; i++) {
		const struct rota_revocation *one = &all->items[i];
		struct rota_draft *draft;

		if (memcmp(one->writer.bytes, writer.bytes, sizeof(writer.bytes)) != 0)
			continue;
		rc = rota_plan_add_in(&draft, &acting->plan, "entry.undo",
				      acting->world->office->common, err);
		if (rc)
			return rc;
		rota_draft_set_id(draft, "of", one->id);
		rota_draft_set(draft, "state", rota_text("on"));
	}
	return rc;
}

static int say_effect(struct rota_acting *acting, struct rota_error *err)
{
	struct revoking *revoking = acting->payload;
	int rc = rota_effect_write(&revoking->sentence, &revoking->effect, acting->world, err);

	say(revoking, acting);
	return rc;
}

/** The totals as they are, to be compared with what comes of it. */
static int look_at_totals(struct revoking *revoking, struct rota_acting *acting,
			  struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_world *world = acting->world;
	struct rota_matters open;
	int rc;

	if (rota_world_ready(world, NULL)) /* without units there are no totals */
		return ROTA_OK;
	rc = rota_world_matters(&open, world, &arena, err);
	if (!rc)
		rc = rota_effect_begin(&revoking->effect, world, world->today_number, &open, err);
	revoking->has_totals = !rc;
	rota_arena_clear(&arena);
	return rc;
}

/** A cause that says nothing. */
static bool is_other(const struct rota_acting *acting)
{
	const char *cause =
		rota_value_text(rota_map_get(&acting->plan.items[0]->draft.body, "cause"));

	return cause && strcmp(cause, "other") == 0;
}

static int plan_take_back(struct revoking *revoking, struct rota_acting *acting,
			  struct rota_error *err)
{
	const char *size = acting->request->size;
	int rc = size && *size ? read_size(revoking, size, err) : ROTA_OK;

	if (rc)
		return rc;
	acting->out->already = revoking->now && revoking->now->believed <= revoking->size;
	write_office(revoking);
	rota_buffer_printf(&revoking->sentence,
			   _(" may not write any more: what it records from entry %llu on does not "
			     "count"),
			   (unsigned long long)(acting->out->already ? revoking->now->believed
								     : revoking->size));
	say(revoking, acting);
	if (acting->out->already)
		return ROTA_OK;
	rc = plan_entry(revoking, acting, err);
	if (!rc)
		rc = flag_last(revoking, acting, err);
	if (rc)
		return rc;
	flag_lost(revoking, acting);
	rc = flag_server(revoking, acting, err);
	return !rc && !has_reason(acting) && is_other(acting) ? no_reason(err) : rc;
}

static int plan_give_back(struct revoking *revoking, struct rota_acting *acting,
			  struct rota_error *err)
{
	write_office(revoking);
	rota_buffer_puts(&revoking->sentence,
			 _(" may write again: what it has sent is judged as before"));
	say(revoking, acting);
	acting->out->already = !revoking->now;
	if (acting->out->already)
		return ROTA_OK;
	return plan_undo(revoking, acting, err);
}

static int plan_revocation(struct rota_acting *acting, struct rota_error *err)
{
	struct revoking *revoking = acting->payload;
	int rc = check_office(acting, err);

	if (!rc)
		rc = find_office(revoking, acting, err);
	if (!rc && !acting->request->withdraw)
		rc = rota_need(acting->request->cause, _("--cause"), err);
	if (!rc && acting->request->withdraw && revoking->now && !has_reason(acting))
		rc = no_reason(err);
	if (!rc) /* before anything is planned, since it leaves nothing in the scratch memory */
		rc = look_at_totals(revoking, acting, err);
	if (rc)
		return rc;
	rc = acting->request->withdraw ? plan_give_back(revoking, acting, err)
				       : plan_take_back(revoking, acting, err);
	if (!acting->out->already && revoking->has_totals)
		acting->after = say_effect;
	return rc;
}

int rota_revoke(struct rota_office *office, const struct rota_request *request,
		struct rota_outcome *out, struct rota_error *err)
{
	struct revoking revoking = { .size = 0 };
	struct rota_acting acting = { .payload = &revoking };
	int rc = rota_act_run_as(&acting, office, request, out, plan_revocation, err);

	rota_buffer_clear(&revoking.sentence);
	return rc;
}
