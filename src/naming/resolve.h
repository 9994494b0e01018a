/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * From what people type to what is meant: communes, posts, cadres, papers.
 * A code or a name of a unit resolves only together with a day.
 */
#ifndef NAMING_RESOLVE_H
#define NAMING_RESOLVE_H

#include "base/buffer.h"
#include "naming/judge.h"
#include "rota/acts.h"
#include "state/entry_name.h"
#include "state/shown.h"
#include "state/world.h"

/**
 * The commune of this office that is meant on a day.
 * @param findings  receives V03 when the name fits without accents only.
 * @return ROTA_OK; ROTA_EINVALID V01 (none), V05 (several), V07 (outside the scope).
 */
int rota_resolve_commune(const struct rota_unit **out, struct rota_world *world,
                         const char *typed, int32_t day, struct rota_findings *findings,
                         struct rota_error *err);

/** Any unit on a day. @return ROTA_OK; ROTA_EINVALID V01, V05. */
int rota_resolve_unit(const struct rota_unit **out, struct rota_world *world, const char *typed,
                      int32_t day, struct rota_error *err);

/** A post: id, Vietnamese or English word. @return ROTA_OK; ROTA_EINVALID V06. */
int rota_resolve_post(const char **out, const char *typed, struct rota_error *err);

/** An act by its id or word. @return ROTA_OK; ROTA_EINVALID V25 with the acts that fit. */
int rota_resolve_act(const struct rota_act **out, const char *typed, struct rota_error *err);

/** A reporting period by its name. @return ROTA_OK; ROTA_ENOTFOUND with where they are listed. */
int rota_resolve_period(struct rota_subject **out, struct rota_world *world, const char *name,
                        struct rota_error *err);

/** What the request must have. @return ROTA_OK; ROTA_EINVALID that @p option is missing. */
int rota_need(const char *value, const char *option, struct rota_error *err);

/** A full day. @return ROTA_OK; ROTA_EINVALID V56. @param what  the option, for the message. */
int rota_resolve_day(struct rota_day *out, const char *typed, const char *what,
                     struct rota_error *err);

/**
 * The cadre who is meant: "Nguyễn Văn An", "Nguyễn Văn An,1979", "pin:033…", each with "#2" for the
 * second of several.
 * @return ROTA_OK; ROTA_ENOTFOUND none; ROTA_ECONFLICT several, listed with numbers in the hint.
 */
int rota_resolve_cadre(struct rota_subject **out, struct rota_world *world, const char *typed,
                       struct rota_error *err);

struct rota_arrival;
/**
 * The same, or somebody who is on the way to this office and has no record here (arrival.h), by name.
 * @param[out] arrival  NULL: a cadre of the store; else who comes, and @p out is his record as far as it
 *                      is told. In the scratch memory.
 */
int rota_resolve_anybody(struct rota_subject **out, const struct rota_arrival **arrival,
                         struct rota_world *world, const char *typed, struct rota_error *err);

/**
 * Who is on the way to a commune of this office, by the name and the day of birth, and has no record
 * here.
 * @param[out] out  NULL: nobody, or several. In the scratch memory.
 */
int rota_resolve_coming(const struct rota_arrival **out, struct rota_world *world, const char *name,
                        struct rota_day born, struct rota_id commune, struct rota_error *err);

/** The cadres with this name: any spelling that folds to it. */
int rota_cadres_named(struct rota_ids *out, struct rota_world *world, const char *name,
                      struct rota_error *err);

/**
 * A paper: "123-QĐ/HU 12/05/2023[; issuer][; 3 people]" as a decision (schema/entry.md) in the scratch
 * memory; what stands behind a semicolon may come in any order. Type and body come from the number where
 * the issuer is not named.
 * @return ROTA_OK; ROTA_EINVALID no number or no day, two issuers, or no number of people.
 */
int rota_resolve_decision(struct rota_value *out, struct rota_world *world, const char *typed,
                          struct rota_error *err);

/** Whether a text has the form of one: a number with its signs, and a day. */
bool rota_is_decision(const char *typed);

/** Cut off the next of several papers that are typed behind each other with semicolons, in place: one
 * begins with each part that has a number and a day. @return what was cut off, NULL: nothing is left. */
char *rota_decision_next(char **rest);

/** A post of a unit, or a posting: "Hồng Nam/bi-thu", "11977/chair", or with its first day
 *  "…@2023-09-01", which is also the day of the code or name: a posting of a unit that has ended or
 *  is called otherwise now is named as it was then. Or an entry by its name
 *  (entry_name.h). */
struct rota_target_named {
	struct rota_subject *subject; /**< the entity; NULL for a post alone */
	struct rota_id entry;         /**< zero unless an entry was named */
	const struct rota_unit *unit;
	const char *post;
};
int rota_resolve_subject(struct rota_target_named *out, struct rota_world *world,
                         const char *typed, struct rota_error *err);

#endif
