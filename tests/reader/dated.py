"""Matters that depend on a day, today: of a checkpoint its `as_of` (schema/state.md, "Matters")."""

import days
from count import Locality
from flips import Flips
from matters import MOST_RIVALS, MOVES, Matter, rivals


def of_posting(kind, posting, since, until, more=(), weighs=False):
    return Matter(kind, [posting.id], [*posting.subject.heads, *more], [posting.unit], since, until,
                  weighs=weighs)


def dispute(state, posting):
    """The matter of a posting about which something is stated, whether it is one or not."""
    unit = state.gazetteer.units.get(posting.unit)
    heads = [head for one in state.statements.of_posting[posting.id] for head in one.heads]
    return of_posting("locality_differs", posting, posting.start,
                      min(posting.end, unit.end) if unit else posting.end, heads, weighs=True)


class Dated:
    """What there is to be seen today."""

    def __init__(self, world, state, places, today):
        self.world, self.state, self.places, self.today = world, state, places, today
        self.policies = state.policies

    def find(self):
        return [*self.disputed(), *self.in_transit(), *self.open_in_ended(), *self.transitions(),
                *Flips(self.world, self.state, self.places, self.today).find()]

    def disputed(self):
        """Localities, each on the day of the posting that is nearest to today."""
        for identity in self.state.statements.of_posting:
            posting = self.state.postings.get(identity)
            cadre = posting and self.world.subject(posting.cadre)
            if not cadre or not cadre.created:
                continue
            day = min(max(self.today, posting.start), posting.end - 1)
            locality = Locality(self.world, self.places, self.policies.on(day),
                                self.state.statements, day)
            matter = dispute(self.state, posting)
            if matter.since < matter.until and locality.is_disputed(posting):
                yield matter

    def in_transit(self):
        """Who left for another unit, and is in no post since."""
        for postings in list(self.state.careers.values()):
            last = max(one.end for one in postings)
            for one in postings:
                to, next_unit = one.subject.get("to"), one.subject.get("next")
                if (one.end == last and type(to) is str and days.first(to) == one.end
                        and one.end <= self.today and one.mode == "full"
                        and one.subject.get("end_act") in MOVES and next_unit != one.unit
                        and type(next_unit) is bytes
                        and next_unit in self.state.gazetteer.units):
                    matter = of_posting("half_move", one, one.end, days.NEVER)
                    matter.units = sorted({one.unit, next_unit})
                    yield matter

    def open_in_ended(self):
        for posting in self.state.postings.values():
            unit = self.state.gazetteer.units.get(posting.unit)
            if unit and unit.end <= self.today and posting.start <= unit.end < posting.end:
                yield of_posting("open_in_ended", posting, unit.end, posting.end)

    def transitions(self):
        for postings in list(self.state.careers.values()):
            yield from rivals("transition_long", postings, self.state.gazetteer, MOST_RIVALS,
                              self.begins)

    def begins(self, lower, higher, since, until):
        """The first day behind the term; `until` when that has not come, or there is none."""
        if (lower.unit != higher.unit or lower.post == higher.post
                or higher.subject.get("dual") == "concurrent"):
            return until
        last = min(until - 1, self.today)
        since += self.policies.on(last).transition_days
        return since if since <= last else until
