/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/key.h, one test each. */
#include "tests/support/failing_memory.h"
#include "tests/unit/trust/golden.h"
#include "tests/unit/trust/trust.h"

#include "trust/key.h"

/* ssh-keygen -t ed25519 -N '' -C officer@dell */
static const char made_by_ssh_keygen[] =
	"-----BEGIN OPENSSH PRIVATE KEY-----\n"
	"b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"
	"QyNTUxOQAAACD2amewe7mikZUBUPN5d/wAo2RBKv0sg0aSV6ubsGqjAQAAAJDZoaGX2aGh\n"
	"lwAAAAtzc2gtZWQyNTUxOQAAACD2amewe7mikZUBUPN5d/wAo2RBKv0sg0aSV6ubsGqjAQ\n"
	"AAAEDeE+RrX0HahMqfNNEAVGMTNSgNL98/Vaz8xdUhxTcPjfZqZ7B7uaKRlQFQ83l3/ACj\n"
	"ZEEq/SyDRpJXq5uwaqMBAAAADG9mZmljZXJAZGVsbAE=\n"
	"-----END OPENSSH PRIVATE KEY-----\n";

/* ssh-keygen -t ed25519 -N secret -C x */
static const char encrypted[] =
	"-----BEGIN OPENSSH PRIVATE KEY-----\n"
	"b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABD0ICBQ7K\n"
	"doj2+rkREeqyvzAAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAICKKhY1n7mAMHulv\n"
	"EpTc2+fqKN5nHddmIcvU0I8/gYG+AAAAkLTvCegYu9xZ1cZGeDhfAiuBaYTltnXWdQM0M4\n"
	"xTVCT87cpADYit8iGHrU1Azd0gWqsWmEpz9+1mMSzl41DSxtX4eRXOaRVLe5yv4Ft9M8IG\n"
	"QqN2+e20FjuAMCBPdOu+9MGuCb8JI2fcZxr73DWumKXR6MgCqOOJBBrxNojHbGVO+St7Ag\n"
	"gvMfmvyPnFMAmahg==\n"
	"-----END OPENSSH PRIVATE KEY-----\n";

/* ssh-keygen -t ecdsa -N '' -C x */
static const char ecdsa[] =
	"-----BEGIN OPENSSH PRIVATE KEY-----\n"
	"b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAaAAAABNlY2RzYS\n"
	"1zaGEyLW5pc3RwMjU2AAAACG5pc3RwMjU2AAAAQQQHrWKefFeRHLop3TD6W+CGiFDI2RGI\n"
	"kNxWqzWSQ5oZRyR/HAaX1XwjVCA1lb9rMxmqrzhJIXYI0treO6fskxHFAAAAoHRrSpR0a0\n"
	"qUAAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBAetYp58V5Ecuind\n"
	"MPpb4IaIUMjZEYiQ3FarNZJDmhlHJH8cBpfVfCNUIDWVv2szGaqvOEkhdgjS2t47p+yTEc\n"
	"UAAAAgfBoND23OA55k53cUbR/7mKCSn09noD/qjRrhVv5Vf1gAAAABeAECAwQFBgc=\n"
	"-----END OPENSSH PRIVATE KEY-----\n";

static const char message[] = "message\n";
static const struct rota_key no_key;

/** A comment of so many bytes; lives until the next call. */
static const char *comment_of(size_t size)
{
	static char comment[1024];

	memset(comment, 'x', size);
	comment[size] = '\0';
	return comment;
}

static void assert_no_comment(const char *comment, const char *wanted)
{
	struct rota_key key = key_of(1, "");
	struct rota_buffer out = { 0 };
	struct rota_public_key public_key = key.public_key;

	FAILS(ROTA_EINVALID, wanted, rota_key_generate(&key, comment, &err));
	assert_string_equal("choose a shorter one, without control characters", err.hint);
	assert_memory_equal(&no_key, &key, sizeof(key));
	FAILS(ROTA_EINVALID, wanted, rota_public_key_print(&out, &public_key, comment, &err));
	assert_int_equal(0, out.size);
}

/** The text is refused with this message, and nothing of it is left. */
static void assert_no_key(enum rota_code code, const char *wanted, const char *text, size_t size)
{
	struct rota_key key = key_of(1, "");

	FAILS(code, wanted, rota_key_decode(&key, text, size, &err));
	assert_string_equal(code == ROTA_ECORRUPT
				    ? "take the key from a backup"
				    : "give it an empty passphrase: ssh-keygen -p -f FILE",
			    err.hint);
	assert_memory_equal(&no_key, &key, sizeof(key));
}

/** The bytes under the armour of golden_key, and what they become when they are changed. */
static uint8_t plain[ROTA_ARMOUR_MAX_BYTES];
static size_t plain_size;

static void load_plain(void)
{
	OK(rota_armour_read(plain, &plain_size, "OPENSSH PRIVATE KEY", golden_key,
			    strlen(golden_key), &err));
}

static int decode_plain(struct rota_key *key)
{
	char text[ROTA_ARMOUR_TEXT_SIZE(1024)];
	size_t size = rota_armour_write(text, "OPENSSH PRIVATE KEY", plain, plain_size);

	return rota_key_decode(key, text, size, &err);
}

static void assert_no_plain_key(enum rota_code code, const char *wanted)
{
	char text[ROTA_ARMOUR_TEXT_SIZE(1024)];

	assert_no_key(code, wanted, text,
		      rota_armour_write(text, "OPENSSH PRIVATE KEY", plain, plain_size));
}

/* --- making -------------------------------------------------------------------------------- */

static void test_key_generate__golden_key_of_a_seed(void **state)
{
	struct rota_key key = key_of(1, GOLDEN_COMMENT);

	(void)state;
	assert_hex(GOLDEN_PUBLIC_HEX, key.public_key.bytes, 32);
	assert_hex("c1675e0bb980a575a89661fec08aa83b63f1ee08469ccdac9ff735ab278a84b"
		   "a" GOLDEN_PUBLIC_HEX,
		   key.secret, 64);
	assert_string_equal(GOLDEN_COMMENT, key.comment);
}

static void test_key_generate__each_key_is_another(void **state)
{
	struct rota_key first = key_of(1, "");
	struct rota_key second;

	(void)state;
	OK(rota_key_generate(&second, "", &err));
	assert_memory_not_equal(&first.public_key, &second.public_key, 32);
	assert_memory_not_equal(first.secret, second.secret, 32);
}

static void test_key_generate__comments_are_clean_and_at_most_255_bytes(void **state)
{
	(void)state;
	assert_int_equal(255, strlen(key_of(1, comment_of(255)).comment));
	assert_string_equal("Văn Giang", key_of(1, "Văn Giang").comment);
	assert_no_comment(comment_of(256), "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
					   "xxxxxxxxxx' cannot be the comment of a key");
	assert_no_comment("a\nb", "'a?b' cannot be the comment of a key");
	assert_no_comment("\xff", "'?' cannot be the comment of a key");
}

static void test_key_from_seed__known_answer(void **state)
{
	/* RFC 8032, 7.1, test 1 */
	struct rota_key key;
	uint8_t seed[32];

	(void)state;
	rota_hex_decode(seed, "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
			64);
	OK(rota_key_from_seed(&key, seed, &err));
	assert_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
		   key.public_key.bytes, 32);
	assert_string_equal("", key.comment);
}

static void test_key_clear__wipes(void **state)
{
	struct rota_key key = key_of(1, GOLDEN_COMMENT);

	(void)state;
	rota_key_clear(&key);
	assert_memory_equal(&no_key, &key, sizeof(key));
}

/* --- files --------------------------------------------------------------------------------- */

static void test_key_encode__golden_file(void **state)
{
	struct rota_key key = key_of(1, GOLDEN_COMMENT);
	char text[ROTA_KEY_TEXT_SIZE];

	(void)state;
	assert_int_equal(strlen(golden_key), rota_key_encode(text, &key));
	assert_string_equal(golden_key, text);
}

static void test_key_decode__what_was_encoded(void **state)
{
	char text[ROTA_KEY_TEXT_SIZE];

	(void)state;
	for (size_t size = 0; size <= ROTA_KEY_COMMENT_MAX_BYTES; size++) {
		struct rota_key key = key_of(size, comment_of(size));
		struct rota_key read;

		OK(rota_key_decode(&read, text, rota_key_encode(text, &key), &err));
		assert_memory_equal(&key, &read, sizeof(key));
	}
}

static void test_key_decode__what_ssh_keygen_made(void **state)
{
	struct rota_key key;
	struct rota_buffer out = { 0 };

	(void)state;
	OK(rota_key_decode(&key, made_by_ssh_keygen, strlen(made_by_ssh_keygen), &err));
	OK(rota_public_key_print(&out, &key.public_key, key.comment, &err));
	assert_string_equal("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPZqZ7B7uaKRlQFQ83l3/ACjZEEq/"
			    "SyDRpJXq5uwaqMB officer@dell",
			    rota_buffer_text(&out));
	rota_buffer_clear(&out);
}

static void test_key_decode__encrypted_is_said_to_be(void **state)
{
	(void)state;
	assert_no_key(ROTA_EINVALID,
		      "it is encrypted with 'aes256-ctr', and rota asks for no passphrase",
		      encrypted, strlen(encrypted));
}

static void test_key_decode__other_types_are_refused(void **state)
{
	(void)state;
	assert_no_key(ROTA_ECORRUPT,
		      "its key is of type 'ecdsa-sha2-nistp256'; rota takes only 'ssh-ed25519'",
		      ecdsa, strlen(ecdsa));
	assert_no_key(ROTA_ECORRUPT, "it does not begin with '-----BEGIN OPENSSH PRIVATE KEY-----'",
		      "-----BEGIN RSA PRIVATE KEY-----\n", 32);
}

static void test_key_decode__every_rule_has_its_sentence(void **state)
{
	/* the file: 15 format, 19 cipher, 27 derivation, 31 options, 35 keys, 39 public key (47
	 * type, 62 key), 94 private part (98 and 102 numbers, 110 type, 125 public key, 161 secret,
	 * 229 comment, 243 padding) up to 250 */
	static const struct {
		size_t at;
		uint8_t byte;
		enum rota_code code;
		const char *message;
	} rows[] = {
		{ 0, 'O', ROTA_ECORRUPT, "it is not of the format 'openssh-key-v1'" },
		{ 14, 1, ROTA_ECORRUPT, "it is not of the format 'openssh-key-v1'" },
		{ 15, 1, ROTA_ECORRUPT, "it is cut short" },
		{ 19, 'N', ROTA_EINVALID,
		  "it is encrypted with 'None', and rota asks for no passphrase" },
		{ 27, 'N', ROTA_ECORRUPT, "it does not hold one key without a passphrase" },
		{ 38, 2, ROTA_ECORRUPT, "it does not hold one key without a passphrase" },
		{ 47, 'R', ROTA_ECORRUPT,
		  "its key is of type 'Rsh-ed25519'; rota takes only 'ssh-ed25519'" },
		{ 61, 31, ROTA_ECORRUPT, "its public key is not one of 32 bytes" },
		{ 61, 33, ROTA_ECORRUPT, "its public key is not one of 32 bytes" },
		{ 62, 0, ROTA_ECORRUPT, "its private and public keys do not match" },
		{ 93, 0, ROTA_ECORRUPT, "its private and public keys do not match" },
		{ 97, 0x90, ROTA_ECORRUPT, "it does not hold one key without a passphrase" },
		{ 98, 0, ROTA_ECORRUPT, "its two check numbers differ" },
		{ 105, 0, ROTA_ECORRUPT, "its two check numbers differ" },
		{ 110, 'R', ROTA_ECORRUPT,
		  "its private key is of another type than its public key" },
		{ 125, 0, ROTA_ECORRUPT, "its private and public keys do not match" },
		{ 156, 0, ROTA_ECORRUPT, "its private and public keys do not match" },
		{ 161, 0, ROTA_ECORRUPT, "its private and public keys do not match" },
		{ 193, 0, ROTA_ECORRUPT, "its private and public keys do not match" },
		{ 224, 0, ROTA_ECORRUPT, "its private and public keys do not match" },
		{ 228, 255, ROTA_ECORRUPT, "it is cut short" },
		{ 228, 13, ROTA_ECORRUPT, "its padding is wrong" },
		{ 229, '\n', ROTA_ECORRUPT, "its comment is not clean text of at most 255 bytes" },
		{ 243, 2, ROTA_ECORRUPT, "its padding is wrong" },
		{ 249, 8, ROTA_ECORRUPT, "its padding is wrong" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		load_plain();
		assert_int_not_equal(rows[i].byte, plain[rows[i].at]);
		plain[rows[i].at] = rows[i].byte;
		assert_no_plain_key(rows[i].code, rows[i].message);
	}
}

/** Put a byte into the file, and let the length that ends before @p length say so. */
static void insert(size_t at, uint8_t byte, size_t length)
{
	memmove(plain + at + 1, plain + at, plain_size - at);
	plain_size++;
	plain[at] = byte;
	plain[length - 1]++;
}

/** Take a byte out of it. */
static void drop(size_t at, size_t length)
{
	memmove(plain + at, plain + at + 1, plain_size - at - 1);
	plain_size--;
	plain[length - 1]--;
}

static void test_key_decode__lengths_are_exact(void **state)
{
	static const char not_one[] = "it does not hold one key without a passphrase";
	static const char no_public_key[] = "its public key is not one of 32 bytes";
	static const char no_private_key[] = "its private key is not one of 64 bytes";

	(void)state;
	load_plain();
	plain[plain_size++] = 0; /* behind the last string */
	assert_no_plain_key(ROTA_ECORRUPT, not_one);
	load_plain();
	insert(35, 0, 35); /* an option of one byte */
	assert_no_plain_key(ROTA_ECORRUPT, not_one);
	load_plain();
	insert(94, 0, 43); /* behind the public key */
	assert_no_plain_key(ROTA_ECORRUPT, no_public_key);
	load_plain();
	drop(93, 43); /* its last byte */
	plain[61]--;
	assert_no_plain_key(ROTA_ECORRUPT, no_public_key);
	load_plain();
	insert(229, 'x', 229); /* a longer comment, and a secret that is shorter */
	drop(224, 161);
	assert_no_plain_key(ROTA_ECORRUPT, no_private_key);
	load_plain();
	insert(229, 'x', 229); /* the same with the public key beside it */
	drop(156, 125);
	assert_no_plain_key(ROTA_ECORRUPT, no_private_key);
}

static void test_key_decode__padding_is_exact(void **state)
{
	(void)state;
	load_plain();
	drop(249, 98); /* 6 bytes, which make no whole block */
	assert_no_plain_key(ROTA_ECORRUPT, "its padding is wrong");
	load_plain();
	for (uint8_t i = 8; i < 16; i++) /* a block too much */
		insert(plain_size, i, 98);
	assert_no_plain_key(ROTA_ECORRUPT, "its padding is wrong");
}

static void test_key_decode__long_comments_are_refused(void **state)
{
	(void)state;
	load_plain();
	plain_size = 229;
	memset(plain + plain_size, 'x', 256);
	plain_size += 256;
	plain[227] = 1;
	plain[228] = 0;
	for (uint8_t i = 1; (plain_size - 98) % 8; i++)
		plain[plain_size++] = i;
	plain[96] = (uint8_t)((plain_size - 98) >> 8);
	plain[97] = (uint8_t)(plain_size - 98);
	assert_no_plain_key(ROTA_ECORRUPT, "its comment is not clean text of at most 255 bytes");
}

static void test_key_decode__every_cut_is_refused(void **state)
{
	(void)state;
	for (size_t size = 0; size < strlen(golden_key) - 1; size++)
		assert_no_key(ROTA_ECORRUPT,
			      size < 36
				      ? "it does not begin with '-----BEGIN OPENSSH PRIVATE "
					"KEY-----'"
				      : "it does not end with '-----END OPENSSH PRIVATE KEY-----'",
			      golden_key, size);
	load_plain();
	while (plain_size-- > 1)
		assert_no_plain_key(ROTA_ECORRUPT, "it is cut short");
}

static void test_key_decode__no_bit_may_change_outside_the_comment(void **state)
{
	struct rota_key key;

	(void)state;
	load_plain();
	for (size_t bit = 0; bit < plain_size * 8; bit++) {
		if (bit / 8 >= 229 && bit / 8 < 243)
			continue;
		plain[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_not_equal(ROTA_OK, decode_plain(&key));
		assert_memory_equal(&no_key, &key, sizeof(key));
		plain[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

static void test_key_write__makes_a_file_of_its_owner(void **state)
{
	struct rota_key key = key_of(1, GOLDEN_COMMENT);
	struct rota_buffer text = { 0 };
	struct stat what;

	(void)state;
	OK(rota_key_write(&key, "writer", &err));
	assert_int_equal(0, stat("writer", &what));
	assert_int_equal(S_IFREG | 0600, what.st_mode);
	OK(rota_file_read(&text, "writer", 4096, &err));
	assert_string_equal(golden_key, rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

static void test_key_write__overwrites_nothing(void **state)
{
	struct rota_key key = key_of(1, GOLDEN_COMMENT);
	struct rota_buffer text = { 0 };

	(void)state;
	put_file("writer", "what is there");
	FAILS(ROTA_EINVALID, "there is a key in 'writer' already",
	      rota_key_write(&key, "writer", &err));
	assert_string_equal("choose another folder", err.hint);
	OK(rota_file_read(&text, "writer", 4096, &err));
	assert_string_equal("what is there", rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

static void test_key_write__needs_the_folder(void **state)
{
	struct rota_key key = key_of(1, GOLDEN_COMMENT);

	(void)state;
	FAILS(ROTA_ENOTFOUND, "no file 'keys/writer'", rota_key_write(&key, "keys/writer", &err));
}

static void test_key_read__what_was_written(void **state)
{
	struct rota_key key = key_of(1, GOLDEN_COMMENT);
	struct rota_key read;

	(void)state;
	OK(rota_key_write(&key, "writer", &err));
	OK(rota_key_read(&read, "writer", &err));
	assert_memory_equal(&key, &read, sizeof(key));
}

/** The file is refused with this, and nothing of it is left. */
static void assert_unread(enum rota_code code, const char *wanted, const char *hint)
{
	struct rota_key key = key_of(1, "");

	FAILS(code, wanted, rota_key_read(&key, "writer", &err));
	assert_string_equal(hint, err.hint);
	assert_memory_equal(&no_key, &key, sizeof(key));
}

static void test_key_read__others_must_have_no_rights(void **state)
{
	static const mode_t open_to_others[] = { 0640, 0620, 0610, 0604, 0602, 0601, 0644, 0777 };
	static const mode_t the_owners[] = { 0600, 0400, 0700 };
	struct rota_key key;

	(void)state;
	put_file("writer", golden_key);
	for (size_t i = 0; i < COUNT(open_to_others); i++) {
		char wanted[64];

		snprintf(wanted, sizeof(wanted), "others have rights to 'writer' (mode %04o)",
			 (unsigned)open_to_others[i]);
		assert_int_equal(0, chmod("writer", open_to_others[i]));
		assert_unread(ROTA_EINVALID, wanted, "chmod 600 'writer'");
	}
	for (size_t i = 0; i < COUNT(the_owners); i++) {
		assert_int_equal(0, chmod("writer", the_owners[i]));
		OK(rota_key_read(&key, "writer", &err));
	}
}

static void test_key_read__what_cannot_be_a_key_is_refused_by_name(void **state)
{
	static char large[17000];

	(void)state;
	assert_unread(ROTA_ENOTFOUND, "no file 'writer'", "check the name and the folder");
	put_file("writer", "");
	assert_unread(ROTA_ECORRUPT,
		      "'writer': it does not begin with '-----BEGIN OPENSSH PRIVATE KEY-----'",
		      "take the key from a backup");
	put_file("writer", encrypted);
	assert_unread(
		ROTA_EINVALID,
		"'writer': it is encrypted with 'aes256-ctr', and rota asks for no passphrase",
		"give it an empty passphrase: ssh-keygen -p -f FILE");
	memset(large, 'x', sizeof(large) - 1);
	put_file("writer", large);
	assert_unread(ROTA_EINVALID, "'writer' is larger than 16715 bytes",
		      "name the file of a private key");
	assert_int_equal(0, unlink("writer"));
	assert_int_equal(0, mkdir("writer", 0700));
	assert_unread(ROTA_EINVALID, "'writer' is a folder", "name the file of a private key");
}

/* --- signing ------------------------------------------------------------------------------- */

static void test_key_sign__known_answers(void **state)
{
	/* RFC 8032, 7.1, tests 1 and 2: seed, bytes, signature */
	static const char *const rows[][3] = {
		{ "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "",
		  "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
		  "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b" },
		{ "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "r",
		  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
		  "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t seed[32], signature[ROTA_ED25519_BYTES];
		struct rota_key key;

		rota_hex_decode(seed, rows[i][0], 64);
		OK(rota_key_from_seed(&key, seed, &err));
		OK(rota_key_sign(signature, &key, rows[i][1], strlen(rows[i][1]), &err));
		assert_hex(rows[i][2], signature, sizeof(signature));
	}
}

static void test_public_key_check__only_the_key_and_the_bytes(void **state)
{
	struct rota_key key = key_of(1, "");
	struct rota_key other = key_of(2, "");
	uint8_t signature[ROTA_ED25519_BYTES];
	static const char refusal[] = "its key has not signed these bytes";

	(void)state;
	OK(rota_key_sign(signature, &key, message, strlen(message), &err));
	OK(rota_public_key_check(&key.public_key, signature, message, strlen(message), &err));
	FAILS(ROTA_ECORRUPT, refusal,
	      rota_public_key_check(&key.public_key, signature, message, strlen(message) - 1,
				    &err));
	FAILS(ROTA_ECORRUPT, refusal,
	      rota_public_key_check(&other.public_key, signature, message, strlen(message), &err));
	for (size_t bit = 0; bit < sizeof(signature) * 8; bit++) {
		signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
		FAILS(ROTA_ECORRUPT, refusal,
		      rota_public_key_check(&key.public_key, signature, message, strlen(message),
					    &err));
		signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

/* --- names --------------------------------------------------------------------------------- */

static void test_public_key_print__one_line(void **state)
{
	struct rota_key key = key_of(1, "");
	struct rota_buffer out = { 0 };

	(void)state;
	rota_buffer_puts(&out, "before ");
	OK(rota_public_key_print(&out, &key.public_key, "Văn Giang", &err));
	assert_string_equal("before ssh-ed25519 " GOLDEN_BASE64 " Văn Giang",
			    rota_buffer_text(&out));
	rota_buffer_reset(&out);
	OK(rota_public_key_print(&out, &key.public_key, "", &err));
	assert_string_equal("ssh-ed25519 " GOLDEN_BASE64, rota_buffer_text(&out));
	rota_buffer_clear(&out);
}

static struct rota_sha256 golden_fingerprint(void)
{
	struct rota_key key = key_of(1, "");
	struct rota_sha256 fingerprint;

	OK(rota_public_key_fingerprint(&fingerprint, &key.public_key, &err));
	return fingerprint;
}

static void test_fingerprint_print__both_forms(void **state)
{
	struct rota_sha256 fingerprint = golden_fingerprint();
	struct rota_buffer out = { 0 };

	(void)state;
	OK(rota_fingerprint_print(&out, &fingerprint, ROTA_FINGERPRINT_PLAIN, &err));
	assert_string_equal(GOLDEN_FINGERPRINT, rota_buffer_text(&out));
	rota_buffer_puts(&out, " ");
	OK(rota_fingerprint_print(&out, &fingerprint, ROTA_FINGERPRINT_GROUPED, &err));
	assert_string_equal(GOLDEN_FINGERPRINT " " GOLDEN_GROUPED, rota_buffer_text(&out));
	rota_buffer_clear(&out);
}

static void test_fingerprint_parse__both_forms(void **state)
{
	static const char *const rows[] = {
		GOLDEN_FINGERPRINT, GOLDEN_GROUPED, GOLDEN_FINGERPRINT "  ",
		"SHA256: J+W  koI4h+4dijtx0NUOaUoI2KN2Leaw7UxT2p+I2IZQ"
	};
	struct rota_sha256 wanted = golden_fingerprint();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_sha256 read;

		OK(rota_fingerprint_parse(&read, rows[i], &err));
		assert_memory_equal(&wanted, &read, sizeof(read));
	}
}

static void test_fingerprint_parse__says_what_is_wrong(void **state)
{
	static const char *const rows[][2] = {
		{ "", "it does not begin with 'SHA256:'" },
		{ "sha256:J+Wk", "it does not begin with 'SHA256:'" },
		{ "MD5:J+Wk", "it does not begin with 'SHA256:'" },
		{ "SHA256:", "43 characters must stand after 'SHA256:'" },
		{ "SHA256:J+WkoI4h+4dijtx0NUOaUoI2KN2Leaw7UxT2p+I2IZ",
		  "43 characters must stand after 'SHA256:'" },
		{ GOLDEN_FINGERPRINT "=", "43 characters must stand after 'SHA256:'" },
		{ GOLDEN_FINGERPRINT "\n", "43 characters must stand after 'SHA256:'" },
		{ "SHA256:J-WkoI4h+4dijtx0NUOaUoI2KN2Leaw7UxT2p+I2IZQ",
		  "a character in it is wrong" },
		{ "SHA256:J+WkoI4h+4dijtx0NUOaUoI2KN2Leaw7UxT2p+I2IZR",
		  "a character in it is wrong" },
		{ "SHA256:\xc3\xa1WkoI4h+4dijtx0NUOaUoI2KN2Leaw7UxT2p+I2IZQ",
		  "a character in it is wrong" },
	};
	struct rota_sha256 before = golden_fingerprint();
	struct rota_sha256 read = before;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char wanted[256];
		char shown[128];

		snprintf(shown, sizeof(shown), "%s", rows[i][0]);
		shown[strcspn(shown, "\n")] = shown[strcspn(shown, "\n")] ? '?' : '\0';
		snprintf(wanted, sizeof(wanted), "'%s' is no fingerprint: %s", shown, rows[i][1]);
		FAILS(ROTA_EINVALID, wanted, rota_fingerprint_parse(&read, rows[i][0], &err));
		assert_string_equal(
			"read it again group by group; capital and small letters differ", err.hint);
		assert_memory_equal(&before, &read, sizeof(read));
	}
}

static void test_writer_id_make__from_the_public_key(void **state)
{
	struct rota_key key = key_of(1, "");
	struct rota_writer_id id;

	(void)state;
	OK(rota_writer_id_make(&id, &key.public_key, &err));
	assert_hex(GOLDEN_WRITER_ID, id.bytes, sizeof(id.bytes));
}

static void test_writer_id_print__16_digits(void **state)
{
	struct rota_writer_id id = { { 0x00, 0x0a, 0xb1, 0xff, 0x10, 0x02, 0xc3, 0x4d } };
	struct rota_buffer out = { 0 };

	(void)state;
	rota_buffer_puts(&out, "writer ");
	OK(rota_writer_id_print(&out, id, &err));
	assert_string_equal("writer 000ab1ff1002c34d", rota_buffer_text(&out));
	rota_buffer_clear(&out);
}

static void test_writer_id_parse__what_was_printed(void **state)
{
	struct rota_writer_id id;

	(void)state;
	OK(rota_writer_id_parse(&id, "000ab1ff1002c34d", &err));
	assert_hex("000ab1ff1002c34d", id.bytes, sizeof(id.bytes));
}

static void test_writer_id_parse__anything_else_is_refused(void **state)
{
	static const char *const rows[] = { "",
					    "000ab1ff1002c34",
					    "000ab1ff1002c34d0",
					    "000AB1FF1002C34D",
					    "000ab1ff1002c34g",
					    "000ab1ff1002c34d " };
	struct rota_writer_id id = { { 7, 7, 7, 7, 7, 7, 7, 7 } };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char wanted[128];

		snprintf(wanted, sizeof(wanted), "'%s' is no writer id: 16 digits 0-9 a-f",
			 rows[i]);
		FAILS(ROTA_EINVALID, wanted, rota_writer_id_parse(&id, rows[i], &err));
		assert_string_equal("copy it as rota prints it", err.hint);
		assert_hex("0707070707070707", id.bytes, sizeof(id.bytes));
	}
}

/* --- with OpenSSH -------------------------------------------------------------------------- */

static void test_key_write__ssh_keygen_takes_the_file(void **state)
{
	struct rota_buffer out = { 0 };

	(void)state;
	NEEDS_SSH_KEYGEN();
	for (size_t size = 0; size < 9; size++) { /* every length of padding */
		struct rota_key key = key_of(1, comment_of(size));
		char wanted[128];

		OK(rota_key_write(&key, "writer", &err));
		snprintf(wanted, sizeof(wanted), "ssh-ed25519 " GOLDEN_BASE64 "%s%.8s\n",
			 size ? " " : "", comment_of(size));
		assert_string_equal(wanted, printed(&out, "ssh-keygen -y -f writer"));
		snprintf(wanted, sizeof(wanted), "256 " GOLDEN_FINGERPRINT " %.8s (ED25519)\n",
			 comment_of(size));
		assert_string_equal(wanted, printed(&out, "ssh-keygen -l -f writer"));
		assert_int_equal(0, unlink("writer"));
	}
	rota_buffer_clear(&out);
}

static void test_key_read__takes_what_ssh_keygen_makes(void **state)
{
	struct rota_buffer line = { 0 };
	struct rota_buffer out = { 0 };

	(void)state;
	NEEDS_SSH_KEYGEN();
	for (size_t size = 1; size < 9; size++) {
		struct rota_key key;
		char command[128];

		snprintf(command, sizeof(command),
			 "ssh-keygen -q -t ed25519 -N '' -C %.8s -f writer", comment_of(size));
		printed(&out, command);
		OK(rota_key_read(&key, "writer", &err));
		rota_buffer_reset(&line);
		OK(rota_public_key_print(&line, &key.public_key, key.comment, &err));
		rota_buffer_puts(&line, "\n");
		assert_string_equal(printed(&out, "cat writer.pub"), rota_buffer_text(&line));
		assert_int_equal(0, unlink("writer"));
		assert_int_equal(0, unlink("writer.pub"));
	}
	rota_buffer_clear(&line);
	rota_buffer_clear(&out);
}

/* --- memory -------------------------------------------------------------------------------- */

static int attempt_names(void)
{
	struct rota_key key = { 0 };
	struct rota_buffer out = { 0 };
	struct rota_sha256 fingerprint;
	struct rota_writer_id id;
	int rc = rota_key_generate(&key, "x", NULL);

	if (!rc)
		rc = rota_public_key_print(&out, &key.public_key, "x", NULL);
	if (!rc)
		rc = rota_public_key_fingerprint(&fingerprint, &key.public_key, NULL);
	if (!rc)
		rc = rota_fingerprint_print(&out, &fingerprint, ROTA_FINGERPRINT_GROUPED, NULL);
	if (!rc)
		rc = rota_writer_id_make(&id, &key.public_key, NULL);
	if (!rc)
		rc = rota_writer_id_print(&out, id, NULL);
	rota_buffer_clear(&out);
	return rc;
}

static int attempt_to_read(void)
{
	struct rota_key key;

	return rota_key_read(&key, "writer", NULL);
}

static void test_key__memory_that_runs_out_is_told_and_none_is_lost(void **state)
{
	(void)state;
	put_file("writer", golden_key);
	expect_survival(attempt_names);
	expect_survival(attempt_to_read);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_key_generate__golden_key_of_a_seed),
		cmocka_unit_test(test_key_generate__each_key_is_another),
		cmocka_unit_test(test_key_generate__comments_are_clean_and_at_most_255_bytes),
		cmocka_unit_test(test_key_from_seed__known_answer),
		cmocka_unit_test(test_key_clear__wipes),
		cmocka_unit_test(test_key_encode__golden_file),
		cmocka_unit_test(test_key_decode__what_was_encoded),
		cmocka_unit_test(test_key_decode__what_ssh_keygen_made),
		cmocka_unit_test(test_key_decode__encrypted_is_said_to_be),
		cmocka_unit_test(test_key_decode__other_types_are_refused),
		cmocka_unit_test(test_key_decode__every_rule_has_its_sentence),
		cmocka_unit_test(test_key_decode__lengths_are_exact),
		cmocka_unit_test(test_key_decode__padding_is_exact),
		cmocka_unit_test(test_key_decode__long_comments_are_refused),
		cmocka_unit_test(test_key_decode__every_cut_is_refused),
		cmocka_unit_test(test_key_decode__no_bit_may_change_outside_the_comment),
		IN_A_FOLDER(test_key_write__makes_a_file_of_its_owner),
		IN_A_FOLDER(test_key_write__overwrites_nothing),
		IN_A_FOLDER(test_key_write__needs_the_folder),
		IN_A_FOLDER(test_key_read__what_was_written),
		IN_A_FOLDER(test_key_read__others_must_have_no_rights),
		IN_A_FOLDER(test_key_read__what_cannot_be_a_key_is_refused_by_name),
		cmocka_unit_test(test_key_sign__known_answers),
		cmocka_unit_test(test_public_key_check__only_the_key_and_the_bytes),
		cmocka_unit_test(test_public_key_print__one_line),
		cmocka_unit_test(test_fingerprint_print__both_forms),
		cmocka_unit_test(test_fingerprint_parse__both_forms),
		cmocka_unit_test(test_fingerprint_parse__says_what_is_wrong),
		cmocka_unit_test(test_writer_id_make__from_the_public_key),
		cmocka_unit_test(test_writer_id_print__16_digits),
		cmocka_unit_test(test_writer_id_parse__what_was_printed),
		cmocka_unit_test(test_writer_id_parse__anything_else_is_refused),
		IN_A_FOLDER(test_key_write__ssh_keygen_takes_the_file),
		IN_A_FOLDER(test_key_read__takes_what_ssh_keygen_makes),
		IN_A_FOLDER(test_key__memory_that_runs_out_is_told_and_none_is_lost),
	};

	return cmocka_run_group_tests_name("key", tests, NULL, NULL);
}
