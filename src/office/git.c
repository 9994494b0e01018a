/* SPDX-License-Identifier: Apache-2.0 */
#include "office/git.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/messages.h"
#include "base/process.h"
#include "codec/frame.h"
#include "rota/language.h"

#define PROGRAM "rota-git"

enum {
	CONNECT_S = 20, /**< until a server must have said something */
	STALL_S = 30,
	DEADLINE_S = 15 * 60,
	CLOSE_WAIT_MS = 5000, /**< it has nothing to do but to release its memory */
	PATH_SIZE = 4096
};

struct rota_git {
	char *path, *key_file;
	struct rota_process process;
	bool busy;                /**< a request is at work */
	struct rota_arena frames; /**< of the request at work */
};

/* --- frames ---------------------------------------------------------------------------------- */

static int out_of_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/** What the helper said is none of what it may say. */
static int misunderstood(struct rota_error *err)
{
	return rota_fail(err, ROTA_EIO, _("install rota again, all of it"),
			 _("rota and its helper program do not understand each other"));
}

static int send_frame(struct rota_git *git, const struct rota_value *map,
		      const struct rota_patience *patience, struct rota_error *err)
{
	struct rota_buffer frame = { 0 };
	int rc = rota_frame_encode(&frame, map, err);

	if (!rc)
		rc = rota_process_write(&git->process, frame.bytes, frame.size, patience, err);
	rota_buffer_clear(&frame);
	return rc;
}

static int receive_frame(struct rota_value *out, struct rota_git *git,
			 const struct rota_patience *patience, struct rota_error *err)
{
	uint8_t head[ROTA_FRAME_HEAD_BYTES];
	void *bytes;
	size_t size;
	int rc = rota_process_read(&git->process, head, sizeof(head), patience, err);

	if (rc)
		return rc;
	if (rota_frame_size(&size, head, NULL))
		return misunderstood(err);
	bytes = malloc(size);
	if (!bytes)
		return out_of_memory(err);
	rc = rota_process_read(&git->process, bytes, size, patience, err);
	if (!rc)
		rc = rota_frame_decode(out, &git->frames, bytes, size, err);
	free(bytes);
	return rc == ROTA_ECORRUPT ? misunderstood(err) : rc;
}

/** The code of a failure that the helper tells, or ROTA_EIO when it is none. */
static int told_failure(const struct rota_value *answer, struct rota_error *err)
{
	const struct rota_value *code = rota_map_get(answer, "failed");
	const char *message = rota_value_text(rota_map_get(answer, "message"));
	const char *hint = rota_value_text(rota_map_get(answer, "hint"));

	if (code->type != ROTA_INT || code->as.negative < ROTA_EREASON || !message || !hint)
		return misunderstood(err);
	return rota_fail(err, (enum rota_code)code->as.negative, *hint ? hint : NULL, "%s",
			 message);
}

/* --- one request ------------------------------------------------------------------------------ */

/** Called for each event of a request; non-zero stops it. */
typedef int event_fn(const char *name, const struct rota_value *event, void *payload,
		     struct rota_error *err);

/** A request, and how long it may take. */
struct request {
	struct rota_value map;
	event_fn *heard;
	void *payload;
	struct rota_patience patience;
	uint64_t stall_ms; /**< from the first event on */
	bool keep_events;  /**< the values of an event live on: the next may belong to it */
	bool answered;     /**< an event came */
};

/** Hear events until the answer comes. */
static int hear(struct rota_value *answer, struct rota_git *git, struct request *request,
		struct rota_error *err)
{
	for (;;) {
		const char *event;
		int rc = receive_frame(answer, git, &request->patience, err);

		if (rc)
			return rc;
		event = rota_value_text(rota_map_get(answer, "event"));
		if (!event)
			return ROTA_OK;
		request->answered = true;
		request->patience.stall_ms = request->stall_ms;
		rc = request->heard ? request->heard(event, answer, request->payload, err)
				    : ROTA_OK;
		if (rc)
			return rc;
		if (!request->keep_events)
			rota_arena_reset(&git->frames);
	}
}

static int exchange_frames(struct rota_value *answer, struct rota_git *git, struct request *request,
			   struct rota_error *err)
{
	int rc = send_frame(git, &request->map, &request->patience, err);

	if (!rc)
		rc = hear(answer, git, request, err);
	/* Whatever stopped us, the helper may be at work still, or in the middle of a word. */
	if (rc)
		rota_process_kill(&git->process);
	else if (rota_map_get(answer, "failed"))
		rc = told_failure(answer, err);
	else if (!rota_map_get(answer, "ok"))
		rc = misunderstood(err);
	return rc;
}

static int start(struct rota_git *git, struct rota_error *err)
{
	char program[PATH_SIZE];
	const char *argv[] = { program, "--lang", rota_language() == ROTA_VI ? "vi" : "en", NULL };
	int rc = rota_process_find(program, sizeof(program), PROGRAM, err);

	return rc ? rc : rota_process_open(&git->process, argv, err);
}

static int put(struct rota_git *git, struct rota_value *map, const char *key,
	       struct rota_value value, struct rota_error *err)
{
	return rota_map_set(&git->frames, map, key, value) ? out_of_memory(err) : ROTA_OK;
}

static int put_oid(struct rota_git *git, struct rota_value *map, const char *key,
		   const struct rota_oid *oid, struct rota_error *err)
{
	return oid ? put(git, map, key, rota_bin(oid->bytes, ROTA_OID_BYTES), err) : ROTA_OK;
}

static int put_path(struct rota_git *git, struct rota_value *map, const char *key, const char *path,
		    struct rota_error *err)
{
	return path ? put(git, map, key, rota_bin(path, strlen(path)), err) : ROTA_OK;
}

/** Begin a request: {"do": NAME}. */
static int request_new(struct request *out, struct rota_git *git, const char *name,
		       struct rota_error *err)
{
	*out = (struct request){ .map = rota_map() };
	if (git->busy)
		return rota_fail(err, ROTA_EBUG, NULL,
				 _("the helper program is asked in the middle of its answer"));
	rota_arena_reset(&git->frames);
	return put(git, &out->map, "do", rota_text(name), err);
}

/** Start the helper on the repository, if it is not there. */
static int ensure_open(struct rota_git *git, struct rota_error *err)
{
	struct rota_value answer;
	struct request open = { .map = rota_map() };
	int rc;

	if (git->process.pid)
		return ROTA_OK;
	rc = start(git, err);
	if (!rc && git->path) {
		rc = put(git, &open.map, "do", rota_text("open"), err);
		if (!rc)
			rc = put_path(git, &open.map, "path", git->path, err);
		if (!rc)
			rc = put_path(git, &open.map, "key", git->key_file, err);
		if (!rc)
			rc = exchange_frames(&answer, git, &open, err);
		if (rc)
			rota_process_kill(&git->process);
	}
	return rc;
}

/**
 * Ask and wait for the answer.
 * @param[out] answer  may be NULL; lives until the next request.
 */
static int ask(struct rota_value *answer, struct rota_git *git, struct request *request,
	       struct rota_error *err)
{
	struct rota_value own;
	int rc = ensure_open(git, err);

	if (rc)
		return rc;
	git->busy = true;
	rc = exchange_frames(answer ? answer : &own, git, request, err);
	git->busy = false;
	return rc;
}

static bool get_oid(struct rota_oid *out, const struct rota_value *map, const char *key)
{
	const struct rota_value *value = rota_map_get(map, key);

	if (!value || value->type != ROTA_BIN || value->as.bin.size != ROTA_OID_BYTES)
		return false;
	memcpy(out->bytes, value->as.bin.bytes, ROTA_OID_BYTES);
	return true;
}

static bool get_bytes(const void **bytes, size_t *size, const struct rota_value *map,
		      const char *key)
{
	const struct rota_value *value = rota_map_get(map, key);

	if (!value || value->type != ROTA_BIN)
		return false;
	*bytes = value->as.bin.bytes;
	*size = value->as.bin.size;
	return true;
}

/* --- repository ------------------------------------------------------------------------------- */

/** End the helper. One that does not end by itself is killed. */
static void stop(struct rota_git *git)
{
	rota_process_close(&git->process, CLOSE_WAIT_MS);
	rota_arena_clear(&git->frames);
}

int rota_git_make(const char *path, enum rota_git_kind kind, struct rota_error *err)
{
	static const char *const kinds[] = { "office", "centre", "own" };
	struct rota_git git = { 0 };
	struct request request;
	int rc = request_new(&request, &git, "make", err);

	if (!rc)
		rc = put_path(&git, &request.map, "path", path, err);
	if (!rc)
		rc = put(&git, &request.map, "kind", rota_text(kinds[kind]), err);
	if (!rc)
		rc = ask(NULL, &git, &request, err);
	stop(&git);
	return rc;
}

int rota_git_open(struct rota_git **out, const char *path, const char *key_file,
		  struct rota_error *err)
{
	struct rota_git *git = calloc(1, sizeof(*git));

	*out = NULL;
	if (git) {
		git->path = strdup(path);
		git->key_file = key_file ? strdup(key_file) : NULL;
	}
	if (!git || !git->path || (key_file && !git->key_file)) {
		rota_git_close(git);
		return out_of_memory(err);
	}
	*out = git;
	return ROTA_OK;
}

void rota_git_close(struct rota_git *git)
{
	if (!git)
		return;
	stop(git);
	free(git->path);
	free(git->key_file);
	free(git);
}

/* --- refs ------------------------------------------------------------------------------------- */

int rota_git_ref(struct rota_oid *out, struct rota_git *git, const char *name,
		 struct rota_error *err)
{
	struct rota_value answer;
	struct request request;
	int rc = request_new(&request, git, "ref", err);

	if (!rc)
		rc = put(git, &request.map, "name", rota_text(name), err);
	if (!rc)
		rc = ask(&answer, git, &request, err);
	if (!rc && !get_oid(out, &answer, "oid"))
		rc = misunderstood(err);
	return rc;
}

struct ref_visit {
	rota_git_ref_fn *visit;
	void *payload;
};

static int hear_ref(const char *event, const struct rota_value *map, void *payload,
		    struct rota_error *err)
{
	struct ref_visit *visit = payload;
	const char *name = rota_value_text(rota_map_get(map, "name"));
	struct rota_oid oid;

	if (strcmp(event, "ref") != 0 || !name || !get_oid(&oid, map, "oid"))
		return misunderstood(err);
	return visit->visit(name, &oid, visit->payload, err);
}

int rota_git_refs(struct rota_git *git, const char *prefix, rota_git_ref_fn *visit, void *payload,
		  struct rota_error *err)
{
	struct ref_visit visits = { visit, payload };
	struct request request;
	int rc = request_new(&request, git, "refs", err);

	request.heard = hear_ref;
	request.payload = &visits;
	if (!rc)
		rc = put(git, &request.map, "prefix", rota_text(prefix), err);
	return rc ? rc : ask(NULL, git, &request, err);
}

int rota_git_move(struct rota_git *git, const char *name, const struct rota_oid *from,
		  const struct rota_oid *to, struct rota_error *err)
{
	struct request request;
	int rc = request_new(&request, git, "move", err);

	if (!rc)
		rc = put(git, &request.map, "name", rota_text(name), err);
	if (!rc)
		rc = put_oid(git, &request.map, "from", from, err);
	if (!rc)
		rc = put_oid(git, &request.map, "to", to, err);
	return rc ? rc : ask(NULL, git, &request, err);
}

/* --- objects ---------------------------------------------------------------------------------- */

int rota_git_write(struct rota_oid *out, struct rota_git *git, const char *type, const void *bytes,
		   size_t size, struct rota_error *err)
{
	struct rota_value answer;
	struct request request;
	int rc = request_new(&request, git, "write", err);

	if (!rc)
		rc = put(git, &request.map, "type", rota_text(type), err);
	if (!rc)
		rc = put(git, &request.map, "bytes", rota_bin(bytes, size), err);
	if (!rc)
		rc = ask(&answer, git, &request, err);
	if (!rc && !get_oid(out, &answer, "oid"))
		rc = misunderstood(err);
	return rc;
}

static int put_sealed(struct rota_git *git, const struct rota_sealed *sealed,
		      struct rota_error *err)
{
	struct rota_oid oid;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < sealed->file_count; i++)
		rc = rota_git_write(&oid, git, "blob", sealed->files[i].bytes,
				    sealed->files[i].size, err);
	if (!rc)
		rc = rota_git_write(&oid, git, "tree", sealed->tree, sealed->tree_size, err);
	if (!rc)
		rc = rota_git_write(&oid, git, "commit", sealed->commit, sealed->commit_size, err);
	if (!rc && memcmp(&oid, &sealed->oid, sizeof(oid)) != 0)
		rc = rota_fail(err, ROTA_EINVALID, NULL,
			       _("a commit has another id than its bytes"));
	return rc;
}

int rota_git_put(struct rota_git *git, const struct rota_sealed *sealed, size_t count,
		 struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < count; i++)
		rc = put_sealed(git, &sealed[i], err);
	return rc;
}

/** A commit as its parts arrive. */
struct walk {
	struct rota_git *git;
	rota_git_visit_fn *visit;
	void *payload;
	struct rota_sealed sealed;
	size_t expected; /**< files */
};

static bool take_head(struct walk *walk, const struct rota_value *map)
{
	struct rota_sealed *sealed = &walk->sealed;
	const struct rota_value *files = rota_map_get(map, "files");

	*sealed = (struct rota_sealed){ 0 };
	sealed->has_parent = get_oid(&sealed->parent, map, "parent");
	walk->expected = files && files->type == ROTA_UINT ? (size_t)files->as.number : SIZE_MAX;
	return get_oid(&sealed->oid, map, "oid") &&
	       get_bytes(&sealed->commit, &sealed->commit_size, map, "commit") &&
	       get_bytes(&sealed->tree, &sealed->tree_size, map, "tree") &&
	       walk->expected <= sizeof(sealed->files) / sizeof(sealed->files[0]);
}

static bool take_file(struct walk *walk, const struct rota_value *map)
{
	struct rota_sealed_file *file;

	if (walk->sealed.file_count >= walk->expected)
		return false;
	file = &walk->sealed.files[walk->sealed.file_count++];
	file->name = rota_value_text(rota_map_get(map, "name"));
	return file->name && get_bytes(&file->bytes, &file->size, map, "bytes");
}

static int hear_commit(const char *event, const struct rota_value *map, void *payload,
		       struct rota_error *err)
{
	struct walk *walk = payload;
	bool head = strcmp(event, "commit") == 0;
	int rc;

	if (head && walk->sealed.file_count != walk->expected)
		return misunderstood(err); /* the one before is not whole */
	if (head ? !take_head(walk, map) : strcmp(event, "file") != 0 || !take_file(walk, map))
		return misunderstood(err);
	if (walk->sealed.file_count < walk->expected)
		return ROTA_OK;
	rc = walk->visit(&walk->sealed, walk->payload, err);
	rota_arena_reset(&walk->git->frames);
	return rc;
}

int rota_git_walk(struct rota_git *git, const struct rota_oid *tip, const struct rota_oid *after,
		  rota_git_visit_fn *visit, void *payload, struct rota_error *err)
{
	struct walk walk = { .git = git, .visit = visit, .payload = payload };
	struct request request;
	int rc = request_new(&request, git, "walk", err);

	request.heard = hear_commit;
	request.payload = &walk;
	request.keep_events = true;
	if (!rc)
		rc = put_oid(git, &request.map, "tip", tip, err);
	if (!rc)
		rc = put_oid(git, &request.map, "after", after, err);
	return rc ? rc : ask(NULL, git, &request, err);
}

int rota_git_pack(struct rota_git *git, struct rota_error *err)
{
	struct request request;
	int rc = request_new(&request, git, "pack", err);

	return rc ? rc : ask(NULL, git, &request, err);
}

/* --- remote ----------------------------------------------------------------------------------- */

int rota_git_remote_set(struct rota_git *git, const char *key, const char *value,
			struct rota_error *err)
{
	struct request request;
	int rc = request_new(&request, git, "set", err);

	if (!rc)
		rc = put(git, &request.map, "key", rota_text(key), err);
	if (!rc)
		rc = put_path(git, &request.map, "value", value, err);
	return rc ? rc : ask(NULL, git, &request, err);
}

int rota_git_remote_get(struct rota_buffer *out, struct rota_git *git, const char *key,
			struct rota_error *err)
{
	struct rota_value answer;
	struct request request;
	const void *bytes = NULL;
	size_t size = 0;
	int rc = request_new(&request, git, "get", err);

	if (!rc)
		rc = put(git, &request.map, "key", rota_text(key), err);
	if (!rc)
		rc = ask(&answer, git, &request, err);
	if (!rc && !get_bytes(&bytes, &size, &answer, "value"))
		rc = misunderstood(err);
	if (rc)
		return rc;
	rota_buffer_append(out, bytes, size);
	return rota_buffer_check(out, err);
}

/** The limits of an exchange, in milliseconds, and when it is over. */
struct limits {
	uint64_t connect_ms, stall_ms, deadline_ms, end_ms;
};

static int read_limit(uint64_t *out_ms, struct rota_git *git, const char *key, unsigned otherwise_s,
		      struct rota_error *err)
{
	struct rota_error tried = { 0 };
	struct rota_buffer value = { 0 };
	int rc = rota_git_remote_get(&value, git, key, &tried);
	unsigned long seconds = strtoul(rota_buffer_text(&value), NULL, 10);

	rota_buffer_clear(&value);
	if (rc && rc != ROTA_ENOTFOUND) {
		if (err)
			*err = tried;
		return rc;
	}
	*out_ms = 1000 * (rc || seconds == 0 || seconds > 86400 ? otherwise_s : seconds);
	return ROTA_OK;
}

static int read_limits(struct limits *out, struct rota_git *git, struct rota_error *err)
{
	int rc = read_limit(&out->connect_ms, git, "connect", CONNECT_S, err);

	if (!rc)
		rc = read_limit(&out->stall_ms, git, "stall", STALL_S, err);
	if (!rc)
		rc = read_limit(&out->deadline_ms, git, "deadline", DEADLINE_S, err);
	out->end_ms = rota_process_now_ms() + out->deadline_ms;
	return rc;
}

static int gave_up(const struct request *request, const struct limits *limits,
		   struct rota_error *err)
{
	const char *hint = _("nothing is lost here; do it again later");

	if (rota_process_now_ms() >= limits->end_ms)
		return rota_fail(err, ROTA_EREMOTE, hint,
				 _("the exchange was not finished after %lu seconds"),
				 (unsigned long)(limits->deadline_ms / 1000));
	if (request->answered)
		return rota_fail(err, ROTA_EREMOTE, hint,
				 _("the line has been dead for %lu seconds"),
				 (unsigned long)(limits->stall_ms / 1000));
	return rota_fail(err, ROTA_EREMOTE, hint, _("the server has not answered for %lu seconds"),
			 (unsigned long)(limits->connect_ms / 1000));
}

/** Ask for something that may hang; a helper that does is ended. */
static int ask_remote(struct rota_git *git, struct request *request, const struct limits *limits,
		      struct rota_error *err)
{
	struct rota_error tried = { 0 };
	int rc;

	request->patience = (struct rota_patience){ .stall_ms = limits->connect_ms,
						    .deadline_ms = limits->end_ms };
	request->stall_ms = limits->stall_ms;
	rc = ask(NULL, git, request, &tried);
	if (rc == ROTA_EBUSY && !git->process.pid) /* not a lock that the helper told of */
		return gave_up(request, limits, err);
	if (rc && err)
		*err = tried;
	return rc;
}

static int put_names(struct rota_git *git, struct rota_value *map, const char *const *names,
		     size_t count, struct rota_error *err)
{
	struct rota_value list = rota_list();

	for (size_t i = 0; i < count; i++)
		if (rota_list_add(&git->frames, &list, rota_text(names[i])))
			return out_of_memory(err);
	return count ? put(git, map, "names", list, err) : ROTA_OK;
}

/* --- list ------------------------------------------------------------------------------------- */

struct list {
	struct rota_git_want *refs;
	size_t count;
};

static int hear_list(const char *event, const struct rota_value *map, void *payload,
		     struct rota_error *err)
{
	struct list *list = payload;
	const char *name = rota_value_text(rota_map_get(map, "name"));
	struct rota_oid oid;

	if (strcmp(event, "progress") == 0)
		return ROTA_OK;
	if (strcmp(event, "ref") != 0 || !name || !get_oid(&oid, map, "oid"))
		return misunderstood(err);
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->refs[i].name, name) == 0) {
			list->refs[i].there = true;
			list->refs[i].oid = oid;
		}
	return ROTA_OK;
}

static int put_wants(struct rota_git *git, struct rota_value *map, struct rota_git_want *refs,
		     size_t count, struct rota_error *err)
{
	struct rota_value list = rota_list();

	for (size_t i = 0; i < count; i++) {
		refs[i].there = false;
		if (rota_list_add(&git->frames, &list, rota_text(refs[i].name)))
			return out_of_memory(err);
	}
	return count ? put(git, map, "names", list, err) : ROTA_OK;
}

static int list_within(struct rota_git *git, struct rota_git_want *refs, size_t count,
		       const struct limits *limits, struct rota_error *err)
{
	struct list list = { refs, count };
	struct request request;
	int rc = request_new(&request, git, "list", err);

	request.heard = hear_list;
	request.payload = &list;
	if (!rc)
		rc = put_wants(git, &request.map, refs, count, err);
	return rc ? rc : ask_remote(git, &request, limits, err);
}

int rota_git_list(struct rota_git *git, struct rota_git_want *refs, size_t count,
		  struct rota_error *err)
{
	struct limits limits;
	int rc = read_limits(&limits, git, err);

	return rc ? rc : list_within(git, refs, count, &limits, err);
}

/* --- push and fetch --------------------------------------------------------------------------- */

/** Whether the remote has the ref where it is here. */
static bool has_arrived(struct rota_git *git, const char *name, const struct limits *limits)
{
	struct rota_git_want there = { .name = name };
	struct rota_oid here;

	return !rota_git_ref(&here, git, name, NULL) &&
	       !list_within(git, &there, 1, limits, NULL) && there.there &&
	       memcmp(&here, &there.oid, sizeof(here)) == 0;
}

int rota_git_push(struct rota_git *git, const char *name, struct rota_error *err)
{
	struct rota_error tried = { 0 };
	struct limits limits;
	struct request request;
	int rc = read_limits(&limits, git, err);

	if (!rc)
		rc = request_new(&request, git, "push", err);
	if (!rc)
		rc = put_names(git, &request.map, &name, 1, err);
	if (rc)
		return rc;
	rc = ask_remote(git, &request, &limits, &tried);
	if ((rc == ROTA_EREMOTE || rc == ROTA_EIO) && request.answered &&
	    has_arrived(git, name, &limits))
		return ROTA_OK;
	if (rc && err)
		*err = tried;
	return rc;
}

struct fetch {
	rota_git_progress_fn *progress;
	void *payload;
};

static uint64_t get_number(const struct rota_value *map, const char *key)
{
	const struct rota_value *value = rota_map_get(map, key);

	return value && value->type == ROTA_UINT ? value->as.number : 0;
}

static int hear_progress(const char *event, const struct rota_value *map, void *payload,
			 struct rota_error *err)
{
	struct fetch *fetch = payload;
	struct rota_git_progress progress = { get_number(map, "bytes"), get_number(map, "objects"),
					      get_number(map, "objects_total") };

	if (strcmp(event, "progress") != 0)
		return misunderstood(err);
	if (fetch->progress)
		fetch->progress(&progress, fetch->payload);
	return ROTA_OK;
}

int rota_git_fetch(struct rota_git *git, const char *const *names, size_t count,
		   rota_git_progress_fn *progress, void *payload, struct rota_error *err)
{
	struct fetch fetch = { progress, payload };
	struct limits limits;
	struct request request;
	int rc = read_limits(&limits, git, err);

	if (!rc)
		rc = request_new(&request, git, "fetch", err);
	if (rc)
		return rc;
	request.heard = hear_progress;
	request.payload = &fetch;
	rc = put_names(git, &request.map, names, count, err);
	return rc ? rc : ask_remote(git, &request, &limits, err);
}

/* --- bundles ---------------------------------------------------------------------------------- */

static int bundle(struct rota_git *git, const char *what, const char *path,
		  const char *const *names, size_t count, struct rota_error *err)
{
	struct request request;
	int rc = request_new(&request, git, what, err);

	if (!rc)
		rc = put_path(git, &request.map, "path", path, err);
	if (!rc)
		rc = put_names(git, &request.map, names, count, err);
	return rc ? rc : ask(NULL, git, &request, err);
}

int rota_git_bundle_write(struct rota_git *git, const char *path, const char *const *names,
			  size_t count, struct rota_error *err)
{
	return bundle(git, "bundle-write", path, names, count, err);
}

int rota_git_bundle_apply(struct rota_git *git, const char *path, const char *const *names,
			  size_t count, struct rota_error *err)
{
	return bundle(git, "bundle-apply", path, names, count, err);
}
