/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/slice.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/hex.h"

enum { COMMITS = 5, FILE_BYTES = 3000, ABOUT = 3500 /**< what one of them comes to, at most */ };

static char folder[] = P_tmpdir "/rota-slice-XXXXXX";
static struct rota_repo *repo;
static struct rota_oid oids[COMMITS];

static struct rota_oid write_object(const char *type, const void *bytes, size_t size)
{
	struct rota_oid oid;

	assert_int_equal(ROTA_OK, rota_repo_write(&oid, repo, type, bytes, size, NULL));
	return oid;
}

static void put_line(char *out, const char *name, const struct rota_oid *oid)
{
	struct rota_buffer hex = { 0 };

	rota_hex_encode(&hex, oid->bytes, ROTA_OID_BYTES);
	sprintf(out + strlen(out), "%s %s\n", name, rota_buffer_text(&hex));
	rota_buffer_clear(&hex);
}

/** A commit of one file. */
static struct rota_oid write_commit(size_t number, const struct rota_oid *parent)
{
	char file[FILE_BYTES], tree[64] = "100644 entries", commit[512] = "";
	struct rota_oid oid;

	memset(file, 'a' + (int)number, sizeof(file));
	oid = write_object("blob", file, sizeof(file));
	memcpy(tree + 15, oid.bytes, ROTA_OID_BYTES);
	oid = write_object("tree", tree, 15 + ROTA_OID_BYTES);
	put_line(commit, "tree", &oid);
	if (parent)
		put_line(commit, "parent", parent);
	strcat(commit, "author w <w@p> 1 +0000\ncommitter w <w@p> 1 +0000\n\nbatch\n");
	return write_object("commit", commit, strlen(commit));
}

static int remove_name(const char *path, const struct stat *what, int type, struct FTW *where)
{
	(void)what;
	(void)type;
	(void)where;
	return remove(path);
}

static int enter(void **state)
{
	(void)state;
	if (!mkdtemp(folder) || chdir(folder) || rota_repo_start(NULL) ||
	    rota_repo_make("a.git", ROTA_REPO_OFFICE, NULL) ||
	    rota_repo_open(&repo, "a.git", NULL))
		return -1;
	for (size_t i = 0; i < COMMITS; i++)
		oids[i] = write_commit(i, i ? &oids[i - 1] : NULL);
	return 0;
}

static int leave(void **state)
{
	(void)state;
	rota_repo_close(repo);
	rota_repo_stop();
	return chdir("/") == 0 && nftw(folder, remove_name, 16, FTW_DEPTH | FTW_PHYS) == 0 ? 0 : -1;
}

/** Of the line from behind the first commit. @return how many are kept. */
static size_t kept(uint64_t *bytes, uint64_t most)
{
	struct rota_repo_line line = { 0 };
	size_t count;

	assert_int_equal(ROTA_OK,
			 rota_repo_line_read(&line, repo, &oids[COMMITS - 1], &oids[0], NULL));
	assert_int_equal(ROTA_OK, slice_choose(&line, bytes, repo, most, NULL));
	count = line.count;
	for (size_t i = 0; i < count; i++)
		assert_memory_equal(&oids[count - i], &line.oids[i], sizeof(oids[0]));
	rota_repo_line_clear(&line);
	return count;
}

static void test_slice_choose__the_oldest_that_fit(void **state)
{
	uint64_t bytes, two;

	(void)state;
	assert_int_equal(2, kept(&two, 2 * ABOUT));
	assert_true(two > 2 * FILE_BYTES && two <= 2 * ABOUT);
	assert_int_equal(2, kept(&bytes, two));
	assert_int_equal(1, kept(&bytes, two - 1));
	assert_int_equal(COMMITS - 1, kept(&bytes, 1 << 20));
	assert_true(bytes > (COMMITS - 1) * FILE_BYTES);
}

static void test_slice_choose__at_least_one(void **state)
{
	uint64_t bytes;

	(void)state;
	assert_int_equal(1, kept(&bytes, 0));
	assert_true(bytes > FILE_BYTES);
}

static void test_slice_choose__a_commit_that_is_not_there(void **state)
{
	struct rota_repo_line line = { .oids = calloc(1, sizeof(struct rota_oid)),
				       .count = 1,
				       .capacity = 1 };
	uint64_t bytes;

	(void)state;
	assert_non_null(line.oids);
	assert_int_equal(ROTA_ECORRUPT, slice_choose(&line, &bytes, repo, 1, NULL));
	assert_int_equal(1, line.count);
	rota_repo_line_clear(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slice_choose__the_oldest_that_fit),
		cmocka_unit_test(test_slice_choose__at_least_one),
		cmocka_unit_test(test_slice_choose__a_commit_that_is_not_there),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
