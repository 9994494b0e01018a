/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "codec/canonical.h"
#include "entry/check.h"
#include "rota/entry.h"

void rota_draft_init(struct rota_draft *draft, struct rota_arena *arena, const char *kind)
{
	*draft = (struct rota_draft){ .arena = arena,
		                      .kind = rota_kind_find(kind),
		                      .root = rota_map(),
		                      .body = rota_map(),
		                      .was = rota_map(),
		                      .docs = rota_list() };
	rota_draft_key(draft, "k", rota_text(draft->kind->name));
}

static void set(struct rota_draft *draft, struct rota_value *map, const char *key,
                struct rota_value value)
{
	if (!draft->rc)
		draft->rc = rota_map_set(draft->arena, map, key, value);
}

void rota_draft_key(struct rota_draft *draft, const char *key, struct rota_value value)
{
	if (value.type == ROTA_NIL) /* no key takes it: rota_id_value() had no memory */
		draft->rc = ROTA_ENOMEM;
	set(draft, &draft->root, key, value);
}

/** A day as it is stored, in the draft's arena. */
static struct rota_value day_value(struct rota_draft *draft, struct rota_day day)
{
	char text[ROTA_DAY_TEXT_BYTES];
	size_t size = rota_day_encode(text, day);
	char *copy = rota_arena_copy(draft->arena, text, size);

	if (!copy)
		draft->rc = ROTA_ENOMEM;
	return copy ? rota_text_sized(copy, size) : rota_nil();
}

void rota_draft_on(struct rota_draft *draft, struct rota_day day)
{
	rota_draft_key(draft, "on",
	               rota_day_is_none(day) ? rota_uint(0) : day_value(draft, day));
}

void rota_draft_set(struct rota_draft *draft, const char *field, struct rota_value value)
{
	set(draft, &draft->body, field, value);
}

void rota_draft_set_day(struct rota_draft *draft, const char *field, struct rota_day day)
{
	rota_draft_set(draft, field, rota_day_is_none(day) ? rota_nil() : day_value(draft, day));
}

void rota_draft_set_id(struct rota_draft *draft, const char *field, struct rota_id id)
{
	struct rota_value value = rota_id_value(draft->arena, id);

	if (value.type == ROTA_NIL)
		draft->rc = ROTA_ENOMEM;
	rota_draft_set(draft, field, value);
}

void rota_draft_was(struct rota_draft *draft, const char *field, struct rota_value value)
{
	if (value.type != ROTA_NIL)
		set(draft, &draft->was, field, value);
}

static void add(struct rota_draft *draft, struct rota_value *list, struct rota_value item)
{
	if (!draft->rc)
		draft->rc = rota_list_add(draft->arena, list, item);
}

void rota_draft_doc(struct rota_draft *draft, struct rota_value decision)
{
	add(draft, &draft->docs, decision);
}

/** Where @p entry stands in the sorted list, or would. */
static size_t place_of(const struct rota_value *list, struct rota_id entry)
{
	size_t at = 0;

	while (at < list->as.list.count &&
	       memcmp(list->as.list.items[at].as.bin.bytes, entry.bytes, sizeof(entry.bytes)) < 0)
		at++;
	return at;
}

void rota_draft_pred(struct rota_draft *draft, struct rota_id entry)
{
	const struct rota_value *known = rota_map_get(&draft->root, "pred");
	struct rota_value pred = known ? *known : rota_list();
	struct rota_value id = rota_id_value(draft->arena, entry);
	struct rota_value *items = pred.as.list.items;
	size_t at = place_of(&pred, entry);

	if (id.type == ROTA_NIL)
		draft->rc = ROTA_ENOMEM;
	if (at < pred.as.list.count &&
	    memcmp(items[at].as.bin.bytes, entry.bytes, sizeof(entry.bytes)) == 0)
		return;
	add(draft, &pred, id);
	if (draft->rc)
		return;
	items = pred.as.list.items;
	memmove(&items[at + 1], &items[at], (pred.as.list.count - 1 - at) * sizeof(*items));
	items[at] = id;
	rota_draft_key(draft, "pred", pred);
}

/** Check what was encoded as anybody else will read it. */
static int check_encoded(struct rota_entry *entry, struct rota_draft *draft,
                         const struct rota_buffer *bytes, struct rota_error *err)
{
	int rc = rota_entry_take(entry, NULL, draft->arena, bytes->bytes, bytes->size, err);

	if (!rc)
		rc = rota_entry_check(entry, err);
	if (!rc || rc == ROTA_ENOMEM)
		return rc;
	if (err) /* a fault of what was asked for, not of stored bytes */
		err->code = ROTA_EINVALID;
	return ROTA_EINVALID;
}

int rota_draft_encode(const uint8_t **out, size_t *size, struct rota_draft *draft, uint64_t number,
                      uint64_t clock, struct rota_error *err)
{
	struct rota_entry entry;

	return rota_draft_seal(&entry, out, size, draft, number, clock, err);
}

int rota_draft_seal(struct rota_entry *entry, const uint8_t **out, size_t *size,
                    struct rota_draft *draft, uint64_t number, uint64_t clock,
                    struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	int rc;

	*out = NULL;
	*size = 0;
	rota_draft_key(draft, "v", rota_uint(ROTA_ENTRY_FORM));
	rota_draft_key(draft, "n", rota_uint(number));
	rota_draft_key(draft, "t", rota_uint(clock));
	rota_draft_key(draft, "b", draft->body);
	rota_draft_key(draft, "was", draft->was);
	rota_draft_key(draft, "doc", draft->docs);
	if (draft->rc)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	rc = rota_canonical_encode(&bytes, &draft->root, err);
	if (!rc)
		rc = check_encoded(entry, draft, &bytes, err);
	if (!rc) {
		*out = (const uint8_t *)rota_arena_copy(draft->arena, bytes.bytes, bytes.size);
		*size = *out ? bytes.size : 0;
		if (!*out)
			rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	rota_buffer_clear(&bytes);
	return rc;
}
