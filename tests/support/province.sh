# SPDX-License-Identifier: Apache-2.0
# For the flows of exchange, which read it in with `.` after they have set `build` and `work`: a
# small province `hy` and district offices beside it, whose clock and random bytes stand still
# (tests/fault/seam.c), so that the same commands make the same objects.
rota=$build/tests/exchange/rota
inject=$build/tests/fault/inject.so
[ -x "$rota" ] && [ -f "$inject" ] || { echo "$rota or $inject is not built"; exit 3; }
unset ROTA_DIR GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY
export ROTA_LANG=en LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 HOME="$work"
rm -rf "$work"
mkdir -p "$work"

# --- reports: each part writes one of its own ----------------------------------------------------

# part NAME: the checks that follow work in a folder of their own, $part; what a command said is in
# its file `said`, the offices are in its folder w
part() {
	part=$work/$1
	mkdir -p "$part"
	cd "$part" || exit 3
	: >report
	exec 2>stderr # the shell's own word on each process that was killed
	trap 'code=$?; [ "$code" = 0 ] || fail "broken off: $(tail -n 1 "$part/stderr")"' EXIT
}

pass() {
	printf 'ok %s\n' "$*" >>"$part/report"
}

# fail WHAT HAPPENED: keeps the offices, and what the program said last
fail() {
	saved_as=failed-$(grep -c ^FAIL "$part/report")
	[ ! -d "$part/w" ] || cp -R "$part/w" "$part/$saved_as"
	printf 'FAIL %s [%s/%s]\n' "$*" "${part##*/}" "$saved_as" >>"$part/report"
	[ ! -s "$part/said" ] || sed 's/^/     said: /; 6q' "$part/said" >>"$part/report"
}

# check WHAT COMMAND ...: the command works
check() {
	what=$1 why=
	shift
	if "$@"; then pass "$what"; else fail "$what${why:+: $why}"; fi
}

# The last lines of a script; its exit code is that of the script.
sum_up() {
	cd / || exit 3
	cat "$work"/*/report >"$work/report"
	grep -v '^ok ' "$work/report"
	passed=$(grep -c '^ok ' "$work/report")
	failed=$(grep -c '^FAIL ' "$work/report")
	[ "$failed" = 0 ] && rm -rf "$work" || echo "the folders are kept in $work"
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ]
}

# --- offices -------------------------------------------------------------------------------------

# on OFFICE COMMAND ...: nothing is flushed, which only a power cut would notice
on() {
	office=$1
	shift
	env LD_PRELOAD="$inject" FLUSH=no "$rota" -C "$office" --no-input "$@"
}

# say OFFICE COMMAND ...: the same; what was said is kept, the exit code is $code and in $why
say() {
	on "$@" >"$part/said" 2>&1
	code=$?
	why="exit code $code"
}

# works OFFICE COMMAND ...: exit code 0
works() {
	say "$@"
	[ "$code" = 0 ]
}

# refuses WORDS OFFICE COMMAND ...: exit code 3, a sentence with these words, and a way out behind it
refuses() {
	words=$1
	shift
	say "$@"
	[ "$code" = 3 ] && tells_way_out && why="nothing of '$words'" && grep -q -- "$words" "$part/said"
}

tells_way_out() {
	why="no sentence with a way out behind it"
	sed -n '/^rota: /,$p' "$part/said" >"$part/sentence"
	sed -n 1p "$part/sentence" | grep -q '^rota: ' && sed -n 2p "$part/sentence" | grep -q '^  [^ ]'
}

units() {
	cat <<-'EOF'
	code,name,type,parent_code,from
	33,Hưng Yên,tinh,,
	332,Tiên Lữ,huyen,33,
	12337,Vương,thi_tran,332,
	12340,Hưng Đạo,xa,332,
	329,Ân Thi,huyen,33,
	12142,Ân Thi,thi_tran,329,
	12163,Quang Vinh,xa,329,
	326,Văn Giang,huyen,33,
	12022,Văn Giang,thi_tran,326,
	12049,Mễ Sở,xa,326,
	EOF
}

make_province() {
	SEED=1+ on hy init --province 33 --name 'Ban Tổ chức Tỉnh ủy' && units >units.csv &&
		on hy import units units.csv
}

# join_district OFFICE CODE SEED: with a request, not enrolled
join_district() {
	SEED=$3 on "$1" join --scope "$2" --name "Ban Tổ chức $2" --remote hy >"joined.$1" 2>&1 &&
		beside "$1"
}

# beside OFFICE: its remote as seen from its folder, so that a copy of all offices finds its own
beside() {
	git config -f "$1/rota.git/config" rota.remote ../hy
}

# What was read over the telephone.
fingerprint_of() {
	sed -n 's/.*over the telephone: //p' "joined.$1"
}

# enrol_district OFFICE: the province's fingerprint is in the file `province` then
enrol_district() {
	on hy enrol "$1/request" --fingerprint "$(fingerprint_of "$1")" >enrolled 2>&1 &&
		sed -n 's/.*of the province to it over the telephone: //p' enrolled >province
}

first_sync() {
	on "$1" sync --province-key "$(cat province)"
}

# appoint OFFICE COMMUNE POST NAME DAY: a person nobody knows yet
appoint() {
	on "$1" cadre add name="$4" born=1979 native='xã Hồng Nam, TP Hưng Yên, tỉnh Hưng Yên' --yes &&
		on "$1" appoint "$2" "$3" "$4" --act designate --from "$5" --doc '12-QĐ/HU 25/08/2022' \
			--yes --why 'theo danh sách'
}

# --- what there is to see ------------------------------------------------------------------------

# All refs of the repositories of an office.
refs() {
	for repository in "$1"/*.git; do
		echo "$repository"
		git -C "$repository" for-each-ref --format='%(objectname) %(refname)'
	done
}

# see OFFICE ...: every ref and entry
see() {
	for office; do
		refs "$office"
		on "$office" export
	done 2>&1
}

# git has nothing to say against any repository
is_sound() {
	for repository in */*.git; do
		git -C "$repository" fsck --strict --full --no-dangling >fsck 2>&1 &&
			! grep -v '^notice: ' fsck >&2 && continue
		why="git fsck in $repository: $(sed 1q fsck)"
		return 1
	done
}
