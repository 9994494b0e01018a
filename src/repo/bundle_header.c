/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/bundle_header.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "repo/private.h"

int bundle_damaged(struct rota_error *err, const char *path)
{
	return rota_fail(err, ROTA_ECORRUPT, _("copy it again from where it was made"),
			 _("'%s' is not a bundle of git, or is damaged"), path);
}

/** The next line without its end. */
static int next_line(char *line, FILE *file, const char *path, struct rota_error *err)
{
	size_t length;

	errno = 0;
	if (!fgets(line, BUNDLE_LINE_MAX_BYTES, file))
		return ferror(file) ? file_failed(err, path, errno) : bundle_damaged(err, path);
	length = strlen(line);
	if (length == 0 || line[length - 1] != '\n')
		return bundle_damaged(err, path);
	line[length - 1] = '\0';
	return ROTA_OK;
}

/** The first line: that it is a bundle, and which form it has. */
static int read_signature(FILE *file, const char *path, struct rota_error *err)
{
	char line[BUNDLE_LINE_MAX_BYTES];
	int rc = next_line(line, file, path, err);

	if (!rc && strncmp(line, BUNDLE_SIGNATURE, sizeof(BUNDLE_SIGNATURE) - 2) == 0 &&
	    strlen(line) == sizeof(BUNDLE_SIGNATURE) - 2)
		return ROTA_OK;
	if (!rc && strcmp(line, "# v3 git bundle") == 0)
		return rota_fail(
			err, ROTA_EINVALID,
			_("write it again in form 2, as git does unless it is told otherwise"),
			_("'%s' is a bundle of git in form 3, which rota does not read"), path);
	return rc ? rc : bundle_damaged(err, path);
}

/** `<id> TEXT` or `<id>`. */
static bool split(struct bundle_line *out, const char *line)
{
	const char *rest = line + 2 * ROTA_OID_BYTES;

	if (strlen(line) < 2 * ROTA_OID_BYTES ||
	    !rota_hex_decode(out->oid.bytes, line, 2 * ROTA_OID_BYTES) || (*rest && *rest != ' '))
		return false;
	out->text = strdup(*rest ? rest + 1 : rest);
	return true;
}

static bool more_room(struct bundle_header *header)
{
	size_t room = header->room ? 2 * header->room : 16;
	struct bundle_line *needs = realloc(header->needs, room * sizeof(*needs)), *refs;

	if (!needs)
		return false;
	header->needs = needs;
	refs = realloc(header->refs, room * sizeof(*refs));
	if (!refs)
		return false;
	header->refs = refs;
	header->room = room;
	return true;
}

static int add_line(struct bundle_header *header, const char *line, const char *path,
		    struct rota_error *err)
{
	bool need = line[0] == '-';
	struct bundle_line read;

	if ((header->need_count == header->room || header->ref_count == header->room) &&
	    !more_room(header))
		return out_of_memory(err);
	if (!split(&read, line + need))
		return bundle_damaged(err, path);
	if (!read.text)
		return out_of_memory(err);
	if (need)
		header->needs[header->need_count++] = read;
	else
		header->refs[header->ref_count++] = read;
	return need || *read.text ? ROTA_OK : bundle_damaged(err, path);
}

int bundle_header_read(struct bundle_header *out, FILE *file, const char *path,
		       struct rota_error *err)
{
	char line[BUNDLE_LINE_MAX_BYTES];
	int rc = read_signature(file, path, err);

	*out = (struct bundle_header){ 0 };
	while (!rc) {
		rc = next_line(line, file, path, err);
		if (rc || !*line)
			break;
		rc = out->need_count + out->ref_count == BUNDLE_MAX_LINES
			     ? bundle_damaged(err, path)
			     : add_line(out, line, path, err);
	}
	if (!rc && out->ref_count == 0)
		rc = bundle_damaged(err, path);
	if (rc)
		bundle_header_clear(out);
	return rc;
}

void bundle_header_clear(struct bundle_header *header)
{
	for (size_t i = 0; i < header->need_count; i++)
		free(header->needs[i].text);
	for (size_t i = 0; i < header->ref_count; i++)
		free(header->refs[i].text);
	free(header->needs);
	free(header->refs);
	*header = (struct bundle_header){ 0 };
}

const struct rota_oid *bundle_header_ref(const struct bundle_header *header, const char *name)
{
	for (size_t i = 0; i < header->ref_count; i++)
		if (strcmp(header->refs[i].text, name) == 0)
			return &header->refs[i].oid;
	return NULL;
}

/** Digits and no others, not too many. */
static bool take_number(uint64_t *out, const char **text)
{
	size_t digits = strspn(*text, "0123456789");

	if (digits == 0 || digits > 18)
		return false;
	*out = strtoull(*text, NULL, 10);
	*text += digits;
	return true;
}

static bool take_word(const char **text, const char *word)
{
	size_t size = strlen(word);

	if (strncmp(*text, word, size) != 0)
		return false;
	*text += size;
	return true;
}

bool bundle_comment_read(struct bundle_comment *out, const char *text)
{
	size_t size = strcspn(text, " ");

	*out = (struct bundle_comment){ .name = "" };
	if (size >= sizeof(out->name) || strncmp(text, "refs/rota/", 10) != 0)
		return false;
	memcpy(out->name, text, size);
	text += size;
	if (!take_word(&text, " ") || !take_number(&out->number, &text))
		return false;
	if (take_word(&text, " part ") &&
	    (!take_number(&out->part, &text) || !take_word(&text, " of ") ||
	     !take_number(&out->parts, &text)))
		return false;
	return *text == '\0';
}
