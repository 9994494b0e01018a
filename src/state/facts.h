/* SPDX-License-Identifier: Apache-2.0 */
/** @file What is fixed of an office, as settings show it: where its facts are, nobody changes them. */
#ifndef STATE_FACTS_H
#define STATE_FACTS_H

#include "rota/arena.h"
#include "rota/office.h"

/**
 * One fact as text, in @p arena; NULL where it is not known yet.
 * @return ROTA_OK; ROTA_ENOMEM; store errors; rota_fact_remote() also as git.h.
 */
typedef int rota_fact_fn(const char **out, struct rota_office *office, struct rota_arena *arena,
                         struct rota_error *err);

rota_fact_fn rota_fact_scope;         /**< the code of the unit whose communes it keeps */
rota_fact_fn rota_fact_writer;        /**< the id of its log, 16 hexadecimal digits */
rota_fact_fn rota_fact_province_code; /**< two digits */
rota_fact_fn rota_fact_root;          /**< the fingerprint of the province's root key */
rota_fact_fn rota_fact_remote;        /**< where it sends to */

#endif
