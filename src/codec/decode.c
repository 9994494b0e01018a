/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From bytes to values. msgpack-c reads what structure.c has let through; its
 * objects point into the input and live in its zone, so they are copied into
 * the arena here and never leave this file.
 */
#include "codec/canonical.h"

#include <msgpack.h>

#include "base/messages.h"

static bool copy_object(struct rota_value *out, struct rota_arena *arena, const msgpack_object *in);

static bool copy_text(struct rota_value *out, struct rota_arena *arena, const msgpack_object *in)
{
	char *chars = rota_arena_copy(arena, in->via.str.ptr, in->via.str.size);

	if (!chars)
		return false;
	*out = rota_text_sized(chars, in->via.str.size);
	return true;
}

static bool copy_bin(struct rota_value *out, struct rota_arena *arena, const msgpack_object *in)
{
	char *bytes = rota_arena_copy(arena, in->via.bin.ptr, in->via.bin.size);

	if (!bytes)
		return false;
	*out = rota_bin(bytes, in->via.bin.size);
	return true;
}

static bool copy_list(struct rota_value *out, struct rota_arena *arena, const msgpack_object *in)
{
	struct rota_value *items = rota_list_reserve(arena, out, in->via.array.size);

	for (uint32_t i = 0; items && i < in->via.array.size; i++)
		if (!copy_object(&items[i], arena, &in->via.array.ptr[i]))
			return false;
	return items != NULL;
}

static bool copy_map(struct rota_value *out, struct rota_arena *arena, const msgpack_object *in)
{
	struct rota_pair *pairs = rota_map_reserve(arena, out, in->via.map.size);

	for (uint32_t i = 0; pairs && i < in->via.map.size; i++)
		if (!copy_object(&pairs[i].key, arena, &in->via.map.ptr[i].key) ||
		    !copy_object(&pairs[i].value, arena, &in->via.map.ptr[i].val))
			return false;
	return pairs != NULL;
}

static bool copy_object(struct rota_value *out, struct rota_arena *arena, const msgpack_object *in)
{
	switch (in->type) {
	case MSGPACK_OBJECT_BOOLEAN:
		*out = rota_bool(in->via.boolean);
		return true;
	case MSGPACK_OBJECT_POSITIVE_INTEGER:
		*out = rota_uint(in->via.u64);
		return true;
	case MSGPACK_OBJECT_NEGATIVE_INTEGER:
		*out = rota_int(in->via.i64);
		return true;
	case MSGPACK_OBJECT_STR:
		return copy_text(out, arena, in);
	case MSGPACK_OBJECT_BIN:
		return copy_bin(out, arena, in);
	case MSGPACK_OBJECT_ARRAY:
		return copy_list(out, arena, in);
	case MSGPACK_OBJECT_MAP:
		return copy_map(out, arena, in);
	default: /* nil; floats and extensions did not pass the check */
		*out = rota_nil();
		return true;
	}
}

int rota_canonical_decode(struct rota_value *out, struct rota_arena *arena, const void *bytes,
                          size_t size, struct rota_error *err)
{
	msgpack_zone zone;
	msgpack_object object;
	int rc;

	*out = rota_nil();
	rc = rota_canonical_check(NULL, bytes, size, err);
	if (rc)
		return rc;
	if (!msgpack_zone_init(&zone, MSGPACK_ZONE_CHUNK_SIZE))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (msgpack_unpack(bytes, size, NULL, &zone, &object) != MSGPACK_UNPACK_SUCCESS ||
	    !copy_object(out, arena, &object)) {
		*out = rota_nil();
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	msgpack_zone_destroy(&zone);
	return rc;
}
