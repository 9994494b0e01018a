/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A remote over ssh, https or git://, by libgit2. It has no limits of time: the other end may hold a
 * call for ever, and the process that waits for us ends it.
 */
#include "repo/transport.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/messages.h"
#include "repo/known.h"
#include "repo/pack.h"
#include "repo/peer.h"
#include "repo/ref.h"
#include "repo/slice.h"

enum { SAID_MAX_BYTES = 4096, FETCH_MAX_KB = 1 << 20 /**< a million entries take 50 MB */ };

/** Libgit2 pushes what a ref leads to; this one is where a slice ends. */
#define SLICE_REF "refs/rota-tmp/push"

struct wire {
	struct rota_remote *remote;
	git_remote *git;
	git_remote_callbacks callbacks;
	struct peer peer;
	bool connected;
	struct rota_buffer said; /**< by the server, in its own words */
	bool refused;
	char why[128];       /**< the ref was refused */
	uint64_t most_bytes; /**< that a fetch may bring */
};

static int check_peer(git_cert *cert, int valid, const char *host, void *payload)
{
	struct wire *wire = payload;

	return peer_check(cert, valid, host, &wire->peer);
}

static int identify(git_credential **out, const char *url, const char *user, unsigned allowed,
		    void *payload)
{
	struct wire *wire = payload;

	(void)url;
	return peer_identify(out, user, allowed, &wire->peer);
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

/** A server, or whoever is on the line to it, must not fill this disk. */
static int too_much(struct wire *wire)
{
	rota_fail(&wire->peer.failed, ROTA_EREMOTE,
		  _("nothing of it was taken; tell the province. When it is right: git config "
		    "rota.most, in KB, in the office's rota.git"),
		  _("'%s' sends more than %llu KB, which is more than a province has"),
		  rota_buffer_text(&wire->remote->address.text),
		  (unsigned long long)(wire->most_bytes >> 10));
	return GIT_EUSER;
}

static int tell_fetched(const git_indexer_progress *stats, void *payload)
{
	struct wire *wire = payload;

	wire->remote->repo->progress.objects = stats->received_objects;
	wire->remote->repo->progress.objects_total = stats->total_objects;
	return stats->received_bytes > wire->most_bytes ? too_much(wire) : 0;
}

static int tell_pushed(unsigned current, unsigned total, size_t bytes, void *payload)
{
	struct wire *wire = payload;

	(void)bytes;
	wire->remote->repo->progress.objects = current;
	wire->remote->repo->progress.objects_total = total;
	return 0;
}

static int holds_more(struct wire *wire, struct rota_error *err)
{
	return rota_fail(err, ROTA_ECONFLICT, _("this folder may be an old copy: record nothing in it, and call the province"),
			 _("'%s' holds more of this log than is here"),
			 rota_buffer_text(&wire->remote->address.text));
}

/** Whether the same again may work: nobody there has said no, which libgit2 tells in these words. */
static bool is_line(int rc, const git_error *last)
{
	static const char *const refusals[] = { "remote error", "on the remote", "status code: 4",
						"redirect" };
	bool said_no = rc == GIT_EAUTH || rc == GIT_ECERTIFICATE;

	for (size_t i = 0; last && last->message && i < sizeof(refusals) / sizeof(refusals[0]); i++)
		said_no = said_no || strstr(last->message, refusals[i]);
	return !said_no;
}

/** Whether the other end has said that its own disk is full, as git and its system say it. */
static bool is_full_there(struct wire *wire)
{
	static const char *const words[] = { "No space left on device", "Out of diskspace",
					     "Disk quota exceeded" };
	bool full = false;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		full = full || strstr(said(wire), words[i]);
	return full;
}

static int full_there(struct wire *wire, struct rota_error *err)
{
	wire->remote->repo->line_failed = false;
	return rota_fail(err, ROTA_EREMOTE,
			 _("nothing is lost here; tell the province to make room on it, then do this "
			   "again"),
			 _("the disk of the server '%s' is full: %s"),
			 rota_buffer_text(&wire->remote->address.text), said(wire));
}

/** Of a failure in libgit2's words. A line that garbles its first words looks like another server. */
static const char *remote_hint(const struct wire *wire, bool is_line, const git_error *last)
{
	const char *text = last && last->message ? last->message : "";

	if (!wire->connected && (strstr(text, "pkt-line") || strstr(text, "packet length")))
		return _("what answers there is no git: compare the address with the one that the "
			 "province gave you; if that is right, do it again later");
	if (is_line)
		return _("nothing is lost here; do it again later");
	if (strstr(text, "unpacking"))
		return _("nothing is lost here; tell the province what it said");
	return _("compare the address with the one that the province gave you");
}

/** What libgit2 returned. A callback that stopped it knows better why. */
static int check(struct wire *wire, int rc, struct rota_error *err)
{
	const git_error *last = git_error_last();
	const char *address = rota_buffer_text(&wire->remote->address.text);

	if (rc >= 0)
		return ROTA_OK;
	if (wire->peer.failed.code) {
		if (err)
			*err = wire->peer.failed;
		return (int)wire->peer.failed.code;
	}
	if (rc == GIT_ENONFASTFORWARD)
		return holds_more(wire, err);
	if (last &&
	    (last->klass == GIT_ERROR_NOMEMORY || (wire->connected && last->klass == GIT_ERROR_OS)))
		return git_check(err, rc, address);
	if (is_full_there(wire))
		return full_there(wire, err);
	wire->remote->repo->line_failed = is_line(rc, last);
	return rota_fail(err, ROTA_EREMOTE, remote_hint(wire, wire->remote->repo->line_failed, last),
			 "'%s': %s%s%s", address, last && last->message ? last->message : "?",
			 wire->said.size ? "; " : "", said(wire));
}

/* --- work ------------------------------------------------------------------------------------- */

static void set_callbacks(struct wire *wire)
{
	git_remote_init_callbacks(&wire->callbacks, GIT_REMOTE_CALLBACKS_VERSION);
	wire->callbacks.certificate_check = check_peer;
	wire->callbacks.credentials = identify;
	wire->callbacks.sideband_progress = hear;
	wire->callbacks.push_update_reference = note_refusal;
	wire->callbacks.push_transfer_progress = tell_pushed;
	wire->callbacks.transfer_progress = tell_fetched;
	wire->callbacks.payload = wire;
}

/** No server sends us to another one. */
static int connect_wire(struct wire *wire, git_direction direction, struct rota_error *err)
{
	git_remote_connect_options options;

	git_remote_connect_options_init(&options, GIT_REMOTE_CONNECT_OPTIONS_VERSION);
	options.callbacks = wire->callbacks;
	options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
	return check(wire, git_remote_connect_ext(wire->git, direction, &options), err);
}

/** @param git  the repository that is sent from or taken into; borrowed. */
static int wire_open(struct wire *out, struct rota_remote *remote, git_repository *git,
		     git_direction direction, struct rota_error *err)
{
	int rc = ROTA_OK;

	*out = (struct wire){ .remote = remote, .peer = { .remote = remote } };
	set_callbacks(out);
	if (remote->address.kind == ROTA_ADDRESS_HTTPS)
		rc = peer_authorities(remote, err);
	if (!rc)
		rc = check(out,
			   git_remote_create_anonymous(&out->git, git,
						       rota_buffer_text(&remote->address.text)),
			   err);
	if (!rc)
		rc = connect_wire(out, direction, err);
	out->connected = !rc;
	if (!rc)
		peer_admitted(&out->peer);
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
	int rc = wire_open(&wire, remote, remote->repo->git, GIT_DIRECTION_FETCH, err);

	if (!rc)
		rc = look(&wire, refs, count, err);
	wire_close(&wire);
	return rc;
}

static int refused(struct wire *wire, const char *name, struct rota_error *err)
{
	if (is_full_there(wire))
		return full_there(wire, err);
	return rota_fail(err, ROTA_EREMOTE,
			 _("nothing is lost here; tell the province what it said"),
			 _("the server refuses '%s': %s%s%s"), name, said(wire),
			 wire->said.size ? "; " : "", wire->why);
}

/** What goes in this slice. */
static int choose(struct rota_repo_line *line, uint64_t *bytes, struct wire *wire,
		  const struct rota_repo_want *there, const struct rota_oid *tip,
		  uint64_t max_bytes, struct rota_error *err)
{
	struct rota_repo *repo = wire->remote->repo;
	struct rota_error tried = { 0 };
	int rc = rota_repo_line_read(line, repo, tip, there->there ? &there->oid : NULL, &tried);

	if (rc == ROTA_ENOTFOUND && there->there)
		return holds_more(wire, err);
	if (rc && err)
		*err = tried;
	return rc ? rc : slice_choose(line, bytes, repo, max_bytes, err);
}

static int upload(struct wire *wire, const char *from, const char *to, struct rota_error *err)
{
	struct rota_buffer spec = { 0 };
	git_push_options options;
	int rc;

	git_push_options_init(&options, GIT_PUSH_OPTIONS_VERSION);
	options.callbacks = wire->callbacks;
	options.pb_parallelism = 1;
	options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
	rota_buffer_printf(&spec, "%s:%s", from, to);
	rc = rota_buffer_check(&spec, err);
	if (!rc) {
		git_strarray specs = { .strings = &spec.bytes, .count = 1 };

		rc = check(wire, git_remote_upload(wire->git, &specs, &options), err);
	}
	rota_buffer_clear(&spec);
	if (!rc && wire->refused)
		rc = refused(wire, to, err);
	return rc;
}

/** Where the temporary ref is, or is not, of a run that was killed, does not matter. */
static int set_slice_ref(struct rota_repo *repo, const struct rota_oid *to, struct rota_error *err)
{
	struct rota_oid now;
	bool there = !rota_repo_ref(&now, repo, SLICE_REF, NULL);

	return there || to ? rota_repo_move(repo, SLICE_REF, there ? &now : NULL, to, err)
			   : ROTA_OK;
}

static int upload_slice(struct wire *wire, const char *name, const struct rota_oid *end,
			struct rota_error *err)
{
	int rc = set_slice_ref(wire->remote->repo, end, err);

	if (rc)
		return rc;
	rc = upload(wire, SLICE_REF, name, err);
	set_slice_ref(wire->remote->repo, NULL, NULL);
	return rc;
}

static int push_from(struct rota_repo_pushed *out, struct wire *wire, const char *name,
		     const struct rota_oid *tip, uint64_t max_bytes, struct rota_error *err)
{
	struct rota_repo_want there = { .name = name };
	struct rota_repo_line line = { 0 };
	int rc = look(wire, &there, 1, err);

	*out = (struct rota_repo_pushed){ .oid = *tip, .whole = true };
	if (rc || (there.there && oid_equal(&there.oid, tip)))
		return rc;
	rc = choose(&line, &out->bytes, wire, &there, tip, max_bytes, err);
	if (!rc) {
		out->oid = line.oids[0];
		out->whole = oid_equal(&out->oid, tip);
		wire->remote->repo->progress.slice_bytes = out->bytes;
		rc = out->whole ? upload(wire, name, name, err)
				: upload_slice(wire, name, &out->oid, err);
	}
	rota_repo_line_clear(&line);
	return rc;
}

int wire_push(struct rota_repo_pushed *out, struct rota_remote *remote, const char *name,
	      const struct rota_oid *tip, uint64_t max_bytes, struct rota_error *err)
{
	struct wire wire;
	int rc = wire_open(&wire, remote, remote->repo->git, GIT_DIRECTION_PUSH, err);

	if (!rc)
		rc = push_from(out, &wire, name, tip, max_bytes, err);
	wire_close(&wire);
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
	options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
	if (!make_specs(&specs, refs, count))
		rc = out_of_memory(err);
	else if (specs.count)
		rc = check(wire, git_remote_download(wire->git, &specs, &options), err);
	free_specs(&specs);
	return rc;
}

/** What the config says, or the usual. */
static uint64_t most_bytes(struct rota_repo *repo)
{
	struct rota_buffer value = { 0 };
	uint64_t kb = rota_repo_get(&value, repo, "most", NULL) ?
			      0 :
			      strtoull(rota_buffer_text(&value), NULL, 10);

	rota_buffer_clear(&value);
	return (kb && kb < UINT64_MAX >> 10 ? kb : FETCH_MAX_KB) << 10;
}

int wire_take(struct rota_remote *remote, struct rota_repo_want *refs, size_t count,
	      struct rota_error *err)
{
	git_repository *shown;
	struct wire wire;
	int rc = known_open(&shown, remote->repo, refs, count, err);

	if (rc)
		return rc;
	pack_remove_leftovers(remote->repo);
	rc = wire_open(&wire, remote, shown, GIT_DIRECTION_FETCH, err);
	wire.most_bytes = most_bytes(remote->repo);
	if (!rc)
		rc = look(&wire, refs, count, err);
	if (!rc)
		rc = download(&wire, refs, count, err);
	wire_close(&wire);
	git_repository_free(shown);
	return rc ? rc : git_check(err, git_odb_refresh(remote->repo->odb), remote->repo->path);
}
