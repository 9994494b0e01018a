/* SPDX-License-Identifier: Apache-2.0 */
#include "state/officer.h"

#include <string.h>

#include "base/buffer.h"
#include "base/hex.h"
#include "base/messages.h"
#include "store/setting.h"

int rota_officer_current(struct rota_subject **out, struct rota_world *world,
			 struct rota_error *err)
{
	struct rota_buffer hex = { 0 };
	struct rota_id id = { { 0 } };
	int rc = rota_setting_get(&hex, world->txn, "officer.id", err);

	*out = NULL;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	} else if (!rc && hex.size == 2 * sizeof(id.bytes) &&
		   rota_hex_decode(id.bytes, hex.bytes, hex.size)) {
		rc = rota_world_subject(out, world, id, err);
	}
	rota_buffer_clear(&hex);
	return rc;
}

bool rota_officer_may(const struct rota_subject *officer, const char *role)
{
	const struct rota_value *roles = rota_subject_value(officer, "roles");

	for (size_t i = 0; roles && roles->type == ROTA_LIST && i < roles->as.list.count; i++) {
		const char *one = rota_value_text(&roles->as.list.items[i]);

		if (one && strcmp(one, role) == 0)
			return true;
	}
	return false;
}

typedef bool wanted_fn(const struct rota_subject *officer, const void *payload);

/** The officers of this office who are wanted. */
static int find(struct rota_ids *out, struct rota_world *world, wanted_fn *is_wanted,
		const void *payload, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_OFFICER, err);

	*out = (struct rota_ids){ .count = 0 };
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		if (!rota_office_writes(world->office, rota_id_writer(ids.items[i])))
			continue;
		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (!rc && one->created && is_wanted(one, payload))
			rc = rota_ids_add(out, &world->scratch, one->id, err);
	}
	return rc;
}

static bool has_name(const struct rota_subject *officer, const void *name)
{
	const char *own = rota_subject_text(officer, "name");

	return own && strcmp(own, name) == 0;
}

int rota_officer_named(struct rota_subject **out, struct rota_world *world, const char *name,
		       struct rota_error *err)
{
	struct rota_ids named;
	int rc = find(&named, world, has_name, name, err);

	*out = NULL;
	if (rc)
		return rc;
	if (!named.count || !named.items)
		return rota_fail(err, ROTA_ENOTFOUND, _("see them: rota officer list"),
				 _("there is no officer '%s'"), name);
	return rota_world_subject(out, world, named.items[0], err);
}

static bool may_attest(const struct rota_subject *officer, const void *payload)
{
	(void)payload;
	return rota_subject_bool(officer, "active", false) && rota_officer_may(officer, "attest");
}

int rota_officers_attesting(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	return find(out, world, may_attest, NULL, err);
}
