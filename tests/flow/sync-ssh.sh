#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A district and its province over ssh, typed as README.md says, with the very line that `rota enrol`
# prints in the server's authorized_keys: a key that may do nothing but move git's objects.
# usage: sync-ssh.sh BUILD        BUILD/tests/sync-ssh stays when a check fails
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/sync-ssh
rm -rf "$work"
mkdir -p "$work"
cd "$work" || exit 3
unset GIT_DIR GIT_WORK_TREE SSH_AUTH_SOCK ROTA_DIR
export LC_ALL=C.UTF-8 ROTA_LANG=en
# libgit2's own leaks of each connection (see tests/leaks.supp)
printf 'leak:%s\n' libpcre2-8.so libssh2.so libgit2.so >leaks.supp
export LSAN_OPTIONS=suppressions=$work/leaks.supp:print_suppressions=0
. "$top/tests/support/sshd.sh"
start_server
passed=0 failed=0
host=$(ssh-keygen -l -f host | cut -d' ' -f2)

. "$top/tests/support/said.sh"
. "$top/tests/support/line.sh"
. "$top/tests/support/admitted.sh"

cat >units.csv <<'END'
code,name,type,parent_code
33,Hưng Yên,tinh,
329,Ân Thi,huyen,33
12142,Ân Thi,thi_tran,329
END
rota -C hy init --province 33 --name 'Ban Tổ chức Tỉnh ủy' && rota -C hy import units units.csv &&
	rota -C hy merge || { cat said; exit 1; }
check "join" 0 'read this fingerprint' rota -C at join --scope 329 --name 'Huyện ủy Ân Thi' \
	--remote "ssh://$(id -un)@127.0.0.1:$port$work/hy/rota.git"
key=$(sed -n 's/.*over the telephone: //p' said)
line=$(sed -n 's/.*your key in it is: //p' said)
check "join shows who is there" 0 "not known yet; its key is $host" true
check "and how to believe it" 0 "sync --trust-host $host" true
check "the server is not known yet" 3 "its key is $host" rota -C at sync
check "nor another one taken for it" 3 'it may be another one' \
	rota -C at sync --trust-host SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
check "the key is not admitted yet" 3 'refuses the key of this office' \
	rota -C at sync --trust-host "$host"
check "enrol" 0 'authorized_keys' rota -C hy enrol at/request --fingerprint "$key"
sed -n 's/.*authorized_keys: //p' said >admitted
province=$(sed -n 's/.*fingerprint of the province to it over the telephone: //p' said)
check "the line is one of OpenSSH" 0 ED25519 sh -c 'ssh-keygen -l -f admitted >said 2>&1'
check "the line has the key that the office has named" 0 '^same$' \
	sh -c '[ -n "$1" ] && grep -q -F -e "$1" admitted && echo same >said' - "$line"
check "sync" 0 'sent 0 entries' rota -C at sync --province-key "$province"
check "record" 0 'recorded' rota -C at officer add 'Lê Văn Hà' --title x --role record --yes
check "send" 0 'sent 1 entry; nothing is merged yet' rota -C at sync
check "merge" 0 'new entries: 2' rota -C hy merge
check "receive" 0 'merged up to entry 0' rota -C at sync
check "again" 0 'sent 0 entries; merged up to entry 0' rota -C at sync
check "all holds" 0 'all of it holds' rota -C at verify --full

# The key is for git alone.
as_office() {
	ssh -i at/keys/writer -p "$port" -o BatchMode=yes -o StrictHostKeyChecking=no \
		-o UserKnownHostsFile=known -F none "$(id -un)@127.0.0.1" "$@" >said 2>&1 </dev/null
}
check "no command" 1 'this key is for git alone' as_office cat hy/keys/root
check "no second command" 1 'this key is for git alone' as_office "git-upload-archive '$work/hy/rota.git'"
check "no shell" 1 'this key is for git alone' as_office
grep -q PRIVATE said && { failed=$((failed + 1)); echo "FAIL a key was shown"; }

# And of git for one repository, and there for what this office exchanges, whatever it asks for.
stock_git() {
	GIT_SSH_COMMAND="ssh -i $work/at/keys/writer -o BatchMode=yes -o StrictHostKeyChecking=no \
		-o UserKnownHostsFile=$work/known -F none" git -C at/rota.git -c protocol.version="$version" \
		"$@" >said 2>&1
}
server_address=ssh://$(id -un)@127.0.0.1:$port$work
exchanges_its_own_alone "$(sed 's/.* //' admitted)" "$server_address/hy/own.git" \
	"$server_address/hy/rota.git" 1
ask() { # PACKETS: as a program that does not keep to what it is shown
	printf "$1" | ssh -i at/keys/writer -p "$port" -o BatchMode=yes -o StrictHostKeyChecking=no \
		-o UserKnownHostsFile=known -F none "$(id -un)@127.0.0.1" "git-upload-pack 'x'" 2>said |
		tr -d '\0' >>said
}
check "nor when it asks all the same" 0 'not our ref' ask "0032want $secret\n00000009done\n"
git -C hy/rota.git update-ref -d refs/rota/writers/0123456789abcdef

# On a line that breaks each time after 11,000 bytes, 4,000 of which go for ssh itself.
record_officers at 90
git -C at/rota.git config rota.slice 4096
over_line() {
	rota -C at sync --for 0 --remote "ssh://$(id -un)@127.0.0.1:$line_port$work/hy/rota.git"
}
server=$port
arrives_in_parts 11000 over_line
check "all of it has arrived" 0 'sent 0 entries' \
	rota -C at sync --remote "ssh://$(id -un)@127.0.0.1:$port$work/hy/rota.git"

kill $sshd_pid
wait $sshd_pid
rota -C at officer add 'Vũ Thị Lan' --title x --role record --yes
check "the server is gone" 3 . rota -C at sync
check "join all the same" 0 'the office is made all the same' rota -C tl join --scope 12142 \
	--name 'Đảng ủy xã Ân Thi' --remote "ssh://$(id -un)@127.0.0.1:$port$work/hy/rota.git"
check "there it is" 0 'send the file' rota -C tl status
check "what was recorded stays" 0 'Vũ Thị Lan' rota -C at officer list

cd "$build" || exit 3
[ "$failed" != 0 ] || rm -rf "$work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
