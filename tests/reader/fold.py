"""Entries to entities: taking back, dispositions, revisions (schema/state.md)."""

import collections

import days
import rules
from canonical import encode
from read_entry import creates

UNDO_DEPTH = 8
NEVER_ENDS = 1 << 64
OF_PROVINCE = ("unit", "target", "policy", "period", "writer", "province", "root", "matter")
UNIT_FIELD = {"posting.begin": "unit", "post.vacant": "unit", "nil.return": "scope",
              "attest": "scope"}
FROM = ("posting.begin", "post.vacant", "policy.set", "writer.rescope")
TO = ("posting.end", "unit.end")
DOC = {f"posting.{step}": f"{step}_doc" for step in ("begin", "step", "end", "correct", "void")}


class Revision:
    """An entry of an entity."""

    def __init__(self, identity, value, findings, kinds):
        self.id = identity
        self.value = value
        self.findings = findings
        kind = kinds.get(value["k"])
        self.kind = value["k"]
        self.entity_type = kind["entity"] if kind else None
        self.fields = kind["fields"] if kind else []
        self.creates = creates(kind, value) if kind else "id" not in value
        body = value.get("b")
        self.body = body if type(body) is dict else {}
        self.entity = identity if self.creates else value.get("id", identity)

    def rank(self):
        return self.value["t"], self.id

    def is_sound(self):
        """Whether it is known and right by itself."""
        return not (self.findings.held or self.findings.faults or rules.broken(self.value))


class Field:
    """What stands of a field: the provisional value, then those that rival it; who gave each."""

    def __init__(self, standing):
        self.values = [value for value, _ in standing]
        self.givers = [giver for _, giver in standing]

    def settle(self, at):
        """This value, and no others."""
        self.values, self.givers = [self.values[at]], [self.givers[at]]


class Subject:
    """An entity as its entries make it."""

    def __init__(self, identity, revisions, undone):
        self.id = identity
        self.revisions = sorted(revisions, key=Revision.rank)
        self.undone = undone
        self.type = next((one.entity_type for one in self.revisions if one.creates), None)
        self.created = next((one for one in self.revisions if one.creates and not undone(one)), None)
        above = ancestors(self.revisions)
        self.heads = [one.id for one in self.revisions
                      if not any(one.id in above[other.id] for other in self.revisions
                                 if other is not one)]
        self.fields = self.assign(above)
        self.yields = []  # of a posting: days on which it holds nothing, as was settled
        self.acting = []  # likewise: days on which it is acting though recorded as full

    def assign(self, above):
        given = collections.defaultdict(list)
        for one in self.revisions:
            if not self.undone(one):
                for name, value in assignments(one):
                    given[name].append((one, value))
        return {name: Field(standing(some, above)) for name, some in given.items()}

    def get(self, name):
        return self.fields[name].values[0] if name in self.fields else None

    def day(self, name, otherwise):
        value = self.get(name)
        return days.first(value) if type(value) is str else otherwise


def ancestors(revisions):
    """Of each id those that it supersedes, near or far."""
    above = {one.id: set() for one in revisions}
    grown = True
    while grown:
        grown = False
        for one in revisions:
            mine = above[one.id]
            size = len(mine)
            for earlier in one.value.get("pred", []):
                if earlier in above and earlier != one.id:
                    mine.add(earlier)
                    mine |= above[earlier]
            grown = grown or len(mine) > size
    return above


def assignments(one):
    """(field, value) that an entry assigns."""
    dated = one.kind in ("unit.create", "unit.change")
    for name, value in one.body.items():
        if one.kind == "posting.step":
            name = "planned_end" if name == "until" else None
        elif (one.kind, name) == ("posting.end", "act"):
            name = "end_act"
        elif (one.kind, name) == ("unit.end", "legal"):
            name = "end_legal"
        elif (one.kind, name) == ("posting.correct", "reason"):
            name = None
        if name:
            yield (f"{name}@{one.value['on']}" if dated else name), value
    if "on" in one.value:
        name = ("from" if one.kind in FROM else "to" if one.kind in TO else
                "void_from" if one.kind == "posting.void" else None)
        if name:
            yield name, one.value["on"]
    if "doc" in one.value:
        yield DOC.get(one.kind, "doc"), one.value["doc"]


def day_of(one):
    """The day of an entry; the end of time without one."""
    on = one.value.get("on")
    return days.NEVER if on is None else days.ALWAYS if on == 0 else days.first(on)


def decided_on(one, day):
    """The latest of the day of an entry and those on which its papers were signed."""
    papers = one.value.get("doc")
    signed = [days.first(paper["signed"]) for paper in (papers if type(papers) is list else ())
              if type(paper) is dict and type(paper.get("signed")) is str]
    if not signed and "on" not in one.value:
        signed = [rules.day_of_clock(one.value["t"])]
    return max(signed + ([day] if day != days.NEVER else []))


def standing(some, above):
    """The different values that no later one supersedes, that of the greatest rank first, each with
    the id of the entry that gave it."""
    values, known = [], set()
    for at in range(len(some) - 1, -1, -1):
        one, value = some[at]
        if any(one.id in above[other.id] for other, _ in some):
            continue
        key = encode(value)
        if key not in known:
            known.add(key)
            values.append((value, one.id))
    return values


class World:
    """All entries that were taken in. `province`: the writers of the province's own logs."""

    def __init__(self, kinds, province):
        self.kinds = {kind["name"]: kind for kind in kinds["kinds"]}
        self.province = province
        self.revisions = {}
        self.entities = collections.defaultdict(list)
        self.undos = collections.defaultdict(set)  # an entry to the entities that take it back
        self.subjects = {}
        self.enrolled = {}  # a writer to its scopes, with the days on which they were given
        self.ends = {}  # a writer that may not write any more to its first entry not believed
        self.settlements = None  # see settle.py
        self.gazetteer = None
        self.ready = False  # whether scopes and units are known, so that subjects may be kept

    def add(self, writer, value, findings):
        identity = writer + value["n"].to_bytes(8, "big")
        one = Revision(identity, value, findings, self.kinds)
        self.revisions[identity] = one
        self.entities[one.entity].append(one)
        if one.kind == "entry.undo" and "of" in one.body:
            self.undos[one.body["of"]].add(one.entity)

    def subject(self, identity, depth=0):
        """An entity; None when no entry speaks of it."""
        if identity not in self.entities:
            return None
        if depth or not self.ready:
            return self.fold(identity, depth)
        if identity not in self.subjects:
            self.subjects[identity] = self.fold(identity, 0)
        return self.subjects[identity]

    def fold(self, identity, depth):
        undone = {one.id: self.is_undone(one, depth) for one in self.entities[identity]}
        counted = [one for one in self.entities[identity] if one.is_sound()
                   and self.dispose(one, undone[one.id])[0] == "fact"]
        return Subject(identity, counted, lambda one: undone[one.id])

    def is_undone(self, one, depth=0):
        """Whether a statement of the same writer takes an entry back, and is not taken back."""
        if depth > UNDO_DEPTH:
            return False
        for identity in self.undos.get(one.id, ()):
            undo = self.fold(identity, depth + 1)
            if (undo.created and undo.get("state") == "on" and undo.get("of") == one.id
                    and identity[:8] == one.id[:8]):
                return True
        return False

    def all(self, entity_type):
        """The entities of a type, in the order of the entries that created them."""
        found = [one for one in self.revisions.values()
                 if one.creates and one.entity_type == entity_type]
        return [self.subject(one.id) for one in sorted(found, key=Revision.rank)]

    # ---- dispositions ----

    def dispose(self, one, undone=None):
        """(disposition, rule) of an entry."""
        if int.from_bytes(one.id[8:], "big") >= self.ends.get(one.id[:8], NEVER_ENDS):
            return "rejected", "V102"
        if self.is_undone(one) if undone is None else undone:
            return "fact", None
        if one.findings.held:
            return "held", None
        if one.findings.faults or rules.broken(one.value) or self.is_of_another_type(one):
            return "rejected", None
        if one.id[:8] in self.province:
            return "fact", None
        custody = self.custody(one)
        if custody != "own" and not self.is_accepted(one):
            return "proposal", "V08" if custody == "handed" else "V07" if one.creates else "V101"
        return ("held", None) if self.is_waiting(one) else ("fact", None)

    def custody(self, one):
        """Whether its writer records what an entry is about: "own", "handed" over, or "other"."""
        family = one.kind.split(".")[0]
        confirmed = one.kind == "locality.set" and one.body.get("role") == "confirmed"
        if family in OF_PROVINCE or confirmed or one.id[:8] not in self.enrolled:
            return "other"
        unit, day = self.unit_of(one)
        unit = self.gazetteer.units.get(unit) if self.gazetteer else None
        if not unit:
            return "own"
        spans = self.enrolled[one.id[:8]]
        ends = [start for start, _ in spans[1:]] + [days.NEVER]
        inside = [end for (_, scope), end in zip(spans, ends) if scope in self.gazetteer.units
                  and self.gazetteer.is_inside(unit, self.gazetteer.units[scope], day)]
        if any(end == days.NEVER or decided_on(one, day) < end for end in inside):
            return "own"
        return "handed" if inside else "other"

    def is_accepted(self, one):
        return bool(self.settlements) and self.settlements.accepts(one.id, one.entity)

    def unit_of(self, one):
        """The unit that an entry is about, and the day on which its scope is looked up."""
        day = day_of(one)
        if one.body.get(UNIT_FIELD.get(one.kind)):
            return one.body[UNIT_FIELD[one.kind]], day
        changed = None
        if not one.creates and one.kind.startswith(("posting.", "post.")):
            changed = one.entity
        elif one.kind == "locality.set":
            changed = one.body.get("posting")
        creator = self.revisions.get(changed)
        if not creator:
            return None, day
        return (creator.body.get(UNIT_FIELD.get(creator.kind)),
                day_of(creator) if day == days.NEVER else day)

    def is_of_another_type(self, one):
        """Whether it is about something that entries of its kind are not about."""
        creator = None if one.creates else self.revisions.get(one.entity)
        return bool(creator) and (not creator.creates
                                  or creator.entity_type not in (None, one.entity_type))

    def is_waiting(self, one):
        """Whether it refers to an entity that nobody has created."""
        if one.entity not in self.revisions:
            return True
        for field in one.fields:
            if field["form"].startswith("ref ") and not field["many"]:
                value = one.body.get(field["name"])
                if type(value) is bytes and len(value) == 16 and value not in self.revisions:
                    return True
        return False
