/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Values as JSON, without loss.
 *
 * Lists, maps, texts, booleans, nil and integers up to 2^63-1 are JSON's own.
 * What JSON has no word for is an object with one key that begins with '$':
 * {"$bin": "00ff"} and {"$uint": "18446744073709551615"}. A map whose only key
 * begins with '$' is written as {"$map": {...}}, so that reading back is exact. A
 * map with a key that holds U+0000, which readers of JSON refuse in keys, is
 * written as {"$hexmap": {"6100": ...}}, with all its keys in hexadecimal.
 */
#ifndef CODEC_JSON_H
#define CODEC_JSON_H

#include <stddef.h>

#include "base/buffer.h"
#include "rota/arena.h"
#include "rota/error.h"
#include "rota/value.h"

/** Append one line of JSON, without a newline; keys in the order of the map; all of UTF-8 as it is.
 *  @return ROTA_OK; ROTA_EINVALID a text is not UTF-8; ROTA_ENOMEM. */
int rota_json_write(struct rota_buffer *out, const struct rota_value *value,
                    struct rota_error *err);

/** The same, indented for people. */
int rota_json_write_pretty(struct rota_buffer *out, const struct rota_value *value,
                           struct rota_error *err);

/** Read one JSON text. @return ROTA_OK; ROTA_EINVALID with line and column; ROTA_ENOMEM. */
int rota_json_read(struct rota_value *out, struct rota_arena *arena, const char *text, size_t size,
                   struct rota_error *err);

#endif
