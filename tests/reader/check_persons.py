"""Part of check_repository.py: records of one person (persons.py), whose postings are compared as
those of one; and records that are like one, until somebody says what they are."""

import read_repository
from check_dated import FAR, Watching
from check_holds import Trial
from check_settled import Lost

HERE = "xã Nghĩa Dân, huyện Kim Động, tỉnh Hưng Yên"


def record(office, name, born="1975-05-19", native=HERE, **more):
    place = native if type(native) is dict else {"text": native}
    return office.add("cadre.create", {"name": name, "born": born, "native": place, **more})


class Pairs:
    """What an office says of two records."""

    def __init__(self, at, office):
        self.at, self.office = at, office

    def say(self, kind, one, other):
        """The id of a statement."""
        body = {"a": min(one, other), "b": max(one, other), "state": "on"}
        if kind == "same":
            body["keep"] = "a"
        said = self.office.add(f"cadre.{kind}", body, why="thử")
        self.office.send()
        return said

    def withdraw(self, kind, statement):
        self.office.add(f"cadre.{kind}", {"state": "withdrawn"}, id=statement, pred=[statement],
                        why="thử")
        self.office.send()

    def undo(self, entry):
        self.office.add("entry.undo", {"of": entry, "state": "on"}, why="thử")
        self.office.send()

    def are(self, title, one, other, wanted):
        first = self.at.reading.state.persons.first
        self.at.test.check(title, None if (first(one) == first(other)) == wanted else "no")


# ---- One person -----------------------------------------------------------------------------

def meet_by_number(at, pairs):
    """Two offices record one person with the program: one number, one name."""
    matters = at.reading.matters
    at.record("329", "relieve", "Hạ Lễ", "chair", "--act", "retire", "--from", "01/02/2024",
              "--doc", "90-QĐ/HU 20/01/2024")
    for office, name, commune, on in (("329", "Lưu Văn Hoà", "Hạ Lễ", "01/03/2024"),
                                      ("323", "Lưu văn Hòa", "Trung Nghĩa", "02/03/2024")):
        at.record(office, "cadre", "add", f"name={name}", "born=19/05/1975", "pin=033075001234",
                  f"native={FAR}")
        at.record(office, "appoint", commune, "chair", name, "--act", "designate", "--from", on,
                  "--doc", "91/QĐ-UBND 01/02/2024")
    at.merge("one number, one name")
    matter = at.newer("two_places", matters)
    at.test.check("... of two offices", None if len({one[:8] for one in matter.subjects}) == 2 else
                  "of one")
    cadres = [at.reading.world.subject(one).get("cadre") for one in matter.subjects]
    pairs.are("... is one person", *cadres, True)
    before = at.totals("chair")
    for way in ("first", "second", "both"):
        at.settle(matter, way)
        at.merge(f"... {way}", closed=[matter])
    at.settle(matter, "--undo")
    at.merge("... withdrawn", opened=[matter])
    distinct = pairs.say("distinct", *cadres)
    at.merge("... two, as somebody says", closed=[matter])
    pairs.are("... are two persons", *cadres, False)
    at.adds("... counted twice", before, [(0, 0, 0), (0, 0, 0), (1, 1, 1)], "chair")
    pairs.withdraw("distinct", distinct)
    at.merge("... withdrawn", opened=[matter])
    at.adds("... counted once", before, [(0, 0, 0)] * 3, "chair")
    return cadres


def meet_by_statement(at, office, pairs):
    """Two records of which nothing is alike, with a second origin of one; and both posts."""
    one, other = record(office, "Phan Văn Một", "1960", FAR), record(office, "Tạ Thị Hai", "1980", FAR)
    office.begin(office.communes[13], "secretary", one, "2023-02-01")
    office.begin(office.communes[14], "secretary", other, "2023-03-01")
    for text in (FAR, at.local_text(office.communes[13])):
        office.add("cadre.change", {"native": {"text": text}}, id=one, pred=[one])
    office.send()
    at.merge("nothing alike")
    before, matters = at.totals("secretary"), at.reading.matters
    same = pairs.say("same", one, other)
    at.merge("one, as somebody says")
    matter = at.newer("two_places", matters)
    pairs.are("... is one person", one, other, True)
    at.adds("... who counts once", before, [(-1, 0, -1)] * 3)
    pairs.undo(same)
    at.merge("... taken back", closed=[matter])
    at.adds("... and is two", before, [(0, 0, 0)] * 3)
    same = pairs.say("same", other, one)
    at.merge("... said again", opened=[matter])
    at.settle(matter, "first")
    at.merge("... and settled", closed=[matter])
    pairs.withdraw("same", same)
    at.merge("... withdrawn", closed=[matter])
    matters = at.reading.matters
    # both posts of one commune, each by another record
    office.begin(office.communes[13], "chair", other, "2023-02-01")
    office.send()
    at.merge("two in one commune")
    pairs.say("same", one, other)
    at.merge("... who are one")
    at.newer("transition_long", matters)


def suspend(at, office, pairs, cadres):
    """Two are said to be two and are linked by a third record."""
    third = record(office, "Lưu Hòa", "1980", FAR)
    office.begin(office.communes[16], "chair", third, "2024-03-03")
    office.send()
    at.merge("a third record")
    matters = at.reading.matters
    pairs.say("same", cadres[1], third)
    at.merge("... of the same person")
    more = [one for one in at.reading.matters if one.id not in [other.id for other in matters]]
    at.test.check("... in three places", None if [one.kind for one in more] == ["two_places"] * 2
                  else [one.kind for one in more])
    places = [one for one in at.reading.matters if one.kind == "two_places" and any(
        at.reading.world.subject(posting).get("cadre") in (*cadres, third)
        for posting in one.subjects)]
    matters = at.reading.matters
    distinct = pairs.say("distinct", cadres[0], third)
    at.merge("... the ends of which are two", closed=places)
    matter = at.newer("same_person", matters)
    at.test.check("... these", None if matter.subjects == sorted([cadres[0], third]) else "others")
    at.test.check("... with all their communes", None if len(matter.units) == 2 else
                  len(matter.units))
    for one, other in ((0, 1), (1, 2), (0, 2)):
        pairs.are("... all are alone", [*cadres, third][one], [*cadres, third][other], False)
    settled = Trial(at.test, at.reading.province, matter)
    settled.settle("same")
    at.test.check("... which no settlement decides", None if matter.id in [
        one.id for one in read_repository.Reading(settled.province).matters] else "is closed")
    pairs.withdraw("distinct", distinct)
    at.merge("... withdrawn", opened=places, closed=[matter])


# ---- Like one person ------------------------------------------------------------------------

def alike(office):
    """(what, two records, whether they are like one)."""
    def two(first, second):
        found = []
        for more in (first, second):
            body = {"name": "Mai Văn Đôi", "born": "1970-01-02", "native": FAR, **more}
            found.append(record(office, **body))
        return found

    def named(name, **more):
        return {"name": name, **more}
    yield "one number, two names", two(named("Cao Văn A", pin="033070000001"),
                                       named("Cao Văn B", pin="033070000001")), True
    yield "one digit", two(named("Cao Văn Ba", born="1975", pin="033070000010"),
                           named("Cao Văn Ba", pin="033070000019", born="1975-05-19")), True
    yield "two that are swapped", two(named("Cao Văn Tư", pin="033070000123"),
                                      named("Cao Văn Tư", pin="033070000213")), True
    yield "two far apart", two(named("Cao Văn Năm", pin="033070000456"),
                               named("Cao Văn Năm", pin="033070000654")), False
    yield "one digit, other births", two(named("Cao Văn Sáu", pin="033070000700", born="1975-05"),
                                         named("Cao Văn Sáu", pin="033070000701", born="1975-06")), \
        False
    yield "one digit, other accents", two(named("Cao Văn Bảy", pin="033070000800"),
                                          named("Cao Văn Bẩy", pin="033070000801")), False
    yield "an old card", two(named("Cao Văn Tám", cmnd="145000001", born="1960", native=HERE),
                             named("Cao Van Tam", cmnd="145000001", pin="033070000900")), True
    yield "an old card, other names", two(named("Cao Văn Chín", cmnd="145000002"),
                                          named("Cao Văn Mười", cmnd="145000002")), False
    yield "old cards, and numbers", two(named("Ngô Văn A", cmnd="145000003", pin="033070001000"),
                                        named("Ngô Văn A", cmnd="145000003", pin="033070002999")), \
        False
    yield "but for accents", two(named("Ngô Văn Bá", native=FAR),
                                 named("Ngo Van Ba", native="Huyen GIA LAM, thanh pho Ha Noi")), True
    yield "... of one year", two(named("Ngô Văn Cá", born="1970"), named("Ngo Van Ca", born="1970")), \
        False
    yield "births that fit", two(named("Ngô Văn Dũng", born="1970"),
                                 named("Ngô Văn Dũng", born="1970-11")), True
    yield "... of other places", two(named("Ngô Văn Em", born="1970"),
                                     named("Ngô Văn Em", born="1970-11", native=HERE)), False
    yield "... by code", two(named("Ngô Văn Giáp", born="1970", native={"code": "12286"}),
                             named("Ngô Văn Giáp", born="1970-11", native={"code": "12286"})), True
    yield "the same spelling", two(named("Ngô Thị Thuý", born="1970"),
                                   named("NGÔ THỊ THÚY", born="1970-11")), True
    yield "... of an only vowel", two(named("Ngô Văn Mỹ", born="1970"),
                                      named("ngô văn mĩ", born="1970-11")), True


def look_alike(at, office, pairs):
    """Records that stand in a commune each, in charge only, so that nothing else is to be seen."""
    matters = at.reading.matters
    found = list(alike(office))
    for _, both, _ in found:
        for one in both:
            office.add("posting.begin", {"unit": office.communes[6], "post": "chair", "cadre": one,
                                         "act": "take_charge", "mode": "in_charge"},
                       on="2019-01-05", why="thử")
    office.send()
    at.merge("records that are alike")
    there = {tuple(one.subjects): one for one in at.reading.matters if one.kind == "same_person"
             and one.id not in [other.id for other in matters]}
    for title, both, wanted in found:
        at.test.check(f"{title}: {'like' if wanted else 'unlike'}",
                      None if (tuple(sorted(both)) in there) == wanted else "no")
    opened = [there[tuple(sorted(both))] for _, both, wanted in found if wanted]
    at.test.check("... and no others", None if len(there) == len(opened) else len(there))
    decide(at, office, pairs, opened)


def decide(at, office, pairs, opened):
    """Some are said to be two, some to be one; of some the number is mended."""
    one, two, three = opened[:3]
    distinct = pairs.say("distinct", *one.subjects)
    same = pairs.say("same", *two.subjects)
    at.merge("... said to be two, and one", closed=[one, two], opened=opened[2:])
    pairs.are("... are two", *one.subjects, False)
    pairs.are("... are one", *two.subjects, True)
    pairs.withdraw("distinct", distinct)
    pairs.undo(same)
    at.merge("... both withdrawn", opened=opened)
    cadre = three.subjects[1]
    mended = office.add("cadre.change", {"pin": at.reading.world.subject(three.subjects[0]).get(
        "pin")}, id=cadre, pred=[cadre])
    office.send()
    at.merge("... mended, and one by themselves", closed=[three], opened=[one, two])
    pairs.are("... are one", *three.subjects, True)
    office.add("cadre.change", {"pin": "033099999999"}, id=cadre, pred=[mended])
    office.send()
    at.merge("... another number", closed=[three], opened=[one, two])
    pairs.are("... are two", *three.subjects, False)


def drown(at, office):
    """Many records of one name, birth and place: of each birth the first ones are compared."""
    ids = [record(office, "Tạ Văn Lụt", born=born, native=FAR)
           for born in ("1970-01-02",) * 19 + ("1970",) * 18]
    office.send()
    at.merge("many records that are alike")

    def asked():
        return {tuple(one.subjects) for one in at.reading.matters
                if one.kind == "same_person" and set(one.subjects) & set(ids)}
    at.test.check("... of each birth 16", None if len(asked()) == 32 * 31 // 2 else len(asked()))
    at.test.check("... and the 17th is not", None if not any(ids[16] in pair for pair in asked())
                  else "is")
    office.add("cadre.change", {"name": "Tạ Văn Khác"}, id=ids[3], pred=[ids[3]])
    office.send()
    at.merge("... one has another name")
    at.test.check("... and the 17th comes up", None if len(asked()) == 32 * 31 // 2 and any(
        ids[16] in pair for pair in asked()) else len(asked()))
    for cadre in ids:
        office.add("entry.undo", {"of": cadre, "state": "on"}, why="thử")
    office.send()
    at.merge("... all taken back")
    at.test.check("... nobody is asked about", None if not asked() else len(asked()))


def edit(at, office):
    """Day of birth and origin are changed on a later day than they were recorded."""
    matters = at.reading.matters
    cadre = record(office, "Tạ Thị Sửa")
    office.begin(office.communes[6], "chair", cadre, "2018-01-05")
    mended = office.add("cadre.change", {"born": "1975-05-20"}, id=cadre, pred=[cadre])
    said = office.add("cadre.change", {"birth_place": {"text": HERE}}, id=cadre, pred=[mended])
    office.send()
    at.merge("mended on the same day")
    at.test.check("... is no edit", None if not any(
        one.kind == "identity_edit" for one in at.reading.matters) else "is one")
    office.next_day()
    again = office.add("cadre.change", {"born": "1975-05-19", "aka": ["Sửa"]}, id=cadre, pred=[said])
    office.send()
    at.merge("a day of birth changed on the next day, to what it was")
    matter = at.newer("identity_edit", matters)
    at.test.check("... is about that alone", None if matter.saw == [again] else len(matter.saw))
    at.settle(matter, "noted")
    at.merge("... is noted", closed=[matter])
    office.add("cadre.change", {"aka": ["Sửa Hai"]}, id=cadre, pred=[again])
    office.send()
    at.merge("... something else is changed", closed=[matter])
    place = office.add("cadre.change", {"birth_place": None}, id=cadre, pred=[again])
    office.send()
    at.merge("... a place of birth is cleared", opened=[matter])
    for entry in (place, again):
        office.add("entry.undo", {"of": entry, "state": "on"}, why="thử")
    office.send()
    at.merge("... both are taken back", closed=[matter])


def check(test, reading, office):
    """The last reading; None when something signed was not found."""
    at = Watching(test, reading)
    pairs = Pairs(at, office)
    try:
        cadres = meet_by_number(at, pairs)
        meet_by_statement(at, office, pairs)
        suspend(at, office, pairs, cadres)
        look_alike(at, office, pairs)
        drown(at, office)
        edit(at, office)
    except Lost:
        return None
    return at.reading
