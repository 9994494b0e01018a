/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The chains that an office knows: how far each is, kept in its store; the
 * commits of ours that are drawn; the refs under which they lie in git.
 *
 * A commit of ours is drawn in one transaction of the store, which keeps its
 * exact bytes, and written to git afterwards, as often as it takes: the same
 * bytes give the same object ids. A chain in the store is never behind what is
 * in git, unless the store is an old copy.
 */
#ifndef STATE_CHAINS_H
#define STATE_CHAINS_H

#include "ask/git.h"
#include "state/world.h"
#include "trust/chain.h"

/** The repository beside the store; and the province's second one, served to nobody. */
#define ROTA_REPOSITORY "rota.git"
#define ROTA_OWN_REPOSITORY "own.git"

#define ROTA_REF_COMMON "refs/rota/province/common"
#define ROTA_REF_RESERVED "refs/rota/province/reserved"
#define ROTA_REF_CHECKPOINTS "refs/rota/province/checkpoints"
#define ROTA_REF_WRITERS "refs/rota/writers/"
#define ROTA_REF_NOTICES "refs/rota/notices/"
#define ROTA_REF_KEPT "refs/rota/kept/"
#define ROTA_REF_FORKS "refs/rota/forks/"

/** The mark of a log that says how many of its entries are sealed. */
#define ROTA_MARK_SEALED "sealed"
/** The mark that says how many of them are known to be in the province's repository. */
#define ROTA_MARK_SENT "sent"
/** The marks that say how many of them were written to a file for the province, and when. */
#define ROTA_MARK_WRITTEN "written"
#define ROTA_MARK_WRITTEN_AT "written.at"

enum { ROTA_REF_BYTES = 128 /**< the longest ref of ours, with its NUL */ };

/** The ref of a chain; @p writer is not looked at for checkpoints. */
void rota_chain_ref(char out[ROTA_REF_BYTES], const struct rota_office *office,
                    enum rota_chain_type type, struct rota_writer_id writer);
/** A ref that ends in a writer id. */
void rota_writer_ref(char out[ROTA_REF_BYTES], const char *beginning, struct rota_writer_id writer);

/** The province id that is pinned. @return ROTA_OK; ROTA_ENOTFOUND none is; store errors. */
int rota_province_id(struct rota_sha256 *out, struct rota_world *world, struct rota_error *err);
/** The province's root key, once it is pinned. @return as rota_province_id(). */
int rota_root_key(struct rota_public_key *out, struct rota_world *world, struct rota_error *err);

/** How far a chain is known. @return ROTA_OK; ROTA_ENOTFOUND nothing of it is; store errors. */
int rota_chain_load(struct rota_chain *out, struct rota_world *world, enum rota_chain_type type,
                    struct rota_writer_id writer, struct rota_error *err);
/** The same; one that is not known begins, with @p key. */
int rota_chain_begin(struct rota_chain *out, struct rota_world *world, enum rota_chain_type type,
                     struct rota_writer_id writer, const struct rota_public_key *key,
                     struct rota_error *err);
/** @return store errors. */
int rota_chain_save(struct rota_world *world, const struct rota_chain *chain,
                    struct rota_error *err);

/** Where a log stood after one of its batches. */
struct rota_batch_end {
	struct rota_sha256 root;
	struct rota_sha256 head;
	struct rota_oid commit;
	uint8_t seed[ROTA_SEED_BYTES]; /**< of that batch */
	struct rota_merkle log;        /**< behind it */
};
/** Note where a log stands. @param chain  just moved on. @param seed  of the batch. */
int rota_batch_note(struct rota_world *world, const struct rota_chain *chain,
                    const uint8_t seed[ROTA_SEED_BYTES], struct rota_error *err);
/** @return ROTA_OK; ROTA_ENOTFOUND no batch ends there; store errors. */
int rota_batch_find(struct rota_batch_end *out, struct rota_world *world,
                    struct rota_writer_id writer, uint64_t size, struct rota_error *err);
/** Visit the ends of all batches of a log, in order; non-zero stops. */
typedef int rota_batch_end_fn(const struct rota_batch_end *end, void *payload,
                              struct rota_error *err);
int rota_batch_each(struct rota_world *world, struct rota_writer_id writer,
                    rota_batch_end_fn *visit, void *payload, struct rota_error *err);
/** Note in another world where a log stood after each batch, up to a size. @return store errors. */
int rota_batches_copy(struct rota_world *to, struct rota_world *from, struct rota_writer_id writer,
                      uint64_t size, struct rota_error *err);

/* --- drawn ----------------------------------------------------------------------------------- */

/** Keep a commit that was just drawn, and the chain as it is now. */
int rota_drawn_put(struct rota_world *world, const struct rota_chain *chain,
                   const struct rota_sealed *sealed, struct rota_error *err);

/**
 * Write to git what is drawn and not there yet, and move the ref.
 * @return ROTA_OK; ROTA_ECORRUPT the repository does not fit the store: one of them is an old copy;
 *         store errors; as git.h.
 */
int rota_drawn_write(struct rota_office *office, struct rota_git *git, const char *ref,
                     enum rota_chain_type type, struct rota_writer_id writer,
                     struct rota_error *err);

/** Forget the commits with a number below @p seq, which others have by now. */
int rota_drawn_forget(struct rota_world *world, enum rota_chain_type type,
                      struct rota_writer_id writer, uint64_t seq, struct rota_error *err);

#endif
