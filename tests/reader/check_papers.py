"""Part of check_repository.py: what papers say (papers.py). Each kind of matter appears, is settled, and is
gone when the office has mended what it is about."""

import days
from check_dated import FAR, Watching
from check_settled import Lost


def paper(number, signed, body="btv_province"):
    return {"issuer": {"body": body}, "type": "QD", "no": number, "signed": signed}


def move(office, cadre, communes, papers, on, post="secretary"):
    """Somebody leaves one commune for the next: each half by its own papers, on its own day."""
    begun = office.begin(communes[0], post, cadre, "2022-05-01")
    office.add("posting.end", {"act": "transfer", "next": communes[1]}, id=begun, pred=[begun],
               on=on[0], doc=papers[0])
    came = office.begin(communes[1], post, cadre, on[1], doc=papers[1])
    office.entries[-1]["b"]["act"] = "transfer"
    return begun, came


def check_halves(at, office):
    """Two papers for one move, one paper on two days, and what is right."""
    matters, communes = at.reading.matters, office.communes
    cadres = [office.cadre(f"Triệu Văn {name}", FAR) for name in ("Hai", "Ngày", "Đôi", "Chuyển")]
    one, other = paper("70-QĐ/TU", "2023-05-20"), paper("71-QĐ/TU", "2023-05-21")
    two = move(office, cadres[0], communes[0:2], [[one], [other]], ["2023-06-01"] * 2)
    late = move(office, cadres[1], communes[2:4], [[one], [paper(" 70 -QĐ/TU", "2023-05")]],
                ["2023-06-01", "2023-06-20"])
    move(office, cadres[2], communes[4:6], [[one], [other, one]], ["2023-06-01"] * 2)
    move(office, cadres[3], communes[6:8], [[one], [other]], ["2023-06-01", "2023-07-02"])
    office.send()
    at.merge("papers of moves")
    found = [one for one in at.reading.matters if one.kind == "docs_differ"
             and one.id not in [other.id for other in matters]]
    at.test.check("two are not right", None if sorted(one.subjects for one in found) == sorted(
        [sorted(two), sorted(late)]) else [one.subjects for one in found])
    matter = next(one for one in found if one.subjects == sorted(two))
    at.settle(matter, "first")
    at.merge("... one settled", closed=[matter])
    at.settle(matter, "--undo")
    office.add("posting.correct", {"reason": "erratum", "term": "2020-2025"}, id=two[1],
               pred=[two[1]], doc=[{**one, "fixes": {"no": "71-QĐ/TU", "signed": "2023-05-21"}}])
    office.send()
    at.merge("... an erratum names the other paper", closed=[matter])


def take_over(at, announced):
    """Another office takes two persons over from a list: by a paper of the province, and by its own."""
    path = at.test.work / "told.csv"
    rows = "".join(
        f"Hạ Lễ,chair,Triệu Văn {name},01/02/1960,01/02/20{year},01/02/20{year + 1},retire,approve,"
        f"{number},20/01/2010,{announced},\"{FAR}\"\n"
        for name, year, number in (("Bảng", 10, "74-QĐ/TU"), ("Biểu", 12, "74-QĐ/HU")))
    path.write_text("commune,post,name,born,from,to,end_act,act,doc_no,doc_date,announced,native\n"
                    + rows, encoding="utf-8")
    at.record("329", "import", "postings", str(path))


def check_told(at, office):
    """One paper of which two offices say different things; one number of two districts."""
    matters = at.reading.matters
    cadre = office.cadre("Triệu Văn Báo", FAR)
    told = {"announced": "2010-01-25", "total": 2}
    ended = [office.begin(office.communes[0], "chair", cadre, f"201{year}-03-01",
                          doc=[{**paper(number, "2010-01-20", body), **told}])
             for year, number, body in ((2, "74-QĐ/TU", "btv_province"),
                                        (3, "74-QĐ/HU", "btv_district"))]
    for year, begun in zip("23", ended):
        office.add("posting.end", {"act": "retire"}, id=begun, pred=[begun],
                   on=f"201{year}-06-01", why="thử")
    office.send()
    take_over(at, "26/01/2010")
    at.merge("one decision, told by two offices")
    matter = at.newer("docs_differ", matters)
    at.test.check("... is about the province's paper", None if ended[0] in matter.subjects else
                  matter.subjects)
    at.settle(matter, "both")
    at.merge("... settled", closed=[matter])
    at.settle(matter, "--undo")
    office.add("posting.void", {"from_start": True}, id=ended[0], pred=[office.id(
        len(office.entries) - 2)], why="thử")
    office.send()
    at.merge("... revoked from the start", closed=[matter])


def check_named(at, office):
    """A decision that names three people, of whom two are entered; one of the province, with fewer."""
    matters, commune = at.reading.matters, office.communes[0]
    cadres = [office.cadre(f"Triệu Văn {name}", FAR) for name in ("Nhất", "Nhì", "Tam", "Tứ")]
    own = paper("75-QĐ/HU", "2013-12-20", "btv_district")
    papers = [{**own, "total": 3}, {**own, "no": "75 -QĐ/HU"}, own,
              {**paper("76-QĐ/TU", "2013-12-20"), "total": 9}]

    def take_part(at_):
        begun = office.begin(commune, "chair", cadres[at_], f"201{4 + at_}-03-01",
                             doc=[papers[at_]])
        office.add("posting.end", {"act": "retire"}, id=begun, pred=[begun],
                   on=f"201{4 + at_}-06-01", why="thử")
        return begun
    first, second = take_part(0), take_part(1)
    take_part(3)
    office.send()
    at.merge("two of three people of a decision, and one of nine")
    found = [one for one in at.reading.matters if one.kind == "partial_set"
             and one.id not in [other.id for other in matters]]
    at.test.check("... are two matters", None if len(found) == 2 else found)
    matter = next(one for one in found if one.subjects == [first])
    at.test.check("... has seen both begins", None if (matter.field, matter.saw) == (
        "begin_doc", sorted([first, second])) else (matter.field, matter.saw))
    at.test.check("... of the district, and of the province", None if len(
        {one.units[0] for one in found}) == 2 else [one.units for one in found])
    at.settle(matter, "complete")
    at.merge("... settled", closed=[matter])
    at.settle(matter, "--undo")
    take_part(2)
    office.send()
    at.merge("... the third one is entered", closed=[matter])


def check_acting(at, office):
    """In charge, and recorded as a full holder: of itself, and by another record of the person."""
    unit, other = office.communes[14], office.communes[16]
    before, matters = at.totals("secretary"), at.reading.matters
    cadre = office.cadre("Triệu Thị Quyền", FAR)
    acting = office.add("posting.begin", {"unit": unit, "post": "secretary", "cadre": cadre,
                                          "act": "take_charge", "mode": "in_charge"},
                        on="2023-01-05", why="thử")
    office.add("posting.correct", {"reason": "typing", "mode": "full"}, id=acting, pred=[acting],
               why="thử")
    office.send()
    at.merge("in charge, and full")
    matter = at.newer("acting_as_full", matters)
    living = [(0, 0, 1) if at.lives(unit, day) else (0, 0, 0) for day in at.DAYS]
    at.adds("... is acting until it is settled", before, living)
    at.settle(matter, "full")
    at.merge("... full", closed=[matter])
    at.adds("... counts", before, [(1, 1, 1) if one[2] else one for one in living])
    at.settle(matter, "acting")
    at.merge("... acting", closed=[matter])
    at.adds("... does not", before, [(0, 0, 0)] * 3)
    matters = at.reading.matters
    full = office.begin(other, "secretary", cadre, "2023-02-01", doc=[paper("72-QĐ/TU",
                                                                            "2023-01-20")])
    office.add("posting.begin", {"unit": other, "post": "secretary", "cadre": cadre,
                                 "act": "take_charge", "mode": "in_charge"},
               on="2023-01-20", doc=[paper("72-QĐ/TU", "2023-01-20")])
    says = office.id(len(office.entries) - 1)
    office.send()
    at.merge("full on the paper by which one is in charge")
    matter = at.newer("acting_as_full", matters)
    at.test.check("... is about both", None if matter.subjects == sorted([full, says]) else
                  matter.subjects)
    at.settle(matter, "full")
    at.merge("... full", closed=[matter])
    office.add("posting.end", {"act": "release"}, id=says, pred=[says], on="2023-02-01", why="thử")
    office.send()
    at.merge("... and in charge until then only", closed=[matter])


def check_published(at, office):
    """What comes after figures were published."""
    unit = office.communes[10]
    cadres = [office.cadre(f"Triệu Văn {name}", FAR) for name in ("Trước", "Sau", "Muộn")]
    kept = office.begin(unit, "chair", cadres[0], "2019-02-01")
    office.add("posting.end", {"act": "retire"}, id=kept, pred=[kept], on="2019-12-01", why="thử")
    void = office.begin(unit, "secretary", cadres[1], "2019-02-01")
    office.send()
    at.merge("before a publication")
    matters = at.reading.matters
    at.test.run("period", "open", "name=Năm 2019", "cutoff=31/12/2019", "due=31/01/2020", "--yes")
    at.test.run("period", "publish", "Năm 2019", "--yes")
    at.merge("a publication")
    at.test.check("... is no matter", None if not [one for one in at.reading.matters if one.kind in (
        "period_changed", "revoked_after")] else "is")
    office.add("posting.void", {}, id=void, pred=[void], on="2019-10-01", why="thử")
    del office.entries[-1]["b"]  # what is empty is not written
    office.add("posting.correct", {"reason": "typing", "to": "2020-03-01"}, id=kept,
               pred=[office.id(office.entries.index(next(
                   one for one in office.entries if one.get("id") == kept)))], why="thử",
               was={"to": "2019-12-01"})
    office.begin(unit, "chair", cadres[2], "2021-02-01")
    office.send()
    at.merge("... what came after it")
    changed, revoked = at.newer("period_changed", matters), at.newer("revoked_after", matters)
    at.test.check("... is about the period", None if kept in changed.subjects and len(
        changed.subjects) == 2 else changed.subjects)
    at.settle(changed, "noted")
    at.settle(revoked, "noted")
    at.merge("... noted", closed=[changed, revoked])
    at.settle(changed, "--undo")
    at.merge("... withdrawn", opened=[changed], closed=[revoked])
    at.test.run("period", "publish", "Năm 2019", "--yes")
    at.merge("... published again", closed=[changed, revoked])


def check_sets(at, office):
    """Two begins of one set, of which one is of another office's commune."""
    matters = at.reading.matters
    cadres = [office.cadre(f"Triệu Văn {name}", FAR) for name in ("Đủ", "Thiếu")]
    strange = next(unit.id for unit in at.reading.gazetteer.sorted
                   if unit.near(days.NATIONAL)["code"] == "12145")
    first = len(office.entries)
    bound = {"set": [first, 2]}
    own = office.begin(office.communes[10], "secretary", cadres[0], "2018-03-01", **bound)
    office.begin(strange, "secretary", cadres[1], "2018-03-01", **bound)
    office.send()
    at.merge("a set of which one is a proposal")
    matter = at.newer("partial_set", matters)
    at.settle(matter, "wait")
    at.merge("... settled", closed=[matter])
    at.settle(matter, "--undo")
    at.merge("... withdrawn", opened=[matter])
    undo = office.add("entry.undo", {"of": own, "state": "on"}, why="thử")
    office.send()
    at.merge("... the fact taken back", closed=[matter])
    at.test.check("... by its office", None if undo else "not")


class Reading(Watching):
    """With the days of the figures."""

    DAYS = ("2023-06-30", "2024-02-15", "2024-12-15")

    def lives(self, unit, day):
        return self.reading.gazetteer.units[unit].on(days.first(day)) is not None


def check(test, reading, office):
    """The last reading; None when something signed was not found."""
    at = Reading(test, reading)
    try:
        check_halves(at, office)
        check_told(at, office)
        check_named(at, office)
        check_acting(at, office)
        check_published(at, office)
        check_sets(at, office)
    except Lost:
        return None
    return at.reading
