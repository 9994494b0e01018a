"""Part of check_repository.py: which settlement holds, by settlements that the program does not
write: they are put beside what a province's notices carry."""

import copy

import read_entry
import read_repository
from carried import Carried

FIRST = 1 << 32  # behind every entry of the log


class Trial:
    """A province that was read, with some more entries in its own log."""

    def __init__(self, test, province, matter):
        self.test, self.matter = test, matter
        self.province = copy.copy(province)
        self.province.carried, self.province.logs = dict(province.carried), dict(province.logs)
        self.writer = province.merge.writer
        self.clock = 1 << 62
        self.number = FIRST

    def add(self, kind, body, clock=None, writer=None):
        """The id of an entry; it needs no proof any more."""
        value = {"v": 1, "n": self.number, "t": clock or self.clock, "k": kind, "by": "Người thử",
                 "b": body, "why": "thử"}
        findings = read_entry.check_entry(value, self.province.kinds)
        assert not findings.held and not findings.faults, findings.faults
        one = Carried(self.writer, b"", value, findings)
        self.province.carried[one.id()] = one
        self.number += 1
        self.clock += 1
        if writer:  # as an entry of an office's log
            del self.province.carried[one.id()]
            log = self.province.logs[writer] = copy.copy(self.province.logs[writer])
            log.entries = log.entries + [(b"", value, findings)]
            row = self.province.vector[writer]
            self.province.vector = {**self.province.vector,
                                    writer: [row[0], len(log.entries), *row[2:]]}
            return writer + value["n"].to_bytes(8, "big")
        return one.id()

    def settle(self, way=None, clock=None, writer=None, **more):
        one = self.matter
        body = {"of": one.id, "kind": one.kind, "subjects": one.subjects, "saw": one.saw,
                "way": way, **more}
        return self.add("matter.settle", {key: value for key, value in body.items()
                                          if value is not None}, clock, writer)

    def undo(self, entry, writer=None):
        return self.add("entry.undo", {"of": entry, "state": "on"}, writer=writer)

    def expect(self, what, yields):
        """`yields`: which of the two postings gives way, None: neither, "open": nothing holds."""
        reading = read_repository.Reading(self.province)
        found = "open" if any(one.id == self.matter.id for one in reading.matters) else None
        for at, subject in enumerate(self.matter.subjects):
            if reading.world.subject(subject).yields:
                found = at
        self.test.check(f"settlements: {what}", None if found == yields else f"{found}")


def check(test, province):
    reading = read_repository.Reading(province)
    pair = next(one for one in reading.matters if one.kind == "double_holder")
    office = pair.subjects[0][:8]

    def trial():
        return Trial(test, province, pair)

    def expect(what, yields, *settlements):
        one = trial()
        for settlement in settlements:
            one.settle(**settlement)
        one.expect(what, yields)

    expect("first", 1, {"way": "first"})
    expect("second", 0, {"way": "second"})
    expect("both", None, {"way": "both"})
    expect("of another matter", "open", {"way": "first", "of": bytes(32)})
    expect("without a matter of the kind", "open", {"way": "first", "kind": "half_move"})
    expect("with a field that is no part", "open", {"way": "first", "field": "from"})
    expect("saw in any order", 1, {"way": "first", "saw": pair.saw[::-1]})
    expect("saw less", "open", {"way": "first", "saw": pair.saw[:-1]})
    expect("saw more", "open", {"way": "first", "saw": [*pair.saw, bytes(16)]})
    expect("the later of two", 0, {"way": "first"}, {"way": "second"})
    expect("... by its time", 1, {"way": "first", "clock": 1 << 61},
           {"way": "second", "clock": 1 << 60})
    expect("... at one time by its id", 0, {"way": "first", "clock": 5},
           {"way": "second", "clock": 5})
    expect("the later one is withdrawn", "open", {"way": "first"}, {"way": "second", "undo": True})
    expect("the earlier one is withdrawn", 0, {"undo": True}, {"way": "second"})
    expect("the later one saw something else", 1, {"way": "first"},
           {"way": "second", "saw": pair.saw[:-1]})
    one = trial()
    one.settle("first")
    one.undo(one.settle("second"))
    one.expect("the later one is taken back", 1)
    again = trial()
    again.undo(again.undo(again.settle("first")))
    again.expect("taken back, and that too", 1)
    stranger = trial()
    stranger.number = len(province.logs[office].entries)
    by_office = stranger.settle("first", writer=office)
    stranger.expect("by an office", "open")
    stranger.number = FIRST
    stranger.matter = next(one for one in read_repository.Reading(stranger.province).matters
                           if one.subjects == [by_office])
    stranger.settle("accept")
    stranger.matter = pair
    stranger.expect("by an office, and accepted", "open")
