# SPDX-License-Identifier: Apache-2.0
# What an office that a server admits may do there, for flows with the province's office in `hy`, `check`
# (said.sh) and a function `stock_git ARGUMENT ...`, git with what the office has, by protocol $version.

# exchanges_its_own_alone WRITER SEEN ADDRESS REFUSED: it sees at SEEN, and may push to and fetch from ADDRESS,
# what it exchanges, whatever it asks for; git ends with REFUSED else. $secret stays there, of another
# office.
exchanges_its_own_alone() {
	secret=$(git -C hy/rota.git -c user.name=x -c user.email=x commit-tree -m 'of another office' \
		"$(git -C hy/rota.git rev-parse 'refs/heads/main^{tree}')")
	git -C hy/rota.git update-ref refs/rota/writers/0123456789abcdef "$secret"
	shown="HEAD
refs/heads/main
refs/rota/notices/$1
refs/rota/province/checkpoints
refs/rota/province/common
refs/rota/writers/$1"
	for version in 0 2; do
		check "what it sees" 0 . stock_git ls-remote "$2"
		check "is this" 0 '^same$' \
			sh -c '[ "$(cut -f 2 said)" = "$0" ] && echo same >said' "$shown"
		check "nothing else, by its id" "$4" 'does not allow request' stock_git fetch "$3" "$secret"
	done
	check "it pushes its own log alone" 1 'deny updating a hidden ref' stock_git push "$3" \
		refs/rota/province/common:refs/rota/writers/0123456789abcdef
}

# arrives_in_parts UP COMMAND ...: it succeeds over a line that breaks each time after UP bytes (line.sh)
arrives_in_parts() {
	check "in parts over a line that breaks" 0 'sent [0-9]* entr' in_rounds 20 "$@"
	check "and not at once" 0 'no' sh -c "[ $rounds = 1 ] || echo no >said"
}
