/* SPDX-License-Identifier: Apache-2.0 */
#include "helper/channel.h"

#include <errno.h>
#include <pthread.h>
#include <unistd.h>

#include "base/messages.h"
#include "codec/frame.h"

static pthread_mutex_t sending = PTHREAD_MUTEX_INITIALIZER;

/** @return how many bytes came before the end. */
static size_t read_all(void *bytes, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t got = read(STDIN_FILENO, (char *)bytes + done, size - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		done += (size_t)got;
	}
	return done;
}

static int broken(struct rota_error *err)
{
	return rota_fail(err, ROTA_EIO, _("do it again; if it goes on, install rota again"),
	                 _("rota and its helper program lost each other"));
}

int channel_receive(struct rota_value *out, bool *end, struct rota_arena *arena,
		    struct rota_error *err)
{
	uint8_t head[ROTA_FRAME_HEAD_BYTES];
	size_t size, got = read_all(head, sizeof(head));
	void *bytes;
	int rc;

	*end = got == 0;
	if (got < sizeof(head))
		return *end ? ROTA_OK : broken(err);
	rc = rota_frame_size(&size, head, err);
	if (rc)
		return rc;
	bytes = rota_arena_alloc(arena, size);
	if (!bytes)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (read_all(bytes, size) < size)
		return broken(err);
	return rota_frame_decode(out, arena, bytes, size, err);
}

static int write_all(const char *bytes, size_t size, struct rota_error *err)
{
	while (size) {
		ssize_t put = write(STDOUT_FILENO, bytes, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return broken(err);
		bytes += put;
		size -= (size_t)put;
	}
	return ROTA_OK;
}

int channel_send(const struct rota_value *map, struct rota_error *err)
{
	struct rota_buffer frame = { 0 };
	int rc = rota_frame_encode(&frame, map, err);

	if (!rc) {
		pthread_mutex_lock(&sending);
		rc = write_all(frame.bytes, frame.size, err);
		pthread_mutex_unlock(&sending);
	}
	rota_buffer_clear(&frame);
	return rc;
}
