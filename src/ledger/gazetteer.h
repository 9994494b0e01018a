/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The gazetteer: the administrative units that an office knows, by day.
 *
 * A unit's identity never changes; its code, name, type and parent are
 * attributes with days, because codes and names are reused (12157 was Tân Phúc
 * until the end of November 2024 and is Quang Vinh since). A code or a name
 * resolves only together with a day. Intervals are half-open: a unit lives on
 * the days `from` <= day < `to`.
 *
 * Fill it with rota_gazetteer_add() and rota_gazetteer_add_succession(), then
 * call rota_gazetteer_finish() once; then any thread may read.
 */
#ifndef LEDGER_GAZETTEER_H
#define LEDGER_GAZETTEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "ledger/subject.h"
#include "rota/arena.h"
#include "rota/entry.h"
#include "rota/error.h"

/** Days since 1970; the ends of time of a unit that was always there, or still is. */
#define ROTA_DAY_ALWAYS INT32_MIN
#define ROTA_DAY_NEVER INT32_MAX

enum rota_level { ROTA_LEVEL_PROVINCE, ROTA_LEVEL_DISTRICT, ROTA_LEVEL_COMMUNE };

/** What holds of a unit from a day until the next version. */
struct rota_unit_version {
	int32_t from; /**< days since 1970, or ROTA_DAY_ALWAYS */
	const char *code;
	const char *name;
	const char *type;      /**< a word of rota_unit_types */
	struct rota_id parent; /**< zero: none */
	uint64_t seq;          /**< order in the resolution's list; UINT64_MAX: none */
	/* keys of the name, and of type and name: rota_text_fold(), rota_text_fold_loose() */
	const char *key, *typed_key, *loose_key, *typed_loose_key;
};

struct rota_unit {
	struct rota_id id;
	enum rota_level level;              /**< by the length of its first code */
	struct rota_unit_version *versions; /**< by day, at least one */
	size_t version_count;
	struct rota_value aliases; /**< a list of other spellings; may be empty */
	int32_t from;
	int32_t to; /**< first day it is no longer, or ROTA_DAY_NEVER */
};

struct rota_succession {
	struct rota_id id;
	struct rota_id from_unit, to_unit;
	int32_t on;
	uint64_t seq;      /**< order on that day; UINT64_MAX: none */
	const char *event; /**< absorb form split boundary rename */
	const char *part;  /**< full main rest part strip */
};

/** A key by which a unit may be asked for: a code, or a name folded in one way or the other. */
struct rota_unit_name {
	const char *key;
	size_t unit; /**< its place among the units */
};

struct rota_gazetteer {
	struct rota_arena *arena;
	struct rota_unit **units; /**< after finish: by code of their first version */
	size_t unit_count, unit_room;
	struct rota_unit **by_id;     /**< after finish: the same by identity, hashed; NULL before */
	size_t by_id_room;            /**< a power of two, at least twice as many */
	struct rota_unit_name *names; /**< after finish: every key of every unit, sorted */
	size_t name_count;
	int32_t *turns; /**< after finish: the days on which a unit begins, ends or changes */
	size_t turn_count;
	struct rota_succession *successions; /**< after finish: by day, then seq */
	size_t succession_count, succession_room;
	bool failed; /**< a text could not be kept */
};

void rota_gazetteer_init(struct rota_gazetteer *gazetteer, struct rota_arena *arena);

/** Add a unit from its folded entries, of which nothing is needed afterwards; one without a code,
 * name or type is passed over.
 *  @return ROTA_OK or ROTA_ENOMEM. */
int rota_gazetteer_add(struct rota_gazetteer *gazetteer, const struct rota_subject *subject,
		       struct rota_error *err);
int rota_gazetteer_add_succession(struct rota_gazetteer *gazetteer,
				  const struct rota_subject *subject, struct rota_error *err);
/**
 * A unit or a succession as bytes, which whoever derived them may keep and take into another
 * gazetteer in place of the entries. They are of this program alone. Of a unit the gazetteer has
 * made its names.
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_gazetteer_unit_encode(struct rota_buffer *out, const struct rota_unit *unit,
			       struct rota_error *err);
int rota_gazetteer_succession_encode(struct rota_buffer *out,
				     const struct rota_succession *succession,
				     struct rota_error *err);
/** @param bytes  of one of these, or none: then nothing is added. Copied.
 *  @return ROTA_OK; ROTA_ECORRUPT; ROTA_ENOMEM. */
int rota_gazetteer_take(struct rota_gazetteer *gazetteer, struct rota_id id, const void *bytes,
			size_t size, struct rota_error *err);

/** Room for one more, zeroed, which counts when the count is raised; NULL without memory. */
struct rota_unit *rota_gazetteer_new_unit(struct rota_gazetteer *gazetteer);
struct rota_succession *rota_gazetteer_new_succession(struct rota_gazetteer *gazetteer);

void rota_gazetteer_finish(struct rota_gazetteer *gazetteer);
/** A part of finish: make and sort the keys. Without memory every unit is looked at instead. */
void rota_gazetteer_make_names(struct rota_gazetteer *gazetteer);

/** A unit by its identity, or NULL. */
const struct rota_unit *rota_gazetteer_unit(const struct rota_gazetteer *gazetteer,
					    struct rota_id id);
/** Its version on a day, or NULL when it does not live on that day. */
const struct rota_unit_version *rota_unit_on(const struct rota_unit *unit, int32_t day);
/** Its version on a day, or the nearest one: its first before it began, its last after it ended. */
const struct rota_unit_version *rota_unit_near(const struct rota_unit *unit, int32_t day);

/** The unit with this code on this day, or NULL. */
const struct rota_unit *rota_gazetteer_by_code(const struct rota_gazetteer *gazetteer,
					       const char *code, int32_t day);

/** Which of the eras between two changes of any unit a day is in, from 0: on the days of one era
 * every unit is, is called and lies as on the others. Only after finish. */
size_t rota_gazetteer_era(const struct rota_gazetteer *gazetteer, int32_t day);

/** Its ancestor at a level on a day (itself included), or NULL. */
const struct rota_unit *rota_gazetteer_ancestor(const struct rota_gazetteer *gazetteer,
						const struct rota_unit *unit, enum rota_level level,
						int32_t day);
/** Whether a unit lies in another on a day, or is that other; by its nearest versions. */
bool rota_gazetteer_inside(const struct rota_gazetteer *gazetteer, const struct rota_unit *unit,
			   const struct rota_unit *scope, int32_t day);

/** How well a typed name fits. */
enum rota_match { ROTA_MATCH_EXACT, ROTA_MATCH_LOOSE };

struct rota_unit_match {
	const struct rota_unit *unit;
	enum rota_match how;
};

/**
 * The units that a person may mean on a day.
 *
 * @param typed   a code, a name ("Hồng Nam"), or a name behind its type ("xã Hồng Nam"), which may
 * be abbreviated ("TP Hưng Yên", "TT. Vương", "x.Hồng Nam").
 * @param level   only units of this level, or -1 for all.
 * @param scope   only units inside this one, or NULL.
 * @param[out] out    at most @p room matches: all exact ones (folded), or, when there is none, the
 *                    loose ones (without accents); by code.
 * @return how many there are, which may be more than @p room.
 */
size_t rota_gazetteer_find(const struct rota_gazetteer *gazetteer, const char *typed, int32_t day,
			   int level, const struct rota_unit *scope, struct rota_unit_match *out,
			   size_t room);

/** How an origin relates to a unit along the succession of units. */
enum rota_heritage {
	ROTA_HERITAGE_NONE,   /**< no way leads from the one to the other */
	ROTA_HERITAGE_UNSURE, /**< only by ways on which a part or a rest went over */
	ROTA_HERITAGE_SURE    /**< by a way of whole units: full, main, rename */
};

/** How surely a succession leads from its old unit to its new one. */
enum rota_heritage rota_succession_heritage(const struct rota_succession *succession);

/**
 * Follow the successions from one unit to another up to a day: full, main and rename lead surely,
 * part and rest unsurely, strip nowhere. A unit is its own sure heir.
 */
enum rota_heritage rota_gazetteer_heritage(const struct rota_gazetteer *gazetteer,
					   const struct rota_unit *from, const struct rota_unit *to,
					   int32_t until);

#endif
