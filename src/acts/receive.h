/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Receiving somebody who comes from another office: the posting that is recorded here is that of
 * the same person.
 *
 * The record of the office that he left is not here, and never will be, since it has his personal
 * number. So this office makes one of its own, of what the province told, and says of the two that
 * they are of one person (`cadre.same`, whose record is shown stays the first office's), in one set
 * with the posting. Here it is complete at once; at the province the two are one from then on.
 * @source schema/trust.md, "Who comes from another office".
 */
#ifndef ACTS_RECEIVE_H
#define ACTS_RECEIVE_H

#include "acts/act.h"

/** The cadre of the request, as rota_need_cadre(), or one who is on the way here: then his record
 * is planned before the posting. @return as rota_resolve_anybody(); ROTA_EINVALID his day of birth
 * is not known, and was not typed; store errors. */
int rota_need_holder(struct rota_acting *acting, struct rota_error *err);

/** The cadre who was planned just before, into acting->cadre, is the one of acting->arrival. Says V12.
 * @return ROTA_OK; ROTA_ENOMEM. */
int rota_plan_received(struct rota_acting *acting, struct rota_error *err);

/** Say it behind the sentence of the posting; nothing of somebody else. */
void rota_say_received(struct rota_acting *acting);

#endif
