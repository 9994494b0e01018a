/* SPDX-License-Identifier: Apache-2.0 */
#include "state/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "state/person.h"

/** A posting with what says whether one more entry is easily added. */
struct one {
	struct rota_posting posting; /* its texts are words of the tables */
	struct rota_id last;         /* its only revision; zero: it has several */
};

/** The postings of one post or one cadre, by first day. */
struct list {
	struct one **items;
	size_t count, room;
};

static const struct rota_subject no_steps;

/* --- keeping --------------------------------------------------------------------------------- */

int rota_world_keep(struct rota_world *world, struct rota_error *err)
{
	struct rota_kept *kept = rota_arena_alloc(&world->arena, sizeof(*kept));

	if (!kept)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	kept->arena.max_bytes = (size_t)512 << 20;
	kept->lists.arena = &kept->arena;
	kept->postings.arena = &kept->arena;
	world->kept = kept;
	return ROTA_OK;
}

int rota_kept_by(struct rota_world *world, struct rota_value by, uint64_t clock,
                 struct rota_error *err)
{
	const void *bytes = by.type == ROTA_TEXT ? by.as.text.chars : (const void *)by.as.bin.bytes;
	size_t size = by.type == ROTA_TEXT ? by.as.text.size : by.as.bin.size;
	char *copy = rota_arena_copy(&world->arena, bytes, size);

	if (!copy)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	world->kept->by = by.type == ROTA_TEXT ? rota_text_sized(copy, size) : rota_bin(copy, size);
	world->kept->clock = clock;
	return ROTA_OK;
}

/** Forget every posting, and begin anew: after an entry that changes more than one can tell. */
static void clear(struct rota_kept *kept)
{
	rota_memo_clear(&kept->lists);
	rota_memo_clear(&kept->postings);
	rota_arena_clear(&kept->arena);
}

void rota_kept_clear(struct rota_world *world)
{
	if (world->kept)
		clear(world->kept);
}

void rota_kept_forget(struct rota_world *world)
{
	if (world->kept)
		clear(world->kept);
	world->kept = NULL;
}

static bool has_steps(const struct rota_subject *subject)
{
	for (size_t i = 0; i < subject->revision_count; i++)
		if (strcmp(subject->revisions[i].entry.kind_name, "posting.step") == 0)
			return true;
	return false;
}

/** A word of a table in place of a copy of it; NULL when it is none. */
static const char *word_of(const struct rota_words *words, const char *id)
{
	const struct rota_word *word = rota_word_find(words, id);

	return word ? word->id : NULL;
}

/** Texts that outlive the entries. @return false: it cannot be kept. */
static bool settle_words(struct rota_posting *posting)
{
	const char *end_act = posting->end_act;

	posting->post = word_of(&rota_posts, posting->post);
	posting->act = word_of(&rota_acts_words, posting->act);
	posting->mode = word_of(&rota_modes, posting->mode);
	posting->end_act = word_of(&rota_acts_words, end_act);
	return posting->post && posting->act && posting->mode && (!end_act || posting->end_act);
}

static bool fill(struct one *one, const struct rota_posting *posting)
{
	static const struct rota_id zero;
	const struct rota_subject *subject = posting->subject;

	*one = (struct one){ .posting = *posting };
	one->last = subject->revision_count == 1 ? subject->revisions[0].id : zero;
	one->posting.subject = &no_steps;
	return !subject->settled && !has_steps(subject) && settle_words(&one->posting);
}

/** The one posting with this id, made or brought up to date. NULL: it cannot be kept. */
static struct one *keep_one(struct rota_kept *kept, const struct rota_posting *posting)
{
	void **at = rota_memo_at(&kept->postings, posting->id.bytes, sizeof(posting->id.bytes));

	if (at && !*at)
		*at = rota_arena_alloc(&kept->arena, sizeof(struct one));
	return at && *at && fill(*at, posting) ? *at : NULL;
}

static int compare_ones(const struct one *left, const struct one *right)
{
	return rota_posting_compare(&left->posting, &right->posting);
}

/** Put a posting where it belongs in a list. */
static bool insert(struct rota_kept *kept, struct list *list, struct one *one)
{
	size_t at = list->count;
	struct one **items =
		rota_arena_more(&kept->arena, list->items, list->count, &list->room, sizeof(*items));

	if (!items)
		return false;
	list->items = items;
	for (; at && compare_ones(list->items[at - 1], one) > 0; at--)
		list->items[at] = list->items[at - 1];
	list->items[at] = one;
	list->count++;
	return true;
}

void rota_kept_put(struct rota_world *world, const void *key, size_t size,
                   const struct rota_postings *postings)
{
	struct rota_kept *kept = world->kept;
	struct list *list = rota_arena_alloc(&kept->arena, sizeof(*list));
	void **at;

	for (size_t i = 0; list && i < postings->count; i++) {
		struct one *one = keep_one(kept, &postings->items[i]);

		if (!one || !insert(kept, list, one))
			return;
	}
	at = list ? rota_memo_at(&kept->lists, key, size) : NULL;
	if (at)
		*at = list;
}

bool rota_kept_get(struct rota_postings *out, struct rota_world *world, const void *key,
                   size_t size)
{
	const struct list *list = rota_memo_get(&world->kept->lists, key, size);

	*out = (struct rota_postings){ 0 };
	if (!list)
		return false;
	out->items = rota_arena_alloc(&world->scratch, (list->count + 1) * sizeof(*out->items));
	if (!out->items)
		return false;
	out->count = list->count;
	for (size_t i = 0; i < list->count; i++)
		out->items[i] = list->items[i]->posting;
	return true;
}

/* --- what is recorded meanwhile -------------------------------------------------------------- */

/** A new posting goes into the lists that are kept; the others will be read with it. */
static bool note_begin(struct rota_kept *kept, const struct rota_posting *posting)
{
	uint8_t key[ROTA_POST_KEY_BYTES];
	size_t size = rota_post_key(key, posting->unit, posting->post);
	struct list *of_post = rota_memo_get(&kept->lists, key, size);
	struct list *of_cadre =
		rota_memo_get(&kept->lists, posting->person.bytes, sizeof(posting->person.bytes));
	struct one *one;

	if (!of_post && !of_cadre)
		return true;
	one = keep_one(kept, posting);
	return one && (!of_post || insert(kept, of_post, one)) &&
	       (!of_cadre || insert(kept, of_cadre, one));
}

static bool same_place(const struct rota_posting *a, const struct rota_posting *b)
{
	return rota_id_compare(a->unit, b->unit) == 0 && rota_id_compare(a->cadre, b->cadre) == 0 &&
	       strcmp(a->post, b->post) == 0 && a->from == b->from;
}

/** The end of a posting that had only its begin says all there is to say. */
static bool ends_simply(const struct one *one, const struct rota_entry *entry)
{
	struct rota_id pred;

	return strcmp(entry->kind_name, "posting.end") == 0 && entry->pred &&
	       entry->pred->as.list.count == 1 && entry->has_on && !rota_day_is_none(entry->on) &&
	       !rota_id_is_zero(one->last) &&
	       rota_id_from_value(&pred, &entry->pred->as.list.items[0]) &&
	       rota_id_compare(pred, one->last) == 0;
}

static void end_simply(struct one *one, const struct rota_entry *entry)
{
	const char *act = rota_value_text(rota_map_get(entry->body, "act"));

	one->posting.to = rota_day_first(entry->on);
	one->posting.end_act = word_of(&rota_acts_words, act);
	memset(&one->last, 0, sizeof(one->last));
}

/** Another entry about a posting: read it again. @return false: more has changed than its days. */
static bool note_again(struct rota_kept *kept, struct one *one, const struct rota_entry *entry,
                       const struct rota_subject *subject)
{
	struct rota_posting now;

	if (ends_simply(one, entry)) {
		end_simply(one, entry);
		return !rota_posting_is_void(&one->posting);
	}
	return rota_posting_read(&now, subject) && !rota_posting_is_void(&now) &&
	       same_place(&now, &one->posting) && keep_one(kept, &now);
}

int rota_kept_note(struct rota_world *world, struct rota_id entity, struct rota_id id,
                   const struct rota_entry *entry, struct rota_error *err)
{
	struct rota_kept *kept = world->kept;
	struct one *one = rota_memo_get(&kept->postings, entity.bytes, sizeof(entity.bytes));
	struct rota_revision revision = { .id = id, .entry = *entry };
	struct rota_subject *subject = NULL, made;
	struct rota_posting posting;
	bool fine = true;
	int rc = ROTA_OK;

	if (entry->kind->entity != ROTA_ENTITY_POSTING) {
		fine = strcmp(entry->kind_name, "entry.undo") != 0 &&
		       entry->kind->entity != ROTA_ENTITY_CADRE_PAIR;
	} else if (entry->creates) {
		rc = rota_subject_fold(&made, &world->scratch, entity, &revision, 1, err);
		if (!rc && rota_posting_read(&posting, &made) && !rota_posting_is_void(&posting)) {
			rc = rota_world_person(&posting.person, world, posting.cadre, err);
			fine = rc || note_begin(kept, &posting);
		}
	} else if (one) {
		if (!ends_simply(one, entry))
			rc = rota_world_subject(&subject, world, entity, err);
		fine = rc || note_again(kept, one, entry, subject);
	}
	if (!fine)
		clear(kept);
	return rc;
}
