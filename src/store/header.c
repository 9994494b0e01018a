/* SPDX-License-Identifier: Apache-2.0 */
/* What is looked at before LMDB reads a page. LMDB trusts its file: a page size of 0 in the
 * header divides by zero, and a file cut short ends the process with SIGBUS (395 of 400 times
 * when it was tried). */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/messages.h"
#include "store/private.h"

/** The first page of a file of LMDB 0.9 (data version 1): MDB_page, MDB_meta in mdb.c. */
struct header {
	size_t page_no;
	uint16_t pad;
	uint16_t flags;
	uint32_t bounds;
	uint32_t magic;
	uint32_t version;
	void *address;
	size_t map_bytes;
	uint32_t page_bytes; /* the `md_pad` of the list of free pages */
};

static const uint16_t page_is_meta = 0x08;
static const uint32_t lmdb_magic = 0xBEEFC0DE;

static int foreign(struct rota_error *err, const char *path)
{
	return rota_fail(err, ROTA_EINVALID,
			 _("check the name; in place of a damaged store take rota.mdb from a backup"),
			 _("'%s' is not a store of rota"), path);
}

static int check_header(const struct header *header, size_t size, const char *path,
			struct rota_error *err)
{
	uint32_t page_bytes = header->page_bytes;

	if (size == 0)
		return rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"), _("'%s' is empty"),
				 path);
	if (size < sizeof(*header) || !(header->flags & page_is_meta) ||
	    header->magic != lmdb_magic)
		return foreign(err, path);
	if (page_bytes < 256 || page_bytes > 65536 || (page_bytes & (page_bytes - 1)))
		return rota_lmdb_check(err, path, MDB_INVALID);
	return ROTA_OK;
}

int rota_header_check(dev_t *device, ino_t *inode, const char *path, struct rota_error *err)
{
	struct header header = { 0 };
	struct stat what;
	ssize_t size;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not hold us */
	int rc;

	if (fd < 0 && errno == ENOENT)
		return rota_fail(err, ROTA_ENOTFOUND, _("check the name and the folder"),
				 _("no store '%s'"), path);
	if (fd < 0 || fstat(fd, &what)) {
		rc = rota_lmdb_check(err, path, errno);
	} else if (!S_ISREG(what.st_mode)) {
		rc = foreign(err, path);
	} else {
		size = pread(fd, &header, sizeof(header), 0);
		*device = what.st_dev;
		*inode = what.st_ino;
		rc = size < 0 ? rota_lmdb_check(err, path, errno)
			      : check_header(&header, (size_t)size, path, err);
	}
	if (fd >= 0)
		close(fd);
	return rc;
}

/**
 * Whether every page from @p first to @p last is on the list of free pages. LMDB numbers pages
 * that it then frees in the same transaction without ever writing them (41 of 10,000 mixed
 * transactions), so a sound file may be shorter than its last page number says.
 */
static bool tail_is_free(MDB_txn *mdb, size_t first, size_t last)
{
	const MDB_dbi free_list = 0; /* record: transaction -> count, then page numbers */
	MDB_cursor *cursor;
	MDB_val key, value;
	size_t found = 0, count, page;

	if (mdb_cursor_open(mdb, free_list, &cursor))
		return false;
	while (mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0) {
		memcpy(&count, value.mv_data, sizeof(count));
		for (size_t i = 1; i <= count && i < value.mv_size / sizeof(page); i++) {
			memcpy(&page, (uint8_t *)value.mv_data + i * sizeof(page), sizeof(page));
			found += page >= first && page <= last;
		}
	}
	mdb_cursor_close(cursor);
	return found == last - first + 1;
}

/** Ask tail_is_free() in a child process, where a missing page does no harm. */
static int check_tail(struct rota_store *store, MDB_txn *mdb, size_t first, size_t last,
		      struct rota_error *err)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		signal(SIGBUS, SIG_DFL);
		signal(SIGSEGV, SIG_DFL);
		_exit(tail_is_free(mdb, first, last) ? 0 : 1);
	}
	if (child < 0)
		return rota_lmdb_check(err, store->path, errno);
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return rota_lmdb_check(err, store->path, errno);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return ROTA_OK;
	return rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
			 _("'%s' is cut short: it has %zu of %zu pages"), store->path, first,
			 last + 1);
}

/** The size of the file in whole pages, and the last page that the newest commit names. Asked in
 *  this order, as a writer lets the file grow before it says so. */
static int measure(size_t *pages, MDB_envinfo *info, struct rota_store *store)
{
	struct stat what;
	MDB_stat page;
	int fd = -1;
	int code = mdb_env_info(store->env, info);

	if (!code)
		code = mdb_env_stat(store->env, &page);
	if (!code)
		code = mdb_env_get_fd(store->env, &fd);
	if (!code && fstat(fd, &what))
		code = errno;
	if (!code)
		*pages = (size_t)what.st_size / page.ms_psize;
	return code;
}

/** A snapshot of the very commit that was measured. Another process may commit in between, again
 *  and again in theory: then *out stays NULL. */
static int measured_snapshot(MDB_txn **out, size_t *pages, MDB_envinfo *info,
			     struct rota_store *store)
{
	int code;

	for (int tries = 0; tries < 100; tries++) {
		code = mdb_txn_begin(store->env, NULL, MDB_RDONLY, out);
		if (code)
			return code;
		code = measure(pages, info, store);
		if (code || mdb_txn_id(*out) == info->me_last_txnid)
			return code;
		mdb_txn_abort(*out);
		*out = NULL;
	}
	return 0;
}

int rota_length_check(struct rota_store *store, struct rota_error *err)
{
	MDB_envinfo info;
	MDB_txn *mdb = NULL;
	size_t pages = 0;
	int code = measure(&pages, &info, store);
	int rc;

	if (code || pages > info.me_last_pgno)
		return rota_lmdb_check(err, store->path, code);
	code = measured_snapshot(&mdb, &pages, &info, store);
	if (code)
		rc = rota_lmdb_check(err, store->path, code);
	else if (!mdb)
		rc = rota_fail(err, ROTA_EBUSY, _("do it again"),
			       _("'%s' is changing too fast to be checked"), store->path);
	else if (pages > info.me_last_pgno)
		rc = ROTA_OK;
	else
		rc = check_tail(store, mdb, pages, info.me_last_pgno, err);
	mdb_txn_abort(mdb);
	return rc;
}
