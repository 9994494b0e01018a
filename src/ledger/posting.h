/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A posting as its entries make it: one cadre holding one post in one unit
 * over [from, to), and what it is on a day.
 */
#ifndef LEDGER_POSTING_H
#define LEDGER_POSTING_H

#include <stdbool.h>
#include <stdint.h>

#include "ledger/gazetteer.h"
#include "ledger/subject.h"
#include "rota/kinds.h"

/** What a posting is on a day. */
enum rota_holding {
	ROTA_HOLDS_NOT,      /**< not begun, ended, refused or revoked by then */
	ROTA_HOLDS_ACTING,   /**< acting or in charge: does not fill the post */
	ROTA_HOLDS_PENDING,  /**< elected, not yet approved */
	ROTA_HOLDS_SUSPENDED,
	ROTA_HOLDS_FULL
};

struct rota_posting {
	const struct rota_subject *subject;
	struct rota_id id;
	struct rota_id unit;
	struct rota_id cadre;
	struct rota_id person; /**< the record under which all of one person stand: the cadre itself
				    unless the caller knows another one */
	const char *post;      /**< a word of rota_posts */
	const char *act;
	const char *mode;
	const char *end_act; /**< NULL while open */
	int32_t from;        /**< days since 1970 */
	int32_t to;          /**< ROTA_DAY_NEVER while open */
	bool void_from_start;
	int32_t void_from;   /**< ROTA_DAY_NEVER: not revoked from a day */
	uint64_t clock;      /**< of the creating entry, for ties */
	const struct rota_days *yields; /**< days on which it is not held, by settlement */
	size_t yield_count;
	struct rota_days acting; /**< on these it is acting though its mode is `full`; empty: on none */
};

/** Read a posting. @return false when its creating entry is not known, undone or without unit, post,
 *  cadre or first day: then it is no posting. */
bool rota_posting_read(struct rota_posting *out, const struct rota_subject *subject);

/** By first day, then by when it was recorded, then by id: <0, 0, >0. */
int rota_posting_compare(const struct rota_posting *a, const struct rota_posting *b);

/** Whether both are one posting that was recorded twice: one person in one post of one unit, in one
 *  mode, on the same days. */
bool rota_posting_is_repeated(const struct rota_posting *a, const struct rota_posting *b);

/** What it is on a day. */
enum rota_holding rota_posting_on(const struct rota_posting *posting, int32_t day);

/** Whether a settlement leaves it no day from @p day on. */
bool rota_posting_gives_way(const struct rota_posting *posting, int32_t day);

/** The first day on which it no longer is, for whatever cause; ROTA_DAY_NEVER while open. */
int32_t rota_posting_end(const struct rota_posting *posting);

/** Whether it is revoked from the start, refused, or never was on any day. */
bool rota_posting_is_void(const struct rota_posting *posting);

/** Whether the day of a step with this act has come; the last one of several decides. */
bool rota_posting_had_step(const struct rota_posting *posting, const char *act, int32_t day);

/** A statement that a post is vacant. */
struct rota_vacancy {
	struct rota_id unit;
	const char *post;
	int32_t from;
	bool withdrawn;
};

/** Read one; false when it is incomplete or its creating entry is undone. */
bool rota_vacancy_read(struct rota_vacancy *out, const struct rota_subject *subject);

#endif
