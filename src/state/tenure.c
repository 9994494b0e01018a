/* SPDX-License-Identifier: Apache-2.0 */
#include "state/tenure.h"

#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "rota/acts.h"
#include "state/nil.h"
#include "state/papers.h"
#include "state/person.h"
#include "state/transit.h"
#include "store/entity.h"
#include "store/state.h"

/* In the store, as the state of the posting: 'H', flags, post, mode, act, end act (a byte each),
 * unit, cadre, person, first day, last day (4 each), clock (8). Numbers are big-endian. */
enum { KIND_OF_STATE = 'H', TENURE_BYTES = 34, COUNTS = 1, ASK = 2, SIMPLE = 4, BESIDE = 8, LEAVES = 16 };

/** Where the days of a posting stand that has none. */
static const struct rota_span no_days;

static const struct rota_subject no_steps;

/* --- the bytes ------------------------------------------------------------------------------- */

static uint32_t take_u32(const uint8_t **at)
{
	*at += 4;
	return rota_get_u32(*at - 4);
}

static void encode(uint8_t out[TENURE_BYTES], const struct rota_tenure *tenure)
{
	uint8_t *at = out;

	*at++ = KIND_OF_STATE;
	*at++ = (uint8_t)((tenure->counts ? COUNTS : 0) | (tenure->ask ? ASK : 0) |
			  (tenure->simple ? SIMPLE : 0) | (tenure->beside ? BESIDE : 0) |
			  (tenure->leaves ? LEAVES : 0));
	*at++ = (uint8_t)tenure->post;
	*at++ = (uint8_t)tenure->mode;
	*at++ = tenure->act;
	*at++ = tenure->end_act;
	at = rota_put_u32(at, tenure->unit);
	at = rota_put_u32(at, tenure->cadre);
	at = rota_put_u32(at, tenure->person);
	at = rota_put_u32(at, (uint32_t)tenure->from);
	at = rota_put_u32(at, (uint32_t)tenure->to);
	rota_put_u64(at, tenure->clock);
}

static bool decode(struct rota_tenure *out, const struct rota_buffer *bytes)
{
	const uint8_t *at = (const uint8_t *)bytes->bytes;
	uint8_t flags;

	*out = (struct rota_tenure){ .unit = 0 };
	if (bytes->size != TENURE_BYTES || *at++ != KIND_OF_STATE)
		return false;
	flags = *at++;
	out->counts = flags & COUNTS;
	out->ask = flags & ASK;
	out->simple = flags & SIMPLE;
	out->beside = flags & BESIDE;
	out->leaves = flags & LEAVES;
	out->post = (char)*at++;
	out->mode = (char)*at++;
	out->act = *at++;
	out->end_act = *at++;
	out->unit = take_u32(&at);
	out->cadre = take_u32(&at);
	out->person = take_u32(&at);
	out->from = (int32_t)take_u32(&at);
	out->to = (int32_t)take_u32(&at);
	out->clock = rota_get_u64(at);
	return true;
}

int rota_tenure_get(struct rota_tenure *out, struct rota_world *world, uint32_t no,
		    struct rota_error *err)
{
	bool known;
	int rc = rota_tenure_find(out, &known, world, no, err);

	/* whoever spoke of a posting may have meant something else */
	return rc || known ? rc
			   : rota_fail(err, ROTA_ENOTFOUND, NULL, "entity %u is no posting",
				       (unsigned)no);
}

int rota_tenure_find(struct rota_tenure *out, bool *known, struct rota_world *world, uint32_t no,
		     struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	int rc = rota_state_find(known, &bytes, world->txn, no, err);

	*out = (struct rota_tenure){ .unit = 0 };
	if (bytes.size && *rota_buffer_text(&bytes) != KIND_OF_STATE)
		*known = false;
	if (!rc && *known && !decode(out, &bytes))
		rc = rota_fail(err, ROTA_ECORRUPT, _("run: rota rebuild"),
			       _("what the store remembers of a posting is damaged"));
	*known = *known && !rc;
	rota_buffer_clear(&bytes);
	return rc;
}

/* --- from a folded posting ------------------------------------------------------------------- */

static int number_of(uint32_t *no, struct rota_world *world, struct rota_id id,
		     struct rota_error *err)
{
	*no = 0;
	return rota_id_is_zero(id) ? ROTA_OK
				   : rota_entity_intern(no, NULL, world->txn, id.bytes, 0, err);
}

static bool has_more_to_say(const struct rota_subject *subject)
{
	if (subject->settled || subject->heads.as.list.count > 1 ||
	    subject->acting.from < subject->acting.to)
		return true;
	for (size_t i = 0; i < subject->field_count; i++)
		if (subject->fields[i].rivals.as.list.count)
			return true;
	for (size_t i = 0; i < subject->revision_count; i++)
		if (strcmp(subject->revisions[i].entry.kind_name, "posting.step") == 0)
			return true;
	return false;
}

int rota_tenure_read(struct rota_tenure *out, struct rota_world *world,
		     const struct rota_subject *subject, struct rota_error *err)
{
	struct rota_posting posting;
	bool is_posting = rota_posting_read(&posting, subject);
	int rc = number_of(&out->unit, world, posting.unit, err);

	*out = (struct rota_tenure){ .unit = out->unit,
				     .post = posting.post ? posting.post[0] : '\0',
				     .mode = posting.mode ? posting.mode[0] : '\0',
				     .act = rota_act_number(posting.act),
				     .end_act = rota_act_number(posting.end_act),
				     .counts = is_posting && !rota_posting_is_void(&posting),
				     .ask = has_more_to_say(subject),
				     .leaves = !rota_id_is_zero(rota_subject_id(subject, "next")) };
	if (!rc)
		rc = number_of(&out->cadre, world, posting.cadre, err);
	if (!rc)
		rc = rota_person_first(&out->person, world, out->cadre, err);
	if (out->counts) {
		out->from = posting.from;
		out->to = rota_posting_end(&posting);
		out->clock = posting.clock;
	}
	return rc;
}

/* --- keys ------------------------------------------------------------------------------------ */

static struct rota_tenure_list list_of_post(uint32_t unit, char post)
{
	struct rota_tenure_list list = { .table = ROTA_SPAN_POST };

	if (unit && post) {
		list.size = 5;
		*rota_put_u32(list.key, unit) = (uint8_t)post;
	}
	return list;
}

static struct rota_tenure_list list_of_cadre(uint32_t cadre)
{
	struct rota_tenure_list list = { .table = ROTA_SPAN_CAREER, .size = cadre ? 4 : 0 };

	rota_put_u32(list.key, cadre);
	return list;
}

struct rota_tenure_list rota_tenure_list_of_post(const struct rota_tenure *tenure)
{
	return list_of_post(tenure->unit, tenure->post);
}

struct rota_tenure_list rota_tenure_list_of_cadre(const struct rota_tenure *tenure)
{
	return list_of_cadre(tenure->person);
}

/** The number of an entity that is asked about; 0 when nothing here speaks of it. */
static int find_number(uint32_t *no, struct rota_world *world, struct rota_id id,
		       struct rota_error *err)
{
	int rc = rota_entity_find(no, world->txn, id.bytes, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	return rc;
}

int rota_tenure_list_post(struct rota_tenure_list *out, struct rota_world *world,
			  struct rota_id unit, const char *post, struct rota_error *err)
{
	uint32_t no;
	int rc = find_number(&no, world, unit, err);

	*out = list_of_post(no, post[0]);
	return rc;
}

int rota_tenure_list_career(struct rota_tenure_list *out, struct rota_world *world,
			    struct rota_id cadre, struct rota_error *err)
{
	uint32_t no;
	int rc = find_number(&no, world, cadre, err);

	if (!rc)
		rc = rota_person_first(&no, world, no, err);
	*out = list_of_cadre(no);
	return rc;
}

/* --- remembering ----------------------------------------------------------------------------- */

static struct rota_span days_of(uint32_t no, const struct rota_tenure *tenure)
{
	struct rota_span span = no_days;

	if (tenure->counts)
		span = (struct rota_span){ .from = tenure->from, .to = tenure->to };
	span.no = no;
	return span;
}

static bool same_list(const struct rota_tenure_list *a, const struct rota_tenure_list *b)
{
	return a->size == b->size && memcmp(a->key, b->key, a->size) == 0;
}

/** Move a span within a list, or out of one, where it stays without days, into another.
 *  @param fresh  it never stood anywhere. */
static int move(struct rota_world *world, const struct rota_tenure_list *from,
		const struct rota_tenure_list *to, struct rota_span was, struct rota_span now,
		bool fresh, struct rota_error *err)
{
	bool stays = same_list(from, to);
	struct rota_span left = { .no = now.no };
	int rc = ROTA_OK;

	if (stays && was.from == now.from && was.to == now.to)
		return ROTA_OK;
	if (from->size)
		rc = rota_span_delete(world->txn, from->table, from->key, from->size, was, err);
	if (!rc && from->size && !stays)
		rc = rota_span_put(world->txn, from->table, from->key, from->size, left, err);
	if (!rc && to->size && !stays && !fresh) /* it may have stood there before */
		rc = rota_span_delete(world->txn, to->table, to->key, to->size, left, err);
	if (!rc && to->size)
		rc = rota_span_put(world->txn, to->table, to->key, to->size, now, err);
	return rc;
}

int rota_tenure_put(struct rota_world *world, uint32_t no, const struct rota_tenure *was,
		    const struct rota_tenure *now, struct rota_error *err)
{
	static const struct rota_tenure nothing;
	const struct rota_tenure *old = was ? was : &nothing;
	struct rota_tenure_list from = rota_tenure_list_of_post(old);
	struct rota_tenure_list to = rota_tenure_list_of_post(now);
	uint8_t bytes[TENURE_BYTES];
	int rc = move(world, &from, &to, days_of(no, old), days_of(no, now), !was, err);

	from = rota_tenure_list_of_cadre(old);
	to = rota_tenure_list_of_cadre(now);
	if (!rc)
		rc = move(world, &from, &to, days_of(no, old), days_of(no, now), !was, err);
	encode(bytes, now);
	if (!rc)
		rc = rota_state_put(world->txn, no, bytes, sizeof(bytes), err);
	if (!rc)
		rc = rota_nil_note_tenure(world, now, no, err);
	if (!rc)
		rc = rota_transit_note(world, old, now, no, err);
	return rc ? rc : rota_papers_note(world, old, now, no, err);
}

static int mention(struct rota_world *world, const struct rota_tenure_list *list, uint32_t no,
		   struct rota_error *err)
{
	const struct rota_span span = { .no = no };

	return list->size ? rota_span_put(world->txn, list->table, list->key, list->size, span, err)
			  : ROTA_OK;
}

int rota_tenure_mention(struct rota_world *world, uint32_t no, struct rota_id unit,
			const char *post, struct rota_id cadre, struct rota_error *err)
{
	struct rota_tenure_list list;
	uint32_t unit_no, cadre_no;
	int rc = number_of(&unit_no, world, unit, err);

	if (!rc)
		rc = number_of(&cadre_no, world, cadre, err);
	if (!rc)
		rc = rota_person_first(&cadre_no, world, cadre_no, err);
	if (rc)
		return rc;
	list = list_of_post(unit_no, post ? post[0] : '\0');
	rc = mention(world, &list, no, err);
	list = list_of_cadre(cadre_no);
	return rc ? rc : mention(world, &list, no, err);
}

/* --- reading --------------------------------------------------------------------------------- */

/** The word that begins with a letter; no two of these tables begin alike. */
static const char *word_of(const struct rota_words *words, char letter)
{
	for (size_t i = 0; i < words->count; i++)
		if (words->words[i].id[0] == letter)
			return words->words[i].id;
	return NULL;
}

int rota_tenure_posting(struct rota_posting *out, struct rota_world *world, uint32_t no,
			const struct rota_tenure *tenure, struct rota_error *err)
{
	int rc = rota_entity_id(out->id.bytes, world->txn, no, err);

	*out = (struct rota_posting){ .subject = &no_steps,
				      .id = out->id,
				      .post = word_of(&rota_posts, tenure->post),
				      .mode = word_of(&rota_modes, tenure->mode),
				      .act = rota_act_of_number(tenure->act),
				      .end_act = rota_act_of_number(tenure->end_act),
				      .from = tenure->from,
				      .to = tenure->to,
				      .void_from = ROTA_DAY_NEVER,
				      .clock = tenure->clock };
	if (!rc)
		rc = rota_entity_id(out->unit.bytes, world->txn, tenure->unit, err);
	if (!rc)
		rc = rota_entity_id(out->cadre.bytes, world->txn, tenure->cadre, err);
	out->person = out->cadre;
	if (!rc && tenure->person != tenure->cadre)
		rc = rota_entity_id(out->person.bytes, world->txn, tenure->person, err);
	if (!rc && (!out->post || !out->mode || !out->act))
		rc = rota_fail(err, ROTA_ECORRUPT, _("run: rota rebuild"),
			       _("what the store remembers of a posting is damaged"));
	return rc;
}

/** A visitor has seen what it came for; no code of ours has this number. */
enum { ENOUGH = 1 };

struct choosing {
	struct rota_spans *out;
	struct rota_arena *arena;
	struct rota_span_choice choice;
};

static bool is_chosen(struct rota_span span, struct rota_span_choice choice)
{
	switch (choice.which) {
	case ROTA_SPANS_EVER:
		return true;
	case ROTA_SPANS_ON:
		return span.from <= choice.day && choice.day < span.to;
	case ROTA_SPANS_FROM:
		return span.from < span.to && span.from >= choice.day && span.from <= choice.until;
	default:
		return span.from < span.to;
	}
}

/** Spans come by first day: whether what follows begins too late to be chosen. */
static bool is_past(struct rota_span span, struct rota_span_choice choice)
{
	return (choice.which == ROTA_SPANS_ON && span.from > choice.day) ||
	       (choice.which == ROTA_SPANS_FROM && span.from > choice.until);
}

static int add_span(struct rota_spans *out, struct rota_arena *arena, struct rota_span span,
		    struct rota_error *err)
{
	struct rota_span *items =
		rota_arena_more(arena, out->items, out->count, &out->room, sizeof(*items));

	if (!items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	out->items = items;
	out->items[out->count++] = span;
	return ROTA_OK;
}

static int choose(const struct rota_span *spans, size_t count, void *payload,
		  struct rota_error *err)
{
	struct choosing *choosing = payload;
	struct rota_spans *out = choosing->out;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < count; i++) {
		if (is_past(spans[i], choosing->choice))
			return ENOUGH;
		out->begun = out->begun || spans[i].from < spans[i].to;
		if (is_chosen(spans[i], choosing->choice))
			rc = add_span(out, choosing->arena, spans[i], err);
	}
	return rc;
}

int rota_world_spans(struct rota_spans *out, struct rota_world *world,
		     const struct rota_tenure_list *list, struct rota_span_choice choice,
		     struct rota_error *err)
{
	struct choosing choosing = { out, &world->scratch, choice };
	int rc = ROTA_OK;

	*out = (struct rota_spans){ .count = 0 };
	if (list->size)
		rc = rota_span_each(world->txn, list->table, list->key, list->size, choose,
				    &choosing, err);
	return rc == ENOUGH ? ROTA_OK : rc;
}

/* --- overlaps -------------------------------------------------------------------------------- */

static int meets(const struct rota_span *spans, size_t count, void *payload, struct rota_error *err)
{
	const struct rota_span *span = payload;

	(void)err;
	for (size_t i = 0; i < count; i++)
		if (spans[i].no != span->no && spans[i].from < spans[i].to &&
		    spans[i].from < span->to && span->from < spans[i].to)
			return ENOUGH;
	return ROTA_OK;
}

int rota_world_overlaps(bool *out, struct rota_world *world, const struct rota_tenure_list *list,
			struct rota_span span, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (list->size && span.from < span.to)
		rc = rota_span_each(world->txn, list->table, list->key, list->size, meets, &span,
				    err);
	*out = rc == ENOUGH;
	return rc == ENOUGH ? ROTA_OK : rc;
}

void rota_spans_keep_overlapping(struct rota_spans *spans)
{
	int32_t reached = INT32_MIN; /* the latest end of those before */
	size_t kept = 0;

	for (size_t i = 0; i < spans->count; i++) {
		struct rota_span one = spans->items[i];
		bool before = one.from < reached;
		bool behind = i + 1 < spans->count && spans->items[i + 1].from < one.to;

		if (one.to > reached)
			reached = one.to;
		if (before || behind)
			spans->items[kept++] = one;
	}
	spans->count = kept;
}

int rota_tenure_look_beside(struct rota_tenure *tenure, struct rota_world *world, uint32_t no,
			    struct rota_error *err)
{
	const struct rota_span span = { .from = tenure->from, .to = tenure->to, .no = no };
	struct rota_tenure_list list = rota_tenure_list_of_post(tenure);
	int rc = rota_world_overlaps(&tenure->beside, world, &list, span, err);

	if (rc || tenure->beside)
		return rc;
	list = rota_tenure_list_of_cadre(tenure);
	return rota_world_overlaps(&tenure->beside, world, &list, span, err);
}
