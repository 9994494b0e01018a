/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A canonical map read key by key, where every key must have its place.
 *
 * The error is sticky: after the first key that is missing or not as it must
 * be, the later reads give zero, and rota_fields_finish() says which it was, or
 * that there is a key nobody asked for. One thread at a time.
 */
#ifndef TRUST_FIELDS_H
#define TRUST_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/arena.h"
#include "rota/error.h"
#include "rota/value.h"

/** The caller's. */
struct rota_fields {
	struct rota_value map;
	size_t taken;
	const char *wrong; /**< the first key that is missing or wrong, or NULL */
};

/**
 * Begin with bytes that are one canonical map.
 * @return ROTA_OK; ROTA_ECORRUPT; ROTA_ENOMEM.
 */
int rota_fields_begin(struct rota_fields *out, struct rota_arena *arena, const void *bytes,
		      size_t size, struct rota_error *err);

bool rota_fields_has(const struct rota_fields *fields, const char *key);

/** A number in this range, both ends among them; 0 when it is none. */
uint64_t rota_fields_number(struct rota_fields *fields, const char *key, uint64_t least,
			    uint64_t most);

/** @p out is as it was when there are not exactly @p size bytes. */
void rota_fields_bytes(struct rota_fields *fields, const char *key, void *out, size_t size);

/** Bytes of any number, borrowed from the arena; none when there are none. */
const uint8_t *rota_fields_bin(struct rota_fields *fields, const char *key, size_t *size);

/** A text without U+0000, borrowed from the arena; "" when it is none. */
const char *rota_fields_text(struct rota_fields *fields, const char *key);

/** Which of the @p count texts it is; 0 when it is none. */
unsigned rota_fields_word(struct rota_fields *fields, const char *key, const char *const *words,
			  unsigned count);

/** A list or map of at most @p most; nil when it is none or too long. Borrowed from @p fields. */
const struct rota_value *rota_fields_value(struct rota_fields *fields, const char *key,
					   enum rota_value_type type, size_t most);

/** Call the key wrong, since what stands inside is. */
void rota_fields_refuse(struct rota_fields *fields, const char *key);

/** @return ROTA_OK; ROTA_ECORRUPT with the key that is wrong. */
int rota_fields_finish(const struct rota_fields *fields, struct rota_error *err);

#endif
