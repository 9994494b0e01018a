/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/commit.h and trust/signers.h, one test each. */
#include "tests/support/failing_memory.h"
#include "tests/unit/trust/forge.h"

static struct world world;

static int make_world(void **state)
{
	(void)state;
	world_init(&world);
	return 0;
}

static int drop_world(void **state)
{
	(void)state;
	world_clear(&world);
	return 0;
}

/** As `git hash-object` says. */
static void test_oid_make__is_that_of_git(void **state)
{
	struct rota_oid oid;

	(void)state;
	OK(rota_oid_make(&oid, "blob", "", 0, &err));
	assert_hex("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", oid.bytes, sizeof(oid.bytes));
	OK(rota_oid_make(&oid, "tree", "", 0, &err));
	assert_hex("4b825dc642cb6eb9a060e54bf8d69288fbee4904", oid.bytes, sizeof(oid.bytes));
	OK(rota_oid_make(&oid, "blob", "what is up, doc?", 16, &err));
	assert_hex("bd9dbf5aae1a3862dd1526723246b20206e5fc37", oid.bytes, sizeof(oid.bytes));
}

static void test_oid__printed_and_parsed(void **state)
{
	static const char digits[] = "bd9dbf5aae1a3862dd1526723246b20206e5fc37";
	struct rota_oid oid, as_before;
	struct rota_buffer out = { 0 };

	(void)state;
	OK(rota_oid_parse(&oid, digits, &err));
	OK(rota_oid_print(&out, oid, &err));
	assert_string_equal(digits, out.bytes);
	rota_buffer_clear(&out);
	as_before = oid;
	FAILS(ROTA_EINVALID, "'bd9d' is no id of a git object: 40 digits 0-9 a-f",
	      rota_oid_parse(&oid, "bd9d", &err));
	FAILS(ROTA_EINVALID,
	      "'BD9DBF5AAE1A3862DD1526723246B20206E5FC37' is no id of a git object: 40 digits 0-9 "
	      "a-f",
	      rota_oid_parse(&oid, "BD9DBF5AAE1A3862DD1526723246B20206E5FC37", &err));
	assert_true(rota_oid_equal(oid, as_before));
	oid.bytes[19] ^= 1;
	assert_false(rota_oid_equal(oid, as_before));
}

static void test_commit_parse__says_what_is_in_it(void **state)
{
	const struct rota_sealed *sealed = &world.sealed[WORLD_NEXT_BATCH];
	struct rota_commit commit;

	(void)state;
	OK(rota_commit_parse(&commit, &world.arena, sealed->commit, sealed->commit_size, &err));
	assert_true(commit.has_parent);
	assert_memory_equal(&world.sealed[WORLD_BATCH].oid, &commit.parent, sizeof(commit.parent));
	assert_memory_equal(&world.writer, &commit.signer, sizeof(commit.signer));
	assert_memory_equal(&world.writer, &commit.writer, sizeof(commit.writer));
	assert_memory_equal(world.province.bytes, commit.province, sizeof(commit.province));
	assert_int_equal((WORLD_TIME + 86400000) / 1000, commit.seconds);
	assert_int_equal(ROTA_CHAIN_BATCH, commit.type);
	assert_int_equal(1, commit.first);
	assert_int_equal(12, commit.last);
	assert_memory_equal("-----BEGIN SSH SIGNATURE-----\nU1N", commit.signature, 33);
	sealed = &world.sealed[WORLD_NEXT_CHECKPOINT];
	OK(rota_commit_parse(&commit, &world.arena, sealed->commit, sealed->commit_size, &err));
	assert_int_equal(ROTA_CHAIN_CHECKPOINT, commit.type);
	assert_int_equal(318, commit.number);
	sealed = &world.sealed[WORLD_NOTICE];
	OK(rota_commit_parse(&commit, &world.arena, sealed->commit, sealed->commit_size, &err));
	assert_int_equal(ROTA_CHAIN_NOTICE, commit.type);
	assert_memory_equal(&world.writer, &commit.writer, sizeof(commit.writer));
	assert_false(commit.has_parent);
}

static void test_commit_parse__and_printed_again(void **state)
{
	(void)state;
	for (int which = 0; which < WORLD_COMMITS; which++) {
		const struct rota_sealed *sealed = &world.sealed[which];
		struct rota_buffer again = { 0 };
		struct rota_commit commit;

		OK(rota_commit_parse(&commit, &world.arena, sealed->commit, sealed->commit_size,
				     &err));
		OK(rota_commit_print(&again, &commit, &err));
		assert_int_equal(sealed->commit_size, again.size);
		assert_memory_equal(sealed->commit, again.bytes, again.size);
		rota_buffer_clear(&again);
	}
}

/** A commit in which one piece of text was put in the place of another. */
static void assert_text_refused(int which, const char *from, const char *to, const char *wanted)
{
	static const struct rota_commit nothing;
	const struct rota_sealed *sealed = &world.sealed[which];
	struct rota_buffer text = { 0 };
	struct rota_commit commit;
	const char *at = memmem(sealed->commit, sealed->commit_size, from, strlen(from));
	const char *end = (const char *)sealed->commit + sealed->commit_size;

	assert_non_null(at);
	rota_buffer_append(&text, sealed->commit, (size_t)(at - (const char *)sealed->commit));
	rota_buffer_puts(&text, to);
	at += strlen(from);
	rota_buffer_append(&text, at, (size_t)(end - at));
	FAILS(ROTA_ECORRUPT, wanted,
	      rota_commit_parse(&commit, &world.arena, text.bytes, text.size, &err));
	assert_memory_equal(&nothing, &commit, sizeof(commit));
	rota_buffer_clear(&text);
}

static void test_commit_parse__there_is_one_text(void **state)
{
	static const struct {
		int which;
		const char *from, *to;
		const char *message;
	} rows[] = {
		{ WORLD_BATCH, "tree ", "Tree ", NULL },
		{ WORLD_BATCH, "author ", "parent x\nauthor ",
		  "line 2 is not as it must be: 'parent x'" },
		{ WORLD_BATCH, "> 1707960660 +0000\ncommitter", "> 01707960660 +0000\ncommitter",
		  "line 2 is not as it must be: 'author 599ebbeca116dd05 "
		  "<599ebbeca116dd05@34750f98bd59fcfc> 01707960660 +0000'" },
		{ WORLD_BATCH, "author 599ebbeca116dd05 <599e", "author 599ebbeca116dd05 <699e",
		  "line 2 is not as it must be: 'author 599ebbeca116dd05 "
		  "<699ebbeca116dd05@34750f98bd59fcfc> 1707960660 +0000'" },
		{ WORLD_BATCH, "gpgsig ", "encoding UTF-8\ngpgsig ",
		  "line 4 is not as it must be: 'encoding UTF-8'" },
		{ WORLD_BATCH, "-----END SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----\n \n",
		  "line 10 is not as it must be: ' '" },
		{ WORLD_BATCH, "-----END SSH SIGNATURE-----\n",
		  "-----END SSH SIGNATURE-----\nmergetag x\n",
		  "line 10 is not as it must be: 'mergetag x'" },
		{ WORLD_BATCH, "batch of 1 entry", "batch of 1 entries",
		  "line 11 is not as it must be: 'batch of 1 entries'" },
		{ WORLD_BATCH, "batch of 1 entry\n", "batch of 1 entry\nby An\n",
		  "line 12 is not as it must be: 'by An'" },
		{ WORLD_BATCH, "Rota-Type: batch", "Rota-Type: notice",
		  "line 13 is not as it must be: 'Rota-Type: notice'" },
		{ WORLD_BATCH, "Rota-Chain: 599e", "Rota-Chain: 599E",
		  "line 14 is not as it must be: 'Rota-Chain: 599Ebbeca116dd05'" },
		{ WORLD_BATCH, "Rota-Chain: 599e", "Rota-Chain: 0000000000000000599e",
		  "line 14 is not as it must be: 'Rota-Chain: 0000000000000000599ebbeca116dd05'" },
		{ WORLD_BATCH, "Rota-Entries: 0-0", "Rota-Entries: 0-00",
		  "line 15 is not as it must be: 'Rota-Entries: 0-00'" },
		{ WORLD_BATCH, "Rota-Entries: 0-0", "Rota-Entries: 1-0",
		  "line 15 is not as it must be: 'Rota-Entries: 1-0'" },
		{ WORLD_BATCH, "Rota-Entries: 0-0", "Rota-Entries: 18446744073709551615-0",
		  "line 15 is not as it must be: 'Rota-Entries: 18446744073709551615-0'" },
		{ WORLD_BATCH, "Rota-Entries: 0-0", "Rota-Entries: 0-10000",
		  "line 15 is not as it must be: 'Rota-Entries: 0-10000'" },
		{ WORLD_BATCH, "Rota-Entries: 0-0", "Rota-Entries: 0-18446744073709551616",
		  "line 15 is not as it must be: 'Rota-Entries: 0-18446744073709551616'" },
		{ WORLD_BATCH, "Rota-Entries: 0-0\n", "", NULL },
		{ WORLD_CHECKPOINT, "checkpoint 317", "checkpoint 0317",
		  "line 11 is not as it must be: 'checkpoint 0317'" },
		{ WORLD_CHECKPOINT, "checkpoint 317", "checkpoint ",
		  "line 11 is not as it must be: 'checkpoint '" },
		{ WORLD_NOTICE, "\nnotice\n", "\nNotice\n",
		  "line 11 is not as it must be: 'Notice'" },
		{ WORLD_NOTICE, "Rota-Head: ", "Rota-Root: ", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].message) {
			assert_text_refused(rows[i].which, rows[i].from, rows[i].to,
					    rows[i].message);
			continue;
		}
		/* the line that is shown has a digest in it */
		struct rota_buffer text = { 0 };
		struct rota_commit commit;
		const struct rota_sealed *sealed = &world.sealed[rows[i].which];
		char *at;

		rota_buffer_append(&text, sealed->commit, sealed->commit_size);
		at = strstr(text.bytes, rows[i].from);
		assert_non_null(at);
		memset(at, 'x', strlen(rows[i].from));
		assert_int_equal(ROTA_ECORRUPT, rota_commit_parse(&commit, &world.arena, text.bytes,
								  text.size, &err));
		rota_buffer_clear(&text);
	}
}

static void test_commit_parse__nothing_may_follow_or_be_missing(void **state)
{
	static char large[ROTA_COMMIT_MAX_BYTES + 1];

	(void)state;
	for (int which = 0; which < WORLD_COMMITS; which++) {
		const struct rota_sealed *sealed = &world.sealed[which];
		struct rota_buffer text = { 0 };
		struct rota_commit commit;

		rota_buffer_append(&text, sealed->commit, sealed->commit_size);
		rota_buffer_puts(&text, "\n");
		for (size_t size = 0; size <= text.size; size++)
			if (size != sealed->commit_size)
				assert_int_equal(ROTA_ECORRUPT,
						 rota_commit_parse(&commit, &world.arena,
								   text.bytes, size, &err));
		rota_buffer_clear(&text);
	}
	FAILS(ROTA_ECORRUPT, "its text has 4097 bytes; 4096 is the most",
	      rota_commit_parse(&(struct rota_commit){ 0 }, &world.arena, large, sizeof(large),
				&err));
	FAILS(ROTA_ECORRUPT, "line 1 is missing",
	      rota_commit_parse(&(struct rota_commit){ 0 }, &world.arena, "", 0, &err));
}

static void test_tree_print__is_that_of_git(void **state)
{
	struct rota_tree_file files[2] = { { "entries", { { 1 } } }, { "head", { { 2 } } } };
	struct rota_buffer out = { 0 };

	(void)state;
	OK(rota_tree_print(&out, files, 2, &err));
	assert_int_equal(67, out.size);
	assert_memory_equal("100644 entries\0\1\0", out.bytes, 17);
	assert_memory_equal("100644 head\0\2\0", out.bytes + 35, 14);
	rota_buffer_clear(&out);
}

static void test_signer_print__golden_line(void **state)
{
	struct rota_buffer out = { 0 };

	(void)state;
	OK(rota_signer_print(&out, world.writer, &world.province, &world.district.public_key,
			     &err));
	assert_string_equal("599ebbeca116dd05@34750f98bd59fcfc namespaces=\"git\" ssh-ed25519 "
			    "AAAAC3NzaC1lZDI1NTE5AAAAIO1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR",
			    out.bytes);
	rota_buffer_clear(&out);
}

static int attempt_commit(void)
{
	const struct rota_sealed *sealed = &world.sealed[WORLD_NEXT_BATCH];
	struct rota_arena arena = { 0 };
	struct rota_commit commit;
	struct rota_buffer out = { 0 };
	int rc = rota_commit_parse(&commit, &arena, sealed->commit, sealed->commit_size, &err);

	if (!rc)
		rc = rota_signer_print(&out, world.writer, &world.province,
				       &world.district.public_key, &err);
	rota_buffer_clear(&out);
	rota_arena_clear(&arena);
	return rc;
}

static void test_commit__memory_that_runs_out_is_told_and_none_is_lost(void **state)
{
	(void)state;
	expect_survival(attempt_commit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_oid_make__is_that_of_git),
		cmocka_unit_test(test_oid__printed_and_parsed),
		cmocka_unit_test(test_commit_parse__says_what_is_in_it),
		cmocka_unit_test(test_commit_parse__and_printed_again),
		cmocka_unit_test(test_commit_parse__there_is_one_text),
		cmocka_unit_test(test_commit_parse__nothing_may_follow_or_be_missing),
		cmocka_unit_test(test_tree_print__is_that_of_git),
		cmocka_unit_test(test_signer_print__golden_line),
		cmocka_unit_test(test_commit__memory_that_runs_out_is_told_and_none_is_lost),
	};

	return cmocka_run_group_tests_name("commit", tests, make_world, drop_world);
}
