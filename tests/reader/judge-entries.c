/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the library says of byte strings, for tests/reader/differential.py. Standard input has
 * them one behind the other, each with its length before it (4 bytes, big-endian); each gives a
 * line: `none`, or `held`, `fault`, `rule` (sound by the table of kinds, but a rule between its
 * fields is broken) or `sound`, a space, and the JSON. `inexact` stands for each of these when
 * rota_entry_from_json() does not make the same bytes of that JSON: that is never right.
 */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "entry/check.h"
#include "rota/entry.h"

/** Read the next byte string. @return 1; 0 at the end; -1 when it is cut short. */
static int read_bytes(struct rota_buffer *out)
{
	unsigned char head[4];
	size_t got = fread(head, 1, sizeof(head), stdin);
	size_t left;
	char piece[4096];

	if (got != sizeof(head))
		return got == 0 && feof(stdin) ? 0 : -1;
	left = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
	rota_buffer_reset(out);
	for (; left; left -= got) {
		got = fread(piece, 1, left < sizeof(piece) ? left : sizeof(piece), stdin);
		if (!got)
			return -1;
		rota_buffer_append(out, piece, got);
	}
	return out->failed ? -1 : 1;
}

/** NULL: out of memory. */
static const char *status_of(const struct rota_entry *entry)
{
	switch (rota_entry_check(entry, NULL)) {
	case ROTA_OK:
		return "sound";
	case ROTA_ENOTFOUND:
		return "held";
	case ROTA_EINVALID:
		return rota_check_table(entry, NULL) ? "fault" : "rule";
	default:
		return NULL;
	}
}

/** Whether the JSON gives the bytes again. */
static bool is_exact(const char *json, const struct rota_buffer *bytes, struct rota_arena *arena)
{
	const uint8_t *again;
	size_t size;

	return !rota_entry_from_json(&again, &size, json, strlen(json), arena, NULL) &&
	       size == bytes->size && memcmp(again, bytes->bytes, size) == 0;
}

/** Print the line of one byte string. @return false: out of memory. */
static bool judge(const struct rota_buffer *bytes)
{
	struct rota_arena arena = { 0 };
	struct rota_entry entry;
	const char *status = NULL;
	const char *json;
	int rc = rota_entry_decode(&entry, &arena, bytes->bytes, bytes->size, NULL);

	if (!rc && !rota_entry_to_json(&json, &entry, &arena, NULL))
		status = is_exact(json, bytes, &arena) ? status_of(&entry) : "inexact";
	if (status)
		printf("%s %s\n", status, json);
	else if (rc == ROTA_ECORRUPT)
		puts("none");
	rota_arena_clear(&arena);
	return status || rc == ROTA_ECORRUPT;
}

int main(void)
{
	struct rota_buffer bytes = { 0 };
	bool judged = true;
	int more;

	while ((more = read_bytes(&bytes)) > 0 && judged)
		judged = judge(&bytes);
	rota_buffer_clear(&bytes);
	if (judged && more == 0)
		return 0;
	fprintf(stderr, "judge-entries: %s\n",
		judged ? "the input is cut short" : "out of memory");
	return 1;
}
