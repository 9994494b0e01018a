/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/vector.h and trust/receipt.h, one test each. */
#include "tests/support/failing_memory.h"
#include "tests/unit/trust/trust.h"

#include "trust/merkle.h"
#include "trust/receipt.h"
#include "trust/vector.h"

/* --- vector -------------------------------------------------------------------------------- */

static const struct rota_vector_row row_a = { .writer = { "aaaaaaaa" },
					      .size = 300,
					      .root = { "root" },
					      .head = { "head" },
					      .received = 1707960660123,
					      .state = ROTA_VECTOR_QUARANTINED };
static const struct rota_vector_row row_b = { .writer = { "aaaaaaab" } };

#define ZEROS_28 "00000000000000000000000000000000000000000000000000000000"
#define ROW_A                                                                       \
	"96c4086161616161616161cd012cc420726f6f74" ZEROS_28 "c42068656164" ZEROS_28 \
	"cf0000018daa63709bab71756172616e74696e6564"

static void test_vector_row__golden_and_back(void **state)
{
	struct rota_buffer out = { 0 };
	struct rota_vector_row row;
	size_t used;

	(void)state;
	OK(rota_vector_row_encode(&out, &row_a, &err));
	assert_hex(ROW_A, out.bytes, out.size);
	OK(rota_vector_row_encode(&out, &row_b, &err));
	OK(rota_vector_row_decode(&row, &used, out.bytes, out.size, &err));
	assert_memory_equal(&row_a, &row, sizeof(row));
	OK(rota_vector_row_decode(&row, NULL, out.bytes + used, out.size - used, &err));
	assert_memory_equal(&row_b, &row, sizeof(row));
	rota_buffer_clear(&out);
}

static void test_vector_row_decode__other_bytes_are_refused(void **state)
{
	static const char no_row[] =
		"a row of the vector: it is not a writer, size, root, head, time and state";
	struct rota_buffer out = { 0 };
	struct rota_vector_row row, nothing = { 0 };
	size_t used = 7;

	(void)state;
	OK(rota_vector_row_encode(&out, &row_a, &err));
	for (size_t size = 0; size < out.size; size++) {
		assert_int_equal(ROTA_ECORRUPT,
				 rota_vector_row_decode(&row, &used, out.bytes, size, &err));
		assert_memory_equal(&nothing, &row, sizeof(row));
		assert_int_equal(0, used);
	}
	out.bytes[out.size - 1] = 'k';
	FAILS(ROTA_ECORRUPT, no_row, rota_vector_row_decode(&row, NULL, out.bytes, out.size, &err));
	FAILS(ROTA_ECORRUPT, no_row, rota_vector_row_decode(&row, NULL, "\x01", 1, &err));
	FAILS(ROTA_ECORRUPT, no_row, rota_vector_row_decode(&row, NULL, "\x91\x01", 2, &err));
	FAILS(ROTA_ECORRUPT, no_row,
	      rota_vector_row_decode(&row, NULL, "\x96\1\1\1\1\1\1", 7, &err));
	rota_buffer_append(&out, "\x01", 1);
	assert_int_equal(ROTA_ECORRUPT,
			 rota_vector_row_decode(&row, NULL, out.bytes, out.size, &err));
	rota_buffer_clear(&out);
}

static void test_vector_row_encode__what_cannot_be_read_is_not_written(void **state)
{
	struct rota_vector_row row = row_b;
	struct rota_buffer out = { 0 };

	(void)state;
	row.received = (uint64_t)1 << 48;
	FAILS(ROTA_EINVALID, "a row of a vector cannot have 0 entries, received at 281474976710656",
	      rota_vector_row_encode(&out, &row, &err));
	assert_int_equal(0, out.size);
}

static void test_vector_root__is_that_of_rfc_6962(void **state)
{
	const struct rota_vector_row rows[] = { row_a, row_b };
	struct rota_buffer bytes = { 0 };
	struct rota_sha256 leaves[2], wanted, root;
	struct rota_digest *digest;

	(void)state;
	OK(rota_digest_new(&digest, &err));
	for (size_t i = 0; i < 2; i++) {
		rota_buffer_reset(&bytes);
		OK(rota_vector_row_encode(&bytes, &rows[i], &err));
		OK(rota_merkle_leaf(&leaves[i], digest, bytes.bytes, bytes.size, &err));
	}
	OK(rota_merkle_node(&wanted, digest, &leaves[0], &leaves[1], &err));
	OK(rota_vector_root(&root, rows, 2, &err));
	assert_memory_equal(&wanted, &root, sizeof(root));
	OK(rota_vector_root(&root, NULL, 0, &err));
	assert_hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", root.bytes,
		   sizeof(root.bytes));
	rota_digest_free(digest);
	rota_buffer_clear(&bytes);
}

static void test_vector_root__rows_are_sorted(void **state)
{
	const struct rota_vector_row turned[] = { row_b, row_a }, twice[] = { row_a, row_a };
	struct rota_sha256 root;

	(void)state;
	FAILS(ROTA_EINVALID, "the rows of a vector are not sorted by writer",
	      rota_vector_root(&root, turned, 2, &err));
	FAILS(ROTA_EINVALID, "the rows of a vector are not sorted by writer",
	      rota_vector_root(&root, twice, 2, &err));
}

/* --- receipts ------------------------------------------------------------------------------ */

static void test_receipt__golden_and_back(void **state)
{
	static const struct {
		struct rota_receipt receipt;
		const char *hex;
	} rows[] = {
		{ { .number = 7, .disposition = ROTA_PROPOSAL },
		  "82a16e07ab646973706f736974696f6ea870726f706f73616c" },
		{ { .number = 9, .disposition = ROTA_REJECTED, .rule = "V07", .what = "x" },
		  "84a16e09a472756c65a3563037a9617267756d656e747391a178ab646973706f736974696f6ea8"
		  "72656a6563746564" },
		{ { .upto = true, .number = 13 }, "81a47570746f0d" },
		{ { .upto = true,
		    .number = 13,
		    .aside = { .fault = ROTA_FAULT_SIGNATURE,
			       .since = 1707960660123,
			       .has_commit = true,
			       .commit = { "commit" } } },
		  "82a47570746f0da5617369646583a56661756c74a97369676e6174757265a573696e6365cf"
		  "0000018daa63709ba6636f6d6d6974c414636f6d6d69740000000000000000000000000000" },
	};
	struct rota_arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_buffer out = { 0 };
		struct rota_receipt receipt;
		size_t used;

		OK(rota_receipt_encode(&out, &rows[i].receipt, &err));
		assert_hex(rows[i].hex, out.bytes, out.size);
		rota_buffer_append(&out, "\x01", 1);
		OK(rota_receipt_decode(&receipt, &arena, &used, out.bytes, out.size, &err));
		assert_int_equal(out.size - 1, used);
		assert_int_equal(rows[i].receipt.upto, receipt.upto);
		assert_int_equal(rows[i].receipt.number, receipt.number);
		assert_int_equal(rows[i].receipt.disposition, receipt.disposition);
		assert_memory_equal(&rows[i].receipt.aside, &receipt.aside,
				    sizeof(receipt.aside));
		assert_int_equal(!rows[i].receipt.rule, !receipt.rule);
		if (receipt.rule)
			assert_string_equal(rows[i].receipt.rule, receipt.rule);
		if (receipt.what)
			assert_string_equal(rows[i].receipt.what, receipt.what);
		rota_buffer_clear(&out);
	}
	rota_arena_clear(&arena);
}

static void test_receipt_decode__other_bytes_are_refused(void **state)
{
	static const struct {
		const char *bytes;
		const char *message;
	} rows[] = {
		{ "\x81\xa1n\x07", "a receipt: 'disposition' is missing or not as it must be" },
		{ "\x82\xa1n\x07\xab"
		  "disposition\xa4"
		  "lost",
		  "a receipt: 'disposition' is missing or not as it must be" },
		{ "\x82\xa1n\xff\xab"
		  "disposition\xa4"
		  "fact",
		  "a receipt: 'n' is missing or not as it must be" },
		{ "\x83\xa1n\x07\xa4rule\xa0\xab"
		  "disposition\xa4"
		  "fact",
		  "a receipt: 'rule' is missing or not as it must be" },
		{ "\x83\xa1n\x07\xa4rule\xa8V0000007\xab"
		  "disposition\xa4"
		  "fact",
		  "a receipt: 'rule' is missing or not as it must be" },
		{ "\x83\xa1n\x07\xa9"
		  "arguments\x92\xa1x\xa1y\xab"
		  "disposition\xa4"
		  "fact",
		  "a receipt: 'arguments' is missing or not as it must be" },
		{ "\x83\xa1n\x07\xa9"
		  "arguments\x91\x01\xab"
		  "disposition\xa4"
		  "fact",
		  "a receipt: 'arguments' is missing or not as it must be" },
		{ "\x82\xa4upto\x07\xa5"
		  "aside\x82\xa5" "fault\xa4" "form\xa5" "since\xff",
		  "a receipt: 'aside' is missing or not as it must be" },
		{ "\x82\xa4upto\x07\xa5"
		  "aside\x83\xa3why\x01\xa5" "fault\xa4" "form\xa5" "since\x01",
		  "a receipt: 'aside' is missing or not as it must be" },
		{ "\x82\xa1n\x07\xa4upto\x01",
		  "a receipt: there is a key that has no place in it" },
		{ "\x01", "a receipt: it is not a map" },
	};
	struct rota_arena arena = { 0 };
	struct rota_receipt receipt, nothing;

	(void)state;
	memset(&nothing, 0, sizeof(nothing));
	for (size_t i = 0; i < COUNT(rows); i++) {
		FAILS(ROTA_ECORRUPT, rows[i].message,
		      rota_receipt_decode(&receipt, &arena, NULL, rows[i].bytes,
					  strlen(rows[i].bytes), &err));
		assert_memory_equal(&nothing, &receipt, sizeof(receipt));
	}
	rota_arena_clear(&arena);
}

static void test_receipt_encode__what_cannot_be_read_is_not_written(void **state)
{
	static char long_text[ROTA_RECEIPT_WHAT_MAX + 2];
	struct rota_receipt receipt = { .number = 1, .rule = "V0000007" };
	struct rota_buffer out = { 0 };

	(void)state;
	FAILS(ROTA_EINVALID, "'V0000007' is no number of a rule",
	      rota_receipt_encode(&out, &receipt, &err));
	receipt.rule = NULL;
	memset(long_text, 'x', sizeof(long_text) - 1);
	receipt.what = long_text;
	FAILS(ROTA_EINVALID, "the text of a receipt is not clean, or not of 1 to 600 bytes",
	      rota_receipt_encode(&out, &receipt, &err));
	receipt.what = "a\nb";
	FAILS(ROTA_EINVALID, "the text of a receipt is not clean, or not of 1 to 600 bytes",
	      rota_receipt_encode(&out, &receipt, &err));
	receipt.what = NULL;
	receipt.number = ROTA_MERKLE_MAX_SIZE + 1;
	FAILS(ROTA_EINVALID, "a log cannot have 4611686018427387905 entries",
	      rota_receipt_encode(&out, &receipt, &err));
	assert_int_equal(0, out.size);
}

/** A province of tomorrow finds faults that this program has no word for. */
static void test_receipt_decode__an_unknown_fault_is_one(void **state)
{
	static const char bytes[] = "\x82\xa4upto\x07\xa5"
				    "aside\x82\xa5" "fault\xa6" "dreamt\xa5" "since\x01";
	struct rota_arena arena = { 0 };
	struct rota_receipt receipt;

	(void)state;
	OK(rota_receipt_decode(&receipt, &arena, NULL, bytes, sizeof(bytes) - 1, &err));
	assert_int_equal(ROTA_FAULT_OTHER, receipt.aside.fault);
	assert_false(receipt.aside.has_commit);
	rota_arena_clear(&arena);
}

static int attempt_rows(void)
{
	const struct rota_receipt receipt = { .number = 9, .rule = "V07", .what = "x" };
	const struct rota_receipt upto = { .upto = true,
					   .aside = { .fault = ROTA_FAULT_FORM, .has_commit = true } };
	struct rota_buffer out = { 0 };
	struct rota_arena arena = { 0 };
	struct rota_vector_row row;
	struct rota_receipt read;
	struct rota_sha256 root;
	int rc = rota_vector_row_encode(&out, &row_a, &err);

	if (!rc)
		rc = rota_vector_row_decode(&row, NULL, out.bytes, out.size, &err);
	if (!rc)
		rc = rota_vector_root(&root, &row_a, 1, &err);
	rota_buffer_clear(&out);
	if (!rc)
		rc = rota_receipt_encode(&out, &receipt, &err);
	if (!rc)
		rc = rota_receipt_decode(&read, &arena, NULL, out.bytes, out.size, &err);
	rota_buffer_clear(&out);
	if (!rc)
		rc = rota_receipt_encode(&out, &upto, &err);
	if (!rc)
		rc = rota_receipt_decode(&read, &arena, NULL, out.bytes, out.size, &err);
	rota_buffer_clear(&out);
	if (!rc)
		rc = rota_aside_encode(&out, &upto.aside, &err);
	if (!rc)
		rc = rota_aside_decode(&read.aside, out.bytes, out.size, &err);
	rota_buffer_clear(&out);
	rota_arena_clear(&arena);
	return rc;
}

static void test_rows__memory_that_runs_out_is_told_and_none_is_lost(void **state)
{
	(void)state;
	expect_survival(attempt_rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vector_row__golden_and_back),
		cmocka_unit_test(test_vector_row_decode__other_bytes_are_refused),
		cmocka_unit_test(test_vector_row_encode__what_cannot_be_read_is_not_written),
		cmocka_unit_test(test_vector_root__is_that_of_rfc_6962),
		cmocka_unit_test(test_vector_root__rows_are_sorted),
		cmocka_unit_test(test_receipt__golden_and_back),
		cmocka_unit_test(test_receipt_decode__other_bytes_are_refused),
		cmocka_unit_test(test_receipt_decode__an_unknown_fault_is_one),
		cmocka_unit_test(test_receipt_encode__what_cannot_be_read_is_not_written),
		cmocka_unit_test(test_rows__memory_that_runs_out_is_told_and_none_is_lost),
	};

	return cmocka_run_group_tests_name("rows", tests, NULL, NULL);
}
