/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The walk of a value along the table of kinds: forms, limits, needed fields,
 * and what this program does not know.
 */
#ifndef ENTRY_CHECK_H
#define ENTRY_CHECK_H

#include "rota/entry.h"
#include "rota/error.h"
#include "rota/kinds.h"
#include "rota/value.h"

/** One walk. */
struct rota_check {
	const struct rota_kind *kind; /**< whose fields a BODY has; NULL: unknown, bodies pass */
	bool amends;                  /**< no field of the body is needed */
	bool creates;                 /**< there is nothing yet that nil could clear */
	bool only_looks;              /**< go past faults, to find every unknown name */
	char *held;                   /**< receives the first unknown name; 64 bytes */
	struct rota_error *err;
};

/** Check a map against a record: each key known and of its form, each needed key there. */
int rota_check_record(struct rota_check *check, const struct rota_value *map,
                      const struct rota_record *record);

/** A field of a record by a key as it was decoded, a text; NULL: it has no such field. */
const struct rota_field *rota_record_key(const struct rota_record *record,
                                         const struct rota_value *key);

/** Note a name that this program does not know, the first one only. It does not stop the walk. */
void rota_check_hold(struct rota_check *check, const char *name, size_t size);

/** Check one value against its field; a list where the field takes many. */
int rota_check_field(struct rota_check *check, const struct rota_value *value,
                     const struct rota_field *field);

/** What rota_entry_check() asks by the table of kinds, without the rules between fields.
 *  @return as rota_entry_check(). */
int rota_check_table(const struct rota_entry *entry, struct rota_error *err);

#endif
