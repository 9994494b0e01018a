/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Numbers as bytes, the highest first: keys sort as the numbers do, and bytes that are signed are
 * the same on every machine. A day before 1970 is written as the uint32_t that it becomes.
 */
#ifndef BASE_BIG_ENDIAN_H
#define BASE_BIG_ENDIAN_H

#include <stdint.h>

/* Each of these writes at @p at, which has room, and returns what is behind the number. */

static inline uint8_t *rota_put_u16(void *at, uint16_t number)
{
	uint8_t *bytes = at;

	bytes[0] = (uint8_t)(number >> 8);
	bytes[1] = (uint8_t)number;
	return bytes + 2;
}

static inline uint8_t *rota_put_u32(void *at, uint32_t number)
{
	return rota_put_u16(rota_put_u16(at, (uint16_t)(number >> 16)), (uint16_t)number);
}

static inline uint8_t *rota_put_u64(void *at, uint64_t number)
{
	return rota_put_u32(rota_put_u32(at, (uint32_t)(number >> 32)), (uint32_t)number);
}

static inline uint16_t rota_get_u16(const void *at)
{
	const uint8_t *bytes = at;

	return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static inline uint32_t rota_get_u32(const void *at)
{
	return (uint32_t)rota_get_u16(at) << 16 | rota_get_u16((const uint8_t *)at + 2);
}

static inline uint64_t rota_get_u64(const void *at)
{
	return (uint64_t)rota_get_u32(at) << 32 | rota_get_u32((const uint8_t *)at + 4);
}

#endif
