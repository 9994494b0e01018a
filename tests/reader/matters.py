"""Matters and bounds (schema/state.md)."""

import collections
import hashlib
import itertools
import math

import days
from canonical import encode
from count import POSTS, Posting
from residence import MOST as MOST_SPELLS

MOST_ENDINGS = 4096
MOST_RIVALS = 16
HEAVY = {"posting": ("unit", "post", "cadre", "act", "mode", "from", "to", "void_from",
                     "from_start"),
         "cadre": ("native", "birth_place"), "spell": ("place", "from", "to", "what"),
         "locality": ("value",)}
MOVES = ("transfer", "rotate")
CONFLICTS_OF = ("posting", "cadre", "spell")
OUTCOMES = {"double_holder": ("both", "first", "second"),
            "two_places": ("both", "first", "second"),
            "out_of_scope": ("decline", "accept"), "half_move": ("moved", "stayed"),
            "docs_differ": ("both", "first", "second"), "same_person": ("distinct", "same"),
            "partial_set": ("wait", "complete"), "edit_vs_end": ("both", "end_only"),
            "period_changed": ("noted",), "revoked_after": ("noted",),
            "locality_differs": ("computed", "asserted"), "locality_flips": ("noted",),
            "unit_unclear": ("code", "name"), "custody": ("decline", "accept"),
            "open_in_ended": ("ended", "goes_on"),
            "transition_long": ("noted",), "acting_as_full": ("acting", "full"),
            "clock": ("noted",), "fork": ("noted",), "same_import": ("decline", "accept"), "nil_contradicted": ("entries", "nil"),
            "identity_edit": ("noted",)}
KINDS = ("field_conflict", *OUTCOMES)  # in the order of the page


def id_of(kind, subjects, field=None):
    return hashlib.sha256(encode([kind, subjects] + ([field] if field else []))).digest()


class Matter:
    """Something that a person must look at."""

    def __init__(self, kind, subjects, saw, units, since, until, field=None, values=(),
                 weighs=True):
        self.saw = sorted(set(saw))
        self.kind, self.subjects, self.field = kind, sorted(subjects), field
        self.units = sorted(set(units))
        self.since, self.until = since, until
        self.values = list(values)
        self.weighs = weighs
        self.newer = None  # of a half_move: the posting moved to; of acting_as_full: the full one
        self.id = id_of(kind, self.subjects, field)

    def outcomes(self):
        return range(len(self.values)) if self.values else OUTCOMES[self.kind]

    def ways(self):
        """The outcomes as settlements name them."""
        return ([f"value-{at + 1}" for at in self.outcomes()] if self.values else
                list(self.outcomes()))

    def row(self):
        """As notices carry it."""
        parts = {"id": self.id, "kind": self.kind, "field": self.field, "subjects": self.subjects,
                 "saw": self.saw, "units": self.units,
                 "from": days.show(self.since) if self.since > days.ALWAYS else None,
                 "to": days.show(self.until) if self.until < days.NEVER else None}
        return {key: value for key, value in parts.items() if value}

    def who_yields(self, way):
        """The posting that gives way by an outcome; None: nobody."""
        if self.kind == "half_move" and self.newer:
            older = next(one for one in self.subjects if one != self.newer)
            return older if way == "moved" else self.newer
        if self.kind in ("double_holder", "two_places"):
            return {"first": self.subjects[1], "second": self.subjects[0]}.get(way)
        return None

    def weighs_on(self, day):
        return self.weighs and self.since <= day < self.until


# ---- Finding --------------------------------------------------------------------------------

def values_of(subject, name):
    return subject.fields[name].values if name in subject.fields else []


def days_of(subject):
    def day(value):
        return days.first(value) if type(value) is str else days.NEVER
    starts = [day(value) for value in values_of(subject, "from")]
    ends = [day(value) for value in values_of(subject, "to")]
    return min(starts, default=days.ALWAYS), max(ends, default=days.NEVER)


def conflicts(world, state=None):
    """`state`: by which it is known whom they concern."""
    for kind in CONFLICTS_OF:
        for subject in world.all(kind):
            for name, field in subject.fields.items() if subject.created else ():
                if len(field.values) < 2:
                    continue
                since, until, units = days.ALWAYS, days.NEVER, []
                if kind == "posting":
                    since, until = days_of(subject)
                    units = [one for one in values_of(subject, "unit") if one]
                if kind != "posting" and state:
                    person = state.persons.first(
                        subject.created.body.get("cadre") if kind == "spell" else subject.id)
                    units = [one.unit for one in state.careers.get(person, ())]
                yield Matter("field_conflict", [subject.id], subject.heads + field.givers, units,
                             since, until, name, field.values, name in HEAVY[kind])


def without(since, until, yields):
    """Days without those at their ends on which somebody gives way."""
    for start, end in sorted(yields):
        since = end if start <= since < end else since
    for start, end in sorted(yields, key=lambda one: one[1], reverse=True):
        until = start if start < until <= end else until
    return since, until


def is_half_move(lower, higher):
    """Whether somebody moved while nobody said that the posting before has ended."""
    return (higher.act in MOVES and lower.start < higher.start
            and type(lower.subject.get("to")) is not str)


def rivals(kind, postings, gazetteer, most, begins=None, repeated=lambda lower, higher: False):
    """`begins`: of two postings and their common days, when the matter begins, if it is later.
    `repeated`: whether both are one posting that was recorded twice."""
    def end(one):
        unit = gazetteer.units.get(one.unit)
        return min(one.end, unit.end) if unit else one.end
    full = sorted((one for one in postings if one.mode == "full" and one.start < end(one)),
                  key=Posting.rank)
    for at, higher in enumerate(full):
        found = 0
        for lower in reversed(full[:at]):
            if found == most:
                break
            since, until = without(higher.start, min(end(lower), end(higher)),
                                   lower.yields + higher.yields + lower.acting + higher.acting)
            since = begins(lower, higher, since, until) if begins else since
            if until <= since or repeated(lower, higher) or kind in ("two_places", "half_move") and (
                    lower.unit == higher.unit
                    or (kind == "half_move") != is_half_move(lower, higher)):
                continue
            found += 1
            matter = Matter(kind, [lower.id, higher.id],
                            lower.subject.heads + higher.subject.heads,
                            [lower.unit, higher.unit], since, until,
                            weighs=kind != "transition_long")
            matter.newer = higher.id
            yield matter


def pairs(state, most=MOST_RIVALS):
    """Postings that meet; `most`: with how many others each is compared."""
    def repeated(lower, higher):
        return (state.persons.first(lower.cadre) == state.persons.first(higher.cadre)
                and (lower.start, lower.end) == (higher.start, higher.end))
    for postings in list(state.cells.values()):
        yield from rivals("double_holder", postings, state.gazetteer, most, repeated=repeated)
    for kind in ("two_places", "half_move"):
        for postings in list(state.careers.values()):
            yield from rivals(kind, postings, state.gazetteer, most)


def proposals(world):
    found = collections.defaultdict(list)
    for one in world.revisions.values():
        if world.dispose(one)[0] == "proposal":
            found[one.entity].append(one)
    for entity, some in found.items():
        about = [world.unit_of(one) for one in some]
        yield Matter("out_of_scope", [entity], [one.id for one in some],
                     [unit for unit, _ in about if unit], min(day for _, day in about), days.NEVER,
                     weighs=False)


def edits(subject):
    """Entries that gave another value than one of an earlier day had given."""
    found = set()
    for name in ("born", "native", "birth_place"):
        given = [(one, one.body[name]) for one in subject.revisions
                 if name in one.body and not subject.undone(one)]
        for at, (one, value) in enumerate(given):
            if any(encode(other) != encode(value) and recorded(before) < recorded(one)
                   for before, other in given[:at]):
                found.add(one.id)
    return found


def recorded(one):
    """The day, in Vietnam, on which an entry was recorded; days since 1970."""
    return ((one.value["t"] >> 16) // 1000 + 7 * 3600) // 86400


def identity_edits(world, state):
    for cadre in world.all("cadre"):
        units = [one.unit for one in state.careers.get(state.persons.first(cadre.id), ())]
        found = edits(cadre) if cadre.created and units else ()
        if found:
            yield Matter("identity_edit", [cadre.id], found, units, days.ALWAYS, days.NEVER,
                         weighs=False)


def edited_and_ended(posting):
    """Of the heads the corrections and steps, if another one is the end; nothing otherwise."""
    heads = [one for one in posting.revisions if one.id in posting.heads]
    there = [one for one in heads if not posting.undone(one)]
    edits = {one.id for one in there if one.kind in ("posting.correct", "posting.step")}
    return edits if len(heads) <= 64 and any(one.kind == "posting.end" for one in there) else set()


def edits_and_ends(world):
    for posting in world.all("posting"):
        whole = posting.created and type(posting.get("from")) is str and all(
            posting.get(name) for name in ("unit", "cadre", "post", "act", "mode"))
        if whole and edited_and_ended(posting):
            yield Matter("edit_vs_end", [posting.id], posting.heads, [posting.get("unit")],
                         days.first(posting.get("from")), days.NEVER, weighs=False)


def find(world, state):
    """All matters that do not depend on a day (see dated.py)."""
    return [*conflicts(world, state), *pairs(state), *identity_edits(world, state),
            *edits_and_ends(world), *proposals(world)]


def concerns(matter, gazetteer, scope, today):
    """Whether a matter concerns a unit inside a scope."""
    day = matter.since if matter.since > days.ALWAYS else today
    return any(unit in gazetteer.units and gazetteer.is_inside(gazetteer.units[unit], scope, day)
               for unit in matter.units)


def is_recorded_by(matter, writer, world):
    """Whether two values are for a field of a cadre whom an office recorded, or of which it gave one."""
    subject = world.subject(matter.subjects[0])
    return matter.kind == "field_conflict" and subject.type == "cadre" and any(
        one[:8] == writer for one in matter.subjects + matter.saw)


# ---- Bounds ---------------------------------------------------------------------------------

class Claim:
    """A posting fills a post, under some outcomes."""

    def __init__(self, posting, person, non_local, needs):
        self.posting, self.person, self.non_local = posting, person, non_local
        self.needs = needs  # (matter, outcome, whether it must be that one)

    def holds(self, ending):
        return all((ending[matter] == outcome) == wanted for matter, outcome, wanted in self.needs)


class Bounds:
    """Ranges of the sums of non-local holders."""

    def __init__(self, world, state, policy, locality, matters, day):
        self.policy, self.locality, self.day = policy, locality, day
        self.world = world
        self.matters = {one.id: one for one in matters if one.weighs_on(day)}
        self.persons = state.persons
        self.by_cell, self.by_person = (collections.defaultdict(list) for _ in range(2))
        for subject in state.subjects:
            for claim in self.claims(subject):
                one = claim.posting
                self.by_cell[one.unit, one.post].append(claim)
                self.by_person[claim.person].append(claim)

    def claims(self, subject):
        """All claims of a posting."""
        losses = [(one.id, way, False) for one in self.matters.values()
                  for way in one.outcomes() if one.who_yields(way) == subject.id]
        own = self.dials(subject.id)
        for picked in self.turned(own):
            instead = {self.matters[key].field: self.matters[key].values[at]
                       for key, at in picked.items()}
            yield from self.held(subject, instead, picked, losses)

    def held(self, subject, instead, picked, losses):
        """The claims of a posting as some values make it; where it may be acting, of each way."""
        matter = next((one for one in self.matters.values() if one.kind == "acting_as_full"
                       and one.newer == subject.id), None)
        for held_as in matter.outcomes() if matter else (None,):
            posting = Posting(subject, instead)
            if matter:
                posting.acting = [(matter.since, matter.until)] if held_as == "acting" else []
                losses = [one for one in losses if one[0] != matter.id] + [
                    (matter.id, held_as, True)]
            if not posting.is_posting or not self.policy.fills(posting, self.day):
                continue
            for chosen in self.turned(self.dials(posting.cadre) + self.spell_dials(posting.cadre)):
                facts = {self.fact(self.matters[key], posting.cadre): self.matters[key].values[at]
                         for key, at in chosen.items()}
                needs = [(key, at, True) for key, at in {**picked, **chosen}.items()]
                for way, non_local in self.valued(posting, facts):
                    yield Claim(posting, self.persons.first(posting.cadre), non_local,
                                needs + losses + way)

    def valued(self, posting, facts):
        """(what it needs, whether it is non-local): of a disputed one each outcome, if they differ."""
        open_one = next((one for one in self.matters.values() if one.kind == "locality_differs"
                         and one.subjects == [posting.id]), None)
        values = {way: self.locality.of(posting, facts, way) == "non_local"
                  for way in (open_one.outcomes() if open_one else (None,))}
        if len(set(values.values())) == 1:
            yield [], values.popitem()[1]
        else:
            yield from (([(open_one.id, way, True)], values[way]) for way in values)

    def dials(self, entity):
        return [one for one in self.matters.values()
                if one.kind == "field_conflict" and one.subjects == [entity]]

    def spell_dials(self, cadre):
        spells = self.locality.spells
        found = spells.of_cadre.get(cadre, ()) if spells else ()
        return [dial for one in found if len(found) <= MOST_SPELLS for dial in self.dials(one.id)]

    def fact(self, matter, cadre):
        """The name of a fact that decides about the locality."""
        own = matter.subjects == [cadre]
        return matter.field if own else (matter.subjects[0], matter.field)

    def turned(self, dials):
        for picked in itertools.product(*(one.outcomes() for one in dials)):
            yield dict(zip((one.id for one in dials), picked))

    def claims_of(self, cell):
        """The claims of a cell, and those of the same persons in other units."""
        own = self.by_cell.get(cell, [])
        persons = {claim.person for claim in own}
        return own, [claim for person in persons for claim in self.by_person[person]
                     if claim.posting.unit != cell[0]]

    def depends_on(self, cell):
        return {need[0] for claims in self.claims_of(cell) for claim in claims
                for need in claim.needs}

    def value(self, cell, ending):
        own, others = self.claims_of(cell)
        others = [claim for claim in others if claim.holds(ending)]
        standing = [claim for claim in own if claim.holds(ending)
                    and not any(other.person == claim.person
                                and other.posting.rank() > claim.posting.rank()
                                for other in others)]
        best = max(standing, key=lambda claim: claim.posting.rank(), default=None)
        return int(best is not None and best.non_local)

    def endings(self, matters):
        """All endings of some matters; None: there are too many."""
        matters = sorted(matters)
        if math.prod(len(self.matters[one].outcomes()) for one in matters) > MOST_ENDINGS:
            return None
        return [dict(zip(matters, picked)) for picked in
                itertools.product(*(self.matters[one].outcomes() for one in matters))]

    def range_of(self, cells, matters):
        """(low, high, exact) of the sum of some cells of a group."""
        endings = self.endings(matters)
        if endings is not None:
            sums = [sum(self.value(cell, ending) for cell in cells) for ending in endings]
            return min(sums), max(sums), True
        low = high = 0
        for cell in cells:
            endings = self.endings(self.depends_on(cell))
            values = ([self.value(cell, ending) for ending in endings] if endings is not None else
                      [0, int(any(claim.non_local for claim in self.by_cell[cell]))])
            low, high = low + min(values), high + max(values)
        return low, high, False

    def groups(self, cells):
        """(cells, matters) for each group of cells that share matters, near or far."""
        groups = []
        for cell in cells:
            members, matters = [cell], self.depends_on(cell)
            rest = []
            for group in groups:
                if matters and group[1] & matters:
                    members, matters = group[0] + members, group[1] | matters
                else:
                    rest.append(group)
            groups = rest + [(members, matters)]
        return groups

    def find(self, sums, every):
        """For each sum, a set of cells, its (low, high, exact). `every`: all cells there are."""
        ranges = [[0, 0, True] for _ in sums]
        for members, matters in self.groups(every):
            for at, cells in enumerate(sums):
                inside = [cell for cell in members if cell in cells]
                if inside:
                    low, high, exact = self.range_of(inside, matters)
                    ranges[at] = [ranges[at][0] + low, ranges[at][1] + high,
                                  ranges[at][2] and exact]
        return ranges


def cells_of(units):
    return [(unit.id, post) for unit in units for post in POSTS]
