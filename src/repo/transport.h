/* SPDX-License-Identifier: Apache-2.0 */
/** @file The two ways to a remote, which remote.c chooses from. */
#ifndef REPO_TRANSPORT_H
#define REPO_TRANSPORT_H

#include "repo/address.h"
#include "repo/private.h"
#include "repo/remote.h"

struct rota_remote {
	struct rota_repo *repo;
	const char *key_file;
	struct rota_address address;
	struct rota_repo *other; /**< in a folder */
};

/**
 * Bring a ref here forward to @p tip, whose objects are here.
 * @return as rota_git_fetch() of ask/git.h for one ref.
 */
int remote_forward(struct rota_repo *repo, const char *name, const struct rota_oid *tip,
		   struct rota_error *err);

int folder_open(struct rota_remote *remote, struct rota_error *err);
int folder_list(struct rota_remote *remote, struct rota_repo_want *refs, size_t count,
		struct rota_error *err);
int folder_push(struct rota_repo_pushed *out, struct rota_remote *remote, const char *name,
		const struct rota_oid *tip, uint64_t max_bytes, struct rota_error *err);
/** Put what @p tip leads to, and is not here, into this repository. */
int folder_take(struct rota_remote *remote, const struct rota_repo_want *want,
		struct rota_error *err);

int wire_list(struct rota_remote *remote, struct rota_repo_want *refs, size_t count,
	      struct rota_error *err);
int wire_push(struct rota_repo_pushed *out, struct rota_remote *remote, const char *name,
	      const struct rota_oid *tip, uint64_t max_bytes, struct rota_error *err);
/** Look where @p refs are and take in what they lead to, in one connection. */
int wire_take(struct rota_remote *remote, struct rota_repo_want *refs, size_t count,
	      struct rota_error *err);

#endif
