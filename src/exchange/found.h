/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Founding an office: the folder, its keys, its store with what it begins with.
 *
 * The store is filled under the name rota.mdb.new, then keys and other files
 * are written, then the store gets its own name. So a folder either has an
 * office or has none; and beside rota.mdb.new stand no files but those of a
 * founding that died, which the next one removes, the store last of all.
 */
#ifndef EXCHANGE_FOUND_H
#define EXCHANGE_FOUND_H

#include "state/world.h"
#include "trust/key.h"

/** A key of the new office. */
struct rota_founding_key {
	const char *name; /**< of its file: "keys/writer" */
	const struct rota_key *key;
};

enum { ROTA_FOUNDING_KEYS = 3 };

struct rota_founding {
	const char *dir; /**< made when it is not there */
	struct rota_founding_key keys[ROTA_FOUNDING_KEYS];
	size_t key_count;
	bool is_province;
	struct rota_writer_id common; /**< the province's alone */
	struct rota_writer_id own;
	const char *text_name; /**< a file that anybody may read, "request"; NULL: none */
	const struct rota_buffer *text;
	/** Put the settings and the first entries into the new store. */
	int (*fill)(struct rota_world *world, void *payload, struct rota_error *err);
	void *payload;
};

/**
 * Make the office. On failure nothing of it is left behind.
 * @return ROTA_OK; ROTA_EINVALID the folder has an office already, which is left as it is;
 *         ROTA_EBUSY another process works in the folder; ROTA_EIO; ROTA_ENOMEM; what fill returned.
 */
int rota_found(const struct rota_founding *founding, struct rota_error *err);

/** Set a setting to the hexadecimal digits of bytes. @return store errors. */
int rota_setting_put_hex(struct rota_world *world, const char *key, const void *bytes, size_t size,
                         struct rota_error *err);

#endif
