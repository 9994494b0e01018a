/* SPDX-License-Identifier: Apache-2.0 */
#include "state/entry_name.h"

#include <inttypes.h>
#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "store/log.h"

/* Of a writer's id, as it is typed. */
enum { WRITER_DIGITS_MIN = 4, WRITER_DIGITS = 16 };

static const char common_prefix[] = "common:";

static bool is_number(const char *typed)
{
	return *typed && strspn(typed, "0123456789") == strlen(typed);
}

bool rota_is_entry_name(const char *typed)
{
	size_t digits = strspn(typed, "0123456789abcdef");

	if (*typed == '#')
		return is_number(typed + 1);
	if (strncmp(typed, common_prefix, strlen(common_prefix)) == 0)
		return is_number(typed + strlen(common_prefix));
	if (digits >= WRITER_DIGITS_MIN && digits <= WRITER_DIGITS && typed[digits] == ':')
		return is_number(typed + digits + 1);
	return is_number(typed);
}

/** The logs that begin with some digits. */
struct finding {
	const char *digits; /* hexadecimal */
	size_t size;        /* so many of them */
	struct rota_writer_id found;
	size_t count;
};

static int compare_digits(uint32_t no, const uint8_t *writer, void *payload, struct rota_error *err)
{
	struct finding *finding = payload;
	struct rota_buffer digits = { 0 };

	(void)no;
	(void)err;
	rota_hex_encode(&digits, writer, sizeof(finding->found.bytes));
	if (strncmp(rota_buffer_text(&digits), finding->digits, finding->size) == 0) {
		memcpy(finding->found.bytes, writer, sizeof(finding->found.bytes));
		finding->count++;
	}
	rota_buffer_clear(&digits);
	return ROTA_OK;
}

/** The log that a name begins with; without a colon it is this office's. */
static int find_log(struct rota_writer_id *out, struct rota_world *world, const char *typed,
		    const char *colon, struct rota_error *err)
{
	struct finding finding = { .digits = typed };
	int rc;

	*out = world->office->own;
	if (!colon)
		return ROTA_OK;
	*out = world->office->common;
	if (strncmp(typed, common_prefix, strlen(common_prefix)) == 0)
		return ROTA_OK;
	finding.size = (size_t)(colon - typed);
	rc = rota_log_writers_each(world->txn, compare_digits, &finding, err);
	if (rc)
		return rc;
	if (finding.count != 1)
		return rota_fail(err, finding.count ? ROTA_ECONFLICT : ROTA_ENOTFOUND,
				 _("see the writers: rota report coverage"),
				 finding.count ? _("several writers begin with '%.*s'")
					       : _("no writer begins with '%.*s'"),
				 (int)finding.size, typed);
	*out = finding.found;
	return ROTA_OK;
}

int rota_entry_named(struct rota_id *out, struct rota_world *world, const char *typed,
		     struct rota_error *err)
{
	const char *colon = strchr(typed, ':');
	const char *digits = colon ? colon + 1 : *typed == '#' ? typed + 1 : typed;
	uint64_t number = strtoumax(digits, NULL, 10);
	struct rota_revision revision;
	struct rota_writer_id log;
	int rc = find_log(&log, world, typed, colon, err);

	if (rc)
		return rc;
	*out = rota_id_make(log, number);
	rc = rota_world_revision(&revision, world, *out, err);
	return rc != ROTA_ENOTFOUND
		       ? rc
		       : rota_fail(err, rc, _("see the numbers: rota history, rota export"),
				   _("there is no entry %llu"), (unsigned long long)number);
}

void rota_entry_name(struct rota_buffer *out, struct rota_world *world, struct rota_id entry)
{
	struct rota_writer_id writer = rota_id_writer(entry);
	unsigned long long number = rota_id_number(entry);
	struct rota_buffer digits = { 0 };
	struct finding finding = { .size = WRITER_DIGITS_MIN - 1, .count = 2 };

	if (memcmp(writer.bytes, world->office->own.bytes, sizeof(writer.bytes)) == 0) {
		rota_buffer_printf(out, "%s%llu", number >= 10000 && number <= 99999 ? "#" : "",
		                   number);
		return;
	}
	if (memcmp(writer.bytes, world->office->common.bytes, sizeof(writer.bytes)) == 0) {
		rota_buffer_printf(out, "%s%llu", common_prefix, number);
		return;
	}
	rota_hex_encode(&digits, writer.bytes, sizeof(writer.bytes));
	finding.digits = rota_buffer_text(&digits);
	while (finding.count > 1 && finding.size < WRITER_DIGITS) {
		finding.size++;
		finding.count = 0;
		rota_log_writers_each(world->txn, compare_digits, &finding, NULL);
	}
	rota_buffer_printf(out, "%.*s:%llu", (int)finding.size, finding.digits, number);
	rota_buffer_clear(&digits);
}
