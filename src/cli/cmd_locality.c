/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "POSTING", OPT_ASKED, NULL, N_("posting, as \"Hồng Nam/bi-thu\"") },
	{ "local", OPT_MAY, NULL, NULL },
	{ "non-local", OPT_MAY, NULL, NULL },
	{ "undetermined", OPT_MAY, NULL, NULL },
	{ "why", OPT_MAY, N_("what it rests on, which is always needed"), NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_locality_state);
}

const struct cmd cmd_locality = {
	.name = "locality",
	.vi = "dia-phuong",
	.synopsis = N_("locality POSTING --local|--non-local|--undetermined --why TEXT"),
	.summary = N_("state whether the holder of a posting is a local person"),
	.help = N_(
		"The program works it out from the place of origin. Who knows better states it "
		"here: a "
		"district asserts, the province confirms, and the district sees that with its "
		"next sync. "
		"A statement that differs from what the facts give is a matter until it is "
		"settled.\n"
		"\n"
		"  rota locality \"Hồng Nam/bi-thu\" --non-local --why \"theo hồ sơ đảng viên\"\n"
		"\n"
		"To take it back before it is sent: rota undo. Later state it again, the last "
		"statement "
		"counts."),
	.run = run,
	.group = CMD_WORK,
};
