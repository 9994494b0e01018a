/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What the commands of an office share: opening it, recording an act with its
 * questions and its confirmation, printing a report.
 */
#ifndef CLI_WORK_H
#define CLI_WORK_H

#include "cli/cmd.h"
#include "rota/office.h"

/** A value of an act that is asked for on a terminal when the command line does not give it. */
struct work_ask {
	const char **value;
	const char *prompt;             /**< N_() */
	const struct rota_words *words; /**< one of these; or NULL */
	bool day;
	bool optional;
};

/**
 * Record an act. On a terminal: ask for what is missing, show the sentence that will be recorded
 * and any warning, ask for the reason of a warning, and ask before recording. Elsewhere, or with
 * --yes: record at once.
 * @param asks  up to one with a NULL value.
 * @return an exit code.
 */
int work_act(struct cli *cli, struct rota_request *request, rota_act_fn *act,
             const struct work_ask *asks);

/** What an act on a list shows before it is recorded. */
struct work_listed {
	rota_report_fn *report;
	struct rota_question question;
	const char *format;
};
/** Record an act on everything in a list, as work_act() does, after the list. Programs get the list
 *  from a trial, and from the act what every act prints. @return an exit code. */
int work_listed_act(struct cli *cli, struct rota_request *request, rota_act_fn *act,
                    const struct work_listed *listed);

/** Open the office of the command line and print one of its reports. @return an exit code. */
int work_report(struct cli *cli, rota_report_fn *report, const struct rota_question *question,
                const char *format);

/** The same as a question: EXIT_NO when the report has rows. */
int work_check(struct cli *cli, rota_report_fn *report, const struct rota_question *question,
               const char *format);

/** Print what differs between two sides. @param exit_code  a difference is EXIT_NO. */
int work_diff(struct cli *cli, const struct rota_diff_question *question, const char *format,
              bool exit_code);

/** Take over the language that the office has set, unless the command line or ROTA_LANG says one.
 *  Without an office, or with one that cannot be opened, nothing is set and nothing said. */
void work_take_language(struct cli *cli);

/** Open the office as it was at a checkpoint, when @p known_at names one: *@p out is that one then,
 *  and @p now the office itself, to be closed after it; else *@p now is NULL.
 *  @return as rota_office_at(). */
int work_open_at(struct rota_office **out, struct rota_office **now, struct cli *cli,
                 const char *known_at, struct rota_error *err);

/** Open the office of the command line, and take over how it writes ủy.
 *  @param[out] out  to be closed by the caller, also on failure. @return as rota_office_open(). */
int work_open(struct rota_office **out, struct cli *cli, bool read_only, struct rota_error *err);

/** The rows of the table of options that every act has. */
#define WORK_OPTIONS(request, docs)                                                        \
	{ 0, "why", "ly-do", N_("TEXT"), OPT_TEXT, OPT_MAY, &(request).why,                \
	  N_("the reason, where a warning asks for one") },                                \
	{ 0, "dry-run", "xem-thu", NULL, OPT_FLAG, OPT_MAY, &(request).dry_run,            \
	  N_("judge and show, record nothing") }

/** The row of the table of options in which the format is asked for. */
#define WORK_FORMAT(format)                                                    \
	{ 0, "format", "dang", N_("FORMAT"), OPT_TEXT, OPT_MAY, &(format), \
	  N_("table, csv, json or md") }

/** The row of the table of options of a report that can be asked as it was known before. */
#define WORK_KNOWN_AT(question)                                                                 \
	{ 0, "known-at", "theo-lan", N_("CHECKPOINT"), OPT_TEXT, OPT_MAY, &(question).known_at, \
	  N_("as known then: a number, last, a day, or published:NAME of a period") }

struct opt_list;
/** Put the papers of the command line into the request. @return ROTA_OK; ROTA_EINVALID more than four. */
int work_take_docs(struct rota_request *request, const struct opt_list *docs,
                   struct rota_error *err);
/** Put NAME=VALUE arguments into the request, up to a NULL. @return ROTA_OK; ROTA_ENOMEM. */
int work_take_sets(struct rota_request *request, struct cli *cli, const struct opt_list *sets,
                   struct rota_error *err);
/** Record an act that is told by FIELD=VALUE arguments, as work_act() does. @return an exit code. */
int work_sets(struct cli *cli, struct rota_request *request, const struct opt_list *sets,
              rota_act_fn *act);

#endif
