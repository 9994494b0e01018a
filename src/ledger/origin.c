/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/origin.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ledger/letters.h"
#include "ledger/place_text.h"

struct search {
	const struct rota_gazetteer *gazetteer;
	const struct rota_national *national;
	const struct rota_origin *origin;
	int32_t appointed;
	struct rota_meaning *out;
	size_t count;
};

void rota_origin_read(struct rota_origin *out, const struct rota_value *place)
{
	const char *on = rota_value_text(rota_map_get(place, "on"));

	*out = (struct rota_origin){ .code = rota_value_text(rota_map_get(place, "code")),
				     .text = rota_value_text(rota_map_get(place, "text")) };
	rota_id_from_value(&out->unit, rota_map_get(place, "unit"));
	if (on)
		rota_day_decode(&out->on, on, strlen(on), NULL);
}

bool rota_origin_is_stated(const struct rota_origin *origin)
{
	return !rota_id_is_zero(origin->unit) || origin->code || origin->text;
}

static void add(struct search *search, const struct rota_unit *unit,
		const struct rota_national_unit *listed, int32_t day)
{
	if (!unit && !listed)
		return;
	for (size_t i = 0; i < search->count; i++)
		if (search->out[i].unit == unit && (unit || search->out[i].listed == listed))
			return;
	search->out[search->count++] = (struct rota_meaning){ unit, listed, day };
}

/* --- codes ---------------------------------------------------------------------------------- */

/** The unit that bore a code last, up to a day. */
static const struct rota_unit *last_bearer(const struct rota_gazetteer *gazetteer, const char *code,
					   int32_t day)
{
	const struct rota_unit *last = NULL;
	int32_t from = ROTA_DAY_ALWAYS;

	for (size_t i = 0; i < gazetteer->unit_count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];

		for (size_t k = 0; k < unit->version_count; k++) {
			const struct rota_unit_version *version = &unit->versions[k];

			if (strcmp(version->code, code) != 0 || version->from > day ||
			    (last && version->from <= from))
				continue;
			last = unit;
			from = version->from;
		}
	}
	return last;
}

/** A unit of the list, by the smallest unit of the gazetteer that holds it. */
static void add_listed(struct search *search, const struct rota_national_unit *listed)
{
	const struct rota_national_unit *around = listed;
	const struct rota_unit *unit = NULL;

	for (; around && !unit; around = rota_national_parent(around))
		unit = rota_gazetteer_by_code(search->gazetteer, around->code, ROTA_NATIONAL_DAY);
	add(search, unit, listed, ROTA_NATIONAL_DAY);
}

static void add_code(struct search *search, const char *code)
{
	const struct rota_gazetteer *gazetteer = search->gazetteer;
	struct rota_day paper = search->origin->on;
	int32_t day = search->appointed;

	if (!rota_day_is_none(paper)) {
		int32_t first = rota_day_first(paper);
		int32_t last = rota_day_last(paper);

		add(search, rota_gazetteer_by_code(gazetteer, code, first), NULL, first);
		add(search, rota_gazetteer_by_code(gazetteer, code, last), NULL, last);
	}
	if (!search->count)
		add(search, rota_gazetteer_by_code(gazetteer, code, day), NULL, day);
	if (!search->count)
		add(search, last_bearer(gazetteer, code, day), NULL, day);
	if (!search->count)
		add_listed(search, rota_national_find(code));
}

/* --- names younger than the list ------------------------------------------------------------ */

static bool same_folded(const char *a, size_t a_size, const char *b, size_t b_size)
{
	struct rota_buffer left = { 0 };
	struct rota_buffer right = { 0 };
	bool same = !rota_text_fold(&left, a, a_size, NULL) &&
		    !rota_text_fold(&right, b, b_size, NULL) && left.size == right.size &&
		    memcmp(left.bytes, right.bytes, left.size) == 0;

	rota_buffer_clear(&left);
	rota_buffer_clear(&right);
	return same;
}

/** Whether an element is the name of a unit. Most are not, which must be seen quickly. */
static bool has_name(const struct rota_place_element *element, const char *name)
{
	char lower[ROTA_PLACE_NAME_BYTES];
	size_t size = strlen(name);
	unsigned char first = (unsigned char)name[0] | 0x20;
	bool plain;

	/* folding may put an accent on the first letter, and does not change it otherwise */
	if (size > sizeof(lower) || (first < 0x80 && element->name[0] != (char)first &&
				     (unsigned char)element->name[0] < 0x80))
		return false;
	memcpy(lower, name, size);
	plain = rota_letters_lower(lower, size);
	if (size == element->name_size && memcmp(lower, element->name, size) == 0)
		return true;
	if (plain && !rota_letters_fold(lower, size))
		return false;
	return same_folded(lower, size, element->name, element->name_size);
}

/** The same, and of the type written, if any: 'thành phố Hưng Yên' is not the province. */
static bool is_called(const struct rota_place_element *element,
		      const struct rota_unit_version *version)
{
	const char *type = element->type ? element->type->id : "";

	return strncmp(version->type, type, strlen(type)) == 0 && has_name(element, version->name);
}

/** Whether all elements from one on are names of units in which @p unit lies, in that order. */
static bool lies_in_rest(const struct search *search, const struct rota_place_text *text,
			 size_t from, const struct rota_unit *unit, int32_t day)
{
	const struct rota_unit_version *version = rota_unit_near(unit, day);

	/* a level a step, so that a circle of parents ends */
	for (int steps = 0; steps <= ROTA_LEVEL_COMMUNE && from < text->count; steps++) {
		unit = rota_gazetteer_unit(search->gazetteer, version->parent);
		if (!unit)
			break;
		version = rota_unit_near(unit, day);
		from += is_called(&text->elements[from], version);
	}
	return from == text->count;
}

/** The element that names a commune, with all that stands behind it; the count when none does. */
static size_t place_of(const struct search *search, const struct rota_place_text *text,
		       const struct rota_unit *unit, int32_t day)
{
	const struct rota_unit_version *version = rota_unit_on(unit, day);

	if (!version || unit->level != ROTA_LEVEL_COMMUNE || version->from <= ROTA_NATIONAL_DAY)
		return text->count;
	for (size_t i = 0; i + 1 < text->count; i++)
		if (is_called(&text->elements[i], version) &&
		    lies_in_rest(search, text, i + 1, unit, day))
			return i;
	return text->count;
}

/** One way to read a text. */
struct reading {
	const struct rota_unit *unit; /* NULL: there is none */
	size_t unresolved;            /* elements that it leaves over */
};

/** The only commune with a younger name that a text can mean on a day. */
static struct reading read_younger(const struct search *search, const struct rota_place_text *text,
				   int32_t day)
{
	struct reading found = { NULL, text->count };

	for (size_t i = 0; day > ROTA_NATIONAL_DAY && i < search->gazetteer->unit_count; i++) {
		const struct rota_unit *unit = search->gazetteer->units[i];
		size_t place = place_of(search, text, unit, day);

		if (place == text->count)
			continue;
		if (found.unit)
			return (struct reading){ NULL, text->count };
		found = (struct reading){ unit, place };
	}
	return found;
}

/** Of the ways to read a text those that leave the fewest elements over; of a paper of a known day
 *  the younger name alone, when it is one of these. */
static void add_text(struct search *search, const char *text)
{
	struct rota_day paper = search->origin->on;
	bool known = !rota_day_is_none(paper);
	int32_t first = known ? rota_day_first(paper) : search->appointed;
	int32_t last = known ? rota_day_last(paper) : search->appointed;
	struct rota_national_place listed = { 0 };
	struct rota_place_text elements;
	struct reading on_first, on_last;
	size_t fewest;

	rota_place_split(&elements, text, strlen(text));
	on_first = read_younger(search, &elements, first);
	on_last = last == first ? on_first : read_younger(search, &elements, last);
	listed.unresolved = elements.count;
	if (search->national)
		rota_national_read(&listed, search->national, text, strlen(text));
	fewest =
		on_first.unresolved < on_last.unresolved ? on_first.unresolved : on_last.unresolved;
	fewest = listed.unresolved < fewest ? listed.unresolved : fewest;
	if (on_first.unresolved == fewest)
		add(search, on_first.unit, NULL, first);
	if (on_last.unresolved == fewest)
		add(search, on_last.unit, NULL, last);
	if (listed.unit && listed.unresolved == fewest &&
	    !(search->count && rota_day_is_full(paper)))
		add_listed(search, listed.unit);
}

size_t rota_origin_meanings(struct rota_meaning out[ROTA_MEANINGS],
			    const struct rota_gazetteer *gazetteer,
			    const struct rota_national *national, const struct rota_origin *origin,
			    int32_t appointed)
{
	struct search search = { gazetteer, national, origin, appointed, out, 0 };
	int32_t paper = rota_day_is_none(origin->on) ? appointed : rota_day_last(origin->on);

	if (!rota_id_is_zero(origin->unit))
		add(&search, rota_gazetteer_unit(gazetteer, origin->unit), NULL, paper);
	if (!search.count && origin->code)
		add_code(&search, origin->code);
	if (!search.count && origin->text)
		add_text(&search, origin->text);
	return search.count;
}
