/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Asking the helper program: one request, its events, its answer. For git.c,
 * git_remote.c, git_push.c and git_bundle.c alone.
 */
#ifndef ASK_GIT_ASK_H
#define ASK_GIT_ASK_H

#include "ask/git.h"
#include "base/process.h"
#include "rota/arena.h"
#include "rota/value.h"

struct rota_git {
	char *path, *key_file;
	struct rota_process process;
	bool busy;                /**< a request is at work */
	bool may_ask;             /**< somebody sits at the terminal */
	bool broke;               /**< the line has broken in a push: slices grow slowly from then on */
	bool line_failed;         /**< the last request that may hang failed by the line */
	struct rota_arena frames; /**< of the request at work */
};

/** Called for each event of a request; non-zero stops it. */
typedef int rota_event_fn(const char *name, const struct rota_value *event, void *payload,
			  struct rota_error *err);

/** A request, and how long it may take. */
struct rota_asking {
	struct rota_value map;
	rota_event_fn *heard;
	void *payload;
	struct rota_patience patience;
	uint64_t stall_ms; /**< from the first event on */
	bool keep_events;  /**< the values of an event live on: the next may belong to it */
	bool answered;     /**< an event came */
};

/** Begin a request: {"do": NAME}. @return ROTA_OK; ROTA_EBUG another is at work. */
int rota_ask_new(struct rota_asking *out, struct rota_git *git, const char *name,
		 struct rota_error *err);

/* Put a value into a request; a NULL oid or path is left out. @return ROTA_OK; ROTA_ENOMEM. */
int rota_ask_put(struct rota_git *git, struct rota_value *map, const char *key,
		 struct rota_value value, struct rota_error *err);
int rota_ask_put_oid(struct rota_git *git, struct rota_value *map, const char *key,
		     const struct rota_oid *oid, struct rota_error *err);
int rota_ask_put_path(struct rota_git *git, struct rota_value *map, const char *key,
		      const char *path, struct rota_error *err);

/**
 * Ask and wait for the answer. The helper is started when it is not there.
 * @param[out] answer  may be NULL; lives until the next request.
 * @return ROTA_OK; what an event returned; what the helper failed with.
 */
int rota_ask(struct rota_value *answer, struct rota_git *git, struct rota_asking *request,
	     struct rota_error *err);

/** An id in an answer. @return false: there is none. */
bool rota_answer_oid(struct rota_oid *out, const struct rota_value *map, const char *key);
/** The name and the id in an event that tells of a ref. @return false: it is another event. */
bool rota_answer_ref(const char **name, struct rota_oid *oid, const char *event,
		     const struct rota_value *map);

/** Whoever visits refs that are told in events. */
struct rota_ref_visit {
	rota_git_ref_fn *visit;
	void *payload;
};
/** Hear of one. @param payload  a struct rota_ref_visit. @return what the visit returns; ROTA_EREMOTE
 *  it is another event. */
int rota_hear_ref(const char *event, const struct rota_value *map, void *payload,
		  struct rota_error *err);
/** Bytes in an answer. @return false: there are none. */
bool rota_answer_bytes(const void **bytes, size_t *size, const struct rota_value *map,
		       const char *key);

/** A number in an answer; 0 when there is none. */
uint64_t rota_answer_number(const struct rota_value *map, const char *key);

/* --- what may hang ---------------------------------------------------------------------------- */

/** The limits of one connection, in milliseconds, and when it is over. */
struct rota_limits {
	uint64_t connect_ms, stall_ms, deadline_ms, end_ms;
};

/** As the repository says. @return ROTA_OK; common failures. */
int rota_limits_read(struct rota_limits *out, struct rota_git *git, struct rota_error *err);

/** As rota_ask(), for something that may hang; a helper that does is ended. */
int rota_ask_remote(struct rota_value *answer, struct rota_git *git, struct rota_asking *request,
		    const struct rota_limits *limits, struct rota_error *err);

/**
 * Look at a `progress` event: a server that lists refs without end must not fill the memory.
 * @return ROTA_OK; ROTA_EREMOTE.
 */
int rota_check_listing(const struct rota_value *progress, struct rota_error *err);

/** Put the list "names". */
int rota_ask_put_names(struct rota_git *git, struct rota_value *map, const char *const *names,
		       size_t count, struct rota_error *err);

/** rota_git_list() within limits that are known. */
int rota_list_within(struct rota_git *git, struct rota_git_want *refs, size_t count,
		     const struct rota_limits *limits, struct rota_error *err);

/** The failure of an answer of another form. @return ROTA_EIO. */
int rota_ask_misunderstood(struct rota_error *err);
/** @return ROTA_ENOMEM. */
int rota_ask_no_memory(struct rota_error *err);

#endif
