/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The walk over bytes that nobody has checked yet. It looks at each byte once;
 * the state of every open list or map is a frame on a stack of
 * ROTA_CANONICAL_MAX_DEPTH. When values are asked for they are made on the way:
 * those that are complete wait on a second stack until the list or map in which
 * they stand is complete too. Nothing is ever reserved for a count that the
 * bytes only claim.
 */
#include "codec/canonical.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/messages.h"
#include "base/text.h"

/** One open list or map. */
struct frame {
	bool map;
	uint64_t left;       /* items; for a map, keys and values each count */
	const uint8_t *key;  /* the encoded key before, NULL at the first */
	size_t key_size;
	size_t first;        /* its first value on the stack of values */
};

/** What is reserved at once for texts: those of a usual entry. */
enum { TEXTS_BYTES = 512 };

/** Complete values of which the list or map is not; keys and values of a map in turns. */
struct values {
	struct rota_arena *arena;
	struct rota_value *items;
	size_t count, room;
	char *text; /* where the next text or bin is copied to, behind the one before */
	size_t text_room;
	bool failed;                 /* there is no memory */
	struct rota_value first[64]; /* room for nearly every entry */
};

struct walk {
	const uint8_t *start;
	const uint8_t *at;
	const uint8_t *end;
	struct frame frames[ROTA_CANONICAL_MAX_DEPTH];
	size_t depth;
	struct rota_value scalar; /* nil, truth or number of the head that was read last */
	struct values *values;    /* NULL: the bytes are only checked */
	const char *broken;       /* the rule, as a marked message */
};

/** What a first byte says: what follows and how long it is. */
enum shape { SCALAR, TEXT, BIN, LIST, MAP, REFUSED };

static enum shape refuse(struct walk *walk, const char *rule)
{
	if (!walk->broken)
		walk->broken = rule;
	return REFUSED;
}

/** Read a big-endian number of @p width bytes behind the first byte. */
static bool take_number(struct walk *walk, size_t width, uint64_t *out)
{
	*out = 0;
	if ((size_t)(walk->end - walk->at) < width)
		return false;
	for (size_t i = 0; i < width; i++)
		*out = *out << 8 | *walk->at++;
	return true;
}

/**
 * A number or length of @p width bytes that would not have fitted in the next shorter form.
 * @param least  the smallest that needs this width.
 */
static bool take_shortest(struct walk *walk, size_t width, uint64_t least, uint64_t *out)
{
	if (!take_number(walk, width, out)) {
		refuse(walk, N_("it is cut short"));
		return false;
	}
	if (*out < least) {
		refuse(walk, N_("a number or length is not in its shortest form"));
		return false;
	}
	return true;
}

static enum shape sized(struct walk *walk, enum shape shape, size_t width, uint64_t least,
                        uint64_t *size)
{
	return take_shortest(walk, width, least, size) ? shape : REFUSED;
}

static enum shape scalar(struct walk *walk, struct rota_value value)
{
	walk->scalar = value;
	return SCALAR;
}

/** An integer from 0 on: @p width bytes. */
static enum shape positive(struct walk *walk, size_t width, uint64_t least)
{
	uint64_t number;

	return take_shortest(walk, width, least, &number) ? scalar(walk, rota_uint(number)) :
	                                                    REFUSED;
}

/** A negative integer: @p width bytes whose value lies below what the shorter form holds. */
static enum shape negative(struct walk *walk, size_t width)
{
	static const int64_t shorter[] = { [1] = -32, [2] = INT8_MIN, [4] = INT16_MIN,
		                           [8] = INT32_MIN };
	uint64_t bits;
	int64_t value;

	if (!take_number(walk, width, &bits))
		return refuse(walk, N_("it is cut short"));
	if (width < 8 && bits >> (8 * width - 1))
		bits |= ~(uint64_t)0 << (8 * width);
	memcpy(&value, &bits, sizeof(value));
	if (value >= shorter[width])
		return refuse(walk, N_("a number or length is not in its shortest form"));
	return scalar(walk, rota_int(value));
}

/** Read a first byte, and the number or length behind it. */
static enum shape take_head(struct walk *walk, uint64_t *size)
{
	uint8_t byte;

	*size = 0;
	if (walk->at == walk->end)
		return refuse(walk, N_("it is cut short"));
	byte = *walk->at++;
	if (byte <= 0x7f)
		return scalar(walk, rota_uint(byte));
	if (byte >= 0xe0)
		return scalar(walk, rota_int((int8_t)byte));
	if (byte <= 0x8f) {
		*size = byte & 0x0f;
		return MAP;
	}
	if (byte <= 0x9f) {
		*size = byte & 0x0f;
		return LIST;
	}
	if (byte <= 0xbf) {
		*size = byte & 0x1f;
		return TEXT;
	}
	switch (byte) {
	case 0xc0:
		return scalar(walk, rota_nil());
	case 0xc2:
	case 0xc3:
		return scalar(walk, rota_bool(byte == 0xc3));
	case 0xc4:
		return sized(walk, BIN, 1, 0, size);
	case 0xc5:
		return sized(walk, BIN, 2, 0x100, size);
	case 0xc6:
		return sized(walk, BIN, 4, 0x10000, size);
	case 0xcc:
		return positive(walk, 1, 0x80);
	case 0xcd:
		return positive(walk, 2, 0x100);
	case 0xce:
		return positive(walk, 4, 0x10000);
	case 0xcf:
		return positive(walk, 8, 0x100000000);
	case 0xd0:
		return negative(walk, 1);
	case 0xd1:
		return negative(walk, 2);
	case 0xd2:
		return negative(walk, 4);
	case 0xd3:
		return negative(walk, 8);
	case 0xd9:
		return sized(walk, TEXT, 1, 0x20, size);
	case 0xda:
		return sized(walk, TEXT, 2, 0x100, size);
	case 0xdb:
		return sized(walk, TEXT, 4, 0x10000, size);
	case 0xdc:
		return sized(walk, LIST, 2, 0x10, size);
	case 0xdd:
		return sized(walk, LIST, 4, 0x10000, size);
	case 0xde:
		return sized(walk, MAP, 2, 0x10, size);
	case 0xdf:
		return sized(walk, MAP, 4, 0x10000, size);
	case 0xca:
	case 0xcb:
		return refuse(walk, N_("it has a floating-point number"));
	default:
		return refuse(walk, N_("it has an extension type or a byte without meaning"));
	}
}

/** Step over the bytes of a text or bin. */
static bool take_bytes(struct walk *walk, enum shape shape, uint64_t size)
{
	if (size > (uint64_t)(walk->end - walk->at)) {
		refuse(walk, N_("it is cut short"));
		return false;
	}
	if (shape == TEXT && !rota_text_is_utf8(walk->at, (size_t)size)) {
		refuse(walk, N_("a text is not UTF-8"));
		return false;
	}
	walk->at += size;
	return true;
}

/** Open a list or map. Each element takes at least one byte, so a count beyond the rest is a lie. */
static bool open_frame(struct walk *walk, enum shape shape, uint64_t count)
{
	uint64_t elements = shape == MAP ? count * 2 : count;

	if (count == 0) {
		refuse(walk, N_("an empty list or map is written out"));
		return false;
	}
	if (elements > (uint64_t)(walk->end - walk->at)) {
		refuse(walk, N_("it is cut short"));
		return false;
	}
	if (walk->depth == ROTA_CANONICAL_MAX_DEPTH) {
		refuse(walk, N_("lists and maps lie too deep in each other"));
		return false;
	}
	walk->frames[walk->depth++] =
	        (struct frame){ .map = shape == MAP,
	                        .left = elements,
	                        .first = walk->values ? walk->values->count : 0 };
	return true;
}

/** Keys are compared as they are encoded: the shorter form sorts first. */
static bool key_follows(const struct frame *frame, const uint8_t *key, size_t size)
{
	size_t common = size < frame->key_size ? size : frame->key_size;
	int order;

	if (!frame->key)
		return true;
	order = memcmp(frame->key, key, common);
	return order < 0 || (order == 0 && frame->key_size < size);
}

static bool check_key(struct walk *walk, const uint8_t *key, enum shape shape)
{
	struct frame *frame = &walk->frames[walk->depth - 1];
	size_t size = (size_t)(walk->at - key);

	if (shape != TEXT) {
		refuse(walk, N_("a key is not a text"));
		return false;
	}
	if (!key_follows(frame, key, size)) {
		refuse(walk, N_("the keys of a map are not in order, or one stands twice"));
		return false;
	}
	frame->key = key;
	frame->key_size = size;
	return true;
}

/* --- making values --------------------------------------------------------------------------- */

static bool have_room(struct values *values)
{
	struct rota_value *items;

	if (values->count < values->room)
		return true;
	items = rota_arena_more(values->arena, values->items, values->count, &values->room,
	                        sizeof(*items));
	values->items = items ? items : values->items;
	values->failed = values->failed || !items;
	return items;
}

static void add_value(struct values *values, struct rota_value value)
{
	if (have_room(values))
		values->items[values->count++] = value;
}

/** Room for a text and its NUL. @return NULL without memory. */
static char *text_room(struct values *values, size_t size)
{
	char *room = values->text;

	if (size >= values->text_room) {
		values->text_room = size < TEXTS_BYTES ? TEXTS_BYTES : size + 1;
		room = rota_arena_alloc(values->arena, values->text_room);
		values->failed = values->failed || !room;
		if (!room)
			values->text_room = 0;
	}
	if (!room)
		return NULL;
	values->text = room + size + 1;
	values->text_room -= size + 1;
	return room;
}

/** A text or bin of which the walk is at the end. */
static void add_bytes(struct values *values, enum shape shape, const uint8_t *end, size_t size)
{
	char *copy = text_room(values, size);

	if (!copy)
		return;
	memcpy(copy, end - size, size);
	copy[size] = '\0';
	add_value(values, shape == TEXT ? rota_text_sized(copy, size) : rota_bin(copy, size));
}

/** The values since the opening become the list or map. */
static void close_values(struct values *values, const struct frame *frame)
{
	struct rota_value made;
	const struct rota_value *items = values->items + frame->first;
	size_t count = values->count - frame->first;
	void *room;

	if (values->failed)
		return;
	room = frame->map ? (void *)rota_map_reserve(values->arena, &made, count / 2) :
	                    (void *)rota_list_reserve(values->arena, &made, count);
	values->failed = !room;
	if (room)
		memcpy(room, items, count * sizeof(*items));
	values->count = frame->first;
	add_value(values, made);
}

/* --- the walk -------------------------------------------------------------------------------- */

/** A pair lies in memory as its key and its value. */
static_assert(sizeof(struct rota_pair) == 2 * sizeof(struct rota_value), "nothing between them");

static void close_frames(struct walk *walk)
{
	while (walk->depth && walk->frames[walk->depth - 1].left == 0) {
		walk->depth--;
		if (walk->values)
			close_values(walk->values, &walk->frames[walk->depth]);
	}
}

/** Take one value, or the opening of one, or one key. */
static bool step(struct walk *walk)
{
	const uint8_t *start = walk->at;
	struct frame *frame = walk->depth ? &walk->frames[walk->depth - 1] : NULL;
	bool key = frame && frame->map && frame->left % 2 == 0;
	uint64_t size;
	enum shape shape = take_head(walk, &size);

	if (shape == REFUSED)
		return false;
	if (frame)
		frame->left--;
	if ((shape == TEXT || shape == BIN) && !take_bytes(walk, shape, size))
		return false;
	if (walk->values && shape == SCALAR)
		add_value(walk->values, walk->scalar);
	else if (walk->values && (shape == TEXT || shape == BIN))
		add_bytes(walk->values, shape, walk->at, (size_t)size);
	if (key)
		return check_key(walk, start, shape);
	if (shape == LIST || shape == MAP)
		return open_frame(walk, shape, size);
	return true;
}

/** @param used  NULL: nothing may follow. */
static int go(struct walk *walk, size_t *used, const void *bytes, size_t size,
              struct rota_error *err)
{
	bool sound;

	walk->start = bytes;
	walk->at = bytes;
	walk->end = size ? walk->start + size : walk->start;
	do {
		sound = step(walk);
		if (sound)
			close_frames(walk);
	} while (sound && walk->depth);
	if (sound && !used && walk->at != walk->end)
		refuse(walk, N_("bytes follow behind its end"));
	if (walk->broken)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("not canonical msgpack at byte %td: %s"),
		                 walk->at - walk->start, _(walk->broken));
	if (used)
		*used = (size_t)(walk->at - walk->start);
	return ROTA_OK;
}

int rota_canonical_check(size_t *used, const void *bytes, size_t size, struct rota_error *err)
{
	struct walk walk = { .depth = 0 };

	return go(&walk, used, bytes, size, err);
}

int rota_canonical_take(struct rota_value *out, size_t *used, struct rota_arena *arena,
                        const void *bytes, size_t size, struct rota_error *err)
{
	struct values values;
	struct walk walk = { .values = &values };
	int rc;

	values.arena = arena;
	values.items = values.first;
	values.count = 0;
	values.room = sizeof(values.first) / sizeof(values.first[0]);
	values.text = NULL;
	values.text_room = 0;
	values.failed = false;
	rc = go(&walk, used, bytes, size, err);
	if (!rc && values.failed)
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	*out = rc ? rota_nil() : values.items[0];
	return rc;
}

int rota_canonical_decode(struct rota_value *out, struct rota_arena *arena, const void *bytes,
                          size_t size, struct rota_error *err)
{
	return rota_canonical_take(out, NULL, arena, bytes, size, err);
}
