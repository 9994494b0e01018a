/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The store alone: entries of a log (row.h), each with its entity, its entry in that, two index
 * puts and its days under two keys, one durable transaction an entry. What an act costs beyond this is the work of
 * judging it. usage: store NEW-STORE ROWS COUNT       prints the seconds
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store/entity.h"
#include "store/index.h"
#include "store/log.h"
#include "store/span.h"
#include "tests/bench/row.h"

static double now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static bool next_row(struct row *row, uint8_t *bytes, FILE *file)
{
	return fread(row, sizeof(*row), 1, file) == 1 && row->size <= ROTA_LOG_ENTRY_MAX &&
	       fread(bytes, row->size, 1, file) == 1;
}

static int put_indexes(struct rota_store_txn *txn, const struct row *row, uint32_t no,
		       struct rota_error *err)
{
	const struct rota_span span = { .from = row->day, .to = INT32_MAX, .no = no };
	uint8_t post[17];
	int rc = rota_index_put(txn, ROTA_INDEX_KIND, &row->kind, 1, no, err);

	memcpy(post, row->unit, 16);
	post[16] = row->post;
	if (!rc)
		rc = rota_span_put(txn, ROTA_SPAN_POST, post, sizeof(post), span, err);
	if (!rc)
		rc = rota_span_put(txn, ROTA_SPAN_CAREER, row->cadre, 16, span, err);
	if (!rc)
		rc = rota_index_put(txn, ROTA_INDEX_CADRE_PIN, row->name, strlen(row->name) + 1,
				    no, err);
	return rc;
}

static int record(struct rota_store *store, uint64_t n, const struct row *row, const uint8_t *bytes,
		  struct rota_error *err)
{
	struct rota_store_txn *txn = NULL;
	const uint8_t *writer = (const uint8_t *)&row->writer;
	uint32_t no, writer_no;
	int rc = rota_store_write(&txn, store, err);

	if (!rc)
		rc = rota_log_append(txn, writer, n, bytes, row->size, err);
	if (!rc)
		rc = rota_log_writer_find(&writer_no, txn, writer, err);
	if (!rc)
		rc = rota_entity_intern(&no, NULL, txn, row->id, 1, err);
	if (!rc)
		rc = rota_entity_entry_add(txn, no, writer_no, n, err);
	if (!rc)
		rc = put_indexes(txn, row, no, err);
	if (!rc)
		return rota_store_commit(txn, err);
	rota_store_abort(txn);
	return rc;
}

int main(int argc, char **argv)
{
	static uint8_t bytes[ROTA_LOG_ENTRY_MAX];
	struct rota_error err = { 0 };
	struct rota_store *store = NULL;
	FILE *file = argc == 4 ? fopen(argv[2], "rb") : NULL;
	struct row row;
	double begin;
	int rc;

	if (!file)
		return 2;
	rc = rota_store_create(argv[1], &err);
	if (!rc)
		rc = rota_store_open(&store, argv[1], 0, &err);
	begin = now();
	for (uint64_t n = 0; !rc && n < strtoull(argv[3], NULL, 10); n++)
		rc = next_row(&row, bytes, file) ? record(store, n, &row, bytes, &err) : 1;
	if (rc)
		fprintf(stderr, "store: %s\n", err.message);
	else
		printf("%.6f\n", now() - begin);
	rota_store_close(store);
	fclose(file);
	return rc ? 1 : 0;
}
