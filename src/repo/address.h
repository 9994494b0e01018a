/* SPDX-License-Identifier: Apache-2.0 */
/** @file How a remote is written. Any thread. */
#ifndef REPO_ADDRESS_H
#define REPO_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "rota/error.h"

enum rota_address_kind {
	ROTA_ADDRESS_SSH,
	ROTA_ADDRESS_HTTPS,
	ROTA_ADDRESS_HTTP,
	ROTA_ADDRESS_GIT,
	ROTA_ADDRESS_FOLDER
};

/** Cleared with rota_address_clear(); all-zero holds nothing. */
struct rota_address {
	enum rota_address_kind kind;
	bool in_the_clear;       /**< whoever is on the line can read what goes over it */
	struct rota_buffer text; /**< for libgit2: the address, or the folder */
};

/**
 * Read the address of a remote.
 *
 * | text                                            | is                                          |
 * |-------------------------------------------------|---------------------------------------------|
 * | `ssh://user@host[:port]/path`, `user@host:path` | ssh                                         |
 * | `https://[user@]host[:port]/path`               | https                                       |
 * | `http://…`                                      | only `localhost`, `127.0.0.1` and `[::1]`,  |
 * |                                                 | the near end of a tunnel: a password would  |
 * |                                                 | be read by whoever is on the line           |
 * | `git://host[:port]/path`                        | git's own; in the clear, but for this       |
 * |                                                 | machine itself                              |
 * | `/x`, `file:///x`                               | a folder                                    |
 * | `.`, `..`, `./x`, `../x`                        | a folder, seen from the one that holds      |
 * |                                                 | @p repo                                     |
 * | anything else, and whatever holds a password    | ROTA_EINVALID                               |
 *
 * A folder that has `rota.git` in it, as an office's has, stands for that.
 *
 * @param[out] out   to be cleared also after a failure.
 * @param      repo  the path of the repository whose remote it is.
 * @return ROTA_OK; ROTA_EINVALID; ROTA_ENOMEM.
 */
int rota_address_read(struct rota_address *out, const char *text, const char *repo,
		      struct rota_error *err);
void rota_address_clear(struct rota_address *address);

/** `scheme://[user@]host[:port]/path`; all borrowed from the text, none ends with a NUL but the
 *  path. */
struct rota_address_parts {
	const char *scheme, *user, *host, *path; /**< user: NULL when there is none */
	size_t scheme_size, user_size, host_size;
	size_t place_size; /**< of the host with its port */
	bool has_password;
};

/** @return false when it is no such address; what was read before that is set. */
bool rota_address_split(struct rota_address_parts *out, const char *text);

#endif
