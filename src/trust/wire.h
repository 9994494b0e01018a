/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The bytes inside OpenSSH's keys and signatures: numbers of 32 bits,
 * big-endian, and strings, which are such a number and so many bytes.
 *
 *     00 00 00 04 6e 6f 6e 65        the string "none"
 *
 * Reading has a sticky error: at the first thing that is not whole the reader
 * is `cut`, all later reads give 0 and empty strings, and one check before use
 * suffices. Writing goes into an array whose maximum the caller knows, since
 * memory that grows leaves copies of a private key behind.
 *
 * Any thread.
 *
 * @source RFC 4251, section 5.
 */
#ifndef TRUST_WIRE_H
#define TRUST_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Bytes that belong to what is being read. `bytes` is never NULL. */
struct rota_wire_string {
	const uint8_t *bytes;
	size_t size;
};

struct rota_wire_reader {
	const uint8_t *at;
	size_t left;
	bool cut;
};

/** @p size bytes as they are. */
struct rota_wire_string rota_wire_take(struct rota_wire_reader *reader, size_t size);
uint32_t rota_wire_take_u32(struct rota_wire_reader *reader);
struct rota_wire_string rota_wire_take_string(struct rota_wire_reader *reader);

/** Whether the bytes are those of this text. */
bool rota_wire_is(struct rota_wire_string string, const char *text);

/** The precision for "%.*s" of a string that somebody else chose: at most 64 bytes of it. */
int rota_wire_shown(struct rota_wire_string string);

/** `bytes` is the caller's. That all fits in `capacity` is the caller's promise (an assert). */
struct rota_wire_writer {
	uint8_t *bytes;
	size_t capacity;
	size_t size;
};

/** @p size bytes as they are. */
void rota_wire_put(struct rota_wire_writer *writer, const void *bytes, size_t size);
void rota_wire_put_u32(struct rota_wire_writer *writer, uint32_t number);
void rota_wire_put_string(struct rota_wire_writer *writer, const void *bytes, size_t size);
/** The string of a text, without its NUL. */
void rota_wire_put_text(struct rota_wire_writer *writer, const char *text);

#endif
