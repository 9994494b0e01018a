/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A network that loses packets, for tests.
 *
 * usage: lossy PERCENT SEED COMMAND [ARGUMENT ...]
 *
 * The command runs in a network of its own (network namespaces(7)), which has a loopback and one
 * more device of the kind tun: whoever connects to 10.9.8.2 reaches what listens on 10.9.8.1, and
 * of the packets there and back so many of a hundred are lost, chosen by SEED. Packets that go out
 * have only to have their two addresses exchanged to come in again, which leaves the checksums
 * right.
 *
 * The exit code is that of the command; 77 when this machine does not allow it, and why is said; 78
 * when packets were to be lost and none was.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/splitmix64.h"

enum {
	NOT_ALLOWED = 77,
	NONE_LOST = 78,
	PACKET_BYTES = 65536,
	SOURCE = 12,
	TARGET = 16,
	HEADER = 20
};

static _Noreturn void give_up(const char *what)
{
	printf("no network that loses packets can be made here: %s: %s\n", what, strerror(errno));
	exit(NOT_ALLOWED);
}

static void put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		give_up(path);
	close(fd);
}

/** A user who is not root becomes it, in a namespace of his own. */
static void enter(void)
{
	char map[64];
	uid_t user = geteuid();
	gid_t group = getegid();

	if (unshare(user ? CLONE_NEWUSER | CLONE_NEWNET : CLONE_NEWNET))
		give_up("unshare");
	if (!user)
		return;
	put("/proc/self/setgroups", "deny");
	snprintf(map, sizeof(map), "%u %u 1", user, user);
	put("/proc/self/uid_map", map);
	snprintf(map, sizeof(map), "%u %u 1", group, group);
	put("/proc/self/gid_map", map);
}

static void bring_up(int control, const char *name)
{
	struct ifreq request = { .ifr_flags = IFF_UP };

	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", name);
	if (ioctl(control, SIOCSIFFLAGS, &request))
		give_up(name);
}

static void set_address(int control, const char *name, unsigned long what, const char *text)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	struct ifreq request = { 0 };

	inet_pton(AF_INET, text, &address.sin_addr);
	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", name);
	memcpy(&request.ifr_addr, &address, sizeof(address));
	if (ioctl(control, what, &request))
		give_up(text);
}

/** @return the end at which the packets are. */
static int make_device(void)
{
	struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };
	int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int device = open("/dev/net/tun", O_RDWR | O_CLOEXEC);

	snprintf(request.ifr_name, sizeof(request.ifr_name), "lossy");
	if (control < 0 || device < 0 || ioctl(device, TUNSETIFF, &request))
		give_up("/dev/net/tun");
	set_address(control, "lossy", SIOCSIFADDR, "10.9.8.1");
	set_address(control, "lossy", SIOCSIFNETMASK, "255.255.255.0");
	bring_up(control, "lossy");
	bring_up(control, "lo");
	close(control);
	return device;
}

/** What the carrier has done; the parent looks when the command has ended. */
static volatile uint64_t *lost;

static _Noreturn void carry(int device, unsigned percent, uint64_t seed)
{
	struct splitmix64 chance = { .state = seed };
	unsigned char packet[PACKET_BYTES], source[4];

	for (;;) {
		ssize_t size = read(device, packet, sizeof(packet));

		if (size < HEADER || packet[0] >> 4 != 4)
			continue; /* IPv6 looks for neighbours */
		if (splitmix64_next(&chance) % 100 < percent) {
			++*lost;
			continue;
		}
		memcpy(source, packet + SOURCE, sizeof(source));
		memcpy(packet + SOURCE, packet + TARGET, sizeof(source));
		memcpy(packet + TARGET, source, sizeof(source));
		if (write(device, packet, (size_t)size) != size)
			++*lost;
	}
}

int main(int argc, char **argv)
{
	unsigned percent;
	int device, status;
	pid_t carrier, child;

	if (argc < 4)
		return 2;
	percent = (unsigned)strtoul(argv[1], NULL, 10);
	lost = mmap(NULL, sizeof(*lost), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (lost == MAP_FAILED)
		give_up("mmap");
	enter();
	device = make_device();
	carrier = fork();
	if (carrier == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		carry(device, percent, strtoull(argv[2], NULL, 10));
	}
	/* What the command has started ends with it: a server whose client's last packet was lost
	 * would wait for ever. */
	if (unshare(CLONE_NEWPID))
		give_up("unshare");
	child = fork();
	if (child == 0) {
		execvp(argv[3], argv + 3);
		_exit(127);
	}
	if (carrier < 0 || child < 0 || waitpid(child, &status, 0) < 0)
		give_up("fork");
	kill(carrier, SIGKILL);
	if (percent && !*lost) {
		puts("no packet was lost");
		return NONE_LOST;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
