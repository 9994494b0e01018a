/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What can be recorded: the table of kinds and fields.
 *
 * Entries are declared once, in src/entry/kinds.c. Decoding, validation, the
 * JSON form, CSV captions, help and schema/entry.md all come from that table;
 * adding a field is one line. The tables are constant; any thread may read.
 *
 * @source schema/entry.md (generated part), after the province's own forms.
 */
#ifndef ROTA_KINDS_H
#define ROTA_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The form of a value. */
enum rota_type {
	ROTA_TYPE_UINT,
	ROTA_TYPE_BOOL,
	ROTA_TYPE_TEXT,      /**< clean text (NFC, no control characters) of 1 to `limit` bytes */
	ROTA_TYPE_DIGITS,    /**< text of ASCII digits; `limit` = how many, 0 = a unit code: 2, 3 or 5 */
	ROTA_TYPE_DAY,       /**< text yyyy, yyyy-mm or yyyy-mm-dd */
	ROTA_TYPE_SINCE,     /**< a day, or the integer 0: since before our records */
	ROTA_TYPE_INSTANT,   /**< hybrid logical clock: milliseconds since 1970 UTC << 16 | counter */
	ROTA_TYPE_WORD,      /**< one of `words` */
	ROTA_TYPE_REF,       /**< id of an entity, 16 bytes */
	ROTA_TYPE_REF_TEXT,  /**< the same, or clean text of 1 to `limit` bytes */
	ROTA_TYPE_ENTRY,     /**< id of an entry, 16 bytes */
	ROTA_TYPE_WRITER,    /**< id of a writer, 8 bytes */
	ROTA_TYPE_HASH,      /**< SHA-256 or a public key, 32 bytes */
	ROTA_TYPE_RECORD,    /**< a map with the fields of `record` */
	ROTA_TYPE_RECORD_TEXT, /**< the same, or clean text of 1 to `limit` bytes */
	ROTA_TYPE_FIGURES,   /**< a map from a word of `words` to a `record` */
	ROTA_TYPE_BODY,      /**< a map with fields of the entry's kind */
	ROTA_TYPE_OLD        /**< the same, each value as it was, or a list of values in conflict */
};

/** When a field has to be there. */
enum rota_need {
	ROTA_OPTIONAL,
	ROTA_NEEDED,      /**< in an entry that creates an entity or adds a step to one */
	ROTA_CONDITIONAL  /**< depends on other fields: src/entry/rules.c */
};

/** What an id can stand for. */
enum rota_entity {
	ROTA_ENTITY_NONE,
	ROTA_ENTITY_UNIT,
	ROTA_ENTITY_SUCCESSION,
	ROTA_ENTITY_CADRE,
	ROTA_ENTITY_SPELL,
	ROTA_ENTITY_CADRE_PAIR,
	ROTA_ENTITY_POSTING,
	ROTA_ENTITY_POSTING_PAIR,
	ROTA_ENTITY_LOCALITY,
	ROTA_ENTITY_VACANCY,
	ROTA_ENTITY_NIL_RETURN,
	ROTA_ENTITY_PERIOD,
	ROTA_ENTITY_PUBLICATION,
	ROTA_ENTITY_ATTESTATION,
	ROTA_ENTITY_TARGET,
	ROTA_ENTITY_POLICY,
	ROTA_ENTITY_OFFICER,
	ROTA_ENTITY_WRITER,
	ROTA_ENTITY_RESCOPE,
	ROTA_ENTITY_REVOCATION,
	ROTA_ENTITY_ROOT,
	ROTA_ENTITY_SETTLEMENT,
	ROTA_ENTITY_UNDO,
	ROTA_ENTITY_NOTE,
	ROTA_ENTITY_ISSUE,
	ROTA_ENTITY_ANSWER,
	ROTA_ENTITY_RECTIFICATION,
	ROTA_ENTITY_ACCESS
};

/** One word of a closed list. */
struct rota_word {
	const char *id; /**< as it is stored */
	const char *en;
	const char *vi;
};

struct rota_words {
	const char *name;
	const struct rota_word *words;
	size_t count;
};

struct rota_record;

struct rota_field {
	const char *name;
	size_t name_size;
	enum rota_type type;
	unsigned limit; /**< see the type */
	unsigned many;  /**< 0: one value; otherwise a list of up to so many */
	enum rota_need need;
	const struct rota_words *words;
	const struct rota_record *record;
	enum rota_entity ref; /**< what a REF points to; NONE: any */
	const char *en;       /**< caption */
	const char *vi;
};

/** A map with known keys: an entry itself, a decision, a place. */
struct rota_record {
	const char *name;
	const struct rota_field *fields;
	size_t count;
};

/** What an entry of a kind does to an entity. */
enum rota_effect {
	ROTA_CREATES, /**< makes a new one: no `id` */
	ROTA_AMENDS,  /**< sets any of its fields: `id`, no field is needed */
	ROTA_ADDS,    /**< adds a step to one: `id`, the needed fields are needed */
	ROTA_STATES   /**< without `id` it makes a new one; with `id` it amends that */
};

/** What a kind asks of a key of the entry itself. */
enum rota_key_rule { ROTA_KEY_NO, ROTA_KEY_MAY, ROTA_KEY_MUST };

struct rota_kind {
	const char *name; /**< "posting.begin" */
	size_t name_size;
	enum rota_entity entity;
	enum rota_effect effect;
	enum rota_key_rule on;  /**< the day from which it holds */
	enum rota_key_rule doc; /**< MUST: a decision, or `why` there is none */
	enum rota_key_rule why;
	const struct rota_field *fields;
	size_t count;
	const char *en;
	const char *vi;
};

/** All kinds, in the order of the schema. */
const struct rota_kind *rota_kinds(size_t *count);
/** A kind by its name, or NULL. */
const struct rota_kind *rota_kind_find(const char *name);
/** A field of a kind, or NULL. */
const struct rota_field *rota_kind_field(const struct rota_kind *kind, const char *name);
/** The entry as a record: the keys around the body. */
const struct rota_record *rota_entry_record(void);
/** A field of a record, or NULL. */
const struct rota_field *rota_record_field(const struct rota_record *record, const char *name);
/** The name of an entity type as it stands in the schema: "unit", "cadre_pair". */
const char *rota_entity_name(enum rota_entity entity);

/** The word with this id, or NULL. */
const struct rota_word *rota_word_find(const struct rota_words *words, const char *id);
/** The word whose id, Vietnamese or English form is exactly this; NULL when there is none or two have
 *  it. For lists, where most words are written as we write them and nothing need be folded. */
const struct rota_word *rota_word_exact(const struct rota_words *words, const char *typed);
/** The word that a person typed: its id, or its Vietnamese or English form in any spelling that
 *  folds to it; also without accents and with '-' for a space ("bi-thu") where only one word can
 *  be meant. NULL when there is none. @p typed is UTF-8 of any length. */
const struct rota_word *rota_word_read(const struct rota_words *words, const char *typed);
/** The word in the language chosen. */
const char *rota_word_show(const struct rota_word *word);
/** The caption of a field in the language chosen. */
const char *rota_field_caption(const struct rota_field *field);

extern const struct rota_words rota_unit_types;
extern const struct rota_words rota_posts;
extern const struct rota_words rota_modes;
extern const struct rota_words rota_locality_values;
extern const struct rota_words rota_acts_words;
extern const struct rota_words rota_bodies_words;
extern const struct rota_words rota_paper_types;

#endif
