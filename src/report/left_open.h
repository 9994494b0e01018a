/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Postings that are still open in units that have ended, and which of them the
 * office may close with their unit.
 */
#ifndef REPORT_LEFT_OPEN_H
#define REPORT_LEFT_OPEN_H

#include "state/world.h"

/** What keeps such a posting from being closed on the day on which its unit ended. */
enum rota_left_open_why {
	ROTA_LEFT_CLOSES,  /**< nothing */
	ROTA_LEFT_GOES_ON, /**< a settlement says that it goes on */
	ROTA_LEFT_HAS_END, /**< a later end is recorded, which somebody has to correct */
	ROTA_LEFT_NO_DAYS, /**< it began on that day: closed on it, it would never have been */
	ROTA_LEFT_HANDED   /**< its unit was handed over; who keeps it closes it */
};

struct rota_left_open {
	struct rota_id posting;
	const struct rota_unit *unit; /**< ended on `unit->to` */
	const char *post;             /**< a word of rota_posts */
	enum rota_left_open_why why;
};

/** Where to look. */
struct rota_left_open_question {
	const struct rota_unit *scope; /**< units that lay in it on their last day */
	bool has_day;                  /**< only units that ended on `day`, which may be to come */
	int32_t day;
};

struct rota_left_opens {
	struct rota_left_open *items; /**< by the day of the end, then by code, then by post */
	size_t count, room;
	size_t closes; /**< so many of them may be closed */
};

/** The day and the scope that a person typed, each NULL when nothing was: all units of this office
 *  that have ended by today. A scope that is no more is looked up as it was last.
 *  @return ROTA_OK; ROTA_EINVALID V56, V01, V05, or no units yet. */
int rota_left_open_ask(struct rota_left_open_question *out, struct rota_world *world,
		       const char *day, const char *scope, struct rota_error *err);

/** Find them, in the world's memory; what was in the scratch memory is gone. @return store errors.
 */
int rota_world_left_open(struct rota_left_opens *out, struct rota_world *world,
			 const struct rota_left_open_question *question, struct rota_error *err);

#endif
