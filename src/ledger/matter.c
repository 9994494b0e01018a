/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/matter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "codec/canonical.h"

/* --- outcomes ------------------------------------------------------------------------------- */

size_t rota_matter_outcomes(const struct rota_matter *matter)
{
	if (matter->type == ROTA_MATTER_FIELD_CONFLICT)
		return matter->values.as.list.count;
	return rota_matter_kind(matter->type)->outcome_count;
}

const char *rota_matter_outcome(char out[ROTA_OUTCOME_BYTES], const struct rota_matter *matter,
				size_t outcome)
{
	if (matter->type == ROTA_MATTER_FIELD_CONFLICT)
		snprintf(out, ROTA_OUTCOME_BYTES, "value-%zu", outcome + 1);
	else
		snprintf(out, ROTA_OUTCOME_BYTES, "%s",
			 rota_matter_kind(matter->type)->outcomes[outcome].id);
	return out;
}

size_t rota_matter_outcome_find(const struct rota_matter *matter, const char *word)
{
	size_t count = rota_matter_outcomes(matter);
	char own[ROTA_OUTCOME_BYTES];
	size_t outcome = 0;

	while (outcome < count && strcmp(rota_matter_outcome(own, matter, outcome), word) != 0)
		outcome++;
	return outcome;
}

static const char *vietnamese(char out[ROTA_OUTCOME_BYTES], const struct rota_matter *matter,
			      size_t outcome)
{
	if (matter->type == ROTA_MATTER_FIELD_CONFLICT)
		snprintf(out, ROTA_OUTCOME_BYTES, "gia-tri-%zu", outcome + 1);
	else
		snprintf(out, ROTA_OUTCOME_BYTES, "%s",
			 rota_matter_kind(matter->type)->outcomes[outcome].vi);
	return out;
}

const char *rota_matter_outcome_shown(char out[ROTA_OUTCOME_BYTES],
				      const struct rota_matter *matter, size_t outcome)
{
	return rota_language() == ROTA_VI ? vietnamese(out, matter, outcome)
					  : rota_matter_outcome(out, matter, outcome);
}

size_t rota_matter_outcome_typed(const struct rota_matter *matter, const char *typed)
{
	size_t outcome = rota_matter_outcome_find(matter, typed);
	char own[ROTA_OUTCOME_BYTES];

	if (outcome < rota_matter_outcomes(matter))
		return outcome;
	outcome = 0;
	while (outcome < rota_matter_outcomes(matter) &&
	       strcmp(vietnamese(own, matter, outcome), typed) != 0)
		outcome++;
	return outcome;
}

const char *rota_matter_state(const struct rota_matter *matter)
{
	if (matter->settled)
		return "settled";
	return rota_id_is_zero(matter->settlement) ? "open" : "reopened";
}

/* --- weight --------------------------------------------------------------------------------- */

/** Whether the value of a field can decide if, where and as what a posting counts. */
static bool field_weighs(enum rota_entity entity, const char *field)
{
	static const struct {
		enum rota_entity entity;
		const char *field;
	} heavy[] = {
		{ ROTA_ENTITY_POSTING, "unit" },       { ROTA_ENTITY_POSTING, "post" },
		{ ROTA_ENTITY_POSTING, "cadre" },      { ROTA_ENTITY_POSTING, "act" },
		{ ROTA_ENTITY_POSTING, "mode" },       { ROTA_ENTITY_POSTING, "from" },
		{ ROTA_ENTITY_POSTING, "to" },         { ROTA_ENTITY_POSTING, "void_from" },
		{ ROTA_ENTITY_POSTING, "from_start" }, { ROTA_ENTITY_CADRE, "native" },
		{ ROTA_ENTITY_CADRE, "birth_place" },  { ROTA_ENTITY_SPELL, "place" },
		{ ROTA_ENTITY_SPELL, "from" },         { ROTA_ENTITY_SPELL, "to" },
		{ ROTA_ENTITY_SPELL, "what" },         { ROTA_ENTITY_LOCALITY, "value" },
	};

	for (size_t i = 0; i < sizeof(heavy) / sizeof(heavy[0]); i++)
		if (heavy[i].entity == entity && strcmp(heavy[i].field, field) == 0)
			return true;
	return false;
}

bool rota_matter_weighs(const struct rota_matter *matter)
{
	if (matter->type == ROTA_MATTER_HALF_MOVE && matter->subject_count < 2)
		return false; /* what was recorded stands */
	return rota_matter_kind(matter->type)->weighs &&
	       (!matter->field || field_weighs(matter->entity, matter->field));
}

bool rota_matter_weighs_on(const struct rota_matter *matter, int32_t day)
{
	return matter->from <= day && day < matter->to && rota_matter_weighs(matter);
}

/* --- identity ------------------------------------------------------------------------------- */

int rota_matter_preimage(struct rota_buffer *out, const struct rota_matter *matter,
			 struct rota_error *err)
{
	struct rota_value parts[3];
	struct rota_value subjects = rota_list();
	struct rota_value whole = rota_list();
	int rc = ROTA_ENOMEM;

	subjects.as.list.items = calloc(matter->subject_count + 1, sizeof(struct rota_value));
	if (!subjects.as.list.items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	subjects.as.list.count = matter->subject_count;
	for (size_t i = 0; i < matter->subject_count; i++)
		subjects.as.list.items[i] =
			rota_bin(matter->subjects[i].bytes, sizeof(matter->subjects[i].bytes));
	parts[0] = rota_text(rota_matter_kind(matter->type)->id);
	parts[1] = subjects;
	if (matter->field)
		parts[2] = rota_text(matter->field);
	whole.as.list.items = parts;
	whole.as.list.count = matter->field ? 3 : 2;
	rc = rota_canonical_encode(out, &whole, err);
	free(subjects.as.list.items);
	return rc;
}

/* --- what an outcome does -------------------------------------------------------------------- */

size_t rota_matter_yields(const struct rota_matter *matter, size_t outcome)
{
	char word[ROTA_OUTCOME_BYTES];
	size_t older = matter->newer ? 0 : 1;

	if (matter->subject_count != 2 || outcome >= rota_matter_outcomes(matter))
		return ROTA_MATTER_NOBODY;
	rota_matter_outcome(word, matter, outcome);
	switch (matter->type) {
	case ROTA_MATTER_DOUBLE_HOLDER:
	case ROTA_MATTER_TWO_PLACES:
		return strcmp(word, "first") == 0    ? 1
		       : strcmp(word, "second") == 0 ? 0
						     : (size_t)ROTA_MATTER_NOBODY;
	case ROTA_MATTER_HALF_MOVE:
		return strcmp(word, "moved") == 0 ? older : matter->newer;
	default:
		return ROTA_MATTER_NOBODY;
	}
}

/* --- names ---------------------------------------------------------------------------------- */

/** A letter of the id in base32: five bits, the highest first. */
static char letter_of(struct rota_matter_id id, size_t at)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	size_t bit = 5 * at;
	unsigned pair = (unsigned)id.bytes[bit / 8] << 8;

	if (bit / 8 + 1 < sizeof(id.bytes))
		pair |= id.bytes[bit / 8 + 1];
	return alphabet[pair >> (11 - bit % 8) & 31];
}

const char *rota_matter_name(char out[ROTA_MATTER_NAME_BYTES], struct rota_matter_id id,
			     size_t letters)
{
	char *at = out;

	*at++ = 'M';
	*at++ = '-';
	for (size_t i = 0; i < letters && i < ROTA_MATTER_ALL_LETTERS; i++)
		*at++ = letter_of(id, i);
	*at = '\0';
	return out;
}

static int compare_ids(struct rota_matter_id a, struct rota_matter_id b)
{
	return memcmp(a.bytes, b.bytes, sizeof(a.bytes));
}

static int compare_matters(const void *a, const void *b)
{
	return compare_ids(((const struct rota_matter *)a)->id, ((const struct rota_matter *)b)->id);
}

void rota_matters_sort(struct rota_matters *matters)
{
	if (matters->count)
		qsort(matters->items, matters->count, sizeof(*matters->items), compare_matters);
}

static size_t first_not_before(struct rota_matter_id id, const struct rota_matter *matters,
			       size_t count)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (compare_ids(matters[middle].id, id) < 0)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

bool rota_matters_have(const struct rota_matters *matters, struct rota_matter_id id)
{
	size_t at = first_not_before(id, matters->items, matters->count);

	return at < matters->count && compare_ids(matters->items[at].id, id) == 0;
}

/** With how many equal letters two ids begin. */
static size_t common_letters(struct rota_matter_id a, struct rota_matter_id b)
{
	size_t count = 0;

	while (count < ROTA_MATTER_ALL_LETTERS && letter_of(a, count) == letter_of(b, count))
		count++;
	return count;
}

size_t rota_matter_letters(struct rota_matter_id id, const struct rota_matter *matters,
			   size_t count)
{
	size_t letters = ROTA_MATTER_MIN_LETTERS;
	size_t at = first_not_before(id, matters, count);
	size_t begin = at ? at - 1 : 0; /* those beside it have most letters in common */

	for (size_t i = begin; i < count && i <= at + 1; i++) {
		size_t common = common_letters(id, matters[i].id);

		if (common < ROTA_MATTER_ALL_LETTERS && common >= letters)
			letters = common + 1;
	}
	return letters;
}

/** The typed letters in lower case, without "M-". @return how many; 0: they are no name. */
static size_t read_letters(char out[ROTA_MATTER_NAME_BYTES], const char *typed)
{
	size_t count;

	if ((typed[0] == 'M' || typed[0] == 'm') && typed[1] == '-')
		typed += 2;
	for (count = 0; typed[count]; count++) {
		char letter = typed[count];

		if (letter >= 'A' && letter <= 'Z')
			letter = (char)(letter - 'A' + 'a');
		if (count == ROTA_MATTER_ALL_LETTERS ||
		    !((letter >= 'a' && letter <= 'z') || (letter >= '2' && letter <= '7')))
			return 0;
		out[count] = letter;
	}
	return count < ROTA_MATTER_MIN_LETTERS ? 0 : count;
}

static bool begins_with(struct rota_matter_id id, const char *letters, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (letter_of(id, i) != letters[i])
			return false;
	return true;
}

int rota_matter_find(const struct rota_matter **out, const struct rota_matter *matters,
		     size_t count, const char *typed, struct rota_error *err)
{
	char letters[ROTA_MATTER_NAME_BYTES];
	size_t length = read_letters(letters, typed);

	*out = NULL;
	if (!length)
		return rota_fail(err, ROTA_EINVALID, _("write it as rota matters lists it: M-k7qd"),
				 _("'%s' does not name a matter"), typed);
	for (size_t i = 0; i < count; i++) {
		if (!begins_with(matters[i].id, letters, length))
			continue;
		if (*out) {
			*out = NULL;
			return rota_fail(err, ROTA_ECONFLICT, _("write more letters"),
					 _("several matters begin with '%s'"), typed);
		}
		*out = &matters[i];
	}
	if (!*out)
		return rota_fail(err, ROTA_ENOTFOUND, _("all of them: rota matters"),
				 _("no matter '%s'"), typed);
	return ROTA_OK;
}
