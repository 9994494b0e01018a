/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota/office.h about the folder and its settings. */
#include <sys/stat.h>

#include "tests/unit/office/office.h"

static const struct rota_init_options hung_yen = { .province = "33", .name = "Ban Tổ chức" };

static int init(const char *dir, const struct rota_init_options *options)
{
	rota_error_clear(&desk.err);
	return rota_office_init(dir, options, &desk.err);
}

static int open_at(const char *dir, bool read_only)
{
	rota_error_clear(&desk.err);
	return rota_office_open(&desk.office, dir, read_only, &desk.err);
}

static const char *setting(const char *key)
{
	const char *value;

	OK(rota_office_setting(&value, desk.office, key, &desk.arena, &desk.err));
	return value;
}

static int set(const char *key, const char *value)
{
	rota_error_clear(&desk.err);
	return rota_office_set(desk.office, key, value, &desk.err);
}

/* --- init ------------------------------------------------------------------------------------ */

static void test_office_init__makes_keys_and_a_store(void **state)
{
	static const char *const names[] = { "rota.mdb", "keys/root", "keys/root.next",
					     "keys/merge" };

	(void)state;
	OK(init(desk.dir, &hung_yen));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_true(rota_file_exists(path_of(names[i])));
	assert_false(rota_file_exists(path_of("rota.mdb.new")));
}

static void test_office_init__keys_are_for_their_owner_only(void **state)
{
	struct stat about;

	(void)state;
	OK(init(desk.dir, &hung_yen));
	assert_int_equal(0, stat(path_of("keys/root"), &about));
	assert_int_equal(0600, about.st_mode & 0777);
	assert_int_equal(0, stat(path_of("keys"), &about));
	assert_int_equal(0700, about.st_mode & 0777);
}

static void test_office_init__records_the_first_entries(void **state)
{
	static const char *const kinds[] = { "province.create", "writer.enrol", "policy.set" };

	(void)state;
	OK(init(desk.dir, &hung_yen));
	OK(open_at(desk.dir, false));
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct rota_entry entry = entry_of(desk.office->common, i);

		assert_string_equal(kinds[i], entry.kind_name);
		assert_int_equal(0, entry.set_first);
		assert_int_equal(3, entry.set_count);
		OK(rota_entry_check(&entry, &desk.err));
	}
	assert_int_equal(0, own_size());
}

static void test_office_init__names_the_province_from_the_national_list(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(init(desk.dir, &hung_yen));
	OK(open_at(desk.dir, false));
	entry = entry_of(desk.office->common, 0);
	assert_string_equal("33", text_in(entry.body, "code"));
	assert_string_equal("Hưng Yên", text_in(entry.body, "name"));
}

static void test_office_init__takes_the_name_that_is_given(void **state)
{
	const struct rota_init_options options = { .province = "33",
						   .name = "Ban Tổ chức",
						   .province_name = "Hải Hưng" };

	(void)state;
	OK(init(desk.dir, &options));
	OK(open_at(desk.dir, false));
	assert_string_equal("Hải Hưng",
			    text_in(entry_of(desk.office->common, 0).body, "name"));
}

static void test_office_init__makes_the_folder(void **state)
{
	(void)state;
	OK(init(path_of("new"), &hung_yen));
	assert_true(rota_file_exists(path_of("new/rota.mdb")));
}

static void test_office_init__leaves_an_office_as_it_is(void **state)
{
	char message[256];
	struct stat before, after;

	(void)state;
	OK(init(desk.dir, &hung_yen));
	assert_int_equal(0, stat(path_of("rota.mdb"), &before));
	snprintf(message, sizeof(message), "'%s' has an office already ('rota.mdb')", desk.dir);
	expect_failure(ROTA_EINVALID, "", message, init(desk.dir, &hung_yen));
	assert_string_equal("choose another folder with -C DIR", desk.err.hint);
	assert_int_equal(0, stat(path_of("rota.mdb"), &after));
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	OK(open_at(desk.dir, false));
}

static void test_office_init__leaves_keys_without_a_store_as_they_are(void **state)
{
	char message[256];

	(void)state;
	assert_int_equal(0, mkdir(path_of("keys"), 0700));
	write_file("keys/merge", "precious");
	snprintf(message, sizeof(message), "'%s' has an office already ('keys/merge')", desk.dir);
	expect_failure(ROTA_EINVALID, "", message, init(desk.dir, &hung_yen));
	assert_string_equal("precious", read_file("keys/merge"));
	assert_false(rota_file_exists(path_of("rota.mdb")));
}

static void test_office_init__goes_on_where_one_died(void **state)
{
	(void)state;
	assert_int_equal(0, mkdir(path_of("keys"), 0700));
	write_file("rota.mdb.new", "half");
	write_file("keys/root", "half");
	OK(init(desk.dir, &hung_yen));
	OK(open_at(desk.dir, false));
	assert_false(rota_file_exists(path_of("rota.mdb.new")));
}

static void test_office_init__refuses_wrong_values(void **state)
{
	static const struct {
		struct rota_init_options options;
		const char *rule, *message;
	} rows[] = {
		{ { .province = NULL, .name = "A" }, "V01", "'' is no code of a province" },
		{ { .province = "3", .name = "A" }, "V01", "'3' is no code of a province" },
		{ { .province = "329", .name = "A" }, "V01", "'329' is no code of a province" },
		{ { .province = "99", .name = "A" }, "V01", "'99' is no code of a province" },
		{ { .province = "3a", .name = "A", .province_name = "B" }, "V01",
		  "'3a' is no code of a province" },
		{ { .province = "33" }, "", "the name of the office is missing" },
		{ { .province = "33", .name = "" }, "", "the name of the office is missing" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_failure(ROTA_EINVALID, rows[i].rule, rows[i].message,
			       init(desk.dir, &rows[i].options));
}

static void test_office_init__leaves_nothing_behind_when_it_fails(void **state)
{
	const struct rota_init_options wrong = { .province = "33",
						 .name = "Ban\xff Tổ chức" };

	(void)state;
	assert_int_not_equal(ROTA_OK, init(path_of("new"), &wrong));
	assert_false(rota_file_exists(path_of("new")));
	assert_int_not_equal(ROTA_OK, init(desk.dir, &wrong));
	assert_int_equal(0, rmdir(desk.dir)); /* it is empty */
	assert_int_equal(0, mkdir(desk.dir, 0700));
}

static void test_office_init__a_folder_that_cannot_be_made(void **state)
{
	char message[256];

	(void)state;
	snprintf(message, sizeof(message), "'%s': No such file or directory",
		 path_of("none/below"));
	expect_failure(ROTA_EIO, "", message, init(path_of("none/below"), &hung_yen));
	assert_string_equal("check the folder above it", desk.err.hint);
}

/* --- open ------------------------------------------------------------------------------------ */

static void test_office_open__a_folder_without_one_is_not_found(void **state)
{
	char message[256];

	(void)state;
	desk.office = (struct rota_office *)1; /* must be reset */
	snprintf(message, sizeof(message), "no office in '%s'", desk.dir);
	expect_failure(ROTA_ENOTFOUND, "", message, open_at(desk.dir, false));
	assert_null(desk.office);
}

static void test_office_open__finds_the_nearest_above_the_working_folder(void **state)
{
	char before[4096];

	(void)state;
	assert_non_null(getcwd(before, sizeof(before)));
	OK(init(desk.dir, &hung_yen));
	assert_int_equal(0, mkdir(path_of("a"), 0700));
	assert_int_equal(0, mkdir(path_of("a/b"), 0700));
	assert_int_equal(0, chdir(path_of("a/b")));
	unsetenv("ROTA_DIR");
	OK(open_at(NULL, true));
	assert_string_equal(desk.dir, rota_office_dir(desk.office));
	assert_int_equal(0, chdir(before));
}

static void test_office_open__takes_the_folder_of_the_environment(void **state)
{
	(void)state;
	OK(init(desk.dir, &hung_yen));
	setenv("ROTA_DIR", desk.dir, 1);
	OK(open_at(NULL, false));
	unsetenv("ROTA_DIR");
	assert_string_equal(desk.dir, rota_office_dir(desk.office));
}

static void test_office_open__read_only_records_nothing(void **state)
{
	char message[256];

	(void)state;
	OK(init(desk.dir, &hung_yen));
	OK(open_at(desk.dir, true));
	snprintf(message, sizeof(message), "'%s' was opened for reading only", desk.dir);
	expect_failure(ROTA_EIO, "", message,
		       DO(rota_cadre_add, .sets = SETS("name=Nguyễn Văn An")));
}

/* --- settings -------------------------------------------------------------------------------- */

static void test_office_setting__what_init_was_told(void **state)
{
	(void)state;
	assert_string_equal("Ban Tổ chức", setting("name"));
	assert_string_equal("33", setting("province.code"));
	assert_string_equal("province", setting("office"));
	assert_int_equal(64, strlen(setting("province")));
}

static void test_office_setting__what_holds_until_it_is_set(void **state)
{
	(void)state;
	assert_null(setting("officer"));
	assert_string_equal(";", setting("csv.separator"));
	assert_string_equal("yes", setting("csv.bom"));
}

static void test_office_setting__an_unknown_one_is_invalid(void **state)
{
	const char *value = "must be reset";

	(void)state;
	expect_failure(ROTA_EINVALID, "", "there is no setting 'log.own'",
		       rota_office_setting(&value, desk.office, "log.own", &desk.arena,
					   &desk.err));
	assert_null(value);
	assert_string_equal("see them all: rota config", desk.err.hint);
}

static void test_office_set__is_there_when_opened_again(void **state)
{
	(void)state;
	OK(set("csv.bom", "no"));
	OK(set("csv.separator", "tab"));
	rota_office_close(desk.office);
	OK(open_at(desk.dir, false));
	assert_string_equal("no", setting("csv.bom"));
	assert_string_equal("tab", setting("csv.separator"));
}

static void test_office_set__refuses_what_is_fixed_or_wrong(void **state)
{
	static const char *const rows[][3] = {
		{ "name", "Sở Nội vụ", "'name' is fixed when an office is made" },
		{ "province", "34", "'province' is fixed when an office is made" },
		{ "province.code", "34", "'province.code' is fixed when an office is made" },
		{ "office", "district", "'office' is fixed when an office is made" },
		{ "colour", "red", "there is no setting 'colour'" },
		{ "lang", "fr", "'fr' is no value of 'lang'" },
		{ "csv.separator", "|", "'|' is no value of 'csv.separator'" },
		{ "csv.bom", "có", "'có' is no value of 'csv.bom'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_failure(ROTA_EINVALID, "", rows[i][2], set(rows[i][0], rows[i][1]));
	assert_string_equal("Ban Tổ chức", setting("name"));
	assert_string_equal("yes", setting("csv.bom"));
}

static void test_office_set__chooses_the_officer_who_records(void **state)
{
	(void)state;
	OK(DO(rota_officer_add, .sets = SETS("name=Lê An", "title=x", "roles=record")));
	OK(DO(rota_officer_add, .sets = SETS("name=Vũ Bình", "title=x", "roles=record")));
	assert_string_equal("Vũ Bình", setting("officer"));
	OK(set("officer", "Lê An"));
	assert_string_equal("Lê An", setting("officer"));
	expect_failure(ROTA_ENOTFOUND, "", "there is no officer 'Hồ Cúc'",
		       set("officer", "Hồ Cúc"));
	assert_string_equal("Lê An", setting("officer"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_IN_FOLDER(test_office_init__makes_keys_and_a_store),
		TEST_IN_FOLDER(test_office_init__keys_are_for_their_owner_only),
		TEST_IN_FOLDER(test_office_init__records_the_first_entries),
		TEST_IN_FOLDER(test_office_init__names_the_province_from_the_national_list),
		TEST_IN_FOLDER(test_office_init__takes_the_name_that_is_given),
		TEST_IN_FOLDER(test_office_init__makes_the_folder),
		TEST_IN_FOLDER(test_office_init__leaves_an_office_as_it_is),
		TEST_IN_FOLDER(test_office_init__leaves_keys_without_a_store_as_they_are),
		TEST_IN_FOLDER(test_office_init__goes_on_where_one_died),
		TEST_IN_FOLDER(test_office_init__refuses_wrong_values),
		TEST_IN_FOLDER(test_office_init__leaves_nothing_behind_when_it_fails),
		TEST_IN_FOLDER(test_office_init__a_folder_that_cannot_be_made),
		TEST_IN_FOLDER(test_office_open__a_folder_without_one_is_not_found),
		TEST_IN_FOLDER(test_office_open__finds_the_nearest_above_the_working_folder),
		TEST_IN_FOLDER(test_office_open__takes_the_folder_of_the_environment),
		TEST_IN_FOLDER(test_office_open__read_only_records_nothing),
		TEST_EMPTY(test_office_setting__what_init_was_told),
		TEST_EMPTY(test_office_setting__what_holds_until_it_is_set),
		TEST_EMPTY(test_office_setting__an_unknown_one_is_invalid),
		TEST_EMPTY(test_office_set__is_there_when_opened_again),
		TEST_EMPTY(test_office_set__refuses_what_is_fixed_or_wrong),
		TEST_EMPTY(test_office_set__chooses_the_officer_who_records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
