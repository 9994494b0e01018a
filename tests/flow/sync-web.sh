#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A district and its province over https, with nginx and git http-backend, and over git://, with git
# daemon, typed as README.md says: who vouches for the server, who lets the office in, what must be
# agreed to; and more than one slice at a time.
# usage: sync-web.sh BUILD        BUILD/tests/sync-web stays when a check fails
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/sync-web
rm -rf "$work"
mkdir -p "$work"
cd "$work" || exit 3
unset GIT_DIR GIT_WORK_TREE GIT_SSL_CAINFO ROTA_DIR
export LC_ALL=C.UTF-8 ROTA_LANG=en HOME="$work"
# libgit2's own leaks of each connection (see tests/leaks.supp)
printf 'leak:%s\n' libpcre2-8.so libgit2.so >leaks.supp
export LSAN_OPTIONS=suppressions=$work/leaks.supp:print_suppressions=0
. "$top/tests/support/web.sh"
. "$top/tests/support/line.sh"
passed=0 failed=0

. "$top/tests/support/said.sh"
. "$top/tests/support/admitted.sh"

record() { # COUNT
	record_officers vg "$1"
}

cat >units.csv <<'END'
code,name,type,parent_code
33,Hưng Yên,tinh,
326,Văn Giang,huyen,33
11977,Văn Giang,thi_tran,326
END
{
	cat units.csv
	seq 20000 20020 | sed 's/.*/&,Xã thứ &,xa,326/'
} >units2.csv
rota -C hy init --province 33 --name 'Ban Tổ chức Tỉnh ủy' && rota -C hy import units units.csv &&
	rota -C hy merge && rota -C vg join --scope 326 --name 'Huyện ủy Văn Giang' || { cat said; exit 1; }
key=$(ssh-keygen -l -f vg/keys/writer | cut -d' ' -f2)
rota -C hy enrol vg/request --fingerprint "$key" || { cat said; exit 1; }
vg=$(ls hy/welcome-*.bundle | sed 's/.*-\(.*\)\..*/\1/')
province=$(ssh-keygen -l -f hy/keys/root | cut -d' ' -f2)

# --- https -----------------------------------------------------------------------------------

if start_web "$work/hy" "$vg"; then
	web=https://localhost:$web_port
	fingerprint=$(block fingerprint | sh)
	check "a password in an address" 3 'an address holds no password' \
		rota -C vg sync --remote "https://van-giang:x@localhost:$web_port/rota.git"
	join() { # USER
		rm -rf other
		rota -C other join --scope 326 --name 'Huyện ủy Văn Giang' \
			--remote "https://$1localhost:$web_port/rota.git"
	}
	check "join" 0 'password of the name .other.' join other@
	check "shows who is there" 0 "its certificate is $fingerprint" true
	check "join, without a name" 0 'for a name and a password' join ''
	check "join, where no address is meant" 0 'rota sync --remote ADDRESS' join other:x@
	check "the password is not kept" 1 '^$' \
		sh -c 'grep -r other:x other >said || { echo >said; exit 1; }'
	check "nobody vouches for the server" 3 "its certificate is $fingerprint" \
		rota -C vg sync --remote "$web/rota.git"
	check "another certificate" 3 'it may be another one' \
		rota -C vg sync --trust-host SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
	check "this one, and who are we" 3 'asks for a name and a password' \
		rota -C vg sync --trust-host "$fingerprint"
	git -C vg/rota.git config --unset rota.certificate
	check "a file that holds no certificates" 3 'holds no certificates of authorities' \
		rota -C vg sync --ca-file units.csv
	check "its authority" 3 'asks for a name and a password' rota -C vg sync --ca-file tinh-ca.pem
	typed() { # KEYS: rota sync on a terminal, where the password is asked for
		python3 "$top/tests/fault/at_prompt.py" 'Password for' "$1" "$build/rota" -C vg \
			sync --remote "https://van-giang@localhost:$web_port/rota.git" \
			--province-key "$province" >said
	}
	check "Ctrl-C at the question" 130 'Password for' typed '\003'
	check "a password that is typed" 0 'sent 0 entries' typed 'mat khau 1\n'
	check "is kept nowhere" 3 'asks for a name and a password' \
		rota -C vg sync --remote "$web/rota.git"
	git config --global credential.helper store
	echo "https://van-giang:wrong@localhost:$web_port" >.git-credentials
	check "a wrong password" 3 'asks for a name and a password' rota -C vg sync
	check "is forgotten by git's helper" 1 '^0$' sh -c 'grep -c wrong .git-credentials >said'
	echo "https://van-giang:mat%20khau%201@localhost:$web_port" >.git-credentials
	check "nothing there" 3 'status code: 404' rota -C vg sync --remote "$web/none.git"
	check "sent to another machine" 3 'redirect' rota -C vg sync --remote "$web/elsewhere/rota.git"
	check "sync" 0 'sent 0 entries' rota -C vg sync --remote "$web/rota.git" --province-key "$province"
	record 1
	check "send" 0 'sent 1 entry' rota -C vg sync
	check "merge" 0 'new entries' rota -C hy merge
	check "receive" 0 'merged up to entry 0' rota -C vg sync
	check "again" 0 'sent 0 entries; merged up to entry 0' rota -C vg sync

	# The account is for what this office exchanges.
	git config --global http.sslCAInfo "$work/tinh-ca.pem"
	stock_git() {
		git -C vg/rota.git -c protocol.version="$version" "$@" >said 2>&1 </dev/null
	}
	named=https://van-giang@localhost:$web_port/rota.git
	exchanges_its_own_alone "$vg" "$named" "$named" 128
	get() { # PATH: the code with which it is answered
		python3 - "$web_port" "$1" >said <<-'END'
		import base64, http.client, ssl, sys
		server = http.client.HTTPSConnection("localhost", int(sys.argv[1]),
		    context=ssl.create_default_context(cafile="tinh-ca.pem"))
		name = base64.b64encode(b"van-giang:mat khau 1").decode()
		server.request("GET", "/" + sys.argv[2], headers={"Authorization": "Basic " + name})
		print(server.getresponse().status)
		END
	}
	check "no file of the repository" 0 '^404$' get rota.git/packed-refs
	check "no list of all refs" 0 '^403$' get rota.git/info/refs
	check "nor another repository" 0 '^404$' get 'own.git/info/refs?service=git-upload-pack'
	git -C hy/rota.git update-ref -d refs/rota/writers/0123456789abcdef

	# On a line that breaks each time after 9,000 bytes, 3,000 of which go for https itself.
	record 90
	git -C vg/rota.git config rota.slice 4096
	over_line() {
		echo "https://van-giang:mat%20khau%201@localhost:$line_port" >>.git-credentials
		rota -C vg sync --for 0 --remote "https://localhost:$line_port/rota.git"
	}
	server=$web_port
	arrives_in_parts 9000 over_line
	check "all of it has arrived" 0 'sent 0 entries' rota -C vg sync --remote "$web/rota.git"
	check "the password is nowhere in the office" 1 '^$' \
		sh -c 'echo >said; grep -r -e "mat.khau" -e "mat%20khau" -e "$(printf "van-giang:mat khau 1" | base64)" vg >said || { echo >said; exit 1; }'
fi

# --- what the page of the server says besides -------------------------------------------------

git init -q --bare authority/figures.git
server_page() { # BLOCK: its commands, with the paths of this flow
	block "$1" | sed -e "s|/srv/tinh|$work/hy|" -e "s|ssh://git@git.example|$work/authority|" \
		-e "s|/media/backup|$work|" >"$1.sh"
	sh -e "$1.sh" >said 2>&1
}
check "the mirror" 0 'new branch' server_page mirror
sed -n 's|^ExecStart=/usr/bin/||p' "$top/tools/server/rota-mirror.service" | sed "s|/srv/tinh|$work/hy|" >hourly.sh
rota -C hy merge
check "every hour" 0 '^$' sh -c 'sh -e hourly.sh >said 2>&1; code=$?; echo >>said; exit $code'
check "has main alone" 0 '^refs/heads/main$' \
	sh -c '[ "$(git -C authority/figures.git for-each-ref --format="%(refname)" | tee said | wc -l)" = 1 ]'
check "and no name" 1 '^none$' sh -c '
	git -C authority/figures.git cat-file --batch-check --batch-all-objects |
		while read -r id type size; do git -C authority/figures.git cat-file "$type" "$id"; done >objects
	echo none >said; grep -a -e Người objects >>said'
check "what an inspector checks" 0 'Good "git" signature' server_page inspect
server_page backup
mkdir unpacked
tar -xf tinh.tar -C unpacked
check "a copy" 0 'all of it holds' rota -C unpacked verify --full

if command -v systemd-analyze >said; then
	check "the units of systemd" 0 '^$' \
		sh -c 'systemd-analyze verify "$0"/rota-*.* >said 2>&1 && echo >>said' "$top/tools/server"
fi

# --- git:// ----------------------------------------------------------------------------------

if start_daemon "$work/hy"; then
	check "in the clear" 3 'personal data in the clear' \
		rota -C vg sync --remote git://tinh.example/rota.git
	git -C vg/rota.git config rota.most 1
	rota -C hy import units units2.csv || cat said
	rota -C hy merge || cat said
	check "more than a province has" 3 'sends more than 1 KB' \
		rota -C vg sync --remote "git://127.0.0.1:$git_port/rota.git" --province-key "$province"
	check "nothing of it is left" 0 '^0$' \
		sh -c 'find vg/rota.git -name "pack_git2_*" | wc -l >said'
	git -C vg/rota.git config --unset rota.most
	check "sync over git://" 0 'sent 0 entries' \
		rota -C vg sync --remote "git://127.0.0.1:$git_port/rota.git" --province-key "$province"
	record 2
	check "send over git://" 0 'sent 2 entries' rota -C vg sync
	check "nothing of that name" 3 'access denied or repository not exported' \
		rota -C vg sync --remote "git://127.0.0.1:$git_port/none.git"
	check "the address that was right holds" 0 'sent 0 entries' rota -C vg sync
	check "merge" 0 'new entries' rota -C hy merge
	check "receive" 0 'merged up to entry' rota -C vg sync
	check "all holds" 0 'all of it holds' rota -C vg verify --full

	# More than one slice, in batches of the least size.
	git -C vg/rota.git config rota.slice 4096
	record 40
	# told LAST EVENTS COMMAND ...: what it tells a program; what it says besides is in `said`
	told() {
		last=$1 events=$2
		shift 2
		"$@" >events 2>said
		code=$?
		cat events >>said
		python3 "$top/tests/support/events.py" events "$last" $events >>said || return 99
		return $code
	}
	check "send in slices" 0 '^{"event":"end","sent":40,.*"at_province":' told end \
		'connect send slice slice check' "$build/rota" -C vg --no-input sync --json
	record 1
	"$build/rota" -C vg --no-input sync --watch >watched 2>&1 &
	watching=$!
	until grep -q 'sent 1 entry' watched; do
		kill -0 $watching 2>/dev/null || break
	done
	kill $watching
	wait $watching 2>/dev/null
	check "watching goes on until it is stopped" 0 'sent 1 entry' \
		sh -c "cat watched >said; exit $?"
	# rounds MOST OPTION ...: a watch with a pause of a second, stopped when so many pauses have begun
	rounds() {
		most=$1
		shift
		"$build/rota" -C vg --no-input sync --every 1s "$@" >watched 2>said &
		watching=$!
		until [ "$(grep -c '"event":"wait"' watched)" -ge "$most" ]; do
			kill -0 $watching 2>/dev/null || break
		done
		kill $watching
		wait $watching
		code=$?
		cat watched >>said
		return $code
	}
	check "round after round, for a program" 0 '^{"event":"wait","wait_ms":1000}' rounds 2 --json
	awk '{ print } /"event":"wait"/ && ++waits == 2 { exit }' watched >events
	check "... each with its end" 0 '^2$' sh -c 'grep -c "\"event\":\"end\"" events >said'
	check "... in this order" 0 '^$' sh -c 'python3 "$0" events wait connect check end wait connect check end wait >said && echo >>said' \
		"$top/tests/support/events.py"
	# news HOW MANY: lines that the watch has said
	news() {
		until [ "$(wc -l <watched)" -ge "$1" ]; do
			kill -0 $watching 2>/dev/null || break
		done
	}
	record 1
	"$build/rota" -C vg --no-input sync --every 1s >watched 2>&1 &
	watching=$!
	news 1
	rota -C hy merge
	news 2
	kill $watching
	wait $watching
	check "people are told what is new, once" 0 '^2$' sh -c "wc -l <watched >said; exit $?"
	check "... when it was merged" 0 'sent 0 entries; merged up to entry' \
		sh -c 'sed -n 2p watched >said'
	check "too short a pause" 2 "'0' is too short or too long a pause" rota -C vg sync --every 0
	check "too long a pause" 2 "'2d' is too short or too long a pause" rota -C vg sync --every 2d
	check "watching ends with what needs a person" 3 'personal data in the clear' \
		rota -C vg sync --watch --remote git://tinh.example/rota.git
	kill $daemon_pid
	wait $daemon_pid 2>/dev/null
	record 1
	check "the server is gone" 3 'nothing is lost here' rota -C vg sync
	check "... and how far everything is" 3 '^sent 0 entries; merged up to .*; 1 entry is not sent yet' \
		rota -C vg sync
	check "for programs too" 3 '^{"error":{"code":-6,.*nothing is lost here' told error \
		'connect standing error' "$build/rota" -C vg --no-input sync --json
	check "... with the tries" 3 '^{"event":"retry","wait_ms":[0-9]*,"code":-6,"message":"' told error \
		'connect retry standing error' "$build/rota" -C vg --no-input sync --json --for 3s
	interrupted() { # WORDS COMMAND...: Ctrl-C when these words are on the terminal
		words=$1
		shift
		python3 "$top/tests/fault/at_prompt.py" "$words" '\003' "$@" >said
	}
	check "Ctrl-C between two rounds" 0 'nothing is lost here' interrupted 'waiting for the next round' \
		"$build/rota" -C vg sync --every 1d --for 0
	check "Ctrl-C while it waits to try again" 130 'tried again' \
		interrupted 'tried again' "$build/rota" -C vg sync --for 1h
	check "nobody answers for a second" 3 'nothing is lost here' rota -C vg sync --for 1s
	check "how long is that" 2 "'soon' is no length of time" rota -C vg sync --for soon
fi

cd "$build" || exit 3
[ "$failed" != 0 ] || rm -rf "$work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
