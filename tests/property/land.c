/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/property/land.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock_test.h"
#include "base/file.h"
#include "rota/language.h"
#include "state/office.h"
#include "tests/property/git_memory.h"
#include "tests/property/must.h"

const char *const land_communes[COMMUNES][2] = {
	{ "11974", "Liên Phương" },    { "11977", "Hồng Nam" }, { "12142", "thị trấn Ân Thi" },
	{ "12169", "Hoàng Hoa Thám" }, { "12049", "Mễ Sở" },    { "12034", "Long Hưng" },
};

static const char units[] = "code,name,type,parent_code\n"
			    "33,Hưng Yên,tinh,\n"
			    "323,Hưng Yên,thanh_pho,33\n"
			    "329,Ân Thi,huyen,33\n"
			    "326,Văn Giang,huyen,33\n"
			    "11974,Liên Phương,xa,323\n"
			    "11977,Hồng Nam,xa,323\n"
			    "12142,Ân Thi,thi_tran,329\n"
			    "12169,Hoàng Hoa Thám,xa,329\n"
			    "12049,Mễ Sở,xa,326\n"
			    "12034,Long Hưng,xa,326\n";

static const struct {
	const char *folder, *scope, *name;
} places[OFFICES + 1] = {
	{ "city", "323", "Thành ủy Hưng Yên" },
	{ "an-thi", "329", "Huyện ủy Ân Thi" },
	{ "van-giang", "326", "Huyện ủy Văn Giang" },
	{ "stranger", "329", "Máy lạ" },
};

void land_expect(int rc, const struct rota_error *err, const char *what)
{
	if (!rc)
		return;
	fflush(stdout);
	fprintf(stderr, "%s: %d [%s] %s\n", what, rc, err->rule, err->message);
	exit(3);
}

#define OK(call) land_expect((call), &err, #call)

/* --- folders --------------------------------------------------------------------------------- */

static void path_of(char out[LAND_PATH], const struct land *land, const char *name)
{
	MUST(snprintf(out, LAND_PATH, "%s/%s", land->dir, name) < LAND_PATH);
}

/** In memory where there is such a folder: nothing here has to outlive a power cut. */
static void path_of_work(char out[LAND_PATH])
{
	snprintf(out, LAND_PATH, "%s/rota-property-XXXXXX",
		 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : P_tmpdir);
}

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *where)
{
	(void)about;
	(void)type;
	(void)where;
	return remove(path);
}

static void copy_file(const char *from, const char *to, const char *name)
{
	struct rota_buffer bytes = { 0 };
	struct rota_error err = { 0 };
	char path[2 * LAND_PATH];

	snprintf(path, sizeof(path), "%s/%s", from, name);
	OK(rota_file_read(&bytes, path, (size_t)1 << 28, &err));
	snprintf(path, sizeof(path), "%s/%s", to, name);
	OK(rota_file_write(path, rota_buffer_text(&bytes), bytes.size, 0600, &err));
	rota_buffer_clear(&bytes);
}

static void copy_office(const char *from, const char *to)
{
	char keys[2 * LAND_PATH];

	snprintf(keys, sizeof(keys), "%s/keys", to);
	MUST(mkdir(to, 0700) == 0 && mkdir(keys, 0700) == 0);
	copy_file(from, to, "rota.mdb");
	copy_file(from, to, "keys/root");
	copy_file(from, to, "keys/merge");
	git_memory_copy(from, to);
}

/* --- exchange -------------------------------------------------------------------------------- */

void land_sync(struct land *land, struct rota_office *office)
{
	char remote[LAND_PATH];
	const struct rota_sync_options options = { .remote = remote, .province_key = land->root };
	struct rota_error err = { 0 };
	struct rota_synced synced;

	path_of(remote, land, "province/rota.git");
	OK(rota_sync(office, &options, &synced, &err));
}

bool land_merge(struct rota_office *province)
{
	const struct rota_merge_options options = { .progress = NULL };
	struct rota_arena arena = { .first = NULL };
	struct rota_error err = { 0 };
	struct rota_merged merged;

	OK(rota_merge(province, &options, &merged, &arena, &err));
	rota_arena_clear(&arena);
	return merged.checkpoint;
}

void land_restart(struct rota_office **office)
{
	struct rota_error err = { 0 };
	char dir[LAND_PATH];

	snprintf(dir, sizeof(dir), "%s", rota_office_dir(*office));
	rota_office_close(*office);
	OK(rota_office_open(office, dir, false, &err));
}

struct rota_office *land_copy(struct land *land)
{
	struct rota_error err = { 0 };
	struct rota_office *copy;
	char from[LAND_PATH], to[LAND_PATH], name[32];

	snprintf(name, sizeof(name), "copy-%u", ++land->copies);
	path_of(from, land, "template");
	path_of(to, land, name);
	copy_office(from, to);
	OK(rota_office_open(&copy, to, false, &err));
	return copy;
}

/* --- making it ------------------------------------------------------------------------------- */

static void import_units(struct land *land)
{
	struct rota_import_result imported;
	struct rota_arena arena = { .first = NULL };
	struct rota_error err = { 0 };
	char path[LAND_PATH];
	const struct rota_import_options options = { .path = path };

	path_of(path, land, "units.csv");
	OK(rota_file_write(path, units, strlen(units), 0600, &err));
	OK(rota_import(land->province, ROTA_IMPORT_UNITS, &options, &imported, &arena, &err));
	rota_arena_clear(&arena);
}

static void admit(struct land *land, size_t which)
{
	const struct rota_join_options joining = { .scope = places[which].scope,
						   .name = places[which].name };
	struct rota_error err = { 0 };
	struct rota_enrolled enrolled;
	struct rota_joined joined;
	char path[LAND_PATH], key[2 * LAND_PATH];

	path_of(path, land, places[which].folder);
	OK(rota_join(path, &joining, &joined, &err));
	OK(rota_enrol(land->province, &(struct rota_enrol_options){ .path = joined.request },
		      &enrolled, &err));
	strcpy(land->root, enrolled.root);
	snprintf(key, sizeof(key), "%s/keys/writer", path);
	OK(rota_key_read(&land->keys[which], key, &err));
	if (which < OFFICES)
		OK(rota_office_open(&land->offices[which], path, false, &err));
}

/** As it is now, to be copied. */
static void keep_template(struct land *land)
{
	struct rota_error err = { 0 };
	char from[LAND_PATH], to[LAND_PATH];

	path_of(from, land, "province");
	path_of(to, land, "template");
	rota_office_close(land->province);
	copy_office(from, to);
	OK(rota_office_open(&land->province, from, false, &err));
}

void land_make(struct land *land, uint64_t seed)
{
	const struct rota_init_options options = { .province = "33", .name = "Ban Tổ chức" };
	struct rota_error err = { 0 };
	char path[LAND_PATH];

	*land = (struct land){ .copies = 0 };
	path_of_work(land->dir);
	MUST(mkdtemp(land->dir));
	rota_language_choose("en");
	rota_random_test_seed(seed);
	rota_clock_test_set(MORNING - 1000 * A_DAY, 1);
	path_of(path, land, "province");
	OK(rota_office_init(path, &options, &err));
	OK(rota_office_open(&land->province, path, false, &err));
	import_units(land);
	for (size_t i = 0; i <= OFFICES; i++)
		admit(land, i);
	land_merge(land->province);
	for (size_t i = 0; i < OFFICES; i++)
		land_sync(land, land->offices[i]);
	keep_template(land);
}

void land_close(struct land *land)
{
	rota_office_close(land->province);
	for (size_t i = 0; i < OFFICES; i++)
		rota_office_close(land->offices[i]);
	git_memory_clear();
	MUST(nftw(land->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0);
}
