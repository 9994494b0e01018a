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

# A program with other figures than those published: the demonstration has to say so.
cat >"$work/rota" <<'END'
#!/bin/sh
case "$*" in
*--json*) printf '  "totals": [\n"post": "secretary",\n"non_local": 53,\n"target": 60,\n"percent": 88\n' ;;
*) echo SHA256:none ;;
esac
END
chmod +x "$work/rota"

# demonstrate NAME PROGRAM SETTING ...: NAME.out, NAME.err, NAME.code; Vietnamese unless asked
demonstrate() {
	name=$work/$1 program=$2
	shift 2
	env "$@" tools/demo.sh "$program" >"$name.out" 2>"$name.err" </dev/null
	echo $? >"$name.code"
}
demonstrate vi "$build/rota" KEEP="$work/kept" &
demonstrate en "$build/rota" LANG_DEMO=en &
demonstrate other "$work/rota" LANG_DEMO=en &
wait

for language in vi en; do
	out=$work/$language.out
	check "$language: succeeds" [ "$(cat "$work/$language.code")" = 0 ]
	check "$language: nothing on stderr" empty "$work/$language.err"
	check "$language: 60 lines of 100 columns" fits "$out"
	check "$language: what was typed" [ "$(grep -c '^\$ ' "$out")" = 14 ]
	check "$language: the published figures" \
		says ' 161  *160  *1  *53 (52–53)  *50  *106  *161  *26  *19  *137$' "$out"
	check "$language: one matter" says '^M-.*Hoàng Đình Long (1977) – Lê Xuân Tuấn (1971)' "$out"
done
check 'Vietnamese unless asked' says '^\$ rota -C tinh lap-so ' "$work/vi.out"
check 'English when asked' says '^\$ rota -C tinh init ' "$work/en.out"
check 'other figures: exit 1' [ "$(cat "$work/other.code")" = 1 ]
check 'other figures: said' says "^# WRONG: 'secretary 53 .* of 60 88 %" "$work/other.out"
check 'a folder is left only when asked' nothing_in "$TMPDIR"
check 'KEEP keeps all offices' [ "$(find "$work/kept" -name rota.mdb | wc -l)" = 11 ]
demonstrate again "$build/rota" KEEP="$work/kept"
check 'a folder that has offices is refused' [ "$(cat "$work/again.code")" = 2 ]
demonstrate fr "$build/rota" LANG_DEMO=fr
check 'another language is refused' [ "$(cat "$work/fr.code")" = 2 ]

# What the demonstration rests on.
tools/gen-postings >"$work/all.csv"
tools/gen-postings --district 329 >"$work/one.csv"
check 'every post of every commune' [ "$(wc -l <"$work/all.csv")" = 323 ]
check 'a district is a part of the province' [ -z "$(grep -vxFf "$work/all.csv" "$work/one.csv")" ]
check 'no two persons of one name' [ -z "$(cut -d, -f4 "$work/all.csv" | sort | uniq -d)" ]
check 'each person is said to be invented' \
	[ "$(grep -c ',nhân vật hư cấu$' "$work/all.csv")" = 322 ]
check 'no personal numbers' sh -c '! grep -q "[0-9]\{9\}" "$1"' - "$work/all.csv"
check 'a district that is none' sh -c '! tools/gen-postings --district 999 2>"$1/none.err" >"$1/none"' - "$work"

cd "$top" || exit 3
[ "$failed" != 0 ] || rm -rf "$work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
