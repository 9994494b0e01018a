/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/commit.h"

#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "trust/lines.h"

#define BEGIN_SIGNATURE "gpgsig "

/* --- ids and trees ------------------------------------------------------------------------- */

int rota_oid_make(struct rota_oid *out, const char *type, const void *bytes, size_t size,
		  struct rota_error *err)
{
	char header[40];
	int header_size = snprintf(header, sizeof(header), "%s %zu", type, size) + 1;
	struct rota_sha1 hash;
	int rc = rota_digest_sha1(&hash, header, (size_t)header_size, bytes, size, err);

	if (!rc)
		memcpy(out->bytes, hash.bytes, sizeof(out->bytes));
	return rc;
}

int rota_oid_print(struct rota_buffer *out, struct rota_oid oid, struct rota_error *err)
{
	rota_hex_encode(out, oid.bytes, sizeof(oid.bytes));
	return rota_buffer_check(out, err);
}

int rota_oid_parse(struct rota_oid *out, const char *text, struct rota_error *err)
{
	struct rota_oid read = { { 0 } };

	if (strlen(text) != ROTA_OID_DIGITS || !rota_hex_decode(read.bytes, text, ROTA_OID_DIGITS))
		return rota_fail(err, ROTA_EINVALID, NULL,
				 _("'%.80s' is no id of a git object: 40 digits 0-9 a-f"), text);
	*out = read;
	return ROTA_OK;
}

bool rota_oid_equal(struct rota_oid a, struct rota_oid b)
{
	return memcmp(a.bytes, b.bytes, sizeof(a.bytes)) == 0;
}

int rota_tree_print(struct rota_buffer *out, const struct rota_tree_file *files, size_t count,
		    struct rota_error *err)
{
	for (size_t i = 0; i < count; i++) {
		rota_buffer_printf(out, "100644 %s", files[i].name);
		rota_buffer_append(out, "", 1);
		rota_buffer_append(out, files[i].blob.bytes, sizeof(files[i].blob.bytes));
	}
	return rota_buffer_check(out, err);
}

/* --- writing ------------------------------------------------------------------------------- */

static void print_hex_line(struct rota_buffer *out, const char *begin, const void *bytes,
			   size_t size)
{
	rota_buffer_puts(out, begin);
	rota_hex_encode(out, bytes, size);
	rota_buffer_puts(out, "\n");
}

static void print_person(struct rota_buffer *out, const char *role,
			 const struct rota_commit *commit)
{
	rota_buffer_puts(out, role);
	rota_hex_encode(out, commit->signer.bytes, sizeof(commit->signer.bytes));
	rota_buffer_puts(out, " <");
	rota_principal_print(out, commit->signer, commit->province);
	rota_buffer_printf(out, "> %llu +0000\n", (unsigned long long)commit->seconds);
}

/** A header of several lines goes on with a space at the begin of each. */
static void print_signature(struct rota_buffer *out, const struct rota_commit *commit)
{
	rota_buffer_puts(out, BEGIN_SIGNATURE);
	for (size_t i = 0; i < commit->signature_size; i++) {
		rota_buffer_append(out, commit->signature + i, 1);
		if (commit->signature[i] == '\n')
			rota_buffer_puts(out, " ");
	}
	rota_buffer_puts(out, "\n");
}

static void print_subject(struct rota_buffer *out, const struct rota_commit *commit)
{
	unsigned long long count = commit->last - commit->first + 1;

	if (commit->type == ROTA_CHAIN_BATCH)
		rota_buffer_printf(out, "batch of %llu %s\n", count,
				   count == 1 ? "entry" : "entries");
	else if (commit->type == ROTA_CHAIN_CHECKPOINT)
		rota_buffer_printf(out, "checkpoint %llu\n", (unsigned long long)commit->number);
	else
		rota_buffer_puts(out, "notice\n");
}

static void print_trailers(struct rota_buffer *out, const struct rota_commit *commit)
{
	rota_buffer_printf(out, "Rota-Type: %s\nRota-Chain: ", rota_chain_type_name(commit->type));
	rota_chain_name_print(out, commit->type, commit->writer);
	rota_buffer_puts(out, "\n");
	if (commit->type == ROTA_CHAIN_BATCH) {
		rota_buffer_printf(out, "Rota-Entries: %llu-%llu\n",
				   (unsigned long long)commit->first,
				   (unsigned long long)commit->last);
		print_hex_line(out, "Rota-Root: ", commit->root.bytes, sizeof(commit->root.bytes));
	}
	print_hex_line(out, "Rota-Head: ", commit->head.bytes, sizeof(commit->head.bytes));
}

int rota_commit_print(struct rota_buffer *out, const struct rota_commit *commit,
		      struct rota_error *err)
{
	print_hex_line(out, "tree ", commit->tree.bytes, sizeof(commit->tree.bytes));
	if (commit->has_parent)
		print_hex_line(out, "parent ", commit->parent.bytes, sizeof(commit->parent.bytes));
	print_person(out, "author ", commit);
	print_person(out, "committer ", commit);
	if (commit->signature)
		print_signature(out, commit);
	rota_buffer_puts(out, "\n");
	print_subject(out, commit);
	rota_buffer_puts(out, "\n");
	print_trailers(out, commit);
	return rota_buffer_check(out, err);
}

/* --- reading ------------------------------------------------------------------------------- */

static void take_hex_line(struct rota_lines *lines, const char *begin, uint8_t *out, size_t size)
{
	rota_lines_take(lines, begin);
	rota_lines_take_hex(lines, out, size);
	rota_lines_take(lines, "\n");
}

/** The author alone: that the committer is the same, and all else that follows from what was read,
 *  is compared at the end. */
static void take_persons(struct rota_lines *lines, struct rota_commit *out)
{
	struct rota_writer_id again;
	size_t ignored;

	rota_lines_take(lines, "author ");
	rota_lines_take_hex(lines, out->signer.bytes, sizeof(out->signer.bytes));
	rota_lines_take(lines, " <");
	rota_lines_take_hex(lines, again.bytes, sizeof(again.bytes));
	rota_lines_take(lines, "@");
	rota_lines_take_hex(lines, out->province, sizeof(out->province));
	rota_lines_take(lines, "> ");
	out->seconds = rota_lines_take_number(lines);
	rota_lines_take(lines, " +0000\ncommitter ");
	rota_lines_take_rest(lines, &ignored);
}

static void append_line(struct rota_lines *lines, struct rota_buffer *out)
{
	size_t size;
	const char *line = rota_lines_take_rest(lines, &size);

	rota_buffer_append(out, line, size);
}

static int take_signature(struct rota_lines *lines, struct rota_commit *out,
			  struct rota_arena *arena, struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	int rc;

	rota_lines_take(lines, BEGIN_SIGNATURE);
	append_line(lines, &text);
	/* a last line without characters would be a second text for the same signature */
	while (rota_lines_sees(lines, " ") && !rota_lines_sees(lines, " \n")) {
		rota_lines_take(lines, " ");
		rota_buffer_puts(&text, "\n");
		append_line(lines, &text);
	}
	rc = rota_buffer_check(&text, err);
	out->signature = rc ? NULL : rota_arena_copy(arena, rota_buffer_text(&text), text.size);
	out->signature_size = text.size;
	if (!rc && !out->signature)
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	rota_buffer_clear(&text);
	return rc;
}

/** What the subject says that the trailers do not. */
static void take_subject(struct rota_lines *lines, struct rota_commit *out)
{
	size_t ignored;

	rota_lines_take(lines, "\n");
	if (rota_lines_sees(lines, "checkpoint ")) {
		rota_lines_take(lines, "checkpoint ");
		out->number = rota_lines_take_number(lines);
	}
	rota_lines_take_rest(lines, &ignored);
	rota_lines_take(lines, "\n");
}

static void take_trailers(struct rota_lines *lines, struct rota_commit *out)
{
	char name[ROTA_CHAIN_NAME_MAX + 1] = "";
	const char *chain;
	size_t size;

	rota_lines_take(lines, "Rota-Type: ");
	rota_lines_take_rest(lines, &size);
	rota_lines_take(lines, "Rota-Chain: ");
	chain = rota_lines_take_rest(lines, &size);
	if (!lines->wrong && size <= ROTA_CHAIN_NAME_MAX)
		memcpy(name, chain, size);
	if (!lines->wrong && !rota_chain_name_read(&out->type, &out->writer, name)) {
		lines->at -= size + 1;
		lines->wrong = true;
	}
	if (out->type == ROTA_CHAIN_BATCH) {
		rota_lines_take(lines, "Rota-Entries: ");
		out->first = rota_lines_take_number(lines);
		rota_lines_take(lines, "-");
		out->last = rota_lines_take_number(lines);
		if (out->last < out->first || out->last - out->first >= ROTA_BATCH_MAX_ENTRIES)
			lines->wrong = true;
		rota_lines_take(lines, "\n");
		take_hex_line(lines, "Rota-Root: ", out->root.bytes, sizeof(out->root.bytes));
	}
	take_hex_line(lines, "Rota-Head: ", out->head.bytes, sizeof(out->head.bytes));
}

static int take_all(struct rota_lines *lines, struct rota_commit *out, struct rota_arena *arena,
		    struct rota_error *err)
{
	int rc;

	take_hex_line(lines, "tree ", out->tree.bytes, sizeof(out->tree.bytes));
	out->has_parent = rota_lines_sees(lines, "parent ");
	if (out->has_parent)
		take_hex_line(lines, "parent ", out->parent.bytes, sizeof(out->parent.bytes));
	take_persons(lines, out);
	rc = take_signature(lines, out, arena, err);
	if (rc)
		return rc;
	take_subject(lines, out);
	take_trailers(lines, out);
	return ROTA_OK;
}

int rota_commit_parse(struct rota_commit *out, struct rota_arena *arena, const void *bytes,
		      size_t size, struct rota_error *err)
{
	struct rota_lines lines = { bytes, size, 0, false };
	struct rota_buffer again = { 0 };
	int rc;

	memset(out, 0, sizeof(*out));
	if (size > ROTA_COMMIT_MAX_BYTES)
		rc = rota_fail(err, ROTA_ECORRUPT, NULL,
			       _("its text has %zu bytes; %d is the most"), size,
			       ROTA_COMMIT_MAX_BYTES);
	else
		rc = take_all(&lines, out, arena, err);
	if (!rc)
		rc = rota_commit_print(&again, out, err);
	if (!rc)
		rc = rota_lines_finish(&lines, &again, err);
	if (rc)
		memset(out, 0, sizeof(*out));
	rota_buffer_clear(&again);
	return rc;
}
