#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The second half of reader.sh, which can run beside it: the kinds of matters one after the other.
# usage: reader-kinds.sh BUILD
exec sh tests/flow/reader.sh "$1" kinds
