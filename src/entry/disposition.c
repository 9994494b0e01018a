/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/disposition.h"

static const struct rota_word disposition[] = {
	[ROTA_FACT] = { "fact", "counts", "được tính" },
	[ROTA_PROPOSAL] = { "proposal", "proposal", "đề nghị, chưa tính" },
	[ROTA_HELD] = { "held", "held", "chờ" },
	[ROTA_REJECTED] = { "rejected", "not accepted", "không được nhận" },
};

const struct rota_words rota_dispositions = { "disposition", disposition,
	                                      sizeof(disposition) / sizeof(disposition[0]) };
