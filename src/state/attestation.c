/* SPDX-License-Identifier: Apache-2.0 */
#include "state/attestation.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "state/dispose.h"
#include "state/writers.h"
#include "store/log.h"

static bool is_same_writer(struct rota_writer_id a, struct rota_writer_id b)
{
	return memcmp(a.bytes, b.bytes, sizeof(a.bytes)) == 0;
}

static const struct {
	const char *id, *text;
} states[] = {
	[ROTA_ATTESTED_NOT] = { "not", N_("not attested") },
	[ROTA_ATTESTED_REFUSED] = { "refused", N_("attested, but it does not count") },
	[ROTA_ATTESTED_STALE] = { "stale", N_("attested, but changed since") },
	[ROTA_ATTESTED_YES] = { "yes", N_("attested") },
};

const char *rota_attested_id(enum rota_attested_state state)
{
	return states[state].id;
}

const char *rota_attested_shown(enum rota_attested_state state)
{
	return _(states[state].text);
}

const char *rota_attested_by(struct rota_world *world, const struct rota_attestation *attestation)
{
	struct rota_subject *officer;

	if (rota_world_subject(&officer, world, attestation->by, NULL))
		return NULL;
	return rota_subject_text(officer, "name");
}

/* --- which there are ------------------------------------------------------------------------- */

int rota_attested_scope(struct rota_id *out, struct rota_world *world, struct rota_writer_id writer,
			struct rota_error *err)
{
	const struct rota_enrolled_writer *enrolled;
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);

	*out = (struct rota_id){ { 0 } };
	if (rc)
		return rc;
	enrolled = rota_writers_find(writers, writer);
	if (rota_office_writes(world->office, writer) && world->scope)
		*out = world->scope->id;
	else if (enrolled)
		*out = enrolled->scope;
	return ROTA_OK;
}

/** What is being gathered of a log. */
struct gathering {
	struct rota_world *world;
	struct rota_writer_id writer;
	struct rota_id scope;
	struct rota_attestations *out;
	struct rota_arena *arena;
};

static int add(struct gathering *gathering, const struct rota_attestation *one,
	       struct rota_error *err)
{
	struct rota_attestations *out = gathering->out;
	struct rota_judged_attestation *items = rota_arena_more(
		gathering->arena, out->items, out->count, &out->room, sizeof(*items));

	if (!items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	out->items = items;
	items[out->count++] = (struct rota_judged_attestation){ .is = *one };
	return ROTA_OK;
}

/** Whether it is one of the log, by an office of the same unit. */
static int is_wanted(bool *out, struct gathering *gathering, const struct rota_attestation *one,
		     struct rota_error *err)
{
	struct rota_id scope;
	int rc = rota_attested_scope(&scope, gathering->world, rota_id_writer(one->entry), err);

	*out = !rc && is_same_writer(one->writer, gathering->writer) &&
	       rota_id_compare(one->scope, gathering->scope) == 0 &&
	       rota_id_compare(scope, gathering->scope) == 0;
	return rc;
}

static int take_subject(struct rota_world *world, const struct rota_subject *subject, void *payload,
			struct rota_error *err)
{
	struct gathering *gathering = payload;
	int rc = ROTA_OK;

	(void)world;
	for (size_t i = 0; !rc && subject->created && i < subject->revision_count; i++) {
		struct rota_attestation one;
		bool wanted = false;

		if (!rota_attestation_read(&one, subject, &subject->revisions[i]))
			continue;
		rc = is_wanted(&wanted, gathering, &one, err);
		if (!rc && wanted)
			rc = add(gathering, &one, err);
	}
	return rc;
}

static int compare(const void *a, const void *b)
{
	const struct rota_attestation *left = &((const struct rota_judged_attestation *)a)->is;
	const struct rota_attestation *right = &((const struct rota_judged_attestation *)b)->is;

	if (left->last != right->last)
		return left->last < right->last ? -1 : 1;
	if (left->clock != right->clock)
		return left->clock < right->clock ? -1 : 1;
	return rota_id_compare(left->entry, right->entry);
}

/* --- the officer ----------------------------------------------------------------------------- */

/** What was last said of an officer up to a clock. NULL: nothing. */
static const struct rota_value *said_by(const struct rota_subject *officer, const char *field,
					uint64_t clock)
{
	const struct rota_value *last = NULL;

	for (size_t i = 0; i < officer->revision_count; i++) {
		const struct rota_revision *one = &officer->revisions[i];
		const struct rota_value *value = rota_map_get(one->entry.body, field);

		if (!one->undone && one->entry.clock <= clock && value)
			last = value;
	}
	return last;
}

static bool has_role(const struct rota_value *roles, const char *role)
{
	for (size_t i = 0; roles && roles->type == ROTA_LIST && i < roles->as.list.count; i++) {
		const char *one = rota_value_text(&roles->as.list.items[i]);

		if (one && strcmp(one, role) == 0)
			return true;
	}
	return false;
}

/** Whether an officer is declared by the office that recorded an entry. */
static bool is_of_office(const struct rota_world *world, struct rota_id officer,
			 struct rota_id entry)
{
	struct rota_writer_id declared = rota_id_writer(officer), writer = rota_id_writer(entry);

	return is_same_writer(declared, writer) || (rota_office_writes(world->office, declared) &&
						    rota_office_writes(world->office, writer));
}

/** As the officer was when the attestation was recorded. */
static int judge_officer(struct rota_judged_attestation *one, struct rota_world *world,
			 struct rota_error *err)
{
	const struct rota_attestation *is = &one->is;
	const struct rota_value *active;
	struct rota_subject *officer;
	int rc = rota_world_subject(&officer, world, is->by, err);

	one->fault = ROTA_ATTESTATION_NO_OFFICER;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc || !officer->created || officer->type != ROTA_ENTITY_OFFICER ||
	    !is_of_office(world, is->by, is->entry))
		return rc;
	active = said_by(officer, "active", is->clock);
	if (!active || active->type != ROTA_BOOL || !active->as.truth)
		one->fault = ROTA_ATTESTATION_INACTIVE;
	else if (!has_role(said_by(officer, "roles", is->clock), "attest"))
		one->fault = ROTA_ATTESTATION_NO_ROLE;
	else
		one->fault = ROTA_ATTESTATION_COUNTS;
	return ROTA_OK;
}

static int judge_alone(struct rota_judged_attestation *one, struct rota_world *world, uint64_t size,
		       struct rota_error *err)
{
	const struct rota_attestation *is = &one->is;
	enum rota_attestation_fault fault = ROTA_ATTESTATION_COUNTS;

	for (size_t i = 0; !fault && i < ROTA_ATTESTED_POSTS; i++)
		fault = rota_attested_figures_check(&is->posts[i]);
	if (!fault && (is->last >= size || (is_same_writer(is->writer, rota_id_writer(is->entry)) &&
					    is->last >= rota_id_number(is->entry))))
		fault = ROTA_ATTESTATION_LAST;
	one->fault = fault;
	return fault ? ROTA_OK : judge_officer(one, world, err);
}

/* --- who recorded ---------------------------------------------------------------------------- */

/** An officer who attests, and the last entry that he recorded of what was read so far. */
struct recorder {
	struct rota_id officer;
	uint64_t next; /* the number after that entry; 0: none */
};

struct reading {
	struct gathering *gathering;
	struct recorder *recorders; /* by officer */
	size_t count;
	size_t at;      /* the first attestation that is not judged yet */
	uint64_t since; /* the first entry for which nobody stands yet */
};

static int compare_recorders(const void *a, const void *b)
{
	return rota_id_compare(((const struct recorder *)a)->officer,
			       ((const struct recorder *)b)->officer);
}

static struct recorder *find_recorder(const struct reading *reading, struct rota_id officer)
{
	const struct recorder wanted = { .officer = officer };

	return reading->count ? bsearch(&wanted, reading->recorders, reading->count, sizeof(wanted),
					compare_recorders)
			      : NULL;
}

static int list_recorders(struct reading *reading, struct rota_error *err)
{
	const struct rota_attestations *all = reading->gathering->out;

	reading->recorders = rota_arena_alloc(reading->gathering->arena,
					      (all->count + 1) * sizeof(*reading->recorders));
	if (!reading->recorders)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < all->count; i++)
		reading->recorders[reading->count++] =
			(struct recorder){ .officer = all->items[i].is.by };
	if (reading->count)
		qsort(reading->recorders, reading->count, sizeof(*reading->recorders),
		      compare_recorders);
	return ROTA_OK;
}

/** V98 of those that go up to an entry which has been read. */
static void judge_recorders(struct reading *reading, uint64_t read)
{
	struct rota_attestations *all = reading->gathering->out;

	for (; reading->at < all->count && all->items[reading->at].is.last <= read; reading->at++) {
		struct rota_judged_attestation *one = &all->items[reading->at];
		const struct recorder *recorder = find_recorder(reading, one->is.by);

		one->since = reading->since;
		one->by_recorder = recorder && recorder->next > reading->since;
		if (one->by_recorder)
			one->recorded = recorder->next - 1;
		if (!one->fault && one->by_recorder)
			one->fault = ROTA_ATTESTATION_RECORDER;
		if (!one->fault)
			reading->since = one->is.last + 1;
	}
}

/** Whether an entry is about postings and people. One that takes back what is not is none. */
static bool is_record(struct rota_world *world, const struct rota_entry *entry)
{
	struct rota_entry of;
	struct rota_id id;

	if (strcmp(entry->kind_name, "entry.undo") == 0 &&
	    rota_id_from_value(&id, rota_map_get(entry->body, "of")) &&
	    rota_world_entry(&of, world, id, NULL) == ROTA_OK)
		return rota_entry_is_record(&of);
	return rota_entry_is_record(entry);
}

enum { STOP = 1 };

static int read_recorder(uint64_t n, const void *bytes, size_t size, void *payload,
			 struct rota_error *err)
{
	struct reading *reading = payload;
	struct rota_world *world = reading->gathering->world;
	struct recorder *recorder = NULL;
	struct rota_entry entry;
	struct rota_id by;
	int rc = rota_entry_decode(&entry, &world->scratch, bytes, size, err);

	if (!rc && rota_id_from_value(&by, rota_map_get(&entry.root, "by")))
		recorder = find_recorder(reading, by);
	if (recorder && is_record(world, &entry))
		recorder->next = n + 1;
	rota_world_forget(world);
	if (rc)
		return rc;
	judge_recorders(reading, n);
	return reading->at == reading->gathering->out->count ? STOP : ROTA_OK;
}

static int judge(struct gathering *gathering, struct rota_error *err)
{
	struct reading reading = { .gathering = gathering };
	struct rota_world *world = gathering->world;
	uint64_t size;
	int rc = rota_log_size(&size, world->txn, gathering->writer.bytes, err);

	for (size_t i = 0; !rc && i < gathering->out->count; i++) {
		rc = judge_alone(&gathering->out->items[i], world, size, err);
		rota_world_forget(world);
	}
	if (!rc)
		rc = list_recorders(&reading, err);
	if (!rc)
		rc = rota_log_each(world->txn, gathering->writer.bytes, 0, read_recorder, &reading,
				   err);
	if (rc == STOP)
		rc = ROTA_OK;
	return rc;
}

/** All of a log, not judged yet. */
static int gather(struct gathering *gathering, struct rota_error *err)
{
	struct rota_attestations *out = gathering->out;
	int rc = rota_attested_scope(&gathering->scope, gathering->world, gathering->writer, err);

	*out = (struct rota_attestations){ .count = 0 };
	return rc ? rc
		  : rota_world_each(gathering->world, ROTA_ENTITY_ATTESTATION, take_subject,
				    gathering, err);
}

static void sort(struct rota_attestations *all)
{
	if (all->count)
		qsort(all->items, all->count, sizeof(*all->items), compare);
}

int rota_world_attestations(struct rota_attestations *out, struct rota_world *world,
			    struct rota_writer_id writer, const struct rota_attestation *planned,
			    struct rota_arena *arena, struct rota_error *err)
{
	struct gathering gathering = {
		.world = world, .writer = writer, .out = out, .arena = arena
	};
	int rc = gather(&gathering, err);

	if (!rc && planned)
		rc = add(&gathering, planned, err);
	sort(out);
	return rc || !out->count ? rc : judge(&gathering, err);
}

/* --- what stands ----------------------------------------------------------------------------- */

/** What is looked for behind an attestation. */
struct looking {
	struct rota_world *world;
	const struct rota_attestation *attestation;
	int32_t cutoff;
	bool stale;
};

/** The first day of the posting of which an entry speaks. */
static int posting_day(int32_t *day, struct rota_world *world, const struct rota_entry *entry,
		       struct rota_error *err)
{
	struct rota_entry creator;
	struct rota_id id = entry->id;
	int rc;

	*day = ROTA_DAY_ALWAYS;
	if (strcmp(entry->kind_name, "locality.set") == 0 &&
	    !rota_id_from_value(&id, rota_map_get(entry->body, "posting")))
		return ROTA_OK;
	rc = rota_world_entry(&creator, world, id, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc && creator.has_on && !rota_day_is_none(creator.on))
		*day = rota_day_first(creator.on);
	return rc;
}

/** The first day of which an entry changes figures; ROTA_DAY_NEVER when of none. */
static int reached_day(int32_t *day, struct looking *looking, const struct rota_entry *entry,
		       unsigned depth, struct rota_error *err)
{
	struct rota_world *world = looking->world;
	struct rota_entry of;
	struct rota_id id;
	int rc;

	switch (rota_entry_reach(day, entry)) {
	case ROTA_REACHES_DAY:
		return ROTA_OK;
	case ROTA_REACHES_POSTING:
		return posting_day(day, world, entry, err);
	case ROTA_REACHES_ALL:
		*day = ROTA_DAY_ALWAYS;
		return ROTA_OK;
	case ROTA_REACHES_UNDONE:
		*day = ROTA_DAY_ALWAYS;
		if (depth > ROTA_UNDO_DEPTH ||
		    !rota_id_from_value(&id, rota_map_get(entry->body, "of")))
			return ROTA_OK;
		rc = rota_world_entry(&of, world, id, err);
		if (rc == ROTA_ENOTFOUND) {
			rota_error_clear(err);
			return ROTA_OK;
		}
		if (rc)
			return rc;
		if (is_same_writer(rota_id_writer(id), looking->attestation->writer) &&
		    rota_id_number(id) > looking->attestation->last) {
			*day = ROTA_DAY_NEVER; /* it came and went since */
			return ROTA_OK;
		}
		return reached_day(day, looking, &of, depth + 1, err);
	case ROTA_REACHES_NOTHING:
	default:
		*day = ROTA_DAY_NEVER;
		return ROTA_OK;
	}
}

/** Whether an entry counts, and assigns something. */
static int stands(bool *out, struct rota_world *world, struct rota_id id, struct rota_error *err)
{
	struct rota_revision revision;
	int rc = rota_world_revision(&revision, world, id, err);

	*out = false;
	if (!rc && !revision.undone)
		rc = rota_world_counts(out, world, &revision, err);
	return rc;
}

static int look(uint64_t n, const void *bytes, size_t size, void *payload, struct rota_error *err)
{
	struct looking *looking = payload;
	struct rota_world *world = looking->world;
	int32_t day = ROTA_DAY_NEVER;
	struct rota_entry entry;
	int rc = rota_entry_decode(&entry, &world->scratch, bytes, size, err);

	if (!rc)
		rc = reached_day(&day, looking, &entry, 0, err);
	if (!rc && day <= looking->cutoff)
		rc = stands(&looking->stale, world, rota_id_make(looking->attestation->writer, n),
			    err);
	rota_world_forget(world);
	return rc ? rc : looking->stale ? STOP : ROTA_OK;
}

int rota_attestation_stale(bool *out, struct rota_world *world,
			   const struct rota_attestation *attestation, int32_t cutoff,
			   struct rota_error *err)
{
	struct looking looking = { .world = world, .attestation = attestation, .cutoff = cutoff };
	int rc = attestation->last == UINT64_MAX
			 ? ROTA_OK
			 : rota_log_each(world->txn, attestation->writer.bytes,
					 attestation->last + 1, look, &looking, err);

	*out = looking.stale;
	return rc == STOP ? ROTA_OK : rc;
}

int rota_attested_find(struct rota_attested *out, struct rota_world *world,
		       const struct rota_attestations *all, struct rota_id period, int32_t cutoff,
		       struct rota_error *err)
{
	const struct rota_judged_attestation *last = NULL;
	bool stale;
	int rc;

	*out = (struct rota_attested){ .state = ROTA_ATTESTED_NOT };
	for (size_t i = 0; i < all->count; i++) {
		const struct rota_judged_attestation *one = &all->items[i];

		if (rota_id_compare(one->is.period, period) == 0 &&
		    (!last || last->fault || !one->fault))
			last = one;
	}
	if (!last)
		return ROTA_OK;
	out->judged = *last;
	out->proved = !is_same_writer(last->is.writer, rota_id_writer(last->is.entry));
	out->state = ROTA_ATTESTED_REFUSED;
	if (last->fault)
		return ROTA_OK;
	rc = rota_attestation_stale(&stale, world, &last->is, cutoff, err);
	out->state = stale ? ROTA_ATTESTED_STALE : ROTA_ATTESTED_YES;
	return rc;
}

int rota_attested_own(struct rota_attested *out, struct rota_world *world, struct rota_id period,
		      int32_t cutoff, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_attestations all;
	struct gathering gathering = {
		.world = world, .writer = world->office->own, .out = &all, .arena = arena
	};
	int rc = gather(&gathering, err);

	*out = (struct rota_attested){ .state = ROTA_ATTESTED_NOT };
	sort(&all);
	return rc ? rc : rota_attested_find(out, world, &all, period, cutoff, err);
}
