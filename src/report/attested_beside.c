/* SPDX-License-Identifier: Apache-2.0 */
#include "report/attested_beside.h"

#include <string.h>

#include "base/messages.h"
#include "report/look.h"
#include "state/shown.h"

/** The seats of a scope, added up. */
struct counting {
	struct rota_figures posts[ROTA_ATTESTED_POSTS];
};

static int take_seat(struct rota_answer *answer, const struct rota_seat *seat,
		     struct rota_error *err)
{
	struct counting *counting = answer->payload;

	(void)err;
	for (size_t i = 0; i < ROTA_ATTESTED_POSTS; i++)
		if (strcmp(rota_all_posts[i], seat->post) == 0)
			rota_figures_add(&counting->posts[i], seat);
	return ROTA_OK;
}

/** The figures of a scope on a day, as they are counted here. The answer is then about that day. */
static int count(struct counting *out, struct rota_answer *answer, const struct rota_unit *scope,
		 int32_t day, struct rota_error *err)
{
	static const struct counting nothing;
	int rc;

	*out = nothing;
	answer->payload = out;
	answer->day_number = day;
	answer->day = rota_day_from_number(day);
	rc = rota_world_policy(&answer->policy, &answer->world, day, err);
	return rc ? rc : rota_answer_each_seat(answer, scope, take_seat, err);
}

/** One figure, if it is another one: for programs "secretary non_local 6 5", for people "Party
 *  secretary: not local 6, here 5". */
static void write_figure(struct rota_buffer *out, const char *post, const char *id,
			 const char *caption, uint64_t attested, uint64_t counted, bool raw)
{
	if (attested == counted)
		return;
	rota_buffer_puts(out, out->size ? "; " : "");
	if (raw)
		rota_buffer_printf(out, "%s %s %llu %llu", post, id, (unsigned long long)attested,
				   (unsigned long long)counted);
	else
		rota_buffer_printf(out, _("%s: %s %llu, here %llu"), rota_post_show(post), caption,
				   (unsigned long long)attested, (unsigned long long)counted);
}

static void write_post(struct rota_buffer *out, const char *post,
		       const struct rota_attested_figures *attested,
		       const struct rota_figures *counted, bool raw)
{
	write_figure(out, post, "posts", _("posts"), attested->posts, counted->posts, raw);
	write_figure(out, post, "filled", _("filled"), attested->filled, counted->filled, raw);
	write_figure(out, post, "vacant", _("vacant"), attested->vacant, counted->vacant, raw);
	write_figure(out, post, "not_reported", _("not reported"), attested->not_reported,
		     counted->not_reported, raw);
	write_figure(out, post, "non_local", _("not local"), attested->non_local,
		     counted->non_local, raw);
	write_figure(out, post, "undetermined", _("undetermined"), attested->undetermined,
		     counted->undetermined, raw);
}

int rota_attested_beside(struct rota_buffer *out, struct rota_answer *answer,
			 const struct rota_attested *attested, int32_t cutoff, bool raw,
			 struct rota_error *err)
{
	const struct rota_attestation *is = &attested->judged.is;
	const struct rota_unit *scope = rota_gazetteer_unit(&answer->world.gazetteer, is->scope);
	struct counting counting;
	int rc;

	if (attested->state != ROTA_ATTESTED_YES && attested->state != ROTA_ATTESTED_STALE)
		return ROTA_OK;
	if (!scope)
		return ROTA_OK;
	rc = count(&counting, answer, scope, cutoff, err);
	for (size_t i = 0; !rc && i < ROTA_ATTESTED_POSTS; i++)
		write_post(out, rota_all_posts[i], &is->posts[i], &counting.posts[i], raw);
	return rc ? rc : rota_buffer_check(out, err);
}
