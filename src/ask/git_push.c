/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A push in slices. What a line carries is learnt from it: each slice that arrives tells how many
 * bytes went in how many seconds, and the next one is as much as goes in SLICE_S. Growing by steps,
 * a fast line takes a handful of connections for anything; a line that breaks off halves the slice,
 * until what arrives before it breaks again is one of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask/address.h"
#include "ask/git_ask.h"
#include "base/messages.h"

enum {
	SLICE_S = 20,
	SLICE_FIRST = 16 << 10, /**< on a line of which nothing is known: 8 seconds at 2 kB/s */
	SLICE_LEAST = 4 << 10,
	SLICE_MOST = 64 << 20, /**< and the first into a folder */
	GROWTH = 16
};

struct push {
	struct rota_git *git;
	const char *name;
	struct rota_git_pushing *pushing;
	uint64_t slice;  /**< bytes that the next one may have */
	uint64_t tried;  /**< bytes that the one at hand has; 0: not told */
	uint64_t before; /**< bytes over the wire, of those that have arrived */
	uint64_t heard;  /**< and of the one at hand */
	bool whole, answered;
};

/* --- what the line carries -------------------------------------------------------------------- */

/** A value that may not be there. */
static int get(struct rota_buffer *out, struct rota_git *git, const char *key,
	       struct rota_error *err)
{
	struct rota_error tried = { 0 };
	int rc = rota_git_remote_get(out, git, key, &tried);

	if (rc == ROTA_ENOTFOUND)
		return ROTA_OK;
	if (rc && err)
		*err = tried;
	return rc;
}

static uint64_t within(uint64_t bytes)
{
	return bytes < SLICE_LEAST ? SLICE_LEAST : bytes > SLICE_MOST ? SLICE_MOST : bytes;
}

int rota_git_slice(uint64_t *bytes, bool *line, struct rota_git *git, struct rota_error *err)
{
	struct rota_buffer address = { 0 }, value = { 0 };
	int rc = get(&address, git, "remote", err);
	bool is = rota_address_way(rota_buffer_text(&address)) != ROTA_WAY_FOLDER;

	if (!rc)
		rc = get(&value, git, "slice", err);
	*bytes = strtoull(rota_buffer_text(&value), NULL, 10);
	*bytes = *bytes ? within(*bytes) : is ? SLICE_FIRST : SLICE_MOST;
	if (line)
		*line = is;
	rota_buffer_clear(&address);
	rota_buffer_clear(&value);
	return rc;
}

/** Keep what was learnt, when it is something else; it is a help, and no failure stops a push. */
static void remember(struct push *push, uint64_t before)
{
	char text[24];

	if (push->slice >= before - before / 4 && push->slice <= before + before / 4)
		return;
	snprintf(text, sizeof(text), "%llu", (unsigned long long)push->slice);
	rota_git_remote_set(push->git, "slice", text, NULL);
}

/** A small slice says little of a fast line: most of its time is that of connecting. One that has
 *  broken may break again after as many bytes, and each larger slice that is lost costs as much. */
static void learn(struct push *push, uint64_t bytes, uint64_t ms)
{
	uint64_t carried = bytes * 1000 * SLICE_S / (ms ? ms : 1);
	uint64_t most = push->git->broke ? push->slice + push->slice / 4 : push->slice * GROWTH;

	if (carried > push->slice)
		push->slice = within(carried < most ? carried : most);
	else if (bytes >= push->slice / 4)
		push->slice = within(carried);
}

static void unlearn(struct push *push)
{
	push->git->broke = true;
	push->slice = within((push->tried < push->slice ? push->tried : push->slice) / 2);
}

/* --- one slice -------------------------------------------------------------------------------- */

static int hear(const char *event, const struct rota_value *map, void *payload,
		struct rota_error *err)
{
	struct push *push = payload;
	struct rota_git_progress progress = { push->before + rota_answer_number(map, "bytes"),
					      rota_answer_number(map, "objects"),
					      rota_answer_number(map, "objects_total") };

	if (strcmp(event, "progress") != 0)
		return rota_ask_misunderstood(err);
	push->heard = rota_answer_number(map, "bytes");
	push->tried = rota_answer_number(map, "slice");
	if (push->pushing->progress)
		push->pushing->progress(&progress, push->pushing->payload);
	return rota_check_listing(map, err);
}

static int read_answer(struct push *push, const struct rota_value *answer, uint64_t ms,
		       struct rota_error *err)
{
	const struct rota_value *whole = rota_map_get(answer, "whole");
	uint64_t bytes = rota_answer_number(answer, "bytes");

	if (!whole || whole->type != ROTA_BOOL ||
	    !rota_answer_oid(&push->pushing->there, answer, "oid"))
		return rota_ask_misunderstood(err);
	push->whole = whole->as.truth;
	push->before += push->heard;
	push->pushing->known = true;
	push->pushing->slices += bytes > 0;
	if (bytes)
		learn(push, bytes, ms);
	if (bytes && push->pushing->progress)
		push->pushing->progress(&(struct rota_git_progress){ .bytes = push->before },
					push->pushing->payload);
	return ROTA_OK;
}

static int send_slice(struct push *push, const struct rota_limits *limits, struct rota_error *err)
{
	struct rota_git *git = push->git;
	uint64_t begin_ms = rota_process_now_ms();
	struct rota_value answer;
	struct rota_asking request;
	int rc = rota_ask_new(&request, git, "push", err);

	request.heard = hear;
	request.payload = push;
	push->tried = push->heard = 0;
	if (!rc)
		rc = rota_ask_put_names(git, &request.map, &push->name, 1, err);
	if (!rc)
		rc = rota_ask_put(git, &request.map, "bytes", rota_uint(push->slice), err);
	if (!rc)
		rc = rota_ask_remote(&answer, git, &request, limits, err);
	push->answered = request.answered;
	return rc ? rc : read_answer(push, &answer, rota_process_now_ms() - begin_ms, err);
}

/* --- all of them ------------------------------------------------------------------------------ */

/** Look where the remote is after a failure. @return whether it has all. */
static bool look_again(struct push *push, const struct rota_limits *limits)
{
	struct rota_git_want there = { .name = push->name };
	bool line_failed = push->git->line_failed;
	struct rota_oid here;
	bool whole = false;

	if (!rota_list_within(push->git, &there, 1, limits, NULL)) {
		push->pushing->known = there.there;
		push->pushing->there = there.oid;
		whole = there.there && !rota_git_ref(&here, push->git, push->name, NULL) &&
			memcmp(&here, &there.oid, sizeof(here)) == 0;
	}
	push->git->line_failed = line_failed;
	return whole;
}

static int send_all(struct push *push, struct rota_error *err)
{
	while (!push->whole) {
		struct rota_error tried = { 0 };
		struct rota_limits limits;
		int rc = rota_limits_read(&limits, push->git, err);

		if (rc)
			return rc;
		rc = send_slice(push, &limits, &tried);
		if (push->git->line_failed && push->tried)
			unlearn(push);
		if ((rc == ROTA_EREMOTE || rc == ROTA_EIO) && push->answered &&
		    look_again(push, &limits))
			return ROTA_OK;
		if (rc && err)
			*err = tried;
		if (rc)
			return rc;
	}
	return ROTA_OK;
}

int rota_git_push(struct rota_git *git, const char *name, struct rota_git_pushing *pushing,
		  struct rota_error *err)
{
	struct rota_git_pushing own = { .progress = NULL };
	struct push push = { .git = git, .name = name, .pushing = pushing ? pushing : &own };
	uint64_t before;
	bool line;
	int rc = rota_git_slice(&push.slice, &line, git, err);

	push.pushing->known = false;
	push.pushing->slices = 0;
	before = push.slice;
	if (!rc)
		rc = send_all(&push, err);
	if (line)
		remember(&push, before);
	return rc;
}
