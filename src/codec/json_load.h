/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * JSON texts as trees of jansson's, or no memory; nothing between.
 *
 * jansson does not survive a failed allocation while it reads: a letter of a
 * long text or number is dropped, then an assertion ends the program or the
 * reading goes on behind the end of the text. So it never sees one: it is left
 * by longjmp() at once, and all that it had reserved lies in one arena. Any
 * thread, one loading each.
 */
#ifndef CODEC_JSON_LOAD_H
#define CODEC_JSON_LOAD_H

#include <jansson.h>
#include <setjmp.h>
#include <stddef.h>

#include "rota/arena.h"
#include "rota/error.h"

/** The caller's; all-zero before rota_json_load(). */
struct rota_json_loading {
	struct rota_arena arena;
	json_t *tree; /**< may be read only: no json_decref(), nothing that reserves memory */
	json_error_t problem;
	jmp_buf no_memory;
};

/** @return ROTA_OK; ROTA_EINVALID with line and column; ROTA_ENOMEM. */
int rota_json_load(struct rota_json_loading *loading, const char *text, size_t size,
		   struct rota_error *err);

/** Release the tree. */
void rota_json_unload(struct rota_json_loading *loading);

#endif
