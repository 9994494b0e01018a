/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/work.h"

/** Where lines go, and the first failure on the way. */
struct sink {
	struct cli *cli;
	struct rota_error err;
};

static int put_line(const char *line, size_t size, void *payload)
{
	struct sink *sink = payload;
	int rc = cli_write(sink->cli, line, &sink->err);

	(void)size;
	return rc ? rc : cli_write(sink->cli, "\n", &sink->err);
}

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	const char *known_at = NULL;
	bool state = false;
	const struct opt options[] = {
		{ 0, "state", "trang-thai", NULL, OPT_FLAG, OPT_MAY, &state,
		  N_("what follows from the entries, an entity a line") },
		{ 0, "known-at", "theo-lan", N_("CHECKPOINT"), OPT_TEXT, OPT_MAY, &known_at,
		  N_("as known then: a number, last, a day, or published:NAME of a period") },
		OPT_END
	};
	struct sink sink = { .cli = cli };
	struct rota_error err = { 0 };
	struct rota_office *office, *now;
	int code, rc;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	rc = work_open_at(&office, &now, cli, known_at, &err);
	if (!rc)
		rc = state ? rota_export_state(office, put_line, &sink, &err) :
		             rota_export(office, put_line, &sink, &err);
	rota_office_close(office);
	rota_office_close(now);
	return rc ? cli_fail(cli, sink.err.code ? &sink.err : &err) : EXIT_OK;
}

const struct cmd cmd_export = {
	.name = "export",
	.vi = "xuat",
	.synopsis = N_("export [--state] [--known-at CHECKPOINT]"),
	.summary = N_("every entry as one line of JSON"),
	.help = N_("The lines hold everything that was ever recorded, in the form of schema/entry.md, "
	           "from which the exact bytes can be made again. They hold personal data: keep them as "
	           "you keep the office's folder."),
	.run = run,
	.group = CMD_CHECK,
};
