/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * How what is stored is called in a sentence or a table: units, posts, cadres, papers, values.
 * Texts are in the scratch memory, where nothing else is said.
 */
#ifndef STATE_SHOWN_H
#define STATE_SHOWN_H

#include "base/buffer.h"
#include "state/world.h"

/** "xã Hồng Nam", as it is called on a day. */
const char *rota_unit_show(struct rota_world *world, const struct rota_unit *unit, int32_t day);
/** "bí thư"; the word of the language, or the id where there is none. */
const char *rota_post_show(const char *post);
/** A number of a day; "" where it is none. @return @p out. */
const char *rota_day_shown(char out[ROTA_DAY_TEXT_BYTES], int32_t day);
/** An act by its word; @p post may be NULL. */
const char *rota_act_shown(const char *act, const char *post);

/** The name and year of birth of a cadre: "Nguyễn Văn An (1979)". */
const char *rota_cadre_show(struct rota_world *world, const struct rota_subject *cadre);
/** The same of a name and a day as it is stored; each may be NULL. */
const char *rota_cadre_show_as(struct rota_world *world, const char *name, const char *born);
/** "Nguyễn Văn An (1979), bí thư, xã Hồng Nam"; "?" where it is no posting. */
const char *rota_posting_shown(struct rota_world *world, const struct rota_subject *subject);
/** The name of a decision: "123-QĐ/HU, 12/05/2023". */
const char *rota_decision_name(struct rota_world *world, const struct rota_value *decision);
/** The same, and how many people it names, where that is said: "123-QĐ/HU, 12/05/2023; 3 people". */
const char *rota_decision_show(struct rota_world *world, const struct rota_value *decision);

/** A personal number as 033•••••1234: enough to tell two people apart, too little to copy. */
void rota_write_masked(struct rota_buffer *out, const char *digits);

/** A value for people: a word, a day, a name behind an id, a masked number, or its JSON.
 *  @param field  NULL: it is of no known field. */
void rota_write_value(struct rota_buffer *out, struct rota_world *world,
		      const struct rota_field *field, const struct rota_value *value);

/** The same for programs, in an arena: words as ids, days as yyyy-mm-dd, ids in hexadecimal, personal
 *  numbers masked; records and lists stay what they are. Nil without memory. */
struct rota_value rota_value_raw(struct rota_arena *arena, const struct rota_field *field,
				 const struct rota_value *value);

#endif
