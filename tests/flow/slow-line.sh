#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A line of git:// that carries 2 kB a second, each way: some hundred entries go over it slice by slice; one
# that is cut on the way keeps the slices that have arrived, and the next sync goes on from there. What that
# takes is printed, and never judged.
# usage: [FULL=1] slow-line.sh BUILD    BUILD/tests/slow-line stays when a check fails
#
# With FULL=1, of `make campaign`, there are more of them, on a line of which nothing is known, and the office has
# never met its province.
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/slow-line
full=${FULL:-} seed=${SEED:-1}
rm -rf "$work"
mkdir -p "$work"
. "$top/tests/support/sending.sh"
rate=2048

make_first
start_daemon "$work/w" || { echo "0 passed, 0 failed"; exit 0; }

seconds() {
	date +%s
}

# slowly WHAT COMMAND ...: what it costs
slowly() {
	what=$1
	shift
	begin=$(seconds)
	"$@"
	is=$?
	echo "$what: $(passed up) bytes up, $(passed down) down, $(passed connections) connections," \
		"$(($(seconds) - begin)) s, $(entries w/hy/rota.git) entries there"
	return $is
}

fresh first
line_port=$git_port
if [ -n "$full" ]; then
	expected=600
	why="the first meeting: $(cat said)"
	check "the first meeting" slowly "the first meeting" \
		on_line "$git_port" rate=$rate -- sync --province-key "$province"
else
	expected=60
	must sync --province-key "$province"
	git -C w/vg/rota.git config rota.slice 4096
fi
record 1 $expected 30
on_line "$git_port" only=1 -- sync # it seals, and sends nothing
mkdir sending
cp -R w/hy w/vg sending/

# in_slices: more than one push, one of them with the whole log
in_slices() {
	why="$(passed connections) connections: $(cat said)"
	[ $code = 0 ] && [ "$(passed connections)" -gt 2 ]
}

fresh sending
slowly "all of it" on_line "$git_port" rate=$rate -- sync
code=$?
up=$(passed up)
check "all of it" in_slices
check "and is there" holds
check "with a receipt for each" merges_all

# some_arrived: and not all
some_arrived() {
	why="exit code $code, $there of $expected entries are there: $(cat said)"
	[ $code = 3 ] && [ "$there" -gt 0 ] && [ "$there" -lt $expected ] &&
		grep -q "$there entries have arrived" said
}

fresh sending
slowly "cut after two thirds" on_line "$git_port" rate=$rate up=$((up * 2 / 3)) -- sync
code=$?
check "cut after two thirds" holds
check "what had arrived stays, and is said" some_arrived
arrived=$there
slowly "the rest of it" on_line "$git_port" rate=$rate -- sync
code=$?
why="exit code $code, $(passed up) bytes for $((expected - arrived)) entries: $(cat said)"
check "the rest of it" test $code = 0 -a "$(passed up)" -lt "$up"
check "is there" holds
check "once, with a receipt" merges_all
sum_up
