/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A posting as a list has it: one row, read, its person found, compared with the store.
 *
 * Reading order: listed_read.c (the cells), listed_person.c (whose posting it is),
 * listed_match.c (against a posting that is stored), listed_memory.c (what is worked out once),
 * import_postings.c (the import).
 */
#ifndef ACTS_LISTED_H
#define ACTS_LISTED_H

#include "acts/import.h"
#include "base/memo.h"

/** What a list is told by its person: enough to know him again without reading his entries. */
struct rota_listed_person {
	struct rota_id id;
	const char *name_key, *native_key; /**< rota_text_fold(); NULL: none */
	const char *pin;                   /**< or NULL */
	struct rota_day born;
};

/** Persons of one name, in the order in which they became known. */
struct rota_listed_people {
	struct rota_listed_person **items;
	size_t count, room;
};

/** What is worked out once in an import. The answers are those of the store: a person is put here when
 *  he was read there or recorded, and read again when he was changed. */
struct rota_listed_memory {
	struct rota_arena arena;
	struct rota_memo keys;     /**< text to its key */
	struct rota_memo communes; /**< era and text to a unit */
	struct rota_memo persons;  /**< id to a person */
	struct rota_memo names;    /**< key to people */
	const char **coming;       /**< keys of the names of those who are on the way here */
	size_t coming_count;
	bool coming_known;
};

void rota_listed_memory_init(struct rota_listed_memory *memory);
void rota_listed_memory_clear(struct rota_listed_memory *memory);

/** rota_text_fold(), or NULL: no text, or no memory. Compare with strcmp(). */
const char *rota_listed_key(struct rota_listed_memory *memory, const char *text);

/** The person with this id. @return ROTA_OK; ROTA_ENOTFOUND; ROTA_ENOMEM; store errors. */
int rota_listed_person_get(struct rota_listed_person **out, struct rota_listed_memory *memory,
                           struct rota_world *world, struct rota_id id, struct rota_error *err);
/** The people whose name has this key. */
int rota_listed_people_get(struct rota_listed_people **out, struct rota_listed_memory *memory,
                           struct rota_world *world, const char *name, struct rota_error *err);
/** Whether somebody whose name has this key was on the way here when the import began. */
int rota_listed_is_awaited(bool *out, struct rota_listed_memory *memory, struct rota_world *world,
                           const char *name_key, struct rota_error *err);
/** A person was recorded, or changed: read what is new. */
int rota_listed_person_note(struct rota_listed_memory *memory, const struct rota_subject *cadre,
                            struct rota_error *err);

/** rota_resolve_commune(), once for a text and the days between two changes of units. */
int rota_listed_commune(const struct rota_unit **out, struct rota_listed_memory *memory,
                        struct rota_world *world, const char *typed, int32_t day,
                        struct rota_findings *findings, struct rota_error *err);

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
	struct rota_listed_memory *memory;
	const char *note;               /**< the reason of every entry of the row; NULL: none */
	const char *name;               /**< clean */
	const char *name_key;
	struct rota_day born, to;
	const struct rota_act *end_act; /**< NULL without `to` */
	bool is_new;                    /**< the person */
	struct rota_draft person;       /**< then: as planned, before it is recorded */
	const char *received;           /**< then: as whom the province has announced it; NULL: not */
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

/** Whether a person of the same name is that of the row: equal number; else equal day of birth and
 *  native place, where both are known. */
bool rota_listed_is_person(const struct rota_listed_person *person,
                           const struct rota_listed *listed);

/** Find the person of the row, or plan a new cadre, into acting->cadre. Whoever is on the way to the
 *  commune, with this name and day of birth, is the same person (receive.h), when the row begins no
 *  more than ROTA_HALVES_DAYS before he left.
 *  @return ROTA_OK; ROTA_EINVALID V59 the number is somebody else's, or a value is wrong. */
int rota_listed_find_person(struct rota_acting *acting, struct rota_listed *listed,
                            struct rota_error *err);
/** When a row is refused: whether already its new person was wrong, which goes before whatever else is.
 *  @param err  not NULL. @return ROTA_OK; ROTA_EINVALID with importing->fault set. */
int rota_listed_check_person(struct rota_listed *listed, struct rota_error *err);

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
