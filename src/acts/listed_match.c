/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A row against the posting that the store has: what is equal is nothing, what the store has not is
 * a supplement, what it has otherwise is listed side by side, or corrected when asked.
 */
#include "acts/listed.h"

#include <string.h>

#include "base/messages.h"
#include "state/figures.h"
#include "store/index.h"

static bool covers(const struct rota_posting *posting, int32_t from, int32_t to)
{
	return posting->from < to && rota_posting_end(posting) > from;
}

int rota_listed_find(struct rota_posting *out, bool *found, struct rota_acting *acting,
		     const struct rota_listed *listed, struct rota_error *err)
{
	int32_t to = rota_day_is_none(listed->to) ? ROTA_DAY_NEVER : rota_day_first(listed->to);
	struct rota_postings postings;
	char since[ROTA_DAY_TEXT_BYTES];
	int rc = rota_world_post(&postings, acting->world, acting->unit->id, acting->post, err);

	*found = false;
	for (size_t i = 0; !rc && i < postings.count; i++) {
		const struct rota_posting *one = &postings.items[i];
		struct rota_listed_person *cadre;

		rc = rota_listed_person_get(&cadre, listed->memory, acting->world, one->cadre, err);
		if (rc || !cadre->name_key || !listed->name_key ||
		    strcmp(cadre->name_key, listed->name_key) != 0)
			continue;
		if (one->from == acting->from_number) {
			struct rota_subject *subject;

			rc = rota_world_subject(&subject, acting->world, one->id, err);
			*out = *one;
			out->subject = subject;
			*found = true;
			return rc;
		}
		if (covers(one, acting->from_number, to) && rota_listed_is_person(cadre, listed))
			return rota_refuse(err, "V19",
					   _("if the day was wrong: rota correct, from=…"),
					   _("'%s' is in the store from %s"), listed->name,
					   rota_day_show(since, rota_day_from_number(one->from)));
	}
	return rc;
}

/* --- one value ------------------------------------------------------------------------------- */

/** The draft of changes to one entity, begun when the first is met. */
struct changes {
	struct rota_acting *acting;
	const char *kind;
	const struct rota_subject *subject;
	struct rota_draft *draft;
	bool replaces; /* a value that was there */
};

/** Another value than in the store: into the draft. */
static int change(struct changes *changes, const char *field, struct rota_value value,
		  const struct rota_value *old, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (!changes->draft)
		rc = rota_plan_amend(&changes->draft, &changes->acting->plan, changes->kind,
				     changes->subject, err);
	if (rc)
		return rc;
	rota_draft_set(changes->draft, field, value);
	rota_draft_was(changes->draft, field, old ? *old : rota_nil());
	changes->replaces = changes->replaces || old;
	return ROTA_OK;
}

/** A value as people read it; "…" for one that has no short form. */
static const char *shown(struct rota_world *world, const struct rota_field *field,
			 const struct rota_value *value)
{
	char room[ROTA_DAY_TEXT_BYTES];
	const struct rota_word *word;
	const char *text;
	struct rota_day day;

	text = rota_value_text(value);
	if (!text)
		return "…";
	word = field->type == ROTA_TYPE_WORD ? rota_word_find(field->words, text) : NULL;
	if (word)
		return rota_word_show(word);
	if (field->type != ROTA_TYPE_DAY || rota_day_decode(&day, text, strlen(text), NULL))
		return text;
	text = rota_day_show(room, day);
	text = rota_arena_copy(&world->scratch, text, strlen(text));
	return text ? text : "…";
}

/** Another value, and nobody asked to take it: a problem of the row and this column. */
static int differs(struct rota_listed *listed, enum rota_listed_column column,
		   const struct rota_error *what, struct rota_error *err)
{
	listed->importing->fault = column;
	return rota_import_problem(listed->importing, what, err);
}

/** Compare one value: equal is nothing, new is a supplement, another needs --update. */
static int compare(struct changes *changes, enum rota_listed_column column,
		   const struct rota_field *field, struct rota_value value, struct rota_error *err)
{
	const struct rota_value *old = rota_subject_value(changes->subject, field->name);
	struct rota_listed *listed = changes->acting->payload;
	struct rota_world *world = changes->acting->world;
	struct rota_error what = { 0 };

	if (value.type == ROTA_NIL || (old && rota_value_equal(&value, old)))
		return ROTA_OK;
	if (!old || listed->importing->options->update)
		return change(changes, field->name, value, old, err);
	rota_fail(&what, ROTA_EINVALID, _("take the new value with --update"),
		  _("'%s' is '%s' in the store, '%s' in the file"), rota_field_caption(field),
		  shown(world, field, old), shown(world, field, &value));
	return differs(listed, column, &what, err);
}

/** Compare a cell with a field of its own. */
static int compare_cell(struct changes *changes, enum rota_listed_column column, const char *name,
			struct rota_error *err)
{
	const struct rota_field *field = rota_kind_field(rota_kind_find(changes->kind), name);
	struct rota_listed *listed = changes->acting->payload;
	const char *typed = rota_import_given(listed->importing, column);
	struct rota_value value;
	int rc;

	if (!typed)
		return ROTA_OK;
	listed->importing->fault = column;
	rc = rota_field_value(&value, changes->acting->world, field, typed, err);
	return rc ? rc : compare(changes, column, field, value, err);
}

/* --- the person ------------------------------------------------------------------------------ */

static const char *member(const struct rota_value *place, const char *key)
{
	return rota_value_text(rota_map_get(place, key));
}

/** A place with the words and the code of the row; what else the store knows of it stays, as long
 * as the words do. */
static int merge_place(struct rota_value *out, struct rota_world *world,
		       const struct rota_value *old, const struct rota_value *value)
{
	const char *text = member(value, "text"), *code = member(value, "code");
	bool stays = old && (!text || rota_listed_same_text(text, member(old, "text")));
	int rc = ROTA_OK;

	*out = rota_map();
	for (size_t i = 0; stays && !rc && i < old->as.map.count; i++)
		rc = rota_map_set(&world->scratch, out, old->as.map.pairs[i].key.as.text.chars,
				  old->as.map.pairs[i].value);
	if (!rc && !stays && text)
		rc = rota_map_set(&world->scratch, out, "text", rota_text(text));
	if (!rc && code)
		rc = rota_map_set(&world->scratch, out, "code", rota_text(code));
	return rc;
}

static bool is_place(enum rota_listed_column column)
{
	return column == ROTA_LISTED_NATIVE || column == ROTA_LISTED_BIRTH_PLACE;
}

/** Say what the words, or the code, of a place are on both sides, where they differ. */
static int list_place(struct changes *changes, enum rota_listed_column column,
		      const struct rota_field *field, const char *stored, const char *given,
		      struct rota_error *err)
{
	struct rota_error what = { 0 };

	rota_fail(&what, ROTA_EINVALID, _("take the new value with --update"),
		  _("'%s' is '%s' in the store, '%s' in the file"), rota_field_caption(field),
		  stored, given);
	return differs(changes->acting->payload, column, &what, err);
}

/** A place is the same when its words are, in any spelling, and its code. */
static int compare_place(struct changes *changes, enum rota_listed_column column,
			 const struct rota_field *field, struct rota_value value,
			 struct rota_error *err)
{
	const struct rota_value *old = rota_subject_value(changes->subject, field->name);
	struct rota_listed *listed = changes->acting->payload;
	const char *old_text = old ? member(old, "text") : NULL, *text = member(&value, "text");
	const char *old_code = old ? member(old, "code") : NULL, *code = member(&value, "code");
	bool other_text = text && old_text && !rota_listed_same_text(text, old_text);
	bool other_code = code && old_code && strcmp(code, old_code) != 0;
	bool replaced = changes->replaces;
	int rc = ROTA_OK;

	if (merge_place(&value, changes->acting->world, old, &value))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (old && rota_value_equal(&value, old))
		return ROTA_OK;
	if ((other_text || other_code) && !listed->importing->options->update)
		return list_place(changes, other_text ? column : ROTA_LISTED_NATIVE_CODE, field,
				  other_text ? old_text : old_code, other_text ? text : code, err);
	rc = change(changes, field->name, value, old, err);
	changes->replaces = replaced || other_text || other_code;
	return rc;
}

static int compare_cadre(struct rota_acting *acting, struct rota_listed *listed,
			 const struct rota_posting *known, struct rota_error *err)
{
	const struct rota_kind *kind = rota_kind_find("cadre.change");
	struct changes changes = { .acting = acting, .kind = kind->name };
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, acting->world, known->cadre, err);

	changes.subject = cadre;
	for (size_t i = 0; !rc && i < ROTA_LISTED_CADRE_FIELDS; i++) {
		enum rota_listed_column column = rota_listed_cadre_fields[i].column;
		const struct rota_field *field =
			rota_kind_field(kind, rota_listed_cadre_fields[i].field);
		struct rota_value value;

		if (column == ROTA_LISTED_NAME) /* told by it already */
			continue;
		rc = rota_listed_cadre_value(&value, acting, listed, i, err);
		if (!rc && value.type != ROTA_NIL)
			rc = is_place(column) ? compare_place(&changes, column, field, value, err)
					      : compare(&changes, column, field, value, err);
	}
	return rc;
}

/* --- the paper ------------------------------------------------------------------------------- */

static bool same_member(const struct rota_value *a, const struct rota_value *b, const char *key)
{
	const struct rota_value *left = rota_map_get(a, key);
	const struct rota_value *right = rota_map_get(b, key);

	return left && right && rota_value_equal(left, right);
}

/** One body, whatever unit of it the store knows. */
static bool same_issuer(const struct rota_value *a, const struct rota_value *b)
{
	const struct rota_value *left = rota_map_get(a, "issuer");
	const struct rota_value *right = rota_map_get(b, "issuer");

	if (left && right && left->type == ROTA_MAP && right->type == ROTA_MAP)
		return same_member(left, right, "body");
	return left && right && rota_value_equal(left, right);
}

/** The old papers with another first one. */
static int replace_paper(struct changes *changes, const struct rota_value *old,
			 struct rota_value paper, struct rota_error *err)
{
	struct rota_arena *arena = &changes->acting->world->scratch;
	struct rota_value papers = rota_list();
	int rc = rota_list_add(arena, &papers, paper);

	for (size_t i = 1; !rc && i < old->as.list.count; i++)
		rc = rota_list_add(arena, &papers, old->as.list.items[i]);
	return rc ? rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"))
		  : change(changes, "begin_doc", papers, old, err);
}

/** One thing that a row says of a paper that is stored. */
static int compare_member(struct changes *changes, struct rota_value *merged, bool *changed,
			  enum rota_listed_column column, const char *key, struct rota_error *err)
{
	const struct rota_record *record = rota_record_field(rota_entry_record(), "doc")->record;
	const struct rota_field *field = rota_record_field(record, key);
	const struct rota_value *mine = rota_map_get(&changes->acting->docs.as.list.items[0], key);
	const struct rota_value *old = rota_map_get(merged, key);
	struct rota_listed *listed = changes->acting->payload;
	struct rota_world *world = changes->acting->world;
	struct rota_error what = { 0 };

	if (!rota_import_given(listed->importing, column) || !mine ||
	    (old && rota_value_equal(mine, old)) ||
	    (column == ROTA_LISTED_DOC_ISSUER &&
	     same_issuer(&changes->acting->docs.as.list.items[0], merged)))
		return ROTA_OK;
	if (old && !listed->importing->options->update) {
		rota_fail(&what, ROTA_EINVALID, _("take the new value with --update"),
			  _("'%s' is '%s' in the store, '%s' in the file"),
			  rota_field_caption(field), shown(world, field, old),
			  rota_import_cell(listed->importing, column));
		return differs(listed, column, &what, err);
	}
	changes->replaces = changes->replaces || old;
	*changed = true;
	return rota_map_set(&world->scratch, merged, key, *mine)
		       ? rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"))
		       : ROTA_OK;
}

/** The same paper: what else the row says of it. */
static int compare_paper_members(struct changes *changes, const struct rota_value *old,
				 struct rota_error *err)
{
	static const struct {
		enum rota_listed_column column;
		const char *key;
	} members[] = { { ROTA_LISTED_DOC_TYPE, "type" },
			{ ROTA_LISTED_DOC_ISSUER, "issuer" },
			{ ROTA_LISTED_ANNOUNCED, "announced" } };
	const struct rota_value *first = &old->as.list.items[0];
	struct rota_arena *arena = &changes->acting->world->scratch;
	struct rota_value merged = rota_map();
	bool replaced, changed = false;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < first->as.map.count; i++)
		rc = rota_map_set(arena, &merged, first->as.map.pairs[i].key.as.text.chars,
				  first->as.map.pairs[i].value);
	if (rc)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < sizeof(members) / sizeof(members[0]); i++)
		rc = compare_member(changes, &merged, &changed, members[i].column, members[i].key,
				    err);
	replaced = changes->replaces;
	if (!rc && changed)
		rc = replace_paper(changes, old, merged, err);
	changes->replaces = replaced; /* a member that was not there is a supplement */
	return rc;
}

/** Number and day tell a paper; the first one decides. */
static int compare_paper(struct changes *changes, struct rota_listed *listed,
			 struct rota_error *err)
{
	const struct rota_value *old = rota_subject_value(changes->subject, "begin_doc");
	struct rota_acting *acting = changes->acting;
	const struct rota_value *mine, *first;
	struct rota_error what = { 0 };

	if (!acting->docs.as.list.count)
		return ROTA_OK;
	if (!old || old->type != ROTA_LIST || !old->as.list.count)
		return change(changes, "begin_doc", acting->docs, NULL, err);
	mine = &acting->docs.as.list.items[0];
	first = &old->as.list.items[0];
	if (same_member(mine, first, "no") && same_member(mine, first, "signed"))
		return compare_paper_members(changes, old, err);
	if (listed->importing->options->update)
		return replace_paper(changes, old, *mine, err);
	rota_fail(&what, ROTA_EINVALID, _("take the new value with --update"),
		  _("in the store the decision is %s"), rota_decision_show(acting->world, first));
	return differs(listed, ROTA_LISTED_DOC_NO, &what, err);
}

/* --- the posting ----------------------------------------------------------------------------- */

/** The mode goes with the act: with another act it changes too. */
static int compare_mode(struct changes *changes, struct rota_error *err)
{
	const struct rota_field *field = rota_kind_field(rota_kind_find(changes->kind), "mode");
	const struct rota_act *act = changes->acting->act;
	struct rota_listed *listed = changes->acting->payload;
	const char *stored_act = rota_subject_text(changes->subject, "act");
	bool other_act = !stored_act || strcmp(stored_act, act->id) != 0;

	if (!act->mode || (!other_act && !rota_import_given(listed->importing, ROTA_LISTED_MODE)))
		return ROTA_OK;
	if (other_act && !listed->importing->options->update)
		return ROTA_OK; /* the act is listed */
	return compare(changes, ROTA_LISTED_MODE, field, rota_text(act->mode), err);
}

/** How and when it ended, where the store has an end. */
static int compare_end(struct changes *changes, const struct rota_posting *known,
		       struct rota_error *err)
{
	const struct rota_field *field = rota_kind_field(rota_kind_find(changes->kind), "end_act");
	struct rota_listed *listed = changes->acting->payload;
	int rc;

	if (rota_day_is_none(listed->to) || known->to == ROTA_DAY_NEVER)
		return ROTA_OK;
	rc = compare_cell(changes, ROTA_LISTED_TO, "to", err);
	if (rc || listed->end_act_missing)
		return rc;
	return compare(changes, ROTA_LISTED_END_ACT, field, rota_text(listed->end_act->id), err);
}

static int compare_posting(struct rota_acting *acting, struct rota_listed *listed,
			   const struct rota_posting *known, struct rota_error *err)
{
	static const struct rota_listed_field fields[] = {
		{ ROTA_LISTED_ELECTED, "elected" },
		{ ROTA_LISTED_PLANNED_END, "planned_end" },
		{ ROTA_LISTED_TERM, "term" },
		{ ROTA_LISTED_SOURCE, "source" },
		{ ROTA_LISTED_PREV_TITLE, "prev_title" },
	};
	struct changes changes = { .acting = acting,
				   .kind = "posting.correct",
				   .subject = known->subject };
	const struct rota_field *act = rota_kind_field(rota_kind_find(changes.kind), "act");
	int rc = compare(&changes, ROTA_LISTED_ACT, act, rota_text(acting->act->id), err);

	if (!rc)
		rc = compare_mode(&changes, err);
	for (size_t i = 0; !rc && i < sizeof(fields) / sizeof(fields[0]); i++)
		rc = compare_cell(&changes, fields[i].column, fields[i].field, err);
	if (!rc)
		rc = compare_paper(&changes, listed, err);
	if (!rc)
		rc = compare_end(&changes, known, err);
	if (!rc && changes.draft)
		rota_draft_set(changes.draft, "reason",
			       rota_text(changes.replaces ? "typing" : "supplement"));
	return rc;
}

/* --- what the office asserts of locality ----------------------------------------------------- */

/** What the office has asserted of a posting; NULL: nothing. */
static int find_asserted(struct rota_subject **out, struct rota_world *world,
			 struct rota_id posting, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_indexed(&ids, world, ROTA_INDEX_LOCALITY, posting.bytes,
				    sizeof(posting.bytes), err);

	*out = NULL;
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;
		const char *role;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		role = rc ? NULL : rota_subject_text(one, "role");
		if (role && one->created && strcmp(role, "asserted") == 0)
			*out = one;
	}
	return rc;
}

/** Another reason for the same value: stated again, with that reason. */
static int compare_reason(struct changes *changes, struct rota_error *err)
{
	const struct rota_subject_field *value = rota_subject_get(changes->subject, "value");
	struct rota_listed *listed = changes->acting->payload;
	const char *reason = rota_import_given(listed->importing, ROTA_LISTED_LOCAL_REASON);
	const char *old = value ? value->by->entry.why : NULL;
	struct rota_error what = { 0 };

	if (!reason || !value || changes->draft || (old && strcmp(old, reason) == 0))
		return ROTA_OK;
	if (!old || listed->importing->options->update)
		return change(changes, "value", value->value, &value->value, err);
	rota_fail(&what, ROTA_EINVALID, _("take the new value with --update"),
		  _("'%s' is '%s' in the store, '%s' in the file"),
		  rota_field_caption(rota_record_field(rota_entry_record(), "why")), old, reason);
	return differs(listed, ROTA_LISTED_LOCAL_REASON, &what, err);
}

/** The first statement about a posting that is recorded already. */
static int assert_known(struct rota_acting *acting, const struct rota_posting *known,
			struct rota_error *err)
{
	int rc = rota_world_subject(&acting->cadre, acting->world, known->cadre, err);

	acting->unit = rota_gazetteer_unit(&acting->world->gazetteer, known->unit);
	acting->from_number = known->from;
	return rc ? rc : rota_plan_locality(acting, known->id, err);
}

static int compare_locality(struct rota_acting *acting, struct rota_listed *listed,
			    const struct rota_posting *known, struct rota_error *err)
{
	struct changes changes = { .acting = acting, .kind = "locality.set" };
	struct rota_subject *asserted;
	int rc;

	if (!rota_import_given(listed->importing, ROTA_LISTED_LOCAL))
		return ROTA_OK;
	rc = find_asserted(&asserted, acting->world, known->id, err);
	if (rc)
		return rc;
	if (!asserted) {
		listed->importing->fault = ROTA_LISTED_LOCAL;
		return assert_known(acting, known, err);
	}
	changes.subject = asserted;
	rc = compare_cell(&changes, ROTA_LISTED_LOCAL, "value", err);
	return rc ? rc : compare_reason(&changes, err);
}

int rota_listed_compare(struct rota_acting *acting, struct rota_listed *listed,
			const struct rota_posting *known, struct rota_error *err)
{
	int rc;

	listed->posting = known->id;
	acting->findings.count = 0; /* they were answered when it was recorded */
	rc = compare_cadre(acting, listed, known, err);
	if (!rc)
		rc = compare_posting(acting, listed, known, err);
	if (!rc)
		rc = compare_locality(acting, listed, known, err);
	if (!rc && !rota_day_is_none(listed->to) && known->to == ROTA_DAY_NEVER)
		rc = rota_listed_plan_end(acting, listed, known->subject, err);
	if (!rc && listed->importing->listed)
		return ROTA_EINVALID; /* each difference is a problem of the row already */
	listed->importing->fault = rc ? listed->importing->fault : ROTA_COLUMN_NONE;
	return rc;
}
