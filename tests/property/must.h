/* SPDX-License-Identifier: Apache-2.0 */
/** @file What a test takes for granted: when it is not so, the test ends and says where. */
#ifndef TESTS_PROPERTY_MUST_H
#define TESTS_PROPERTY_MUST_H

#include <stdio.h>
#include <stdlib.h>

#define MUST(true_) ((true_) ? (void)0 : must_not_be(#true_, __FILE__, __LINE__))

static inline _Noreturn void must_not_be(const char *what, const char *file, int line)
{
	fflush(stdout);
	fprintf(stderr, "%s:%d: it is not so that %s\n", file, line, what);
	exit(3);
}

#endif
