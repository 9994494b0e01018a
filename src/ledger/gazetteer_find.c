/* SPDX-License-Identifier: Apache-2.0 */
/* Units by what people call them. */
#include "ledger/gazetteer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ledger/place_text.h"

/* --- the names of a unit --------------------------------------------------------------------- */

typedef int fold_text(struct rota_buffer *out, const char *text, size_t size,
		      struct rota_error *err);

/** The key of a text in the arena; NULL when it has none. */
static const char *key_of(struct rota_arena *arena, const char *text, fold_text *fold)
{
	struct rota_buffer key = { 0 };
	const char *copy = NULL;

	if (fold(&key, text, strlen(text), NULL) == ROTA_OK)
		copy = rota_arena_copy(arena, rota_buffer_text(&key), key.size);
	rota_buffer_clear(&key);
	return copy;
}

/** Keys are made once: an import asks for them row by row. */
static void make_keys(struct rota_arena *arena, struct rota_unit_version *version)
{
	const struct rota_word *type = rota_word_find(&rota_unit_types, version->type);
	char full[256];

	if (version->key) /* taken over with the unit */
		return;
	rota_text_join(full, sizeof(full), type ? type->vi : "", " ", version->name);
	version->key = key_of(arena, version->name, rota_text_fold);
	version->typed_key = key_of(arena, full, rota_text_fold);
	version->loose_key = key_of(arena, version->name, rota_text_fold_loose);
	version->typed_loose_key = key_of(arena, full, rota_text_fold_loose);
}

static bool is_key(const char *key, const char *asked)
{
	return key && strcmp(key, asked) == 0;
}

static bool has_alias(const struct rota_unit *unit, const char *asked, fold_text *fold)
{
	bool has = false;

	for (size_t i = 0; !has && i < unit->aliases.as.list.count; i++) {
		const char *alias = rota_value_text(&unit->aliases.as.list.items[i]);
		struct rota_buffer key = { 0 };

		has = alias && fold(&key, alias, strlen(alias), NULL) == ROTA_OK &&
		      strcmp(rota_buffer_text(&key), asked) == 0;
		rota_buffer_clear(&key);
	}
	return has;
}

/** "Hồng Nam", "xã Hồng Nam", "11977". */
static bool is_called(const struct rota_unit *unit, int32_t day, const char *asked,
		      enum rota_match how)
{
	const struct rota_unit_version *version = rota_unit_on(unit, day);
	bool exact = how == ROTA_MATCH_EXACT;

	if (!version)
		return false;
	return strcmp(version->code, asked) == 0 ||
	       is_key(exact ? version->key : version->loose_key, asked) ||
	       is_key(exact ? version->typed_key : version->typed_loose_key, asked) ||
	       has_alias(unit, asked, exact ? rota_text_fold : rota_text_fold_loose);
}

static int compare_names(const void *a, const void *b)
{
	const struct rota_unit_name *left = a;
	const struct rota_unit_name *right = b;
	int order = strcmp(left->key, right->key);

	return order ? order : (left->unit > right->unit) - (left->unit < right->unit);
}

/** The keys of a unit, at most 5 a version and 2 an alias. @return how many. */
static size_t put_names(struct rota_unit_name *out, struct rota_arena *arena,
			const struct rota_unit *unit, size_t place)
{
	size_t count = 0;

	for (size_t i = 0; i < unit->version_count; i++) {
		const struct rota_unit_version *one = &unit->versions[i];
		const char *keys[] = { one->code, one->key, one->typed_key, one->loose_key,
				       one->typed_loose_key };

		for (size_t k = 0; k < 5; k++)
			if (keys[k])
				out[count++] = (struct rota_unit_name){ keys[k], place };
	}
	for (size_t i = 0; i < unit->aliases.as.list.count; i++) {
		const char *alias = rota_value_text(&unit->aliases.as.list.items[i]);
		const char *exact = alias ? key_of(arena, alias, rota_text_fold) : NULL;
		const char *loose = alias ? key_of(arena, alias, rota_text_fold_loose) : NULL;

		if (exact)
			out[count++] = (struct rota_unit_name){ exact, place };
		if (loose)
			out[count++] = (struct rota_unit_name){ loose, place };
	}
	return count;
}

void rota_gazetteer_make_names(struct rota_gazetteer *gazetteer)
{
	size_t room = 0;

	for (size_t i = 0; i < gazetteer->unit_count; i++) {
		for (size_t k = 0; k < gazetteer->units[i]->version_count; k++)
			make_keys(gazetteer->arena, &gazetteer->units[i]->versions[k]);
		room += 5 * gazetteer->units[i]->version_count +
			2 * gazetteer->units[i]->aliases.as.list.count;
	}
	gazetteer->names = rota_arena_alloc(gazetteer->arena, room * sizeof(*gazetteer->names));
	for (size_t i = 0; gazetteer->names && i < gazetteer->unit_count; i++)
		gazetteer->name_count += put_names(gazetteer->names + gazetteer->name_count,
						   gazetteer->arena, gazetteer->units[i], i);
	if (gazetteer->names && gazetteer->name_count)
		qsort(gazetteer->names, gazetteer->name_count, sizeof(*gazetteer->names),
		      compare_names);
}

/** The first name that is not before a key. */
static size_t first_name(const struct rota_gazetteer *gazetteer, const char *key)
{
	size_t low = 0, high = gazetteer->name_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(gazetteer->names[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/** The next unit, from a place on, that may be asked for by a key; unit_count at the end. */
static size_t next_named(const struct rota_gazetteer *gazetteer, const char *key, size_t *name,
			 size_t place)
{
	if (!gazetteer->names)
		return place;
	while (*name < gazetteer->name_count && gazetteer->names[*name].unit < place &&
	       strcmp(gazetteer->names[*name].key, key) == 0)
		++*name;
	if (*name < gazetteer->name_count && strcmp(gazetteer->names[*name].key, key) == 0)
		return gazetteer->names[*name].unit;
	return gazetteer->unit_count;
}

static size_t find_by(const struct rota_gazetteer *gazetteer, const char *typed, int32_t day,
		      int level, const struct rota_unit *scope, struct rota_unit_match *out,
		      size_t room, enum rota_match how)
{
	fold_text *fold = how == ROTA_MATCH_EXACT ? rota_text_fold : rota_text_fold_loose;
	struct rota_buffer key = { 0 };
	const char *asked;
	size_t found = 0, name;

	if (fold(&key, typed, strlen(typed), NULL))
		goto done;
	asked = rota_buffer_text(&key);
	name = first_name(gazetteer, asked);
	for (size_t i = next_named(gazetteer, asked, &name, 0); i < gazetteer->unit_count;
	     i = next_named(gazetteer, asked, &name, i + 1)) {
		const struct rota_unit *unit = gazetteer->units[i];

		if ((level >= 0 && (int)unit->level != level) ||
		    !is_called(unit, day, rota_buffer_text(&key), how) ||
		    (scope && !rota_gazetteer_inside(gazetteer, unit, scope, day)))
			continue;
		if (found < room)
			out[found] = (struct rota_unit_match){ unit, how };
		found++;
	}
done:
	rota_buffer_clear(&key);
	return found;
}

/** "TP Hưng Yên", "x. Hồng Nam" with the word of its type written out; false when none is written.
 *  What stands in brackets may say which one is meant, so it is not passed over here. */
static bool write_out(char out[ROTA_PLACE_BYTES + 16], const char *typed)
{
	struct rota_place_text text;
	const struct rota_place_element *one = text.elements;

	if (strchr(typed, '(') || !rota_place_split(&text, typed, strlen(typed)) ||
	    text.count != 1 || !one->type)
		return false;
	snprintf(out, ROTA_PLACE_BYTES + 16, "%s %.*s", one->type->word, (int)one->name_size,
		 one->name);
	return true;
}

size_t rota_gazetteer_find(const struct rota_gazetteer *gazetteer, const char *typed, int32_t day,
			   int level, const struct rota_unit *scope, struct rota_unit_match *out,
			   size_t room)
{
	static const enum rota_match hows[] = { ROTA_MATCH_EXACT, ROTA_MATCH_LOOSE };
	char written[ROTA_PLACE_BYTES + 16];
	size_t found = 0;

	for (size_t i = 0; !found && i < 2; i++) {
		found = find_by(gazetteer, typed, day, level, scope, out, room, hows[i]);
		if (!found && write_out(written, typed))
			found = find_by(gazetteer, written, day, level, scope, out, room, hows[i]);
	}
	return found;
}
