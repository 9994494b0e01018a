/* SPDX-License-Identifier: Apache-2.0 */
/** @file What the files that look things up share: opening and closing, values for people. */
#ifndef OFFICE_LOOK_H
#define OFFICE_LOOK_H

#include "base/buffer.h"
#include "office/table.h"
#include "office/world.h"

/** End a question: close its world. @return @p rc, or what went wrong while its report was filled.
 */
int rota_look_close(struct rota_world *world, const struct rota_filling *filling, int rc,
		    struct rota_error *err);

/** The day of a question (--as-of), as a number; today when @p typed is NULL.
 *  @return ROTA_OK; ROTA_EINVALID V56. */
int rota_look_day(int32_t *out, const struct rota_world *world, const char *typed,
		  struct rota_error *err);

/** A personal number as 033•••••1234: enough to tell two people apart, too little to copy. */
void rota_write_masked(struct rota_buffer *out, const char *digits);

/** A value for people: a word, a day, a name behind an id, a masked number, or its JSON.
 *  @param field  NULL: it is of no known field. */
void rota_write_value(struct rota_buffer *out, struct rota_world *world,
		      const struct rota_field *field, const struct rota_value *value);

/** A cell: the first of some papers, with how many people it names where people read it; nil where
 *  there is none. @param papers  a list, as `doc` and `begin_doc` have it; may be NULL. */
void rota_fill_paper(struct rota_filling *filling, struct rota_world *world,
		     const struct rota_value *papers);

/** The same for programs, in an arena: words as ids, days as yyyy-mm-dd, ids in hexadecimal, personal
 *  numbers masked; records and lists stay what they are. Nil without memory. */
struct rota_value rota_value_raw(struct rota_arena *arena, const struct rota_field *field,
				 const struct rota_value *value);

#endif
