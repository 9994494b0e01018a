/* SPDX-License-Identifier: Apache-2.0 */
/* Exchange by files: what goes into a file, and what its reader then has. What people are told is
 * in tests/flow/bundles.sh; what lies in a file, and how it is damaged, in test_git.c. */
#include "rota/bundle.h"

#include "state/vector.h"
#include "tests/unit/office/district.h"

static struct rota_bundled written;
static struct rota_bundle_applied applied;

static int write_to(struct rota_office *office, struct rota_bundle_options options)
{
	rota_error_clear(&desk.err);
	return rota_bundle_write(office, &options, &written, &desk.arena, &desk.err);
}

static int apply_to(struct rota_office *office, const char *path)
{
	const struct rota_sync_options options = { .progress = NULL };

	rota_error_clear(&desk.err);
	return rota_bundle_apply(office, &path, 1, &options, &applied, &desk.arena, &desk.err);
}

static struct rota_standing standing(void)
{
	struct rota_standing out;

	OK(rota_office_standing(&out, district, &desk.err));
	return out;
}

/** As open_ready(), with an office that has joined. */
static int open_joined(void **state)
{
	if (open_ready(state))
		return -1;
	join_district("329", "Huyện ủy Ân Thi");
	return 0;
}

#define TEST_BOTH(name) cmocka_unit_test_setup_teardown(name, open_joined, close_both)

/** The officer of the district records so many entries more. */
static void record(unsigned count)
{
	static unsigned number;
	struct rota_office *province = sit_down_at(district);

	for (unsigned i = 0; i < count; i++) {
		char name[64];

		snprintf(name, sizeof(name), "Nguyễn Văn Bốn %c", 'A' + (int)(number++ % 26));
		add_cadre(name, "1979", NULL);
	}
	sit_down_at(province);
}

#define WRITE_LOG(...) \
	write_to(district, (struct rota_bundle_options){ .path = path_of("log"), __VA_ARGS__ })
#define WRITE_ANSWER(...)     \
	write_to(desk.office, \
		 (struct rota_bundle_options){ .path = path_of("answer"), __VA_ARGS__ })

/** What was recorded reaches the province, and its answer comes back. */
static void go_round(void)
{
	OK(WRITE_LOG(.all = false));
	OK(apply_to(desk.office, path_of("log")));
	merge();
	OK(WRITE_ANSWER(.office = "Ân Thi"));
	OK(apply_to(district, path_of("answer")));
}

static void test_bundle__an_entry_is_received_when_the_answer_says_so(void **state)
{
	(void)state;
	record(3);
	assert_int_equal(0, standing().written);
	OK(WRITE_LOG(.all = false));
	assert_int_equal(0, written.first);
	assert_int_equal(3, written.entries);
	assert_int_equal(1, written.batches);
	assert_int_equal(3, standing().written);
	assert_int_equal(MORNING / A_DAY, standing().written_ms / A_DAY);
	assert_int_equal(0, standing().sent);
	OK(apply_to(desk.office, path_of("log")));
	assert_true(applied.at_province);
	assert_int_equal(3, applied.entries);
	OK(apply_to(desk.office, path_of("log")));
	assert_int_equal(0, applied.entries);
	merge();
	assert_int_equal(0, standing().merged);
	OK(WRITE_ANSWER(.office = "Ân Thi"));
	OK(apply_to(district, path_of("answer")));
	assert_false(applied.at_province);
	assert_int_equal(3, applied.synced.standing.merged);
	assert_int_equal(3, standing().sent);
}

static void test_bundle_write__begins_behind_what_a_checkpoint_has(void **state)
{
	(void)state;
	record(2);
	go_round();
	OK(WRITE_LOG(.all = false));
	assert_int_equal(0, written.entries);
	assert_int_equal(0, written.files.rows.as.list.count);
	record(1);
	OK(WRITE_LOG(.all = false));
	record(1); /* the file is lost */
	OK(WRITE_LOG(.all = false));
	assert_int_equal(2, written.first);
	assert_int_equal(2, written.entries);
	assert_int_equal(2, written.batches);
	assert_int_equal(2, written.merged);
	OK(WRITE_LOG(.all = true));
	assert_int_equal(0, written.first);
	assert_int_equal(4, written.entries);
	assert_int_equal(3, written.batches);
}

static void test_bundle_write__a_dry_run_seals_and_writes_nothing(void **state)
{
	(void)state;
	record(2);
	OK(WRITE_LOG(.dry_run = true));
	assert_int_equal(2, written.entries);
	assert_int_equal(0, standing().sealed);
	assert_int_equal(0, standing().written);
	assert_false(rota_file_exists(path_of("log")));
	OK(WRITE_ANSWER(.office = "Ân Thi", .dry_run = true));
	assert_false(rota_file_exists(path_of("answer")));
}

static void test_bundle_write__refusals(void **state)
{
	(void)state;
	record(1);
	expect_failure(ROTA_EINVALID, "", "a file of 10 bytes is too small: at least 4000",
		       WRITE_LOG(.max_bytes = 10));
	expect_failure(ROTA_EINVALID, "", "what this office writes is for the province",
		       WRITE_LOG(.office = "Ân Thi"));
	expect_failure(ROTA_EINVALID, "",
		       "an answer is for one office: nobody else may read its notices",
		       WRITE_ANSWER(.all = true));
	expect_failure(ROTA_ENOTFOUND, "", "no office 'Phù Cừ' is enrolled",
		       WRITE_ANSWER(.office = "Phù Cừ"));
}

/** In the lines at the beginning of a file. */
static bool has_line(const char *name, const char *text)
{
	struct rota_buffer bytes = { 0 };
	const char *end;
	bool has;

	assert_int_equal(ROTA_OK, rota_file_read(&bytes, path_of(name), 1 << 20, NULL));
	end = memmem(bytes.bytes, bytes.size, "\n\n", 2); /* behind it is the pack: any bytes */
	assert_non_null(end);
	has = memmem(bytes.bytes, (size_t)(end + 1 - bytes.bytes), text, strlen(text)) != NULL;
	rota_buffer_clear(&bytes);
	return has;
}

static void test_bundle_answer__is_since_what_the_office_has_named(void **state)
{
	(void)state;
	record(1);
	go_round(); /* the batch has named checkpoint 1, which came by the first sync */
	assert_true(has_line("answer", "refs/rota/province/checkpoints 1\n"));
	OK(DO(rota_target_set, .sets = SETS("post=secretary", "phase=2023-2025", "from=30/06/2023",
					    "to=01/01/2026", "count=50")));
	record(1);
	go_round();
	assert_true(has_line("answer", "refs/rota/province/checkpoints 2\n"));
	assert_int_equal(2, applied.synced.standing.merged);
	assert_true(applied.synced.received > 0); /* the target */
	OK(WRITE_ANSWER(.office = "Ân Thi", .all = true));
	assert_false(has_line("answer", "\n-"));
	OK(apply_to(district, path_of("answer")));
}

/** Also when the clock stands still between two of them. */
static void test_vector_size_at__what_each_checkpoint_has(void **state)
{
	struct rota_checkpoint first;
	struct rota_world world;
	uint64_t one, two, number;

	(void)state;
	rota_clock_test_set(MORNING + A_DAY, 0);
	OK(DO(rota_target_set, .sets = SETS("post=secretary", "phase=2023-2025", "from=30/06/2023",
					    "to=01/01/2026", "count=50")));
	number = merge();
	OK(DO(rota_target_set, .sets = SETS("post=chair", "phase=2023-2025", "from=30/06/2023",
					    "to=01/01/2026", "count=19")));
	assert_int_equal(number + 1, merge());
	OK(rota_world_begin(&world, desk.office, false, &desk.err));
	OK(rota_checkpoint_find(&first, &world, number, &desk.err));
	OK(rota_vector_size_at(&one, &world, desk.office->common, &first, &desk.err));
	OK(rota_checkpoint_find(&first, &world, number + 1, &desk.err));
	OK(rota_vector_size_at(&two, &world, desk.office->common, &first, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	assert_true(one < two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_BOTH(test_bundle__an_entry_is_received_when_the_answer_says_so),
		TEST_BOTH(test_bundle_write__begins_behind_what_a_checkpoint_has),
		TEST_BOTH(test_bundle_write__a_dry_run_seals_and_writes_nothing),
		TEST_BOTH(test_bundle_write__refusals),
		TEST_BOTH(test_bundle_answer__is_since_what_the_office_has_named),
		TEST_BOTH(test_vector_size_at__what_each_checkpoint_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
