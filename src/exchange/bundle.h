/* SPDX-License-Identifier: Apache-2.0 */
/** @file What writing a bundle is at an office and at the province: opening, and one file or one
 *  split. */
#ifndef EXCHANGE_BUNDLE_H
#define EXCHANGE_BUNDLE_H

#include "ask/git_bundle.h"
#include "exchange/exchange.h"
#include "report/table.h"
#include "rota/bundle.h"

struct rota_bundling {
	struct rota_exchange exchange;
	const struct rota_bundle_options *options;
	struct rota_bundled *out;
	struct rota_filling filling; /**< of the files */
	const char *name;            /**< of the office for which a file is; NULL at an office */
	char writer[17];             /**< of it, or of this office */
};

/**
 * Write slices, and a row for each file.
 * @param folder_name  what the file is called in a folder, before its writer: "from", "for".
 * @return as rota_git_bundle_write().
 */
int rota_bundling_write(struct rota_bundling *bundling, const char *folder_name,
			const struct rota_git_slice *slices, size_t count, struct rota_error *err);

/** Where that would be; a row for it, without bytes. */
void rota_bundling_would(struct rota_bundling *bundling, const char *folder_name);

/** Whether the path that was typed is a folder. */
bool rota_bundling_into_folder(const struct rota_bundling *bundling);

/** The province's answers. @return as rota_bundle_write(). */
int rota_bundling_answer(struct rota_bundling *bundling, struct rota_error *err);

#endif
