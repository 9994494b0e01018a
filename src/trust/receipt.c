/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/receipt.h"

#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "codec/canonical.h"
#include "trust/fields.h"
#include "trust/head.h"
#include "trust/merkle.h"

static const char *const names[] = { "fact", "proposal", "held", "rejected" };

static bool may_stand(const char *text, size_t most)
{
	size_t size = strlen(text);

	return size && size <= most && rota_text_is_clean(text, size);
}

static int check_texts(const struct rota_receipt *receipt, struct rota_error *err)
{
	if (receipt->rule && !may_stand(receipt->rule, ROTA_RECEIPT_RULE_MAX))
		return rota_fail(err, ROTA_EINVALID, NULL, _("'%.40s' is no number of a rule"),
				 receipt->rule);
	if (receipt->what && !may_stand(receipt->what, ROTA_RECEIPT_WHAT_MAX))
		return rota_fail(err, ROTA_EINVALID, NULL,
				 _("the text of a receipt is not clean, or not of 1 to %d bytes"),
				 ROTA_RECEIPT_WHAT_MAX);
	if (receipt->number > ROTA_MERKLE_MAX_SIZE)
		return rota_fail(err, ROTA_EINVALID, NULL, _("a log cannot have %llu entries"),
				 (unsigned long long)receipt->number);
	return ROTA_OK;
}

static int fill_aside(struct rota_value *map, struct rota_arena *arena,
		      const struct rota_aside *aside)
{
	int rc = rota_map_set(arena, map, "fault", rota_text(rota_fault_id(aside->fault)));

	rc |= rota_map_set(arena, map, "since", rota_uint(aside->since));
	if (aside->has_commit)
		rc |= rota_map_set(arena, map, "commit",
				   rota_bin(aside->commit.bytes, sizeof(aside->commit.bytes)));
	return rc;
}

static int fill_upto(struct rota_value *map, struct rota_arena *arena,
		     const struct rota_receipt *receipt)
{
	struct rota_value aside = rota_map();
	int rc = rota_map_set(arena, map, "upto", rota_uint(receipt->number));

	if (receipt->aside.fault) {
		rc |= fill_aside(&aside, arena, &receipt->aside);
		rc |= rota_map_set(arena, map, "aside", aside);
	}
	return rc;
}

static int fill(struct rota_value *map, struct rota_arena *arena,
		const struct rota_receipt *receipt)
{
	struct rota_value arguments = rota_list();
	int rc = 0;

	if (receipt->upto)
		return fill_upto(map, arena, receipt);
	rc |= rota_map_set(arena, map, "n", rota_uint(receipt->number));
	rc |= rota_map_set(arena, map, "disposition", rota_text(names[receipt->disposition]));
	if (receipt->rule)
		rc |= rota_map_set(arena, map, "rule", rota_text(receipt->rule));
	if (receipt->what) {
		rc |= rota_list_add(arena, &arguments, rota_text(receipt->what));
		rc |= rota_map_set(arena, map, "arguments", arguments);
	}
	return rc;
}

int rota_receipt_encode(struct rota_buffer *out, const struct rota_receipt *receipt,
			struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct rota_value map = rota_map();
	int rc = receipt->upto ? ROTA_OK : check_texts(receipt, err);

	if (!rc && fill(&map, &arena, receipt))
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (!rc)
		rc = rota_canonical_encode(out, &map, err);
	rota_arena_clear(&arena);
	return rc;
}

/** Every key of it must have its place, as in the row. */
static void read_aside(struct rota_fields *fields, struct rota_aside *out)
{
	out->fault = rota_fault_find(rota_fields_text(fields, "fault"));
	out->since = rota_fields_number(fields, "since", 0, ROTA_HEAD_END_OF_TIME - 1);
	out->has_commit = rota_fields_has(fields, "commit");
	if (out->has_commit)
		rota_fields_bytes(fields, "commit", out->commit.bytes, sizeof(out->commit.bytes));
}

int rota_aside_encode(struct rota_buffer *out, const struct rota_aside *aside,
		      struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct rota_value map = rota_map();
	int rc = fill_aside(&map, &arena, aside) ?
			 rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory")) :
			 rota_canonical_encode(out, &map, err);

	rota_arena_clear(&arena);
	return rc;
}

int rota_aside_decode(struct rota_aside *out, const void *bytes, size_t size,
		      struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct rota_fields fields;
	int rc = rota_fields_begin(&fields, &arena, bytes, size, err);

	*out = (struct rota_aside){ .fault = ROTA_FAULT_NONE };
	if (!rc) {
		read_aside(&fields, out);
		rc = rota_fields_finish(&fields, err);
	}
	if (rc)
		*out = (struct rota_aside){ .fault = ROTA_FAULT_NONE };
	rota_arena_clear(&arena);
	return rc;
}

/** The last row: how far the notice looks, and whether the log is put aside. */
static void take_upto(struct rota_fields *fields, struct rota_receipt *out)
{
	const struct rota_value *map;
	struct rota_fields aside = { .wrong = NULL };

	out->number = rota_fields_number(fields, "upto", 0, ROTA_MERKLE_MAX_SIZE);
	if (!rota_fields_has(fields, "aside"))
		return;
	map = rota_fields_value(fields, "aside", ROTA_MAP, ROTA_RECEIPT_ASIDE_KEYS);
	if (map->type != ROTA_MAP)
		return;
	aside.map = *map;
	read_aside(&aside, &out->aside);
	if (rota_fields_finish(&aside, NULL))
		rota_fields_refuse(fields, "aside");
}

/** A text that is not normal may stand: that depends on the version of Unicode. */
static const char *take_text(struct rota_fields *fields, const char *key, const char *text,
			     size_t most)
{
	if (text && *text && strlen(text) <= most)
		return text;
	rota_fields_refuse(fields, key);
	return NULL;
}

static void take_receipt(struct rota_fields *fields, struct rota_receipt *out)
{
	const struct rota_value *list;

	out->number = rota_fields_number(fields, "n", 0, ROTA_MERKLE_MAX_SIZE);
	out->disposition = (enum rota_disposition)rota_fields_word(fields, "disposition", names, 4);
	if (rota_fields_has(fields, "rule"))
		out->rule = take_text(fields, "rule", rota_fields_text(fields, "rule"),
				      ROTA_RECEIPT_RULE_MAX);
	if (!rota_fields_has(fields, "arguments"))
		return;
	list = rota_fields_value(fields, "arguments", ROTA_LIST, 1);
	if (list->type == ROTA_LIST)
		out->what = take_text(fields, "arguments", rota_value_text(list->as.list.items),
				      ROTA_RECEIPT_WHAT_MAX);
}

int rota_receipt_decode(struct rota_receipt *out, struct rota_arena *arena, size_t *used,
			const void *bytes, size_t size, struct rota_error *err)
{
	struct rota_fields fields;
	size_t row_size = size;
	int rc = used ? rota_canonical_check(&row_size, bytes, size, err) : ROTA_OK;

	memset(out, 0, sizeof(*out));
	if (!rc)
		rc = rota_fields_begin(&fields, arena, bytes, row_size, err);
	if (!rc) {
		out->upto = rota_fields_has(&fields, "upto");
		if (out->upto)
			take_upto(&fields, out);
		else
			take_receipt(&fields, out);
		rc = rota_fields_finish(&fields, err);
	}
	if (rc)
		memset(out, 0, sizeof(*out));
	if (rc == ROTA_ECORRUPT)
		rota_error_context(err, "%s", _("a receipt"));
	if (used)
		*used = rc ? 0 : row_size;
	return rc;
}
