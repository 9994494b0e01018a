/* SPDX-License-Identifier: Apache-2.0 */
/* Targets: post,phase,from,to,target,scope_code,measure,base. */
#include <string.h>

#include "acts/import.h"
#include "base/messages.h"

enum column { POST, PHASE, FROM, TO, TARGET, SCOPE, MEASURE, BASE, COLUMNS };

static const struct rota_intake_column columns[COLUMNS] = {
	[POST] = { .id = "post", .vi = "Chức danh", .required = true, .filled = true },
	[PHASE] = { .id = "phase", .vi = "Giai đoạn", .required = true, .filled = true },
	[FROM] = { .id = "from", .vi = "Từ ngày", .kind = ROTA_INTAKE_DAY, .required = true,
	           .filled = true },
	[TO] = { .id = "to", .vi = "Đến trước ngày", .kind = ROTA_INTAKE_DAY, .required = true,
	         .filled = true },
	[TARGET] = { .id = "target", .vi = "Chỉ tiêu", .required = true, .filled = true },
	[SCOPE] = { .id = "scope_code", .vi = "Mã địa bàn", .also = "Phạm vi" },
	[MEASURE] = { .id = "measure", .vi = "Cách tính" },
	[BASE] = { .id = "base", .vi = "Mẫu số" },
};

static const struct rota_intake_form form = { columns, COLUMNS, NULL, 0 };

/** The columns that go into a field as they are typed. */
static const struct {
	enum column column;
	const char *field;
} fields[] = {
	{ POST, "post" },     { PHASE, "phase" },     { FROM, "from" }, { TO, "to" },
	{ TARGET, "count" },  { MEASURE, "measure" }, { BASE, "base" },
};

static int fill(struct rota_draft *draft, struct rota_importing *importing, struct rota_error *err)
{
	const struct rota_unit *scope = importing->world->scope;
	const char *code = rota_import_given(importing, SCOPE);
	int rc = ROTA_OK;

	rota_draft_set(draft, "measure", rota_text("stock"));
	for (size_t i = 0; !rc && i < sizeof(fields) / sizeof(fields[0]); i++) {
		const char *typed = rota_import_given(importing, fields[i].column);
		struct rota_value value;

		if (!typed)
			continue;
		rc = rota_field_value(&value, importing->world,
		                      rota_kind_field(draft->kind, fields[i].field), typed, err);
		if (!rc)
			rota_draft_set(draft, fields[i].field, value);
	}
	if (!rc && code)
		rc = rota_resolve_unit(&scope, importing->world, code,
		                       importing->world->today_number, err);
	if (!rc && scope)
		rota_draft_set_id(draft, "scope", scope->id);
	return rc;
}

static bool same_field(const struct rota_draft *draft, const struct rota_subject *subject,
                       const char *field)
{
	const struct rota_value *ours = rota_map_get(&draft->body, field);
	const struct rota_value *theirs = rota_subject_value(subject, field);

	return ours && theirs ? rota_value_equal(ours, theirs) : ours == theirs;
}

/** The stored target of the same post, phase and scope, or NULL; of several versions the one that
 *  begins on the same day, else the first one. */
static int find_known(struct rota_subject **out, struct rota_importing *importing,
                      const struct rota_draft *draft, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, importing->world, ROTA_ENTITY_TARGET, err);

	*out = NULL;
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, importing->world, ids.items[i], err);
		if (!rc && one->created && same_field(draft, one, "post") &&
		    same_field(draft, one, "phase") && same_field(draft, one, "scope") &&
		    (!*out || same_field(draft, one, "from")))
			*out = one;
	}
	return rc;
}

/** Only what differs stays in the draft of an update. */
static int keep_changes(struct rota_draft *draft, const struct rota_subject *known,
                        struct rota_error *err)
{
	struct rota_value all = draft->body;

	draft->body = rota_map();
	for (size_t i = 0; i < all.as.map.count; i++) {
		const struct rota_pair *pair = &all.as.map.pairs[i];
		const struct rota_value *old = rota_subject_value(known, pair->key.as.text.chars);

		if (old && rota_value_equal(old, &pair->value))
			continue;
		if (rota_map_add(draft->arena, &draft->body, pair->key, pair->value))
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
		rota_draft_was(draft, pair->key.as.text.chars, old ? *old : rota_nil());
	}
	return ROTA_OK;
}

static int update(struct rota_importing *importing, struct rota_subject *known,
                  struct rota_error *err)
{
	struct rota_plan plan;
	struct rota_draft *draft;
	int rc;

	rota_plan_init(&plan, importing->world);
	rc = rota_plan_amend(&draft, &plan, "target.set", known, err);
	if (!rc)
		rc = fill(draft, importing, err);
	if (!rc)
		rc = keep_changes(draft, known, err);
	if (rc || !draft->body.as.map.count)
		return rc;
	if (importing->options->update)
		return rota_import_record(importing, &plan, err);
	return rota_fail(err, ROTA_EINVALID, _("take the new value with --update"),
	                 _("another target is in the store for %s, %s"),
	                 rota_import_cell(importing, POST), rota_import_cell(importing, PHASE));
}

static int take_row(struct rota_importing *importing, unsigned pass, struct rota_error *err)
{
	struct rota_plan plan;
	struct rota_draft *draft;
	struct rota_subject *known;
	int rc;

	(void)pass;
	rota_plan_init(&plan, importing->world);
	rc = rota_plan_add(&draft, &plan, "target.set", err);
	if (!rc)
		rc = fill(draft, importing, err);
	if (!rc)
		rc = find_known(&known, importing, draft, err);
	if (rc)
		return rc;
	return known ? update(importing, known, err) : rota_import_record(importing, &plan, err);
}

const struct rota_importer rota_importer_targets = {
	.form = &form, .state_bytes = 1, .passes = 1, .row = take_row
};
