"""Localities that change with the units (schema/state.md, "Matters", `locality_flips`)."""

import copy

import days
from count import Locality
from matters import Matter


def touches(step, unit):
    """Whether a succession brought land into a unit, or took some from it."""
    return bool(step.heritage) and step.old != step.new and unit in (step.old, step.new)


def held(posting, unit, today):
    return (unit is not None and unit.end > today and posting.start <= today < posting.end
            and posting.mode == "full")


class Flips:
    """What there is of them today."""

    def __init__(self, world, state, places, today):
        self.world, self.state, self.places, self.today = world, state, places, today
        self.policy = copy.copy(state.policies.on(today))
        self.policy.geography = "report"

    def value(self, posting, day):
        """By the units of a day."""
        return Locality(self.world, self.places, self.policy, self.state.statements,
                        day).computed(posting)

    def steps(self, posting):
        return [step for step in self.state.gazetteer.steps
                if posting.start < step.on <= self.today and touches(step, posting.unit)]

    def begins(self, posting):
        """The day from which on the locality is another one; None: it is not."""
        turns = sorted({step.on for step in self.steps(posting)}, reverse=True)
        before, since = None, None
        for day in turns:
            before = before or self.value(posting, posting.start)
            if self.value(posting, day) == before:
                break
            since = day
        return since

    def find(self):
        for posting in self.state.postings.values():
            unit = self.state.gazetteer.units.get(posting.unit)
            cadre = self.world.subject(posting.cadre)
            if not cadre or not cadre.created or not held(posting, unit, self.today):
                continue
            since = self.begins(posting)
            if since is not None:
                saw = [*posting.subject.heads, *cadre.heads,
                       *(step.id for step in self.steps(posting))]
                yield Matter("locality_flips", [posting.id], saw, [posting.unit], since,
                             min(posting.end, unit.end, days.NEVER), weighs=False)
