/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of state/aside.h. */
#include "state/aside.h"

#include "tests/unit/office/office.h"

static const struct rota_writer_id log_id = { "aaaaaaaa" };
static const struct rota_put_aside forged = { .why = { .fault = ROTA_FAULT_SIGNATURE,
						       .since = 1707960660123,
						       .has_commit = true,
						       .commit = { "commit" } },
					      .first = 12 };

static struct rota_put_aside found(struct rota_world *world)
{
	struct rota_put_aside aside;

	OK(rota_aside_find(&aside, world, log_id, &desk.err));
	return aside;
}

static void test_aside_note__is_news_until_it_is_told_or_another(void **state)
{
	const struct rota_put_aside damaged = { .why = { .fault = ROTA_FAULT_UNREADABLE, .since = 1 },
					  .first = UINT64_C(1) << 40 };
	struct rota_put_aside now;
	struct rota_world world;

	(void)state;
	OK(rota_world_begin(&world, desk.office, true, &desk.err));
	assert_int_equal(ROTA_FAULT_NONE, found(&world).why.fault);
	OK(rota_aside_note(&world, log_id, &forged, &desk.err));
	now = found(&world);
	assert_memory_equal(&forged.why, &now.why, sizeof(now.why));
	assert_int_equal(12, now.first);
	assert_true(now.news);
	OK(rota_aside_told(&world, log_id, &desk.err));
	assert_false(found(&world).news);
	OK(rota_aside_note(&world, log_id, &forged, &desk.err));
	assert_false(found(&world).news);
	OK(rota_aside_note(&world, log_id, &damaged, &desk.err));
	now = found(&world);
	assert_true(now.news);
	assert_int_equal(ROTA_FAULT_UNREADABLE, now.why.fault);
	assert_true(now.first == damaged.first && now.why.since == forged.why.since);
	OK(rota_aside_lift(&world, log_id, &desk.err));
	assert_int_equal(ROTA_FAULT_NONE, found(&world).why.fault);
	OK(rota_aside_told(&world, log_id, &desk.err));
	assert_int_equal(ROTA_FAULT_NONE, found(&world).why.fault);
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

static void test_aside_tell__what_since_when_and_what_to_do(void **state)
{
	const struct rota_put_aside newer = { .why = { .fault = ROTA_FAULT_NEWER, .since = 1707960660123 } };
	const struct rota_put_aside none = { .first = 3 };
	struct rota_aside_told told;

	(void)state;
	rota_aside_tell(&told, &forged, ROTA_ASIDE_OFFICE, false);
	assert_string_equal("put aside since 15/02/2024 08:31, from entry 12 on: it is not signed with the "
			    "key of the office (commit 636f6d6d6974)",
			    told.sentence);
	assert_string_equal("rota sync sends it again, and so does rota bundle write FILE; if it is put "
			    "aside once more, call the province",
			    told.hint);
	assert_string_equal("signature", told.fault);
	assert_string_equal("636f6d6d69740000000000000000000000000000", told.commit);
	rota_aside_tell(&told, &forged, ROTA_ASIDE_WHOLE, false);
	assert_string_equal("nothing that was recorded here is missing: call the province, somebody else "
			    "has sent something in the name of this office",
			    told.hint);
	rota_aside_tell(&told, &newer, ROTA_ASIDE_PROVINCE, false);
	assert_string_equal("put aside since 15/02/2024 08:31, from entry 0 on: it was written by a newer "
			    "rota than the province has",
			    told.sentence);
	assert_string_equal("install the newest rota here, then ask the office for rota sync, or a file", told.hint);
	assert_false(told.revoked);
	rota_aside_tell(&told, &forged, ROTA_ASIDE_PROVINCE, true);
	assert_true(told.revoked);
	assert_string_equal("the right to write was taken back besides: nothing more of it is awaited",
			    told.hint);
	rota_aside_tell(&told, &none, ROTA_ASIDE_OFFICE, true);
	assert_false(told.revoked);
	assert_null(told.fault);
	assert_string_equal("", told.sentence);
	assert_string_equal("", told.hint);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_aside_note__is_news_until_it_is_told_or_another, open_office, remove_folder),
		cmocka_unit_test(test_aside_tell__what_since_when_and_what_to_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
