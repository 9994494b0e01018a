#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Three districts record, the province merges and settles, and the independent reader (tests/reader)
# finds the same figures from the central repository alone, and refuses what is forged in it.
# check_repository.py goes on where this ends: it settles with the program, and merges.
# usage: reader.sh BUILD [kinds]: with it the other kinds of matters instead (reader-kinds.sh)
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/reader-flow${2:+-$2}
rm -rf "$work"
mkdir -p "$work"
PATH=$build:$PATH
ROTA_LANG=en
export PATH ROTA_LANG
unset ROTA_DIR
log=$work/log

# run COMMAND ...: must succeed
run() {
	"$@" >>"$log" 2>&1 </dev/null && return
	echo "FAIL $*"
	tail -n 5 "$log"
	echo "0 passed, 1 failed"
	exit 1
}

# the only letters of "SHA256:..." without the spaces in which it is read out
fingerprint() {
	sed -n 's/.*fingerprint of the province to it over the telephone: *//p' "$log" | tail -n 1 | tr -d ' '
}

run rota -C "$work/hy" init --province 33 --name "Ban Tổ chức Tỉnh ủy Hưng Yên"
run rota -C "$work/hy" import units "$top/tools/data/units_2024.csv"
run rota -C "$work/hy" import successions "$top/tools/data/successions_2024.csv"
for district in 323 329 332 331; do
	run rota -C "$work/$district" join --scope $district --name "Ban Tổ chức $district" \
		--remote "$work/hy/rota.git"
	run rota -C "$work/hy" enrol "$work/$district/request" --yes
done
fingerprint >"$work/fingerprint"
for district in 323 329 332; do
	"$top/tools/gen-postings" --district $district >"$work/$district.csv"
	run rota -C "$work/$district" sync --province-key "$(cat "$work/fingerprint")"
	run rota -C "$work/$district" officer add "Người nhập" --title "Chuyên viên" --role record --yes
	run rota -C "$work/$district" import postings "$work/$district.csv" --yes
	run rota -C "$work/$district" sync
done
run rota -C "$work/hy" merge

# a correction, a second holder of a post, somebody in two places, an act taken back, a revocation,
# a vacancy, an origin as the office sees it; and the province mends what the office mends otherwise
run rota -C "$work/hy" officer add "Người đối chiếu" --title "Chuyên viên" --role "record; reconcile" --yes
an_thi() { run rota -C "$work/329" "$@" --yes; }
hung_yen() { run rota -C "$work/323" "$@" --yes; }
run rota -C "$work/hy" correct "Phù Ủng/chair" from=03/09/2021 --typing "theo hồ sơ của tỉnh" --yes
an_thi correct "Phù Ủng/chair" from=04/09/2021 --typing "gõ nhầm ngày"
an_thi correct "Phù Ủng/secretary" from=02/09/2021 --typing "gõ nhầm ngày"
an_thi cadre add name="Trần Văn Khách" born=01/01/1975 native="huyện Gia Lâm, thành phố Hà Nội"
an_thi appoint "Bãi Sậy" secretary "Trần Văn Khách" --act designate --from 01/02/2024 \
	--doc "900-QĐ/HU 25/01/2024" --why "bàn giao"
an_thi appoint "Vân Du" chair "Trần Văn Khách" --act designate --from 05/02/2024 \
	--doc "901/QĐ-UBND 01/02/2024" --why "nhầm"
an_thi undo --why "nhập nhầm"
an_thi appoint "Vân Du" chair "Trần Văn Khách" --act designate --from 06/02/2024 \
	--doc "902/QĐ-UBND 01/02/2024" --why "kiêm"
hung_yen void "Trung Nghĩa/secretary" --from-start --doc "77-QĐ/ThU 10/02/2024"
hung_yen relieve "Trung Nghĩa" chair --act retire --from 01/02/2024 --doc "55/QĐ-UBND 20/01/2024"
run rota -C "$work/323" sync
run rota -C "$work/329" sync
run rota -C "$work/hy" merge

python3 tests/reader/check_repository.py "$build/rota" "$work" ${2:+"$2"}
