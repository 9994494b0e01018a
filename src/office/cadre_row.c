/* SPDX-License-Identifier: Apache-2.0 */
#include "office/cadre_row.h"

#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "store/state.h"

/* In the store: 'P', three local numbers, and, where the keys are not those of the first entry,
 * each key behind its size of two bytes, and 'K' before them. Numbers are big-endian. */
enum { NUMBERS = 3, FIXED_BYTES = 1 + 4 * NUMBERS };

static uint32_t get_number(const uint8_t *at, size_t size)
{
	uint32_t number = 0;

	for (size_t i = 0; i < size; i++)
		number = number << 8 | at[i];
	return number;
}

static void put_number(struct rota_buffer *out, uint32_t number, size_t size)
{
	for (size_t i = size; i-- > 0;) {
		uint8_t byte = (uint8_t)(number >> (8 * i));

		rota_buffer_append(out, &byte, 1);
	}
}

/* --- reading --------------------------------------------------------------------------------- */

static bool read_key(struct rota_meeting_keys *keys, const uint8_t **at, const uint8_t *end)
{
	struct rota_meeting_key *key = &keys->items[keys->count];
	size_t size;

	if (end - *at < 2 || keys->count == sizeof(keys->items) / sizeof(keys->items[0]))
		return false;
	size = get_number(*at, 2);
	*at += 2;
	if (size < 3 || size > sizeof(key->bytes) || (size_t)(end - *at) < size)
		return false;
	memcpy(key->bytes, *at, size);
	key->size = (uint16_t)size;
	*at += size;
	keys->count++;
	return true;
}

static bool read_row(struct rota_cadre_row *row, const uint8_t *at, size_t size)
{
	const uint8_t *end = at + size;

	if (size < FIXED_BYTES || at[0] != 'P')
		return false;
	row->first = get_number(at + 1, 4);
	row->two[0] = get_number(at + 5, 4);
	row->two[1] = get_number(at + 9, 4);
	at += FIXED_BYTES;
	if (at == end)
		return true;
	row->moved = *at++ == 'K';
	while (row->moved && at < end)
		if (!read_key(&row->keys, &at, end))
			return false;
	return row->moved;
}

int rota_cadre_row_get(struct rota_cadre_row *out, struct rota_world *world, uint32_t no,
		       struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	int rc = no ? rota_state_get(&bytes, world->txn, no, err) : ROTA_ENOTFOUND;

	out->first = no;
	out->two[0] = out->two[1] = 0;
	out->moved = false;
	out->keys.count = 0;
	if (!rc && !read_row(out, (const uint8_t *)bytes.bytes, bytes.size))
		rc = rota_fail(err, ROTA_ECORRUPT, _("run: rota rebuild"),
			       _("what the store remembers of a cadre is damaged"));
	rota_buffer_clear(&bytes);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

/* --- writing --------------------------------------------------------------------------------- */

int rota_cadre_row_put(struct rota_world *world, uint32_t no, const struct rota_cadre_row *row,
		       struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	int rc;

	if (row->first == no && !row->two[0] && !row->moved)
		return rota_state_delete(world->txn, no, err);
	rota_buffer_puts(&bytes, "P");
	put_number(&bytes, row->first, 4);
	put_number(&bytes, row->two[0], 4);
	put_number(&bytes, row->two[1], 4);
	if (row->moved)
		rota_buffer_puts(&bytes, "K");
	for (size_t i = 0; row->moved && i < row->keys.count; i++) {
		put_number(&bytes, row->keys.items[i].size, 2);
		rota_buffer_append(&bytes, row->keys.items[i].bytes, row->keys.items[i].size);
	}
	rc = rota_buffer_check(&bytes, err);
	if (!rc)
		rc = rota_state_put(world->txn, no, rota_buffer_text(&bytes), bytes.size, err);
	rota_buffer_clear(&bytes);
	return rc;
}
