/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The tables that tools/embed-national prints from national.csv and
 * national_names.csv when rota is built. Constant, and free of pointers, so
 * that a program which never reads them pays nothing when it starts.
 */
#ifndef LEDGER_NATIONAL_DATA_H
#define LEDGER_NATIONAL_DATA_H

#include "ledger/national.h"

/** Another name of a unit; a name in several rows stands for all their units. */
struct rota_national_name {
	uint16_t unit; /**< its place in rota_national_units */
	char name[32];
};

extern const struct rota_national_unit rota_national_units[]; /**< by code, as strcmp() has it */
extern const size_t rota_national_count;
extern const struct rota_national_name rota_national_names[];
extern const size_t rota_national_name_count;

#endif
