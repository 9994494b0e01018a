"""Matters of what papers say (schema/state.md, "Matters"): two papers for one move, an acting holder who
is recorded as full, what came after figures were published, a set of which a part does not count."""

import collections

import days
from matters import MOVES, Matter

HALVES_DAYS = 30
ACTING_ACTS = ("delegate", "take_charge")
PARTY = ("btv_province", "btc_province", "btv_district", "committee_commune", "congress_commune",
         "central")
WHOLE = ("unit", "post", "cadre", "act", "mode")


# ---- Papers ---------------------------------------------------------------------------------

def deciding(subject, field):
    papers = subject.get(field)
    return papers[0] if type(papers) is list and papers else None


def are_same(a, b):
    """True, False, or None where one of them does not say enough."""
    if not a or not b:
        return None
    left, right = ([paper.get(key) for key in ("no", "signed", "type")] for paper in (a, b))
    if not all(type(one) is str for one in left + right):
        return None
    return (left[0].replace(" ", "") == right[0].replace(" ", "") and left[2] == right[2]
            and (left[1].startswith(right[1]) or right[1].startswith(left[1])))


def names(subject, field, paper):
    """Whether a posting lists a paper: for its end or begin, or in a correction."""
    papers = list(subject.get(field) or [])
    for one in subject.revisions:
        if one.kind == "posting.correct" and not subject.undone(one):
            papers += one.value.get("doc") or []
    return any(are_same(one, paper) for one in papers)


def suits(paper, post):
    """Whether a paper is of the system that a post follows."""
    issuer = paper.get("issuer")
    body = issuer.get("body") if type(issuer) is dict else None
    return body not in (None, "other") and (body in PARTY) == (post == "secretary")


# ---- Two papers for one move ----------------------------------------------------------------

def was_left_for(posting):
    """The unit that a posting was left for, by a move; None: by none."""
    to, unit = posting.subject.get("to"), posting.subject.get("next")
    moved = (posting.mode == "full" and posting.subject.get("end_act") in MOVES
             and type(to) is str and days.first(to) == posting.end and unit != posting.unit)
    return unit if moved and type(unit) is bytes else None


def other_half(left, career):
    unit = was_left_for(left)
    came = [one for one in career if one.unit == unit and one.mode == "full" and one.act in MOVES
            and left.start < one.start and abs(one.start - left.end) <= HALVES_DAYS]
    return min(came, key=lambda one: one.rank(), default=None) if unit else None


def papers_differ(left, came):
    end, begin = deciding(left.subject, "end_doc"), deciding(came.subject, "begin_doc")
    same = are_same(end, begin)
    if same is not False:
        return bool(same) and left.end < came.start
    if left.post != came.post and suits(end, left.post) and suits(begin, came.post):
        return False
    return not names(left.subject, "end_doc", begin) and not names(came.subject, "begin_doc", end)


def docs_differ(state):
    for career in list(state.careers.values()):
        for left in career:
            came = other_half(left, career)
            if came and papers_differ(left, came):
                yield Matter("docs_differ", [left.id, came.id],
                             left.subject.heads + came.subject.heads, [left.unit, came.unit],
                             min(left.end, came.start), days.NEVER, weighs=False)


# ---- One paper of which two offices say different things ---------------------------------------

TIERS = {"btv_province": "province", "btc_province": "province", "btv_district": "district",
         "committee_commune": "commune", "congress_commune": "commune", "central": "province",
         "council_commune": "commune", "chair_district": "district", "ubnd_district": "district",
         "chair_province": "province", "ubnd_province": "province",
         "council_province": "province", "assembly": "province"}
MORE = ("announced", "total", "fixes")
MOST_POSTINGS = 1024
STANDING = ("begin_doc", "end_doc", "void_doc")
BESIDE = {"posting.step": "step_doc", "posting.correct": "correct_doc"}
MOST_SEEN = 256


def cited(posting):
    """(paper, field, entry) of what a posting cites."""
    subject = posting.subject
    revisions = {one.id: one for one in subject.revisions}
    for name in STANDING:
        papers = subject.get(name)
        for paper in papers if type(papers) is list else ():
            yield paper, name, revisions[subject.fields[name].givers[0]]
    for one in subject.revisions:
        if one.kind in BESIDE and not subject.undone(one):
            for paper in one.value.get("doc") or ():
                yield paper, BESIDE[one.kind], one


def name_of(paper, more=True):
    """What papers of one decision have in common, but for the issuer's unit; None: too little, or
    where that is asked nothing more than that."""
    issuer = paper.get("issuer")
    body = issuer.get("body") if type(issuer) is dict else None
    parts = [paper.get(key) for key in ("no", "signed", "type")]
    if more and not any(key in paper for key in MORE) or body not in TIERS or not all(
            type(one) is str for one in parts):
        return None
    return parts[0].replace(" ", ""), *parts[1:], body


def issuer_of(paper, posting, gazetteer):
    if type(paper["issuer"].get("unit")) is bytes:
        return paper["issuer"]["unit"]
    unit, level = gazetteer.units.get(posting.unit), TIERS[paper["issuer"]["body"]]
    around = unit and level and gazetteer.ancestor(unit, level, days.first(paper["signed"]))
    return around.id if around else None


def said_of_papers(postings, gazetteer, more):
    """Of each decision what is said: (rank, entry, posting, paper, field)."""
    said, known = collections.defaultdict(list), collections.defaultdict(set)
    for posting in sorted(postings, key=lambda one: one.id):
        found = set()
        for paper, field, one in cited(posting):
            name = name_of(paper, more)
            if not name or (name, one.id) in found:
                continue
            found.add((name, one.id))
            if posting.id not in known[name] and len(known[name]) == MOST_POSTINGS:
                continue
            known[name].add(posting.id)
            said[name, issuer_of(paper, posting, gazetteer)].append(
                (one.rank(), one.id, posting, paper, field))
    for some in said.values():
        some.sort(key=lambda one: one[0])
    return said


def contradict(a, b):
    def days_fit(left, right):
        return left.startswith(right) or right.startswith(left)

    def fit(key, left, right):
        if key == "fixes":
            return all(name not in left or name not in right or same(left[name], right[name])
                       for name, same in (("no", same_number), ("signed", days_fit)))
        return left == right or key == "announced" and days_fit(left, right)

    def same_number(left, right):
        return left.replace(" ", "") == right.replace(" ", "")
    return any(key in a and key in b and not fit(key, a[key], b[key]) for key in MORE)


def told_differently(state):
    for said in said_of_papers(state.postings.values(), state.gazetteer, True).values():
        _, entry, first, paper, _ = said[0]
        offices = {entry[:8]}
        for _, entry, posting, other, _ in said[1:]:
            if entry[:8] in offices:
                continue
            offices.add(entry[:8])
            if posting.id != first.id and contradict(paper, other):
                yield Matter("docs_differ", [first.id, posting.id],
                             first.subject.heads + posting.subject.heads,
                             [first.unit, posting.unit], min(first.start, posting.start),
                             days.NEVER, weighs=False)


def joined(found):
    """Two ways to find one matter make one."""
    by_id = {}
    for one in found:
        same = by_id.setdefault(one.id, one)
        same.since = min(same.since, one.since)
        same.saw, same.units = (sorted({*getattr(same, name), *getattr(one, name)})
                                for name in ("saw", "units"))
    return list(by_id.values())


# ---- Decisions of which not everybody is entered ------------------------------------------------

def was_decided(posting):
    """Whether it is not void, or void by a paper."""
    return (posting.is_posting or bool(posting.subject.get("void_doc"))
            or any(act == "refuse" for act, _ in posting.steps))


def short_decisions(world, state):
    postings = [one for one in map(state.whole, world.all("posting")) if one and was_decided(one)]
    for (_, issuer), said in said_of_papers(postings, state.gazetteer, False).items():
        totals = [paper["total"] for *_, paper, _ in said if "total" in paper]
        persons = {state.persons.first(posting.cadre) for _, _, posting, _, _ in said}
        if not totals or len(persons) >= totals[-1]:
            continue
        _, _, first, paper, field = said[0]
        yield Matter("partial_set", [first.id], [entry for _, entry, *_ in said[-MOST_SEEN:]],
                     [issuer] if issuer else [], days.first(paper["signed"]), days.NEVER, field,
                     weighs=False)


# ---- Acting and recorded as full ------------------------------------------------------------

def common_days(a, b):
    return max(a.start, b.start), min(a.end, b.end)


def says_acting(other, full):
    since, until = common_days(other, full)
    return (other.mode != "full" and (other.unit, other.post) == (full.unit, full.post)
            and since < until and (other.start == full.start or are_same(
                deciding(other.subject, "begin_doc"), deciding(full.subject, "begin_doc"))))


def acting_as_full(state):
    for career in list(state.careers.values()):
        for full in career:
            if full.mode != "full":
                continue
            others = [one for one in career if says_acting(one, full)]
            spans = [common_days(one, full) for one in others]
            if full.act in ACTING_ACTS:
                spans.append((full.start, full.end))
            unit = state.gazetteer.units.get(full.unit)
            spans = [(since, min(until, unit.end) if unit else until) for since, until in spans]
            spans = [one for one in spans if one[0] < one[1]]
            if spans:
                matter = Matter("acting_as_full", [full.id, *(one.id for one in others)],
                                [head for one in [full, *others] for head in one.subject.heads],
                                [full.unit], min(one for one, _ in spans),
                                max(one for _, one in spans))
                matter.newer = full.id
                yield matter


# ---- After figures were published -----------------------------------------------------------

class Publication:
    """The figures that stand published for a period."""

    def __init__(self, subject, province):
        self.rank = subject.created.value["t"], subject.id
        self.period, self.as_of = subject.get("period"), days.last(subject.get("as_of"))
        self.sizes = province.sizes_at(subject.get("checkpoint")["number"])

    def knew(self, entry):
        return int.from_bytes(entry[8:], "big") < self.sizes.get(entry[:8], 0)

    def is_before(self, entry):
        """Whether an entry came after it, of an office of which it knew something."""
        return self.sizes.get(entry[:8], 0) > 0 and not self.knew(entry)


def publications(world, province):
    found = {}
    for one in world.all("publication"):
        checkpoint = one.get("checkpoint")
        if (one.created and type(checkpoint) is dict and type(one.get("as_of")) is str
                and one.get("period") and province.sizes_at(checkpoint["number"]) is not None):
            found[one.get("period")] = Publication(one, province)  # the last created one stands
    return list(found.values())


def reached(one, since):
    """The first day that an entry of a posting changes (state.md, "Attestations"); None: none."""
    if one.kind != "posting.correct":
        on = one.value.get("on")
        return since if on is None else days.ALWAYS if on == 0 else days.first(on)
    if any(name in one.body for name in WHOLE):
        return since
    told = []
    for name in ("from", "to"):
        if name in one.body:
            pair = [was.get(name) for was in (one.body, one.value.get("was") or {})]
            found = [days.first(value) for value in pair if type(value) is str]
            if not found:
                return since
            told += found
        elif type((one.value.get("was") or {}).get(name)) is str:
            told.append(days.first(one.value["was"][name]))
    return min(told) if any(name in one.body for name in ("from", "to")) else None


class Late:
    """A posting, and what came after figures were published."""

    def __init__(self, subject, posting):
        self.subject, self.posting = subject, posting
        on = subject.created.value.get("on")
        since = days.first(on) if type(on) is str else days.ALWAYS
        self.entries = [(one, reached(one, since)) for one in subject.revisions
                        if not subject.undone(one)]

    def after(self, publication, revoked):
        """(entry, day) of those that change a day of the figures."""
        return [(one.id, day) for one, day in self.entries
                if (one.kind == "posting.void") == revoked and day is not None
                and day <= publication.as_of and publication.is_before(one.id)]

    def had(self, publication):
        """Whether the figures had the posting, but for what was revoked."""
        to = self.subject.get("to")
        until = days.first(to) if type(to) is str else days.NEVER
        return (publication.knew(self.subject.created.id)
                and self.posting.start <= publication.as_of < until)

    def matter(self, kind, subjects, entries, publication):
        return Matter(kind, subjects, [one for one, _ in entries], [self.posting.unit],
                      min(day for _, day in entries), publication.as_of + 1, weighs=False)

    def find(self, published):
        last = max((one for one in published if self.had(one) and self.after(one, True)),
                   key=lambda one: (one.as_of, one.rank), default=None)
        if last:
            yield self.matter("revoked_after", [self.subject.id], self.after(last, True), last)
        for one in published:
            entries = self.after(one, False)
            if entries and (self.posting.is_posting or one.knew(self.subject.created.id)):
                yield self.matter("period_changed", [self.subject.id, one.period], entries, one)


def late(world, state, province):
    published = publications(world, province)
    for subject in world.all("posting") if published else ():
        posting = state.whole(subject)
        if posting:
            yield from Late(subject, posting).find(published)


# ---- Sets of which a part does not count ----------------------------------------------------

def partial_sets(world):
    last = None
    for identity in sorted(world.revisions):
        one = world.revisions[identity]
        bound = one.value.get("set")
        if not bound or world.dispose(one)[0] == "fact":
            continue
        first = identity[:8] + bound[0].to_bytes(8, "big")
        if first == last:
            continue
        last = first
        numbers = [bound[0] + at for at in range(min(bound[1], 64))]
        parts = [world.revisions.get(identity[:8] + number.to_bytes(8, "big"))
                 for number in numbers]
        parts = [part for part in parts if part and part.kind in ("posting.begin", "posting.end")
                 and not world.is_undone(part)]
        facts = [part for part in parts if world.dispose(part)[0] == "fact"]
        if 0 < len(facts) < len(parts) and len({part.entity for part in parts}) > 1:
            about = [world.unit_of(part) for part in parts]
            yield Matter("partial_set", {part.entity for part in parts},
                         [part.id for part in parts], [unit for unit, _ in about if unit],
                         min(day for _, day in about), days.NEVER, weighs=False)


def find(world, state, province):
    return [*joined([*docs_differ(state), *told_differently(state)]), *acting_as_full(state), *late(world, state, province),
            *partial_sets(world), *short_decisions(world, state)]


def settle_acting(settlements, state):
    """On which days somebody is acting until the province says that he is a full holder."""
    subjects = {one.id: one for one in state.subjects}
    by_full = collections.defaultdict(list)
    for matter in list(acting_as_full(state)):
        one = settlements.holds(matter)
        if not one or one.way != "full":
            by_full[matter.newer].append((matter.since, matter.until))
    for identity, spans in by_full.items():
        subjects[identity].acting.extend(spans)
