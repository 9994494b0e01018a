/* SPDX-License-Identifier: Apache-2.0 */
#include "acts/record.h"

#include <assert.h>
#include <string.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/custody.h"
#include "state/index_entry.h"
#include "state/kept.h"
#include "state/revocation.h"
#include "store/log.h"
#include "store/setting.h"

void rota_plan_init(struct rota_plan *plan, struct rota_world *world)
{
	*plan = (struct rota_plan){ .world = world, .rules = rota_list() };
}

/** Every office reads `common`: units, targets, policies, periods, writers; in it is no person but
 *  the officers of the province. */
static bool is_common(const char *kind)
{
	static const char *const families[] = { "unit.",   "target.",   "policy.", "period.",
		                                "writer.", "province.", "root.",   "officer." };

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if (strncmp(kind, families[i], strlen(families[i])) == 0)
			return true;
	return false;
}

static struct rota_writer_id log_for(const struct rota_office *office, const char *kind)
{
	return office->is_province && is_common(kind) ? office->common : office->own;
}

/** The number of the next entry of a log: behind what is stored and what is planned. */
static int next_number(uint64_t *out, const struct rota_plan *plan, struct rota_writer_id writer,
                       struct rota_error *err)
{
	int rc = rota_log_size(out, plan->world->txn, writer.bytes, err);

	for (size_t i = 0; i < plan->count; i++)
		if (memcmp(plan->items[i]->writer.bytes, writer.bytes, 8) == 0)
			++*out;
	return rc;
}

int rota_plan_add(struct rota_draft **out, struct rota_plan *plan, const char *kind,
                  struct rota_error *err)
{
	return rota_plan_add_in(out, plan, kind, log_for(plan->world->office, kind), err);
}

int rota_plan_add_in(struct rota_draft **out, struct rota_plan *plan, const char *kind,
                     struct rota_writer_id log, struct rota_error *err)
{
	struct rota_planned *item;
	int rc;

	*out = NULL;
	if (plan->count == ROTA_PLAN_MAX)
		return rota_fail(err, ROTA_EBUG, NULL, "a plan of more than %d entries",
		                 ROTA_PLAN_MAX);
	item = rota_arena_alloc(&plan->world->scratch, sizeof(*item));
	if (!item)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	item->writer = log;
	rc = next_number(&item->number, plan, item->writer, err);
	if (rc)
		return rc;
	rota_draft_init(&item->draft, &plan->world->scratch, kind);
	plan->items[plan->count++] = item;
	*out = &item->draft;
	return ROTA_OK;
}

int rota_plan_amend(struct rota_draft **out, struct rota_plan *plan, const char *kind,
                    const struct rota_subject *subject, struct rota_error *err)
{
	int rc = rota_plan_add(out, plan, kind, err);

	if (rc)
		return rc;
	assert(*out);
	rota_draft_key(*out, "id", rota_id_value((*out)->arena, subject->id));
	for (size_t i = 0; i < subject->heads.as.list.count; i++) {
		struct rota_id head;

		rota_id_from_value(&head, &subject->heads.as.list.items[i]);
		rota_draft_pred(*out, head);
	}
	return ROTA_OK;
}

struct rota_id rota_plan_id(const struct rota_plan *plan)
{
	const struct rota_planned *last = plan->items[plan->count - 1];

	return rota_id_make(last->writer, last->number);
}

int rota_plan_subject(struct rota_subject **out, const struct rota_plan *plan,
                      struct rota_error *err)
{
	struct rota_arena *arena = &plan->world->scratch;
	struct rota_revision *revision = rota_arena_alloc(arena, sizeof(*revision));
	struct rota_draft *draft = &plan->items[plan->count - 1]->draft;

	*out = rota_arena_alloc(arena, sizeof(**out));
	if (!revision || !*out || draft->rc)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	revision->undone = false;
	revision->id = rota_plan_id(plan);
	revision->entry = (struct rota_entry){ .root = rota_map(),
		                               .kind_name = draft->kind->name,
		                               .kind = draft->kind,
		                               .clock = UINT64_MAX,
		                               .creates = true,
		                               .body = &draft->body };
	return rota_subject_fold(*out, arena, revision->id, revision, 1, err);
}

/* --- recording ------------------------------------------------------------------------------- */

/** Who records: the officer's entity; before one is declared, the name of the office. */
static int who(struct rota_value *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	struct rota_id id = { { 0 } };
	char *name;
	int rc = rota_setting_get(&text, world->txn, "officer.id", err);

	if (!rc && rota_hex_decode(id.bytes, text.bytes, text.size)) {
		*out = rota_id_value(&world->scratch, id);
		goto done;
	}
	rota_error_clear(err); /* no officer is declared yet */
	rota_buffer_reset(&text);
	rc = rota_setting_get(&text, world->txn, "name", err);
	if (rc)
		goto done;
	name = rota_arena_copy(&world->scratch, text.bytes, text.size);
	*out = name ? rota_text_sized(name, text.size) : rota_nil();
done:
	rota_buffer_clear(&text);
	return rc;
}

/** The entries of a plan that go to one log are one set. */
static void mark_set(struct rota_plan *plan, struct rota_planned *item)
{
	uint64_t first = UINT64_MAX, count = 0;
	struct rota_value set = rota_list();

	for (size_t i = 0; i < plan->count; i++)
		if (memcmp(plan->items[i]->writer.bytes, item->writer.bytes, 8) == 0) {
			first = plan->items[i]->number < first ? plan->items[i]->number : first;
			count++;
		}
	if (count < 2)
		return;
	if (rota_list_add(item->draft.arena, &set, rota_uint(first)) ||
	    rota_list_add(item->draft.arena, &set, rota_uint(count)))
		item->draft.rc = ROTA_ENOMEM;
	rota_draft_key(&item->draft, "set", set);
}

/** Who records, and the clock before; asked once where a long run of acts keeps it. */
static int begin_recording(struct rota_value *by, uint64_t *clock, struct rota_world *world,
                           struct rota_error *err)
{
	struct rota_kept *kept = world->kept;
	int rc;

	if (kept && kept->by.type != ROTA_NIL) {
		*by = kept->by;
		*clock = kept->clock;
		return ROTA_OK;
	}
	rc = who(by, world, err);
	if (!rc)
		rc = rota_world_last_clock(clock, world, err);
	if (!rc && kept && by->type != ROTA_NIL)
		rc = rota_kept_by(world, *by, *clock, err);
	return rc;
}

static int encode_item(struct rota_plan *plan, struct rota_planned *item, struct rota_value by,
                       struct rota_error *err)
{
	struct rota_draft *draft = &item->draft;

	if (!rota_map_get(&draft->root, "by"))
		rota_draft_key(draft, "by", by);
	if (plan->why && !rota_map_get(&draft->root, "why"))
		rota_draft_key(draft, "why", rota_text(plan->why));
	if (rota_map_get(&draft->root, "why"))
		rota_draft_key(draft, "ok", plan->rules);
	if (plan->source.type != ROTA_NIL)
		rota_draft_key(draft, "src", plan->source);
	mark_set(plan, item);
	return rota_draft_seal(&item->entry, &item->bytes, &item->size, draft, item->number,
	                       item->clock, err);
}

/** The drafts are copied: what is set here is forgotten again. */
int rota_plan_check(struct rota_plan *plan, struct rota_error *err)
{
	uint64_t clock = rota_clock_next(0, rota_clock_now_ms());
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < plan->count; i++) {
		struct rota_draft trial = plan->items[i]->draft;
		const uint8_t *bytes;
		size_t size;

		if (!rota_map_get(&trial.root, "by"))
			rota_draft_key(&trial, "by", rota_text("-"));
		if (!rota_map_get(&trial.root, "why"))
			rota_draft_key(&trial, "why", rota_text("-"));
		rc = rota_draft_encode(&bytes, &size, &trial, plan->items[i]->number, clock, err);
	}
	return rc;
}

static bool is_last_of_log(const struct rota_plan *plan, size_t which)
{
	const struct rota_writer_id *log = &plan->items[which]->writer;

	for (size_t i = which + 1; i < plan->count; i++)
		if (memcmp(plan->items[i]->writer.bytes, log->bytes, sizeof(log->bytes)) == 0)
			return false;
	return true;
}

static int append_item(struct rota_plan *plan, size_t which, struct rota_error *err)
{
	const struct rota_planned *item = plan->items[which];
	struct rota_world *world = plan->world;
	int rc = rota_log_append(world->txn, item->writer.bytes, item->number, item->bytes,
	                         item->size, err);

	if (!rc && is_last_of_log(plan, which))
		rc = rota_log_mark_put(world->txn, item->writer.bytes, ROTA_MARK_CLOCK, item->clock,
		                       err);
	/* it was checked when it was sealed */
	return rc ? rc : rota_index_entry(world, item->writer, &item->entry, ROTA_INDEX_COUNTS, err);
}

int rota_plan_record(struct rota_plan *plan, struct rota_error *err)
{
	struct rota_value by;
	uint64_t clock = 0;
	int rc = plan->count ? begin_recording(&by, &clock, plan->world, err) : ROTA_OK;

	for (size_t i = 0; !rc && i < plan->count; i++) {
		clock = rota_clock_next(clock, rota_clock_now_ms());
		plan->items[i]->clock = clock;
		rc = encode_item(plan, plan->items[i], by, err);
		if (!rc)
			rc = rota_judge_kept(plan->world, &plan->items[i]->entry, err);
		if (!rc)
			rc = rota_judge_revoked(plan->world, plan->items[i]->writer, err);
	}
	for (size_t i = 0; !rc && i < plan->count; i++)
		rc = append_item(plan, i, err);
	if (!rc && plan->count && plan->world->kept)
		plan->world->kept->clock = clock;
	return rc;
}
