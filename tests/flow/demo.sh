#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The demonstration comes out in both languages: a page of 60 lines of 100 columns with the
# published figures, nothing left behind, nothing accepted that is not so. usage: demo.sh BUILD
set -u
. tests/support/page
begin_page demo "$1"
tool=tools/demo.sh

# A program with other figures than those published: the demonstration has to say so.
cat >"$work/rota" <<'END'
#!/bin/sh
case "$*" in
*--json*) printf '  "totals": [\n"post": "secretary",\n"non_local": 53,\n"target": 60,\n"percent": 88\n' ;;
*) echo SHA256:none ;;
esac
END
chmod +x "$work/rota"

demonstrate vi "$build/rota" KEEP="$work/kept" &
demonstrate en "$build/rota" LANG_DEMO=en &
demonstrate other "$work/rota" LANG_DEMO=en &
wait

for language in vi en; do
	out=$work/$language.out
	check "$language: succeeds" [ "$(cat "$work/$language.code")" = 0 ]
	check "$language: nothing on stderr" empty "$work/$language.err"
	check "$language: 60 lines of 100 columns" fits "$out" 60
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

end_page
