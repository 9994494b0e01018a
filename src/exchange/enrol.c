/* SPDX-License-Identifier: Apache-2.0 */
/* Admitting an office: its request is read and checked, its key enrolled, a welcome written. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acts/act.h"
#include "ask/git_bundle.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/messages.h"
#include "base/text.h"
#include "exchange/authorized.h"
#include "exchange/exchange.h"
#include "exchange/received.h"
#include "exchange/seal.h"
#include "rota/exchange.h"
#include "state/revocation.h"
#include "state/scope.h"
#include "state/writers.h"
#include "trust/request.h"

struct enrolling {
	struct rota_office *office;
	const struct rota_enrol_options *options;
	struct rota_enrolled *out;
	struct rota_arena arena; /* of the request */
	struct rota_join_request request;
};

static int check_office(const struct rota_office *office, struct rota_error *err)
{
	if (office->is_province)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("send the request to the province"),
	                 _("only the province's office enrols others"));
}

static int read_request(struct enrolling *enrolling, struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	int rc = rota_file_read(&text, enrolling->options->path, ROTA_REQUEST_MAX_BYTES, err);

	if (!rc)
		rc = rota_request_read(&enrolling->request, &enrolling->arena,
		                       rota_buffer_text(&text), text.size, err);
	if (rc == ROTA_ECORRUPT)
		rota_error_context(err, "'%s'", enrolling->options->path);
	rota_buffer_clear(&text);
	return rc;
}

static int check_province(struct enrolling *enrolling, struct rota_world *world,
                          struct rota_error *err)
{
	const struct rota_join_request *request = &enrolling->request;
	struct rota_sha256 own;
	int rc = rota_province_id(&own, world, err);

	if (rc || !request->has_province ||
	    memcmp(own.bytes, request->province.bytes, sizeof(own.bytes)) == 0)
		return rc;
	return rota_fail(err, ROTA_EINVALID, _("ask the office where it meant to join"),
	                 _("'%s' asks to join another province"), request->name);
}

/* --- what is told ---------------------------------------------------------------------------- */

/** The line by which a server lets this key exchange with the province's repository, and nothing else. */
static int show_authorized(struct enrolling *enrolling, struct rota_error *err)
{
	struct rota_enrolled *out = enrolling->out;
	char folder[PATH_MAX], repository[PATH_MAX + sizeof(ROTA_REPOSITORY)];
	struct rota_buffer text = { 0 };
	int rc;

	if (!realpath(enrolling->office->dir, folder))
		return rota_fail(err, ROTA_EIO, NULL, "'%s': %s", enrolling->office->dir,
		                 strerror(errno));
	rota_text_join(repository, sizeof(repository), folder, "/", ROTA_REPOSITORY);
	rc = rota_authorized_line(&text, repository, &enrolling->request.key, err);
	if (!rc && text.size >= sizeof(out->authorized_key))
		rc = rota_fail(err, ROTA_EINVALID, _("move the folder"),
		               _("the path of the folder is too long: %s"), folder);
	if (!rc)
		rota_text_join(out->authorized_key, sizeof(out->authorized_key),
		               rota_buffer_text(&text), "", "");
	rota_buffer_clear(&text);
	return rc;
}

static int tell(struct enrolling *enrolling, struct rota_world *world, struct rota_error *err)
{
	struct rota_enrolled *out = enrolling->out;
	struct rota_buffer digits = { 0 };
	struct rota_public_key root;
	struct rota_writer_id writer;
	int rc = rota_writer_id_make(&writer, &enrolling->request.key, err);

	rota_text_join(out->name, sizeof(out->name), enrolling->request.name, "", "");
	if (!rc)
		rc = rota_writer_id_print(&digits, writer, err);
	rota_text_join(out->writer, sizeof(out->writer), rota_buffer_text(&digits), "", "");
	rota_buffer_clear(&digits);
	if (!rc)
		rc = rota_key_show(out->fingerprint, &enrolling->request.key, err);
	if (!rc)
		rc = rota_root_key(&root, world, err);
	if (!rc)
		rc = rota_key_show(out->root, &root, err);
	return rc ? rc : show_authorized(enrolling, err);
}

/* --- recording ------------------------------------------------------------------------------- */

static int find_unit(const struct rota_unit **out, struct enrolling *enrolling,
                     struct rota_world *world, struct rota_error *err)
{
	const struct rota_join_request *request = &enrolling->request;
	char text[ROTA_DAY_TEXT_BYTES];
	struct rota_day day;
	int32_t found = world->today_number;
	int rc;

	if (enrolling->options->on) {
		rc = rota_resolve_day(&day, enrolling->options->on, _("--on"), err);
		if (!rc)
			found = rota_day_first(day);
		if (!rc)
			rc = rota_scope_find_on(out, world, request->unit, request->office, found,
			                        err);
	} else {
		rc = rota_scope_find(out, &found, world, request->unit, request->office, err);
	}
	if (rc)
		return rc;
	if (found != world->today_number) {
		rota_day_show(text, rota_day_from_number(found));
		rota_text_join(enrolling->out->on, sizeof(enrolling->out->on), text, "", "");
	}
	rota_text_join(enrolling->out->unit, sizeof(enrolling->out->unit),
	               rota_unit_show(world, *out, found), "", "");
	return ROTA_OK;
}

static bool is_known(struct rota_world *world, const struct rota_public_key *key,
                     const struct rota_unit *unit)
{
	const struct rota_enrolled_writer *known;
	struct rota_writers writers;
	struct rota_writer_id writer;

	if (rota_writer_id_make(&writer, key, NULL) || rota_writers_load(&writers, world, NULL))
		return false;
	known = rota_writers_find(&writers, writer);
	return known && rota_id_compare(known->kept.items[0].scope, unit->id) == 0;
}

/** A key that was lost or copied stays so. */
static int check_allowed(struct enrolling *enrolling, struct rota_world *world,
                         struct rota_error *err)
{
	const struct rota_revocation *by = NULL;
	struct rota_writer_id writer;
	int rc = rota_writer_id_make(&writer, &enrolling->request.key, err);

	if (!rc)
		rc = rota_world_revoked(&by, world, writer, err);
	if (rc || !by)
		return rc;
	return rota_refuse(err, "V102",
	                   _("let the office make a new folder with a new key: rota join; or, if it "
	                     "was taken back by mistake: rota revoke OFFICE --undo"),
	                   _("the right to write was taken back from this key of '%s'"),
	                   enrolling->request.name);
}

static int record(struct enrolling *enrolling, struct rota_world *world,
                  const struct rota_unit *unit, struct rota_error *err)
{
	const struct rota_join_request *request = &enrolling->request;
	struct rota_draft *draft;
	struct rota_plan plan;
	int rc;

	rota_plan_init(&plan, world);
	rc = rota_plan_add(&draft, &plan, "writer.enrol", err);
	if (rc)
		return rc;
	rota_draft_set(draft, "key", rota_bin(request->key.bytes, sizeof(request->key.bytes)));
	rota_draft_set_id(draft, "scope", unit->id);
	rota_draft_set(draft, "name", rota_text(request->name));
	rota_draft_set(draft, "office", rota_text(request->office));
	rota_draft_set(draft, "role", rota_text("write"));
	return rota_plan_record(&plan, err);
}

static int enrol_in(struct enrolling *enrolling, struct rota_world *world, struct rota_error *err)
{
	const struct rota_unit *unit = NULL;
	int rc = check_province(enrolling, world, err);

	if (!rc)
		rc = tell(enrolling, world, err);
	if (!rc)
		rc = find_unit(&unit, enrolling, world, err);
	if (rc)
		return rc;
	rc = check_allowed(enrolling, world, err);
	if (rc)
		return rc;
	enrolling->out->known = is_known(world, &enrolling->request.key, unit);
	if (enrolling->out->known || enrolling->options->dry_run)
		return ROTA_OK;
	return record(enrolling, world, unit, err);
}

/* --- the welcome ----------------------------------------------------------------------------- */

static void name_welcome(struct enrolling *enrolling)
{
	char name[64];

	snprintf(name, sizeof(name), "welcome-%s.bundle", enrolling->out->writer);
	rota_text_join(enrolling->out->welcome, sizeof(enrolling->out->welcome),
	               enrolling->office->dir, "/", name);
}

static int wrote(const char *path, uint64_t bytes, void *payload, struct rota_error *err)
{
	(void)path;
	(void)bytes;
	(void)payload;
	(void)err;
	return ROTA_OK;
}

/** One file with all that the office needs to begin: `common`, and checkpoints and its own notices
 *  when there are any. */
static int write_welcome(struct enrolling *enrolling, struct rota_exchange *exchange,
                         struct rota_error *err)
{
	char names[ROTA_RECEIVED][ROTA_REF_BYTES];
	struct rota_git_slice slices[ROTA_RECEIVED];
	struct rota_git_bundling order = { .path = enrolling->out->welcome, .slices = slices };
	struct rota_writer_id writer;
	int rc = rota_writer_id_make(&writer, &enrolling->request.key, err);

	name_welcome(enrolling);
	if (!rc)
		rota_received_names(names, writer);
	for (size_t i = 0; !rc && i < ROTA_RECEIVED; i++) {
		struct rota_oid tip;

		rc = rota_git_ref(&tip, exchange->git, names[i], err);
		if (!rc)
			slices[order.count++] = (struct rota_git_slice){ .name = names[i] };
		if (rc == ROTA_ENOTFOUND && i != ROTA_RECEIVED_COMMON) {
			rota_error_clear(err);
			rc = ROTA_OK;
		}
	}
	return rc ? rc : rota_git_bundle_write(exchange->git, &order, wrote, err);
}

static int seal_common(struct rota_exchange *exchange, struct rota_error *err)
{
	struct rota_office *office = exchange->office;
	struct rota_key root = { 0 };
	int rc = rota_office_key(&root, office, "keys/root", err);

	if (!rc)
		rc = rota_seal(NULL, office, office->common, &root, err);
	rota_key_clear(&root);
	return rc ? rc :
	            rota_drawn_write(office, exchange->git, ROTA_REF_COMMON, ROTA_CHAIN_BATCH,
	                             office->common, err);
}

static int welcome(struct enrolling *enrolling, struct rota_error *err)
{
	struct rota_exchange exchange = { .progress = NULL };
	int rc = rota_exchange_open(&exchange, enrolling->office, NULL, err);

	if (!rc)
		rc = seal_common(&exchange, err);
	if (!rc)
		rc = write_welcome(enrolling, &exchange, err);
	rota_exchange_close(&exchange);
	return rc;
}

static int enrol(struct enrolling *enrolling, struct rota_error *err)
{
	struct rota_world world;
	bool writes = !enrolling->options->dry_run;
	int rc = read_request(enrolling, err);

	if (!rc)
		rc = rota_world_open(&world, enrolling->office, writes, err);
	if (rc)
		return rc;
	rc = enrol_in(enrolling, &world, err);
	rc = rota_world_close(&world, rc, err);
	return rc || !writes ? rc : welcome(enrolling, err);
}

int rota_enrol(struct rota_office *office, const struct rota_enrol_options *options,
               struct rota_enrolled *out, struct rota_error *err)
{
	struct enrolling enrolling = { .office = office, .options = options, .out = out };
	int rc = check_office(office, err);

	*out = (struct rota_enrolled){ .known = false };
	if (!rc)
		rc = enrol(&enrolling, err);
	rota_arena_clear(&enrolling.arena);
	return rc;
}
