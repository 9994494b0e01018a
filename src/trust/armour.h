/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Bytes as lines of text, as OpenSSH writes its keys and signatures:
 *
 *     -----BEGIN SSH SIGNATURE-----
 *     U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg...      base64, 70 columns
 *     ...
 *     -----END SSH SIGNATURE-----
 *
 * There is one text for the same bytes, with or without a newline at its end;
 * nothing else is read. Texts and bytes are in arrays of the caller, so that
 * nothing of a private key is left elsewhere. Any thread.
 *
 * @source openssh-portable: sshbuf-misc.c, sshbuf_dtob64 with wrap.
 */
#ifndef TRUST_ARMOUR_H
#define TRUST_ARMOUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/error.h"

enum {
	ROTA_ARMOUR_COLUMNS = 70,
	/** The largest that is written or read, in bytes: the private key of RSA with 16,384 bits
	 *  takes 9,300 and is refused by its name, not by its size. */
	ROTA_ARMOUR_MAX_BYTES = 12288
};

/** The characters of @p size bytes in base64. */
#define ROTA_BASE64_SIZE(size) (((size) + 2) / 3 * 4)

/**
 * Read base64. There is one text for the same bytes; nothing else is read.
 * @param[out] out     of @p max bytes.
 * @param      padded  whether it is filled up with '=' to a multiple of four.
 * @return false when it is none, or more than @p max bytes.
 * @source RFC 4648, sections 3.5 and 4.
 */
bool rota_base64_read(uint8_t *out, size_t max, size_t *size, const char *base64,
		      size_t base64_size, bool padded);

/** An array of so many characters holds the text of @p size bytes and its NUL. 96: two lines
 *  "-----BEGIN LABEL-----" with a label of up to 25 characters. */
#define ROTA_ARMOUR_TEXT_SIZE(size) \
	(ROTA_BASE64_SIZE(size) + ROTA_BASE64_SIZE(size) / ROTA_ARMOUR_COLUMNS + 1 + 96)

/**
 * Write the text, without a newline at its end, and a NUL.
 * @param[out] out    of ROTA_ARMOUR_TEXT_SIZE(@p size) characters.
 * @param      label  "SSH SIGNATURE".
 * @param      size   1 to ROTA_ARMOUR_MAX_BYTES.
 * @return the length of the text.
 */
size_t rota_armour_write(char *out, const char *label, const uint8_t *bytes, size_t size);

/**
 * Read the bytes of a text.
 * @param[out] out   of ROTA_ARMOUR_MAX_BYTES.
 * @param[out] size  0 on failure.
 * @return ROTA_OK; ROTA_ECORRUPT it is not such a text, with a sentence that begins with "it".
 */
int rota_armour_read(uint8_t *out, size_t *size, const char *label, const char *text,
		     size_t text_size, struct rota_error *err);

#endif
