/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/day.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2199 };

#define MS_OF_DAY ((uint64_t)86400000)
/** Viet Nam has no summer time, and no instant is older than the machine that noted it. */
#define MS_OF_OFFSET ((uint64_t)7 * 3600000)
/** The last millisecond of 2199: 84,006 days. */
#define LAST_INSTANT_MS ((uint64_t)84006 * MS_OF_DAY - 1)

/** A message shows no more of a value than this; a longer one would hide what is said of it. */
enum { SHOWN_BYTES = 100 };

static const struct rota_day no_day;

bool rota_day_is_none(struct rota_day day)
{
	return day.year == 0;
}

bool rota_day_is_full(struct rota_day day)
{
	return day.day != 0;
}

bool rota_day_equal(struct rota_day a, struct rota_day b)
{
	return a.year == b.year && a.month == b.month && a.day == b.day;
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/** The day of these numbers, 0 for what is not known; no day when the calendar has none. */
static struct rota_day make(int year, int month, int day)
{
	if (year < YEAR_MIN || year > YEAR_MAX || month < 0 || month > 12)
		return no_day;
	if (day < 0 || (day > 0 && (month == 0 || day > days_in_month(year, month))))
		return no_day;
	return (struct rota_day){ (uint16_t)year, (uint8_t)month, (uint8_t)day };
}

/** How much of a value a message shows, cut between two characters. */
static int shown(const char *text, size_t size)
{
	if (size <= SHOWN_BYTES)
		return (int)size;
	size = SHOWN_BYTES;
	while (size && ((unsigned char)text[size] & 0xC0) == 0x80)
		size--;
	return (int)size;
}

static int refuse(struct rota_error *err, const char *hint, const char *text, size_t size)
{
	return rota_refuse(err, "V56", hint, _("'%.*s' is not a day"), shown(text, size), text);
}

/** Text that is being read from the left. */
struct scan {
	const char *at;
	const char *end;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/** Take a run of @p min to @p max digits. @return how many were taken, 0 for none. */
static int take_number(struct scan *scan, int min, int max, int *value)
{
	const char *at = scan->at;
	int digits = 0;

	*value = 0;
	for (; at < scan->end && is_digit(*at) && digits <= max; at++, digits++)
		*value = *value * 10 + (*at - '0');
	if (digits < min || digits > max)
		return 0;
	scan->at = at;
	return digits;
}

static bool take(struct scan *scan, const char *word)
{
	size_t size = strlen(word);

	if ((size_t)(scan->end - scan->at) < size || memcmp(scan->at, word, size) != 0)
		return false;
	scan->at += size;
	return true;
}

static bool at_end(const struct scan *scan)
{
	return scan->at == scan->end;
}

/** `yyyy`, `yyyy-mm` or `yyyy-mm-dd`. */
static struct rota_day scan_stored(struct scan scan)
{
	int year, month = 0, day = 0;

	if (!take_number(&scan, 4, 4, &year))
		return no_day;
	if (!at_end(&scan) && (!take(&scan, "-") || !take_number(&scan, 2, 2, &month) || !month))
		return no_day;
	if (!at_end(&scan) && (!take(&scan, "-") || !take_number(&scan, 2, 2, &day) || !day))
		return no_day;
	return at_end(&scan) ? make(year, month, day) : no_day;
}

int rota_day_decode(struct rota_day *out, const char *text, size_t size, struct rota_error *err)
{
	*out = scan_stored((struct scan){ text, text + size });
	if (rota_day_is_none(*out))
		return refuse(err, _("write it as yyyy-mm-dd, yyyy-mm or yyyy"), text, size);
	return ROTA_OK;
}

/** Up to three numbers in the order in which people write them: day, month, year. */
struct numbers {
	int value[3];
	int digits[3];
	int count;
};

static bool take_next(struct numbers *numbers, struct scan *scan)
{
	int i = numbers->count;

	if (i == 3)
		return false;
	numbers->digits[i] = take_number(scan, 1, 4, &numbers->value[i]);
	if (!numbers->digits[i])
		return false;
	numbers->count++;
	return true;
}

/** `15/02/2024`, `15-2-2024`, `02.2024`, `2024`: one separator throughout. */
static bool scan_separated(struct numbers *out, struct scan scan)
{
	char separator[] = { '\0', '\0' };

	*out = (struct numbers){ 0 };
	if (!take_next(out, &scan))
		return false;
	if (!at_end(&scan) && strchr("/-.", *scan.at))
		separator[0] = *scan.at;
	while (separator[0] && take(&scan, separator))
		if (!take_next(out, &scan))
			return false;
	return at_end(&scan);
}

/** `ngày 15 tháng 02 năm 2024`, or its end from the month or the year on; folded. */
static bool scan_worded(struct numbers *out, struct scan scan)
{
	static const char *const words[] = { "ngày ", "tháng ", "năm " };

	*out = (struct numbers){ 0 };
	for (int i = 0; i < 3; i++) {
		if (out->count && !take(&scan, " "))
			return false;
		if (take(&scan, words[i]) ? !take_next(out, &scan) : out->count > 0)
			return false;
	}
	return out->count && at_end(&scan);
}

/** The day of the numbers; no day, and why in @p hint, when they are none. */
static struct rota_day day_of_numbers(const struct numbers *numbers, const char **hint)
{
	int last = numbers->count - 1;
	int year = numbers->value[last];
	int month = last > 0 ? numbers->value[last - 1] : 0;
	int day = last > 1 ? numbers->value[0] : 0;

	for (int i = 0; i < last; i++)
		if (numbers->digits[i] > 2 || numbers->value[i] == 0)
			return no_day;
	if (numbers->digits[last] == 2)
		*hint = _("write the year with four digits");
	if (numbers->digits[last] != 4)
		return no_day;
	if (year < YEAR_MIN || year > YEAR_MAX)
		*hint = _("check the year: rota knows 1900 to 2199");
	return make(year, month, day);
}

static struct rota_day scan_typed(struct scan scan, const char **hint)
{
	struct rota_day day = scan_stored(scan);
	struct numbers numbers;

	if (rota_day_is_none(day) &&
	    (scan_separated(&numbers, scan) || scan_worded(&numbers, scan)))
		day = day_of_numbers(&numbers, hint);
	return day;
}

/** Whether the text is nothing but digits and what stands between them, which fold to themselves. */
static bool is_numbers(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (!(text[i] >= '0' && text[i] <= '9') && !(text[i] >= '-' && text[i] <= '/'))
			return false;
	return size > 0;
}

static int refuse_typed(struct rota_error *err, const char *hint, const char *text, size_t size)
{
	return refuse(err, hint ? hint : _("write it as dd/mm/yyyy, mm/yyyy or yyyy"), text, size);
}

int rota_day_read(struct rota_day *out, const char *text, size_t size, struct rota_error *err)
{
	struct rota_buffer folded = { 0 };
	const char *hint = NULL;
	int rc;

	if (is_numbers(text, size)) {
		*out = scan_typed((struct scan){ text, text + size }, &hint);
		return rota_day_is_none(*out) ? refuse_typed(err, hint, text, size) : ROTA_OK;
	}
	*out = no_day;
	rc = rota_text_fold(&folded, text, size, err);
	if (rc == ROTA_ENOMEM)
		goto done;
	if (!rc) {
		const char *start = rota_buffer_text(&folded);

		*out = scan_typed((struct scan){ start, start + folded.size }, &hint);
	}
	/* Text that cannot be folded is no day either, and this says more to who typed it. */
	rc = rota_day_is_none(*out) ? refuse_typed(err, hint, text, size) : ROTA_OK;
done:
	rota_buffer_clear(&folded);
	return rc;
}

size_t rota_day_encode(char out[ROTA_DAY_TEXT_BYTES], struct rota_day day)
{
	int size = 0;

	out[0] = '\0';
	if (day.day)
		size = snprintf(out, ROTA_DAY_TEXT_BYTES, "%04u-%02u-%02u", day.year, day.month,
				day.day);
	else if (day.month)
		size = snprintf(out, ROTA_DAY_TEXT_BYTES, "%04u-%02u", day.year, day.month);
	else if (day.year)
		size = snprintf(out, ROTA_DAY_TEXT_BYTES, "%04u", day.year);
	return (size_t)size;
}

const char *rota_day_show(char out[ROTA_DAY_TEXT_BYTES], struct rota_day day)
{
	out[0] = '\0';
	if (day.day)
		snprintf(out, ROTA_DAY_TEXT_BYTES, "%02u/%02u/%04u", day.day, day.month, day.year);
	else if (day.month)
		snprintf(out, ROTA_DAY_TEXT_BYTES, "%02u/%04u", day.month, day.year);
	else if (day.year)
		snprintf(out, ROTA_DAY_TEXT_BYTES, "%04u", day.year);
	return out;
}

/** Days before 1 January of a year, from 1 January of the year 1. */
static int32_t days_before_year(int year)
{
	int past = year - 1;

	return past * 365 + past / 4 - past / 100 + past / 400;
}

static int32_t number_of(int year, int month, int day)
{
	int32_t number = days_before_year(year) - days_before_year(1970) + day - 1;

	for (int m = 1; m < month; m++)
		number += days_in_month(year, m);
	return number;
}

int32_t rota_day_first(struct rota_day day)
{
	assert(!rota_day_is_none(day));
	return number_of(day.year, day.month ? day.month : 1, day.day ? day.day : 1);
}

int32_t rota_day_last(struct rota_day day)
{
	int month = day.month ? day.month : 12;

	assert(!rota_day_is_none(day));
	return number_of(day.year, month, day.day ? day.day : days_in_month(day.year, month));
}

struct rota_day rota_day_from_number(int32_t days_since_1970)
{
	int year, month = 1;
	int32_t rest;

	if (days_since_1970 < number_of(YEAR_MIN, 1, 1) ||
	    days_since_1970 > number_of(YEAR_MAX, 12, 31))
		return no_day;
	/* A year has at most 366 days, so this starts at the year or a little before it. */
	year = YEAR_MIN + (days_since_1970 - number_of(YEAR_MIN, 1, 1)) / 366;
	while (days_since_1970 >= number_of(year + 1, 1, 1))
		year++;
	rest = days_since_1970 - number_of(year, 1, 1);
	while (rest >= days_in_month(year, month))
		rest -= days_in_month(year, month++);
	return make(year, month, rest + 1);
}

struct rota_day rota_day_add_months(struct rota_day day, int months)
{
	int64_t month = (int64_t)day.year * 12 + day.month - 1 + months;
	int year, last;

	assert(rota_day_is_full(day));
	if (month < YEAR_MIN * 12 || month > YEAR_MAX * 12 + 11)
		return no_day;
	year = (int)(month / 12);
	last = days_in_month(year, (int)(month % 12) + 1);
	return make(year, (int)(month % 12) + 1, day.day < last ? day.day : last);
}

int rota_day_months_between(struct rota_day from, struct rota_day to)
{
	int months = (to.year - from.year) * 12 + to.month - from.month;

	assert(rota_day_is_full(from) && rota_day_is_full(to));
	if (rota_day_first(rota_day_add_months(from, months)) > rota_day_first(to))
		months--;
	return months;
}

/** An instant taken apart, at an offset from UTC; after 2199 it stays at the end of 2199. */
struct moment {
	struct rota_day day;
	unsigned hour, minute, second, ms;
};

static struct moment moment_of(uint64_t ms_utc, uint64_t offset_ms)
{
	uint64_t ms = ms_utc < LAST_INSTANT_MS - offset_ms ? ms_utc + offset_ms : LAST_INSTANT_MS;
	unsigned rest = (unsigned)(ms % MS_OF_DAY);

	return (struct moment){ .day = rota_day_from_number((int32_t)(ms / MS_OF_DAY)),
				.hour = rest / 3600000,
				.minute = rest / 60000 % 60,
				.second = rest / 1000 % 60,
				.ms = rest % 1000 };
}

struct rota_day rota_day_of_instant(uint64_t ms_utc)
{
	return moment_of(ms_utc, MS_OF_OFFSET).day;
}

const char *rota_instant_encode(char out[ROTA_DAY_TEXT_BYTES], uint64_t ms_utc)
{
	struct moment at = moment_of(ms_utc, 0);

	snprintf(out, ROTA_DAY_TEXT_BYTES, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ", at.day.year,
		 at.day.month, at.day.day, at.hour, at.minute, at.second, at.ms);
	return out;
}

static bool take_part(struct scan *scan, const char *mark, int digits, int below, int *value)
{
	return take(scan, mark) && take_number(scan, digits, digits, value) && *value < below;
}

/** The form of rota_instant_encode(). @return whether it is one, from 1970 on. */
static bool scan_instant(uint64_t *out, const char *text)
{
	struct scan scan = { text + 10, text + 24 };
	struct rota_day day = scan_stored((struct scan){ text, text + 10 });
	int hour, minute, second, ms;

	if (!rota_day_is_full(day) || day.year < 1970)
		return false;
	if (!take_part(&scan, "T", 2, 24, &hour) || !take_part(&scan, ":", 2, 60, &minute) ||
	    !take_part(&scan, ":", 2, 60, &second) || !take_part(&scan, ".", 3, 1000, &ms))
		return false;
	*out = (uint64_t)rota_day_first(day) * MS_OF_DAY +
	       (uint64_t)((hour * 60 + minute) * 60 + second) * 1000 + (uint64_t)ms;
	return take(&scan, "Z");
}

int rota_instant_decode(uint64_t *ms_utc, const char *text, size_t size, struct rota_error *err)
{
	*ms_utc = 0;
	if (size == 24 && scan_instant(ms_utc, text))
		return ROTA_OK;
	*ms_utc = 0;
	return rota_fail(err, ROTA_EINVALID, _("write it as 2024-02-15T01:31:00.123Z"),
			 _("'%.*s' is not an instant"), shown(text, size), text);
}

const char *rota_instant_show(char out[ROTA_DAY_TEXT_BYTES], uint64_t ms_utc)
{
	struct moment at = moment_of(ms_utc, MS_OF_OFFSET);

	snprintf(out, ROTA_DAY_TEXT_BYTES, "%02u/%02u/%04u %02u:%02u", at.day.day, at.day.month,
		 at.day.year, at.hour, at.minute);
	return out;
}
