#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Several processes at once: syncs of one office, of several offices, a merge, and somebody who
# records. Who has to wait is told so; nothing is lost or taken twice. usage: at-once.sh BUILD
# BUILD/tests/at-once stays when a check fails.
set -u
build=$(cd "$1" && pwd)
work=$build/tests/at-once
. "$(dirname "$0")/../support/province.sh"

# start NAME OFFICE COMMAND ...: in the background; its words are in said.NAME, its exit code in
# code.NAME
start() {
	name=$1
	shift
	{
		on "$@" >"$part/said.$name" 2>&1
		echo $? >"$part/code.$name"
	} &
}

# ended NAME ...: each with exit code 0, or with 3 and the sentence that another one is at work
ended() {
	for name; do
		cp "$part/said.$name" "$part/said"
		why="$name ended with code $(cat "$part/code.$name")"
		case $(cat "$part/code.$name") in
		0) ;;
		3) grep -q 'another rota exchanges for this office just now' "$part/said" && tells_way_out ;;
		*) false ;;
		esac || return 1
	done
}

# all_went NAME ...: each with exit code 0
all_went() {
	for name; do
		cp "$part/said.$name" "$part/said"
		why="$name ended with code $(cat "$part/code.$name")"
		[ "$(cat "$part/code.$name")" = 0 ] || return 1
	done
}

# one_went NAME ...: at least one did its work
one_went() {
	why="none ended with code 0"
	for name; do
		[ "$(cat "$part/code.$name")" != 0 ] || return 0
	done
	return 1
}

record() {
	on "$1" cadre add name="$2" born=1979 >"$part/said" 2>&1
}

# in_the_end: another round, and the province has each entry of each office once
in_the_end() {
	for office in at tl; do
		works "$office" sync || return
	done
	works hy merge || return
	for office in at tl; do
		works "$office" sync || return
	done
	on hy export | sort >"$part/hy"
	why="the province has another number of entries, or one twice"
	for office in at tl; do
		on "$office" export
	done | sort -u | cmp -s - "$part/hy" && is_sound
}

# rounds WHAT NUMBER ...: the function WHAT, that many times
rounds() {
	what=$1
	shift
	for round; do
		"$what" "$round"
	done
}

two_syncs() {
	record at "Nguyễn Văn $1"
	start one at sync
	start two at sync
	wait
	check "two syncs, $1: each works or waits" ended one two
	check "two syncs, $1: one works" one_went one two
}

two_merges() {
	record at "Trần Văn $1"
	works at sync
	start one hy merge
	start two hy merge
	wait
	check "two merges, $1: each works or waits" ended one two
	check "two merges, $1: one works" one_went one two
}

merge_and_syncs() {
	record at "Lê Văn $1"
	record tl "Lê Thị $1"
	start at at sync
	start hy hy merge
	start tl tl sync
	wait
	check "syncs and a merge, $1" all_went at hy tl
}

record_all() {
	for year in $(seq 1960 1971); do
		on at cadre add name='Đỗ Văn Ghi' born="$year" || return
	done
}

sync_while_recording() {
	{
		record_all >"$part/said.recording" 2>&1
		echo $? >"$part/code.recording"
	} &
	for n in 1 2 3 4; do
		check "a sync while somebody records, $n" works at sync
		check "a merge while somebody records, $n" works hy merge
	done
	wait
	check "recording while syncs run" all_went recording
	why="entries are lost"
	check "all that was recorded is there" test "$(on at export | grep -c 'Đỗ Văn Ghi')" = 12
}

# Who holds the lock of an office keeps others from exchanging, not from recording.
locked() {
	exec 9>>at/rota.lock
	flock 9
	check "a sync that must wait" refuses 'another rota exchanges for this office just now' at sync
	check "recording meanwhile" record at 'Bùi Văn Chờ'
	exec 9>&-
	check "the sync afterwards" works at sync
	exec 9>>hy/rota.lock
	flock 9
	check "a merge that must wait" refuses 'another rota exchanges for this office just now' hy merge
	check "an enrolment that must wait" refuses 'another rota exchanges for this office just now' \
		hy enrol tl/request
	exec 9>&-
	check "the merge afterwards" works hy merge
}

make_offices() {
	make_province && join_district at 329 11 && join_district tl 332 12 &&
		enrol_district at && enrol_district tl && on hy merge && first_sync at && first_sync tl &&
		SEED=21 on at officer add 'Cán bộ A' --title x --role record &&
		SEED=22 on tl officer add 'Cán bộ T' --title x --role record
}

part offices
mkdir w
cd w || exit 3
make_offices >../said 2>&1 || { fail "no offices could be made"; trap - EXIT; sum_up; exit 1; }
rounds two_syncs Một Hai Ba
rounds two_merges Một Hai Ba
rounds merge_and_syncs Một Hai Ba Bốn
sync_while_recording
locked
check "in the end" in_the_end
trap - EXIT
sum_up
