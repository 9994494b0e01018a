/* SPDX-License-Identifier: Apache-2.0 */
#include "state/rectify.h"

#include <string.h>

bool rota_rectify_is_open(const struct rota_subject *request)
{
	const char *state = rota_subject_text(request, "state");

	return state && strcmp(state, "open") == 0;
}

int rota_rectify_open(struct rota_subject **out, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_RECTIFICATION, err);

	*out = NULL;
	for (size_t i = 0; !rc && !*out && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (!rc && one->created && rota_rectify_is_open(one) &&
		    rota_id_compare(rota_subject_id(one, "cadre"), cadre) == 0)
			*out = one;
	}
	return rc;
}

int rota_world_asked(size_t *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_RECTIFICATION, err);

	*out = 0;
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		*out += !rc && one->created && rota_rectify_is_open(one) &&
			rota_office_writes(world->office, rota_id_writer(one->id));
	}
	return rc;
}

/** A field as people call it; as it is where this program does not know it. */
static const char *field_shown(const char *name)
{
	const struct rota_field *field =
		strcmp(name, ROTA_RECTIFY_LOCALITY) == 0
			? rota_kind_field(rota_kind_find("locality.set"), "value")
			: rota_kind_field(rota_kind_find("cadre.create"), name);

	return field ? rota_field_caption(field) : name;
}

void rota_rectify_write_fields(struct rota_buffer *out, const struct rota_value *fields)
{
	for (size_t i = 0; fields && fields->type == ROTA_LIST && i < fields->as.list.count; i++) {
		const char *name = rota_value_text(&fields->as.list.items[i]);

		if (name)
			rota_buffer_printf(out, "%s%s", i ? ", " : "", field_shown(name));
	}
}

void rota_rectify_write(struct rota_buffer *out, const struct rota_subject *request)
{
	rota_rectify_write_fields(out, rota_subject_value(request, "fields"));
}
