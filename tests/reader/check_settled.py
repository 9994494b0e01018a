"""Part of check_repository.py: matters are settled with the program, withdrawn, and opened again by
what is newer; after each merge the reader must come to what the program has signed."""

import base64

import days
from count import Posting

DAY = days.first("2024-02-15")


class Lost(Exception):
    """What was signed is not what the reader finds: nothing more can be said."""


def name_of(matter):
    return "M-" + base64.b32encode(matter.id)[:8].decode().lower()


def number_of(identity):
    return int.from_bytes(identity[8:], "big")


class Settling:
    """A province at work on its matters."""

    def __init__(self, test, reading):
        self.test, self.reading = test, reading

    def find(self, kind, *subjects, field=None, of=b""):
        """An open matter of this kind, about some entities, recorded by a writer."""
        return next(one for one in self.reading.matters if (one.kind, one.field) == (kind, field)
                    and one.subjects[0].startswith(of)
                    and all(subject in one.subjects for subject in subjects))

    def settle(self, matter, *outcome):
        self.test.run("settle", name_of(matter), *outcome, "--why", "thử", "--yes")

    def merge(self, title, *, opened=(), closed=()):
        self.test.run("merge")
        self.reading = self.test.compare_next(title)
        if not self.reading:
            raise Lost
        there = [one.id for one in self.reading.matters]
        for some, wanted in ((opened, True), (closed, False)):
            for one in some:
                self.test.check(f"{title}: {one.kind} {'open' if wanted else 'not open'}",
                                None if (one.id in there) == wanted else name_of(one))

    def record(self, office, *act):
        self.test.run(*act, "--yes", office=office)
        self.test.run("sync", office=office)

    def holds(self, title, posting, wanted, day=DAY):
        found = Posting(self.reading.world.subject(posting)).on(day)
        self.test.check(title, None if found == wanted else f"{found}, not {wanted}")

    def figure(self, post):
        """(low, non-local, high) of the province."""
        rows = self.reading.figures(DAY).rows()
        return next((row["low"], row["non_local"], row["high"]) for _, row in rows
                    if row["post"] == post)

    def moves(self, title, before, post):
        self.test.check(title, None if self.figure(post) != before else "the totals stay")


# ---- What offices recorded with the program -------------------------------------------------

def settle_field(at):
    """Province and office mend one field differently."""
    field = at.find("field_conflict", field="from")
    posting = field.subjects[0]
    at.settle(field, "value-2")
    at.merge("a field settled", closed=[field])
    at.test.check("the second value", None if at.reading.world.subject(posting).get("from") ==
                  field.values[1] else "is not there")
    at.settle(field, "value-1")
    at.merge("... otherwise", closed=[field])
    at.settle(field, "--undo")
    at.merge("... withdrawn", opened=[field])
    at.settle(field, "value-2")
    at.merge("... settled again", closed=[field])
    at.record("329", "correct", str(number_of(posting)), "from=05/09/2021", "--typing", "x")
    at.merge("... opened by what is newer", opened=[field])


def settle_holders(at):
    """One in two places, in both of which somebody else is too."""
    places = at.find("two_places", of=at.find("field_conflict", field="from").subjects[0][:8])
    holders = [at.find("double_holder", one) for one in places.subjects]
    first, second = places.subjects
    before = at.figure("chair")
    at.settle(places, "first")
    at.merge("one of two places", closed=[places, holders[1]], opened=[holders[0]])
    at.holds("the second holds nothing", second, "not")
    at.moves("one of two places moves a total", before, "chair")
    at.settle(places, "second")
    at.merge("the other one", closed=[places], opened=holders[1:])
    at.holds("the first holds nothing", first, "not")
    at.holds("... but the day before", first, "full", places.since - 1)
    at.settle(places, "both")
    at.merge("both places", closed=[places], opened=holders)
    at.settle(holders[0], "first")
    at.settle(holders[1], "second")
    at.merge("two holders, twice", closed=[places, *holders])
    at.settle(holders[1], "--undo")
    at.test.run("undo", "--why", "nhầm", "--yes")
    at.merge("... nothing withdrawn after all", closed=[places, *holders])
    at.settle(holders[0], "--undo")
    at.merge("... one withdrawn", closed=[places, holders[1]], opened=[holders[0]])
    at.settle(holders[0], "first")
    at.merge("... and settled by another entity", closed=[places, *holders])
    at.record("329", "correct", str(number_of(first)), "planned_end=01/01/2030", "--typing", "x")
    at.merge("... opened by what is newer", opened=[places, holders[0]], closed=[holders[1]])
    at.test.run("sync", office="329")
    at.test.run("verify", "--full", office="329")


# ---- What the program never records ---------------------------------------------------------

def settle_proposals(at, office):
    """Somebody's entries of a commune that is not its own."""
    strange = at.find("out_of_scope")
    posting = strange.subjects[0]
    at.settle(strange, "decline")
    at.merge("proposals declined", closed=[strange])
    at.settle(strange, "accept")
    at.merge("... accepted", closed=[strange])
    at.holds("... and hold", posting, "full")
    office.add("posting.correct", {"reason": "typing", "from": "2024-01-03"}, id=posting,
               pred=[strange.saw[-1]], why="thử")
    office.send()
    at.merge("... another one comes", opened=[strange])
    at.settle(strange, "decline")
    at.merge("... which is declined", closed=[strange])
    at.settle(strange, "--undo")
    at.merge("... withdrawn", opened=[strange])
    at.settle(strange, "accept")
    at.merge("... accepted", closed=[strange])


def settle_oddities(at, office):
    """A second value of a unit; one who is suspended, one in two places."""
    chairs, places = at.find("double_holder", office.id(13)), at.find("two_places", office.id(7))
    at.settle(chairs, "first")
    at.settle(places, "second")
    at.merge("a suspended one, and one in two places", closed=[chairs, places])
    unit, native = (at.find("field_conflict", field=field) for field in ("unit", "native"))
    for on in ("2023-03-02", "2023-04-01"):
        office.add("posting.correct", {"reason": "typing", "from": on}, id=unit.subjects[0],
                   pred=[unit.subjects[0]], why="thử")
    office.send()
    at.merge("a day of it too", opened=[unit, native])
    since, unit = (at.find("field_conflict", unit.subjects[0], field=field)
                   for field in ("from", "unit"))
    at.settle(unit, "value-2")
    at.merge("a unit settled", closed=[unit], opened=[since])
    at.test.check("... so that one is left", None if len(at.find(
        "field_conflict", unit.subjects[0], field="from").units) == 1 else "not one unit")
    at.settle(since, "value-2")
    at.merge("... and a day", closed=[unit, since])
    before = at.figure("secretary")
    at.settle(native, "value-2")
    at.merge("an origin settled", closed=[native, unit])
    at.moves("an origin moves a total", before, "secretary")
    at.settle(unit, "--undo")
    at.merge("... the unit withdrawn", closed=[chairs, native, places], opened=[unit])


def settle_by_others(at, office):
    """Only the province settles; what it took back before it was merged is nobody's business."""
    field = at.find("field_conflict", field="unit")
    office.add("matter.settle", {"of": field.id, "kind": field.kind, "field": field.field,
                                 "subjects": field.subjects, "saw": field.saw, "way": "value-2"},
               why="thử")
    office.send()
    at.merge("a settlement by an office", opened=[field])
    own = at.find("out_of_scope", of=office.writer)
    at.settle(own, "accept")
    at.merge("... and accepted", opened=[field], closed=[own])
    at.settle(field, "value-2")
    at.test.run("undo", "--why", "nhầm", "--yes")
    at.merge("a settlement taken back at once", opened=[field])
    at.test.check("... is not carried", None if at.reading.province.missing() == 2 else
                  f"{at.reading.province.missing()} missing")


def settle_between(at, office):
    """Two offices have recorded a holder of one post: both are told."""
    post = next(one for one in at.reading.matters if one.kind == "double_holder"
                and len({subject[:8] for subject in one.subjects}) == 2)
    mine = next(one for one in post.subjects if one[:8] == office.writer)
    before = at.reading.province.carried_to
    at.settle(post, "second" if mine == post.subjects[0] else "first")
    at.merge("two offices, one post", closed=[post])
    at.holds("... of which one has it", mine, "not")
    told = [len(at.reading.province.carried_to[one[:8]]) - len(before.get(one[:8], ()))
            for one in post.subjects]
    at.test.check("... and both are told", None if all(told) else told)


def carry_undone(at, office):
    """Somebody of another office, with an entry that is taken back: both go to that office."""
    theirs = at.find("field_conflict", field="from").subjects[0]
    cadre = at.reading.world.subject(theirs).get("cadre")
    begun = office.begin(office.communes[4], "chair", cadre, "2023-07-01")
    mended = office.add("posting.correct", {"reason": "typing", "planned_end": "2030-01-01"},
                        id=begun, pred=[begun], why="thử")
    undo = office.add("entry.undo", {"of": mended, "state": "on"}, why="thử")
    office.send()
    at.merge("one of two offices")
    told = at.reading.province.carried_to[theirs[:8]]
    at.test.check("... with what is taken back", None if {begun, mended, undo} <= set(told) else
                  "not carried")
    back = office.add("entry.undo", {"state": "withdrawn"}, id=undo, pred=[undo], why="thử")
    office.send()
    at.merge("that is taken back no more")
    told = at.reading.province.carried_to[theirs[:8]]
    at.test.check("... which is told too", None if back in told else "not carried")


def check(test, reading, office):
    """The last reading; None when something signed was not found."""
    at = Settling(test, reading)
    try:
        settle_field(at)
        settle_holders(at)
        settle_proposals(at, office)
        settle_oddities(at, office)
        settle_by_others(at, office)
        carry_undone(at, office)
        settle_between(at, office)
    except Lost:
        return None
    return at.reading
