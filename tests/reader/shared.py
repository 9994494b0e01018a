"""Units that two offices record (schema/state.md, "Matters", `custody` and `same_import`)."""

import days
from count import POSTS
from matters import Matter
from province import enrolments

COMPARED = 16  # of the postings that begin on one day


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
    """All matters of these two kinds."""
    gazetteer = state.gazetteer
    writers = [one for one in enrolments(world).values()
               if one.role == "write" and one.writer not in world.ends]
    for unit in state.communes(today):
        postings = [one for post in POSTS for one in state.cells.get((unit.id, post), ())
                    if one.end > today]
        keepers = []
        for one in writers:
            given = [scope for start, scope in one.spans if start <= today]
            scope = gazetteer.units.get(given[-1]) if given else None
            if scope and gazetteer.is_inside(unit, scope, today):
                keepers.append(Keeper(one, postings))
        if len(keepers) > 1:
            yield from same_imports(state, today, unit)
        sharing = [one for one in keepers if any(one.shares(other) for other in keepers
                                                 if other is not one)]
        if sharing:
            yield Matter("custody", [unit.id], [head for one in sharing for head in one.enrolment.heads],
                         [unit.id], days.ALWAYS, days.NEVER, weighs=False)


def is_one_row(one, other):
    """Whether two offices took the postings in from one row of one list."""
    left, right = (posting.subject.created.value.get("src") for posting in (one, other))
    return (one.id[:8] != other.id[:8] and left is not None and right is not None
            and (left["file"], left["row"]) == (right["file"], right["row"]))


def same_imports(state, today, unit):
    """The postings of a commune, which lies in two scopes, that two offices have of one list."""
    for post in POSTS:
        present = [one for one in state.cells.get((unit.id, post), ()) if one.end > today]
        for at, one in enumerate(present):
            same_day = [other for other in present[:at] if other.start == one.start]
            for other in same_day[-COMPARED:]:
                if is_one_row(one, other):
                    yield Matter("same_import", [other.id, one.id],
                                 other.subject.heads + one.subject.heads, [unit.id], one.start,
                                 days.NEVER, weighs=False)
