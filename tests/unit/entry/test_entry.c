/* SPDX-License-Identifier: Apache-2.0 */
/* Ids, and the decoding of entries: what is an entry at all, what is kept, what is held. */
#include "rota/entry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "rota/language.h"
#include "tests/support/entry_text.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static struct rota_arena arena;

static int speak_english(void **state)
{
	(void)state;
	return rota_language_choose("en");
}

static int clear_arena(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	return 0;
}

/* --- ids ------------------------------------------------------------------------------------ */

static void test_id__is_the_writer_and_the_number_big_endian(void **state)
{
	struct rota_writer_id writer = { { 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07, 0x18 } };
	struct rota_id id = rota_id_make(writer, 0x0102030405060708);
	struct rota_writer_id back = rota_id_writer(id);

	(void)state;
	assert_memory_equal("\xa1\xb2\xc3\xd4\xe5\xf6\x07\x18\1\2\3\4\5\6\7\10", id.bytes, 16);
	assert_memory_equal(writer.bytes, back.bytes, 8);
	assert_true(rota_id_number(id) == 0x0102030405060708);
	assert_true(rota_id_number(rota_id_make(writer, UINT64_MAX)) == UINT64_MAX);
}

static void test_id_compare__is_by_writer_then_number(void **state)
{
	struct rota_writer_id first = { { 1 } }, second = { { 2 } };
	struct rota_id a = rota_id_make(first, 300), b = rota_id_make(first, 301);
	struct rota_id c = rota_id_make(second, 0);

	(void)state;
	assert_true(rota_id_compare(a, b) < 0);
	assert_true(rota_id_compare(b, c) < 0);
	assert_true(rota_id_compare(c, a) > 0);
	assert_int_equal(0, rota_id_compare(a, a));
}

static void test_id_from_value__takes_sixteen_bytes_only(void **state)
{
	struct rota_id id = rota_id_make((struct rota_writer_id){ { 9 } }, 7), read;
	struct rota_value value = rota_id_value(&arena, id);
	struct rota_value others[] = { rota_nil(), rota_uint(1), rota_text("0123456789abcdef"),
				       rota_bin(id.bytes, 15), rota_list() };

	(void)state;
	assert_int_equal(ROTA_BIN, value.type);
	memset(&id, 0xff, sizeof(id));
	assert_true(rota_id_from_value(&read, &value));
	assert_int_equal(7, rota_id_number(read));
	assert_false(rota_id_from_value(&read, NULL));
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(rota_id_from_value(&read, &others[i]));
}

/* --- what is kept --------------------------------------------------------------------------- */

static void test_decode__gives_every_key(void **state)
{
	struct rota_entry entry = decode_text(
		&arena, "{'v':1,'n':70,'t':'2024-02-15T01:00:00.123Z#9'," BY ",'k':'posting.begin',"
			"'id':'" ID_06 "','pred':['" ID_06 "','" ID_07 "'],"
			"'on':'2023-09','doc':[{'no':'1'},{'no':'2'}],'b':{'act':'elect'},"
			"'was':{'act':'elect'},'why':'vì','set':[60,64]}");

	(void)state;
	assert_string_equal("posting.begin", entry.kind_name);
	assert_ptr_equal(rota_kind_find("posting.begin"), entry.kind);
	assert_int_equal(70, entry.number);
	assert_true(entry.clock == ((uint64_t)1707958800123 << 16 | 9));
	assert_false(entry.creates);
	assert_int_equal(6, rota_id_number(entry.id));
	assert_int_equal(2, entry.pred->as.list.count);
	assert_int_equal(2, entry.docs->as.list.count);
	assert_string_equal("elect", rota_value_text(rota_map_get(entry.body, "act")));
	assert_string_equal("elect", rota_value_text(rota_map_get(entry.was, "act")));
	assert_string_equal("vì", entry.why);
	assert_true(entry.has_on);
	assert_true(rota_day_equal(entry.on, (struct rota_day){ 2023, 9, 0 }));
	assert_int_equal(60, entry.set_first);
	assert_int_equal(64, entry.set_count);
	assert_string_equal("", entry.held);
	assert_int_equal(13, entry.root.as.map.count);
}

static void test_decode__absent_keys_are_absent(void **state)
{
	struct rota_entry entry = decode_text(&arena, "{" FRAME("note.add") "}");

	(void)state;
	assert_true(entry.creates);
	assert_null(entry.pred);
	assert_null(entry.docs);
	assert_null(entry.body);
	assert_null(entry.was);
	assert_null(entry.why);
	assert_false(entry.has_on);
	assert_int_equal(0, entry.set_count);
}

static void test_decode__on_zero_is_no_day_but_stands_there(void **state)
{
	struct rota_entry entry = decode_text(&arena, "{" FRAME("unit.create") ",'on':0}");

	(void)state;
	assert_true(entry.has_on);
	assert_true(rota_day_is_none(entry.on));
}

static void test_decode__a_fault_of_content_is_an_entry(void **state)
{
	static const char *const rows[] = {
		"{" FRAME("note.add") ",'b':'x'}",
		"{" FRAME("note.add") ",'b':{'text':7}}",
		"{" FRAME("note.add") ",'b':[1]}",
		"{" FRAME("note.add") ",'doc':1,'was':[1],'why':2,'on':'2023-02-30'}",
		"{" FRAME("note.add") ",'ok':3,'src':4,'on':'2023-02-30'}",
		"{" FRAME("note.add") ",'on':1,'doc':{'no':'1'}}",
		"{" FRAME("note.add") ",'on':'2023-02-30','id':'" ID_01 "'}",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_entry entry = decode_text(&arena, rows[i]);

		assert_false(entry.has_on);
		assert_null(entry.docs);
		assert_null(entry.was);
		assert_null(entry.why);
		assert_int_equal(ROTA_EINVALID, rota_entry_check(&entry, NULL));
	}
}

/* --- what is no entry ----------------------------------------------------------------------- */

static void assert_no_entry(const void *bytes, size_t size, const char *message)
{
	struct rota_error err = { 0 };
	struct rota_entry entry;

	assert_int_equal(ROTA_ECORRUPT, rota_entry_decode(&entry, &arena, bytes, size, &err));
	assert_int_equal(ROTA_ECORRUPT, err.code);
	assert_string_equal(message, err.message);
	assert_int_equal(ROTA_ECORRUPT, rota_entry_decode(&entry, &arena, bytes, size, NULL));
}

static void test_decode__what_lacks_a_key_of_the_frame_is_no_entry(void **state)
{
	static const struct {
		const char *json;
		const char *message;
	} rows[] = {
		{ "{'n':5," INSTANT "," BY ",'k':'note.add'}", "not an entry: key 'v' is missing" },
		{ "{'v':1," INSTANT "," BY ",'k':'note.add'}", "not an entry: key 'n' is missing" },
		{ "{'v':1,'n':5," BY ",'k':'note.add'}", "not an entry: key 't' is missing" },
		{ "{'v':1,'n':5," INSTANT ",'k':'note.add'}", "not an entry: key 'by' is missing" },
		{ "{'v':1,'n':5," INSTANT "," BY "}", "not an entry: key 'k' is missing" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct entry_bytes entry = encode_text(&arena, rows[i].json);

		assert_no_entry(entry.bytes, entry.size, rows[i].message);
	}
}

/* A note with one more key, or with another value for one of the frame. */
/* clang-format off */
#define NOTE(v, n, t, by, k, more) \
	"{'v':" v ",'n':" n ",'t':" t ",'by':" by ",'k':" k more "}"
#define MORE(more) NOTE("1", "5", "1", "'x'", "'note.add'", "," more)
/* clang-format on */

static void test_decode__what_has_another_form_in_its_frame_is_no_entry(void **state)
{
	static const struct {
		const char *json;
		const char *message;
	} rows[] = {
		{ NOTE("'1'", "5", "1", "'x'", "'note.add'", ""),
		  "field 'Form of the entry': not a number" },
		{ NOTE("null", "5", "1", "'x'", "'note.add'", ""),
		  "field 'Form of the entry': not a number" },
		{ NOTE("1", "-5", "1", "'x'", "'note.add'", ""),
		  "field 'Number in the log': not a number" },
		{ NOTE("1", "5", "'x'", "'x'", "'note.add'", ""),
		  "field 'Recorded': not a number" },
		{ NOTE("1", "5", "1", "''", "'note.add'", ""),
		  "field 'Recorded by': a text of 1 to 120 bytes is needed, this has 0" },
		{ NOTE("1", "5", "1", "7", "'note.add'", ""), "field 'Recorded by': not 16 bytes" },
		{ NOTE("1", "5", "1", "'x'", "1", ""), "field 'Kind': not a text" },
		{ NOTE("1", "5", "1", "'x'", "''", ""),
		  "field 'Kind': a text of 1 to 24 bytes is needed, this has 0" },
		{ NOTE("1", "5", "1", "'x'", "'abcdefghijklmnopqrstuvwxy'", ""),
		  "field 'Kind': a text of 1 to 24 bytes is needed, this has 25" },
		{ MORE("'id':'abc'"), "field 'Subject': not 16 bytes" },
		{ MORE("'id':null"), "field 'Subject': not 16 bytes" },
		{ MORE("'id':{'$bin':'00'}"), "field 'Subject': not 16 bytes" },
		{ MORE("'pred':'" ID_01 "'"), "field 'Supersedes': not a list" },
		{ MORE("'pred':[1]"), "field 'Supersedes': not 16 bytes" },
		{ MORE("'pred':['" ID_02 "','" ID_01 "']"),
		  "'pred' is not sorted, or one stands twice" },
		{ MORE("'pred':['" ID_01 "','" ID_01 "']"),
		  "'pred' is not sorted, or one stands twice" },
		{ MORE("'set':5"), "field 'Recorded together': not a list" },
		{ MORE("'set':[5]"), "'set' is not a first number and a count" },
		{ MORE("'set':[5,2,3]"),
		  "field 'Recorded together': 3 items, at most 2 are allowed" },
		{ MORE("'set':[5,'2']"), "field 'Recorded together': not a number" },
		{ MORE("'set':[5,1]"),
		  "'set' has not 2 to 64 entries, or not this one among them" },
		{ MORE("'set':[5,65]"),
		  "'set' has not 2 to 64 entries, or not this one among them" },
		{ MORE("'set':[6,2]"),
		  "'set' has not 2 to 64 entries, or not this one among them" },
		{ MORE("'set':[3,2]"),
		  "'set' has not 2 to 64 entries, or not this one among them" },
		{ MORE("'set':[{'$uint':'18446744073709551615'},64]"),
		  "'set' has not 2 to 64 entries, or not this one among them" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct entry_bytes entry = encode_text(&arena, rows[i].json);
		char message[200] = "not an entry: ";

		assert_no_entry(entry.bytes, entry.size, strcat(message, rows[i].message));
	}
}

/* Which letters are in normal form depends on the version of Unicode. */
static void test_decode__letters_do_not_decide_what_is_an_entry(void **state)
{
	struct rota_entry entry =
		decode_text(&arena, NOTE("1", "5", "1", "'a\\u0001 e\\u0301'", "'note.add'", ""));

	(void)state;
	assert_string_equal("", entry.held);
	assert_int_equal(ROTA_EINVALID, rota_entry_check(&entry, NULL));
}

static void test_decode__sets_hold_their_entry(void **state)
{
	static const char *const rows[] = { MORE("'set':[5,2]"), MORE("'set':[4,2]"),
					    MORE("'set':[5,64]"), MORE("'set':[0,6]") };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_true(decode_text(&arena, rows[i]).set_count >= 2);
}

/** A note with @p count entries in its pred, from id 0 on. */
static struct entry_bytes note_with_pred(size_t count)
{
	static char json[8192];
	size_t at = 0;

	at += (size_t)snprintf(json, sizeof(json), "{" FRAME("note.add") ",'pred':[");
	for (size_t i = 0; i < count; i++)
		at += (size_t)snprintf(json + at, sizeof(json) - at, "%s'" ID("%02x") "'",
				       i ? "," : "", (unsigned)i);
	snprintf(json + at, sizeof(json) - at, "]}");
	return encode_text(&arena, json);
}

static void test_decode__pred_has_at_most_64_entries(void **state)
{
	struct entry_bytes most = note_with_pred(64), more = note_with_pred(65);
	struct rota_entry entry;

	(void)state;
	assert_int_equal(ROTA_OK, rota_entry_decode(&entry, &arena, most.bytes, most.size, NULL));
	assert_no_entry(more.bytes, more.size,
			"not an entry: field 'Supersedes': 65 items, at most 64 are allowed");
}

static void test_decode__what_is_no_map_is_no_entry(void **state)
{
	(void)state;
	assert_no_entry("\x01", 1, "not an entry: it is not a map");
	assert_no_entry("\x91\x01", 2, "not an entry: it is not a map");
	assert_no_entry("\xc0", 1, "not an entry: it is not a map");
}

static void test_decode__what_is_not_canonical_is_no_entry(void **state)
{
	(void)state;
	assert_no_entry("", 0, "not canonical msgpack at byte 0: it is cut short");
	assert_no_entry("\x81\xa1v\xcc\x01", 5,
			"not canonical msgpack at byte 5: "
			"a number or length is not in its shortest form");
}

/** A note whose reason makes it @p size bytes long. */
static struct entry_bytes note_of_size(size_t size)
{
	struct entry_bytes frame = encode_text(&arena, "{" FRAME("note.add") ",'why':'x'}");
	struct entry_bytes out = { 0 };
	size_t letters = size - frame.size - 1;
	char *json = rota_arena_alloc(&arena, letters + 1000);
	int head = snprintf(json, 1000, "{" FRAME("note.add") ",'why':'");

	memset(json + head, 'x', letters);
	memcpy(json + (size_t)head + letters, "'}", 3);
	out = encode_text(&arena, json);
	assert_int_equal(size, out.size);
	return out;
}

static void test_decode__65536_bytes_are_the_most(void **state)
{
	struct entry_bytes most = note_of_size(ROTA_ENTRY_MAX_BYTES);
	struct entry_bytes more = note_of_size(ROTA_ENTRY_MAX_BYTES + 1);
	struct rota_entry entry;

	(void)state;
	assert_int_equal(ROTA_OK, rota_entry_decode(&entry, &arena, most.bytes, most.size, NULL));
	assert_no_entry(more.bytes, more.size, "not an entry: it is larger than 65,536 bytes");
}

/* --- what is held --------------------------------------------------------------------------- */

static void test_decode__names_the_first_thing_it_does_not_know(void **state)
{
	static const struct {
		const char *json;
		const char *held;
	} rows[] = {
		{ NOTE("2", "5", "1", "'x'", "'note.add'", ""), "v 2" },
		{ NOTE("2", "5", "1", "'x'", "'note.add'", ",'b':{'text':7}"), "v 2" },
		{ NOTE("0", "5", "1", "'x'", "'note.add'", ""), "" },
		{ "{" FRAME("posting.praise") "}", "posting.praise" },
		{ NOTE("1", "5", "1", "'x'", "'note.add\\u0000'", ""), "note.add" },
		{ NOTE("1", "5", "1", "'x'", "'\\u0000'", ""), "?" },
		{ NOTE("1", "5", "1", "'x'", "'note.\\u001b'", ""), "note.?" },
		{ "{" FRAME("note.add") ",'colour':1}", "colour" },
		{ "{" FRAME("cadre.create") ",'b':{'sex':''}}", "?" },
		{ "{" FRAME("cadre.create") ",'b':{'sex':'male\\u0000'}}", "male" },
		{ "{" FRAME("note.add") ",'b':{'colour':1,'about':1}}", "colour" },
		{ "{" FRAME("cadre.create") ",'b':{'sex':'other'}}", "other" },
		{ "{" FRAME("cadre.create") ",'b':{'native':{'planet':'x'}}}", "planet" },
		{ "{" FRAME("cadre.create") ",'b':{'native':{'paper':'stone'}}}", "stone" },
		{ "{" FRAME("cadre.change") ",'was':{'sex':['male','other']}}", "other" },
		{ "{" FRAME("cadre.change") ",'was':{'shoe':1}}", "shoe" },
		{ "{" FRAME("officer.set") ",'b':{'roles':['record','cook']}}", "cook" },
		{ "{" FRAME("note.add") ",'doc':[{'type':'QD'},{'seal':1}]}", "seal" },
		{ "{" FRAME("note.add") ",'doc':[{'issuer':{'body':'pope'}}]}", "pope" },
		{ "{" FRAME("attest") ",'b':{'figures':{'mayor':{'posts':1}}}}", "mayor" },
		{ "{" FRAME("attest") ",'b':{'figures':{'chair':{'kings':1}}}}", "kings" },
		{ "{" FRAME("note.add") ",'src':{'page':1}}", "page" },
		{ "{" FRAME("note.add") ",'':1}", "?" },
		{ "{'$hexmap':{'76':1,'6e':5,'74':'2024-02-15T01:00:00.000Z#0','6279':'x',"
		  "'6b':'note.add','00':1}}",
		  "?" },
		{ "{" FRAME("note.add") ",'a\\u001bb':1}", "a?b" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(rows[i].held, decode_text(&arena, rows[i].json).held);
}

static void test_decode__a_long_name_is_cut_between_two_characters(void **state)
{
	struct rota_entry entry = decode_text(
		&arena, "{" FRAME("note.add") ",'kääääääääääääääääääääääääääääääääääää':1}");
	struct rota_entry other = decode_text(
		&arena, "{" FRAME("note.add") ",'ääääääääääääääääääääääääääääääääääää':1}");

	(void)state;
	assert_string_equal("käääääääääääääääääääääääääääääää", entry.held);
	assert_int_equal(62, strlen(other.held));
	assert_memory_equal(entry.held + 1, other.held, 62);
}

static void test_decode__was_may_name_the_day_and_the_decisions(void **state)
{
	struct rota_entry entry = decode_text(
		&arena, "{" FRAME("posting.correct") ",'was':{'on':'2023','doc':[{'no':'1'}]}}");

	(void)state;
	assert_string_equal("", entry.held);
}

#define TEST(name) cmocka_unit_test_teardown(name, clear_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_id__is_the_writer_and_the_number_big_endian),
		TEST(test_id_compare__is_by_writer_then_number),
		TEST(test_id_from_value__takes_sixteen_bytes_only),
		TEST(test_decode__gives_every_key),
		TEST(test_decode__absent_keys_are_absent),
		TEST(test_decode__on_zero_is_no_day_but_stands_there),
		TEST(test_decode__a_fault_of_content_is_an_entry),
		TEST(test_decode__what_lacks_a_key_of_the_frame_is_no_entry),
		TEST(test_decode__what_has_another_form_in_its_frame_is_no_entry),
		TEST(test_decode__letters_do_not_decide_what_is_an_entry),
		TEST(test_decode__sets_hold_their_entry),
		TEST(test_decode__pred_has_at_most_64_entries),
		TEST(test_decode__what_is_no_map_is_no_entry),
		TEST(test_decode__what_is_not_canonical_is_no_entry),
		TEST(test_decode__65536_bytes_are_the_most),
		TEST(test_decode__names_the_first_thing_it_does_not_know),
		TEST(test_decode__a_long_name_is_cut_between_two_characters),
		TEST(test_decode__was_may_name_the_day_and_the_decisions),
	};

	return cmocka_run_group_tests_name("entry", tests, speak_english, NULL);
}
