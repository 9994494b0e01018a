/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Golden bytes: what follows from the seed 1 of the test random, and what OpenSSH 9.2 made. They
 * must be made and read so for ever. The keys are published here and nobody's.
 */
#ifndef TESTS_UNIT_TRUST_GOLDEN_H
#define TESTS_UNIT_TRUST_GOLDEN_H

#define GOLDEN_COMMENT "rota van-giang"
#define GOLDEN_PUBLIC_HEX "bcc3832fd5bcbe95b33d01b181a52ee4e3ba90a4d270bb4b75d59bffda44495f"
#define GOLDEN_BASE64 "AAAAC3NzaC1lZDI1NTE5AAAAILzDgy/VvL6Vsz0BsYGlLuTjupCk0nC7S3XVm//aRElf"
#define GOLDEN_FINGERPRINT "SHA256:J+WkoI4h+4dijtx0NUOaUoI2KN2Leaw7UxT2p+I2IZQ"
#define GOLDEN_GROUPED "SHA256:J+Wk oI4h +4di jtx0 NUOa UoI2 KN2L eaw7 UxT2 p+I2 IZQ"
#define GOLDEN_WRITER_ID "9ae421a1deaf92a4"

static const char golden_key[] =
	"-----BEGIN OPENSSH PRIVATE KEY-----\n"
	"b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"
	"QyNTUxOQAAACC8w4Mv1by+lbM9AbGBpS7k47qQpNJwu0t11Zv/2kRJXwAAAJi8w4MvvMOD\n"
	"LwAAAAtzc2gtZWQyNTUxOQAAACC8w4Mv1by+lbM9AbGBpS7k47qQpNJwu0t11Zv/2kRJXw\n"
	"AAAEDBZ14LuYCldaiWYf7Aiqg7Y/HuCEaczayf9zWrJ4qEurzDgy/VvL6Vsz0BsYGlLuTj\n"
	"upCk0nC7S3XVm//aRElfAAAADnJvdGEgdmFuLWdpYW5nAQIDBAUGBw==\n"
	"-----END OPENSSH PRIVATE KEY-----\n";

/** By that key over "message\n" for "git"; `ssh-keygen -Y sign -n git` makes the same. */
static const char golden_signature[] =
	"-----BEGIN SSH SIGNATURE-----\n"
	"U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgvMODL9W8vpWzPQGxgaUu5OO6kK\n"
	"TScLtLddWb/9pESV8AAAADZ2l0AAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1NTE5\n"
	"AAAAQMsgFLFB1F1mc8sJ0N+OqRYWt1b9unhFgFTVwqdO6YwH2VTybKd6URGIgW+/RwGh/l\n"
	"axbObqbidLzBilV1MpuQI=\n"
	"-----END SSH SIGNATURE-----";

/** The same with SHA-256: `ssh-keygen -Y sign -O hashalg=sha256 -n git`. */
static const char golden_signature_sha256[] =
	"-----BEGIN SSH SIGNATURE-----\n"
	"U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgvMODL9W8vpWzPQGxgaUu5OO6kK\n"
	"TScLtLddWb/9pESV8AAAADZ2l0AAAAAAAAAAZzaGEyNTYAAABTAAAAC3NzaC1lZDI1NTE5\n"
	"AAAAQFALF5Ui2T8Buu6V51WSxi1K3iA70LHBU6cjr9OKSFxD8UG7EvuKG5WXf8kHsu6w6e\n"
	"bZxiZaEcpsDck+hPztQQg=\n"
	"-----END SSH SIGNATURE-----\n";

#endif
