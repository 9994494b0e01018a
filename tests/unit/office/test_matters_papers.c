/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of state/papers.h, state/late.h and state/partial.h: cases of domain.md,
 * from what is recorded to what is told. */
#include "tests/unit/office/district.h"
#include "tests/unit/office/open_matters.h"

/* --- what is asked --------------------------------------------------------------------------- */

/** The same now and when all is derived again: "kind|unit|about|from|to|state". */
static void expect(bool all, const char *wanted)
{
	uint64_t entries;

	assert_string_equal(wanted, listed(all));
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	assert_string_equal(wanted, listed(all));
}

static void expect_open_always(const char *wanted)
{
	expect(false, wanted);
}

static void expect_all_always(const char *wanted)
{
	expect(true, wanted);
}

static void settle(const char *way)
{
	OK(DO(rota_settle, IT, .way = way, .why = "x"));
}

static void withdraw(void)
{
	OK(DO(rota_settle, IT, .withdraw = true, .why = "x"));
}

/** "way|what|from|decision" for each side of the only matter. */
static void expect_papers(const char *wanted)
{
	expect_side_cells((const size_t[]){ 0, 1, 3, 9 }, wanted);
}

static uint64_t figure(const struct rota_value *totals, size_t post, const char *name)
{
	return rota_map_get(&totals->as.list.items[post], name)->as.number;
}

/** "filled|vacant|acting|low|not local|high" of the secretaries (0) or the chairs (1) on a day. */
static void expect_figures(const char *day, size_t post, const char *wanted)
{
	static const char *const names[] = { "filled", "vacant",    "acting",
					     "low",    "non_local", "high" };
	struct rota_report report =
		ask(rota_report_totals, (struct rota_question){ .as_of = day, .raw = true });
	const struct rota_value *totals = rota_map_get(&report.json, "totals");
	char text[128] = "";

	for (size_t i = 0; i < 6; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%llu", i ? "|" : "",
			 (unsigned long long)figure(totals, post, names[i]));
	assert_string_equal(wanted, text);
}

/* --- two papers for one move (C03) ------------------------------------------------------------ */

/** An leaves Hồng Nam for Hoàng Hoa Thám, and comes there: each by its own paper, on its own day.
 */
static void move_by(const char *left_by, const char *left_on, const char *came_by,
		    const char *came_on)
{
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "transfer",
	      .from = left_on, .next = "Hoàng Hoa Thám", .docs = { left_by }));
	OK(DO(rota_appoint, .commune = "Hoàng Hoa Thám", .post = "secretary",
	      .cadre = "Nguyễn Văn An", .act = "transfer", .from = came_on, .docs = { came_by },
	      .why = "x"));
}

#define TWO_PAPERS(day, state)                                                                         \
	"docs_differ|Hồng Nam, Hoàng Hoa Thám|Nguyễn Văn An (1975): Hồng Nam – Hoàng Hoa " \
	"Thám|" day "||" state "\n"

static void test_matters__halves_of_a_move_by_two_papers_are_one(void **state)
{
	(void)state;
	move_by("12-QĐ/TU 25/08/2023", "01/09/2023", "31-QĐ/HU 30/08/2023", "01/09/2023");
	expect_open_always(TWO_PAPERS("2023-09-01", "open"));
	expect_papers(
		"first|Relieved: How it ended: transfer; Goes to: xã Hoàng Hoa Thám|01/09/2023|"
		"12-QĐ/TU, 25/08/2023\n"
		"second|Appointed: Commune: xã Hoàng Hoa Thám; Post: Party secretary; "
		"Cadre: Nguyễn Văn An (1975); Act: transfer; Mode: full holder|01/09/2023|"
		"31-QĐ/HU, 30/08/2023\n");
	settle("both");
	expect_all_always(TWO_PAPERS("2023-09-01", "settled"));
	withdraw();
	expect_open_always(TWO_PAPERS("2023-09-01", "open"));
}

static void test_matters__one_paper_of_a_move_on_two_days_is_one(void **state)
{
	(void)state;
	move_by("12-QĐ/TU 25/08/2023", "01/09/2023", "12-QĐ/TU 25/08/2023", "11/09/2023");
	expect_open_always(TWO_PAPERS("2023-09-01", "open"));
	OK(DO(rota_correct, .subject = "12169/secretary@2023-09-11",
	      .sets = SETS("from=01/09/2023"), .typing = "x"));
	expect_open_always("");
}

static void test_matters__one_paper_of_a_move_is_right(void **state)
{
	(void)state;
	move_by("12-QĐ/TU 25/08/2023", "01/09/2023", "Số 12 - QĐ/TU 25/08/2023; Tỉnh ủy",
		"01/09/2023");
	expect_open_always("");
}

static void test_matters__a_pair_of_papers_that_one_half_lists_is_right(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "transfer",
	      .from = "01/09/2023", .next = "Hoàng Hoa Thám", .docs = { "12-QĐ/TU 25/08/2023" }));
	OK(DO(rota_appoint, .commune = "Hoàng Hoa Thám", .post = "secretary",
	      .cadre = "Nguyễn Văn An", .act = "transfer", .from = "01/09/2023",
	      .docs = { "31-QĐ/HU 30/08/2023", "12-QĐ/TU 25/08/2023" }, .why = "x"));
	expect_open_always("");
}

static void test_matters__each_post_by_its_own_paper_is_right(void **state)
{
	(void)state;
	seat("Hồng Nam", "chair", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "chair", .act = "transfer",
	      .from = "01/09/2023", .next = "Hoàng Hoa Thám", .docs = { "45/QĐ-UBND 25/08/2023" }));
	OK(DO(rota_appoint, .commune = "Hoàng Hoa Thám", .post = "secretary",
	      .cadre = "Nguyễn Văn An", .act = "transfer", .from = "01/09/2023",
	      .docs = { "31-QĐ/HU 30/08/2023" }, .why = "x"));
	expect_open_always("");
}

static void test_matters__an_erratum_that_names_the_other_paper_ends_it(void **state)
{
	(void)state;
	move_by("12-QĐ/TU 25/08/2023", "01/09/2023", "31-QĐ/HU 30/08/2023", "01/09/2023");
	OK(DO(rota_correct, .subject = "12169/secretary@2023-09-01", .sets = SETS("term=2020-2025"),
	      .erratum = "12-QĐ/TU 25/08/2023"));
	expect_open_always("");
}

static void test_matters__another_move_much_later_is_another_move(void **state)
{
	(void)state;
	move_by("12-QĐ/TU 25/08/2023", "01/09/2023", "31-QĐ/HU 25/09/2023", "02/10/2023");
	expect_open_always("");
}

static void test_matters__a_move_that_was_revoked_has_no_papers(void **state)
{
	(void)state;
	move_by("12-QĐ/TU 25/08/2023", "01/09/2023", "31-QĐ/HU 30/08/2023", "01/09/2023");
	OK(DO(rota_void, .subject = "12169/secretary@2023-09-01", .from_start = true,
	      .docs = { "32-QĐ/HU 30/09/2023" }));
	assert_null(strstr(listed(false), "docs_differ"));
}

/* --- one paper, told by two offices (V32) ----------------------------------------------------- */

/** Somebody is named to a post by a paper, which was announced on a day. */
static void take_over(const char *commune, const char *name, const char *no, const char *announced)
{
	char text[1024];

	snprintf(text, sizeof(text),
		 "commune,post,name,born,from,act,doc_no,doc_date,announced,native\n"
		 "%s,secretary,%s,01/02/1975,01/09/2023,designate,%s,25/08/2023,%s,\"xã Hồng Nam, "
		 "thành phố Hưng Yên, tỉnh Hưng Yên\"\n",
		 commune, name, no, announced);
	OK(IMPORT(ROTA_IMPORT_POSTINGS, text, .dry_run = false));
}

static void take_over_there(const char *no, const char *announced)
{
	struct rota_office *province = sit_down_at(district);

	take_over("Hoàng Hoa Thám", "Đỗ Văn Hai", no, announced);
	sit_down_at(province);
	exchange();
}

#define TOLD                                                                                           \
	"docs_differ|Liên Phương, Hoàng Hoa Thám|Đỗ Văn Hai (1975) – Bùi Thị Ba (1975)|" \
	"2023-09-01||"

static void test_matters__one_decision_told_differently_by_two_offices_is_one(void **state)
{
	(void)state;
	take_over("Liên Phương", "Bùi Thị Ba", "12-QĐ/TU", "29/08/2023");
	take_over_there("12-QĐ/TU", "30/08/2023");
	expect_open_always(TOLD "open\n");
	expect_papers(
		"first|Appointed: Commune: xã Hoàng Hoa Thám; Post: Party secretary; Cadre: Đỗ "
		"Văn Hai (1975); Act: designate; Mode: full holder; announced "
		"30/08/2023|01/09/2023|12-QĐ/TU, 25/08/2023\n"
		"second|Appointed: Commune: xã Liên Phương; Post: Party secretary; Cadre: Bùi Thị "
		"Ba (1975); Act: designate; Mode: full holder; announced "
		"29/08/2023|01/09/2023|12-QĐ/TU, 25/08/2023\n");
	settle("first");
	expect_all_always(TOLD "settled\n");
	withdraw();
	expect_open_always(TOLD "open\n");
}

static void test_matters__one_decision_told_alike_is_right(void **state)
{
	(void)state;
	take_over("Liên Phương", "Bùi Thị Ba", "12-QĐ/TU", "29/08/2023");
	take_over_there("12-QĐ/TU", "29/08/2023");
	expect_open_always("");
}

static void test_matters__one_number_of_two_districts_is_right(void **state)
{
	(void)state;
	take_over("Liên Phương", "Bùi Thị Ba", "12-QĐ/HU", "29/08/2023");
	take_over_there("12-QĐ/HU", "30/08/2023");
	expect_open_always("");
}

/* --- a decision of which not everybody is entered (C31) ---------------------------------------- */

static void appoint_by(const char *commune, const char *cadre, const char *paper)
{
	OK(DO(rota_appoint, .commune = commune, .post = "secretary", .cadre = cadre,
	      .act = "designate", .from = "01/09/2023", .docs = { paper }, .why = "x"));
}

#define SHORT(people, state)                                                                   \
	"partial_set|Hưng Yên|12-QĐ/TU, 25/08/2023: " people "|2023-08-25||" state "\n"
#define TWO_OF_THREE "2 of 3 people entered: Nguyễn Văn An (1975) – Trần Thị Bình (1979)"

static void appoint_two_of_three(void)
{
	appoint_by("Hồng Nam", "Nguyễn Văn An", "12-QĐ/TU 25/08/2023");
	appoint_by("Liên Phương", "Trần Thị Bình", "12-QĐ/TU 25/08/2023; 3 người");
}

static void test_matters__whoever_is_missing_of_a_decision_is_told(void **state)
{
	(void)state;
	appoint_by("Hồng Nam", "Nguyễn Văn An", "12-QĐ/TU 25/08/2023");
	expect_open_always(""); /* nobody said how many there are */
	appoint_by("Liên Phương", "Trần Thị Bình", "12-QĐ/TU 25/08/2023; 3 người");
	expect_open_always(SHORT(TWO_OF_THREE, "open"));
	expect_papers("|Appointed: Commune: xã Hồng Nam; Post: Party secretary; Cadre: Nguyễn Văn "
		      "An (1975); Act: designate; Mode: full holder|01/09/2023|12-QĐ/TU, "
		      "25/08/2023\n"
		      "|Appointed: Commune: xã Liên Phương; Post: Party secretary; Cadre: Trần Thị "
		      "Bình (1979); Act: designate; Mode: full holder|01/09/2023|12-QĐ/TU, "
		      "25/08/2023; 3 people\n");
	settle("complete");
	expect_all_always(SHORT(TWO_OF_THREE, "settled"));
	withdraw();
	expect_open_always(SHORT(TWO_OF_THREE, "open"));
	add_cadre("Lê Văn Cường", "1980", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	appoint_by("Hoàng Hoa Thám", "Lê Văn Cường", "12-QĐ/TU 25/08/2023; Tỉnh ủy");
	expect_all_always("");
}

static void test_matters__one_more_of_a_decision_opens_it_again(void **state)
{
	(void)state;
	appoint_two_of_three();
	settle("wait");
	add_cadre("Lê Văn Cường", "1980", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	appoint_by("Hoàng Hoa Thám", "Lê Văn Cường", "12-QĐ/TU 25/08/2023; 4 people");
	expect_open_always(SHORT("3 of 4 people entered: Nguyễn Văn An (1975) – Trần Thị Bình (1979) – Lê "
			  "Văn Cường (1980)", "reopened"));
}

static void test_matters__a_person_with_two_parts_of_a_decision_is_one(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_move, .cadre = "Nguyễn Văn An", .commune = "Hoàng Hoa Thám", .post = "secretary",
	      .act = "transfer", .from = "01/09/2023", .docs = { "12-QĐ/TU 25/08/2023; 2 people" },
	      .why = "x"));
	expect_open_always(SHORT("1 of 2 people entered: Nguyễn Văn An (1975)", "open"));
}

static void test_matters__another_decision_of_the_number_is_not_counted(void **state)
{
	(void)state;
	appoint_by("Hồng Nam", "Nguyễn Văn An", "12-QĐ/TU 25/08/2023; 2 people");
	appoint_by("Liên Phương", "Trần Thị Bình", "12-QĐ/TU 26/08/2023");
	expect_open_always(SHORT("1 of 2 people entered: Nguyễn Văn An (1975)", "open"));
	OK(DO(rota_correct, .subject = "11974/secretary@2023-09-01",
	      .sets = SETS("begin_doc=12-QĐ/TU 25/08/2023"), .typing = "x"));
	expect_open_always("");
	OK(DO(rota_undo, .why = "x"));
	expect_open_always(SHORT("1 of 2 people entered: Nguyễn Văn An (1975)", "open"));
	OK(DO(rota_correct, .subject = "11977/secretary@2023-09-01",
	      .sets = SETS("begin_doc=12-QĐ/TU 25/08/2023; 1 person"), .typing = "x"));
	expect_open_always("");
}

static void test_matters__who_was_revoked_by_a_paper_was_entered(void **state)
{
	(void)state;
	appoint_by("Hồng Nam", "Nguyễn Văn An", "12-QĐ/TU 25/08/2023; 2 people");
	appoint_by("Liên Phương", "Trần Thị Bình", "12-QĐ/TU 25/08/2023");
	OK(DO(rota_void, .subject = "11974/secretary@2023-09-01", .from_start = true,
	      .docs = { "19-QĐ/TU 30/09/2023" }));
	expect_open_always("");
	OK(DO(rota_undo, .why = "x"));
	OK(DO(rota_void, .subject = "11974/secretary@2023-09-01", .from_start = true,
	      .why = "another commune"));
	expect_open_always(SHORT("1 of 2 people entered: Nguyễn Văn An (1975)", "open"));
}

/** At the district, by a paper. */
static void appoint_there(const char *paper)
{
	struct rota_office *province = sit_down_at(district);

	appoint_by("Hoàng Hoa Thám", "Lê Văn Cường", paper);
	sit_down_at(province);
}

static void expect_there(const char *wanted)
{
	struct rota_office *province = sit_down_at(district);

	assert_string_equal(wanted, listed(false));
	sit_down_at(province);
}

/** As open_both(), and he leaves the town. */
static int open_both_freed(void **state);

static void test_matters__a_decision_of_the_province_is_whole_when_all_offices_sent(void **state)
{
	(void)state;
	appoint_by("Hồng Nam", "Nguyễn Văn An", "12-QĐ/TU 25/08/2023; 2 people");
	expect_open_always(SHORT("1 of 2 people entered: Nguyễn Văn An (1975)", "open"));
	merge();
	appoint_there("12-QĐ/TU 25/08/2023; 2 people");
	expect_there(""); /* whom other offices enter it cannot know */
	exchange();
	expect_open_always("");
	expect_there("");
}

#define SHORT_THERE                                                                            \
	"partial_set|Ân Thi|12-QĐ/HU, 25/08/2023: 1 of 2 people entered: Lê Văn Cường "       \
	"(1980)|2023-08-25||open\n"

static void test_matters__whoever_is_missing_is_told_to_the_office_that_decided(void **state)
{
	(void)state;
	appoint_by("Hồng Nam", "Nguyễn Văn An", "12-QĐ/HU 25/08/2023");
	appoint_there("12-QĐ/HU 25/08/2023; 2 people");
	expect_there(SHORT_THERE);
	exchange();
	expect_open_always(SHORT_THERE); /* the other district's number is another decision */
	expect_there(SHORT_THERE);
	settle("complete");
	exchange();
	expect_there("");
}

/* --- acting and recorded as full (C28) -------------------------------------------------------- */

/** Bình is recorded twice, and it is known later that this is one person. */
static void record_twice(void)
{
	OK(DO(rota_cadre_add, .why = "x",
	      .sets = SETS("name=Trần Thị Bình", "born=1979",
			   "native=xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên")));
}

static void say_same(void)
{
	OK(DO(rota_cadre_same, .cadre = "Trần Thị Bình#1", .other = "Trần Thị Bình#2", .why = "x"));
}

static void take_charge_as(const char *cadre, const char *from)
{
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = cadre,
	      .act = "take_charge", .from = from, .until = "01/03/2024",
	      .docs = { "7-QĐ/HU 28/08/2023" }, .why = "x"));
}

static void take_charge(const char *from)
{
	record_twice();
	take_charge_as("Trần Thị Bình#2", from);
}

static void appoint_in_full(const char *from, const char *paper)
{
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Trần Thị Bình#1",
	      .act = "appoint", .from = from, .docs = { paper }, .why = "x"));
}

#define ACTING(day, state) "acting_as_full|Hồng Nam|Trần Thị Bình (1979)|" day "||" state "\n"

static void test_matters__in_charge_and_corrected_to_full_is_acting(void **state)
{
	(void)state;
	take_charge_as("Trần Thị Bình", "01/09/2023");
	expect_figures(NULL, 0, "0|1|1|0|0|0");
	OK(DO(rota_correct, .subject = "11977/secretary@2023-09-01", .sets = SETS("mode=full"),
	      .typing = "x"));
	expect_open_always(ACTING("2023-09-01", "open"));
	expect_figures(NULL, 0, "0|1|1|0|0|1");
	expect_figures("31/08/2023", 0, "0|0|0|0|0|0");
	settle("full");
	expect_all_always(ACTING("2023-09-01", "settled"));
	expect_figures(NULL, 0, "1|0|0|1|1|1");
	settle("acting");
	expect_all_always(ACTING("2023-09-01", "settled"));
	expect_figures(NULL, 0, "0|1|1|0|0|0");
	withdraw();
	expect_open_always(ACTING("2023-09-01", "open"));
	expect_figures(NULL, 0, "0|1|1|0|0|1");
	OK(DO(rota_correct, .subject = "11977/secretary@2023-09-01", .sets = SETS("act=appoint"),
	      .typing = "x"));
	expect_open_always("");
	expect_figures(NULL, 0, "1|0|0|1|1|1");
}

static void test_matters__full_and_in_charge_since_one_day_is_acting(void **state)
{
	(void)state;
	take_charge("01/09/2023");
	appoint_in_full("01/09/2023", "8-QĐ/HU 28/08/2023");
	expect_figures(NULL, 0, "1|0|0|1|1|1");
	say_same();
	expect_open_always(ACTING("2023-09-01", "open"));
	expect_figures(NULL, 0, "0|1|1|0|0|1");
	expect_papers(
		"full|Appointed: Commune: xã Hồng Nam; Post: Party secretary; Cadre: Trần Thị "
		"Bình (1979); Act: appoint; Mode: full holder|01/09/2023|8-QĐ/HU, 28/08/2023\n"
		"acting|Appointed: Commune: xã Hồng Nam; Post: Party secretary; Cadre: Trần Thị "
		"Bình (1979); Act: take charge; Mode: in charge; Planned until: "
		"01/03/2024|01/09/2023|7-QĐ/HU, 28/08/2023\n");
	settle("full");
	expect_all_always(ACTING("2023-09-01", "settled"));
	expect_figures(NULL, 0, "1|0|0|1|1|1");
	OK(DO(rota_undo, .why = "x"));
	settle("acting");
	expect_figures(NULL, 0, "0|1|1|0|0|0");
}

static void test_matters__full_on_the_paper_by_which_one_is_in_charge_is_acting(void **state)
{
	(void)state;
	take_charge("01/09/2023");
	appoint_in_full("05/09/2023", "7-QĐ/HU 28/08/2023");
	say_same();
	expect_open_always(ACTING("2023-09-05", "open"));
	expect_figures("04/09/2023", 0, "0|1|1|0|0|0");
	expect_figures("05/09/2023", 0, "0|1|1|0|0|1");
}

static void test_matters__in_charge_until_somebody_is_appointed_is_right(void **state)
{
	(void)state;
	take_charge("01/09/2023");
	appoint_in_full("01/12/2023", "9-QĐ/HU 28/11/2023");
	say_same();
	expect_open_always("");
	expect_figures(NULL, 0, "1|0|0|1|1|1");
}

static void test_matters__acting_and_elsewhere_in_full_is_in_one_place(void **state)
{
	(void)state;
	take_charge("01/09/2023");
	appoint_in_full("01/09/2023", "8-QĐ/HU 28/08/2023");
	say_same();
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "chair", .cadre = "Trần Thị Bình#1",
	      .act = "appoint", .from = "01/08/2023", .docs = { "6/QĐ-UBND 28/07/2023" },
	      .why = "x"));
	expect_open_always(ACTING("2023-09-01", "open"));
	expect_figures(NULL, 0, "0|1|1|0|0|1");
	expect_figures(NULL, 1, "1|0|0|0|1|1");
	settle("full");
	expect_open_always("two_places|Liên Phương, Hồng Nam|Trần Thị Bình (1979): Hồng Nam – Liên "
		    "Phương|2023-09-01||open\n");
	expect_figures(NULL, 0, "1|0|0|0|1|1");
	expect_figures(NULL, 1, "0|1|0|0|0|1");
}

/* --- after figures were published (C15, C16) -------------------------------------------------- */

static void publish(const char *name, const char *cutoff)
{
	char first[64], second[64];

	snprintf(first, sizeof(first), "name=%s", name);
	snprintf(second, sizeof(second), "cutoff=%s", cutoff);
	OK(DO(rota_period_open, .sets = SETS(first, second, "due=20/02/2024")));
	OK(DO(rota_period_publish, .subject = name));
}

static void seat_and_publish(void)
{
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	merge();
	publish("Q4", "31/12/2023");
}

#define LATE(who, day, state) "period_changed|Hồng Nam|" who ": Q4|" day "|2024-01-01|" state "\n"
#define BINH "Trần Thị Bình (1979)"
#define AN "Nguyễn Văn An (1975)"

static void test_matters__a_paper_that_comes_after_figures_were_published_is_told(void **state)
{
	(void)state;
	seat_and_publish();
	expect_open_always("");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "retire",
	      .from = "01/12/2023", .docs = { "9-QĐ/HU 28/11/2023" }, .why = "came late"));
	expect_open_always(LATE(BINH, "2023-12-01", "open"));
	expect_papers("|Relieved: How it ended: retire|01/12/2023|9-QĐ/HU, 28/11/2023\n");
	merge();
	expect_open_always(LATE(BINH, "2023-12-01", "open"));
	settle("noted");
	expect_all_always(LATE(BINH, "2023-12-01", "settled"));
	withdraw();
	expect_open_always(LATE(BINH, "2023-12-01", "open"));
	settle("noted");
	OK(DO(rota_correct, .subject = "11977/secretary@2022-09-01", .sets = SETS("to=02/12/2023"),
	      .typing = "x", .why = "x"));
	expect_open_always(LATE(BINH, "2023-12-01", "reopened"));
}

static void test_matters__what_comes_later_changes_no_published_day(void **state)
{
	(void)state;
	seat_and_publish();
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "retire",
	      .from = "01/01/2024", .docs = { "9-QĐ/HU 28/12/2023" }));
	OK(DO(rota_correct, .subject = "11977/secretary@2022-09-01", .sets = SETS("term=2020-2025"),
	      .typing = "x", .why = "x"));
	expect_open_always("");
}

static void test_matters__who_is_recorded_late_changes_a_published_period(void **state)
{
	(void)state;
	seat_and_publish();
	seat("Hồng Nam", "chair", "Nguyễn Văn An", "01/10/2023");
	expect_open_always(LATE(AN, "2023-10-01", "open"));
	OK(DO(rota_void, .subject = "11977/chair@2023-10-01", .from_start = true, .why = "x"));
	expect_open_always(""); /* it never was, and nobody was told otherwise */
}

static void test_matters__what_the_published_checkpoint_knew_is_no_change(void **state)
{
	(void)state;
	seat_and_publish();
	seat("Hồng Nam", "chair", "Nguyễn Văn An", "01/10/2023");
	merge();
	OK(DO(rota_period_publish, .subject = "Q4"));
	expect_open_always("");
	OK(DO(rota_undo, .why = "x")); /* the older figures stand again */
	expect_open_always(LATE(AN, "2023-10-01", "open"));
}

static void test_matters__what_an_older_checkpoint_did_not_know_is_a_change(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	assert_int_equal(1, merge());
	seat("Hồng Nam", "chair", "Nguyễn Văn An", "01/10/2023");
	merge();
	OK(DO(rota_period_open, .sets = SETS("name=Q4", "cutoff=31/12/2023", "due=20/02/2024")));
	OK(DO(rota_period_publish, .subject = "Q4", .checkpoint = "1"));
	expect_open_always(LATE(AN, "2023-10-01", "open"));
}

#define REVOKED(day, until, state) "revoked_after|Hồng Nam|" BINH "|" day "|" until "|" state "\n"

static void test_matters__what_is_revoked_after_publication_is_told(void **state)
{
	struct rota_report report;

	(void)state;
	seat_and_publish();
	OK(DO(rota_void, .subject = "11977/secretary@2022-09-01", .from = "01/11/2023",
	      .docs = { "9-QĐ/HU 28/01/2024" }, .why = "x"));
	expect_open_always(REVOKED("2023-11-01", "2024-01-01", "open"));
	expect_papers("|Revoked|01/11/2023|9-QĐ/HU, 28/01/2024\n");
	merge();
	expect_open_always(REVOKED("2023-11-01", "2024-01-01", "open"));
	settle("noted");
	expect_all_always(REVOKED("2023-11-01", "2024-01-01", "settled"));
	/* the published figure stays, and the difference is named */
	report = ask(rota_report_restated, (struct rota_question){ .raw = false });
	assert_non_null(strstr(rows_of(&report), "Trần Thị Bình"));
	assert_non_null(strstr(rows_of(&report), "revoked or taken back"));
}

static void test_matters__what_is_revoked_from_a_later_day_was_right(void **state)
{
	(void)state;
	seat_and_publish();
	OK(DO(rota_void, .subject = "11977/secretary@2022-09-01", .from = "10/01/2024",
	      .docs = { "9-QĐ/HU 28/01/2024" }));
	expect_open_always("");
}

static void test_matters__what_was_revoked_before_publication_is_nothing_new(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_void, .subject = "11977/secretary@2022-09-01", .from = "01/11/2023",
	      .docs = { "9-QĐ/HU 28/01/2024" }));
	merge();
	publish("Q4", "31/12/2023");
	expect_open_always("");
}

/* --- a swap of which a part is missing (C12) -------------------------------------------------- */

/** Where Cường is secretary of the town. */
static int open_seated(void **state)
{
	struct rota_office *province;

	if (open_an_thi(state))
		return -1;
	province = sit_down_at(district);
	seat("thị trấn Ân Thi", "secretary", "Lê Văn Cường", "10/01/2022");
	sit_down_at(province);
	return 0;
}

static int open_both_freed(void **state)
{
	struct rota_office *province;

	if (open_seated(state))
		return -1;
	province = sit_down_at(district);
	OK(DO(rota_relieve, .commune = "thị trấn Ân Thi", .post = "secretary", .act = "release",
	      .from = "01/08/2023", .docs = { "9-QĐ/HU 28/07/2023" }));
	sit_down_at(province);
	exchange();
	return 0;
}

static void move_there(const char *from)
{
	struct rota_office *province = sit_down_at(district);

	OK(DO(rota_move, .cadre = "Lê Văn Cường", .commune = "Hoàng Hoa Thám", .post = "secretary",
	      .act = "transfer", .from = from, .docs = { "12-QĐ/HU 02/01/2024" }));
	sit_down_at(province);
	exchange();
}

#define TEST_BOTH(name) cmocka_unit_test_setup_teardown(name, open_seated, close_both)
#define TEST_FREED(name) cmocka_unit_test_setup_teardown(name, open_both_freed, close_both)
#define PARTIAL                                                                                 \
	"partial_set|Ân Thi, Hoàng Hoa Thám|Lê Văn Cường (1980) – Lê Văn Cường " \
	"(1980)|2024-01-10||"

static const char *name_of(const char *kind)
{
	const struct rota_value *list = matters(true);

	for (size_t i = 0; i < list->as.list.count; i++)
		if (strcmp(text_in(&list->as.list.items[i], "kind"), kind) == 0)
			return text_in(&list->as.list.items[i], "name");
	fail_msg("no %s", kind);
	return "";
}

static void test_matters__a_move_of_which_one_half_is_a_proposal_is_partial(void **state)
{
	(void)state;
	OK(DO(rota_unit_change, .commune = "Hoàng Hoa Thám", .from = "01/01/2024",
	      .sets = SETS("parent=323", "legal=NQ 1")));
	move_there("10/01/2024");
	assert_non_null(strstr(listed(false), PARTIAL "open\n"));
	OK(DO(rota_settle, .subject = name_of("partial_set"), .way = "wait", .why = "x"));
	assert_null(strstr(listed(false), "partial_set"));
	assert_non_null(strstr(listed(true), PARTIAL "settled\n"));
	OK(DO(rota_settle, .subject = name_of("partial_set"), .withdraw = true, .why = "x"));
	assert_non_null(strstr(listed(false), PARTIAL "open\n"));
	OK(DO(rota_settle, .subject = name_of("out_of_scope"), .way = "accept", .why = "x"));
	assert_null(strstr(listed(true), "partial_set"));
}

static void test_matters__a_whole_move_is_not_partial(void **state)
{
	(void)state;
	move_there("10/01/2024");
	expect_open_always("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_matters__halves_of_a_move_by_two_papers_are_one),
		TEST(test_matters__one_paper_of_a_move_on_two_days_is_one),
		TEST(test_matters__one_paper_of_a_move_is_right),
		TEST(test_matters__a_pair_of_papers_that_one_half_lists_is_right),
		TEST(test_matters__each_post_by_its_own_paper_is_right),
		TEST(test_matters__an_erratum_that_names_the_other_paper_ends_it),
		TEST(test_matters__another_move_much_later_is_another_move),
		TEST(test_matters__a_move_that_was_revoked_has_no_papers),
		TEST_BOTH(test_matters__one_decision_told_differently_by_two_offices_is_one),
		TEST_BOTH(test_matters__one_decision_told_alike_is_right),
		TEST_BOTH(test_matters__one_number_of_two_districts_is_right),
		TEST(test_matters__whoever_is_missing_of_a_decision_is_told),
		TEST(test_matters__one_more_of_a_decision_opens_it_again),
		TEST(test_matters__a_person_with_two_parts_of_a_decision_is_one),
		TEST(test_matters__another_decision_of_the_number_is_not_counted),
		TEST(test_matters__who_was_revoked_by_a_paper_was_entered),
		TEST_FREED(test_matters__a_decision_of_the_province_is_whole_when_all_offices_sent),
		TEST_FREED(test_matters__whoever_is_missing_is_told_to_the_office_that_decided),
		TEST(test_matters__in_charge_and_corrected_to_full_is_acting),
		TEST(test_matters__full_and_in_charge_since_one_day_is_acting),
		TEST(test_matters__full_on_the_paper_by_which_one_is_in_charge_is_acting),
		TEST(test_matters__in_charge_until_somebody_is_appointed_is_right),
		TEST(test_matters__acting_and_elsewhere_in_full_is_in_one_place),
		TEST(test_matters__a_paper_that_comes_after_figures_were_published_is_told),
		TEST(test_matters__what_comes_later_changes_no_published_day),
		TEST(test_matters__who_is_recorded_late_changes_a_published_period),
		TEST(test_matters__what_the_published_checkpoint_knew_is_no_change),
		TEST(test_matters__what_an_older_checkpoint_did_not_know_is_a_change),
		TEST(test_matters__what_is_revoked_after_publication_is_told),
		TEST(test_matters__what_is_revoked_from_a_later_day_was_right),
		TEST(test_matters__what_was_revoked_before_publication_is_nothing_new),
		TEST_BOTH(test_matters__a_move_of_which_one_half_is_a_proposal_is_partial),
		TEST_BOTH(test_matters__a_whole_move_is_not_partial),
	};

	return cmocka_run_group_tests_name("office/matters_papers", tests, NULL, NULL);
}
