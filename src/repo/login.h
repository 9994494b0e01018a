/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Name and password for a server, by the helpers that the user has told git of
 * (`git credential`): a keyring, a file, or the question on the terminal. rota
 * keeps them in the memory of this process alone, so that one exchange asks
 * once; they never stand on a command line, in a config or in a message.
 */
#ifndef REPO_LOGIN_H
#define REPO_LOGIN_H

#include <stdbool.h>

struct rota_repo;

/** All-zero: none. Cleared with login_clear(). */
struct login {
	char *user, *password;
	bool accepted; /**< by the server, and told to the helpers */
};

/** Remember the home of the user, where git finds its helpers; before it is hidden from libgit2. */
void login_start(void);

/**
 * Ask git for the login of an address, into the repository's. The user is asked on the terminal when
 * no helper has it and rota_repo_may_ask() allows it; meanwhile `asking` of its progress is set.
 * @return 0; -1 nobody knows one.
 */
int login_ask(struct rota_repo *repo, const char *address);

/** Have the helpers keep it, once. */
void login_accepted(struct login *login, const char *address);
/** Have the helpers forget it, and forget it here. */
void login_refused(struct login *login, const char *address);
void login_clear(struct login *login);

#endif
