/* SPDX-License-Identifier: Apache-2.0 */
/* The program `rota`: the commands of commands.h behind one set of global options. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/commands.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/work.h"

#if defined(__GLIBC__)
#include <gnu/libc-version.h>
#endif

/**
 * Keep the numbers 0, 1 and 2 taken when the program was started with one of them closed (`>&-`):
 * else the store could be opened as number 1 and an answer be written into it. They are opened
 * the wrong way round, so that using them fails as it does when they are closed.
 */
static int keep_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			return -1;
	return 0;
}

/** @return an exit code. */
static int print_version(struct cli *cli)
{
	struct rota_error err = { 0 };

	if (!cli_write(cli, "rota " ROTA_VERSION "\n", &err)) {
#if defined(__GLIBC__)
		char line[64];

		snprintf(line, sizeof(line), "glibc %s\n", gnu_get_libc_version());
		cli_write(cli, line, &err);
#endif
	}
	return cli_fail(cli, &err);
}

int main(int argc, char **argv)
{
	struct cli cli;
	int code;

	if (keep_standard_streams())
		return EXIT_FAILED;
	/* A reader that goes away is then an error of the write (out.h), not the program's end. */
	signal(SIGPIPE, SIG_IGN);
	cli_open(&cli, stdin, stdout, stderr);
	cli.commands = commands;
	argc -= argc > 0;
	argv += 1;
	opt_scan(&cli, argc, argv);
	work_take_language(&cli);
	code = cli.version ? print_version(&cli) : cli_dispatch(NULL, commands, &cli, argc, argv);
	return cli_close(&cli, code);
}
