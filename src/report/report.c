/* SPDX-License-Identifier: Apache-2.0 */
/* The reports that have a row or two a commune: who is where, what is vacant, the pairs. */
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "report/answer.h"
#include "report/flags.h"
#include "report/look.h"
#include "report/regroup.h"
#include "state/shown.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** The columns of the widest report here, and one more. */
enum { THEN_AT_MOST = 12 };

static const struct rota_word *locality_word(const struct rota_seat *seat)
{
	return rota_word_find(&rota_locality_values, rota_locality_value_id(seat->locality));
}

/** A post that nobody fills, for programs. */
static const char *state_id(const struct rota_seat *seat)
{
	return seat->count.state == ROTA_CELL_VACANT ? "vacant" : "not_reported";
}

/** The locality of a holder, or why there is none. */
static const char *head_shown(const struct rota_seat *seat)
{
	if (seat->count.state == ROTA_CELL_FILLED)
		return rota_word_show(locality_word(seat));
	return seat->count.state == ROTA_CELL_VACANT ? _("(vacant)") : _("(not reported)");
}

/* --- on the units of another day -------------------------------------------------------------- */

/** Where a commune goes on, behind the other columns. */
static const struct rota_column_spec then_column = { "then", N_("goes on in"), ROTA_CELL_TEXT };

/** The other day, if one is asked for. @param[out] asked  whether there is one. */
static int ask_units_of(struct rota_regrouping *out, bool *asked, struct rota_answer *answer,
                        const struct rota_question *question, struct rota_error *err)
{
	*asked = question->units_of != NULL;
	return *asked ? rota_regrouping_ask(out, &answer->world, answer->scope, &answer->policy,
	                                    answer->day, question->units_of, err) :
	                ROTA_OK;
}

/** "Phương Nam (11977)"; for programs the code; nothing where a commune goes to pieces. */
static void fill_then(struct rota_answer *answer, const struct rota_regrouping *regrouping,
                      const struct rota_unit *unit)
{
	const struct rota_unit *heir = rota_regrouping_heir(regrouping, unit);
	const struct rota_unit_version *version = heir ? rota_unit_on(heir, regrouping->day) : NULL;
	char text[256];

	if (version)
		snprintf(text, sizeof(text), "%s (%s)", version->name, version->code);
	rota_fill_text(&answer->filling, !version            ? NULL :
	                                 answer->filling.raw ? version->code :
	                                                       text);
}

/** The columns of a report, with that one where it is asked for. */
static void begin_columns(struct rota_answer *answer, const struct rota_question *question,
                          struct rota_report *out, struct rota_arena *arena,
                          const struct rota_column_spec *columns, size_t count)
{
	struct rota_column_spec all[THEN_AT_MOST];

	memcpy(all, columns, count * sizeof(*columns));
	all[count] = then_column;
	rota_fill_begin(&answer->filling, out, arena, all, count + (question->units_of ? 1 : 0),
	                question->raw);
}

/* --- roster ---------------------------------------------------------------------------------- */

static const struct rota_column_spec roster_columns[] = {
	{ "code", N_("code"), ROTA_CELL_TEXT },
	{ "unit", N_("commune"), ROTA_CELL_TEXT },
	{ "post", N_("post"), ROTA_CELL_TEXT },
	{ "name", N_("full name"), ROTA_CELL_TEXT },
	{ "born", N_("born"), ROTA_CELL_TEXT },
	{ "since", N_("since"), ROTA_CELL_TEXT },
	{ "act", N_("act"), ROTA_CELL_TEXT },
	{ "locality", N_("locality"), ROTA_CELL_TEXT },
	{ "decision", N_("decision"), ROTA_CELL_TEXT },
	/* for programs only; people read these in the row */
	{ "state", N_("state"), ROTA_CELL_TEXT },
	{ "flags", N_("to look at"), ROTA_CELL_TEXT },
};

enum { ROSTER_FOR_PROGRAMS = 2, FLAGS_BYTES = 8 * (ROTA_FLAGS_MAX + 1) };

/** The roster while it is filled. */
struct roster {
	struct rota_overdue overdue;
	struct rota_flags met; /**< on any row */
	bool long_vacant;      /**< V18, which is no posting's, was met */
	bool regrouped;        /**< the units of another day are asked for: */
	struct rota_regrouping regrouping;
};

/** What a flag on a row means; in the order of the rules. */
static const struct {
	const char *rule, *text;
} flag_notes[] = {
	{ "V15", N_("acts for more than six months, or without a planned end") },
	{ "V18", N_("vacant for longer than the policy grants") },
	{ "V21", N_("elected, and not approved in time") },
	{ "V55", N_("the day of birth was changed") },
	{ "V63", N_("the name was changed") },
	{ "V71", N_("the office asserts another locality than the policy gives") },
	{ "V74", N_("with the units of the appointment the locality would be another one") },
	{ "V75", N_("the place of origin was changed while in post") },
	{ "V80", N_("the rotation before was closed before 36 months") },
	{ "V81", N_("rotated 36 months ago, or nearly") },
	{ "V82", N_("head of the place for 8 years or more") },
	{ "V83", N_("head of the place for 8 years within 12 months") },
	{ "V84", N_("less than 60 months to retirement at the reference month") },
	{ "V85", N_("retires within 12 months") },
	{ "V86", N_("rotated with too few years left to retirement") },
	{ "V87", N_("a local, though the target of a past phase is not reached") },
};

static bool has_flag(const struct rota_flags *flags, const char *rule)
{
	for (size_t i = 0; i < flags->count; i++)
		if (strcmp(flags->rules[i], rule) == 0)
			return true;
	return false;
}

static void note_flags(struct rota_flags *met, const struct rota_flags *flags)
{
	for (size_t i = 0; i < flags->count; i++)
		if (!has_flag(met, flags->rules[i]))
			met->rules[met->count++] = flags->rules[i];
}

/** Below the table: the flags that were met, each once. */
static void explain_flags(struct rota_filling *filling, const struct roster *roster)
{
	for (size_t i = 0; i < COUNT(flag_notes); i++) {
		const char *rule = flag_notes[i].rule;

		if (has_flag(&roster->met, rule) ||
		    (roster->long_vacant && strcmp(rule, "V18") == 0))
			rota_fill_note(filling, "[%s] %s", rule, _(flag_notes[i].text));
	}
}

/** The rules of a posting's flags in one text: "V55 V71". "" without any. */
static void show_flags(char out[FLAGS_BYTES], const struct rota_flags *flags)
{
	out[0] = '\0';
	for (size_t i = 0; i < flags->count; i++)
		snprintf(out + strlen(out), FLAGS_BYTES - strlen(out), "%s%s", i ? " " : "",
		         flags->rules[i]);
}

/** The locality of the holder that counts, and what about this posting is to be looked at. */
static void fill_locality(struct rota_answer *answer, const struct rota_word *word,
                          const struct rota_flags *flags)
{
	struct roster *roster = answer->payload;
	char rules[FLAGS_BYTES], text[FLAGS_BYTES + 64];

	if (answer->filling.raw || !flags->count) {
		rota_fill_word(&answer->filling, word);
		return;
	}
	show_flags(rules, flags);
	snprintf(text, sizeof(text), "%s%s[%s]", word ? rota_word_show(word) : "", word ? " " : "",
	         rules);
	rota_fill_text(&answer->filling, text);
	note_flags(&roster->met, flags);
}

/** Flags of a holder; of one whose locality does not count those of time alone. */
static int find_flags(struct rota_flags *out, struct rota_answer *answer, bool counted,
                      const struct rota_posting *holder, struct rota_error *err)
{
	const struct roster *roster = answer->payload;

	return counted ? rota_posting_flags(out, &answer->world, holder, answer->day_number,
	                                    &answer->policy, &roster->overdue, err) :
	                 rota_posting_flags_beside(out, &answer->world, holder,
	                                           answer->day_number, &answer->policy, err);
}

static void end_row(struct rota_answer *answer, const struct rota_seat *seat)
{
	const struct roster *roster = answer->payload;

	if (roster->regrouped)
		fill_then(answer, &roster->regrouping, seat->unit);
	rota_fill_row(&answer->filling);
}

/** @param counted  the post counts as held by him. */
static int fill_holder(struct rota_answer *answer, const struct rota_seat *seat,
                       const struct rota_posting *holder, bool counted, struct rota_error *err)
{
	struct rota_filling *filling = &answer->filling;
	char rules[FLAGS_BYTES];
	struct rota_subject *cadre;
	struct rota_flags flags;
	int rc = rota_world_subject(&cadre, &answer->world, holder->cadre, err);

	if (!rc)
		rc = find_flags(&flags, answer, counted, holder, err);
	if (rc)
		return rc;
	rota_fill_text(filling, rota_unit_near(seat->unit, answer->day_number)->code);
	rota_fill_text(filling, rota_answer_unit_name(answer, seat->unit));
	rota_answer_fill_standing(answer, seat, holder);
	rota_fill_text(filling, rota_subject_text(cadre, "name"));
	rota_fill_day(filling, rota_subject_day(cadre, "born"));
	rota_fill_day_number(filling, holder->from);
	rota_fill_text(filling, filling->raw ? holder->act :
	                                       rota_act_shown(holder->act, seat->post));
	fill_locality(answer, counted ? locality_word(seat) : NULL, &flags);
	rota_fill_paper(filling, &answer->world, rota_subject_paper(holder->subject, "begin_doc"));
	if (filling->raw) {
		rota_fill_text(filling, rota_holding_id(rota_posting_on(holder, answer->day_number)));
		show_flags(rules, &flags);
		rota_fill_text(filling, *rules ? rules : NULL);
	}
	end_row(answer, seat);
	return ROTA_OK;
}

/** Whoever else has to do with the post on the day: acting, in charge, a second holder. */
static int fill_others(struct rota_answer *answer, const struct rota_seat *seat, struct rota_error *err)
{
	struct rota_postings postings;
	int rc = rota_world_post(&postings, &answer->world, seat->unit->id, seat->post, err);

	for (size_t i = 0; !rc && i < postings.count; i++) {
		const struct rota_posting *one = &postings.items[i];

		if (rota_posting_on(one, answer->day_number) == ROTA_HOLDS_NOT ||
		    (seat->count.holder && rota_id_compare(seat->count.holder->id, one->id) == 0))
			continue;
		rc = fill_holder(answer, seat, one, false, err);
	}
	return rc;
}

/** A post that nobody holds, and whether that lasts too long. */
static void fill_empty(struct rota_answer *answer, const struct rota_seat *seat)
{
	struct rota_filling *filling = &answer->filling;
	struct roster *roster = answer->payload;
	bool is_long = rota_vacancy_is_long(seat->since, answer->day_number,
	                                    answer->policy.vacancy_days);
	char text[96];

	snprintf(text, sizeof(text), is_long ? "%s [V18]" : "%s", head_shown(seat));
	rota_answer_fill_unit(answer, seat);
	rota_fill_text(filling, filling->raw ? NULL : text);
	for (size_t i = 4; i < COUNT(roster_columns) - ROSTER_FOR_PROGRAMS; i++)
		rota_fill_nil(filling);
	if (filling->raw) {
		rota_fill_text(filling, state_id(seat));
		rota_fill_text(filling, is_long ? "V18" : NULL);
	}
	end_row(answer, seat);
	roster->long_vacant = roster->long_vacant || is_long;
}

static int roster_row(struct rota_answer *answer, const struct rota_seat *seat, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (seat->count.state == ROTA_CELL_FILLED)
		rc = fill_holder(answer, seat, seat->count.holder, true, err);
	else
		fill_empty(answer, seat);
	return rc ? rc : fill_others(answer, seat, err);
}

int rota_report_roster(struct rota_office *office, const struct rota_question *question,
                       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_answer answer;
	char day[ROTA_DAY_TEXT_BYTES];
	struct roster roster = { .long_vacant = false };
	int rc = rota_answer_begin(&answer, office, question, err);

	if (rc)
		return rc;
	answer.payload = &roster;
	begin_columns(&answer, question, out, arena, roster_columns,
	              COUNT(roster_columns) - (question->raw ? 0 : ROSTER_FOR_PROGRAMS));
	rota_fill_title(&answer.filling, _("Who holds which post in %s on %s"),
	                rota_answer_unit_name(&answer, answer.scope), rota_day_show(day, answer.day));
	rc = ask_units_of(&roster.regrouping, &roster.regrouped, &answer, question, err);
	if (!rc)
		rc = rota_overdue_find(&roster.overdue, &answer.world, answer.day_number,
		                       &answer.policy, err);
	if (!rc)
		rc = rota_answer_each_seat(&answer, answer.scope, roster_row, err);
	explain_flags(&answer.filling, &roster);
	return rota_answer_end(&answer, rc, err);
}

/* --- vacancies ------------------------------------------------------------------------------- */

static const struct rota_column_spec vacancy_columns[] = {
	{ "code", N_("code"), ROTA_CELL_TEXT },   { "unit", N_("commune"), ROTA_CELL_TEXT },
	{ "post", N_("post"), ROTA_CELL_TEXT },   { "state", N_("state"), ROTA_CELL_TEXT },
	{ "since", N_("vacant since"), ROTA_CELL_TEXT },
	{ "acting", N_("acting"), ROTA_CELL_TEXT },
};

/** What of the question the rows need. */
struct vacancies {
	bool regrouped; /* the units of another day are asked for: */
	struct rota_regrouping regrouping;
};

static int vacancy_row(struct rota_answer *answer, const struct rota_seat *seat, struct rota_error *err)
{
	const struct rota_posting *acting = seat->count.acting;
	const struct vacancies *vacancies = answer->payload;
	const char *state = _("not reported");
	struct rota_subject *cadre;
	int rc = ROTA_OK;

	if (seat->count.state == ROTA_CELL_FILLED)
		return ROTA_OK;
	rota_answer_fill_unit(answer, seat);
	if (seat->count.state == ROTA_CELL_VACANT)
		state = seat->stated ? _("vacant, stated") : _("vacant, not stated: rota vacant");
	if (answer->filling.raw)
		state = state_id(seat);
	rota_fill_text(&answer->filling, state);
	rota_fill_day_number(&answer->filling, seat->since);
	if (acting) {
		rc = rota_world_subject(&cadre, &answer->world, acting->cadre, err);
		rota_fill_text(&answer->filling, rc ? "" : rota_subject_text(cadre, "name"));
	} else {
		rota_fill_nil(&answer->filling);
	}
	if (vacancies->regrouped)
		fill_then(answer, &vacancies->regrouping, seat->unit);
	rota_fill_row(&answer->filling);
	return rc;
}

int rota_report_vacancies(struct rota_office *office, const struct rota_question *question,
                          struct rota_report *out, struct rota_arena *arena,
                          struct rota_error *err)
{
	struct vacancies vacancies = { .regrouped = false };
	struct rota_answer answer;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = rota_answer_begin(&answer, office, question, err);

	if (rc)
		return rc;
	answer.payload = &vacancies;
	begin_columns(&answer, question, out, arena, vacancy_columns, COUNT(vacancy_columns));
	rota_fill_title(&answer.filling, _("Posts without a full holder in %s on %s"),
	                rota_answer_unit_name(&answer, answer.scope), rota_day_show(day, answer.day));
	rc = ask_units_of(&vacancies.regrouping, &vacancies.regrouped, &answer, question, err);
	if (!rc)
		rc = rota_answer_each_seat(&answer, answer.scope, vacancy_row, err);
	return rota_answer_end(&answer, rc, err);
}

/* --- pairs ----------------------------------------------------------------------------------- */

static const struct rota_column_spec pair_columns[] = {
	{ "code", N_("code"), ROTA_CELL_TEXT },
	{ "unit", N_("commune"), ROTA_CELL_TEXT },
	{ "secretary", N_("Party secretary"), ROTA_CELL_TEXT },
	{ "chair", N_("chair"), ROTA_CELL_TEXT },
	{ "non_local", N_("not local"), ROTA_CELL_NUMBER },
};

/** The secretary's seat waits for the chair's, which comes next. */
struct pairing {
	uint64_t communes[3]; /* with none, one, both non-local */
	uint64_t open;        /* none non-local, but not both known to be local */
	uint64_t non_local, local; /* of the commune at hand */
};

static int pair_row(struct rota_answer *answer, const struct rota_seat *seat, struct rota_error *err)
{
	struct pairing *pairing = answer->payload;
	struct rota_filling *filling = &answer->filling;
	bool first = seat->post == rota_all_posts[0];

	(void)err;
	if (first) {
		rota_fill_text(filling, rota_unit_near(seat->unit, answer->day_number)->code);
		rota_fill_text(filling, rota_answer_unit_name(answer, seat->unit));
		pairing->non_local = 0;
		pairing->local = 0;
	}
	if (seat->count.state == ROTA_CELL_FILLED) {
		pairing->non_local += seat->locality == ROTA_LOCALITY_NON_LOCAL;
		pairing->local += seat->locality == ROTA_LOCALITY_LOCAL;
	}
	if (!filling->raw)
		rota_fill_text(filling, head_shown(seat));
	else if (seat->count.state == ROTA_CELL_FILLED)
		rota_fill_word(filling, locality_word(seat));
	else
		rota_fill_text(filling, state_id(seat));
	if (first)
		return ROTA_OK;
	rota_fill_uint(filling, pairing->non_local);
	rota_fill_row(filling);
	if (pairing->non_local || pairing->local == 2)
		pairing->communes[pairing->non_local]++;
	else
		pairing->open++;
	return ROTA_OK;
}

int rota_report_pairs(struct rota_office *office, const struct rota_question *question,
                      struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct pairing pairing = { .open = 0 };
	struct rota_answer answer;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = rota_answer_begin(&answer, office, question, err);

	if (rc)
		return rc;
	answer.payload = &pairing;
	rota_fill_begin(&answer.filling, out, arena, pair_columns, COUNT(pair_columns), question->raw);
	rota_fill_title(&answer.filling, _("Heads who are not local in %s on %s"),
	                rota_answer_unit_name(&answer, answer.scope), rota_day_show(day, answer.day));
	rc = rota_answer_each_seat(&answer, answer.scope, pair_row, err);
	rota_fill_note(&answer.filling, _("communes where both heads are not local: %llu"),
	               (unsigned long long)pairing.communes[2]);
	rota_fill_note(&answer.filling, _("communes where one head is not local: %llu"),
	               (unsigned long long)pairing.communes[1]);
	rota_fill_note(&answer.filling, _("communes where both heads are local: %llu"),
	               (unsigned long long)pairing.communes[0]);
	rota_fill_note(&answer.filling,
	               _("communes with a head vacant, not reported or undetermined: %llu"),
	               (unsigned long long)pairing.open);
	return rota_answer_end(&answer, rc, err);
}
