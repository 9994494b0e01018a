/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Logs as they are written, and how parts of them come to a province's office: the entries of an
 * office in batches of any cut, signed with its key; those of the province itself as if they were
 * recorded there.
 */
#ifndef TESTS_PROPERTY_LOGS_H
#define TESTS_PROPERTY_LOGS_H

#include "rota/arena.h"
#include "rota/entry.h"
#include "tests/property/land.h"
#include "trust/chain.h"

enum { LOGS = OFFICES + 3 }; /**< with the stranger, `common` and the province's own */

struct logged {
	const uint8_t *bytes;
	size_t size;
	struct rota_entry entry; /**< decoded */
	uint64_t set_end;        /**< first number behind the set that it is in, or behind itself */
};

struct log {
	struct rota_writer_id writer;
	const struct rota_key *key; /**< NULL: one of the province's own */
	struct logged *items;
	size_t count, room;
};

struct logs {
	struct rota_arena arena;
	struct log items[LOGS];
};

/** The logs of the land, all empty. */
void logs_make(struct logs *logs, const struct land *land);
void logs_clear(struct logs *logs);
/** Append an entry; the bytes are copied. */
void logs_add(struct logs *logs, struct log *log, const void *bytes, size_t size);
/** Append what an office has of a log beyond what is known of it. */
void logs_read(struct logs *logs, struct log *log, struct rota_office *office);
struct log *logs_of(struct logs *logs, struct rota_writer_id writer);

/** How far a province's office has been given the logs. */
struct delivery {
	struct rota_office **province;
	uint64_t sent[LOGS];
	struct rota_chain chains[LOGS], before[LOGS]; /**< before: without the newest batch */
};

/** Nothing was delivered yet but what the office has of its own logs. */
void delivery_begin(struct delivery *delivery, struct logs *logs, struct rota_office **province);
/** Deliver a log up to a number, or up to the end of the set that this is in. */
void deliver(struct delivery *delivery, struct logs *logs, size_t which, uint64_t upto);

/** What a copied or broken machine does to the ref of a log, after which the next merge must have
 * it as it was. @return false: nothing of this log was delivered yet. */
enum nuisance { NUISANCE_FORK, NUISANCE_BACK, NUISANCE_GONE, NUISANCES };
bool delivery_disturb(struct delivery *delivery, struct logs *logs, size_t which,
		      enum nuisance nuisance);

#endif
