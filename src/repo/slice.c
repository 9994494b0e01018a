/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/slice.h"

#include <string.h>

/** About what the head of an object in a pack takes. */
enum { OBJECT_BYTES = 12 };

static int commit_bytes(uint64_t *out, struct rota_repo *repo, const struct rota_oid *oid,
			struct rota_error *err)
{
	struct rota_repo_commit commit;
	int rc = rota_repo_commit_read(&commit, repo, oid, err);

	*out = commit.sealed.commit_size + commit.sealed.tree_size + 2 * OBJECT_BYTES;
	for (size_t i = 0; !rc && i < commit.sealed.file_count; i++)
		*out += commit.sealed.files[i].size + OBJECT_BYTES;
	rota_repo_commit_clear(&commit);
	return rc;
}

int slice_choose(struct rota_repo_line *line, uint64_t *bytes, struct rota_repo *repo,
		 uint64_t max_bytes, struct rota_error *err)
{
	uint64_t sum = 0, more = 0;
	size_t kept = 0;

	while (kept < line->count) {
		int rc = commit_bytes(&more, repo, &line->oids[line->count - 1 - kept], err);

		if (rc)
			return rc;
		if (kept && sum + more > max_bytes)
			break;
		sum += more;
		kept++;
	}
	memmove(line->oids, line->oids + (line->count - kept), kept * sizeof(*line->oids));
	line->count = kept;
	*bytes = sum;
	return ROTA_OK;
}
