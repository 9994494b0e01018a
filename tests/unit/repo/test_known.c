/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/known.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#define COMMON "refs/rota/province/common"
#define CHECKPOINTS "refs/rota/province/checkpoints"
#define OWN "refs/rota/writers/0000000000000001"
#define NOTICES "refs/rota/notices/0000000000000001"

enum { DAYS = 30 /**< more than libgit2 names */ };

static char folder[] = P_tmpdir "/rota-known-XXXXXX";
static struct rota_repo *repo;

/** The tips here, and what lies behind them: the province's list is older than all else. */
static git_oid common, checkpoints;

/** Commits of a line, a second each; @return the last one, which the ref has then. */
static git_oid write_line(const char *ref, size_t count, git_time_t from)
{
	git_oid tip, tree_id;
	git_tree *tree;
	git_commit *parent = NULL;
	git_treebuilder *none;

	assert_int_equal(0, git_treebuilder_new(&none, repo->git, NULL));
	assert_int_equal(0, git_treebuilder_write(&tree_id, none));
	assert_int_equal(0, git_tree_lookup(&tree, repo->git, &tree_id));
	for (size_t i = 0; i < count; i++) {
		const git_commit *parents[] = { parent };
		git_signature *who;

		assert_int_equal(0, git_signature_new(&who, "w", "w@p", from + (git_time_t)i, 0));
		assert_int_equal(0, git_commit_create(&tip, repo->git, ref, who, who, NULL, ref,
						      tree, parent ? 1 : 0, parents));
		git_signature_free(who);
		git_commit_free(parent);
		assert_int_equal(0, git_commit_lookup(&parent, repo->git, &tip));
	}
	git_commit_free(parent);
	git_tree_free(tree);
	git_treebuilder_free(none);
	return tip;
}

static int remove_name(const char *path, const struct stat *what, int type, struct FTW *where)
{
	(void)what;
	(void)type;
	(void)where;
	return remove(path);
}

static int make(void **state)
{
	char path[sizeof(folder) + 8];

	(void)state;
	if (!mkdtemp(folder) || rota_repo_start(NULL))
		return -1;
	snprintf(path, sizeof(path), "%s/r.git", folder);
	if (rota_repo_make(path, ROTA_REPO_OFFICE, NULL) || rota_repo_open(&repo, path, NULL))
		return -1;
	common = write_line(COMMON, 3, 100);
	checkpoints = write_line(CHECKPOINTS, DAYS, 200);
	write_line(OWN, DAYS, 300);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	rota_repo_close(repo);
	rota_repo_stop();
	return nftw(folder, remove_name, 8, FTW_DEPTH | FTW_PHYS);
}

/** What a fetch names, as libgit2 finds it. */
static git_revwalk *walk_over(git_repository *git)
{
	git_revwalk *walk;

	assert_int_equal(0, git_revwalk_new(&walk, git));
	assert_int_equal(0, git_revwalk_push_glob(walk, "refs/*"));
	return walk;
}

static void test_known_open__tips_come_first_whatever_lies_behind_them(void **state)
{
	const struct rota_repo_want refs[] = { { .name = CHECKPOINTS }, { .name = COMMON } };
	git_repository *git;
	git_revwalk *walk;
	git_oid commit;

	(void)state;
	assert_int_equal(ROTA_OK, known_open(&git, repo, refs, 2, NULL));
	walk = walk_over(git);
	assert_int_equal(0, git_revwalk_next(&commit, walk));
	assert_true(git_oid_equal(&commit, &common));
	assert_int_equal(0, git_revwalk_next(&commit, walk));
	assert_true(git_oid_equal(&commit, &checkpoints));
	git_revwalk_free(walk);
	git_repository_free(git);
}

static void test_known_open__shows_what_is_here_of_these_refs_and_no_others(void **state)
{
	const struct rota_repo_want refs[] = { { .name = NOTICES }, { .name = COMMON } };
	git_strarray names;
	git_repository *git;
	git_revwalk *walk;
	git_oid commit;
	size_t count = 0;

	(void)state;
	assert_int_equal(ROTA_OK, known_open(&git, repo, refs, 2, NULL));
	assert_int_equal(0, git_reference_list(&names, git));
	assert_int_equal(1, names.count);
	assert_string_equal(COMMON, names.strings[0]);
	git_strarray_dispose(&names);
	walk = walk_over(git);
	while (git_revwalk_next(&commit, walk) == 0)
		count++;
	assert_int_equal(3, count);
	git_revwalk_free(walk);
	git_repository_free(git);
}

static void test_known_open__an_office_without_any_of_them_names_nothing(void **state)
{
	const struct rota_repo_want refs[] = { { .name = NOTICES } };
	git_repository *git;
	git_revwalk *walk;
	git_oid commit;

	(void)state;
	assert_int_equal(ROTA_OK, known_open(&git, repo, refs, 1, NULL));
	walk = walk_over(git);
	assert_int_equal(GIT_ITEROVER, git_revwalk_next(&commit, walk));
	git_revwalk_free(walk);
	git_repository_free(git);
}

static void test_known_open__refs_are_not_to_be_written(void **state)
{
	const struct rota_repo_want refs[] = { { .name = COMMON } };
	git_reference *ref = NULL;
	git_repository *git;
	git_oid now;

	(void)state;
	assert_int_equal(ROTA_OK, known_open(&git, repo, refs, 1, NULL));
	assert_true(git_reference_create(&ref, git, COMMON, &checkpoints, 1, NULL) < 0);
	git_repository_free(git);
	assert_int_equal(0, git_reference_name_to_id(&now, repo->git, COMMON));
	assert_true(git_oid_equal(&now, &common));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_open__tips_come_first_whatever_lies_behind_them),
		cmocka_unit_test(test_known_open__shows_what_is_here_of_these_refs_and_no_others),
		cmocka_unit_test(test_known_open__an_office_without_any_of_them_names_nothing),
		cmocka_unit_test(test_known_open__refs_are_not_to_be_written),
	};

	return cmocka_run_group_tests(tests, make, clear);
}
