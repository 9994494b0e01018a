"""Nil returns that their own office contradicts (schema/state.md, "Matters", `nil_contradicted`)."""

import days
from matters import Matter


class NilReturn:
    """An office says that nothing changed on some days."""

    def __init__(self, subject):
        self.subject, self.scope = subject, subject.get("scope")
        self.start, self.end = (subject.day(name, days.NEVER) for name in ("from", "to"))

    def speaks(self):
        return bool(self.scope) and self.start < self.end and type(self.subject.get("to")) is str

    def denies(self, gazetteer, unit, day, giver):
        """`day` is a text; `giver` the id of the entry that says it."""
        scope = gazetteer.units.get(self.scope)
        return (scope is not None and type(day) is str and giver[:8] == self.subject.id[:8]
                and self.start <= days.first(day) and days.last(day) < self.end
                and gazetteer.is_inside(unit, scope, days.first(day)))


def happenings(subject, posting):
    """(day, id of the entry that says it) of what happens to a posting; to a vacancy without one."""
    names = ["from"]
    if posting:
        names.append("void_from" if subject.day("void_from", days.NEVER)
                     < subject.day("to", days.NEVER) else "to")
        for one in subject.revisions:
            if one.kind == "posting.step" and not subject.undone(one) and "on" in one.value:
                yield one.value["on"], one.id
    for name in names:
        if name in subject.fields:
            yield subject.get(name), subject.fields[name].givers[0]


def find(world, state):
    """All matters of this kind."""
    gazetteer = state.gazetteer
    about = [(one.subject, True) for one in state.postings.values()]
    about += [(one, False) for one in world.all("vacancy")
              if one.created and one.get("state") != "withdrawn"]
    for subject in world.all("nil_return"):
        nil = NilReturn(subject) if subject.created else None
        if not nil or not nil.speaks():
            continue
        against = [one for one, posting in about if one.get("unit") in gazetteer.units and any(
            nil.denies(gazetteer, gazetteer.units[one.get("unit")], day, giver)
            for day, giver in happenings(one, posting))]
        if against:
            saw = [head for one in [subject, *against] for head in one.heads]
            yield Matter("nil_contradicted", [subject.id], saw,
                         [one.get("unit") for one in against], nil.start, nil.end, weighs=False)
