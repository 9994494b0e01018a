/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/column.h"

#include <string.h>

#include "base/messages.h"
#include "base/text.h"

/** A column has up to three names, and a name two keys. */
enum { NAMES = 3 };

struct rota_column_keys {
	const char *exact[NAMES]; /**< NULL without that name */
	const char *loose[NAMES];
};

/** Longer captions are nobody's misspelling. */
enum { NEAREST_BYTES = 64 };

bool rota_intake_column_is_first(const struct rota_intake_column *items, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (items[i].group && items[i].group == items[index].group)
			return false;
	return true;
}

void rota_intake_column_write(struct rota_buffer *out, const struct rota_intake_column *items,
                              size_t count, size_t index)
{
	rota_buffer_printf(out, "'%s'", items[index].id);
	for (size_t i = index + 1; i < count && items[index].group; i++)
		if (items[i].group == items[index].group)
			rota_buffer_printf(out, " / '%s'", items[i].id);
}

static const char *name_of(const struct rota_intake_column *column, size_t which)
{
	const char *names[NAMES] = { column->id, column->vi, column->also };

	return names[which];
}

/** Append both keys of a caption. */
static int fold(struct rota_buffer *exact, struct rota_buffer *loose, const char *caption,
                struct rota_error *err)
{
	struct rota_buffer spaced = { 0 };
	int rc;

	rota_buffer_puts(&spaced, caption);
	rc = rota_buffer_check(&spaced, err);
	for (size_t i = 0; i < spaced.size; i++)
		if (spaced.bytes[i] == '_')
			spaced.bytes[i] = ' ';
	if (!rc)
		rc = rota_text_fold(exact, rota_buffer_text(&spaced), spaced.size, err);
	if (!rc)
		rc = rota_text_fold_loose(loose, rota_buffer_text(&spaced), spaced.size, err);
	rota_buffer_clear(&spaced);
	return rc;
}

/** Make the keys of one name, in the arena. */
static int make_keys(const char **exact, const char **loose, const char *name,
                     struct rota_arena *arena, struct rota_error *err)
{
	struct rota_buffer keys[2] = { 0 };
	int rc;

	rc = fold(&keys[0], &keys[1], name, err);
	if (rc)
		goto done;
	*exact = rota_arena_copy(arena, rota_buffer_text(&keys[0]), keys[0].size);
	*loose = rota_arena_copy(arena, rota_buffer_text(&keys[1]), keys[1].size);
	if (!*exact || !*loose)
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
done:
	rota_buffer_clear(&keys[0]);
	rota_buffer_clear(&keys[1]);
	return rc;
}

int rota_columns_init(struct rota_columns *out, const struct rota_intake_column *items,
                      size_t count, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_column_keys *keys = rota_arena_alloc(arena, count * sizeof(*keys));
	int rc = ROTA_OK;

	*out = (struct rota_columns){ 0 };
	if (!keys)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < count && !rc; i++)
		for (size_t n = 0; n < NAMES && !rc; n++)
			if (name_of(&items[i], n))
				rc = make_keys(&keys[i].exact[n], &keys[i].loose[n],
				               name_of(&items[i], n), arena, err);
	if (!rc)
		*out = (struct rota_columns){ items, count, keys };
	return rc;
}

static bool is_one(const char *const names[NAMES], const char *key)
{
	for (size_t i = 0; i < NAMES; i++)
		if (names[i] && strcmp(names[i], key) == 0)
			return true;
	return false;
}

static size_t find_exact(const struct rota_columns *columns, const char *key)
{
	for (size_t i = 0; i < columns->count; i++)
		if (is_one(columns->keys[i].exact, key))
			return i;
	return ROTA_COLUMN_NONE;
}

/** The only column with that key. */
static size_t find_loose(const struct rota_columns *columns, const char *key)
{
	size_t found = ROTA_COLUMN_NONE;

	for (size_t i = 0; i < columns->count; i++) {
		if (!is_one(columns->keys[i].loose, key))
			continue;
		if (found != ROTA_COLUMN_NONE)
			return ROTA_COLUMN_NONE;
		found = i;
	}
	return found;
}

int rota_columns_find(size_t *out, const struct rota_columns *columns, const char *caption,
                      struct rota_error *err)
{
	struct rota_buffer exact = { 0 };
	struct rota_buffer loose = { 0 };
	int rc = fold(&exact, &loose, caption, err);

	*out = ROTA_COLUMN_NONE;
	if (!rc)
		*out = find_exact(columns, rota_buffer_text(&exact));
	if (!rc && *out == ROTA_COLUMN_NONE)
		*out = find_loose(columns, rota_buffer_text(&loose));
	rota_buffer_clear(&exact);
	rota_buffer_clear(&loose);
	if (rc == ROTA_EINVALID) { /* no text, so nobody's name */
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	return rc;
}

static size_t least_of(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/** Levenshtein's distance in bytes, row by row. Neither text is longer than NEAREST_BYTES. */
static size_t distance(const char *a, const char *b)
{
	size_t row[NEAREST_BYTES + 1];
	size_t b_size = strlen(b);

	for (size_t j = 0; j <= b_size; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < b_size; j++) {
			size_t above = row[j + 1];

			row[j + 1] = least_of(above + 1, row[j] + 1, diagonal + (a[i] != b[j]));
			diagonal = above;
		}
	}
	return row[b_size];
}

/** The nearest name to a loose key of at most NEAREST_BYTES. */
static const char *nearest_to(const struct rota_columns *columns, const char *key,
                              const bool *taken)
{
	size_t least = strlen(key) / 3;
	const char *nearest = NULL;

	for (size_t i = 0; i < columns->count; i++)
		for (size_t n = 0; n < NAMES; n++) {
			const char *other = columns->keys[i].loose[n];
			size_t far;

			if ((taken && taken[i]) || !other || strlen(other) > NEAREST_BYTES)
				continue;
			far = distance(key, other);
			if (far > least || (nearest && far == least))
				continue;
			least = far;
			nearest = name_of(&columns->items[i], n);
		}
	return nearest;
}

const char *rota_columns_nearest(const struct rota_columns *columns, const char *caption,
                                 const bool *taken)
{
	struct rota_buffer exact = { 0 };
	struct rota_buffer loose = { 0 };
	const char *nearest = NULL;

	if (!fold(&exact, &loose, caption, NULL) && loose.size <= NEAREST_BYTES)
		nearest = nearest_to(columns, rota_buffer_text(&loose), taken);
	rota_buffer_clear(&exact);
	rota_buffer_clear(&loose);
	return nearest;
}
