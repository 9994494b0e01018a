/* SPDX-License-Identifier: Apache-2.0 */
/* Making, opening and closing the file. */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/messages.h"
#include "store/private.h"

/** Address space, not memory: room for 40 million entries. valgrind maps 16 GiB and refuses 64.
 *  A machine with 32-bit addresses starts lower. */
static const size_t most_map_bytes = (size_t)1 << (sizeof(size_t) > 4 ? 34 : 30);
/** Where even this much address space is refused, rota cannot work. */
static const size_t least_map_bytes = (size_t)64 << 20;

static const char magic[] = "rota store";

static const char *const database_names[ROTA_DB_COUNT] = {
	[ROTA_DB_META] = "meta",
	[ROTA_DB_SETTING] = "setting",
	[ROTA_DB_WRITER] = "writer",
	[ROTA_DB_WRITER_ID] = "writer_id",
	[ROTA_DB_RUN] = "run",
	[ROTA_DB_LOG] = "log",
	[ROTA_DB_LOG_MARK] = "log_mark",
	[ROTA_DB_RECORD] = "record",
	[ROTA_DB_ENTITY] = "entity",
	[ROTA_DB_ENTITY_ID] = "entity_id",
	[ROTA_DB_ENTITY_ENTRY] = "entity_entry",
	[ROTA_DB_STATE] = "state",
	[ROTA_DB_STATE_MARK] = "state_mark",
	[ROTA_DB_INDEX] = "index",
	[ROTA_DB_SPAN] = "span",
};

/* The stores that this process has open. A second environment of one file would make the first
 * lose its locks when it is closed (POSIX record locks belong to the process). */
static pthread_mutex_t open_lock = PTHREAD_MUTEX_INITIALIZER;
static struct rota_store *open_stores;

static unsigned database_flags(enum rota_database db)
{
	return db == ROTA_DB_ENTITY_ENTRY || db == ROTA_DB_INDEX || db == ROTA_DB_SPAN ?
		       MDB_DUPSORT | MDB_DUPFIXED : 0;
}

static int claim(struct rota_store *store, struct rota_error *err)
{
	struct rota_store *other;

	pthread_mutex_lock(&open_lock);
	for (other = open_stores; other; other = other->next)
		if (other->device == store->device && other->inode == store->inode &&
		    other->pid == store->pid)
			break;
	if (!other) {
		store->next = open_stores;
		open_stores = store;
	}
	pthread_mutex_unlock(&open_lock);
	if (!other)
		return ROTA_OK;
	return rota_fail(err, ROTA_EBUG, NULL, _("'%s' is open in this process already"),
			 store->path);
}

static void unclaim(struct rota_store *store)
{
	pthread_mutex_lock(&open_lock);
	for (struct rota_store **at = &open_stores; *at; at = &(*at)->next)
		if (*at == store) {
			*at = store->next;
			break;
		}
	pthread_mutex_unlock(&open_lock);
}

/** One attempt with one size of map. @return a code of LMDB; `*out` is NULL on failure. */
static int open_map(MDB_env **out, const char *path, unsigned flags, size_t map_bytes)
{
	int code = mdb_env_create(out);

	if (code) {
		*out = NULL;
		return code;
	}
	code = mdb_env_set_mapsize(*out, map_bytes);
	if (!code)
		code = mdb_env_set_maxdbs(*out, ROTA_DB_COUNT);
	/* MDB_NOTLS: several reads in one thread, beside a write. */
	if (!code)
		code = mdb_env_open(*out, path, MDB_NOSUBDIR | MDB_NOTLS | flags, 0600);
	if (code) {
		mdb_env_close(*out);
		*out = NULL;
	}
	return code;
}

/** The same with the largest map that the machine allows. */
static int open_env(MDB_env **out, const char *path, unsigned flags)
{
	size_t map_bytes = most_map_bytes;
	int code = open_map(out, path, flags, map_bytes);

	while (code == ENOMEM && map_bytes > least_map_bytes) {
		map_bytes /= 2;
		code = open_map(out, path, flags, map_bytes);
	}
	return code;
}

/** Whether files can be made beside @p path. */
static bool folder_is_writable(const char *path)
{
	char *folder = strdup(path);
	char *slash = folder ? strrchr(folder, '/') : NULL;
	bool writable;

	if (slash)
		slash[slash == folder ? 1 : 0] = '\0';
	writable = access(slash ? folder : ".", W_OK) == 0;
	free(folder);
	return writable;
}

/** Open with locks, and without them only to read in a folder where no lock file can be. */
static int open_locked(struct rota_store *store, struct rota_error *err)
{
	unsigned flags = store->read_only ? MDB_RDONLY : 0;
	int code = open_env(&store->env, store->path, flags);
	int dead, fd;

	if (code == EACCES && store->read_only && !folder_is_writable(store->path))
		code = open_env(&store->env, store->path, MDB_RDONLY | MDB_NOLOCK);
	if (!code)
		code = mdb_reader_check(store->env, &dead);
	if (!code)
		code = mdb_env_get_fd(store->env, &fd);
	/* LMDB leaves this descriptor to the programs that we start; they have no use for it. */
	if (!code && fcntl(fd, F_SETFD, FD_CLOEXEC))
		code = errno;
	return rota_lmdb_check(err, store->path, code);
}

int rota_layout_check(bool *outdated, const struct rota_store *store, MDB_txn *mdb, MDB_dbi meta,
		      struct rota_error *err)
{
	MDB_val key = rota_val("layout", 6), value = { .mv_size = 0 };
	int code = mdb_get(mdb, meta, &key, &value);
	uint32_t number;

	if (code && code != MDB_NOTFOUND)
		return rota_lmdb_check(err, store->path, code);
	if (code || value.mv_size != 4)
		return rota_damaged(err, store, _("the number of its layout"));
	number = rota_get_u32(value.mv_data);
	*outdated = number < ROTA_STORE_LAYOUT;
	if (number >= ROTA_STORE_LAYOUT_LOGS && number <= ROTA_STORE_LAYOUT)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID,
			 number > ROTA_STORE_LAYOUT ? _("use a newer rota")
						    : _("take rota.mdb from a backup"),
			 _("'%s' has layout %lu, this program works with %d"), store->path,
			 (unsigned long)number, ROTA_STORE_LAYOUT);
}

/** Check the words that only a store of rota holds. */
static int check_meta(struct rota_store *store, MDB_txn *mdb, struct rota_error *err)
{
	MDB_dbi meta;
	MDB_val key = rota_val("magic", 5);
	MDB_val value;
	bool outdated;
	int code = mdb_dbi_open(mdb, database_names[ROTA_DB_META], 0, &meta);

	if (!code)
		code = mdb_get(mdb, meta, &key, &value);
	if (code == MDB_NOTFOUND || code == MDB_INCOMPATIBLE ||
	    (!code &&
	     (value.mv_size != strlen(magic) || memcmp(value.mv_data, magic, strlen(magic)) != 0)))
		return rota_fail(err, ROTA_EINVALID, _("check the name"),
				 _("'%s' is another program's LMDB file"), store->path);
	if (code)
		return rota_lmdb_check(err, store->path, code);
	return rota_layout_check(&outdated, store, mdb, meta, err);
}

static int open_databases(struct rota_store *store, struct rota_error *err)
{
	MDB_txn *mdb = NULL;
	unsigned flags;
	int rc = rota_lmdb_check(err, store->path,
				 mdb_txn_begin(store->env, NULL, MDB_RDONLY, &mdb));

	if (rc)
		return rc;
	rc = check_meta(store, mdb, err);
	for (enum rota_database db = 0; !rc && db < ROTA_DB_COUNT; db++) {
		int code = mdb_dbi_open(mdb, database_names[db], 0, &store->dbi[db]);

		if (!code)
			code = mdb_dbi_flags(mdb, store->dbi[db], &flags);
		if (!code && flags != database_flags(db))
			code = MDB_INCOMPATIBLE;
		rc = rota_lmdb_check(err, store->path, code == MDB_NOTFOUND ? MDB_CORRUPTED : code);
	}
	if (rc) {
		mdb_txn_abort(mdb);
		return rc;
	}
	/* A commit, since an abort would close the databases again. */
	return rota_lmdb_check(err, store->path, mdb_txn_commit(mdb));
}

int rota_store_open(struct rota_store **out, const char *path, unsigned flags,
		    struct rota_error *err)
{
	struct rota_store *store = calloc(1, sizeof(*store));
	int rc;

	*out = NULL;
	if (!store)
		return rota_lmdb_check(err, path, ENOMEM);
	store->pid = getpid();
	store->read_only = flags & ROTA_STORE_READ_ONLY;
	store->path = strdup(path);
	rc = store->path ? rota_header_check(&store->device, &store->inode, path, err)
			 : rota_lmdb_check(err, path, ENOMEM);
	if (!rc)
		rc = claim(store, err);
	if (!rc)
		rc = open_locked(store, err);
	if (!rc)
		rc = rota_length_check(store, err);
	if (!rc)
		rc = open_databases(store, err);
	if (rc)
		rota_store_close(store);
	else
		*out = store;
	return rc;
}

void rota_store_close(struct rota_store *store)
{
	if (!store)
		return;
	if (store->env)
		mdb_env_close(store->env);
	unclaim(store);
	free(store->path);
	free(store);
}

/** Fill a new environment with empty databases and the two words. @return a code of LMDB. */
static int make_databases(MDB_env *env)
{
	MDB_txn *mdb = NULL;
	MDB_dbi dbi[ROTA_DB_COUNT];
	uint8_t layout[4];
	MDB_val key = rota_val("magic", 5);
	MDB_val value = rota_val(magic, strlen(magic));
	int code = mdb_txn_begin(env, NULL, 0, &mdb);

	for (enum rota_database db = 0; !code && db < ROTA_DB_COUNT; db++)
		code = mdb_dbi_open(mdb, database_names[db], MDB_CREATE | database_flags(db),
				    &dbi[db]);
	if (!code)
		code = mdb_put(mdb, dbi[ROTA_DB_META], &key, &value, 0);
	rota_put_u32(layout, ROTA_STORE_LAYOUT);
	key = rota_val("layout", 6);
	value = rota_val(layout, sizeof(layout));
	if (!code)
		code = mdb_put(mdb, dbi[ROTA_DB_META], &key, &value, 0);
	if (!code)
		return mdb_txn_commit(mdb);
	mdb_txn_abort(mdb);
	return code;
}

int rota_store_create(const char *path, struct rota_error *err)
{
	MDB_env *env = NULL;
	char *temporary = rota_temporary_name(path);
	int rc;

	if (!temporary)
		return rota_lmdb_check(err, path, ENOMEM);
	unlink(temporary); /* left by a process that died under the same number */
	/* Nobody else knows this name, so no lock file is needed. */
	rc = rota_lmdb_check(err, path, open_env(&env, temporary, MDB_NOLOCK));
	if (!rc)
		rc = rota_lmdb_check(err, path, make_databases(env));
	if (env)
		mdb_env_close(env);
	if (!rc)
		rc = rota_publish(temporary, path, err);
	if (rc)
		unlink(temporary);
	free(temporary);
	return rc;
}

int rota_store_check(const struct rota_store *store, struct rota_error *err)
{
	if (store->pid != getpid())
		return rota_fail(err, ROTA_EBUG, NULL,
				 _("'%s' was opened by another process than this one"),
				 store->path);
	if (store->broken)
		return rota_lmdb_check(err, store->path, MDB_PANIC);
	return ROTA_OK;
}
