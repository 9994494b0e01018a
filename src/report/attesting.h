/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The figures for which an officer would stand: of the office's scope on the cut-off day of a
 * period, with what came and went since the period before.
 *
 * The figure from which it goes on is the one that was attested for the period before, where that
 * counts: so whatever was recorded late or corrected since is among what came and went, with its
 * cause, and opening + up - down = the figure.
 */
#ifndef REPORT_ATTESTING_H
#define REPORT_ATTESTING_H

#include "state/attestation.h"
#include "state/figures.h"

/** A list of lines for people. */
struct rota_lines {
	const char **items;
	size_t count, room;
};

struct rota_attesting {
	struct rota_id period;
	const char *name; /**< of the period */
	int32_t cutoff;
	const char *scope; /**< name of the unit */
	uint64_t size;     /**< of the office's log when it was looked at */
	struct rota_attested_figures posts[ROTA_ATTESTED_POSTS];
	struct rota_lines not_reported; /**< posts of which nothing is known */
	struct rota_lines undetermined; /**< holders whose locality is not known */
	const char *before;             /**< name of the period before; NULL: there is none */
	int32_t before_cutoff;          /**< ROTA_DAY_ALWAYS without one */
	bool continues;                 /**< it was attested, and that counts */
	struct rota_lines changed;      /**< in what was attested for it */
};

/**
 * Work them out.
 * @param name   of the period; NULL: the latest that is cut off by today.
 * @param arena  holds what @p out refers to.
 * @return ROTA_OK; ROTA_ENOTFOUND no such period; ROTA_EINVALID it is not cut off yet, or nothing
 * is recorded here; store errors.
 */
int rota_attesting_find(struct rota_attesting *out, struct rota_office *office, const char *name,
			struct rota_arena *arena, struct rota_error *err);

#endif
