#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What `make install` puts into a folder works there: the program finds its messages and its helper,
# the manual has every command, a program of three lines is built against the library; and `make
# uninstall` leaves nothing.
# usage: install.sh BUILD
set -u
build=$1
work=$(cd "$build" && pwd)/tests/install
rm -rf "$work"
mkdir -p "$work"
root=$work/root
installed=$root/usr
unset ROTA_DIR MAKEFLAGS MFLAGS
passed=0 failed=0

check() {
	name=$1
	shift
	if "$@" >"$work/said" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $name"
		cat "$work/said"
	fi
}

rota() {
	env -i HOME="$work" PATH=/usr/bin:/bin ${language:+ROTA_LANG=$language} \
		"$installed/bin/rota" -C "$work/$office" "$@"
}

in_make() {
	make -s "$1" BUILD="$build" PREFIX=/usr DESTDIR="$root"
}

speaks_vietnamese() {
	rota status | grep -q 'đơn vị sử dụng'
}

# manual FILE: every command of commands.h and every subcommand has a section
manual_has_all() {
	sed -n 's/^	&cmd_\([a-z]*\),$/\1/p' src/cli/commands.h >"$work/commands"
	[ -s "$work/commands" ] || return 1
	while read -r command; do
		grep -q "^\.SS rota $command\$" "$1" || { echo "no section of $command"; return 1; }
	done <"$work/commands"
	for sub in 'officer add' 'cadre change' 'report totals' 'bundle apply'; do
		grep -q "^\.SS rota $sub\$" "$1" || { echo "no section of $sub"; return 1; }
	done
}

manual_is_roff() {
	command -v groff >/dev/null || return 0
	groff -Kutf8 -man -Tutf8 -ww -z "$1" >"$work/roff" 2>&1 && [ ! -s "$work/roff" ] ||
		{ head -n 5 "$work/roff"; return 1; }
}

exchanges() {
	language=en office=tinh
	printf 'code,name,type,parent_code\n33,Hưng Yên,tinh,\n329,Ân Thi,huyen,33\n' >"$work/units.csv"
	rota init --province 33 --name 'Ban Tổ chức Tỉnh ủy Hưng Yên' &&
		rota import units "$work/units.csv" && rota merge || return 1
	office=an-thi
	rota join --scope 329 --name 'Ban Tổ chức Huyện ủy Ân Thi' --remote "$work/tinh/rota.git" &&
		rota sync --province-key "$(ssh-keygen -l -f "$work/tinh/keys/root" | cut -d' ' -f2)"
}

# As built: a library with a sanitizer needs it in the program too.
builds() {
	cc=cc flags=
	if nm "$installed/lib/librota.a" 2>/dev/null | grep -q __asan_init; then
		cc=clang flags=-fsanitize=address,undefined
	fi
	cat >"$work/day.c" <<-'END'
	#include <rota/day.h>
	#include <rota/office.h>
	#include <stdio.h>
	int main(int argc, char **argv)
	{
		struct rota_office *office;
		struct rota_error err = { 0 };
		struct rota_day day;

		if (argc != 2 || rota_day_read(&day, "15/02/2024", 10, &err) ||
		    rota_office_open(&office, argv[1], true, &err))
			return 1;
		printf("%d %s\n", day.year, rota_office_dir(office));
		rota_office_close(office);
		return 0;
	}
	END
	$cc $flags -Wall -Werror -o "$work/day" "$work/day.c" \
		$(PKG_CONFIG_PATH=$installed/lib/pkgconfig pkg-config --define-prefix --static \
			--cflags --libs rota) &&
		[ "$("$work/day" "$work/an-thi")" = "2024 $work/an-thi" ]
}

# The service starts what was installed, and systemd takes both, where it is there to say so.
units_are_sound() {
	units=$installed/lib/systemd/user
	grep -q '^ExecStart=/usr/bin/rota -C %f ' "$units/rota-sync@.service" || return 1
	command -v systemd-analyze >/dev/null || return 0
	mkdir -p "$work/units"
	sed "s|/usr/bin/rota|$installed/bin/rota|" "$units/rota-sync@.service" \
		>"$work/units/rota-sync@.service"
	cp "$units/rota-sync@.timer" "$work/units"
	systemd-analyze verify "$work/units/rota-sync@office.timer"
}

is_empty() {
	left=$(find "$root" -type f -o -name rota)
	[ -z "$left" ] || { echo "$left"; return 1; }
}

check "make install" in_make install
check "an exchange" exchanges
language=
check "Vietnamese, when nothing is said" speaks_vietnamese
check "the manual" manual_has_all "$installed/share/man/man1/rota.1"
check "the manual in Vietnamese" manual_has_all "$installed/share/man/vi/man1/rota.1"
check "groff reads it" manual_is_roff "$installed/share/man/man1/rota.1"
check "groff reads the Vietnamese one" manual_is_roff "$installed/share/man/vi/man1/rota.1"
check "a program with the library" builds
check "the units of systemd" units_are_sound
: >"$installed/bin/another"
check "make uninstall" in_make uninstall
check "what is not ours stays" rm "$installed/bin/another"
check "nothing is left" is_empty
[ "$failed" != 0 ] || rm -rf "$work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
