/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of kinds and fields. One line a field: its name, its form, whether
 * it is needed, its English and its Vietnamese caption. Everything else that
 * knows fields reads them here; after a change run `make schema golden`.
 *
 * Names, words and limits are signed into every office's log: what has landed
 * is never renamed, narrowed or removed, only added to.
 */
#include "rota/kinds.h"

#include "entry/word_tables.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Forms of a field, in the order: name, ..., need, English, Vietnamese. */
#define FIELD(n, t, lim, mny, nd, w, rec, e, en_, vi_) \
	{ .name = n, .name_size = sizeof(n) - 1, .type = ROTA_TYPE_##t, .limit = lim, .many = mny, .need = ROTA_##nd, \
	  .words = w, .record = rec, .ref = ROTA_ENTITY_##e, .en = en_, .vi = vi_ }
#define UINT(n, need, en, vi) FIELD(n, UINT, 0, 0, need, NULL, NULL, NONE, en, vi)
#define BOOL(n, need, en, vi) FIELD(n, BOOL, 0, 0, need, NULL, NULL, NONE, en, vi)
#define TEXT(n, bytes, need, en, vi) FIELD(n, TEXT, bytes, 0, need, NULL, NULL, NONE, en, vi)
#define TEXTS(n, bytes, many, need, en, vi) FIELD(n, TEXT, bytes, many, need, NULL, NULL, NONE, en, vi)
#define DIGITS(n, count, need, en, vi) FIELD(n, DIGITS, count, 0, need, NULL, NULL, NONE, en, vi)
#define DIGIT_LIST(n, count, many, need, en, vi) \
	FIELD(n, DIGITS, count, many, need, NULL, NULL, NONE, en, vi)
#define DAY(n, need, en, vi) FIELD(n, DAY, 0, 0, need, NULL, NULL, NONE, en, vi)
#define WORD(n, words, need, en, vi) FIELD(n, WORD, 0, 0, need, &words, NULL, NONE, en, vi)
#define WORDS(n, words, many, need, en, vi) FIELD(n, WORD, 0, many, need, &words, NULL, NONE, en, vi)
#define REF(n, entity, need, en, vi) FIELD(n, REF, 0, 0, need, NULL, NULL, entity, en, vi)
#define REFS(n, many, need, en, vi) FIELD(n, REF, 0, many, need, NULL, NULL, NONE, en, vi)
#define REF_TEXT(n, entity, bytes, need, en, vi) \
	FIELD(n, REF_TEXT, bytes, 0, need, NULL, NULL, entity, en, vi)
#define ENTRY(n, need, en, vi) FIELD(n, ENTRY, 0, 0, need, NULL, NULL, NONE, en, vi)
#define ENTRIES(n, many, need, en, vi) FIELD(n, ENTRY, 0, many, need, NULL, NULL, NONE, en, vi)
#define WRITER(n, many, need, en, vi) FIELD(n, WRITER, 0, many, need, NULL, NULL, NONE, en, vi)
#define HASH(n, need, en, vi) FIELD(n, HASH, 0, 0, need, NULL, NULL, NONE, en, vi)
#define RECORD(n, rec, need, en, vi) FIELD(n, RECORD, 0, 0, need, NULL, &rec, NONE, en, vi)

#define RECORD_OF(list) { #list, list, COUNT(list) }

/* --- records ------------------------------------------------------------------------------- */

static const struct rota_field place[] = {
	TEXT("text", 200, OPTIONAL, "As written", "Ghi theo giấy tờ"),
	REF("unit", UNIT, OPTIONAL, "Unit", "Đơn vị"),
	DIGITS("code", 0, OPTIONAL, "Unit code", "Mã đơn vị"),
	DAY("on", OPTIONAL, "Day of the paper", "Ngày của giấy tờ"),
	WORD("paper", rota_place_papers, OPTIONAL, "Paper", "Giấy tờ"),
};
static const struct rota_record place_record = RECORD_OF(place);

static const struct rota_field issuer[] = {
	WORD("body", rota_bodies_words, NEEDED, "Body", "Cơ quan"),
	REF("unit", UNIT, OPTIONAL, "Unit", "Đơn vị"),
};
static const struct rota_record issuer_record = RECORD_OF(issuer);

static const struct rota_field fixes[] = {
	TEXT("no", 60, OPTIONAL, "Number of the paper it mends", "Số văn bản được đính chính"),
	DAY("signed", NEEDED, "Day it was signed", "Ngày ký"),
};
static const struct rota_record fixes_record = RECORD_OF(fixes);

static const struct rota_field decision[] = {
	FIELD("issuer", RECORD_TEXT, 160, 0, NEEDED, NULL, &issuer_record, NONE, "Issued by",
	      "Cơ quan ban hành"),
	WORD("type", rota_paper_types, NEEDED, "Type of paper", "Loại văn bản"),
	TEXT("no", 60, CONDITIONAL, "Number", "Số, ký hiệu"),
	DAY("signed", NEEDED, "Signed", "Ngày ký"),
	DAY("announced", OPTIONAL, "Announced", "Ngày công bố"),
	UINT("total", OPTIONAL, "People named in it", "Số người trong văn bản"),
	RECORD("fixes", fixes_record, OPTIONAL, "Mends or revokes", "Đính chính, thu hồi văn bản"),
	WORD("secrecy", rota_secrecies, OPTIONAL, "Secrecy", "Độ mật"),
};
static const struct rota_record decision_record = RECORD_OF(decision);

static const struct rota_field provenance[] = {
	HASH("file", NEEDED, "SHA-256 of the file", "Mã SHA-256 của tệp"),
	UINT("row", NEEDED, "Row", "Dòng"),
	TEXT("raw", 1000, OPTIONAL, "As it was written", "Nguyên văn"),
};
static const struct rota_record provenance_record = RECORD_OF(provenance);

static const struct rota_field last_entry[] = {
	WRITER("writer", 0, NEEDED, "Writer", "Máy ghi"),
	UINT("n", NEEDED, "Number", "Số thứ tự"),
};
static const struct rota_record last_entry_record = RECORD_OF(last_entry);

static const struct rota_field figures[] = {
	UINT("posts", NEEDED, "Posts", "Số chức danh"),
	UINT("filled", NEEDED, "Filled", "Có mặt"),
	UINT("vacant", NEEDED, "Vacant", "Khuyết"),
	UINT("not_reported", NEEDED, "Not reported", "Chưa báo cáo"),
	UINT("non_local", NEEDED, "Not local", "Không là người địa phương"),
	UINT("undetermined", NEEDED, "Undetermined", "Chưa xác định"),
	UINT("opening", NEEDED, "Opening", "Đầu kỳ"),
	UINT("up", NEEDED, "Increase", "Tăng"),
	UINT("down", NEEDED, "Decrease", "Giảm"),
};
static const struct rota_record figures_record = RECORD_OF(figures);

static const struct rota_field checkpoint[] = {
	UINT("number", NEEDED, "Number", "Số"),
	HASH("hash", NEEDED, "SHA-256 of its head", "Mã SHA-256"),
};
static const struct rota_record checkpoint_record = RECORD_OF(checkpoint);

/* The entry itself: the keys around the body. */
static const struct rota_field entry[] = {
	UINT("v", NEEDED, "Form of the entry", "Dạng bản ghi"),
	UINT("n", NEEDED, "Number in the log", "Số thứ tự trong sổ ghi"),
	FIELD("t", INSTANT, 0, 0, NEEDED, NULL, NULL, NONE, "Recorded", "Thời điểm ghi nhận"),
	REF_TEXT("by", OFFICER, 120, NEEDED, "Recorded by", "Người ghi"),
	TEXT("k", 24, NEEDED, "Kind", "Loại bản ghi"),
	REF("id", NONE, CONDITIONAL, "Subject", "Đối tượng"),
	ENTRIES("pred", 64, OPTIONAL, "Supersedes", "Thay cho"),
	FIELD("on", SINCE, 0, 0, CONDITIONAL, NULL, NULL, NONE, "From", "Từ ngày"),
	FIELD("doc", RECORD, 0, 4, CONDITIONAL, NULL, &decision_record, NONE, "Decision",
	      "Quyết định"),
	FIELD("b", BODY, 0, 0, OPTIONAL, NULL, NULL, NONE, "Fields", "Nội dung"),
	FIELD("was", OLD, 0, 0, OPTIONAL, NULL, NULL, NONE, "Before", "Trước đó"),
	TEXT("why", 500, CONDITIONAL, "Reason", "Lý do"),
	TEXTS("ok", 8, 16, OPTIONAL, "Warnings overridden", "Cảnh báo đã bỏ qua"),
	FIELD("set", UINT, 0, 2, OPTIONAL, NULL, NULL, NONE, "Recorded together", "Ghi cùng nhau"),
	RECORD("src", provenance_record, OPTIONAL, "Source", "Nguồn nhập"),
};
static const struct rota_record entry_record = RECORD_OF(entry);

/* --- fields of the kinds ------------------------------------------------------------------- */

static const struct rota_field unit_fields[] = {
	DIGITS("code", 0, NEEDED, "Unit code", "Mã đơn vị"),
	TEXT("name", 80, NEEDED, "Unit name", "Tên đơn vị"),
	WORD("type", rota_unit_types, NEEDED, "Unit type", "Loại đơn vị"),
	REF("parent", UNIT, CONDITIONAL, "Parent unit", "Đơn vị cấp trên"),
	UINT("seq", OPTIONAL, "Order", "Số thứ tự"),
	TEXTS("alias", 80, 16, OPTIONAL, "Other spellings", "Tên gọi khác"),
	TEXT("legal", 120, OPTIONAL, "Legal basis", "Căn cứ pháp lý"),
};

static const struct rota_field unit_end_fields[] = {
	WORD("cause", rota_unit_ends, NEEDED, "Why the unit ended", "Lý do kết thúc"),
	TEXT("legal", 120, NEEDED, "Legal basis", "Căn cứ pháp lý"),
};

static const struct rota_field unit_succeed_fields[] = {
	REF("old", UNIT, NEEDED, "Old unit", "Đơn vị cũ"),
	REF("new", UNIT, NEEDED, "New unit", "Đơn vị mới"),
	WORD("event", rota_succession_events, NEEDED, "Event", "Hình thức sắp xếp"),
	WORD("part", rota_succession_parts, NEEDED, "Part", "Phần nhập"),
	UINT("seq", OPTIONAL, "Order on that day", "Thứ tự"),
	TEXT("legal", 120, NEEDED, "Legal basis", "Căn cứ pháp lý"),
};

static const struct rota_field cadre_fields[] = {
	TEXT("name", 120, NEEDED, "Full name at birth", "Họ và tên khai sinh"),
	TEXTS("aka", 120, 16, OPTIONAL, "Other names", "Tên gọi khác"),
	WORD("sex", rota_sexes, OPTIONAL, "Sex", "Giới tính"),
	DAY("born", NEEDED, "Born", "Ngày sinh"),
	WORD("born_src", rota_born_sources, OPTIONAL, "Source of the birth date", "Nguồn ngày sinh"),
	DIGITS("pin", 12, OPTIONAL, "Personal number", "Số định danh cá nhân"),
	DIGIT_LIST("pin_old", 12, 8, OPTIONAL, "Earlier personal numbers", "Số định danh cũ"),
	DIGITS("cmnd", 9, OPTIONAL, "Old identity card number", "Số CMND"),
	TEXT("cadre_no", 20, OPTIONAL, "Cadre number", "Số hiệu cán bộ"),
	RECORD("native", place_record, OPTIONAL, "Native place", "Quê quán"),
	RECORD("birth_place", place_record, OPTIONAL, "Place of birth", "Nơi sinh"),
	RECORD("birth_reg", place_record, OPTIONAL, "Place of birth registration",
	       "Nơi đăng ký khai sinh"),
	RECORD("residence", place_record, OPTIONAL, "Permanent residence", "Nơi thường trú"),
	DAY("party_on", OPTIONAL, "Joined the Party", "Ngày vào Đảng"),
	WORD("in_planning", rota_plannings, OPTIONAL, "In planning", "Trong quy hoạch"),
	DAY("died", OPTIONAL, "Died", "Ngày mất"),
};

static const struct rota_field cadre_spell_fields[] = {
	REF("cadre", CADRE, NEEDED, "Cadre", "Cán bộ"),
	RECORD("place", place_record, NEEDED, "Place", "Địa bàn"),
	DAY("from", NEEDED, "From", "Từ ngày"),
	DAY("to", OPTIONAL, "To", "Đến ngày"), /* without it: until now */
	WORD("what", rota_spell_whats, NEEDED, "What", "Quá trình học tập, công tác tại địa bàn"),
};

static const struct rota_field cadre_same_fields[] = {
	REF("a", CADRE, NEEDED, "First record", "Hồ sơ thứ nhất"),
	REF("b", CADRE, NEEDED, "Second record", "Hồ sơ thứ hai"),
	WORD("keep", rota_keeps, NEEDED, "Shown after", "Lấy theo"),
	WORD("state", rota_states, NEEDED, "State", "Trạng thái"),
};

static const struct rota_field cadre_distinct_fields[] = {
	REF("a", CADRE, NEEDED, "First record", "Hồ sơ thứ nhất"),
	REF("b", CADRE, NEEDED, "Second record", "Hồ sơ thứ hai"),
	WORD("state", rota_states, NEEDED, "State", "Trạng thái"),
};

#define POSTING_BEGIN_FIELDS(need_unit, need_act, need_mode) \
	REF("unit", UNIT, need_unit, "Commune", "Xã, phường, thị trấn"), \
	WORD("post", rota_posts, need_unit, "Post", "Chức danh"), \
	REF("cadre", CADRE, need_unit, "Cadre", "Cán bộ"), \
	WORD("act", rota_acts_words, need_act, "Act", "Hình thức bố trí"), \
	WORD("mode", rota_modes, need_mode, "Mode", "Tư cách giữ chức"), \
	DAY("elected", CONDITIONAL, "Elected", "Ngày bầu"), \
	DAY("planned_end", CONDITIONAL, "Planned until", "Dự kiến đến"), \
	TEXT("term", 20, OPTIONAL, "Term", "Nhiệm kỳ"), \
	WORD("source", rota_sources, OPTIONAL, "Where from", "Nguồn cán bộ"), \
	TEXT("prev_title", 200, OPTIONAL, "Title before", "Chức vụ trước khi bố trí"), \
	WORD("dual", rota_duals, CONDITIONAL, "Both posts", "Kiêm nhiệm hoặc chuyển tiếp")

static const struct rota_field posting_begin_fields[] = {
	POSTING_BEGIN_FIELDS(NEEDED, NEEDED, NEEDED),
};

static const struct rota_field posting_step_fields[] = {
	WORD("act", rota_acts_words, NEEDED, "What happened", "Việc phát sinh"),
	DAY("until", OPTIONAL, "Until", "Đến ngày"),
};

#define POSTING_END_FIELDS \
	REF_TEXT("next", UNIT, 160, OPTIONAL, "Goes to", "Đi đâu"), \
	TEXT("next_post", 120, OPTIONAL, "New title", "Chức vụ mới")

static const struct rota_field posting_end_fields[] = {
	WORD("act", rota_acts_words, NEEDED, "How it ended", "Hình thức thôi giữ"),
	POSTING_END_FIELDS,
};

/* A correction names the field of the posting: what a begin, a step or an end had set. */
static const struct rota_field posting_correct_fields[] = {
	WORD("reason", rota_corrections, NEEDED, "Kind of correction", "Loại sửa"),
	POSTING_BEGIN_FIELDS(OPTIONAL, OPTIONAL, OPTIONAL),
	DAY("from", OPTIONAL, "From", "Giữ chức từ ngày"),
	DAY("to", OPTIONAL, "To", "Thôi giữ chức kể từ ngày"),
	WORD("end_act", rota_acts_words, OPTIONAL, "How it ended", "Hình thức thôi giữ"),
	POSTING_END_FIELDS,
	FIELD("begin_doc", RECORD, 0, 4, OPTIONAL, NULL, &decision_record, NONE,
	      "Decision of the begin", "Quyết định bố trí"),
	FIELD("end_doc", RECORD, 0, 4, OPTIONAL, NULL, &decision_record, NONE,
	      "Decision of the end", "Quyết định thôi giữ"),
};

static const struct rota_field posting_void_fields[] = {
	BOOL("from_start", CONDITIONAL, "From the start", "Từ đầu"),
	REF("instead", POSTING, OPTIONAL, "Replaced by", "Thay bằng"),
};

static const struct rota_field posting_same_fields[] = {
	REF("a", POSTING, NEEDED, "First posting", "Trường hợp thứ nhất"),
	REF("b", POSTING, NEEDED, "Second posting", "Trường hợp thứ hai"),
	WORD("state", rota_states, NEEDED, "State", "Trạng thái"),
};

static const struct rota_field locality_fields[] = {
	REF("posting", POSTING, NEEDED, "Posting", "Trường hợp"),
	WORD("value", rota_locality_values, NEEDED, "Locality", "Kết luận địa phương"),
	REF("policy", POLICY, NEEDED, "Policy", "Theo chính sách"),
	WORD("basis", rota_bases, NEEDED, "Basis", "Căn cứ"),
	WORD("role", rota_locality_roles, NEEDED, "Role", "Huyện đề nghị hoặc tỉnh xác nhận"),
};

static const struct rota_field vacancy_fields[] = {
	REF("unit", UNIT, NEEDED, "Commune", "Xã, phường, thị trấn"),
	WORD("post", rota_posts, NEEDED, "Post", "Chức danh"),
	WORD("cause", rota_vacancy_causes, OPTIONAL, "Cause", "Lý do khuyết"),
	WORD("state", rota_states, NEEDED, "State", "Trạng thái"),
};

static const struct rota_field nil_return_fields[] = {
	REF("scope", UNIT, NEEDED, "Scope", "Địa bàn"),
	DAY("from", NEEDED, "From", "Từ ngày"),
	DAY("to", NEEDED, "To", "Đến trước ngày"),
};

static const struct rota_field period_fields[] = {
	TEXT("name", 60, NEEDED, "Period", "Kỳ báo cáo"),
	DAY("cutoff", NEEDED, "Cut-off", "Chốt số liệu đến ngày"),
	DAY("due", NEEDED, "Due", "Hạn gửi"),
	TEXT("phase", 20, OPTIONAL, "Phase", "Giai đoạn"),
};

static const struct rota_field publication_fields[] = {
	REF("period", PERIOD, NEEDED, "Period", "Kỳ báo cáo"),
	RECORD("checkpoint", checkpoint_record, NEEDED, "Checkpoint", "Lần tổng hợp"),
	DAY("as_of", NEEDED, "As of", "Số liệu đến ngày"),
	TEXT("note", 200, OPTIONAL, "Note", "Ghi chú"),
};

static const struct rota_field attest_fields[] = {
	REF("period", PERIOD, NEEDED, "Period", "Kỳ báo cáo"),
	REF("scope", UNIT, NEEDED, "Scope", "Địa bàn"),
	RECORD("last", last_entry_record, NEEDED, "Last entry", "Bản ghi cuối"),
	FIELD("figures", FIGURES, 0, 0, NEEDED, &rota_posts, &figures_record, NONE, "Figures",
	      "Số liệu"),
};

static const struct rota_field target_fields[] = {
	WORD("post", rota_posts, NEEDED, "Post", "Chức danh"),
	TEXT("phase", 20, NEEDED, "Phase", "Giai đoạn"),
	DAY("from", NEEDED, "From", "Từ ngày"),
	DAY("to", NEEDED, "To", "Đến trước ngày"),
	UINT("count", NEEDED, "Target", "Chỉ tiêu"),
	REF("scope", UNIT, NEEDED, "Scope", "Phạm vi"),
	WORD("measure", rota_measures, NEEDED, "Measure", "Cách tính"),
	UINT("base", OPTIONAL, "Communes when set", "Mẫu số"),
};

static const struct rota_field policy_fields[] = {
	WORD("test", rota_policy_tests, OPTIONAL, "Test", "Căn cứ xác định"),
	WORD("level", rota_levels, OPTIONAL, "Level", "Cấp xét"),
	UINT("residence_years", OPTIONAL, "Years of residence", "Số năm cư trú"),
	WORD("residence_counts", rota_residence_counts, OPTIONAL, "What counts as residence",
	     "Quá trình được tính"),
	WORD("geography", rota_geographies, OPTIONAL, "Units", "Đơn vị dùng để xét"),
	BOOL("acting_counts", OPTIONAL, "Acting holders count", "Tính cả quyền, phụ trách"),
	BOOL("pending_counts", OPTIONAL, "Pending holders count", "Tính cả người chờ phê chuẩn"),
	BOOL("suspended_counts", OPTIONAL, "Suspended holders count",
	     "Tính cả người bị tạm đình chỉ"),
	WORD("asserted_counts", rota_asserted_counts, OPTIONAL, "Where office and policy differ",
	     "Khi huyện đề nghị khác quy định"),
	WORD("dual_person_counts", rota_dual_counts, OPTIONAL, "One person in both posts",
	     "Một người giữ hai chức danh"),
	WORD("measure", rota_measures, OPTIONAL, "Measure", "Cách tính"),
	WORD("rounding", rota_roundings, OPTIONAL, "Rounding", "Làm tròn"),
	BOOL("eight_year_through_merger", OPTIONAL, "Eight years run through a merger",
	     "Tính liên tục 8 năm qua sắp xếp"),
	UINT("transition_days", OPTIONAL, "Days of transition", "Số ngày chuyển tiếp"),
	UINT("vacancy_days", OPTIONAL, "Days of vacancy", "Số ngày khuyết"),
	UINT("pending_days", OPTIONAL, "Days pending", "Số ngày chờ phê chuẩn"),
	UINT("late_days", OPTIONAL, "Days late", "Số ngày nhập muộn"),
	WORD("tone_style", rota_tones, OPTIONAL, "Tone style", "Cách bỏ dấu"),
};

static const struct rota_field officer_fields[] = {
	TEXT("name", 120, NEEDED, "Name", "Họ và tên"),
	TEXT("title", 120, NEEDED, "Title", "Chức vụ"),
	WORDS("roles", rota_roles, 6, NEEDED, "Roles", "Quyền"),
	BOOL("active", NEEDED, "Active", "Đang làm việc"),
};

static const struct rota_field writer_enrol_fields[] = {
	HASH("key", NEEDED, "Public key", "Khóa công khai"),
	REF("scope", UNIT, NEEDED, "Scope", "Địa bàn phụ trách"),
	TEXT("name", 120, NEEDED, "Office", "Đơn vị sử dụng"),
	WORD("office", rota_offices, NEEDED, "Level", "Cấp"),
	WORD("role", rota_writer_roles, NEEDED, "Role", "Vai trò"),
	WRITER("reads", 64, OPTIONAL, "Reads the logs of", "Được đọc sổ ghi của"),
};

static const struct rota_field writer_rescope_fields[] = {
	WRITER("writer", 0, NEEDED, "Writer", "Máy ghi"),
	REF("scope", UNIT, OPTIONAL, "Scope; none: reads only", "Địa bàn; không có: chỉ đọc"),
};

static const struct rota_field writer_revoke_fields[] = {
	WRITER("writer", 0, NEEDED, "Writer", "Máy ghi"),
	UINT("size", NEEDED, "Believed up to", "Công nhận đến"),
	HASH("root", NEEDED, "Root there", "Gốc Merkle tại đó"),
	WORD("cause", rota_revoke_causes, NEEDED, "Cause", "Nguyên nhân"),
};

static const struct rota_field province_fields[] = {
	DIGITS("code", 0, NEEDED, "Province code", "Mã tỉnh"),
	TEXT("name", 80, NEEDED, "Province", "Tên tỉnh"),
	HASH("key", NEEDED, "Root key", "Khóa gốc"),
	HASH("next", NEEDED, "SHA-256 of the next root key", "Mã SHA-256 của khóa gốc kế tiếp"),
};

static const struct rota_field root_fields[] = {
	HASH("key", NEEDED, "Root key", "Khóa gốc"),
	HASH("next", NEEDED, "SHA-256 of the next root key", "Mã SHA-256 của khóa gốc kế tiếp"),
};

static const struct rota_field settlement_fields[] = {
	HASH("of", NEEDED, "Matter", "Việc cần đối chiếu"),
	TEXT("kind", 24, NEEDED, "Kind of matter", "Loại việc"),
	REFS("subjects", 64, NEEDED, "Subjects", "Đối tượng"),
	TEXT("field", 40, OPTIONAL, "Field", "Trường"),
	TEXT("way", 24, CONDITIONAL, "Outcome", "Cách kết luận"),
	ENTRIES("saw", 256, NEEDED, "Entries seen", "Các bản ghi đã xem"),
	BOOL("undo", OPTIONAL, "Undone", "Rút kết luận"),
};

static const struct rota_field undo_fields[] = {
	ENTRY("of", NEEDED, "Entry", "Bản ghi"),
	WORD("state", rota_states, NEEDED, "State", "Trạng thái"),
};

static const struct rota_field note_fields[] = {
	ENTRY("about", NEEDED, "About", "Về"),
	TEXT("text", 1000, NEEDED, "Note", "Ghi chú"),
};

static const struct rota_field issue_fields[] = {
	REF("about", NONE, OPTIONAL, "About; none: the policy", "Về; không có: chủ trương chung"),
	WORD("topic", rota_topics, NEEDED, "Topic", "Nội dung"),
	TEXT("text", 2000, NEEDED, "Text", "Khó khăn, kiến nghị"),
};

static const struct rota_field answer_fields[] = {
	REF("issue", ISSUE, NEEDED, "Issue", "Kiến nghị"),
	WORD("state", rota_answers, NEEDED, "State", "Trạng thái"),
	TEXT("text", 2000, NEEDED, "Answer", "Trả lời"),
};

static const struct rota_field rectify_fields[] = {
	REF("cadre", CADRE, NEEDED, "Cadre", "Cán bộ"),
	TEXTS("fields", 24, 16, NEEDED, "Fields", "Thông tin đề nghị điều chỉnh"),
	TEXT("evidence", 500, NEEDED, "Evidence", "Căn cứ"),
	WORD("state", rota_rectifies, NEEDED, "State", "Trạng thái"),
};

static const struct rota_field access_fields[] = {
	WORD("what", rota_access_whats, NEEDED, "What", "Việc"),
	ENTRY("about", OPTIONAL, "About", "Về"),
	TEXT("for", 200, NEEDED, "For", "Mục đích"),
};

/* --- kinds --------------------------------------------------------------------------------- */

#define KIND(n, e, f, on_, doc_, why_, list, en_, vi_) \
	{ .name = n, .name_size = sizeof(n) - 1, .entity = ROTA_ENTITY_##e, .effect = ROTA_##f, .on = ROTA_KEY_##on_, \
	  .doc = ROTA_KEY_##doc_, .why = ROTA_KEY_##why_, .fields = list, .count = COUNT(list), \
	  .en = en_, .vi = vi_ }

/* name, entity, effect, then the rule for `on`, `doc` and `why`. */
static const struct rota_kind kinds[] = {
	KIND("unit.create", UNIT, CREATES, MUST, NO, MAY, unit_fields, "New unit",
	     "Thêm đơn vị"),
	KIND("unit.change", UNIT, AMENDS, MUST, NO, MAY, unit_fields, "Unit changed",
	     "Thay đổi đơn vị"),
	KIND("unit.end", UNIT, ADDS, MUST, NO, MAY, unit_end_fields, "Unit ended",
	     "Kết thúc đơn vị"),
	KIND("unit.succeed", SUCCESSION, STATES, MUST, NO, MAY, unit_succeed_fields,
	     "Unit succeeded", "Kế thừa đơn vị"),
	KIND("cadre.create", CADRE, CREATES, NO, NO, MAY, cadre_fields, "New cadre",
	     "Thêm cán bộ"),
	KIND("cadre.change", CADRE, AMENDS, NO, MAY, MAY, cadre_fields, "Cadre changed",
	     "Sửa thông tin cán bộ"),
	KIND("cadre.spell", SPELL, STATES, NO, NO, MAY, cadre_spell_fields, "Time in a place",
	     "Quá trình tại địa bàn"),
	KIND("cadre.same", CADRE_PAIR, STATES, NO, NO, MUST, cadre_same_fields, "The same person",
	     "Cùng một người"),
	KIND("cadre.distinct", CADRE_PAIR, STATES, NO, NO, MUST, cadre_distinct_fields,
	     "Two persons", "Hai người khác nhau"),
	KIND("posting.begin", POSTING, CREATES, MUST, MUST, MAY, posting_begin_fields,
	     "Appointed", "Bố trí"),
	KIND("posting.step", POSTING, ADDS, MUST, MUST, MAY, posting_step_fields, "Step",
	     "Việc phát sinh"),
	KIND("posting.end", POSTING, ADDS, MUST, MAY, MAY, posting_end_fields, "Relieved",
	     "Thôi giữ chức"),
	KIND("posting.correct", POSTING, ADDS, NO, MAY, MAY, posting_correct_fields, "Corrected",
	     "Sửa, đính chính"),
	KIND("posting.void", POSTING, ADDS, MAY, MAY, MAY, posting_void_fields, "Revoked",
	     "Thu hồi, hủy bỏ"),
	KIND("posting.same", POSTING_PAIR, STATES, NO, NO, MAY, posting_same_fields,
	     "The same posting", "Một việc ghi hai nơi"),
	KIND("locality.set", LOCALITY, STATES, NO, MAY, MAY, locality_fields, "Locality stated",
	     "Kết luận địa phương"),
	KIND("post.vacant", VACANCY, STATES, MUST, MAY, MAY, vacancy_fields, "Vacant", "Khuyết"),
	KIND("nil.return", NIL_RETURN, CREATES, NO, NO, MAY, nil_return_fields, "No change",
	     "Không có biến động"),
	KIND("period.open", PERIOD, STATES, NO, NO, MAY, period_fields, "Period opened",
	     "Mở kỳ báo cáo"),
	KIND("period.publish", PUBLICATION, CREATES, NO, NO, MAY, publication_fields,
	     "Figures published", "Công bố số liệu"),
	KIND("attest", ATTESTATION, STATES, NO, NO, MAY, attest_fields, "Figures attested",
	     "Xác nhận số liệu"),
	KIND("target.set", TARGET, STATES, NO, MAY, MAY, target_fields, "Target set",
	     "Giao chỉ tiêu"),
	KIND("policy.set", POLICY, STATES, MUST, MAY, MAY, policy_fields, "Policy set",
	     "Quy định xác định"),
	KIND("officer.set", OFFICER, STATES, NO, NO, MAY, officer_fields, "Officer",
	     "Người sử dụng"),
	KIND("writer.enrol", WRITER, STATES, NO, NO, MAY, writer_enrol_fields, "Writer enrolled",
	     "Ghi danh máy"),
	KIND("writer.rescope", RESCOPE, CREATES, MUST, MAY, MAY, writer_rescope_fields,
	     "Records handed over", "Bàn giao dữ liệu"),
	KIND("writer.revoke", REVOCATION, CREATES, NO, NO, MAY, writer_revoke_fields,
	     "Writer revoked", "Thu hồi quyền ghi"),
	KIND("province.create", UNIT, CREATES, NO, NO, MAY, province_fields, "Province",
	     "Lập sổ của tỉnh"),
	KIND("root.rotate", ROOT, CREATES, NO, NO, MAY, root_fields, "Root key replaced",
	     "Thay khóa gốc"),
	KIND("matter.settle", SETTLEMENT, STATES, NO, MAY, MUST, settlement_fields, "Settled",
	     "Kết luận đối chiếu"),
	KIND("entry.undo", UNDO, STATES, NO, NO, MUST, undo_fields, "Taken back",
	     "Rút lại bản ghi"),
	KIND("note.add", NOTE, CREATES, NO, NO, MAY, note_fields, "Note", "Ghi chú"),
	KIND("issue.raise", ISSUE, CREATES, NO, NO, MAY, issue_fields, "Issue raised",
	     "Khó khăn, kiến nghị"),
	KIND("issue.answer", ANSWER, STATES, NO, NO, MAY, answer_fields, "Issue answered",
	     "Trả lời kiến nghị"),
	KIND("rectify.ask", RECTIFICATION, STATES, NO, NO, MAY, rectify_fields,
	     "Correction asked for", "Đề nghị điều chỉnh thông tin"),
	KIND("access.log", ACCESS, CREATES, NO, NO, MAY, access_fields, "Access",
	     "Nhật ký khai thác"),
};

const struct rota_kind *rota_kinds(size_t *count)
{
	*count = COUNT(kinds);
	return kinds;
}

const struct rota_record *rota_entry_record(void)
{
	return &entry_record;
}

const char *rota_entity_name(enum rota_entity entity)
{
	static const char *const names[] = {
		[ROTA_ENTITY_NONE] = "any",
		[ROTA_ENTITY_UNIT] = "unit",
		[ROTA_ENTITY_SUCCESSION] = "succession",
		[ROTA_ENTITY_CADRE] = "cadre",
		[ROTA_ENTITY_SPELL] = "spell",
		[ROTA_ENTITY_CADRE_PAIR] = "cadre_pair",
		[ROTA_ENTITY_POSTING] = "posting",
		[ROTA_ENTITY_POSTING_PAIR] = "posting_pair",
		[ROTA_ENTITY_LOCALITY] = "locality",
		[ROTA_ENTITY_VACANCY] = "vacancy",
		[ROTA_ENTITY_NIL_RETURN] = "nil_return",
		[ROTA_ENTITY_PERIOD] = "period",
		[ROTA_ENTITY_PUBLICATION] = "publication",
		[ROTA_ENTITY_ATTESTATION] = "attestation",
		[ROTA_ENTITY_TARGET] = "target",
		[ROTA_ENTITY_POLICY] = "policy",
		[ROTA_ENTITY_OFFICER] = "officer",
		[ROTA_ENTITY_WRITER] = "writer",
		[ROTA_ENTITY_RESCOPE] = "rescope",
		[ROTA_ENTITY_REVOCATION] = "revocation",
		[ROTA_ENTITY_ROOT] = "root",
		[ROTA_ENTITY_SETTLEMENT] = "settlement",
		[ROTA_ENTITY_UNDO] = "undo",
		[ROTA_ENTITY_NOTE] = "note",
		[ROTA_ENTITY_ISSUE] = "issue",
		[ROTA_ENTITY_ANSWER] = "answer",
		[ROTA_ENTITY_RECTIFICATION] = "rectification",
		[ROTA_ENTITY_ACCESS] = "access",
	};

	return names[entity];
}
