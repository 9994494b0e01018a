"""Part of check_repository.py: who is local by the years that he studied or worked in a place
(residence.py): recorded, mended by two offices, settled, taken back."""

import days
from check_dated import FAR, Watching, day
from check_settled import Lost

TEN = ("residence_years=10", "asserted_counts=neither")


class Counting(Watching):
    """A province whose policies of 15/2/2024 and of today count years."""

    def on_day(self, title, before, wanted):
        """What 15/2/2024 has more than before: (low, non-local, high)."""
        more = tuple(a - b for a, b in zip(self.totals("secretary")[1], before[1]))
        self.test.check(title, None if more == wanted else f"{more}, not {wanted}")


def free_commune(at, office):
    """A commune that lives today, and of whose secretary nothing is known."""
    units = at.reading.gazetteer.units
    return next(one for one in office.communes if units[one].on(at.reading.today)
                and not at.reading.state.cells[one, "secretary"])


def spell(office, cadre, place, start, end=None, what="work"):
    body = {"cadre": cadre, "place": place, "from": start, "what": what}
    if end:
        body["to"] = end
    return office.add("cadre.spell", body)


def record(at, office):
    """Somebody from far away worked for more than ten years where he is secretary."""
    at.test.run("policy", *TEN, "--from", "02/02/2024", "--yes")
    at.test.run("policy", *TEN, "geography=report", "--from", day(at.reading.today), "--yes")
    at.merge("policies by which years count")
    unit, before = free_commune(at, office), at.totals("secretary")
    cadre = office.cadre("Tạ Văn Gắn", FAR)
    office.begin(unit, "secretary", cadre, "2023-01-01")
    office.send()
    at.merge("from far away")
    at.on_day("... is not local", before, (1, 1, 1))
    here = {"unit": unit}
    first = spell(office, cadre, here, "2004-03", "2012-01")
    spell(office, cadre, here, "2010", "2013-02-01", "study")
    spell(office, cadre, {"text": FAR}, "1990", "2003")
    spell(office, cadre, here, "1980", what="live")
    office.send()
    at.merge("nine years at most")
    at.on_day("... is not local", before, (1, 1, 1))
    around = at.reading.gazetteer.units[unit].near(days.NATIONAL)["parent"]
    spell(office, cadre, {"unit": around}, "2013", "2016", "study")
    office.send()
    at.merge("somewhere in the district")
    at.on_day("... may be one", before, (0, 0, 0))
    spell(office, cadre, here, "2020-12-31", "2022", "study")
    office.send()
    at.merge("enough years")
    at.on_day("... is a local", before, (0, 0, 0))
    return before, first


def mend(at, office, before, first):
    """The province and the office say different ends of one time."""
    matters = at.reading.matters
    name = f"{office.writer.hex()}:{int.from_bytes(first[8:], 'big')}"
    at.test.run("cadre", "mend-spell", name, "to=06/2004", "--yes")
    office.add("cadre.spell", {"to": "2011-12-01"}, id=first, pred=[first])
    office.send()
    at.merge("two ends")
    matter = at.newer("field_conflict", matters)
    at.test.check("... of the commune", None if matter.units else "of no unit")
    for way in matter.ways():
        at.settle(matter, way)
        at.merge(f"... {way}", closed=[matter])
        local = matter.values[matter.ways().index(way)] != "2004-06"
        at.on_day("... decides", before, (0, 0, 0) if local else (1, 1, 1))
    at.settle(matter, "--undo")
    at.merge("... withdrawn", opened=[matter])
    low, _, high = (a - b for a, b in zip(at.totals("secretary")[1], before[1]))
    at.test.check("... has bounds", None if (low, high) == (0, 1) else (low, high))
    return matter


def take_back(at, office, before, matter):
    at.settle(matter, "value-1")
    at.merge("... settled after all", closed=[matter])
    office.add("cadre.spell", {"to": "2011-11-01"}, id=matter.subjects[0],
               pred=[matter.subjects[0]])
    office.send()
    at.merge("... opened by what is newer", opened=[matter])
    for one in list(office.entries):
        if one["k"] == "cadre.spell" and "id" not in one:
            office.add("entry.undo", {"of": office.id(one["n"]), "state": "on"}, why="thử")
    office.send()
    at.merge("all of it taken back", closed=[matter])
    at.on_day("... is not local", before, (1, 1, 1))


def record_too_many(at, office, before):
    """Nothing is sure of who has been in more places than a life has."""
    cadre = next(office.id(one["n"]) for one in office.entries if one["b"].get("name") == "Tạ Văn Gắn")
    for year in range(1936, 2001):
        last = spell(office, cadre, {"text": FAR}, str(year), str(year + 1))
    office.send()
    at.merge("sixty-five times")
    at.on_day("... may be a local", before, (0, 0, 0))
    office.add("entry.undo", {"of": last, "state": "on"}, why="thử")
    office.send()
    at.merge("sixty-four")
    at.on_day("... is not local", before, (1, 1, 1))


def check(test, reading, office):
    """The last reading; None when something signed was not found."""
    at = Counting(test, reading)
    try:
        before, first = record(at, office)
        matter = mend(at, office, before, first)
        take_back(at, office, before, matter)
        record_too_many(at, office, before)
    except Lost:
        return None
    return at.reading
