/* SPDX-License-Identifier: Apache-2.0 */
/* A cli whose stdout and stderr are memory, for the tests of this folder. */
#ifndef TESTS_CLI_CAPTURE_H
#define TESTS_CLI_CAPTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"

struct capture {
	struct cli cli;
	char *out, *err;
	size_t out_size, err_size;
	FILE *err_stream;
};

static inline void capture_open(struct capture *capture)
{
	FILE *out = open_memstream(&capture->out, &capture->out_size);

	capture->err_stream = open_memstream(&capture->err, &capture->err_size);
	assert_non_null(out);
	assert_non_null(capture->err_stream);
	cli_open(&capture->cli, stdin, out, capture->err_stream);
	capture->cli.in_terminal = false;
}

/** Close the streams: out and err can be read. @return the exit code. */
static inline int capture_close(struct capture *capture, int code)
{
	code = cli_close(&capture->cli, code);
	fclose(capture->err_stream);
	return code;
}

static inline void capture_free(struct capture *capture)
{
	free(capture->out);
	free(capture->err);
}

/** Close, compare everything that was said, free. */
static inline void capture_expect(struct capture *capture, int code, int expected_code,
				  const char *expected_out, const char *expected_err)
{
	code = capture_close(capture, code);
	assert_string_equal(capture->err, expected_err);
	assert_string_equal(capture->out, expected_out);
	assert_int_equal(code, expected_code);
	capture_free(capture);
}

enum { MOST_ARGUMENTS = 12, ARGUMENTS_BYTES = 512 };

/** Arguments as main() has them, which may be written to. */
struct arguments {
	char bytes[ARGUMENTS_BYTES];
	char *at[MOST_ARGUMENTS + 1];
	int count;
};

static inline void arguments_copy(struct arguments *out, const char *const list[MOST_ARGUMENTS])
{
	char *to = out->bytes;

	out->count = 0;
	while (out->count < MOST_ARGUMENTS && list[out->count]) {
		size_t size = strlen(list[out->count]) + 1;

		assert_true(size <= (size_t)(out->bytes + sizeof(out->bytes) - to));
		out->at[out->count] = memcpy(to, list[out->count], size);
		out->count++;
		to += size;
	}
	out->at[out->count] = NULL;
}

static inline int speak_english(void **state)
{
	(void)state;
	unsetenv("ROTA_DIR");
	return rota_language_choose("en");
}

#endif
