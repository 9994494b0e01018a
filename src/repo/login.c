/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/login.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/process.h"
#include "repo/address.h"
#include "repo/private.h"

/* The longest answer that is read, and the longest time to wait for a helper that asks nobody. */
enum { ANSWER_MAX = 16384, QUIET_MS = 30000, CLOSE_MS = 2000 };

static char *home;

void login_start(void)
{
	const char *set = getenv("HOME");

	free(home);
	home = set ? strdup(set) : NULL;
}

static void wipe(char **text)
{
	if (*text)
		explicit_bzero(*text, strlen(*text));
	free(*text);
	*text = NULL;
}

void login_clear(struct login *login)
{
	wipe(&login->user);
	wipe(&login->password);
	login->accepted = false;
}

/* --- git credential --------------------------------------------------------------------------- */

/**
 * `git credential WHAT`, away from any repository, whose config is not ours to obey. Its complaints
 * are not for the user: what is missing, rota says.
 */
static int start(struct rota_process *out, const char *what, bool may_ask)
{
	static const char script[] =
		"HOME=$2 GIT_TERMINAL_PROMPT=$3 exec git -C / credential \"$1\" 2>/dev/null";
	const char *const argv[] = { "/bin/sh", "-c", script, "sh", what,
				     home ? home : "/nonexistent", may_ask ? "1" : "0", NULL };

	return rota_process_open(out, argv, NULL);
}

static void put_line(struct rota_buffer *out, const char *key, const char *text, size_t size)
{
	rota_buffer_puts(out, key);
	rota_buffer_append(out, text, size);
	rota_buffer_puts(out, "\n");
}

/** What an address says of itself; its form was checked, so no line can break in two. */
static bool describe(struct rota_buffer *out, const char *address, const struct login *login)
{
	struct rota_address_parts parts;

	if (!rota_address_split(&parts, address))
		return false;
	put_line(out, "protocol=", parts.scheme, parts.scheme_size);
	put_line(out, "host=", parts.host, parts.place_size);
	put_line(out, "path=", parts.path, strlen(parts.path));
	if (login && login->user) {
		put_line(out, "username=", login->user, strlen(login->user));
		put_line(out, "password=", login->password, strlen(login->password));
	} else if (parts.user) {
		put_line(out, "username=", parts.user, parts.user_size);
	}
	rota_buffer_puts(out, "\n");
	return rota_buffer_check(out, NULL) == ROTA_OK;
}

/** Read until it closes its output. */
static void read_all(struct rota_buffer *out, struct rota_process *process,
		     const struct rota_patience *patience)
{
	char byte;

	while (out->size < ANSWER_MAX && !rota_process_read(process, &byte, 1, patience, NULL))
		rota_buffer_append(out, &byte, 1);
}

static bool exchange(struct rota_buffer *answer, const char *what, const char *address,
		     const struct login *login, bool may_ask)
{
	struct rota_patience patience = { .stall_ms = may_ask ? 0 : QUIET_MS };
	struct rota_buffer request = { 0 };
	struct rota_process process = { 0 };
	bool done = describe(&request, address, login) && !start(&process, what, may_ask) &&
		    !rota_process_write(&process, request.bytes, request.size, &patience, NULL);

	if (done && answer)
		read_all(answer, &process, &patience);
	if (request.bytes)
		explicit_bzero(request.bytes, request.size);
	rota_buffer_clear(&request);
	return rota_process_close(&process, CLOSE_MS) == 0 && done;
}

/** The value of a line "KEY=", which the caller frees; NULL: there is none. */
static char *take(const struct rota_buffer *answer, const char *key)
{
	const char *line = rota_buffer_text(answer);
	size_t size = strlen(key);

	while (*line) {
		size_t length = strcspn(line, "\n");

		if (length > size && strncmp(line, key, size) == 0)
			return strndup(line + size, length - size);
		line += length + (line[length] == '\n');
	}
	return NULL;
}

/* --- a login ---------------------------------------------------------------------------------- */

int login_ask(struct rota_repo *repo, const char *address)
{
	struct rota_buffer answer = { 0 };
	bool done;

	login_clear(&repo->login);
	repo->progress.asking = repo->may_ask;
	done = exchange(&answer, "fill", address, NULL, repo->may_ask);
	repo->progress.asking = false;
	if (done) {
		repo->login.user = take(&answer, "username=");
		repo->login.password = take(&answer, "password=");
	}
	if (answer.bytes)
		explicit_bzero(answer.bytes, answer.size);
	rota_buffer_clear(&answer);
	if (repo->login.user && repo->login.password)
		return 0;
	login_clear(&repo->login);
	return -1;
}

void login_accepted(struct login *login, const char *address)
{
	if (login->user && !login->accepted)
		login->accepted = exchange(NULL, "approve", address, login, false);
}

void login_refused(struct login *login, const char *address)
{
	if (login->user)
		exchange(NULL, "reject", address, login, false);
	login_clear(login);
}
