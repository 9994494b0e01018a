/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/fault.h"

#include <stddef.h>
#include <string.h>

static const char *const ids[ROTA_FAULTS] = {
	[ROTA_FAULT_UNREADABLE] = "unreadable", [ROTA_FAULT_FORM] = "form",
	[ROTA_FAULT_NEWER] = "newer",           [ROTA_FAULT_CHAIN] = "chain",
	[ROTA_FAULT_SIGNATURE] = "signature",   [ROTA_FAULT_FILES] = "files",
	[ROTA_FAULT_ENTRIES] = "entries",       [ROTA_FAULT_REVOKED] = "revoked",
	[ROTA_FAULT_OTHER] = "other",
};

const char *rota_fault_id(enum rota_fault fault)
{
	return ids[fault];
}

enum rota_fault rota_fault_find(const char *id)
{
	for (int fault = ROTA_FAULT_NONE + 1; fault < ROTA_FAULT_OTHER; fault++)
		if (strcmp(ids[fault], id) == 0)
			return (enum rota_fault)fault;
	return ROTA_FAULT_OTHER;
}
