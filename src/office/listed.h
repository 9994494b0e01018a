/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A posting as a list has it: one row, read, its person found, compared with the store.
 *
 * Reading order: listed_read.c (the cells), listed_person.c (whose posting it is),
 * listed_match.c (against a posting that is stored), import_postings.c (the import).
 */
#ifndef OFFICE_LISTED_H
#define OFFICE_LISTED_H

#include "office/import.h"

/** The columns, in the order of the form. */
enum rota_listed_column {
	ROTA_LISTED_COMMUNE, ROTA_LISTED_COMMUNE_CODE, ROTA_LISTED_POST, ROTA_LISTED_NAME,
	ROTA_LISTED_BORN, ROTA_LISTED_FROM, ROTA_LISTED_ACT, ROTA_LISTED_TO, ROTA_LISTED_END_ACT,
	ROTA_LISTED_DOC_NO, ROTA_LISTED_DOC_TYPE, ROTA_LISTED_DOC_DATE, ROTA_LISTED_DOC_ISSUER,
	ROTA_LISTED_NATIVE, ROTA_LISTED_NATIVE_CODE, ROTA_LISTED_BIRTH_PLACE, ROTA_LISTED_SEX,
	ROTA_LISTED_PIN, ROTA_LISTED_SOURCE, ROTA_LISTED_PREV_TITLE, ROTA_LISTED_PLANNED_END,
	ROTA_LISTED_ELECTED, ROTA_LISTED_MODE, ROTA_LISTED_TERM, ROTA_LISTED_LOCAL,
	ROTA_LISTED_LOCAL_REASON, ROTA_LISTED_ANNOUNCED, ROTA_LISTED_NOTE, ROTA_LISTED_COLUMNS
};

/** A row on its way; the payload of its acting. What else is read of it is in the acting. */
struct rota_listed {
	struct rota_importing *importing;
	const char *name; /**< clean */
	struct rota_day born, to;
	const struct rota_act *end_act; /**< NULL without `to` */
	bool end_act_missing;           /**< then end_act is `release` */
	struct rota_id posting;         /**< the one recorded or met */
};

/**
 * Read unit, post, person's day of birth, act, days and paper of a row into the acting.
 * @return ROTA_OK; ROTA_EINVALID with importing->fault set to the column, where it is one.
 */
int rota_listed_read(struct rota_acting *acting, struct rota_listed *listed,
                     struct rota_error *err);

/** Plan the end of the posting of the row; says V25 when the row does not tell how it ended.
 *  @param stored  the posting in the store; NULL: planned just before. */
int rota_listed_plan_end(struct rota_acting *acting, struct rota_listed *listed,
                         const struct rota_subject *stored, struct rota_error *err);

/** Whether two texts have one key (rota_text_fold()). False when one is NULL. */
bool rota_listed_same_text(const char *a, const char *b);

/** Whether a cadre of the same name is the person of the row: equal number; else equal day of
 *  birth and native place, where both are known. */
bool rota_listed_is_person(const struct rota_subject *cadre, const struct rota_listed *listed);

/** Find the person of the row, or plan a new cadre, into acting->cadre.
 *  @return ROTA_OK; ROTA_EINVALID V59 the number is somebody else's, or a value is wrong. */
int rota_listed_person(struct rota_acting *acting, const struct rota_listed *listed,
                       struct rota_error *err);

/** The columns that go into a field of the cadre. */
struct rota_listed_field {
	enum rota_listed_column column;
	const char *field;
};
enum { ROTA_LISTED_CADRE_FIELDS = 6 };
extern const struct rota_listed_field rota_listed_cadre_fields[ROTA_LISTED_CADRE_FIELDS];

/** The value of one of them in this row; nil when the row says nothing. */
int rota_listed_cadre_value(struct rota_value *out, struct rota_acting *acting,
                            const struct rota_listed *listed, size_t which,
                            struct rota_error *err);

/** The stored posting that a row is about, by unit, post, name and first day.
 *  @return ROTA_OK, also without one; ROTA_EINVALID V19: the row overlaps another of the person. */
int rota_listed_find(struct rota_posting *out, bool *found, struct rota_acting *acting,
                     const struct rota_listed *listed, struct rota_error *err);

/**
 * Compare a row with the posting it is about, and plan what the row adds; what it says otherwise
 * is planned as a correction with --update, else listed, column by column.
 */
int rota_listed_compare(struct rota_acting *acting, struct rota_listed *listed,
                        const struct rota_posting *known, struct rota_error *err);

#endif
