#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The demonstration comes out in both languages: a page of 60 lines of 100 columns with the
# published figures, nothing left behind, nothing accepted that is not so. usage: demo.sh BUILD
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/demo
rm -rf "$work"
mkdir -p "$work/tmp"
TMPDIR=$work/tmp
export TMPDIR
unset KEEP LANG_DEMO ROTA_DIR ROTA_LANG
passed=0 failed=0

# check WHAT COMMAND ...
check() {
	what=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		echo "FAIL $what"
		failed=$((failed + 1))
	fi
}

fits() {
	LC_ALL=C awk '{ gsub(/[\200-\277]/, ""); if (length($0) > 100) bad = 1 } END { exit bad || NR > 60 }' "$1"
}
empty() { [ ! -s "$1" ] || { cat "$1"; false; }; }
nothing_in() { [ -z "$(ls -A "$1")" ]; }
says() { grep -q -e "$1" "$2" || { cat "$2"; false; }; }

for language in vi en; do
	out=$work/$language.out err=$work/$language.err
	LANG_DEMO=$language tools/demo.sh "$build/rota" >"$out" 2>"$err" </dev/null
	check "$language: succeeds" [ $? = 0 ]
	check "$language: nothing on stderr" empty "$err"
	check "$language: 60 lines of 100 columns" fits "$out"
	check "$language: secretaries" says ' 161  *161  *53  *50  *106$' "$out"
	check "$language: chairs" says ' 161  *161  *26  *19  *137$' "$out"
done
tools/demo.sh "$build/rota" 2>/dev/null | head -n 2 >"$work/first"
check 'Vietnamese unless asked' says '^\$ rota lap-so' "$work/first"
check 'a folder is left only when asked' nothing_in "$TMPDIR"
check 'KEEP keeps it' sh -c 'KEEP=$2/kept tools/demo.sh "$1/rota" >"$2/kept.out" && [ -e "$2/kept/rota.mdb" ]' \
	- "$build" "$work"
check 'another language is refused' sh -c '! LANG_DEMO=fr tools/demo.sh "$1/rota" 2>"$2/fr.err"' - "$build" "$work"

# With another target the figures are not the published ones, and the demonstration says so.
mkdir "$work/other"
cp -R tools/demo.sh tools/gen-postings tools/data "$work/other"
sed -i 's/,50,/,60,/' "$work/other/data/targets_2023_2025.csv"
LANG_DEMO=en "$work/other/demo.sh" "$build/rota" >"$work/other.out" 2>&1
check 'other figures: exit 1' [ $? = 1 ]
check 'other figures: said' says '^# WRONG: .*secretary 53 60 88' "$work/other.out"

# What the demonstration rests on.
tools/gen-postings >"$work/all.csv"
tools/gen-postings --district 329 >"$work/one.csv"
check 'every post of every commune' [ "$(wc -l <"$work/all.csv")" = 323 ]
check 'a district is a part of the province' [ -z "$(grep -vxFf "$work/all.csv" "$work/one.csv")" ]
check 'no two persons of one name' [ -z "$(cut -d, -f4 "$work/all.csv" | sort | uniq -d)" ]
check 'no personal numbers' sh -c '! grep -q "[0-9]\{9\}" "$1"' - "$work/all.csv"
check 'a district that is none' sh -c '! tools/gen-postings --district 999 2>"$1/none.err" >"$1/none"' - "$work"

cd "$top" || exit 3
[ "$failed" != 0 ] || rm -rf "$work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
