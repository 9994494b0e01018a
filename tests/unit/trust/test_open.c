/* SPDX-License-Identifier: Apache-2.0 */
/** @file What rota_chain_open() of trust/chain.h refuses, and that nothing else happens then. */
#include "tests/support/failing_memory.h"
#include "tests/unit/trust/forge.h"

#include "codec/canonical.h"
#include "codec/pack.h"

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

/* --- what is taken ------------------------------------------------------------------------- */

struct visited {
	uint64_t next;
	struct rota_merkle log;
	struct rota_digest *digest;
};

static int visit(uint64_t n, const void *bytes, size_t size, const struct rota_salt *salt,
		 const struct rota_sha256 *leaf, void *payload, struct rota_error *visit_err)
{
	struct visited *visited = payload;
	struct rota_arena arena = { 0 };
	struct rota_entry entry;
	struct rota_sha256 again;

	assert_int_equal(visited->next++, n);
	OK(rota_entry_decode(&entry, &arena, bytes, size, visit_err));
	assert_int_equal(n, entry.number);
	OK(rota_merkle_entry_leaf(&again, visited->digest, salt, bytes, size, visit_err));
	assert_memory_equal(&again, leaf, sizeof(again));
	OK(rota_merkle_append(&visited->log, visited->digest, leaf, NULL, visit_err));
	rota_arena_clear(&arena);
	return ROTA_OK;
}

static void test_chain_open__takes_both_batches_and_shows_each_entry(void **state)
{
	struct visited visited = { 0 };
	struct rota_chain chain = world.before[WORLD_BATCH];
	struct rota_opened opened;

	(void)state;
	OK(rota_digest_new(&visited.digest, &err));
	OK(rota_chain_open(&opened, &world.arena, &chain, &world.sealed[WORLD_BATCH], visit,
			   &visited, &err));
	assert_int_equal(1, visited.next);
	assert_memory_equal(&world.before[WORLD_NEXT_BATCH], &chain, sizeof(chain));
	assert_int_equal(ROTA_CODEC_RAW, opened.head.codec);
	assert_int_equal(31, opened.seed[31]);
	OK(rota_chain_open(&opened, &world.arena, &chain, &world.sealed[WORLD_NEXT_BATCH], visit,
			   &visited, &err));
	assert_int_equal(13, visited.next);
	assert_int_equal(13, chain.log.size);
	assert_int_equal(2, chain.seq);
	assert_int_equal(ROTA_CODEC_ZSTD, opened.head.codec);
	assert_int_equal(opened.head.size, opened.entries_size + ROTA_SEED_BYTES);
	assert_memory_equal(&visited.log, &chain.log, sizeof(chain.log));
	assert_memory_equal(&opened.head.root, &chain.root, sizeof(chain.root));
	assert_memory_equal(&opened.head_hash, &chain.prev, sizeof(chain.prev));
	assert_true(chain.has_seen);
	rota_digest_free(visited.digest);
}

static void test_chain_open__takes_checkpoints_and_notices(void **state)
{
	struct rota_chain chain = world.before[WORLD_CHECKPOINT];
	struct rota_opened opened;

	(void)state;
	OK(rota_chain_open(&opened, &world.arena, &chain, &world.sealed[WORLD_CHECKPOINT], NULL,
			   NULL, &err));
	assert_memory_equal(&world.before[WORLD_NEXT_CHECKPOINT], &chain, sizeof(chain));
	OK(rota_chain_open(&opened, &world.arena, &chain, &world.sealed[WORLD_NEXT_CHECKPOINT],
			   visit, NULL, &err));
	assert_int_equal(318, chain.number);
	assert_int_equal(2, chain.heads.size);
	assert_int_equal(2, opened.file_count);
	assert_string_equal("totals", opened.files[0].name);
	assert_string_equal("vector", opened.files[1].name);
	chain = world.before[WORLD_NOTICE];
	OK(rota_chain_open(&opened, &world.arena, &chain, &world.sealed[WORLD_NOTICE], NULL, NULL,
			   &err));
	assert_int_equal(318, chain.checkpoint);
	assert_string_equal("receipts", opened.files[0].name);
}

static int stop_at_two(uint64_t n, const void *bytes, size_t size, const struct rota_salt *salt,
		       const struct rota_sha256 *leaf, void *payload, struct rota_error *visit_err)
{
	(void)bytes;
	(void)size;
	(void)salt;
	(void)leaf;
	*(uint64_t *)payload = n;
	return n == 2 ? rota_fail(visit_err, ROTA_EIO, NULL, "the disk is full") : ROTA_OK;
}

static void test_chain_open__a_visitor_may_stop_it(void **state)
{
	struct rota_chain chain = world.before[WORLD_NEXT_BATCH];
	struct rota_opened opened;
	uint64_t last = 0;

	(void)state;
	FAILS(ROTA_EIO, "the disk is full",
	      rota_chain_open(&opened, &world.arena, &chain, &world.sealed[WORLD_NEXT_BATCH],
			      stop_at_two, &last, &err));
	assert_int_equal(2, last);
	assert_memory_equal(&world.before[WORLD_NEXT_BATCH], &chain, sizeof(chain));
}

static int never(uint64_t n, const void *bytes, size_t size, const struct rota_salt *salt,
		 const struct rota_sha256 *leaf, void *payload, struct rota_error *visit_err)
{
	(void)bytes;
	(void)size;
	(void)salt;
	(void)leaf;
	(void)payload;
	(void)visit_err;
	fail_msg("entry %llu was shown", (unsigned long long)n);
	return ROTA_OK;
}

static void wrong_root(struct forge *forge)
{
	forge->head.root.bytes[0] ^= 1;
}

static void test_chain_open__shows_no_entry_before_all_is_right(void **state)
{
	struct rota_opened opened;
	struct forge forge;

	(void)state;
	forge_begin(&forge, &world, WORLD_NEXT_BATCH);
	wrong_root(&forge);
	forge_finish(&forge);
	assert_int_equal(ROTA_ECORRUPT, rota_chain_open(&opened, &world.arena, &forge.chain,
							&forge.sealed, never, NULL, &err));
}

/** A `t` that goes back is a fault of content; so are an unknown kind and a field that is wrong. */
static void test_chain_open__leaves_content_alone(void **state)
{
	struct rota_batch_entry entries[] = { world_entry(&world.arena, 1, "x", ""),
					      world_entry(&world.arena, 2, "x", "") };
	struct rota_batch_draw draw = { .entries = entries,
					.count = 2,
					.seed = (const uint8_t *)"0123456789abcdef0123456789abcdef",
					.time = WORLD_TIME };
	struct rota_chain chain = world.before[WORLD_NEXT_BATCH];
	struct rota_chain reader = chain;
	struct rota_sealed sealed;
	struct rota_opened opened;
	static const char later[] =
		"{\"v\":1,\"n\":1,\"t\":\"2030-01-01T00:00:00.000Z#0\",\"by\":\"An\","
		"\"k\":\"no.such.kind\"}";
	const uint8_t *bytes;

	(void)state;
	OK(rota_entry_from_json(&bytes, &entries[0].size, later, strlen(later), &world.arena,
				&err));
	entries[0].bytes = bytes;
	OK(rota_batch_draw(&sealed, &world.arena, &chain, &draw, &world.district, &err));
	OK(rota_chain_open(&opened, &world.arena, &reader, &sealed, NULL, NULL, &err));
	assert_memory_equal(&chain, &reader, sizeof(chain));
}

/* --- objects as they arrive ---------------------------------------------------------------- */

static void other_id(struct forge *forge)
{
	forge->sealed.oid.bytes[0] ^= 1;
}

static void other_tree_bytes(struct forge *forge)
{
	char *copy = rota_arena_copy(forge->arena, forge->sealed.tree, forge->sealed.tree_size);

	assert_non_null(copy);
	copy[0] = '2';
	forge->sealed.tree = copy;
}

static void one_file_less(struct forge *forge)
{
	forge->sealed.file_count--;
}

static void no_file(struct forge *forge)
{
	forge->sealed.file_count = 0;
}

static void files_turned(struct forge *forge)
{
	struct rota_sealed_file first = forge->sealed.files[0];

	forge->sealed.files[0] = forge->sealed.files[1];
	forge->sealed.files[1] = first;
}

static void file_in_a_folder(struct forge *forge)
{
	forge->sealed.files[1].name = "h/ead";
}

static void file_of_long_name(struct forge *forge)
{
	forge->sealed.files[1].name = "headheadheadhead";
}

static void other_parent(struct forge *forge)
{
	forge->sealed.parent.bytes[0] ^= 1;
}

static void no_parent(struct forge *forge)
{
	forge->sealed.has_parent = false;
}

static void chain_is_further(struct forge *forge)
{
	forge->chain.tip.bytes[0] ^= 1;
}

static void chain_is_empty(struct forge *forge)
{
	forge->chain = world.before[WORLD_BATCH];
}

static void test_chain_open__what_arrived_is_one_commit(void **state)
{
	static const struct {
		void (*change)(struct forge *forge);
		const char *message;
	} rows[] = {
		{ other_id, "its bytes are not those of this id" },
		{ other_tree_bytes, "its tree is not exactly its files" },
		{ one_file_less, "its tree is not exactly its files" },
		{ no_file, "its files are not those of a signed commit" },
		{ files_turned, "its files are not those of a signed commit" },
		{ file_in_a_folder, "its files are not those of a signed commit" },
		{ file_of_long_name, "its files are not those of a signed commit" },
		{ other_parent, "its parent is another one" },
		{ no_parent, "its parent is another one" },
		{ chain_is_further, "its parent is not the commit before it in the chain" },
		{ chain_is_empty, "its parent is not the commit before it in the chain" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct forge forge;

		forge_begin(&forge, &world, WORLD_NEXT_BATCH);
		rows[i].change(&forge);
		assert_not_opened(rows[i].message, &forge);
	}
}

/* --- what is signed and wrong -------------------------------------------------------------- */

static void other_subject(struct forge *forge)
{
	forge->keeps_commit = true;
	forge->commit.last++;
}

static void other_time(struct forge *forge)
{
	forge->keeps_commit = true;
	forge->commit.seconds++;
}

static void other_signer(struct forge *forge)
{
	forge->keeps_commit = true;
	forge->commit.signer.bytes[0] ^= 1;
}

static void other_mark(struct forge *forge)
{
	forge->keeps_commit = true;
	forge->commit.province[0] ^= 1;
}

static void other_trailer_root(struct forge *forge)
{
	forge->keeps_commit = true;
	forge->commit.root.bytes[0] ^= 1;
}

static void other_trailer_head(struct forge *forge)
{
	forge->keeps_commit = true;
	forge->commit.head.bytes[0] ^= 1;
}

static void other_trailer_tree(struct forge *forge)
{
	forge->keeps_commit = true;
	forge->commit.tree.bytes[0] ^= 1;
}

static void other_key_signs(struct forge *forge)
{
	forge->key = &world.merge;
}

static void other_name_space(struct forge *forge)
{
	forge->name_space = "file";
}

static void head_is_none(struct forge *forge)
{
	struct rota_sealed_file *file = forge_file(forge, "head");

	file->bytes = "\x80";
	file->size = 1;
	forge->keeps_head = true;
}

static void head_is_longer(struct forge *forge)
{
	struct rota_sealed_file *file = forge_file(forge, "head");
	char *bytes = rota_arena_copy(forge->arena, file->bytes, file->size);

	assert_non_null(bytes);
	file->bytes = bytes;
	file->size++; /* the NUL behind it */
	forge->keeps_head = true;
}

static void form_falls(struct forge *forge)
{
	forge->chain.form = 2;
}

static void other_province(struct forge *forge)
{
	forge->head.province.bytes[31] ^= 1;
}

static void other_type(struct forge *forge)
{
	forge->chain.type = ROTA_CHAIN_NOTICE;
}

static void other_writer(struct forge *forge)
{
	forge->head.writer.bytes[7] ^= 1;
}

static void other_key(struct forge *forge)
{
	forge->key = &world.merge;
	forge->head.key = world.merge.public_key;
}

static void seq_goes_on(struct forge *forge)
{
	forge->head.seq++;
}

static void other_prev(struct forge *forge)
{
	forge->head.prev.bytes[0] ^= 1;
}

static void first_goes_on(struct forge *forge)
{
	forge->head.first = 2; /* as many peaks */
}

static void other_peaks(struct forge *forge)
{
	forge->head.peaks[0].bytes[0] ^= 1;
}

static void seen_is_lost(struct forge *forge)
{
	forge->chain.has_seen = true;
	forge->head.has_seen = false;
}

static void seen_goes_back(struct forge *forge)
{
	forge->chain.has_seen = true;
	forge->chain.seen_seq = 5;
	forge->head.seen_seq = 4;
}

static void seen_is_another(struct forge *forge)
{
	forge->chain.has_seen = true;
	forge->chain.seen = forge->head.seen;
	forge->chain.seen.bytes[0] ^= 1;
}

static void number_stays(struct forge *forge)
{
	forge->head.number = 317;
}

static void other_log(struct forge *forge)
{
	forge->head.log.bytes[0] ^= 1;
}

static void explains_older(struct forge *forge)
{
	forge->chain.checkpoint = 319;
}

static void file_is_not_named(struct forge *forge)
{
	forge->head.file_count--;
}

static void file_is_not_there(struct forge *forge)
{
	memcpy(forge->head.files[2].name, "vector", 7);
	memcpy(forge->head.files[1].name, "totals", 7);
	memcpy(forge->head.files[0].name, "matters", 8);
	forge->head.file_count = 3;
}

static void last_file_is_not_there(struct forge *forge)
{
	forge->sealed.file_count--; /* the vector */
}

static void other_file_hash(struct forge *forge)
{
	forge->head.files[0].hash.bytes[0] ^= 1;
}

static void other_size(struct forge *forge)
{
	forge->head.size++;
}

static void not_packed(struct forge *forge)
{
	forge_entries(forge, "0123456789abcdef0123456789abcdef!", 33);
	forge->head.codec = ROTA_CODEC_ZSTD;
}

static void test_chain_open__what_is_signed_follows_from_the_chain(void **state)
{
	static const struct {
		int which;
		void (*change)(struct forge *forge);
		const char *message;
	} rows[] = {
		{ WORLD_NEXT_BATCH, other_subject, "its text does not say what its head says" },
		{ WORLD_NEXT_BATCH, other_time, "its text does not say what its head says" },
		{ WORLD_NEXT_BATCH, other_signer, "its text does not say what its head says" },
		{ WORLD_NEXT_BATCH, other_mark, "its text does not say what its head says" },
		{ WORLD_NEXT_BATCH, other_trailer_root,
		  "its text does not say what its head says" },
		{ WORLD_NEXT_BATCH, other_trailer_head, "its head is not the one of its trailer" },
		{ WORLD_NEXT_BATCH, other_trailer_tree, "its tree is another one" },
		{ WORLD_NEXT_BATCH, other_key_signs,
		  "another key has signed it than the one of this chain" },
		{ WORLD_NEXT_BATCH, other_name_space,
		  "the signature: it is for 'file' and not for 'git'" },
		{ WORLD_NEXT_BATCH, head_is_none,
		  "the head: not canonical msgpack at byte 1: an empty list or map is written "
		  "out" },
		{ WORLD_NEXT_BATCH, head_is_longer,
		  "the head: not canonical msgpack at byte 382: bytes follow behind its end" },
		{ WORLD_NEXT_BATCH, form_falls, "it is of form 1 after form 2" },
		{ WORLD_NEXT_BATCH, other_province, "it is of another province" },
		{ WORLD_NEXT_BATCH, other_type, "it is a 'batch' in a chain of 'notice'" },
		{ WORLD_NEXT_BATCH, other_writer, "it is of another writer's chain" },
		{ WORLD_NEXT_BATCH, other_key, "its key is not the one that signs this chain" },
		{ WORLD_NEXT_BATCH, seq_goes_on, "its seq is 2 where 1 is next" },
		{ WORLD_NEXT_BATCH, other_prev, "its prev is not the hash of the head before" },
		{ WORLD_NEXT_BATCH, first_goes_on, "its entries begin at 2 where 1 is next" },
		{ WORLD_NEXT_BATCH, other_peaks, "its peaks are not those of the log before it" },
		{ WORLD_NEXT_BATCH, seen_is_lost,
		  "its seen goes back behind seq 0 of the checkpoints" },
		{ WORLD_NEXT_BATCH, seen_goes_back,
		  "its seen goes back behind seq 5 of the checkpoints" },
		{ WORLD_NEXT_BATCH, seen_is_another,
		  "it has seen another checkpoint at seq 0 than before" },
		{ WORLD_NEXT_CHECKPOINT, number_stays, "it is checkpoint 317 after 317" },
		{ WORLD_NEXT_CHECKPOINT, other_log,
		  "its log is not the root over the checkpoints before" },
		{ WORLD_NOTICE, explains_older, "it explains checkpoint 318 after 319" },
		{ WORLD_CHECKPOINT, file_is_not_named, "its files are not those of its head" },
		{ WORLD_CHECKPOINT, file_is_not_there, "its files are not those of its head" },
		{ WORLD_CHECKPOINT, last_file_is_not_there, "its files are not those of its head" },
		{ WORLD_NOTICE, other_file_hash,
		  "file 'receipts': it is not the one of which the head has the hash" },
		{ WORLD_NEXT_BATCH, other_file_hash,
		  "file 'entries': it is not the one of which the head has the hash" },
		{ WORLD_BATCH, other_size, "file 'entries': it has 116 bytes, not 117" },
		{ WORLD_NEXT_BATCH, other_size,
		  "file 'entries': it says that it unpacks to 1222 bytes, not 1223" },
		{ WORLD_NEXT_BATCH, not_packed, "file 'entries': it is not packed by zstd" },
		{ WORLD_NEXT_BATCH, wrong_root, "the root is not that of its entries" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct forge forge;

		forge_begin(&forge, &world, rows[i].which);
		rows[i].change(&forge);
		forge_finish(&forge);
		assert_not_opened(rows[i].message, &forge);
	}
}

static void of_tomorrow(struct forge *forge)
{
	struct rota_buffer text = { 0 };
	struct rota_value map;

	OK(rota_canonical_decode(&map, forge->arena, forge_file(forge, "head")->bytes,
				 forge_file(forge, "head")->size, &err));
	OK(rota_map_set(forge->arena, &map, "f", rota_uint(ROTA_HEAD_FORM + 1)));
	OK(rota_canonical_encode(&text, &map, &err));
	forge->keeps_head = true;
	forge_file(forge, "head")->size = text.size;
	forge_file(forge, "head")->bytes = forge_keep(forge, &text);
}

/** One word for what is wrong: of several faults that of the first check. */
static void test_chain_open__the_first_check_that_fails_names_the_fault(void **state)
{
	static const struct {
		void (*change)(struct forge *forge);
		const char *message, *fault;
	} rows[] = {
		{ head_is_none,
		  "the head: not canonical msgpack at byte 1: an empty list or map is written out",
		  "form" },
		{ of_tomorrow, "the head: it is of form 2; this program reads up to 1", "newer" },
		{ other_prev, "its prev is not the hash of the head before", "chain" },
		{ other_subject, "its text does not say what its head says", "form" },
		{ other_key_signs, "another key has signed it than the one of this chain",
		  "signature" },
		{ other_file_hash,
		  "file 'entries': it is not the one of which the head has the hash", "files" },
		{ wrong_root, "the root is not that of its entries", "entries" },
	};
	struct forge forge;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		forge_begin(&forge, &world, WORLD_NEXT_BATCH);
		rows[i].change(&forge);
		forge_finish(&forge);
		assert_string_equal(rows[i].fault,
				    rota_fault_id(assert_not_opened(rows[i].message, &forge)));
		assert_int_equal(rota_fault_find(rows[i].fault),
				 assert_not_opened(rows[i].message, &forge));
	}
	forge_begin(&forge, &world, WORLD_NEXT_BATCH);
	other_id(&forge);
	assert_int_equal(ROTA_FAULT_UNREADABLE,
			 assert_not_opened("its bytes are not those of this id", &forge));
	assert_int_equal(ROTA_FAULT_OTHER, rota_fault_find("dreamt"));
}

static void test_chain_open__the_signature_is_over_these_bytes(void **state)
{
	struct forge forge;
	struct rota_buffer text = { 0 };
	char *at;

	(void)state;
	forge_begin(&forge, &world, WORLD_NEXT_BATCH);
	rota_buffer_append(&text, forge.sealed.commit, forge.sealed.commit_size);
	at = strstr(text.bytes, "\n AAAAQ");
	assert_non_null(at);
	at[20] = at[20] == 'x' ? 'y' : 'x';
	forge.sealed.commit = forge_keep(&forge, &text);
	OK(rota_oid_make(&forge.sealed.oid, "commit", forge.sealed.commit, forge.sealed.commit_size,
			 &err));
	assert_not_opened("the signature: its key has not signed these bytes", &forge);
}

static void test_chain_open__another_text_for_the_same_is_refused(void **state)
{
	static const struct {
		const char *from, *to;
		const char *message;
	} rows[] = {
		{ "batch of 12 entries", "batch of 12 Entries",
		  "line 12 is not as it must be: 'batch of 12 Entries'" },
		{ "committer 599ebbeca116dd05", "committer 599ebbeca116dd06",
		  "line 4 is not as it must be: 'committer 599ebbeca116dd06 "
		  "<599ebbeca116dd05@34750f98bd59fcfc> 1708047060 +0000'" },
		{ "+0000\ncommitter", "+0700\ncommitter",
		  "line 3 is not as it must be: 'author 599ebbeca116dd05 "
		  "<599ebbeca116dd05@34750f98bd59fcfc> 1708047060 +0700'" },
		{ "Rota-Type: batch", "Rota-Type: botch",
		  "line 14 is not as it must be: 'Rota-Type: botch'" },
		{ "Rota-Entries: 1-12", "Rota-Entries: 1-13",
		  "line 12 is not as it must be: 'batch of 12 entries'" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct forge forge;
		struct rota_buffer text = { 0 };
		char *at;

		forge_begin(&forge, &world, WORLD_NEXT_BATCH);
		rota_buffer_append(&text, forge.sealed.commit, forge.sealed.commit_size);
		at = strstr(text.bytes, rows[i].from);
		assert_non_null(at);
		memcpy(at, rows[i].to, strlen(rows[i].to));
		forge.sealed.commit = forge_keep(&forge, &text);
		OK(rota_oid_make(&forge.sealed.oid, "commit", forge.sealed.commit,
				 forge.sealed.commit_size, &err));
		assert_not_opened(rows[i].message, &forge);
	}
}

static void test_chain_open__a_commit_without_a_head_is_refused(void **state)
{
	struct forge forge;

	(void)state;
	forge_begin(&forge, &world, WORLD_NOTICE);
	forge.keeps_head = true;
	forge.keeps_commit = true;
	forge_file(&forge, "head")->name = "heads";
	forge_tree(&forge, &forge.commit.tree);
	forge_commit(&forge);
	assert_not_opened("it has no file 'head'", &forge);
}

/* --- entries ------------------------------------------------------------------------------- */

struct entry_row {
	uint64_t numbers[3]; /**< of the entries from 1 on; 0: no more */
	const char *extra;   /**< of the last */
	uint64_t count;      /**< by the head */
	const char *message;
};

static void join_entries(struct rota_buffer *out, const struct entry_row *row)
{
	rota_buffer_puts(out, "0123456789abcdef0123456789abcdef");
	for (size_t i = 0; i < 3 && row->numbers[i]; i++) {
		bool last = i == 2 || !row->numbers[i + 1];
		struct rota_batch_entry entry =
			world_entry(&world.arena, row->numbers[i], "x", last ? row->extra : "");

		rota_buffer_append(out, entry.bytes, entry.size);
	}
}

static void assert_entries_refused(const char *wanted, const void *decoded, size_t size,
				   uint64_t count)
{
	struct forge forge;

	forge_begin(&forge, &world, WORLD_NEXT_BATCH);
	forge_entries(&forge, decoded, size);
	forge.head.count = count;
	forge_finish(&forge);
	assert_not_opened(wanted, &forge);
}

static void test_chain_open__entries_have_their_numbers_and_sets_are_whole(void **state)
{
	static const struct entry_row rows[] = {
		{ { 1, 3 }, "", 2, "entry 2: it has number 3" },
		{ { 2 }, "", 1, "entry 1: it has number 2" },
		{ { 1, 1 }, "", 2, "entry 2: it has number 1" },
		{ { 1 }, "", 2, "entry 2: it is missing" },
		{ { 1, 2 }, "", 1, "bytes follow its last entry" },
		{ { 1 },
		  ",\"set\":[0,2]",
		  1,
		  "entry 1: its set of 2 from entry 0 on reaches over an end of the batch" },
		{ { 1, 2 },
		  ",\"set\":[2,2]",
		  2,
		  "entry 2: its set of 2 from entry 2 on reaches over an end of the batch" },
		{ { 1, 2 },
		  ",\"set\":[3,2]",
		  2,
		  "entry 2: not an entry: 'set' has not 2 to 64 entries, or not this one among "
		  "them" },
		{ { 1, 2 }, ",\"set\":[1,2]", 2, "the root is not that of its entries" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_buffer decoded = { 0 };

		join_entries(&decoded, &rows[i]);
		assert_entries_refused(rows[i].message, decoded.bytes, decoded.size, rows[i].count);
		rota_buffer_clear(&decoded);
	}
}

static void test_chain_open__entries_are_canonical_and_at_most_64_kib(void **state)
{
	struct rota_buffer decoded = { 0 };
	static char text[70000];
	struct rota_batch_entry entry;

	(void)state;
	rota_buffer_puts(&decoded, "0123456789abcdef0123456789abcdef");
	rota_buffer_append(&decoded, "\xcc\x01", 2);
	assert_entries_refused("entry 1: not canonical msgpack at byte 2: a number or length is "
			       "not in its shortest "
			       "form",
			       decoded.bytes, decoded.size, 1);
	rota_buffer_truncate(&decoded, ROTA_SEED_BYTES);
	rota_buffer_append(&decoded, "\x01", 1);
	assert_entries_refused("entry 1: not an entry: it is not a map", decoded.bytes,
			       decoded.size, 1);
	rota_buffer_truncate(&decoded, ROTA_SEED_BYTES);
	memset(text, 'x', 65600);
	entry = world_entry(&world.arena, 1, text, "");
	rota_buffer_append(&decoded, entry.bytes, entry.size);
	assert_entries_refused("entry 1: not an entry: it is larger than 65,536 bytes",
			       decoded.bytes, decoded.size, 1);
	rota_buffer_clear(&decoded);
}

/* --- any change at all --------------------------------------------------------------------- */

static void assert_mutant_refused(const struct rota_sealed *sealed, int which)
{
	struct rota_chain chain = world.before[which];
	struct rota_arena arena = { 0 };
	struct rota_opened opened;

	if (rota_chain_open(&opened, &arena, &chain, sealed, NULL, NULL, &err) != ROTA_ECORRUPT)
		fail_msg("a change was taken");
	assert_memory_equal(&world.before[which], &chain, sizeof(chain));
	rota_arena_clear(&arena);
}

/** Each byte changed in its lowest bit, and one byte less. */
static void assert_no_change(const void **bytes, size_t *size, struct rota_sealed *sealed,
			     int which)
{
	const void *right = *bytes;
	uint8_t *copy = malloc(*size + 1);

	assert_non_null(copy);
	memcpy(copy, right, *size);
	*bytes = copy;
	for (size_t at = 0; at < *size; at++) {
		copy[at] ^= 1;
		assert_mutant_refused(sealed, which);
		copy[at] ^= 1;
	}
	--*size;
	assert_mutant_refused(sealed, which);
	++*size;
	*bytes = right;
	free(copy);
}

static void test_chain_open__no_byte_of_any_object_may_change(void **state)
{
	(void)state;
	for (int which = 0; which < WORLD_COMMITS; which++) {
		struct rota_sealed sealed = world.sealed[which];

		assert_no_change(&sealed.commit, &sealed.commit_size, &sealed, which);
		assert_no_change(&sealed.tree, &sealed.tree_size, &sealed, which);
		for (size_t i = 0; i < sealed.file_count; i++)
			assert_no_change(&sealed.files[i].bytes, &sealed.files[i].size, &sealed,
					 which);
	}
}

/** As if git's ids had found other bytes: all is signed as it was but for the id of the tree. What
 *  refuses the change is SHA-256 alone. */
static void sign_other_ids(struct forge *forge)
{
	forge_tree(forge, &forge->commit.tree);
	forge_commit(forge);
}

/** It is refused; or else zstd has made the same of other bytes, which is the same batch. */
static void assert_nothing_else_is_said(const struct forge *forge)
{
	struct rota_chain chain = forge->chain, right = forge->chain;
	struct rota_opened opened, wanted;
	int rc = rota_chain_open(&opened, forge->arena, &chain, &forge->sealed, NULL, NULL, &err);

	if (rc == ROTA_ECORRUPT)
		return;
	assert_int_equal(ROTA_OK, rc);
	assert_int_equal(ROTA_CODEC_ZSTD, opened.head.codec);
	OK(rota_chain_open(&wanted, forge->arena, &right, &world.sealed[WORLD_NEXT_BATCH], NULL,
			   NULL, &err));
	assert_memory_equal(&wanted.head_hash, &opened.head_hash, sizeof(opened.head_hash));
	assert_int_equal(wanted.entries_size, opened.entries_size);
	assert_memory_equal(wanted.entries, opened.entries, opened.entries_size);
}

/** Change one byte in a file, or cut it by one. */
static void change_file(struct forge *forge, size_t number, size_t at)
{
	struct rota_sealed_file *file = &forge->sealed.files[number];
	char *copy = rota_arena_copy(forge->arena, file->bytes, file->size);

	assert_non_null(copy);
	if (at == file->size)
		file->size--;
	else
		copy[at] = (char)(copy[at] ^ 1);
	file->bytes = copy;
}

static void test_chain_open__nothing_rests_on_the_ids_of_git(void **state)
{
	(void)state;
	for (int which = 0; which < WORLD_COMMITS; which++)
		for (size_t i = 0; i < world.sealed[which].file_count; i++)
			for (size_t at = 0; at <= world.sealed[which].files[i].size; at++) {
				struct forge forge;

				forge_begin(&forge, &world, which);
				change_file(&forge, i, at);
				sign_other_ids(&forge);
				assert_nothing_else_is_said(&forge);
			}
}

/* --- memory -------------------------------------------------------------------------------- */

static int attempt_open(void)
{
	int rc = ROTA_OK;

	for (int which = 0; !rc && which < WORLD_COMMITS; which++) {
		struct rota_chain chain = world.before[which];
		struct rota_arena arena = { 0 };
		struct rota_opened opened;

		rc = rota_chain_open(&opened, &arena, &chain, &world.sealed[which], NULL, NULL,
				     &err);
		if (rc)
			assert_memory_equal(&world.before[which], &chain, sizeof(chain));
		rota_arena_clear(&arena);
	}
	return rc;
}

static void test_chain_open__memory_that_runs_out_is_told_and_none_is_lost(void **state)
{
	(void)state;
	expect_survival(attempt_open);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chain_open__takes_both_batches_and_shows_each_entry),
		cmocka_unit_test(test_chain_open__takes_checkpoints_and_notices),
		cmocka_unit_test(test_chain_open__a_visitor_may_stop_it),
		cmocka_unit_test(test_chain_open__shows_no_entry_before_all_is_right),
		cmocka_unit_test(test_chain_open__leaves_content_alone),
		cmocka_unit_test(test_chain_open__what_arrived_is_one_commit),
		cmocka_unit_test(test_chain_open__what_is_signed_follows_from_the_chain),
		cmocka_unit_test(test_chain_open__the_first_check_that_fails_names_the_fault),
		cmocka_unit_test(test_chain_open__the_signature_is_over_these_bytes),
		cmocka_unit_test(test_chain_open__another_text_for_the_same_is_refused),
		cmocka_unit_test(test_chain_open__a_commit_without_a_head_is_refused),
		cmocka_unit_test(test_chain_open__entries_have_their_numbers_and_sets_are_whole),
		cmocka_unit_test(test_chain_open__entries_are_canonical_and_at_most_64_kib),
		cmocka_unit_test(test_chain_open__no_byte_of_any_object_may_change),
		cmocka_unit_test(test_chain_open__nothing_rests_on_the_ids_of_git),
		cmocka_unit_test(test_chain_open__memory_that_runs_out_is_told_and_none_is_lost),
	};

	return cmocka_run_group_tests_name("chain_open", tests, make_world, drop_world);
}
