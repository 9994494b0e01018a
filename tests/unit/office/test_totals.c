/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_report_totals() on rows, placements, phases and what programs get. */
#include "tests/unit/office/office.h"

#define TOTALS(...) ask(rota_report_totals, (struct rota_question){ __VA_ARGS__ })

/** "key=value" of the rows or totals with these keys, a row a line; null for nil. */
static const char *json_rows(const struct rota_report *report, const char *list,
			     const char *const *keys)
{
	const struct rota_value *rows = rota_map_get(&report->json, list);
	struct rota_buffer text = { 0 };

	assert_non_null(rows);
	for (size_t i = 0; i < rows->as.list.count; i++)
		for (const char *const *key = keys; *key; key++) {
			const struct rota_value *cell =
				rota_map_get(&rows->as.list.items[i], *key);

			assert_non_null(cell);
			put_cell(&text, cell);
			rota_buffer_puts(&text, key[1] ? "|" : "\n");
		}
	return kept(&text);
}

#define KEYS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void phase(const char *post, const char *name, const char *from, const char *to,
		  const char *count)
{
	char sets[5][64];

	snprintf(sets[0], sizeof(sets[0]), "post=%s", post);
	snprintf(sets[1], sizeof(sets[1]), "phase=%s", name);
	snprintf(sets[2], sizeof(sets[2]), "from=%s", from);
	snprintf(sets[3], sizeof(sets[3]), "to=%s", to);
	snprintf(sets[4], sizeof(sets[4]), "count=%s", count);
	OK(DO(rota_target_set, .sets = SETS(sets[0], sets[1], sets[2], sets[3], sets[4])));
}

/* --- rows ------------------------------------------------------------------------------------ */

static void test_totals__by_commune_has_every_commune(void **state)
{
	struct rota_report report;

	(void)state;
	seat("12142", "chair", "Nguyễn Văn An", "01/09/2022");
	report = TOTALS(.by = "commune", .scope = "329");
	assert_string_equal("12142|Ân Thi|secretary|1|0\n"
			    "12142|Ân Thi|chair|1|1\n"
			    "12169|Hoàng Hoa Thám|secretary|1|0\n"
			    "12169|Hoàng Hoa Thám|chair|1|0\n",
			    json_rows(&report, "rows",
				      KEYS("scope", "name", "post", "posts", "filled")));
	assert_string_equal("commune", text_in(&report.json, "by"));
	report = TOTALS(.by = "xã");
	assert_int_equal(8, rota_map_get(&report.json, "rows")->as.list.count);
}

static void test_totals__by_district_of_communes_keeps_ended_districts(void **state)
{
	static const char *const keys[] = { "scope", "name", "post", "posts", "filled", NULL };
	struct rota_report report;

	(void)state;
	rota_clock_test_set(MORNING + 700 * A_DAY, 1);
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,seq,legal,new_parent_code\n"
		  "01/07/2025,form,12142,12142,Ân Thi,xa,full,1,NQ 1666,33\n"
		  "01/07/2025,form,12169,12142,Ân Thi,xa,full,1,NQ 1666,33\n"
		  "01/07/2025,absorb,11977,11977,Hồng Nam,xa,full,2,NQ 1666,33\n",
		  .strict = false));
	OK(DO(rota_unit_end, .commune = "329", .from = "01/07/2025",
	      .sets = SETS("cause=abolished", "legal=NQ 203/2025/QH15")));
	report = TOTALS(.by = "district", .as_of = "01/08/2025");
	assert_string_equal("323|Hưng Yên|secretary|2|0\n"
			    "323|Hưng Yên|chair|2|0\n"
			    "329|Ân Thi|secretary|1|0\n"
			    "329|Ân Thi|chair|1|0\n",
			    json_rows(&report, "rows", keys));
}

static void test_totals__by_office_has_the_scopes_of_the_enrolled(void **state)
{
	struct rota_report report = TOTALS(.by = "office");

	(void)state;
	assert_string_equal("33|Ban Tổ chức|secretary|4\n33|Ban Tổ chức|chair|4\n",
			    json_rows(&report, "rows", KEYS("scope", "name", "post", "posts")));
	assert_string_equal("office", text_in(&report.json, "by"));
}

static void test_totals__by_anything_else_is_refused(void **state)
{
	struct rota_question question = { .by = "village" };
	struct rota_report report;

	(void)state;
	expect_failure(ROTA_EINVALID, "", "figures are not grouped by 'village'",
		       rota_report_totals(desk.office, &question, &report, &desk.arena,
					  &desk.err));
}

/* --- placements ------------------------------------------------------------------------------ */

static void test_totals__flow_counts_placements_since_the_phase_began(void **state)
{
	static const char *const keys[] = { "post", "non_local", "flow", NULL };
	struct rota_report report = TOTALS(.as_of = NULL);

	(void)state;
	assert_string_equal("secretary|0|\nchair|0|\n", json_rows(&report, "totals", keys));
	phase("secretary", "2023-2025", "30/06/2023", "01/01/2026", "2");
	seat("11977", "secretary", "Trần Thị Bình", "29/06/2023"); /* before the phase */
	seat("12142", "secretary", "Nguyễn Văn An", "30/06/2023"); /* in it, and gone again */
	OK(DO(rota_relieve, .commune = "12142", .post = "secretary", .act = "retire",
	      .from = "01/01/2024", .docs = { "8-QĐ/HU 28/12/2023" }));
	seat("12169", "secretary", "Trần Thị Bình", "02/01/2024"); /* at home */
	report = TOTALS(.as_of = NULL);
	assert_string_equal("secretary|0|1\nchair|0|\n", json_rows(&report, "totals", keys));
	assert_string_equal("secretary|0|0\nchair|0|\nsecretary|0|1\nchair|0|\n",
			    json_rows(&report, "rows", keys));
	assert_string_equal("Party secretary: not local, placed since 30/06/2023, "
			    "those who have left too: 1", /* below what is open: two places */
			    rota_value_text(&report.notes.as.list.items[report.notes.as.list.count - 1]));
	report = TOTALS(.as_of = "29/06/2023", .phase = "2023-2025");
	assert_string_equal("secretary|1|0\nchair|0|\n", json_rows(&report, "totals", keys));
}

static void test_totals__flow_counts_a_placement_that_was_recorded_twice_once(void **state)
{
	static const char *const keys[] = { "post", "flow", NULL };
	struct rota_report report;

	(void)state;
	phase("secretary", "2023-2025", "30/06/2023", "01/01/2026", "2");
	OK(DO(rota_cadre_add, .sets = SETS("name=Nguyễn Văn An", "born=01/02/1975",
					   "native=xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên"),
	      .why = "another one"));
	seat("12142", "secretary", "Nguyễn Văn An#1", "30/06/2023");
	seat("12142", "secretary", "Nguyễn Văn An#2", "30/06/2023");
	report = TOTALS(.as_of = NULL);
	assert_string_equal("secretary|2\nchair|\n", json_rows(&report, "totals", keys));
	OK(DO(rota_cadre_same, .cadre = "Nguyễn Văn An#1", .other = "Nguyễn Văn An#2",
	      .why = "one man"));
	report = TOTALS(.as_of = NULL);
	assert_string_equal("secretary|1\nchair|\n", json_rows(&report, "totals", keys));
}

static void test_totals__flow_counts_nobody_twice_for_a_new_decision(void **state)
{
	static const char *const keys[] = { "post", "non_local", "flow", NULL };
	struct rota_report report;

	(void)state;
	phase("secretary", "2023-2025", "30/06/2023", "01/01/2026", "2");
	seat("11977", "secretary", "Trần Thị Bình", "01/07/2023");
	OK(DO(rota_replace, .subject = "11977/secretary", .from = "01/12/2023",
	      .docs = { "200-QĐ/HU 28/11/2023" }));
	report = TOTALS(.as_of = NULL);
	assert_string_equal("secretary|1|1\nchair|0|\n", json_rows(&report, "totals", keys));
}

static void test_totals__flow_keeps_placements_in_communes_that_ended(void **state)
{
	struct rota_report report;

	(void)state;
	phase("secretary", "2023-2025", "30/06/2023", "01/01/2026", "2");
	seat("12142", "secretary", "Nguyễn Văn An", "30/06/2023");
	OK(DO(rota_unit_end, .commune = "12142", .from = "01/02/2024",
	      .sets = SETS("cause=absorbed", "legal=NQ 1")));
	report = TOTALS(.as_of = NULL);
	assert_string_equal("3|0|1\n3|0|\n",
			    json_rows(&report, "totals", KEYS("posts", "filled", "flow")));
	assert_string_equal("2|0\n2|\n1|1\n1|\n",
			    json_rows(&report, "rows", KEYS("posts", "flow")));
}

static void test_totals__a_target_of_placements_is_reached_by_placements(void **state)
{
	struct rota_report report;

	(void)state;
	OK(DO(rota_target_set, .sets = SETS("post=secretary", "phase=2023-2025", "from=30/06/2023",
					    "to=01/01/2026", "count=2", "measure=flow")));
	seat("12142", "secretary", "Nguyễn Văn An", "30/06/2023");
	OK(DO(rota_relieve, .commune = "12142", .post = "secretary", .act = "retire",
	      .from = "01/01/2024", .docs = { "8-QĐ/HU 28/12/2023" }));
	report = TOTALS(.as_of = NULL);
	assert_string_equal("0|50\n0|\n",
			    json_rows(&report, "totals", KEYS("non_local", "percent")));
}

static void test_totals__both_counts_communes_with_two_who_are_not_local(void **state)
{
	struct rota_report report;

	(void)state;
	seat("11974", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("11974", "chair", "Trần Thị Bình", "01/09/2022");
	add_cadre("Lê Văn Cường", "1980", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	seat("12142", "secretary", "Lê Văn Cường", "01/09/2022"); /* one of two */
	report = TOTALS(.as_of = NULL);
	assert_string_equal("1\n1\n", json_rows(&report, "totals", KEYS("both")));
	assert_string_equal("1\n1\n0\n0\n", json_rows(&report, "rows", KEYS("both")));
}

/* --- phases ---------------------------------------------------------------------------------- */

static void test_totals__two_phases_in_force_are_both_there(void **state)
{
	struct rota_report report;

	(void)state;
	phase("chair", "2023-2025", "30/06/2023", "01/01/2026", "19");
	phase("chair", "2024-2030", "01/01/2024", "01/01/2031", "30");
	report = TOTALS(.as_of = NULL);
	assert_string_equal("secretary||\nchair|2024-2030|30\nchair|2023-2025|19\n",
			    json_rows(&report, "totals", KEYS("post", "phase", "target")));
	report = TOTALS(.phase = "2023-2025");
	assert_string_equal("secretary||\nchair|2023-2025|19\n",
			    json_rows(&report, "totals", KEYS("post", "phase", "target")));
}

static void test_totals__the_last_opened_period_says_the_phase(void **state)
{
	static const char *const keys[] = { "post", "phase", NULL };
	struct rota_report report;

	(void)state;
	phase("chair", "2023-2025", "30/06/2023", "01/01/2026", "19");
	phase("chair", "2024-2030", "01/01/2024", "01/01/2031", "30");
	OK(DO(rota_period_open, .sets = SETS("name=Quý I/2024", "cutoff=31/03/2024",
					     "due=05/04/2024", "phase=2023-2025")));
	report = TOTALS(.as_of = NULL);
	assert_string_equal("secretary|\nchair|2023-2025\n", json_rows(&report, "totals", keys));
	report = TOTALS(.as_of = "01/01/2023"); /* before that phase */
	assert_string_equal("secretary|\nchair|\n", json_rows(&report, "totals", keys));
}

static void test_totals__targets_that_do_not_add_up_are_noted(void **state)
{
	struct rota_report report;

	(void)state;
	phase("chair", "2023-2025", "30/06/2023", "01/01/2026", "3");
	OK(DO(rota_target_set, .sets = SETS("post=chair", "phase=2023-2025", "from=30/06/2023",
					    "to=01/01/2026", "count=2", "scope=329")));
	report = TOTALS(.as_of = NULL);
	assert_string_equal("chair of the People's Committee: the targets of the rows add up to 2, "
			    "not to 3",
			    rota_value_text(&report.notes.as.list.items[0]));
}

/* --- for programs ---------------------------------------------------------------------------- */

static void test_totals__json_has_the_whole_form(void **state)
{
	static const char *const keys[] = { "as_of",  "policy", "by",	    "rows",
					    "totals", "disputed", "known_at", "provisional",
					    "exact",  "coverage", "matters" };
	struct rota_report report;

	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Nguyễn Văn An",
	      .act = "approve", .from = "01/09/2023", .docs = { "9/QĐ-UBND 28/08/2023" },
	      .locality = "non_local", .why = "sinh sống ở nơi khác"));
	report = TOTALS(.as_of = NULL);
	assert_int_equal(sizeof(keys) / sizeof(keys[0]), report.json.as.map.count);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		assert_non_null(rota_map_get(&report.json, keys[i]));
	assert_int_equal(ROTA_NIL, rota_map_get(&report.json, "by")->type);
	assert_int_equal(1, rota_map_get(&report.json, "disputed")->as.number);
	assert_string_equal("0|0|0\n0|0|1\n",
			    json_rows(&report, "totals", KEYS("non_local", "low", "high")));
}

/* --- on the units of a later day --------------------------------------------------------------- */

/** From 1/12/2024 on Hồng Nam and Liên Phương are Phương Nam. */
static void decide_merger(void)
{
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,seq,legal,new_parent_code\n"
		  "01/12/2024,form,11977,11977,Phương Nam,xa,full,1,NQ 1248,323\n"
		  "01/12/2024,form,11974,11977,Phương Nam,xa,full,2,NQ 1248,323\n",
		  .strict = false));
}

/** The lines about chairs. */
static const char *chairs_of(const char *lines)
{
	struct rota_buffer text = { 0 };

	for (const char *line = lines; *line; line += strcspn(line, "\n") + 1) {
		size_t size = strcspn(line, "\n") + 1;

		if (memmem(line, size, "|chair|", 7))
			rota_buffer_append(&text, line, size);
	}
	return kept(&text);
}

static const char *const then_keys[] = { "scope",     "post",	 "posts",	  "filled",
					 "non_local", "seats",	 "surplus",	  "strangers",
					 "strangers_low", "strangers_high", NULL };

static void test_units_of__seats_come_together_where_communes_go_on(void **state)
{
	struct rota_report report;

	(void)state;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022"); /* not local */
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2022"); /* not local, from Hồng Nam */
	decide_merger();
	report = TOTALS(.units_of = "01/12/2024", .by = "commune", .scope = "323", .raw = true);
	assert_string_equal("11977|secretary|2|2|2|1|1|1|0|1\n" /* An is from Phương Nam */
			    "11977|chair|2|0|0|1|0|0|0|0\n",
			    json_rows(&report, "rows", then_keys));
	assert_string_equal("2024-02-15", text_in(&report.json, "as_of"));
	assert_string_equal("2024-12-01", text_in(&report.json, "units_of"));
	assert_int_equal(0, rota_map_get(&report.json, "apart")->as.number);
	report = TOTALS(.units_of = "01/12/2024", .raw = true);
	assert_string_equal("323|secretary|2|2|2|1|1|1|0|1\n"
			    "323|chair|2|0|0|1|0|0|0|0\n"
			    "329|secretary|2|0|0|2|0|0|0|0\n"
			    "329|chair|2|0|0|2|0|0|0|0\n",
			    json_rows(&report, "rows", then_keys));
	report = TOTALS(.units_of = "30/11/2024", .by = "commune", .scope = "323", .raw = true);
	assert_string_equal("11974|secretary|1|1|1|1|0|1|1|1\n"
			    "11974|chair|1|0|0|1|0|0|0|0\n"
			    "11977|secretary|1|1|1|1|0|1|1|1\n"
			    "11977|chair|1|0|0|1|0|0|0|0\n",
			    json_rows(&report, "rows", then_keys));
}

static void test_units_of__whoever_is_not_local_there_counts_so(void **state)
{
	struct rota_report report;

	(void)state;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	add_cadre("Lê Văn Cường", "1980", "huyện Gia Bình, tỉnh Bắc Ninh");
	seat("Liên Phương", "secretary", "Lê Văn Cường", "01/09/2022");
	decide_merger();
	report = TOTALS(.units_of = "01/12/2024", .by = "commune", .scope = "323", .raw = true);
	assert_string_equal("11977|secretary|2|2|2|1|1|2|1|1\n"
			    "11977|chair|2|0|0|1|0|0|0|0\n",
			    json_rows(&report, "rows", then_keys));
	/* by the units of the appointment nothing changes */
	OK(DO(rota_policy_set, .from = "01/01/2024", .sets = SETS("geography=appointment")));
	OK(DO(rota_cadre_change, .cadre = "Lê Văn Cường",
	      .sets = SETS("native=xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên")));
	report = TOTALS(.units_of = "01/12/2024", .by = "commune", .scope = "323", .raw = true);
	assert_string_equal("11977|secretary|2|2|2|1|1|2|1|1\n"
			    "11977|chair|2|0|0|1|0|0|0|0\n",
			    json_rows(&report, "rows", then_keys));
}

static void test_units_of__a_commune_in_pieces_is_in_the_total_alone(void **state)
{
	struct rota_report report;

	(void)state;
	seat("12142", "chair", "Trần Thị Bình", "01/09/2022");
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,seq,legal,new_parent_code\n"
		  "01/12/2024,split,12142,12142,Tân Thi,xa,part,1,NQ 1248,329\n"
		  "01/12/2024,split,12142,12143,Nam Thi,xa,part,2,NQ 1248,329\n",
		  .strict = false));
	report = TOTALS(.units_of = "01/12/2024", .by = "commune", .scope = "329", .raw = true);
	assert_int_equal(1, rota_map_get(&report.json, "apart")->as.number);
	assert_string_equal("12142|chair|0|0|1\n12143|chair|0|0|1\n12169|chair|1|0|1\n",
			    chairs_of(json_rows(&report, "rows",
						KEYS("scope", "post", "posts", "filled", "seats"))));
	assert_string_equal("secretary|2|0|3\nchair|2|1|3\n",
			    json_rows(&report, "totals",
				      KEYS("post", "posts", "filled", "seats")));
}

static void test_units_of__a_main_part_takes_the_head_along(void **state)
{
	struct rota_report report;

	(void)state;
	seat("12142", "chair", "Trần Thị Bình", "01/09/2022");
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,seq,legal,new_parent_code\n"
		  "01/12/2024,split,12142,12142,Tân Thi,xa,main,1,NQ 1248,329\n"
		  "01/12/2024,split,12142,12143,Nam Thi,xa,rest,2,NQ 1248,329\n",
		  .strict = false));
	report = TOTALS(.units_of = "01/12/2024", .by = "commune", .scope = "329", .raw = true);
	assert_int_equal(0, rota_map_get(&report.json, "apart")->as.number);
	assert_string_equal("12142|chair|1|1|1\n12143|chair|0|0|1\n12169|chair|1|0|1\n",
			    chairs_of(json_rows(&report, "rows",
						KEYS("scope", "post", "posts", "filled", "seats"))));
}

static void test_units_of__a_scope_that_ends_shows_its_communes(void **state)
{
	struct rota_report report;

	(void)state;
	seat("12142", "chair", "Trần Thị Bình", "01/09/2022");
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,seq,legal,new_parent_code\n"
		  "01/07/2025,form,12142,12142,Ân Thi,xa,full,1,NQ 1666,33\n"
		  "01/07/2025,form,11974,12142,Ân Thi,xa,full,2,NQ 1666,33\n",
		  .strict = false));
	OK(DO(rota_unit_end, .commune = "329", .from = "01/07/2025",
	      .sets = SETS("cause=abolished", "legal=NQ 203/2025/QH15")));
	report = TOTALS(.units_of = "01/07/2025", .scope = "329", .raw = true);
	assert_string_equal("12142|chair|1|1|1|0|1|0|1\n" /* another one comes in */
			    "12169|chair|1|0|1|0|0|0|0\n",
			    chairs_of(json_rows(&report, "rows",
						KEYS("scope", "post", "posts", "filled", "seats",
						     "surplus", "strangers", "strangers_low",
						     "strangers_high"))));
}

static void test_units_of__is_no_earlier_day(void **state)
{
	const struct rota_question earlier = { .units_of = "14/02/2024" }, none = { .units_of = "x" };
	struct rota_report report;

	(void)state;
	expect_failure(ROTA_EINVALID, "", "--units-of: '14/02/2024' lies before 15/02/2024",
		       rota_report_totals(desk.office, &earlier, &report, &desk.arena, &desk.err));
	expect_failure(ROTA_EINVALID, "V56", "--units-of: 'x' is not a day",
		       rota_report_totals(desk.office, &none, &report, &desk.arena, &desk.err));
}

static void test_units_of__a_roster_says_where_each_commune_goes_on(void **state)
{
	struct rota_question question = { .units_of = "01/12/2024", .scope = "11974" };
	struct rota_report report;

	(void)state;
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2022");
	decide_merger();
	report = ask(rota_report_roster, question);
	assert_string_equal("11974|Liên Phương|Party secretary|Nguyễn Văn An|12/05/1975|01/09/2022|"
			    "designate|not local|123-QĐ/HU, 28/08/2022|Phương Nam (11977)\n"
			    "11974|Liên Phương|chair of the People's Committee|(not reported)||||||"
			    "Phương Nam (11977)\n",
			    rows_of(&report));
	question.raw = true;
	report = ask(rota_report_vacancies, question);
	assert_string_equal("11974|Liên Phương|chair|not_reported|||11977\n", rows_of(&report));
	question.units_of = "14/02/2024";
	expect_failure(ROTA_EINVALID, "", "--units-of: '14/02/2024' lies before 15/02/2024",
		       rota_report_roster(desk.office, &question, &report, &desk.arena, &desk.err));
}

static void test_units_of__targets_stand_beside_the_total_alone(void **state)
{
	struct rota_report report;

	(void)state;
	phase("secretary", "2023-2025", "30/06/2023", "01/01/2026", "1");
	OK(DO(rota_target_set, .sets = SETS("post=secretary", "scope=323", "phase=2023-2025",
					    "from=30/06/2023", "to=01/01/2026", "count=1")));
	decide_merger();
	report = TOTALS(.units_of = "01/12/2024", .raw = true);
	assert_string_equal("secretary|\nchair|\nsecretary|\nchair|\n",
			    json_rows(&report, "rows", KEYS("post", "target")));
	assert_string_equal("secretary|1\nchair|\n",
			    json_rows(&report, "totals", KEYS("post", "target")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_totals__by_commune_has_every_commune),
		TEST(test_totals__by_district_of_communes_keeps_ended_districts),
		TEST(test_totals__by_office_has_the_scopes_of_the_enrolled),
		TEST(test_totals__by_anything_else_is_refused),
		TEST(test_totals__flow_counts_placements_since_the_phase_began),
		TEST(test_totals__flow_counts_a_placement_that_was_recorded_twice_once),
		TEST(test_totals__flow_counts_nobody_twice_for_a_new_decision),
		TEST(test_totals__flow_keeps_placements_in_communes_that_ended),
		TEST(test_totals__a_target_of_placements_is_reached_by_placements),
		TEST(test_totals__both_counts_communes_with_two_who_are_not_local),
		TEST(test_totals__two_phases_in_force_are_both_there),
		TEST(test_totals__the_last_opened_period_says_the_phase),
		TEST(test_totals__targets_that_do_not_add_up_are_noted),
		TEST(test_totals__json_has_the_whole_form),
		TEST(test_units_of__seats_come_together_where_communes_go_on),
		TEST(test_units_of__whoever_is_not_local_there_counts_so),
		TEST(test_units_of__a_commune_in_pieces_is_in_the_total_alone),
		TEST(test_units_of__a_main_part_takes_the_head_along),
		TEST(test_units_of__a_scope_that_ends_shows_its_communes),
		TEST(test_units_of__is_no_earlier_day),
		TEST(test_units_of__a_roster_says_where_each_commune_goes_on),
		TEST(test_units_of__targets_stand_beside_the_total_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
