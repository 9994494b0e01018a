# SPDX-License-Identifier: Apache-2.0
# A real sshd on 127.0.0.1 and a free port, as the user of the test, for flows that source this in
# their own folder, with tools/server/sshd.conf of the project $top: start_server; it ends with the shell. $port is its port, `host.pub` its key,
# `admitted` the file of the keys that it lets in. Where none can run, the flow says so and passes
# nothing.

skip() {
	echo "no sshd can be run here: $*"
	echo "0 passed, 0 failed"
	exit 0
}

sshd=$(command -v sshd || ls /usr/sbin/sshd 2>/dev/null) || skip "it is not installed"
[ "$(id -u)" != 0 ] || mkdir -p /run/sshd # else made when the system's own is started
ssh-keygen -q -t ed25519 -N '' -C host -f host
touch admitted

try_server() {
	port=$(python3 -c '
import socket
with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    print(s.getsockname()[1])')
	cat >sshd_config <<-END
	ListenAddress 127.0.0.1
	Port $port
	HostKey $PWD/host
	PidFile none
	AuthorizedKeysFile $PWD/admitted
	AuthenticationMethods publickey
	AcceptEnv GIT_PROTOCOL
	PermitRootLogin prohibit-password
	StrictModes no
	UsePAM no
	END
	sed "s/Match User rota/Match User $(id -un)/" "$top/tools/server/sshd.conf" >>sshd_config
	"$sshd" -t -f sshd_config 2>said || skip "$(cat said)"
	: >sshd.log
	"$sshd" -D -e -f "$PWD/sshd_config" 2>sshd.log &
	sshd_pid=$!
	trap 'kill $sshd_pid 2>/dev/null' EXIT
	trap 'exit 3' HUP INT PIPE TERM # dash runs the line above only then
	while ! grep -q 'Server listening' sshd.log; do
		kill -0 $sshd_pid 2>/dev/null || return 1
	done
}

# A port may be taken meanwhile.
start_server() {
	try_server || try_server || try_server || skip "$(cat sshd.log)"
}
