/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of postings that an office takes over, and the same list again.
 *
 * A row is told by unit + post + name + first day. What is not in the store is recorded as its
 * begin (and end), by the rules of 'rota appoint'; what is there is compared: an end is added, an
 * empty field is filled, another value is refused or, when asked, corrected.
 */
#include <stdlib.h>
#include <string.h>

#include "acts/listed.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/kept.h"

/* `vi` is the caption of the field in the table of kinds, where there is one. */
static const struct rota_intake_column columns[ROTA_LISTED_COLUMNS] = {
	[ROTA_LISTED_COMMUNE] = { .id = "commune", .vi = "Xã, phường, thị trấn", .also = "Xã",
		.required = true, .filled = true, .group = 1 },
	[ROTA_LISTED_COMMUNE_CODE] = { .id = "commune_code", .vi = "Mã xã", .also = "Mã đơn vị",
		.kind = ROTA_INTAKE_DIGITS, .required = true, .filled = true, .group = 1 },
	[ROTA_LISTED_POST] = { .id = "post", .vi = "Chức danh", .required = true, .filled = true },
	[ROTA_LISTED_NAME] = { .id = "name", .vi = "Họ và tên khai sinh", .also = "Họ và tên",
		.required = true, .filled = true },
	[ROTA_LISTED_BORN] = { .id = "born", .vi = "Ngày sinh", .kind = ROTA_INTAKE_DAY,
		.required = true, .filled = true },
	[ROTA_LISTED_FROM] = { .id = "from", .vi = "Giữ chức từ ngày", .also = "Từ ngày",
		.kind = ROTA_INTAKE_DAY, .required = true, .filled = true },
	[ROTA_LISTED_ACT] = { .id = "act", .vi = "Hình thức bố trí", .required = true,
		.filled = true },
	[ROTA_LISTED_TO] = { .id = "to", .vi = "Thôi giữ chức kể từ ngày",
		.also = "Thôi giữ từ ngày", .kind = ROTA_INTAKE_DAY },
	[ROTA_LISTED_END_ACT] = { .id = "end_act", .vi = "Hình thức thôi giữ",
		.also = "Hình thức thôi giữ chức" },
	[ROTA_LISTED_DOC_NO] = { .id = "doc_no", .vi = "Số, ký hiệu", .also = "Số quyết định" },
	[ROTA_LISTED_DOC_TYPE] = { .id = "doc_type", .vi = "Loại văn bản" },
	[ROTA_LISTED_DOC_DATE] = { .id = "doc_date", .vi = "Ngày ký", .also = "Ngày quyết định",
		.kind = ROTA_INTAKE_DAY },
	[ROTA_LISTED_DOC_ISSUER] = { .id = "doc_issuer", .vi = "Cơ quan ban hành" },
	[ROTA_LISTED_NATIVE] = { .id = "native", .vi = "Quê quán" },
	[ROTA_LISTED_NATIVE_CODE] = { .id = "native_code", .vi = "Mã quê quán",
		.kind = ROTA_INTAKE_DIGITS },
	[ROTA_LISTED_BIRTH_PLACE] = { .id = "birth_place", .vi = "Nơi sinh" },
	[ROTA_LISTED_SEX] = { .id = "sex", .vi = "Giới tính" },
	[ROTA_LISTED_PIN] = { .id = "pin", .vi = "Số định danh cá nhân",
		.also = "Số định danh cá nhân (CCCD)", .kind = ROTA_INTAKE_DIGITS },
	[ROTA_LISTED_SOURCE] = { .id = "source", .vi = "Nguồn cán bộ" },
	[ROTA_LISTED_PREV_TITLE] = { .id = "prev_title", .vi = "Chức vụ trước khi bố trí",
		.also = "Chức vụ trước" },
	[ROTA_LISTED_PLANNED_END] = { .id = "planned_end", .vi = "Dự kiến đến",
		.kind = ROTA_INTAKE_DAY },
	[ROTA_LISTED_ELECTED] = { .id = "elected", .vi = "Ngày bầu", .kind = ROTA_INTAKE_DAY },
	[ROTA_LISTED_MODE] = { .id = "mode", .vi = "Tư cách giữ chức" },
	[ROTA_LISTED_TERM] = { .id = "term", .vi = "Nhiệm kỳ" },
	[ROTA_LISTED_LOCAL] = { .id = "local", .vi = "Kết luận địa phương" },
	[ROTA_LISTED_LOCAL_REASON] = { .id = "local_reason", .vi = "Lý do kết luận" },
	[ROTA_LISTED_ANNOUNCED] = { .id = "announced", .vi = "Ngày công bố",
		.kind = ROTA_INTAKE_DAY },
	[ROTA_LISTED_NOTE] = { .id = "note", .vi = "Ghi chú" },
};

/* V65: what has no place here, however often an old list has it. */
static const struct rota_intake_column personal[] = {
	{ .id = "ethnicity", .vi = "Dân tộc" },     { .id = "religion", .vi = "Tôn giáo" },
	{ .id = "family", .vi = "Gia đình" },       { .id = "health", .vi = "Sức khỏe" },
	{ .id = "discipline", .vi = "Kỷ luật" },    { .id = "reward", .vi = "Khen thưởng" },
	{ .id = "phone", .vi = "Số điện thoại" },   { .id = "photo", .vi = "Ảnh" },
};

static const struct rota_intake_form form = { columns, ROTA_LISTED_COLUMNS, personal,
	                                      sizeof(personal) / sizeof(personal[0]) };

/** The reason of a warning that the list does not explain. What is recorded is one text for ever,
 *  whichever language the program speaks. */
static const char taken_over[] = "lấy theo danh sách có sẵn";

/** What one import remembers: the postings that its rows are about, and their communes. */
struct state {
	struct rota_listed_memory memory;
	struct rota_ids seen, units; /* sorted once the list is read */
};

/* --- one row --------------------------------------------------------------------------------- */

static int see(struct rota_importing *importing, struct rota_id posting, struct rota_id unit,
               struct rota_error *err)
{
	struct state *state = importing->state;
	struct rota_arena *arena = &importing->world->arena;
	int rc = rota_ids_add(&state->units, arena, unit, err);

	return rc ? rc : rota_ids_add(&state->seen, arena, posting, err);
}

static void put_if_given(struct rota_request *request, struct rota_importing *importing)
{
	request->elected = rota_import_given(importing, ROTA_LISTED_ELECTED);
	request->until = rota_import_given(importing, ROTA_LISTED_PLANNED_END);
	request->term = rota_import_given(importing, ROTA_LISTED_TERM);
	request->source = rota_import_given(importing, ROTA_LISTED_SOURCE);
	request->prev_title = rota_import_given(importing, ROTA_LISTED_PREV_TITLE);
	request->locality = rota_import_given(importing, ROTA_LISTED_LOCAL);
	request->act = rota_import_given(importing, ROTA_LISTED_ACT); /* V43: the word, as it stands there */
}

/** A row that the store has not. */
static int plan_new(struct rota_acting *acting, struct rota_listed *listed, struct rota_error *err)
{
	int rc = rota_listed_find_person(acting, listed, err);

	if (!rc)
		rc = rota_plan_begin(acting, err);
	if (rc)
		return rc;
	for (size_t i = 0; i < acting->plan.count; i++)
		if (strcmp(acting->plan.items[i]->draft.kind->name, "posting.begin") == 0)
			listed->posting = rota_id_make(acting->plan.items[i]->writer,
			                               acting->plan.items[i]->number);
	return rota_day_is_none(listed->to) ? ROTA_OK :
	                                      rota_listed_plan_end(acting, listed, NULL, err);
}

static int plan_row(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_listed *listed = acting->payload;
	struct rota_posting known;
	bool found;
	int rc = rota_import_source(&acting->plan.source, listed->importing, err);

	acting->plan.why = listed->note;
	if (!rc)
		rc = rota_listed_read(acting, listed, err);
	if (!rc)
		rc = rota_listed_find(&known, &found, acting, listed, err);
	if (rc)
		return rc;
	return found ? rota_listed_compare(acting, listed, &known, err) :
	               plan_new(acting, listed, err);
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

/** Whose row it is, where that is somebody who comes from another office. */
static int remark_received(struct rota_importing *importing, const struct rota_listed *listed,
                           struct rota_error *err)
{
	struct rota_error what = { 0 };

	if (!listed->received)
		return ROTA_OK;
	rota_fail(&what, ROTA_EINVALID, NULL, _("%s: the one who is on the way here %s"),
	          listed->name, listed->received);
	return rota_import_remark(importing, &what, err);
}

/** The persons that a row has recorded or changed. */
static int note_persons(struct rota_acting *acting, struct rota_listed *listed,
                        struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < acting->plan.count; i++) {
		const struct rota_planned *item = acting->plan.items[i];
		const struct rota_value *id = rota_map_get(&item->draft.root, "id");
		struct rota_id changed;
		struct rota_subject *cadre = acting->cadre;

		if (item->draft.kind->entity != ROTA_ENTITY_CADRE)
			continue;
		if (id && rota_id_from_value(&changed, id))
			rc = rota_world_subject(&cadre, acting->world, changed, err);
		if (!rc)
			rc = rota_listed_person_note(listed->memory, cadre, err);
	}
	return rc;
}

static int begin(struct rota_importing *importing, struct rota_error *err)
{
	struct state *state = importing->state;

	rota_listed_memory_init(&state->memory);
	return rota_world_keep(importing->world, err);
}

static void end(struct rota_importing *importing)
{
	struct state *state = importing->state;

	rota_listed_memory_clear(&state->memory);
}

/** A new person that is wrong goes before what is wrong with the posting. */
static int refuse(struct rota_listed *listed, int rc, struct rota_error *err)
{
	struct rota_error first = { 0 };
	int wrong = rota_listed_check_person(listed, &first);

	if (!wrong)
		return rc;
	*err = first;
	return wrong;
}

/** The reason of the locality, and the note, which is recorded whether or not a warning asks for it. */
static int read_note(const char **out, struct rota_importing *importing, struct rota_error *err)
{
	const char *note = rota_import_given(importing, ROTA_LISTED_NOTE);
	const char *reason = rota_import_given(importing, ROTA_LISTED_LOCAL_REASON);
	struct rota_buffer both = { 0 };
	int rc;

	*out = reason ? reason : note;
	if (!reason || !note)
		return ROTA_OK;
	rota_buffer_printf(&both, "%s; %s", reason, note);
	rc = rota_buffer_check(&both, err);
	if (!rc)
		*out = rota_arena_copy(&importing->world->arena, both.bytes, both.size);
	rota_buffer_clear(&both);
	return rc || *out ? rc : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

static int take_row(struct rota_importing *importing, unsigned pass, struct rota_error *err)
{
	struct state *state = importing->state;
	struct rota_listed listed = { .importing = importing, .memory = &state->memory };
	struct rota_acting acting = { .payload = &listed, .quiet = true };
	struct rota_request request = { 0 };
	struct rota_outcome outcome;
	int rc = read_note(&listed.note, importing, err);

	(void)pass;
	if (rc)
		return rc;
	put_if_given(&request, importing);
	if (!importing->options->strict)
		request.why = listed.note ? listed.note : taken_over;
	request.why_if_asked = !listed.note;
	rc = rota_act_in(&acting, importing->world, &request, &outcome, plan_row, err);
	if (rc)
		return refuse(&listed, rc, err);
	importing->out->entries += outcome.count;
	rc = note_persons(&acting, &listed, err);
	if (!rc)
		rc = remark_received(importing, &listed, err);
	if (!rc)
		rc = remark(importing, &outcome, err);
	return rc ? rc : see(importing, listed.posting, acting.unit->id, err);
}

/* --- what the list has not ------------------------------------------------------------------- */

/** The names on refused rows: whose row was not understood cannot be said to be missing. */
struct names {
	char **keys; /* sorted */
	size_t count;
};

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int collect_refused(struct names *names, struct rota_importing *importing,
                           struct rota_error *err)
{
	struct rota_arena *arena = &importing->world->arena;
	size_t rows = rota_table_row_count(importing->table);

	names->keys = rota_arena_alloc(arena, (importing->refused_count + 1) * sizeof(char *));
	for (size_t i = 0; names->keys && i < rows; i++) {
		const char *name = rota_table_cell(importing->table, i, ROTA_LISTED_NAME)->text;
		struct rota_buffer key = { 0 };

		if (!rota_import_is_refused(importing, i))
			continue;
		if (rota_text_fold(&key, name, strlen(name), NULL) == ROTA_OK)
			names->keys[names->count] = rota_arena_copy(arena, key.bytes, key.size);
		names->count += names->keys[names->count] != NULL;
		rota_buffer_clear(&key);
	}
	if (!names->keys)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	qsort(names->keys, names->count, sizeof(char *), compare_keys);
	return ROTA_OK;
}

static bool is_refused(const struct names *names, const char *name)
{
	struct rota_buffer key = { 0 };
	bool refused = false;

	if (names->count && name && rota_text_fold(&key, name, strlen(name), NULL) == ROTA_OK) {
		const char *text = rota_buffer_text(&key);

		refused = bsearch(&text, names->keys, names->count, sizeof(char *), compare_keys);
	}
	rota_buffer_clear(&key);
	return refused;
}

/** Say one posting that the file does not have: an open one, of a commune that the file has. */
static int list_one(struct rota_importing *importing, const struct names *refused,
                    struct rota_id id, struct rota_error *err)
{
	struct rota_world *world = importing->world;
	const struct state *state = importing->state;
	struct rota_subject *subject, *cadre;
	struct rota_posting posting;
	struct rota_error what = { 0 };
	const struct rota_unit *unit;
	int rc = rota_world_subject(&subject, world, id, err);

	if (rc || !rota_posting_read(&posting, subject) ||
	    rota_posting_end(&posting) != ROTA_DAY_NEVER || !rota_ids_have(state->units.items, state->units.count,
	                                                              posting.unit))
		return rc;
	unit = rota_gazetteer_unit(&world->gazetteer, posting.unit);
	rc = rota_world_subject(&cadre, world, posting.cadre, err);
	if (rc || !unit || is_refused(refused, rota_subject_text(cadre, "name")))
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
	struct names refused = { 0 };

	(void)pass;
	if (!rc)
		rc = collect_refused(&refused, importing, err);
	if (!rc && ids.count) {
		all = rota_arena_alloc(&world->arena, ids.count * sizeof(*all));
		if (!all)
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
		memcpy(all, ids.items, ids.count * sizeof(*all));
	}
	state->seen.count = rota_ids_sort(state->seen.items, state->seen.count);
	state->units.count = rota_ids_sort(state->units.items, state->units.count);
	for (size_t i = 0; !rc && i < ids.count; i++) {
		rota_world_forget(world);
		if (!rota_ids_have(state->seen.items, state->seen.count, all[i]))
			rc = list_one(importing, &refused, all[i], err);
	}
	return rc;
}

const struct rota_importer rota_importer_postings = {
	.form = &form,
	.state_bytes = sizeof(struct state),
	.passes = 1,
	.begin = begin,
	.end = end,
	.row = take_row,
	.pass_done = list_missing
};
