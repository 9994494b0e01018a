/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What looks wrong and is right: the lines of domain.md 2.4, and its cases C10, C29 and C30, as
 * officers record them. None is a matter, and each counts as it should.
 */
#include "naming/resolve.h"
#include "tests/unit/office/district.h"

/** 21/11/2025 8:00 at +07:00. */
#define DECIDED (MORNING + 645 * A_DAY)

static void set_clock(uint64_t ms)
{
	rota_clock_test_set(ms, 1);
}

/* --- what is expected ------------------------------------------------------------------------ */

static void expect_no_matter(void)
{
	struct rota_report report =
		ask(rota_report_matters, (struct rota_question){ .all = true, .raw = true });
	const struct rota_value *list = rota_map_get(&report.json, "matters");

	if (list->as.list.count)
		fail_msg("%s: %s", text_in(&list->as.list.items[0], "kind"),
			 text_in(&list->as.list.items[0], "about"));
}

/** "filled|vacant|not_reported|non_local|low|high|undetermined|both" of secretaries, then of
 * chairs, in the province. */
static void expect_counts(const char *as_of, const char *wanted)
{
	static const char *const keys[] = { "filled", "vacant", "not_reported", "non_local",
					    "low",    "high",   "undetermined", "both" };
	struct rota_report report =
		ask(rota_report_totals, (struct rota_question){ .as_of = as_of, .raw = true });
	const struct rota_value *totals = rota_map_get(&report.json, "totals");
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < totals->as.list.count; i++)
		for (size_t k = 0; k < 8; k++) {
			put_cell(&text, rota_map_get(&totals->as.list.items[i], keys[k]));
			rota_buffer_puts(&text, k < 7 ? "|" : "\n");
		}
	assert_string_equal(wanted, kept(&text));
}

/** It is right, counts so, and is the same when all is derived again. */
static void expect_right(const char *as_of, const char *wanted)
{
	uint64_t entries;

	for (int i = 0; i < 2; i++) {
		expect_no_matter();
		expect_counts(as_of, wanted);
		OK(rota_rebuild(desk.office, &entries, &desk.err));
	}
}

/* --- acts ------------------------------------------------------------------------------------ */

static void rotate(const char *cadre, const char *commune, const char *from, const char *paper)
{
	OK(DO(rota_move, .cadre = cadre, .commune = commune, .post = "secretary", .act = "rotate",
	      .from = from, .until = "01/12/2028", .docs = { paper }, .why = "x"));
}

static void leave(const char *commune, const char *post, const char *act, const char *from,
		  const char *paper)
{
	OK(DO(rota_relieve, .commune = commune, .post = post, .act = act, .from = from,
	      .docs = { paper }, .why = "x"));
}

static void add_third(void)
{
	add_cadre("Lê Văn Cường", "1980", "huyện Gia Bình, tỉnh Bắc Ninh");
}

/* --- secretary and still chair --------------------------------------------------------------- */

/* Nghệ An: from 12/11/2024 to 3/1/2025 */
static void test_right__secretary_and_still_chair_for_fifty_two_days(void **state)
{
	(void)state;
	set_clock(DECIDED);
	seat("Hồng Nam", "chair", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Trần Thị Bình",
	      .act = "designate", .from = "12/11/2024", .docs = { "7-QĐ/HU 12/11/2024" },
	      .dual = "transition", .why = "x"));
	leave("Hồng Nam", "chair", "dismiss", "03/01/2025", "9/NQ-HĐND 03/01/2025");
	seat("Hồng Nam", "chair", "Nguyễn Văn An", "03/01/2025");
	expect_right("02/01/2025", "1|0|3|1|1|1|0|1\n1|0|3|1|1|1|0|1\n");
	expect_right("03/01/2025", "1|0|3|1|1|1|0|0\n1|0|3|0|0|0|0|0\n");
}

/* --- the ring of 21/11/2025 ------------------------------------------------------------------ */

static void seat_three(void)
{
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Hoàng Hoa Thám", "secretary", "Trần Thị Bình", "01/09/2022");
	seat("Liên Phương", "secretary", "Lê Văn Cường", "01/09/2022");
}

static void test_right__a_ring_of_three_recorded_one_by_one(void **state)
{
	(void)state;
	set_clock(DECIDED);
	add_third();
	seat_three();
	rotate("Nguyễn Văn An", "Hoàng Hoa Thám", "01/12/2025", "1909-QĐ/TU 21/11/2025");
	rotate("Trần Thị Bình", "Liên Phương", "01/12/2025", "1918-QĐ/TU 21/11/2025");
	rotate("Lê Văn Cường", "Hồng Nam", "01/12/2025", "1919-QĐ/TU 21/11/2025");
	expect_right("30/11/2025", "3|0|1|1|1|1|0|0\n0|0|4|0|0|0|0|0\n");
	expect_right("01/12/2025", "3|0|1|3|3|3|0|0\n0|0|4|0|0|0|0|0\n");
	set_clock(DECIDED + 30 * A_DAY);
	expect_right("01/12/2025", "3|0|1|3|3|3|0|0\n0|0|4|0|0|0|0|0\n");
}

static void test_right__a_ring_of_three_from_one_list(void **state)
{
	(void)state;
	set_clock(DECIDED);
	OK(IMPORT(ROTA_IMPORT_POSTINGS,
		  "commune,post,name,born,from,act,to,end_act,doc_no,doc_date,planned_end,native\n"
		  "Hồng Nam,bí thư,Nguyễn Văn An,12/05/1975,01/09/2022,chỉ định,01/12/2025,"
		  "luân chuyển,1-QĐ/TU,28/08/2022,,\n"
		  "Hoàng Hoa Thám,bí thư,Nguyễn Văn An,12/05/1975,01/12/2025,luân chuyển,,,"
		  "1909-QĐ/TU,21/11/2025,01/12/2028,\n"
		  "Hoàng Hoa Thám,bí thư,Trần Thị Bình,1979,01/09/2022,chỉ định,01/12/2025,"
		  "luân chuyển,2-QĐ/TU,28/08/2022,,\n"
		  "Liên Phương,bí thư,Trần Thị Bình,1979,01/12/2025,luân chuyển,,,1918-QĐ/TU,"
		  "21/11/2025,01/12/2028,\n"
		  "Liên Phương,bí thư,Lê Văn Cường,1980,01/09/2022,chỉ định,01/12/2025,"
		  "luân chuyển,3-QĐ/TU,28/08/2022,,\"huyện Gia Bình, tỉnh Bắc Ninh\"\n"
		  "Hồng Nam,bí thư,Lê Văn Cường,1980,01/12/2025,luân chuyển,,,1919-QĐ/TU,"
		  "21/11/2025,01/12/2028,\"huyện Gia Bình, tỉnh Bắc Ninh\"\n",
		  .strict = false));
	assert_int_equal(6, desk.imported.recorded);
	expect_right("30/11/2025", "3|0|1|1|1|1|0|0\n0|0|4|0|0|0|0|0\n");
	expect_right("01/12/2025", "3|0|1|3|3|3|0|0\n0|0|4|0|0|0|0|0\n");
}

/** One of the three offices of the ring: what it knows of, and what it records. */
struct corner {
	const char *folder, *scope, *name, *commune;
	const char *leaves, *leaves_pin, *where_to, *leaves_by;
	const char *comes, *comes_pin, *comes_by;
	struct rota_office *office;
};

#define AN_PIN "pin=033075001234"
#define BINH_PIN "pin=033179001235"
#define CUONG_PIN "pin=033080001236"

#define AN_MOVES "1909-QĐ/TU 21/11/2025"
#define BINH_MOVES "1918-QĐ/TU 21/11/2025"
#define CUONG_MOVES "1919-QĐ/TU 21/11/2025"

static struct corner ring[] = {
	{ "city", "323", "Thành ủy Hưng Yên", "Hồng Nam", "Nguyễn Văn An", AN_PIN, "Hoàng Hoa Thám",
	  AN_MOVES, "Lê Văn Cường", CUONG_PIN, CUONG_MOVES, NULL },
	{ "an-thi", "329", "Huyện ủy Ân Thi", "Hoàng Hoa Thám", "Trần Thị Bình", BINH_PIN, "Mễ Sở",
	  BINH_MOVES, "Nguyễn Văn An", AN_PIN, AN_MOVES, NULL },
	{ "van-giang", "326", "Huyện ủy Văn Giang", "Mễ Sở", "Lê Văn Cường", CUONG_PIN, "Hồng Nam",
	  CUONG_MOVES, "Trần Thị Bình", BINH_PIN, BINH_MOVES, NULL },
};

enum { CORNERS = sizeof(ring) / sizeof(ring[0]) };

static void sync_corner(const struct corner *corner)
{
	struct rota_sync_options options = { .progress = NULL };
	struct rota_synced synced;

	OK(rota_sync(corner->office, &options, &synced, &desk.err));
}

static void add_known(const char *name, const char *pin)
{
	char text[128];

	snprintf(text, sizeof(text), "name=%s", name);
	OK(DO(rota_cadre_add,
	      .sets = SETS(text,
			   strcmp(pin, AN_PIN) == 0     ? "born=12/05/1975"
			   : strcmp(pin, BINH_PIN) == 0 ? "born=02/03/1979"
							: "born=04/05/1980",
			   pin, "native=huyện Gia Bình, tỉnh Bắc Ninh"),
	      .why = "x"));
}

/** Each office knows both persons in its own records; the number says that they are one. */
static void record_corner(const struct corner *corner)
{
	struct rota_office *province = sit_down_at(corner->office);

	add_known(corner->leaves, corner->leaves_pin);
	seat(corner->commune, "secretary", corner->leaves, "01/09/2022");
	OK(DO(rota_relieve, .commune = corner->commune, .post = "secretary", .act = "rotate",
	      .from = "01/12/2025", .docs = { corner->leaves_by }, .next = corner->where_to,
	      .no_vacant = true, .why = "x"));
	add_known(corner->comes, corner->comes_pin);
	rotate(corner->comes, corner->commune, "01/12/2025", corner->comes_by);
	sit_down_at(province);
}

static int close_ring(void **state)
{
	for (size_t i = 0; i < CORNERS; i++) {
		if (ring[i].office != desk.office) /* else a test has failed there */
			rota_office_close(ring[i].office);
		ring[i].office = NULL;
	}
	return remove_folder(state);
}

static void test_right__a_ring_of_three_in_three_offices(void **state)
{
	(void)state;
	set_clock(DECIDED);
	OK(IMPORT(ROTA_IMPORT_UNITS,
		  "code,name,type,parent_code,from,to,legal\n"
		  "326,Văn Giang,huyen,33,,,\n"
		  "12049,Mễ Sở,xa,326,,,\n",
		  .dry_run = false));
	for (size_t i = 0; i < CORNERS; i++)
		join_office(&ring[i].office, ring[i].folder, ring[i].scope, ring[i].name);
	for (size_t i = 0; i < CORNERS; i++)
		sync_corner(&ring[i]);
	for (size_t i = 0; i < CORNERS; i++)
		record_corner(&ring[i]);
	for (size_t i = CORNERS; i-- > 0;) { /* in pieces */
		sync_corner(&ring[i]);
		merge();
	}
	expect_right("30/11/2025", "3|0|2|3|3|3|0|0\n0|0|5|0|0|0|0|0\n");
	expect_right("01/12/2025", "3|0|2|3|3|3|0|0\n0|0|5|0|0|0|0|0\n");
	for (size_t i = 0; i < CORNERS; i++) {
		struct rota_office *province = desk.office;

		sync_corner(&ring[i]);
		sit_down_at(ring[i].office);
		expect_no_matter();
		sit_down_at(province);
	}
}

/* --- a chain on one day ---------------------------------------------------------------------- */

/* Sao Vàng's secretary goes to Lưu Vệ, another comes to Sao Vàng */
static void test_right__a_chain_of_moves_on_one_day(void **state)
{
	(void)state;
	set_clock(DECIDED);
	add_third();
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2022");
	rotate("Trần Thị Bình", "Liên Phương", "01/12/2024", "12-QĐ/TU 21/11/2024");
	leave("Liên Phương", "secretary", "retire", "01/12/2024", "13-QĐ/TU 21/11/2024");
	rotate("Lê Văn Cường", "Hồng Nam", "01/12/2024", "14-QĐ/TU 21/11/2024");
	expect_right("30/11/2024", "2|0|2|2|2|2|0|0\n0|0|4|0|0|0|0|0\n");
	expect_right("01/12/2024", "2|0|2|2|2|2|0|0\n0|0|4|0|0|0|0|0\n");
	expect_roster("11977", "01/12/2024",
		      "11977|Hồng Nam|Party secretary|Lê Văn Cường|1980|01/12/2024|rotate|"
		      "not local|14-QĐ/TU, 21/11/2024\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
}

/* --- appointed before the unit exists -------------------------------------------------------- */

static void test_right__appointed_in_june_to_a_unit_of_july(void **state)
{
	(void)state;
	set_clock(MORNING + 492 * A_DAY); /* 21/6/2025 */
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Liên Phương", "chair", "Trần Thị Bình", "01/09/2022");
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,legal,new_parent_code\n"
		  "01/07/2025,form,11977,11977,Phố Hiến,phuong,full,NQ 1666,33\n"
		  "01/07/2025,form,11974,11977,Phố Hiến,phuong,full,NQ 1666,33\n",
		  .dry_run = false));
	OK(DO(rota_appoint, .commune = "Phố Hiến", .post = "secretary", .cadre = "Trần Thị Bình",
	      .act = "designate", .from = "01/07/2025", .docs = { "59-NQ/TU 08/06/2025" },
	      .term = "2025-2030", .why = "x"));
	OK(DO(rota_appoint, .commune = "Phố Hiến", .post = "chair", .cadre = "Nguyễn Văn An",
	      .act = "designate", .from = "01/07/2025", .docs = { "60-QĐ/UBND 08/06/2025" },
	      .why = "x"));
	leave("Hồng Nam", "secretary", "unit_ended", "01/07/2025", "1666-NQ/TU 08/06/2025");
	leave("Liên Phương", "chair", "unit_ended", "01/07/2025", "1666-NQ/TU 08/06/2025");
	expect_right("30/06/2025", "1|0|3|0|0|0|0|0\n1|0|3|1|1|1|0|0\n");
	expect_right("01/07/2025", "1|0|2|1|1|1|0|0\n1|0|2|0|0|0|0|0\n");
	set_clock(MORNING + 600 * A_DAY);
	expect_right("01/07/2025", "1|0|2|1|1|1|0|0\n1|0|2|0|0|0|0|0\n");
}

/* --- a title of two posts -------------------------------------------------------------------- */

#define TITLE "Bí thư Đảng ủy, Chủ tịch HĐND xã"

static void test_right__secretary_and_head_of_the_council_is_no_chair(void **state)
{
	const char *post = NULL;

	(void)state;
	OK(IMPORT(
		ROTA_IMPORT_POSTINGS,
		"commune,post,name,born,from,act,doc_no,doc_date,native,prev_title,note\n"
		"Hồng Nam,Bí thư Đảng ủy,Lê Văn Cường,1980,01/09/2023,chỉ định,9-QĐ/HU,28/08/2023,"
		"\"huyện Gia Bình, tỉnh Bắc Ninh\",\"" TITLE " Liên Phương\",\"" TITLE "\"\n",
		.strict = false));
	expect_right("15/02/2024", "1|0|3|1|1|1|0|0\n0|0|4|0|0|0|0|0\n");
	if (rota_resolve_post(&post, TITLE, &desk.err) == ROTA_OK)
		assert_string_equal("secretary", post);
	rota_error_clear(&desk.err);
	assert_int_equal(ROTA_EINVALID, rota_resolve_post(&post, "Chủ tịch HĐND xã", &desk.err));
}

/* --- one person, two posts ------------------------------------------------------------------- */

static void test_right__one_person_holds_both_posts_by_design(void **state)
{
	(void)state;
	set_clock(DECIDED);
	seat("Hồng Nam", "chair", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Trần Thị Bình",
	      .act = "designate", .from = "01/10/2022", .docs = { "7-QĐ/HU 20/09/2022" },
	      .dual = "concurrent", .why = "x"));
	expect_right("15/02/2024", "1|0|3|1|1|1|0|1\n1|0|3|1|1|1|0|1\n");
}

/* --- terms ----------------------------------------------------------------------------------- */

static void test_right__the_next_term_begins_when_the_last_one_ends(void **state)
{
	(void)state;
	set_clock(DECIDED);
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Trần Thị Bình",
	      .act = "designate", .from = "15/08/2020", .docs = { "7-QĐ/HU 10/08/2020" },
	      .term = "2020-2025", .why = "x"));
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Nguyễn Văn An",
	      .act = "approve", .from = "01/07/2021", .docs = { "8/QĐ-UBND 25/06/2021" },
	      .term = "2021-2026", .why = "x"));
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "term_end",
	      .from = "14/07/2025", .no_vacant = true, .why = "the term is over"));
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Trần Thị Bình",
	      .act = "approve", .from = "14/07/2025", .docs = { "7-QĐ/TU 14/07/2025" },
	      .term = "2025-2030", .why = "x"));
	expect_right("13/07/2025", "1|0|3|1|1|1|0|0\n1|0|3|0|0|0|0|0\n");
	expect_right("14/07/2025", "1|0|3|1|1|1|0|0\n1|0|3|0|0|0|0|0\n");
}

/* --- C10, C29, C30 --------------------------------------------------------------------------- */

static void test_right__one_leaves_and_another_comes_on_the_same_day(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/12/2023");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
	      .act = "release", .from = "01/12/2023", .docs = { "9-QĐ/HU 21/11/2023" },
	      .why = "x"));
	expect_right("30/11/2023", "1|0|3|0|0|0|0|0\n0|0|4|0|0|0|0|0\n");
	expect_right("01/12/2023", "1|0|3|1|1|1|0|0\n0|0|4|0|0|0|0|0\n");
}

static void test_right__one_number_of_two_issuers(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Hoàng Hoa Thám", "secretary", "Trần Thị Bình", "01/09/2022"); /* 123-QĐ/HU as well */
	expect_right("15/02/2024", "2|0|2|0|0|0|0|0\n0|0|4|0|0|0|0|0\n");
}

static void test_right__one_number_in_two_terms(void **state)
{
	static const char *const days[] = { "20/09/2018", "20/09/2022" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char paper[64], from[16];

		snprintf(paper, sizeof(paper), "45-QĐ/HU %s", days[i]);
		snprintf(from, sizeof(from), "01/10/%s", days[i] + 6);
		OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary",
		      .cadre = i ? "Trần Thị Bình" : "Nguyễn Văn An", .act = "designate",
		      .from = from, .docs = { paper }, .why = "x"));
		if (!i)
			leave("Hồng Nam", "secretary", "retire", "01/10/2022",
			      "44-QĐ/HU 20/09/2022");
	}
	expect_right("15/02/2024", "1|0|3|1|1|1|0|0\n0|0|4|0|0|0|0|0\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_right__secretary_and_still_chair_for_fifty_two_days),
		TEST(test_right__a_ring_of_three_recorded_one_by_one),
		TEST(test_right__a_ring_of_three_from_one_list),
		cmocka_unit_test_setup_teardown(test_right__a_ring_of_three_in_three_offices,
						open_ready, close_ring),
		TEST(test_right__a_chain_of_moves_on_one_day),
		TEST(test_right__appointed_in_june_to_a_unit_of_july),
		TEST(test_right__secretary_and_head_of_the_council_is_no_chair),
		TEST(test_right__one_person_holds_both_posts_by_design),
		TEST(test_right__the_next_term_begins_when_the_last_one_ends),
		TEST(test_right__one_leaves_and_another_comes_on_the_same_day),
		TEST(test_right__one_number_of_two_issuers),
		TEST(test_right__one_number_in_two_terms),
	};

	return cmocka_run_group_tests_name("office/right", tests, NULL, NULL);
}
