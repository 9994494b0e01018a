/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The text of a place taken apart: "P. Hiến Nam - TP Hưng Yên" is a phường
 * named "hiến nam" and a thành phố named "hưng yên". It knows the words of the
 * types, and no unit. No state; any thread.
 */
#ifndef LEDGER_PLACE_TEXT_H
#define LEDGER_PLACE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

enum {
	ROTA_PLACE_BYTES = 500,   /**< the longest text that is read */
	ROTA_PLACE_ELEMENTS = 16, /**< the most elements */
	ROTA_PLACE_NAME_BYTES = 80
};

/** Levels as a set. */
enum {
	ROTA_PLACE_PROVINCE = 1 << 0,
	ROTA_PLACE_DISTRICT = 1 << 1,
	ROTA_PLACE_COMMUNE = 1 << 2,
	ROTA_PLACE_ANY = ROTA_PLACE_PROVINCE | ROTA_PLACE_DISTRICT | ROTA_PLACE_COMMUNE
};

/** A type as people write it, in lower case. */
struct rota_place_type {
	const char *word;  /**< "thị xã" */
	const char *loose; /**< "thi xa" */
	const char *brief; /**< "tx", also "t.x." */
	const char *id;    /**< a word of rota_unit_types */
	unsigned levels;   /**< a thành phố may stand at two */
};

struct rota_place_element {
	const char *name; /**< behind the word of its type; not NUL-terminated */
	size_t name_size;
	const char *whole; /**< with that word, in case it is part of a name: "Phường Đúc" */
	size_t whole_size;
	const struct rota_place_type *type; /**< NULL: none written */
	bool dashed; /**< a dash stands before it: with the one before it, it may be one name */
};

struct rota_place_text {
	char bytes[ROTA_PLACE_BYTES + 1]; /**< lower case */
	struct rota_place_element elements[ROTA_PLACE_ELEMENTS];
	size_t count;
};

/**
 * Take a text apart as rota_national_read() says. The elements refer to @p out.
 *
 * Text in composed Vietnamese letters is only brought to lower case, which is quick; any other is
 * folded (base/text.h). So a name is compared as it stands first, and folded when that fails.
 * @return false when it is empty, too long or not UTF-8, has too many elements or memory runs out;
 *         then the count is 0.
 */
bool rota_place_split(struct rota_place_text *out, const char *text, size_t size);

/** The type whose word without accents begins the text, "xa hong nam". The name behind it begins
 *  at *skip. NULL when there is none. */
const struct rota_place_type *rota_place_loose_type(const char *text, size_t size, size_t *skip);

#endif
