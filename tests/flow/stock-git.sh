#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Stock git and ssh-keygen take the golden chains as they are: git finds each object under the id
# that the commits name, `git fsck --strict` has nothing to say, `git verify-commit` knows the signer,
# and what was changed or is of another key is refused. usage: stock-git.sh BUILD.
# The folder BUILD/tests/stock-git stays when something fails.
set -u
build=$(cd "$1" && pwd)
golden=$PWD/tests/golden/trust
work=$build/tests/stock-git
rm -rf "$work"
mkdir -p "$work/home"
passed=0 failed=0

# nothing of this machine's git takes part
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY
HOME=$work/home GIT_CONFIG_NOSYSTEM=1 LC_ALL=C
export HOME GIT_CONFIG_NOSYSTEM LC_ALL

# check NAME COMMAND...: the command works
check() {
	what=$1
	shift
	if "$@" >"$work/out" 2>&1; then
		passed=$((passed + 1))
	else
		echo "FAIL $what:"
		sed 's/^/    /' "$work/out"
		failed=$((failed + 1))
	fi
}

refused() {
	! "$@"
}

# same WANTED FOUND
same() {
	[ "$1" = "$2" ] || { echo "not '$1' but '$2'"; return 1; }
}

id() {
	git hash-object -w -t "$1" "$2"
}

# says HEADER FILE: the value of a commit's header
says() {
	sed -n "s/^$1 //p" "$2"
}

# Put the objects of a commit into the repository, each under the id that is computed of it; git
# looks at trees and commits before it takes them.
put() {
	name=$1
	for file in "$golden/$name".*; do
		case $file in
		*.commit | *.tree | *.sealed) ;;
		*) id blob "$file" >/dev/null || return 1 ;;
		esac
	done
	same "$(says tree "$golden/$name.commit")" "$(id tree "$golden/$name.tree")" || return 1
	git update-ref "refs/golden/$name" "$(id commit "$golden/$name.commit")"
}

listed() {
	git ls-tree --format='%(objectmode) %(path)' "refs/golden/$1" >"$work/listed"
	printf '100644 %s\n' $2 | diff -u - "$work/listed"
}

# A file of the tree is the one that lies beside.
content() {
	git cat-file blob "refs/golden/$1:$2" | cmp - "$golden/$1.$2"
}

# The signer that git names.
signer() {
	same "$2" "$(git log -1 --format='%G? %GS' "refs/golden/$1")"
}

trailer() {
	same "$3" "$(git log -1 --format="%(trailers:key=$2,valueonly)" "refs/golden/$1" | head -n 1)"
}

fsck() {
	git fsck --strict --full --no-dangling >"$work/fsck" 2>&1 && [ ! -s "$work/fsck" ] && return 0
	cat "$work/fsck"
	return 1
}

git init -q --bare "$work/repository" || exit 3
cd "$work/repository" || exit 3
git config gpg.format ssh
git config gpg.ssh.allowedSignersFile "$golden/allowed_signers"

district=599ebbeca116dd05@34750f98bd59fcfc
merge=c501e666e87a2a6e@34750f98bd59fcfc
for row in "batch|$district|entries head" "batch-zstd|$district|entries head" \
	"checkpoint|$merge|head totals vector" "checkpoint-next|$merge|head totals vector" \
	"notice|$merge|head receipts"; do
	name=${row%%|*}
	files=${row##*|}
	principal=${row#*|}
	principal=${principal%|*}
	check "$name: git takes its objects" put "$name"
	check "$name: its tree is exactly its files" listed "$name" "$files"
	for file in $files; do
		check "$name: $file" content "$name" "$file"
	done
	check "$name: git verify-commit" git verify-commit "refs/golden/$name"
	check "$name: git names the signer" signer "$name" "G $principal"
	check "$name: git reads its trailers" trailer "$name" Rota-Head \
		"$(sha256sum "$golden/$name.head" | cut -d' ' -f1)"
done
git update-ref refs/heads/main refs/golden/batch
git symbolic-ref HEAD refs/heads/main
check "git fsck --strict has nothing to say" fsck
check "the second batch follows the first" \
	same "$(git rev-parse refs/golden/batch)" "$(git rev-parse refs/golden/batch-zstd^)"
check "the second checkpoint follows the first" \
	same "$(git rev-parse refs/golden/checkpoint)" "$(git rev-parse refs/golden/checkpoint-next^)"

# zstd's own program, where there is one
if command -v zstd >/dev/null; then
	check "zstd unpacks the entries" zstd -q -t "$golden/batch-zstd.entries"
fi

# what git must not believe
sed 's/^batch of 1 entry$/batch of 2 entries/' "$golden/batch.commit" >"$work/changed"
changed=$(id commit "$work/changed")
check "a changed commit is refused" refused git verify-commit "$changed"
grep -v "^$district" "$golden/allowed_signers" >"$work/others"
git config gpg.ssh.allowedSignersFile "$work/others"
check "a signer who is not listed is refused" refused git verify-commit refs/golden/batch

# the request, by ssh-keygen alone
for name in request request-unknown; do
	sed '/^-----BEGIN/,$d' "$golden/$name.txt" >"$work/lines"
	sed -n '/^-----BEGIN/,$p' "$golden/$name.txt" >"$work/signature"
	sed -n 's/^key: /new namespaces="rota-request" /p' "$work/lines" >"$work/new"
	verify() {
		ssh-keygen -Y verify -f "$work/new" -I new -n "$1" -s "$work/signature" <"$work/lines"
	}
	check "$name: ssh-keygen verifies it" verify rota-request
	check "$name: it is no signature of a commit" refused verify git
done

# a commit, by ssh-keygen alone: what is signed is the text without the header gpgsig
awk '/^gpgsig / { s = 1; next } s && /^ / { next } { s = 0; print }' "$golden/batch.commit" \
	>"$work/payload"
sed -n '/^gpgsig /,/END SSH/{s/^gpgsig //;s/^ //;p}' "$golden/batch.commit" >"$work/signature"
verify_payload() {
	ssh-keygen -Y verify -f "$golden/allowed_signers" -I "$district" -n git -s "$work/signature" \
		<"$work/payload"
}
check "ssh-keygen verifies a commit" verify_payload

cd / || exit 3
[ "$failed" != 0 ] || rm -rf "$work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
