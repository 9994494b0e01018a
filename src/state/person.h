/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Persons: which records of cadres are of one person.
 *
 * Records are linked when somebody says so (`cadre.same`), and by themselves when their personal
 * numbers and names are equal, unless somebody says that these two are two (`cadre.distinct`). A
 * *class* is what links hold together. When it contains two that are said to be two, its links are
 * suspended, each is alone, and the two are a matter. A class is known by its *first* record, that
 * with the smallest id: under it stand the postings of all (tenure.h), so that one person in two
 * places is seen whichever record the offices used.
 *
 * Which record is first is kept as a state of each that is not first itself, and brought up to date
 * with derive.h. Which records are merely like each other is in twin.h.
 */
#ifndef STATE_PERSON_H
#define STATE_PERSON_H

#include "ledger/person.h"
#include "state/world.h"

/** So many records one person may have; what links more of them is no sign. */
enum { ROTA_CLASS_MAX = 64 };

/** The records that links hold together, by id. */
struct rota_class {
	struct rota_id members[ROTA_CLASS_MAX];
	size_t count;
	bool full;             /**< there was another one, for which there is no room */
	bool suspended;        /**< two of them are said to be two persons: */
	struct rota_id two[2]; /**< these, by id */
	struct rota_id shown;  /**< whose name and day of birth are shown */
};

/** Find the class of a record, from its entries; of more than ROTA_CLASS_MAX each record is alone,
 * whichever of them is asked about. @return store errors. */
int rota_class_find(struct rota_class *out, struct rota_world *world, struct rota_id cadre,
		    struct rota_error *err);

/** The local number of the first record of a cadre's person, as it was derived. */
int rota_person_first(uint32_t *first, struct rota_world *world, uint32_t cadre,
		      struct rota_error *err);
/** The same by ids; a cadre that is not known here is its own. */
int rota_world_person(struct rota_id *first, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err);

/** Bring the classes up to date that a record was or is in, and mark the postings of those whose
 * first record is another one now. @return store errors. */
int rota_person_derive(struct rota_world *world, const struct rota_subject *cadre,
		       struct rota_error *err);

/** Whether an entity was created as a cadre, whatever became of that. @return store errors. */
int rota_was_cadre(bool *out, struct rota_world *world, struct rota_id id, struct rota_error *err);
/** A record as it stands. @param[out] out  NULL: there is none that counts. @return store errors.
 */
int rota_find_record(struct rota_subject **out, struct rota_world *world, struct rota_id id,
		     struct rota_error *err);
/** What of a record is compared, in the scratch memory. */
void rota_read_person(struct rota_person *out, struct rota_world *world,
		      const struct rota_subject *cadre);

bool rota_class_has(const struct rota_class *class, struct rota_id cadre);
/** Add a record, once, and as long as there is room. */
void rota_class_add(struct rota_class *class, struct rota_id cadre);

/** What a statement in force says of a record and another one. */
struct rota_said {
	struct rota_id other;
	bool same;     /**< one person; else two */
	bool gives_up; /**< of one person: the name of the other one is shown */
};
struct rota_said_list {
	struct rota_said *items;
	size_t count;
};
/** All that is said of a record; in the scratch memory. @return store errors. */
int rota_world_said(struct rota_said_list *out, struct rota_world *world, struct rota_id cadre,
		    struct rota_error *err);
/** Whether it is said that the record and another one are two persons. */
bool rota_said_two(const struct rota_said_list *said, struct rota_id other);
/** The statement of a kind about two records: what it is about, whether it is in force. */
int rota_world_pair(struct rota_subject **out, struct rota_world *world, const char *kind,
		    struct rota_id a, struct rota_id b, struct rota_error *err);

#endif
