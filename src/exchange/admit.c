/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/admit.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/aside.h"
#include "state/fork.h"
#include "state/vector.h"

/* --- an old copy ----------------------------------------------------------------------------- */

/** Every batch names the newest checkpoint that its writer has seen: if it is not here, this store
 *  is older than what the province has published. */
static int check_seen(struct rota_applying *applying, const struct rota_opened *opened,
                      struct rota_error *err)
{
	const struct rota_head *head = &opened->head;
	struct rota_checkpoint checkpoint;
	int rc;

	if (!head->has_seen)
		return ROTA_OK;
	rc = rota_checkpoint_find(&checkpoint, &applying->world, head->seen_seq + 1, err);
	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	if (!rc && memcmp(checkpoint.head.bytes, head->seen.bytes, sizeof(head->seen.bytes)) == 0)
		return ROTA_OK;
	return rota_fail(err, ROTA_ECORRUPT,
	                 _("take rota.mdb and rota.git from the newest backup; nothing was signed"),
	                 _("this store is an old copy: an office has seen checkpoint %llu, which is "
	                   "not the one that is here"),
	                 (unsigned long long)head->seen_seq + 1);
}

/* --- a ref that went back -------------------------------------------------------------------- */

struct branch {
	char root[2 * ROTA_SHA256_BYTES + 1]; /* that its newest batch names */
};

static int read_root(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	struct branch *branch = payload;
	struct rota_arena arena = { .first = NULL };
	struct rota_buffer digits = { 0 };
	struct rota_commit commit;

	if (!rota_commit_parse(&commit, &arena, sealed->commit, sealed->commit_size, err)) {
		rota_hex_encode(&digits, commit.root.bytes, sizeof(commit.root.bytes));
		rota_text_join(branch->root, sizeof(branch->root), rota_buffer_text(&digits), "", "");
	}
	rota_error_clear(err);
	rota_buffer_clear(&digits);
	rota_arena_clear(&arena);
	return ROTA_OK;
}

/** Keep a line of commits as evidence, unless it is kept under this name. */
static int keep_under(struct rota_git *git, struct rota_writer_id writer, const char *name,
                      const struct rota_oid *tip, struct rota_error *err)
{
	char ref[ROTA_REF_BYTES], folder[ROTA_REF_BYTES];
	struct rota_oid there;
	int rc;

	rota_writer_ref(folder, ROTA_REF_FORKS, writer);
	rota_text_join(ref, sizeof(ref), folder, "/", name);
	rc = rota_git_ref(&there, git, ref, err);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return rota_git_move(git, ref, NULL, tip, err);
}

/** Keep a branch, under the root that it claims. */
static int keep_evidence(struct rota_git *git, struct rota_writer_id writer,
                         const struct rota_oid *tip, struct rota_error *err)
{
	struct branch branch = { .root = "" };
	int rc = rota_git_walk(git, tip, NULL, read_root, &branch, err);

	if (rc && rc != ROTA_ECORRUPT)
		return rc;
	rota_error_clear(err);
	return keep_under(git, writer, *branch.root ? branch.root : "unreadable", tip, err);
}

static int skip(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	(void)sealed;
	(void)payload;
	(void)err;
	return 1;
}

/** Whoever has moved the ref since the merge looked at it is left alone until the next one. */
static int put_ref(struct rota_git *git, const char *ref, const struct rota_oid *from,
                   const struct rota_oid *to, struct rota_error *err)
{
	int rc = rota_git_move(git, ref, from, to, err);

	if (rc != ROTA_ECONFLICT)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

/** The ref names no commit that is here: it goes back to what was admitted, or away. */
static int put_straight(struct rota_admitted *out, struct rota_git *git, const char *ref,
                        const struct rota_chain *chain, const struct rota_oid *tip,
                        struct rota_error *err)
{
	rota_text_join(out->remark, sizeof(out->remark),
	               _("its ref named a commit that is not there, and was put straight"), "", "");
	return put_ref(git, ref, tip, chain->seq ? &chain->tip : NULL, err);
}

static bool is_there(struct rota_git *git, const struct rota_oid *tip)
{
	int rc = rota_git_walk(git, tip, NULL, skip, NULL, NULL);

	return rc != ROTA_ENOTFOUND;
}

/** A branch that counts for nothing: where it begins is a matter, and it is kept as evidence. */
static int keep_branch(struct rota_office *office, struct rota_git *git,
                       const struct rota_chain *chain, const struct rota_oid *tip,
                       struct rota_error *err)
{
	int rc = rota_fork_note(office, git, chain->writer, &chain->key, tip, err);

	return rc ? rc : keep_evidence(git, chain->writer, tip, err);
}

/** Put a ref back to what was admitted. @param tip  where it is; NULL: nowhere. */
static int put_back(struct rota_admitted *out, struct rota_office *office, struct rota_git *git,
                    const char *ref, const struct rota_chain *chain, const struct rota_oid *tip,
                    struct rota_error *err)
{
	int rc = tip ? rota_git_walk(git, &chain->tip, tip, skip, NULL, err) : ROTA_OK;
	bool went_back = !tip || rc == ROTA_OK || rc == 1;

	if (rc && rc != 1 && rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	rc = went_back ? ROTA_OK : keep_branch(office, git, chain, tip, err);
	rota_text_join(out->remark, sizeof(out->remark),
	               went_back ? _("its ref had gone back, and was put forward again") :
	                           _("another branch of its log was sent: two machines write with "
	                             "one key; the branch is kept as evidence and counts for nothing"),
	               "", "");
	return rc ? rc : put_ref(git, ref, tip, &chain->tip, err);
}

/* --- admitting ------------------------------------------------------------------------------- */

static int load_chain(struct rota_chain *out, struct rota_office *office,
                      struct rota_writer_id writer, struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_begin(&world, office, false, err);

	if (rc)
		return rc;
	rc = rota_chain_load(out, &world, ROTA_CHAIN_BATCH, writer, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	return rota_world_close(&world, rc, err);
}

int rota_admit_is_news(bool *out, struct rota_office *office, struct rota_writer_id writer,
                       const struct rota_oid *tip, struct rota_error *err)
{
	struct rota_chain chain;
	int rc = load_chain(&chain, office, writer, err);

	*out = !rc && (!chain.seq || !rota_oid_equal(chain.tip, *tip));
	return rc;
}

/** Nothing lies under the ref: it was never sent, or is gone. */
static int nothing_sent(struct rota_admitted *out, struct rota_office *office, struct rota_git *git,
                        struct rota_writer_id writer, const char *ref, struct rota_error *err)
{
	struct rota_chain chain;
	int rc = load_chain(&chain, office, writer, err);

	return rc || !chain.seq ? rc : put_back(out, office, git, ref, &chain, NULL, err);
}

/* --- what does not hold ---------------------------------------------------------------------- */

static int note_aside(struct rota_office *office, const struct rota_applying *applying,
                      struct rota_error *err)
{
	const struct rota_put_aside aside = { .why = { .fault = applying->fault,
		                                       .since = rota_clock_now_ms(),
		                                       .has_commit = applying->has_bad,
		                                       .commit = applying->bad },
		                              .first = applying->chain.log.size };
	struct rota_world world;
	int rc = rota_world_begin(&world, office, true, err);

	if (rc)
		return rc;
	rc = rota_aside_note(&world, applying->writer, &aside, err);
	return rota_world_close(&world, rc, err);
}

/** Keep what does not hold under the id of its last commit, and put the ref back to the last good one,
 *  so that the office can send the rest again. */
static int put_away(const struct rota_applying *applying, const char *ref,
                    const struct rota_oid *tip, struct rota_error *err)
{
	const struct rota_chain *chain = &applying->chain;
	struct rota_buffer digits = { 0 };
	int rc = rota_oid_print(&digits, *tip, err);

	if (!rc)
		rc = keep_under(applying->git, applying->writer, rota_buffer_text(&digits), tip, err);
	if (!rc)
		rc = rota_git_move(applying->git, ref, tip, chain->seq ? &chain->tip : NULL, err);
	rota_buffer_clear(&digits);
	return rc;
}

/** What cannot be kept stays where it is, and so does what somebody has sent meanwhile: the next merge
 *  looks at it. */
static bool may_stay(int rc)
{
	return rc == ROTA_ECONFLICT || rc == ROTA_EINVALID || rc == ROTA_ENOTFOUND ||
	       rc == ROTA_ECORRUPT;
}

/** The log ends at its last good batch. */
static int put_aside(struct rota_admitted *out, const struct rota_applying *applying,
                     const char *ref, const struct rota_oid *tip, struct rota_error *err)
{
	int rc;

	snprintf(out->remark, sizeof(out->remark), _("put aside at its last good batch: %s"),
	         err->message);
	rota_error_clear(err);
	rc = note_aside(applying->office, applying, err);
	if (rc || applying->fault == ROTA_FAULT_REVOKED) /* it may be believed again, and waits there */
		return rc;
	rc = put_away(applying, ref, tip, err);
	if (!may_stay(rc))
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

/** It stays put aside until more of it holds than did then: what the office has not sent again is
 *  missing, whatever lies there now. */
static int still_aside(struct rota_admitted *out, struct rota_office *office,
                       struct rota_writer_id writer, uint64_t size, struct rota_error *err)
{
	struct rota_put_aside aside;
	struct rota_aside_told told;
	struct rota_world world;
	int rc = rota_world_begin(&world, office, true, err);

	if (rc)
		return rc;
	rc = rota_aside_find(&aside, &world, writer, err);
	if (!rc && aside.why.fault && size > aside.first) {
		rc = rota_aside_lift(&world, writer, err);
	} else if (!rc && aside.why.fault) {
		rota_aside_tell(&told, &aside, ROTA_ASIDE_PROVINCE, false);
		rota_text_join(out->remark, sizeof(out->remark), told.sentence, "", "");
	}
	return rota_world_close(&world, rc, err);
}

/** Take in what lies under the ref of the writer. @param tip  where it is. */
static int admit_to(struct rota_admitted *out, struct rota_applying *applying, const char *ref,
                    const struct rota_oid *tip, struct rota_error *err)
{
	int rc = rota_apply(applying, tip, err);

	out->entries = applying->entries;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		if (!is_there(applying->git, tip))
			return put_straight(out, applying->git, ref, &applying->chain, tip, err);
		return put_back(out, applying->office, applying->git, ref, &applying->chain, tip,
		                err);
	}
	return applying->faulty ? put_aside(out, applying, ref, tip, err) : rc;
}

int rota_admit(struct rota_admitted *out, struct rota_office *office, struct rota_git *git,
               const struct rota_enrolled_writer *writer, const struct rota_oid *tip,
               struct rota_error *err)
{
	struct rota_applying applying = { .office = office,
		                          .git = git,
		                          .writer = writer->writer,
		                          .key = writer->key,
		                          .take = check_seen,
		                          .ends = writer->revoked,
		                          .end = writer->believed };
	struct rota_error own = { .code = ROTA_OK };
	char ref[ROTA_REF_BYTES];
	int rc;

	*out = (struct rota_admitted){ .remark = "" };
	if (!err)
		err = &own;
	rota_writer_ref(ref, ROTA_REF_WRITERS, writer->writer);
	rc = tip ? admit_to(out, &applying, ref, tip, err)
	         : nothing_sent(out, office, git, writer->writer, ref, err);
	if (rc || *out->remark)
		return rc;
	return still_aside(out, office, writer->writer, applying.chain.log.size, err);
}

int rota_admit_keep(struct rota_office *office, struct rota_git *git,
                    const struct rota_writers *writers, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < writers->count; i++) {
		struct rota_writer_id writer = writers->items[i].writer;
		struct rota_chain chain;
		char ref[ROTA_REF_BYTES];
		struct rota_oid kept;
		bool there;

		if (strcmp(writers->items[i].role, "write") != 0)
			continue;
		rc = load_chain(&chain, office, writer, err);
		if (rc || !chain.seq)
			continue;
		rota_writer_ref(ref, ROTA_REF_KEPT, writer);
		rc = rota_git_ref(&kept, git, ref, err);
		there = rc == ROTA_OK;
		if (rc == ROTA_ENOTFOUND) {
			rota_error_clear(err);
			rc = ROTA_OK;
		}
		if (!rc && (!there || !rota_oid_equal(kept, chain.tip)))
			rc = rota_git_move(git, ref, there ? &kept : NULL, &chain.tip, err);
	}
	return rc;
}
