/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Messages between two programs of rota over a pipe: the length of what
 * follows as 4 bytes, the highest first, then one canonical map.
 *
 *     00 00 00 04   81 a1 61 01       {"a": 1}
 */
#ifndef CODEC_FRAME_H
#define CODEC_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/arena.h"
#include "rota/error.h"
#include "rota/value.h"

enum {
	ROTA_FRAME_HEAD_BYTES = 4,
	/** Of the map. The largest file in git is 8 MiB. */
	ROTA_FRAME_MAX_BYTES = 12 << 20
};

/**
 * Append a frame. @return ROTA_OK; ROTA_EINVALID larger than the limit, or as
 * rota_canonical_encode(); ROTA_ENOMEM. On failure nothing was appended.
 */
int rota_frame_encode(struct rota_buffer *out, const struct rota_value *map,
		      struct rota_error *err);

/** The size of the map that follows these ROTA_FRAME_HEAD_BYTES.
 *  @return ROTA_OK; ROTA_ECORRUPT 0 or larger than the limit. */
int rota_frame_size(size_t *out, const uint8_t *head, struct rota_error *err);

/** The map. @return ROTA_OK; ROTA_ECORRUPT not canonical, or no map; ROTA_ENOMEM. */
int rota_frame_decode(struct rota_value *out, struct rota_arena *arena, const void *bytes,
		      size_t size, struct rota_error *err);

#endif
