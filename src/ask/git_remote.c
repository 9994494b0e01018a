/* SPDX-License-Identifier: Apache-2.0 */
/* The remote of a repository: what may take long, or for ever. */
#include <stdlib.h>
#include <string.h>

#include "ask/git_ask.h"
#include "base/messages.h"

bool rota_git_line_failed(const struct rota_git *git)
{
	return git->line_failed;
}

void rota_git_may_ask(struct rota_git *git, bool may)
{
	git->may_ask = may;
}

/** What a server may say before anything is sent or fetched; a list of 100,000 refs takes 12 MB. */
enum { LISTING_MAX_BYTES = 32 << 20 };

enum {
	CONNECT_S = 20, /**< until a server must have said something */
	STALL_S = 30,
	DEADLINE_S = 15 * 60
};

/* --- remote ----------------------------------------------------------------------------------- */

int rota_git_remote_set(struct rota_git *git, const char *key, const char *value,
			struct rota_error *err)
{
	struct rota_asking request;
	int rc = rota_ask_new(&request, git, "set", err);

	if (!rc)
		rc = rota_ask_put(git, &request.map, "key", rota_text(key), err);
	if (!rc)
		rc = rota_ask_put_path(git, &request.map, "value", value, err);
	return rc ? rc : rota_ask(NULL, git, &request, err);
}

int rota_git_remote_get(struct rota_buffer *out, struct rota_git *git, const char *key,
			struct rota_error *err)
{
	struct rota_value answer;
	struct rota_asking request;
	const void *bytes = NULL;
	size_t size = 0;
	int rc = rota_ask_new(&request, git, "get", err);

	if (!rc)
		rc = rota_ask_put(git, &request.map, "key", rota_text(key), err);
	if (!rc)
		rc = rota_ask(&answer, git, &request, err);
	if (!rc && !rota_answer_bytes(&bytes, &size, &answer, "value"))
		rc = rota_ask_misunderstood(err);
	if (rc)
		return rc;
	rota_buffer_append(out, bytes, size);
	return rota_buffer_check(out, err);
}

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

int rota_limits_read(struct rota_limits *out, struct rota_git *git, struct rota_error *err)
{
	int rc = read_limit(&out->connect_ms, git, "connect", CONNECT_S, err);

	if (!rc)
		rc = read_limit(&out->stall_ms, git, "stall", STALL_S, err);
	if (!rc)
		rc = read_limit(&out->deadline_ms, git, "deadline", DEADLINE_S, err);
	if (!rc)
		out->end_ms = rota_process_now_ms() + out->deadline_ms;
	return rc;
}

static int gave_up(struct rota_git *git, const struct rota_asking *request,
		   const struct rota_limits *limits, struct rota_error *err)
{
	const char *hint = _("nothing is lost here; do it again later");

	git->line_failed = true;
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

int rota_ask_remote(struct rota_value *answer, struct rota_git *git, struct rota_asking *request,
		    const struct rota_limits *limits, struct rota_error *err)
{
	struct rota_error tried = { 0 };
	int rc;

	request->patience = (struct rota_patience){ .stall_ms = limits->connect_ms,
						    .deadline_ms = limits->end_ms };
	request->stall_ms = limits->stall_ms;
	git->line_failed = false;
	rc = rota_ask(answer, git, request, &tried);
	if (rc == ROTA_EBUSY && !git->process.pid) /* not a lock that the helper told of */
		return gave_up(git, request, limits, err);
	if (rc && err)
		*err = tried;
	return rc;
}

int rota_check_listing(const struct rota_value *progress, struct rota_error *err)
{
	if (rota_answer_number(progress, "bytes") <= LISTING_MAX_BYTES ||
	    rota_answer_number(progress, "objects_total") || rota_answer_number(progress, "slice"))
		return ROTA_OK;
	return rota_fail(err, ROTA_EREMOTE,
			 _("compare the address with the one that the province gave you"),
			 _("the server lists more than a province has: it is not the province's, or is "
			   "broken"));
}

int rota_ask_put_names(struct rota_git *git, struct rota_value *map, const char *const *names,
		       size_t count, struct rota_error *err)
{
	struct rota_value list = rota_list();

	for (size_t i = 0; i < count; i++)
		if (rota_list_add(&git->frames, &list, rota_text(names[i])))
			return rota_ask_no_memory(err);
	return count ? rota_ask_put(git, map, "names", list, err) : ROTA_OK;
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
	struct rota_oid oid;
	const char *name;

	if (strcmp(event, "progress") == 0)
		return rota_check_listing(map, err);
	if (!rota_answer_ref(&name, &oid, event, map))
		return rota_ask_misunderstood(err);
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
			return rota_ask_no_memory(err);
	}
	return count ? rota_ask_put(git, map, "names", list, err) : ROTA_OK;
}

int rota_list_within(struct rota_git *git, struct rota_git_want *refs, size_t count,
		     const struct rota_limits *limits, struct rota_error *err)
{
	struct list list = { refs, count };
	struct rota_asking request;
	int rc = rota_ask_new(&request, git, "list", err);

	request.heard = hear_list;
	request.payload = &list;
	if (!rc)
		rc = put_wants(git, &request.map, refs, count, err);
	return rc ? rc : rota_ask_remote(NULL, git, &request, limits, err);
}

int rota_git_list(struct rota_git *git, struct rota_git_want *refs, size_t count,
		  struct rota_error *err)
{
	struct rota_limits limits;
	int rc = rota_limits_read(&limits, git, err);

	return rc ? rc : rota_list_within(git, refs, count, &limits, err);
}

/* --- fetch ------------------------------------------------------------------------------------ */

struct fetch {
	rota_git_progress_fn *progress;
	void *payload;
};

static int hear_progress(const char *event, const struct rota_value *map, void *payload,
			 struct rota_error *err)
{
	struct fetch *fetch = payload;
	struct rota_git_progress progress = { rota_answer_number(map, "bytes"),
					      rota_answer_number(map, "objects"),
					      rota_answer_number(map, "objects_total") };

	if (strcmp(event, "progress") != 0)
		return rota_ask_misunderstood(err);
	if (fetch->progress)
		fetch->progress(&progress, fetch->payload);
	return rota_check_listing(map, err);
}

int rota_git_fetch(struct rota_git *git, const char *const *names, size_t count,
		   rota_git_progress_fn *progress, void *payload, struct rota_error *err)
{
	struct fetch fetch = { progress, payload };
	struct rota_limits limits;
	struct rota_asking request;
	int rc = rota_limits_read(&limits, git, err);

	if (!rc)
		rc = rota_ask_new(&request, git, "fetch", err);
	if (rc)
		return rc;
	request.heard = hear_progress;
	request.payload = &fetch;
	rc = rota_ask_put_names(git, &request.map, names, count, err);
	return rc ? rc : rota_ask_remote(NULL, git, &request, &limits, err);
}
