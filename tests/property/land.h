/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A province and its offices in a temporary folder, which exchange in memory (git_memory.h):
 *
 *     Hưng Yên (33) ┬ city of Hưng Yên (323) ┬ Liên Phương (11974)   office "city"
 *                   │                        └ Hồng Nam (11977)
 *                   ├ Ân Thi (329) ┬ town of Ân Thi (12142)          offices "an-thi", "stranger"
 *                   │              └ Hoàng Hoa Thám (12169)
 *                   └ Văn Giang (326) ┬ Mễ Sở (12049)                office "van-giang"
 *                                     └ Long Hưng (12034)
 *
 * The first three offices are used by officers (acts.h). The stranger has a key that is enrolled
 * and a program that is not ours (forge.h): there is no office of it, only a log.
 */
#ifndef TESTS_PROPERTY_LAND_H
#define TESTS_PROPERTY_LAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/exchange.h"
#include "rota/office.h"
#include "trust/key.h"

/** 15/2/2024 8:00 at +07:00, and days and hours in milliseconds. */
#define MORNING ((uint64_t)1707958800000)
#define A_DAY ((uint64_t)86400000)
#define AN_HOUR ((uint64_t)3600000)

enum { OFFICES = 3, COMMUNES = 6, LAND_PATH = 128 };

/** Codes and names of the communes, two of each district. */
extern const char *const land_communes[COMMUNES][2];

struct land {
	char dir[LAND_PATH];
	struct rota_office *province;
	struct rota_office *offices[OFFICES];
	struct rota_key keys[OFFICES + 1]; /**< the last one is the stranger's */
	char root[ROTA_FINGERPRINT_BYTES];
	unsigned copies;
};

/** Everybody is enrolled and has the units; nobody has recorded anything. */
void land_make(struct land *land, uint64_t seed);
void land_close(struct land *land);

/** Another province's office as this one was when the land was made. To be closed by the caller. */
struct rota_office *land_copy(struct land *land);

void land_sync(struct land *land, struct rota_office *office);
/** @return whether there was news. */
bool land_merge(struct rota_office *province);
/** Close an office and open it again. */
void land_restart(struct rota_office **office);

/** Ends the test when a call failed. */
void land_expect(int rc, const struct rota_error *err, const char *what);

#endif
