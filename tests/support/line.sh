# SPDX-License-Identifier: Apache-2.0
# Bad lines on 127.0.0.1 (line.c), for flows that source this in their own folder, with $build.

# on_line PORT WHAT... -- COMMAND ...: the command, with a line to a server's PORT that breaks as WHAT
# says (line.c); its port is $line_port, and what went over it is in the file `line.out`
on_line() {
	server_port=$1 line_what=
	shift
	while [ "$1" != -- ]; do
		line_what="$line_what $1"
		shift
	done
	shift
	: >line.out
	"$build/tests/support/line" "$server_port" $line_what >line.out &
	line_pid=$!
	until read -r line_port <line.out; do
		kill -0 $line_pid 2>/dev/null || return 99
	done
	"$@"
	line_code=$?
	kill $line_pid
	wait $line_pid
	return $line_code
}

# passed WORD: how much went over the last line: connections, up, down, trips
passed() {
	sed -n "s/.*$1 \\([0-9]*\\).*/\\1/p" line.out
}

# in_rounds MOST UP COMMAND ...: the command, time and again, each time on a line that breaks every
# connection after UP bytes to the server at $server, until it succeeds; $rounds is how often that was,
# and at most MOST
in_rounds() {
	most_rounds=$1 most_up=$2 rounds=0
	shift 2
	while [ $rounds -lt "$most_rounds" ]; do
		rounds=$((rounds + 1))
		on_line "$server" each up="$most_up" -- "$@" && return 0
	done
	return 1
}
