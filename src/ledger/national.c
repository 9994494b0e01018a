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

struct rota_national {
	struct index spelled, loose;
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
static int add_folded(struct rota_national *national, struct rota_arena *arena, const char *lower,
		      size_t size, struct rota_national_key key)
{
	struct rota_buffer folded = { 0 };
	int rc = ROTA_OK;

	if (!rota_letters_fold(lower, size))
		return ROTA_OK;
	rc = rota_text_fold(&folded, lower, size, NULL);
	if (!rc && (folded.size != size || memcmp(folded.bytes, lower, size) != 0))
		rc = add_key(&national->spelled, arena, folded.bytes, folded.size, key);
	rota_buffer_clear(&folded);
	return rc;
}

static int add_loose(struct rota_national *national, struct rota_arena *arena, const char *lower,
		     size_t size, struct rota_national_key key)
{
	char loose[ROTA_PLACE_NAME_BYTES];

	size = rota_letters_loosen(loose, sizeof(loose), lower, size);
	if (!size)
		return ROTA_ENOMEM;
	size = rota_national_loose_key(loose, loose, size);
	return add_key(&national->loose, arena, loose, size, key);
}

static int add_name(struct rota_national *national, struct rota_arena *arena, const char *name,
		    struct rota_national_key key)
{
	char lower[ROTA_PLACE_NAME_BYTES];
	size_t size = strlen(name);
	int rc;

	memcpy(lower, name, size);
	rota_letters_lower(lower, size);
	size = rota_national_spelled_key(lower, lower, size);
	rc = add_key(&national->spelled, arena, lower, size, key);
	if (!rc)
		rc = add_folded(national, arena, lower, size, key);
	if (!rc)
		rc = add_loose(national, arena, lower, size, key);
	return rc;
}

int rota_national_open(struct rota_national **out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_national *national = rota_arena_alloc(arena, sizeof(*national));
	int rc = national ? ROTA_OK : ROTA_ENOMEM;

	*out = NULL;
	for (size_t i = 0; !rc && i < rota_national_count; i++)
		rc = add_name(national, arena, rota_national_units[i].name,
			      (struct rota_national_key){ .unit = &rota_national_units[i] });
	for (size_t i = 0; !rc && i < rota_national_name_count; i++)
		rc = add_name(national, arena, rota_national_names[i].name,
			      (struct rota_national_key){
				      .unit = &rota_national_units[rota_national_names[i].unit],
				      .other = true });
	if (rc)
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
	const struct index *index = loose ? &national->loose : &national->spelled;

	return with_text(index->first[bucket_of(text, size)], text, size);
}

const struct rota_national_key *rota_national_next(const struct rota_national_key *key)
{
	return with_text(key->next, key->text, key->size);
}
