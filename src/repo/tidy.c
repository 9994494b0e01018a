/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/tidy.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <git2/sys/odb_backend.h>

#include "base/hex.h"
#include "base/messages.h"
#include "repo/loose.h"
#include "repo/pack.h"

enum { LEFTOVER_AGE_S = 3600 };

/** A pack without its `.pack`, e.g. `.../objects/pack/pack-12ab`, or a loose object's path. */
struct file {
	char *path;
	uint64_t size;
	git_oid id; /**< of a loose object */
};

struct files {
	struct file *files;
	size_t count, capacity;
};

static void files_clear(struct files *files)
{
	for (size_t i = 0; i < files->count; i++)
		free(files->files[i].path);
	free(files->files);
	*files = (struct files){ 0 };
}

static struct file *files_add(struct files *files)
{
	if (files->count == files->capacity) {
		size_t capacity = files->capacity ? 2 * files->capacity : 64;
		struct file *more = realloc(files->files, capacity * sizeof(*more));

		if (!more)
			return NULL;
		files->files = more;
		files->capacity = capacity;
	}
	files->files[files->count] = (struct file){ 0 };
	return &files->files[files->count++];
}

/* --- names in a folder ------------------------------------------------------------------------ */

/** Called for each name in a folder; non-zero stops. */
typedef int name_fn(const char *folder, const char *name, void *payload);

static int each_name(const char *folder, name_fn *visit, void *payload)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int rc = 0;

	while (dir && !rc && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			rc = visit(folder, entry->d_name, payload);
	if (dir)
		closedir(dir);
	return rc;
}

/** For each of the folders 00 to ff, and for pack. */
static int each_object_folder(struct rota_repo *repo, bool packs, name_fn *visit, void *payload)
{
	int rc = 0;

	for (int i = 0; !rc && i < (packs ? 1 : 256); i++) {
		char name[16], *folder;

		if (packs)
			snprintf(name, sizeof(name), "objects/pack");
		else
			snprintf(name, sizeof(name), "objects/%02x", i);
		folder = path_in(repo, name);
		rc = folder ? each_name(folder, visit, payload) : ROTA_ENOMEM;
		free(folder);
	}
	return rc;
}

static int remove_leftover(const char *folder, const char *name, void *payload)
{
	struct stat what;
	char *path;

	(void)payload;
	if (strncmp(name, "pack_git2_", 10) != 0 && strncmp(name, "tmp_", 4) != 0)
		return 0;
	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return ROTA_ENOMEM;
	if (!stat(path, &what) && S_ISREG(what.st_mode) &&
	    time(NULL) - what.st_mtime > LEFTOVER_AGE_S)
		unlink(path);
	free(path);
	return 0;
}

void pack_remove_leftovers(struct rota_repo *repo)
{
	each_object_folder(repo, true, remove_leftover, NULL);
}

static bool has_suffix(const char *base, const char *suffix)
{
	char *path;
	bool there = false;

	if (asprintf(&path, "%s%s", base, suffix) >= 0) {
		there = access(path, F_OK) == 0;
		free(path);
	}
	return there;
}

static int collect_pack(const char *folder, const char *name, void *payload)
{
	size_t size = strlen(name);
	struct stat what;
	struct file *file;
	char *path;

	if (size < 5 || strcmp(name + size - 5, ".pack") != 0)
		return 0;
	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return ROTA_ENOMEM;
	if (stat(path, &what))
		what.st_size = 0;
	path[strlen(path) - 5] = '\0';
	file = has_suffix(path, ".idx") && !has_suffix(path, ".keep") ? files_add(payload) : NULL;
	if (!file) {
		free(path);
		return 0;
	}
	file->path = path;
	file->size = (uint64_t)what.st_size;
	return 0;
}

struct loose {
	struct files files;
	git_odb *odb;
	uint64_t size;
};

/** A damaged one is left where it is: rota_repo_write() replaces it. */
static int collect_loose(const char *folder, const char *name, void *payload)
{
	struct loose *loose = payload;
	const char *first = strrchr(folder, '/') + 1;
	git_odb_object *object = NULL;
	struct file *file;
	struct stat what;
	git_oid id;
	char *path;

	memset(&id, 0, sizeof(id));
	if (strlen(name) != 2 * ROTA_OID_BYTES - 2 || !rota_hex_decode(id.id, first, 2) ||
	    !rota_hex_decode(id.id + 1, name, 2 * ROTA_OID_BYTES - 2))
		return 0;
	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return ROTA_ENOMEM;
	if (loose_look(path) != LOOSE_SOUND || git_odb_read(&object, loose->odb, &id) < 0) {
		free(path);
		return 0;
	}
	git_odb_object_free(object);
	file = files_add(&loose->files);
	if (!file) {
		free(path);
		return ROTA_ENOMEM;
	}
	if (!stat(path, &what))
		loose->size += (uint64_t)what.st_size;
	file->path = path;
	file->id = id;
	return 0;
}

/* --- which packs ------------------------------------------------------------------------------ */

static int compare_sizes(const void *a, const void *b)
{
	const struct file *left = a, *right = b;

	return (left->size > right->size) - (left->size < right->size);
}

/** Sort the packs by size. @return how many of the smallest are to be put together. */
static size_t choose(struct files *packs, uint64_t loose_size)
{
	uint64_t below = loose_size;
	size_t count = packs->count;

	if (count)
		qsort(packs->files, count, sizeof(*packs->files), compare_sizes);
	for (size_t i = 0; i < count; i++)
		below += packs->files[i].size;
	while (count) {
		uint64_t size = packs->files[count - 1].size;

		below -= size;
		if (size < 2 * below)
			break;
		count--;
	}
	return count;
}

/* --- together --------------------------------------------------------------------------------- */

static int insert_one(const git_oid *id, void *payload)
{
	return git_packbuilder_insert(payload, id, NULL);
}

/** Insert all objects that stand in one pack's index. */
static int insert_pack(git_packbuilder *pack, const struct file *file, struct rota_error *err)
{
	git_odb_backend *backend = NULL;
	git_odb *odb = NULL;
	char *index = NULL;
	int rc = asprintf(&index, "%s.idx", file->path) < 0 ? -1 : git_odb_new(&odb);

	if (!rc)
		rc = git_odb_backend_one_pack(&backend, index);
	if (!rc) {
		rc = git_odb_add_backend(odb, backend, 1);
		if (rc)
			backend->free(backend);
	}
	if (!rc)
		rc = git_odb_foreach(odb, insert_one, pack);
	rc = git_check(err, rc, file->path);
	git_odb_free(odb);
	free(index);
	return rc;
}

static int insert_all(git_packbuilder *pack, const struct files *loose, const struct files *packs,
		      size_t pack_count, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < loose->count; i++)
		rc = git_check(err, git_packbuilder_insert(pack, &loose->files[i].id, NULL),
			       loose->files[i].path);
	for (size_t i = 0; !rc && i < pack_count; i++)
		rc = insert_pack(pack, &packs->files[i], err);
	return rc;
}

/** The index goes first: without it the rest is no pack. */
static void remove_pack(const struct file *file)
{
	static const char *const suffixes[] = { ".idx", ".pack", ".rev", ".bitmap" };

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		char *path;

		if (asprintf(&path, "%s%s", file->path, suffixes[i]) < 0)
			return;
		unlink(path);
		free(path);
	}
}

/** Remove what is in the pack called @p kept now, which may be one of the old ones: a pack that
 *  held all there was in the others comes out the same. */
static void remove_old(const struct files *loose, const struct files *packs, size_t pack_count,
		       const char *kept)
{
	for (size_t i = 0; i < loose->count; i++)
		unlink(loose->files[i].path);
	for (size_t i = 0; i < pack_count; i++)
		if (strcmp(strrchr(packs->files[i].path, '/') + 1, kept) != 0)
			remove_pack(&packs->files[i]);
}

static int put_together(struct rota_repo *repo, const struct files *loose,
			const struct files *packs, size_t pack_count, struct rota_error *err)
{
	struct intake intake = { 0 };
	git_packbuilder *pack;
	char kept[80];
	int rc = pack_new(&pack, repo, err);

	if (!rc)
		rc = insert_all(pack, loose, packs, pack_count, err);
	if (!rc)
		rc = intake_open(&intake, repo, err);
	if (!rc)
		rc = pack_write(&intake, pack, err);
	if (!rc) {
		snprintf(kept, sizeof(kept), "pack-%s", git_indexer_name(intake.indexer));
		remove_old(loose, packs, pack_count, kept);
		rc = git_check(err, git_odb_refresh(repo->odb), repo->path);
	}
	intake_close(&intake);
	git_packbuilder_free(pack);
	return rc;
}

int rota_repo_tidy(struct rota_repo *repo, struct rota_error *err)
{
	struct loose loose = { .odb = repo->odb };
	struct files packs = { 0 };
	size_t count;
	int rc;

	each_object_folder(repo, false, remove_leftover, NULL);
	pack_remove_leftovers(repo);
	rc = each_object_folder(repo, false, collect_loose, &loose);
	if (!rc)
		rc = each_object_folder(repo, true, collect_pack, &packs);
	if (rc) {
		rc = out_of_memory(err);
		goto done;
	}
	count = choose(&packs, loose.size);
	if (loose.files.count || count > 1)
		rc = put_together(repo, &loose.files, &packs, count, err);
done:
	files_clear(&loose.files);
	files_clear(&packs);
	return rc;
}
