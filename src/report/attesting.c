/* SPDX-License-Identifier: Apache-2.0 */
#include "report/attesting.h"

#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "naming/matter_text.h"
#include "naming/resolve.h"
#include "report/answer.h"
#include "report/answered.h"
#include "report/compare.h"
#include "report/look.h"
#include "report/past.h"
#include "state/index_entry.h"
#include "store/log.h"

/** The figures on their way. */
struct finding {
	struct rota_attesting *out;
	struct rota_office *office;
	struct rota_arena *arena;
	struct rota_answer answer;        /* as it is known now, on the cut-off day */
	struct rota_id before;            /* the period before */
	struct rota_attestation attested; /* for it, where `out->continues` */
	struct rota_figures figures[ROTA_ATTESTED_POSTS];
};

static int add_line(struct rota_lines *lines, struct rota_arena *arena, const char *text,
		    struct rota_error *err)
{
	const char **items =
		rota_arena_more(arena, lines->items, lines->count, &lines->room, sizeof(*items));
	const char *copy = rota_arena_copy(arena, text, strlen(text));

	if (!items || !copy)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	lines->items = items;
	items[lines->count++] = copy;
	return ROTA_OK;
}

static int copy_text(const char **out, struct rota_arena *arena, const char *text,
		     struct rota_error *err)
{
	*out = text ? rota_arena_copy(arena, text, strlen(text)) : "";
	return *out ? ROTA_OK : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- the period ------------------------------------------------------------------------------ */

/** The cut-off day of a period; ROTA_DAY_NEVER when it has none. */
static int32_t cutoff_of(const struct rota_subject *period)
{
	struct rota_day day = rota_subject_day(period, "cutoff");

	return rota_day_is_none(day) ? ROTA_DAY_NEVER : rota_day_last(day);
}

/** The latest day that this office knows to have come: a clock that is behind locks nobody out. */
static int latest_day(int32_t *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_checkpoint checkpoint;
	uint64_t clock;
	int32_t day;
	int rc = rota_world_last_clock(&clock, world, err);

	*out = world->today_number;
	if (rc)
		return rc;
	day = clock ? rota_day_first(rota_day_of_instant(rota_clock_ms(clock))) : *out;
	*out = day > *out ? day : *out;
	rc = rota_checkpoint_last(&checkpoint, world, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	day = rc ? *out : rota_day_first(rota_day_of_instant(checkpoint.time));
	*out = day > *out ? day : *out;
	return rc;
}

static int find_period(struct finding *finding, const char *name, struct rota_error *err)
{
	struct rota_attesting *out = finding->out;
	struct rota_world *world = &finding->answer.world;
	struct rota_asked_period period;
	char shown[ROTA_DAY_TEXT_BYTES];
	int32_t latest = 0;
	int rc = rota_asked_period_find(&period, world, name, finding->arena, err);

	if (rc)
		return rc;
	out->period = period.id;
	out->name = period.name;
	out->cutoff = period.cutoff;
	rc = latest_day(&latest, world, err);
	if (!rc && out->cutoff > latest)
		rc = rota_fail(err, ROTA_EINVALID, _("attest it from that day on"),
			       _("the period '%s' is cut off on %s: its figures are not there yet"),
			       out->name, rota_day_show(shown, rota_day_from_number(out->cutoff)));
	return rc;
}

/** The period with the latest cut-off day before this one. */
static int take_before(struct rota_world *world, const struct rota_subject *subject, void *payload,
		       struct rota_error *err)
{
	struct finding *finding = payload;
	struct rota_attesting *out = finding->out;
	int32_t cutoff = cutoff_of(subject);
	const char *name = rota_subject_text(subject, "name");

	(void)world;
	if (!subject->created || !name || cutoff >= out->cutoff ||
	    (out->before && cutoff < out->before_cutoff))
		return ROTA_OK;
	finding->before = subject->id;
	out->before_cutoff = cutoff;
	return copy_text(&out->before, finding->arena, name, err);
}

/** What was attested for it. */
static int find_attested(struct finding *finding, struct rota_error *err)
{
	struct rota_world *world = &finding->answer.world;
	struct rota_attestations all;
	struct rota_attested attested;
	int rc =
		rota_world_attestations(&all, world, world->office->own, NULL, finding->arena, err);

	if (!rc)
		rc = rota_attested_find(&attested, world, &all, finding->before,
					finding->out->before_cutoff, err);
	if (rc)
		return rc;
	finding->out->continues =
		attested.state == ROTA_ATTESTED_YES || attested.state == ROTA_ATTESTED_STALE;
	finding->attested = attested.judged.is;
	return ROTA_OK;
}

static int find_before(struct finding *finding, struct rota_error *err)
{
	int rc = rota_world_each(&finding->answer.world, ROTA_ENTITY_PERIOD, take_before, finding,
				 err);

	return rc || !finding->out->before ? rc : find_attested(finding, err);
}

/* --- the figures of the day ------------------------------------------------------------------ */

static size_t post_index(const char *post)
{
	size_t at = 0;

	while (rota_all_posts[at] && strcmp(rota_all_posts[at], post) != 0)
		at++;
	return at;
}

/** "xã Hồng Nam, bí thư". */
static int name_seat(struct rota_lines *lines, struct finding *finding,
		     const struct rota_seat *seat, const char *cadre, struct rota_error *err)
{
	struct rota_world *world = &finding->answer.world;
	char text[400];

	snprintf(text, sizeof(text), "%s%s%s, %s", cadre, *cadre ? ", " : "",
		 rota_post_show(seat->post),
		 rota_unit_show(world, seat->unit, finding->answer.day_number));
	return add_line(lines, finding->arena, text, err);
}

static int take_seat(struct rota_answer *answer, const struct rota_seat *seat,
		     struct rota_error *err)
{
	struct finding *finding = answer->payload;
	struct rota_attesting *out = finding->out;

	rota_figures_add(&finding->figures[post_index(seat->post)], seat);
	if (seat->count.state == ROTA_CELL_NOT_REPORTED)
		return name_seat(&out->not_reported, finding, seat, "", err);
	if (seat->count.state == ROTA_CELL_FILLED && seat->locality == ROTA_LOCALITY_UNDETERMINED)
		return name_seat(&out->undetermined, finding, seat,
				 rota_matter_subject_shown(&answer->world, seat->count.holder->id),
				 err);
	return ROTA_OK;
}

static int count(struct finding *finding, struct rota_error *err)
{
	struct rota_answer *answer = &finding->answer;
	int rc;

	answer->payload = finding;
	answer->day_number = finding->out->cutoff;
	answer->day = rota_day_from_number(finding->out->cutoff);
	rc = rota_world_policy(&answer->policy, &answer->world, answer->day_number, err);
	if (!rc)
		rc = rota_answer_each_seat(answer, answer->scope, take_seat, err);
	for (size_t i = 0; !rc && i < ROTA_ATTESTED_POSTS; i++)
		finding->out->posts[i] = (struct rota_attested_figures){
			.posts = finding->figures[i].posts,
			.filled = finding->figures[i].filled,
			.vacant = finding->figures[i].vacant,
			.not_reported = finding->figures[i].not_reported,
			.non_local = finding->figures[i].non_local,
			.undetermined = finding->figures[i].undetermined,
		};
	return rc;
}

/* --- what came and went ---------------------------------------------------------------------- */

/** Whether a change has nothing to do with the days between: it is one in what was known before. */
static bool is_afterthought(enum rota_cause cause)
{
	return cause != ROTA_CAUSE_BEGUN && cause != ROTA_CAUSE_MOVED &&
	       cause != ROTA_CAUSE_ENDED && cause != ROTA_CAUSE_REPLACED;
}

static int take_change(const struct rota_change *change, void *payload, struct rota_error *err)
{
	struct finding *finding = payload;
	struct rota_world *world = change->with->world;
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, change->one->unit);
	char text[512];

	if (!finding->out->continues || !is_afterthought(change->caused.cause) || !unit)
		return ROTA_OK;
	snprintf(text, sizeof(text), "%s %s, %s, %s: %s", change->up ? "+1" : "-1",
		 rota_matter_subject_shown(world, change->one->posting),
		 rota_post_show(rota_all_posts[change->one->post]),
		 rota_unit_show(world, unit, change->with->day),
		 rota_cause_shown(change->caused.cause));
	return add_line(&finding->out->changed, finding->arena, text, err);
}

static int compare(struct finding *finding, struct rota_world *before, struct rota_error *err)
{
	struct rota_world *world = &finding->answer.world;
	struct rota_attesting *out = finding->out;
	struct rota_compared a = { .side = { before, out->before_cutoff, before->scope } };
	struct rota_compared b = { .side = { world, out->cutoff, finding->answer.scope } };
	struct rota_balance balance;
	int rc = rota_compared_take(&a, finding->arena, err);

	if (!rc)
		rc = rota_compared_take(&b, finding->arena, err);
	if (!rc)
		rc = rota_compare(&balance, &a, &b, take_change, finding, err);
	for (size_t i = 0; !rc && i < ROTA_ATTESTED_POSTS; i++) {
		out->posts[i].opening =
			out->continues ? finding->attested.posts[i].non_local : a.figures[i];
		out->posts[i].up = balance.up[i];
		out->posts[i].down = balance.down[i];
	}
	return rc;
}

/** From what was known when the period before was attested. */
static int compare_attested(struct finding *finding, struct rota_error *err)
{
	struct rota_office *past = NULL;
	struct rota_world before;
	int rc = rota_office_upto(&past, finding->office, finding->attested.last, err);

	if (!rc)
		rc = rota_world_open(&before, past, false, err);
	if (!rc) {
		rc = rota_world_ready(&before, err);
		if (!rc)
			rc = compare(finding, &before, err);
		rc = rota_world_close(&before, rc, err);
	}
	rota_office_close(past);
	return rc;
}

static int balance(struct finding *finding, struct rota_error *err)
{
	if (!finding->out->before) {
		for (size_t i = 0; i < ROTA_ATTESTED_POSTS; i++)
			finding->out->posts[i].up = finding->out->posts[i].non_local;
		return ROTA_OK;
	}
	return finding->out->continues ? compare_attested(finding, err)
				       : compare(finding, &finding->answer.world, err);
}

/* --- all of it ------------------------------------------------------------------------------- */

static int find_all(struct finding *finding, const char *name, struct rota_error *err)
{
	struct rota_attesting *out = finding->out;
	struct rota_world *world = &finding->answer.world;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = rota_log_size(&out->size, world->txn, world->office->own.bytes, err);

	if (!rc)
		rc = find_period(finding, name, err);
	if (!rc && !out->size)
		rc = rota_fail(err, ROTA_EINVALID,
			       _("record first: rota import postings, rota appoint"),
			       _("this office has recorded nothing that could be attested"));
	if (!rc)
		rc = copy_text(&out->scope, finding->arena,
			       rota_unit_show(world, finding->answer.scope, out->cutoff), err);
	if (!rc)
		rc = find_before(finding, err);
	if (!rc)
		rc = count(finding, err);
	if (!rc && !out->posts[0].posts)
		rc = rota_fail(err, ROTA_EINVALID, _("see them: rota unit list --as-of DAY"),
			       _("%s has no communes on %s"), out->scope,
			       rota_day_show(day, rota_day_from_number(out->cutoff)));
	return rc ? rc : balance(finding, err);
}

int rota_attesting_find(struct rota_attesting *out, struct rota_office *office, const char *name,
			struct rota_arena *arena, struct rota_error *err)
{
	const struct rota_question question = { .as_of = NULL };
	struct finding finding = { .out = out, .office = office, .arena = arena };
	int rc = rota_answer_begin(&finding.answer, office, &question, err);

	*out = (struct rota_attesting){ .before_cutoff = ROTA_DAY_ALWAYS };
	if (rc)
		return rc;
	rc = find_all(&finding, name, err);
	return rota_world_close(&finding.answer.world, rc, err);
}
