#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A reorganisation of communes, typed at by the officers of a district and of its province, in English
# and in Vietnamese: what it ends is closed in one batch; a district that ends hands its records over.
# usage: [UPDATE=1] reorganise.sh BUILD
#   UPDATE=1 writes tests/flow/expected/reorganise.*.txt anew
# BUILD/tests/reorganise stays when a step differs. What a step is: tests/support/steps.
set -u
. tests/support/steps
begin reorganise "$1"

# --- what is typed in each language --------------------------------------------------------------

english() {
	chair=chair
	init='init --province 33 --name' units='import units' postings='import postings'
	successions='import successions'
	officer='officer add' title=--title role='--role record'
	join='join --scope' name=--name remote=--remote key=--province-key
	enrol=enrol fingerprint=--fingerprint dry=--dry-run
	sync=sync merge=merge status=status matters=matters settle=settle goes_on=goes_on
	roster='report roster' as_of=--as-of scope=--scope history=history
	appoint=appoint designate='--act designate' undo=undo
	from=--from doc=--doc why=--why
	close='unit close' on=--on does='report reorganisation'
	rescope=rescope read_only=--read-only coverage='report coverage' whoami=whoami vacant=vacant
	accept=accept retire='--act retire' relieve=relieve bi_thu=secretary
	units_of=--units-of by='--by commune'
	rebase='target rebase' count=--count totals='report totals' phase=--phase target=target
}

vietnamese() {
	chair=chu-tich
	init='lap-so --tinh 33 --ten' units='nap don-vi' postings='nap danh-sach'
	successions='nap sap-xep'
	officer='nguoi-dung them' title=--chuc-vu role='--quyen record'
	join='tham-gia --dia-ban' name=--ten remote=--dia-chi key=--khoa-tinh
	enrol=ghi-danh fingerprint=--dau-van dry=--xem-thu
	sync=dong-bo merge=tong-hop status=tinh-trang matters=doi-chieu settle=ket-luan
	goes_on=tiep-tuc
	roster='bao-cao danh-sach' as_of=--den-ngay scope=--dia-ban history=lich-su
	appoint=bo-tri designate='--hinh-thuc chi-dinh' undo=rut-lai
	from=--tu doc=--can-cu why=--ly-do
	close='don-vi ket-thuc-chuc-danh' on=--ngay does='bao-cao sap-xep'
	rescope=ban-giao read_only=--chi-doc coverage='bao-cao gui-so-lieu' whoami=toi-la-ai vacant=khuyet
	accept=nhan retire='--hinh-thuc nghi-huu' relieve=thoi-giu bi_thu=bi-thu
	units_of=--don-vi-ngay by='--theo xa'
	rebase='chi-tieu dieu-chinh' count=--so totals='bao-cao tong-hop' phase=--giai-doan
	target=chi-tieu
}

# --- the lists -----------------------------------------------------------------------------------

lists() {
	cat >units.csv <<-'END'
	code,name,type,parent_code
	33,Hưng Yên,tinh,
	326,Văn Giang,huyen,33
	329,Ân Thi,huyen,33
	12049,Mễ Sở,xa,326
	12157,Tân Phúc,xa,329
	12163,Quang Vinh,xa,329
	12196,Hồng Vân,xa,329
	12199,Hồng Quang,xa,329
	END
	cat >2024.csv <<-'END'
	on,event,old_code,new_code,new_name,new_type,part,seq,legal,new_parent_code
	2024-12-01,form,12157,12157,Quang Vinh,xa,full,16,Nghị quyết 1248/NQ-UBTVQH15,329
	2024-12-01,form,12163,12157,Quang Vinh,xa,full,17,Nghị quyết 1248/NQ-UBTVQH15,329
	2024-12-01,form,12196,12196,Hồng Quang,xa,full,20,Nghị quyết 1248/NQ-UBTVQH15,329
	2024-12-01,form,12199,12196,Hồng Quang,xa,full,21,Nghị quyết 1248/NQ-UBTVQH15,329
	END
	cat >an-thi.csv <<-'END'
	commune,post,name,born,from,act,doc_no,doc_date,native
	Tân Phúc,bí thư,Vũ Văn Cót,02/06/1969,20/05/2022,chuẩn y,610-QĐ/HU,12/05/2022,"xã Mễ Sở, huyện Văn Giang, tỉnh Hưng Yên"
	Quang Vinh,bí thư,Hoàng Văn Gạo,10/01/1972,25/02/2022,chuẩn y,582-QĐ/HU,17/02/2022,"xã Quang Vinh, huyện Ân Thi, tỉnh Hưng Yên"
	Quang Vinh,chủ tịch UBND,Chu Thị Bèo,07/05/1975,28/07/2022,phê chuẩn,1410/QĐ-UBND,21/07/2022,"xã Tân Phúc, huyện Ân Thi, tỉnh Hưng Yên"
	Hồng Vân,bí thư,Lê Văn Kê,25/09/1971,30/11/2021,chỉ định,497-QĐ/HU,24/11/2021,"xã Mễ Sở, huyện Văn Giang, tỉnh Hưng Yên"
	Hồng Quang,chủ tịch UBND,Đỗ Thị Mận,12/03/1980,01/06/2023,phê chuẩn,977/QĐ-UBND,25/05/2023,"xã Hồng Vân, huyện Ân Thi, tỉnh Hưng Yên"
	END
}

# fingerprint FOLDER: of the key of an office (writer) or of the province (root)
fingerprint() {
	ssh-keygen -l -f "$1" | cut -d' ' -f2
}

# begin_office FOLDER CODE NAME OFFICER
begin_office() {
	rota -C "$1" $join "$2" $name "$3" $remote tinh/rota.git
	rota -C tinh $enrol "$1/request" $fingerprint "$(fingerprint "$1/keys/writer")"
	rota -C "$1" $sync $key "$(fingerprint tinh/keys/root)"
	rota -C "$1" $officer "$4" $title 'Chuyên viên' $role
} >/dev/null 2>&1

# listed COMMAND ...: rows whose order follows from random identities, sorted by what they say
listed() {
	"$@" | sed 's/^M-[a-z2-7]*/M-XXXX/' | sort
}

# --- the reorganisation --------------------------------------------------------------------------

province() {
	rota -C tinh $init 'Ban Tổ chức Tỉnh ủy Hưng Yên'
	rota -C tinh $units units.csv
	rota -C tinh $officer 'Phạm Thị Hoa' $title 'Chuyên viên' $role
	begin_office an-thi 329 'Huyện ủy Ân Thi' 'Vũ Thị Thơm'
	begin_office van-giang 326 'Huyện ủy Văn Giang' 'Đỗ Văn Nhãn'
	rota -C an-thi $postings an-thi.csv
	rota -C an-thi $sync
	rota -C tinh $merge
} >/dev/null 2>&1

closing() {
	step 'nothing has ended yet' rota -C an-thi $close
	step 'none is known' rota -C tinh $does
	step 'the resolution' rota -C tinh $successions 2024.csv
	step 'what it does' rota -C tinh $does
	step 'who comes together' rota -C tinh $totals $as_of 15/02/2024 $units_of 01/12/2024 $scope 329 $by
	step 'for programs' rota -C tinh $totals $as_of 15/02/2024 $units_of 01/12/2024 $scope 329 --json
	step 'where each goes on' rota -C tinh $roster $as_of 15/02/2024 $units_of 01/12/2024 $scope 329
	step 'no earlier day' rota -C tinh $totals $as_of 15/02/2024 $units_of 14/02/2024
	step 'merged' rota -C tinh $merge
	step 'the district hears of it' rota -C an-thi $sync
	step 'and is asked' listed rota -C an-thi $matters
	step 'what would be closed' rota -C an-thi $close $on 01/12/2024 $dry
	step 'a day on which nothing ended' rota -C an-thi $close $on 02/12/2024
	step 'no day' rota -C an-thi $close $on 31/11/2024
	step 'one of them goes on' rota -C tinh $settle \
		"$(rota -C tinh $matters | grep 'Lê Văn Kê' | cut -c 1-6)" $goes_on $why 'theo kết luận 12-KL/TU'
	step 'merged' rota -C tinh $merge
	rota -C an-thi $sync >/dev/null 2>&1
	step 'closed' rota -C an-thi $close $on 01/12/2024
	step 'again' rota -C an-thi $close $on 01/12/2024
	step 'taken back' rota -C an-thi $undo $why 'nhầm'
	step 'closed, with the resolution as a paper' rota -C an-thi $close $on 01/12/2024 \
		$doc '1248/NQ-UBTVQH15 24/10/2024'
	step 'sent' rota -C an-thi $sync
	step 'merged' rota -C tinh $merge
	step 'nothing is open' rota -C tinh $matters
	step 'the day before' rota -C tinh $roster $as_of 30/11/2024 $scope 329
	step 'the day' rota -C tinh $roster $as_of 01/12/2024 $scope 329
	step 'how it ended' rota -C tinh $history "Quang Vinh/$chair@28/07/2022"
	step 'another district has none' rota -C van-giang $close
	step 'who was there, through the merger' rota -C tinh $history 'Quang Vinh'
	step 'nobody, and no commune' rota -C tinh $history 'Bãi Sậy'
}

# What was to be reached in five communes is set anew for the three that are left.
set_anew() {
	for post in secretary chair; do
		rota -C tinh target post=$post phase=2023-2025 from=30/06/2023 to=01/01/2026 count=2 base=5
	done >/dev/null 2>&1
	step 'set for more communes' rota -C tinh $totals $as_of 01/12/2024 $scope 33
	step 'what is proposed' rota -C tinh $rebase $on 01/12/2024 $dry
	step 'another number' rota -C tinh $rebase $on 01/12/2024 $count $bi_thu=2 $doc '60-NQ/TU 20/11/2024'
	step 'again' rota -C tinh $rebase $on 01/12/2024
	step 'the targets' rota -C tinh $target
	step 'for the communes there are' rota -C tinh $totals $as_of 01/12/2024 $scope 33
	step 'the day before' rota -C tinh $totals $as_of 30/11/2024 $scope 33
	step 'no target then' rota -C tinh $rebase $on 01/01/2026
	step 'no such phase' rota -C tinh $rebase $on 01/12/2024 $phase 2020
	step 'no such post' rota -C tinh $rebase $on 01/12/2024 $count pho=3
}

# A district ends, and hands over; what it decided before arrives late.
handing_over() {
	rota -C an-thi cadre add name='Tạ Văn Vối' born=02/02/1979 >/dev/null 2>&1
	step 'decided before, not sent yet' rota -C an-thi $appoint 'Hồng Quang' $chair 'Tạ Văn Vối' \
		$designate $from 01/05/2025 $doc '77/QĐ-UBND 25/04/2025'
	step 'decided later, not sent yet' rota -C an-thi $appoint 'Quang Vinh' $chair 'Đỗ Thị Mận' \
		$designate $from 01/07/2025 $doc '78/QĐ-UBND 25/06/2025'
	step 'a trial' rota -C tinh $rescope 'an thi' $read_only $from 01/07/2025 $dry
	step 'which office' rota -C tinh $rescope 'huyện ủy' $read_only $from 01/07/2025
	step 'no such office' rota -C tinh $rescope 'Kim Động' $read_only $from 01/07/2025
	step 'to whom' rota -C tinh $rescope 'an thi' $from 01/07/2025
	step 'by a district' rota -C van-giang $rescope 'an thi' $read_only $from 01/07/2025
	step 'handed over' rota -C tinh $rescope 'an thi' $read_only $from 01/07/2025
	step 'again' rota -C tinh $rescope 'Huyện ủy Ân Thi' $read_only $from 01/07/2025
	step 'the last that the district has' rota -C an-thi $sync
	step 'merged' rota -C tinh $merge
	step 'a late one counts, one does not' rota -C tinh $roster $as_of 01/07/2025 $scope 329
	step 'it is a matter' rota -C tinh $matters
	step 'who keeps what' rota -C tinh $coverage
	step 'the district hears of it' rota -C an-thi $sync
	step 'what does not count' rota -C an-thi $matters
	step 'its scope' rota -C an-thi $whoami
	step 'what next' rota -C an-thi $status
	step 'it records nothing more' rota -C an-thi $vacant 'Hồng Quang' $bi_thu $from 01/07/2025
	step 'but what was decided before' rota -C an-thi $relieve 'Hồng Quang' $chair $retire \
		$from 15/06/2025 $doc '80/QĐ-UBND 10/06/2025'
	step 'the province takes it over' rota -C tinh $settle \
		"$(rota -C tinh $matters | grep '^M-' | cut -c 1-6)" $accept $why 'biên bản bàn giao'
	step 'and records' rota -C tinh $vacant 'Hồng Quang' $bi_thu $from 01/07/2025
}

reorganise() {
	number=0
	actual=$work/reorganise.$1.actual
	ROTA_LANG=$1
	export ROTA_LANG
	today=$(TZ=UTC-7 date +%d/%m/%Y)
	mkdir "$work/$1"
	cd "$work/$1" || exit 3
	lists
	province
	closing
	set_anew
	handing_over
	cd "$top" || exit 3
	compare "reorganise.$1"
}

english
reorganise en
vietnamese
reorganise vi
end
