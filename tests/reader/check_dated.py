"""Part of check_repository.py: matters that depend on a day (dated.py). Each kind appears, is settled,
is opened again, and is gone when the office has mended what it is about."""

import days
from check_settled import Lost, Settling

FAR, OTHER = "huyện Gia Lâm, thành phố Hà Nội", "xã Nghĩa Dân, huyện Kim Động, tỉnh Hưng Yên"


class Watching(Settling):
    """A province at work, whose figures of all days are looked at."""

    def newer(self, kind, before):
        """The only open matter of a kind that was not there."""
        found = [one for one in self.reading.matters if one.kind == kind
                 and one.id not in [other.id for other in before]]
        self.test.check(f"one more {kind}", None if len(found) == 1 else len(found))
        if len(found) != 1:
            raise Lost
        return found[0]

    def totals(self, post):
        """(low, non-local, high) of the province, on each of some days."""
        return [next((row["low"], row["non_local"], row["high"])
                     for _, row in self.reading.figures(days.first(day)).rows()
                     if row["post"] == post)
                for day in ("2023-06-30", "2024-02-15", "2024-12-15")]

    def adds(self, title, before, wanted, post="secretary"):
        """Compares totals with those of before, of each day (low, non-local, high) more."""
        more = [tuple(a - b for a, b in zip(now, then))
                for now, then in zip(self.totals(post), before)]
        self.test.check(title, None if more == wanted else f"{more}, not {wanted}")

    def local_text(self, unit):
        """A commune of the list as an origin."""
        unit = self.reading.gazetteer.units[unit]
        around = self.reading.gazetteer.units[unit.near(days.NATIONAL)["parent"]]
        return (f"xã {unit.near(days.NATIONAL)['name']}, huyện {around.near(days.NATIONAL)['name']}, "
                "tỉnh Hưng Yên")


# ---- Localities -----------------------------------------------------------------------------

def believe(at):
    """On each of the days at which figures are compared, another part of the table."""
    for since, counts in (("01/01/2020", "computed"), ("01/01/2024", "neither"),
                          ("01/06/2024", "asserted")):
        at.test.run("policy", f"asserted_counts={counts}", "--from", since, "--yes")
    at.merge("policies")
    found = [at.reading.state.policies.on(days.first(day)).asserted
             for day in ("2023-06-30", "2024-02-15", "2024-12-15")]
    at.test.check("one policy each day", None if found == ["computed", "neither", "asserted"] else
                  found)


def state_locality(at):
    """An office says with the program that somebody is a local whose origin is not."""
    at.record("329", "relieve", "Hạ Lễ", "secretary", "--act", "retire", "--from", "01/02/2023",
              "--doc", "70-QĐ/HU 20/01/2023")
    at.record("329", "cadre", "add", "name=Lý Thị Xa", "born=02/03/1976", f"native={FAR}")
    at.merge("before a statement")
    before, matters = at.totals("secretary"), at.reading.matters
    at.record("329", "appoint", "Hạ Lễ", "secretary", "Lý Thị Xa", "--act", "designate", "--from",
              "15/02/2023", "--doc", "71-QĐ/HU 01/02/2023", "--local", "--why", "lớn lên ở xã")
    at.merge("a local, as is stated")
    matter = at.newer("locality_differs", matters)
    at.adds("... counts as none until it is settled", before, [(0, 0, 1)] * 3)
    at.settle(matter, "computed")
    at.merge("... settled", closed=[matter])
    at.adds("... by the facts", before, [(1, 1, 1)] * 3)
    at.settle(matter, "asserted")
    at.merge("... otherwise", closed=[matter])
    at.adds("... as stated", before, [(0, 0, 0)] * 3)
    at.settle(matter, "--undo")
    at.merge("... withdrawn", opened=[matter])
    for value, wanted, shown in (("--non-local", {"closed": [matter]}, (1, 1, 1)),
                                 ("--local", {"opened": [matter]}, (0, 0, 1))):
        at.test.run("locality", "Hạ Lễ/secretary@2023-02-15", value, "--why", "thử", "--yes")
        at.merge(f"... the province confirms {value}", **wanted)
        at.adds("... which counts like any other statement", before, [shown] * 3)
    at.settle(matter, "computed")
    at.merge("... settled again", closed=[matter])
    posting = int.from_bytes(matter.subjects[0][8:], "big")
    at.record("329", "correct", str(posting), "planned_end=01/01/2030", "--typing", "x")
    at.merge("... opened by what is newer", opened=[matter])
    at.adds("... and between bounds", before, [(0, 0, 1)] * 3)
    at.record("329", "cadre", "change", "Lý Thị Xa", "native=xã Hạ Lễ, huyện Ân Thi, tỉnh Hưng Yên",
              "--why", "x")
    at.merge("... gone when the origin is mended", closed=[matter])
    at.adds("... so that all agree", before, [(0, 0, 0)] * 3)


def say(at, office, posting, value):
    policy = next(one for one in at.reading.world.all("policy") if one.created).id
    return office.add("locality.set", {"posting": posting, "value": value, "policy": policy,
                                       "basis": "native", "role": "asserted"}, why="thử")


def state_otherwise(at, office):
    """What is stated of somebody whose origin is here, or is not known."""
    unit = office.communes[7]

    def state(posting, value):
        return say(at, office, posting, value)
    cadre = office.cadre("Ngô Văn Gần", at.local_text(unit))
    before, matters = at.totals("secretary"), at.reading.matters
    posting = office.begin(unit, "secretary", cadre, "2023-03-01")
    first = state(posting, "non_local")
    office.send()
    at.merge("none, as is stated")
    matter = at.newer("locality_differs", matters)
    at.adds("... counts where the office is believed", before, [(0, 0, 1), (0, 0, 1), (0, 1, 1)])
    at.settle(matter, "asserted")
    at.merge("... settled", closed=[matter])
    at.adds("... as stated, on all days", before, [(1, 1, 1)] * 3)
    second = state(posting, "local")
    office.send()
    at.merge("another statement agrees", closed=[matter])
    at.adds("... and counts", before, [(0, 0, 0)] * 3)
    undo = office.add("entry.undo", {"of": second, "state": "on"}, why="thử")
    office.send()
    at.merge("... and is taken back", closed=[matter])
    at.adds("... so that the settlement holds", before, [(1, 1, 1)] * 3)
    office.add("entry.undo", {"state": "withdrawn"}, id=undo, pred=[undo], why="thử")
    third = state(posting, "undetermined")
    office.send()
    at.merge("a third one says nothing", opened=[matter])
    at.adds("... which moves nothing", before, [(0, 0, 0)] * 3)
    office.add("entry.undo", {"of": third, "state": "on"}, why="thử")
    office.add("entry.undo", {"of": first, "state": "on"}, why="thử")
    # now two origins, and stated to be a local
    for text in (FAR, OTHER):
        office.add("cadre.change", {"native": {"text": text}}, id=cadre, pred=[cadre])
    office.send()
    at.merge("two origins, and a local as is stated", opened=[matter])
    at.adds("... in a few endings", before, [(0, 0, 1)] * 3)
    at.settle(matter, "computed")
    at.merge("... by the facts, of which there are two", closed=[matter])
    at.test.run("policy", "asserted_counts=computed", "--from", "01/12/2024", "--yes")
    at.settle(matter, "--undo")
    at.merge("... withdrawn, and another policy", opened=[matter])


def state_nearest(at, office):
    """Of a posting that has ended, its own last day decides; of one whose unit has ended, today does."""
    communes = office.communes
    cadre = office.cadre("Ngô Văn Xa", FAR)
    postings = [office.begin(communes[9], "secretary", cadre, "2022-03-01"),
                office.begin(communes[10], "secretary", cadre, "2024-11-30")]
    office.add("posting.end", {"act": "retire"}, id=postings[0], pred=[postings[0]],
               on="2023-03-01", why="thử")
    for posting in postings:
        say(at, office, posting, "local")
    at.test.run("policy", "test=manual", "--from", "01/01/2026", "--yes")
    office.send()
    at.merge("a policy by which nothing is known")
    found = [one for one in at.reading.matters if one.kind == "locality_differs"
             and one.subjects[0] in postings]
    spans = sorted((days.show(one.since), days.show(one.until)) for one in found)
    at.test.check("... and the days of the past", None if spans == [
        ("2022-03-01", "2023-03-01"), ("2024-11-30", "2024-12-01")] else spans)


# ---- Units that have ended ------------------------------------------------------------------

def leave_ended(at, office):
    """Somebody is left in a commune that is no longer; another one began on its last day."""
    unit, matters = office.communes[15], at.reading.matters
    cadres = [office.cadre(name, FAR) for name in ("Hà Văn Sót", "Hà Văn Muộn", "Hà Văn Thôi")]
    posting = office.begin(unit, "secretary", cadres[0], "2023-01-05")
    office.send()
    at.merge("in a unit that ended")
    matter = at.newer("open_in_ended", matters)
    for way in ("ended", "goes_on"):
        before = at.totals("secretary")
        at.settle(matter, way)
        at.merge(f"... {way}", closed=[matter])
        at.adds("... which changes nothing", before, [(0, 0, 0)] * 3)
    at.settle(matter, "--undo")
    at.merge("... withdrawn", opened=[matter])
    at.settle(matter, "ended")
    office.add("posting.correct", {"reason": "typing", "planned_end": "2025-01-01"}, id=posting,
               pred=[posting], why="thử")
    office.send()
    at.merge("... opened by what is newer", opened=[matter])
    office.add("posting.end", {"act": "unit_ended"}, id=posting, pred=[office.id(len(
        office.entries) - 1)], on="2024-12-01", why="thử")
    office.send()
    at.merge("... gone when it has ended", closed=[matter])
    matters = at.reading.matters
    # on the day of the end, in charge only; the day after that; ended on the day
    late = office.add("posting.begin", {"unit": unit, "post": "chair", "cadre": cadres[1],
                                        "act": "take_charge", "mode": "in_charge"},
                      on="2024-12-01", why="thử")
    office.begin(unit, "secretary", cadres[2], "2024-12-02")
    office.send()
    at.merge("one in charge since the end")
    matter = at.newer("open_in_ended", matters)
    at.test.check("... that one", None if matter.subjects == [late] else "is another")


# ---- Both posts for too long ----------------------------------------------------------------

def hold_both(at, office):
    """Secretary and chair of one commune."""
    unit, other, matters = office.communes[11], office.communes[12], at.reading.matters
    cadre, more = office.cadre("Đinh Văn Cả", FAR), office.cadre("Đinh Thị Hai", FAR)
    today = at.reading.today
    since = today - 60
    office.begin(unit, "secretary", cadre, "2023-01-05")
    chair = office.begin(unit, "chair", cadre, days.show(since))
    # by design; and with an end that has come: too long only by a policy of that day
    office.begin(other, "chair", more, "2020-01-05")
    both = office.begin(other, "secretary", more, "2022-01-05")
    office.entries[-1]["b"]["dual"] = "concurrent"
    office.send()
    at.merge("both posts, for sixty days")
    at.test.check("... is right", None if not [
        one for one in at.reading.matters if one.kind == "transition_long"
        and one.subjects != sorted([chair, both]) and (chair in one.subjects or both in one.subjects)
    ] else "is a matter")
    matters = at.reading.matters
    at.test.run("policy", "transition_days=60", "--from", day(today), "--yes")
    at.merge("a term that is over")
    matter = at.newer("transition_long", matters)
    at.test.check("... since today", None if matter.since == today else days.show(matter.since))
    at.settle(matter, "noted")
    at.merge("... noted", closed=[matter])
    at.settle(matter, "--undo")
    at.merge("... withdrawn", opened=[matter])
    at.settle(matter, "noted")
    office.add("posting.correct", {"reason": "typing", "planned_end": "2030-01-01"}, id=chair,
               pred=[chair], why="thử")
    office.send()
    at.merge("... opened by what is newer", opened=[matter])
    last = office.id(len(office.entries) - 1)
    office.add("posting.end", {"act": "retire"}, id=chair, pred=[last], on=days.show(today),
               why="thử")
    office.send()
    at.merge("... gone when one has ended", closed=[matter])
    matters = at.reading.matters
    last = office.id(len(office.entries) - 1)
    office.add("posting.correct", {"reason": "typing", "to": days.show(today + 1)}, id=chair,
               pred=[last], why="thử")
    office.add("posting.correct", {"reason": "typing", "dual": "transition"}, id=both, pred=[both],
               why="thử")
    office.send()
    at.merge("... one day later, and another pair not by design")
    found = [one for one in at.reading.matters if one.kind == "transition_long"
             and one.id not in [other.id for other in matters]]
    spans = sorted(days.show(one.since) for one in found)
    wanted = sorted([days.show(today), days.show(days.first("2022-01-05") + 60)])
    at.test.check("... are two", None if spans == wanted else f"{spans}, not {wanted}")


def day(number):
    return "/".join(reversed(days.show(number).split("-")))


def check(test, reading, office):
    """The last reading; None when something signed was not found."""
    at = Watching(test, reading)
    try:
        believe(at)
        state_locality(at)
        state_otherwise(at, office)
        state_nearest(at, office)
        leave_ended(at, office)
        hold_both(at, office)
    except Lost:
        return None
    return at.reading
