/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * usage: platter lay | platter read FOLDER
 *
 * `lay` begins: all that lies in DISK is on PLATTER, which is made anew, and nothing else. `read`
 * makes FOLDER, which is not there yet, of what is on PLATTER: what one finds when the power is
 * back.
 */
#include "tests/fault/platter.h"

static int remove_one(const char *path, const struct stat *what, int type, struct FTW *where)
{
	(void)what;
	(void)type;
	(void)where;
	return remove(path);
}

static void lay(void)
{
	char path[PLATTER_PATH], key[PLATTER_KEY];
	FILE *out;

	nftw(platter.folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	if (mkdir(platter.folder, 0700))
		platter_die(platter.folder);
	platter_keep_all();
	if (!platter_key_at(key, AT_FDCWD, platter.disk))
		platter_die(platter.disk);
	out = platter_begin(path);
	fputs(key, out);
	platter_end(out, path, "root");
}

/** What was never flushed is empty. */
static void read_file(const char *key, const char *to)
{
	char from[PLATTER_PATH], bytes[65536];
	FILE *in, *out = fopen(to, "we");
	size_t got;

	platter_path(from, key);
	in = fopen(from, "re");
	while (in && (got = fread(bytes, 1, sizeof(bytes), in)) > 0)
		fwrite(bytes, 1, got, out);
	if (in)
		fclose(in);
	if (!out || chmod(to, 0600) || fclose(out))
		platter_die(to);
}

/** Recursive: as deep as the tree. */
static void read_folder(const char *key, const char *to)
{
	char from[PLATTER_PATH], line[PLATTER_PATH];
	FILE *in;

	if (mkdir(to, 0700))
		platter_die(to);
	platter_path(from, key);
	in = fopen(from, "re");
	while (in && fgets(line, sizeof(line), in)) {
		char *name = strchr(line, ' '), path[PLATTER_PATH];

		*name++ = '\0';
		name[strcspn(name, "\n")] = '\0';
		snprintf(path, sizeof(path), "%s/%s", to, name);
		(*line == 'd' ? read_folder : read_file)(line, path);
	}
	if (in)
		fclose(in);
}

int main(int argc, char **argv)
{
	char path[PLATTER_PATH], key[PLATTER_KEY] = "";
	FILE *in;

	if (!platter_find() || argc < 2)
		return 2;
	if (strcmp(argv[1], "lay") == 0) {
		lay();
		return 0;
	}
	if (argc < 3)
		return 2;
	platter_path(path, "root");
	in = fopen(path, "re");
	if (!in || !fgets(key, sizeof(key), in))
		platter_die(path);
	fclose(in);
	read_folder(key, argv[2]);
	return 0;
}
