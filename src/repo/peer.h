/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Who is at the other end of the line, and who we say that we are: the callbacks
 * of libgit2 for host keys, certificates, keys and passwords.
 */
#ifndef REPO_PEER_H
#define REPO_PEER_H

#include "repo/private.h"

struct rota_remote;

/** The payload of the callbacks. */
struct peer {
	struct rota_remote *remote;
	unsigned tries;
	struct rota_error failed; /**< why a callback stopped; libgit2 knows only that one did */
};

/** Tell libgit2 by which authorities a server of https is believed. @return ROTA_OK;
 *  ROTA_EINVALID `cafile` is none; common failures. */
int peer_authorities(const struct rota_remote *remote, struct rota_error *err);

/**
 * An ssh server is the one whose key is set (`hostkey`); libgit2's own opinion, from known_hosts, is
 * not asked. A server of https has a certificate that is set (`certificate`), or, when none is set,
 * one of an authority.
 * @param valid  what libgit2 found.
 * @return 0 to go on; GIT_ECERTIFICATE.
 */
int peer_check(git_cert *cert, int valid, const char *host, struct peer *peer);

/** The office's key over ssh; name and password over https, by git's own helpers (login.h).
 *  @return 0; GIT_EAUTH. */
int peer_identify(git_credential **out, const char *user, unsigned allowed, struct peer *peer);

/** The server has let us in: what was typed is kept, where the user has told git to keep it. */
void peer_admitted(struct peer *peer);

#endif
