/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/address.h"

#include <libgen.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/messages.h"

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/** "user@host" up to @p end, none of them empty. */
static bool has_user(const char *text, const char *end)
{
	const char *at = memchr(text, '@', (size_t)(end - text));

	return at && at > text && at + 1 < end;
}

/** `user@host:path`, without a slash before the colon. */
static bool is_short_ssh(const char *text)
{
	const char *colon = text + strcspn(text, ":/");

	return *colon == ':' && colon[1] && has_user(text, colon);
}

static bool is_long_ssh(const char *text)
{
	const char *host = text + strlen("ssh://"), *slash = strchr(host, '/');

	return slash && slash[1] && has_user(host, slash);
}

static int unknown(struct rota_error *err, const char *text)
{
	return rota_fail(err, ROTA_EINVALID, _("write ssh://user@host/path, or a folder"),
			 _("'%s' is no address that rota knows"), text);
}

/** A folder seen from the one that holds @p repo. */
static int append_beside(struct rota_buffer *out, const char *repo, const char *text,
			 struct rota_error *err)
{
	char *copy = strdup(repo);

	if (!copy)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	rota_buffer_puts(out, dirname(copy));
	rota_buffer_puts(out, "/");
	rota_buffer_puts(out, text + (begins(text, "./") ? 2 : 0));
	free(copy);
	return ROTA_OK;
}

/** Step into an office. */
static int step_in(struct rota_buffer *out, struct rota_error *err)
{
	size_t size = out->size;

	rota_buffer_puts(out, "/rota.git");
	if (!rota_buffer_check(out, NULL) && access(out->bytes, F_OK))
		rota_buffer_truncate(out, size);
	return rota_buffer_check(out, err);
}

int rota_address_read(enum rota_address_kind *kind, struct rota_buffer *out, const char *text,
		      const char *repo, struct rota_error *err)
{
	int rc = ROTA_OK;

	*kind = ROTA_ADDRESS_FOLDER;
	if (begins(text, "https://") || begins(text, "http://") || begins(text, "git://"))
		return rota_fail(err, ROTA_EINVALID, _("use ssh or a folder"),
				 _("'%s' is not supported by this version"), text);
	if (begins(text, "ssh://") ? is_long_ssh(text) : is_short_ssh(text)) {
		*kind = ROTA_ADDRESS_SSH;
		rota_buffer_puts(out, text);
		return rota_buffer_check(out, err);
	}
	if (begins(text, "file:///"))
		rota_buffer_puts(out, text + strlen("file://"));
	else if (text[0] == '/')
		rota_buffer_puts(out, text);
	else if (begins(text, "./") || begins(text, "../") || strcmp(text, ".") == 0 ||
		 strcmp(text, "..") == 0)
		rc = append_beside(out, repo, text, err);
	else
		return unknown(err, text);
	return rc ? rc : step_in(out, err);
}
