#!/bin/sh
# A process that dies, a disk that refuses, two processes at once, Ctrl-C at a question, a folder
# nobody may write to, a broken file: the office is as before or as it should become, and what is
# said names a way out. usage: [FULL=1] [EVERY=n] kill-record.sh BUILD
#
# Needs BUILD/tests/fault/inject.so; tests/fault/inject.c tells what its settings mean. Each check
# works on a copy of a small office. BUILD/tests/kill-record stays when one fails, with the office
# it failed on as failed-N beside the report.
#
# Every operation of every command is tried, or with EVERY each n-th (for a slow BUILD). FULL=1, of
# `make campaign`, adds disks that refuse once and those that refuse from then on for both errors,
# half-taken writes, a second death in the run after the first, and bits flipped all over the file.
set -u
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")/.." && pwd)
rota=$build/rota
inject=$build/tests/fault/inject.so
work=$build/tests/kill-record
full=${FULL:-} every=${EVERY:-1}
[ -x "$rota" ] && [ -f "$inject" ] || { echo "$rota or $inject is not built"; exit 3; }
unset ROTA_DIR
export ROTA_LANG=en LC_ALL=C.UTF-8
rm -rf "$work"
mkdir -p "$work"

# --- what every part uses --------------------------------------------------------------------

# part NAME: the checks that follow work in a folder of their own and report to a file of their own
part() {
	mkdir -p "$work/$1"
	cd "$work/$1" || exit 3
	: >report
	: >stderr
	exec 2>>stderr # the shell's own word on each process that was killed
}

pass() {
	printf 'ok %s\n' "$*" >>report
}

# fail WHAT HAPPENED: keeps the office, and what the program said last
fail() {
	kept=failed-$(grep -c ^FAIL report)
	[ ! -e o ] || cp -R o "$kept"
	printf 'FAIL %s [%s]\n' "$*" "$(basename "$PWD")/$kept" >>report
	[ ! -s said ] || sed 's/^/     said: /; 4q' said >>report
}

# run COMMAND ...: on the office o, its flushes left out (a killed process needs none)
run() {
	env LD_PRELOAD="$inject" FLUSH=no "$rota" -C o --no-input "$@"
}

# hurt SETTING COMMAND ...: the same with a KILLAT or FAULT; the operation it met is in $met
hurt() {
	setting=$1
	shift
	rm -f count
	env LD_PRELOAD="$inject" FLUSH=no COUNT=count "$setting" "$rota" -C o --no-input "$@" >said 2>&1
	code=$?
	met=$(sed -n 2p count)
}

# again COMMAND ...: what was said is in `said`
again() {
	run "$@" >said 2>&1
	code=$?
}

# the office of TEMPLATE, a folder; no folder at all without one
fresh() {
	rm -rf o
	[ -z "$template" ] || cp -R "$template" o
}

# look FILE: all that there is to see; and the same without what differs from run to run: the
# clock, and in offices made anew keys and ids
look() {
	run export >"$1" 2>&1 && run report roster --as-of 31/12/2024 >>"$1" 2>&1
	sed 's/"t":"[^"]*"//' "$1" | if [ -n "$template" ]; then cat; else
		sed 's/"[0-9a-f]\{32,64\}"/"id"/g'
	fi >"$1.masked"
}

# names: every file of the folder but LMDB's lock, which any command may make
names() {
	[ ! -e o ] || find o ! -name rota.mdb-lock | sort
}

# of an office made anew: nothing is left of the attempts before, and the keys are those of the store
is_clean() {
	[ -z "$template" ] || return 0
	names >files
	cmp -s files - <<-'END' || { why="files are left over: $(tr '\n' ' ' <files)"; return 1; }
	o
	o/keys
	o/keys/merge
	o/keys/root
	o/keys/root.next
	o/rota.mdb
	END
	run export 2>/dev/null | sed -n 's/.*"key":"\([0-9a-f]*\)".*"k":"\([a-z]*\)\..*/\2 \1/p' >keys
	while read -r kind key; do
		[ "$kind" = province ] && file=root || file=merge
		sed '/-----/d' "o/keys/$file" | base64 -d | od -An -v -tx1 | tr -d ' \n' |
			grep -q "$key" || { why="keys/$file is another key than the store's"; return 1; }
	done <keys
}

# begin NAME TEMPLATE ALREADY COMMAND ...: what the folder looks like before and after it.
# ALREADY is what the command says when it finds that all is recorded already; '' when it can find
# more to do.
begin() {
	name=$1 template=$2 already=$3
	shift 3
	fresh
	look before
	names >before.names
	again "$@"
	look after
	why=
	[ "$code" != 0 ] || ! is_clean || return 0
	fail "$name: exit code $code without anything in its way; $why"
	return 1
}

# --- 1. the process dies ---------------------------------------------------------------------

# The folder is whole: as before or as after ($state), also when all is derived again.
is_whole() {
	look now
	state=
	! cmp -s before now || state=before
	! cmp -s after.masked now.masked || state=after
	why="it is neither as before nor as after"
	[ -n "$state" ] || return 1
	grep -q '^rota: no office' now && return
	again rebuild
	look rebuilt
	why="rota rebuild: exit code $code"
	[ "$code" = 0 ] || return 1
	why="rota rebuild changes something"
	cmp -s now rebuilt
}

# The command once more: it works, or says that all is recorded already and changes nothing.
works_again() {
	again "$@"
	look now.again
	if [ "$state" = before ]; then
		why="the next run: exit code $code"
		[ "$code" = 0 ] || return 1
		why="the next run does not record what the first would have"
		cmp -s after.masked now.again.masked && is_clean
	else
		why="the next run does not say '$already'"
		[ -z "$already" ] || grep -q "$already" said || return 1
		why="the next run changes something"
		cmp -s now now.again
	fi
}

survives() {
	is_whole && works_again "$@"
}

# kill_sweep COMMAND ...: die at the first operation, the next ... until there are no more
kill_sweep() {
	n=$((1 - every))
	while
		n=$((n + every))
		fresh
		hurt KILLAT=$n "$@"
		[ "$code" = 137 ]
	do
		where="$name, killed at operation $n ($met)"
		if survives "$@"; then pass "$where"; else fail "$where: $why"; fi
		[ -z "$full" ] || kill_twice "$@"
	done
	where="$name, not killed at operation $n"
	if [ "$code" = 0 ] && [ "$n" -gt 5 ] && is_whole && [ "$state" = after ]; then
		pass "$where"
	else
		fail "$where: exit code $code"
	fi
	[ -n "$already" ] || return
	if works_again "$@"; then pass "$where, again"; else fail "$where, again: $why"; fi
}

# A folder that was left by one death meets another at each operation of the next run.
kill_twice() {
	first=$n second=0
	while
		second=$((second + 1))
		fresh
		hurt "KILLAT=$first" "$@"
		hurt "KILLAT=$second" "$@"
		[ "$code" = 137 ]
	do
		where="$name, killed at operation $first, then at $second ($met)"
		if survives "$@"; then pass "$where"; else fail "$where: $why"; fi
	done
}

# --- 2. the disk refuses ---------------------------------------------------------------------

# Exit code 3, a sentence and a way out; nothing recorded, nothing left; the next run works.
refuses_well() {
	why="exit code $code"
	[ "$code" = 3 ] || return 1
	why="no sentence with a way out behind it"
	[ "$(sed -n 1s/:.*//p said)" = rota ] && sed -n 2p said | grep -q '^  [a-z]' || return 1
	cp said said.refused
	look now
	why="something is recorded"
	cmp -s before now || return 1
	names >files
	why="files are left over: $(tr '\n' ' ' <files)"
	cmp -s before.names files || return 1
	state=before
	works_again "$@"
}

# fault_sweep NTH ERROR COMMAND ...: NTH is '' for an operation that fails once, + for all that follow
fault_sweep() {
	stays=$1 error=$2
	shift 2
	n=$((1 - every))
	while
		n=$((n + every))
		fresh
		hurt "FAULT=any:$n$stays:$error" "$@"
		[ -n "$met" ]
	do
		where="$name, $error at operation $n$stays ($met)"
		if [ "$error$code" = SHORT0 ]; then # what a second write put right
			look now
			why="it is not as after"
			if cmp -s after.masked now.masked; then pass "$where"; else fail "$where: $why"; fi
		elif refuses_well "$@"; then
			pass "$where"
		else
			fail "$where: $why"
		fi
	done
	[ "$n" -gt 1 ] || fail "$name: no operation met $error"
}

# sweep NAME TEMPLATE ALREADY COMMAND ...: 1 and 2 for one command
sweep() {
	begin "$@" || return
	shift 3
	kill_sweep "$@"
	fault_sweep + ENOSPC "$@"
	fault_sweep '' EIO "$@"
	[ -n "$full" ] || return
	fault_sweep '' ENOSPC "$@"
	fault_sweep + EIO "$@"
	fault_sweep '' SHORT "$@"
}


# --- 3. two processes at once ----------------------------------------------------------------

add_cadres() {
	for year in $(seq 1940 1979); do
		run cadre add name="$1" born="$year" >"said.$2" 2>&1 || return
	done
}

add_at_once() {
	template=$1
	fresh
	add_cadres 'Nguyễn Văn An' 1 &
	add_cadres 'Trần Thị Bình' 2
	wait $!
	run export | sed -n 's/.*"born":"\([0-9]*\)","name":"\([^"]*\)".*"n":\([0-9]*\).*/\3 \2 \1/p' \
		>cadres
	cut -d' ' -f1 cadres | cmp -s - numbers && [ "$(cut -d' ' -f2- cadres | sort -u | wc -l)" = 80 ]
}

# at_once COMMAND ...: the same twice; $codes are both exit codes
at_once() {
	fresh
	run "$@" >said.1 2>&1 &
	run "$@" >said.2 2>&1
	codes=$?
	wait $!
	codes="$? $codes"
	cat said.1 said.2 >said
}

two_processes() {
	seq 0 79 >numbers
	if add_at_once "$1"; then pass "two loops of rota cadre add"; else
		fail "two loops of rota cadre add: there are $(wc -l <cadres) of 80, or numbers are left out"
	fi
	begin "import at once" "$1" 'known already' import postings "$work/postings.csv" || return
	at_once import postings "$work/postings.csv"
	look now
	if [ "$codes" = "0 0" ] && cmp -s after.masked now.masked; then pass "$name"; else
		fail "$name: exit codes $codes"
	fi
	mkdir -p o.empty
	template=$PWD/o.empty
	fresh
	flock o "$rota" -C o init --province 33 --name Ban >said 2>&1
	code=$?
	if [ "$code" = 3 ] && grep -q 'another rota is working' said && [ -z "$(ls o)" ]; then
		pass "init in a folder where another one works"
	else
		fail "init in a folder where another one works: exit code $code"
	fi
	template=
	for try in 1 2 3 4 5 6 7 8 9 10; do
		at_once init --province 33 --name Ban
		why="exit codes $codes"
		case $codes in
		"0 3" | "3 0") is_clean ;;
		*) false ;;
		esac && pass "init at once, $try" || fail "init at once, $try: $why"
	done
}

# --- 4. Ctrl-C -------------------------------------------------------------------------------

# answers PROMPT KEYS CODE RESULT ARGUMENT ...: rota on a terminal; then the office is as in RESULT
answers() {
	prompt=$1 keys=$2 wanted=$3 result=$4
	shift 4
	fresh
	python3 "$here/fault/at_prompt.py" "$prompt" "$keys" "$rota" -C o "$@" >said 2>&1
	code=$?
	look now
	where="'$keys' at '$prompt'"
	if [ "$code" = "$wanted" ] && cmp -s "$result" now.masked; then pass "$where"; else
		fail "$where: exit code $code, not $wanted, or the office is not as in $result"
	fi
}

at_a_terminal() {
	set -- appoint Vương secretary 'Lê Văn Cường' --act bo-nhiem --from 01/03/2023 \
		--doc '7-QĐ/HU 20/02/2023'
	begin terminal "$work/with-postings" - "$@" || return
	answers 'record this?' '\003' 3 before.masked "$@"
	answers 'record this?' 'y\003' 3 before.masked "$@"
	answers 'record this?' 'n\n' 0 before.masked "$@"
	answers 'record this?' 'y\n' 0 after.masked "$@"
	answers 'commune: ' '\003' 3 before.masked appoint
	answers 'commune: ' 'V\003' 3 before.masked appoint
}

# --- 5. files --------------------------------------------------------------------------------

# owner COMMAND ...: without the power of root to pass over modes
owner() {
	[ "$(id -u)" != 0 ] || set -- setpriv --bounding-set=-dac_override,-dac_read_search "$@"
	"$@"
}

# says WORDS WHERE: the command before was refused in these words, with a way out, and changed
# nothing since `cp o/rota.mdb untouched`
says() {
	why="exit code $code"
	if [ "$code" = 3 ] && why="nothing of '$1'" && grep -q "$1" said &&
		why="no way out" && sed -n '/^rota: /{n;p;}' said | grep -q '^  [a-z]' &&
		why="rota.mdb is changed" && cmp -s o/rota.mdb untouched; then
		pass "$2"
	else
		fail "$2: $why"
	fi
}

# refused WORDS WHERE COMMAND ...
refused() {
	words=$1 where="$2: $3"
	shift 2
	cp o/rota.mdb untouched
	owner "$rota" -C o --no-input "$@" >said 2>&1
	code=$?
	says "$words" "$where"
}

# cut_short WHERE COMMAND: refused, unless nothing is lost, as when the last pages are free
cut_short() {
	if owner "$rota" -C o "$2" >said 2>&1 && owner "$rota" -C o export >now 2>>said &&
		cmp -s "$template.export" now; then
		pass "$1: $2"
	else
		refused 'is \(empty\|cut short\|damaged\)' "$@"
	fi
}

# unwritable WHERE: a folder that only may be read
unwritable() {
	chmod 400 o/rota.mdb*
	chmod 500 o
	refused 'Permission denied' "$1" cadre add name='Nguyễn Văn An' born=1975
	owner "$rota" -C o export >now 2>said
	if cmp -s "$template.export" now; then pass "$1: export"; else fail "$1: export"; fi
	chmod 700 o
}

broken_files() {
	template=$work/with-postings
	fresh
	run export >"$template.export"
	cp o/rota.mdb untouched
	run export >/dev/full 2>said
	code=$?
	says 'the answer cannot be written' "a full disk below stdout"
	rm -f o/rota.mdb-lock
	unwritable "read-only folder without a lock file"
	fresh
	run export >/dev/null
	unwritable "read-only folder"

	size=$(wc -c <"$template/rota.mdb")
	for left in 0 100 4096 $((size / 2)) $((size - 4096)) $((size - 1)); do
		for command in export rebuild; do
			fresh
			head -c "$left" "$template/rota.mdb" >o/rota.mdb
			cut_short "cut to $left of $size bytes" "$command"
		done
	done
	for command in export rebuild; do
		fresh
		cat "$work/postings.csv" "$work/units.csv" >o/rota.mdb
		refused "'o/rota.mdb' is not a store of rota" "a list as rota.mdb" "$command"
	done

	# the name of entry 4 of the office's own log, wherever the file holds it
	fresh
	python3 -c '
import sys
path, text = sys.argv[1], sys.argv[2].encode()
data = open(path, "rb").read()
open(path, "wb").write(data.replace(text, text[:-1] + bytes([text[-1] ^ 1])))
' o/rota.mdb 'Lê Văn Cường'
	for command in export rebuild 'cadre list'; do
		refused 'entry 4: the stored bytes are damaged' "a bit of entry 4" $command
	done
	[ -z "$full" ] || flip_bits
}

# Flip a bit here and there: what is read is what was recorded, or is refused. (Damage in the pages
# of LMDB itself may end the process, see src/store/README.md.)
flip_bits() {
	for at in $(seq 7 97 "$size"); do
		fresh
		python3 -c '
import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(int(sys.argv[2]))
    byte = file.read(1)[0]
    file.seek(int(sys.argv[2]))
    file.write(bytes([byte ^ 16]))
' o/rota.mdb "$at"
		timeout 10 "$rota" -C o export >now 2>said
		code=$?
		case $code in
		0) cmp -s "$template.export" now ;;
		3 | 134 | 135 | 136 | 139) true ;;
		*) false ;;
		esac && pass "a bit of byte $at" || fail "a bit of byte $at: exit code $code, other entries"
	done
}

# --- all of it -------------------------------------------------------------------------------

cat >"$work/units.csv" <<'END'
code,name,type,parent_code,from
33,Hưng Yên,tinh,,
332,Tiên Lữ,huyen,33,
12337,Vương,thi_tran,332,
12340,Hưng Đạo,xa,332,
END
cat >"$work/postings.csv" <<'END'
commune,post,name,born,from,act,elected,doc_no,doc_date,native
Hưng Đạo,secretary,Nguyễn Văn An,1975,01/09/2022,chi-dinh,,12-QĐ/HU,28/08/2022,"xã Hồng Nam, huyện Tiên Lữ, tỉnh Hưng Yên"
Hưng Đạo,chair,Trần Thị Bình,1980,01/07/2021,bau,28/06/2021,3/NQ-HĐND,28/06/2021,"xã Hưng Đạo, huyện Tiên Lữ, tỉnh Hưng Yên"
END

# The offices that the checks begin with, each made of the one before.
make_offices() {
	run init --province 33 --name Ban && cp -R o "$work/new" &&
		run import units "$work/units.csv" && cp -R o "$work/with-units" &&
		run import postings "$work/postings.csv" &&
		run cadre add name='Lê Văn Cường' born=1982 && cp -R o "$work/with-postings" &&
		run relieve 'Hưng Đạo' secretary --act nghi-huu --from 01/05/2024 \
			--doc '9-QĐ/HU 20/04/2024' && cp -R o "$work/relieved"
}

(
	part offices
	make_offices >said 2>&1 || { sed 's/^/  /' said; exit 1; }
) || { echo "no office could be made"; echo "0 passed, 1 failed"; exit 1; }
(
	part new-office
	sweep init '' 'has an office already' init --province 33 --name 'Ban Tổ chức'
) &
(
	part recording
	sweep units "$work/new" 'known already' import units "$work/units.csv"
	sweep postings "$work/with-units" 'known already' import postings "$work/postings.csv"
	sweep appoint "$work/with-postings" 'already' appoint Vương secretary 'Lê Văn Cường' \
		--act bo-nhiem --from 01/03/2023 --doc '7-QĐ/HU 20/02/2023'
	sweep relieve "$work/with-postings" 'already' relieve 'Hưng Đạo' secretary --act nghi-huu \
		--from 01/05/2024 --doc '9-QĐ/HU 20/04/2024'
	entry=$("$rota" -C "$work/relieved" undo --dry-run --why x 2>&1 |
		sed -n 's/.*(entry \([0-9]*\)).*/\1/p')
	sweep undo "$work/relieved" 'taken back already' undo "$entry" \
		--why 'another commune was meant'
	sweep rebuild "$work/relieved" 'derived again' rebuild
)
wait
(part at-once && two_processes "$work/with-units")
(part terminal && at_a_terminal)
(part files && broken_files)

cat "$work"/*/report >"$work/report"
grep -v '^ok ' "$work/report"
passed=$(grep -c '^ok ' "$work/report")
failed=$(grep -c '^FAIL ' "$work/report")
[ "$failed" = 0 ] && rm -rf "$work" || echo "the folders are kept in $work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
