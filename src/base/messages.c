/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/language.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DOMAIN "rota"

static enum rota_language chosen = ROTA_VI;

/** The language that a locale name or a LANGUAGE list begins with. */
static int language_of(enum rota_language *out, const char *name)
{
	if (name && strncmp(name, "vi", 2) == 0)
		*out = ROTA_VI;
	else if (name && strncmp(name, "en", 2) == 0)
		*out = ROTA_EN;
	else
		return -1;
	return 0;
}

static enum rota_language from_environment(void)
{
	static const char *const names[] = { "ROTA_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES",
		                             "LANG" };
	enum rota_language language = ROTA_VI;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!language_of(&language, getenv(names[i])))
			break;
	return language;
}

/** Catalogues lie beside the program in a build folder, and in share/locale once installed, seen
 *  from bin and from libexec/rota. */
static void bind_catalogues(void)
{
	static const char *const places[] = { "locale", "../share/locale", "../../share/locale" };
	char program[PATH_MAX / 2];
	char folder[PATH_MAX];
	ssize_t size = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;

	if (size > 0) {
		program[size] = '\0';
		slash = strrchr(program, '/');
		if (slash)
			*slash = '\0';
		for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
			snprintf(folder, sizeof(folder), "%s/%s", program, places[i]);
			if (access(folder, R_OK) == 0) {
				bindtextdomain(DOMAIN, folder);
				break;
			}
		}
	}
	bind_textdomain_codeset(DOMAIN, "UTF-8");
}

int rota_language_choose(const char *wanted)
{
	int rc = 0;

	chosen = from_environment();
	if (wanted) {
		if (strcmp(wanted, "vi") == 0)
			chosen = ROTA_VI;
		else if (strcmp(wanted, "en") == 0)
			chosen = ROTA_EN;
		else
			rc = -1;
	}
	/* gettext heeds LANGUAGE only in a locale that is not "C"; C.UTF-8 is built into the C
	 * library, so this works where no Vietnamese locale was ever generated. */
	setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", chosen == ROTA_VI ? "vi" : "en", 1);
	bind_catalogues();
	/* gettext keeps what it looked up and does not see LANGUAGE change; being told its domain again
	 * makes it look again, and leaves the domain of the process as it was. */
	textdomain(textdomain(NULL));
	return rc;
}

enum rota_language rota_language(void)
{
	return chosen;
}

const char *rota_message(const char *english)
{
	return dgettext(DOMAIN, english);
}

const char *rota_message_n(const char *one, const char *many, unsigned long n)
{
	return dngettext(DOMAIN, one, many, n);
}
