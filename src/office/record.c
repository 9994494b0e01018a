/* SPDX-License-Identifier: Apache-2.0 */
#include "office/record.h"

#include <assert.h>
#include <string.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "office/kept.h"
#include "office/summary.h"
#include "store/entity.h"
#include "store/index.h"
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
		if (memcmp(plan->items[i].writer.bytes, writer.bytes, 8) == 0)
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
	struct rota_planned *item = &plan->items[plan->count];
	int rc;

	*out = NULL;
	if (plan->count == ROTA_PLAN_MAX)
		return rota_fail(err, ROTA_EBUG, NULL, "a plan of more than %d entries",
		                 ROTA_PLAN_MAX);
	item->writer = log;
	rc = next_number(&item->number, plan, item->writer, err);
	if (rc)
		return rc;
	rota_draft_init(&item->draft, &plan->world->scratch, kind);
	plan->count++;
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
	const struct rota_planned *last = &plan->items[plan->count - 1];

	return rota_id_make(last->writer, last->number);
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
		if (memcmp(plan->items[i].writer.bytes, item->writer.bytes, 8) == 0) {
			first = plan->items[i].number < first ? plan->items[i].number : first;
			count++;
		}
	if (count < 2)
		return;
	if (rota_list_add(item->draft.arena, &set, rota_uint(first)) ||
	    rota_list_add(item->draft.arena, &set, rota_uint(count)))
		item->draft.rc = ROTA_ENOMEM;
	rota_draft_key(&item->draft, "set", set);
}

int rota_world_last_clock(uint64_t *out, struct rota_world *world, struct rota_error *err)
{
	const struct rota_office *office = world->office;
	uint64_t common = 0;
	int rc = rota_log_mark_get(out, world->txn, office->own.bytes, ROTA_MARK_CLOCK, err);

	if (!rc)
		rc = rota_log_mark_get(&common, world->txn, office->common.bytes, ROTA_MARK_CLOCK, err);
	if (common > *out)
		*out = common;
	return rc;
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
		struct rota_draft trial = plan->items[i].draft;
		const uint8_t *bytes;
		size_t size;

		if (!rota_map_get(&trial.root, "by"))
			rota_draft_key(&trial, "by", rota_text("-"));
		if (!rota_map_get(&trial.root, "why"))
			rota_draft_key(&trial, "why", rota_text("-"));
		rc = rota_draft_encode(&bytes, &size, &trial, plan->items[i].number, clock, err);
	}
	return rc;
}

static int index_decoded(struct rota_world *world, struct rota_writer_id writer,
                         const struct rota_entry *entry, bool sound, struct rota_error *err);

static bool is_last_of_log(const struct rota_plan *plan, size_t which)
{
	const struct rota_writer_id *log = &plan->items[which].writer;

	for (size_t i = which + 1; i < plan->count; i++)
		if (memcmp(plan->items[i].writer.bytes, log->bytes, sizeof(log->bytes)) == 0)
			return false;
	return true;
}

static int append_item(struct rota_plan *plan, size_t which, struct rota_error *err)
{
	const struct rota_planned *item = &plan->items[which];
	struct rota_world *world = plan->world;
	int rc = rota_log_append(world->txn, item->writer.bytes, item->number, item->bytes,
	                         item->size, err);

	if (!rc && is_last_of_log(plan, which))
		rc = rota_log_mark_put(world->txn, item->writer.bytes, ROTA_MARK_CLOCK, item->clock,
		                       err);
	/* it was checked when it was sealed */
	return rc ? rc : index_decoded(world, item->writer, &item->entry, true, err);
}

int rota_plan_record(struct rota_plan *plan, struct rota_error *err)
{
	struct rota_value by;
	uint64_t clock = 0;
	int rc = plan->count ? begin_recording(&by, &clock, plan->world, err) : ROTA_OK;

	for (size_t i = 0; !rc && i < plan->count; i++) {
		clock = rota_clock_next(clock, rota_clock_now_ms());
		plan->items[i].clock = clock;
		rc = encode_item(plan, &plan->items[i], by, err);
	}
	for (size_t i = 0; !rc && i < plan->count; i++)
		rc = append_item(plan, i, err);
	if (!rc && plan->count && plan->world->kept)
		plan->world->kept->clock = clock;
	return rc;
}

/* --- indexes --------------------------------------------------------------------------------- */

/** One entry on its way into the indexes. */
struct indexing {
	struct rota_world *world;
	const struct rota_entry *entry;
	struct rota_id id; /* of the entity */
	uint32_t no;
};

static int put(struct indexing *indexing, enum rota_index index, const void *key, size_t size,
               struct rota_error *err)
{
	return size ? rota_index_put(indexing->world->txn, index, key, size, indexing->no, err) :
	              ROTA_OK;
}

static int put_name(struct indexing *indexing, const struct rota_value *name, struct rota_error *err)
{
	struct rota_buffer key = { 0 };
	int rc = ROTA_OK;

	if (!name || name->type != ROTA_TEXT)
		return ROTA_OK;
	rc = rota_text_fold(&key, name->as.text.chars, name->as.text.size, err);
	if (!rc)
		rc = put(indexing, ROTA_INDEX_CADRE_NAME, key.bytes, key.size, err);
	rota_buffer_reset(&key);
	if (!rc)
		rc = rota_text_fold_loose(&key, name->as.text.chars, name->as.text.size, err);
	if (!rc)
		rc = put(indexing, ROTA_INDEX_CADRE_LOOSE, key.bytes, key.size, err);
	rota_buffer_clear(&key);
	return rc;
}

static int put_text(struct indexing *indexing, enum rota_index index,
                    const struct rota_value *text, struct rota_error *err)
{
	if (!text || text->type != ROTA_TEXT)
		return ROTA_OK;
	return put(indexing, index, text->as.text.chars, text->as.text.size, err);
}

static int put_id(struct indexing *indexing, enum rota_index index, const struct rota_value *value,
                  struct rota_error *err)
{
	struct rota_id id;

	return rota_id_from_value(&id, value) ?
	               put(indexing, index, id.bytes, sizeof(id.bytes), err) :
	               ROTA_OK;
}

/** Every item of a list of texts. */
static int put_each(struct indexing *indexing, const struct rota_value *list,
                    int (*put_one)(struct indexing *, const struct rota_value *,
                                   struct rota_error *),
                    struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && list && list->type == ROTA_LIST && i < list->as.list.count; i++)
		rc = put_one(indexing, &list->as.list.items[i], err);
	return rc;
}

static int put_pin(struct indexing *indexing, const struct rota_value *pin, struct rota_error *err)
{
	return put_text(indexing, ROTA_INDEX_CADRE_PIN, pin, err);
}

static int index_cadre(struct indexing *indexing, struct rota_error *err)
{
	const struct rota_value *body = indexing->entry->body;
	int rc = put_name(indexing, rota_map_get(body, "name"), err);

	if (!rc)
		rc = put_each(indexing, rota_map_get(body, "aka"), put_name, err);
	if (!rc)
		rc = put_pin(indexing, rota_map_get(body, "pin"), err);
	if (!rc)
		rc = put_each(indexing, rota_map_get(body, "pin_old"), put_pin, err);
	return rc;
}

static int put_post(struct indexing *indexing, struct rota_id unit, const char *post,
                    struct rota_error *err)
{
	uint8_t key[ROTA_POST_KEY_BYTES];

	if (rota_id_is_zero(unit) || !post)
		return ROTA_OK;
	return put(indexing, ROTA_INDEX_POST, key, rota_post_key(key, unit, post), err);
}

/** A correction may change the unit alone or the post alone, so what holds now is asked. */
static int index_corrected(struct indexing *indexing, struct rota_error *err)
{
	struct rota_subject *subject;
	struct rota_id cadre;
	int rc = rota_world_subject(&subject, indexing->world, indexing->id, err);

	if (rc)
		return rc;
	rc = put_post(indexing, rota_subject_id(subject, "unit"),
	              rota_subject_text(subject, "post"), err);
	cadre = rota_subject_id(subject, "cadre");
	if (!rc && !rota_id_is_zero(cadre))
		rc = put(indexing, ROTA_INDEX_CAREER, cadre.bytes, sizeof(cadre.bytes), err);
	return rc;
}

static int index_posting(struct indexing *indexing, struct rota_error *err)
{
	const struct rota_value *body = indexing->entry->body;
	struct rota_id unit = { { 0 } };
	int rc;

	rota_id_from_value(&unit, rota_map_get(body, "unit"));
	rc = put_post(indexing, unit, rota_value_text(rota_map_get(body, "post")), err);
	if (!rc)
		rc = put_id(indexing, ROTA_INDEX_CAREER, rota_map_get(body, "cadre"), err);
	return rc;
}

/** The numbers of the papers of an entry on a posting. */
static int index_papers(struct indexing *indexing, struct rota_error *err)
{
	const struct rota_value *docs = indexing->entry->docs;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && docs && i < docs->as.list.count; i++)
		rc = put_text(indexing, ROTA_INDEX_DECISION,
		              rota_map_get(&docs->as.list.items[i], "no"), err);
	return rc;
}

static int index_locality(struct indexing *indexing, struct rota_error *err)
{
	return put_id(indexing, ROTA_INDEX_LOCALITY, rota_map_get(indexing->entry->body, "posting"),
	              err);
}

static int index_undo(struct indexing *indexing, struct rota_error *err)
{
	return put_id(indexing, ROTA_INDEX_UNDONE, rota_map_get(indexing->entry->body, "of"), err);
}

static const struct {
	const char *kind;
	int (*index)(struct indexing *indexing, struct rota_error *err);
} indexers[] = {
	{ "cadre.create", index_cadre },      { "cadre.change", index_cadre },
	{ "posting.begin", index_posting },   { "posting.correct", index_corrected },
	{ "post.vacant", index_posting },     { "locality.set", index_locality },
	{ "entry.undo", index_undo },
};

static int index_fields(struct indexing *indexing, struct rota_error *err)
{
	uint8_t type = (uint8_t)indexing->entry->kind->entity;
	int rc = ROTA_OK;

	if (indexing->entry->creates)
		rc = put(indexing, ROTA_INDEX_KIND, &type, 1, err);
	for (size_t i = 0; !rc && i < sizeof(indexers) / sizeof(indexers[0]); i++)
		if (strcmp(indexers[i].kind, indexing->entry->kind_name) == 0)
			rc = indexers[i].index(indexing, err);
	if (!rc && indexing->entry->kind->entity == ROTA_ENTITY_POSTING)
		rc = index_papers(indexing, err);
	return rc;
}

/** The entry as one of its entity; @p sound  it has no fault, and so goes under the indexes. */
static int index_decoded(struct rota_world *world, struct rota_writer_id writer,
                         const struct rota_entry *entry, bool sound, struct rota_error *err)
{
	struct indexing indexing = { .world = world, .entry = entry };
	uint32_t writer_no;
	int rc = rota_log_writer_find(&writer_no, world->txn, writer.bytes, err);

	indexing.id = entry->creates ? rota_id_make(writer, entry->number) : entry->id;
	if (!rc)
		rc = rota_entity_intern(&indexing.no, NULL, world->txn, indexing.id.bytes, 0, err);
	if (!rc)
		rc = rota_entity_entry_add(world->txn, indexing.no, writer_no, entry->number, err);
	if (!rc)
		rc = rota_summary_note(world, indexing.no, entry, err);
	if (rc || !sound)
		return rc;
	rc = index_fields(&indexing, err);
	if (!rc && world->kept)
		rc = rota_kept_note(world, indexing.id, rota_id_make(writer, entry->number), entry,
		                    err);
	return rc;
}

int rota_index_entry(struct rota_world *world, struct rota_writer_id writer, const void *bytes,
                     size_t size, struct rota_error *err)
{
	struct rota_entry entry;
	int rc = rota_entry_decode(&entry, &world->scratch, bytes, size, err);

	return rc ? rc :
	            index_decoded(world, writer, &entry, rota_entry_check(&entry, NULL) == ROTA_OK,
	                          err);
}
