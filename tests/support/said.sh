# SPDX-License-Identifier: Apache-2.0
# Sourced by flows that ask for an exit code and some words: $build is the build folder, $passed and
# $failed are counted on.

rota() {
	"$build/rota" --no-input "$@" >said 2>&1
}

# check WHAT CODE WORDS COMMAND ...: it ends with that exit code and says these words
check() {
	what=$1 code=$2 words=$3
	shift 3
	"$@"
	is=$?
	if [ $is = "$code" ] && grep -q -e "$words" said; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $what: exit code $is"
		sed 's/^/     said: /' said
	fi
}

# record_officers OFFICE COUNT: so many, each an entry that no codec makes small
record_officers() {
	for n in $(seq "$2"); do
		rota -C "$1" officer add "Người $(head -c 12 /dev/urandom | base64)" \
			--title "$(head -c 90 /dev/urandom | base64 -w 0)" --role record --yes ||
			{ cat said; exit 1; }
	done
}
