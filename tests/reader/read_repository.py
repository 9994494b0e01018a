#!/usr/bin/env python3
"""Verifies the central repository of a province and computes its figures again.

    read_repository.py [--as-of yyyy-mm-dd] [--kinds schema/kinds.json] rota.git PROVINCE

PROVINCE is the province id (64 digits) or the fingerprint of its root key ("SHA256:..."), as it
was told. Nothing else is believed: every chain is verified (chain.py, province.py), the entries
are folded (fold.py), and the totals of the day are counted, with bounds (count.py, matters.py).
What the province has settled is read in its notices, which carry it with proofs (carried.py,
settle.py). Those of the last checkpoint's own day are compared with the ones that it has signed.

Prints JSON; exit 1 with a line on standard error when something is not believed or does not
agree, 3 when the repository has what this reader does not compute (README.md).
"""

import argparse
import datetime
import json
import pathlib
import sys

sys.dont_write_bytecode = True
import carrying  # noqa: E402
import clocks  # noqa: E402
import count  # noqa: E402
import dated  # noqa: E402
import days  # noqa: E402
import git_objects  # noqa: E402
import matters  # noqa: E402
import nils  # noqa: E402
import papers  # noqa: E402
import persons  # noqa: E402
import places  # noqa: E402
import read_entry  # noqa: E402
import rules  # noqa: E402
import shared  # noqa: E402
import unclear  # noqa: E402
from chain import Refused, Wrong, expect, rows_of  # noqa: E402
from province import Province  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Figures:
    """The figures of a day: rows of the province and of the units below it."""

    def __init__(self, world, state, found, place, province, day):
        self.state, self.day = state, day
        self.units = state.rows(province, day)
        policy = state.policies.on(day)
        locality = count.Locality(world, place, policy, state.statements, day)
        self.cells = {(unit.id, post): set() for unit in self.units for post in count.POSTS}
        self.sums = {key: count.collections.Counter() for key in self.cells}
        communes = state.communes(day)
        for commune in communes:
            for post in count.POSTS:
                self.add(commune, post, state.count(commune, post, policy, locality, day))
        bounds = matters.Bounds(world, state, policy, locality, found, day)
        self.ranges = dict(zip(self.cells, bounds.find(list(self.cells.values()),
                                                       matters.cells_of(communes))))

    def add(self, commune, post, figures):
        row = self.state.row_of(commune, self.units, self.day)
        for unit in [self.units[0]] + ([row] if row else []):
            self.cells[unit.id, post].add((commune.id, post))
            self.sums[unit.id, post].update(figures)

    def row(self, unit, post):
        low, high, exact = self.ranges[unit.id, post]
        figures = {name: self.sums[unit.id, post][name] for name in count.FIGURES}
        return {"post": post, **figures, "low": low, "high": high, "exact": exact}

    def rows(self):
        for unit in self.units:
            for post in count.POSTS:
                yield unit, self.row(unit, post)


class Reading:
    """A province that was read, with what follows from its entries."""

    def __init__(self, province):
        self.province = province
        self.world = province.world()
        self.gazetteer = self.world.gazetteer
        self.world.settlements.settle_ends(self.world)
        self.world.settlements.settle_fields(self.world)
        self.state = count.State(self.world, self.gazetteer, persons.Persons(self.world))
        self.world.settlements.settle_acting(self.state)
        self.world.settlements.settle_pairs(self.state)
        self.world.settlements.settle_localities(self.state)
        self.places = places.Places(self.gazetteer)
        last = province.checkpoints[-1].head["as_of"] if province.checkpoints else None
        self.today = days.first(last) if last else datetime.date.today().toordinal()
        found = [*matters.find(self.world, self.state), *nils.find(self.world, self.state),
                 *unclear.find(self.world, self.state), *clocks.find(province, self.world, self.today),
                 *shared.find(self.world, self.state, self.today), *self.state.persons.find(self.state),
                 *papers.find(self.world, self.state, province),
                 *dated.Dated(self.world, self.state, self.places, self.today).find()]
        self.matters = sorted(self.world.settlements.open(found), key=lambda one: one.id)
        self.root = next((unit for unit in self.gazetteer.sorted if unit.level == "province"), None)
        expect(self.root is not None, "there is no province among the units")

    def figures(self, day):
        return Figures(self.world, self.state, self.matters, self.places, self.root, day)

    # ---- what the last checkpoint has signed ----

    def check_signed(self):
        """Compares totals, counts of matters and notices with those of the last checkpoint."""
        commit = self.province.checkpoints[-1]
        try:
            day = days.first(commit.head["as_of"])
            signed = [row for row, _ in rows_of(commit.files.get("totals", b""))]
            same_rows("totals", signed, list(self.tally(day)))
            signed = [row for row, _ in rows_of(commit.files.get("matters", b""))]
            same_rows("matters", signed, list(self.counts(day)))
        except Wrong as error:
            raise Refused("checkpoints", commit.oid, error) from None
        for writer, commits in self.province.notices.items():
            rows = [row for row, _ in rows_of(commits[-1].files.get("matters", b""))]
            try:
                same_rows("matters", rows, [{**one.row(), **self.cadres_told(one, writer)}
                                            for one in self.matters_of(writer, day)])
                carrying.Carrying(self, writer, self.scope_of(writer)).check(
                    self.matters_of(writer, day))
                same_rows("receipts", self.told_in(commits, writer), list(self.told(writer)))
            except Wrong as error:
                raise Refused(f"notices/{writer.hex()}", commits[-1].oid, error) from None

    def told(self, writer):
        """(number, disposition, rule) of the entries of a writer that are no facts."""
        for _, value, _ in self.province.logs[writer].entries if writer in self.province.logs else ():
            disposed = self.world.dispose(
                self.world.revisions[writer + value["n"].to_bytes(8, "big")])
            if disposed[0] != "fact":
                yield [value["n"], *disposed]

    def told_in(self, notices, writer):
        """The same, as all notices together tell it: of one entry the last receipt counts. Of the
        rules that a rejected entry breaks one is told: any of them will do."""
        told = {}
        for commit in notices:
            for row, _ in rows_of(commit.files.get("receipts", b""))[:-1]:
                rule = row.get("rule")
                if row["disposition"] == "rejected" and (rule or "") in self.broken(writer, row["n"]):
                    rule = None
                told[row["n"]] = [row["n"], row["disposition"], rule]
        return [row for _, row in sorted(told.items()) if row[1] != "fact"]

    def broken(self, writer, number):
        one = self.world.revisions[writer + number.to_bytes(8, "big")]
        return rules.of_faults(one.findings.faults) or rules.broken(one.value)

    def tally(self, day):
        for unit, row in self.figures(day).rows():
            yield {"scope": unit.id, **row}

    def scope_of(self, writer):
        if writer in self.world.ends:
            return None
        given = [scope for start, scope in self.world.enrolled[writer] if start <= self.today]
        return self.gazetteer.units.get(given[-1])

    def cadres_told(self, matter, writer):
        """Name and birth of the cadres of a matter that are not the office's own."""
        cadres = {}
        for one in matter.subjects if matter.kind != "same_person" else ():
            subject = self.world.subject(one)
            if subject and subject.created and subject.type == "posting":
                subject = self.world.subject(subject.get("cadre"))
            if (subject and subject.created and subject.type == "cadre" and subject.get("name")
                    and subject.id[:8] != writer):
                told = {"id": subject.id, "name": subject.get("name"), "born": subject.get("born")}
                cadres[subject.id] = {key: value for key, value in told.items() if value}
        return {"cadres": [cadres[one] for one in sorted(cadres)]} if cadres else {}

    def matters_of(self, writer, day):
        scope = self.scope_of(writer)
        return [one for one in self.matters
                if scope and (matters.concerns(one, self.gazetteer, scope, day)
                              or matters.is_recorded_by(one, writer, self.world))]

    def counts(self, day):
        for writer in sorted(self.province.vector):
            enrolled = self.province.enrolled.get(writer)
            if not enrolled or enrolled.role != "write":
                continue
            kinds = [one.kind for one in self.matters_of(writer, day)]
            for kind in matters.KINDS:
                if kind in kinds:
                    yield [writer, kind, kinds.count(kind)]

    # ---- the answer ----

    def answer(self, day):
        rows = list(self.figures(day).rows())
        last = self.province.checkpoints[-1] if self.province.checkpoints else None
        dispositions = count.collections.Counter(
            self.world.dispose(one)[0] for one in self.world.revisions.values())
        return {
            "province": self.province.id.hex(),
            "checkpoint": last.head["number"] if last else None,
            "logs": {writer.hex(): row[1] for writer, row in sorted(self.province.vector.items())},
            "missing": self.province.missing(),
            "dispositions": dict(sorted(dispositions.items())),
            "as_of": days.show(day),
            "rows": [{"scope": unit.near(day)["code"], "name": unit.near(day)["name"], **row}
                     for unit, row in rows[len(count.POSTS):]],
            "totals": [row for _, row in rows[:len(count.POSTS)]],
            "exact": all(row["exact"] for _, row in rows),
            "matters": len(self.matters),
        }


def same_rows(name, signed, computed):
    """Raises Wrong at the first row that differs."""
    for place, (theirs, ours) in enumerate(zip(signed, computed)):
        expect(theirs == ours, f"'{name}', row {place + 1}: signed {shown(theirs)}, "
                               f"computed {shown(ours)}")
    expect(len(signed) == len(computed),
           f"'{name}': signed {len(signed)} rows, computed {len(computed)}")


def shown(value):
    return json.dumps(value, ensure_ascii=False, default=lambda one: one.hex())


def check_signed(reading):
    """False: what was signed does not follow from what is here, and not all of it is here."""
    try:
        reading.check_signed()
    except Refused as error:
        if not reading.province.missing():
            raise
        print(f"read_repository.py: not computed: {reading.province.missing()} entries are missing: "
              f"{error}", file=sys.stderr)
        return False
    return True


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = argparse.ArgumentParser()
    parser.add_argument("--as-of", default=None)
    parser.add_argument("--kinds", default=ROOT / "schema" / "kinds.json")
    parser.add_argument("repository", type=pathlib.Path)
    parser.add_argument("province")
    arguments = parser.parse_args()
    try:
        province = Province(arguments.repository, arguments.province,
                            read_entry.load_kinds(arguments.kinds))
        reading = Reading(province)
        agrees = not province.checkpoints or check_signed(reading)
        last = province.checkpoints[-1].head["as_of"] if province.checkpoints else None
        day = arguments.as_of or last
        expect(day, "there is no checkpoint yet: say --as-of")
        print(json.dumps(reading.answer(days.first(day)), ensure_ascii=False, indent=2))
    except places.Unreadable as error:
        print(f"read_repository.py: not computed: {error}", file=sys.stderr)
        return 3
    except (Refused, Wrong, git_objects.Damaged) as error:
        print(f"read_repository.py: {error}", file=sys.stderr)
        return 1
    return 0 if agrees else 3


if __name__ == "__main__":
    sys.exit(main())
