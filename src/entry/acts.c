/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/acts.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* One line an act: id, what it does, posts, mode, whether a paper and a planned end are due. The place
 * of an act is its number in stores: add behind the last. */
static const struct rota_act acts[] = {
	{ "elect", ROTA_ACT_OPENS, ROTA_POST_BOTH, "full", true, false },
	{ "approve", ROTA_ACT_OPENS_STEPS, ROTA_POST_BOTH, "full", true, false },
	{ "refuse", ROTA_ACT_STEPS, ROTA_POST_BOTH, NULL, true, false },
	{ "designate", ROTA_ACT_OPENS, ROTA_POST_BOTH, "full", true, false },
	{ "appoint", ROTA_ACT_OPENS, ROTA_POST_BOTH, "full", true, false },
	{ "reappoint", ROTA_ACT_OPENS_STEPS, ROTA_POST_BOTH, "full", true, false },
	{ "transfer", ROTA_ACT_MOVES, ROTA_POST_BOTH, "full", true, false },
	{ "rotate", ROTA_ACT_MOVES, ROTA_POST_BOTH, "full", true, true },
	{ "second", ROTA_ACT_OPENS, ROTA_POST_BOTH, "full", true, true },
	{ "stay", ROTA_ACT_STEPS, ROTA_POST_BOTH, NULL, true, false },
	{ "delegate", ROTA_ACT_OPENS, ROTA_POST_CHAIR, "acting", true, false },
	{ "take_charge", ROTA_ACT_OPENS, ROTA_POST_BOTH, "in_charge", true, false },
	{ "release", ROTA_ACT_CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "resign", ROTA_ACT_CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "dismiss", ROTA_ACT_CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "recall", ROTA_ACT_CLOSES, ROTA_POST_CHAIR, NULL, true, false },
	{ "remove", ROTA_ACT_CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "expel", ROTA_ACT_CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "suspend", ROTA_ACT_STEPS, ROTA_POST_BOTH, NULL, true, false },
	{ "resume", ROTA_ACT_STEPS, ROTA_POST_BOTH, NULL, true, false },
	{ "retire", ROTA_ACT_CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "die", ROTA_ACT_CLOSES, ROTA_POST_BOTH, NULL, false, false },
	{ "leave", ROTA_ACT_CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "restore", ROTA_ACT_OPENS, ROTA_POST_BOTH, "full", true, false },
	{ "unit_ended", ROTA_ACT_CLOSES, ROTA_POST_BOTH, NULL, false, false },
	{ "term_end", ROTA_ACT_CLOSES, ROTA_POST_BOTH, NULL, false, false },
};

/* A word may stand in several lines: the first is shown, the others are read too. */
static const struct rota_word act_words[] = {
	{ "elect", "elect", "bầu" },
	{ "approve", "approve", "chuẩn y" },
	{ "approve", "approve", "phê chuẩn" },
	{ "refuse", "refuse approval", "không chuẩn y" },
	{ "refuse", "refuse approval", "không phê chuẩn" },
	{ "designate", "designate", "chỉ định" },
	{ "appoint", "appoint", "bổ nhiệm" },
	{ "reappoint", "reappoint", "bổ nhiệm lại" },
	{ "transfer", "transfer", "điều động" },
	{ "rotate", "rotate", "luân chuyển" },
	{ "second", "second", "biệt phái" },
	{ "stay", "stay after rotation", "bố trí ở lại" },
	{ "delegate", "delegate the powers", "giao quyền" },
	{ "take_charge", "take charge", "phân công phụ trách" },
	{ "take_charge", "take charge", "phụ trách" },
	{ "take_charge", "take charge", "điều hành" },
	{ "release", "release", "thôi giữ chức vụ" },
	{ "release", "release", "thôi giữ chức" },
	{ "release", "release", "thôi giữ" },
	{ "resign", "resign", "từ chức" },
	{ "dismiss", "dismiss", "miễn nhiệm" },
	{ "recall", "recall", "bãi nhiệm" },
	{ "remove", "remove", "cách chức" },
	{ "expel", "expel", "khai trừ" },
	{ "suspend", "suspend", "tạm đình chỉ" },
	{ "resume", "lift the suspension", "thôi đình chỉ" },
	{ "retire", "retire", "nghỉ hưu" },
	{ "retire", "retire", "nghỉ theo chế độ" },
	{ "die", "die", "từ trần" },
	{ "leave", "leave the system", "chuyển công tác khỏi hệ thống" },
	{ "restore", "restore", "phục hồi chức vụ" },
	{ "unit_ended", "the unit ended", "kết thúc do sắp xếp đơn vị" },
	{ "term_end", "the term ended", "hết nhiệm kỳ" },
};

static const struct rota_body bodies[] = {
	{ "btv_province", "TU", true, ROTA_TIER_PROVINCE },
	{ "btc_province", "BTCTU", true, ROTA_TIER_PROVINCE },
	{ "btv_district", "HU ThU TXU ThiU", true, ROTA_TIER_DISTRICT },
	{ "committee_commune", "ĐU", true, ROTA_TIER_COMMUNE },
	{ "congress_commune", "ĐH", true, ROTA_TIER_COMMUNE },
	{ "central", "TW BTCTW", true, ROTA_TIER_CENTRE },
	{ "council_commune", "HĐND", false, ROTA_TIER_COMMUNE },
	{ "chair_district", "UBND", false, ROTA_TIER_DISTRICT },
	{ "ubnd_district", "UBND", false, ROTA_TIER_DISTRICT },
	{ "chair_province", "UBND", false, ROTA_TIER_PROVINCE },
	{ "ubnd_province", "UBND", false, ROTA_TIER_PROVINCE },
	{ "council_province", "HĐND", false, ROTA_TIER_PROVINCE },
	{ "assembly", "UBTVQH QH", false, ROTA_TIER_CENTRE },
	{ "other", "", false, ROTA_TIER_NONE },
};

static const struct rota_word body_words[] = {
	{ "btv_province", "Standing Board of the Provincial Party Committee",
	  "Ban Thường vụ Tỉnh ủy" },
	{ "btv_province", "Provincial Party Committee", "BTV Tỉnh ủy" },
	{ "btv_province", "Provincial Party Committee", "Tỉnh ủy" },
	{ "btc_province", "Organisation Board of the Provincial Party Committee",
	  "Ban Tổ chức Tỉnh ủy" },
	{ "btv_district", "Standing Board of the District Party Committee",
	  "Ban Thường vụ Huyện ủy" },
	{ "btv_district", "District Party Committee", "BTV Huyện ủy" },
	{ "btv_district", "District Party Committee", "Huyện ủy" },
	{ "btv_district", "Standing Board of the Town Party Committee", "Ban Thường vụ Thị ủy" },
	{ "btv_district", "Town Party Committee", "Thị ủy" },
	{ "btv_district", "Standing Board of the City Party Committee", "Ban Thường vụ Thành ủy" },
	{ "btv_district", "City Party Committee", "Thành ủy" },
	{ "committee_commune", "Commune Party Committee", "Đảng ủy" },
	{ "congress_commune", "Commune Party Congress", "Đại hội đảng bộ" },
	{ "congress_commune", "Commune Party Congress", "Đại hội xã" },
	{ "central", "Central Party body", "Trung ương" },
	{ "central", "Politburo", "Bộ Chính trị" },
	{ "central", "Secretariat of the Party", "Ban Bí thư" },
	{ "central", "Central Organisation Board", "Ban Tổ chức Trung ương" },
	{ "central", "Central Organisation Board", "Ban Tổ chức TW" },
	{ "council_commune", "Commune People's Council", "Hội đồng nhân dân xã" },
	{ "council_commune", "Commune People's Council", "HĐND xã" },
	{ "chair_district", "Chair of the District People's Committee",
	  "Chủ tịch UBND huyện" },
	{ "ubnd_district", "District People's Committee", "UBND huyện" },
	{ "chair_province", "Chair of the Provincial People's Committee", "Chủ tịch UBND tỉnh" },
	{ "ubnd_province", "Provincial People's Committee", "UBND tỉnh" },
	{ "council_province", "Provincial People's Council", "Hội đồng nhân dân tỉnh" },
	{ "council_province", "Provincial People's Council", "HĐND tỉnh" },
	{ "assembly", "National Assembly", "Quốc hội" },
	{ "assembly", "Standing Committee of the National Assembly", "UBTVQH" },
	{ "other", "other", "khác" },
};

const struct rota_words rota_acts_words = { "act", act_words, COUNT(act_words) };
const struct rota_words rota_bodies_words = { "body", body_words, COUNT(body_words) };

const struct rota_act *rota_act_find(const char *id)
{
	for (size_t i = 0; id && i < COUNT(acts); i++)
		if (strcmp(acts[i].id, id) == 0)
			return &acts[i];
	return NULL;
}

uint8_t rota_act_number(const char *id)
{
	const struct rota_act *act = id ? rota_act_find(id) : NULL;

	return act ? (uint8_t)(act - acts + 1) : 0;
}

const char *rota_act_of_number(uint8_t number)
{
	return number && number <= COUNT(acts) ? acts[number - 1].id : NULL;
}

bool rota_act_opens(const struct rota_act *act)
{
	return act->effect == ROTA_ACT_OPENS || act->effect == ROTA_ACT_OPENS_STEPS ||
	       act->effect == ROTA_ACT_MOVES;
}

bool rota_act_closes(const struct rota_act *act)
{
	return act->effect == ROTA_ACT_CLOSES || act->effect == ROTA_ACT_MOVES;
}

bool rota_act_steps(const struct rota_act *act)
{
	return act->effect == ROTA_ACT_STEPS || act->effect == ROTA_ACT_OPENS_STEPS;
}

const struct rota_body *rota_bodies(size_t *count)
{
	*count = COUNT(bodies);
	return bodies;
}

const struct rota_body *rota_body_find(const char *id)
{
	for (size_t i = 0; id && i < COUNT(bodies); i++)
		if (strcmp(bodies[i].id, id) == 0)
			return &bodies[i];
	return NULL;
}
