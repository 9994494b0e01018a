#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Show rota at work: the province of Hưng Yên as it was on 15/02/2024, its ten districts and 161
# communes, with invented persons; from empty folders to the published figures, one matter, and the
# history of one post. Ends with exit 1 when these do not come out.
# usage: demo.sh [PROGRAM]      PROGRAM: build/rota
#   LANG_DEMO=en|vi  the language; otherwise ROTA_LANG, otherwise vi
#   KEEP=DIR         work in this new folder and leave it there
# Prints at most 60 lines of 100 columns: what is typed, and what the program says, but for this:
# of some answers only the line that the next step needs; a long line goes on in the next; the
# totals have both posts of a unit on one line, without what is empty or 0 on all; a matter and an
# entry of a history are a paragraph each.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
program=${1:-build/rota}
. "$here/demo-steps"
folder=${KEEP:-$work/demo}
mkdir -p "$folder"
cd "$folder"
[ ! -e tinh ] || { echo "demo.sh: '$PWD' has an office already" >&2; exit 2; }
cp "$here/data/units_2024.csv" units.csv
cp "$here/data/targets_2023_2025.csv" targets.csv

# --- the words typed, in each language -----------------------------------------------------------

english() {
	init='init --province 33' name=--name merge=merge sync=sync
	units='import units' targets='import targets' postings='import postings'
	officer='officer add' title=--title role='--role record'
	join='join --scope' remote=--remote enrol=enrol fingerprint=--fingerprint key=--province-key
	move=move relieve=relieve cadre='cadre add' appoint=appoint secretary=secretary
	transfer='--act transfer' retire='--act retire' approve='--act approve'
	from=--from doc=--doc totals='report totals' as_of='--as-of 15/02/2024' matters=matters
	history=history format='--format md'
}

vietnamese() {
	init='lap-so --tinh 33' name=--ten merge=tong-hop sync=dong-bo
	units='nap don-vi' targets='nap chi-tieu' postings='nap danh-sach'
	officer='nguoi-dung them' title=--chuc-vu role='--quyen record'
	join='tham-gia --dia-ban' remote=--dia-chi enrol=ghi-danh fingerprint=--dau-van key=--khoa-tinh
	move=dieu-dong relieve=thoi-giu cadre='can-bo them' appoint=bo-tri secretary=bi-thu
	transfer='--hinh-thuc dieu-dong' retire='--hinh-thuc nghi-huu' approve='--hinh-thuc phe-chuan'
	from=--tu doc=--can-cu totals='bao-cao tong-hop' as_of='--den-ngay 15/02/2024' matters=doi-chieu
	history=lich-su format='--dang md'
}

if [ "$ROTA_LANG" = vi ]; then vietnamese; else english; fi

# --- showing -------------------------------------------------------------------------------------

# The totals in Markdown, where a unit has a line for each of two posts, as a table with both on one.
# The last two columns are bounds; these stand in brackets behind the figure where they differ.
both_posts() {
	LC_ALL=C awk -F'|' "$cells"'
	function put(at, text) {
		cell[row, at] = text
		if (text !~ /^0?$/) used[at]
		if (wide(text) > width[at]) width[at] = wide(text)
	}
	# The words of a text in lines[1 ..] of so many columns; how many lines.
	function split_caption(text, columns,   words, count, i, at) {
		count = split(text, words, " ")
		lines[at = 1] = words[1]
		for (i = 2; i <= count; i++)
			if (wide(lines[at] " " words[i]) > columns)
				lines[++at] = words[i]
			else
				lines[at] = lines[at] " " words[i]
		return at
	}
	# A caption stands on up to three lines, the last of them at the bottom, and is narrow.
	function fold_caption(at, text,   columns, count, i) {
		for (columns = width[at]; (count = split_caption(text, columns)) > 3; columns++)
			;
		for (i = 1; i <= count; i++) {
			caption[at, 3 - count + i] = lines[i]
			if (wide(lines[i]) > width[at]) width[at] = wide(lines[i])
		}
	}
	function print_trimmed(line) {
		sub(/ +$/, "", line)
		if (line != "") print line
	}
	/^\| *-/ || !/^\|/ { next }
	!number++ {
		figures = NF - 3
		for (i = 3; i <= figures; i++) head[i] = trimmed($i)
		next
	}
	{
		group = 100 * (1 + number % 2)
		row = int(number / 2)
		post[group] = trimmed($4)
		put(3, trimmed($3))
		put(5, trimmed($5))
		if (trimmed($(NF - 2)) != trimmed($(NF - 1)))
			$9 = trimmed($9) " (" trimmed($(NF - 2)) "–" trimmed($(NF - 1)) ")"
		for (i = 6; i <= figures; i++) put(group + i, trimmed($i))
	}
	END {
		rows = row
		for (at = 3; at < 300; at++)
			if (at in used) fold_caption(at, head[at % 100])
		for (at = 3; at < 300; at++)
			if (at in used) {
				group = at - at % 100
				gap = at == 3 ? "" : "  "
				if (!(group in begun) && group)
					top = pad(top, wide(rule gap), 0) post[group]
				begun[group]
				rule = rule gap pad("", width[at], 0)
			}
		print_trimmed(top)
		for (i = 1; i <= 3; i++) {
			line = ""
			for (at = 3; at < 300; at++)
				if (at in used)
					line = line (at == 3 ? "" : "  ") pad(caption[at, i], width[at], at > 3)
			print_trimmed(line)
		}
		gsub(/ /, "─", rule)
		print rule
		for (row = 1; row <= rows; row++) {
			line = ""
			for (at = 3; at < 300; at++)
				if (at in used)
					line = line (at == 3 ? "" : "  ") pad(cell[row, at], width[at], at > 3)
			print_trimmed(line)
		}
	}'
}

# A list in Markdown: a paragraph for each row.
paragraphs() {
	LC_ALL=C awk -F'|' "$cells"'
	/^\| *-/ || !/^\|/ || !lines++ { next }
	{
		text = trimmed($2)
		for (i = 3; i < NF; i++)
			if (trimmed($i) != "") text = text "  " trimmed($i)
		wrap(text, 4)
	}'
}

# --- the demonstration ---------------------------------------------------------------------------

say "Tỉnh Hưng Yên ngày 15/02/2024: 161 xã, phường, thị trấn có thật; mọi người đều là hư cấu." \
    "The province of Hưng Yên on 15/02/2024: 161 real communes; all persons are invented."
run 1 rota -C tinh $init $name "Ban Tổ chức Tỉnh ủy Hưng Yên"
typed rota -C tinh $units units.csv "&&" rota -C tinh $targets targets.csv
quiet rota -C tinh $units units.csv
cat "$said"
quiet rota -C tinh $targets targets.csv
cat "$said"
quiet rota -C tinh $officer "Phạm Thị Hoa" $title "Chuyên viên" $role
run 1 rota -C tinh $merge

quietly() {
	shift
	quiet "$@"
}

# begin FOLDER CODE NAME OFFICER HOW: an office joins, is enrolled and takes over its list; HOW is
# `run` to show it, `quietly` not to.
begin() {
	"$5" 2 rota -C "$1" $join "$2" $name "$3" $remote tinh/rota.git
	read_out=$(sed -n 's/.*\(SHA256:.*\)/\1/p' "$said" | tr -d ' ')
	"$5" 3 rota -C tinh $enrol "$1/request" $fingerprint "$read_out"
	root=$(sed -n 's/.*\(SHA256:.*\)/\1/p' "$said" | tail -n 1 | tr -d ' ')
	"$5" 1 rota -C "$1" $sync $key "$root"
	quiet rota -C "$1" $officer "$4" $title "Chuyên viên" $role
	"$here/gen-postings" --district "$2" units.csv >"$1.csv"
	"$5" 1 rota -C "$1" $postings "$1.csv"
}

# change_chair FOLDER NAME: in the first commune whose chair is local, another local takes over.
change_chair() {
	awk -F'"' '$1 ~ /,chair,/ && $3 ~ /^,,/ { sub(/,.*/, "", $1); print $1; print $2; exit }' \
		"$1.csv" >"$work/chair"
	{ read -r commune && read -r native; } <"$work/chair"
	quiet rota -C "$1" $relieve "$commune" chair $retire $from 01/02/2024 \
		$doc "149/QĐ-UBND 23/01/2024"
	quiet rota -C "$1" $cadre "name=$2" born=12/05/1980 sex=male "native=$native"
	quiet rota -C "$1" $appoint "$commune" chair "$2" $approve $from 01/02/2024 \
		$doc "158/QĐ-UBND 26/01/2024"
}

begin an-thi 329 "Huyện ủy Ân Thi" "Vũ Thị Thơm" run
say "Không cần mạng: ghi ngay khi có quyết định. Hai người cùng giữ một chức danh: vẫn ghi, và báo." \
    "No network is needed to record a decision. Two holders of one post: recorded, and said."
run '1,$' rota -C an-thi $move "Lê Xuân Tuấn" "Quang Vinh" $secretary $transfer $from 01/02/2024 \
	$doc "1301-QĐ/HU 26/01/2024"
say "Chín huyện, thị xã, thành phố khác cũng vậy; mỗi nơi có một chủ tịch UBND nghỉ, một người thay." \
    "The nine other districts do the same; in each a chair retires, and somebody takes over."
while IFS=, read -r district code office officer_name chair; do
	begin "$district" "$code" "$office" "$officer_name" quietly
	change_chair "$district" "$chair"
	quiet rota -C "$district" $sync
done <<'END'
hung-yen,323,Thành ủy Hưng Yên,Trần Thị Lụa,Phạm Văn Thóc
van-lam,325,Huyện ủy Văn Lâm,Lê Thị Cúc,Trần Văn Ngô
van-giang,326,Huyện ủy Văn Giang,Đỗ Văn Nhãn,Lê Văn Vải
yen-my,327,Huyện ủy Yên Mỹ,Hoàng Thị Mận,Đỗ Văn Đỗ
my-hao,328,Thị ủy Mỹ Hào,Bùi Văn Sen,Hoàng Văn Khoai
khoai-chau,330,Huyện ủy Khoái Châu,Vũ Thị Quất,Bùi Văn Chuối
kim-dong,331,Huyện ủy Kim Động,Ngô Văn Bưởi,Vũ Văn Cam
tien-lu,332,Huyện ủy Tiên Lữ,Đặng Thị Nghệ,Ngô Văn Mía
phu-cu,333,Huyện ủy Phù Cừ,Tạ Văn Vối,Đặng Văn Ổi
END
run 1 rota -C an-thi $sync
run 1 rota -C tinh $merge
run 1 rota -C an-thi $sync
typed rota -C tinh $totals $as_of
rota -C tinh $totals $as_of $format | both_posts
typed rota -C tinh $matters
rota -C tinh $matters $format | paragraphs
typed rota -C tinh $history "Quang Vinh/$secretary"
rota -C tinh $history "Quang Vinh/$secretary" $format | paragraphs

# --- the check -----------------------------------------------------------------------------------

published="secretary 53 low 52 high 53 of 50 106 %, chair 26 low 26 high 26 of 19 137 %, matters 1"
found=$(rota -C tinh report totals --as-of 2024-02-15 --json | awk '
	{ gsub(/[",]/, "") }
	/^  "?totals/ { on = 1 }
	$1 ~ /:$/ { value[$1] = $2 }
	on && $1 == "percent:" {
		printf "%s %s low %s high %s of %s %s %%, ", value["post:"], value["non_local:"],
			value["low:"], value["high:"], value["target:"], $2
	}
	END { print "matters " value["matters:"] }')
if [ "$found" != "$published" ]; then
	say "SAI: ra '$found', đúng ra là '$published'" "WRONG: '$found', not '$published'"
	exit 1
fi
say "Đúng số đã công bố: 53 bí thư = 106 % chỉ tiêu 50; 26 chủ tịch UBND = 137 % chỉ tiêu 19." \
    "As published: 53 secretaries = 106 % of the target of 50; 26 chairs = 137 % of 19."
[ -z "${KEEP:-}" ] || say "Các đơn vị vừa lập ở: $KEEP" "The offices are kept in: $KEEP"
