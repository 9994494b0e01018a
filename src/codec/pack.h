/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Bytes made smaller by zstd, and back.
 *
 * Packed bytes are one frame without a dictionary, whose window is at most
 * 1 MiB. What is unpacked may come from anybody: the size must be known, not
 * one byte more is written, and nothing is reserved but some 160 KB that do
 * not depend on the frame. Other versions of zstd may pack the same bytes
 * otherwise; what was packed is kept, never made again. Any thread.
 *
 * @source RFC 8878, section 3.1.1.
 */
#ifndef CODEC_PACK_H
#define CODEC_PACK_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/error.h"

/** The largest window, in bytes; and the most that is packed at once. */
enum { ROTA_PACK_MAX_BYTES = 1 << 20 };

/**
 * Append the packed bytes.
 * @param size  at most ROTA_PACK_MAX_BYTES.
 * @return ROTA_OK; ROTA_EINVALID too many bytes; ROTA_ENOMEM.
 */
int rota_pack(struct rota_buffer *out, const void *bytes, size_t size, struct rota_error *err);

/**
 * Unpack.
 * @param[out] out   of @p size bytes; of no meaning on failure.
 * @param      size  what must come out, at most ROTA_PACK_MAX_BYTES.
 * @return ROTA_OK; ROTA_ECORRUPT not one such frame, or not of this size; ROTA_ENOMEM.
 */
int rota_unpack(uint8_t *out, size_t size, const void *packed, size_t packed_size,
		struct rota_error *err);

#endif
