#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A sync whose line is cut after so many bytes, either way, falls silent, or carries a wrong bit; over
# git://, where every byte is in the open. Whatever was cut: the office says so and ends with 3, or all
# had arrived; the province's repository is sound and has the office's log from its first entry,
# each once; what had arrived stays; and the next sync completes.
# usage: [FULL=1] [SEED=n] [EVERY=n] cut.sh BUILD    BUILD/tests/cut stays when a check fails
#
# A sample is tried, chosen by SEED, at the edges of git's packet lines and between them; with FULL=1, of
# `make campaign`, every byte, or with EVERY each n-th.
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/cut
full=${FULL:-} seed=${SEED:-1} every=${EVERY:-1}
rm -rf "$work"
mkdir -p "$work"
. "$top/tests/support/sending.sh"
records=120 # of which 40 have been sent

# --- the offices -----------------------------------------------------------------------------

# Two templates: `first` has never met its province; `sending` has, and has all of its records sealed
# in batches, of which those behind the first 40 entries have not been sent.
begin_sending

# What a sync costs: when there is nothing, and on an ordinary day of 40 entries.
costs() {
	cost=$(($(passed up) + $(passed down)))
	echo "$1: $(passed connections) connections, $(passed trips) round trips, $cost bytes"
	why="more than $3 connections, $4 round trips, or $2 bytes: $(cat said)"
	if [ "$cost" -gt 500 ] && [ "$cost" -le "$2" ] && [ "$(passed connections)" -le "$3" ] &&
		[ "$(passed trips)" -gt 0 ] && [ "$(passed trips)" -le "$4" ]; then
		passed=$((passed + 1))
	else
		fail "$1"
	fi
}
must on_line "$git_port" -- sync
costs "a sync of nothing" 1024 1 1
record 1 40
must on_line "$git_port" -- sync
costs "a day of 40 entries" 3072 2 3

git -C w/vg/rota.git config rota.slice 4096
record 41 $records 90
on_line "$git_port" only=1 -- sync
mkdir sending
cp -R w/hy w/vg sending/

# try TEMPLATE EXPECTED HOW...: a sync over such a line, and the next one; $there is how many
# entries of the office had arrived
try() {
	template=$1 expected=$2
	shift 2
	fresh "$template"
	on_line "$git_port" "$@" -- sync --province-key "$province"
	code=$?
	if holds && completes; then
		passed=$((passed + 1))
	else
		fail "$template, $*"
	fi
}

# --- cuts ------------------------------------------------------------------------------------

# edges FILE: where the packet lines of a stream of git's protocol begin
edges() {
	python3 - "$1" <<-'END'
	import sys
	data = open(sys.argv[1], 'rb').read()
	at = 0
	while at + 4 <= len(data):
	    print(at)
	    try:
	        size = int(data[at:at + 4], 16)
	    except ValueError:
	        break # a pack
	    at += max(size, 4)
	print(len(data))
	END
}

# cuts WAY TOTAL COUNT: after how many bytes it is cut: at, before and behind edges, and anywhere
cuts() {
	if [ -n "$full" ]; then
		seq 0 "$every" "$2"
		return
	fi
	{
		edges "seen.$1" | some $(($3 / 2)) | awk '{ print $1 - 1; print $1; print $1 + 1 }' |
			some $(($3 / 2))
		seq 0 "$2" | some $(($3 - $3 / 2))
	} | awk '$1 >= 0' | sort -n -u
}

# sweep TEMPLATE EXPECTED COUNT: cut both ways; what has arrived grows with where it is cut
sweep() {
	fresh "$1"
	expected=$2
	on_line "$git_port" log=seen -- sync --province-key "$province"
	up=$(passed up) down=$(passed down)
	echo "$1: $(passed connections) connections, $up bytes up, $down down"
	most=0
	for n in $(cuts up "$up" "$3"); do
		try "$1" "$2" up="$n"
		why="only $there entries arrived, and $most of a shorter line"
		[ "$there" -ge "$most" ] || fail "$1, up=$n"
		most=$there
	done
	for n in $(cuts down "$down" "$3"); do
		try "$1" "$2" down="$n"
	done
}

sweep first 0 4
sweep sending $records 4

# --- other ways to break ----------------------------------------------------------------------

for template in first sending; do
	git -C "$template/vg/rota.git" config rota.connect 1
	git -C "$template/vg/rota.git" config rota.stall 1
done
try first 0 only=0 swallow
try sending $records up=8000 swallow
try sending $records flipup=6000
try sending $records flipdown=1000

# A line that breaks once is tried again by itself.
retried() {
	rota -C w/vg sync --for 1h --remote "git://127.0.0.1:$line_port/hy/rota.git"
}
fresh sending
expected=$records
on_line "$git_port" up=3000 then -- retried
code=$?
why="exit code $code: $(cat said)"
if [ $code = 0 ] && holds && completes; then
	passed=$((passed + 1))
else
	fail "tried again"
fi

# Killed while nothing comes: the helper ends too, nobody is locked out.
killed() {
	"$build/rota" --no-input -C w/vg sync --for 0 \
		--remote "git://127.0.0.1:$line_port/hy/rota.git" >said 2>&1 &
	syncing=$!
	until [ "$(helpers $syncing)" != '' ] && grep -q . seen.up; do
		kill -0 $syncing || break
	done
	helper=$(helpers $syncing)
	kill -9 $syncing
	wait $syncing 2>/dev/null
	was=$?
	while lives "$helper"; do :; done
	[ -n "$helper" ] && [ $was = 137 ]
}

# lives PID: and is not only waiting to be counted out
lives() {
	grep -q '^State:[^ZX]*[RSDT]' "/proc/$1/status" 2>/dev/null
}

# helpers PID: of its children, the helper
helpers() {
	cat "/proc/$1/task/$1/children" 2>/dev/null
}

fresh sending
git -C w/vg/rota.git config --unset rota.connect
git -C w/vg/rota.git config --unset rota.stall
expected=$records
on_line "$git_port" down=0 swallow log=seen -- killed
was=$? code=3 why="the sync ended before it was killed: $(cat said)"
if [ $was = 0 ] && holds && completes; then
	passed=$((passed + 1))
else
	fail "killed"
fi

# A line that breaks after 6,000 bytes each time it is there carries all of it.
fresh sending
rounds=0 most=0 code=3
while [ $code = 3 ] && [ $rounds -lt 30 ]; do
	on_line "$git_port" each up=6000 -- sync
	code=$?
	rounds=$((rounds + 1))
	there=$(entries w/hy/rota.git)
	[ "$there" -gt "$most" ] || [ $code = 0 ] || code=99
	most=$there
done
expected=$records why="after $rounds syncs $there of $records entries are there: $(cat said)"
if [ $code = 0 ] && holds && completes; then
	passed=$((passed + 1))
	echo "a line of 6,000 bytes: $records entries in $rounds syncs"
else
	fail "a line of 6,000 bytes"
fi

sum_up
