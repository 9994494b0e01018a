/* SPDX-License-Identifier: Apache-2.0 */
/** @file The list by code, and its index by name. */
#include "ledger/national.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "ledger/letters.h"
#include "ledger/national_data.h"
#include "ledger/national_index.h"
#include "ledger/place_text.h"

/* --- by code -------------------------------------------------------------------------------- */

static int compare_code(const void *code, const void *unit)
{
	return strcmp(code, ((const struct rota_national_unit *)unit)->code);
}

const struct rota_national_unit *rota_national_find(const char *code)
{
	return bsearch(code, rota_national_units, rota_national_count,
		       sizeof(rota_national_units[0]), compare_code);
}

const struct rota_national_unit *rota_national_parent(const struct rota_national_unit *unit)
{
	return unit->parent == ROTA_NATIONAL_NO_PARENT ? NULL : &rota_national_units[unit->parent];
}

bool rota_national_inside(const struct rota_national_unit *unit,
			  const struct rota_national_unit *area)
{
	while (unit && unit != area)
		unit = rota_national_parent(unit);
	return unit != NULL;
}

/* --- the index ------------------------------------------------------------------------------ */

enum { BUCKETS = 1 << 14 }; /* more than there are units; a power of two */

struct index {
	struct rota_national_key *first[BUCKETS];
};

struct names {
	struct index spelled, loose;
	struct rota_arena *arena;
	bool all, failed; /* every province is ready; there was no memory, so that some half is */
	bool ready[]; /* by the place of a province: what lies in it is there */
};

struct rota_national {
	struct names *names; /* which grow while the list is read */
};

static size_t bucket_of(const char *text, size_t size)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)text[i]) * 16777619u;
	return hash & (BUCKETS - 1);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

size_t rota_national_spelled_key(char *out, const char *text, size_t size)
{
	size_t written = 0;
	size_t zeros = 0;

	while (zeros + 1 < size && text[zeros] == '0' && is_digit(text[zeros + 1]))
		zeros++;
	for (size_t i = zeros; i < size; i++) {
		char c = text[i] == '-' ? ' ' : text[i];

		if (c != ' ' || (written && out[written - 1] != ' '))
			out[written++] = c;
	}
	return written;
}

size_t rota_national_loose_key(char *out, const char *text, size_t size)
{
	size_t written = 0;

	for (size_t i = 0; i < size; i++)
		if (is_digit(text[i]) || (text[i] >= 'a' && text[i] <= 'z'))
			out[written++] = text[i];
	return rota_national_spelled_key(out, out, written);
}

static int add_key(struct index *index, struct rota_arena *arena, const char *text, size_t size,
		   struct rota_national_key key)
{
	struct rota_national_key **first = &index->first[bucket_of(text, size)];
	struct rota_national_key *added = rota_arena_alloc(arena, sizeof(*added));

	key.text = rota_arena_copy(arena, text, size);
	if (!added || !key.text)
		return ROTA_ENOMEM;
	key.size = size;
	key.next = *first;
	*added = key;
	*first = added;
	return ROTA_OK;
}

/** The folded name as a second key, where it differs. */
static int add_folded(struct names *names, const char *lower, size_t size,
		      struct rota_national_key key)
{
	struct rota_buffer folded = { 0 };
	int rc = ROTA_OK;

	if (!rota_letters_fold(lower, size))
		return ROTA_OK;
	rc = rota_text_fold(&folded, lower, size, NULL);
	if (!rc && (folded.size != size || memcmp(folded.bytes, lower, size) != 0))
		rc = add_key(&names->spelled, names->arena, folded.bytes, folded.size, key);
	rota_buffer_clear(&folded);
	return rc;
}

static int add_loose(struct names *names, const char *lower, size_t size,
		     struct rota_national_key key)
{
	char loose[ROTA_PLACE_NAME_BYTES];

	size = rota_letters_loosen(loose, sizeof(loose), lower, size);
	if (!size)
		return ROTA_ENOMEM;
	size = rota_national_loose_key(loose, loose, size);
	return add_key(&names->loose, names->arena, loose, size, key);
}

static int add_name(struct names *names, const char *name, struct rota_national_key key)
{
	char lower[ROTA_PLACE_NAME_BYTES];
	size_t size = strlen(name);
	int rc;

	memcpy(lower, name, size);
	rota_letters_lower(lower, size);
	size = rota_national_spelled_key(lower, lower, size);
	rc = add_key(&names->spelled, names->arena, lower, size, key);
	if (!rc)
		rc = add_folded(names, lower, size, key);
	if (!rc)
		rc = add_loose(names, lower, size, key);
	return rc;
}

/* --- making ready ---------------------------------------------------------------------------- */

static const struct rota_national_unit *province_of(const struct rota_national_unit *unit)
{
	while (rota_national_parent(unit))
		unit = rota_national_parent(unit);
	return unit;
}

/** Whether a unit is to be added: a province when none is named, else what lies in that one. */
static bool belongs(const struct rota_national_unit *unit, const struct rota_national_unit *province)
{
	return province ? unit != province && province_of(unit) == province
			: !rota_national_parent(unit);
}

/** Add the provinces, or what lies in one of them. */
static int add_units(struct names *names, const struct rota_national_unit *province)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < rota_national_count; i++) {
		const struct rota_national_unit *unit = &rota_national_units[i];

		if (belongs(unit, province))
			rc = add_name(names, unit->name, (struct rota_national_key){ .unit = unit });
	}
	for (size_t i = 0; !rc && i < rota_national_name_count; i++) {
		const struct rota_national_unit *unit =
			&rota_national_units[rota_national_names[i].unit];

		if (belongs(unit, province))
			rc = add_name(names, rota_national_names[i].name,
				      (struct rota_national_key){ .unit = unit, .other = true });
	}
	return rc;
}

static bool make_ready(struct names *names, const struct rota_national_unit *province)
{
	bool *ready = &names->ready[province - rota_national_units];

	if (!*ready)
		names->failed = names->failed || add_units(names, province) != ROTA_OK;
	*ready = !names->failed;
	return *ready;
}

bool rota_national_make_ready(const struct rota_national *national,
			      const struct rota_national_unit *unit)
{
	struct names *names = national->names;
	bool ready = true;

	if (unit)
		return make_ready(names, province_of(unit));
	for (size_t i = 0; !names->all && ready && i < rota_national_count; i++)
		if (!rota_national_parent(&rota_national_units[i]))
			ready = make_ready(names, &rota_national_units[i]);
	names->all = ready;
	return ready;
}

int rota_national_open(struct rota_national **out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_national *national = rota_arena_alloc(arena, sizeof(*national));
	struct names *names =
		rota_arena_alloc(arena, sizeof(*names) + rota_national_count * sizeof(bool));

	*out = NULL;
	if (!national || !names)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	names->arena = arena;
	national->names = names;
	if (add_units(names, NULL))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	*out = national;
	return ROTA_OK;
}

static const struct rota_national_key *with_text(const struct rota_national_key *key,
						 const char *text, size_t size)
{
	while (key && (key->size != size || memcmp(key->text, text, size) != 0))
		key = key->next;
	return key;
}

const struct rota_national_key *rota_national_keys(const struct rota_national *national, bool loose,
						   const char *text, size_t size)
{
	const struct index *index = loose ? &national->names->loose : &national->names->spelled;

	return with_text(index->first[bucket_of(text, size)], text, size);
}

const struct rota_national_key *rota_national_next(const struct rota_national_key *key)
{
	return with_text(key->next, key->text, key->size);
}
