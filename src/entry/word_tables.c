/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words that a field may have, in lists; after a change run `make schema golden`. Words are signed
 * into every office's log: what has landed is never renamed or removed, only added to.
 */
#include "entry/word_tables.h"

#define WORDS_OF(list) { #list, list, sizeof(list) / sizeof((list)[0]) }

/* A word may stand in several lines: the first is shown, the others are read too. */
static const struct rota_word unit_type[] = {
	{ "tinh", "province", "tỉnh" },
	{ "thanh_pho_tw", "city under the centre", "thành phố trực thuộc trung ương" },
	{ "huyen", "rural district", "huyện" },
	{ "thi_xa", "town (district level)", "thị xã" },
	{ "thanh_pho", "city under a province", "thành phố" },
	{ "quan", "urban district", "quận" },
	{ "xa", "rural commune", "xã" },
	{ "phuong", "ward", "phường" },
	{ "thi_tran", "township", "thị trấn" },
	{ "dac_khu", "special zone", "đặc khu" },
};
const struct rota_words rota_unit_types = WORDS_OF(unit_type);

static const struct rota_word post[] = {
	{ "secretary", "Party secretary", "bí thư" },
	{ "secretary", "Party secretary", "bí thư đảng ủy" },
	{ "chair", "chair of the People's Committee", "chủ tịch UBND" },
	{ "chair", "chair", "chủ tịch" },
	{ "chair", "chair", "chủ tịch ủy ban nhân dân" },
};
const struct rota_words rota_posts = WORDS_OF(post);

static const struct rota_word mode[] = {
	{ "full", "full holder", "giữ chức" },
	{ "acting", "acting", "quyền" },
	{ "in_charge", "in charge", "phụ trách" },
};
const struct rota_words rota_modes = WORDS_OF(mode);

static const struct rota_word locality[] = {
	{ "local", "local", "người địa phương" },
	{ "non_local", "not local", "không là người địa phương" },
	{ "undetermined", "undetermined", "chưa xác định" },
};
const struct rota_words rota_locality_values = WORDS_OF(locality);

static const struct rota_word unit_end[] = {
	{ "absorbed", "absorbed", "nhập vào đơn vị khác" },
	{ "formed_into", "formed into another", "nhập để thành lập đơn vị mới" },
	{ "split", "split", "chia, tách" },
	{ "abolished", "abolished", "giải thể" },
};
const struct rota_words rota_unit_ends = WORDS_OF(unit_end);

static const struct rota_word succession_event[] = {
	{ "absorb", "absorb", "nhập vào" },
	{ "form", "form", "thành lập trên cơ sở" },
	{ "split", "split", "chia, tách" },
	{ "boundary", "boundary shift", "điều chỉnh địa giới" },
	{ "rename", "rename", "đổi tên" },
};
const struct rota_words rota_succession_events = WORDS_OF(succession_event);

static const struct rota_word succession_part[] = {
	{ "full", "whole", "toàn bộ" },
	{ "main", "all but a strip", "phần chính" },
	{ "rest", "what is left", "phần còn lại" },
	{ "part", "a part", "một phần" },
	{ "strip", "a strip without people", "dải đất" },
};
const struct rota_words rota_succession_parts = WORDS_OF(succession_part);

static const struct rota_word sex[] = {
	{ "male", "male", "nam" },
	{ "female", "female", "nữ" },
};
const struct rota_words rota_sexes = WORDS_OF(sex);

static const struct rota_word born_source[] = {
	{ "party_file", "Party file", "lý lịch đảng viên" },
	{ "2c", "form 2C", "sơ yếu lý lịch 2C" },
	{ "card", "identity card", "căn cước" },
	{ "list", "a list", "danh sách" },
};
const struct rota_words rota_born_sources = WORDS_OF(born_source);

static const struct rota_word planning[] = {
	{ "commune_head", "planned for commune head", "quy hoạch cấp trưởng cấp xã" },
	{ "district_head", "planned for district head", "quy hoạch cấp trưởng cấp huyện" },
	{ "none", "not in planning", "không" },
};
const struct rota_words rota_plannings = WORDS_OF(planning);

static const struct rota_word place_paper[] = {
	{ "2c", "form 2C", "sơ yếu lý lịch 2C" },
	{ "party_file", "Party file", "lý lịch đảng viên" },
	{ "card", "identity card", "căn cước" },
	{ "other", "other", "khác" },
};
const struct rota_words rota_place_papers = WORDS_OF(place_paper);

static const struct rota_word spell_what[] = {
	{ "study", "study", "học tập" },
	{ "work", "work", "công tác" },
	{ "live", "live", "cư trú" },
};
const struct rota_words rota_spell_whats = WORDS_OF(spell_what);

static const struct rota_word keep[] = {
	{ "a", "the first", "hồ sơ thứ nhất" },
	{ "b", "the second", "hồ sơ thứ hai" },
};
const struct rota_words rota_keeps = WORDS_OF(keep);

static const struct rota_word state[] = {
	{ "on", "in force", "có hiệu lực" },
	{ "withdrawn", "withdrawn", "đã rút" },
};
const struct rota_words rota_states = WORDS_OF(state);

static const struct rota_word source[] = {
	{ "district_office", "a district office", "phòng, ban huyện" },
	{ "same_district", "another commune of the district", "xã khác trong huyện" },
	{ "other_district", "another district", "huyện khác" },
	{ "province", "the province", "tỉnh" },
	{ "other", "elsewhere", "nơi khác" },
};
const struct rota_words rota_sources = WORDS_OF(source);

static const struct rota_word dual[] = {
	{ "concurrent", "one person in both posts", "kiêm nhiệm" },
	{ "transition", "in transition", "chuyển tiếp" },
};
const struct rota_words rota_duals = WORDS_OF(dual);

static const struct rota_word correction[] = {
	{ "typing", "typing error", "sửa lỗi nhập" },
	{ "erratum", "erratum of the paper", "đính chính" },
	{ "supplement", "supplement", "bổ sung" },
};
const struct rota_words rota_corrections = WORDS_OF(correction);

static const struct rota_word basis[] = {
	{ "native", "native place", "quê quán" },
	{ "birth", "place of birth", "nơi sinh" },
	{ "residence", "residence", "quá trình cư trú, công tác" },
	{ "manual", "by hand", "kết luận riêng" },
};
const struct rota_words rota_bases = WORDS_OF(basis);

static const struct rota_word locality_role[] = {
	{ "asserted", "the district says", "huyện đề nghị" },
	{ "confirmed", "the province confirms", "tỉnh xác nhận" },
};
const struct rota_words rota_locality_roles = WORDS_OF(locality_role);

static const struct rota_word vacancy_cause[] = {
	{ "ended", "the holder left", "người giữ chức thôi giữ" },
	{ "died", "the holder died", "người giữ chức từ trần" },
	{ "unit_new", "the unit is new", "đơn vị mới" },
	{ "other", "other", "khác" },
};
const struct rota_words rota_vacancy_causes = WORDS_OF(vacancy_cause);

static const struct rota_word measure[] = {
	{ "stock", "in post on the day", "hiện có" },
	{ "flow", "placed since the phase began", "lũy kế" },
};
const struct rota_words rota_measures = WORDS_OF(measure);

static const struct rota_word policy_test[] = {
	{ "native_place", "native place", "quê quán" },
	{ "birth_place", "place of birth", "nơi sinh" },
	{ "either", "either", "quê quán hoặc nơi sinh" },
	{ "residence", "residence", "quá trình cư trú, công tác" },
	{ "manual", "by hand", "kết luận riêng" },
};
const struct rota_words rota_policy_tests = WORDS_OF(policy_test);

static const struct rota_word level[] = {
	{ "commune", "commune", "cấp xã" },
	{ "district", "district", "cấp huyện" },
	{ "province", "province", "cấp tỉnh" },
};
const struct rota_words rota_levels = WORDS_OF(level);

static const struct rota_word residence_count[] = {
	{ "study", "study", "học tập" },
	{ "work", "work", "công tác" },
	{ "both", "both", "cả hai" },
};
const struct rota_words rota_residence_counts = WORDS_OF(residence_count);

static const struct rota_word geography[] = {
	{ "appointment", "units of the appointment", "đơn vị khi bố trí" },
	{ "report", "units of the report", "đơn vị khi báo cáo" },
};
const struct rota_words rota_geographies = WORDS_OF(geography);

static const struct rota_word asserted_count[] = {
	{ "asserted", "what the district says", "theo huyện đề nghị" },
	{ "computed", "what the policy gives", "theo quy định" },
	{ "neither", "neither", "không tính" },
};
const struct rota_words rota_asserted_counts = WORDS_OF(asserted_count);

static const struct rota_word dual_count[] = {
	{ "once_per_post", "once a post", "mỗi chức danh một lần" },
};
const struct rota_words rota_dual_counts = WORDS_OF(dual_count);

static const struct rota_word rounding[] = {
	{ "half_up", "half up", "làm tròn nửa lên" },
};
const struct rota_words rota_roundings = WORDS_OF(rounding);

static const struct rota_word tone[] = {
	{ "uỷ", "uỷ", "uỷ" },
	{ "ủy", "ủy", "ủy" },
};
const struct rota_words rota_tones = WORDS_OF(tone);

static const struct rota_word role[] = {
	{ "record", "record", "nhập số liệu" },
	{ "attest", "attest", "xác nhận số liệu" },
	{ "reconcile", "reconcile", "đối chiếu" },
	{ "publish", "publish", "công bố" },
	{ "inspect", "inspect", "kiểm tra" },
	{ "admin", "administer", "quản trị" },
};
const struct rota_words rota_roles = WORDS_OF(role);

static const struct rota_word office[] = {
	{ "district", "district", "cấp huyện" },
	{ "commune", "commune", "cấp xã" },
	{ "province", "province", "cấp tỉnh" },
};
const struct rota_words rota_offices = WORDS_OF(office);

static const struct rota_word writer_role[] = {
	{ "write", "writes", "ghi" },
	{ "merge", "merges", "tổng hợp" },
	{ "read", "reads", "đọc" },
};
const struct rota_words rota_writer_roles = WORDS_OF(writer_role);

static const struct rota_word revoke_cause[] = {
	{ "lost", "lost", "mất máy" },
	{ "cloned", "cloned", "máy bị nhân bản" },
	{ "ended", "the office ended", "đơn vị kết thúc" },
	{ "other", "other", "khác" },
};
const struct rota_words rota_revoke_causes = WORDS_OF(revoke_cause);

static const struct rota_word topic[] = {
	{ "support", "support", "hỗ trợ" },
	{ "allowance", "allowance", "chế độ, phụ cấp" },
	{ "area", "knowledge of the area", "nắm địa bàn" },
	{ "unity", "unity", "đoàn kết nội bộ" },
	{ "rotation", "rotation", "luân chuyển" },
	{ "structure", "structure", "cơ cấu" },
	{ "other", "other", "khác" },
};
const struct rota_words rota_topics = WORDS_OF(topic);

static const struct rota_word answer[] = {
	{ "answered", "answered", "đã trả lời" },
	{ "in_hand", "in hand", "đang xử lý" },
	{ "beyond_power", "beyond our power", "vượt thẩm quyền" },
};
const struct rota_words rota_answers = WORDS_OF(answer);

static const struct rota_word rectify[] = {
	{ "open", "open", "đang xem xét" },
	{ "done", "done", "đã điều chỉnh" },
	{ "refused", "refused", "không chấp nhận" },
};
const struct rota_words rota_rectifies = WORDS_OF(rectify);

static const struct rota_word access_what[] = {
	{ "export", "export", "xuất dữ liệu" },
	{ "print", "print", "in" },
	{ "history", "history", "xem lịch sử" },
	{ "prove", "prove", "trích chứng thực" },
};
const struct rota_words rota_access_whats = WORDS_OF(access_what);

static const struct rota_word paper_type[] = {
	{ "QD", "decision", "quyết định" },
	{ "QDNS", "personnel decision", "quyết định nhân sự" },
	{ "NQ", "resolution", "nghị quyết" },
	{ "KL", "conclusion", "kết luận" },
	{ "TB", "notice", "thông báo" },
	{ "CV", "letter", "công văn" },
	{ "other", "other", "khác" },
};
const struct rota_words rota_paper_types = WORDS_OF(paper_type);

static const struct rota_word secrecy[] = {
	{ "normal", "not secret", "thường" },
};
const struct rota_words rota_secrecies = WORDS_OF(secrecy);
