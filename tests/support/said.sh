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
