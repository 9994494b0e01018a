"""Whether the notices of an office carry what they must, and nothing else (schema/trust.md,
"Carried entries"). Of the log that is in no repository only what was carried to somebody is known.

Of open matters those count that the notice names. An open one of which the office has recorded a
subject elsewhere than in its scope is not looked at: the program carries it when it is settled."""

import days
from chain import expect
from count import Posting

# the entities; of records that were handed over alone those too that say who somebody is
CARRIED = ("settlement", "posting", "spell", "undo", "cadre_pair", "locality")
HANDED = ("cadre", "vacancy", "officer")


class Handing:
    """Units that others kept and an office keeps today, and what was recorded of them."""

    def __init__(self, reading, writer, scope):
        self.reading, self.writer, self.scope = reading, writer, scope
        self.world, self.gazetteer = reading.world, reading.world.gazetteer
        self.units = {}  # a writer to those of its units that this office keeps
        for other in reading.world.enrolled:
            units = {unit.id for unit in self.gazetteer.sorted if scope and
                     self.gazetteer.is_inside(unit, scope, reading.today) and
                     not self.keeps(other, unit) and self.ever_kept(other, unit)}
            if units and other != writer:
                self.units[other] = units

    def keeps(self, writer, unit):
        scope = self.reading.scope_of(writer)
        return (scope is not None and self.reading.province.enrolled[writer].role != "read"
                and self.gazetteer.is_inside(unit, scope, self.reading.today))

    def ever_kept(self, writer, unit):
        scopes = [self.gazetteer.units[scope] for start, scope in self.world.enrolled[writer]
                  if scope in self.gazetteer.units and start <= self.reading.today]
        return any(self.gazetteer.is_inside(unit, scope, version["from"])
                   for scope in scopes for version in unit.versions)

    def has_unit(self, identity, unit):
        return unit in self.units.get(identity[:8], ())

    def posting(self, identity):
        """A posting that was handed over, or None."""
        one = Posting(self.world.fold(identity, 0))
        valid = (one.subject.created and one.post and one.mode and one.act and one.cadre
                 and one.start != days.NEVER)
        return one if valid and self.has_unit(identity, one.unit) else None

    def persons(self, postings):
        """Cadres whom the same office recorded that has recorded a posting of theirs."""
        return {one.cadre for one in postings if one.cadre[:8] == one.id[:8]}

    def subjects(self):
        """The entities of which all entries that count were handed over."""
        if not self.units:
            return
        found = [self.posting(one.id) for one in self.world.all("posting")]
        postings = {one.id: one for one in found if one}
        yield from postings
        for one in self.world.all("locality"):
            if one.get("posting") in postings:
                yield one.id
        cadres = self.persons(postings.values())
        yield from cadres
        for kind, fields in (("spell", ["cadre"]), ("cadre_pair", ["a", "b"])):
            for one in self.world.all(kind):
                if cadres & {one.get(field) for field in fields}:
                    yield one.id
        for one in self.world.all("vacancy"):
            if self.has_unit(one.id, one.get("unit")):
                yield one.id
        for one in self.world.all("officer"):
            if one.id[:8] in self.units:
                yield one.id


class Carrying:
    """What one office is to know of other logs."""

    def __init__(self, reading, writer, scope):
        self.reading, self.writer, self.scope = reading, writer, scope
        self.world, self.province = reading.world, reading.province
        self.once = Handing(reading, writer, scope)
        self.handed = set(self.once.subjects())

    def is_inside(self, posting):
        unit = self.world.gazetteer.units.get(posting.unit)
        return bool(unit and self.scope) and self.world.gazetteer.is_inside(unit, self.scope,
                                                                            posting.start)

    def is_theirs(self, identity):
        """Recorded by the office, its enrolment, a unit or a posting in its scope; of a cadre: has
        one."""
        units = self.world.gazetteer.units
        if identity == self.province.enrolled[self.writer].id or (
                identity in units and self.scope and self.world.gazetteer.is_inside(
                    units[identity], self.scope, self.reading.today)):
            return True
        subject = self.world.subject(identity)
        state = self.reading.state
        postings = state.careers.get(state.persons.first(identity), [])
        if subject and subject.type == "posting":
            postings = [Posting(subject)]
        return identity[:8] == self.writer or any(map(self.is_inside, postings))

    def is_conclusion(self, identity):
        """A statement of locality that the province's own log created to confirm it."""
        return (identity[:8] in (self.province.common, self.province.merge.writer)
                and self.world.revisions[identity].body.get("role") == "confirmed")

    def subjects(self, open_matters):
        """The entities of which all entries that count are carried."""
        yield from self.handed
        for one in open_matters:
            yield from one.subjects
        for one in self.world.settlements.all:
            if any(map(self.is_theirs, one.subjects)):
                yield one.id
                yield from one.subjects
        for one in self.world.all("locality"):
            if self.is_conclusion(one.id) and self.is_theirs(
                    self.world.revisions[one.id].body["posting"]):
                yield one.id
        for one in self.world.all("cadre_pair"):
            if self.writer in ((one.get(name) or b"")[:8] for name in ("a", "b")):
                yield one.id

    def had(self, writer):
        """The units that a writer ever kept, or was to keep."""
        scopes = [self.province.enrolled[writer].scope,
                  *(one.get("scope") for one in self.world.all("rescope")
                    if one.get("writer") == writer)]
        units = self.world.gazetteer
        return {unit.id for unit in units.sorted for scope in scopes for version in unit.versions
                if scope in units.units and units.is_inside(unit, units.units[scope],
                                                            version["from"])}

    def may_be_handed(self, entity):
        """Whether it was handed over, or may have been once, when scopes were others."""
        return entity in self.handed or (
            entity[:8] in self.province.enrolled
            and self.world.revisions[entity].entity_type in (*HANDED, "locality")
            and bool(self.had(entity[:8]) & self.had(self.writer)))

    def wanted(self, open_matters):
        """Ids of entries, those too that the office reads in their logs."""
        for identity in set(self.subjects(open_matters)):
            subject = self.world.subject(identity)
            if not subject or subject.type not in CARRIED and identity not in self.handed:
                continue
            yield from self.with_undos(subject)

    def with_undos(self, subject, depth=0):
        """All entries of an entity, and all that take them back, withdrawn or not."""
        for one in subject.revisions:
            yield one.id
            for undo in self.world.undos.get(one.id, ()) if depth < 8 else ():
                yield from self.with_undos(self.world.subject(undo), depth + 1)

    def check(self, open_matters):
        whole = (self.writer, self.province.common)
        carried = self.province.carried_to.get(self.writer, [])
        expect(len(set(carried)) == len(carried), "an entry is carried twice")
        for one in carried:
            expect(one[:8] not in whole, f"{one.hex()} is carried to who reads its log")
            entry = self.world.revisions[one]
            if self.may_be_handed(entry.entity):
                continue
            expect(entry.entity_type in CARRIED, f"{one.hex()} is carried")
            expect(entry.entity_type != "locality" or self.is_conclusion(entry.entity),
                   f"{one.hex()} is carried, and no conclusion of the province")
        for one in self.wanted(open_matters):
            expect(one[:8] in whole or one in carried, f"{one.hex()} is not carried")
