#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Show what two reorganisations did to the figures of a province: the offices of `make demo` go on from
# 15/02/2024 to 31/12/2024, when 161 communes had become 139, and to 02/07/2025, when there were no
# districts any more and the province was 104 communes of Hưng Yên and Thái Bình. Units and resolutions
# are real, persons and their papers invented. Ends with exit 1 when a figure is another one.
# usage: demo-reorg.sh [PROGRAM]      PROGRAM: build/rota
#   LANG_DEMO=en|vi  the language; otherwise ROTA_LANG, otherwise vi
#   KEEP=DIR         work in this new folder and leave it there
# Prints at most 75 lines of 100 columns: what is typed, and what the program says, but for this: of
# some answers only the lines that tell something new; of the totals the last line for each post; the
# rows of a difference together by their cause; a long line goes on in the next.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
program=${1:-build/rota}
. "$here/demo-steps"
folder=${KEEP:-$work/demo}
KEEP=$folder LANG_DEMO=$ROTA_LANG "$here/demo.sh" "$program" >"$said" || { cat "$said"; exit 3; }
cd "$folder"
for list in successions_2024 units_thai_binh_2025 successions_2025; do
	cp "$here/data/$list.csv" .
done

# --- the words typed, in each language -----------------------------------------------------------

english() {
	merge=merge sync=sync totals='report totals' as_of=--as-of format='--format md' diff=diff
	successions='import successions' units='import units' does='report reorganisation' on=--on
	close='unit close' end='unit end' from=--from legal=legal cause=cause=abolished absorbed=cause=absorbed
	appoint=appoint secretary=secretary designate='--act designate' doc=--doc why=--why
	change='cadre change' native=native rescope=rescope read_only=--read-only
	flips='locality, by' communes='communes:' units_of=--units-of become='come together'
}

vietnamese() {
	merge=tong-hop sync=dong-bo totals='bao-cao tong-hop' as_of=--den-ngay format='--dang md' diff=so-sanh
	successions='nap sap-xep' units='nap don-vi' does='bao-cao sap-xep' on=--ngay
	close='don-vi ket-thuc-chuc-danh' end='don-vi ket-thuc' from=--tu legal='Căn cứ pháp lý'
	cause='Lý do kết thúc=giải thể' absorbed='Lý do kết thúc=nhập vào đơn vị khác'
	appoint=bo-tri secretary=bi-thu designate='--hinh-thuc chi-dinh' doc=--can-cu why=--ly-do
	change='can-bo sua' native='Quê quán' rescope=ban-giao read_only=--chi-doc
	flips='đổi do sắp xếp' communes='xã, phường, thị trấn:' units_of=--don-vi-ngay
	become='dồn về'
}

if [ "$ROTA_LANG" = vi ]; then vietnamese; else english; fi

# --- showing -------------------------------------------------------------------------------------

# The last rows of the totals: "secretary: posts 161, filled 160, ..."; what is 0 is left out, and
# bounds stand in brackets behind the figure.
last_rows() {
	LC_ALL=C awk -F'|' "$cells"'
	/^\| *-/ || !/^\|/ { next }
	!number++ { figures = NF - 1; for (i = 5; i <= figures; i++) head[i] = trimmed($i); next }
	!/\*\*/ { next }
	{
		line = trimmed($4) ":"
		bounds = ""
		if (figures > 12 && trimmed($13) != trimmed($14))
			bounds = " (" trimmed($13) "–" trimmed($14) ")"
		for (i = 5; i <= 11 && i <= figures; i++)
			if (trimmed($i) !~ /^0?$/)
				line = line (i > 5 ? ", " : " ") head[i] " " trimmed($i) (i == 9 ? bounds : "")
		if (trimmed($12) !~ /^0?$/) line = line " (" trimmed($12) " %)"
		wrap(line, 4)
	}'
}

# total DAY: the figures of a day
total() {
	typed rota -C tinh $totals $as_of "$1"
	rota -C tinh $totals $as_of "$1" $format | last_rows
}

# The rows of a difference by post and cause, with whom and where they are about when an argument is
# given, and its sums.
causes() {
	LC_ALL=C awk -F'|' -v rows="${1:-}" "$cells"'
	/^- / { sums = sums substr($0, 3) "\n"; next }
	/^\| *-/ || !/^\|/ || !number++ { next }
	{
		cause = trimmed($6) trimmed($2) ", " trimmed($7)
		if (!(cause in count)) order[++causes] = cause
		count[cause] += trimmed($6)
		who[cause] = who[cause] "; " trimmed($4) ", " trimmed($5)
	}
	END {
		for (i = 1; i <= causes; i++)
			wrap(sprintf("%+d ", count[order[i]]) substr(order[i], 3) \
				(rows ? ": " substr(who[order[i]], 3) : ""), 4)
		printf "%s", sums
	}'
}

# --- 15/02/2024 ----------------------------------------------------------------------------------

say "Tiếp theo 'make demo'. Đơn vị, nghị quyết có thật; người và quyết định bố trí là hư cấu." \
    "Where 'make demo' ended. Units and resolutions are real, persons and their papers invented."
# somebody from a ward that the other one, where the post is, will take in
quiet rota -C hung-yen $change "Tạ Duy Quân" $why 'theo lý lịch đảng viên' \
	"$native=phường Quang Trung, thành phố Hưng Yên, tỉnh Hưng Yên"
quiet rota -C hung-yen $sync
quiet rota -C tinh $merge
total 15/02/2024

# --- 01/12/2024: 161 communes become 139 ---------------------------------------------------------

say "Nghị quyết 1248: nạp trước ngày hiệu lực, xem trước tác động đến 53 và 26." \
    "Resolution 1248: imported before it takes effect, to see what it will do to 53 and 26."
run '$' rota -C tinh $successions successions_2024.csv
typed rota -C tinh $does
quiet rota -C tinh $does
sed -n "/^$flips/p; /^$communes/,\$p" "$said" | sed 's/   */  /g' | fold_lines
typed rota -C tinh $totals $as_of 15/02/2024 $units_of 01/12/2024
rota -C tinh $totals $as_of 15/02/2024 $units_of 01/12/2024 | grep "$become" | fold_lines
quiet rota -C tinh $merge
say "Mỗi huyện ghi kết thúc chức danh ở đơn vị đã kết thúc, một lần; sáu nơi khác cũng vậy." \
    "Each district closes what is left open in units that have ended, at once; so do six others."
quiet rota -C an-thi $sync
run '$' rota -C an-thi $close $on 01/12/2024
run 1 rota -C an-thi $appoint "Quang Vinh" $secretary "Lê Xuân Tuấn" $designate $from 01/12/2024 \
	$doc "1402-QĐ/HU 28/11/2024"
quiet rota -C an-thi $sync
for district in hung-yen yen-my khoai-chau kim-dong tien-lu phu-cu; do
	quiet rota -C $district $sync
	quiet rota -C $district $close $on 01/12/2024
	if [ $district = hung-yen ]; then
		quiet rota -C hung-yen $appoint "Phương Nam" $secretary "Nguyễn Thị Hà" $designate \
			$from 01/12/2024 $doc "97-QĐ/ThU 28/11/2024"
	fi
	quiet rota -C $district $sync
done
run 1 rota -C tinh $merge
total 31/12/2024
typed rota -C tinh $diff 15/02/2024 31/12/2024
rota -C tinh $diff 15/02/2024 31/12/2024 $format | causes rows

# --- 01/07/2025: no districts, 104 communes ------------------------------------------------------

say "Nghị quyết 1666, 202, 203: hết cấp huyện, nhập với Thái Bình; 139 + 242 còn 104 xã, phường." \
    "Resolutions 1666, 202, 203: no districts, one province with Thái Bình; 139 + 242 become 104."
typed rota -C tinh $units units_thai_binh_2025.csv "&&" rota -C tinh $successions successions_2025.csv
quiet rota -C tinh $units units_thai_binh_2025.csv
cat "$said"
quiet rota -C tinh $successions successions_2025.csv
cat "$said"
run 1 rota -C tinh $end 329 $from 01/07/2025 "$cause" "$legal=Nghị quyết 203/2025/QH15"
for district in 323 325 326 327 328 330 331 332 333 336 338 339 340 341 342 343 344; do
	quiet rota -C tinh $end $district $from 01/07/2025 "$cause" "$legal=Nghị quyết 203/2025/QH15"
done
quiet rota -C tinh $end 34 $from 01/07/2025 "$absorbed" "$legal=Nghị quyết 202/2025/QH15"
typed rota -C tinh $does
quiet rota -C tinh $does
sed -n "/^$communes/,\$p" "$said" | fold_lines
say "Mười huyện bàn giao dữ liệu; tỉnh ghi kết thúc chức danh, rồi ghi những người mới." \
    "The ten districts hand their records over; the province closes, and records who comes."
run 1 rota -C tinh $rescope "Huyện ủy Ân Thi" $read_only $from 01/07/2025
for office in "Thành ủy Hưng Yên" "Thị ủy Mỹ Hào" "Huyện ủy Văn Lâm" "Huyện ủy Văn Giang" \
	"Huyện ủy Yên Mỹ" "Huyện ủy Khoái Châu" "Huyện ủy Kim Động" "Huyện ủy Tiên Lữ" "Huyện ủy Phù Cừ"; do
	quiet rota -C tinh $rescope "$office" $read_only $from 01/07/2025
done
run '$' rota -C tinh $close $on 01/07/2025
quiet rota -C tinh $appoint "Ân Thi" $secretary "Lê Xuân Tuấn" $designate $from 01/07/2025 \
	$doc "1201-QĐ/TU 28/06/2025"
quiet rota -C tinh $appoint "Tân Hưng" $secretary "Nguyễn Thị Hà" $designate $from 01/07/2025 \
	$doc "1201-QĐ/TU 28/06/2025"
quiet rota -C tinh $appoint "Phố Hiến" $secretary "Tạ Duy Quân" $designate $from 01/07/2025 \
	$doc "1201-QĐ/TU 28/06/2025"
quiet rota -C tinh $merge
total 02/07/2025
typed rota -C tinh $diff 31/12/2024 02/07/2025
rota -C tinh $diff 31/12/2024 02/07/2025 $format | causes

# --- the check -----------------------------------------------------------------------------------

# figures DAY: "161: secretary 160 53, chair 161 26"
figures() {
	rota -C tinh report totals --as-of "$1" --json | awk '
		{ gsub(/[",]/, "") }
		/^  "?totals/ { on = 1 }
		$1 ~ /:$/ { value[$1] = $2 }
		on && $1 == "percent:" {
			line = line (line ? ", " : value["posts:"] ": ") value["post:"] " " value["filled:"] " " value["non_local:"]
		}
		END { print line }'
}
found="$(figures 2024-02-15); $(figures 2024-12-31); $(figures 2025-07-02)"
wanted="161: secretary 160 53, chair 161 26; 139: secretary 126 41, chair 124 20; 104: secretary 3 2, chair 0 0"
if [ "$found" != "$wanted" ]; then
	say "SAI: ra '$found', đúng ra là '$wanted'" "WRONG: '$found', not '$wanted'"
	exit 1
fi
[ "$(rota -C tinh unit close --dry-run --json)" = "[]" ] || {
	say "SAI: còn chức danh để ngỏ" "WRONG: a posting is left open"
	exit 1
}
say "Đúng: 161, 139, 104 đơn vị; không còn chức danh để ngỏ ở đơn vị đã kết thúc." \
    "So it is: 161, 139, 104 communes; nothing is left open in those that ended."
[ "$folder" = "$work/demo" ] || say "Các đơn vị ở: $folder" "The offices are kept in: $folder"
