/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"

#include <string.h>
#include <sys/random.h>

#include "base/messages.h"

int rota_random_fill(void *bytes, size_t size, struct rota_error *err)
{
	char *at = bytes;
	size_t left = size;

	while (left) {
		ssize_t got = getrandom(at, left, 0);

		if (got <= 0) {
			memset(bytes, 0, size);
			return rota_fail(err, ROTA_EIO, NULL,
			                 _("the system gives no random bytes"));
		}
		at += got;
		left -= (size_t)got;
	}
	return ROTA_OK;
}
