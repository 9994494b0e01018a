"""Whether the notices of an office carry what they must, and nothing else (schema/trust.md,
"Carried entries"). Of the log that is in no repository only what was carried to somebody is known.

Of open matters those count that the notice names. An open one of which the office has recorded a
subject elsewhere than in its scope is not looked at: the program carries it when it is settled."""

from chain import expect
from count import Posting

# the entities; cadres have personal numbers
CARRIED = ("settlement", "posting", "spell", "undo", "cadre_pair")


class Carrying:
    """What one office is to know of other logs."""

    def __init__(self, reading, writer, scope):
        self.reading, self.writer, self.scope = reading, writer, scope
        self.world, self.province = reading.world, reading.province

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

    def subjects(self, open_matters):
        """The entities of which all entries that count are carried."""
        for one in open_matters:
            yield from one.subjects
        for one in self.world.settlements.all:
            if any(map(self.is_theirs, one.subjects)):
                yield one.id
                yield from one.subjects
        for one in self.world.all("cadre_pair"):
            if self.writer in ((one.get(name) or b"")[:8] for name in ("a", "b")):
                yield one.id

    def wanted(self, open_matters):
        """Ids of entries, those too that the office reads in their logs."""
        for identity in set(self.subjects(open_matters)):
            subject = self.world.subject(identity)
            if not subject or subject.type not in CARRIED:
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
            expect(self.world.revisions[one].entity_type in CARRIED, f"{one.hex()} is carried")
        for one in self.wanted(open_matters):
            expect(one[:8] in whole or one in carried, f"{one.hex()} is not carried")
