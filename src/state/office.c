/* SPDX-License-Identifier: Apache-2.0 */
/* The folder of an office: finding it, opening it, its settings. */
#include "state/office.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/facts.h"
#include "state/world.h"
#include "store/setting.h"

#define STORE "rota.mdb"

static bool has_store(const char *dir)
{
	char path[PATH_MAX];

	rota_text_join(path, sizeof(path), dir, "/", STORE);
	return rota_file_exists(path);
}

/** The nearest folder with an office, from the working folder upwards. */
static bool search_upwards(char *dir, size_t size)
{
	if (!getcwd(dir, size))
		return false;
	while (!has_store(dir)) {
		char *slash = strrchr(dir, '/');

		if (!slash || slash == dir)
			return false;
		*slash = '\0';
	}
	return true;
}

static int find_dir(char *out, size_t size, const char *dir, struct rota_error *err)
{
	if (!dir)
		dir = getenv("ROTA_DIR");
	if (!dir && search_upwards(out, size))
		return ROTA_OK;
	if (dir && has_store(dir)) {
		rota_text_join(out, size, dir, "", "");
		return ROTA_OK;
	}
	return rota_fail(err, ROTA_ENOTFOUND,
	                 _("go to its folder, name it with -C DIR, or make one: rota init"),
	                 _("no office in '%s'"), dir ? dir : ".");
}

static int read_log(struct rota_writer_id *out, struct rota_store_txn *txn, const char *key,
                    struct rota_error *err)
{
	struct rota_buffer hex = { 0 };
	int rc = rota_setting_get(&hex, txn, key, err);

	memset(out, 0, sizeof(*out));
	if (!rc && (hex.size != 2 * sizeof(out->bytes) ||
	            !rota_hex_decode(out->bytes, hex.bytes, hex.size)))
		rc = rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
		               _("setting '%s' is damaged"), key);
	rota_buffer_clear(&hex);
	return rc;
}

static int read_kind(bool *is_province, struct rota_store_txn *txn, struct rota_error *err)
{
	struct rota_buffer kind = { 0 };
	int rc = rota_setting_get(&kind, txn, "office", err);

	*is_province = !rc && strcmp(rota_buffer_text(&kind), "province") == 0;
	rota_buffer_clear(&kind);
	return rc;
}

static int read_logs(struct rota_office *office, struct rota_error *err)
{
	struct rota_store_txn *txn;
	int rc = rota_store_read(&txn, office->store, err);

	if (rc)
		return rc;
	rc = read_log(&office->own, txn, "log.own", err);
	if (rc == ROTA_ENOTFOUND)
		rc = rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
		               _("the store does not say whose it is"));
	if (!rc)
		rc = read_log(&office->common, txn, "log.common", err);
	if (rc == ROTA_ENOTFOUND) { /* nothing has come from the province yet */
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	if (!rc)
		rc = read_kind(&office->is_province, txn, err);
	rota_store_abort(txn);
	return rc;
}

int rota_office_open(struct rota_office **out, const char *dir, bool read_only,
                     struct rota_error *err)
{
	struct rota_office *office = calloc(1, sizeof(*office));
	char path[PATH_MAX], found[PATH_MAX];
	int rc;

	*out = NULL;
	if (!office)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	rc = find_dir(found, sizeof(found), dir, err);
	if (rc)
		goto done;
	office->read_only = read_only;
	office->dir = strdup(found);
	if (!office->dir) {
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
		goto done;
	}
	rota_text_join(path, sizeof(path), found, "/", STORE);
	rc = rota_store_open(&office->store, path, read_only ? ROTA_STORE_READ_ONLY : 0, err);
	if (!rc)
		rc = read_logs(office, err);
done:
	if (rc)
		rota_office_close(office);
	else
		*out = office;
	return rc;
}

void rota_office_close(struct rota_office *office)
{
	if (!office)
		return;
	rota_store_close(office->store);
	rota_arena_clear(&office->lists);
	free(office->dir);
	free(office);
}

bool rota_office_knows_province(const struct rota_office *office)
{
	static const struct rota_writer_id none;

	return memcmp(office->common.bytes, none.bytes, sizeof(none.bytes)) != 0;
}

bool rota_office_writes(const struct rota_office *office, struct rota_writer_id log)
{
	return memcmp(log.bytes, office->own.bytes, sizeof(log.bytes)) == 0 ||
	       (office->is_province &&
	        memcmp(log.bytes, office->common.bytes, sizeof(log.bytes)) == 0);
}

const char *rota_office_dir(const struct rota_office *office)
{
	return office->dir;
}

/* --- settings -------------------------------------------------------------------------------- */

/** The settings that people see. */
static const struct {
	const char *key;
	bool changes;
	const char *fallback;
	rota_fact_fn *fact; /* NULL: it is in the store under its key */
} settings[] = {
	{ "name", false, NULL, NULL },
	{ "office", false, NULL, NULL },
	{ "scope", false, NULL, rota_fact_scope },
	{ "writer", false, NULL, rota_fact_writer },
	{ "province", false, NULL, NULL },
	{ "province.code", false, NULL, rota_fact_province_code },
	{ "root", false, NULL, rota_fact_root },
	{ "remote", false, NULL, rota_fact_remote },
	{ "officer", true, NULL, NULL },
	{ "csv.separator", true, ";", NULL },
	{ "csv.bom", true, "yes", NULL },
	{ "lang", true, NULL, NULL },
	{ "tone", true, "ủy", NULL },
	{ "remind.days", true, "7", NULL },
};

enum { SETTINGS = sizeof(settings) / sizeof(settings[0]) };

static int find_setting(size_t *out, const char *key, struct rota_error *err)
{
	for (*out = 0; *out < SETTINGS; ++*out)
		if (strcmp(settings[*out].key, key) == 0)
			return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("see them all: rota config"),
	                 _("there is no setting '%s'"), key);
}

static int read_setting(const char **out, struct rota_store_txn *txn, size_t which,
                        struct rota_arena *arena, struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	int rc = rota_setting_get(&text, txn, settings[which].key, err);

	*out = settings[which].fallback;
	if (!rc) {
		*out = rota_arena_copy(arena, rota_buffer_text(&text), text.size);
		if (!*out)
			rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	rota_buffer_clear(&text);
	return rc == ROTA_ENOTFOUND ? ROTA_OK : rc;
}

int rota_office_setting(const char **out, struct rota_office *office, const char *key,
                        struct rota_arena *arena, struct rota_error *err)
{
	struct rota_store_txn *txn;
	size_t which;
	int rc = find_setting(&which, key, err);

	*out = NULL;
	if (!rc && settings[which].fact)
		return settings[which].fact(out, office, arena, err);
	if (!rc)
		rc = rota_store_read(&txn, office->store, err);
	if (rc)
		return rc;
	rc = read_setting(out, txn, which, arena, err);
	rota_store_abort(txn);
	return rc;
}

static bool is_one_of(const char *value, const char *const *allowed)
{
	while (*allowed && strcmp(*allowed, value) != 0)
		allowed++;
	return *allowed != NULL;
}

/** A number of days of at most four digits. */
static bool is_days(const char *value)
{
	size_t digits = strspn(value, "0123456789");

	return digits && digits <= 4 && !value[digits];
}

static int check_setting(const char *key, const char *value, struct rota_error *err)
{
	static const char *const separators[] = { ",", ";", "tab", NULL };
	static const char *const answers[] = { "yes", "no", NULL };
	static const char *const languages[] = { "vi", "en", NULL };
	static const char *const tones[] = { "ủy", "uỷ", NULL };
	static const struct {
		const char *key;
		const char *const *allowed;
		const char *hint;
	} rules[] = {
		{ "csv.separator", separators, N_("write , or ; or tab") },
		{ "csv.bom", answers, N_("write yes or no") },
		{ "lang", languages, N_("write vi or en") },
		{ "tone", tones, N_("write ủy or uỷ") },
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (strcmp(rules[i].key, key) == 0 && !is_one_of(value, rules[i].allowed))
			return rota_fail(err, ROTA_EINVALID, _(rules[i].hint),
			                 _("'%s' is no value of '%s'"), value, key);
	if (strcmp(key, "remind.days") == 0 && !is_days(value))
		return rota_fail(err, ROTA_EINVALID, _("write a number of days; 0: never"),
		                 _("'%s' is no value of '%s'"), value, key);
	return ROTA_OK;
}

/** Whether a declared officer has this name; then the officer's id is set, by which entries go. */
static int choose_one(bool *found, struct rota_world *world, struct rota_id id, const char *name,
                      struct rota_error *err)
{
	struct rota_subject *officer;
	struct rota_buffer hex = { 0 };
	const char *known;
	int rc = rota_world_subject(&officer, world, id, err);

	known = rc ? NULL : rota_subject_text(officer, "name");
	if (rc || !officer->created || !known || strcmp(known, name) != 0)
		return rc;
	*found = true;
	rota_hex_encode(&hex, id.bytes, sizeof(id.bytes));
	rc = rota_buffer_check(&hex, err);
	if (!rc)
		rc = rota_setting_put(world->txn, "officer.id", rota_buffer_text(&hex), err);
	if (!rc)
		rc = rota_setting_put(world->txn, "officer", name, err);
	rota_buffer_clear(&hex);
	return rc;
}

/** From now on this officer records. */
static int choose_officer(struct rota_office *office, const char *name, struct rota_error *err)
{
	struct rota_world world;
	struct rota_ids ids;
	bool found = false;
	int rc = rota_world_open(&world, office, true, err);

	if (rc)
		return rc;
	rc = rota_world_all(&ids, &world, ROTA_ENTITY_OFFICER, err);
	for (size_t i = 0; !rc && !found && i < ids.count; i++)
		if (rota_office_writes(office, rota_id_writer(ids.items[i])))
			rc = choose_one(&found, &world, ids.items[i], name, err);
	if (!rc && !found)
		rc = rota_fail(err, ROTA_ENOTFOUND, _("see them: rota officer list"),
		               _("there is no officer '%s'"), name);
	return rota_world_close(&world, rc, err);
}

/** The past has a store that could be written. */
static int check_writable(const struct rota_office *office, struct rota_error *err)
{
	if (!office->read_only)
		return ROTA_OK;
	return rota_fail(err, ROTA_EIO, _("work in the office's own folder"),
			 _("'%s' was opened for reading only"), office->dir);
}

int rota_office_set(struct rota_office *office, const char *key, const char *value,
                    struct rota_error *err)
{
	struct rota_store_txn *txn;
	size_t which;
	int rc = check_writable(office, err);

	if (!rc)
		rc = find_setting(&which, key, err);
	if (!rc && strcmp(key, "officer") == 0)
		return choose_officer(office, value, err);
	if (!rc && !settings[which].changes)
		rc = rota_fail(err, ROTA_EINVALID, NULL, _("'%s' is fixed when an office is made"),
		               key);
	if (!rc)
		rc = check_setting(key, value, err);
	if (!rc)
		rc = rota_store_write(&txn, office->store, err);
	if (rc)
		return rc;
	rc = rota_setting_put(txn, key, value, err);
	if (rc) {
		rota_store_abort(txn);
		return rc;
	}
	return rota_store_commit(txn, err);
}

int rota_report_settings(struct rota_office *office, const struct rota_question *question,
                         struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	static struct rota_column columns[] = { { "key", NULL, ROTA_CELL_TEXT },
		                                { "value", NULL, ROTA_CELL_TEXT } };
	int rc = ROTA_OK;

	(void)question;
	columns[0].caption = _("setting");
	columns[1].caption = _("value");
	*out = (struct rota_report){ .columns = columns, .column_count = 2, .rows = rota_list() };
	for (size_t i = 0; !rc && i < SETTINGS; i++) {
		struct rota_value row = rota_list();
		const char *value;

		rc = rota_office_setting(&value, office, settings[i].key, arena, err);
		if (!rc && (rota_list_add(arena, &row, rota_text(settings[i].key)) ||
		            rota_list_add(arena, &row, value ? rota_text(value) : rota_nil()) ||
		            rota_list_add(arena, &out->rows, row)))
			rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	return rc;
}
