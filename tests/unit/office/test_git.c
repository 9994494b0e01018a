/* SPDX-License-Identifier: Apache-2.0 */
/* The office's side of rota-git, with the real helper on real repositories. Each test has a folder
 * of its own; stock git is the judge of what lies in it. */
#include "ask/git_bundle.h"

#include <arpa/inet.h>
#include <ftw.h>
#include <netinet/in.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/hex.h"
#include "rota/language.h"

#define WRITER "refs/rota/writers/0123456789abcdef"
#define OTHER "refs/rota/writers/fedcba9876543210"

static char folder[] = P_tmpdir "/rota-git-XXXXXX";
static struct rota_git *git;
static struct rota_error err;

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
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
	memset(&err, 0, sizeof(err));
	if (!mkdtemp(folder) || chdir(folder) || rota_git_make("a.git", ROTA_GIT_OFFICE, &err))
		return -1;
	return rota_git_open(&git, "a.git", NULL, &err) ? -1 : 0;
}

static int leave(void **state)
{
	(void)state;
	rota_git_close(git);
	git = NULL;
	return chdir("/") == 0 && nftw(folder, remove_name, 16, FTW_DEPTH | FTW_PHYS) == 0 ? 0 : -1;
}

/** Run a command of the shell. @return its exit code. */
static int shell(const char *command)
{
	int status = system(command);

	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void assert_ok(int rc)
{
	if (rc)
		print_error("%s\n  %s\n", err.message, err.hint);
	assert_int_equal(ROTA_OK, rc);
}

static void assert_refused(enum rota_code code, const char *message, int rc)
{
	if (strcmp(message, err.message) != 0)
		print_error("hint: %s\n", err.hint);
	assert_string_equal(message, err.message);
	assert_int_equal(code, rc);
	memset(&err, 0, sizeof(err));
}

static struct rota_oid oid_of(const char *hex)
{
	struct rota_oid oid;

	assert_true(rota_hex_decode(oid.bytes, hex, 40));
	return oid;
}

/** In one of four buffers, so that two can stand in one call. */
static const char *hex_of(const struct rota_oid *oid)
{
	static char texts[4][41];
	static size_t next;
	char *text = texts[next++ % 4];

	for (size_t i = 0; i < ROTA_OID_BYTES; i++)
		snprintf(text + 2 * i, 3, "%02x", oid->bytes[i]);
	return text;
}

/* --- commits with plain bytes in them ----------------------------------------------------------
 */

/** The bytes of one sealed commit; `sealed` refers to them. */
struct sample {
	struct rota_sealed sealed;
	char entries[64], head[64], tree[128], commit[512];
};

static size_t add_file(char *tree, size_t size, const char *name, const struct rota_oid *oid)
{
	size += (size_t)sprintf(tree + size, "100644 %s", name) + 1;
	memcpy(tree + size, oid->bytes, ROTA_OID_BYTES);
	return size + ROTA_OID_BYTES;
}

/** The id of an object, by writing it. */
static void hash(struct rota_oid *out, const char *type, const void *bytes, size_t size)
{
	assert_ok(rota_git_write(out, git, type, bytes, size, &err));
}

static void make_sample(struct sample *sample, unsigned number, const struct rota_oid *parent)
{
	struct rota_sealed *sealed = &sample->sealed;
	struct rota_oid entries, head, tree;
	size_t size;

	memset(sample, 0, sizeof(*sample));
	sprintf(sample->entries, "entries of %u", number);
	sprintf(sample->head, "head of %u", number);
	hash(&entries, "blob", sample->entries, strlen(sample->entries));
	hash(&head, "blob", sample->head, strlen(sample->head));
	size = add_file(sample->tree, 0, "entries", &entries);
	size = add_file(sample->tree, size, "head", &head);
	hash(&tree, "tree", sample->tree, size);
	sealed->tree = sample->tree;
	sealed->tree_size = size;
	size = (size_t)sprintf(sample->commit, "tree %s\n", hex_of(&tree));
	if (parent)
		size += (size_t)sprintf(sample->commit + size, "parent %s\n", hex_of(parent));
	size += (size_t)sprintf(sample->commit + size,
				"author w <w@p> %u +0000\ncommitter w <w@p> %u +0000\n\nbatch\n",
				number, number);
	hash(&sealed->oid, "commit", sample->commit, size);
	sealed->commit = sample->commit;
	sealed->commit_size = size;
	sealed->has_parent = parent != NULL;
	if (parent)
		sealed->parent = *parent;
	sealed->files[0] =
		(struct rota_sealed_file){ "entries", sample->entries, strlen(sample->entries) };
	sealed->files[1] = (struct rota_sealed_file){ "head", sample->head, strlen(sample->head) };
	sealed->file_count = 2;
}

enum { CHAIN = 5, LONGER = 8 };

/** Five commits, each on the one before, and three more for what is split; written once and never
 *  changed. */
static struct sample chain[LONGER];

static int make_chain(void **state)
{
	rota_language_choose("en");
	signal(SIGPIPE, SIG_IGN);
	if (enter(state))
		return -1;
	for (unsigned i = 0; i < LONGER; i++)
		make_sample(&chain[i], i, i ? &chain[i - 1].sealed.oid : NULL);
	return leave(state);
}

/** Put the first @p count commits and point the ref to the last of them. */
static void grow(struct rota_git *to, const char *name, size_t count)
{
	struct rota_oid now;
	bool there = !rota_git_ref(&now, to, name, NULL);

	for (size_t i = 0; i < count; i++)
		assert_ok(rota_git_put(to, &chain[i].sealed, 1, &err));
	assert_ok(rota_git_move(to, name, there ? &now : NULL, &chain[count - 1].sealed.oid, &err));
}

static void assert_ref(struct rota_git *in, const char *name, const struct rota_oid *oid)
{
	struct rota_oid now;

	assert_ok(rota_git_ref(&now, in, name, &err));
	assert_string_equal(hex_of(oid), hex_of(&now));
}

static void assert_no_ref(struct rota_git *in, const char *name)
{
	struct rota_oid now;

	assert_int_equal(ROTA_ENOTFOUND, rota_git_ref(&now, in, name, NULL));
}

/* --- make ------------------------------------------------------------------------------------- */

static void test_git_make__stock_git_takes_it_and_a_second_time_changes_nothing(void **state)
{
	(void)state;
	assert_ok(rota_git_make("c.git", ROTA_GIT_CENTRE, &err));
	assert_int_equal(0, shell("git -C c.git fsck --strict >out 2>&1"));
	assert_int_equal(0, shell("cp c.git/config before"));
	assert_ok(rota_git_make("c.git", ROTA_GIT_CENTRE, &err));
	assert_int_equal(0, shell("cmp before c.git/config"));
}

static void test_git_make__the_centre_is_safe_against_pushes(void **state)
{
	(void)state;
	assert_ok(rota_git_make("c.git", ROTA_GIT_CENTRE, &err));
	assert_int_equal(
		0, shell("git config -f c.git/config --list | grep -v '^core.[^f]' | sort >is;"
			 "cat >wanted <<'END'\n"
			 "core.filemode=true\n"
			 "core.fsync=all\n"
			 "gc.auto=0\n"
			 "pack.deltacachesize=1\n"
			 "receive.autogc=false\n"
			 "receive.denydeletes=true\n"
			 "receive.denynonfastforwards=true\n"
			 "receive.fsckobjects=true\n"
			 "receive.unpacklimit=1\n"
			 "transfer.hiderefs=refs/rota/forks\n"
			 "transfer.hiderefs=refs/rota/kept\n"
			 "uploadpack.allowanysha1inwant=false\n"
			 "uploadpack.allowreachablesha1inwant=false\n"
			 "uploadpack.allowtipsha1inwant=false\n"
			 "END\n"
			 "diff -u wanted is"));
}

static void test_git_make__completes_the_config_and_keeps_the_rest(void **state)
{
	(void)state;
	assert_ok(rota_git_remote_set(git, "remote", "../x", &err));
	assert_int_equal(0, shell("git config -f a.git/config --unset pack.deltacachesize"));
	assert_ok(rota_git_make("a.git", ROTA_GIT_OFFICE, &err));
	assert_int_equal(0, shell("test \"$(git -C a.git config pack.deltacachesize)\" = 1"));
	assert_int_equal(0, shell("test \"$(git -C a.git config rota.remote)\" = ../x"));
}

static void test_git_make__what_a_crash_left_is_no_hindrance(void **state)
{
	(void)state;
	assert_int_equal(0,
			 shell("mkdir -p b.git.tmp-12345/refs && touch b.git.tmp-12345/HEAD.lock"));
	assert_ok(rota_git_make("b.git", ROTA_GIT_OFFICE, &err));
	assert_int_equal(0, shell("test ! -e b.git.tmp-12345"));
	assert_int_equal(0, shell("git config -f b.git/config --unset pack.deltacachesize &&"
				  "touch -d '1 minute ago' b.git/config.lock"));
	assert_ok(rota_git_make("b.git", ROTA_GIT_OFFICE, &err));
	assert_int_equal(0, shell("test ! -e b.git/config.lock"));
}

static void test_git_make__something_else_stays(void **state)
{
	(void)state;
	assert_int_equal(0, shell("mkdir d && touch d/letter.doc"));
	assert_refused(ROTA_EINVALID, "'d' is there already and no bare git repository",
		       rota_git_make("d", ROTA_GIT_OFFICE, &err));
	assert_int_equal(
		0, shell("test \"$(ls d)\" = letter.doc && ls d.tmp-* 2>/dev/null; test $? = 2"));
}

static void test_git_open__no_repository(void **state)
{
	struct rota_git *none;
	struct rota_oid oid;

	(void)state;
	assert_ok(rota_git_open(&none, "none.git", NULL, &err));
	assert_refused(ROTA_ENOTFOUND, "no repository 'none.git'",
		       rota_git_ref(&oid, none, WRITER, &err));
	assert_int_equal(0, shell("mkdir none.git"));
	assert_refused(ROTA_EINVALID, "'none.git' is not a bare git repository",
		       rota_git_ref(&oid, none, WRITER, &err));
	rota_git_close(none);
}

static void test_git_open__a_foreign_owner_is_named(void **state)
{
	struct rota_oid oid;

	(void)state;
	if (geteuid() != 0)
		skip(); /* only root can give a folder away */
	assert_int_equal(0, shell("chown -R 1 a.git"));
	assert_refused(ROTA_EINVALID, "the repository 'a.git' belongs to another user",
		       rota_git_ref(&oid, git, WRITER, &err));
}

/* --- put and walk ----------------------------------------------------------------------------- */

static void test_git_put__stock_git_finds_the_same_objects(void **state)
{
	char command[256];

	(void)state;
	grow(git, WRITER, CHAIN);
	assert_int_equal(0, shell("git -C a.git fsck --strict --full >out 2>&1"));
	snprintf(command, sizeof(command), "test \"$(git -C a.git rev-parse %s)\" = %s", WRITER,
		 hex_of(&chain[CHAIN - 1].sealed.oid));
	assert_int_equal(0, shell(command));
	assert_int_equal(
		0, shell("test \"$(git -C a.git show " WRITER "~2:entries)\" = 'entries of 2'"));
}

static void test_git_put__bytes_of_another_id_are_refused(void **state)
{
	struct rota_sealed wrong = chain[0].sealed;

	(void)state;
	wrong.oid.bytes[3] ^= 1;
	assert_refused(ROTA_EINVALID, "a commit has another id than its bytes",
		       rota_git_put(git, &wrong, 1, &err));
}

/** The path of a loose object. */
static const char *loose(const struct rota_oid *oid)
{
	static char path[64];

	snprintf(path, sizeof(path), "a.git/objects/%.2s/%s", hex_of(oid), hex_of(oid) + 2);
	return path;
}

static void damage(const char *path, const char *how)
{
	char command[256];

	snprintf(command, sizeof(command), "chmod u+w %s && %s %s", path, how, path);
	assert_int_equal(0, shell(command));
}

static void test_git_put__a_damaged_loose_object_is_replaced(void **state)
{
	static const char *const ways[] = { "truncate -s 0", "truncate -s 10", "cp /dev/null",
					    "cp a.git/HEAD" };

	(void)state;
	assert_ok(rota_git_put(git, &chain[0].sealed, 1, &err));
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		damage(loose(&chain[0].sealed.oid), ways[i]);
		rota_git_close(git); /* what follows is the next command of the officer */
		assert_ok(rota_git_open(&git, "a.git", NULL, &err));
		assert_ok(rota_git_put(git, &chain[0].sealed, 1, &err));
		assert_int_equal(0, shell("git -C a.git fsck --full >out 2>&1"));
	}
}

static int see_none(const struct rota_sealed *sealed, void *payload, struct rota_error *error)
{
	(void)sealed;
	(void)payload;
	return rota_fail(error, ROTA_EBUG, NULL, "a commit was visited");
}

static void test_git_walk__an_object_that_cannot_be_opened_is_not_called_damaged(void **state)
{
	char command[256], tree[ROTA_OID_BYTES * 2 + 1] = "", message[160];
	FILE *in;

	(void)state;
	grow(git, WRITER, 1);
	snprintf(command, sizeof(command), "git -C a.git rev-parse %s^{tree} >tree",
		 hex_of(&chain[0].sealed.oid));
	assert_int_equal(0, shell(command));
	in = fopen("tree", "r");
	assert_non_null(in);
	assert_non_null(fgets(tree, sizeof(tree), in));
	fclose(in);
	snprintf(command, sizeof(command), "cd a.git/objects/%.2s && rm -f %s && ln -s %s %s", tree,
		 tree + 2, tree + 2, tree + 2);
	assert_int_equal(0, shell(command));
	snprintf(message, sizeof(message), "'a.git/objects/%.2s/%s': Too many levels of symbolic links",
		 tree, tree + 2);
	assert_refused(ROTA_EIO, message,
		       rota_git_walk(git, &chain[0].sealed.oid, NULL, see_none, NULL, &err));
}

static void test_git_write__limits_and_forms(void **state)
{
	size_t size = (8 << 20) + 1;
	char *large = calloc(1, size);
	struct rota_oid oid;

	(void)state;
	assert_ok(rota_git_write(&oid, git, "blob", large, size - 1, &err));
	assert_refused(ROTA_EINVALID, "an object of 8388609 bytes; 8388608 at most",
		       rota_git_write(&oid, git, "blob", large, size, &err));
	assert_refused(ROTA_EINVALID, "the bytes are no commit",
		       rota_git_write(&oid, git, "commit", "x", 1, &err));
	assert_refused(ROTA_EINVALID, "'tag' is no type of object",
		       rota_git_write(&oid, git, "tag", "x", 1, &err));
	assert_ok(rota_git_write(&oid, git, "blob", "", 0, &err));
	assert_string_equal("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", hex_of(&oid));
	free(large);
}

/** What a walk visits: the numbers of commits of the chain. */
struct seen {
	char numbers[16];
	size_t stop_after;
};

static int see(const struct rota_sealed *sealed, void *payload, struct rota_error *error)
{
	struct seen *seen = payload;

	for (size_t i = 0; i < CHAIN; i++) {
		const struct rota_sealed *known = &chain[i].sealed;

		if (memcmp(&known->oid, &sealed->oid, sizeof(known->oid)) != 0)
			continue;
		sprintf(seen->numbers + strlen(seen->numbers), "%zu", i);
		assert_int_equal(known->has_parent, sealed->has_parent);
		assert_memory_equal(&known->parent, &sealed->parent, sizeof(known->parent));
		assert_int_equal(known->commit_size, sealed->commit_size);
		assert_memory_equal(known->commit, sealed->commit, known->commit_size);
		assert_int_equal(known->tree_size, sealed->tree_size);
		assert_memory_equal(known->tree, sealed->tree, known->tree_size);
		assert_int_equal(2, sealed->file_count);
		assert_string_equal("entries", sealed->files[0].name);
		assert_string_equal("head", sealed->files[1].name);
		assert_int_equal(strlen(chain[i].entries), sealed->files[0].size);
		assert_memory_equal(chain[i].entries, sealed->files[0].bytes,
				    strlen(chain[i].entries));
	}
	if (seen->stop_after && strlen(seen->numbers) == seen->stop_after)
		return rota_fail(error, ROTA_ECORRUPT, NULL, "stopped");
	return ROTA_OK;
}

static int walk(struct seen *seen, const struct rota_oid *tip, const struct rota_oid *after)
{
	*seen = (struct seen){ .stop_after = seen->stop_after };
	return rota_git_walk(git, tip, after, see, seen, &err);
}

static void test_git_walk__oldest_first_from_behind_after(void **state)
{
	struct seen seen = { 0 };

	(void)state;
	grow(git, WRITER, CHAIN);
	assert_ok(walk(&seen, &chain[4].sealed.oid, NULL));
	assert_string_equal("01234", seen.numbers);
	assert_ok(walk(&seen, &chain[3].sealed.oid, &chain[1].sealed.oid));
	assert_string_equal("23", seen.numbers);
	assert_ok(walk(&seen, &chain[3].sealed.oid, &chain[3].sealed.oid));
	assert_string_equal("", seen.numbers);
}

static void test_git_walk__stops_when_told_and_the_next_call_works(void **state)
{
	struct seen seen = { .stop_after = 2 };

	(void)state;
	grow(git, WRITER, CHAIN);
	assert_refused(ROTA_ECORRUPT, "stopped", walk(&seen, &chain[4].sealed.oid, NULL));
	assert_string_equal("01", seen.numbers);
	seen.stop_after = 0;
	assert_ok(walk(&seen, &chain[4].sealed.oid, NULL));
	assert_string_equal("01234", seen.numbers);
}

static void test_git_walk__not_an_ancestor(void **state)
{
	struct seen seen = { 0 };
	char message[200];

	(void)state;
	grow(git, WRITER, 3);
	snprintf(message, sizeof(message), "commit %s does not build on %s",
		 hex_of(&chain[1].sealed.oid), hex_of(&chain[2].sealed.oid));
	assert_refused(ROTA_ENOTFOUND, message,
		       walk(&seen, &chain[1].sealed.oid, &chain[2].sealed.oid));
	snprintf(message, sizeof(message), "no commit %s", hex_of(&chain[4].sealed.oid));
	assert_refused(ROTA_ENOTFOUND, message, walk(&seen, &chain[4].sealed.oid, NULL));
	assert_string_equal("", seen.numbers);
}

/** Commit what stands in the index of a scratch work tree, with these parents. */
static struct rota_oid commit_files(const char *make_files, const char *parents)
{
	char command[1024], hex[41] = "";
	FILE *pipe;

	snprintf(command, sizeof(command),
		 "set -e; rm -rf w; mkdir w; cd w; export GIT_DIR=../a.git GIT_INDEX_FILE=../index "
		 "GIT_WORK_TREE=. GIT_AUTHOR_NAME=w GIT_AUTHOR_EMAIL=w GIT_COMMITTER_NAME=w "
		 "GIT_COMMITTER_EMAIL=w; rm -f ../index; { %s; } >/dev/null; git add -A . ;"
		 "git commit-tree %s -m x $(git write-tree)",
		 make_files, parents);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	assert_int_equal(1, fread(hex, 40, 1, pipe));
	assert_int_equal(0, pclose(pipe));
	return oid_of(hex);
}

static void test_git_walk__hostile_commits_are_refused(void **state)
{
	static const struct {
		const char *files, *problem;
	} rows[] = {
		{ "mkdir d && echo x >d/head", "the tree holds other than plain files" },
		{ "echo x >head && chmod +x head", "the tree holds other than plain files" },
		{ "ln -s /etc/passwd head", "the tree holds other than plain files" },
		{ "echo x >Head", "the tree holds other than plain files" },
		{ "touch a b c d e f", "too many files" },
		{ "for i in $(seq 200); do echo x >long-name-of-a-file-$i; done",
		  "the object 5ee2b7a5d1a8b4b4f87ba1b6b8ae1b8f5b1c7a7e is too large" },
		{ "head -c 8388609 /dev/zero >entries", "the object "
							"5d2d5ee7b5cb1c5a1f2e6cb5d8f0e9f7a3c1b4d6"
							" is too large" },
	};
	struct seen seen = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rota_oid oid = commit_files(rows[i].files, "");
		int rc = walk(&seen, &oid, NULL);
		char message[200];

		assert_int_equal(ROTA_ECORRUPT, rc);
		snprintf(message, sizeof(message), "commit %s: ", hex_of(&oid));
		assert_memory_equal(message, err.message, strlen(message));
		if (strstr(rows[i].problem, "too large"))
			assert_non_null(strstr(err.message, " is too large"));
		else
			assert_string_equal(rows[i].problem, err.message + strlen(message));
	}
}

static void test_git_walk__what_is_sound_comes_before_what_is_not(void **state)
{
	struct rota_oid bad;
	struct seen seen = { 0 };
	char parents[64];

	(void)state;
	grow(git, WRITER, 2);
	snprintf(parents, sizeof(parents), "-p %s", hex_of(&chain[1].sealed.oid));
	bad = commit_files("mkdir d && echo x >d/head", parents);
	assert_int_equal(ROTA_ECORRUPT, walk(&seen, &bad, NULL));
	assert_string_equal("01", seen.numbers);
}

static void test_git_walk__a_merge_is_no_line(void **state)
{
	struct rota_oid merge;
	struct seen seen = { 0 };
	char parents[128], message[128];

	(void)state;
	grow(git, WRITER, 2);
	snprintf(parents, sizeof(parents), "-p %s -p %s", hex_of(&chain[1].sealed.oid),
		 hex_of(&chain[0].sealed.oid));
	merge = commit_files("echo x >head", parents);
	snprintf(message, sizeof(message), "commit %s: not a line of commits", hex_of(&merge));
	assert_refused(ROTA_ECORRUPT, message, walk(&seen, &merge, NULL));
	assert_string_equal("", seen.numbers);
}

static void test_git_walk__a_missing_file_is_named(void **state)
{
	struct seen seen = { 0 };

	(void)state;
	grow(git, WRITER, 2);
	assert_int_equal(0, shell("rm -f a.git/objects/$(git -C a.git rev-parse " WRITER ":head |"
				  "sed 's/^../&\\//')"));
	assert_int_equal(ROTA_ECORRUPT, walk(&seen, &chain[1].sealed.oid, NULL));
	assert_non_null(strstr(err.message, " is missing"));
	assert_string_equal("0", seen.numbers);
}

static int ask_again(const struct rota_sealed *sealed, void *payload, struct rota_error *error)
{
	struct rota_oid oid;

	(void)sealed;
	(void)payload;
	return rota_git_ref(&oid, git, WRITER, error);
}

static void test_git_walk__no_call_within_a_visit(void **state)
{
	(void)state;
	grow(git, WRITER, 2);
	assert_refused(ROTA_EBUG, "the helper program is asked in the middle of its answer",
		       rota_git_walk(git, &chain[1].sealed.oid, NULL, ask_again, NULL, &err));
	assert_ref(git, WRITER, &chain[1].sealed.oid);
}

static void test_git_pack__everything_is_there_in_one_file(void **state)
{
	struct seen seen = { 0 };

	(void)state;
	grow(git, WRITER, CHAIN);
	assert_int_equal(0, shell("touch -d '2 hours ago' a.git/objects/pack/pack_git2_x"));
	assert_ok(rota_git_pack(git, &err));
	assert_int_equal(0,
			 shell("test \"$(git -C a.git count-objects -v |"
			       "sed -n 's/^count: //p; s/^packs: //p' | tr '\\n' ' ')\" = '0 1 '"));
	assert_int_equal(0, shell("git -C a.git fsck --full --strict >out 2>&1"));
	assert_int_equal(0, shell("test ! -e a.git/objects/pack/pack_git2_x"));
	assert_ok(walk(&seen, &chain[4].sealed.oid, NULL));
	assert_string_equal("01234", seen.numbers);
	assert_ok(rota_git_pack(git, &err)); /* nothing to do */
	assert_int_equal(0, shell("test $(ls a.git/objects/pack/*.pack | wc -l) = 1"));
}

static void test_git_pack__small_packs_are_put_together(void **state)
{
	struct seen seen = { 0 };

	(void)state;
	for (size_t i = 0; i < CHAIN; i++) {
		assert_ok(rota_git_put(git, &chain[i].sealed, 1, &err));
		assert_ok(rota_git_pack(git, &err));
	}
	assert_int_equal(0, shell("test $(ls a.git/objects/pack/*.pack | wc -l) -lt 4"));
	assert_int_equal(0, shell("ls a.git/objects/pack/*.idx | wc -l >n;"
				  "ls a.git/objects/pack/*.pack | wc -l | cmp - n"));
	assert_ok(walk(&seen, &chain[4].sealed.oid, NULL));
	assert_string_equal("01234", seen.numbers);
	assert_int_equal(0, shell("git -C a.git fsck --full --strict >out 2>&1"));
}

/** Packs that hold the same become one, which may be one of them: it must not go with the others.
 */
static void test_git_pack__the_same_pack_twice_is_kept_once(void **state)
{
	struct seen seen = { 0 };

	(void)state;
	grow(git, WRITER, CHAIN);
	assert_ok(rota_git_pack(git, &err));
	assert_int_equal(0,
			 shell("cp -R a.git b.git && rm -rf b.git/objects/pack/* &&"
			       "git -C a.git rev-list --objects --all | cut -d' ' -f1 | sort -r |"
			       "git -C a.git pack-objects -q ../a.git/objects/pack/pack >out &&"
			       "test $(ls a.git/objects/pack/*.pack | wc -l) = 2"));
	assert_ok(rota_git_pack(git, &err));
	assert_ok(rota_git_pack(git, &err));
	assert_int_equal(0, shell("test $(ls a.git/objects/pack/*.pack | wc -l) = 1"));
	assert_ok(walk(&seen, &chain[4].sealed.oid, NULL));
	assert_string_equal("01234", seen.numbers);
}

/** What libgit2 1.5 makes of pack.deltaCacheSize=1; a newer version may not. */
static void test_git_pack__no_search_for_deltas(void **state)
{
	static char text[100000];
	struct rota_oid oid;

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i * i % 23 % 17);
	for (char number = '0'; number < '5'; number++) {
		text[500] = number;
		assert_ok(rota_git_write(&oid, git, "blob", text, sizeof(text), &err));
	}
	assert_ok(rota_git_pack(git, &err));
	assert_int_equal(0, shell("git verify-pack -v a.git/objects/pack/*.idx >is &&"
				  "grep -q '^non delta: 5 objects' is && ! grep -q '^chain' is"));
}

static void test_git_pack__leaves_a_damaged_object_and_a_push_at_work_alone(void **state)
{
	(void)state;
	grow(git, WRITER, 2);
	assert_ok(rota_git_pack(git, &err));
	assert_int_equal(
		0, shell("for p in a.git/objects/pack/*.pack; do touch ${p%.pack}.keep; done"));
	grow(git, WRITER, CHAIN);
	damage(loose(&chain[4].sealed.oid), "truncate -s 20");
	assert_ok(rota_git_pack(git, &err));
	assert_int_equal(0, shell("test $(ls a.git/objects/pack/*.pack | wc -l) = 2"));
	assert_int_equal(0, access(loose(&chain[4].sealed.oid), F_OK));
	assert_ok(rota_git_put(git, &chain[4].sealed, 1, &err));
	assert_int_equal(0, shell("git -C a.git fsck --full >out 2>&1"));
}

/* --- refs ------------------------------------------------------------------------------------- */

static int note_name(const char *name, const struct rota_oid *oid, void *payload,
		     struct rota_error *error)
{
	struct rota_buffer *names = payload;

	(void)error;
	rota_buffer_printf(names, "%s %.4s\n", name, hex_of(oid));
	return ROTA_OK;
}

static void test_git_refs__sorted_and_only_those_asked_for(void **state)
{
	struct rota_buffer names = { 0 };
	char wanted[200];

	(void)state;
	grow(git, OTHER, 2);
	grow(git, WRITER, 1);
	grow(git, "refs/heads/main", 1);
	assert_int_equal(0, shell("git -C a.git pack-refs --all"));
	grow(git, WRITER, 2);
	assert_ok(rota_git_refs(git, "refs/rota/", note_name, &names, &err));
	snprintf(wanted, sizeof(wanted), WRITER " %.4s\n" OTHER " %.4s\n",
		 hex_of(&chain[1].sealed.oid), hex_of(&chain[1].sealed.oid));
	assert_string_equal(wanted, rota_buffer_text(&names));
	rota_buffer_reset(&names);
	assert_ok(rota_git_refs(git, "refs/none", note_name, &names, &err));
	assert_string_equal("", rota_buffer_text(&names));
	rota_buffer_clear(&names);
}

static void test_git_move__compares_before_it_sets(void **state)
{
	const struct rota_oid *first = &chain[0].sealed.oid, *second = &chain[1].sealed.oid;
	char message[200];

	(void)state;
	assert_ok(rota_git_put(git, &chain[0].sealed, 1, &err));
	assert_ok(rota_git_put(git, &chain[1].sealed, 1, &err));
	snprintf(message, sizeof(message), "'" WRITER "' is absent, not %s", hex_of(first));
	assert_refused(ROTA_ECONFLICT, message, rota_git_move(git, WRITER, first, second, &err));
	assert_no_ref(git, WRITER);
	assert_refused(ROTA_ECONFLICT, message, rota_git_move(git, WRITER, first, NULL, &err));
	assert_ok(rota_git_move(git, WRITER, NULL, first, &err));
	snprintf(message, sizeof(message), "'" WRITER "' is %s, not absent", hex_of(first));
	assert_refused(ROTA_ECONFLICT, message, rota_git_move(git, WRITER, NULL, second, &err));
	snprintf(message, sizeof(message), "'" WRITER "' is %s, not %s", hex_of(first),
		 hex_of(second));
	assert_refused(ROTA_ECONFLICT, message, rota_git_move(git, WRITER, second, first, &err));
	assert_ref(git, WRITER, first);
	assert_ok(rota_git_move(git, WRITER, first, second, &err));
	assert_ref(git, WRITER, second);
	snprintf(message, sizeof(message), "'" WRITER "' is %s, not %s", hex_of(second),
		 hex_of(first));
	assert_refused(ROTA_ECONFLICT, message, rota_git_move(git, WRITER, first, NULL, &err));
	assert_ok(rota_git_move(git, WRITER, second, NULL, &err));
	assert_no_ref(git, WRITER);
	assert_ok(rota_git_move(git, WRITER, NULL, NULL, &err));
}

static void test_git_move__only_refs_and_only_objects_that_are_there(void **state)
{
	char message[200];

	(void)state;
	snprintf(message, sizeof(message), "no object %s", hex_of(&chain[0].sealed.oid));
	assert_refused(ROTA_ENOTFOUND, message,
		       rota_git_move(git, WRITER, NULL, &chain[0].sealed.oid, &err));
	assert_refused(ROTA_EINVALID, "'HEAD' is not the name of a ref",
		       rota_git_move(git, "HEAD", NULL, &chain[0].sealed.oid, &err));
	assert_refused(ROTA_EINVALID, "'refs/../config' is not the name of a ref",
		       rota_git_move(git, "refs/../config", NULL, &chain[0].sealed.oid, &err));
}

static void test_git_move__a_lock_left_by_a_crash_is_removed(void **state)
{
	(void)state;
	grow(git, WRITER, 1);
	assert_int_equal(0, shell("touch -d '1 minute ago' a.git/" WRITER ".lock"));
	grow(git, WRITER, 2);
	assert_ref(git, WRITER, &chain[1].sealed.oid);
	assert_int_equal(0, shell("touch -d '1 minute ago' a.git/packed-refs.lock"));
	assert_ok(rota_git_move(git, WRITER, &chain[1].sealed.oid, NULL, &err));
	assert_no_ref(git, WRITER);
}

static void test_git_move__a_broken_ref_file_counts_as_absent(void **state)
{
	static const char *const texts[] = { "", "0123", "\\0\\0\\0\\0\\0\\0\\0\\0" };
	struct rota_buffer names = { 0 };
	char command[128];

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		grow(git, WRITER, 1);
		snprintf(command, sizeof(command), "printf '%s' >a.git/" WRITER, texts[i]);
		assert_int_equal(0, shell(command));
		assert_no_ref(git, WRITER);
		assert_ok(rota_git_refs(git, "refs/rota", note_name, &names, &err));
		assert_string_equal("", rota_buffer_text(&names));
		assert_ok(rota_git_move(git, WRITER, NULL, &chain[0].sealed.oid, &err));
		assert_ref(git, WRITER, &chain[0].sealed.oid);
	}
	rota_buffer_clear(&names);
}

static void test_git_sweep__what_a_crash_left_goes_and_what_is_at_work_stays(void **state)
{
	(void)state;
	grow(git, WRITER, 1);
	assert_int_equal(0, shell("cd a.git && mkdir -p refs/heads && : >packed-refs.lock && "
				  ": >refs/heads/main.lock && : >" OTHER " && : >" WRITER ".lock && "
				  "touch -d '2 minutes ago' packed-refs.lock refs/heads/main.lock " WRITER
				  " " OTHER));
	assert_ok(rota_git_sweep(git, &err));
	assert_int_equal(0, shell("test \"$(cd a.git && find refs packed-refs.lock -type f "
				  "2>/dev/null | sort | tr '\\n' ' ')\" = '" WRITER " " WRITER
				  ".lock '"));
	assert_int_equal(0, shell("touch -d '2 minutes' a.git/" WRITER ".lock"));
	assert_ok(rota_git_sweep(git, &err));
	assert_int_equal(0, shell("test ! -e a.git/" WRITER ".lock")); /* of a clock set back since */
	assert_ref(git, WRITER, &chain[0].sealed.oid);
}

static void test_git_flush__leaves_a_repository_as_it_was(void **state)
{
	(void)state;
	grow(git, WRITER, 1);
	assert_ok(rota_git_flush(git, &err));
	assert_ref(git, WRITER, &chain[0].sealed.oid);
}

/* --- a remote in a folder --------------------------------------------------------------------- */

static struct rota_git *centre;

/** The province's repository in p/rota.git, the remote of a.git. */
static int enter_with_centre(void **state)
{
	if (enter(state) || mkdir("p", 0700) || rota_git_make("p/rota.git", ROTA_GIT_CENTRE, &err))
		return -1;
	return rota_git_open(&centre, "p/rota.git", NULL, &err) ||
			       rota_git_remote_set(git, "remote", "./p", &err)
		       ? -1
		       : 0;
}

static int leave_with_centre(void **state)
{
	rota_git_close(centre);
	centre = NULL;
	return leave(state);
}

static void test_git_remote__settings_come_back(void **state)
{
	struct rota_buffer value = { 0 };

	(void)state;
	assert_refused(ROTA_ENOTFOUND, "'hostkey' is not set",
		       rota_git_remote_get(&value, git, "hostkey", &err));
	assert_ok(rota_git_remote_set(git, "hostkey", "SHA256:abc", &err));
	assert_ok(rota_git_remote_get(&value, git, "hostkey", &err));
	assert_string_equal("SHA256:abc", rota_buffer_text(&value));
	assert_int_equal(0, shell("test \"$(git -C a.git config rota.hostkey)\" = SHA256:abc"));
	assert_ok(rota_git_remote_set(git, "hostkey", NULL, &err));
	assert_refused(ROTA_ENOTFOUND, "'hostkey' is not set",
		       rota_git_remote_get(&value, git, "hostkey", &err));
	assert_ok(rota_git_remote_set(git, "hostkey", NULL, &err));
	assert_refused(ROTA_EINVALID, "stall: 'soon' is not a number of seconds",
		       rota_git_remote_set(git, "stall", "soon", &err));
	assert_refused(ROTA_EINVALID, "'Remote!' is not a setting",
		       rota_git_remote_set(git, "Remote!", "no", &err));
	assert_refused(ROTA_EINVALID, "remote: './a?[x]' holds a control character",
		       rota_git_remote_set(git, "remote", "./a\n[x]", &err));
	rota_buffer_clear(&value);
}

static void test_git_remote__addresses(void **state)
{
	static const struct {
		const char *address, *message;
	} rows[] = {
		{ "git://a.vn/rota.git",
		  "'git://a.vn/rota.git' sends names and personal data in the clear: whoever is on "
		  "the line reads them" },
		{ "http://a.vn/rota.git",
		  "'http://a.vn/rota.git' would send names and passwords unencrypted" },
		{ "https://u:secret@a.vn/rota.git", "an address holds no password" },
		{ "p", "'p' is no address that rota knows" },
		{ "a.vn:rota.git", "'a.vn:rota.git' is no address that rota knows" },
		{ "ssh://a.vn/rota.git", "'ssh://a.vn/rota.git' is no address that rota knows" },
		{ "ssh://u@a.vn", "'ssh://u@a.vn' is no address that rota knows" },
	};
	struct rota_git_want ref = { .name = WRITER };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_ok(rota_git_remote_set(git, "remote", rows[i].address, &err));
		assert_refused(ROTA_EINVALID, rows[i].message, rota_git_list(git, &ref, 1, &err));
	}
	assert_ok(rota_git_remote_set(git, "remote", NULL, &err));
	assert_refused(ROTA_ENOTFOUND, "no address is set to exchange with",
		       rota_git_list(git, &ref, 1, &err));
	assert_ok(rota_git_remote_set(git, "remote", "./nowhere", &err));
	assert_refused(ROTA_EREMOTE, "no repository './nowhere'",
		       rota_git_list(git, &ref, 1, &err));
}

static void test_git_remote__every_way_to_write_a_folder(void **state)
{
	struct rota_git_want ref = { .name = WRITER };
	char absolute[128], url[128];
	const char *const addresses[] = { "./p", "./p/rota.git", "./p/", absolute, url };

	(void)state;
	snprintf(absolute, sizeof(absolute), "%s/p", folder);
	snprintf(url, sizeof(url), "file://%s/p/rota.git", folder);
	grow(centre, WRITER, 2);
	for (size_t i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++) {
		assert_ok(rota_git_remote_set(git, "remote", addresses[i], &err));
		assert_ok(rota_git_list(git, &ref, 1, &err));
		assert_true(ref.there);
		assert_string_equal(hex_of(&chain[1].sealed.oid), hex_of(&ref.oid));
	}
}

static void test_git_push__into_a_folder(void **state)
{
	struct rota_git_want refs[] = { { .name = WRITER }, { .name = OTHER, .there = true } };

	(void)state;
	grow(git, WRITER, 2);
	assert_ok(rota_git_push(git, WRITER, NULL, &err));
	assert_ref(centre, WRITER, &chain[1].sealed.oid);
	grow(git, WRITER, CHAIN);
	assert_ok(rota_git_push(git, WRITER, NULL, &err));
	assert_ok(rota_git_push(git, WRITER, NULL, &err)); /* again */
	assert_ok(rota_git_list(git, refs, 2, &err));
	assert_true(refs[0].there);
	assert_false(refs[1].there);
	assert_string_equal(hex_of(&chain[4].sealed.oid), hex_of(&refs[0].oid));
	assert_int_equal(0, shell("git -C p/rota.git fsck --full --strict >out 2>&1"));
	assert_refused(ROTA_ENOTFOUND, "no ref '" OTHER "'", rota_git_push(git, OTHER, NULL, &err));
}

/** Five commits of 6,000 bytes, of which a slice of 8,000 has one and the next, sixteen times as large,
 *  the others. */
static void test_git_push__in_slices(void **state)
{
	struct rota_git_pushing pushing = { .progress = NULL };
	struct rota_oid tip;

	(void)state;
	assert_int_equal(
		0, shell("export GIT_AUTHOR_NAME=w GIT_AUTHOR_EMAIL=w GIT_COMMITTER_NAME=w "
			 "GIT_COMMITTER_EMAIL=w; for n in 1 2 3 4 5; do "
			 "blob=$(head -c 3000 /dev/urandom | git -C a.git hash-object -w --stdin); "
			 "tree=$(printf '100644 blob %s\\tentries\\n100644 blob %s\\thead\\n' "
			 "$blob $blob | git -C a.git mktree); "
			 "tip=$(git -C a.git commit-tree ${tip:+-p $tip} -m batch $tree); done; "
			 "git -C a.git update-ref " WRITER " $tip"));
	assert_ok(rota_git_remote_set(git, "slice", "8000", &err));
	assert_ok(rota_git_push(git, WRITER, &pushing, &err));
	assert_int_equal(2, pushing.slices);
	assert_ok(rota_git_ref(&tip, git, WRITER, &err));
	assert_true(pushing.known);
	assert_string_equal(hex_of(&tip), hex_of(&pushing.there));
	assert_ref(centre, WRITER, &tip);
	assert_int_equal(0, shell("git -C p/rota.git fsck --full --strict >out 2>&1"));
}

static void test_git_push__only_forward(void **state)
{
	struct sample aside;
	char message[256];

	(void)state;
	grow(git, WRITER, 2);
	grow(centre, WRITER, 3);
	snprintf(message, sizeof(message),
		 "'" WRITER "' is %s at the remote, on which %s does not build",
		 hex_of(&chain[2].sealed.oid), hex_of(&chain[1].sealed.oid));
	assert_refused(ROTA_ECONFLICT, message, rota_git_push(git, WRITER, NULL, &err));
	make_sample(&aside, 77, &chain[1].sealed.oid);
	assert_ok(rota_git_put(git, &aside.sealed, 1, &err));
	assert_ok(rota_git_move(git, WRITER, &chain[1].sealed.oid, &aside.sealed.oid, &err));
	assert_int_equal(ROTA_ECONFLICT, rota_git_push(git, WRITER, NULL, &err));
	assert_ref(centre, WRITER, &chain[2].sealed.oid);
}

static void test_git_push__only_writers_and_only_their_files(void **state)
{
	struct rota_oid bad;
	char message[128];

	(void)state;
	grow(git, "refs/rota/province/common", 1);
	assert_refused(ROTA_EREMOTE, "'refs/rota/province/common' may not be sent into a folder",
		       rota_git_push(git, "refs/rota/province/common", NULL, &err));
	bad = commit_files("echo x >head; echo y >entries; echo z >extra", "");
	assert_ok(rota_git_move(git, WRITER, NULL, &bad, &err));
	snprintf(message, sizeof(message),
		 "commit %s: only the files 'entries' and 'head' may be sent", hex_of(&bad));
	assert_refused(ROTA_EREMOTE, message, rota_git_push(git, WRITER, NULL, &err));
	assert_no_ref(centre, WRITER);
}

static void test_git_push__a_foreign_folder_is_named(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	grow(git, WRITER, 1);
	assert_int_equal(0, shell("chown -R 1 p/rota.git"));
	assert_refused(ROTA_EREMOTE, "the repository './p/rota.git' belongs to another user",
		       rota_git_push(git, WRITER, NULL, &err));
}

static const char *const wanted[] = { OTHER, WRITER, "refs/rota/none" };

static void test_git_fetch__from_a_folder(void **state)
{
	struct seen seen = { 0 };

	(void)state;
	grow(centre, WRITER, 2);
	assert_ok(rota_git_fetch(git, wanted, 3, NULL, NULL, &err));
	assert_ref(git, WRITER, &chain[1].sealed.oid);
	assert_no_ref(git, OTHER);
	grow(centre, WRITER, 4);
	grow(centre, OTHER, 1);
	assert_ok(rota_git_fetch(git, wanted, 3, NULL, NULL, &err));
	assert_ok(rota_git_fetch(git, wanted, 3, NULL, NULL, &err));
	assert_ref(git, OTHER, &chain[0].sealed.oid);
	assert_ok(walk(&seen, &chain[3].sealed.oid, NULL));
	assert_string_equal("0123", seen.numbers);
}

static void test_git_fetch__one_that_goes_back_stays_and_the_others_move(void **state)
{
	char message[128];

	(void)state;
	grow(git, OTHER, 3);
	grow(centre, OTHER, 2);
	grow(centre, WRITER, 2);
	snprintf(message, sizeof(message), "'" OTHER "' would go back to %s",
		 hex_of(&chain[1].sealed.oid));
	assert_refused(ROTA_ECONFLICT, message, rota_git_fetch(git, wanted, 3, NULL, NULL, &err));
	assert_ref(git, OTHER, &chain[2].sealed.oid);
	assert_ref(git, WRITER, &chain[1].sealed.oid);
}

static void test_git_fetch__one_that_goes_aside_stays(void **state)
{
	struct sample aside;
	char message[256];

	(void)state;
	make_sample(&aside, 77, &chain[0].sealed.oid);
	grow(centre, WRITER, 1);
	assert_ok(rota_git_put(centre, &aside.sealed, 1, &err));
	assert_ok(rota_git_move(centre, WRITER, &chain[0].sealed.oid, &aside.sealed.oid, &err));
	grow(git, WRITER, 2);
	snprintf(message, sizeof(message), "'" WRITER "' is %s, on which %s does not build",
		 hex_of(&chain[1].sealed.oid), hex_of(&aside.sealed.oid));
	assert_refused(ROTA_ECONFLICT, message, rota_git_fetch(git, wanted, 3, NULL, NULL, &err));
	assert_ref(git, WRITER, &chain[1].sealed.oid);
}

/* --- servers that do not answer ----------------------------------------------------------------
 */

/** Listens on a free port of 127.0.0.1 and says @p banner, then nothing. */
struct server {
	int listening;
	unsigned port;
	const char *banner;
	pthread_t thread;
};

static void *serve(void *payload)
{
	struct server *server = payload;
	int kept[8], count = 0, fd;

	while (count < 8 && (fd = accept(server->listening, NULL, NULL)) >= 0) {
		if (server->banner)
			assert_true(write(fd, server->banner, strlen(server->banner)) > 0);
		kept[count++] = fd;
	}
	while (count)
		close(kept[--count]);
	return NULL;
}

static void start_server(struct server *server, const char *scheme, const char *banner)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);
	char url[64];

	*server = (struct server){ .banner = banner };
	server->listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(0, bind(server->listening, (struct sockaddr *)&address, size));
	assert_int_equal(0, listen(server->listening, 8));
	assert_int_equal(0, getsockname(server->listening, (struct sockaddr *)&address, &size));
	server->port = ntohs(address.sin_port);
	assert_int_equal(0, pthread_create(&server->thread, NULL, serve, server));
	snprintf(url, sizeof(url), "%s127.0.0.1:%u/rota.git", scheme, server->port);
	assert_ok(rota_git_remote_set(git, "remote", url, &err));
}

static void stop_server(struct server *server)
{
	shutdown(server->listening, SHUT_RDWR);
	pthread_join(server->thread, NULL);
	close(server->listening);
}

static const char *const schemes[] = { "ssh://nobody@", "https://", "git://" };

static void test_git_list__a_silent_server_is_given_up(void **state)
{
	struct rota_git_want ref = { .name = WRITER };
	struct server server;

	(void)state;
	assert_ok(rota_git_remote_set(git, "connect", "1", &err));
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		start_server(&server, schemes[i], NULL);
		assert_refused(ROTA_EREMOTE, "the server has not answered for 1 seconds",
			       rota_git_list(git, &ref, 1, &err));
		assert_true(rota_git_line_failed(git));
		stop_server(&server);
	}
	grow(git, WRITER, 1); /* the helper works again */
	assert_true(rota_git_line_failed(git)); /* of the last that used the remote */
}

static void test_git_list__garbage_is_no_answer(void **state)
{
	static const struct {
		const char *scheme, *banner;
	} rows[] = {
		{ "git://", "00zz" },
		{ "git://", "HTTP/1.1 200 OK\r\n\r\n" },
		{ "git://", "0004" },
		{ "git://", "0009\n" },
		{ "https://", "HTTP/1.1 200 OK\r\n\r\n" },
		{ "ssh://nobody@", "SSH-1.0-old\r\n" },
	};
	struct rota_git_want ref = { .name = WRITER };
	struct server server;

	(void)state;
	assert_ok(rota_git_remote_set(git, "stall", "1", &err));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		start_server(&server, rows[i].scheme, rows[i].banner);
		assert_int_equal(ROTA_EREMOTE, rota_git_list(git, &ref, 1, &err));
		assert_false(ref.there);
		stop_server(&server);
	}
}

static void test_git_push__a_server_that_falls_silent_is_given_up(void **state)
{
	struct server server;

	(void)state;
	grow(git, WRITER, 1);
	start_server(&server, schemes[0], "SSH-2.0-OpenSSH_9.2\r\n");
	assert_ok(rota_git_remote_set(git, "connect", "1", &err));
	assert_ok(rota_git_remote_set(git, "stall", "1", &err));
	assert_refused(ROTA_EREMOTE, "the line has been dead for 1 seconds",
		       rota_git_push(git, WRITER, NULL, &err));
	stop_server(&server);
}

static void test_git_fetch__the_deadline_ends_it(void **state)
{
	struct server server;

	(void)state;
	start_server(&server, schemes[0], NULL);
	assert_ok(rota_git_remote_set(git, "deadline", "1", &err));
	assert_refused(ROTA_EREMOTE, "the exchange was not finished after 1 seconds",
		       rota_git_fetch(git, wanted, 3, NULL, NULL, &err));
	stop_server(&server);
}

static void test_git_list__nobody_listens(void **state)
{
	struct rota_git_want ref = { .name = WRITER };
	struct server server;

	(void)state;
	start_server(&server, schemes[0], NULL);
	stop_server(&server);
	assert_int_equal(ROTA_EREMOTE, rota_git_list(git, &ref, 1, &err));
	assert_non_null(strstr(err.message, "onnect"));
}

/* --- bundles ---------------------------------------------------------------------------------- */

static const char *const both[] = { WRITER, OTHER };

static int count_file(const char *path, uint64_t bytes, void *payload, struct rota_error *failed)
{
	(void)path;
	(void)failed;
	assert_true(bytes > 0);
	++*(unsigned *)payload;
	return ROTA_OK;
}

/** Files of the last write_some(). */
static unsigned written;

/** Write refs, each without its first @p skip commits. */
static int write_some(const char *path, const char *const *names, size_t count, uint64_t skip,
		      uint64_t max_bytes)
{
	struct rota_git_slice slices[2];
	const struct rota_git_bundling order = { .path = path,
						 .slices = slices,
						 .count = count,
						 .max_bytes = max_bytes,
						 .payload = &written };

	for (size_t i = 0; i < count; i++)
		slices[i] = (struct rota_git_slice){ names[i], skip };
	written = 0;
	return rota_git_bundle_write(git, &order, count_file, &err);
}

static int write_bundle(const char *path, const char *const *names, size_t count)
{
	return write_some(path, names, count, 0, 0);
}

static void test_git_bundle_write__stock_git_takes_it(void **state)
{
	char command[256];

	(void)state;
	grow(git, WRITER, 4);
	grow(git, OTHER, 2);
	assert_ok(write_bundle("x.bundle", both, 2));
	assert_int_equal(0, shell("git init -q --bare s.git && git -C s.git bundle verify "
				  "../x.bundle >out 2>&1"));
	assert_int_equal(0, shell("git -C s.git fetch -q ../x.bundle 'refs/*:refs/*'"));
	snprintf(command, sizeof(command), "test \"$(git -C s.git rev-parse " WRITER ")\" = %s",
		 hex_of(&chain[3].sealed.oid));
	assert_int_equal(0, shell(command));
	assert_int_equal(0, shell("test \"$(stat -c %a x.bundle)\" = 600; ls x.bundle.tmp* 2>out;"
				  "test $? = 2"));
}

static void test_git_bundle_write__refusals(void **state)
{
	(void)state;
	grow(git, WRITER, 1);
	assert_refused(ROTA_EINVALID, "there is nothing to put into 'x.bundle'",
		       write_bundle("x.bundle", both, 0));
	assert_refused(ROTA_ENOTFOUND, "no ref '" OTHER "'",
		       write_bundle("x.bundle", both, 2));
	assert_int_equal(ROTA_ENOTFOUND,
			 write_bundle("none/x.bundle", both, 1));
	assert_int_equal(0, shell("ls x.bundle* 2>out; test $? = 2"));
}

static void test_git_bundle_apply__twice_and_an_older_one_change_nothing(void **state)
{
	struct rota_git *to;

	(void)state;
	assert_ok(rota_git_make("b.git", ROTA_GIT_OFFICE, &err));
	assert_ok(rota_git_open(&to, "b.git", NULL, &err));
	grow(git, WRITER, 2);
	assert_ok(write_bundle("old.bundle", both, 1));
	grow(git, WRITER, 4);
	assert_ok(write_bundle("new.bundle", both, 1));
	assert_ok(rota_git_bundle_apply(to, "new.bundle", both, 2, &err));
	assert_ref(to, WRITER, &chain[3].sealed.oid);
	assert_no_ref(to, OTHER);
	assert_int_equal(0, shell("git -C b.git fsck --full --strict >out 2>&1;"
				  "find b.git | sort >before"));
	assert_ok(rota_git_bundle_apply(to, "new.bundle", both, 2, &err));
	assert_ok(rota_git_bundle_apply(to, "old.bundle", both, 2, &err));
	assert_ref(to, WRITER, &chain[3].sealed.oid);
	assert_int_equal(0, shell("find b.git | sort | cmp - before"));
	rota_git_close(to);
}

static void test_git_bundle_apply__of_stock_git_with_prerequisite(void **state)
{
	struct rota_git *to;
	char message[200];

	(void)state;
	assert_ok(rota_git_make("b.git", ROTA_GIT_OFFICE, &err));
	assert_ok(rota_git_open(&to, "b.git", NULL, &err));
	grow(git, WRITER, 4);
	assert_int_equal(0, shell("git -C a.git bundle create -q ../part.bundle " WRITER
				  "~2.." WRITER " 2>out"));
	snprintf(message, sizeof(message), "'part.bundle' builds on commit %s, which is not here",
		 hex_of(&chain[1].sealed.oid));
	assert_refused(ROTA_ENOTFOUND, message,
		       rota_git_bundle_apply(to, "part.bundle", both, 2, &err));
	grow(to, WRITER, 2);
	assert_ok(rota_git_bundle_apply(to, "part.bundle", both, 2, &err));
	assert_ref(to, WRITER, &chain[3].sealed.oid);
	rota_git_close(to);
}

static void test_git_bundle_apply__cut_short_or_altered_is_refused(void **state)
{
	static const char *const ways[] = {
		"head -c 0 x.bundle",
		"head -c 10 x.bundle",
		"head -c 100 x.bundle",
		"head -c -1 x.bundle",
		"head -c -30 x.bundle",
		"echo hello",
		"head -c -60 x.bundle; printf 'altered!!!'; tail -c 50 x.bundle",
	};
	struct rota_git *to;

	(void)state;
	assert_ok(rota_git_make("b.git", ROTA_GIT_OFFICE, &err));
	assert_ok(rota_git_open(&to, "b.git", NULL, &err));
	grow(git, WRITER, 4);
	assert_ok(write_bundle("x.bundle", both, 1));
	assert_int_equal(0, shell("find b.git | sort >before"));
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		char command[256];

		snprintf(command, sizeof(command), "{ %s; } >bad.bundle", ways[i]);
		assert_int_equal(0, shell(command));
		assert_refused(ROTA_ECORRUPT, "'bad.bundle' is not a bundle of git, or is damaged",
			       rota_git_bundle_apply(to, "bad.bundle", both, 2, &err));
		assert_no_ref(to, WRITER);
		assert_int_equal(0, shell("find b.git | sort | cmp - before"));
	}
	rota_git_close(to);
}

/** Take in the bundle of another repository. */
static int apply_to(struct rota_git *to, const char *path)
{
	return rota_git_bundle_apply(to, path, both, 2, &err);
}

static struct rota_git *make_other(const char *path)
{
	struct rota_git *other;

	assert_ok(rota_git_make(path, ROTA_GIT_OFFICE, &err));
	assert_ok(rota_git_open(&other, path, NULL, &err));
	return other;
}

static void test_git_bundle_apply__a_newer_form_is_named(void **state)
{
	(void)state;
	grow(git, WRITER, 1);
	assert_ok(write_bundle("x.bundle", both, 1));
	assert_int_equal(0, shell("sed -i '1s/v2/v3/' x.bundle"));
	assert_refused(ROTA_EINVALID,
		       "'x.bundle' is a bundle of git in form 3, which rota does not read",
		       apply_to(git, "x.bundle"));
}

static void test_git_bundle_write__what_is_left_out_is_a_prerequisite(void **state)
{
	struct rota_git *to = make_other("b.git");

	(void)state;
	grow(git, WRITER, 4);
	assert_ok(write_some("x.bundle", both, 1, 3, 0));
	assert_int_equal(1, written);
	assert_int_equal(0, shell("git -C a.git bundle verify ../x.bundle >out 2>&1"));
	assert_int_equal(1, shell("git -C b.git bundle verify ../x.bundle >out 2>&1"));
	assert_refused(ROTA_ENOTFOUND,
		       "'x.bundle' builds on batch 3 of the log 0123456789abcdef, which is not here",
		       apply_to(to, "x.bundle"));
	assert_no_ref(to, WRITER);
	grow(to, WRITER, 3);
	assert_ok(apply_to(to, "x.bundle"));
	assert_ref(to, WRITER, &chain[3].sealed.oid);
	rota_git_close(to);
}

static void test_git_bundle_write__nothing_is_left_to_write(void **state)
{
	(void)state;
	grow(git, WRITER, 2);
	assert_refused(ROTA_EINVALID, "there is nothing to put into 'x.bundle'",
		       write_some("x.bundle", both, 1, 2, 0));
	assert_refused(ROTA_ECORRUPT, "'" WRITER "' has fewer commits here than others have of it",
		       write_some("x.bundle", both, 1, 3, 0));
	assert_refused(ROTA_EINVALID, "no file can be so small",
		       write_some("x.bundle", both, 1, 0, 100));
}

/** An object that lies there without a ref may lack what it builds on. */
static void test_git_bundle_apply__a_prerequisite_without_a_ref_is_none(void **state)
{
	struct rota_git *to = make_other("b.git");

	(void)state;
	grow(git, WRITER, 4);
	assert_ok(write_some("x.bundle", both, 1, 3, 0));
	assert_ok(rota_git_put(to, &chain[2].sealed, 1, &err));
	assert_refused(ROTA_ENOTFOUND,
		       "'x.bundle' builds on batch 3 of the log 0123456789abcdef, which is not here",
		       apply_to(to, "x.bundle"));
	rota_git_close(to);
}

static void test_git_bundle_write__only_an_older_one_is_overwritten(void **state)
{
	(void)state;
	grow(git, WRITER, 2);
	grow(git, OTHER, 1);
	assert_int_equal(0, shell("echo list >list.csv; : >empty; ln -s list.csv link; mkdir sub"));
	assert_refused(ROTA_EINVALID, "'list.csv' is there already, and is something else",
		       write_bundle("list.csv", both, 1));
	assert_refused(ROTA_EINVALID, "'empty' is there already, and is something else",
		       write_bundle("empty", both, 1));
	assert_refused(ROTA_EINVALID, "'link' is there already, and is something else",
		       write_bundle("link", both, 1));
	assert_refused(ROTA_EINVALID, "'sub' is there already, and is something else",
		       write_bundle("sub", both, 1));
	assert_ok(write_bundle("other.bundle", both + 1, 1));
	assert_refused(ROTA_EINVALID, "'other.bundle' is there already, and is something else",
		       write_bundle("other.bundle", both, 1));
	assert_ok(write_bundle("x.bundle", both, 1));
	assert_int_equal(0, shell("head -c 200 x.bundle >cut; mv cut x.bundle; : >x.bundle.rota-tmp"));
	assert_ok(write_bundle("x.bundle", both, 1));
	assert_int_equal(0, shell("git bundle list-heads x.bundle >out && ! ls *.rota-tmp 2>out"));
}

static void test_git_bundle_write__there_is_no_folder(void **state)
{
	(void)state;
	grow(git, WRITER, 1);
	assert_refused(ROTA_ENOTFOUND, "there is no folder for the file 'none/x.bundle'",
		       write_bundle("none/x.bundle", both, 1));
}

/** 1,800 bytes hold some commits, and not all of the samples. */
static void test_git_bundle_write__each_part_is_a_bundle_on_those_before(void **state)
{
	struct rota_git *to = make_other("b.git");

	(void)state;
	grow(git, WRITER, LONGER);
	assert_ok(write_some("x", both, 1, 0, 1800));
	assert_int_equal(2, written);
	assert_int_equal(0, shell("ls x.* >out; printf '%s\\n' x.1of2 x.2of2 | cmp - out &&"
				  "for part in x.*; do test $(stat -c %s $part) -le 1800 || exit 1;"
				  "done"));
	assert_refused(ROTA_ENOTFOUND,
		       "'x.2of2' builds on batch 5 of the log 0123456789abcdef, which part 1 of 2 "
		       "brings",
		       apply_to(to, "x.2of2"));
	assert_ok(apply_to(to, "x.1of2"));
	assert_ref(to, WRITER, &chain[4].sealed.oid);
	assert_int_equal(0, shell("git -C b.git bundle verify ../x.2of2 >out 2>&1"));
	assert_int_equal(0, shell("mv x.2of2 before"));
	assert_ok(write_some("x", both, 1, 0, 1800)); /* a lost part again */
	assert_int_equal(0, shell("cmp x.2of2 before"));
	assert_ok(apply_to(to, "x.2of2"));
	assert_ok(apply_to(to, "x.1of2"));
	assert_ref(to, WRITER, &chain[LONGER - 1].sealed.oid);
	rota_git_close(to);
}

/** A later slice says things about an earlier one, so it is not taken in before that. */
static void test_git_bundle_write__a_slice_builds_on_the_slices_before(void **state)
{
	struct rota_git *to = make_other("b.git");

	(void)state;
	grow(git, WRITER, 5);
	grow(git, OTHER, 5);
	assert_ok(write_some("x", both, 2, 0, 2430));
	assert_int_equal(2, written);
	assert_refused(ROTA_ENOTFOUND,
		       "'x.2of2' builds on batch 5 of the log 0123456789abcdef, which part 1 of 2 "
		       "brings",
		       apply_to(to, "x.2of2"));
	assert_no_ref(to, OTHER);
	assert_ok(apply_to(to, "x.1of2"));
	assert_ok(apply_to(to, "x.2of2"));
	assert_ref(to, OTHER, &chain[4].sealed.oid);
	rota_git_close(to);
}

/** A third commit on WRITER with 9,000 bytes that cannot be made smaller. */
static void grow_large(void)
{
	grow(git, WRITER, 2);
	assert_int_equal(
		0, shell("cd a.git && openssl enc -aes-128-ctr -nosalt -K 00 -iv 00 </dev/zero "
			 "2>../out | head -c 9000 >../large &&"
			 "tree=$(printf '100644 blob %s\\tentries\\n100644 blob %s\\thead\\n' "
			 "$(git hash-object -w ../large) $(git hash-object -w ../out) |"
			 " git mktree) &&"
			 "git update-ref " WRITER " $(GIT_AUTHOR_NAME=w GIT_AUTHOR_EMAIL=w@p "
			 "GIT_COMMITTER_NAME=w GIT_COMMITTER_EMAIL=w@p git commit-tree -m batch "
			 "-p " WRITER " $tree)"));
}

static void test_git_bundle_write__a_commit_that_is_too_large_is_cut(void **state)
{
	struct rota_git *to = make_other("b.git");

	(void)state;
	grow_large();
	assert_ok(write_some("x", both, 1, 0, 4000));
	assert_int_equal(4, written); /* a bundle with two commits, and three pieces */
	assert_refused(ROTA_ENOTFOUND,
		       "'x.3of4' is one of several pieces; still missing of 4 parts: "
		       "2, 4",
		       apply_to(to, "x.3of4"));
	assert_refused(ROTA_ENOTFOUND,
		       "'x.4of4' is one of several pieces; still missing of 4 parts: 2",
		       apply_to(to, "x.4of4"));
	assert_refused(ROTA_ENOTFOUND,
		       "'x.2of4' builds on batch 2 of the log 0123456789abcdef, which part 1 of 4 "
		       "brings",
		       apply_to(to, "x.2of4"));
	assert_ok(apply_to(to, "x.1of4"));
	assert_ok(apply_to(to, "x.3of4")); /* any of the pieces stands for all now */
	assert_int_equal(0, shell("test \"$(git -C a.git rev-parse " WRITER ")\" ="
				  " \"$(git -C b.git rev-parse " WRITER ")\""));
	assert_ok(apply_to(to, "x.2of4")); /* it finds all of it there, and changes nothing */
	rota_git_close(to);
	assert_int_equal(0, shell("test -z \"$(ls b.git/pieces)\""));
}

static void test_git_bundle_apply__a_damaged_piece_is_named(void **state)
{
	struct rota_git *to = make_other("b.git");

	(void)state;
	grow_large();
	assert_ok(write_some("x", both, 1, 0, 4000));
	assert_int_equal(0, shell("head -c -1 x.2of4 >cut; { head -c -1 x.2of4; echo; } >altered;"
				  "{ cat x.2of4; echo; } >longer; sed '2s/piece 1/piece 2/' x.2of4 >other"));
	assert_refused(ROTA_ECORRUPT, "'cut' is not a bundle of git, or is damaged",
		       apply_to(to, "cut"));
	assert_refused(ROTA_ECORRUPT, "'altered' is not a bundle of git, or is damaged",
		       apply_to(to, "altered"));
	assert_refused(ROTA_ECORRUPT, "'longer' is not a bundle of git, or is damaged",
		       apply_to(to, "longer"));
	assert_ok(apply_to(to, "x.1of4"));
	assert_int_equal(ROTA_ENOTFOUND, apply_to(to, "other")); /* kept as what it is not */
	assert_int_equal(ROTA_ENOTFOUND, apply_to(to, "x.4of4"));
	assert_int_equal(ROTA_ENOTFOUND, apply_to(to, "x.3of4")); /* takes the place of the other */
	assert_ok(apply_to(to, "x.2of4"));
	rota_git_close(to);
}

/** Take files together, whoever wrote them, without a repository. */
static int join(const char *path, const char *first, const char *second)
{
	const char *const files[] = { first, second };

	written = 0;
	return rota_git_bundle_join(path, files, 2, count_file, &written, &err);
}

static void test_git_bundle_join__parts_become_what_they_were(void **state)
{
	struct rota_git *to = make_other("b.git");

	(void)state;
	grow(git, WRITER, LONGER);
	setenv("TMPDIR", folder, 1);
	assert_ok(write_some("x", both, 1, 1, 1800));
	assert_int_equal(2, written);
	assert_ok(join("all", "x.2of2", "x.1of2"));
	unsetenv("TMPDIR");
	assert_int_equal(1, written);
	assert_int_equal(0, shell("ls -d rota* 2>out; test $? = 2")); /* nothing of the while is left */
	assert_refused(ROTA_ENOTFOUND,
		       "'all' builds on batch 1 of the log 0123456789abcdef, which is not here",
		       apply_to(to, "all"));
	grow(to, WRITER, 1);
	assert_ok(apply_to(to, "all"));
	assert_ref(to, WRITER, &chain[LONGER - 1].sealed.oid);
	rota_git_close(to);
}

static void test_git_bundle_join__takes_pieces_in_any_order(void **state)
{
	static const char *const pieces[] = { "x.3of4", "x.4of4", "x.2of4", "x.1of4" };
	struct rota_git *to = make_other("b.git");

	(void)state;
	grow_large();
	assert_ok(write_some("x", both, 1, 0, 4000));
	assert_ok(rota_git_bundle_join("all", pieces, 4, count_file, &written, &err));
	assert_ok(apply_to(to, "all"));
	assert_int_equal(0, shell("test \"$(git -C a.git rev-parse " WRITER ")\" ="
				  " \"$(git -C b.git rev-parse " WRITER ")\""));
	rota_git_close(to);
}

static void test_git_bundle_join__refusals(void **state)
{
	(void)state;
	grow(git, WRITER, LONGER);
	assert_ok(write_some("x", both, 1, 0, 1800));
	assert_int_equal(0, shell("head -c -30 x.2of2 >cut"));
	assert_refused(ROTA_ECORRUPT, "'cut' is not a bundle of git, or is damaged",
		       join("all", "x.1of2", "cut"));
	assert_refused(ROTA_ENOTFOUND, "no file 'none'", join("all", "x.1of2", "none"));
	assert_refused(ROTA_EINVALID, "'cut' is there already", join("cut", "x.1of2", "x.2of2"));
	assert_int_equal(0, shell("ls all* 2>out; test $? = 2"));
}

/* A seeded sample of positions; with FULL=1 in the environment every one. */
struct sweep {
	unsigned seed;
	size_t step;
};

static size_t next_at(struct sweep *sweep, size_t at)
{
	sweep->seed = sweep->seed * 1103515245u + 12345u;
	return at + 1 + (sweep->step > 1 ? (sweep->seed >> 16) % (2 * sweep->step - 1) : 0);
}

static struct sweep begin_sweep(size_t size, size_t tries)
{
	size_t step = getenv("FULL") || size < tries ? 1 : size / tries;

	return (struct sweep){ 1, step };
}

static void put_file(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(size, fwrite(bytes, 1, size, file));
	assert_int_equal(0, fclose(file));
}

/** Whatever was done to the file, refs are where they were or where the good file brings them. */
static void assert_harmless(struct rota_git *to, const char *path, const char *what, size_t at)
{
	struct rota_oid now;
	int rc = apply_to(to, path);

	if (rc != ROTA_OK && rc != ROTA_ENOTFOUND && rc != ROTA_ECORRUPT && rc != ROTA_EINVALID)
		fail_msg("%s at byte %zu: %d %s", what, at, rc, err.message);
	if (rc && (!*err.message || !*err.hint))
		fail_msg("%s at byte %zu: nothing is said", what, at);
	assert_no_ref(to, OTHER);
	assert_ok(rota_git_ref(&now, to, WRITER, &err));
	if (strcmp(hex_of(&now), hex_of(&chain[1].sealed.oid)) != 0) {
		assert_string_equal(hex_of(&chain[4].sealed.oid), hex_of(&now));
		assert_int_equal(ROTA_OK, rc);
		assert_ok(rota_git_move(to, WRITER, &now, &chain[1].sealed.oid, &err));
	}
	memset(&err, 0, sizeof(err));
}

static void test_git_bundle_apply__cut_or_flipped_at_any_byte_is_harmless(void **state)
{
	enum { TRIES = 120 };
	struct rota_git *to = make_other("b.git");
	struct rota_buffer good = { 0 };
	struct sweep sweep;

	(void)state;
	grow(git, WRITER, 5);
	grow(to, WRITER, 2);
	assert_ok(write_some("x.bundle", both, 1, 2, 0));
	assert_ok(rota_file_read(&good, "x.bundle", 1 << 20, &err));
	sweep = begin_sweep(good.size, TRIES);
	for (size_t at = 0; at < good.size; at = next_at(&sweep, at)) {
		put_file("bad.bundle", good.bytes, at);
		assert_harmless(to, "bad.bundle", "cut", at);
	}
	for (size_t at = 0; at < good.size; at = next_at(&sweep, at)) {
		unsigned char bit = (unsigned char)(1u << (sweep.seed >> 8) % 8);

		good.bytes[at] = (char)(good.bytes[at] ^ bit);
		put_file("bad.bundle", good.bytes, good.size);
		good.bytes[at] = (char)(good.bytes[at] ^ bit);
		assert_harmless(to, "bad.bundle", "flipped", at);
	}
	assert_ok(apply_to(to, "x.bundle"));
	assert_ref(to, WRITER, &chain[4].sealed.oid);
	assert_int_equal(0, shell("git -C b.git fsck --full --strict >out 2>&1"));
	rota_buffer_clear(&good);
	rota_git_close(to);
}

/* --- the helper itself ------------------------------------------------------------------------ */

static void test_git__names_and_values_of_any_language(void **state)
{
	struct rota_git *office;

	(void)state;
	assert_int_equal(0, mkdir("huyện Ân Thi \xff", 0700));
	assert_ok(rota_git_make("huyện Ân Thi \xff/rota.git", ROTA_GIT_OFFICE, &err));
	assert_ok(rota_git_open(&office, "huyện Ân Thi \xff/rota.git", NULL, &err));
	grow(office, WRITER, 1);
	rota_git_close(office);
}

static void test_git__it_speaks_the_language_that_was_chosen(void **state)
{
	struct rota_oid oid;

	(void)state;
	rota_language_choose("vi");
	assert_refused(ROTA_ENOTFOUND, "không có ref '" WRITER "'",
		       rota_git_ref(&oid, git, WRITER, &err));
	rota_language_choose("en");
}

static void test_git__nothing_of_the_environment_turns_it_elsewhere(void **state)
{
	(void)state;
	rota_git_close(git);
	setenv("GIT_DIR", "/nonexistent", 1);
	setenv("GIT_OBJECT_DIRECTORY", "/nonexistent", 1);
	assert_ok(rota_git_open(&git, "a.git", NULL, &err));
	grow(git, WRITER, 1);
	unsetenv("GIT_DIR");
	unsetenv("GIT_OBJECT_DIRECTORY");
	assert_int_equal(0, shell("git -C a.git fsck --full >out 2>&1"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_git_##name, enter, leave)
#define TEST_CENTRE(name) \
	cmocka_unit_test_setup_teardown(test_git_##name, enter_with_centre, leave_with_centre)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(make__stock_git_takes_it_and_a_second_time_changes_nothing),
		TEST(make__the_centre_is_safe_against_pushes),
		TEST(make__completes_the_config_and_keeps_the_rest),
		TEST(make__what_a_crash_left_is_no_hindrance),
		TEST(make__something_else_stays),
		TEST(open__no_repository),
		TEST(open__a_foreign_owner_is_named),
		TEST(put__stock_git_finds_the_same_objects),
		TEST(put__bytes_of_another_id_are_refused),
		TEST(put__a_damaged_loose_object_is_replaced),
		TEST(walk__an_object_that_cannot_be_opened_is_not_called_damaged),
		TEST(write__limits_and_forms),
		TEST(walk__oldest_first_from_behind_after),
		TEST(walk__stops_when_told_and_the_next_call_works),
		TEST(walk__not_an_ancestor),
		TEST(walk__hostile_commits_are_refused),
		TEST(walk__what_is_sound_comes_before_what_is_not),
		TEST(walk__a_merge_is_no_line),
		TEST(walk__a_missing_file_is_named),
		TEST(walk__no_call_within_a_visit),
		TEST(pack__everything_is_there_in_one_file),
		TEST(pack__small_packs_are_put_together),
		TEST(pack__the_same_pack_twice_is_kept_once),
		TEST(pack__no_search_for_deltas),
		TEST(pack__leaves_a_damaged_object_and_a_push_at_work_alone),
		TEST(refs__sorted_and_only_those_asked_for),
		TEST(move__compares_before_it_sets),
		TEST(move__only_refs_and_only_objects_that_are_there),
		TEST(move__a_lock_left_by_a_crash_is_removed),
		TEST(sweep__what_a_crash_left_goes_and_what_is_at_work_stays),
		TEST(flush__leaves_a_repository_as_it_was),
		TEST(move__a_broken_ref_file_counts_as_absent),
		TEST(remote__settings_come_back),
		TEST_CENTRE(remote__addresses),
		TEST_CENTRE(remote__every_way_to_write_a_folder),
		TEST_CENTRE(push__into_a_folder),
		TEST_CENTRE(push__in_slices),
		TEST_CENTRE(push__only_forward),
		TEST_CENTRE(push__only_writers_and_only_their_files),
		TEST_CENTRE(push__a_foreign_folder_is_named),
		TEST_CENTRE(fetch__from_a_folder),
		TEST_CENTRE(fetch__one_that_goes_back_stays_and_the_others_move),
		TEST_CENTRE(fetch__one_that_goes_aside_stays),
		TEST(list__a_silent_server_is_given_up),
		TEST(list__garbage_is_no_answer),
		TEST(push__a_server_that_falls_silent_is_given_up),
		TEST(fetch__the_deadline_ends_it),
		TEST(list__nobody_listens),
		TEST(bundle_write__stock_git_takes_it),
		TEST(bundle_write__refusals),
		TEST(bundle_apply__twice_and_an_older_one_change_nothing),
		TEST(bundle_apply__of_stock_git_with_prerequisite),
		TEST(bundle_apply__cut_short_or_altered_is_refused),
		TEST(bundle_apply__a_newer_form_is_named),
		TEST(bundle_write__what_is_left_out_is_a_prerequisite),
		TEST(bundle_write__nothing_is_left_to_write),
		TEST(bundle_apply__a_prerequisite_without_a_ref_is_none),
		TEST(bundle_write__only_an_older_one_is_overwritten),
		TEST(bundle_write__there_is_no_folder),
		TEST(bundle_write__each_part_is_a_bundle_on_those_before),
		TEST(bundle_write__a_slice_builds_on_the_slices_before),
		TEST(bundle_write__a_commit_that_is_too_large_is_cut),
		TEST(bundle_apply__a_damaged_piece_is_named),
		TEST(bundle_join__parts_become_what_they_were),
		TEST(bundle_join__takes_pieces_in_any_order),
		TEST(bundle_join__refusals),
		TEST(bundle_apply__cut_or_flipped_at_any_byte_is_harmless),
		TEST(_names_and_values_of_any_language),
		TEST(_it_speaks_the_language_that_was_chosen),
		TEST(_nothing_of_the_environment_turns_it_elsewhere),
	};

	return cmocka_run_group_tests(tests, make_chain, NULL);
}
