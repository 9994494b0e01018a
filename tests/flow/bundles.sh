#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Two districts and their province without any line: files on a stick go back and forth, some of
# them twice, late, cut short, altered, to the wrong office or onto a full stick; in English and in
# Vietnamese. What stdout, stderr and the exit code are, and what is on the stick afterwards.
# usage: [UPDATE=1] bundles.sh BUILD
#   UPDATE=1 writes tests/flow/expected/bundles.*.txt anew
# BUILD/tests/bundles stays when a step differs. What a step is: tests/support/steps.
set -u
. tests/support/steps
begin bundles "$1"
inject=$build/tests/fault/inject.so

english() {
	write='bundle write' apply='bundle apply' join='bundle join' all=--all for=--for most=--max-size dry=--dry-run
	status=status merge=merge size=4.4K
}

vietnamese() {
	write='tep-chuyen ghi' apply='tep-chuyen nap' join='tep-chuyen gop' all=--tat-ca for=--cho most=--co-toi-da
	dry=--xem-thu status=tinh-trang merge=tong-hop size=4,4K
}

# --- offices -------------------------------------------------------------------------------------

quiet() {
	"$@" >quiet.out 2>&1 || { echo "$*:" && cat quiet.out; } >>"$actual"
}

# writer FOLDER: the id of its key
writer() {
	rota -C "$1" --json config writer | tr -d '"' | grep -o '[0-9a-f]\{16\}'
}

fingerprint() {
	ssh-keygen -l -f "$1" | cut -d' ' -f2
}

# province FOLDER CODE NAME
province() {
	quiet rota -C "$1" init --province "$2" --name "$3"
	printf '%s\n' code,name,type,parent_code "$2,$3,tinh," "${2}6,Văn Giang,huyen,$2" \
		"${2}9,Ân Thi,huyen,$2" "$4,Mễ Sở,xa,${2}6" "$5,Quang Vinh,xa,${2}9" >units.csv
	quiet rota -C "$1" import units units.csv
	quiet rota -C "$1" officer add 'Phạm Thị Hoa' --title 'Chuyên viên' --role record
	quiet rota -C "$1" merge
}

# district FOLDER CODE NAME PROVINCE: joins, is enrolled, is welcomed by the file
district() {
	quiet rota -C "$1" join --scope "$2" --name "$3"
	quiet rota -C "$4" enrol "$1/request" --fingerprint "$(fingerprint "$1/keys/writer")"
	quiet rota -C "$1" bundle apply "$4/welcome-$(writer "$1").bundle" \
		--province-key "$(fingerprint "$4/keys/root")"
	quiet rota -C "$1" officer add 'Vũ Thị Thơm' --title 'Chuyên viên' --role record
}

# on_stick: what lies there
on_stick() {
	ls -A usb
}

# heads FILE: the refs in it, without where they stand
heads() {
	git bundle list-heads "$1" | cut -d ' ' -f 2
}

# flip FILE: one bit of the byte in its middle
flip() {
	python3 -c '
import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[len(data) // 2] ^= 1
open(sys.argv[1], "wb").write(data)' "$1"
}

# Nothing is flushed, which only a power cut would notice.
rota() {
	env LD_PRELOAD="$inject" FLUSH=no rota "$@"
}

# disk WHAT COMMAND ...: what is done on the stick fails
disk() {
	fault=$1
	shift
	env LD_PRELOAD="$inject" FLUSH=no FAULT="$fault:usb/" "$@"
}

# full FILE COMMAND ...: the stick is full when this file comes
full() {
	file=$1
	shift
	env LD_PRELOAD="$inject" FLUSH=no FAULT="write:1+:ENOSPC:usb/$file" "$@"
}

# --- the exchange --------------------------------------------------------------------------------

exchange() {
	number=0
	actual=$work/bundles.$1.actual
	ROTA_LANG=$1
	export ROTA_LANG
	today=$(TZ=UTC-7 date +%d/%m/%Y)
	mkdir "$work/$1" "$work/$1/usb"
	cd "$work/$1" || exit 3
	province tinh 33 'Hưng Yên' 12049 12163
	quiet rota -C an-thi join --scope 339 --name 'Huyện ủy Ân Thi'
	step 'nothing is known of a province yet' rota -C an-thi $write usb
	rm -rf an-thi
	district an-thi 339 'Huyện ủy Ân Thi' tinh
	district van-giang 336 'Huyện ủy Văn Giang' tinh
	at=$(writer an-thi)
	vg=$(writer van-giang)

	step 'what would be written' rota -C an-thi $write usb/an-thi.bundle $dry
	step 'written' rota -C an-thi $write usb/an-thi.bundle
	step 'on the stick' on_stick
	step 'stock git' git -C tinh/rota.git bundle verify -q "$PWD/usb/an-thi.bundle"
	step 'not received yet' rota -C an-thi $status
	step 'into a folder' rota -C van-giang $write usb
	step 'over something else' rota -C van-giang $write units.csv
	step 'over the file of another' rota -C van-giang $write usb/an-thi.bundle
	step 'no stick there' rota -C van-giang $write nostick/x.bundle
	step 'a full stick' disk write:1+:ENOSPC rota -C van-giang $write usb/x.bundle
	step 'a locked stick' disk open:1+:EROFS rota -C van-giang $write usb/x.bundle
	step 'a stick that fails at the flush' disk fsync:1:EIO rota -C van-giang $write usb/x.bundle
	step 'a name that cannot be given' disk rename:1:EIO rota -C van-giang $write usb/x.bundle
	step 'nothing of it is left' on_stick

	step 'its own file' rota -C an-thi $apply usb/an-thi.bundle
	step 'the file of another' rota -C van-giang $apply usb/an-thi.bundle
	cp -R tinh tinh-before
	step 'what both would bring' rota -C tinh $apply usb/an-thi.bundle "usb/from-$vg.bundle" $dry
	step 'nothing has changed' diff -r --exclude=rota.mdb-lock tinh tinh-before
	mkdir tinh/rota.git.tmp-trial-1 # of one that was killed
	step 'both at the province' rota -C tinh $apply usb/an-thi.bundle "usb/from-$vg.bundle"
	step 'what a killed trial left is gone' test ! -e tinh/rota.git.tmp-trial-1
	step 'the same again' rota -C tinh $apply usb/an-thi.bundle
	step 'merged' rota -C tinh $merge
	step 'an answer for nobody' rota -C tinh $write usb/answer.bundle
	step 'for somebody who is not there' rota -C tinh $write usb/answer.bundle $for 'phù cừ'
	step 'full at the second office' full "for-$at" rota -C tinh $write usb
	step 'what is there is whole' heads "usb/for-$vg.bundle"
	step 'and nothing of the other' on_stick
	step 'the same for a program' told full "for-$at" rota -C tinh $write usb --json
	step 'full at the first' told full "for-$vg" rota -C tinh $write usb --json
	step 'what was written before is not lost' on_stick
	step 'answers, a file for each' rota -C tinh $write usb
	step 'in the file of one' heads "usb/for-$at.bundle"
	step 'the answer for another office' rota -C an-thi $apply "usb/for-$vg.bundle"
	step 'an answer brought back' rota -C tinh $apply "usb/for-$at.bundle"
	cp -R an-thi an-thi-before
	step 'what the answer would bring' rota -C an-thi $apply "usb/for-$at.bundle" $dry
	step 'to a program' told rota -C an-thi $apply "usb/for-$at.bundle" $dry --json
	step 'nothing has changed' diff -r --exclude=rota.mdb-lock an-thi an-thi-before
	step 'nor is anything received' rota -C an-thi $status
	step 'the answer' rota -C an-thi $apply "usb/for-$at.bundle"
	step 'the answer again' rota -C an-thi $apply "usb/for-$at.bundle"
	step 'received' rota -C an-thi $status
	step 'nothing more to write' rota -C an-thi $write usb/an-thi.bundle

	quiet rota -C an-thi nil --from 01/01/2024 --to 15/02/2024
	cp -R an-thi an-thi-copied
	step 'only what is new' rota -C an-thi $write usb/two.bundle
	quiet rota -C an-thi nil --from 15/02/2024 --to 15/03/2024
	step 'that and more, as nothing is received' told rota -C an-thi $write usb/three.bundle --json
	step 'where the first never came' rota -C tinh-before $apply usb/two.bundle
	step 'some that are no files of ours' rota -C tinh $apply none.bundle units.csv usb/three.bundle
	step 'an older one, late' rota -C tinh $apply usb/two.bundle
	quiet rota -C tinh merge
	step 'the next answer' rota -C tinh $write usb/answer.bundle $for 'an thi'
	step 'where the first answer never came' rota -C an-thi-before $apply usb/answer.bundle
	cp usb/answer.bundle cut.bundle
	truncate -s -20 cut.bundle
	cp usb/answer.bundle flipped.bundle
	flip flipped.bundle
	step 'what of them would be taken' \
		rota -C an-thi $apply cut.bundle flipped.bundle "usb/for-$vg.bundle" $dry
	step 'cut short, altered, and for another' \
		rota -C an-thi $apply cut.bundle flipped.bundle "usb/for-$vg.bundle"
	step 'whole, with what is not for it' rota -C an-thi $apply "usb/for-$vg.bundle" usb/answer.bundle

	step 'too small' rota -C tinh $write usb/part $for 'văn giang' $all $most 2K
	step 'no size' rota -C tinh $write usb/part $for 'văn giang' $all $most lớn
	step 'full at the third of four' full part.3of4 rota -C tinh $write usb/part $for 'văn giang' $all $most $size
	step 'none of them is left' on_stick
	step 'for small disks' rota -C tinh $write usb/part $for 'văn giang' $all $most $size
	step 'the last first' rota -C van-giang $apply usb/part.4of4
	step 'in any order together' rota -C van-giang $apply usb/part.4of4 usb/part.2of4 usb/part.3of4 usb/part.1of4
	step 'one of them again' rota -C van-giang $apply usb/part.2of4

	quiet rota -C van-giang nil --from 01/01/2024 --to 15/02/2024
	quiet rota -C van-giang bundle write van-giang.bundle
	step 'several offices in one file' rota $join all.bundle usb/two.bundle van-giang.bundle usb/three.bundle
	step 'an answer is none of them' rota $join other.bundle usb/two.bundle usb/answer.bundle
	step 'over a file' rota $join all.bundle usb/two.bundle van-giang.bundle
	step 'which stock git takes' git -C tinh/rota.git bundle verify -q "$PWD/all.bundle"
	step 'the province takes it' rota -C tinh $apply all.bundle
	quiet rota -C an-thi-copied nil --from 01/03/2024 --to 01/04/2024
	quiet rota -C an-thi-copied bundle write copied.bundle
	step 'from a copied folder' rota -C tinh $apply copied.bundle
	step 'it fits with no other' rota $join copies.bundle usb/three.bundle copied.bundle
	province ninh-binh 37 'Ninh Bình' 14464 14465
	district gia-vien 379 'Huyện ủy Gia Viễn' ninh-binh
	quiet rota -C gia-vien bundle write gia-vien.bundle
	step 'an office of another province' rota -C tinh $apply gia-vien.bundle
	quiet git -C ninh-binh/rota.git bundle create -q "$PWD/foreign.bundle" \
		refs/rota/province/common refs/rota/province/checkpoints
	step 'what another province has published' rota -C an-thi $apply foreign.bundle
	quiet git -C tinh/rota.git bundle create -q "$PWD/stock.bundle" --all
	step 'with the notices of all' rota -C van-giang $apply stock.bundle
	quiet rota -C van-giang nil --from 15/02/2024 --to 15/03/2024
	quiet rota -C van-giang bundle write van-giang.bundle
	quiet git -C van-giang/rota.git bundle create -q "$PWD/stock.bundle" --all
	step 'an office, by stock git' rota -C tinh $apply stock.bundle
	step 'merged' rota -C tinh $merge
	quiet git -C tinh/rota.git bundle create -q "$PWD/stock.bundle" \
		refs/rota/province/common refs/rota/province/checkpoints~1..refs/rota/province/checkpoints \
		"refs/rota/notices/$vg"
	step 'an answer, by stock git' rota -C van-giang $apply stock.bundle
	cd "$top" || exit 3
	# a signature is smaller or larger by a byte or two when it is compressed
	sed -i -e 's/([0-9.]* [KM]*B)/(SIZE)/' \
		-e 's/"bytes":[0-9]\{1,\}/"bytes":N/' "$actual"
	compare "bundles.$1"
}

english
exchange en
vietnamese
exchange vi
end
