/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What the store remembers of the record of a cadre, beside its entries: to which class it belongs
 * (person.h), and under which keys it is met (meeting.h). Nothing is stored of a record that is
 * alone and stands where its first entry put it, as most do.
 */
#ifndef STATE_CADRE_ROW_H
#define STATE_CADRE_ROW_H

#include "state/meeting.h"

struct rota_cadre_row {
	uint32_t first; /**< local number of the first record of the class; its own when alone */
	uint32_t
		two[2]; /**< of a class whose links are suspended: who are said to be two; else 0 */
	bool moved;     /**< it stands under the keys here, not under those of its first entry */
	struct rota_meeting_keys keys;
};

/** @param no  the record's local number. @return ROTA_OK; ROTA_ECORRUPT; store errors. */
int rota_cadre_row_get(struct rota_cadre_row *out, struct rota_world *world, uint32_t no,
		       struct rota_error *err);
/** Put @p now in the place of @p was. @return store errors. */
int rota_cadre_row_put(struct rota_world *world, uint32_t no, const struct rota_cadre_row *was,
		       const struct rota_cadre_row *now, struct rota_error *err);

/** The records of the class that one is in, by id; in the scratch memory. @return store errors. */
int rota_cadre_class(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
		     struct rota_error *err);

/** What is kept of a record and another one. */
enum rota_cadre_link {
	ROTA_CADRE_LIKE = 'L', /**< it is like it (twin.h) */
	ROTA_CADRE_SUSPENDED =
		'S', /**< it is said to be another one, though links hold both together */
	ROTA_CADRE_MEMBER = 'M' /**< it is of the class of which the first is the first record */
};
int rota_cadre_keep(struct rota_world *world, enum rota_cadre_link link, uint32_t a, uint32_t b,
		    bool is, struct rota_error *err);
/** Those that are kept of a record, by id; in the scratch memory. */
int rota_cadre_kept(struct rota_ids *out, struct rota_world *world, enum rota_cadre_link link,
		    uint32_t a, struct rota_error *err);
/** Visit each two by their local numbers; non-zero stops. */
typedef int rota_cadre_link_fn(uint32_t a, uint32_t b, void *payload, struct rota_error *err);
int rota_cadre_kept_each(struct rota_world *world, enum rota_cadre_link link,
			 rota_cadre_link_fn *visit, void *payload, struct rota_error *err);

#endif
