/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From bytes to an entry. The frame (v n t by k id pred set) must be right, or
 * the bytes are no entry; the rest is kept as it is and judged by
 * rota_entry_check().
 */
#include "rota/entry.h"

#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "codec/canonical.h"
#include "entry/check.h"
#include "entry/rules.h"

static int no_entry(struct rota_error *err, const char *why)
{
	return rota_fail(err, ROTA_ECORRUPT, NULL, _("not an entry: %s"), why);
}

/**
 * A text of the frame: its length is all that is asked here. Whether it is in normal form depends
 * on the version of Unicode, and must not decide whether bytes are an entry.
 */
static bool is_short_text(const struct rota_value *value, const struct rota_field *field)
{
	return value->type == ROTA_TEXT && value->as.text.size &&
	       value->as.text.size <= field->limit;
}

/** A key of the frame in its form; NULL when it is absent. */
static int take_key(const struct rota_value **out, const struct rota_entry *entry, const char *name,
                    struct rota_error *err)
{
	char held[64] = "";
	struct rota_check check = { .held = held, .err = err };
	const struct rota_field *field;
	int rc;

	*out = rota_map_get(&entry->root, name);
	if (!*out)
		return ROTA_OK;
	field = rota_record_field(rota_entry_record(), name);
	if (is_short_text(*out, field))
		return ROTA_OK;
	rc = rota_check_field(&check, *out, field);
	if (!rc)
		return ROTA_OK;
	if (err)
		err->code = ROTA_ECORRUPT;
	rota_error_context(err, _("not an entry"));
	return ROTA_ECORRUPT;
}

static int take_number(uint64_t *out, const struct rota_entry *entry, const char *name,
                       struct rota_error *err)
{
	const struct rota_value *value;
	int rc = take_key(&value, entry, name, err);

	if (rc)
		return rc;
	if (!value)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("not an entry: key '%s' is missing"),
		                 name);
	*out = value->as.number;
	return ROTA_OK;
}

/** `pred` is sorted, so that one set of entries has one encoding. */
static int take_pred(struct rota_entry *entry, struct rota_error *err)
{
	int rc = take_key(&entry->pred, entry, "pred", err);

	for (size_t i = 1; !rc && entry->pred && i < entry->pred->as.list.count; i++) {
		const struct rota_value *items = entry->pred->as.list.items;

		if (memcmp(items[i - 1].as.bin.bytes, items[i].as.bin.bytes, 16) >= 0)
			rc = no_entry(err, _("'pred' is not sorted, or one stands twice"));
	}
	return rc;
}

static int take_set(struct rota_entry *entry, struct rota_error *err)
{
	const struct rota_value *set;
	int rc = take_key(&set, entry, "set", err);

	if (rc || !set)
		return rc;
	if (set->as.list.count != 2)
		return no_entry(err, _("'set' is not a first number and a count"));
	entry->set_first = set->as.list.items[0].as.number;
	entry->set_count = set->as.list.items[1].as.number;
	if (entry->set_count < 2 || entry->set_count > ROTA_ENTRY_MAX_SET ||
	    entry->number < entry->set_first || entry->number - entry->set_first >= entry->set_count)
		return no_entry(err, _("'set' has not 2 to 64 entries, or not this one among them"));
	return ROTA_OK;
}

static int take_frame(struct rota_entry *entry, struct rota_error *err)
{
	const struct rota_value *kind = NULL, *by = NULL, *id = NULL;
	int rc = take_number(&entry->number, entry, "n", err);

	if (!rc)
		rc = take_number(&entry->clock, entry, "t", err);
	if (!rc)
		rc = take_key(&kind, entry, "k", err);
	if (!rc)
		rc = take_key(&by, entry, "by", err);
	if (!rc)
		rc = take_key(&id, entry, "id", err);
	if (!rc && (!kind || !by))
		rc = rota_fail(err, ROTA_ECORRUPT, NULL, _("not an entry: key '%s' is missing"),
		               kind ? "by" : "k");
	if (!rc)
		rc = take_pred(entry, err);
	if (!rc)
		rc = take_set(entry, err);
	if (rc)
		return rc;
	entry->kind_name = kind->as.text.chars;
	entry->kind = rota_value_text(kind) ? rota_kind_find(entry->kind_name) : NULL;
	entry->creates = !rota_id_from_value(&entry->id, id);
	return ROTA_OK;
}

static bool amends(const struct rota_entry *entry)
{
	return entry->kind && (entry->kind->effect == ROTA_AMENDS ||
	                       (entry->kind->effect == ROTA_STATES && !entry->creates));
}

/** Whether this program knows every kind, key and word of it. */
static void look_for_unknown(struct rota_entry *entry)
{
	struct rota_check check = { .kind = entry->kind,
		                    .amends = amends(entry),
		                    .creates = entry->creates,
		                    .only_looks = true,
		                    .held = entry->held };

	if (!entry->kind)
		rota_check_hold(&check, entry->kind_name, strlen(entry->kind_name));
	else
		rota_check_record(&check, &entry->root, rota_entry_record());
}

static const struct rota_value *of_type(const struct rota_entry *entry, const char *key,
                                        enum rota_value_type type)
{
	const struct rota_value *value = rota_map_get(&entry->root, key);

	return value && value->type == type ? value : NULL;
}

/** The keys around the body, for whoever reads the entry; a wrong form counts as absent. */
static void take_rest(struct rota_entry *entry)
{
	const struct rota_value *on = rota_map_get(&entry->root, "on");

	entry->docs = of_type(entry, "doc", ROTA_LIST);
	entry->body = of_type(entry, "b", ROTA_MAP);
	entry->was = of_type(entry, "was", ROTA_MAP);
	entry->why = rota_value_text(of_type(entry, "why", ROTA_TEXT));
	if (on && on->type == ROTA_UINT && on->as.number == 0)
		entry->has_on = true;
	else if (on && on->type == ROTA_TEXT)
		entry->has_on = !rota_day_decode(&entry->on, on->as.text.chars,
		                                 on->as.text.size, NULL);
}

/** The value, of which no more is ever made than an entry may have. */
static int take_root(struct rota_value *out, size_t *used, struct rota_arena *arena,
                     const void *bytes, size_t size, struct rota_error *err)
{
	size_t most = size < ROTA_ENTRY_MAX_BYTES ? size : ROTA_ENTRY_MAX_BYTES;
	int rc = rota_canonical_take(out, used, arena, bytes, most, err);

	if (most == size || (rc && rc != ROTA_ECORRUPT) || (!rc && used))
		return rc;
	rc = rota_canonical_check(used, bytes, size, err);
	return rc ? rc : no_entry(err, _("it is larger than 65,536 bytes"));
}

int rota_entry_take(struct rota_entry *out, size_t *used, struct rota_arena *arena,
                    const void *bytes, size_t size, struct rota_error *err)
{
	uint64_t form = 0;
	int rc;

	memset(out, 0, sizeof(*out));
	rc = take_root(&out->root, used, arena, bytes, size, err);
	if (rc)
		return rc;
	if (out->root.type != ROTA_MAP)
		return no_entry(err, _("it is not a map"));
	rc = take_number(&form, out, "v", err);
	if (!rc)
		rc = take_frame(out, err);
	if (rc)
		return rc;
	take_rest(out);
	if (form > ROTA_ENTRY_FORM)
		snprintf(out->held, sizeof(out->held), "v %llu", (unsigned long long)form);
	return ROTA_OK;
}

int rota_entry_decode(struct rota_entry *out, struct rota_arena *arena, const void *bytes,
                      size_t size, struct rota_error *err)
{
	int rc = rota_entry_take(out, NULL, arena, bytes, size, err);

	if (rc)
		return rc;
	/* what is sound is known, too */
	out->sound = out->kind && rota_entry_check(out, NULL) == ROTA_OK;
	if (!out->sound && !out->held[0])
		look_for_unknown(out);
	return ROTA_OK;
}

/** One key that the kind asks for, or has no place for. */
static int check_key(const struct rota_entry *entry, const char *key, enum rota_key_rule rule,
                     struct rota_error *err)
{
	bool there = rota_map_get(&entry->root, key) != NULL;
	const char *caption;

	if (there ? rule != ROTA_KEY_NO : rule != ROTA_KEY_MUST)
		return ROTA_OK;
	caption = rota_field_caption(rota_record_field(rota_entry_record(), key));
	if (there)
		return rota_fail(err, ROTA_EINVALID, NULL, _("field '%s' has no place in '%s'"),
		                 caption, entry->kind_name);
	return rota_fail(err, ROTA_EINVALID, _("give it a value"), _("field '%s' is missing"),
	                 caption);
}

/** What the kind says of the keys around the body. */
static int check_keys(const struct rota_entry *entry, struct rota_error *err)
{
	enum rota_effect effect = entry->kind->effect;
	enum rota_key_rule id = effect == ROTA_CREATES ? ROTA_KEY_NO :
	                        effect == ROTA_STATES  ? ROTA_KEY_MAY :
	                                                 ROTA_KEY_MUST;
	enum rota_key_rule on = amends(entry) && effect == ROTA_STATES &&
	                                        entry->kind->on == ROTA_KEY_MUST ?
	                                ROTA_KEY_MAY :
	                                entry->kind->on;
	int rc = check_key(entry, "id", id, err);

	if (!rc)
		rc = check_key(entry, "on", on, err);
	if (!rc && entry->kind->doc == ROTA_KEY_NO)
		rc = check_key(entry, "doc", ROTA_KEY_NO, err);
	if (!rc && entry->kind->doc == ROTA_KEY_MUST && !entry->docs && !entry->why)
		rc = rota_refuse(err, "V30", _("give --doc, or say with --why why there is none"),
		                 _("no decision is named"));
	if (!rc)
		rc = check_key(entry, "why", entry->kind->why, err);
	return rc;
}

static int not_known(const char *held, struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOTFOUND, _("install a newer rota on this machine"),
	                 _("this program does not know '%s'"), held);
}

int rota_check_table(const struct rota_entry *entry, struct rota_error *err)
{
	struct rota_value nothing = rota_map();
	char held[64] = "";
	struct rota_check check = { .kind = entry->kind,
		                    .amends = amends(entry),
		                    .creates = entry->creates,
		                    .held = held,
		                    .err = err };
	struct rota_record body;
	int rc;

	if (entry->held[0])
		return not_known(entry->held, err);
	if (rota_map_get(&entry->root, "v")->as.number != ROTA_ENTRY_FORM)
		return rota_fail(err, ROTA_EINVALID, NULL, _("'v' is not %d"), ROTA_ENTRY_FORM);
	rc = check_keys(entry, err);
	if (!rc)
		rc = rota_check_record(&check, &entry->root, rota_entry_record());
	if (!rc && !entry->body) {
		body = (struct rota_record){ entry->kind_name, entry->kind->fields,
			                     entry->kind->count };
		rc = rota_check_record(&check, &nothing, &body);
	}
	return !rc && held[0] ? not_known(held, err) : rc;
}

int rota_entry_check(const struct rota_entry *entry, struct rota_error *err)
{
	int rc = entry->sound ? ROTA_OK : rota_check_table(entry, err);

	return rc || entry->sound ? rc : rota_rules_check(entry, err);
}
