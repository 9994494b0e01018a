/* SPDX-License-Identifier: Apache-2.0 */
/** @file All that an office can tell of what it holds, as lines: two that hold the same must tell
 * the same, byte by byte. */
#ifndef TESTS_PROPERTY_TELL_H
#define TESTS_PROPERTY_TELL_H

#include "base/buffer.h"
#include "rota/office.h"

enum { TELL_DAYS = 4 };
/** The days of which totals are told. */
extern const char *const tell_days[TELL_DAYS];

/** State, disposition of each entry, matters, totals with their bounds, who is where. */
void tell(struct rota_buffer *out, struct rota_office *office);

/** The totals and the counts of matters that the newest checkpoint of a province has signed. */
void tell_signed(struct rota_buffer *out, struct rota_office *province);

/** Say the first line in which two differ. @return whether they are equal. */
bool tell_same(const struct rota_buffer *wanted, const struct rota_buffer *got, const char *what);

#endif
