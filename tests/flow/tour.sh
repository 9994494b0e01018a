#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The tour in README.md does what it says. Its blocks are cut out and run in order by one shell, in
# an empty folder:   ```sh tour          each command succeeds
#                    ```sh tour-refused  the command is refused
#                    ```text tour        what the block before it says, times and keys aside
# usage: tour.sh BUILD. The folder BUILD/tests/tour stays when something fails.
set -u
build=$(cd "$1" && pwd)
page=$PWD/README.md
work=$build/tests/tour
rm -rf "$work"
mkdir -p "$work/office"

awk -v work="$work" '
	/^```$/ && file { close(file); file = ""; next }
	file { print >file; next }
	/^```sh tour$/ { file = sprintf("%s/%02d.sh", work, ++number) }
	/^```sh tour-refused$/ { file = sprintf("%s/%02d.refused", work, ++number) }
	/^```text tour$/ { file = sprintf("%s/%02d.text", work, number) }
' "$page"

# One script of all blocks; NN.done says that block NN went well.
for block in "$work"/*.sh "$work"/*.refused; do
	[ -e "$block" ] && echo "$block"
done | sort | while read -r block; do
	name=${block%.*}
	echo "exec >'$name.out' 2>&1"
	case $block in
	*.sh) echo ". '$block'" ;;
	*) echo "if (. '$block'); then exit 1; fi" ;;
	esac
	echo "echo >'$name.done'"
done >"$work/all"

(
	cd "$work/office" || exit 3
	unset ROTA_DIR ROTA_LANG
	PATH=$build:$PATH
	export PATH
	sh -e "$work/all"
) </dev/null

# A day with a time is of today, and a key is new.
masked() {
	sed -e 's|[0-9][0-9]/[0-9][0-9]/[0-9]\{4\} [0-9][0-9]:[0-9][0-9]|DD/MM/YYYY HH:MM|g' \
	    -e 's|SHA256:[A-Za-z0-9+/ …]*|SHA256:…|g' "$1"
}

passed=0 failed=0
for block in "$work"/*.sh "$work"/*.refused; do
	[ -e "$block" ] || continue
	name=${block%.*}
	if [ ! -e "$name.done" ]; then
		echo "FAIL ${name##*/}: not as the page says, or not reached:"
		cat "$block"
		[ ! -e "$name.out" ] || sed 's/^/    /' "$name.out"
		failed=$((failed + 1))
		continue
	fi
	passed=$((passed + 1))
	[ -e "$name.text" ] || continue
	masked "$name.text" >"$name.expected"
	masked "$name.out" >"$name.actual"
	if diff -u "$name.expected" "$name.actual"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
done
if [ "$passed" = 0 ]; then
	echo "FAIL no block found in $page"
	failed=1
fi
[ "$failed" != 0 ] || rm -rf "$work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
