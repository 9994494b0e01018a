"""Origins whose code and text are two communes (schema/state.md, "Matters", `unit_unclear`)."""

import days
import places
from matters import Matter


class Unclear:
    """Looks at the places of cadres."""

    def __init__(self, gazetteer):
        self.gazetteer, self.national = gazetteer, places.national()

    def named(self, place):
        """The commune of the list that the text is to its last element, if the code is another."""
        code, text = (place.get(name) for name in ("code", "text"))
        if not code or not text or place.get("unit") or code not in self.national.units:
            return None
        listed = self.national.read(places.split(text))
        return listed if len(code) == len(listed.code) == 5 and listed.code != code else None

    def has_to_do(self, unit, code, named, name):
        bore = [one for one in unit.versions if one["code"] == code]
        return any(places.spelled(one["name"]) == places.spelled(name) for one in bore) or (
            bool(bore) and bool(self.gazetteer.heritage(named.id, unit.id, days.NEVER)))

    def is_unclear(self, place):
        listed = self.named(place)
        named = listed and self.gazetteer.by_code(listed.code, days.NATIONAL)
        coded = listed and self.gazetteer.by_code(place["code"], days.NATIONAL)
        return bool(named and coded and named is not coded) and not any(
            self.has_to_do(unit, place["code"], named, listed.name) for unit in self.gazetteer.sorted)


def find(world, state):
    """All matters of this kind."""
    unclear = Unclear(state.gazetteer)
    for cadre in world.all("cadre"):
        if not cadre.created:
            continue
        units = [one.unit for one in state.careers.get(state.persons.first(cadre.id), ())]
        found = [cadre.fields[name].givers[0] for name in ("native", "birth_place")
                 if cadre.get(name) and unclear.is_unclear(cadre.get(name))] if units else []
        if found:
            yield Matter("unit_unclear", [cadre.id], found, units, days.ALWAYS, days.NEVER,
                         weighs=False)
