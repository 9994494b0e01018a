/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exchange with the province, from the office's side.
 *
 * In order: look at the remote's refs; make sure that this store is not an old
 * copy; seal; send; fetch; take in. Each step can be cut off: what is sealed
 * is sealed once, what is sent is known by the remote's own ref, and what is
 * fetched is checked before anything of it is stored.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/messages.h"
#include "base/text.h"
#include "exchange/apply.h"
#include "exchange/exchange.h"
#include "exchange/received.h"
#include "exchange/seal.h"
#include "exchange/sending.h"
#include "rota/exchange.h"

/** The refs that an office exchanges. */
enum { OWN, COMMON, CHECKPOINTS, NOTICES, REFS };

struct syncing {
	struct rota_exchange exchange;
	const struct rota_sync_options *options;
	struct rota_synced *out;
	struct rota_pin pin;
	char names[REFS][ROTA_REF_BYTES];
	struct rota_git_want wants[REFS]; /* where the remote is */
	bool reached;                     /* somebody is at the address */
	uint64_t moved;                   /* entries, both ways, before the last try */
	bool singly;                      /* the line has broken: ref by ref, so that each stays */
	char again[512];                  /* what was typed */
};

static void name_refs(struct syncing *syncing)
{
	const struct rota_office *office = syncing->exchange.office;

	rota_writer_ref(syncing->names[OWN], ROTA_REF_WRITERS, office->own);
	rota_text_join(syncing->names[COMMON], ROTA_REF_BYTES, ROTA_REF_COMMON, "", "");
	rota_text_join(syncing->names[CHECKPOINTS], ROTA_REF_BYTES, ROTA_REF_CHECKPOINTS, "", "");
	rota_writer_ref(syncing->names[NOTICES], ROTA_REF_NOTICES, office->own);
	for (size_t i = 0; i < REFS; i++)
		syncing->wants[i].name = syncing->names[i];
}

/** The chain behind a ref as the store has it; `seq` is 0 when it has nothing of it. */
static int load_chain(struct rota_chain *out, const struct syncing *syncing, size_t ref,
                      struct rota_error *err)
{
	static const enum rota_chain_type types[REFS] = { ROTA_CHAIN_BATCH, ROTA_CHAIN_BATCH,
		                                          ROTA_CHAIN_CHECKPOINT,
		                                          ROTA_CHAIN_NOTICE };
	struct rota_office *office = syncing->exchange.office;
	struct rota_world world;
	int rc = rota_world_begin(&world, office, false, err);

	if (rc)
		return rc;
	rc = rota_chain_load(out, &world, types[ref], ref == COMMON ? office->common : office->own,
	                     err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	return rota_world_close(&world, rc, err);
}

/* --- what the remote has --------------------------------------------------------------------- */

static bool is_same_file(const char *a, const char *b)
{
	struct stat left, right;

	return stat(a, &left) == 0 && stat(b, &right) == 0 && left.st_dev == right.st_dev &&
	       left.st_ino == right.st_ino;
}

static int no_address(struct rota_error *err)
{
	return rota_fail(err, ROTA_EINVALID,
	                 _("say it once: rota sync --remote ADDRESS; or take in the file that the "
	                   "province sent: rota bundle apply FILE"),
	                 _("it is not known where the province is"));
}

static int check_not_self(const char *remote, const struct rota_office *office,
                          struct rota_error *err)
{
	char own[PATH_MAX];

	rota_text_join(own, sizeof(own), office->dir, "/", ROTA_REPOSITORY);
	if (!is_same_file(remote, office->dir) && !is_same_file(remote, own))
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("give the address of the province: rota sync --remote "
	                                       "ADDRESS"),
	                 _("'%s' is this office's own folder"), remote);
}

/** What was said about the very address that is set. */
static int agree(struct syncing *syncing, struct rota_error *err)
{
	const struct rota_sync_options *options = syncing->options;
	struct rota_git *git = syncing->exchange.git;
	struct rota_buffer address = { 0 };
	int rc = rota_git_remote_get(&address, git, "remote", err);
	const char *text = rota_buffer_text(&address);
	bool is_web = strncmp(text, "https:", 6) == 0;

	if (!rc && options->trust_host)
		rc = rota_git_remote_set(git, is_web ? "certificate" : "hostkey",
		                         options->trust_host, err);
	if (!rc && options->cleartext)
		rc = rota_git_remote_set(git, "cleartext", text, err);
	rota_buffer_clear(&address);
	return rc == ROTA_ENOTFOUND ? no_address(err) : rc;
}

static int set_remote(struct syncing *syncing, struct rota_error *err)
{
	const struct rota_sync_options *options = syncing->options;
	struct rota_git *git = syncing->exchange.git;
	int rc = ROTA_OK;

	if (options->remote)
		rc = check_not_self(options->remote, syncing->exchange.office, err);
	if (!rc && options->remote)
		rc = rota_exchange_remote(git, options->remote, err);
	if (!rc && options->ca_file)
		rc = rota_exchange_path(git, "cafile", options->ca_file, err);
	if (!rc && (options->trust_host || options->cleartext))
		rc = agree(syncing, err);
	return rc;
}

static int look(struct syncing *syncing, struct rota_error *err)
{
	int rc;

	rota_exchange_say(&syncing->exchange, ROTA_EXCHANGE_CONNECT, 0, 0);
	rc = rota_git_list(syncing->exchange.git, syncing->wants, REFS, err);
	syncing->reached = rc == ROTA_OK;
	return rc == ROTA_ENOTFOUND ? no_address(err) : rc;
}

static int skip(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	(void)sealed;
	(void)payload;
	(void)err;
	return 1; /* it is an ancestor, which was the question */
}

/** The province must not have more of this office than its own store: then this is an old copy, and
 *  whatever it sealed would be a second branch of its log. */
static int check_not_behind(struct syncing *syncing, struct rota_error *err)
{
	const struct rota_git_want *want = &syncing->wants[OWN];
	struct rota_chain own;
	int rc = want->there ? load_chain(&own, syncing, OWN, err) : ROTA_OK;

	if (rc || !want->there || (own.seq && rota_oid_equal(own.tip, want->oid)))
		return rc;
	if (own.seq) {
		rc = rota_git_walk(syncing->exchange.git, &own.tip, &want->oid, skip, NULL, err);
		if (rc == 1)
			return ROTA_OK;
	}
	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	return rota_fail(err, ROTA_ECONFLICT,
	                 _("this folder was copied or restored from a backup: record nothing in it, "
	                   "and call the province; nothing was sealed"),
	                 _("the province has entries of this office that its store does not have"));
}

/* --- sending --------------------------------------------------------------------------------- */

static int write_drawn(struct syncing *syncing, struct rota_error *err)
{
	struct rota_exchange *exchange = &syncing->exchange;

	return rota_drawn_write(exchange->office, exchange->git, syncing->names[OWN],
	                        ROTA_CHAIN_BATCH, exchange->office->own, err);
}

static int seal(struct syncing *syncing, struct rota_error *err)
{
	struct rota_office *office = syncing->exchange.office;
	struct rota_key key = { 0 };
	size_t limit;
	int rc = rota_sending_limit(&limit, syncing->exchange.git, err);

	if (!rc)
		rc = rota_office_key(&key, office, "keys/writer", err);
	if (!rc)
		rc = rota_seal_within(NULL, office, office->own, &key, limit, err);
	rota_key_clear(&key);
	return rc ? rc : write_drawn(syncing, err);
}

static int send(struct syncing *syncing, struct rota_error *err)
{
	struct rota_chain own;
	int rc = load_chain(&own, syncing, OWN, err);

	if (rc || !own.seq)
		return rc;
	return rota_sending_push(&syncing->out->sent, &syncing->exchange, &syncing->wants[OWN], &own,
	                         err);
}

/* --- receiving ------------------------------------------------------------------------------- */

/** All at once, or one by one when the line has broken. */
static int fetch(struct syncing *syncing, const char *const *names, size_t count,
                 struct rota_error *err)
{
	size_t each = syncing->singly ? 1 : count;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < count; i += each)
		rc = rota_exchange_fetch(&syncing->exchange, names + i, each, err);
	return rc;
}

/** Fetch what the remote has and the repository has not, of the refs from @p first to before @p end. */
static int fetch_missing(struct syncing *syncing, size_t first, size_t end, struct rota_error *err)
{
	const char *names[REFS];
	size_t count = 0;

	for (size_t i = first; i < end; i++) {
		const struct rota_git_want *want = &syncing->wants[i];
		struct rota_oid here;
		int rc = want->there ? rota_git_ref(&here, syncing->exchange.git, want->name, err) :
		                       ROTA_OK;

		if (rc && rc != ROTA_ENOTFOUND)
			return rc;
		if (want->there && (rc || !rota_oid_equal(here, want->oid)))
			names[count++] = want->name;
		rota_error_clear(err);
	}
	return count ? fetch(syncing, names, count, err) : ROTA_OK;
}

static int receive_refs(struct syncing *syncing, size_t first, size_t end, struct rota_error *err)
{
	bool moved = false;
	int rc = fetch_missing(syncing, first, end, err);

	if (rc != ROTA_ECONFLICT ||
	    rota_received_forget(&moved, syncing->exchange.office, syncing->exchange.git, NULL) ||
	    !moved)
		return rc;
	rota_error_clear(err);
	return fetch_missing(syncing, first, end, err);
}

static int receive(struct syncing *syncing, struct rota_error *err)
{
	return receive_refs(syncing, COMMON, REFS, err);
}

/** Bytes that do not hold come with a reason, and here with what to do. */
static int with_way_out(int rc, struct rota_error *err)
{
	if (rc == ROTA_ECORRUPT && err && !*err->hint)
		rota_error_hint(err, "%s", _("take nothing from it, and tell the province at once"));
	return rc;
}

static int take_common(struct syncing *syncing, struct rota_error *err)
{
	uint64_t entries;
	int rc = rota_apply_common(&entries, syncing->exchange.office, syncing->exchange.git,
	                           &syncing->pin, err);

	syncing->out->received += entries;
	return with_way_out(rc, err);
}

static int take_in(struct syncing *syncing, struct rota_error *err)
{
	struct rota_exchange *exchange = &syncing->exchange;
	int rc;

	rota_exchange_say(exchange, ROTA_EXCHANGE_CHECK, 0, 0);
	rc = take_common(syncing, err);
	rota_text_join(syncing->out->root, sizeof(syncing->out->root), syncing->pin.shown, "", "");
	if (!rc && rota_office_knows_province(exchange->office))
		rc = rota_apply_checkpoints(exchange->office, exchange->git, err);
	if (!rc && rota_office_knows_province(exchange->office))
		rc = rota_apply_notices(exchange->office, exchange->git, err);
	return with_way_out(rc, err);
}

/* --- all of it ------------------------------------------------------------------------------- */

/** Nothing of this office goes to anybody before it is known that this is its province. */
static int meet_province(struct syncing *syncing, struct rota_error *err)
{
	int rc = receive(syncing, err);

	if (rc == ROTA_EREMOTE && rota_git_line_failed(syncing->exchange.git))
		rota_error_hint(err, "%s",
		                _("do it again; or take in the file that the province sent: rota "
		                  "bundle apply FILE"));
	if (!rc)
		rc = take_in(syncing, err);
	if (rc || rota_office_knows_province(syncing->exchange.office))
		return rc;
	return rota_fail(err, ROTA_EREMOTE,
	                 _("ask the province to run: rota merge; then do this again"),
	                 _("the province has published nothing yet"));
}

static int not_the_province(struct rota_error *err)
{
	return rota_fail(err, ROTA_ECONFLICT,
	                 _("ask the province for its address, then: rota sync --remote ADDRESS; "
	                   "nothing was sent"),
	                 _("what lies at this address is not this office's province, or an old copy of "
	                   "it"));
}

/** The remote must have the province's list of units as it is here, or what follows it: nothing of
 *  this office goes to anybody else. */
static int check_province(struct syncing *syncing, struct rota_error *err)
{
	int rc;

	if (!syncing->wants[COMMON].there)
		return not_the_province(err);
	rc = receive_refs(syncing, COMMON, COMMON + 1, err);
	if (rc == ROTA_ECONFLICT)
		return not_the_province(err);
	return rc ? rc : take_common(syncing, err);
}

/** Make sure that what is at the address is the province. */
static int find_province(struct syncing *syncing, struct rota_error *err)
{
	struct rota_chain checkpoints = { .seq = 0 };
	int rc = set_remote(syncing, err);

	if (!rc)
		rc = look(syncing, err);
	if (!rc)
		rc = load_chain(&checkpoints, syncing, CHECKPOINTS, err);
	if (!rc && !checkpoints.seq) /* also when the first time was cut off: a batch names what was seen */
		rc = meet_province(syncing, err);
	return rc ? rc : check_province(syncing, err);
}

/** Whether the address that was said now is not to be kept: it is none, or it is said in place of one
 *  at which the province was, and there is nobody or another province. */
static bool is_slip(const struct syncing *syncing, bool had_one, int rc)
{
	if (!syncing->options->remote)
		return false;
	if (!syncing->reached && rc == ROTA_EINVALID)
		return true;
	return had_one &&
	       (!syncing->reached || rota_office_knows_province(syncing->exchange.office));
}

/** An address holds once the province was there, or as long as there is no better one. */
static int find_province_or_go_back(struct syncing *syncing, struct rota_error *err)
{
	struct rota_git *git = syncing->exchange.git;
	struct rota_buffer before = { 0 };
	int rc = rota_git_remote_get(&before, git, "remote", err);
	bool had_one = rc == ROTA_OK;

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	if (!rc)
		rc = find_province(syncing, err);
	/* nothing more can be done when this fails too: what is wrong is said */
	if (rc && is_slip(syncing, had_one, rc))
		rota_git_remote_set(git, "remote", had_one ? rota_buffer_text(&before) : NULL, NULL);
	rota_buffer_clear(&before);
	return rc;
}

static int exchange_all(struct syncing *syncing, struct rota_error *err)
{
	int rc = find_province_or_go_back(syncing, err);

	if (!rc)
		rc = write_drawn(syncing, err);
	if (!rc)
		rc = check_not_behind(syncing, err);
	if (!rc)
		rc = seal(syncing, err);
	if (!rc)
		rc = send(syncing, err);
	if (!rc)
		rc = receive(syncing, err);
	return rc ? rc : take_in(syncing, err);
}

/** Something has moved since the last try. */
static bool has_moved(struct syncing *syncing)
{
	uint64_t moved = syncing->out->sent + syncing->out->received;
	bool more = moved > syncing->moved;

	syncing->moved = moved;
	return more;
}

/** A line that broke is tried again; a server that was never there only when it was said how long to
 *  wait for it. Each try begins with where the province's repository is. */
static int exchange_until(struct syncing *syncing, struct rota_error *err)
{
	const struct rota_sync_options *options = syncing->options;
	struct rota_retrying retrying;
	bool ever_reached = false;
	int rc = rota_retrying_begin(&retrying, syncing->exchange.git, options->retry_s, err);

	if (rc)
		return rc;
	for (;;) {
		rc = exchange_all(syncing, err);
		ever_reached = ever_reached || syncing->reached;
		if (rc != ROTA_EREMOTE || !rota_git_line_failed(syncing->exchange.git) ||
		    !(ever_reached || options->wait))
			break;
		if (has_moved(syncing))
			rota_retrying_reset(&retrying);
		syncing->singly = true;
		if (!rota_retrying_wait(&retrying, &syncing->exchange, err))
			break;
		rota_error_clear(err);
	}
	if (rc == ROTA_EREMOTE && rota_git_line_failed(syncing->exchange.git) && syncing->out->sent)
		rota_error_hint(err,
		                rota_message_n("%lu entry has arrived and stays there; do it again "
		                               "later, it goes on from there",
		                               "%lu entries have arrived and stay there; do it again "
		                               "later, it goes on from there",
		                               (unsigned long)syncing->out->sent),
		                (unsigned long)syncing->out->sent);
	return rc;
}

static int check_office(const struct rota_office *office, struct rota_error *err)
{
	if (!office->is_province)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("run: rota merge"),
	                 _("this is the province's own office: it has nobody to send to"));
}

int rota_sync(struct rota_office *office, const struct rota_sync_options *options,
              struct rota_synced *out, struct rota_error *err)
{
	struct syncing syncing = { .exchange = { .progress = options->progress,
		                                 .payload = options->payload },
		                   .options = options,
		                   .out = out,
		                   .pin = { .fingerprint = options->province_key } };
	int rc = check_office(office, err), broken;

	*out = (struct rota_synced){ .sent = 0 };
	if (rc)
		return rc;
	snprintf(syncing.again, sizeof(syncing.again),
	         options->remote ? _("rota sync --remote '%s'") : _("rota sync"), options->remote);
	syncing.pin.again = syncing.again;
	rc = rota_exchange_open(&syncing.exchange, office, "keys/writer", err);
	if (!rc) {
		name_refs(&syncing);
		rota_git_may_ask(syncing.exchange.git, options->may_ask);
		rc = exchange_until(&syncing, err);
	}
	if (!rc)
		rota_exchange_tidy(office, syncing.exchange.git, ROTA_REPOSITORY);
	rota_exchange_close(&syncing.exchange);
	if (rc && rc != ROTA_EREMOTE)
		return rc;
	broken = rota_office_standing(&out->standing, office, rc ? NULL : err);
	out->stands = !broken;
	return rc ? rc : broken;
}
