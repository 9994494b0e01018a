/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/posting.h"

#include <string.h>

#include "rota/day.h"

static int32_t day_or(const struct rota_subject *subject, const char *name, int32_t otherwise)
{
	struct rota_day day = rota_subject_day(subject, name);

	return rota_day_is_none(day) ? otherwise : rota_day_first(day);
}

bool rota_posting_read(struct rota_posting *out, const struct rota_subject *subject)
{
	*out = (struct rota_posting){
		.subject = subject,
		.id = subject->id,
		.unit = rota_subject_id(subject, "unit"),
		.cadre = rota_subject_id(subject, "cadre"),
		.post = rota_subject_text(subject, "post"),
		.act = rota_subject_text(subject, "act"),
		.mode = rota_subject_text(subject, "mode"),
		.end_act = rota_subject_text(subject, "end_act"),
		.from = day_or(subject, "from", ROTA_DAY_NEVER),
		.to = day_or(subject, "to", ROTA_DAY_NEVER),
		.void_from_start = rota_subject_bool(subject, "from_start", false),
		.void_from = day_or(subject, "void_from", ROTA_DAY_NEVER),
	};
	if (!subject->created || !out->post || !out->mode || !out->act ||
	    out->from == ROTA_DAY_NEVER)
		return false;
	out->clock = subject->created->entry.clock;
	out->person = out->cadre;
	out->yields = subject->yields;
	out->yield_count = subject->yield_count;
	out->acting = subject->acting;
	return !rota_id_is_zero(out->unit) && !rota_id_is_zero(out->cadre);
}

int rota_posting_compare(const struct rota_posting *a, const struct rota_posting *b)
{
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->clock != b->clock)
		return a->clock < b->clock ? -1 : 1;
	return rota_id_compare(a->id, b->id);
}

/** The day of a step, or ROTA_DAY_NEVER when this revision is none with this act. */
static int32_t step_day(const struct rota_revision *revision, const char *act)
{
	const struct rota_entry *entry = &revision->entry;
	const char *text = rota_value_text(rota_map_get(entry->body, "act"));

	if (revision->undone || strcmp(entry->kind_name, "posting.step") != 0 || !text ||
	    strcmp(text, act) != 0 || !entry->has_on || rota_day_is_none(entry->on))
		return ROTA_DAY_NEVER;
	return rota_day_first(entry->on);
}

/** The latest day, up to @p day, of a step with this act; ROTA_DAY_ALWAYS when there is none. */
static int32_t last_step(const struct rota_posting *posting, const char *act, int32_t day)
{
	int32_t last = ROTA_DAY_ALWAYS;

	for (size_t i = 0; i < posting->subject->revision_count; i++) {
		int32_t one = step_day(&posting->subject->revisions[i], act);

		if (one <= day && one > last)
			last = one;
	}
	return last;
}

bool rota_posting_had_step(const struct rota_posting *posting, const char *act, int32_t day)
{
	return last_step(posting, act, day) != ROTA_DAY_ALWAYS;
}

/** Approval is needed after an election only; an approval may come with an earlier day. */
static bool is_pending(const struct rota_posting *posting, int32_t day)
{
	return strcmp(posting->act, "elect") == 0 &&
	       !rota_posting_had_step(posting, "approve", day);
}

static bool is_suspended(const struct rota_posting *posting, int32_t day)
{
	int32_t since = last_step(posting, "suspend", day);

	return since != ROTA_DAY_ALWAYS && last_step(posting, "resume", day) < since;
}

bool rota_posting_is_void(const struct rota_posting *posting)
{
	return posting->void_from_start || rota_posting_end(posting) <= posting->from;
}

int32_t rota_posting_end(const struct rota_posting *posting)
{
	int32_t end = posting->to < posting->void_from ? posting->to : posting->void_from;

	if (posting->void_from_start ||
	    rota_posting_had_step(posting, "refuse", ROTA_DAY_NEVER - 1))
		return posting->from;
	return end;
}

bool rota_posting_is_repeated(const struct rota_posting *a, const struct rota_posting *b)
{
	return rota_id_compare(a->person, b->person) == 0 &&
	       rota_id_compare(a->unit, b->unit) == 0 && strcmp(a->post, b->post) == 0 &&
	       strcmp(a->mode, b->mode) == 0 && a->from == b->from &&
	       rota_posting_end(a) == rota_posting_end(b);
}

/** Whether a settlement says that another posting is the right one that day. */
static bool yields_on(const struct rota_posting *posting, int32_t day)
{
	for (size_t i = 0; i < posting->yield_count; i++)
		if (posting->yields[i].from <= day && day < posting->yields[i].to)
			return true;
	return false;
}

bool rota_posting_gives_way(const struct rota_posting *posting, int32_t day)
{
	int32_t end = rota_posting_end(posting);

	for (size_t i = 0; i < posting->yield_count; i++)
		if (posting->yields[i].from <= day && end <= posting->yields[i].to)
			return true;
	return false;
}

enum rota_holding rota_posting_on(const struct rota_posting *posting, int32_t day)
{
	if (day < posting->from || day >= rota_posting_end(posting) || yields_on(posting, day))
		return ROTA_HOLDS_NOT;
	if (strcmp(posting->mode, "full") != 0 ||
	    (posting->acting.from <= day && day < posting->acting.to))
		return ROTA_HOLDS_ACTING;
	if (is_suspended(posting, day))
		return ROTA_HOLDS_SUSPENDED;
	return is_pending(posting, day) ? ROTA_HOLDS_PENDING : ROTA_HOLDS_FULL;
}

bool rota_vacancy_read(struct rota_vacancy *out, const struct rota_subject *subject)
{
	const char *state = rota_subject_text(subject, "state");

	*out = (struct rota_vacancy){ .unit = rota_subject_id(subject, "unit"),
		                      .post = rota_subject_text(subject, "post"),
		                      .from = day_or(subject, "from", ROTA_DAY_NEVER),
		                      .withdrawn = state && strcmp(state, "withdrawn") == 0 };
	return subject->created && out->post && out->from != ROTA_DAY_NEVER &&
	       !rota_id_is_zero(out->unit);
}
