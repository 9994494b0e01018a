#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The province as since 01/07/2025: no districts, and offices of communes directly below it; set up
# from what README.md says of it ("An office of today").
# usage: [UPDATE=1] communes.sh BUILD      UPDATE=1 writes tests/flow/expected/communes.txt anew
# BUILD/tests/communes stays when a step differs. What a step is: tests/support/steps.
set -u
. tests/support/steps
begin communes "$1"
mkdir "$work/offices"
ROTA_LANG=en
export ROTA_LANG

# The list of 2024, what became of it, and what joined it.
lists() {
	for list in units_2024 successions_2024 units_thai_binh_2025 successions_2025; do
		cp "$top/tools/data/$list.csv" .
	done
	cat >an-thi.csv <<-'END'
	commune,post,name,born,from,act,doc_no,doc_date,native
	Ân Thi,bí thư,Trần Văn Ngô,05/06/1977,01/07/2025,chỉ định,1201-QĐ/TU,28/06/2025,"xã Quang Vinh, huyện Ân Thi, tỉnh Hưng Yên"
	Ân Thi,chủ tịch UBND,Đỗ Thị Mận,12/03/1980,01/07/2025,chỉ định,2001/QĐ-UBND,28/06/2025,"xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên"
	END
}

# fingerprint COMMAND ...: the last one that it says
fingerprint() {
	"$@" 2>&1 | sed -n 's/.*\(SHA256:[A-Za-z0-9+/ ]*\).*/\1/p' | tail -n 1
}

# begin FOLDER SCOPE NAME OFFICER: a commune joins and can work
begin() {
	read_out=$(fingerprint rota -C "$1" join --scope "$2" --office commune --name "$3" \
		--remote tinh/rota.git)
	root=$(fingerprint rota -C tinh enrol "$1/request" --fingerprint "$read_out")
	rota -C "$1" sync --province-key "$root"
	rota -C "$1" officer add "$4" --title 'Công chức' --role record
} >/dev/null 2>&1

number=0
actual=$work/communes.actual
today=$(TZ=UTC-7 date +%d/%m/%Y)
cd "$work/offices" || exit 3
lists
rota -C tinh init --province 33 --name 'Ban Tổ chức Tỉnh ủy Hưng Yên' 2>/dev/null
rota -C tinh officer add 'Phạm Thị Hoa' --title 'Chuyên viên' --role record 2>/dev/null

step 'the units of 2024' rota -C tinh import units units_2024.csv
step 'what became of them in 2024' rota -C tinh import successions successions_2024.csv
step 'the units of Thái Bình' rota -C tinh import units units_thai_binh_2025.csv
step 'what became of all in 2025' rota -C tinh import successions successions_2025.csv
for district in 323 325 326 327 328 329 330 331 332 333 336 338 339 340 341 342 343 344; do
	rota -C tinh unit end $district --from 01/07/2025 cause=abolished legal='Nghị quyết 203/2025/QH15' \
		2>/dev/null
done
rota -C tinh unit end 34 --from 01/07/2025 cause=absorbed legal='Nghị quyết 202/2025/QH15' 2>/dev/null
step 'no district any more' rota -C tinh unit show 329
step 'a target' rota -C tinh target post=secretary phase=2025-2030 from=01/07/2025 to=01/01/2031 count=2
step 'for all to read' rota -C tinh merge

step 'a commune joins' rota -C an-thi join --scope 12142 --office commune \
	--name 'Đảng ủy xã Ân Thi' --remote tinh/rota.git
step 'it is enrolled' rota -C tinh enrol an-thi/request --fingerprint \
	"$(ssh-keygen -l -f an-thi/keys/writer | cut -d' ' -f2)"
root=$(fingerprint rota -C tinh enrol an-thi/request)
step 'it compares the province' rota -C an-thi sync --province-key "$root"
rota -C an-thi officer add 'Lê Thị Cúc' --title 'Công chức' --role record 2>/dev/null
begin hong-quang 12196 'Đảng ủy xã Hồng Quang' 'Vũ Văn Sen'
begin pho-hien 'Phố Hiến' 'Đảng ủy phường Phố Hiến' 'Bùi Thị Lựu'

step 'its list' rota -C an-thi import postings an-thi.csv
step 'the same list in another commune' rota -C hong-quang import postings an-thi.csv
step 'a person' rota -C hong-quang cadre add name='Bùi Văn Khoai' born=02/02/1979 \
	native='xã Ân Thi, tỉnh Hưng Yên'
step 'a post of another commune' rota -C hong-quang appoint 'Ân Thi' secretary 'Bùi Văn Khoai' \
	--act designate --from 01/08/2025 --doc '1301-QĐ/TU 28/07/2025'
step 'a vacancy of another commune' rota -C hong-quang vacant 'Phố Hiến' chair --from 01/08/2025
step 'a post of its own' rota -C hong-quang appoint 'Hồng Quang' secretary 'Bùi Văn Khoai' \
	--act designate --from 01/08/2025 --doc '1301-QĐ/TU 28/07/2025'
step 'nobody yet' rota -C pho-hien vacant 'Phố Hiến' secretary --from 01/07/2025

step 'sent by one' rota -C an-thi sync
step 'sent by another' rota -C hong-quang sync
step 'sent by the third' rota -C pho-hien sync
step 'merged' rota -C tinh merge
step 'received' rota -C hong-quang sync

# Of the communes those that have an office.
totals() {
	rota -C "$1" report totals --as-of 01/09/2025 "$2" "$3" --format md |
		grep -e code -e 11953 -e 12142 -e 12196 -e total
}
step 'the figures by commune' totals tinh --by commune
step 'the figures by office' totals tinh --by office
step 'the figures of one commune' rota -C hong-quang report totals --as-of 01/09/2025
step 'who is where' rota -C tinh report roster --as-of 01/09/2025 --scope 'Ân Thi'
step 'nothing is open' rota -C tinh matters
cd "$top" || exit 3
compare communes
end
