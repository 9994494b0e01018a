/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/property/forge.h"

#include <string.h>

#include "base/buffer.h"
#include "codec/canonical.h"
#include "tests/property/acts.h"
#include "tests/property/must.h"

struct forging {
	struct splitmix64 *chance;
	struct logs *logs;
	struct log *log;
	struct rota_arena arena;
	struct rota_value root, body;
	uint64_t now_ms;
};

#define ONE_OF(list) ((list)[splitmix64_below(forging->chance, sizeof(list) / sizeof((list)[0]))])

static const char *const days[] = { "2022-01-01", "2022-06-15", "2023-01-01", "2023-04-01",
				    "2023-07-01", "2023-10-01", "2024-02-01", "2023" };
static const char *const posts[] = { "secretary", "chair" };

static bool happens(struct forging *forging, size_t one_in)
{
	return splitmix64_below(forging->chance, one_in) == 0;
}

static void key(struct forging *forging, const char *name, struct rota_value value)
{
	MUST(!rota_map_set(&forging->arena, &forging->root, name, value));
}

static void field(struct forging *forging, const char *name, struct rota_value value)
{
	MUST(!rota_map_set(&forging->arena, &forging->body, name, value));
}

/* --- what there is --------------------------------------------------------------------------- */

/** Where an entry stands. */
struct place {
	struct rota_id id, entity;
	const struct logged *logged;
};

static struct place place_of(const struct log *log, size_t n)
{
	struct place place = { .id = rota_id_make(log->writer, n), .logged = &log->items[n] };

	place.entity = place.logged->entry.creates ? place.id : place.logged->entry.id;
	return place;
}

/** Some entry that speaks of an entity of a type. @return false: there is none. */
static bool find(struct place *out, struct forging *forging, enum rota_entity type, bool creates)
{
	size_t count = 0;

	for (size_t i = 0; i < LOGS; i++)
		for (size_t n = 0; n < forging->logs->items[i].count; n++) {
			struct place place = place_of(&forging->logs->items[i], n);
			const struct rota_entry *entry = &place.logged->entry;

			if (!entry->kind || entry->kind->entity != type ||
			    (creates && !entry->creates) || (!creates && type == ROTA_ENTITY_UNIT))
				continue;
			if (splitmix64_below(forging->chance, ++count) == 0)
				*out = place;
		}
	return count > 0;
}

static struct rota_value id_value(struct forging *forging, struct rota_id id)
{
	return rota_id_value(&forging->arena, id);
}

static struct rota_id unit_of(struct forging *forging, size_t commune)
{
	const struct log *common = &forging->logs->items[OFFICES + 1];

	for (size_t n = 0; n < common->count; n++) {
		const struct rota_entry *entry = &common->items[n].entry;
		const char *code = rota_value_text(rota_map_get(entry->body, "code"));

		if (code && strcmp(code, land_communes[commune][0]) == 0)
			return rota_id_make(common->writer, n);
	}
	MUST(false);
}

/** Some posting of its own communes, for which it may speak. */
static bool find_own(struct rota_id *out, struct forging *forging)
{
	for (int tries = 0; tries < 12; tries++) {
		struct place place;
		struct rota_id unit;

		if (!find(&place, forging, ROTA_ENTITY_POSTING, true) ||
		    !rota_id_from_value(&unit, rota_map_get(place.logged->entry.body, "unit")))
			return false;
		for (size_t i = 2; i < 4; i++)
			if (rota_id_compare(unit, unit_of(forging, i)) == 0) {
				*out = place.entity;
				return true;
			}
	}
	return false;
}

/** An entity of a type; now and then one that is not there yet, or never will be. */
static struct rota_id some(struct forging *forging, enum rota_entity type)
{
	struct place place;
	struct rota_id own;

	if (type == ROTA_ENTITY_POSTING && !happens(forging, 4) && find_own(&own, forging))
		return own;
	if (happens(forging, 16) || !find(&place, forging, type, true))
		return rota_id_make(
			forging->logs->items[splitmix64_below(forging->chance, LOGS)].writer,
			splitmix64_below(forging->chance, 60));
	return place.entity;
}

/** A commune, mostly one of its own. */
static struct rota_id some_unit(struct forging *forging)
{
	return unit_of(forging, happens(forging, 3) ? splitmix64_below(forging->chance, COMMUNES)
						    : 2 + splitmix64_below(forging->chance, 2));
}

/** Name some of the entries of an entity, ascending; or others. */
static void supersede(struct forging *forging, struct rota_id entity)
{
	struct rota_id ids[8];
	struct rota_value list = rota_list();
	size_t count = 0;

	for (size_t i = 0; i < LOGS; i++)
		for (size_t n = 0; n < forging->logs->items[i].count; n++) {
			struct place place = place_of(&forging->logs->items[i], n);

			if (rota_id_compare(place.entity, entity) == 0 && count < 8 &&
			    happens(forging, 2))
				ids[count++] = place.id;
		}
	count = rota_ids_sort(ids, count);
	for (size_t i = 0; i < count; i++)
		MUST(!rota_list_add(&forging->arena, &list, id_value(forging, ids[i])));
	key(forging, "pred", list);
}

/** Speak of an entity of a type. */
static void about(struct forging *forging, enum rota_entity type)
{
	struct rota_id entity = some(forging, type);

	key(forging, "id", id_value(forging, entity));
	supersede(forging, entity);
}

static struct rota_value native(struct forging *forging)
{
	struct rota_value place = rota_map();

	MUST(!rota_map_set(&forging->arena, &place, "text",
			   rota_text(act_natives[splitmix64_below(forging->chance, NATIVES - 1)])));
	return place;
}

/* --- kinds ----------------------------------------------------------------------------------- */

static void forge_begin(struct forging *forging)
{
	static const char *const acts[][2] = {
		{ "designate", "full" },        { "transfer", "full" }, { "approve", "full" },
		{ "take_charge", "in_charge" }, { "elect", "full" },    { "delegate", "full" }
	};
	const char *const *act = ONE_OF(acts);

	key(forging, "k", rota_text("posting.begin"));
	key(forging, "on", rota_text(ONE_OF(days)));
	field(forging, "unit", id_value(forging, some_unit(forging)));
	field(forging, "post", rota_text(ONE_OF(posts)));
	field(forging, "cadre", id_value(forging, some(forging, ROTA_ENTITY_CADRE)));
	field(forging, "act", rota_text(act[0]));
	field(forging, "mode", rota_text(act[1]));
	if (strcmp(act[0], "elect") == 0)
		field(forging, "elected", rota_text("2021-12-01"));
}

static void forge_correct(struct forging *forging)
{
	key(forging, "k", rota_text("posting.correct"));
	about(forging, ROTA_ENTITY_POSTING);
	field(forging, "reason", rota_text("typing"));
	switch (splitmix64_below(forging->chance, 7)) {
	case 0:
		field(forging, "unit", id_value(forging, some_unit(forging)));
		break;
	case 1:
		field(forging, "cadre", id_value(forging, some(forging, ROTA_ENTITY_CADRE)));
		break;
	case 2:
		field(forging, "post", rota_text(ONE_OF(posts)));
		break;
	case 3:
		field(forging, "to", happens(forging, 3) ? rota_nil() : rota_text(ONE_OF(days)));
		break;
	case 4:
		field(forging, "mode", rota_text(happens(forging, 2) ? "full" : "acting"));
		break;
	default:
		field(forging, "from", rota_text(ONE_OF(days)));
	}
}

static void forge_end(struct forging *forging)
{
	static const char *const acts[] = { "release", "transfer", "rotate", "suspend" };

	key(forging, "k", rota_text("posting.end"));
	about(forging, ROTA_ENTITY_POSTING);
	key(forging, "on", rota_text(ONE_OF(days)));
	field(forging, "act", rota_text(ONE_OF(acts)));
	if (happens(forging, 2))
		field(forging, "next", id_value(forging, some_unit(forging)));
}

static void forge_step(struct forging *forging)
{
	static const char *const acts[] = { "approve", "refuse", "suspend", "resume" };

	key(forging, "k", rota_text("posting.step"));
	about(forging, ROTA_ENTITY_POSTING);
	key(forging, "on", rota_text(ONE_OF(days)));
	field(forging, "act", rota_text(ONE_OF(acts)));
}

static void forge_void(struct forging *forging)
{
	key(forging, "k", rota_text("posting.void"));
	about(forging, ROTA_ENTITY_POSTING);
	if (happens(forging, 2))
		key(forging, "on", rota_text(ONE_OF(days)));
	else
		field(forging, "from_start", rota_bool(true));
}

static void forge_cadre(struct forging *forging)
{
	key(forging, "k", rota_text("cadre.create"));
	field(forging, "name", rota_text("Nguyễn Văn An"));
	field(forging, "born", rota_text("1970"));
	field(forging, "native", native(forging));
}

static void forge_change(struct forging *forging)
{
	key(forging, "k", rota_text("cadre.change"));
	about(forging, ROTA_ENTITY_CADRE);
	if (happens(forging, 3))
		field(forging, "born", rota_text(happens(forging, 2) ? "1970" : "1973"));
	else
		field(forging, "native", native(forging));
}

static void forge_spell(struct forging *forging)
{
	static const char *const whats[] = { "study", "work", "live" };

	key(forging, "k", rota_text("cadre.spell"));
	if (happens(forging, 2))
		about(forging, ROTA_ENTITY_SPELL);
	else
		field(forging, "cadre", id_value(forging, some(forging, ROTA_ENTITY_CADRE)));
	field(forging, "what", rota_text(ONE_OF(whats)));
	field(forging, "place", native(forging));
	field(forging, "from", rota_text(happens(forging, 2) ? "2019" : "2021-06-01"));
	if (happens(forging, 2))
		field(forging, "to", rota_text(ONE_OF(days)));
}

static void forge_pair(struct forging *forging)
{
	struct rota_id a = some(forging, ROTA_ENTITY_CADRE), b = some(forging, ROTA_ENTITY_CADRE);
	bool in_order = rota_id_compare(a, b) < 0;

	key(forging, "k", rota_text(happens(forging, 2) ? "cadre.same" : "cadre.distinct"));
	field(forging, "a", id_value(forging, in_order ? a : b));
	field(forging, "b", id_value(forging, in_order ? b : a));
	if (strcmp(rota_value_text(rota_map_get(&forging->root, "k")), "cadre.same") == 0)
		field(forging, "keep", rota_text("a"));
	field(forging, "state", rota_text("on"));
}

static void forge_locality(struct forging *forging)
{
	static const char *const values[] = { "local", "non_local", "undetermined" };

	key(forging, "k", rota_text("locality.set"));
	field(forging, "posting", id_value(forging, some(forging, ROTA_ENTITY_POSTING)));
	field(forging, "value", rota_text(ONE_OF(values)));
	field(forging, "policy", id_value(forging, some(forging, ROTA_ENTITY_POLICY)));
	field(forging, "basis", rota_text("manual"));
	field(forging, "role", rota_text(happens(forging, 8) ? "confirmed" : "asserted"));
}

static void forge_vacant(struct forging *forging)
{
	key(forging, "k", rota_text("post.vacant"));
	key(forging, "on", rota_text(ONE_OF(days)));
	field(forging, "unit", id_value(forging, some_unit(forging)));
	field(forging, "post", rota_text(ONE_OF(posts)));
	field(forging, "state", rota_text(happens(forging, 4) ? "withdrawn" : "on"));
}

/** Of its own entries, or of another's, which is nothing. */
static void forge_undo(struct forging *forging)
{
	const struct log *log =
		happens(forging, 8) ? &forging->logs->items[splitmix64_below(forging->chance, LOGS)]
				    : forging->log;

	key(forging, "k", rota_text("entry.undo"));
	field(forging, "of",
	      id_value(forging, rota_id_make(log->writer,
					     splitmix64_below(forging->chance, log->count + 2))));
	field(forging, "state", rota_text("on"));
}

/** What only the province may say. */
static void forge_provincial(struct forging *forging)
{
	if (happens(forging, 2)) {
		key(forging, "k", rota_text("unit.change"));
		key(forging, "id", id_value(forging, some_unit(forging)));
		key(forging, "on", rota_text(ONE_OF(days)));
		field(forging, "name", rota_text("Quang Vinh"));
		field(forging, "legal", rota_text("NQ 9"));
		return;
	}
	key(forging, "k", rota_text("policy.set"));
	key(forging, "on", rota_text(ONE_OF(days)));
	field(forging, "acting_counts", rota_bool(true));
}

static void forge_newer(struct forging *forging)
{
	switch (splitmix64_below(forging->chance, 3)) {
	case 0:
		key(forging, "k", rota_text("posting.bless"));
		about(forging, ROTA_ENTITY_POSTING);
		break;
	case 1:
		forge_correct(forging);
		field(forging, "colour", rota_text("red"));
		break;
	default:
		forge_end(forging);
		field(forging, "act", rota_text("vanish"));
	}
}

/* --- drawing --------------------------------------------------------------------------------- */

static const struct {
	void (*forge)(struct forging *forging);
	size_t weight;
} kinds[] = {
	{ forge_begin, 8 },    { forge_correct, 10 }, { forge_end, 5 },    { forge_step, 3 },
	{ forge_void, 1 },     { forge_cadre, 2 },    { forge_change, 5 }, { forge_pair, 3 },
	{ forge_locality, 4 }, { forge_vacant, 2 },   { forge_undo, 4 },   { forge_provincial, 1 },
	{ forge_newer, 3 },    { forge_spell, 4 },
};

static void draw(struct forging *forging)
{
	size_t count = sizeof(kinds) / sizeof(kinds[0]), total = 0, at, i = 0;

	for (size_t k = 0; k < count; k++)
		total += kinds[k].weight;
	at = splitmix64_below(forging->chance, total);
	while (at >= kinds[i].weight)
		at -= kinds[i++].weight;
	kinds[i].forge(forging);
}

/** Few times, so that several entries have one. */
static uint64_t some_clock(struct forging *forging)
{
	return (forging->now_ms - splitmix64_below(forging->chance, 5) * 3 * A_DAY) << 16;
}

void forge_some(struct splitmix64 *chance, struct logs *logs, uint64_t now_ms)
{
	struct forging forging = { .chance = chance,
				   .logs = logs,
				   .log = &logs->items[OFFICES],
				   .root = rota_map(),
				   .body = rota_map(),
				   .now_ms = now_ms };
	struct rota_buffer bytes = { 0 };
	struct rota_error err = { 0 };

	key(&forging, "v", rota_uint(1));
	key(&forging, "n", rota_uint(forging.log->count));
	key(&forging, "t", rota_uint(some_clock(&forging)));
	key(&forging, "by", rota_text("someone"));
	key(&forging, "why", rota_text("x"));
	draw(&forging);
	key(&forging, "b", forging.body);
	land_expect(rota_canonical_encode(&bytes, &forging.root, &err), &err, "an entry");
	logs_add(logs, forging.log, rota_buffer_text(&bytes), bytes.size);
	rota_buffer_clear(&bytes);
	rota_arena_clear(&forging.arena);
}
