/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/fields.h"

#include <string.h>

#include "base/messages.h"
#include "codec/canonical.h"

static const struct rota_value nothing = { .type = ROTA_NIL };

int rota_fields_begin(struct rota_fields *out, struct rota_arena *arena, const void *bytes,
		      size_t size, struct rota_error *err)
{
	int rc;

	memset(out, 0, sizeof(*out));
	rc = rota_canonical_decode(&out->map, arena, bytes, size, err);
	if (!rc && out->map.type != ROTA_MAP)
		rc = rota_fail(err, ROTA_ECORRUPT, NULL, _("it is not a map"));
	return rc;
}

bool rota_fields_has(const struct rota_fields *fields, const char *key)
{
	return rota_map_get(&fields->map, key) != NULL;
}

void rota_fields_refuse(struct rota_fields *fields, const char *key)
{
	if (!fields->wrong)
		fields->wrong = key;
}

static const struct rota_value *take(struct rota_fields *fields, const char *key,
				     enum rota_value_type type)
{
	const struct rota_value *value = rota_map_get(&fields->map, key);

	if (!value || value->type != type) {
		rota_fields_refuse(fields, key);
		return NULL;
	}
	fields->taken++;
	return value;
}

uint64_t rota_fields_number(struct rota_fields *fields, const char *key, uint64_t least,
			    uint64_t most)
{
	const struct rota_value *value = take(fields, key, ROTA_UINT);

	if (!value)
		return 0;
	if (value->as.number >= least && value->as.number <= most)
		return value->as.number;
	rota_fields_refuse(fields, key);
	return 0;
}

void rota_fields_bytes(struct rota_fields *fields, const char *key, void *out, size_t size)
{
	const struct rota_value *value = take(fields, key, ROTA_BIN);

	if (value && value->as.bin.size == size)
		memcpy(out, value->as.bin.bytes, size);
	else
		rota_fields_refuse(fields, key);
}

const uint8_t *rota_fields_bin(struct rota_fields *fields, const char *key, size_t *size)
{
	static const uint8_t none[1];
	const struct rota_value *value = take(fields, key, ROTA_BIN);

	*size = value ? value->as.bin.size : 0;
	return value ? value->as.bin.bytes : none;
}

const char *rota_fields_text(struct rota_fields *fields, const char *key)
{
	const char *text = rota_value_text(take(fields, key, ROTA_TEXT));

	if (text)
		return text;
	rota_fields_refuse(fields, key);
	return "";
}

unsigned rota_fields_word(struct rota_fields *fields, const char *key, const char *const *words,
			  unsigned count)
{
	const char *text = rota_fields_text(fields, key);

	for (unsigned i = 0; i < count; i++)
		if (strcmp(text, words[i]) == 0)
			return i;
	rota_fields_refuse(fields, key);
	return 0;
}

const struct rota_value *rota_fields_value(struct rota_fields *fields, const char *key,
					   enum rota_value_type type, size_t most)
{
	const struct rota_value *value = take(fields, key, type);
	size_t count = !value ? 0 : type == ROTA_LIST ? value->as.list.count : value->as.map.count;

	if (value && count <= most)
		return value;
	rota_fields_refuse(fields, key);
	return &nothing;
}

int rota_fields_finish(const struct rota_fields *fields, struct rota_error *err)
{
	if (fields->wrong)
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("'%s' is missing or not as it must be"), fields->wrong);
	if (fields->taken != fields->map.as.map.count)
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("there is a key that has no place in it"));
	return ROTA_OK;
}
