/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bad line on 127.0.0.1, for tests: takes connections on a free port, passes them to another one,
 * and breaks as it is told. Prints its port; when it is ended by SIGTERM, what went over it:
 * "connections C up U down D trips T". T is how often an answer followed something that was sent,
 * of all connections; connecting is not in it.
 *
 * usage: line PORT [up=N] [down=N] [only=C] [each] [then] [swallow] [rate=N] [late=N] [flipup=N]
 *             [flipdown=N] [log=FILE]
 *
 *   up=N, down=N   broken after so many bytes to the server, to the client; of all connections
 *   only=C         broken after so many connections
 *   each           up and down count for each connection by itself
 *   then           once it has broken, connections that come later pass
 *   swallow        a broken line is silent: nothing is closed and nothing passes
 *   rate=N         bytes a second, each way
 *   late=N         milliseconds until the client gets the first bytes of a connection
 *   flipup=N       the lowest bit of byte N (from 0) to the server is turned over; flipdown likewise
 *   log=FILE       FILE.up and FILE.down hold what was passed
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PAIRS = 64, CHUNK = 4096, UP = 0, DOWN = 1 };

/** One way of a connection. */
struct way {
	uint64_t passed;
	uint64_t free_at_us; /**< when the next bytes may go, at the rate */
};

struct pair {
	int fd[2]; /**< of the client, of the server; 0: the place is free */
	struct way way[2];
	bool asked; /**< the last bytes went to the server */
	bool silent;
};

static struct {
	uint64_t limit[2], flip[2], passed[2], rate, late, only, connections, trips;
	bool each, then, swallow, broken;
	FILE *log[2];
	unsigned port;
} line = { .limit = { UINT64_MAX, UINT64_MAX },
	   .flip = { UINT64_MAX, UINT64_MAX },
	   .only = UINT64_MAX };

static struct pair pairs[PAIRS];
static volatile sig_atomic_t ended;

static void end(int number)
{
	(void)number;
	ended = 1;
}

static uint64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static void die(const char *what)
{
	perror(what);
	exit(1);
}

/* --- connections ------------------------------------------------------------------------------ */

static void close_pair(struct pair *pair)
{
	close(pair->fd[0]);
	close(pair->fd[1]);
	*pair = (struct pair){ .fd = { 0, 0 } };
}

/** A line that breaks does not say goodbye: both ends are reset. */
static void break_line(struct pair *pair)
{
	struct linger reset = { .l_onoff = 1 };

	line.broken = true;
	if (line.swallow) {
		pair->silent = true;
		return;
	}
	for (int side = 0; side < 2; side++)
		setsockopt(pair->fd[side], SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
	close_pair(pair);
}

/** What comes is passed on at once: many small parts shall not wait for each other. */
static int without_delay(int fd)
{
	const int on = 1;

	if (fd >= 0)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return fd;
}

static int connect_to_server(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_port = htons((uint16_t)line.port),
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address))) {
		close(fd);
		return -1;
	}
	return without_delay(fd);
}

static void take(int listening)
{
	int client = without_delay(accept(listening, NULL, NULL)), server;
	struct pair *pair = pairs;

	if (client < 0)
		return;
	while (pair < pairs + PAIRS && pair->fd[0])
		pair++;
	if (++line.connections > line.only)
		line.broken = true;
	server = pair < pairs + PAIRS ? connect_to_server() : -1;
	if (server < 0) {
		close(client);
		return;
	}
	*pair = (struct pair){ .fd = { client, server } };
	pair->way[DOWN].free_at_us = now_us() + 1000 * line.late;
	if (line.broken && !line.then && !line.each)
		break_line(pair);
}

/* --- bytes ------------------------------------------------------------------------------------ */

/** How many of @p size may pass this way before it breaks. */
static size_t allowed(const struct pair *pair, int direction, size_t size)
{
	uint64_t passed = line.each ? pair->way[direction].passed : line.passed[direction];
	uint64_t left = line.limit[direction] > passed ? line.limit[direction] - passed : 0;

	if (line.then && line.broken)
		return size;
	return left < size ? (size_t)left : size;
}

static bool put_all(int fd, const char *bytes, size_t size)
{
	while (size) {
		ssize_t put = send(fd, bytes, size, MSG_NOSIGNAL);

		if (put <= 0)
			return false;
		bytes += put;
		size -= (size_t)put;
	}
	return true;
}

static bool pass(struct pair *pair, int direction, char *bytes, size_t size)
{
	struct way *way = &pair->way[direction];
	uint64_t first = line.passed[direction];

	if (line.flip[direction] >= first && line.flip[direction] < first + size)
		bytes[line.flip[direction] - first] ^= 1;
	if (line.log[direction])
		fwrite(bytes, 1, size, line.log[direction]);
	line.passed[direction] += size;
	way->passed += size;
	line.trips += direction == DOWN && pair->asked;
	pair->asked = direction == UP;
	if (line.rate)
		way->free_at_us = now_us() + size * 1000000 / line.rate;
	return put_all(pair->fd[!direction], bytes, size);
}

/** Bytes have come on one side. */
static void move(struct pair *pair, int direction)
{
	char bytes[CHUNK];
	size_t most = line.rate && line.rate / 10 < CHUNK ? line.rate / 10 + 1 : CHUNK, size;
	ssize_t got = recv(pair->fd[direction], bytes, most, 0);

	if (pair->silent) {
		if (got <= 0)
			close_pair(pair);
		return;
	}
	if (got <= 0) {
		close_pair(pair);
		return;
	}
	size = allowed(pair, direction, (size_t)got);
	if (size && !pass(pair, direction, bytes, size)) {
		close_pair(pair);
		return;
	}
	if (size < (size_t)got)
		break_line(pair);
}

static void run(int listening)
{
	while (!ended) {
		struct pollfd wanted[1 + 2 * PAIRS] = { { .fd = listening, .events = POLLIN } };
		uint64_t now = now_us();
		int wait_ms = -1;

		for (int i = 0; i < PAIRS; i++)
			for (int d = 0; d < 2; d++) {
				struct pollfd *one = &wanted[1 + 2 * i + d];

				one->fd = pairs[i].fd[0] ? pairs[i].fd[d] : -1;
				if (pairs[i].way[d].free_at_us <= now)
					one->events = POLLIN;
				else
					wait_ms = 5;
			}
		if (poll(wanted, 1 + 2 * PAIRS, wait_ms) < 0)
			continue;
		for (int i = 0; i < PAIRS; i++)
			for (int d = 0; d < 2; d++)
				if (pairs[i].fd[0] && wanted[1 + 2 * i + d].fd == pairs[i].fd[d] &&
				    wanted[1 + 2 * i + d].revents)
					move(&pairs[i], d);
		if (wanted[0].revents)
			take(listening);
	}
}

/* --- start ------------------------------------------------------------------------------------ */

static bool number(uint64_t *out, const char *argument, const char *name)
{
	size_t size = strlen(name);

	if (strncmp(argument, name, size) != 0 || argument[size] != '=')
		return false;
	*out = strtoull(argument + size + 1, NULL, 10);
	return true;
}

static void open_logs(const char *path)
{
	static const char *const names[] = { "up", "down" };

	for (int direction = 0; direction < 2; direction++) {
		char name[4096];

		snprintf(name, sizeof(name), "%s.%s", path, names[direction]);
		line.log[direction] = fopen(name, "w");
		if (!line.log[direction])
			die(name);
		setvbuf(line.log[direction], NULL, _IONBF, 0); /* read while the line is there */
	}
}

static void read_argument(const char *argument)
{
	if (strcmp(argument, "each") == 0)
		line.each = true;
	else if (strcmp(argument, "then") == 0)
		line.then = true;
	else if (strcmp(argument, "swallow") == 0)
		line.swallow = true;
	else if (strncmp(argument, "log=", 4) == 0)
		open_logs(argument + 4);
	else if (!number(&line.limit[UP], argument, "up") &&
		 !number(&line.limit[DOWN], argument, "down") &&
		 !number(&line.flip[UP], argument, "flipup") &&
		 !number(&line.flip[DOWN], argument, "flipdown") &&
		 !number(&line.only, argument, "only") && !number(&line.rate, argument, "rate") &&
		 !number(&line.late, argument, "late")) {
		fprintf(stderr, "line: '%s' is no argument\n", argument);
		exit(2);
	}
}

static int listen_somewhere(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) || listen(fd, PAIRS) ||
	    getsockname(fd, (struct sockaddr *)&address, &size))
		die("line");
	printf("%u\n", ntohs(address.sin_port));
	fflush(stdout);
	return fd;
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = end };

	if (argc < 2)
		return 2;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigaction(SIGTERM, &action, NULL);
	line.port = (unsigned)strtoul(argv[1], NULL, 10);
	for (int i = 2; i < argc; i++)
		read_argument(argv[i]);
	run(listen_somewhere());
	for (int direction = 0; direction < 2; direction++)
		if (line.log[direction])
			fclose(line.log[direction]);
	printf("connections %llu up %llu down %llu trips %llu\n",
	       (unsigned long long)line.connections, (unsigned long long)line.passed[UP],
	       (unsigned long long)line.passed[DOWN], (unsigned long long)line.trips);
	return 0;
}
