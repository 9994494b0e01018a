/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The attestations of an office's log, and whether each counts: by what it says
 * (ledger/attestation.h), by the officer, and by who recorded the entries for which it stands.
 *
 * An attestation stands for the entries of a log up to its `last`, since the one before that
 * counts; an officer who recorded one of them is no witness of it (V98). It is *stale* when a later
 * entry of the log changes figures up to the cut-off day.
 */
#ifndef STATE_ATTESTATION_H
#define STATE_ATTESTATION_H

#include "ledger/attestation.h"
#include "state/world.h"

struct rota_judged_attestation {
	struct rota_attestation is;
	enum rota_attestation_fault fault;
	bool by_recorder;  /**< the officer recorded some of the entries, whatever else is wrong */
	uint64_t recorded; /**< the last of these */
	uint64_t since;    /**< the first entry for which it stands */
};

struct rota_attestations {
	struct rota_judged_attestation *items; /**< by `last`, then by when they were recorded */
	size_t count, room;
};

/**
 * All of a log, judged. It reads the log once, up to the last entry that one stands for.
 * @param planned  one that is not recorded yet, judged with them; NULL: none. Its `entry` names the
 *                 log in which it would be.
 * @param arena    holds them. The scratch memory is forgotten.
 */
int rota_world_attestations(struct rota_attestations *out, struct rota_world *world,
			    struct rota_writer_id writer, const struct rota_attestation *planned,
			    struct rota_arena *arena, struct rota_error *err);

enum rota_attested_state {
	ROTA_ATTESTED_NOT,
	ROTA_ATTESTED_REFUSED, /**< there is one, and it does not count */
	ROTA_ATTESTED_STALE,
	ROTA_ATTESTED_YES
};

/** "not", "refused", "stale", "yes"; and for people. */
const char *rota_attested_id(enum rota_attested_state state);
const char *rota_attested_shown(enum rota_attested_state state);

/** What stands of a log for a period. */
struct rota_attested {
	enum rota_attested_state state;
	struct rota_judged_attestation judged; /**< the last one that counts, else the last one */
	bool proved;                           /**< recorded under another key than the entries */
};

/** @param all  as rota_world_attestations() gives them. The scratch memory is forgotten. */
int rota_attested_find(struct rota_attested *out, struct rota_world *world,
		       const struct rota_attestations *all, struct rota_id period, int32_t cutoff,
		       struct rota_error *err);

/** The same of this office's own log. What it attests is judged when it is recorded, and taken for good
 * here, so that the log need not be read again. The scratch memory is forgotten. */
int rota_attested_own(struct rota_attested *out, struct rota_world *world, struct rota_id period,
		      int32_t cutoff, struct rota_arena *arena, struct rota_error *err);

/** Whether a later entry of its log changes figures up to a day. The scratch memory is forgotten.
 */
int rota_attestation_stale(bool *out, struct rota_world *world,
			   const struct rota_attestation *attestation, int32_t cutoff,
			   struct rota_error *err);

/** The unit whose figures the office of a log attests; zero: none is known. */
int rota_attested_scope(struct rota_id *out, struct rota_world *world, struct rota_writer_id writer,
			struct rota_error *err);

/** The officer who attested, by name; NULL: not known. In the scratch memory. */
const char *rota_attested_by(struct rota_world *world, const struct rota_attestation *attestation);

#endif
