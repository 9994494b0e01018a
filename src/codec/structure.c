/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The walk over bytes that nobody has checked yet. It allocates nothing and
 * looks at each byte once; the state of every open list or map is a frame on
 * a stack of ROTA_CANONICAL_MAX_DEPTH.
 */
#include "codec/canonical.h"

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
};

struct walk {
	const uint8_t *start;
	const uint8_t *at;
	const uint8_t *end;
	struct frame frames[ROTA_CANONICAL_MAX_DEPTH];
	size_t depth;
	const char *broken; /* the rule, as a marked message */
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

/** A negative integer: @p width bytes whose value lies below what the shorter form holds. */
static enum shape negative(struct walk *walk, size_t width, uint64_t *size)
{
	static const int64_t shorter[] = { [1] = -32, [2] = INT8_MIN, [4] = INT16_MIN,
		                           [8] = INT32_MIN };
	uint64_t bits;
	int64_t value;

	*size = 0;
	if (!take_number(walk, width, &bits))
		return refuse(walk, N_("it is cut short"));
	if (width < 8 && bits >> (8 * width - 1))
		bits |= ~(uint64_t)0 << (8 * width);
	memcpy(&value, &bits, sizeof(value));
	if (value >= shorter[width])
		return refuse(walk, N_("a number or length is not in its shortest form"));
	return SCALAR;
}

/** Read a first byte, and the number or length behind it. */
static enum shape take_head(struct walk *walk, uint64_t *size)
{
	uint8_t byte;

	*size = 0;
	if (walk->at == walk->end)
		return refuse(walk, N_("it is cut short"));
	byte = *walk->at++;
	if (byte <= 0x7f || byte >= 0xe0)
		return SCALAR;
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
	case 0xc0: /* nil */
	case 0xc2: /* false */
	case 0xc3: /* true */
		return SCALAR;
	case 0xc4:
		return sized(walk, BIN, 1, 0, size);
	case 0xc5:
		return sized(walk, BIN, 2, 0x100, size);
	case 0xc6:
		return sized(walk, BIN, 4, 0x10000, size);
	case 0xcc:
		return sized(walk, SCALAR, 1, 0x80, size);
	case 0xcd:
		return sized(walk, SCALAR, 2, 0x100, size);
	case 0xce:
		return sized(walk, SCALAR, 4, 0x10000, size);
	case 0xcf:
		return sized(walk, SCALAR, 8, 0x100000000, size);
	case 0xd0:
		return negative(walk, 1, size);
	case 0xd1:
		return negative(walk, 2, size);
	case 0xd2:
		return negative(walk, 4, size);
	case 0xd3:
		return negative(walk, 8, size);
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
	walk->frames[walk->depth++] = (struct frame){ .map = shape == MAP, .left = elements };
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
	if (key)
		return check_key(walk, start, shape);
	if (shape == LIST || shape == MAP)
		return open_frame(walk, shape, size);
	return true;
}

int rota_canonical_check(size_t *used, const void *bytes, size_t size, struct rota_error *err)
{
	struct walk walk = { .start = bytes, .at = bytes };
	bool sound;

	walk.end = size ? walk.start + size : walk.start;
	do {
		sound = step(&walk);
		while (sound && walk.depth && walk.frames[walk.depth - 1].left == 0)
			walk.depth--;
	} while (sound && walk.depth);
	if (sound && !used && walk.at != walk.end)
		refuse(&walk, N_("bytes follow behind its end"));
	if (walk.broken)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("not canonical msgpack at byte %td: %s"),
		                 walk.at - walk.start, _(walk.broken));
	if (used)
		*used = (size_t)(walk.at - walk.start);
	return ROTA_OK;
}
