/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Exchange by files, where there is no line: what an office has recorded goes
 * to the province as a file, and the province's answer comes back as one.
 *
 * A file is a bundle of git. What is not in it because the reader has it is a
 * prerequisite, and a file whose prerequisites are missing is refused with
 * what is missing. The same file again, an older one, or files in any order do
 * no harm; nothing that was altered on its way is taken in.
 *
 * Who reads what: an answer is for one office, since the notices in it are that
 * office's matters with the names of people. Offices' files are not encrypted.
 */
#ifndef ROTA_BUNDLE_H
#define ROTA_BUNDLE_H

#include "rota/exchange.h"

struct rota_bundle_options {
	const char *path;   /**< of the file; a folder: the file gets a name of its own in it */
	const char *office; /**< at the province: for which office (as in rota_rescope()); NULL, and
			     *   `path` a folder: a file for each */
	bool all;           /**< everything, not only what the reader lacks */
	bool dry_run;       /**< say what would be written; seal and write nothing */
	uint64_t max_bytes; /**< of a file: several are named `FILE.1of3` and so on; 0: any size */
	void (*progress)(const struct rota_exchange_progress *progress, void *payload);
	void *payload;
};

/** The least `max_bytes`. */
enum { ROTA_BUNDLE_LEAST_BYTES = 4000 };

struct rota_bundled {
	bool is_answer;   /**< the province's; the following stay 0 */
	uint64_t first;   /**< number of the first entry in it */
	uint64_t entries; /**< in it; 0: the province has all, and no file was written */
	uint64_t batches; /**< in it; 0 in a dry run */
	uint64_t merged;  /**< entries that the province is known to have by a checkpoint */
	struct rota_report
		files; /**< `file bytes office writer`: a row for each; `bytes` is null in a
			*   dry run */
};

/**
 * Write what the reader lacks, as far as is known by what came from him: at an office below the
 * province its own log behind what the newest checkpoint has, all sealed before; at the province
 * what every office reads, and the notices of one office, since the checkpoint that the office has
 * named in its newest batch. A file that is there is overwritten only when it is an older one of
 * the same office.
 * @return ROTA_OK, each file whole, flushed and read again; ROTA_EINVALID a value is wrong, or
 *         something else lies at `path`; ROTA_ENOTFOUND no such office or folder; ROTA_ECONFLICT
 *         several such offices; as rota_sync(). Then no file of the office that failed is left; those
 *         that were written for others before it stay, and are in @p out.
 */
int rota_bundle_write(struct rota_office *office, const struct rota_bundle_options *options,
		      struct rota_bundled *out, struct rota_arena *arena, struct rota_error *err);

/**
 * Make one file of several that offices have written, for somebody who carries them for all. Needs no
 * office; nothing is checked but that the files are whole and fit together.
 * @param path   must not be there yet.
 * @param[out] bytes  of the file.
 * @return ROTA_OK; ROTA_EINVALID one of them is not what an office has written, or @p path is there;
 *         ROTA_ECONFLICT they hold two branches of one log; ROTA_ECORRUPT; ROTA_ENOTFOUND; ROTA_EIO.
 */
int rota_bundle_join(uint64_t *bytes, const char *path, const char *const *files, size_t count,
		     struct rota_error *err);

struct rota_bundle_applied {
	bool at_province;
	uint64_t entries; /**< at the province: that came now; they wait for rota_merge() */
	struct rota_synced synced; /**< of an office below the province */
	struct rota_report files;  /**< a row for each file, at the province for each office in it;
				    *   `file remark`, at the province `file office writer entries
				    *   last remark`: the number of the last of these entries, why
				    *   something was not taken */
};

/**
 * Take in files, in whichever order they have to be. What they bring to the province waits there
 * for rota_merge(), which checks it.
 * @param options  of it `province_key`, `dry_run`, `progress` and `payload` are looked at. Tried on a
 *                 copy (`dry_run`), @p out is what it would be, and nothing has changed.
 * @return ROTA_OK; of several files that fail the first failure, the others are taken in: as
 *         rota_sync(); ROTA_ENOTFOUND no such file, or what it builds on is not here; ROTA_ECORRUPT
 *         damaged; ROTA_EINVALID not for this office.
 */
int rota_bundle_apply(struct rota_office *office, const char *const *paths, size_t count,
		      const struct rota_sync_options *options, struct rota_bundle_applied *out,
		      struct rota_arena *arena, struct rota_error *err);

#endif
