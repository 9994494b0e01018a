/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A merge touches what is new: counted, not timed.
 *
 *     cost [TERMS]
 *
 * Two provinces of the same communes, one with so many terms in each post (20), the other with ten
 * times as many. In both the same hundred entries are recorded then, sent and merged: terms of
 * persons who are not known yet, ends, corrections, and two matters. Counted are the steps of that
 * merge in the store: each row that LMDB is asked for, and each that it is given (rows of days come
 * by the page). These do not grow with the history, but for a few of a hundred.
 */
#include <dlfcn.h>
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock_test.h"
#include "base/file.h"
#include "state/office.h"
#include "tests/property/land.h"
#include "tests/property/must.h"

#define OK(call) land_expect((call), &err, #call)

enum { TERMS = 20, MORE = 10, TERM_DAYS = 40, DAY_ONE = 4000 /* 14/12/1980 */ };

/* --- counting -------------------------------------------------------------------------------- */

static unsigned long steps;

/** The function of LMDB that one of these stands before. */
static void *real(const char *name)
{
	void *function = dlsym(RTLD_NEXT, name);

	MUST(function);
	return function;
}

#define COUNTED(name, parameters, arguments)           \
	int name parameters                            \
	{                                              \
		static int(*next) parameters;          \
                                                       \
		if (!next)                             \
			*(void **)&next = real(#name); \
		steps++;                               \
		return next arguments;                 \
	}

COUNTED(mdb_get, (MDB_txn * txn, MDB_dbi dbi, MDB_val *key, MDB_val *data), (txn, dbi, key, data))
COUNTED(mdb_put, (MDB_txn * txn, MDB_dbi dbi, MDB_val *key, MDB_val *data, unsigned int flags),
	(txn, dbi, key, data, flags))
COUNTED(mdb_del, (MDB_txn * txn, MDB_dbi dbi, MDB_val *key, MDB_val *data), (txn, dbi, key, data))
COUNTED(mdb_cursor_get, (MDB_cursor * cursor, MDB_val *key, MDB_val *data, MDB_cursor_op op),
	(cursor, key, data, op))
COUNTED(mdb_cursor_put, (MDB_cursor * cursor, MDB_val *key, MDB_val *data, unsigned int flags),
	(cursor, key, data, flags))
COUNTED(mdb_cursor_del, (MDB_cursor * cursor, unsigned int flags), (cursor, flags))

/* --- what was recorded before ---------------------------------------------------------------- */

/** A name for each number, no two of which are alike. */
static void put_name(struct rota_buffer *out, size_t number)
{
	static const char *const words[] = { "An",   "Bình",  "Cường", "Dũng", "Giang",
					     "Hải",  "Khánh", "Lâm",   "Minh", "Nam",
					     "Oanh", "Phúc",  "Quân",  "Sơn",  "Thái",
					     "Uyên", "Vinh",  "Xuân",  "Yến",  "Ái" };
	enum { WORDS = sizeof(words) / sizeof(words[0]) };

	rota_buffer_printf(out, "Nguyễn %s %s %s", words[number / WORDS / WORDS % WORDS],
			   words[number / WORDS % WORDS], words[number % WORDS]);
}

static void put_day(struct rota_buffer *out, int32_t number)
{
	char text[ROTA_DAY_TEXT_BYTES];

	rota_day_encode(text, rota_day_from_number(number));
	rota_buffer_puts(out, text);
}

/** The terms of both posts of a commune, one behind the other; a decision names those of one time, in
 * both communes of an office. */
static void put_terms(struct rota_buffer *out, size_t commune, size_t terms)
{
	static const char *const posts[] = { "secretary", "chair" };

	for (size_t post = 0; post < 2; post++)
		for (size_t i = 0; i < terms; i++) {
			int32_t from = DAY_ONE + (int32_t)i * TERM_DAYS;

			rota_buffer_printf(out, "%s,%s,", land_communes[commune][0], posts[post]);
			put_name(out, (2 * commune + post) * terms + i);
			rota_buffer_puts(out, ",1950-02-03,");
			put_day(out, from);
			rota_buffer_puts(out, ",designate,");
			put_day(out, from + TERM_DAYS);
			rota_buffer_printf(out, ",release,%zu-QĐ/HU,", i + 1);
			put_day(out, from - 10);
			rota_buffer_puts(out, ",4 people,\"huyện Gia Bình, tỉnh Bắc Ninh\"\n");
		}
}

static void import_terms(struct land *land, size_t office, size_t terms)
{
	struct rota_buffer text = { 0 };
	struct rota_arena arena = { .first = NULL };
	struct rota_error err = { 0 };
	struct rota_import_result imported;
	char path[2 * LAND_PATH];
	const struct rota_import_options options = { .path = path };

	snprintf(path, sizeof(path), "%s/list.csv", land->dir);
	rota_buffer_puts(&text,
			 "commune,post,name,born,from,act,to,end_act,doc_no,doc_date,"
			 "doc_issuer,native\n");
	put_terms(&text, 2 * office, terms);
	put_terms(&text, 2 * office + 1, terms);
	OK(rota_file_write(path, rota_buffer_text(&text), text.size, 0600, &err));
	OK(rota_import(land->offices[office], ROTA_IMPORT_POSTINGS, &options, &imported, &arena,
		       &err));
	MUST(imported.recorded == 4 * terms);
	rota_arena_clear(&arena);
	rota_buffer_clear(&text);
}

static void exchange(struct land *land)
{
	for (size_t i = 0; i < OFFICES; i++)
		land_sync(land, land->offices[i]);
	land_merge(land->province);
}

/* --- what is new ----------------------------------------------------------------------------- */

static uint64_t act(struct rota_office *office, rota_act_fn *what, struct rota_request request)
{
	struct rota_error err = { 0 };
	struct rota_outcome out = { .count = 0 };

	request.why = "x";
	OK(what(office, &request, &out, &err));
	return out.count;
}

/** A new secretary, corrected and relieved; of the second one nobody said that the first has left.
 */
static uint64_t record_term(struct rota_office *office, const char *commune, size_t number)
{
	struct rota_buffer name = { 0 };
	char set[128], posting[64], from[16];
	uint64_t count;

	put_name(&name, 7000 + number);
	snprintf(set, sizeof(set), "name=%s", rota_buffer_text(&name));
	snprintf(from, sizeof(from), "%02zu/11/2023", 1 + number % 20);
	snprintf(posting, sizeof(posting), "%s/secretary@%s", commune, from);
	count = act(office, rota_cadre_add,
		    (struct rota_request){
			    .sets = (const char *const[]){ set, "born=1960-02-03",
							   "native=huyện Gia Bình, tỉnh Bắc Ninh",
							   NULL } });
	count += act(office, rota_appoint,
		     (struct rota_request){ .commune = commune,
					    .post = "secretary",
					    .cadre = rota_buffer_text(&name),
					    .act = "designate",
					    .from = from,
					    .docs = { "9-QĐ/HU 20/10/2023; 40 people" } });
	count +=
		act(office, rota_correct,
		    (struct rota_request){ .subject = posting,
					   .sets = (const char *const[]){ "source=province", NULL },
					   .typing = "x" });
	if (number % 10 != 9)
		count += act(office, rota_relieve,
			     (struct rota_request){ .commune = commune,
						    .post = "secretary",
						    .cadre = rota_buffer_text(&name),
						    .act = "release",
						    .from = "01/12/2023",
						    .docs = { "9-QĐ/HU 20/11/2023" },
						    .no_vacant = true });
	rota_buffer_clear(&name);
	return count;
}

static void record_news(struct land *land)
{
	uint64_t count = 0;

	for (size_t i = 0; count < 100; i++)
		count += record_term(land->offices[i % OFFICES],
				     land_communes[2 * (i % OFFICES) + i / OFFICES % 2][0], i);
}

/* --- comparing ------------------------------------------------------------------------------- */

/** The steps of the merge of a hundred entries behind a history. */
static unsigned long merge_news(size_t terms)
{
	struct land land;
	unsigned long taken;

	land_make(&land, 1);
	rota_clock_test_set(MORNING, 1);
	for (size_t i = 0; i < OFFICES; i++)
		import_terms(&land, i, terms);
	exchange(&land);
	record_news(&land);
	for (size_t i = 0; i < OFFICES; i++)
		land_sync(&land, land.offices[i]);
	steps = 0;
	MUST(land_merge(land.province));
	taken = steps;
	land_close(&land);
	return taken;
}

int main(int argc, char **argv)
{
	size_t terms = argc > 1 ? strtoul(argv[1], NULL, 10) : TERMS;
	unsigned long few = merge_news(terms), many = merge_news(MORE * terms);
	bool fine = many <= few + few / 20;

	printf("100 entries behind %zu terms a post: %lu steps; behind %zu: %lu\n", terms, few,
	       MORE * terms, many);
	printf("%d passed, %d failed\n", fine, !fine);
	return !fine;
}
