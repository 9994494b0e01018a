/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules between the fields of one entry. One rule is one short function; the
 * table at the end says which kinds it is for. Rules that need other entries,
 * the unit list or the time of day are the ledger's.
 */
#include "entry/rules.h"

#include <string.h>

#include "base/messages.h"
#include "rota/acts.h"

static const char *field_text(const struct rota_entry *entry, const char *name)
{
	return rota_value_text(rota_map_get(entry->body, name));
}

static struct rota_day day_of(const struct rota_value *map, const char *name)
{
	const struct rota_value *value = rota_map_get(map, name);
	struct rota_day day = { 0 };

	if (value && value->type == ROTA_TEXT)
		rota_day_decode(&day, value->as.text.chars, value->as.text.size, NULL);
	return day;
}

static const struct rota_act *act_of(const struct rota_entry *entry, const char *name)
{
	return rota_act_find(field_text(entry, name));
}

/* --- decisions ------------------------------------------------------------------------------ */

/** V37: a paper cannot have been signed after the day on which it was recorded. */
static int check_signed(const struct rota_entry *entry, const struct rota_value *doc,
                        struct rota_error *err)
{
	struct rota_day signed_on = day_of(doc, "signed");
	struct rota_day recorded = rota_day_of_instant(rota_clock_ms(entry->clock));
	char text[ROTA_DAY_TEXT_BYTES];

	if (rota_day_is_none(signed_on) || rota_day_first(signed_on) <= rota_day_first(recorded))
		return ROTA_OK;
	return rota_refuse(err, "V37", _("check the year"), _("signed %s lies in the future"),
	                   rota_day_show(text, signed_on));
}

/** A paper without a number needs a word why (V30). */
static int check_number(const struct rota_entry *entry, const struct rota_value *doc,
                        struct rota_error *err)
{
	if (rota_map_get(doc, "no") || entry->why)
		return ROTA_OK;
	return rota_refuse(err, "V30", _("give the number, or say with --why why there is none"),
	                   _("the decision has no number"));
}

static int rule_docs(const struct rota_entry *entry, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && entry->docs && i < entry->docs->as.list.count; i++) {
		const struct rota_value *doc = &entry->docs->as.list.items[i];

		rc = check_signed(entry, doc, err);
		if (!rc)
			rc = check_number(entry, doc, err);
	}
	return rc;
}

/* --- the entry itself ------------------------------------------------------------------------ */

static int rule_overridden(const struct rota_entry *entry, struct rota_error *err)
{
	if (!rota_map_get(&entry->root, "ok") || entry->why)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("give a reason with --why"),
	                 _("a warning is overridden without a reason"));
}

/* --- units ----------------------------------------------------------------------------------- */

static int rule_unit(const struct rota_entry *entry, struct rota_error *err)
{
	static const struct {
		const char *type;
		size_t digits;
	} forms[] = {
		{ "tinh", 2 },    { "thanh_pho_tw", 2 }, { "huyen", 3 }, { "thi_xa", 3 },
		{ "thanh_pho", 3 }, { "quan", 3 },       { "xa", 5 },    { "phuong", 5 },
		{ "thi_tran", 5 }, { "dac_khu", 5 },
	};
	const char *type = field_text(entry, "type");
	const char *code = field_text(entry, "code");

	for (size_t i = 0; type && code && i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].type, type) == 0 && strlen(code) != forms[i].digits)
			return rota_refuse(err, "V01", _("look it up: rota unit find"),
			                   _("code '%s' has not the %zu digits of its type"), code,
			                   forms[i].digits);
	return ROTA_OK;
}

static int rule_unit_parent(const struct rota_entry *entry, struct rota_error *err)
{
	const char *code = field_text(entry, "code");

	if (!code || strlen(code) == 2 || rota_map_get(entry->body, "parent"))
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("name the unit above it"),
	                 _("unit '%s' has no parent"), code);
}

/** A unit changes by law. */
static int rule_unit_legal(const struct rota_entry *entry, struct rota_error *err)
{
	if (rota_map_get(entry->body, "legal"))
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("name the resolution: legal=…"),
	                 _("the legal basis is missing"));
}

/* --- cadres ---------------------------------------------------------------------------------- */

/** V61: a name has at least two words, and letters only. */
static int check_name(const char *name, struct rota_error *err)
{
	const char *hint = _("write family name, middle name and given name");

	const char *at = name + strcspn(name, "0123456789\"<>|;:{}[]@#$%^*=+\\/?");

	if (!strchr(name, ' '))
		return rota_refuse(err, "V61", hint, _("name '%s' is one word"), name);
	if (*at == '?')
		return rota_refuse(err, "V91", _("save the list again as 'CSV UTF-8'"),
		                   _("name '%s' has a '?': letters were lost when saving"), name);
	if (*at)
		return rota_refuse(err, "V61", hint, _("name '%s' has a '%c'"), name, *at);
	return ROTA_OK;
}

static int rule_cadre_name(const struct rota_entry *entry, struct rota_error *err)
{
	const char *name = field_text(entry, "name");

	return name ? check_name(name, err) : ROTA_OK;
}

/** A place says something: its words, a unit or a code. */
static int rule_places(const struct rota_entry *entry, struct rota_error *err)
{
	static const char *const names[] = { "native", "birth_place", "birth_reg", "residence",
		                             "place" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct rota_value *place = rota_map_get(entry->body, names[i]);

		if (place && place->type == ROTA_MAP && !rota_map_get(place, "text") &&
		    !rota_map_get(place, "unit") && !rota_map_get(place, "code"))
			return rota_fail(err, ROTA_EINVALID, _("write it as on the paper"),
			                 _("field '%s' names no place"),
			                 rota_field_caption(rota_kind_field(entry->kind, names[i])));
	}
	return ROTA_OK;
}

/** A pair of records: two different ones, the smaller id first, so that one pair is one pair. */
static int rule_pair(const struct rota_entry *entry, struct rota_error *err)
{
	struct rota_id a, b;

	if (!rota_id_from_value(&a, rota_map_get(entry->body, "a")) ||
	    !rota_id_from_value(&b, rota_map_get(entry->body, "b")))
		return ROTA_OK;
	if (rota_id_compare(a, b) < 0)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, NULL,
	                 _("the two records are one, or not in order"));
}

/* --- postings -------------------------------------------------------------------------------- */

static const char *act_word(const struct rota_act *act)
{
	return rota_word_show(rota_word_find(&rota_acts_words, act->id));
}

static const char *acts_hint(void)
{
	return _("see the acts: rota help acts");
}

static int rule_begin_act(const struct rota_entry *entry, struct rota_error *err)
{
	const struct rota_act *act = act_of(entry, "act");
	const char *mode = field_text(entry, "mode");
	const char *post = field_text(entry, "post");
	unsigned bit = post && strcmp(post, "chair") == 0 ? ROTA_POST_CHAIR : ROTA_POST_SECRETARY;

	if (!act)
		return ROTA_OK;
	if (!rota_act_opens(act))
		return rota_refuse(err, "V25", acts_hint(), _("'%s' begins no posting"),
		                   act_word(act));
	if (!(act->posts & bit))
		return rota_refuse(err, "V25", acts_hint(), _("'%s' is no act of this post"),
		                   act_word(act));
	if (mode && act->mode && strcmp(mode, act->mode) != 0)
		return rota_refuse(err, "V16", _("leave the mode out: it follows from the act"),
		                   _("mode '%s' does not belong to '%s'"), mode, act->id);
	return ROTA_OK;
}

/** An election has its day; a rotation and a secondment their planned end. */
static int rule_begin_days(const struct rota_entry *entry, struct rota_error *err)
{
	const struct rota_act *act = act_of(entry, "act");

	if (!act)
		return ROTA_OK;
	if (strcmp(act->id, "elect") == 0 && !rota_map_get(entry->body, "elected"))
		return rota_refuse(err, "V22", _("give the day of the vote: --elected"),
		                   _("the day of the election is missing"));
	if (act->needs_end && !rota_map_get(entry->body, "planned_end"))
		return rota_fail(err, ROTA_EINVALID, _("give the planned end: --until"),
		                 _("'%s' has no planned end"),
		                 act_word(act));
	if (entry->has_on && !rota_day_is_full(entry->on))
		return rota_refuse(err, "V56", _("write it as dd/mm/yyyy"),
		                   _("the first day in post must be a full day"));
	return ROTA_OK;
}

/** V22: what was elected is approved afterwards; nobody is in post before the vote. */
static int rule_elected(const struct rota_entry *entry, struct rota_error *err)
{
	struct rota_day elected = day_of(entry->body, "elected");
	char from[ROTA_DAY_TEXT_BYTES], vote[ROTA_DAY_TEXT_BYTES];

	if (rota_day_is_none(elected) || rota_day_is_none(entry->on) ||
	    rota_day_first(elected) <= rota_day_last(entry->on))
		return ROTA_OK;
	return rota_refuse(err, "V22", _("check both days"), _("elected %s, in post from %s"),
	                   rota_day_show(vote, elected), rota_day_show(from, entry->on));
}

static int rule_step_act(const struct rota_entry *entry, struct rota_error *err)
{
	const struct rota_act *act = act_of(entry, "act");

	if (!act || rota_act_steps(act))
		return ROTA_OK;
	return rota_refuse(err, "V25", acts_hint(), _("'%s' is no step on a posting"), act_word(act));
}

static int rule_end_act(const struct rota_entry *entry, struct rota_error *err)
{
	const struct rota_act *act = act_of(entry, "act");

	if (!act || rota_act_closes(act))
		return ROTA_OK;
	return rota_refuse(err, "V25", acts_hint(), _("'%s' ends no posting"), act_word(act));
}

/** An erratum names the paper that mends the paper. */
static int rule_erratum(const struct rota_entry *entry, struct rota_error *err)
{
	const char *reason = field_text(entry, "reason");

	if (!reason || strcmp(reason, "erratum") != 0)
		return ROTA_OK;
	for (size_t i = 0; entry->docs && i < entry->docs->as.list.count; i++)
		if (rota_map_get(&entry->docs->as.list.items[i], "fixes"))
			return ROTA_OK;
	return rota_refuse(err, "V41",
	                   _("give the paper of the erratum, or correct it as a typing error"),
	                   _("an erratum needs the paper that mends the paper"));
}

/** V10: an interval has a first day before its end. */
static int rule_span(const struct rota_entry *entry, struct rota_error *err)
{
	struct rota_day from = day_of(entry->body, "from");
	struct rota_day to = day_of(entry->body, "to");
	char first[ROTA_DAY_TEXT_BYTES], last[ROTA_DAY_TEXT_BYTES];

	if (rota_day_is_none(from) || rota_day_is_none(to) ||
	    rota_day_first(from) < rota_day_last(to))
		return ROTA_OK;
	return rota_refuse(err, "V10", _("check both days"), _("from %s is not before to %s"),
	                   rota_day_show(first, from), rota_day_show(last, to));
}

static int rule_void(const struct rota_entry *entry, struct rota_error *err)
{
	const struct rota_value *start = rota_map_get(entry->body, "from_start");
	bool from_start = start && start->type == ROTA_BOOL && start->as.truth;

	if (from_start != entry->has_on)
		return ROTA_OK;
	return rota_refuse(err, "V40", _("give either --from DAY or --from-start"),
	                   _("revoked from which day?"));
}

/* --- matters ---------------------------------------------------------------------------------- */

/** A settlement has an outcome, unless it takes an earlier one back. */
static int rule_way(const struct rota_entry *entry, struct rota_error *err)
{
	const struct rota_value *undo = rota_map_get(entry->body, "undo");

	if (!entry->creates || rota_map_get(entry->body, "way") || (undo && undo->as.truth))
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("give it a value"), _("field '%s' is missing"),
	                 rota_field_caption(rota_kind_field(entry->kind, "way")));
}

struct rule {
	const char *kind; /* "*": every kind */
	int (*check)(const struct rota_entry *entry, struct rota_error *err);
};

static const struct rule rules[] = {
	{ "*", rule_overridden },
	{ "*", rule_docs },
	{ "unit.create", rule_unit },
	{ "unit.create", rule_unit_parent },
	{ "unit.change", rule_unit },
	{ "unit.change", rule_unit_legal },
	{ "cadre.create", rule_cadre_name },
	{ "cadre.change", rule_cadre_name },
	{ "cadre.create", rule_places },
	{ "cadre.change", rule_places },
	{ "cadre.spell", rule_places },
	{ "cadre.spell", rule_span },
	{ "cadre.same", rule_pair },
	{ "cadre.distinct", rule_pair },
	{ "posting.same", rule_pair },
	{ "posting.begin", rule_begin_act },
	{ "posting.begin", rule_begin_days },
	{ "posting.begin", rule_elected },
	{ "posting.step", rule_step_act },
	{ "posting.end", rule_end_act },
	{ "posting.correct", rule_erratum },
	{ "posting.correct", rule_span },
	{ "posting.void", rule_void },
	{ "nil.return", rule_span },
	{ "target.set", rule_span },
	{ "matter.settle", rule_way },
};

static bool is_for(const struct rule *rule, const char *kind)
{
	return rule->kind[0] == '*' ||
	       (rule->kind[0] == kind[0] && strcmp(rule->kind, kind) == 0);
}

int rota_rules_check(const struct rota_entry *entry, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < sizeof(rules) / sizeof(rules[0]); i++)
		if (is_for(&rules[i], entry->kind_name))
			rc = rules[i].check(entry, err);
	return rc;
}
