/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * An attestation: an officer stands for the figures of an office's scope at the cut-off day of a
 * period, as they follow from the office's log up to an entry.
 *
 * It is one entry of `attest`, the first of its entity or one that amends it: each says all of it.
 * Whether it counts depends on what it says (here), on the officer and on who recorded the log
 * (state/attestation.h).
 *
 * Pure; any thread.
 * @source schema/state.md, "Attestations".
 */
#ifndef LEDGER_ATTESTATION_H
#define LEDGER_ATTESTATION_H

#include "ledger/subject.h"

/** Of one post. */
struct rota_attested_figures {
	uint64_t posts, filled, vacant, not_reported;
	uint64_t non_local, undetermined;
	uint64_t opening, up, down; /**< of non_local, since the period before */
};

enum { ROTA_ATTESTED_POSTS = 2 }; /**< secretary, chair */

struct rota_attestation {
	struct rota_id entry, entity;
	struct rota_id period, scope;
	struct rota_writer_id writer; /**< of the log that it is about */
	uint64_t last; /**< number of the last entry of that log that was looked at */
	uint64_t clock;
	struct rota_id by; /**< the officer; zero: none is named */
	struct rota_attested_figures posts[ROTA_ATTESTED_POSTS];
};

/** Read the attestation that a revision of an entity is. @return false when it does not say all of
 * it. */
bool rota_attestation_read(struct rota_attestation *out, const struct rota_subject *subject,
			   const struct rota_revision *revision);

/** Why an attestation does not count; the first that fits. */
enum rota_attestation_fault {
	ROTA_ATTESTATION_COUNTS,
	ROTA_ATTESTATION_SUM, /**< V96: what is filled, vacant and not reported is not all posts */
	ROTA_ATTESTATION_BALANCE,    /**< V97: opening + up - down is not what is not local */
	ROTA_ATTESTATION_LAST,       /**< the entry up to which it goes is not before it */
	ROTA_ATTESTATION_NO_OFFICER, /**< the office that recorded it has no such officer */
	ROTA_ATTESTATION_INACTIVE,   /**< who is not there any more */
	ROTA_ATTESTATION_NO_ROLE,    /**< or may not attest */
	ROTA_ATTESTATION_RECORDER,   /**< V98: who recorded of these entries */
	ROTA_ATTESTATION_FAULTS
};

/** "" without one; the number of the rule. */
const char *rota_attestation_rule(enum rota_attestation_fault fault);
/** A word for programs: "sum", "recorder" …; and a sentence in the language chosen. */
const char *rota_attestation_fault_id(enum rota_attestation_fault fault);
const char *rota_attestation_fault_shown(enum rota_attestation_fault fault);

/** Whether the figures of a post add up: COUNTS, SUM or BALANCE. They may be any numbers. */
enum rota_attestation_fault
rota_attested_figures_check(const struct rota_attested_figures *figures);

/** What an entry can do to the figures of a day. */
enum rota_entry_reach {
	ROTA_REACHES_NOTHING, /**< it changes no figure */
	ROTA_REACHES_DAY,     /**< those from a day on */
	ROTA_REACHES_POSTING, /**< those from the first day of the posting that it speaks of */
	ROTA_REACHES_ALL,     /**< those of any day: it is about a person */
	ROTA_REACHES_UNDONE   /**< what the entry does that it takes back */
};
/** @param[out] day  of REACHES_DAY: the first one. */
enum rota_entry_reach rota_entry_reach(int32_t *day, const struct rota_entry *entry);

/** Whether an entry is something that an officer records about postings and people (V98), and not
 * about the office itself. An `entry.undo` is one. */
bool rota_entry_is_record(const struct rota_entry *entry);

#endif
