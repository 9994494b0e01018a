/* SPDX-License-Identifier: Apache-2.0 */
#include "helper/request.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "helper/channel.h"
#include "helper/pulse.h"
#include "repo/bundle.h"
#include "repo/object.h"
#include "repo/ref.h"
#include "repo/remote.h"
#include "repo/tidy.h"

/** A request at work. */
struct call {
	struct session *session;
	struct rota_arena *arena;
	const struct rota_value *request;
	struct rota_value *answer;
	struct rota_error *err;
};

/* --- what is asked ---------------------------------------------------------------------------- */

static int misunderstood(struct call *call, const char *key)
{
	return rota_fail(call->err, ROTA_EBUG, _("install rota again, all of it"),
			 _("rota and its helper program do not understand each other: '%s'"), key);
}

/** A text, or NULL when it is absent. */
static const char *get_text(struct call *call, const char *key)
{
	return rota_value_text(rota_map_get(call->request, key));
}

/** The bytes of a path or an address, which need not be UTF-8; NULL when absent. */
static const char *get_path(struct call *call, const char *key)
{
	const struct rota_value *value = rota_map_get(call->request, key);

	if (!value || value->type != ROTA_BIN ||
	    memchr(value->as.bin.bytes, '\0', value->as.bin.size))
		return NULL;
	return (const char *)value->as.bin.bytes; /* the arena puts a NUL behind */
}

/** @return false when it is absent. */
static bool get_oid(struct rota_oid *out, struct call *call, const char *key)
{
	const struct rota_value *value = rota_map_get(call->request, key);

	if (!value || value->type != ROTA_BIN || value->as.bin.size != ROTA_OID_BYTES)
		return false;
	memcpy(out->bytes, value->as.bin.bytes, ROTA_OID_BYTES);
	return true;
}

/** The list "names" as texts. @return ROTA_OK; ROTA_EBUG; ROTA_ENOMEM. */
static int get_names(const char *const **out, size_t *count, struct call *call)
{
	const struct rota_value *list = rota_map_get(call->request, "names");
	const char **names;

	*count = list && list->type == ROTA_LIST ? list->as.list.count : 0;
	names = rota_arena_alloc(call->arena, (*count + 1) * sizeof(*names));
	if (!names)
		return rota_fail(call->err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < *count; i++) {
		names[i] = rota_value_text(&list->as.list.items[i]);
		if (!names[i])
			return misunderstood(call, "names");
	}
	*out = names;
	return ROTA_OK;
}

/* --- what is told ----------------------------------------------------------------------------- */

static int put(struct call *call, struct rota_value *map, const char *key, struct rota_value value)
{
	if (rota_map_set(call->arena, map, key, value))
		return rota_fail(call->err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_OK;
}

static int put_oid(struct call *call, struct rota_value *map, const char *key,
		   const struct rota_oid *oid)
{
	const char *copy = rota_arena_copy(call->arena, oid->bytes, ROTA_OID_BYTES);

	if (!copy)
		return rota_fail(call->err, ROTA_ENOMEM, NULL, _("out of memory"));
	return put(call, map, key, rota_bin(copy, ROTA_OID_BYTES));
}

/** {"event": NAME}, to be filled. */
static int event_new(struct call *call, struct rota_value *event, const char *name)
{
	*event = rota_map();
	return put(call, event, "event", rota_text(name));
}

/* --- repository ------------------------------------------------------------------------------- */

static int run_make(struct call *call)
{
	static const char *const kinds[] = { "office", "centre", "own" };
	const char *path = get_path(call, "path"), *kind = get_text(call, "kind");

	for (size_t i = 0; path && kind && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kind, kinds[i]) == 0)
			return rota_repo_make(path, (enum rota_repo_kind)i, call->err);
	return misunderstood(call, "make");
}

static int open_repo(struct call *call, const char *path)
{
	const struct rota_value *ask = rota_map_get(call->request, "ask");
	int rc = rota_repo_open(&call->session->repo, path, call->err);

	if (!rc)
		rota_repo_may_ask(call->session->repo,
				  ask && ask->type == ROTA_BOOL && ask->as.truth);
	return rc;
}

static int run_open(struct call *call)
{
	const char *path = get_path(call, "path"), *key = get_path(call, "key");

	if (!path)
		return misunderstood(call, "path");
	session_clear(call->session);
	if (key) {
		call->session->key_file = strdup(key);
		if (!call->session->key_file)
			return rota_fail(call->err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	return open_repo(call, path);
}

static int run_set(struct call *call)
{
	const char *key = get_text(call, "key");

	if (!key)
		return misunderstood(call, "key");
	return rota_repo_set(call->session->repo, key, get_path(call, "value"), call->err);
}

static int run_get(struct call *call)
{
	const char *key = get_text(call, "key"), *copy = NULL;
	struct rota_buffer value = { 0 };
	int rc = key ? rota_repo_get(&value, call->session->repo, key, call->err)
		     : misunderstood(call, "key");

	if (!rc)
		copy = rota_arena_copy(call->arena, rota_buffer_text(&value), value.size);
	if (!rc)
		rc = copy ? put(call, call->answer, "value", rota_bin(copy, value.size))
			  : rota_fail(call->err, ROTA_ENOMEM, NULL, _("out of memory"));
	rota_buffer_clear(&value);
	return rc;
}

/* --- refs ------------------------------------------------------------------------------------- */

static int run_ref(struct call *call)
{
	const char *name = get_text(call, "name");
	struct rota_oid oid;
	int rc;

	if (!name)
		return misunderstood(call, "name");
	rc = rota_repo_ref(&oid, call->session->repo, name, call->err);
	return rc ? rc : put_oid(call, call->answer, "oid", &oid);
}

static int send_ref(const char *name, const struct rota_oid *oid, void *payload,
		    struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct call own = *(struct call *)payload; /* its arena would fill with what is sent */
	struct rota_value event;
	int rc;

	own.arena = &arena;
	own.err = err;
	rc = event_new(&own, &event, "ref");
	if (!rc)
		rc = put(&own, &event, "name", rota_text(name));
	if (!rc)
		rc = put_oid(&own, &event, "oid", oid);
	if (!rc)
		rc = channel_send(&event, err);
	rota_arena_clear(&arena);
	return rc;
}

static int run_refs(struct call *call)
{
	const char *prefix = get_text(call, "prefix");

	return rota_repo_refs(call->session->repo, prefix ? prefix : "", send_ref, call, call->err);
}

static int run_move(struct call *call)
{
	const char *name = get_text(call, "name");
	struct rota_oid from, to;
	bool has_from = get_oid(&from, call, "from"), has_to = get_oid(&to, call, "to");

	if (!name)
		return misunderstood(call, "name");
	return rota_repo_move(call->session->repo, name, has_from ? &from : NULL,
			      has_to ? &to : NULL, call->err);
}

/* --- objects ---------------------------------------------------------------------------------- */

static int run_write(struct call *call)
{
	const struct rota_value *bytes = rota_map_get(call->request, "bytes");
	const char *type = get_text(call, "type");
	struct rota_oid oid;
	int rc;

	if (!type || !bytes || bytes->type != ROTA_BIN)
		return misunderstood(call, "bytes");
	rc = rota_repo_write(&oid, call->session->repo, type, bytes->as.bin.bytes,
			     bytes->as.bin.size, call->err);
	return rc ? rc : put_oid(call, call->answer, "oid", &oid);
}

/** The commit and its tree; the files follow, an event each. */
static int send_head(struct call *call, const struct rota_sealed *sealed)
{
	struct rota_value event;
	int rc = event_new(call, &event, "commit");

	if (!rc)
		rc = put_oid(call, &event, "oid", &sealed->oid);
	if (!rc && sealed->has_parent)
		rc = put_oid(call, &event, "parent", &sealed->parent);
	if (!rc)
		rc = put(call, &event, "commit", rota_bin(sealed->commit, sealed->commit_size));
	if (!rc)
		rc = put(call, &event, "tree", rota_bin(sealed->tree, sealed->tree_size));
	if (!rc)
		rc = put(call, &event, "files", rota_uint(sealed->file_count));
	return rc ? rc : channel_send(&event, call->err);
}

static int send_file(struct call *call, const struct rota_sealed_file *file)
{
	struct rota_value event;
	int rc = event_new(call, &event, "file");

	if (!rc)
		rc = put(call, &event, "name", rota_text(file->name));
	if (!rc)
		rc = put(call, &event, "bytes", rota_bin(file->bytes, file->size));
	return rc ? rc : channel_send(&event, call->err);
}

static int send_commit(struct call *call, const struct rota_oid *oid)
{
	struct rota_arena arena = { 0 };
	struct rota_repo_commit commit;
	struct call own = *call;
	int rc = rota_repo_commit_read(&commit, call->session->repo, oid, call->err);

	own.arena = &arena;
	if (!rc)
		rc = send_head(&own, &commit.sealed);
	for (size_t i = 0; !rc && i < commit.sealed.file_count; i++)
		rc = send_file(&own, &commit.sealed.files[i]);
	rota_repo_commit_clear(&commit);
	rota_arena_clear(&arena);
	return rc;
}

static int run_walk(struct call *call)
{
	struct rota_repo_line line = { 0 };
	struct rota_oid tip, after;
	bool has_after = get_oid(&after, call, "after");
	int rc;

	if (!get_oid(&tip, call, "tip"))
		return misunderstood(call, "tip");
	rc = rota_repo_line_read(&line, call->session->repo, &tip, has_after ? &after : NULL,
				 call->err);
	for (size_t i = line.count; !rc && i > 0; i--)
		rc = send_commit(call, &line.oids[i - 1]);
	rota_repo_line_clear(&line);
	return rc;
}

static int run_pack(struct call *call)
{
	return rota_repo_tidy(call->session->repo, call->err);
}

static int run_sweep(struct call *call)
{
	rota_repo_sweep(call->session->repo);
	return ROTA_OK;
}

static int run_flush(struct call *call)
{
	return rota_repo_flush(call->session->repo, call->err);
}

/* --- remote ----------------------------------------------------------------------------------- */

static int list(struct call *call, struct rota_remote *remote, const char *const *names,
		size_t count)
{
	struct rota_repo_want *refs = rota_arena_alloc(call->arena, (count + 1) * sizeof(*refs));
	int rc;

	if (!refs)
		return rota_fail(call->err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < count; i++)
		refs[i] = (struct rota_repo_want){ .name = names[i] };
	rc = rota_remote_list(remote, refs, count, call->err);
	for (size_t i = 0; !rc && i < count; i++)
		if (refs[i].there)
			rc = send_ref(refs[i].name, &refs[i].oid, call, call->err);
	return rc;
}

static int push(struct call *call, struct rota_remote *remote, const char *const *names,
		size_t count)
{
	const struct rota_value *most = rota_map_get(call->request, "bytes");
	struct rota_repo_pushed pushed;
	int rc;

	if (count != 1 || !most || most->type != ROTA_UINT)
		return misunderstood(call, "names");
	rc = rota_remote_push(&pushed, remote, names[0], most->as.number, call->err);
	if (!rc)
		rc = put_oid(call, call->answer, "oid", &pushed.oid);
	if (!rc)
		rc = put(call, call->answer, "bytes", rota_uint(pushed.bytes));
	return rc ? rc : put(call, call->answer, "whole", rota_bool(pushed.whole));
}

static int fetch(struct call *call, struct rota_remote *remote, const char *const *names,
		 size_t count)
{
	return rota_remote_fetch(remote, names, count, call->err);
}

typedef int exchange_fn(struct call *call, struct rota_remote *remote, const char *const *names,
			size_t count);

/** One connection, with a pulse. */
static int exchange(struct call *call, exchange_fn *work)
{
	struct rota_repo *repo = call->session->repo;
	struct rota_remote *remote = NULL;
	const char *const *names;
	struct pulse *pulse;
	size_t count;
	int rc = get_names(&names, &count, call);

	if (rc)
		return rc;
	pulse = pulse_start(rota_repo_progress(repo));
	rc = rota_remote_open(&remote, repo, call->session->key_file, call->err);
	if (!rc)
		rc = work(call, remote, names, count);
	rota_remote_close(remote);
	pulse_stop(pulse);
	return rc;
}

static int run_list(struct call *call)
{
	return exchange(call, list);
}

static int run_push(struct call *call)
{
	return exchange(call, push);
}

static int run_fetch(struct call *call)
{
	return exchange(call, fetch);
}

/* --- bundles ---------------------------------------------------------------------------------- */

/** Work on a bundle, with a pulse. */
static int with_pulse(struct call *call, int (*work)(struct call *call, const char *path))
{
	const char *path = get_path(call, "path");
	struct pulse *pulse;
	int rc;

	if (!path)
		return misunderstood(call, "path");
	pulse = pulse_start(rota_repo_progress(call->session->repo));
	rc = work(call, path);
	pulse_stop(pulse);
	return rc;
}

/** The list "slices" of maps `name`, `skip`. */
static int get_slices(struct rota_bundle_order *order, struct call *call)
{
	const struct rota_value *list = rota_map_get(call->request, "slices");
	struct rota_bundle_slice *slices;

	order->count = list && list->type == ROTA_LIST ? list->as.list.count : 0;
	slices = rota_arena_alloc(call->arena, (order->count + 1) * sizeof(*slices));
	if (!slices)
		return rota_fail(call->err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < order->count; i++) {
		const struct rota_value *skip = rota_map_get(&list->as.list.items[i], "skip");

		slices[i].name = rota_value_text(rota_map_get(&list->as.list.items[i], "name"));
		slices[i].skip = skip && skip->type == ROTA_UINT ? skip->as.number : 0;
		if (!slices[i].name)
			return misunderstood(call, "slices");
	}
	order->slices = slices;
	return ROTA_OK;
}

static int send_written(const char *path, uint64_t bytes, void *payload, struct rota_error *err)
{
	struct call own = *(struct call *)payload;
	struct rota_value event;
	int rc;

	own.err = err;
	rc = event_new(&own, &event, "file");
	if (!rc)
		rc = put(&own, &event, "path", rota_bin(path, strlen(path)));
	if (!rc)
		rc = put(&own, &event, "bytes", rota_uint(bytes));
	return rc ? rc : channel_send(&event, err);
}

static int write_bundle(struct call *call, const char *path)
{
	const struct rota_value *most = rota_map_get(call->request, "most");
	struct rota_bundle_order order = { .path = path };
	int rc = get_slices(&order, call);

	order.max_bytes = most && most->type == ROTA_UINT ? most->as.number : 0;
	return rc ? rc
		  : rota_repo_bundle_write(call->session->repo, &order, send_written, call,
					   call->err);
}

static int run_bundle_write(struct call *call)
{
	return with_pulse(call, write_bundle);
}

static int run_bundle_read(struct call *call)
{
	const char *path = get_path(call, "path");

	if (!path)
		return misunderstood(call, "path");
	return rota_repo_bundle_read(call->session->repo, path, send_ref, call, call->err);
}

static int take_bundle(struct call *call, const char *path)
{
	const char *const *names = NULL;
	size_t count = 0;
	int rc = get_names(&names, &count, call);

	return rc ? rc
		  : rota_repo_bundle_take(call->session->repo, path, names, count, send_ref, call,
					  call->err);
}

static int run_bundle_take(struct call *call)
{
	return with_pulse(call, take_bundle);
}

static int apply_bundle(struct call *call, const char *path)
{
	const char *const *names = NULL;
	size_t count = 0;
	int rc = get_names(&names, &count, call);

	return rc ? rc
		  : rota_repo_bundle_apply(call->session->repo, path, names, count, call->err);
}

static int run_bundle_apply(struct call *call)
{
	return with_pulse(call, apply_bundle);
}

/** The list "files" of paths. */
static int get_files(const char *const **out, size_t *count, struct call *call)
{
	const struct rota_value *list = rota_map_get(call->request, "files");
	const char **files;

	*count = list && list->type == ROTA_LIST ? list->as.list.count : 0;
	files = rota_arena_alloc(call->arena, (*count + 1) * sizeof(*files));
	if (!files)
		return rota_fail(call->err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < *count; i++) {
		const struct rota_value *file = &list->as.list.items[i];

		if (file->type != ROTA_BIN ||
		    memchr(file->as.bin.bytes, '\0', file->as.bin.size))
			return misunderstood(call, "files");
		files[i] = (const char *)file->as.bin.bytes; /* the arena puts a NUL behind */
	}
	*out = files;
	return ROTA_OK;
}

static int run_bundle_join(struct call *call)
{
	const char *path = get_path(call, "path");
	const char *const *files = NULL;
	size_t count = 0;
	int rc = path ? get_files(&files, &count, call) : misunderstood(call, "path");

	return rc ? rc : rota_repo_bundle_join(path, files, count, send_written, call, call->err);
}

/* --- all of them ------------------------------------------------------------------------------ */

static const struct {
	const char *name;
	bool needs_repo;
	int (*run)(struct call *call);
} requests[] = {
	{ "make", false, run_make },
	{ "open", false, run_open },
	{ "set", true, run_set },
	{ "get", true, run_get },
	{ "ref", true, run_ref },
	{ "refs", true, run_refs },
	{ "move", true, run_move },
	{ "write", true, run_write },
	{ "walk", true, run_walk },
	{ "pack", true, run_pack },
	{ "sweep", true, run_sweep },
	{ "flush", true, run_flush },
	{ "list", true, run_list },
	{ "push", true, run_push },
	{ "fetch", true, run_fetch },
	{ "bundle-write", true, run_bundle_write },
	{ "bundle-join", false, run_bundle_join },
	{ "bundle-read", true, run_bundle_read },
	{ "bundle-take", true, run_bundle_take },
	{ "bundle-apply", true, run_bundle_apply },
};

int request_run(struct rota_value *answer, struct session *session, struct rota_arena *arena,
		const struct rota_value *request, struct rota_error *err)
{
	struct call call = { session, arena, request, answer, err };
	const char *name = get_text(&call, "do");

	*answer = rota_map();
	for (size_t i = 0; name && i < sizeof(requests) / sizeof(requests[0]); i++)
		if (strcmp(name, requests[i].name) == 0 &&
		    (session->repo || !requests[i].needs_repo))
			return requests[i].run(&call);
	return misunderstood(&call, name ? name : "do");
}

void session_clear(struct session *session)
{
	rota_repo_close(session->repo);
	free(session->key_file);
	*session = (struct session){ 0 };
}
