/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The columns that a caller knows, and finding one by what people write above it.
 *
 * A caption is compared with the English name and the Vietnamese captions of a
 * column by rota_text_fold(), '_' and space being one: 'Commune code',
 * 'COMMUNE_CODE' and 'Mã xã' may all be commune_code. Only when none is equal
 * are they compared without accents, and then one column must remain.
 * Once made, a struct rota_columns may be read by any thread.
 */
#ifndef INTAKE_COLUMN_H
#define INTAKE_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/arena.h"
#include "rota/error.h"

/** What the cells of a column are checked for. */
enum rota_intake_kind {
	ROTA_INTAKE_TEXT,  /**< letters of an old font, letters lost (legacy.h) */
	ROTA_INTAKE_DAY,   /**< order of day and month (day_order.h); the caller reads the day */
	ROTA_INTAKE_DIGITS /**< made digits (digits.h) */
};

/** All-zero but the names: a column of text that may be missing. */
struct rota_intake_column {
	const char *id; /**< English header name: lower case, `_`; the stable one */
	const char *vi; /**< Vietnamese caption, or NULL */
	const char *also; /**< another one that is in use, or NULL */
	enum rota_intake_kind kind;
	bool required;  /**< a file without the column is refused */
	bool filled;    /**< a row in which its cell is empty is not sound */
	unsigned group; /**< of the required columns of one group other than 0, one is enough; the
	                 *   same of filled */
};

/** Columns with their keys made. Refers to the columns it was made of, and to its arena. */
struct rota_columns {
	const struct rota_intake_column *items;
	size_t count;
	const struct rota_column_keys *keys;
};

/**
 * Append the names of what one column, or its group, is called: 'name', or
 * 'commune' / 'commune_code'.
 * @param index  of the column, or of the first of its group.
 */
void rota_intake_column_write(struct rota_buffer *out, const struct rota_intake_column *items,
                              size_t count, size_t index);

/** Whether no column before @p index is of the same group. True for a column without a group. */
bool rota_intake_column_is_first(const struct rota_intake_column *items, size_t index);

/** No column. */
#define ROTA_COLUMN_NONE SIZE_MAX

/**
 * Make the keys.
 * @param items  borrowed as long as *out is used. Names are UTF-8.
 * @return ROTA_OK; ROTA_ENOMEM; ROTA_EINVALID a name is not text.
 */
int rota_columns_init(struct rota_columns *out, const struct rota_intake_column *items,
                      size_t count, struct rota_arena *arena, struct rota_error *err);

/**
 * Find the column that a caption means.
 * @param[out] out  its index, or ROTA_COLUMN_NONE; the first, where two have one name.
 * @return ROTA_OK, also when there is none; ROTA_ENOMEM.
 */
int rota_columns_find(size_t *out, const struct rota_columns *columns, const char *caption,
                      struct rota_error *err);

/**
 * The name, English or Vietnamese, to which a misspelled caption comes nearest (Levenshtein,
 * without accents), when no more than a third of its bytes differ.
 * @param taken  columns that do not come into question, one flag a column; NULL for none.
 * @return the name as the caller spells it, or NULL. Borrowed.
 */
const char *rota_columns_nearest(const struct rota_columns *columns, const char *caption,
                                 const bool *taken);

#endif
