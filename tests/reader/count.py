"""Postings, locality, cells and totals of a day (schema/state.md)."""

import collections

import days
import residence
from units import Descent

POSTS = ("secretary", "chair")
VALUES = {"same": "local", "heir": "local", "years": "local", "elsewhere": "non_local",
          "too_short": "non_local"}  # others: undetermined
FIGURES = ("posts", "filled", "vacant", "not_reported", "non_local", "undetermined", "acting",
           "pending", "suspended")


# ---- Postings -------------------------------------------------------------------------------

class Posting:
    """A posting; fields may be given instead of those of its subject (see matters.py)."""

    def __init__(self, subject, instead=None):
        instead = instead or {}

        def get(name):
            return instead[name] if name in instead else subject.get(name)

        def day(name):
            value = get(name)
            return days.first(value) if type(value) is str else days.NEVER

        self.subject = subject
        self.id = subject.id
        self.unit, self.cadre, self.post = get("unit"), get("cadre"), get("post")
        self.act, self.mode = get("act"), get("mode")
        self.start = day("from")
        self.clock = subject.created.value["t"] if subject.created else 0
        self.steps = [(one.body.get("act"), days.first(one.value["on"]))
                      for one in subject.revisions if one.kind == "posting.step"
                      and not subject.undone(one) and type(one.value.get("on")) is str]
        self.yields, self.acting = subject.yields, subject.acting
        self.end = min(day("to"), day("void_from"))
        if get("from_start") is True or any(act == "refuse" for act, _ in self.steps):
            self.end = self.start
        self.is_posting = bool(subject.created and self.unit and self.cadre and self.post
                               and self.act and self.mode and self.start != days.NEVER
                               and self.end > self.start)

    def rank(self):
        return self.start, self.clock, self.id

    def last_step(self, act, day):
        return max((on for one, on in self.steps if one == act and on <= day), default=days.ALWAYS)

    def on(self, day):
        if not self.start <= day < self.end or any(a <= day < b for a, b in self.yields):
            return "not"
        if self.mode != "full" or any(a <= day < b for a, b in self.acting):
            return "acting"
        if self.last_step("suspend", day) > self.last_step("resume", day):
            return "suspended"
        if self.act == "elect" and self.last_step("approve", day) == days.ALWAYS:
            return "pending"
        return "full"


class Policy:
    """The policy in force on a day, with the defaults."""

    def __init__(self, policies, day):
        best, best_from = None, days.ALWAYS
        for one in policies:
            if one.created and best_from <= one.day("from", days.ALWAYS) <= day:
                best, best_from = one, one.day("from", days.ALWAYS)

        def get(name, otherwise):
            value = best.get(name) if best else None
            return otherwise if value is None else value

        self.test = get("test", "native_place")
        self.level = get("level", "commune")
        self.geography = get("geography", "appointment")
        self.asserted = get("asserted_counts", "computed")
        self.years = get("residence_years", 0)
        self.residence = get("residence_counts", "both")
        self.transition_days = get("transition_days", 90)
        self.counts = {"full": True, "not": False, "acting": get("acting_counts", False),
                       "pending": get("pending_counts", True),
                       "suspended": get("suspended_counts", True)}

    def takes_spells(self):
        return self.years > 0 and self.test != "manual"

    def fills(self, posting, day):
        return self.counts[posting.on(day)]


class Policies:
    """All policies: which is in force on a day."""

    def __init__(self, world):
        self.all = world.all("policy")
        self.days = {}

    def on(self, day):
        if day not in self.days:
            self.days[day] = Policy(self.all, day)
        return self.days[day]


# ---- Locality -------------------------------------------------------------------------------

class Statements:
    """What was stated of the locality of postings, and what was settled of that (settle.py)."""

    def __init__(self, world):
        self.of_posting = collections.defaultdict(list)  # in the order of their creation
        self.settled = {}  # a posting to "computed" or "asserted"
        for one in world.all("locality"):
            if one.created and one.get("posting"):
                self.of_posting[one.get("posting")].append(one)

    def value(self, posting):
        return self.of_posting[posting][-1].get("value") if posting in self.of_posting else None


class Locality:
    """Whether holders are local."""

    def __init__(self, world, places, policy, statements, day):
        self.world, self.places, self.policy, self.day = world, places, policy, day
        self.statements = statements
        self.descents = {}
        self.spells = residence.Spells(world) if policy.takes_spells() else None

    def descent(self, unit, day):
        key = unit.id, day
        if key not in self.descents:
            self.descents[key] = Descent(self.places.gazetteer, unit, self.policy.level, day)
        return self.descents[key]

    def of_place(self, place, unit, posting):
        if not place or not any(key in place for key in ("unit", "code", "text")):
            return "undetermined"
        day = self.day if self.policy.geography == "report" else posting.start
        descent = self.descent(unit, day)
        values = {VALUES.get(descent.reason(*meaning), "undetermined")
                  for meaning in self.places.meanings(place, posting.start)}
        return values.pop() if len(values) == 1 else "undetermined"

    def compute(self, posting, cadre, instead):
        unit = self.places.gazetteer.units.get(posting.unit)
        if not unit or self.policy.test == "manual":
            return "undetermined"
        by_spells = VALUES.get(reason := self.by_spells(posting, unit, instead), "undetermined")
        if self.policy.test == "residence":
            return by_spells
        by_origin = self.by_origin(posting, unit, cadre, instead)
        if by_spells == "local" or reason == "years_open" and by_origin == "non_local":
            return by_spells
        return by_origin

    def by_spells(self, posting, unit, instead):
        """Why somebody is local or not by the times in places."""
        day = self.day if self.policy.geography == "report" else posting.start
        if not self.spells:
            return "no_years"
        return residence.Residence(self.policy, self.spells.of_cadre.get(posting.cadre, []),
                                   instead, self.descent(unit, day).day,
                                   lambda place: self.of_place(place, unit, posting)).reason()

    def by_origin(self, posting, unit, cadre, instead):
        results = {}
        for name, test in (("native", "native_place"), ("birth_place", "birth_place")):
            if self.policy.test in (test, "either"):
                place = instead[name] if name in instead else cadre and cadre.get(name)
                results[test] = self.of_place(place, unit, posting)
        values = list(results.values())
        if "local" in values:
            return "local"
        return values[0] if len(set(values)) == 1 else "undetermined"

    def computed(self, posting, instead=None):
        return self.compute(posting, self.world.subject(posting.cadre), instead or {})

    def is_disputed(self, posting):
        """Whether what is stated is something else than what the facts give."""
        return self.statements.value(posting.id) not in (None, self.computed(posting))

    def of(self, posting, instead=None, way=None):
        """Local, non_local or undetermined; `instead` gives fields of the cadre, and by (id, field)
        those of spells, `way` which of two values counts when they differ."""
        computed = self.computed(posting, instead)
        stated = self.statements.value(posting.id)
        way = way or self.statements.settled.get(posting.id)
        if stated in (None, computed) or way == "computed":
            return computed
        if way == "asserted" or self.policy.asserted == "asserted":
            return stated
        return ("undetermined" if self.policy.asserted == "neither" or computed == "non_local" else
                computed)


# ---- Cells ----------------------------------------------------------------------------------

class State:
    """Postings and statements of vacancy, by cell and by person."""

    def __init__(self, world, gazetteer, persons):
        self.gazetteer, self.persons = gazetteer, persons
        self.subjects = world.all("posting")
        self.policies, self.statements = Policies(world), Statements(world)
        self.postings = {}
        self.cells, self.careers = collections.defaultdict(list), collections.defaultdict(list)
        self.vacancies = collections.defaultdict(list)
        for subject in self.subjects:
            one = Posting(subject)
            if one.is_posting:
                self.postings[one.id] = one
                self.cells[one.unit, one.post].append(one)
                self.careers[persons.first(one.cadre)].append(one)
        for one in world.all("vacancy"):
            if one.created and one.get("state") != "withdrawn":
                self.vacancies[one.get("unit"), one.get("post")].append(one.day("from", days.NEVER))

    @staticmethod
    def whole(subject):
        """The posting that a subject is, void or not; None: it says too little."""
        one = Posting(subject)
        return one if subject.created and all((one.unit, one.cadre, one.post, one.act, one.mode)
                                              ) and one.start != days.NEVER else None

    def stands(self, posting, policy, day):
        return policy.fills(posting, day) and not any(
            other.unit != posting.unit and policy.fills(other, day) and other.rank() > posting.rank()
            for other in self.careers[self.persons.first(posting.cadre)])

    def count(self, unit, post, policy, locality, day):
        """The figures of one cell."""
        cell = self.cells[unit.id, post]
        holders = [one for one in cell if self.stands(one, policy, day)]
        figures = collections.Counter(posts=1)
        if holders:
            holder = max(holders, key=Posting.rank)
            figures["filled"] = 1
            figures[locality.of(holder)] += 1
            if holder.on(day) in ("pending", "suspended"):
                figures[holder.on(day)] = 1
            return figures
        reported = (any(one.start <= day for one in cell)
                    or any(start <= day for start in self.vacancies[unit.id, post]))
        figures["vacant" if reported else "not_reported"] = 1
        figures["acting"] = int(any(one.on(day) == "acting" for one in cell))
        return figures

    def rows(self, province, day):
        """The province, then the units below it by code; with their codes and names."""
        below = [unit for unit in self.gazetteer.sorted
                 if unit.on(day) and unit.on(day).get("parent") == province.id]
        return [province] + sorted(below, key=lambda unit: unit.on(day)["code"])

    def communes(self, day):
        return [unit for unit in self.gazetteer.sorted if unit.level == "commune" and unit.on(day)]

    def row_of(self, commune, rows, day):
        return next((row for row in rows[1:] if self.gazetteer.is_inside(commune, row, day)), None)
