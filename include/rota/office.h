/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * An office: the folder in which a district or the province keeps its ledger,
 * and what its officers do there.
 *
 * Values come in as people type them (a commune's name, "bi-thu", "01/09/2023")
 * and are resolved here, so that the command line and an imported list follow
 * one road. One thread at a time for one office; two processes may have one
 * office open: readers see whole transactions, writers wait for each other.
 */
#ifndef ROTA_OFFICE_H
#define ROTA_OFFICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/arena.h"
#include "rota/day.h"
#include "rota/error.h"
#include "rota/report.h"
#include "rota/value.h"

struct rota_office;

/* --- the folder ------------------------------------------------------------------------------ */

struct rota_init_options {
	const char *province; /**< code of 2 digits */
	const char *name;     /**< of the office: "Ban Tổ chức Tỉnh ủy" */
	const char *province_name; /**< "Hưng Yên"; NULL: from the national list by the code */
};

/**
 * Make a provincial office in a folder: keys, store, the first entries.
 * @return ROTA_OK; ROTA_EINVALID a value is wrong, or the folder has an office already (it is left
 *         as it is); ROTA_EIO; ROTA_ENOMEM. On failure nothing is left behind.
 */
int rota_office_init(const char *dir, const struct rota_init_options *options,
                     struct rota_error *err);

/**
 * Open the office in a folder.
 * @param dir  NULL: ROTA_DIR, else the working folder or the nearest one above it that has one.
 * @return ROTA_OK; ROTA_ENOTFOUND no office there; ROTA_ECORRUPT; ROTA_EIO; ROTA_ENOMEM.
 */
int rota_office_open(struct rota_office **out, const char *dir, bool read_only,
                     struct rota_error *err);
void rota_office_close(struct rota_office *office);

/**
 * The office as it was when a checkpoint was published: what was merged by then, under the rules of
 * today; the day of its totals is `today`. For reading; every report works on it. It costs what
 * deriving that many entries costs, about 20 us each, and leaves nothing on the disk.
 * @param checkpoint  as typed: "318", "last", a day (the newest that evening), "published:NAME" (of
 *                    a period). Borrowed.
 * @return ROTA_OK; ROTA_EINVALID, ROTA_ENOTFOUND no such checkpoint; store errors. To be closed before
 *         @p office.
 */
int rota_office_at(struct rota_office **out, struct rota_office *office, const char *checkpoint,
                   struct rota_error *err);
/** The number of that checkpoint, and its time in milliseconds since 1970 UTC; 0: it is no such. */
uint64_t rota_office_known(const struct rota_office *office, uint64_t *at_ms);

/** The folder of an open office. Borrowed. */
const char *rota_office_dir(const struct rota_office *office);

/** A setting that people may see: `name`, `province`, `officer`, `lang`, `tone` ...
 *  @param[out] out  in @p arena; NULL when it is not set. @return ROTA_OK; store errors. */
int rota_office_setting(const char **out, struct rota_office *office, const char *key,
                        struct rota_arena *arena, struct rota_error *err);
/**
 * Add to the report of the status that entries wait to be sealed for more than `remind.days` days (7;
 * 0: never): a note for people, `oldest_unsealed` for programs, null when there is none.
 */
int rota_office_remind(struct rota_office *office, struct rota_report *status,
                       struct rota_arena *arena, struct rota_error *err);
/** Change one. @return ROTA_OK; ROTA_EINVALID no such key, one that is fixed, or a wrong value;
 *  ROTA_EIO in an office that is only read. */
int rota_office_set(struct rota_office *office, const char *key, const char *value,
                    struct rota_error *err);

/* --- recording ------------------------------------------------------------------------------- */

/** What an act says, as typed; NULL is "not said". Each act says which it needs. */
struct rota_request {
	const char *commune;    /**< "Hồng Nam", "xã Hồng Nam", "11977" */
	const char *post;       /**< secretary, chair, bi-thu, "chủ tịch" ... */
	const char *cadre;      /**< "Nguyễn Văn An", "Nguyễn Văn An,1979", "pin:033…", with "#2" for
	                         *   the second of several */
	const char *other;      /**< of two cadres the second, as `cadre` */
	const char *act;        /**< see rota_acts_words */
	const char *from;       /**< a day */
	const char *docs[4];    /**< "123-QĐ/HU 12/05/2023[; issuer][; 3 people]" */
	const char *elected;
	const char *until;
	const char *term;
	const char *source;
	const char *prev_title;
	const char *dual;
	const char *what;       /**< of a time in a place: study, work, live */
	const char *place;      /**< of a time in a place: as on the paper */
	const char *locality;   /**< "local", "non_local": what the office asserts, with `why`; of
	                         *   rota_locality_state() "undetermined" too */
	const char *next;
	const char *next_post;
	const char *why;        /**< overrides warnings (W) */
	bool why_if_asked;      /**< `why` is recorded only where a warning asks for it (lists) */
	const char *subject;    /**< of correct, void, undo: "120", "11977/secretary@2023-09-01"; of
	                         *   settle a matter; of publishing a period; of closing postings
	                         *   the list that was looked at (rota_outcome) */
	const char *const *sets; /**< of correct, cadre, unit: "FIELD=VALUE", NULL-terminated; of a
	                          *   request to correct: "FIELD" */
	const char *evidence;   /**< of a request to correct: the paper that shows it */
	const char *phase;      /**< of targets set anew; NULL: all that are in force on the day */
	const char *typing;     /**< of correct: a typing error, and what happened */
	const char *erratum;    /**< of correct: the paper that mends the paper */
	const char *checkpoint; /**< of publishing: as rota_office_at(); NULL: the newest */
	const char *way;        /**< of settle: the outcome, "first", "thu-nhat" */
	const char *officer;    /**< of attest: who attests, by name; NULL: the officer who records here */
	const char *size;       /**< of taking back the right to write: so many entries still count;
	                         *   NULL: all that are merged */
	const char *cause;      /**< of the same: "lost", "cloned", "ended", "other" */
	bool withdraw;          /**< settle, revoke, cadre same|distinct, nil: what was said holds no more */
	bool no_vacant;         /**< relieve states no vacancy */
	bool from_start;        /**< void: it never was */
	bool read_only;         /**< rescope: the office keeps no unit any more */
	bool dry_run;           /**< judge and say, record nothing */
};

/** Something unusual about an act. */
struct rota_warning {
	char rule[8];
	bool asks; /**< a rule W: it asks for a reason; otherwise (F) it is recorded and looked at later */
	char message[512];
	char hint[320];
};

enum { ROTA_WARNINGS_MAX = 16 };

/** What came of an act. */
struct rota_outcome {
	uint64_t first; /**< number of the first entry recorded */
	bool common;    /**< in the log that every office reads, not in the office's own */
	uint64_t count; /**< 0: a dry run, or nothing to record */
	bool already;   /**< nothing to record: it is so already, as the sentence says */
	char subject[32]; /**< of undo: the entry it takes back, as it is typed: "120", "common:12"; of
	                   *   closing postings with their units: a name of the list of them */
	char sentence[768]; /**< what is recorded, in the language chosen */
	struct rota_warning warnings[ROTA_WARNINGS_MAX]; /**< overridden, asking, or to look at */
	size_t warning_count;
};

/**
 * The acts. Each fills @p out, also in a dry run and when it stops at a warning.
 *
 * @return ROTA_OK;
 *         ROTA_EINVALID   a value is missing or wrong, or a rule R is broken: nothing is recorded;
 *         ROTA_EREASON    a rule W asks for a reason (`why`): nothing is recorded;
 *         ROTA_ENOTFOUND  no such commune, cadre, posting; ROTA_ECONFLICT several can be meant;
 *         ROTA_EBUSY, ROTA_EIO, ROTA_ENOMEM, ROTA_ECORRUPT of the store.
 */
typedef int rota_act_fn(struct rota_office *office, const struct rota_request *request,
                        struct rota_outcome *out, struct rota_error *err);

rota_act_fn rota_appoint; /**< commune post cadre act from docs */
rota_act_fn rota_relieve; /**< commune post act from docs [next] */
rota_act_fn rota_move;    /**< cadre commune post act from docs: end and begin as one set */
rota_act_fn rota_step;    /**< commune post act from docs */
rota_act_fn rota_vacant;  /**< commune post from */
rota_act_fn rota_nil_return; /**< from (the last nil return's end otherwise), until; withdraw: the
                              *   one that ends so is taken back, why */
rota_act_fn rota_correct; /**< subject sets typing|erratum */
rota_act_fn rota_void;    /**< subject from|from_start docs */
rota_act_fn rota_replace; /**< subject from docs [sets]: a new decision in the place of an older one: closes
                           *   the posting, and opens one of the same person */
rota_act_fn rota_locality_state; /**< subject locality why: a district asserts, the province confirms */
rota_act_fn rota_undo;    /**< the own last act [subject: its entry, so that again does nothing] why */
rota_act_fn rota_settle;  /**< subject (a matter: "M-k7qd") way|withdraw why [docs]; the province's */
rota_act_fn rota_cadre_add;    /**< sets */
rota_act_fn rota_cadre_change; /**< cadre sets */
rota_act_fn rota_cadre_same;     /**< cadre other why [withdraw]: two records of one person; the name of
                                  *   the first is shown */
rota_act_fn rota_cadre_spell;    /**< cadre what place from [until]: a time in a place; days may be
                                  *   months or years, `until` the first one no longer there */
rota_act_fn rota_cadre_spell_mend; /**< subject (its entry) sets, or withdraw why */
rota_act_fn rota_cadre_distinct; /**< cadre other why [withdraw]: two persons, however alike */
rota_act_fn rota_rectify_ask; /**< cadre sets (names of fields, or "locality") evidence: somebody asks that
                               *   what is recorded of the cadre be corrected (C39). One request of a
                               *   cadre is open at a time */
rota_act_fn rota_rectify_done;   /**< cadre [why]: it was corrected; needs `why` where no entry since the
                                  *   request has changed any of its fields */
rota_act_fn rota_rectify_refuse; /**< cadre why */
rota_act_fn rota_unit_add;     /**< from sets: code name type parent */
rota_act_fn rota_unit_change;  /**< commune (any unit) from sets */
rota_act_fn rota_unit_end;     /**< commune (any unit) from sets: cause legal */
rota_act_fn rota_unit_succeed; /**< from sets: old new event part legal */
rota_act_fn rota_unit_close;   /**< [from: of units that ended on this day; those by today otherwise]
                                *   [commune: in this unit] [docs] [subject]: the postings still open
                                *   in units that have ended end with them, by unit_ended and without
                                *   a vacancy, but those that a settlement lets go on; what it would
                                *   close is rota_report_left_open(). Again it does nothing;
                                *   ROTA_ECONFLICT the list is not that of `subject` any more */
rota_act_fn rota_officer_add;  /**< sets: name title roles */
rota_act_fn rota_officer_change; /**< subject (the officer's name) sets */
rota_act_fn rota_target_set;   /**< sets */
rota_act_fn rota_target_rebase; /**< from [phase sets docs]: a version of each target for the communes
                                 *   of the day; `sets` has other numbers than in proportion */
rota_act_fn rota_policy_set;   /**< from sets */
rota_act_fn rota_period_open;  /**< sets: name cutoff due phase */
rota_act_fn rota_attest; /**< [subject: the period's name; the latest that is cut off] [officer] [why]: an
                          *   officer stands for the
                          *   figures of the office's scope at the period's cut-off day */
rota_act_fn rota_period_publish; /**< subject (the period's name) [checkpoint] [from: the day of the
                                  *   figures; its cut-off day otherwise] */

/* --- importing ------------------------------------------------------------------------------- */

enum rota_import_kind { ROTA_IMPORT_UNITS, ROTA_IMPORT_SUCCESSIONS, ROTA_IMPORT_TARGETS,
                        ROTA_IMPORT_POSTINGS };

/** An import is one transaction, whose changes are in memory until it ends. */
enum { ROTA_IMPORT_ENTRIES_MAX = 200000 };

struct rota_import_options {
	const char *path;     /**< "-": standard input */
	const char *encoding; /**< NULL: found out; "tcvn3" ... */
	bool dry_run;
	bool strict;          /**< a warning refuses its row */
	bool take_good;       /**< record the sound rows, write the others to `rejected` */
	bool update;          /**< another value than in the store is a correction of a typing error */
	bool ignore_unknown;
	const char *rejected; /**< file of the rows not taken; NULL: beside `path` */
	uint64_t most_entries; /**< a list that makes more is refused; 0: ROTA_IMPORT_ENTRIES_MAX */
	/** Called now and then with rows done and rows in all; may be NULL. */
	void (*progress)(size_t done, size_t total, void *payload);
	void *payload;
};

struct rota_import_result {
	size_t rows;      /**< in the file, without header and blank lines */
	size_t recorded;  /**< rows of which something was recorded */
	size_t unchanged; /**< rows that say what is known */
	size_t refused;
	uint64_t entries; /**< recorded */
	const char *rejected; /**< the file with the rows that were not taken, or NULL */
	struct rota_report problems; /**< every bad row: line, column, value, reason */
	struct rota_report remarks;  /**< warnings, rows to look at, postings not in the file */
};

/**
 * Import a list: all rows or none (but for take_good); the same file again changes nothing.
 * @param arena  holds the reports of @p out.
 * @return ROTA_OK; ROTA_EINVALID rows are bad (see out->problems) or the file as a whole is, or it
 *         makes too many entries;
 *         ROTA_ENOTFOUND no such file; and as the acts.
 */
int rota_import(struct rota_office *office, enum rota_import_kind kind,
                const struct rota_import_options *options, struct rota_import_result *out,
                struct rota_arena *arena, struct rota_error *err);

/* --- looking --------------------------------------------------------------------------------- */

struct rota_question {
	const char *as_of;   /**< a day; NULL: today */
	const char *units_of; /**< of totals, roster, vacancies: on the units of this later day; NULL: of
	                      *   the same */
	const char *known_at; /**< a checkpoint, for whoever calls rota_office_at(); NULL: now */
	const char *scope;   /**< a unit; NULL: the office's */
	const char *subject; /**< of history, unit show, cadre show, find; of a matter its name */
	const char *phase;   /**< of targets; NULL: the last opened period's, else those in force */
	const char *const *counts; /**< of targets set anew: "POST=NUMBER", NULL-terminated */
	const char *period;  /**< the name of a reporting period; NULL: none, all, or the latest */
	const char *by;      /**< of totals: district, commune, office; NULL: what lies below the scope;
	                      *   of matters: weight, age */
	const char *post;    /**< of tenure: as typed; NULL: both */
	bool flagged;        /**< of tenure: only who is to be looked at */
	bool local;          /**< of tenure: only who is a local */
	bool all;            /**< of matters: those that are settled too; of a period: whoever has
	                      *   answered and attested too; of requests: those that are answered too */
	bool raw;            /**< for programs: words as ids, days as yyyy-mm-dd, instants as …Z */
};

typedef int rota_report_fn(struct rota_office *office, const struct rota_question *question,
                           struct rota_report *out, struct rota_arena *arena,
                           struct rota_error *err);

rota_report_fn rota_report_roster;    /**< who is where */
rota_report_fn rota_report_vacancies; /**< posts without a full holder */
rota_report_fn rota_report_totals;    /**< figures against the targets */
rota_report_fn rota_report_tenure;    /**< how long each is in post, when he retires, which limits of
                                       *   time are to be looked at; these first */
rota_report_fn rota_report_pairs;     /**< communes where both heads, one or neither is non-local */
rota_report_fn rota_report_reorganisation; /**< what the reorganisation of `as_of` does, or the latest
                                            *   known: posts that end and begin, whose locality
                                            *   changes, and the sums */
rota_report_fn rota_report_quality;   /**< what is missing, late or undetermined: how many, and the
                                       *   first few */
rota_report_fn rota_report_history;   /**< who changed what, on which decision, when */
rota_report_fn rota_report_status;    /**< what is recorded, and what to do next */
rota_report_fn rota_report_whoami;    /**< which officer of which office records here */
rota_report_fn rota_report_unit;      /**< a unit through its days, and its posts on the day */
rota_report_fn rota_report_cadre;     /**< all that is known of a cadre, with the career */
rota_report_fn rota_report_units;     /**< the units of a day */
rota_report_fn rota_report_left_open; /**< postings still open in units that ended on `as_of`, or by
                                       *   today; what they became, and what rota_unit_close() leaves
                                       *   as it is */
rota_report_fn rota_report_cadres;    /**< the cadres whose name has the words of `subject` */
rota_report_fn rota_report_rectify;   /**< what is asked to be corrected; `all`: and what was answered */
rota_report_fn rota_report_coming;    /**< who has left a post for a unit of this office, and is in none
                                       *   since */
rota_report_fn rota_report_officers;
rota_report_fn rota_report_targets;
rota_report_fn rota_report_rebase;    /**< what rota_target_rebase() would set on `as_of` for the
                                       *   communes of that day: of `phase`, with `counts` */
rota_report_fn rota_report_policies;
rota_report_fn rota_report_periods;
rota_report_fn rota_report_period;     /**< of each office what it has sent for a period (the latest
                                        *   that is cut off by today), and whether that is attested */
rota_report_fn rota_report_attest;     /**< the figures for which `rota_attest` would stand */
rota_report_fn rota_report_settings;

/** Two sides to be compared: "DAY", "CHECKPOINT", "DAY@CHECKPOINT", "published:NAME", "now". */
struct rota_diff_question {
	const char *a, *b;
	const char *as_of; /**< the day of a side that names none; NULL: that of the other side (of what
	                    *   is published that of the publication); when neither names one, for
	                    *   both the day of the totals of b's checkpoint, which is today when b is
	                    *   now */
	const char *scope; /**< a unit; NULL: the office's */
	bool raw;          /**< as rota_question.raw */
};

/**
 * What makes the figures of not local holders different: a row for each posting that counts so on one
 * side only, with the cause and the entry. opening + up - down = closing, for each post.
 * @return ROTA_OK; ROTA_EINVALID, ROTA_ENOTFOUND a day, a checkpoint or a unit is none; store errors.
 */
int rota_diff(struct rota_office *office, const struct rota_diff_question *question,
              struct rota_report *out, struct rota_arena *arena, struct rota_error *err);

/** What has changed in published figures since: the difference of each published period, or of the one
 *  that `period` names, to what is known now, under the name of the period. */
rota_report_fn rota_report_restated;

/** Everything as JSON lines, one an entry, to @p put; logs by writer, entries by number.
 *  @param put  non-zero stops with that code. */
int rota_export(struct rota_office *office, int (*put)(const char *line, size_t size, void *payload),
                void *payload, struct rota_error *err);

/** What follows from all entries, as JSON lines, one an entity (schema/state.md, "The dump"): the same
 *  for the same entries, in whatever order they came. */
int rota_export_state(struct rota_office *office,
                      int (*put)(const char *line, size_t size, void *payload), void *payload,
                      struct rota_error *err);

/** Derive everything again from the logs. @param[out] entries  read. */
int rota_rebuild(struct rota_office *office, uint64_t *entries, struct rota_error *err);

#endif
