/* SPDX-License-Identifier: Apache-2.0 */
#include "state/papers.h"

#include <string.h>

#include "base/big_endian.h"
#include "base/messages.h"
#include "rota/acts.h"
#include "state/derive.h"
#include "state/person.h"
#include "store/entity.h"
#include "store/index.h"

/* --- the index ------------------------------------------------------------------------------- */

/* The letter of what is kept, and the number of a posting. */
enum { KEY_BYTES = 5 };

static void papers_key(uint8_t out[KEY_BYTES], enum rota_papers_about about, uint32_t no)
{
	out[0] = (uint8_t)about;
	rota_put_u32(out + 1, no);
}

int rota_papers_keep(struct rota_world *world, enum rota_papers_about about, uint32_t no,
		     uint32_t other, bool is, struct rota_error *err)
{
	uint8_t key[KEY_BYTES];

	papers_key(key, about, no);
	if (is && about == ROTA_PAPERS_ACTING)
		world->any_acting = ROTA_ANY_SOME;
	return is ? rota_index_put(world->txn, ROTA_INDEX_PAPERS, key, KEY_BYTES, other, err)
		  : rota_index_delete(world->txn, ROTA_INDEX_PAPERS, key, KEY_BYTES, other, err);
}

int rota_world_papers(struct rota_ids *out, struct rota_world *world, enum rota_papers_about about,
		      struct rota_error *err)
{
	uint8_t letter = (uint8_t)about;
	int rc = rota_derive_flush(world, err);

	*out = (struct rota_ids){ .count = 0 };
	return rc ? rc : rota_world_keyed(out, world, ROTA_INDEX_PAPERS, &letter, 1, err);
}

/** The postings that are kept with one, by id; in the scratch memory. */
static int list_kept(struct rota_ids *out, struct rota_world *world, enum rota_papers_about about,
		     struct rota_id posting, struct rota_error *err)
{
	uint8_t key[KEY_BYTES];
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, posting.bytes, err);

	*out = (struct rota_ids){ .count = 0 };
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	papers_key(key, about, no);
	return rc ? rc : rota_world_indexed(out, world, ROTA_INDEX_PAPERS, key, KEY_BYTES, err);
}

/* --- reading --------------------------------------------------------------------------------- */

static bool is_move(uint8_t number)
{
	const struct rota_act *act = rota_act_find(rota_act_of_number(number));

	return act && act->effect == ROTA_ACT_MOVES;
}

static bool left_by_move(const struct rota_tenure *tenure)
{
	return tenure->counts && tenure->leaves && tenure->to != ROTA_DAY_NEVER &&
	       is_move(tenure->end_act);
}

static bool came_by_move(const struct rota_tenure *tenure)
{
	return tenure->counts && is_move(tenure->act);
}

/** A posting with its fields settled, whoever it gives way to. */
static int read_posting(struct rota_posting *out, bool *valid, struct rota_world *world,
			uint32_t no, struct rota_error *err)
{
	struct rota_id id;
	int rc = rota_entity_id(id.bytes, world->txn, no, err);

	return rc ? rc : rota_world_settled_posting(out, valid, world, id, err);
}

/* --- halves of a move ------------------------------------------------------------------------ */

/** The postings of a person that begin near the day on which one was left. */
static int list_near(struct rota_spans *out, struct rota_world *world, int32_t left,
		     const struct rota_tenure_list *career, struct rota_error *err)
{
	const struct rota_span_choice choice = { .which = ROTA_SPANS_FROM,
						 .day = left - ROTA_HALVES_DAYS,
						 .until = left + ROTA_HALVES_DAYS };

	return rota_world_spans(out, world, career, choice, err);
}

/** Whether any of them, without a look at its entries, may be the other half. */
static int may_have_half(bool *out, struct rota_world *world, const struct rota_tenure *left,
			 const struct rota_tenure_list *career, struct rota_error *err)
{
	struct rota_spans spans;
	int rc = list_near(&spans, world, left->to, career, err);

	*out = false;
	for (size_t i = 0; !rc && !*out && i < spans.count; i++) {
		struct rota_tenure one;

		rc = rota_tenure_get(&one, world, spans.items[i].no, err);
		*out = !rc && came_by_move(&one) && one.unit != left->unit;
	}
	return rc;
}

/** Of the postings of a person the one that a posting was left for: of several the lowest in rank.
 */
static int find_other_half(struct rota_posting *out, bool *found, struct rota_world *world,
			   const struct rota_posting *left, const struct rota_tenure_list *career,
			   struct rota_error *err)
{
	struct rota_spans spans;
	int rc = list_near(&spans, world, left->to, career, err);

	*found = false;
	for (size_t i = 0; !rc && i < spans.count; i++) {
		struct rota_tenure tenure;
		struct rota_posting one;
		bool valid = false;

		rc = rota_tenure_get(&tenure, world, spans.items[i].no, err);
		if (!rc && came_by_move(&tenure))
			rc = read_posting(&one, &valid, world, spans.items[i].no, err);
		if (rc || !valid || !rota_postings_are_halves(left, &one) ||
		    (*found && rota_posting_compare(out, &one) < 0))
			continue;
		*out = one;
		*found = true;
	}
	return rc;
}

/** The matter of a posting that was left; none when its other half is not here. */
static int find_halves(struct rota_matters *out, struct rota_world *world,
		       const struct rota_posting *left, const struct rota_tenure_list *career,
		       struct rota_error *err)
{
	struct rota_posting came;
	bool found = false;
	int rc = ROTA_OK;

	if (rota_posting_left_for(left, rota_subject_id(left->subject, "next")))
		rc = find_other_half(&came, &found, world, left, career, err);
	return rc || !found ? rc
			    : rota_matters_find_docs_differ(out, &world->scratch, left, &came, err);
}

/** Keep what there is now of a posting that was left. */
static int look_at_left(struct rota_world *world, const struct rota_tenure *tenure, uint32_t no,
			const struct rota_tenure_list *career, struct rota_error *err)
{
	struct rota_matters found = { .count = 0 };
	struct rota_posting left;
	bool valid = false;
	int rc = may_have_half(&valid, world, tenure, career, err);

	if (!rc && valid)
		rc = read_posting(&left, &valid, world, no, err);
	if (!rc && valid)
		rc = find_halves(&found, world, &left, career, err);
	return rc ? rc : rota_papers_keep(world, ROTA_PAPERS_HALVES, no, no, found.count > 0, err);
}

static bool is_near(int32_t a, int32_t b)
{
	int64_t days = (int64_t)a - b;

	return days <= ROTA_HALVES_DAYS && -days <= ROTA_HALVES_DAYS;
}

/** Look again at all that were left near the day on which one begins. */
static int look_at_halves(struct rota_world *world, const struct rota_tenure *tenure, uint32_t no,
			  struct rota_error *err)
{
	struct rota_tenure_list career = rota_tenure_list_of_cadre(tenure);
	struct rota_spans spans = { .count = 0 };
	int rc = ROTA_OK;

	if (left_by_move(tenure))
		rc = look_at_left(world, tenure, no, &career, err);
	if (!rc && came_by_move(tenure))
		rc = rota_world_spans(&spans, world, &career,
				      (struct rota_span_choice){ .which = ROTA_SPANS_ALL }, err);
	for (size_t i = 0; !rc && i < spans.count; i++) {
		struct rota_tenure one;

		if (spans.items[i].no == no || !is_near(spans.items[i].to, tenure->from))
			continue;
		rc = rota_tenure_get(&one, world, spans.items[i].no, err);
		if (!rc && left_by_move(&one))
			rc = look_at_left(world, &one, spans.items[i].no, &career, err);
	}
	return rc;
}

static int note_halves(struct rota_world *world, const struct rota_tenure *was,
		       const struct rota_tenure *now, uint32_t no, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (left_by_move(was) && !left_by_move(now))
		rc = rota_papers_keep(world, ROTA_PAPERS_HALVES, no, no, false, err);
	if (!rc && was->person &&
	    (was->person != now->person || was->from != now->from || !now->counts))
		rc = look_at_halves(world, was, no, err);
	return rc || !now->person ? rc : look_at_halves(world, now, no, err);
}

int rota_world_find_docs_differ(struct rota_matters *out, struct rota_world *world,
				struct rota_id id, struct rota_error *err)
{
	struct rota_tenure_list career;
	struct rota_posting left;
	bool valid;
	int rc = rota_world_settled_posting(&left, &valid, world, id, err);

	if (!rc && valid)
		rc = rota_tenure_list_career(&career, world, left.cadre, err);
	return rc || !valid ? rc : find_halves(out, world, &left, &career, err);
}

/* --- acting and recorded as full ------------------------------------------------------------- */

static bool is_full(const struct rota_tenure *tenure)
{
	return tenure->mode == 'f';
}

static bool acts_as_full(const struct rota_tenure *tenure)
{
	const struct rota_act *act = rota_act_find(rota_act_of_number(tenure->act));

	return tenure->counts && is_full(tenure) && act && act->mode &&
	       strcmp(act->mode, "full") != 0;
}

static int is_kept(bool *out, struct rota_world *world, uint32_t full, uint32_t other,
		   struct rota_error *err)
{
	struct rota_ids kept;
	struct rota_id wanted;
	uint8_t key[KEY_BYTES];
	int rc = rota_entity_id(wanted.bytes, world->txn, other, err);

	papers_key(key, ROTA_PAPERS_ACTING, full);
	if (!rc)
		rc = rota_world_indexed(&kept, world, ROTA_INDEX_PAPERS, key, KEY_BYTES, err);
	*out = !rc && rota_ids_have(kept.items, kept.count, wanted);
	return rc;
}

/** Keep that a full posting may be acting, by another one or by itself; what is derived of it then
 * changes. */
static int keep_acting(struct rota_world *world, uint32_t full, uint32_t other, bool is,
		       struct rota_error *err)
{
	bool kept;
	int rc = is_kept(&kept, world, full, other, err);

	if (rc || kept == is)
		return rc;
	rc = rota_papers_keep(world, ROTA_PAPERS_ACTING, full, other, is, err);
	return rc ? rc : rota_derive_mark_number(world, full, err);
}

/** One posting, full or not, and one of the same person that stands beside it. */
static int look_at_beside(struct rota_world *world, const struct rota_tenure *tenure, uint32_t no,
			  uint32_t other_no, struct rota_error *err)
{
	struct rota_posting mine, other;
	struct rota_tenure beside;
	bool valid[2] = { false, false };
	bool full = is_full(tenure), says = false;
	int rc = rota_tenure_get(&beside, world, other_no, err);

	if (rc || beside.unit != tenure->unit || beside.post != tenure->post ||
	    is_full(&beside) == full)
		return rc;
	rc = read_posting(&mine, &valid[0], world, no, err);
	if (!rc)
		rc = read_posting(&other, &valid[1], world, other_no, err);
	if (!rc && valid[0] && valid[1])
		says = full ? rota_posting_says_acting(&other, &mine)
			    : rota_posting_says_acting(&mine, &other);
	return rc ? rc : keep_acting(world, full ? no : other_no, full ? other_no : no, says, err);
}

static int note_acting(struct rota_world *world, const struct rota_tenure *was,
		       const struct rota_tenure *now, uint32_t no, struct rota_error *err)
{
	struct rota_tenure_list career = rota_tenure_list_of_cadre(now);
	struct rota_spans spans = { .count = 0 };
	int rc = ROTA_OK;

	if (acts_as_full(was) || acts_as_full(now))
		rc = keep_acting(world, no, no, acts_as_full(now), err);
	if (!rc && now->counts && now->beside)
		rc = rota_world_spans(&spans, world, &career,
				      (struct rota_span_choice){ .which = ROTA_SPANS_ALL }, err);
	for (size_t i = 0; !rc && i < spans.count; i++)
		if (spans.items[i].no != no && spans.items[i].from < now->to &&
		    now->from < spans.items[i].to)
			rc = look_at_beside(world, now, no, spans.items[i].no, err);
	return rc;
}

/** Whether there is any posting that may be acting and is recorded as full. */
static int any_acting(bool *out, struct rota_world *world, struct rota_error *err)
{
	uint8_t letter = ROTA_PAPERS_ACTING;

	return rota_world_any(out, &world->any_acting, world, ROTA_INDEX_PAPERS, &letter, 1, err);
}

/** The postings that may say that one is acting, with their fields settled. */
static int read_others(struct rota_posting **out, size_t *count, struct rota_world *world,
		       const struct rota_posting *full, const struct rota_ids *kept,
		       struct rota_error *err)
{
	int rc = ROTA_OK;

	*count = 0;
	*out = rota_arena_alloc(&world->scratch, (kept->count + 1) * sizeof(**out));
	if (!*out)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < kept->count; i++) {
		struct rota_posting *one = &(*out)[*count];
		bool valid = false;

		if (rota_id_compare(kept->items[i], full->id) == 0)
			continue;
		rc = rota_world_settled_posting(one, &valid, world, kept->items[i], err);
		*count += !rc && valid && rota_id_compare(one->person, full->person) == 0;
	}
	return rc;
}

static int find_acting(struct rota_matters *out, struct rota_world *world,
		       const struct rota_subject *subject, struct rota_error *err)
{
	struct rota_posting full, *others = NULL;
	struct rota_ids kept = { .count = 0 };
	size_t count = 0;
	bool any;
	int rc = any_acting(&any, world, err);

	if (rc || !any || !rota_posting_read(&full, subject) || rota_posting_is_void(&full) ||
	    strcmp(full.mode, "full") != 0)
		return rc;
	rc = list_kept(&kept, world, ROTA_PAPERS_ACTING, full.id, err);
	if (rc || !kept.count)
		return rc;
	rc = rota_world_person(&full.person, world, full.cadre, err);
	if (!rc)
		rc = read_others(&others, &count, world, &full, &kept, err);
	return rc ? rc
		  : rota_matters_find_acting_as_full(out, &world->scratch, &full, others, count,
						     &world->gazetteer, err);
}

int rota_world_find_acting_as_full(struct rota_matters *out, struct rota_world *world,
				   struct rota_id id, struct rota_error *err)
{
	struct rota_posting full;
	bool valid;
	int rc = rota_world_settled_posting(&full, &valid, world, id, err);

	return rc || !valid ? rc : find_acting(out, world, full.subject, err);
}

int rota_world_take_as_acting(struct rota_subject *subject, struct rota_world *world,
			      const struct rota_settlements *settlements, struct rota_error *err)
{
	const struct rota_settlement *settlement;
	struct rota_matters found = { .count = 0 };
	int rc = find_acting(&found, world, subject, err);

	subject->acting = (struct rota_days){ 0, 0 };
	if (rc || !found.count)
		return rc;
	settlement = rota_settlement_holds(settlements->items, settlements->count, found.items);
	if (!settlement || !settlement->way || strcmp(settlement->way, "full") != 0)
		subject->acting = (struct rota_days){ found.items->from, found.items->to };
	return ROTA_OK;
}

/* --- both ------------------------------------------------------------------------------------ */

int rota_papers_note(struct rota_world *world, const struct rota_tenure *was,
		     const struct rota_tenure *now, uint32_t no, struct rota_error *err)
{
	int rc = note_halves(world, was, now, no, err);

	return rc ? rc : note_acting(world, was, now, no, err);
}
