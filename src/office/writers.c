/* SPDX-License-Identifier: Apache-2.0 */
#include "office/writers.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"

/** @return false when it is no enrolment that counts: taken back, or with a key of another form. */
static bool read_enrolment(bool *ok, struct rota_enrolled_writer *out,
                           const struct rota_subject *subject, struct rota_error *err)
{
	const struct rota_value *key = rota_subject_value(subject, "key");

	*ok = subject->created && key && key->type == ROTA_BIN &&
	      key->as.bin.size == sizeof(out->key.bytes);
	if (!*ok)
		return ROTA_OK;
	*out = (struct rota_enrolled_writer){ .scope = rota_subject_id(subject, "scope"),
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

int rota_writers_load(struct rota_writers *out, struct rota_world *world, struct rota_error *err)
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

		/* whoever else writes such an entry enrols nobody */
		if (memcmp(rota_id_writer(ids.items[i]).bytes, world->office->common.bytes,
		           sizeof(world->office->common.bytes)) != 0)
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
