/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The writers that `common` has enrolled: their keys, offices and scopes.
 */
#ifndef STATE_WRITERS_H
#define STATE_WRITERS_H

#include "ledger/custody.h"
#include "rota/exchange.h"
#include "state/world.h"
#include "trust/key.h"

/** An enrolment, in the scratch memory. */
struct rota_enrolled_writer {
	struct rota_writer_id writer;
	struct rota_id enrolment; /**< the entity */
	struct rota_public_key key;
	struct rota_id scope; /**< the unit whose communes it writes today; zero: none */
	struct rota_id home;  /**< the same; of one that only reads now the unit that it wrote last */
	struct rota_custody_spans kept; /**< its scopes over days, that of the enrolment first */
	const char *name;     /**< of the office */
	const char *office;   /**< district, commune, province */
	const char *role;     /**< write, merge, read */
	bool revoked;         /**< its right to write was taken back: it has no scope */
	uint64_t believed;    /**< then: so many entries of its log count */
};

struct rota_writers {
	struct rota_enrolled_writer *items; /**< by writer id */
	size_t count;
};

/** All writers that are enrolled. A key that is enrolled twice counts as it was enrolled last.
 *  @return store errors. */
int rota_writers_load(struct rota_writers *out, struct rota_world *world, struct rota_error *err);

/** Since which day its scope is another one than when it was enrolled, or none; ROTA_DAY_ALWAYS: it is
 *  the same. */
int32_t rota_writer_changed(const struct rota_enrolled_writer *writer, int32_t today);

/** The enrolment of a writer, or NULL. */
const struct rota_enrolled_writer *rota_writers_find(const struct rota_writers *writers,
                                                     struct rota_writer_id writer);

/**
 * The office below the province that a person named: by its name or a part of it, the first digits of
 * its writer, or the fingerprint of its key. Of several that were enrolled one after the other the one
 * that may write, but where @p revoked_too.
 * @return ROTA_OK; ROTA_ENOTFOUND none; ROTA_ECONFLICT several; store errors.
 */
int rota_writer_named(const struct rota_enrolled_writer **out, struct rota_world *world,
                      const char *typed, bool revoked_too, struct rota_error *err);

/** The same, loaded once for a world, which keeps them. @return store errors. */
int rota_world_writers(const struct rota_writers **out, struct rota_world *world,
                       struct rota_error *err);

/** The fingerprint of a key, as people compare it. @return trust errors. */
int rota_key_show(char out[ROTA_FINGERPRINT_BYTES], const struct rota_public_key *key,
                  struct rota_error *err);

/** The key that signs checkpoints, notices and `reserved`. @return ROTA_OK; ROTA_ENOTFOUND none is
 *  enrolled; store errors. */
int rota_merge_key(struct rota_public_key *out, struct rota_world *world, struct rota_error *err);

#endif
