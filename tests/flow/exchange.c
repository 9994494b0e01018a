/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The office's side of rota-git on a command line, for ssh.sh.
 * usage: exchange REPOSITORY KEYFILE make | set KEY VALUE | list NAME | push NAME | fetch NAME...
 * Prints 'ok', what was asked for, or the code, the message and the hint of a failure.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "ask/git.h"
#include "rota/language.h"

static int list(struct rota_git *git, const char *name, struct rota_error *err)
{
	struct rota_git_want ref = { .name = name };
	int rc = rota_git_list(git, &ref, 1, err);

	for (size_t i = 0; !rc && ref.there && i < ROTA_OID_BYTES; i++)
		printf("%02x", ref.oid.bytes[i]);
	if (!rc)
		printf(ref.there ? "\n" : "absent\n");
	return rc;
}

static int fetch(struct rota_git *git, char **names, size_t count, struct rota_error *err)
{
	return rota_git_fetch(git, (const char *const *)names, count, NULL, NULL, err);
}

static int run(struct rota_git *git, int argc, char **argv, struct rota_error *err)
{
	const char *what = argv[3];

	if (strcmp(what, "make") == 0)
		return rota_git_make(argv[1], ROTA_GIT_OFFICE, err);
	if (strcmp(what, "set") == 0 && argc == 6)
		return rota_git_remote_set(git, argv[4], *argv[5] ? argv[5] : NULL, err);
	if (strcmp(what, "list") == 0 && argc == 5)
		return list(git, argv[4], err);
	if (strcmp(what, "push") == 0 && argc == 5)
		return rota_git_push(git, argv[4], NULL, err);
	if (strcmp(what, "fetch") == 0)
		return fetch(git, argv + 4, (size_t)argc - 4, err);
	return rota_fail(err, ROTA_EINVALID, NULL, "unknown request");
}

int main(int argc, char **argv)
{
	struct rota_error err = { 0 };
	struct rota_git *git = NULL;
	int rc;

	if (argc < 4)
		return 2;
	signal(SIGPIPE, SIG_IGN);
	rota_language_choose("en");
	rc = rota_git_open(&git, argv[1], argv[2], &err);
	if (!rc)
		rc = run(git, argc, argv, &err);
	rota_git_close(git);
	if (rc)
		printf("%d: %s\n  %s\n", rc, err.message, err.hint);
	else
		puts("ok");
	return rc ? 1 : 0;
}
