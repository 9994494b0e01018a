/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * One cell: what stands in the file, and what is to be stored.
 *
 *     raw             'Nguy\u00D4n  V\u00A8n A'     '０33 075001234'
 *     from TCVN3      'Nguyễn  Văn A'               (when asked)
 *     cleaned         'Nguyễn Văn A'                '０33 075001234'
 *     made digits                                   '033075001234'      (a column of digits)
 *
 * One thread at a time for one reader.
 */
#ifndef INTAKE_CELL_H
#define INTAKE_CELL_H

#include <stdbool.h>

#include "base/buffer.h"
#include "intake/header.h"

/** The longest raw cell: longer than any field, short enough to show that a quote is missing. */
enum { ROTA_CELL_BYTES = 4096 };

struct rota_table_cell {
	const char *raw;  /**< as in the file, in UTF-8, without its quotes. Never NULL. A list in
	                   *   TCVN3 is here as everybody but its font sees it: 'NguyÔn V¨n A' */
	const char *text; /**< rota_text_clean(); converted from TCVN3 when asked; of a column of
	                   *   digits, digits. "" for an empty cell. Never NULL */
	bool cleaned;     /**< text is not raw */
};

/** Memory that is used again for every cell. All-zero but `how` is ready. */
struct rota_cell_reader {
	const struct rota_intake_reading *how; /**< borrowed */
	struct rota_buffer unicode;
	struct rota_buffer clean;
	struct rota_buffer digits;
};

/**
 * Whether a cell of text shows that the file as a whole is read in the wrong encoding, or was
 * saved in one: it looks like TCVN3 (V61) or has lost letters (V91).
 * @return ROTA_OK, also when the user has named the encoding; ROTA_EINVALID.
 */
int rota_cell_check_encoding(const struct rota_cell_reader *reader, const char *raw,
                             struct rota_error *err);

/**
 * Read a cell.
 *
 * @param[out] out  raw is @p raw, and so is text when nothing had to be done, or on failure;
 *                  otherwise text is in the arena of the reading.
 * @param      raw  borrowed for as long as *out is used.
 * @return ROTA_OK;
 *         ROTA_EINVALID  what is wrong with the cell: longer than ROTA_CELL_BYTES; a control
 *                        character; lost letters in a cell of text (V91); not digits (V50, V51);
 *         ROTA_ENOMEM.
 */
int rota_cell_read(struct rota_table_cell *out, struct rota_cell_reader *reader,
                   enum rota_intake_kind kind, const char *raw, struct rota_error *err);

/** Release the memory. */
void rota_cell_reader_clear(struct rota_cell_reader *reader);

#endif
