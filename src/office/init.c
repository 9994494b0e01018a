/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making a provincial office: keys, store, first entries.
 *
 * The store is filled under the name rota.mdb.new, then the keys are written,
 * then the store gets its own name. So a folder either has an office or has
 * none; and beside rota.mdb.new stand no keys but those of an init that died,
 * which the next one removes, the store last of all.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "ledger/national.h"
#include "office/record.h"
#include "store/setting.h"
#include "trust/key.h"

/** The three keys of a province; `next` is the root key to come, to be kept away from here. */
struct keys {
	struct rota_key root, next, merge;
	struct rota_writer_id common, own;
};

static void path_of(char out[PATH_MAX], const char *dir, const char *name)
{
	rota_text_join(out, PATH_MAX, dir, "/", name);
}

/** What the system said. @param hint  what to do when it is not for want of room. */
static int refused(struct rota_error *err, const char *path, const char *hint)
{
	int number = errno;

	if (number == ENOSPC || number == EDQUOT)
		hint = _("free some room on this disk and do it again; nothing was lost");
	return rota_fail(err, ROTA_EIO, hint, "'%s': %s", path, strerror(number));
}

/** @param[out] made  whether it was not there before. */
static int make_folder(bool *made, const char *path, struct rota_error *err)
{
	*made = mkdir(path, 0700) == 0;
	if (*made || errno == EEXIST)
		return ROTA_OK;
	return refused(err, path, _("check the folder above it"));
}

/** Open a folder for this process alone, as two inits would remove each other's files. */
static int lock_folder(int *out, const char *path, struct rota_error *err)
{
	*out = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*out < 0)
		return refused(err, path, _("check who owns the file and the folder"));
	if (flock(*out, LOCK_EX | LOCK_NB) == 0)
		return ROTA_OK;
	if (errno != EWOULDBLOCK)
		return refused(err, path, _("choose another folder with -C DIR"));
	return rota_fail(err, ROTA_EBUSY, _("wait until it has finished, then do this again"),
	                 _("another rota is working in this folder"));
}

/** A folder with an office, or with the keys of one, is left as it is. */
static int check_empty(const char *dir, struct rota_error *err)
{
	static const char *const names[] = { "rota.mdb", "keys/root", "keys/root.next",
		                             "keys/merge", "keys/writer" };
	char path[PATH_MAX];
	bool unfinished;

	path_of(path, dir, "rota.mdb.new");
	unfinished = rota_file_exists(path);
	for (size_t i = 0; i < (unfinished ? 1 : sizeof(names) / sizeof(names[0])); i++) {
		path_of(path, dir, names[i]);
		if (rota_file_exists(path))
			return rota_fail(err, ROTA_EINVALID,
			                 _("choose another folder with -C DIR"),
			                 _("'%s' has an office already ('%s')"), dir, names[i]);
	}
	return ROTA_OK;
}

/** Check the options, and name the province where that is left to the national list. */
static int complete(struct rota_init_options *options, struct rota_error *err)
{
	const char *code = options->province;
	const struct rota_national_unit *listed = code ? rota_national_find(code) : NULL;

	if (!options->province_name && listed)
		options->province_name = listed->name;
	if (!options->province_name || !code || strlen(code) != 2 || strspn(code, "0123456789") != 2)
		return rota_refuse(err, "V01", _("write its two digits: --province 33"),
		                   _("'%s' is no code of a province"), code ? code : "");
	if (!options->name || !*options->name)
		return rota_fail(err, ROTA_EINVALID,
		                 _("write it: --name \"Ban Tổ chức Tỉnh ủy Hưng Yên\""),
		                 _("the name of the office is missing"));
	return ROTA_OK;
}

static int make_keys(struct keys *keys, struct rota_error *err)
{
	int rc = rota_key_generate(&keys->root, "rota root", err);

	if (!rc)
		rc = rota_key_generate(&keys->next, "rota next root", err);
	if (!rc)
		rc = rota_key_generate(&keys->merge, "rota merge", err);
	if (!rc)
		rc = rota_writer_id_make(&keys->common, &keys->root.public_key, err);
	return rc ? rc : rota_writer_id_make(&keys->own, &keys->merge.public_key, err);
}

/* --- the first entries ----------------------------------------------------------------------- */

static struct rota_value bytes_value(struct rota_draft *draft, const void *bytes, size_t size)
{
	const char *copy = rota_arena_copy(draft->arena, bytes, size);

	if (!copy)
		draft->rc = ROTA_ENOMEM;
	return copy ? rota_bin(copy, size) : rota_nil();
}

static int plan_province(struct rota_plan *plan, const struct rota_init_options *options,
                         const struct keys *keys, struct rota_error *err)
{
	struct rota_draft *draft;
	struct rota_sha256 next;
	int rc = rota_digest_sha256(&next, keys->next.public_key.bytes,
	                            sizeof(keys->next.public_key.bytes), err);

	if (!rc)
		rc = rota_plan_add(&draft, plan, "province.create", err);
	if (rc)
		return rc;
	rota_draft_set(draft, "code", rota_text(options->province));
	rota_draft_set(draft, "name", rota_text(options->province_name));
	rota_draft_set(draft, "key", bytes_value(draft, keys->root.public_key.bytes, 32));
	rota_draft_set(draft, "next", bytes_value(draft, next.bytes, sizeof(next.bytes)));
	return ROTA_OK;
}

static int plan_merge_key(struct rota_plan *plan, const struct rota_init_options *options,
                          const struct keys *keys, struct rota_error *err)
{
	struct rota_id province = rota_plan_id(plan);
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, plan, "writer.enrol", err);

	if (rc)
		return rc;
	rota_draft_set(draft, "key", bytes_value(draft, keys->merge.public_key.bytes, 32));
	rota_draft_set_id(draft, "scope", province);
	rota_draft_set(draft, "name", rota_text(options->name));
	rota_draft_set(draft, "office", rota_text("province"));
	rota_draft_set(draft, "role", rota_text("merge"));
	return ROTA_OK;
}

/** The policy that holds until another is set: the defaults of schema/entry.md. */
static int plan_policy(struct rota_plan *plan, struct rota_error *err)
{
	static const struct {
		const char *field, *word;
	} words[] = {
		{ "test", "native_place" },    { "level", "commune" },
		{ "residence_counts", "both" }, { "geography", "report" },
		{ "asserted_counts", "computed" }, { "dual_person_counts", "once_per_post" },
		{ "measure", "stock" },        { "rounding", "half_up" },
		{ "tone_style", "ủy" },
	};
	static const struct {
		const char *field;
		uint64_t number;
	} numbers[] = { { "residence_years", 0 }, { "transition_days", 90 }, { "vacancy_days", 90 },
		        { "pending_days", 30 },   { "late_days", 30 } };
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, plan, "policy.set", err);

	if (rc)
		return rc;
	rota_draft_on(draft, (struct rota_day){ 0 });
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		rota_draft_set(draft, words[i].field, rota_text(words[i].word));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		rota_draft_set(draft, numbers[i].field, rota_uint(numbers[i].number));
	rota_draft_set(draft, "acting_counts", rota_bool(false));
	rota_draft_set(draft, "pending_counts", rota_bool(true));
	rota_draft_set(draft, "suspended_counts", rota_bool(true));
	rota_draft_set(draft, "eight_year_through_merger", rota_bool(false));
	return ROTA_OK;
}

static int put_hex(struct rota_world *world, const char *key, const void *bytes, size_t size,
                   struct rota_error *err)
{
	struct rota_buffer hex = { 0 };
	int rc;

	rota_hex_encode(&hex, bytes, size);
	rc = rota_buffer_check(&hex, err);
	if (!rc)
		rc = rota_setting_put(world->txn, key, rota_buffer_text(&hex), err);
	rota_buffer_clear(&hex);
	return rc;
}

static int put_settings(struct rota_world *world, const struct rota_init_options *options,
                        const struct keys *keys, struct rota_error *err)
{
	struct rota_sha256 province;
	struct rota_id unit = rota_id_make(keys->common, 0);
	int rc = rota_digest_sha256(&province, keys->root.public_key.bytes, 32, err);

	if (!rc)
		rc = put_hex(world, "province", province.bytes, sizeof(province.bytes), err);
	if (!rc)
		rc = put_hex(world, "scope.id", unit.bytes, sizeof(unit.bytes), err);
	if (!rc)
		rc = put_hex(world, "log.own", keys->own.bytes, sizeof(keys->own.bytes), err);
	if (!rc)
		rc = put_hex(world, "log.common", keys->common.bytes, sizeof(keys->common.bytes),
		             err);
	if (!rc)
		rc = rota_setting_put(world->txn, "province.code", options->province, err);
	if (!rc)
		rc = rota_setting_put(world->txn, "name", options->name, err);
	return rc ? rc : rota_setting_put(world->txn, "office", "province", err);
}

static int fill(struct rota_world *world, const struct rota_init_options *options,
                const struct keys *keys, struct rota_error *err)
{
	struct rota_plan plan;
	int rc = put_settings(world, options, keys, err);

	rota_plan_init(&plan, world);
	if (!rc)
		rc = plan_province(&plan, options, keys, err);
	if (!rc)
		rc = plan_merge_key(&plan, options, keys, err);
	if (!rc)
		rc = plan_policy(&plan, err);
	return rc ? rc : rota_plan_record(&plan, err);
}

/** The store, filled, under @p path. */
static int make_store(const char *path, const struct rota_init_options *options,
                      const struct keys *keys, struct rota_error *err)
{
	struct rota_office office = { .common = keys->common, .own = keys->own };
	struct rota_world world;
	int rc = rota_store_create(path, err);

	if (!rc)
		rc = rota_store_open(&office.store, path, 0, err);
	if (!rc)
		rc = rota_world_open(&world, &office, true, err);
	if (!rc) {
		rc = fill(&world, options, keys, err);
		rc = rota_world_close(&world, rc, err);
	}
	rota_store_close(office.store);
	return rc;
}

/* --- the folder ------------------------------------------------------------------------------ */

static const struct {
	const char *name;
	size_t offset;
} key_files[] = {
	{ "keys/root", offsetof(struct keys, root) },
	{ "keys/root.next", offsetof(struct keys, next) },
	{ "keys/merge", offsetof(struct keys, merge) },
};

enum { KEY_FILES = sizeof(key_files) / sizeof(key_files[0]) };

static int write_keys(const char *dir, const struct keys *keys, struct rota_error *err)
{
	char path[PATH_MAX];
	bool made;
	int rc;

	path_of(path, dir, "keys");
	rc = make_folder(&made, path, err);
	for (size_t i = 0; !rc && i < KEY_FILES; i++) {
		const void *key = (const char *)keys + key_files[i].offset;

		path_of(path, dir, key_files[i].name);
		rc = rota_key_write(key, path, err);
	}
	return rc;
}

/** Remove the files whose path begins so: temporary ones of a process that died. */
static void remove_beginning(const char *path)
{
	const char *start = strrchr(path, '/') + 1;
	char folder[PATH_MAX], found[PATH_MAX];
	struct dirent *one;
	DIR *names;

	snprintf(folder, sizeof(folder), "%.*s", (int)(start - path), path);
	names = opendir(folder);
	while (names && (one = readdir(names)))
		if (strncmp(one->d_name, start, strlen(start)) == 0) {
			path_of(found, folder, one->d_name);
			unlink(found);
		}
	if (names)
		closedir(names);
}

/** Remove what an init has made, or half made; the store last, as the head of this file says. */
static void remove_made(const char *dir)
{
	static const char *const beginnings[] = { "keys/root.tmp-", "keys/root.next.tmp-",
		                                  "keys/merge.tmp-", "rota.mdb.new-",
		                                  "rota.mdb.new.new-" };
	char path[PATH_MAX];

	for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++) {
		path_of(path, dir, beginnings[i]);
		remove_beginning(path);
	}
	for (size_t i = 0; i < KEY_FILES; i++) {
		path_of(path, dir, key_files[i].name);
		unlink(path);
	}
	path_of(path, dir, "keys");
	rmdir(path);
	path_of(path, dir, "rota.mdb.new");
	unlink(path);
}

/** Give the store its name. @param folder  is flushed, so that the name outlives a power cut. */
static int publish(int folder, const char *dir, struct rota_error *err)
{
	const char *hint = _("free some room on this disk and do it again; nothing was lost");
	char made[PATH_MAX], store[PATH_MAX];
	int rc;

	path_of(made, dir, "rota.mdb.new");
	path_of(store, dir, "rota.mdb");
	if (rename(made, store))
		return refused(err, store, hint);
	if (fsync(folder) == 0)
		return ROTA_OK;
	rc = refused(err, store, hint);
	if (rename(store, made))
		unlink(store);
	return rc;
}

static int make_office(int folder, const char *dir, const struct rota_init_options *options,
                       const struct keys *keys, struct rota_error *err)
{
	char path[PATH_MAX];
	int rc;

	remove_made(dir); /* of an init that died */
	path_of(path, dir, "rota.mdb.new");
	rc = make_store(path, options, keys, err);
	if (!rc)
		rc = write_keys(dir, keys, err);
	path_of(path, dir, "rota.mdb.new-lock");
	unlink(path);
	if (!rc)
		rc = publish(folder, dir, err);
	if (rc)
		remove_made(dir);
	return rc;
}

int rota_office_init(const char *dir, const struct rota_init_options *options,
                     struct rota_error *err)
{
	struct rota_init_options completed = *options;
	struct keys keys = { 0 };
	bool made = false;
	int folder = -1;
	int rc = complete(&completed, err);

	if (!rc)
		rc = make_folder(&made, dir, err);
	if (!rc)
		rc = lock_folder(&folder, dir, err);
	if (!rc)
		rc = check_empty(dir, err);
	if (!rc)
		rc = make_keys(&keys, err);
	if (!rc)
		rc = make_office(folder, dir, &completed, &keys, err);
	if (rc && made && rc != ROTA_EBUSY) /* whoever has locked it may have made nothing in it yet */
		rmdir(dir);
	if (folder >= 0)
		close(folder);
	rota_key_clear(&keys.root);
	rota_key_clear(&keys.next);
	rota_key_clear(&keys.merge);
	return rc;
}
