/* SPDX-License-Identifier: Apache-2.0 */
/* What LMDB and the system say, as errors of rota. LMDB mixes negative codes of its own with
 * errno; both meet one table here. */
#include <errno.h>
#include <string.h>

#include "base/messages.h"
#include "store/private.h"

#define FREE_ROOM N_("free some room on this disk and do it again; nothing was lost")
#define RESTORE N_("take rota.mdb from a backup")
#define OWNER N_("check who owns the file and the folder")
#define AGAIN N_("run the command again")

/** Without a text the system's own is used. */
struct failure {
	int number;
	enum rota_code code;
	const char *text;
	const char *hint;
};

static const struct failure failures[] = {
	{ ENOSPC, ROTA_EIO, N_("the disk is full"), FREE_ROOM },
	{ EDQUOT, ROTA_EIO, N_("the user's share of the disk is full"), FREE_ROOM },
	{ EFBIG, ROTA_EIO, N_("files may not grow that large here"),
	  N_("raise the limit (ulimit -f) and do it again; nothing was lost") },
	/* LMDB says EIO for a short write too, the usual sign of a disk that fills up. */
	{ EIO, ROTA_EIO, N_("the disk did not take or give all bytes; it is full or failing"),
	  N_("free some room on this disk and run the command again; what was recorded is safe") },
	{ EACCES, ROTA_EIO, NULL, OWNER },
	{ EPERM, ROTA_EIO, NULL, OWNER },
	{ EROFS, ROTA_EIO, NULL, OWNER },
	{ ENOENT, ROTA_ENOTFOUND, N_("no such file"), N_("check the name and the folder") },
	{ ENOMEM, ROTA_ENOMEM, N_("out of memory"), N_("close other programs and do it again") },
	{ MDB_MAP_FULL, ROTA_ENOMEM, N_("there is no room for all this at once"),
	  N_("do it again: the next time there is twice the room") },
	{ MDB_MAP_RESIZED, ROTA_ENOMEM,
	  N_("another rota made it larger while this one was reading"), AGAIN },
	{ MDB_TXN_FULL, ROTA_ENOMEM, N_("too many changes at once"),
	  N_("split it into smaller parts") },
	{ MDB_READERS_FULL, ROTA_EBUSY, N_("too many programs are reading it"),
	  N_("close other windows of rota, then do this again") },
	{ MDB_CORRUPTED, ROTA_ECORRUPT, N_("a page is damaged"), RESTORE },
	{ MDB_PAGE_NOTFOUND, ROTA_ECORRUPT, N_("a page is missing"), RESTORE },
	{ MDB_INCOMPATIBLE, ROTA_ECORRUPT, N_("a table has another form than it should"), RESTORE },
	{ MDB_INVALID, ROTA_ECORRUPT, N_("its header is damaged"), RESTORE },
	{ MDB_VERSION_MISMATCH, ROTA_EINVALID, N_("it was written by another version of LMDB"),
	  N_("use the rota that wrote it, or a newer one") },
	{ MDB_PANIC, ROTA_EIO, N_("an earlier write failed half-way"), AGAIN },
	{ MDB_BAD_RSLOT, ROTA_EBUG, N_("a reader's slot was used twice"), NULL },
	{ MDB_BAD_TXN, ROTA_EBUG, N_("a step of this transaction failed before"), NULL },
};

static const struct failure *find(int number)
{
	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++)
		if (failures[i].number == number)
			return &failures[i];
	return NULL;
}

int rota_lmdb_check(struct rota_error *err, const char *path, int code)
{
	const struct failure *failure = find(code);

	if (code == 0)
		return ROTA_OK;
	if (!failure) /* a code of the system, or a rule of LMDB that this room broke */
		return rota_fail(err, code > 0 ? ROTA_EIO : ROTA_EBUG, NULL, "'%s': %s", path,
				 mdb_strerror(code));
	return rota_fail(err, failure->code, failure->hint ? _(failure->hint) : NULL, "'%s': %s",
			 path, failure->text ? _(failure->text) : strerror(code));
}

int rota_txn_check(struct rota_error *err, struct rota_store_txn *txn, int code)
{
	if (code == 0)
		return ROTA_OK;
	txn->failed = true;
	if (code == MDB_MAP_FULL)
		txn->store->full = true;
	return rota_lmdb_check(err, txn->store->path, code);
}

int rota_damaged(struct rota_error *err, const struct rota_store *store, const char *what)
{
	return rota_fail(err, ROTA_ECORRUPT, _(RESTORE), _("'%s' is damaged: %s"), store->path,
			 what);
}
