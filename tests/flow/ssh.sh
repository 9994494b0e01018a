#!/bin/sh
# Push and fetch over ssh, with a real sshd on 127.0.0.1 that runs as the user of the test: host key
# not known, wrong, pinned; a key that is not admitted; a ref that a hook refuses; a log that went
# aside. usage: ssh.sh BUILD
#
# Where no sshd can run it says so and passes nothing. BUILD/tests/ssh stays when a check fails.
set -u
build=$(cd "$1" && pwd)
top=$PWD
work=$build/tests/ssh
rm -rf "$work"
mkdir -p "$work"
cd "$work" || exit 3
unset GIT_DIR GIT_WORK_TREE SSH_AUTH_SOCK
export LC_ALL=C.UTF-8
# libgit2's own leaks of each connection, which only here would hide ours (see tests/leaks.supp)
printf 'leak:%s\n' libpcre2-8.so libssh2.so libgit2.so >leaks.supp
export LSAN_OPTIONS=suppressions=$work/leaks.supp:print_suppressions=0

. "$top/tests/support/sshd.sh"
for name in other writer stranger; do
	ssh-keygen -q -t ed25519 -N '' -C "$name" -f "$name"
done
cp writer.pub admitted
start_server

# --- repositories ----------------------------------------------------------------------------

ref=refs/rota/writers/0123456789abcdef
cp "$build/tests/flow/exchange" exchange
ln -s "$build/rota-git" rota-git
server=$work/server.git
git init -q --bare "$server"

# exchange KEY REPOSITORY REQUEST ...
exchange() {
	key=$1 repository=$2
	shift 2
	./exchange "$repository" "$key" "$@"
}

# commit REPOSITORY TEXT [PARENT]: prints its id
commit() {
	export GIT_AUTHOR_NAME=w GIT_AUTHOR_EMAIL=w GIT_COMMITTER_NAME=w GIT_COMMITTER_EMAIL=w
	blob=$(echo "$2" | git -C "$1" hash-object -w --stdin)
	tree=$(printf '100644 blob %s\tentries\n100644 blob %s\thead\n' "$blob" "$blob" |
		git -C "$1" mktree)
	git -C "$1" commit-tree ${3:+-p $3} -m batch "$tree"
}

for office in a.git b.git c.git; do
	exchange writer $office make >said || { cat said; exit 1; }
	exchange writer $office set remote "ssh://$(id -un)@127.0.0.1:$port$server" >said
done
first=$(commit a.git one)
second=$(commit a.git two "$first")
git -C a.git update-ref $ref "$second"

# --- checks ----------------------------------------------------------------------------------

passed=0 failed=0

# check WHAT COMMAND ...: it says what stands in the standard input, where the port is PORT and the
# host key is HOST
host=$(ssh-keygen -l -f host | cut -d' ' -f2)
check() {
	what=$1
	shift
	cat >wanted
	"$@" 2>&1 | sed "s|$port|PORT|g; s|$host|HOST|g; s|$work|WORK|g; s|$(id -un)@|USER@|g" >is
	if diff -u wanted is >diff; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $what"
		cat diff
	fi
}

check "a server whose key is not known" exchange writer a.git push $ref <<'END'
-6: the server '127.0.0.1' is not known yet; its key is HOST
  compare it with what the province tells you, then: rota sync --trust-host HOST
END
other=$(ssh-keygen -l -f other | cut -d' ' -f2)
exchange writer a.git set hostkey "$other" >said
check "another server" exchange writer a.git push $ref <<END
-6: the server '127.0.0.1' has the key HOST, not $other: it may be another one
  nothing was sent; ask the province whether its server has a new key
END
check "nothing was sent" git -C "$server" for-each-ref </dev/null
for office in a.git b.git c.git; do
	exchange writer $office set hostkey "$host" >said
done
check "a key that is not admitted" exchange stranger a.git push $ref <<'END'
-6: the server of 'ssh://USER@127.0.0.1:PORTWORK/server.git' refuses the key of this office
  ask the province to admit the key of this office to its server
END
check "a ref that is not there yet" exchange writer a.git list $ref <<'END'
absent
ok
END
check "push" exchange writer a.git push $ref <<'END'
ok
END
check "the server has it" git -C "$server" rev-parse $ref <<END
$second
END
check "push again" exchange writer a.git push $ref <<'END'
ok
END
check "list" exchange writer b.git list $ref <<END
$second
ok
END
check "fetch" exchange writer b.git fetch $ref refs/rota/none <<'END'
ok
END
check "it is here" git -C b.git rev-parse $ref <<END
$second
END
third=$(commit a.git three "$second")
git -C a.git update-ref $ref "$third"
printf '#!/bin/sh\necho "entry 12: the signature is not of this office" >&2\nexit 1\n' \
	>"$server/hooks/pre-receive"
chmod +x "$server/hooks/pre-receive"
check "a hook refuses it" exchange writer a.git push $ref <<END
-6: the server refuses '$ref': entry 12: the signature is not of this office; pre-receive hook declined
  nothing is lost here; tell the province what it said
END
rm "$server/hooks/pre-receive"
check "push of one more" exchange writer a.git push $ref <<'END'
ok
END
check "fetch of one more" exchange writer b.git fetch $ref <<'END'
ok
END
check "it is here too" git -C b.git rev-parse $ref <<END
$third
END
aside=$(commit c.git aside)
git -C c.git update-ref $ref "$aside"
check "a log that went aside is not pushed" exchange writer c.git push $ref <<'END'
-3: 'ssh://USER@127.0.0.1:PORTWORK/server.git' holds more of this log than is here
  this folder may be an old copy: record nothing in it, and call the province
END
check "nor fetched over" exchange writer c.git fetch $ref <<END
-3: '$ref' is $aside, on which $third does not build
  nothing was moved; tell the province
END
check "the repository is sound" git -C b.git fsck --full --strict --no-progress <<'END'
notice: HEAD points to an unborn branch (main)
END
kill $sshd_pid
wait $sshd_pid
exchange writer a.git push $ref >said
grep -q '^-6: ' said && passed=$((passed + 1)) || { failed=$((failed + 1)); cat said; }

cd "$build" || exit 3
[ "$failed" != 0 ] || rm -rf "$work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
