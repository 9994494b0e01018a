/* SPDX-License-Identifier: Apache-2.0 */
#include "state/meeting.h"

#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/derive.h"
#include "store/entity.h"
#include "store/index.h"

/* In the index: what kind of key, the text made short, behind a name the day of birth, and the id of
 * the record. A day is its year, its month and its day, zeros where they are not known, so that days
 * that begin alike stand together. */
enum { ID_BYTES = 16, BARE_BYTES = 1 + ROTA_INDEX_SHORT, YEAR_BYTES = 2, DAY_BYTES = 4 };

_Static_assert(BARE_BYTES + DAY_BYTES == ROTA_MEETING_KEY_BYTES, "the longest key has a day");

/* --- keys ------------------------------------------------------------------------------------ */

/** @return NULL: nothing stands under an empty text. */
static struct rota_meeting_key *add_key(struct rota_meeting_keys *keys, char kind, const char *text,
					size_t size)
{
	struct rota_meeting_key *key = &keys->items[keys->count];

	if (!size)
		return NULL;
	key->bytes[0] = (uint8_t)kind;
	rota_index_shorten(key->bytes + 1, text, size);
	key->size = BARE_BYTES;
	keys->count++;
	return key;
}

static void add_day(struct rota_meeting_key *key, struct rota_day day)
{
	uint8_t *at = key->bytes + BARE_BYTES;

	rota_put_u16(at, (uint16_t)day.year);
	at[YEAR_BYTES] = (uint8_t)day.month;
	at[YEAR_BYTES + 1] = (uint8_t)day.day;
	key->size = ROTA_MEETING_KEY_BYTES;
}

static int add_name(struct rota_meeting_keys *keys, const char *name, struct rota_day born,
		    struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	struct rota_meeting_key *key = NULL;
	int rc = rota_text_fold_loose(&text, name, strlen(name), err);

	if (!rc)
		key = add_key(keys, 'N', text.bytes, text.size);
	if (key)
		add_day(key, born);
	rota_buffer_clear(&text);
	return rc;
}

static int read_keys(struct rota_meeting_keys *out, const char *name, const char *born,
		     const char *pin, const char *cmnd, struct rota_error *err)
{
	struct rota_day day;

	out->count = 0;
	if (pin)
		add_key(out, 'P', pin, strlen(pin));
	if (cmnd)
		add_key(out, 'C', cmnd, strlen(cmnd));
	return name && born && !rota_day_decode(&day, born, strlen(born), NULL)
		       ? add_name(out, name, day, err)
		       : ROTA_OK;
}

static const char *text_of(const struct rota_entry *entry, const char *field)
{
	return rota_value_text(rota_map_get(entry->body, field));
}

int rota_meeting_keys_of_entry(struct rota_meeting_keys *out, const struct rota_entry *entry,
			       struct rota_error *err)
{
	return read_keys(out, text_of(entry, "name"), text_of(entry, "born"), text_of(entry, "pin"),
			 text_of(entry, "cmnd"), err);
}

int rota_meeting_keys_of(struct rota_meeting_keys *out, const struct rota_subject *cadre,
			 struct rota_error *err)
{
	out->count = 0;
	return cadre->created ? read_keys(out, rota_subject_text(cadre, "name"),
					  rota_subject_text(cadre, "born"),
					  rota_subject_text(cadre, "pin"),
					  rota_subject_text(cadre, "cmnd"), err)
			      : ROTA_OK;
}

static bool is_key(const struct rota_meeting_key *a, const struct rota_meeting_key *b)
{
	return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

static bool has_key(const struct rota_meeting_keys *keys, const struct rota_meeting_key *key)
{
	for (size_t i = 0; i < keys->count; i++)
		if (is_key(&keys->items[i], key))
			return true;
	return false;
}

bool rota_meeting_keys_equal(const struct rota_meeting_keys *a, const struct rota_meeting_keys *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (!has_key(b, &a->items[i]))
			return false;
	return a->count == b->count;
}

/* --- those under a key ----------------------------------------------------------------------- */

enum { ENOUGH = 1 };

/** What is read of those under keys with one beginning. */
struct reading {
	struct rota_world *world;
	struct rota_meeting_key under; /* the key of the last one */
	size_t rank;                   /* of the last one, among those under its key */
	size_t max;                    /* so many of each key are read */
	bool one_key;                  /* and nothing is read behind them */
	int (*read)(struct reading *reading, struct rota_id id, uint32_t no,
		    struct rota_error *err);
	struct rota_id cadre;
	uint32_t except;
	bool any;
	struct rota_ids *out;
	uint32_t last; /* met, and its rank */
};

/** Whether this one stands under the key of the one before. */
static bool is_next(struct reading *reading, const void *key, size_t size)
{
	if (reading->under.size == size && memcmp(reading->under.bytes, key, size) == 0)
		return true;
	reading->under.size = (uint16_t)size;
	memcpy(reading->under.bytes, key, size);
	return false;
}

static int read_one(const void *key, size_t size, uint32_t no, void *payload,
		    struct rota_error *err)
{
	struct reading *reading = payload;
	struct rota_id id;

	if (size < ID_BYTES || size - ID_BYTES > sizeof(reading->under.bytes))
		return rota_fail(err, ROTA_ECORRUPT, _("run: rota rebuild"),
				 _("what the store remembers of a cadre is damaged"));
	size -= ID_BYTES;
	reading->rank = is_next(reading, key, size) ? reading->rank + 1 : 0;
	if (reading->rank >= reading->max)
		return reading->one_key ? ENOUGH : ROTA_OK;
	memcpy(id.bytes, (const uint8_t *)key + size, ID_BYTES);
	return reading->read(reading, id, no, err);
}

static int read_each(struct reading *reading, const void *beginning, size_t size,
		     struct rota_error *err)
{
	int rc;

	reading->under.size = 0;
	rc = rota_index_each(reading->world->txn, ROTA_INDEX_CADRE_MEETING, beginning, size,
			     ROTA_INDEX_PREFIX, read_one, reading, err);
	return rc == ENOUGH ? ROTA_OK : rc;
}

/** Those under a key itself. */
static int read_under(struct reading *reading, const struct rota_meeting_key *key,
		      struct rota_error *err)
{
	reading->one_key = true;
	return read_each(reading, key->bytes, key->size, err);
}

/** Those under the name, and a day of birth that begins with this one or with which this one
 * begins. The shortest day comes first: most often nothing follows it, and then the others are
 * known, too (store/remembered.c). */
static int read_namesakes(struct reading *reading, const struct rota_meeting_key *key,
			  struct rota_error *err)
{
	size_t said = ROTA_MEETING_KEY_BYTES; /* what is said of the day ends here */
	int rc = ROTA_OK;

	while (!key->bytes[said - 1] && said > BARE_BYTES + YEAR_BYTES)
		said--;
	for (size_t size = BARE_BYTES + YEAR_BYTES; !rc && size < said; size++) {
		struct rota_meeting_key wider = *key;

		memset(wider.bytes + size, 0, sizeof(wider.bytes) - size);
		rc = read_under(reading, &wider, err);
	}
	reading->one_key = false;
	return rc ? rc : read_each(reading, key->bytes, said, err);
}

static int read_all(struct reading *reading, const struct rota_meeting_key *key,
		    struct rota_error *err)
{
	return key->bytes[0] == 'N' ? read_namesakes(reading, key, err)
				    : read_under(reading, key, err);
}

static int read_other(struct reading *reading, struct rota_id id, uint32_t no,
		      struct rota_error *err)
{
	(void)id;
	(void)err;
	reading->any = reading->any || no != reading->except;
	return reading->any ? ENOUGH : ROTA_OK;
}

int rota_meeting_any(bool *out, struct rota_world *world, const struct rota_meeting_keys *keys,
		     uint32_t no, struct rota_error *err)
{
	struct reading reading = {
		.world = world, .read = read_other, .except = no, .max = ROTA_MEETING_MAX
	};
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && !reading.any && i < keys->count; i++)
		rc = read_all(&reading, &keys->items[i], err);
	*out = reading.any;
	return rc;
}

/* --- coming and going ------------------------------------------------------------------------ */

static size_t stored_key(uint8_t out[ROTA_MEETING_KEY_BYTES + ID_BYTES],
			 const struct rota_meeting_key *key, struct rota_id cadre)
{
	memcpy(out, key->bytes, key->size);
	memcpy(out + key->size, cadre.bytes, ID_BYTES);
	return key->size + (size_t)ID_BYTES;
}

static int read_place(struct reading *reading, struct rota_id id, uint32_t no,
		      struct rota_error *err)
{
	(void)err;
	reading->any = reading->any || rota_id_compare(id, reading->cadre) == 0;
	reading->last = reading->rank + 1 == reading->max ? no : 0;
	return ROTA_OK;
}

/** Whether a record is among the first ones under a key. @param[out] last  the one behind these; 0:
 *  there is none. */
static int find_place(bool *among, uint32_t *last, struct rota_world *world, struct rota_id cadre,
		      const struct rota_meeting_key *key, size_t first, struct rota_error *err)
{
	struct reading reading = {
		.world = world, .read = read_place, .cadre = cadre, .max = first
	};
	int rc = read_under(&reading, key, err);

	*among = reading.any;
	*last = reading.last;
	return rc;
}

static int come(struct rota_world *world, struct rota_id cadre, uint32_t no,
		const struct rota_meeting_key *key, struct rota_error *err)
{
	uint8_t bytes[ROTA_MEETING_KEY_BYTES + ID_BYTES];
	size_t size = stored_key(bytes, key, cadre);
	bool before, among;
	uint32_t last;
	int rc = find_place(&before, &last, world, cadre, key, ROTA_MEETING_MAX, err);

	if (rc || before)
		return rc;
	rc = rota_index_put(world->txn, ROTA_INDEX_CADRE_MEETING, bytes, size, no, err);
	if (rc || !last)
		return rc;
	rc = find_place(&among, &last, world, cadre, key, ROTA_MEETING_MAX + 1, err);
	return rc || !among || !last || last == no ? rc : rota_derive_mark_number(world, last, err);
}

static int go(struct rota_world *world, struct rota_id cadre, uint32_t no,
	      const struct rota_meeting_key *key, struct rota_error *err)
{
	uint8_t bytes[ROTA_MEETING_KEY_BYTES + ID_BYTES];
	size_t size = stored_key(bytes, key, cadre);
	bool before, among;
	uint32_t last;
	int rc = find_place(&before, &last, world, cadre, key, ROTA_MEETING_MAX, err);

	if (!rc)
		rc = rota_index_delete(world->txn, ROTA_INDEX_CADRE_MEETING, bytes, size, no, err);
	if (rc || !before)
		return rc;
	rc = find_place(&among, &last, world, cadre, key, ROTA_MEETING_MAX, err);
	return rc || !last ? rc : rota_derive_mark_number(world, last, err);
}

int rota_meeting_move(struct rota_world *world, struct rota_id cadre, uint32_t no,
		      const struct rota_meeting_keys *before, const struct rota_meeting_keys *now,
		      struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < before->count; i++)
		if (!has_key(now, &before->items[i]))
			rc = go(world, cadre, no, &before->items[i], err);
	for (size_t i = 0; !rc && i < now->count; i++)
		rc = come(world, cadre, no, &now->items[i], err);
	return rc;
}

/* --- lists ----------------------------------------------------------------------------------- */

static int read_id(struct reading *reading, struct rota_id id, uint32_t no, struct rota_error *err)
{
	return no == reading->except
		       ? ROTA_OK
		       : rota_ids_add(reading->out, &reading->world->scratch, id, err);
}

int rota_meeting_list(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
		      const struct rota_meeting_keys *keys, struct rota_error *err)
{
	struct reading reading = {
		.world = world, .read = read_id, .out = out, .max = ROTA_MEETING_MAX
	};
	int rc = rota_entity_find(&reading.except, world->txn, cadre.bytes, err);

	*out = (struct rota_ids){ .count = 0 };
	for (size_t i = 0; !rc && i < keys->count; i++) {
		bool among;
		uint32_t last;

		rc = find_place(&among, &last, world, cadre, &keys->items[i], ROTA_MEETING_MAX,
				err);
		if (!rc && among)
			rc = read_all(&reading, &keys->items[i], err);
	}
	out->count = rota_ids_sort(out->items, out->count);
	return rc;
}

int rota_meeting_of_number(struct rota_ids *out, struct rota_world *world, const char *pin,
			   size_t max, struct rota_error *err)
{
	struct rota_meeting_keys keys = { .count = 0 };
	struct reading reading = { .world = world, .read = read_id, .out = out, .max = max };

	*out = (struct rota_ids){ .count = 0 };
	add_key(&keys, 'P', pin, strlen(pin));
	return keys.count ? read_under(&reading, &keys.items[0], err) : ROTA_OK;
}
