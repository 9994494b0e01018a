/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/carried.h, and rota_vector_path(), one test each. */
#include "tests/support/chain_world.h"
#include "tests/unit/trust/trust.h"

#include "trust/carried.h"

static struct world world;

enum { ROWS = 5, OWN_ROW = 3, SHOWN = 2 };

/** Entries 8 and 9 of the district, in a vector of five logs. */
struct shown {
	struct rota_vector_row rows[ROWS];
	struct rota_sha256 vroot;
	struct rota_carried entries[SHOWN];
	struct rota_carried_log log;
};

static const uint64_t numbers[SHOWN] = { 8, 9 };

/** An entry on its way out of the batch in which it stands. */
struct collecting {
	struct rota_merkle tree;
	struct rota_digest *digest;
	struct rota_carried *out;
};

static int collect(uint64_t n, const void *bytes, size_t size, const struct rota_salt *salt,
		   const struct rota_sha256 *leaf, void *payload, struct rota_error *visit_err)
{
	struct collecting *collecting = payload;

	if (n == collecting->out->path.index) {
		collecting->out->bytes = rota_arena_copy(&world.arena, bytes, size);
		collecting->out->size = size;
		collecting->out->salt = *salt;
	}
	return rota_merkle_append(&collecting->tree, collecting->digest, leaf,
				  &collecting->out->path, visit_err);
}

static void prove(struct rota_carried *out, struct rota_vector_row *row)
{
	struct rota_chain chain = world.before[WORLD_NEXT_BATCH];
	struct collecting collecting = { .tree = chain.log, .out = out };
	struct rota_opened opened;

	OK(rota_digest_new(&collecting.digest, &err));
	OK(rota_chain_open(&opened, &world.arena, &chain, &world.sealed[WORLD_NEXT_BATCH], collect,
			   &collecting, &err));
	OK(rota_merkle_root(&row->root, &collecting.tree, collecting.digest, &out->path, &err));
	row->writer = chain.writer;
	row->size = chain.log.size;
	rota_digest_free(collecting.digest);
}

static void show(struct shown *shown)
{
	memset(shown, 0, sizeof(*shown));
	for (size_t i = 0; i < SHOWN; i++) {
		shown->entries[i].path.index = numbers[i];
		prove(&shown->entries[i], &shown->rows[OWN_ROW]);
	}
	for (size_t i = 0; i < ROWS; i++)
		if (i != OWN_ROW) /* the others stand around it */
			memset(shown->rows[i].writer.bytes, i < OWN_ROW ? (int)i : 0xff, 8);
	OK(rota_vector_root(&shown->vroot, shown->rows, ROWS, &err));
	shown->log = (struct rota_carried_log){ .row = shown->rows[OWN_ROW],
						.rows = ROWS,
						.entries = shown->entries,
						.count = SHOWN };
	OK(rota_vector_path(&shown->log.row_path, shown->rows, ROWS, OWN_ROW, &err));
}

static void encode(struct rota_buffer *out, const struct shown *shown)
{
	OK(rota_carried_encode(out, &shown->log, &err));
}

static int open_bytes(struct rota_carried_log *out, size_t *used, const struct rota_buffer *bytes,
		      const struct shown *shown)
{
	return rota_carried_open(out, &world.arena, used, bytes->bytes, bytes->size, &shown->vroot,
				 &err);
}

static void test_carried_open__what_was_proved_comes_back(void **state)
{
	struct rota_buffer bytes = { 0 };
	struct rota_carried_log log;
	struct shown shown;
	size_t used;

	(void)state;
	show(&shown);
	encode(&bytes, &shown);
	rota_buffer_append(&bytes, "\x80", 1); /* the next map is left alone */
	OK(open_bytes(&log, &used, &bytes, &shown));
	assert_int_equal(bytes.size - 1, used);
	assert_memory_equal(&shown.rows[OWN_ROW], &log.row, sizeof(log.row));
	assert_int_equal(SHOWN, log.count);
	for (size_t i = 0; i < SHOWN; i++) {
		assert_int_equal(numbers[i], log.entries[i].path.index);
		assert_int_equal(shown.entries[i].size, log.entries[i].size);
		assert_memory_equal(shown.entries[i].bytes, log.entries[i].bytes,
				    log.entries[i].size);
	}
	rota_buffer_clear(&bytes);
}

/** The place of a row is no secret and proves nothing; another number may fit the same path. */
static bool is_place(const struct rota_buffer *bytes, size_t at)
{
	return (at >= 3 && memcmp(bytes->bytes + at - 3, "\xa2" "at", 3) == 0) ||
	       (at >= 5 && memcmp(bytes->bytes + at - 5, "\xa4rows", 5) == 0);
}

static void test_carried_open__every_other_byte_is_refused(void **state)
{
	struct rota_carried_log log, nothing = { .rows = 0 };
	struct rota_buffer bytes = { 0 };
	struct shown shown;
	size_t used;

	(void)state;
	show(&shown);
	encode(&bytes, &shown);
	for (size_t at = 0; at < bytes.size; at++) {
		if (is_place(&bytes, at))
			continue;
		bytes.bytes[at] ^= 1;
		assert_int_equal(ROTA_ECORRUPT, open_bytes(&log, &used, &bytes, &shown));
		assert_memory_equal(&nothing, &log, sizeof(log));
		assert_int_equal(0, used);
		bytes.bytes[at] ^= 1;
	}
	for (size_t size = 0; size < bytes.size; size++)
		assert_int_equal(ROTA_ECORRUPT,
				 rota_carried_open(&log, &world.arena, &used, bytes.bytes, size,
						   &shown.vroot, &err));
	rota_buffer_clear(&bytes);
}

static void test_carried_open__not_under_another_checkpoint(void **state)
{
	struct rota_buffer bytes = { 0 };
	struct rota_carried_log log;
	struct shown shown;
	size_t used;

	(void)state;
	show(&shown);
	encode(&bytes, &shown);
	shown.vroot.bytes[31] ^= 1;
	assert_int_equal(ROTA_ECORRUPT, open_bytes(&log, &used, &bytes, &shown));
	rota_buffer_clear(&bytes);
}

static void test_carried_open__an_entry_stands_at_its_own_number(void **state)
{
	struct rota_buffer bytes = { 0 };
	struct rota_carried_log log;
	struct shown shown;
	size_t used;

	(void)state;
	show(&shown);
	shown.entries[0].bytes = shown.entries[1].bytes; /* with the salt and the path of the other */
	shown.entries[0].size = shown.entries[1].size;
	encode(&bytes, &shown);
	assert_int_equal(ROTA_ECORRUPT, open_bytes(&log, &used, &bytes, &shown));
	rota_buffer_clear(&bytes);
}

static void test_vector_path__leads_each_row_to_the_root(void **state)
{
	struct rota_digest *digest;
	struct shown shown;

	(void)state;
	show(&shown);
	OK(rota_digest_new(&digest, &err));
	for (size_t i = 0; i < ROWS; i++) {
		struct rota_buffer row = { 0 };
		struct rota_merkle_path path;
		struct rota_sha256 leaf;

		OK(rota_vector_path(&path, shown.rows, ROWS, i, &err));
		OK(rota_vector_row_encode(&row, &shown.rows[i], &err));
		OK(rota_merkle_leaf(&leaf, digest, row.bytes, row.size, &err));
		OK(rota_merkle_path_check(&path, &leaf, ROWS, &shown.vroot, digest, &err));
		rota_buffer_clear(&row);
	}
	rota_digest_free(digest);
}

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_carried_open__what_was_proved_comes_back),
		cmocka_unit_test(test_carried_open__every_other_byte_is_refused),
		cmocka_unit_test(test_carried_open__not_under_another_checkpoint),
		cmocka_unit_test(test_carried_open__an_entry_stands_at_its_own_number),
		cmocka_unit_test(test_vector_path__leads_each_row_to_the_root),
	};

	return cmocka_run_group_tests_name("carried", tests, make_world, drop_world);
}
