/* SPDX-License-Identifier: Apache-2.0 */
/** @file What the acts on a posting share. */
#ifndef ACTS_POSTING_H
#define ACTS_POSTING_H

#include "acts/act.h"

/** The papers of an act for its sentence: " (123-QĐ/HU, 28/08/2023)"; "" without one. */
const char *rota_papers_shown(struct rota_acting *acting);

/** Let a paper say, by number and day, which older one it mends or replaces. @return ROTA_OK;
 *  ROTA_ENOMEM. */
int rota_paper_fixes(struct rota_value *paper, struct rota_arena *arena,
                     const struct rota_value *older, struct rota_error *err);

/** The posting that the request names. @return ROTA_OK; ROTA_EINVALID, ROTA_ENOTFOUND; store errors. */
int rota_need_posting(struct rota_subject **out, struct rota_acting *acting,
                      struct rota_error *err);

/** V30, V31, V33, V34, V35, V36, V43: no paper, a number of another day, a number of the wrong form, a
 *  body that does not decide this, in force before or long after it, the other system's word.
 *  @return ROTA_OK; store errors. */
int rota_judge_papers(struct rota_acting *acting, struct rota_error *err);
/** V40: one of the papers of the act is of the body that issued an older one, or of a higher one.
 *  @param hint  what is to be done when none is. @return ROTA_OK, perhaps with a finding; ROTA_EINVALID. */
int rota_judge_issuer(struct rota_acting *acting, const struct rota_value *older, const char *hint,
                      struct rota_error *err);
/** V57, V64. @return ROTA_OK; ROTA_EINVALID. */
int rota_judge_person(struct rota_acting *acting, struct rota_error *err);
/** V39, C35: the day lies in a period whose figures are published, or in the days of an own nil
 *  return. @return ROTA_OK; store errors. */
int rota_judge_day(struct rota_acting *acting, int32_t day, struct rota_error *err);
/** V39 alone: figures of that day, or of a later one, are published. @return ROTA_OK; store errors. */
int rota_judge_published(struct rota_acting *acting, int32_t day, struct rota_error *err);
/** The first change that takes effect in the days [from, to) of a nil return. */
struct rota_contradiction {
	int32_t from, to;
	const struct rota_unit *scope; /**< of which it speaks; NULL: of all */
	int32_t day;                   /**< found; `to` when there is none */
	char what[400];
};
/** @param found  with from, to and scope. The scratch memory is forgotten. */
int rota_contradiction_find(struct rota_contradiction *found, struct rota_world *world,
                            struct rota_error *err);
/** C35: something recorded takes effect in the days [from, to) of a nil return.
 *  @return ROTA_OK; ROTA_EINVALID with the first of them; store errors. */
int rota_judge_nil(struct rota_acting *acting, int32_t from, int32_t to, struct rota_error *err);
/** V04, V15, V17, V23, V24, V39, C35: the unit has ended, an open gap, no planned end, another term, days spoken of.
 *  @return ROTA_OK; ROTA_EINVALID; store errors. */
int rota_judge_begin(struct rota_acting *acting, struct rota_error *err);
/** V11, V19: who else holds the post from the day on. @param mode  of the new posting. */
int rota_judge_post(struct rota_acting *acting, const char *mode, struct rota_error *err);

/** V12, V13: what else the cadre holds from the day on. @param dual  as typed, or NULL. */
int rota_judge_career(struct rota_acting *acting, const char *mode, const char *dual,
                      struct rota_error *err);

/** Whether a posting is, or will be, held on some day from @p day on. */
bool rota_posting_reaches(const struct rota_posting *posting, int32_t day);
/** The posting of the unit and post that is open on the day before acting->from_number.
 *  @return ROTA_OK; ROTA_EINVALID V19: nobody; ROTA_ECONFLICT several people. */
int rota_find_open(struct rota_posting *out, struct rota_acting *acting, struct rota_error *err);

/** The drafts of a begin: the posting, and what the office asserts of locality. */
int rota_plan_posting(struct rota_acting *acting, struct rota_error *err);
/** The sentence of a begin or a step. */
void rota_say_begin(struct rota_acting *acting);

#endif
