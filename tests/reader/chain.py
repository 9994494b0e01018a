"""Signed chains: commit after commit, from schema/trust.md, "Verifying"."""

import base64
import copy
import functools
import hashlib
import pathlib
import re
import subprocess
import tempfile

import git_objects
import merkle
import read_entry
import zstd_frame
from canonical import NotAnEntry, Parser, decode
from merkle import sha256

ZEROS = bytes(32)
MOST = 1 << 62
FILES = {"batch": ("entries",), "checkpoint": ("matters", "totals", "vector"),
         "notice": ("carried", "incoming", "matters", "receipts")}
OF_ALL = ("f", "province", "type", "chain", "seq", "prev", "key", "time", "files")
KEYS = {"batch": ("first", "count", "peaks", "root", "codec", "size", "seen"),
        "checkpoint": ("number", "as_of", "rules", "vroot", "log"), "notice": ("checkpoint",)}
OPTIONAL = ("files", "peaks", "seen")
JUDGED = {}  # bytes of an entry to its findings: tests read one repository again and again


class Refused(ValueError):
    """A commit is not believed. The text names chain and commit."""

    def __init__(self, chain, commit, reason):
        super().__init__(f"chain {chain}: commit {commit}: {reason}")


class Wrong(ValueError):
    """What is wrong with a commit."""


def expect(truth, reason):
    if not truth:
        raise Wrong(reason)


def writer_id(key):
    return sha256(b"rota writer", key)[:8]


# ---- Signatures -----------------------------------------------------------------------------

def wire(*parts):
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def key_line(key):
    return "ssh-ed25519 " + base64.b64encode(wire(b"ssh-ed25519", key)).decode()


def fingerprint(key):
    """As people compare it, without the spaces."""
    digest = hashlib.sha256(wire(b"ssh-ed25519", key)).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


@functools.lru_cache(maxsize=None)
def check_signature(address, key, payload, armour):
    """By ssh-keygen. The armour must be as the page has it: base64 of 70 columns."""
    lines = armour.split("\n")
    expect(lines[0] == "-----BEGIN SSH SIGNATURE-----" and lines[-1] == "-----END SSH SIGNATURE-----",
           "the signature is not framed as it must be")
    body = "".join(lines[1:-1])
    raw = base64.b64encode(base64.b64decode(body, validate=True)).decode()
    expect(raw == body and lines[1:-1] == [raw[i:i + 70] for i in range(0, len(raw), 70)],
           "the signature is not base64 of 70 columns")
    with tempfile.TemporaryDirectory() as folder:
        signers = pathlib.Path(folder, "signers")
        signature = pathlib.Path(folder, "signature")
        signers.write_text(f'{address} namespaces="git" {key_line(key)}\n', encoding="ascii")
        signature.write_text(armour + "\n", encoding="ascii")
        done = subprocess.run(["ssh-keygen", "-Y", "verify", "-n", "git", "-f", signers,
                               "-s", signature, "-I", address], input=payload, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    expect(done.returncode == 0, "the signature does not hold")


# ---- The texts ------------------------------------------------------------------------------

def subject(head):
    if head["type"] == "batch":
        return "batch of 1 entry" if head["count"] == 1 else f"batch of {head['count']} entries"
    return f"checkpoint {head['number']}" if head["type"] == "checkpoint" else "notice"


def trailers(head, head_hash):
    yield "Rota-Type", head["type"]
    yield "Rota-Chain", head["chain"]
    if head["type"] == "batch":
        yield "Rota-Entries", f"{head['first']}-{head['first'] + head['count'] - 1}"
        yield "Rota-Root", head["root"].hex()
    yield "Rota-Head", head_hash.hex()


def address_of(head):
    return f"{writer_id(head['key']).hex()}@{head['province'].hex()[:16]}"


def commit_text(tree, parent, head, head_hash):
    """The content of a commit before and behind its signature."""
    address = address_of(head)
    person = f"{address[:16]} <{address}> {head['time'] // 1000} +0000"
    above = f"tree {tree}\n" + (f"parent {parent}\n" if parent else "")
    above += f"author {person}\ncommitter {person}\n"
    below = f"\n{subject(head)}\n\n"
    below += "".join(f"{key}: {value}\n" for key, value in trailers(head, head_hash))
    return above, below


def split_commit(content):
    """(tree, parent or None, armour of the signature) of a commit."""
    expect(len(content) <= 4096, "the commit has more than 4,096 bytes")
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError:
        raise Wrong("the commit is not ASCII") from None
    tree = re.match(r"tree ([0-9a-f]{40})\n(?:parent ([0-9a-f]{40})\n)?", text)
    signature = re.search(r"^gpgsig (.*(?:\n .*)*)$", text, re.MULTILINE)
    expect(tree and signature, "the commit has not the text of one of rota's")
    return tree[1], tree[2], signature[1].replace("\n ", "\n")


# ---- The head -------------------------------------------------------------------------------

def is_number(value, least=0, most=MOST):
    return type(value) is int and least <= value <= most


def is_hash(value):
    return type(value) is bytes and len(value) == 32


def is_list_of_hashes(value):
    return type(value) is list and all(map(is_hash, value))


FORMS = {
    "f": lambda v: is_number(v, 1), "province": is_hash,
    "type": lambda v: v in FILES, "chain": lambda v: type(v) is str, "seq": is_number,
    "prev": is_hash, "key": is_hash, "time": lambda v: is_number(v, 0, (1 << 48) - 1),
    "files": lambda v: type(v) is dict and all(map(is_hash, v.values())),
    "first": is_number, "count": lambda v: is_number(v, 1, 10000), "peaks": is_list_of_hashes,
    "root": is_hash, "codec": lambda v: v in ("raw", "zstd"),
    "size": lambda v: is_number(v, 33, 1 << 20),
    "seen": lambda v: type(v) is list and len(v) == 2 and is_number(v[0]) and is_hash(v[1]),
    "number": lambda v: is_number(v, 1), "rules": is_number, "vroot": is_hash, "log": is_hash,
    "as_of": lambda v: type(v) is str and len(v) == 10 and read_entry.is_day(v),
    "checkpoint": lambda v: is_number(v, 1),
}


def read_head(data):
    expect(len(data) <= 16384, "the head has more than 16,384 bytes")
    try:
        head = decode(data)
    except NotAnEntry as error:
        raise Wrong(f"the head: {error}") from None
    expect(head.get("f") == 1, "the head has another form than 1")
    expect(head.get("type") in FILES, "the head has no type")
    keys = OF_ALL + KEYS[head["type"]]
    for key in keys:
        expect(key in head or key in OPTIONAL, f"the head has no '{key}'")
    for key, value in head.items():
        expect(key in keys, f"the head has a key '{key}'")
        expect(FORMS[key](value), f"'{key}' of the head has not its form")
    for name in head.get("files", {}):
        expect(name in FILES[head["type"]], f"there is no place for a file '{name}'")
    return head


# ---- A chain --------------------------------------------------------------------------------

class Commit:
    """What a commit says, once it is believed."""

    def __init__(self, oid, head, head_hash, files):
        self.oid = oid
        self.head = head
        self.head_hash = head_hash
        self.files = files  # decoded, without `head`
        self.entries = []  # of a batch: bytes and values
        self.size = self.root = None  # of the log after a batch


def judge(value, raw, kinds):
    """Findings of an entry; raises NotAnEntry for none."""
    if raw not in JUDGED:
        JUDGED[raw] = read_entry.check_entry(value, kinds)
    return JUDGED[raw]


def rows_of(data):
    """The canonical values of a file that has them end to end, each with its bytes."""
    parser, rows = Parser(data), []
    while parser.at < len(data):
        start = parser.at
        try:
            value = parser.value(0)
        except NotAnEntry as error:
            raise Wrong(f"row {len(rows) + 1}: {error}") from None
        rows.append((value, data[start:parser.at]))
    return rows


# Commits that were believed, for whoever reads a repository again and again that only grows
# (check_repository.py); None: every reading looks at every byte.
REMEMBERED = None


class Chain:
    """One chain, verified commit by commit."""

    def __init__(self, repository, province, kind, name, key, kinds=None):
        self.repository = repository
        self.province = province
        self.type = kind
        self.name = name
        self.key = key
        self.kinds = kinds
        self.last = None
        self.log = merkle.Tree()  # of the entries of a log, of the heads of checkpoints
        self.number = 0  # of the last checkpoint, or of the one explained last
        self.seen = -1

    def open_all(self, tip):
        """The commits up to `tip`, each believed; raises Refused at the first that is not."""
        return [self.open(oid) for oid in self.repository.commits(tip)]

    def open(self, oid):
        if self.recall(oid):
            return self.last
        before = self.last
        try:
            commit = self.check(oid)
        except Wrong as error:
            raise Refused(self.name, oid, error) from None
        except git_objects.Damaged as error:
            raise Refused(self.name, oid, error) from None
        self.last = commit
        if REMEMBERED is not None:
            REMEMBERED[self.type, self.key, oid] = (before, commit, copy.deepcopy(self.log),
                                                    self.number, self.seen)
        return commit

    def recall(self, oid):
        """Take a commit that was believed before, behind the same one."""
        before, commit, log, number, seen = (REMEMBERED or {}).get(
            (self.type, self.key, oid), (None, None, None, 0, 0))
        if not commit or before is not self.last:
            return False
        self.last, self.log, self.number, self.seen = commit, copy.deepcopy(log), number, seen
        return True

    def check(self, oid):
        kind, content = self.repository.read(oid)
        expect(kind == "commit", "no commit")
        tree, parent, armour = split_commit(content)
        blobs = self.read_tree(tree)
        expect("head" in blobs, "there is no file 'head'")
        head = read_head(blobs["head"])
        head_hash = sha256(blobs["head"])
        self.check_place(head, parent)
        above, below = commit_text(tree, parent, head, head_hash)
        signed = (above + below).encode()
        whole = above + "gpgsig " + armour.replace("\n", "\n ") + "\n" + below
        expect(whole.encode() == content, "the text of the commit is not what follows from its head")
        check_signature(address_of(head), self.key, signed, armour)
        files = self.read_files(head, blobs)
        commit = Commit(oid, head, head_hash, files)
        {"batch": self.check_batch, "checkpoint": self.check_checkpoint,
         "notice": self.check_notice}[self.type](commit, blobs["head"])
        return commit

    def read_tree(self, oid):
        """Names of the files to their contents."""
        kind, content = self.repository.read(oid)
        expect(kind == "tree", "no tree")
        blobs, at = {}, 0
        while at < len(content):
            end = content.index(b"\0", at)
            mode, _, name = content[at:end].partition(b" ")
            expect(mode == b"100644", f"a file of mode {mode.decode()}")
            kind, blob = self.repository.read(content[end + 1:end + 21].hex())
            expect(kind == "blob", f"'{name.decode()}' is no file")
            blobs[name.decode()] = blob
            at = end + 21
        return blobs

    def check_place(self, head, parent):
        """5 and 6: the head is the next one of this chain."""
        last = self.last
        expect(parent == (last.oid if last else None), "the parent is not the commit before")
        expect(head["province"] == self.province, "of another province")
        expect(head["type"] == self.type and head["chain"] == self.name, "of another chain")
        expect(head["key"] == self.key, "signed by another key than the chain's")
        expect(head["seq"] == (last.head["seq"] + 1 if last else 0), "not the next number")
        expect(head["prev"] == (last.head_hash if last else ZEROS), "does not follow the head before")
        if self.type == "batch":
            expect(writer_id(self.key).hex() == self.name, "the key is not that of the log's name")

    def read_files(self, head, blobs):
        """4: exactly the files of the head, each with its hash."""
        hashes = head.get("files", {})
        expect(set(blobs) == set(hashes) | {"head"}, "the tree has not exactly the files of the head")
        files = {}
        for name, digest in hashes.items():
            data = blobs[name]
            if head["type"] == "batch" and head["codec"] == "zstd":
                try:
                    data = zstd_frame.decode(data, head["size"])
                except zstd_frame.BadFrame as error:
                    raise Wrong(f"file '{name}': {error}") from None
            expect(data, f"file '{name}' is empty")
            expect(sha256(data) == digest, f"file '{name}' has not the hash that the head gives")
            files[name] = data
        return files

    # ---- batches ----

    def check_batch(self, commit, _):
        """7: the log grows by exactly these entries."""
        head = commit.head
        before = merkle.Tree(head["first"], head.get("peaks", []))
        expect(head["first"] == self.log.size, "its first entry is not the next of the log")
        expect(before.is_sound() and before.root() == self.log.root(), "the peaks are not those before")
        data = commit.files.get("entries", b"")
        expect(len(data) == head["size"], "'entries' has another size")
        seed = data[:32]
        rows = rows_of(data[32:])
        expect(len(rows) == head["count"], f"{len(rows)} entries instead of {head['count']}")
        for place, (value, raw) in enumerate(rows):
            number = head["first"] + place
            commit.entries.append((raw, value, self.check_entry(number, value, raw, head)))
            before.add(merkle.leaf(raw, merkle.salt(seed, number)))
        expect(before.root() == head["root"], "the entries do not give the root")
        seen = head.get("seen", [-1])[0]
        expect(seen >= self.seen, "the checkpoint seen goes back")
        self.log, self.seen = before, seen
        commit.size, commit.root = before.size, before.root()

    def check_entry(self, number, value, raw, head):
        """Findings of an entry: held, faults of content. Those never stop a log."""
        try:
            expect(len(raw) <= 65536, f"entry {number} has more than 65,536 bytes")
            expect(type(value) is dict, f"entry {number} is no map")
            findings = judge(value, raw, self.kinds)
        except NotAnEntry as error:
            raise Wrong(f"entry {number}: {error}") from None
        expect(value["n"] == number, f"entry {number} has the number {value['n']}")
        first, count = value.get("set", (number, 1))
        expect(head["first"] <= first and first + count <= head["first"] + head["count"],
               f"the set of entry {number} reaches over an end of the batch")
        return findings

    # ---- checkpoints and notices ----

    def check_checkpoint(self, commit, head_bytes):
        """8, but for the vector, which needs all rows so far."""
        expect(commit.head["number"] > self.number, "the number of the checkpoint has not risen")
        expect(commit.head["log"] == self.log.root(), "'log' is not the root over the heads before")
        self.number = commit.head["number"]
        self.log.add(merkle.leaf(head_bytes))

    def check_notice(self, commit, _):
        """9, but for the carried entries, which need the rows of a checkpoint (carried.py)."""
        expect(commit.head["checkpoint"] >= self.number, "the checkpoint explained goes back")
        self.number = commit.head["checkpoint"]
