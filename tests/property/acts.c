/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/property/acts.h"

#include <stdio.h>
#include <string.h>

#include "rota/exchange.h"
#include "state/office.h"
#include "state/world.h"
#include "store/log.h"
#include "tests/property/land.h"
#include "tests/property/must.h"

const char *const act_natives[NATIVES] = {
	"xã Mễ Sở, huyện Văn Giang, tỉnh Hưng Yên",
	"xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên",
	"thị trấn Ân Thi, huyện Ân Thi, tỉnh Hưng Yên",
	"huyện Gia Bình, tỉnh Bắc Ninh",
	"huyện Văn Giang, tỉnh Hưng Yên",
	"",
};

static const char *const names[] = { "Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường" };
static const char *const days[] = { "01/01/2022", "15/06/2022", "01/01/2023",
				    "01/04/2023", "01/07/2023", "01/10/2023",
				    "01/12/2023", "01/02/2024", "01/03/2024" };
static const char *const posts[] = { "secretary", "chair" };

#define ONE_OF(list) ((list)[splitmix64_below(acting->chance, sizeof(list) / sizeof((list)[0]))])

/** An act on its way. */
struct acting {
	struct splitmix64 *chance;
	struct rota_office *office;
	int which;
	struct rota_request request;
	char cadre[64], other[64], subject[64], doc[64];
	char sets[4][256];
	const char *set_list[5];
};

static bool happens(struct acting *acting, size_t one_in)
{
	return splitmix64_below(acting->chance, one_in) == 0;
}

/* --- values ---------------------------------------------------------------------------------- */

/** Mostly one of the office's own. */
static const char *commune(struct acting *acting)
{
	size_t at = splitmix64_below(acting->chance, COMMUNES);

	if (acting->which >= 0 && !happens(acting, 8))
		at = 2 * (size_t)acting->which + at % 2;
	return land_communes[at][0];
}

/** A name, of several that have it perhaps the second or the third. */
static void name_somebody(struct acting *acting, char out[64])
{
	size_t number = splitmix64_below(acting->chance, 4);

	if (number)
		snprintf(out, 64, "%s#%zu", ONE_OF(names), number);
	else
		snprintf(out, 64, "%s", ONE_OF(names));
}

static const char *paper(struct acting *acting)
{
	static const char *const signed_on[] = { "28/12/2020", "15/12/2021" };
	static const char *const people[] = { "", "", "; 2 people", "; 4 people" };

	snprintf(acting->doc, sizeof(acting->doc), "%zu-QĐ/HU %s%s",
		 1 + splitmix64_below(acting->chance, 9), ONE_OF(signed_on), ONE_OF(people));
	return acting->doc;
}

static void name_place(struct acting *acting)
{
	acting->request.commune = commune(acting);
	acting->request.post = ONE_OF(posts);
}

static void name_posting(struct acting *acting)
{
	snprintf(acting->subject, sizeof(acting->subject), "%s/%s", commune(acting), ONE_OF(posts));
	acting->request.subject = acting->subject;
}

static void set(struct acting *acting, const char *field, const char *value)
{
	size_t at = 0;

	while (acting->set_list[at])
		at++;
	snprintf(acting->sets[at], sizeof(acting->sets[at]), "%s=%s", field, value);
	acting->set_list[at] = acting->sets[at];
	acting->request.sets = acting->set_list;
}

/* --- acts ------------------------------------------------------------------------------------ */

typedef rota_act_fn *drawn_fn(struct acting *acting);

static rota_act_fn *draw_cadre(struct acting *acting)
{
	static const char *const born[] = { "1970", "02/03/1970", "1971" };
	static const char *const pins[] = { "033070001234", "033071001235" };
	const char *native = act_natives[splitmix64_below(acting->chance, NATIVES)];

	set(acting, "name", ONE_OF(names));
	set(acting, "born", ONE_OF(born));
	if (*native)
		set(acting, "native", native);
	if (happens(acting, 5))
		set(acting, "pin", ONE_OF(pins));
	return rota_cadre_add;
}

static rota_act_fn *draw_cadre_change(struct acting *acting)
{
	static const char *const born[] = { "1970", "1972" };

	name_somebody(acting, acting->cadre);
	acting->request.cadre = acting->cadre;
	if (happens(acting, 3))
		set(acting, "born", ONE_OF(born));
	else
		set(acting, "native", act_natives[splitmix64_below(acting->chance, NATIVES - 1)]);
	return rota_cadre_change;
}

/** A time in a place, of those by which somebody may be a local. */
static rota_act_fn *draw_spell(struct acting *acting)
{
	static const char *const whats[] = { "study", "work", "live" };
	static const char *const begins[] = { "2018", "09/2019", "15/12/2020", "01/03/2021" };
	static const char *const ends[] = { "2021", "01/02/2022", "15/06/2022", "01/10/2023" };

	name_somebody(acting, acting->cadre);
	acting->request.cadre = acting->cadre;
	acting->request.what = ONE_OF(whats);
	acting->request.place = act_natives[splitmix64_below(acting->chance, NATIVES - 1)];
	acting->request.from = ONE_OF(begins);
	if (!happens(acting, 3))
		acting->request.until = ONE_OF(ends);
	return rota_cadre_spell;
}

static rota_act_fn *draw_appoint(struct acting *acting)
{
	static const char *const acts[] = { "designate", "designate", "approve",     "transfer",
					    "rotate",    "elect",     "take_charge", "delegate" };
	static const char *const localities[] = { "local", "non_local" };

	name_place(acting);
	name_somebody(acting, acting->cadre);
	acting->request.cadre = acting->cadre;
	acting->request.act = ONE_OF(acts);
	acting->request.from = ONE_OF(days);
	acting->request.until = "01/01/2027";
	if (strcmp(acting->request.act, "elect") == 0)
		acting->request.elected = acting->request.from;
	if (happens(acting, 6))
		acting->request.locality = ONE_OF(localities);
	if (happens(acting, 8))
		acting->request.dual = "concurrent";
	return rota_appoint;
}

static rota_act_fn *draw_relieve(struct acting *acting)
{
	static const char *const acts[] = { "retire", "transfer", "rotate", "release" };

	name_place(acting);
	acting->request.act = ONE_OF(acts);
	acting->request.from = ONE_OF(days);
	if (happens(acting, 2))
		acting->request.next = land_communes[splitmix64_below(acting->chance, COMMUNES)][1];
	acting->request.no_vacant = happens(acting, 2);
	return rota_relieve;
}

static rota_act_fn *draw_move(struct acting *acting)
{
	static const char *const acts[] = { "transfer", "rotate" };

	name_place(acting);
	name_somebody(acting, acting->cadre);
	acting->request.cadre = acting->cadre;
	acting->request.act = ONE_OF(acts);
	acting->request.from = ONE_OF(days);
	acting->request.until = "01/01/2027";
	return rota_move;
}

static rota_act_fn *draw_step(struct acting *acting)
{
	static const char *const acts[] = { "suspend", "resume",    "approve",
					    "refuse",  "reappoint", "stay" };

	name_place(acting);
	acting->request.act = ONE_OF(acts);
	acting->request.from = ONE_OF(days);
	return rota_step;
}

static rota_act_fn *draw_correct(struct acting *acting)
{
	name_posting(acting);
	switch (splitmix64_below(acting->chance, 5)) {
	case 0:
		name_somebody(acting, acting->cadre);
		set(acting, "cadre", acting->cadre);
		break;
	case 1:
		set(acting, "unit", commune(acting));
		break;
	case 2:
		set(acting, "to", ONE_OF(days));
		break;
	default:
		set(acting, "from", ONE_OF(days));
	}
	acting->request.typing = "x";
	return rota_correct;
}

static rota_act_fn *draw_void(struct acting *acting)
{
	name_posting(acting);
	acting->request.from_start = happens(acting, 2);
	if (!acting->request.from_start)
		acting->request.from = ONE_OF(days);
	return rota_void;
}

static rota_act_fn *draw_undo(struct acting *acting)
{
	(void)acting;
	return rota_undo;
}

static rota_act_fn *draw_vacant(struct acting *acting)
{
	name_place(acting);
	acting->request.from = ONE_OF(days);
	return rota_vacant;
}

static rota_act_fn *draw_nil(struct acting *acting)
{
	acting->request.from = ONE_OF(days);
	acting->request.until = "01/02/2024";
	return rota_nil_return;
}

static rota_act_fn *draw_pair(struct acting *acting)
{
	name_somebody(acting, acting->cadre);
	name_somebody(acting, acting->other);
	acting->request.cadre = acting->cadre;
	acting->request.other = acting->other;
	acting->request.withdraw = happens(acting, 4);
	return happens(acting, 2) ? rota_cadre_same : rota_cadre_distinct;
}

/* --- acts of the province -------------------------------------------------------------------- */

/** One of the matters that are told, and one of its outcomes. @return false: there is none. */
static bool name_matter(struct acting *acting)
{
	const struct rota_question question = { .all = happens(acting, 3), .raw = true };
	struct rota_arena arena = { .first = NULL };
	const struct rota_value *list, *matter;
	struct rota_report report;
	struct rota_error err = { 0 };
	char ways[256], *way;

	land_expect(rota_report_matters(acting->office, &question, &report, &arena, &err), &err,
		    "matters");
	list = rota_map_get(&report.json, "matters");
	if (list->as.list.count) {
		matter =
			&list->as.list.items[splitmix64_below(acting->chance, list->as.list.count)];
		snprintf(acting->subject, sizeof(acting->subject), "%s",
			 rota_value_text(rota_map_get(matter, "name")));
		snprintf(ways, sizeof(ways), "%s", rota_value_text(rota_map_get(matter, "ways")));
		way = strtok(ways, " ");
		for (size_t skip = splitmix64_below(acting->chance, 3); way && skip > 0; skip--) {
			char *next = strtok(NULL, " ");

			way = next ? next : way;
		}
		snprintf(acting->other, sizeof(acting->other), "%s", way ? way : "");
		acting->request.subject = acting->subject;
		acting->request.way = acting->other;
	}
	rota_arena_clear(&arena);
	return acting->request.subject != NULL;
}

static rota_act_fn *draw_settle(struct acting *acting)
{
	if (!name_matter(acting))
		return NULL;
	if (happens(acting, 8)) {
		acting->request.way = NULL;
		acting->request.withdraw = true;
	}
	return rota_settle;
}

static rota_act_fn *draw_policy(struct acting *acting)
{
	static const char *const settings[] = { "acting_counts", "pending_counts",
						"suspended_counts" };
	static const char *const truths[] = { "true", "false" };
	static const char *const asserted[] = { "asserted", "computed", "neither" };
	static const char *const years[] = { "1", "3" };
	static const char *const tests[] = { "native_place", "either", "residence" };

	acting->request.from = ONE_OF(days);
	set(acting, ONE_OF(settings), ONE_OF(truths));
	set(acting, "asserted_counts", ONE_OF(asserted));
	if (happens(acting, 2)) {
		set(acting, "residence_years", ONE_OF(years));
		set(acting, "test", ONE_OF(tests));
	}
	return rota_policy_set;
}

/** Long Hưng alone ends, which is nobody's native place. */
static rota_act_fn *draw_unit_end(struct acting *acting)
{
	acting->request.commune = "12034";
	acting->request.from = ONE_OF(days);
	set(acting, "cause", "abolished");
	set(acting, "legal", "NQ 1");
	return rota_unit_end;
}

static rota_act_fn *draw_rescope(struct acting *acting)
{
	static const char *const offices[] = { "Thành ủy Hưng Yên", "Huyện ủy Ân Thi",
					       "Huyện ủy Văn Giang" };
	static const char *const scopes[] = { "323", "329", "326" };

	acting->request.subject = ONE_OF(offices);
	acting->request.from = ONE_OF(days);
	acting->request.read_only = happens(acting, 2);
	if (!acting->request.read_only)
		acting->request.commune = ONE_OF(scopes);
	return rota_rescope;
}

/** Nothing is published: what came after a publication depends on what its checkpoint had, which is
 * something else in another order. */
static rota_act_fn *draw_period(struct acting *acting)
{
	set(acting, "name", "Quý I");
	set(acting, "cutoff", "01/12/2023");
	set(acting, "due", "15/12/2023");
	return rota_period_open;
}

static rota_act_fn *draw_target(struct acting *acting)
{
	set(acting, "post", ONE_OF(posts));
	set(acting, "phase", "2023-2025");
	set(acting, "from", "30/06/2023");
	set(acting, "to", "01/01/2026");
	return rota_target_set;
}

/* --- drawing --------------------------------------------------------------------------------- */

static const struct {
	drawn_fn *draw;
	size_t weight;
	bool provincial;
} kinds[] = {
	{ draw_appoint, 16, false }, { draw_cadre, 5, false }, { draw_cadre_change, 4, false },
	{ draw_spell, 4, false },
	{ draw_relieve, 6, false },  { draw_move, 4, false },  { draw_step, 5, false },
	{ draw_correct, 8, false },  { draw_void, 2, false },  { draw_undo, 2, false },
	{ draw_vacant, 2, false },   { draw_nil, 1, false },   { draw_pair, 3, false },
	{ draw_settle, 16, true },   { draw_policy, 3, true }, { draw_unit_end, 1, true },
	{ draw_rescope, 1, true },   { draw_period, 1, true }, { draw_target, 1, true },
};

static drawn_fn *pick(struct acting *acting)
{
	size_t count = sizeof(kinds) / sizeof(kinds[0]), total = 0, at;

	for (size_t i = 0; i < count; i++)
		if (!kinds[i].provincial || acting->which == PROVINCE_ACTS)
			total += kinds[i].weight;
	at = splitmix64_below(acting->chance, total);
	for (size_t i = 0; i < count; i++) {
		if (kinds[i].provincial && acting->which != PROVINCE_ACTS)
			continue;
		if (at < kinds[i].weight)
			return kinds[i].draw;
		at -= kinds[i].weight;
	}
	return NULL;
}

/** Nobody is known yet. */
static bool begins(struct rota_office *office)
{
	struct rota_error err = { 0 };
	struct rota_world world;
	uint64_t size;

	land_expect(rota_world_begin(&world, office, false, &err), &err, "world");
	land_expect(rota_log_size(&size, world.txn, office->own.bytes, &err), &err, "log");
	land_expect(rota_world_close(&world, ROTA_OK, &err), &err, "world");
	return size < 3;
}

bool act_some(struct splitmix64 *chance, struct rota_office *office, int which)
{
	struct acting acting = { .chance = chance, .office = office, .which = which };
	struct rota_outcome out = { .count = 0 };
	struct rota_error err = { 0 };
	rota_act_fn *act;
	int rc;

	acting.request.why = "x";
	acting.request.docs[0] = paper(&acting);
	act = begins(office) ? draw_cadre(&acting) : pick(&acting)(&acting);
	if (!act)
		return false;
	if (act == rota_cadre_same || act == rota_cadre_distinct || act == rota_undo ||
	    act == rota_settle || act == rota_cadre_add || act == rota_cadre_change ||
	    act == rota_cadre_spell)
		acting.request.docs[0] = NULL;
	rc = act(office, &acting.request, &out, &err);
	if (rc && rc != ROTA_EINVALID && rc != ROTA_ENOTFOUND && rc != ROTA_ECONFLICT &&
	    rc != ROTA_EREASON)
		land_expect(rc, &err, "an act");
	return !rc && out.count;
}
