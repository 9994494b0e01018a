/* SPDX-License-Identifier: Apache-2.0 */
/* Which records of cadres are like one another: found by number, and by name and day of birth. */
#include "office/twin.h"

#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "store/entity.h"
#include "store/index.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- candidates ------------------------------------------------------------------------------ */

static int twin_key(struct rota_buffer *out, const char *name, const char *born,
		    struct rota_error *err)
{
	int rc = rota_text_fold_loose(out, name, strlen(name), err);

	rota_buffer_append(out, "\x01", 1);
	rota_buffer_puts(out, born);
	return rc ? rc : rota_buffer_check(out, err);
}

int rota_twin_put(struct rota_world *world, uint32_t no, const char *name, const char *born,
		  struct rota_error *err)
{
	struct rota_buffer key = { 0 };
	int rc = twin_key(&key, name, born, err);

	if (!rc)
		rc = rota_index_put(world->txn, ROTA_INDEX_CADRE_TWIN, key.bytes, key.size, no,
				    err);
	rota_buffer_clear(&key);
	return rc;
}

struct collecting {
	struct rota_world *world;
	struct rota_class *out;
	uint32_t except;
	bool any;
};

static int collect(const void *key, size_t size, uint32_t no, void *payload, struct rota_error *err)
{
	struct collecting *collecting = payload;
	struct rota_id id;
	int rc;

	(void)key;
	(void)size;
	if (no == collecting->except)
		return ROTA_OK;
	collecting->any = true;
	if (!collecting->out)
		return ROTA_OK;
	rc = rota_entity_id(id.bytes, collecting->world->txn, no, err);
	if (!rc)
		rota_class_add(collecting->out, id);
	return rc;
}

/** Whoever has the name, and a day of birth that begins with this one or with which this one
 * begins. */
static int collect_namesakes(struct collecting *collecting, const char *name, const char *born,
			     struct rota_error *err)
{
	static const size_t sizes[] = { 4, 7 };
	struct rota_store_txn *txn = collecting->world->txn;
	struct rota_buffer key = { 0 };
	size_t days = strlen(born);
	int rc = twin_key(&key, name, born, err);
	size_t name_size = key.size - days;

	if (!rc && key.size <= ROTA_INDEX_PREFIX_MAX)
		rc = rota_index_each(txn, ROTA_INDEX_CADRE_TWIN, key.bytes, key.size,
				     ROTA_INDEX_PREFIX, collect, collecting, err);
	for (size_t i = 0; !rc && i < 2; i++)
		if (sizes[i] < days)
			rc = rota_index_each(txn, ROTA_INDEX_CADRE_TWIN, key.bytes,
					     name_size + sizes[i], ROTA_INDEX_EXACT, collect,
					     collecting, err);
	rota_buffer_clear(&key);
	return rc;
}

static int collect_numbers(struct collecting *collecting, const char *number,
			   struct rota_error *err)
{
	return number ? rota_index_each(collecting->world->txn, ROTA_INDEX_CADRE_PIN, number,
					strlen(number), ROTA_INDEX_EXACT, collect, collecting, err)
		      : ROTA_OK;
}

enum { SOMETHING = 1 };

static int stop(const void *key, size_t size, uint32_t no, void *payload, struct rota_error *err)
{
	(void)key;
	(void)size;
	(void)no;
	(void)payload;
	(void)err;
	return SOMETHING;
}

/** Whether anything was ever said of a record. */
static int has_statement(bool *out, struct rota_world *world, struct rota_id cadre,
			 struct rota_error *err)
{
	int rc = rota_index_each(world->txn, ROTA_INDEX_CADRE_PAIR, cadre.bytes,
				 sizeof(cadre.bytes), ROTA_INDEX_EXACT, stop, NULL, err);

	*out = rc == SOMETHING;
	return *out ? ROTA_OK : rc;
}

int rota_twin_may_be(bool *out, struct rota_world *world, struct rota_id cadre,
		     const struct rota_entry *entry, struct rota_error *err)
{
	struct collecting collecting = { .world = world };
	const char *name = rota_value_text(rota_map_get(entry->body, "name"));
	const char *born = rota_value_text(rota_map_get(entry->body, "born"));
	int rc = has_statement(&collecting.any, world, cadre, err);

	if (!rc)
		rc = rota_entity_find(&collecting.except, world->txn, cadre.bytes, err);
	if (!rc)
		rc = collect_numbers(&collecting, rota_value_text(rota_map_get(entry->body, "pin")),
				     err);
	if (!rc)
		rc = collect_numbers(&collecting,
				     rota_value_text(rota_map_get(entry->body, "cmnd")), err);
	if (!rc && name && born && !collecting.any)
		rc = collect_namesakes(&collecting, name, born, err);
	*out = collecting.any;
	return rc;
}

int rota_twin_none(bool *out, struct rota_world *world, const struct rota_subject *cadre,
		   struct rota_error *err)
{
	struct collecting collecting = { .world = world };
	const char *name = rota_subject_text(cadre, "name");
	const char *born = rota_subject_text(cadre, "born");
	int rc = rota_entity_find(&collecting.except, world->txn, cadre->id.bytes, err);

	if (!rc)
		rc = has_statement(&collecting.any, world, cadre->id, err);
	for (size_t i = 0; !rc && !collecting.any && i < cadre->revision_count; i++) {
		const struct rota_value *body = cadre->revisions[i].entry.body;

		rc = collect_numbers(&collecting, rota_value_text(rota_map_get(body, "pin")), err);
		if (!rc)
			rc = collect_numbers(&collecting,
					     rota_value_text(rota_map_get(body, "cmnd")), err);
	}
	if (!rc && name && born && !collecting.any)
		rc = collect_namesakes(&collecting, name, born, err);
	*out = !rc && !collecting.any;
	return rc;
}

static int list_candidates(struct rota_class *out, struct rota_world *world,
			   const struct rota_subject *cadre, struct rota_error *err)
{
	struct collecting collecting = { .world = world, .out = out };
	const char *name = rota_subject_text(cadre, "name");
	const char *born = rota_subject_text(cadre, "born");
	int rc = rota_entity_find(&collecting.except, world->txn, cadre->id.bytes, err);

	out->count = 0;
	if (!rc)
		rc = collect_numbers(&collecting, rota_subject_text(cadre, "pin"), err);
	if (!rc)
		rc = collect_numbers(&collecting, rota_subject_text(cadre, "cmnd"), err);
	if (!rc && name && born)
		rc = collect_namesakes(&collecting, name, born, err);
	return rc;
}

static void add_twins(struct rota_twin_list *list, struct rota_id a, struct rota_id b)
{
	bool ordered = rota_id_compare(a, b) < 0;

	list->items[list->count++] = (struct rota_twins){ ordered ? a : b, ordered ? b : a };
}

int rota_world_twins(struct rota_twin_list *out, struct rota_world *world, struct rota_id cadre,
		     struct rota_error *err)
{
	struct rota_class class, candidates;
	struct rota_said_list said;
	struct rota_person person, other;
	struct rota_subject *subject, *second;
	int rc = rota_find_record(&subject, world, cadre, err);

	*out = (struct rota_twin_list){ .count = 0 };
	if (rc || !subject)
		return rc;
	out->items = rota_arena_alloc(&world->scratch, (ROTA_CLASS_MAX + 1) * sizeof(*out->items));
	if (!out->items)
		return no_memory(err);
	rota_read_person(&person, world, subject);
	rc = rota_class_find(&class, world, cadre, err);
	if (!rc && class.suspended)
		add_twins(out, class.two[0], class.two[1]);
	if (!rc)
		rc = list_candidates(&candidates, world, subject, err);
	if (!rc)
		rc = rota_world_said(&said, world, cadre, err);
	for (size_t i = 0; !rc && i < candidates.count; i++) {
		struct rota_id one = candidates.members[i];

		if (rota_class_has(&class, one) || rota_said_two(&said, one))
			continue; /* decided */
		rc = rota_find_record(&second, world, one, err);
		if (rc || !second)
			continue;
		rota_read_person(&other, world, second);
		if (rota_person_compare(&person, &other) != ROTA_UNLIKE)
			add_twins(out, cadre, one);
	}
	return rc;
}
