/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The national list: every province, district and commune of the country on
 * 15/2/2024, which the program carries in itself, and what the text of an
 * origin means in it.
 *
 * A cadre comes from anywhere in the country, while the gazetteer knows one
 * province. The list has one day, so a code or a name that is in use since is
 * not in it: what it says of the own province is to be followed through the
 * gazetteer from ROTA_NATIONAL_DAY on (origin.h).
 *
 * Looking up by code needs nothing; any thread may. For reading texts open the
 * list once, in an arena that lives as long and that it goes on using, since
 * the names of a province are put in order when a text first leads into it.
 * One thread at a time for one open list.
 *
 * @source src/ledger/national.csv and national_names.csv name theirs.
 */
#ifndef LEDGER_NATIONAL_H
#define LEDGER_NATIONAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/arena.h"
#include "rota/error.h"

/** The day of the list, 15/2/2024, in days since 1970. */
#define ROTA_NATIONAL_DAY 19768

enum { ROTA_NATIONAL_NO_PARENT = UINT16_MAX };

struct rota_national_unit {
	char code[6];    /**< 2, 3 or 5 digits: province, district, commune */
	uint16_t parent; /**< for rota_national_parent() */
	char type[13];   /**< a word of rota_unit_types */
	char name[32];   /**< without the word of its type */
};

/** The unit with this code, or NULL. */
const struct rota_national_unit *rota_national_find(const char *code);
/** The unit in which it lies; NULL for a province. */
const struct rota_national_unit *rota_national_parent(const struct rota_national_unit *unit);
/** Whether a unit is @p area or lies in it. */
bool rota_national_inside(const struct rota_national_unit *unit,
			  const struct rota_national_unit *area);

struct rota_national;

/**
 * Open the list for reading texts: 0.3 MiB in @p arena, and 0.03 MiB and 0.2 ms for each province into
 * which texts lead; 2 MiB for all of them, which a text without a province needs.
 * Without memory for a province its names are not found.
 * @return ROTA_OK; ROTA_ENOMEM, then *out is NULL.
 */
int rota_national_open(struct rota_national **out, struct rota_arena *arena,
		       struct rota_error *err);

/** How well a text fits the names of the list; of several elements the worst counts. */
enum rota_national_fit {
	ROTA_NATIONAL_EXACT, /**< but for case, the place of a tone mark, i or y */
	ROTA_NATIONAL_LOOSE  /**< without accents only */
};

struct rota_national_place {
	const struct rota_national_unit *unit; /**< NULL: the text names no unit of the list */
	enum rota_national_fit fit;
	bool moved;        /**< the commune lies in the province named, in another district */
	size_t unresolved; /**< elements of the text that say more than `unit`, or something else */
};

/**
 * Read where somebody comes from: "xã Hồng Nam, huyện Tiên Lữ, tỉnh Hưng Yên".
 *
 * Elements stand from small to large, with , ; - – or a line end between them, or the next word
 * of a type ("xã Hồng Nam huyện Tiên Lữ"). An element is a name, or a name behind the word of
 * its type or its abbreviation in any case: xã x. · phường p. · thị trấn tt. · huyện h. · thị xã
 * tx. · thành phố tp. · quận q. · tỉnh t. What stands in brackets is passed over.
 *
 * They are read from the right to the left, each among the units inside of what the elements
 * behind it may mean:
 *   - the last one, when it carries no type, is a province if one has that name ("Hải Dương"),
 *     else any unit;
 *   - a type says the level, and decides between two units of that level (the town and the
 *     commune of Yên Viên). It does not exclude, since a xã becomes a phường, and xã does not
 *     decide between communes of two districts, since one may have become a phường;
 *   - other names (former provinces and districts, TP HCM) stand for all units in which that
 *     land lies today; Hải Hưng for Hải Dương and Hưng Yên;
 *   - a commune that is not in the district named, or behind a district that nobody knows any
 *     more, is looked for in the whole province and taken when the name is there once: districts
 *     are cut anew more often than communes (old papers have Hồng Nam in Tiên Lữ). It is `moved`;
 *   - reading ends at the first other element that names nothing, such as a hamlet.
 *
 * The answer is the smallest unit that holds everything which the elements read so far can mean.
 * So it is the coarser one when a name is ambiguous ("Ân Thi, Hưng Yên" is the district, which
 * holds the town), and none when nothing holds them all.
 *
 * Never fails: what cannot be read, is not UTF-8, has more than 500 bytes or 16 elements, and a
 * text when memory runs out, names no unit.
 *
 * @param[out] out  always filled.
 */
void rota_national_read(struct rota_national_place *out, const struct rota_national *national,
			const char *text, size_t size);

#endif
