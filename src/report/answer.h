/* SPDX-License-Identifier: Apache-2.0 */
/** @file A question about the posts on a day, while it is being answered: the frame of the reports.
 */
#ifndef REPORT_ANSWER_H
#define REPORT_ANSWER_H

#include "report/table.h"
#include "state/figures.h"

/** One question being answered. */
struct rota_answer {
	struct rota_world world;
	struct rota_policy_view policy;
	struct rota_filling filling;
	struct rota_day day;
	int32_t day_number;
	const struct rota_unit *scope;
	void *payload;
};

/** Open the world, and take day, scope and policy from the question.
 *  @return ROTA_OK; ROTA_EINVALID V56, V01, V05, or no units yet: then nothing is open. */
int rota_answer_begin(struct rota_answer *answer, struct rota_office *office,
		      const struct rota_question *question, struct rota_error *err);
/** Close it. @return @p rc, or what went wrong while the report was filled. */
int rota_answer_end(struct rota_answer *answer, int rc, struct rota_error *err);

typedef int rota_seat_fn(struct rota_answer *answer, const struct rota_seat *seat,
			 struct rota_error *err);

/** Visit both posts of each commune that lies in a unit on the day, by code. */
int rota_answer_each_seat(struct rota_answer *answer, const struct rota_unit *in,
			  rota_seat_fn *visit, struct rota_error *err);

/** The name of a unit on the day, or on the nearest one. */
const char *rota_answer_unit_name(const struct rota_answer *answer, const struct rota_unit *unit);

/** The cells of a seat: code and name of the unit, and the post. */
void rota_answer_fill_unit(struct rota_answer *answer, const struct rota_seat *seat);
/** The cell of the post, with what keeps a holder from being its only full one. */
void rota_answer_fill_standing(struct rota_answer *answer, const struct rota_seat *seat,
			       const struct rota_posting *holder);

#endif
