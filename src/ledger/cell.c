/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/cell.h"

bool rota_posting_above(const struct rota_posting *a, const struct rota_posting *b)
{
	if (a->from != b->from)
		return a->from > b->from;
	if (a->clock != b->clock)
		return a->clock > b->clock;
	return rota_id_compare(a->id, b->id) > 0;
}

bool rota_posting_fills(const struct rota_posting *posting, int32_t day,
                        const struct rota_counting *counting)
{
	switch (rota_posting_on(posting, day)) {
	case ROTA_HOLDS_FULL:
		return true;
	case ROTA_HOLDS_PENDING:
		return counting->pending_counts;
	case ROTA_HOLDS_SUSPENDED:
		return counting->suspended_counts;
	case ROTA_HOLDS_ACTING:
		return counting->acting_counts;
	case ROTA_HOLDS_NOT:
		break;
	}
	return false;
}

bool rota_posting_stands(const struct rota_posting *posting, const struct rota_posting *career,
                         size_t count, int32_t day, const struct rota_counting *counting)
{
	for (size_t i = 0; i < count; i++)
		if (rota_id_compare(career[i].unit, posting->unit) != 0 &&
		    rota_posting_fills(&career[i], day, counting) &&
		    rota_posting_above(&career[i], posting))
			return false;
	return true;
}

struct rota_cell_count rota_cell_count(const struct rota_posting *postings, const bool *stands,
                                       size_t count, bool known, int32_t day,
                                       const struct rota_counting *counting)
{
	struct rota_cell_count out = { .state = known ? ROTA_CELL_VACANT :
		                                        ROTA_CELL_NOT_REPORTED };

	for (size_t i = 0; i < count; i++) {
		const struct rota_posting *one = &postings[i];

		if (one->from > day)
			continue;
		if (out.state == ROTA_CELL_NOT_REPORTED)
			out.state = ROTA_CELL_VACANT;
		if (rota_posting_on(one, day) == ROTA_HOLDS_ACTING &&
		    (!out.acting || rota_posting_above(one, out.acting)))
			out.acting = one;
		if (!rota_posting_fills(one, day, counting) || !stands[i])
			continue;
		if (out.holder)
			out.rivals++;
		if (!out.holder || rota_posting_above(one, out.holder))
			out.holder = one;
		out.state = ROTA_CELL_FILLED;
	}
	if (out.holder)
		out.holding = rota_posting_on(out.holder, day);
	return out;
}

uint64_t rota_percent(uint64_t count, uint64_t target)
{
	return (count * 200 + target) / (target * 2);
}
