/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What the store remembers of the record of a cadre, beside its entries: to which class it belongs
 * (person.h), and under which keys it is met (meeting.h). Nothing is stored of a record that is
 * alone and stands where its first entry put it, as most do.
 */
#ifndef OFFICE_CADRE_ROW_H
#define OFFICE_CADRE_ROW_H

#include "office/meeting.h"

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
int rota_cadre_row_put(struct rota_world *world, uint32_t no, const struct rota_cadre_row *row,
		       struct rota_error *err);

#endif
