#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A disk that is full while an office sends over git://, at the server, in the merge or at the office: what is
# said tells whose disk is full, both repositories are sound, nothing is lost, and when there is room again
# the next sync and merge complete.
# usage: [FULL=1] [SEED=n] [EVERY=n] full-disk.sh BUILD    BUILD/tests/full-disk stays when a check fails
#
# A sample of file operations is refused, chosen by SEED, and in each process all that follow (operations are
# counted by process, and no process has more than a quarter of them); with FULL=1, of `make campaign`, each
# of them, or with EVERY each n-th; and real small disks are filled (tmpfs), where this machine lets
# us mount one.
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/full-disk
full=${FULL:-} seed=${SEED:-1} every=${EVERY:-1}
if [ -n "$full" ] && [ -z "${HAS_MOUNTS:-}" ]; then # mounts of its own, gone when it ends
	HAS_MOUNTS=yes
	export HAS_MOUNTS
	[ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null && exec unshare -m sh "$0" "$@"
	unshare -rm true 2>/dev/null && exec unshare -rm sh "$0" "$@"
fi
rm -rf "$work"
mkdir -p "$work"
. "$top/tests/support/sending.sh"

begin_sending
have_both
record 11 30 90
mkdir sending
cp -R w/hy w/vg sending/
expected=30

# tells WORDS: exit code 0, or 3 with these words and a way out behind them
tells() {
	why="exit code $code: $(cat said)"
	[ "$code" = 0 ] ||
		{ [ "$code" = 3 ] && grep -q "^rota: .*\\($1\\)" said && sed -n '$p' said | grep -q '^  [^ ]'; }
}

# goes_on WORDS: it is told, nothing is lost, and with room again all completes
goes_on() {
	tells "$1" && is_sound w/vg/rota.git && holds && merges_all
}

here='disk is full\|disk did not take\|No space left'

# --- the server ------------------------------------------------------------------------------

# server_full WHAT: the office sends to a server whose git finds no room to write that
server_full() {
	server_hurt "FAULT=write:1+:ENOSPC:$1"
}

fresh sending
server_full tmp_idx # which git writes when it has read all; one that goes before that is cut off
check "the server has no room for what is sent" test $code = 3
check "and that is told" goes_on 'the disk of the server .* is full'
fresh sending
server_full refs/
check "the server has no room for a ref" test $code = 3
check "and that is told, in its own words" goes_on 'the server refuses .*write'

# --- at a file operation -------------------------------------------------------------------------

# said_by SETTING COMMAND ...: as hurt, for the checks
said_by() {
	hurt "$@"
	mv hurt said
	code=$hurt
}

merging() {
	said_by "$1" -C w/hy merge
}

sending() {
	said_by "$1" -C w/vg sync --for 0 --remote "git://127.0.0.1:$git_port/hy/rota.git"
}

# refused WHO: the disk of the office or of the province is full from one of its operations on
refused() {
	fresh sending
	[ "$1" = sending ] || must sync
	"$1" COUNTED=yes
	total=$operations
	echo "$1: $total file operations"
	for n in $(if [ -n "$full" ]; then seq 1 "$every" "$total"; else seq $((total / 4)) | some 2; fi); do
		fresh sending
		[ "$1" = sending ] || must sync
		"$1" "FAULT=any:$n+:ENOSPC:/"
		[ -n "$full" ] || check "$1, operation $n was refused" test -n "$(sed -n 2p count)"
		check "$1, no room from operation $n of $total on" goes_on "$here"
	done
}
refused sending
refused merging

# --- real disks --------------------------------------------------------------------------------

# fill FOLDER PAGES: but for so many
fill() {
	rm -f "$1/fill"
	dd if=/dev/zero of="$1/fill" bs=4096 2>dd
	truncate -s "-$(($2 * 4096))" "$1/fill"
}

# small WHO WHERE: on a disk of 4 MB, with less and more room, somebody works
small() {
	for pages in 0 1 2 3 4 5 6 8 10 12 16 20 24 32 40 64; do
		fresh sending
		[ "$1" = sending ] || must sync
		mkdir moved
		mv "w/$2"/* moved/
		mount -t tmpfs -o size=4m none "w/$2"
		mv moved/* "w/$2/"
		rmdir moved
		fill "w/$2" $pages
		case $1 in
		serving | sending) sync ;;
		merging) rota -C w/hy merge ;;
		esac
		code=$?
		rm "w/$2/fill"
		# of a server that is full to the brim git goes before it has said why
		check "$1 with $pages pages of room" goes_on "$here\\|the disk of the server\\|refuses\\|reset\\|EOF"
		umount "w/$2"
	done
}

if [ -n "$full" ]; then
	mkdir small
	line_port=$git_port
	if mount -t tmpfs -o size=4m none small 2>mounted; then
		umount small
		small serving hy
		small merging hy
		small sending vg
	else
		echo "no small disk can be mounted here: $(cat mounted)"
	fi
fi
sum_up
