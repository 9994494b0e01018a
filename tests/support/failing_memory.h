/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Memory that runs out at a chosen allocation, in the libraries too.
 *
 * For one test program each: it defines malloc() and its relatives there, and what msgpack-c,
 * jansson and utf8proc reserve comes past them. An attempt calls what is tested, checks what came
 * out, releases it and returns the code; expect_survival() makes it with the 1st, the 2nd ...
 * allocation failing, once alone and once with all that follow, until it passes.
 *
 * Under the sanitizers, which own malloc(), and with another C library than glibc the attempt is
 * made once, with memory.
 */
#ifndef TESTS_SUPPORT_FAILING_MEMORY_H
#define TESTS_SUPPORT_FAILING_MEMORY_H

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "rota/error.h"

#if defined(__SANITIZE_ADDRESS__)
#define MEMORY_IS_OURS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEMORY_IS_OURS 0
#endif
#endif
#if !defined(MEMORY_IS_OURS) && defined(__GLIBC__)
#define MEMORY_IS_OURS 1
#endif
#ifndef MEMORY_IS_OURS
#define MEMORY_IS_OURS 0
#endif

static struct {
	bool watched;
	bool for_good;  /**< after the one that fails all others fail */
	size_t fail_at; /**< counted from 1; 0: none */
	size_t asked;
	size_t refused;
	long live; /**< reserved less released since the watch began */
} memory;

#if MEMORY_IS_OURS

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void __libc_free(void *old);

static bool memory_refuses(void)
{
	if (!memory.watched || !memory.fail_at)
		return false;
	memory.asked++;
	if (memory.asked != memory.fail_at && !(memory.for_good && memory.refused))
		return false;
	memory.refused++;
	errno = ENOMEM;
	return true;
}

static void *memory_given(void *given)
{
	if (memory.watched && given)
		memory.live++;
	return given;
}

void *malloc(size_t size)
{
	return memory_refuses() ? NULL : memory_given(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
	return memory_refuses() ? NULL : memory_given(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
	if (!old)
		return malloc(size);
	return memory_refuses() ? NULL : __libc_realloc(old, size);
}

void free(void *old)
{
	if (memory.watched && old)
		memory.live--;
	__libc_free(old);
}

#endif

/** Calls what is tested and releases all that came of it. @return its code. */
typedef int attempt(void);

/** @return whether an allocation failed. */
static inline bool attempt_with(attempt *try, size_t fail_at, bool for_good)
{
	int rc;

	memory.fail_at = fail_at;
	memory.for_good = for_good;
	memory.asked = 0;
	memory.refused = 0;
	memory.live = 0;
	memory.watched = true;
	rc = try();
	memory.watched = false;
	assert_int_equal(0, memory.live);
	if (rc != ROTA_OK && rc != ROTA_ENOMEM)
		fail_msg("allocation %zu failed, and the code was %d", fail_at, rc);
	if (!memory.refused)
		assert_int_equal(ROTA_OK, rc);
	return memory.refused != 0;
}

/** What is tested gives ROTA_OK or ROTA_ENOMEM and leaks nothing, whichever allocation fails. */
static inline void expect_survival(attempt *try)
{
	const size_t last = MEMORY_IS_OURS ? 1000000 : 0;

	assert_int_equal(ROTA_OK, try()); /* what is reserved once for the whole program */
	attempt_with(try, 0, false);
	for (size_t n = 1; n <= last && attempt_with(try, n, false); n++)
		attempt_with(try, n, true);
}

#endif
