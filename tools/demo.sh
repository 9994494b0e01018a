#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Show rota at work: the province of Hưng Yên as it was on 15/02/2024, with invented persons, from
# an empty folder to the published figures. Ends with exit 1 when these do not come out.
# usage: demo.sh [PROGRAM]      PROGRAM: build/rota
#   LANG_DEMO=en|vi  the language; otherwise ROTA_LANG, otherwise vi
#   KEEP=DIR         work in this new folder and leave it there
# Prints at most 60 lines of 100 columns. Each is what the program said, but for two things, so that
# a page holds it: of a wide table the columns that are empty or 0 on all lines are left out, and a
# history is written a field a line.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
program=${1:-build/rota}
[ -x "$program" ] || { echo "demo.sh: no program '$program'; build it with 'make'" >&2; exit 2; }
PATH=$(cd "$(dirname "$program")" && pwd):$PATH
ROTA_LANG=${LANG_DEMO:-${ROTA_LANG:-vi}}
case $ROTA_LANG in
vi | en) ;;
*) echo "demo.sh: LANG_DEMO is vi or en" >&2; exit 2 ;;
esac
export PATH ROTA_LANG
unset ROTA_DIR

if [ -n "${KEEP:-}" ]; then
	mkdir -p "$KEEP"
	cd "$KEEP"
else
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	trap 'exit 130' HUP INT PIPE TERM
	cd "$work"
fi
[ ! -e rota.mdb ] || { echo "demo.sh: '$PWD' has an office already" >&2; exit 2; }
cp "$here/data/units_2024.csv" units.csv
cp "$here/data/targets_2023_2025.csv" targets.csv

# --- showing -------------------------------------------------------------------------------------

say() {
	if [ "$ROTA_LANG" = vi ]; then echo "# $1"; else echo "# $2"; fi
}

# typed COMMAND ...: the line as a person types it; then the command runs
typed() {
	printf '$'
	for word; do
		case $word in
		*' '* | *'"'*) printf ' "%s"' "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
	echo
}

run() {
	typed "$@"
	"$@" 2>&1
}

# Awk works on bytes here; a character is one column wide, and its further bytes are 128 to 191.
cells='
function wide(text) { gsub(/[\200-\277]/, "", text); return length(text) }
function trimmed(text) { gsub(/\*\*/, "", text); sub(/^ +/, "", text); sub(/ +$/, "", text); return text }
function pad(text, width, right) {
	return right ? sprintf("%" (width - wide(text)) "s", "") text : text sprintf("%" (width - wide(text)) "s", "")
}
'

# A table in Markdown as one of aligned columns, without those that hold nothing.
narrow() {
	LC_ALL=C awk -F'|' "$cells"'
	BEGIN { rows = 0 }
	/^# / { print substr($0, 3); next }
	/^\| *-/ { for (i = 2; i < NF; i++) right[i] = $i ~ /-: *$/; next }
	/^\|/ {
		columns = NF
		for (i = 2; i < NF; i++) {
			cell[rows, i] = trimmed($i)
			if (rows && cell[rows, i] !~ /^0?$/) used[i]
		}
		rows++
	}
	# A caption of more than 12 columns stands on two lines, broken near its middle.
	function fold(i,   words, count, at, text) {
		count = split(cell[0, i], words, " ")
		for (at = 1; at <= count; at++) {
			text = text (at > 1 ? " " : "") words[at]
			if (at < count && wide(cell[0, i]) > 12 && wide(text) * 2 >= wide(cell[0, i]) - 4)
				break
		}
		upper[i] = text
		lower[i] = substr(cell[0, i], length(text) + 2)
	}
	function line(r,   i, text) {
		for (i = 2; i < columns; i++)
			if (i in used)
				text = text (text == "" ? "" : "  ") pad(r < 0 ? upper[i] : r ? cell[r, i] : lower[i], width[i], right[i])
		sub(/ +$/, "", text)
		if (text != "")
			print text
	}
	END {
		for (i = 2; i < columns; i++) {
			fold(i)
			width[i] = wide(upper[i]) > wide(lower[i]) ? wide(upper[i]) : wide(lower[i])
			for (r = 1; r < rows; r++)
				if (wide(cell[r, i]) > width[i])
					width[i] = wide(cell[r, i])
		}
		line(-1)
		line(0)
		for (i = 2; i < columns; i++)
			if (i in used)
				rule = rule (rule == "" ? "" : "──") pad("", width[i], 0)
		gsub(/ /, "─", rule)
		print rule
		for (r = 1; r < rows; r++)
			line(r)
	}'
}

# A history in Markdown: number, time, officer and kind on one line, then a field a line.
fields() {
	LC_ALL=C awk -F'|' "$cells"'
	/^# / || /^\| *-/ || !/^\|/ { next }
	!columns {
		columns = NF
		for (i = 2; i < NF; i++) caption[i] = trimmed($i)
		next
	}
	{
		print trimmed($2) "  " trimmed($3) "  " trimmed($4) "  " trimmed($5)
		for (i = 6; i < columns; i++) {
			count = split(trimmed($i), words, " ")
			text = pad("  " caption[i], 15, 0)
			if (!count) continue
			for (at = 1; at <= count; at++) {
				if (wide(text) + 1 + wide(words[at]) > 100) {
					print text
					text = pad("", 15, 0)
				}
				text = text " " words[at]
			}
			print text
		}
	}'
}

# --- the demonstration ---------------------------------------------------------------------------

say "Tỉnh Hưng Yên ngày 15/02/2024: 161 xã, phường, thị trấn có thật; người là hư cấu." \
    "The province of Hưng Yên on 15/02/2024: 161 real communes, and persons who are not."
if [ "$ROTA_LANG" = vi ]; then
	run rota lap-so --tinh 33 --ten "Ban Tổ chức Tỉnh ủy Hưng Yên"
	run rota nap units units.csv
	run rota nap targets targets.csv
else
	run rota init --province 33 --name "Ban Tổ chức Tỉnh ủy Hưng Yên"
	run rota import units units.csv
	run rota import targets targets.csv
fi
echo '$ gen-postings > postings.csv'
"$here/gen-postings" units.csv >postings.csv
if [ "$ROTA_LANG" = vi ]; then
	run rota nap postings postings.csv
	echo
	typed rota bao-cao tong-hop --den-ngay 15/02/2024
else
	run rota import postings postings.csv
	echo
	typed rota report totals --as-of 15/02/2024
fi
rota report totals --as-of 15/02/2024 --format md | narrow
echo
if [ "$ROTA_LANG" = vi ]; then
	typed rota bao-cao cap-chuc-danh --den-ngay 15/02/2024 "|" tail -n 4
else
	typed rota report pairs --as-of 15/02/2024 "|" tail -n 4
fi
rota report pairs --as-of 15/02/2024 | tail -n 4
echo
if [ "$ROTA_LANG" = vi ]; then
	typed rota lich-su "Hồng Nam/bi-thu"
else
	typed rota history "Hồng Nam/bi-thu"
fi
rota history "Hồng Nam/bi-thu" --format md | fields

# --- the check -----------------------------------------------------------------------------------

published="secretary 53 50 106 chair 26 19 137"
found=$(rota report totals --as-of 2024-02-15 --json | awk '
	/"totals"/ { on = 1 }
	on && /"(post|non_local|target|percent)"/ { gsub(/[",]/, ""); printf "%s%s", gap, $2; gap = " " }')
echo
if [ "$found" != "$published" ]; then
	say "SAI: ra '$found', đã công bố '$published'" "WRONG: '$found', published were '$published'"
	exit 1
fi
say "Đúng số đã công bố: 53 bí thư = 106 % chỉ tiêu 50; 26 chủ tịch UBND = 137 % chỉ tiêu 19." \
    "As published: 53 secretaries = 106 % of the target of 50; 26 chairs = 137 % of 19."
[ -z "${KEEP:-}" ] || say "Đơn vị vừa lập ở: $KEEP" "The office is kept in: $KEEP"
