"""Which units a place on paper can mean (schema/state.md, "Places").

A `unit` and a `code` are read as the page says. Of texts only the plain ones are read: elements
with commas between them, each the whole word of its type and a name that is spelled as a name of
the list but for case. Any other text raises Unreadable: this reader then gives no totals rather
than wrong ones.
"""

import csv
import functools
import pathlib

import days

DATA = pathlib.Path(__file__).resolve().parents[2] / "src" / "ledger"
TYPES = {"xã": ("xa", 5), "phường": ("phuong", 5), "thị trấn": ("thi_tran", 5),
         "huyện": ("huyen", 3), "thị xã": ("thi_xa", 3), "thành phố": ("thanh_pho", 2, 3),
         "quận": ("quan", 3), "tỉnh": ("tinh", 2)}


class Unreadable(ValueError):
    """A text that the page gives a meaning to and this reader does not."""


class Listed:
    """A unit of the national list."""

    def __init__(self, code, kind, name, parent):
        self.code, self.type, self.name, self.parent = code, kind, name, parent

    def is_inside(self, area):
        return self is area or bool(self.parent) and self.parent.is_inside(area)


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


class National:
    """The list of 15/2/2024. A unit lies in the nearest one above it whose code is shorter."""

    def __init__(self):
        self.units, self.names = {}, {}
        around = {}
        for row in rows(DATA / "national.csv"):
            code = row["code"]
            parent = next((around[size] for size in (3, 2) if size < len(code) and size in around),
                          None)
            one = Listed(code, row["type"], row["name"], parent)
            around = {size: unit for size, unit in around.items() if size < len(code)}
            around[len(code)] = one
            self.units[code] = one
            self.names.setdefault(spelled(one.name), []).append((one, False))
        for row in rows(DATA / "national_names.csv"):
            for code in row["codes"].split():
                self.names.setdefault(spelled(row["name"]), []).append((self.units[code], True))

    def read(self, elements):
        """The unit that the elements, from small to large, mean."""
        scope = []
        for kind, name in reversed(elements):
            found = [(one, other) for one, other in self.names.get(spelled(name), ())
                     if len(one.code) in TYPES[kind][1:]
                     and (not scope or any(one is not area and one.is_inside(area)
                                           for area in scope))]
            scope = [one for one, _ in prefer(found, TYPES[kind][0])]
            if not scope:
                raise Unreadable(f"{kind} {name}")
        if len(scope) > 1:
            raise Unreadable(f"{elements[0][0]} {elements[0][1]}: several units")
        return scope[0]


def prefer(found, kind):
    """Those of the type written, when there are any; xã does not decide between districts."""
    parents = {one.parent for one, _ in found}
    if kind == "xa" and len(parents) > 1:
        return found
    return [pair for pair in found if pair[1] or pair[0].type.startswith(kind)] or found


def spelled(name):
    """The key of a name: lower case, a dash as a space, no zeros in front of a number."""
    name = " ".join(name.lower().replace("-", " ").split())
    return name.lstrip("0") or name if name.isdigit() else name


def split(text):
    """(word of the type, name) of each element."""
    elements = []
    for part in text.lower().split(","):
        part = part.strip()
        word = next((one for one in TYPES if part.startswith(one + " ")), None)
        name = part[len(word):].strip() if word else ""
        words = name.split()
        if not name or any(f"{a} {b}" in TYPES or a in TYPES for a, b in zip(words, words[1:])) \
                or any(sign in text for sign in "();\"'.–—\n"):
            raise Unreadable(text)
        elements.append((word, name))
    return elements


@functools.lru_cache(maxsize=None)
def national():
    return National()


class Places:
    """The reading of places against the gazetteer and the national list."""

    def __init__(self, gazetteer):
        self.gazetteer = gazetteer
        self.national = national()
        self.memo = {}

    def meanings(self, place, appointed):
        """(unit or None, day) of each thing that a place can mean; None: of another province."""
        key = (place.get("unit"), place.get("code"), place.get("text"), place.get("on"), appointed)
        if key not in self.memo:
            self.memo[key] = self.find(place, appointed)
        return self.memo[key]

    def find(self, place, appointed):
        paper = place.get("on")
        unit = self.gazetteer.units.get(place.get("unit"))
        if unit:
            return [(unit, days.last(paper) if paper else appointed)]
        found = self.of_code(place["code"], paper, appointed) if "code" in place else []
        if not found and "text" in place:
            found = self.of_text(place["text"], paper, appointed)
        return found

    def listed(self, one):
        """A unit of the list by the smallest unit of the gazetteer that holds it."""
        unit = None
        while one and not unit:
            unit = self.gazetteer.by_code(one.code, days.NATIONAL)
            one = one.parent
        return unit, days.NATIONAL

    def of_code(self, code, paper, appointed):
        found = []
        for day in (days.first(paper), days.last(paper)) if paper else ():
            unit = self.gazetteer.by_code(code, day)
            if unit and unit not in [one for one, _ in found]:
                found.append((unit, day))
        if found:
            return found
        unit = self.gazetteer.by_code(code, appointed) or self.last_bearer(code, appointed)
        if unit:
            return [(unit, appointed)]
        return [self.listed(self.national.units[code])] if code in self.national.units else []

    def last_bearer(self, code, day):
        bearers = [(version["from"], unit) for unit in self.gazetteer.sorted
                   for version in unit.versions
                   if version["code"] == code and version["from"] <= day]
        best = max((start for start, _ in bearers), default=None)
        return next((unit for start, unit in bearers if start == best), None)

    def of_text(self, text, paper, appointed):
        """All elements are read here, so that no reading leaves fewer over than another."""
        elements = split(text)
        span = (days.first(paper), days.last(paper)) if paper else (appointed, appointed)
        found = []
        for day in span:
            unit = self.younger(elements, day)
            if unit and unit not in [one for one, _ in found]:
                found.append((unit, day))
        if found and paper and len(paper) == 10:
            return found
        try:
            listed = self.listed(self.national.read(elements))
        except Unreadable:
            if not found:
                raise
            return found
        if listed[0] is None or listed[0] not in [one for one, _ in found]:
            found.append(listed)
        return found

    def younger(self, elements, day):
        """The only commune with a name younger than the list that all elements mean on a day."""
        if day <= days.NATIONAL:
            return None
        found = [unit for unit in self.gazetteer.sorted
                 if unit.level == "commune" and len(elements) > 1 and unit.on(day)
                 and unit.on(day)["from"] > days.NATIONAL
                 and is_called(elements[0], unit.on(day)) and self.lies_in(elements[1:], unit, day)]
        return found[0] if len(found) == 1 else None

    def lies_in(self, elements, unit, day):
        """Whether all elements are names of units in which a unit lies, in that order."""
        rest = list(elements)
        while rest:
            unit = self.gazetteer.units.get(unit.near(day).get("parent"))
            if not unit:
                return False
            if is_called(rest[0], unit.near(day)):
                rest.pop(0)
        return True


def is_called(element, version):
    return version["type"].startswith(TYPES[element[0]][0]) and version["name"].lower() == element[1]
