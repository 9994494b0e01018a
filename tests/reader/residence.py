"""Times of cadres in places, and who is local by them (schema/state.md, "Years in a place")."""

import calendar
import collections
import datetime

import days

MOST = 64


class Spells:
    """Those of each cadre that are there."""

    def __init__(self, world):
        self.of_cadre = collections.defaultdict(list)
        for one in world.all("spell"):
            if one.created:
                self.of_cadre[one.created.body.get("cadre")].append(one)


def months_between(start, end):
    """Whole months from one day to another that is not before it."""
    start, end = (datetime.date.fromordinal(one) for one in (start, end))
    months = 12 * (end.year - start.year) + end.month - start.month
    last = calendar.monthrange(end.year, end.month)[1]
    return months - (end.day < min(start.day, last))


def years(stretches):
    """Whole years in the whole months of what several stretches cover."""
    months, covered = 0, None
    for start, end in sorted(one for one in stretches if one[0] < one[1]):
        if covered and start <= covered[1]:
            covered[1] = max(covered[1], end)
            continue
        months += months_between(*covered) if covered else 0
        covered = [start, end]
    return (months + (months_between(*covered) if covered else 0)) // 12


class Residence:
    """The years of one cadre. `value_of`: a place to local, non_local or undetermined."""

    def __init__(self, policy, spells, instead, day, value_of):
        self.policy, self.spells, self.instead, self.day = policy, spells, instead, day
        self.value_of = value_of

    def get(self, spell, name):
        key = spell.id, name
        return self.instead[key] if key in self.instead else spell.get(name)

    def is_counted(self, spell):
        wanted = ("study", "work") if self.policy.residence == "both" else (self.policy.residence,)
        return self.get(spell, "what") in wanted and type(self.get(spell, "from")) is str

    def stretch(self, spell, start, end):
        """Its days, by what a day known in part is taken for."""
        to = self.get(spell, "to")
        return (start(self.get(spell, "from")),
                min(end(to), self.day) if type(to) is str else self.day)

    def reason(self):
        if not self.policy.years:
            return "no_years"
        if len(self.spells) > MOST:
            return "years_open"
        counted = [one for one in self.spells if self.is_counted(one)]
        if not counted:
            return "unstated"
        sure, possible = [], []
        for one in counted:
            place = {"on": self.get(one, "from"), **(self.get(one, "place") or {})}
            value = self.value_of(place)
            if value == "local":
                sure.append(self.stretch(one, days.last, days.first))
            if value != "non_local":
                possible.append(self.stretch(one, days.first, days.last))
        if years(sure) >= self.policy.years:
            return "years"
        return "years_open" if years(possible) >= self.policy.years else "too_short"
