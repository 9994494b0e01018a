/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What every exchange needs: the lock of the office, its repository, and a way
 * to say how far it is.
 */
#ifndef EXCHANGE_EXCHANGE_H
#define EXCHANGE_EXCHANGE_H

#include "ask/git.h"
#include "rota/exchange.h"
#include "state/chains.h"

struct rota_exchange {
	struct rota_office *office;
	struct rota_git *git;
	int lock;
	void (*progress)(const struct rota_exchange_progress *progress, void *payload);
	void *payload;
};

/**
 * Take the lock of the office and open its repository, which is made when it is not there.
 * @param key  file of the key for ssh: "keys/writer"; NULL: none.
 * @return ROTA_OK; ROTA_EBUSY another exchange runs; as git.h. Closed in every case.
 */
int rota_exchange_open(struct rota_exchange *exchange, struct rota_office *office, const char *key,
                       struct rota_error *err);
void rota_exchange_close(struct rota_exchange *exchange);

/**
 * Say where the province is: an address, or a folder, which is kept with its whole path.
 * @return as rota_git_remote_set(); ROTA_EIO the working folder is gone.
 */
int rota_exchange_remote(struct rota_git *git, const char *typed, struct rota_error *err);

/** Set a key of [rota] to a file or folder, with its whole path. @return as above. */
int rota_exchange_path(struct rota_git *git, const char *key, const char *typed,
                       struct rota_error *err);

/** As rota_git_fetch(), telling how far it is. */
int rota_exchange_fetch(struct rota_exchange *exchange, const char *const *names, size_t count,
                        struct rota_error *err);

/**
 * Put the loose objects of a repository into packs when many have piled up; looking costs one folder.
 * A failure is no failure of the exchange: the next one does it again.
 * @param name  ROTA_REPOSITORY or ROTA_OWN_REPOSITORY.
 */
void rota_exchange_tidy(const struct rota_office *office, struct rota_git *git, const char *name);

/** Say what goes on. @param total  0: not known. */
void rota_exchange_say(struct rota_exchange *exchange, enum rota_exchange_event event,
                       uint64_t done, uint64_t total);

/** The same with all that is known of it. */
void rota_exchange_tell(struct rota_exchange *exchange,
                        const struct rota_exchange_progress *progress);

#endif
