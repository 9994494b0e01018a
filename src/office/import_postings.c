/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of postings that an office takes over, and the same list again.
 *
 * A row is told by unit + post + name + first day. What is not in the store is recorded as its
 * begin (and end), by the rules of 'rota appoint'; what is there is compared: an end is added, an
 * empty field is filled, another value is refused or, when asked, corrected.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "office/import.h"

enum column {
	COMMUNE, COMMUNE_CODE, POST, NAME, BORN, FROM, ACT, TO, END_ACT, DOC_NO, DOC_TYPE, DOC_DATE,
	DOC_ISSUER, NATIVE, NATIVE_CODE, BIRTH_PLACE, SEX, PIN, SOURCE, PREV_TITLE, PLANNED_END,
	ELECTED, MODE, TERM, LOCAL, LOCAL_REASON, ANNOUNCED, NOTE, COLUMNS
};

static const struct rota_intake_column columns[COLUMNS] = {
	[COMMUNE] = { .id = "commune", .vi = "Xã, phường, thị trấn", .required = true,
	              .filled = true, .group = 1 },
	[COMMUNE_CODE] = { .id = "commune_code", .vi = "Mã xã", .kind = ROTA_INTAKE_DIGITS,
	                   .required = true, .filled = true, .group = 1 },
	[POST] = { .id = "post", .vi = "Chức danh", .required = true, .filled = true },
	[NAME] = { .id = "name", .vi = "Họ và tên", .required = true, .filled = true },
	[BORN] = { .id = "born", .vi = "Ngày sinh", .kind = ROTA_INTAKE_DAY, .required = true,
	           .filled = true },
	[FROM] = { .id = "from", .vi = "Giữ chức từ ngày", .kind = ROTA_INTAKE_DAY,
	           .required = true, .filled = true },
	[ACT] = { .id = "act", .vi = "Hình thức bố trí", .required = true, .filled = true },
	[TO] = { .id = "to", .vi = "Thôi giữ chức kể từ ngày", .kind = ROTA_INTAKE_DAY },
	[END_ACT] = { .id = "end_act", .vi = "Hình thức thôi giữ" },
	[DOC_NO] = { .id = "doc_no", .vi = "Số quyết định" },
	[DOC_TYPE] = { .id = "doc_type", .vi = "Loại văn bản" },
	[DOC_DATE] = { .id = "doc_date", .vi = "Ngày ký", .kind = ROTA_INTAKE_DAY },
	[DOC_ISSUER] = { .id = "doc_issuer", .vi = "Cơ quan ban hành" },
	[NATIVE] = { .id = "native", .vi = "Quê quán" },
	[NATIVE_CODE] = { .id = "native_code", .vi = "Mã quê quán", .kind = ROTA_INTAKE_DIGITS },
	[BIRTH_PLACE] = { .id = "birth_place", .vi = "Nơi sinh" },
	[SEX] = { .id = "sex", .vi = "Giới tính" },
	[PIN] = { .id = "pin", .vi = "Số định danh cá nhân", .kind = ROTA_INTAKE_DIGITS },
	[SOURCE] = { .id = "source", .vi = "Nguồn cán bộ" },
	[PREV_TITLE] = { .id = "prev_title", .vi = "Chức vụ trước khi bố trí" },
	[PLANNED_END] = { .id = "planned_end", .vi = "Dự kiến đến", .kind = ROTA_INTAKE_DAY },
	[ELECTED] = { .id = "elected", .vi = "Ngày bầu", .kind = ROTA_INTAKE_DAY },
	[MODE] = { .id = "mode", .vi = "Tư cách giữ chức" },
	[TERM] = { .id = "term", .vi = "Nhiệm kỳ" },
	[LOCAL] = { .id = "local", .vi = "Kết luận địa phương" },
	[LOCAL_REASON] = { .id = "local_reason", .vi = "Lý do kết luận" },
	[ANNOUNCED] = { .id = "announced", .vi = "Ngày công bố", .kind = ROTA_INTAKE_DAY },
	[NOTE] = { .id = "note", .vi = "Ghi chú" },
};

/* V65: what has no place here, however often an old list has it. */
static const struct rota_intake_column personal[] = {
	{ .id = "ethnicity", .vi = "Dân tộc" },     { .id = "religion", .vi = "Tôn giáo" },
	{ .id = "family", .vi = "Gia đình" },       { .id = "health", .vi = "Sức khỏe" },
	{ .id = "discipline", .vi = "Kỷ luật" },    { .id = "reward", .vi = "Khen thưởng" },
	{ .id = "phone", .vi = "Số điện thoại" },   { .id = "photo", .vi = "Ảnh" },
};

static const struct rota_intake_form form = { columns, COLUMNS, personal,
	                                      sizeof(personal) / sizeof(personal[0]) };

/** What one import remembers: the postings that its rows are about, and their communes. */
struct state {
	struct rota_id *seen;
	struct rota_id *units; /* beside `seen` */
	size_t count, room;
};

/* --- one row --------------------------------------------------------------------------------- */

/** A row on its way; the acting's payload. */
struct row {
	struct rota_importing *importing;
	const char *name; /* clean */
	struct rota_day born, to;
	const struct rota_act *end_act;
	struct rota_id posting; /* the one recorded or met */
	bool unchanged;
};

static int see(struct rota_importing *importing, struct rota_id posting, struct rota_id unit,
               struct rota_error *err)
{
	struct state *state = importing->state;

	if (state->count == state->room) {
		size_t room = state->room ? 2 * state->room : 256;
		struct rota_arena *arena = &importing->world->arena;
		struct rota_id *bigger = rota_arena_alloc(arena, room * sizeof(*bigger));
		struct rota_id *units = rota_arena_alloc(arena, room * sizeof(*units));

		if (!bigger || !units)
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
		if (state->count) {
			memcpy(bigger, state->seen, state->count * sizeof(*bigger));
			memcpy(units, state->units, state->count * sizeof(*units));
		}
		state->seen = bigger;
		state->units = units;
		state->room = room;
	}
	state->units[state->count] = unit;
	state->seen[state->count++] = posting;
	return ROTA_OK;
}

/** The paper of a row: number, day, issuer and type of four columns. */
static int take_paper(struct rota_acting *acting, struct rota_importing *importing,
                      struct rota_error *err)
{
	const char *no = rota_import_given(importing, DOC_NO);
	const char *day = rota_import_given(importing, DOC_DATE);
	const char *issuer = rota_import_given(importing, DOC_ISSUER);
	struct rota_buffer typed = { 0 };
	struct rota_value decision, value;
	int rc;

	if (!no && !day)
		return ROTA_OK;
	if (!no || !day)
		return rota_refuse(err, "V30", _("give both, or neither and a note why"),
		                   _("a decision has a number and a day"));
	rota_buffer_printf(&typed, "%s %s%s%s", no, day, issuer ? "; " : "", issuer ? issuer : "");
	rc = rota_buffer_check(&typed, err);
	if (!rc)
		rc = rota_resolve_decision(&decision, acting->world, rota_buffer_text(&typed), err);
	rota_buffer_clear(&typed);
	for (size_t i = 0; !rc && i < 2; i++) {
		static const enum column extra[] = { DOC_TYPE, ANNOUNCED };
		static const char *const names[] = { "type", "announced" };
		const char *given = rota_import_given(importing, extra[i]);
		const struct rota_record *record =
		        rota_record_field(rota_entry_record(), "doc")->record;

		if (!given)
			continue;
		rc = rota_field_value(&value, acting->world, rota_record_field(record, names[i]),
		                      given, err);
		if (!rc)
			rc = rota_map_set(&acting->world->scratch, &decision, names[i], value);
	}
	if (!rc)
		rc = rota_list_add(&acting->world->scratch, &acting->docs, decision);
	return rc;
}

/** V16: the mode follows from the act; a row that says another one is wrong. */
static int check_mode(struct rota_acting *acting, struct rota_importing *importing,
                      struct rota_error *err)
{
	const char *typed = rota_import_given(importing, MODE);
	const struct rota_word *word = typed ? rota_word_read(&rota_modes, typed) : NULL;
	const char *mode = acting->act->mode;

	if (!typed || (word && mode && strcmp(word->id, mode) == 0))
		return ROTA_OK;
	return rota_refuse(err, "V16", _("leave the mode out, or choose another act"),
	                   _("mode '%s' does not belong to '%s'"), typed,
	                   rota_import_cell(importing, ACT));
}

/** Unit, post, act, days and paper of the row. */
static int read_row(struct rota_acting *acting, struct row *row, struct rota_error *err)
{
	struct rota_importing *importing = row->importing;
	const char *commune = rota_import_given(importing, COMMUNE_CODE);
	const char *end_act = rota_import_given(importing, END_ACT);
	int rc;

	importing->fault = FROM;
	rc = rota_resolve_day(&acting->from, rota_import_cell(importing, FROM),
	                      rota_table_caption(importing->table, FROM), err);
	if (rc)
		return rc;
	acting->from_number = rota_day_first(acting->from);
	row->name = rota_import_cell(importing, NAME);
	rc = rota_import_day(&row->born, importing, BORN, err);
	if (!rc)
		rc = rota_import_day(&row->to, importing, TO, err);
	if (rc)
		return rc;
	importing->fault = commune ? COMMUNE_CODE : COMMUNE;
	rc = rota_resolve_commune(&acting->unit, acting->world,
	                          commune ? commune : rota_import_cell(importing, COMMUNE),
	                          acting->from_number, &acting->findings, err);
	if (rc)
		return rc;
	importing->fault = POST;
	rc = rota_resolve_post(&acting->post, rota_import_cell(importing, POST), err);
	if (rc)
		return rc;
	importing->fault = ACT;
	rc = rota_resolve_act(&acting->act, rota_import_cell(importing, ACT), err);
	if (rc)
		return rc;
	importing->fault = MODE;
	rc = check_mode(acting, importing, err);
	if (rc)
		return rc;
	importing->fault = END_ACT;
	if (!rota_day_is_none(row->to)) {
		acting->to_number = rota_day_first(row->to);
		rc = rota_resolve_act(&row->end_act, end_act ? end_act : "release", err);
	}
	if (rc)
		return rc;
	importing->fault = DOC_NO;
	rc = take_paper(acting, importing, err);
	if (!rc)
		importing->fault = ROTA_COLUMN_NONE;
	return rc;
}

/** V02: a row with both code and name means one unit. */
static int check_both(struct rota_acting *acting, const struct row *row, struct rota_error *err)
{
	const char *code = rota_import_given(row->importing, COMMUNE_CODE);
	const char *name = rota_import_given(row->importing, COMMUNE);
	struct rota_findings ignored = { .count = 0 };
	const struct rota_unit *other;
	char day[ROTA_DAY_TEXT_BYTES];

	if (!code || !name)
		return ROTA_OK;
	if (rota_resolve_commune(&other, acting->world, name, acting->from_number, &ignored, NULL) ==
	            ROTA_OK &&
	    other == acting->unit)
		return ROTA_OK;
	return rota_refuse(err, "V02", _("look both up: rota unit find"),
	                   _("code %s and name '%s' are not one unit on %s"), code, name,
	                   rota_day_show(day, acting->from));
}

/** V10, V04: it ends after it begins. */
static int check_days(const struct rota_acting *acting, const struct row *row,
                      struct rota_error *err)
{
	char first[ROTA_DAY_TEXT_BYTES], last[ROTA_DAY_TEXT_BYTES];

	if (rota_day_is_none(row->to) || acting->from_number < rota_day_first(row->to))
		return ROTA_OK;
	return rota_refuse(err, "V10", _("check both days"), _("from %s is not before to %s"),
	                   rota_day_show(first, acting->from), rota_day_show(last, row->to));
}

/* --- the person ------------------------------------------------------------------------------ */

static bool same_text(const char *a, const char *b)
{
	struct rota_buffer left = { 0 }, right = { 0 };
	bool same = a && b && rota_text_fold(&left, a, strlen(a), NULL) == ROTA_OK &&
	            rota_text_fold(&right, b, strlen(b), NULL) == ROTA_OK &&
	            strcmp(rota_buffer_text(&left), rota_buffer_text(&right)) == 0;

	rota_buffer_clear(&left);
	rota_buffer_clear(&right);
	return same;
}

static const char *native_text(const struct rota_subject *cadre)
{
	return rota_value_text(rota_map_get(rota_subject_value(cadre, "native"), "text"));
}

/** The same person: equal number; else equal name, day of birth and native place. */
static bool is_same_person(const struct rota_subject *cadre, const struct row *row)
{
	const char *pin = rota_import_given(row->importing, PIN);
	const char *known_pin = rota_subject_text(cadre, "pin");
	const char *native = rota_import_given(row->importing, NATIVE);
	const char *known_native = native_text(cadre);

	if (pin && known_pin)
		return strcmp(pin, known_pin) == 0;
	return rota_day_equal(row->born, rota_subject_day(cadre, "born")) &&
	       (!native || !known_native || same_text(native, known_native));
}

/** V59: whoever has the number is the person, if the name agrees; else somebody must look. */
static int find_by_pin(struct rota_subject **out, struct rota_acting *acting,
                       const struct row *row, struct rota_error *err)
{
	const char *pin = rota_import_given(row->importing, PIN);
	struct rota_subject *owner;
	char named[32];

	*out = NULL;
	if (!pin || strlen(pin) != 12)
		return ROTA_OK;
	snprintf(named, sizeof(named), "pin:%s", pin);
	if (rota_resolve_cadre(&owner, acting->world, named, NULL))
		return ROTA_OK;
	if (same_text(rota_subject_text(owner, "name"), row->name)) {
		*out = owner;
		return ROTA_OK;
	}
	return rota_refuse(err, "V59", _("check the number, and the spelling of the name"),
	                   _("the personal number is that of %s"),
	                   rota_cadre_show(acting->world, owner));
}

/** The cadre of the row, when the store has one; NULL: to be added. */
static int find_cadre(struct rota_subject **out, struct rota_acting *acting, const struct row *row,
                      struct rota_error *err)
{
	struct rota_ids ids;
	int rc = find_by_pin(out, acting, row, err);

	if (rc || *out)
		return rc;
	rc = rota_cadres_named(&ids, acting->world, row->name, err);
	for (size_t i = 0; !rc && !*out && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, acting->world, ids.items[i], err);
		if (!rc && one->created && same_text(rota_subject_text(one, "name"), row->name) &&
		    is_same_person(one, row))
			*out = one;
	}
	return rc;
}

/** The columns that go into a field of the cadre as they are typed. */
static const struct {
	enum column column;
	const char *field;
} cadre_fields[] = {
	{ NAME, "name" },     { BORN, "born" },  { SEX, "sex" },
	{ NATIVE, "native" }, { PIN, "pin" },    { BIRTH_PLACE, "birth_place" },
};

enum { CADRE_FIELDS = sizeof(cadre_fields) / sizeof(cadre_fields[0]) };

/** The value of a field of the cadre in this row; nil when the row says nothing. */
static int cadre_value(struct rota_value *out, struct rota_acting *acting, const struct row *row,
                       size_t which, struct rota_error *err)
{
	static const char kind[] = "cadre.create";
	const char *field = cadre_fields[which].field;
	const char *typed = rota_import_given(row->importing, cadre_fields[which].column);
	const char *code = rota_import_given(row->importing, NATIVE_CODE);
	int rc;

	*out = rota_nil();
	if (!typed && !(code && strcmp(field, "native") == 0))
		return ROTA_OK;
	rc = rota_field_value(out, acting->world,
	                      rota_kind_field(rota_kind_find(kind), field), typed ? typed : "",
	                      err);
	if (rc || !code || strcmp(field, "native") != 0)
		return rc;
	if (out->type != ROTA_MAP)
		*out = rota_map();
	return rota_map_set(&acting->world->scratch, out, "code", rota_text(code));
}

/** A new cadre, planned, and folded as it will be once recorded. */
static int plan_cadre(struct rota_acting *acting, const struct row *row, struct rota_error *err)
{
	struct rota_arena *arena = &acting->world->scratch;
	struct rota_revision *revision = rota_arena_alloc(arena, sizeof(*revision));
	struct rota_draft *draft, trial;
	const uint8_t *bytes;
	size_t size;
	int rc = rota_plan_add(&draft, &acting->plan, "cadre.create", err);

	for (size_t i = 0; !rc && i < CADRE_FIELDS; i++) {
		struct rota_value value;

		rc = cadre_value(&value, acting, row, i, err);
		if (!rc && value.type != ROTA_NIL)
			rota_draft_set(draft, cadre_fields[i].field, value);
	}
	if (rc)
		return rc;
	acting->cadre = rota_arena_alloc(arena, sizeof(*acting->cadre));
	if (!revision || !acting->cadre)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	trial = *draft;
	rota_draft_key(&trial, "by", rota_text("-"));
	rc = rota_draft_encode(&bytes, &size, &trial, 0, UINT64_MAX, err);
	if (!rc)
		rc = rota_entry_decode(&revision->entry, arena, bytes, size, err);
	return rc ? rc :
	            rota_subject_fold(acting->cadre, arena, rota_plan_id(&acting->plan), revision,
	                              1, err);
}

/* --- a row that the store has not ------------------------------------------------------------- */

static void put_if_given(struct rota_request *request, struct rota_importing *importing)
{
	request->elected = rota_import_given(importing, ELECTED);
	request->until = rota_import_given(importing, PLANNED_END);
	request->term = rota_import_given(importing, TERM);
	request->source = rota_import_given(importing, SOURCE);
	request->prev_title = rota_import_given(importing, PREV_TITLE);
	request->locality = rota_import_given(importing, LOCAL);
}

static int plan_new(struct rota_acting *acting, struct row *row, struct rota_error *err)
{
	int rc = find_cadre(&acting->cadre, acting, row, err);

	if (!rc && !acting->cadre)
		rc = plan_cadre(acting, row, err);
	if (!rc)
		rc = rota_plan_begin(acting, err);
	if (rc)
		return rc;
	for (size_t i = 0; i < acting->plan.count; i++)
		if (strcmp(acting->plan.items[i].draft.kind->name, "posting.begin") == 0)
			row->posting = rota_id_make(acting->plan.items[i].writer,
			                            acting->plan.items[i].number);
	if (rota_day_is_none(row->to))
		return ROTA_OK;
	return rota_plan_end_of(acting, row->posting, NULL, row->to, row->end_act->id, err);
}

/* --- a row that the store has ----------------------------------------------------------------- */

static bool covers(const struct rota_posting *posting, int32_t from, int32_t to)
{
	return posting->from < to && rota_posting_end(posting) > from;
}

/** The posting that the row is about; a refusal where the row meets another of the same person. */
static int find_known(struct rota_posting *out, bool *found, struct rota_acting *acting,
                      const struct row *row, struct rota_error *err)
{
	int32_t to = rota_day_is_none(row->to) ? ROTA_DAY_NEVER : rota_day_first(row->to);
	struct rota_postings postings;
	char since[ROTA_DAY_TEXT_BYTES];
	int rc = rota_world_post(&postings, acting->world, acting->unit->id, acting->post, err);

	*found = false;
	for (size_t i = 0; !rc && i < postings.count; i++) {
		const struct rota_posting *one = &postings.items[i];
		struct rota_subject *cadre;

		rc = rota_world_subject(&cadre, acting->world, one->cadre, err);
		if (rc || !same_text(rota_subject_text(cadre, "name"), row->name))
			continue;
		if (one->from == acting->from_number) {
			*out = *one;
			*found = true;
			return ROTA_OK;
		}
		if (covers(one, acting->from_number, to) && is_same_person(cadre, row))
			return rota_refuse(err, "V19",
			                   _("if the day was wrong: rota correct, from=…"),
			                   _("'%s' is in the store from %s"), row->name,
			                   rota_day_show(since, rota_day_from_number(one->from)));
	}
	return rc;
}

/** Fields of the posting that a row may add or change. */
static const struct {
	enum column column;
	const char *field;
} posting_fields[] = {
	{ ACT, "act" },       { ELECTED, "elected" }, { PLANNED_END, "planned_end" },
	{ TERM, "term" },     { SOURCE, "source" },   { PREV_TITLE, "prev_title" },
};

/** One draft of changes, begun when the first is met. */
struct changes {
	struct rota_acting *acting;
	const char *kind;
	const struct rota_subject *subject;
	struct rota_draft *draft;
	bool replaces; /* a value that was there */
};

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

/** Compare one value: equal is nothing, new is a supplement, another needs --update. */
static int compare(struct changes *changes, const char *field, struct rota_value value,
                   const char *typed, struct rota_error *err)
{
	const struct rota_value *old = rota_subject_value(changes->subject, field);
	struct row *row = changes->acting->payload;
	const char *old_text = rota_value_text(old);

	if (value.type == ROTA_NIL || (old && rota_value_equal(&value, old)))
		return ROTA_OK;
	/* a place is the same when its words are, whatever was added to them since */
	if (old && old->type == ROTA_MAP &&
	    same_text(rota_value_text(rota_map_get(old, "text")),
	              rota_value_text(rota_map_get(&value, "text"))))
		return ROTA_OK;
	if (old && !row->importing->options->update)
		return rota_fail(err, ROTA_EINVALID, _("take the new value with --update"),
		                 _("'%s' is '%s' in the store, '%s' in the file"),
		                 rota_field_caption(rota_kind_field(
		                         rota_kind_find(changes->kind), field)),
		                 old_text ? old_text : "…", typed);
	return change(changes, field, value, old, err);
}

static int compare_cadre(struct rota_acting *acting, struct row *row,
                         const struct rota_posting *known, struct rota_error *err)
{
	struct changes changes = { .acting = acting, .kind = "cadre.change" };
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, acting->world, known->cadre, err);

	changes.subject = cadre;
	for (size_t i = 0; !rc && i < CADRE_FIELDS; i++) {
		const char *typed = rota_import_given(row->importing, cadre_fields[i].column);
		struct rota_value value;

		rc = cadre_value(&value, acting, row, i, err);
		if (!rc && cadre_fields[i].column != NAME)
			rc = compare(&changes, cadre_fields[i].field, value, typed ? typed : "",
			             err);
	}
	return rc;
}

/** Number and day tell a paper; the first one decides. */
static bool same_paper(const struct rota_value *a, const struct rota_value *b)
{
	static const char *const keys[] = { "no", "signed" };
	const struct rota_value *left = &a->as.list.items[0];
	const struct rota_value *right = &b->as.list.items[0];

	for (size_t i = 0; i < 2; i++) {
		const struct rota_value *mine = rota_map_get(left, keys[i]);
		const struct rota_value *other = rota_map_get(right, keys[i]);

		if (!mine || !other || !rota_value_equal(mine, other))
			return false;
	}
	return true;
}

static int compare_paper(struct changes *changes, struct rota_acting *acting, struct row *row,
                         struct rota_error *err)
{
	const struct rota_value *old = rota_subject_value(changes->subject, "begin_doc");

	if (!old || old->type != ROTA_LIST || !old->as.list.count)
		return change(changes, "begin_doc", acting->docs, NULL, err);
	if (same_paper(old, &acting->docs))
		return ROTA_OK;
	if (row->importing->options->update)
		return change(changes, "begin_doc", acting->docs, old, err);
	return rota_fail(err, ROTA_EINVALID, _("take the new value with --update"),
	                 _("in the store the decision is %s"),
	                 rota_decision_show(acting->world, &old->as.list.items[0]));
}

static int compare_posting(struct rota_acting *acting, struct row *row,
                           const struct rota_posting *known, struct rota_error *err)
{
	struct changes changes = { .acting = acting, .kind = "posting.correct",
		                   .subject = known->subject };
	const struct rota_kind *kind = rota_kind_find("posting.correct");
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < sizeof(posting_fields) / sizeof(posting_fields[0]); i++) {
		const char *typed = rota_import_given(row->importing, posting_fields[i].column);
		struct rota_value value;

		if (!typed)
			continue;
		rc = rota_field_value(&value, acting->world,
		                      rota_kind_field(kind, posting_fields[i].field), typed, err);
		if (!rc)
			rc = compare(&changes, posting_fields[i].field, value, typed, err);
	}
	if (!rc && acting->docs.as.list.count)
		rc = compare_paper(&changes, acting, row, err);
	if (!rc && changes.draft)
		rota_draft_set(changes.draft, "reason",
		               rota_text(changes.replaces ? "typing" : "supplement"));
	return rc;
}

/** Another last day, taken over on request. */
static int correct_end(struct rota_acting *acting, struct row *row,
                       const struct rota_posting *known, struct rota_error *err)
{
	struct changes changes = { .acting = acting, .kind = "posting.correct",
		                   .subject = known->subject };
	char text[ROTA_DAY_TEXT_BYTES];
	const char *copy = rota_arena_copy(&acting->world->scratch, text,
	                                   rota_day_encode(text, row->to));
	int rc = copy ? change(&changes, "to", rota_text(copy),
	                       rota_subject_value(known->subject, "to"), err) :
	                rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));

	if (!rc)
		rota_draft_set(changes.draft, "reason", rota_text("typing"));
	return rc;
}

static int compare_end(struct rota_acting *acting, struct row *row,
                       const struct rota_posting *known, struct rota_error *err)
{
	char day[ROTA_DAY_TEXT_BYTES];

	if (rota_day_is_none(row->to))
		return ROTA_OK;
	if (known->to == ROTA_DAY_NEVER)
		return rota_plan_end_of(acting, known->id, known->subject, row->to,
		                        row->end_act->id, err);
	if (known->to == rota_day_first(row->to))
		return ROTA_OK;
	if (row->importing->options->update)
		return correct_end(acting, row, known, err);
	return rota_fail(err, ROTA_EINVALID, _("take the new value with --update"),
	                 _("in the store it ended on %s"),
	                 rota_day_show(day, rota_day_from_number(known->to)));
}

static int plan_known(struct rota_acting *acting, struct row *row,
                      const struct rota_posting *known, struct rota_error *err)
{
	int rc;

	row->posting = known->id;
	acting->findings.count = 0; /* they were answered when it was recorded */
	rc = compare_cadre(acting, row, known, err);
	if (!rc)
		rc = compare_posting(acting, row, known, err);
	return rc ? rc : compare_end(acting, row, known, err);
}

/* --- the import ------------------------------------------------------------------------------ */

static int plan_row(struct rota_acting *acting, struct rota_error *err)
{
	struct row *row = acting->payload;
	struct rota_posting known;
	bool found;
	int rc = rota_import_source(&acting->plan.source, row->importing, err);

	if (!rc)
		rc = read_row(acting, row, err);
	if (!rc)
		rc = check_both(acting, row, err);
	if (!rc)
		rc = check_days(acting, row, err);
	if (!rc)
		rc = find_known(&known, &found, acting, row, err);
	if (rc)
		return rc;
	return found ? plan_known(acting, row, &known, err) : plan_new(acting, row, err);
}

/** Warnings do not stop a list that is taken over; they are listed, and in each entry. */
static int remark(struct rota_importing *importing, const struct rota_outcome *outcome,
                  struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < outcome->warning_count; i++) {
		struct rota_error what = { 0 };

		rota_refuse(&what, outcome->warnings[i].rule, NULL, "%s",
		            outcome->warnings[i].message);
		rc = rota_import_remark(importing, &what, err);
	}
	return rc;
}

static int take_row(struct rota_importing *importing, unsigned pass, struct rota_error *err)
{
	const char *note = rota_import_given(importing, NOTE);
	const char *reason = rota_import_given(importing, LOCAL_REASON);
	struct row row = { .importing = importing };
	struct rota_acting acting = { .payload = &row };
	struct rota_request request = { 0 };
	struct rota_outcome outcome;
	int rc;

	(void)pass;
	put_if_given(&request, importing);
	if (!importing->options->strict)
		request.why = reason ? reason : note ? note : _("taken over from a list");
	request.why_if_asked = !reason;
	rc = rota_act_in(&acting, importing->world, &request, &outcome, plan_row, err);
	if (rc)
		return rc;
	importing->out->entries += outcome.count;
	rc = remark(importing, &outcome, err);
	return rc ? rc : see(importing, row.posting, acting.unit->id, err);
}

static int compare_ids(const void *a, const void *b)
{
	const struct rota_id *left = a;
	const struct rota_id *right = b;

	return rota_id_compare(*left, *right);
}

/** Whether a sorted list has an id. */
static bool holds_id(const struct rota_id *ids, size_t count, struct rota_id id)
{
	return count && bsearch(&id, ids, count, sizeof(*ids), compare_ids);
}

/** Say one posting that the file does not have: an open one, of a commune that the file has. */
static int list_one(struct rota_importing *importing, struct rota_id id, struct rota_error *err)
{
	struct rota_world *world = importing->world;
	const struct state *state = importing->state;
	struct rota_subject *subject, *cadre;
	struct rota_posting posting;
	struct rota_error what = { 0 };
	const struct rota_unit *unit;
	int rc = rota_world_subject(&subject, world, id, err);

	if (rc || !rota_posting_read(&posting, subject) ||
	    rota_posting_end(&posting) != ROTA_DAY_NEVER || !holds_id(state->units, state->count,
	                                                              posting.unit))
		return rc;
	unit = rota_gazetteer_unit(&world->gazetteer, posting.unit);
	rc = rota_world_subject(&cadre, world, posting.cadre, err);
	if (rc || !unit)
		return rc;
	rota_fail(&what, ROTA_ENOTFOUND, NULL, _("in the store and not in the file: %s, %s of %s"),
	          rota_cadre_show(world, cadre), rota_post_show(posting.post),
	          rota_unit_show(world, unit, posting.from));
	return rota_problems_add(&importing->remarks, 0, NULL, NULL, &what, err);
}

/** What is in the store and not in the file is said, and left alone. */
static int list_missing(struct rota_importing *importing, unsigned pass, struct rota_error *err)
{
	struct rota_world *world = importing->world;
	struct state *state = importing->state;
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_POSTING, err);
	struct rota_id *all = NULL;

	(void)pass;
	if (!rc && ids.count) {
		all = rota_arena_alloc(&world->arena, ids.count * sizeof(*all));
		if (!all)
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
		memcpy(all, ids.items, ids.count * sizeof(*all));
	}
	if (state->count) {
		qsort(state->seen, state->count, sizeof(*state->seen), compare_ids);
		qsort(state->units, state->count, sizeof(*state->units), compare_ids);
	}
	for (size_t i = 0; !rc && i < ids.count; i++) {
		rota_world_forget(world);
		if (!holds_id(state->seen, state->count, all[i]))
			rc = list_one(importing, all[i], err);
	}
	return rc;
}

const struct rota_importer rota_importer_postings = {
	.form = &form,
	.state_bytes = sizeof(struct state),
	.passes = 1,
	.row = take_row,
	.pass_done = list_missing
};
