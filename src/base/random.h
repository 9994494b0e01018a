/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Random bytes for keys and seeds. Decided when a program is linked, as the
 * clock is: random_os.c asks the kernel, random_test.c counts from a seed.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>

#include "rota/error.h"

/**
 * Fill @p size bytes.
 * @return ROTA_OK; ROTA_EIO when the kernel has none, then the bytes are zero and must not be used.
 */
int rota_random_fill(void *bytes, size_t size, struct rota_error *err);

#endif
