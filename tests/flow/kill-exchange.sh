#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# enrol, sync, bundle and merge are killed, or meet a disk that refuses, at their file operations:
# those of rota and those of its helper rota-git. The same command again ends in the object ids, refs and
# entries of a run that nothing disturbed. usage: [FULL=1] [SEED=n] [EVERY=n]
# kill-exchange.sh BUILD
#
# The program has a clock and random bytes that stand still (tests/fault/seam.c): what is drawn
# anew after a kill comes out the same, what was drawn before must be used as it is. Operations are
# counted over both processes (SHARED of tests/fault/inject.c). BUILD/tests/kill-exchange stays
# when a check fails, with the offices it failed on.
#
# A sample is tried, chosen by SEED, with EVERY the n-th part of it (for a slow BUILD); with FULL=1,
# of `make campaign`, every operation.
set -u
build=$(cd "$1" && pwd)
work=$build/tests/kill-exchange
full=${FULL:-} every=${EVERY:-1}
seed=${SEED:-1}
unset SEED
. "$(dirname "$0")/../support/province.sh"

# --- a command that is hurt --------------------------------------------------------------------

# fresh: the offices as they were before the command
fresh() {
	rm -rf w
	cp -R "$work/$template" w
	cd w || exit 3
}

# hurt SETTING OFFICE COMMAND ...: with a KILLAT or FAULT; the operation that it met is in $met, and
# how many there were in $operations
hurt() {
	setting=$1 office=$2
	shift 2
	rm -f ../count ../shared
	# whose leak it is, for tests/leaks.supp: libgit2 has no frame pointers
	unwind="${ASAN_OPTIONS:-}:fast_unwind_on_malloc=0"
	{ # through a pipe, which is open until the helper is gone too
		env LD_PRELOAD="$inject" FLUSH=no COUNT=../count SHARED=../shared "$setting" \
			ASAN_OPTIONS="$unwind" \
			"$rota" -C "$office" --no-input "$@" 2>&1
		echo $? >../code
	} | cat >../said
	code=$(cat ../code)
	operations=$(sed -n 1p ../count)
	met=$(sed -n 2p ../count)
	met=$(echo "$met" | sed "s|$PWD/||")
}

# Left-over lock files of git are believed when they are two seconds old; nobody need wait for that.
age_locks() {
	find . -name '*.lock' ! -name rota.lock -exec touch -d '1 minute ago' {} +
}

# again COMMAND ...
again() {
	age_locks
	on "$@" >../said 2>&1
	code=$?
}

# as_undisturbed COMMAND ...: the command once more, and all is as it should be
as_undisturbed() {
	again "$@"
	why="the next run: exit code $code"
	[ "$code" = 0 ] || return 1
	see hy at >../now
	why="the next run ends in other objects or entries: $(diff ../after ../now | sed -n 2p)"
	cmp -s ../after ../now && is_sound && nothing_left
}

# No half-made repository or bundle. (A lock of git lies there until somebody wants it, a part of a
# pack until it is old.)
nothing_left() {
	left=$(find . -name '*.tmp*' -o -name '*.rota-tmp' | tr '\n' ' ')
	why="files are left over: $left"
	[ -z "$left" ]
}

# The stores can be read and have lost nothing.
is_whole() {
	for office in hy at; do
		on "$office" export >../"$office.now" 2>&1 || { why="$office cannot be read"; return 1; }
		why="an entry of $office is lost or changed"
		! diff ../"$office.before" ../"$office.now" | grep -q '^<' || return 1
	done
}

# The other office goes on before the command is run again: a cut-off sync never makes the merge
# put a log aside, nor a cut-off merge a sync fail.
others_go_on() {
	if [ "$1" = at ]; then
		set -- hy merge
	elif grep -q refs/rota/province/common ../at.refs; then
		set -- at sync
	else
		return 0 # it has never synced
	fi
	again "$@"
	why="the other office cannot go on: exit code $code"
	[ "$code" = 0 ] || return 1
	why="the other office finds fault: $(grep -m 1 -e aside -e branch -e 'gone back' ../said)"
	! grep -q -e aside -e branch -e 'gone back' ../said
}

works_again() {
	again "$@"
	why="the next run: exit code $code"
	[ "$code" = 0 ] && is_whole
}

# --- sweeps ------------------------------------------------------------------------------------

# Died; or lost its helper, and says so, unless it had heard enough already.
was_cut_off() {
	case $code/$met in
	137/*) true ;;
	0/"write pipe"*) true ;;
	3/*) refuses_well ;;
	*) false ;;
	esac
}

# sample COUNT OF: that many numbers from 1 to OF, or all of them
sample() {
	[ -z "$full" ] || set -- "$2" "$2"
	seq "$2" | shuf -n "$1" --random-source="$work/random" | sort -n
}

# kill_sweep COMMAND ...
kill_sweep() {
	for n in $(sample $kills "$operations_all"); do
		fresh
		hurt KILLAT=$n "$@"
		where="$name, killed at operation $n of $operations_all ($met)"
		why="exit code $code"
		if [ -z "$met" ] && [ "$code" = 0 ] && [ "$n" -gt $((operations_all - 24)) ]; then
			cd .. # it was over before: how often the helper tells how far it is depends on the time
			continue
		elif [ -n "$met" ] && was_cut_off && is_whole && as_undisturbed "$@"; then
			cd .. && pass "$where"
		else
			cd .. && fail "$where: $why"
		fi
		[ $((n % 3)) = 0 ] || continue
		fresh
		hurt KILLAT=$n "$@"
		age_locks
		if others_go_on "$1" && works_again "$@"; then
			cd .. && pass "$where, others first"
		else
			cd .. && fail "$where, others first: $why"
		fi
	done
}

# Exit code 3, a sentence and a way out; or the operation was one that need not work.
refuses_well() {
	why="exit code $code"
	[ "$code" = 0 ] && return
	[ "$code" = 3 ] && tells_way_out
}

# fault_sweep NTH ERROR COMMAND ...: NTH is '' for an operation that fails once, + for all that follow
fault_sweep() {
	stays=$1 error=$2
	shift 2
	for n in $(sample $faults "$operations_all"); do
		fresh
		hurt "FAULT=any:$n$stays:$error" "$@"
		where="$name, $error at operation $n$stays ($met)"
		if [ -z "$met" ]; then # there are fewer, since some may always work
			cd ..
		elif refuses_well && is_whole && as_undisturbed "$@"; then
			cd .. && pass "$where"
		else
			cd .. && fail "$where: $why"
		fi
	done
}

# sweep NAME TEMPLATE KILLS FAULTS OFFICE COMMAND ...
sweep() {
	name=$1 template=$2 kills=$((($3 + every - 1) / every)) faults=$((($4 + every - 1) / every))
	shift 4
	fresh
	on hy export >../hy.before
	on at export >../at.before
	refs at >../at.refs
	hurt COUNTED=yes "$@"
	operations_all=$operations
	see hy at >../after
	cp ../said ../said.first
	cd ..
	why="exit code $code, $operations_all operations"
	check "$name, undisturbed" test "$code" = 0 -a "$operations_all" -gt 50 || return
	kill_sweep "$@"
	fault_sweep + ENOSPC "$@"
	fault_sweep '' EIO "$@"
	[ -z "$full" ] || fault_sweep '' ENOSPC "$@"
	[ -z "$full" ] || fault_sweep + EIO "$@"
}

# --- the offices that the commands begin with ---------------------------------------------------


make_offices() {
	mkdir w
	cd w || exit 3
	make_province && join_district at 329 9 && on at officer add 'Lê Văn Huyện' --title 'Chuyên viên' --role record &&
		cp -R . "$work/joined" && enrol_district at && on hy merge && cp -R . "$work/enrolled" &&
		first_sync at && appoint at 'thị trấn Ân Thi' secretary 'Nguyễn Văn An' 01/09/2022 &&
		cp -R . "$work/recorded" && on at sync &&
		appoint hy 'Mễ Sở' chair 'Trần Thị Bình' 01/07/2021 &&
		on hy target post=chair phase=2023-2025 from=30/06/2023 to=01/01/2026 count=2 &&
		cp -R . "$work/sent" && on hy merge && appoint at 'Quang Vinh' chair 'Lê Thị Cúc' 01/03/2023 &&
		cp -R . "$work/merged" && make_files
}

# The same without a line: a file that was written and one that answers it.
make_files() {
	cp -R "$work/recorded" "$work/written" && cd "$work/written" &&
		on at bundle write at.bundle && cp -R . "$work/carried" &&
		cd "$work/carried" && on hy bundle apply at.bundle && on hy merge &&
		on hy bundle write hy.bundle --for 329
}

# Enough bytes for shuf to choose by, the same for the same seed.
awk -v seed="$seed" 'BEGIN { srand(seed); for (i = 0; i < 20000; i++) printf "%c", 1 + int(rand() * 127) }' \
	>"$work/random"
(
	part offices
	make_offices >../said 2>&1 || { sed 's/^/  /' ../said; exit 1; }
) || { echo "no offices could be made"; sed 's/^/  /' "$work/said"; echo "0 passed, 1 failed"; exit 1; }
(
	part province
	sweep enrol joined 9 3 hy enrol at/request --fingerprint "$(cd "$work/joined" && fingerprint_of at)"
	sweep merge sent 16 5 hy merge
	sweep "bundle apply" written 3 1 hy bundle apply at.bundle
) &
(
	part district
	sweep "first sync" enrolled 10 4 at sync --province-key "$(cat "$work/enrolled/province")"
	sweep "sync that sends" recorded 9 4 at sync
	sweep "sync that also receives" merged 9 4 at sync
	sweep "bundle write" recorded 3 1 at bundle write at.bundle
	sweep "bundle apply, an answer" carried 3 1 at bundle apply hy.bundle
)
wait
sum_up
