/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/truth.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/out.h"
#include "rota/day.h"

enum { PART_BYTES = 256, SENTENCE_BYTES = 12 * PART_BYTES };

/** @param part  far shorter than the sentence, which has room for all of them. */
static void add(char *sentence, const char *part)
{
	size_t used = strlen(sentence);

	if (used)
		strncat(sentence, "; ", SENTENCE_BYTES - used - 1);
	strncat(sentence, part, SENTENCE_BYTES - strlen(sentence) - 1);
}

static void add_part(char *sentence, const char *fmt, ...) ROTA_PRINTF(2, 3);
static void add_part(char *sentence, const char *fmt, ...)
{
	char part[PART_BYTES];
	va_list args;

	va_start(args, fmt);
	vsnprintf(part, sizeof(part), fmt, args);
	va_end(args);
	add(sentence, part);
}

static void add_sent(char *sentence, const struct rota_synced *synced)
{
	char part[PART_BYTES];

	snprintf(part, sizeof(part),
	         rota_message_n("sent %lu entry", "sent %lu entries", (unsigned long)synced->sent),
	         (unsigned long)synced->sent);
	add(sentence, part);
}

static void add_taken(char *sentence, const struct rota_synced *synced)
{
	add_part(sentence,
	         rota_message_n("took in %lu entry of the province",
	                        "took in %lu entries of the province",
	                        (unsigned long)synced->received),
	         (unsigned long)synced->received);
}

static void add_tried(char *sentence, const struct rota_synced *synced)
{
	add_part(sentence,
	         rota_message_n("a trial: would take in %lu entry of the province",
	                        "a trial: would take in %lu entries of the province",
	                        (unsigned long)synced->received),
	         (unsigned long)synced->received);
}

static void add_merged(char *sentence, const struct rota_standing *standing)
{
	char part[PART_BYTES], when[ROTA_DAY_TEXT_BYTES];

	if (!standing->enrolled) {
		add(sentence, _("this machine is not enrolled yet: nothing of it is merged"));
		return;
	}
	if (!standing->has_checkpoint || !standing->merged) {
		add(sentence, _("nothing is merged yet"));
		return;
	}
	snprintf(part, sizeof(part), _("merged up to entry %llu (checkpoint %llu, %s)"),
	         (unsigned long long)standing->merged - 1, (unsigned long long)standing->checkpoint,
	         rota_instant_show(when, standing->at_ms));
	add(sentence, part);
}

static uint64_t beyond(uint64_t more, uint64_t less)
{
	return more > less ? more - less : 0;
}

/** The rest of the log is put aside; what an older province says of it is not why. */
static void add_aside(char *sentence, const struct rota_standing *standing)
{
	if (standing->is_revoked) /* which is said by itself */
		return;
	if (standing->aside.fault)
		add(sentence, standing->aside.sentence);
	else if (standing->quarantined)
		add(sentence, _("the province has put the rest aside: call the province"));
}

/** What is recorded and not merged: at the province, on its way in a file, or still here alone. */
static void add_waiting(char *sentence, const struct rota_standing *standing)
{
	uint64_t there = beyond(standing->sent, standing->merged);
	uint64_t in_file = beyond(standing->written, standing->sent);
	uint64_t here = beyond(standing->recorded, standing->sent + in_file);

	if (standing->is_revoked) /* which is said by itself */
		return;
	if (!standing->enrolled)
		return;
	if (there)
		add_part(sentence,
		         rota_message_n("%lu entry waits for the next merge",
		                        "%lu entries wait for the next merge", (unsigned long)there),
		         (unsigned long)there);
	if (in_file)
		add_part(sentence,
		         rota_message_n("%lu entry is in a file, not received yet",
		                        "%lu entries are in a file, not received yet",
		                        (unsigned long)in_file),
		         (unsigned long)in_file);
	if (here)
		add_part(sentence,
		         rota_message_n("%lu entry is not sent yet: rota sync, or rota bundle write FILE",
		                        "%lu entries are not sent yet: rota sync, or rota bundle write "
		                        "FILE",
		                        (unsigned long)here),
		         (unsigned long)here);
}

static void add_open(char *sentence, const struct rota_standing *standing)
{
	char part[PART_BYTES];

	if (standing->not_facts) {
		snprintf(part, sizeof(part),
		         rota_message_n("%lu entry does not count: rota matters",
		                        "%lu entries do not count: rota matters",
		                        (unsigned long)standing->not_facts),
		         (unsigned long)standing->not_facts);
		add(sentence, part);
	}
	if (standing->matters) {
		snprintf(part, sizeof(part),
		         rota_message_n("%lu matter for you: rota matters",
		                        "%lu matters for you: rota matters",
		                        (unsigned long)standing->matters),
		         (unsigned long)standing->matters);
		add(sentence, part);
	}
}

/** @param event  NULL: none. */
static int set_facts(struct rota_value *object, struct rota_arena *arena,
                     const struct truth_fact *facts, const char *event)
{
	int rc = event ? rota_map_set(arena, object, "event", rota_text(event)) : ROTA_OK;

	for (const struct truth_fact *fact = facts; !rc && fact->key; fact++)
		rc = rota_map_set(arena, object, fact->key, fact->value);
	return rc;
}

/** In memory of its own: a watch ends many rounds. */
static int write_facts(struct cli *cli, const struct truth_fact *facts, const char *event,
                       struct rota_error *err)
{
	const struct rota_report_options options = { .format = ROTA_FORMAT_JSON,
		                                     .line = cli->events };
	struct rota_report report = { .json = rota_map() };
	struct rota_arena arena = { .first = NULL };
	const char *text;
	int rc = set_facts(&report.json, &arena, facts, cli->events ? event : NULL);

	if (rc)
		rc = rota_fail(err, rc, NULL, _("out of memory"));
	if (!rc)
		rc = rota_report_write(&text, &report, &options, &arena, err);
	if (!rc)
		rc = cli_write(cli, text, err);
	rota_arena_clear(&arena);
	return rc;
}

int truth_json(struct cli *cli, const struct truth_fact *facts, struct rota_error *err)
{
	return write_facts(cli, facts, "end", err);
}

/** {"fault", "entry", "commit", "since"}, or null. */
static struct rota_value aside_value(struct rota_arena *arena, const struct rota_aside_told *aside)
{
	struct rota_value one = rota_map();
	char since[ROTA_DAY_TEXT_BYTES];
	const char *copy;

	if (!aside->fault)
		return rota_nil();
	rota_instant_encode(since, aside->since_ms);
	copy = rota_arena_copy(arena, since, strlen(since));
	if (!copy || rota_map_set(arena, &one, "fault", rota_text(aside->fault)) ||
	    rota_map_set(arena, &one, "entry", rota_uint(aside->first)) ||
	    rota_map_set(arena, &one, "commit",
	                 *aside->commit ? rota_text(aside->commit) : rota_nil()) ||
	    rota_map_set(arena, &one, "since", rota_text(copy)))
		return rota_nil();
	return one;
}

static int say_json(struct cli *cli, const struct rota_synced *synced, enum truth_done done,
                    struct rota_error *err)
{
	const struct rota_standing *standing = &synced->standing;
	struct rota_arena arena = { .first = NULL };
	char when[ROTA_DAY_TEXT_BYTES];
	const struct truth_fact facts[] = {
		{ "sent", rota_uint(synced->sent) },
		{ "received", rota_uint(synced->received) },
		{ "recorded", rota_uint(standing->recorded) },
		{ "sealed", rota_uint(standing->sealed) },
		{ "at_province", rota_uint(standing->sent) },
		{ "merged", rota_uint(standing->merged) },
		{ "checkpoint", standing->has_checkpoint ? rota_uint(standing->checkpoint) :
			                                   rota_nil() },
		{ "time", standing->has_checkpoint ?
			          rota_text(rota_instant_encode(when, standing->at_ms)) :
			          rota_nil() },
		{ "enrolled", rota_bool(standing->enrolled) },
		{ "quarantined", rota_bool(standing->quarantined) },
		{ "aside", aside_value(&arena, &standing->aside) },
		{ "reads_only", rota_bool(standing->reads_only) },
		{ "revoked",
		  standing->is_revoked ? rota_uint(standing->believed) : rota_nil() },
		{ "not_facts", rota_uint(standing->not_facts) },
		{ "matters", rota_uint(standing->matters) },
		{ done <= TRUTH_BROKEN ? NULL : "trial", rota_bool(done == TRUTH_TRIED) },
		{ NULL, rota_nil() },
	};

	int rc = write_facts(cli, facts, done == TRUTH_BROKEN ? "standing" : "end", err);

	rota_arena_clear(&arena);
	return rc;
}

int truth_say(struct cli *cli, const struct rota_synced *synced, enum truth_done done,
              struct rota_error *err)
{
	static void (*const firsts[])(char *, const struct rota_synced *) = {
		[TRUTH_SENT] = add_sent,
		[TRUTH_BROKEN] = add_sent,
		[TRUTH_TAKEN] = add_taken,
		[TRUTH_TRIED] = add_tried
	};
	char sentence[SENTENCE_BYTES + 1] = "";
	int rc;

	if (cli->json)
		return say_json(cli, synced, done, err);
	firsts[done](sentence, synced);
	add_merged(sentence, &synced->standing);
	add_aside(sentence, &synced->standing);
	add_waiting(sentence, &synced->standing);
	add_open(sentence, &synced->standing);
	memcpy(sentence + strlen(sentence), "\n", 2); /* add() left room */
	rc = cli_write(cli, sentence, err);
	if (!rc && *synced->standing.aside.hint && !synced->standing.is_revoked)
		cli_say(cli, "%s", synced->standing.aside.hint);
	if (!rc && *synced->standing.handed)
		cli_say(cli, "%s", synced->standing.handed);
	if (!rc && *synced->standing.revoked)
		cli_say(cli, "%s", synced->standing.revoked);
	return rc;
}

struct rota_value truth_rows(struct cli *cli, const struct rota_report *report)
{
	const struct rota_value *rows = &report->rows;
	struct rota_value out = rota_list();

	for (size_t i = 0; i < rows->as.list.count; i++) {
		struct rota_value one = rota_map();

		for (size_t k = 0; k < report->column_count; k++)
			if (rota_map_set(&cli->arena, &one, report->columns[k].key,
			                 rows->as.list.items[i].as.list.items[k]))
				return rota_nil();
		if (rota_list_add(&cli->arena, &out, one))
			return rota_nil();
	}
	return out;
}
