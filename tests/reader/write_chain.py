"""Writes commits of rota's chains with the stock `git` and `ssh-keygen`: a second writer, and a
forger. Used by tests only."""

import os
import subprocess

import merkle
from canonical import encode
from chain import ZEROS, commit_text
from merkle import sha256

TIME = 1708000000000


def run(arguments, data=b""):
    return subprocess.run(arguments, input=data, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout


class Forge:
    """Puts objects into a repository and moves its refs."""

    def __init__(self, path):
        self.git = ["git", "--git-dir", str(path)]

    def put(self, kind, content):
        return run([*self.git, "hash-object", "-w", "-t", kind, "--stdin", "--literally"],
                   content).decode().strip()

    def move(self, ref, oid):
        run([*self.git, "update-ref", ref, oid])

    def tree(self, files):
        content = b"".join(b"100644 " + name.encode() + b"\0"
                           + bytes.fromhex(self.put("blob", files[name])) for name in sorted(files))
        return self.put("tree", content)

    def commit(self, parent, head, files, key):
        """A commit as the page wants it. `files` as they are to lie there; signed by `key`."""
        blob = encode(head)
        tree = self.tree({**files, "head": blob})
        above, below = commit_text(tree, parent, head, sha256(blob))
        armour = run(["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(key)],
                     (above + below).encode()).decode().rstrip("\n")
        signature = "gpgsig " + armour.replace("\n", "\n ") + "\n"
        return self.put("commit", (above + signature + below).encode())


def next_batch(chain, entries, seed=None):
    """(head, decoded file) of the batch that follows in a chain; `entries` are values."""
    rows = [encode(value) for value in entries]
    seed = seed or os.urandom(32)
    data = seed + b"".join(rows)
    log = merkle.Tree(chain.log.size, chain.log.peaks)
    for place, row in enumerate(rows):
        log.add(merkle.leaf(row, merkle.salt(seed, chain.log.size + place)))
    last = chain.last
    head = {"f": 1, "province": chain.province, "type": "batch", "chain": chain.name,
            "seq": last.head["seq"] + 1 if last else 0,
            "prev": last.head_hash if last else ZEROS, "key": chain.key, "time": TIME,
            "files": {"entries": sha256(data)}, "first": chain.log.size, "count": len(rows),
            "peaks": list(chain.log.peaks), "root": log.root(), "codec": "raw", "size": len(data)}
    if not head["peaks"]:
        del head["peaks"]
    if last and "seen" in last.head:
        head["seen"] = last.head["seen"]
    return head, data


