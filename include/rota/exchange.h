/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Exchange between offices: joining a province, sending what was recorded,
 * merging it, checking all of it.
 *
 * The legal order, once: rota_office_init() at the province; rota_join() at an
 * office; rota_enrol() at the province with the file that the office sends;
 * then, for ever, rota_sync() at the office and rota_merge() at the province.
 *
 * All of this runs in the caller's process but for what touches git or a
 * network: that is the program `rota-git`, which is started when it is needed
 * and killed when a line is dead. One thread; one exchange at a time for one
 * office (ROTA_EBUSY otherwise).
 */
#ifndef ROTA_EXCHANGE_H
#define ROTA_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/error.h"
#include "rota/office.h"
#include "rota/report.h"

/** A fingerprint as people compare it: "SHA256:AbCd EfGh …", with a NUL. */
enum { ROTA_FINGERPRINT_BYTES = 64 };

/* --- joining --------------------------------------------------------------------------------- */

struct rota_join_options {
	const char *scope;  /**< code or name of the unit whose communes it keeps, as typed */
	const char *name;   /**< of the office: "Ban Tổ chức Huyện ủy Ân Thi" */
	const char *office; /**< "district", "commune"; NULL: by the code, 5 digits are a commune */
	const char *remote; /**< where the province's repository is; NULL: said later */
	const char *province_key; /**< fingerprint of the province's root key; NULL: said later */
};

struct rota_joined {
	char fingerprint[ROTA_FINGERPRINT_BYTES]; /**< of the new key, to be read to the province */
	char key[128]; /**< the new key, as ssh writes it: "ssh-ed25519 AAAA…" */
	char request[4096];                       /**< path of the file to be sent to the province */
};

/**
 * Make an office below the province: key, store, `request`. Needs no network.
 * @return ROTA_OK; ROTA_EINVALID a value is wrong, or the folder has an office already; ROTA_EBUSY;
 *         ROTA_EIO; ROTA_ENOMEM. On failure nothing is left behind.
 */
int rota_join(const char *dir, const struct rota_join_options *options, struct rota_joined *out,
              struct rota_error *err);

/** By what an address leads to the province; what an office needs there follows from it. */
enum rota_way {
	ROTA_WAY_NONE,
	ROTA_WAY_FOLDER,
	ROTA_WAY_SSH,      /**< the office's key, admitted by the line of rota_enrol() */
	ROTA_WAY_WEB,      /**< a name and a password */
	ROTA_WAY_CLEARTEXT /**< git://: somebody who agrees to it */
};

struct rota_reached {
	enum rota_way way; /**< ROTA_WAY_NONE with a trouble: it was no address, and is not kept */
	bool answers;              /**< somebody is there, whatever he said */
	struct rota_error trouble; /**< what stands between the office and the province, as far as the
	                            *   line; the fingerprint of a server that is not known yet, with how
	                            *   to believe it; code 0: nothing does */
	char account[128];         /**< the name in the address, ROTA_WAY_WEB; "": none is */
};

/**
 * After rota_join(): look who is at the address that was set, within the limit of a connection (20 s).
 * Nothing is sent but the question; a server that is not known yet is not told who asks. What is no
 * address is not kept.
 * @return ROTA_OK, whoever is there or not; ROTA_ENOTFOUND no address is set; as git.h.
 */
int rota_join_reach(struct rota_reached *out, const char *dir, struct rota_error *err);

struct rota_enrol_options {
	const char *path; /**< of the request */
	const char *on;   /**< the day on which its unit is looked up; NULL: today, else the last day
	                   *   on which there was such a unit */
	bool dry_run;     /**< read and check, record nothing */
};

struct rota_enrolled {
	bool known; /**< this key was enrolled already; nothing was recorded */
	char name[256], unit[256];
	char on[16];      /**< the day of the unit, when it is not today; else "" */
	char fingerprint[ROTA_FINGERPRINT_BYTES]; /**< of the office's key: to be compared */
	char root[ROTA_FINGERPRINT_BYTES];        /**< of the province: to be told to the office */
	char writer[17];
	char authorized_key[6144]; /**< the line for the server's authorized_keys */
	char welcome[4096];       /**< the file to be sent to the office; "" in a dry run */
};

/**
 * Admit an office: its key may write the communes of its unit.
 * @return ROTA_OK; ROTA_EINVALID not a request, its signature does not hold, for another province,
 *         no such unit, or this office is not the province's; ROTA_ENOTFOUND no such file; as the acts.
 */
int rota_enrol(struct rota_office *office, const struct rota_enrol_options *options,
               struct rota_enrolled *out, struct rota_error *err);

/**
 * Hand records over: subject (an office: its name, the first digits of its writer, the fingerprint of
 * its key) from commune (the unit that it keeps from that day on) | read_only [docs]. The office hears
 * of it at its next rota_sync(). An entry of it about a unit that it keeps no longer counts when it was
 * decided and took effect before that day; else it is a proposal (V08), and is refused there.
 * @return as the acts; ROTA_ENOTFOUND, ROTA_ECONFLICT none, several such offices.
 */
rota_act_fn rota_rescope;

/**
 * Take the right to write back from a machine: subject (as rota_rescope()) cause [size] [why], or withdraw
 * why: it may write again. What came up to `size` entries stays; the others are rejected (V102), what it
 * sends later is put aside, and the office is told at its next rota_sync(), which signs nothing more.
 * @return as the acts; ROTA_ENOTFOUND, ROTA_ECONFLICT none, several such offices.
 */
rota_act_fn rota_revoke;

/* --- exchanging ------------------------------------------------------------------------------ */

/** What an exchange is at, or what has just happened; beside it, what `done` and `total` count. */
enum rota_exchange_event {
	ROTA_EXCHANGE_CONNECT, /**< looks whether the other side answers, and what it has */
	ROTA_EXCHANGE_SEND,    /**< entries that have arrived, of those that the other side lacks */
	ROTA_EXCHANGE_SLICE,   /**< the same: a slice has arrived just now, and stays there */
	ROTA_EXCHANGE_RETRY,   /**< the line broke for `reason`; the next try is in `wait_ms` */
	ROTA_EXCHANGE_RECEIVE, /**< objects of git */
	ROTA_EXCHANGE_TAKE,    /**< files that are taken in */
	ROTA_EXCHANGE_CHECK,   /**< checks what came */
	ROTA_EXCHANGE_WRITE,   /**< objects of git, into a file */
	ROTA_EXCHANGE_MERGE,   /**< logs of offices */
	ROTA_EXCHANGE_PUBLISH,
	ROTA_EXCHANGE_VERIFY, /**< commits */
	ROTA_EXCHANGE_WAIT,   /**< for the next round, which is in `wait_ms` */
	ROTA_EXCHANGE_EVENTS
};

struct rota_exchange_progress {
	enum rota_exchange_event event;
	uint64_t done, total; /**< total 0: not known */
	uint64_t bytes;       /**< over the wire; 0: none, or not known */
	uint64_t left_s;      /**< seconds until it is done, about; 0: not known */
	uint64_t slices;      /**< that have arrived; of a slice */
	uint64_t wait_ms;
	const struct rota_error *reason; /**< NULL but for a line that broke */
};

/** An event for programs, which never changes: "connect", "send" (schema/cli.md). */
const char *rota_exchange_event_id(enum rota_exchange_event event);

/** What goes on, in the language chosen: "sending". */
const char *rota_exchange_event_shown(enum rota_exchange_event event);

/** For as long as the repository's config says (`retry` of [rota]), or five minutes. */
#define ROTA_RETRY_AS_SET UINT64_MAX

struct rota_sync_options {
	const char *remote;       /**< from now on the province is there, once it was; NULL: as before */
	const char *province_key; /**< fingerprint of its root key, when none is pinned yet */
	const char *trust_host;   /**< fingerprint of the server's key, or of its certificate, from now on */
	const char *ca_file;      /**< certificates of the authorities that are believed, from now on */
	bool cleartext;           /**< what goes to this address may be read by whoever is on the line */
	bool may_ask;             /**< git may ask for a name and a password on the terminal */
	uint64_t retry_s;         /**< seconds in which a line that broke is tried again; 0: never */
	bool wait;                /**< also when nobody has answered yet */
	bool dry_run;             /**< of rota_bundle_apply() alone: say what would come of it */
	void (*progress)(const struct rota_exchange_progress *progress, void *payload);
	void *payload;
};

/** A log that the province has put aside at its last good batch: what is behind that is not believed. */
struct rota_aside_told {
	const char *fault;  /**< in one word, "signature" (schema/trust.md); NULL: it is not put aside */
	uint64_t first;     /**< the entry from which on it is */
	uint64_t since_ms;  /**< milliseconds since 1970 UTC */
	char commit[41];    /**< that does not hold; "": it could not be read */
	char sentence[512]; /**< all of it, in the language chosen */
	char hint[320];     /**< what to do */
	bool revoked;       /**< the right to write was taken back; that is told by itself at its office */
};

/** How far an office is: the facts of the line of truth. */
struct rota_standing {
	uint64_t recorded; /**< entries of the office's own log */
	uint64_t sealed;
	uint64_t sent;     /**< are in the province's repository, as far as is known here */
	uint64_t merged;   /**< by the newest checkpoint that was verified here */
	uint64_t written;  /**< were written to a file for the province, wherever that is now */
	uint64_t written_ms; /**< when, milliseconds since 1970 UTC */
	bool has_checkpoint;
	uint64_t checkpoint; /**< its number */
	uint64_t at_ms;      /**< its time, milliseconds since 1970 UTC */
	bool quarantined;    /**< the checkpoint says that the log is not believed further */
	struct rota_aside_told aside; /**< why, by the newest notice */
	uint64_t matters;    /**< for this office, by its newest notice */
	uint64_t not_facts;  /**< entries that are merged and are no facts, by the notices */
	bool enrolled;
	bool has_common;     /**< the list of units is here */
	bool reads_only;     /**< its records are handed over */
	char handed[512];    /**< what was changed of its scope, since when, and who keeps its units now:
	                      *   a sentence in the language chosen; "" when nothing was */
	bool is_revoked;     /**< the right to write was taken back from this machine, */
	uint64_t believed;   /**< and its entries from this one on do not count; */
	char revoked[1024];  /**< why, and what to do: a sentence; "" otherwise */
};

struct rota_synced {
	uint64_t sent;     /**< entries sent now */
	uint64_t received; /**< entries of the province that came now */
	struct rota_standing standing;
	bool stands; /**< it is known, as it is after ROTA_EREMOTE too */
	char root[ROTA_FINGERPRINT_BYTES]; /**< of the province's root key */
};

/**
 * Seal what was recorded, send it, fetch what the province says. Can be killed at any moment; the
 * same again does no harm.
 * @return ROTA_OK;
 *         ROTA_EREMOTE    the line or the server, after retry_s: nothing is lost, what arrived stays,
 *                         and `sent` and the standing say how much that was;
 *         ROTA_ECONFLICT  the province has entries of this office that its store lacks: a restored
 *                         or copied machine; nothing was sealed;
 *         ROTA_ECORRUPT   what the province sent does not hold, with what; nothing of it is taken;
 *         ROTA_EINVALID   no address, or no fingerprint to compare, is known;
 *         ROTA_EBUSY another exchange runs; and as the acts.
 */
int rota_sync(struct rota_office *office, const struct rota_sync_options *options,
              struct rota_synced *out, struct rota_error *err);

/** How far this office is. @return ROTA_OK; store errors. */
int rota_office_standing(struct rota_standing *out, struct rota_office *office,
                         struct rota_error *err);

struct rota_merge_options {
	void (*progress)(const struct rota_exchange_progress *progress, void *payload);
	void *payload;
};

struct rota_merged {
	bool checkpoint;     /**< there was news, and a checkpoint was published */
	uint64_t number;     /**< of the newest checkpoint */
	uint64_t entries;    /**< that this checkpoint has and the one before had not */
	uint64_t offices;    /**< below the province, from which some of them are */
	uint64_t matters;    /**< open now */
	struct rota_report remarks; /**< logs that were not taken, with the reason */
};

/**
 * Verify and take over what the offices have sent, publish a checkpoint with the totals, and the
 * notices. Killed at any moment and run again it ends in the same objects.
 * @param arena  holds the remarks.
 * @return ROTA_OK, also when a log was put aside; ROTA_EINVALID this office is not the province's;
 *         ROTA_ECORRUPT the repository is ahead of the store; ROTA_EBUSY; as the acts.
 */
int rota_merge(struct rota_office *office, const struct rota_merge_options *options,
               struct rota_merged *out, struct rota_arena *arena, struct rota_error *err);

struct rota_verify_options {
	bool full; /**< every commit and entry from the first byte; else only how each chain ends */
	void (*progress)(const struct rota_exchange_progress *progress, void *payload);
	void *payload;
};

struct rota_verified {
	uint64_t chains, commits, entries; /**< commits and entries are read in full only */
	struct rota_report faults; /**< what does not hold; no rows: all holds */
};

/**
 * Check this office. In full: everything again from the first byte, repository, signatures, roots, and
 * that the store has exactly that. Else: that each chain of the repository ends at, or goes on from,
 * where the store has it, and that the newest checkpoint speaks of the logs that are here; this
 * believes what was checked when it was taken in.
 * @return ROTA_OK, whatever was found; ROTA_EBUSY; as the acts.
 */
int rota_verify(struct rota_office *office, const struct rota_verify_options *options,
                struct rota_verified *out, struct rota_arena *arena, struct rota_error *err);

rota_report_fn rota_report_coverage; /**< for each office: last entry, when received, what is held */
rota_report_fn rota_report_matters;  /**< what a person must look at; a row is open unless `all` */
rota_report_fn rota_report_matter;   /**< `subject`: one of them, both sides, the ways out */

#endif
