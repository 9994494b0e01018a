/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A remote over ssh, by libgit2. It has no limits of time: the other end may hold a call for ever,
 * and the process that waits for us ends it.
 */
#include "repo/transport.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/messages.h"
#include "repo/pack.h"
#include "trust/key.h"

enum {
	KEY_TRIES = 2, /**< libgit2 would ask for ever */
	SAID_MAX_BYTES = 4096
};

struct wire {
	struct rota_remote *remote;
	git_remote *git;
	git_remote_callbacks callbacks;
	unsigned tries;
	bool connected;
	struct rota_error failed; /**< in one of the callbacks */
	struct rota_buffer said;  /**< by the server, in its own words */
	bool refused;
	char why[128]; /**< the ref was refused */
};

/* --- who is there ----------------------------------------------------------------------------- */

/** Whether a fingerprint is one of those set, which are separated by commas. */
static bool is_pinned(const char *pins, const struct rota_sha256 *fingerprint)
{
	while (*pins) {
		size_t size = strcspn(pins, ",");
		struct rota_sha256 pin;
		char one[80];

		snprintf(one, sizeof(one), "%.*s", (int)(size < 79 ? size : 79), pins);
		if (!rota_fingerprint_parse(&pin, one, NULL) &&
		    memcmp(&pin, fingerprint, sizeof(pin)) == 0)
			return true;
		pins += size;
		pins += *pins == ',';
	}
	return false;
}

static int check_pin(struct wire *wire, const struct rota_sha256 *fingerprint, const char *host)
{
	struct rota_buffer pins = { 0 }, shown = { 0 };
	struct rota_error *err = &wire->failed;
	bool set = !rota_repo_get(&pins, wire->remote->repo, "hostkey", NULL);
	int rc = rota_fingerprint_print(&shown, fingerprint, ROTA_FINGERPRINT_PLAIN, err);

	if (!rc && !set) {
		rc = rota_fail(err, ROTA_EREMOTE, NULL,
			       _("the server '%s' is not known yet; its key is %s"), host,
			       rota_buffer_text(&shown));
		rota_error_hint(err,
				_("compare it with what the province tells you, then: "
				  "rota sync --trust-host %s"),
				rota_buffer_text(&shown));
	} else if (!rc && !is_pinned(rota_buffer_text(&pins), fingerprint)) {
		rc = rota_fail(
			err, ROTA_EREMOTE,
			_("nothing was sent; ask the province whether its server has a new key"),
			_("the server '%s' has the key %s, not %s: it may be another one"), host,
			rota_buffer_text(&shown), rota_buffer_text(&pins));
	}
	rota_buffer_clear(&pins);
	rota_buffer_clear(&shown);
	return rc;
}

/** @return 0 to go on; libgit2's own opinion, from known_hosts, is not asked. */
static int check_certificate(git_cert *cert, int valid, const char *host, void *payload)
{
	const git_cert_hostkey *key = (const git_cert_hostkey *)(const void *)cert;
	struct wire *wire = payload;
	struct rota_sha256 fingerprint;

	(void)valid;
	if (cert->cert_type != GIT_CERT_HOSTKEY_LIBSSH2 || !(key->type & GIT_CERT_SSH_SHA256)) {
		rota_fail(&wire->failed, ROTA_EREMOTE, NULL,
			  _("the server '%s' shows no key that can be checked"), host);
		return GIT_ECERTIFICATE;
	}
	memcpy(fingerprint.bytes, key->hash_sha256, sizeof(fingerprint.bytes));
	return check_pin(wire, &fingerprint, host) ? GIT_ECERTIFICATE : 0;
}

static int give_key(git_credential **out, const char *url, const char *user, unsigned allowed,
		    void *payload)
{
	struct wire *wire = payload;

	(void)url;
	if (!wire->remote->key_file || !(allowed & GIT_CREDENTIAL_SSH_KEY) ||
	    wire->tries++ >= KEY_TRIES) {
		rota_fail(&wire->failed, ROTA_EREMOTE,
			  _("ask the province to admit the key of this office to its server"),
			  _("the server of '%s' refuses the key of this office"),
			  rota_buffer_text(&wire->remote->address));
		return GIT_EAUTH;
	}
	return git_credential_ssh_key_new(out, user, NULL, wire->remote->key_file, "");
}

/* --- what it says ----------------------------------------------------------------------------- */

static int hear(const char *text, int size, void *payload)
{
	struct wire *wire = payload;

	for (int i = 0; i < size && wire->said.size < SAID_MAX_BYTES; i++) {
		bool space = (unsigned char)text[i] <= ' ';
		bool after_space = !wire->said.size || wire->said.bytes[wire->said.size - 1] == ' ';

		if (!space)
			rota_buffer_append(&wire->said, text + i, 1);
		else if (!after_space)
			rota_buffer_puts(&wire->said, " ");
	}
	return 0;
}

/** What the server said, "" when nothing. */
static const char *said(struct wire *wire)
{
	if (wire->said.size && wire->said.bytes[wire->said.size - 1] == ' ')
		rota_buffer_truncate(&wire->said, wire->said.size - 1);
	return rota_buffer_text(&wire->said);
}

static int note_refusal(const char *name, const char *status, void *payload)
{
	struct wire *wire = payload;

	(void)name;
	if (status) {
		wire->refused = true;
		snprintf(wire->why, sizeof(wire->why), "%s", status);
	}
	return 0;
}

static int tell_fetched(const git_indexer_progress *stats, void *payload)
{
	struct wire *wire = payload;

	wire->remote->repo->progress.objects = stats->received_objects;
	wire->remote->repo->progress.objects_total = stats->total_objects;
	return 0;
}

static int tell_pushed(unsigned current, unsigned total, size_t bytes, void *payload)
{
	struct wire *wire = payload;

	(void)bytes;
	wire->remote->repo->progress.objects = current;
	wire->remote->repo->progress.objects_total = total;
	return 0;
}

/** What libgit2 returned. A callback that stopped it knows better why. */
static int check(struct wire *wire, int rc, struct rota_error *err)
{
	const git_error *last = git_error_last();
	const char *address = rota_buffer_text(&wire->remote->address);

	if (rc >= 0)
		return ROTA_OK;
	if (wire->failed.code) {
		if (err)
			*err = wire->failed;
		return (int)wire->failed.code;
	}
	if (rc == GIT_ENONFASTFORWARD)
		return rota_fail(err, ROTA_ECONFLICT,
				 _("this office may be an old copy: rota doctor"),
				 _("'%s' holds more of this log than is here"), address);
	if (last &&
	    (last->klass == GIT_ERROR_NOMEMORY || (wire->connected && last->klass == GIT_ERROR_OS)))
		return git_check(err, rc, address);
	return rota_fail(err, ROTA_EREMOTE, _("nothing is lost here; do it again later"),
			 "'%s': %s%s%s", address, last && last->message ? last->message : "?",
			 wire->said.size ? "; " : "", said(wire));
}

/* --- work ------------------------------------------------------------------------------------- */

static int wire_open(struct wire *out, struct rota_remote *remote, git_direction direction,
		     struct rota_error *err)
{
	int rc;

	*out = (struct wire){ .remote = remote };
	git_remote_init_callbacks(&out->callbacks, GIT_REMOTE_CALLBACKS_VERSION);
	out->callbacks.certificate_check = check_certificate;
	out->callbacks.credentials = give_key;
	out->callbacks.sideband_progress = hear;
	out->callbacks.push_update_reference = note_refusal;
	out->callbacks.push_transfer_progress = tell_pushed;
	out->callbacks.transfer_progress = tell_fetched;
	out->callbacks.payload = out;
	rc = check(out,
		   git_remote_create_anonymous(&out->git, remote->repo->git,
					       rota_buffer_text(&remote->address)),
		   err);
	if (!rc)
		rc = check(out,
			   git_remote_connect(out->git, direction, &out->callbacks, NULL, NULL),
			   err);
	out->connected = !rc;
	return rc;
}

static void wire_close(struct wire *wire)
{
	if (wire->connected)
		git_remote_disconnect(wire->git);
	git_remote_free(wire->git);
	rota_buffer_clear(&wire->said);
}

static int look(struct wire *wire, struct rota_repo_want *refs, size_t count,
		struct rota_error *err)
{
	const git_remote_head **heads;
	size_t head_count;
	int rc = check(wire, git_remote_ls(&heads, &head_count, wire->git), err);

	for (size_t i = 0; !rc && i < count; i++) {
		refs[i].there = false;
		for (size_t j = 0; j < head_count && !refs[i].there; j++)
			if (strcmp(heads[j]->name, refs[i].name) == 0) {
				refs[i].there = true;
				refs[i].oid = oid_from_git(&heads[j]->oid);
			}
	}
	return rc;
}

int wire_list(struct rota_remote *remote, struct rota_repo_want *refs, size_t count,
	      struct rota_error *err)
{
	struct wire wire;
	int rc = wire_open(&wire, remote, GIT_DIRECTION_FETCH, err);

	if (!rc)
		rc = look(&wire, refs, count, err);
	wire_close(&wire);
	return rc;
}

static int refused(struct wire *wire, const char *name, struct rota_error *err)
{
	return rota_fail(err, ROTA_EREMOTE,
			 _("nothing is lost here; tell the province what it said"),
			 _("the server refuses '%s': %s%s%s"), name, said(wire),
			 wire->said.size ? "; " : "", wire->why);
}

int wire_push(struct rota_remote *remote, const char *name, struct rota_error *err)
{
	git_push_options options;
	struct rota_buffer spec = { 0 };
	struct wire wire;
	int rc = wire_open(&wire, remote, GIT_DIRECTION_PUSH, err);

	git_push_options_init(&options, GIT_PUSH_OPTIONS_VERSION);
	options.callbacks = wire.callbacks;
	options.pb_parallelism = 1;
	rota_buffer_printf(&spec, "%s:%s", name, name);
	if (!rc)
		rc = rota_buffer_check(&spec, err);
	if (!rc) {
		git_strarray specs = { .strings = &spec.bytes, .count = 1 };

		rc = check(&wire, git_remote_upload(wire.git, &specs, &options), err);
	}
	if (!rc && wire.refused)
		rc = refused(&wire, name, err);
	wire_close(&wire);
	rota_buffer_clear(&spec);
	return rc;
}

/** The refs that are there, as refspecs; freed with free_specs(). */
static bool make_specs(git_strarray *out, const struct rota_repo_want *refs, size_t count)
{
	out->strings = calloc(count + 1, sizeof(*out->strings));
	out->count = 0;
	for (size_t i = 0; out->strings && i < count; i++) {
		if (!refs[i].there)
			continue;
		if (asprintf(&out->strings[out->count], "%s:%s", refs[i].name, refs[i].name) < 0)
			return false;
		out->count++;
	}
	return out->strings != NULL;
}

static void free_specs(git_strarray *specs)
{
	for (size_t i = 0; specs->strings && i < specs->count; i++)
		free(specs->strings[i]);
	free(specs->strings);
}

static int download(struct wire *wire, const struct rota_repo_want *refs, size_t count,
		    struct rota_error *err)
{
	git_strarray specs = { 0 };
	git_fetch_options options;
	int rc = ROTA_OK;

	git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION);
	options.callbacks = wire->callbacks;
	options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
	options.update_fetchhead = 0;
	if (!make_specs(&specs, refs, count))
		rc = out_of_memory(err);
	else if (specs.count)
		rc = check(wire, git_remote_download(wire->git, &specs, &options), err);
	free_specs(&specs);
	return rc;
}

int wire_take(struct rota_remote *remote, struct rota_repo_want *refs, size_t count,
	      struct rota_error *err)
{
	struct wire wire;
	int rc;

	pack_remove_leftovers(remote->repo);
	rc = wire_open(&wire, remote, GIT_DIRECTION_FETCH, err);
	if (!rc)
		rc = look(&wire, refs, count, err);
	if (!rc)
		rc = download(&wire, refs, count, err);
	wire_close(&wire);
	return rc ? rc : git_check(err, git_odb_refresh(remote->repo->odb), remote->repo->path);
}
