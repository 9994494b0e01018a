/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/authorized.h"

#include <string.h>

#include "base/messages.h"
#include "report/page.h"
#include "state/chains.h"
#include "trust/chain.h"

/** A word of sh, in a command of authorized_keys. */
static void put_quoted(struct rota_buffer *out, const char *word)
{
	rota_buffer_puts(out, "'");
	for (; *word; word++)
		if (*word == '\'')
			rota_buffer_puts(out, "'\\''");
		else if (*word == '"')
			rota_buffer_puts(out, "\\\"");
		else
			rota_buffer_append(out, word, 1);
	rota_buffer_puts(out, "'");
}

static void put_shown(struct rota_buffer *out, const char *section, const char *ref)
{
	rota_buffer_printf(out, " -c %s.hideRefs=!%s", section, ref);
}

/** All is hidden, then what the office exchanges is not; tests/flow/sync-web.sh compares the same
 * in tools/server/rota.nginx. */
static void put_refs(struct rota_buffer *out, struct rota_writer_id office)
{
	char log[ROTA_REF_BYTES], notices[ROTA_REF_BYTES];

	rota_writer_ref(log, ROTA_REF_WRITERS, office);
	rota_writer_ref(notices, ROTA_REF_NOTICES, office);
	rota_buffer_puts(out, " -c transfer.hideRefs=refs");
	put_shown(out, "transfer", log);
	put_shown(out, "uploadpack", notices);
	put_shown(out, "uploadpack", ROTA_REF_COMMON);
	put_shown(out, "uploadpack", ROTA_REF_CHECKPOINTS);
	put_shown(out, "uploadpack", ROTA_REF_MAIN);
}

int rota_authorized_line(struct rota_buffer *out, const char *repository,
			 const struct rota_public_key *key, struct rota_error *err)
{
	struct rota_buffer name = { 0 };
	struct rota_writer_id writer;
	int rc = rota_writer_id_make(&writer, key, err);

	if (!rc && strpbrk(repository, "\r\n"))
		rc = rota_fail(err, ROTA_EINVALID, _("give the folder another name"),
			       _("the name of the folder has an end of line"));
	if (!rc)
		rc = rota_writer_id_print(&name, writer, err);
	if (!rc) {
		rota_buffer_puts(out, "restrict,command=\"case $SSH_ORIGINAL_COMMAND in "
				      "'git-upload-pack '*) run=upload-pack;; "
				      "'git-receive-pack '*) run=receive-pack;; "
				      "*) echo this key is for git alone >&2; exit 1;; esac; "
				      "umask 077; unset GIT_PROTOCOL; exec git");
		put_refs(out, writer);
		rota_buffer_puts(out, " $run ");
		put_quoted(out, repository);
		rota_buffer_puts(out, "\" ");
		rc = rota_public_key_print(out, key, rota_buffer_text(&name), err);
	}
	rota_buffer_clear(&name);
	return rc;
}
