/* SPDX-License-Identifier: Apache-2.0 */
#include "office/summary.h"

#include <string.h>

#include "base/buffer.h"
#include "store/entity.h"
#include "store/log.h"
#include "store/state.h"

/* In the store: 'S', the form, the epoch (8); of a posting also what struct layout has. Numbers are
 * big-endian; the texts are ids of the tables of words, so that they mean the same to every program
 * that knows them. */
enum { FORM_PLAIN = 1, FORM_POSTING = 2, HEADER_BYTES = 10, UNDO_DEPTH = 8 };

/** The mark of derivation that counts the changes of units and enrolments. */
#define MARK_EPOCH "epoch"

static const struct rota_subject no_steps;

/* --- the epoch ------------------------------------------------------------------------------- */

static int read_epoch(uint64_t *out, struct rota_world *world, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (!world->epoch)
		rc = rota_state_mark_get(&world->epoch, world->txn, world->office->own.bytes,
		                         MARK_EPOCH, err);
	*out = world->epoch;
	return rc;
}

static int next_epoch(struct rota_world *world, struct rota_error *err)
{
	uint64_t epoch;
	int rc = read_epoch(&epoch, world, err);

	world->epoch = epoch + 1;
	return rc ? rc :
	            rota_state_mark_put(world->txn, world->office->own.bytes, MARK_EPOCH,
	                                world->epoch, err);
}

/* --- the bytes ------------------------------------------------------------------------------- */

static void put_number(struct rota_buffer *out, uint64_t number)
{
	uint8_t bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)(number >> (56 - 8 * i));
	rota_buffer_append(out, bytes, sizeof(bytes));
}

static void put_word(struct rota_buffer *out, const char *word)
{
	rota_buffer_append(out, word ? word : "", (word ? strlen(word) : 0) + 1);
}

/** Reading with a sticky failure. */
struct reader {
	const char *at;
	size_t left;
	bool cut;
};

static void take(struct reader *reader, void *out, size_t size)
{
	if (reader->cut || reader->left < size) {
		reader->cut = true;
		memset(out, 0, size);
		return;
	}
	memcpy(out, reader->at, size);
	reader->at += size;
	reader->left -= size;
}

static uint64_t take_number(struct reader *reader)
{
	uint8_t bytes[8];
	uint64_t number = 0;

	take(reader, bytes, sizeof(bytes));
	for (int i = 0; i < 8; i++)
		number = number << 8 | bytes[i];
	return number;
}

/** A word of a table; NULL for "". A word that the table does not have makes the whole unreadable. */
static const char *take_word(struct reader *reader, const struct rota_words *words)
{
	const char *text = reader->at;
	const char *end = reader->cut ? NULL : memchr(text, '\0', reader->left);
	const struct rota_word *word;

	if (!end) {
		reader->cut = true;
		return NULL;
	}
	reader->left -= (size_t)(end - text) + 1;
	reader->at = end + 1;
	if (!*text)
		return NULL;
	word = rota_word_find(words, text);
	reader->cut = !word;
	return word ? word->id : NULL;
}

static void put_posting(struct rota_buffer *out, const struct rota_posting *posting)
{
	rota_buffer_append(out, posting->unit.bytes, sizeof(posting->unit.bytes));
	rota_buffer_append(out, posting->cadre.bytes, sizeof(posting->cadre.bytes));
	put_number(out, (uint32_t)posting->from);
	put_number(out, (uint32_t)posting->to);
	put_number(out, (uint32_t)posting->void_from);
	put_number(out, posting->void_from_start);
	put_number(out, posting->clock);
	put_word(out, posting->post);
	put_word(out, posting->act);
	put_word(out, posting->mode);
	put_word(out, posting->end_act);
}

static bool take_posting(struct rota_posting *out, struct reader *reader, struct rota_id id)
{
	*out = (struct rota_posting){ .subject = &no_steps, .id = id };
	take(reader, out->unit.bytes, sizeof(out->unit.bytes));
	take(reader, out->cadre.bytes, sizeof(out->cadre.bytes));
	out->from = (int32_t)take_number(reader);
	out->to = (int32_t)take_number(reader);
	out->void_from = (int32_t)take_number(reader);
	out->void_from_start = take_number(reader) != 0;
	out->clock = take_number(reader);
	out->post = take_word(reader, &rota_posts);
	out->act = take_word(reader, &rota_acts_words);
	out->mode = take_word(reader, &rota_modes);
	out->end_act = take_word(reader, &rota_acts_words);
	return !reader->cut && out->post && out->act && out->mode;
}

/* --- asking and remembering ------------------------------------------------------------------ */

static enum rota_summary read_summary(struct rota_posting *posting, const struct rota_buffer *bytes,
                                      struct rota_id id, uint64_t epoch)
{
	struct reader reader = { .at = bytes->bytes, .left = bytes->size };
	struct rota_posting ignored;
	char head[2];

	take(&reader, head, sizeof(head));
	if (head[0] != 'S' || take_number(&reader) != epoch || reader.cut)
		return ROTA_SUMMARY_NONE;
	if (head[1] == FORM_PLAIN)
		return ROTA_SUMMARY_PLAIN;
	if (head[1] != FORM_POSTING || !take_posting(posting ? posting : &ignored, &reader, id))
		return ROTA_SUMMARY_NONE;
	return ROTA_SUMMARY_POSTING;
}

int rota_summary_get(enum rota_summary *out, struct rota_posting *posting,
                     struct rota_world *world, struct rota_id id, struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	uint64_t epoch;
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, id.bytes, err);

	*out = ROTA_SUMMARY_NONE;
	if (!rc)
		rc = rota_state_get(&bytes, world->txn, no, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc)
		rc = read_epoch(&epoch, world, err);
	if (!rc)
		*out = read_summary(posting, &bytes, id, epoch);
	rota_buffer_clear(&bytes);
	return rc;
}

static bool in_conflict(const struct rota_subject *subject)
{
	for (size_t i = 0; i < subject->field_count; i++)
		if (subject->fields[i].rivals.as.list.count)
			return true;
	return false;
}

static bool has_steps(const struct rota_subject *subject)
{
	for (size_t i = 0; i < subject->revision_count; i++)
		if (strcmp(subject->revisions[i].entry.kind_name, "posting.step") == 0)
			return true;
	return false;
}

static int remember(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
                    struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	struct rota_posting posting;
	bool whole = subject->type == ROTA_ENTITY_POSTING && !has_steps(subject) &&
	             rota_posting_read(&posting, subject) && !rota_posting_is_void(&posting);
	const char head[2] = { 'S', whole ? FORM_POSTING : FORM_PLAIN };
	uint64_t epoch;
	int rc = read_epoch(&epoch, world, err);

	rota_buffer_append(&bytes, head, sizeof(head));
	put_number(&bytes, epoch);
	if (whole)
		put_posting(&bytes, &posting);
	if (!rc)
		rc = rota_buffer_check(&bytes, err);
	if (!rc)
		rc = rota_state_put(world->txn, no, bytes.bytes, bytes.size, err);
	rota_buffer_clear(&bytes);
	return rc;
}

static int count_entry(uint32_t writer, uint64_t n, void *payload, struct rota_error *err)
{
	(void)writer;
	(void)n;
	(void)err;
	++*(size_t *)payload;
	return ROTA_OK;
}

int rota_summary_put(struct rota_world *world, const struct rota_subject *subject,
                     struct rota_error *err)
{
	size_t entries = 0;
	uint32_t no;
	int rc;

	if (!world->writes || in_conflict(subject))
		return ROTA_OK;
	rc = rota_entity_find(&no, world->txn, subject->id.bytes, err);
	if (!rc)
		rc = rota_entity_entries(world->txn, no, count_entry, &entries, err);
	if (rc || entries != subject->revision_count) /* some of its entries do not count */
		return rc;
	return remember(world, no, subject, err);
}

/* --- forgetting ------------------------------------------------------------------------------ */

static int read_entry(struct rota_entry *out, struct rota_world *world, struct rota_id id,
                      struct rota_error *err)
{
	struct rota_writer_id writer = rota_id_writer(id);
	struct rota_buffer bytes = { 0 };
	int rc = rota_log_get(&bytes, world->txn, writer.bytes, rota_id_number(id), err);

	if (!rc)
		rc = rota_entry_decode(out, &world->scratch, bytes.bytes, bytes.size, err);
	rota_buffer_clear(&bytes);
	return rc;
}

static int forget(struct rota_world *world, struct rota_id entity, struct rota_error *err)
{
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, entity.bytes, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	return rc ? rc : rota_state_delete(world->txn, no, err);
}

/** What an undo, or the undo of an undo, takes back. */
static int forget_undone(struct rota_world *world, const struct rota_entry *undo,
                         struct rota_error *err)
{
	struct rota_entry entry = *undo;
	int rc = ROTA_OK;

	for (int depth = 0; !rc && depth < UNDO_DEPTH; depth++) {
		struct rota_id of;

		if (!rota_id_from_value(&of, rota_map_get(entry.body, "of"))) {
			if (entry.creates)
				break;
			of = entry.id; /* a later word on an undo: its first entry says of what */
		}
		rc = read_entry(&entry, world, of, err);
		if (!rc)
			rc = forget(world, entry.creates ? of : entry.id, err);
		if (!rc && strcmp(entry.kind_name, "entry.undo") != 0)
			break;
	}
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err); /* it takes back what is not here */
	return ROTA_OK;
}

/** Whether an entry can change whose entries count. */
static bool changes_custody(const char *kind)
{
	return strncmp(kind, "unit.", 5) == 0 || strncmp(kind, "writer.", 7) == 0;
}

int rota_summary_note(struct rota_world *world, uint32_t no, const struct rota_entry *entry,
                      struct rota_error *err)
{
	int rc = rota_state_delete(world->txn, no, err);

	if (!rc && changes_custody(entry->kind_name))
		rc = next_epoch(world, err);
	if (!rc && strcmp(entry->kind_name, "entry.undo") == 0)
		rc = forget_undone(world, entry, err);
	return rc;
}
