#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every fifth packet is lost, each way, in a network of its own (support/lossy.c): an office
# sends over git:// all the same, or says what has arrived. What that takes is printed, and never judged.
# usage: [FULL=1] [SEED=n] lossy-line.sh BUILD    BUILD/tests/lossy-line stays when a check fails
#
# Where no such network can be made it says so and passes nothing. FULL=1, of `make campaign`: several
# hundred entries, the first meeting and the receipts besides; 5, 20 and 35 of a hundred packets are lost.
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/lossy-line
full=${FULL:-} seed=${SEED:-1}

# In a process namespace of its own a leak check finds no process to look at: those of the other flows do.
export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"

# --- outside: once for each loss ---------------------------------------------------------------

if [ -z "${LOSS:-}" ]; then
	lossy=$build/tests/support/lossy out=$build/tests/lossy-line.out
	"$lossy" 0 1 true
	case $? in
	0) ;;
	77) echo "0 passed, 0 failed"; exit 0 ;;
	*) exit 3 ;;
	esac
	good=0 bad=0
	for LOSS in ${full:+5} 20 ${full:+35}; do
		export LOSS
		"$lossy" "$LOSS" "$seed" sh "$0" "$build" >"$out" 2>&1
		sed '$d' "$out"
		last=$(sed -n '$s/^\([0-9]* passed, [0-9]*\) failed$/\1/p' "$out")
		[ -n "$last" ] || { cat "$out"; last='0 passed, 1'; }
		good=$((good + ${last%% *})) bad=$((bad + ${last##* }))
	done
	rm "$out"
	echo "$good passed, $bad failed"
	[ $bad = 0 ]
	exit
fi

# --- inside ------------------------------------------------------------------------------------

rm -rf "$work"
mkdir -p "$work"
. "$top/tests/support/sending.sh"
make_first
daemon_address=10.9.8.1
start_daemon "$work/w" || { echo "0 passed, 0 failed"; exit 0; }
line_port=$git_port

# over ADDRESS: as the office reaches its province; 10.9.8.2 loses packets, 10.9.8.1 does not
over() {
	line_host=$1
	git -C w/vg/rota.git config rota.cleartext "git://$line_host:$line_port/hy/rota.git"
}

# lossy_sync WHAT: with what it takes
lossy_sync() {
	over 10.9.8.2
	begin=$(date +%s)
	sync_for=60s
	sync --province-key "$province"
	code=$?
	sync_for=0
	echo "$LOSS % lost, $1: exit code $code after $(($(date +%s) - begin)) s," \
		"$(entries w/hy/rota.git) of $expected entries there"
	over 10.9.8.1 # for what follows
	why="exit code $code: $(cat said)"
	[ $code = 0 ] || { [ $code = 3 ] && sed -n '$p' said | grep -q '^  [^ ]'; }
}

fresh first
expected=0
[ -z "$full" ] || check "the first meeting" lossy_sync "the first meeting"
over 10.9.8.1
must sync --province-key "$province" # if it was not done
[ -n "$full" ] && expected=300 || expected=20
record 1 $expected 30
check "sending" lossy_sync "sending"
check "and all holds" holds
must sync
check "the merge" merges
[ -z "$full" ] || check "receiving" lossy_sync "receiving"
check "every entry has its receipt" merges_all
sum_up
