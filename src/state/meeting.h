/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Where records of cadres meet: the keys under which they are compared, so that a new record is
 * compared with few.
 *
 * A record stands under its personal number, under its CMND, and under its name without accents
 * with its day of birth; under nothing else, and under nothing while it does not count. Names and
 * numbers are made short (store/index.h): two that are not the same may meet all the same, and are
 * compared in vain. Of those
 * under one key the first ROTA_MEETING_MAX by id are compared, so that nobody can drown a store in
 * records that are all alike: when some of them are settled, or withdrawn, the next ones come up.
 * @source schema/state.md, "Persons".
 */
#ifndef STATE_MEETING_H
#define STATE_MEETING_H

#include "state/world.h"

enum {
	ROTA_MEETING_MAX = 16,      /**< are compared, of those under one key */
	ROTA_MEETING_KEY_BYTES = 13 /**< what it is, a number or a name made short, and a day */
};

struct rota_meeting_key {
	uint8_t bytes[ROTA_MEETING_KEY_BYTES];
	uint16_t size;
};
/** The keys of a record. */
struct rota_meeting_keys {
	struct rota_meeting_key items[3];
	size_t count;
};

/** Those of an entry alone, and those of a record as it stands; none of one that does not count.
 *  @return ROTA_OK; ROTA_ENOMEM. */
int rota_meeting_keys_of_entry(struct rota_meeting_keys *out, const struct rota_entry *entry,
			       struct rota_error *err);
int rota_meeting_keys_of(struct rota_meeting_keys *out, const struct rota_subject *cadre,
			 struct rota_error *err);
bool rota_meeting_keys_equal(const struct rota_meeting_keys *a, const struct rota_meeting_keys *b);

/** Whether another record than @p no is met under one of the keys, or a day of birth that fits. */
int rota_meeting_any(bool *out, struct rota_world *world, const struct rota_meeting_keys *keys,
		     uint32_t no, struct rota_error *err);

/** Put a record under its keys and take it from those before; whoever is to be compared, or no
 * longer, because of that is marked (derive.h). @param no  its local number. @return store errors.
 */
int rota_meeting_move(struct rota_world *world, struct rota_id cadre, uint32_t no,
		      const struct rota_meeting_keys *before, const struct rota_meeting_keys *now,
		      struct rota_error *err);

/** Those with which a record is compared, by id; in the scratch memory. @return store errors. */
int rota_meeting_list(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
		      const struct rota_meeting_keys *keys, struct rota_error *err);

/** All that stand under a personal number, by id, up to @p max of them; in the scratch memory. */
int rota_meeting_of_number(struct rota_ids *out, struct rota_world *world, const char *pin,
			   size_t max, struct rota_error *err);

#endif
