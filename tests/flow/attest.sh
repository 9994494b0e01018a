#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Two officers of a district: one records, the other stands for the figures of a period. What is not
# attested and why, what makes an attestation out of date, who has to do what, and what has changed
# in published figures since.
# usage: [UPDATE=1] attest.sh BUILD
#   UPDATE=1 writes tests/flow/expected/attest.*.txt anew
# BUILD/tests/attest stays when a step differs. What a step is: tests/support/steps.
set -u
. tests/support/steps
begin attest "$1"

english() {
	attest=attest period=period open='period open' show='period show' publish='period publish'
	check=--check report=report coverage='report coverage' restated='report restated' of=--period
	by=--officer why=--why dry=--dry-run officer=officer change='officer change' role=--role
	active=--active status=status nil=nil to=--to from=--from undo=--undo relieve=relieve
	retire='--act retire' doc=--doc secretary=secretary appoint=appoint
	designate='--act designate' sync=sync merge=merge scope=--scope vacant=vacant
	chair=chair correct=correct typing=--typing config=config
}

vietnamese() {
	attest=xac-nhan period=ky-bao-cao open='ky-bao-cao mo' show='ky-bao-cao xem'
	publish='ky-bao-cao cong-bo' check=--kiem-tra coverage='bao-cao gui-so-lieu'
	restated='bao-cao dieu-chinh' of=--ky by=--nguoi-xac-nhan why=--ly-do dry=--xem-thu
	officer=nguoi-dung change='nguoi-dung sua' role=--quyen active=--dang-lam
	status=tinh-trang nil=khong-bien-dong to=--den from=--tu undo=--rut-lai relieve=thoi-giu
	retire='--hinh-thuc nghi-huu' doc=--can-cu secretary=bi-thu appoint=bo-tri
	designate='--hinh-thuc chi-dinh' sync=dong-bo merge=tong-hop scope=--dia-ban
	vacant=khuyet chair=chu-tich correct=sua typing=--nhap-sai config=cau-hinh
}

offices() {
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
	Quang Vinh,bí thư,Hoàng Văn Gạo,10/01/1972,25/02/2022,chuẩn y,582-QĐ/HU,17/02/2022,"huyện Gia Bình, tỉnh Bắc Ninh"
	Hồng Vân,bí thư,Lê Văn Kê,25/09/1971,01/02/2023,chỉ định,497-QĐ/HU,24/01/2023,"huyện Gia Bình, tỉnh Bắc Ninh"
	Quang Vinh,chủ tịch UBND,Trần Thị Đỗ,02/09/1980,01/03/2023,phê chuẩn,512/QĐ-UBND,24/02/2023,"xã Hồng Vân, huyện Ân Thi, tỉnh Hưng Yên"
	END
	rota -C tinh init --province 33 --name 'Ban Tổ chức Tỉnh ủy'
	rota -C tinh import units units.csv
	rota -C tinh officer add 'Phạm Thị Hoa' --title 'Chuyên viên' --role publish
	rota -C tinh merge
	for office in 'an-thi 329 Ân Thi' 'van-giang 326 Văn Giang'; do
		set -- $office
		rota -C "$1" join --scope "$2" --name "Ban Tổ chức Huyện ủy $3 $4" \
			--remote tinh/rota.git
		rota -C tinh enrol "$1/request" \
			--fingerprint "$(ssh-keygen -l -f "$1/keys/writer" | cut -d' ' -f2)"
		rota -C "$1" sync --province-key "$(ssh-keygen -l -f tinh/keys/root | cut -d' ' -f2)"
	done
	rota -C an-thi officer add 'Vũ Thị Thơm' --title 'Chuyên viên' --role record
	rota -C an-thi import postings an-thi.csv
}

exchange() {
	rota -C an-thi sync >/dev/null 2>&1
	rota -C tinh merge >/dev/null 2>&1
	rota -C an-thi sync >/dev/null 2>&1
}

attest_all() {
	number=0
	actual=$work/attest.$1.actual
	today=$(TZ=UTC-7 date +%d/%m/%Y)
	mkdir "$work/$1"
	cd "$work/$1" || exit 3
	offices >/dev/null 2>&1
	exchange
	ROTA_LANG=$1
	export ROTA_LANG

	step 'no period yet' rota -C an-thi $attest
	step 'a period' rota -C tinh $open name='Năm 2022' cutoff=31/12/2022 due=05/01/2023
	step 'the next one' rota -C tinh $open name='Năm 2023' cutoff=31/12/2023 due=05/01/2024
	step 'one that is far away' rota -C tinh $open name='Năm 2098' cutoff=31/12/2098 due=05/01/2099
	exchange
	step 'nobody has attested' rota -C tinh $show 'Năm 2022'
	step 'that is asked' rota -C tinh $period $check
	step 'no such period' rota -C an-thi $attest 'Năm 1999'
	step 'not cut off yet' rota -C an-thi $attest 'Năm 2098'
	step 'who recorded may not attest' rota -C an-thi $attest 'Năm 2022'
	step 'nor with the role' rota -C an-thi $change 'Vũ Thị Thơm' $role 'record;attest'
	step 'nor then' rota -C an-thi $attest 'Năm 2022'
	rota -C an-thi officer add 'Lê Văn Trưởng' --title 'Trưởng ban' --role inspect >/dev/null 2>&1
	rota -C an-thi config officer 'Vũ Thị Thơm'
	step 'another one without the role' rota -C an-thi $attest 'Năm 2022' $by 'Lê Văn Trưởng'
	step 'the role' rota -C an-thi $change 'Lê Văn Trưởng' $role attest
	step 'it is so' rota -C an-thi $change 'Lê Văn Trưởng' $role attest
	step 'the recorder again' rota -C an-thi $attest 'Năm 2022'
	step 'nobody of that name' rota -C an-thi $attest 'Năm 2022' $by 'Lê Văn Phó'
	step 'what is missing asks why' rota -C an-thi $attest 'Năm 2022' $by 'Lê Văn Trưởng'
	step 'tried first' rota -C an-thi $attest 'Năm 2022' $by 'Lê Văn Trưởng' $dry \
		$why 'chưa có quyết định'
	step 'attested' rota -C an-thi $attest 'Năm 2022' $by 'Lê Văn Trưởng' \
		$why 'chưa có quyết định'
	step 'once is enough' rota -C an-thi $attest 'Năm 2022' $by 'Lê Văn Trưởng'
	step 'the next one is due' rota -C an-thi $status
	step 'what is known now' rota -C an-thi $vacant 'Hồng Vân' $chair $from 01/12/2023
	step 'the next period, which is the latest' rota -C an-thi $attest $by 'Lê Văn Trưởng'
	step 'who has still to send' rota -C an-thi $status
	exchange
	step 'the province sees it' rota -C tinh $show
	step 'the one before' rota -C tinh $show 'Năm 2022' $check
	step 'for programs' rota -C tinh $show --json
	step 'what each has sent' rota -C tinh $coverage $of 'Năm 2023'

	step 'a late paper' rota -C an-thi $relieve 'Quang Vinh' $secretary $retire $from 01/12/2022 \
		$doc '601-QĐ/HU 27/11/2022'
	step 'it is out of date' rota -C an-thi $status
	exchange
	step 'the province sees that too' rota -C tinh $show 'Năm 2022'
	step 'what was attested has changed' rota -C an-thi $attest 'Năm 2023' $by 'Lê Văn Trưởng' $dry
	step 'again' rota -C an-thi $attest 'Năm 2022' $by 'Lê Văn Trưởng' $why 'chưa có quyết định'
	step 'and the next' rota -C an-thi $attest 'Năm 2023' $by 'Lê Văn Trưởng'

	step 'nothing changed, it was said' rota -C an-thi $nil $from 01/01/2024 $to 01/03/2024
	step 'but something did' rota -C an-thi $relieve 'Hồng Vân' $secretary $retire $from 01/02/2024 \
		$doc '611-QĐ/HU 27/01/2024'
	rota -C tinh period open name='Quý I/2024' cutoff=31/03/2024 due=05/04/2024 >/dev/null 2>&1
	rota -C tinh merge >/dev/null 2>&1
	exchange
	step 'not both' rota -C an-thi $attest 'Quý I/2024' $by 'Lê Văn Trưởng'
	step 'no reason' rota -C an-thi $nil $to 01/03/2024 $undo
	step 'no such statement' rota -C an-thi $nil $to 02/03/2024 $undo $why 'nhầm'
	step 'taken back' rota -C an-thi $nil $to 01/03/2024 $undo $why 'có biến động'
	rota -C an-thi cadre add name='Vũ Văn Ngô' born=19/05/1978 \
		native='huyện Gia Bình, tỉnh Bắc Ninh' >/dev/null 2>&1
	step 'two in one post' rota -C an-thi $appoint 'Quang Vinh' $chair 'Vũ Văn Ngô' $designate \
		$from 01/03/2024 $doc '620/QĐ-UBND 27/02/2024' $why 'quyết định'
	step 'nobody stands for that' rota -C an-thi $attest 'Quý I/2024' $by 'Lê Văn Trưởng'
	rota -C an-thi undo --why 'nhầm xã' >/dev/null 2>&1
	step 'somebody does now' rota -C an-thi $attest 'Quý I/2024' $by 'Lê Văn Trưởng'
	step 'whoever has left does not' rota -C an-thi $change 'Lê Văn Trưởng' $active no
	rota -C an-thi relieve 'Quang Vinh' chair --act retire --from 01/03/2024 \
		--doc '702/QĐ-UBND 27/02/2024' >/dev/null 2>&1
	step 'not any more' rota -C an-thi $attest 'Quý I/2024' $by 'Lê Văn Trưởng'
	exchange
	step 'what was attested before stays, out of date' rota -C tinh $show 'Quý I/2024'

	step 'nothing is published' rota -C tinh $restated
	step 'no such publication' rota -C tinh $restated $of 'Năm 2023'
	rota -C tinh period publish 'Năm 2022' >/dev/null 2>&1
	step 'published' rota -C tinh $publish 'Năm 2023'
	exchange
	step 'nothing has changed' rota -C tinh $restated
	step 'a reason is asked for' rota -C an-thi $correct "Hồng Vân/$secretary@2023-02-01" \
		from=01/01/2024 $typing 'nhầm năm'
	step 'given' rota -C an-thi $correct "Hồng Vân/$secretary@2023-02-01" from=01/01/2024 \
		$typing 'nhầm năm' $why 'đối chiếu lại quyết định'
	exchange
	step 'restated' rota -C tinh $restated
	step 'one of them' rota -C tinh $restated $of 'Năm 2022' $scope 329
	step 'restated, for programs' rota -C tinh $restated $of 'Năm 2023' --json
	cd "$top" || exit 3
	compare "attest.$1"
}

english
attest_all en
vietnamese
attest_all vi
end
