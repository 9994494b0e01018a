/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/exchange.h"

#include <dirent.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "ask/address.h"
#include "base/file.h"
#include "base/messages.h"
#include "base/text.h"

/** Beside the store; another exchange of the same office waits for nothing and is told so. */
#define LOCK "rota.lock"

static int take_lock(struct rota_exchange *exchange, struct rota_error *err)
{
	char path[PATH_MAX];
	int rc;

	rota_text_join(path, sizeof(path), exchange->office->dir, "/", LOCK);
	rc = rota_lock_open(&exchange->lock, path, err);
	if (rc != ROTA_EBUSY)
		return rc;
	return rota_fail(err, ROTA_EBUSY, _("wait until it has finished, then do this again"),
	                 _("another rota exchanges for this office just now"));
}

int rota_exchange_open(struct rota_exchange *exchange, struct rota_office *office, const char *key,
                       struct rota_error *err)
{
	char path[PATH_MAX], key_path[PATH_MAX];
	int rc;

	exchange->office = office;
	exchange->git = NULL;
	exchange->lock = -1;
	if (office->read_only)
		return rota_fail(err, ROTA_EIO, _("work in the office's own folder"),
		                 _("'%s' was opened for reading only"), office->dir);
	rota_text_join(path, sizeof(path), office->dir, "/", ROTA_REPOSITORY);
	if (key)
		rota_text_join(key_path, sizeof(key_path), office->dir, "/", key);
	rc = take_lock(exchange, err);
	if (!rc)
		rc = rota_git_make(path, office->is_province ? ROTA_GIT_CENTRE : ROTA_GIT_OFFICE,
		                   err);
	return rc ? rc : rota_git_open(&exchange->git, path, key ? key_path : NULL, err);
}

void rota_exchange_close(struct rota_exchange *exchange)
{
	rota_git_close(exchange->git);
	exchange->git = NULL;
	rota_lock_close(exchange->lock);
	exchange->lock = -1;
}

int rota_exchange_remote(struct rota_git *git, const char *typed, struct rota_error *err)
{
	bool is_folder = rota_address_way(typed) == ROTA_WAY_FOLDER;

	if (!is_folder || strncmp(typed, "file:", 5) == 0)
		return rota_git_remote_set(git, "remote", typed, err);
	return rota_exchange_path(git, "remote", typed, err);
}

int rota_exchange_path(struct rota_git *git, const char *key, const char *typed,
                       struct rota_error *err)
{
	char here[PATH_MAX], path[2 * PATH_MAX];

	if (*typed == '/')
		return rota_git_remote_set(git, key, typed, err);
	if (!getcwd(here, sizeof(here)))
		return rota_fail(err, ROTA_EIO, _("go to a folder that exists"),
		                 _("the working folder is gone"));
	rota_text_join(path, sizeof(path), here, "/", typed);
	return rota_git_remote_set(git, key, path, err);
}

/** So many in one of the 256 folders are about two thousand in all. */
enum { LOOSE_IN_ONE_FOLDER = 8 };

static size_t count_files(const char *folder)
{
	DIR *dir = opendir(folder);
	size_t count = 0;

	while (dir && readdir(dir))
		count++;
	if (dir)
		closedir(dir);
	return count > 2 ? count - 2 : 0; /* "." and ".." */
}

void rota_exchange_tidy(const struct rota_office *office, struct rota_git *git, const char *name)
{
	char path[PATH_MAX], folder[2 * PATH_MAX];

	rota_text_join(path, sizeof(path), office->dir, "/", name);
	rota_text_join(folder, sizeof(folder), path, "/", "objects/17");
	if (count_files(folder) >= LOOSE_IN_ONE_FOLDER)
		rota_git_pack(git, NULL);
}

/* --- how far it is --------------------------------------------------------------------------- */

static const struct {
	const char *id;    /* for programs */
	const char *shown; /* for people */
} events[ROTA_EXCHANGE_EVENTS] = {
	[ROTA_EXCHANGE_CONNECT] = { "connect", N_("looking whether the province answers") },
	[ROTA_EXCHANGE_SEND] = { "send", N_("sending") },
	[ROTA_EXCHANGE_SLICE] = { "slice", N_("sending") },
	[ROTA_EXCHANGE_RETRY] = { "retry", N_("the line broke; it is tried again (Ctrl-C: stop)") },
	[ROTA_EXCHANGE_RECEIVE] = { "receive", N_("receiving") },
	[ROTA_EXCHANGE_TAKE] = { "take", N_("taking in") },
	[ROTA_EXCHANGE_CHECK] = { "check", N_("checking what came") },
	[ROTA_EXCHANGE_WRITE] = { "write", N_("writing") },
	[ROTA_EXCHANGE_MERGE] = { "merge", N_("merging") },
	[ROTA_EXCHANGE_PUBLISH] = { "publish", N_("publishing") },
	[ROTA_EXCHANGE_VERIFY] = { "verify", N_("checking") },
	[ROTA_EXCHANGE_WAIT] = { "wait", N_("waiting for the next round (Ctrl-C: stop)") },
};

const char *rota_exchange_event_id(enum rota_exchange_event event)
{
	return events[event].id;
}

const char *rota_exchange_event_shown(enum rota_exchange_event event)
{
	return _(events[event].shown);
}

void rota_exchange_tell(struct rota_exchange *exchange,
                        const struct rota_exchange_progress *progress)
{
	if (exchange->progress)
		exchange->progress(progress, exchange->payload);
}

void rota_exchange_say(struct rota_exchange *exchange, enum rota_exchange_event event,
                       uint64_t done, uint64_t total)
{
	rota_exchange_tell(exchange, &(struct rota_exchange_progress){
	                                     .event = event, .done = done, .total = total });
}

static void relay(const struct rota_git_progress *progress, void *payload)
{
	rota_exchange_tell(payload, &(struct rota_exchange_progress){
	                                    .event = ROTA_EXCHANGE_RECEIVE,
	                                    .done = progress->objects,
	                                    .total = progress->objects_total,
	                                    .bytes = progress->bytes });
}

int rota_exchange_fetch(struct rota_exchange *exchange, const char *const *names, size_t count,
                        struct rota_error *err)
{
	return rota_git_fetch(exchange->git, names, count, relay, exchange, err);
}
