#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Vietnamese messages name commands and options by the Vietnamese names that the program takes: the
# names come from its own help, the messages from src/po/vi.po. A sentence that names 'rota X' or
# --x in English must name it in Vietnamese too, and no other.
# usage: names.sh BUILD
set -u
build=$(cd "$1" && pwd)
work=$build/tests/names
rm -rf "$work"
mkdir -p "$work"
rota=$build/rota

# page COMMAND ...: "command PARENT EN VI" and "option EN VI" of its help
page() {
	"$rota" "$@" --help --lang en >"$work/page" || echo "no help of: $*" >>"$work/bad"
	awk -v parent="${*:--}" '
		/^  [a-z][a-z-]*, [a-z][a-z-]*( |$)/ {
			sub(/,/, "", $1)
			print "command", parent, $1, $2
		}
		match($0, /--[a-z-]+( [^ ,]+)?, --[a-z-]+/) {
			n = split(substr($0, RSTART, RLENGTH), part, /[ ,]+/)
			print "option", substr(part[1], 3), substr(part[n], 3)
		}' "$work/page"
}

page >"$work/names"
for command in $(awk '$1 == "command" { print $3 }' "$work/names"); do
	page "$command" >"$work/of"
	for sub in $(awk '$1 == "command" { print $3 }' "$work/of"); do
		page "$command" "$sub"
	done >>"$work/of"
	cat "$work/of" >>"$work/names"
done

# The usage of every command begins with its Vietnamese name.
while read -r what parent name vi; do
	[ "$what" = command ] || continue
	[ "$parent" != - ] || parent=
	"$rota" $parent "$name" --help --lang vi | head -n 1 |
		grep -q "^[^:]*: rota [a-z -]*\<$vi\>" || echo "FAIL usage of $parent $name" >>"$work/bad"
done <"$work/names"

# msgid and msgstr, each in one line; Vietnamese has one form for all numbers
awk '
	/^msgid "/ { id = ""; to = "id" }
	/^msgstr(\[0\])? "/ { str = ""; to = "str" }
	/^(msgid |msgstr(\[0\])? )?"/ {
		text = $0
		sub(/^[^"]*"/, "", text)
		sub(/"$/, "", text)
		if (to == "id") id = id text; else str = str text
	}
	/^$/ { print id; print str }
	END { print id; print str }' src/po/vi.po >"$work/messages"

awk '
	# The mentions of commands in a text: "rota cadre find" and so on, separated by ";".
	function mentions(text, known, of,    out, words, n) {
		out = ""
		while (match(text, /rota (-C [^ ]+ )?[a-z][a-z-]*( [a-z][a-z-]*)?/)) {
			mention = substr(text, RSTART, RLENGTH)
			text = substr(text, RSTART + RLENGTH)
			sub(/-C [^ ]+ /, "", mention)
			n = split(mention, words, " ")
			if (!(words[2] in known)) continue
			out = out known[words[2]]
			if (n == 3 && (words[2] " " words[3]) in of) out = out " " of[words[2] " " words[3]]
			out = out ";"
		}
		return out
	}
	# Whether a text names one of these options: two commands may mean two things by one.
	function has_option(names, text,    n, i, one) {
		n = split(names, one, " ")
		for (i = 1; i <= n; i++)
			if (index(text, "--" one[i])) return 1
		return 0
	}
	function bad(what) {
		failed++
		print "FAIL " what ":\n  " id "\n  " $0
	}
	FILENAME ~ /names$/ && $1 == "command" && $2 == "-" { vi[$3] = $4; same[$4] = $4 }
	FILENAME ~ /names$/ && $1 == "command" && $2 != "-" {
		of[$2 " " $3] = $4
		of_same[vi[$2] " " $4] = $4
	}
	FILENAME ~ /names$/ && $1 == "option" { option[$2] = option[$2] " " $3; known[$3] = 1 }
	FILENAME ~ /names$/ { next }
	FNR % 2 { id = $0; next }
	$0 == "" { next }
	{
		passed++
		if (mentions(id, vi, of) != mentions($0, same, of_same))
			bad("names other commands: " mentions(id, vi, of) " and not " mentions($0, same, of_same))
		text = id
		while (match(text, /--[a-z][a-z-]*/)) {
			name = substr(text, RSTART + 2, RLENGTH - 2)
			text = substr(text, RSTART + RLENGTH)
			if (name in option && !has_option(option[name], $0)) bad("names none of" option[name])
		}
		text = $0
		while (match(text, /--[a-z][a-z-]*/)) {
			name = substr(text, RSTART + 2, RLENGTH - 2)
			text = substr(text, RSTART + RLENGTH)
			if (name in option && !(name in known)) bad("names --" name)
		}
	}
	END {
		if (passed < 500 || length(vi) < 20 || length(option) < 30) {
			print "FAIL too few names or messages were found: " length(vi) ", " length(option) ", " passed
			failed++
		}
		print passed - failed " passed, " failed + 0 " failed"
	}' "$work/names" "$work/messages" >"$work/result"
cat "$work/result"
if [ -e "$work/bad" ]; then
	cat "$work/bad"
	echo "0 passed, 1 failed"
	exit 1
fi
tail -n 1 "$work/result" | grep -q ' 0 failed' || exit 1
rm -rf "$work"
