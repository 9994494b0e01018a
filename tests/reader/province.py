"""Everything that the central repository of a province says, verified (schema/trust.md)."""

import carried
import days
import fold
import git_objects
import merkle
import read_entry
import settle
import units
from chain import ZEROS, Chain, Refused, Wrong, expect, fingerprint, read_head, rows_of, \
    split_commit, writer_id
from merkle import sha256

COMMON = "refs/rota/province/common"
CHECKPOINTS = "refs/rota/province/checkpoints"
WRITERS = "refs/rota/writers/"
KEPT = "refs/rota/kept/"
NOTICES = "refs/rota/notices/"
FORKS = "refs/rota/forks/"


class Log:
    """A verified log: its entries, and where it stood after each batch."""

    def __init__(self, commits):
        self.commits = commits
        self.entries = [entry for commit in commits for entry in commit.entries]

    def stood_at(self, size):
        """(root, head) when the log had this size; None: no batch ends there."""
        if size == 0:
            return merkle.EMPTY, ZEROS
        return next(((one.root, one.head_hash) for one in self.commits if one.size == size), None)


    def root_at(self, size):
        """The root of its first entries; None: there are not so many."""
        for commit in self.commits:
            if commit.size < size:
                continue
            tree = merkle.Tree(commit.head["first"], commit.head.get("peaks", []))
            seed = commit.files["entries"][:32]
            for number in range(tree.size, size):
                tree.add(merkle.leaf(self.entries[number][0], merkle.salt(seed, number)))
            return tree.root()
        return None if size else merkle.EMPTY


class Enrolment:
    """A writer that `common` has enrolled."""

    def __init__(self, subject):
        self.subject = subject
        self.id, self.key = subject.id, subject.get("key")
        self.writer = writer_id(self.key)
        self.scope, self.role = subject.get("scope"), subject.get("role")
        self.name = subject.get("name")
        self.spans = [(days.ALWAYS, self.scope)]  # the days from which on it had which scope

    def hand_over(self, subject):
        """Another scope, or none, from a day on; of one day the last one counts."""
        start = subject.day("from", days.ALWAYS)
        self.spans = [one for one in self.spans if one[0] < start] + [(start, subject.get("scope"))]


def enrolments(world):
    """The newest of each key, with what was handed over."""
    found = [Enrolment(one) for one in world.all("writer")
             if one.created and one.id[:8] in world.province and one.get("key")]
    enrolled = {one.writer: one for one in found}
    handed = [one for one in world.all("rescope") if one.created and one.id[:8] in world.province]
    for one in sorted(handed, key=lambda one: (one.day("from", days.ALWAYS), one.created.rank())):
        if one.get("writer") in enrolled:
            enrolled[one.get("writer")].hand_over(one)
    return enrolled


def revocations(world, common):
    """(writer, size, root) of those that are in force."""
    return [(one.get("writer"), one.get("size"), one.get("root")) for one in world.all("revocation")
            if one.created and one.id[:8] == common and one.get("writer") != common]


class Province:
    """The chains of a repository, all of them believed."""

    def __init__(self, path, known_as, kinds):
        self.repository = git_objects.Repository(path)
        self.kinds = kinds
        self.repository.check()
        self.refs = self.repository.refs()
        self.key = self.find_root(known_as)
        self.id = sha256(self.key)
        self.common = writer_id(self.key)
        self.logs = {}
        self.read_common()
        self.checkpoints = self.read_checkpoints()
        self.sizes = {}  # see sizes_at()
        self.rows = {}  # the number of a checkpoint to `vroot` and the bytes of all rows
        self.vector = self.check_vectors()
        for writer in self.vector:
            self.read_log(writer)
        self.check_rows()
        self.forks = self.read_forks()
        self.carried = {}  # the id of an entry that was carried to somebody, to that entry
        self.carried_to = {}  # the writer of an office to the ids of what it was carried, in order
        self.aside = {}  # the writer of an office to what its newest notice says of its log
        self.notices = {one: self.read_notices(one) for one in self.vector
                        if NOTICES + one.hex() in self.refs}
        for one in self.notices:
            self.check_aside(one)
        self.repository.close()

    # ---- the logs ----

    def tip(self, ref):
        expect(ref in self.refs, f"there is no ref {ref}")
        return self.refs[ref]

    def find_root(self, known_as):
        """The key of the first commit of `common`, if it is the one that was told."""
        first = self.repository.commits(self.tip(COMMON))[0]
        try:
            tree = split_commit(self.repository.read(first)[1])[0]
            content = self.repository.read(tree)[1]
            place = content.index(b"100644 head\0") + len(b"100644 head\0")
            blob = self.repository.read(content[place:place + 20].hex())[1]
            key = read_head(blob)["key"]
        except (ValueError, KeyError) as error:
            raise Refused("common", first, error) from None
        told = known_as.replace(" ", "")
        expect(told in (sha256(key).hex(), fingerprint(key)),
               f"this is not the province that was told: its key has the fingerprint "
               f"{fingerprint(key)}")
        return key

    def chain(self, kind, name, key):
        return Chain(self.repository, self.id, kind, name, key, self.kinds)

    def read_common(self):
        """`common` first: it says who else may sign."""
        chain = self.chain("batch", self.common.hex(), self.key)
        self.logs[self.common] = Log(chain.open_all(self.tip(COMMON)))
        world = fold.World(self.kinds, {self.common})
        for _, value, findings in self.logs[self.common].entries:
            world.add(self.common, value, findings)
        self.enrolled = enrolments(world)
        self.revoked = revocations(world, self.common)
        merging = [one for one in self.enrolled.values() if one.role == "merge"]
        expect(len(merging) == 1, f"{len(merging)} keys are enrolled to merge")
        self.merge = merging[0]

    def read_log(self, writer):
        """The log of an office: what was sent, or what was kept of it when that is not whole."""
        if writer in self.logs or not self.vector[writer][1]:
            return
        if writer == self.merge.writer:  # what the province itself records lies nowhere here
            return
        one = self.enrolled[writer]
        refs = [ref for ref in (WRITERS + writer.hex(), KEPT + writer.hex()) if ref in self.refs]
        expect(refs, f"chain {writer.hex()}: there is no ref of it")
        stop = self.vector[writer][3]
        for ref in refs:
            chain = self.chain("batch", writer.hex(), one.key)
            commits = []
            for oid in self.repository.commits(self.refs[ref]):
                commits.append(chain.open(oid))
                if commits[-1].head_hash == stop:  # what follows is merged by no checkpoint yet
                    self.logs[writer] = Log(commits)
                    return
        raise Wrong(f"chain {writer.hex()}: the batch that the checkpoint names is not in it")

    def read_forks(self):
        """Of each writer the numbers of the entries from which on another branch is another one."""
        found = {}
        for ref in sorted(one for one in self.refs if one.startswith(FORKS)):
            writer = next((one for one in self.logs if one in self.enrolled
                           and ref.startswith(FORKS + one.hex() + "/")), None)
            first = writer and self.begin_of_branch(writer, self.refs[ref])
            if first is not None:
                found.setdefault(writer, set()).add(first)
        return found

    def begin_of_branch(self, writer, tip):
        """The first entry of its first batch that is not in the log; None: none holds."""
        chain = self.chain("batch", writer.hex(), self.enrolled[writer].key)
        for oid in self.repository.commits(tip):
            first = chain.log.size
            try:
                commit = chain.open(oid)
            except (Refused, Wrong, git_objects.Damaged):
                return None
            stood = self.logs[writer].stood_at(commit.size)
            if stood is None or stood[0] != commit.root:
                return first
        return None

    # ---- checkpoints and notices ----

    def read_checkpoints(self):
        if CHECKPOINTS not in self.refs:
            return []
        return self.chain("checkpoint", "checkpoints", self.merge.key).open_all(
            self.tip(CHECKPOINTS))

    def check_vectors(self):
        """The newest row of each writer; `vroot` of each checkpoint is the root over them."""
        rows = {}
        for commit in self.checkpoints:
            try:
                changed = rows_of(commit.files.get("vector", b""))
                for row, raw in changed:
                    carried.check_row(row)
                    rows[row[0]] = (row, raw)
                order = [row[0] for row, _ in changed]
                expect(order == sorted(set(order)), "the vector is not sorted by writer")
                for writer in order:
                    expect(writer in self.enrolled or writer == self.common,
                           f"writer {writer.hex()} is not enrolled")
                leaves = [merkle.leaf(rows[writer][1]) for writer in sorted(rows)]
                expect(merkle.root_of(leaves) == commit.head["vroot"],
                       "'vroot' is not the root over the rows")
                self.rows[commit.head["number"]] = (commit.head["vroot"],
                                                    [rows[one][1] for one in sorted(rows)])
            except Wrong as error:
                raise Refused("checkpoints", commit.oid, error) from None
        return {writer: row for writer, (row, _) in rows.items()}

    def sizes_at(self, number):
        """How far each log was at a checkpoint; None: there is no such checkpoint."""
        if number not in self.rows:
            return None
        if number not in self.sizes:
            rows = [row for row, _ in rows_of(b"".join(self.rows[number][1]))]
            self.sizes[number] = {row[0]: row[1] for row in rows}
        return self.sizes[number]

    def check_rows(self):
        """What the newest vector says of a log is what the log says."""
        for writer, row in self.vector.items():
            if writer in self.logs:
                expect(self.logs[writer].stood_at(row[1]) == (row[2], row[3]),
                       f"chain {writer.hex()}: at {row[1]} entries it is not what the vector of "
                       f"commit {self.checkpoints[-1].oid} says")

    def read_notices(self, writer):
        name = f"notices/{writer.hex()}"
        commits = self.chain("notice", name, self.merge.key).open_all(
            self.refs[NOTICES + writer.hex()])
        for commit in commits:
            try:
                self.take_aside(writer, commit,
                                check_receipts(rows_of(commit.files.get("receipts", b""))))
                self.take_carried(writer, commit)
            except Wrong as error:
                raise Refused(name, commit.oid, error) from None
        return commits

    def take_aside(self, to, commit, last):
        """The last receipt: how far the log is dealt with, and why not further."""
        number = commit.head["checkpoint"]
        expect(number in self.rows, f"there is no checkpoint {number}")
        row = next(row for row, _ in rows_of(b"".join(self.rows[number][1])) if row[0] == to)
        expect(last["upto"] == row[1], "the receipts end elsewhere than the log")
        self.aside[to] = last.get("aside")
        expect((row[5] == "quarantined") == bool(self.aside[to]),
               "the notice and the vector do not both say that the log is put aside")

    def check_aside(self, writer):
        """What is said not to hold, and lies here as evidence, does not."""
        aside = self.aside.get(writer)
        if not aside or "commit" not in aside or aside["fault"] == "revoked":
            return
        wanted = aside["commit"].hex()
        for ref in (one for one in self.refs if one.startswith(f"{FORKS}{writer.hex()}/")):
            chain = self.chain("batch", writer.hex(), self.enrolled[writer].key)
            for oid in self.repository.commits(self.refs[ref]):
                try:
                    chain.open(oid)
                except (Refused, Wrong, git_objects.Damaged):
                    break
                expect(oid != wanted, f"commit {wanted} is put aside, and holds")

    def take_carried(self, to, commit):
        """9: the carried entries stand where they say, and nobody knows them otherwise."""
        number, data = commit.head["checkpoint"], commit.files.get("carried")
        expect(number in self.rows, f"there is no checkpoint {number}")
        for one in carried.read(data, *self.rows[number], self.kinds) if data else ():
            known = [self.carried.get(one.id(), one).entry]
            if one.writer in self.logs:
                known = self.logs[one.writer].entries[one.number:one.number + 1]
            expect(known and known[0][0] == one.entry[0],
                   f"carried entry {one.number} of {one.writer.hex()} is known with other bytes")
            self.carried[one.id()] = one
            self.carried_to.setdefault(to, []).append(one.id())

    # ---- the state ----

    def ends(self):
        """Of each writer that may not write any more the number of its first entry that is not
        believed; 0 where its log is another one than the one that was."""
        found = {}
        for writer, size, root in self.revoked:
            here = self.vector[writer][1] if writer in self.vector else 0
            if writer in self.logs and here >= size and self.logs[writer].root_at(size) != root:
                size = 0
            found[writer] = min(size, found.get(writer, size))
        return found

    def missing(self):
        """How many merged entries lie in logs that are not in this repository and were not
        carried."""
        elsewhere = sum(one.writer not in self.logs for one in self.carried.values())
        return sum(row[1] for writer, row in self.vector.items()
                   if writer not in self.logs) - elsewhere

    def world(self):
        """Everything that the newest checkpoint has merged; all of `common` before there is one."""
        world = fold.World(self.kinds, {self.common, self.merge.writer})
        for writer, log in sorted(self.logs.items()):
            size = self.vector[writer][1] if writer in self.vector else len(log.entries)
            for _, value, findings in log.entries[:size]:
                world.add(writer, value, findings)
        for one in self.carried.values():
            if one.writer not in self.logs:
                world.add(one.writer, *one.entry[1:])
        world.ends = self.ends()
        world.settlements = settle.Settlements(world)
        world.enrolled = {one.writer: one.spans for one in enrolments(world).values()}
        world.gazetteer = units.Gazetteer(world)
        world.ready = True
        return world


FAULTS = ("unreadable", "form", "newer", "chain", "signature", "files", "entries", "revoked")


def check_receipts(rows):
    """Their form. Returns the last row."""
    numbers = [row.get("n") for row, _ in rows if type(row) is dict and "upto" not in row]
    expect(rows and type(rows[-1][0]) is dict and {"upto"} <= set(rows[-1][0])
           <= {"upto", "aside"}, "the receipts do not end with how far they look")
    aside = rows[-1][0].get("aside")
    expect(aside is None or ({"fault", "since"} <= set(aside) <= {"fault", "since", "commit"}
                             and aside["fault"] in FAULTS and read_entry.is_uint(aside["since"])
                             and len(aside.get("commit", bytes(20))) == 20),
           "why the log is put aside has not its form")
    expect(len(numbers) == len(rows) - 1 and all(map(read_entry.is_uint, numbers))
           and numbers == sorted(set(numbers)), "the receipts are not sorted by number")
    for row, _ in rows[:-1]:
        expect(set(row) <= {"n", "disposition", "rule", "arguments"}
               and row.get("disposition") in ("fact", "proposal", "held", "rejected"),
               "a receipt has not its form")
    return rows[-1][0]
