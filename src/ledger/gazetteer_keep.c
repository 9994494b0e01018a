/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units and successions as bytes, to be taken into a gazetteer without their entries. A unit: 'U',
 * its level (1 byte), first and last day (4 each), the count of its versions and of its aliases
 * (2 each); each version: day (4), parent (16), order (8), then code, name, type and the four keys;
 * then the aliases. A succession: 'S', both units (16 each), day (4), order (8), event, part.
 * Numbers are big-endian; a text ends with NUL, and is empty where there is none.
 */
#include <string.h>

#include "base/big_endian.h"
#include "base/messages.h"
#include "ledger/gazetteer.h"

/* --- writing --------------------------------------------------------------------------------- */

static void put_number(struct rota_buffer *out, uint64_t number, size_t size)
{
	uint8_t bytes[8];

	rota_put_u64(bytes, number);
	rota_buffer_append(out, bytes + sizeof(bytes) - size, size);
}

static void put_text(struct rota_buffer *out, const char *text)
{
	rota_buffer_append(out, text ? text : "", (text ? strlen(text) : 0) + 1);
}

static void put_version(struct rota_buffer *out, const struct rota_unit_version *version)
{
	put_number(out, (uint32_t)version->from, 4);
	rota_buffer_append(out, version->parent.bytes, sizeof(version->parent.bytes));
	put_number(out, version->seq, 8);
	put_text(out, version->code);
	put_text(out, version->name);
	put_text(out, version->type);
	put_text(out, version->key);
	put_text(out, version->typed_key);
	put_text(out, version->loose_key);
	put_text(out, version->typed_loose_key);
}

int rota_gazetteer_unit_encode(struct rota_buffer *out, const struct rota_unit *unit,
			       struct rota_error *err)
{
	size_t aliases = unit->aliases.as.list.count;

	rota_buffer_append(out, "U", 1);
	put_number(out, unit->level, 1);
	put_number(out, (uint32_t)unit->from, 4);
	put_number(out, (uint32_t)unit->to, 4);
	put_number(out, unit->version_count, 2);
	put_number(out, aliases, 2);
	for (size_t i = 0; i < unit->version_count; i++)
		put_version(out, &unit->versions[i]);
	for (size_t i = 0; i < aliases; i++)
		put_text(out, rota_value_text(&unit->aliases.as.list.items[i]));
	return rota_buffer_check(out, err);
}

int rota_gazetteer_succession_encode(struct rota_buffer *out,
				     const struct rota_succession *succession,
				     struct rota_error *err)
{
	rota_buffer_append(out, "S", 1);
	rota_buffer_append(out, succession->from_unit.bytes, sizeof(succession->from_unit.bytes));
	rota_buffer_append(out, succession->to_unit.bytes, sizeof(succession->to_unit.bytes));
	put_number(out, (uint32_t)succession->on, 4);
	put_number(out, succession->seq, 8);
	put_text(out, succession->event);
	put_text(out, succession->part);
	return rota_buffer_check(out, err);
}

/* --- reading --------------------------------------------------------------------------------- */

/** Reading with a sticky failure. The bytes are the gazetteer's own copy, so texts stay in it. */
struct reader {
	const char *at;
	size_t left;
	bool cut;
};

static void take(struct reader *reader, void *out, size_t size)
{
	reader->cut = reader->cut || reader->left < size;
	if (reader->cut) {
		memset(out, 0, size);
		return;
	}
	memcpy(out, reader->at, size);
	reader->at += size;
	reader->left -= size;
}

static uint64_t take_number(struct reader *reader, size_t size)
{
	uint8_t bytes[8] = { 0 };

	take(reader, bytes + sizeof(bytes) - size, size);
	return rota_get_u64(bytes);
}

/** NULL where there is none. */
static const char *take_text(struct reader *reader)
{
	const char *text = reader->at;
	const char *end = reader->cut ? NULL : memchr(text, '\0', reader->left);

	if (!end) {
		reader->cut = true;
		return NULL;
	}
	reader->left -= (size_t)(end - text) + 1;
	reader->at = end + 1;
	return *text ? text : NULL;
}

static void take_version(struct rota_unit_version *version, struct reader *reader)
{
	version->from = (int32_t)take_number(reader, 4);
	take(reader, version->parent.bytes, sizeof(version->parent.bytes));
	version->seq = take_number(reader, 8);
	version->code = take_text(reader);
	version->name = take_text(reader);
	version->type = take_text(reader);
	version->key = take_text(reader);
	version->typed_key = take_text(reader);
	version->loose_key = take_text(reader);
	version->typed_loose_key = take_text(reader);
	reader->cut = reader->cut || !version->code || !version->name || !version->type;
}

static int damaged(struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT, _("run: rota rebuild"),
			 _("what the store remembers of a unit is damaged"));
}

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

static int take_unit(struct rota_gazetteer *gazetteer, struct rota_id id, struct reader *reader,
		     struct rota_error *err)
{
	struct rota_unit *unit = rota_gazetteer_new_unit(gazetteer);
	size_t versions, aliases;

	if (!unit)
		return no_memory(err);
	unit->id = id;
	unit->level = (enum rota_level)take_number(reader, 1);
	unit->from = (int32_t)take_number(reader, 4);
	unit->to = (int32_t)take_number(reader, 4);
	versions = take_number(reader, 2);
	aliases = take_number(reader, 2);
	unit->aliases = rota_list();
	unit->versions = rota_arena_alloc(gazetteer->arena, versions * sizeof(*unit->versions));
	if (!unit->versions)
		return no_memory(err);
	for (; unit->version_count < versions && !reader->cut; unit->version_count++)
		take_version(&unit->versions[unit->version_count], reader);
	for (size_t i = 0; i < aliases && !reader->cut; i++) {
		const char *alias = take_text(reader);

		if (alias && rota_list_add(gazetteer->arena, &unit->aliases, rota_text(alias)))
			return no_memory(err);
	}
	if (reader->cut || !versions || unit->level > ROTA_LEVEL_COMMUNE)
		return damaged(err);
	gazetteer->unit_count++;
	return ROTA_OK;
}

static int take_succession(struct rota_gazetteer *gazetteer, struct rota_id id,
			   struct reader *reader, struct rota_error *err)
{
	struct rota_succession *one = rota_gazetteer_new_succession(gazetteer);

	if (!one)
		return no_memory(err);
	one->id = id;
	take(reader, one->from_unit.bytes, sizeof(one->from_unit.bytes));
	take(reader, one->to_unit.bytes, sizeof(one->to_unit.bytes));
	one->on = (int32_t)take_number(reader, 4);
	one->seq = take_number(reader, 8);
	one->event = take_text(reader);
	one->part = take_text(reader);
	if (reader->cut)
		return damaged(err);
	gazetteer->succession_count++;
	return ROTA_OK;
}

int rota_gazetteer_take(struct rota_gazetteer *gazetteer, struct rota_id id, const void *bytes,
			size_t size, struct rota_error *err)
{
	struct reader reader = { .at = rota_arena_copy(gazetteer->arena, bytes, size),
				 .left = size };
	char form;

	if (!reader.at)
		return no_memory(err);
	if (!size) /* it is known, and no unit */
		return ROTA_OK;
	take(&reader, &form, 1);
	if (form == 'U')
		return take_unit(gazetteer, id, &reader, err);
	return form == 'S' ? take_succession(gazetteer, id, &reader, err) : damaged(err);
}
