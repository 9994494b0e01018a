# SPDX-License-Identifier: Apache-2.0
# Servers of git on 127.0.0.1 and free ports, as the user of the test, for flows that source this in
# their own folder; they end with the shell.
#
# start_daemon FOLDER: git daemon, which takes pushes; $git_port. Its environment has what the words of
# $daemon_setting set; it listens at $daemon_address.
# start_web FOLDER WRITER: nginx with TLS before git http-backend, by tools/server/rota.nginx; $web_port. It
# asks for the name `van-giang`, which is that writer, and the password `mat khau 1`; its certificate, for
# the name localhost, is `tinh.pem`, that of its authority `tinh-ca.pem`. It sends on whoever asks for
# /elsewhere/. $top is the project.
#
# Where one cannot run, it says so and returns 1.

. "$top/tests/support/page-of-server"

web_pids= daemon_setting= daemon_address=127.0.0.1
trap 'kill $web_pids 2>/dev/null' EXIT
trap 'exit 3' HUP INT PIPE TERM # dash runs the line above only then

free_port() {
	python3 -c '
import socket
with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    print(s.getsockname()[1])'
}

# listens PID LOG WORDS: wait until the server has said so; 1: it has ended
listens() {
	until grep -q -e "$3" "$2"; do
		kill -0 "$1" 2>/dev/null || return 1
	done
}

# accepts PID PORT: wait until it takes a connection; 1: it has ended
accepts() {
	until python3 -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1])))' \
		"$2" 2>/dev/null; do
		kill -0 "$1" 2>/dev/null || return 1
	done
}

# A port may be taken meanwhile.
thrice() {
	"$@" || "$@" || "$@"
}

# --- git daemon ------------------------------------------------------------------------------

try_daemon() {
	git_port=$(free_port)
	: >daemon.log
	env $daemon_setting "$(git --exec-path)/git-daemon" --listen="$daemon_address" --port="$git_port" \
		--base-path="$1" --export-all --enable=receive-pack --reuseaddr --verbose 2>daemon.log &
	daemon_pid=$!
	web_pids="$web_pids $daemon_pid"
	listens $daemon_pid daemon.log 'Ready to rumble'
}

start_daemon() {
	[ -x "$(git --exec-path)/git-daemon" ] || { echo "no git daemon can be run here"; return 1; }
	thrice try_daemon "$1" || { echo "no git daemon can be run here: $(cat daemon.log)"; return 1; }
}

# --- https -----------------------------------------------------------------------------------

# An authority, and a certificate of it for the name localhost, as the page of the server says.
make_certificates() {
	block certificate | sed 's/tinh\.example/localhost/' >certificate.sh &&
		sh -e certificate.sh 2>openssl.log
}

try_backend() {
	backend_port=$(free_port)
	fcgiwrap -s "tcp:127.0.0.1:$backend_port" 2>fcgiwrap.log &
	backend_pid=$!
	web_pids="$web_pids $backend_pid"
	accepts $backend_pid "$backend_port"
}

try_nginx() {
	web_port=$(free_port)
	sed -e "s|listen 443 ssl|listen 127.0.0.1:$web_port ssl|" -e 's|tinh\.example|localhost|' \
		-e "s|/etc/ssl/certs/tinh\.pem|$PWD/tinh.pem|" -e "s|/etc/ssl/private/tinh\.key|$PWD/tinh.key|" \
		-e "s|/etc/nginx/rota-|$PWD/rota-|" -e "s|unix:/run/rota-web\.socket|127.0.0.1:$backend_port|" \
		-e "s|/usr/lib/git-core|$(git --exec-path)|" -e "s|/srv/tinh|$1|" \
		-e "/server_name/r elsewhere" "$top/tools/server/rota.nginx" >rota.nginx
	cat >nginx.conf <<-END
	daemon off;
	master_process off;
	pid $PWD/nginx.pid;
	error_log stderr;
	events {}
	http {
		access_log off;
		client_body_temp_path $PWD/tmp; proxy_temp_path $PWD/tmp; fastcgi_temp_path $PWD/tmp;
		uwsgi_temp_path $PWD/tmp; scgi_temp_path $PWD/tmp;
		include $PWD/rota.nginx;
	}
	END
	nginx -e stderr -p "$PWD" -c nginx.conf 2>nginx.log &
	nginx_pid=$!
	web_pids="$web_pids $nginx_pid"
	accepts $nginx_pid "$web_port"
}

start_web() {
	for program in nginx fcgiwrap openssl; do
		PATH=$PATH:/usr/sbin command -v $program >said ||
			{ echo "no web server can be run here: $program is not installed"; return 1; }
	done
	PATH=$PATH:/usr/sbin
	mkdir -p tmp
	block account | sed -e "s/9ae421a1deaf92a4/$2/" -e 's/passwd -6/& "mat khau 1"/' >account.sh
	sh -e account.sh
	echo 'location /elsewhere/ { return 301 https://127.0.0.1:$server_port/rota.git$is_args$args; }' \
		>elsewhere
	make_certificates || { cat openssl.log; return 1; }
	thrice try_backend && thrice try_nginx "$1" ||
		{ echo "no web server can be run here:"; cat fcgiwrap.log nginx.log; return 1; }
}
