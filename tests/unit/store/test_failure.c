/* SPDX-License-Identifier: Apache-2.0 */
/** @file What LMDB and the system say, as errors of rota (failure.c). */
#include "tests/unit/store/fixture.h"

#include "store/private.h"

#define FREE_ROOM "free some room on this disk and do it again; nothing was lost"
#define OWNER "check who owns the file and the folder"
#define REBUILD "take rota.mdb from a backup"
#define AGAIN "run the command again"

static const struct row {
	int number;
	enum rota_code code;
	const char *message;
	const char *hint;
} rows[] = {
	{ ENOSPC, ROTA_EIO, "'f': the disk is full", FREE_ROOM },
	{ EDQUOT, ROTA_EIO, "'f': the user's share of the disk is full", FREE_ROOM },
	{ EFBIG, ROTA_EIO, "'f': files may not grow that large here",
	  "raise the limit (ulimit -f) and do it again; nothing was lost" },
	{ EIO, ROTA_EIO, "'f': the disk did not take or give all bytes; it is full or failing",
	  "free some room on this disk and run the command again; what was recorded is safe" },
	{ EACCES, ROTA_EIO, "'f': Permission denied", OWNER },
	{ EPERM, ROTA_EIO, "'f': Operation not permitted", OWNER },
	{ EROFS, ROTA_EIO, "'f': Read-only file system", OWNER },
	{ EMFILE, ROTA_EIO, "'f': Too many open files", "" },
	{ ENOENT, ROTA_ENOTFOUND, "'f': no such file", "check the name and the folder" },
	{ ENOMEM, ROTA_ENOMEM, "'f': out of memory", "close other programs and do it again" },
	{ MDB_MAP_FULL, ROTA_ENOMEM, "'f': there is no room for all this at once",
	  "do it again: the next time there is twice the room" },
	{ MDB_MAP_RESIZED, ROTA_ENOMEM,
	  "'f': another rota made it larger while this one was reading", AGAIN },
	{ MDB_TXN_FULL, ROTA_ENOMEM, "'f': too many changes at once",
	  "split it into smaller parts" },
	{ MDB_READERS_FULL, ROTA_EBUSY, "'f': too many programs are reading it",
	  "close other windows of rota, then do this again" },
	{ MDB_CORRUPTED, ROTA_ECORRUPT, "'f': a page is damaged", REBUILD },
	{ MDB_PAGE_NOTFOUND, ROTA_ECORRUPT, "'f': a page is missing", REBUILD },
	{ MDB_INCOMPATIBLE, ROTA_ECORRUPT, "'f': a table has another form than it should",
	  REBUILD },
	{ MDB_INVALID, ROTA_ECORRUPT, "'f': its header is damaged", REBUILD },
	{ MDB_VERSION_MISMATCH, ROTA_EINVALID, "'f': it was written by another version of LMDB",
	  "use the rota that wrote it, or a newer one" },
	{ MDB_PANIC, ROTA_EIO, "'f': an earlier write failed half-way", AGAIN },
	{ MDB_BAD_RSLOT, ROTA_EBUG, "'f': a reader's slot was used twice", "" },
	{ MDB_BAD_TXN, ROTA_EBUG, "'f': a step of this transaction failed before", "" },
	{ MDB_BAD_VALSIZE, ROTA_EBUG,
	  "'f': MDB_BAD_VALSIZE: Unsupported size of key/DB name/data, or wrong DUPFIXED size",
	  "" },
};

static void test_lmdb_check__every_code_has_a_sentence_and_a_way_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		FAILS(rows[i].code, rows[i].message, rota_lmdb_check(&err, "f", rows[i].number));
		assert_string_equal(rows[i].hint, err.hint);
	}
}

static void test_lmdb_check__success_leaves_the_error_alone(void **state)
{
	(void)state;
	rota_error_clear(&err);
	assert_int_equal(ROTA_OK, rota_lmdb_check(&err, "f", 0));
	assert_int_equal(ROTA_OK, err.code);
	assert_string_equal("", err.message);
}

static void test_lmdb_check__the_error_may_be_null(void **state)
{
	(void)state;
	assert_int_equal(ROTA_EIO, rota_lmdb_check(NULL, "f", ENOSPC));
}

static void test_txn_check__a_failed_step_spoils_its_transaction(void **state)
{
	(void)state;
	begin_write();
	append(writer_a, 0, "a0");
	FAILS(ROTA_ENOMEM, with_path("'%s': out of memory"), rota_txn_check(&err, txn, ENOMEM));
	FAILS(ROTA_EBUG, with_path("'%s': a step of this transaction failed before"),
	      rota_store_commit(txn, &err));
	begin_write();
	assert_int_equal(0, log_size(writer_a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lmdb_check__every_code_has_a_sentence_and_a_way_out),
		cmocka_unit_test(test_lmdb_check__success_leaves_the_error_alone),
		cmocka_unit_test(test_lmdb_check__the_error_may_be_null),
		TEST(test_txn_check__a_failed_step_spoils_its_transaction),
	};

	return cmocka_run_group_tests_name("store/failure", tests, NULL, NULL);
}
