/* SPDX-License-Identifier: Apache-2.0 */
/* The reminder that recorded entries have not gone anywhere. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/messages.h"
#include "state/world.h"
#include "store/log.h"

#define A_DAY ((uint64_t)86400000)

/** What of both logs is not sealed: how many entries, and the instant of the first. */
struct waiting {
	uint64_t count, since_ms;
};

static int add_log(struct waiting *waiting, struct rota_world *world, struct rota_writer_id log,
                   struct rota_error *err)
{
	struct rota_revision first;
	uint64_t size, sealed, ms;
	int rc = rota_log_size(&size, world->txn, log.bytes, err);

	if (!rc)
		rc = rota_log_mark_get(&sealed, world->txn, log.bytes, "sealed", err);
	if (rc || size <= sealed)
		return rc;
	rc = rota_world_revision(&first, world, rota_id_make(log, sealed), err);
	if (rc)
		return rc;
	ms = rota_clock_ms(first.entry.clock);
	if (!waiting->count || ms < waiting->since_ms)
		waiting->since_ms = ms;
	waiting->count += size - sealed;
	return ROTA_OK;
}

static int find_waiting(struct waiting *out, struct rota_office *office, struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_open(&world, office, false, err);

	*out = (struct waiting){ .count = 0 };
	if (rc)
		return rc;
	rc = add_log(out, &world, office->own, err);
	if (!rc)
		rc = add_log(out, &world, office->common, err);
	return rota_world_close(&world, rc, err);
}

static uint64_t days_since(uint64_t ms)
{
	uint64_t now = rota_clock_now_ms();

	return now > ms ? (now - ms) / A_DAY : 0;
}

/** @return 0, or ROTA_ENOMEM. */
static int add_note(struct rota_report *status, struct rota_arena *arena,
                    const struct waiting *waiting, uint64_t days)
{
	char text[256];
	const char *copy;
	int size = snprintf(text, sizeof(text),
	                    _("%llu entries are not sealed yet, the first for %llu days"),
	                    (unsigned long long)waiting->count, (unsigned long long)days);

	copy = rota_arena_copy(arena, text, (size_t)size);
	if (status->notes.type != ROTA_LIST)
		status->notes = rota_list();
	return copy ? rota_list_add(arena, &status->notes, rota_text(copy)) : ROTA_ENOMEM;
}

/** @return 0, or ROTA_ENOMEM. */
static int add_json(struct rota_report *status, struct rota_arena *arena,
                    const struct waiting *waiting)
{
	char text[ROTA_DAY_TEXT_BYTES] = "";
	const char *copy;

	if (status->json.type != ROTA_MAP)
		return ROTA_OK;
	if (waiting->count)
		rota_instant_encode(text, waiting->since_ms);
	copy = rota_arena_copy(arena, text, strlen(text));
	if (!copy)
		return ROTA_ENOMEM;
	return rota_map_set(arena, &status->json, "oldest_unsealed",
	                    waiting->count ? rota_text(copy) : rota_nil());
}

int rota_office_remind(struct rota_office *office, struct rota_report *status,
                       struct rota_arena *arena, struct rota_error *err)
{
	struct waiting waiting;
	const char *setting;
	uint64_t days, most;
	int rc = rota_office_setting(&setting, office, "remind.days", arena, err);

	if (!rc)
		rc = find_waiting(&waiting, office, err);
	if (rc)
		return rc;
	most = strtoull(setting, NULL, 10);
	days = days_since(waiting.since_ms);
	rc = add_json(status, arena, &waiting);
	if (!rc && waiting.count && most && days > most)
		rc = add_note(status, arena, &waiting, days);
	return rc ? rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory")) : ROTA_OK;
}
