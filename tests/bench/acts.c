/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Acts of an officer by the library, in one process; one durable transaction each.
 * usage: acts OFFICE cadres COUNT
 *        acts OFFICE turns ENTRIES FIRST STEP COMMUNES DAY
 * cadres: so many persons, an entry each. turns: in commune after commune (codes FIRST, FIRST +
 * STEP
 * ...) first the secretary, then the chair leaves and a new person comes, three entries a post, and
 * persons for what remains. Prints the entries recorded and the seconds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rota/language.h"
#include "rota/office.h"

struct turns {
	struct rota_office *office;
	long serial; /* of the person */
	long entries;
};

static double now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static int act(struct turns *turns, rota_act_fn *what, const struct rota_request *request,
	       struct rota_error *err)
{
	struct rota_outcome out = { 0 };
	int rc = what(turns->office, request, &out, err);

	if (!rc)
		turns->entries += (long)out.count;
	return rc;
}

/** Another name for each number below 331,776; numbers in a row lie far apart in an index. */
static void name_person(char *out, size_t room, long serial)
{
	static const char *const words[] = { "An",   "Bình",  "Cường", "Dũng", "Đạt",   "Giang",
					     "Hải",  "Hiếu",  "Hòa",   "Hùng", "Khánh", "Long",
					     "Nam",  "Phong", "Quân",  "Sơn",  "Tâm",   "Thắng",
					     "Toàn", "Trung", "Tuấn",  "Việt", "Kiên",  "Lâm" };
	long count = sizeof(words) / sizeof(words[0]);
	size_t used = 0;

	serial = serial * 100003 % (count * count * count * count);
	for (int i = 0; i < 4; i++, serial /= count)
		used += (size_t)snprintf(out + used, room - used, "%s%s", i ? " " : "",
					 words[serial % count]);
}

static int add_person(struct turns *turns, char *name, size_t room, struct rota_error *err)
{
	char set[160];
	const char *sets[] = { set, "born=12/05/1975",
			       "native=xã Hồng Nam, TP Hưng Yên, tỉnh Hưng Yên", NULL };
	struct rota_request request = { .sets = sets, .why = "đo" };

	name_person(name, room, turns->serial++);
	snprintf(set, sizeof(set), "name=%s", name);
	return act(turns, rota_cadre_add, &request, err);
}

static int change_holder(struct turns *turns, const char *commune, const char *post,
			 const char *day, struct rota_error *err)
{
	char name[128];
	struct rota_request leave = { .commune = commune,
				      .post = post,
				      .act = "retire",
				      .from = day,
				      .docs = { "12-QĐ/HU 20/12/2025" },
				      .no_vacant = true,
				      .why = "đo" };
	struct rota_request come = { .commune = commune,
				     .post = post,
				     .cadre = name,
				     .from = day,
				     .act = strcmp(post, "chair") == 0 ? "approve" : "designate",
				     .docs = { "13-QĐ/HU 20/12/2025" },
				     .why = "đo" };
	int rc = act(turns, rota_relieve, &leave, err);

	if (!rc)
		rc = add_person(turns, name, sizeof(name), err);
	if (!rc)
		rc = act(turns, rota_appoint, &come, err);
	return rc;
}

static int change_holders(struct turns *turns, long entries, char **argv, struct rota_error *err)
{
	long first = atol(argv[0]), step = atol(argv[1]), communes = atol(argv[2]);
	char commune[16];
	int rc = ROTA_OK;

	for (long i = 0; !rc && turns->entries + 3 <= entries && i < 2 * communes; i++) {
		snprintf(commune, sizeof(commune), "%05ld", first + i % communes * step);
		rc = change_holder(turns, commune, i < communes ? "secretary" : "chair", argv[3],
				   err);
	}
	return rc;
}

static int add_persons(struct turns *turns, long entries, struct rota_error *err)
{
	char name[128];
	int rc = ROTA_OK;

	while (!rc && turns->entries < entries)
		rc = add_person(turns, name, sizeof(name), err);
	return rc;
}

int main(int argc, char **argv)
{
	struct rota_error err = { 0 };
	struct turns turns = { 0 };
	double begin;
	int rc;

	if (argc != 4 && argc != 8)
		return 2;
	rota_language_choose("en");
	turns.serial = (long)time(NULL) % 1000 * 300;
	rc = rota_office_open(&turns.office, argv[1], false, &err);
	begin = now();
	if (!rc && argc == 8)
		rc = change_holders(&turns, atol(argv[3]), argv + 4, &err);
	if (!rc)
		rc = add_persons(&turns, atol(argv[3]), &err);
	if (rc)
		fprintf(stderr, "acts: %s\n  %s\n", err.message, err.hint);
	else
		printf("%ld %.6f\n", turns.entries, now() - begin);
	rota_office_close(turns.office);
	return rc ? 1 : 0;
}
