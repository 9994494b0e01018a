#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Matters decided by the province: both sides shown, the effect on the totals said before anything is
# recorded, withdrawn, opened again by what is newer, and told to the office, which checks that it
# was so; with what people type wrong.
# usage: [UPDATE=1] settle.sh BUILD
#   UPDATE=1 writes tests/flow/expected/settle.*.txt anew
# BUILD/tests/settle stays when a step differs. What a step is: tests/support/steps.
set -u
. tests/support/steps
begin settle "$1"

english() {
	matters=matters show='matters show' all=--all check=--check by=--by settle=settle
	second=second both=both value=value-2 why=--why dry=--dry-run undo=--undo doc=--doc
	totals='report totals' as_of=--as-of merge=merge sync=sync history=history verify='verify --full'
	relieve=relieve retire='--act retire' from=--from secretary=secretary
	locality=locality local=--local non_local=--non-local cadre='cadre show'
}

vietnamese() {
	matters=doi-chieu show='doi-chieu xem' all=--tat-ca check=--kiem-tra by=--theo settle=ket-luan
	second=thu-hai both=ca-hai value=gia-tri-2 why=--ly-do dry=--xem-thu undo=--rut-lai
	doc=--can-cu totals='bao-cao tong-hop' as_of=--den-ngay merge=tong-hop sync=dong-bo
	history=lich-su verify='kiem-tra --toan-bo' relieve=thoi-giu
	retire='--hinh-thuc nghi-huu' from=--tu secretary=bi-thu
	locality=dia-phuong local=--nguoi-dia-phuong non_local=--khong-la-nguoi-dia-phuong
	cadre='can-bo xem'
}

# A province with one district, which has two secretaries in Quang Vinh: the first one's end is not
# recorded. A copy of the office was used beside it, so that two entries say from when the second is.
offices() {
	cat >units.csv <<-'END'
	code,name,type,parent_code
	33,Hưng Yên,tinh,
	329,Ân Thi,huyen,33
	12163,Quang Vinh,xa,329
	12196,Hồng Vân,xa,329
	END
	cat >an-thi.csv <<-'END'
	commune,post,name,born,from,act,doc_no,doc_date,native
	Quang Vinh,bí thư,Hoàng Văn Gạo,10/01/1972,25/02/2022,chuẩn y,582-QĐ/HU,17/02/2022,"xã Quang Vinh, huyện Ân Thi, tỉnh Hưng Yên"
	Quang Vinh,bí thư,Lê Văn Kê,25/09/1971,01/02/2024,chỉ định,497-QĐ/HU,24/01/2024,"huyện Gia Bình, tỉnh Bắc Ninh"
	END
	rota -C tinh init --province 33 --name 'Ban Tổ chức Tỉnh ủy'
	rota -C tinh import units units.csv
	rota -C tinh officer add 'Phạm Thị Hoa' --title 'Chuyên viên' --role reconcile
	rota -C tinh merge
	rota -C an-thi join --scope 329 --name 'Ban Tổ chức Huyện ủy Ân Thi' --remote tinh/rota.git
	rota -C tinh enrol an-thi/request \
		--fingerprint "$(ssh-keygen -l -f an-thi/keys/writer | cut -d' ' -f2)"
	rota -C an-thi sync --province-key "$(ssh-keygen -l -f tinh/keys/root | cut -d' ' -f2)"
	rota -C an-thi officer add 'Vũ Thị Thơm' --title 'Chuyên viên' --role record
	rota -C an-thi import postings an-thi.csv
	rota -C an-thi sync
}

# name_of KIND: of the matter of this kind
name_of() {
	rota -C tinh matters --all --json | tr -d '\n' |
		sed 's/.*"name": "\(M-[a-z2-7]*\)",[^}]*"'"$1"'".*/\1/'
}

settle() {
	number=0
	actual=$work/settle.$1.actual
	today=$(TZ=UTC-7 date +%d/%m/%Y)
	mkdir "$work/$1"
	cd "$work/$1" || exit 3
	offices >/dev/null 2>&1
	ROTA_LANG=$1
	export ROTA_LANG

	step 'two hold one post' rota -C tinh $merge
	step 'what is open' rota -C tinh $matters
	step 'by an order that is none' rota -C tinh $matters $by x
	step 'by age' rota -C tinh $matters $by age --json
	step 'is anything open' rota -C tinh $matters $check
	two=$(name_of double_holder)
	step 'no matter' rota -C tinh $show M-aaaa
	step 'no name of a matter' rota -C tinh $show 12163
	step 'both sides' rota -C tinh $show "$two"
	step 'for programs' rota -C tinh $show "$two" --json
	step 'no outcome' rota -C tinh $settle "$two" $why x
	step 'an outcome that is none' rota -C tinh $settle "$two" third $why x
	step 'no reason' rota -C tinh $settle "$two" $second
	step 'not settled yet' rota -C tinh $settle "$two" $undo $why x
	step 'by the district' rota -C an-thi $settle "$two" $second $why x
	step 'to look at first' rota -C tinh $settle "$two" $second $why 'Huyện ủy trả lời' $dry
	step 'nothing was recorded' rota -C tinh $matters
	step 'settled' rota -C tinh $settle "$two" $second $why 'Huyện ủy trả lời' \
		$doc '12-KL/TU 15/02/2024'
	step 'the same again' rota -C tinh $settle "$two" $second $why 'Huyện ủy trả lời'
	step 'nothing is open' rota -C tinh $matters $check
	step 'what was' rota -C tinh $matters $all
	step 'by whom' rota -C tinh $show "$two"
	step 'the totals' rota -C tinh $totals $as_of 15/02/2024
	step 'another outcome' rota -C tinh $settle "$two" $both $why 'chưa rõ'
	step 'and back' rota -C tinh $settle "$two" $second $why 'đã rõ'
	step 'withdrawn' rota -C tinh $settle "$two" $undo $why 'nhầm việc'
	step 'settled once more' rota -C tinh $settle "$two" $second $why 'Huyện ủy trả lời'

	step 'published' rota -C tinh $merge
	step 'the district is told' rota -C an-thi $sync
	step 'it sees what was decided' rota -C an-thi $show "$two"
	step 'nothing is open there' rota -C an-thi $matters
	step 'its totals are the same' rota -C an-thi $totals $as_of 15/02/2024
	step 'in its history too' rota -C an-thi $history "Quang Vinh/$secretary"
	step 'all of it is proved' rota -C an-thi $verify
	rota -C an-thi export --state >before.jsonl
	rota -C an-thi rebuild >/dev/null 2>&1
	rota -C an-thi export --state >after.jsonl
	step 'derived again it is the same' cmp before.jsonl after.jsonl

	step 'the district mends it itself' rota -C an-thi $relieve 'Quang Vinh' $secretary $retire \
		--cadre 'Hoàng Văn Gạo' $from 05/02/2024 $doc '1300-QĐ/HU 25/01/2024'
	rota -C an-thi sync >/dev/null 2>&1
	step 'what is newer opens it again' rota -C tinh $merge
	step 'shorter now' rota -C tinh $matters
	step 'with what was decided then' rota -C tinh $show "$two"
	step 'told' rota -C an-thi $sync
	step 'open there again' rota -C an-thi $matters
	kept="Quang Vinh/$secretary@2024-02-01"
	step 'both, local and not' rota -C an-thi $locality "$kept" $local $non_local $why x
	step 'nothing stated' rota -C an-thi $locality "$kept" $why x
	step 'a district asserts' rota -C an-thi $locality "$kept" $local $why 'sinh sống ở xã từ nhỏ'
	rota -C an-thi sync >/dev/null 2>&1
	rota -C tinh merge >/dev/null 2>&1
	step 'the province confirms otherwise' rota -C tinh $locality "$kept" $non_local \
		$why 'theo hồ sơ đảng viên'
	step 'the same again' rota -C tinh $locality "$kept" $non_local $why x
	rota -C tinh merge >/dev/null 2>&1
	rota -C an-thi sync >/dev/null 2>&1
	step 'the district sees it' rota -C an-thi $cadre 'Lê Văn Kê'
	step 'and when it came' rota -C an-thi $history "$kept"
	step 'all holds at the province' rota -C tinh $verify
	cd "$top" || exit 3
	compare "settle.$1"
}

english
settle en
vietnamese
settle vi
end
