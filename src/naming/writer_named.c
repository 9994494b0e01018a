/* SPDX-License-Identifier: Apache-2.0 */
/* Which enrolled office a person means. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/writers.h"

static bool is_fingerprint(const char *typed)
{
	return strncmp(typed, "SHA256:", 7) == 0;
}

/** Without the spaces in which it is read out. */
static bool has_fingerprint(const struct rota_enrolled_writer *office, const char *typed)
{
	char shown[ROTA_FINGERPRINT_BYTES];
	const char *own = shown;

	if (rota_key_show(shown, &office->key, NULL))
		return false;
	for (;; own++, typed++) {
		own += strspn(own, " ");
		typed += strspn(typed, " ");
		if (*own != *typed)
			return false;
		if (!*own)
			return true;
	}
}

static bool has_digits(const struct rota_enrolled_writer *office, const char *typed)
{
	enum { DIGITS_MIN = 4 };
	struct rota_buffer digits = { 0 };
	bool has;

	rota_hex_encode(&digits, office->writer.bytes, sizeof(office->writer.bytes));
	has = strlen(typed) >= DIGITS_MIN &&
	      strncmp(rota_buffer_text(&digits), typed, strlen(typed)) == 0;
	rota_buffer_clear(&digits);
	return has;
}

/** In any spelling, without accents; a part of the name will do where it is the only one. */
static bool has_name(const struct rota_enrolled_writer *office, const char *typed, bool whole)
{
	struct rota_buffer name = { 0 }, key = { 0 };
	bool has;

	has = rota_text_fold_loose(&name, office->name, strlen(office->name), NULL) == ROTA_OK &&
	      rota_text_fold_loose(&key, typed, strlen(typed), NULL) == ROTA_OK && key.size &&
	      (whole ? strcmp(rota_buffer_text(&name), rota_buffer_text(&key)) == 0
		     : strstr(rota_buffer_text(&name), rota_buffer_text(&key)) != NULL);
	rota_buffer_clear(&name);
	rota_buffer_clear(&key);
	return has;
}

/** How an office may be meant, the surest way first. */
enum { BY_KEY, BY_DIGITS, BY_WHOLE_NAME, BY_NAME, WAYS };

static bool is_meant(const struct rota_enrolled_writer *office, const char *typed, int way)
{
	if (strcmp(office->role, "write") != 0)
		return false;
	if (way == BY_KEY)
		return is_fingerprint(typed) && has_fingerprint(office, typed);
	if (way == BY_DIGITS)
		return has_digits(office, typed);
	return has_name(office, typed, way == BY_WHOLE_NAME);
}

/** One of several that may be meant. */
struct meant {
	const char *code; /* of its unit, by which they are listed */
	const struct rota_enrolled_writer *office;
};

static int compare_codes(const void *a, const void *b)
{
	const struct meant *left = a, *right = b;
	int order = strcmp(left->code, right->code);

	return order ? order
		     : memcmp(left->office->writer.bytes, right->office->writer.bytes,
			      sizeof(left->office->writer.bytes));
}

static struct meant meant_of(const struct rota_world *world,
			     const struct rota_enrolled_writer *office)
{
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, office->home);

	return (struct meant){ unit ? rota_unit_near(unit, world->today_number)->code : "",
			       office };
}

static int several(struct rota_world *world, const struct rota_writers *writers, const char *typed,
		   int way, struct rota_error *err)
{
	struct meant *meant = rota_arena_alloc(&world->scratch, writers->count * sizeof(*meant));
	struct rota_buffer list = { 0 };
	size_t count = 0;

	if (!meant)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < writers->count; i++)
		if (is_meant(&writers->items[i], typed, way))
			meant[count++] = meant_of(world, &writers->items[i]);
	if (count)
		qsort(meant, count, sizeof(*meant), compare_codes);
	for (size_t i = 0; i < count; i++) {
		const struct rota_writer_id *writer = &meant[i].office->writer;

		rota_buffer_printf(&list, "%s", i ? ", " : "");
		rota_hex_encode(&list, writer->bytes, sizeof(writer->bytes));
		rota_buffer_printf(&list,
				   meant[i].office->revoked ? _(" (%s; may not write any more)")
							    : " (%s)",
				   meant[i].office->name);
	}
	rota_fail(err, ROTA_ECONFLICT, NULL, _("'%s' may be several offices"), typed);
	rota_error_hint(err, _("write the first digits of its writer: %s"),
			rota_buffer_text(&list));
	rota_buffer_clear(&list);
	return ROTA_ECONFLICT;
}

int rota_writer_named(const struct rota_enrolled_writer **out, struct rota_world *world,
		      const char *typed, bool revoked_too, struct rota_error *err)
{
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);

	for (int way = 0; !rc && way < WAYS; way++) {
		const struct rota_enrolled_writer *writing = NULL;
		size_t count = 0, writing_count = 0;

		for (size_t i = 0; i < writers->count; i++) {
			if (!is_meant(&writers->items[i], typed, way))
				continue;
			*out = &writers->items[i];
			count++;
			if (writers->items[i].revoked)
				continue;
			writing = *out;
			writing_count++;
		}
		if (count > 1 && writing_count == 1 && !revoked_too) {
			*out = writing;
			return ROTA_OK;
		}
		if (count)
			return count == 1 ? ROTA_OK : several(world, writers, typed, way, err);
	}
	return rc ? rc
		  : rota_fail(err, ROTA_ENOTFOUND, _("see them: rota report coverage"),
			      _("no office '%s' is enrolled"), typed);
}
