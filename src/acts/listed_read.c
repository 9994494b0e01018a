/* SPDX-License-Identifier: Apache-2.0 */
/* The cells of a row: unit, post, act, days and paper. */
#include "acts/listed.h"

#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"

/** A cell into a field of the decision, where the row has it. */
static int take_paper_field(struct rota_value *decision, struct rota_acting *acting,
			    struct rota_importing *importing, size_t column, const char *name,
			    struct rota_error *err)
{
	const struct rota_record *record = rota_record_field(rota_entry_record(), "doc")->record;
	const char *given = rota_import_given(importing, column);
	struct rota_value value;
	int rc;

	if (!given)
		return ROTA_OK;
	importing->fault = column;
	rc = rota_field_value(&value, acting->world, rota_record_field(record, name), given, err);
	if (!rc && rota_map_set(&acting->world->scratch, decision, name, value))
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return rc;
}

/** The paper of a row: number, day, issuer and type of four columns. */
static int take_paper(struct rota_acting *acting, struct rota_importing *importing,
		      struct rota_error *err)
{
	const char *no = rota_import_given(importing, ROTA_LISTED_DOC_NO);
	const char *day = rota_import_given(importing, ROTA_LISTED_DOC_DATE);
	const char *issuer = rota_import_given(importing, ROTA_LISTED_DOC_ISSUER);
	struct rota_buffer typed = { 0 };
	struct rota_value decision;
	int rc;

	if (!no && !day)
		return ROTA_OK;
	importing->fault = ROTA_LISTED_DOC_NO;
	if (!no || !day)
		return rota_refuse(err, "V30", _("give both, or neither and a note why"),
				   _("a decision has a number and a day"));
	rota_buffer_printf(&typed, "%s %s%s%s", no, day, issuer ? "; " : "", issuer ? issuer : "");
	rc = rota_buffer_check(&typed, err);
	if (!rc)
		rc = rota_resolve_decision(&decision, acting->world, rota_buffer_text(&typed), err);
	rota_buffer_clear(&typed);
	if (!rc)
		rc = take_paper_field(&decision, acting, importing, ROTA_LISTED_DOC_TYPE, "type",
				      err);
	if (!rc)
		rc = take_paper_field(&decision, acting, importing, ROTA_LISTED_ANNOUNCED,
				      "announced", err);
	if (!rc && rota_list_add(&acting->world->scratch, &acting->docs, decision))
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return rc;
}

/** V16: the mode follows from the act; a row that says another one is wrong. */
static int check_mode(struct rota_acting *acting, struct rota_importing *importing,
		      struct rota_error *err)
{
	const char *typed = rota_import_given(importing, ROTA_LISTED_MODE);
	const struct rota_word *word = typed ? rota_word_read(&rota_modes, typed) : NULL;
	const char *mode = acting->act->mode;

	importing->fault = ROTA_LISTED_MODE;
	if (!typed || (word && mode && strcmp(word->id, mode) == 0))
		return ROTA_OK;
	return rota_refuse(err, "V16", _("leave the mode out, or choose another act"),
			   _("mode '%s' does not belong to '%s'"), typed,
			   rota_import_cell(importing, ROTA_LISTED_ACT));
}

/** V02: a row with both code and name means one unit. */
static int check_both(struct rota_acting *acting, const struct rota_listed *listed,
		      struct rota_error *err)
{
	const char *code = rota_import_given(listed->importing, ROTA_LISTED_COMMUNE_CODE);
	const char *name = rota_import_given(listed->importing, ROTA_LISTED_COMMUNE);
	struct rota_findings ignored; /* large, so not cleared: an empty list of them is enough */
	const struct rota_unit *other;
	char day[ROTA_DAY_TEXT_BYTES];

	if (!code || !name)
		return ROTA_OK;
	ignored.count = 0;
	listed->importing->fault = ROTA_LISTED_COMMUNE;
	if (rota_listed_commune(&other, listed->memory, acting->world, name, acting->from_number, &ignored,
				 NULL) == ROTA_OK &&
	    other == acting->unit)
		return ROTA_OK;
	return rota_refuse(err, "V02", _("look both up: rota unit find"),
			   _("code %s and name '%s' are not one unit on %s"), code, name,
			   rota_day_show(day, acting->from));
}

static int take_commune(struct rota_acting *acting, struct rota_listed *listed,
			struct rota_error *err)
{
	struct rota_importing *importing = listed->importing;
	const char *code = rota_import_given(importing, ROTA_LISTED_COMMUNE_CODE);

	importing->fault = code ? ROTA_LISTED_COMMUNE_CODE : ROTA_LISTED_COMMUNE;
	return rota_listed_commune(&acting->unit, listed->memory, acting->world,
				    code ? code : rota_import_cell(importing, ROTA_LISTED_COMMUNE),
				    acting->from_number, &acting->findings, err);
}

static int take_days(struct rota_acting *acting, struct rota_listed *listed, struct rota_error *err)
{
	struct rota_importing *importing = listed->importing;
	int rc;

	importing->fault = ROTA_LISTED_FROM;
	rc = rota_resolve_day(&acting->from, rota_import_cell(importing, ROTA_LISTED_FROM),
			      rota_table_caption(importing->table, ROTA_LISTED_FROM), err);
	if (rc)
		return rc;
	acting->from_number = rota_day_first(acting->from);
	rc = rota_import_day(&listed->born, importing, ROTA_LISTED_BORN, err);
	if (!rc)
		rc = rota_import_day(&listed->to, importing, ROTA_LISTED_TO, err);
	return rc;
}

/** The act of the begin, and how it ended; where the row does not say, it was a release. */
static int take_acts(struct rota_acting *acting, struct rota_listed *listed, struct rota_error *err)
{
	struct rota_importing *importing = listed->importing;
	const char *end_act = rota_import_given(importing, ROTA_LISTED_END_ACT);
	int rc;

	importing->fault = ROTA_LISTED_ACT;
	rc = rota_resolve_act(&acting->act, rota_import_cell(importing, ROTA_LISTED_ACT), err);
	if (!rc)
		rc = check_mode(acting, importing, err);
	if (rc || rota_day_is_none(listed->to))
		return rc;
	importing->fault = ROTA_LISTED_END_ACT;
	acting->to_number = rota_day_first(listed->to);
	listed->end_act_missing = !end_act;
	return rota_resolve_act(&listed->end_act, end_act ? end_act : "release", err);
}

/** V10, V04: it ends after it begins. */
static int check_days(const struct rota_acting *acting, const struct rota_listed *listed,
		      struct rota_error *err)
{
	char first[ROTA_DAY_TEXT_BYTES], last[ROTA_DAY_TEXT_BYTES];

	if (rota_day_is_none(listed->to) || acting->from_number < rota_day_first(listed->to))
		return ROTA_OK;
	listed->importing->fault = ROTA_LISTED_TO;
	return rota_refuse(err, "V10", _("check both days"), _("from %s is not before to %s"),
			   rota_day_show(first, acting->from), rota_day_show(last, listed->to));
}

int rota_listed_read(struct rota_acting *acting, struct rota_listed *listed, struct rota_error *err)
{
	struct rota_importing *importing = listed->importing;
	int rc = take_days(acting, listed, err);

	listed->name = rota_import_cell(importing, ROTA_LISTED_NAME);
	listed->name_key = rota_listed_key(listed->memory, listed->name);
	if (!rc)
		rc = take_commune(acting, listed, err);
	if (rc)
		return rc;
	importing->fault = ROTA_LISTED_POST;
	rc = rota_resolve_post(&acting->post, rota_import_cell(importing, ROTA_LISTED_POST), err);
	if (!rc)
		rc = take_acts(acting, listed, err);
	if (!rc)
		rc = take_paper(acting, importing, err);
	if (!rc)
		rc = check_both(acting, listed, err);
	if (!rc)
		rc = check_days(acting, listed, err);
	importing->fault = rc ? importing->fault : ROTA_COLUMN_NONE;
	return rc;
}

int rota_listed_plan_end(struct rota_acting *acting, struct rota_listed *listed,
			 const struct rota_subject *stored, struct rota_error *err)
{
	if (listed->end_act_missing)
		rota_findings_flag(&acting->findings, "V25",
				   _("how it ended is not said; taken as '%s'"),
				   rota_word_show(rota_word_find(&rota_acts_words, "release")));
	return rota_plan_end_of(acting, listed->posting, stored, listed->to, listed->end_act->id,
				err);
}
