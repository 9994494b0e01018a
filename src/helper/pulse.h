/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Tells rota, while a request is at work, that something moves.
 *
 * libgit2 calls back only now and then (a fetch at every 100 KiB, an ssh
 * handshake never), and a slow line would look like a dead one. So a thread
 * looks at the process's own TCP sockets four times a second and counts the
 * bytes that came, and those that were acknowledged; when they have grown, or
 * the objects of @p progress have, it sends a `progress` event. While nothing
 * has come at all it is silent: sending to a server that never speaks is no
 * progress. Two things are lost to it: bytes of a connection that is closed
 * between two looks, and a server that works for a long time without a word.
 *
 * @source Linux: include/uapi/linux/tcp.h, struct tcp_info.
 */
#ifndef HELPER_PULSE_H
#define HELPER_PULSE_H

#include "repo/repo.h"

struct pulse;

/** @return NULL when there is no memory or thread; the work goes on without events. */
struct pulse *pulse_start(const struct rota_repo_progress *progress);

/** Stops the thread; a last event is sent when something moved. NULL is allowed. */
void pulse_stop(struct pulse *pulse);

#endif
