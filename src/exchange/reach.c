/* SPDX-License-Identifier: Apache-2.0 */
/* Whether somebody is at the address that an office was given, and what it needs to be let in
 * there. */
#include <limits.h>
#include <string.h>

#include "ask/address.h"
#include "ask/git.h"
#include "base/messages.h"
#include "base/text.h"
#include "rota/exchange.h"
#include "state/chains.h"

/** The name before the @ of "https://name@machine/...". */
static void find_account(char *out, size_t size, const char *address)
{
	const char *name = strstr(address, "://") ? strstr(address, "://") + 3 : address;
	size_t length = strcspn(name, "@/:");

	if (length < size && name[length] == '@') {
		memcpy(out, name, length);
		out[length] = '\0';
	}
}

/** What is no address, or not agreed to, is not kept, as in rota_sync(). */
static int forget(struct rota_reached *out, struct rota_git *git, struct rota_error *err)
{
	out->way = ROTA_WAY_NONE;
	return rota_git_remote_set(git, "remote", NULL, err);
}

/** One question, which is enough to hear who is there. That it fails is what was asked. */
static int knock(struct rota_reached *out, struct rota_git *git, struct rota_error *err)
{
	struct rota_git_want common = { .name = ROTA_REF_COMMON };
	int rc = rota_git_list(git, &common, 1, &out->trouble);
	bool broke = rota_git_line_failed(git);

	out->answers = !rc || (rc == ROTA_EREMOTE && !broke && out->way != ROTA_WAY_FOLDER);
	if (broke)
		rota_error_hint(&out->trouble, "%s",
				_("the office is made all the same; rota sync tries it again"));
	return rc == ROTA_EINVALID ? forget(out, git, err) : ROTA_OK;
}

int rota_join_reach(struct rota_reached *out, const char *dir, struct rota_error *err)
{
	char repository[PATH_MAX], key[PATH_MAX];
	struct rota_buffer address = { 0 };
	struct rota_git *git = NULL;
	int rc;

	*out = (struct rota_reached){ .way = ROTA_WAY_NONE };
	rota_text_join(repository, sizeof(repository), dir, "/", ROTA_REPOSITORY);
	rota_text_join(key, sizeof(key), dir, "/", "keys/writer");
	rc = rota_git_open(&git, repository, key, err);
	if (!rc)
		rc = rota_git_remote_get(&address, git, "remote", err);
	if (!rc) {
		out->way = rota_address_way(rota_buffer_text(&address));
		if (out->way == ROTA_WAY_WEB)
			find_account(out->account, sizeof(out->account),
				     rota_buffer_text(&address));
		rc = knock(out, git, err);
	}
	rota_git_close(git);
	rota_buffer_clear(&address);
	return rc;
}
