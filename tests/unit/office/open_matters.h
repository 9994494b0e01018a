/* SPDX-License-Identifier: Apache-2.0 */
/** @file What an office of the desk (office.h) is told that it must look at. */
#ifndef TESTS_UNIT_OFFICE_OPEN_MATTERS_H
#define TESTS_UNIT_OFFICE_OPEN_MATTERS_H

#include "codec/json.h"
#include "tests/unit/office/office.h"

static inline const char *listed(bool all)
{
	static const char *const keys[] = { "kind", "unit", "about", "from", "to", "state" };
	const struct rota_value *list = matters(all);
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < list->as.list.count; i++)
		for (size_t k = 0; k < 6; k++) {
			put_cell(&text, rota_map_get(&list->as.list.items[i], keys[k]));
			rota_buffer_puts(&text, k < 5 ? "|" : "\n");
		}
	return kept(&text);
}

/** "kind|unit|about|from|to|state" of those that are open. */
static inline void expect_open(const char *wanted)
{
	assert_string_equal(wanted, listed(false));
}

static inline void expect_all(const char *wanted)
{
	assert_string_equal(wanted, listed(true));
}

/** The name of the only matter, settled or not. */
static inline const char *the_matter(void)
{
	const struct rota_value *list = matters(true);

	assert_int_equal(1, list->as.list.count);
	return text_in(&list->as.list.items[0], "name");
}

#define IT .subject = the_matter()

/** Some cells of each side of the only matter. */
static inline void expect_side_cells(const size_t cells[4], const char *wanted)
{
	struct rota_report report =
		ask(rota_report_matter, (struct rota_question){ .subject = the_matter() });
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < report.rows.as.list.count; i++)
		for (size_t k = 0; k < 4; k++) {
			put_cell(&text, &report.rows.as.list.items[i].as.list.items[cells[k]]);
			rota_buffer_puts(&text, k < 3 ? "|" : "\n");
		}
	assert_string_equal(wanted, kept(&text));
}

/** "way|what|from|to" for each side of the only matter. */
static inline void expect_sides(const char *wanted)
{
	expect_side_cells((const size_t[]){ 0, 1, 3, 4 }, wanted);
}

static inline const char *totals(void)
{
	struct rota_report report = ask(rota_report_totals, (struct rota_question){ .raw = true });
	struct rota_buffer text = { 0 };

	OK(rota_json_write(&text, rota_map_get(&report.json, "totals"), &desk.err));
	return kept(&text);
}

/** A settlement says something, moves no total, and is the same when all is derived again. */
static inline void expect_settled(const char *way, const char *wanted)
{
	const char *before = totals();
	uint64_t entries;

	OK(DO(rota_settle, IT, .way = way, .why = "x"));
	expect_open("");
	expect_all(wanted);
	assert_string_equal(before, totals());
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	expect_open("");
	expect_all(wanted);
}

#endif
