#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The demonstration of the reorganisations comes out in both languages: a page of 75 lines of 100 columns
# with the figures of three days, and a figure that is another one is said. usage: demo-reorg.sh BUILD
set -u
. tests/support/page
begin_page demo-reorg "$1"
tool=tools/demo-reorg.sh
mkdir "$work/other"

# The program, but for one figure of 31/12/2024.
cat >"$work/other/rota" <<END
#!/bin/sh
case "\$*" in
*'2024-12-31 --json') '$build/rota' "\$@" | sed 's/"non_local": 41/"non_local": 40/' ;;
*) exec '$build/rota' "\$@" ;;
esac
END
chmod +x "$work/other/rota"

demonstrate vi "$build/rota" KEEP="$work/kept" &
demonstrate en "$build/rota" LANG_DEMO=en &
demonstrate other "$work/other/rota" LANG_DEMO=en &
wait

for language in vi en; do
	out=$work/$language.out
	check "$language: succeeds" [ "$(cat "$work/$language.code")" = 0 ]
	check "$language: nothing on stderr" empty "$work/$language.err"
	check "$language: 75 lines of 100 columns" fits "$out" 75
	check "$language: what was typed" [ "$(grep -c '^\$ ' "$out")" = 16 ]
	check "$language: 15/02/2024" says ' 161, .* 160, .* 53 (52–53), .* 50 (106 %)$' "$out"
	check "$language: 53 on the units of 01/12/2024" says ': 160 .* 161 .* 139, .*21.*; .* 53, ' "$out"
	check "$language: of whom are not local there" says ' 01/12/2024 .*51; .* 38 .* 50$' "$out"
	check "$language: 26 on them" says ' 01/12/2024 .*26; .* 20 .* 26$' "$out"
	check "$language: 31/12/2024" says ' 139, .* 126, .* 41, .* 50 (82 %)$' "$out"
	check "$language: 02/07/2025" says ' 104, .* 3, .* 101, .* 2, .* 50 (4 %)$' "$out"
	check "$language: what was left open" says ': 250 ' "$out"
	check "$language: who became local" says 'Lê Lợi  Quang Trung (11965) .* Tạ Duy Quân' "$out"
done
check 'Vietnamese unless asked' says '^\$ rota -C tinh bao-cao sap-xep$' "$work/vi.out"
check 'English when asked' says '^\$ rota -C tinh report reorganisation$' "$work/en.out"
check 'another figure: exit 1' [ "$(cat "$work/other.code")" = 1 ]
check 'another figure: said' says "^# WRONG: '.* 139: secretary 126 40, " "$work/other.out"
check 'a folder is left only when asked' nothing_in "$TMPDIR"

# What the program has of it: a roster of a new commune, and that the old office only reads.
check 'the province of 104 communes' [ "$("$build/rota" --lang en -C "$work/kept/tinh" unit list \
	--as-of 02/07/2025 --format csv | grep -c '^1[1-3]')" = 104 ]
check 'every chain holds' sh -c '"$1" -C "$2" verify --full >"$2/verified"' - "$build/rota" "$work/kept/tinh"

end_page
