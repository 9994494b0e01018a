/* SPDX-License-Identifier: Apache-2.0 */
/** @file Where a province may be, by how that is written. */
#ifndef ASK_ADDRESS_H
#define ASK_ADDRESS_H

#include "rota/exchange.h"

/** The way to an address: of a folder, also as file:///, that of a folder. What is wrong with an
 *  address the helper says, which goes there. */
enum rota_way rota_address_way(const char *address);

#endif
