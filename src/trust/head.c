/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing builds the map and reads it back, so that there is one list of rules:
 * that of reading.
 */
#include "trust/head.h"

#include <assert.h>
#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "codec/canonical.h"
#include "trust/fields.h"

/** Numbers that count something: see ROTA_MERKLE_MAX_SIZE. */
#define MOST ROTA_MERKLE_MAX_SIZE

enum { MAX_TYPE_FILES = 5 };

static const char *const type_names[] = { "batch", "checkpoint", "notice" };
static const char *const codec_names[] = { "raw", "zstd" };

/** The files that may stand beside the head, by type; ended by NULL. */
static const char *const type_files[][MAX_TYPE_FILES] = {
	{ "entries" },
	{ "matters", "totals", "vector" },
	{ "carried", "incoming", "matters", "receipts" },
};

const char *rota_chain_type_name(enum rota_chain_type type)
{
	return type_names[type];
}

void rota_chain_name_print(struct rota_buffer *out, enum rota_chain_type type,
			   struct rota_writer_id writer)
{
	if (type == ROTA_CHAIN_CHECKPOINT) {
		rota_buffer_puts(out, "checkpoints");
		return;
	}
	if (type == ROTA_CHAIN_NOTICE)
		rota_buffer_puts(out, "notices/");
	rota_hex_encode(out, writer.bytes, sizeof(writer.bytes));
}

bool rota_chain_name_read(enum rota_chain_type *type, struct rota_writer_id *writer,
			  const char *name)
{
	struct rota_writer_id none = { { 0 } };
	const char *digits = strncmp(name, "notices/", 8) == 0 ? name + 8 : name;

	if (strcmp(name, "checkpoints") == 0) {
		*type = ROTA_CHAIN_CHECKPOINT;
		*writer = none;
		return true;
	}
	*type = digits == name ? ROTA_CHAIN_BATCH : ROTA_CHAIN_NOTICE;
	return rota_writer_id_parse(writer, digits, NULL) == ROTA_OK;
}

/* --- writing ------------------------------------------------------------------------------- */

/** A map that is being filled; without memory it stays `failed`. */
struct filling {
	struct rota_arena *arena;
	struct rota_value map;
	bool failed;
};

static void put(struct filling *filling, const char *key, struct rota_value value)
{
	if (rota_map_set(filling->arena, &filling->map, key, value))
		filling->failed = true;
}

static void put_hash(struct filling *filling, const char *key, const struct rota_sha256 *hash)
{
	put(filling, key, rota_bin(hash->bytes, sizeof(hash->bytes)));
}

static void add(struct filling *filling, struct rota_value *list, struct rota_value item)
{
	if (rota_list_add(filling->arena, list, item))
		filling->failed = true;
}

static void put_files(struct filling *filling, const struct rota_head *head)
{
	struct filling files = { filling->arena, rota_map(), false };

	for (size_t i = 0; i < head->file_count; i++)
		put_hash(&files, head->files[i].name, &head->files[i].hash);
	put(filling, "files", files.map);
	filling->failed |= files.failed;
}

static void put_batch(struct filling *filling, const struct rota_head *head)
{
	struct rota_value peaks = rota_list(), seen = rota_list();

	for (size_t i = 0; i < head->peak_count; i++)
		add(filling, &peaks, rota_bin(head->peaks[i].bytes, sizeof(head->peaks[i].bytes)));
	if (head->has_seen) {
		add(filling, &seen, rota_uint(head->seen_seq));
		add(filling, &seen, rota_bin(head->seen.bytes, sizeof(head->seen.bytes)));
	}
	put(filling, "first", rota_uint(head->first));
	put(filling, "count", rota_uint(head->count));
	put(filling, "peaks", peaks);
	put_hash(filling, "root", &head->root);
	put(filling, "codec", rota_text(codec_names[head->codec]));
	put(filling, "size", rota_uint(head->size));
	put(filling, "seen", seen);
}

static void put_checkpoint(struct filling *filling, const struct rota_head *head)
{
	char day[ROTA_DAY_TEXT_BYTES];
	size_t size = rota_day_encode(day, head->as_of);
	const char *text = rota_arena_copy(filling->arena, day, size);

	filling->failed |= !text;
	put(filling, "number", rota_uint(head->number));
	put(filling, "rules", rota_uint(head->rules));
	put(filling, "as_of", rota_text(text ? text : ""));
	put_hash(filling, "vroot", &head->vroot);
	put_hash(filling, "log", &head->log);
}

static int put_all(struct filling *filling, const struct rota_head *head, struct rota_error *err)
{
	struct rota_buffer name = { 0 };
	const char *chain;

	rota_chain_name_print(&name, head->type, head->writer);
	chain = rota_arena_copy(filling->arena, rota_buffer_text(&name), name.size);
	filling->failed |= name.failed || !chain;
	rota_buffer_clear(&name);
	put(filling, "f", rota_uint(head->form));
	put_hash(filling, "province", &head->province);
	put(filling, "type", rota_text(type_names[head->type]));
	put(filling, "chain", rota_text(chain ? chain : ""));
	put(filling, "seq", rota_uint(head->seq));
	put_hash(filling, "prev", &head->prev);
	put(filling, "key", rota_bin(head->key.bytes, sizeof(head->key.bytes)));
	put(filling, "time", rota_uint(head->time));
	put_files(filling, head);
	if (head->type == ROTA_CHAIN_BATCH)
		put_batch(filling, head);
	else if (head->type == ROTA_CHAIN_CHECKPOINT)
		put_checkpoint(filling, head);
	else
		put(filling, "checkpoint", rota_uint(head->checkpoint));
	if (filling->failed)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_OK;
}

int rota_head_encode(struct rota_buffer *out, const struct rota_head *head, struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct filling filling = { &arena, rota_map(), false };
	struct rota_head again;
	size_t before = out->size;
	int rc;

	assert((size_t)head->type < sizeof(type_names) / sizeof(type_names[0]));
	assert((size_t)head->codec < sizeof(codec_names) / sizeof(codec_names[0]));
	assert(head->file_count <= ROTA_HEAD_MAX_FILES);
	assert(head->peak_count <= ROTA_MERKLE_MAX_STEPS);
	rc = put_all(&filling, head, err);
	if (!rc)
		rc = rota_canonical_encode(out, &filling.map, err);
	if (!rc)
		rc = rota_head_decode(&again, out->bytes + before, out->size - before, err);
	if (rc)
		rota_buffer_truncate(out, before);
	if (rc == ROTA_ECORRUPT) {
		rc = ROTA_EINVALID;
		if (err)
			err->code = ROTA_EINVALID;
	}
	rota_arena_clear(&arena);
	return rc;
}

/* --- reading ------------------------------------------------------------------------------- */

/** Before anything else, since a newer head may have other keys. */
static int check_form(const struct rota_fields *fields, struct rota_head *head,
		      struct rota_error *err)
{
	const struct rota_value *form = rota_map_get(&fields->map, "f");

	head->form = form && form->type == ROTA_UINT ? form->as.number : 0;
	if (head->form > ROTA_HEAD_FORM)
		return rota_fail(err, ROTA_ECORRUPT, _("install a newer rota"),
				 _("it is of form %llu; this program reads up to %d"),
				 (unsigned long long)head->form, ROTA_HEAD_FORM);
	return ROTA_OK;
}

static bool may_stand(enum rota_chain_type type, const char *name)
{
	for (const char *const *at = type_files[type]; *at; at++)
		if (strcmp(*at, name) == 0)
			return true;
	return false;
}

static void take_file(struct rota_fields *fields, struct rota_head *head,
		      const struct rota_pair *pair)
{
	struct rota_head_file *file = &head->files[head->file_count];
	const char *name = rota_value_text(&pair->key);

	if (!name || !may_stand(head->type, name) || pair->value.type != ROTA_BIN ||
	    pair->value.as.bin.size != sizeof(file->hash.bytes)) {
		rota_fields_refuse(fields, "files");
		return;
	}
	memcpy(file->name, name, strlen(name) + 1);
	memcpy(file->hash.bytes, pair->value.as.bin.bytes, sizeof(file->hash.bytes));
	head->file_count++;
}

/** The map has short names first; a tree has them as a dictionary. */
static void sort_files(struct rota_head *head)
{
	for (size_t i = 1; i < head->file_count; i++)
		for (size_t at = i;
		     at && strcmp(head->files[at - 1].name, head->files[at].name) > 0; at--) {
			struct rota_head_file moved = head->files[at];

			head->files[at] = head->files[at - 1];
			head->files[at - 1] = moved;
		}
}

static void take_files(struct rota_fields *fields, struct rota_head *head)
{
	const struct rota_value *files;

	if (!rota_fields_has(fields, "files"))
		return;
	files = rota_fields_value(fields, "files", ROTA_MAP, ROTA_HEAD_MAX_FILES);
	for (size_t i = 0; i < files->as.map.count && files->type == ROTA_MAP; i++)
		take_file(fields, head, &files->as.map.pairs[i]);
	sort_files(head);
}

static void take_common(struct rota_fields *fields, struct rota_head *head)
{
	enum rota_chain_type of_chain = ROTA_CHAIN_BATCH;
	const char *chain;

	head->form = rota_fields_number(fields, "f", 1, ROTA_HEAD_FORM);
	rota_fields_bytes(fields, "province", head->province.bytes, sizeof(head->province.bytes));
	head->type = (enum rota_chain_type)rota_fields_word(fields, "type", type_names, 3);
	chain = rota_fields_text(fields, "chain");
	if (!rota_chain_name_read(&of_chain, &head->writer, chain) || of_chain != head->type)
		rota_fields_refuse(fields, "chain");
	head->seq = rota_fields_number(fields, "seq", 0, MOST);
	rota_fields_bytes(fields, "prev", head->prev.bytes, sizeof(head->prev.bytes));
	rota_fields_bytes(fields, "key", head->key.bytes, sizeof(head->key.bytes));
	head->time = rota_fields_number(fields, "time", 0, ROTA_HEAD_END_OF_TIME - 1);
	take_files(fields, head);
}

/** Copy a list's item of 32 bytes. */
static void take_hash(struct rota_fields *fields, const char *key, struct rota_sha256 *out,
		      const struct rota_value *item)
{
	if (item->type == ROTA_BIN && item->as.bin.size == sizeof(out->bytes))
		memcpy(out->bytes, item->as.bin.bytes, sizeof(out->bytes));
	else
		rota_fields_refuse(fields, key);
}

static void take_peaks(struct rota_fields *fields, struct rota_head *head)
{
	const struct rota_value *peaks;

	if (rota_fields_has(fields, "peaks")) {
		peaks = rota_fields_value(fields, "peaks", ROTA_LIST, ROTA_MERKLE_MAX_STEPS);
		for (size_t i = 0; peaks->type == ROTA_LIST && i < peaks->as.list.count; i++)
			take_hash(fields, "peaks", &head->peaks[head->peak_count++],
				  &peaks->as.list.items[i]);
	}
	if (head->peak_count != rota_merkle_peak_count(head->first))
		rota_fields_refuse(fields, "peaks");
}

static void take_seen(struct rota_fields *fields, struct rota_head *head)
{
	const struct rota_value *seen;

	head->has_seen = rota_fields_has(fields, "seen");
	if (!head->has_seen)
		return;
	seen = rota_fields_value(fields, "seen", ROTA_LIST, 2);
	if (seen->type != ROTA_LIST || seen->as.list.count != 2 ||
	    seen->as.list.items[0].type != ROTA_UINT || seen->as.list.items[0].as.number > MOST) {
		rota_fields_refuse(fields, "seen");
		return;
	}
	head->seen_seq = seen->as.list.items[0].as.number;
	take_hash(fields, "seen", &head->seen, &seen->as.list.items[1]);
}

static void take_batch(struct rota_fields *fields, struct rota_head *head)
{
	head->first = rota_fields_number(fields, "first", 0, MOST - ROTA_BATCH_MAX_ENTRIES);
	head->count = rota_fields_number(fields, "count", 1, ROTA_BATCH_MAX_ENTRIES);
	take_peaks(fields, head);
	rota_fields_bytes(fields, "root", head->root.bytes, sizeof(head->root.bytes));
	head->codec = (enum rota_batch_codec)rota_fields_word(fields, "codec", codec_names, 2);
	head->size = rota_fields_number(fields, "size", ROTA_SEED_BYTES + 1, ROTA_BATCH_MAX_BYTES);
	take_seen(fields, head);
	if (head->file_count != 1)
		rota_fields_refuse(fields, "files");
}

static void take_checkpoint(struct rota_fields *fields, struct rota_head *head)
{
	const char *day;

	head->number = rota_fields_number(fields, "number", 1, MOST);
	head->rules = rota_fields_number(fields, "rules", 0, MOST);
	day = rota_fields_text(fields, "as_of");
	if (rota_day_decode(&head->as_of, day, strlen(day), NULL) || !rota_day_is_full(head->as_of))
		rota_fields_refuse(fields, "as_of");
	rota_fields_bytes(fields, "vroot", head->vroot.bytes, sizeof(head->vroot.bytes));
	rota_fields_bytes(fields, "log", head->log.bytes, sizeof(head->log.bytes));
}

static int take_all(struct rota_fields *fields, struct rota_head *head, struct rota_error *err)
{
	int rc = check_form(fields, head, err);

	if (rc)
		return rc;
	take_common(fields, head);
	if (head->type == ROTA_CHAIN_BATCH)
		take_batch(fields, head);
	else if (head->type == ROTA_CHAIN_CHECKPOINT)
		take_checkpoint(fields, head);
	else
		head->checkpoint = rota_fields_number(fields, "checkpoint", 1, MOST);
	return rota_fields_finish(fields, err);
}

int rota_head_decode(struct rota_head *out, const void *bytes, size_t size, struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct rota_fields fields;
	int rc;

	memset(out, 0, sizeof(*out));
	if (size > ROTA_HEAD_MAX_BYTES)
		rc = rota_fail(err, ROTA_ECORRUPT, NULL, _("it has %zu bytes; %d is the most"),
			       size, ROTA_HEAD_MAX_BYTES);
	else
		rc = rota_fields_begin(&fields, &arena, bytes, size, err);
	if (!rc)
		rc = take_all(&fields, out, err);
	if (rc)
		*out = (struct rota_head){ .form = out->form > ROTA_HEAD_FORM ? out->form : 0 };
	if (rc == ROTA_ECORRUPT)
		rota_error_context(err, "%s", _("the head"));
	rota_arena_clear(&arena);
	return rc;
}
