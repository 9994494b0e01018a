/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/digest.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>

#include "base/messages.h"

struct rota_digest {
	EVP_MD *sha256; /* fetched once: a fetch costs more than 200 bytes of digest */
	EVP_MD_CTX *context;
	bool begun;
	bool failed;
};

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/**
 * What OpenSSL complains of, as an error: it does not have the digest, or else memory ran out, of
 * which it does not always speak. Nothing is left in its queue, which TLS reads too.
 */
static int openssl_error(struct rota_error *err)
{
	bool has_none = false;
	bool no_room = false;
	unsigned long code;

	while ((code = ERR_get_error())) {
		has_none |= ERR_GET_REASON(code) == EVP_R_UNSUPPORTED_ALGORITHM ||
			    ERR_GET_REASON(code) == ERR_R_UNSUPPORTED;
		no_room |= ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE;
	}
	ERR_clear_error();
	if (no_room || !has_none)
		return no_memory(err);
	return rota_fail(err, ROTA_EIO, _("check the OpenSSL configuration of this machine"),
			 _("the OpenSSL of this machine computes no SHA-1, SHA-256 or SHA-512"));
}

int rota_digest_sha256(struct rota_sha256 *out, const void *bytes, size_t size,
		       struct rota_error *err)
{
	if (!EVP_Digest(bytes, size, out->bytes, NULL, EVP_sha256(), NULL))
		return openssl_error(err);
	return ROTA_OK;
}

int rota_digest_sha512(struct rota_sha512 *out, const void *bytes, size_t size,
		       struct rota_error *err)
{
	if (!EVP_Digest(bytes, size, out->bytes, NULL, EVP_sha512(), NULL))
		return openssl_error(err);
	return ROTA_OK;
}

int rota_digest_sha1(struct rota_sha1 *out, const void *first, size_t first_size,
		     const void *second, size_t second_size, struct rota_error *err)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool done = context && EVP_DigestInit_ex(context, EVP_sha1(), NULL) &&
		    EVP_DigestUpdate(context, first, first_size) &&
		    EVP_DigestUpdate(context, second, second_size) &&
		    EVP_DigestFinal_ex(context, out->bytes, NULL);

	EVP_MD_CTX_free(context);
	return done ? ROTA_OK : openssl_error(err);
}

int rota_digest_new(struct rota_digest **out, struct rota_error *err)
{
	struct rota_digest *digest = calloc(1, sizeof(*digest));
	int rc = ROTA_OK;

	*out = NULL;
	if (!digest)
		return no_memory(err);
	digest->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	digest->context = EVP_MD_CTX_new();
	if (!digest->sha256 || !digest->context) {
		rc = openssl_error(err);
		rota_digest_free(digest);
		return rc;
	}
	*out = digest;
	return ROTA_OK;
}

void rota_digest_free(struct rota_digest *digest)
{
	if (!digest)
		return;
	EVP_MD_CTX_free(digest->context);
	EVP_MD_free(digest->sha256);
	free(digest);
}

static void begin(struct rota_digest *digest)
{
	if (digest->begun)
		return;
	digest->begun = true;
	digest->failed = !EVP_DigestInit_ex2(digest->context, digest->sha256, NULL);
}

void rota_digest_add(struct rota_digest *digest, const void *bytes, size_t size)
{
	begin(digest);
	if (!digest->failed && !EVP_DigestUpdate(digest->context, bytes, size))
		digest->failed = true;
}

int rota_digest_finish(struct rota_sha256 *out, struct rota_digest *digest, struct rota_error *err)
{
	struct rota_sha256 made;

	begin(digest);
	digest->begun = false;
	if (digest->failed || !EVP_DigestFinal_ex(digest->context, made.bytes, NULL))
		return openssl_error(err);
	*out = made;
	return ROTA_OK;
}
