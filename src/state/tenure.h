/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Tenures: what the store remembers of each posting, so that it need not be folded again: who
 * holds which post of which unit on which days.
 *
 * A tenure is brought up to date with the entry that changes it (derive.h), in the same
 * transaction, so it is never out of date. Each stands with its days under its post and under its
 * cadre; a posting that counts no longer, or that stood elsewhere before, stays there with no days,
 * for the history.
 */
#ifndef STATE_TENURE_H
#define STATE_TENURE_H

#include "state/world.h"
#include "store/span.h"

struct rota_tenure {
	uint32_t unit, cadre; /**< local numbers (store/entity.h); 0: none */
	uint32_t
		person; /**< the first record of the cadre's person (person.h): stands under that */
	char post, mode;      /**< first letters of the words */
	uint8_t act, end_act; /**< rota_act_number() */
	int32_t from, to;     /**< the second as rota_posting_end() says */
	uint64_t clock;
	bool counts; /**< it is a posting and not void; otherwise it has no days */
	bool ask; /**< its days do not say all: there are steps, values in conflict, or entries that did
		       not know of each other; fold it */
	bool simple; /**< its creating entry is all that is known of it */
	bool leaves; /**< its end names the unit to which the holder goes */
	bool beside; /**< it shared a day with another of its post or its cadre when it was put here
		      */
};

/** @return ROTA_OK; ROTA_ENOTFOUND the entity is no posting, or none yet; store errors. */
int rota_tenure_get(struct rota_tenure *out, struct rota_world *world, uint32_t no,
		    struct rota_error *err);

/** Read one from a folded posting. @return store errors; units and cadres that are not known yet
 * get their numbers. */
int rota_tenure_read(struct rota_tenure *out, struct rota_world *world,
		     const struct rota_subject *subject, struct rota_error *err);

/** The same, where nothing may be remembered. @param[out] known  whether anything is. */
int rota_tenure_find(struct rota_tenure *out, bool *known, struct rota_world *world, uint32_t no,
		     struct rota_error *err);

/** Put @p now in the place of what was remembered. @param was  NULL: nothing. */
int rota_tenure_put(struct rota_world *world, uint32_t no, const struct rota_tenure *was,
		    const struct rota_tenure *now, struct rota_error *err);

/** Let the history of a post and of a cadre name a posting that stands elsewhere. */
int rota_tenure_mention(struct rota_world *world, uint32_t no, struct rota_id unit,
			const char *post, struct rota_id cadre, struct rota_error *err);

/** The posting, without its subject: the texts are words of the tables. */
int rota_tenure_posting(struct rota_posting *out, struct rota_world *world, uint32_t no,
			const struct rota_tenure *tenure, struct rota_error *err);

/** Where postings are listed: those of a post, or of a cadre. */
struct rota_tenure_list {
	enum rota_span_table table;
	uint8_t key[8];
	size_t size; /**< 0: the unit or the cadre is not known here; there are none */
};
int rota_tenure_list_post(struct rota_tenure_list *out, struct rota_world *world,
			  struct rota_id unit, const char *post, struct rota_error *err);
int rota_tenure_list_career(struct rota_tenure_list *out, struct rota_world *world,
			    struct rota_id cadre, struct rota_error *err);

/** The lists in which a tenure stands. */
struct rota_tenure_list rota_tenure_list_of_post(const struct rota_tenure *tenure);
struct rota_tenure_list rota_tenure_list_of_cadre(const struct rota_tenure *tenure);

/** Some spans of a list, in the scratch memory, by first day. */
struct rota_spans {
	struct rota_span *items;
	size_t count, room;
	bool begun; /**< ROTA_SPANS_ON: whether any began up to the day */
};

/** Which spans of a list are asked for. */
struct rota_span_choice {
	enum {
		ROTA_SPANS_ALL,    /**< those that have days */
		ROTA_SPANS_BESIDE, /**< the same; rota_spans_keep_overlapping() comes next */
		ROTA_SPANS_EVER,   /**< those without days too */
		ROTA_SPANS_ON,     /**< that hold @c day */
		ROTA_SPANS_FROM    /**< that begin in [@c day, @c until] */
	} which;
	int32_t day, until;
};
int rota_world_spans(struct rota_spans *out, struct rota_world *world,
		     const struct rota_tenure_list *list, struct rota_span_choice choice,
		     struct rota_error *err);

/** Whether another span of a list shares a day with one. */
int rota_world_overlaps(bool *out, struct rota_world *world, const struct rota_tenure_list *list,
			struct rota_span span, struct rota_error *err);

/** Set `beside`: whether the posting shares a day with another of its post or its person.
 * @return store errors. */
int rota_tenure_look_beside(struct rota_tenure *tenure, struct rota_world *world, uint32_t no,
			    struct rota_error *err);

/** Keep only those that share a day with another; @p spans are sorted by first day. */
void rota_spans_keep_overlapping(struct rota_spans *spans);

#endif
