# SPDX-License-Identifier: Apache-2.0
# A district that sends to its province over a line of git:// that is not as it should be, for flows that
# source this with $build, $top and $work: w/hy is the province, whose server is git daemon at $git_port;
# w/vg the district, with entries that have not been sent. What went wrong with a check is in $why.

cd "$work" || exit 3
unset GIT_DIR GIT_WORK_TREE ROTA_DIR SEED EVERY
export LC_ALL=C.UTF-8 ROTA_LANG=en HOME="$work"
# libgit2's own leaks of each connection (see tests/leaks.supp)
printf 'leak:%s\n' libpcre2-8.so libgit2.so >leaks.supp
export LSAN_OPTIONS=suppressions=$work/leaks.supp:print_suppressions=0
. "$top/tests/support/web.sh"
. "$top/tests/support/line.sh"
passed=0 failed=0

# Nobody pulls the plug here: the flushes, most of the time, are left out.
rota() {
	env LD_PRELOAD="$build/tests/fault/inject.so" FLUSH=no "$build/rota" --no-input "$@" >said 2>&1
}

fail() {
	failed=$((failed + 1))
	echo "FAIL $*: $why"
	cp -R w "failed.$failed"
}

# check WHAT COMMAND ...: the command works
check() {
	what=$1 why=${why:-not so}
	shift
	if "$@"; then passed=$((passed + 1)); else fail "$what"; fi
}

must() {
	"$@" || { echo "not done: $*"; cat said; exit 1; }
}

sum_up() {
	cd "$build" || exit 3
	[ "$failed" != 0 ] || rm -rf "$work"
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ]
}

# --- the offices -----------------------------------------------------------------------------

# make_first: the template `first`, a district that is enrolled and has never met its province
make_first() {
	cat >units.csv <<-'END'
	code,name,type,parent_code
	33,Hưng Yên,tinh,
	326,Văn Giang,huyen,33
	11977,Văn Giang,thi_tran,326
	END
	mkdir first w
	must rota -C first/hy init --province 33 --name 'Ban Tổ chức Tỉnh ủy'
	must rota -C first/hy import units units.csv
	must rota -C first/hy merge
	must rota -C first/vg join --scope 326 --name 'Huyện ủy Văn Giang'
	key=$(ssh-keygen -l -f first/vg/keys/writer | cut -d' ' -f2)
	must rota -C first/hy enrol first/vg/request --fingerprint "$key"
	must rota -C first/hy merge
	province=$(ssh-keygen -l -f first/hy/keys/root | cut -d' ' -f2)
	git -C first/hy/rota.git config daemon.receivepack true
	ref=refs/rota/writers/$(basename first/hy/welcome-*.bundle .bundle | sed 's/welcome-//')
}

# begin_sending: w has a server and a district that has met its province; the flow ends where no server can run
begin_sending() {
	make_first
	start_daemon "$work/w" || { echo "0 passed, 0 failed"; exit 0; }
	fresh first
	line_port=$git_port
	must sync --province-key "$province"
}

# have_both: 10 entries have arrived, and the province has something new for the district too
have_both() {
	record 1 10
	must sync
	must rota -C w/hy target post=chair phase=2023-2025 from=30/06/2023 to=01/01/2026 count=2
	must rota -C w/hy merge
}

# fresh TEMPLATE
fresh() {
	rm -rf w/hy w/vg
	cp -R "$1/hy" "$1/vg" w/
	git -C w/hy/rota.git config core.fsync none
}

# sync [OPTION ...]: once, of the office in w, over the line to $line_port
line_host=127.0.0.1 sync_for=0
sync() {
	rota -C w/vg sync --for $sync_for --remote "git://$line_host:$line_port/hy/rota.git" "$@"
}

# record FIRST LAST [BYTES]: entries, each an officer, with so many random bytes that no codec makes smaller
record() {
	for n in $(seq "$1" "$2"); do
		title="Chuyên viên $n"
		[ -z "${3:-}" ] || title=$(head -c "$3" /dev/urandom | base64 -w 0)
		must rota -C w/vg officer add "Người thứ $n" --title "$title" --role record --yes
	done
}

# --- what must hold --------------------------------------------------------------------------

# entries REPOSITORY: how many its log of the office has; every commit goes on where the one before
# ended, or nothing is printed
entries() {
	git -C "$1" rev-parse -q --verify "$ref" >parsed || { echo 0; return; }
	git -C "$1" log --reverse --format='%(trailers:key=Rota-Entries,valueonly)' "$ref" | awk -F- '
		NF { if ($1 != next_one + 0) { broken = 1; exit }; next_one = $2 + 1 }
		END { if (!broken) print next_one + 0 }'
}

# is_sound REPOSITORY: git finds no fault with it, and the log of the office is one
is_sound() {
	why="$1 is not sound"
	git -C "$1" fsck --strict --full --no-progress --no-dangling >fsck 2>&1 || return 1
	why="the log in $1 is broken"
	[ -n "$(entries "$1")" ]
}

# holds: w is as it must be after a sync that ended with $code; $there entries have arrived, of
# $expected
holds() {
	why="exit code $code: $(cat said)"
	[ "$code" = 0 ] || [ "$code" = 3 ] || return 1
	is_sound w/hy/rota.git || return 1
	there=$(entries w/hy/rota.git)
	why="the office said that all was sent, of which $there entries were"
	[ "$code" = 3 ] || [ "$there" = "$expected" ] || return 1
	cp said was_said
	rota -C w/vg status --json
	known=$(sed -n 's/.*"sent": *\([0-9]*\).*/\1/p' said)
	cp was_said said
	why="the office says that $known entries are at the server, where $there are"
	[ "$known" -le "$there" ] || return 1
	if [ "$there" != 0 ]; then
		why="the server has another log"
		git -C w/vg/rota.git merge-base --is-ancestor \
			"$(git -C w/hy/rota.git rev-parse "$ref")" "$ref" || return 1
	fi
}

# completes: the next sync does all the rest, and once
completes() {
	line_port=$git_port
	sync --province-key "$province"
	is=$?
	why="the next sync: $(cat said)"
	[ $is = 0 ] || return 1
	why="the next sync left $(entries w/hy/rota.git) entries at the server"
	[ "$(entries w/hy/rota.git)" = "$expected" ] || return 1
	all_holds vg
}

# all_holds OFFICE: from its first byte
all_holds() {
	rota -C "w/$1" verify --full
	is=$?
	why="what $1 has does not hold: $(cat said)"
	[ $is = 0 ] && grep -q 'all of it holds' said
}

# merges: the next merge takes in all that is there and finds no fault
merges() {
	rota -C w/hy merge
	is=$?
	why="the merge: exit code $is: $(cat said)"
	[ $is = 0 ] && ! grep -q -e 'aside' -e 'branch' -e 'gone back' -e 'straight' said
}

# merges_all: after a merge the office can send, and gets a receipt for all that it has. Locks of git that
# killed processes have left are not young then.
merges_all() {
	find w -name '*.lock' ! -name rota.lock -exec touch -d '2 minutes ago' {} +
	merges && completes && merges || return 1
	sync
	is=$?
	why="the sync that fetches the receipt: $(cat said)"
	[ $is = 0 ] || return 1
	rota -C w/vg status --json
	why="of $expected entries not all have a receipt: $(cat said)"
	grep -q "\"merged\": *$expected\\b" said && all_holds hy
}

# --- processes that are hurt ---------------------------------------------------------------------

children() {
	cat "/proc/$1/task/$1/children" 2>/dev/null
}

# family PID: it, and whatever it has started, the youngest first
family() {
	for child in $(children "$1"); do
		family "$child"
	done
	echo "$1"
}

# gone PID ...: wait until they are
gone() {
	for one; do
		while grep -q '^State:[^ZX]*[RSDT]' "/proc/$one/status"; do :; done
	done
}

of_server() {
	for child in $(children "$daemon_pid"); do
		family "$child"
	done
}

# hurt SETTING COMMAND ...: rota killed, refused by the disk, or counted, at a file operation (fault/inject.c); what
# it says is in `hurt`, its exit code in $hurt, and how many operations there were in $operations
hurt() {
	setting=$1
	shift
	rm -f count shared
	env LD_PRELOAD="$build/tests/fault/inject.so" FLUSH=no COUNT=count SHARED=shared "$setting" \
		"$build/rota" --no-input "$@" >hurt 2>&1
	hurt=$?
	operations=$(sed -n 1p count)
}

# server_hurt SETTING: the office syncs with a server whose git is hurt so; $code is the office's
server_hurt() {
	rm -f count shared
	good_port=$git_port good_pid=$daemon_pid
	daemon_setting="LD_PRELOAD=$build/tests/fault/inject.so FLUSH=no SHARED=$work/shared COUNT=$work/count $1"
	thrice try_daemon "$work/w"
	daemon_setting=
	line_port=$git_port
	sync
	code=$?
	gone $(of_server)
	kill $daemon_pid
	wait $daemon_pid 2>/dev/null
	operations=$(sed -n 1p count)
	git_port=$good_port daemon_pid=$good_pid
}

# --- chance ------------------------------------------------------------------------------------

# some COUNT: of the numbers on stdin, so many, by chance of $seed
some() {
	awk -v seed="$seed" -v count="$1" '
		BEGIN { srand(seed) }
		{ line[NR] = $0 }
		END {
			for (i = 1; i <= NR; i++)
				if (rand() * (NR - i + 1) < count) { print line[i]; count-- }
		}'
}
