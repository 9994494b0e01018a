/* SPDX-License-Identifier: Apache-2.0 */
/** @file Lengths of time as people write them. */
#ifndef CLI_DURATION_H
#define CLI_DURATION_H

#include <stdint.h>

#include "rota/error.h"

/**
 * Read a number and its unit: `90s`, `10m`, `2h`, `1d`, or `giay`, `phut`, `gio`, `ngay`, with accents
 * and a space or without. `0` needs no unit.
 * @param[out] seconds  at most thirty days.
 * @return ROTA_OK; ROTA_EINVALID.
 */
int duration_read(uint64_t *seconds, const char *text, struct rota_error *err);

#endif
