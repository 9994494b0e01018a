/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The language in which rota speaks: Vietnamese or English.
 *
 * Messages are marked in the source with `_("...")` (base/messages.h) and
 * translated by gettext from src/po. The choice is made at the start of the
 * program, and may be made again; while it is made no other thread may ask for
 * a message. It works on a machine that has no Vietnamese locale generated.
 */
#ifndef ROTA_LANGUAGE_H
#define ROTA_LANGUAGE_H

enum rota_language { ROTA_VI, ROTA_EN };

/**
 * Choose the language and load its catalogue.
 *
 * @param wanted  "vi" or "en" (the value of --lang), or NULL: then the environment variable
 *                ROTA_LANG, then the first of LANGUAGE, LC_ALL, LC_MESSAGES, LANG that begins
 *                with vi or en, then Vietnamese.
 * @return 0, or -1 when @p wanted is neither; the language is then chosen as for NULL.
 */
int rota_language_choose(const char *wanted);

/** The language chosen; Vietnamese before the first choice. */
enum rota_language rota_language(void);

#if defined(__GNUC__)
#define ROTA_FORMAT_ARG(n) __attribute__((format_arg(n)))
#else
#define ROTA_FORMAT_ARG(n)
#endif

/** The message in the language chosen, or itself. Borrowed for ever. */
const char *rota_message(const char *english) ROTA_FORMAT_ARG(1);

/** The same for a message with a number: `rota_message_n("%lu entry", "%lu entries", n)`. */
const char *rota_message_n(const char *one, const char *many, unsigned long n) ROTA_FORMAT_ARG(1)
        ROTA_FORMAT_ARG(2);

#endif
