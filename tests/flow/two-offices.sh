#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A month of two districts and their province, which exchange by path, typed by people who make
# mistakes and mend them, in English and in Vietnamese: what stdout, stderr and the exit code are.
# usage: [UPDATE=1] two-offices.sh BUILD
#   UPDATE=1 writes tests/flow/expected/two-offices.*.txt anew
# BUILD/tests/two-offices stays when a step differs. What a step is: tests/support/steps.
set -u
. tests/support/steps
begin two-offices "$1"

# --- what is typed in each language --------------------------------------------------------------

english() {
	secretary=secretary chair=chair
	init='init --province 33 --name' units='import units' postings='import postings'
	officer='officer add' title=--title role='--role record'
	join='join --scope' name=--name remote=--remote key=--province-key
	enrol=enrol fingerprint=--fingerprint dry=--dry-run bundle='bundle apply'
	sync=sync merge=merge status=status matters=matters verify=verify totals='report totals'
	as_of='--as-of 15/02/2024' history=history
	appoint=appoint relieve=relieve move=move correct=correct undo=undo nil=nil
	transfer='--act transfer' retire='--act retire' approve='--act approve' from=--from to=--to
	doc=--doc why=--why typing=--typing config=config full=--full next=--next
	coming='cadre list --coming' change='cadre change'
	revoke=revoke cause='--cause cloned' size=--size coverage='report coverage'
}

vietnamese() {
	secretary=bi-thu chair=chu-tich
	init='lap-so --tinh 33 --ten' units='nap don-vi' postings='nap danh-sach'
	officer='nguoi-dung them' title=--chuc-vu role='--quyen record'
	join='tham-gia --dia-ban' name=--ten remote=--dia-chi key=--khoa-tinh
	enrol=ghi-danh fingerprint=--dau-van dry=--xem-thu bundle='tep-chuyen nap'
	sync=dong-bo merge=tong-hop status=tinh-trang matters=doi-chieu verify=kiem-tra
	totals='bao-cao tong-hop' as_of='--den-ngay 15/02/2024' history=lich-su
	appoint=bo-tri relieve=thoi-giu move=dieu-dong correct=sua undo=rut-lai nil=khong-bien-dong
	transfer='--hinh-thuc dieu-dong' retire='--hinh-thuc nghi-huu' approve='--hinh-thuc phe-chuan'
	from=--tu to=--den doc=--can-cu why=--ly-do typing=--nhap-sai config=cai-dat full=--toan-bo
	next=--di-dau coming='can-bo danh-sach --dang-chuyen-den' change='can-bo sua'
	revoke=thu-hoi-quyen-ghi cause='--nguyen-nhan may-bi-nhan-ban' size=--so-ban-ghi
	coverage='bao-cao gui-so-lieu'
}

# --- the month -----------------------------------------------------------------------------------

lists() {
	cat >units.csv <<-'END'
	code,name,type,parent_code
	33,Hưng Yên,tinh,
	326,Văn Giang,huyen,33
	329,Ân Thi,huyen,33
	12049,Mễ Sở,xa,326
	12163,Quang Vinh,xa,329
	12196,Hồng Vân,xa,329
	END
	cat >an-thi.csv <<-'END'
	commune,post,name,born,from,act,doc_no,doc_date,native
	Quang Vinh,bí thư,Hoàng Văn Gạo,10/01/1972,25/02/2022,chuẩn y,582-QĐ/HU,17/02/2022,"xã Quang Vinh, huyện Ân Thi, tỉnh Hưng Yên"
	Quang Vinh,chủ tịch UBND,Chu Thị Bèo,07/05/1975,28/07/2022,phê chuẩn,1410/QĐ-UBND,21/07/2022,"xã Quang Vinh, huyện Ân Thi, tỉnh Hưng Yên"
	Hồng Vân,bí thư,Lê Văn Kê,25/09/1971,30/11/2021,chỉ định,497-QĐ/HU,24/11/2021,"xã Mễ Sở, huyện Văn Giang, tỉnh Hưng Yên"
	END
}

# fingerprint FOLDER: of the key of an office (writer) or of the province (root)
fingerprint() {
	ssh-keygen -l -f "$1" | cut -d' ' -f2
}

# welcome_of FOLDER: the file that welcomes an enrolled office, whose writer id is in its name
welcome_of() {
	rm -f tinh/welcome-*.bundle
	rota -C tinh $enrol "$1/request" >/dev/null 2>&1
	echo tinh/welcome-*.bundle
}

month() {
	number=0
	actual=$work/two-offices.$1.actual
	ROTA_LANG=$1
	export ROTA_LANG
	today=$(TZ=UTC-7 date +%d/%m/%Y)
	mkdir "$work/$1"
	cd "$work/$1" || exit 3
	lists
	wrong=SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA

	step 'a province' rota -C tinh $init 'Ban Tổ chức Tỉnh ủy Hưng Yên'
	step 'its units' rota -C tinh $units units.csv
	step 'nobody to send to' rota -C tinh $sync
	rota -C tinh $officer 'Phạm Thị Hoa' $title 'Chuyên viên' $role 2>/dev/null
	step 'published' rota -C tinh $merge

	step 'a district, without a scope' rota -C an-thi $join
	step 'a district' rota -C an-thi $join 329 $name 'Ban Tổ chức Huyện ủy Ân Thi'
	step 'again' rota -C an-thi $join 329 $name 'Ban Tổ chức Huyện ủy Ân Thi'
	step 'what next' rota -C an-thi $status
	step 'its list, before there are units' rota -C an-thi $postings an-thi.csv
	step 'no address' rota -C an-thi $sync
	step 'an address that is none' rota -C an-thi $sync $remote http://tinh.example/rota.git
	step 'its own folder' rota -C an-thi $sync $remote an-thi
	step 'a folder that is none' rota -C an-thi $sync $remote tin/rota.git
	step 'no fingerprint' rota -C an-thi $sync $remote tinh/rota.git
	step 'another fingerprint' rota -C an-thi $sync $remote tinh/rota.git $key $wrong
	step 'no address was kept' rota -C an-thi $sync
	root=$(fingerprint tinh/keys/root)
	step 'the fingerprint' rota -C an-thi $sync $remote tinh/rota.git $key "$root"
	step 'a wrong address later' rota -C an-thi $sync $remote tin/rota.git
	step 'the right one stays' rota -C an-thi $sync
	step 'what is fixed of it' rota -C an-thi $config
	step 'what next' rota -C an-thi $status
	step 'who works here' rota -C an-thi $officer 'Vũ Thị Thơm' $title 'Chuyên viên' $role
	step 'its list' rota -C an-thi $postings an-thi.csv
	step 'sent, not enrolled yet' rota -C an-thi $sync
	step 'merged, not enrolled yet' rota -C tinh $merge

	step 'no such request' rota -C tinh $enrol an-thi/reqest
	step 'no request' rota -C tinh $enrol units.csv
	step 'a request, to look at' rota -C tinh $enrol an-thi/request $dry
	step 'a request, nobody has compared' rota -C tinh $enrol an-thi/request
	step 'a request, another was read' rota -C tinh $enrol an-thi/request $fingerprint $wrong
	step 'enrolled by a district' rota -C an-thi $enrol an-thi/request
	step 'enrolled' rota -C tinh $enrol an-thi/request $fingerprint "$(fingerprint an-thi/keys/writer)"
	step 'enrolled again' rota -C tinh $enrol an-thi/request
	step 'received, not merged yet' rota -C an-thi $sync
	step 'merged by a district' rota -C an-thi $merge
	step 'merged' rota -C tinh $merge
	step 'merged again' rota -C tinh $merge
	step 'received' rota -C an-thi $sync
	step 'received again' rota -C an-thi $sync

	step 'another district' rota -C van-giang $join 'Văn Giang' $name 'Ban Tổ chức Huyện ủy Văn Giang'
	rota -C tinh $enrol van-giang/request $fingerprint "$(fingerprint van-giang/keys/writer)" \
		>/dev/null 2>&1
	welcome=$(welcome_of van-giang)
	step 'no such file' rota -C van-giang $bundle welcome.bundle $key "$root"
	step 'a file that is none' rota -C van-giang $bundle units.csv $key "$root"
	step 'welcomed, the province not compared' rota -C van-giang $bundle "$welcome"
	step 'welcomed' rota -C van-giang $bundle "$welcome" $key "$root"
	step 'welcomed again' rota -C van-giang $bundle "$welcome"
	step 'nothing to report' rota -C van-giang $nil $from 01/01/2024 $to 01/02/2024
	step 'sent with the address' rota -C van-giang $sync $remote tinh/rota.git

	step 'a post of another district' rota -C van-giang $appoint 'Quang Vinh' $secretary \
		'Hoàng Văn Gạo' $approve $from 01/01/2024 $doc '1291-QĐ/HU 28/12/2023'
	step 'a slip' rota -C an-thi $move 'Lê Văn Kê' 'Quang Vinh' $secretary $transfer \
		$from 10/02/2024 $doc '1301-QĐ/HU 26/01/2024'
	step 'taken back before it is sent' rota -C an-thi $undo $why 'sai ngày'
	step 'once more' rota -C an-thi $move 'Lê Văn Kê' 'Quang Vinh' $secretary $transfer \
		$from 11/02/2024 $doc '1301-QĐ/HU 26/01/2024'
	step 'sent, for programs' told rota -C an-thi $sync --json
	step 'taken back after it is sent' rota -C an-thi $undo $why 'sai ngày'
	step 'mended after it is sent' rota -C an-thi $correct "Quang Vinh/$secretary@2024-02-11" \
		from=01/02/2024 $typing 'văn bản ghi 01/02'
	step 'two hold one post' rota -C tinh $merge
	step 'the mending is merged too' rota -C an-thi $sync
	step 'merged with it' rota -C tinh $merge
	step 'a matter' rota -C tinh $matters
	step 'the figures' rota -C tinh $totals $as_of
	step 'a matter for it' rota -C an-thi $sync
	step 'what to look at' rota -C an-thi $matters
	step 'the same for programs' rota -C an-thi $matters --json
	step 'what the province shows' rota -C tinh $status
	step 'not for the other' rota -C van-giang $sync
	step 'nothing to look at' rota -C van-giang $matters
	step 'the end that was not recorded' rota -C an-thi $relieve 'Quang Vinh' $secretary $retire \
		$from 01/02/2024 $doc '1300-QĐ/HU 25/01/2024'
	step 'the other half of the move' rota -C an-thi $correct "Hồng Vân/$secretary@2021-11-30" \
		to=01/02/2024 $typing 'văn bản ghi 01/02'
	step 'not sent yet' rota -C an-thi $status
	cp -R an-thi backup
	step 'sent' rota -C an-thi $sync
	step 'merged' rota -C tinh $merge
	step 'received' rota -C an-thi $sync
	step 'nothing to look at any more' rota -C an-thi $matters
	writer=$(rota -C an-thi config writer | cut -c1-4)
	step 'one of its entries' rota -C tinh $history "$writer:16"
	step 'an entry of nobody' rota -C tinh $history 0000:16
	step 'the page' git -C tinh/rota.git show main:README.md
	step 'how it came about' rota -C tinh $history "Quang Vinh/$secretary"

	step 'somebody goes to the other district' rota -C an-thi $relieve 'Quang Vinh' $chair $transfer \
		$from 12/02/2024 $next 'Mễ Sở' $doc '88-QĐ/TU 08/02/2024'
	rota -C an-thi $sync >/dev/null 2>&1
	step 'one half of a move' rota -C tinh $merge
	step 'the other district is told' rota -C van-giang $sync
	step 'that somebody is coming' rota -C van-giang $status
	step 'who is coming' rota -C van-giang $coming
	step 'the same, for programs' rota -C van-giang $coming --json
	step 'what it has to look at' rota -C van-giang $matters
	step 'nobody of that name' rota -C van-giang $appoint 'Mễ Sở' $chair 'Chu Thị Bèo,1976' \
		$transfer $from 12/02/2024 $doc '88-QĐ/TU 08/02/2024'
	step 'appointed' rota -C van-giang $appoint 'Mễ Sở' $chair 'Chu Thị Bèo' $transfer \
		$from 12/02/2024 $doc '88-QĐ/TU 08/02/2024'
	step 'completed' rota -C van-giang $change 'Chu Thị Bèo' \
		native='xã Quang Vinh, huyện Ân Thi, tỉnh Hưng Yên'
	step 'nobody is coming any more' rota -C van-giang $coming
	rota -C van-giang $sync >/dev/null 2>&1
	step 'both halves' rota -C tinh $merge
	step 'nothing is open' rota -C tinh $matters
	step 'counted once' rota -C tinh $totals $as_of
	rota -C van-giang $sync >/dev/null 2>&1
	step 'nor for whoever receives' rota -C van-giang $matters
	step 'all that came holds' rota -C van-giang $verify $full

	mv an-thi broken
	mv backup an-thi
	step 'a copy, recorded in' rota -C an-thi $nil $from 15/02/2024 $to 01/03/2024
	step 'a copy' rota -C an-thi $sync
	step 'a copy again' rota -C an-thi $sync
	step 'the others go on' rota -C van-giang $sync
	step 'nothing came of it' rota -C tinh $merge
	step 'the ends hold' rota -C tinh $verify
	step 'all holds at the province' rota -C tinh $verify $full
	step 'all holds at a district' rota -C van-giang $verify $full
	step 'the copied machine, a trial' rota -C tinh $revoke 'Ân Thi' $cause $size 7 $dry
	step 'its right to write is taken back' rota -C tinh $revoke 'Ân Thi' $cause \
		$why 'hai máy cùng một khóa'
	step 'again' rota -C tinh $revoke 'Ân Thi' $cause
	rota -C tinh $merge >/dev/null
	rota -C an-thi $sync >/dev/null 2>&1
	step 'the copy is told' rota -C an-thi $status
	step 'the copy records nothing more' rota -C an-thi $nil $from 01/03/2024 $to 02/03/2024
	step 'whose machine' rota -C tinh $coverage
	step 'an office, for programs' rota -C may-hai $join 326 $name 'Máy hai' --json
	rota -C may-hai $sync $remote tinh/rota.git $key "$root" >/dev/null
	rota -C may-hai $officer 'Lê Thị Na' $title 'Chuyên viên' $role 2>/dev/null
	rota -C may-hai $sync >/dev/null
	step 'what was not taken, for programs' rota -C tinh $merge --json
	step 'a request, for programs' rota -C tinh $enrol may-hai/request $dry --json
	step 'enrolled, for programs' rota -C tinh $enrol may-hai/request --json \
		$fingerprint "$(fingerprint may-hai/keys/writer)"
	git -C tinh/rota.git update-ref -d refs/rota/province/checkpoints
	step 'a ref is missing' rota -C tinh $verify
	step 'a ref is missing, for programs' rota -C tinh $verify $full --json
	cd "$top" || exit 3
}

english
(month en) &
vietnamese
(month vi) &
wait
today=$(TZ=UTC-7 date +%d/%m/%Y)
compare two-offices.en
compare two-offices.vi
end
