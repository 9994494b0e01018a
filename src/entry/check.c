/* SPDX-License-Identifier: Apache-2.0 */
#include "entry/check.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "base/text.h"

enum { HELD_BYTES = 64 };

void rota_check_hold(struct rota_check *check, const char *name, size_t size)
{
	if (check->held[0])
		return;
	snprintf(check->held, HELD_BYTES, "%.*s", (int)(size < HELD_BYTES ? size : HELD_BYTES - 1),
	         name);
	rota_text_make_printable(check->held);
	if (!check->held[0])
		snprintf(check->held, HELD_BYTES, "?"); /* an empty name, or U+0000 at its start */
}

/** The result of a part: a walk that only looks for unknown names goes on behind a fault. */
static int judged(const struct rota_check *check, int rc)
{
	return check->only_looks ? ROTA_OK : rc;
}

/** The form of a field does not fit its value. */
static int wrong(struct rota_check *check, const struct rota_field *field, const char *what)
{
	return rota_fail(check->err, ROTA_EINVALID, NULL, _("field '%s': %s"),
	                 rota_field_caption(field), what);
}

/** rota_text_is_clean() also says no when it has no memory to tell. Then that is said, and not
 *  that the text is wrong. */
static int check_clean(struct rota_check *check, const char *text, size_t size,
                       const struct rota_field *field)
{
	struct rota_buffer cleaned = { 0 };
	int rc;

	if (rota_text_is_clean(text, size))
		return ROTA_OK;
	rc = rota_text_clean(&cleaned, text, size, NULL);
	rota_buffer_clear(&cleaned);
	if (rc == ROTA_ENOMEM)
		return rota_fail(check->err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (rota_text_is_clean(text, size))
		return ROTA_OK;
	return wrong(check, field, _("the text is not NFC or has control characters"));
}

static int check_text(struct rota_check *check, const struct rota_value *value,
                      const struct rota_field *field)
{
	const char *text = value->as.text.chars;
	size_t size = value->as.text.size;

	if (value->type != ROTA_TEXT)
		return wrong(check, field, _("not a text"));
	if (size == 0 || size > field->limit)
		return rota_fail(check->err, ROTA_EINVALID, _("shorten it"),
		                 _("field '%s': a text of 1 to %u bytes is needed, this has %zu"),
		                 rota_field_caption(field), field->limit, size);
	return check_clean(check, text, size, field);
}

static bool all_digits(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return true;
}

/** How many digits a field of DIGITS takes, said for people. */
static int wrong_digits(struct rota_check *check, const struct rota_value *value,
                        const struct rota_field *field)
{
	const char *text = value->as.text.chars;
	size_t size = value->as.text.size;
	int rc;

	if (field->limit == 0)
		return rota_refuse(check->err, "V01", _("look it up: rota unit find"),
		                   _("field '%s': '%s' is not 2, 3 or 5 digits"),
		                   rota_field_caption(field), text);
	rc = rota_refuse(check->err, field->limit == 12 ? "V50" : "", NULL,
	                 _("field '%s': '%s' is not %u digits"), rota_field_caption(field), text,
	                 field->limit);
	if (!all_digits(text, size))
		return rc;
	if (field->limit == 12 && size == 11)
		rota_error_hint(check->err, _("is it '0%s'? (Excel drops the zero)"), text);
	else if (field->limit == 12 && size == 9)
		rota_error_hint(check->err, _("nine digits are an old card: give them as cmnd"));
	return rc;
}

static int check_digits(struct rota_check *check, const struct rota_value *value,
                        const struct rota_field *field)
{
	size_t size = value->as.text.size;
	bool fits;

	if (value->type != ROTA_TEXT)
		return wrong(check, field, _("not a text"));
	fits = field->limit ? size == field->limit : size == 2 || size == 3 || size == 5;
	if (!fits || !all_digits(value->as.text.chars, size))
		return wrong_digits(check, value, field);
	return ROTA_OK;
}

static int check_day(struct rota_check *check, const struct rota_value *value,
                     const struct rota_field *field)
{
	struct rota_day day;

	if (value->type != ROTA_TEXT)
		return wrong(check, field, _("not a day"));
	if (rota_day_decode(&day, value->as.text.chars, value->as.text.size, check->err)) {
		rota_error_context(check->err, _("field '%s'"), rota_field_caption(field));
		return ROTA_EINVALID;
	}
	return ROTA_OK;
}

static int check_word(struct rota_check *check, const struct rota_value *value,
                      const struct rota_field *field)
{
	if (value->type != ROTA_TEXT)
		return wrong(check, field, _("not a word"));
	if (!rota_word_find(field->words, rota_value_text(value)))
		rota_check_hold(check, value->as.text.chars, value->as.text.size);
	return ROTA_OK;
}

static int check_bin(struct rota_check *check, const struct rota_value *value,
                     const struct rota_field *field, size_t size)
{
	if (value->type != ROTA_BIN || value->as.bin.size != size)
		return rota_fail(check->err, ROTA_EINVALID, NULL, _("field '%s': not %zu bytes"),
		                 rota_field_caption(field), size);
	return ROTA_OK;
}

/** The fields of a kind as a record, for the body of its entries. */
static struct rota_record body_record(const struct rota_kind *kind)
{
	return (struct rota_record){ kind->name, kind->fields, kind->count };
}

static int check_body(struct rota_check *check, const struct rota_value *body,
                      const struct rota_field *field)
{
	struct rota_record record;

	if (body->type != ROTA_MAP)
		return wrong(check, field, _("not a map"));
	if (!check->kind)
		return ROTA_OK;
	record = body_record(check->kind);
	return rota_check_record(check, body, &record);
}

/** Whether an old value is a list of values in conflict; for a field of many, a list of lists. */
static bool is_conflict(const struct rota_value *value, const struct rota_field *field)
{
	if (value->type != ROTA_LIST || !value->as.list.count)
		return false;
	return !field->many || value->as.list.items[0].type == ROTA_LIST;
}

/** A value before the change: of the field's form, or several such in conflict. */
static int check_old_value(struct rota_check *check, const struct rota_value *value,
                           const struct rota_field *field)
{
	int rc = ROTA_OK;

	if (!is_conflict(value, field))
		return rota_check_field(check, value, field);
	for (size_t i = 0; !rc && i < value->as.list.count; i++)
		rc = judged(check, rota_check_field(check, &value->as.list.items[i], field));
	return rc;
}

static int check_old(struct rota_check *check, const struct rota_value *old,
                     const struct rota_field *field)
{
	int rc = ROTA_OK;

	if (old->type != ROTA_MAP)
		return wrong(check, field, _("not a map"));
	for (size_t i = 0; check->kind && !rc && i < old->as.map.count; i++) {
		const struct rota_pair *pair = &old->as.map.pairs[i];
		const char *name = rota_value_text(&pair->key);
		const struct rota_field *known = name ? rota_kind_field(check->kind, name) : NULL;

		if (known)
			rc = judged(check, check_old_value(check, &pair->value, known));
		else if (!name || (strcmp(name, "on") != 0 && strcmp(name, "doc") != 0))
			rota_check_hold(check, pair->key.as.text.chars, pair->key.as.text.size);
	}
	return rc;
}

static int check_figures(struct rota_check *check, const struct rota_value *value,
                         const struct rota_field *field)
{
	int rc = ROTA_OK;

	if (value->type != ROTA_MAP)
		return wrong(check, field, _("not a map"));
	for (size_t i = 0; !rc && i < value->as.map.count; i++) {
		const struct rota_pair *pair = &value->as.map.pairs[i];

		rc = judged(check, check_word(check, &pair->key, field));
		if (!rc)
			rc = judged(check, rota_check_record(check, &pair->value, field->record));
	}
	return rc;
}

/** Whether there can be a name in a value that this program does not know. */
static bool may_be_unknown(const struct rota_field *field)
{
	switch (field->type) {
	case ROTA_TYPE_WORD:
	case ROTA_TYPE_RECORD:
	case ROTA_TYPE_RECORD_TEXT:
	case ROTA_TYPE_FIGURES:
	case ROTA_TYPE_BODY:
	case ROTA_TYPE_OLD:
		return true;
	default:
		return false;
	}
}

static int check_one(struct rota_check *check, const struct rota_value *value,
                     const struct rota_field *field)
{
	if (check->only_looks && !may_be_unknown(field))
		return ROTA_OK;
	switch (field->type) {
	case ROTA_TYPE_UINT:
	case ROTA_TYPE_INSTANT:
		return value->type == ROTA_UINT ? ROTA_OK : wrong(check, field, _("not a number"));
	case ROTA_TYPE_BOOL:
		return value->type == ROTA_BOOL ? ROTA_OK :
		                                  wrong(check, field, _("neither true nor false"));
	case ROTA_TYPE_TEXT:
		return check_text(check, value, field);
	case ROTA_TYPE_DIGITS:
		return check_digits(check, value, field);
	case ROTA_TYPE_DAY:
		return check_day(check, value, field);
	case ROTA_TYPE_SINCE:
		if (value->type == ROTA_UINT && value->as.number == 0)
			return ROTA_OK;
		return check_day(check, value, field);
	case ROTA_TYPE_WORD:
		return check_word(check, value, field);
	case ROTA_TYPE_REF:
	case ROTA_TYPE_ENTRY:
		return check_bin(check, value, field, 16);
	case ROTA_TYPE_REF_TEXT:
		return value->type == ROTA_TEXT ? check_text(check, value, field) :
		                                  check_bin(check, value, field, 16);
	case ROTA_TYPE_WRITER:
		return check_bin(check, value, field, 8);
	case ROTA_TYPE_HASH:
		return check_bin(check, value, field, 32);
	case ROTA_TYPE_RECORD:
		return rota_check_record(check, value, field->record);
	case ROTA_TYPE_RECORD_TEXT:
		return value->type == ROTA_TEXT ? check_text(check, value, field) :
		                                  rota_check_record(check, value, field->record);
	case ROTA_TYPE_FIGURES:
		return check_figures(check, value, field);
	case ROTA_TYPE_BODY:
		return check_body(check, value, field);
	case ROTA_TYPE_OLD:
		return check_old(check, value, field);
	}
	return ROTA_EBUG;
}

int rota_check_field(struct rota_check *check, const struct rota_value *value,
                     const struct rota_field *field)
{
	int rc = ROTA_OK;

	if (!field->many)
		return check_one(check, value, field);
	if (value->type != ROTA_LIST)
		return wrong(check, field, _("not a list"));
	if (value->as.list.count > field->many)
		return rota_fail(check->err, ROTA_EINVALID, NULL,
		                 _("field '%s': %zu items, at most %u are allowed"),
		                 rota_field_caption(field), value->as.list.count, field->many);
	for (size_t i = 0; !rc && i < value->as.list.count; i++)
		rc = judged(check, check_one(check, &value->as.list.items[i], field));
	return rc;
}

/** Nil clears a field of an entity that is there and can be without it; else it is no value. */
static bool may_be_nil(const struct rota_check *check, const struct rota_record *record,
                       const struct rota_field *field)
{
	return check->kind && record->fields == check->kind->fields && !check->creates &&
	       field->need != ROTA_NEEDED;
}

/** @param seen  a bit for each field that is there. */
static int check_needed(struct rota_check *check, uint64_t seen, const struct rota_record *record)
{
	bool body = check->kind && record->fields == check->kind->fields;

	for (size_t i = 0; i < record->count; i++) {
		const struct rota_field *field = &record->fields[i];

		if (field->need != ROTA_NEEDED || (body && check->amends) || seen >> i & 1)
			continue;
		return rota_fail(check->err, ROTA_EINVALID, _("give it a value"),
		                 _("field '%s' is missing"), rota_field_caption(field));
	}
	return ROTA_OK;
}

int rota_check_record(struct rota_check *check, const struct rota_value *map,
                      const struct rota_record *record)
{
	uint64_t seen = 0;
	int rc = ROTA_OK;

	assert(record->count <= 64);
	if (map->type != ROTA_MAP)
		return rota_fail(check->err, ROTA_EINVALID, NULL, _("'%s' is not a map"),
		                 record->name);
	for (size_t i = 0; !rc && i < map->as.map.count; i++) {
		const struct rota_pair *pair = &map->as.map.pairs[i];
		const struct rota_field *field = rota_record_key(record, &pair->key);

		if (field)
			seen |= (uint64_t)1 << (field - record->fields);
		if (!field)
			rota_check_hold(check, pair->key.as.text.chars, pair->key.as.text.size);
		else if (pair->value.type != ROTA_NIL || !may_be_nil(check, record, field))
			rc = judged(check, rota_check_field(check, &pair->value, field));
	}
	return rc || check->only_looks ? rc : check_needed(check, seen, record);
}
