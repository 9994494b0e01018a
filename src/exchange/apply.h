/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Taking in what lies in the repository: chains of others, commit by commit,
 * each checked against the chain before anything of it is stored.
 *
 * Entries come in slices, a transaction each, so that neither memory nor the
 * time that other writers wait grows with the history. Where a commit does not
 * hold, what came before it is kept and nothing of it or after it.
 */
#ifndef EXCHANGE_APPLY_H
#define EXCHANGE_APPLY_H

#include "exchange/checking.h"
#include "rota/exchange.h"
#include "state/chains.h"

struct rota_applying;

/** What a chain's commit means beyond its entries, inside the transaction that takes it in. */
typedef int rota_apply_take(struct rota_applying *applying, const struct rota_opened *opened,
                            struct rota_error *err);

/** A chain that is being taken in. The caller fills the first part. */
struct rota_applying {
	struct rota_office *office;
	struct rota_git *git;
	enum rota_chain_type type;
	struct rota_writer_id writer;
	struct rota_public_key key; /**< whose signature its commits must have */
	rota_apply_take *take;      /**< may be NULL */
	void *payload;
	void (*progress)(struct rota_applying *applying); /**< after each commit; may be NULL */
	bool ends;    /**< its right to write was taken back (revocation.h): no batch is taken in that */
	uint64_t end; /**< begins with this entry or behind it */

	/* what comes of it */
	struct rota_chain chain;
	uint64_t entries; /**< taken in now */
	uint64_t commits;
	bool faulty; /**< it ended at a commit that does not hold: the reason is in the error */
	enum rota_fault fault; /**< of that commit, in one word */
	bool has_bad;          /**< its id is known: `bad` */
	struct rota_oid bad;

	/* its own */
	struct rota_checking checking[2]; /**< the commit before, and the one that has come */
	size_t turn;                      /**< which of them came last */
	bool stopped;                     /**< by a commit, not by the walk */
	struct rota_world world;
	bool open;
	bool touched; /**< something of the present commit is in the transaction */
	uint64_t slice_room; /**< bytes of entries that the transaction still takes */
	uint64_t clock; /**< the greatest of the entries, but of those that are far ahead */
};

/**
 * Take in a chain up to a commit that is in the repository.
 * @return ROTA_OK; ROTA_ECORRUPT with `faulty` set: a commit does not hold; ROTA_ENOTFOUND the commit
 *         that the chain has reached is no ancestor of @p tip: it was rolled back, or is another branch;
 *         what `take` returned; store errors; as git.h.
 */
int rota_apply(struct rota_applying *applying, const struct rota_oid *tip, struct rota_error *err);

/** What the province says of its root key before it is pinned. */
struct rota_pin {
	const char *fingerprint; /**< told to the officer; NULL: what was told when the office was made */
	const char *again; /**< the command to be typed again, with the fingerprint */
	char shown[ROTA_FINGERPRINT_BYTES]; /**< of the key that came */
};

/**
 * Take in `common`: pin the root key on the first time, then entries, then this office's scope.
 * @param[out] entries  taken in now.
 * @return ROTA_OK, also when the repository has none; ROTA_EINVALID no fingerprint is known to
 *         compare the key with (pin->shown has it), or another; as rota_apply().
 */
int rota_apply_common(uint64_t *entries, struct rota_office *office, struct rota_git *git,
                      struct rota_pin *pin, struct rota_error *err);

/**
 * Take in checkpoints: each must be signed by the merge key that `common` names, and say of this
 * office's log and of `common` what is here.
 * @return ROTA_OK; ROTA_ECONFLICT the province has merged something else of this office than is
 *         here; as rota_apply().
 */
int rota_apply_checkpoints(struct rota_office *office, struct rota_git *git, struct rota_error *err);

/** Take in the notices for this office. @return as rota_apply(). */
int rota_apply_notices(struct rota_office *office, struct rota_git *git, struct rota_error *err);

#endif
