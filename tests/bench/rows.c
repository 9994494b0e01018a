/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The own log of an office, for the peers that do the same job (row.h).
 * usage: rows OFFICE FIRST [json] >FILE      FIRST: the number of the first entry wanted
 * json: its JSON form in place of the row, a line an entry.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rota/language.h"
#include "state/office.h"
#include "store/log.h"
#include "tests/bench/row.h"

struct rows {
	bool json;
	struct rota_writer_id writer;
	struct rota_arena scratch;
};

static void take_id(uint8_t out[16], const struct rota_entry *entry, const char *field)
{
	const struct rota_value *value = rota_map_get(entry->body, field);
	struct rota_id id;

	if (value && rota_id_from_value(&id, value))
		memcpy(out, id.bytes, sizeof(id.bytes));
}

static const char *text_of(const struct rota_entry *entry, const char *field)
{
	const struct rota_value *value = entry->body ? rota_map_get(entry->body, field) : NULL;

	return value && value->type == ROTA_TEXT ? value->as.text.chars : "";
}

static void describe(struct row *row, const struct rota_entry *entry)
{
	if (entry->has_on && !rota_day_is_none(entry->on))
		row->day = rota_day_first(entry->on);
	if (strcmp(entry->kind_name, "cadre.create") == 0) {
		row->kind = ROW_CADRE;
		snprintf(row->name, sizeof(row->name), "%s", text_of(entry, "name"));
	} else if (strcmp(entry->kind_name, "posting.begin") == 0) {
		row->kind = ROW_BEGIN;
		row->post = strcmp(text_of(entry, "post"), "chair") == 0 ? 2 : 1;
		take_id(row->unit, entry, "unit");
		take_id(row->cadre, entry, "cadre");
	} else if (strcmp(entry->kind_name, "posting.end") == 0) {
		row->kind = ROW_END;
	}
}

static int cannot_write(struct rota_error *err)
{
	return rota_fail(err, ROTA_EIO, NULL, "cannot write");
}

static int put_json(const struct rota_entry *entry, struct rows *rows, struct rota_error *err)
{
	const char *json;
	int rc = rota_entry_to_json(&json, entry, &rows->scratch, err);

	return rc ? rc : puts(json) < 0 ? cannot_write(err) : ROTA_OK;
}

static int put(uint64_t n, const void *bytes, size_t size, void *payload, struct rota_error *err)
{
	struct rows *rows = payload;
	struct rota_entry entry;
	struct rota_id id = rota_id_make(rows->writer, n);
	struct row row = { .n = (int64_t)n, .size = (uint32_t)size };
	int rc;

	rota_arena_reset(&rows->scratch);
	rc = rota_entry_decode(&entry, &rows->scratch, bytes, size, err);
	if (rc || rows->json)
		return rc ? rc : put_json(&entry, rows, err);
	if (!entry.creates)
		id = entry.id;
	memcpy(row.id, id.bytes, sizeof(row.id));
	memcpy(&row.writer, rows->writer.bytes, sizeof(row.writer));
	describe(&row, &entry);
	return fwrite(&row, sizeof(row), 1, stdout) == 1 && fwrite(bytes, size, 1, stdout) == 1
		       ? ROTA_OK
		       : cannot_write(err);
}

int main(int argc, char **argv)
{
	struct rota_error err = { 0 };
	struct rota_office *office = NULL;
	struct rota_store_txn *txn = NULL;
	struct rows rows = { 0 };
	int rc;

	if (argc != 3 && argc != 4)
		return 2;
	rows.json = argc == 4;
	rota_language_choose("en");
	rc = rota_office_open(&office, argv[1], true, &err);
	if (!rc)
		rc = rota_store_read(&txn, office->store, &err);
	if (!rc) {
		rows.writer = office->own;
		rc = rota_log_each(txn, rows.writer.bytes, strtoull(argv[2], NULL, 10), put, &rows,
				   &err);
	}
	rota_store_abort(txn);
	rota_office_close(office);
	rota_arena_clear(&rows.scratch);
	if (rc || fflush(stdout)) {
		fprintf(stderr, "rows: %s\n", err.message);
		return 1;
	}
	return 0;
}
