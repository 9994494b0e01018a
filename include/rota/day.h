/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Days of the world and instants of the machine.
 *
 * A day may be known to the year or the month only ("1975", "05/1975"); what is
 * not known is 0 and is never invented. Days are in the proleptic Gregorian
 * calendar, years 1900 to 2199. Instants are milliseconds since 1970 UTC; people
 * see them at +07:00 whatever the zone of the machine. Any thread.
 */
#ifndef ROTA_DAY_H
#define ROTA_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/error.h"

/** A day of known precision. All-zero is "no day". */
struct rota_day {
	uint16_t year; /**< 1900-2199 */
	uint8_t month; /**< 1-12, or 0: known to the year */
	uint8_t day;   /**< 1-31, or 0: known to the month */
};

/** Room for any text of a day or an instant in this header, with the NUL. */
enum { ROTA_DAY_TEXT_BYTES = 40 };

bool rota_day_is_none(struct rota_day day);
bool rota_day_is_full(struct rota_day day); /**< known to the day */
bool rota_day_equal(struct rota_day a, struct rota_day b);

/**
 * Read the stored form: `yyyy`, `yyyy-mm` or `yyyy-mm-dd`, nothing else.
 * @return ROTA_OK; ROTA_EINVALID (rule V56), then *out is no day.
 */
int rota_day_decode(struct rota_day *out, const char *text, size_t size, struct rota_error *err);

/** Write the stored form. @return its length, 0 for no day. */
size_t rota_day_encode(char out[ROTA_DAY_TEXT_BYTES], struct rota_day day);

/**
 * Read a day as a person types it: `dd/mm/yyyy` `d/m/yyyy` (also with - or .), `mm/yyyy`, `yyyy`,
 * the stored form, and `ngày 15 tháng 02 năm 2024`, also from the month or the year on. Spaces
 * around are ignored, and capitals in the words. A two-digit year is refused.
 * @return ROTA_OK; ROTA_EINVALID (V56: "'31/02/2023' is not a day") with a hint of the form, of
 *         the four digits of a year, or of the range of years; ROTA_ENOMEM. Then *out is no day.
 */
int rota_day_read(struct rota_day *out, const char *text, size_t size, struct rota_error *err);

/** Write a day for people: 15/02/2024, 02/2024, 2024 in both languages; "" for no day.
 *  Returns @p out. */
const char *rota_day_show(char out[ROTA_DAY_TEXT_BYTES], struct rota_day day);

/** Days since 1970-01-01 of the first day that @p day may mean (1 January of a bare year).
 *  Not for no day. */
int32_t rota_day_first(struct rota_day day);
/** The same of the last day that it may mean (31 December of a bare year). */
int32_t rota_day_last(struct rota_day day);
/** The full day of such a number; no day when it lies outside the range of years. */
struct rota_day rota_day_from_number(int32_t days_since_1970);

/**
 * Add whole months to a full day; the end of the month is clamped: 31/8 + 6 months = 28/2 (29/2).
 * @param months  may be negative.
 * @return no day when the result lies outside the range of years.
 */
struct rota_day rota_day_add_months(struct rota_day day, int months);
/** Whole months from one full day to another (from <= to): the greatest m with
 *  add_months(from, m) <= to. */
int rota_day_months_between(struct rota_day from, struct rota_day to);

/** The day of an instant at +07:00. Instants after 2199 give 31/12/2199. */
struct rota_day rota_day_of_instant(uint64_t ms_utc);
/** Write an instant for programs: 2024-02-15T01:31:00.123Z. One after 2199 is written as the last
 *  millisecond of 2199, here and for people. Returns @p out. */
const char *rota_instant_encode(char out[ROTA_DAY_TEXT_BYTES], uint64_t ms_utc);
/** Read that form back. @return ROTA_OK; ROTA_EINVALID, then *ms_utc is 0. */
int rota_instant_decode(uint64_t *ms_utc, const char *text, size_t size, struct rota_error *err);
/** Write an instant for people, to the minute, at +07:00: 15/02/2024 08:31. Returns @p out. */
const char *rota_instant_show(char out[ROTA_DAY_TEXT_BYTES], uint64_t ms_utc);

#endif
