/* SPDX-License-Identifier: Apache-2.0 */
#include "report/page.h"

#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "rota/language.h"
#include "rota/report.h"
#include "state/vector.h"
#include "state/writers.h"
#include "store/record.h"
#include "trust/signature.h"
#include "trust/signers.h"

/* The newest page, in the table of chains: the number of its checkpoint (8 bytes, big-endian), then
 * the exact bytes of its commit. */
#define PAGE "page"

enum { NUMBER_BYTES = 8 };

struct page {
	struct rota_office *office;
	const struct rota_key *key;
	struct rota_checkpoint checkpoint;
	struct rota_buffer readme, signers, totals;
	struct rota_buffer tree, commit;
	struct rota_buffer row; /* as in the store */
	struct rota_arena arena;
	struct rota_sealed sealed;
};

/* --- what it says ---------------------------------------------------------------------------- */

static int write_report(struct rota_buffer *out, struct page *page, enum rota_format format,
                        struct rota_error *err)
{
	struct rota_report_options options = { .format = format };
	struct rota_question question = { .raw = format == ROTA_FORMAT_CSV };
	char day[ROTA_DAY_TEXT_BYTES];
	struct rota_report report;
	const char *text;
	int rc;

	rota_day_encode(day, page->checkpoint.as_of);
	question.as_of = day;
	rc = rota_report_totals(page->office, &question, &report, &page->arena, err);
	if (!rc)
		rc = rota_report_write(&text, &report, &options, &page->arena, err);
	if (!rc)
		rota_buffer_puts(out, text);
	rota_arena_reset(&page->arena);
	return rc ? rc : rota_buffer_check(out, err);
}

static int write_language(struct page *page, const char *language, struct rota_error *err)
{
	char when[ROTA_DAY_TEXT_BYTES];
	int rc;

	rota_language_choose(language);
	rc = write_report(&page->readme, page, ROTA_FORMAT_MD, err);
	rota_buffer_puts(&page->readme, "\n");
	rota_buffer_printf(&page->readme, _("Checkpoint %llu, %s."),
	                   (unsigned long long)page->checkpoint.number,
	                   rota_instant_show(when, page->checkpoint.time));
	rota_buffer_puts(&page->readme, "\n\n");
	return rc ? rc : rota_buffer_check(&page->readme, err);
}

static int write_readme(struct page *page, struct rota_error *err)
{
	enum rota_language before = rota_language();
	int rc = write_language(page, "vi", err);

	if (!rc)
		rc = write_language(page, "en", err);
	rota_language_choose(before == ROTA_VI ? "vi" : "en");
	return rc;
}

/** Everybody whose signature may be met in this repository. */
static int write_signers(struct page *page, struct rota_world *world, struct rota_error *err)
{
	const struct rota_writers *writers;
	struct rota_sha256 province;
	struct rota_public_key root;
	int rc = rota_province_id(&province, world, err);

	if (!rc)
		rc = rota_root_key(&root, world, err);
	if (!rc)
		rc = rota_signer_print(&page->signers, world->office->common, &province, &root, err);
	if (!rc)
		rc = rota_world_writers(&writers, world, err);
	for (size_t i = 0; !rc && i < writers->count; i++) {
		rota_buffer_puts(&page->signers, "\n");
		rc = rota_signer_print(&page->signers, writers->items[i].writer, &province,
		                       &writers->items[i].key, err);
	}
	rota_buffer_puts(&page->signers, "\n");
	return rc ? rc : rota_buffer_check(&page->signers, err);
}

/* --- its commit ------------------------------------------------------------------------------ */

static int add_file(struct page *page, const char *name, const struct rota_buffer *bytes,
                    struct rota_error *err)
{
	struct rota_sealed_file *file = &page->sealed.files[page->sealed.file_count++];
	struct rota_oid oid;
	int rc = rota_oid_make(&oid, "blob", bytes->bytes, bytes->size, err);

	*file = (struct rota_sealed_file){ .name = name,
		                           .bytes = bytes->bytes,
		                           .size = bytes->size };
	rota_buffer_printf(&page->tree, "100644 %s", name);
	rota_buffer_append(&page->tree, "", 1);
	rota_buffer_append(&page->tree, oid.bytes, sizeof(oid.bytes));
	return rc ? rc : rota_buffer_check(&page->tree, err);
}

static void put_oid(struct rota_buffer *out, const char *what, struct rota_oid oid)
{
	rota_buffer_printf(out, "%s ", what);
	rota_oid_print(out, oid, NULL);
	rota_buffer_puts(out, "\n");
}

static void put_person(struct rota_buffer *out, const char *what, const struct page *page,
                       const char *address)
{
	rota_buffer_printf(out, "%s %.16s <%s> %llu +0000\n", what, address, address,
	                   (unsigned long long)page->checkpoint.time / 1000);
}

/** The address by which the signature is found: writer id, '@', the first 16 digits of the province. */
static int make_address(struct rota_buffer *out, const struct page *page, struct rota_world *world,
                        struct rota_error *err)
{
	struct rota_buffer line = { 0 };
	struct rota_sha256 province;
	int rc = rota_province_id(&province, world, err);

	if (!rc)
		rc = rota_signer_print(&line, world->office->own, &province, &page->key->public_key,
		                       err);
	if (!rc)
		rota_buffer_append(out, line.bytes, strcspn(line.bytes, " "));
	rota_buffer_clear(&line);
	return rc ? rc : rota_buffer_check(out, err);
}

/** The signature stands between the head and the message, and covers both. */
static int make_commit(struct page *page, struct rota_world *world, const struct rota_oid *parent,
                       struct rota_error *err)
{
	struct rota_buffer address = { 0 };
	struct rota_buffer head = { 0 };
	struct rota_buffer message = { 0 };
	struct rota_buffer signature = { 0 };
	struct rota_buffer whole = { 0 };
	struct rota_oid tree;
	int rc = rota_oid_make(&tree, "tree", page->tree.bytes, page->tree.size, err);

	if (!rc)
		rc = make_address(&address, page, world, err);
	if (rc)
		goto done;
	put_oid(&head, "tree", tree);
	if (parent)
		put_oid(&head, "parent", *parent);
	put_person(&head, "author", page, rota_buffer_text(&address));
	put_person(&head, "committer", page, rota_buffer_text(&address));
	rota_buffer_printf(&message, "\nfigures of checkpoint %llu\n",
	                   (unsigned long long)page->checkpoint.number);
	rota_buffer_printf(&whole, "%s%s", rota_buffer_text(&head), rota_buffer_text(&message));
	rc = rota_buffer_check(&whole, err);
	if (!rc)
		rc = rota_signature_make(&signature, page->key, ROTA_SIGNATURE_GIT, whole.bytes,
		                         whole.size, err);
	if (rc)
		goto done;
	rota_buffer_printf(&page->commit, "%sgpgsig ", rota_buffer_text(&head));
	for (const char *at = rota_buffer_text(&signature); *at; at++)
		rota_buffer_append(&page->commit, *at == '\n' ? "\n " : at, *at == '\n' ? 2 : 1);
	rota_buffer_printf(&page->commit, "\n%s", rota_buffer_text(&message));
	rc = rota_buffer_check(&page->commit, err);
done:
	rota_buffer_clear(&address);
	rota_buffer_clear(&head);
	rota_buffer_clear(&message);
	rota_buffer_clear(&signature);
	rota_buffer_clear(&whole);
	return rc;
}

static int seal_page(struct page *page, struct rota_world *world, const struct rota_oid *parent,
                     struct rota_error *err)
{
	struct rota_sealed *sealed = &page->sealed;
	int rc;

	*sealed = (struct rota_sealed){ .has_parent = parent != NULL };
	if (parent)
		sealed->parent = *parent;
	rc = add_file(page, "README.md", &page->readme, err);
	if (!rc)
		rc = add_file(page, "allowed_signers", &page->signers, err);
	if (!rc)
		rc = add_file(page, "totals.csv", &page->totals, err);
	if (!rc)
		rc = make_commit(page, world, parent, err);
	if (!rc)
		rc = rota_oid_make(&sealed->oid, "commit", page->commit.bytes, page->commit.size,
		                   err);
	sealed->commit = page->commit.bytes;
	sealed->commit_size = page->commit.size;
	sealed->tree = page->tree.bytes;
	sealed->tree_size = page->tree.size;
	return rc;
}

/* --- keeping and writing --------------------------------------------------------------------- */

/** The newest page that was drawn. @param[out] number  of its checkpoint; 0: there is none. */
static int read_page(struct rota_sealed *out, uint64_t *number, struct page *page,
                     struct rota_world *world, struct rota_error *err)
{
	int rc = rota_record_get(&page->row, world->txn, ROTA_TABLE_CHAIN, PAGE, strlen(PAGE), err);

	*number = 0;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc && page->row.size < NUMBER_BYTES)
		rc = rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
		               _("what the store knows of its page is damaged"));
	if (rc)
		return rc;
	*number = rota_get_u64(page->row.bytes);
	return rota_sealed_decode(out, &page->arena, page->row.bytes + NUMBER_BYTES,
	                               page->row.size - NUMBER_BYTES, err);
}

static int keep_page(struct page *page, struct rota_world *world, struct rota_error *err)
{
	uint8_t number[NUMBER_BYTES];
	int rc;

	rota_put_u64(number, page->checkpoint.number);
	rota_buffer_reset(&page->row);
	rota_buffer_append(&page->row, number, sizeof(number));
	rc = rota_sealed_encode(&page->row, &page->sealed, err);
	return rc ? rc :
	            rota_record_put(world->txn, ROTA_TABLE_CHAIN, PAGE, strlen(PAGE),
	                            page->row.bytes, page->row.size, err);
}

static int draw_page(struct page *page, const struct rota_oid *parent, struct rota_error *err)
{
	struct rota_world world;
	int rc = write_readme(page, err);

	if (!rc)
		rc = write_report(&page->totals, page, ROTA_FORMAT_CSV, err);
	if (!rc)
		rc = rota_world_begin(&world, page->office, true, err);
	if (rc)
		return rc;
	rc = write_signers(page, &world, err);
	if (!rc)
		rc = seal_page(page, &world, parent, err);
	if (!rc)
		rc = keep_page(page, &world, err);
	return rota_world_close(&world, rc, err);
}

static int write_page(const struct rota_sealed *sealed, struct rota_git *git, struct rota_error *err)
{
	struct rota_oid here;
	int rc = rota_git_ref(&here, git, ROTA_REF_MAIN, err);
	bool there = rc == ROTA_OK;

	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	if (there && rota_oid_equal(here, sealed->oid))
		return ROTA_OK;
	rc = rota_git_put(git, sealed, 1, err);
	return rc ? rc :
	            rota_git_move(git, ROTA_REF_MAIN, there ? &here : NULL, &sealed->oid, err);
}

/** What is known before anything is drawn. @param[out] drawn  the newest page's checkpoint, or 0. */
static int look(struct page *page, uint64_t *drawn, bool *any, struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_begin(&world, page->office, false, err);

	if (rc)
		return rc;
	rc = rota_checkpoint_last(&page->checkpoint, &world, err);
	*any = rc == ROTA_OK;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	if (!rc)
		rc = read_page(&page->sealed, drawn, page, &world, err);
	return rota_world_close(&world, rc, err);
}

static int publish(struct page *page, struct rota_git *git, struct rota_error *err)
{
	uint64_t drawn = 0;
	bool any = false;
	int rc = look(page, &drawn, &any, err);

	if (!rc && any && drawn != page->checkpoint.number) {
		struct rota_oid parent = page->sealed.oid;

		rc = draw_page(page, drawn ? &parent : NULL, err);
	}
	return rc || !any ? rc : write_page(&page->sealed, git, err);
}

int rota_page_publish(struct rota_office *office, struct rota_git *git, const struct rota_key *key,
                      struct rota_error *err)
{
	struct page page = { .office = office, .key = key };
	int rc = publish(&page, git, err);

	rota_buffer_clear(&page.readme);
	rota_buffer_clear(&page.signers);
	rota_buffer_clear(&page.totals);
	rota_buffer_clear(&page.tree);
	rota_buffer_clear(&page.commit);
	rota_buffer_clear(&page.row);
	rota_arena_clear(&page.arena);
	return rc;
}
