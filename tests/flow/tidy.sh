#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A repository in which thousands of loose objects have piled up is packed by the next merge, and by
# the next sync; what is in it stays.
# usage: tidy.sh BUILD
set -u
build=$(cd "$1" && pwd)
work=$build/tests/tidy
rm -rf "$work"
mkdir -p "$work"
PATH=$build:$PATH
export PATH ROTA_LANG=en
unset ROTA_DIR
passed=0 failed=0
cd "$work" || exit 3

check() {
	name=$1
	shift
	if "$@" >said 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $name"
		cat said
	fi
}

loose() {
	find "$1/objects" -path '*/objects/??/*' -type f | wc -l
}

# pile REPOSITORY: as many loose objects in one folder as several thousand would leave there
pile() {
	python3 - "$1" <<-'END' >objects
	import hashlib, os, sys, zlib
	os.makedirs(sys.argv[1] + "/objects/17", exist_ok=True)
	for i in range(4000):
	    blob = b"blob %d\0%d\n" % (len(str(i)) + 1, i)
	    name = hashlib.sha1(blob).hexdigest()
	    if name.startswith("17"):
	        with open(f"{sys.argv[1]}/objects/17/{name[2:]}", "wb") as file:
	            file.write(zlib.compress(blob))
	        print(name)
	END
}

none_loose() {
	[ "$(loose "$1")" = 0 ]
}

is_whole() {
	git -C "$1" fsck --strict && [ -s objects ] && git -C "$1" cat-file --batch-check <objects | { ! grep -q missing; }
}

rota -C tinh init --province 33 --name 'Ban Tổ chức Tỉnh ủy Hưng Yên' 2>/dev/null
printf 'code,name,type,parent_code\n33,Hưng Yên,tinh,\n329,Ân Thi,huyen,33\n' >units.csv
rota -C tinh import units units.csv 2>/dev/null
check "a merge" rota -C tinh merge
pile tinh/rota.git
check "a merge with a pile" rota -C tinh merge
check "the pile is packed" none_loose tinh/rota.git
check "nothing is lost" is_whole tinh/rota.git
rota -C an-thi join --scope 329 --name 'Ban Tổ chức Huyện ủy Ân Thi' --remote tinh/rota.git 2>/dev/null
check "a sync" rota -C an-thi sync --province-key "$(ssh-keygen -l -f tinh/keys/root | cut -d' ' -f2)"
pile an-thi/rota.git
check "a sync with a pile" rota -C an-thi sync
check "the pile is packed at the office" none_loose an-thi/rota.git
check "nothing is lost at the office" is_whole an-thi/rota.git
[ "$failed" != 0 ] || rm -rf "$work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
