/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Canonical msgpack: one value has one encoding.
 *
 * The rules (schema/entry.md, "Bytes"): maps have text keys, sorted by the
 * bytes of the encoded key, each once; integers and lengths take the shortest
 * form; texts are UTF-8; no float, no extension type; at most 8 levels of
 * lists and maps; an empty list or map is not written at all.
 *
 * Checking and decoding are one walk. It reserves nothing for a count or length
 * before it has seen the elements, so that hostile ones cost nothing. What
 * arrived is what is kept and hashed: nothing is ever verified against a
 * re-encoding. Any thread, one arena or buffer each.
 */
#ifndef CODEC_CANONICAL_H
#define CODEC_CANONICAL_H

#include <stddef.h>

#include "base/buffer.h"
#include "rota/arena.h"
#include "rota/error.h"
#include "rota/value.h"

/** Levels of lists and maps inside each other; a scalar alone has none. */
enum { ROTA_CANONICAL_MAX_DEPTH = 8 };

/**
 * Check the first value in the bytes, without the table of kinds.
 *
 * @param[out] used  bytes of that value; may be NULL, then nothing may follow it.
 * @return ROTA_OK; ROTA_ECORRUPT with the offset and the rule that is broken.
 */
int rota_canonical_check(size_t *used, const void *bytes, size_t size, struct rota_error *err);

/**
 * Check and decode one value that fills the bytes.
 * @param[out] out  nil on failure; lives in @p arena.
 * @return ROTA_OK; ROTA_ECORRUPT as above; ROTA_ENOMEM.
 */
int rota_canonical_decode(struct rota_value *out, struct rota_arena *arena, const void *bytes,
                          size_t size, struct rota_error *err);

/** The same of the first value in the bytes.
 *  @param[out] used  bytes of that value; may be NULL, then nothing may follow it. */
int rota_canonical_take(struct rota_value *out, size_t *used, struct rota_arena *arena,
                        const void *bytes, size_t size, struct rota_error *err);

/**
 * Append the encoding of a value. Keys are sorted; pairs and items with an empty list or map are
 * left out of maps; nil is written (it clears a field).
 * @return ROTA_OK; ROTA_EINVALID deeper than the limit, an empty list or map inside a list, a key
 *         that stands twice, or a text that is not UTF-8; ROTA_ENOMEM. On failure nothing was appended.
 */
int rota_canonical_encode(struct rota_buffer *out, const struct rota_value *value,
                          struct rota_error *err);

#endif
