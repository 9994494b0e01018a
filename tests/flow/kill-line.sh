#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Processes killed at both ends of a line of git://: rota, its helper, and the git of the server, at a byte of
# the line or at one of their file operations; and a merge in the middle of a push. Both repositories are sound
# then, what had arrived is still there, and the next merge and sync complete: every entry is there
# once, with its receipt.
# usage: [FULL=1] [SEED=n] [EVERY=n] kill-line.sh BUILD    BUILD/tests/kill-line stays when a check fails
#
# A sample is tried, chosen by SEED; with FULL=1, of `make campaign`, every file operation and every
# 16th byte, or with EVERY each n-th of them.
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/kill-line
full=${FULL:-} seed=${SEED:-1} every=${EVERY:-1}
rm -rf "$work"
mkdir -p "$work"
. "$top/tests/support/sending.sh"
exec 2>stderr # the shell's own word on each process that was killed

# Both have something for the other: 40 entries, and a checkpoint behind a change of `common`.
begin_sending
have_both
git -C w/vg/rota.git config rota.slice 4096
record 11 50 90
on_line "$git_port" only=2 -- sync # it seals, and sends nothing
mkdir sending
cp -R w/hy w/vg sending/
expected=50

# --- who is killed ---------------------------------------------------------------------------

# kill_them WHO: rota, helper or server, while $syncing is at work
kill_them() {
	case $1 in
	rota) set -- "$syncing" $(children "$syncing") && kill -9 "$syncing" ;;
	helper) set -- $(children "$syncing") && kill -9 "$@" ;;
	server) set -- $(of_server) && [ -z "$*" ] || kill -9 "$@" ;;
	esac
	gone "$@"
}

# killed WHO WAY BYTES: the office syncs over a line that falls silent after BYTES, and then they are killed
killed() {
	patience 3 # between two connections nobody is there who could be killed
	"$build/rota" --no-input -C w/vg sync --for 0 \
		--remote "git://127.0.0.1:$line_port/hy/rota.git" >said 2>&1 &
	syncing=$!
	until [ "$(stat -c %s "seen.$2")" -ge "$3" ]; do
		kill -0 $syncing || break
	done
	[ -z "$meanwhile" ] || $meanwhile
	kill_them "$1"
	wait $syncing
	code=$?
	patience
}

# patience [SECONDS]: how long the office waits for a server that says nothing; else as long as it always does
patience() {
	for limit in connect stall; do
		git -C w/vg/rota.git config --unset rota.$limit
		[ -z "${1:-}" ] || git -C w/vg/rota.git config rota.$limit "$1"
	done
}

# --- what must hold --------------------------------------------------------------------------

# goes_on: after whatever has happened
goes_on() {
	gone $(of_server)
	why="exit code $code: $(cat said)"
	case $code in 0 | 3 | 137) ;; *) return 1 ;; esac
	is_sound w/hy/rota.git && is_sound w/vg/rota.git || return 1
	there=$(entries w/hy/rota.git)
	why="$there entries are at the server, where 10 had been"
	[ "$there" -ge 10 ] && merges_all
}

# tried WHAT: after it has happened
tried() {
	if goes_on; then passed=$((passed + 1)); else fail "$*"; fi
}

# chosen TOTAL COUNT STEP: of the numbers up to TOTAL
chosen() {
	if [ -n "$full" ]; then
		seq 1 $(($3 * every)) "$1"
	else
		seq "$1" | some "$2"
	fi
}

# --- at a byte of the line -------------------------------------------------------------------

meanwhile=
fresh sending
on_line "$git_port" log=seen -- sync
check "undisturbed" test $? = 0
up=$(passed up) down=$(passed down)
echo "undisturbed: $up bytes up, $down down, $(passed connections) connections"
for who in rota helper server; do
	for n in $(chosen "$up" 1 16); do
		fresh sending
		on_line "$git_port" up="$n" swallow log=seen -- killed $who up "$n"
		tried "$who, killed after $n of $up bytes to the server"
	done
	[ -n "$full" ] || continue
	for n in $(chosen "$down" 1 16); do
		fresh sending
		on_line "$git_port" down="$n" swallow log=seen -- killed $who down "$n"
		tried "$who, killed after $n of $down bytes to the office"
	done
done

# --- a merge while a push hangs ----------------------------------------------------------------

merge_killed() {
	hurt "KILLAT=$at" -C w/hy merge
}

# something_new: for a merge that a push does not bring
something_new() {
	must rota -C w/hy target post=secretary phase=2023-2025 from=30/06/2023 to=01/01/2026 count=2
}
fresh sending
something_new
hurt COUNTED=yes -C w/hy merge
merging=$operations
echo "a merge: $merging file operations"
meanwhile=merge_killed
for at in $(chosen "$merging" 1 4); do
	n=$(seq $((up / 4)) $((3 * up / 4)) | some 1)
	fresh sending
	something_new
	on_line "$git_port" up="$n" swallow log=seen -- killed server up "$n"
	check "a merge is killed at operation $at of $merging" test $hurt != 0
	tried "a merge, killed at operation $at of $merging after $n bytes to the server"
done
meanwhile=

# --- at a file operation -------------------------------------------------------------------------

fresh sending
hurt COUNTED=yes -C w/vg sync --for 0 --remote "git://127.0.0.1:$git_port/hy/rota.git"
sending=$operations
echo "a sync: $sending file operations of the office"
for at in $(chosen "$sending" 1 1); do
	fresh sending
	hurt "KILLAT=$at" -C w/vg sync --for 0 --remote "git://127.0.0.1:$git_port/hy/rota.git"
	code=$hurt
	tried "the office, killed at file operation $at of $sending"
done

fresh sending
server_hurt COUNTED=yes
serving=$operations
echo "a sync: $serving file operations of the server"
for at in $(chosen "$serving" 1 1); do
	fresh sending
	server_hurt KILLAT=$at
	tried "the server, killed at file operation $at of $serving"
done

sum_up
