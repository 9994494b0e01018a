/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * How matters are told: what one is about and what its ways out mean. Appended to a buffer, for
 * people; what is read on the way stays in the scratch memory.
 */
#ifndef NAMING_MATTER_TEXT_H
#define NAMING_MATTER_TEXT_H

#include "base/buffer.h"
#include "state/matters.h"

/** "Hoàng Đình Long (1977) – Lê Xuân Tuấn (1971)", "From: Trần Văn Mít (1978)".
 * @param raw  a field is named as it is stored. */
void rota_matter_write_about(struct rota_buffer *out, struct rota_world *world,
			     const struct rota_matter *matter, bool raw);
/** The units that it concerns, by their names near a day. */
void rota_matter_write_units(struct rota_buffer *out, struct rota_world *world,
			     const struct rota_matter *matter, int32_t day);
/** What an outcome means: the words of the kind, or the value that would be the right one. */
void rota_matter_write_way(struct rota_buffer *out, struct rota_world *world,
			   const struct rota_matter *matter, size_t way);

/** A subject by its cadre; "" when it is none of a person. In the scratch memory. */
const char *rota_matter_subject_shown(struct rota_world *world, struct rota_id id);
/** What a kind calls the field of a conflict; NULL: no kind knows it. */
const struct rota_field *rota_matter_field(const struct rota_matter *matter);

#endif
