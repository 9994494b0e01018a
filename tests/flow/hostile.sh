#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a centre, a line or another machine may do to the logs: bytes flipped, refs moved back,
# deleted or made of garbage, branches of copied machines, stores restored from old copies, the
# repository of another province. What does not hold is not taken and is said; what others sent
# is; and when the harm is mended, the next run goes on. usage: hostile.sh BUILD
#
# The harm is done with stock git. BUILD/tests/hostile stays when a check fails.
set -u
build=$(cd "$1" && pwd)
work=$build/tests/hostile
. "$(dirname "$0")/../support/province.sh"

# --- doing harm ----------------------------------------------------------------------------------

central() {
	git -C hy/rota.git "$@"
}

# flip FILE: one bit of the byte in its middle
flip() {
	python3 -c '
import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[len(data) // 2] ^= 1
open(sys.argv[1], "wb").write(data)' "$1"
}

# forge REF NAME: the newest commit of a ref of the centre again, one bit of the file NAME of its tree
# flipped; of `commit` itself when that is the name; the ref is moved to it
forge() {
	old=$(central rev-parse "$1")
	central cat-file commit "$old" >../forged
	if [ "$2" = commit ]; then
		flip ../forged # in the signature
	else
		central cat-file blob "$old:$2" >../file
		flip ../file
		blob=$(central hash-object -w --stdin <../file)
		tree=$(central ls-tree "$old" | awk -v name="$2" -v blob="$blob" -v OFS='\t' \
			'{ split($0, half, "\t"); if (half[2] == name) sub(/[0-9a-f]+$/, blob, half[1]); print half[1], half[2] }' |
			central mktree)
		sed -i "1s/.*/tree $tree/" ../forged
	fi
	central update-ref "$1" "$(central hash-object -w -t commit --stdin --literally <../forged)"
}

# --- what is looked at ---------------------------------------------------------------------------

merges() {
	works hy merge
}

# remarks WORDS: on exactly one log; without words: none
remarks() {
	sed '1,/^──/d' "$part/said" >"$part/remarks"
	why="remarks: $(cat "$part/remarks")"
	if [ $# = 0 ]; then [ ! -s "$part/remarks" ]; else
		[ "$(wc -l <"$part/remarks")" = 1 ] && grep -q "$1" "$part/remarks"
	fi
}

# merged NAME ...: these persons are at the province
merged() {
	for name; do
		why="$name is not at the province"
		on hy export | grep -q "$name" || return 1
	done
}

not_merged() {
	why="$1 is at the province"
	! on hy export | grep -q "$1"
}

# refused WORDS OFFICE COMMAND ...: exit code 3, these words, a way out; and nothing has changed
refused() {
	holds "$2" >"$part/before"
	refuses "$@" || return
	shift
	holds "$1" >"$part/after"
	why="something has changed: $(diff "$part/before" "$part/after" | sed -n 2p)"
	cmp -s "$part/before" "$part/after"
}

# holds OFFICE: what is in its store, and what it has sealed or signed
holds() { # but for what a checkpoint says that holds itself, and came with what does not
	on "$1" export
	on "$1" status --json | grep -v -e '"merged"' -e '"waiting"' -e '"checkpoint'
	refs "$1" | if [ "$1" = hy ]; then cat; else grep refs/rota/writers/; fi
}

# fresh TEMPLATE: the offices as they were then
fresh() {
	cd "$part" || exit 3
	rm -rf w
	cp -R "$work/$1" w
	cd w || exit 3
}

# --- batches that do not hold --------------------------------------------------------------------

# forged_batch FILE: the second of two new batches does not hold
forged_batch() {
	fresh sent
	true_tip=$(central rev-parse "refs/rota/writers/$at")
	forge "refs/rota/writers/$at" "$1"
	check "$1 of a batch forged: merge" merges
	check "$1 of a batch forged: it is said" remarks 'put aside at its last good batch'
	check "$1 of a batch forged: what is good is taken" merged 'Hoàng Văn Một' 'Đỗ Văn Ba'
	check "$1 of a batch forged: what is not is not" not_merged 'Hoàng Văn Hai'
	check "$1 of a batch forged: again" merges
	check "$1 of a batch forged: nothing new" grep -q '^nothing new since' "$part/said"
	check "$1 of a batch forged: it is still said" remarks 'put aside since'
	check "$1 of a batch forged: the status says it" tells 'put aside since.*what came is kept' hy status
	check "$1 of a batch forged: the office is told" tells 'put aside since' at sync
	check "$1 of a batch forged: ... and what to do" grep -q '^rota sync sends it again' "$part/said"
	check "$1 of a batch forged: its status says it" tells 'put aside since.*rota sync sends it again' at status
	check "$1 of a batch forged: it was sent again" \
		test "$(central rev-parse "refs/rota/writers/$at")" = "$true_tip"
	check "$1 of a batch mended: merge" merges
	check "$1 of a batch mended: nothing is said" remarks
	check "$1 of a batch mended: all is taken" merged 'Hoàng Văn Hai'
	check "$1 of a batch mended: the office syncs" works at sync
	check "$1 of a batch mended: nothing is told any more" silent 'aside'
	check "$1 of a batch mended: nor by the status" works at status
	check "$1 of a batch mended: ... of the office" silent 'aside'
}

# tells WORDS OFFICE COMMAND ...: it works and says so
tells() {
	words=$1
	shift
	works "$@" && why="nothing of '$words'" && grep -q -- "$words" "$part/said"
}

# silent WORDS: what was said last does not have them
silent() {
	why="it says: $(grep -m 1 -- "$1" "$part/said")"
	! grep -q -- "$1" "$part/said"
}

not_merged() {
	(cd w && on hy export) >export
	why="$1 is at the province"
	! grep -q "$1" export
}

# --- refs ----------------------------------------------------------------------------------------

refs_back() {
	fresh merged
	central update-ref "refs/rota/writers/$at" "$(central rev-parse "refs/rota/kept/$at~1")"
	went_back "a ref gone back"
	fresh merged
	central update-ref -d "refs/rota/writers/$at"
	went_back "a ref deleted"
}

went_back() {
	kept=$(central rev-parse "refs/rota/kept/$at")
	check "$1: merge" merges
	check "$1: it is said" remarks 'gone back'
	check "$1: it is put forward" test "$(central rev-parse "refs/rota/writers/$at")" = "$kept"
	check "$1: the office syncs" works at sync
	check "$1: merge again" merges
	check "$1: nothing is said" remarks
}

# A copy of the office has recorded and sealed other entries; they are put under the ref of the writer.
forked() {
	on hy matters --json | grep -q '"fork"'
}

branch() {
	fresh merged
	rm -rf ../copy
	cp -R . ../copy
	(cd ../copy && appoint at 'Quang Vinh' chair 'Bùi Văn Bản Sao' 01/02/2023 && on at sync) >../said 2>&1
	(appoint at 'Quang Vinh' chair 'Lý Thị Gốc' 01/02/2023 && on at sync && on hy merge) >../said 2>&1
	kept=$(central rev-parse "refs/rota/kept/$at")
	central fetch -q "$part/copy/at/rota.git" "+refs/rota/writers/$at:refs/rota/writers/$at"
	aside=$(central rev-parse "refs/rota/writers/$at")
	check "another branch: merge" merges
	check "another branch: it is said" remarks 'another branch'
	check "another branch: it is kept as evidence" \
		test "$(central for-each-ref --format='%(objectname)' "refs/rota/forks/$at/")" = "$aside"
	check "another branch: it is put back" test "$(central rev-parse "refs/rota/writers/$at")" = "$kept"
	check "another branch: it counts for nothing" not_merged 'Bùi Văn Bản Sao'
	check "another branch: it is a matter" forked
	check "another branch: the office syncs" works at sync
	check "another branch: merge again" merges
	check "another branch: nothing is said" remarks
	rm -rf at
	cp -R ../copy/at at
	check "the copied machine syncs" refused 'copied or restored' at sync
}

# garbage WHAT: the merge takes what others sent
garbage() {
	check "$1: merge" merges
	check "$1: what others sent is taken" merged 'Đỗ Văn Ba'
}

garbage_refs() {
	blob=$(echo x | git -C "$work/sent/hy/rota.git" hash-object -w --stdin)
	fresh sent
	for name in refs/rota/writers/zz refs/rota/writers/0123456789ABCDEF refs/heads/x refs/rota/kept/x \
		refs/rota/notices/x refs/rota/forks/x refs/rota/province/x refs/tags/x; do
		central update-ref "$name" "$blob"
	done
	central symbolic-ref refs/rota/writers/0123456789abcdee refs/heads/nowhere
	echo garbage >hy/rota.git/refs/rota/writers/0123456789abcded
	: >hy/rota.git/refs/rota/writers/0123456789abcdec
	mkdir -p hy/rota.git/refs/rota/writers/0123456789abcdeb/x
	central update-ref refs/rota/writers/0123456789abcdeb/x/y "$blob"
	garbage "garbage refs"
	fresh sent
	central update-ref "refs/rota/writers/$at" "$blob"
	garbage "a blob under the ref of a writer"
	check "a blob under the ref of a writer: it is said" remarks .
	fresh sent
	central update-ref "refs/rota/writers/$at" "$(central rev-parse "refs/rota/writers/$at^{tree}")"
	garbage "a tree under the ref of a writer"
	fresh sent
	central tag -a -m x -f x "refs/rota/writers/$at" 2>/dev/null ||
		central -c user.name=x -c user.email=x tag -a -m x -f x "refs/rota/writers/$at"
	central update-ref "refs/rota/writers/$at" refs/tags/x
	garbage "a tag under the ref of a writer"
	fresh sent
	echo 0123456789012345678901234567890123456789 >"hy/rota.git/refs/rota/writers/$at"
	garbage "no object under the ref of a writer"
	check "no object under the ref of a writer: it is said" remarks .
	fresh sent
	echo garbage >"hy/rota.git/refs/rota/writers/$at"
	garbage "garbage in the ref of a writer"
	fresh sent
	foreign=$(central -c user.name=x -c user.email=x commit-tree -m x \
		"$(central rev-parse "refs/rota/writers/$at^{tree}")")
	central update-ref "refs/rota/writers/$at" "$foreign"
	garbage "an unsigned commit under the ref of a writer"
	fresh sent
	central update-ref "refs/rota/writers/$at" "refs/rota/writers/$tl"
	garbage "the log of another under the ref of a writer"
	check "the log of another: it is said" remarks .
	fresh sent
	central update-ref refs/rota/writers/0123456789abcdef "refs/rota/writers/$tl"
	check "an unenrolled writer: merge" merges
	check "an unenrolled writer: it is said" remarks 'not enrolled'
}

# --- what the province is said to have signed ----------------------------------------------------

# forged_for_district REF FILE: what a district fetches does not hold; it goes on when it is mended
forged_for_district() {
	fresh published
	true_tip=$(central rev-parse "$1")
	forge "$1" "$2"
	check "$1, $2 forged: sync" refused . at sync
	check "$1, $2 forged: sync again" refused . at sync
	central update-ref "$1" "$true_tip"
	check "$1, $2 mended: sync" works at sync
	(on at status --json && refs at) >../now 2>&1
	why="another end than without the harm: $(diff ../undisturbed ../now | sed -n 2p)"
	check "$1, $2 mended: as if nothing had happened" cmp -s ../undisturbed ../now
}

forged_publications() {
	fresh published
	on at sync >../said 2>&1
	(on at status --json && refs at) >../undisturbed 2>&1
	for file in totals vector head commit; do
		forged_for_district refs/rota/province/checkpoints "$file"
	done
	for file in receipts head; do
		forged_for_district "refs/rota/notices/$at" "$file"
	done
	for file in entries head; do
		forged_for_district refs/rota/province/common "$file"
	done
}

# --- old copies ----------------------------------------------------------------------------------

old_copies() {
	fresh merged # at is older than what it has sent
	rm -rf at
	cp -R "$work/begun/at" at
	check "an old copy of a district" refused 'copied or restored' at sync
	(appoint at 'Quang Vinh' chair 'Bùi Văn Bản Sao' 01/02/2023) >../said 2>&1
	check "an old copy of a district that records" refused 'copied or restored' at sync
	check "an old copy of a district: merge" merges
	check "an old copy of a district: nothing of it is there" not_merged 'Bùi Văn Bản Sao'

	fresh published
	cp "$work/begun/hy/rota.mdb" hy/rota.mdb
	check "an old store of the province" refused 'old copy' hy merge
	fresh published # its whole folder, and a district has seen more
	rm -rf hy
	cp -R "$work/begun/hy" hy
	(on at sync) >../said 2>&1
	(appoint at 'Quang Vinh' chair 'Trịnh Văn Mới' 01/02/2023 && on at sync) >../said 2>&1
	check "an old folder of the province" refused 'old copy' hy merge
}

# The province goes on from an old copy before anybody could tell it, and so says two things under
# one number: who has seen the one does not take the other.
two_checkpoints() {
	fresh published
	on at sync >../said 2>&1
	rm -rf hy
	cp -R "$work/begun/hy" hy
	rm -rf tl
	cp -R "$work/begun/tl" tl
	(on tl sync && on hy merge) >../said 2>&1
	check "two checkpoints of one number: they are others" differ
	on at status --json >../before
	check "two checkpoints of one number: sync" refuses . at sync
	on at status --json >../after
	check "two checkpoints of one number: nothing is taken" cmp -s ../before ../after
	check "two checkpoints of one number: the province is told" refused 'old copy' hy merge
}

differ() {
	theirs=$(central rev-parse refs/rota/province/checkpoints)
	! git -C at/rota.git cat-file -e "$theirs"
}

# --- another province ----------------------------------------------------------------------------

another_province() {
	fresh merged
	(mkdir other && SEED=77+ on other/hy init --province 01 --name Khác &&
		on other/hy import units units.csv --dry-run
		on other/hy target post=chair phase=x from=30/06/2023 to=01/01/2026 count=2
		on other/hy merge) >../said 2>&1
	(appoint at 'Quang Vinh' chair 'Bùi Văn Kín' 01/02/2023) >../said 2>&1
	check "another province: sync" refused . at sync --remote other/hy
	sent=$(git -C other/hy/rota.git for-each-ref refs/rota/writers)
	check "another province: nothing was sent" test -z "$sent"
	check "back to the own one" works at sync --remote hy
	check "back to the own one: merge" merges
	check "back to the own one: all is there" merged 'Bùi Văn Kín'

	# an office that has no province yet, and was told another fingerprint
	(join_district vg 326 13 && on vg officer add X --title x --role record) >../said 2>&1
	check "another province than was told" refused 'not the province' vg sync --remote other/hy \
		--province-key "$(cat province)"
	sent=$(git -C other/hy/rota.git for-each-ref refs/rota/writers)
	check "another province than was told: nothing was sent" test -z "$sent"
	(enrol_district vg) >../said 2>&1
	check "another province than was told: now the own one" \
		works vg sync --remote hy --province-key "$(cat province)"
}

# --- the offices ---------------------------------------------------------------------------------

# begun: all have synced once; merged: at has sent a batch and got its receipt; sent: at has sent two
# more, and tl one; published: they are merged, and at does not know
make_offices() {
	make_province && join_district at 329 11 && join_district tl 332 12 &&
		enrol_district at && enrol_district tl && on hy merge && first_sync at && first_sync tl &&
		SEED=21 on at officer add 'Cán bộ A' --title x --role record &&
		SEED=22 on tl officer add 'Cán bộ T' --title x --role record && cp -R . "$work/begun" &&
		on at sync && appoint at 'thị trấn Ân Thi' secretary 'Vũ Thị Không' 01/03/2022 &&
		on at sync && on hy merge && on at sync && cp -R . "$work/merged" &&
		appoint at 'thị trấn Ân Thi' chair 'Hoàng Văn Một' 01/09/2022 && on at sync &&
		appoint at 'Quang Vinh' secretary 'Hoàng Văn Hai' 01/09/2022 && on at sync &&
		appoint tl 'Vương' secretary 'Đỗ Văn Ba' 01/09/2022 && on tl sync &&
		cp -R . "$work/sent" && on hy merge && cp -R . "$work/published"
}

part offices
mkdir w
cd w || exit 3
make_offices >../said 2>&1 || { fail "no offices could be made"; trap - EXIT; sum_up; exit 1; }
at=$(git -C at/rota.git for-each-ref --format='%(refname:lstrip=3)' refs/rota/writers)
tl=$(git -C tl/rota.git for-each-ref --format='%(refname:lstrip=3)' refs/rota/writers)
trap - EXIT
(
	part logs
	for file in entries head commit; do
		forged_batch "$file"
	done
	refs_back
	branch
	garbage_refs
) &
(
	part province
	forged_publications
	old_copies
	two_checkpoints
	another_province
)
wait
sum_up
