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
	bool state = false;
	const struct opt options[] = {
		{ 0, "state", "trang-thai", NULL, OPT_FLAG, OPT_MAY, &state,
		  N_("what follows from the entries, an entity a line") },
		OPT_END
	};
	struct sink sink = { .cli = cli };
	struct rota_error err = { 0 };
	struct rota_office *office;
	int code, rc;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	rc = rota_office_open(&office, cli->dir, true, &err);
	if (!rc)
		rc = state ? rota_export_state(office, put_line, &sink, &err) :
		             rota_export(office, put_line, &sink, &err);
	rota_office_close(office);
	return rc ? cli_fail(cli, sink.err.code ? &sink.err : &err) : EXIT_OK;
}

const struct cmd cmd_export = {
	.name = "export",
	.vi = "xuat",
	.synopsis = N_("export [--state]"),
	.summary = N_("every entry as one line of JSON"),
	.help = N_("The lines hold everything that was ever recorded, in the form of schema/entry.md, "
	           "from which the exact bytes can be made again. They hold personal data: keep them as "
	           "you keep the office's folder."),
	.run = run,
	.group = CMD_CHECK,
};
