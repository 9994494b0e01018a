/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/trial.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/office.h"
#include "store/store.h"

enum { PATH_SIZE = ROTA_TRIAL_PATH_BYTES };

/* --- the repository -------------------------------------------------------------------------- */

/** Objects that are here are found where they are; new ones stay in the copy. */
static int share_objects(const char *copy, const char *original, struct rota_error *err)
{
	char real[PATH_MAX], path[PATH_SIZE], line[PATH_SIZE];

	if (!realpath(original, real))
		return rota_fail(err, ROTA_EIO, _("check who owns the file and the folder"), "'%s': %s",
		                 original, strerror(errno));
	snprintf(line, sizeof(line), "%s/objects\n", real);
	rota_text_join(path, sizeof(path), copy, "/", "objects/info/alternates");
	return rota_file_write(path, line, strlen(line), 0600, err);
}

static int copy_ref(const char *name, const struct rota_oid *oid, void *payload,
                    struct rota_error *err)
{
	return rota_git_move(payload, name, NULL, oid, err);
}

/** What a file may build on. */
static int copy_refs(struct rota_git *copy, struct rota_git *original, struct rota_error *err)
{
	static const char *const prefixes[] = { ROTA_REF_WRITERS, ROTA_REF_NOTICES,
		                                "refs/rota/province/" };
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		rc = rota_git_refs(original, prefixes[i], copy_ref, copy, err);
	return rc;
}

/** Pieces that came before; a name of its own is enough, since none is written to again. What cannot be
 *  had is said to be missing. */
static void share_pieces(const char *copy, const char *original)
{
	char from[PATH_SIZE], to[PATH_SIZE], old[2 * PATH_SIZE], name[2 * PATH_SIZE];
	struct dirent *entry;
	DIR *folder;

	rota_text_join(from, sizeof(from), original, "/", "pieces");
	rota_text_join(to, sizeof(to), copy, "/", "pieces");
	folder = opendir(from);
	if (folder)
		mkdir(to, 0700);
	while (folder && (entry = readdir(folder))) {
		rota_text_join(old, sizeof(old), from, "/", entry->d_name);
		rota_text_join(name, sizeof(name), to, "/", entry->d_name);
		if (*entry->d_name != '.' && link(old, name))
			break;
	}
	if (folder)
		closedir(folder);
}

static int copy_repository(struct rota_git **out, const char *copy, const char *original,
                           struct rota_git *git, struct rota_error *err)
{
	int rc = rota_git_make(copy, ROTA_GIT_OFFICE, err);

	if (!rc)
		rc = share_objects(copy, original, err);
	if (!rc)
		rc = rota_git_open(out, copy, NULL, err);
	if (!rc)
		rc = copy_refs(*out, git, err);
	if (!rc)
		share_pieces(copy, original);
	return rc;
}

/* --- the office ------------------------------------------------------------------------------ */

/** In the folder of the copied repository; the province's store is not written to by a file. */
static int copy_office(struct rota_office **out, const char *copy, struct rota_office *office,
                       struct rota_error *err)
{
	char path[PATH_SIZE];
	int rc;

	if (office->is_province)
		return ROTA_OK;
	rota_text_join(path, sizeof(path), copy, "/", "rota.mdb");
	rc = rota_store_copy(office->store, path, err);
	return rc ? rc : rota_office_open(out, copy, false, err);
}

int rota_trial_open(struct rota_trial *out, struct rota_exchange *exchange, struct rota_error *err)
{
	struct rota_office *office = NULL;
	struct rota_git *git = NULL;
	char original[PATH_SIZE], pid[24];
	int rc;

	*out = (struct rota_trial){ .exchange = exchange,
		                    .office = exchange->office,
		                    .git = exchange->git };
	rota_text_join(original, sizeof(original), exchange->office->dir, "/", ROTA_REPOSITORY);
	snprintf(pid, sizeof(pid), "%ld", (long)getpid());
	rota_text_join(out->copy, sizeof(out->copy), original, ".tmp-trial-", pid);
	rc = copy_repository(&git, out->copy, original, exchange->git, err);
	if (!rc)
		rc = copy_office(&office, out->copy, exchange->office, err);
	if (git)
		exchange->git = git;
	if (office)
		exchange->office = office;
	return rc;
}

void rota_trial_close(struct rota_trial *trial)
{
	struct rota_exchange *exchange = trial->exchange;

	if (!exchange)
		return;
	if (exchange->git != trial->git)
		rota_git_close(exchange->git);
	if (exchange->office != trial->office)
		rota_office_close(exchange->office);
	exchange->git = trial->git;
	exchange->office = trial->office;
	rota_folder_remove(trial->copy);
	trial->exchange = NULL;
}
