#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A month of a district, typed by somebody who makes mistakes and mends them, first in English, then
# in Vietnamese: what stdout, stderr and the exit code are at every step.
# usage: [UPDATE=1] month.sh BUILD      UPDATE=1 writes tests/flow/expected/month.*.txt anew
# BUILD/tests/month stays when a step differs. What a step is: tests/support/steps.
set -u
. tests/support/steps
begin month "$1"

# --- what is typed in each language --------------------------------------------------------------

english() {
	secretary=secretary chair=chair
	init='init' province=--province office=--name
	import=import dry=--dry-run take=--take-good update=--update
	officer='officer add' title=--title role=--role
	cadre_add='cadre add' cadre_find='cadre find' cadre_show='cadre show' whoami=whoami
	name=name born=born native=native sex=sex pin=pin
	appoint=appoint relieve=relieve move=move step=step vacant=vacant nil=nil
	correct=correct void=void undo=undo replace=replace
	act=--act from=--from to=--to until=--until doc=--doc why=--why elected=--elected
	typing=--typing erratum=--erratum start=--from-start
	rotate=rotate retire=retire designate=designate transfer=transfer elect=elect approve=approve
	suspend=suspend take_charge=take_charge non_local=--non-local
	status=status unit_find='unit find' unit_show='unit show' history=history export=export rebuild=rebuild
	roster='report roster' vacancies='report vacancies' totals='report totals' pairs='report pairs'
	quality='report quality'
	as_of=--as-of scope=--scope format=--format by=--by commune=commune
	period='period open' periods='period list' policy=policy config=config help=help
}

vietnamese() {
	secretary=bi-thu chair=chu-tich
	init=lap-so province=--tinh office=--ten
	import=nap dry=--xem-thu take=--nhan-dong-dung update=--cap-nhat
	officer='nguoi-dung them' title=--chuc-vu role=--quyen
	cadre_add='can-bo them' cadre_find='can-bo tim' cadre_show='can-bo xem' whoami=toi-la-ai
	name='Họ và tên khai sinh' born='Ngày sinh' native='Quê quán' sex='Giới tính'
	pin='Số định danh cá nhân'
	appoint=bo-tri relieve=thoi-giu move=dieu-dong step=viec-phat-sinh vacant=khuyet
	nil=khong-bien-dong correct=sua void=thu-hoi undo=rut-lai replace=thay-the
	act=--hinh-thuc from=--tu to=--den until=--den doc=--can-cu why=--ly-do elected=--ngay-bau
	typing=--nhap-sai erratum=--dinh-chinh start=--tu-dau
	rotate=luan-chuyen retire=nghi-huu designate=chi-dinh transfer=dieu-dong elect=bau
	approve=phe-chuan suspend=tam-dinh-chi take_charge=phu-trach
	non_local=--khong-la-nguoi-dia-phuong
	status=tinh-trang unit_find='don-vi tim' unit_show='don-vi xem' history=lich-su export=xuat rebuild=dung-lai
	roster='bao-cao danh-sach' vacancies='bao-cao khuyet' totals='bao-cao tong-hop'
	pairs='bao-cao cap-chuc-danh' quality='bao-cao chat-luong'
	as_of=--den-ngay scope=--dia-ban format=--dang by=--theo commune=xa
	period='ky-bao-cao mo' periods='ky-bao-cao danh-sach' policy=quy-dinh config=cai-dat
	help=tro-giup
}

# --- the month -----------------------------------------------------------------------------------

# The lists that the district kept in Excel; of the units so many that a table fits a page.
lists() {
	awk -F, 'NR == 1 || $1 == 33 || $1 == 326 || $1 == 329 || $1 == 12049 ||
	         ($4 == 329 && $1 <= 12163)' "$top/tools/data/units_2024.csv" >units_2024.csv
	cp "$top/tools/data/targets_2023_2025.csv" .
	cat >postings.csv <<-'END'
	commune,post,name,born,sex,from,act,planned_end,doc_no,doc_date,native
	thị trấn Ân Thi,bí thư,Dương Ngọc Thành,22/12/1969,nam,13/11/2020,chuẩn y,,112-QĐ/HU,04/11/2020,"thị trấn Ân Thi, huyện Ân Thi, tỉnh Hưng Yên"
	thị trấn Ân Thi,chủ tịch UBND,Phạm Thị Hiền,10/07/1974,nữ,03/05/2023,phê chuẩn,,850/QĐ-UBND,02/05/2023,"thị trấn Ân Thi, huyện Ân Thi, tỉnh Hưng Yên"
	Phù Ủng,bí thư,Đoàn Xuân Dũng,06/09/1966,nam,03/07/2020,chuẩn y,,11-QĐ/HU,26/06/2020,"xã Phù Ủng, huyện Ân Thi, tỉnh Hưng Yên"
	Phù Ủng,chủ tịch UBND,Đoàn Mạnh Sơn,19/08/1973,nam,26/10/2022,phê chuẩn,,2033/QĐ-UBND,18/10/2022,"xã Phù Ủng, huyện Ân Thi, tỉnh Hưng Yên"
	Bắc Sơn,bí thư,Đặng Đình Khánh,13/04/1976,nam,04/11/2021,luân chuyển,04/11/2024,502-QĐ/HU,28/10/2021,"xã Mễ Sở, huyện Văn Giang, tỉnh Hưng Yên"
	Bắc Sơn,chủ tịch UBND,Lương Ngọc Hải,05/11/1977,nam,19/03/2023,phê chuẩn,,507/QĐ-UBND,14/03/2023,"xã Bắc Sơn, huyện Ân Thi, tỉnh Hưng Yên"
	Bãi Sậy,bí thư,Đặng Đình Cường,08/12/1971,nam,06/10/2021,chuẩn y,,473-QĐ/HU,29/09/2021,"xã Bãi Sậy, huyện Ân Thi, tỉnh Hưng Yên"
	Đào Dương,bí thư,Đoàn Xuân Hải,28/10/1974,nam,30/08/2020,chuẩn y,,44-QĐ/HU,28/08/2020,"xã Đào Dương, huyện Ân Thi, tỉnh Hưng Yên"
	Đào Dương,chủ tịch UBND,Chu Thu Hằng,20/04/1972,nữ,04/02/2023,phê chuẩn,,206/QĐ-UBND,30/01/2023,"huyện Hưng Hà, tỉnh Thái Bình"
	END
	cat >more.csv <<-'END'
	commune,post,name,born,from,to,act,end_act,doc_no,doc_date,native,pin
	Bãi Sậy,chủ tịch UBND,Trịnh Đức Hòa,05/12/1971,23/11/2023,,phê chuẩn,,2271/QĐ-UBND,21/11/2023,"xã Bãi Sậy, huyện Ân Thi, tỉnh Hưng Yên",
	Bãi Sậi,bí thư,Ngô Văn Hai,12/05/1975,01/12/2023,,chỉ định,,1210-QĐ/HU,24/11/2023,,
	Tân Phúc,bí thư,Ngô Văn Ba,31/02/1975,01/12/2023,,chỉ định,,1210-QĐ/HU,24/11/2023,,
	Tân Phúc,phó bí thư,Ngô Văn Bốn,11/02/1975,01/12/2023,,chỉ định,,1210-QĐ/HU,24/11/2023,,
	Tân Phúc,chủ tịch UBND,Ngô Văn Năm,11/02/1975,,,phê chuẩn,,2210/QĐ-UBND,24/11/2023,,
	Vân Du,bí thư,Ngô Văn Sáu,11/02/1975,31/12/2023,01/01/2023,chỉ định,,1215-QĐ/HU,24/11/2023,,
	Vân Du,chủ tịch UBND,Ngô Văn Bảy,11/02/1975,01/12/2023,,phê chuẩn,,2213/QĐ-UBND,24/11/2023,tỉnh Hà Nam,33075001234
	Quang Vinh,chủ tịch UBND,Ngô Văn Tám,1975,01/12/2023,,phê chuẩn,,,,xã nào đó,
	END
}

month() {
	number=0
	actual=$work/month.$1.actual
	ROTA_LANG=$1
	export ROTA_LANG
	today=$(TZ=UTC-7 date +%d/%m/%Y)
	mkdir "$work/$1"
	cd "$work/$1" || exit 3
	lists

	step 'no office yet' rota
	step 'make one, a value missing' rota $init $province 33
	step 'make one' rota $init $province 33 $office 'Ban Tổ chức Tỉnh ủy Hưng Yên'
	step 'make it twice' rota $init $province 33 $office 'Ban Tổ chức Tỉnh ủy Hưng Yên'
	step 'what next' rota
	step 'no such list' rota $import units unit_2024.csv
	step 'another list than said' rota $import units postings.csv
	step 'the units' rota $import units units_2024.csv
	step 'the units again' rota $import units units_2024.csv
	step 'a role that is none' rota $officer 'Phạm Thị Hoa' $title 'Chuyên viên' $role recrod
	step 'who works here' rota $officer 'Phạm Thị Hoa' $title 'Chuyên viên' $role record
	step 'who records' rota $whoami
	step 'the targets' rota $import targets targets_2023_2025.csv

	step 'the list, a trial' rota $import postings postings.csv $dry
	step 'the list' rota $import postings postings.csv
	step 'the same list again' rota $import postings postings.csv
	step 'who is in Bắc Sơn' rota $roster $as_of 30/11/2023 $scope 'Bắc Sơn'
	step 'a district and a town of one name' rota $roster $scope 'Ân Thi'
	step 'a unit by a part of its name' rota $unit_find 'bac son'
	step 'people by a part of the name' rota $cadre_find 'doan xuan'

	step 'a new person, born on no day' rota $cadre_add "$name=Nguyễn Văn Tùng" "$born=31/02/1975"
	step 'a number without its zero' rota $cadre_add "$name=Nguyễn Văn Tùng" "$born=12/05/1975" \
		"$pin=33075001234"
	step 'a new person' rota $cadre_add "$name=Nguyễn Văn Tùng" "$born=12/05/1975" "$sex=nam" \
		"$native=xã Mễ Sở, huyện Văn Giang, tỉnh Hưng Yên" "$pin=033075001234"
	step 'the same person again' rota $cadre_add "$name=Nguyễn Văn Tùng" "$born=12/05/1975"
	step 'a namesake' rota $cadre_add "$name=Nguyễn Văn Tùng" "$born=03/09/1981" \
		"$native=xã Vân Du, huyện Ân Thi, tỉnh Hưng Yên"
	step 'a field that is none' rota $cadre_add "$name=Nguyễn Văn Tùng" "tuoi=40"

	step 'an appointment, nothing said' rota $appoint
	step 'a commune that is none' rota $appoint 'Phù Ủn' $chair 'Nguyễn Văn Tùng,1975' \
		$act $approve $from 01/12/2023 $doc '2301/QĐ-UBND 24/11/2023'
	step 'a commune without accents' rota $appoint 'Phu Ung' $secretary 'Nguyễn Văn Tùng,1975' \
		$act $designate $from 01/12/2023 $doc '1210-QĐ/HU 24/11/2023'
	step 'a post that is none' rota $appoint 'Phù Ủng' 'chủ tịch HĐND' 'Nguyễn Văn Tùng,1975' \
		$act $approve $from 01/12/2023 $doc '2301/QĐ-UBND 24/11/2023'
	step 'an act that is none' rota $appoint 'Phù Ủng' $secretary 'Nguyễn Văn Tùng,1975' \
		$act promote $from 01/12/2023 $doc '1210-QĐ/HU 24/11/2023'
	step 'a day that is none' rota $appoint 'Phù Ủng' $secretary 'Nguyễn Văn Tùng,1975' \
		$act $designate $from 31/02/2023 $doc '1210-QĐ/HU 24/11/2023'
	step 'a year of two digits' rota $appoint 'Phù Ủng' $secretary 'Nguyễn Văn Tùng,1975' \
		$act $designate $from 01/12/23 $doc '1210-QĐ/HU 24/11/2023'
	step 'signed in the future' rota $appoint 'Phù Ủng' $secretary 'Nguyễn Văn Tùng,1975' \
		$act $designate $from 01/12/2023 $doc '1210-QĐ/HU 24/11/2123'
	step 'a paper without a day' rota $appoint 'Phù Ủng' $secretary 'Nguyễn Văn Tùng,1975' \
		$act $designate $from 01/12/2023 $doc '1210-QĐ/HU'
	step 'a person whom nobody knows' rota $appoint 'Phù Ủng' $secretary 'Lý Văn Không' \
		$act $designate $from 01/12/2023 $doc '1210-QĐ/HU 24/11/2023'
	step 'a name that two have' rota $appoint 'Phù Ủng' $secretary 'Nguyễn Văn Tùng' \
		$act $designate $from 01/12/2023 $doc '1210-QĐ/HU 24/11/2023'
	step 'a rotation without an end' rota $appoint 'Phù Ủng' $secretary 'Nguyễn Văn Tùng,1975' \
		$act $rotate $from 01/12/2023 $doc '1210-QĐ/HU 24/11/2023'
	step 'an option that is none' rota $appoint 'Phù Ủng' $secretary 'Nguyễn Văn Tùng,1975' \
		$act $designate $from 01/12/2023 --dock '1210-QĐ/HU 24/11/2023'
	step 'a name without quotes' rota $appoint Phù Ủng $secretary 'Nguyễn Văn Tùng,1975' \
		$act $designate $from 01/12/2023
	step 'no decision' rota $appoint 'Tân Phúc' $secretary 'Nguyễn Văn Tùng,1975' \
		$act $designate $from 01/12/2023
	step 'no decision, and why' rota $appoint 'Tân Phúc' $secretary 'Nguyễn Văn Tùng,1975' \
		$act $designate $from 01/12/2023 $why 'quyết định đang trình ký'
	step 'take it back, no reason' rota $undo
	step 'take it back' rota $undo $why 'chờ quyết định'

	step 'a post that is held, a trial' rota $appoint 'Phù Ủng' $secretary 'Nguyễn Văn Tùng,1975' \
		$act $rotate $from 01/12/2023 $until 01/12/2026 $doc '1210-QĐ/HU 24/11/2023' $dry
	step 'a post that is held' rota $appoint 'Phù Ủng' $secretary 'Nguyễn Văn Tùng,1975' \
		$act $rotate $from 01/12/2023 $until 01/12/2026 $doc '1210-QĐ/HU 24/11/2023'
	step 'two in one post' rota $roster $as_of 15/02/2024 $scope 'Phù Ủng'
	step 'the end that was missing, no paper' rota $relieve 'Phù Ủng' $secretary \
		--cadre 'Đoàn Xuân Dũng' $act $retire $from 01/12/2023
	step 'the end that was missing' rota $relieve 'Phù Ủng' $secretary --cadre 'Đoàn Xuân Dũng' \
		$act $retire $from 01/12/2023 $doc '1205-QĐ/HU 20/11/2023'
	step 'one in the post' rota $roster $as_of 15/02/2024 $scope 'Phù Ủng'
	step 'the end again' rota $relieve 'Phù Ủng' $secretary --cadre 'Đoàn Xuân Dũng' \
		$act $retire $from 01/12/2023 $doc '1205-QĐ/HU 20/11/2023'
	step 'an act that ends nothing' rota $relieve 'Phù Ủng' $secretary \
		$act $elect $from 01/02/2024 $doc '1205-QĐ/HU 20/01/2024'

	step 'mend a field that is none' rota $correct "Phù Ủng/$secretary" until=01/12/2027 $typing x
	step 'mend without saying how' rota $correct "Phù Ủng/$secretary" from=02/12/2023
	step 'mend a day' rota $correct "Phù Ủng/$secretary" from=02/12/2023 $typing 'gõ nhầm ngày'
	step 'mend it back by a paper' rota $correct "Phù Ủng/$secretary" from=01/12/2023 \
		$erratum '1290-CV/HU 20/12/2023'
	step 'mend what is so already' rota $correct "Phù Ủng/$secretary" from=01/12/2023 \
		$typing 'gõ nhầm ngày'
	step 'how it came to be' rota $history "Phù Ủng/$secretary" $format md
	step 'of a person' rota $history 'Nguyễn Văn Tùng,1975' $format csv
	step 'how it came to be, for programs' rota $history "Phù Ủng/$chair" --json
	step 'all of a person' rota $cadre_show 'Nguyễn Văn Tùng,1975'
	step 'all of a person, for programs' rota $cadre_show 'Nguyễn Văn Tùng,1975' --json
	step 'all of a unit' rota $unit_show 'Phù Ủng' $as_of 15/02/2024
	step 'of nobody' rota $history 'Ngô Văn Không'

	step 'a transfer in the district' rota $move 'Đoàn Xuân Hải' 'Tân Phúc' $secretary \
		$act $transfer $from 15/12/2023 $doc '1270-QĐ/HU 08/12/2023'
	step 'what it leaves' rota $vacancies $as_of 15/12/2023 $scope 'Đào Dương'
	step 'in charge of it, until when' rota $appoint 'Đào Dương' $secretary 'Chu Thu Hằng' \
		$act $take_charge $from 15/12/2023 $doc '1271-QĐ/HU 14/12/2023'
	step 'in charge of it' rota $appoint 'Đào Dương' $secretary 'Chu Thu Hằng' $act $take_charge \
		$from 15/12/2023 $until 15/03/2024 $doc '1271-QĐ/HU 14/12/2023'
	step 'in charge of it again' rota $appoint 'Đào Dương' $secretary 'Chu Thu Hằng' \
		$act $take_charge $from 18/12/2023 $until 15/03/2024 $doc '1272-QĐ/HU 15/12/2023'
	step 'what it leaves now' rota $vacancies $as_of 15/12/2023 $scope 'Đào Dương'
	step 'elected, without the day' rota $appoint 'Tân Phúc' $chair 'Nguyễn Văn Tùng,1981' \
		$act $elect $from 20/12/2023 $doc '21/NQ-HĐND 19/12/2023'
	step 'elected' rota $appoint 'Tân Phúc' $chair 'Nguyễn Văn Tùng,1981' \
		$act $elect $elected 19/12/2023 $from 20/12/2023 $doc '21/NQ-HĐND 19/12/2023'
	step 'approved' rota $step 'Tân Phúc' $chair $act $approve $from 20/12/2023 \
		$doc '2470/QĐ-UBND 28/12/2023'
	step 'a step that is none' rota $step 'Tân Phúc' $chair $act $retire $from 29/12/2023 \
		$doc '2470/QĐ-UBND 28/12/2023'
	step 'in both posts' rota $appoint 'Bãi Sậy' $chair 'Đặng Đình Cường' $act $approve \
		$from 01/12/2023 $doc '2302/QĐ-UBND 24/11/2023' $dry
	step 'in two communes' rota $appoint 'Vân Du' $chair 'Đặng Đình Khánh' $act $approve \
		$from 01/12/2023 $doc '2302/QĐ-UBND 24/11/2023' $dry
	step 'a locality stated, no reason' rota $appoint 'Vân Du' $chair 'Nguyễn Văn Tùng,1981' \
		$act $approve $from 01/12/2023 $doc '2302/QĐ-UBND 24/11/2023' $non_local $dry
	step 'suspended, and nobody in charge' rota $step 'Bãi Sậy' $secretary $act $suspend \
		$from 05/01/2024 $doc '1301-QĐ/HU 04/01/2024'
	step 'suspended' rota $step 'Bãi Sậy' $secretary $act $suspend $from 05/01/2024 \
		$doc '1301-QĐ/HU 04/01/2024' $why 'chưa phân công'
	step 'suspended again' rota $step 'Bãi Sậy' $secretary $act $suspend $from 06/01/2024 \
		$doc '1301-QĐ/HU 04/01/2024'

	step 'a vacancy of a post that is held' rota $vacant 'Bắc Sơn' $chair $from 01/01/2024
	step 'a vacancy' rota $vacant 'Bãi Sậy' $chair $from 01/11/2023
	step 'revoked, no paper' rota $void "Đào Dương/$chair" $start
	step 'revoked, a trial' rota $void "Đào Dương/$chair" $from 15/01/2024 \
		$doc '77/QĐ-UBND 12/01/2024' $dry
	step 'revoked' rota $void "Đào Dương/$chair" $from 15/01/2024 $doc '77/QĐ-UBND 12/01/2024'
	step 'revoked again' rota $void "Đào Dương/$chair" $from 15/01/2024 $doc '77/QĐ-UBND 12/01/2024'
	step 'nothing changed, since when' rota $nil $to 01/02/2024
	step 'nothing changed, backwards' rota $nil $from 01/02/2024 $to 16/01/2024
	step 'nothing changed' rota $nil $from 16/01/2024 $to 01/02/2024
	step 'nothing changed after that' rota $nil $to 15/02/2024

	step 'a list with bad rows' rota $import postings more.csv
	step 'its good rows, a trial' rota $import postings more.csv $take $dry
	step 'its good rows' rota $import postings more.csv $take
	step 'the rows that are left' cat more.csv.rejected.csv
	step 'its good rows again' rota $import postings more.csv $take
	sed -i 's/Ngô Văn Tám,1975/Ngô Văn Tám,09\/10\/1975/' more.csv
	step 'another day of birth in the list' rota $import postings more.csv $take
	step 'and to take it' rota $import postings more.csv $take $update

	step 'the figures' rota $totals $as_of 15/02/2024 $scope 329
	step 'the figures of the province' rota $totals $as_of 15/02/2024
	step 'a row for each commune' rota $totals $as_of 15/02/2024 $scope 326 $by $commune
	step 'a row for nothing known' rota $totals $by village
	step 'for programs' rota $totals $as_of 15/02/2024 --json
	step 'for Excel' rota $totals $as_of 15/02/2024 $format csv
	step 'for a page' rota $totals $as_of 15/02/2024 $format md
	step 'in a form that is none' rota $totals $as_of 15/02/2024 $format xls
	step 'one or both not local' rota $pairs $as_of 15/02/2024 $scope 12145
	step 'what is missing' rota $quality $as_of 15/02/2024
	step 'what is missing, for programs' rota $quality $as_of 15/02/2024 $scope 'thị trấn Ân Thi' \
		$format json
	step 'who is where, for programs' rota $roster $as_of 15/02/2024 $scope 'Phù Ủng' --json
	step 'another test, a trial' rota $policy test=birth_place $from 01/01/2024 $dry
	step 'a test that is none' rota $policy test=birthplace $from 01/01/2024
	step 'a period' rota $period 'name=Quý I/2024' cutoff=31/03/2024 due=05/04/2024
	step 'the periods' rota $periods
	step 'the settings' rota $config
	step 'a setting that is none' rota $config csv.seperator ,
	step 'a setting' rota $config csv.separator ,
	step 'a setting with a value that is none' rota $config lang fr
	step 'the language of the office' rota $config lang $1
	other=en
	[ $1 = vi ] || other=vi
	step 'which comes before that of the machine' env -u ROTA_LANG LANG=$other rota $config x
	step 'and behind the one asked for' env ROTA_LANG=$other rota $config x
	step 'another spelling' rota $config tone uỷ
	step 'in what is shown' rota $status
	step 'and not for programs' rota --json $config name
	step 'the spelling again' rota $config tone ủy
	step 'an error for programs' rota $appoint 'Phù Ủn' $chair 'Nguyễn Văn Tùng,1975' \
		$act $approve $from 01/12/2023 $doc '2301/QĐ-UBND 24/11/2023' --json
	step 'a command that is none' rota appont
	step 'help' rota $help $appoint
	step 'a begin without a day' rota $correct "Bãi Sậy/$secretary" from= $typing 'gõ nhầm ngày'
	step 'a new decision about who is suspended' rota $replace "Bãi Sậy/$secretary" \
		$from 10/02/2024 $doc '1302-QĐ/HU 05/02/2024'
	step 'a new decision' rota $replace "Tân Phúc/$secretary" planned_end=01/06/2028 \
		$from 10/02/2024 $doc '1302-QĐ/HU 05/02/2024' $dry
	step 'a new decision of a lower body' rota $replace "Tân Phúc/$secretary" \
		$from 10/02/2024 $doc '12-QĐ/ĐU 05/02/2024'
	step 'derived again' rota $rebuild
	step 'the same figures' rota $totals $as_of 15/02/2024 $format csv
	step 'where we are' rota $status
	rota export >"$work/export" && number=$((number + 1)) &&
		printf '### %02d everything, in lines\n= %s\n' "$number" "$(wc -l <"$work/export")" >>"$actual"
	cd "$top" || exit 3
	compare "month.$1"
}

english
month en
vietnamese
month vi
end
