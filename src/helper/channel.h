/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The helper's end of the two pipes: requests come in on standard input,
 * events and answers go out on standard output, as frames (codec/frame.h).
 * channel_receive() from one thread; channel_send() from any.
 */
#ifndef HELPER_CHANNEL_H
#define HELPER_CHANNEL_H

#include <stdbool.h>

#include "rota/arena.h"
#include "rota/error.h"
#include "rota/value.h"

/**
 * Wait for the next request.
 * @param[out] end  true when there will be none: rota has closed its end.
 * @return ROTA_OK; ROTA_EIO half a frame; ROTA_ECORRUPT no frame; ROTA_ENOMEM.
 */
int channel_receive(struct rota_value *out, bool *end, struct rota_arena *arena,
		    struct rota_error *err);

/** Send a map. @return ROTA_OK; ROTA_EIO nobody reads any more; ROTA_EINVALID, ROTA_ENOMEM. */
int channel_send(const struct rota_value *map, struct rota_error *err);

#endif
