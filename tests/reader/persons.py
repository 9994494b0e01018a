"""Which records of cadres are of one person (schema/state.md, "Persons"). Not done: which name is
shown."""

import collections
import itertools
import unicodedata

import days
from matters import Matter

LARGEST = 64  # class
COMPARED = 16  # of those under one key
TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưy"


def syllable(word):
    """Its tone mark behind it, so that it has one place; i for y where that is the only vowel, right
    behind one consonant of some."""
    letters = unicodedata.normalize("NFD", word)
    tone = "".join(one for one in letters if one in TONES)
    bare = unicodedata.normalize("NFC", "".join(one for one in letters if one not in TONES))
    start = 2 if bare.startswith("qu") else 1 if bare[:1] in tuple("hklmst") else None
    if start and bare[start:start + 1] == "y" and not any(one in VOWELS for one in bare[start + 1:]):
        bare = bare[:start] + "i" + bare[start + 1:]
    return bare + tone


def folded(text):
    """Equal for names that are equal."""
    return " ".join(map(syllable, text.lower().split()))


def loose(text):
    """Likewise without accents."""
    plain = unicodedata.normalize("NFD", folded(text)).replace("đ", "d")
    return "".join(one for one in plain if not unicodedata.combining(one))


class Record:
    """What is compared of a record."""

    def __init__(self, subject):
        self.id, self.subject = subject.id, subject
        self.pin, self.cmnd, self.born = (subject.get(name) for name in ("pin", "cmnd", "born"))
        self.name = folded(subject.get("name") or "")
        self.loose = loose(subject.get("name") or "")
        place = subject.get("native") or {}
        self.native = (("text", loose(place["text"])) if "text" in place else
                       ("code", place["code"]) if "code" in place else None)


def births_fit(a, b):
    return bool(a.born and b.born) and (a.born.startswith(b.born) or b.born.startswith(a.born))


def is_miscopied(pin, other):
    """One digit is another, or two side by side are swapped."""
    at = [place for place in range(len(pin)) if pin[place] != other[place]]
    return len(at) == 1 or len(at) == 2 and at[1] == at[0] + 1 and (
        pin[at[0]], pin[at[1]]) == (other[at[1]], other[at[0]])


def are_linked(a, b):
    """By themselves."""
    return bool(a.pin and a.pin == b.pin and a.name and a.name == b.name)


def are_like(a, b):
    """Whether somebody must say of two that are not linked whether they are one."""
    if a.pin and b.pin:
        return a.pin == b.pin or is_miscopied(a.pin, b.pin) and (
            a.name == b.name and births_fit(a, b))
    if a.loose != b.loose:
        return False
    if a.cmnd and a.cmnd == b.cmnd:
        return True
    if not a.native or a.native != b.native:
        return False
    return (bool(a.born) and a.born == b.born and len(a.born) == 10
            or a.name == b.name and births_fit(a, b))


class Persons:
    """The classes of all records."""

    def __init__(self, world):
        self.world = world
        self.records = {one.id: Record(one) for one in world.all("cadre") if one.created}
        self.same, self.distinct = set(), set()
        for one in world.all("cadre_pair"):
            if one.created and one.get("state") == "on":
                said = self.distinct if one.created.kind == "cadre.distinct" else self.same
                said.add(tuple(sorted((one.get("a"), one.get("b")))))
        self.compared = sorted(self.compare())
        self.classes = {}  # a record to all of its class, by id; only of classes of several
        self.first_of = {}
        self.suspended = []  # pairs
        self.link()

    def together(self, key_of):
        """Records by what they have in common, by id."""
        some = collections.defaultdict(list)
        for one in sorted(self.records.values(), key=lambda one: one.id):
            if key_of(one):
                some[key_of(one)].append(one)
        return some

    def compare(self):
        """Pairs of records that meet."""
        found = set()
        for key_of in (lambda one: one.pin, lambda one: one.cmnd):
            for some in self.together(key_of).values():
                found |= {(a.id, b.id) for a, b in itertools.combinations(some[:COMPARED], 2)}
        names = collections.defaultdict(list)  # without accents, to the records of each birth
        for (loose_name, _), some in self.together(
                lambda one: one.loose and one.born and (one.loose, one.born)).items():
            names[loose_name] += some[:COMPARED]
        for some in names.values():
            found |= {tuple(sorted((a.id, b.id))) for a, b in itertools.combinations(some, 2)
                      if births_fit(a, b)}
        return found

    def link(self):
        links = self.same | {
            (a.id, b.id) for some in self.together(lambda one: one.pin).values()
            if len(some) <= LARGEST for a, b in itertools.combinations(some, 2)
            if (a.id, b.id) not in self.distinct and are_linked(a, b)}
        for a, b in links:
            members = sorted({*self.classes.get(a, (a,)), *self.classes.get(b, (b,))})
            self.classes.update(dict.fromkeys(members, members))
        self.classes = {one: some for one, some in self.classes.items() if len(some) <= LARGEST}
        for members in {tuple(some) for some in self.classes.values()}:
            two = next((pair for pair in itertools.combinations(members, 2)
                        if pair in self.distinct), None)
            if two:
                self.suspended.append(two)
            else:
                self.first_of.update(dict.fromkeys(members, members[0]))

    def first(self, cadre):
        """The record that stands for all of a person: that with the smallest id."""
        return self.first_of.get(cadre, cadre)

    def undecided(self):
        """Pairs of records of which somebody must say something."""
        yield from self.suspended
        for a, b in self.compared:
            if ((a, b) not in self.distinct and b not in self.classes.get(a, ())
                    and are_like(self.records[a], self.records[b])):
                yield a, b

    def find(self, state):
        """Matters."""
        for pair in set(self.undecided()):
            heads = [head for one in pair for head in self.world.subject(one).heads]
            people = {self.first(one) for one in pair}
            units = [posting.unit for one in people for posting in state.careers.get(one, ())]
            yield Matter("same_person", list(pair), heads, units, days.ALWAYS, days.NEVER,
                         weighs=False)
