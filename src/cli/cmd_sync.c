/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/cmd.h"
#include "cli/duration.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/progress.h"
#include "cli/truth.h"
#include "rota/exchange.h"

/** The first time on a terminal, the officer is asked whether this is the province's fingerprint. */
static int ask_and_exchange(struct cli *cli, struct rota_office *office,
                          struct rota_sync_options *options, struct rota_synced *synced,
                          struct rota_error *err)
{
	struct rota_synced shown = *synced;
	bool agreed = false;
	int rc;

	cli_say(cli, _("the province's key has the fingerprint %s"), shown.root);
	rc = ask_confirm(&agreed, cli, _("has the province read the same to you?"), false, err);
	if (rc || !agreed)
		return rc ? rc : ROTA_EINVALID;
	rota_error_clear(err);
	options->province_key = shown.root;
	return rota_sync(office, options, synced, err);
}

static int exchange(struct cli *cli, struct rota_office *office, struct rota_sync_options *options,
                struct rota_synced *synced, struct rota_error *err)
{
	int rc = rota_sync(office, options, synced, err);

	cli_progress_end(cli);
	if (rc == ROTA_EINVALID && *synced->root && !options->province_key && ask_can(cli))
		rc = ask_and_exchange(cli, office, options, synced, err);
	cli_progress_end(cli);
	return rc;
}

/** Open, exchange, close: between two rounds of --watch nothing is held. */
static int exchange_once(struct cli *cli, struct rota_sync_options *options,
                         struct rota_synced *synced, struct rota_error *err)
{
	struct rota_office *office;
	int rc = rota_office_open(&office, cli->dir, false, err);

	if (!rc)
		rc = exchange(cli, office, options, synced, err);
	rota_office_close(office);
	return rc;
}

/** Whether to say how far the office is although the line or the server failed. A machine that no
 *  province knows is nowhere. */
static bool stands_all_the_same(const struct cli *cli, const struct rota_synced *synced)
{
	return synced->stands && (cli->json || synced->standing.enrolled);
}

/* --- watching -------------------------------------------------------------------------------- */

enum {
	PAUSE_S = 600, /**< between two rounds, when nothing else is said */
	PAUSE_LEAST_S = 1,
	PAUSE_MOST_S = 24 * 3600,
	WATCH_FOR_S = 480 /**< in which a round tries, when nothing else is said */
};

/** What was said last: the same again is not news. */
struct watching {
	struct rota_standing standing;
	char message[sizeof(((struct rota_error *)0)->message)];
	bool any;
};

static bool is_same(const struct rota_standing *a, const struct rota_standing *b)
{
	return a->recorded == b->recorded && a->sealed == b->sealed && a->sent == b->sent &&
	       a->written == b->written && a->merged == b->merged &&
	       a->checkpoint == b->checkpoint && a->quarantined == b->quarantined &&
	       strcmp(a->aside.sentence, b->aside.sentence) == 0 && a->matters == b->matters &&
	       a->not_facts == b->not_facts && a->enrolled == b->enrolled &&
	       strcmp(a->handed, b->handed) == 0;
}

/** People are told what is new; a program is told of each round that it has ended. */
static int say_news(struct watching *watching, struct cli *cli, const struct rota_synced *synced,
                    enum truth_done done, struct rota_error *err)
{
	if (watching->any && !*watching->message && !cli->json &&
	    is_same(&watching->standing, &synced->standing))
		return ROTA_OK;
	watching->any = true;
	watching->standing = synced->standing;
	return truth_say(cli, synced, done, err);
}

static void say_trouble(struct watching *watching, struct cli *cli,
                        const struct rota_synced *synced, const struct rota_error *err)
{
	if (!cli->json && strcmp(watching->message, err->message) == 0)
		return;
	if (stands_all_the_same(cli, synced))
		say_news(watching, cli, synced, TRUTH_BROKEN, NULL);
	memcpy(watching->message, err->message, sizeof(watching->message));
	cli_fail(cli, err);
}

/** Whether a progress line may stand on the terminal when the end comes. */
static volatile sig_atomic_t on_terminal;

/** All that was said is out, and an exchange may be broken off at any byte. */
static void stop(int number)
{
	static const char clear[] = "\r\033[K";

	(void)number;
	if (on_terminal && write(STDERR_FILENO, clear, sizeof(clear) - 1) < 0)
		_exit(EXIT_FAILED);
	_exit(EXIT_OK);
}

/** To be stopped is how a watch ends, and no failure. What was to be ignored stays so (nohup). */
static void stop_when_told(const struct cli *cli)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	const struct sigaction action = { .sa_handler = stop };

	on_terminal = cli->err_terminal;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct sigaction before;

		if (!sigaction(numbers[i], NULL, &before) && before.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
	}
}

static void pause_for(struct cli *cli, uint64_t seconds)
{
	const struct timespec time = { .tv_sec = (time_t)seconds };

	progress_show(&(struct rota_exchange_progress){ .event = ROTA_EXCHANGE_WAIT,
	                                                .wait_ms = 1000 * seconds },
	              cli);
	nanosleep(&time, NULL);
}

/**
 * Exchange time and again, with a pause behind the end of each round. The line, the server and another
 * rota at work are no reason to stop; whatever needs a person is. Ctrl-C or SIGTERM end it at any moment.
 */
static int watch(struct cli *cli, struct rota_sync_options *options, uint64_t pause_s)
{
	struct watching watching = { .any = false };

	stop_when_told(cli);
	for (;;) {
		struct rota_synced synced = { 0 };
		struct rota_error err = { 0 };
		int rc = exchange_once(cli, options, &synced, &err);

		if (rc && rc != ROTA_EREMOTE && rc != ROTA_EBUSY)
			return cli_fail(cli, &err);
		if (rc)
			say_trouble(&watching, cli, &synced, &err);
		else if (say_news(&watching, cli, &synced, TRUTH_SENT, &err))
			return cli_fail(cli, &err);
		else
			watching.message[0] = '\0';
		if (cli->json && ferror(cli->out)) /* nobody reads it any more */
			return EXIT_FAILED;
		pause_for(cli, pause_s);
	}
}

/* --- the command ----------------------------------------------------------------------------- */

static int read_for(struct rota_sync_options *options, const char *text, struct rota_error *err)
{
	options->retry_s = ROTA_RETRY_AS_SET;
	options->wait = text != NULL;
	return text ? duration_read(&options->retry_s, text, err) : ROTA_OK;
}

static int read_every(uint64_t *pause_s, const char *text, const struct opt *option,
                      struct rota_error *err)
{
	int rc = text ? duration_read(pause_s, text, err) : ROTA_OK;

	if (!text)
		*pause_s = PAUSE_S;
	if (rc || (*pause_s >= PAUSE_LEAST_S && *pause_s <= PAUSE_MOST_S))
		return rc;
	return rota_fail(err, ROTA_EINVALID, _("between 1s and 1d; without it: 10m"),
	                 _("--%s: '%s' is too short or too long a pause"), opt_name(option), text);
}

static int exchange_and_say(struct cli *cli, struct rota_sync_options *options)
{
	struct rota_error err = { 0 };
	struct rota_synced synced = { 0 };
	int rc = exchange_once(cli, options, &synced, &err);

	if (!rc)
		rc = truth_say(cli, &synced, TRUTH_SENT, &err);
	else if (stands_all_the_same(cli, &synced))
		truth_say(cli, &synced, TRUTH_BROKEN, NULL);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_sync_options syncing = { .progress = progress_show, .payload = cli };
	const char *how_long = NULL, *every = NULL;
	uint64_t pause_s;
	bool watching = false;
	const struct opt options[] = {
		{ 0, "remote", "dia-chi", N_("ADDRESS"), OPT_PATH, OPT_MAY, &syncing.remote,
		  N_("where the province is from now on: a folder, user@host:path, https://…") },
		{ 0, "province-key", "khoa-tinh", N_("FINGERPRINT"), OPT_TEXT, OPT_MAY,
		  &syncing.province_key, N_("of the province's key, as it was told") },
		{ 0, "trust-host", "khoa-may-chu", N_("FINGERPRINT"), OPT_TEXT, OPT_MAY,
		  &syncing.trust_host,
		  N_("of the server's key or certificate, as its administrator told it") },
		{ 0, "ca-file", "tep-chung-thuc", N_("FILE"), OPT_PATH, OPT_MAY, &syncing.ca_file,
		  N_("certificates by which https servers are believed, in place of the system's") },
		{ 0, "cleartext", "khong-ma-hoa", NULL, OPT_FLAG, OPT_MAY, &syncing.cleartext,
		  N_("send over git:// although whoever is on the line reads names and data") },
		{ 0, "for", "trong", N_("TIME"), OPT_TEXT, OPT_MAY, &how_long,
		  N_("keep trying so long when the line breaks or nobody answers: 10m, 2h; 0: once") },
		{ 0, "watch", "theo-doi", NULL, OPT_FLAG, OPT_MAY, &watching,
		  N_("go on, every ten minutes, until it is stopped") },
		{ 0, "every", "moi", N_("TIME"), OPT_TEXT, OPT_MAY, &every,
		  N_("go on like that with another pause: 30m, 1h") },
		OPT_END
	};
	struct rota_error err = { 0 };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	syncing.may_ask = ask_can(cli);
	if (read_for(&syncing, how_long, &err) ||
	    read_every(&pause_s, every, &options[7], &err))
		return cli_usage(cli, &err);
	if (!watching && !every)
		return exchange_and_say(cli, &syncing);
	if (!how_long)
		syncing.retry_s = WATCH_FOR_S;
	syncing.wait = true;
	return watch(cli, &syncing, pause_s);
}

const struct cmd cmd_sync = {
	.name = "sync",
	.vi = "dong-bo",
	.synopsis = N_("sync [--remote ADDRESS] [--province-key FINGERPRINT] [--for TIME]"),
	.summary = N_("send what was recorded, receive what the province says"),
	.help = N_("What was recorded is sealed, signed and sent; units, targets, checkpoints and "
	           "notices are received and checked. It may be broken off at any moment and run "
	           "again: nothing is lost and nothing is sent twice.\n"
	           "\n"
	           "  rota sync\n"
	           "  rota sync --for 2h\n"
	           "\n"
	           "Much goes in slices, as large as the line has shown to carry in twenty seconds: what "
	           "has arrived stays, and a line that breaks is tried again for five minutes, or as "
	           "long as --for says.\n"
	           "\n"
	           "The line at the end says how far everything is. 'merged' is what a checkpoint of "
	           "the province, whose signature was checked, says; before that nothing counts as "
	           "received."),
	.run = run,
	.group = CMD_WORK,
	.events = true,
};
