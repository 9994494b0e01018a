"""Units that two offices record (schema/state.md, "Matters", `custody`)."""

import days
from count import POSTS
from matters import Matter
from province import enrolments


class Keeper:
    """A writer in whose scope a unit lies."""

    def __init__(self, enrolment, postings):
        self.enrolment = enrolment.subject
        self.enrolled = enrolment.subject.created.value["t"]
        self.recorded = max((one.clock for one in postings if one.id[:8] == enrolment.writer),
                            default=0)

    def shares(self, other):
        return self.recorded > other.enrolled and other.recorded > self.enrolled


def find(world, state, today):
    """All matters of this kind."""
    gazetteer = state.gazetteer
    writers = [one for one in enrolments(world).values() if one.role == "write"]
    for unit in state.communes(today):
        postings = [one for post in POSTS for one in state.cells.get((unit.id, post), ())
                    if one.end > today]
        keepers = []
        for one in writers:
            given = [scope for start, scope in one.spans if start <= today]
            scope = gazetteer.units.get(given[-1]) if given else None
            if scope and gazetteer.is_inside(unit, scope, today):
                keepers.append(Keeper(one, postings))
        sharing = [one for one in keepers if any(one.shares(other) for other in keepers
                                                 if other is not one)]
        if sharing:
            yield Matter("custody", [unit.id], [head for one in sharing for head in one.enrolment.heads],
                         [unit.id], days.ALWAYS, days.NEVER, weighs=False)
