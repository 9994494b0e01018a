/* SPDX-License-Identifier: Apache-2.0 */
#include "state/facts.h"

#include <limits.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/chains.h"
#include "state/writers.h"
#include "store/setting.h"

static int keep(const char **out, struct rota_arena *arena, const char *text,
                struct rota_error *err)
{
	*out = rota_arena_copy(arena, text, strlen(text));
	return *out ? ROTA_OK : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/** What is not there is not known. */
static int absent_is_fine(int rc, struct rota_error *err)
{
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

/** The unit of a code, or what was typed when the office was made and has had no answer yet. */
static int show_scope(const char **out, struct rota_world *world, struct rota_arena *arena,
                      struct rota_error *err)
{
	struct rota_buffer typed = { 0 };
	int rc;

	if (world->scope)
		return keep(out, arena, rota_unit_near(world->scope, world->today_number)->code, err);
	rc = rota_setting_get(&typed, world->txn, "scope", err);
	if (!rc)
		rc = keep(out, arena, rota_buffer_text(&typed), err);
	rota_buffer_clear(&typed);
	return absent_is_fine(rc, err);
}

int rota_fact_scope(const char **out, struct rota_office *office, struct rota_arena *arena,
                    struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_open(&world, office, false, err);

	*out = NULL;
	if (rc)
		return rc;
	rc = show_scope(out, &world, arena, err);
	return rota_world_close(&world, rc, err);
}

int rota_fact_writer(const char **out, struct rota_office *office, struct rota_arena *arena,
                     struct rota_error *err)
{
	struct rota_buffer digits = { 0 };
	int rc;

	rota_hex_encode(&digits, office->own.bytes, sizeof(office->own.bytes));
	rc = keep(out, arena, rota_buffer_text(&digits), err);
	rota_buffer_clear(&digits);
	return rc;
}

/** The first entry of `common` has made the unit of the province. */
int rota_fact_province_code(const char **out, struct rota_office *office, struct rota_arena *arena,
                            struct rota_error *err)
{
	const struct rota_unit *unit;
	struct rota_world world;
	int rc = rota_world_open(&world, office, false, err);

	*out = NULL;
	if (rc)
		return rc;
	unit = rota_gazetteer_unit(&world.gazetteer, rota_id_make(office->common, 0));
	if (unit)
		rc = keep(out, arena, rota_unit_near(unit, world.today_number)->code, err);
	return rota_world_close(&world, rc, err);
}

int rota_fact_root(const char **out, struct rota_office *office, struct rota_arena *arena,
                   struct rota_error *err)
{
	char shown[ROTA_FINGERPRINT_BYTES];
	struct rota_public_key root;
	struct rota_world world;
	int rc = rota_world_open(&world, office, false, err);

	*out = NULL;
	if (rc)
		return rc;
	rc = rota_root_key(&root, &world, err);
	if (!rc)
		rc = rota_key_show(shown, &root, err);
	if (!rc)
		rc = keep(out, arena, shown, err);
	return rota_world_close(&world, absent_is_fine(rc, err), err);
}

int rota_fact_remote(const char **out, struct rota_office *office, struct rota_arena *arena,
                     struct rota_error *err)
{
	char path[PATH_MAX];
	struct rota_buffer remote = { 0 };
	struct rota_git *git = NULL;
	int rc;

	*out = NULL;
	rota_text_join(path, sizeof(path), office->dir, "/", ROTA_REPOSITORY);
	rc = rota_git_open(&git, path, NULL, err);
	if (!rc)
		rc = rota_git_remote_get(&remote, git, "remote", err);
	if (!rc)
		rc = keep(out, arena, rota_buffer_text(&remote), err);
	rota_git_close(git);
	rota_buffer_clear(&remote);
	return absent_is_fine(rc, err);
}
