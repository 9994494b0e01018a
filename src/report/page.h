/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What a person sees on any git server, refs/heads/main: the figures of the
 * newest checkpoint as Markdown and CSV, and the file by which stock git checks
 * all signatures. Units and numbers, never persons.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "state/chains.h"
#include "trust/key.h"

#define ROTA_REF_MAIN "refs/heads/main"

/**
 * Draw the page of the newest checkpoint, unless it is drawn, and write it.
 * @param key  the merge key.
 * @return ROTA_OK, also when there is no checkpoint yet; store and trust errors; as git.h.
 */
int rota_page_publish(struct rota_office *office, struct rota_git *git, const struct rota_key *key,
                      struct rota_error *err);

#endif
