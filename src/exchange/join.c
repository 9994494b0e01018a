/* SPDX-License-Identifier: Apache-2.0 */
/* Making an office below the province: its key, an empty store, and the request to be enrolled. */
#include <limits.h>
#include <string.h>

#include "ask/git.h"
#include "base/clock.h"
#include "base/messages.h"
#include "base/text.h"
#include "exchange/exchange.h"
#include "exchange/found.h"
#include "rota/exchange.h"
#include "state/writers.h"
#include "store/setting.h"
#include "trust/request.h"

/** What is put into the new store. */
struct joining {
	const struct rota_join_options *options;
	const char *office;
	struct rota_sha256 root; /* fingerprint of the province's root key */
	struct rota_writer_id own;
};

static int need(const char *value, const char *hint, const char *what, struct rota_error *err)
{
	if (value && *value)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, hint, "%s", what);
}

static bool is_code(const char *scope, size_t digits)
{
	return strlen(scope) == digits && strspn(scope, "0123456789") == digits;
}

/** "district" or "commune", as said or as the code tells. */
static int choose_kind(const char **out, const struct rota_join_options *options,
                       struct rota_error *err)
{
	*out = options->office ? options->office : is_code(options->scope, 5) ? "commune" : "district";
	if (strcmp(*out, "district") == 0 || strcmp(*out, "commune") == 0)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("write district or commune"),
	                 _("'%s' is no level of an office"), *out);
}

static int check(struct joining *joining, const struct rota_join_options *options,
                 struct rota_error *err)
{
	int rc = need(options->scope, _("write its code or name: --scope 329"),
	              _("the unit that the office keeps is missing"), err);

	if (!rc)
		rc = need(options->name, _("write it: --name \"Ban Tổ chức Huyện ủy Ân Thi\""),
		          _("the name of the office is missing"), err);
	if (!rc)
		rc = choose_kind(&joining->office, options, err);
	if (!rc && options->province_key)
		rc = rota_fingerprint_parse(&joining->root, options->province_key, err);
	return rc;
}

static int fill(struct rota_world *world, void *payload, struct rota_error *err)
{
	const struct joining *joining = payload;
	const struct rota_join_options *options = joining->options;
	int rc = rota_setting_put_hex(world, "log.own", joining->own.bytes,
	                              sizeof(joining->own.bytes), err);

	if (!rc)
		rc = rota_setting_put(world->txn, "name", options->name, err);
	if (!rc)
		rc = rota_setting_put(world->txn, "office", joining->office, err);
	if (!rc)
		rc = rota_setting_put(world->txn, "scope", options->scope, err);
	if (!rc && options->province_key)
		rc = rota_setting_put_hex(world, "root.fingerprint", joining->root.bytes,
		                          sizeof(joining->root.bytes), err);
	return rc;
}

static int make_request(struct rota_buffer *out, const struct joining *joining,
                        const struct rota_key *key, struct rota_error *err)
{
	const struct rota_join_request request = { .name = joining->options->name,
		                                   .unit = joining->options->scope,
		                                   .office = joining->office,
		                                   .made = rota_clock_now_ms() };

	return rota_request_make(out, &request, key, err);
}

static int found(const char *dir, struct joining *joining, const struct rota_key *key,
                 struct rota_error *err)
{
	struct rota_buffer request = { 0 };
	const struct rota_founding founding = {
		.dir = dir,
		.keys = { { "keys/writer", key } },
		.key_count = 1,
		.own = joining->own,
		.text_name = "request",
		.text = &request,
		.fill = fill,
		.payload = joining,
	};
	int rc = make_request(&request, joining, key, err);

	if (!rc)
		rc = rota_found(&founding, err);
	rota_buffer_clear(&request);
	return rc;
}

/** The repository, which knows where the province is. */
static int prepare_repository(const char *dir, const char *remote, struct rota_error *err)
{
	char path[PATH_MAX];
	struct rota_git *git = NULL;
	int rc;

	rota_text_join(path, sizeof(path), dir, "/", ROTA_REPOSITORY);
	rc = rota_git_make(path, ROTA_GIT_OFFICE, err);
	if (!rc && remote)
		rc = rota_git_open(&git, path, NULL, err);
	if (!rc && remote)
		rc = rota_exchange_remote(git, remote, err);
	rota_git_close(git);
	return rc;
}

static int show_key(struct rota_joined *out, const struct rota_public_key *key,
                    struct rota_error *err)
{
	struct rota_buffer line = { 0 };
	int rc = rota_key_show(out->fingerprint, key, err);

	if (!rc)
		rc = rota_public_key_print(&line, key, "", err);
	rota_text_join(out->key, sizeof(out->key), rota_buffer_text(&line), "", "");
	rota_buffer_clear(&line);
	return rc;
}

int rota_join(const char *dir, const struct rota_join_options *options, struct rota_joined *out,
              struct rota_error *err)
{
	struct joining joining = { .options = options };
	struct rota_key key = { 0 };
	int rc = check(&joining, options, err);

	*out = (struct rota_joined){ .fingerprint = "" };
	if (!rc)
		rc = rota_key_generate(&key, "rota writer", err);
	if (!rc)
		rc = rota_writer_id_make(&joining.own, &key.public_key, err);
	if (!rc)
		rc = show_key(out, &key.public_key, err);
	if (!rc)
		rc = found(dir, &joining, &key, err);
	if (!rc)
		rc = prepare_repository(dir, options->remote, err);
	rota_key_clear(&key);
	rota_text_join(out->request, sizeof(out->request), dir, "/", "request");
	return rc;
}
