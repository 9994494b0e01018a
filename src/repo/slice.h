/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * How much goes in one push. A line that lives for half a minute makes progress
 * only when what it carried stays: so a long line of commits goes in slices,
 * each a push of its own. A commit is never cut.
 */
#ifndef REPO_SLICE_H
#define REPO_SLICE_H

#include <stdint.h>

#include "repo/object.h"

/**
 * Keep of @p line the oldest commits whose objects come to at most @p max_bytes, and at least one.
 * Each is read within the limits of object.h.
 * @param      line   not empty; on failure as it was.
 * @param[out] bytes  what those kept come to.
 * @return ROTA_OK; ROTA_ECORRUPT; common failures.
 */
int slice_choose(struct rota_repo_line *line, uint64_t *bytes, struct rota_repo *repo,
		 uint64_t max_bytes, struct rota_error *err);

#endif
