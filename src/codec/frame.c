/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/frame.h"

#include "base/big_endian.h"
#include "base/messages.h"
#include "codec/canonical.h"

int rota_frame_encode(struct rota_buffer *out, const struct rota_value *map, struct rota_error *err)
{
	char head[ROTA_FRAME_HEAD_BYTES] = { 0 };
	size_t before = out->size, size;
	int rc;

	rota_buffer_append(out, head, sizeof(head));
	rc = rota_canonical_encode(out, map, err);
	if (rc)
		goto done;
	rc = rota_buffer_check(out, err);
	if (rc)
		goto done;
	size = out->size - before - sizeof(head);
	if (size > ROTA_FRAME_MAX_BYTES)
		rc = rota_fail(err, ROTA_EINVALID, NULL, _("a message of %zu bytes; %d at most"),
			       size, ROTA_FRAME_MAX_BYTES);
	else
		rota_put_u32(out->bytes + before, (uint32_t)size);
done:
	if (rc)
		rota_buffer_truncate(out, before);
	return rc;
}

int rota_frame_size(size_t *out, const uint8_t *head, struct rota_error *err)
{
	size_t size = rota_get_u32(head);

	*out = size;
	if (size == 0 || size > ROTA_FRAME_MAX_BYTES)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("a message of %zu bytes; %d at most"),
				 size, ROTA_FRAME_MAX_BYTES);
	return ROTA_OK;
}

int rota_frame_decode(struct rota_value *out, struct rota_arena *arena, const void *bytes,
		      size_t size, struct rota_error *err)
{
	int rc = rota_canonical_decode(out, arena, bytes, size, err);

	if (!rc && out->type != ROTA_MAP)
		rc = rota_fail(err, ROTA_ECORRUPT, NULL, _("a message that is no map"));
	return rc;
}
