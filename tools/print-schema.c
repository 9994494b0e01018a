/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints the table of kinds: `print-schema md` for schema/entry.md,
 * `print-schema json` for schema/kinds.json. `make schema` calls it.
 */
#include <stdio.h>
#include <string.h>

#include "rota/acts.h"
#include "rota/kinds.h"

enum { MAX_LISTS = 64 };

/** The lists of words and records met on the way, each printed once, in the order of meeting. */
struct met {
	const struct rota_words *words[MAX_LISTS];
	size_t word_count;
	const struct rota_record *records[MAX_LISTS];
	size_t record_count;
};

static void meet_fields(struct met *met, const struct rota_field *fields, size_t count);

static void meet_words(struct met *met, const struct rota_words *words)
{
	for (size_t i = 0; i < met->word_count; i++)
		if (met->words[i] == words)
			return;
	met->words[met->word_count++] = words;
}

static void meet_record(struct met *met, const struct rota_record *record)
{
	for (size_t i = 0; i < met->record_count; i++)
		if (met->records[i] == record)
			return;
	met->records[met->record_count++] = record;
	meet_fields(met, record->fields, record->count);
}

static void meet_fields(struct met *met, const struct rota_field *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (fields[i].words)
			meet_words(met, fields[i].words);
		if (fields[i].record)
			meet_record(met, fields[i].record);
	}
}

static void meet_all(struct met *met)
{
	size_t count;
	const struct rota_kind *kinds = rota_kinds(&count);

	meet_record(met, rota_entry_record());
	for (size_t i = 0; i < count; i++)
		meet_fields(met, kinds[i].fields, kinds[i].count);
}

/** The form of one value, as schema/entry.md names it. */
static void print_form(const struct rota_field *field)
{
	switch (field->type) {
	case ROTA_TYPE_UINT:
		printf("uint");
		break;
	case ROTA_TYPE_BOOL:
		printf("bool");
		break;
	case ROTA_TYPE_TEXT:
		printf("text(%u)", field->limit);
		break;
	case ROTA_TYPE_DIGITS:
		if (field->limit)
			printf("digits(%u)", field->limit);
		else
			printf("digits(2, 3 or 5)");
		break;
	case ROTA_TYPE_DAY:
		printf("day");
		break;
	case ROTA_TYPE_SINCE:
		printf("day or 0");
		break;
	case ROTA_TYPE_INSTANT:
		printf("clock");
		break;
	case ROTA_TYPE_WORD:
		printf("word %s", field->words->name);
		break;
	case ROTA_TYPE_REF:
		printf("ref %s", rota_entity_name(field->ref));
		break;
	case ROTA_TYPE_REF_TEXT:
		printf("ref %s or text(%u)", rota_entity_name(field->ref), field->limit);
		break;
	case ROTA_TYPE_ENTRY:
		printf("entry");
		break;
	case ROTA_TYPE_WRITER:
		printf("writer");
		break;
	case ROTA_TYPE_HASH:
		printf("hash");
		break;
	case ROTA_TYPE_RECORD:
		printf("record %s", field->record->name);
		break;
	case ROTA_TYPE_RECORD_TEXT:
		printf("record %s or text(%u)", field->record->name, field->limit);
		break;
	case ROTA_TYPE_FIGURES:
		printf("map of word %s to record %s", field->words->name, field->record->name);
		break;
	case ROTA_TYPE_BODY:
		printf("fields of the kind");
		break;
	case ROTA_TYPE_OLD:
		printf("old values of fields");
		break;
	}
}

static const char *need_name(enum rota_need need)
{
	static const char *const names[] = { "optional", "needed", "conditional" };

	return names[need];
}

static const char *rule_name(enum rota_key_rule rule)
{
	static const char *const names[] = { "no", "may", "must" };

	return names[rule];
}

static const char *effect_name(enum rota_effect effect)
{
	static const char *const names[] = { "creates", "amends", "adds", "states" };

	return names[effect];
}

static void print_md_fields(const struct rota_field *fields, size_t count)
{
	printf("| field | form | need | English | Vietnamese |\n|---|---|---|---|---|\n");
	for (size_t i = 0; i < count; i++) {
		printf("| `%s` | ", fields[i].name);
		if (fields[i].many)
			printf("list of up to %u: ", fields[i].many);
		print_form(&fields[i]);
		printf(" | %s | %s | %s |\n", need_name(fields[i].need), fields[i].en,
		       fields[i].vi);
	}
	printf("\n");
}

/** A word may have several forms in a row; the first is the one shown, all are read. */
static void print_md_words(const struct rota_words *words)
{
	printf("**%s**: ", words->name);
	for (size_t i = 0; i < words->count; i++) {
		const struct rota_word *word = &words->words[i];

		if (rota_word_find(words, word->id) != word)
			printf(" (%s)", word->vi);
		else
			printf("%s`%s` %s / %s", i ? " · " : "", word->id, word->en, word->vi);
	}
	printf("\n\n");
}

static void print_md(const struct met *met)
{
	size_t count;
	const struct rota_kind *kinds = rota_kinds(&count);

	printf("### Records\n\n");
	for (size_t i = 0; i < met->record_count; i++) {
		printf("#### record %s\n\n", met->records[i]->name);
		print_md_fields(met->records[i]->fields, met->records[i]->count);
	}
	printf("### Kinds\n\n");
	for (size_t i = 0; i < count; i++) {
		printf("#### %s\n\n%s / %s. Entity: %s; effect: %s; `on`: %s, `doc`: %s, `why`: %s.\n\n",
		       kinds[i].name, kinds[i].en, kinds[i].vi, rota_entity_name(kinds[i].entity),
		       effect_name(kinds[i].effect), rule_name(kinds[i].on),
		       rule_name(kinds[i].doc), rule_name(kinds[i].why));
		print_md_fields(kinds[i].fields, kinds[i].count);
	}
	printf("### Words\n\n");
	for (size_t i = 0; i < met->word_count; i++)
		print_md_words(met->words[i]);
}

static void print_json_fields(const struct rota_field *fields, size_t count)
{
	printf("[");
	for (size_t i = 0; i < count; i++) {
		printf("%s\n      {\"name\": \"%s\", \"form\": \"", i ? "," : "", fields[i].name);
		print_form(&fields[i]);
		printf("\", \"many\": %u, \"need\": \"%s\", \"en\": \"%s\", \"vi\": \"%s\"}",
		       fields[i].many, need_name(fields[i].need), fields[i].en, fields[i].vi);
	}
	printf("]");
}

static void print_json_words(const struct rota_words *words)
{
	const char *comma = "";

	printf("[");
	for (size_t i = 0; i < words->count; i++) {
		const struct rota_word *word = &words->words[i];

		if (rota_word_find(words, word->id) != word)
			continue;
		printf("%s\n      {\"id\": \"%s\", \"en\": \"%s\", \"vi\": \"%s\"}", comma, word->id,
		       word->en, word->vi);
		comma = ",";
	}
	printf("]");
}

static void print_json(const struct met *met)
{
	size_t count;
	const struct rota_kind *kinds = rota_kinds(&count);

	printf("{\n  \"records\": {");
	for (size_t i = 0; i < met->record_count; i++) {
		printf("%s\n    \"%s\": ", i ? "," : "", met->records[i]->name);
		print_json_fields(met->records[i]->fields, met->records[i]->count);
	}
	printf("},\n  \"kinds\": [");
	for (size_t i = 0; i < count; i++) {
		printf("%s\n    {\"name\": \"%s\", \"entity\": \"%s\", \"effect\": \"%s\", "
		       "\"on\": \"%s\", \"doc\": \"%s\", \"why\": \"%s\",\n"
		       "     \"en\": \"%s\", \"vi\": \"%s\", \"fields\": ",
		       i ? "," : "", kinds[i].name, rota_entity_name(kinds[i].entity),
		       effect_name(kinds[i].effect), rule_name(kinds[i].on),
		       rule_name(kinds[i].doc), rule_name(kinds[i].why), kinds[i].en, kinds[i].vi);
		print_json_fields(kinds[i].fields, kinds[i].count);
		printf("}");
	}
	printf("],\n  \"words\": {");
	for (size_t i = 0; i < met->word_count; i++) {
		printf("%s\n    \"%s\": ", i ? "," : "", met->words[i]->name);
		print_json_words(met->words[i]);
	}
	printf("}\n}\n");
}

int main(int argc, char **argv)
{
	struct met met = { 0 };

	meet_all(&met);
	if (argc == 2 && strcmp(argv[1], "md") == 0)
		print_md(&met);
	else if (argc == 2 && strcmp(argv[1], "json") == 0)
		print_json(&met);
	else
		return fprintf(stderr, "usage: print-schema md|json\n"), 2;
	return 0;
}
