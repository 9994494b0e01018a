/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Records that were handed over: those of a unit that one office recorded and keeps no more, since its
 * scope is another one, its right to write was taken back, or the unit has come under another
 * district; and that another office keeps now, which is to have them (carry.h).
 * @source schema/trust.md, "Carried entries".
 */
#ifndef EXCHANGE_HANDED_H
#define EXCHANGE_HANDED_H

#include "state/writers.h"
#include "trust/vector.h"

/** Units that one office kept and another one keeps today; neither list is empty. */
struct rota_handing {
	const struct rota_enrolled_writer *from, *to;
	struct rota_ids units; /**< sorted */
};
struct rota_handings {
	struct rota_handing *items;
	size_t count, room;
};

/** All of today. @param arena  holds the lists. @return store errors. */
int rota_handings_find(struct rota_handings *out, struct rota_world *world, struct rota_arena *arena,
		       struct rota_error *err);

/** Whether others are handed over than when all was carried last. @return store errors. */
int rota_handings_are_news(bool *out, const struct rota_handings *handings,
			   struct rota_world *world, struct rota_error *err);

/** Whether an entity of a unit was handed over to an office, by whoever recorded it. */
bool rota_is_handed(const struct rota_handings *handings, struct rota_writer_id to,
		    struct rota_id entity, struct rota_id unit);

/** Whether anything is handed over from one to the other. */
bool rota_any_handed(const struct rota_handings *handings, struct rota_writer_id from,
		     struct rota_writer_id to);

/** Non-zero stops. @param subject  an entity, folded, in the scratch memory. */
typedef int rota_handed_fn(const struct rota_subject *subject, void *payload,
			   struct rota_error *err);

/** The logs in which there may be news, that of who handed it over and the province's own, are looked
 *  through for one office. */
struct rota_looking {
	const struct rota_handings *handings;
	const struct rota_handing *handing;  /**< one of them */
	const struct rota_vector_row *rows; /**< how far each log is merged */
	size_t row_count;
	/** The first entry of a log that did not count and does so now; UINT64_MAX: none. */
	uint64_t (*first_again)(struct rota_writer_id log, void *logs);
	void *logs;
	rota_handed_fn *visit;
	/** Whether the office has an entity already. */
	int (*has)(bool *out, struct rota_id entity, void *payload, struct rota_error *err);
	void *payload; /**< of these two */
};

/**
 * Visit what was handed over and has news in a log, of each log an entity once: postings and vacancies
 * of those units, what is said of the locality of these postings, their cadres as far as the same office
 * recorded them, with their spells, what is said of two cadres, and the officers of that log; and
 * whatever the office has already, wherever it is now.
 * @return what a visit returned; store errors.
 */
int rota_handed_each(const struct rota_looking *looking, struct rota_world *world,
		     struct rota_error *err);

/** Remember that all of it is carried: only what comes later is news, until other units are handed
 *  over, or other entries count. @return store errors. */
int rota_handed_done(const struct rota_handing *handing, const struct rota_vector_row *rows,
		     size_t row_count, struct rota_world *world, struct rota_error *err);

#endif
