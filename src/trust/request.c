/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/request.h"

#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "rota/day.h"
#include "trust/lines.h"
#include "trust/signature.h"

#define BEGIN_SIGNATURE "-----BEGIN "
#define END_OF_TIME 7258118400000 /* 01/01/2200: instants are not written beyond */

/** Whether it may stand in a line: it can be seen whole. */
static bool is_line(const char *text)
{
	size_t size = strlen(text);

	return size && size <= ROTA_REQUEST_TEXT_MAX && text[0] != ' ' && text[size - 1] != ' ' &&
	       rota_text_is_clean(text, size);
}

static int check_texts(const struct rota_join_request *request, struct rota_error *err)
{
	const char *const texts[] = { request->name, request->unit, request->office };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!is_line(texts[i]))
			return rota_fail(err, ROTA_EINVALID,
					 _("write it in one line of at most 300 bytes"),
					 _("'%.80s' cannot stand in a request"), texts[i]);
	if (request->made >= END_OF_TIME)
		return rota_fail(err, ROTA_EINVALID, NULL,
				 _("a request cannot have been made at %llu"),
				 (unsigned long long)request->made);
	return ROTA_OK;
}

/** The lines that are signed. */
static int print_lines(struct rota_buffer *out, const struct rota_join_request *request,
		       struct rota_error *err)
{
	char made[ROTA_DAY_TEXT_BYTES];
	int rc;

	rota_buffer_puts(out, "rota-request: 1\n");
	if (request->has_province) {
		rota_buffer_puts(out, "province: ");
		rota_hex_encode(out, request->province.bytes, sizeof(request->province.bytes));
		rota_buffer_puts(out, "\n");
	}
	rota_buffer_printf(out, "name: %s\nunit: %s\noffice: %s\nkey: ", request->name,
			   request->unit, request->office);
	rc = rota_public_key_print(out, &request->key, "", err);
	rota_buffer_printf(out, "\nmade: %s\n", rota_instant_encode(made, request->made));
	return rc ? rc : rota_buffer_check(out, err);
}

int rota_request_make(struct rota_buffer *out, const struct rota_join_request *request,
		      const struct rota_key *key, struct rota_error *err)
{
	struct rota_join_request completed = *request;
	struct rota_buffer text = { 0 };
	int rc = check_texts(request, err);

	completed.key = key->public_key;
	if (!rc)
		rc = print_lines(&text, &completed, err);
	if (!rc)
		rc = rota_signature_make(&text, key, ROTA_REQUEST_NAMESPACE, text.bytes, text.size,
					 err);
	if (!rc) {
		rota_buffer_append(out, text.bytes, text.size);
		rota_buffer_puts(out, "\n");
		rc = rota_buffer_check(out, err);
	}
	rota_buffer_clear(&text);
	return rc;
}

/* --- reading ------------------------------------------------------------------------------- */

/** The rest of a line as a text; without memory it is NULL and nothing is wrong. */
static const char *take_text(struct rota_lines *lines, struct rota_arena *arena)
{
	size_t begin = lines->at;
	size_t size;
	const char *rest = rota_lines_take_rest(lines, &size);
	const char *text = rota_arena_copy(arena, rest, size);

	if (text && !lines->wrong && (strlen(text) != size || !is_line(text))) {
		lines->at = begin;
		lines->wrong = true;
	}
	return text;
}

static void take_key(struct rota_lines *lines, struct rota_public_key *out)
{
	uint8_t blob[ROTA_PUBLIC_KEY_BLOB_BYTES];
	struct rota_wire_string string = { blob, 0 };
	size_t begin, size;
	const char *base64;

	rota_lines_take(lines, "key: " ROTA_KEY_TYPE " ");
	begin = lines->at;
	base64 = rota_lines_take_rest(lines, &size);
	if (!lines->wrong &&
	    (!rota_base64_read(blob, sizeof(blob), &string.size, base64, size, true) ||
	     rota_public_key_take(out, string, NULL))) {
		lines->at = begin;
		lines->wrong = true;
	}
}

static void take_made(struct rota_lines *lines, uint64_t *out)
{
	size_t begin, size;
	const char *text;

	rota_lines_take(lines, "made: ");
	begin = lines->at;
	text = rota_lines_take_rest(lines, &size);
	if (!lines->wrong && rota_instant_decode(out, text, size, NULL)) {
		lines->at = begin;
		lines->wrong = true;
	}
}

static int take_lines(struct rota_join_request *out, struct rota_lines *lines,
		      struct rota_arena *arena, struct rota_error *err)
{
	rota_lines_take(lines, "rota-request: 1\n");
	out->has_province = rota_lines_sees(lines, "province: ");
	if (out->has_province) {
		rota_lines_take(lines, "province: ");
		rota_lines_take_hex(lines, out->province.bytes, sizeof(out->province.bytes));
		rota_lines_take(lines, "\n");
	}
	rota_lines_take(lines, "name: ");
	out->name = take_text(lines, arena);
	rota_lines_take(lines, "unit: ");
	out->unit = take_text(lines, arena);
	rota_lines_take(lines, "office: ");
	out->office = take_text(lines, arena);
	take_key(lines, &out->key);
	take_made(lines, &out->made);
	if (!rota_lines_sees(lines, BEGIN_SIGNATURE))
		lines->wrong = true;
	if (!out->name || !out->unit || !out->office)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_OK;
}

/** The lines above the signature are those that follow from what was read of them. */
static int check_lines(const struct rota_join_request *request, const struct rota_lines *lines,
		       struct rota_error *err)
{
	struct rota_lines above = *lines;
	struct rota_buffer again = { 0 };
	int rc = ROTA_OK;

	if (!lines->wrong) {
		above.size = lines->at;
		rc = print_lines(&again, request, err);
	}
	if (!rc)
		rc = rota_lines_finish(&above, &again, err);
	rota_buffer_clear(&again);
	return rc;
}

static int check_signature(const struct rota_join_request *request, const struct rota_lines *lines,
			   struct rota_error *err)
{
	struct rota_public_key signer;
	int rc = rota_signature_check(&signer, lines->text + lines->at, lines->size - lines->at,
				      ROTA_REQUEST_NAMESPACE, lines->text, lines->at, err);

	if (!rc && memcmp(&signer, &request->key, sizeof(signer)) != 0)
		rc = rota_fail(err, ROTA_ECORRUPT, NULL,
			       _("another key has signed it than the one it names"));
	return rc;
}

int rota_request_read(struct rota_join_request *out, struct rota_arena *arena, const char *text,
		      size_t size, struct rota_error *err)
{
	struct rota_lines lines = { text, size, 0, false };
	int rc;

	memset(out, 0, sizeof(*out));
	if (size > ROTA_REQUEST_MAX_BYTES)
		rc = rota_fail(err, ROTA_ECORRUPT, NULL, _("it has %zu bytes; %d is the most"),
			       size, ROTA_REQUEST_MAX_BYTES);
	else
		rc = take_lines(out, &lines, arena, err);
	if (!rc)
		rc = check_lines(out, &lines, err);
	if (!rc)
		rc = check_signature(out, &lines, err);
	if (rc)
		memset(out, 0, sizeof(*out));
	if (rc == ROTA_ECORRUPT) {
		rota_error_context(err, "%s", _("the request"));
		rota_error_hint(err, "%s",
				_("ask for it again, as a file: it was changed on its way"));
	}
	return rc;
}
