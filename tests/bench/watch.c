/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Run a command as a whole process, time after time.
 * usage: watch RUNS SAID COMMAND ...
 * In COMMAND every %d stands for the number of the run, from 0 on, and %w for a word that no other
 * run below 17,576 has. What the command says goes to the file SAID. Prints the median and the
 * least of the seconds, and the greatest memory in kB: RssAnon, of the command and of its children
 * together, looked at every millisecond or so. With more than one run memory is not looked at,
 * which would take some of their time; 0 is printed. Exits with 1 when a run does not exit with 0.
 */
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORDS_MAX = 64, WORD_MAX = 4096, FAMILY_MAX = 16, LOOKS_A_SCAN = 20 };

struct family {
	pid_t pids[FAMILY_MAX];
	size_t count;
	unsigned looks;
};

static double now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/** The number behind a caption in a file of /proc; 0: the process is gone. */
static long number_in(const char *path, const char *caption)
{
	char text[4096];
	const char *found;
	ssize_t size = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		size = read(fd, text, sizeof(text) - 1);
		close(fd);
	}
	text[size > 0 ? size : 0] = '\0';
	found = strstr(text, caption);
	return found ? strtol(found + strlen(caption), NULL, 10) : 0;
}

static long status_of(const char *pid, const char *caption)
{
	char path[300];

	snprintf(path, sizeof(path), "/proc/%s/status", pid);
	return number_in(path, caption);
}

static bool belongs(const struct family *family, long pid)
{
	for (size_t i = 0; i < family->count; i++)
		if (family->pids[i] == pid)
			return true;
	return false;
}

/** Who is there now: the command and its children. */
static void gather(struct family *family)
{
	DIR *proc = opendir("/proc");
	const struct dirent *at;

	family->count = 1;
	while (proc && family->count < FAMILY_MAX && (at = readdir(proc)))
		if (isdigit((unsigned char)*at->d_name) &&
		    belongs(family, status_of(at->d_name, "PPid:")))
			family->pids[family->count++] = (pid_t)strtol(at->d_name, NULL, 10);
	if (proc)
		closedir(proc);
}

static long memory(struct family *family)
{
	char pid[16];
	long sum = 0;

	if (family->looks++ % LOOKS_A_SCAN == 0)
		gather(family);
	for (size_t i = 0; i < family->count; i++) {
		snprintf(pid, sizeof(pid), "%d", (int)family->pids[i]);
		sum += status_of(pid, "RssAnon:");
	}
	return sum;
}

/** Wait for the command, looking at its memory meanwhile. */
static int wait_looking(pid_t pid, long *most)
{
	const struct timespec pause = { .tv_nsec = 1000000 };
	struct family family = { .pids = { pid }, .count = 1 };
	int status;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		long found = memory(&family);

		*most = found > *most ? found : *most;
		nanosleep(&pause, NULL);
	}
	return status;
}

/** What stands for %d or %w in this run. */
static size_t put_number(char out[16], char form, int run)
{
	if (form == 'd')
		return (size_t)snprintf(out, 16, "%d", run);
	return (size_t)snprintf(out, 16, "K%c%c%c", 'a' + run / 676 % 26, 'a' + run / 26 % 26,
				'a' + run % 26);
}

/** A word of the command in this run. */
static void number_word(char out[WORD_MAX], const char *word, int run)
{
	size_t used = 0;

	for (; *word && used + 16 < WORD_MAX; word++)
		if (word[0] == '%' && (word[1] == 'd' || word[1] == 'w'))
			used += put_number(out + used, *++word, run);
		else
			out[used++] = *word;
	out[used] = '\0';
}

static bool run_once(char **command, int run, const posix_spawn_file_actions_t *files, long *most)
{
	extern char **environ;
	static char room[WORDS_MAX][WORD_MAX];
	char *words[WORDS_MAX] = { NULL };
	int status = -1;
	pid_t pid;

	for (size_t i = 0; command[i] && i + 1 < WORDS_MAX; i++) {
		number_word(room[i], command[i], run);
		words[i] = room[i];
	}
	if (posix_spawnp(&pid, words[0], files, NULL, words, environ))
		return false;
	if (most)
		status = wait_looking(pid, most);
	else
		waitpid(pid, &status, 0);
	return status == 0;
}

static int by_size(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

int main(int argc, char **argv)
{
	int runs = argc > 3 ? atoi(argv[1]) : 0;
	double *seconds = runs > 0 ? calloc((size_t)runs, sizeof(*seconds)) : NULL;
	posix_spawn_file_actions_t files;
	long most = 0;
	bool good = true;

	if (!seconds)
		return 2;
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, 1, argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_adddup2(&files, 1, 2);
	for (int run = 0; run < runs && good; run++) {
		double begin = now();

		good = run_once(argv + 3, run, &files, runs == 1 ? &most : NULL);
		seconds[run] = now() - begin;
	}
	posix_spawn_file_actions_destroy(&files);
	qsort(seconds, (size_t)runs, sizeof(*seconds), by_size);
	printf("%.6f %.6f %ld\n", seconds[runs / 2], seconds[0], most);
	free(seconds);
	return good ? 0 : 1;
}
