"""Settlements: what the province has decided of matters, and what follows (schema/state.md)."""

import collections

import dated
import days
import matters
import papers
from fold import Subject


class Settlement:
    """A settlement, of whatever matter."""

    def __init__(self, subject):
        self.id, self.clock = subject.id, subject.created.value["t"]
        self.subject = subject
        self.kind, self.field, self.way = (subject.get(name) for name in ("kind", "field", "way"))
        self.subjects = sorted(set(subject.get("subjects") or []))
        self.saw = sorted(set(subject.get("saw") or []))
        self.withdrawn = subject.get("undo") is True

    def is_one(self):
        """Whether its kind is known and `of` is the id that follows."""
        return (self.kind in matters.KINDS and self.kind != "same_person" and bool(self.subjects)
                and self.subject.get("of") == matters.id_of(self.kind, self.subjects, self.field))

    def rank(self):
        return self.clock, self.id


class Settlements:
    """Those of the province's own writers."""

    def __init__(self, world):
        found = [Settlement(one) for one in world.all("settlement")
                 if one.created and one.id[:8] in world.province]
        self.all = sorted((one for one in found if one.is_one()), key=Settlement.rank)
        self.of_matter = collections.defaultdict(list)  # in order
        for one in self.all:
            self.of_matter[one.subject.get("of")].append(one)

    def holds(self, matter):
        """The settlement that holds of a matter; None: it is open."""
        same = [one for one in self.of_matter[matter.id] if one.saw == matter.saw]
        return same[-1] if same and not same[-1].withdrawn else None

    def accepts(self, entry, entity):
        """Whether an entry counts as if its writer were the custodian."""
        of = matters.id_of("out_of_scope", [entity])
        saw = [one for one in self.of_matter.get(of, ()) if entry in one.saw and not one.withdrawn]
        return bool(saw) and saw[-1].way == "accept"

    # ---- what follows ----

    def settle_ends(self, world):
        """What was changed of a posting beside its end is as if it were taken back."""
        for matter in list(matters.edits_and_ends(world)):
            one = self.holds(matter)
            if one and one.way == "end_only":
                posting = world.subject(matter.subjects[0])
                gone, undone = matters.edited_and_ended(posting), posting.undone
                world.subjects[posting.id] = Subject(
                    posting.id, posting.revisions,
                    lambda other, gone=gone, undone=undone: other.id in gone or undone(other))

    def settle_fields(self, world):
        """Before it is looked at who shares a day with whom."""
        for matter in list(matters.conflicts(world)):
            one = self.holds(matter)
            if one and one.way in matter.ways():
                at = matter.ways().index(one.way)
                world.subject(matter.subjects[0]).fields[matter.field].settle(at)

    def settle_pairs(self, state):
        """On the days of the matter the posting that is not the right one holds nothing."""
        subjects = {one.id: one for one in state.subjects}
        for matter in list(matters.pairs(state, None)):
            one = self.holds(matter)
            who = matter.who_yields(one.way) if one and one.way in matter.ways() else None
            if who:
                subjects[who].yields.append((matter.since, days.NEVER if one.way == "moved"
                                             else matter.until))

    def settle_acting(self, state):
        """Before it is looked at which postings share a day."""
        papers.settle_acting(self, state)

    def settle_localities(self, state):
        """Whether or not it is disputed on the day by which its matter is found."""
        for identity in state.statements.of_posting:
            posting = state.postings.get(identity)
            one = posting and self.holds(dated.dispute(state, posting))
            if one and one.way in matters.OUTCOMES["locality_differs"]:
                state.statements.settled[identity] = one.way

    def open(self, found):
        return [one for one in found if not self.holds(one)]
