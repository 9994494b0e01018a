#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Limits of time: who is in post for how long, retires when and is to be looked at, on days through
# the end of a phase and a merger of communes, in both languages; and what people type wrong. On the
# province's machine, since none of this depends on an exchange.
# usage: [UPDATE=1] tenure.sh BUILD
#   UPDATE=1 writes tests/flow/expected/tenure.*.txt anew
# BUILD/tests/tenure stays when a step differs. What a step is: tests/support/steps.
set -u
. tests/support/steps
begin tenure "$1"

english() {
	tenure='report tenure' roster='report roster' as_of=--as-of flagged=--flagged local=--local
	post=--post secretary=secretary scope=--scope format=--format known=--known-at
	help=--help cadre=cadre spell=spell mend=mend-spell show=show policy=policy history=history
	what=--what working=work place=--place from=--from to=--to undo=--undo why=--why
}

vietnamese() {
	tenure='bao-cao thoi-han' roster='bao-cao danh-sach' as_of=--den-ngay flagged=--can-xem
	local=--nguoi-dia-phuong post=--chuc-danh secretary=bi-thu scope=--dia-ban format=--dang
	known=--theo-lan help=--tro-giup cadre=can-bo spell=qua-trinh mend=sua-qua-trinh show=xem
	policy=quy-dinh history=lich-su what=--noi-dung working=cong-tac place=--noi from=--tu to=--den
	undo=--rut-lai why=--ly-do
}

office() {
	cat >units.csv <<-'END'
	code,name,type,parent_code
	33,Hưng Yên,tinh,
	323,Hưng Yên,thanh_pho,33
	329,Ân Thi,huyen,33
	11959,Lê Lợi,phuong,323
	11965,Quang Trung,phuong,323
	12163,Quang Vinh,xa,329
	12199,Hồng Quang,xa,329
	END
	cat >successions.csv <<-'END'
	on,event,old_code,new_code,new_name,new_type,part
	01/12/2024,absorb,11959,11959,Lê Lợi,phuong,full
	01/12/2024,absorb,11965,11959,Lê Lợi,phuong,full
	END
	cat >postings.csv <<-'END'
	commune,post,name,born,sex,from,to,act,end_act,planned_end,doc_no,doc_date,native
	Lê Lợi,bí thư,Đỗ Văn Ngô,22/12/1974,nam,01/12/2015,,chuẩn y,,,112-QĐ/HU,20/11/2015,"phường Lê Lợi, thành phố Hưng Yên, tỉnh Hưng Yên"
	Lê Lợi,chủ tịch UBND,Vũ Thị Mơ,1970,nữ,01/06/2021,,phê chuẩn,,,45/QĐ-UBND,20/05/2021,"xã Quang Vinh, huyện Ân Thi, tỉnh Hưng Yên"
	Quang Trung,bí thư,Lê Văn Kê,25/09/1971,nam,01/03/2017,,chỉ định,,,497-QĐ/HU,24/02/2017,"phường Quang Trung, thành phố Hưng Yên, tỉnh Hưng Yên"
	Quang Trung,chủ tịch UBND,Trần Văn Mít,10/01/1966,,01/03/2023,,giao quyền,,,46/QĐ-UBND,24/02/2023,"huyện Gia Bình, tỉnh Bắc Ninh"
	Quang Vinh,bí thư,Hoàng Văn Gạo,10/01/1966,nam,25/09/2021,,luân chuyển,,25/09/2026,582-QĐ/TU,17/09/2021,"huyện Gia Bình, tỉnh Bắc Ninh"
	Quang Vinh,chủ tịch UBND,Trần Thị Đỗ,02/09/1985,nữ,01/03/2023,15/01/2024,luân chuyển,thôi giữ,01/03/2028,47/QĐ-UBND,24/02/2023,"xã Hồng Quang, huyện Ân Thi, tỉnh Hưng Yên"
	Hồng Quang,bí thư,Phạm Văn Lúa,12/02/1963,nam,01/06/2020,,chuẩn y,,,114-QĐ/HU,20/05/2020,"huyện Gia Bình, tỉnh Bắc Ninh"
	END
	rota init --province 33 --name 'Ban Tổ chức Tỉnh ủy'
	rota import units units.csv
	rota officer add 'Phạm Thị Hoa' --title 'Chuyên viên' --role record
	rota target post=secretary phase=2023-2025 from=30/06/2023 to=01/01/2024 count=3
	rota import postings postings.csv
	rota merge
}

# The ward of Quang Trung goes into Lê Lợi, and its secretary becomes the chair there.
merger() {
	rota relieve 'Quang Trung' secretary --act unit_ended --from 01/12/2024 --why x
	rota relieve 'Quang Trung' chair --act unit_ended --from 01/12/2024 --why x
	rota relieve 'Lê Lợi' chair --act release --from 01/12/2024 --doc '48/QĐ-UBND 20/11/2024'
	rota import successions successions.csv
	rota appoint 'Lê Lợi' chair 'Lê Văn Kê' --act approve --from 01/12/2024 \
		--doc '49/QĐ-UBND 20/11/2024' --why x
}

tenure_in() {
	actual=$work/tenure.$1.actual
	number=0 today=$(TZ=UTC-7 date +%d/%m/%Y)
	mkdir "$work/$1"
	cd "$work/$1" || exit 3
	unset ROTA_LANG
	office >/dev/null 2>&1
	ROTA_LANG=$1
	export ROTA_LANG
	step 'how it is asked' rota $tenure $help
	step 'on the last day of the phase' rota $tenure $as_of 31/12/2023
	step 'a day later' rota $tenure $as_of 01/01/2024 $flagged
	step 'the roster' rota $roster $as_of 15/02/2024
	step 'who left a rotation' rota $tenure $as_of 15/02/2024 $scope 12163
	step 'local secretaries' rota $tenure $as_of 15/02/2024 $post $secretary $local
	step 'nobody' rota $tenure $as_of 15/02/2000 $flagged
	step 'for programs' rota $tenure $as_of 15/02/2024 $scope 12163 --json
	step 'for a table' rota $tenure $as_of 15/02/2024 $scope 12199 $format csv
	step 'for a page' rota $tenure $as_of 15/02/2024 $scope 12199 $format md
	# years in the place: Hoàng Văn Gạo, from elsewhere, worked in Quang Vinh before he was secretary
	gao='Hoàng Văn Gạo' vinh='xã Quang Vinh, huyện Ân Thi, tỉnh Hưng Yên'
	step 'a time in a place' rota $cadre $spell "$gao" $what $working $place "$vinh" $from 08/2001
	entry=$(rota $cadre $show "$gao" --json | sed -n 's/.*"entry": "\([0-9]*\)".*/\1/p')
	step 'the years count from then on' rota $policy test=native_place residence_years=20 \
		$from 01/02/2024
	step 'the day before' rota $roster $as_of 31/01/2024 $scope 12163 $format csv
	step 'a local by his years' rota $roster $as_of 15/02/2024 $scope 12163 $format csv
	step 'until then only' rota $cadre $mend "$entry" to=2015
	step 'and none again' rota $roster $as_of 15/02/2024 $scope 12163 $format csv
	step 'what is known of him' rota $cadre $show "$gao"
	step 'not of him at all' rota $cadre $mend "$entry" $undo $why 'nhầm người'
	step 'who said what' rota $history "$gao"
	step 'no place' rota $cadre $spell "$gao" $what $working $from 2001 --no-input
	step 'no such word' rota $cadre $spell "$gao" $what bơi $place "$vinh" $from 2001
	step 'no day' rota $cadre $spell "$gao" $what $working $place "$vinh" $from 31/02/2001
	ROTA_LANG=en merger >/dev/null 2>&1
	step 'after the merger' rota $tenure $as_of 01/03/2025 $scope 11959
	ROTA_LANG=en rota policy --from 01/01/2025 eight_year_through_merger=true >/dev/null 2>&1
	step 'where the time goes on' rota $tenure $as_of 01/03/2025 $scope 11959
	step 'as known before' rota $tenure $as_of 01/03/2025 $scope 11959 $known 1
	step 'no post' rota $tenure $post pho-chu-tich
	step 'no day' rota $tenure $as_of 31/02/2024
	step 'no unit' rota $tenure $scope 99999
	cd "$top" || exit 3
	compare "tenure.$1"
}

english
tenure_in en
vietnamese
tenure_in vi
end
