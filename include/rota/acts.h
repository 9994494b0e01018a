/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The acts on a posting (bầu, chuẩn y, điều động ...) and the bodies that issue papers.
 * Constant tables; any thread may read.
 */
#ifndef ROTA_ACTS_H
#define ROTA_ACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/kinds.h"

/** What an act does to a posting. */
enum rota_act_effect {
	ROTA_ACT_OPENS,      /**< begins one */
	ROTA_ACT_STEPS,      /**< happens on one */
	ROTA_ACT_OPENS_STEPS, /**< a step; alone, in a list taken over, it begins one (approve, reappoint) */
	ROTA_ACT_MOVES,      /**< closes one and opens another (transfer, rotate) */
	ROTA_ACT_CLOSES
};

/** Bits of enum values in the tables. */
enum { ROTA_POST_SECRETARY = 1, ROTA_POST_CHAIR = 2, ROTA_POST_BOTH = 3 };

struct rota_act {
	const char *id;
	enum rota_act_effect effect;
	unsigned posts;    /**< ROTA_POST_ bits */
	const char *mode;  /**< "full", "acting", "in_charge"; NULL where it opens nothing */
	bool paper;        /**< a decision is expected */
	bool needs_end;    /**< planned_end is required */
};

/** The act with this id, or NULL. */
const struct rota_act *rota_act_find(const char *id);
/** A short form for what is derived: its place in the table, from 1; 0 for NULL and for what is no act.
 *  Acts keep their numbers: a new one is added at the end. */
uint8_t rota_act_number(const char *id);
/** The id of the act with this number, or NULL. */
const char *rota_act_of_number(uint8_t number);
/** Whether it may begin or end a posting. */
bool rota_act_opens(const struct rota_act *act);
bool rota_act_closes(const struct rota_act *act);
bool rota_act_steps(const struct rota_act *act);

enum rota_tier { ROTA_TIER_NONE, ROTA_TIER_COMMUNE, ROTA_TIER_DISTRICT, ROTA_TIER_PROVINCE, ROTA_TIER_CENTRE };

struct rota_body {
	const char *id;
	const char *symbols; /**< as they stand behind the number, separated by spaces: "HU ThU TXU ThiU" */
	bool party;          /**< of the Party; otherwise of the state */
	enum rota_tier tier;
};

/** The body with this id, or NULL. */
const struct rota_body *rota_body_find(const char *id);
/** All bodies, for a look-up by symbol. */
const struct rota_body *rota_bodies(size_t *count);

#endif
