/* SPDX-License-Identifier: Apache-2.0 */
/* From values to canonical bytes, through msgpack-c's packer. */
#include "codec/canonical.h"

#include <msgpack.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "base/text.h"

/** One encoding in progress. The error is sticky: the first failure is kept, later calls do nothing. */
struct encoder {
	msgpack_packer packer;
	struct rota_error *err;
	int rc;
};

static void put(struct encoder *encoder, const struct rota_value *value, unsigned depth);

static int write_to_buffer(void *data, const char *bytes, size_t size)
{
	struct rota_buffer *out = data;

	rota_buffer_append(out, bytes, size);
	return out->failed ? -1 : 0;
}

static void fail(struct encoder *encoder, enum rota_code code, const char *message)
{
	if (!encoder->rc)
		encoder->rc = rota_fail(encoder->err, code, NULL, "%s", message);
}

static void put_text(struct encoder *encoder, const struct rota_value *text)
{
	if (!rota_text_is_utf8(text->as.text.chars, text->as.text.size))
		fail(encoder, ROTA_EINVALID, _("a text is not UTF-8"));
	msgpack_pack_str_with_body(&encoder->packer, text->as.text.chars, text->as.text.size);
}

/**
 * An empty list or map is the same as an absent one; so is a map of nothing but those. What lies
 * too deep is not looked at: put() refuses it.
 */
static bool is_nothing(const struct rota_value *value, unsigned depth)
{
	if (value->type == ROTA_LIST)
		return value->as.list.count == 0;
	if (value->type != ROTA_MAP || depth > ROTA_CANONICAL_MAX_DEPTH)
		return false;
	for (size_t i = 0; i < value->as.map.count; i++)
		if (!is_nothing(&value->as.map.pairs[i].value, depth + 1))
			return false;
	return true;
}

static void put_list(struct encoder *encoder, const struct rota_value *list, unsigned depth)
{
	msgpack_pack_array(&encoder->packer, list->as.list.count);
	for (size_t i = 0; i < list->as.list.count && !encoder->rc; i++) {
		const struct rota_value *item = &list->as.list.items[i];

		if (is_nothing(item, depth))
			fail(encoder, ROTA_EINVALID, _("an empty list or map stands in a list"));
		put(encoder, item, depth);
	}
}

/** By the bytes of the encoded key: a shorter text has the smaller first bytes. */
static int compare_keys(const void *a, const void *b)
{
	const struct rota_value *left = &(*(const struct rota_pair *const *)a)->key;
	const struct rota_value *right = &(*(const struct rota_pair *const *)b)->key;

	if (left->as.text.size != right->as.text.size)
		return left->as.text.size < right->as.text.size ? -1 : 1;
	return memcmp(left->as.text.chars, right->as.text.chars, left->as.text.size);
}

/** Most maps have a dozen keys, which are nearly in order: each is put where it belongs. */
static void sort_keys(const struct rota_pair **pairs, size_t count)
{
	if (count > 32) {
		qsort(pairs, count, sizeof(*pairs), compare_keys);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		const struct rota_pair *one = pairs[i];
		size_t at = i;

		for (; at && compare_keys(&pairs[at - 1], &one) > 0; at--)
			pairs[at] = pairs[at - 1];
		pairs[at] = one;
	}
}

/** The pairs that are written, in order. @return how many, or -1 without memory. */
static ptrdiff_t sort_pairs(const struct rota_pair ***out, const struct rota_value *map,
                            unsigned depth)
{
	size_t count = 0;

	*out = malloc((map->as.map.count + 1) * sizeof(**out));
	if (!*out)
		return -1;
	for (size_t i = 0; i < map->as.map.count; i++)
		if (!is_nothing(&map->as.map.pairs[i].value, depth))
			(*out)[count++] = &map->as.map.pairs[i];
	sort_keys(*out, count);
	return (ptrdiff_t)count;
}

static void put_map(struct encoder *encoder, const struct rota_value *map, unsigned depth)
{
	const struct rota_pair **pairs;
	ptrdiff_t count = sort_pairs(&pairs, map, depth);

	if (count < 0) {
		fail(encoder, ROTA_ENOMEM, _("out of memory"));
		return;
	}
	msgpack_pack_map(&encoder->packer, (size_t)count);
	for (ptrdiff_t i = 0; i < count && !encoder->rc; i++) {
		if (i && compare_keys(&pairs[i - 1], &pairs[i]) == 0)
			fail(encoder, ROTA_EINVALID, _("a key of a map stands twice"));
		put_text(encoder, &pairs[i]->key);
		put(encoder, &pairs[i]->value, depth);
	}
	free(pairs);
}

static void put(struct encoder *encoder, const struct rota_value *value, unsigned depth)
{
	if (encoder->rc)
		return;
	if ((value->type == ROTA_LIST || value->type == ROTA_MAP) &&
	    depth++ == ROTA_CANONICAL_MAX_DEPTH) {
		fail(encoder, ROTA_EINVALID, _("lists and maps lie too deep in each other"));
		return;
	}
	switch (value->type) {
	case ROTA_NIL:
		msgpack_pack_nil(&encoder->packer);
		break;
	case ROTA_BOOL:
		if (value->as.truth)
			msgpack_pack_true(&encoder->packer);
		else
			msgpack_pack_false(&encoder->packer);
		break;
	case ROTA_UINT:
		msgpack_pack_uint64(&encoder->packer, value->as.number);
		break;
	case ROTA_INT:
		msgpack_pack_int64(&encoder->packer, value->as.negative);
		break;
	case ROTA_TEXT:
		put_text(encoder, value);
		break;
	case ROTA_BIN:
		msgpack_pack_bin_with_body(&encoder->packer, value->as.bin.bytes,
		                           value->as.bin.size);
		break;
	case ROTA_LIST:
		put_list(encoder, value, depth);
		break;
	case ROTA_MAP:
		put_map(encoder, value, depth);
		break;
	}
}

int rota_canonical_encode(struct rota_buffer *out, const struct rota_value *value,
                          struct rota_error *err)
{
	struct encoder encoder = { .err = err };
	size_t before = out->size;

	if (is_nothing(value, 0))
		return rota_fail(err, ROTA_EINVALID, NULL,
		                 _("an empty list or map has no encoding"));
	msgpack_packer_init(&encoder.packer, out, write_to_buffer);
	put(&encoder, value, 0);
	if (!encoder.rc)
		encoder.rc = rota_buffer_check(out, err);
	if (encoder.rc)
		rota_buffer_truncate(out, before);
	return encoder.rc;
}
