/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/wire.h"

#include <assert.h>
#include <string.h>

#include "base/big_endian.h"

enum { SHOWN_BYTES = 64 };

struct rota_wire_string rota_wire_take(struct rota_wire_reader *reader, size_t size)
{
	struct rota_wire_string taken = { (const uint8_t *)"", 0 };

	if (reader->cut || size > reader->left) {
		reader->cut = true;
		return taken;
	}
	taken.bytes = reader->at;
	taken.size = size;
	reader->at += size;
	reader->left -= size;
	return taken;
}

uint32_t rota_wire_take_u32(struct rota_wire_reader *reader)
{
	struct rota_wire_string four = rota_wire_take(reader, 4);

	return four.size ? rota_get_u32(four.bytes) : 0;
}

struct rota_wire_string rota_wire_take_string(struct rota_wire_reader *reader)
{
	return rota_wire_take(reader, rota_wire_take_u32(reader));
}

bool rota_wire_is(struct rota_wire_string string, const char *text)
{
	return string.size == strlen(text) && memcmp(string.bytes, text, string.size) == 0;
}

int rota_wire_shown(struct rota_wire_string string)
{
	return string.size < SHOWN_BYTES ? (int)string.size : SHOWN_BYTES;
}

void rota_wire_put(struct rota_wire_writer *writer, const void *bytes, size_t size)
{
	assert(size <= writer->capacity - writer->size);
	memcpy(writer->bytes + writer->size, bytes, size);
	writer->size += size;
}

void rota_wire_put_u32(struct rota_wire_writer *writer, uint32_t number)
{
	uint8_t four[4];

	rota_put_u32(four, number);
	rota_wire_put(writer, four, sizeof(four));
}

void rota_wire_put_string(struct rota_wire_writer *writer, const void *bytes, size_t size)
{
	rota_wire_put_u32(writer, (uint32_t)size);
	rota_wire_put(writer, bytes, size);
}

void rota_wire_put_text(struct rota_wire_writer *writer, const char *text)
{
	rota_wire_put_string(writer, text, strlen(text));
}
