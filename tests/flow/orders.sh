#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# State is a function of what was recorded, not of how it arrived: the same acts of three districts
# reach the province in different orders, split into different syncs and merges, some of them
# repeated, and every list, figure, history and signed total is the same in the end.
# usage: [FULL=1] [SEED=n] [EVERY=n] orders.sh BUILD
#
# The acts are drawn by SEED; those that are refused are refused in every order, and count as well.
# Each act has its own time (CLOCK of tests/fault/seam.c), so that its entry is the same whenever
# it is sent. BUILD/tests/orders stays when a check fails. FULL=1, of `make campaign`: more acts,
# orders and seeds. EVERY above 1, for a slow BUILD: one order less.
set -u
build=$(cd "$1" && pwd)
work=$build/tests/orders
seeds=${SEED:-2} acts=12 orders=3 # in seed 2 there is something to decide
[ "${EVERY:-1}" = 1 ] || orders=2
[ -z "${FULL:-}" ] || { seeds=$(seq 1 10) acts=30 orders=8; }
unset SEED
. "$(dirname "$0")/../support/province.sh"

# --- what is drawn -------------------------------------------------------------------------------

# draw_acts SEED: lines "district number clock rest of the command", as many for each district
draw_acts() {
	awk -v seed="$1" -v acts="$acts" '
	function pick(n) { return int(rand() * n) }
	function one(list,  items) { return items[1 + pick(split(list, items, "|"))] }
	function two(n) { return sprintf("%02d", n) }
	function day() { return two(1 + pick(28)) "/" two(1 + pick(12)) "/" 2021 + pick(3) }
	function doc() { return "--doc \"" 1 + pick(40) "-QĐ/HU " day() "\"" }
	# three names and two years, so that districts speak of the same persons and of namesakes
	function who() { return names[1 + pick(3)] }
	function post() { return one("secretary|chair") }
	# what a post needs first comes first
	function act(place, i,  what) {
		what = i < 7 ? "appoint" : one("cadre|appoint|relieve|vacant|step|correct|void|nil")
		if (what == "cadre")
			return "cadre add name=\"" who() "\" born=" 1970 + pick(2) " native=\"" \
				one("huyện Gia Bình, tỉnh Bắc Ninh|xã Mễ Sở, huyện Văn Giang, tỉnh Hưng Yên") "\""
		if (what == "appoint")
			return "appoint \"" place "\" " post() " \"" who() "\" --act " \
				one("designate|approve|rotate|take_charge") " --from " day() " " doc()
		if (what == "relieve")
			return "relieve \"" place "\" " post() " --act " one("retire|transfer|release") \
				" --from " day() " " doc()
		if (what == "step")
			return "step \"" place "\" " post() " --act " one("suspend|resume|approve") " --from " \
				day() " " doc()
		if (what == "correct")
			return "correct \"" place "/" post() "\" from=" day() " --typing x"
		if (what == "void")
			return "void \"" place "/" post() "\" --from-start " doc()
		if (what == "vacant")
			return "vacant \"" place "\" " post() " --from " day()
		return "nil --from 01/0" 1 + pick(9) "/2023 --to 15/01/2024"
	}
	BEGIN {
		srand(seed)
		split("Nguyễn Văn An|Trần Thị Bình|Lê Văn Cường", names, "|")
		places["at"] = "thị trấn Ân Thi|Quang Vinh"
		places["tl"] = "Vương|Hưng Đạo"
		places["vg"] = "thị trấn Văn Giang|Mễ Sở"
		for (i = 1; i <= acts; i++)
			for (d = 1; d <= 3; d++) {
				district = substr("attlvg", 2 * d - 1, 2)
				clock += 60000 * (1 + pick(3000))
				rest = i > 3 ? act(one(places[district]), i) : "cadre add name=\"" names[i] "\" born=1970"
				printf "%s %d %.0f %s\n", district, i, 1700000000000 + clock, rest
			}
	}'
}

# draw_order SEED: lines "act DISTRICT NUMBER", "sync DISTRICT" and "merge", in any order that
# leaves the acts of each district as they are
draw_order() {
	awk -v seed="$1" -v acts="$acts" '
	BEGIN {
		srand(seed)
		split("at tl vg", districts, " ")
		patience = 2 + int(rand() * 8) # acts between two syncs, about
		while (done < 3 * acts) {
			d = districts[1 + int(rand() * 3)]
			if (next_act[d] < acts) {
				print "act", d, ++next_act[d]
				done++
			}
			if (rand() * patience < 1)
				print "sync", districts[1 + int(rand() * 3)]
			if (rand() * patience < 0.5)
				print "merge"
		}
	}'
}

# --- at work -------------------------------------------------------------------------------------

make_offices() {
	make_province && join_district at 329 11 && join_district tl 332 12 && join_district vg 326 13 &&
		on hy target post=chair phase=2023-2025 from=30/06/2023 to=01/01/2026 count=2 &&
		for district in at tl vg; do enrol_district "$district" || return; done &&
		on hy merge &&
		for district in at tl vg; do
			first_sync "$district" &&
				SEED=20 on "$district" officer add "Cán bộ $district" --title x --role record || return
		done
}

# act DISTRICT NUMBER: whether it was refused is part of the result
act() {
	sed -n "s/^$1 $2 //p" ../acts >act
	read -r recorded rest <act
	eval "CLOCK=$recorded on $1 $rest --yes --why 'theo danh sách'" >>talk 2>&1
	echo "$1 $2 $?" >>outcomes
}

# What the province knows, to be asked for again when it knows more.
known() {
	on hy export --state "$@"
	on hy report totals --as-of 15/02/2024 --json "$@" | figures
	on hy report roster --as-of 01/01/2023 --json "$@"
	on hy matters --json "$@"
}

remember() {
	number=$(on hy status --json | sed -n 's/^ *"checkpoint": \([0-9]*\).*/\1/p')
	known >"known.$number"
}

# Each checkpoint is known as it was when it was made.
still_knows() {
	for file in known.*; do
		known --known-at "${file#known.}" >again || return
		why="checkpoint ${file#known.} is not as it was: $(diff "$file" again | sed -n 2p | cut -c1-200)"
		cmp -s "$file" again || return
	done
}

# Syncs and merges happen later than every act, each at its own time.
deliver() {
	clock=1707958800000
	while read -r step district number; do
		clock=$((clock + 1000))
		case $step in
		act) act "$district" "$number" ;;
		sync) CLOCK=$clock on "$district" sync ;;
		merge) CLOCK=$clock on hy merge && remember ;;
		esac >>talk 2>&1 || { why="$step $district $number: exit code $?"; return 1; }
	done <"$1"
	for last in 1 2; do # the second round sends nothing
		for district in vg at tl; do
			CLOCK=1709000000000 on "$district" sync || { why="the last sync of $district"; return 1; }
		done
		CLOCK=1709000000000 on hy merge && remember || { why="the last merge"; return 1; }
	done >>talk 2>&1
}

# The province decides what is open, the last outcome of each, and everybody hears of it.
decide() {
	on hy matters --json | python3 -c 'import json, sys
for matter in json.load(sys.stdin)["matters"]:
    print(matter["name"], matter["ways"].split()[-1])' >open
	while read -r matter way; do
		CLOCK=1709000001000 on hy settle "$matter" "$way" --yes --why "thử" ||
			{ why="settle $matter $way"; return 1; }
	done <open >>talk 2>&1
	CLOCK=1709000001000 on hy merge >>talk 2>&1 || { why="the merge after it"; return 1; }
	for district in vg at tl; do
		CLOCK=1709000001000 on "$district" sync && on "$district" verify --full ||
			{ why="what came to $district of it"; return 1; }
	done >>talk 2>&1
}

# The figures without the checkpoint that they are known at and the times of receiving.
figures() {
	python3 -c 'import json, sys
figures = json.load(sys.stdin)
for key in "known_at", "coverage":
    figures.pop(key)
json.dump(figures, sys.stdout, indent=1)'
}

# All that the province can tell, without the numbers and times of its checkpoints.
tell() {
	sort outcomes
	for district in at tl vg; do
		echo "$district: $(on "$district" export | sha256sum)"
	done
	on hy export | sort
	on hy export --state
	for day in 01/01/2023 15/02/2024; do
		for list in roster vacancies pairs; do
			on hy report $list --as-of $day --json
		done
		on hy report totals --as-of $day --json | figures
		on hy report totals --as-of $day --by commune --json | figures
	done
	for commune in 'thị trấn Ân Thi' 'Quang Vinh' Vương 'Hưng Đạo' 'thị trấn Văn Giang' 'Mễ Sở'; do
		on hy history "$commune/secretary" --json | grep -v '^ *"received":'
		on hy history "$commune/chair" --json | grep -v '^ *"received":'
	done
	on hy cadre list --json
	on hy matters --all --json
	for file in totals matters; do
		echo "$file: $(git -C hy/rota.git show "refs/rota/province/checkpoints:$file" | sha256sum)"
	done
	on hy merge --json | grep -o '"matters":[0-9]*'
}

# compare_order NUMBER ORDER
compare_order() {
	rm -rf w
	cp -R template w
	cd w || exit 3
	deliver "../$2"
	delivered=$?
	tell >../told 2>&1
	[ "$delivered" = 0 ] && decide
	delivered=$?
	tell >>../told 2>&1
	[ "$delivered" != 0 ] || still_knows || delivered=1
	on hy rebuild >talk 2>&1 && tell >../told.rebuilt 2>&1
	cd ..
	[ "$1" != 1 ] || cp told expected
	[ "$delivered" = 0 ] || return
	why="it tells other things: $(diff expected told | sed -n 2,3p | tr '\n' ' ' | cut -c1-300)"
	cmp -s expected told || return
	tail -n "$(wc -l <told.rebuilt)" told >told.last
	why="rota rebuild tells other things: $(diff told.last told.rebuilt | sed -n 2p | cut -c1-300)"
	cmp -s told.last told.rebuilt
}

# The acts were worth it: entries of several kinds, something refused, something open.
is_rich() {
	kinds=$(sed -n 's/.*"k":"\([a-z.]*\)".*/\1/p' told | sort -u | wc -l)
	why="$kinds kinds of entries"
	[ "$kinds" -ge 9 ] && why="all was sent at once" && [ "$(cat order.* | grep -c -v act)" -ge 5 ] && why="nothing was refused" && grep -q '^[a-z]* [0-9]* 3$' told &&
		why="nothing was recorded" && grep -q '^[a-z]* [0-9]* 0$' told
}

for seed in $seeds; do
	(
		part "seed-$seed"
		mkdir w
		cd w || exit 3
		make_offices >../said 2>&1
		made=$?
		cd ..
		[ "$made" = 0 ] || { fail "no offices could be made"; exit; }
		mv w template
		rm said
		draw_acts "$seed" >acts
		for order in $(seq 1 "$orders"); do
			draw_order "$((seed * 100 + order))" >"order.$order"
				check "seed $seed, order $order" compare_order "$order" "order.$order"
		done
		check "seed $seed: enough happened" is_rich
	)
done
sum_up
