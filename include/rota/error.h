/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * How rota says that something failed: one code, one sentence, one way out.
 *
 * A function that can fail returns `int`, 0 or an enum rota_code, and takes a
 * `struct rota_error *` last. The struct belongs to the caller, usually on its
 * stack, and holds no heap memory, so that "out of memory" can be reported too
 * and two threads never share one.
 *
 * The lowest function that knows sets the error (rota_fail, rota_refuse).
 * Callers may add a fact that they alone know (rota_error_context); they never
 * change the code. The library prints nothing and never exits.
 */
#ifndef ROTA_ERROR_H
#define ROTA_ERROR_H

/** What the caller can do next. The numbers are part of the --json output. */
enum rota_code {
	ROTA_OK = 0,
	ROTA_ENOTFOUND = -1, /**< no such thing; the caller may create it */
	ROTA_EINVALID = -2,  /**< the input breaks a documented rule */
	ROTA_ECONFLICT = -3, /**< two versions disagree; a person chooses */
	ROTA_ECORRUPT = -4,  /**< stored bytes fail a check; run verify */
	ROTA_EBUSY = -5,     /**< another process holds the lock; retry */
	ROTA_EREMOTE = -6,   /**< network or server; local data is safe */
	ROTA_EIO = -7,       /**< the operating system refused */
	ROTA_ENOMEM = -8,    /**< out of memory or out of map space */
	ROTA_EBUG = -9,      /**< a precondition was broken; report it */
	ROTA_EREASON = -10   /**< a warning (rule W) asks for a reason, then goes through */
};

/** One failure, owned by the caller. All-zero means "nothing failed". */
struct rota_error {
	enum rota_code code;
	char rule[8];      /**< "V01" and so on (schema/rules.md); empty without one */
	char message[512]; /**< what is wrong, with the value that is wrong */
	char hint[320];    /**< what the user can do; empty when nothing */
};

#if defined(__GNUC__)
#define ROTA_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define ROTA_PRINTF(text, first)
#endif

/**
 * Fill an error and return its code, so that a function ends with
 * `return rota_fail(err, ...)`.
 *
 * The texts are translated by the caller (`_("...")`). Control characters in
 * the finished message, and bytes that are not UTF-8, become '?', so that a
 * hostile value cannot drive the terminal on which the error is read. A text
 * that does not fit is cut between two characters.
 *
 * @param[out] err   may be NULL; then only the code is returned.
 * @param      code  any code but ROTA_OK.
 * @param      hint  one action for the user, or NULL. Copied.
 * @param      fmt   lower case, no full stop, values in 'single quotes'.
 * @return @p code.
 */
int rota_fail(struct rota_error *err, enum rota_code code, const char *hint, const char *fmt, ...)
        ROTA_PRINTF(4, 5);

/**
 * The same for input that breaks a numbered rule; the code is ROTA_EINVALID.
 * @param rule  "V01" and so on, at most 7 bytes. Copied.
 */
int rota_refuse(struct rota_error *err, const char *rule, const char *hint, const char *fmt, ...)
        ROTA_PRINTF(4, 5);

/** Replace the way out, where it contains a value. Does nothing without an error. */
void rota_error_hint(struct rota_error *err, const char *fmt, ...) ROTA_PRINTF(2, 3);

/**
 * Put a fact in front of the message: `rota_error_context(err, "line %zu", n)`
 * turns "no such day" into "line 7: no such day". Does nothing without an error.
 */
void rota_error_context(struct rota_error *err, const char *fmt, ...) ROTA_PRINTF(2, 3);

/** Make the struct as new. */
void rota_error_clear(struct rota_error *err);

#endif
