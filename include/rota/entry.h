/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * An entry: one recorded change, immutable.
 *
 * Writing: fill a draft (rota_draft_*), rota_draft_encode() checks it and gives
 * the bytes that are kept, hashed and signed for ever. Reading:
 * rota_entry_decode() keeps everything, also what this program does not know;
 * rota_entry_check() judges it by the table of kinds. The bytes that arrived
 * are the entry: nothing is ever re-encoded.
 *
 * Faults fall in two classes. What is no entry at all (not canonical, too
 * large, a key of the frame missing or of the wrong form) does not decode and
 * must not enter a log. What decodes and breaks a rule is an entry with a
 * fault of content: it stays in its log and becomes a matter for its office.
 *
 * @source schema/entry.md
 */
#ifndef ROTA_ENTRY_H
#define ROTA_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/arena.h"
#include "rota/day.h"
#include "rota/error.h"
#include "rota/kinds.h"
#include "rota/value.h"

enum {
	ROTA_ENTRY_MAX_BYTES = 65536, /**< of an encoded entry */
	ROTA_ENTRY_MAX_PRED = 64,
	ROTA_ENTRY_MAX_SET = 64,
	ROTA_ENTRY_FORM = 1 /**< `v` */
};

/** A writer: the first 8 bytes of SHA-256("rota writer" || public key). */
struct rota_writer_id {
	uint8_t bytes[8];
};

/** An entry or the entity that it created: writer id, then number (8 bytes, big-endian). */
struct rota_id {
	uint8_t bytes[16];
};

struct rota_id rota_id_make(struct rota_writer_id writer, uint64_t number);
struct rota_writer_id rota_id_writer(struct rota_id id);
uint64_t rota_id_number(struct rota_id id);
/** By bytes: <0, 0, >0. */
int rota_id_compare(struct rota_id a, struct rota_id b);
/** Sort ids, and drop what stands twice. @return how many are left. */
size_t rota_ids_sort(struct rota_id *ids, size_t count);
/** Whether a sorted list has an id. */
bool rota_ids_have(const struct rota_id *ids, size_t count, struct rota_id id);
/** The id in a value of 16 bytes. @return false when it is none. */
bool rota_id_from_value(struct rota_id *out, const struct rota_value *value);

/** A decoded entry. It refers to its arena; `root` holds all keys, known or not. */
struct rota_entry {
	struct rota_value root;
	const char *kind_name;
	const struct rota_kind *kind; /**< NULL: unknown to this program */
	uint64_t number;              /**< n */
	uint64_t clock;               /**< t */
	bool creates;                 /**< has no `id` */
	struct rota_id id;            /**< of the entity, when it creates none */
	const struct rota_value *pred; /**< a list of entry ids, or NULL */
	const struct rota_value *docs; /**< a list of decisions, or NULL */
	const struct rota_value *body; /**< a map, or NULL: empty */
	const struct rota_value *was;  /**< a map, or NULL */
	const char *why;               /**< or NULL */
	bool has_on;
	struct rota_day on; /**< no day when `on` is 0: since before our records */
	uint64_t set_first; /**< first number of the set; set_count 0: alone */
	uint64_t set_count;
	char held[64]; /**< the kind, key or word that this program does not know; empty: it knows all */
	bool sound;    /**< rota_entry_check() finds nothing; false: nobody has asked, or it does */
};

/**
 * Decode an entry.
 *
 * @param[out] out   valid only on success.
 * @param      arena holds the values.
 * @return ROTA_OK, also for an unknown kind, key or word (see `held`) and for a fault of content;
 *         ROTA_ECORRUPT  not canonical, larger than ROTA_ENTRY_MAX_BYTES, or not the frame of an
 *                        entry (v n t by k id pred set of schema/entry.md);
 *         ROTA_ENOMEM.
 */
int rota_entry_decode(struct rota_entry *out, struct rota_arena *arena, const void *bytes,
                      size_t size, struct rota_error *err);

/**
 * Decode the first entry in the bytes without asking what is in it: `held` and `sound` stay empty,
 * and rota_entry_check() says it.
 * @param[out] used  bytes of the entry; may be NULL, then nothing may follow it.
 * @return as rota_entry_decode().
 */
int rota_entry_take(struct rota_entry *out, size_t *used, struct rota_arena *arena,
                    const void *bytes, size_t size, struct rota_error *err);

/**
 * Judge an entry by the table of kinds and by the rules R that need no store.
 *
 * @return ROTA_OK; ROTA_EINVALID with the field, the value and the rule; ROTA_ENOTFOUND when the
 *         entry is held: it cannot be judged by this program; ROTA_ENOMEM.
 */
int rota_entry_check(const struct rota_entry *entry, struct rota_error *err);

/** The milliseconds since 1970 UTC in a hybrid clock. */
uint64_t rota_clock_ms(uint64_t clock);

/**
 * The hybrid clock of the next entry: above the writer's last and above all that it supersedes,
 * and not below the wall clock.
 * @param last     the greatest clock of this writer and of `pred`, 0 at the start.
 * @param now_ms   the wall clock.
 * @source Kulkarni et al. 2014, "Logical Physical Clocks".
 */
uint64_t rota_clock_next(uint64_t last, uint64_t now_ms);

/* --- JSON ---------------------------------------------------------------------------------- */

/**
 * The entry as JSON, one line without a newline, in @p arena. Ids, keys and hashes are hexadecimal
 * texts, `t` is an instant and a counter ("2024-02-15T01:00:00.000Z#0"), what this program does not
 * know is written as codec/json.h says; rota_entry_from_json() gives the same bytes back.
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_entry_to_json(const char **out, const struct rota_entry *entry, struct rota_arena *arena,
                       struct rota_error *err);

/**
 * The bytes of an entry from that JSON form.
 * @return ROTA_OK; ROTA_EINVALID not such JSON; ROTA_ENOMEM.
 */
int rota_entry_from_json(const uint8_t **out, size_t *size, const char *json, size_t json_size,
                         struct rota_arena *arena, struct rota_error *err);

/* --- drafts -------------------------------------------------------------------------------- */

/** An entry that is being filled. Its values refer to what they were made of, and to its arena. */
struct rota_draft {
	struct rota_arena *arena;
	const struct rota_kind *kind;
	struct rota_value root;
	struct rota_value body;
	struct rota_value was;
	struct rota_value docs;
	int rc; /**< sticky: the first failure of a setter; rota_draft_encode() returns it */
};

/** Begin one. @p kind must be in the table. */
void rota_draft_init(struct rota_draft *draft, struct rota_arena *arena, const char *kind);
/** Set a key of the entry itself ("id", "why", "set" ...); `b`, `was` and `doc` have calls of their own. */
void rota_draft_key(struct rota_draft *draft, const char *key, struct rota_value value);
/** Set the day from which it holds. No day writes 0: since before our records. */
void rota_draft_on(struct rota_draft *draft, struct rota_day day);
/** Set a field of the body. Nil clears the field in the entity. */
void rota_draft_set(struct rota_draft *draft, const char *field, struct rota_value value);
void rota_draft_set_day(struct rota_draft *draft, const char *field, struct rota_day day);
void rota_draft_set_id(struct rota_draft *draft, const char *field, struct rota_id id);
/** State the value that a field had before; nil, that it had none, is not written. */
void rota_draft_was(struct rota_draft *draft, const char *field, struct rota_value value);
/** Add a decision (a map, see "Decision" in schema/entry.md). */
void rota_draft_doc(struct rota_draft *draft, struct rota_value decision);
/** Add an entry that this one supersedes; they may come in any order, and twice. */
void rota_draft_pred(struct rota_draft *draft, struct rota_id entry);
/** A value that copies an id into the draft's arena; nil without memory, which rota_draft_key()
 *  takes for that. For a field use rota_draft_set_id(), since there nil clears. */
struct rota_value rota_id_value(struct rota_arena *arena, struct rota_id id);

/**
 * Finish: set v, n and t, check by the table and the rules, and encode.
 *
 * @param[out] out   bytes in the draft's arena.
 * @param clock      from rota_clock_next().
 * @return ROTA_OK; ROTA_EINVALID as rota_entry_check(), or larger than ROTA_ENTRY_MAX_BYTES;
 *         ROTA_ENOMEM.
 */
int rota_draft_encode(const uint8_t **out, size_t *size, struct rota_draft *draft, uint64_t number,
                      uint64_t clock, struct rota_error *err);

/** The same, and the entry as whoever decodes the bytes will read it, in the draft's arena. */
int rota_draft_seal(struct rota_entry *entry, const uint8_t **out, size_t *size,
                    struct rota_draft *draft, uint64_t number, uint64_t clock,
                    struct rota_error *err);

#endif
