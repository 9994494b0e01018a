/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The frame of every act: open the world, plan the entries, stop at warnings
 * without a reason, record all or nothing.
 */
#ifndef ACTS_ACT_H
#define ACTS_ACT_H

#include "acts/record.h"
#include "naming/judge.h"
#include "naming/resolve.h"

/** One act on its way. */
struct rota_acting {
	struct rota_world *world;
	const struct rota_request *request;
	struct rota_plan plan;
	struct rota_findings findings;
	struct rota_outcome *out;
	/* what of the request is resolved already, as far as the act needs it */
	const struct rota_unit *unit;
	const struct rota_unit *leaving; /* of a move: the unit left; NULL: none known */
	const char *post;
	const struct rota_act *act;
	struct rota_subject *cadre;
	const struct rota_arrival *arrival; /* who comes from another office (arrival.h); NULL: nobody */
	struct rota_day from;
	int32_t from_number;
	int32_t to_number;     /* first day no longer; ROTA_DAY_NEVER: open */
	struct rota_id except; /* a posting that is not judged against; zero: none */
	struct rota_value docs; /* a list of decisions */
	void *payload;          /* of a plan that needs more than the request */
	int (*after)(struct rota_acting *acting, struct rota_error *err); /* when it is recorded, and
	                                                                     may still be given up */
	bool quiet;             /* nobody reads the sentence */
};

typedef int rota_plan_fn(struct rota_acting *acting, struct rota_error *err);

/** Run an act in a world of its own. @return as rota_act_fn. */
int rota_act_run(struct rota_office *office, const struct rota_request *request,
                 struct rota_outcome *out, rota_plan_fn *plan, struct rota_error *err);

/** The same for a plan that needs more than the request. @param acting  all-zero, but for that. */
int rota_act_run_as(struct rota_acting *acting, struct rota_office *office,
                    const struct rota_request *request, struct rota_outcome *out,
                    rota_plan_fn *plan, struct rota_error *err);

/** The same in a world that is open, for the rows of an import. @param acting  all-zero, but for what
 *  the plan takes from it. */
int rota_act_in(struct rota_acting *acting, struct rota_world *world,
                const struct rota_request *request, struct rota_outcome *out, rota_plan_fn *plan,
                struct rota_error *err);

/** Name the list that an act is on by a digest of what it holds, so that what was looked at is what
 *  is recorded. @return ROTA_OK; ROTA_ECONFLICT the request names another one; ROTA_ENOMEM. */
int rota_act_name_list(struct rota_acting *acting, const struct rota_buffer *holds,
                       struct rota_error *err);

/* What an act needs of the request; each says which option is missing. */
int rota_need_from(struct rota_acting *acting, struct rota_error *err);
int rota_need_place(struct rota_acting *acting, struct rota_error *err); /**< commune, post */
int rota_need_act(struct rota_acting *acting, struct rota_error *err);
int rota_need_cadre(struct rota_acting *acting, struct rota_error *err);
int rota_take_docs(struct rota_acting *acting, struct rota_error *err);

/** Put the decisions of the request into a draft. */
void rota_put_docs(struct rota_acting *acting, struct rota_draft *draft);
/** A text of the request into a field, when it is there. */
int rota_put_text(struct rota_draft *draft, const char *field, const char *typed,
                  struct rota_error *err);
/** A day of the request into a field. */
int rota_put_day(struct rota_draft *draft, const char *field, const char *typed,
                 struct rota_error *err);
/** A word of the request into a field, by the words of the field. */
int rota_put_word(struct rota_draft *draft, const char *field, const char *typed,
                  struct rota_error *err);

/** The value of a field as typed: a day, a word, a unit, a cadre, a place ... in scratch memory. */
int rota_field_value(struct rota_value *out, struct rota_world *world,
                     const struct rota_field *field, const char *typed, struct rota_error *err);
/** The field with this name or caption, in any spelling, accents left out or not; NULL: none. */
const struct rota_field *rota_field_typed(const struct rota_kind *kind, const char *typed);
/** Say that there is none, and which there are. @return ROTA_EINVALID. */
int rota_field_unknown(const struct rota_kind *kind, const char *typed, struct rota_error *err);
/** The field and the value of each "FIELD=VALUE". */
typedef int rota_set_fn(struct rota_acting *acting, const struct rota_field *field,
                        struct rota_value value, void *payload, struct rota_error *err);
int rota_each_set(struct rota_acting *acting, const struct rota_kind *kind, rota_set_fn *set,
                  void *payload, struct rota_error *err);

/** The begin of a posting whose unit, post, cadre, act, day and papers are known: judge and plan. */
rota_plan_fn rota_plan_begin;
/** What the office asserts about locality, where the request does: its own statement beside the
 *  posting. */
int rota_plan_locality(struct rota_acting *acting, struct rota_id posting, struct rota_error *err);
/** The same with the role of who says it, "asserted" or "confirmed", by the policy of a day. */
int rota_plan_locality_as(struct rota_acting *acting, struct rota_id posting, const char *role,
                          int32_t day, struct rota_error *err);
/** The end of that same posting, planned just before, or of one that is stored. */
int rota_plan_end_of(struct rota_acting *acting, struct rota_id posting,
                     const struct rota_subject *stored, struct rota_day to, const char *act,
                     struct rota_error *err);

/** State that a post is vacant from a day, as part of a plan. */
int rota_plan_vacancy(struct rota_acting *acting, const struct rota_unit *unit, const char *post,
                      struct rota_day from, const char *cause, struct rota_error *err);

#endif
