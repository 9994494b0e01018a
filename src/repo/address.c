/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/address.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/messages.h"

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* --- parts of an address on the network --------------------------------------------------------- */

/** Letters, digits and what else may stand in the name of a machine or a user. */
static bool is_name(const char *text, size_t size, const char *besides)
{
	for (size_t i = 0; i < size; i++) {
		char c = text[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
		    !strchr(besides, c))
			return false;
	}
	return size > 0;
}

/** "" or ":" and a number up to 65535. */
static bool is_port(const char *text, size_t size)
{
	long port;

	if (!size)
		return true;
	if (size < 2 || size > 6 || *text != ':' || strspn(text + 1, "0123456789") < size - 1)
		return false;
	port = atol(text + 1);
	return port >= 1 && port <= 65535;
}

/** The machine in "machine:port", or "[::1]:port". @return its size; 0: it is none. */
static size_t host_size(const char *text, size_t size)
{
	const char *end = *text == '[' ? memchr(text, ']', size) : memchr(text, ':', size);
	size_t host = !end ? size : (size_t)(end - text) + (*text == '[');

	if (*text == '[')
		return end && is_name(text + 1, host - 2, ":.") ? host : 0;
	return is_name(text, host, ".-_") ? host : 0;
}

/** What a path may hold is for the server to say, but for what would end a line or a word. */
static bool is_path(const char *text)
{
	if (*text != '/' || !text[1])
		return false;
	for (; *text; text++)
		if ((unsigned char)*text <= ' ' || *text == 0x7f)
			return false;
	return true;
}

bool rota_address_split(struct rota_address_parts *out, const char *text)
{
	const char *colon = strstr(text, "://"), *slash, *at, *password;

	*out = (struct rota_address_parts){ .scheme = text };
	if (!colon)
		return false;
	out->scheme_size = (size_t)(colon - text);
	out->host = colon + 3;
	slash = strchr(out->host, '/');
	if (!slash || !is_path(slash))
		return false;
	out->path = slash + 1;
	at = memchr(out->host, '@', (size_t)(slash - out->host));
	if (at) {
		out->user = out->host;
		out->user_size = (size_t)(at - out->host);
		password = memchr(out->user, ':', out->user_size);
		out->has_password = password != NULL;
		out->host = at + 1;
		if (!is_name(out->user, out->user_size, ".-_%+:"))
			return false;
	}
	out->place_size = (size_t)(slash - out->host);
	out->host_size = host_size(out->host, out->place_size);
	return out->host_size &&
	       is_port(out->host + out->host_size, out->place_size - out->host_size);
}

/** This machine itself, where nobody listens on the line: the near end of a tunnel, or a test. */
static bool is_here(const struct rota_address_parts *parts)
{
	static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == parts->host_size &&
		    strncmp(parts->host, names[i], parts->host_size) == 0)
			return true;
	return false;
}

/* --- ssh ---------------------------------------------------------------------------------------- */

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

/* --- all of them -------------------------------------------------------------------------------- */

static int unknown(struct rota_error *err, const char *text)
{
	return rota_fail(err, ROTA_EINVALID,
			 _("write ssh://user@host/path, https://host/path, or a folder"),
			 _("'%s' is no address that rota knows"), text);
}

static int check_parts(const struct rota_address_parts *parts, enum rota_address_kind kind,
		       const char *text, struct rota_error *err)
{
	if (parts->has_password)
		return rota_fail(err, ROTA_EINVALID,
				 _("write https://user@host/path; the password is asked for, and git "
				   "can keep it (git help credentials)"),
				 _("an address holds no password"));
	if (kind == ROTA_ADDRESS_GIT && parts->user)
		return rota_fail(err, ROTA_EINVALID, _("write git://host/path"),
				 _("'%s': git:// knows no users"), text);
	if (kind == ROTA_ADDRESS_HTTP && !is_here(parts))
		return rota_fail(err, ROTA_EINVALID,
				 _("write https://…; http:// only reaches this machine itself, as the "
				   "near end of a tunnel"),
				 _("'%s' would send names and passwords unencrypted"), text);
	return ROTA_OK;
}

static int read_web(struct rota_address *out, enum rota_address_kind kind, const char *text,
		    struct rota_error *err)
{
	struct rota_address_parts parts;
	int rc;

	if (!rota_address_split(&parts, text) && !parts.has_password)
		return unknown(err, text);
	rc = check_parts(&parts, kind, text, err);
	if (rc)
		return rc;
	out->kind = kind;
	out->in_the_clear = kind == ROTA_ADDRESS_GIT && !is_here(&parts);
	rota_buffer_puts(&out->text, text);
	return rota_buffer_check(&out->text, err);
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

static int read_folder(struct rota_address *out, const char *text, const char *repo,
		       struct rota_error *err)
{
	int rc = ROTA_OK;

	out->kind = ROTA_ADDRESS_FOLDER;
	if (begins(text, "file:///"))
		rota_buffer_puts(&out->text, text + strlen("file://"));
	else if (text[0] == '/')
		rota_buffer_puts(&out->text, text);
	else if (begins(text, "./") || begins(text, "../") || strcmp(text, ".") == 0 ||
		 strcmp(text, "..") == 0)
		rc = append_beside(&out->text, repo, text, err);
	else
		return unknown(err, text);
	return rc ? rc : step_in(&out->text, err);
}

int rota_address_read(struct rota_address *out, const char *text, const char *repo,
		      struct rota_error *err)
{
	static const struct {
		const char *scheme;
		enum rota_address_kind kind;
	} web[] = { { "https://", ROTA_ADDRESS_HTTPS },
		    { "http://", ROTA_ADDRESS_HTTP },
		    { "git://", ROTA_ADDRESS_GIT } };

	*out = (struct rota_address){ .kind = ROTA_ADDRESS_FOLDER };
	for (size_t i = 0; i < sizeof(web) / sizeof(web[0]); i++)
		if (begins(text, web[i].scheme))
			return read_web(out, web[i].kind, text, err);
	if (begins(text, "ssh://") ? is_long_ssh(text) : is_short_ssh(text)) {
		out->kind = ROTA_ADDRESS_SSH;
		rota_buffer_puts(&out->text, text);
		return rota_buffer_check(&out->text, err);
	}
	return read_folder(out, text, repo, err);
}

void rota_address_clear(struct rota_address *address)
{
	rota_buffer_clear(&address->text);
}
