/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/request.h, one test each. */
#include "tests/support/failing_memory.h"
#include "tests/unit/trust/forge.h"

static struct world world;
static struct rota_buffer text;

static int make_world(void **state)
{
	(void)state;
	world_init(&world);
	world_request(&text, &world, true);
	return 0;
}

static int drop_world(void **state)
{
	(void)state;
	rota_buffer_clear(&text);
	world_clear(&world);
	return 0;
}

static void test_request_make__golden_text(void **state)
{
	struct rota_buffer golden = { 0 }, unknown = { 0 };

	(void)state;
	OK(rota_file_read(&golden, "tests/golden/trust/request.txt", 4096, &err));
	assert_string_equal(golden.bytes, text.bytes);
	rota_buffer_reset(&golden);
	OK(rota_file_read(&golden, "tests/golden/trust/request-unknown.txt", 4096, &err));
	world_request(&unknown, &world, false);
	assert_string_equal(golden.bytes, unknown.bytes);
	rota_buffer_clear(&golden);
	rota_buffer_clear(&unknown);
}

static void test_request_read__says_what_is_in_it(void **state)
{
	struct rota_join_request request;
	struct rota_buffer unknown = { 0 };

	(void)state;
	OK(rota_request_read(&request, &world.arena, text.bytes, text.size, &err));
	assert_true(request.has_province);
	assert_memory_equal(&world.province, &request.province, sizeof(request.province));
	assert_string_equal("Ban Tổ chức Huyện ủy Ân Thi", request.name);
	assert_string_equal("329", request.unit);
	assert_string_equal("district", request.office);
	assert_memory_equal(&world.district.public_key, &request.key, sizeof(request.key));
	assert_int_equal(WORLD_TIME, request.made);
	world_request(&unknown, &world, false);
	OK(rota_request_read(&request, &world.arena, unknown.bytes, unknown.size, &err));
	assert_false(request.has_province);
	rota_buffer_clear(&unknown);
}

static void test_request_read__the_last_newline_may_be_missing(void **state)
{
	struct rota_join_request request;

	(void)state;
	OK(rota_request_read(&request, &world.arena, text.bytes, text.size - 1, &err));
}

static void test_request_read__every_line_is_as_it_must_be(void **state)
{
	static const struct {
		const char *from, *to;
		const char *message;
	} rows[] = {
		{ "rota-request: 1", "rota-request: 2",
		  "the request: line 1 is not as it must be: 'rota-request: 2'" },
		{ "rota-request: 1\n", "rota-request: 1\r\n",
		  "the request: line 1 is not as it must be: 'rota-request: 1?'" },
		{ "name: Ban", "Name: Ban",
		  "the request: line 3 is not as it must be: 'Name: Ban Tổ chức Huyện ủy Ân Thi'" },
		{ "name: Ban", "name:  Ban",
		  "the request: line 3 is not as it must be: 'name:  Ban Tổ chức Huyện ủy Ân "
		  "Thi'" },
		{ "unit: 329", "unit: ", "the request: line 4 is not as it must be: 'unit: '" },
		{ "unit: 329", "unit: 3\t9",
		  "the request: line 4 is not as it must be: 'unit: 3?9'" },
		{ "office: district\n", "", NULL },
		{ "key: ssh-ed25519 ", "key: ssh-ed25520 ", NULL },
		{ "key: ssh-ed25519 AAAA", "key: ssh-ed25519 BAAA", NULL },
		{ "made: 2024-02-15T01:31:00.123Z", "made: 2024-02-15 01:31:00.123Z",
		  "the request: line 7 is not as it must be: 'made: 2024-02-15 01:31:00.123Z'" },
		{ "-----BEGIN SSH", "note: x\n-----BEGIN SSH",
		  "the request: line 8 is not as it must be: 'note: x'" },
		{ "-----BEGIN SSH", "-----BEGIN PGP",
		  "the request: the signature: it does not begin with '-----BEGIN SSH "
		  "SIGNATURE-----'" },
		{ "unit: 329", "unit: 330",
		  "the request: the signature: its key has not signed these bytes" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		static const struct rota_join_request nothing;
		struct rota_join_request request;
		struct rota_buffer changed = { 0 };
		const char *at = strstr(text.bytes, rows[i].from);

		assert_non_null(at);
		rota_buffer_append(&changed, text.bytes, (size_t)(at - text.bytes));
		rota_buffer_puts(&changed, rows[i].to);
		rota_buffer_puts(&changed, at + strlen(rows[i].from));
		rota_error_clear(&err);
		assert_int_equal(ROTA_ECORRUPT,
				 rota_request_read(&request, &world.arena, changed.bytes,
						   changed.size, &err));
		if (rows[i].message)
			assert_string_equal(rows[i].message, err.message);
		assert_memory_equal(&nothing, &request, sizeof(request));
		rota_buffer_clear(&changed);
	}
}

static void test_request_read__no_byte_may_change_or_be_missing(void **state)
{
	struct rota_join_request request;

	(void)state;
	for (size_t at = 0; at < text.size; at++) {
		text.bytes[at] = (char)(text.bytes[at] ^ 1);
		assert_int_equal(ROTA_ECORRUPT, rota_request_read(&request, &world.arena,
								  text.bytes, text.size, &err));
		text.bytes[at] = (char)(text.bytes[at] ^ 1);
		if (at < text.size - 1)
			assert_int_equal(ROTA_ECORRUPT, rota_request_read(&request, &world.arena,
									  text.bytes, at, &err));
	}
	text.size += 1; /* the NUL behind it */
	assert_int_equal(ROTA_ECORRUPT,
			 rota_request_read(&request, &world.arena, text.bytes, text.size, &err));
	text.size -= 1;
}

/** The lines name one key, and another has signed them. */
static void test_request_read__the_key_that_is_named_has_signed(void **state)
{
	struct rota_buffer other = { 0 };
	struct rota_join_request request;
	const char *end = strstr(text.bytes, "-----BEGIN");

	(void)state;
	rota_buffer_append(&other, text.bytes, (size_t)(end - text.bytes));
	OK(rota_signature_make(&other, &world.merge, ROTA_REQUEST_NAMESPACE, other.bytes,
			       other.size, &err));
	FAILS(ROTA_ECORRUPT, "the request: another key has signed it than the one it names",
	      rota_request_read(&request, &world.arena, other.bytes, other.size, &err));
	rota_buffer_clear(&other);
}

static void test_request_read__too_large_is_refused(void **state)
{
	static char large[ROTA_REQUEST_MAX_BYTES + 1];
	struct rota_join_request request;

	(void)state;
	FAILS(ROTA_ECORRUPT, "the request: it has 4097 bytes; 4096 is the most",
	      rota_request_read(&request, &world.arena, large, sizeof(large), &err));
}

static void test_request_make__what_cannot_be_read_is_not_written(void **state)
{
	static const char *const texts[] = { "", " x", "x ", "a\nb", "a\x7f" };
	struct rota_join_request request = { .name = "n", .unit = "u", .office = "o" };
	struct rota_buffer out = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		request.unit = texts[i];
		assert_int_equal(ROTA_EINVALID,
				 rota_request_make(&out, &request, &world.district, &err));
		assert_string_equal("write it in one line of at most 300 bytes", err.hint);
	}
	request.unit = "u";
	request.made = 7258118400000;
	FAILS(ROTA_EINVALID, "a request cannot have been made at 7258118400000",
	      rota_request_make(&out, &request, &world.district, &err));
	assert_int_equal(0, out.size);
	rota_buffer_clear(&out);
}

static int attempt_request(void)
{
	struct rota_join_request request = { .name = "n", .unit = "u", .office = "o" }, read;
	struct rota_arena arena = { 0 };
	struct rota_buffer out = { 0 };
	int rc = rota_request_make(&out, &request, &world.district, &err);

	if (!rc)
		rc = rota_request_read(&read, &arena, out.bytes, out.size, &err);
	rota_buffer_clear(&out);
	rota_arena_clear(&arena);
	return rc;
}

static void test_request__memory_that_runs_out_is_told_and_none_is_lost(void **state)
{
	(void)state;
	expect_survival(attempt_request);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_request_make__golden_text),
		cmocka_unit_test(test_request_read__says_what_is_in_it),
		cmocka_unit_test(test_request_read__the_last_newline_may_be_missing),
		cmocka_unit_test(test_request_read__every_line_is_as_it_must_be),
		cmocka_unit_test(test_request_read__no_byte_may_change_or_be_missing),
		cmocka_unit_test(test_request_read__the_key_that_is_named_has_signed),
		cmocka_unit_test(test_request_read__too_large_is_refused),
		cmocka_unit_test(test_request_make__what_cannot_be_read_is_not_written),
		cmocka_unit_test(test_request__memory_that_runs_out_is_told_and_none_is_lost),
	};

	return cmocka_run_group_tests_name("request", tests, make_world, drop_world);
}
