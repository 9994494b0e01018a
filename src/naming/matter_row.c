/* SPDX-License-Identifier: Apache-2.0 */
/* The row of a matter in a notice (state/matters.h). */
#include <string.h>

#include "base/messages.h"
#include "codec/canonical.h"
#include "state/told.h"

static int put_ids(struct rota_value *row, struct rota_arena *arena, const char *key,
		   const struct rota_id *ids, size_t count)
{
	struct rota_value list = rota_list();
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < count; i++)
		rc = rota_list_add(arena, &list, rota_bin(ids[i].bytes, sizeof(ids[i].bytes)));
	return rc ? rc : rota_map_set(arena, row, key, list);
}

static int put_day(struct rota_value *row, struct rota_arena *arena, const char *key, int32_t day)
{
	char text[ROTA_DAY_TEXT_BYTES];
	const char *copy;
	size_t size;

	if (day == ROTA_DAY_ALWAYS || day == ROTA_DAY_NEVER)
		return ROTA_OK;
	size = rota_day_encode(text, rota_day_from_number(day));
	copy = rota_arena_copy(arena, text, size);
	return copy ? rota_map_set(arena, row, key, rota_text_sized(copy, size)) : ROTA_ENOMEM;
}

/** {"id", "name", "born"} */
static int put_cadre(struct rota_value *list, struct rota_arena *arena,
		     const struct rota_told_cadre *cadre)
{
	struct rota_value one = rota_map();
	int rc = rota_map_set(arena, &one, "id", rota_bin(cadre->id.bytes, sizeof(cadre->id.bytes)));

	if (!rc)
		rc = rota_map_set(arena, &one, "name", rota_text(cadre->name));
	if (!rc && cadre->born)
		rc = rota_map_set(arena, &one, "born", rota_text(cadre->born));
	return rc ? rc : rota_list_add(arena, list, one);
}

static int put_cadres(struct rota_value *row, struct rota_arena *arena,
		      const struct rota_told *told)
{
	struct rota_value list = rota_list();
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < told->count; i++)
		rc = put_cadre(&list, arena, &told->items[i]);
	return rc || !told->count ? rc : rota_map_set(arena, row, "cadres", list);
}

int rota_matter_row_encode(struct rota_buffer *out, const struct rota_matter *matter,
			   const struct rota_told *told, struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_value row = rota_map();
	int rc = rota_map_set(&arena, &row, "id",
			      rota_bin(matter->id.bytes, sizeof(matter->id.bytes)));

	if (!rc)
		rc = rota_map_set(&arena, &row, "kind",
				  rota_text(rota_matter_kind(matter->type)->id));
	if (!rc && matter->field)
		rc = rota_map_set(&arena, &row, "field", rota_text(matter->field));
	if (!rc)
		rc = put_ids(&row, &arena, "subjects", matter->subjects, matter->subject_count);
	if (!rc)
		rc = put_ids(&row, &arena, "saw", matter->saw, matter->saw_count);
	if (!rc)
		rc = put_ids(&row, &arena, "units", matter->units, matter->unit_count);
	if (!rc)
		rc = put_day(&row, &arena, "from", matter->from);
	if (!rc)
		rc = put_day(&row, &arena, "to", matter->to);
	if (!rc)
		rc = put_cadres(&row, &arena, told);
	if (rc)
		rc = rota_fail(err, rc, NULL, _("out of memory"));
	if (!rc)
		rc = rota_canonical_encode(out, &row, err);
	rota_arena_clear(&arena);
	return rc;
}

static int take_ids(struct rota_id **out, size_t *count, struct rota_arena *arena,
		    const struct rota_value *row, const char *key)
{
	const struct rota_value *list = rota_map_get(row, key);

	*count = 0;
	*out = NULL;
	if (!list || list->type != ROTA_LIST)
		return ROTA_OK;
	*out = rota_arena_alloc(arena, list->as.list.count * sizeof(**out));
	if (!*out)
		return ROTA_ENOMEM;
	for (size_t i = 0; i < list->as.list.count; i++)
		if (rota_id_from_value(&(*out)[*count], &list->as.list.items[i]))
			++*count;
	return ROTA_OK;
}

static int32_t take_day(const struct rota_value *row, const char *key, int32_t none)
{
	const char *text = rota_value_text(rota_map_get(row, key));
	struct rota_day day;

	if (!text || rota_day_decode(&day, text, strlen(text), NULL))
		return none;
	return rota_day_first(day);
}

int rota_matter_row_decode(struct rota_matter *out, struct rota_arena *arena, size_t *used,
			   const void *bytes, size_t size, struct rota_error *err)
{
	const struct rota_value *id;
	const char *kind;
	struct rota_value row;
	int rc = rota_canonical_take(&row, used, arena, bytes, size, err);

	*out = (struct rota_matter){ .field = NULL };
	if (rc)
		return rc;
	id = rota_map_get(&row, "id");
	kind = rota_value_text(rota_map_get(&row, "kind"));
	out->type = kind ? rota_matter_type_find(kind) : ROTA_MATTER_TYPES;
	if (!id || id->type != ROTA_BIN || id->as.bin.size != sizeof(out->id.bytes) ||
	    out->type == ROTA_MATTER_TYPES)
		return rota_fail(err, ROTA_ECORRUPT, _("use a newer rota"),
				 _("a matter in the province's notice is of a kind unknown here"));
	memcpy(out->id.bytes, id->as.bin.bytes, sizeof(out->id.bytes));
	out->field = rota_value_text(rota_map_get(&row, "field"));
	out->from = take_day(&row, "from", ROTA_DAY_ALWAYS);
	out->to = take_day(&row, "to", ROTA_DAY_NEVER);
	out->values = rota_list();
	if (take_ids(&out->subjects, &out->subject_count, arena, &row, "subjects") ||
	    take_ids(&out->saw, &out->saw_count, arena, &row, "saw") ||
	    take_ids(&out->units, &out->unit_count, arena, &row, "units"))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_OK;
}
