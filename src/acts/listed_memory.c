/* SPDX-License-Identifier: Apache-2.0 */
/* What an import works out once: keys of texts, communes, persons. */
#include "acts/listed.h"

#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "naming/arrival.h"
#include "naming/resolve.h"
#include "store/index.h"

static int no_memory(struct rota_error *err)
{
	rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_ENOMEM; /* said again for the linter, which does not look into rota_fail */
}

void rota_listed_memory_init(struct rota_listed_memory *memory)
{
	*memory = (struct rota_listed_memory){ .arena.max_bytes = (size_t)512 << 20 };
	memory->keys.arena = memory->communes.arena = &memory->arena;
	memory->persons.arena = memory->names.arena = &memory->arena;
}

void rota_listed_memory_clear(struct rota_listed_memory *memory)
{
	rota_memo_clear(&memory->keys);
	rota_memo_clear(&memory->communes);
	rota_memo_clear(&memory->persons);
	rota_memo_clear(&memory->names);
	rota_arena_clear(&memory->arena);
}

const char *rota_listed_key(struct rota_listed_memory *memory, const char *text)
{
	void **at = text ? rota_memo_at(&memory->keys, text, strlen(text)) : NULL;
	struct rota_buffer key = { 0 };

	if (!at || *at)
		return at ? *at : NULL;
	if (rota_text_fold(&key, text, strlen(text), NULL) == ROTA_OK)
		*at = rota_arena_copy(&memory->arena, rota_buffer_text(&key), key.size);
	rota_buffer_clear(&key);
	return *at;
}

/* --- who is on the way here ------------------------------------------------------------------ */

static int list_coming(struct rota_listed_memory *memory, struct rota_world *world,
                       struct rota_error *err)
{
	struct rota_arrivals arrivals;
	int rc = rota_world_arrivals(&arrivals, world, err);

	if (rc)
		return rc;
	memory->coming = rota_arena_alloc(&memory->arena,
	                                  (arrivals.count + 1) * sizeof(*memory->coming));
	if (!memory->coming)
		return no_memory(err);
	for (size_t i = 0; i < arrivals.count; i++) {
		const char *key = rota_listed_key(memory, arrivals.items[i].name);

		if (!key)
			return no_memory(err);
		memory->coming[memory->coming_count++] = key;
	}
	memory->coming_known = true;
	return ROTA_OK;
}

int rota_listed_is_awaited(bool *out, struct rota_listed_memory *memory, struct rota_world *world,
                           const char *name_key, struct rota_error *err)
{
	int rc = memory->coming_known ? ROTA_OK : list_coming(memory, world, err);

	*out = false;
	for (size_t i = 0; !rc && name_key && i < memory->coming_count; i++)
		*out = *out || strcmp(memory->coming[i], name_key) == 0;
	return rc;
}

/* --- persons --------------------------------------------------------------------------------- */

static int read_person(struct rota_listed_person *out, struct rota_listed_memory *memory,
                       const struct rota_subject *cadre, struct rota_error *err)
{
	const char *pin = rota_subject_text(cadre, "pin");
	const char *native = rota_value_text(rota_map_get(rota_subject_value(cadre, "native"), "text"));

	*out = (struct rota_listed_person){ .id = cadre->id, .born = rota_subject_day(cadre, "born") };
	out->name_key = cadre->created ? rota_listed_key(memory, rota_subject_text(cadre, "name")) :
	                                 NULL;
	out->native_key = rota_listed_key(memory, native);
	out->pin = pin ? rota_arena_copy(&memory->arena, pin, strlen(pin)) : NULL;
	return (pin && !out->pin) || (native && !out->native_key) ? no_memory(err) : ROTA_OK;
}

/** The place of a person, made when there is none. */
static int keep_person(struct rota_listed_person **out, struct rota_listed_memory *memory,
                       const struct rota_subject *cadre, struct rota_error *err)
{
	void **at = rota_memo_at(&memory->persons, cadre->id.bytes, sizeof(cadre->id.bytes));

	if (at && !*at)
		*at = rota_arena_alloc(&memory->arena, sizeof(**out));
	*out = at ? *at : NULL;
	return *out ? read_person(*out, memory, cadre, err) : no_memory(err);
}

int rota_listed_person_get(struct rota_listed_person **out, struct rota_listed_memory *memory,
                           struct rota_world *world, struct rota_id id, struct rota_error *err)
{
	struct rota_subject *cadre;
	int rc;

	*out = rota_memo_get(&memory->persons, id.bytes, sizeof(id.bytes));
	if (*out)
		return ROTA_OK;
	rc = rota_world_subject(&cadre, world, id, err);
	return rc ? rc : keep_person(out, memory, cadre, err);
}

static int add_person(struct rota_listed_people *people, struct rota_listed_memory *memory,
                      struct rota_listed_person *person, struct rota_error *err)
{
	struct rota_listed_person **items = rota_arena_more(
		&memory->arena, people->items, people->count, &people->room, sizeof(*items));

	if (!items)
		return no_memory(err);
	people->items = items;
	people->items[people->count++] = person;
	return ROTA_OK;
}

/** An index knows earlier names too; what the entries say decides. */
static int read_people(struct rota_listed_people *out, struct rota_listed_memory *memory,
                       struct rota_world *world, const char *name, const char *key,
                       struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_cadres_named(&ids, world, name, err);

	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_listed_person *one;

		rc = rota_listed_person_get(&one, memory, world, ids.items[i], err);
		if (!rc && one->name_key && strcmp(one->name_key, key) == 0)
			rc = add_person(out, memory, one, err);
	}
	return rc;
}

int rota_listed_people_get(struct rota_listed_people **out, struct rota_listed_memory *memory,
                           struct rota_world *world, const char *name, struct rota_error *err)
{
	const char *key = rota_listed_key(memory, name);
	void **at;
	int rc;

	if (!key)
		return no_memory(err);
	*out = rota_memo_get(&memory->names, key, strlen(key));
	if (*out)
		return ROTA_OK;
	*out = rota_arena_alloc(&memory->arena, sizeof(**out));
	if (!*out)
		return no_memory(err);
	rc = read_people(*out, memory, world, name, key, err);
	at = rc ? NULL : rota_memo_at(&memory->names, key, strlen(key));
	if (at)
		*at = *out;
	return rc;
}

int rota_listed_person_note(struct rota_listed_memory *memory, const struct rota_subject *cadre,
                            struct rota_error *err)
{
	bool known = rota_memo_get(&memory->persons, cadre->id.bytes, sizeof(cadre->id.bytes));
	struct rota_listed_people *people;
	struct rota_listed_person *person;
	int rc = keep_person(&person, memory, cadre, err);

	if (rc || known || !person->name_key)
		return rc;
	people = rota_memo_get(&memory->names, person->name_key, strlen(person->name_key));
	return people ? add_person(people, memory, person, err) : ROTA_OK;
}

/* --- communes -------------------------------------------------------------------------------- */

int rota_listed_commune(const struct rota_unit **out, struct rota_listed_memory *memory,
                        struct rota_world *world, const char *typed, int32_t day,
                        struct rota_findings *findings, struct rota_error *err)
{
	struct rota_buffer key = { 0 };
	uint32_t era = (uint32_t)rota_gazetteer_era(&world->gazetteer, day);
	size_t before = findings->count;
	union { /* a memo keeps what may be written to; a unit is only read */
		void *kept;
		const struct rota_unit *unit;
	} found;
	void **at;
	int rc;

	rota_buffer_append(&key, &era, sizeof(era));
	rota_buffer_puts(&key, typed);
	rc = rota_buffer_check(&key, err);
	found.kept = rc ? NULL : rota_memo_get(&memory->communes, key.bytes, key.size);
	*out = found.unit;
	if (rc || found.unit)
		goto done;
	rc = rota_resolve_commune(out, world, typed, day, findings, err);
	found.unit = *out;
	/* one that was taken for another is said in each row */
	at = rc || findings->count > before ? NULL :
	                                      rota_memo_at(&memory->communes, key.bytes, key.size);
	if (at)
		*at = found.kept;
done:
	rota_buffer_clear(&key);
	return rc;
}
