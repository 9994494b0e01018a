/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The province's answer as a file: what every office reads, and the notices of one.
 *
 * What an office has is known by its newest batch, which names the newest checkpoint that it had
 * seen. Whoever has a checkpoint has all of `common` of which that checkpoint speaks, and the
 * notices that explain it: they come in one exchange, and a file says that it needs them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "exchange/bundle.h"
#include "exchange/received.h"
#include "state/vector.h"
#include "state/writers.h"

/** How many commits of each ref an office has. */
struct had {
	bool some;                         /* it has named a checkpoint */
	struct rota_checkpoint checkpoint; /* the newest that it has named */
	uint64_t common, checkpoints;
};

/* --- what it has ----------------------------------------------------------------------------- */

struct counting {
	uint64_t limit;
	uint64_t count;
};

static int count_batch(const struct rota_batch_end *end, void *payload, struct rota_error *err)
{
	struct counting *counting = payload;

	(void)err;
	counting->count += end->log.size <= counting->limit;
	return ROTA_OK;
}

static int find_seen(struct had *out, struct rota_world *world, struct rota_writer_id writer,
		     struct rota_error *err)
{
	struct rota_chain chain;
	int rc = rota_chain_load(&chain, world, ROTA_CHAIN_BATCH, writer, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc || !chain.has_seen)
		return rc;
	out->some = true;
	out->checkpoints = chain.seen_seq + 1;
	return rota_checkpoint_find(&out->checkpoint, world, chain.seen_seq + 1, err);
}

static int find_common(struct had *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_writer_id common = world->office->common;
	struct counting counting = { .count = 0 };
	int rc = rota_vector_size_at(&counting.limit, world, common, &out->checkpoint, err);

	if (!rc)
		rc = rota_batch_each(world, common, count_batch, &counting, err);
	out->common = counting.count;
	return rc;
}

static int find_had(struct had *out, struct rota_office *office, struct rota_writer_id writer,
		    struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_begin(&world, office, false, err);

	*out = (struct had){ .some = false };
	if (rc)
		return rc;
	rc = find_seen(out, &world, writer, err);
	if (!rc && out->some)
		rc = find_common(out, &world, err);
	return rota_world_close(&world, rc, err);
}

static int count_notice(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	struct counting *counting = payload;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < sealed->file_count; i++) {
		struct rota_head head;

		if (strcmp(sealed->files[i].name, "head") != 0)
			continue;
		rc = rota_head_decode(&head, sealed->files[i].bytes, sealed->files[i].size, err);
		counting->count += !rc && head.checkpoint <= counting->limit;
	}
	return rc;
}

/* --- what it gets ---------------------------------------------------------------------------- */

/** A ref that there is goes into the answer. */
static int add_slice(struct rota_git_slice *slices, size_t *count, struct rota_git *git,
		     const char *name, uint64_t skip, struct rota_error *err)
{
	struct rota_oid tip;
	int rc = rota_git_ref(&tip, git, name, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc)
		slices[(*count)++] = (struct rota_git_slice){ name, skip };
	return rc;
}

static int add_notices(struct rota_git_slice *slices, size_t *count, struct rota_git *git,
		       const char *name, const struct had *had, struct rota_error *err)
{
	struct counting counting = { .limit = had->checkpoint.number };
	struct rota_oid tip;
	int rc = rota_git_ref(&tip, git, name, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc && had->some)
		rc = rota_git_walk(git, &tip, NULL, count_notice, &counting, err);
	return rc ? rc : add_slice(slices, count, git, name, counting.count, err);
}

/** An answer without a checkpoint would say nothing. */
static int check_published(struct rota_office *office, struct rota_error *err)
{
	struct rota_checkpoint last;
	struct rota_world world;
	int rc = rota_world_begin(&world, office, false, err);

	if (rc)
		return rc;
	rc = rota_checkpoint_last(&last, &world, err);
	if (rc == ROTA_ENOTFOUND)
		rc = rota_fail(err, ROTA_EINVALID, _("publish something first: rota merge"),
			       _("the province has published nothing yet"));
	return rota_world_close(&world, rc, err);
}

static int write_slices(struct rota_bundling *bundling, struct rota_writer_id writer,
			const struct had *had, struct rota_error *err)
{
	struct rota_git *git = bundling->exchange.git;
	struct rota_git_slice slices[ROTA_RECEIVED];
	char names[ROTA_RECEIVED][ROTA_REF_BYTES];
	size_t count = 0;
	int rc;

	rota_received_names(names, writer);
	rc = add_slice(slices, &count, git, names[ROTA_RECEIVED_COMMON], had->common, err);
	if (!rc)
		rc = add_slice(slices, &count, git, names[ROTA_RECEIVED_CHECKPOINTS],
			       had->checkpoints, err);
	if (!rc)
		rc = add_notices(slices, &count, git, names[ROTA_RECEIVED_NOTICES], had, err);
	return rc ? rc : rota_bundling_write(bundling, "for", slices, count, err);
}

static int answer(struct rota_bundling *bundling, const struct rota_enrolled_writer *writer,
		  struct rota_error *err)
{
	struct rota_buffer digits = { 0 };
	struct had had = { .some = false };
	int rc = rota_writer_id_print(&digits, writer->writer, err);

	bundling->name = writer->name;
	rota_text_join(bundling->writer, sizeof(bundling->writer), rota_buffer_text(&digits), "",
		       "");
	rota_buffer_clear(&digits);
	if (!rc && bundling->options->dry_run) {
		rota_bundling_would(bundling, "for");
		return ROTA_OK;
	}
	if (!rc && !bundling->options->all)
		rc = find_had(&had, bundling->exchange.office, writer->writer, err);
	if (!rc)
		rc = write_slices(bundling, writer->writer, &had, err);
	if (rc)
		rota_error_context(err, "%s", writer->name);
	return rc;
}

/* --- for whom -------------------------------------------------------------------------------- */

/** Notices are read by nobody but their office, so a file is for one. */
static int check_target(const struct rota_bundling *bundling, struct rota_error *err)
{
	if (bundling->options->office || rota_bundling_into_folder(bundling))
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID,
			 _("say for which: rota bundle write FILE --for OFFICE; or name a folder, "
			   "then each office gets a file in it"),
			 _("an answer is for one office: nobody else may read its notices"));
}

/** An office, and the code of its unit, by which they are listed. */
struct listed {
	const char *code;
	const struct rota_enrolled_writer *writer;
};

static int compare_listed(const void *a, const void *b)
{
	const struct listed *left = a, *right = b;
	int order = strcmp(left->code, right->code);

	return order ? order
		     : memcmp(left->writer->writer.bytes, right->writer->writer.bytes,
			      sizeof(left->writer->writer.bytes));
}

static int answer_each(struct rota_bundling *bundling, struct rota_world *world,
		       struct rota_error *err)
{
	const struct rota_writers *writers;
	struct listed *listed;
	size_t count = 0;
	int rc = rota_world_writers(&writers, world, err);

	if (rc)
		return rc;
	listed = rota_arena_alloc(&world->arena, (writers->count + 1) * sizeof(*listed));
	if (!listed)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < writers->count; i++) {
		const struct rota_enrolled_writer *writer = &writers->items[i];
		const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, writer->home);

		if (strcmp(writer->role, "write") == 0)
			listed[count++] = (struct listed){
				unit ? rota_unit_near(unit, world->today_number)->code : "", writer
			};
	}
	qsort(listed, count, sizeof(*listed), compare_listed);
	for (size_t i = 0; !rc && i < count; i++)
		rc = answer(bundling, listed[i].writer, err);
	return rc;
}

int rota_bundling_answer(struct rota_bundling *bundling, struct rota_error *err)
{
	const struct rota_enrolled_writer *one;
	struct rota_world world;
	int rc = check_target(bundling, err);

	if (!rc)
		rc = check_published(bundling->exchange.office, err);
	if (!rc)
		rc = rota_world_open(&world, bundling->exchange.office, false, err);
	if (rc)
		return rc;
	if (bundling->options->office) {
		rc = rota_writer_named(&one, &world, bundling->options->office, false, err);
		if (!rc)
			rc = answer(bundling, one, err);
	} else {
		rc = answer_each(bundling, &world, err);
	}
	return rota_world_close(&world, rc, err);
}
