/* SPDX-License-Identifier: Apache-2.0 */
/* Files that appear when they are complete, and how large a store is. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/messages.h"
#include "store/private.h"
#include "store/store.h"

char *rota_temporary_name(const char *path)
{
	char *name;

	return asprintf(&name, "%s.new-%ld", path, (long)getpid()) < 0 ? NULL : name;
}

int rota_exists(struct rota_error *err, const char *path)
{
	return rota_fail(err, ROTA_EINVALID, _("choose another name, or move that file away"),
			 _("'%s' exists already"), path);
}

/** Flush the folder of @p path, so that the new name outlives a power cut. */
static int flush_folder(const char *path)
{
	char *folder = strdup(path);
	char *slash = folder ? strrchr(folder, '/') : NULL;
	int fd, code;

	if (!folder)
		return ENOMEM;
	if (slash)
		slash[slash == folder ? 1 : 0] = '\0';
	fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	if (fd < 0)
		return errno;
	code = fsync(fd) ? errno : 0;
	close(fd);
	return code;
}

int rota_publish(const char *temporary, const char *path, struct rota_error *err)
{
	int failed = renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE);
	int code;

	/* Some file systems of sticks (NTFS through FUSE) do not know the flag. */
	if (failed && (errno == EINVAL || errno == ENOSYS)) {
		if (access(path, F_OK) == 0)
			return rota_exists(err, path);
		failed = rename(temporary, path);
	}
	if (failed)
		return errno == EEXIST ? rota_exists(err, path) : rota_lmdb_check(err, path, errno);
	code = flush_folder(path);
	if (code) /* it may be gone after a power cut, so it must not seem to be there */
		unlink(path);
	return rota_lmdb_check(err, path, code);
}

/** @return errno or a code of LMDB. */
static int write_copy(MDB_env *env, const char *temporary)
{
	/* mdb_env_copy2() would make the file readable to all. */
	int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int code;

	if (fd < 0)
		return errno;
	code = mdb_env_copyfd2(env, fd, MDB_CP_COMPACT);
	if (!code && fsync(fd))
		code = errno;
	if (close(fd) && !code)
		code = errno;
	return code;
}

int rota_store_copy(struct rota_store *store, const char *path, struct rota_error *err)
{
	struct rota_store_txn *txn = NULL; /* lets the map follow other processes */
	char *temporary = rota_temporary_name(path);
	int rc;

	if (!temporary)
		return rota_lmdb_check(err, path, ENOMEM);
	if (access(path, F_OK) == 0) { /* said before the work; rota_publish() makes sure */
		rc = rota_exists(err, path);
		goto done;
	}
	rc = rota_store_read(&txn, store, err);
	if (rc)
		goto done;
	unlink(temporary); /* left by a process that died under the same number */
	rc = rota_lmdb_check(err, path, write_copy(store->env, temporary));
	if (!rc)
		rc = rota_publish(temporary, path, err);
	if (rc)
		unlink(temporary);
done:
	rota_store_abort(txn);
	free(temporary);
	return rc;
}

static int count(uint64_t *entries, uint64_t *pages, struct rota_store_txn *txn,
		 enum rota_database db, struct rota_error *err)
{
	MDB_stat what;
	int rc = rota_txn_check(err, txn, mdb_stat(txn->mdb, txn->store->dbi[db], &what));

	if (rc)
		return rc;
	*entries = what.ms_entries;
	if (pages)
		*pages = what.ms_branch_pages + what.ms_leaf_pages + what.ms_overflow_pages;
	return ROTA_OK;
}

static int measure_file(struct rota_store_stats *out, struct rota_store *store)
{
	MDB_envinfo info;
	MDB_stat page;
	struct stat file;
	int code = mdb_env_info(store->env, &info);

	if (!code)
		code = mdb_env_stat(store->env, &page);
	if (!code && stat(store->path, &file))
		code = errno;
	if (code)
		return code;
	out->commits = info.me_last_txnid;
	out->pages = info.me_last_pgno + 1;
	out->page_bytes = page.ms_psize;
	out->file_bytes = (uint64_t)file.st_size;
	out->map_bytes = info.me_mapsize;
	return 0;
}

int rota_store_stats(struct rota_store_stats *out, struct rota_store *store, struct rota_error *err)
{
	struct rota_store_txn *txn = NULL;
	int rc = rota_store_read(&txn, store, err);

	memset(out, 0, sizeof(*out));
	if (!rc)
		rc = rota_lmdb_check(err, store->path, measure_file(out, store));
	if (!rc)
		rc = count(&out->writers, NULL, txn, ROTA_DB_WRITER, err);
	if (!rc)
		rc = count(&out->log_entries, &out->log_pages, txn, ROTA_DB_LOG, err);
	if (!rc)
		rc = count(&out->entities, NULL, txn, ROTA_DB_ENTITY, err);
	if (!rc)
		rc = count(&out->states, NULL, txn, ROTA_DB_STATE, err);
	if (!rc)
		rc = count(&out->index_entries, NULL, txn, ROTA_DB_INDEX, err);
	rota_store_abort(txn);
	return rc;
}
