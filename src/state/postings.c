/* SPDX-License-Identifier: Apache-2.0 */
/* The postings of a post and of a cadre, as a world gives them (state/world.h). */
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "state/derive.h"
#include "state/kept.h"
#include "state/person.h"
#include "state/tenure.h"
#include "store/entity.h"
#include "store/index.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

size_t rota_post_key(uint8_t out[ROTA_POST_KEY_BYTES], struct rota_id unit, const char *post)
{
	memcpy(out, unit.bytes, sizeof(unit.bytes));
	out[sizeof(unit.bytes)] = (uint8_t)post[0];
	return sizeof(unit.bytes) + 1;
}

static int compare_postings(const void *a, const void *b)
{
	return rota_posting_compare(a, b);
}

int rota_world_posting(struct rota_posting *out, bool *valid, struct rota_world *world, uint32_t no,
		       struct rota_error *err)
{
	struct rota_tenure tenure = { .ask = true };
	struct rota_subject *subject;
	struct rota_id id;
	int rc = world->brief ? rota_tenure_get(&tenure, world, no, err) : ROTA_OK;

	*valid = !rc && !tenure.ask && tenure.counts;
	if (*valid)
		return rota_tenure_posting(out, world, no, &tenure, err);
	if (!rc)
		rc = rota_entity_id(id.bytes, world->txn, no, err);
	if (!rc)
		rc = rota_world_subject(&subject, world, id, err);
	*valid = !rc && subject->type == ROTA_ENTITY_POSTING && rota_posting_read(out, subject) &&
		 !rota_posting_is_void(out);
	return *valid ? rota_world_person(&out->person, world, out->cadre, err) : rc;
}

static int read_postings(struct rota_postings *out, struct rota_world *world,
			 const struct rota_spans *spans, struct rota_error *err)
{
	out->items = rota_arena_alloc(&world->scratch, spans->count * sizeof(*out->items));
	if (!out->items)
		return no_memory(err);
	for (size_t i = 0; i < spans->count; i++) {
		bool valid = false;
		int rc = rota_world_posting(&out->items[out->count], &valid, world, spans->items[i].no,
				      err);

		if (rc)
			return rc;
		out->count += valid;
	}
	if (out->count)
		qsort(out->items, out->count, sizeof(*out->items), compare_postings);
	return ROTA_OK;
}

/** Some postings of a list. */
static int read_list(struct rota_postings *out, struct rota_world *world,
		     const struct rota_tenure_list *list, struct rota_span_choice choice,
		     struct rota_error *err)
{
	struct rota_spans spans;
	int rc = rota_world_spans(&spans, world, list, choice, err);

	*out = (struct rota_postings){ .begun = spans.begun };
	if (!rc && choice.which == ROTA_SPANS_BESIDE)
		rota_spans_keep_overlapping(&spans);
	return rc ? rc : read_postings(out, world, &spans, err);
}

static int list_post(struct rota_tenure_list *list, struct rota_world *world, struct rota_id unit,
		     const char *post, struct rota_error *err)
{
	int rc = rota_derive_flush(world, err);

	return rc ? rc : rota_tenure_list_post(list, world, unit, post, err);
}

static int list_career(struct rota_tenure_list *list, struct rota_world *world,
		       struct rota_id cadre, struct rota_error *err)
{
	int rc = rota_derive_flush(world, err);

	return rc ? rc : rota_tenure_list_career(list, world, cadre, err);
}

static int read_post(struct rota_postings *out, struct rota_world *world, struct rota_id unit,
		     const char *post, struct rota_span_choice choice, struct rota_error *err)
{
	struct rota_tenure_list list;
	int rc = list_post(&list, world, unit, post, err);

	return rc ? rc : read_list(out, world, &list, choice, err);
}

static int read_career(struct rota_postings *out, struct rota_world *world, struct rota_id cadre,
		       struct rota_span_choice choice, struct rota_error *err)
{
	struct rota_tenure_list list;
	int rc = list_career(&list, world, cadre, err);

	return rc ? rc : read_list(out, world, &list, choice, err);
}

static const struct rota_span_choice all_spans = { .which = ROTA_SPANS_ALL };
static const struct rota_span_choice beside_spans = { .which = ROTA_SPANS_BESIDE };

int rota_world_post(struct rota_postings *out, struct rota_world *world, struct rota_id unit,
		    const char *post, struct rota_error *err)
{
	uint8_t key[ROTA_POST_KEY_BYTES];
	size_t size = rota_post_key(key, unit, post);
	int rc;

	if (world->kept && rota_kept_get(out, world, key, size))
		return ROTA_OK;
	rc = read_post(out, world, unit, post, all_spans, err);
	if (!rc && world->kept)
		rota_kept_put(world, key, size, out);
	return rc;
}

int rota_world_career(struct rota_postings *out, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err)
{
	struct rota_id person = cadre;
	int rc = world->kept ? rota_world_person(&person, world, cadre, err) : ROTA_OK;

	if (rc)
		return rc;
	if (world->kept && rota_kept_get(out, world, person.bytes, sizeof(person.bytes)))
		return ROTA_OK;
	rc = read_career(out, world, cadre, all_spans, err);
	if (!rc && world->kept)
		rota_kept_put(world, person.bytes, sizeof(person.bytes), out);
	return rc;
}

int rota_world_post_on(struct rota_postings *out, struct rota_world *world, struct rota_id unit,
		       const char *post, int32_t day, struct rota_error *err)
{
	return read_post(out, world, unit, post,
			 (struct rota_span_choice){ .which = ROTA_SPANS_ON, .day = day }, err);
}

int rota_world_post_begun(struct rota_postings *out, struct rota_world *world, struct rota_id unit,
			  const char *post, int32_t from, int32_t until, struct rota_error *err)
{
	return read_post(
		out, world, unit, post,
		(struct rota_span_choice){ .which = ROTA_SPANS_FROM, .day = from, .until = until },
		err);
}

int rota_world_career_on(struct rota_postings *out, struct rota_world *world, struct rota_id cadre,
			 int32_t day, struct rota_error *err)
{
	return read_career(out, world, cadre,
			   (struct rota_span_choice){ .which = ROTA_SPANS_ON, .day = day }, err);
}

/** Those that began last in [from, until] of a list. */
static int read_last(struct rota_postings *out, struct rota_world *world,
		     const struct rota_tenure_list *list, int32_t from, int32_t until, size_t most,
		     struct rota_error *err)
{
	struct rota_span_choice choice = { .which = ROTA_SPANS_FROM, .day = from, .until = until };
	struct rota_spans spans;
	int rc = rota_world_spans(&spans, world, list, choice, err);

	*out = (struct rota_postings){ .count = 0 };
	if (!rc && spans.count > most) {
		spans.items += spans.count - most;
		spans.count = most;
	}
	return rc ? rc : read_postings(out, world, &spans, err);
}

int rota_world_post_last(struct rota_postings *out, struct rota_world *world, struct rota_id unit,
			 const char *post, int32_t from, int32_t until, size_t most,
			 struct rota_error *err)
{
	struct rota_tenure_list list;
	int rc = list_post(&list, world, unit, post, err);

	return rc ? rc : read_last(out, world, &list, from, until, most, err);
}

int rota_world_career_last(struct rota_postings *out, struct rota_world *world,
			   struct rota_id cadre, int32_t until, size_t most, struct rota_error *err)
{
	struct rota_tenure_list list;
	int rc = list_career(&list, world, cadre, err);

	return rc ? rc : read_last(out, world, &list, ROTA_DAY_ALWAYS, until, most, err);
}

int rota_world_post_beside(struct rota_postings *out, struct rota_world *world, struct rota_id unit,
			   const char *post, struct rota_error *err)
{
	return read_post(out, world, unit, post, beside_spans, err);
}

int rota_world_career_beside(struct rota_postings *out, struct rota_world *world,
			     struct rota_id cadre, struct rota_error *err)
{
	return read_career(out, world, cadre, beside_spans, err);
}

/** The ids of all that stand in a list, by id. */
static int read_ever(struct rota_ids *out, struct rota_world *world,
		     const struct rota_tenure_list *list, struct rota_error *err)
{
	struct rota_spans spans;
	int rc = rota_world_spans(&spans, world, list,
				  (struct rota_span_choice){ .which = ROTA_SPANS_EVER }, err);

	*out = (struct rota_ids){ .count = 0 };
	if (!rc)
		out->items = rota_arena_alloc(&world->scratch, spans.count * sizeof(*out->items));
	if (!rc && !out->items)
		return no_memory(err);
	for (size_t i = 0; !rc && i < spans.count; i++)
		rc = rota_entity_id(out->items[out->count++].bytes, world->txn, spans.items[i].no,
				    err);
	if (!rc)
		out->count = rota_ids_sort(out->items, out->count);
	return rc;
}

int rota_world_post_ever(struct rota_ids *out, struct rota_world *world, struct rota_id unit,
			 const char *post, struct rota_error *err)
{
	struct rota_tenure_list list;
	int rc = list_post(&list, world, unit, post, err);

	return rc ? rc : read_ever(out, world, &list, err);
}

int rota_world_career_ever(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
			   struct rota_error *err)
{
	struct rota_tenure_list list;
	int rc = list_career(&list, world, cadre, err);

	return rc ? rc : read_ever(out, world, &list, err);
}

/** Whether somebody has taken the post in full since the statement, up to a day. */
static int is_ended(bool *out, struct rota_world *world, const struct rota_vacancy *vacancy,
		    int32_t day, struct rota_error *err)
{
	struct rota_postings holders;
	int rc = rota_world_post_begun(&holders, world, vacancy->unit, vacancy->post, vacancy->from,
				       day, err);

	*out = false;
	for (size_t i = 0; !rc && i < holders.count; i++)
		*out = *out || strcmp(holders.items[i].mode, "full") == 0;
	return rc;
}

int rota_world_vacancy(struct rota_vacancy *out, bool *stated, struct rota_world *world,
		       struct rota_id unit, const char *post, int32_t day, struct rota_error *err)
{
	uint8_t key[ROTA_POST_KEY_BYTES];
	size_t size = rota_post_key(key, unit, post);
	struct rota_ids ids;
	int rc = rota_world_indexed(&ids, world, ROTA_INDEX_POST, key, size, err);

	*stated = false;
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_vacancy one;
		struct rota_subject *subject;
		bool ended = false;

		rc = rota_world_subject(&subject, world, ids.items[i], err);
		if (rc || subject->type != ROTA_ENTITY_VACANCY ||
		    !rota_vacancy_read(&one, subject) || one.withdrawn || one.from > day)
			continue;
		rc = is_ended(&ended, world, &one, day, err);
		if (rc || ended)
			continue;
		*out = one;
		*stated = true;
	}
	return rc;
}
