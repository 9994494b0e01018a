/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes the golden chains of tests/support/chain_world.h into a folder: of each signed commit the
 * contents of its objects (NAME.commit, NAME.tree, NAME.head and the other files) and the row of
 * the store (NAME.sealed); two requests, and the allowed signers. `make golden` calls it. What is
 * there is not written again, since another version of zstd packs otherwise; what has been released
 * must be read for ever. The same bytes, behind the byte that the fuzzer wants, go into a second
 * folder. usage: make-chains FOLDER FUZZ-FOLDER
 */
#include <stdio.h>

#include "base/file.h"
#include "tests/support/chain_world.h"
#include "trust/signers.h"

static const char *folder, *fuzz_folder;

static void put_file(const char *where, const char *name, const char *kind, const void *bytes,
		     size_t size)
{
	struct rota_error err = { 0 };
	char path[400];

	snprintf(path, sizeof(path), "%s/%s%s%s", where, name, *kind ? "." : "", kind);
	if (!rota_file_exists(path))
		world_check(rota_file_write(path, bytes, size, 0644, &err), &err);
}

/** Put it for the fuzzer too: what `tag` says, then the bytes. */
static void put_input(char tag, const char *name, const void *bytes, size_t size)
{
	struct rota_buffer input = { 0 };

	rota_buffer_append(&input, &tag, 1);
	rota_buffer_append(&input, bytes, size);
	put_file(fuzz_folder, name, "", input.bytes, input.size);
	rota_buffer_clear(&input);
}

static void put_commit(const struct rota_sealed *sealed, char tag, const char *name)
{
	struct rota_buffer row = { 0 };
	struct rota_error err = { 0 };
	char head_name[80];

	world_check(rota_sealed_encode(&row, sealed, &err), &err);
	put_file(folder, name, "sealed", row.bytes, row.size);
	put_input(tag, name, row.bytes, row.size);
	rota_buffer_clear(&row);
	put_file(folder, name, "commit", sealed->commit, sealed->commit_size);
	put_file(folder, name, "tree", sealed->tree, sealed->tree_size);
	for (size_t i = 0; i < sealed->file_count; i++) {
		const struct rota_sealed_file *file = &sealed->files[i];

		put_file(folder, name, file->name, file->bytes, file->size);
		if (strcmp(file->name, "head") == 0) {
			snprintf(head_name, sizeof(head_name), "%s-head", name);
			put_input('h', head_name, file->bytes, file->size);
		}
		if (strcmp(file->name, "vector") == 0 || strcmp(file->name, "receipts") == 0)
			put_input(file->name[0], file->name, file->bytes, file->size);
	}
}

/** The same row, for the fuzzer to sign; and the state of its chain before it. */
static void put_more(const struct world *world, int which)
{
	struct rota_buffer bytes = { 0 };
	struct rota_error err = { 0 };
	char name[80];

	world_check(rota_sealed_encode(&bytes, &world->sealed[which], &err), &err);
	snprintf(name, sizeof(name), "%s-signed", world_names[which]);
	put_input((char)('0' + WORLD_COMMITS + which), name, bytes.bytes, bytes.size);
	rota_buffer_reset(&bytes);
	world_check(rota_chain_encode(&bytes, &world->before[which], &err), &err);
	snprintf(name, sizeof(name), "%s-state", world_names[which]);
	put_input('s', name, bytes.bytes, bytes.size);
	rota_buffer_clear(&bytes);
}

static void put_request(const struct world *world, bool knows, const char *name)
{
	struct rota_buffer text = { 0 };

	world_request(&text, world, knows);
	put_file(folder, name, "txt", text.bytes, text.size);
	put_input('q', name, text.bytes, text.size);
	rota_buffer_clear(&text);
}

static void put_signers(const struct world *world)
{
	struct rota_writer_id merge;
	struct rota_buffer text = { 0 };
	struct rota_error err = { 0 };

	world_check(rota_writer_id_make(&merge, &world->merge.public_key, &err), &err);
	world_check(rota_signer_print(&text, world->writer, &world->province,
				      &world->district.public_key, &err),
		    &err);
	rota_buffer_puts(&text, "\n");
	world_check(
		rota_signer_print(&text, merge, &world->province, &world->merge.public_key, &err),
		&err);
	rota_buffer_puts(&text, "\n");
	put_file(folder, "allowed_signers", "", text.bytes, text.size);
	rota_buffer_clear(&text);
}

int main(int argc, char **argv)
{
	struct world world;

	if (argc != 3)
		return fprintf(stderr, "usage: make-chains FOLDER FUZZ-FOLDER\n"), 2;
	folder = argv[1];
	fuzz_folder = argv[2];
	world_init(&world);
	for (int i = 0; i < WORLD_COMMITS; i++) {
		put_commit(&world.sealed[i], (char)('0' + i), world_names[i]);
		put_more(&world, i);
	}
	put_request(&world, true, "request");
	put_request(&world, false, "request-unknown");
	put_signers(&world);
	world_clear(&world);
	return 0;
}
