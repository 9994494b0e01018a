#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What is at the address is not the province, or not as it should be: something that does not speak git's
# protocol, another province, a server that is late; two syncs at once; a clock that was set back; a stick that
# can only be read. What is said names a way out, nothing is sent to anybody else or lost, and the next sync
# with the province completes.
# usage: odd-server.sh BUILD        BUILD/tests/odd-server stays when a check fails
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/odd-server
seed=1
rm -rf "$work"
mkdir -p "$work"
. "$top/tests/support/sending.sh"

begin_sending
record 1 10
mkdir sending
cp -R w/hy w/vg sending/
expected=10

# told WORDS: exit code 3, these words, and a way out behind them
told() {
	why="exit code $code: $(cat said)"
	[ "$code" = 3 ] && grep -q "^rota: .*\\($1\\)" said && sed -n '$p' said | grep -q '^  [^ ]'
}

# unharmed: the office has lost nothing, and the next sync completes
unharmed() {
	is_sound w/vg/rota.git && completes
}

# --- something else at the address ---------------------------------------------------------------

# odd HOW WORDS [WAY-OUT]: a server of tests/support/odd_server.py
odd() {
	fresh sending
	: >odd.out
	python3 "$top/tests/support/odd_server.py" "$1" >odd.out &
	odd_pid=$!
	web_pids="$web_pids $odd_pid"
	until read -r line_port <odd.out; do
		kill -0 $odd_pid || return
	done
	sync
	code=$?
	kill $odd_pid
	wait $odd_pid 2>/dev/null
	check "a server that is '$1'" told "$2"
	[ -z "${3:-}" ] || check "a server that is '$1': what to do" grep -q "^  .*$3" said
	check "a server that is '$1': afterwards" unharmed
}

odd closes 'reset\|EOF\|closed'
odd garbage 'packet\|pkt-line'
odd web 'packet\|pkt-line' 'compare the address'
odd sentence 'packet\|pkt-line' 'compare the address'
odd wrong 'packet\|pkt-line'
odd long 'EOF\|reset'
odd flush "not this office's province"
odd endless 'lists more than a province has'

# --- another province ----------------------------------------------------------------------------

rm -rf w/other
must rota -C w/other init --province 01 --name Khác
must rota -C w/other import units units.csv
must rota -C w/other merge
git -C w/other/rota.git config daemon.receivepack true
fresh sending
line_port=$git_port
rota -C w/vg sync --for 0 --remote "git://127.0.0.1:$git_port/other/rota.git"
code=$?
check "another province" told "not this office's province"
why="something was sent there"
check "gets nothing" test -z "$(git -C w/other/rota.git for-each-ref refs/rota/writers)"
rota -C w/vg sync --for 0
code=$?
why="exit code $code: $(cat said)"
check "the address that was right holds" test $code = 0
check "and the own one gets all" unharmed

# --- late ----------------------------------------------------------------------------------------

fresh sending
on_line "$git_port" late=400 -- sync
code=$?
check "a server that is late" holds
why="exit code $code: $(cat said)"
check "and answers" test $code = 0
fresh sending
git -C w/vg/rota.git config rota.connect 1
on_line "$git_port" late=5000 -- sync
code=$?
check "a server that is too late" told 'has not answered for 1 second'
check "loses nothing" holds
git -C w/vg/rota.git config --unset rota.connect
check "and the next time it is in time" unharmed

# --- at once -------------------------------------------------------------------------------------

# at_once NUMBER: a sync in the background; what it said is in said.NUMBER
at_once() {
	env LD_PRELOAD="$build/tests/fault/inject.so" FLUSH=no "$build/rota" --no-input -C w/vg sync --for 0 \
		--remote "git://127.0.0.1:$git_port/hy/rota.git" >"said.$1" 2>&1 &
}

# one_of_both: each works, or says that another one does; and one does
one_of_both() {
	worked=
	for n in 1 2; do
		cp said.$n said
		eval "code=\$code_$n"
		if [ "$code" = 0 ]; then worked=yes; else told 'another rota exchanges' || return 1; fi
	done
	[ -n "$worked" ]
}

fresh sending
at_once 1
first_pid=$!
at_once 2
second_pid=$!
rota -C w/hy merge # in the middle of both
merged=$?
why="the merge: $(cat said)"
check "a merge meanwhile" test $merged = 0
wait $first_pid
code_1=$?
wait $second_pid
code_2=$?
check "two syncs of one office at once" one_of_both
check "afterwards all is there once" merges_all

# --- a clock that was set back -----------------------------------------------------------------

# at CLOCK COMMAND ...: the program with a clock that stands there (tests/fault/seam.c)
at() {
	env CLOCK="$1" SEED="$1+" LD_PRELOAD="$build/tests/fault/inject.so" FLUSH=no \
		"$build/tests/exchange/rota" --no-input -C "$2" $3 >said 2>&1
}
now=$(date +%s)000
day=86400000
fresh sending
line_port=$git_port
for days in 0 400 399 1; do # a battery is empty, and later it is set right
	at $((now - days * day)) w/vg "officer add x$days --title x --role record --yes" || cat said
	at $((now - days * day)) w/vg "sync --for 0 --remote git://127.0.0.1:$git_port/hy/rota.git"
	code=$?
	expected=$((expected + 1))
	check "the office's clock is $days days back" holds
	why="exit code $code: $(cat said)"
	check "and it sends" test $code = 0
done
for days in 0 400 1; do
	at $((now - days * day)) w/vg "officer add y$days --title x --role record --yes" || cat said
	must sync
	expected=$((expected + 1))
	at $((now - days * day)) w/hy merge
	code=$?
	why="exit code $code: $(cat said)"
	check "the province's clock is $days days back: the merge" test $code = 0
done
check "afterwards all has its receipt, and holds" merges_all
expected=10

# --- a stick that can only be read ---------------------------------------------------------------

# of_stick COMMAND ...: with w/usb as a stick that can only be read
of_stick() {
	unshare ${user:+-r} -m sh -c 'mount --bind w/usb w/usb && mount -o remount,bind,ro w/usb && "$@"' - "$@"
}

fresh sending
rm -rf w/usb
mkdir w/usb
must rota -C w/hy bundle write w/usb/hy.bundle --for 'Văn Giang'
must rota -C w/vg bundle write w/usb/vg.bundle
[ "$(id -u)" = 0 ] && user= || user=yes
if of_stick true 2>mounted; then
	for office in vg:hy hy:vg; do
		of_stick "$build/rota" --no-input -C "w/${office%:*}" bundle apply "w/usb/${office#*:}.bundle" >said 2>&1
		code=$?
		why="exit code $code: $(cat said)"
		check "${office%:*} reads from a stick that can only be read" test $code = 0
	done
	of_stick "$build/rota" --no-input -C w/vg bundle write w/usb/new.bundle --all >said 2>&1
	code=$?
	check "and writes nothing onto it" told 'Read-only\|can only be read'
	why="something is on it: $(ls w/usb)"
	check "not even a part" test "$(ls w/usb | wc -l)" = 2
	check "and loses nothing" merges_all
else
	echo "no stick that can only be read can be made here: $(cat mounted)"
fi
sum_up
