/* SPDX-License-Identifier: Apache-2.0 */
/* Making a provincial office: its keys and its first entries. */
#include <string.h>

#include "acts/record.h"
#include "base/messages.h"
#include "exchange/found.h"
#include "ledger/national.h"
#include "store/setting.h"

/** The three keys of a province; `next` is the root key to come, to be kept away from here. */
struct keys {
	struct rota_key root, next, merge;
	struct rota_writer_id common, own;
};

/** Check the options, and name the province where that is left to the national list. */
static int complete(struct rota_init_options *options, struct rota_error *err)
{
	const char *code = options->province;
	const struct rota_national_unit *listed = code ? rota_national_find(code) : NULL;

	if (!options->province_name && listed)
		options->province_name = listed->name;
	if (!options->province_name || !code || strlen(code) != 2 || strspn(code, "0123456789") != 2)
		return rota_refuse(err, "V01", _("write its two digits: --province 33"),
		                   _("'%s' is no code of a province"), code ? code : "");
	if (!options->name || !*options->name)
		return rota_fail(err, ROTA_EINVALID,
		                 _("write it: --name \"Ban Tổ chức Tỉnh ủy Hưng Yên\""),
		                 _("the name of the office is missing"));
	return ROTA_OK;
}

static int make_keys(struct keys *keys, struct rota_error *err)
{
	int rc = rota_key_generate(&keys->root, "rota root", err);

	if (!rc)
		rc = rota_key_generate(&keys->next, "rota next root", err);
	if (!rc)
		rc = rota_key_generate(&keys->merge, "rota merge", err);
	if (!rc)
		rc = rota_writer_id_make(&keys->common, &keys->root.public_key, err);
	return rc ? rc : rota_writer_id_make(&keys->own, &keys->merge.public_key, err);
}

/* --- the first entries ----------------------------------------------------------------------- */

static struct rota_value bytes_value(struct rota_draft *draft, const void *bytes, size_t size)
{
	const char *copy = rota_arena_copy(draft->arena, bytes, size);

	if (!copy)
		draft->rc = ROTA_ENOMEM;
	return copy ? rota_bin(copy, size) : rota_nil();
}

static int plan_province(struct rota_plan *plan, const struct rota_init_options *options,
                         const struct keys *keys, struct rota_error *err)
{
	struct rota_draft *draft;
	struct rota_sha256 next;
	int rc = rota_digest_sha256(&next, keys->next.public_key.bytes,
	                            sizeof(keys->next.public_key.bytes), err);

	if (!rc)
		rc = rota_plan_add(&draft, plan, "province.create", err);
	if (rc)
		return rc;
	rota_draft_set(draft, "code", rota_text(options->province));
	rota_draft_set(draft, "name", rota_text(options->province_name));
	rota_draft_set(draft, "key", bytes_value(draft, keys->root.public_key.bytes, 32));
	rota_draft_set(draft, "next", bytes_value(draft, next.bytes, sizeof(next.bytes)));
	return ROTA_OK;
}

static int plan_merge_key(struct rota_plan *plan, const struct rota_init_options *options,
                          const struct keys *keys, struct rota_error *err)
{
	struct rota_id province = rota_plan_id(plan);
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, plan, "writer.enrol", err);

	if (rc)
		return rc;
	rota_draft_set(draft, "key", bytes_value(draft, keys->merge.public_key.bytes, 32));
	rota_draft_set_id(draft, "scope", province);
	rota_draft_set(draft, "name", rota_text(options->name));
	rota_draft_set(draft, "office", rota_text("province"));
	rota_draft_set(draft, "role", rota_text("merge"));
	return ROTA_OK;
}

/** The policy that holds until another is set: the defaults of schema/entry.md. */
static int plan_policy(struct rota_plan *plan, struct rota_error *err)
{
	static const struct {
		const char *field, *word;
	} words[] = {
		{ "test", "native_place" },    { "level", "commune" },
		{ "residence_counts", "both" }, { "geography", "report" },
		{ "asserted_counts", "computed" }, { "dual_person_counts", "once_per_post" },
		{ "measure", "stock" },        { "rounding", "half_up" },
		{ "tone_style", "ủy" },
	};
	static const struct {
		const char *field;
		uint64_t number;
	} numbers[] = { { "residence_years", 0 }, { "transition_days", 90 }, { "vacancy_days", 90 },
		        { "pending_days", 30 },   { "late_days", 30 } };
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, plan, "policy.set", err);

	if (rc)
		return rc;
	rota_draft_on(draft, (struct rota_day){ 0 });
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		rota_draft_set(draft, words[i].field, rota_text(words[i].word));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		rota_draft_set(draft, numbers[i].field, rota_uint(numbers[i].number));
	rota_draft_set(draft, "acting_counts", rota_bool(false));
	rota_draft_set(draft, "pending_counts", rota_bool(true));
	rota_draft_set(draft, "suspended_counts", rota_bool(true));
	rota_draft_set(draft, "eight_year_through_merger", rota_bool(false));
	return ROTA_OK;
}

static int put_settings(struct rota_world *world, const struct rota_init_options *options,
                        const struct keys *keys, struct rota_error *err)
{
	struct rota_sha256 province;
	struct rota_id unit = rota_id_make(keys->common, 0);
	int rc = rota_digest_sha256(&province, keys->root.public_key.bytes, 32, err);

	if (!rc)
		rc = rota_setting_put_hex(world, "province", province.bytes, sizeof(province.bytes), err);
	if (!rc)
		rc = rota_setting_put_hex(world, "root.key", keys->root.public_key.bytes, 32, err);
	if (!rc)
		rc = rota_setting_put_hex(world, "scope.id", unit.bytes, sizeof(unit.bytes), err);
	if (!rc)
		rc = rota_setting_put_hex(world, "log.own", keys->own.bytes, sizeof(keys->own.bytes), err);
	if (!rc)
		rc = rota_setting_put_hex(world, "log.common", keys->common.bytes, sizeof(keys->common.bytes),
		             err);
	if (!rc)
		rc = rota_setting_put(world->txn, "province.code", options->province, err);
	if (!rc)
		rc = rota_setting_put(world->txn, "name", options->name, err);
	return rc ? rc : rota_setting_put(world->txn, "office", "province", err);
}

struct filling {
	const struct rota_init_options *options;
	const struct keys *keys;
};

static int fill(struct rota_world *world, void *payload, struct rota_error *err)
{
	const struct filling *filling = payload;
	const struct rota_init_options *options = filling->options;
	const struct keys *keys = filling->keys;
	struct rota_plan plan;
	int rc = put_settings(world, options, keys, err);

	rota_plan_init(&plan, world);
	if (!rc)
		rc = plan_province(&plan, options, keys, err);
	if (!rc)
		rc = plan_merge_key(&plan, options, keys, err);
	if (!rc)
		rc = plan_policy(&plan, err);
	return rc ? rc : rota_plan_record(&plan, err);
}

int rota_office_init(const char *dir, const struct rota_init_options *options,
                     struct rota_error *err)
{
	struct rota_init_options completed = *options;
	struct keys keys = { 0 };
	struct filling filling = { &completed, &keys };
	struct rota_founding founding = { .dir = dir, .is_province = true, .fill = fill, .payload = &filling };
	int rc = complete(&completed, err);

	if (!rc)
		rc = make_keys(&keys, err);
	if (!rc) {
		founding.keys[0] = (struct rota_founding_key){ "keys/root", &keys.root };
		founding.keys[1] = (struct rota_founding_key){ "keys/root.next", &keys.next };
		founding.keys[2] = (struct rota_founding_key){ "keys/merge", &keys.merge };
		founding.key_count = 3;
		founding.common = keys.common;
		founding.own = keys.own;
		rc = rota_found(&founding, err);
	}
	rota_key_clear(&keys.root);
	rota_key_clear(&keys.next);
	rota_key_clear(&keys.merge);
	return rc;
}
