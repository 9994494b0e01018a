/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Whole files: read with a limit, written so that a crash leaves the old or
 * the new content and nothing between, and locks that die with their process.
 * Any thread; a lock belongs to the thread that took it.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "rota/error.h"

/**
 * Append the content of a file, or of standard input when @p path is "-".
 * @param max_bytes  a larger file is refused.
 * @return ROTA_OK; ROTA_ENOTFOUND no such file; ROTA_EINVALID larger than @p max_bytes, or a folder;
 *         ROTA_EIO; ROTA_ENOMEM.
 */
int rota_file_read(struct rota_buffer *out, const char *path, size_t max_bytes,
                   struct rota_error *err);

/**
 * Replace a file: a temporary one beside it, flushed, renamed over it, and the folder flushed.
 * @param mode  permission bits, e.g. 0644, 0600.
 * @return ROTA_OK; ROTA_ENOTFOUND no such folder; ROTA_EIO with the reason of the system. Then
 *         @p path is as it was, but for one case: when only the flush of the folder fails, the new
 *         content is there and a power cut may still take it away.
 */
int rota_file_write(const char *path, const void *bytes, size_t size, unsigned mode,
                    struct rota_error *err);

bool rota_file_exists(const char *path);

/** Make a folder for what is gone soon, mode 0700, in TMPDIR or /tmp. The caller removes it.
 *  @param[out] out  its path. @return ROTA_OK; ROTA_EIO, also when TMPDIR is not there. */
int rota_file_temporary(char *out, size_t size, struct rota_error *err);

/** Remove a folder with all that is in it, as far as that can be; links are not followed. */
void rota_folder_remove(const char *path);

/**
 * Take an exclusive lock on a file, which is created when absent (mode 0600) and never removed.
 * The lock ends with rota_lock_close() or with the process, however that dies.
 * @param[out] out  a descriptor, -1 on failure.
 * @return ROTA_OK; ROTA_EBUSY another process holds it; ROTA_ENOTFOUND no such folder; ROTA_EIO.
 */
int rota_lock_open(int *out, const char *path, struct rota_error *err);
void rota_lock_close(int lock);

#endif
