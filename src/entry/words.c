/* SPDX-License-Identifier: Apache-2.0 */
/* Look-ups in the tables of words, in the language chosen. */
#include "rota/kinds.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "entry/check.h"
#include "rota/language.h"

/** Most words differ in their first letter. */
static bool is_same(const char *a, const char *b)
{
	return *a == *b && strcmp(a, b) == 0;
}

const struct rota_word *rota_word_find(const struct rota_words *words, const char *id)
{
	for (size_t i = 0; id && i < words->count; i++)
		if (is_same(words->words[i].id, id))
			return &words->words[i];
	return NULL;
}

typedef int fold_text(struct rota_buffer *out, const char *text, size_t size,
                      struct rota_error *err);

/** Whether two texts have the same key. */
static bool folds_to(const char *word, const struct rota_buffer *key, fold_text *fold)
{
	struct rota_buffer other = { 0 };
	bool same = fold(&other, word, strlen(word), NULL) == ROTA_OK &&
	            strcmp(rota_buffer_text(&other), rota_buffer_text(key)) == 0;

	rota_buffer_clear(&other);
	return same;
}

/** The only word whose Vietnamese or English form has the key of @p typed; NULL when two have. */
static const struct rota_word *only_match(const struct rota_words *words, const char *typed,
                                          fold_text *fold)
{
	const struct rota_word *found = NULL;
	struct rota_buffer key = { 0 };

	if (fold(&key, typed, strlen(typed), NULL))
		goto done;
	for (size_t i = 0; i < words->count; i++) {
		const struct rota_word *word = &words->words[i];

		if (!folds_to(word->vi, &key, fold) && !folds_to(word->en, &key, fold))
			continue;
		if (found && strcmp(found->id, word->id) != 0) {
			found = NULL;
			break;
		}
		if (!found)
			found = word;
	}
done:
	rota_buffer_clear(&key);
	return found;
}

const struct rota_word *rota_word_exact(const struct rota_words *words, const char *typed)
{
	const struct rota_word *found = rota_word_find(words, typed);

	for (size_t i = 0; !found && i < words->count; i++) {
		const struct rota_word *word = &words->words[i];

		if (is_same(word->vi, typed) || is_same(word->en, typed))
			found = word;
	}
	/* a form that two words have says nothing */
	for (size_t i = 0; found && strcmp(found->id, typed) != 0 && i < words->count; i++) {
		const struct rota_word *word = &words->words[i];

		if ((is_same(word->vi, typed) || is_same(word->en, typed)) &&
		    strcmp(word->id, found->id) != 0)
			return NULL;
	}
	return found ? rota_word_find(words, found->id) : NULL;
}

const struct rota_word *rota_word_read(const struct rota_words *words, const char *typed)
{
	const struct rota_word *found = rota_word_exact(words, typed);
	char spaced[128];

	if (found || strlen(typed) >= sizeof(spaced))
		return found;
	found = only_match(words, typed, rota_text_fold);
	if (found)
		return rota_word_find(words, found->id);
	memcpy(spaced, typed, strlen(typed) + 1);
	for (char *at = spaced; *at; at++)
		if (*at == '-' || *at == '_')
			*at = ' ';
	found = only_match(words, spaced, rota_text_fold_loose);
	return found ? rota_word_find(words, found->id) : NULL;
}

const char *rota_word_show(const struct rota_word *word)
{
	return rota_language() == ROTA_VI ? word->vi : word->en;
}

const char *rota_field_caption(const struct rota_field *field)
{
	return rota_language() == ROTA_VI ? field->vi : field->en;
}

/** Lengths are compared first: every key of every entry is looked up, several times. */
static const struct rota_field *find_field(const struct rota_field *fields, size_t count,
                                           const char *name, size_t size)
{
	for (size_t i = 0; i < count; i++)
		if (fields[i].name_size == size && memcmp(fields[i].name, name, size) == 0)
			return &fields[i];
	return NULL;
}

const struct rota_field *rota_record_field(const struct rota_record *record, const char *name)
{
	return find_field(record->fields, record->count, name, strlen(name));
}

const struct rota_field *rota_record_key(const struct rota_record *record,
                                         const struct rota_value *key)
{
	return find_field(record->fields, record->count, key->as.text.chars, key->as.text.size);
}

const struct rota_field *rota_kind_field(const struct rota_kind *kind, const char *name)
{
	return find_field(kind->fields, kind->count, name, strlen(name));
}

const struct rota_kind *rota_kind_find(const char *name)
{
	size_t count, size = strlen(name);
	const struct rota_kind *kinds = rota_kinds(&count);

	for (size_t i = 0; i < count; i++)
		if (kinds[i].name_size == size && memcmp(kinds[i].name, name, size) == 0)
			return &kinds[i];
	return NULL;
}
