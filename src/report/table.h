/* SPDX-License-Identifier: Apache-2.0 */
/** @file Filling a report cell by cell. The first failure sticks; one check at the end suffices. */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "rota/day.h"
#include "rota/kinds.h"
#include "rota/report.h"

struct rota_filling {
	struct rota_report *report;
	struct rota_arena *arena;
	struct rota_value row;
	bool raw; /**< rota_question.raw */
	int rc;
};

/** Begin a report with columns of the arena. @p captions are translated already. */
struct rota_column_spec {
	const char *key;
	const char *caption; /**< marked with N_() */
	enum rota_cell cell;
};
void rota_fill_begin(struct rota_filling *filling, struct rota_report *report,
                     struct rota_arena *arena, const struct rota_column_spec *columns,
                     size_t count, bool raw);
void rota_fill_text(struct rota_filling *filling, const char *text); /**< copied; NULL: empty */
void rota_fill_day(struct rota_filling *filling, struct rota_day day);
void rota_fill_day_number(struct rota_filling *filling, int32_t day); /**< the ends of time: empty */
void rota_fill_instant(struct rota_filling *filling, uint64_t ms_utc);
void rota_fill_word(struct rota_filling *filling, const struct rota_word *word); /**< NULL: empty */
void rota_fill_uint(struct rota_filling *filling, uint64_t number);
void rota_fill_nil(struct rota_filling *filling);
/** End the row; it goes to the rows, or to the foot. */
void rota_fill_row(struct rota_filling *filling);
void rota_fill_foot(struct rota_filling *filling);
/** Add a note below; formatted and copied. */
void rota_fill_note(struct rota_filling *filling, const char *fmt, ...) ROTA_PRINTF(2, 3);
/** The title; formatted and copied. */
void rota_fill_title(struct rota_filling *filling, const char *fmt, ...) ROTA_PRINTF(2, 3);

/* What `json` of the report gets; as above the first failure sticks. */
void rota_fill_set(struct rota_filling *filling, struct rota_value *map, const char *key,
                   struct rota_value value);
void rota_fill_set_text(struct rota_filling *filling, struct rota_value *map, const char *key,
                        const char *text); /**< copied; NULL: null */
struct rota_value rota_fill_copied(struct rota_filling *filling, const char *text);
void rota_fill_add(struct rota_filling *filling, struct rota_value *list, struct rota_value item);
/** The rows so far, each as an object with the keys of the columns. */
struct rota_value rota_fill_objects(struct rota_filling *filling);

int rota_fill_check(const struct rota_filling *filling, struct rota_error *err);

#endif
