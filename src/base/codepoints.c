/* SPDX-License-Identifier: Apache-2.0 */
#include "base/codepoints.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/messages.h"

/** The text is UTF-8 when it comes here, so memory is all that utf8proc can lack. */
static int normaliser_error(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

int rota_codepoints_split(struct rota_codepoints *out, const char *text, size_t size,
			  struct rota_error *err)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
	utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE;
	utf8proc_ssize_t length = (utf8proc_ssize_t)size;
	utf8proc_ssize_t count = utf8proc_decompose(bytes, length, NULL, 0, how);

	*out = (struct rota_codepoints){ 0 };
	if (count < 0)
		return normaliser_error(err);
	out->at = calloc((size_t)count + 1, sizeof(out->at[0]));
	if (!out->at)
		return normaliser_error(err);
	out->count = (size_t)count;
	if (utf8proc_decompose(bytes, length, out->at, count, how) != count) {
		rota_codepoints_clear(out);
		return normaliser_error(err);
	}
	return ROTA_OK;
}

int rota_codepoints_join(struct rota_buffer *out, struct rota_codepoints *points,
			 struct rota_error *err)
{
	utf8proc_ssize_t size = 0;

	/* The UTF-8 text is written over the code points, which are never shorter. */
	if (points->count)
		size = utf8proc_reencode(points->at, (utf8proc_ssize_t)points->count,
					 UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (size < 0)
		return normaliser_error(err);
	rota_buffer_append(out, points->at, (size_t)size);
	points->count = 0;
	return rota_buffer_check(out, err);
}

void rota_codepoints_clear(struct rota_codepoints *points)
{
	free(points->at);
	*points = (struct rota_codepoints){ 0 };
}

bool rota_codepoint_is_mark(int32_t c)
{
	utf8proc_category_t category;

	if (c < 0x80)
		return false;
	category = utf8proc_category(c);
	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
	       category == UTF8PROC_CATEGORY_ME;
}

bool rota_codepoint_is_letter(int32_t c)
{
	utf8proc_category_t category;

	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	category = utf8proc_category(c);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

int rota_codepoint_tone(int32_t c)
{
	switch (c) {
	case 0x0300:
		return 1;
	case 0x0309:
		return 2;
	case 0x0303:
		return 3;
	case 0x0301:
		return 4;
	case 0x0323:
		return 5;
	default:
		return 0;
	}
}
