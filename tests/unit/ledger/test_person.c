/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/person.h: each row of its table, and a generated set whose truth is
 *  known. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ledger/person.h"
#include "tests/support/splitmix64.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define AN .name = "nguyễn văn an", .loose = "nguyen van an"
#define MESO .native = "xa me so huyen van giang tinh hung yen"

struct row {
	enum rota_likeness expected;
	struct rota_person a, b;
};

static const struct row rows[] = {
	/* equal numbers */
	{ ROTA_SAME_PERSON, { AN, .pin = "033079001234" }, { AN, .pin = "033079001234" } },
	{ ROTA_SAME_PERSON,
	  { AN, .born = "1979", .pin = "033079001234" },
	  { AN, .born = "1980-05-19", .pin = "033079001234" } }, /* C05 */
	{ ROTA_LIKE,                                             /* C04: the name is another one */
	  { AN, .pin = "033079001234" },
	  { .name = "trần văn bình", .loose = "tran van binh", .pin = "033079001234" } },
	{ ROTA_LIKE, /* the name lacks its accents: somebody looks */
	  { AN, .pin = "033079001234" },
	  { .name = "nguyen van an", .loose = "nguyen van an", .pin = "033079001234" } },
	{ ROTA_LIKE, { AN, .pin = "33079001234" }, { AN, .pin = "033079001234" } }, /* lost zero */
	{ ROTA_LIKE, { AN, .pin = "33079001234" }, { AN, .pin = "33079001234" } },
	/* numbers copied badly, C06 */
	{ ROTA_LIKE,
	  { AN, .born = "1979-05-19", .pin = "033079001234" },
	  { AN, .born = "1979-05-19", .pin = "033079001235" } },
	{ ROTA_LIKE,
	  { AN, .born = "1979", .pin = "033079001234" },
	  { AN, .born = "1979-05-19", .pin = "033079001243" } },
	{ ROTA_UNLIKE, /* two digits, not swapped */
	  { AN, .born = "1979-05-19", .pin = "033079001234" },
	  { AN, .born = "1979-05-19", .pin = "033079001256" } },
	{ ROTA_UNLIKE, /* swapped, but not side by side */
	  { AN, .born = "1979-05-19", .pin = "033079001234" },
	  { AN, .born = "1979-05-19", .pin = "033079001432" } },
	{ ROTA_UNLIKE, /* one digit, but another year of birth */
	  { AN, .born = "1979-05-19", .pin = "033079001234" },
	  { AN, .born = "1981-05-19", .pin = "033079001235" } },
	/* C07: two valid numbers are two persons */
	{ ROTA_UNLIKE,
	  { AN, MESO, .born = "1979-05-19", .pin = "033079001234" },
	  { AN, MESO, .born = "1979-05-19", .pin = "034079005678" } },
	/* without both numbers */
	{ ROTA_LIKE, { AN, .cmnd = "145123456" }, { AN, .cmnd = "145123456" } },
	{ ROTA_UNLIKE, { AN, .cmnd = "145123456" }, { AN, .cmnd = "145123457" } },
	{ ROTA_UNLIKE,
	  { AN, .cmnd = "145123456" },
	  { .name = "trần văn bình", .loose = "tran van binh", .cmnd = "145123456" } },
	{ ROTA_LIKE, /* C08 */
	  { AN, MESO, .born = "1979-05-19", .cmnd = "145123456" },
	  { AN, MESO, .born = "1979-05-19", .pin = "033079001234" } },
	{ ROTA_LIKE,
	  { AN, MESO, .born = "1979-05-19" },
	  { .name = "nguyen van an", .loose = "nguyen van an", MESO, .born = "1979-05-19" } },
	{ ROTA_LIKE, { AN, MESO, .born = "1979" }, { AN, MESO, .born = "1979-05-19" } },
	{ ROTA_LIKE, { AN, MESO, .born = "1979-05" }, { AN, MESO, .born = "1979-05-19" } },
	{ ROTA_UNLIKE, /* a year alone is too little where the accents are missing as well */
	  { AN, MESO, .born = "1979" },
	  { .name = "nguyen van an", .loose = "nguyen van an", MESO, .born = "1979-05-19" } },
	{ ROTA_UNLIKE, { AN, MESO, .born = "1979-05-19" }, { AN, MESO, .born = "1979-05-20" } },
	{ ROTA_UNLIKE, { AN, MESO }, { AN, MESO, .born = "1979-05-20" } },
	{ ROTA_UNLIKE, { AN, .born = "1979-05-19" }, { AN, .born = "1979-05-19" } },
	{ ROTA_UNLIKE,
	  { AN, MESO, .born = "1979-05-19" },
	  { AN, .native = "xa quang vinh", .born = "1979-05-19" } },
	{ ROTA_UNLIKE, { .pin = "x" }, { .pin = "x" } },
	{ ROTA_UNLIKE, { .pin = NULL }, { .pin = NULL } },
};

static void test_person_compare__as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum rota_likeness found = rota_person_compare(&rows[i].a, &rows[i].b);

		if (found != rows[i].expected)
			fail_msg("row %zu: %d, not %d", i, (int)found, (int)rows[i].expected);
		assert_int_equal(found, rota_person_compare(&rows[i].b, &rows[i].a));
	}
}

/* --- a set whose truth is known -------------------------------------------------------------- */

enum { PERSONS = 1600, RECORDS = 2 * PERSONS, TEXT = 96 };

/** How the second record of a person differs from the first. */
enum noise {
	EQUAL_NUMBER, /* in capitals, the tone elsewhere */
	LOST_ZERO,    /* as Excel leaves it */
	NO_NUMBER,    /* the list had none; accents may be missing */
	NOT_TWICE,
	NOISES
};

struct record {
	int person;
	enum noise noise;
	char name[TEXT], loose[TEXT], born[16], pin[16], native[TEXT];
	struct rota_person facts;
};

static struct record records[RECORDS];
static size_t record_count;

static int pick(struct splitmix64 *random, size_t count)
{
	return (int)splitmix64_below(random, count);
}

static void fold_into(char *out, const char *text,
		      int (*fold)(struct rota_buffer *, const char *, size_t, struct rota_error *))
{
	struct rota_buffer key = { 0 };

	assert_int_equal(0, fold(&key, text, strlen(text), NULL));
	snprintf(out, TEXT, "%s", rota_buffer_text(&key));
	rota_buffer_clear(&key);
}

static void finish(struct record *record, const char *name)
{
	fold_into(record->name, name, rota_text_fold);
	fold_into(record->loose, name, rota_text_fold_loose);
	record->facts = (struct rota_person){ .name = record->name,
					      .loose = record->loose,
					      .born = record->born,
					      .pin = *record->pin ? record->pin : NULL,
					      .native = record->native };
}

/** Common names, so that many are called alike. */
static void make_name(char *out, struct splitmix64 *random, bool capitals, bool accents)
{
	static const char *const parts[3][8][3] = {
		{ { "Nguyễn", "NGUYỄN", "Nguyen" },
		  { "Trần", "TRẦN", "Tran" },
		  { "Lê", "LÊ", "Le" },
		  { "Phạm", "PHẠM", "Pham" },
		  { "Hoàng", "HOÀNG", "Hoang" },
		  { "Vũ", "VŨ", "Vu" },
		  { "Đỗ", "ĐỖ", "Do" },
		  { "Chu", "CHU", "Chu" } },
		{ { "Văn", "VĂN", "Van" },
		  { "Thị", "THỊ", "Thi" },
		  { "Đình", "ĐÌNH", "Dinh" },
		  { "Xuân", "XUÂN", "Xuan" },
		  { "Ngọc", "NGỌC", "Ngoc" },
		  { "Hữu", "HỮU", "Huu" },
		  { "Quý", "QUÍ", "Quy" },
		  { "Minh", "MINH", "Minh" } },
		{ { "An", "AN", "An" },
		  { "Hòa", "HOÀ", "Hoa" },
		  { "Thủy", "THUỶ", "Thuy" },
		  { "Long", "LONG", "Long" },
		  { "Tuấn", "TUẤN", "Tuan" },
		  { "Hằng", "HẰNG", "Hang" },
		  { "Thắng", "THẮNG", "Thang" },
		  { "Sỹ", "SĨ", "Sy" } },
	};
	int form = !accents ? 2 : capitals ? 1 : 0;
	int a = pick(random, 8), b = pick(random, 8), c = pick(random, 8);

	snprintf(out, TEXT, "%s %s %s", parts[0][a][form], parts[1][b][form], parts[2][c][form]);
}

static void add_second(const struct record *first, struct splitmix64 of_name,
		       struct splitmix64 *random)
{
	struct record *second = &records[record_count++];
	char name[TEXT];

	*second = *first;
	make_name(name, &of_name, first->noise == EQUAL_NUMBER,
		  first->noise != NO_NUMBER || pick(random, 2));
	if (first->noise == LOST_ZERO)
		memmove(second->pin, second->pin + 1, sizeof(second->pin) - 1);
	if (first->noise == NO_NUMBER)
		second->pin[0] = '\0';
	if (pick(random, 50) == 0) /* somebody wrote another place */
		snprintf(second->native, sizeof(second->native), "xa %d", pick(random, 161));
	finish(second, name);
}

static void make_pin(char out[16], int born, struct splitmix64 *random)
{
	snprintf(out, 16, "033%d%02d%06d", pick(random, 2), born % 100, pick(random, 1000000));
}

static void make_records(void)
{
	struct splitmix64 random = { 20240215 };

	for (int i = 0; i < PERSONS; i++) {
		struct record *first = &records[record_count++];
		struct splitmix64 of_name = { splitmix64_next(&random) }, again = of_name;
		char name[TEXT];
		int year;

		first->person = i;
		first->noise = (enum noise)pick(&random, NOISES);
		make_name(name, &of_name, false, true);
		year = pick(&random, 30);
		snprintf(first->born, sizeof(first->born), "%d-%02d-%02d", 1960 + year,
			 1 + pick(&random, 12), 1 + pick(&random, 28));
		make_pin(first->pin, 1960 + year, &random);
		snprintf(first->native, sizeof(first->native), "xa %d", pick(&random, 161));
		finish(first, name);
		if (first->noise != NOT_TWICE)
			add_second(first, again, &random);
	}
}

struct score {
	size_t twins[NOISES], found[NOISES]; /* of one person */
	size_t same[NOISES];
	size_t wrong, wrongly_same; /* of two persons */
};

static struct score compare_all(void)
{
	struct score score = { .wrong = 0 };

	for (size_t i = 0; i < record_count; i++)
		for (size_t k = i + 1; k < record_count; k++) {
			enum rota_likeness likeness =
				rota_person_compare(&records[i].facts, &records[k].facts);
			bool one = records[i].person == records[k].person;
			enum noise noise = records[i].noise;

			score.twins[noise] += one;
			score.found[noise] += one && likeness != ROTA_UNLIKE;
			score.same[noise] += one && likeness == ROTA_SAME_PERSON;
			score.wrong += !one && likeness == ROTA_LIKE;
			score.wrongly_same += !one && likeness == ROTA_SAME_PERSON;
		}
	return score;
}

/** Issue: recall of equal numbers and lost zeros 1.0, of name, birth and native place at least 0.95
 * at a precision of at least 0.9, and not one merge that nobody asked for. */
static void test_person_compare__of_a_set_whose_truth_is_known(void **state)
{
	struct score score;

	(void)state;
	make_records();
	score = compare_all();
	for (int noise = 0; noise < NOT_TWICE; noise++)
		assert_true(score.twins[noise] > 300);
	assert_int_equal(score.twins[EQUAL_NUMBER], score.same[EQUAL_NUMBER]);
	assert_int_equal(score.twins[LOST_ZERO], score.found[LOST_ZERO]);
	assert_int_equal(0, score.same[LOST_ZERO]);
	assert_int_equal(0, score.same[NO_NUMBER]);
	assert_true(100 * score.found[NO_NUMBER] >= 95 * score.twins[NO_NUMBER]);
	assert_true(score.found[NO_NUMBER] < score.twins[NO_NUMBER]); /* some noise is too much */
	assert_true(100 * score.found[NO_NUMBER] >= 90 * (score.found[NO_NUMBER] + score.wrong));
	assert_int_equal(0, score.wrongly_same);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_person_compare__as_the_table_says),
		cmocka_unit_test(test_person_compare__of_a_set_whose_truth_is_known),
	};

	return cmocka_run_group_tests_name("person", tests, NULL, NULL);
}
