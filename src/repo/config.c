/* SPDX-License-Identifier: Apache-2.0 */
/* The keys of section [rota]. What git itself and libgit2 read is set in make.c. */
#include "repo/private.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/messages.h"

enum { KEY_MAX_CHARS = 32 };

static bool is_key(const char *key)
{
	size_t size = strlen(key);

	if (size == 0 || size > KEY_MAX_CHARS || key[0] == '.' || key[size - 1] == '.')
		return false;
	return strspn(key, "abcdefghijklmnopqrstuvwxyz.") == size;
}

static bool is_number(const char *value, long least, long most)
{
	size_t size = strspn(value, "0123456789");

	return size && size <= 9 && !value[size] && atol(value) >= least && atol(value) <= most;
}

static int check_value(const char *key, const char *value, struct rota_error *err)
{
	bool is_time = strcmp(key, "connect") == 0 || strcmp(key, "stall") == 0 ||
		       strcmp(key, "deadline") == 0;

	if (is_time && !is_number(value, 1, 86400))
		return rota_fail(err, ROTA_EINVALID, _("write a number of seconds, 1 to 86400"),
				 _("%s: '%s' is not a number of seconds"), key, value);
	if (strcmp(key, "retry") == 0 && !is_number(value, 0, 86400))
		return rota_fail(err, ROTA_EINVALID,
				 _("write a number of seconds, up to 86400; 0: never"),
				 _("%s: '%s' is not a number of seconds"), key, value);
	for (const char *c = value; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return rota_fail(err, ROTA_EINVALID,
					 _("write it without control characters"),
					 _("%s: '%s' holds a control character"), key, value);
	return ROTA_OK;
}

/** "rota.KEY"; the last dot of git's names stands before the key itself. */
static int full_name(char *name, size_t size, const char *key, struct rota_error *err)
{
	if (!is_key(key))
		return rota_fail(err, ROTA_EINVALID, NULL, _("'%s' is not a setting"), key);
	snprintf(name, size, "rota.%s", key);
	return ROTA_OK;
}

/** Set or remove once. */
static int change(git_config *config, const char *name, const char *value)
{
	int rc;

	if (value)
		return git_config_set_string(config, name, value);
	rc = git_config_delete_entry(config, name);
	return rc == GIT_ENOTFOUND ? 0 : rc;
}

int rota_repo_set(struct rota_repo *repo, const char *key, const char *value,
		  struct rota_error *err)
{
	char name[KEY_MAX_CHARS + 6];
	char *lock = path_in(repo, "config.lock");
	git_config *config = NULL;
	int rc = lock ? full_name(name, sizeof(name), key, err) : out_of_memory(err);

	if (!rc && value)
		rc = check_value(key, value, err);
	if (!rc)
		rc = git_check(err, git_repository_config(&config, repo->git), repo->path);
	if (!rc) {
		int changed = change(config, name, value);

		if (changed == GIT_ELOCKED && lock_is_gone(lock))
			changed = change(config, name, value);
		rc = git_check(err, changed, repo->path);
	}
	git_config_free(config);
	free(lock);
	return rc;
}

int rota_repo_get(struct rota_buffer *out, struct rota_repo *repo, const char *key,
		  struct rota_error *err)
{
	char name[KEY_MAX_CHARS + 6];
	git_config *config = NULL;
	git_buf value = { 0 };
	int rc = full_name(name, sizeof(name), key, err);

	if (!rc)
		rc = git_check(err, git_repository_config(&config, repo->git), repo->path);
	if (!rc) {
		int found = git_config_get_string_buf(&value, config, name);

		if (found == GIT_ENOTFOUND)
			rc = rota_fail(err, ROTA_ENOTFOUND, NULL, _("'%s' is not set"), key);
		else
			rc = git_check(err, found, repo->path);
	}
	if (!rc) {
		rota_buffer_append(out, value.ptr, value.size);
		rc = rota_buffer_check(out, err);
	}
	git_buf_dispose(&value);
	git_config_free(config);
	return rc;
}
