/* SPDX-License-Identifier: Apache-2.0 */
#include "state/dispose.h"

#include <string.h>

#include "base/messages.h"
#include "state/revocation.h"
#include "state/settled.h"
#include "state/tenure.h"
#include "state/writers.h"
#include "store/entity.h"
#include "store/log.h"

/* --- the unit of an entry -------------------------------------------------------------------- */

/** The field in which a kind names the unit that it is about; NULL: none. */
static const char *unit_field(const char *kind)
{
	static const struct {
		const char *kind, *field;
	} fields[] = { { "posting.begin", "unit" },
		       { "post.vacant", "unit" },
		       { "nil.return", "scope" },
		       { "attest", "scope" } };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strcmp(fields[i].kind, kind) == 0)
			return fields[i].field;
	return NULL;
}

static bool begins(const char *text, const char *beginning)
{
	return strncmp(text, beginning, strlen(beginning)) == 0;
}

/** The posting (or vacancy) that an entry changes or speaks of; zero: none. */
static struct rota_id changed_by(const struct rota_entry *entry)
{
	struct rota_id id = { { 0 } };

	if (!entry->creates &&
	    (begins(entry->kind_name, "posting.") || begins(entry->kind_name, "post.")))
		return entry->id;
	if (strcmp(entry->kind_name, "locality.set") == 0)
		rota_id_from_value(&id, rota_map_get(entry->body, "posting"));
	return id;
}

static int32_t day_of(const struct rota_entry *entry)
{
	if (!entry->has_on)
		return ROTA_DAY_NEVER;
	return rota_day_is_none(entry->on) ? ROTA_DAY_ALWAYS : rota_day_first(entry->on);
}

static bool names_unit(struct rota_id *unit, const struct rota_entry *entry)
{
	const char *field = unit_field(entry->kind_name);

	return field && rota_id_from_value(unit, rota_map_get(entry->body, field));
}

/** The unit and the first day of a posting of which the begin alone is known: its tenure has both.
 */
static int read_simple(bool *done, struct rota_id *unit, int32_t *from, struct rota_world *world,
		       struct rota_id posting, struct rota_error *err)
{
	struct rota_tenure tenure;
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, posting.bytes, err);

	if (!rc)
		rc = rota_tenure_get(&tenure, world, no, err);
	*done = !rc && tenure.simple;
	if (*done) {
		*from = tenure.from;
		return rota_entity_id(unit->bytes, world->txn, tenure.unit, err);
	}
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	return rc;
}

int rota_entry_unit(struct rota_id *unit, int32_t *day, struct rota_world *world,
		    const struct rota_entry *entry, struct rota_error *err)
{
	struct rota_id changed = changed_by(entry);
	struct rota_entry creator;
	int32_t from = ROTA_DAY_NEVER;
	bool done;
	int rc;

	*unit = (struct rota_id){ { 0 } };
	*day = day_of(entry);
	if (names_unit(unit, entry) || rota_id_is_zero(changed))
		return ROTA_OK;
	rc = read_simple(&done, unit, &from, world, changed, err);
	if (!rc && done && *day == ROTA_DAY_NEVER)
		*day = from;
	if (rc || done)
		return rc;
	rc = rota_world_entry(&creator, world, changed, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc)
		return rc;
	names_unit(unit, &creator);
	if (*day == ROTA_DAY_NEVER)
		*day = day_of(&creator);
	return ROTA_OK;
}

/* --- custody --------------------------------------------------------------------------------- */

/** What the province alone records, for all. */
static bool is_of_province(const struct rota_entry *entry)
{
	static const char *const families[] = { "unit.",   "target.",   "policy.", "period.",
						"writer.", "province.", "root.",   "matter." };
	const char *role = rota_value_text(rota_map_get(entry->body, "role"));

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if (begins(entry->kind_name, families[i]))
			return true;
	return strcmp(entry->kind_name, "locality.set") == 0 && role &&
	       strcmp(role, "confirmed") == 0;
}

int rota_entry_custody(enum rota_custody *out, struct rota_world *world,
		       const struct rota_entry *entry, const struct rota_enrolled_writer *writer,
		       struct rota_error *err)
{
	const struct rota_unit *unit;
	struct rota_id id;
	int32_t day;
	int rc = rota_entry_unit(&id, &day, world, entry, err);

	*out = ROTA_CUSTODY_OTHER;
	if (rc || is_of_province(entry) || !writer)
		return rc;
	unit = rota_gazetteer_unit(&world->gazetteer, id);
	/* of no unit, or of one that is not known yet: then it waits for that */
	*out = unit ? rota_custody_find(&writer->kept, &world->gazetteer, unit, day,
					rota_custody_decided(entry, day))
		    : ROTA_CUSTODY_OWN;
	return ROTA_OK;
}

static int find_custody(enum rota_custody *out, struct rota_world *world,
			const struct rota_entry *entry, struct rota_writer_id writer,
			struct rota_error *err)
{
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);

	return rc ? rc
		  : rota_entry_custody(out, world, entry, rota_writers_find(writers, writer), err);
}

/* --- references ------------------------------------------------------------------------------ */

/** An entity has the id of the entry that created it: without that it is not known. */
static int check_known(struct rota_id *missing, struct rota_world *world, struct rota_id entity,
		       struct rota_error *err)
{
	struct rota_writer_id writer = rota_id_writer(entity);
	uint64_t size;
	int rc;

	if (!rota_id_is_zero(*missing))
		return ROTA_OK;
	rc = rota_log_size(&size, world->txn, writer.bytes, err);
	if (!rc && rota_id_number(entity) >= size)
		*missing = entity;
	return rc;
}

/** The first entity that an entry speaks of and that nobody has created yet. */
static int find_missing(struct rota_id *out, struct rota_world *world,
			const struct rota_entry *entry, struct rota_error *err)
{
	const struct rota_kind *kind = entry->kind;
	int rc = entry->creates ? ROTA_OK : check_known(out, world, entry->id, err);

	for (size_t i = 0; !rc && kind && i < kind->count; i++) {
		const struct rota_field *field = &kind->fields[i];
		struct rota_id id;

		if ((field->type == ROTA_TYPE_REF || field->type == ROTA_TYPE_REF_TEXT) &&
		    rota_id_from_value(&id, rota_map_get(entry->body, field->name)))
			rc = check_known(out, world, id, err);
	}
	return rc;
}

/* --- what an entry is about ------------------------------------------------------------------ */

/** Whether something is remembered as a posting: then there is no need to look what created it. */
static int is_posting(bool *out, struct rota_world *world, struct rota_id id, struct rota_error *err)
{
	struct rota_tenure tenure;
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, id.bytes, err);

	*out = false;
	if (!rc)
		rc = rota_tenure_find(&tenure, out, world, no, err);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

/** An entry that is about an entity must be of its type; else whoever may speak of a posting could end
 * a unit. @param[out] out  it is not: @p fault says so. */
static int check_type(struct rota_error *fault, struct rota_world *world,
		      const struct rota_entry *entry, struct rota_error *err)
{
	struct rota_entry creator;
	bool fits = false;
	int rc = ROTA_OK;

	if (entry->creates || !entry->kind || fault->code)
		return ROTA_OK;
	if (entry->kind->entity == ROTA_ENTITY_POSTING)
		rc = is_posting(&fits, world, entry->id, err);
	if (rc || fits)
		return rc;
	rc = rota_world_entry(&creator, world, entry->id, err);
	if (rc == ROTA_ENOTFOUND) { /* then it waits for that, or is about what is not here */
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc && (!creator.creates ||
		    (creator.kind && creator.kind->entity != entry->kind->entity)))
		rota_fail(fault, ROTA_EINVALID, NULL,
			  _("'%s' is about an entry that is no such thing"), entry->kind_name);
	return rc;
}

/* --- all of it ------------------------------------------------------------------------------- */

static bool is_other(const struct rota_office *office, struct rota_writer_id writer)
{
	return office->is_province && !rota_office_writes(office, writer);
}

static bool is_kept(enum rota_custody custody)
{
	return custody == ROTA_CUSTODY_OWN || custody == ROTA_CUSTODY_BEFORE;
}

/** A proposal that the province has accepted is judged like an entry of the unit's own office. */
static int judge_proposal(struct rota_disposed *out, struct rota_disposition_facts *facts,
			  struct rota_world *world, const struct rota_revision *revision,
			  struct rota_error *err)
{
	const struct rota_entry *entry = &revision->entry;
	bool accepted;
	int rc = rota_world_accepted(&accepted, world, revision->id,
				     entry->creates ? revision->id : entry->id, err);

	if (rc || !accepted)
		return rc;
	facts->custody = ROTA_CUSTODY_OWN;
	rc = find_missing(&facts->missing, world, entry, err);
	*out = rota_dispose(facts);
	return rc;
}

int rota_world_dispose(struct rota_disposed *out, struct rota_world *world,
		       const struct rota_revision *revision, struct rota_error *err)
{
	const struct rota_entry *entry = &revision->entry;
	struct rota_writer_id writer = rota_id_writer(revision->id);
	struct rota_error fault = { .code = ROTA_OK };
	struct rota_disposition_facts facts = { .undone = revision->undone,
						.held = entry->held,
						.fault = &fault,
						.custody = ROTA_CUSTODY_OWN,
						.creates = entry->creates };
	bool is_loading = world->loading_writers || world->loading_revocations;
	bool believed;
	int rc = rota_world_believes(&believed, world, revision->id, err);

	facts.revoked = !believed;
	if (rc || facts.revoked) {
		*out = rota_dispose(&facts);
		return rc;
	}
	rota_entry_check(entry, &fault);
	rc = check_type(&fault, world, entry, err);
	if (rc)
		return rc;
	if (is_other(world->office, writer) && is_loading)
		facts.custody = ROTA_CUSTODY_OTHER; /* only `common` enrols and revokes */
	else if (is_other(world->office, writer))
		rc = find_custody(&facts.custody, world, entry, writer, err);
	if (!rc && is_other(world->office, writer) && is_kept(facts.custody))
		rc = find_missing(&facts.missing, world, entry, err);
	*out = rota_dispose(&facts);
	return rc || out->disposition != ROTA_PROPOSAL || is_loading
		       ? rc
		       : judge_proposal(out, &facts, world, revision, err);
}

int rota_world_counts(bool *out, struct rota_world *world, const struct rota_revision *revision,
		      struct rota_error *err)
{
	struct rota_disposed disposed;
	int rc = rota_world_believes(out, world, revision->id, err);

	if (rc || !*out)
		return rc;
	if (revision->undone) {
		*out = rota_entry_check(&revision->entry, NULL) == ROTA_OK;
		return ROTA_OK;
	}
	rc = rota_world_dispose(&disposed, world, revision, err);
	*out = !rc && disposed.disposition == ROTA_FACT;
	return rc;
}
