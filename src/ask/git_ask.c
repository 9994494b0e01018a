/* SPDX-License-Identifier: Apache-2.0 */
#include "ask/git_ask.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/messages.h"
#include "codec/frame.h"
#include "rota/language.h"

#define PROGRAM "rota-git"

enum { PATH_SIZE = 4096 };

/* --- frames ---------------------------------------------------------------------------------- */

int rota_ask_no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/** What the helper said is none of what it may say. */
int rota_ask_misunderstood(struct rota_error *err)
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
		return rota_ask_misunderstood(err);
	bytes = malloc(size);
	if (!bytes)
		return rota_ask_no_memory(err);
	rc = rota_process_read(&git->process, bytes, size, patience, err);
	if (!rc)
		rc = rota_frame_decode(out, &git->frames, bytes, size, err);
	free(bytes);
	return rc == ROTA_ECORRUPT ? rota_ask_misunderstood(err) : rc;
}

/** The code of a failure that the helper tells, or ROTA_EIO when it is none. */
static int told_failure(struct rota_git *git, const struct rota_value *answer,
			struct rota_error *err)
{
	const struct rota_value *code = rota_map_get(answer, "failed");
	const char *message = rota_value_text(rota_map_get(answer, "message"));
	const char *hint = rota_value_text(rota_map_get(answer, "hint"));

	if (code->type != ROTA_INT || code->as.negative < ROTA_EREASON || !message || !hint)
		return rota_ask_misunderstood(err);
	git->line_failed = git->line_failed || rota_map_get(answer, "again");
	return rota_fail(err, (enum rota_code)code->as.negative, *hint ? hint : NULL, "%s",
			 message);
}

/* --- one request ------------------------------------------------------------------------------ */

/** Hear events until the answer comes. */
static int hear(struct rota_value *answer, struct rota_git *git, struct rota_asking *request,
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

static int exchange_frames(struct rota_value *answer, struct rota_git *git,
			   struct rota_asking *request, struct rota_error *err)
{
	int rc = send_frame(git, &request->map, &request->patience, err);

	if (!rc)
		rc = hear(answer, git, request, err);
	/* Whatever stopped us, the helper may be at work still, or in the middle of a word. */
	if (rc)
		rota_process_kill(&git->process);
	else if (rota_map_get(answer, "failed"))
		rc = told_failure(git, answer, err);
	else if (!rota_map_get(answer, "ok"))
		rc = rota_ask_misunderstood(err);
	return rc;
}

static int start(struct rota_git *git, struct rota_error *err)
{
	char program[PATH_SIZE];
	const char *argv[] = { program, "--lang", rota_language() == ROTA_VI ? "vi" : "en", NULL };
	int rc = rota_process_find(program, sizeof(program), PROGRAM, err);

	return rc ? rc : rota_process_open(&git->process, argv, err);
}

int rota_ask_put(struct rota_git *git, struct rota_value *map, const char *key,
		 struct rota_value value, struct rota_error *err)
{
	return rota_map_set(&git->frames, map, key, value) ? rota_ask_no_memory(err) : ROTA_OK;
}

int rota_ask_put_oid(struct rota_git *git, struct rota_value *map, const char *key,
		     const struct rota_oid *oid, struct rota_error *err)
{
	return oid ? rota_ask_put(git, map, key, rota_bin(oid->bytes, ROTA_OID_BYTES), err)
		   : ROTA_OK;
}

int rota_ask_put_path(struct rota_git *git, struct rota_value *map, const char *key,
		      const char *path, struct rota_error *err)
{
	return path ? rota_ask_put(git, map, key, rota_bin(path, strlen(path)), err) : ROTA_OK;
}

/** Begin a request: {"do": NAME}. */
int rota_ask_new(struct rota_asking *out, struct rota_git *git, const char *name,
		 struct rota_error *err)
{
	*out = (struct rota_asking){ .map = rota_map() };
	if (git->busy)
		return rota_fail(err, ROTA_EBUG, NULL,
				 _("the helper program is asked in the middle of its answer"));
	rota_arena_reset(&git->frames);
	return rota_ask_put(git, &out->map, "do", rota_text(name), err);
}

/** Start the helper on the repository, if it is not there. */
static int ensure_open(struct rota_git *git, struct rota_error *err)
{
	struct rota_value answer;
	struct rota_asking open = { .map = rota_map() };
	int rc;

	if (git->process.pid)
		return ROTA_OK;
	rc = start(git, err);
	if (!rc && git->path) {
		rc = rota_ask_put(git, &open.map, "do", rota_text("open"), err);
		if (!rc)
			rc = rota_ask_put_path(git, &open.map, "path", git->path, err);
		if (!rc)
			rc = rota_ask_put_path(git, &open.map, "key", git->key_file, err);
		if (!rc && git->may_ask)
			rc = rota_ask_put(git, &open.map, "ask", rota_bool(true), err);
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
int rota_ask(struct rota_value *answer, struct rota_git *git, struct rota_asking *request,
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

bool rota_answer_oid(struct rota_oid *out, const struct rota_value *map, const char *key)
{
	const struct rota_value *value = rota_map_get(map, key);

	if (!value || value->type != ROTA_BIN || value->as.bin.size != ROTA_OID_BYTES)
		return false;
	memcpy(out->bytes, value->as.bin.bytes, ROTA_OID_BYTES);
	return true;
}

bool rota_answer_ref(const char **name, struct rota_oid *oid, const char *event,
		     const struct rota_value *map)
{
	*name = rota_value_text(rota_map_get(map, "name"));
	return strcmp(event, "ref") == 0 && *name && rota_answer_oid(oid, map, "oid");
}

int rota_hear_ref(const char *event, const struct rota_value *map, void *payload,
		  struct rota_error *err)
{
	struct rota_ref_visit *visit = payload;
	struct rota_oid oid;
	const char *name;

	if (!rota_answer_ref(&name, &oid, event, map))
		return rota_ask_misunderstood(err);
	return visit->visit(name, &oid, visit->payload, err);
}

bool rota_answer_bytes(const void **bytes, size_t *size, const struct rota_value *map,
		       const char *key)
{
	const struct rota_value *value = rota_map_get(map, key);

	if (!value || value->type != ROTA_BIN)
		return false;
	*bytes = value->as.bin.bytes;
	*size = value->as.bin.size;
	return true;
}

uint64_t rota_answer_number(const struct rota_value *map, const char *key)
{
	const struct rota_value *value = rota_map_get(map, key);

	return value && value->type == ROTA_UINT ? value->as.number : 0;
}
