#!/usr/bin/env python3
"""A slow model of what follows from entries, compared with what the program tells.

    model.py FILE...

Each FILE was written by `orders --model FILE`: the entries of a play, then all that its province tells
(tell.h). Entities, matters and totals are found by the independent reader (tests/reader), which
knows nothing but schema/. Bounds are found here once more, without groups and claims: every ending
of all matters that weigh on a day is made, and counted.

Ends with `N passed, N failed`.
"""

import itertools
import json
import math
import pathlib
import sys

sys.dont_write_bytecode = True
TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests" / "reader"))
import canonical  # noqa: E402
import count  # noqa: E402
import days  # noqa: E402
import matters  # noqa: E402
import read_entry  # noqa: E402
import merkle  # noqa: E402
from province import Log, Province, enrolments, revocations  # noqa: E402
import fold  # noqa: E402
from read_repository import Reading  # noqa: E402

KINDS = read_entry.load_kinds(TOP / "schema" / "kinds.json")
# These are about when a checkpoint was drawn and what it had, or about what was not admitted: a play does
# not say that.
OF_CHECKPOINTS = ("clock", "fork", "period_changed", "revoked_after")
MOST_ENDINGS = 3000  # with more a day is left to the reader's own bounds
FIGURES = count.FIGURES + ("low", "high")


class Checkpoint:
    """As much of one as says the day."""

    def __init__(self, today):
        self.head, self.files = {"as_of": today}, {}


class Whole(Log):
    """A log without its batches: they have one seed, as in logs.c."""

    SEED = bytes([1] + 31 * [0])

    def root_at(self, size):
        if size > len(self.entries):
            return None
        return merkle.root_of([merkle.leaf(data, merkle.salt(self.SEED, number))
                               for number, (data, *_) in enumerate(self.entries[:size])])


class Play(Province):
    """The logs of a file in place of those of a repository."""

    def __init__(self, lines):  # pylint: disable=super-init-not-called
        self.kinds, self.carried, self.notices = KINDS, {}, {}
        self.logs, self.forks = {}, {}
        for line in lines:
            word, *rest = line.split(" ")
            if word == "today":
                self.checkpoints = [Checkpoint(rest[0])]
            elif word == "province":
                self.common, own = map(bytes.fromhex, rest)
            elif word == "entry":
                self.add(bytes.fromhex(rest[0]), bytes.fromhex(rest[1]))
        self.vector = {writer: (writer, len(log.entries)) for writer, log in self.logs.items()}
        world = fold.World(KINDS, {self.common})
        for _, value, findings in self.logs[self.common].entries:
            world.add(self.common, value, findings)
        self.enrolled = enrolments(world)
        self.revoked = revocations(world, self.common)
        self.merge = self.enrolled[own]

    def add(self, writer, data):
        value = canonical.decode(data)
        self.logs.setdefault(writer, Whole([])).entries.append(
            (data, value, read_entry.check_entry(value, KINDS)))


class Told:
    """What the program told, by its sections."""

    def __init__(self, lines):
        self.sections, name = {}, None
        for line in lines:
            if line.startswith("--- "):
                name = line[4:]
                self.sections[name] = []
            elif name:
                self.sections[name].append(line)

    def totals(self, day):
        """The figures of the province, then those of the districts."""
        for line in self.sections[day]:
            if line.startswith("totals: "):
                return json.loads(line[8:])
        raise ValueError(f"no totals of {day}")

    def matters(self, section):
        """(begin of the id, kind, days, whether it weighs, entries) of each."""
        for line in self.sections[section]:
            head, rest = line.split(" saw", 1)
            name, kind, _, since, until, _, weighs = head.split(" ")
            saw = rest.split(" units", 1)[0].split()
            yield name, kind, (since, until), weighs == "1", saw


class Comparison:
    """One file."""

    def __init__(self, path):
        lines = path.read_text(encoding="utf-8").split("\n")
        self.told = Told(lines)
        self.play = Play(lines)
        self.reading = Reading(self.play)
        self.wrong = []

    def check(self, what, theirs, ours):
        if theirs != ours:
            self.wrong.append(f"{what}: told {theirs}, found {ours}")

    # ---- entries and state ----

    def compare_entries(self):
        words = ["fact", "proposal", "held", "rejected"]
        for line in self.told.sections["entries"]:
            parts = line.split(" ")
            one = self.reading.world.revisions[bytes.fromhex(parts[1])]
            self.check(f"entry {parts[1]}", words[int(parts[2])], self.reading.world.dispose(one)[0])

    def compare_state(self):
        """No value is chosen silently: whatever rivals it is told."""
        for line in self.told.sections["state"]:
            told = json.loads(line)
            subject = self.reading.world.subject(bytes.fromhex(told["id"]["$bin"]))
            fields = {name: field.values for name, field in subject.fields.items()}
            self.check(f"fields of {subject.id.hex()}", told["fields"],
                       {name: shown(values[0]) for name, values in fields.items()
                        if values[0] is not None})
            self.check(f"rivals in {subject.id.hex()}", told.get("rivals", {}),
                       {name: shown(values[1:]) for name, values in fields.items()
                        if len(values) > 1})

    # ---- matters ----

    def compare_matters(self):
        known = {one.id.hex()[:8]: one for one in self.reading.matters
                 if one.kind not in OF_CHECKPOINTS}
        told = {}
        for name, kind, _, weighs, saw in self.told.matters("open"):
            if kind in OF_CHECKPOINTS:
                continue
            if kind not in matters.KINDS:
                self.check(f"a {kind}, of which the model knows nothing, weighs", weighs, False)
                continue
            told[name] = (kind, weighs, sorted(saw))
        self.check("open matters", told,
                   {name: (one.kind, one.weighs, sorted(entry.hex() for entry in one.saw))
                    for name, one in known.items()})
        settled = {name for name, *_ in self.told.matters("settled")}
        raw = self.play.world()  # before anything is settled
        for one in matters.conflicts(raw):
            name = one.id.hex()[:8]
            if name not in told and name not in settled:
                self.wrong.append(f"the conflict about '{one.field}' of {one.subjects[0].hex()} is "
                                  "neither open nor settled")

    # ---- totals ----

    def compare_day(self, day):
        number = days.first(day)
        figures = self.reading.figures(number)
        ours = [row for _, row in figures.rows()][:len(count.POSTS)]
        for theirs, own in zip(self.told.totals(day), ours):
            self.check(f"{own['post']} on {day}", {name: theirs[name] for name in FIGURES},
                       {name: own[name] for name in FIGURES})
        slow = slow_bounds(self.reading, figures, number)
        for own in ours if slow else ():
            low, high = slow[own["post"]]
            if own["exact"]:
                self.check(f"bounds of {own['post']} on {day}", (own["low"], own["high"]),
                           (low, high))
            elif not own["low"] <= low <= high <= own["high"]:
                self.wrong.append(f"bounds of {own['post']} on {day} are too narrow")

    def run(self):
        self.compare_entries()
        self.compare_state()
        self.compare_matters()
        for day in self.told.sections:
            if day[0].isdigit():
                self.compare_day(day)
        return self.wrong


def shown(value):
    """A value as the dump writes it."""
    if isinstance(value, bytes):
        return {"$bin": value.hex()}
    if isinstance(value, list):
        return [shown(one) for one in value]
    if isinstance(value, dict):
        return {key: shown(one) for key, one in value.items()}
    return value


# ---- every ending -------------------------------------------------------------------------------

def slow_bounds(reading, figures, day):
    """For each post (low, high) of the province over all endings; None: there are too many."""
    weighty = [one for one in reading.matters if one.weighs_on(day)]
    if math.prod(len(one.outcomes()) for one in weighty) > MOST_ENDINGS:
        return None
    policy = reading.state.policies.on(day)
    locality = count.Locality(reading.world, reading.places, policy, reading.state.statements, day)
    communes = reading.state.communes(day)
    sums = [count_ending(reading, locality, communes, dict(zip((one.id for one in weighty), picked)),
                         weighty) for picked in
            itertools.product(*(one.outcomes() for one in weighty))]
    return {post: (min(one[post] for one in sums), max(one[post] for one in sums))
            for post in count.POSTS}


def count_ending(reading, locality, communes, ending, weighty):
    """The non-local holders of an ending."""
    state, policy, day = reading.state, locality.policy, locality.day
    instead, gone, ways, acting = {}, set(), {}, {}
    for one in weighty:
        outcome = ending[one.id]
        if one.kind == "field_conflict":
            instead.setdefault(one.subjects[0], {})[one.field] = one.values[outcome]
        elif one.kind == "locality_differs":
            ways[one.subjects[0]] = outcome
        elif one.kind == "acting_as_full":
            acting[one.newer] = [(one.since, one.until)] if outcome == "acting" else []
        elif one.who_yields(outcome):
            gone.add(one.who_yields(outcome))
    postings = [count.Posting(one, instead.get(one.id)) for one in state.subjects
                if one.id not in gone]
    for one in postings:
        one.acting = acting.get(one.id, one.acting)
    filling = [one for one in postings if one.is_posting and policy.fills(one, day)]
    spells = {(one, name): value for one, fields in instead.items()
              for name, value in fields.items()}
    sums = dict.fromkeys(count.POSTS, 0)
    for commune, post in itertools.product(communes, count.POSTS):
        standing = [one for one in filling if (one.unit, one.post) == (commune.id, post)
                    and not any(other.unit != one.unit and other.rank() > one.rank()
                                and state.persons.first(other.cadre)
                                == state.persons.first(one.cadre) for other in filling)]
        if standing:
            holder = max(standing, key=count.Posting.rank)
            sums[post] += locality.of(holder, {**instead.get(holder.cadre, {}), **spells},
                                      ways.get(holder.id)) == "non_local"
    return sums


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    failed = 0
    for name in sys.argv[1:]:
        wrong = Comparison(pathlib.Path(name)).run()
        failed += bool(wrong)
        for one in wrong[:3]:
            print(f"{name}: {one[:600]}")
    print(f"{len(sys.argv) - 1 - failed} passed, {failed} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
