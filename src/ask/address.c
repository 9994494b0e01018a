/* SPDX-License-Identifier: Apache-2.0 */
#include "ask/address.h"

#include <string.h>

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

enum rota_way rota_address_way(const char *address)
{
	const char *colon = strchr(address, ':'), *slash = strchr(address, '/');

	if (begins(address, "https:") || begins(address, "http:"))
		return ROTA_WAY_WEB;
	if (begins(address, "git:"))
		return ROTA_WAY_CLEARTEXT;
	if (begins(address, "file:") || !colon || (slash && slash < colon))
		return ROTA_WAY_FOLDER;
	return ROTA_WAY_SSH;
}
