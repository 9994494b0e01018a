/* SPDX-License-Identifier: Apache-2.0 */
#include "report/asides.h"

#include "base/buffer.h"
#include "base/messages.h"
#include "state/aside.h"
#include "state/writers.h"

/** All that are put aside here. */
struct filling {
	struct rota_world *world;
	struct rota_filling *report;
	const struct rota_writers *writers;
	struct rota_value *list;
	size_t count;
};

static void add_object(struct filling *filling, struct rota_writer_id writer,
		       const struct rota_aside_told *told)
{
	struct rota_filling *report = filling->report;
	struct rota_value one = rota_map();
	struct rota_buffer digits = { 0 };
	char since[ROTA_DAY_TEXT_BYTES];

	rota_writer_id_print(&digits, writer, NULL);
	rota_fill_set_text(report, &one, "writer", rota_buffer_text(&digits));
	rota_fill_set_text(report, &one, "fault", told->fault);
	rota_fill_set(report, &one, "entry", rota_uint(told->first));
	rota_fill_set_text(report, &one, "commit", *told->commit ? told->commit : NULL);
	rota_fill_set_text(report, &one, "since", rota_instant_encode(since, told->since_ms));
	rota_fill_add(report, filling->list, one);
	rota_buffer_clear(&digits);
}

static int fill_one(struct rota_writer_id writer, const struct rota_aside_told *told, void *payload,
		    struct rota_error *err)
{
	struct filling *filling = payload;
	const struct rota_enrolled_writer *enrolled = rota_writers_find(filling->writers, writer);

	(void)err;
	if (filling->list)
		add_object(filling, writer, told);
	if (filling->world->office->is_province)
		rota_fill_note(filling->report, "%s: %s: %s", enrolled ? enrolled->name : "",
			       told->sentence, told->hint);
	else if (!told->revoked)
		rota_fill_note(filling->report, "%s: %s", told->sentence, told->hint);
	filling->count++;
	return ROTA_OK;
}

int rota_asides_fill(size_t *count, struct rota_value *list, struct rota_filling *filling,
		     struct rota_world *world, struct rota_error *err)
{
	struct filling all = { .world = world, .report = filling, .list = list };
	int rc = rota_world_writers(&all.writers, world, err);

	if (!rc)
		rc = rota_asides_each(world, fill_one, &all, err);
	*count = all.count;
	return rc;
}
