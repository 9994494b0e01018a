"""The rows of the vector, and the entries that notices carry, with proofs of both
(schema/trust.md, "The vector" and "Carried entries")."""

import merkle
import read_entry
from canonical import NotAnEntry, decode
from chain import Wrong, expect, judge, rows_of

STATES = ("ok", "quarantined", "silent")
FORMS = {"row": bytes, "at": int, "rows": int, "row_path": bytes, "entries": list}


class Carried:
    """An entry that a notice carries."""

    def __init__(self, writer, raw, value, findings):
        self.writer, self.number = writer, value["n"]
        self.entry = raw, value, findings  # as those of a log

    def id(self):
        return self.writer + self.number.to_bytes(8, "big")


def check_row(row):
    expect(type(row) is list and len(row) == 6, "a row of the vector is no list of six")
    writer, size, root, head, received, state = row
    expect(type(writer) is bytes and len(writer) == 8, "a row without a writer")
    expect(read_entry.is_uint(size) and read_entry.is_uint(received) and received < 1 << 48
           and state in STATES, f"the row of {writer.hex()} has not its form")
    expect(all(type(one) is bytes and len(one) == 32 for one in (root, head)),
           f"the row of {writer.hex()} has no hashes")


def hashes_of(path):
    expect(len(path) % 32 == 0, "a path is not of hashes of 32 bytes")
    return [path[at:at + 32] for at in range(0, len(path), 32)]


def read_row(log, vroot, known):
    """The row of a log, which leads to the root of all rows."""
    expect(type(log) is dict and set(log) == set(FORMS)
           and all(type(log[key]) is form for key, form in FORMS.items()),
           "carried entries of a log have not their form")
    rows = rows_of(log["row"])
    expect(len(rows) == 1, "carried entries with no row, or with several")
    check_row(rows[0][0])
    root = merkle.root_by(merkle.leaf(log["row"]), log["at"], log["rows"],
                          hashes_of(log["row_path"]))
    expect(root == vroot, "the row of a carried log does not lead to 'vroot'")
    expect(log["rows"] == len(known) and known[log["at"]] == log["row"],
           "the row of a carried log is not one of the vector")
    return rows[0][0]


def read_one(one, row, kinds):
    """An entry of a log, which leads to the root in the row of the log."""
    writer, size, root = row[:3]
    expect(type(one) is list and len(one) == 3 and all(type(part) is bytes for part in one)
           and len(one[0]) == 16, "a carried entry has not its form")
    salt, path, raw = one
    try:
        value = decode(raw)
        findings = judge(value, raw, kinds)
    except NotAnEntry as error:
        raise Wrong(f"a carried entry of {writer.hex()}: {error}") from None
    found = merkle.root_by(merkle.leaf(raw, salt), value["n"], size, hashes_of(path))
    expect(found == root,
           f"carried entry {value['n']} of {writer.hex()} does not lead to the root of its log")
    return Carried(writer, raw, value, findings)


def read(data, vroot, known, kinds):
    """The entries of a file `carried`; `vroot` is that of the checkpoint which the notice names,
    `known` are the rows of its vector."""
    found, writers = [], []
    for log, _ in rows_of(data):
        row = read_row(log, vroot, known)
        some = [read_one(one, row, kinds) for one in log["entries"]]
        numbers = [one.number for one in some]
        expect(numbers == sorted(set(numbers)), "carried entries are not sorted by number")
        writers.append(row[0])
        found += some
    expect(writers == sorted(set(writers)), "carried entries are not sorted by writer")
    return found
