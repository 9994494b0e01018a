/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a fuzz target without libFuzzer, as a plain test that is the same every time.
 *
 * usage: fuzz_NAME [--mutations N] [--seed S] FOLDER...
 *
 * Every file of the folders is an input, in the order of their names; then N mutations of them
 * are (default 2000, seed 1). What asserts ends the program, after a line that says which input
 * it was; mutation K of a seed is always the same for the same files.
 */
#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "tests/support/splitmix64.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { MAX_FILES = 4096, MAX_FILE_BYTES = 1 << 20, MAX_CHANGES = 8, MAX_SPAN = 64 };

static struct rota_buffer files[MAX_FILES];
static size_t file_count;

/** The input that runs, for the line that says where it ended. */
static char running[512] = "no input yet\n";

static void say_what_ran(int number)
{
	ssize_t ignored = write(STDERR_FILENO, running, strlen(running));

	(void)ignored;
	signal(number, SIG_DFL);
	raise(number);
}

/** @p bytes lie alone on the heap, so that a sanitizer sees one step beyond them. */
static void run(const struct rota_buffer *bytes)
{
	uint8_t *copy = malloc(bytes->size ? bytes->size : 1);

	if (!copy)
		abort();
	if (bytes->size)
		memcpy(copy, bytes->bytes, bytes->size);
	LLVMFuzzerTestOneInput(copy, bytes->size);
	free(copy);
}

static void stop(const char *what, const char *which)
{
	fprintf(stderr, "%s: %s\n", which, what);
	exit(2);
}

static void take_file(const char *folder, const char *name)
{
	struct rota_error err = { 0 };
	char path[400];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (file_count == MAX_FILES)
		stop("too many files", folder);
	if (rota_file_read(&files[file_count], path, MAX_FILE_BYTES, &err))
		stop(err.message, path);
	snprintf(running, sizeof(running), "file %s\n", path);
	run(&files[file_count++]);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void take_folder(const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_visible, alphasort);

	if (count < 0)
		stop("no such folder", folder);
	for (int i = 0; i < count; i++) {
		take_file(folder, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
}

/** Put @p size bytes in at a place. */
static void insert(struct rota_buffer *input, size_t at, const void *bytes, size_t size)
{
	size_t behind = input->size - at;

	rota_buffer_append(input, bytes, size);
	memmove(input->bytes + at + size, input->bytes + at, behind);
	memcpy(input->bytes + at, bytes, size);
}

static void erase(struct rota_buffer *input, size_t at, size_t size)
{
	memmove(input->bytes + at, input->bytes + at + size, input->size - at - size);
	rota_buffer_truncate(input, input->size - size);
}

/** A part of a file, at most MAX_SPAN bytes, in place of bytes of the input or between them. */
static void splice(struct splitmix64 *random, struct rota_buffer *input, size_t at)
{
	const struct rota_buffer *other = &files[splitmix64_below(random, file_count)];
	size_t from = splitmix64_below(random, other->size + 1);
	size_t most = other->size - from < MAX_SPAN ? other->size - from : MAX_SPAN;
	char part[MAX_SPAN];
	size_t size = splitmix64_below(random, most + 1);

	if (!size)
		return;
	memcpy(part, other->bytes + from, size);
	if (splitmix64_below(random, 2) && input->size - at >= size)
		erase(input, at, size);
	insert(input, at, part, size);
}

/** One change: a bit, a byte, some bytes less, a byte more, or a part of another file. */
static void change(struct splitmix64 *random, struct rota_buffer *input)
{
	size_t at = splitmix64_below(random, input->size + 1);
	size_t left = input->size - at;
	char byte = (char)splitmix64_next(random);

	switch (splitmix64_below(random, 5)) {
	case 0:
		if (left)
			input->bytes[at] =
				(char)(input->bytes[at] ^ 1 << splitmix64_below(random, 8));
		break;
	case 1:
		if (left)
			input->bytes[at] = byte;
		break;
	case 2:
		if (left)
			erase(input, at, 1 + splitmix64_below(random, left < 8 ? left : 8));
		break;
	case 3:
		insert(input, at, &byte, 1);
		break;
	default:
		splice(random, input, at);
	}
}

static void run_mutation(uint64_t seed, size_t number)
{
	struct splitmix64 random = { seed };
	struct rota_buffer input = { 0 };
	const struct rota_buffer *file;

	random.state = splitmix64_next(&random) + number;
	random.state = splitmix64_next(&random);
	file = &files[splitmix64_below(&random, file_count)];
	rota_buffer_append(&input, rota_buffer_text(file), file->size);
	for (size_t left = 1 + splitmix64_below(&random, MAX_CHANGES); left; left--)
		change(&random, &input);
	snprintf(running, sizeof(running), "mutation %zu of seed %llu\n", number,
		 (unsigned long long)seed);
	run(&input);
	rota_buffer_clear(&input);
}

/** A number behind an option. */
static uint64_t take_number(const char *option, const char *text)
{
	char *end = NULL;
	uint64_t number = text ? strtoull(text, &end, 10) : 0;

	if (!text || !*text || *end)
		stop("a number is needed", option);
	return number;
}

int main(int argc, char **argv)
{
	uint64_t mutations = 2000, seed = 1;

	signal(SIGABRT, say_what_ran);
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--mutations") == 0)
			mutations = take_number("--mutations", argv[++i]);
		else if (strcmp(argv[i], "--seed") == 0)
			seed = take_number("--seed", argv[++i]);
		else
			take_folder(argv[i]);
	}
	for (size_t i = 0; file_count && i < mutations; i++)
		run_mutation(seed, i);
	for (size_t i = 0; i < file_count; i++)
		rota_buffer_clear(&files[i]);
	printf("%zu passed, 0 failed: %zu files, %llu mutations of seed %llu\n", file_count,
	       file_count, (unsigned long long)(file_count ? mutations : 0),
	       (unsigned long long)seed);
	return file_count ? 0 : 2;
}
