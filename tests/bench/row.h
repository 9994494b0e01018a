/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * An entry as the peers get it: what their columns and indexes are made of, and
 * then its bytes. A file of them is written and read on one machine.
 */
#ifndef BENCH_ROW_H
#define BENCH_ROW_H

#include <stdint.h>

enum row_kind { ROW_OTHER, ROW_CADRE, ROW_BEGIN, ROW_END };

struct row {
	uint8_t id[16];    /**< of the entity */
	uint8_t unit[16];  /**< of ROW_BEGIN */
	uint8_t cadre[16]; /**< of ROW_BEGIN */
	int64_t writer;
	int64_t n;
	int32_t day; /**< since 1970 */
	uint8_t kind;
	uint8_t post; /**< 1 secretary, 2 chair */
	uint16_t spare;
	char name[56]; /**< of ROW_CADRE */
	uint32_t size; /**< of the bytes that follow */
	uint32_t spare2;
};

#endif
