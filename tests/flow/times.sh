#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Two times: figures of a day as they are known now and as they were published; what has changed
# since, entry by entry, so that it adds up; and what people type wrong.
# usage: [UPDATE=1] times.sh BUILD
#   UPDATE=1 writes tests/flow/expected/times.*.txt anew
# BUILD/tests/times stays when a step differs. What a step is: tests/support/steps.
set -u
. tests/support/steps
begin times "$1"

english() {
	period=period open='period open' publish='period publish' checkpoint=--checkpoint
	published=published: known=--known-at totals='report totals' roster='report roster'
	by_age='--by age' as_of=--as-of diff=diff exit=--exit-code scope=--scope history=history matters=matters
	export=export state=--state relieve=relieve retire='--act retire' from=--from doc=--doc
	why=--why correct=correct typing=--typing void=void start=--from-start secretary=secretary
	appoint=appoint designate='--act designate' sync=sync merge=merge move=move
	transfer='--act transfer' to=--to add='cadre add'
}

vietnamese() {
	period=ky-bao-cao open='ky-bao-cao mo' publish='ky-bao-cao cong-bo' checkpoint=--lan
	published=da-cong-bo: known=--theo-lan totals='bao-cao tong-hop'
	roster='bao-cao cap-chuc-danh' as_of=--den-ngay diff=so-sanh exit=--ma-thoat
	by_age='--theo thoi-gian'
	scope=--dia-ban history=lich-su matters=doi-chieu export=xuat state=--trang-thai
	relieve=thoi-giu retire='--hinh-thuc nghi-huu' from=--tu doc=--can-cu why=--ly-do
	correct=sua typing=--nhap-sai void=thu-hoi start=--tu-dau secretary=bi-thu appoint=bo-tri
	designate='--hinh-thuc chi-dinh' sync=dong-bo merge=tong-hop move=dieu-dong
	transfer='--hinh-thuc dieu-dong' to=--den add='can-bo them'
}

offices() {
	cat >units.csv <<-'END'
	code,name,type,parent_code
	33,Hưng Yên,tinh,
	329,Ân Thi,huyen,33
	12163,Quang Vinh,xa,329
	12196,Hồng Vân,xa,329
	12199,Hồng Quang,xa,329
	END
	cat >an-thi.csv <<-'END'
	commune,post,name,born,from,act,doc_no,doc_date,native
	Quang Vinh,bí thư,Hoàng Văn Gạo,10/01/1972,25/02/2022,chuẩn y,582-QĐ/HU,17/02/2022,"huyện Gia Bình, tỉnh Bắc Ninh"
	Hồng Vân,bí thư,Lê Văn Kê,25/09/1971,01/02/2023,chỉ định,497-QĐ/HU,24/01/2023,"huyện Gia Bình, tỉnh Bắc Ninh"
	Hồng Quang,bí thư,Trần Thị Đỗ,02/09/1980,01/03/2023,chỉ định,512-QĐ/HU,24/02/2023,"xã Hồng Quang, huyện Ân Thi, tỉnh Hưng Yên"
	END
	rota -C tinh init --province 33 --name 'Ban Tổ chức Tỉnh ủy'
	rota -C tinh import units units.csv
	rota -C tinh officer add 'Phạm Thị Hoa' --title 'Chuyên viên' --role publish
	rota -C tinh merge
	rota -C an-thi join --scope 329 --name 'Ban Tổ chức Huyện ủy Ân Thi' --remote tinh/rota.git
	rota -C tinh enrol an-thi/request \
		--fingerprint "$(ssh-keygen -l -f an-thi/keys/writer | cut -d' ' -f2)"
	rota -C an-thi sync --province-key "$(ssh-keygen -l -f tinh/keys/root | cut -d' ' -f2)"
	rota -C an-thi officer add 'Vũ Thị Thơm' --title 'Chuyên viên' --role record
	rota -C an-thi import postings an-thi.csv
	rota -C an-thi sync
	rota -C tinh merge
}

# What the district records after the figures are published.
later() {
	rota -C an-thi relieve 'Quang Vinh' secretary --act retire --from 01/12/2023 \
		--doc '601-QĐ/HU 27/11/2023' --why 'văn bản đến muộn'
	rota -C an-thi cadre add name='Vũ Văn Ngô' born=19/05/1978 \
		native='huyện Gia Bình, tỉnh Bắc Ninh'
	rota -C an-thi appoint 'Quang Vinh' secretary 'Vũ Văn Ngô' --act designate \
		--from 05/12/2023 --doc '602-QĐ/HU 27/11/2023' --why 'văn bản đến muộn'
	rota -C an-thi void 'Hồng Vân/secretary' --from-start --doc '1-QĐ/HU 05/01/2024' \
		--why 'thu hồi'
	rota -C an-thi cadre change 'Trần Thị Đỗ' native='huyện Gia Bình, tỉnh Bắc Ninh' \
		--why 'theo lý lịch gốc'
	rota -C an-thi sync
	rota -C tinh merge
}

compare_times() {
	number=0
	actual=$work/times.$1.actual
	today=$(TZ=UTC-7 date +%d/%m/%Y)
	mkdir "$work/$1"
	cd "$work/$1" || exit 3
	offices >/dev/null 2>&1
	ROTA_LANG=$1
	export ROTA_LANG

	step 'a period' rota -C tinh $open name='Năm 2023' cutoff=31/12/2023 due=05/01/2024
	step 'no such period' rota -C tinh $publish 'Năm 2024'
	step 'no such checkpoint' rota -C tinh $publish 'Năm 2023' $checkpoint 77
	step 'by the district' rota -C an-thi $publish 'Năm 2023'
	step 'published' rota -C tinh $publish 'Năm 2023' $checkpoint 2
	step 'once is enough' rota -C tinh $publish 'Năm 2023' $checkpoint 2
	step 'the periods' rota -C tinh $period
	rota -C tinh merge >/dev/null 2>&1
	rota -C tinh export --state --known-at 2 >then.jsonl
	rota -C an-thi sync >/dev/null 2>&1
	step 'asked why it comes now' rota -C an-thi $relieve 'Quang Vinh' $secretary $retire \
		$from 01/12/2023 $doc '601-QĐ/HU 27/11/2023'
	later >/dev/null 2>&1
	step 'the figures now' rota -C tinh $totals $as_of 31/12/2023
	step 'as it was published' rota -C tinh $totals $as_of 31/12/2023 $known "${published}Năm 2023"
	step 'who was there, as known then' rota -C tinh $roster $as_of 31/12/2023 $known 2
	step 'and now' rota -C tinh $roster $as_of 31/12/2023
	step 'its history, as known then' rota -C tinh $history "Quang Vinh/$secretary" $known 2
	step 'the newest' rota -C tinh $matters $known last $by_age
	step 'of the evening of a day' rota -C tinh $matters $known 01/01/2024
	step 'no period' rota -C tinh $totals $known "${published}Năm 2024"
	step 'no checkpoint' rota -C tinh $totals $known 77
	step 'no day' rota -C tinh $totals $known hôm-qua
	rota -C tinh export --state --known-at 2 >again.jsonl
	step 'all of it is as it was' cmp then.jsonl again.jsonl

	step 'what has changed since' rota -C tinh $diff "${published}Năm 2023" now
	step 'for programs' rota -C tinh $diff "${published}Năm 2023" now --json
	step 'between two days' rota -C tinh $diff 30/11/2023 31/12/2023
	step 'as they were known' rota -C tinh $diff 30/11/2023@2 31/12/2023@2
	step 'backwards' rota -C tinh $diff 31/12/2023 30/11/2023
	step 'nothing' rota -C tinh $diff 31/12/2023 31/12/2023 $exit
	step 'a difference' rota -C tinh $diff 2 last $as_of 31/12/2023 $scope 12163 $exit
	step 'no side' rota -C tinh $diff hôm-qua now
	step 'one side' rota -C tinh $diff now
	step 'no unit' rota -C tinh $diff 2 now $scope 99999
	step 'the district knows it as well' rota -C an-thi $diff 2 now $as_of 31/12/2023
	cd "$top" || exit 3
	compare "times.$1"
}

english
compare_times en
vietnamese
compare_times vi
end
