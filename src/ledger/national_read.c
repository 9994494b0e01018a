/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Reading a text against the national list: from the right to the left, with
 * the set of all units that the elements read so far can mean.
 *
 *     xã Hồng Nam, huyện Phù Tiên, tỉnh Hải Hưng
 *                                  {30, 33}
 *                  {323, 332, 333}
 *     {11977}
 */
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ledger/letters.h"
#include "ledger/national.h"
#include "ledger/national_index.h"
#include "ledger/place_text.h"

/** More units than any name has, but for a commune's name without anything behind it. */
enum { CANDIDATES = 64 };

/** What an element can mean. */
struct set {
	const struct rota_national_unit *units[CANDIDATES];
	bool other[CANDIDATES]; /* by another name: the type written with it is not today's */
	size_t count;
	bool loose; /* found without accents only */
};

struct reader {
	const struct rota_national *national;
	struct rota_place_text text;
	struct set scope; /* what the last element read can mean; empty: none is read */
	size_t left;      /* elements in front of those that are read */
	bool loose;
	bool moved;
};

/* --- sets ----------------------------------------------------------------------------------- */

static unsigned level_of(const struct rota_national_unit *unit)
{
	if (!rota_national_parent(unit))
		return ROTA_PLACE_PROVINCE;
	return unit->code[3] ? ROTA_PLACE_COMMUNE : ROTA_PLACE_DISTRICT;
}

static bool has(const struct set *set, const struct rota_national_unit *unit)
{
	size_t i = 0;

	while (i < set->count && set->units[i] != unit)
		i++;
	return i < set->count;
}

/** Whether a unit lies in one of the set; in the nation, which is the empty set, they all do. */
static bool lies_in(const struct rota_national_unit *unit, const struct set *set)
{
	bool inside = !set->count;

	while (!inside && (unit = rota_national_parent(unit)))
		inside = has(set, unit);
	return inside;
}

static unsigned levels_of(const struct set *set)
{
	unsigned levels = 0;

	for (size_t i = 0; i < set->count; i++)
		levels |= level_of(set->units[i]);
	return levels;
}

/** The smallest unit that holds the whole set, or NULL. */
static const struct rota_national_unit *holder(const struct set *set)
{
	const struct rota_national_unit *all = set->count ? set->units[0] : NULL;

	for (size_t i = 1; i < set->count; i++)
		while (all && !rota_national_inside(set->units[i], all))
			all = rota_national_parent(all);
	return all;
}

/** The provinces in which the units lie. */
static struct set provinces_of(const struct set *set)
{
	struct set provinces = { .count = 0 };

	for (size_t i = 0; i < set->count; i++) {
		const struct rota_national_unit *unit = set->units[i];

		while (rota_national_parent(unit))
			unit = rota_national_parent(unit);
		if (!has(&provinces, unit))
			provinces.units[provinces.count++] = unit;
	}
	return provinces;
}

/* --- one name ------------------------------------------------------------------------------- */

/** Whether all lie in the same unit. */
static bool are_siblings(const struct set *set)
{
	for (size_t i = 1; i < set->count; i++)
		if (rota_national_parent(set->units[i]) != rota_national_parent(set->units[0]))
			return false;
	return true;
}

/** Keep the units of the type written, when there are any. A xã of one district and a phường of
 *  another stay both: the phường was a xã when the paper was written. */
static void prefer_type(struct set *set, const struct rota_place_type *type)
{
	struct set kept = { .loose = set->loose };

	if (!type || (strcmp(type->id, "xa") == 0 && !are_siblings(set)))
		return;
	for (size_t i = 0; i < set->count; i++)
		if (set->other[i] ||
		    strncmp(set->units[i]->type, type->id, strlen(type->id)) == 0) {
			kept.units[kept.count] = set->units[i];
			kept.other[kept.count++] = set->other[i];
		}
	if (kept.count)
		*set = kept;
}

/** What is asked of the index. */
struct query {
	const struct set *scope;
	unsigned levels;
	const struct rota_place_type *type; /* or NULL */
};

/** Have the names of all that the query may find. */
static bool make_ready(const struct rota_national *national, const struct query *query)
{
	const struct set *scope = query->scope;
	bool ready = true;

	if (query->levels == ROTA_PLACE_PROVINCE)
		return true;
	if (!scope->count)
		return rota_national_make_ready(national, NULL);
	for (size_t i = 0; ready && i < scope->count; i++)
		ready = rota_national_make_ready(national, scope->units[i]);
	return ready;
}

/** @return whether any unit was found; more than there is room for are as good as none. */
static bool look_up(struct set *out, const struct reader *reader, bool loose, const char *text,
		    size_t size, const struct query *query)
{
	const struct rota_national_key *key;

	out->count = 0;
	out->loose = loose;
	if (!make_ready(reader->national, query))
		return false;
	key = rota_national_keys(reader->national, loose, text, size);
	for (; key; key = rota_national_next(key)) {
		if (!(level_of(key->unit) & query->levels) || !lies_in(key->unit, query->scope))
			continue;
		if (out->count == CANDIDATES) {
			out->count = 0;
			return false;
		}
		out->units[out->count] = key->unit;
		out->other[out->count++] = key->other;
	}
	prefer_type(out, query->type);
	return out->count > 0;
}

static bool as_it_stands(struct set *out, const struct reader *reader, const char *text,
			 size_t size, const struct query *query)
{
	char key[ROTA_PLACE_NAME_BYTES];

	return size <= sizeof(key) &&
	       look_up(out, reader, false, key, rota_national_spelled_key(key, text, size), query);
}

static bool folded(struct set *out, const struct reader *reader, const char *text, size_t size,
		   const struct query *query)
{
	struct rota_buffer key = { 0 };
	bool found = size <= ROTA_PLACE_NAME_BYTES && rota_letters_fold(text, size) &&
		     !rota_text_fold(&key, text, size, NULL) &&
		     as_it_stands(out, reader, key.bytes, key.size, query);

	rota_buffer_clear(&key);
	return found;
}

/** Without accents; and behind the word of a type without accents, where @p query names none. */
static bool loosely(struct set *out, const struct reader *reader, const char *text, size_t size,
		    struct query query)
{
	char plain[ROTA_PLACE_NAME_BYTES], key[ROTA_PLACE_NAME_BYTES];
	size_t skip;

	size = rota_letters_loosen(plain, sizeof(plain), text, size);
	if (!size)
		return false;
	if (look_up(out, reader, true, key, rota_national_loose_key(key, plain, size), &query))
		return true;
	if (query.type || query.levels == ROTA_PLACE_PROVINCE)
		return false;
	query.type = rota_place_loose_type(plain, size, &skip);
	if (!query.type)
		return false;
	query.levels &= query.type->levels;
	return look_up(out, reader, true, key,
		       rota_national_loose_key(key, plain + skip, size - skip), &query);
}

/* --- elements ------------------------------------------------------------------------------- */

/** What an element can mean at some levels inside of a scope. */
static bool match(struct set *out, const struct reader *reader,
		  const struct rota_place_element *element, const struct set *scope,
		  unsigned levels)
{
	const struct query whole = { scope, levels, NULL };
	struct query name = whole;

	name.type = element->type;
	if (name.type)
		name.levels &= name.type->levels;
	if (as_it_stands(out, reader, element->name, element->name_size, &name) ||
	    folded(out, reader, element->name, element->name_size, &name))
		return true;
	if (name.type && as_it_stands(out, reader, element->whole, element->whole_size, &whole))
		return true;
	return loosely(out, reader, element->name, element->name_size, name);
}

/** Two elements with a dash between them as one name: "Bà Rịa - Vũng Tàu". */
static bool match_joined(struct set *out, const struct reader *reader, size_t at)
{
	const struct rota_place_element *last = &reader->text.elements[at];
	const struct rota_place_element *first = last - 1;
	const struct query query = { &reader->scope, ROTA_PLACE_ANY, first->type };
	char name[2 * ROTA_PLACE_NAME_BYTES + 1];
	size_t size = first->name_size;

	if (last->type || (first->name[0] >= '0' && first->name[0] <= '9'))
		return false;
	if (size > ROTA_PLACE_NAME_BYTES || last->name_size > ROTA_PLACE_NAME_BYTES)
		return false;
	memcpy(name, first->name, size);
	name[size++] = ' ';
	memcpy(name + size, last->name, last->name_size);
	size += last->name_size;
	return as_it_stands(out, reader, name, size, &query) ||
	       look_up(out, reader, true, name, rota_national_loose_key(name, name, size), &query);
}

/** The last element: without a type, a province rather than anything else of its name. */
static bool match_last(struct set *out, const struct reader *reader,
		       const struct rota_place_element *element)
{
	return (!element->type &&
		match(out, reader, element, &reader->scope, ROTA_PLACE_PROVINCE)) ||
	       match(out, reader, element, &reader->scope, ROTA_PLACE_ANY);
}

/** A commune of that name anywhere in the province, when there is one only. */
static bool match_moved(struct set *out, struct reader *reader, size_t at)
{
	const struct rota_place_element *element = &reader->text.elements[at];
	const struct set provinces = provinces_of(&reader->scope);

	if (!element->type && at > 0)
		return false; /* it may be a hamlet's name */
	reader->moved =
		match(out, reader, element, &provinces, ROTA_PLACE_COMMUNE) && out->count == 1;
	return reader->moved;
}

static bool is_district(const struct rota_place_element *element)
{
	return element->type && element->type->levels & ROTA_PLACE_DISTRICT;
}

/** Read the element in front of those that are read. @return how many were read; 0: no more. */
static size_t read_next(struct reader *reader, struct set *found)
{
	size_t at = reader->left - 1;
	const struct rota_place_element *element = &reader->text.elements[at];
	const struct set *scope = &reader->scope;
	unsigned levels = levels_of(scope);

	if (element->dashed && match_joined(found, reader, at))
		return 2;
	if (scope->count ? match(found, reader, element, scope, ROTA_PLACE_ANY)
			 : match_last(found, reader, element))
		return 1;
	if (levels & ROTA_PLACE_DISTRICT)
		return match_moved(found, reader, at) ? 1 : 0;
	if (levels == ROTA_PLACE_PROVINCE && is_district(element) && at > 0)
		return match_moved(found, reader, at - 1) ? 2 : 0;
	return 0;
}

void rota_national_read(struct rota_national_place *out, const struct rota_national *national,
			const char *text, size_t size)
{
	struct reader reader = { .national = national };
	struct set found;
	size_t used = 1;

	rota_place_split(&reader.text, text, size);
	reader.left = reader.text.count;
	while (reader.left && (used = read_next(&reader, &found))) {
		reader.scope = found;
		reader.loose = reader.loose || found.loose;
		reader.left -= used;
	}
	*out = (struct rota_national_place){ .unit = holder(&reader.scope),
					     .fit = reader.loose ? ROTA_NATIONAL_LOOSE
								 : ROTA_NATIONAL_EXACT,
					     .moved = reader.moved,
					     .unresolved = reader.left + reader.moved };
	if (!out->unit)
		out->unresolved = reader.text.count;
	else if (!has(&reader.scope, out->unit))
		out->unresolved++;
}
