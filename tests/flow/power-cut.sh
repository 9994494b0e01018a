#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The power of the province's server goes off while an office sends, or while the province merges: at a
# flush of git's receive-pack, of rota or of its helper. What was not flushed is gone (tests/fault/platter.h). No
# receipt that anybody can have seen is for entries that are lost, or is taken back; the next
# sync and merge complete, and nothing is lost or there twice. Over git:// and into a folder.
# usage: [FULL=1] [SEED=n] [EVERY=n] power-cut.sh BUILD    BUILD/tests/power-cut stays when a check fails
#
# A sample is tried, chosen by SEED; with FULL=1, of `make campaign`, every flush, or with EVERY each n-th.
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/power-cut
full=${FULL:-} seed=${SEED:-1} every=${EVERY:-1}
rm -rf "$work"
mkdir -p "$work"
. "$top/tests/support/sending.sh"
export DISK="$work/w/hy" PLATTER="$work/platter"

# The server begins on a disk of its own.
make_first
preload=$build/tests/fault/platter.so
daemon_setting=LD_PRELOAD=$preload
start_daemon "$work/w" || { echo "0 passed, 0 failed"; exit 0; }

# Of 12 entries 4 are merged.
fresh first
line_port=$git_port
must sync --province-key "$province"
record 1 4
must sync
must rota -C w/hy merge
must sync
record 5 12
mkdir sending
cp -R w/hy w/vg sending/
expected=12

# on_disk COMMAND ...: of the server, on its disk
on_disk() {
	env LD_PRELOAD="$preload" "$build/rota" --no-input "$@" >said 2>&1
}

# exchange HOW: the office sends, the province merges; $flushes is how many of the server there were
exchange() {
	case $1 in
	line) sync ;;
	folder) on_disk -C w/vg sync --remote w/hy ;;
	esac
	sent=$?
	on_disk -C w/hy merge
	merged=$?
	flushes=$(od -An -t u8 platter/count | tr -d ' ')
}

# begin_disk [NUMBER]: all that is there has been flushed; the power goes off at flush NUMBER
begin_disk() {
	fresh sending
	git -C w/hy/rota.git config core.fsync all
	must "$build/tests/fault/platter" lay
	[ -z "${1:-}" ] || echo "$1" >platter/cut-at
}

# Whoever has fetched just before has this.
remember() {
	seen=$(git -C w/hy/rota.git rev-parse refs/rota/province/checkpoints)
	kept=$(git -C w/hy/rota.git rev-parse "refs/rota/kept/${ref##*/}")
}

# power_is_back: the disk as it is found, and a sound one from now on
power_is_back() {
	rm -rf before
	mv w/hy before
	"$build/tests/fault/platter" read w/hy
	rm -rf platter
}

# receipts_hold: what the province has said to have is there, whole
receipts_hold() {
	why="what is kept as merged is not there after the power cut"
	git -C w/hy/rota.git rev-list --objects --quiet "$kept" 2>revs || return 1
	git -C w/hy/rota.git rev-list --objects "$kept" 2>revs | cut -d ' ' -f 1 |
		git -C w/hy/rota.git cat-file --batch-check >checked && ! grep missing checked
}

# nothing_taken_back: the checkpoint that was seen is one of the province's
nothing_taken_back() {
	why="a checkpoint that was published is gone"
	git -C w/hy/rota.git merge-base --is-ancestor "$seen" refs/rota/province/checkpoints
}

# try HOW NUMBER
try() {
	begin_disk "$2"
	exchange "$1"
	remember
	power_is_back
	if receipts_hold && merges_all && is_sound w/hy/rota.git && nothing_taken_back; then
		passed=$((passed + 1))
	else
		fail "$1, the power goes off at flush $2 of $flushes"
	fi
}

# cuts COUNT: at which flushes
cuts() {
	if [ -n "$full" ]; then seq 1 "$every" "$flushes"; else seq "$flushes" | some "$1"; fi
}

# tries HOW COUNT: that many, and when it goes off after all has been done
tries() {
	begin_disk
	exchange "$1"
	why="undisturbed, over a $1: $sent, $merged: $(cat said)"
	check "undisturbed, over a $1" test "$sent $merged" = '0 0'
	echo "$1: $flushes flushes of the server"
	for n in $(cuts "$2") $((flushes + 1)); do
		try "$1" "$n"
	done
}

tries line 2
tries folder 1
sum_up
