/* SPDX-License-Identifier: Apache-2.0 */
#include "report/look.h"

#include "base/messages.h"
#include "naming/resolve.h"

int rota_look_close(struct rota_world *world, const struct rota_filling *filling, int rc,
		    struct rota_error *err)
{
	if (!rc)
		rc = rota_fill_check(filling, err);
	return rota_world_close(world, rc, err);
}

int rota_look_day(int32_t *out, const struct rota_world *world, const char *typed,
		  struct rota_error *err)
{
	struct rota_day day = world->today;
	int rc = typed ? rota_resolve_day(&day, typed, _("--as-of"), err) : ROTA_OK;

	*out = rc ? 0 : rota_day_first(day);
	return rc;
}

void rota_fill_paper(struct rota_filling *filling, struct rota_world *world,
		     const struct rota_value *paper)
{
	rota_fill_text(filling, !paper	      ? NULL
				: filling->raw ? rota_decision_name(world, paper)
					       : rota_decision_show(world, paper));
}
