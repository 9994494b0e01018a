/* SPDX-License-Identifier: Apache-2.0 */
/* Taking in `common`: the province's key is pinned, its entries follow, and tell this office's scope. */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "exchange/apply.h"
#include "exchange/found.h"
#include "state/scope.h"
#include "state/writers.h"
#include "store/setting.h"

/* --- the key --------------------------------------------------------------------------------- */

struct peek {
	struct rota_public_key key;
	bool found;
};

/** The key that the first commit names; its signature is checked when it is taken in. */
static int peek_first(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	struct peek *peek = payload;
	struct rota_head head;

	for (size_t i = 0; i < sealed->file_count; i++)
		if (strcmp(sealed->files[i].name, "head") == 0) {
			int rc = rota_head_decode(&head, sealed->files[i].bytes,
			                          sealed->files[i].size, err);

			peek->key = head.key;
			peek->found = !rc;
			return rc ? rc : 1; /* seen enough */
		}
	return rota_fail(err, ROTA_ECORRUPT, NULL, _("the province's list of units has no head"));
}

/** The fingerprint to compare with: as it was told now, or when the office was made. */
static int expected(struct rota_sha256 *out, struct rota_world *world, const struct rota_pin *pin,
                    struct rota_error *err)
{
	struct rota_buffer hex = { 0 };
	char hint[1024];
	int rc;

	if (pin->fingerprint)
		return rota_fingerprint_parse(out, pin->fingerprint, err);
	rc = rota_setting_get(&hex, world->txn, "root.fingerprint", err);
	if (!rc && (hex.size != 64 || !rota_hex_decode(out->bytes, hex.bytes, hex.size)))
		rc = rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
		               _("setting '%s' is damaged"), "root.fingerprint");
	rota_buffer_clear(&hex);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	snprintf(hint, sizeof(hint),
	         _("let the province read its fingerprint to you over the telephone; if it is the "
	           "same: %s --province-key \"%s\""),
	         pin->again, pin->shown);
	return rota_fail(err, ROTA_EINVALID, hint,
	                 _("the province's key is not known yet; the one that came has the "
	                   "fingerprint %s"),
	                 pin->shown);
}

static int compare(struct rota_world *world, struct rota_pin *pin, const struct rota_public_key *key,
                   struct rota_error *err)
{
	struct rota_sha256 came, told;
	int rc = rota_key_show(pin->shown, key, err);

	if (!rc)
		rc = rota_public_key_fingerprint(&came, key, err);
	if (!rc)
		rc = expected(&told, world, pin, err);
	if (rc || memcmp(came.bytes, told.bytes, sizeof(came.bytes)) == 0)
		return rc;
	return rota_fail(err, ROTA_EINVALID,
	                 _("do not go on: ask the province for its fingerprint and address again"),
	                 _("this is not the province that you were told of: its key has the "
	                   "fingerprint %s"),
	                 pin->shown);
}

static int pin_key(struct rota_office *office, struct rota_world *world,
                   const struct rota_public_key *key, struct rota_error *err)
{
	struct rota_sha256 province;
	int rc = rota_digest_sha256(&province, key->bytes, sizeof(key->bytes), err);

	if (!rc)
		rc = rota_writer_id_make(&office->common, key, err);
	if (!rc)
		rc = rota_setting_put_hex(world, "province", province.bytes, 32, err);
	if (!rc)
		rc = rota_setting_put_hex(world, "root.key", key->bytes, sizeof(key->bytes), err);
	if (!rc)
		rc = rota_setting_put_hex(world, "log.common", office->common.bytes,
		                          sizeof(office->common.bytes), err);
	return rc;
}

/** The first time: look at the key that came and compare it with what was told. */
static int meet(struct rota_office *office, struct rota_git *git, const struct rota_oid *tip,
                struct rota_pin *pin, struct rota_error *err)
{
	struct peek peek = { .found = false };
	struct rota_world world;
	int rc = rota_git_walk(git, tip, NULL, peek_first, &peek, err);

	if (rc == 1)
		rc = ROTA_OK;
	if (!rc)
		rc = rota_world_open(&world, office, true, err);
	if (rc)
		return rc;
	rc = compare(&world, pin, &peek.key, err);
	if (!rc)
		rc = pin_key(office, &world, &peek.key, err);
	if (rc)
		memset(&office->common, 0, sizeof(office->common));
	return rota_world_close(&world, rc, err);
}

/* --- the scope ------------------------------------------------------------------------------- */

/** As it was typed when the office was made; zero: the province has no such unit yet. */
static int typed_scope(struct rota_id *out, struct rota_world *world, struct rota_error *err)
{
	const struct rota_unit *unit = NULL;
	struct rota_buffer typed = { 0 };
	struct rota_buffer office = { 0 };
	int32_t day;
	int rc = rota_setting_get(&typed, world->txn, "scope", err);

	if (!rc)
		rc = rota_setting_get(&office, world->txn, "office", err);
	if (!rc && rota_scope_find(&unit, &day, world, rota_buffer_text(&typed),
	                           rota_buffer_text(&office), NULL) == ROTA_OK)
		*out = unit->id;
	rota_buffer_clear(&typed);
	rota_buffer_clear(&office);
	return rc;
}

/** Which unit's communes this office writes, or wrote last: as the province says, before that as it
 *  asked for. */
static int settle_scope(struct rota_office *office, struct rota_error *err)
{
	const struct rota_enrolled_writer *own;
	struct rota_writers writers;
	struct rota_world world;
	struct rota_id scope = { { 0 } };
	int rc = rota_world_open(&world, office, true, err);

	if (rc)
		return rc;
	rc = rota_writers_load(&writers, &world, err);
	own = rc ? NULL : rota_writers_find(&writers, office->own);
	if (own)
		scope = own->home;
	else if (!rc)
		rc = typed_scope(&scope, &world, err);
	if (!rc && !rota_id_is_zero(scope))
		rc = rota_setting_put_hex(&world, "scope.id", scope.bytes, sizeof(scope.bytes), err);
	return rota_world_close(&world, rc, err);
}

int rota_apply_common(uint64_t *entries, struct rota_office *office, struct rota_git *git,
                      struct rota_pin *pin, struct rota_error *err)
{
	struct rota_applying applying = { .office = office, .git = git };
	struct rota_world world;
	struct rota_oid tip;
	int rc = rota_git_ref(&tip, git, ROTA_REF_COMMON, err);

	*entries = 0;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc && !rota_office_knows_province(office))
		rc = meet(office, git, &tip, pin, err);
	if (!rc)
		rc = rota_world_open(&world, office, false, err);
	if (!rc) {
		rc = rota_root_key(&applying.key, &world, err);
		rc = rota_world_close(&world, rc, err);
	}
	applying.writer = office->common;
	if (!rc)
		rc = rota_apply(&applying, &tip, err);
	*entries = applying.entries;
	return rc ? rc : settle_scope(office, err);
}
