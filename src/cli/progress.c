/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/out.h"
#include "cli/size.h"

enum { PART_BYTES = 256, LINE_BYTES = 4 * PART_BYTES };

/* --- for people ------------------------------------------------------------------------------ */

/** Add a part behind a semicolon, as far as there is room: the terminal cuts the line anyway. */
static void add(char *line, const char *part)
{
	size_t used = strlen(line);

	snprintf(line + used, LINE_BYTES - used, "; %s", part);
}

static void add_left(char *line, uint64_t left_s)
{
	unsigned long minutes = (unsigned long)((left_s + 59) / 60);
	char part[PART_BYTES];

	snprintf(part, sizeof(part),
		 rota_message_n("about %lu minute left", "about %lu minutes left", minutes),
		 minutes);
	add(line, part);
}

/** `sending: 40/120; 35 KB; about 3 minutes left`, as far as it is known. */
static void show_line(struct cli *cli, const struct rota_exchange_progress *progress)
{
	const char *shown = rota_exchange_event_shown(progress->event);
	char line[LINE_BYTES], size[PART_BYTES];

	if (progress->total)
		snprintf(line, sizeof(line), "%s: %llu/%llu", shown,
			 (unsigned long long)progress->done, (unsigned long long)progress->total);
	else
		snprintf(line, sizeof(line), "%s", shown);
	if (progress->bytes)
		add(line, size_show(size, sizeof(size), progress->bytes));
	if (progress->left_s)
		add_left(line, progress->left_s);
	if (progress->reason)
		add(line, progress->reason->message);
	cli_progress(cli, "%s", line);
}

/* --- for programs ---------------------------------------------------------------------------- */

/** An object that is being filled; without memory it stays `failed`. */
struct event {
	struct rota_arena arena;
	struct rota_value object;
	bool failed;
};

static void set(struct event *event, const char *key, struct rota_value value)
{
	if (rota_map_set(&event->arena, &event->object, key, value))
		event->failed = true;
}

static struct rota_value known(uint64_t number)
{
	return number ? rota_uint(number) : rota_nil();
}

static void set_measures(struct event *event, const struct rota_exchange_progress *progress)
{
	set(event, "done", progress->total ? rota_uint(progress->done) : rota_nil());
	set(event, "total", known(progress->total));
	set(event, "bytes", known(progress->bytes));
	set(event, "left", known(progress->left_s));
	if (progress->event == ROTA_EXCHANGE_SLICE)
		set(event, "slices", rota_uint(progress->slices));
}

static void set_retry(struct event *event, const struct rota_exchange_progress *progress)
{
	const struct rota_error *reason = progress->reason;

	set(event, "wait_ms", rota_uint(progress->wait_ms));
	set(event, "code", reason ? rota_int(reason->code) : rota_nil());
	set(event, "message", reason ? rota_text(reason->message) : rota_nil());
}

static void fill(struct event *event, const struct rota_exchange_progress *progress)
{
	set(event, "event", rota_text(rota_exchange_event_id(progress->event)));
	switch (progress->event) {
	case ROTA_EXCHANGE_RETRY:
		set_retry(event, progress);
		break;
	case ROTA_EXCHANGE_WAIT:
		set(event, "wait_ms", rota_uint(progress->wait_ms));
		break;
	case ROTA_EXCHANGE_CONNECT:
	case ROTA_EXCHANGE_CHECK:
	case ROTA_EXCHANGE_PUBLISH:
		break; /* nothing is counted */
	default:
		set_measures(event, progress);
	}
}

static void show_event(struct cli *cli, const struct rota_exchange_progress *progress)
{
	const struct rota_report_options options = { .format = ROTA_FORMAT_JSON, .line = true };
	struct event event = { .object = rota_map() };
	struct rota_report report = { 0 };
	const char *text;

	fill(&event, progress);
	report.json = event.object;
	if (!event.failed && !rota_report_write(&text, &report, &options, &event.arena, NULL))
		cli_write(cli, text, NULL);
	rota_arena_clear(&event.arena);
}

void progress_show(const struct rota_exchange_progress *progress, void *payload)
{
	struct cli *cli = payload;

	if (cli->json && cli->events)
		show_event(cli, progress);
	else
		show_line(cli, progress);
}
