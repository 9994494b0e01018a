/* SPDX-License-Identifier: Apache-2.0 */
/* The sides of matters that come from what papers say. */
#include <string.h>

#include "base/messages.h"
#include "ledger/matter_papers.h"
#include "report/history.h"
#include "report/matter_sides.h"
#include "state/world.h"

/* --- two papers for one move ------------------------------------------------------------------ */

/** One half of a move with its paper: what was ended by it, or begun. */
static int show_half(const struct rota_showing *showing, size_t which, bool left,
		     struct rota_error *err)
{
	const struct rota_subject_field *paper;
	struct rota_posting posting;
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, showing->world, showing->matter->subjects[which],
				    err);

	if (rc || !rota_posting_read(&posting, subject))
		return rc;
	paper = rota_subject_field(subject, left ? "end_doc" : "begin_doc");
	if (paper && paper->by)
		rota_matter_show_entry(showing, paper->by, left ? posting.to : posting.from,
				       which ? "second" : "first");
	return ROTA_OK;
}

/** Whether the postings of a matter are halves of a move. */
static bool are_halves(struct rota_world *world, const struct rota_matter *matter)
{
	struct rota_subject *left, *came;
	struct rota_posting both[2];

	return !rota_world_subject(&left, world, matter->subjects[1 - matter->newer], NULL) &&
	       !rota_world_subject(&came, world, matter->subjects[matter->newer], NULL) &&
	       rota_posting_read(&both[0], left) && rota_posting_read(&both[1], came) &&
	       rota_postings_are_halves(&both[0], &both[1]);
}

/** What a paper says beside its name. */
static void write_paper(struct rota_buffer *out, const struct rota_value *paper)
{
	const char *announced = rota_value_text(rota_map_get(paper, "announced"));
	const struct rota_value *total = rota_map_get(paper, "total");
	const struct rota_value *fixes = rota_map_get(paper, "fixes");
	const char *no = rota_value_text(rota_map_get(fixes, "no"));
	char shown[ROTA_DAY_TEXT_BYTES];
	struct rota_day day;

	if (announced && !rota_day_decode(&day, announced, strlen(announced), NULL))
		rota_buffer_printf(out, _("; announced %s"), rota_day_show(shown, day));
	if (total && total->type == ROTA_UINT)
		rota_buffer_printf(out, _("; names so many people: %llu"),
				   (unsigned long long)total->as.number);
	if (fixes)
		rota_buffer_printf(out, _("; mends or revokes %s"), no ? no : _("no number"));
}

/** A paper as an entry cites it. */
struct cited {
	const struct rota_revision *by;
	const struct rota_value *paper;
};

/** Whether two entries tell one paper, and not alike. */
static bool tells_otherwise(const struct rota_value *a, const struct rota_value *b)
{
	uint8_t left[ROTA_PAPER_KEY_BYTES], right[ROTA_PAPER_KEY_BYTES];
	size_t size = rota_paper_key(left, a), other = rota_paper_key(right, b);

	if (!size || size != other || memcmp(left, right, size) != 0)
		return false;
	size = rota_paper_content(left, a);
	other = rota_paper_content(right, b);
	return size != other || memcmp(left, right, size) != 0;
}

static void list_cited(struct cited *out, size_t *count, size_t room,
		       const struct rota_subject *posting)
{
	for (size_t i = 0; i < posting->revision_count; i++) {
		const struct rota_revision *one = &posting->revisions[i];
		const struct rota_value *docs = one->undone ? NULL : one->entry.docs;

		for (size_t k = 0; docs && k < docs->as.list.count && *count < room; k++)
			if (rota_paper_says_more(&docs->as.list.items[k]))
				out[(*count)++] = (struct cited){ one, &docs->as.list.items[k] };
	}
}

static void fill_cited(const struct rota_showing *showing, size_t which, const struct cited *cited)
{
	struct rota_matter_side side = { .way = which ? "second" : "first",
					 .from = rota_matter_side_from(cited->by),
					 .to = ROTA_DAY_NEVER,
					 .by = cited->by };

	rota_history_write(&side.what, showing->world, &cited->by->entry);
	write_paper(&side.what, cited->paper);
	rota_matter_fill_side(showing, &side);
}

/** What the entries of two postings say of the paper that they tell differently. */
static int show_told(const struct rota_showing *showing, struct rota_error *err)
{
	enum { CITED = 64 };
	struct cited cited[2][CITED];
	size_t counts[2] = { 0, 0 };
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < 2; i++) {
		struct rota_subject *subject;

		rc = rota_world_subject(&subject, showing->world, showing->matter->subjects[i],
					err);
		if (!rc)
			list_cited(cited[i], &counts[i], CITED, subject);
	}
	for (size_t i = 0; !rc && i < counts[0]; i++)
		for (size_t k = 0; k < counts[1]; k++) {
			if (!tells_otherwise(cited[0][i].paper, cited[1][k].paper))
				continue;
			fill_cited(showing, 0, &cited[0][i]);
			fill_cited(showing, 1, &cited[1][k]);
			return ROTA_OK;
		}
	return rc;
}

/** The halves of a move, what was left first; or what two offices say of one paper. */
static int show_papers(const struct rota_showing *showing, struct rota_error *err)
{
	size_t came = showing->matter->newer;
	int rc;

	if (!are_halves(showing->world, showing->matter))
		return show_told(showing, err);
	rc = show_half(showing, 1 - came, true, err);
	return rc ? rc : show_half(showing, came, false, err);
}

/** Who gave a posting its mode; of a full one that began as acting, also that it did. */
static int show_mode(const struct rota_showing *showing, struct rota_id posting,
		     struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	const struct rota_subject_field *mode;
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, showing->world, posting, err);
	const char *word;

	mode = rc || !subject->created ? NULL : rota_subject_field(subject, "mode");
	if (!mode || !mode->by)
		return rc;
	word = rota_value_text(&mode->value);
	rota_matter_show_entry(showing, mode->by, matter->from,
			       word && strcmp(word, "full") == 0 ? "full" : "acting");
	if (mode->by != subject->created)
		rota_matter_show_entry(showing, subject->created, matter->from, "acting");
	return ROTA_OK;
}

/** Who is recorded as full, and what says that he is acting. */
static int show_acting(const struct rota_showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	int rc = show_mode(showing, matter->subjects[matter->newer], err);

	for (size_t i = 0; !rc && i < matter->subject_count; i++)
		if (i != matter->newer)
			rc = show_mode(showing, matter->subjects[i], err);
	return rc;
}

/* --- which kind ------------------------------------------------------------------------------ */

int rota_matter_show_of_papers(const struct rota_showing *showing, bool *done,
			       struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;

	*done = true;
	if (matter->type == ROTA_MATTER_DOCS_DIFFER && matter->subject_count == 2)
		return show_papers(showing, err);
	if (matter->type == ROTA_MATTER_ACTING_AS_FULL && matter->subject_count)
		return show_acting(showing, err);
	*done = false;
	return ROTA_OK;
}
