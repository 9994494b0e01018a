/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/private.h"

#include <errno.h>

#include "base/messages.h"

int out_of_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

int file_failed(struct rota_error *err, const char *path, int number)
{
	const char *hint = _("check who owns the file and the folder");

	if (number == ENOENT)
		return rota_fail(err, ROTA_ENOTFOUND, _("check the name and the folder"),
				 _("no file '%s'"), path);
	if (number == ENOSPC || number == EDQUOT)
		hint = _("free some room on this disk and do it again; nothing was lost");
	else if (number == EROFS)
		hint = _("it can only be read: unlock the stick or the disk, or take another one");
	else if (number == EIO)
		hint = _("do it again; if it goes on, the disk may be failing: copy the folder "
			 "away");
	return rota_fail(err, ROTA_EIO, hint, "'%s': %s", path, strerror(number));
}

/** By the code where it says something, else by the part of libgit2 in which it failed. */
static enum rota_code code_of(int rc, int part)
{
	switch (rc) {
	case GIT_ENOTFOUND:
		return ROTA_ENOTFOUND;
	case GIT_ELOCKED:
		return ROTA_EBUSY;
	case GIT_EOWNER:
	case GIT_EINVALIDSPEC:
		return ROTA_EINVALID;
	case GIT_EEXISTS:
	case GIT_EMODIFIED:
	case GIT_ENONFASTFORWARD:
		return ROTA_ECONFLICT;
	case GIT_EMISMATCH:
		return ROTA_ECORRUPT;
	case GIT_EAUTH:
	case GIT_ECERTIFICATE:
		return ROTA_EREMOTE;
	}
	switch (part) {
	case GIT_ERROR_NOMEMORY:
		return ROTA_ENOMEM;
	case GIT_ERROR_NET:
	case GIT_ERROR_SSL:
	case GIT_ERROR_SSH:
	case GIT_ERROR_HTTP:
		return ROTA_EREMOTE;
	case GIT_ERROR_ZLIB:
	case GIT_ERROR_ODB:
	case GIT_ERROR_INDEXER:
	case GIT_ERROR_OBJECT:
	case GIT_ERROR_TREE:
		return ROTA_ECORRUPT;
	}
	return ROTA_EIO;
}

static const char *hint_of(enum rota_code code)
{
	switch (code) {
	case ROTA_EBUSY:
		return _("wait until it has finished, then do this again");
	case ROTA_EREMOTE:
		return _("nothing is lost here; do it again later");
	case ROTA_ECORRUPT:
		return _("nothing was changed; rota verify --full tells what is damaged");
	case ROTA_EIO:
		return _("look for room on the disk and for who owns the folder, then do it again");
	default:
		return NULL;
	}
}

/** libgit2 tells a full disk by the system's words alone, and calls it damage where it was not told. */
static bool is_full(const char *text)
{
	return strstr(text, strerror(ENOSPC)) || strstr(text, strerror(EDQUOT));
}

int git_check(struct rota_error *err, int rc, const char *what)
{
	const git_error *last = git_error_last();
	const char *text = last && last->message ? last->message : "?";
	bool failed_to_write = last && last->klass == GIT_ERROR_OS;
	enum rota_code code;

	if (rc >= 0)
		return ROTA_OK;
	if (is_full(text))
		return rota_fail(err, ROTA_EIO,
				 _("free some room on this disk and do it again; nothing was lost"),
				 _("the disk is full: %s: %s"), what, text);
	code = failed_to_write && rc == GIT_ERROR ? ROTA_EIO : code_of(rc, last ? last->klass : 0);
	return rota_fail(err, code, hint_of(code), "%s: %s", what, text);
}
