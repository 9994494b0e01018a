/* SPDX-License-Identifier: Apache-2.0 */
/** @file What the files of this room know of an open office. */
#ifndef OFFICE_OFFICE_H
#define OFFICE_OFFICE_H

#include "rota/entry.h"
#include "rota/office.h"
#include "store/store.h"

/** A province keeps two logs: `common`, which every office reads, and its own. */
struct rota_office {
	char *dir;
	struct rota_store *store;
	struct rota_writer_id common; /**< of the province only; zero in a district */
	struct rota_writer_id own;
	bool read_only;
};

#endif
