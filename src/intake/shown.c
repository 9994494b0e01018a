/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/shown.h"

#include "base/text.h"

const char *rota_shown(char out[ROTA_SHOWN_BYTES], const char *text)
{
	rota_text_join(out, ROTA_SHOWN_BYTES, text, "", "");
	return out;
}
