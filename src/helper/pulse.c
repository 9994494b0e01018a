/* SPDX-License-Identifier: Apache-2.0 */
#include "helper/pulse.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "helper/channel.h"

enum {
	INTERVAL_NS = 250000000,
	SOCKET_MAX = 64 /**< the helper has a handful of files open, packs among them */
};

/** How far the work is. */
struct state {
	uint64_t received, bytes, objects, objects_total, slice;
};

struct pulse {
	const struct rota_repo_progress *progress;
	struct state told;
	uint64_t closed_bytes,
		last_bytes; /**< of connections that are gone; of those that are not */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stop;
};

/** Add up what the TCP connections of this process have moved. */
static void count_bytes(uint64_t *received, uint64_t *bytes)
{
	*received = *bytes = 0;
	for (int fd = 3; fd < SOCKET_MAX; fd++) {
		struct tcp_info info = { 0 };
		socklen_t size = sizeof(info);

		if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size))
			continue;
		*received += info.tcpi_bytes_received;
		*bytes += info.tcpi_bytes_received + info.tcpi_bytes_acked;
	}
}

static void look(struct state *now, struct pulse *pulse)
{
	uint64_t bytes;

	count_bytes(&now->received, &bytes);
	if (bytes < pulse->last_bytes)
		pulse->closed_bytes += pulse->last_bytes;
	pulse->last_bytes = bytes;
	now->bytes = pulse->closed_bytes + bytes;
	now->objects = pulse->progress->objects;
	now->objects_total = pulse->progress->objects_total;
	now->slice = pulse->progress->slice_bytes;
}

static void send_progress(const struct state *now)
{
	struct rota_arena arena = { 0 };
	struct rota_value event = rota_map();

	if (!rota_map_set(&arena, &event, "event", rota_text("progress")) &&
	    !rota_map_set(&arena, &event, "bytes", rota_uint(now->bytes)) &&
	    !rota_map_set(&arena, &event, "objects", rota_uint(now->objects)) &&
	    !rota_map_set(&arena, &event, "objects_total", rota_uint(now->objects_total)) &&
	    !rota_map_set(&arena, &event, "slice", rota_uint(now->slice)))
		channel_send(&event, NULL);
	rota_arena_clear(&arena);
}

static void tell(struct pulse *pulse)
{
	struct state now;
	bool heard;

	look(&now, pulse);
	heard = now.received || pulse->closed_bytes || now.objects;
	if ((heard && (now.bytes != pulse->told.bytes || now.objects != pulse->told.objects)) ||
	    now.slice != pulse->told.slice || pulse->progress->asking) {
		send_progress(&now);
		pulse->told = now;
	}
}

static void *run(void *payload)
{
	struct pulse *pulse = payload;

	pthread_mutex_lock(&pulse->lock);
	while (!pulse->stop) {
		struct timespec until;

		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += INTERVAL_NS;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		pthread_cond_timedwait(&pulse->wake, &pulse->lock, &until);
		tell(pulse);
	}
	pthread_mutex_unlock(&pulse->lock);
	return NULL;
}

struct pulse *pulse_start(const struct rota_repo_progress *progress)
{
	struct pulse *pulse = calloc(1, sizeof(*pulse));
	pthread_condattr_t attributes;

	if (!pulse)
		return NULL;
	pulse->progress = progress;
	pthread_mutex_init(&pulse->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&pulse->wake, &attributes);
	pthread_condattr_destroy(&attributes);
	if (pthread_create(&pulse->thread, NULL, run, pulse) == 0)
		return pulse;
	pthread_cond_destroy(&pulse->wake);
	pthread_mutex_destroy(&pulse->lock);
	free(pulse);
	return NULL;
}

void pulse_stop(struct pulse *pulse)
{
	if (!pulse)
		return;
	pthread_mutex_lock(&pulse->lock);
	pulse->stop = true;
	pthread_cond_signal(&pulse->wake);
	pthread_mutex_unlock(&pulse->lock);
	pthread_join(pulse->thread, NULL);
	pthread_cond_destroy(&pulse->wake);
	pthread_mutex_destroy(&pulse->lock);
	free(pulse);
}
