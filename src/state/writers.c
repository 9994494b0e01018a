/* SPDX-License-Identifier: Apache-2.0 */
#include "state/writers.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/revocation.h"

/** @return false when it is no enrolment that counts: taken back, or with a key of another form. */
static bool read_enrolment(bool *ok, struct rota_enrolled_writer *out,
                           const struct rota_subject *subject, struct rota_error *err)
{
	const struct rota_value *key = rota_subject_value(subject, "key");

	*ok = subject->created && key && key->type == ROTA_BIN &&
	      key->as.bin.size == sizeof(out->key.bytes);
	if (!*ok)
		return ROTA_OK;
	*out = (struct rota_enrolled_writer){ .enrolment = subject->id,
		                              .scope = rota_subject_id(subject, "scope"),
		                              .name = rota_subject_text(subject, "name"),
		                              .office = rota_subject_text(subject, "office"),
		                              .role = rota_subject_text(subject, "role") };
	memcpy(out->key.bytes, key->as.bin.bytes, sizeof(out->key.bytes));
	*ok = out->name && out->office && out->role;
	return rota_writer_id_make(&out->writer, &out->key, err);
}

static int compare_writers(const void *a, const void *b)
{
	return memcmp(((const struct rota_enrolled_writer *)a)->writer.bytes,
	              ((const struct rota_enrolled_writer *)b)->writer.bytes,
	              sizeof(struct rota_writer_id));
}

/** Replace an earlier enrolment of the same key, or add one. */
static void put_writer(struct rota_writers *writers, const struct rota_enrolled_writer *writer)
{
	for (size_t i = 0; i < writers->count; i++)
		if (compare_writers(&writers->items[i], writer) == 0) {
			writers->items[i] = *writer;
			return;
		}
	writers->items[writers->count++] = *writer;
}

static int load_enrolments(struct rota_writers *out, struct rota_world *world,
                           struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_WRITER, err);

	*out = (struct rota_writers){ .count = 0 };
	if (rc)
		return rc;
	out->items = rota_arena_alloc(&world->scratch, (ids.count + 1) * sizeof(*out->items));
	if (!out->items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_enrolled_writer writer;
		struct rota_subject *subject;
		bool counts = false;

		if (!rota_world_is_common(world, ids.items[i])) /* it enrols nobody */
			continue;
		rc = rota_world_subject(&subject, world, ids.items[i], err);
		if (!rc)
			rc = read_enrolment(&counts, &writer, subject, err);
		if (!rc && counts)
			put_writer(out, &writer);
	}
	if (out->count)
		qsort(out->items, out->count, sizeof(*out->items), compare_writers);
	return rc;
}

/* --- what was handed over -------------------------------------------------------------------- */

/** A `writer.rescope`. */
struct handover {
	struct rota_writer_id writer;
	struct rota_id scope; /* zero: none */
	int32_t from;
	uint64_t clock;
	struct rota_id id;
};

struct handovers {
	struct handover *items;
	size_t count;
};

/** By writer, then by day; of one day the later created one is last, and counts. */
static int compare_handovers(const void *a, const void *b)
{
	const struct handover *left = a, *right = b;
	int order = memcmp(left->writer.bytes, right->writer.bytes, sizeof(left->writer.bytes));

	if (order)
		return order;
	if (left->from != right->from)
		return left->from < right->from ? -1 : 1;
	if (left->clock != right->clock)
		return left->clock < right->clock ? -1 : 1;
	return rota_id_compare(left->id, right->id);
}

static bool read_handover(struct handover *out, const struct rota_subject *subject)
{
	const struct rota_value *writer = rota_subject_value(subject, "writer");
	struct rota_day from = rota_subject_day(subject, "from");

	if (!subject->created || !writer || writer->type != ROTA_BIN ||
	    writer->as.bin.size != sizeof(out->writer.bytes))
		return false;
	*out = (struct handover){ .scope = rota_subject_id(subject, "scope"),
		                  .from = rota_day_is_none(from) ? ROTA_DAY_ALWAYS :
		                                                   rota_day_first(from),
		                  .clock = subject->created->entry.clock,
		                  .id = subject->id };
	memcpy(out->writer.bytes, writer->as.bin.bytes, sizeof(out->writer.bytes));
	return true;
}

static int load_handovers(struct handovers *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_RESCOPE, err);

	*out = (struct handovers){ .count = 0 };
	if (rc)
		return rc;
	out->items = rota_arena_alloc(&world->scratch, (ids.count + 1) * sizeof(*out->items));
	if (!out->items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *subject;

		if (!rota_world_is_common(world, ids.items[i]))
			continue;
		rc = rota_world_subject(&subject, world, ids.items[i], err);
		if (!rc && read_handover(&out->items[out->count], subject))
			out->count++;
	}
	if (out->count)
		qsort(out->items, out->count, sizeof(*out->items), compare_handovers);
	return rc;
}

/** The scopes of one writer, from its enrolment and the handovers of it, one behind the other. */
static void put_spans(struct rota_custody_span *spans, struct rota_enrolled_writer *writer,
                      const struct handover *handovers, size_t count)
{
	spans[0] = (struct rota_custody_span){ writer->scope, ROTA_DAY_ALWAYS, ROTA_DAY_NEVER };
	writer->kept = (struct rota_custody_spans){ spans, 1 };
	for (size_t i = 0; i < count; i++) {
		struct rota_custody_span *last = &spans[writer->kept.count - 1];

		last->to = handovers[i].from;
		if (last->to > last->from)
			last++;
		*last = (struct rota_custody_span){ handovers[i].scope, handovers[i].from,
			                            ROTA_DAY_NEVER };
		writer->kept.count = (size_t)(last - spans) + 1;
	}
}

/** What it writes today, or wrote last. */
static void find_scope(struct rota_enrolled_writer *writer, int32_t today)
{
	const struct rota_custody_span *now = rota_custody_on(&writer->kept, today);

	writer->scope = now ? now->scope : (struct rota_id){ { 0 } };
	for (size_t i = 0; i < writer->kept.count; i++)
		if (writer->kept.items[i].from <= today &&
		    !rota_id_is_zero(writer->kept.items[i].scope))
			writer->home = writer->kept.items[i].scope;
}

/** Whoever has the key of a machine that may not write any more is told nothing of its units. */
static int take_back(struct rota_enrolled_writer *writer, struct rota_world *world,
                     struct rota_error *err)
{
	const struct rota_revocation *by;
	int rc = rota_world_revoked(&by, world, writer->writer, err);

	writer->revoked = by != NULL;
	writer->believed = by ? by->believed : 0;
	if (by)
		writer->scope = (struct rota_id){ { 0 } };
	return rc;
}

static int hand_over(struct rota_writers *writers, struct rota_world *world,
                     const struct handovers *handovers, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < writers->count; i++) {
		struct rota_enrolled_writer *writer = &writers->items[i];
		struct rota_custody_span *spans;
		size_t first = 0, count = 0;

		while (first < handovers->count &&
		       memcmp(handovers->items[first].writer.bytes, writer->writer.bytes, 8) != 0)
			first++;
		while (first + count < handovers->count &&
		       memcmp(handovers->items[first + count].writer.bytes, writer->writer.bytes,
		              8) == 0)
			count++;
		spans = rota_arena_alloc(&world->scratch, (count + 1) * sizeof(*spans));
		if (!spans)
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
		put_spans(spans, writer, handovers->items + first, count);
		find_scope(writer, world->today_number);
		rc = take_back(writer, world, err);
	}
	return rc;
}

int rota_writers_load(struct rota_writers *out, struct rota_world *world, struct rota_error *err)
{
	struct handovers handovers;
	int rc = load_enrolments(out, world, err);

	if (!rc)
		rc = load_handovers(&handovers, world, err);
	return rc ? rc : hand_over(out, world, &handovers, err);
}

int32_t rota_writer_changed(const struct rota_enrolled_writer *writer, int32_t today)
{
	const struct rota_custody_span *now = rota_custody_on(&writer->kept, today);

	return now ? now->from : ROTA_DAY_ALWAYS;
}

const struct rota_enrolled_writer *rota_writers_find(const struct rota_writers *writers,
                                                     struct rota_writer_id writer)
{
	struct rota_enrolled_writer wanted = { .writer = writer };

	return writers->count ? bsearch(&wanted, writers->items, writers->count,
	                                sizeof(*writers->items), compare_writers) :
	                        NULL;
}

/** Load them into memory that lives as long as the world. */
static int load_for_world(struct rota_writers *writers, struct rota_world *world,
                          struct rota_error *err)
{
	struct rota_arena scratch = world->scratch;
	int rc;

	world->scratch = world->arena;
	world->loading_writers = true;
	rc = rota_writers_load(writers, world, err);
	world->loading_writers = false;
	world->arena = world->scratch;
	world->scratch = scratch;
	return rc;
}

int rota_world_writers(const struct rota_writers **out, struct rota_world *world,
                       struct rota_error *err)
{
	int rc = ROTA_OK;

	if (!world->writers) {
		struct rota_writers *writers = rota_arena_alloc(&world->arena, sizeof(*writers));

		if (!writers)
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
		rc = load_for_world(writers, world, err);
		world->writers = rc ? NULL : writers;
	}
	*out = world->writers;
	return rc;
}

int rota_merge_key(struct rota_public_key *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_writers writers;
	int rc = rota_writers_load(&writers, world, err);

	for (size_t i = 0; !rc && i < writers.count; i++)
		if (strcmp(writers.items[i].role, "merge") == 0) {
			*out = writers.items[i].key;
			return ROTA_OK;
		}
	return rc ? rc :
	            rota_fail(err, ROTA_ENOTFOUND, NULL,
	                      _("the province has named no key for its checkpoints yet"));
}

int rota_key_show(char out[ROTA_FINGERPRINT_BYTES], const struct rota_public_key *key,
                  struct rota_error *err)
{
	struct rota_sha256 fingerprint;
	struct rota_buffer text = { 0 };
	int rc = rota_public_key_fingerprint(&fingerprint, key, err);

	if (!rc)
		rc = rota_fingerprint_print(&text, &fingerprint, ROTA_FINGERPRINT_GROUPED, err);
	rota_text_join(out, ROTA_FINGERPRINT_BYTES, rota_buffer_text(&text), "", "");
	rota_buffer_clear(&text);
	return rc;
}
