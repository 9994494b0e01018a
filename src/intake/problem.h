/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What is wrong with the rows of a file: a list with a maximum. A file of
 * which everything is wrong is no reason to run out of memory, and nobody
 * reads the ten thousandth line.
 *
 * rota_table_read() fills the list; whoever judges the rows afterwards adds to
 * it. One thread at a time.
 */
#ifndef INTAKE_PROBLEM_H
#define INTAKE_PROBLEM_H

#include <stddef.h>

#include "base/buffer.h"
#include "rota/arena.h"
#include "rota/error.h"

enum {
	ROTA_PROBLEMS_KEPT = 10000,   /**< further ones are counted only */
	ROTA_PROBLEM_VALUE_BYTES = 256 /**< of a value, with the NUL; the rest is cut off */
};

/** One thing that is wrong with one row. All texts are safe to print. */
struct rota_intake_problem {
	size_t line;         /**< of the file, on which the row begins; the first line is 1 */
	const char *column;  /**< caption as in the file; NULL when the whole row is meant */
	const char *value;   /**< as in the file, cut when long; NULL with column */
	const char *message; /**< as in struct rota_error: lower case, no full stop */
	const char *hint;    /**< one action; "" when there is none */
	const char *rule;    /**< "V50" and so on; "" without one */
};

/** The caller's; all-zero is an empty list. */
struct rota_problems {
	struct rota_arena arena;           /**< holds items and their texts */
	struct rota_intake_problem *items; /**< in the order in which they were added */
	size_t count;                      /**< of items, at most ROTA_PROBLEMS_KEPT */
	size_t capacity;
	size_t total;                      /**< added, kept or not */
};

/**
 * Add a problem.
 * @param line    as in the struct.
 * @param column  as in the struct, may be NULL. Copied.
 * @param value   as in the struct, may be NULL. Copied.
 * @param why     message, hint and rule. Copied.
 * @return ROTA_OK, also when the list is full and the problem is counted only; ROTA_ENOMEM.
 */
int rota_problems_add(struct rota_problems *problems, size_t line, const char *column,
                      const char *value, const struct rota_error *why, struct rota_error *err);

/**
 * Append why a row was not taken: the messages of its line, with "; " between them, each with the
 * caption of its column in front. Appends nothing when no problem of that line was kept.
 */
void rota_problems_write_reason(struct rota_buffer *out, const struct rota_problems *problems,
                                size_t line);

/** Release the memory. The list may be used again. */
void rota_problems_clear(struct rota_problems *problems);

#endif
