/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * State is a function of what was recorded, not of how it arrived.
 *
 *     orders [--seed N] [--seeds COUNT] [--acts N] [--orders N] [--model FOLDER]
 *
 * From a seed a play is drawn: three offices and their province record, each by its own clock, and
 * exchange now and then; a stranger writes what no program of ours would. The logs of the play are
 * then given to other copies of the province, each time in another order, in other batches, with
 * merges, restarts and rebuilds between them, and with refs that copied machines and old backups
 * move; now and then the stranger's right to write is taken back, and given again. Whoever holds the
 * same vector must tell the same, byte by byte: state, disposition of each entry, matters, totals and
 * bounds, and what is signed of them. With `--model` the entries and
 * what the province tells of them are left in a file for a slow model (model.py), which knows
 * nothing else.
 *
 * A seed that fails is printed; `--seed N` plays it again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acts/record.h"
#include "base/clock_test.h"
#include "base/hex.h"
#include "state/log_root.h"
#include "state/revocation.h"
#include "store/log.h"
#include "tests/property/acts.h"
#include "tests/property/forge.h"
#include "tests/property/land.h"
#include "tests/property/logs.h"
#include "tests/property/must.h"
#include "tests/property/tell.h"

enum { CUTS = 2 /* somewhere, and all of it */, TRIES = 6 /* until an act is not refused */ };

static struct {
	uint64_t seed, seeds;
	size_t acts, orders;
	const char *model; /* where the entries and what is told of them is left for the model */
} options = { .seed = 1, .seeds = 1, .acts = 60, .orders = 2 };

struct play {
	struct land land;
	struct logs logs;
	struct splitmix64 chance;
	struct delivery stranger; /* to the province of the play */
	uint64_t now;
	int64_t offsets[OFFICES + 1]; /* of the clocks of the offices and the province */
	uint64_t cuts[CUTS][LOGS];
	struct rota_buffer told[CUTS], sealed[CUTS];
	bool fine;
};

static bool happens(struct splitmix64 *chance, size_t one_in)
{
	return splitmix64_below(chance, one_in) == 0;
}

static void forget(struct rota_buffer *buffer)
{
	rota_buffer_clear(buffer);
	*buffer = (struct rota_buffer){ 0 };
}

/** Compare with what was told of this before, or remember it. */
static void check(struct play *play, struct rota_buffer *known, struct rota_buffer *told,
		  const char *what)
{
	if (!known->size)
		rota_buffer_append(known, told->bytes, told->size);
	else if (!tell_same(known, told, what))
		play->fine = false;
	forget(told);
}

/* --- the play -------------------------------------------------------------------------------- */

static void by_clock_of(struct play *play, size_t which)
{
	rota_clock_test_set((uint64_t)((int64_t)play->now + play->offsets[which]), 1);
}

static void act(struct play *play)
{
	size_t which = splitmix64_below(&play->chance, OFFICES + 1);
	bool province = which == OFFICES;
	struct rota_office *office = province ? play->land.province : play->land.offices[which];

	for (int tries = 0; tries < TRIES; tries++) {
		by_clock_of(play, which);
		if (act_some(&play->chance, office, province ? PROVINCE_ACTS : (int)which))
			break;
	}
	if (province) {
		logs_read(&play->logs, &play->logs.items[OFFICES + 1], office);
		logs_read(&play->logs, &play->logs.items[OFFICES + 2], office);
	} else {
		logs_read(&play->logs, &play->logs.items[which], office);
	}
}

static void sync(struct play *play, size_t which)
{
	by_clock_of(play, which);
	land_sync(&play->land, play->land.offices[which]);
}

static void merge(struct play *play)
{
	by_clock_of(play, OFFICES);
	land_merge(play->land.province);
}

static void send_strange(struct play *play, uint64_t upto)
{
	deliver(&play->stranger, &play->logs, OFFICES, upto);
}

/** The clock of an office is set: right, weeks back, or two years. Never ahead, and the province's
 * is right: whether a clock is ahead is seen by when a checkpoint received an entry, which is
 * another day in another order. */
static void set_clock(struct play *play)
{
	static const int64_t offsets[] = { 0, -40 * (int64_t)A_DAY, -700 * (int64_t)A_DAY };

	play->offsets[splitmix64_below(&play->chance, OFFICES)] =
		offsets[splitmix64_below(&play->chance, 3)];
}

static void restart_somebody(struct play *play)
{
	size_t which = splitmix64_below(&play->chance, OFFICES + 1);

	land_restart(which == OFFICES ? &play->land.province : &play->land.offices[which]);
}

/** How much of the stranger's log the province of the play has admitted. */
static uint64_t admitted(struct rota_world *world, const struct play *play)
{
	struct rota_error err = { 0 };
	uint64_t size;

	land_expect(rota_log_size(&size, world->txn, play->logs.items[OFFICES].writer.bytes, &err),
		    &err, "log");
	return size;
}

/** The stranger is believed up to some entry; now and then up to the end of another log. */
static void revoke_stranger(struct play *play)
{
	struct rota_writer_id writer = play->logs.items[OFFICES].writer;
	struct rota_error err = { 0 };
	struct rota_world world;
	struct rota_sha256 root;
	struct rota_draft *draft;
	struct rota_plan plan;
	uint64_t size;

	land_expect(rota_world_open(&world, play->land.province, true, &err), &err, "world");
	size = admitted(&world, play);
	size -= splitmix64_below(&play->chance, size + 1) / 2;
	land_expect(rota_log_root(&root, &world, writer, size, &err), &err, "root");
	if (happens(&play->chance, 6))
		root.bytes[0] ^= 1;
	rota_plan_init(&plan, &world);
	plan.why = "x";
	land_expect(rota_plan_add(&draft, &plan, "writer.revoke", &err), &err, "plan");
	rota_draft_set(draft, "writer", rota_bin(writer.bytes, sizeof(writer.bytes)));
	rota_draft_set(draft, "size", rota_uint(size));
	rota_draft_set(draft, "root", rota_bin(root.bytes, sizeof(root.bytes)));
	rota_draft_set(draft, "cause", rota_text("cloned"));
	land_expect(rota_plan_record(&plan, &err), &err, "revoke");
	land_expect(rota_world_close(&world, ROTA_OK, &err), &err, "world");
}

/** ... and is believed again. */
static void believe_stranger(struct play *play)
{
	const struct rota_request request = { .subject = "Máy lạ", .withdraw = true, .why = "x" };
	struct rota_outcome out;
	struct rota_error err = { 0 };

	land_expect(rota_revoke(play->land.province, &request, &out, &err), &err, "believe");
}

/** The province may have taken it back as its last act, too. */
static bool is_revoked(const struct play *play)
{
	const struct rota_revocation *by;
	struct rota_error err = { 0 };
	struct rota_world world;

	land_expect(rota_world_begin(&world, play->land.province, false, &err), &err, "world");
	land_expect(rota_world_revoked(&by, &world, play->logs.items[OFFICES].writer, &err), &err,
		    "revoked");
	land_expect(rota_world_close(&world, ROTA_OK, &err), &err, "world");
	return by != NULL;
}

static void change_belief(struct play *play)
{
	if (is_revoked(play) && happens(&play->chance, 2))
		believe_stranger(play);
	else
		revoke_stranger(play);
	logs_read(&play->logs, &play->logs.items[OFFICES + 1], play->land.province);
}

static void step(struct play *play)
{
	struct splitmix64 *chance = &play->chance;
	const struct log *stranger = &play->logs.items[OFFICES];

	play->now += splitmix64_below(chance, 12) * AN_HOUR;
	if (happens(chance, 4))
		forge_some(chance, &play->logs, play->now);
	else
		act(play);
	if (happens(chance, 6))
		sync(play, splitmix64_below(chance, OFFICES));
	if (happens(chance, 12))
		send_strange(play, splitmix64_below(chance, stranger->count + 1));
	if (happens(chance, 8))
		merge(play);
	if (happens(chance, 20))
		set_clock(play);
	if (happens(chance, 20))
		restart_somebody(play);
	if (happens(chance, 14) && play->stranger.chains[OFFICES].seq) {
		by_clock_of(play, OFFICES);
		change_belief(play);
	}
}

/** Everybody hears everything; the last checkpoint is drawn on the morning of 15/2/2024. */
static void end_play(struct play *play)
{
	for (int round = 0; round < 2; round++) {
		play->now += AN_HOUR;
		send_strange(play, play->logs.items[OFFICES].count);
		for (size_t i = 0; i < OFFICES; i++)
			sync(play, i);
		if (round == 0)
			merge(play);
	}
	rota_clock_test_set(MORNING, 1);
	if (is_revoked(play) || (play->stranger.chains[OFFICES].seq && happens(&play->chance, 2))) {
		change_belief(play); /* which is news in any case */
	} else {
		forge_some(&play->chance, &play->logs, play->now);
		send_strange(play, play->logs.items[OFFICES].count);
	}
	MUST(land_merge(play->land.province));
	for (size_t i = 0; i < OFFICES; i++)
		land_sync(&play->land, play->land.offices[i]);
}

static void perform(struct play *play)
{
	play->now = MORNING - 200 * A_DAY;
	land_make(&play->land, play->chance.state);
	logs_make(&play->logs, &play->land);
	logs_read(&play->logs, &play->logs.items[OFFICES + 1], play->land.province);
	logs_read(&play->logs, &play->logs.items[OFFICES + 2], play->land.province);
	delivery_begin(&play->stranger, &play->logs, &play->land.province);
	for (size_t i = 0; i < options.acts; i++)
		step(play);
	end_play(play);
}

/* --- telling --------------------------------------------------------------------------------- */

static void tell_on_the_morning(struct rota_buffer *out, struct rota_office *office)
{
	rota_clock_test_set(MORNING, 1);
	tell(out, office);
}

/** What an office tells is the same when all of it is derived again. */
static void check_rebuilt(struct play *play, struct rota_office *office, const char *what)
{
	struct rota_buffer before = { 0 }, after = { 0 };
	struct rota_error err = { 0 };
	uint64_t entries;

	tell_on_the_morning(&before, office);
	land_expect(rota_rebuild(office, &entries, &err), &err, "rebuild");
	tell_on_the_morning(&after, office);
	check(play, &before, &after, what);
	forget(&before);
}

static void tell_province(struct play *play, struct rota_office *province, size_t cut, bool forked,
			  const char *what)
{
	struct rota_buffer told = { 0 };

	tell_on_the_morning(&told, province);
	check(play, &play->told[cut], &told, what);
	if (forked)
		return; /* its matters are signed too */
	tell_signed(&told, province);
	check(play, &play->sealed[cut], &told, what);
}

/* --- other orders ---------------------------------------------------------------------------- */

struct order {
	struct play *play;
	struct rota_office *province;
	struct delivery delivery;
	struct splitmix64 chance;
	uint64_t now;
	char name[64];
	bool forked; /* a branch was told of, in checkpoints of its own */
};

static bool merge_later(struct order *order)
{
	order->now += 60000;
	rota_clock_test_set(order->now, 1);
	return land_merge(order->province);
}

/** The ref of a log goes elsewhere, and is as it was after the next merge. */
static void disturb(struct order *order)
{
	enum nuisance nuisance = (enum nuisance)splitmix64_below(&order->chance, NUISANCES);

	if (!delivery_disturb(&order->delivery, &order->play->logs,
			      splitmix64_below(&order->chance, LOGS), nuisance))
		return;
	if (nuisance == NUISANCE_FORK)
		order->forked = merge_later(order) || order->forked;
	MUST(!merge_later(order));
}

static void between(struct order *order)
{
	struct rota_error err = { 0 };
	uint64_t entries;

	if (happens(&order->chance, 2))
		return;
	merge_later(order);
	if (happens(&order->chance, 4))
		disturb(order);
	if (happens(&order->chance, 4))
		land_restart(&order->province);
	if (happens(&order->chance, 6))
		land_expect(rota_rebuild(order->province, &entries, &err), &err, "rebuild");
}

/** The number of the first revocation in `common`. */
static uint64_t first_revocation(const struct logs *logs)
{
	const struct log *common = &logs->items[OFFICES + 1];
	uint64_t n = 0;

	while (n < common->count && strcmp(common->items[n].entry.kind_name, "writer.revoke") != 0)
		n++;
	return n;
}

/** What a log may be delivered up to now: of one that is not believed further nothing more would be
 * admitted, so what was admitted before comes before. */
static uint64_t limit(const struct order *order, const uint64_t *cut, size_t which)
{
	uint64_t first = first_revocation(&order->play->logs);

	return which == OFFICES + 1 && cut[which] > first &&
			       order->delivery.sent[OFFICES] < order->play->cuts[CUTS - 1][OFFICES]
		       ? first
		       : cut[which];
}

/** A log that is not delivered up to a cut; LOGS: all are. */
static size_t pick(struct order *order, const uint64_t *cut)
{
	size_t found = LOGS, count = 0;

	for (size_t i = 0; i < LOGS; i++)
		if (order->delivery.sent[i] < limit(order, cut, i) &&
		    splitmix64_below(&order->chance, ++count) == 0)
			found = i;
	return found;
}

static void deliver_up_to(struct order *order, const uint64_t *cut)
{
	struct splitmix64 *chance = &order->chance;
	size_t patience = 1 + splitmix64_below(chance, 12), which;

	while ((which = pick(order, cut)) < LOGS) {
		uint64_t sent = order->delivery.sent[which];
		uint64_t upto = sent + 1 + splitmix64_below(chance, patience);
		uint64_t most = limit(order, cut, which);

		if (which == OFFICES + 1 && most > first_revocation(&order->play->logs))
			merge_later(order); /* what was sent is admitted before it */
		deliver(&order->delivery, &order->play->logs, which, upto < most ? upto : most);
		if (pick(order, cut) < LOGS)
			between(order);
	}
	rota_clock_test_set(MORNING, 1);
	MUST(land_merge(order->province));
}

/** The checkpoint at which the first cut was reached is known as it was then. */
static void check_past(struct order *order, uint64_t number)
{
	struct rota_error err = { 0 };
	struct rota_buffer told = { 0 };
	struct rota_office *past;
	char name[96];

	snprintf(name, sizeof(name), "%llu", (unsigned long long)number);
	land_expect(rota_office_at(&past, order->province, name, &err), &err, "office at");
	tell(&told, past);
	rota_office_close(past);
	snprintf(name, sizeof(name), "%s, known at its first cut", order->name);
	check(order->play, &order->play->told[0], &told, name);
}

static uint64_t newest_checkpoint(struct rota_office *province)
{
	struct rota_standing standing;
	struct rota_error err = { 0 };

	land_expect(rota_office_standing(&standing, province, &err), &err, "standing");
	return standing.checkpoint;
}

static void play_order(struct play *play, size_t number)
{
	struct order order = { .play = play,
			       .chance = { play->chance.state + 1000 * (number + 1) },
			       .now = MORNING - 20 * A_DAY };
	uint64_t first = 0;

	snprintf(order.name, sizeof(order.name), "order %zu", number + 1);
	order.province = land_copy(&play->land);
	delivery_begin(&order.delivery, &play->logs, &order.province);
	for (size_t cut = 0; cut < CUTS; cut++) {
		deliver_up_to(&order, play->cuts[cut]);
		tell_province(play, order.province, cut, order.forked, order.name);
		if (cut == 0)
			first = newest_checkpoint(order.province);
		order.now = MORNING + A_DAY;
	}
	check_past(&order, first);
	check_rebuilt(play, order.province, order.name);
	rota_office_close(order.province);
}

/* --- for the model --------------------------------------------------------------------------- */

static void put_hex(FILE *file, const void *bytes, size_t size)
{
	struct rota_buffer text = { 0 };

	rota_hex_encode(&text, bytes, size);
	fprintf(file, " %s", rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

static void put_log(FILE *file, const struct log *log, uint64_t count)
{
	for (uint64_t n = 0; n < count; n++) {
		fprintf(file, "entry");
		put_hex(file, log->writer.bytes, sizeof(log->writer.bytes));
		put_hex(file, log->items[n].bytes, log->items[n].size);
		fprintf(file, "\n");
	}
}

static void leave_to_model(const struct play *play, uint64_t seed)
{
	const struct log *own = &play->logs.items[OFFICES + 1];
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%llu", options.model, (unsigned long long)seed);
	file = fopen(path, "w");
	MUST(file);
	fprintf(file, "today 2024-02-15\nprovince");
	put_hex(file, own[0].writer.bytes, sizeof(own->writer.bytes));
	put_hex(file, own[1].writer.bytes, sizeof(own->writer.bytes));
	fprintf(file, "\n");
	for (size_t i = 0; i < LOGS; i++)
		put_log(file, &play->logs.items[i], play->cuts[CUTS - 1][i]);
	fputs(rota_buffer_text(&play->told[CUTS - 1]), file);
	MUST(fclose(file) == 0);
}

/* --- all of a seed --------------------------------------------------------------------------- */

/** What the vector of the play has of a log. */
static uint64_t size_in_play(const struct play *play, size_t which)
{
	struct rota_error err = { 0 };
	struct rota_world world;
	uint64_t size;

	if (which != OFFICES)
		return play->logs.items[which].count;
	land_expect(rota_world_begin(&world, play->land.province, false, &err), &err, "world");
	size = admitted(&world, play);
	land_expect(rota_world_close(&world, ROTA_OK, &err), &err, "world");
	return size;
}

/** Where the orders stop on the way: some of each log; sets are whole. Where `common` revokes something by
 * then, all of that is there. */
static void draw_cuts(struct play *play)
{
	for (size_t i = 0; i < LOGS; i++) {
		const struct log *log = &play->logs.items[i];
		uint64_t there = play->stranger.sent[i]; /* of the province's own, when it began */
		uint64_t size = size_in_play(play, i);
		uint64_t cut = splitmix64_below(&play->chance, size + 1);

		if (log->key || cut < there)
			cut = log->key ? cut : there;
		play->cuts[0][i] = cut ? log->items[cut - 1].set_end : 0;
		play->cuts[1][i] = size;
	}
	if (play->cuts[0][OFFICES + 1] > first_revocation(&play->logs))
		play->cuts[0][OFFICES] = play->cuts[1][OFFICES];
}

static bool play_seed(uint64_t seed)
{
	struct play play = { .chance = { seed }, .fine = true };

	perform(&play);
	draw_cuts(&play);
	tell_province(&play, play.land.province, CUTS - 1, false, "the play");
	if (options.model)
		leave_to_model(&play, seed);
	for (size_t i = 0; i < options.orders; i++)
		play_order(&play, i);
	check_rebuilt(&play, play.land.province, "the play, derived again");
	for (size_t i = 0; i < OFFICES; i++)
		check_rebuilt(&play, play.land.offices[i], "an office, derived again");
	for (size_t i = 0; i < CUTS; i++) {
		forget(&play.told[i]);
		forget(&play.sealed[i]);
	}
	logs_clear(&play.logs);
	land_close(&play.land);
	if (!play.fine)
		printf("seed %llu fails\n", (unsigned long long)seed);
	return play.fine;
}

/* --- the command line ------------------------------------------------------------------------ */

static void read_options(int argc, char **argv)
{
	for (int i = 1; i < argc; i += 2) {
		uint64_t value = i + 1 < argc ? strtoull(argv[i + 1], NULL, 10) : 0;
		bool is_option = true;

		if (strcmp(argv[i], "--seed") == 0)
			options.seed = value;
		else if (strcmp(argv[i], "--seeds") == 0)
			options.seeds = value;
		else if (strcmp(argv[i], "--acts") == 0)
			options.acts = value;
		else if (strcmp(argv[i], "--orders") == 0)
			options.orders = value;
		else if (strcmp(argv[i], "--model") == 0)
			options.model = argv[i + 1];
		else
			is_option = false;
		MUST(is_option);
	}
}

int main(int argc, char **argv)
{
	uint64_t failed = 0;

	read_options(argc, argv);
	for (uint64_t i = 0; i < options.seeds; i++)
		failed += !play_seed(options.seed + i);
	printf("%llu passed, %llu failed\n", (unsigned long long)(options.seeds - failed),
	       (unsigned long long)failed);
	return failed ? 1 : 0;
}
