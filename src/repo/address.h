/* SPDX-License-Identifier: Apache-2.0 */
/** @file How a remote is written. Any thread. */
#ifndef REPO_ADDRESS_H
#define REPO_ADDRESS_H

#include "base/buffer.h"
#include "rota/error.h"

enum rota_address_kind { ROTA_ADDRESS_SSH, ROTA_ADDRESS_FOLDER };

/**
 * Read the address of a remote.
 *
 * | text                                            | is                                          |
 * |-------------------------------------------------|---------------------------------------------|
 * | `ssh://user@host[:port]/path`, `user@host:path` | ssh; @p out is the text                     |
 * | `/x`, `file:///x`                               | a folder                                    |
 * | `.`, `..`, `./x`, `../x`                        | a folder, seen from the one that holds      |
 * |                                                 | @p repo                                     |
 * | `https://`, `http://`, `git://`                 | ROTA_EINVALID: not yet                      |
 * | anything else                                   | ROTA_EINVALID                               |
 *
 * A folder that has `rota.git` in it, as an office's has, stands for that.
 *
 * @param[out] out   appended to.
 * @param      repo  the path of the repository whose remote it is.
 * @return ROTA_OK; ROTA_EINVALID; ROTA_ENOMEM.
 */
int rota_address_read(enum rota_address_kind *kind, struct rota_buffer *out, const char *text,
		      const char *repo, struct rota_error *err);

#endif
