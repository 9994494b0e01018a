/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program `rota-git`, started by rota (src/ask/git.c): reads requests, answers them, ends
 * with its input. README.md has the protocol.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/messages.h"
#include "helper/channel.h"
#include "helper/request.h"
#include "repo/remote.h"

/** Add how it ended, and send it. */
static int send_answer(struct rota_value *answer, struct rota_arena *arena, int rc,
		       const struct rota_error *failed, bool line_failed, struct rota_error *err)
{
	int added;

	if (rc) {
		*answer = rota_map();
		added = rota_map_set(arena, answer, "failed", rota_int(rc)) ||
			rota_map_set(arena, answer, "message", rota_text(failed->message)) ||
			rota_map_set(arena, answer, "hint", rota_text(failed->hint)) ||
			(line_failed && rota_map_set(arena, answer, "again", rota_bool(true)));
	} else {
		added = rota_map_set(arena, answer, "ok", rota_bool(true));
	}
	if (added)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return channel_send(answer, err);
}

/** Answer one request. @return ROTA_OK also when the request failed and that was told. */
static int serve(bool *end, struct session *session, struct rota_arena *arena,
		 struct rota_error *err)
{
	struct rota_error failed = { 0 };
	struct rota_value request, answer;
	bool line_failed;
	int rc = channel_receive(&request, end, arena, err);

	if (rc || *end)
		return rc;
	rc = request_run(&answer, session, arena, &request, &failed);
	line_failed = rc == ROTA_EREMOTE && session->repo && rota_remote_line_failed(session->repo);
	return send_answer(&answer, arena, rc, &failed, line_failed, err);
}

static int serve_all(struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct session session = { 0 };
	bool end = false;
	int rc = ROTA_OK;

	while (!rc && !end) {
		rc = serve(&end, &session, &arena, err);
		rota_arena_reset(&arena);
	}
	session_clear(&session);
	rota_arena_clear(&arena);
	return rc;
}

int main(int argc, char **argv)
{
	struct rota_error err = { 0 };
	int rc;

	/* When rota dies while a server keeps us waiting, nobody else would end us. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	rota_language_choose(argc == 3 && strcmp(argv[1], "--lang") == 0 ? argv[2] : NULL);
	if (isatty(STDIN_FILENO)) {
		fputs(_("rota-git is started by rota; there is nothing to type here\n"), stderr);
		return 2;
	}
	rc = rota_repo_start(&err);
	if (!rc) {
		rc = serve_all(&err);
		rota_repo_stop();
	}
	if (rc && rc != ROTA_EIO) /* nobody is there to be told otherwise */
		fprintf(stderr, "rota-git: %s\n", err.message);
	return rc ? 3 : 0;
}
