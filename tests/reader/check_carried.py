"""Part of check_repository.py: what is changed in a file `carried` is refused, by itself and where
its entries are known already."""

import copy

import carried
import read_repository
from canonical import decode, encode
from chain import Refused, Wrong, rows_of


def changed(value, **keys):
    return encode({**decode(value), **keys})


def swap_salts(logs):
    one, other = logs[-1]["entries"][:2]
    one[0], other[0] = other[0], one[0]


def swap_paths(logs):
    one, other = logs[-1]["entries"][:2]
    one[1], other[1] = other[1], one[1]


def flip_salt(logs):
    one = logs[-1]["entries"][0]
    one[0] = bytes([one[0][0] ^ 1]) + one[0][1:]


def shorten_path(logs):
    logs[-1]["entries"][0][1] = logs[-1]["entries"][0][1][:-32]


def lengthen_path(logs):
    logs[-1]["entries"][0][1] += bytes(32)


def begin_path_before(logs):
    logs[-1]["entries"][0][1] = bytes(32) + logs[-1]["entries"][0][1]


def cut_path(logs):
    logs[-1]["entries"][0][1] = logs[-1]["entries"][0][1][:-1]


def renumber(logs):
    one = logs[-1]["entries"][0]
    one[2] = changed(one[2], n=decode(one[2])["n"] + 1)


def reword(logs):
    one = logs[-1]["entries"][0]
    one[2] = changed(one[2], why="khác")


def turn_round(logs):
    logs[-1]["entries"].reverse()


def repeat(logs):
    logs.append(copy.deepcopy(logs[-1]))


def other_place(logs):
    logs[-1]["at"] += 1


def more_rows(logs):
    logs[-1]["rows"] += 1


def other_row(logs):
    row = rows_of(logs[-1]["row"])[0][0]
    logs[-1]["row"] = encode([*row[:1], row[1] + 1, *row[2:]])


def no_row_path(logs):
    logs[-1]["row_path"] = b""


def another_key(logs):
    logs[-1]["note"] = 1


CHANGES = (swap_salts, swap_paths, flip_salt, shorten_path, lengthen_path, begin_path_before,
           cut_path, renumber, reword, turn_round, repeat, other_place, more_rows, other_row,
           no_row_path, another_key)


class Notice:
    """A notice that carries, as the reader checks it."""

    def __init__(self, test, province):
        self.test, self.province = test, province
        commits = [(writer, commit) for writer, some in sorted(province.notices.items())
                   for commit in some if "carried" in commit.files]
        # of those that carry several entries of the last log the newest one of most logs
        self.to, self.commit = max(commits, key=lambda one: (
            len(self.last_log(one[1])["entries"]) > 1, len(rows_of(one[1].files["carried"])),
            one[1].head["checkpoint"]))
        self.data = self.commit.files["carried"]
        self.proof = province.rows[self.commit.head["checkpoint"]]

    @staticmethod
    def last_log(commit):
        return rows_of(commit.files["carried"])[-1][0]

    def refused(self, data, proof=None):
        """Whether the reader's own check refuses the bytes; any other error is one of the reader."""
        try:
            carried.read(data, *(proof or self.proof), self.province.kinds)
        except Wrong:
            return True
        return False

    def refuses(self, what, data, proof=None):
        self.test.check(f"carried: {what}", None if self.refused(data, proof) else "not refused")

    def refuses_change(self, change):
        logs = [copy.deepcopy(value) for value, _ in rows_of(self.data)]
        change(logs)
        self.refuses(change.__name__.replace("_", " "), b"".join(map(encode, logs)))

    def check_bytes(self):
        """Each byte, and each end."""
        let = [at for at in range(len(self.data)) for bit in (0x01, 0x20) if not self.refused(
            self.data[:at] + bytes([self.data[at] ^ bit]) + self.data[at + 1:])]
        self.test.check("carried: a byte is changed", f"not refused at {let[:5]}" if let else None)
        ends = {len(raw) for _, raw in rows_of(self.data)}
        let = [at for at in range(1, len(self.data)) if at not in ends
               and not self.refused(self.data[:at])]
        self.test.check("carried: cut off", f"not refused at {let[:5]}" if let else None)

    def check_known(self):
        """What is in its log, or was carried to another office, with other bytes."""
        kept = {one.writer: self.province.logs.pop(one.writer) for one in self.read()
                if one.writer in self.province.logs}
        for what, known in (("known from another notice", {}), ("known from its log", kept)):
            self.province.logs.update(known)
            for one in self.read():
                if bool(known) == (one.writer in self.province.logs):
                    self.with_other(what, one)
                    break
            else:
                self.test.check(f"carried: {what}", "there is none")

    def read(self):
        return carried.read(self.data, *self.proof, self.province.kinds)

    def with_other(self, what, one):
        log = self.province.logs.get(one.writer)
        known, key = (log.entries, one.number) if log else (self.province.carried, one.id())
        before = known[key]
        other = (b"other", *one.entry[1:])
        known[key] = other if log else carried.Carried(one.writer, *other)
        try:
            self.province.take_carried(self.to, self.commit)
        except Wrong:
            self.test.check(f"carried: {what} with other bytes", None)
        else:
            self.test.check(f"carried: {what} with other bytes", "not refused")
        known[key] = before


def check_choice(test, province, office):
    """What an office is to be carried, and what not."""
    there = province.carried_to[office]
    cadre = next(one for one, (_, value, _) in all_entries(province)
                 if value["k"] == "cadre.create" and one[:8] != office)
    for what, ids, reason in (("again", [*there, there[0]], "carried twice"),
                              ("its own", [*there, office + bytes(8)], "who reads its log"),
                              ("of common", [*there, province.common + bytes(8)],
                               "who reads its log"),
                              ("a cadre", [*there, cadre], f"{cadre.hex()} is carried"),
                              ("not all", there[1:], "is not carried")):
        other = copy.copy(province)
        other.carried_to = {**province.carried_to, office: ids}
        try:
            read_repository.Reading(other).check_signed()
        except Refused as error:
            test.check(f"carried: {what}", None if reason in str(error) else error)
        else:
            test.check(f"carried: {what}", "not refused")


def all_entries(province):
    for writer, log in sorted(province.logs.items()):
        for one in log.entries:
            yield writer + one[1]["n"].to_bytes(8, "big"), one


def check(test, province):
    notice = Notice(test, province)
    check_choice(test, province, notice.to)
    test.check("carried: as it is", "refused" if notice.refused(notice.data) else None)
    notice.check_bytes()
    for change in CHANGES:
        notice.refuses_change(change)
    vroot, rows = notice.proof
    notice.refuses("another vroot", notice.data, (bytes(32), rows))
    number = notice.commit.head["checkpoint"]
    let = [other for other in province.rows if other != number
           and not notice.refused(notice.data, province.rows[other])]
    test.check("carried: by another checkpoint", f"not refused by {let}" if let else None)
    notice.refuses("rows that are another's", notice.data, (vroot, rows[:-1]))
    notice.check_known()
