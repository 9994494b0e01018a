/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/locality.h"

#include <string.h>

#include "ledger/descent.h"

/* --- words ---------------------------------------------------------------------------------- */

/** A reason gives the value: nothing is local, or not, without one. */
static const struct {
	const char *id;
	enum rota_locality_value value;
} reasons[] = {
	[ROTA_BECAUSE_UNSTATED] = { "unstated", ROTA_LOCALITY_UNDETERMINED },
	[ROTA_BECAUSE_SAME] = { "same", ROTA_LOCALITY_LOCAL },
	[ROTA_BECAUSE_HEIR] = { "heir", ROTA_LOCALITY_LOCAL },
	[ROTA_BECAUSE_PART] = { "part", ROTA_LOCALITY_UNDETERMINED },
	[ROTA_BECAUSE_ELSEWHERE] = { "elsewhere", ROTA_LOCALITY_NON_LOCAL },
	[ROTA_BECAUSE_COARSE] = { "coarse", ROTA_LOCALITY_UNDETERMINED },
	[ROTA_BECAUSE_LATER] = { "later", ROTA_LOCALITY_UNDETERMINED },
	[ROTA_BECAUSE_AMBIGUOUS] = { "ambiguous", ROTA_LOCALITY_UNDETERMINED },
	[ROTA_BECAUSE_UNREAD] = { "unread", ROTA_LOCALITY_UNDETERMINED },
	[ROTA_BECAUSE_UNTRACED] = { "untraced", ROTA_LOCALITY_UNDETERMINED },
	[ROTA_BECAUSE_NO_LEVEL] = { "no_level", ROTA_LOCALITY_UNDETERMINED },
	[ROTA_BECAUSE_YEARS] = { "years", ROTA_LOCALITY_LOCAL },
	[ROTA_BECAUSE_YEARS_OPEN] = { "years_open", ROTA_LOCALITY_UNDETERMINED },
	[ROTA_BECAUSE_TOO_SHORT] = { "too_short", ROTA_LOCALITY_NON_LOCAL },
	[ROTA_BECAUSE_NO_YEARS] = { "no_years", ROTA_LOCALITY_UNDETERMINED },
	[ROTA_BECAUSE_MANUAL] = { "manual", ROTA_LOCALITY_UNDETERMINED },
};

const char *rota_locality_value_id(enum rota_locality_value value)
{
	static const char *const ids[] = { "undetermined", "local", "non_local" };

	return ids[value];
}

const char *rota_locality_basis_id(enum rota_locality_basis basis)
{
	static const char *const ids[] = { "native", "birth", "residence", "manual" };

	return ids[basis];
}

const char *rota_locality_reason_id(enum rota_locality_reason reason)
{
	return reasons[reason].id;
}

/* --- policies ------------------------------------------------------------------------------- */

/** The place of a field's word among @p words; 0, the default, when it has none of them. */
static unsigned word_of(const struct rota_subject *policy, const char *field,
			const char *const words[], unsigned count)
{
	const char *text = policy ? rota_subject_text(policy, field) : NULL;

	for (unsigned i = 0; text && i < count; i++)
		if (strcmp(words[i], text) == 0)
			return i;
	return 0;
}

void rota_locality_policy_read(struct rota_locality_policy *out, const struct rota_subject *policy)
{
	static const char *const tests[] = { "native_place", "birth_place", "either", "residence",
					     "manual" };
	static const char *const levels[] = { "commune", "district", "province" };
	static const char *const geographies[] = { "appointment", "report" };
	static const char *const residences[] = { "both", "study", "work" };

	*out = (struct rota_locality_policy){
		.test = (enum rota_locality_test)word_of(policy, "test", tests, 5),
		.level =
			(enum rota_level)(ROTA_LEVEL_COMMUNE - word_of(policy, "level", levels, 3)),
		.geography = (enum rota_geography)word_of(policy, "geography", geographies, 2),
		.residence_years = policy ? rota_subject_uint(policy, "residence_years", 0) : 0,
		.residence_counts =
			(enum rota_residence)word_of(policy, "residence_counts", residences, 3),
	};
}

bool rota_locality_takes_spells(const struct rota_locality_policy *policy)
{
	return policy->residence_years > 0 && policy->test != ROTA_TEST_MANUAL;
}

void rota_spell_read(struct rota_spell *out, const struct rota_subject *spell)
{
	*out = (struct rota_spell){ .from = rota_subject_day(spell, "from"),
				    .to = rota_subject_day(spell, "to"),
				    .what = rota_subject_text(spell, "what") };
	rota_origin_read(&out->place, rota_subject_value(spell, "place"));
}

struct rota_id rota_spell_cadre(const struct rota_subject *spell)
{
	struct rota_id cadre = { { 0 } };

	if (spell->created)
		rota_id_from_value(&cadre, rota_map_get(spell->created->entry.body, "cadre"));
	return cadre;
}

/* --- places --------------------------------------------------------------------------------- */

struct judge {
	const struct rota_locality_facts *facts;
	const struct rota_locality_policy *policy;
	const struct rota_national *national;
	struct rota_descent descent;
};

static struct rota_locality because(enum rota_locality_reason reason,
				    enum rota_locality_basis basis)
{
	return (struct rota_locality){ reasons[reason].value, basis, reason, { 0 } };
}

/** What all meanings of a place have in common. */
static struct rota_locality judge_place(const struct judge *judge, const struct rota_origin *place,
					enum rota_locality_basis basis)
{
	struct rota_meaning meanings[ROTA_MEANINGS];
	struct rota_locality result;
	size_t count;

	if (!rota_origin_is_stated(place))
		return because(ROTA_BECAUSE_UNSTATED, basis);
	count = rota_origin_meanings(meanings, judge->descent.gazetteer, judge->national, place,
				     judge->facts->appointed);
	if (!count)
		return because(ROTA_BECAUSE_UNREAD, basis);
	result = because(rota_descent_reason(&judge->descent, &meanings[0]), basis);
	for (size_t i = 1; i < count; i++)
		if (reasons[rota_descent_reason(&judge->descent, &meanings[i])].value !=
		    result.value)
			return because(ROTA_BECAUSE_AMBIGUOUS, basis);
	if (count == 1)
		result.origin = meanings[0];
	return result;
}

static struct rota_locality judge_either(const struct judge *judge)
{
	struct rota_locality native = judge_place(judge, &judge->facts->native, ROTA_BASIS_NATIVE);
	struct rota_locality birth =
		judge_place(judge, &judge->facts->birth_place, ROTA_BASIS_BIRTH);

	if (native.value == ROTA_LOCALITY_LOCAL)
		return native;
	if (birth.value == ROTA_LOCALITY_LOCAL)
		return birth;
	return native.value == ROTA_LOCALITY_UNDETERMINED ? native : birth;
}

/* --- spells --------------------------------------------------------------------------------- */

/** Times that neither overlap nor touch, in no order. */
struct stretches {
	struct {
		int32_t from;
		int32_t to;
	} at[ROTA_SPELLS_MAX];
	size_t count;
};

/** At most once for each spell. */
static void add_stretch(struct stretches *all, int32_t from, int32_t to)
{
	size_t i = 0;

	if (from >= to)
		return;
	while (i < all->count) {
		if (all->at[i].from > to || all->at[i].to < from) {
			i++;
			continue;
		}
		from = all->at[i].from < from ? all->at[i].from : from;
		to = all->at[i].to > to ? all->at[i].to : to;
		all->at[i] = all->at[--all->count];
	}
	all->at[all->count].from = from;
	all->at[all->count++].to = to;
}

/** Whole years in the whole months of each stretch. */
static uint64_t years_of(const struct stretches *all)
{
	uint64_t months = 0;

	for (size_t i = 0; i < all->count; i++)
		months += (uint64_t)rota_day_months_between(rota_day_from_number(all->at[i].from),
							    rota_day_from_number(all->at[i].to));
	return months / 12;
}

static bool is_counted(const struct judge *judge, const struct rota_spell *spell)
{
	static const char *const wanted[] = { "", "study", "work" };
	const char *what = wanted[judge->policy->residence_counts];

	if (!spell->what || rota_day_is_none(spell->from))
		return false;
	return *what ? strcmp(spell->what, what) == 0 : strcmp(spell->what, "live") != 0;
}

static enum rota_locality_value judge_spell(const struct judge *judge,
					    const struct rota_spell *spell)
{
	struct rota_origin place = spell->place;

	if (rota_day_is_none(place.on))
		place.on = spell->from;
	return judge_place(judge, &place, ROTA_BASIS_RESIDENCE).value;
}

/** The first of two days, of which the one of the judging is always there. */
static int32_t up_to(const struct judge *judge, int32_t day)
{
	return day < judge->descent.day ? day : judge->descent.day;
}

/** The days that a spell surely had. */
static void add_sure(struct stretches *all, const struct judge *judge,
		     const struct rota_spell *spell)
{
	bool open = rota_day_is_none(spell->to);

	add_stretch(all, rota_day_last(spell->from),
		    up_to(judge, open ? judge->descent.day : rota_day_first(spell->to)));
}

/** All days that it may have had. */
static void add_possible(struct stretches *all, const struct judge *judge,
			 const struct rota_spell *spell)
{
	bool open = rota_day_is_none(spell->to);

	add_stretch(all, rota_day_first(spell->from),
		    up_to(judge, open ? judge->descent.day : rota_day_last(spell->to)));
}

static struct rota_locality judge_residence(const struct judge *judge)
{
	uint64_t wanted = judge->policy->residence_years;
	struct stretches sure = { .count = 0 };
	struct stretches possible = { .count = 0 };
	bool any = false;

	if (!wanted)
		return because(ROTA_BECAUSE_NO_YEARS, ROTA_BASIS_RESIDENCE);
	if (judge->facts->spell_count > ROTA_SPELLS_MAX)
		return because(ROTA_BECAUSE_YEARS_OPEN, ROTA_BASIS_RESIDENCE);
	for (size_t i = 0; i < judge->facts->spell_count; i++) {
		const struct rota_spell *spell = &judge->facts->spells[i];
		enum rota_locality_value value;

		if (!is_counted(judge, spell))
			continue;
		any = true;
		value = judge_spell(judge, spell);
		if (value == ROTA_LOCALITY_LOCAL)
			add_sure(&sure, judge, spell);
		if (value != ROTA_LOCALITY_NON_LOCAL)
			add_possible(&possible, judge, spell);
	}
	if (!any)
		return because(ROTA_BECAUSE_UNSTATED, ROTA_BASIS_RESIDENCE);
	if (years_of(&sure) >= wanted)
		return because(ROTA_BECAUSE_YEARS, ROTA_BASIS_RESIDENCE);
	if (years_of(&possible) >= wanted)
		return because(ROTA_BECAUSE_YEARS_OPEN, ROTA_BASIS_RESIDENCE);
	return because(ROTA_BECAUSE_TOO_SHORT, ROTA_BASIS_RESIDENCE);
}

/* --- tests ---------------------------------------------------------------------------------- */

static struct rota_locality judge_origin(const struct judge *judge)
{
	const struct rota_locality_facts *facts = judge->facts;

	switch (judge->policy->test) {
	case ROTA_TEST_NATIVE_PLACE:
		return judge_place(judge, &facts->native, ROTA_BASIS_NATIVE);
	case ROTA_TEST_BIRTH_PLACE:
		return judge_place(judge, &facts->birth_place, ROTA_BASIS_BIRTH);
	case ROTA_TEST_EITHER:
		return judge_either(judge);
	case ROTA_TEST_RESIDENCE:
		return judge_residence(judge);
	case ROTA_TEST_MANUAL:
		break;
	}
	return because(ROTA_BECAUSE_MANUAL, ROTA_BASIS_MANUAL);
}

/** What the years beside another test change: they make a local, and where they may, nobody is said
 *  to be none. */
static bool years_decide(const struct rota_locality *by_origin,
			 const struct rota_locality *by_spells)
{
	if (by_spells->value == ROTA_LOCALITY_LOCAL)
		return true;
	return by_spells->reason == ROTA_BECAUSE_YEARS_OPEN &&
	       by_origin->value == ROTA_LOCALITY_NON_LOCAL;
}

struct rota_locality rota_locality_of(const struct rota_locality_facts *facts,
				      const struct rota_locality_policy *policy,
				      const struct rota_gazetteer *gazetteer,
				      const struct rota_national *national)
{
	struct judge judge = { .facts = facts, .policy = policy, .national = national };
	bool at_report = policy->geography == ROTA_GEOGRAPHY_REPORT;
	struct rota_locality by_origin, by_spells;

	rota_descent_init(&judge.descent, gazetteer, facts->unit, policy->level,
			  at_report ? facts->reported : facts->appointed);
	by_origin = judge_origin(&judge);
	if (by_origin.value == ROTA_LOCALITY_LOCAL || policy->test == ROTA_TEST_RESIDENCE ||
	    policy->test == ROTA_TEST_MANUAL)
		return by_origin;
	by_spells = judge_residence(&judge);
	return years_decide(&by_origin, &by_spells) ? by_spells : by_origin;
}
