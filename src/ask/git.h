/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The office's side of the helper program `rota-git` (src/helper), which does
 * all work on a git repository and on the network, so that a stall, a leak or
 * a crash there never touches the store.
 *
 * Calls in order: rota_git_make() once in the life of a repository; then
 * rota_git_open(), any of the others, rota_git_close(). The helper is started
 * by the first call that needs it and again after it was ended, so opening
 * costs nothing. One thread at a time, and no call from within a callback of
 * another (ROTA_EBUG).
 *
 * Whoever moves refs or writes objects holds the lock of the office: a lock
 * file of git that is two seconds old is then taken for left over, and removed.
 *
 * All functions may also return the **common failures**: ROTA_EIO (the helper
 * cannot be started or died, the disk refused), ROTA_ENOMEM, ROTA_ECORRUPT
 * (the repository is damaged), ROTA_EINVALID (not a repository, one of another
 * owner, a ref name outside `refs/`), ROTA_EBUSY (another program holds a lock
 * of git).
 */
#ifndef ASK_GIT_H
#define ASK_GIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/error.h"
#include "trust/chain.h"

struct rota_git;

/** What a repository is for; decides its config (src/repo/README.md). */
enum rota_git_kind {
	ROTA_GIT_OFFICE, /**< a district's `rota.git` */
	ROTA_GIT_CENTRE, /**< the province's `rota.git`, to which districts push */
	ROTA_GIT_OWN     /**< the province's `own.git`, served to nobody */
};

/**
 * Make a bare repository: in a folder beside @p path, then renamed, so that a crash leaves nothing
 * half made. What earlier crashes left beside it (`PATH.tmp-*`) is removed. A repository that is
 * there already keeps its content; its config is completed.
 * @param path  absent, an empty folder, or a bare repository.
 * @return ROTA_OK, durable; ROTA_EINVALID something else is there; common failures.
 */
int rota_git_make(const char *path, enum rota_git_kind kind, struct rota_error *err);

/**
 * @param[out] out  NULL on failure. Closed with rota_git_close().
 * @param      path  the repository. Opened by the first call that needs it, which then fails with
 *                   ROTA_ENOTFOUND when there is none.
 * @param      key_file  private key for ssh remotes, OpenSSH format, Ed25519; may be NULL.
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_git_open(struct rota_git **out, const char *path, const char *key_file,
		  struct rota_error *err);

/** Ends the helper and waits for it. NULL is allowed. */
void rota_git_close(struct rota_git *git);

/* --- refs ------------------------------------------------------------------------------------ */

/**
 * A ref file that is empty or cut short, as a power cut leaves it, counts as absent.
 * @param name  in full, `refs/...`.
 * @return ROTA_OK; ROTA_ENOTFOUND; common failures.
 */
int rota_git_ref(struct rota_oid *out, struct rota_git *git, const char *name,
		 struct rota_error *err);

/** Both borrowed until it returns; non-zero stops and becomes the result. */
typedef int rota_git_ref_fn(const char *name, const struct rota_oid *oid, void *payload,
			    struct rota_error *err);

/**
 * Visit the refs whose names begin with @p prefix, sorted by name.
 * @return ROTA_OK; what @p visit returned; common failures.
 */
int rota_git_refs(struct rota_git *git, const char *prefix, rota_git_ref_fn *visit, void *payload,
		  struct rota_error *err);

/**
 * Compare and set. Durable on return.
 * @param from  what the ref is now; NULL: it is absent.
 * @param to    what it becomes; NULL: it is deleted. Its object must be there.
 * @return ROTA_OK; ROTA_ECONFLICT it is something else, which the message names beside @p from;
 *         ROTA_ENOTFOUND no object @p to; common failures.
 */
int rota_git_move(struct rota_git *git, const char *name, const struct rota_oid *from,
		  const struct rota_oid *to, struct rota_error *err);

/* --- objects --------------------------------------------------------------------------------- */

/**
 * Write all objects of sealed commits, in their order. Durable on return. Objects that are there
 * already are read back and hashed; damaged loose ones are replaced.
 * @return ROTA_OK; ROTA_EINVALID the bytes have another id than `oid` (what came before is
 *         written); ROTA_ECORRUPT a damaged object lies in a pack; common failures.
 */
int rota_git_put(struct rota_git *git, const struct rota_sealed *sealed, size_t count,
		 struct rota_error *err);

/**
 * Write one object, as rota_git_put() does.
 * @param type  "blob", "tree" or "commit".
 * @param size  at most 8 MiB.
 * @return ROTA_OK; ROTA_EINVALID too large, or not of that type; as rota_git_put().
 */
int rota_git_write(struct rota_oid *out, struct rota_git *git, const char *type, const void *bytes,
		   size_t size, struct rota_error *err);

/** @p sealed and all it refers to are borrowed until it returns; non-zero stops and becomes the
 *  result. */
typedef int rota_git_visit_fn(const struct rota_sealed *sealed, void *payload,
			      struct rota_error *err);

/**
 * Visit the commits from behind @p after to @p tip, oldest first, each with its tree and files.
 * The memory used is that of one commit, and 20 bytes for each in the helper.
 * @param after  NULL: from the first on. Equal to @p tip: none is visited.
 * @return ROTA_OK; what @p visit returned;
 *         ROTA_ENOTFOUND no commit @p tip, or @p after is not one of its ancestors: before any
 * visit; ROTA_ECORRUPT "commit ...: ...": not linear (before any visit), or, after the visits of
 *         all before it: larger than 64 KiB, a tree larger than 4 KiB or of other than plain files
 *         (mode 100644), more files than a rota_sealed has room for, a file larger than 8 MiB, an
 *         object missing or damaged;
 *         common failures.
 */
int rota_git_walk(struct rota_git *git, const struct rota_oid *tip, const struct rota_oid *after,
		  rota_git_visit_fn *visit, void *payload, struct rota_error *err);

/**
 * Put all loose objects into one pack, then remove the loose files and what crashes left in
 * `objects`. Killed at any point, it loses nothing.
 * @return ROTA_OK; common failures.
 */
int rota_git_pack(struct rota_git *git, struct rota_error *err);

/**
 * Remove what crashes of others left among the refs, and what would refuse every push for ever: locks of
 * git, and files that hold nothing of sense, a minute old. For a repository to which others push.
 * @return ROTA_OK, also when something cannot be removed; common failures.
 */
int rota_git_sweep(struct rota_git *git, struct rota_error *err);

/**
 * Wait until the disk has all that lies in the repository, whoever wrote it: a server that takes pushes
 * may answer before, as git does when it is not told otherwise, and flushes no name of a file.
 * @return ROTA_OK; common failures.
 */
int rota_git_flush(struct rota_git *git, struct rota_error *err);

/* --- the remote ------------------------------------------------------------------------------ */

/*
 * The remote is what the repository's config says in section [rota]:
 *
 * | key        | value                                                                          |
 * |------------|--------------------------------------------------------------------------------|
 * | `remote`   | `ssh://user@host[:port]/path`, `user@host:path`, `https://[user@]host/path`,   |
 * |            | `git://host/path`, or a folder (`/...`, `./...`, `../...`, `file:///...`, by   |
 * |            | itself or with `rota.git` in it); `.` is the folder that holds this            |
 * |            | repository, wherever the command is typed. `http://` reaches this machine only |
 * | `hostkey`  | `SHA256:...` of the ssh server's host key; several are separated by commas     |
 * | `certificate` | the same of a certificate of an https server (of its DER form): then only   |
 * |            | that one is believed. Without it, one that an authority vouches for            |
 * | `cafile`   | a file with the certificates of the authorities; without it, the system's      |
 * | `cleartext` | the address, when somebody has agreed that what goes to it can be read on the |
 * |            | line: needed for `git://` to another machine                                   |
 * | `connect`  | seconds until the server must have said something (20)                         |
 * | `stall`    | seconds without a byte after which it is given up (30)                         |
 * | `deadline` | seconds for one connection, in which at most a slice is sent (900)             |
 * | `most`     | KB that one fetch may bring (1048576)                                          |
 * | `retry`    | seconds in which `rota sync` tries a line that broke again (300); 0: never     |
 * | `slice`    | bytes that the line has shown to carry in 20 seconds; rota writes it           |
 *
 * Name and password for https come from git's own helpers (`git credential`), and never stand in a
 * config, on a command line or in an address. No server is followed to another one.
 *
 * Functions that use it also return
 *     ROTA_ENOTFOUND  no remote is set;
 *     ROTA_EINVALID   it is no address that rota knows;
 *     ROTA_EREMOTE    the server is not there, silent, not the pinned one, refused the key, or
 *                     broke off; the message says which. What is here is as before. An ssh server
 *                     whose key is not pinned yet: the message shows its fingerprint.
 * They never take longer than the three limits, rota_git_push() for each slice.
 */

/** Whether the last function that used the remote failed by the line, so that the same again may work;
 *  not when a server has said no. */
bool rota_git_line_failed(const struct rota_git *git);

/** Let the helper ask for a name and a password on the terminal, where a server wants them and git's
 *  helpers have none. To be called before the first request. */
void rota_git_may_ask(struct rota_git *git, bool may);

/**
 * Set a key of [rota].
 * @param key    letters a-z and dots, 1 to 32.
 * @param value  NULL: remove it.
 * @return ROTA_OK; ROTA_EINVALID @p key or @p value is none; common failures.
 */
int rota_git_remote_set(struct rota_git *git, const char *key, const char *value,
			struct rota_error *err);

/**
 * Append the value of a key of [rota].
 * @return ROTA_OK; ROTA_ENOTFOUND it is not set; common failures.
 */
int rota_git_remote_get(struct rota_buffer *out, struct rota_git *git, const char *key,
			struct rota_error *err);

/** How far it is; called at most a few times a second, when something moved. */
struct rota_git_progress {
	uint64_t bytes; /**< over the wire, both ways */
	uint64_t objects, objects_total;
};
typedef void rota_git_progress_fn(const struct rota_git_progress *progress, void *payload);

/** A ref at the remote. */
struct rota_git_want {
	const char *name; /**< filled by the caller */
	bool there;
	struct rota_oid oid; /**< meaningless while it is not there */
};

/**
 * Look which of these refs the remote has, and where they are.
 * @return ROTA_OK; as said above; common failures.
 */
int rota_git_list(struct rota_git *git, struct rota_git_want *refs, size_t count,
		  struct rota_error *err);

/**
 * What a line carries in about 20 seconds, as it was measured before; on one that is not known yet,
 * little. A slice is as large; the batches in it should be smaller.
 * @param[out] is_line  false: the remote is a folder, or none is set. May be NULL.
 * @return ROTA_OK; common failures.
 */
int rota_git_slice(uint64_t *bytes, bool *is_line, struct rota_git *git, struct rota_error *err);

/** A push, for those who want to know more of it than how it ended. */
struct rota_git_pushing {
	rota_git_progress_fn *progress; /**< may be NULL; called for each slice that arrived too */
	void *payload;
	bool known;             /**< set: `there` is where the remote's ref is now, as it has said */
	struct rota_oid there;
	unsigned slices;        /**< set: that have arrived */
};

/**
 * Bring a ref of the remote forward to where the same ref is here, slice by slice: each is a push of
 * its own, and stays when the next one is cut off. A slice is what the line carries in about 20
 * seconds, measured by those before it and remembered (`slice`), half of that after a failure, and at
 * least one commit. After a failure the remote is asked once more, so that a lost answer is not taken
 * for a lost push.
 *
 * Into a folder only `refs/rota/writers/<writer id>` goes, and only commits of files `entries` and
 * `head`.
 * @param pushing  may be NULL.
 * @return ROTA_OK the remote has it (also when it had it before);
 *         ROTA_ENOTFOUND no such ref here;
 *         ROTA_ECONFLICT the remote's ref is not an ancestor of it;
 *         ROTA_EREMOTE also: the server refused it; the message holds its sentence;
 *         as said above; common failures.
 */
int rota_git_push(struct rota_git *git, const char *name, struct rota_git_pushing *pushing,
		  struct rota_error *err);

/**
 * Bring refs forward to where the same refs are at the remote. Those that the remote does not have
 * are left as they are.
 * @param progress  may be NULL.
 * @return ROTA_OK; ROTA_ECONFLICT one would go back or aside: that one is left as it is, the others
 *         have moved; ROTA_ECORRUPT one is not a line of commits, likewise; as said above; common
 *         failures.
 */
int rota_git_fetch(struct rota_git *git, const char *const *names, size_t count,
		   rota_git_progress_fn *progress, void *payload, struct rota_error *err);

#endif
