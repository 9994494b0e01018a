/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The promise of state/kept.h and of the memory of listed.h: what an import keeps in memory
 * answers as the store does. A list taken at once leaves the entries that its rows leave when each is
 * imported alone, where nothing is kept.
 */
#include "tests/support/splitmix64.h"
#include "tests/unit/office/office.h"

enum { ROWS = 70, PASSES = 2 };

static const char header[] = "commune,post,name,born,from,act,to,end_act,doc_no,doc_date,native,sex,"
			     "pin,source\n";

static const char *pick(struct splitmix64 *chance, const char *const *words, size_t count)
{
	return words[splitmix64_below(chance, count)];
}
#define PICK(...)                                                                                  \
	pick(chance, (const char *const[]){ __VA_ARGS__ },                                         \
	     sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

/** A row of few communes, people and days, so that rows meet; some are wrong. The second pass says
 *  of the same postings other things. */
static void put_row(struct rota_buffer *out, struct splitmix64 *chance, unsigned pass)
{
	unsigned year = 2016 + (unsigned)(splitmix64_below(chance, 7));
	unsigned born = (unsigned)(splitmix64_below(chance, 2));
	bool ends = splitmix64_below(chance, 2);
	bool changed = splitmix64_below(chance, 3) == 0 && pass;

	rota_buffer_printf(out, "%s,%s,%s,0%u/05/1975,01/03/%u,%s,",
			   PICK("Hồng Nam", "xã Hồng Nam", "Hong Nam", "11974", "thị trấn Ân Thi", "Nowhere"),
			   PICK("bí thư", "chair"),
			   PICK("Nguyễn Văn An", "NGUYỄN VĂN AN", "Lê Thị Hoà", "Lê Thị Hòa", "Vũ Văn Em",
				"Em"),
			   born + 1, year, PICK("chỉ định", "bổ nhiệm", "designate"));
	if (ends)
		rota_buffer_printf(out, "01/03/%u", year + 1 + (unsigned)(splitmix64_below(chance, 3)));
	rota_buffer_printf(out, ",%s,%s,20/02/%u,%s,%s,%s,%s\n", PICK("", "", "nghỉ hưu"),
			   PICK("12-QĐ/HU", "45/QĐ-UBND"), year,
			   PICK("", "xã Hồng Nam", "XÃ HỒNG NAM", "xã Liên Phương"),
			   changed ? PICK("nam", "nữ") : "", PICK("", "", "", "033075000001"),
			   changed ? PICK("tỉnh", "huyện khác") : "");
}

/** The rows of a pass, or, when @p only is one of them, that row alone. */
static void take(struct rota_buffer *text, unsigned pass, size_t only)
{
	struct splitmix64 chance = { 7 + pass };

	rota_buffer_reset(text);
	rota_buffer_puts(text, header);
	for (size_t i = 0; i < ROWS; i++) {
		size_t before = text->size;

		put_row(text, &chance, pass);
		if (only < ROWS && i != only)
			rota_buffer_truncate(text, before);
	}
	OK(IMPORT(ROTA_IMPORT_POSTINGS, rota_buffer_text(text), .take_good = true,
		  .update = pass > 0));
}

/** All entries of the office's log, decoded into memory that outlives the desk. */
static struct rota_entry *read_all(struct rota_arena *arena, uint64_t *count)
{
	struct rota_entry *entries;
	struct rota_world world;

	*count = own_size();
	entries = rota_arena_alloc(arena, *count * sizeof(*entries));
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	for (uint64_t i = 0; i < *count; i++) {
		struct rota_buffer bytes = { 0 };

		OK(rota_log_get(&bytes, world.txn, desk.office->own.bytes, i, &desk.err));
		OK(rota_entry_decode(&entries[i], arena, bytes.bytes, bytes.size, &desk.err));
		rota_buffer_clear(&bytes);
	}
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	return entries;
}

/** The same but for the clock and the place in a file. */
static void expect_same(const struct rota_entry *left, const struct rota_entry *right, uint64_t n)
{
	assert_string_equal(left->kind_name, right->kind_name);
	assert_int_equal(left->root.as.map.count, right->root.as.map.count);
	for (size_t i = 0; i < left->root.as.map.count; i++) {
		const char *key = left->root.as.map.pairs[i].key.as.text.chars;
		const struct rota_value *other = rota_map_get(&right->root, key);

		if (strcmp(key, "t") == 0 || strcmp(key, "src") == 0)
			continue;
		if (!other || !rota_value_equal(&left->root.as.map.pairs[i].value, other))
			fail_msg("entry %llu, a %s: '%s' differs", (unsigned long long)n,
				 left->kind_name, key);
	}
}

static void test_kept__a_list_at_once_is_its_rows_one_by_one(void **state)
{
	struct rota_arena arena = { 0 };
	struct rota_entry *whole, *single;
	struct rota_buffer text = { 0 };
	uint64_t whole_count, single_count;

	for (unsigned pass = 0; pass < PASSES; pass++)
		take(&text, pass, ROWS);
	whole = read_all(&arena, &whole_count);
	assert_true(whole_count > ROWS);
	assert_int_equal(0, remove_folder(state));
	assert_int_equal(0, open_ready(state));
	for (unsigned pass = 0; pass < PASSES; pass++)
		for (size_t i = 0; i < ROWS; i++)
			take(&text, pass, i);
	single = read_all(&arena, &single_count);
	for (uint64_t i = 0; i < whole_count && i < single_count; i++)
		expect_same(&whole[i], &single[i], i);
	assert_int_equal(whole_count, single_count);
	rota_buffer_clear(&text);
	rota_arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_kept__a_list_at_once_is_its_rows_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
