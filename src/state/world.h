/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The world as an office knows it, inside one transaction.
 *
 * A use case opens a world, asks it, perhaps records (record.h), and closes
 * it: committed as a whole or not at all. Entities are folded from their
 * entries when they are asked for, so that nothing derived can be out of date;
 * the indexes of the store only propose candidates.
 */
#ifndef STATE_WORLD_H
#define STATE_WORLD_H

#include "ledger/gazetteer.h"
#include "ledger/national.h"
#include "ledger/posting.h"
#include "ledger/subject.h"
#include "state/office.h"

/** Undo of undo of undo: nobody goes further, but hostile entries may point in circles. */
enum { ROTA_UNDO_DEPTH = 8 };

/** What is to be derived again (derive.h). */
struct rota_marks {
	uint32_t *items;  /**< local numbers of entities, in the world's memory */
	uint32_t *others; /**< those that are being worked off, which makes new marks */
	size_t count;
	bool all;     /**< every posting and cadre */
	bool review;  /**< what waits, since something may have come */
	bool working; /**< now */
};

/** Whether an index has anything at all of some kind: rota_world_any(). */
enum rota_any_known {
	ROTA_ANY_UNKNOWN, /**< nobody asked yet */
	ROTA_ANY_NONE,
	ROTA_ANY_SOME
};

struct rota_world {
	struct rota_office *office;
	struct rota_store_txn *txn;
	struct rota_arena arena;   /**< lives as long as the world */
	struct rota_arena places;  /**< the gazetteer's: until rota_world_load_units() */
	struct rota_arena scratch; /**< of one question or one row: rota_world_forget() */
	struct rota_gazetteer gazetteer;
	struct rota_national *national; /**< rota_world_national(); NULL: nobody has asked yet */
	const struct rota_unit
		*scope;        /**< the unit whose communes this office may write; NULL: none yet */
	struct rota_day today; /**< of the wall clock at +07:00 */
	int32_t today_number;
	bool writes;
	struct rota_writers *writers; /**< rota_world_writers(); NULL: not asked for yet */
	bool loading_writers;
	struct rota_revocations *revocations; /**< revocation.h; NULL: not asked for yet */
	bool loading_revocations;
	struct rota_arena revoking; /**< holds them */
	struct rota_marks marks;
	bool brief;             /**< postings may come from their tenures, without their subjects */
	struct rota_kept *kept; /**< postings met before (kept.h); NULL: none are kept */
	/* settled.h, nil.h, papers.h, named.h */
	enum rota_any_known any_settled, any_nil, any_acting, any_named;
	struct rota_paper_names *cited; /**< named.h; NULL: none since */
	bool none_unsettled; /**< nobody has to look (unsettled.h); false: it is not known */
	struct rota_publications *published; /**< late.h; NULL: not asked for yet */
	struct rota_told *told; /**< told.h; NULL: not asked for yet */
};

/** Whether an entry is of `common`: whoever else writes one by which writers are enrolled, handed over or
 *  revoked does nothing by it. */
bool rota_world_is_common(const struct rota_world *world, struct rota_id id);

/** Begin. @return ROTA_OK; ROTA_EIO when writing in an office opened read-only; ROTA_EINVALID what is
 *  derived was made by an older rota; store errors. */
int rota_world_open(struct rota_world *world, struct rota_office *office, bool writes,
		    struct rota_error *err);
/** The same without the units: for what asks for logs, chains and settings alone. Nothing of
 * another office's log may be folded in it, since scopes are not known. */
int rota_world_begin(struct rota_world *world, struct rota_office *office, bool writes,
		     struct rota_error *err);
/** The same for who drops all that is derived before anything of it is read, whatever rota made it. */
int rota_world_begin_anew(struct rota_world *world, struct rota_office *office, bool writes,
			  struct rota_error *err);
/** Have the national list, by which texts of origins are read: world->national, the office's.
 *  @return ROTA_OK; ROTA_ENOMEM. */
int rota_world_national(struct rota_world *world, struct rota_error *err);
/** End: commit when @p rc is ROTA_OK and the world writes, else give everything up.
 *  @return @p rc, or the failure of the commit. */
int rota_world_close(struct rota_world *world, int rc, struct rota_error *err);

/** Whether the units are known, and which of them this office keeps.
 *  @return ROTA_OK; ROTA_EINVALID with how they come here. */
int rota_world_ready(const struct rota_world *world, struct rota_error *err);

/** Release the scratch memory: what was asked for since is gone. */
void rota_world_forget(struct rota_world *world);

/** Read the units again, after they were changed in this transaction. Units known before are gone.
 */
int rota_world_load_units(struct rota_world *world, struct rota_error *err);

/** An entity as its own entries make it, whatever was settled of it. Otherwise as
 * rota_world_subject(). */
int rota_world_fold(struct rota_subject **out, struct rota_world *world, struct rota_id id,
		    struct rota_error *err);

/**
 * An entity, folded, with what was settled of it (settled.h); in the scratch memory.
 * @return ROTA_OK; ROTA_ENOTFOUND it is not known here; store errors.
 */
int rota_world_subject(struct rota_subject **out, struct rota_world *world, struct rota_id id,
		       struct rota_error *err);

/** A list of ids; in the scratch memory where nothing else is said. */
struct rota_ids {
	struct rota_id *items;
	size_t count, room;
};

int rota_ids_add(struct rota_ids *ids, struct rota_arena *arena, struct rota_id id,
		 struct rota_error *err);

/** All entities of a type, by id: those of one office in the order in which it recorded them. */
int rota_world_all(struct rota_ids *out, struct rota_world *world, enum rota_entity type,
		   struct rota_error *err);
/** Visit each of them, folded; non-zero stops. What was in the scratch memory before is gone, and
 * what one visit leaves there is gone with the next. */
typedef int rota_subject_fn(struct rota_world *world, const struct rota_subject *subject,
			    void *payload, struct rota_error *err);
int rota_world_each(struct rota_world *world, enum rota_entity type, rota_subject_fn *visit,
		    void *payload, struct rota_error *err);
/** Whether an index has any key with a beginning; asked once in a world.
 *  @param known  a member of the world, where the answer is kept. */
int rota_world_any(bool *out, enum rota_any_known *known, struct rota_world *world, int index,
		   const void *beginning, size_t size, struct rota_error *err);
/** Entities under a key of an index, by id. */
int rota_world_indexed(struct rota_ids *out, struct rota_world *world, int index, const void *key,
		       size_t size, struct rota_error *err);
/** Those under all its keys with a beginning; one of 0 bytes: under all its keys. */
int rota_world_beginning(struct rota_ids *out, struct rota_world *world, int index,
			 const void *beginning, size_t size, struct rota_error *err);
/** Those whose local numbers are the keys, behind a beginning (4 bytes, base/big_endian.h). */
int rota_world_keyed(struct rota_ids *out, struct rota_world *world, int index,
		     const void *beginning, size_t size, struct rota_error *err);

/** The postings of a post, or of a cadre, that are no errors: by first day. In the scratch memory.
 */
struct rota_postings {
	struct rota_posting *items;
	size_t count;
	bool begun; /**< where those of a day are asked for: whether any began up to that day */
};
int rota_world_post(struct rota_postings *out, struct rota_world *world, struct rota_id unit,
		    const char *post, struct rota_error *err);
int rota_world_career(struct rota_postings *out, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err);

/** Those of a post that hold it on a day. */
int rota_world_post_on(struct rota_postings *out, struct rota_world *world, struct rota_id unit,
		       const char *post, int32_t day, struct rota_error *err);
/** Those of a post that began in [from, until]. */
int rota_world_post_begun(struct rota_postings *out, struct rota_world *world, struct rota_id unit,
			  const char *post, int32_t from, int32_t until, struct rota_error *err);
/** Of a post those that began last in [from, until], of a cadre until a day: at most so many. */
int rota_world_post_last(struct rota_postings *out, struct rota_world *world, struct rota_id unit,
			 const char *post, int32_t from, int32_t until, size_t most,
			 struct rota_error *err);
int rota_world_career_last(struct rota_postings *out, struct rota_world *world,
			   struct rota_id cadre, int32_t until, size_t most,
			   struct rota_error *err);
/** Those of a cadre on a day. */
int rota_world_career_on(struct rota_postings *out, struct rota_world *world, struct rota_id cadre,
			 int32_t day, struct rota_error *err);
/** One, by its local number; in a brief world perhaps from its tenure. @param[out] valid  whether it is
 * one that is not void. */
int rota_world_posting(struct rota_posting *out, bool *valid, struct rota_world *world, uint32_t no,
		       struct rota_error *err);
/** Those that share a day with another of the same post, of the same cadre. */
int rota_world_post_beside(struct rota_postings *out, struct rota_world *world, struct rota_id unit,
			   const char *post, struct rota_error *err);
int rota_world_career_beside(struct rota_postings *out, struct rota_world *world,
			     struct rota_id cadre, struct rota_error *err);

/** All postings that ever stood under a post, under a cadre, void ones too: by id. */
int rota_world_post_ever(struct rota_ids *out, struct rota_world *world, struct rota_id unit,
			 const char *post, struct rota_error *err);
int rota_world_career_ever(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
			   struct rota_error *err);

/** Whether a post is stated vacant on a day by a statement that no later full holder has ended. */
int rota_world_vacancy(struct rota_vacancy *out, bool *stated, struct rota_world *world,
		       struct rota_id unit, const char *post, int32_t day, struct rota_error *err);

/** The entry with this id, decoded, in the scratch memory, whatever became of it.
 *  @return ROTA_OK; ROTA_ENOTFOUND it is not here; store errors. */
int rota_world_entry(struct rota_entry *out, struct rota_world *world, struct rota_id id,
                     struct rota_error *err);
/** The same with whether it is undone. */
int rota_world_revision(struct rota_revision *out, struct rota_world *world, struct rota_id id,
			struct rota_error *err);

/** The key of the index of posts: unit and post. @return its size. */
enum { ROTA_POST_KEY_BYTES = 17 };
size_t rota_post_key(uint8_t out[ROTA_POST_KEY_BYTES], struct rota_id unit, const char *post);

#endif
