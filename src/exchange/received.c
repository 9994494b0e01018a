/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/received.h"

#include "base/text.h"

void rota_received_names(char names[ROTA_RECEIVED][ROTA_REF_BYTES], struct rota_writer_id office)
{
	rota_text_join(names[ROTA_RECEIVED_COMMON], ROTA_REF_BYTES, ROTA_REF_COMMON, "", "");
	rota_text_join(names[ROTA_RECEIVED_CHECKPOINTS], ROTA_REF_BYTES, ROTA_REF_CHECKPOINTS, "",
		       "");
	rota_writer_ref(names[ROTA_RECEIVED_NOTICES], ROTA_REF_NOTICES, office);
}

/** The chain behind a ref as the store has it; `seq` is 0 when it has nothing of it. */
static int load(struct rota_chain *out, struct rota_office *office, size_t ref,
		struct rota_error *err)
{
	static const enum rota_chain_type types[ROTA_RECEIVED] = { ROTA_CHAIN_BATCH,
								   ROTA_CHAIN_CHECKPOINT,
								   ROTA_CHAIN_NOTICE };
	struct rota_world world;
	int rc = rota_world_begin(&world, office, false, err);

	if (rc)
		return rc;
	rc = rota_chain_load(out, &world, types[ref],
			     ref == ROTA_RECEIVED_COMMON ? office->common : office->own, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	return rota_world_close(&world, rc, err);
}

int rota_received_forget(bool *moved, struct rota_office *office, struct rota_git *git,
			 struct rota_error *err)
{
	char names[ROTA_RECEIVED][ROTA_REF_BYTES];
	int rc = ROTA_OK;

	*moved = false;
	rota_received_names(names, office->own);
	for (size_t i = 0; !rc && i < ROTA_RECEIVED; i++) {
		struct rota_chain taken;
		struct rota_oid here;

		rc = load(&taken, office, i, err);
		if (rc || rota_git_ref(&here, git, names[i], NULL) ||
		    (taken.seq && rota_oid_equal(here, taken.tip)))
			continue;
		rc = rota_git_move(git, names[i], &here, taken.seq ? &taken.tip : NULL, err);
		*moved = *moved || !rc;
	}
	return rc;
}
