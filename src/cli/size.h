/* SPDX-License-Identifier: Apache-2.0 */
/** @file Sizes of files as people type them. */
#ifndef CLI_SIZE_H
#define CLI_SIZE_H

#include "cli/cmd.h"

/**
 * Read "1.4M", "1,4M", "10 MB", "650k", "20000": K, M and G are powers of a thousand, so that what
 * is asked for always fits, whichever kind a medium is sold by.
 * @return ROTA_OK; ROTA_EINVALID with the form.
 */
int size_read(uint64_t *bytes, const char *typed, const char *option, struct rota_error *err);

/** "812 B", "12 KB", "1.4 MB": rounded up, in @p size bytes. @return @p out. */
const char *size_show(char *out, size_t size, uint64_t bytes);

#endif
