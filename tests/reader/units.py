"""Units by day, their successions, and what a place of origin has to do with a unit
(schema/state.md, "Units" and "Locality")."""

import functools

import days

NONE, UNSURE, SURE = 0, 1, 2
LEVELS = {2: "province", 3: "district", 5: "commune"}
ORDER = ("province", "district", "commune")
ATTRIBUTES = ("code", "name", "type", "parent")


class Unit:
    """A unit: versions by day, each with `from`, code, name, type, parent."""

    def __init__(self, identity, versions, end):
        self.id = identity
        self.versions = versions
        self.level = LEVELS[len(versions[0]["code"])]
        self.start = versions[0]["from"]
        self.end = end

    def near(self, day):
        """The version of a day, or the nearest one."""
        return next((one for one in reversed(self.versions) if one["from"] <= day),
                    self.versions[0])

    def on(self, day):
        return self.near(day) if self.start <= day < self.end else None


def read_versions(subject):
    found = {}
    if subject.created.kind == "province.create":
        found[days.ALWAYS] = {"code": subject.get("code"), "name": subject.get("name"),
                              "type": "tinh"}
    for name, field in subject.fields.items():
        attribute, _, day = name.partition("@")
        if attribute in ATTRIBUTES and day and field.values[0] is not None:
            day = days.ALWAYS if day == "0" else days.first(day)
            found.setdefault(day, {})[attribute] = field.values[0]
    versions, before = [], {}
    for day in sorted(found):
        before = {**before, **found[day], "from": day}
        if all(name in before for name in ("code", "name", "type")):
            versions.append(before)
    return versions


class Succession:
    """A step from one unit to another."""

    def __init__(self, subject):
        self.id = subject.id
        self.old, self.new = subject.get("old"), subject.get("new")
        self.on = days.first(subject.created.value["on"])
        seq = subject.get("seq")
        self.order = (self.on, days.NEVER if seq is None else seq, self.old, self.new)
        part = subject.get("part")
        self.heritage = (SURE if part in ("full", "main") or subject.get("event") == "rename" else
                         NONE if part == "strip" else UNSURE)


class Gazetteer:
    """All units that are known."""

    def __init__(self, world):
        self.units = {}
        for subject in world.all("unit"):
            versions = read_versions(subject) if subject.created else []
            if versions:
                self.units[subject.id] = Unit(subject.id, versions, subject.day("to", days.NEVER))
        self.sorted = sorted(self.units.values(), key=lambda one: (one.versions[0]["code"], one.id))
        steps = [Succession(one) for one in world.all("succession")
                 if one.created and type(one.created.value.get("on")) is str]
        self.steps = sorted(steps, key=lambda one: one.order)

    def by_code(self, code, day):
        return next((one for one in self.sorted if one.on(day) and one.on(day)["code"] == code),
                    None)

    def ancestor(self, unit, level, day):
        """The unit of a level around a unit, itself included."""
        for _ in ORDER:
            if unit and ORDER.index(unit.level) > ORDER.index(level):
                unit = self.units.get(unit.near(day).get("parent"))
        return unit if unit and unit.level == level else None

    def is_inside(self, unit, scope, day):
        return self.ancestor(unit, scope.level, day) is scope

    @functools.lru_cache(maxsize=None)
    def heritage(self, old, new, until, first=0):
        """Of two ways the better, of two steps of one way the worse."""
        best = SURE if old == new else NONE
        for at in range(first, len(self.steps)):
            step = self.steps[at]
            if step.on <= until and step.heritage and step.old == old and step.new != old:
                rest = self.heritage(step.new, new, until, at + 1)
                best = max(best, min(rest, step.heritage))
        return best


class Descent:
    """What an origin has to do with the unit of a post, at a level and by the units of a day."""

    def __init__(self, gazetteer, unit, level, day):
        self.gazetteer, self.unit, self.level, self.day = gazetteer, unit, level, day
        if unit.end <= day:
            heir = self.sure_heir()
            self.unit = heir or unit
            self.day = day if heir else unit.end - 1
        self.area = self.area_of(self.unit)

    def sure_heir(self):
        heirs = [one for one in self.gazetteer.sorted if one.on(self.day)
                 and self.gazetteer.heritage(self.unit.id, one.id, self.day) == SURE]
        return heirs[0] if len(heirs) == 1 else None

    def area_of(self, unit, level=None):
        return self.gazetteer.ancestor(unit, level or self.level, self.day)

    def steps_into(self, unit, before):
        """The steps by which land came to a unit, the last first, with their places."""
        steps = self.gazetteer.steps
        for at in range(before - 1, -1, -1):
            if steps[at].new == unit.id != steps[at].old and steps[at].heritage:
                yield at, steps[at], self.gazetteer.units.get(steps[at].old)

    def is_traced(self, unit, before):
        """Whether it is known of what a unit was formed."""
        if unit.start <= days.NATIONAL:
            return True
        traced = False
        for at, _, old in self.steps_into(unit, before):
            if not old or not self.is_traced(old, at):
                return False
            traced = True
        return traced

    def elsewhere(self):
        return "elsewhere" if self.is_traced(self.unit, len(self.gazetteer.steps)) else "untraced"

    # ---- an origin in a commune ----

    def heirs(self, unit, sure=True, first=0):
        """(unit, surely) for a unit and what became of it, as far as they live on the day."""
        if unit.on(self.day):
            yield unit, sure
        for at in range(first, len(self.gazetteer.steps)):
            step = self.gazetteer.steps[at]
            if step.on > self.day:
                return
            heir = self.gazetteer.units.get(step.new)
            if step.old == unit.id != step.new and step.heritage and heir:
                yield from self.heirs(heir, sure and step.heritage == SURE, at + 1)

    def pieces(self, unit, understood, before):
        """What came into a unit between the day and that on which its name was understood."""
        for at, step, old in self.steps_into(unit, before):
            if step.on <= self.day:
                return
            if step.on <= understood and old:
                if old.on(self.day):
                    yield old
                yield from self.pieces(old, understood, at)

    def of_commune(self, origin, understood):
        if origin is self.unit:
            return "same"
        if not self.area:
            return self.without_area(origin)
        if origin.on(self.day) and self.area_of(origin) is self.area:
            return "same"
        heirs = list(self.heirs(origin))
        inside = [sure for heir, sure in heirs if self.area_of(heir) is self.area]
        if inside:
            whole = len(inside) == len(heirs) > 1
            return "heir" if any(inside) or whole else "part"
        pieces = list(self.pieces(origin, understood, len(self.gazetteer.steps)))
        within = [one for one in pieces if self.area_of(one) is self.area]
        if within:
            return "later" if len(within) < len(pieces) or heirs else "heir"
        if not heirs and not pieces:
            return "untraced"
        return self.elsewhere() if self.level == "commune" else "elsewhere"

    def without_area(self, origin):
        """At the level of districts, where there are none any more."""
        if self.gazetteer.heritage(origin.id, self.unit.id, self.day) == SURE:
            return "heir"
        province = self.area_of(self.unit, "province")
        places = [self.area_of(heir, "province") for heir, _ in self.heirs(origin)]
        return "elsewhere" if province and places and province not in places else "no_level"

    # ---- an origin known at a higher level ----

    def has_lain_in(self, unit, around):
        for place, version in enumerate(unit.versions):
            if place and version["from"] > self.day:
                return False
            holder = self.gazetteer.ancestor(unit, around.level, version["from"])
            if holder and self.gazetteer.heritage(around.id, holder.id, self.day):
                return True
        return False

    def has_come_from(self, unit, around, before):
        return self.has_lain_in(unit, around) or any(
            old and step.on <= self.day and self.has_come_from(old, around, at)
            for at, step, old in self.steps_into(unit, before))

    def of_area(self, origin):
        area = self.area_of(origin)
        if area and area is self.area:
            return "same"
        if area and self.area and \
                self.gazetteer.heritage(area.id, self.area.id, self.day) == SURE:
            return "heir"
        if self.has_come_from(self.unit, origin, len(self.gazetteer.steps)):
            return "coarse"
        return self.elsewhere()

    def reason(self, unit, understood):
        """Why somebody of this origin is local or not; `unit` None: of another province."""
        if not unit:
            return self.elsewhere()
        if unit.level == "commune":
            return self.of_commune(unit, understood)
        return self.of_area(unit)
