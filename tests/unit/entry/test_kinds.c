/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of kinds: what every line of it must be, and, written down a second time by hand from
 * the province's list of kinds and fields, what stands in it. What has landed in a log is never
 * renamed, narrowed or removed: a row here that has to change is a reason to stop.
 */
#include "rota/kinds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/text.h"
#include "rota/language.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

enum { MAX_LISTS = 100 };

/** Every list of fields and of words that can be reached from an entry. */
static struct {
	struct rota_record records[MAX_LISTS];
	size_t record_count;
	const struct rota_words *words[MAX_LISTS];
	size_t words_count;
} met;

static void meet_words(const struct rota_words *words)
{
	for (size_t i = 0; i < met.words_count; i++)
		if (met.words[i] == words)
			return;
	assert_in_range(met.words_count, 0, MAX_LISTS - 1);
	met.words[met.words_count++] = words;
}

static void meet_record(const struct rota_record *record)
{
	for (size_t i = 0; i < met.record_count; i++)
		if (met.records[i].fields == record->fields)
			return;
	assert_in_range(met.record_count, 0, MAX_LISTS - 1);
	met.records[met.record_count++] = *record;
	for (size_t i = 0; i < record->count; i++) {
		if (record->fields[i].words)
			meet_words(record->fields[i].words);
		if (record->fields[i].record)
			meet_record(record->fields[i].record);
	}
}

static int meet_all(void **state)
{
	size_t count;
	const struct rota_kind *kinds = rota_kinds(&count);

	(void)state;
	meet_record(rota_entry_record());
	for (size_t i = 0; i < count; i++) {
		struct rota_record fields = { kinds[i].name, kinds[i].fields, kinds[i].count };

		meet_record(&fields);
	}
	return rota_language_choose("en");
}

/* --- what every line must be ------------------------------------------------------------------ */

/** A name of 1 to @p most bytes: lower-case letters, digits, and @p mark between them. */
static void assert_name(const char *name, char mark, size_t most)
{
	size_t size = strlen(name);

	assert_in_range(size, 1, most);
	for (size_t i = 0; i < size; i++)
		if (!(name[i] >= 'a' && name[i] <= 'z') && !(name[i] >= '0' && name[i] <= '9') &&
		    !(name[i] == mark && i && i + 1 < size))
			fail_msg("'%s' is not a name", name);
}

/** A text that people read: clean, and not empty. */
static void assert_shown(const char *text, const char *where)
{
	struct rota_buffer cleaned = { 0 };

	if (!text || !*text)
		fail_msg("'%s' has no caption", where);
	assert_int_equal(0, rota_text_clean(&cleaned, text, strlen(text), NULL));
	assert_string_equal(rota_buffer_text(&cleaned), text);
	rota_buffer_clear(&cleaned);
}

static void test_kinds__have_names_and_captions_of_their_own(void **state)
{
	size_t count;
	const struct rota_kind *kinds = rota_kinds(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		assert_name(kinds[i].name, '.', 24);
		assert_shown(kinds[i].en, kinds[i].name);
		assert_shown(kinds[i].vi, kinds[i].name);
		for (size_t k = 0; k < i; k++)
			if (strcmp(kinds[k].name, kinds[i].name) == 0 ||
			    strcmp(kinds[k].en, kinds[i].en) == 0)
				fail_msg("'%s' stands twice", kinds[i].name);
	}
}

static void test_fields__have_names_and_captions_of_their_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < met.record_count; i++)
		for (size_t k = 0; k < met.records[i].count; k++) {
			const struct rota_field *field = &met.records[i].fields[k];

			assert_name(field->name, '_', 32);
			assert_shown(field->en, field->name);
			assert_shown(field->vi, field->name);
			for (size_t before = 0; before < k; before++) {
				const struct rota_field *other = &met.records[i].fields[before];

				if (strcmp(other->name, field->name) == 0 ||
				    strcmp(other->en, field->en) == 0 ||
				    strcmp(other->vi, field->vi) == 0)
					fail_msg("%s: '%s' stands twice", met.records[i].name,
						 field->name);
			}
		}
}

/** Whether a form has what it needs, and nothing else. */
static bool is_whole(const struct rota_field *field)
{
	enum rota_type type = field->type;
	bool text = type == ROTA_TYPE_TEXT || type == ROTA_TYPE_REF_TEXT ||
		    type == ROTA_TYPE_RECORD_TEXT;
	bool words = type == ROTA_TYPE_WORD || type == ROTA_TYPE_FIGURES;
	bool record = type == ROTA_TYPE_RECORD || type == ROTA_TYPE_RECORD_TEXT ||
		      type == ROTA_TYPE_FIGURES;

	return (text ? field->limit > 0 : type == ROTA_TYPE_DIGITS || field->limit == 0) &&
	       words == (field->words != NULL) && record == (field->record != NULL) &&
	       (type == ROTA_TYPE_REF || type == ROTA_TYPE_REF_TEXT || !field->ref);
}

static void test_fields__have_what_their_form_needs(void **state)
{
	(void)state;
	for (size_t i = 0; i < met.record_count; i++)
		for (size_t k = 0; k < met.records[i].count; k++)
			if (!is_whole(&met.records[i].fields[k]))
				fail_msg("%s: '%s'", met.records[i].name,
					 met.records[i].fields[k].name);
}

static void test_words__are_shown_in_both_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < met.words_count; i++) {
		const struct rota_words *words = met.words[i];

		assert_shown(words->name, "words");
		assert_true(words->count > 0);
		for (size_t k = 0; k < words->count; k++) {
			assert_shown(words->words[k].id, words->name);
			assert_shown(words->words[k].en, words->words[k].id);
			assert_shown(words->words[k].vi, words->words[k].id);
		}
	}
}

/* A word may stand in several lines, for its other names; then these follow each other. */
static void test_words__ids_are_unique_but_for_other_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < met.words_count; i++)
		for (size_t k = 1; k < met.words[i]->count; k++) {
			const struct rota_word *word = &met.words[i]->words[k];

			if (rota_word_find(met.words[i], word->id) != word)
				assert_string_equal(word->id, word[-1].id);
		}
}

/** The lists have names of their own, by which the schema refers to them. */
static void test_lists__have_names_of_their_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < met.record_count; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(met.records[i].name, met.records[k].name) == 0)
				fail_msg("two records '%s'", met.records[i].name);
	for (size_t i = 0; i < met.words_count; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(met.words[i]->name, met.words[k]->name) == 0)
				fail_msg("two lists of words '%s'", met.words[i]->name);
}

static void test_entities__have_names_and_a_kind_that_makes_them(void **state)
{
	size_t count;
	const struct rota_kind *kinds = rota_kinds(&count);

	(void)state;
	assert_string_equal("any", rota_entity_name(ROTA_ENTITY_NONE));
	for (int entity = ROTA_ENTITY_UNIT; entity <= ROTA_ENTITY_ACCESS; entity++) {
		bool made = false;

		assert_name(rota_entity_name((enum rota_entity)entity), '_', 32);
		for (size_t i = 0; i < count; i++)
			made = made || ((int)kinds[i].entity == entity &&
					(kinds[i].effect == ROTA_CREATES ||
					 kinds[i].effect == ROTA_STATES));
		if (!made)
			fail_msg("nothing makes a %s", rota_entity_name((enum rota_entity)entity));
		for (int other = ROTA_ENTITY_NONE; other < entity; other++)
			assert_string_not_equal(rota_entity_name((enum rota_entity)other),
						rota_entity_name((enum rota_entity)entity));
	}
}

/* --- finding ---------------------------------------------------------------------------------- */

static void test_kind_find__finds_every_kind_and_no_other(void **state)
{
	size_t count;
	const struct rota_kind *kinds = rota_kinds(&count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		assert_ptr_equal(&kinds[i], rota_kind_find(kinds[i].name));
	assert_null(rota_kind_find(""));
	assert_null(rota_kind_find("posting"));
	assert_null(rota_kind_find("posting.begin "));
}

static void test_kind_field__finds_every_field_and_no_other(void **state)
{
	const struct rota_kind *kind = rota_kind_find("posting.end");

	(void)state;
	for (size_t i = 0; i < kind->count; i++)
		assert_ptr_equal(&kind->fields[i], rota_kind_field(kind, kind->fields[i].name));
	assert_null(rota_kind_field(kind, "cadre"));
	assert_null(rota_kind_field(kind, ""));
}

static void test_record_field__finds_every_field_and_no_other(void **state)
{
	const struct rota_record *entry = rota_entry_record();

	(void)state;
	assert_string_equal("entry", entry->name);
	for (size_t i = 0; i < entry->count; i++)
		assert_ptr_equal(&entry->fields[i],
				 rota_record_field(entry, entry->fields[i].name));
	assert_null(rota_record_field(entry, "body"));
}

static void test_field_caption__is_in_the_language_chosen(void **state)
{
	const struct rota_field *born = rota_kind_field(rota_kind_find("cadre.create"), "born");

	(void)state;
	assert_string_equal("Born", rota_field_caption(born));
	rota_language_choose("vi");
	assert_string_equal("Ngày sinh", rota_field_caption(born));
	rota_language_choose("en");
}

/* --- what stands in it ------------------------------------------------------------------------ */

/** A form in one word: "text80", "ref-unit", "{place}". */
static void describe_form(struct rota_buffer *out, const struct rota_field *field)
{
	static const char *const plain[] = {
		[ROTA_TYPE_UINT] = "uint",     [ROTA_TYPE_BOOL] = "bool",
		[ROTA_TYPE_TEXT] = "",         [ROTA_TYPE_DIGITS] = "",
		[ROTA_TYPE_DAY] = "day",       [ROTA_TYPE_SINCE] = "since",
		[ROTA_TYPE_INSTANT] = "clock", [ROTA_TYPE_WORD] = "word",
		[ROTA_TYPE_REF] = "ref-",      [ROTA_TYPE_REF_TEXT] = "ref-",
		[ROTA_TYPE_ENTRY] = "entry",   [ROTA_TYPE_WRITER] = "writer",
		[ROTA_TYPE_HASH] = "hash",     [ROTA_TYPE_RECORD] = "",
		[ROTA_TYPE_RECORD_TEXT] = "",  [ROTA_TYPE_FIGURES] = "word->",
		[ROTA_TYPE_BODY] = "body",     [ROTA_TYPE_OLD] = "old",
	};

	rota_buffer_puts(out, plain[field->type]);
	if (field->type == ROTA_TYPE_REF || field->type == ROTA_TYPE_REF_TEXT)
		rota_buffer_puts(out, rota_entity_name(field->ref));
	if (field->record)
		rota_buffer_printf(out, "{%s}", field->record->name);
	if (field->type == ROTA_TYPE_REF_TEXT || field->type == ROTA_TYPE_RECORD_TEXT)
		rota_buffer_puts(out, "|");
	if (field->type == ROTA_TYPE_DIGITS && !field->limit)
		rota_buffer_puts(out, "unit-code");
	else if (field->limit)
		rota_buffer_printf(out, "%s%u", field->type == ROTA_TYPE_DIGITS ? "digits" : "text",
				   field->limit);
}

/** Fields in one line: "name:text80!" is needed, "parent:ref-unit?" depends, "[..]" is a list. */
static void describe(struct rota_buffer *out, const struct rota_field *fields, size_t count)
{
	static const char *const marks[] = {
		[ROTA_OPTIONAL] = "", [ROTA_NEEDED] = "!", [ROTA_CONDITIONAL] = "?"
	};

	rota_buffer_reset(out);
	for (size_t i = 0; i < count; i++) {
		rota_buffer_printf(out, "%s%s:%s", i ? " " : "", fields[i].name,
				   fields[i].many ? "[" : "");
		describe_form(out, &fields[i]);
		rota_buffer_printf(out, "%s%s", fields[i].many ? "]" : "", marks[fields[i].need]);
	}
}

/* clang-format off */
#define UNIT_FIELDS \
	"code:unit-code! name:text80! type:word! parent:ref-unit? seq:uint alias:[text80] " \
	"legal:text120"
#define CADRE_FIELDS \
	"name:text120! aka:[text120] sex:word born:day! born_src:word pin:digits12 " \
	"pin_old:[digits12] cmnd:digits9 cadre_no:text20 native:{place} birth_place:{place} " \
	"birth_reg:{place} residence:{place} party_on:day in_planning:word died:day"
/* clang-format on */

/* Kind, what it does, `on` `doc` `why`, fields. */
static const struct {
	const char *name;
	enum rota_effect effect;
	const char *keys;
	const char *fields;
} wanted_kinds[] = {
	{ "unit.create", ROTA_CREATES, "must no may", UNIT_FIELDS },
	{ "unit.change", ROTA_AMENDS, "must no may", UNIT_FIELDS },
	{ "unit.end", ROTA_ADDS, "must no may", "cause:word! legal:text120!" },
	{ "unit.succeed", ROTA_STATES, "must no may",
	  "old:ref-unit! new:ref-unit! event:word! part:word! seq:uint legal:text120!" },
	{ "cadre.create", ROTA_CREATES, "no no may", CADRE_FIELDS },
	{ "cadre.change", ROTA_AMENDS, "no may may", CADRE_FIELDS },
	{ "cadre.spell", ROTA_STATES, "no no may",
	  "cadre:ref-cadre! place:{place}! from:day! to:day what:word!" },
	{ "cadre.same", ROTA_STATES, "no no must",
	  "a:ref-cadre! b:ref-cadre! keep:word! state:word!" },
	{ "cadre.distinct", ROTA_STATES, "no no must", "a:ref-cadre! b:ref-cadre! state:word!" },
	{ "posting.begin", ROTA_CREATES, "must must may",
	  "unit:ref-unit! post:word! cadre:ref-cadre! act:word! mode:word! elected:day? "
	  "planned_end:day? term:text20 source:word prev_title:text200 dual:word?" },
	{ "posting.step", ROTA_ADDS, "must must may", "act:word! until:day" },
	{ "posting.end", ROTA_ADDS, "must may may",
	  "act:word! next:ref-unit|text160 next_post:text120" },
	{ "posting.correct", ROTA_ADDS, "no may may",
	  "reason:word! unit:ref-unit post:word cadre:ref-cadre act:word mode:word elected:day? "
	  "planned_end:day? term:text20 source:word prev_title:text200 dual:word? from:day to:day "
	  "end_act:word next:ref-unit|text160 next_post:text120 begin_doc:[{decision}] "
	  "end_doc:[{decision}]" },
	{ "posting.void", ROTA_ADDS, "may may may", "from_start:bool? instead:ref-posting" },
	{ "posting.same", ROTA_STATES, "no no may", "a:ref-posting! b:ref-posting! state:word!" },
	{ "locality.set", ROTA_STATES, "no may may",
	  "posting:ref-posting! value:word! policy:ref-policy! basis:word! role:word!" },
	{ "post.vacant", ROTA_STATES, "must may may",
	  "unit:ref-unit! post:word! cause:word state:word!" },
	{ "nil.return", ROTA_CREATES, "no no may", "scope:ref-unit! from:day! to:day!" },
	{ "period.open", ROTA_STATES, "no no may",
	  "name:text60! cutoff:day! due:day! phase:text20" },
	{ "period.publish", ROTA_CREATES, "no no may",
	  "period:ref-period! checkpoint:{checkpoint}! as_of:day! note:text200" },
	{ "attest", ROTA_STATES, "no no may",
	  "period:ref-period! scope:ref-unit! last:{last_entry}! figures:word->{figures}!" },
	{ "target.set", ROTA_STATES, "no may may",
	  "post:word! phase:text20! from:day! to:day! count:uint! scope:ref-unit! measure:word! "
	  "base:uint" },
	{ "policy.set", ROTA_STATES, "must may may",
	  "test:word level:word residence_years:uint residence_counts:word geography:word "
	  "acting_counts:bool pending_counts:bool suspended_counts:bool asserted_counts:word "
	  "dual_person_counts:word measure:word rounding:word eight_year_through_merger:bool "
	  "transition_days:uint vacancy_days:uint pending_days:uint late_days:uint "
	  "tone_style:word" },
	{ "officer.set", ROTA_STATES, "no no may",
	  "name:text120! title:text120! roles:[word]! active:bool!" },
	{ "writer.enrol", ROTA_STATES, "no no may",
	  "key:hash! scope:ref-unit! name:text120! office:word! role:word! reads:[writer]" },
	{ "writer.rescope", ROTA_CREATES, "must may may", "writer:writer! scope:ref-unit" },
	{ "writer.revoke", ROTA_CREATES, "no no may",
	  "writer:writer! size:uint! root:hash! cause:word!" },
	{ "province.create", ROTA_CREATES, "no no may",
	  "code:unit-code! name:text80! key:hash! next:hash!" },
	{ "root.rotate", ROTA_CREATES, "no no may", "key:hash! next:hash!" },
	{ "matter.settle", ROTA_STATES, "no may must",
	  "of:hash! kind:text24! subjects:[ref-any]! field:text40 way:text24? saw:[entry]! undo:bool" },
	{ "entry.undo", ROTA_STATES, "no no must", "of:entry! state:word!" },
	{ "note.add", ROTA_CREATES, "no no may", "about:entry! text:text1000!" },
	{ "issue.raise", ROTA_CREATES, "no no may", "about:ref-any topic:word! text:text2000!" },
	{ "issue.answer", ROTA_STATES, "no no may", "issue:ref-issue! state:word! text:text2000!" },
	{ "rectify.ask", ROTA_STATES, "no no may",
	  "cadre:ref-cadre! fields:[text24]! evidence:text500! state:word!" },
	{ "access.log", ROTA_CREATES, "no no may", "what:word! about:entry for:text200!" },
};

static void test_kinds__are_those_of_the_province(void **state)
{
	static const char *const rules[] = { "no", "may", "must" };
	struct rota_buffer line = { 0 };
	size_t count;

	(void)state;
	rota_kinds(&count);
	assert_int_equal(COUNT(wanted_kinds), count);
	for (size_t i = 0; i < count; i++) {
		const struct rota_kind *kind = rota_kind_find(wanted_kinds[i].name);

		if (!kind)
			fail_msg("no kind '%s'", wanted_kinds[i].name);
		assert_int_equal(wanted_kinds[i].effect, kind->effect);
		describe(&line, kind->fields, kind->count);
		assert_string_equal(wanted_kinds[i].fields, rota_buffer_text(&line));
		rota_buffer_reset(&line);
		rota_buffer_printf(&line, "%s %s %s", rules[kind->on], rules[kind->doc],
				   rules[kind->why]);
		assert_string_equal(wanted_kinds[i].keys, rota_buffer_text(&line));
	}
	rota_buffer_clear(&line);
}

static const struct rota_record *record_named(const char *name)
{
	for (size_t i = 0; i < met.record_count; i++)
		if (strcmp(met.records[i].name, name) == 0)
			return &met.records[i];
	fail_msg("no record '%s'", name);
	return NULL;
}

static void test_records__are_those_of_the_province(void **state)
{
	static const struct {
		const char *name;
		const char *fields;
	} rows[] = {
		{ "entry", "v:uint! n:uint! t:clock! by:ref-officer|text120! k:text24! id:ref-any? "
			   "pred:[entry] on:since? doc:[{decision}]? b:body was:old why:text500? "
			   "ok:[text8] set:[uint] src:{provenance}" },
		{ "decision", "issuer:{issuer}|text160! type:word! no:text60? signed:day! "
			      "announced:day total:uint fixes:{fixes} secrecy:word" },
		{ "issuer", "body:word! unit:ref-unit" },
		{ "fixes", "no:text60 signed:day!" },
		{ "provenance", "file:hash! row:uint! raw:text1000" },
		{ "place", "text:text200 unit:ref-unit code:unit-code on:day paper:word" },
		{ "checkpoint", "number:uint! hash:hash!" },
		{ "last_entry", "writer:writer! n:uint!" },
		{ "figures",
		  "posts:uint! filled:uint! vacant:uint! not_reported:uint! "
		  "non_local:uint! undetermined:uint! opening:uint! up:uint! down:uint!" },
	};
	struct rota_buffer line = { 0 };

	(void)state;
	assert_int_equal(met.record_count, COUNT(rows) + COUNT(wanted_kinds) - 2);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct rota_record *record = record_named(rows[i].name);

		describe(&line, record->fields, record->count);
		assert_string_equal(rows[i].fields, rota_buffer_text(&line));
	}
	rota_buffer_clear(&line);
}

static void test_lists__have_the_lengths_of_the_province(void **state)
{
	static const struct {
		const char *field;
		unsigned many;
	} rows[] = { { "pred", 64 }, { "doc", 4 }, { "set", 2 }, { "ok", 16 } };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(rows[i].many,
				 rota_record_field(rota_entry_record(), rows[i].field)->many);
	assert_int_equal(6, rota_kind_field(rota_kind_find("officer.set"), "roles")->many);
}

/* clang-format off */
#define ACTS \
	"elect approve refuse designate appoint reappoint transfer rotate second stay delegate " \
	"take_charge release resign dismiss recall remove expel suspend resume retire die leave " \
	"restore unit_ended term_end"
/* clang-format on */

/* Record or kind, field, words. */
static const struct {
	const char *of;
	const char *field;
	const char *ids;
} wanted_words[] = {
	{ "unit.create", "type",
	  "tinh thanh_pho_tw huyen thi_xa thanh_pho quan xa phuong thi_tran dac_khu" },
	{ "unit.end", "cause", "absorbed formed_into split abolished" },
	{ "unit.succeed", "event", "absorb form split boundary rename" },
	{ "unit.succeed", "part", "full main rest part strip" },
	{ "cadre.create", "sex", "male female" },
	{ "cadre.create", "born_src", "party_file 2c card list" },
	{ "cadre.create", "in_planning", "commune_head district_head none" },
	{ "place", "paper", "2c party_file card other" },
	{ "cadre.spell", "what", "study work live" },
	{ "cadre.same", "keep", "a b" },
	{ "cadre.same", "state", "on withdrawn" },
	{ "cadre.distinct", "state", "on withdrawn" },
	{ "posting.begin", "post", "secretary chair" },
	{ "posting.begin", "act", ACTS },
	{ "posting.begin", "mode", "full acting in_charge" },
	{ "posting.begin", "source",
	  "district_office same_district other_district province other" },
	{ "posting.begin", "dual", "concurrent transition" },
	{ "posting.step", "act", ACTS },
	{ "posting.end", "act", ACTS },
	{ "posting.correct", "reason", "typing erratum supplement" },
	{ "posting.correct", "end_act", ACTS },
	{ "posting.same", "state", "on withdrawn" },
	{ "locality.set", "value", "local non_local undetermined" },
	{ "locality.set", "basis", "native birth residence manual" },
	{ "locality.set", "role", "asserted confirmed" },
	{ "post.vacant", "post", "secretary chair" },
	{ "post.vacant", "cause", "ended died unit_new other" },
	{ "post.vacant", "state", "on withdrawn" },
	{ "attest", "figures", "secretary chair" },
	{ "target.set", "post", "secretary chair" },
	{ "target.set", "measure", "stock flow" },
	{ "policy.set", "test", "native_place birth_place either residence manual" },
	{ "policy.set", "level", "commune district province" },
	{ "policy.set", "residence_counts", "study work both" },
	{ "policy.set", "geography", "appointment report" },
	{ "policy.set", "asserted_counts", "asserted computed neither" },
	{ "policy.set", "dual_person_counts", "once_per_post" },
	{ "policy.set", "measure", "stock flow" },
	{ "policy.set", "rounding", "half_up" },
	{ "policy.set", "tone_style", "uỷ ủy" },
	{ "officer.set", "roles", "record attest reconcile publish inspect admin" },
	{ "writer.enrol", "office", "district commune province" },
	{ "writer.enrol", "role", "write merge read" },
	{ "writer.revoke", "cause", "lost cloned ended other" },
	{ "entry.undo", "state", "on withdrawn" },
	{ "issue.raise", "topic", "support allowance area unity rotation structure other" },
	{ "issue.answer", "state", "answered in_hand beyond_power" },
	{ "rectify.ask", "state", "open done refused" },
	{ "access.log", "what", "export print history prove" },
	{ "issuer", "body",
	  "btv_province btc_province btv_district committee_commune "
	  "congress_commune central council_commune chair_district ubnd_district "
	  "chair_province ubnd_province council_province assembly other" },
	{ "decision", "type", "QD QDNS NQ KL TB CV other" },
	{ "decision", "secrecy", "normal" },
};

static void test_words__are_those_of_the_province(void **state)
{
	struct rota_buffer line = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(wanted_words); i++) {
		const struct rota_kind *kind = rota_kind_find(wanted_words[i].of);
		const struct rota_field *field =
			kind ? rota_kind_field(kind, wanted_words[i].field)
			     : rota_record_field(record_named(wanted_words[i].of),
						 wanted_words[i].field);

		rota_buffer_reset(&line);
		for (size_t k = 0; k < field->words->count; k++) {
			const struct rota_word *word = &field->words->words[k];

			if (rota_word_find(field->words, word->id) == word)
				rota_buffer_printf(&line, "%s%s", line.size ? " " : "", word->id);
		}
		assert_string_equal(wanted_words[i].ids, rota_buffer_text(&line));
	}
	rota_buffer_clear(&line);
}

static void test_captions__are_those_of_the_province(void **state)
{
	static const struct {
		const char *kind;
		const char *field;
		const char *vi;
	} rows[] = {
		{ "unit.create", "code", "Mã đơn vị" },
		{ "unit.create", "parent", "Đơn vị cấp trên" },
		{ "unit.succeed", "part", "Phần nhập" },
		{ "cadre.create", "name", "Họ và tên khai sinh" },
		{ "cadre.create", "native", "Quê quán" },
		{ "cadre.create", "cadre_no", "Số hiệu cán bộ" },
		{ "posting.begin", "act", "Hình thức bố trí" },
		{ "posting.begin", "mode", "Tư cách giữ chức" },
		{ "posting.end", "act", "Hình thức thôi giữ" },
		{ "posting.end", "next", "Đi đâu" },
		{ "locality.set", "value", "Kết luận địa phương" },
		{ "target.set", "base", "Mẫu số" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(
			rows[i].vi,
			rota_kind_field(rota_kind_find(rows[i].kind), rows[i].field)->vi);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds__have_names_and_captions_of_their_own),
		cmocka_unit_test(test_fields__have_names_and_captions_of_their_own),
		cmocka_unit_test(test_fields__have_what_their_form_needs),
		cmocka_unit_test(test_words__are_shown_in_both_languages),
		cmocka_unit_test(test_words__ids_are_unique_but_for_other_names),
		cmocka_unit_test(test_lists__have_names_of_their_own),
		cmocka_unit_test(test_entities__have_names_and_a_kind_that_makes_them),
		cmocka_unit_test(test_kind_find__finds_every_kind_and_no_other),
		cmocka_unit_test(test_kind_field__finds_every_field_and_no_other),
		cmocka_unit_test(test_record_field__finds_every_field_and_no_other),
		cmocka_unit_test(test_field_caption__is_in_the_language_chosen),
		cmocka_unit_test(test_kinds__are_those_of_the_province),
		cmocka_unit_test(test_records__are_those_of_the_province),
		cmocka_unit_test(test_lists__have_the_lengths_of_the_province),
		cmocka_unit_test(test_words__are_those_of_the_province),
		cmocka_unit_test(test_captions__are_those_of_the_province),
	};

	return cmocka_run_group_tests_name("kinds", tests, meet_all, NULL);
}
