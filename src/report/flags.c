/* SPDX-License-Identifier: Apache-2.0 */
#include "report/flags.h"

#include <string.h>

static void flag(struct rota_flags *flags, const char *rule)
{
	for (size_t i = 0; i < flags->count; i++)
		if (strcmp(flags->rules[i], rule) == 0)
			return;
	flags->rules[flags->count++] = rule;
}

static int32_t day_recorded(const struct rota_revision *revision)
{
	return rota_day_first(rota_day_of_instant(rota_clock_ms(revision->entry.clock)));
}

/** Whether a field of the cadre was given another value between two days on which it was recorded. */
static bool was_changed(const struct rota_subject *cadre, const char *field, int32_t from, int32_t to)
{
	const struct rota_value *before = NULL;

	for (size_t i = 0; i < cadre->revision_count; i++) {
		const struct rota_revision *one = &cadre->revisions[i];
		const struct rota_value *value =
		        one->undone ? NULL : rota_map_get(one->entry.body, field);

		if (!value)
			continue;
		if (before && before->type != ROTA_NIL && !rota_value_equal(before, value) &&
		    day_recorded(one) >= from && day_recorded(one) < to)
			return true;
		before = value;
	}
	return false;
}

static int flag_changes(struct rota_flags *out, struct rota_world *world,
                        const struct rota_posting *posting, struct rota_error *err)
{
	static const struct {
		const char *rule, *field;
		bool in_post; /* only what was changed while the post was held */
	} watched[] = {
		{ "V55", "born", false },
		{ "V63", "name", false },
		{ "V75", "native", true },
		{ "V75", "birth_place", true },
	};
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, world, posting->cadre, err);

	for (size_t i = 0; !rc && i < sizeof(watched) / sizeof(watched[0]); i++)
		if (was_changed(cadre, watched[i].field,
		                watched[i].in_post ? posting->from : ROTA_DAY_ALWAYS,
		                watched[i].in_post ? rota_posting_end(posting) : ROTA_DAY_NEVER))
			flag(out, watched[i].rule);
	return rc;
}

/** V71, V74: the locality, as asserted and as computed, and with the units of either day.
 *  @param[out] value  as it counts. */
static int flag_locality(struct rota_flags *out, enum rota_locality_value *value,
                         struct rota_world *world, const struct rota_posting *posting, int32_t day,
                         const struct rota_policy_view *policy, struct rota_error *err)
{
	struct rota_policy_view changed = *policy;
	struct rota_assertion then, now;
	bool disputed;
	int rc = rota_world_locality(value, &disputed, world, posting, day, policy, err);

	changed.locality.residence_years = 0; /* years grow by themselves */
	changed.locality.geography = ROTA_GEOGRAPHY_APPOINTMENT;
	if (!rc)
		rc = rota_world_assertion(&then, world, posting, day, &changed, err);
	changed.locality.geography = ROTA_GEOGRAPHY_REPORT;
	if (!rc)
		rc = rota_world_assertion(&now, world, posting, day, &changed, err);
	if (!rc && disputed)
		flag(out, "V71");
	if (!rc && then.computed.value != now.computed.value)
		flag(out, "V74");
	return rc;
}

/** V15, V21, V80 to V87. */
static int flag_limits(struct rota_flags *out, struct rota_world *world,
                       const struct rota_posting *posting, enum rota_locality_value locality,
                       int32_t day, const struct rota_policy_view *policy,
                       const struct rota_overdue *overdue, struct rota_error *err)
{
	struct rota_limits limits;
	int rc = rota_posting_limits(&limits, world, posting, locality, day, policy, overdue, err);

	for (int i = 0; !rc && i < ROTA_LIMITS; i++)
		if (limits.broken[i])
			flag(out, rota_limit_rule((enum rota_limit)i));
	return rc;
}

/** Few enough for the plainest way of sorting. */
static void sort(struct rota_flags *flags)
{
	for (size_t i = 1; i < flags->count; i++)
		for (size_t k = i; k > 0 && strcmp(flags->rules[k - 1], flags->rules[k]) > 0; k--) {
			const char *kept = flags->rules[k];

			flags->rules[k] = flags->rules[k - 1];
			flags->rules[k - 1] = kept;
		}
}

int rota_posting_flags(struct rota_flags *out, struct rota_world *world,
                       const struct rota_posting *posting, int32_t day,
                       const struct rota_policy_view *policy, const struct rota_overdue *overdue,
                       struct rota_error *err)
{
	enum rota_locality_value locality = ROTA_LOCALITY_UNDETERMINED;
	int rc;

	*out = (struct rota_flags){ .count = 0 };
	rc = flag_changes(out, world, posting, err);
	if (!rc)
		rc = flag_locality(out, &locality, world, posting, day, policy, err);
	if (!rc)
		rc = flag_limits(out, world, posting, locality, day, policy, overdue, err);
	sort(out);
	return rc;
}

int rota_posting_flags_beside(struct rota_flags *out, struct rota_world *world,
                              const struct rota_posting *posting, int32_t day,
                              const struct rota_policy_view *policy, struct rota_error *err)
{
	*out = (struct rota_flags){ .count = 0 };
	return flag_limits(out, world, posting, ROTA_LOCALITY_UNDETERMINED, day, policy, NULL, err);
}
