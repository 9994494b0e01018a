#!/usr/bin/env python3
"""Compares the figures of the independent reader with those of the program, and forges.

    check_repository.py ROTA WORK

WORK was made by tests/flow/reader.sh: `hy` is a province with a checkpoint, `331` an office that
is enrolled and has recorded nothing; its log is written here, with what the program never records
but must judge. Ends with `N passed, N failed`.
"""

import base64
import json
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
import chain  # noqa: E402
import check_aside  # noqa: E402
import check_carried  # noqa: E402
import check_custody  # noqa: E402
import check_dated  # noqa: E402
import check_holds  # noqa: E402
import check_moves  # noqa: E402
import check_papers  # noqa: E402
import check_persons  # noqa: E402
import check_residence  # noqa: E402
import check_settled  # noqa: E402
import check_units  # noqa: E402
import git_objects  # noqa: E402
import merkle  # noqa: E402
import read_entry  # noqa: E402
import read_repository  # noqa: E402
import write_chain  # noqa: E402
from canonical import encode  # noqa: E402
from chain import Chain, Refused, Wrong, writer_id  # noqa: E402
from merkle import sha256  # noqa: E402
from province import CHECKPOINTS, KEPT, NOTICES, WRITERS, Province  # noqa: E402

KINDS = read_entry.load_kinds(read_repository.ROOT / "schema" / "kinds.json")
FIGURES = ("posts", "filled", "vacant", "not_reported", "non_local", "undetermined", "acting",
           "pending", "suspended")
DAYS = ("2023-06-30", "2024-02-15", "2024-12-15")
T = 1708000000000 << 16


class Test:
    """The tests of one province."""

    def __init__(self, rota, work):
        self.rota, self.work = rota, work
        self.repository = work / "hy" / "rota.git"
        self.province_id = None
        self.passed = self.failed = 0
        self.turn = 0
        self.believed = {}  # see chain.py

    def check(self, what, wrong):
        """`wrong`: None, or what is."""
        if wrong is None:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAIL {what}: {wrong}")

    def run(self, *arguments, office="hy"):
        done = subprocess.run([self.rota, "-C", self.work / office, *arguments], check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        if done.returncode:
            raise Wrong(f"rota {' '.join(arguments)}: {done.stderr.decode().strip()}")
        return done.stdout.decode()

    def read(self):
        """A reading, with what was signed compared."""
        reading = read_repository.Reading(Province(self.repository, self.province_id, KINDS))
        reading.check_signed()
        return reading

    def read_on(self):
        """The same; what was believed at the last merge is believed again."""
        chain.REMEMBERED = self.believed
        try:
            return self.read()
        finally:
            chain.REMEMBERED = None

    # ---- figures ----

    def compare(self, reading, day):
        """What differs between the program's figures of a day and the reader's."""
        program = json.loads(self.run("report", "totals", "--json", "--as-of", day))
        answer = reading.answer(read_repository.days.first(day))
        keys = FIGURES + (("low", "high") if program["known_at"] else ())
        for theirs, ours in ((program["rows"], answer["rows"]),
                             (program["totals"], answer["totals"])):
            theirs, ours = ([{key: row.get(key) for key in ("scope", "post", *keys)}
                             for row in rows] for rows in (theirs, ours))
            if theirs != ours:
                return next(f"rota {a}, reader {b}" for a, b in zip(theirs + [None], ours + [None])
                            if a != b)
        if program["known_at"] and (program["matters"], program["exact"]) != (
                answer["matters"], answer["exact"]):
            return f"rota {program['matters']} matters, reader {answer['matters']}"
        return None

    def compare_all(self, title):
        """With the figures of every day."""
        return self.compare_days(title, DAYS, self.read)

    def compare_next(self, title):
        """With those of one day, the next one each time: there are many merges."""
        self.turn += 1
        return self.compare_days(title, [DAYS[self.turn % len(DAYS)]], self.read_on)

    def compare_days(self, title, compared, read):
        try:
            reading = read()
        except (Refused, Wrong) as error:
            self.check(f"{title}: what was signed", error)
            return None
        self.check(f"{title}: what was signed", None)
        for day in compared:
            self.check(f"{title}: totals of {day}", self.compare(reading, day))
        return reading

    # ---- forging ----

    def refuses(self, what, province, forge, named):
        """Forge; the reader must refuse it and name `named` and the forged commit."""
        forger = Forger(self, province, self.repository)
        commit = forge(forger)
        try:
            self.read()
        except (Refused, Wrong) as error:
            missed = [one for one in (*named, commit) if one not in str(error)]
            self.check(what, f"'{error}' does not say '{missed[0]}'" if missed else None)
        else:
            self.check(what, "not refused")
        forger.undo()


class Forger(write_chain.Forge):
    """Forges, and puts the refs back."""

    def __init__(self, test, province, path):
        super().__init__(path)
        self.test, self.path = test, path
        self.province = province
        self.writer = next(writer for writer, log in sorted(self.province.logs.items())
                           if writer != self.province.common and log.entries
                           and self.province.enrolled[writer].name.endswith("329"))
        self.key = test.work / "329" / "keys" / "writer"
        self.log = self.province.logs[self.writer]

    def undo(self):
        for ref in (CHECKPOINTS, *(one + self.writer.hex() for one in (WRITERS, KEPT, NOTICES))):
            self.move(ref, self.province.refs[ref])

    def replace(self, commit):
        for ref in (WRITERS, KEPT):
            self.move(ref + self.writer.hex(), commit)
        return commit

    def last(self):
        """Head, decoded file and parent of the last batch."""
        commits = self.log.commits
        parent = commits[-2].oid if len(commits) > 1 else None
        return dict(commits[-1].head), commits[-1].files["entries"], parent

    def changed(self):
        """Entries of the last batch with one letter of a name changed."""
        head, data, parent = self.last()
        place = data.rindex("Khách".encode())
        return head, data[:place] + b"M" + data[place + 1:], parent

    def flip_stored_byte(self):
        """As a damaged disk would, but git's own hashes made right again."""
        head = self.last()[0]
        repository = git_objects.Repository(self.path)
        content = repository.read(self.log.commits[-1].oid)[1]
        blobs = Chain(repository, self.province.id, "batch", head["chain"], head["key"]).read_tree(
            content[5:45].decode())
        repository.close()
        flipped = bytearray(blobs["entries"])
        flipped[len(flipped) // 2] ^= 1
        tree = self.tree({**blobs, "entries": bytes(flipped)})
        return self.replace(self.put("commit", content[:5] + tree.encode() + content[45:]))

    def sign_over_it(self):
        """The office's own key signs other entries under the old head."""
        head, data, parent = self.changed()
        head["codec"] = "raw"
        return self.replace(self.commit(parent, head, {"entries": data}, self.key))

    def with_hash(self):
        head, data, parent = self.changed()
        head.update(codec="raw", files={"entries": sha256(data)})
        return self.replace(self.commit(parent, head, {"entries": data}, self.key))

    def with_root(self):
        """A whole other past: it holds in itself, but no checkpoint has merged it."""
        head, data, parent = self.changed()
        log = merkle.Tree(head["first"], head.get("peaks", []))
        seed, rows = data[:32], read_repository.rows_of(data[32:])
        for place, (_, raw) in enumerate(rows):
            log.add(merkle.leaf(raw, merkle.salt(seed, head["first"] + place)))
        head.update(codec="raw", files={"entries": sha256(data)}, root=log.root())
        self.replace(self.commit(parent, head, {"entries": data}, self.key))
        return self.writer.hex()

    def other_key(self):
        """An office signs the log of another."""
        head, data, parent = self.last()
        head["codec"] = "raw"
        return self.replace(self.commit(parent, head, {"entries": data},
                                        self.test.work / "323" / "keys" / "writer"))

    def skip_batch(self):
        """A log without its first batch."""
        head, data, _ = self.last()
        head["codec"] = "raw"
        return self.replace(self.commit(None, head, {"entries": data}, self.key))

    def other_totals(self):
        """The province's merge key signs figures that do not follow from the entries."""
        last = self.province.checkpoints[-1]
        rows = [row for row, _ in read_repository.rows_of(last.files["totals"])]
        rows[0]["non_local"] += 1
        files = {**last.files, "totals": b"".join(map(encode, rows))}
        head = {**last.head, "files": {name: sha256(data) for name, data in files.items()}}
        parent = self.province.checkpoints[-2].oid if len(self.province.checkpoints) > 1 else None
        commit = self.commit(parent, head, files, self.test.work / "hy" / "keys" / "merge")
        self.move(CHECKPOINTS, commit)
        return commit

    def notice(self, carried):
        """The last notice again, with other carried entries; signed by the merge key."""
        commits = self.province.notices[self.writer]
        files = {**commits[-1].files, "carried": carried(commits[-1].files["carried"])}
        files = {name: data for name, data in files.items() if data}
        head = {**commits[-1].head, "files": {name: sha256(data) for name, data in files.items()}}
        if not files:
            del head["files"]
        commit = self.commit(commits[-2].oid, head, files, self.test.work / "hy" / "keys" / "merge")
        self.move(NOTICES + self.writer.hex(), commit)
        return commit

    def other_carried(self):
        return self.notice(lambda data: data.replace("thử".encode(), "thừ".encode()))

    def no_carried(self):
        return self.notice(lambda _: b"")


def check_forgeries(test, province):
    office = Forger(test, province, test.repository).writer.hex()
    for what, forge, named in (
            ("a byte of the stored entries", Forger.flip_stored_byte, [office]),
            ("other entries, signed", Forger.sign_over_it, [office, "hash that the head gives"]),
            ("... with their hash", Forger.with_hash, [office, "do not give the root"]),
            ("... with their root", Forger.with_root, ["the checkpoint names"]),
            ("another office's key", Forger.other_key, [office, "signature"]),
            ("a batch left out", Forger.skip_batch, [office, "not the next number"]),
            ("other totals, signed", Forger.other_totals, ["checkpoints", "'totals', row 1"])):
        test.refuses(what, province, forge, named)


def check_carried_forgeries(test, province):
    office = Forger(test, province, test.repository).writer.hex()
    for what, forge, named in (
            ("other carried entries, signed", Forger.other_carried,
             [f"notices/{office}", "does not lead to the root"]),
            ("carried entries left out, signed", Forger.no_carried,
             [f"notices/{office}", "is not carried"])):
        test.refuses(what, province, forge, named)


# ---- What the program never records ---------------------------------------------------------

class Office:
    """A writer of its own: makes entries and sends them as one batch."""

    def __init__(self, test, name):
        self.test = test
        self.key_file = test.work / name / "keys" / "writer"
        line = write_chain.run(["ssh-keygen", "-y", "-f", str(self.key_file)]).decode().split()
        self.key = base64.b64decode(line[1])[-32:]
        self.writer = writer_id(self.key)
        self.entries = []
        self.sent = 0
        self.clock = T

    def next_day(self):
        self.clock += 24 * 3600 * 1000 << 16

    def id(self, number):
        return self.writer + number.to_bytes(8, "big")

    def add(self, kind, body, **more):
        number = len(self.entries)
        self.entries.append({"v": 1, "n": number, "t": self.clock + number, "k": kind, "by": "Người thử",
                             "b": body, **more})
        return self.id(number)

    def begin(self, unit, post, cadre, on, **more):
        body = {"unit": unit, "post": post, "cadre": cadre, "act": "designate", "mode": "full"}
        return self.add("posting.begin", body, on=on, why="thử", **more)

    def cadre(self, name, text):
        return self.add("cadre.create", {"name": name, "born": "1975-01-01",
                                         "native": {"text": text}})

    def send(self):
        province = Province(self.test.repository, self.test.province_id, KINDS)
        chain = province.chain("batch", self.writer.hex(), self.key)
        ref = WRITERS + self.writer.hex()
        if ref in province.refs:
            chain.open_all(province.refs[ref])
            province.repository.close()
        head, data = write_chain.next_batch(chain, self.entries[self.sent:])
        forge = write_chain.Forge(self.test.repository)
        parent = chain.last.oid if chain.last else None
        forge.move(ref, forge.commit(parent, head, {"entries": data}, self.key_file))
        self.sent = len(self.entries)


def record_oddities(test, reading):
    """Conflicts, rivals, proposals, entries that are held or rejected."""
    units = {unit.on(read_repository.days.NATIONAL)["code"]: unit.id
             for unit in reading.gazetteer.sorted if unit.on(read_repository.days.NATIONAL)}
    own = sorted(code for code in units if len(code) == 5 and reading.gazetteer.is_inside(
        reading.gazetteer.units[units[code]], reading.gazetteer.units[units["331"]],
        read_repository.days.NATIONAL))
    one, two, three, four = (units[code] for code in own[:4])
    native = ["thị trấn Lương Bằng, huyện Kim Động, tỉnh Hưng Yên",
              "xã Nghĩa Dân, huyện Kim Động, tỉnh Hưng Yên", "huyện Gia Lâm, thành phố Hà Nội"]
    office = Office(test, "331")
    office.communes = [units[code] for code in own]
    # of two communes, and of two origins
    local = office.cadre("Đỗ Văn Hai", native[0])
    moved = office.begin(one, "secretary", local, "2023-03-01")
    for unit in (two, three):
        office.add("posting.correct", {"reason": "typing", "unit": unit}, id=moved, pred=[moved],
                   why="thử")
    for text in native[1:]:
        office.add("cadre.change", {"native": {"text": text}}, id=local, pred=[local])
    # another holder of a post that he may have, who has a second post elsewhere
    other = office.cadre("Bùi Thị Ba", native[2])
    office.begin(two, "secretary", other, "2023-05-01")
    office.begin(four, "chair", other, "2023-06-01")
    # three for one chair; one of them elected and not approved, one suspended, one in charge
    chairs = [office.cadre(name, native[2]) for name in
              ("Vũ Văn Bốn", "Vũ Văn Năm", "Vũ Văn Sáu", "Vũ Văn Bảy")]
    office.add("posting.begin", {"unit": one, "post": "chair", "cadre": chairs[0], "act": "elect",
                                 "mode": "full", "elected": "2023-01-02"}, on="2023-01-02", why="thử")
    second = office.begin(one, "chair", chairs[1], "2023-02-01")
    office.add("posting.step", {"act": "suspend"}, id=second, pred=[second], on="2023-08-01",
               why="thử")
    office.add("posting.begin", {"unit": three, "post": "chair", "cadre": chairs[2],
                                 "act": "take_charge", "mode": "in_charge"}, on="2023-01-05",
               why="thử")
    # by code and by unit
    coded = office.add("cadre.create", {"name": "Lê Văn Mã", "born": "1970",
                                        "native": {"code": own[1], "on": "2010"}})
    office.begin(two, "chair", coded, "2022-01-01")
    named = office.add("cadre.create", {"name": "Lê Văn Đơn", "born": "1970",
                                        "native": {"unit": two, "text": "không rõ"}})
    office.begin(four, "secretary", named, "2022-01-01")
    # not its communes; nobody knows the cadre; a kind of tomorrow; no reason; taken back
    strange = office.begin(units["12145"], "secretary", chairs[3], "2024-01-01")
    office.add("posting.correct", {"reason": "typing", "from": "2024-01-02"}, id=strange,
               pred=[strange], why="thử")
    office.begin(three, "secretary", office.id(1 << 40), "2024-01-01")
    office.add("posting.dream", {"unit": one})
    office.begin(three, "secretary", chairs[3], "2024-01-01")
    del office.entries[-1]["why"]
    office.add("posting.begin", {"unit": three, "post": "secretary", "cadre": chairs[3],
                                 "act": "delegate", "mode": "acting"}, on="2024-01-01", why="thử")
    office.begin(three, "secretary", chairs[3], "2024-01-01", doc=[
        {"issuer": "Huyện ủy", "type": "QD", "no": "1-QĐ/HU", "signed": "2024-03-01"}])
    gone = office.begin(four, "secretary", chairs[3], "2024-01-01")
    office.add("entry.undo", {"of": gone, "state": "on"}, why="thử")
    office.send()
    return office


def check_command(test, reading):
    """The reader as a command: its answer, and another province than the one that was told."""
    command = [sys.executable, read_repository.__file__, "--as-of", "2024-02-15"]
    told = subprocess.run([*command, test.repository, test.province_id], check=False,
                          stdout=subprocess.PIPE)
    same = reading and told.returncode == 0 and json.loads(told.stdout) == reading.answer(
        read_repository.days.first("2024-02-15"))
    test.check("the command", None if same else f"exit {told.returncode}")
    other = subprocess.run([*command, test.repository, "SHA256:AAAA"], check=False,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    test.check("another province", None if other.returncode == 1 and not other.stdout else
               f"exit {other.returncode}")


def first_parts(test, reading, office):
    """What holds for all kinds: commands, forgeries, settling, carrying, days."""
    check_command(test, reading)
    check_forgeries(test, reading.province)
    reading = check_settled.check(test, reading, office)
    if not reading:
        return None
    check_holds.check(test, reading.province)
    check_carried.check(test, reading.province)
    check_carried_forgeries(test, reading.province)
    reading = check_dated.check(test, reading, office)
    return check_aside.check(test, reading, office) if reading else None


def kinds(test, reading, office):
    """The other kinds of matters, one part after the other."""
    for check in (check_persons.check, lambda test, reading, _: check_moves.check(test, reading),
                  check_residence.check, check_papers.check, check_units.check, check_custody.check):
        reading = check(test, reading, office) if reading else None
    return reading


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    test = Test(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]))
    test.province_id = (test.work / "fingerprint").read_text(encoding="ascii").strip()
    reading = test.compare_all("as recorded")
    if reading:
        office = record_oddities(test, reading)
        test.run("merge")
        reading = test.compare_all("with oddities")
    if reading:
        found = sorted(one.kind for one in reading.matters)
        test.check("each kind of matter that needs no day is there", None if {
            "field_conflict", "double_holder", "two_places", "out_of_scope"} <= set(found) else found)
        answer = reading.answer(read_repository.days.first("2024-02-15"))
        test.check("each disposition is there", None if len(answer.get("dispositions", ())) == 4
                   else answer.get("dispositions"))
        wide = [row for row in answer.get("totals", ()) if row["low"] < row["high"]]
        test.check("the totals have bounds", None if wide else "low is high")
        reading = (kinds if sys.argv[3:] == ["kinds"] else first_parts)(test, reading, office)
    if reading:
        test.compare_all("in the end")
    print(f"{test.passed} passed, {test.failed} failed")
    return 1 if test.failed or not reading else 0


if __name__ == "__main__":
    sys.exit(main())
