/* SPDX-License-Identifier: Apache-2.0 */
/** @file What the tests of this room share: cmocka, and the comparison of an error as a whole. */
#ifndef TESTS_UNIT_INTAKE_H
#define TESTS_UNIT_INTAKE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "rota/error.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** The size of a literal that may hold NULs. */
#define SIZE(literal) (sizeof(literal) - 1)

#define SAVE_AGAIN "save it again as 'Unicode Text' or 'CSV UTF-8'"
#define ADD_TCVN3 "add --from-encoding tcvn3 and look first with --dry-run"

static inline void check_error(const struct rota_error *err, const char *rule, const char *message,
                               const char *hint)
{
	assert_string_equal(message, err->message);
	assert_string_equal(hint, err->hint);
	assert_string_equal(rule, err->rule);
	assert_int_equal(ROTA_EINVALID, err->code);
}

#endif
