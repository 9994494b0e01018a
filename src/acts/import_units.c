/* SPDX-License-Identifier: Apache-2.0 */
/* The list of units: code,name,type,parent_code,from,to,legal. A pass a level, parents first. */
#include <string.h>

#include "acts/import.h"
#include "base/messages.h"

enum column { CODE, NAME, TYPE, PARENT, FROM, TO, LEGAL, COLUMNS };

static const struct rota_intake_column columns[COLUMNS] = {
	[CODE] = { .id = "code", .vi = "Mã đơn vị", .kind = ROTA_INTAKE_DIGITS, .required = true,
	           .filled = true },
	[NAME] = { .id = "name", .vi = "Tên đơn vị", .required = true, .filled = true },
	[TYPE] = { .id = "type", .vi = "Loại đơn vị", .required = true, .filled = true },
	[PARENT] = { .id = "parent_code", .vi = "Mã đơn vị cấp trên",
	             .also = "Đơn vị cấp trên", .kind = ROTA_INTAKE_DIGITS },
	[FROM] = { .id = "from", .vi = "Có từ ngày", .kind = ROTA_INTAKE_DAY },
	[TO] = { .id = "to", .vi = "Kết thúc từ ngày", .kind = ROTA_INTAKE_DAY },
	[LEGAL] = { .id = "legal", .vi = "Căn cứ pháp lý" },
};

static const struct rota_intake_form form = { columns, COLUMNS, NULL, 0 };

/** 2, 3 and 5 digits are province, district and commune. */
static unsigned pass_of(const char *code)
{
	size_t digits = strlen(code);

	return digits <= 2 ? 0 : digits == 3 ? 1 : 2;
}

/** The unit above it, which a pass before has recorded. A province has none. */
static int find_parent(const struct rota_unit **out, struct rota_importing *importing, int32_t day,
                       struct rota_error *err)
{
	const char *code = rota_import_cell(importing, PARENT);

	*out = NULL;
	if (!*code)
		return ROTA_OK;
	*out = rota_gazetteer_by_code(&importing->world->gazetteer, code, day);
	if (*out)
		return ROTA_OK;
	return rota_refuse(err, "V01", _("list the units above before the units below"),
	                   _("no unit '%s' above '%s'"), code,
	                   rota_import_cell(importing, NAME));
}

/** The unit with this code is in the store: the row says the same, or something else. */
static int compare_known(struct rota_importing *importing, const struct rota_unit *known,
                         int32_t day, struct rota_error *err)
{
	const struct rota_unit_version *version = rota_unit_near(known, day);
	const struct rota_word *type =
	        rota_word_read(&rota_unit_types, rota_import_cell(importing, TYPE));

	if (strcmp(version->name, rota_import_cell(importing, NAME)) == 0 && type &&
	    (strcmp(version->type, type->id) == 0 || known->level == ROTA_LEVEL_PROVINCE))
		return ROTA_OK;
	return rota_refuse(err, "V02", _("a change of a unit has its day: rota unit change"),
	                   _("code %s is '%s' in the store, '%s' in the file"), version->code,
	                   version->name, rota_import_cell(importing, NAME));
}

static int plan_unit(struct rota_plan *plan, struct rota_importing *importing,
                     const struct rota_unit *parent, struct rota_day from, struct rota_day to,
                     struct rota_error *err)
{
	struct rota_draft *draft;
	const char *legal = rota_import_given(importing, LEGAL);
	int rc = rota_plan_add(&draft, plan, "unit.create", err);

	if (rc)
		return rc;
	rota_draft_on(draft, from);
	rota_draft_set(draft, "code", rota_text(rota_import_cell(importing, CODE)));
	rota_draft_set(draft, "name", rota_text(rota_import_cell(importing, NAME)));
	rc = rota_put_word(draft, "type", rota_import_cell(importing, TYPE), err);
	if (rc)
		return rc;
	if (parent)
		rota_draft_set_id(draft, "parent", parent->id);
	if (legal)
		rota_draft_set(draft, "legal", rota_text(legal));
	if (rota_day_is_none(to))
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("import the successions: rota import successions"),
	                 _("a unit that ended needs a successor"));
}

static int take_row(struct rota_importing *importing, unsigned pass, struct rota_error *err)
{
	const char *code = rota_import_cell(importing, CODE);
	struct rota_day from, to;
	const struct rota_unit *known, *parent = NULL;
	struct rota_plan plan;
	int32_t day;
	int rc;

	if (pass_of(code) != pass)
		return ROTA_OK;
	rc = rota_import_day(&from, importing, FROM, err);
	if (!rc)
		rc = rota_import_day(&to, importing, TO, err);
	if (rc)
		return rc;
	day = rota_day_is_none(from) ? importing->world->today_number : rota_day_first(from);
	known = rota_gazetteer_by_code(&importing->world->gazetteer, code, day);
	if (known)
		return compare_known(importing, known, day, err);
	rota_plan_init(&plan, importing->world);
	rc = find_parent(&parent, importing, day, err);
	if (!rc)
		rc = plan_unit(&plan, importing, parent, from, to, err);
	return rc ? rc : rota_import_record(importing, &plan, err);
}

/** What this pass recorded are the parents of the next. */
static int pass_done(struct rota_importing *importing, unsigned pass, struct rota_error *err)
{
	(void)pass;
	return rota_world_load_units(importing->world, err);
}

const struct rota_importer rota_importer_units = {
	.form = &form, .state_bytes = 1, .passes = 3, .row = take_row, .pass_done = pass_done
};
