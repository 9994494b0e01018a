/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/text.h"

enum { WIDTH_WITHOUT_TERMINAL = 80, LINE_BYTES = 4096 };

static bool is_terminal(FILE *stream)
{
	int fd = fileno(stream);

	return fd >= 0 && isatty(fd);
}

static size_t terminal_width(const struct cli *cli)
{
	FILE *terminal = cli->out_terminal ? cli->out : cli->err_terminal ? cli->err : NULL;
	struct winsize size = { 0 };

	if (!terminal || ioctl(fileno(terminal), TIOCGWINSZ, &size) || !size.ws_col)
		return WIDTH_WITHOUT_TERMINAL;
	return size.ws_col;
}

void cli_open(struct cli *cli, FILE *in, FILE *out, FILE *err)
{
	const char *dir = getenv("ROTA_DIR");

	memset(cli, 0, sizeof(*cli));
	cli->dir = dir && *dir ? dir : NULL;
	cli->in = in;
	cli->out = out;
	cli->err = err;
	cli->in_terminal = is_terminal(in);
	cli->out_terminal = is_terminal(out);
	cli->err_terminal = is_terminal(err);
	cli->width = terminal_width(cli);
}

/** A JSON string. Messages are printable UTF-8 already; what else needs a backslash is here. */
static void put_json_text(FILE *to, const char *text)
{
	if (!*text) {
		fputs("null", to);
		return;
	}
	fputc('"', to);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', to);
		fputc(*text, to);
	}
	fputc('"', to);
}

/* Written by hand: it must work when memory has run out. */
static void put_json_members(FILE *to, const struct rota_error *err)
{
	fprintf(to, "\"code\":%d,\"rule\":", (int)err->code);
	put_json_text(to, err->rule);
	fputs(",\"message\":", to);
	put_json_text(to, err->message);
	fputs(",\"hint\":", to);
	put_json_text(to, err->hint);
}

static void put_json_error(FILE *to, const struct rota_error *err)
{
	fputs("{\"error\":{", to);
	put_json_members(to, err);
	fputs("}}\n", to);
}

/** The same as the last event. That stdout does not take it changes nothing: it is said on stderr. */
static void put_json_event(FILE *to, const struct rota_error *err)
{
	fputs("{\"event\":\"error\",", to);
	put_json_members(to, err);
	fputs("}\n", to);
	fflush(to);
}

void cli_put_error(FILE *to, const struct rota_error *err)
{
	fputs(err->message, to);
	if (*err->rule)
		fprintf(to, " [%s]", err->rule);
	fputc('\n', to);
	if (*err->hint)
		fprintf(to, "  %s\n", err->hint);
}

/** The same error, written as the office writes. */
static struct rota_error with_tone(const struct cli *cli, const struct rota_error *err)
{
	struct rota_error shown = *err;

	cli_text_set_tone(shown.message, cli->tone);
	cli_text_set_tone(shown.hint, cli->tone);
	return shown;
}

int cli_fail(struct cli *cli, const struct rota_error *err)
{
	if (!err->code)
		return EXIT_OK;
	cli_progress_end(cli);
	if (!*err->message)
		return EXIT_FAILED;
	if (cli->json) {
		if (cli->events)
			put_json_event(cli->out, err);
		put_json_error(cli->err, err);
	} else {
		const struct rota_error shown = with_tone(cli, err);

		fputs("rota: ", cli->err);
		cli_put_error(cli->err, &shown);
	}
	fflush(cli->err);
	return EXIT_FAILED;
}

int cli_usage(struct cli *cli, struct rota_error *err)
{
	if (err->code == ROTA_ENOMEM)
		return cli_fail(cli, err);
	if (!*err->hint && *cli->called)
		rota_error_hint(err, _("read: rota %s --help"), cli->called);
	else if (!*err->hint)
		rota_error_hint(err, "%s", _("read: rota help"));
	cli_fail(cli, err);
	return EXIT_USAGE;
}

void cli_say(struct cli *cli, const char *fmt, ...)
{
	char line[LINE_BYTES];
	va_list args;

	if (cli->json)
		return;
	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	cli_text_make_printable(line);
	cli_text_set_tone(line, cli->tone);
	cli_progress_end(cli);
	fprintf(cli->err, "%s\n", line);
	fflush(cli->err);
}

void cli_progress(struct cli *cli, const char *fmt, ...)
{
	char line[LINE_BYTES];
	va_list args;

	if (!cli->err_terminal || cli->json)
		return;
	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	cli_text_make_printable(line);
	/* The last column stays free, so that no terminal goes to the next line. */
	line[cli_text_fit(line, cli->width - 1)] = '\0';
	/* ESC [ K clears what the line before leaves to the right. */
	fprintf(cli->err, "\r%s\033[K", line);
	fflush(cli->err);
	cli->progress_open = true;
}

void cli_progress_end(struct cli *cli)
{
	if (!cli->progress_open)
		return;
	cli->progress_open = false;
	fputs("\r\033[K", cli->err);
	fflush(cli->err);
}

/** What the system said when stdout did not take the data. */
static int write_error(struct rota_error *err, int number)
{
	const char *hint = NULL;

	if (number == EPIPE)
		return rota_fail(err, ROTA_EIO, NULL, "%s", "");
	if (number == ENOSPC || number == EDQUOT)
		hint = _("free some room on this disk and do it again; nothing was lost");
	return rota_fail(err, ROTA_EIO, hint, _("the answer cannot be written: %s"),
			 strerror(number));
}

int cli_close(struct cli *cli, int code)
{
	struct rota_error err = { 0 };

	cli_progress_end(cli);
	/* A full disk of a file server is sometimes told only here. */
	if (fclose(cli->out) && code == EXIT_OK) {
		write_error(&err, errno);
		code = cli_fail(cli, &err);
	}
	cli->out = NULL;
	rota_arena_clear(&cli->arena);
	return code;
}

int cli_write(struct cli *cli, const char *text, struct rota_error *err)
{
	if (fputs(text, cli->out) < 0 || fflush(cli->out))
		return write_error(err, errno);
	return ROTA_OK;
}

int cli_format(struct rota_report_options *out, const struct cli *cli, const char *format,
	       struct rota_error *err)
{
	memset(out, 0, sizeof(*out));
	if (format) {
		int rc = rota_format_find(&out->format, format, err);

		if (rc)
			return rc;
	} else {
		out->format = cli->json ? ROTA_FORMAT_JSON : ROTA_FORMAT_TABLE;
	}
	if (out->format == ROTA_FORMAT_TABLE && cli->out_terminal)
		out->width = cli->width;
	return ROTA_OK;
}

int cli_show(struct cli *cli, const struct rota_report *report,
	     const struct rota_report_options *options, struct rota_error *err)
{
	const char *text;
	char *shown;
	int rc = rota_report_write(&text, report, options, &cli->arena, err);

	if (rc || options->format == ROTA_FORMAT_JSON || !cli->tone)
		return rc ? rc : cli_write(cli, text, err);
	shown = rota_arena_copy(&cli->arena, text, strlen(text));
	if (!shown)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	cli_text_set_tone(shown, cli->tone);
	return cli_write(cli, shown, err);
}
