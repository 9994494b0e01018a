/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reorganisations: on,event,old_code,new_code,new_name,new_type,part,seq,legal,new_parent_code.
 *
 * Two passes over the rows: the first makes the new identities (form, split) and gives a
 * continuing unit its new name and type (absorb, rename); the second ends the old units and
 * records the successions. Old units are those of the day before, new ones those of the day. A
 * file is one reorganisation, so it has one day; the units are read again between the passes only.
 */
#include <string.h>

#include "acts/import.h"
#include "base/messages.h"
#include "base/text.h"

enum column { ON, EVENT, OLD, NEW, NAME, TYPE, PART, SEQ, LEGAL, PARENT, COLUMNS };

static const struct rota_intake_column columns[COLUMNS] = {
	[ON] = { .id = "on", .vi = "Ngày hiệu lực", .kind = ROTA_INTAKE_DAY, .required = true,
	         .filled = true },
	[EVENT] = { .id = "event", .vi = "Hình thức sắp xếp", .required = true, .filled = true },
	[OLD] = { .id = "old_code", .vi = "Mã đơn vị cũ", .also = "Đơn vị cũ", .kind = ROTA_INTAKE_DIGITS,
	          .required = true, .filled = true },
	[NEW] = { .id = "new_code", .vi = "Mã đơn vị mới", .also = "Đơn vị mới", .kind = ROTA_INTAKE_DIGITS,
	          .required = true, .filled = true },
	[NAME] = { .id = "new_name", .vi = "Tên đơn vị mới", .required = true, .filled = true },
	[TYPE] = { .id = "new_type", .vi = "Loại đơn vị mới", .required = true, .filled = true },
	[PART] = { .id = "part", .vi = "Phần nhập", .required = true, .filled = true },
	[SEQ] = { .id = "seq", .vi = "Thứ tự" },
	[LEGAL] = { .id = "legal", .vi = "Căn cứ pháp lý" },
	[PARENT] = { .id = "new_parent_code", .vi = "Mã đơn vị cấp trên", .also = "Đơn vị cấp trên",
	             .kind = ROTA_INTAKE_DIGITS },
};

static const struct rota_intake_form form = { columns, COLUMNS, NULL, 0 };

/** What the import remembers between rows. */
struct state {
	int32_t day;             /* of the first row */
	bool begun;
	char (*made)[6];         /* new codes of this day that have their unit */
	struct rota_id *ended;   /* old units that have their end */
	size_t made_count, ended_count;
};

/** What a row says, resolved. */
struct row {
	const char *event;
	const char *part;
	const char *legal;
	struct rota_day on;
	int32_t day;
	const struct rota_unit *old; /* of the day before */
	const struct rota_unit *now; /* bears the new code on the day; NULL: not made yet */
};

static int read_word(const char **out, struct rota_importing *importing, enum column column,
                     const char *field, struct rota_error *err)
{
	const struct rota_field *known =
	        rota_kind_field(rota_kind_find("unit.succeed"), field);
	struct rota_value value;
	int rc = rota_field_value(&value, importing->world, known,
	                          rota_import_cell(importing, column), err);

	*out = rota_value_text(&value);
	return rc;
}

/** The first row gives the day of the file, and makes room for what is remembered. */
static int check_day(struct rota_importing *importing, const struct row *row,
                     struct rota_error *err)
{
	struct state *state = importing->state;
	size_t rows = rota_table_row_count(importing->table);

	if (!state->begun) {
		state->begun = true;
		state->day = row->day;
		state->made = rota_arena_alloc(&importing->world->arena, rows * sizeof(*state->made));
		state->ended = rota_arena_alloc(&importing->world->arena,
		                                rows * sizeof(*state->ended));
	}
	if (!state->made || !state->ended)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (row->day == state->day)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("put each reorganisation into a file of its own"),
	                 _("the rows have different days"));
}

/**
 * Who bears a code on a day on which units change: the unit that begins that day, if there is one,
 * since the old bearer of the code may not have its end yet.
 */
static const struct rota_unit *bearer(const struct rota_gazetteer *gazetteer, const char *code,
                                      int32_t day)
{
	for (size_t i = 0; i < gazetteer->unit_count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];

		if (unit->from == day && strcmp(unit->versions[0].code, code) == 0)
			return unit;
	}
	return rota_gazetteer_by_code(gazetteer, code, day);
}

static int read_row(struct row *out, struct rota_importing *importing, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &importing->world->gazetteer;
	const char *old = rota_import_cell(importing, OLD);
	int rc = rota_resolve_day(&out->on, rota_import_cell(importing, ON), _("day"), err);

	if (!rc)
		rc = read_word(&out->event, importing, EVENT, "event", err);
	if (!rc)
		rc = read_word(&out->part, importing, PART, "part", err);
	if (rc)
		return rc;
	out->day = rota_day_first(out->on);
	rc = check_day(importing, out, err);
	if (rc)
		return rc;
	out->legal = rota_import_given(importing, LEGAL);
	if (!out->legal)
		out->legal = "-";
	out->old = rota_gazetteer_by_code(gazetteer, old, out->day - 1);
	out->now = bearer(gazetteer, rota_import_cell(importing, NEW), out->day);
	if (out->old)
		return ROTA_OK;
	return rota_refuse(err, "V01", _("import the units of the day before first"),
	                   _("no unit '%s' on the day before"), old);
}

static bool is_event(const struct row *row, const char *event)
{
	return strcmp(row->event, event) == 0;
}

/** A new identity, whatever its code and name: it lives from the day on. */
static bool makes_new(const struct row *row)
{
	return is_event(row, "form") || is_event(row, "split");
}

/** Whether the new unit was made by an earlier row, or by an earlier import. */
static bool is_made(const struct rota_importing *importing, const struct row *row)
{
	const struct state *state = importing->state;
	const char *code = rota_import_cell(importing, NEW);

	for (size_t i = 0; i < state->made_count; i++)
		if (strcmp(state->made[i], code) == 0)
			return true;
	return row->now && row->now->from == row->day;
}

static bool is_ended(const struct rota_importing *importing, const struct row *row)
{
	const struct state *state = importing->state;

	for (size_t i = 0; i < state->ended_count; i++)
		if (rota_id_compare(state->ended[i], row->old->id) == 0)
			return true;
	return row->old->to <= row->day;
}

static int plan_new(struct rota_plan *plan, struct rota_importing *importing,
                    const struct row *row, struct rota_error *err)
{
	const char *code = rota_import_given(importing, PARENT);
	const struct rota_unit *parent =
	        code ? rota_gazetteer_by_code(&importing->world->gazetteer, code, row->day) : NULL;
	struct rota_draft *draft;
	int rc;

	if (!parent)
		return rota_refuse(err, "V01", _("give new_parent_code"),
		                   _("no unit '%s' above '%s'"), code ? code : "",
		                   rota_import_cell(importing, NAME));
	rc = rota_plan_add(&draft, plan, "unit.create", err);
	if (rc)
		return rc;
	rota_draft_on(draft, row->on);
	rota_draft_set(draft, "code", rota_text(rota_import_cell(importing, NEW)));
	rota_draft_set(draft, "name", rota_text(rota_import_cell(importing, NAME)));
	rota_draft_set_id(draft, "parent", parent->id);
	rota_draft_set(draft, "legal", rota_text(row->legal));
	return rota_put_word(draft, "type", rota_import_cell(importing, TYPE), err);
}

/** A continuing unit that gets another name or type that day. */
static int plan_change(struct rota_plan *plan, struct rota_importing *importing,
                       const struct row *row, struct rota_error *err)
{
	const struct rota_unit *unit = is_event(row, "rename") ? row->old : row->now;
	const struct rota_unit_version *version = unit ? rota_unit_on(unit, row->day) : NULL;
	const char *name = rota_import_cell(importing, NAME);
	const char *code = rota_import_cell(importing, NEW);
	struct rota_subject *subject;
	struct rota_draft *draft;
	int rc;

	if (!version || (strcmp(version->name, name) == 0 && strcmp(version->code, code) == 0))
		return ROTA_OK;
	rc = rota_world_subject(&subject, importing->world, unit->id, err);
	if (!rc)
		rc = rota_plan_amend(&draft, plan, "unit.change", subject, err);
	if (rc)
		return rc;
	rota_draft_on(draft, row->on);
	rota_draft_set(draft, "name", rota_text(name));
	rota_draft_set(draft, "code", rota_text(code));
	rota_draft_set(draft, "legal", rota_text(row->legal));
	return rota_put_word(draft, "type", rota_import_cell(importing, TYPE), err);
}

static int make_units(struct rota_importing *importing, const struct row *row,
                      struct rota_error *err)
{
	struct state *state = importing->state;
	struct rota_plan plan;
	int rc = ROTA_OK;

	if (is_made(importing, row))
		return ROTA_OK;
	rota_plan_init(&plan, importing->world);
	rc = makes_new(row) ? plan_new(&plan, importing, row, err) :
	                      plan_change(&plan, importing, row, err);
	if (rc || !plan.count)
		return rc;
	rc = rota_import_record(importing, &plan, err);
	rota_text_join(state->made[state->made_count++], sizeof(*state->made),
	               rota_import_cell(importing, NEW), "", "");
	return rc;
}

/** The cause under which the old unit ends; NULL where it goes on. */
static const char *ending_cause(const struct row *row)
{
	if (strcmp(row->part, "strip") == 0 || is_event(row, "boundary") || is_event(row, "rename"))
		return NULL;
	if (is_event(row, "absorb"))
		return row->now == row->old ? NULL : "absorbed";
	return is_event(row, "split") ? "split" : "formed_into";
}

static int plan_end(struct rota_plan *plan, struct rota_importing *importing,
                    const struct row *row, struct rota_error *err)
{
	const char *cause = ending_cause(row);
	struct state *state = importing->state;
	struct rota_subject *subject;
	struct rota_draft *draft;
	int rc;

	if (!cause || is_ended(importing, row))
		return ROTA_OK;
	state->ended[state->ended_count++] = row->old->id;
	rc = rota_world_subject(&subject, importing->world, row->old->id, err);
	if (!rc)
		rc = rota_plan_amend(&draft, plan, "unit.end", subject, err);
	if (rc)
		return rc;
	rota_draft_on(draft, row->on);
	rota_draft_set(draft, "cause", rota_text(cause));
	rota_draft_set(draft, "legal", rota_text(row->legal));
	return ROTA_OK;
}

static bool is_known(const struct rota_importing *importing, const struct row *row)
{
	const struct rota_gazetteer *gazetteer = &importing->world->gazetteer;

	for (size_t i = 0; i < gazetteer->succession_count; i++) {
		const struct rota_succession *one = &gazetteer->successions[i];

		if (one->on == row->day && one->part && strcmp(one->part, row->part) == 0 &&
		    rota_id_compare(one->from_unit, row->old->id) == 0 &&
		    rota_id_compare(one->to_unit, row->now->id) == 0)
			return true;
	}
	return false;
}

static int plan_succession(struct rota_plan *plan, struct rota_importing *importing,
                           const struct row *row, struct rota_error *err)
{
	const char *seq = rota_import_given(importing, SEQ);
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, plan, "unit.succeed", err);

	if (rc)
		return rc;
	rota_draft_on(draft, row->on);
	rota_draft_set_id(draft, "old", row->old->id);
	rota_draft_set_id(draft, "new", row->now->id);
	rota_draft_set(draft, "event", rota_text(row->event));
	rota_draft_set(draft, "part", rota_text(row->part));
	rota_draft_set(draft, "legal", rota_text(row->legal));
	if (seq) {
		struct rota_value value;

		rc = rota_field_value(&value, importing->world,
		                      rota_kind_field(draft->kind, "seq"), seq, err);
		if (!rc)
			rota_draft_set(draft, "seq", value);
	}
	return rc;
}

static int link_units(struct rota_importing *importing, struct row *row, struct rota_error *err)
{
	struct rota_plan plan;
	int rc;

	if (is_event(row, "rename"))
		row->now = row->old;
	if (!row->now)
		return rota_refuse(err, "V01", _("check new_code"), _("no unit '%s' on that day"),
		                   rota_import_cell(importing, NEW));
	if (is_known(importing, row))
		return ROTA_OK;
	rota_plan_init(&plan, importing->world);
	rc = plan_succession(&plan, importing, row, err);
	if (!rc)
		rc = plan_end(&plan, importing, row, err);
	return rc ? rc : rota_import_record(importing, &plan, err);
}

static int take_row(struct rota_importing *importing, unsigned pass, struct rota_error *err)
{
	struct row row = { 0 };
	int rc = read_row(&row, importing, err);

	if (rc)
		return pass ? ROTA_OK : rc; /* a problem is said once */
	return pass ? link_units(importing, &row, err) : make_units(importing, &row, err);
}

static int pass_done(struct rota_importing *importing, unsigned pass, struct rota_error *err)
{
	(void)pass;
	return rota_world_load_units(importing->world, err);
}

const struct rota_importer rota_importer_successions = {
	.form = &form,
	.state_bytes = sizeof(struct state),
	.passes = 2,
	.row = take_row,
	.pass_done = pass_done,
};
