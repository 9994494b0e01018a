/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/peer.h"

#include <stdio.h>
#include <unistd.h>

#include "base/messages.h"
#include "repo/login.h"
#include "repo/transport.h"
#include "trust/digest.h"
#include "trust/key.h"

enum { TRIES = 2 /**< libgit2 would ask for ever */ };

/* --- authorities ------------------------------------------------------------------------------ */

/** Where the systems that rota runs on keep the certificates of the authorities. */
static const char *system_authorities(void)
{
	static const char *const files[] = { "/etc/ssl/certs/ca-certificates.crt",
					     "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem" };

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (access(files[i], R_OK) == 0)
			return files[i];
	return NULL;
}

int peer_authorities(const struct rota_remote *remote, struct rota_error *err)
{
	struct rota_buffer file = { 0 };
	bool own = !rota_repo_get(&file, remote->repo, "cafile", NULL);
	const char *path = own ? rota_buffer_text(&file) : system_authorities();
	int rc = ROTA_OK;

	/* Without any, no certificate is valid, and the message shows what could be pinned. */
	if (path && git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, path, NULL) < 0)
		rc = rota_fail(err, ROTA_EINVALID,
			       _("name a file with certificates in PEM form: rota sync --ca-file FILE"),
			       _("'%s' holds no certificates of authorities"), path);
	rota_buffer_clear(&file);
	return rc;
}

/* --- who is there ----------------------------------------------------------------------------- */

/** Whether a fingerprint is one of those set, which are separated by commas. */
static bool is_pinned(const char *pins, const struct rota_sha256 *fingerprint)
{
	while (*pins) {
		size_t size = strcspn(pins, ",");
		struct rota_sha256 pin;
		char one[80];

		snprintf(one, sizeof(one), "%.*s", (int)(size < 79 ? size : 79), pins);
		if (!rota_fingerprint_parse(&pin, one, NULL) &&
		    memcmp(&pin, fingerprint, sizeof(pin)) == 0)
			return true;
		pins += size;
		pins += *pins == ',';
	}
	return false;
}

static int not_known_yet(struct rota_error *err, bool is_key, const char *host, const char *shown)
{
	if (is_key)
		rota_fail(err, ROTA_EREMOTE, NULL,
			  _("the server '%s' is not known yet; its key is %s"), host, shown);
	else
		rota_fail(err, ROTA_EREMOTE, NULL,
			  _("no authority known here vouches for the server '%s'; its certificate "
			    "is %s"),
			  host, shown);
	rota_error_hint(err,
			_("compare it with what the province tells you, then: "
			  "rota sync --trust-host %s"),
			shown);
	return (int)err->code;
}

static int another_one(struct rota_error *err, bool is_key, const char *host, const char *shown,
		       const char *pins)
{
	if (is_key)
		return rota_fail(
			err, ROTA_EREMOTE,
			_("nothing was sent; ask the province whether its server has a new key"),
			_("the server '%s' has the key %s, not %s: it may be another one"), host,
			shown, pins);
	return rota_fail(
		err, ROTA_EREMOTE,
		_("nothing was sent; ask the province whether its server has a new certificate"),
		_("the server '%s' has the certificate %s, not %s: it may be another one"), host,
		shown, pins);
}

static int check_pin(struct peer *peer, const char *setting, bool vouched,
		     const struct rota_sha256 *fingerprint, const char *host)
{
	struct rota_buffer pins = { 0 }, shown = { 0 };
	struct rota_error *err = &peer->failed;
	bool is_key = strcmp(setting, "hostkey") == 0;
	bool set = !rota_repo_get(&pins, peer->remote->repo, setting, NULL);
	int rc = rota_fingerprint_print(&shown, fingerprint, ROTA_FINGERPRINT_PLAIN, err);

	if (!rc && !set && !vouched)
		rc = not_known_yet(err, is_key, host, rota_buffer_text(&shown));
	else if (!rc && set && !is_pinned(rota_buffer_text(&pins), fingerprint))
		rc = another_one(err, is_key, host, rota_buffer_text(&shown),
				 rota_buffer_text(&pins));
	rota_buffer_clear(&pins);
	rota_buffer_clear(&shown);
	return rc ? GIT_ECERTIFICATE : 0;
}

static int check_key(const git_cert_hostkey *key, const char *host, struct peer *peer)
{
	struct rota_sha256 fingerprint;

	if (!(key->type & GIT_CERT_SSH_SHA256)) {
		rota_fail(&peer->failed, ROTA_EREMOTE, NULL,
			  _("the server '%s' shows no key that can be checked"), host);
		return GIT_ECERTIFICATE;
	}
	memcpy(fingerprint.bytes, key->hash_sha256, sizeof(fingerprint.bytes));
	return check_pin(peer, "hostkey", false, &fingerprint, host);
}

static int check_x509(const git_cert_x509 *x509, int valid, const char *host, struct peer *peer)
{
	struct rota_sha256 fingerprint;

	if (!x509->data || !x509->len ||
	    rota_digest_sha256(&fingerprint, x509->data, x509->len, &peer->failed)) {
		rota_fail(&peer->failed, ROTA_EREMOTE, NULL,
			  _("the server '%s' shows no certificate that can be checked"), host);
		return GIT_ECERTIFICATE;
	}
	return check_pin(peer, "certificate", valid != 0, &fingerprint, host);
}

int peer_check(git_cert *cert, int valid, const char *host, struct peer *peer)
{
	const void *shown = cert;

	if (cert->cert_type == GIT_CERT_HOSTKEY_LIBSSH2)
		return check_key(shown, host, peer);
	if (cert->cert_type == GIT_CERT_X509)
		return check_x509(shown, valid, host, peer);
	rota_fail(&peer->failed, ROTA_EREMOTE, NULL,
		  _("the server '%s' shows no key that can be checked"), host);
	return GIT_ECERTIFICATE;
}

/* --- who we are ------------------------------------------------------------------------------- */

static int give_key(git_credential **out, const char *user, struct peer *peer)
{
	if (!peer->remote->key_file || peer->tries++ >= TRIES) {
		rota_fail(&peer->failed, ROTA_EREMOTE,
			  _("ask the province to admit the key of this office to its server"),
			  _("the server of '%s' refuses the key of this office"),
			  rota_buffer_text(&peer->remote->address.text));
		return GIT_EAUTH;
	}
	return git_credential_ssh_key_new(out, user, NULL, peer->remote->key_file, "");
}

/** One that is remembered first; when that is refused, it is forgotten and another one asked for. */
static int give_password(git_credential **out, struct peer *peer)
{
	struct rota_repo *repo = peer->remote->repo;
	const char *address = rota_buffer_text(&peer->remote->address.text);

	if (peer->tries++ > 0)
		login_refused(&repo->login, address);
	if (peer->tries > TRIES) {
		rota_fail(&peer->failed, ROTA_EREMOTE,
			  _("ask the province for the name and the password of this office"),
			  _("the server of '%s' refuses the name and the password"), address);
		return GIT_EAUTH;
	}
	if (!repo->login.user && login_ask(repo, address)) {
		rota_fail(&peer->failed, ROTA_EREMOTE,
			  _("type it in a terminal, where you are asked for them, or have git keep "
			    "them: git help credentials"),
			  _("the server of '%s' asks for a name and a password"), address);
		return GIT_EAUTH;
	}
	return git_credential_userpass_plaintext_new(out, repo->login.user, repo->login.password);
}

int peer_identify(git_credential **out, const char *user, unsigned allowed, struct peer *peer)
{
	bool by_key = peer->remote->address.kind == ROTA_ADDRESS_SSH;

	if (by_key && (allowed & GIT_CREDENTIAL_SSH_KEY))
		return give_key(out, user, peer);
	if (!by_key && (allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT))
		return give_password(out, peer);
	rota_fail(&peer->failed, ROTA_EREMOTE, _("ask the province how its server lets an office in"),
		  _("the server of '%s' lets nobody in by a way that rota knows"),
		  rota_buffer_text(&peer->remote->address.text));
	return GIT_EAUTH;
}

void peer_admitted(struct peer *peer)
{
	login_accepted(&peer->remote->repo->login,
		       rota_buffer_text(&peer->remote->address.text));
}
