#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Persons: two districts record one person each for itself. With one number he is one person in two
# places; where the number is missing somebody at the province is asked, says so, takes it back, and
# says that they are two, after which nobody is asked again.
# usage: [UPDATE=1] persons.sh BUILD
#   UPDATE=1 writes tests/flow/expected/persons.*.txt anew
# BUILD/tests/persons stays when a step differs. What a step is: tests/support/steps.
set -u
. tests/support/steps
begin persons "$1"

english() {
	matters=matters show='matters show' settle=settle same=same why=--why
	cadre_same='cadre same' cadre_distinct='cadre distinct' cadre_show='cadre show' undo=--undo
	totals='report totals' as_of=--as-of merge=merge sync=sync verify='verify --full'
}

vietnamese() {
	matters=doi-chieu show='doi-chieu xem' settle=ket-luan same=mot-nguoi
	why=--ly-do cadre_same='can-bo cung-nguoi' cadre_distinct='can-bo khac-nguoi'
	cadre_show='can-bo xem' undo=--rut-lai totals='bao-cao tong-hop' as_of=--den-ngay
	merge=tong-hop sync=dong-bo verify='kiem-tra --toan-bo'
}

# join DISTRICT CODE COMMUNE BORN: an office that has Lê Văn Kê as secretary, and Trần Thị Na as chair.
# Its identity is always the same (SEED of tests/fault/seam.c), as by it the two are ordered.
join() {
	SEED=$2 "$build/tests/exchange/rota" -C "$1" join --scope "$2" --name "Huyện ủy $1" --remote tinh/rota.git
	rota -C tinh enrol "$1/request" \
		--fingerprint "$(ssh-keygen -l -f "$1/keys/writer" | cut -d' ' -f2)"
	rota -C "$1" sync --province-key "$(ssh-keygen -l -f tinh/keys/root | cut -d' ' -f2)"
	rota -C "$1" officer add 'Vũ Thị Thơm' --title 'Chuyên viên' --role record
	rota -C "$1" cadre add 'name=Lê Văn Kê' born=1971 pin=027071001234 \
		'native=huyện Gia Bình, tỉnh Bắc Ninh'
	rota -C "$1" cadre add 'name=Trần Thị Na' born="$4" 'native=huyện Gia Bình, tỉnh Bắc Ninh'
	rota -C "$1" appoint "$3" secretary 'Lê Văn Kê' --act designate --from 01/02/2024 \
		--doc '497-QĐ/HU 24/01/2024' --why cũ
	rota -C "$1" appoint "$3" chair 'Trần Thị Na' --act elect --elected 20/01/2024 --from 01/02/2024 \
		--doc '12-QĐ/UBND 24/01/2024' --why cũ
	rota -C "$1" sync
}

# A province with two districts, each of which has recorded the same two persons.
offices() {
	cat >units.csv <<-'END'
	code,name,type,parent_code
	33,Hưng Yên,tinh,
	329,Ân Thi,huyen,33
	12163,Quang Vinh,xa,329
	326,Văn Giang,huyen,33
	12049,Mễ Sở,xa,326
	END
	rota -C tinh init --province 33 --name 'Ban Tổ chức Tỉnh ủy'
	rota -C tinh import units units.csv
	rota -C tinh officer add 'Phạm Thị Hoa' --title 'Chuyên viên' --role reconcile
	rota -C tinh merge
	join an-thi 329 'Quang Vinh' 08/03/1980
	join van-giang 326 'Mễ Sở' 1980
}

# name_of KIND: of the matter of this kind
name_of() {
	rota -C tinh matters --json | tr -d '\n' |
		sed 's/.*"name": "\(M-[a-z2-7]*\)",[^}]*"'"$1"'".*/\1/'
}

persons() {
	number=0
	actual=$work/persons.$1.actual
	today=$(TZ=UTC-7 date +%d/%m/%Y)
	mkdir "$work/$1"
	cd "$work/$1" || exit 3
	offices >offices.out 2>&1
	ROTA_LANG=$1
	export ROTA_LANG

	step 'two districts, two persons' rota -C tinh $merge
	step 'one in two places, one perhaps' rota -C tinh $matters
	step 'the first counts once' rota -C tinh $totals $as_of 15/02/2024
	step 'the records of the first' rota -C tinh $cadre_show 'Lê Văn Kê#1'
	perhaps=$(name_of same_person)
	step 'who the second may be' rota -C tinh $show "$perhaps"
	step 'no reason' rota -C tinh $settle "$perhaps" $same
	step 'she is one person' rota -C tinh $settle "$perhaps" $same $why 'đã đối chiếu hồ sơ'
	step 'in two places now' rota -C tinh $matters
	step 'counted once' rota -C tinh $totals $as_of 15/02/2024
	step 'not said any more' rota -C tinh $cadre_same 'Trần Thị Na#1' 'Trần Thị Na#2' $undo \
		$why 'nhầm hồ sơ'
	step 'asked again' rota -C tinh $matters
	step 'they are two' rota -C tinh $cadre_distinct 'Trần Thị Na#1' 'Trần Thị Na#2' \
		$why 'hai người trùng tên'
	step 'the same again' rota -C tinh $cadre_distinct 'Trần Thị Na#2' 'Trần Thị Na#1' \
		$why 'hai người trùng tên'
	step 'one with herself' rota -C tinh $cadre_same 'Trần Thị Na#1' 'Trần Thị Na#1' $why x
	step 'published' rota -C tinh $merge
	rota -C an-thi cadre change 'Trần Thị Na' born=1980 --why 'chỉ rõ năm' >/dev/null 2>&1
	step 'something newer' rota -C an-thi $sync
	step 'all of it is proved' rota -C an-thi $verify
	step 'merged' rota -C tinh $merge
	step 'she is not asked about again' rota -C tinh $matters
	rota -C tinh export --state >before.jsonl
	rota -C tinh rebuild >/dev/null 2>&1
	rota -C tinh export --state >after.jsonl
	step 'derived again it is the same' cmp before.jsonl after.jsonl
	step 'with the same matters' rota -C tinh $matters
	cd "$top" || exit 3
	compare "persons.$1"
}

english
persons en
vietnamese
persons vi
end
